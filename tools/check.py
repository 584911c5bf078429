"Check that the modules are what the notebooks export, that the notebooks are clean, and that each opens in Colab. Changes nothing."
import filecmp, shutil, subprocess, sys, tempfile
from pathlib import Path
import first_cells

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
    print(f"{len(fresh)} notebooks and modules agree")
    first_cells.main(check=True)

if __name__=='__main__': main()
