"""Measure the published figures again: `make bench`, or `python -m bench stream ordering` for some of them; `--quick` makes the long ones short and publishes nothing.

Each part writes `bench/results/<part>.json` with the figures, the machine and the versions; `bench/RESULTS.md` is the table of all.
Real data are read from the folder in PHARMOPT_DATA, else `../shared/data`; parts that need them say so where they are missing.
"""
import datetime as dt, importlib.metadata as md, inspect, json, os, platform, sys, time
from pathlib import Path
import numpy as np, pandas as pd
from bench import page
from bench.stream import stream
from pharmopt.data import load_sales, make_catalogue, make_demand, make_prescriptions, make_stock, to_demand, fit_generator, utility

HERE = Path(__file__).parent
SALES = Path(os.environ.get('PHARMOPT_DATA', HERE.parent.parent/'shared'/'data'))/'pharma_sales_daily.csv'

def clock(f, *args, **kw):
    "Result, wall seconds and CPU seconds of a call"
    wall, cpu = time.perf_counter(), time.process_time()
    out = f(*args, **kw)
    return out, time.perf_counter()-wall, time.process_time()-cpu

def generator():
    cat = make_catalogue(500, seed=0)
    (events, wall, cpu) = clock(make_prescriptions, cat, start='2025-01-01', n_days=365, seed=0)
    yield 'events/s, 500 medicines x 365 days', len(events)/wall
    yield 'events/s of CPU time', len(events)/cpu
    if not SALES.exists(): return
    real = load_sales(SALES)
    gen = fit_generator(real)
    scores = [utility(real, make_demand(gen, seed=s)) for s in range(5)]
    yield 'utility of the fitted generator, mean of 5 seeds', float(np.mean(scores))
    yield 'utility, lowest of 5 seeds', float(min(scores))
    rng = np.random.default_rng(0)
    noise = real.assign(y=rng.normal(real.y.mean(), real.y.std(), len(real)).clip(0))
    yield 'utility of Gaussian noise, for comparison', float(utility(real, noise))

def forecast():
    from pharmopt.backtest import backtest, evaluate
    from pharmopt.forecast import Ensemble
    demand = to_demand(make_prescriptions(make_catalogue(500, seed=0), start='2025-01-01', n_days=365, seed=0))
    ens, wall, _ = clock(lambda: Ensemble(progress=False).fit(demand))
    yield '500 items x 365 days, three members, cold, s', wall
    yield 'paths (500 each) s', clock(ens.paths, 500)[1]
    if not SALES.exists(): return
    real = load_sales(SALES)
    real = real[real.ds<='2019-06-09']
    scores = evaluate(backtest(real, h=30, n_windows=8, progress=False))
    for model in ('Ensemble', 'SeasonalNaive'): yield f'pharmacy, 8 origins to 2019-06-09: scaled quantile loss, {model}', float(scores.sql[model])
    yield 'pharmacy: coverage of the 95 % band, one period', float(scores['coverage-95']['Ensemble'])
    yield 'pharmacy: coverage of the 95 % band, sums of 28 days', float(scores['cum-28']['Ensemble'])

def ordering():
    from pharmopt.data import Paths
    from pharmopt.optimize import plan_orders
    rng, cat = np.random.default_rng(0), make_catalogue(500, seed=0)
    y = rng.poisson(rng.gamma(rng.lognormal(1., 1., 500)[:,None,None]/1.5, 1.5, (500, 200, 30))).astype(float)
    paths = Paths(y, ids=cat.unique_id.to_numpy(), ds=pd.date_range('2026-01-01', periods=30))
    demand = pd.DataFrame(dict(unique_id=np.repeat(cat.unique_id.to_numpy(), 30), ds=np.tile(pd.date_range('2025-12-02', periods=30), 500), y=y[:,0].ravel()))
    stock = make_stock(cat, demand, cover_days=10, today='2025-12-31', seed=0)
    free, wall, _ = clock(plan_orders, paths, cat, stock, service_level=.95)
    yield '500 items x 30 days, full LP, s', wall
    tight, wall, _ = clock(plan_orders, paths, cat, stock, service_level=.95, budget=.5*free.cost['purchase'])
    yield 'the same with half the budget, s', wall
    yield 'budget spent, share', tight.cost['purchase']/(.5*free.cost['purchase'])

def twin():
    from pharmopt.policy import min_max, robust
    from pharmopt.simulate import compare, simulate
    cat = make_catalogue(200, seed=0)
    demand = to_demand(make_prescriptions(cat, start='2024-01-01', n_days=730, seed=0))
    _, wall, _ = clock(simulate, min_max(14, 30), demand, cat)
    yield 'item-days/s, min-max', 200*730/wall
    sets = [('200 synthetic medicines', demand, cat)] + ([('pharmacy', load_sales(SALES), None)] if SALES.exists() else [])
    for name, d, c in sets:
        diff = compare({'today': min_max(14, 30), 'pharmopt': robust()}, d, c, seeds=range(4), progress=False)
        rows = diff.differences.set_index('kpi')
        for kpi in ('cost_ratio', 'fill_rate'):
            yield f'{name}: {kpi}, pharmopt less min-max 14/30, with its 95 % interval', {k: float(rows.loc[kpi, k]) for k in ('difference', 'low', 'high')}
        yield f'{name}: conventions', str(diff).splitlines()[-1]

PARTS = dict(generator=generator, stream=stream, forecast=forecast, ordering=ordering, twin=twin)

def machine():
    "What the figures were measured on"
    libs = {p: md.version(p) for p in ('numpy', 'pandas', 'kafka-python', 'statsmodels', 'tensorflow', 'prophet', 'pulp', 'highspy')}
    return dict(cores=os.cpu_count(), system=f'{platform.system()} {platform.machine()}', python=platform.python_version(), load=os.getloadavg()[0] if hasattr(os, 'getloadavg') else None, libraries=libs)

def main(names):
    quick, names = '--quick' in names, [n for n in names if n != '--quick']
    unknown = [n for n in names if n not in PARTS]
    if unknown: raise SystemExit(f"no part {unknown[0]!r}; parts: {', '.join(PARTS)}")
    (HERE/'results').mkdir(exist_ok=True)
    for name in names or PARTS:
        before, found = machine(), {}
        part = PARTS[name]
        for what, value in part(quick=True) if quick and 'quick' in inspect.signature(part).parameters else part(): found[what] = value; print(f'{name}: {what}: {page.text(value)}', flush=True)
        if quick: continue
        (HERE/'results'/f'{name}.json').write_text(json.dumps(dict(part=name, measured=f'{dt.date.today()}', machine=before, figures=found), indent=1)+'\n')
    lines = ['# Figures', '', 'Made by `make bench`. Each part has its own file in `results/`, with the machine and the versions.', '', '| part | what | figure |', '|---|---|---|']
    for f in sorted((HERE/'results').glob('*.json')):
        r = json.loads(f.read_text())
        lines += [f"| {r['part']} | {k} | {page.text(v)} |" for k,v in r['figures'].items()]
        lines.append(f"| {r['part']} | *measured {r['measured']}, {r['machine']['cores']} cores, Python {r['machine']['python']}, load at the start {r['machine']['load']:.1f}* | |")
    (HERE/'RESULTS.md').write_text('\n'.join(lines)+'\n')
    if not quick: page.write()

if __name__=='__main__': main(sys.argv[1:])
