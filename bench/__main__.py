"""Measure the published figures again: `make bench`, or `python -m bench stream ordering` for some of them; `--quick` makes the long ones short and publishes nothing.
`python -m bench ordering --cases FILE` compares published cases of ordering methods with the public functions (`bench/cases.py`).

Each part writes `bench/results/<part>.json` with the figures, the machine and the versions; `bench/RESULTS.md` is the table of all.
Real data are read from the folder in PHARMOPT_DATA, else `../shared/data`; parts that need them say so where they are missing.
"""
import datetime as dt, importlib.metadata as md, inspect, json, os, platform, sys, time, traceback
from pathlib import Path
import numpy as np
from bench import history, page
from bench.chain import part as chain
from bench.choices import choices
from bench.coverage import coverage, coverage_made
from bench.dashboard import dashboard
from bench.door import door
from bench.forecast import forecast, forecast_short
from bench.kinds import kinds
from bench.newcomer import newcomer
from bench.ordering import ordering
from bench.places import SALES
from bench.shelf import shelf
from bench.sizes import sizes
from bench.stream import stream
from bench.stream_cost import cost
from bench.stream_faults import kills, model
from bench.stream_peers import stream_peers
from bench.study import study
from bench.twin import twin
from bench.twin_cost import twin_cost
from pharmopt.data import load_sales, make_catalog, make_demand, make_prescriptions, fit_generator, utility

HERE = Path(__file__).parent

def clock(f, *args, **kw):
    "Result, wall seconds and CPU seconds of a call"
    wall, cpu = time.perf_counter(), time.process_time()
    out = f(*args, **kw)
    return out, time.perf_counter()-wall, time.process_time()-cpu

def generator():
    cat = make_catalog(500, seed=0)
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

PARTS = dict(generator=generator, door=door, kinds=kinds, stream=stream, choices=choices, forecast_short=forecast_short, forecast=forecast, coverage=coverage, coverage_made=coverage_made, ordering=ordering, twin=twin, twin_cost=twin_cost, study=study, dashboard=dashboard, newcomer=newcomer, shelf=shelf, chain=chain, cost=cost, sizes=sizes, model=model, kills=kills, stream_peers=stream_peers)

def machine():
    "What the figures were measured on"
    libs = {p: md.version(p) for p in ('numpy', 'pandas', 'kafka-python', 'statsmodels', 'tensorflow', 'prophet', 'pulp', 'highspy')}
    return dict(cores=os.cpu_count(), system=f'{platform.system()} {platform.machine()}', python=platform.python_version(), load=os.getloadavg()[0] if hasattr(os, 'getloadavg') else None, libraries=libs)

def main(names):
    if '--cases' in names: from bench.cases import command; return command(names)
    quick, names = '--quick' in names, [n for n in names if n != '--quick']
    unknown = [n for n in names if n not in PARTS]
    if unknown: raise SystemExit(f"no part {unknown[0]!r}; parts: {', '.join(PARTS)}")
    (HERE/'results').mkdir(exist_ok=True)
    path, regressed, failed = (history.QUICK if quick else history.KEPT), [], []
    runs = history.read(path)
    for name in names or [p for p in PARTS if p!='forecast_short' and not (quick and p in ('newcomer','choices','chain','study','cost','sizes','model','kills','twin_cost'))]:    # a quick run installs nothing and chooses nothing
        before, found, began = machine(), {}, time.perf_counter()
        result = dict(part=name, measured=f'{dt.date.today()}', machine=before, figures=found)
        part = PARTS[name]
        try:
            for what, value in part(quick=True) if quick and 'quick' in inspect.signature(part).parameters else part():
                found[what] = value
                print(f'{name}: {what}: {page.text(value)}', flush=True)
                if not quick: (HERE/'results'/f'{name}.json').write_text(json.dumps(result, indent=1)+'\n')
        except Exception:
            traceback.print_exc()
            failed.append(name)
        before['load_end'] = machine()['load']
        if found and not quick: (HERE/'results'/f'{name}.json').write_text(json.dumps(result, indent=1)+'\n')
        print(f'{name}: measured in {time.perf_counter()-began:.0f} s', flush=True)
        if not found or name in failed: continue
        regressed += [(name, *w) for w in history.worse(result, runs)]
        history.add(result, path)
    lines = ['# Figures', '', 'Made by `make bench`. Each part has its own file in `results/`, with the machine and the versions.', '', '| part | what | figure |', '|---|---|---|']
    for f in sorted((HERE/'results').glob('*.json')):
        r = json.loads(f.read_text())
        lines += [f"| {r['part']} | {k} | {page.text(v)} |" for k,v in r['figures'].items()]
        lines.append(f"| {r['part']} | *measured {r['measured']}, {r['machine']['cores']} cores, Python {r['machine']['python']}, load at the start {r['machine']['load']:.1f}{page.load_end(r['machine'])}* | |")
    (HERE/'RESULTS.md').write_text('\n'.join(lines)+'\n')
    if not quick: page.write()
    for name, what, now, usual, noise in regressed: print(f'worse than before: {name}: {what}: {page.text(now)}, was {page.text(usual)} with a noise of {page.text(noise)} (load {os.getloadavg()[0]:.1f} now)')
    if not regressed: print('nothing is worse than before by more than its noise')
    if failed: sys.exit(f"not measured to the end: {', '.join(failed)}; see the errors above")

if __name__=='__main__': main(sys.argv[1:])
