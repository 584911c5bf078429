"Transfers conserve units, respect the donor, and pay for themselves; pooling keeps demand"
import numpy as np, pandas as pd, pytest
from pharmopt.data import Paths, complete_catalog
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
