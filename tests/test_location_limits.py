"""A visitor who is limited to a location sees and changes nothing of another one."""
import json
import pandas as pd
import pytest
import sqlalchemy as sa
from pharmopt.alerts import acknowledge, mute
from pharmopt.dashboard import dashboard, visitor_locations
from pharmopt.data import NANO
from pharmopt.inbox import inbox_rows, keep_news, show_answer
from pharmopt.jobs import export_file
from pharmopt.ledger import write_off
from pharmopt.lists import act_on_list, list_sums, undo_batch
from pharmopt.location_limits import limit_store
from pharmopt.orders import OrderBook, OrderError
from pharmopt.outbox import retry_now, submit
from pharmopt.page import CHAIN, PAGES
from pharmopt.settings import SettingsError, load_settings
from pharmopt.store import Elsewhere, Store, tables

DAY = pd.Timestamp.now('UTC').tz_localize(None).normalize()

def chain(url):
    "Two locations with four items each; the same things happened at both: proposals, a message, an answer, alerts, a count, a change of an item"
    store = Store(url)
    cat = pd.DataFrame([dict(unique_id=f'{l}/m{i}', medicine_id=f'm{i}', location_id=l, name=f'{n} {i}', supplier_id='S1', unit_cost=10., pack_size=5., lead_time_mean=4.) for l,n in (('PH01', 'Theirs'), ('PH02', 'Ours')) for i in range(4)])
    store.save_catalog(cat)
    store.finish_run(store.start_run('ingest', source='synthetic'))
    rows = [dict(unique_id=u, ds=(DAY-pd.Timedelta(days=d)).to_pydatetime(), y_nano=4*NANO, n_events=1, revision=1) for u in cat.unique_id for d in range(5)]
    with store.begin() as c: c.execute(sa.insert(tables.demand), rows)
    store.save_lots(pd.DataFrame(dict(unique_id=cat.unique_id, lot=[f'LOT-{u}' for u in cat.unique_id], expiry=DAY+pd.Timedelta(days=400), on_hand=20.)))
    book, plan = OrderBook(store, 'boss'), pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=10., packs=2., due=DAY+pd.Timedelta(days=5), priority=range(1, 9), urgency='now', p_stockout=.5, days_of_cover=5., reason='why'))
    ids = dict(zip(cat.unique_id, book.propose(plan, cat)))
    for l in ('PH01', 'PH02'):
        for i in (1, 2): book.approve(ids[f'{l}/m{i}'])
        submit(book, [ids[f'{l}/m1']])
        keep_news(store, 'erp', [dict(type='receipt', status='delivered', key=f'note-{l}', order_id=ids[f'{l}/m1'], quantity=5000., lot='X')])
        store.add_alert('warning', 'expiring', f'words on {l}', unique_id=f'{l}/m0')
    store.add_alert('critical', 'stale_data', 'words on the whole chain')
    return store, ids

@pytest.fixture
def two(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store, ids = chain(f"sqlite:///{tmp_path/'two.db'}")
    yield store, ids
    store.close()

def shown(page, name=None):
    "What the widgets of a page, or of all, would send to a browser"
    out, stack = [page.header.get_state()], [page.views[k] for k in ([name] if name else PAGES)]
    while stack: w = stack.pop(); out.append(w.get_state()); stack += getattr(w, 'children', ())
    return json.dumps([{k: v for k,v in s.items() if not k.startswith('_') and k not in ('children', 'layout')} for s in out], default=str)

def test_no_page_shows_anything_of_another_location(two):
    store, ids = two
    theirs = ['Theirs', 'PH01', *(i for u,i in ids.items() if u.startswith('PH01'))]
    seen = {}
    for locations in ((), ('PH02',)):
        page = dashboard(store=store, locations=locations)
        for k in PAGES:
            page.header.page = k
            page.refresh(force=True)
            for q in (dict(filters=dict(state='all')), dict(search='theirs')):
                for w,f in page.handlers.items():
                    if 'query' in f and page.page_of[w]==k: page._message(w, dict(type='query', query=q))
                    if 'search' in f and page.page_of[w]==k: page._message(w, dict(type='search', query=q.get('search', '')))
                seen[locations] = seen.get(locations, '')+shown(page, k)
        page.close_page()
    assert all(t in seen[()] for t in theirs) and 'words on the whole chain' in seen[()]
    assert [t for t in theirs if t in seen[('PH02',)]]==[] and 'words on the whole chain' not in seen[('PH02',)]
    assert all(t in seen[('PH02',)] for t in ('Ours 0', 'words on PH02', 'note-PH02', *(i for u,i in ids.items() if u.startswith('PH02'))))

def test_lines_name_their_location_where_there_are_several(two):
    "The same medicine at two locations is two lines, and a person must know which is which"
    store, _ = two
    whole, mine = dashboard(store=store), dashboard(store=store, locations=('PH02',))
    assert {r['site'] for r in whole.recs.rows}=={'PH01', 'PH02'} and len(mine.recs.rows) and not any('site' in r for r in mine.recs.rows)
    assert whole.picker.label.startswith(whole.item.partition('/')[0]+' · ') and ' · ' not in mine.picker.label
    whole.show_location('PH02')
    assert len(whole.recs.rows) and not any('site' in r for r in whole.recs.rows)
    for p in (whole, mine): p.close_page()

def test_counts_are_those_of_the_location(two):
    store, ids = two
    mine = dashboard(store=store, locations=('PH02',))
    assert (list_sums(store, 'proposals')['lines'], list_sums(mine.store, 'proposals')['lines'])==(4, 2)
    badge = {p['id']: p['badge'] for p in mine.header.pages}
    assert badge['today']==2 and badge['receive']==1 and badge['inbox']==1 and not set(CHAIN) & set(badge)
    assert mine.cards.cards and [c['value'] for c in mine.cards.cards if c['key']=='value']==[800.]
    mine.close_page()

def test_a_proposal_of_another_location_cannot_be_acted_on_by_its_key(two):
    store, ids = two
    page = dashboard(store=store, user='alice', locations=('PH02',))
    before = store.frame(sa.select(tables.orders)), store.frame(sa.select(tables.order_log))
    theirs, ours = ids['PH01/m0'], ids['PH02/m0']
    for table,states in ((page.recs, ('approve', 'edit', 'snooze', 'reject')), (page.orders, ('undo', 'cancel', 'receive', 'close')), (page.item_orders, ('approve',)), (page.moves, ('approve',))):
        for action in states:
            key = theirs if table is not page.orders else ids['PH01/m2' if action=='undo' else 'PH01/m1']
            page._message(table, dict(type='action', action=action, id=key, values=dict(packs='3', reason='so', days='3', quantity='5', expiry='none')))
            assert 'belongs to another location, and you may act on PH02' in page.notes['error']['text'] or action=='close', (action, page.notes['error'])
    page._message(page.recs, dict(type='bulk', action='approve', ids=[theirs]))
    assert 'no proposal meets these filters' in page.notes['error']['text']
    for old,t in zip(before, (tables.orders, tables.order_log)): pd.testing.assert_frame_equal(old, store.frame(sa.select(t)))
    page._message(page.recs, dict(type='action', action='approve', id=ours, values={}))
    assert 'error' not in page.notes and store.frame(sa.select(tables.orders.c.status).where(tables.orders.c.order_id==ours)).status[0]=='approved'
    page.close_page()

def test_bulk_actions_and_their_undo_stay_at_the_location(two):
    store, ids = two
    ours = OrderBook(limit_store(store, ['PH02']), 'alice')
    assert act_on_list(ours, 'approve')['lines']==2
    state = lambda l: set(store.frame(sa.select(tables.orders.c.status).where(tables.orders.c.unique_id.in_([f'{l}/m0', f'{l}/m3']))).status)
    assert state('PH01')=={'proposed'} and state('PH02')=={'approved'}
    both = act_on_list(OrderBook(store, 'boss'), 'approve')['batch']
    with pytest.raises(OrderError, match='no order is left'): act_on_list(OrderBook(limit_store(store, ['PH02'])), 'reject', reason='x', q=dict(filters=dict(location='PH01')))
    with pytest.raises(Elsewhere, match='concerns other locations'): undo_batch(ours, both)
    assert state('PH01')=={'approved'}

def test_stock_messages_answers_and_alerts_of_another_location_stay_as_they_are(two):
    store, ids = two
    page = dashboard(store=store, user='alice', locations=('PH02',))
    answer = next(r['id'] for r in inbox_rows(store) if r['order_id']==ids['PH01/m1'])
    message = store.frame(sa.select(tables.orders.c.message_id).where(tables.orders.c.order_id==ids['PH01/m1'])).message_id[0]
    alerts = store.frame(sa.select(tables.alerts)).set_index('unique_id')['id']
    refused = [(page.answers, dict(type='action', action='book', id=str(answer))), (page.answers, dict(type='action', action='ignore', id=str(answer), values=dict(reason='x'))),
        (page.answers, dict(type='action', action='fix', id=str(answer), values=dict(quantity='5'))), (page.answers, dict(type='select', id=str(answer))),
        (page.outbox, dict(type='action', action='retry', id=message)), (page.alerts, dict(type='action', action='acknowledge', id=str(alerts['PH01/m0']))),
        (page.alerts, dict(type='action', action='mute', id=str(alerts['PH01/m0']))), (page.picker, dict(type='select', id='PH01/m0')), (page.ledger, dict(type='action', action='reverse', id='1', values=dict(reason='x'))),
        (page.new_form, dict(type='submit', action='new', values=dict(location='PH01', medicine='z'))), (page.supplier_form, dict(type='submit', action='save', values=dict(name='x'))),
        (page.controls, dict(type='submit', action='plan')), (page.controls, dict(type='submit', action='cancel')), (page.controls, dict(type='submit', action='stream')),
        (page.targets, dict(type='submit', action='save', values=dict(fill_rate='0.9'))), (page.twin_form, dict(type='submit', action='twin')), (page.ab_form, dict(type='submit', action='ab_start')),
        (page.header, dict(type='take', what='kpis.csv')), (page.header, dict(type='take', what='report.html')), (page.header, dict(type='location', id='PH01'))]
    tables_ = [t for k,t in vars(tables).items()]
    before = {t.name: store.frame(sa.select(t)) for t in tables_}
    for w,m in refused:
        page.notes.pop('error', None)
        page._message(w, m)
        assert page.notes['error']['tone']=='warning' and 'Theirs' not in page.notes['error']['text'], (m, page.notes)
    for t in tables_: pd.testing.assert_frame_equal(before[t.name], store.frame(sa.select(t)))
    assert page.store.locations==('PH02',) and page.item!='PH01/m0'
    own = next(r['id'] for r in inbox_rows(store) if r['order_id']==ids['PH02/m1'])
    with pytest.raises(Elsewhere): retry_now(page.store, message)
    for f in (lambda: acknowledge(page.store, [alerts['PH01/m0']]), lambda: acknowledge(page.store, alerts[alerts.index.isna()|(alerts.index=='')].tolist()), lambda: mute(page.store, 'expiring'), lambda: write_off(page.store, 'PH01/m0', 1, reason='x')):
        with pytest.raises(Elsewhere): f()
    acknowledge(page.store, [alerts['PH02/m0']]); mute(page.store, 'expiring', 'PH02/m0'); write_off(page.store, 'PH02/m0', 1, reason='x')
    page.close_page()

def test_recalls_concern_the_chain(two):
    store, _ = two
    page = dashboard(store=store, user='alice', locations=('PH02',))
    page.choose('PH02/m1')
    page._message(page.stock_form, dict(type='submit', action='stock', values=dict(what='recall', lot='LOT-PH02/m1', reason='x')))
    assert 'not recall a lot, as it concerns all locations' in page.notes['error']['text'] and store.frame(sa.select(tables.recalls)).empty
    page.close_page()

def test_a_transfer_has_two_sides(two):
    store, _ = two
    book = OrderBook(store)
    away, = book.propose_transfers(pd.DataFrame([{'medicine_id': 'm0', 'from': 'PH02', 'to': 'PH01', 'quantity': 5., 'saving': 3., 'reason': 'r'}]), store.catalog())
    one, other = (OrderBook(limit_store(store, [l]), l) for l in ('PH01', 'PH02'))
    assert [list_sums(b.store, 'transfers')['lines'] for b in (one, other)]==[1, 1]
    one.approve(away)
    with pytest.raises(Elsewhere, match='cannot send transfer'): one.send(away)
    other.send(away)
    with pytest.raises(Elsewhere, match='cannot receive transfer'): other.receive(away, 5)
    one.receive(away, 5)
    assert store.lots().set_index('unique_id').on_hand[['PH01/m0', 'PH02/m0']].tolist()!=[20, 20]
    third = limit_store(store, ['PH03'])
    assert list_sums(third, 'transfers', dict(filters=dict(state='received')))['lines']==0

def test_downloads_hold_the_rows_of_the_location(two, tmp_path):
    store, _ = two
    for what in ('orders', 'forecast', 'kpis'):
        text = export_file(limit_store(store, ['PH02']), what, tmp_path/f'{what}.csv').read_text()
        assert 'Theirs' not in text and 'PH01' not in text
    assert 'Ours' in (tmp_path/'orders.csv').read_text()

def test_an_operator_of_all_locations_may_look_at_one(two):
    store, ids = two
    page = dashboard(store=store)
    assert page.header.locations==['PH01', 'PH02']
    page._message(page.header, dict(type='location', id='PH02'))
    assert {r['location'] for r in page.recs.rows}=={'PH02'} and page.header.location=='PH02' and page.recs.total==2
    assert [p['id'] for p in page.header.pages]==list(PAGES)
    page._message(page.header, dict(type='location', id='PH09'))
    assert "no location 'PH09'" in page.notes['error']['text'] and page.header.location=='PH02'
    page._message(page.header, dict(type='location', id=''))
    assert page.recs.total==4
    page.close_page()

def test_who_may_see_what_comes_from_the_settings(two):
    store, _ = two
    read = lambda text: load_settings(environ=dict(PHARMOPT_DASHBOARD_LOCATIONS=text))
    s = read('alice: PH01, alice: PH02, bob: Main Street, *: PH03')
    assert [visitor_locations(s, n) for n in ('alice', 'bob', 'eve', '')]==[('PH01', 'PH02'), ('Main Street',), ('PH03',), ('PH03',)]
    assert visitor_locations(read('alice: PH01'), 'bob')==() and visitor_locations(read(''), 'bob')==()
    for bad in ('alice', 'alice:', ': PH01'):
        with pytest.raises(SettingsError, match='users and locations, such as alice: PH01'): read(bad)
    warm = dashboard(store=store, role='reader', locations=('',))
    assert warm.recs.total==0 and 'Ours' not in shown(warm) and 'Theirs' not in shown(warm)
    warm.admit('alice', 'operator', ('PH01',)); warm.refresh(force=True)
    assert warm.recs.total==2 and 'Ours' not in shown(warm)
    warm.close_page()

def test_limits_hold_on_postgres_as_on_sqlite(two, postgres_url):
    seen = {}
    for name,(store, ids) in dict(sqlite=two, postgres=chain(postgres_url)).items():
        mine = limit_store(store, ['PH02'])
        rows = lambda s: {k: len(s.frame(sa.select(t))) for k,t in vars(tables).items()}
        ours, theirs = OrderBook(mine, 'alice'), OrderBook(limit_store(store, ['PH01']), 'paul')
        for f in (lambda: ours.approve(ids['PH01/m0']), lambda: write_off(mine, 'PH01/m0', 1, reason='x'), lambda: mute(mine, 'expiring')):
            with pytest.raises(Elsewhere): f()
        before = rows(mine)
        assert act_on_list(ours, 'approve')['lines']==2 and list_sums(theirs.store, 'proposals')['lines']==2
        write_off(mine, 'PH02/m0', 1, reason='x')
        odd = limit_store(store, ["O'Brien 100 %: {x}"])
        seen[name] = before, rows(mine), rows(odd), rows(store), mine.lots().on_hand.sum(), store.lots().on_hand.sum()
        assert set(mine.frame(sa.select(tables.orders)).unique_id)=={f'PH02/m{i}' for i in range(4)} and not len(odd.lots())
        for s in (odd, theirs.store, mine): s.close()
        if name=='postgres': store.close()
    assert seen['postgres']==seen['sqlite'] and seen['sqlite'][4:]==(79., 159.)
