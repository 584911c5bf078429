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
  const name = row.querySelector('.po-name').textContent, box = document.querySelector('.po-panel .po-plot'), t0 = performance.now();
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
    page.get_by_role('button', name='Start streaming').wait_for(timeout=60_000)
    usable = time.monotonic()-t0
    page.wait_for_load_state('networkidle')
    byte = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart/1000")
    return c, page, byte, usable, sum(size)/1e6

def dashboard(quick=False):
    from playwright.sync_api import sync_playwright
    chromium = next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None)
    if chromium is None: return
    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as pw:
        folder = Path(tmp)
        url = os.environ.get('PHARMOPT_BENCH_STORE') or prepare(folder, 12 if quick else 60)
        browser = pw.chromium.launch(executable_path=chromium, args=ARGS)
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
            page.get_by_role('button', name='Start streaming').click()
            until(lambda: float(page.locator('[data-key=rate]:visible .po-value').first.inner_text().split()[0])>1, 90)
            time.sleep(3)
            cpu = sum(kernel.cpu_times()[:2]); time.sleep(10)
            yield "page's kernel while streaming at 10/s, share of a core", (sum(kernel.cpu_times()[:2])-cpu)/10
            took = sorted(clicks(page))
            yield 'click to panel, streaming, ms, median', statistics.median(took)
            page.get_by_role('button', name='Run optimization').click(); time.sleep(1.5)
            during = clicks(page, 30)
            yield 'click to panel, streaming and optimizing, ms, median', statistics.median(during)
            yield 'click to panel, streaming and optimizing, ms, worst of 30', max(during)
            yield "memory of a page's kernel, MB", kernel.memory_info().rss/1e6
            until(lambda: page.locator('.po-notice', has_text='Planned in').count(), 120)
            two_c, two, *_ = opening(browser, site)
            line = page.locator('.po-table tr[data-id]:visible', has=page.get_by_role('button', name='Order ')).first
            key = line.get_attribute('data-id')
            line.get_by_role('button', name='Order ').click()
            yield "an order in one window is seen in the other after, s", until(lambda: two.locator(f'tr[data-id="{key}"]:visible').get_by_role('button', name='Undo').count())
            two.goto('about:blank'); two_c.close()
            page.goto('about:blank')
            yield 'kernel gone after its tab, s', until(lambda: gone(kernel))
            c.close()
            time.sleep(8)
            other = pw.chromium.launch(executable_path=chromium, args=ARGS)
            mine = kernels(server)
            _, page, *_ = opening(other, site)
            kernel = next(iter(mine))
            page.get_by_role('button', name='Start streaming').click()
            until(lambda: float(page.locator('[data-key=rate]:visible .po-value').first.inner_text().split()[0])>1, 90)
            yield 'kernel gone after its browser was killed while streaming, s', _kill_browser(other, kernel)
        browser.close()

def _kill_browser(other, kernel):
    "Kill all processes of one browser"
    cdp = other.new_browser_cdp_session()
    pids = [int(i['id']) for i in cdp.send('SystemInfo.getProcessInfo')['processInfo'] if i['type']=='browser']
    for pid in pids: os.kill(pid, signal.SIGKILL)
    return until(lambda: gone(kernel), 90)
