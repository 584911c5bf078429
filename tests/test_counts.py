"Counts: sheet, draft, confirmation, past days, and the commands"
import datetime as dt, uuid
import pandas as pd, pytest
from typer.testing import CliRunner
from pharmopt.cli import app
from pharmopt.counts import book_count, count_lines, count_sheet, count_stock, counts, discard_count, set_reason, start_count
from pharmopt.data import NANO
from pharmopt.ledger import LedgerError, check_ledger, movements, record, stock_as_of, take_demand
from pharmopt.store import Batch, Store

CATALOG = pd.DataFrame(dict(unique_id=['S1/A','S1/B','S2/A'], medicine_id=['A','B','A'], location_id=['S1','S1','S2'], name=['Amox','Biso','Amox'], supplier_id='S', unit_cost=[2.,3.,2.], pack_size=10.))
D = dt.datetime.fromisoformat

@pytest.fixture(params=['sqlite', 'postgres'])
def store(request, tmp_path):
    s = Store(tmp_path/'s.db' if request.param=='sqlite' else request.getfixturevalue('postgres_url'))
    s.save_catalog(CATALOG)
    yield s
    s.close()

def table(**items): return pd.DataFrame([dict(unique_id=u.replace('_', '/'), on_hand=q) for u,q in items.items()])
def sell(store, day, **units):
    at = store.positions('rx').get(0)
    at = at.next if at else 0
    store.commit(Batch('log', 'rx', 0, at, at+len(units), None, [(uuid.uuid4().bytes, u.replace('_', '/'), D(day), q*NANO, False) for u,q in units.items()]))
def on_hand(store): return store.lots().groupby('unique_id').on_hand.sum().to_dict()

def test_a_week_later_the_shelf_is_counted_again(store):
    "The second count replaces the first, sales since are taken off, and a repeated booking changes nothing"
    count_stock(store, table(S1_A=400, S1_B=160), date='2026-10-24')
    for d in range(25, 32): sell(store, f'2026-10-{d}', S1_A=20, S1_B=5)
    take_demand(store); take_demand(store)
    assert on_hand(store)=={'S1/A': 260., 'S1/B': 125.}
    count_stock(store, table(S1_A=60, S1_B=20), date='2026-10-31')
    assert on_hand(store)=={'S1/A': 60., 'S1/B': 20.}
    sell(store, '2026-11-01', S1_A=20)
    sell(store, '2026-10-30', S1_A=7)                                  # late: it is in the count already
    take_demand(store)
    assert on_hand(store)=={'S1/A': 40., 'S1/B': 20.} and stock_as_of(store, '2026-10-31', unique_ids=['S1/A']).on_hand.sum()==60.
    assert check_ledger(store).empty

def test_a_count_of_a_past_day_keeps_what_was_received_since(store):
    count_stock(store, table(S1_A=10), date='2026-03-01')
    record(store, 'S1/A', 30, kind='receipt', lot='L', day='2026-03-05')
    count_stock(store, table(S1_A=8), date='2026-03-03')
    assert on_hand(store)['S1/A']==38.
    with pytest.raises(LedgerError, match='counted on 2026-03-04.*earlier day'): count_stock(store, table(S1_A=9), date='2026-03-02')
    with pytest.raises(LedgerError, match='day to come'): count_stock(store, table(S1_A=9), date='2099-01-01')

def test_dispensing_between_counting_and_confirming_is_not_lost(store):
    count_stock(store, table(S1_A=10))
    draft = start_count(store, table(S1_A=9), reason='shelf 3')
    record(store, 'S1/A', -4, kind='dispensing', lot='(no number)')
    book_count(store, draft)
    assert on_hand(store)['S1/A']==5. and movements(store).kind.tolist()==['opening', 'dispensing', 'count_correction']
    assert movements(store).reason.iloc[-1]=='shelf 3'

def test_drafts(store):
    a, b = start_count(store, table(S1_A=3)), start_count(store, table(S1_A=4))
    set_reason(store, b, 'S1/A', '(no number)', 'found behind the shelf')
    book_count(store, b, reason='counted')
    with pytest.raises(LedgerError, match='was booked after this one'): book_count(store, a)
    discard_count(store, a)
    assert counts(store).set_index('count_id').status.to_dict()=={a: 'discarded', b: 'booked'}
    assert movements(store).reason.tolist()==['found behind the shelf'] and on_hand(store)=={'S1/A': 4.}

def test_full_and_partial(store):
    count_stock(store, table(S1_A=3, S1_B=4, S2_A=5))
    count_stock(store, table(S1_A=2))
    assert on_hand(store)=={'S1/A': 2., 'S1/B': 4., 'S2/A': 5.}
    count_stock(store, table(S1_A=1), full=True)                       # all of S1, and nothing of S2
    assert on_hand(store)=={'S1/A': 1., 'S2/A': 5.}

def test_lots_bins_and_sheets(store):
    count_stock(store, pd.DataFrame(dict(unique_id=['S1/A','S1/A','S1/A','S1/A'], lot=['L1','L1',None,None], expiry=['2027-05','2027-05','2027-06-30',None], on_hand=[3, 4, 2, 1])))
    assert store.lots()[['lot','on_hand']].values.tolist()==[['L1', 7.], ['(no number) 2027-06-30', 2.], ['(no number)', 1.]]
    sheet = count_sheet(store, location='S1')
    assert 'book' not in sheet and sheet.unique_id.tolist()==['S1/A']*3+['S1/B'] and sheet.expiry[0]=='2027-05-31'
    filled = sheet.assign(on_hand=['7', '2', '0', ''])
    assert book_count(store, start_count(store, filled))['differences']==1   # B is blank: not counted
    with pytest.raises(LedgerError, match='holds no such item'): count_sheet(store, location='S9')
    for wrong, text in ((dict(on_hand=[-1.]), "zero or more, got '-1"), (dict(unique_id=['S9/X']), 'not in the catalog'), (dict(expiry=['32.01.2027']), 'expiry must be a date')):
        with pytest.raises(ValueError, match=text): start_count(store, pd.DataFrame(dict(unique_id=['S1/A'], on_hand=[1.]) | wrong))
    assert len(counts(store, 'draft'))==0

def test_a_later_expiry_in_a_count_is_told(store):
    count_stock(store, pd.DataFrame(dict(unique_id=['S1/A'], lot=['L1'], expiry=['2027-05-31'], on_hand=[3])))
    done = count_stock(store, pd.DataFrame(dict(unique_id=['S1/A'], lot=['l1'], expiry=['2027-12-31'], on_hand=[3])))
    assert 'two expiry dates, 2027-05-31 and 2027-12-31' in done['conflicts'][0] and store.lots().expiry.tolist()==[pd.Timestamp('2027-05-31')]

def test_commands(tmp_path):
    s = Store(tmp_path/'s.db'); s.save_catalog(CATALOG)
    run = lambda *a, input=None: CliRunner().invoke(app, [*a, '--store', str(tmp_path/'s.db')], input=input)
    (tmp_path/'count.csv').write_text('unique_id,lot,expiry,on_hand\nS1/A,L1,2027-05,10\nS1/B,L2,,4\n')
    assert 'Book these differences?' in run('stock', 'count', str(tmp_path/'count.csv'), input='n\n').output and s.lots().empty
    assert 'booked C-' in run('stock', 'count', str(tmp_path/'count.csv'), '--yes').output
    assert run('stock', 'write-off', 'S1/A', '4', '--reason', 'broken').exit_code==0 and run('stock', 'move', 'S1/A', 'S2', '2').exit_code==0
    assert 'write_off' in run('stock', 'ledger', 'S1/A').output
    assert '6 units blocked' in run('stock', 'recall', 'A', 'L1', '--reason', 'notice').output and s.lots().unique_id.tolist()==['S1/B']
    assert '6 units' in run('stock', 'recall', 'A', 'L1', '--lift', '--reason', 'withdrawn').output
    m = movements(s, kind='write_off').id[0]
    assert 'reversed' in run('stock', 'reverse', str(m), '--reason', 'not broken').output and on_hand(s)=={'S1/A': 8., 'S1/B': 4., 'S2/A': 2.}
    (tmp_path/'sup.csv').write_text('supplier_id,name,lead time\nS,North,1\n')
    assert '1 supplier saved' in run('suppliers', 'load', str(tmp_path/'sup.csv')).output and 'North' in run('suppliers', 'show', 'S').output
    assert run('orders', 'receive-goods', 'S1/B', '2', '--packs', '--lot', 'L3').exit_code==0 and on_hand(s)['S1/B']==24.
    assert 'Discrep' not in run('stock', 'discrepancies').output and check_ledger(s).empty
    draft = run('stock', 'count', str(tmp_path/'count.csv'), '--draft').output
    assert 'nothing was booked' in draft and len(counts(s, 'draft'))==1
    for args, text in ((('stock', 'write-off', 'S1/A', '99', '--reason', 'x'), 'holds 8 units'), (('stock', 'as-of', 'May'), 'must be written as'), (('stock', 'reverse', '999', '--reason', 'x'), 'no movement 999')):
        assert text in str(run(*args).exception)


# ------------------------------------------------------------------ the blind sheet
@pytest.fixture
def counted(tmp_path):
    "Two lots of an item, with book quantities that stand nowhere else: 7351 and 8642 units; a name that is no HTML"
    store = Store(tmp_path/'sheet.db')
    store.save_catalog(pd.DataFrame(dict(unique_id=['S1/A', 'S2/B'], medicine_id=['A', 'B'], location_id=['S1', 'S2'], name=['<b>Amox & Co</b>', 'Bisoprolol'], unit_cost=[2., 3.])))
    store.save_lots(pd.DataFrame(dict(unique_id=['S1/A', 'S2/B'], lot=['L1', 'L2'], expiry=[pd.Timestamp('2027-05-31'), None], on_hand=[7351., 8642.])))
    yield store
    store.close()

def numbers(text): return [n for n in ('7351', '7,351', '8642', '8,642') if n in text]

@pytest.mark.parametrize('kind', ['csv', 'xlsx', 'html'])
def test_a_blind_sheet_holds_every_lot_and_no_quantity(counted, tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ['stock', 'count', '--sheet', f'sheet.{kind}', '--store', str(counted.url)])
    assert done.exit_code==0, done.output
    file = tmp_path/f'sheet.{kind}'
    text = pd.read_excel(file, dtype=str).to_csv() if kind=='xlsx' else file.read_text(encoding='utf-8-sig')
    assert numbers(text)==[] and 'book' not in text.lower() and all(w in text for w in ('L1', 'L2', '2027-05-31', 'S1/A', 'S2/B'))
    if kind=='html': assert '<b>' not in text and '&lt;b&gt;Amox &amp; Co' in text and text.count('<td></td>')>=2
    else: assert numbers(count_sheet(counted, blind=False).to_csv())                     # with the book they would be there

@pytest.mark.parametrize('kind', ['csv', 'xlsx', 'html'])
def test_a_list_with_counts_in_it_is_not_overwritten_unasked(counted, tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    file = tmp_path/f'sheet.{kind}'; file.write_bytes(b'counted by hand')
    words = ['stock', 'count', '--sheet', file.name, '--store', str(counted.url)]
    asked = CliRunner().invoke(app, words)
    assert asked.exit_code==1 and 'exists already' in f'{asked.exception}{asked.output}' and file.read_bytes()==b'counted by hand'
    assert CliRunner().invoke(app, [*words, '--yes']).exit_code==0 and file.read_bytes()!=b'counted by hand'

def test_the_page_prints_and_exports_the_same_sheet(counted, tmp_path, monkeypatch):
    from pharmopt.dashboard import dashboard
    monkeypatch.chdir(tmp_path)
    p, sent = dashboard(store=counted), []
    monkeypatch.setattr(type(p.saver), 'send', lambda self, content, buffers=None: sent.append((content, bytes(buffers[0]).decode('utf-8-sig', 'replace'))))
    for action in ('print', 'csv'): p._message(p.sheet_form, dict(type='submit', action=action, values=dict(location='S1')))
    assert [c['type'] for c,_ in sent]==['print', 'file'] and all(numbers(t)==[] and 'L1' in t and 'L2' not in t for _,t in sent)
    p._message(p.sheet_form, dict(type='submit', action='csv', values=dict(location='S9')))
    assert len(sent)==2 and any('nothing to count' in n['text'] for n in p.header.notices)
    p.close_page()

@pytest.mark.parametrize('args', [['ledger', 'S1/AA'], ['as-of', '2026-10-24', '--item', 'S1/AA'], ['ledger', 'B']])
def test_an_item_that_nobody_knows_is_not_an_empty_table(tmp_path, args):
    "It is refused, with the items it may have been; an item of the catalog without a movement shows an empty table"
    s = Store(tmp_path/'s.db')
    s.save_catalog(CATALOG)
    asked = lambda *a: CliRunner().invoke(app, ['stock', *a, '--store', str(tmp_path/'s.db')])
    got = asked(*args)
    assert isinstance(got.exception, ValueError) and 'did you mean S1/' in str(got.exception)
    assert '(none)' in asked(*[{'S1/AA': 'S1/A', 'B': 'S1/B'}.get(a, a) for a in args]).output

def test_location_and_name_in_one_column_without_a_location(tmp_path):
    "As the question about a name that several locations keep says it"
    from pharmopt.pipeline import read_stock
    (tmp_path/'count.csv').write_text('item,on_hand,lot\nNorth/Aspirin 5,10,A\nSouth/Aspirin 5,20,B\n')
    lots = read_stock(tmp_path/'count.csv', ['North/Aspirin 5', 'South/Aspirin 5'])[0]
    assert dict(zip(lots.unique_id, lots.on_hand))=={'North/Aspirin 5': 10, 'South/Aspirin 5': 20}

def test_a_catalog_of_medicines_holds_for_all_locations(tmp_path):
    "At the first run and later; a code that a table program wrote as a number keeps its digits"
    from pharmopt.pipeline import _catalog_file, add_catalog
    ids = ['North/Aspirin 5', 'North/Zinc', 'South/Aspirin 5']
    (tmp_path/'c.csv').write_text('item,unit_cost,code\nAspirin 5,1.5,9501101530003.0\nZinc,2,\n')
    got = _catalog_file(tmp_path/'c.csv', ids).set_index('unique_id')
    assert got.unit_cost.to_dict()=={'North/Aspirin 5': 1.5, 'South/Aspirin 5': 1.5, 'North/Zinc': 2} and got.code['South/Aspirin 5']=='9501101530003'
    store = Store(tmp_path/'c.db')
    store.save_catalog(pd.DataFrame(dict(unique_id=ids, medicine_id=[i.partition('/')[2] for i in ids], location_id=[i.partition('/')[0] for i in ids], name=ids, unit_cost=9.)))
    add_catalog(store, tmp_path/'c.csv')
    assert store.catalog().set_index('unique_id').unit_cost.to_dict()=={'North/Aspirin 5': 1.5, 'South/Aspirin 5': 1.5, 'North/Zinc': 2}
    (tmp_path/'new.csv').write_text('item,unit_cost\nIron,3\n')
    with pytest.raises(ValueError, match="'Iron' is at no location yet"): add_catalog(store, tmp_path/'new.csv')
    store.close()

@pytest.mark.parametrize('missing', [None, float('nan'), pd.NA])
def test_lots_without_a_number_are_kept_whatever_stands_for_it(missing):
    from pharmopt.pipeline import _lots
    got = _lots(pd.DataFrame(dict(unique_id=['S1/A','S1/B'], lot=['L1', missing], expiry=[pd.Timestamp('2027-01-01'), pd.NaT], on_hand=[1.,2.])), 's.csv')
    assert got.lot.tolist()==['L1','(no number)'] and got.on_hand.tolist()==[1., 2.]

def test_names_are_matched_with_ids_that_have_no_location():
    from pharmopt.tables import load_stock
    assert load_stock(pd.DataFrame({'product': ['A','B'], 'on hand': [1, 2]}), items=['A','B']).unique_id.tolist()==['A','B']
