"""Kinds of tables that people have: how many are read right, asked about, wrong in silence or end in a raw error, today and by an earlier version.

`PHARMOPT_BASE=folder python -m bench kinds` runs the same small files through the package of another checkout as well."""
import json, os, re, subprocess, sys, tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent/'tests'
KINDS = [('first of month', r'fom|days jan|month ends|quarter starts|weeks|daily'), ('month names', r'names|pt de|es de|de words'), ('period in two columns', r'[23]c |kaggle|two cols|y m d|fiscal|epi|year month'), ('period codes', r'code'), ('thousands', r'th |thou'), ('totals', r'tot|subtot|no false|avg|real name'),
    ('movements', r'mov|status'), ('returns', r'ret'), ('suppressed', r'sup'), ('blank name', r'blank|xl blank name'), ('stock-out days', r'so |out '), ('formulas', r'.*formula|form |err '), ('layout', r'xl|lay|csv'), ('file types', r'file|ft |zip|gz|html|xmlss'),
    ('time zones', r'tz'), ('eras', r'era'), ('stock', r'stock'), ('catalog', r'cat'), ('open orders', r'oo'), ('codes', r'ndc|pzn'), ('harmless', r'plain|single|th decimal|lots'), ('which column', r'.*')]
VERDICTS = ('right', 'asked', 'wrong in silence', 'raw error', 'no reader')

def kind_of(name): return next(k for k,shape in KINDS if re.match(rf'(?:(?:stock|cat|oo) )?(?:[23] )?(?:{shape})' if k not in ('stock','catalog','open orders') else shape, name) and not (k not in ('stock','catalog','open orders') and re.match('stock |cat |oo ', name)))

def _path(folder, raw):
    "The bytes as a file whose name says what it is"
    end = '.parquet' if raw[:4]==b'PAR1' else '.xlsx' if b'xl/workbook' in raw else '.zip' if raw[:2]==b'PK' else '.csv.gz' if raw[:2]==b'\x1f\x8b' else '.csv'
    path = Path(folder)/f'file{end}'; path.write_bytes(raw)
    return path

def verdict(case, folder):
    "What a reader makes of one case"
    import pharmopt.data as data
    name, raw, want, refuse, reader, freq, loc, told, cens, options = case
    try: read = getattr(data, dict(sales='load_sales', stock='load_stock', catalog='load_catalog', open='load_open_orders')[reader])
    except AttributeError: return 'no reader'
    try: got = read(_path(folder, raw), **options)
    except TypeError as e: return 'no reader' if 'unexpected keyword' in str(e) else 'raw error'
    except (ValueError, OSError, ImportError) as e: return 'raw error' if re.search(r'nanosecond|could not convert|invalid literal|NoneType|has no attribute|dtype|out of bounds|codec can', str(e)) else 'asked'
    except Exception: return 'raw error'
    if want is None: return 'wrong in silence'
    if reader!='sales': return 'right' if want(got)=='' else 'wrong in silence'
    have = {}
    for u,d,y in zip(got.unique_id, got.ds, got.y): have.setdefault(u if loc else u.split('/', 1)[1], {})[str(d.date())] = None if y!=y else y
    near = lambda a, b: a is b or a is not None and b is not None and abs(a-b)<1e-6
    ok = set(have)==set(want) and all(any(near(have[k].get(d), x) for x in (v if isinstance(v, list) else [v])) for k,ps in want.items() for d,v in ps.items())
    ok = ok and not any(d not in want[k] and v is not None for k,ps in have.items() for d,v in ps.items())
    return 'right' if ok else 'wrong in silence'

def _run():
    sys.path.insert(0, str(TESTS))
    import reader_cases_2, reader_cases_3, reader_cases_4, reader_cases_5, reader_cases_6
    from reader_cases import CASES
    out = {}
    with tempfile.TemporaryDirectory() as folder:
        for c in CASES:
            row = out.setdefault(kind_of(c[0]), dict.fromkeys(VERDICTS, 0))
            try: row[verdict(c, folder)] += 1
            except Exception: row['wrong in silence'] += 1
    print(json.dumps(out))

def table(tree=None):
    "Kind → counts of verdicts, by the package of this or another checkout"
    env = os.environ | dict(PYTHONPATH=str(tree or TESTS.parent), PYTHONWARNINGS='ignore')
    code = f"import sys; sys.path.append({str(TESTS.parent)!r}); import importlib.util as u; s = u.spec_from_file_location('kinds', {__file__!r}); m = u.module_from_spec(s); s.loader.exec_module(m); m._run()"
    return json.loads(subprocess.run([sys.executable, '-c', code], env=env, capture_output=True, text=True, check=True, cwd=tree or TESTS.parent).stdout.splitlines()[-1])

def kinds(quick=False):
    found = {'now': table()} | ({'before': table(base)} if (base := os.environ.get('PHARMOPT_BASE')) else {})
    print(f"{'kind':24}"+''.join(f'{t+": "+v:>24}' for t in found for v in VERDICTS))
    for k in sorted({k for t in found.values() for k in t}): print(f'{k:24}'+''.join(f"{found[t].get(k, {}).get(v, 0):>24}" for t in found for v in VERDICTS))
    for t,rows in found.items():
        for v in VERDICTS: yield f'small tables of 22 kinds, {t}: {v}', sum(r[v] for r in rows.values())
