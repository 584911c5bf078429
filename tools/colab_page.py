"""Build a room like Google Colab's (ipywidgets 7.7, Notebook 6) and run the dashboard in a notebook there.

    python tools/colab_page.py [FOLDER]        default: .bench-colab/page, which git ignores

Versions are those of Colab's list of August 2026 as far as the dashboard needs them; TensorFlow and Prophet are left out, because the page must not need them.
Ends with exit code 0 and the notebook as it ran in FOLDER/dashboard.ipynb, or with what went wrong."""
import shutil, subprocess, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = """ipywidgets==7.7.1 widgetsnbextension==3.6.10 jupyterlab-widgets<3 ipython==7.34.0 ipykernel==6.17.1 traitlets==5.7.1 notebook==6.5.7 anywidget==0.9.21 numpy==2.1.3 pandas==2.2.3 scipy==1.16.3
 matplotlib==3.10.0 SQLAlchemy==2.0.52 PuLP==3.3.2 highspy==1.15.1 typer==0.27.1 fastcore==2.2.12 pyarrow==18.1.0 kafka-python>=3.0.12,<3.1 tqdm joblib python-dateutil faker holidays openpyxl lz4 crc32c msgspec
 prometheus-client alembic statsmodels==0.14.6 nbclient setuptools""".split()

CELLS = ["""import sys, types
if COLAB: sys.modules['google.colab'] = types.ModuleType('google.colab')
import ipywidgets as W, pandas as pd, os
from pharmopt.dashboard import PAGES, dashboard
from pharmopt.data import NANO, make_catalog, make_prescriptions, make_stock, to_demand
from pharmopt.store import Batch, Store
assert W.__version__.startswith('7.7'), W.__version__
assert 'tensorflow' not in sys.modules""",
"""store, cat = Store('colab.db'), make_catalog(n_medicines=12, seed=2)
today = pd.Timestamp.now('UTC').tz_localize(None).normalize()
demand = to_demand(make_prescriptions(cat, start=today-pd.Timedelta(days=99), n_days=100, seed=2), freq='D')
store.save_catalog(cat); store.save_lots(make_stock(cat, demand, seed=2))
if not store.demand_total():
    rows = [(os.urandom(16), r.unique_id, r.ds.to_pydatetime(), round(r.y*NANO), False) for r in demand[demand.y>0].itertuples()]
    store.commit(Batch('seed', 'prescriptions', 0, 0, len(rows), None, rows))""",
"""page = dashboard(store=store)
tab = W.Tab([page]); tab.set_title(0, 'Pharmacy')          # as people put it beside their own widgets
page""",
"""for p in PAGES:
    page.header.page = p
    page._reread()
    assert page.header.notices==[], (p, page.header.notices)
page.header.page = 'today'
[c['label'] for c in page.cards.cards]""",
"""page.beat.beat = 1.                                          # as the browser does every three seconds
assert (page.thread is None)==COLAB, 'threads cannot change widgets on Colab'""",
"""before = store.demand().y.sum()
page.live(25, rate=20)
assert store.demand().y.sum()>before, page.header.notices
assert max(r for _,r in page.rates)>1 and not page.stream.on and page.stream.parts==[]
page.close_page()
'rate at most', max(r for _,r in page.rates)"""]

def room(folder):
    "The virtual environment, made when it is not there"
    python = folder/'bin'/'python'
    if not python.exists():
        base = next((p for p in map(shutil.which, ('python3.13', 'python3.12', 'python3.11')) if p and not subprocess.run([p, '-c', ''], capture_output=True).returncode), sys.executable)
        subprocess.run([base, '-m', 'venv', folder], check=True)
        subprocess.run([python, '-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--only-binary', ':all:', *PINS], check=True)
    subprocess.run([python, '-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--no-deps', '-e', ROOT], check=True)
    return python

RUN = """import sys, nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
nb = new_notebook(cells=[new_code_cell(c) for c in eval(sys.stdin.read())])
try: NotebookClient(nb, timeout=180, kernel_name='python3', resources=dict(metadata=dict(path='.'))).execute()
finally: nbformat.write(nb, 'dashboard.ipynb')
shown = [o for c in nb.cells for o in c.get('outputs', []) if 'application/vnd.jupyter.widget-view+json' in o.get('data', {})]
assert len(shown)==1, 'the page is one widget in one output'
print(nb.cells[-1].outputs[-1]['data']['text/plain'])"""

def main(folder=ROOT/'.bench-colab'/'page'):
    folder = Path(folder).resolve()
    python = room(folder)
    for colab in (True, False):
        for f in folder.glob('colab.db*'): f.unlink()
        done = subprocess.run([python, '-c', RUN], input=repr([f'COLAB = {colab}', *CELLS]), cwd=folder, text=True, capture_output=True)
        print('as on Colab:' if colab else 'as in a notebook of the same age:', done.stdout.strip() if not done.returncode else done.stderr[-3000:])
        if done.returncode: sys.exit(1)

if __name__=='__main__': main(*sys.argv[1:])
