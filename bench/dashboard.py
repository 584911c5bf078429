"""The control room as its user feels it: Voilà on loopback, headless Chromium, a store of 120 items with a year of demand.

A click is the choice of another medicine in the table; its time ends when the panel shows the new name, so it holds the way to the kernel, the queries and the way back."""
import contextlib, importlib, importlib.util, inspect, os, shutil, signal, socket, statistics, subprocess, sys, tempfile, time
from pathlib import Path
import psutil

ROOT = Path(__file__).resolve().parent.parent
ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run']

def start(url, folder, port, tree=ROOT, **env):
    "A server of the dashboard, by the code of a checkout, when it listens"
    with open(folder/f'serve-{port}.log', 'a') as log:
        p = subprocess.Popen([sys.executable, '-c', f'from pharmopt.dashboard import serve; serve(store={url!r}, port={port})'], cwd=folder, env=os.environ|env|dict(PYTHONPATH=str(tree)), stdout=log, stderr=log)
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), timeout=1): break
        time.sleep(.1)
    return p

def free_port():
    with socket.create_server(('127.0.0.1', 0)) as s: return s.getsockname()[1]

@contextlib.contextmanager
def served(url, folder, tree=ROOT, **env):
    "Address and process of a dashboard"
    port = free_port()
    p = start(url, folder, port, tree, **env)
    try: yield f'http://127.0.0.1:{port}/', psutil.Process(p.pid)
    finally: p.terminate(); p.wait(20)

def kernels(server): return {k for k in server.children(recursive=True) if k.status()!='zombie' and 'ipykernel_launcher' in ' '.join(k.cmdline())}
def gone(p): return not p.is_running() or p.status()=='zombie'

def until(f, seconds=60):
    "Seconds until f() is true"
    t0 = time.monotonic()
    while not f():
        if time.monotonic()-t0>seconds: raise TimeoutError(f'not within {seconds} s')
        time.sleep(.02)
    return time.monotonic()-t0

CLICK = """async i => {
  const rows = [...document.querySelectorAll('.po-view:not([style*="none"]) .po-table tr[data-id]')].slice(0, 20), row = rows[i % rows.length];
  const name = row.querySelector('.po-name').textContent, box = document.querySelector('.po-view:not([style*="none"]) .po-panel .po-plot'), t0 = performance.now();
  row.click();
  while (!(box.getAttribute('aria-label') ?? '').startsWith(name)) { if (performance.now() - t0 > 20000) return null; await new Promise(ok => requestAnimationFrame(ok)); }
  return performance.now() - t0;
}"""

def clicks(page, n=40):
    "Milliseconds from click to the new panel"
    took = [page.evaluate(CLICK, 1+i%12) for i in range(n)]
    return [t for t in took if t is not None]

def prepare(folder, n_medicines=60):
    "A store, forecast and planned"
    url = f"sqlite:///{folder/'shop.db'}"
    env = os.environ|dict(PHARMOPT_DATA_N_MEDICINES=str(n_medicines), PHARMOPT_DATA_N_LOCATIONS='2', PYTHONPATH=str(ROOT))
    subprocess.run([sys.executable, '-m', 'pharmopt.cli', 'run', '--store', url, '--models', str(folder/'models'), '--report', str(folder/'r.html'), '--quiet'], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return url

def opening(browser, url):
    "First byte, usable and weight of a page"
    c = browser.new_context()
    page, size = c.new_page(), []
    cdp = c.new_cdp_session(page); cdp.send('Network.enable'); cdp.on('Network.loadingFinished', lambda e: size.append(e['encodedDataLength']))
    t0 = time.monotonic()
    page.goto(url, wait_until='commit')
    page.get_by_role('button', name='Renew the plan').wait_for(timeout=60_000)
    usable = time.monotonic()-t0
    page.wait_for_load_state('networkidle')
    byte = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart/1000")
    return c, page, byte, usable, sum(size)/1e6

def large_store(url, n_medicines, n_locations=1, n_days=0):
    "A store written by SQL: items, stock, demand of `n_days`, and a proposal for nine of ten items; an earlier version has other names for two functions"
    import numpy as np, pandas as pd, sqlalchemy as sa
    from pharmopt import data
    from pharmopt.store import Store, tables
    OrderBook = importlib.import_module('pharmopt.orders' if importlib.util.find_spec('pharmopt.orders') else 'pharmopt.dashboard').OrderBook
    rng, store = np.random.default_rng(1), Store(url)
    named = lambda thing, start: getattr(thing, next(k for k in dir(thing) if k.startswith(start)))
    cat = named(data, 'make_catal')(n_medicines=n_medicines, n_locations=n_locations, seed=1)
    n, today = len(cat), pd.Timestamp.now('UTC').tz_localize(None).normalize()
    mean = rng.gamma(1.5, 8, n)
    named(store, 'save_catal')(cat)
    store.save_lots(pd.DataFrame(dict(unique_id=cat.unique_id, lot='A', expiry=today+pd.Timedelta(days=300), on_hand=np.round(mean*rng.uniform(0, 12, n)))))
    for day in pd.date_range(end=today, periods=n_days):
        y = rng.poisson(mean)
        rows = [dict(unique_id=u, ds=day.to_pydatetime(), y_nano=int(v)*data.NANO, n_events=1, revision=1) for u,v in zip(cat.unique_id, y) if v]
        with store.begin() as c: c.execute(sa.insert(tables.demand), rows)
    store.finish_run(store.start_run('ingest', source='synthetic'))
    k = int(.9*n)
    c, packs = cat.iloc[:k], np.ceil(mean[:k]*14/cat.pack_size.to_numpy()[:k]).clip(1)
    plan = pd.DataFrame(dict(unique_id=c.unique_id, order_quantity=packs*c.pack_size, packs=packs, due=today+pd.Timedelta(days=7), priority=range(1, k+1), urgency='now', p_stockout=np.linspace(.99, .01, k), days_of_cover=np.linspace(0, 12, k), reason='In stock 3 (1 day), on order 0.'))
    OrderBook(store).propose(plan, cat)
    return store

def lists(browser=None, quick=False):
    "What the database answers to a list of the proposals of 200 pharmacies, and when its page has the answer on the screen"
    from pharmopt.lists import act_on_list, list_page, undo_batch
    from pharmopt.orders import OrderBook
    with tempfile.TemporaryDirectory() as tmp:
        url = f"sqlite:///{tmp}/chain.db"
        store = large_store(url, 560 if not quick else 50, 200 if not quick else 4)
        keys = ('supplier', 'location', 'urgency')
        answer = lambda **q: list_page(store, 'proposals', q, keys=keys)                 # lines, totals and the choices of all filters, as the page asks
        n = answer()['total']
        def took(**q):
            answer(**q); t0 = time.monotonic(); answer(**q); return time.monotonic()-t0
        yield f'{n:,} proposals: search, s', took(search='insulin')
        yield f'{n:,} proposals: a page in the middle, s', took(page=n//100)
        book = OrderBook(store)
        t0 = time.monotonic(); done = act_on_list(book, 'approve', q=dict(filters=dict(supplier='S02')))
        yield f"{n:,} proposals: approve a supplier's {done['lines']:,} lines, s", time.monotonic()-t0
        t0 = time.monotonic(); undo_batch(book, done['batch'])
        yield f"{n:,} proposals: undo it, s", time.monotonic()-t0
        store.close()
        if browser: yield from chain_page(browser, url, Path(tmp), n, done['lines'])

def chain_page(browser, url, folder, n, lines):
    "The same on the page"
    with served(url, folder, PHARMOPT_DASHBOARD_WARM='0') as (site, server):
        page = browser.new_page(viewport=dict(width=1280, height=900))
        page.goto(site); page.locator(LINES).first.wait_for(timeout=120_000); read(page)
        box = page.locator(VIEW+' .po-remote .po-search')
        yield f'{n:,} proposals on the page: search, s', timed(lambda: box.fill('insulin'), lambda: found(page))
        box.fill(''); until(lambda: not found(page)); read(page)
        at = lambda: page.locator(LINES).first.get_attribute('data-id')
        before = at()
        yield f'{n:,} proposals on the page: next page, s', timed(page.get_by_role('button', name='Next page').click, lambda: at()!=before)
        page.locator(VIEW+' .po-picks select[name=supplier]').select_option('S02')
        page.get_by_role('button', name=f'Approve all {lines:,}').click()
        said = lambda: page.locator('.po-notice', has_text='approved').count()
        yield f"{n:,} proposals on the page: approve a supplier's {lines:,} lines, s", timed(page.locator('.po-ask:visible .po-button').first.click, said)
        page.close()

VIEW = '.po-view:not([style*="none"])'
LINES = VIEW+' .po-table tbody tr[data-id]'
WATCH = """() => { window.turned = false;
  const look = new MutationObserver(() => { window.turned = true; look.disconnect(); });
  for (const n of document.querySelectorAll('.po-view')) look.observe(n, {attributes: true, attributeFilter: ['class']}); }"""
DRAWN = "window.turned && ![...document.querySelectorAll('.po-wait, .po-view .lm-Widget[class=lm-Widget]')].some(n => n.offsetParent)"

def timed(do, done, seconds=60):
    "Seconds from an action until it is done"
    t0 = time.monotonic(); do(); until(done, seconds)
    return time.monotonic()-t0

def found(page, word='insulin'):
    "Whether all lines on the screen hold the word that was searched"
    names = page.locator(VIEW+' .po-table').first.locator('tbody tr[data-id] .po-name').all_inner_texts()       # the alerts are another table
    return names and all(word in x.lower() for x in names)

def read(page): page.wait_for_function("!document.querySelector('.po-asking') && !document.querySelector('.po-page')?.inert", timeout=120_000)

def turn(page, name):
    "Seconds from the click on a tab until its page is read and drawn"
    page.evaluate(WATCH)
    t0 = time.monotonic(); page.get_by_role('tab', name=name).first.click(); page.wait_for_function(DRAWN, timeout=180_000)
    return time.monotonic()-t0

def visit(browser, site, server):
    "Seconds of a page with a kernel of its own: opening, pages, search; and the memory of the kernel"
    mine = kernels(server)
    page, out = browser.new_page(viewport=dict(width=1280, height=900)), {}
    t0 = time.monotonic(); page.goto(site); page.locator(LINES).first.wait_for(timeout=180_000)
    out['cold kernel to rows, s'] = time.monotonic()-t0
    for name in ('Item', 'Orders', 'Analytics', 'Today'): out[f'page {name}, s'] = turn(page, name)
    box = page.locator(VIEW+' .po-table .po-search').locator('visible=true').first
    out['search, s'] = timed(lambda: box.fill('insulin'), lambda: found(page))
    out['memory of the kernel, MB'] = next(iter(kernels(server)-mine)).memory_info().rss/1e6
    page.goto('about:blank'); page.close()
    until(lambda: kernels(server)<=mine, 90)
    return out

def large(pw, browser, quick=False):
    "A page of 5,000 items: opening, pages, search, memory; beside an earlier version where PHARMOPT_BASE names its checkout, the two by turns"
    n, days, base = (300 if quick else 5000), (10 if quick else 120), os.environ.get('PHARMOPT_BASE')
    trees = dict(now=ROOT)|(dict(earlier=Path(base)) if base else {})
    with tempfile.TemporaryDirectory() as tmp, contextlib.ExitStack() as stack:
        pages, got = {}, {k: [] for k in trees}
        for k,tree in trees.items():
            folder = Path(tmp)/k; folder.mkdir()
            url = f"sqlite:///{folder/'big.db'}"
            subprocess.run([sys.executable, '-c', f'{inspect.getsource(large_store)}\nlarge_store({url!r}, {n}, 1, {days}).close()'], cwd=folder, env=os.environ|dict(PYTHONPATH=str(tree)), check=True, stdout=subprocess.DEVNULL)
            pages[k] = stack.enter_context(served(url, folder, tree, PHARMOPT_DASHBOARD_WARM='0'))
        for _ in range(1 if quick else 3):
            for k in trees: got[k].append(visit(browser, *pages[k]))
        for name in got['now'][0]:
            now, *was = (statistics.median(x[name] for x in v) for v in got.values())
            yield f'{n:,} items: {name}', now
            if was: yield f"{n:,} items: {name}, of the earlier version", was[0]; yield f"{n:,} items: share of it, {name.rpartition(',')[0]}", now/was[0]
        folder = Path(tmp)/'now'
        url = f"sqlite:///{folder/'big.db'}"
        yield from warm(browser, url, folder, n, quick)
        yield from losses(browser, url, folder)
        from pharmopt.store import Store
        store = Store(url)
        for name, ms in chosen(store): yield f'{n:,} items: another medicine on page {name}, ms of processor time', ms
        store.close()

def warm(browser, url, folder, n, quick=False):
    "What a person waits for who opens the page as it is installed: a kernel is ready"
    took = []
    with served(url, folder) as (site, server):
        for _ in range(1 if quick else 5):
            until(lambda: kernels(server)); quiet(next(iter(kernels(server))))
            page = browser.new_page(viewport=dict(width=1280, height=900))
            took.append(timed(lambda: page.goto(site, wait_until='commit'), lambda: page.locator(LINES).count()))
            if len(took)==1:
                rows = "[...document.querySelectorAll('.po-view:not([style*=none]) .po-remote tbody tr[data-id]')]"
                yield 'rows above the fold, 1280x900', page.evaluate(rows+".filter(n => n.getBoundingClientRect().bottom <= innerHeight).length")
                yield 'height of a row, px', page.evaluate(rows+"[0].getBoundingClientRect().height")
            page.goto('about:blank'); page.close()
        yield f'{n:,} items: first usable paint, s', statistics.median(took)

def quiet(process, seconds=60):
    "Wait until a kernel has run its cell: it needs no processor time any more"
    def rests():
        a = sum(process.cpu_times()[:2]); time.sleep(1); return sum(process.cpu_times()[:2])-a<.1
    time.sleep(3); until(rests, seconds)

def losses(browser, url, folder):
    "Kernel killed, network cut, server stopped and started: seconds until the page says so, and until the same view is back"
    from playwright import sync_api
    port = free_port()
    server = start(url, folder, port)
    try:
        c = browser.new_context(viewport=dict(width=1280, height=900))
        page, bar = c.new_page(), '.po-lost'
        page.goto(f'http://127.0.0.1:{port}/#today?q=insulin')
        def back():
            try: return not page.locator(bar).count() and page.evaluate("!document.querySelector('.po-page')?.inert && location.hash.includes('q=insulin')") and found(page)
            except sync_api.Error: return False                       # it loads anew just now
        def ready(): until(back, 120); page.wait_for_timeout(4000)
        def noticed(what): t0 = time.monotonic(); what(); page.locator(bar).wait_for(timeout=60_000); return time.monotonic()-t0
        ready()
        yield 'loss of the network noticed, s', noticed(lambda: c.set_offline(True))
        page.wait_for_timeout(10_000); t0 = time.monotonic(); c.set_offline(False); until(back, 120)
        yield 'same view again after the network is back, s', time.monotonic()-t0
        ready()
        used = lambda: [k for k in kernels(psutil.Process(server.pid))]
        t0 = time.monotonic()
        yield 'loss of the kernel noticed, s', noticed(lambda: [k.send_signal(signal.SIGKILL) for k in used()])
        until(back, 120); yield 'same view again after the loss of a kernel, s', time.monotonic()-t0
        ready()
        yield 'loss of the server noticed, s', noticed(server.terminate)
        server.wait(30); t0 = time.monotonic(); server = start(url, folder, port); up = time.monotonic()
        until(back, 120)
        yield 'a restarted server listens after, s', up-t0
        yield 'same view again after the server is back, s', time.monotonic()-up
        page.goto('about:blank'); c.close()
    finally:
        server.terminate(); server.wait(20)

def by_hand(pw, browser, quick=False):
    "Clicks of a person for a supplier's lines: approve and send, undo; and for a delivery by scan"
    import sqlalchemy as sa
    from pharmopt.store import Store, tables
    with tempfile.TemporaryDirectory() as tmp:
        folder, n = Path(tmp), 0
        url = f"sqlite:///{folder/'hand.db'}"
        store = large_store(url, 60 if quick else 500, 1, 5)
        c, o = tables.catalog.c, tables.orders.c
        with store.begin() as conn:
            ids = list(conn.execute(sa.select(c.unique_id).order_by(c.unique_id)).scalars())
            for i,u in enumerate(ids): conn.execute(sa.update(tables.catalog).where(c.unique_id==u).values(code=gtin(i)))
        supplier, lines = store.frame(sa.select(o.supplier_id, sa.func.count().label('n')).group_by(o.supplier_id).order_by(sa.text('n desc'))).iloc[0]
        with served(url, folder, PHARMOPT_DASHBOARD_WARM='0') as (site, server):
            page = browser.new_page(viewport=dict(width=1280, height=900))
            page.goto(site); page.get_by_role('button', name='Renew the plan').wait_for(timeout=120_000)
            def click(what): nonlocal n; what.click(); n += 1
            state = lambda s: list_count(store, supplier, s)
            pick = page.locator('.po-view:not([style*="none"]) .po-picks select[name=supplier]')
            pick.select_option(supplier); until(lambda: f'{lines:,} line' in page.locator('.po-view:not([style*="none"]) .po-tools').first.inner_text())
            click(page.get_by_role('button', name=f'Approve all {lines}')); click(page.locator('.po-ask:visible .po-primary, .po-ask:visible button').first); until(lambda: state('approved')==lines)
            n = 0; click(page.locator('.po-notice').get_by_role('button', name='Undo')); until(lambda: state('proposed')==lines)
            yield f"clicks to undo the approval of a supplier's {lines} lines", n
            page.get_by_role('tab', name='Baskets').first.click(); n = 1
            row = page.locator(f'.po-view:not([style*="none"]) tr[data-id="{supplier}"]')
            row.wait_for(); click(row.get_by_role('button', name='Approve and send')); click(page.locator('.po-ask:visible button').first); until(lambda: state('sent')==lines)
            yield f"clicks to approve and send a supplier's {lines} lines", n
            some = store.frame(sa.select(o.unique_id, c.code).select_from(tables.orders.join(tables.catalog, o.unique_id==c.unique_id)).where(o.supplier_id==supplier, o.status=='sent').limit(25))
            page.get_by_role('tab', name='Receive').first.click()
            field, listed = page.get_by_label('Scan or type a code'), page.locator('.po-view:not([style*="none"]) .po-table').first.locator('tr[data-id]')
            field.wait_for()
            for i,code in enumerate(some.code, 1): field.fill(f'01{code}1727103110LOT{i}'); field.press('Enter'); until(lambda: listed.count()==i and not field.input_value())
            n = 0; click(page.get_by_role('button', name='Book the delivery'))
            receipts = lambda: len(store.frame(sa.select(tables.receipts.c.id)))
            until(lambda: receipts()==len(some)); yield f'clicks to receive {len(some)} lines, after {len(some)} scans', n
            page.close()
        store.close()

def gtin(i):
    "A synthetic GTIN of 14 digits"
    digits = f'0400{i:09d}'
    return digits+str(-sum(int(d)*(3 if k%2==0 else 1) for k,d in enumerate(digits))%10)

def list_count(store, supplier, status):
    "Orders of a supplier in a state"
    import sqlalchemy as sa
    from pharmopt.store import tables
    o = tables.orders.c
    with store.engine.connect() as c: return c.execute(sa.select(sa.func.count()).where(o.supplier_id==supplier, o.status==status)).scalar()

def chosen(store, n=24):
    "Milliseconds of processor time for the choice of another medicine, without a browser: pages Item and Today, median"
    import numpy as np, pandas as pd
    from pharmopt.dashboard import dashboard
    from pharmopt.kpis import find_items
    ids = [i['id'] for i in find_items(store, '', n+6)]
    ds = pd.date_range(pd.Timestamp.now('UTC').tz_localize(None).normalize(), periods=30)
    names = ['Ensemble', *(f'Ensemble-{k}-{v}' for v in (80, 95) for k in ('lo', 'hi')), 'ARIMA', 'LSTM', 'Prophet']
    run = store.start_run('train')
    store.save_forecast(run, pd.concat([pd.DataFrame(dict(unique_id=u, ds=ds)|{k: 5.+i for i,k in enumerate(names)}) for u in ids]))
    store.finish_run(run)
    page = dashboard(store=store)
    for name in ('item', 'today'):
        page.header.page = name
        for i in ids[:6]: page.choose(i)
        took = []
        for i in ids[6:]: t0 = time.process_time(); page.choose(i); took.append(time.process_time()-t0)
        yield name.capitalize(), 1e3*float(np.median(took))
    page.close_page()

def dashboard(quick=False):
    from playwright.sync_api import sync_playwright
    chromium = next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None)
    if chromium is None: yield from lists(quick=quick); return
    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as pw:
        folder = Path(tmp)
        url = os.environ.get('PHARMOPT_BENCH_STORE') or prepare(folder, 12 if quick else 60)
        browser = pw.chromium.launch(executable_path=chromium, args=ARGS)
        yield from lists(browser, quick)
        yield from large(pw, browser, quick)
        yield from by_hand(pw, browser, quick)
        with served(url, folder) as (site, server):
            until(lambda: len(kernels(server))>0); time.sleep(8)
            opened = []
            for _ in range(1 if quick else 7): c, page, *figures = opening(browser, site); opened.append(figures); page.goto('about:blank'); c.close(); time.sleep(6)
            for name, i in (('first byte, warm, s', 0), ('usable, warm, s', 1), ('weight of a cold cache, MB', 2)): yield name+', median', statistics.median(f[i] for f in opened)
            mine = kernels(server)
            c, page, *_ = opening(browser, site)
            kernel = next(iter(mine))
            time.sleep(2)
            yield 'click to panel, idle, ms, median', statistics.median(clicks(page))
            if quick: return
            page.get_by_role('button', name='Play demonstration data').click()
            until(lambda: any(w in page.locator('.po-state').inner_text() for w in ('Live', 'Receiving')), 90)
            time.sleep(3)
            cpu = sum(kernel.cpu_times()[:2]); time.sleep(10)
            yield "page's kernel while streaming at 10/s, share of a core", (sum(kernel.cpu_times()[:2])-cpu)/10
            took = sorted(clicks(page))
            yield 'click to panel, streaming, ms, median', statistics.median(took)
            page.get_by_role('button', name='Renew the plan').click(); time.sleep(1.5)
            during = clicks(page, 30)
            yield 'click to panel, streaming and optimizing, ms, median', statistics.median(during)
            yield 'click to panel, streaming and optimizing, ms, worst of 30', max(during)
            yield "memory of a page's kernel, MB", kernel.memory_info().rss/1e6
            until(lambda: page.locator('.po-notice', has_text='Planned in').count(), 120)
            two_c, two, *_ = opening(browser, site)
            line = page.locator('.po-table tr[data-id]:visible', has=page.get_by_role('button', name='Approve')).first
            key = line.get_attribute('data-id')
            line.get_by_role('button', name='Approve').click()
            yield "an order in one window is seen in the other after, s", until(lambda: two.locator(f'tr[data-id="{key}"]:visible').count()==0)
            two.goto('about:blank'); two_c.close()
            page.goto('about:blank')
            yield 'kernel gone after its tab, s', until(lambda: gone(kernel))
            c.close()
            time.sleep(8)
            other = pw.chromium.launch(executable_path=chromium, args=ARGS)
            mine = kernels(server)
            _, page, *_ = opening(other, site)
            kernel = next(iter(mine))
            page.get_by_role('button', name='Play demonstration data').click()
            until(lambda: any(w in page.locator('.po-state').inner_text() for w in ('Live', 'Receiving')), 90)
            yield 'kernel gone after its browser was killed while streaming, s', _kill_browser(other, kernel)
        browser.close()

def _kill_browser(other, kernel):
    "Kill all processes of one browser"
    cdp = other.new_browser_cdp_session()
    pids = [int(i['id']) for i in cdp.send('SystemInfo.getProcessInfo')['processInfo'] if i['type']=='browser']
    for pid in pids: os.kill(pid, signal.SIGKILL)
    return until(lambda: gone(kernel), 90)
