"The stock ledger: lots are the sum of their movements, on both databases, whatever is done in whatever order"
import datetime as dt, sqlite3, sys, uuid
from pathlib import Path
import pandas as pd, pytest, sqlalchemy as sa
sys.path.insert(0, str(Path(__file__).parent.parent))     # the bench is not installed
from hypothesis import given, settings, strategies as st
from pharmopt import ledger
from pharmopt.data import NANO
from pharmopt.expiry import stored_expiry, usable
from pharmopt.ledger import LedgerError, check_ledger, discrepancies, lift_recall, move_stock, movements, recall, record, reverse, stock_as_of, take_demand, write_off
from pharmopt.orders import OrderBook, OrderError, OrderQuestion
from pharmopt.store import SHORT, Batch, Store, StoreError, post, tables
from bench.shelf import Oracle, play

CATALOG = pd.DataFrame(dict(unique_id=['S1/A','S1/B','S2/A','S2/B'], medicine_id=['A','B','A','B'], location_id=['S1','S1','S2','S2'], name='x', supplier_id='S', unit_cost=2., pack_size=10., lead_time_mean=7., lead_time_sd=1.))
LOTS = pd.DataFrame(dict(unique_id='S1/A', lot=['dated','undated'], expiry=pd.to_datetime(['2099-05-31', None]), on_hand=[10., 5.]))
D = lambda text: dt.datetime.fromisoformat(text)

@pytest.fixture(params=['sqlite', 'postgres'])
def store(request, tmp_path):
    s = Store(tmp_path/'s.db' if request.param=='sqlite' else request.getfixturevalue('postgres_url'))
    s.save_catalog(CATALOG)
    yield s
    s.close()

def sell(store, *sales, dispense=True):
    at = store.positions('rx').get(0)
    at = at.next if at else 0
    events = [(uuid.uuid4().bytes, u, D(day), round(q*NANO), False) for u,day,q in sales]
    return store.commit(Batch('log', 'rx', 0, at, at+len(events), None, events), dispense=dispense)

def test_missing_dates_of_every_table_are_null(store):
    "First row set, second not, and the other way round, in each nullable column of dates"
    for t in vars(tables).values():
        keys, dates = [c.name for c in t.primary_key.columns], [c.name for c in t.c if isinstance(c.type, sa.DateTime) and c.nullable and c.name not in t.primary_key.columns]
        if not dates or t.name in ('positions', 'seen') or any(isinstance(c.type, sa.Integer) for c in t.primary_key.columns): continue
        fill = {c.name: ('x' if isinstance(c.type, sa.String) else 1. if isinstance(c.type, sa.Float) else 1 if isinstance(c.type, sa.Integer) else True if isinstance(c.type, sa.Boolean) else D('2026-01-01')) for c in t.c if not c.nullable and c.name not in keys}
        for a,b in ((pd.Timestamp('2026-01-01'), pd.NaT), (pd.NaT, pd.Timestamp('2026-01-01'))):
            rows = pd.DataFrame([{k: (f'{t.name}{i}' if isinstance(t.c[k].type, sa.String) else D('2026-01-01')) for k in keys}|fill|{d: v for d in dates} for i,v in enumerate((a, b))])
            store.upsert(t, rows)
            got = store.frame(sa.select(t).where(t.c[keys[0]].like(f'{t.name}%')).order_by(keys[0]))
            for d in dates: assert [pd.isna(x) for x in got[d]]==[pd.isna(a), pd.isna(b)], (t.name, d)

def test_some_proposals_snoozed_and_then_a_new_plan(store):
    book = OrderBook(store)
    plan = pd.DataFrame(dict(unique_id=['S1/A','S1/B'], order_quantity=[1., 2.], due=[pd.Timestamp('2026-12-01'), pd.NaT], priority=[1, 2]))
    a, b = book.propose(plan, CATALOG)
    book.snooze(a, 5)
    book.propose(plan, CATALOG)
    o = book.orders('proposed').set_index('unique_id')
    assert o.snoozed_until.notna().to_dict()=={'S1/A': True, 'S1/B': False} and pd.isna(o.due['S1/B'])

def test_undated_lots_are_dispensed_last_and_the_last_day_counts(store):
    store.save_lots(LOTS)
    store.save_lots(pd.DataFrame(dict(unique_id='S1/A', lot=['today','gone'], expiry=pd.to_datetime(['2026-11-01','2026-10-31']), on_hand=[2., 9.])))
    sell(store, ('S1/A', '2026-11-01', 13.))
    assert store.lots().set_index('lot').on_hand.to_dict()=={'gone': 9., 'undated': 4.}
    assert [usable(e, D('2026-11-01')) for e in (D('2026-11-01'), D('2026-10-31'))]==[True, False]
    assert check_ledger(store).empty

def test_dispensing_beyond_the_shelf_is_seen(store):
    from pharmopt.alerts import check_alerts, open_alerts
    store.save_lots(LOTS)
    sell(store, ('S1/A', '2026-11-01', 18.))
    assert discrepancies(store)[['unique_id','lot','units']].values.tolist()==[['S1/A', SHORT, 3.]] and len(store.lots())==0
    assert stock_as_of(store, '2100-01-01').on_hand.sum()==-3.
    check_alerts(store)
    assert 'stock_discrepancy' in set(open_alerts(store).rule)
    from pharmopt.counts import count_stock
    count_stock(store, pd.DataFrame(dict(unique_id=['S1/A'], on_hand=[4.])))
    assert discrepancies(store).empty and store.lots().on_hand.tolist()==[4.]
    check_alerts(store)
    assert 'stock_discrepancy' not in set(open_alerts(store).rule)

def test_an_old_store_begins_with_opening_movements(tmp_path):
    "A database of the schema before the ledger, with lots in it, is brought forward"
    from alembic import command
    from alembic.config import Config
    engine, cfg = sa.create_engine(f"sqlite:///{tmp_path/'old.db'}"), Config()
    cfg.set_main_option('script_location', 'pharmopt:migrations')
    with engine.begin() as c:
        cfg.attributes['connection'] = c
        command.upgrade(cfg, '0004')
        c.exec_driver_sql("INSERT INTO lots VALUES ('S1/A','L1','2027-05-31 00:00:00.000000',7.5), ('S1/A','none',NULL,2), ('S1/B','empty',NULL,0)")
    engine.dispose()
    s = Store(tmp_path/'old.db')
    assert movements(s)[['lot','quantity','kind']].values.tolist()==[['L1',7.5,'opening'], ['none',2.,'opening']] and check_ledger(s).empty
    assert stock_as_of(s, dt.date.today()+dt.timedelta(1)).on_hand.sum()==9.5

def test_the_same_migration_on_postgresql(postgres_url):
    from alembic import command
    from alembic.config import Config
    engine, cfg = sa.create_engine(postgres_url), Config()
    cfg.set_main_option('script_location', 'pharmopt:migrations')
    with engine.begin() as c:
        cfg.attributes['connection'] = c
        command.upgrade(cfg, '0004')
        c.exec_driver_sql("INSERT INTO lots VALUES ('S1/A','L1','2027-05-31',7.5), ('S1/A','none',NULL,2)")
    engine.dispose()
    s = Store(postgres_url)
    assert movements(s).quantity.tolist()==[7.5, 2.] and check_ledger(s).empty
    s.close()

def test_a_lot_keeps_the_earlier_of_two_dates_and_says_so(store):
    from pharmopt.alerts import check_alerts, open_alerts
    book = OrderBook(store)
    book.receive_goods('S1/A', 10, 'L7')
    book.receive_goods('S1/A', 10, 'L7', expiry='2027-12-31')
    book.receive_goods('S1/A', 10, 'L7', expiry='2026-12-15')
    book.receive_goods('S1/A', 10, 'L7', expiry='2028-12')
    assert store.lots().expiry.tolist()==[pd.Timestamp('2026-12-15')] and store.lots().on_hand.tolist()==[40.]
    assert movements(store, kind='receipt').reason.notna().tolist()==[False, False, True, True]
    check_alerts(store)
    assert 'expiry_conflict' in set(open_alerts(store).rule)
    book.receive_goods('S1/B', 10, expiry='2027-12-31'); book.receive_goods('S1/B', 10, expiry='2026-12-15')
    assert store.lots().query("unique_id=='S1/B'")[['lot','on_hand']].values.tolist()==[['(no number) 2026-12-15',10.], ['(no number) 2027-12-31',10.]]

@pytest.mark.parametrize('text, day', [('05/2027', '2027-05-31'), ('2027-MAY', '2027-05-31'), ('20270500', '2027-05-31'), ('9999-12-31', None), ('2999-12-31', None), ('', None), ('31.05.2027', '2027-05-31'), ('2024-02', '2024-02-29')])
def test_one_rule_for_every_way_in(store, text, day):
    "Form, scan, count and function read an expiry alike"
    from pharmopt.counts import count_stock
    want = None if day is None else pd.Timestamp(day)
    assert stored_expiry(text)==want
    OrderBook(store).receive_goods('S1/A', 1, 'L', expiry=text, accept='expired')
    count_stock(store, pd.DataFrame(dict(unique_id=['S1/B'], lot=['L'], expiry=[text], on_hand=[1])))
    record(store, 'S2/A', 1, kind='receipt', lot='L', expiry=text)
    assert [None if pd.isna(e) else pd.Timestamp(e) for e in store.lots().expiry]==[want]*3

def test_receiving(store):
    book = OrderBook(store)
    a, b = book.propose(pd.DataFrame(dict(unique_id=['S1/A','S1/B'], order_quantity=[50., 20.], priority=[1, 2])), CATALOG)
    book.approve_all([a, b])
    with pytest.raises(OrderQuestion, match='placed by telephone, confirm that') as q: book.receive(b, 20, 'L1')
    assert 'accept' not in str(q.value) and "accept='unsent' books it as it is" in q.value.__notes__      # a person reads the text, a program the note
    book.receive(b, 20, 'L1', accept=q.value.kind)                            # by telephone, typed on arrival
    book.send(a)
    with pytest.raises(OrderQuestion, match='60 units came, and order .* expects 50'): book.receive(a, 6, 'L1', unit='packs')
    with pytest.raises(OrderQuestion, match='expired on 2020-01-31'): book.receive(a, 5, 'L1', expiry='2020-01')
    with pytest.raises(OrderError, match='day to come'): book.receive(a, 5, 'L1', at='2099-01-01')
    assert store.lots().on_hand.tolist()==[20.] and len(movements(store))==1   # refused deliveries leave nothing
    book.receive(a, 3, 'L1', unit='packs')
    book.cancel(a, 'too late')
    assert len(store.open_orders())==0
    book.receive(a, 20, 'L2')                                                  # on its way when it was canceled
    assert book.orders().set_index('order_id').status[a]=='received'
    book.undo_receipt(a, 'not ours')
    assert store.lots().query("lot=='L2'").empty and book.orders().set_index('order_id').received[a]==30.
    recall(store, 'A', 'L9', reason='notice')
    with pytest.raises(OrderError, match='is recalled'): book.receive_goods('S2/A', 1, 'l9')
    assert check_ledger(store).empty
    from pharmopt.orders import lead_time_table
    assert len(lead_time_table(store))==0                                      # nothing was learned from what was typed on arrival

def test_refused_and_changed_orders(store):
    book = OrderBook(store)
    a, b = book.propose(pd.DataFrame(dict(unique_id=['S1/A','S1/B'], order_quantity=[50., 20.], priority=[1, 2])), CATALOG)
    book.approve_all(); book.send(a); book.send(b)
    book.confirm(a, '2026-12-05', quantity=30)
    book.refuse(b, 'out of stock')
    assert store.open_orders()[['unique_id','quantity']].values.tolist()==[['S1/A', 30.]]
    book.receive(b, 20, 'L1')                                                  # came all the same
    assert book.orders().set_index('order_id').status[b]=='received'

@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(['in','out','sell','move','off','reverse','recall','lift','count']), st.sampled_from(['A','B']), st.integers(1, 12), st.integers(1, 20)), max_size=25))
def test_any_sequence_keeps_ledger_and_lots_equal(tmp_path_factory, steps):
    from pharmopt.counts import count_stock
    s = Store(tmp_path_factory.mktemp('l')/'s.db')
    s.save_catalog(CATALOG)
    for what,m,q,day in steps:
        u, when = f'S1/{m}', f'2026-03-{day:02d}'
        try:
            if what=='in': record(s, u, q, kind='receipt', lot=f'L{q%3}', expiry='2027-05' if q%2 else None, day=when)
            elif what=='out': write_off(s, u, q, lot=f'L{q%3}', reason='x')
            elif what=='sell': sell(s, (u, when, q))
            elif what=='move': move_stock(s, u, 'S2', q, lot=f'L{q%3}')
            elif what=='off': write_off(s, u, reason='all')
            elif what=='reverse': reverse(s, q, reason='wrong')
            elif what=='recall': recall(s, m, f'L{q%3}', reason='r')
            elif what=='lift': lift_recall(s, m, f'L{q%3}', reason='r')
            else: count_stock(s, pd.DataFrame(dict(unique_id=[u], on_hand=[q])), full=q>9); assert s.lots().query('unique_id==@u').on_hand.sum()==q
        except LedgerError: pass
        assert check_ledger(s).empty
    all_time = stock_as_of(s, '2100-01-01')
    now = s.frame(sa.select(tables.lots).where(sa.func.abs(tables.lots.c.on_hand)>1e-9).order_by('unique_id', 'lot'))
    assert all_time[['unique_id','lot','on_hand']].values.tolist()==now[['unique_id','lot','on_hand']].values.tolist()
    s.close()

def test_stock_as_of_is_the_sum_with_and_without_snapshots(store, monkeypatch):
    monkeypatch.setattr(ledger, 'APART', 20)
    store.save_lots(LOTS.assign(on_hand=0.))
    with store.begin() as c: post(c, [dict(unique_id='S1/A', lot=f'L{i%3}', quantity=float(i%7-2), kind='receipt', day=D('2026-01-01')+dt.timedelta(i//5)) for i in range(400)])
    assert ledger.keep_snapshots(store)>5
    m = movements(store)
    def brute(day): return m[m.day<=day].groupby('lot').quantity.sum().loc[lambda x: x.abs()>1e-9].to_dict()
    days = [pd.Timestamp('2026-01-01')+pd.Timedelta(days=d) for d in (0, 13, 40, 79, 200)]
    same = lambda: all(stock_as_of(store, d).set_index('lot').on_hand.to_dict()==brute(d) for d in days)
    assert same()
    with store.begin() as c: post(c, [dict(unique_id='S1/A', lot='L1', quantity=100., kind='receipt', day=D('2026-01-14'))])     # a late one
    m = movements(store)
    assert same()

def test_a_day_against_an_independent_oracle(store):
    "A small day: every kind of movement, answers twice, out of order and malformed, and processes that end in between"
    oracle = Oracle(seed=3, n=400)
    done = play(store, oracle, stop_after=60)
    assert done<len(oracle.steps)
    play(store, oracle)                                                # begins again from the first step: nothing twice
    assert oracle.differences(store)==[] and check_ledger(store).empty

def test_backup_and_restore(tmp_path):
    from pharmopt.restore import restore
    s = Store(tmp_path/'a.db')
    with pytest.raises(StoreError, match='there is no folder'): s.backup(tmp_path/'no'/'x.db')
    with pytest.raises(StoreError, match='in memory'): Store('sqlite://').backup(tmp_path/'m.db')
    b = s.backup(tmp_path/'b.db')
    assert b.stat().st_mode&0o777==0o600 and not (tmp_path/'b.db.part').exists()
    with pytest.raises(StoreError, match='in use'): restore(tmp_path/'a.db', b)
    s.close()
    (tmp_path/'a.db').write_bytes(b'garbage'*1000)                      # a damaged store is what a backup is for
    restore(tmp_path/'a.db', b)
    assert sqlite3.connect(tmp_path/'a.db').execute('PRAGMA integrity_check').fetchone()==('ok',)
    cut = tmp_path/'cut.db'; cut.write_bytes(b.read_bytes()[:20_000])
    with pytest.raises(StoreError, match='damaged|cannot be read'): restore(tmp_path/'a.db', cut)
    (tmp_path/'empty.db').touch()
    with pytest.raises(StoreError, match='empty'): Store(tmp_path/'empty.db')
