"Value iteration against published optima: lost sales, perishables, fixed costs; and against brute force"
import itertools
import numpy as np, pytest
from scipy.sparse import csr_matrix
from scipy.stats import gamma, geom, nbinom, poisson
from pharmopt.mdp import Inventory, solve_smdp
from pharmopt.textbook import poisson_cost

FIVE = poisson.pmf(np.arange(41), 5)

@pytest.mark.parametrize('p,L,optimal', [(4,1,4.04), (4,2,4.40), (4,3,4.60), (4,4,4.73), (9,1,5.44), (9,2,6.09), (9,3,6.53), (9,4,6.84), (19,2,7.66), (19,4,8.89)])
def test_zipkin_lost_sales(p, L, optimal):
    "Zipkin (2008), Old and new methods for lost-sales inventory systems, table 3(a): Poisson demand of mean 5; p=19 as Xin (2021) reprints it"
    assert round(Inventory(FIVE, L, stockout_cost=p).solve(tol=2e-3).gain, 2)==optimal

@pytest.mark.parametrize('p,optimal', [(4,10.24), (19,20.89)])
def test_zipkin_geometric(p, optimal):
    "Table 3(b), as Xin (2021) reprints it: geometric demand of mean 5, L=2"
    pmf = geom.pmf(np.arange(1, 300), 1/6)
    assert round(Inventory(pmf, 2, stockout_cost=p, max_order=30, max_stock=90).solve(tol=2e-3).gain, 2)==optimal

def howard(pmf, L, p, A, X):
    "Least average cost by policy iteration (Howard, 1960) on transitions written out by themselves: state (on hand, orders by age), order, arrival, demand"
    import scipy.sparse as sp, scipy.sparse.linalg as la
    states = np.array(list(itertools.product(range(X+1), *[range(A+1)]*(L-1))))       # on hand before demand; orders on their way, the next to arrive first
    index = lambda s: np.ravel_multi_index(s.T, (X+1,)+(A+1,)*(L-1))
    n, d = len(states), np.arange(len(pmf))
    cost = (np.maximum(states[:,:1]-d, 0)+p*np.maximum(d-states[:,:1], 0))@pmf
    def move(a):
        rows, to = [], []
        for k in d:
            left, pipe = np.maximum(states[:,0]-k, 0), np.c_[states[:,1:], np.full(n, a)]
            to.append(index(np.c_[np.minimum(left+pipe[:,0], X), pipe[:,1:]])); rows.append(np.full(n, pmf[k]))
        return sp.csr_matrix((np.concatenate(rows), (np.tile(np.arange(n), len(d)), np.concatenate(to))), shape=(n,n))
    M, policy = [move(a) for a in range(A+1)], np.full(n, 5)
    for _ in range(50):
        P = sp.vstack([M[a] for a in range(A+1)]).tocsr()[policy*n+np.arange(n)]
        v = la.spsolve(sp.bmat([[sp.identity(n)-P, np.ones((n,1))], [sp.csr_matrix(([1.],([0],[0])), shape=(1,n)), None]]).tocsc(), np.r_[cost, 0])
        Q = np.stack([m@v[:n] for m in M])
        new = np.where(Q[policy, np.arange(n)]<=Q.min(0)+1e-9, policy, Q.argmin(0))
        if (new==policy).all(): return v[n]
        policy = new

@pytest.mark.parametrize('pmf,L,p', [(FIVE[:24],1,19), (FIVE[:24],2,9), (np.r_[.5,.2,.1,.1,.05,.05],2,9), (nbinom.pmf(np.arange(30),2,.4),1,14), (geom.pmf(np.arange(1,60),1/4),1,9)])
def test_value_iteration_equals_policy_iteration(pmf, L, p):
    "Cases that nobody printed, by another method on transitions of its own"
    A, X = (12, 24) if L==1 else (9, 20)
    pmf = np.asarray(pmf)/np.sum(pmf)
    assert Inventory(pmf, L, stockout_cost=p, max_order=A, max_stock=X).solve(tol=1e-7).gain==pytest.approx(howard(pmf, L, p, A, X), abs=1e-6)

@pytest.mark.parametrize('L', [0,1,2,3,4])
@pytest.mark.parametrize('pmf', [poisson.pmf(np.arange(12),1.5), geom.pmf(np.arange(1,40),.5), nbinom.pmf(np.arange(40),1,.5), np.r_[.6,.1,0,.3]], ids=['poisson','geometric','negative binomial','empirical'])
def test_any_demand_and_lead_time(pmf, L):
    "Lost sales cost more the longer the lead time (Zipkin, 2008, section 5), and a fixed cost adds at most its price in every period"
    kw = dict(stockout_cost=6, max_order=4, max_stock=8)
    gain = [Inventory(pmf, k, **kw).solve(1e-5).gain for k in (L, L+1)]
    assert gain[0]<=gain[1]+1e-4
    assert gain[0]<=Inventory(pmf, L, fixed_cost=2., **kw).solve(1e-5).gain<=gain[0]+2

@pytest.mark.parametrize('m,L', [(2,1), (2,2), (3,1), (3,2), (4,1), (5,1)])
def test_longer_life_costs_less(m, L):
    kw = dict(max_order=5, stockout_cost=5, waste_cost=7, unit_cost=3, holding_cost=1)
    pmf = poisson.pmf(np.arange(14), 2)
    assert Inventory(pmf, L, m, **kw).solve(1e-3).gain<=Inventory(pmf, L, m-1, **kw).solve(1e-3).gain+2e-3

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

PRINTED = dict(lifo=['333333333']*3+['222222222','111111111']+['000000000']*4,
               fifo=['444444444','443333333','433322222','332211111','322111100','221100000','211000000','110000000','100000000'])

@pytest.mark.parametrize('issue', ['lifo','fifo'])
def test_de_moor_printed_policies(issue):
    "De Moor et al. (2022), figure 3: best order for 0 to 8 fresh units (rows) and 0 to 8 old units, all 81 states"
    policy = de_moor(issue).solve(1e-3).policy.reshape(11,11)[:9,:9]
    assert [''.join(map(str, row)) for row in policy]==PRINTED[issue]

@pytest.mark.parametrize('issue,m,L,best', [('lifo',2,1,1553), ('fifo',2,1,1457), ('lifo',2,2,1551), ('fifo',3,1,1424)])
def test_de_moor_returns(issue, m, L, best):
    "Farrington et al. (2025), table 3, waste 7"
    mdp = de_moor(issue, L=L, m=m)
    assert mdp.evaluate(mdp.solve(1e-2).policy)==pytest.approx(best, abs=1)

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

def test_bijvank_fixed_cost():
    "Bijvank, Bhulai and Huh (2015), table 1: Poisson demand 5, L=2, p=14, K=5: optimal 11.46; best (s,S) = (17,23) 11.62; best (s,nQ) = (17,7) 11.56"
    inv = Inventory(FIVE, 2, stockout_cost=14, fixed_cost=5, max_order=20, max_stock=45)
    rule = lambda order: inv.evaluate(inv.table(lambda x,pipe: np.where(x.sum(1)+pipe.sum(1)<=17, order(x.sum(1)+pipe.sum(1)), 0)), 1500, 500)
    assert round(inv.solve(1e-4).gain, 2)==11.46
    assert round(rule(lambda y: 23-y), 2)==11.62 and round(rule(lambda y: 7*np.ceil((18-y)/7)), 2)==11.56

@pytest.mark.parametrize('kw', [dict(lead_time=1), dict(lead_time=2), dict(lead_time=1, shelf_life_periods=2), dict(lead_time=2, shelf_life_periods=2, issue='lifo'), dict(lead_time=1, shelf_life_periods=3, fixed_cost=3.)])
def test_gain_is_what_its_policy_costs(kw):
    inv = Inventory(poisson.pmf(np.arange(12), 1.5), max_order=4, max_stock=9, waste_cost=5., unit_cost=1., **kw)
    s = inv.solve(1e-6)
    assert inv.evaluate(s.policy, 2000, 500)==pytest.approx(s.gain, abs=1e-4)

def test_structure_equals_the_general_solver():
    "The same process written out as matrices"
    pmf = poisson.pmf(np.arange(9), 1.2)
    inv = Inventory(pmf, 2, 2, max_order=2, waste_cost=3., holding_cost=.5, stockout_cost=6., fixed_cost=1.)
    P, c, n = [], [], inv.n_states
    for a in range(3):
        own, to, p, cost = inv._after_order(np.arange(n), np.full(n, a))
        P.append(csr_matrix((p, (own, to)), shape=(n, n))); c.append(cost)
    a, b = inv.solve(1e-9), solve_smdp(P, np.stack(c), tol=1e-9)
    assert a.gain==pytest.approx(b.gain, abs=1e-7)

def test_a_rule_is_followed_where_it_goes():
    "The states that a rule reaches cost what all states cost"
    inv = Inventory(poisson.pmf(np.arange(12), 1.5), 2, 2, max_order=4, waste_cost=5., unit_cost=1.)
    order, n = inv.table(lambda x,pipe: 5-x.sum(1)-pipe.sum(1)), inv.n_states
    own, to, p, cost = inv._after_order(np.arange(n), order)
    M, dist = csr_matrix((p, (to, own)), shape=(n, n)), np.eye(n)[0]
    total = 0.
    for t in range(60): total += (dist@cost if t>=20 else 0); dist = M@dist
    assert inv.evaluate(order, 40, 20)==pytest.approx(total/40, rel=1e-12)
    assert len(inv._chain(order)[0])<n

def test_discounted_values_are_within_their_error():
    "Bellman's equation holds to the error that the solution states, and is met in few sweeps"
    inv = Inventory(FIVE, 1, 2, max_order=10, waste_cost=7, discount=.99)
    rough, fine = inv.solve(1e-2), inv.solve(1e-9)
    assert np.abs(rough.value-fine.value).max()<=rough.error<=1e-2 and fine.sweeps<200
    assert np.abs(inv._sweep(fine.value)[0]-fine.value).max()<1e-8

@pytest.mark.parametrize('life', [None, 1, 2])
def test_a_delivery_at_once_has_a_base_stock(life):
    "With a lead time of 0 the newsvendor level is the best base stock where nothing can expire, and the optimum costs no more"
    inv = Inventory(poisson.pmf(np.arange(16), 3.), 0, life, max_order=9, holding_cost=1, stockout_cost=4, waste_cost=2.)
    S, cost = inv.best_base_stock(400, 100)
    assert inv.evaluate(inv.solve(1e-8).policy, 400, 100)==pytest.approx(inv.solution.gain, abs=1e-6)
    assert inv.solution.gain<=cost+1e-7
    if life is None: assert S==4 and cost==pytest.approx(inv.solution.gain, abs=1e-6)

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
