"""What large assortments cost, against another build: fit and refresh of many series, a plan of 100,000 items, and the whole chain of 10,000 items of a year from events to orders.

`python -m bench sizes` measures this tree, and the one that PHARMOPT_BASE names in the same run, by turns. PHARMOPT_SIZES chooses parts (`fit scale plan cold`; `cold` takes half an hour and is left out unless it is named).
CPU-seconds are of the process and of those it starts; memory is the largest resident set of any one of them, from the kernel's own account."""
import json, os, tempfile
from bench.forecast import SCALE
from bench.stream_cost import run, summary, trees

FIT = """
import json, os, sys, time
import pandas as pd
from pharmopt.forecast import Ensemble
demand = pd.read_parquet(sys.argv[1])
def cpu(): return sum(os.times()[:4])
wall, used = time.perf_counter(), cpu()
ens = Ensemble(progress=False).fit(demand)
print(json.dumps(dict(seconds=time.perf_counter()-wall, cpu=cpu()-used, items=len(ens.ids))))
"""
PLAN = """
import json, sys, time
from bench.ordering import instance, Memory
from pharmopt.optimize import plan_orders
case = instance(int(sys.argv[1]), 50)
limits = json.loads(sys.argv[2])
plan_orders(*instance(200, 50), **limits)     # libraries are loaded
with Memory() as m:
    wall, cpu = time.perf_counter(), time.process_time()
    plan = plan_orders(*case, **limits)
    found = dict(seconds=time.perf_counter()-wall, cpu=time.process_time()-cpu)
print(json.dumps(dict(found, GiB=m.top, orders=len(plan.orders), status=str(plan.status))))
"""
COLD = """
import json, os, sys, tempfile, threading, time
import psutil
from pathlib import Path
from importlib import import_module
from importlib.util import find_spec
chain = import_module(f"pharmopt.{'pipeline' if find_spec('pharmopt.pipeline') else 'flow'}")
ingest, optimize, synthetic_history, train = (getattr(chain, n) for n in ('ingest', 'optimize', 'synthetic_history', 'train'))
from pharmopt.store import Store
items, days = int(sys.argv[1]), int(sys.argv[2])
top, ended, me = [0.], threading.Event(), psutil.Process()
def look():
    while not ended.wait(.2):
        for p in [me, *me.children(recursive=True)]:
            try: top[0] = max(top[0], p.memory_info().rss/2**30)
            except psutil.Error: pass
def cpu(): return sum(os.times()[:4])
per = min(items, 500)
history = synthetic_history(n_medicines=per, n_locations=max(items//per, 1), n_days=days, seed=0)
stages, folder = {}, Path(tempfile.mkdtemp())
store = Store(f'sqlite:///{folder}/store.db')
table = next(getattr(history, n) for n in dir(history) if n.startswith('catalog'))      # an older build has another spelling
getattr(store, next(n for n in dir(store) if n.startswith('save_catalog')))(table)
n = len(history.events)
threading.Thread(target=look, daemon=True).start()
def stage(name, f):
    wall, used = time.perf_counter(), cpu()
    out = f()
    stages[name] = dict(seconds=round(time.perf_counter()-wall, 1), cpu=round(cpu()-used, 1))
    print(name, stages[name], file=sys.stderr, flush=True)
    return out
sent = stage('stream', lambda: ingest(store, history, progress=False))
del history
stage('forecast', lambda: train(store, folder/'models', progress=False))
plan = stage('plan', lambda: optimize(store, folder/'models'))
ended.set()
print(json.dumps(dict(stages=stages, cpu=sum(s['cpu'] for s in stages.values()), seconds=sum(s['seconds'] for s in stages.values()), GiB=top[0], events=n, differing=sent['sums']['differing'], orders=len(plan.orders))))
"""

def _both(code, *args, rounds=1):
    "What each tree prints, by turns"
    out = {}
    for _ in range(rounds):
        for name,tree in trees().items(): out.setdefault(name, []).append(run(tree, code, *args))
    return out

def _rows(found, what):
    for label,key in what.items(): yield label, summary({tree: [r[key] for r in rows] for tree,rows in found.items()})

def sizes(quick=False):
    "The figures of `python -m bench sizes`"
    parts = os.environ.get('PHARMOPT_SIZES', 'fit scale plan').split()
    if 'fit' in parts:
        from pharmopt.data import make_catalog, make_prescriptions, to_demand
        n, days = (20, 365) if quick else (500, 730)
        with tempfile.TemporaryDirectory() as tmp:
            to_demand(make_prescriptions(make_catalog(n, seed=0), start='2024-01-01', n_days=days, seed=0)).to_parquet(f'{tmp}/demand.parquet')
            found = _both(FIT, f'{tmp}/demand.parquet', rounds=1 if quick else 2)
        yield from _rows(found, {f'{n} items x {days} days, all members, cold, s': 'seconds', f'{n} items x {days} days, all members, cold, CPU-seconds': 'cpu'})
    if 'scale' in parts:
        n = 200 if quick else 10_000
        found = _both(SCALE, n)
        yield from _rows(found, {f'{n:,} series x 730 days without the LSTM, fit, s': 'fit', f'{n:,} series, fit, CPU-seconds': 'fit_cpu', f'{n:,} series, daily refresh, s': 'refresh',
                                 f'{n:,} series, daily refresh, CPU-seconds': 'refresh_cpu', f'{n:,} series, peak memory, GiB': 'peak'})
    if 'plan' in parts:
        from bench.ordering import instance, limits_of
        n = 1000 if quick else 100_000
        limits = {k: float(v) for k,v in limits_of(*instance(n, 50)).items()}
        found = _both(PLAN, n, json.dumps(limits), rounds=1 if quick else 3)
        yield from _rows(found, {f'plan of {n:,} items x 50 paths with budget and storage, s': 'seconds', f'plan of {n:,} items x 50 paths, CPU-seconds': 'cpu', f'plan of {n:,} items x 50 paths, peak memory, GiB': 'GiB'})
    if 'cold' in parts:
        n, days = (200, 60) if quick else (10_000, 365)
        found = _both(COLD, n, days)
        yield from _rows(found, {f'{n:,} items x {days} days, events to orders, CPU-seconds': 'cpu', f'{n:,} items x {days} days, events to orders, s': 'seconds', f'{n:,} items x {days} days, largest process, GiB': 'GiB'})
        for name,rows in found.items(): yield f'{n:,} items x {days} days, stages, {name}', {k: f"{v['cpu']} CPU-s, {v['seconds']} s" for k,v in rows[0]['stages'].items()} | dict(events=rows[0]['events'], differing=len(rows[0]['differing']))
