"The public names as the design names them: imported from their module and from the front door, called with its arguments, with its attributes, columns and commands"
import importlib, inspect
from pathlib import Path
import numpy as np, pandas as pd, pytest
from pharmopt.front import PUBLIC

DESIGN = dict(data='make_catalog make_prescriptions to_demand utility load_sales load_stock load_catalog load_open_orders', codes='normalize_code parse_gs1',
              messages='parse_edifact parse_x12 parse_medication_dispense parse_supply_delivery parse_hl7', broker='broker', stream='produce Processor', store='Store',
              forecast='Ensemble', backtest='backtest evaluate', optimize='stock_levels plan_orders', policy='min_max weekly_par s_S base_stock robust smdp dqn',
              simulate='simulate compare', orders='OrderBook', dashboard='dashboard', pipeline='run_pipeline')
CATALOG = ('unique_id medicine_id location_id name code atc supplier_id unit_cost holding_cost stockout_cost fixed_cost lead_time_mean lead_time_sd review_days '
           'shelf_life_days pack_size min_order volume criticality status').split()
ORDERS = 'unique_id order_quantity packs due priority urgency p_stockout days_of_cover expected_waste reorder_point order_up_to safety_stock reason'.split()
COMMANDS = 'run produce consume train optimize simulate catalog stock orders inbox dead-letters watch report export dashboard doctor db'.split()

@pytest.mark.parametrize('module,name', [(m, n) for m,ns in DESIGN.items() for n in ns.split()])
def test_each_name_is_in_its_module_and_at_the_front(module, name):
    import pharmopt
    thing, front = getattr(importlib.import_module(f'pharmopt.{module}'), name), getattr(pharmopt, name)
    assert PUBLIC[name]==module and callable(thing) and (front is thing or front.__wrapped__ is thing)

@pytest.mark.parametrize('name', [n for n in PUBLIC if n!='policies'])
def test_later_parameters_are_keywords_with_comments(name):
    from fastcore.docments import docments
    f = getattr(importlib.import_module(f'pharmopt.{PUBLIC[name]}'), name)
    spots = [k for k,p in inspect.signature(f).parameters.items() if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is not p.empty]
    assert len(inspect.signature(f).parameters)<4 or len(spots)<=3, spots
    said = docments(f, full=True)
    assert [k for k,v in said.items() if k not in ('return','self','kwargs') and not v.docment]==[]

@pytest.fixture(scope='module')
def world():
    from pharmopt import make_catalog, make_prescriptions, to_demand
    catalog = make_catalog(n_medicines=4, n_locations=1, seed=0)
    events = make_prescriptions(catalog, start='2025-01-01', n_days=200, seed=0)
    return catalog, events, to_demand(events, freq='D')

def test_tables(world):
    from pharmopt import utility
    catalog, events, demand = world
    assert len(catalog)==4 and [c for c in CATALOG if c not in catalog]==[]
    assert {'event_id','event_time','location_id','medicine_id','quantity'}<=set(events) and ['unique_id','ds','y']==list(demand)[:3]
    assert utility(demand, demand) is not None

def test_files(tmp_path, world):
    from pharmopt import load_catalog, load_open_orders, load_sales, load_stock
    catalog = world[0]
    (tmp_path/'sales.csv').write_text('date,product,units\n'+''.join(f'2026-01-{d:02},{m},{d%5+1}\n' for d in range(1, 29) for m in ('A','B')))
    (tmp_path/'stock.csv').write_text('product,lot,expiry,on hand\nA,L1,2027-05,12\nB,L2,2027-06,7\n')
    (tmp_path/'orders.csv').write_text('order,product,quantity,due\n1,A,20,2026-02-03\n')
    catalog.to_csv(tmp_path/'catalog.csv', index=False)
    for load, name, columns in ((load_sales, 'sales', 'unique_id ds y'), (load_stock, 'stock', 'unique_id lot expiry on_hand'), (load_catalog, 'catalog', 'unique_id unit_cost lead_time_mean'),
                                (load_open_orders, 'orders', 'order_id unique_id quantity due')):
        table = load(tmp_path/f'{name}.csv')
        assert set(columns.split())<=set(table) and 'report' in table.attrs, name
    assert load_stock(tmp_path/'stock.csv').expiry.iloc[0]==pd.Timestamp('2027-05-31')

def test_codes_and_messages():
    from pharmopt import normalize_code, parse_edifact, parse_gs1, parse_hl7, parse_medication_dispense, parse_supply_delivery, parse_x12
    assert parse_gs1('010950110153000317270531101A2B') and normalize_code('9501101530003')
    for parse in (parse_edifact, parse_x12, parse_hl7, parse_medication_dispense, parse_supply_delivery):
        with pytest.raises(ValueError) as e: parse('nothing of the kind')
        assert '\n' not in str(e.value)

def test_ensemble_and_plan(tmp_path, world):
    from pharmopt import Ensemble, backtest, evaluate, plan_orders, stock_levels
    catalog, events, demand = world
    last = demand.ds.max()
    given = list(inspect.signature(Ensemble).parameters.values())
    assert {p.name: p.default for p in given}|dict(models=('arima','lstm','prophet'), freq='D', h=30, level=(80, 95), seed=0)=={p.name: p.default for p in given}
    ens = Ensemble(models=('arima',), freq='D', h=30, level=(80, 95), seed=0).fit(demand[demand.ds<=last-pd.Timedelta(days=3)])
    table, paths = ens.predict(), ens.paths(n_paths=200)
    assert {'unique_id','ds','Ensemble','Ensemble-lo-95','Ensemble-hi-95','Ensemble-lo-80'}<=set(table) and np.asarray(paths).shape==(len(ens.ids), 200, 30) and np.asarray(paths).min()>=0
    ens.update(demand[demand.ds>last-pd.Timedelta(days=3)])
    ens.save(str(tmp_path/'models')+'/')
    assert list(Ensemble.load(str(tmp_path/'models')+'/').ids)==list(ens.ids)
    paths = ens.paths(n_paths=200)
    plan = plan_orders(paths, catalog, None, None, freq='D', today=None, fill_rate=None, budget=None, storage=None)
    assert [c for c in ORDERS if c not in plan.orders]==[] and plan.status and plan.cost is not None and plan.shadow_prices is not None
    assert set(plan.orders.urgency)<={'now','soon','routine'}
    assert {'reorder_point','order_up_to','safety_stock'}<=set(stock_levels(paths, catalog))
    found = backtest(demand, h=7, n_windows=1, models=('arima',))
    assert len(evaluate(found))

def test_policies_and_twin(world):
    from pharmopt import base_stock, compare, dqn, min_max, robust, s_S, simulate, smdp, weekly_par
    catalog, events, demand = world
    found = compare({'current': min_max(14, 30), 'pharmopt': robust(), 'weekly': weekly_par(), 's_S': s_S(), 'base': base_stock()}, demand, catalog, seeds=range(2))
    assert {'fill_rate','waste_rate','cost','turns'}<=set(found.kpis)|set(found.kpis.columns if hasattr(found.kpis, 'columns') else ())
    assert {'fill_rate','waste_rate','cost','turns'}<=set(simulate(min_max(14, 30), demand, catalog, seed=0).kpis)
    assert [type(p).__name__ for p in (smdp(), dqn())]==['Policy']*2

def test_stream_to_orders(tmp_path, world):
    from pharmopt import OrderBook, Processor, Store, broker, plan_orders, produce
    catalog, events, demand = world
    store = Store(url=f"sqlite:///{tmp_path/'pharmopt.db'}")
    with broker() as bootstrap_servers:
        produce(events.head(300), bootstrap_servers)
        Processor(store, bootstrap_servers).run(until='end')
    assert store.demand().y.sum()==events.head(300).quantity.sum()
    store.save_catalog(catalog)
    assert OrderBook(store) is not None

def test_commands(capsys):
    import typer.main
    from pharmopt.cli import app
    assert set(COMMANDS)<=set(typer.main.get_command(app).commands)

def test_version(capsys):
    import pharmopt
    from typer.testing import CliRunner
    from pharmopt.cli import app
    assert CliRunner().invoke(app, ['--version']).output.strip()==f'pharmopt {pharmopt.__version__}'

def test_too_many_or_too_few_arguments_say_what_to_write(world):
    from pharmopt import load_sales, plan_orders
    for call, want in ((lambda: plan_orders(np.ones((1, 2, 3))), 'write plan_orders(paths, catalog'), (lambda: load_sales(*'abcd'), 'write load_sales(path)')):
        with pytest.raises(TypeError) as e: call()
        assert want in str(e.value) and 'by name' in str(e.value)

@pytest.mark.parametrize('call,said', [(lambda p: p.load_sales(5), 'the sales file must be a path'), (lambda p: p.load_stock([1, 2]), 'the stock file must be a path'), (lambda p: p.load_catalog({'a': 1}), 'pd.DataFrame'),
    (lambda p: p.load_open_orders(None), 'got NoneType'), (lambda p: p.parse_edifact(5), 'got int'), (lambda p: p.parse_x12(7), 'got int'), (lambda p: p.parse_hl7(None), 'got NoneType'),
    (lambda p: p.evaluate(None), 'evaluate(backtest(demand))'), (lambda p: p.OrderBook('a.db'), "OrderBook(Store('sqlite:///pharmopt.db'))"), (lambda p: p.OrderBook(p.Store('sqlite://')).propose(None, None), 'book.propose(plan_orders(...).orders, catalog)')])
def test_a_wrong_kind_of_argument_is_one_sentence(call, said):
    from pharmopt import backtest, data, messages, orders, store
    class Names:
        def __getattr__(self, k): return next(getattr(m, k) for m in (data, messages, orders, store, backtest) if hasattr(m, k))
    with pytest.raises((TypeError, ValueError), match=__import__('re').escape(said)): call(Names())

def test_messages_are_read_from_bytes_as_from_text():
    from pharmopt.messages import parse_x12
    text = 'ISA*00*          *00*          *ZZ*S              *ZZ*P              *261105*0915*U*00401*000000007*0*P*>~GS*PR*S*P*20261105*0915*7*X*004010~ST*855*0001~BAK*00*AD*PM-1*20261105~SE*3*0001~GE*1*7~IEA*1*000000007~'
    assert parse_x12(text.encode())==parse_x12(text) and parse_x12(text)[0]['order_ref']=='PM-1'

def test_the_five_readers_of_messages_on_valid_input():
    from test_messages import ISA, MD, RDS, SD, WHOLE
    from pharmopt import parse_edifact, parse_hl7, parse_medication_dispense, parse_supply_delivery, parse_x12
    assert [n['order_id'] for n in parse_edifact(WHOLE)]==['O1'] and len(parse_x12(ISA))==1
    ((kind, event),) = parse_hl7(RDS)
    assert kind=='event' and event['quantity']==30
    dispensed, delivered = parse_medication_dispense(MD), parse_supply_delivery(SD)
    assert {'event_id','event_time','location_id','medicine_id','quantity'}<=set(dispensed) and dispensed['quantity']>0
    assert delivered['order_id'] and delivered['quantity']>0

def test_the_chain_and_the_page(tmp_path, monkeypatch):
    "From nothing to proposed orders by one call, and what it made on the page"
    from pharmopt import Store, dashboard, run_pipeline
    monkeypatch.chdir(tmp_path)
    store = Store(url=f"sqlite:///{tmp_path/'pharmopt.db'}")
    done = run_pipeline(store, synthetic=dict(n_medicines=2, n_locations=1, n_days=60, seed=0), forecast=dict(models=('arima',), h=30), n_paths=40, models_dir=tmp_path/'models', report=tmp_path/'report.html', progress=False)
    assert [c for c in ORDERS if c not in done.plan.orders]==[] and (tmp_path/'report.html').stat().st_size>1000 and 'Time:' in done.summary()
    page = dashboard(store=store)
    assert page.header.pages and not [n for n in page.header.notices if n['tone']=='critical']
    page.close_page()
    store.close()
