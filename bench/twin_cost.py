"""What the twin costs: item-days for each second of CPU, with the cheap forecaster and with the ensemble refreshed weekly; and what the default plan is worth on the demo's history.

`PHARMOPT_BASE=TREE python -m bench twin_cost` plays another checkout by turns with this one and publishes the ratios."""
import os, pickle, subprocess, sys, tempfile
from pathlib import Path
import numpy as np

WORLD = """
import pickle, sys, time
import numpy as np, pandas as pd
from pharmopt import data
complete, make = (next(getattr(data, k) for k in vars(data) if k.startswith(start)) for start in ('complete_cata', 'make_cata'))      # as each build calls them
life = next(c for c in complete(['P/A']) if c.startswith('shelf'))
from pharmopt import errors
from pharmopt.policy import min_max, robust
from pharmopt.simulate import _play, _world, simulate
if hasattr(errors, '_calls'): errors._calls.inside = True              # as `simulate` calls it: what comes in was checked once
def demand(n, days, season=0.):
    rng, ids = np.random.default_rng(0), [f'P/M{i:03d}' for i in range(n)]
    y = rng.poisson(rng.lognormal(1, 1.2, n)*(1+season*np.sin(2*np.pi*np.arange(days)/364))[:,None], (days, n))
    return ids, pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(pd.date_range('2024-01-01', periods=days), n), y=y.T.ravel().astype(float)))
def world(n, days, seeds, history=None, season=0.):
    ids, d = demand(n, days, season)
    return _world(d, complete(ids, lead_time_sd=1., **{life: 180}), range(seeds), history, 28, 'order', .95, None)
"""
TURNS = WORLD+"""
w = world(500, 760, 2)
print('ready', flush=True)
for line in sys.stdin:
    began = time.process_time(); _play(robust(), w)
    print(500*2*(760-w.history)/(time.process_time()-began), flush=True)
"""
DEMO = WORLD+"""
d = pickle.load(open(sys.argv[1], 'rb'))
r = simulate(eval(sys.argv[2]), d, make(500, seed=0), seed=range(2))
print(float(r.kpis['cost']), float(r.kpis['fill_rate']))
"""

def _python(code, tree, *args):
    "A process that runs code with the package of a tree"
    return subprocess.Popen([sys.executable, '-c', code, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tempfile.gettempdir(),
                            env=dict(os.environ, PYTHONPATH=str(tree), OPENBLAS_NUM_THREADS='1'))

def turns(trees, rounds):
    "Item-days per CPU-second of the robust rule, one run of each tree after the other, [n_rounds, n_trees]"
    at = [_python(TURNS, t) for t in trees]
    for p in at: assert p.stdout.readline().strip()=='ready'
    def once(p): p.stdin.write('\n'); p.stdin.flush(); return float(p.stdout.readline())
    out = np.array([[once(p) for p in at] for _ in range(rounds)])
    for p in at: p.stdin.close(); p.wait()
    return out

def weekly(n=500, days=364, every=182):
    "Item-days per CPU-second of the robust rule with the ensemble refreshed weekly, and CPU-seconds of the fits and of an update (median)"
    import time
    space = {}
    exec(WORLD, space)
    from pharmopt.policy import ensemble, robust
    w, made, spent = space['world'](n, 364+days, 1, 364, .3), ensemble(every=every, h=36, train=False), []
    def timed(past):
        began = time.process_time(); out = made(past); spent.append(time.process_time()-began)
        return out
    began = time.process_time(); space['_play'](robust(forecaster=timed), w); took = time.process_time()-began
    return dict(rate=round(n*days/took), seconds=round(took, 1), fits=round(sum(spent[::every//7]), 1), update=round(float(np.median(spent)), 2))

def demo(base=None):
    "Cost and fill rate of the default plan and of a floor of 99.5 % on the demo's history, and of the default of an older tree"
    import pandas as pd
    from pharmopt.data import make_catalog, make_prescriptions, to_demand
    here, end = Path(__file__).parents[1], pd.Timestamp('2026-11-24')
    d = to_demand(make_prescriptions(make_catalog(500, seed=0), start=end-pd.Timedelta(364, 'D'), n_days=365, seed=0, country='US', progress=False))
    with tempfile.NamedTemporaryFile(suffix='.pickle') as f:
        pickle.dump(d[d.ds<=end], f); f.flush()
        rules = {'today, min-max 14/30': (here, 'min_max(14, 30)'), 'default plan, floor 95 %': (here, "robust(.95, fill='floor')"),
                 'floor 99.5 %': (here, "robust(.995, fill='floor')"), 'every item 95 %': (here, 'robust(.95)')}
        if base: rules['default plan of the older build, every item 95 %'] = base, 'robust(.95)'
        for name, (tree, rule) in rules.items():
            cost, fill = map(float, _python(DEMO, tree, f.name, rule).communicate()[0].split())
            yield f"the demo's history, 2 seeds: {name}", dict(cost=round(cost, 1), fill=round(fill, 5))

def twin_cost(quick=False):
    base, here = os.environ.get('PHARMOPT_BASE'), Path(__file__).parents[1]
    found = turns([here]+([base] if base else []), 3 if quick else 12)
    yield 'robust, 500 items, 2 seeds: item-days per CPU-second, median and best run', dict(median=round(float(np.median(found[:,0]))), best=round(float(found[:,0].max())))
    if base:
        yield 'the same of the older build', dict(median=round(float(np.median(found[:,1]))), best=round(float(found[:,1].max())))
        yield 'ratio to the older build, played by turns', dict(median=round(float(np.median(found[:,0]/found[:,1])), 3), best=round(float(found[:,0].max()/found[:,1].max()), 3))
    yield from demo(base)
    if not quick: yield 'robust with the ensemble refreshed weekly, 500 items, fitted every 26 weeks', weekly()
    if not quick: yield 'robust with the ensemble refreshed weekly, 500 items, fitted once a year', weekly(every=364)
