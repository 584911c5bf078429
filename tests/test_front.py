"The front door: what `from pharmopt import …` gives, and what it costs"
import inspect, pickle, subprocess, sys
import pytest

from pharmopt.front import PUBLIC

NAMES = list(PUBLIC)

def test_names_are_listed_and_load_when_used():
    code = f"import sys, pharmopt; assert set({NAMES})<=set(dir(pharmopt)); print(sum(m.partition('.')[0] in ('numpy','pandas','tensorflow','kafka') for m in sys.modules))"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True, timeout=60).stdout.split()==['0']

@pytest.mark.parametrize('name', NAMES)
def test_each_name_is_there(name):
    import pharmopt
    thing = getattr(pharmopt, name)
    assert callable(thing) or name=='policies' and thing.robust

@pytest.mark.parametrize('first', ['pharmopt.simulate', 'pharmopt.broker', 'pharmopt.dashboard'])
def test_a_module_named_like_its_function_is_both(first):
    "Whichever is imported first, the module and the function of one name both work"
    name = first.partition('.')[2]
    code = f"import {first}; from pharmopt import {name} as f; from {first} import {name} as g; import inspect, pickle, sys; assert inspect.signature(f)==inspect.signature(g) and f is sys.modules['{first}'] and pickle.loads(pickle.dumps(f)) is f"
    subprocess.run([sys.executable, '-c', code], check=True, timeout=120)

def test_a_name_that_is_not_there_says_what_is():
    import pharmopt
    with pytest.raises(AttributeError, match="no attribute 'nonsense'; it has make_catalog"): pharmopt.nonsense

def test_simulate_called_from_the_front():
    from pharmopt import make_catalog, make_prescriptions, policies, simulate, to_demand
    cat = make_catalog(n_medicines=3, seed=1)
    demand = to_demand(make_prescriptions(cat, start='2026-01-01', n_days=90, seed=1))
    assert simulate(policies.min_max(14, 30), demand, cat, seed=0)

@pytest.mark.parametrize('events', [[{'medicine_id': 'A', 'quantity': 1}], {'a': 1}, 'events.csv', None])
def test_produce_says_what_it_needs(events):
    from pharmopt import produce
    with pytest.raises(ValueError, match='events must be a table with event_id.*write produce'): produce(events, '127.0.0.1:1')
