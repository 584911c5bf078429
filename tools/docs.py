"Build the documentation site and README.md without Quarto: nbdev prepares the notebooks, smalldocs renders the pages."
import re, shutil
from fastcore.nbio import read_nb, write_nb
from nbdev.config import get_config
from nbdev.quarto import nbdev_sidebar, refresh_quarto_yml
from nbdev.serve import proc_nbs
from smalldocs.cli import main as smalldocs

def unnumber(text):
    "`20_forecast.ipynb` is published as `forecast.html`: drop the number wherever a notebook is named"
    return re.sub(r'\b\d+[a-z]*_(\w+\.ipynb)', r'\1', text)

def stage(processed, dest):
    "Copy the processed notebooks, named as they are published and without nbdev's directives in prose"
    shutil.rmtree(dest, ignore_errors=True)
    shutil.copytree(processed, dest)
    for path in dest.rglob('*.ipynb'):
        nb = read_nb(path)
        for cell in (c for c in nb.cells if c.cell_type=='markdown'):
            cell.remove_directives()
            cell.set_source(unnumber(cell.source))
        path.unlink()
        write_nb(nb, path.with_name(unnumber(path.name)))
    sidebar = dest/'sidebar.yml'
    sidebar.write_text(unnumber(sidebar.read_text()))

def main():
    cfg = get_config()
    refresh_quarto_yml()
    nbdev_sidebar.__wrapped__()
    site = cfg.config_path/'_site'
    stage(proc_nbs(), site)
    if smalldocs(['render', str(site)]): raise SystemExit('the site could not be rendered; see the messages above')
    shutil.rmtree(cfg.doc_path, ignore_errors=True)
    shutil.move(site/cfg.doc_path.name, cfg.doc_path)
    shutil.rmtree(site)
    readme = (cfg.doc_path/'index.llms.md').read_text()
    (cfg.config_path/'README.md').write_text(re.sub(r'\((\w+)\.llms\.md', rf'({cfg.doc_url.rstrip("/")}/\1.html', readme))
    print(f'{cfg.doc_path}/index.html')

if __name__=='__main__': main()
