"""Run the notebooks as Colab would: `python tools/colab.py [notebook …] [--python PATH] [--every]`.

The environment in `.bench-colab/` holds the versions that Colab ships (`colab-requirements.txt`) and not pharmopt. Each notebook runs from an empty folder, as it does when its badge is clicked, so its first
cell has to install the package: the address of the repository is led to this clone. Everything runs twice, without `google.colab` and with a stand-in for it, and the tutorial on Colab also with an uploaded file.
It ends with an error when a cell does, and when the installation replaced a package that Colab ships."""
import argparse, json, os, re, shutil, subprocess, sys, time
from pathlib import Path
from fastcore.nbio import read_nb
from nbdev.config import get_config

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT/'.bench-colab'
NAMED = ['00_data', '10_stream', '20_forecast', '30_optimize', '40_dashboard']

STAND_IN = dict(
    __init__="from google.colab import drive, files, output\n",
    files='''import csv, datetime, os, pathlib, shutil
from google.colab._log import log
def upload():
    "What somebody picks in the browser lands in the working folder and comes back as bytes"
    path = pathlib.Path('sales.csv')
    with path.open('w', newline='') as f:
        out = csv.writer(f); out.writerow(['date', 'Paracetamol', 'Ibuprofen', 'Salbutamol'])
        for k in range(200): out.writerow([datetime.date(2025, 1, 1)+datetime.timedelta(k), 20+k%7*3, 8+k%5, (k*7)%4])
    log('files.upload')
    return {path.name: path.read_bytes()}
def download(filename):
    if not os.path.isfile(filename): raise FileNotFoundError(f'Cannot find file: {filename}')
    log(f'files.download({pathlib.Path(filename).name})')
''',
    drive='''import pathlib
from google.colab._log import log
def mount(mountpoint, force_remount=False): pathlib.Path(mountpoint, 'MyDrive').mkdir(parents=True, exist_ok=True); log('drive.mount')
''',
    output='''from google.colab._log import log
def enable_custom_widget_manager(): log('output.enable_custom_widget_manager')
''',
    _log='''import os
def log(text):
    with open(os.environ['COLAB_LOG'], 'a') as f: f.write(text+'\\n')
''')

def run(*args, **kw): return subprocess.run([str(a) for a in args], check=True, text=True, **kw)

def interpreter(asked):
    "A Python that Colab has or had, and its version: 3.13, else 3.12"
    for python in [asked] if asked else ['python3.13', 'python3.12']:
        try: return python, run(python, '-c', 'import sys; print("%d.%d" % sys.version_info[:2])', capture_output=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError): continue
    raise SystemExit(f"{asked or 'python3.13 or python3.12'} does not run here; name another: --python /path/to/python3.13")

def environment(python, version):
    "Python of the environment and what it ships, {package: version}; made when it is missing or not as it was"
    base, pins = HOME/version, Path(__file__).with_name('colab-requirements.txt')
    inside, listed, used = base/'bin'/'python', base/'shipped.json', base/'requirements.txt'
    shipped = json.loads(listed.read_text()) if listed.exists() and used.read_text()==pins.read_text() else {}
    now = packages(inside) if shipped else {}
    if not shipped or any(now.get(p)!=v for p,v in shipped.items()):
        shutil.rmtree(base, ignore_errors=True)
        run(python, '-m', 'venv', base)
        run(inside, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', pins)
        shutil.copy(pins, used)
        shipped = now = packages(inside)
        listed.write_text(json.dumps(shipped))
    shutil.rmtree(site(inside)/'google'/'colab', ignore_errors=True)
    if added := now.keys()-shipped.keys(): run(inside, '-m', 'pip', 'uninstall', '--yes', '--quiet', *added)
    return inside, shipped

def site(python): return Path(run(python, '-c', 'import sysconfig; print(sysconfig.get_paths()["purelib"])', capture_output=True).stdout.strip())

def repository():
    "A bare copy of this clone, uncommitted changes included, and the environment in which git and pip take it for the published one"
    bare = HOME/'repository.git'
    shutil.rmtree(bare, ignore_errors=True)
    run('git', 'clone', '--quiet', '--bare', ROOT, bare)
    here = run('git', '-C', ROOT, 'stash', 'create', capture_output=True).stdout.strip() or 'HEAD'
    run('git', '-C', ROOT, 'push', '--quiet', '--force', bare, f'{here}:refs/heads/colab')
    run('git', '-C', bare, 'symbolic-ref', 'HEAD', 'refs/heads/colab')
    return dict(GIT_CONFIG_COUNT='1', GIT_CONFIG_KEY_0=f'url.file://{bare}.insteadOf', GIT_CONFIG_VALUE_0=get_config().git_url.rstrip('/'))

def packages(python): return {p['name'].lower(): p['version'] for p in json.loads(run(python, '-m', 'pip', 'list', '--format=json', '--disable-pip-version-check', capture_output=True).stdout)}

def kernel(python, folder, present):
    "A kernel specification that starts `python`, with or without the stand-in"
    spec = folder/'kernels'/'colab'
    spec.mkdir(parents=True)
    start = "import google.colab\n" if present else ''
    (folder/'start.py').write_text(f"{start}from ipykernel import kernelapp\nkernelapp.launch_new_instance()\n")
    (spec/'kernel.json').write_text(json.dumps(dict(argv=[str(python), str(folder/'start.py'), '-f', '{connection_file}'], display_name='colab', language='python')))
    if not present: return
    for name, text in STAND_IN.items():
        f = site(python)/'google'/'colab'/f'{name}.py'
        f.parent.mkdir(parents=True, exist_ok=True)
        f.write_text(text)

def execute(path, cwd, env, timeout):
    "Run one notebook; its error, or None"
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    nb = nbformat.read(path, 4)
    if path.stem=='colab' and env.get('COLAB_UPLOAD'):
        cell = next(c for c in nb.cells if 'SALES = None' in c.source)
        cell.source = cell.source.replace('SALES = None', "SALES = 'upload'")
    kept = dict(os.environ)
    try:
        os.environ.clear(); os.environ.update(env)
        NotebookClient(nb, timeout=timeout, kernel_name='colab', resources=dict(metadata=dict(path=str(cwd)))).execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as e: return re.sub(r'\x1b\[[0-9;]*m', '', str(e))[-2000:]
    finally: os.environ.clear(); os.environ.update(kept)

def notebooks(names, every):
    "Paths of the notebooks to run: those named, else tutorials and the five that carry the chain"
    nbs = get_config().nbs_path
    known = {p.stem: p for p in sorted(nbs.rglob('*.ipynb')) if '.ipynb_checkpoints' not in p.parts and any(c.cell_type=='code' for c in read_nb(p).cells)}
    for n in names:
        if n not in known: raise SystemExit(f"no notebook {n!r} with code in {nbs}; known: {', '.join(known)}")
    return [known[n] for n in names] or [p for n,p in known.items() if every or n in NAMED or p.parent.name=='tutorials']

def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('names', nargs='*', help='notebooks, without .ipynb; none: the tutorials and ' + ', '.join(NAMED))
    parser.add_argument('--every', action='store_true', help='all notebooks')
    parser.add_argument('--python', help='the Python to build the environment with; none: python3.13, else python3.12')
    parser.add_argument('--timeout', type=int, default=900, help='seconds that one cell may take')
    args = parser.parse_args()
    HOME.mkdir(exist_ok=True)
    chosen = notebooks(args.names, args.every)
    python, version = interpreter(args.python)
    address, failed = repository(), []
    for name, present, upload in (('without google.colab', False, False), ('with google.colab', True, False), ('with an uploaded file', True, True)):
        inside, shipped = environment(python, version)
        folder = HOME/f'run-{version}-{name.replace(" ", "-")}'
        shutil.rmtree(folder, ignore_errors=True)
        kernel(inside, folder, present)
        log = folder/'asked.txt'
        env = dict(os.environ, **address, JUPYTER_PATH=str(folder), COLAB_LOG=str(log), **(dict(COLAB_UPLOAD='1') if upload else {}))
        for v in ('PYTHONPATH', 'VIRTUAL_ENV'): env.pop(v, None)
        for path in chosen:
            if upload and path.stem!='colab': continue
            cwd = folder/'content'/path.stem
            cwd.mkdir(parents=True)
            began, fresh = time.monotonic(), 'pharmopt' not in packages(inside)
            error = execute(path, cwd, env, args.timeout)
            print(f"{version} {name}: {path.stem} {'failed' if error else 'ran'} in {time.monotonic()-began:.0f} s{', installation included' if fresh else ''}", flush=True)
            if error: failed.append(f'{version} {name}: {path.stem}'); print(error, flush=True)
        if log.exists(): print('  asked of google.colab:', ', '.join(sorted(set(log.read_text().split('\n')) - {''})))
        now = packages(inside)
        replaced = [f'{p} {v} by {now.get(p, "nothing")}' for p,v in shipped.items() if now.get(p)!=v]
        if replaced: failed.append(f"{version}: the installation replaced {', '.join(replaced)}")
        print(f"  {len(now)-len(shipped)} packages added, {len(replaced)} replaced; numpy {now['numpy']}, pandas {now['pandas']}, tensorflow {now['tensorflow']}, ipywidgets {now['ipywidgets']}")
    if failed: sys.exit('failed: ' + '; '.join(failed))

if __name__=='__main__': main()
