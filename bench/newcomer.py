"""The first hour of somebody who has the README and nothing else: a clean clone in an empty folder whose name has a space, each command as it stands there, timed.

CPU seconds are those of all processes of a step, and hang less on what else the machine does than the wall clock. The packages come from the package index; pip's own cache is left out of it, so that each run downloads them."""
import csv, datetime as dt, os, random, resource, subprocess, sys, tempfile, time
from pathlib import Path
from bench.places import ROOT

def step(args, cwd):
    "Wall and CPU seconds of one command; its last words are part of the error when it fails"
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    env = {k: v for k,v in os.environ.items() if not k.startswith(('PHARMOPT_', 'VIRTUAL_ENV', 'PYTHONPATH', 'MAKE', 'MFLAGS'))} | dict(PIP_NO_CACHE_DIR='1')
    began, cpu = time.perf_counter(), used()
    done = subprocess.run([str(a) for a in args], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode: raise RuntimeError(f"{' '.join(map(str, args))} ended with {done.returncode}: {done.stdout[-1500:]}")
    return dict(seconds=round(time.perf_counter()-began, 1), CPU=round(used()-cpu, 1))

def sales(path):
    "Five hundred days of four products, a column each"
    draw = random.Random(0)
    with path.open('w', newline='') as f:
        out = csv.writer(f)
        out.writerow(['Date', 'Paracetamol 500', 'Ibuprofen 400', 'Salbutamol', 'Amoxicillin'])
        for k in range(500): out.writerow([dt.date(2024, 1, 1)+dt.timedelta(k), *(draw.randint(0, most) for most in (40, 25, 6, 15))])

def newcomer():
    with tempfile.TemporaryDirectory(prefix='first hour ') as tmp:
        clone, other = Path(tmp)/'pharmopt', Path(tmp)/'elsewhere'
        other.mkdir()
        yield 'git clone, s', step(['git', 'clone', '--quiet', ROOT, clone], tmp)
        yield 'the set-up of the first make (environment and packages), s', step(['make', '.venv/.ready'], clone)
        yield 'pharmopt doctor, s', step(['.venv/bin/pharmopt', 'doctor'], clone)
        sales(clone/'my sales.csv')
        yield "make demo SALES='my sales.csv', four products, s", step(['make', 'demo', 'SALES=my sales.csv'], clone)
        yield 'make demo, 500 medicines, s', step(['make', 'demo'], clone)
        yield 'the wheel, s', step(['.venv/bin/python', '-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', other, '.'], clone)
        yield 'the wheel into an empty environment in another folder, s', step(['sh', '-c', f'"{sys.executable}" -m venv env && env/bin/pip install --quiet --disable-pip-version-check pharmopt-*.whl'], other)
        yield "pharmopt run --sales there, four products, s", step(['env/bin/pharmopt', 'run', '--quiet', '--sales', clone/'my sales.csv'], other)
        yield 'make docs, packages for development included, s', step(['make', 'docs'], clone)
