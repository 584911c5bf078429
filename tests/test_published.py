"Ordering methods against figures that others have published, more of them than a reader of the notebooks wants to see"
import math
import numpy as np, pytest
from scipy.stats import gamma
from pharmopt.echelons import guaranteed_service, lateral_stock, metric, serial_base_stock, serial_newsvendor, warehouse_retailers_cost
from pharmopt.joint import JointItems, joint_cycle
from pharmopt.lost_sales import LostSales, base_stock_rule, geometric_pmf, poisson_pmf, s_S_rule, vector_base_stock_rule
from pharmopt.mdp import Inventory
from pharmopt.policy import robust
from pharmopt.perishables import substitution
from pharmopt.robust_rules import budgeted_plan, largest_deviation
from pharmopt.supply_risk import eoq_disruptions, eoq_yield, newsvendor_disruptions
from pharmopt.textbook import eoq, eoq_discount, newsvendor_poisson, poisson_cost, poisson_loss, r_Q_normal, r_Q_service, s_S, s_S_cost, wagner_whitin
from pharmopt.warehouse_play import best_warehouse_levels, play_warehouse

ZIPKIN = [   # Zipkin (2008), table 4: demand, cost of a lost unit, lead time; optimum, myopic, myopic-2, standard vector, standard and best base stock
    ('poisson', 4, 1, 4.04, 4.11, 4.04, 4.31, 4.39, 4.16), ('poisson', 9, 1, 5.44, 5.45, 5.44, 5.51, 5.56, 5.55), ('poisson', 19, 1, 6.68, 6.69, 6.68, 6.71, 6.73, 6.73),
    ('poisson', 9, 2, 6.09, 6.22, 6.10, 6.45, 6.55, 6.32), ('poisson', 39, 2, 9.11, 9.16, 9.12, 9.29, 9.31, 9.19), ('poisson', 4, 3, 4.60, 4.84, 4.64, 5.51, 5.77, 4.98),
    ('geometric', 4, 1, 9.82, 9.95, 9.83, 10.26, 10.49, 10.04), ('geometric', 39, 1, 23.87, 23.97, 23.87, 24.43, 24.48, 24.00),
    ('geometric', 4, 2, 10.24, 10.57, 10.29, 11.72, 12.24, 10.70), ('geometric', 9, 2, 15.50, 15.93, 15.57, 17.19, 17.53, 15.99), ('geometric', 19, 2, 20.89, 21.30, 20.95, 22.31, 22.49, 21.31)]

@pytest.mark.parametrize('demand, p, L, optimum, myopic, myopic2, vector, standard, best', ZIPKIN)
def test_lost_sales(demand, p, L, optimum, myopic, myopic2, vector, standard, best):
    item = LostSales((poisson_pmf if demand=='poisson' else geometric_pmf)(5), L, stockout_cost=p)
    levels, cost = item.standard_vector, lambda rule: item.play(rule).cost
    got = item.optimum(), cost(item.myopic_rule()), cost(item.myopic2_rule()), cost(vector_base_stock_rule(levels)), cost(base_stock_rule(levels[0])), item.best_base_stock()[1].cost
    assert got==pytest.approx((optimum, myopic, myopic2, vector, standard, best), abs=.012)

def test_lost_sales_by_simulation():
    "The exact long-run figures of a rule against a long simulation of it"
    item, S, rng = LostSales(poisson_pmf(3), 2, stockout_cost=7), 10, np.random.default_rng(0)
    on_hand, coming, cost, lost = 0, [0, 0], 0., 0
    demand = rng.poisson(3, 60_000)
    for d in demand:
        on_hand += coming.pop(0)
        coming.append(max(S-on_hand-sum(coming), 0))
        lost += max(d-on_hand, 0); cost += max(on_hand-d, 0)+7*max(d-on_hand, 0)
        on_hand = max(on_hand-d, 0)
    exact = item.play(base_stock_rule(S))
    assert cost/len(demand)==pytest.approx(exact.cost, abs=.08) and 1-lost/demand.sum()==pytest.approx(exact.fill_rate, abs=.003)

@pytest.mark.parametrize('N, rate, p, Q, Q0, R0, R, cost', [   # Axsäter (1993), table II
    (4,.1,20,1,1,-1,1,7.30), (4,.1,20,1,4,-2,1,7.85), (4,.1,20,4,1,-1,0,9.62), (4,.1,20,4,4,-1,-1,14.03), (4,.1,5,4,4,-3,1,13.52), (32,.1,20,4,1,1,0,82.59), (32,.1,5,1,4,3,-1,19.30),
    (32,.1,5,4,1,-1,-1,52.16), (32,.1,5,4,4,-3,0,74.05), (4,1.,20,1,4,2,2,12.38), (4,1.,20,4,4,-1,2,18.57), (4,1.,5,4,1,-1,1,11.14), (32,1.,20,1,4,33,2,85.19), (32,1.,20,4,4,6,1,112.74), (32,1.,5,4,1,6,1,86.93)])
def test_warehouse_and_retailers(N, rate, p, Q, Q0, R0, R, cost):
    got = warehouse_retailers_cost(N, rate, lead_time_retailer=1, lead_time_warehouse=1, holding_retailer=1, holding_warehouse=1, stockout_cost=p, Q_retailer=Q, Q_warehouse=Q0, R_warehouse=R0, R_retailer=R)
    assert got.cost==pytest.approx(cost, abs=.0065)

@pytest.mark.parametrize('holding, lead, p, mean, sd, cost, local', [   # Pirhooshyaran and Snyder (2021), the stage that serves the demand first
    ([7,4,2], [1,1,2], 37.12, 5, 1, 47.65, [6.49,5.53,10.69]), ([25,10,5], [1,1,2], 50, 50, 3, 879.88, [52.7,51.4,101.45]), ([30,20,10], [1]*3, 100, 100, 10, 3630.14, [114.05,102.58,99.53]),
    ([10,5,5,5], [1]*4, 30, 5, 1.2, 101.48, [6.35,9.8,9.8,-3.8]), ([50,40,30,20,10], [1]*5, 200, 80, 4, 8559.85, [86.99,81.68,81.17,80.15,80.15]), ([50,50,25,10,5], [1,1,1,1,2], 150, 25, 2, 2500.79, [33.01,20.25,25.05,26.3,51.57])])
def test_stocks_in_series(holding, lead, p, mean, sd, cost, local):
    got = serial_base_stock(holding, lead, p, mean, demand_sd=sd)
    assert got.cost==pytest.approx(cost, rel=1e-3) and got.local_levels==pytest.approx(local, abs=.7)

def test_bounds_of_stocks_in_series():
    local = [5.5,5.25,2.75,.25]                                             # Shang and Song (2003), table 1, row 9
    best = serial_base_stock(local, [.25]*4, 9, 16)
    assert list(best.echelon_levels)==[9,10,13,19] and best.cost==pytest.approx(53.008, abs=.02)
    assert list(serial_newsvendor(local, [.25]*4, 9, 16)[:,2])==[9,10.5,14,20.5]

@pytest.mark.parametrize('N, rate, change, separate, lateral', [         # Kranenburg (2006), table 5.2
    (10,.001,{},(9.09,91.9),(6.1,63.0)), (10,.0001,{},(9.01,90.19),(6.01,60.3)), (10,.001,dict(waiting_target=.4),(8.08,82.8),(2.21,26.04)), (10,.001,dict(waiting_target=.6),(7.07,73.7),(.99,14.97)),
    (10,.001,dict(lateral_time=1.),(9.09,91.9),(8.1,82.0)), (10,.001,dict(replenishment_time=6.),(9.05,91.54),(6.06,62.6)), (3,.0033333333,{},(2.79,28.9),(1.97,21.59)), (20,.001,{},(18.18,183.8),(12.2,126.0))])
def test_lateral_transshipment(N, rate, change, separate, lateral):
    case = dict(replenishment_time=10., holding_cost=10, emergency_cost=1000, emergency_time=2, lateral_cost=500, lateral_time=.5, waiting_target=.2)|change
    assert lateral_stock(N, rate, pooled=False, **case)[:2]==pytest.approx(separate, abs=.021)
    assert lateral_stock(N, rate, **case)[:2]==pytest.approx(lateral, abs=.021)

def test_lateral_with_more_than_one_unit_each():
    "Two locations with two units each: the chain of stocks against a simulation of it"
    from pharmopt.echelons import _pool_shares
    rng, load, S = np.random.default_rng(1), .8, [2,2]
    x, met = list(S), np.zeros(3); n = 0
    for _ in range(60_000):
        rates = [load, load, float(S[0]-x[0]), float(S[1]-x[1])]
        e = rng.choice(4, p=np.array(rates)/sum(rates))
        if e<2:
            i = e if x[e] else 1-e
            met[0 if x[e] else 1 if x[1-e] else 2] += 1
            if x[i]: x[i] -= 1
        else: x[e-2] += 1
    assert _pool_shares(4, 2, load)==pytest.approx(met/met.sum(), abs=.01)

def test_service_times_of_a_network():
    nodes = [dict(index=1, processing_time=7, outbound=3, holding_cost=44/365, bound=4, demand_sd=4.1, suppliers=[3]), dict(index=2, processing_time=7, outbound=3, holding_cost=28/365, bound=4, demand_sd=6.2, suppliers=[3]),
             dict(index=3, processing_time=21, holding_cost=18/365, bound=4, suppliers=[4,5]), dict(index=4, processing_time=3, holding_cost=1/365, bound=4),
             dict(index=5, processing_time=8, holding_cost=4/365, bound=4, suppliers=[6]), dict(index=6, processing_time=2, holding_cost=1.5/365, bound=4)]
    plan = guaranteed_service(nodes)                                        # Snyder and Shen, problem 6.9
    assert plan.cost==pytest.approx(15.6495, abs=1e-3) and plan.service_times=={1:3, 2:3, 3:0, 4:0, 5:0, 6:2}

def test_repairables():
    got = metric(4, 45/365, repaired_at_base=.3, base_repair_time=30, order_time=10, depot_repair_time=45, base_stock=4, depot_stock=16)
    assert (got.depot_backorders, got.depot_delay, got.base_pipeline, 4*got.vari_metric_backorders)==pytest.approx((1.35, 3.91, 2.3101, .6091), abs=2e-3)

@pytest.mark.parametrize('rates, major, optimum, Q, S, QS', [([3,1], 10, 12.366, 11, [9,4], 12.9529), ([2,2], 10, 12.6866, 10, [6,6], 13.2778)])
def test_joint_policies(rates, major, optimum, Q, S, QS):
    items = JointItems(rates, .5, holding_costs=[1,1], stockout_costs=[9,9], major_cost=major, minor_costs=[2,2])
    found = items.best_Q_S()
    assert items.optimum()==pytest.approx(optimum, abs=2e-3) and found.cost==pytest.approx(QS, abs=1e-3) and found.levels==dict(Q=Q, S=S)
    assert items.best_can_order().cost>=items.optimum()-1e-6

def test_joint_cycle_is_the_cheapest():
    rng = np.random.default_rng(3)
    for _ in range(6):
        k, h, d = rng.uniform(1, 60, 3), rng.uniform(.2, 3, 3), rng.uniform(5, 900, 3)
        best = joint_cycle(40, k, h, d)
        brute = min(math.sqrt(2*(40+(k/m).sum())*(m*h*d).sum()) for m in (np.array([a,b,c]) for a in range(1,25) for b in range(1,25) for c in range(1,25)))
        assert best.cost<=brute+1e-9

@pytest.mark.parametrize('m, L, issue, waste, optimum, base', [      # De Moor, Gijsbrechts and Boute (2022); returns by Farrington and others (2025), table 3
    (2,1,'lifo',10,1571,1581), (2,2,'lifo',7,1551,1590), (2,2,'fifo',10,1469,1504), (3,1,'lifo',10,1498,1512), pytest.param(4,1,'fifo',7,1422,1430, marks=pytest.mark.long)])
def test_perishables(m, L, issue, waste, optimum, base):
    d = gamma(4, scale=1); p = np.diff(np.r_[0, d.cdf(np.arange(40)+.5)])
    inv = Inventory(p, L, shelf_life_periods=m, max_order=10, unit_cost=3, holding_cost=1, stockout_cost=5, waste_cost=waste, issue=issue, discount=.99)
    assert inv.evaluate(inv.solve().policy)==pytest.approx(optimum, abs=2) and inv.best_base_stock()[1]==pytest.approx(base, abs=2)

def test_normal_and_discount_cases():
    s = r_Q_service(9, 5, 10, lead_time_sd=math.sqrt(10))                                # Axsäter (2015), example 5.4
    assert (s.cycle_service_level, s.fill_rate)==pytest.approx((.376, .66619), abs=5e-4)
    case = dict(breaks=[0,1200,2400], unit_costs=[1490,1220,1100])             # Snyder and Shen, problem 3.12
    assert eoq_discount(2250, .25, 182500, **case)[::2]==pytest.approx((2400, 201251093.75)) and eoq_discount(2250, .25, 182500, **case, kind='incremental')[0]==pytest.approx(28553.0607, abs=.05)

def test_lot_sizes_by_brute_force():
    "Costs that differ by period: all plans of whole order quantities of a small case"
    rng = np.random.default_rng(5)
    for wait in (None, 2.):
        for _ in range(4):
            d, K, h, c = rng.integers(0, 4, 4), rng.integers(1, 9, 4), rng.integers(1, 4, 4), rng.integers(0, 5, 4)
            q, cost = wagner_whitin(K, h, d, unit_cost=c, stockout_cost=wait)
            best = math.inf
            for plan in np.ndindex(*[int(d.sum())+1]*4):
                stock = np.cumsum(plan)-d.cumsum()
                if stock[-1]!=0 or wait is None and (stock<0).any(): continue
                best = min(best, (K*(np.array(plan)>0)).sum()+(c*plan).sum()+(h*np.maximum(stock, 0)).sum()+(0 if wait is None else wait*np.maximum(-stock, 0).sum()))
            assert cost==pytest.approx(best) and q.sum()==d.sum()

def test_values_by_period_are_lists_or_numbers():
    "A list is as good as an array where a value may differ by period, and a mean yield may be negative"
    q, cost = wagner_whitin([85,102,102,101,98,114,105,86,119,110,98,114], [1.]*12, [69,29,36,61,61,26,34,67,45,67,79,56], unit_cost=[0]*12)       # Wagner and Whitin (1958)
    assert cost==pytest.approx(864) and list(q)==[98,0,97,0,121,0,0,112,0,67,135,0]
    assert wagner_whitin(300, 1, [50,60,90,70,30,100,60,40,80,20])[1]==pytest.approx(1550)
    assert eoq_yield(18500, .06, 75000, yield_mean=-15000, yield_sd=9000, kind='additive')==pytest.approx((230246.37, 12914.782), abs=.02)           # Snyder and Shen, example 9.4
    assert budgeted_plan([100]*3, 40, [.6,.7,.8], holding_cost=4, stockout_cost=6).cost==pytest.approx(budgeted_plan([100]*3, [40]*3, [.6,.7,.8], holding_cost=4, stockout_cost=6).cost)
    assert robust(half_life=[14]).name==robust(half_life=14).name

@pytest.mark.parametrize('demand, p, L, cost', [('poisson',4,1,4.07), ('poisson',9,1,5.48), ('poisson',39,2,9.14), ('poisson',4,3,4.63), ('geometric',39,1,23.95), ('geometric',19,2,21.07), ('geometric',4,2,10.53)])
def test_better_vector(demand, p, L, cost):
    item = LostSales((poisson_pmf if demand=='poisson' else geometric_pmf)(5), L, stockout_cost=p)       # Zipkin (2008), tables 3 and 4
    assert item.better_vector_base_stock(first=True)[2].cost==pytest.approx(cost, abs=.006)
    assert item.better_vector_base_stock()[2].cost<=cost+.006

@pytest.mark.parametrize('demand,p,L,cost', [('poisson',19,1,7.48), ('poisson',39,2,10.73), ('geometric',4,1,9.97), ('geometric',39,1,31.72)])
def test_dual_balancing(demand, p, L, cost):
    item = LostSales((poisson_pmf if demand=='poisson' else geometric_pmf)(5), L, stockout_cost=p)       # Zipkin (2008), tables 3 and 4
    assert item.play(item.dual_balancing_rule(), 1e-8).cost==pytest.approx(cost, abs=.006)
    assert item.optimum()<=item.play(item.dual_balancing_rule(marginal=True), 1e-8).cost<=2*item.optimum()       # Levi, Janakiraman, Nagarajan (2008)

def test_delivery_within_a_period():
    "The exact figures where the lead time is 0 or a fraction, against a simulation of the same events"
    rng = np.random.default_rng(3)
    for L, K in ((0, 0.), (.5, 8.), (1.25, 0.)):
        item, S, old = LostSales(poisson_pmf(3), L, stockout_cost=7, fixed_cost=K), 9, int(L)
        on_hand, coming, cost, n = 0, [0]*old, 0., 30_000
        early, late = rng.poisson(3*(L-old), n), rng.poisson(3*(1-L+old), n)
        for a,b in zip(early, late):
            q = max(S-on_hand-sum(coming), 0); coming.append(q)
            lost = max(a-on_hand, 0); on_hand = max(on_hand-a, 0)+coming.pop(0)
            lost += max(b-on_hand, 0); on_hand = max(on_hand-b, 0)
            cost += on_hand+7*lost+K*(q>0)
        assert item.play(base_stock_rule(S)).cost==pytest.approx(cost/n, abs=.12)
        assert item.optimum()<=item.play(base_stock_rule(S)).cost+1e-6

def test_lost_sales_at_once_is_a_newsvendor():
    for p in (1, 4, 19):
        item = LostSales(poisson_pmf(5), 0, stockout_cost=p)
        S = newsvendor_poisson(1, p, 5)
        assert item.optimum()==pytest.approx(float(poisson_cost(S, 5, 1, p)), abs=1e-3)
        assert item.play(base_stock_rule(S)).cost==pytest.approx(float(poisson_cost(S, 5, 1, p)), abs=1e-8)

def test_warehouse_with_one_retailer_is_two_stocks_in_series():
    best = serial_base_stock([1., .5], [2, 3], 9, 3)                                     # each lead time counts the period of review
    demand = np.random.default_rng(4).poisson(3, (200, 140, 1))
    got = play_warehouse(demand, level_warehouse=int(best.echelon_levels[1]), levels_retailers=int(best.echelon_levels[0]), lead_time_warehouse=3, lead_times_retailers=1, holding_warehouse=.5, holding_retailer=1,
                         stockout_cost=9, warmup=20)
    assert got.cost+.5*3==pytest.approx(best.cost-.5*3, abs=.35)

def test_incremental_prices_that_rise_by_brute_force():
    for K in (8., 200., 2000.):
        breaks, prices, rate, D = np.array([0., 400, 800]), np.array([.65, .72, .78]), .3, 1300.
        Q = np.linspace(1, 8000, 80_000)
        paid = sum(c*np.clip(Q-b, 0, e-b) for b,e,c in zip(breaks, [*breaks[1:], np.inf], prices))
        least = (K*D/Q+D*paid/Q+rate*paid/2).min()
        assert eoq_discount(K, rate, D, list(breaks), list(prices), kind='incremental')[2]==pytest.approx(least, rel=1e-6)

def test_a_stage_without_lead_time():
    "A stage that is supplied at once only adds its own cost of what is on its way below"
    three, two = (serial_base_stock(h, L, 37., 5., demand_sd=1.) for h,L in (([7,4,2], [1,0,2]), ([7,2], [1,2])))
    assert three.cost==pytest.approx(two.cost+(4-2)*5) and three.local_levels[1]<=0
    assert serial_newsvendor([7,4,2], [0,1,2], 37., 5., demand_sd=1.)[0]==pytest.approx(0)

def test_disruptions_of_any_length():
    "The closed form against the sum over the states of the supplier, and a supplier that seldom opens again"
    a, b, h, p, d = .04, .25, .25, 3., 2000.
    k = np.arange(400)
    prob = np.r_[b/(a+b), a*b/(a+b)*(1-b)**k]
    for S in (0., 100., 2000., 7000., 8000., 1e5):
        left = S-d*np.arange(1, len(prob)+1)
        assert newsvendor_disruptions(h, p, d, disruption_prob=a, recovery_prob=b, base_stock_level=S).cost==pytest.approx(prob@(h*np.maximum(left, 0)+p*np.maximum(-left, 0)))
    best = newsvendor_disruptions(h, p, d, disruption_prob=a, recovery_prob=1e-4)
    near = [newsvendor_disruptions(h, p, d, disruption_prob=a, recovery_prob=1e-4, base_stock_level=best.order_quantity+k*d).cost for k in (-1, 1)]
    assert best.cost<=min(near)

@pytest.mark.parametrize('call', [lambda: s_S(20, 1, 9, 6, lead_time=.5), lambda: eoq(8, math.inf, 10), lambda: newsvendor_disruptions(math.inf, 3, 5, disruption_prob=.1, recovery_prob=.5),
    lambda: best_warehouse_levels(np.ones((2,9,3), int), lead_time_warehouse=1, lead_times_retailers=[1,1], holding_warehouse=1., holding_retailer=1., stockout_cost=9.)])
def test_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match='must (be|hold)'): call()

def test_whole_lead_time_as_a_float():
    assert s_S(20, 1, 9, 6, lead_time=2.)==s_S(20, 1, 9, 6, lead_time=2)

def test_lots_of_a_cheap_item():
    "A lot of thousands against a reorder point of a few"
    r, Q, cost = r_Q_normal(20, 1e-6, 9, 6, 2, 2)
    assert Q==pytest.approx(math.sqrt(2*20*6/1e-6), rel=1e-3) and cost==pytest.approx(math.sqrt(2*20*6*1e-6), rel=2e-3)

def test_repairables_that_never_leave_the_base():
    got = metric(4, 23/365, repaired_at_base=1., base_repair_time=4., order_time=6., depot_repair_time=8., base_stock=1, depot_stock=3)
    assert got.depot_backorders==0 and got.depot_delay==0 and got.base_pipeline==pytest.approx(4*23/365)

def test_order_up_to_levels_where_waiting_is_cheap():
    "Levels far below zero: the cheapest of a grid of neighbours"
    s, S, cost = s_S(20, 1, .01, 6, lead_time=2)
    costs = [s_S_cost(a, b, 20., holding_cost=1, stockout_cost=.01, demand_mean=6, lead_time=2) for a in (s-5, s, s+5) for b in (S-2, S, S+2)]
    assert cost==pytest.approx(min(costs))

@pytest.mark.parametrize('call', [lambda: newsvendor_poisson(math.inf, 4, 6), lambda: JointItems([2., 1.], math.inf, holding_costs=[1, 1], stockout_costs=[9, 9], major_cost=20, minor_costs=[2, 2]),
    lambda: LostSales(poisson_pmf(5), 2, fixed_cost=math.inf), lambda: Inventory(poisson_pmf(3), 1, 2, discount=1.5), lambda: LostSales(poisson_pmf(5), 2.5).play(LostSales(poisson_pmf(5), 2.5).myopic_rule()),
    lambda: serial_newsvendor([7, 4], [1, 1, 2], 37., 5.), lambda: serial_base_stock([7., 4., math.nan], [1, 1, 2], 37., 5.), lambda: budgeted_plan([9., 9.], math.nan, [.5, 1], holding_cost=1., stockout_cost=2.),
    lambda: substitution(poisson_pmf(3), poisson_pmf(2), probability=.5, price=(5.,), unit_cost=(3., 3.)), lambda: largest_deviation([9., 9., 9.], [.5, 1.])])
def test_odd_values_are_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match='must|needs'): call()

@pytest.mark.parametrize('rates, L, p, K, k', [([10.,10.], 2., [9,9], 10., [2,2]), ([5.,2.], 2., [20,20], 50., [2,5]), ([.1,.3], 1., [50,50], 5., [0,0])])
def test_joint_policies_far_from_zero(rates, L, p, K, k):
    "No policy is cheaper than the optimum, whatever the levels; levels of each item are no dearer than common ones"
    items = JointItems(rates, L, holding_costs=[1,1], stockout_costs=p, major_cost=K, minor_costs=k)
    optimum, common, each = items.optimum(), items.best_can_order(), items.best_can_order(same=False)
    assert optimum-1e-6<=each.cost<=common.cost+1e-9 and optimum-1e-6<=min(items.best_Q_S().cost, items.best_alone().cost)
    assert each.cost<=optimum*1.005
    for found in (common, each): assert items.can_order_cost(*found.levels.values())==pytest.approx(found.cost)
    y, best = np.arange(-15, 60), math.inf
    for room in range(3, 20, 4):                                            # common levels by hand
        for above in range(0, room, 6):
            shares, pay = items._can_order_chain([room]*2, [above]*2)
            best = min(best, pay+sum(np.correlate(items.cost_rate(i, y), v, 'valid') for i,v in enumerate(shares)).min())
    assert common.cost<=best+1e-9

@pytest.mark.parametrize('mean, L, p, K, s, S', [(2,2,9,30,4,16), (3,1,9,40,4,18), (1,3,9,10,2,7)])
def test_lost_sales_with_large_orders(mean, L, p, K, s, S):
    "A fixed cost that asks for orders above the demand of the lead time: the optimum is close below the best (s,S) rule"
    item = LostSales(poisson_pmf(mean), L, stockout_cost=p, fixed_cost=K)
    cost = item.play(s_S_rule(s, S), 1e-8).cost
    assert .98*cost<=item.optimum()<=cost+1e-4

def test_levels_that_are_no_whole_numbers():
    for y in (-.5, .25, .5, .75, 1.5, 7.25):
        by_hand = sum(max(k-y, 0)*math.exp(-3)*3**k/math.factorial(k) for k in range(60))
        assert float(poisson_loss(y, 3.))==pytest.approx(by_hand)

def test_long_repairs_at_the_bases():
    "Many units in repair at a base, few at the depot"
    got = metric(4, .5, repaired_at_base=.95, base_repair_time=120, order_time=10, depot_repair_time=10, base_stock=50, depot_stock=1)
    k = np.arange(400)
    assert got.metric_backorders==pytest.approx(np.maximum(k-50, 0)@poisson_pmf(got.base_pipeline, 400), rel=1e-6)

def test_disruptions_with_two_minima():
    case = dict(fixed_cost=1050., holding_cost=1.86, demand_rate=455., stockout_cost=.194, disruption_rate=.004, recovery_rate=.0137)
    best = eoq_disruptions(**case)
    assert best.cost<=min(eoq_disruptions(**case, order_quantity=q).cost for q in best.order_quantity*np.geomspace(.01, 50, 200))+1e-6
