"""The field's packages on the same windows, run by `bench.forecast` in an environment of its own (they need pandas below 3).

Usage: python forecast_peers.py table.parquet out.parquet settings.json. The table has unique_id, ds, y, as known in full; every model sees only what lies before each cutoff. Quantiles go out as columns q0.025, ..., the mean as `mean` where a model has one; all are cut at zero, for everybody."""
import json, logging, sys, time, warnings
import numpy as np, pandas as pd
from statistics import NormalDist

warnings.filterwarnings('ignore')
for name in ('cmdstanpy', 'prophet'): logging.getLogger(name).setLevel(logging.ERROR)

def statsforecast(y, h, freq, m, models, Q):
    "Quantiles of statsforecast models from their prediction intervals, conformal where a model has none of its own"
    from statsforecast import StatsForecast
    from statsforecast.models import ADIDA, AutoARIMA, AutoETS, AutoTheta, CrostonSBA, DynamicOptimizedTheta, SeasonalNaive
    from statsforecast.utils import ConformalIntervals
    n = y.groupby('unique_id').size().min()
    intervals = ConformalIntervals(n_windows=int(min(8, max(2, (n-2)//h-1))), h=h)
    season = lambda name: m[name] if isinstance(m, dict) else m
    make = dict(AutoETS=lambda: AutoETS(season_length=season('AutoETS')), AutoARIMA=lambda: AutoARIMA(season_length=season('AutoARIMA')), Theta=lambda: DynamicOptimizedTheta(season_length=season('Theta')), AutoTheta=lambda: AutoTheta(season_length=season('AutoTheta')),
                SeasonalNaive=lambda: SeasonalNaive(season_length=season('SeasonalNaive')), ADIDA=lambda: ADIDA(prediction_intervals=intervals), CrostonSBA=lambda: CrostonSBA(prediction_intervals=intervals))
    levels = sorted({round(abs(1-2*q)*100, 6) for q in Q if q!=.5})
    out = {}
    for name in models:
        began = time.process_time()
        long = y[y.groupby('unique_id').y.transform('size')>(h*3+2 if name in ('ADIDA','CrostonSBA') else 4)]
        f = StatsForecast(models=[make[name]()], freq=freq, fallback_model=SeasonalNaive(season_length=season('SeasonalNaive'))).forecast(df=long, h=h, level=levels)
        col = [c for c in f if c not in ('unique_id','ds')][0]
        def at(q):
            if q==.5: return f[col]
            want = f"{col}-{'lo' if q<.5 else 'hi'}-"
            return f[next(c for c in f if c.startswith(want) and abs(float(c[len(want):])-abs(1-2*q)*100)<1e-6)]
        out[name] = f[['unique_id','ds']].assign(mean=f[col].clip(lower=0), **{f'q{q:g}': at(q).clip(lower=0) for q in Q}), time.process_time()-began
    return out

def prophet(y, h, freq, m, models, Q):
    "Prophet with its defaults"
    from prophet import Prophet
    began, rows = time.process_time(), []
    for uid, one in y.groupby('unique_id'):
        p = Prophet().fit(one[['ds','y']])
        ahead = p.make_future_dataframe(h, freq=freq, include_history=False)
        np.random.seed(0)
        draws = p.predictive_samples(ahead)['yhat']
        rows.append(pd.DataFrame(dict(unique_id=uid, ds=ahead.ds, mean=np.maximum(draws.mean(axis=1), 0))|{f'q{q:g}': np.maximum(np.quantile(draws, q, axis=1), 0) for q in Q}))
    return {'Prophet': (pd.concat(rows, ignore_index=True), time.process_time()-began)}

def lightgbm(y, h, freq, m, models, Q):
    "One pooled LightGBM per quantile through mlforecast; lags from the horizon on, so nothing is fed back"
    import lightgbm as lgb
    from mlforecast import MLForecast
    from mlforecast.lag_transforms import ExponentiallyWeightedMean, RollingMean
    from mlforecast.target_transforms import LocalStandardScaler
    began = time.process_time()
    lags = [h, h+1, h+2, h+3, h+4, h+5, h+6] if m==7 else [h, m, m+1, m+2]
    days = ['dayofweek','dayofyear','day'] if m==7 else ['month']
    make = {f'q{q:g}': lgb.LGBMRegressor(objective='quantile', alpha=q, n_estimators=150, learning_rate=.05, num_leaves=15, min_child_samples=30, subsample=.8, subsample_freq=1, verbosity=-1, num_threads=1, seed=0) for q in Q}
    f = MLForecast(models=make, freq=freq, lags=lags, lag_transforms={h: [RollingMean(4*m if m==7 else m), ExponentiallyWeightedMean(.1)]}, date_features=days, target_transforms=[LocalStandardScaler()])
    out = f.fit(y, static_features=[]).predict(h)
    q = np.sort(out[list(make)].to_numpy(), axis=1).clip(0)
    return {'LightGBM': (out[['unique_id','ds']].assign(**dict(zip(make, q.T))), time.process_time()-began)}

def main(table, out, settings):
    s = json.load(open(settings))
    y, rows, cpu = pd.read_parquet(table).dropna(subset=['y']), [], {}
    for cutoff in map(pd.Timestamp, s['cutoffs']):
        known = y[y.ds<=cutoff]
        if s.get('window'): known = known[known.ds>cutoff-pd.Timedelta(days=s['window'])]
        done = {}
        stats = [x for x in s['models'] if x not in ('Prophet','LightGBM')]
        if stats: done |= statsforecast(known, s['h'], s['freq'], s['m'], stats, s['quantiles'])
        if 'Prophet' in s['models']: done |= prophet(known, s['h'], s['freq'], s['m'], None, s['quantiles'])
        if 'LightGBM' in s['models']: done |= lightgbm(known, s['h'], s['freq'], s['m'], None, s['quantiles'])
        for name, (f, seconds) in done.items():
            rows.append(f.assign(model=name, cutoff=cutoff))
            cpu[name] = cpu.get(name, 0)+seconds
    pd.concat(rows, ignore_index=True).to_parquet(out)
    print(json.dumps(cpu))

if __name__=='__main__': main(*sys.argv[1:])
