"""Give every notebook that runs the same beginning: a badge that opens it in Colab, and a cell that installs pharmopt where it is missing. `python tools/first_cells.py` writes them, `--check` only says which are not so.

Tutorials show the cell and say what it does; elsewhere it is hidden on the page, and runs all the same. The last cell, which exports, is left out where nbdev is not installed, as in Colab."""
import hashlib, json, posixpath, sys
from pathlib import Path
from fastcore.nbio import dict2nb, write_nb
from nbdev.config import get_config

INSTALL = """import importlib.metadata as md, importlib.util, subprocess, sys
if importlib.util.find_spec('pharmopt') is None:
    kept = [f'{p}=={md.version(p)}\\n' for p in ('numpy', 'pandas', 'tensorflow') if importlib.util.find_spec(p)]
    with open('constraints.txt', 'w') as f: f.writelines(kept)
    subprocess.run([sys.executable, '-m', 'pip', 'install', '-q', '-c', 'constraints.txt', 'pharmopt @ git+REPOSITORY'], check=True)
if 'google.colab' in sys.modules: sys.modules['google.colab'].output.enable_custom_widget_manager()"""
EXPORT, GUARDED = 'import nbdev; nbdev.nbdev_export()', "if importlib.util.find_spec('nbdev'): import nbdev; nbdev.nbdev_export()"
ALT = '[![Open in Colab]('

def badge(
    name:str, # Path of the notebook within `nbs`, with slashes
    repository:str, # Address of the repository
    branch:str='main', # Branch that Colab opens
)->str: # Markdown
    "The badge of one notebook; its picture is in `nbs/images`"
    picture = posixpath.relpath('images/colab.svg', posixpath.dirname(name) or '.')
    return f"{ALT}{picture})]({repository.replace('https://github.com', 'https://colab.research.google.com/github')}/blob/{branch}/nbs/{name})"

def cell(kind, source, name):
    "A new cell, whose id depends on the notebook alone"
    made = dict(cell_type=kind, id=hashlib.sha256(f'{kind} {name}'.encode()).hexdigest()[:8], metadata={}, source=source)
    return made if kind=='markdown' else dict(made, execution_count=None, outputs=[])

def runs(cells):
    "Whether a notebook has code to run"
    return any(c['cell_type']=='code' for c in cells)

def begin(
    cells:list, # Cells, with their source as one text
    name:str, # Path of the notebook within `nbs`, with slashes
    repository:str, # Address of the repository
)->list: # Cells with the badge, the first cell and the guarded last one
    "Cells of a notebook that also opens in Colab"
    if not runs(cells): return cells
    install = INSTALL.replace('REPOSITORY', repository)
    shown = install if name.startswith('tutorials/') else '#| hide\n'+install
    picture = badge(name, repository)
    cells = [dict(c, source=c['source'].replace(EXPORT, GUARDED) if c['cell_type']=='code' and GUARDED not in c['source'] else c['source']) for c in cells]
    old = next((c for c in cells if c['cell_type']=='code' and c['source'].removeprefix('#| hide\n').startswith(INSTALL.split('\n')[0])), None)
    cells = [c for c in cells if c is not old]
    title = next(i for i,c in enumerate(cells) if c['cell_type']=='markdown' and c['source'].startswith('# '))+1
    if title<len(cells) and cells[title]['source'].startswith(ALT):
        rest = cells[title]['source'].partition('\n')[2]
        cells[title] = dict(cells[title], source=picture + (f'\n{rest}' if rest else ''))
    else: cells.insert(title, cell('markdown', picture, name))
    cells.insert(title+1, dict(old, source=shown) if old else cell('code', shown, name))
    return cells

def main(check=False):
    cfg = get_config()
    root, repository, wrong = cfg.nbs_path, cfg.git_url.rstrip('/'), []
    for path in sorted(p for p in root.rglob('*.ipynb') if not {'.ipynb_checkpoints', '_proc'} & set(p.parts)):
        name = path.relative_to(root).as_posix()
        nb = json.loads(path.read_text(encoding='utf-8'))
        before = [dict(c, source=''.join(c['source'])) for c in nb['cells']]
        after = begin(before, name, repository)
        if before==after: continue
        wrong.append(name)
        if not check: write_nb(dict2nb(dict(nb, cells=[dict(c, source=c['source'].splitlines(True)) for c in after])), path)
    if check and wrong: sys.exit(f"no badge or another first cell: {', '.join(wrong)}. Run: python tools/first_cells.py")
    print('each notebook that runs begins with its badge and the first cell' if check or not wrong else f'written: {len(wrong)} notebooks')

if __name__=='__main__': main('--check' in sys.argv[1:])
