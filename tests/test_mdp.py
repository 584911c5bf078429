"Value iteration against published optima: lost sales, perishables, fixed costs; and against brute force"
import itertools
import numpy as np, pytest
from scipy.stats import gamma, geom, poisson
from pharmopt.mdp import Inventory, solve_smdp
from pharmopt.textbook import poisson_cost

FIVE = poisson.pmf(np.arange(41), 5)

@pytest.mark.parametrize('p,L,optimal', [(4,1,4.04), (4,2,4.40), (4,3,4.60), (4,4,4.73), (9,1,5.44), (9,2,6.09), (9,3,6.53), (9,4,6.84), (19,1,6.68), (19,2,7.66), (19,3,8.36), (19,4,8.89)])
def test_zipkin_lost_sales(p, L, optimal):
    "Zipkin (2008), Old and new methods for lost-sales inventory systems, table 3: Poisson demand of mean 5"
    assert round(Inventory(FIVE, L, stockout_cost=p).solve(tol=2e-3).gain, 2)==optimal

@pytest.mark.parametrize('p,L,optimal', [(4,1,9.82), (4,2,10.24), (4,3,10.47), (9,1,14.51), (9,2,15.50), (9,3,16.14)])
def test_zipkin_geometric(p, L, optimal):
    "The same table: geometric demand of mean 5"
    pmf = geom.pmf(np.arange(1, 200), 1/6)
    assert round(Inventory(pmf, L, stockout_cost=p, max_order=22, max_stock=60).solve(tol=2e-3).gain, 2)==optimal

def de_moor(issue='lifo', waste=7., L=1, m=2):
    "De Moor et al. (2022), settings of Farrington et al. (2025), table 3: gamma demand, mean 4, coefficient of variation 0.5"
    F = gamma(4, scale=1).cdf(np.r_[0, np.arange(.5, 101)])
    return Inventory(np.r_[np.diff(F)[:-1], 1-F[-2]], L, m, max_order=10, holding_cost=1, stockout_cost=5, waste_cost=waste, unit_cost=3, issue=issue, discount=.99)

@pytest.mark.parametrize('issue,waste,best,base', [('lifo',7,1553,1565), ('fifo',7,1457,1474), ('lifo',10,None,None), ('fifo',10,None,None)])
def test_de_moor_perishables(issue, waste, best, base):
    mdp = de_moor(issue, waste)
    opt, (S, cost) = mdp.evaluate(mdp.solve(1e-3).policy), mdp.best_base_stock()
    assert opt<=cost
    if best: assert opt==pytest.approx(best, abs=1) and cost==pytest.approx(base, abs=1)

def test_de_moor_base_stock_of_the_average():
    "The published best levels, 5 (LIFO) and 7 (FIFO), are those of the average cost"
    for issue,S in [('lifo',5), ('fifo',7)]:
        mdp = de_moor(issue); mdp.discount = 1.
        assert mdp.best_base_stock()[0]==S

def test_de_moor_longer_lead_time_and_life():
    "Published (Farrington et al., 2025): m=2, L=1 is cheaper than L=2; m=3 cheaper than m=2; the best policy is never dearer than the best base stock"
    cost = {}
    for m,L in [(2,1), (2,2), (3,1)]:
        mdp = de_moor('fifo', m=m, L=L)
        cost[m,L] = mdp.evaluate(mdp.solve(1e-2).policy)
        assert cost[m,L]<=mdp.best_base_stock()[1]+.5
    assert cost[3,1]<cost[2,1]<cost[2,2]

@pytest.mark.parametrize('m,profit', [(2,2.22), (3,2.40), (4,2.47)])
def test_hendrix_one_product(m, profit):
    "Hendrix et al. (2019): Poisson demand 5, price 1, cost 0.5"
    assert round(5-Inventory(FIVE, 1, m, max_order=10, holding_cost=0, stockout_cost=1, unit_cost=.5).solve(1e-5).gain, 2)==profit

def test_bijvank_fixed_cost_is_no_dearer_than_any_s_S():
    pmf = poisson.pmf(np.arange(21), 3)
    inv = Inventory(pmf, 2, stockout_cost=10, fixed_cost=8, max_order=18, max_stock=30)
    gain = inv.solve(1e-4).gain
    rule = lambda s,S: lambda x,pipe: np.where(x.sum(1)+pipe.sum(1)<=s, S-x.sum(1)-pipe.sum(1), 0)
    best = min(inv.evaluate(inv.table(rule(s,S)), 400, 200) for s in range(5,13) for S in range(s+1,20,2))
    assert gain<=best<1.06*gain

@pytest.mark.parametrize('kw', [dict(lead_time=1), dict(lead_time=2), dict(lead_time=1, shelf_life=2), dict(lead_time=2, shelf_life=2, issue='lifo'), dict(lead_time=1, shelf_life=3, fixed_cost=3.)])
def test_gain_is_what_its_policy_costs(kw):
    inv = Inventory(poisson.pmf(np.arange(12), 1.5), max_order=4, max_stock=9, waste_cost=5., unit_cost=1., **kw)
    s = inv.solve(1e-6)
    assert inv.evaluate(s.policy, 2000, 500)==pytest.approx(s.gain, abs=1e-4)

def test_structure_equals_the_general_solver():
    "The same process written out as matrices"
    pmf = poisson.pmf(np.arange(9), 1.2)
    inv = Inventory(pmf, 2, 2, max_order=2, waste_cost=3., holding_cost=.5, stockout_cost=6., fixed_cost=1.)
    P, c = [], []
    for a in range(3):
        M, cost = inv._chain(np.full(inv.n_states, a))
        P.append(M); c.append(cost)
    a, b = inv.solve(1e-9), solve_smdp(P, np.stack(c), tol=1e-9)
    assert a.gain==pytest.approx(b.gain, abs=1e-7)

def test_no_policy_of_a_tiny_process_is_better():
    "All stationary policies, by brute force"
    rng = np.random.default_rng(0)
    P, c, tau = rng.dirichlet(np.ones(4), (3,4)), rng.uniform(1, 9, (3,4)), rng.uniform(.5, 4, (3,4))
    def gain(policy):
        M, i = np.stack([P[a][s] for s,a in enumerate(policy)]), np.arange(4)
        pi = np.linalg.lstsq(np.r_[M.T-np.eye(4), np.ones((1,4))], np.r_[np.zeros(4), 1], rcond=None)[0]
        return pi@c[policy,i]/(pi@tau[policy,i])
    best = min(gain(np.array(a)) for a in itertools.product(range(3), repeat=4))
    s = solve_smdp(list(P), c, tau)
    assert s.gain==pytest.approx(best, abs=1e-6) and gain(s.policy)==pytest.approx(best, abs=1e-9)

def test_too_large_is_refused():
    with pytest.raises(ValueError, match='states .*use longer periods'): Inventory(FIVE, 7, 30)
    with pytest.raises(ValueError, match='issue'): Inventory(FIVE, 1, 2, issue='random')
    with pytest.raises(ValueError, match='whole number'): Inventory(FIVE, 1.5)
