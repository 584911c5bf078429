"Robust LP against its dual form, a brute-force search, and the closed form; limits, monotonicity, bad input"
import numpy as np, pandas as pd, pulp, pytest, time, warnings
from hypothesis import given, settings, strategies as st
from pharmopt.data import Paths, complete_catalog
from pharmopt.optimize import (plan_orders, protection, implied_gamma, window_demand, tail_points, shortage, projected_waste, newsvendor,
                               whole_packs, base_stock_level, eoq, lead_times, _robust_lp, _Problem)

pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning')       # the reference models below are written for PuLP 3

def instance(n=40, S=100, h=30, seed=0, **columns):
    rng = np.random.default_rng(seed)
    rate = rng.lognormal(1.2, 1, n)
    y = rng.poisson(rng.gamma(rate[:,None,None]/1.5, 1.5, (n,S,h)))
    ids = [f'P01/M{i:03d}' for i in range(n)]
    cat = complete_catalog(pd.DataFrame(dict(unique_id=ids, supplier_id=[f'S{i%4}' for i in range(n)], unit_cost=rng.gamma(2,5,n).round(2)+1, volume=rng.uniform(.05,.5,n),
        pack_size=rng.choice([1.,5,10,12], n), min_order=rng.choice([0.,0,20], n), lead_time_mean=rng.choice([3.,7,10], n), lead_time_sd=rng.choice([0.,1.5], n)) | columns))
    ds = pd.date_range('2025-06-02', periods=h)
    stock = pd.DataFrame(dict(unique_id=ids, lot='a', expiry=ds[0]+pd.to_timedelta(rng.integers(2,300,n), 'D'), on_hand=np.round(rate*rng.uniform(0,12,n))))
    pipe = pd.DataFrame(dict(order_id=[f'o{i}' for i in range(n//3)], unique_id=ids[:n//3], quantity=np.round(rate[:n//3]*4), due=ds[0]+pd.to_timedelta(rng.integers(-3,12,n//3), 'D')))
    return Paths(y, ids=np.array(ids, dtype=object), ds=ds), cat, stock, pipe

# Bertsimas and Thiele (2006), A robust optimization approach to inventory theory: the budgeted robust LP with backlog
def random_bt(seed, H=10):
    rng = np.random.default_rng(seed)
    mean = rng.uniform(5, 50, H)
    return mean, mean*rng.uniform(.1, .6, H), np.minimum(np.arange(1,H+1), np.cumsum(rng.uniform(.1, .9, H))), rng.uniform(.5, 2), rng.uniform(3, 30), rng.uniform(0, 40), rng.uniform(.1, 2)

def solve(prob):
    prob.solve(pulp.HiGHS(msg=False))
    assert pulp.LpStatus[prob.status]=='Optimal'
    return pulp.value(prob.objective)

def dual_form(mean, dev, gamma, h, p, x0, c):
    "Worst-case cost of each period bounded through the dual of its inner maximization"
    H, prob = len(mean), pulp.LpProblem('dual', pulp.LpMinimize)
    q = [pulp.LpVariable(f'q{t}', 0) for t in range(H)]
    cost = [pulp.LpVariable(f'y{t}', 0) for t in range(H)]
    prob += pulp.lpSum(c*x for x in q)+pulp.lpSum(cost)
    for t in range(H):
        theta, r = pulp.LpVariable(f'th{t}', 0), [pulp.LpVariable(f'r{t}_{s}', 0) for s in range(t+1)]
        stock = x0+pulp.lpSum(q[:t+1])-mean[:t+1].sum()
        worst = gamma[t]*theta+pulp.lpSum(r)
        prob += cost[t]>=h*(stock+worst)
        prob += cost[t]>=p*(-stock+worst)
        for s in range(t+1): prob += theta+r[s]>=dev[s]
    return solve(prob)

def modified_demand(mean, dev, gamma, h, p, x0, c):
    "The nominal LP with demand shifted by the protection, plus a constant"
    Z = np.array([protection(dev[None,:t+1], gamma[t])[0] for t in range(len(mean))])
    d = mean+(p-h)/(p+h)*np.diff(Z, prepend=0)
    prob = pulp.LpProblem('modified', pulp.LpMinimize)
    q = [pulp.LpVariable(f'q{t}', 0) for t in range(len(mean))]
    cost = [pulp.LpVariable(f'y{t}', 0) for t in range(len(mean))]
    prob += pulp.lpSum(c*x for x in q)+pulp.lpSum(cost)
    for t in range(len(mean)):
        stock = x0+pulp.lpSum(q[:t+1])-d[:t+1].sum()
        prob += cost[t]>=h*stock
        prob += cost[t]>=-p*stock
    return solve(prob)+2*p*h/(p+h)*Z.sum()

@pytest.mark.parametrize('seed', range(12))
def test_robust_dual_form_is_modified_demand(seed):
    a = random_bt(seed)
    assert dual_form(*a)==pytest.approx(modified_demand(*a), rel=1e-7)

@pytest.mark.parametrize('seed', range(6))
def test_protection_is_the_worst_case(seed):
    "The inner maximization solved as an LP"
    rng = np.random.default_rng(seed)
    dev, gamma = rng.uniform(0, 9, 8), rng.uniform(0, 8)
    prob = pulp.LpProblem('inner', pulp.LpMaximize)
    z = [pulp.LpVariable(f'z{i}', 0, 1) for i in range(8)]
    prob += pulp.lpSum(d*x for d,x in zip(dev,z))
    prob += pulp.lpSum(z)<=gamma
    assert solve(prob)==pytest.approx(protection(dev[None], gamma)[0])
    assert implied_gamma(dev[None], protection(dev[None], gamma))[0]==pytest.approx(gamma)

def test_scenario_lp_is_the_newsvendor():
    "One decision against many paths: the LP's optimum costs what the order statistic costs"
    rng = np.random.default_rng(3)
    d = rng.gamma(4, 5, 60)
    for h,p in [(1.,9.), (2.,3.), (.5,50.)]:
        prob = pulp.LpProblem('saa', pulp.LpMinimize)
        S, over, under = pulp.LpVariable('S', 0), [pulp.LpVariable(f'o{i}', 0) for i in range(60)], [pulp.LpVariable(f'u{i}', 0) for i in range(60)]
        prob += pulp.lpSum(h*x for x in over)+pulp.lpSum(p*x for x in under)
        for i in range(60): prob += S-over[i]+under[i]==d[i]
        level = newsvendor(h, p, d)
        assert solve(prob)==pytest.approx((h*np.maximum(level-d,0)+p*np.maximum(d-level,0)).sum())

@pytest.mark.parametrize('seed,kw', [(0,{}), (1,dict(fill_rate=.95)), (2,dict(fill_rate=.99, fill='total')), (3,dict(gamma=2.)), (4,dict(fixed_cost_per='line')), (5,dict(fill_rate=.999, fixed_cost_per='line'))])
def test_first_day_order_is_the_closed_form(seed, kw):
    paths,cat,stock,pipe = instance(seed=seed, pack_size=1e-7, min_order=0.)
    lp, rule = plan_orders(paths, cat, stock, pipe, **kw), plan_orders(paths, cat, stock, pipe, exact_limit=0, **kw)
    assert lp.status=='optimal' and len(lp.orders)>5
    np.testing.assert_allclose(lp.items.order_quantity, rule.items.order_quantity, rtol=1e-6, atol=2e-6)

def load_of(plan, paths, cat, stock, pipe):
    "Litres on the shelves at the start of each period, from scratch, for nominal demand and without expiry"
    mean, out = np.asarray(paths).mean(1), np.zeros(paths.shape[2])
    q = plan.items.set_index('unique_id').order_quantity.reindex(cat.unique_id).to_numpy()
    hand = stock.groupby('unique_id').on_hand.sum().reindex(cat.unique_id).to_numpy()
    for i,r in enumerate(cat.itertuples()):
        x = np.full(paths.shape[2], hand[i])
        for p in pipe[pipe.unique_id==r.unique_id].itertuples(): x += p.quantity*(paths.ds>p.due)
        x += q[i]*(np.arange(len(x))>=np.ceil(r.lead_time_mean))
        out += r.volume*np.maximum(x-np.r_[0, mean[i].cumsum()[:-1]], 0)
    return out

@pytest.mark.parametrize('seed', range(4))
def test_limits_hold_after_rounding(seed):
    paths,cat,stock,pipe = instance(seed=seed)
    stock['expiry'] = pd.Timestamp('2027-01-01')
    free = plan_orders(paths, cat, stock, pipe, fill_rate=.98)
    first = int(cat.lead_time_mean.min())
    top = load_of(free, paths, cat, stock, pipe)[first:].max()
    for b,s in [(.5,None), (.05,None), (0,None), (None,.9), (.5,.9), (.9,.8)]:
        budget, storage = (None if b is None else b*free.cost['purchase']), (None if s is None else s*top)
        plan = plan_orders(paths, cat, stock, pipe, fill_rate=.98, budget=budget, storage=storage)
        o = plan.orders.merge(cat, on='unique_id')
        if plan.status=='infeasible': assert s is not None and plan.status.limits==('storage',) and plan.status.items and o.empty; continue
        assert plan.status=='optimal' and plan.status.items
        assert (o.order_quantity/o.pack_size%1).round(6).isin([0,1]).all() and (o.order_quantity>=o.min_order-1e-9).all()
        if b is not None: assert (o.order_quantity*o.unit_cost).sum()<=budget+1e-6
        if s is not None: assert load_of(plan, paths, cat, stock, pipe)[first:].max()<=storage+1e-6

def test_more_budget_never_hurts_and_has_a_price():
    paths,cat,stock,pipe = instance(seed=7)
    free = plan_orders(paths, cat, stock, pipe)
    plans = [plan_orders(paths, cat, stock, pipe, budget=f*free.cost['purchase']) for f in (.1,.3,.6,.9,1.2)]
    prices = [p.shadow_prices['budget'] for p in plans]
    assert all(a>=b-1e-6 for a,b in zip(prices, prices[1:])) and prices[0]>0 and prices[-1]==0
    lost = [p.cost['stockout'] for p in plans]
    assert all(a>=b-1e-6 for a,b in zip(lost, lost[1:]))

def test_budget_smaller_than_any_order_is_not_infeasible():
    paths,cat,stock,pipe = instance(seed=1)
    plan = plan_orders(paths, cat, stock, pipe, budget=.01)
    assert plan.status=='optimal' and plan.orders.empty and plan.status.limits==('budget',) and len(plan.status.items)>3
    assert list(plan.orders)==['unique_id','order_quantity','packs','due','priority','urgency','p_stockout','days_of_cover','expected_waste',
        'reorder_point','order_up_to','safety_stock','reason']

def test_time_limit_is_told(monkeypatch):
    import pharmopt.optimize as opt
    monkeypatch.setattr(opt, 'solve', lambda prob, limit: 'time_limit')
    paths,cat,stock,pipe = instance(seed=2)
    free = plan_orders(paths, cat, stock, pipe)
    assert free.status=='time_limit' and len(free.orders)>5
    plan = plan_orders(paths, cat, stock, pipe, budget=500.)
    assert plan.status=='time_limit' and 0<plan.cost['purchase']<=500

@pytest.mark.parametrize('knob,values', [('fill_rate',(.8,.9,.95,.99,.999)), ('gamma',(0,1,2,4)), ('stockout_cost',(5,20,50,500))])
def test_more_protection_never_lowers_the_trigger(knob, values):
    paths,cat,stock,pipe = instance(seed=4)
    triggers = [plan_orders(paths, cat.assign(stockout_cost=v) if knob=='stockout_cost' else cat, stock, pipe, **({} if knob=='stockout_cost' else {knob: v})).items.reorder_point.to_numpy() for v in values]
    assert all((b>=a-1e-9).all() for a,b in zip(triggers, triggers[1:])) and triggers[-1].sum()>triggers[0].sum()

def test_gamma_zero_is_the_deterministic_plan():
    paths,cat,stock,pipe = instance(seed=4, lead_time_sd=0.)
    it = plan_orders(paths, cat, stock, pipe, gamma=0).items
    want = window_demand(paths, (cat.lead_time_mean+cat.review_days).to_numpy()).mean(1)
    np.testing.assert_allclose(it.reorder_point, want)

def test_criticality_raises_protection_and_priority():
    paths,cat,stock,pipe = instance(seed=6)
    plain, vital = plan_orders(paths, cat, stock, pipe, budget=800.), plan_orders(paths, cat.assign(criticality=np.where(np.arange(40)==5, 20., 1.)), stock.assign(on_hand=0), pipe, budget=800.)
    same = plan_orders(paths, cat, stock.assign(on_hand=0), pipe, budget=800.)
    rank = lambda p: p.items.set_index('unique_id').loc['P01/M005','order_quantity']
    assert rank(vital)>=rank(same) and vital.items.reorder_point[5]>same.items.reorder_point[5] and vital.orders.unique_id.iloc[0]=='P01/M005'

def test_fill_target_is_met_on_fresh_paths():
    "The rule on 4000 new paths of the same demand: shortage of a cycle over demand of a cycle"
    rng = np.random.default_rng(0)
    y = lambda S: rng.negative_binomial(3, .4, (1,S,9)).astype(float)
    cat = complete_catalog(['P/A'], lead_time_mean=7, fixed_cost=1e-6)
    new = y(40_000)
    for beta in (.9,.95,.99):
        s = plan_orders(y(2000), cat, fill_rate=beta).items.reorder_point[0]
        short = np.maximum(new[0,:,:8].sum(1)-s, 0).mean()-np.maximum(new[0,:,:7].sum(1)-s, 0).mean()
        assert 1-short/4.5==pytest.approx(beta, abs=.3*(1-beta)+.002)

def test_window_sums_not_sums_of_quantiles():
    "Safety stock grows like the root of the window for independent days"
    rng = np.random.default_rng(1)
    y = rng.normal(100, 10, (1,4000,20)).clip(0)
    z = {L: plan_orders(y, complete_catalog(['P/A'], lead_time_mean=L), gamma=None, fill_rate=.999).items for L in (0,15)}
    sums = tail_points(window_demand(y, 16))[0]
    assert z[15].safety_stock[0]<4.5*10*4 and z[15].gamma[0]<8

@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0,6), st.floats(0,30)), min_size=1, max_size=6), st.lists(st.floats(0,9), min_size=6, max_size=6))
def test_projected_waste_is_fefo(lots, demand):
    "Against a walk that takes units lot by lot"
    aged = np.zeros((1,7))
    for k,q in lots: aged[0,k] += q
    left, want, gone = aged[0].copy(), [], 0.
    for t,d in enumerate(demand):
        for k in range(7):
            use = min(left[k], d); left[k] -= use; d -= use
        gone += left[t]; left[t] = 0
        want.append(gone)
    np.testing.assert_allclose(projected_waste(aged, np.array([demand]))[0], want, atol=1e-7)

def test_expiring_stock_is_not_counted():
    paths,cat,stock,pipe = instance(seed=3)
    fresh, old = stock.assign(expiry=pd.Timestamp('2030-01-01'), on_hand=5000.), stock.assign(expiry=paths.ds[1], on_hand=1000.)
    assert plan_orders(paths, cat, fresh).orders.empty
    late = plan_orders(paths, cat, old)
    assert len(late.orders)>30 and late.items.expiring.min()>500 and 'will expire first' in late.orders.reason.iloc[0]

def test_stockout_chance_counts_only_what_arrives_in_time():
    y = np.full((1,10,12), 2.)
    cat, today = complete_catalog(['P/A'], lead_time_mean=5), '2025-06-01'
    stock = pd.DataFrame(dict(unique_id=['P/A'], lot='a', expiry=pd.Timestamp('2030-01-01'), on_hand=[4.]))
    due = lambda day: pd.DataFrame(dict(order_id=['o'], unique_id=['P/A'], quantity=[50.], due=[pd.Timestamp(day)]))
    out = lambda pipe: plan_orders(y, cat, stock, pipe, today=today).items.iloc[0]
    assert out(None).p_stockout==1 and out(None).days_of_cover==2 and out(None).urgency=='now'
    assert out(due('2025-06-03')).p_stockout==0 and out(due('2025-06-03')).days_of_cover==27
    assert out(due('2025-06-04')).p_stockout==1 and out(due('2025-05-01')).p_stockout==0
    assert out(None).due==pd.Timestamp('2025-06-06')

def test_reason_adds_up():
    import re
    paths,cat,stock,pipe = instance(seed=9)
    lost = 0
    for kw in ({}, dict(fill_rate=.95), dict(budget=300.), dict(fixed_cost_per='line')):
        plan = plan_orders(paths, cat, stock, pipe, **kw)
        for r in plan.orders.reason:
            hand, order = map(float, re.search(r'In stock ([\d.]+) .*, on order ([\d.]+)', r).groups())
            gone = re.search(r'of which ([\d.]+) will expire', r)
            packs, more = map(float, (re.match(r'Order ([\d.]+) packs? \(([\d.]+) units?\)', r) or re.match(r'Order (([\d.]+)) units?', r)).groups())
            total = hand+order-(float(gone[1]) if gone else 0)+more
            need, rest, below = re.search(r'days?\): ([\d.]*\d); (?:safety stock ([\d.]*\d)|([\d.]+) less than that)', r).groups()
            early = re.search(r'Of that demand ([\d.]+) units? will be lost', r)
            assert float(need)-(float(early[1]) if early else 0)+(float(rest) if rest else -float(below))==pytest.approx(total, abs=.16 if early else .11)       # each figure is rounded to a tenth
            lost += early is not None
        assert (plan.orders.packs*plan.items.set_index('unique_id').pack_size[plan.orders.unique_id].to_numpy()==plan.orders.order_quantity).all()
    assert lost                                               # items whose shelf is empty before the order arrives

def test_rows_are_aligned_by_id():
    paths,cat,stock,pipe = instance(seed=8)
    a = plan_orders(paths, cat, stock, pipe, fill_rate=.95).orders
    mix = np.random.default_rng(0).permutation(40)
    b = plan_orders(Paths(np.asarray(paths)[mix], ids=paths.ids[mix], ds=paths.ds), cat.sample(frac=1, random_state=1), stock.sample(frac=1, random_state=2), pipe, fill_rate=.95).orders
    pd.testing.assert_frame_equal(a, b)

def test_bad_input_is_refused():
    paths,cat,stock,pipe = instance(n=5, seed=0)
    bad = lambda match, *a, **kw: pytest.raises(ValueError, match=match).__enter__()
    for match,args,kw in [('shape', (np.zeros((5,30)), cat), {}), ('finite', (np.full((5,3,30), np.nan), cat), {}), ('no row for', (paths, cat[:3]), {}), ('budget', (paths, cat), dict(budget=-1)),
                          ('storage', (paths, cat), dict(storage=float('nan'))), ('fill rate', (paths, cat), dict(fill_rate=1.)), ('h=11', (paths[:,:,:9], cat.assign(lead_time_mean=10)), {}),
                          ("fill must be", (paths, cat), dict(fill='each')), ('fixed_cost_per', (paths, cat), dict(fixed_cost_per='day')), ('column on_hand', (paths, cat, stock.drop(columns='on_hand')), {}),
                          ('on_hand', (paths, cat, stock.assign(on_hand=-1.)), {}), ('due date', (paths, cat, stock, pipe.assign(due=pd.NaT)), {})]:
        with pytest.raises(ValueError, match=match): plan_orders(*args, **kw)

def test_500_items_30_days_in_time():
    paths,cat,stock,pipe = instance(n=500, S=200)
    start = time.process_time()
    plan = plan_orders(paths, cat, stock, pipe, fill_rate=.95, budget=1e4)
    assert time.process_time()-start<10 and plan.status=='optimal' and len(plan.items)==500     # 5 s on an idle machine

def tight_limits(paths, cat, stock, pipe, share, **kw):
    "Budget and storage that both bind"
    free, first = plan_orders(paths, cat, stock, pipe, **kw), int(cat.lead_time_mean.min())
    held = plan_orders(paths, cat, stock, pipe, budget=share*free.cost['purchase'], **kw)
    return dict(budget=share*free.cost['purchase'], storage=.85*load_of(held, paths, cat, stock, pipe)[first:].max())

@pytest.mark.parametrize('n,seed,foresee', [(60,0,True), (60,1,True), (150,2,False), (500,4,False), (500,5,False)])
def test_prices_find_the_plan_of_the_whole_lp(n, seed, foresee):
    "The master problem with priced items and the LP given whole to HiGHS: the same cost within 1e-4, with budget and storage binding"
    import pharmopt.optimize as opt
    paths,cat,stock,pipe = instance(n, seed=seed)
    stock = stock.assign(expiry=pd.Timestamp('2027-01-01'), on_hand=(stock.on_hand*.2).round())
    seen = []
    def keep(f): return lambda p, limits, *a: (setattr(p, 'foresee', foresee), seen.append(f(p, limits, *a)))[1] or seen[-1]
    with pytest.MonkeyPatch.context() as m:
        for name in ('_robust_lp','_priced_lp'): m.setattr(opt, name, keep(getattr(opt, name)))
        limits = tight_limits(paths, cat, stock, pipe, .5, fill_rate=.95)
        plans = [plan_orders(paths, cat, stock, pipe, fill_rate=.95, method=k, **limits) for k in ('lp','prices')]
    whole, priced = seen[-2:]
    assert whole.method=='LP' and priced.method=='prices' and whole.status==priced.status=='optimal'
    assert whole.budget>1e-6 and whole.storage.sum()>1e-6
    assert priced.cost==pytest.approx(whole.cost, rel=1e-4) and -1e-9<=priced.gap<=1e-5
    assert priced.q@cat.unit_cost<=limits['budget']*(1+1e-6)
    assert priced.budget==pytest.approx(whole.budget, rel=.05) and priced.storage.sum()==pytest.approx(whole.storage.sum(), rel=.1)
    assert plans[1].cost['total']==pytest.approx(plans[0].cost['total'], rel=.03)

@pytest.mark.parametrize('method', ['lp','prices'])
def test_capacity_of_suppliers_and_storage_of_places(method):
    paths,cat,stock,pipe = instance(40, seed=11)
    ids = [f'P{i%2:02d}/M{i:03d}' for i in range(40)]
    names = dict(zip(cat.unique_id, ids))
    cat, stock, pipe = cat.assign(unique_id=ids, location_id=[i[:3] for i in ids]), stock.assign(unique_id=stock.unique_id.map(names), expiry=pd.Timestamp('2030-01-01')), pipe.assign(unique_id=pipe.unique_id.map(names))
    paths = Paths(np.asarray(paths), ids=np.array(ids, dtype=object), ds=paths.ds)
    free = plan_orders(paths, cat, stock, pipe, fill_rate=.98)
    units = free.items.groupby(cat.supplier_id.to_numpy()).order_quantity.sum()
    plan = plan_orders(paths, cat, stock, pipe, fill_rate=.98, capacity={'S1': units['S1']/2}, method=method)
    got = plan.items.groupby(cat.supplier_id.to_numpy()).order_quantity.sum()
    assert got['S1']<=units['S1']/2 and got['S2']==units['S2'] and plan.status.limits==('capacity of S1',) and plan.shadow_prices['capacity']['S1']>0
    top = load_of(free, paths, cat.assign(volume=cat.volume.where(cat.location_id=='P01', 0)), stock, pipe)[3:].max()
    small = plan_orders(paths, cat, stock, pipe, fill_rate=.98, storage={'P01': .9*top}, method=method)
    assert small.status in ('optimal','infeasible')
    if small.status=='optimal': assert 'storage at P01' in small.status.limits and all(i.startswith('P01') for i in small.status.items)
    over = plan_orders(paths, cat, stock, pipe, storage={'P01': 0.1}, method=method)
    assert over.status=='infeasible' and 'at P01' in over.status.message and all(i.startswith('P01') for i in over.status.items)

def test_fill_target_by_group_at_least_cost():
    paths,cat,stock,pipe = instance(60, seed=12)
    cat['atc'] = np.where(np.arange(60)<20, 'A10', 'N02')
    by = plan_orders(paths, cat, stock, pipe, fill_rate={'A10': .999, 'N02': .9}, fill='atc')
    prices = by.shadow_prices['service_by_group']
    assert prices['A10']>5*prices['N02']>0
    assert by.items.service_price[cat.atc=='A10'].max()==pytest.approx(prices['A10'])
    every = plan_orders(paths, cat, stock, pipe, fill_rate=.95)
    total = plan_orders(paths, cat, stock, pipe, fill_rate=.95, fill='total')
    value = lambda p: (p.items.safety_stock.clip(0)*cat.holding_cost).sum()
    assert value(total)<value(every)                         # the same units served with less stock
    with pytest.raises(ValueError, match='no target for N02'): plan_orders(paths, cat, fill_rate={'A10': .9}, fill='atc')

def test_calibration_widens_the_window():
    paths,cat,stock,pipe = instance(20, seed=13)
    a, b = (plan_orders(paths, cat, stock, pipe, fill_rate=.98, calibration=c).items for c in (None, 1.5))
    assert (b.safety_stock>=a.safety_stock-1e-6).all() and b.safety_stock.sum()>1.2*a.safety_stock.sum() and np.allclose(a.protected, b.protected, rtol=.02, atol=.5)

def test_short_life_buys_less_when_costs_decide():
    "A unit that will expire costs its price, so the trigger falls with the shelf life"
    paths,cat,stock,pipe = instance(30, seed=14)
    s = [plan_orders(paths, cat.assign(shelf_life_days=m), stock, pipe).items.reorder_point.to_numpy() for m in (400,15,4)]
    assert (s[0]>=s[1]-1e-9).all() and (s[1]>=s[2]-1e-9).all() and s[2].sum()<.95*s[0].sum()

def test_unbounded_and_errors_are_told(monkeypatch):
    import pharmopt.optimize as opt
    paths,cat,stock,pipe = instance(8, seed=2)
    for state in ('unbounded','error'):
        monkeypatch.setattr(opt, 'solve', lambda prob, limit: state)
        plan = plan_orders(paths, cat, stock, pipe)
        assert plan.status==state and plan.orders.empty and len(plan.status.message)>20

def test_twenty_thousand_items_in_time():
    "Budget and storage bind; the 100,000 of the bench take the same seconds per item"
    rng = np.random.default_rng(0)
    n = 20_000
    rate = rng.lognormal(.5, 1.2, n)
    y = rng.poisson(rate[:,None,None], (n,50,14)).astype(np.float32)
    cat = complete_catalog(pd.DataFrame(dict(unique_id=[f'P/M{i:05d}' for i in range(n)], supplier_id=[f'S{i%10}' for i in range(n)], unit_cost=rng.gamma(2,5,n)+1, volume=rng.uniform(.05,.5,n))))
    stock = pd.DataFrame(dict(unique_id=cat.unique_id, lot='a', expiry=pd.Timestamp('2030-01-01'), on_hand=np.round(rate*rng.uniform(0,12,n))))
    ds = pd.date_range('2026-01-01', periods=14)
    paths = Paths(y, ids=cat.unique_id.to_numpy(), ds=ds)
    free = plan_orders(paths, cat, stock)
    room = (cat.volume*(stock.on_hand+.5*free.items.order_quantity)).sum()
    began = time.process_time()
    plan = plan_orders(paths, cat, stock, budget=.6*free.cost['purchase'], storage=room)
    assert time.process_time()-began<12 and plan.status=='optimal' and plan.gap<1e-5 and 'budget' in plan.status.limits
    assert plan.cost['purchase']<=.6*free.cost['purchase']+1e-6

def test_worked_examples_of_nahmias():
    "Nahmias, Production and Operations Analysis: pencils (4.1), price breaks for bags (4.4, 4.5), a newsstand (5.3) and mustard (5.4), as the book rounds them"
    from pharmopt.textbook import eoq, eoq_discount, newsvendor_normal, r_Q_normal
    assert eoq(12, .25*.02, 3120)[0]==pytest.approx(3870, abs=1)
    bags = dict(breaks=[0,500,1000], unit_costs=[.30,.29,.28])
    Q, _, g = eoq_discount(8, .2, 600, **bags)
    assert Q==500 and g==pytest.approx(198.10, abs=.005)
    Q, _, g = eoq_discount(8, .2, 600, **bags, kind='incremental')
    assert Q==pytest.approx(400) and g==pytest.approx(204.00, abs=.005)
    assert newsvendor_normal(.15, .50, 11.73, 4.74)[0]==pytest.approx(15.24, abs=.03)
    r, Q, _ = r_Q_normal(50, 2, 25, 200, 25/.5**.5, .5, method='eil')
    assert (round(Q), round(r))==(111, 143)

@pytest.mark.parametrize('seed', range(20))
def test_wagner_whitin_equals_every_plan(seed):
    "All sets of order periods of a short horizon, with periods without demand"
    import itertools
    from pharmopt.textbook import wagner_whitin
    rng = np.random.default_rng(seed)
    d, K, h = rng.integers(0, 5, 7)*rng.integers(0, 2, 7)*10., rng.uniform(5, 200), rng.uniform(.1, 3)
    def cost(days):
        "Each demand is served by the latest order before it"
        need = np.flatnonzero(d)
        if len(need) and (not days or days[0]>need[0]): return np.inf
        return K*len(days)+h*sum(d[t]*(t-max(x for x in days if x<=t)) for t in need)
    best = min(cost(s) for k in range(8) for s in itertools.combinations(range(7), k))
    q, g = wagner_whitin(K, h, d)
    stock = (q-d).cumsum()
    assert g==pytest.approx(best) and stock.min()>=-1e-9 and g==pytest.approx(K*(q>0).sum()+h*stock.sum())

@pytest.mark.parametrize('make', ['gamma','lognorm','nbinom','geom'])
def test_newsvendor_of_any_distribution_equals_a_large_sample(make):
    import scipy.stats as st
    from pharmopt.textbook import newsvendor_distribution
    demand = dict(gamma=st.gamma(3, scale=4), lognorm=st.lognorm(.6, scale=10), nbinom=st.nbinom(3, .2), geom=st.geom(.1))[make]
    x = demand.ppf((np.arange(400_000)+.5)/400_000)
    S, g = newsvendor_distribution(1, 4, demand)
    cost = lambda s: np.maximum(s-x, 0).mean()+4*np.maximum(x-s, 0).mean()
    assert g==pytest.approx(cost(S), rel=2e-4) and cost(S)<=min(cost(S-1), cost(S+1))+1e-9
    assert newsvendor_distribution(1, 4, demand, level=S+2.5)[1]==pytest.approx(cost(S+2.5), rel=2e-4)

@pytest.mark.parametrize('issue', ['fefo','lifo'])
@pytest.mark.parametrize('seed', range(8))
def test_projected_waste_follows_the_issuing_rule(issue, seed):
    "Unit by unit in whole numbers, with arrivals that do not expire within the horizon"
    from pharmopt.optimize import projected_waste
    rng = np.random.default_rng(seed)
    h, aged, d, coming = 8, rng.integers(0, 6, (3,9)), rng.integers(0, 7, (3,8)), rng.integers(0, 4, (3,8))
    got = projected_waste(aged.astype(float), d.astype(float), issue, coming=coming.astype(float))
    if issue=='fefo': coming = 0*coming                                     # first-expired-first-out sells what is old before what comes
    for i in range(3):
        units, gone = [k for k in range(h+1) for _ in range(aged[i,k])], 0
        for t in range(h):
            units = sorted(units+[99]*coming[i,t], reverse=issue=='lifo')[d[i,t]:]
            gone += sum(u==t for u in units); units = [u for u in units if u!=t]
            assert got[i,t]==gone

def test_a_plan_orders_more_where_the_freshest_goes_first():
    from pharmopt.data import Paths
    ds, ids = pd.date_range('2026-03-01', periods=20), np.array(['P/A'], object)
    paths, cat = Paths(np.random.default_rng(0).poisson(3, (1,200,20)), ids=ids, ds=ds), complete_catalog(['P/A'], lead_time_mean=5, fixed_cost=0.)
    stock = pd.DataFrame(dict(unique_id='P/A', lot=['old','new'], expiry=[ds[3], ds[-1]+pd.Timedelta(days=90)], on_hand=[10.,15.]))
    q = {k: plan_orders(paths, cat, stock, issue=k).items.iloc[0] for k in ('fefo','lifo')}
    assert q['lifo'].expiring>q['fefo'].expiring and q['lifo'].order_quantity>q['fefo'].order_quantity

def test_a_plan_names_the_money_it_is_told():
    from pharmopt.optimize import in_currency, plan_orders
    cat = pd.DataFrame(dict(unique_id=['PH/A'], unit_cost=[2.], lead_time_mean=[3.]))
    plan = plan_orders(np.full((1, 20, 30), 4.), complete_catalog(cat), pd.DataFrame(dict(unique_id=['PH/A'], lot=['L'], expiry=[None], on_hand=[1.])), ids=['PH/A'], budget=500.)
    amount = plan.cost['purchase']
    assert 'USD' in plan._repr_markdown_() and 'USD' in repr(plan)
    plan = in_currency(in_currency(plan, 'EUR'), 'GBP')
    assert 'USD' not in plan._repr_markdown_()+repr(plan) and 'EUR' not in plan._repr_markdown_() and f'{amount:,.0f} GBP' in plan._repr_markdown_() and plan.conventions['budget']=='500 GBP'

@pytest.mark.parametrize('sd', [0, .1, .3])
@pytest.mark.parametrize('target', [{}, dict(fill_rate=.9), dict(fill_rate=.95, fill='total'), dict(cycle_service_level=.8), dict(gamma=1.)])
def test_an_empty_shelf_is_always_filled(sd, target):
    "Demand that hardly varies and a lax target imply no price of a lost unit; waiting for a cheaper joint order must end all the same"
    y = 3+sd*np.random.default_rng(0).normal(size=(1,200,60))
    paths = Paths(y, ids=np.array(['P/A']), ds=pd.date_range('2025-07-01', periods=60))
    plan = plan_orders(paths, complete_catalog(['P/A'], lead_time_mean=7), **target)
    assert plan.items.order_quantity[0]>=24, plan.items.T          # eight days of demand at least: lead time and review

@pytest.mark.parametrize('target', [dict(), dict(fill_rate=.95), dict(cycle_service_level=.8)])
def test_the_twin_keeps_an_even_demand_supplied(target):
    from pharmopt.policy import robust
    from pharmopt.simulate import simulate
    demand = pd.DataFrame(dict(unique_id='P/A', ds=pd.date_range('2023-01-01', periods=420), y=3.))
    done = simulate(robust(**target), demand, complete_catalog(['P/A'], lead_time_mean=7))
    assert done.kpis['fill_rate']>=.9, done                      # the position jumps over the reorder point by a day's demand, a twelfth of the cycle

# ------------------------------------------------------------------ demand that waits
def _tea(stockout, n=3):
    from pharmopt.data import Paths
    ids = [f'P01/T{i}' for i in range(n)]
    paths = Paths(np.random.default_rng(5).poisson(5., (n,300,30)), ids=ids, ds=pd.date_range('2025-06-02', periods=30))
    return paths, pd.DataFrame(dict(unique_id=ids, lead_time_mean=7., lead_time_sd=0., stockout_cost=stockout)), ids

def test_waiting_demand_lowers_levels_that_the_costs_decide():
    "P(D>s) is h/p where patients wait and h/(p+h) where they leave; a target of service is met by the same level"
    from pharmopt.optimize import stock_levels
    paths, cat, _ = _tea([2., 5., 50.])
    lost, waits = (stock_levels(paths, cat, unmet=u).reorder_point.to_numpy() for u in ('lost','backordered'))
    assert (waits<=lost).all() and (waits[:2]<lost[:2]).all()
    at = [stock_levels(paths, cat, unmet=u, fill_rate=.95).reorder_point.to_numpy() for u in ('lost','backordered')]
    assert at[0]==pytest.approx(at[1])

def test_units_that_wait_are_ordered():
    paths, cat, ids = _tea(50.)
    stock = pd.DataFrame(dict(unique_id=ids, lot='a', expiry=pd.Timestamp('2027-01-01'), on_hand=20.))
    plan = lambda **kw: plan_orders(paths, cat, stock, unmet='backordered', **kw)
    none, some = plan(), plan(backorders={ids[1]: 13})
    more = some.items.set_index('unique_id').order_quantity-none.items.set_index('unique_id').order_quantity
    assert more[ids[1]]==13 and more.drop(ids[1]).eq(0).all()
    said, o = some.orders.set_index('unique_id').reason, some.items.set_index('unique_id').loc[ids[1]]
    assert 'Patients wait for 13 units.' in said[ids[1]] and 'Patients wait' not in said[ids[0]]
    rest = round(o.on_hand+o.on_order-o.expiring-13+o.order_quantity-o.mean_cover, 1)       # the numbers of the sentence add up
    assert (f'safety stock {rest:g}' if rest>=0 else f'{-rest:g} less than that') in said[ids[1]]
    assert some.cost['unavoidable']>none.cost['unavoidable']                  # nothing ordered today serves whom the waiting leave without a unit
    for kw in (dict(backorders={'P01/none': 1}), dict(backorders={ids[0]: -1}), dict(backorders={ids[0]: float('nan')})):
        with pytest.raises(ValueError, match='backorders'): plan(**kw)
    with pytest.raises(ValueError, match="needs unmet='backordered'"): plan_orders(paths, cat, stock, backorders={ids[0]: 1})
    with pytest.raises(ValueError, match="unmet must be 'lost'"): plan_orders(paths, cat, stock, unmet='wait')

def test_the_twin_with_waiting_demand_is_a_base_stock_of_the_textbook():
    "Base stock under daily review with backorders: net stock of a day is the level less the demand of the lead time, whatever was short before"
    from pharmopt.policy import Policy
    from pharmopt.simulate import simulate
    S, L, n, y = 32, 4, 800, np.random.default_rng(8).poisson(5., 800).astype(float)
    demand = pd.DataFrame(dict(unique_id='P01/T', ds=pd.date_range('2015-01-01', periods=n), y=y))
    cat = pd.DataFrame(dict(unique_id=['P01/T'], lead_time_mean=float(L), lead_time_sd=0., shelf_life_days=7300.))
    up_to = Policy('up to 32', lambda view: lambda v: np.maximum(S-v.position, 0))
    r = simulate(up_to, demand, cat, unmet='backordered', history=364)
    # an order is placed after the demand of a day, and its units are there L days later
    t = np.arange(364+28, n)
    before = S-np.array([y[k-L:k].sum() for k in t])
    met = np.minimum(y[t], np.maximum(before, 0))
    assert r.sums['sold'].sum()==pytest.approx(met.sum()) and r.kpis['fill_rate']==pytest.approx(met.sum()/y[t].sum())
    assert r.sums['stock'].sum()==pytest.approx(np.maximum(before-y[t], 0).sum())
    assert simulate(up_to, demand, cat, history=364).kpis['fill_rate']>r.kpis['fill_rate']

def test_a_setting_says_what_unmet_demand_does(tmp_path):
    from pharmopt.settings import load_settings
    path = tmp_path/'settings.ini'
    for text, unmet in (('[optimize]\nunmet = backordered\n', 'backordered'), ('[optimize]\nfill = total\n', 'lost')):
        path.write_text(text)
        o = load_settings(path).optimize
        assert o.unmet==o.plan['unmet']==unmet

def test_lost_demand_needs_no_stock_later(n=2, L=7):
    "Even demand of 5 a day, an empty shelf, 7 days of lead time: 35 units are lost whatever is ordered, and are not ordered where demand is lost"
    paths = Paths(np.full((n,50,40), 5.), ids=np.array(['P/A','P/B']), ds=pd.date_range('2025-06-02', periods=40))
    cat = pd.DataFrame(dict(unique_id=['P/A','P/B'], lead_time_mean=float(L), fixed_cost=0., lead_time_sd=0.))
    stock = pd.DataFrame(dict(unique_id=['P/B'], lot='a', expiry=pd.Timestamp('2027-01-01'), on_hand=[20.]))
    lost, waits = (plan_orders(paths, cat, stock, unmet=u).items.set_index('unique_id') for u in ('lost','backordered'))
    less = waits.order_quantity-lost.order_quantity
    assert list(less[['P/A','P/B']])==[5.*L, 5.*L-20] and (lost.order_quantity>0).all()
    assert list(lost.lost_before[['P/A','P/B']])==[5.*L, 5.*L-20] and not waits.lost_before.any()

def test_lost_demand_pays_off_where_an_item_is_short():
    "From an empty shelf the smaller order of lost demand costs less on unseen demand, a period of two weeks' lead time"
    rng = np.random.default_rng(3)
    rate = rng.lognormal(1.5, .8, 30)[:,None,None]
    draw = lambda S: rng.poisson(rng.gamma(rate/1.5, 1.5, (30,S,40))).astype(float)
    ids, seen, unseen = [f'P/{i}' for i in range(30)], draw(200), draw(100)
    cat = complete_catalog(ids, lead_time_mean=14, lead_time_sd=0., review_days=7, fixed_cost=0.)
    plan = {u: plan_orders(Paths(seen, ids=np.array(ids), ds=pd.date_range('2025-06-02', periods=40)), cat, unmet=u).items.order_quantity.to_numpy() for u in ('lost','backordered')}
    def cost(q):
        asked = unseen[:,:,14:21].sum(2)                                   # of the days from the delivery to the next one
        short, left = np.maximum(asked-q[:,None], 0).mean(1), np.maximum(q[:,None]-asked, 0).mean(1)
        return short@cat.stockout_cost.to_numpy(float)+left@cat.holding_cost.to_numpy(float)*7
    assert cost(plan['lost'])<cost(plan['backordered']) and plan['lost'].sum()<.8*plan['backordered'].sum()

def test_outlook_of_a_path_is_its_definition():
    "The sums over all paths at once equal a path played by hand, where paths end before, within and after the horizon"
    from pharmopt.optimize import _outlook
    rng = np.random.default_rng(4)
    n, S, h = 23, 7, 12
    paths, supply = rng.gamma(1, 3, (n, S, h)), np.sort(rng.uniform(0, 30, (n, h)), axis=1)
    order, lead, end = rng.uniform(0, 20, n), rng.uniform(0, 9, (n, S)).round(1), rng.integers(1, h+1, n)
    want = np.zeros((5, n))
    for i in range(n):
        early = last = 0.
        for s in range(S):
            D, at, most, lost = 0., int(np.ceil(lead[i,s]-1e-9)), -np.inf, 0.
            before, idle, final = 0., 0., 0.
            for t in range(h):
                D += paths[i,s,t]
                most = max(most, D-supply[i,t])
                total = supply[i,t]+order[i]*(t>=at)
                lost = max(lost, D-total)
                if t==at-1: before = max(most, 0)
                if t==end[i]-1: idle, final = max(most, 0), lost
                if t<end[i]: want[0,i] += (total-D+lost)/S
            early, last = early+before/S, last+final/S
            want[2,i] += (before>1e-9)/S
            want[4,i] += idle/S
        want[1,i], want[3,i] = last, min(early, last)
    assert np.allclose(_outlook(paths, supply, order, lead, end), want, rtol=1e-12, atol=1e-9)

def test_chance_at_its_own_points():
    "Exceeding a point of the distribution itself, with ties, is the same number as by the search"
    from pharmopt.optimize import exceedance
    points = np.sort(np.random.default_rng(5).integers(0, 9, (40, 12)).astype(float), axis=1)
    weights = np.random.default_rng(6).dirichlet(np.ones(12))
    assert np.abs(exceedance((points, weights), points)-exceedance((points, weights), points.copy())).max()<1e-12

@pytest.mark.parametrize('seed', range(12))
def test_a_trigger_without_the_whole_curve(seed):
    "The trigger and its implied price are those of the whole curve: smooth and tied points, no holding cost, a price of nothing, waste, lots"
    from pharmopt.optimize import gamma_quantiles, implied_price, price_level, price_trigger
    from pharmopt.policy import window_points
    rng, n = np.random.default_rng(seed), 40
    L = int(rng.integers(1, 9))
    if seed%2:
        r = rng.lognormal(0, 1.5, n)
        window, lead = (window_points(r*w, np.sqrt(r*w*rng.uniform(.3, 4, n))) for w in (L+3, L))
        life = gamma_quantiles(r*30, np.sqrt(r*30), tuple(1-(np.arange(50)+.5)/50))
    else:
        y = rng.poisson(rng.lognormal(0, 1.2, (n,1,1)), (n,rng.choice([20,200]),10)).astype(float)
        window, lead, life = tail_points(y.sum(2)), tail_points(y[:,:,:L].sum(2)), np.sort(2*y.sum(2), axis=1)
    h, price = rng.lognormal(-3, 2, n)*(rng.random(n)>.1), rng.lognormal(2, 2.5, n)*(rng.random(n)>.05)
    terms = dict(lot=20*rng.random(n)*(seed%3>0), life=None if seed%5==0 else life, waste_cost=5*rng.random(n), unmet=('lost','backordered')[seed//2%2])
    curve = implied_price(window, lead, h, **terms)
    s = price_level(window[0], curve, price)
    got, implied = price_trigger(window, lead, h, price, **terms)
    np.testing.assert_allclose(got, s, rtol=1e-12)
    np.testing.assert_allclose(implied, curve[np.arange(n),np.minimum((window[0]<s[:,None]-1e-9).sum(1), curve.shape[1]-1)], rtol=1e-9)


def test_the_last_point_implies_an_endless_price_without_a_warning():
    "Whatever holding costs"
    from pharmopt.optimize import price_trigger
    window = (np.array([[1., 2., 3.], [0., 1., 2.]]), np.array([.5, .25, .25]))
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        level, price = price_trigger(window, (window[0]/2, window[1]), np.array([3., 2.]), np.array([1e9, 1.]))
    assert level[0] == 3 and not np.isnan(price).any()
