"What would only interrupt the forecasting notebooks: odd inputs one by one, leaks, engines, files, timing, and a real pharmacy."
import json, os, signal, subprocess, sys, threading, time
from pathlib import Path
import numpy as np, pandas as pd, pytest
from pharmopt.backtest import backtest, evaluate
from pharmopt.explain import uncertainty
from pharmopt.forecast import Ensemble
from pharmopt.models import arima_batched, arima_library, closed_days, fit_base, make_panel, member_means, prophet_batched, prophet_library, theta_batched, theta_library

BACK = dict(models=('arima','prophet'), engine='batched', progress=False)
FAST = dict(BACK, n_windows=4)
HEALTHY = 'S1/healthy'

def series(y, uid=HEALTHY, start='2024-01-01', freq='D'):
    return pd.DataFrame(dict(unique_id=uid, ds=pd.date_range(start, periods=len(y), freq=freq), y=np.asarray(y, float)))

def poisson(n=400, mean=12, seed=0, **kw):
    rng = np.random.default_rng(seed)
    ds = pd.date_range('2024-01-01', periods=n)
    return series(rng.poisson(mean*np.array([1.2,1.1,1,1,1.1,1,.6])[ds.day_of_week]), **kw)

@pytest.fixture(scope='module')
def alone(): return Ensemble(h=14, **FAST).fit(poisson()).predict()

ODD = {
    'one observation': [np.nan]*399+[5],
    'one zero': [np.nan]*399+[0],
    'all zeros': [0]*400,
    'constant': [7]*400,
    'nothing known': [np.nan]*400,
    'two years ago only': [3]*50+[np.nan]*350,
    'billion': [4]*200+[1e9]+[4]*199,
    'tiny fractions': list(np.random.default_rng(1).random(400)/1000),
    'huge': list(np.random.default_rng(2).poisson(1e6, 400)),
    'very rare': [1 if i%97==0 else 0 for i in range(400)],
    'starts last week': [np.nan]*393+[2,3,1,0,4,2,2],
    'sundays only': [9 if i%7==6 else 0 for i in range(400)],
}

@pytest.mark.parametrize('name', ODD)
def test_odd_series_neither_fail_nor_harm_their_neighbours(name, alone):
    "Each odd item beside a healthy one: finite, non-negative, sane, and the neighbor keeps its forecast"
    y = ODD[name]
    ens = Ensemble(h=14, groups={HEALTHY:'a','S2/odd':'b'}, **FAST).fit(pd.concat([poisson(), series(y, 'S2/odd')]))
    table, paths = ens.predict(), np.asarray(ens.paths(100))
    assert np.isfinite(table.select_dtypes('number').to_numpy()).all() and np.isfinite(paths).all() and (paths>=0).all()
    odd, healthy = table[table.unique_id=='S2/odd'], table[table.unique_id==HEALTHY]
    np.testing.assert_allclose(healthy.Ensemble, alone.Ensemble, rtol=.05)
    if name=='constant': np.testing.assert_allclose(odd.Ensemble, 7, rtol=.05)
    if name=='all zeros': assert odd['Ensemble-hi-95'].max()<.1
    if name=='billion': assert odd.Ensemble.max()<10
    if name=='huge': assert abs(odd.Ensemble.mean()/1e6-1)<.05
    if name=='sundays only': assert odd.Ensemble[odd.ds.dt.day_of_week==6].min()>4*odd.Ensemble[odd.ds.dt.day_of_week!=6].max()
    if name=='one observation': assert 0<odd.Ensemble.mean()<12

def test_a_whole_table_of_one_odd_series():
    "Nothing else to lean on"
    for name, y in ODD.items():
        if np.isnan(y).all(): continue
        table = Ensemble(h=7, **FAST).fit(series(y)).predict()
        assert np.isfinite(table.select_dtypes('number').to_numpy()).all(), name

@pytest.mark.parametrize('change, message', [
    (lambda d: d.assign(y=-1.), 'y must be >= 0'),
    (lambda d: d.assign(y=np.inf), 'y must be finite'),
    (lambda d: d.assign(y='many'), 'y must be a number'),
    (lambda d: d.assign(ds='someday'), 'ds must be a date'),
    (lambda d: pd.concat([d, d.head(1)]), 'one row per unique_id and ds'),
    (lambda d: d.drop(columns='ds'), 'ds missing'),
    (lambda d: d.head(0), 'demand is empty'),
    (lambda d: d.assign(unique_id=None), 'no unique_id'),
    (lambda d: d.assign(ds=d.ds+pd.to_timedelta(np.arange(len(d))%2*7, unit='h')), "period start of freq 'D'"),
    (lambda d: d.to_dict(), r'must be a table \(pandas DataFrame\), got dict'),
])
def test_bad_tables_are_refused_in_one_sentence(change, message):
    with pytest.raises(ValueError, match=message) as e: make_panel(change(poisson(50)))
    assert '\n' not in str(e.value)

@pytest.mark.parametrize('kw, message', [
    (dict(h=0), 'h must be'), (dict(h=2.5), 'h must be'), (dict(level=(95,120)), 'level must be'), (dict(engine='gpu'), 'engine must be one of'),
    (dict(models=('arima','gru')), 'models must be some of'), (dict(models=()), 'models must be some of'), (dict(freq='often'), 'freq must be'),
])
def test_bad_arguments_are_refused(kw, message):
    with pytest.raises(ValueError, match=message): Ensemble(**kw).fit(poisson(60))

def test_order_of_rows_time_zone_and_types_do_not_matter(alone):
    d = poisson()
    shuffled = d.sample(frac=1, random_state=0).assign(ds=lambda x: x.ds.dt.tz_localize('UTC').astype(str), y=lambda x: x.y.astype(int).astype(str))
    pd.testing.assert_frame_equal(Ensemble(h=14, **FAST).fit(shuffled).predict(), alone, check_dtype=False)

def test_censored_days_are_missing_not_zero():
    "A month out of stock must not pull the forecast down"
    d = poisson()
    out = d.ds>=d.ds.max()-pd.Timedelta(days=29)
    dry = d.assign(y=d.y.where(~out, 0.))
    mean = lambda x: Ensemble(h=14, **FAST).fit(x).predict().Ensemble.mean()
    assert abs(mean(dry.assign(censored=out))/mean(d)-1)<.08
    assert mean(dry)<.9*mean(d)

def test_a_weekday_that_never_sells_is_closed():
    "An item alone in its class got a Sunday of a sixth of a usual day; a slow item proves nothing, one sale opens the day"
    ds = pd.date_range('2023-01-02', periods=400)
    y = np.where(ds.day_of_week==6, 0, np.random.default_rng(0).poisson(20, 400)).astype(float)
    ens = Ensemble(h=14, **FAST).fit(series(y))
    ahead = ens.panel.ahead(14).day_of_week
    assert ens.panel.ds[0].day_of_week==0 and (ens.mean[ahead==6]==0).all() and not np.asarray(ens.paths(100))[:,:,ahead==6].any()
    assert 17<ens.mean[ahead!=6].mean()<23
    shut = lambda y: closed_days(make_panel(series(y)), 14).any()
    assert shut(np.where(ds.day_of_week==6, 0, 20.)) and not shut(np.where(ds.day_of_week==6, 0, 20.)[:35])
    assert not shut(np.where(np.arange(400)%11==0, 3., 0.)*(ds.day_of_week!=6))

def test_engines_agree():
    "Batched and library forecasts differ by far less than the noise they forecast"
    d = pd.concat([poisson(600, mean, seed, uid=f'S1/{seed}') for seed, mean in enumerate((3,12,40))])
    base = fit_base(make_panel(d), 30, country='RS')
    sd = np.nanstd(base.Y, axis=0)
    assert (abs(prophet_batched(base)-prophet_library(base))/sd).max()<.02
    assert (abs(arima_batched(base)-arima_library(base))/sd).max()<.1

def test_scrambling_the_future_changes_nothing():
    "All members, the network too"
    d = pd.concat([poisson(330, 5+s, s, uid=f'S1/{s}') for s in range(6)])
    kw = dict(h=14, n_windows=1, lstm_passes=1_000, engine='batched', progress=False)
    a = backtest(d, **kw)
    b = backtest(d.assign(y=np.where(d.ds>a.cutoff.max(), 999., d.y)), **kw)
    cols = [c for c in a if c.startswith(('ARIMA','LSTM','Prophet','Normalizer','Ensemble','Seasonal')) and c not in ('Ensemble-pit','Ensemble-cum-pit','Ensemble-crps')]
    pd.testing.assert_frame_equal(a[cols], b[cols], rtol=1e-4)

def test_paths_are_joint_whole_and_agree_with_the_bands():
    "A shock shared in history is shared in the paths; paths and bands are one distribution"
    rng = np.random.default_rng(0)
    wave = np.exp(np.cumsum(rng.normal(0, .05, 500))*.5)
    d = pd.concat([series(rng.poisson(20*wave), f'S1/{i}') for i in range(4)])
    ens = Ensemble(h=28, **FAST).fit(d)
    p, lo, hi = np.asarray(ens.paths(1000)), *ens.quantiles((.1,.9))
    assert (p>=0).all() and (p==np.round(p)).all()
    assert np.corrcoef(p.sum(2))[0,1]>.3
    assert .78<((p>=lo.T[:,None])&(p<=hi.T[:,None])).mean()<.9
    np.testing.assert_array_equal(p, np.asarray(ens.paths(1000)))
    assert (np.asarray(ens.paths(1000, seed=1))!=p).any()

def test_update_is_cheap_and_equals_a_fresh_fit_of_the_linear_members():
    d = pd.concat([poisson(400, 5+s, s, uid=f'S1/{s}') for s in range(20)])
    last = d.ds.max()
    ens = Ensemble(h=14, **FAST).fit(d[d.ds<last])
    ens.update(d[d.ds==last])
    np.testing.assert_allclose(ens.means, Ensemble(h=14, **FAST).fit(d).means)

def test_save_and_load_with_the_network(tmp_path):
    "Same answers; the loaded one can go on; in a process of its own it needs no TensorFlow to predict"
    d = pd.concat([poisson(200, 5+s, s, uid=f'S1/{s}') for s in range(4)])
    ens = Ensemble(h=7, lstm_passes=1_000, engine='batched', progress=False).fit(d)
    ens.save(tmp_path/'m')
    back = Ensemble.load(tmp_path/'m', progress=False)
    pd.testing.assert_frame_equal(back.predict(), ens.predict())
    new = poisson(207, 5, 0, uid='S1/0').tail(7)
    pd.testing.assert_frame_equal(back.update(new).predict(), ens.update(new).predict(), rtol=1e-4)
    code = f"import sys; from pharmopt.forecast import Ensemble; e = Ensemble.load({str(tmp_path/'m')!r}); e.predict(); e.paths(10); assert 'tensorflow' not in sys.modules"
    subprocess.run([sys.executable, '-c', code], check=True)

@pytest.mark.parametrize('damage, error, message', [
    (lambda p: (p/'ensemble.json').unlink(), FileNotFoundError, 'ensemble.json is missing'),
    (lambda p: (p/'ensemble.json').write_text('{'), ValueError, 'not valid JSON'),
    (lambda p: (p/'ensemble.npz').write_bytes(b'PK not really'), ValueError, 'cannot be read'),
    (lambda p: (p/'ensemble.json').write_text(json.dumps(json.loads((p/'ensemble.json').read_text())|{'schema':1})), ValueError, 'layout version 1'),
    (lambda p: np.savez(p/'ensemble.npz', Y=np.array([{}], dtype=object)), ValueError, 'cannot be read|lacks'),
])
def test_damaged_files_are_refused(tmp_path, damage, error, message):
    Ensemble(h=7, **FAST).fit(poisson(60)).save(tmp_path)
    damage(tmp_path)
    with pytest.raises(error, match=message): Ensemble.load(tmp_path)

def test_import_is_light():
    "No heavy library is loaded by importing"
    code = "import sys, pharmopt.backtest; print([m for m in ('tensorflow','prophet','statsmodels','matplotlib') if m in sys.modules])"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True).stdout.strip()=='[]'

@pytest.mark.parametrize('freq, periods, h', [('h',24*40,48), ('W-MON',120,8), ('MS',60,6), ('QS',24,4), ('B',300,10), ('12h',300,14), ('YS',8,2)])
def test_any_frequency(freq, periods, h):
    rng = np.random.default_rng(0)
    d = pd.concat([series(rng.poisson(9, periods), f'S1/{i}', freq=freq) for i in range(3)])
    table = Ensemble(freq=freq, h=h, **FAST).fit(d).predict()
    assert len(table)==3*h and np.isfinite(table.select_dtypes('number').to_numpy()).all()
    assert abs(table.Ensemble.mean()-9)<2

def test_joblib_backends_give_the_same_numbers():
    "Worker processes, threads, one process, and a real Dask cluster on this machine"
    import joblib
    distributed = pytest.importorskip('distributed')
    base = fit_base(make_panel(pd.concat([poisson(200, 8, s, uid=f'S1/{s}') for s in range(4)])), 14)
    alone = arima_library(base, n_jobs=1, progress=False)
    np.testing.assert_allclose(arima_library(base, n_jobs=2, progress=False), alone)
    with joblib.parallel_config('threading'): np.testing.assert_allclose(arima_library(base, n_jobs=2, progress=False), alone)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, distributed.Client(cluster) as client, joblib.parallel_config('dask'):
        np.testing.assert_allclose(arima_library(base, progress=False), alone)
        assert len(client.scheduler_info()['workers'])==2 and client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.transition_counter)>8     # the work went there
        more = fit_base(make_panel(pd.concat([poisson(200, 8, s, uid=f'S1/{s:02d}') for s in range(10)])), 14)
        lost, over = [], threading.Event()
        def kill():
            while not (lost or over.wait(.01)):
                if client.run_on_scheduler(lambda dask_scheduler: any(w.processing for w in dask_scheduler.workers.values() if w.name==0)):
                    lost.append(cluster.workers[0].pid); os.kill(lost[0], signal.SIGKILL)
        killer = threading.Thread(target=kill); killer.start()
        got = arima_library(more, progress=False)
        over.set(); killer.join()
        assert lost                                                    # a worker died in the middle of its share
    np.testing.assert_allclose(got, arima_library(more, n_jobs=1, progress=False))

def test_a_backtest_of_months_has_one_yardstick():
    "Seasonal naive is a member and the yardstick; the table has it once"
    rng = np.random.default_rng(0)
    d = pd.concat([series(rng.poisson(30*(1+.4*np.sin(2*np.pi*np.arange(84)/12))), f'S1/{i}', start='2017-01-01', freq='MS') for i in range(4)])
    r = backtest(d, h=6, n_windows=2, freq='MS', **BACK)
    assert not r.columns.duplicated().any()
    e = evaluate(r)
    assert e.loc['Ensemble','sql']<1.02*e.loc['SeasonalNaive','sql'] and {'ETS','TSB','Normalizer'}<=set(e.index)

def test_feedback_keeps_long_run_coverage():
    "Demand whose spread triples without warning: after a while the bands of every window hold again"
    rng = np.random.default_rng(0)
    y = np.r_[rng.gamma(25, .8, 400), rng.gamma(2.8, 7.2, 200)]
    d = pd.concat([series(rng.permutation(y[:400]).tolist()+rng.permutation(y[400:]).tolist(), f'S1/{i}') for i in range(6)])
    r = backtest(d, h=7, n_windows=190, step=1, **BACK)
    one = r[r.groupby(['unique_id','cutoff']).cumcount()==0]
    hit = one.y.between(one['Ensemble-lo-95'], one['Ensemble-hi-95'])
    days = one.cutoff.rank(method='dense')
    assert hit[days<25].mean()<.93 and abs(hit[days>100].mean()-.95)<.03

def test_explained_parts_give_the_forecast_back():
    from pharmopt.explain import explain
    ens = Ensemble(h=14, **FAST).fit(pd.concat([poisson(400, 5, 1, uid='S1/a'), poisson(400, 9, 2, uid='S1/b')]))
    t = explain(ens)
    np.testing.assert_allclose(t.Ensemble, ens.mean.T.ravel())
    np.testing.assert_allclose(t.Normalizer, t.level*t.weekday*t.season*t.signal*t.regressors)

def data_file(name):
    folder = Path(os.environ.get('PHARMOPT_DATA', Path(__file__).resolve().parents[2]/'shared'/'data'))
    if not (folder/name).exists(): pytest.skip(f'{name} is not in {folder}; set PHARMOPT_DATA to the folder that has it')
    return folder/name

def test_a_real_pharmacy_is_forecast_better_than_by_seasonal_naive():
    "Eight groups of a real pharmacy, four months of 2018: scaled quantile loss well under the yardstick, bands that hold"
    wide = pd.read_csv(data_file('pharma_sales_daily.csv'), parse_dates=['date'])
    d = wide.melt('date', var_name='unique_id', value_name='y').rename(columns={'date':'ds'})
    r = backtest(d[d.ds<='2018-10-12'], n_windows=4, **BACK)
    e = evaluate(r)
    assert e.loc['Ensemble','sql']<.75*e.loc['SeasonalNaive','sql']
    assert .92<=e.loc['Ensemble','coverage-95']<=.98

def test_backtest_with_an_item_that_begins_after_the_cutoff():
    from pharmopt.backtest import backtest, evaluate
    ds = pd.date_range('2026-01-01', periods=90)
    rng = np.random.default_rng(0)
    old = pd.DataFrame(dict(unique_id='S/old', ds=ds, y=rng.poisson(5, 90).astype(float)))
    new = pd.DataFrame(dict(unique_id='S/new', ds=ds[-5:], y=1.))
    results = backtest(pd.concat([new, old]), h=7, n_windows=1, models=('arima',), progress=False)
    assert set(results.unique_id)=={'S/old'} and results.y.tolist()==old.y.tolist()[-7:]
    assert np.isfinite(evaluate(results).mase).all()

def test_hours_that_never_sell_are_closed():
    "Nights are forecast as zero, the open hours are not; an item that seldom sells proves nothing about the shop"
    rng, ds = np.random.default_rng(0), pd.date_range('2024-01-01', periods=24*200, freq='h')
    open_ = (ds.hour>=8)&(ds.hour<20)
    busy = [series(rng.poisson(3*open_), f'S1/{i}', freq='h') for i in range(3)]
    slow = series(rng.poisson(.02*open_), 'S2/slow', freq='h')
    base = fit_base(make_panel(pd.concat([*busy, slow]), 'h'), 48)
    night = ~open_[:48]
    assert (base.mean[night,:3]==0).all() and (base.mean[~night,:3]>1.5).all() and not base.closed[:,3].any()
    assert abs(base.mean[:,:3].sum()/(3*48/2*3)-1)<.05

def test_half_a_year_of_hours_does_not_hide_the_season():
    "Demand falls by half from winter to summer: the hourly forecast follows, all members"
    rng, ds = np.random.default_rng(1), pd.date_range('2023-01-01', periods=24*545, freq='h')
    mean = 3*((ds.hour>=8)&(ds.hour<20))*(1+.33*np.cos(2*np.pi*ds.day_of_year.to_numpy()/365.25))
    d = pd.concat([series(rng.poisson(mean), f'S1/N02-{i}', start='2023-01-01', freq='h') for i in range(8)])
    ens = Ensemble(freq='h', h=48, **FAST).fit(d[d.ds<ds[-48]])
    assert abs(ens.means.sum((1,2))/(8*mean[-48:].sum())-1).max()<.08
    from pharmopt.explain import explain
    t = explain(ens)
    np.testing.assert_allclose(t.Normalizer, t.level*t.weekday*t.season*t.signal*t.regressors)

def test_items_without_a_location_are_of_one_shop():
    "Five items that are shut together every 1 May say so, though each alone sells too little"
    rng, ds = np.random.default_rng(2), pd.date_range('2022-01-01', '2024-04-20')
    y = {i: rng.poisson(2, len(ds))*(ds.strftime('%m-%d')!='05-01') for i in 'ABCDE'}
    plain, named = (fit_base(make_panel(pd.concat([series(v, uid=prefix+k, start='2022-01-01') for k, v in y.items()])), 30) for prefix in ('', 'S1/'))
    at = plain.future.get_loc('2024-05-01')
    assert plain.mean[at].max()==0 and (np.delete(plain.mean, at, 0)>0).all()
    np.testing.assert_allclose(plain.mean, named.mean)

def test_choices_are_read_when_they_are_used():
    from unittest.mock import patch
    from pharmopt.models import CHOICES
    rng = np.random.default_rng(3)
    d = series(np.r_[rng.poisson(10, 350), rng.poisson(13, 50)])
    level = lambda: fit_base(make_panel(d), 7).level[-1,0]
    usual = level()
    with patch.dict(CHOICES, half_life=20.): assert level()>usual+.8
    assert level()==usual

def months(values, uid): return series(values, uid, start='2014-01-01', freq='MS')

def test_odd_months_neither_fail_nor_harm_their_neighbours():
    "What the members of months are given: gaps, a late start, one value, zeros, a constant, a wrong number, growth; by both engines"
    rng, month = np.random.default_rng(0), np.arange(72)
    grown = 100*np.exp(.01*month+.2*np.sin(2*np.pi*month/12)+rng.normal(0, .03, 72))
    holes = np.where(rng.random(72)<.2, np.nan, grown)
    odd = {'S1/healthy': grown, 'S1/holes': holes, 'S1/late': np.r_[[np.nan]*34, grown[34:]], 'S1/later': np.r_[[np.nan]*50, grown[50:]], 'S2/one': np.r_[[np.nan]*71, 5.], 'S2/zeros': 0*grown, 'S2/constant': 0*grown+7,
        'S3/billion': np.where(month==40, 1e9, grown), 'S3/tiny': grown/1e6, 'S3/once': (month==30)*4., 'S4/sunk': grown*np.exp(-.15*month)}
    table = pd.concat([months(y, uid) for uid, y in odd.items()])
    alone = Ensemble(freq='MS', h=12, **FAST).fit(months(grown, 'S1/healthy')).predict()
    base = fit_base(make_panel(table, 'MS'), 12)
    for both in ((arima_batched, arima_library), (theta_batched, theta_library)):
        for f in both: assert np.isfinite(member_means(base, (f.__name__.split('_')[0],), 'library' if f is both[1] else 'batched', progress=False)).all()
    healthy = list(base.panel.ids).index('S1/healthy')
    np.testing.assert_allclose(theta_batched(base)[:,healthy], theta_library(base, progress=False)[:,healthy], rtol=.005)
    ens = Ensemble(freq='MS', h=12, **FAST).fit(table)
    got, paths = ens.predict(), np.asarray(ens.paths(100))
    assert np.isfinite(got.select_dtypes('number').to_numpy()).all() and np.isfinite(paths).all() and (paths>=0).all()
    mean = got.groupby('unique_id').Ensemble.mean()
    np.testing.assert_allclose(got[got.unique_id=='S1/healthy'].Ensemble, alone.Ensemble, rtol=.1)
    want = 100*np.exp(.01*np.arange(72, 84)+.2*np.sin(2*np.pi*np.arange(72, 84)/12)).mean()
    for uid in ('S1/healthy','S1/holes','S1/late'): assert abs(mean[uid]/want-1)<.12, (uid, mean[uid], want)
    assert abs(mean['S2/constant']/7-1)<.05 and mean['S2/zeros']<.1 and mean['S3/billion']<10*want and mean['S4/sunk']<1

def test_growing_months_are_not_forecast_late():
    "Items that grow by 10 to 20 % a year: no systematic shortfall, and better than the season of last year"
    rng, month = np.random.default_rng(4), np.arange(108)
    d = pd.concat([months(200*np.exp(g*month+.15*np.sin(2*np.pi*(month+k)/12)+rng.normal(0, .04, 108)), f'S1/{k}') for k, g in enumerate(np.linspace(.008, .015, 8))])
    r = backtest(d, h=12, n_windows=3, freq='MS', refit=True, **BACK)
    e = evaluate(r)
    assert abs(e.loc['Ensemble','bias'])<.02 and abs(e.loc['ARIMA','bias'])<.03 and e.loc['Ensemble','sql']<.4*e.loc['SeasonalNaive','sql'], e

def test_saved_candidates_outlive_another_choice(tmp_path):
    "The members that stood by are saved by name: what 'auto' means later does not move the columns of a saved forecast"
    from unittest.mock import patch
    from pharmopt import forecast
    rng = np.random.default_rng(1)
    ens = Ensemble(freq='MS', h=6, **FAST).fit(months(rng.poisson(20, 60), 'S1/a'))
    ens.save(tmp_path)
    members, want = ens.members, ens.predict()
    with patch.object(forecast, 'candidates', lambda freq: ('normalizer',)):
        again = Ensemble.load(tmp_path)
        assert again.members==members and 'theta' in members
        pd.testing.assert_frame_equal(again.predict(), want)


def test_months_of_a_wandering_level_are_covered_over_every_window():
    from pharmopt.backtest import coverage
    rng, T = np.random.default_rng(5), 48
    y = rng.poisson(200*np.exp(np.cumsum(rng.normal(0, .06, (T, 60)), 0)))
    demand = pd.DataFrame(dict(unique_id=np.repeat([f'S1/{k:02d}' for k in range(60)], T), ds=np.tile(pd.date_range('2020-01-01', periods=T, freq='MS'), 60), y=y.T.ravel().astype(float)))
    got = coverage(backtest(demand, h=12, n_windows=1, models=('arima','prophet'), engine='batched', freq='MS', refit=True, progress=False))
    assert (got[95]>=.8).all() and (got[80]<=.97).all(), got

def test_zeros_before_a_launch_are_not_demand():
    rng, ds = np.random.default_rng(0), pd.date_range('2023-01-02', periods=500)
    y = rng.poisson(100, (500, 6)).astype(float)
    y[ds.day_of_week==6] = 0
    y[:350,5] = 0
    demand = pd.DataFrame(dict(unique_id=np.repeat([f'S1/{k}' for k in range(6)], 500), ds=np.tile(ds, 6), y=y.T.ravel()))
    f = Ensemble(('arima','prophet'), h=28, engine='batched', progress=False).fit(demand).predict()
    f = f[f.unique_id=='S1/5']
    assert abs(f.Ensemble.sum()/2400-1)<.1 and f.Ensemble[f.ds.dt.day_of_week==6].max()<3

def test_one_sale_of_a_new_item_is_not_taken_for_its_daily_need():
    rng, ds = np.random.default_rng(1), pd.date_range('2024-01-01', periods=200)
    demand = pd.DataFrame(dict(unique_id=np.repeat([f'S1/{k}' for k in range(8)], 200), ds=np.tile(ds, 8), y=rng.poisson(9, 1600).astype(float)))
    new = pd.DataFrame(dict(unique_id='S1/new', ds=ds[-1:], y=5.))
    e = Ensemble(('arima','prophet'), h=14, engine='batched', progress=False).fit(pd.concat([demand, new]))
    assert e.predict(h=7).groupby('unique_id').Ensemble.sum()['S1/new']<8

def test_own_models_are_scored_and_bad_ones_named():
    demand = pd.DataFrame(dict(unique_id='a', ds=pd.date_range('2024-01-01', periods=60), y=np.arange(60.)%7))
    last = lambda history, h: history.tail(1).y.to_numpy()*np.ones((1, h))
    assert set(evaluate(backtest(demand, h=5, n_windows=2, models={'last': last}, progress=False)).index)=={'last','SeasonalNaive'}
    with pytest.raises(ValueError, match='1 items by 5 periods'): backtest(demand, h=5, models={'bad': lambda history, h: np.ones(h)}, progress=False)

def test_a_short_history_is_forecast_by_members_that_know_its_season():
    "36 months with a strong season and a trend: members without a season lose their weight, though no whole horizon could be checked with two seasons known"
    rng, month = np.random.default_rng(6), np.arange(48)
    shape = rng.normal(0, .35, (12, 30)) + .8*np.sin(2*np.pi*np.arange(12)[:,None]/12)
    y = np.exp(5+.01*month[:,None]+shape[month%12]+rng.normal(0, .08, (48, 30)))
    d = pd.concat([months(y[:,k], f'S1/{k:02d}') for k in range(30)])
    ens = Ensemble(freq='MS', h=12, **FAST).fit(d[d.ds<'2017-01-01'])
    assert ens.weights['Prophet'].mean()<.05 and ens.weights['TSB'].mean()<.02, ens.weights.mean()
    r = backtest(d, h=12, n_windows=1, freq='MS', refit=True, **BACK)
    e = evaluate(r)
    assert e.loc['Ensemble','sql']<.9*e.loc['SeasonalNaive','sql'], e.sql

@pytest.mark.parametrize('freq', ['D','MS'])
def test_crashes_jumps_and_gaps_at_the_end_stay_within_reason(freq):
    "A level that falls to a tenth, a jump in the last periods, long zeros, a launch, a gap until now: finite, no negative path, no mean above what was ever sold"
    rng, T = np.random.default_rng(7), 300 if freq=='D' else 60
    t = np.arange(T)
    kinds = dict(crash=np.where(t<T-10, 50, 5), jump=np.where(t<T-2, 10, 80), zeros=np.where(t<T//3, 20, 0), launch=np.where(t<T-6, 0, 30), back=np.where((t>T//3)&(t<T-8), 0, 25), steady=0*t+20)
    d = pd.concat([series(rng.poisson(mu), f'S1/{k}', '2015-01-01', freq) for k, mu in kinds.items()])
    d = d[~((d.unique_id=='S1/steady')&(d.ds>d.ds.unique()[-7]))]
    ens = Ensemble(freq=freq, h=12, **FAST).fit(d)
    p, top = ens.predict(level=(95,)), d.groupby('unique_id').y.max()
    assert np.isfinite(p.select_dtypes('number').to_numpy()).all() and (np.asarray(ens.paths(100))>=0).all()
    mean = p.groupby('unique_id').Ensemble.mean()
    assert (mean<=1.1*top).all() and mean['S1/crash']<30 and mean['S1/zeros']<10 and 10<mean['S1/steady']<30, mean

def test_rare_months_without_a_sale_yet_are_not_certain_to_stay_silent():
    "300 items of which many have not sold in two years: sums over six months are covered, and no band of such an item is a single zero where others woke"
    from pharmopt.backtest import coverage
    rng = np.random.default_rng(8)
    y = rng.poisson(rng.gamma(.35, .5, (1, 300)).clip(.01), (30, 300))*rng.integers(1, 4, (30, 300))
    d = pd.concat([months(y[:,k], f'S1/{k:03d}') for k in range(300)])
    r = backtest(d, h=6, n_windows=1, freq='MS', refit=True, **BACK)
    silent = r.unique_id.isin([f'S1/{k:03d}' for k in np.flatnonzero(y[:24].sum(0)==0)])
    assert silent.any() and r.Ensemble[silent].min()>0 and r['Ensemble-cum-hi-95'][silent].max()>0
    got = coverage(r)
    assert got.loc['sums over 6', 95]>.88, got
    assert abs(evaluate(r).loc['Ensemble','bias'])<.15

@pytest.mark.parametrize('freq, start', [('MS','2021-01-01'), ('W-MON','2023-01-02'), ('QE','2015-03-31')])
def test_a_longer_period_than_freq_is_named(freq, start):
    "Months read as days gave each day a month's demand"
    d = series(np.full(36, 200), start=start, freq=freq)
    with pytest.raises(ValueError, match=f"look like '{freq}', got 'D'") as e: Ensemble(h=12, **FAST).fit(d)
    assert '\n' not in str(e.value).partition(chr(10)+'See')[0]
    assert len(Ensemble(h=2, freq=freq, **FAST).fit(d).predict())==2

def test_days_with_gaps_are_no_longer_period():
    "Rows of sales only, on irregular days, are days"
    d = series(np.full(300, 3.)).iloc[np.cumsum(np.random.default_rng(0).integers(2, 9, 50))%300].drop_duplicates('ds')
    assert len(Ensemble(h=7, **FAST).fit(d).predict())==7

@pytest.mark.parametrize('n', [5, 13])
def test_a_few_months_of_one_item_have_a_band_of_their_size(n):
    "Nobody to borrow from: 13 months near 200 had a band to 917, the spread of an exponential"
    y = np.random.default_rng(0).poisson(200, n)
    t = Ensemble(h=12, freq='MS', **FAST).fit(series(y, freq='MS')).predict()
    assert 160<t.Ensemble.mean()<240 and 230<t['Ensemble-hi-95'].mean()<(700 if n==5 else 400)

def test_a_jump_is_uncertain_but_no_more_than_what_was_seen():
    "100 a month, 200 since half a year: the band went to 859, since errors of the calm past were scaled by those of the jump"
    rng = np.random.default_rng(0)
    d = pd.concat([series(rng.poisson(np.where(np.arange(36)<30, 100, 200)), 'S1/A', freq='MS'), series(rng.poisson(200, 36), 'S1/B', freq='MS')])
    t = Ensemble(h=6, freq='MS', **FAST).fit(d).predict().groupby('unique_id')[['Ensemble','Ensemble-hi-95']].mean()
    assert 160<t.Ensemble['S1/A']<240 and 230<t['Ensemble-hi-95']['S1/A']<600 and t['Ensemble-hi-95']['S1/B']<260

def test_bands_of_many_items_are_calibrated_on_a_sample():
    "1,200 items: the exponents of all come from a part of them, and cover the others"
    rng, n, T = np.random.default_rng(0), 1200, 150
    y = rng.negative_binomial(4, 4/(4+rng.lognormal(1, 1, n)), (T+7, n)).astype(float)
    d = pd.DataFrame(dict(unique_id=np.repeat([f'S1/A{i%10}0-{i:04d}' for i in range(n)], T), ds=np.tile(pd.date_range('2024-01-01', periods=T), n), y=y[:T].T.ravel()))
    ens = Ensemble('normalizer', h=7, engine='batched', n_windows=4, progress=False).fit(d)
    order = np.argsort([f'S1/A{i%10}0-{i:04d}' for i in range(n)])
    lo, hi = ens.quantiles((.025,.975))
    assert .93<((y[T:,order]>=lo-1e-9)&(y[T:,order]<=hi+1e-9)).mean()<.99

@pytest.mark.parametrize('freq, start, n, known, new, unit', [('D','2024-01-01',150,20,30,'days'), ('W-MON','2022-01-03',120,30,5,'weeks'),
                                                              ('MS','2019-01-01',72,10,4,'months')])
def test_a_short_history_and_a_moved_level_are_named_for_every_period(freq, start, n, known, new, unit):
    "Steady items get no sentence, not even one with a season of a year"
    rng = np.random.default_rng(0)
    season = 20*(1+.5*np.sin(2*np.pi*np.arange(n)/(12 if freq=='MS' else 52)))
    rates = dict(Same=np.full(n, 20), Other=np.full(n, 40), New=[np.nan]*(n-known)+[20]*known, Up=np.r_[np.full(n-new, 20), np.full(new, 80)],
                 Down=np.r_[np.full(n-new, 80), np.full(new, 20)])
    if freq!='D': rates['Season'] = season
    table = [series(np.where(np.isnan(r), np.nan, rng.poisson(np.nan_to_num(r))), f'S1/{u}', start, freq) for u, r in rates.items()]
    ens = Ensemble('normalizer', freq=freq, h=4, n_windows=0, engine='batched', progress=False).fit(pd.concat(table))
    why = uncertainty(ens)
    assert (why[[u for u in why.index if u[3:] in ('Same','Other','Season')]]=='').all()
    assert why['S1/New']==f'Uncertain: only {known} {unit} of demand are known; the spread is borrowed from similar items.'
    assert why['S1/Up'].startswith('Uncertain: demand rose to another level') and why['S1/Down'].startswith('Uncertain: demand fell')
