"""The page without a browser: what a click reads, and files that come in parts."""
import pandas as pd
import pytest
import sqlalchemy as sa
from pharmopt.dashboard import dashboard
from pharmopt.data import NANO, make_catalog
from pharmopt.kpis import cover_days, find_items, item_facts
from pharmopt.orders import OrderBook, OrderError
from pharmopt.page import PAGES
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


def orders_rule(**kw):
    from pharmopt.settings import load_settings
    return load_settings(environ={f'PHARMOPT_ORDERS_{k}'.upper(): v for k,v in kw.items()}).orders

@pytest.fixture
def shelf(tmp_path):
    "Five proposals of 10 units: worth 20, 20, 20, 2000 and unknown; classes A, B, C, A, A; the held-out forecast was right for the first two only"
    store = Store(f"sqlite:///{tmp_path/'r.db'}")
    ids, days = [f'P/{k}' for k in 'abcde'], pd.date_range('2026-03-01', periods=4)
    cat = pd.DataFrame(dict(unique_id=ids, medicine_id=list('abcde'), location_id='P', name=list('abcde'), supplier_id=['S1', 'S2', 'S1', 'S1', 'S1'], unit_cost=[2., 2., 2., 200., None], pack_size=10.))
    store.save_catalog(cat)
    rows = [dict(unique_id=u, ds=d.to_pydatetime(), y_nano=10*NANO, n_events=1, revision=1) for u in ids for d in days]
    with store.begin() as c:
        c.execute(sa.insert(tables.demand), rows)
        c.execute(sa.insert(tables.classes), [dict(unique_id=u, value=1., cv=.1, abc=k, xyz='X', at=pd.Timestamp('2026-03-05').to_pydatetime()) for u,k in zip(ids, 'ABCAA')])
    run = store.start_run('backtest')
    store.save_forecast(run, pd.concat([pd.DataFrame(dict(unique_id=u, ds=days, Ensemble=12. if u<'P/c' else 16.)) for u in ids]))
    store.finish_run(run)
    plan = pd.DataFrame(dict(unique_id=ids, order_quantity=10., packs=1., due=pd.Timestamp('2026-03-09'), priority=range(1, 6), urgency='now', p_stockout=.5, days_of_cover=2., reason='why'))
    OrderBook(store).propose(plan, cat)
    yield store, cat, plan
    store.close()

@pytest.mark.parametrize('rule, approved', [(dict(), ''), (dict(approve_up_to='100'), 'abc'), (dict(approve_up_to='5000'), 'abcd'), (dict(approve_up_to='19'), ''), (dict(approve_up_to='100', approve_classes='A, C'), 'ac'),
    (dict(approve_up_to='100', approve_suppliers='S2'), 'b'), (dict(approve_up_to='100', approve_error='0.2'), 'ab'), (dict(approve_up_to='5000', approve_error='0.19'), ''), (dict(approve_up_to='5000', approve_error='0.6', approve_suppliers='S1'), 'acd')])
def test_a_rule_approves_what_nobody_needs_to_look_at(shelf, rule, approved):
    from pharmopt.lists import approve_by_rule, undo_batch, why_person
    store, book = shelf[0], OrderBook(shelf[0], 'rule')
    done = approve_by_rule(book, orders_rule(**rule))
    got = book.orders('approved')
    assert ''.join(sorted(got.name))==approved and done['lines']==len(approved)
    assert set(store.open_orders().order_id)==set(got.order_id)
    left = book.orders('proposed').set_index('order_id')
    why = why_person(store, orders_rule(**rule), left.index)
    assert all(why[i] for i in left.index) if rule else why=={}
    if approved:
        log = store.frame(sa.select(tables.order_log).where(tables.order_log.c.action=='approve'))
        assert set(log.actor)=={'rule'} and log.note.str.startswith('by rule').all()
        assert undo_batch(book, done['batch'])==len(approved) and len(book.orders('proposed'))==5

def test_a_quantity_changed_by_hand_survives_a_new_plan_and_needs_a_person(shelf):
    from pharmopt.lists import approve_by_rule, list_page, why_person
    from pharmopt.rows import proposal_lines
    store, cat, plan = shelf
    book, rule = OrderBook(store, 'maria'), orders_rule(approve_up_to='100')
    book.edit(book.orders('proposed').set_index('name').order_id['a'], 30.)
    OrderBook(store, 'watch').propose(plan, cat)
    line = {r['name']: r for r in proposal_lines(list_page(store, 'proposals')['lines'])}['a']
    assert line['order_quantity']==30 and line['edited']=='maria changed 1 to 3 packs'
    assert approve_by_rule(OrderBook(store, 'rule'), rule)['lines']==2
    assert why_person(store, rule, [line['id']])=={line['id']: 'it was changed by hand'}

def test_the_list_says_why_a_person_decides(shelf, tmp_path, monkeypatch):
    from pharmopt.settings import load_settings
    monkeypatch.chdir(tmp_path)
    p = dashboard(load_settings(environ=dict(PHARMOPT_ORDERS_APPROVE_UP_TO='100')), shelf[0])
    said = {r['name']: r['reason'] for r in p.recs.rows}
    assert said['a']=='why' and said['d'].startswith('why A person decides: it is worth more than') and 'it has no price' in said['e']
    p.close_page()

def test_the_plan_of_the_day_is_started_once(shelf, monkeypatch):
    import pharmopt.job_queue as q
    from pharmopt.jobs import plan_daily, plan_due
    from pharmopt.settings import load_settings
    store, six = shelf[0], load_settings(environ=dict(PHARMOPT_ORDERS_PLAN_AT='06:00', PHARMOPT_DATA_TIMEZONE='Europe/Berlin'))
    due = lambda t, s=six: plan_due(store, s, t)
    assert not due('2026-07-01 03:59') and due('2026-07-01 04:00') and due('2026-01-05 05:00') and not due('2026-01-05 04:59')      # summer and winter
    assert not due('2026-07-01 12:00', load_settings(environ={}))
    day = load_settings(environ=dict(PHARMOPT_ORDERS_PLAN_AT='00:00', PHARMOPT_DATA_TIMEZONE='UTC'))
    monkeypatch.setattr(q.subprocess, 'Popen', lambda *a, **kw: None)          # the job is entered; its work is the plan's own test
    job = plan_daily(store, day)
    assert job and q.active_job(store)['kind']=='plan' and q.active_job(store)['actor']=='watch'
    assert plan_daily(store, day)==''
    with store.begin() as c: c.execute(sa.update(tables.jobs).values(status='failed', finished_at=pd.Timestamp.now('UTC').tz_localize(None).to_pydatetime()))
    assert plan_daily(store, day)==''                                             # failed once: a person looks

@pytest.mark.parametrize('key, bad', [('approve_up_to', '-1'), ('approve_classes', 'A, D'), ('approve_error', '0'), ('plan_at', '25:00'), ('plan_at', 'six')])
def test_a_rule_that_cannot_be_is_refused(key, bad):
    from pharmopt.settings import SettingsError
    with pytest.raises(SettingsError, match=key): orders_rule(**{key: bad})
    assert orders_rule(approve_suppliers='007, S2').approve_suppliers==('007', 'S2')


def test_accuracy_of_each_item_stands_beside_the_test_before(shelf):
    from pharmopt.kpis import calibration_chart, item_error_rows, past_forecast
    store, days = shelf[0], pd.date_range('2026-03-01', periods=4)
    rows = {r['id']: r for r in item_error_rows(store)}
    assert rows['P/a']['wape']==pytest.approx(.2) and rows['P/e']['wape']==pytest.approx(.6) and rows['P/e']['off']==pytest.approx(24) and rows['P/a']['before'] is None
    run = store.start_run('backtest')
    store.save_forecast(run, pd.DataFrame({'unique_id': 'P/e', 'ds': days, 'Ensemble': 9., 'Ensemble-lo-80': [9., 9., 11., 9.], 'Ensemble-hi-80': 12.}))
    store.finish_run(run)
    got, = item_error_rows(store)
    assert (got['id'], got['wape'], got['bias'], got['n'])==('P/e', pytest.approx(.1), pytest.approx(-.1), 4) and got['before']==pytest.approx(.6)
    c = calibration_chart(past_forecast(store))
    assert c['x']==[0, 80, 100] and c['series'][1]['values']==[None, 75.0, None] and 'held 75 % of 4 outcomes' in c['summary']

def test_the_target_of_today_is_a_point_of_the_curve(shelf):
    from pharmopt.kpis import pareto_chart
    points = [dict(policy='pharmopt', target=f'{t} %', fill_rate=t/100, cost=c, waste_rate=0.) for t,c in ((90, 50.), (95, 60.), (99, 90.))]
    shelf[0].finish_run(shelf[0].start_run('pareto'), points=points)
    c = pareto_chart(shelf[0], .95)
    assert c['series'][-1]['label']=='target today, 95 %' and c['series'][-1]['values']==[None, 60.0, None]
    assert len(pareto_chart(shelf[0], .97)['series'])==len(pareto_chart(shelf[0])['series'])==2


# ------------------------------------------------------------------ the inbox
@pytest.fixture
def post(tmp_path, monkeypatch):
    "A page on a store with a sent order of 100 units of P/a, and answers: one of another order, one with an expiry that is no day, one too large, one announced, 60 of nobody"
    from pharmopt.answers import news, problem
    from pharmopt.inbox import keep_document
    from pharmopt.data import complete_catalog
    monkeypatch.chdir(tmp_path)
    store = Store(f"sqlite:///{tmp_path/'p.db'}")
    cat = complete_catalog(['P/a', 'P/b']).assign(supplier_id='S1', name=['Amox', 'Budesonide'])
    store.save_catalog(cat)
    book = OrderBook(store, 'anna')
    book.propose(pd.DataFrame(dict(unique_id=['P/a', 'P/b'], order_quantity=[100., 20.], packs=1., due=pd.Timestamp('2026-12-01'), priority=[1, 2], urgency='now', p_stockout=.5, days_of_cover=2., reason='why')), cat)
    a, b = book.orders().set_index('unique_id').order_id.reindex(['P/a', 'P/b'])
    for o in (a, b): book.approve(o); book.send(o)
    raw = b"UNA:+.? 'UNB+UNOC:3+W+B'UNH+1+DESADV'"
    keep_document(store, 'edi', raw, lambda _: [news('delivered', 'D1/1', order_id='PO-NONE', quantity=40., lot='L1'), problem('the expiry cannot be read, got 20271331', 'D1/2', order_id=a, quantity=60., lot='L2')], name='d1.edi', book='despatch')
    keep_document(store, 'edi', b'2', lambda _: [news('delivered', 'D2/1', order_id=b, quantity=25., lot='L3')], name='d2.edi', book='despatch')
    keep_document(store, 'fax', b'3', lambda _: [news('despatched', 'D3/1', order_id=a, quantity=10., lot='L4')], name='d3.edi')
    keep_document(store, 'fax', b'4', lambda _: [news('delivered', f'X/{i:02d}', order_id='PO-X', quantity=1.) for i in range(60)], name='x.edi', book='despatch')
    p = dashboard(store=store)
    p.header.page = 'inbox'
    p.refresh(force=True)
    yield p, store, a, b
    p.close_page(); store.close()

def said(p): return ' '.join(n['text'] for n in p.header.notices)
def click(p, key, action, **v): p._message(p.answers, dict(type='action', id=key, action=action, values=v))
def row(p, key): return next(r for r in p.answers.rows if r['sub']==key)

def test_the_inbox_is_paged_filtered_and_searched_by_the_database(post):
    p, store, a, b = post
    assert p.answers.total==63 and len(p.answers.rows)==50 and next(x['badge'] for x in p.header.pages if x['id']=='inbox')==63
    assert {c['value']: c['lines'] for c in p.answers.choices['channel']}==dict(edi=3, fax=60)
    asked = statements(store, lambda: p._message(p.answers, dict(type='query', query=dict(page=1, filters=dict(channel='fax')))))
    assert p.answers.total==60 and len(p.answers.rows)==10 and {r['channel'] for r in p.answers.rows}=={'fax'} and sum('FROM inbox' in q for q in asked)==3
    for q, keys in ((dict(filters=dict(state='new')), ['D3/1']), (dict(search='calendar PO-NONE'), []), (dict(search='po-none'), ['D1/1']), (dict(filters=dict(state='booked')), []), (dict(filters=dict(state='all'), page=99, size=30), ['D3/1', 'D2/1', 'D1/2', 'D1/1'])):
        p._message(p.answers, dict(type='query', query=q))
        assert [r['sub'] for r in p.answers.rows if r['sub'][0]=='D']==keys, q

def test_an_answer_is_shown_corrected_and_booked(post):
    p, store, a, b = post
    p._message(p.answers, dict(type='query', query=dict(filters=dict(channel='edi'))))
    wrong = row(p, 'D1/2')
    assert 'cannot be read' in wrong['reason'] and wrong['name']=='Not understood: 60 units, lot L2'
    p._message(p.answers, dict(type='select', id=wrong['id'], row=wrong['id']))
    name, why, document = p.message.lines
    assert name=='d1.edi' and 'cannot be read' in why and document.splitlines()[1]=="UNB+UNOC:3+W+B'"
    shown = {f['name']: f.get('value') for f in next(x for x in wrong['actions'] if x['name']=='fix_form')['form']['fields']}
    assert (shown['order_id'], shown['status'], shown['quantity'], shown['lot'])==(a, 'delivered', 60, 'L2')
    click(p, wrong['id'], 'fix', **shown|dict(quantity='60', expiry='10/2027'))
    assert 'Booked' in said(p) and store.lots().set_index('lot').on_hand.to_dict()==dict(L2=60.) and str(store.lots().expiry[0])[:10]=='2027-10-31'
    assert 'D1/2' not in [r['sub'] for r in p.answers.rows]
    click(p, row(p, 'D1/1')['id'], 'fix', order_id='PO-X')
    assert "no order 'PO-X'" in said(p) and 'D1/1' in [r['sub'] for r in p.answers.rows]
    click(p, row(p, 'D1/1')['id'], 'fix', order_id=a, quantity='40,0', decimal=',')
    assert store.lots().set_index('lot').on_hand.to_dict()==dict(L1=40., L2=60.) and OrderBook(store).orders().set_index('order_id').status[a]=='received'

def test_what_is_unusual_is_asked_and_what_needs_nothing_is_ignored(post):
    p, store, a, b = post
    much = row(p, 'D2/1') if any(r['sub']=='D2/1' for r in p.answers.rows) else None
    if much is None: p._message(p.answers, dict(type='query', query=dict(search='D2/1'))); much = row(p, 'D2/1')
    click(p, much['id'], 'book')
    assert p.answers.ask['label']=='Book it anyway' and store.lots().empty
    p._message(p.answers, dict(type='sure', token=p.answers.ask['token'], values={}))
    assert store.lots().on_hand.tolist()==[25.] and p.answers.ask=={}
    p._message(p.answers, dict(type='query', query=dict(filters=dict(state='new'))))
    click(p, row(p, 'D3/1')['id'], 'ignore')
    assert 'reason is needed' in said(p) and p.answers.rows
    click(p, row(p, 'D3/1')['id'], 'ignore', reason='came by telephone')
    assert not p.answers.rows
    p.role = 'reader'
    p._message(p.answers, dict(type='query', query={}))
    assert all(r['actions']==[] for r in p.answers.rows)
    click(p, p.answers.rows[0]['id'], 'ignore', reason='x')
    assert 'may look but not book answers' in said(p)

@pytest.mark.parametrize('unmet', ['lost', 'backordered'])
def test_the_benefit_rests_on_the_rule_that_was_played(unmet):
    from pharmopt.page_analyst import benefit_words
    assert any(f'unmet demand is {unmet},' in s for s in benefit_words(dict(items=3, conventions={'unmet demand': unmet})))

def test_a_page_is_built_when_it_is_needed(small):
    p = dashboard(store=small)
    assert p.unbuilt==set(PAGES)-{'today'} and not p.views['orders'].children
    p.set_language('fr')
    p.header.page = 'orders'
    assert 'orders' not in p.unbuilt and p.views['orders'].children and p.orders.get_state(['empty'])['empty']!=p.orders.empty     # in the visitor's language
    assert 'settings' in p.unbuilt and p.targets.label=='Targets' and 'settings' not in p.unbuilt                             # named before it was shown
    with pytest.raises(AttributeError, match='no attribute .nothing_like_it'): p.nothing_like_it
    assert not p.unbuilt
    p.close_page()

def test_a_search_is_one_message_to_the_browser(small, page, monkeypatch):
    states = []
    monkeypatch.setattr(type(page.recs), 'send_state', lambda self, key=None: states.append((self.label, set(key or ()))))
    name = page.recs.rows[0]['name']
    page._message(page.recs, dict(type='query', query=dict(search=name)))
    changed, = [k for label,k in states if label=='proposals']
    assert {'rows', 'total', 'sums', 'choices'}<=changed and [r['name'] for r in page.recs.rows]==[name]

REPLACED = [('nobody', 'no item .nobody. in the catalog'), ('{other}', None), ('{self}', 'replace each other')]

@pytest.mark.parametrize('new, refused', REPLACED)
def test_a_successor_that_would_stop_every_plan_is_refused(small, new, refused):
    from pharmopt.item_life import successors
    from pharmopt.page_items import save_master
    ids = small.catalog().unique_id.tolist()
    save = lambda u, n: save_master(small, u, dict(replaced_by=n))
    name = new.format(other=ids[1], self=ids[0].partition('/')[2])
    if refused:
        with pytest.raises(OrderError, match=refused): save(ids[0], name)
    else:
        save(ids[0], name)
        with pytest.raises(OrderError, match='replace each other'): save(ids[1], ids[0])
        assert successors(small.catalog())=={ids[0]: ids[1]}
        save(ids[0], '')
    assert successors(small.catalog())=={}

WRONG = [('recs', dict(type='action', action='snooze', values=dict(days='1e9')), '1 to 365 days, got 1,000,000,000'), ('alerts', dict(type='action', action='mute', id='x'), 'no alert'),
         ('moves', dict(type='bulk', action='__class__'), 'no action'), ('ab_form', dict(type='submit', action='ab_start', values=dict(low='abc')), "must be a number, got 'abc'"),
         ('ab_form', dict(type='submit', action='ab_start', values=dict(low='30', high='14')), 'got 30 and 14'), ('ab_form', dict(type='submit', action='ab_start', values=dict(washout='1,5')), 'whole weeks, got 1.5'),
         ('targets', dict(type='submit', action='save', values=dict(fill_rate='1,5')), '50 % or more, got 1.5 %'), ('stock_form', dict(type='submit', action='stock', values=dict(what='write_off', lot='\0none', units='1', reason='x')), "has no lot 'none'")]

@pytest.mark.parametrize('widget, message, said', WRONG)
def test_what_is_typed_wrongly_gets_a_sentence_and_changes_nothing(small, page, widget, message, said):
    page.first_item()
    before = {k: len(small.frame(sa.select(t))) for k,t in vars(tables).items()}
    row = page.recs.rows[0]['id']
    page._message(getattr(page, widget), dict(dict(id=row), **message))
    note = page.notes['error']
    assert said in note['text'] and note['tone']=='warning' and 'Error' not in note['text']
    assert {k: len(small.frame(sa.select(t))) for k,t in vars(tables).items()}==before

@pytest.mark.parametrize('query', [5, dict(filters=5, search='\0'), dict(page='x', size=1e9, sort='; drop', group='x', kept=5)])
def test_a_question_that_no_browser_asks_leaves_the_list_alone(small, page, query):
    for name in ('orders', 'answers', 'catalog_table'):
        page._message(getattr(page, name), dict(type='query', query=query))
        page.header.page = page.page_of[getattr(page, name)]
        page.refresh(force=True)
        assert 'error' not in page.notes, (name, page.notes)

@pytest.mark.parametrize('scanned', ['9'*40, 'abc', '-3', '1e9', 'https://example.org/<b>', '05901234123458'])
def test_a_scan_that_is_no_pack_gets_a_sentence_in_each_language(small, scanned):
    from pharmopt.languages import LANGUAGES, Words
    with pytest.raises(OrderError) as said: OrderBook(small).read_scan(scanned)
    text = str(said.value)
    assert 'None' not in text and 'Failed' not in text and all(Words(l)(text)!=text for l in LANGUAGES if l!='en')
