"""The live page in a real browser: Voilà serves it, Chromium looks at it, the store is checked behind its back."""
import contextlib, os, re, shutil, socket, subprocess, sys, time, urllib.request
from pathlib import Path
import pandas as pd
import pytest
from chromium import chromium
from test_location_limits import chain

SLOW = 4    # waits are for a machine that does much else
START = 40  # the server starts in 5 s of processor time: 10 to 12 s where six programs want two cores
ROOT = Path(__file__).resolve().parent.parent
SEARCH = '.po-table:has([aria-label=proposals]) .po-search'
PAGES = ('Item', 'Baskets', 'Orders', 'Receive', 'Inbox', 'Stock', 'Locations', 'Items', 'Analytics', 'Settings', 'Today')
EVIL = '<img src=x onerror="window.evil=1">"><script>window.evil=2</script>'
CHROMIUM, WHY = chromium()
ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

pytest.importorskip('voila', reason="Voilà is not installed: pip install 'pharmopt[dashboard]'")
sync_api = pytest.importorskip('playwright.sync_api', reason="Playwright is not installed: pip install 'pharmopt[dev]'")
psutil = pytest.importorskip('psutil')
if not CHROMIUM: pytest.skip(WHY, allow_module_level=True)

from pharmopt.data import NANO, make_catalog, make_prescriptions, make_stock, to_demand
from pharmopt.orders import OrderBook
from pharmopt.kpis import recommendations
from pharmopt.store import Batch, Store


def commit(url, rows, start, topic='prescriptions'):
    "One batch of demand rows (unique_id, ds, y)"
    store = Store(url)
    events = [(os.urandom(16), u, pd.Timestamp(t).to_pydatetime(), round(y*NANO), False) for u,t,y in rows]
    store.commit(Batch('seed', topic, 0, start, start+len(events), None, events))
    store.close()
    return start+len(events)


@pytest.fixture(scope='module')
def shop(tmp_path_factory):
    "A store with 40 medicines, 60 days of demand, stock, a forecast and 12 proposals; two names are hostile"
    url = f"sqlite:///{tmp_path_factory.mktemp('shop')/'shop.db'}"
    cat = make_catalog(n_medicines=40, seed=1)
    cat.loc[3, 'name'] = EVIL
    cat.loc[4, 'name'] = '</title>' + EVIL
    today = pd.Timestamp.now('UTC').tz_localize(None).normalize()
    demand = to_demand(make_prescriptions(cat, start=today-pd.Timedelta(days=59), n_days=60, seed=1), freq='D')
    store = Store(url)
    store.save_catalog(cat)
    store.save_lots(make_stock(cat, demand, seed=1))
    commit(url, demand.loc[demand.y>0, ['unique_id','ds','y']].itertuples(index=False), 0)
    mean, ds = demand.groupby('unique_id').y.mean(), pd.date_range(today+pd.Timedelta(days=1), periods=30)
    store.finish_run(store.start_run('ingest', source='synthetic', fingerprint='shop', closed_to=str(today-pd.Timedelta(days=1)), freq='D'))       # a demonstration: synthetic prescriptions may be played into it
    run = store.start_run('seed')
    store.save_forecast(run, pd.concat([pd.DataFrame({'unique_id': u, 'ds': ds, 'Ensemble': m, 'Ensemble-lo-80': .6*m, 'Ensemble-hi-80': 1.6*m, 'Ensemble-lo-95': .4*m, 'Ensemble-hi-95': 2*m}) for u,m in mean.items()]))
    store.finish_run(run)
    ids = cat.unique_id[:12].tolist()
    OrderBook(store).propose(pd.DataFrame(dict(unique_id=ids, order_quantity=[10.*(i+1) for i in range(12)], packs=[i+1. for i in range(12)], due=ds[6], priority=range(1, 13),
        urgency=['now']*4+['soon']*4+['routine']*4, p_stockout=[.9-.07*i for i in range(12)], days_of_cover=[1.5*i for i in range(12)], expected_waste=0., reason=f'Runs out. {EVIL}')), cat, run)
    store.close()
    return url


@contextlib.contextmanager
def serving(url, folder, notebook=None, **env):
    "Voilà in a process of its own; `env`: settings"
    with socket.create_server(('127.0.0.1', 0)) as s: port = s.getsockname()[1]
    env = os.environ | env | dict(PYTHONPATH=os.pathsep.join(filter(None, [str(ROOT), os.environ.get('PYTHONPATH')])))
    log = open(folder/f'serve-{port}.log', 'w+')
    p = subprocess.Popen([sys.executable, '-c', f'from pharmopt.dashboard import serve; serve(store={url!r}, port={port}, notebook={notebook!r})'], cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        def up():
            with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), timeout=1): return True
            return p.poll() is not None
        eventually(up, START, 'the server')
        log.seek(0)
        assert p.poll() is None, log.read()
        yield f'http://127.0.0.1:{port}/', p
    finally:
        p.terminate()
        try: p.wait(15)
        except subprocess.TimeoutExpired: p.kill()


@pytest.fixture(scope='module')
def site(shop, tmp_path_factory):
    with serving(shop, tmp_path_factory.mktemp('served')) as served: yield served

@pytest.fixture(scope='module')
def browser(tmp_path_factory):
    "One window for all tests: Chromium keeps what it has read and compiled in a profile, which the next file of tests finds again"
    with sync_api.sync_playwright() as p:
        c = p.chromium.launch_persistent_context(str(tmp_path_factory.getbasetemp()/'chromium'), executable_path=CHROMIUM, args=ARGS, viewport=dict(width=1280, height=800))
        yield c
        c.close()

class Visits:
    "Pages of a test. At its end no request may have left this machine, and no error may have been thrown in them"
    def __init__(self, browser): self.browser, self.mine, self.kept, self.outside, self.errors = browser, [], {}, [], []
    def __call__(self, url, width=1280, height=800, *, ready='.po-tab', headers=None, **media):
        page = self.browser.new_page()
        self.mine.append(page)
        page.set_viewport_size(dict(width=width, height=height))
        page.emulate_media(**dict(color_scheme='light') | media)
        if headers: page.set_extra_http_headers(headers)
        page.on('request', lambda r: None if r.url.startswith(('http://127.0.0.1:', 'data:', 'blob:')) else self.outside.append(r.url))
        page.on('pageerror', lambda e: self.errors.append(str(e)))
        page.on('console', lambda m: self.errors.append(m.text) if m.type=='error' and 'widget sync' in m.text else None)      # a message that could not leave
        page.goto(url)
        page.wait_for_selector(ready, timeout=40_000)
        return page
    def same(self, url, **media):
        "The page that the test before looked at, back at Today with nothing searched"
        media = dict(color_scheme='light') | media
        key = (url, *media.items())
        if key not in self.kept: self.kept[key] = self(url, **media); self.mine.remove(self.kept[key]); return self.kept[key]
        page = self.kept[key]
        page.set_viewport_size(dict(width=1280, height=800))
        page.emulate_media(media='screen', reduced_motion='no-preference', **media)
        go(page, 'Today')
        if page.locator(SEARCH).is_visible(): ask(page, 'nothing like it'); ask(page, '')        # a list in which nothing is left has no search
        return page
    def leave(self, pages):
        for p in pages:
            with contextlib.suppress(sync_api.Error):
                p.goto('about:blank')                                          # lets the page tell the server that it goes
                p.close()
    def leave_kept(self): self.leave(self.kept.values()); self.kept.clear()
    def end(self):
        self.leave(self.mine); self.mine.clear()
        outside, errors, self.outside, self.errors = self.outside, self.errors, [], []
        assert outside == []
        assert errors == []

@pytest.fixture(scope='module')
def visits(browser):
    v = Visits(browser)
    yield v
    v.leave_kept()

@pytest.fixture
def visit(visits):
    "Open pages that the test has for itself; `visit.same`: the page of the tests before"
    yield visits
    visits.end()


def value(page, key): return page.locator(f'.po-cards:not(.po-facts):visible [data-key={key}] .po-value').first.inner_text()
WATCH = """() => {
  window.turned = false;
  const look = new MutationObserver(() => { window.turned = true; look.disconnect(); });
  for (const n of document.querySelectorAll('.po-view')) look.observe(n, {attributes: true, attributeFilter: ['class']});
}"""
# A part that is not drawn yet is a bare box, and the list of a page may be one when the page is no longer pale
DRAWN = "window.turned && ![...document.querySelectorAll('.po-wait, .po-view .lm-Widget[class=lm-Widget]')].some(n => n.offsetParent)"
def go(page, name):
    "Another page, when it has been read and drawn: it is pale until it is read"
    tab = page.get_by_role('tab', name=name).first
    if tab.get_attribute('aria-selected')=='true': return
    page.evaluate(WATCH)
    tab.click()
    page.wait_for_function(DRAWN, timeout=20_000)
def ask(page, words):
    "Search the proposals, and wait for the answer"
    box = page.locator(SEARCH)
    if box.input_value()==words: return
    box.fill(words)
    answered(page, words)
def answered(page, words):
    "Wait for the answer to a search that was typed"
    page.wait_for_function("w => location.hash.includes('q=') === !!w && !document.querySelector('.po-asking')", arg=words, timeout=20_000)
def row(page, text): return page.locator('.po-table tr[data-id]:visible', has_text=text).first

def eventually(f, seconds=6., what='it'):
    "Wait until f() is true"
    end = time.monotonic()+seconds
    while not (got := f()):
        assert time.monotonic()<end, f'{what} did not happen within {seconds} s'
        time.sleep(.1)
    return got


def test_the_page_shows_the_store(shop, site, visit):
    page = visit.same(site[0])
    store = Store(shop)
    lots, cost = store.lots(), store.catalog().set_index('unique_id').unit_cost
    worth = (lots.on_hand*lots.unique_id.map(cost)).sum()
    assert value(page, 'value') == f'${worth:,.0f}'
    last = store.demand().query('ds==ds.max()').y.sum()
    assert value(page, 'dispensed') == f'{last:,.0f}'
    assert page.locator('.po-table:has([aria-label=proposals]) tr[data-id]:visible').count() == 12
    assert page.locator('.po-plot:visible canvas').count() == 1
    assert page.title() == 'Pharmacy dashboard'
    plot = page.locator('.po-plot:visible').bounding_box()
    def key_under_the_pointer():
        for dx in (0, 3): page.mouse.move(plot['x']+plot['width']*.85+dx, plot['y']+80)
        return page.locator('.po-key:visible').inner_text()
    eventually(lambda: ' to ' in key_under_the_pointer(), what="the day's interval")
    store.close()

def test_a_visitor_of_two_locations_sees_these_and_may_choose_one(tmp_path, visit):
    store, ids = chain(f"sqlite:///{tmp_path/'chain.db'}")
    store.save_catalog(pd.DataFrame([dict(unique_id='PH03/m0', medicine_id='m0', location_id='PH03', name='Also ours', supplier_id='S1', unit_cost=10., pack_size=5.)]))
    store.close()
    with serving(str(store.url), tmp_path, PHARMOPT_DASHBOARD_LOCATIONS='*: PH02, *: PH03', PHARMOPT_DASHBOARD_WARM='0') as (url, _):
        page = visit(url)
        row(page, 'Ours 0').wait_for()
        where = page.get_by_label('Location', exact=True).first
        assert where.locator('option').all_inner_texts()==['All locations', 'PH02', 'PH03'] and 'Theirs' not in page.content()
        assert page.get_by_role('tab', name='Settings').count()==0
        where.select_option('PH03')
        page.get_by_text('No demand yet').or_(page.get_by_text('Nothing to order now')).first.wait_for()
        assert 'at=PH03' in page.url and row(page, 'Ours 0').count()==0
        page.reload()
        page.wait_for_function("document.querySelector('.po-where')?.value === 'PH03'")
        go(page, 'Items')
        row(page, 'Also ours').wait_for()
        assert 'at=PH03' in page.url and row(page, 'Ours 0').count()==0
        page.goto(f'{url}#today?at=PH01'); page.reload()
        page.locator('.po-notice', has_text="no location 'PH01'").wait_for()
        row(page, 'Ours 0').wait_for()
        assert 'Theirs' not in page.content()

def test_hostile_names_are_shown_and_do_not_run(site, visit):
    page = visit(site[0])
    assert page.locator('.po-table:visible .po-name:visible', has_text='<img src=x').count() >= 2
    page.get_by_role('button', name='Why: <img').first.click()
    page.locator('.po-whyrow:visible', has_text='<script>').wait_for()
    row(page, '</title>').locator('.po-name').click()
    eventually(lambda: '</title>' in page.locator('.po-picker:visible input').input_value(), what='the choice')
    page.locator('.po-picker:visible input').click()
    page.locator('.po-picker:visible input').fill('img src')
    page.locator('.po-picker:visible li', has_text='</title>').wait_for()
    page.locator('.po-picker:visible li').first.click()
    row(page, '</title>').get_by_role('button', name='Snooze or decline').click()
    for name in PAGES: go(page, name)
    assert page.evaluate('window.evil') is None
    assert page.locator('.po-page img, .po-page script').count() == 0

def test_approve_and_undo_reach_the_store_and_the_other_window(shop, site, visit):
    one, two = visit.same(site[0]), visit(site[0])
    store, name = Store(shop), one.locator('.po-table:visible .po-name').first.inner_text()
    book, before = OrderBook(store), int(value(one, 'orders'))
    first = book.orders('proposed').iloc[0]
    line = lambda page: page.locator(f'.po-table:has([aria-label=proposals]) tr[data-id="{first.order_id}"]')
    line(one).get_by_role('button', name='Approve').click()
    line(one).get_by_role('button', name='Undo').wait_for()           # the line stays where it was
    assert book.orders('approved').order_id.tolist() == [first.order_id]
    assert store.open_orders().quantity.tolist() == [first.order_quantity]
    line(two).wait_for(state='detached', timeout=4000*SLOW)            # decided: no longer among what is to decide
    eventually(lambda: value(two, 'orders')==str(before+1), 4*SLOW, 'the other window')
    line(one).get_by_role('button', name='Undo').click()
    line(two).get_by_role('button', name='Approve').wait_for(timeout=4000*SLOW)
    assert len(book.orders('approved')) == 0 and len(store.open_orders()) == 0
    store.close()

def test_typed_packs_send_and_receive_raise_the_stock(shop, site, visit):
    page, store = visit.same(site[0]), Store(shop)
    book = OrderBook(store)
    o, size = book.orders('proposed').iloc[1], None
    units = lambda: store.lots().set_index('unique_id').on_hand.get([o.unique_id], pd.Series(0.)).sum()
    line, before = page.locator(f'.po-table tr[data-id="{o.order_id}"]:visible'), units()
    box = line.locator('.po-packs')
    box.fill('1,5'); box.press('Enter')
    page.locator('.po-notice', has_text='packs must be whole, got 1,5').wait_for()
    box.fill('55'); box.press('Enter')
    line.locator('.po-hand').wait_for()                                # marked as set by hand
    size = store.catalog().set_index('unique_id').pack_size[o.unique_id]
    assert book.orders('proposed').set_index('order_id').order_quantity[o.order_id] == 55*size
    line.get_by_role('button', name='Approve').click()
    line.get_by_role('button', name='Undo').wait_for()
    go(page, 'Orders')
    line = page.locator(f'.po-table:has([aria-label=orders]) tr[data-id="{o.order_id}"]:visible')
    line.get_by_role('button', name='Send').click()
    page.get_by_role('alertdialog').locator('visible=true').get_by_role('button', name='Send').click()
    line.get_by_role('button', name='Receive').click()
    page.get_by_label('Units that arrived').fill('20')
    page.locator('.po-formrow').get_by_role('textbox', name='Lot').fill('L-1')
    page.get_by_role('button', name='Book the delivery').click()
    page.locator('.po-notice', has_text='type the expiry').wait_for()   # nothing is invented
    line.get_by_role('button', name='Receive').click()
    page.get_by_label('Units that arrived').fill('20')
    page.locator('.po-formrow').get_by_role('textbox', name='Lot').fill('L-1')
    page.locator('.po-formrow').get_by_role('textbox', name='Expiry').fill('10/2031')
    page.get_by_role('button', name='Book the delivery').click()
    line.get_by_text('Partly received').first.wait_for()
    assert units() == pytest.approx(before+20)
    assert str(store.lots().query("lot=='L-1'").expiry.iloc[0])[:10] == '2031-10-31'
    assert store.open_orders().query('order_id==@o.order_id').quantity.tolist() == [55*size-20]
    line.get_by_role('button', name='Receive').click()
    page.get_by_label('Units that arrived').fill('-4')
    page.locator('.po-formrow').get_by_role('textbox', name='Expiry').fill('10/2031')
    page.get_by_role('button', name='Book the delivery').click()
    page.locator('.po-notice', has_text='must be more than zero, got -4').wait_for()
    assert units() == pytest.approx(before+20)
    store.close()

def test_figures_move_when_another_process_commits(shop, site, visit):
    page, store = visit.same(site[0]), Store(shop)
    before = float(value(page, 'dispensed').replace(',', ''))
    day, n, uid = store.demand().ds.max(), store.positions('prescriptions')[0].next, store.catalog().unique_id[0]
    code = f"""if True:
        import os, datetime as dt
        from pharmopt.store import Batch, Store
        events = [(os.urandom(16), {uid!r}, dt.datetime.fromisoformat({day.isoformat()!r}), 7*10**9, False) for _ in range(30)]
        Store({shop!r}).commit(Batch('seed', 'prescriptions', 0, {n}, {n}+30, None, events))"""
    subprocess.run([sys.executable, '-c', code], check=True, env=os.environ | dict(PYTHONPATH=str(ROOT)))
    eventually(lambda: float(value(page, 'dispensed').replace(',', ''))==before+210, 4*SLOW, 'the figure')
    eventually(lambda: 'Receiving' in page.locator('.po-state').inner_text(), 4*SLOW, 'the rate')
    store.close()

def test_keyboard(site, visit):
    page = visit(site[0])
    page.locator('.po-table:has([aria-label=proposals]) tr[data-id]:visible').first.wait_for()
    page.keyboard.press('/')
    assert page.evaluate('document.activeElement.type') == 'search'
    page.keyboard.type('<img')
    answered(page, '<img')
    eventually(lambda: page.locator('.po-table:has([aria-label=proposals]) tr[data-id]:visible').count()==2, what='the search')
    page.keyboard.press('ArrowDown'); page.keyboard.press('ArrowDown'); page.keyboard.press('Enter')
    eventually(lambda: '<img' in page.locator('.po-picker:visible input').input_value(), what='the choice')
    page.locator('.po-table:visible .po-search').first.fill('no such thing')
    page.locator('.po-empty:visible', has_text='Nothing matches').first.wait_for()
    page.locator('.po-table:visible .po-search').first.fill('')
    answered(page, '')
    lines = page.locator('.po-table:has([aria-label=proposals]) tr[data-id]:visible')
    eventually(lambda: lines.count()>2, what='the whole list')
    lines.first.focus()
    page.keyboard.press('i'); page.locator('.po-whyrow:visible').wait_for()
    page.keyboard.press('ArrowDown'); page.keyboard.press(' ')
    assert page.locator('.po-tools:visible', has_text='1 chosen').count()
    page.keyboard.press('e')
    assert 'po-packs' in page.evaluate('document.activeElement.className')
    page.keyboard.press('ArrowDown')
    assert page.evaluate("[...document.querySelectorAll('.po-table:not([hidden]) tr[data-id]')].indexOf(document.activeElement.closest('tr'))")==2

@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_phone(site, visit, scheme):
    page = visit(site[0], 390, 844, color_scheme=scheme)
    eventually(lambda: page.locator('.po-plot canvas').count(), what='the chart')
    for name in PAGES:
        go(page, name)
        assert page.evaluate('document.documentElement.scrollWidth') == 390, name
        right = page.evaluate("Math.max(...[...document.querySelectorAll('.po-page *:not(.po-hidden, .po-hidden *, .po-off *)')].map(n => n.getBoundingClientRect().right))")
        assert right < 390.5, name
    assert page.locator('.po-table thead').first.is_hidden()       # cards, not a table
    assert row(page, 'Approve').get_by_role('button', name='Approve').first.bounding_box()['height'] >= 44
    light = page.evaluate("getComputedStyle(document.querySelector('.po-page')).backgroundColor.match(/\\d+/g).every(c => c > 127)")
    assert light == (scheme=='light')

CUT = """() => [...document.querySelectorAll('.po-view:not([style*=none]) .po-remote :is(th, td[data-kind=chip])')].filter(n => {
  const r = document.createRange(); r.selectNodeContents(n);
  return n.offsetParent && r.getBoundingClientRect().right > n.getBoundingClientRect().right + 1; }).map(n => n.innerText)"""

def test_the_page_speaks_the_visitors_language(shop, site, visit):
    page = visit(site[0]+'?lang=de')
    page.get_by_role('tab', name='Heute', selected=True).wait_for()
    assert page.evaluate('document.documentElement.lang')=='de' and page.get_by_role('searchbox').locator('visible=true').first.get_attribute('placeholder')=='Suchen   /'
    worth = value(page, 'value')
    assert re.fullmatch(r'\d{1,3}(\.\d{3})+\s\$', worth), worth
    line = page.locator('.po-table tr[data-id]:visible').first
    box, had = line.locator('.po-packs'), line.locator('.po-packs').input_value()
    box.fill('1,5'); box.press('Enter')
    page.locator('.po-notice', has_text='nur ganze Packungen, eingegeben 1,5').wait_for()
    assert line.locator('.po-packs').input_value()==had
    for name in ('Warenkörbe', 'Einstellungen'): go(page, name)
    page.get_by_label('Sprache').select_option('fr')
    page.get_by_role('tab', name='Paramètres', selected=True).wait_for(timeout=10_000*SLOW)      # the address keeps the page
    page.get_by_text('Taux de service visé').first.wait_for()
    go(page, 'Aujourd’hui')
    assert page.evaluate(CUT)==[]                                     # no heading and no state is wider than its column
    page.evaluate("localStorage.removeItem('pharmopt-language')")

def kernels_of(server): return {p for p in psutil.Process(server.pid).children(recursive=True) if p.status()!='zombie' and 'ipykernel_launcher' in ' '.join(p.cmdline())}
def gone(p): return not p.is_running() or p.status()=='zombie'

def test_a_kernel_ends_with_its_tab(site, visit):
    visit.leave_kept()
    eventually(lambda: len(kernels_of(site[1]))==1, 30, 'one warm kernel and no other')
    time.sleep(3)                                                  # it is ready when it has run its cell
    mine, = kernels_of(site[1])
    page = visit(site[0])
    page.close(run_before_unload=True)
    eventually(lambda: gone(mine), 5, 'the end of the kernel')

def test_visitors_of_the_notebook_see_the_tool_and_not_the_lesson(shop, visit, tmp_path):
    with serving(shop, tmp_path, notebook=str(ROOT/'nbs/40_dashboard.ipynb'), PHARMOPT_DASHBOARD_WARM='0') as (url, _):
        page = visit(url)
        assert page.locator('.po-table tr[data-id]').count() > 0
        assert 'A pharmacy to look at' not in page.content() and 'served_dashboard' not in page.content()
        assert urllib.request.urlopen(url).status == 200
        with pytest.raises(urllib.error.HTTPError): urllib.request.urlopen(url+'voila/files/app.ipynb')

def test_an_empty_store_says_what_to_do(visit, tmp_path):
    with serving(f"sqlite:///{tmp_path/'new.db'}", tmp_path) as (url, _):
        page = visit(url)
        page.get_by_text('No demand yet: run “pharmopt run”').first.wait_for()
        assert value(page, 'dispensed') == '0'

def test_without_a_heartbeat_the_thread_and_the_stream_end(shop):
    from pharmopt.dashboard import dashboard
    from pharmopt.subprocesses import Command
    page = dashboard(store=shop)
    page.patience, page.refresh_seconds = .6, .1
    child = Command('0', module='http.server')
    page.stream.parts, page.stream.state = [child], 'on'
    page.beat.beat = 1.
    thread = page.thread
    assert thread.is_alive() and child.running
    thread.join(10)
    assert not thread.is_alive() and not child.running
    page.beat.beat = 2.                                            # the laptop was opened again
    assert page.thread is not thread and page.thread.is_alive()
    page.close_page()
    page.thread.join(10)
    assert not page.thread.is_alive()

def test_alerts_with_and_without_an_item_are_shown(shop):
    from pharmopt.dashboard import dashboard
    store = Store(shop)
    item = store.catalog().unique_id.iloc[0]
    store.add_alert('warning', 'test_lag', 'The stream is behind.')
    store.add_alert('critical', 'test_item', 'None left by Friday.', unique_id=item)
    page = dashboard(store=shop)
    assert page.header.notices == []
    rows = {r['reason']: r for r in page.alerts.rows}
    assert rows['The stream is behind.']['item'] is None and rows['The stream is behind.']['name'] == 'Test lag'
    assert rows['None left by Friday.']['item'] == item
    page.close_page()
    for i in store.alerts().query("rule.str.startswith('test_')").id: store.acknowledge(i)
    store.close()

def test_a_part_that_cannot_be_read_leaves_the_others(shop, monkeypatch):
    import pharmopt.dashboard as d, pharmopt.page_today as today
    def broken(*args): raise RuntimeError('no such alert')
    monkeypatch.setattr(today, 'alert_rows', broken)
    page = d.dashboard(store=shop)
    assert [n['text'] for n in page.header.notices if n['tone']=='critical'] == ['RuntimeError: no such alert']
    assert page.cards.cards and page.recs.rows and [p['id'] for p in page.header.pages] == list(d.PAGES)
    page.close_page()

def test_whatever_keeps_the_page_from_opening_is_said(monkeypatch, tmp_path):
    import pharmopt.dashboard as d
    def broken(*args, **kw): raise RuntimeError('no memory')
    monkeypatch.setattr(d, 'dashboard', broken)
    monkeypatch.setenv('PHARMOPT_HOME', str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert any(n['text']=='RuntimeError: no memory' for w in d.served_dashboard().children for n in getattr(w, 'notices', []))

def test_an_error_in_the_thread_becomes_a_notice(shop, monkeypatch):
    import pharmopt.dashboard as d, pharmopt.page as frame
    page = d.dashboard(store=shop)
    page.patience, page.refresh_seconds = .5, .1
    def broken(*args): raise RuntimeError('the disk is full')
    monkeypatch.setattr(frame, 'messages_read', broken)
    page.watch.seen = None
    page.beat.beat = 1.
    page.thread.join(10)
    assert any('the disk is full' in n['text'] and n['tone']=='critical' for n in page.header.notices)
    page.close_page()

def _chain():
    "What keeps streaming from the page from being tested"
    import importlib.util
    missing = [m for m in ('pharmopt.broker','pharmopt.stream','pharmopt.cli') if importlib.util.find_spec(m) is None]
    return f"not built yet: {', '.join(missing)}" if missing else ''

@pytest.mark.skipif(bool(_chain()), reason=_chain() or 'present')
def test_start_streaming_and_stop(shop, site, visit):
    page, store = visit.same(site[0]), Store(shop)
    before, units = store.demand().y.sum(), store.lots().on_hand.sum()
    page.get_by_role('button', name='Play demonstration data').click()
    page.get_by_role('button', name='Stop').wait_for(timeout=4000*SLOW)
    eventually(lambda: store.demand().y.sum()>before, 40*SLOW, 'the stream')
    children = [p for p in psutil.Process(site[1].pid).children(recursive=True) if 'pharmopt.' in ' '.join(p.cmdline()) and 'watch' not in p.cmdline()]
    assert len(children) >= 3                                      # broker, producer, processor
    page.get_by_role('button', name='Stop').click()
    eventually(lambda: not any(p.is_running() and p.status()!='zombie' for p in children), 20, 'the end of the processes')
    assert store.demand().y.sum() > before and store.lots().on_hand.sum() < units
    assert page.locator('.po-notice[data-tone=critical]').count() == 0
    store.close()

def test_first_byte_usable_weight_and_policy(site, browser):
    "Warm: less than 2 MB; and the page may talk to nobody but us"
    time.sleep(5)                                                  # the pool is full again
    page, size = browser.new_page(), []
    cdp = browser.new_cdp_session(page)
    cdp.send('Network.enable'); cdp.send('Network.setCacheDisabled', dict(cacheDisabled=True)); cdp.on('Network.loadingFinished', lambda e: size.append(e['encodedDataLength']))
    t0 = time.monotonic()
    answer = page.goto(site[0], wait_until='commit')
    page.get_by_role('button', name='Renew the plan').wait_for(timeout=30_000)
    usable = time.monotonic()-t0
    page.wait_for_load_state('networkidle')
    byte = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart/1000")
    print(f'first byte {byte:.2f} s, usable {usable:.1f} s, {sum(size)/1e6:.2f} MB')
    assert sum(size) < 2e6
    assert "default-src 'self'" in answer.headers['content-security-policy'] and answer.headers['x-content-type-options']=='nosniff'
    assert page.locator('link[rel=manifest]').count() == 1
    manifest = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then(r => r.json())")
    assert {i['sizes'] for i in manifest['icons']} == {'192x192','512x512'} and manifest['display']=='standalone'
    page.goto('about:blank'); page.close()

def _status(url, **headers):
    try: return urllib.request.urlopen(urllib.request.Request(url, headers=headers)).status
    except urllib.error.HTTPError as e: return e.code

def test_foreign_hosts_and_origins_are_refused(site, visit):
    assert _status(site[0]) == 200
    assert _status(site[0], Host='evil.example') == 403            # a name that was rebound to this machine
    page = visit.same(site[0])
    kernel = next(p for p in kernels_of(site[1]))
    id = ' '.join(kernel.cmdline()).split('kernel-')[-1].split('.json')[0]
    from websockets.sync.client import connect
    from websockets.exceptions import InvalidStatus
    with pytest.raises(InvalidStatus, match='403'): connect(site[0].replace('http', 'ws')+f'api/kernels/{id}/channels', origin='http://evil.example', proxy=None)
    assert _status(site[0]+'voila/files/app.ipynb') in (403, 404)
    assert 'served_dashboard' not in page.content()

def test_axe_finds_nothing_serious(site, visit):
    axe = _axe()
    for scheme in ('light', 'dark'):
        page = visit.same(site[0], color_scheme=scheme)
        page.emulate_media(color_scheme=scheme, reduced_motion='reduce')      # a page that fades in is measured when it is there
        colors = dict(runOnly=dict(type='rule', values=['color-contrast', 'link-in-text-block'])) if scheme=='dark' else {}      # the dark page has the same elements in other colors
        page.evaluate(axe)
        for name in PAGES:
            go(page, name)
            found = page.evaluate("options => axe.run(document, options)", dict(resultTypes=['violations'], **colors))['violations']
            bad = [(v['id'], v['impact'], [n['target'] for n in v['nodes'][:3]]) for v in found if v['impact'] in ('serious','critical')]
            assert bad == [], (scheme, name)

def _axe():
    "axe-core from npm, kept in the cache"
    cache = Path(os.environ.get('XDG_CACHE_HOME') or Path.home()/'.cache')/'pharmopt'
    file = cache/'axe-4.10.3.js'
    if not file.exists():
        if not shutil.which('npm'): pytest.skip('axe-core comes from npm, which is not installed (Debian: apt-get install npm)')
        cache.mkdir(parents=True, exist_ok=True)
        import tarfile, tempfile
        with tempfile.TemporaryDirectory() as tmp:
            got = subprocess.run(['npm', 'pack', '--silent', 'axe-core@4.10.3'], cwd=tmp, capture_output=True, text=True)
            if got.returncode: pytest.skip(f'axe-core could not be fetched from npm: {got.stderr[-300:]}')
            with tarfile.open(next(Path(tmp).glob('*.tgz'))) as t: text = t.extractfile('package/axe.min.js').read()
        part = file.with_suffix('.part'); part.write_bytes(text); os.replace(part, file)
    return file.read_text()

def test_a_proxy_names_the_user_and_roles_hold(shop, visit, tmp_path):
    with serving(shop, tmp_path, PHARMOPT_DASHBOARD_USER_HEADER='X-Forwarded-User', PHARMOPT_DASHBOARD_TOKEN='t0ken', PHARMOPT_DASHBOARD_OPERATORS='007, maria') as (url, _):
        for user, may in (('007', True), ('guest', False), (None, False)):
            time.sleep(4)                                          # a warm page learns its visitor's name only when he comes
            page = visit(url+'?token=t0ken', headers={'X-Forwarded-User': user} if user else None)
            page.locator('.po-state', has_text=user or 'visitor').wait_for(timeout=8000)
            button = page.get_by_role('button', name='Renew the plan')
            eventually(lambda: button.is_enabled()==may, 5, 'the role')
            assert (page.locator('.po-table tr[data-id]:visible .po-actions button').count()>0) == may
            if may:
                store = Store(shop)
                o = OrderBook(store).orders('proposed').iloc[-1]
                line = page.locator(f'.po-table tr[data-id="{o.order_id}"]:visible')
                line.get_by_role('button', name='Approve').click()
                line.get_by_role('button', name='Undo').wait_for()
                assert OrderBook(store).audit(o.order_id).actor.iloc[-1] == '007'
                line.get_by_role('button', name='Undo').click()
                line.get_by_role('button', name='Approve').wait_for()
                store.close()

def test_a_token_keeps_strangers_out(shop, tmp_path):
    with serving(shop, tmp_path, PHARMOPT_DASHBOARD_TOKEN='t0ken') as (url, _):
        page = urllib.request.urlopen(url)
        assert 'login' in page.url and b'jp-Notebook' not in page.read()
        assert _status(url+'?token=t0ken') == 200
        assert _status(url+'?token=wrong') in (200, 403)           # the form again
        assert b'rendered_cells' not in urllib.request.urlopen(url+'?token=wrong').read()

def test_exports(shop, site, visit):
    import io, openpyxl
    page = visit.same(site[0])
    n = page.locator('.po-table:has([aria-label=proposals]) tr[data-id]:visible').count()
    for label in ('CSV', 'Excel'):
        with page.expect_download() as got: page.get_by_role('button', name=label).first.click()
        path = got.value.path()
        rows = len(pd.read_csv(path)) if label=='CSV' else openpyxl.load_workbook(io.BytesIO(Path(path).read_bytes())).active.max_row-1
        assert rows == n, label

def test_snooze_decline_and_order_all(shop, site, visit):
    page, store = visit.same(site[0]), Store(shop)
    book = OrderBook(store)
    first, second = book.orders('proposed').order_id[:2]
    line = lambda i: page.locator(f'.po-table:has([aria-label=proposals]) tr[data-id="{i}"]')
    more = lambda i: line(i).get_by_role('button', name='Snooze or decline').click()
    more(first)
    page.locator('.po-formrow').get_by_role('button', name='Snooze').click()
    line(first).get_by_role('button', name='Wake').wait_for()
    more(second)
    page.locator('.po-formrow').get_by_role('button', name='Decline').click()
    page.locator('.po-notice', has_text='needs a reason').wait_for()
    more(second)
    page.get_by_label('Reason, if you decline').fill('enough here')
    page.locator('.po-formrow').get_by_role('button', name='Decline').click()
    line(second).get_by_text('Rejected').wait_for()
    assert book.audit(second).note.iloc[-1] == 'enough here'
    n = len(book.orders('proposed'))-1
    page.get_by_role('button', name=f'Approve all {n}').click()
    page.get_by_role('alertdialog').locator('visible=true').get_by_role('button', name=f'Approve {n}').click()
    page.locator('.po-notice', has_text=f'{n} line').get_by_role('button', name='Undo').click()           # the whole action
    page.locator('.po-notice', has_text='proposals again').wait_for()
    assert len(book.orders('proposed')) == n+1
    page.get_by_role('button', name=f'Approve all {n}').click()
    page.get_by_role('alertdialog').locator('visible=true').get_by_role('button', name=f'Approve {n}').click()
    page.locator('.po-notice', has_text='approved').wait_for()
    assert set(book.orders('proposed').order_id) == {first}
    go(page, 'Orders')
    audit = page.locator('.po-table:has([aria-label="audit trail"])')
    audit.get_by_role('searchbox').fill('enough here')                    # the trail has pages
    audit.locator('tr[data-id]', has_text='enough here').first.wait_for()
    store.close()

CLICK = """async i => {
  const rows = [...document.querySelectorAll('.po-view:not([style*="none"]) .po-table tr[data-id]')].slice(0, 8), row = rows[i % rows.length];
  const name = row.querySelector('.po-name').textContent, box = document.querySelector('.po-panel .po-plot'), t0 = performance.now();
  row.click();
  while (!(box.getAttribute('aria-label') ?? '').startsWith(name) && performance.now() - t0 < 20000) await new Promise(ok => requestAnimationFrame(ok));
  return performance.now() - t0;
}"""

def test_the_whole_day(visit, tmp_path):
    "Open, stream, see figures move, optimize meanwhile, order, receive, see stock rise; clicks are answered all the time"
    url = f"sqlite:///{tmp_path/'day.db'}"
    cat, store = make_catalog(n_medicines=12, seed=2), Store(url)
    today = pd.Timestamp.now('UTC').tz_localize(None).normalize()
    demand = to_demand(make_prescriptions(cat, start=today-pd.Timedelta(days=99), n_days=100, seed=2), freq='D')
    store.save_catalog(cat)
    store.finish_run(store.start_run('ingest', source='synthetic', fingerprint='day', closed_to=str(today-pd.Timedelta(days=1)), freq='D'))
    store.save_lots(make_stock(cat, demand, cover_days=3, seed=2))
    commit(url, demand.loc[demand.y>0, ['unique_id','ds','y']].itertuples(index=False), 0)
    with serving(url, tmp_path, PHARMOPT_FORECAST_MODELS='arima', PHARMOPT_FORECAST_N_PATHS='200') as (site, _):
        page = visit(site)
        page.get_by_text('no plan yet').first.wait_for()
        before = float(value(page, 'dispensed').replace(',', ''))
        page.get_by_role('button', name='Play demonstration data').click()
        eventually(lambda: float(value(page, 'dispensed').replace(',', ''))!=before, 90, 'a figure that moves')
        page.get_by_role('button', name='Renew the plan').click()
        page.locator('.po-notice', has_text='Planned in').wait_for(timeout=150_000)
        assert value(page, 'fill') != '–'
        page.get_by_role('button', name='Renew the plan').click()
        took = sorted(page.evaluate(CLICK, 1+i%6) for i in range(15))
        print(f'click to panel while streaming and optimizing: median {took[7]:.0f} ms, worst {took[-1]:.0f} ms')
        page.locator('.po-notice', has_text='Planned in').wait_for(timeout=90_000)
        page.get_by_role('button', name='Stop').click()
        line = page.locator('.po-table:has([aria-label=proposals]) tr[data-id]:visible', has=page.get_by_role('button', name='Approve')).first
        eventually(lambda: line.get_attribute('data-id') in set(OrderBook(store).orders('proposed').order_id), 10, 'the proposals of the newest plan')
        id = line.get_attribute('data-id')
        o = OrderBook(store).orders().set_index('order_id').loc[id]
        line = page.locator(f'tr[data-id="{id}"]:visible')
        line.get_by_role('button', name='Approve').click()
        line.get_by_role('button', name='Undo').wait_for()
        go(page, 'Orders')
        line = page.locator(f'.po-table:has([aria-label=orders]) tr[data-id="{id}"]:visible')
        line.get_by_role('button', name='Send').click()
        page.get_by_role('alertdialog').locator('visible=true').get_by_role('button', name='Send').click()
        line.get_by_role('button', name='Receive').wait_for()
        units = lambda: store.lots().groupby('unique_id').on_hand.sum().get(o.unique_id, 0.)
        had = units()
        line.get_by_role('button', name='Receive').click()
        page.locator('.po-formrow').get_by_role('textbox', name='Expiry').fill('none')
        page.get_by_role('button', name='Book the delivery').click()
        line.get_by_text('Received', exact=True).first.wait_for()
        assert units() == pytest.approx(had+o.order_quantity)
        go(page, 'Today')
        other = page.locator('.po-table:has([aria-label=proposals]) tr[data-id]:visible', has=page.get_by_role('button', name='Approve')).first
        name = other.locator('.po-name').inner_text()
        other.locator('.po-name').click()
        eventually(lambda: page.locator('.po-picker:visible input').first.input_value()==name, 10, 'the choice')
        go(page, 'Item')
        panel = page.locator('.po-panel:visible', has=page.get_by_label('Lead time'))
        panel.locator('[data-key=quantity] .po-value').wait_for()
        answer = panel.inner_text().split('bad days')[-1]
        t0 = time.monotonic()
        panel.get_by_label('Lead time').fill(panel.get_by_label('Lead time').get_attribute('max'))
        eventually(lambda: panel.inner_text().split('bad days')[-1]!=answer, 10, 'another answer')
        print(f'what-if: {time.monotonic()-t0:.2f} s')
    store.close()

def test_upload_says_what_was_understood(site, visit):
    page = visit.same(site[0])
    go(page, 'Settings')
    page.set_input_files('.po-view:not([style*=none]) input[type=file]', files=[dict(name='sales.csv', mimeType='text/csv', buffer=b'date;A;B\n01.02.2026;3;4\n02.02.2026;1,5;0\n03.02.2026;2;2\n')])
    page.get_by_text('sales.csv was understood').wait_for()
    page.get_by_text('3 rows, 2 items').first.wait_for()
    page.set_input_files('.po-view:not([style*=none]) input[type=file]', files=[dict(name='x.csv', mimeType='text/csv', buffer=b'hello')])
    page.locator('.po-form [data-tone=bad]', has_text='x.csv').wait_for()

def _pages_of(pdf):
    "Pages of a PDF, and the words on them when pypdf is there"
    return pdf.count(b'/Type /Page\n') + pdf.count(b'/Type /Page ') + pdf.count(b'/Type /Page/')

WIDE = """() => {
  const inside = [...document.querySelectorAll('.po-page *:not(.po-hidden, .po-hidden *, .po-off *)')].filter(n => n.getBoundingClientRect().width);
  const cut = inside.filter(n => n.scrollWidth > n.clientWidth + 1 && getComputedStyle(n).overflowX !== 'visible' && !n.classList.contains('po-plot'));
  return {right: Math.max(...inside.map(n => n.getBoundingClientRect().right)), cut: cut.map(n => n.className), buttons: inside.filter(n => n.tagName === 'BUTTON' && !n.classList.contains('po-sort')).length,
          fields: inside.filter(n => /INPUT|SELECT/.test(n.tagName)).length, dark: inside.filter(n => n.getBoundingClientRect().width > 40 && (n => { const c = getComputedStyle(n).backgroundColor.match(/[\\d.]+/g).map(Number); return c[3] !== 0 && Math.min(...c.slice(0, 3)) < 128; })(n)).map(n => n.className)};
}"""

@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_paper(site, visit, scheme):
    "Printed from a dark screen or a light one: light, whole, nothing cut off, no buttons; and every row of the recommendations is there"
    page = visit.same(site[0], color_scheme=scheme)
    eventually(lambda: page.locator('.po-plot canvas').count(), what='the chart')
    for name in PAGES:
        go(page, name)
        page.set_viewport_size(dict(width=703, height=1000))             # A4 between its margins, at 96 dots per inch
        page.emulate_media(media='print', color_scheme=scheme)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        found = page.evaluate(WIDE)
        assert found['right'] < 703.5 and found['cut'] == [] and found['buttons'] == 0 and found['fields'] == 0 and found['dark'] == [], (name, found)
        ink = page.evaluate("(() => { const c = document.querySelector('.po-view:not([style*=none]) .po-plot canvas'); if (!c) return 1; const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i+3] > 200 && d[i] < 90 && d[i+1] < 90 && d[i+2] < 90) n++; return n; })()")
        assert ink > 0, (name, 'the line of the chart is dark')
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media='screen', color_scheme=scheme)
        page.set_viewport_size(dict(width=1280, height=800))
    rows = page.locator('.po-table:has([aria-label=proposals]) tr[data-id]:visible').count()
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert pdf[:5]==b'%PDF-' and _pages_of(pdf) >= max(1, rows//12), 'a page that scrolls is not clipped to one sheet'

def test_take_away(shop, site, visit):
    "The report and the tables, for anybody who may look; evil names do nothing in them"
    import io, openpyxl
    page = visit.same(site[0])
    def take(label):
        page.locator('.po-menu summary', has_text='Export').click()
        with page.expect_download(timeout=60_000) as got: page.get_by_role('button', name=label, exact=True).click()
        page.locator('.po-notice', has_text='is in your downloads').wait_for()
        return got.value.suggested_filename, Path(got.value.path()).read_bytes()
    name, html = take('Report (HTML)')
    assert name.startswith('report-') and name.endswith('.html') and b'Key figures' in html and EVIL.encode() not in html and b'&lt;img src=x' in html
    name, pdf = take('Report (PDF)')
    assert name.endswith('.pdf') and pdf[:5]==b'%PDF-' and _pages_of(pdf)>=1
    store = Store(shop)
    name, sheet = take('Forecast (Excel)')
    ws = openpyxl.load_workbook(io.BytesIO(sheet)).active
    assert ws.max_row-1 == len(store.forecast()) and [c.value for c in ws[1]][:3]==['unique_id','name','ds']
    name, kpis = take('Key figures (CSV)')
    assert {'key figures','class','location'} <= set(pd.read_csv(io.BytesIO(kpis)).part)
    name, orders = take('Orders (CSV)')
    assert len(pd.read_csv(io.BytesIO(orders)))==len(store.frame(__import__('sqlalchemy').select(__import__('pharmopt.store').store.tables.orders)))
    page.evaluate("window.printed = 0; new MutationObserver(m => m.forEach(r => r.addedNodes.forEach(n => { if (n.className === 'po-print') n.addEventListener('load', () => { n.contentWindow.print = () => { window.printed++; window.paper = n.contentDocument.body.innerText; }; }, {once: true, capture: true}); }))).observe(document.body, {childList: true})")
    page.locator('.po-menu summary', has_text='Export').click()
    page.get_by_role('button', name='Print the report').click()
    eventually(lambda: page.evaluate('window.printed')==1, 60, 'the printing dialogue')
    paper, now = page.evaluate('window.paper'), [r for r in recommendations(store) if r['status']=='Proposed' and not r['muted']]    # other tests have ordered, and snoozed
    assert (f'To order: {len(now)}' if now else 'Nothing to order now') in paper and page.evaluate('window.evil') is None
    store.close()

def test_use_this_history(visit, tmp_path):
    "A sales file is dropped on the page, understood, and run through the whole chain; the page moves over to its store"
    days = pd.date_range(end=pd.Timestamp.now('UTC').tz_localize(None).normalize()-pd.Timedelta(days=1), periods=150)
    text = 'date;Aspirin 100 mg;Metformin 500 mg;Insulin\n'+'\n'.join(f'{d:%d.%m.%Y};{3+i%5};{7+i%7};{i%3}' for i,d in enumerate(days))+'\n'
    url = f"sqlite:///{tmp_path/'old.db'}"
    cat = make_catalog(n_medicines=3, seed=5)
    Store(url).save_catalog(cat)
    commit(url, [(u, days[-1], 2.) for u in cat.unique_id], 0)
    with serving(url, tmp_path, PHARMOPT_FORECAST_MODELS='arima', PHARMOPT_FORECAST_N_PATHS='100') as (site, _):
        page = visit(site)
        go(page, 'Settings')
        page.set_input_files('.po-view:not([style*=none]) input[type=file]', files=[dict(name='mysales.csv', mimeType='text/csv', buffer=text.encode())])
        page.get_by_text('mysales.csv was understood').wait_for()
        page.get_by_text('150 rows, 3 items').first.wait_for()
        page.get_by_role('button', name='Use this history').click()
        page.locator('.po-notice', has_text='The history was read, forecast and planned').wait_for(timeout=150_000)
        page.locator('.po-table:has([aria-label=proposals])').wait_for()
        assert page.get_by_role('tab', name='Today').get_attribute('aria-selected')=='true'
        go(page, 'Item')
        page.locator('.po-panel:visible', has=page.get_by_label('Lead time')).wait_for()
        page.locator('.po-picker:visible input').first.click(); page.locator('.po-picker:visible input').first.fill('Metformin')
        page.locator('.po-picker:visible li', has_text='Metformin').first.click()
        page.locator('.po-view:not([style*="none"]) .po-plot canvas').first.wait_for()
        new, = tmp_path.rglob('mysales.db')
        got = Store(new)
        assert got.demand().groupby('unique_id').y.sum().sort_values().tolist() == sorted(float(sum(f(i) for i in range(150))) for f in (lambda i: 3+i%5, lambda i: 7+i%7, lambda i: i%3))
        assert got.runs('optimize').status[0]=='done' and Store(url).demand_total()!={}      # the old store is as it was
        got.close()
