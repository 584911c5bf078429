"One meaning for every number: days at every seam, one stock_levels, the twin plays the plan that is configured."
import numpy as np, pandas as pd, pytest, sqlalchemy as sa
from pharmopt.data import Paths, complete_catalog, load_sales
from pharmopt.days import daily_demand, step_paths, steps_of
from pharmopt.optimize import plan_orders, stock_levels
from pharmopt.policy import View, base_stock, configured, min_max, robust, s_S, weekly_par
from pharmopt.simulate import compare, simulate
from pharmopt.store import Store, tables

FREQS = ['D', 'W', 'MS', 'h']

@pytest.fixture(scope='module')
def sales():
    "The same two years of sales, summed by hour, day, week and month: whole weeks and, for months, whole months"
    rng, hours = np.random.default_rng(4), pd.date_range('2023-01-02', '2024-12-29 23:00', freq='h')
    open_ = ((hours.hour>=8) & (hours.hour<18) & (hours.dayofweek<6)).astype(float)
    rate = np.array([24, 12, 6, 3, 1.5, .5])*7/6/10
    y = pd.DataFrame(rng.poisson(open_[:,None]*rate), index=hours, columns=[f'P/M{i}' for i in range(6)]).astype(float)
    by = dict(h=y, D=y.resample('D').sum(), W=y.resample('W-MON', label='left', closed='left').sum(), MS=y.resample('MS').sum())
    return {f: w.rename_axis(index='ds', columns='unique_id').stack().rename('y').reset_index() for f,w in by.items()}

def saving(c):
    d = c.differences.set_index(['policy','kpi']).loc[('pharmopt','cost_ratio')]
    return d.low, d.difference, d.high

def overlap(intervals):
    return max(i[0] for i in intervals)<=min(i[2] for i in intervals)

def held(result): return result.sums['stock'].sum()/result.sums['stock'].shape[0]

@pytest.fixture(scope='module')
def compared(sales):
    cat = complete_catalog(sorted(sales['D'].unique_id.unique()), lead_time_mean=7, lead_time_sd=1., fixed_cost=20.)
    return {f: compare({'today': min_max(14, 30), 'pharmopt': robust()}, sales[f], cat, seeds=range(2), history=240, draws=300, progress=False) for f in FREQS}

def test_api_sees_the_same_sales_alike(compared):
    stock = {f: c.kpis.loc['today'].holding for f,c in compared.items()}
    assert all(v==pytest.approx(stock['D'], rel=.15) for v in stock.values()), stock
    assert overlap([saving(c) for c in compared.values()]), {f: saving(c) for f,c in compared.items()}
    fills = {f: c.kpis.loc['today'].fill_rate for f,c in compared.items()}
    assert max(fills.values())-min(fills.values())<.01, fills

def test_command_line_sees_the_same_sales_alike(sales, tmp_path, monkeypatch):
    from typer.testing import CliRunner
    from pharmopt import cli, simulate as twin
    monkeypatch.chdir(tmp_path)
    kept, play = {}, twin.compare
    monkeypatch.setattr(cli, '_pictures', lambda *a: [])
    monkeypatch.setenv('PHARMOPT_OPTIMIZE_FILL_RATE', '0.97')
    for f in FREQS[:3]:                                   # the hourly file takes seconds to read; the twin sums it as the API test shows
        sales[f].pivot(index='ds', columns='unique_id', values='y').reset_index().to_csv(f'{f}.csv', index=False)
        def once(*args, _f=f, **kwargs):
            r = play(*args, **kwargs | dict(draws=200))
            kept.setdefault(_f, r); return r
        monkeypatch.setattr(twin, 'compare', once)
        r = CliRunner().invoke(cli.app, ['simulate', '--sales', f'{f}.csv', '--seeds', '1', '--quiet', '--front', '50'])
        assert r.exit_code==0, r.output
        assert "robust(fill_rate=0.97, fill='floor')" in r.output and 'fill_rate: type 2' in r.output
    stock = {f: c.kpis.loc['today'].holding for f,c in kept.items()}
    assert all(v==pytest.approx(stock['D'], rel=.15) for v in stock.values()), stock
    assert overlap([saving(c) for c in kept.values()]), {f: saving(c) for f,c in kept.items()}

def store_of(path, demand, freq, lots=None, **columns):
    s = Store(path)
    d = demand[demand.y>0]
    s.upsert(tables.demand, d[['unique_id','ds']].assign(y_nano=np.rint(d.y*1e9).astype('int64'), n_events=1, revision=0))
    s.finish_run(s.start_run('ingest'), freq=freq, closed_to=str(demand.ds.max()), source='test', fingerprint='x')
    s.save_catalog(complete_catalog(sorted(demand.unique_id.unique()), **columns))
    if lots is not None: s.save_lots(lots)
    return s

def test_job_and_pages_see_the_same_sales_alike(sales, tmp_path, monkeypatch):
    from pharmopt import jobs
    from pharmopt.kpis import at_risk, stock_cover
    monkeypatch.chdir(tmp_path)
    found, risk, rate = {}, {}, {}
    day = pd.Timestamp('2024-12-29')
    lots = pd.DataFrame(dict(unique_id=[f'P/M{i}' for i in range(6)], lot='a', expiry=pd.NaT, on_hand=[24*4., 12*20, 6*3, 3*30, 1.5*2, 20]))
    for f in FREQS:
        s = store_of(tmp_path/f'{f}.db', sales[f], f, lots, lead_time_mean=7., fixed_cost=20.)
        found[f] = jobs.twin(s, seeds=1)
        items = stock_cover(s, day)
        risk[f], rate[f] = at_risk(items), items.daily.to_numpy()
        assert found[f]['conventions']['pharmopt']=="robust(fill_rate=0.95, fill='floor')"
        s.close()
    stock = {f: r['kpis']['today']['holding'] for f,r in found.items()}
    assert all(v==pytest.approx(stock['D'], rel=.15) for v in stock.values()), stock
    ratio = [next(d for d in r['differences'] if d['policy']=='pharmopt' and d['kpi']=='cost_ratio') for r in found.values()]
    assert overlap([(d['low'], d['difference'], d['high']) for d in ratio])
    assert all(r==risk['D'] and r['risk']==3 for r in risk.values()), risk
    for f in FREQS: assert rate[f][:4]==pytest.approx(rate['D'][:4], rel=.3)

def test_plan_sees_the_same_forecast_alike():
    "A 7-day lead time on months is 7/30.4 of a month: orders, risk and dates as by the day"
    rng, n = np.random.default_rng(0), 400
    days = pd.date_range('2026-01-01', periods=120)
    y = rng.poisson([[[20.]], [[4.]], [[.7]]], (3, n, 120)).astype(float)
    ids, cat = ['P/A','P/B','P/C'], complete_catalog(['P/A','P/B','P/C'], lead_time_mean=7, lead_time_sd=1., fixed_cost=30., pack_size=1.)
    edges = dict(D=np.arange(120), W=np.arange(0, 119, 7), MS=np.array([0,31,59,90]))
    stock = pd.DataFrame(dict(unique_id=ids, lot='a', expiry=pd.NaT, on_hand=[260., 10., 4.]))
    due = pd.DataFrame(dict(order_id=[1], unique_id=['P/B'], quantity=[30.], due=[pd.Timestamp('2026-01-02')]))
    plans = {f: plan_orders(Paths(np.add.reduceat(y, e, axis=2)[:,:,:len(e)-(f!='D' and f!='MS')], ids=ids, ds=days[e][:len(e)-(f!='D' and f!='MS')]), cat, stock, due, fill_rate=.98).items for f,e in edges.items()}
    for f in ('W','MS'):
        assert plans[f].reorder_point.to_numpy()==pytest.approx(plans['D'].reorder_point.to_numpy(), rel=.12, abs=1)
        assert plans[f].days_of_cover.to_numpy()==pytest.approx(plans['D'].days_of_cover.to_numpy(), rel=.1, abs=1)
        assert plans[f].p_stockout.to_numpy()==pytest.approx(plans['D'].p_stockout.to_numpy(), abs=.1)
        assert (plans[f].due==plans['D'].due).all() and (plans[f].lead==7).all() and plans[f].rate.to_numpy()==pytest.approx([20, 4, .7], rel=.05)
    assert plans['MS'].p_stockout[0]<.001

def test_four_ways_to_the_same_levels(tmp_path):
    "Plan, rule in the twin, what-if and order points decide by one function"
    from pharmopt.kpis import what_if
    from pharmopt.order_points import order_points
    rng, ds = np.random.default_rng(2), pd.date_range('2026-01-01', periods=90)
    ids = ['P/A','P/B','P/C']
    cat = complete_catalog(ids, lead_time_mean=[3.,5,7], lead_time_sd=1., fixed_cost=20., review_days=[1.,2,3])
    paths = Paths(rng.gamma(2, 2, (3,300,40)), ids=ids, ds=pd.date_range(ds[60], periods=40))
    want = stock_levels(paths, cat, fill_rate=.97).set_index('unique_id')
    plan = plan_orders(paths, cat, fill_rate=.97)
    view = View(np.ones((90,1,3)), cat, ds=ds); view.t, view.on_hand, view.on_order = 60, np.zeros((1,3)), np.zeros((1,3))
    rule = robust(.97, forecaster=lambda past: paths).start(view)(view)[0]
    points = order_points(paths, cat, fill_rate=.97).set_index('unique_id')
    store = store_of(tmp_path/'s.db', pd.DataFrame(dict(unique_id=np.repeat(ids, 90), ds=np.tile(ds, 3), y=1.)), 'D')
    store.save_catalog(cat)
    np.save(tmp_path/'paths.npy', paths.values.astype('float32')); (tmp_path/'periods.csv').write_text('\n'.join(map(str, paths.ds)))
    pd.DataFrame(dict(unique_id=ids)).to_csv(tmp_path/'weights.csv', index=False)
    store.finish_run(store.start_run('optimize'), models_dir=str(tmp_path))
    for c in ('reorder_point','order_up_to','safety_stock'):
        assert plan.items.set_index('unique_id')[c].to_numpy()==pytest.approx(want[c].to_numpy())
        assert plan.orders.set_index('unique_id')[c].to_dict()==pytest.approx(want[c].to_dict())
        assert points[c].to_numpy()==pytest.approx(want[c].to_numpy())
        assert [what_if(store, i, .97)[c] for i in ids]==pytest.approx(want[c].tolist(), rel=1e-4)
    assert rule==pytest.approx(want.order_up_to.to_numpy())
    store.close()

def test_paths_survive_numpy():
    p = Paths(np.random.default_rng(0).poisson(3., (2,50,30)), ids=['A/x','A/y'], ds=pd.date_range('2026-01-01', periods=30))
    assert np.quantile(p, [.025,.975], axis=1).shape==(2,2,30) and np.median(p, axis=1).shape==(2,30)
    assert np.percentile(p, 50, axis=0).shape==(50,30) and np.sort(p, axis=1).shape==p.shape
    assert type(np.transpose(p)) is np.ndarray and type(np.cumsum(p, 2)) is np.ndarray and type(np.concatenate([p, p])) is np.ndarray
    assert p.mean()==pytest.approx(3, abs=.1) and (p*2).ids.tolist()==['A/x','A/y'] and p[1:].ids.tolist()==['A/y'] and len(p)==2

def test_rows_are_never_given_to_items_by_position():
    cat = complete_catalog(['P/Aspirin','P/Zinc'])
    y = np.random.default_rng(0).poisson([[[10.]],[[1.]]], (2,100,30)).astype(float)
    with pytest.raises(ValueError, match='does not say which item'): plan_orders(y, cat)
    with pytest.raises(ValueError, match='does not say which item'): stock_levels(y[:1], cat)
    named = plan_orders(y, cat, ids=['P/Zinc','P/Aspirin']).orders.set_index('unique_id').order_quantity
    assert named['P/Zinc']>3*named['P/Aspirin']
    assert len(plan_orders(y[:1], cat[:1]).orders)==1

def test_each_policy_says_its_kind_of_service(sales):
    names = [p.name for p in (robust(.95), robust(), robust(cycle_service_level=.95), base_stock(.95), base_stock(fill_rate=.99), s_S(fill_rate=.99), robust(.98, fill='total'))]
    assert names==['robust(fill_rate=0.95)', 'robust()', 'robust(cycle_service_level=0.95)', 'base_stock(cycle_service_level=0.95)', 'base_stock(fill_rate=0.99)', 's_S(fill_rate=0.99)', "robust(fill_rate=0.98, fill='total')"]
    with pytest.raises(ValueError, match='either a fill_rate, a cycle_service_level or a price'): robust(.95, cycle_service_level=.9)
    y = np.random.default_rng(1).gamma(2, 2, (1,4000,20))
    lv = stock_levels(Paths(y, ids=['P/A'], ds=pd.date_range('2026-01-01', periods=20)), complete_catalog(['P/A'], lead_time_mean=4, lead_time_sd=0.), cycle_service_level=.9)
    assert (y[0,:,:5].sum(1)<=lv.reorder_point[0]).mean()==pytest.approx(.9, abs=.01)

def test_normal_rules_reach_their_fill_rate():
    "Textbook rules with a fill rate reach it on normal demand"
    rng = np.random.default_rng(0)
    ds = pd.date_range('2020-01-01', periods=1600)
    demand = pd.DataFrame(dict(unique_id='P/A', ds=ds, y=np.maximum(rng.normal(50, 12, 1600), 0).round()))
    cat = complete_catalog(['P/A'], lead_time_mean=5, lead_time_sd=0., fixed_cost=50., pack_size=1., holding_cost=.2)
    for p, target in ((base_stock(fill_rate=.99, memory=364), .99), (s_S(fill_rate=.98, memory=364), .98)):
        assert -.01<simulate(p, demand, cat, history=400).kpis['fill_rate']-target<.02

def test_budget_of_a_day_is_kept_in_the_twin(sales):
    cat = complete_catalog(sorted(sales['D'].unique_id.unique()), lead_time_mean=7, fixed_cost=5.)
    free, tight = (simulate(configured(dict(fill_rate=.95, budget=b)), sales['D'], cat, block=1) for b in (None, 150.))
    spent = lambda r: (r.blocks['received']*cat.unit_cost.to_numpy()).sum((1,2))
    assert spent(free).max()>300 and spent(tight).max()<=2*150+1e-6                # orders of at most two days arrive together
    assert tight.kpis['fill_rate']<free.kpis['fill_rate']
    for bad, says in ((-1., 'budget must not be negative, got -1'), (float('nan'), 'budget must be a (finite )?number.*nan')):
        with pytest.raises(ValueError, match=says): robust(budget=bad)

def test_months_keep_their_units_and_their_spread():
    rng, ds = np.random.default_rng(0), pd.date_range('2022-01-01', periods=36, freq='MS')
    y = rng.poisson(rng.gamma(60, 1, (36,3))*[1, .1, .02])
    d, days = daily_demand(y, ds)
    assert len(days)==1096 and (d==np.rint(d)).all() and (pd.DataFrame(d, index=days).groupby(pd.Grouper(freq='MS')).sum().to_numpy()==y).all()
    paths = rng.gamma(4., 25., (1,4000,3))                                         # a month with a coefficient of variation of a half
    week = step_paths(paths, steps_of(pd.date_range('2026-01-01', periods=3, freq='MS')))[0,:,:7].sum(1)
    assert week.mean()==pytest.approx(100*7/31, rel=.05) and week.std()==pytest.approx(50*(7/31)**.5, rel=.12)

@pytest.mark.parametrize('freq,n', [('W', 7.), ('MS', 365/12), ('D', 1.)])
@pytest.mark.parametrize('kind', ['sqlite', 'postgres'])
def test_a_store_of_the_version_before_holds_days_afterwards(tmp_path, request, kind, freq, n):
    from alembic import command
    from alembic.config import Config
    url = f'sqlite:///{tmp_path}/s.db' if kind=='sqlite' else request.getfixturevalue('postgres_url')
    cfg, engine = Config(), sa.create_engine(url)
    cfg.set_main_option('script_location', 'pharmopt:migrations')
    with engine.begin() as c:
        cfg.attributes['connection'] = c
        command.upgrade(cfg, '0003')
        runs = sa.table('runs', *(sa.column(k) for k in ('run_id','kind','status','started_at')), sa.column('detail', sa.JSON))
        c.execute(sa.insert(runs), [dict(run_id='r1', kind='ingest', status='done', started_at=pd.Timestamp('2026-01-01').to_pydatetime(), detail=dict(freq=freq, closed_to='2026-01-01'))])
        old = sa.table('catalogue', *map(sa.column, ('unique_id','medicine_id','location_id','lead_time_mean','lead_time_sd','review_period','shelf_life','holding_cost')))
        c.execute(sa.insert(old), [dict(unique_id='P/A', medicine_id='A', location_id='P', lead_time_mean=7/n, lead_time_sd=1/n, review_period=1/n, shelf_life=730/n, holding_cost=.5*n),
                                   dict(unique_id='P/B', medicine_id='B', location_id='P', lead_time_mean=14/n, lead_time_sd=None, review_period=7/n, shelf_life=None, holding_cost=.2*n)])
        learned = sa.table('lead_times', *map(sa.column, ('unique_id','prior_mean','prior_sd','mean','sd','n')))
        c.execute(sa.insert(learned), [dict(unique_id='P/A', prior_mean=7/n, prior_sd=1/n, mean=8/n, sd=1.5/n, n=4)])
    engine.dispose()
    s = Store(url)
    cat = s.catalog().set_index('unique_id')
    assert cat.lead_time_mean.tolist()==pytest.approx([7, 14]) and cat.review_days.tolist()==pytest.approx([1, 7]) and cat.holding_cost.tolist()==pytest.approx([.5, .2])
    assert cat.shelf_life_days['P/A']==pytest.approx(730) and cat.lead_time_sd['P/A']==pytest.approx(1) and pd.isna(cat.shelf_life_days['P/B'])
    got = s.frame(sa.select(tables.lead_times)).iloc[0]
    assert (got.prior_mean, got['mean'], got.sd, got.n)==(pytest.approx(7), pytest.approx(8), pytest.approx(1.5), 4)
    s.close()
