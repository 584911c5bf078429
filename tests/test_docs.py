"The site builds without Quarto and holds together; the wheel is small and the import quick."
import importlib.metadata as md, importlib.util, json, os, re, shutil, subprocess, sys, time, tomllib, types, zipfile
from pathlib import Path
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT/'tools'))
from check_links import problems   # noqa: E402

@pytest.fixture(scope='module')
def copy(tmp_path_factory):
    "A copy of the project, where building leaves nothing behind"
    to = tmp_path_factory.mktemp('copy')/ROOT.name
    ignore = shutil.ignore_patterns('.venv', '.git', '__pycache__', '_docs', '_proc', '_site', 'demo', 'models', '*.db*', '.kafka', '.hypothesis', '.ipynb_checkpoints', 'build', 'dist', '*.egg-info')
    return shutil.copytree(ROOT, to, ignore=ignore)

@pytest.fixture(scope='module')
def site(copy):
    "The site, built without Quarto"
    env = dict(os.environ, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", PYTHONPATH=str(copy))
    done = subprocess.run([sys.executable, 'tools/docs.py'], cwd=copy, env=env, capture_output=True, text=True, timeout=500)
    assert done.returncode==0, done.stdout[-2000:]+done.stderr[-2000:]
    return copy/'_docs'

def test_site_holds_together(site): assert problems(site)==[]

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

def test_import_takes_less_than_a_second():
    "The quickest of three: a busy machine may be slow, a heavy import always is"
    best = min(_seconds([sys.executable, '-c', 'import pharmopt']) for _ in range(3))
    assert best<1, best

def _seconds(args):
    start = time.perf_counter(); subprocess.run(args, check=True); return time.perf_counter()-start

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

def first_cells():
    "First code cell of each tutorial"
    return [next(''.join(c['source']) for c in json.loads(p.read_text())['cells'] if c['cell_type']=='code') for p in (ROOT/'nbs'/'tutorials').glob('*.ipynb')]

def test_tutorials_begin_alike():
    "There is one way to install"
    assert len(first_cells())>=5 and len(set(first_cells()))==1

@pytest.mark.parametrize('colab', [False, True])
def test_first_cell_with_and_without_colab(monkeypatch, colab):
    "Installs nothing where pharmopt is there, and lets widgets through in Colab"
    calls = []
    monkeypatch.delitem(sys.modules, 'google.colab', raising=False)
    if colab: monkeypatch.setitem(sys.modules, 'google.colab', types.SimpleNamespace(output=types.SimpleNamespace(enable_custom_widget_manager=lambda: calls.append('widgets'))))
    monkeypatch.setattr(subprocess, 'run', lambda *a, **kw: calls.append(a))
    exec(first_cells()[0], {})
    assert calls==(['widgets'] if colab else [])

def test_first_cell_keeps_what_is_there(monkeypatch, tmp_path):
    "Where pharmopt is missing, numpy and pandas are pinned to the versions that run"
    calls, find = [], importlib.util.find_spec
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(importlib.util, 'find_spec', lambda name, *a: None if name=='pharmopt' else find(name, *a))
    monkeypatch.setattr(subprocess, 'run', lambda args, **kw: calls.append(args))
    exec(first_cells()[0], {})
    assert len(calls)==1 and 'constraints.txt' in calls[0]
    kept = (tmp_path/'constraints.txt').read_text().split()
    assert f"numpy=={md.version('numpy')}" in kept and f"pandas=={md.version('pandas')}" in kept

def test_benchmarks_page_says_what_was_measured(tmp_path):
    "The page is made from bench/results; python -m bench.page writes it again"
    done = subprocess.run([sys.executable, '-c', f'from bench.page import write; write({str(tmp_path/"page.ipynb")!r})'], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode==0, done.stderr
    made, kept = (json.loads(p.read_text())['cells'] for p in (tmp_path/'page.ipynb', ROOT/'nbs'/'benchmarks.ipynb'))
    assert [c['source'] for c in made]==[c['source'] for c in kept], 'run: python -m bench.page'
