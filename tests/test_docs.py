"The site builds without Quarto and holds together; the wheel is small and the import quick."
import importlib.metadata as md, importlib.util, json, os, re, shutil, subprocess, sys, time, tomllib, types, zipfile
from pathlib import Path
import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT/'tools'))
import first_cells   # noqa: E402
from check_links import problems   # noqa: E402

@pytest.fixture(scope='module')
def copy(tmp_path_factory, worker_id):
    "A copy of the project, where building leaves nothing behind; the workers of one run share it"
    shared = tmp_path_factory.getbasetemp() if worker_id=='master' else tmp_path_factory.getbasetemp().parent
    to = shared/'copy'/ROOT.name
    ignore = shutil.ignore_patterns('.venv', '.git', '__pycache__', '_docs', '_proc', '_site', 'demo', 'models', '*.db*', '.kafka', '.hypothesis', '.ipynb_checkpoints', 'build', 'dist', '*.egg-info')
    with FileLock(shared/'copy.lock'):
        if not to.exists(): shutil.copytree(ROOT, to, ignore=ignore)
    return to

@pytest.fixture(scope='module')
def site(copy):
    "The site, built once without Quarto"
    env = dict(os.environ, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", PYTHONPATH=str(copy))
    with FileLock(copy.parent/'site.lock'):
        said = copy.parent/'site.json'
        if not said.exists():
            done = subprocess.run([sys.executable, 'tools/docs.py'], cwd=copy, env=env, capture_output=True, text=True, timeout=500)
            said.write_text(json.dumps([done.returncode, done.stdout[-2000:]+done.stderr[-2000:]]))
    code, output = json.loads(said.read_text())
    assert code==0, output
    return copy/'_docs'

def test_site_holds_together(site): assert problems(site)==[]

def test_two_notebooks_of_one_page_name_are_refused(tmp_path):
    "`12_orders` and `33_orders` would both become `orders.html`; the same name in another folder is another page"
    import docs
    for name in ('12_orders', 'tutorials/33_orders', '33_sales'):
        nb = tmp_path/f'{name}.ipynb'
        nb.parent.mkdir(exist_ok=True)
        nb.write_text('{}')
    docs.different_pages(tmp_path)
    (tmp_path/'33_orders.ipynb').write_text('{}')
    with pytest.raises(SystemExit, match='two notebooks would be published as orders.html; rename one'): docs.different_pages(tmp_path)

def test_every_notebook_has_its_page(site):
    for nb in (ROOT/'nbs').rglob('*.ipynb'):
        if '.ipynb_checkpoints' in nb.parts: continue
        name = nb.stem.split('_', 1)[1] if nb.stem[:1].isdigit() else nb.stem
        assert (site/nb.relative_to(ROOT/'nbs').with_name(f'{name}.html')).exists(), nb.name

def test_maths_is_drawn_without_a_network(site):
    page = (site/'optimize.html').read_text()
    assert '<math' in page and 'katex' not in page.lower()

@pytest.mark.parametrize('body, says', [
    ('<a href="away.html">x</a>', 'broken link away.html'),
    ('<a href="#nowhere">x</a>', 'no such heading #nowhere'),
    ('<script src="https://cdn.example/x.js"></script>', 'asks another host'),
    (r'Let \(x\) be', 'TeX that was not rendered'),
    ('', ''),
])
def test_the_check_finds(tmp_path, body, says):
    (tmp_path/'index.html').write_text(f"<main>{'word '*50}{body}</main>")
    found = problems(tmp_path)
    assert found==[] if not says else len(found)==1 and says in found[0]

def test_the_check_finds_an_empty_page(tmp_path):
    (tmp_path/'index.html').write_text('<main><h1>Title</h1></main>')
    assert problems(tmp_path)==['index.html: empty page, 1 words']

def test_import_loads_nothing_heavy():
    code = "import sys, pharmopt; print([m for m in ('tensorflow', 'prophet', 'pandas', 'matplotlib', 'sqlalchemy') if m in sys.modules])"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True).stdout.strip()=='[]'

def test_wheel_is_small_and_whole(copy, tmp_path):
    done = subprocess.run([sys.executable, '-m', 'pip', 'wheel', '--quiet', '--no-deps', '--disable-pip-version-check', '-w', str(tmp_path), str(copy)], capture_output=True, text=True)
    if done.returncode and 'setuptools' in done.stderr and 'No matching distribution' in done.stderr: pytest.skip('the build needs setuptools from a package index')
    assert done.returncode==0, done.stderr[-2000:]
    wheel, = tmp_path.glob('*.whl')
    assert wheel.stat().st_size<2e6, wheel.stat().st_size
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ('pharmopt/py.typed', 'pharmopt/cli.py', 'pharmopt/migrations/env.py'): assert needed in names, needed
    assert any(n.startswith('pharmopt/share/') for n in names)
    assert not [n for n in names if n.startswith(('tests/', 'bench/', 'nbs/'))]

def test_every_dependency_is_justified():
    project = tomllib.loads((ROOT/'pyproject.toml').read_text())['project']
    page = ''.join(s for c in json.loads((ROOT/'nbs'/'dependencies.ipynb').read_text())['cells'] for s in c['source'])
    listed = {p.strip().lower() for row in re.findall(r'^\| (?!-|package|extra)(.+)$', page, re.M) for cell in row.split(' | ')[:2] for p in cell.strip('`').split(',')}
    for r in project['dependencies'] + [r for e in project['optional-dependencies'].values() for r in e]:
        name = re.split(r'[<>=\[ ]', r, maxsplit=1)[0].lower()
        assert name=='pharmopt' or name in listed, name

INSTALL = first_cells.INSTALL.replace('REPOSITORY', 'https://github.com/pharmopt/pharmopt')

def test_every_notebook_that_runs_opens_in_colab():
    "There is one way to install, and the badge opens the notebook it stands in"
    subprocess.run([sys.executable, 'tools/first_cells.py', '--check'], cwd=ROOT, check=True)
    for p in (ROOT/'nbs'/'images'/'colab.svg', ROOT/'nbs'/'tutorials'/'../images/colab.svg'): assert p.exists()

def test_first_cells_are_put_once_and_kept():
    "Writing them again changes nothing, and what a cell had to show stays"
    code = dict(cell_type='code', id='a', metadata={}, source="import nbdev; nbdev.nbdev_export()", execution_count=None, outputs=['kept'])
    once = first_cells.begin([dict(cell_type='markdown', id='t', metadata={}, source='# Title\n\n> Line'), code], '00_data.ipynb', 'https://github.com/pharmopt/pharmopt')
    assert first_cells.begin(once, '00_data.ipynb', 'https://github.com/pharmopt/pharmopt')==once
    assert [c['cell_type'] for c in once]==['markdown', 'markdown', 'code', 'code'] and once[3]['outputs']==['kept'] and once[3]['source'].startswith('if importlib')
    assert once[2]['source'].startswith('#| hide') and 'github/pharmopt/pharmopt/blob/main/nbs/00_data.ipynb' in once[1]['source']

@pytest.mark.parametrize('colab', [False, True])
def test_first_cell_with_and_without_colab(monkeypatch, colab):
    "Installs nothing where pharmopt is there, and lets widgets through in Colab"
    calls = []
    monkeypatch.delitem(sys.modules, 'google.colab', raising=False)
    if colab: monkeypatch.setitem(sys.modules, 'google.colab', types.SimpleNamespace(output=types.SimpleNamespace(enable_custom_widget_manager=lambda: calls.append('widgets'))))
    monkeypatch.setattr(subprocess, 'run', lambda *a, **kw: calls.append(a))
    exec(INSTALL, {})
    assert calls==(['widgets'] if colab else [])

def test_first_cell_keeps_what_is_there(monkeypatch, tmp_path):
    "Where pharmopt is missing, numpy and pandas are pinned to the versions that run"
    calls, find = [], importlib.util.find_spec
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(importlib.util, 'find_spec', lambda name, *a: None if name=='pharmopt' else find(name, *a))
    monkeypatch.setattr(subprocess, 'run', lambda args, **kw: calls.append(args))
    exec(INSTALL, {})
    assert len(calls)==1 and 'constraints.txt' in calls[0]
    kept = (tmp_path/'constraints.txt').read_text().split()
    assert f"numpy=={md.version('numpy')}" in kept and f"pandas=={md.version('pandas')}" in kept

def test_benchmarks_page_says_what_was_measured(tmp_path):
    "The page is made from bench/results; python -m bench.page writes it again"
    done = subprocess.run([sys.executable, '-c', f'from bench.page import write; write({str(tmp_path/"page.ipynb")!r})'], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode==0, done.stderr
    made, kept = (json.loads(p.read_text())['cells'] for p in (tmp_path/'page.ipynb', ROOT/'nbs'/'benchmarks.ipynb'))
    assert [c['source'] for c in made]==[c['source'] for c in kept], 'run: python -m bench.page'

def test_pages_hold_what_errors_and_links_name(site):
    "The headings that `help_url` and backticks lead to: every public function and class is on its page"
    from pharmopt._modidx import d
    ids = {p.name: set(re.findall(r'id="([^"]+)"', p.read_text())) for p in site.glob('*.html')}
    places = [(name, *place.split('#')) for known in d['syms'].values() for name,(place,_) in known.items() if name.count('.')==2 and not name.split('.')[2].startswith('_')]
    assert len(places)>300 and [name for name, page, heading in places if heading not in ids[page]]==[]

@pytest.mark.parametrize('call, place', [
    ("from pharmopt.settings import load_settings; load_settings('none.ini')", 'settings.html#load_settings'),
    ("from pharmopt.data import load_sales; load_sales('none.csv')", 'cells.html#read_cells'),
    ("from pharmopt.store import Store; Store('nonsense://x')", 'store.html#store'),
    ("from pharmopt.stream import produce; import pandas as pd; produce(pd.DataFrame(dict(a=[1])), '127.0.0.1:1')", 'stream.html#'),
    ("from pharmopt.forecast import Ensemble; Ensemble(models=('x',))", 'models.html#check_members'),
    ("from pharmopt.forecast import Ensemble; Ensemble.load('none')", 'forecast.html#ensemble.load'),
    ("from pharmopt.optimize import plan_orders; import pandas as pd, numpy as np; plan_orders(np.ones((1, 2, 3)), pd.DataFrame(dict(unique_id=['a/b'])), fill_rate=2)", 'optimize.html#'),
], ids=['settings', 'data', 'store', 'stream', 'forecast', 'models', 'plan'])
def test_errors_name_the_page_that_explains_them(site, tmp_path, monkeypatch, call, place):
    "The note at the end of a traceback leads to a heading of a built page"
    monkeypatch.chdir(tmp_path)
    with pytest.raises((ValueError, OSError, RuntimeError)) as e: exec(call, {})
    note, = [n for n in e.value.__notes__ if n.startswith('See https://')]
    page, heading = note.removeprefix('See https://pharmopt.github.io/pharmopt/').split('#')
    assert f'{page}#{heading}'.startswith(place) and f'id="{heading}"' in (site/page).read_text()

def plain(name): return re.sub(r'[-_.]+', '-', name).lower()

def test_what_is_imported_is_asked_for():
    "Each module that the package imports belongs to a package of pyproject.toml, or comes with one that is named here, whose own metadata asks for it"
    import ast
    from importlib.metadata import packages_distributions, requires
    project = tomllib.loads((ROOT/'pyproject.toml').read_text())['project']
    named = [*project['dependencies'], *(r for extra, rs in project['optional-dependencies'].items() if extra!='dev' for r in rs)]
    declared, comes_with = {plain(re.match(r'[\w.-]+', r)[0]) for r in named}, dict(tornado='jupyter_server', jinja2='jupyter_server', traitlets='ipywidgets', keras='tensorflow')
    asks = lambda package: {plain(re.match(r'[\w.-]+', r)[0]) for r in requires(package) or [] if 'extra ==' not in r}
    for module, package in comes_with.items(): assert module in asks(package), (module, package)
    assert 'jupyter-server' in asks('voila')
    owners, missing = packages_distributions(), {}
    for f in (ROOT/'pharmopt').glob('*.py'):
        for node in ast.walk(ast.parse(f.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) and node.level==0 else []
            for m in {n.split('.')[0] for n in names}-set(sys.stdlib_module_names)-{'pharmopt', *comes_with}:
                if not {plain(d) for d in owners.get(m, [m])}&declared: missing.setdefault(m, set()).add(f.name)
    assert not missing, missing

def test_findings_are_listed_and_referred_to():
    "Each script is in the list, and the place that depends on it names it"
    scripts = {p.name for p in (ROOT/'findings').glob('*.sh')}
    assert scripts==set(re.findall(r'\]\((\w+\.sh)\)', (ROOT/'findings'/'README.md').read_text()))
    text = ''.join(p.read_text() for p in [*(ROOT/'nbs').glob('*.ipynb'), ROOT/'pyproject.toml', ROOT/'CONTRIBUTING.md'])
    assert [s for s in scripts if f'findings/{s}' not in text]==[]

def test_runs_of_exported_cells():
    import shown
    assert shown.longest(['export', 'export', 'shown', 'export'])==2 and shown.longest(['export']*3)==3
    assert all(run>shown.LIMIT for run in json.loads(shown.LISTED.read_text()).values())

def test_arrows_that_follow_from_others_are_not_drawn():
    import imports
    assert imports.reduced(dict(a=['b', 'c', 'd'], b=['c'], c=[], d=['c']))==dict(a=['b', 'd'], b=['c'], c=[], d=['c'])
    assert [imports.chapter(n) for n in ('00_data', '00_front', '39a_kpis', '39dc_pipeline', '39h_page')]==['Reading files', 'Foundations', 'Figures and alerts', 'The chain', 'Pages']
