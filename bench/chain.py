"""The whole chain at several sizes: events through the stream into the store, forecast, plan with a budget and storage, proposals, and the page's list; seconds, CPU, memory and bytes of each stage.

`python -m bench chain` measures 1,000 to 10,000 items of 60 days; `python -m bench.chain 1000 30000` these numbers of items (locations × 500 medicines at most), `--days` and `--database postgresql` change what is measured. Each stage is a process of its own,
so that its CPU and its peak memory are its own; the exponent is that of CPU over items, from the smallest to the largest size.
"""
import argparse, json, math, os, subprocess, sys, tempfile, threading, time
from pathlib import Path

STAGES = ['stream', 'forecast', 'plan', 'list']
PLAN = dict(n_paths=50)

def _stage(name, url, items, days, folder):
    "One stage; prints what it made as JSON"
    from pharmopt.store import Store
    store = Store(url)
    if name=='stream':
        from pharmopt.data import make_stock, to_demand
        from pharmopt.pipeline import ingest, synthetic_history
        per = min(items, 500)
        history = synthetic_history(n_medicines=per, n_locations=max(items//per, 1), n_days=days, seed=0)
        store.save_catalog(history.catalog)
        sent = ingest(store, history, progress=False)
        demand = to_demand(history.events, freq='D')
        store.save_lots(make_stock(history.catalog, demand, cover_days=10, today=history.closed_to, seed=0))
        made = dict(events=len(history.events), differing=sent['sums']['differing'])
    elif name=='forecast':
        from pharmopt.pipeline import train
        made = dict(fitted=train(store, folder/'models', progress=False, models=('arima',), h=21)['n_items'])
    elif name=='plan':
        from pharmopt.pipeline import optimize
        cat = store.catalog()
        plan = optimize(store, folder/'models', budget=float(40*len(cat)), storage=float(200*len(cat)), **PLAN)
        made = dict(orders=int(len(plan.orders)), status=str(plan.status))
    else:
        from pharmopt.lists import list_page
        began = time.perf_counter(); first = list_page(store, 'proposals', {}); listed = time.perf_counter()-began
        began = time.perf_counter(); list_page(store, 'proposals', dict(search='a0')); searched = time.perf_counter()-began
        made = dict(lines=int(first['total']), list_seconds=round(listed, 3), search_seconds=round(searched, 3))
    store.close()
    print(json.dumps(made))

def _children(pid):
    "This process and those below it, with their memory in bytes; psutil is part of the development packages"
    import psutil
    try: me = psutil.Process(pid); all_ = [me, *me.children(recursive=True)]
    except psutil.NoSuchProcess: return []
    out = []
    for p in all_:
        try: out.append((p.pid, p.memory_info().rss, sum(p.cpu_times()[:2])))
        except psutil.NoSuchProcess: pass
    return out

def measure(name, url, items, days, folder):
    "Run a stage in a process of its own: seconds, CPU of it and its children, largest memory of any of its processes, largest log"
    began, peak, cpu, log, done = time.perf_counter(), 0, {}, 0, threading.Event()
    args = [sys.executable, '-m', 'bench.chain', '--stage', name, '--url', url, '--folder', str(folder), '--days', str(days), str(items)]
    child = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    wal = Path(f'{folder}/chain.db-wal')
    def watch():
        nonlocal peak, log
        while not done.wait(.1):
            for pid,rss,used in _children(child.pid): peak = max(peak, rss); cpu[pid] = used
            if wal.exists(): log = max(log, wal.stat().st_size)
    w = threading.Thread(target=watch); w.start()
    out, _ = child.communicate(); done.set(); w.join()
    if child.returncode: raise SystemExit(f'{name} at {items:,} items ended with {child.returncode}')
    db = Path(f'{folder}/chain.db')
    return dict(stage=name, items=items, seconds=round(time.perf_counter()-began, 2), cpu=round(sum(cpu.values()), 2), peak_mb=round(peak/1e6), store_mb=round(db.stat().st_size/1e6) if db.exists() else None,
                log_mb=round(log/1e6, 1), **json.loads(out.strip().splitlines()[-1]))

def exponents(rows):
    "Growth of CPU with items by stage, from the smallest to the largest size"
    out = {}
    for s in STAGES:
        mine = sorted((r['items'], max(r['cpu'], .01)) for r in rows if r['stage']==s)
        if len(mine)>1 and mine[-1][0]>mine[0][0]: out[s] = round(math.log(mine[-1][1]/mine[0][1])/math.log(mine[-1][0]/mine[0][0]), 2)
    return out

def chain(sizes=(1000, 3000), days=60, url=None):
    "All stages at all sizes; rows and the exponents"
    rows = []
    for n in sizes:
        with tempfile.TemporaryDirectory() as d:
            here = url or f'sqlite:///{d}/chain.db'
            for s in STAGES:
                rows.append(measure(s, here, n, days, Path(d)))
                r = rows[-1]
                print(f"{n:>9,} items  {s:<9}{r['seconds']:>8.1f} s{r['cpu']:>8.1f} CPU-s{r['peak_mb']:>7,} MB  log {r['log_mb']:>6} MB  " + ', '.join(f'{k} {v}' for k,v in r.items() if k not in ('stage','items','seconds','cpu','peak_mb','store_mb','log_mb')), flush=True)
    found = exponents(rows)
    print('exponent of CPU: ' + ', '.join(f'{k} {v}' for k,v in found.items()))
    return dict(days=days, rows=rows, exponents=found)

def part(quick=False):
    "The figures of `python -m bench chain`"
    found = chain((100, 300) if quick else (1000, 3000, 10_000), days=40 if quick else 60)
    for r in found['rows']: yield f"{r['stage']}, {r['items']:,} items: CPU-seconds, peak MB, log MB", [r['cpu'], r['peak_mb'], r['log_mb']]
    for k,v in found['exponents'].items(): yield f'{k}: exponent of CPU over items', v

def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('items', nargs='*', type=int, default=[1000, 3000]); p.add_argument('--days', type=int, default=60); p.add_argument('--url'); p.add_argument('--stage', choices=STAGES); p.add_argument('--folder', type=Path)
    a = p.parse_args()
    if a.stage: os.environ.setdefault('OMP_NUM_THREADS', '1'); return _stage(a.stage, a.url, a.items[0], a.days, a.folder)
    chain(a.items, a.days, a.url)

if __name__=='__main__': main()
