"""The whole chain at several sizes: events through the stream into the store, forecast, plan with a budget and storage, proposals, and the page's list; then the night of one more day: its events, the refresh without training and the plan;
seconds, CPU, memory and bytes of each stage.

`python -m bench chain` measures 1,000 and 3,000 items of 60 days on SQLite and on PostgreSQL, with PostgreSQL's plans for its most used queries; `python -m bench.chain 1000 30000` measures these numbers of items (locations × 500 medicines at most),
`--days` and `--database postgresql` change what is measured. Each stage is a process of its own, so that its CPU and its peak memory are its own (of PostgreSQL the CPU and memory of its server are not in them);
the exponent is that of CPU over items, from the smallest to the largest size.
"""
import argparse, contextlib, json, math, os, re, subprocess, sys, tempfile, threading, time
from pathlib import Path

STAGES = ['stream', 'forecast', 'plan', 'list', 'day', 'night plan', 'list again']
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
    elif name=='day': made = _day(store)
    elif name in ('plan', 'night plan'):
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

def _day(store):
    "One more day of prescriptions of all items, through a broker and a processor, and closed"
    import pandas as pd
    from pharmopt.data import make_prescriptions
    from pharmopt.pipeline import History, ingest
    last, cat = store.runs('ingest').detail.iloc[0]['closed_to'], store.catalog()
    day = pd.Timestamp(last)+pd.Timedelta(days=1)
    events = make_prescriptions(cat, start=day, n_days=1, seed=1)
    sent = ingest(store, History('one more synthetic day', events, cat, day, f'day {day:%Y-%m-%d}'), progress=False)
    return dict(events=len(events), differing=sent['sums']['differing'])

QUERIES = {     # what a page or a stage asks for most often
    'demand of one item': "SELECT ds, y FROM demand WHERE unique_id = 'PH1/X'",
    'demand of the last month': "SELECT unique_id, ds, y FROM demand WHERE ds > '{late}'",
    'forecast of one item': "SELECT * FROM forecasts WHERE run_id = '{run}' AND unique_id = 'PH1/X'",
    'movements of one item': "SELECT * FROM movements WHERE unique_id = 'PH1/X' ORDER BY day DESC LIMIT 50",
    'lots of one item': "SELECT * FROM lots WHERE unique_id = 'PH1/X'",
    'a page of proposals': "SELECT * FROM orders WHERE status = 'proposed' ORDER BY priority LIMIT 50",
    'ids of a partition': "SELECT block, ids FROM seen WHERE topic = 'prescriptions' AND part = 0"}

def explained(url):
    "How PostgreSQL finds what is asked for most often: an index, or a scan of the whole table"
    import sqlalchemy as sa
    from pharmopt.store import Store
    store, out = Store(url), {}
    run, late = store.runs('optimize').run_id.iloc[0], store.runs('ingest').detail.iloc[0]['closed_to']
    with store.engine.connect() as c:
        c.exec_driver_sql('ANALYZE')
        for what,sql in QUERIES.items():
            lines = [r[0] for r in c.exec_driver_sql('EXPLAIN '+sql.format(run=run, late=late))]
            nodes = [m[1] for l in lines if (m := re.search(r'((?:Bitmap Heap|Bitmap Index|Index Only|Index|Seq) Scan[^(]*?)(?:  \(|$)', l))]
            out[what] = '; '.join(nodes)
    store.close()
    return out

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

@contextlib.contextmanager
def _place(database, folder):
    "A URL of an empty store"
    if database=='sqlite': yield f'sqlite:///{folder}/chain.db'; return
    from bench.stream import postgres
    with postgres() as server: yield f'{server}/postgres'

def chain(sizes=(1000, 3000), days=60, database='sqlite'):
    "All stages at all sizes; rows and the exponents"
    rows, plans = [], {}
    for n in sizes:
        with tempfile.TemporaryDirectory() as d, _place(database, d) as here:
            for s in STAGES:
                rows.append(measure(s, here, n, days, Path(d)))
                r = rows[-1]
                print(f"{n:>9,} items  {s:<9}{r['seconds']:>8.1f} s{r['cpu']:>8.1f} CPU-s{r['peak_mb']:>7,} MB  log {r['log_mb']:>6} MB  " + ', '.join(f'{k} {v}' for k,v in r.items() if k not in ('stage','items','seconds','cpu','peak_mb','store_mb','log_mb')), flush=True)
            if database=='postgresql': plans = explained(here)
    found = exponents(rows)
    for what,how in plans.items(): print(f'{what}: {how}')
    print('exponent of CPU: ' + ', '.join(f'{k} {v}' for k,v in found.items()))
    return dict(days=days, rows=rows, exponents=found, plans=plans)

def part(quick=False):
    "The figures of `python -m bench chain`"
    days = 40 if quick else 60
    for database,sizes in (('sqlite', (100, 300) if quick else (1000, 3000)), ('postgresql', (100, 300) if quick else (1000, 3000))):
        found = chain(sizes, days, database)
        for r in found['rows']:
            yield f"{database}, {r['stage']}, {r['items']:,} items of {days} days", dict(cpu=r['cpu'], seconds=r['seconds'], peak_mb=r['peak_mb'], log_mb=r['log_mb'], store_mb=r['store_mb'], events=r.get('events'))
        for k,v in found['exponents'].items(): yield f'{database}, {k}: exponent of CPU over items', v
        for k,v in found['plans'].items(): yield f'PostgreSQL finds {k} by', v

def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('items', nargs='*', type=int, default=[1000, 3000]); p.add_argument('--days', type=int, default=60); p.add_argument('--url', help=argparse.SUPPRESS); p.add_argument('--database', choices=['sqlite', 'postgresql'], default='sqlite'); p.add_argument('--stage', choices=STAGES); p.add_argument('--folder', type=Path)
    a = p.parse_args()
    if a.stage: os.environ.setdefault('OMP_NUM_THREADS', '1'); return _stage(a.stage, a.url, a.items[0], a.days, a.folder)
    chain(a.items, a.days, a.database)

if __name__=='__main__': main()
