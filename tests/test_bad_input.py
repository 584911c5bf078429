"Bad values in every parameter of the public functions, and bad command lines: a sentence of ours, never the raw error of a library, and nothing accepted that the signature rules out."
import random, sys
from pathlib import Path
import numpy as np, pandas as pd, pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench.audit import ours, survey, table   # noqa: E402
from pharmopt.front import PUBLIC   # noqa: E402

FRONT = {f'{m}.{n}' for n,m in PUBLIC.items()} | {f'{m}.{n}' for m in ('reader','tables','edifact','x12','fhir','hl7') for n in PUBLIC}

def check(found):
    wrong = found[found.raw | found.silent]
    assert not len(wrong), wrong[['function','parameter','value','outcome']].head(10).to_string()

def test_a_sample_of_bad_calls():
    "A third of the calls of the front door, and one in forty of the others; `make long` makes them all"
    found, _ = survey(seed=1, share=lambda n: 1/3 if n in FRONT else 1/40)
    check(found)
    assert len(found)>300 and found.function.isin(FRONT).sum()>100

@pytest.mark.long
def test_all_bad_calls(capsys):
    found, unreached = survey()
    with capsys.disabled(): print('\n'+table(found).to_string())
    check(found)
    assert len(found)>20_000 and found.function.nunique()>860 and not unreached, unreached

WRONG = dict(load_sales=lambda p: p.load_sales(5), load_none=lambda p: p.load_stock(None), parse_edifact=lambda p: p.parse_edifact(5), parse_x12=lambda p: p.parse_x12({}), parse_hl7=lambda p: p.parse_hl7([1]),
    order_book=lambda p: p.OrderBook(None), simulate=lambda p: p.simulate(pd.DataFrame(dict(unique_id='A', ds=pd.date_range('2026-01-01', periods=90), y=1.)), p.min_max(14, 30)),
    compare=lambda p: p.compare([p.min_max(14, 30)], pd.DataFrame()), produce=lambda p: p.produce([dict(a=1)], '127.0.0.1:1'), produce_none=lambda p: p.produce(None, '127.0.0.1:1'), processor=lambda p: p.Processor(5, '127.0.0.1:1'),
    store=lambda p: p.Store(5), store_zero=lambda p: p.Store('x\0y.db'), ensemble=lambda p: p.Ensemble(models='nonsense'), ensemble_h=lambda p: p.Ensemble(h=0), fit=lambda p: p.Ensemble().fit(5), load=lambda p: p.Ensemble.load(5),
    plan=lambda p: p.plan_orders([1, 2], p.make_catalog(2)), levels=lambda p: p.stock_levels('paths', p.make_catalog(2)), code=lambda p: p.normalize_code({}), gs1=lambda p: p.parse_gs1(5), demand=lambda p: p.to_demand(pd.DataFrame(dict(a=[1]))),
    utility=lambda p: p.utility(5, 5), fhir=lambda p: p.parse_medication_dispense(5), supply=lambda p: p.parse_supply_delivery({}), run=lambda p: p.run_pipeline(5), backtest=lambda p: p.backtest(5), evaluate=lambda p: p.evaluate(5),
    dashboard=lambda p: p.dashboard(5))

@pytest.mark.parametrize('name', WRONG)
def test_wrong_calls_of_the_front_door(name, monkeypatch, tmp_path):
    import pharmopt
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exception) as e: WRONG[name](pharmopt)
    assert ours(e.value), (type(e.value), e.value, e.traceback[-1])

# --- command lines --------------------------------------------------------------------------------------------------
LONG = {'watch', 'dashboard', 'consume', 'produce', 'run', 'train', 'simulate', 'optimize', 'doctor'}      # these are only called with what cannot start

def leaves(group, path=()):
    for name, c in group.commands.items():
        if hasattr(c, 'commands'): yield from leaves(c, (*path, name))
        else: yield (*path, name), c

def bad_lines(folder):
    "Command lines that cannot be meant"
    import typer.main
    from pharmopt.cli import app
    (folder/'text.db').write_text('no database'); (folder/'bad.ini').write_text('[orders\nx'); (folder/'junk.csv').write_bytes(b'\0\1\2\xff'*50); (folder/'empty.csv').write_text('')
    store = ['--store', f'{folder}/s.db']
    for path, c in leaves(typer.main.get_command(app)):
        need = ['A']*sum(p.param_type_name=='argument' and p.required for p in c.params)
        has = {o for p in c.params for o in p.opts}
        yield [*path, '--nonsense']
        yield [*path, *need, *'surplus words here'.split()]
        if '--settings' in has: yield [*path, *need, '--settings', 'none.ini']; yield [*path, *need, '--settings', f'{folder}/bad.ini']
        if '--store' in has and path[0] not in ('dashboard',): yield [*path, *need, '--store', f'{folder}/text.db']; yield [*path, *need, '--store', 'mysql://u@h/x']
        for p in c.params:
            if p.param_type_name!='option' or p.is_flag or p.opts[0] in ('--settings','--store'): continue
            if any(w in str(p.type_descriptor.annotation) for w in ('int', 'float')): values = ['eight', 'nan', '1e999'] if path[0] not in LONG else ['eight']
            elif path[0] in LONG: continue
            else: values = ['', f'{folder}/junk.csv']
            for v in values: yield [*path, *need, p.opts[0], v, *(store if '--store' in has else [])]
    for flag in ('--sales', '--stock', '--catalog', '--open-orders'):
        for f in ('none.csv', 'junk.csv', 'empty.csv', ''): yield ['run', flag, f'{folder}/{f}', *store, '--quiet']
    for o in ('x', 'x=1', 'dayfirst=maybe', 'sheet=', '=', 'id'): yield ['run', '--sales', f'{folder}/junk.csv', '--sales-option', o, *store]
    yield from ([], ['nonsense'], ['--nonsense'], ['run', 'x'], ['db'], ['orders'], ['run', '--renamed', 'x', *store])

def run_lines(lines):
    "Exit codes, and the errors that are not ours"
    from pharmopt.cli import main
    raw, codes = [], []
    for args in lines:
        try: main(args)
        except SystemExit as e: codes.append(e.code)
        except BaseException as e:
            codes.append(1)
            if not (ours(e) or type(e).__name__=='Abort'): raw.append((' '.join(args)[-90:], repr(e)[:150]))
    return codes, raw

@pytest.fixture
def folder(tmp_path, monkeypatch):
    from pharmopt.store import Store
    Store(tmp_path/'s.db').close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv('PHARMOPT_DEBUG', '1')      # the error itself, not its line
    return tmp_path

def test_a_sample_of_bad_command_lines(folder, capfd):
    lines = random.Random(0).sample(list(bad_lines(folder)), 60)
    codes, raw = run_lines(lines)
    assert not raw, (len(raw), raw[:12])
    assert 'Traceback' not in ''.join(capfd.readouterr()) and sum(c not in (0, None) for c in codes)>.9*len(lines)

@pytest.mark.long
def test_all_bad_command_lines(folder, capfd):
    lines = list(bad_lines(folder))
    codes, raw = run_lines(lines)
    assert len(lines)>500 and not raw, (len(raw), raw[:12])
    assert 'Traceback' not in ''.join(capfd.readouterr())

def test_a_folder_in_place_of_a_file_makes_no_store(folder):
    (folder/'box').mkdir()
    for flag in ('--sales', '--stock', '--catalog', '--open-orders'):
        codes, raw = run_lines([['run', flag, f'{folder}/box', '--store', f'{folder}/new.db', '--quiet']])
        assert codes==[1] and not raw and not (folder/'new.db').exists(), (flag, codes, raw)

def test_a_value_of_a_parameter_without_a_type_is_told():
    from pharmopt.store import lot_units
    from pharmopt.amounts import is_hidden
    for f, args, words in ((lot_units, (5, ['A']), 'conn=5'), (is_hidden, (5,), 'texts=5')):
        with pytest.raises(ValueError) as e: f(*args)
        assert ours(e.value) and words in str(e.value), e.value

def test_what_stands_for_no_number_text_or_flag_is_refused():
    from decimal import Decimal
    from pharmopt.policy import dqn, min_max, robust
    for v in (1j, range(3), len, int, pd.NA, pd.NaT, Decimal('NaN'), (x for x in ()), pd.DataFrame(), np.array(['a'])):
        for call in (lambda: min_max(v, 30), lambda: min_max(memory=v), lambda: dqn(guard=v), lambda: robust(fill=v), lambda: robust(half_life=v if not isinstance(v, range) else [v])):
            with pytest.raises(ValueError) as e: call()
            assert ours(e.value), e.value

def test_demand_of_the_twin_is_looked_at_before_it_is_played():
    from pharmopt.simulate import demand_array
    d = pd.DataFrame(dict(unique_id='A', ds=pd.date_range('2026-01-01', periods=90), y=1.))
    first = d.index==0
    for wrong, words in ((d.assign(y=d.y.mask(first)), 'not negative'), (d.assign(y=d.y.mask(first, 1e300)), 'at most'), (pd.concat([d, d[first]]), 'twice'), (d.assign(ds='soon'), 'dates'), (d.assign(ds=range(90)), 'dates'),
                         (d.assign(y='1 u'), 'numbers'), (d.assign(y=[[1]]*90), 'numbers'), (d.assign(y=1j), 'numbers'), (pd.concat([d, d[['y']]], axis=1), 'twice'), (d.assign(unique_id=d.unique_id.mask(first)), 'empty'),
                         (d.assign(ds=d.ds.mask(first, d.ds+pd.Timedelta('7h'))), 'shorter')):
        with pytest.raises(ValueError, match=words) as e: demand_array(wrong)
        assert ours(e.value), e.value

def test_what_choices_and_shares_rule_out_is_refused():
    from pharmopt.backtest import pinball_loss
    from pharmopt.exports import known_export
    with pytest.raises(ValueError, match='from 0 to 1, got 1.5'): pinball_loss([1.], [1.], 1.5)
    with pytest.raises(ValueError, match='sales'): known_export(['date'], 'nonsense')

def test_each_promise_of_the_threat_model_names_tests_that_exist():
    import ast, re
    root = Path(__file__).resolve().parent.parent
    rows = [l for l in (root/'SECURITY.md').read_text().splitlines() if l.startswith('| ') and not l.startswith('| part')]
    assert len(rows)>10
    for row in rows:
        named = re.findall(r'`(tests/\w+\.py)::(\w+)`', row)
        assert named, row
        for file, test in named:
            assert test in {n.name for n in ast.walk(ast.parse((root/file).read_text())) if isinstance(n, ast.FunctionDef)}, (file, test)

def refused(call, *words):
    "A call is refused by a sentence of ours with these words"
    with pytest.raises(Exception) as e: call()
    assert ours(e.value) and all(w in str(e.value) for w in words), repr(e.value)

def test_a_command_that_fails_leaves_no_new_store(folder):
    from pharmopt.pipeline import run_pipeline
    new = ['--store', f'{folder}/new.db']
    (folder/'junk.bin').write_bytes(b'\0\1\2\xff'*50)
    before = set(folder.iterdir())
    for line in (['run', '--open-orders', f'{folder}/junk.bin', '--quiet'], ['produce', '--duration', 'nan'], ['produce', '--fhir', f'{folder}/none.json'], ['consume', '--bootstrap-servers', '', '--duration', 'inf'],
                 ['db', 'upgrade'], ['stock', 'load', f'{folder}/junk.bin'], ['catalog', 'load', f'{folder}/junk.bin']):
        codes, raw = run_lines([[*line, *new]])
        assert codes==[1] and not raw and set(folder.iterdir())==before, (line, codes, raw, set(folder.iterdir())-before)
    refused(lambda: run_pipeline(folder/'new.db', open_orders=folder/'junk.bin'), 'junk.bin')
    refused(lambda: run_pipeline(folder/'s.db', report=folder), 'must be a file to write')
    assert set(folder.iterdir())==before | set(folder.glob('s.db-*'))

def test_a_store_that_was_used_is_not_deleted(tmp_path):
    from pharmopt.store import Store
    Store(tmp_path/'a.db').close()
    assert not Store(tmp_path/'a.db').drop_unused() and (tmp_path/'a.db').exists()
    st = Store(tmp_path/'b.db')
    st.save_catalog(pd.DataFrame(dict(unique_id=['P/A'], medicine_id='A', location_id='P', name='a')))
    assert not st.drop_unused() and (tmp_path/'b.db').exists() and Store(tmp_path/'c.db').drop_unused()
    mine, other = Store(tmp_path/'d.db'), Store(tmp_path/'d.db')
    with other.engine.connect() as c:                                # another program has begun to use it
        c.exec_driver_sql('SELECT 1 FROM catalog')
        assert not mine.drop_unused() and (tmp_path/'d.db').exists()

def test_the_file_of_an_open_store_is_not_read_as_a_table(tmp_path):
    "Closing any descriptor of the file would drop the locks of this process on it"
    import os
    from pharmopt import Store, load_sales, load_stock
    from pharmopt.suppliers import load_suppliers
    st = Store(tmp_path/'a.db')
    with st.begin():
        held = Path('/proc/locks').read_text().count(f":{os.stat(tmp_path/'a.db').st_ino} ") if Path('/proc/locks').exists() else None
        assert held is None or held
        for load in (load_sales, load_stock, load_suppliers):
            refused(lambda: load(tmp_path/'a.db'), 'a.db', 'open')     # noqa: B023
        assert held is None or held==Path('/proc/locks').read_text().count(f":{os.stat(tmp_path/'a.db').st_ino} ")
    st.close()
    refused(lambda: load_sales(tmp_path/'a.db'), 'a.db')

def test_an_actor_has_a_name(tmp_path):
    from pharmopt import OrderBook, Store
    from pharmopt.ledger import record
    st = Store(tmp_path/'a.db')
    for name in ('', ' ', None, 5): refused(lambda: OrderBook(st, name), 'actor')     # noqa: B023
    book = OrderBook(st, 'maria')
    for name in ('', None): refused(lambda: setattr(book, 'actor', name), 'actor')     # noqa: B023
    refused(lambda: record(st, 'P/A', 1., kind='receipt', lot='L', actor=''), 'actor', 'log')
    assert book.actor=='maria'

def test_values_of_a_catalog_have_bounds(tmp_path):
    from pharmopt import load_catalog, make_catalog, min_max, simulate
    cat = make_catalog(2)
    d = pd.DataFrame(dict(unique_id=cat.unique_id.iloc[0], ds=pd.date_range('2026-01-01', periods=90), y=2.))
    for c in ('unit_cost', 'lead_time_mean', 'shelf_life_days'):
        refused(lambda: simulate(min_max(14, 30), d, cat.assign(**{c: 1e308})), c, 'at most', '1e+308')     # noqa: B023
        refused(lambda: load_catalog(pd.DataFrame({'item': ['A'], c: ['1e30']})), c, 'at most', '1e30')     # noqa: B023
    refused(lambda: simulate(min_max(14, 30), d, cat.assign(status='??')), 'status', "'??'")

def test_days_that_nobody_can_mean_are_refused():
    import datetime as dt
    from pharmopt import load_sales
    from pharmopt.tables import load_open_orders
    good = [dt.datetime(2026, 1, k) for k in range(1, 6)]
    for day in (dt.datetime(1500, 1, 1), dt.datetime(1899, 12, 30), dt.datetime(9999, 12, 31)):
        for days in ([*good, day], [str(x)[:10] for x in [*good, day]]):
            refused(lambda: load_sales(pd.DataFrame(dict(date=days, product='A', units=1.))), str(day)[:10])     # noqa: B023
    refused(lambda: load_open_orders(pd.DataFrame(dict(order=['1'], item=['A'], quantity=[1], due=['2300-01-01']))), '2300-01-01')

def test_a_lead_time_of_no_working_days_is_a_lead_time():
    from pharmopt import make_catalog
    from pharmopt.order_terms import OrderTerms
    from pharmopt.suppliers import check_supplier
    cat = make_catalog(2).assign(supplier_id='W')
    record = lambda **kw: pd.DataFrame([check_supplier(dict(supplier_id='W', **kw))])
    days = pd.date_range('2026-01-05', periods=30)
    assert [OrderTerms(cat, record(**kw), days).timed.any() for kw in (dict(lead_time_working_days=0), dict(lead_time_working_days=1), {})]==[True, True, False]

def test_the_embedded_broker_looks_at_its_values_before_it_starts():
    from pharmopt import broker
    for kw in (dict(port='x'), dict(port=-1), dict(port=70_000), dict(port='\0'), dict(port=None), dict(partitions=0), dict(partitions=2**70), dict(partitions=1.5), dict(memory_limit='much'), dict(memory_limit=-1),
               dict(config=5), dict(config={'x': 1}), dict(config={'retention.ms': '\0'}), dict(timeout=0), dict(timeout=float('nan'))):
        refused(lambda: broker(**kw), 'got' if 'config' not in kw else '')     # noqa: B023

def test_an_option_without_its_file_is_refused(folder):
    lines = [['run', '--stock-option', 'counted=2026-01-01'], ['run', '--sales-option', 'date=x'], ['produce', '--sales-option', 'date=x'], ['simulate', '--sales-option', 'date=x'], ['produce', '--location', 'P'],
             ['produce', '--fhir', f'{folder}/empty.csv']]
    codes, raw = run_lines([[*l, '--store', f'{folder}/new.db'] for l in lines])
    assert codes==[1]*len(lines) and not raw and not (folder/'new.db').exists(), (codes, raw)

class Odd:
    "Neither a number, nor a text, nor a list"

def test_what_no_number_text_flag_list_or_dict_can_be_is_refused_everywhere(folder):
    import datetime as dt
    from pharmopt import Ensemble, Processor, Store, produce
    here, five = Path('x'), np.ones((2, 3, 4))
    events = pd.DataFrame(dict(event_id=['a'], event_time=['2026-01-01T10:00:00Z'], location_id=['P'], medicine_id=['A'], quantity=[1.]))
    send = lambda **kw: produce(events, '127.0.0.1:1', **{'timeout': .1, **kw})
    def process(**kw): return Processor(f'{folder}/new.db', '127.0.0.1:1', **kw)
    def shop(**kw): return Store(**{'url': f'{folder}/new.db', **kw})
    for call, name, values in ((send, 'rate', (Odd(), here, (), five)), (send, 'timeout', (Odd(), (), five, 1e308)), (send, 'batch_size', (0, -1, five)), (send, 'topic', ('', 'a b', 'x'*300, here, Odd(), ('a',))),
                               (send, 'stop', (Odd(), five, 'x')), (send, 'sort', (Odd(), here)), (send, 'client', (pd.DataFrame(),)), (process, 'partitions', (0, -1, (), Odd(), five)), (process, 'session_timeout', (0, 1e308, five)),
                               (process, 'topic', ('', 'a b', 5, Odd())), (process, 'timezone', ({'a': 1}, ('a', 'b'), Odd(), dt.date(2026, 1, 1))), (process, 'instance_id', (Odd(), ('a',))), (shop, 'url', (five, pd.DataFrame(dict(a=[1])), 'a\x07b', 'x'*5000)),
                               (shop, 'create', (Odd(), here)), (shop, 'currency', (here, ('a',))), (Ensemble, 'level', ([None], {1, 2}, ('a',), Odd(), here)), (Ensemble, 'country', (here, ('a', 'b'))), (Ensemble, 'seed', ((), Odd(), five)),
                               (Ensemble, 'candidates', (Odd(), here, dt.date(2026, 1, 1)))):
        for v in values: refused(lambda: call(**{name: v}), name)     # noqa: B023
    assert not (folder/'new.db').exists()

def test_a_page_knows_its_role_and_locations(folder):
    from pharmopt import dashboard
    for kw in (dict(role='boss'), dict(locations='PH01'), dict(locations=5), dict(settings=[]), dict(settings=Odd()), dict(store=[])):
        refused(lambda: dashboard(**{'store': f'{folder}/s.db', **kw}), next(iter(kw)))     # noqa: B023

def test_a_delivery_has_a_possible_amount_and_day(tmp_path):
    import datetime as dt
    from pharmopt import OrderBook, Store, make_catalog
    from pharmopt.ledger import movements, record
    st, cat = Store(tmp_path/'a.db'), make_catalog(1)
    st.save_catalog(cat)
    refused(lambda: st.save_catalog(pd.DataFrame(dict(a=[1]))), 'unique_id')
    book, item = OrderBook(st, 'maria'), cat.unique_id[0]
    for kw in (dict(quantity=1e308), dict(quantity=2**70), dict(quantity=np.ones(2)), dict(at=-1), dict(at=1.5), dict(at=dt.date(1500, 1, 1)), dict(at=dt.datetime(2300, 1, 1)), dict(at=Odd()), dict(accept='x'), dict(accept=Odd())):
        refused(lambda: book.receive_goods(item, **{'quantity': 1., 'lot': 'L', **kw}))     # noqa: B023
    refused(lambda: record(st, item, 1e308, kind='receipt', lot='L'), '1,000,000,000')
    refused(lambda: movements(st, kind='gift'), 'gift', 'receipt')
    refused(lambda: book.orders(status=Odd()))
    assert not len(movements(st)) and not len(st.lots())

def test_a_report_that_cannot_be_leaves_no_folder(folder):
    from pharmopt.pipeline import run_pipeline
    refused(lambda: run_pipeline(folder/'s.db', sales=folder/'none.csv', report=folder/'new'/'deep'/'r.html'), 'none.csv')
    assert not (folder/'new').exists()

def lines_of_what_begins():
    "Command lines of the commands that go on for long or serve a page, each with one value that cannot be meant; in a folder of `with_files`"
    full = ['run', '--sales', 'sales.csv', '--stock', 'stock.csv', '--catalog', 'catalog.csv', '--open-orders', 'open.csv', '--quiet', '--store', 'new.db']
    wrong = {'--report': ['box', '', 'a\0b', 'x'*300+'.html'], '--bootstrap-servers': ['nonsense', 'x:y', ':1', 'h:0', 'h:70000', ' ', 'a:1,,b:2', 'a b:1', 'http://h:1', 'u@h:1'], '--renamed': ['x', '=', 'a=', '=b', ''], '--models': ['junk.csv'],
             '--stock-option': ['counted=someday', 'counted=2026-02-30', 'counted=1500-01-01', 'counted=2999-01-01', 'x', 'nope=1', '=', 'id', 'id=none', 'decimal=x'], '--catalog-option': ['x', 'nope=1', '=', 'id=none', 'decimal=x'],
             '--open-orders-option': ['x', 'nope=1', '=', 'id=none', 'decimal=x'], '--sales-option': ['x', 'nope=1', '=', 'id=none', 'date=none', 'y=none', 'dayfirst=maybe', 'timezone=Mars/X', 'freq=Q5', 'decimal=x', 'ignore=none']}
    yield from ([*full, o, v] for o,values in wrong.items() for v in values)
    for command in (['run'], ['dashboard'], ['watch', '--rounds', '1'], ['train'], ['optimize'], ['consume', '--duration', '0'], ['produce', '--duration', '0']):
        yield from ([*command, '--store', v] for v in ('', 'box', 'mysql://u@h/x', 'text.db', 'a\0b', 'junk.csv', 'none/deep/s.db'))
        yield from ([*command, '--store', 's.db', '--settings', v] for v in ('none.ini', 'bad.ini', 'box', 'junk.csv', *(f'{i}.ini' for i in range(len(SETTINGS)))))
    yield from (['dashboard', '--store', 's.db', '--port', v] for v in ('eight', '-1', '70000', '1.5', '', '1e3'))
    for v in ('-1', 'nan', 'x', '1e999'):
        yield from ([*line, v] for line in (['watch', '--store', 's.db', '--rounds', '1', '--every'], ['watch', '--store', 's.db', '--rounds'], ['consume', '--store', 's.db', '--duration'], ['produce', '--store', 's.db', '--rate'], ['consume', '--store', 's.db', '--metrics-port'],
                    ['simulate', '--sales', 'sales.csv', '--seeds'], ['simulate', '--sales', 'sales.csv', '--fill-rate'], ['optimize', '--store', 's.db', '--top'], ['optimize', '--store', 's.db', '--fill-rate'], ['optimize', '--store', 's.db', '--budget']))
    for o,values in {'--fixed-cost-per': ('x', '', 'month'), '--holding-per': ('x', '', 'year'), '--unmet': ('x', '', 'gone'), '--front': ('x', '', '-1', 'nan', '1;2'), '--plots': ('sales.csv',)}.items():
        yield from (['simulate', '--sales', 'sales.csv', '--quiet', '--seeds', '1', o, v] for v in values)
    for o,values in {'--from-file': ('none.csv', 'junk.csv', 'empty.csv', 'box'), '--fhir': ('none', 'junk.csv', 'box', 'empty.csv'), '--hl7': ('none', 'junk.csv', 'box', 'empty.csv'), '--location': ('a/b', 'x\0y'), '--bootstrap-servers': ('x', 'h:0')}.items():
        yield from (['produce', '--duration', '.1', '--store', 's.db', o, v] for v in values)

SETTINGS = ['dashboard]\nport = x', 'dashboard]\nport = 70000', 'dashboard]\nnonsense = 1', 'nonsense]\nx = 1', 'dashboard]\nlanguage = xx', 'dashboard]\nhost =', 'data]\ntimezone = Mars/X', 'store]\ncurrency = dollars', 'store]\nurl =',
            'optimize]\nfill_rate = 2', 'optimize]\nunmet = gone', 'optimize]\nfixed_cost_per = month', 'optimize]\nbudget = nan', 'forecast]\nhorizon = 0', 'forecast]\nlevel = 101', 'kafka]\npartitions = 0', 'kafka]\nbootstrap_servers = nonsense', 'orders]\nactor =']

class Began(BaseException): "The work of a command was begun"

@pytest.fixture
def with_files(folder, monkeypatch):
    "Files that can be read and files that cannot; the stream and the page are not begun"
    import pharmopt.dashboard, pharmopt.pipeline
    def began(*args, **kw): raise Began
    monkeypatch.setattr(pharmopt.pipeline, 'ingest', began)
    monkeypatch.setattr(pharmopt.dashboard, 'serve', began)
    days = pd.date_range('2026-01-01', periods=60)
    for name, table in dict(sales=dict(date=[*days, *days], item=['A']*60+['B']*60, qty=np.arange(120)%5+1), stock=dict(item=['A', 'B'], on_hand=[5, 6]), catalog=dict(item=['A', 'B'], unit_cost=[5., 6.]), open=dict(order=['1'], item=['A'], quantity=[5], due=['2026-04-01'])).items():
        pd.DataFrame(table).to_csv(folder/f'{name}.csv', index=False)
    list(bad_lines(folder))                       # writes text.db, bad.ini, junk.csv and empty.csv
    (folder/'box').mkdir()
    for i,text in enumerate(SETTINGS): (folder/f'{i}.ini').write_text(f'[{text}\n')
    return folder

def refused_lines(folder, lines):
    codes, raw = run_lines(lines)
    assert not raw, (len(raw), raw[:12])
    went_on = [' '.join(line) for line,code in zip(lines, codes) if code in (0, None)]
    assert not went_on and not (folder/'new.db').exists(), (len(went_on), went_on[:12])

def test_a_sample_of_lines_of_what_begins(with_files):
    lines = list(lines_of_what_begins())
    run, others = [l for l in lines if 'new.db' in l], [l for l in lines if 'new.db' not in l and l[0]!='simulate']
    refused_lines(with_files, random.Random(0).sample(run, 3)+random.Random(0).sample(others, 12))
    with pytest.raises(Began): __import__('pharmopt.cli').cli.main(run[0][:-2])       # without the wrong value the work begins

@pytest.mark.long
def test_all_lines_of_what_begins(with_files):
    lines = list(lines_of_what_begins())
    assert len(lines)>300
    refused_lines(with_files, lines)

@pytest.mark.parametrize('args, says', [(['run', '--store', 'sqlite:///'], 'sqlite:/// is a store in memory'), (['watch', '--store', 'sqlite:///:memory:'], 'is a store in memory'),
    (['simulate', '--front', '1,,2'], "--front needs prices above 0, such as 50,100,500, got '1,,2'")])
def test_what_would_be_lost_or_passed_over_is_refused(args, says, capsys):
    from pharmopt.cli import main
    with pytest.raises(SystemExit) as e: main(args)
    assert e.value.code==1 and says in capsys.readouterr().err
