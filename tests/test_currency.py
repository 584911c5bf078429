"One currency for a store, on pages, reports, files, plots and in the words of plan and twin; an amount is never changed by it."
import json, re
import numpy as np, pandas as pd, pytest
from pharmopt.data import make_catalog, make_prescriptions, make_stock, to_demand
from pharmopt.optimize import in_currency, plan_orders
from pharmopt.orders import OrderBook
from pharmopt.policy import min_max, robust
from pharmopt.settings import load_settings
from pharmopt.simulate import compare, plot_comparison, simulate
from pharmopt.store import Store, tables

EUR = load_settings(environ={'PHARMOPT_STORE_CURRENCY': 'EUR'})
none = lambda text: re.findall(r'.{30}\bUSD\b.{10}', text)

@pytest.fixture(scope='module')
def world():
    cat = make_catalog(n_medicines=3, seed=0)
    demand = to_demand(make_prescriptions(cat, start='2025-01-01', n_days=160, seed=0))
    return cat, demand, make_stock(cat, demand, seed=0)

@pytest.fixture(scope='module')
def plan(world):
    from pharmopt.data import Paths
    cat, demand, stock = world
    ids = cat.unique_id.to_numpy(object)
    paths = Paths(np.random.default_rng(0).poisson(9., (3, 40, 60)).astype(float), ids=ids, ds=pd.date_range(demand.ds.max()+pd.Timedelta(days=1), periods=60))
    return plan_orders(paths, cat, stock, budget=5000.)

@pytest.fixture
def store(tmp_path, world, plan):
    cat, demand, stock = world
    s = Store(tmp_path/'s.db', currency='EUR')
    s.save_catalog(cat)
    s.save_lots(stock)
    s.upsert(tables.demand, demand[['unique_id','ds']].assign(y_nano=np.rint(demand.y*1e9).astype('int64'), n_events=1, revision=0))
    OrderBook(s, 'maria').propose(plan.orders, cat)
    yield s
    s.close()

def test_in_currency_names_the_money_and_changes_no_amount(plan):
    before, cost = plan._repr_markdown_(), dict(plan.cost)
    assert 'USD' in before and in_currency(plan, 'USD')._repr_markdown_().replace('; currency: USD', '')==before
    assert not none(in_currency(plan, 'EUR')._repr_markdown_()+repr(plan)) and plan.conventions['budget']=='5,000 EUR' and plan.cost==cost
    assert in_currency(plan, 'USD').conventions['holding_cost']=='USD per unit and day'      # and back again

def test_the_twin_names_the_money(world):
    import matplotlib; matplotlib.use('Agg')
    cat, demand, _ = world
    same = dict(history=60, warmup=14)
    one, other = (simulate(min_max(14, 30), demand, cat, seed=0, currency=c, **same) for c in ('EUR', 'USD'))
    assert not none(repr(one)) and ' EUR/day ' in repr(one) and repr(one)==repr(other).replace('USD', 'EUR')
    c = compare({'a': min_max(14, 30), 'b': robust(fill_rate=.95)}, demand, cat, seeds=range(1), draws=20, currency='EUR', **same)
    assert not none(repr(c)+c._repr_markdown_()+str(c.conventions)) and 'Costs in EUR per day' in c._repr_markdown_()
    assert [a.get_ylabel() for a in plot_comparison(c)][0]=='cost, EUR/day'

def test_no_page_speaks_of_another_currency(store):
    from pharmopt.dashboard import dashboard
    from test_secrets import _all
    page, seen = dashboard(EUR, store), ''
    for name in [p['id'] for p in page.header.pages]:
        page.header.page = name
        page.choose(store.catalog().unique_id.iloc[0]) if hasattr(page, 'choose') else None
        page.refresh(force=True)
        for w in _all(page): seen += json.dumps({k: v for k,v in w.get_state().items() if k not in ('_esm','_css')}, default=str)
    page.close_page()
    assert not none(seen) and 'EUR' in seen

def test_no_command_or_report_speaks_of_another_currency(store, tmp_path, monkeypatch, capfd):
    from pharmopt.cli import main
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv('PHARMOPT_STORE_CURRENCY', 'EUR')
    store.demand().rename(columns=dict(unique_id='item', ds='date', y='quantity')).to_csv(tmp_path/'sales.csv', index=False)
    for args in (['catalog', 'show'], ['stock', 'show'], ['orders', 'list'], ['report', '--to', 'r.html'], ['export', 'orders', '--to', 'o.csv'], ['export', 'kpis', '--to', 'k.csv']):
        with pytest.raises(SystemExit) as e: main([*args, '--store', str(tmp_path/'s.db')])
        assert e.value.code==0, (args, capfd.readouterr())
    with pytest.raises(SystemExit) as e: main(['simulate', '--sales', 'sales.csv', '--seeds', '1', '--front', '50', '--plots', 'p', '--quiet'])
    said = ''.join(capfd.readouterr())
    assert e.value.code==0 and 'EUR' in said and not none(said), said[-500:]
    for f in ('r.html', 'o.csv', 'k.csv'): assert not none((tmp_path/f).read_text()), f
