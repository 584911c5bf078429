"What a type checker sees: README's own lines have no error, and a wrong name has one"
import re, shutil, subprocess, sys
from pathlib import Path
import pytest

ROOT = Path(__file__).parents[1]
pytest.importorskip('pyright')
if not shutil.which('node'): pytest.skip('pyright needs node', allow_module_level=True)

PUBLIC = '''
from pharmopt import Ensemble, plan_orders, simulate, compare, load_sales, make_catalog, make_prescriptions, to_demand, produce, Processor, broker, Store, OrderBook, run_pipeline, dashboard, policies
catalog = make_catalog(n_medicines=5, seed=1)
events = make_prescriptions(catalog, start='2026-01-01', n_days=90, seed=1)
demand = to_demand(events)
ens = Ensemble(models=('arima',), freq='D', h=14, level=(80, 95), seed=0).fit(demand)
ens.predict(); ens.paths(n_paths=200); ens.ids; ens.save('models/')
ens = Ensemble.load('models/')
ens.update(demand)
plan = plan_orders(ens.paths(200), catalog, None, None, fill_rate=0.95)
plan.orders; plan.status; plan.cost; plan.shadow_prices
found = compare({'current': policies.min_max(14, 30), 'pharmopt': policies.robust()}, demand, catalog, seeds=range(2))
found.kpis
simulate(policies.robust(), demand, catalog, seed=0)
store = Store('sqlite:///pharmopt.db')
store.demand(); store.catalog(); store.lots(); store.alerts()
book = OrderBook(store)
for order in book.propose(plan.orders, catalog): book.approve(order)
with broker() as address:
    produce(events, address)
    Processor(store, address).run(until='end')
run_pipeline(store, 'sales.csv', stock='count.csv').summary()
load_sales('sales.csv').attrs['report']
dashboard(store=store)
'''

def errors(path):
    p = subprocess.run([sys.executable, '-m', 'pyright', '--pythonpath', sys.executable, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=300)
    if 'error' not in p.stdout: pytest.skip(f'pyright does not start here: {p.stderr[:200]}')
    return [l.strip() for l in p.stdout.splitlines() if ' - error:' in l]

def test_the_readme_has_no_error(tmp_path):
    (tmp_path/'readme.py').write_text('\n'.join(re.findall(r'```python\n(.*?)```', (ROOT/'README.md').read_text(), re.S)))
    assert errors(tmp_path/'readme.py')==[]

def test_public_names_have_types_and_a_wrong_one_is_found(tmp_path):
    (tmp_path/'public.py').write_text(PUBLIC)
    assert errors(tmp_path/'public.py')==[]
    (tmp_path/'wrong.py').write_text(PUBLIC+'plan.nonsense\nens.fitt(demand)\nStore(5, color=1)\n')
    found = errors(tmp_path/'wrong.py')
    assert [k for k in ('nonsense', 'fitt', 'color') if any(k in e for e in found)]==['nonsense', 'fitt', 'color'] and len(found)<=4

def test_stubs_are_those_of_the_modules():
    p = subprocess.run([sys.executable, 'tools/stubs.py', '--check'], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert p.returncode==0, p.stderr
