"Check that the modules are what the notebooks export, that the notebooks are clean, that their tests run and that each opens in Colab. Changes nothing."
import filecmp, json, re, shutil, subprocess, sys, tempfile
from pathlib import Path
import first_cells, imports, shown, signatures, words

def unrun(notebook):
    "Cells that nbdev-test passes over because they export, and that do something else as well"
    cells = [''.join(c['source']) for c in json.loads(notebook.read_text(encoding='utf-8'))['cells'] if c['cell_type']=='code']
    return [t for t in cells if 'nbdev_export'+'()' in t and len([l for l in t.splitlines() if l.strip() and not l.startswith('#')])>1]

def long_lines(notebook, width=140):
    "Exported lines that are wider than a reader's window: cell and first words of each"
    cells = [''.join(c['source']) for c in json.loads(notebook.read_text(encoding='utf-8'))['cells'] if c['cell_type']=='code']
    return [l.strip()[:60] for t in cells if re.match(r'#\|\s*exports?\b', t) for l in t.splitlines() if len(l)>width]

def changes_environment(notebook):
    "Cells that change the environment of the process: the next notebook, tested in the same one, would find it"
    cells = [''.join(c['source']) for c in json.loads(notebook.read_text(encoding='utf-8'))['cells'] if c['cell_type']=='code']
    return [t for t in cells if not re.match(r'#\|\s*exports?\b', t) and re.search(r'os\.environ(?: ?\|=|\[[^\]]+\] ?=(?!=)|\.update\(|\.setdefault\(|\.pop\()|os\.putenv', t)]

def main():
    root = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(tmp)/root.name
        ignore = shutil.ignore_patterns('__pycache__', '.ipynb_checkpoints')
        for d in ('nbs', 'pharmopt'): shutil.copytree(root/d, copy/d, ignore=ignore)
        for f in ('pyproject.toml', 'README.md', 'settings.ini', 'setup.py'): shutil.copy(root/f, copy/f)
        for tool in ('nbdev-export', 'nbdev-clean'):
            subprocess.run([str(Path(sys.executable).parent/tool)], cwd=copy, check=True, stdout=subprocess.DEVNULL)
        fresh = [p for d in ('nbs', 'pharmopt') for p in sorted((copy/d).rglob('*')) if p.is_file() and p.suffix in ('.py', '.ipynb') and '__pycache__' not in p.parts]
        stale = [str(p.relative_to(copy)) for p in fresh if not (root/p.relative_to(copy)).exists() or not filecmp.cmp(p, root/p.relative_to(copy), shallow=False)]
    if stale: sys.exit(f"not as nbdev makes them: {', '.join(stale)}. Run: make notebooks (or nbdev-export && nbdev-clean), then commit")
    silent = [str(p.relative_to(root)) for p in sorted((root/'nbs').rglob('*.ipynb')) if unrun(p)]
    if silent: sys.exit(f"a cell that exports is never run by nbdev-test; give it nothing else to do in: {', '.join(silent)}")
    wide = {p.name: found for p in sorted((root/'nbs').rglob('*.ipynb')) if (found := long_lines(p))}
    if wide: sys.exit(f"exported lines are longer than 140 columns; break them: {wide}")
    changed = [str(p.relative_to(root)) for p in sorted((root/'nbs').rglob('*.ipynb')) if changes_environment(p)]
    if changed: sys.exit(f"a cell changes os.environ for the notebooks after it; give the values to the call instead, in: {', '.join(changed)}")
    print(f"{len(fresh)} notebooks and modules agree")
    if subprocess.run([sys.executable, '-m', 'ruff', 'check', '--quiet', '--no-cache', str(root)]).returncode: sys.exit("mend what ruff names, in the notebook of the module")
    first_cells.main(check=True)
    imports.main()
    shown.main()
    words.main()
    signatures.main()

if __name__=='__main__': main()
