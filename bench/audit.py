"""Bad values in every parameter of the public functions and methods of all modules: `python -m bench.audit` makes thousands of calls and prints what came of them.

Types, ranges and choices come from the signatures and their comments. A call ends well when a `raise` of this package refuses it in a sentence. It is *raw* when a library's own error comes through, and
*silent* when a value is accepted that the comment or the type rules out. What cannot be called without a server or a page is listed as not reached."""
import contextlib, datetime as dt, importlib, inspect, io, opcode, pkgutil, random, re, signal, sys, tempfile, time, traceback, urllib.error, warnings
from pathlib import Path
import numpy as np, pandas as pd
import pharmopt
from bench.audit_world import world
from fastcore.docments import docments

PACKAGE = str(Path(pharmopt.__file__).parent)
NOT_CALLED = dict(cli='command lines: tests/test_bad_input.py', stock_commands='command lines', broker='a server', widgets='a page', page='a page', dashboard='a page', front='imports', errors='decorators', apart='a process each', subprocesses='a process each', doctor='the machine', recovery='a server')
NO_CALL = dict(Connector='a protocol without code', Processor='a server')      # classes whose methods are not called, and why
SKIP = {'jobs.take_job', 'pipeline.pipeline_report', 'models.GlobalLSTM.build', 'subprocesses.Command', 'subprocesses.Stream', 'jobs.watch', 'doctor.examine', 'replay.replay', 'pipeline.bus', 'pipeline.run_pipeline', 'report.to_pdf'}      # start a server, a chain, a network or a browser, are commands, or need a whole run

FINE = {('forecast.Ensemble.fit','future'): 'not looked at without regressors', ('store.Store.backup','path'): 'a file that will be written', ('fhir.files_of','path'): 'looked at by who reads it', ('cells.refuse_open_database','path'): 'looked at by who reads it',
        ('policy.robust','fill'): 'a column of the catalog, which it meets when it plays', ('report.check_report','path'): 'a file that will be written', ('report.day_report','path'): 'a file that will be written', ('models.make_panel','future'): 'not looked at without regressors',
        ('kpis.key_figures','fresh'): 'seconds since 1970', ('connectors.Folder','path'): 'a folder that is made', ('pipeline.train','models_dir'): 'a folder that is made'}

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
OBJECTS = set('Base Scatter Feedback GlobalLSTM Column Table Profile PlanInput Generator Steps Reading Words Lines Sums SalesPlan TablePlan AffineProgram Affine Reader Records Comparison History PipelineRun Panel Settings'.split())
TABLES = ['table', 5, [1], {}, pd.DataFrame(), pd.DataFrame(dict(a=[1])), pd.Series([1.])]
PLAIN = [5, 'x', NAN, [1], {}, b'1', object(), True, -1, None, np.array(['a'])]
def hostile(p, said, rng, good=None, typed=()):
    "Values that a parameter rules out by its type, range or choices: value, whether it must be refused"
    kinds, out = set(parts(p.annotation))-{'None'}, []
    if p.annotation is p.empty and p.name not in ('today','day','now','path','store'): return [(v, False) for v in PLAIN if type(v) is not type(good)]      # what it may be is not said: raw errors count
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
    elif kinds and (kinds<={'callable','Callable'} or kinds<=OBJECTS & set(typed)): out += [(v, True) for v in (5, 'x', [1], {}, object())]
    elif kinds=={'bytes'}: out += [(v, True) for v in (5, [1], {}, object(), 1.5)]
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
                if k!='Connector' and o.__init__ is not object.__init__ and not hasattr(o, '__dataclass_fields__') and not issubclass(o, (BaseException, tuple)): yield f'{m.name}.{k}', o, None
                for n,f in vars(o).items() if k not in NO_CALL else ():
                    if not n.startswith('_') and inspect.isfunction(f) and f'{m.name}.{k}.{n}' not in SKIP: yield f'{m.name}.{k}.{n}', f, k

def comments(f):
    try: return {k: (v.docment or '') for k,v in docments(f, full=True).items() if hasattr(v, 'get') and k!='return'}
    except Exception: return {}

def base(name, f, owner, named, typed, own):
    "Valid values of the parameters that a function needs; None where there is one we cannot give"
    out, mine = {}, own.get(name, {})
    for k,p in inspect.signature(f).parameters.items():
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) or p.default is not p.empty: continue
        if k=='self' or (owner and not out and parts(p.annotation)==[owner]):
            if owner not in typed: return None
            out[k] = typed[owner]; continue
        if owner and k=='cls' and isinstance(f, classmethod): return None
        kind = next((t for t in parts(p.annotation) if t in typed), None)
        if k in mine: out[k] = mine[k]
        elif kind and kind not in ('DataFrame','Path','date','datetime','Timestamp') and isinstance(p.annotation, type) and not isinstance(named.get(k), p.annotation): out[k] = typed[kind]
        elif k in named: out[k] = named[k]
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
        named, typed, own = world(folder)
        for name, f, owner in functions():
            if only and not only(name): continue
            try: params = inspect.signature(f).parameters
            except (TypeError, ValueError): continue
            good, said = base(name, f, owner, named, typed, own), comments(f)
            if good is None: yield name, None, None, None, None; continue
            for k,p in params.items():
                if k in ('self','cls') or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) or (owner and good.get(k) is typed.get(owner)): continue
                for v, must in hostile(p, said.get(k, ''), rng, good.get(k), typed): yield name, k, v, must and not (isinstance(v, float) and v!=v and name.split('.')[0] in UNKNOWN), (f, good | {k: v})

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
        except (ConnectionError, urllib.error.URLError): return 'accepted'      # nobody listens there: the value was passed on
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
