"""The control room as its user feels it: Voilà on loopback, headless Chromium, a store of 120 items with a year of demand.

A click is the choice of another medicine in the table; its time ends when the panel shows the new name, so it holds the way to the kernel, the queries and the way back."""
import contextlib, os, shutil, signal, socket, statistics, subprocess, sys, tempfile, time
from pathlib import Path
import psutil

ROOT = Path(__file__).resolve().parent.parent
ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run']

@contextlib.contextmanager
def served(url, folder, **env):
    "Address and process of a dashboard"
    with socket.create_server(('127.0.0.1', 0)) as s: port = s.getsockname()[1]
    with open(folder/'serve.log', 'w') as log:
        p = subprocess.Popen([sys.executable, '-c', f'from pharmopt.dashboard import serve; serve(store={url!r}, port={port})'], cwd=folder, env=os.environ|env|dict(PYTHONPATH=str(ROOT)), stdout=log, stderr=log)
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), timeout=1): break
                time.sleep(.1)
            yield f'http://127.0.0.1:{port}/', psutil.Process(p.pid)
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
    "A store written by SQL: items, stock, demand of `n_days`, and a proposal for nine of ten items"
    import numpy as np, pandas as pd, sqlalchemy as sa
    from pharmopt.data import NANO, make_catalog
    from pharmopt.orders import OrderBook
    from pharmopt.store import Store, tables
    rng, store, cat = np.random.default_rng(1), Store(url), make_catalog(n_medicines=n_medicines, n_locations=n_locations, seed=1)
    n, today = len(cat), pd.Timestamp.now('UTC').tz_localize(None).normalize()
    mean = rng.gamma(1.5, 8, n)
    store.save_catalog(cat)
    store.save_lots(pd.DataFrame(dict(unique_id=cat.unique_id, lot='A', expiry=today+pd.Timedelta(days=300), on_hand=np.round(mean*rng.uniform(0, 12, n)))))
    for day in pd.date_range(end=today, periods=n_days):
        y = rng.poisson(mean)
        rows = [dict(unique_id=u, ds=day.to_pydatetime(), y_nano=int(v)*NANO, n_events=1, revision=1) for u,v in zip(cat.unique_id, y) if v]
        with store.begin() as c: c.execute(sa.insert(tables.demand), rows)
    store.finish_run(store.start_run('ingest', source='synthetic'))
    k = int(.9*n)
    c, packs = cat.iloc[:k], np.ceil(mean[:k]*14/cat.pack_size.to_numpy()[:k]).clip(1)
    plan = pd.DataFrame(dict(unique_id=c.unique_id, order_quantity=packs*c.pack_size, packs=packs, due=today+pd.Timedelta(days=7), priority=range(1, k+1), urgency='now', p_stockout=np.linspace(.99, .01, k), days_of_cover=np.linspace(0, 12, k), reason='In stock 3 (1 day), on order 0.'))
    OrderBook(store).propose(plan, cat)
    return store

def lists(quick=False):
    "What the database answers to a list of the proposals of 200 pharmacies"
    from pharmopt.lists import act_on_list, list_choices, list_page, list_sums
    from pharmopt.orders import OrderBook
    with tempfile.TemporaryDirectory() as tmp:
        store = large_store(f"sqlite:///{tmp}/chain.db", 560 if not quick else 50, 200 if not quick else 4)
        n = list_sums(store, 'proposals')['lines']
        def took(f):
            f(); t0 = time.monotonic(); f(); return time.monotonic()-t0
        yield f'{n:,} proposals: search, s', took(lambda: list_page(store, 'proposals', dict(search='insulin')))
        yield f'{n:,} proposals: a page in the middle, s', took(lambda: list_page(store, 'proposals', dict(page=n//100)))
        yield f'{n:,} proposals: filters with their counts, s', took(lambda: list_choices(store, 'proposals'))
        q = dict(filters=dict(supplier='S02'))
        t0 = time.monotonic(); done = act_on_list(OrderBook(store), 'approve', q=q)
        yield f"{n:,} proposals: approve a supplier's {done['lines']:,} lines, s", time.monotonic()-t0
        store.close()

def large(pw, browser, quick=False):
    "A page of 5,000 items: opening, pages, search, memory; loss and return of the kernel"
    import signal
    with tempfile.TemporaryDirectory() as tmp:
        folder, n = Path(tmp), 300 if quick else 5000
        url = f"sqlite:///{folder/'big.db'}"
        store = large_store(url, n, 1, 10 if quick else 120)
        for name, ms in chosen(store): yield f'{n:,} items: another medicine on page {name}, ms of processor time', ms
        store.close()
        with served(url, folder, PHARMOPT_DASHBOARD_WARM='0') as (site, server):
            page = browser.new_page(viewport=dict(width=1280, height=900))
            lines = page.locator('.po-view:not([style*="none"]) .po-remote tbody tr[data-id]')
            t0 = time.monotonic(); page.goto(site); lines.first.wait_for(timeout=120_000)
            yield f'{n:,} items: cold kernel to rows, s', time.monotonic()-t0
            yield 'rows above the fold, 1280x900', page.evaluate("[...document.querySelectorAll('.po-view:not([style*=none]) .po-remote tbody tr[data-id]')].filter(n => n.getBoundingClientRect().bottom <= innerHeight).length")
            yield 'height of a row, px', page.evaluate("document.querySelector('.po-remote tbody tr[data-id]').getBoundingClientRect().height")
            for name in ('Item', 'Orders', 'Analytics', 'Today'):
                t0 = time.monotonic()
                page.get_by_role('tab', name=name).first.click()
                page.wait_for_timeout(50)
                page.wait_for_function("![...document.querySelectorAll('.po-wait')].some(n => n.offsetParent)", timeout=120_000)
                yield f'{n:,} items: page {name}, s', time.monotonic()-t0
            t0 = time.monotonic(); page.get_by_role('searchbox').locator('visible=true').first.fill('insulin')
            found = lambda: (names := lines.locator('.po-name').all_inner_texts()) and all('insulin' in x.lower() for x in names)
            until(found); yield f'{n:,} items: search, s', time.monotonic()-t0
            kernel = next(iter(kernels(server)))
            yield f'{n:,} items: memory of the kernel, MB', kernel.memory_info().rss/1e6
            time.sleep(2)
            t0 = time.monotonic(); kernel.send_signal(signal.SIGKILL); page.locator('.po-lost').wait_for(timeout=60_000)
            yield 'loss of the kernel noticed, s', time.monotonic()-t0
            page.locator('.po-lost').wait_for(state='detached', timeout=120_000); until(found, 120)
            yield 'same view again after the loss of a kernel, s', time.monotonic()-t0
            page.close()

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
    yield from lists(quick)
    chromium = next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None)
    if chromium is None: return
    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as pw:
        folder = Path(tmp)
        url = os.environ.get('PHARMOPT_BENCH_STORE') or prepare(folder, 12 if quick else 60)
        browser = pw.chromium.launch(executable_path=chromium, args=ARGS)
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
