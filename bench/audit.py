"""Bad values in every parameter of the public functions and methods of all modules: `python -m bench.audit` makes thousands of calls and prints what came of them.

Types, ranges and choices come from the signatures and their comments. A call ends well when a `raise` of this package refuses it in a sentence. It is *raw* when a library's own error comes through, and
*silent* when a value is accepted that the comment or the type rules out. What cannot be called without a server or a page is listed as not reached."""
import collections, contextlib, datetime as dt, importlib, inspect, io, opcode, os, pkgutil, random, re, shutil, signal, sys, tempfile, time, traceback, warnings
from pathlib import Path
import numpy as np, pandas as pd
import pharmopt
from fastcore.docments import docments

PACKAGE = str(Path(pharmopt.__file__).parent)
NOT_CALLED = dict(cli='command lines: tests/test_bad_input.py', stock_commands='command lines', broker='a server', widgets='a page', page='a page', dashboard='a page', front='imports', errors='decorators', apart='a process each', subprocesses='a process each', doctor='the machine', clients='a server', recovery='a server')
SKIP = {'subprocesses.Command', 'subprocesses.Stream', 'jobs.watch', 'doctor.examine', 'replay.replay', 'pipeline.bus', 'pipeline.run_pipeline', 'report.to_pdf'}      # start a server, a chain or a browser

FINE = {('forecast.Ensemble.fit','future'): 'not looked at without regressors', ('store.Store.backup','path'): 'a file that will be written', ('fhir.files_of','path'): 'looked at by who reads it',
        ('policy.robust','fill'): 'a column of the catalog, which it meets when it plays', ('report.check_report','path'): 'a file that will be written', ('report.day_report','path'): 'a file that will be written', ('models.make_panel','future'): 'not looked at without regressors',
        ('kpis.key_figures','fresh'): 'seconds since 1970', ('connectors.Folder','path'): 'a folder that is made', ('pipeline.train','models_dir'): 'a folder that is made'}

# --- valid values ---------------------------------------------------------------------------------------------------
def world(folder):
    "Valid values: by the name of a parameter and by its type"
    from pharmopt.data import Paths, make_catalog, make_prescriptions, make_stock, to_demand
    from pharmopt.optimize import plan_orders
    from pharmopt.orders import OrderBook
    from pharmopt.policy import min_max
    from pharmopt.settings import load_settings
    from pharmopt.store import Store, tables
    cat = make_catalog(n_medicines=2, seed=1)
    events = make_prescriptions(cat, start='2026-01-01', n_days=70, seed=1)
    demand = to_demand(events)
    stock = make_stock(cat, demand, seed=1)
    rng, ids = np.random.default_rng(0), cat.unique_id.to_numpy(object)
    paths = Paths(rng.poisson(3., (2, 20, 60)).astype(float), ids=ids, ds=pd.date_range('2026-03-12', periods=60))
    store = Store(f'sqlite:///{folder}/audit.db')
    store.save_catalog(cat)
    store.save_lots(stock)
    store.upsert(tables.demand, demand[['unique_id','ds']].assign(y_nano=np.rint(demand.y*1e9).astype('int64'), n_events=1, revision=0))
    plan = plan_orders(paths, cat, stock)
    book = OrderBook(store, 'maria')
    book.propose(plan.orders, cat)
    from pharmopt.forecast import Ensemble
    ens = Ensemble(models=('arima',), h=14, progress=False).fit(demand)
    (folder/'sales.csv').write_text('date,product,units\n'+''.join(f'2026-01-{d:02},A,{d%5+1}\n' for d in range(1, 29)))
    named = dict(catalog=cat, events=events, cat=cat, demand=demand, stock=stock, paths=paths, policy=min_max(14, 30), policies={'a': min_max(14, 30)}, start='2026-01-01', n_days=20, n_medicines=3, low=14, high=30, seed=0,
        seeds=range(1), lead_time_days=2., review_days=1., cover_days=14, store=store, plan=plan, book=book, unique_id=ids[0], unique_ids=list(ids), ids=list(ids), freq='D', day=dt.date(2026, 3, 11), now=dt.datetime(2026, 3, 11, tzinfo=dt.timezone.utc),
        today='2026-03-11', path=folder/'sales.csv', file=folder/'sales.csv', folder=folder, settings=load_settings(environ={}), orders=plan.orders, h=14, level=(80, 95), quantity=1., reason='test', order_id=book.orders().order_id.iloc[0], name='A', kind='sales', ds=pd.date_range('2026-03-12', periods=60),
        freq_='D', lot='L1', expiry='2027-01-31', rate=1., mean=3., sd=1., demand_mean=50., demand_sd=8., holding_cost=.18, stockout_cost=.7, fixed_cost=8., demand_rate=1300., lead_time=1, unit_cost=.75, code='9501101530003', ens=ens, new_demand=demand, fill_rate=.95, actor='A', timezone='UTC', history=28)
    named['y'] = demand.pivot(index='ds', columns='unique_id', values='y').to_numpy(float)
    typed = {'DataFrame': demand, 'Store': store, 'OrderBook': book, 'Plan': plan, 'Ensemble': ens, 'Path': folder/'sales.csv', 'Settings': named['settings'], 'Policy': named['policy'], 'Series': demand.y, 'DatetimeIndex': named['ds'], 'date': named['day'], 'datetime': named['now'], 'Timestamp': pd.Timestamp('2026-03-11')}
    typed |= instances(cat, demand, store, named)
    named |= plain_values(typed)
    typed |= readers(folder, named, typed)
    return named, typed

def instances(cat, demand, store, named):
    "An object of each class whose methods people call, by the name of the class"
    from pharmopt import ids, joint, lost_sales, mdp, models, order_terms, periods, policy, suppliers
    pmf = np.array([.3, .4, .2, .1])
    y = named['y']
    days = pd.DatetimeIndex(sorted(demand.ds.unique()))
    return dict(items=named['ids'], LostSales=lost_sales.LostSales(pmf, 1), Inventory=mdp.Inventory(pmf, 1, max_stock=8, max_order=4), Panel=models.Panel(named['ids'], days, y, 'D'), Periods=periods.Periods('D', 'UTC'), Watermarks=periods.Watermarks(0), IdSet=ids.IdSet(),
                JointItems=joint.JointItems([2., 3.], 1., holding_costs=[1., 1.], stockout_costs=[9., 9.], major_cost=20., minor_costs=[2., 2.]), SupplierCalendar=suppliers.SupplierCalendar('W'), View=policy.View(y[:, None], cat, ds=days),
                OrderTerms=order_terms.OrderTerms(cat, suppliers.suppliers(store), days))

def plain_values(typed):
    "Values of parameters whose names say enough"
    text = 'A'
    return dict(texts=np.array(['1', '2', '3'], object), text='2026-03-11', value='2026-03-11', names=['date', 'product', 'units'], s='A', v='A', items=typed['items'], times=typed['DatetimeIndex'], years=[2025, 2026], label=text, fields=[], key=text, what=text, sub=text,
        points=[(0., 1.), (1., 2.)], n=2, one='row', x=[1., 2., 3.], until='2026-04-01', when='2026-03-12', on='2026-03-11', before='2026-03-11', after='2026-03-11', a='2026-05-31', b='2026-06-30', w=3, raw=b'date;product;units', body=b'{}', line=dict(medicine_id='A'),
        rule=None, locations=['PH01'], channels=[], to='a@example.org', which='1', args=[], first='2026-01-01', last='2026-03-11', closed_to='2026-03-11', moment='2026-03-11', as_of='2026-03-11', breaks=[], levels=[3., 4.], ends=[1, 7], q=[.1, .5, .9], money='USD', typed=[('1', 1., None)],
        values=['1', '2'], url='sqlite:///copy.db', alert_ids=[1], order_ids=[1], sections=[('A', 'B')], ms=[1_772_323_200_000], span='1 day', partitions=[0], query='SELECT 1 AS a', points_weights=(np.array([1., 2.]), np.array([.5, .5])), q_hat=[1., 2., 3.], error=ValueError('A'), run='A', oracle=abs, view=typed['View'],
        marks=pd.DataFrame(dict(unique_id=['A'], ds=[pd.Timestamp('2026-03-11')], share=[.5])), found=[], levels_=None, holding=1., beyond=1., life=30., waste=1., deviation=1., options={}, blob=b'', content=b'UNB', read=lambda text: [])

def readers(folder, named, typed):
    "Tables, columns, connectors and models, by the name of their class"
    from pharmopt import cells, connectors, calibrate, optimize, plan, robust_rules
    from pharmopt.sales_plan import plan_sales
    table = cells.table_of([['date','product','units'], *[[f'2026-01-{d:02}', 'A', str(d)] for d in range(1, 20)]], 'sales.csv')
    made = dict(Table=table, Column=table.columns[0], Profile=plan.Profile(table.columns[2]), Folder=connectors.Folder(folder/'erp', 'edifact'), bytes=b'date;product;units', Affine=robust_rules.Affine(np.ones((2, 2)), np.ones(2)),
        Feedback=calibrate.Feedback(named['ids'], [1, 7]), PlanInput=optimize.read_paths(named['paths'], named['catalog']), SalesPlan=None)
    return {k: v for k,v in made.items() if v is not None}

def parts(annotation):
    "Names of the kinds that an annotation allows"
    text = annotation if isinstance(annotation, str) else getattr(annotation, '__name__', str(annotation)) if isinstance(annotation, type) else str(annotation)
    return [p.strip().rpartition('.')[2].strip("'") for p in text.split('|')]

# --- hostile values -------------------------------------------------------------------------------------------------
NAN, INF = float('nan'), float('inf')
COLUMNS = re.compile(r'\b(unique_id|ds|medicine_id|order_id|event_id)\b')
UNKNOWN = set('kpis lists rows report explain exports safe_text amounts cells dates date_columns reader expiry'.split())      # NaN stands for unknown
SHOWN = set('kpis lists rows report explain safe_text'.split())      # helpers of pages, which show what comes: raw errors count there
LEVELS = set('r s S level base_stock_level reorder_point shift offset last value x v amount'.split())      # may be negative
TABLES = ['table', 5, [1], {}, pd.DataFrame(), pd.DataFrame(dict(a=[1])), pd.Series([1.])]
def hostile(p, said, rng):
    "Values that a parameter rules out by its type, range or choices: value, whether it must be refused"
    kinds, out = set(parts(p.annotation))-{'None'}, []
    if not kinds-{'DataFrame'} and kinds: out += [(v, not (isinstance(v, pd.DataFrame) and (v.empty or not COLUMNS.search(said)))) for v in TABLES]     # a table without rows says 'none'
    elif kinds and kinds<={'float','int'}:
        out += [(v, True) for v in ('eight', NAN, -INF, [1], {}, b'1', dt.date(2026, 1, 1), rng.choice(['1,5','--','1e','٣x']), object())]
        if 'int' in kinds and 'float' not in kinds: out += [(1.5, True)]
        if re.search(r'\b0-1\b', said): out += [(-.5, True), (1.5, True), (-rng.random()-1e-6, True), (1+rng.random()*99, True)]
        elif p.name not in LEVELS and re.search(r'\b(days?|units|USD|seconds|litres|cost|rate|number of)\b', said, re.I) and not re.search('negative|signed|below|less|differ|position|from now|change|correct', said, re.I): out += [(-1, True), (-rng.randint(2, 10**6), True)]
    elif kinds=={'str'}:
        out += [(v, True) for v in (5, [1], {}, NAN, b'a', 'x\0y', object())]
        if len(re.findall(r"'[\w.-]+'", said))>1 and p.name not in ('name','title'): out += [('nonsense', True), (''.join(rng.choices('abcxyz', k=9)), True)]
    elif kinds=={'dict'}: out += [(v, True) for v in (5, 'x', [1], NAN, object())]
    elif kinds=={'Store'} or p.name=='store': out += [(v, True) for v in (5, [1], {}, NAN, object(), b'a')]
    elif kinds & {'ndarray','Paths'}: out += [(v, not (hasattr(v, 'shape') or isinstance(v, pd.DataFrame))) for v in ('paths', {}, pd.DataFrame(dict(a=['b'])), np.array(['a', 'b']), object())]
    elif kinds & {'Policy','Plan','OrderBook','Ensemble'}: out += [(v, True) for v in (5, 'x', [1], {}, object())]
    elif kinds and kinds<={'list','tuple'}: out += [(v, p.name!='level') for v in (5, NAN, object())]
    elif kinds and kinds<={'date','datetime','Timestamp'} or p.name in ('today','day','now'): out += [(v, True) for v in ('someday', [1], {}, object(), NAN if p.name!='now' else 'x', '2026-02-30')]
    elif kinds and kinds<={'Path','str'} or p.name=='path': out += [(v, True) for v in (5, [1], {}, NAN, object(), 5.5)] + [(f'none/{rng.randint(1, 10**9)}.csv', 'write' not in said and 'file' in said.lower())]
    if p.default is p.empty and p.kind is not p.VAR_POSITIONAL and kinds and kinds<={'DataFrame','float','int','str','dict','Store','Policy','Plan'}: out += [(None, False)]      # some take it as 'none'
    return out

# --- calls ----------------------------------------------------------------------------------------------------------
def functions():
    "Public functions of all modules, and methods of classes that an instance is at hand of"
    for m in pkgutil.iter_modules(pharmopt.__path__):
        if m.name.startswith(('_','page_')) or m.ispkg or m.name in NOT_CALLED: continue     # a page has its own tests
        mod = importlib.import_module(f'pharmopt.{m.name}')
        for k in mod.__all__:
            o = getattr(mod, k)
            if getattr(o, '__module__', None)!=mod.__name__ or f'{m.name}.{k}' in SKIP: continue
            if inspect.isfunction(o): yield f'{m.name}.{k}', o, None
            elif inspect.isclass(o):
                if o.__init__ is not object.__init__ and not hasattr(o, '__dataclass_fields__') and not issubclass(o, (BaseException, tuple)): yield f'{m.name}.{k}', o, None
                for n,f in vars(o).items():
                    if not n.startswith('_') and inspect.isfunction(f) and f'{m.name}.{k}.{n}' not in SKIP: yield f'{m.name}.{k}.{n}', f, k

def comments(f):
    try: return {k: (v.docment or '') for k,v in docments(f, full=True).items() if hasattr(v, 'get') and k!='return'}
    except Exception: return {}

def base(f, owner, named, typed):
    "Valid values of the parameters that a function needs; None where there is one we cannot give"
    out = {}
    for k,p in inspect.signature(f).parameters.items():
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) or p.default is not p.empty: continue
        if k=='self' or (owner and not out and parts(p.annotation)==[owner]):
            if owner not in typed: return None
            out[k] = typed[owner]; continue
        if owner and k=='cls': return None
        kind = next((t for t in parts(p.annotation) if t in typed), None)
        if k in named: out[k] = named[k]
        elif kind: out[k] = typed[kind]
        elif set(parts(p.annotation)) & {'float'}: out[k] = 1.
        elif set(parts(p.annotation)) & {'int'}: out[k] = 1
        elif 'str' in parts(p.annotation): out[k] = 'A'
        elif 'dict' in parts(p.annotation): out[k] = {}
        elif set(parts(p.annotation)) & {'list','tuple'}: out[k] = []
        elif set(parts(p.annotation)) & {'ndarray','Paths'}: out[k] = np.ones(3)
        else: return None
    return out

def calls(rng, only=None):
    "Function, parameter, bad value, whether it must be refused, and a way to make the call"
    with tempfile.TemporaryDirectory() as t, contextlib.chdir(t):     # what a bad path writes goes with the folder
        folder = Path(t)
        named, typed = world(folder)
        kept = folder/'kept.db'
        shutil.copy(folder/'audit.db', kept)
        for name, f, owner in functions():
            if only and not only(name): continue
            try: params = inspect.signature(f).parameters
            except (TypeError, ValueError): continue
            good, said = base(f, owner, named, typed), comments(f)
            if good is None: yield name, None, None, None, None; continue
            for k,p in params.items():
                if k in ('self','cls') or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) or (owner and good.get(k) is typed.get(owner)): continue
                for v, must in hostile(p, said.get(k, ''), rng): yield name, k, v, must and not (isinstance(v, float) and v!=v and name.split('.')[0] in UNKNOWN), (f, good | {k: v})

def ours(e):
    "Whether an error is raised by a statement of this package, as a sentence"
    tb = e.__traceback__
    while tb.tb_next is not None: tb = tb.tb_next
    raised = opcode.opname[tb.tb_frame.f_code.co_code[tb.tb_lasti]]=='RAISE_VARARGS'
    return raised and tb.tb_frame.f_code.co_filename.startswith(PACKAGE) and isinstance(e, (ValueError, OSError, RuntimeError, KeyError, TypeError)) and len(str(e))>15 and '\n' not in str(e)

class Slow(BaseException): pass

def outcome(f, kw, seconds=4):
    "clear, accepted, slow, or raw and the error"
    def late(*_): raise Slow
    with warnings.catch_warnings(), np.errstate(all='ignore'), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter('ignore')
        before = signal.signal(signal.SIGALRM, late); signal.setitimer(signal.ITIMER_REAL, seconds)
        positional = [kw[k] for k,p in inspect.signature(f).parameters.items() if p.kind is p.POSITIONAL_ONLY and k in kw]
        kw = {k: v for k,v in kw.items() if inspect.signature(f).parameters[k].kind is not inspect.Parameter.POSITIONAL_ONLY}
        try:
            made = f(*positional, **kw)
            if inspect.isgenerator(made): next(made, None)
            elif hasattr(made, '__enter__') and hasattr(made, 'gen'):
                with made: pass
        except Slow: return 'slow'
        except SystemExit as e: return 'clear' if e.code else 'accepted'
        except Exception as e: return 'clear' if ours(e) else f"raw {type(e).__name__}: {' '.join(str(e).split())[:100]} @ {where(e)}"
        finally: signal.setitimer(signal.ITIMER_REAL, 0); signal.signal(signal.SIGALRM, before)
    return 'accepted'

def where(e):
    "The last line of the package on the way to an error"
    mine = [x for x in traceback.extract_tb(e.__traceback__) if x.filename.startswith(PACKAGE)]
    return f'{Path(mine[-1].filename).name}:{mine[-1].lineno}' if mine else '?'

def survey(seed=0, share=1., only=None):
    "Every call, or a share of them: function, parameter, value, whether it must be refused, outcome; and what is not reached"
    rng, found, unreached = random.Random(seed), [], []
    for name, k, v, must, call in calls(rng, only):
        if call is None: unreached.append(name); continue
        if rng.random()>(share(name) if callable(share) else share): continue
        found.append((name, k, repr(v)[:40].replace('\n', ' '), must and (name, k) not in FINE and name.split('.')[0] not in SHOWN, outcome(*call)))
    found = pd.DataFrame(found, columns=['function','parameter','value','must','outcome'])
    return found.assign(raw=found.outcome.str.startswith('raw'), silent=found.must & (found.outcome=='accepted')), unreached

def table(found):
    "Calls by module: refused in a sentence, accepted and allowed, raw, silent"
    of = found.function.str.split('.').str[0]
    out = pd.DataFrame(dict(calls=found.groupby(of).size(), clear=(found.outcome=='clear').groupby(of).sum(), raw=found.raw.groupby(of).sum(), silent=found.silent.groupby(of).sum()))
    out['allowed'] = out.calls-out.clear-out.raw-out.silent
    out.loc['all'] = out.sum()
    return out

if __name__=='__main__':
    began, words = time.time(), sys.argv[1:]
    found, unreached = survey(only=(lambda n: any(n.startswith(w) for w in words)) if words else None)
    for r in found[found.raw | found.silent].itertuples(): print(r.function, r.parameter, r.value, r.outcome, sep=' | ')
    print(table(found).to_string())
    print(f"{found.function.nunique()} functions and methods, {len(found)} calls, {time.time()-began:.0f} s; raw {found.raw.sum()}, silent {found.silent.sum()}, too slow to be judged {(found.outcome=='slow').sum()}; {len(unreached)} not reached:")
    print(' '.join(unreached))
