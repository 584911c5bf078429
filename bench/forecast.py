"""Forecasting: accuracy against the field's packages on the same windows, calibration, times.

The packages (statsforecast, mlforecast with LightGBM, Prophet with its defaults) need pandas below 3, so they run in an environment of their own: `bench/forecast-requirements.txt`, installed on demand in `.bench-forecast`; `bench/forecast_peers.py` is what runs there.
Every forecast is made at a cutoff with what was known then. Score: scaled quantile loss, the mean over 13 quantiles of twice the pinball loss, divided by the mean absolute error of the seasonal naive forecast in the training history; everybody's quantiles are cut at zero. Intervals: 95 % paired bootstrap over items and origins, 2,000 draws, seed 0.

What was chosen on which data: `bench/choices.py` scores every choice on origins before those scored here, and `pharmopt.models.CHOICES` holds what it picked. Earlier development had looked at the origins of `accuracy`; since the choices were frozen nothing was tuned on them. `unseen` is data that no choice was made on:
hours of the pharmacy and the costs (not the counts) of the PBS series, and, until Theta joined the members, its weeks. The totals A10 and H02 and the scored weeks were measured once with the members of before, when Theta was 15 and 2 % better there; this is why Theta and a seasonal ARIMA were tried, on earlier origins. The cause of a bias in hourly forecasts was looked for on hours before 2018-06-27; the hours scored here lie in 2019."""
import json, os, subprocess, sys, tempfile, time
from pathlib import Path
import numpy as np, pandas as pd
from bench.places import DATA, ROOT, environment
from pharmopt.backtest import QUANTILES, backtest, coverage, evaluate
from pharmopt.data import make_catalog, make_prescriptions, to_demand
from pharmopt.forecast import Ensemble

COLS = [f'q{q:g}' for q in QUANTILES]

def pharmacy():
    d = pd.read_csv(DATA/'pharma_sales_daily.csv', parse_dates=['date']).melt('date', var_name='unique_id', value_name='y').rename(columns=dict(date='ds'))
    return d[d.ds<='2019-06-30']

def car_parts():
    d = pd.read_csv(DATA/'carparts_monthly.csv').drop(columns='part_id').melt('series', var_name='ds', value_name='y')
    d = d.assign(unique_id='PART/'+d.series.astype(str), ds=pd.to_datetime(d.ds)).drop(columns='series')
    return d[d.ds<='2001-03-01']

def pbs():
    d = pd.read_csv(DATA/'pbs_monthly.csv')
    d = d.assign(unique_id=d.concession.str[:3]+'-'+d.type.str[:2]+'/'+d.atc2.astype(str), ds=pd.to_datetime(d.month))
    d = d.groupby(['unique_id','ds'], as_index=False).scripts.sum().rename(columns=dict(scripts='y'))
    return d[d.ds<='2006-06-01']

def weekly():
    d = pd.read_csv(DATA/'pharma_sales_weekly.csv', parse_dates=['week_ending_sunday']).iloc[1:]            # the first week has four days
    return d.melt('week_ending_sunday', var_name='unique_id', value_name='y').rename(columns=dict(week_ending_sunday='ds'))

def hourly(first='2016-01-01'):
    d = pd.read_csv(DATA/'pharma_sales_hourly.csv', parse_dates=['hour_start']).melt('hour_start', var_name='unique_id', value_name='y').rename(columns=dict(hour_start='ds'))
    return d[d.ds>=first]

def pbs_costs():
    d = pd.read_csv(DATA/'pbs_monthly.csv')
    d = d.assign(unique_id=d.concession.str[:3]+'-'+d.type.str[:2]+'/'+d.atc2.astype(str), ds=pd.to_datetime(d.month))
    d = d.groupby(['unique_id','ds'], as_index=False).cost_aud.sum().rename(columns=dict(cost_aud='y'))
    return d[d.ds<='2006-06-01'].assign(y=lambda d: d.y.clip(lower=0))

def pbs_totals():
    "Monthly costs of two classes, million AUD, to where the other PBS series end"
    d = pd.read_csv(DATA/'a10_h02_monthly.csv', parse_dates=['month']).melt('month', var_name='unique_id', value_name='y').rename(columns=dict(month='ds'))
    return d[d.ds<='2006-06-01']

def trending(n=100, months=46, seed=0):
    "Made months: items that grow or shrink, with a season, a level that wanders, and a jump in a quarter of them"
    rng, ds = np.random.default_rng(seed), pd.date_range('2019-01-01', periods=months, freq='MS')
    t, level, growth = np.arange(months)[:,None], rng.lognormal(5, 1.2, n), rng.normal(.004, .012, n)
    season = rng.gamma(2, .06, n)*np.cos(2*np.pi*(t/12+rng.random(n)))
    walk, jump = np.cumsum(rng.normal(0, .025, (months, n)), 0), np.zeros((months, n))
    for i in np.flatnonzero(rng.random(n)<.25): jump[rng.integers(8, months):,i] = rng.normal(0, .35)
    mean = level*np.exp(growth*t+season+walk+jump)
    y = rng.poisson(mean*rng.gamma(30, 1/30, mean.shape)).astype(float)
    ids = np.array([f'R{i//10}/{"ABCDGJLMNR"[i%10]}{10+i%7}-{i}' for i in range(n)])
    return pd.DataFrame(dict(unique_id=np.repeat(ids, months), ds=np.tile(ds, n), y=y.T.ravel()))

def sample(demand, n, seed=0):
    "Some of the items"
    return demand[demand.unique_id.isin(np.random.default_rng(seed).permutation(np.sort(demand.unique_id.unique()))[:n])]

def peers(demand, cutoffs, h, freq, m, models, window=None):
    "Quantiles of the packages, long; and CPU seconds of each"
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp)
        demand.to_parquet(tmp/'table.parquet')
        (tmp/'settings.json').write_text(json.dumps(dict(cutoffs=[str(c) for c in cutoffs], h=h, freq=freq, m=m, models=models, window=window, quantiles=QUANTILES)))
        done = subprocess.run([environment('forecast'), ROOT/'bench'/'forecast_peers.py', tmp/'table.parquet', tmp/'out.parquet', tmp/'settings.json'], capture_output=True, text=True, env=os.environ|dict(OMP_NUM_THREADS='1'))
        if done.returncode: raise RuntimeError(done.stderr[-2000:])
        return pd.read_parquet(tmp/'out.parquet'), json.loads(done.stdout.strip().splitlines()[-1])

def losses(table, q):
    "Scaled quantile loss of each item and cutoff; table has y and scale_mae, q the quantiles in the order of QUANTILES, [n, 13]"
    e = table.y.to_numpy()[:,None]-q
    loss = 2*np.maximum(np.array(QUANTILES)*e, (np.array(QUANTILES)-1)*e).mean(1)/table.scale_mae.where(table.scale_mae>0).to_numpy()
    return pd.Series(loss).groupby([table.unique_id.to_numpy(), pd.to_datetime(table.cutoff).to_numpy()]).mean()

def interval(a, b):
    "Relative difference of two mean losses with its 95 % paired bootstrap interval over items and origins"
    rng = np.random.default_rng(0)
    a, b = a.unstack().to_numpy(), b.unstack().to_numpy()
    ok = ~np.isnan(a)&~np.isnan(b)
    a, b = np.where(ok, a, 0), np.where(ok, b, 0)
    draws = []
    for _ in range(2000):
        i, j = rng.integers(len(a), size=len(a)), rng.integers(a.shape[1], size=a.shape[1])
        draws.append(a[i][:,j].sum()/b[i][:,j].sum()-1)
    return dict(difference=float(a.sum()/b.sum()-1), low=float(np.quantile(draws, .025)), high=float(np.quantile(draws, .975)))

def shortened(demand, end, months, h):
    "The last `months` months known at `end` and the h that follow, of items known in all of them"
    end = pd.Timestamp(end)
    d = demand[(demand.ds>end-pd.DateOffset(months=months))&(demand.ds<=end+pd.DateOffset(months=h))]
    known = d[d.ds<=end].groupby('unique_id').y.agg(['size','sum'])
    return d[d.unique_id.isin(known.index[(known['size']>=months)&(known['sum']>0)])]

def contest(name, demand, h, n_windows, freq, m, packages, window=None, **ensemble):
    "Ours and theirs on the same windows"
    ours = backtest(demand, h=h, n_windows=n_windows, freq=freq, progress=False, **ensemble)
    ours = ours.sort_values(['unique_id','cutoff','ds'], ignore_index=True)
    mine = losses(ours, ours[[f'Ensemble-ql{q:g}' for q in QUANTILES]].to_numpy())
    scores = evaluate(ours)
    yield f'{name}: scaled quantile loss, Ensemble', float(mine.mean())
    for what, row in coverage(ours).iterrows(): yield f'{name}: coverage of 80, 95 and 99 % bands, {what}', {f'{l} %': float(x) for l, x in row.items()}
    yield f'{name}: bias, forecast over demand less 1', float(scores.loc['Ensemble','bias'])
    theirs, cpu = peers(demand, ours.cutoff.drop_duplicates(), h, freq, m, packages, window)
    others = {}
    for model in packages:
        both = ours[['unique_id','ds','cutoff','y','scale_mae']].merge(theirs[theirs.model==model], on=['unique_id','ds','cutoff'])
        other = others[model] = losses(both, both[COLS].to_numpy())
        yield f'{name}: scaled quantile loss, {model}', float(other.mean())
        yield f'{name}: Ensemble against {model}, relative, with its 95 % interval', interval(mine.reindex(other.index), other)
        ok = both.y.notna()&both['mean'].notna()
        if ok.any(): yield f'{name}: bias, forecast over demand less 1, {model}', float(both['mean'][ok].sum()/both.y[ok].sum()-1)
        yield f'{name}: coverage of the 95 % band, {model}', float(((both.y>=both[COLS[0]]-1e-9)&(both.y<=both[COLS[-1]]+1e-9))[both.y.notna()].mean())
    best = min(others, key=lambda k: others[k].mean())
    yield f'{name}: against the best package', dict(series=int(ours.unique_id.nunique()), package=best, **interval(mine.reindex(others[best].index), others[best]))
    yield f'{name}: CPU seconds of the packages, all origins', cpu

def cover_sums(r, n):
    "Of daily origins, the first quarter left out: coverage of the 95 % band of window sums, its worst and best item, mean departure of an item from 95 %, and the interval score over the mean sum; one row per window"
    k = r.groupby(['unique_id','cutoff']).cumcount()+1
    late = r.cutoff>sorted(r.cutoff.unique())[n//4]
    lo, hi, y = r['Ensemble-cum-lo-95'], r['Ensemble-cum-hi-95'], r['y-cum']
    hit, cost, rows = (y>=lo-1e-9)&(y<=hi+1e-9), hi-lo+40*((lo-y).clip(lower=0)+(y-hi).clip(lower=0)), {}
    for L in (1, 7, 14, 28):
        at = late&(k==L)&y.notna()
        item, mean = hit[at].groupby(r.unique_id[at]).mean(), y[at].groupby(r.unique_id[at]).mean().clip(lower=1e-9)
        rows[L] = dict(cover=item.mean(), worst=item.min(), best=item.max(), departure=abs(item-.95).mean(), score=(cost[at].groupby(r.unique_id[at]).mean()/mean).mean())
    return pd.DataFrame(rows).T

def luck(n_items, n_origins, L, draws=1000):
    "Coverage of sums over L days that bands without any fault show on so many daily origins: mean; worst item, in the median and once in twenty"
    worst, rng = np.empty(draws), np.random.default_rng(0)
    for k in range(draws):
        total = np.cumsum(rng.normal(size=(n_items, n_origins+L)), 1)
        worst[k] = (np.abs(total[:,L:]-total[:,:-L])<1.96*np.sqrt(L)).mean(1).min()
    return dict(mean=.95, worst_median=float(np.median(worst)), worst_once_in_20=float(np.quantile(worst, .05)))

def calibration(demand, n=340):
    "Daily origins with feedback: coverage of window sums, per item and on average"
    r = backtest(demand, h=28, n_windows=n, step=1, models=('arima','prophet'), engine='batched', quantiles=(.025,.975), progress=False)
    for L, m in cover_sums(r, n).iterrows(): yield f'pharmacy, {n-n//4} daily origins: coverage of the 95 % band of {L}-day sums', dict(mean=m.cover, worst=m.worst, best=m.best)
    yield 'pharmacy: the same of 28-day sums for bands without any fault, since windows overlap', luck(demand.unique_id.nunique(), n-n//4, 28)
    p = np.histogram(r['Ensemble-pit'].dropna(), 10, (0,1))[0]
    yield 'pharmacy: largest departure of a tenth of the PIT histogram from 0.1', float(abs(p/p.sum()-.1).max())

def clock(f, *args, **kw):
    began = time.perf_counter()
    out = f(*args, **kw)
    return out, time.perf_counter()-began

def speed(quick):
    "Times on this machine"
    n, days = (20, 365) if quick else (500, 730)
    demand = to_demand(make_prescriptions(make_catalog(n, seed=0), start='2024-01-01', n_days=days, seed=0))
    ens, wall = clock(lambda: Ensemble(progress=False).fit(demand))
    yield f'{n} items x {days} days, all members, cold, s', wall
    last = demand.ds.max()
    today = demand[demand.ds==last]
    walls = [clock(ens.update, today.assign(ds=last+pd.Timedelta(days=k)), train=False)[1] for k in (1, 2, 3)]
    yield f'daily refresh of {n}, s', float(np.median(walls))
    yield 'paths (500 each), s', clock(ens.paths, 500)[1]
    day, ids = ens.panel.ahead(1)[0], list(ens.ids)
    _, wall = clock(lambda: [ens.observe(ids[k%n], 1., day+pd.Timedelta(minutes=k%1400)) for k in range(20_000)])
    yield 'prescriptions of the running day taken in, per second', 20_000/wall

SCALE = """
import json, os, sys, time
import numpy as np, pandas as pd
from pharmopt.forecast import Ensemble
n, T = int(sys.argv[1]), 730
rng = np.random.default_rng(0)
ds = pd.date_range('2024-01-01', periods=T)
week = np.array([1.2,1.1,1,1,1.1,1,.6])[ds.day_of_week]
Y = rng.poisson(rng.lognormal(.5, 1.2, n)*week[:,None]*(1+.2*np.sin(2*np.pi*(ds.day_of_year.to_numpy()[:,None]/365.25+rng.random(n)))))
ids = np.array([f'S1/{"ABCDGJLMNR"[i%10]}{i%89+10}-{i}' for i in range(n)], dtype=object)
demand = pd.DataFrame(dict(unique_id=np.repeat(ids, T), ds=np.tile(ds, n), y=Y.T.ravel().astype(float)))
def clock(): return time.perf_counter(), sum(os.times()[:4])
def since(began): return [now-then for now,then in zip(clock(), began)]
began = clock()
ens = Ensemble(('arima','prophet'), engine='batched', progress=False).fit(demand)
fit, fit_cpu = since(began)
began = clock()
ens.update(demand[demand.ds==ds[-1]].assign(ds=ds[-1]+pd.Timedelta(days=1)))
refresh, refresh_cpu = since(began)
print(json.dumps(dict(fit=fit, fit_cpu=fit_cpu, refresh=refresh, refresh_cpu=refresh_cpu, peak=int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])/2**20)))
"""

def scale(n):
    "Many series, in a process of its own, so that its memory is its own"
    done = subprocess.run([sys.executable, '-c', SCALE, str(n)], capture_output=True, text=True, cwd=ROOT, env=os.environ|dict(OMP_NUM_THREADS='1'))
    if done.returncode: raise RuntimeError(done.stderr[-2000:])
    r = json.loads(done.stdout.strip().splitlines()[-1])
    yield f'{n} series x 730 days without the LSTM: fit, s', r['fit']
    yield f'{n} series: daily refresh, s', r['refresh']
    yield f'{n} series: peak memory, GiB', r['peak']

def accuracy(quick):
    "Against the field's packages on the same windows, and coverage"
    daily = ['AutoETS','SeasonalNaive'] if quick else ['AutoETS','AutoARIMA','Prophet','LightGBM','SeasonalNaive']
    n = 1 if quick else 8
    yield from contest(f'pharmacy, {n} origin{"s" if n>1 else ""} to 2019-06-30', pharmacy(), 30, n, 'D', 7, daily, 730)
    yield from calibration(pharmacy(), 16 if quick else 340)
    if quick: return
    monthly = ['AutoETS','Theta','ADIDA','SeasonalNaive']
    parts, scripts = car_parts(), pbs()
    yield from contest('car parts, 2 origins to 2001-03', parts, 6, 2, 'MS', 12, monthly, refit=True)
    yield from contest('PBS, 2 origins to 2006-06', scripts, 6, 2, 'MS', 12, monthly, refit=True)
    yield from contest('totals A10 and H02, 6 origins to 2006-06', pbs_totals(), 12, 6, 'MS', 12, ['AutoETS','Theta','AutoARIMA','SeasonalNaive'], refit=True)

def unseen(quick):
    "Data that no choice was made on"
    n = 2 if quick else 6
    yield from contest(f'weeks, {n} origins to 2019-06-30', weekly(), 8, n, 'W-SUN', 52, ['AutoETS','Theta','SeasonalNaive'])
    yield from contest(f'hours, {n} origins to 2019-06-30', hourly('2018-06-01' if quick else '2016-01-01'), 48, n, 'h', dict(AutoETS=24, Theta=24, SeasonalNaive=168), ['AutoETS','Theta','SeasonalNaive'], 56, step=216)
    costs = pbs_costs()
    if quick: costs = costs[costs.unique_id.isin(costs.unique_id.unique()[:60])]
    yield from contest('PBS costs, 2 origins to 2006-06', costs, 6, 2, 'MS', 12, ['AutoETS','Theta','SeasonalNaive'], refit=True)

def long_horizons(quick):
    "Short monthly histories and long horizons; chosen on origins to 2000-06, scored on later ones"
    rivals = ['AutoETS','AutoTheta','SeasonalNaive']+([] if quick else ['AutoARIMA'])
    for end in ('2005-06-01',) if quick else ('2003-06-01','2005-06-01'):
        yield from contest(f'PBS, 36 months known to {end[:7]}, 12 ahead', shortened(pbs(), end, 36, 12), 12, 1, 'MS', 12, rivals, refit=True)
    if not quick: yield from contest('PBS, known to 2004-06, 24 ahead', pbs(), 24, 1, 'MS', 12, rivals, refit=True)

def forecast_short():
    "Ten minutes on two free cores: samples of the sets above, at their last origins, against the packages that are quick"
    quick, month = ['AutoETS','AutoTheta','SeasonalNaive'], dict(freq='MS', m=12, refit=True)
    yield from contest('made months with trends and jumps, 34 known, 12 ahead', trending(), 12, 1, packages=quick, **month)
    if not (DATA/'pharma_sales_daily.csv').exists(): return
    known = shortened(pbs(), '2005-06-01', 36, 12)
    yield from contest('PBS, 36 months known to 2005-06, 12 ahead', sample(known, 60), 12, 1, packages=[*quick,'AutoARIMA'], **month)
    yield from contest('PBS, known to 2004-06, 24 ahead', sample(pbs(), 60), 24, 1, packages=quick, **month)
    yield from contest('car parts, 6 ahead, known to 2000-09', sample(car_parts(), 300), 6, 1, packages=quick, **month)
    yield from contest('pharmacy weeks, 8 ahead, 4 origins', weekly(), 8, 4, 'W-SUN', 52, quick)
    yield from contest('pharmacy days, 30 ahead, 4 origins', pharmacy(), 30, 4, 'D', 7, ['AutoETS','AutoTheta','SeasonalNaive'], 730)

def forecast(quick=False):
    "All of it"
    if (DATA/'pharma_sales_daily.csv').exists():
        yield from accuracy(quick)
        yield from unseen(quick)
        yield from long_horizons(quick)
    yield from speed(quick)
    yield from scale(500 if quick else 10_000)
