"Transfers conserve units, respect the donor, and pay for themselves; pooling keeps demand"
import numpy as np, pandas as pd, pulp, pytest
from pharmopt import transfers
from pharmopt.data import Paths, complete_catalog
from pharmopt.decomposition import solve
from pharmopt.transfers import apply_transfers, plan_transfers, pool

def network(seed, locations=4, medicines=5, h=20):
    rng = np.random.default_rng(seed)
    ids = [f'P{j}/M{i}' for j in range(locations) for i in range(medicines)]
    n, ds = len(ids), pd.date_range('2026-03-01', periods=h)
    paths = Paths(rng.poisson(rng.uniform(.1, 3, n)[:,None,None], (n,150,h)), ids=ids, ds=ds)
    cat = complete_catalog(ids, lead_time_mean=6, lead_time_sd=1, unit_cost=10)
    stock = pd.DataFrame(dict(unique_id=np.repeat(ids, 2), lot=['a','b']*n, expiry=ds[0]+pd.to_timedelta(rng.integers(-2, 60, 2*n), 'D'), on_hand=np.round(rng.exponential(15, 2*n))))
    return paths, cat, stock

@pytest.mark.parametrize('seed', range(6))
def test_units_are_conserved_and_only_what_is_there_is_sent(seed):
    paths, cat, stock = network(seed)
    sent = plan_transfers(paths, cat, stock, cost_per_unit=.5)
    assert len(sent) and (sent.quantity>=1).all() and (sent['from']!=sent['to']).all() and (sent.saving>=-1e-9).all()
    after = apply_transfers(stock, sent)
    assert after.on_hand.sum()==pytest.approx(stock.on_hand.sum()) and (after.on_hand>0).all()
    for m in cat.medicine_id.unique():
        assert after[after.unique_id.str.endswith('/'+m)].on_hand.sum()==pytest.approx(stock[stock.unique_id.str.endswith('/'+m)].on_hand.sum())

def test_dear_trips_are_not_made_and_more_is_sent_when_cheap():
    paths, cat, stock = network(1)
    q = [plan_transfers(paths, cat, stock, cost_per_unit=c).quantity.sum() for c in (0, 5, 500)]
    assert q[0]>=q[1]>=q[2]==0

def test_one_location_has_nothing_to_exchange():
    paths, cat, stock = network(2, locations=1)
    assert plan_transfers(paths, cat, stock).empty

def test_pool_keeps_demand():
    _, cat, _ = network(3)
    d = pd.DataFrame([(i, t, k%3) for k,i in enumerate(cat.unique_id) for t in pd.date_range('2026-01-01', periods=5)], columns=['unique_id','ds','y'])
    p, c = pool(d, cat)
    assert p.y.sum()==d.y.sum() and p.unique_id.nunique()==5 and set(c.unique_id)==set(p.unique_id)
    with pytest.raises(ValueError, match='no row for'): pool(d, cat[:3])

def market(rng):
    "Slices of a medicine at some locations: sizes and losses of gifts, sizes and gains of needs, cost of a trip; often whole numbers, with ties"
    n, s = int(rng.integers(2, 7)), int(rng.integers(1, 5))
    give = np.c_[rng.exponential(5, n)*(rng.random(n)<.5), rng.exponential(3, (n,s))*(rng.random((n,s))<.8)]
    loss = np.c_[np.zeros(n), np.sort(rng.uniform(0, 10, (n,s)), 1)]
    take, gain = rng.exponential(4, (n,s))*(rng.random((n,s))<.7), -np.sort(-rng.uniform(0, 12, (n,s)), 1)
    if rng.random()<.4: give, loss, take, gain = map(np.round, (give, loss, take, gain))
    return give, loss, take, gain, float(rng.choice([0, .5, 3]))

def transport(give, loss, take, gain, cost):
    "The same as a transport problem with a variable for each pair of locations: its value"
    prob, n = pulp.LpProblem('transport', pulp.LpMaximize), len(give)
    part = lambda name, sizes: [[prob.add_variable(f'{name}{i}_{k}', 0, float(q)) for k,q in enumerate(row)] for i,row in enumerate(sizes)]
    x = {(i,j): prob.add_variable(f'x{i}_{j}', 0) for i in range(n) for j in range(n) if i!=j}
    d, r = part('d', give), part('r', take)
    for i in range(n):
        prob += pulp.lpSum(v for (a,_),v in x.items() if a==i)==pulp.lpSum(d[i])
        prob += pulp.lpSum(v for (_,b),v in x.items() if b==i)==pulp.lpSum(r[i])
    worth = lambda rows, values: pulp.lpSum(float(g)*v for vs,gs in zip(rows, values) for v,g in zip(vs, gs))
    prob.setObjective(worth(r, gain)-worth(d, loss)-cost*pulp.lpSum(x.values()))
    assert solve(prob)=='optimal'
    return pulp.value(prob.objective)

def filled(sizes, values, units):
    "Value of units in the first slices"
    used = (units[:,None]-np.c_[np.zeros(len(sizes)), sizes.cumsum(1)[:,:-1]]).clip(0, sizes)
    assert used.sum(1)==pytest.approx(units, abs=1e-6)
    return (used*values).sum()

@pytest.mark.parametrize('seed', range(60))
def test_the_trips_are_worth_as_much_as_the_best_of_the_transport_problem(seed):
    "Also where a location would send to itself; the trips carry the amounts, and they are few"
    give, loss, take, gain, cost = market(np.random.default_rng(seed))
    out, into = transfers._amounts(give, loss, take, gain, cost)
    if (out+into>out.sum()+1e-9).any(): out, into = transfers._amounts_apart(give, loss, take, gain, cost)
    assert filled(take, gain, into)-filled(give, loss+cost, out)==pytest.approx(transport(give, loss, take, gain, cost), abs=1e-6)
    carried = np.zeros((len(give),)*2)
    trips = transfers._trips(out, into)
    for i,j,q in trips: carried[i,j] += q
    assert carried.sum(1)==pytest.approx(out, abs=1e-6) and carried.sum(0)==pytest.approx(into, abs=1e-6) and not carried.diagonal().any()
    assert len(trips)<=2*len(give)

def test_the_plan_asks_the_program_where_a_location_would_send_to_itself(monkeypatch):
    asked = []
    monkeypatch.setattr(transfers, '_amounts_apart', lambda *values, of=transfers._amounts_apart: asked.append(of(*values)) or asked[-1])
    for seed in range(8): plan_transfers(*network(seed), cost_per_unit=.5)
    assert asked and all((out+into<=out.sum()+1e-6).all() for out,into in asked)
