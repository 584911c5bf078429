"Policies in the twin and in the exact decision process: no worse than the best base stock, near the optimum, refused where too large"
import numpy as np, pandas as pd, pytest
from scipy.stats import gamma, poisson
from pharmopt.data import complete_catalog
from pharmopt.mdp import Inventory, robust_rule
from pharmopt.policy import Policy, base_stock, deterministic, min_max, robust, s_S, smdp, weekly_par
from pharmopt.simulate import compare, simulate

def world(pmf_draw, days=1500, n=8, **columns):
    y = pmf_draw(np.random.default_rng(1), (days,n)).astype(float)
    ids = [f'P01/M{i}' for i in range(n)]
    cat = complete_catalog(ids, **dict(pack_size=1, fixed_cost=0.)|columns)
    return pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(pd.date_range('2000-01-01', periods=days), n), y=y.T.ravel())), cat

@pytest.mark.parametrize('lead,p', [(1,4.), (2,9.), (3,4.)])
def test_smdp_in_the_twin_costs_what_the_process_says(lead, p):
    "Zipkin's lost-sales model: the twin plays the solved policy; 8 items x 1200 periods have a standard error of about 1 %"
    demand, cat = world(lambda r,s: r.poisson(5, s), lead_time_mean=lead, holding_cost=1., stockout_cost=p, shelf_life_days=10**6)
    played = simulate(smdp(refit=10**6), demand, cat, history=280, warmup=40).kpis['cost']/8
    gain = Inventory(poisson.pmf(np.arange(41), 5), lead, stockout_cost=p).solve(1e-3).gain
    assert played==pytest.approx(gain, rel=.06)             # the policy estimates its demand from 280 periods

def test_smdp_is_no_dearer_than_rules_for_slow_items():
    demand, cat = world(lambda r,s: r.negative_binomial(.4, .4/(.4+.3), s), days=1400, n=10, lead_time_mean=7, review_days=7, holding_cost=.1, stockout_cost=30., unit_cost=12., shelf_life_days=21.)
    out = compare({'optimal': smdp(), 'robust': robust(), 'today': min_max(14,30), 'base stock': base_stock(.95)}, demand, cat, seeds=range(3), draws=300)
    assert out.kpis.cost['optimal']<=1.02*out.kpis.cost[['robust','today','base stock']].min()

def test_smdp_refuses_what_is_too_large_and_falls_back():
    demand, cat = world(lambda r,s: r.poisson(30, s), days=300, n=2, lead_time_mean=7)
    with pytest.raises(ValueError, match='smdp cannot plan P01/M0: the decision process would have .* states'): simulate(smdp(), demand, cat)
    a, b = simulate(smdp(fallback=robust()), demand, cat), simulate(robust(), demand, cat)
    assert a.kpis==b.kpis

# De Moor et al. (2022), the eight settings with m=2: the usable position under the issuing rule in force, against the best base stock of all
def de_moor(issue, waste, L, m=2):
    F = gamma(4, scale=1).cdf(np.r_[0, np.arange(.5, 101)])
    return Inventory(np.r_[np.diff(F)[:-1], 1-F[-2]], L, m, max_order=10, holding_cost=1, stockout_cost=5, waste_cost=waste, unit_cost=3, issue=issue, discount=.99)

def test_robust_is_no_worse_than_the_best_base_stock_on_perishables():
    "In the mean, and in each setting within half a percent; each within 3 % of the optimum"
    ratio, near = [], []
    for issue in ('lifo','fifo'):
        for waste in (7.,10.):
            for L in (1,2):
                inv = de_moor(issue, waste, L)
                cost, best, opt = inv.evaluate(inv.table(robust_rule(inv))), inv.best_base_stock()[1], inv.evaluate(inv.solve(1e-2).policy)
                ratio.append(cost/best); near.append(cost/opt)
    assert np.mean(ratio)<=.995 and max(ratio)<=1.005 and max(near)<1.03, (np.round(ratio,3), np.round(near,3))

@pytest.mark.parametrize('issue', ['lifo','fifo'])
def test_robust_on_a_longer_life(issue):
    inv = de_moor(issue, 7., 1, 3)
    assert inv.evaluate(inv.table(robust_rule(inv)))<=1.003*inv.best_base_stock()[1]

def test_expected_expiry_depends_on_the_issuing_rule():
    "Four fresh and four old units, demand of exactly 4: LIFO lets the old ones expire, FIFO sells them"
    from pharmopt.mdp import _expiring
    stock, none = np.array([[4.,4.]]), np.zeros((1,0))
    gone = {k: _expiring(Inventory(np.eye(6)[4], 1, 2, max_order=8, issue=k), 5, 0)(stock, none)[0] for k in ('fifo','lifo')}
    assert gone==dict(fifo=0., lifo=4.)

def test_weekly_par_orders_once_a_week():
    demand, cat = world(lambda r,s: r.poisson(4, s), days=400, n=3, review_days=1., lead_time_mean=2)
    r = simulate(weekly_par(28), demand, cat)
    assert r.sums['lines'].sum()==pytest.approx(3*((400-133-28)//7), abs=6)

def test_deterministic_is_cheaper_in_stock_and_poorer_in_service():
    demand, cat = world(lambda r,s: r.negative_binomial(2, .3, s), days=500, n=6, lead_time_mean=5)
    d, r = simulate(deterministic(), demand, cat).kpis, simulate(robust(), demand, cat).kpis
    assert d['fill_rate']<r['fill_rate'] and d['holding']<r['holding'] and d['cost']>r['cost']

def test_expiry_enters_the_trigger_when_costs_decide():
    demand, cat = world(lambda r,s: r.negative_binomial(1, .5, s), days=600, n=6, lead_time_mean=5, unit_cost=40., stockout_cost=30.)
    waste = [simulate(robust(), demand, cat.assign(shelf_life_days=m)).kpis['waste_rate'] for m in (10,30,400)]
    assert waste[0]>=waste[1]>=waste[2] and waste[0]<.15

def test_implied_price_travels_with_a_target():
    demand, cat = world(lambda r,s: r.poisson(4, s), days=300, n=3, lead_time_mean=2)
    assert 'USD (median item)' in repr(simulate(robust(.999), demand, cat)) and 'implies' not in repr(simulate(robust(), demand, cat))

@pytest.mark.parametrize('forecast', ['cheap','ensemble'])
def test_robust_sees_only_the_past(forecast):
    "Demand that differs from one day on changes no order placed before it; the ensemble is fitted again in between"
    from pharmopt.policy import ensemble
    from pharmopt.simulate import _play, _world
    demand, cat = world(lambda r,s: r.poisson(3, s)+2*(np.arange(s[0])%7<5)[:,None], days=300, n=3, lead_time_mean=3, lead_time_sd=1.)
    turn = demand.ds.min()+pd.Timedelta(days=250)
    asked, steps = [], []
    for d in (demand, demand.assign(y=demand.y.where(demand.ds<turn, 4*demand.y+7))):
        def maker(f=ensemble(every=28, n_paths=100, models=('arima',), h=30)): return lambda past: (asked.append(past.ds.max()), f(past))[1]
        p, trace = robust(.97, refit=14, forecaster=maker() if forecast=='ensemble' else None), []
        _play(p, _world(d, cat, [0], 140, 14, 'order', .95, None), trace=trace)
        steps.append(np.stack([np.r_[s[0].ravel(), s[1].ravel()] for s in trace]))
    same = (steps[0]==steps[1]).all(1)
    assert same[:110].all() and not same[111:].all()                       # the first changed day is number 250, 110 after the history
    if forecast=='ensemble': assert len(asked)==2*12 and max(asked)<demand.ds.max()

@pytest.mark.parametrize('train', [None, False])
def test_the_network_is_trained_between_two_fits_only_where_it_may_be(monkeypatch, train):
    "A fit every third call; in between the new periods alone are taken in"
    from pharmopt.policy import ensemble
    said = []
    class Fake:
        def __init__(self, **settings): assert settings=={'progress': False, 'h': 30}
        def fit(self, past): said.append(('fit', len(past))); return self
        def update(self, new, train='not given'): said.append(('update', len(new), train))
        def paths(self, n): return n
    monkeypatch.setattr('pharmopt.forecast.Ensemble', Fake)
    forecaster, past = ensemble(every=21, train=train, h=30), pd.DataFrame(dict(unique_id='P/A', ds=pd.date_range('2026-01-01', periods=90), y=1.))
    for days in (60, 67, 74, 81): assert forecaster(past[:days])==200
    assert said==[('fit', 60), ('update', 7, train), ('update', 7, train), ('fit', 81)]

def test_the_ensemble_plans_as_plan_orders_does():
    "The same paths, an empty shelf and the same costs: the twin's trigger and lot are those of the plan"
    from pharmopt.data import Paths
    from pharmopt.optimize import plan_orders
    from pharmopt.policy import View
    y, cat = np.random.default_rng(2).gamma(2, 2, (3,300,30)), complete_catalog(['P/A','P/B','P/C'], lead_time_mean=[3.,5,7], lead_time_sd=1., fixed_cost=20.)
    ds = pd.date_range('2026-01-01', periods=90)
    view = View(np.ones((90,1,3)), cat, ds=ds)
    view.t, view.on_hand, view.on_order = 60, np.zeros((1,3)), np.zeros((1,3))
    paths = Paths(y, ids=cat.unique_id.to_numpy(object), ds=pd.date_range(ds[60], periods=30))
    plan = plan_orders(paths, cat, None, None, fill_rate=.97, exact_limit=0).items.set_index('unique_id')
    got = robust(.97, forecaster=lambda past: paths).start(view)(view)[0]
    assert got==pytest.approx(plan.order_up_to.to_numpy(), rel=1e-6)

def test_a_forecaster_needs_demand_as_it_happened():
    demand, cat = world(lambda r,s: r.poisson(3, s), days=200, n=2)
    with pytest.raises(ValueError, match='leave resample out'): simulate(robust(forecaster=lambda past: None), demand, cat, seed=[0,1], resample=7)

def test_demand_that_has_died_out_is_ordered_no_more():
    "A year without a unit leaves no weekday to learn from: every day counts alike, and nothing is ordered"
    from pharmopt.policy import robust
    from pharmopt.simulate import simulate
    ds = pd.date_range('2022-01-03', periods=900, freq='D')
    demand = pd.DataFrame(dict(unique_id='P/a', ds=ds, y=np.where(np.arange(900)<300, 5., 0.)))
    catalog = pd.DataFrame(dict(unique_id=['P/a'], unit_cost=4., holding_cost=.01, stockout_cost=50., fixed_cost=10., lead_time_mean=7., lead_time_sd=1., review_days=1., shelf_life_days=365.))
    result = simulate(robust(), demand, catalog, seed=0)
    assert np.isfinite(result.kpis['cost']) and result.kpis['cost']>=0

# ------------------------------------------------------------------ the choice of level and half-life
def _seen(y, half_lives=(14, 182)):
    "A forecaster of the robust rule that has seen all of y [n_days, n_items], week by week, and its view"
    from pharmopt.policy import View, _seer
    view = View(y.astype(float)[:,None], complete_catalog([f'P01/M{i}' for i in range(y.shape[1])]))
    seer = _seer(view, half_lives, 0., 728)
    for t in range(7, len(y)+1, 7): view.t = t; seer.see(view)
    return seer, view

def test_the_half_life_follows_the_demand():
    "A steady item takes the slow level, a wandering one the fast level, and the level is that of the pick"
    rng, n = np.random.default_rng(0), 910
    steady = rng.poisson(20, (n, 6))
    wandering = rng.poisson(20*np.exp(rng.normal(0, .05, (n, 6)).cumsum(0)))
    for y, half in ((steady, 182), (wandering, 14)):
        seer, view = _seen(y)
        pick, E, S = seer.best()
        assert (np.array(seer.half_lives)[seer.half[pick]]==half).all()
        weight = .5**(np.arange(n)[::-1]/half)
        week = np.stack([y[max(k-6, 0):k+1].mean(0) for k in range(n)])
        assert seer.today(view, pick).mean(0)[0]==pytest.approx((week*weight[:,None]).sum(0)/weight.sum(), rel=1e-6)
    seer, view = _seen(steady)
    assert seer.today(view, seer.best()[0]).mean(0)[0]==pytest.approx(np.full(6, 20.), abs=1.)

def test_a_level_that_jumped_is_left_behind():
    "Sixty days after demand has doubled the fast level is there; with the slow one alone it is not"
    rng = np.random.default_rng(1)
    y = np.concatenate([rng.poisson(20, (700, 3)), rng.poisson(40, (70, 3))])
    for half_lives, low, high in (((14,), 37, 43), ((182,), 22, 31)):
        seer, view = _seen(y, half_lives)
        level = seer.today(view, seer.best()[0]).mean(0)[0]
        assert (level>low).all() and (level<high).all()

def test_lost_demand_of_the_lead_time_is_not_ordered():
    "An empty shelf with nothing on its way: the order is smaller by the demand that is lost before it can arrive; where demand waits it is not"
    from pharmopt.policy import View
    cat = complete_catalog(['P/A','P/B'], lead_time_mean=10, lead_time_sd=0., fixed_cost=0., shelf_life_days=10**6)
    y = np.full((600,1,2), 4.)
    def order(unmet, on_hand):
        view = View(y, cat, unmet=unmet)
        view.t, view.on_hand, view.on_order = 500, np.array([[0., on_hand]]), np.zeros((1,2))
        return robust().start(view)(view)[0]
    lost, waits = order('lost', 20.), order('backordered', 20.)
    assert waits[0]-lost[0]==pytest.approx(40, rel=.02) and waits[1]-lost[1]==pytest.approx(20, rel=.05)
    assert lost.min()>0

def test_lost_before_arrival_by_its_points():
    "The table of what is lost against the sum over all points of demand, for one row of levels and for three seeds"
    from types import SimpleNamespace
    from pharmopt.policy import _Target, _lead_demand, window_points
    rng = np.random.default_rng(0)
    points, weights = window_points(rng.lognormal(1, 1, 40), rng.lognormal(1, .5, 40))
    lost = _lead_demand(SimpleNamespace(unmet='lost'), _Target(), points, weights, (1, 40))
    usable, due = rng.gamma(1, 4, (3, 40)), rng.random((3, 40))<.8
    top = points[:,int(np.searchsorted(weights.cumsum(), .99))]
    want = np.where(due & (usable<top), np.maximum(points[None]-usable[...,None], 0)@weights, 0)
    assert np.abs(lost(usable, due)-want).max()<1e-9 and (want>0).any()
    assert _lead_demand(SimpleNamespace(unmet='backordered'), _Target(), points, weights, (1, 40)) is None
