"""The live page in a real browser: Voilà serves it, Chromium looks at it, the store is checked behind its back."""
import contextlib, os, shutil, socket, subprocess, sys, time, urllib.request
from pathlib import Path
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parent.parent
EVIL = '<img src=x onerror="window.evil=1">"><script>window.evil=2</script>'
CHROMIUM = next((p for p in map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome')) if p), None)
ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

pytest.importorskip('voila', reason="Voilà is not installed: pip install 'pharmopt[dashboard]'")
sync_api = pytest.importorskip('playwright.sync_api', reason="Playwright is not installed: pip install 'pharmopt[dev]'")
psutil = pytest.importorskip('psutil')
if not CHROMIUM: pytest.skip("Chromium is not installed: apt-get install chromium", allow_module_level=True)

from pharmopt.data import NANO, make_catalogue, make_prescriptions, make_stock, to_demand
from pharmopt.execute import OrderBook
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
    cat = make_catalogue(n_medicines=40, seed=1)
    cat.loc[3, 'name'] = EVIL
    cat.loc[4, 'name'] = '</title>' + EVIL
    today = pd.Timestamp.now('UTC').tz_localize(None).normalize()
    demand = to_demand(make_prescriptions(cat, start=today-pd.Timedelta(days=59), n_days=60, seed=1), freq='D')
    store = Store(url)
    store.save_catalogue(cat)
    store.save_lots(make_stock(cat, demand, seed=1))
    commit(url, demand.loc[demand.y>0, ['unique_id','ds','y']].itertuples(index=False), 0)
    mean, ds = demand.groupby('unique_id').y.mean(), pd.date_range(today+pd.Timedelta(days=1), periods=30)
    run = store.start_run('seed')
    store.save_forecast(run, pd.concat([pd.DataFrame({'unique_id': u, 'ds': ds, 'Ensemble': m, 'Ensemble-lo-80': .6*m, 'Ensemble-hi-80': 1.6*m, 'Ensemble-lo-95': .4*m, 'Ensemble-hi-95': 2*m}) for u,m in mean.items()]))
    store.finish_run(run)
    ids = cat.unique_id[:12].tolist()
    OrderBook(store).propose(pd.DataFrame(dict(unique_id=ids, order_quantity=[10.*(i+1) for i in range(12)], packs=[i+1. for i in range(12)], due=ds[6], priority=range(1, 13),
        urgency=['now']*4+['soon']*4+['routine']*4, p_stockout=[.9-.07*i for i in range(12)], days_of_cover=[1.5*i for i in range(12)], expected_waste=0., reason=f'Runs out. {EVIL}')), cat, run)
    store.close()
    return url


@contextlib.contextmanager
def serving(url, folder, **kw):
    "Voilà in a process of its own"
    with socket.create_server(('127.0.0.1', 0)) as s: port = s.getsockname()[1]
    env = os.environ | dict(PYTHONPATH=os.pathsep.join(filter(None, [str(ROOT), os.environ.get('PYTHONPATH')])))
    log = open(folder/f'serve-{port}.log', 'w+')
    p = subprocess.Popen([sys.executable, '-c', f'from pharmopt.dashboard import serve; serve(store={url!r}, port={port}, **{kw!r})'], cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(150):
            with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), timeout=1): break
            if p.poll() is not None: break
            time.sleep(.2)
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
def browser():
    with sync_api.sync_playwright() as p:
        b = p.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield b
        b.close()

@pytest.fixture
def visit(browser):
    "Open pages; at the end no request may have left this machine and no error may have been thrown in them"
    contexts, outside, errors = [], [], []
    def open_page(url, width=1280, height=800, ready='.po-card', **kw):
        c = browser.new_context(viewport=dict(width=width, height=height), **kw)
        contexts.append(c)
        page = c.new_page()
        page.on('request', lambda r: None if r.url.startswith(('http://127.0.0.1:', 'data:', 'blob:')) else outside.append(r.url))
        page.on('pageerror', lambda e: errors.append(str(e)))
        page.goto(url)
        page.wait_for_selector(ready, timeout=40_000)
        return page
    yield open_page
    for c in contexts:
        with contextlib.suppress(sync_api.Error):
            for p in c.pages: p.goto('about:blank')                        # lets the page tell the server that it goes
        c.close()
    assert outside == []
    assert errors == []


def value(page, key): return page.locator(f'.po-cards:not(.po-facts) [data-key={key}] .po-value').inner_text()
def row(page, text): return page.locator('.po-table tr[data-id]:visible', has_text=text).first

def eventually(f, seconds=6., what='it'):
    "Wait until f() is true"
    end = time.monotonic()+seconds
    while not (got := f()):
        assert time.monotonic()<end, f'{what} did not happen within {seconds} s'
        time.sleep(.1)
    return got


def test_the_page_shows_the_store(shop, site, visit):
    page = visit(site[0])
    store = Store(shop)
    lots, cost = store.lots(), store.catalogue().set_index('unique_id').unit_cost
    worth = (lots.on_hand*lots.unique_id.map(cost)).sum()
    assert value(page, 'value') == f'${worth:,.0f}'
    last = store.demand().query('ds==ds.max()').y.sum()
    assert value(page, 'dispensed') == f'{last:,.0f}'
    assert value(page, 'rate') == '0.0 /s'
    assert page.locator('.po-table tr[data-id]:visible').count() == 12
    assert page.locator('.po-plot canvas').count() == 1
    assert page.title() == 'Pharmacy dashboard'
    plot = page.locator('.po-plot').bounding_box()
    def key_under_the_pointer():
        for dx in (0, 3): page.mouse.move(plot['x']+plot['width']*.85+dx, plot['y']+80)
        return page.locator('.po-key').inner_text()
    eventually(lambda: ' to ' in key_under_the_pointer(), what="the day's interval")
    store.close()

def test_hostile_names_are_shown_and_do_not_run(site, visit):
    page = visit(site[0])
    assert page.locator('.po-table .po-name', has_text='<img src=x').count() == 2
    assert page.locator('.po-reason', has_text='<script>').count() == 12
    row(page, '</title>').locator('.po-name').click()
    eventually(lambda: '</title>' in page.locator('.po-picker input').input_value(), what='the choice')
    page.locator('.po-picker input').click()
    page.locator('.po-picker input').fill('img src')
    page.locator('.po-picker li', has_text='</title>').wait_for()
    page.locator('.po-picker li').first.click()
    row(page, '</title>').get_by_role('button', name='Edit').click()
    page.get_by_role('tab', name='Orders').click()
    page.wait_for_timeout(500)
    assert page.evaluate('window.evil') is None
    assert page.locator('.po-page img, .po-page script').count() == 0

def test_order_and_undo_reach_the_store_and_the_other_window(shop, site, visit):
    one, two = visit(site[0]), visit(site[0])
    store, name = Store(shop), one.locator('.po-name').first.inner_text()
    book, before = OrderBook(store), int(value(one, 'orders'))
    first = book.orders('proposed').iloc[0]
    t0 = time.monotonic()
    row(one, name).get_by_role('button', name='Order').click()
    row(one, name).get_by_role('button', name='Undo').wait_for()
    assert time.monotonic()-t0 < 2
    assert book.orders('approved').order_id.tolist() == [first.order_id]
    assert store.pipeline().quantity.tolist() == [first.order_quantity]
    row(two, name).get_by_role('button', name='Undo').wait_for(timeout=3000)
    eventually(lambda: value(two, 'orders')==str(before+1), 3, 'the other window')
    row(two, name).get_by_role('button', name='Undo').click()
    row(one, name).get_by_role('button', name='Order').wait_for(timeout=3000)
    assert len(book.orders('approved')) == 0 and len(store.pipeline()) == 0
    store.close()

def test_order_send_receive_raises_the_stock(shop, site, visit):
    page, store = visit(site[0]), Store(shop)
    book = OrderBook(store)
    o = book.orders('proposed').iloc[1]
    units = lambda: store.lots().set_index('unique_id').on_hand.get([o.unique_id], pd.Series(0.)).sum()
    line, before = page.locator(f'.po-table tr[data-id="{o.order_id}"]:visible'), units()
    line.get_by_role('button', name='Edit').click()
    page.get_by_label('Quantity, units').fill('55')
    page.locator('.po-formrow').get_by_role('button', name='Order', exact=True).click()
    line.get_by_role('button', name='Undo').wait_for()
    page.get_by_role('tab', name='Orders').click()
    line.get_by_role('button', name='Mark as sent').click()
    line.get_by_role('button', name='Receive').click()
    page.get_by_label('Units that arrived').fill('20')
    page.get_by_label('Lot').fill('L-1')
    page.get_by_role('button', name='Book the delivery').click()
    line.get_by_text('Partly received').wait_for()
    assert units() == pytest.approx(before+20)
    assert store.pipeline().query('order_id==@o.order_id').quantity.tolist() == [35.]
    line.get_by_role('button', name='Receive').click()
    page.get_by_label('Units that arrived').fill('-4')
    page.locator('.po-formrow').evaluate("n => { n.querySelector('form').noValidate = true; n.querySelector('form').requestSubmit(); }")
    page.locator('.po-notice', has_text='must be more than zero, got -4').wait_for()
    assert units() == pytest.approx(before+20)
    store.close()

def test_figures_move_when_another_process_commits(shop, site, visit):
    page, store = visit(site[0]), Store(shop)
    before = float(value(page, 'dispensed').replace(',', ''))
    day, n, uid = store.demand().ds.max(), store.positions('prescriptions')[0].next, store.catalogue().unique_id[0]
    code = f"""if True:
        import os, datetime as dt
        from pharmopt.store import Batch, Store
        events = [(os.urandom(16), {uid!r}, dt.datetime.fromisoformat({day.isoformat()!r}), 7*10**9, False) for _ in range(30)]
        Store({shop!r}).commit(Batch('seed', 'prescriptions', 0, {n}, {n}+30, None, events))"""
    subprocess.run([sys.executable, '-c', code], check=True, env=os.environ | dict(PYTHONPATH=str(ROOT)))
    eventually(lambda: float(value(page, 'dispensed').replace(',', ''))==before+210, 4, 'the figure')
    eventually(lambda: value(page, 'rate')!='0.0 /s', 4, 'the rate')
    store.close()

def test_keyboard(site, visit):
    page = visit(site[0])
    page.keyboard.press('/')
    assert page.evaluate('document.activeElement.type') == 'search'
    page.keyboard.type('<img')
    eventually(lambda: page.locator('.po-table tr[data-id]:visible').count()==2, what='the search')
    page.keyboard.press('ArrowDown'); page.keyboard.press('ArrowDown'); page.keyboard.press('Enter')
    eventually(lambda: '<img' in page.locator('.po-picker input').input_value(), what='the choice')
    page.locator('.po-table:visible .po-search').fill('no such thing')
    assert 'Nothing matches' in page.locator('.po-empty:visible').first.inner_text()

@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_phone(site, visit, scheme):
    page = visit(site[0], 390, 844, color_scheme=scheme)
    eventually(lambda: page.locator('.po-plot canvas').count(), what='the chart')
    assert page.evaluate('document.documentElement.scrollWidth') == 390
    right = page.evaluate("Math.max(...[...document.querySelectorAll('.po-page *:not(.po-hidden, .po-hidden *)')].map(n => n.getBoundingClientRect().right))")
    assert right <= 390
    assert page.locator('.po-table thead').first.is_hidden()       # cards, not a table
    assert row(page, 'Order').get_by_role('button').first.bounding_box()['height'] >= 44
    light = page.evaluate("getComputedStyle(document.querySelector('.po-page')).backgroundColor.match(/\\d+/g).every(c => c > 127)")
    assert light == (scheme=='light')

def test_a_kernel_ends_with_its_tab(site, visit):
    kernels = lambda: {p for p in psutil.Process(site[1].pid).children(recursive=True) if p.status()!='zombie' and 'ipykernel_launcher' in ' '.join(p.cmdline())}
    before = kernels()
    page = visit(site[0])
    new, = kernels()-before
    page.close(run_before_unload=True)
    eventually(lambda: not new.is_running() or new.status()=='zombie', 8, 'the end of the kernel')

def test_visitors_of_the_notebook_see_the_tool_and_not_the_lesson(shop, visit, tmp_path):
    with serving(shop, tmp_path, notebook=str(ROOT/'nbs/40_dashboard.ipynb')) as (url, _):
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
    from pharmopt.dashboard import Command, dashboard
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

def test_an_error_in_the_thread_becomes_a_notice(shop, monkeypatch):
    import pharmopt.dashboard as d
    page = d.dashboard(store=shop)
    page.patience, page.refresh_seconds = .5, .1
    def broken(*args): raise RuntimeError('the disk is full')
    monkeypatch.setattr(d, 'messages_read', broken)
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
    page, store = visit(site[0]), Store(shop)
    before, units = store.demand().y.sum(), store.lots().on_hand.sum()
    page.get_by_role('button', name='Start streaming').click()
    page.get_by_role('button', name='Stop streaming').wait_for(timeout=3000)
    eventually(lambda: float(value(page, 'rate').split()[0])>1, 40, 'the stream')
    children = [p for p in psutil.Process(site[1].pid).children(recursive=True) if 'pharmopt.' in ' '.join(p.cmdline())]
    assert len(children) >= 3                                      # broker, producer, processor
    page.get_by_role('button', name='Stop streaming').click()
    eventually(lambda: not any(p.is_running() and p.status()!='zombie' for p in children), 20, 'the end of the processes')
    assert store.demand().y.sum() > before and store.lots().on_hand.sum() < units
    assert page.locator('.po-notice[data-tone=critical]').count() == 0
    store.close()
