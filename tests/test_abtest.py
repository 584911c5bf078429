"Field tests on the twin: false alarms of equal policies, a real saving is found, harm to critical items stops the test"
import numpy as np, pandas as pd, pytest
from pharmopt.abtest import ab_test, confidence_sequence, matched_pairs
from pharmopt.data import complete_catalog
from pharmopt.policy import min_max, robust
from pharmopt.simulate import simulate

@pytest.fixture(scope='module')
def field():
    "Weekly cost and shortage of every item in ten worlds, under today's practice and under robust orders, [n_weeks, n_worlds, n_items]"
    rng, n, days = np.random.default_rng(0), 60, 700
    ids = [f'P01/M{i:02d}' for i in range(n)]
    y = rng.poisson(rng.gamma(rng.lognormal(1, 1, n)/1.5, 1.5, (days, n)))
    demand = pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(pd.date_range('2024-01-01', periods=days), n), y=y.T.ravel().astype(float)))
    cat = complete_catalog(ids, lead_time_mean=7, lead_time_sd=1.5, fixed_cost=5, shelf_life_days=365).assign(supplier_id=[f'S{i%3}' for i in range(n)])
    play = lambda p: simulate(p, demand, cat, seed=range(10), history=140, warmup=28, resample=28, fixed_cost_per='line', block=7).blocks
    runs = {k: play(p) for k,p in (('today', min_max(14,30)), ('robust', robust()), ('bare', min_max(5,7)))}
    cost = {k: sum(r[c] for c in ('holding','ordering','stockout','waste'))[:76] for k,r in runs.items()}
    return cat, cost, {k: (r['asked']-r['sold'])[:76] for k,r in runs.items()}

def experiment(field, world, coin, new, weeks=52):
    cat, cost, short = field
    before = pd.DataFrame(dict(unique_id=cat.unique_id, supplier_id=cat.supplier_id, cost=cost['today'][:20,world].mean(0)))
    pairs = matched_pairs(before, ['supplier_id'], coin)
    arm = pairs.set_index('unique_id').arm.reindex(cat.unique_id).eq('new').to_numpy()
    def table(x, column):
        v = np.where(arm, x[new][20:20+weeks,world], x['today'][20:20+weeks,world])
        return pd.DataFrame(dict(unique_id=np.tile(cat.unique_id, weeks), week=np.repeat(np.arange(1, weeks+1), len(cat)), **{column: v.ravel()})).merge(pairs[['unique_id']])
    return ab_test(pairs, table(cost, 'cost'), table(short, 'stockouts'))

def test_equal_policies_raise_few_false_alarms(field):
    "120 experiments in which nothing was changed, looked at every week of a year: at most 5 % decide"
    decided = [experiment(field, w, coin, 'today').decision!='open' for w in range(10) for coin in range(12)]
    assert np.mean(decided)<=.05

def test_a_saving_is_found_and_harm_is_stopped(field):
    good = [experiment(field, w, 3, 'robust') for w in range(10)]
    bad = [experiment(field, w, 3, 'bare') for w in range(10)]
    assert np.mean([e.decision=='better' for e in good])>=.8
    assert np.mean([e.decision in ('stopped','worse') for e in bad])>=.8 and any('shorter of stock' in e.guardrail for e in bad)

def test_sequence_holds_at_all_weeks_together():
    rng = np.random.default_rng(5)
    miss = 0
    for _ in range(300):
        cs = confidence_sequence(rng.normal(.2, .4, (25,1))+rng.normal(0, 1, (25,52)))
        miss += ((cs.low>.2)|(cs.high<.2)).any()
    assert miss/300<=.05

def test_bad_input_is_refused():
    before = pd.DataFrame(dict(unique_id=list('abcdef'), cost=1.))
    with pytest.raises(ValueError, match='needs the column cost'): matched_pairs(before.drop(columns='cost'))
    pairs = matched_pairs(before)
    cost = pd.DataFrame(dict(unique_id=np.repeat(list('abcdef'), 4), week=np.tile([1,2,3,4], 6), cost=1.))
    with pytest.raises(ValueError, match='is missing for'): ab_test(pairs, cost[cost.unique_id!='a'])
    with pytest.raises(ValueError, match='no week is left'): ab_test(pairs, cost, washout=4)
