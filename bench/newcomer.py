"""The first hour of somebody who has the README and nothing else: a clean clone in an empty folder whose name has a space, each command as it stands there, timed.

CPU seconds are those of all processes of a step, and hang less on what else the machine does than the wall clock. The packages come from the package index; pip's own cache is left out of it, so that each run downloads them."""
import contextlib, csv, datetime as dt, os, random, resource, signal, socket, subprocess, sys, tempfile, time, urllib.request
from pathlib import Path
from bench.places import ROOT

def outside():
    "The environment of somebody who has run nothing of ours yet"
    return {k: v for k,v in os.environ.items() if not k.startswith(('PHARMOPT_', 'VIRTUAL_ENV', 'PYTHONPATH', 'MAKE', 'MFLAGS'))} | dict(PIP_NO_CACHE_DIR='1')

def step(args, cwd):
    "Wall and CPU seconds of one command; its last words are part of the error when it fails"
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    began, cpu = time.perf_counter(), used()
    done = subprocess.run([str(a) for a in args], cwd=cwd, env=outside(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode: raise RuntimeError(f"{' '.join(map(str, args))} ended with {done.returncode}: {done.stdout[-1500:]}")
    return dict(seconds=round(time.perf_counter()-began, 1), CPU=round(used()-cpu, 1))

def page(args, cwd, most=120):
    "Seconds from the command to the first answer of the page; then the command is stopped as Ctrl-C does"
    with socket.create_server(('127.0.0.1', 0)) as s: port = s.getsockname()[1]
    with tempfile.TemporaryFile('w+') as said:
        began = time.perf_counter()
        server = subprocess.Popen(args, cwd=cwd, env=outside()|dict(PHARMOPT_DASHBOARD_PORT=str(port)), stdout=said, stderr=said, start_new_session=True)
        try:
            while server.poll() is None and time.perf_counter()-began<most:
                with contextlib.suppress(OSError), urllib.request.urlopen(f'http://127.0.0.1:{port}/', timeout=most) as answer:
                    if b'<title>Pharmacy dashboard</title>' in answer.read(): return dict(seconds=round(time.perf_counter()-began, 1))
                time.sleep(.1)
            said.seek(0)
            raise RuntimeError(f"{' '.join(args)} showed no page: {said.read()[-1500:]}")
        finally:
            with contextlib.suppress(ProcessLookupError): os.killpg(server.pid, signal.SIGINT)
            server.wait(30)

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
        yield 'make dashboard, until its page answers, s', page(['make', 'dashboard'], clone)
        yield 'the wheel, s', step(['.venv/bin/python', '-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', other, '.'], clone)
        yield 'the wheel into an empty environment in another folder, s', step(['sh', '-c', f'"{sys.executable}" -m venv env && env/bin/pip install --quiet --disable-pip-version-check pharmopt-*.whl'], other)
        yield "pharmopt run --sales there, four products, s", step(['env/bin/pharmopt', 'run', '--quiet', '--sales', clone/'my sales.csv'], other)
        yield 'make docs, packages for development included, s', step(['make', 'docs'], clone)
