"Reading sales files: speed and memory on ten million lines, a large workbook, and silent mistakes over generated files"
import datetime as dt, os, subprocess, sys, tempfile, time
from pathlib import Path
import numpy as np

ONE = """import sys, time
import pandas, pyarrow
from pharmopt.data import load_sales
t = time.process_time(); d = load_sales(sys.argv[1])
print(len(d), d.y.sum(), time.process_time()-t, int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])/1024)"""

def write_lines(path, lines, items=2_000):
    "A long CSV of `lines` lines: 2,000 items a day"
    rng, ids = np.random.default_rng(0), [f'MED{i:06d}' for i in range(items)]
    with open(path, 'w') as f:
        f.write('date,product,quantity\n')
        for day in np.datetime64('2010-01-01')+np.arange(lines//items):
            f.write(''.join(f'{day},{i},{q}\n' for i,q in zip(ids, rng.poisson(5, items))))

def read_in_a_process(path, tree=None):
    "(rows, units, CPU seconds, peak MB) of load_sales in a process of its own, with the package of another checkout where named"
    env = dict(os.environ) | ({'PYTHONPATH': str(tree)} if tree else {})
    out = subprocess.run([sys.executable, '-c', ONE, str(path)], capture_output=True, text=True, check=True, env=env, cwd=tree).stdout.split()
    return int(out[0]), *map(float, out[1:])

def write_workbook(path, rows):
    "A workbook of `rows` rows"
    import openpyxl
    book = openpyxl.Workbook(write_only=True); sheet = book.create_sheet('Sales'); sheet.append(['Date', 'Item', 'Units'])
    rng, days = np.random.default_rng(0), [dt.date(2020, 1, 1)+dt.timedelta(i) for i in range(rows//500)]
    for d in days:
        for i,q in enumerate(rng.poisson(5, 500)): sheet.append([d, f'MED{i:04d}', int(q)])
    book.save(path)

def workbook(path):
    "CPU seconds of load_sales and of openpyxl's reading of the same workbook"
    import openpyxl
    from pharmopt.data import load_sales
    t = time.process_time(); load_sales(path); ours = time.process_time()-t
    t = time.process_time()
    for _ in openpyxl.load_workbook(path, read_only=True)['Sales'].iter_rows(values_only=True): pass
    return ours, time.process_time()-t

def generated(n):
    "Counts of right, asked and wrong among generated files"
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent/'tests'))
    from sales_files import judge
    found = [judge(s)[0] for s in range(n)]
    return {k: found.count(k) for k in ('right', 'asked', 'wrong')}

def door(quick=False):
    lines, rows, files = (1_000_000, 50_000, 100) if quick else (10_000_000, 500_000, 2_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)/'sales.csv'
        write_lines(path, lines)
        _, units, cpu, peak = read_in_a_process(path)
        yield f'long CSV of {lines:,} lines: CPU seconds', cpu
        yield f'long CSV of {lines:,} lines: peak memory, MB', peak
        if base := os.environ.get('PHARMOPT_BASE'):                 # a checkout of an earlier version, for a comparison side by side
            _, before, cpu0, peak0 = read_in_a_process(path, base)
            assert before==units
            yield 'the same by the earlier version: CPU seconds', cpu0
            yield 'the same by the earlier version: peak memory, MB', peak0
            yield 'share of its CPU seconds', cpu/cpu0
            yield 'share of its peak memory', peak/peak0
        path.unlink()
        write_workbook(Path(folder)/'sales.xlsx', rows)
        ours, theirs = workbook(Path(folder)/'sales.xlsx')
        yield f'workbook of {rows:,} rows: CPU seconds', ours
        yield "share of openpyxl's CPU seconds", ours/theirs
    for k,v in generated(files).items(): yield f'{files:,} generated files: {k}', v
