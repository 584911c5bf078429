"""The page without a browser: what a click reads, and files that come in parts."""
import pandas as pd
import pytest
import sqlalchemy as sa
from pharmopt.dashboard import dashboard
from pharmopt.data import NANO, make_catalog
from pharmopt.kpis import cover_days, find_items, item_facts
from pharmopt.orders import OrderBook
from pharmopt.store import Store, tables


@pytest.fixture(scope='module')
def small(tmp_path_factory):
    "A pharmacy with 12 items, ten days of demand of 4 units, 20 units each, a forecast of 5 a day for all but one, and proposals"
    store, cat = Store(f"sqlite:///{tmp_path_factory.mktemp('small')/'s.db'}"), make_catalog(n_medicines=12, seed=3)
    today = pd.Timestamp.now('UTC').tz_localize(None).normalize()
    store.save_catalog(cat)
    store.finish_run(store.start_run('ingest', source='sales.csv'))
    rows = [dict(unique_id=u, ds=(today-pd.Timedelta(days=d)).to_pydatetime(), y_nano=4*NANO, n_events=1, revision=1) for u in cat.unique_id for d in range(10)]
    with store.begin() as c: c.execute(sa.insert(tables.demand), rows)
    store.save_lots(pd.DataFrame(dict(unique_id=cat.unique_id, lot='A1', expiry=today+pd.Timedelta(days=400), on_hand=20.)))
    run, ds = store.start_run('train'), pd.date_range(today+pd.Timedelta(days=1), periods=30)
    store.save_forecast(run, pd.concat([pd.DataFrame(dict(unique_id=u, ds=ds, Ensemble=5., ARIMA=5.)) for u in cat.unique_id[1:]]))
    store.finish_run(run)
    plan = pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=cat.pack_size*2, packs=2., due=today+pd.Timedelta(days=5), priority=range(1, 13), urgency='now', p_stockout=.5, days_of_cover=5., reason='why'))
    OrderBook(store).propose(plan, cat)
    yield store
    store.close()

@pytest.fixture
def page(small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    p = dashboard(store=small)
    p.sent = []
    monkeypatch.setattr(type(p.upload_form), 'send', lambda self, content, buffers=None: p.sent.append(content))
    yield p
    p.close_page()


def statements(store, f):
    "How many statements the database gets while f() runs"
    n = []
    note = lambda *args: n.append(args[2]) if args[2].startswith('SELECT') else None
    sa.event.listen(store.engine, 'before_cursor_execute', note)
    try: f()
    finally: sa.event.remove(store.engine, 'before_cursor_execute', note)
    return n

@pytest.mark.parametrize('name, most', [('item', 34), ('today', 10)])
def test_another_medicine_asks_the_database_little(small, page, name, most):
    ids = [i['id'] for i in find_items(small, '', 3)]
    page.header.page = name
    page.choose(ids[0])
    asked = statements(small, lambda: page.choose(ids[1]))
    assert 3<len(asked)<=most, '\n'.join(q[:90].replace('\n', ' ') for q in asked)
    assert not [q for q in asked if 'count(distinct' in q.lower()]          # the sums of the lists above the page are not a matter of one item

def test_cover_is_stock_over_the_forecast_or_over_the_past(small):
    ids = small.catalog().unique_id.tolist()
    got = cover_days(small, ids[::-1]+['nobody'])
    assert got.index.tolist()==ids[::-1]+['nobody'] and (got.on_hand[ids]==20).all() and (got.on_order==0).all()
    assert got.daily[ids[1]]==pytest.approx(5) and got.cover[ids[1]]==pytest.approx(4)
    assert got.daily[ids[0]]==pytest.approx(10*4/28) and got.cover[ids[0]]==pytest.approx(20/(40/28))
    assert got.on_hand['nobody']==0 and got.cover.isna()['nobody']
    assert {c['key']: c['value'] for c in item_facts(small, ids[1])}==dict(on_hand=20, on_order=0, cover=4.0)


def parts(page, data, name='sales.csv', size=1<<20, key='k1'):
    for at in range(0, max(len(data), 1), size):
        page._message(page.upload_form, dict(type='part', id=key, name=name, at=at, size=len(data)), [data[at:at+size]])

def test_a_long_file_arrives_in_parts(page):
    days = pd.date_range('2015-01-01', periods=2000)
    lines = [f"{d:%d.%m.%Y};Item number {i:03d} of the shelf;{(i+k)%7}" for k,d in enumerate(days) for i in range(8)]
    data = ('date;item;quantity\n'+'\n'.join(lines)+'\n').encode()
    parts(page, data, size=100_000)
    assert [m['at'] for m in page.sent if m.get('type')=='got']==list(range(0, len(data), 100_000))
    assert page.upload.read_bytes()==data and '16,000 rows, 8 items' in page.understood.lines[0]['text']

@pytest.mark.parametrize('name, ats, why', [('lost', (0, 20), 'was lost after 0.0 MB'), ('began in the middle', (10,), 'was lost'), ('twice', (0, 0, 10, 10), 'was lost'), ('longer than said', (0, 10, 20, 30), 'was lost')])
def test_a_part_that_does_not_fit_is_refused(page, name, ats, why):
    for at in ats: page._message(page.upload_form, dict(type='part', id=name, name='s.csv', at=at, size=35), [b'0123456789'])
    said = [m for m in page.sent if m.get('type')=='refused']
    assert len(said)==1 and why in said[0]['text'] and 'drop the file again' in said[0]['text'] and page.upload is None
    assert any(why in n['text'] for n in page.header.notices)

def test_a_file_that_is_too_large_is_refused_at_once(page):
    page._message(page.upload_form, dict(type='part', id='big', name='s.csv', at=0, size=90_000_000), [b'date'])
    said = lambda: [m for m in page.sent if m.get('type')=='refused'][-1]['text']
    assert '90 MB, and 60 MB are possible' in said()
    page.role = 'reader'
    page._message(page.upload_form, dict(type='part', id='mine', name='s.csv', at=0, size=4), [b'date'])
    assert 'may look but not upload a file' in said() and not page.uploads
