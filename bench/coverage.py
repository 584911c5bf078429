"""Coverage of the bands on every set of the bench, in one table: single periods, sums over every window up to the horizon, and the same of sums over items.

Settings are frozen: the ensemble is called as `bench/forecast.py` calls it, and no package is needed. Outcomes are placed among 1,000 sample paths by the randomized probability integral transform, which is exact for whole numbers, too.
A class is the letter that an ATC code begins with; where items have no class, ten groups are drawn with seed 0. Windows overlap and items move together, so a share differs from its nominal value by chance, the more so the fewer origins there are.
The made sets are daily items with a yearly season and closed Sundays, without and with a shock that all items share (an autoregression of order one, 0.97 a day, of standard deviation 0.12 in the log), 20 origins of 28 days apart each."""
import warnings
import numpy as np, pandas as pd
from bench.forecast import car_parts, hourly, pbs, pbs_costs, pbs_totals, pharmacy, shortened, weekly
from bench.places import DATA
from pharmopt.backtest import pit
from pharmopt.forecast import Ensemble
from pharmopt.models import make_panel

LEVELS = (80, 95, 99)

def yearly(shared=0., n=40, days=1290, seed=0):
    "Daily items with a yearly season and closed Sundays, and a shock that all share, of this standard deviation in the log"
    rng, ds = np.random.default_rng(seed), pd.date_range('2021-01-01', periods=days)
    week = np.array([1.2,1,1,1,1.1,.7,0])[ds.day_of_week]
    season = np.exp(rng.uniform(.1, .5, n)*np.cos(2*np.pi*(ds.day_of_year.to_numpy()[:,None]/365.25-rng.random(n))))
    walk = np.cumsum(rng.normal(0, .004, (days, n)), 0)
    shock = np.zeros(days)
    for t in range(1, days): shock[t] = .97*shock[t-1]+rng.normal(0, shared*np.sqrt(1-.97**2))
    mean = rng.lognormal(2.5, 1, n)*week[:,None]*season*np.exp(walk+shock[:,None])
    y = rng.poisson(mean*rng.gamma(8, 1/8, mean.shape)).astype(float)
    ids = np.array([f'S1/{"ABCDGJLMNR"[i%10]}{i:02d}' for i in range(n)])
    return pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(ds, n), y=y.T.ravel()))

def classes(ids):
    "The class of each item, ten drawn groups where there is none"
    letter = np.array([str(i).rpartition('/')[2][:1] for i in ids])
    place = np.array([str(i).rpartition('/')[0] for i in ids])
    both = np.char.add(np.char.add(place.astype(str), '/'), letter.astype(str))
    few = letter[0].isdigit() or len(set(both))<2
    return np.random.default_rng(0).integers(10, size=len(ids)).astype(str) if few else both

def inside(values):
    "Share inside the central bands of each level"
    v = values[~np.isnan(values)]
    return {f'{l} %': float((abs(v-.5)<l/200).mean()) for l in LEVELS}

def origins(demand, h, n_windows, freq, step=None, refit=False, **kw):
    "A fitted ensemble and what followed, at each cutoff"
    panel, step, ens = make_panel(demand.reset_index(drop=True), freq), step or h, None
    first = len(panel.ds)-h-(n_windows-1)*step
    for t in range(first, first+n_windows*step, step):
        until = lambda a, b: demand[(demand.ds>a)&(demand.ds<=b)]
        if ens is None or refit: ens = Ensemble(freq=freq, h=h, progress=False, **kw).fit(until(pd.Timestamp.min, panel.ds[t-1]))
        else: ens.update(until(panel.ds[t-1-step], panel.ds[t-1]), train=False)
        yield ens, panel.Y[t:t+h][:,np.searchsorted(panel.ids, ens.ids)].T

def covered(demand, h, n_windows, freq, **kw):
    "PIT of items, classes and all, [n_origins*n, h] each for single periods and sums; and forecast over demand less 1"
    found, total = {}, np.zeros(2)
    for ens, y in origins(demand, h, n_windows, freq, **kw):
        paths, group, known = np.asarray(ens.paths(1000), float), classes(ens.ids), ~np.isnan(y)
        total += np.where(known, ens.mean.T, 0).sum(), np.nansum(y)
        whole = known.all(1)
        sums = lambda which: (paths[which].sum(0, keepdims=True), y[which].sum(0, keepdims=True))
        by = [sums(whole&(group==g)) for g in sorted(set(group[whole]))] if whole.any() else []
        sets = {'items': [(paths, y)], 'classes': by, 'all': [sums(whole)] if whole.any() else []}
        for who, pairs in sets.items():
            for x, came in pairs:
                ties = 2*sum(map(len, found.values()))    # a seed of its own, so that ties of different origins are broken apart
                found.setdefault((who, 'single'), []).append(pit(x, came, ties))
                found.setdefault((who, 'sums'), []).append(pit(np.cumsum(x, 2), np.cumsum(came, 1), ties+1))
    return {k: np.concatenate(v) for k, v in found.items()}, total[0]/total[1]-1

def rows(name, demand, h, n_windows, freq, **kw):
    "Figures of one set"
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        found, bias = covered(demand, h, n_windows, freq, **kw)
    for (who, what), v in found.items():
        if what=='single': yield f'{name}: {who}, single periods, coverage of 80, 95 and 99 % bands', inside(v); continue
        by = {k+1: inside(v[:,k])['95 %'] for k in range(1, h)}
        yield f'{name}: {who}, sums over every window from 2 to {h}', inside(v[:,1:])
        yield f'{name}: {who}, sums over {h}', inside(v[:,-1])
        low = min(by, key=by.get)
        if who!='all': yield f'{name}: {who}, coverage of the 95 % band, window with the lowest', {'periods': low, 'share': by[low]}
    yield f'{name}: bias, forecast over demand less 1', float(bias)

def made(quick):
    "Name and arguments of each made set"
    how = dict(h=28, n_windows=2 if quick else 20, freq='D', models=('arima','prophet'))
    yield 'made days, yearly season, Sundays closed', dict(demand=yearly(), **how)
    yield 'made days, a shock that all share', dict(demand=yearly(.12, seed=1), **how)

def real(quick):
    "Name and arguments of each real set"
    if not (DATA/'pharma_sales_daily.csv').exists(): return
    month = dict(freq='MS', refit=True)
    yield 'totals A10 and H02, 6 origins', dict(demand=pbs_totals(), h=12, n_windows=6, **month)
    if quick: return
    yield 'PBS, 36 months known to 2003-06', dict(demand=shortened(pbs(), '2003-06-01', 36, 12), h=12, n_windows=1, **month)
    yield 'PBS, 36 months known to 2005-06', dict(demand=shortened(pbs(), '2005-06-01', 36, 12), h=12, n_windows=1, **month)
    yield 'weeks, 6 origins', dict(demand=weekly(), h=8, n_windows=6, freq='W-SUN')
    yield 'PBS, 2 origins', dict(demand=pbs(), h=6, n_windows=2, **month)
    yield 'PBS, known to 2004-06', dict(demand=pbs(), h=24, n_windows=1, **month)
    yield 'PBS costs, 2 origins', dict(demand=pbs_costs(), h=6, n_windows=2, **month)
    yield 'car parts, 2 origins', dict(demand=car_parts(), h=6, n_windows=2, **month)
    yield 'pharmacy days, 8 origins', dict(demand=pharmacy(), h=30, n_windows=8, freq='D')
    yield 'hours, 6 origins', dict(demand=hourly(), h=48, n_windows=6, freq='h', step=216)

def coverage(quick=False):
    "The real sets"
    for name, arguments in real(quick): yield from rows(name, **arguments)

def coverage_made(quick=False):
    "The made sets, whose truth is known"
    for name, arguments in made(quick): yield from rows(name, **arguments)
