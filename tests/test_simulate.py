"The twin against a lot-by-lot simulation, published costs, its own accounts, and a real history"
import math, os, pathlib, time
import numpy as np, pandas as pd, pytest
import pharmopt.simulate as twin
from pharmopt.data import complete_catalog
from pharmopt.optimize import newsvendor_poisson, poisson_cost
from pharmopt.policy import Policy, min_max, s_S, base_stock, robust
from pharmopt.simulate import simulate, compare, _lead_draws

def example(n=12, days=300, seed=0, **columns):
    rng = np.random.default_rng(seed)
    rate = rng.lognormal(1, 1.2, n)
    y = rng.poisson(rng.gamma(rate/1.5, 1.5, (days,n)))
    ids = [f'P01/M{i:03d}' for i in range(n)]
    cat = complete_catalog(pd.DataFrame(dict(unique_id=ids, supplier_id=[f'S{i%3}' for i in range(n)], shelf_life_days=rng.choice([4.,12,30,90,365], n), pack_size=rng.choice([1.,5,10], n),
        min_order=rng.choice([0.,7], n), review_days=rng.choice([1.,3], n), lead_time_mean=rng.choice([0.,2,7], n), lead_time_sd=rng.choice([0.,1.5], n)) | columns))
    return pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(pd.date_range('2024-01-01', periods=days), n), y=y.T.ravel().astype(float))), cat

def walk(y, r, lead, opening, low, high, history):
    "One item lot by lot: (asked, sold, received, expired, closing stock summed, lines), nothing dispensed after expiry"
    lots, coming, asked, sold, received, expired, stock, lines = [[opening, int(r.shelf_life_days)-1]], [], 0, 0, 0, 0, 0, 0       # units, last usable period
    for t in range(len(y)-history):
        want = y[history+t]
        asked += want
        for lot in sorted(lots, key=lambda l: l[1]):
            assert lot[1]>=t or lot[0]==0
            use = min(lot[0], want); lot[0] -= use; want -= use; sold += use
        expired += sum(q for q,last in lots if last==t)
        lots = [l for l in lots if l[1]>t]
        stock += sum(q for q,_ in lots)
        rate, have = y[max(0,history+t+1-90):history+t+1].mean(), sum(q for q,_ in lots)+sum(q for q,_ in coming)
        if have<low*rate and t%r.review_days==0 and high*rate-have>1e-9:
            q = math.ceil(max(high*rate-have, r.min_order)/r.pack_size-1e-9)*r.pack_size
            coming.append((q, t+lead[t])); lines += 1
        for q,due in [c for c in coming if c[1]<=t]: lots.append([q, t+int(r.shelf_life_days)]); received += q
        coming = [c for c in coming if c[1]>t]
    return asked, sold, received, expired, stock, lines

def test_equal_to_a_simulation_of_single_lots():
    demand,cat = example()
    history, seeds = 90, [3,8]
    got = simulate(min_max(9, 16), demand, cat, seed=seeds, history=history, warmup=0).sums
    y = demand.pivot(index='ds', columns='unique_id', values='y').to_numpy()
    group = pd.factorize(cat.supplier_id+'|'+cat.location_id)[0]
    u, table = _lead_draws(cat, group, len(y)-history, seeds)
    for k in range(2):
        for i,r in enumerate(cat.itertuples()):
            opening = math.ceil(y[:history,i].mean()*(r.lead_time_mean+r.review_days)*1.5/r.pack_size)*r.pack_size
            want = walk(y[:,i], r, [table[i,u[t,k,group[i]]] for t in range(len(y)-history)], opening, 9, 16, history)
            np.testing.assert_allclose([got[c][k,i] for c in ('asked','sold','received','expired','stock','lines')], want, atol=1e-6, err_msg=f'{k} {i}')
    assert got['expired'].sum()>50 and (got['asked']-got['sold']).sum()>50

def test_a_lost_unit_is_noticed(monkeypatch):
    demand,cat = example()
    receive = twin._Shelf.receive
    def leaky(self, t):
        came = receive(self, t)
        if t==150: self.on_hand[0,0] += 1
        return came
    monkeypatch.setattr(twin._Shelf, 'receive', leaky)
    with pytest.raises(RuntimeError, match='units are not conserved'): simulate(min_max(), demand, cat)

def poisson_world(days, mean=5, n=10, **columns):
    y = np.random.default_rng(1).poisson(mean, (days,n)).astype(float)
    ids = [f'P01/M{i}' for i in range(n)]
    cat = complete_catalog(ids, holding_cost=1., fixed_cost=0., shelf_life_days=10**6, pack_size=1, **columns)
    return pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(pd.date_range('1990-01-01', periods=days), n), y=y.T.ravel())), cat

def up_to(S): return Policy(f'up to {S}', lambda view: lambda v: np.maximum(S-v.position, 0.))

def test_newsvendor_cost_without_lead_time():
    "With no lead time every period is a newsvendor; 10 items x 3000 periods leave a standard error of about 0.4 %"
    demand,cat = poisson_world(3100, stockout_cost=4., lead_time_mean=0)
    S = newsvendor_poisson(1, 4, 5)
    cost = simulate(up_to(S), demand, cat, history=60, warmup=40).kpis['cost']/10
    assert cost==pytest.approx(float(poisson_cost(S, 5, 1, 4)), rel=.02)

@pytest.mark.parametrize('lead,optimal', [(1,4.04),(2,4.40),(4,4.73)])
def test_lost_sales_are_near_the_published_optimum(lead, optimal):
    "Zipkin (2008), Old and new methods for lost-sales inventory systems: optimal cost for Poisson demand 5, h=1, p=4; the best base stock is a few percent above, nothing is below"
    demand,cat = poisson_world(1900, stockout_cost=4., lead_time_mean=lead)
    best = min(simulate(up_to(S), demand, cat, history=60, warmup=40).kpis['cost']/10 for S in range(5*lead+3, 5*lead+11))
    assert optimal*.985<best<optimal*1.12

def test_longer_shelf_life_never_raises_waste():
    demand,cat = example()
    waste = [simulate(p, demand, cat.assign(shelf_life_days=m)).sums['expired'].sum() for p in (min_max(), robust(.95)) for m in (5,15,60,400)]
    assert all(a>=b for a,b in zip(waste[:4], waste[1:4])) and all(a>=b for a,b in zip(waste[4:], waste[5:])) and waste[0]>0

def test_robust_beats_practice_and_a_target_is_a_knob():
    demand,cat = example(40, 700, lead_time_mean=7., lead_time_sd=1., review_days=1., shelf_life_days=365., pack_size=.01, min_order=0.)
    out = compare({'today': min_max(14,30), 'robust': robust(), 'r90': robust(.90), 'r99': robust(.99)}, demand, cat, seeds=range(4))
    d = out.differences.set_index(['policy','kpi'])
    assert d.loc[('robust','cost_ratio')].high<0
    fills = out.kpis.fill_rate
    assert abs(fills.r90-.90)<.01 and abs(fills.r99-.99)<.005      # the target itself is met, neither missed nor far exceeded

def test_conventions_travel_with_results():
    demand,cat = example()
    by_order, by_line = (compare({'today': min_max()}, demand, cat, seeds=range(2), fixed_cost_per=c) for c in ('order','line'))
    assert by_line.kpis.ordering.today>by_order.kpis.ordering.today
    assert 'per purchase order' in by_order._repr_markdown_() and 'per order line' in repr(by_line)
    lines = by_line.results['today']
    assert lines.sums['ordering'].sum()==pytest.approx(100*lines.sums['lines'].sum())

def test_purchase_orders_are_paid_once():
    "All items of one supplier every day: one fixed cost a day"
    demand,cat = example(8, 200, supplier_id='S01', pack_size=.001, min_order=0., review_days=1., lead_time_mean=1., lead_time_sd=0., shelf_life_days=400.)
    r = simulate(up_to(5000), demand, cat, warmup=60)
    assert r.kpis['ordering']==pytest.approx(100, rel=.05)

def test_weekly_demand_and_calendar():
    demand,cat = example(6, 200, lead_time_mean=1., lead_time_sd=0., review_days=1.)
    demand['ds'] = demand.groupby('unique_id').cumcount().map(dict(enumerate(pd.date_range('2020-01-05', periods=200, freq='W'))))
    r = simulate(robust(), demand, cat)
    assert 0<r.kpis['turns']<200 and 'weeks divided into days' in repr(r)

def test_resampling_keeps_items_together():
    demand,cat = example(5, 400)
    r = compare({'today': min_max()}, demand, cat, seeds=range(6), resample=28)
    asked = r.results['today'].sums['asked']
    assert asked.std(0).min()>0 and len({tuple(a) for a in asked})==6

def test_intervals_cover_a_known_difference():
    "Two policies that differ only in price of waste: paired interval contains the difference and is narrower than an unpaired one"
    demand,cat = example(30, 400, lead_time_mean=5., lead_time_sd=1.)
    out = compare({'a': s_S(.95), 'b': s_S(.96)}, demand, cat, seeds=range(6))
    d = out.differences.set_index('kpi').loc['cost']
    cost = sum(out.results['a'].sums[k] for k in ('holding','ordering','stockout','waste')).sum(0)/6/out.results['a'].conventions['seeds']
    assert d.low<=d.difference<=d.high and d.high-d.low<cost.std()*math.sqrt(30)

def test_bad_input_is_refused():
    demand,cat = example(3, 200)
    for match,call in [('column y', lambda: simulate(min_max(), demand.drop(columns='y'), cat)), ('no row for', lambda: simulate(min_max(), demand, cat[:1])), ('not negative', lambda: simulate(min_max(), demand.assign(y=-1.), cat)),
                       ('too few', lambda: simulate(min_max(), demand, cat, history=190)), ('fixed_cost_per', lambda: simulate(min_max(), demand, cat, fixed_cost_per='week')), ('policy from', lambda: simulate(len, demand, cat)),
                       ('policies is empty', lambda: compare({}, demand, cat)), ('seeds is empty', lambda: compare({'a': min_max()}, demand, cat, seeds=[])), ('shorter blocks', lambda: simulate(min_max(), demand, cat, resample=150)),
                       ('not a finite number', lambda: simulate(Policy('bad', lambda v: lambda v: np.nan), demand, cat))]:
        with pytest.raises(ValueError, match=match): call()

def test_two_million_item_days_per_second():
    demand,cat = example(500, 400)
    w = twin._world(demand, cat, range(8), None, 28, 'order', .95, None)
    best = 1e9
    for _ in range(3):
        start = time.process_time(); twin._play(min_max(), w); best = min(best, time.process_time()-start)
    assert 500*8*(len(w.y)-w.history)/best>2e6

def test_real_pharmacy():
    "Eight drug groups of one pharmacy: the default robust policy costs less than 14/30 days of cover"
    folder = pathlib.Path(os.environ.get('PHARMOPT_DATA', pathlib.Path(__file__).parents[1].parent/'shared'/'data'))
    if not (folder/'pharma_sales_daily.csv').exists(): pytest.skip(f'no sales file in {folder}; set PHARMOPT_DATA')
    from pharmopt.data import load_sales
    demand = load_sales(folder/'pharma_sales_daily.csv')
    demand = demand[demand.ds>=demand.ds.max()-pd.Timedelta(days=1100)]
    out = compare({'today': min_max(14,30), 'robust': robust()}, demand, None, seeds=range(4))
    d = out.differences.set_index('kpi')
    assert d.loc['cost_ratio'].high<0

def test_every_period_is_checked(monkeypatch):
    "A unit that is dispensed from nowhere in one period only is noticed in that period"
    demand,cat = example()
    sell = twin._Shelf.sell
    def wrong(self, wanted):
        sold = sell(self, wanted)
        self.n = getattr(self, 'n', -1)+1
        if self.n==40: self.O[0,0] += 1
        return sold
    monkeypatch.setattr(twin._Shelf, 'sell', wrong)
    with pytest.raises(RuntimeError, match='not conserved in period 40'): simulate(min_max(), demand, cat)

def test_partial_deliveries_arrive_in_two_parts():
    demand,cat = example(8, 300, lead_time_mean=4., lead_time_sd=0., pack_size=1., min_order=0., shelf_life_days=400.)
    whole, late = (simulate(min_max(5,8), demand, cat, deliveries=d) for d in (None, dict(partial=1., share=.3, delay=6)))
    assert late.kpis['fill_rate']<whole.kpis['fill_rate'] and 'in two parts' in late.conventions['deliveries']
    never = simulate(min_max(5,8), demand, cat, deliveries=dict(partial=0.))
    assert never.kpis==whole.kpis
    same = compare({'a': min_max(5,8), 'b': min_max(5,8)}, demand, cat, seeds=range(2), deliveries=dict(partial=.3))
    assert same.differences.difference.abs().max()==0
    with pytest.raises(ValueError, match='partial and share between 0 and 1'): simulate(min_max(), demand, cat, deliveries=dict(partial=2))

def test_holding_per_month():
    demand,cat = example(6, 300)
    day, month = (simulate(min_max(), demand, cat, holding_per=h) for h in ('day','month'))
    assert month.kpis['holding']==pytest.approx(day.kpis['holding']/30.4375) and 'month' in repr(month)

def test_claim_needs_both():
    demand,cat = example(40, 700, lead_time_mean=7., lead_time_sd=1., review_days=1., shelf_life_days=365., pack_size=.01, min_order=0.)
    out = compare({'today': min_max(14,30), 'robust': robust(.9995), 'empty': Policy('empty', lambda v: lambda v: 0.), 'same': min_max(14,30)}, demand, cat, seeds=range(3), draws=400)
    v = out.verdict
    assert v.claim['robust'] and not v.claim['empty'] and not v.fill_not_worse['empty'] and not v.claim['same']
    assert v.fill_target['empty']=='missed' and v.waste_target['robust']=='met' and (v.p_cost>=out.differences.query("kpi=='cost_ratio'").p.to_numpy()-1e-12).all()
    assert set(out.differences_by_class['class'])<= {'fast','medium','slow'} and len(out.differences_by_class)
    assert 'cheaper at a fill rate that is not worse' in repr(out)

def test_interval_covers_as_often_as_it_says():
    "Two noisy copies of one policy on 40 synthetic worlds: the 95 % interval of their fill difference contains zero in at least 85 % of them (14 items and one year are few)"
    hit = 0
    for s in range(40):
        demand,cat = example(14, 380, seed=s, lead_time_sd=1.5)
        jitter = lambda k: Policy(f'{k}', lambda view: (lambda rng: lambda v: np.maximum(v.mean(60)*rng.uniform(6, 14, v.position.shape)-v.position, 0))(np.random.default_rng([s,k])))
        d = compare({'a': jitter(0), 'b': jitter(1)}, demand, cat, seeds=range(2), draws=200, progress=False).differences.set_index('kpi').loc['fill_rate']
        hit += d.low<=0<=d.high
    assert hit>=34


# ------------------------------------------------------------------ suppliers' terms
RECORD = dict(supplier_id='S1', order_days='mon thu', delivery_days='tue fri', lead_time_working_days=1., min_value=300., multiple=20., freight=9., free_freight=500.)

def played(record=None, policy=None, n=5, days=200, **columns):
    "Orders and deliveries of each day, units [n_days, n_seeds, n_items], and the twin that played them"
    from pharmopt.order_terms import OrderTerms
    demand, cat = example(n, days, **dict(supplier_id='S1', location_id='L', unit_cost=3., pack_size=5., review_days=1.)|columns)
    y, ids, ds = twin.demand_array(demand)
    cat = cat.set_index('unique_id', drop=False).loc[ids].reset_index(drop=True)
    terms = None if record is None else OrderTerms(cat, pd.DataFrame([record]), ds)
    cat = cat if terms is None else terms.times(cat)
    r = twin._Twin(policy or min_max(8, 16), y[:,None], cat, [0, 1], 60, 'order', 7, terms=terms)
    placed, came, sums = [], [], r.sums()
    before, receive = r.shelf.order, r.shelf.receive
    r.shelf.order = lambda t, q, *a: (placed.append((t, q.copy())), before(t, q, *a))[1]
    r.shelf.receive = lambda t: (came.append(receive(t)), came[-1])[1]
    for t in range(r.n_periods): r.day(t, sums)
    q = np.zeros((r.n_periods, 2, n))
    for t,x in placed: q[t] = x
    return q, np.array(came), ds[60:], cat, sums

def test_orders_leave_on_order_days_and_arrive_on_delivery_days():
    q, came, ds, cat, _ = played(RECORD|dict(min_value=None))
    on = lambda a: {ds[t].day_name() for t in range(len(ds)) if a[t].any()}
    assert on(q)=={'Monday', 'Thursday'} and on(came)=={'Tuesday', 'Friday'}
    assert (q.cumsum(0)>=came.cumsum(0)).all() and (q.sum(0)-came.sum(0)<=q[-8:].sum(0)).all() and (q%20==0).all() and (cat.lead_time_mean==1).all() and (cat.review_days==4).all()
    assert {ds[t].day_name() for t in range(len(ds)) if played()[0][t].any()}>{'Monday', 'Thursday'}

def test_a_joint_order_reaches_the_minimum_value_or_waits():
    q, *_ , sums = played(RECORD)
    worth = (q*3.).sum(2)
    assert worth[worth>0].min()>=300 and (worth>0).any()
    alone, *_ , less = played(RECORD|dict(min_value=None))
    assert 0<(alone*3.).sum(2)[alone.any(2)].min()<300 and (worth>0).sum()<alone.any(2).sum()
    never, *_ = played(RECORD|dict(min_value=1e6))
    assert not never.any()

def test_freight_is_paid_below_its_value_only():
    fixed = dict(fixed_cost=0.)
    q, *_, sums = played(RECORD|dict(min_value=None), **fixed)
    small = (((q*3.).sum(2)<500) & q.any(2)).sum()
    assert small>0 and sums['ordering'].sum()==pytest.approx(9*small)
    assert played(RECORD|dict(min_value=None, freight=None), **fixed)[-1]['ordering'].sum()==0

@pytest.mark.parametrize('freight,quantity', [(9., (20, 20, 0, 0, 0)), (9., (100, 60, 0, 0, 0)), (.02, (20, 20, 0, 0, 0)), (9., (170, 0, 0, 0, 0))])
def test_twin_and_plan_fill_up_to_free_delivery_alike(freight, quantity, monkeypatch):
    from pharmopt.supplier_terms import line_table, with_terms
    record = dict(supplier_id='S1', order_days='daily', delivery_days='daily', lead_time_working_days=1., free_freight=500., freight=freight)
    seen = seen_by_the_terms(monkeypatch)
    units, _, _, cat = one_order(record, quantity)
    items = pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=seen['order'], on_hand=seen['position'], on_order=0., rate=seen['rate'], pack_size=cat.pack_size))
    orders = items[items.order_quantity>0].assign(packs=1., priority=1, urgency='now', reason='Order.')
    planned = with_terms(orders, line_table(items, cat), {'S1': record}).set_index('unique_id').order_quantity.reindex(cat.unique_id).fillna(0.).to_numpy()
    assert (3*planned.sum()>=500)==(3*units.sum()>=500)==(freight>1 or sum(quantity)*3>=500)
    assert abs(planned-units).max()<=cat.pack_size.max() and (units>=np.asarray(quantity)).all()

def test_a_filled_up_order_is_the_smallest_one():
    "Against filling up pack by pack, the least cover first"
    from pharmopt.order_terms import filled_up
    rng = np.random.default_rng(3)
    for _ in range(60):
        n = rng.integers(1, 7)
        rate, cost, step = rng.integers(0, 9, n)*.5, rng.integers(1, 9, n)*1., rng.choice([1., 5., 10.], n)
        p, q = rng.integers(0, 60, (1, n))*1., rng.integers(0, 2, (1, n))*step
        least, most = float(rng.integers(50, 900)), rate*60
        want, left = q[0].copy(), q.any()
        while left and want@cost<least-1e-9:
            can = [i for i in range(n) if rate[i]>0 and p[0,i]+want[i]+step[i]<=most[i]+1e-9]
            if not can: want[:] = 0; break
            i = min(can, key=lambda i: (p[0,i]+want[i])/rate[i]); want[i] += step[i]
        got = filled_up(q, least, position=p, rate=rate, cost=cost, step=step, most=most)[0]
        assert (want.any()==got.any()) and (got>=want-1e-9).all() and (got@cost)-(want@cost)<=(step*cost).sum()

def test_records_reach_the_comparison_and_others_change_nothing():
    demand, cat = example(4, 160, supplier_id='S1', location_id='L', unit_cost=3.)
    plain = simulate(min_max(8, 16), demand, cat, history=60)
    other = simulate(min_max(8, 16), demand, cat, history=60, suppliers=pd.DataFrame([RECORD|dict(supplier_id='S2')]))
    bound = compare({'a': min_max(8, 16), 'b': min_max(4, 8)}, demand, cat, history=60, seeds=range(2), draws=20, suppliers=pd.DataFrame([RECORD]))
    assert plain.kpis==other.kpis and 'suppliers' in bound.conventions and 'suppliers' not in other.conventions
    assert bound.kpis.loc['a', 'ordering']!=plain.kpis['ordering']
    with pytest.raises(ValueError, match='suppliers must be'): simulate(min_max(8, 16), demand, cat, suppliers=[RECORD])

BREAKS = dict(price_breaks={'*': [[60, 2.7], [200, 2.4]]})

def one_order(record, quantity, **columns):
    "Units and money of the first day on which five items are ordered, in the twin"
    from types import SimpleNamespace
    day = 7                                             # a Monday
    rule = SimpleNamespace(name='once', notes={}, start=lambda view: lambda v: np.where(v.t==60+day+1, np.asarray(quantity, float), 0.)+np.zeros(v.position.shape))
    q, _, _, cat, sums = played(record, rule, days=90, **dict(holding_cost=.0005, review_days=1., shelf_life_days=400.)|columns)
    t = np.flatnonzero(q.any((1,2)))[0]
    return q[t,0], *(sums[k][0] if k in sums else None for k in ('purchase','price_change')), cat

def seen_by_the_terms(monkeypatch):
    "Filled with the order, the position and the rate of the first seed when the twin applies the terms"
    seen, place = {}, __import__('pharmopt.order_terms', fromlist=['OrderTerms']).OrderTerms.place
    monkeypatch.setattr('pharmopt.order_terms.OrderTerms.place', lambda self, order, position, rate, *a: (seen.update(order=order[0].copy(), position=position[0].copy(), rate=np.broadcast_to(rate, order.shape)[0].copy()), place(self, order, position, rate, *a))[1])
    return seen

@pytest.mark.parametrize('discount', ['all-units', 'incremental'])
@pytest.mark.parametrize('quantity', [(20, 45, 0, 60, 190), (5, 5, 5, 5, 5), (210, 0, 0, 0, 0)])
def test_twin_and_plan_price_the_same_order_alike(discount, quantity, monkeypatch):
    from pharmopt.store import Store
    from pharmopt.suppliers import baskets, save_suppliers
    from pharmopt.supplier_terms import line_table, with_terms
    record = dict(supplier_id='S1', order_days='daily', delivery_days='daily', lead_time_working_days=1., discount=discount)|BREAKS
    seen = seen_by_the_terms(monkeypatch)
    units, paid, change, cat = one_order(record, quantity)
    items = pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=seen['order'], on_hand=seen['position'], on_order=0., rate=seen['rate'], pack_size=cat.pack_size))
    orders = items[items.order_quantity>0].assign(packs=1., priority=1, urgency='now', reason='Order.')
    planned = with_terms(orders, line_table(items, cat), {'S1': record})
    assert planned.set_index('unique_id').order_quantity.reindex(cat.unique_id).fillna(0.).tolist()==units.tolist()
    store = Store('sqlite://'); save_suppliers(store, [record])
    value = baskets(planned.assign(supplier_id='S1', unit_cost=3.), store, pd.Timestamp('2026-03-02')).value[0]
    store.close()
    assert paid.sum()==pytest.approx(value, abs=.01) and change.sum()==pytest.approx(value-3*units.sum(), abs=.01)
    assert max(quantity)<60 or change.sum()<0

def test_price_breaks_are_a_part_of_the_cost_and_only_where_there_are_some():
    demand, cat = example(5, 200, supplier_id='S1', location_id='L', unit_cost=3.)
    run = lambda **kw: simulate(min_max(8, 16), demand, cat, history=60, suppliers=pd.DataFrame([RECORD|dict(min_value=None)|kw])).kpis
    plain, priced = run(), run(**BREAKS)
    assert 'purchase' not in plain and priced['price_change']<0
    assert priced['cost']==pytest.approx(sum(priced[k] for k in ('holding','ordering','stockout','waste','price_change')))

def test_a_late_order_goes_to_the_alternate_that_is_in_time():
    slow = RECORD|dict(min_value=None, multiple=None, free_freight=None, freight=None, order_days='daily', delivery_days='daily', lead_time_working_days=8., alternates='S2')
    fast = slow|dict(supplier_id='S2', lead_time_working_days=1., alternates=None, price_breaks={'*': [[1, 5.]]})
    demand, cat = example(5, 260, supplier_id='S1', location_id='L', unit_cost=3., lead_time_mean=8., lead_time_sd=0., shelf_life_days=365.)
    run = lambda *r: simulate(min_max(4, 9), demand, cat, history=60, suppliers=pd.DataFrame(r))
    alone, both = run(slow), run(slow, fast)
    assert both.kpis['fill_rate']>alone.kpis['fill_rate']+.05
    assert both.kpis['price_change']>0                             # S2 is dearer, and what it delivers is paid at its price
    early = simulate(min_max(20, 30), demand, cat, history=60, suppliers=pd.DataFrame([slow, fast])).kpis
    assert early['price_change']<both.kpis['price_change']/2       # who orders in time stays with the usual supplier

def test_refusals_cost_service_and_alternates_give_it_back():
    usual = RECORD|dict(min_value=None, multiple=None, free_freight=None, freight=None, order_days='daily', delivery_days='daily', lead_time_working_days=2.)
    demand, cat = example(6, 300, supplier_id='S1', location_id='L', unit_cost=3., lead_time_mean=2., lead_time_sd=0., shelf_life_days=365., review_days=1.)
    run = lambda *records, **deliveries: simulate(min_max(4, 8), demand, cat, history=60, deliveries=deliveries or None, suppliers=pd.DataFrame(records) if records else None)
    never, bare = run(usual), run(refused=.2, refused_days=12)
    alone, both = (run(*r, refused=.2, refused_days=12) for r in ([usual|dict(alternates='')], [usual|dict(alternates='S2'), usual|dict(supplier_id='S2', alternates='')]))
    assert run(usual, refused=0.).kpis==never.kpis and run().kpis['fill_rate']>bare.kpis['fill_rate']+.03
    assert never.kpis['fill_rate']>alone.kpis['fill_rate']+.03 and both.kpis['fill_rate']>alone.kpis['fill_rate']+.02
    assert alone.conventions['refusals']=='20 % of the days of an item, 12 days at a stretch' and 'deliveries' not in alone.conventions and 'refusals' not in never.conventions

def test_a_refused_line_is_asked_of_the_first_alternate_that_did_not_refuse():
    from pharmopt.order_terms import REFUSED_DAYS, Refusals
    r = Refusals(.1, 5, [0, 1], 3, n_others=2)
    r.until[:] = -1; r.until[0,0,1] = 9
    order = np.array([[4., 4., 0.], [4., 4., 4.]])
    assert r.answer(2, order, 0).tolist()==[[True, False, True], [True]*3] and r.again.tolist()==[[False, True, False], [False]*3]
    assert (r.told>2).sum()==1 and r.told[0,0,1]==2+REFUSED_DAYS
    r.until[:] = -1
    assert r.answer(4, order, 0).all() and not (r.told>4).any()          # accepted again: the refusal has ended

@pytest.mark.parametrize('wrong', [dict(refused=1.), dict(refused=-.1), dict(refused=.1, refused_days=0), dict(refusal=.1)])
def test_deliveries_that_cannot_be_are_refused(wrong):
    demand, cat = example(2, 120)
    with pytest.raises(ValueError, match='deliveries'): simulate(min_max(5, 8), demand, cat, deliveries=wrong)
