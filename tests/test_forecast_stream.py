"The forecast as the stream moves on: events of the running day, drift, regressors, bands that are judged, files that carry all of it."
import time
import numpy as np, pandas as pd, pytest
from pharmopt.backtest import backtest
from pharmopt.forecast import Ensemble

BACK = dict(models=('arima','prophet'), engine='batched', progress=False)
FAST = dict(BACK, n_windows=4)

def shop(n=6, days=400, seed=0, mean=None):
    rng, ds = np.random.default_rng(seed), pd.date_range('2024-01-01', periods=days)
    mean = np.full((days, n), 12.) if mean is None else mean
    Y = rng.poisson(mean*np.array([1.2,1.1,1,1,1.1,1,.6])[ds.day_of_week][:,None])
    return pd.concat([pd.DataFrame(dict(unique_id=f'S1/{i:02d}', ds=ds, y=Y[:,i].astype(float))) for i in range(n)], ignore_index=True)

@pytest.fixture(scope='module')
def ens(): return Ensemble(h=14, **FAST).fit(shop())

def test_events_of_the_running_day_cost_the_same_for_few_and_many_items(ens):
    day = ens.panel.ahead(1)[0]
    def cost(e, n=3000):
        t = time.process_time()
        for k in range(n): e.observe(e.ids[k%len(e.ids)], 1, day+pd.Timedelta(seconds=k))
        return (time.process_time()-t)/n
    big = Ensemble(h=14, **FAST).fit(shop(200, 100).assign(ds=lambda d: d.ds+pd.Timedelta(days=300)))
    few, many = cost(ens), cost(big)
    assert many<10*few          # computing time of an event does not grow with the number of items
    assert ens.running().so_far.sum()==3000 and big.running().so_far.sum()==3000

def test_closing_the_day_equals_an_update_with_its_totals(tmp_path):
    a = Ensemble(h=14, **FAST).fit(shop())
    b = Ensemble.load(a.save(tmp_path), progress=False)
    day = a.panel.ahead(1)[0]
    a.observe('S1/00', 3, day); a.observe('S1/00', 2, day+pd.Timedelta(hours=8)); a.observe('S1/new', 1, day+pd.Timedelta(hours=9))
    a.close()
    y = [5.]+[0.]*5+[1.]
    b.update(pd.DataFrame(dict(unique_id=[*[f'S1/{i:02d}' for i in range(6)], 'S1/new'], ds=day, y=y)))
    pd.testing.assert_frame_equal(a.predict(), b.predict())

@pytest.mark.parametrize('quantity, hours, message', [(0, 1, 'quantity must be > 0'), (-2, 1, 'quantity must not be negative, got -2 .*> 0'), (1, -1, 'is closed'), (1, 25, 'close\\(\\) it first')])
def test_bad_events_are_refused(ens, quantity, hours, message):
    with pytest.raises(ValueError, match=message): ens.observe('S1/00', quantity, ens.panel.ahead(1)[0]+pd.Timedelta(hours=hours))

def test_a_lasting_change_is_noticed_and_the_calm_items_are_left_alone():
    mean = np.full((730, 20), 20.)
    mean[-80:,:6], mean[-80:,6:10] = 40, 8
    e = Ensemble(h=14, **FAST).fit(shop(20, 730, 3, mean))
    a = e.alarms().set_index('unique_id')
    assert len(set(a.index)&{f'S1/{i:02d}' for i in range(10)})>=4 and not set(a.index)&{f'S1/{i:02d}' for i in range(10, 20)}
    level = e.mean.mean(0)
    assert level[:6].min()>32 and level[6:10].max()<12 and abs(level[10:]/20-1).max()<.1
    assert (a.change[a.index<'S1/06']>1.2).all() and (a.change[a.index>='S1/06']<.8).all()

def test_regressors_are_used_and_the_future_of_demand_is_not():
    rng, d = np.random.default_rng(0), shop(5, 300)
    on = pd.Series(rng.random(300)<.1, index=d.ds.unique()).astype(float)
    d['promotion'] = d.ds.map(on)
    d['y'] = rng.poisson(d.y*(1+d.promotion))
    kw = dict(h=14, n_windows=1, regressors='promotion', **BACK)
    a = backtest(d, **kw)
    b = backtest(d.assign(y=np.where(d.ds>a.cutoff.max(), 999, d.y)), **kw)
    np.testing.assert_allclose(a.Ensemble, b.Ensemble)
    promo = a.ds.map(on)>0
    assert promo.any() and 1.6<a.Ensemble[promo].mean()/a.Ensemble[~promo].mean()<2.4

def test_regressors_must_be_known_ahead():
    d = shop(2, 100).assign(promotion=0.)
    with pytest.raises(ValueError, match='must be known for the coming 14 periods'): Ensemble(h=14, regressors=('promotion',), **FAST).fit(d)
    with pytest.raises(ValueError, match='needs the columns price'): Ensemble(h=14, regressors=('price',), **FAST).fit(d)

def test_new_items_lean_on_their_group():
    "Ten days old, in a group that sells more on Mondays: the forecast has the group's week and a level between its own and nothing"
    d = shop(8, 400)
    d['unique_id'] = 'S1/N02-'+d.unique_id.str[-2:]
    rng = np.random.default_rng(1)
    ds = pd.date_range(d.ds.max()-pd.Timedelta(days=9), d.ds.max())
    new = pd.DataFrame(dict(unique_id='S1/N02-zz', ds=ds, y=rng.poisson(6*np.array([1.2,1.1,1,1,1.1,1,.6])[ds.day_of_week]).astype(float)))
    f = Ensemble(h=14, **FAST).fit(pd.concat([d, new])).predict().query("unique_id=='S1/N02-zz'")
    assert 4<f.Ensemble.mean()<13
    assert f.Ensemble[f.ds.dt.day_of_week==0].mean()>1.4*f.Ensemble[f.ds.dt.day_of_week==6].mean()

def test_sums_of_paths_are_coherent_over_groups_and_shocks_are_shared():
    rng = np.random.default_rng(0)
    wave = np.exp(np.convolve(rng.normal(0, .3, 500), np.ones(30)/6, 'same'))[:,None]
    e = Ensemble(h=28, **FAST).fit(shop(6, 500, 1, 15*wave*np.ones(6)))
    p = np.asarray(e.paths(1000))
    total, parts = p.sum(2).sum(0), p.sum(2)
    assert total.std()>1.5*np.sqrt((parts.std(1)**2).sum())          # shared shocks: the total strays more than independent items would
    np.testing.assert_allclose(e.paths(1000)[:3].sum()+e.paths(1000)[3:].sum(), p.sum())

def test_nothing_but_arrays_is_in_the_file(ens, tmp_path):
    ens.save(tmp_path)
    with np.load(tmp_path/'ensemble.npz', allow_pickle=False) as z:
        assert all(z[k].dtype!=object for k in z.files) and {'past','issued_lo','by_item'}<=set(z.files)
    import json
    meta = json.loads((tmp_path/'ensemble.json').read_text())
    assert meta['data']['columns']==['unique_id','ds','y'] and meta['libraries']['numpy']==np.__version__
