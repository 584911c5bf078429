"""Build the documentation site and README.md without Quarto: nbdev prepares the notebooks, smalldocs renders the pages.

Pages work without a network: TeX becomes MathML, which browsers draw by themselves, and nothing is loaded from another host. `tools/check_links.py` holds them to that.
"""
import ast, html, json, re, shutil, typing
from collections import Counter
from pathlib import Path
import traitlets.traitlets
import yaml
from fastcore.nbio import read_nb, write_nb
from latex2mathml.converter import convert
from nbdev import processors
from nbdev.config import get_config
from nbdev.quarto import nbdev_sidebar, refresh_quarto_yml
from nbdev.serve import proc_nbs
from smalldocs.cli import main as smalldocs
import first_cells, imports

def needed(cell, run=processors._do_eval):
    "Whether a page needs a cell to be run: what is exported or shows a signature, and cells of imports alone; other cells may rest on some that are not run"
    if not run(cell): return False
    shown = {'export', 'exports', 'exporti', 'exec_doc'} & set(cell.directives_)
    return bool(shown) or cell.source.rstrip().split('\n')[-1].startswith('show_doc(') or all(isinstance(s, (ast.Import, ast.ImportFrom)) for s in ast.parse(cell.source).body)

def unnumber(text):
    "`20_forecast.ipynb` is published as `forecast.html`: drop the number wherever a notebook is named"
    return re.sub(r'\b\d+[a-z]*_(\w+\.ipynb)', r'\1', text)

PAGES = {'First steps': ['your_files', 'assumptions'], 'Run and look up': ['operations', 'glossary', 'data_sources', 'benchmarks', 'comparison', 'dependencies']}

def by_chapter(sidebar, index):
    "Sidebar in sections: first steps, tutorials in the order in which the front page names them, pages to look up, and the chapters of the module map"
    menu = yaml.safe_load(sidebar)
    contents = menu['website']['sidebar']['contents']
    tutorials = next(c['contents'] for c in contents if isinstance(c, dict))
    pages = {Path(c).stem: c for c in contents if not isinstance(c, dict)}
    plain = {name: [pages.pop(p) for p in wanted] for name,wanted in PAGES.items()}
    chapters = {name: [] for name in imports.CHAPTERS}
    front = pages.pop('index')
    for stem,path in pages.items(): chapters[imports.chapter(stem)].append(path)
    named = lambda path: index.find(unnumber(path)) if unnumber(path) in index else len(index)
    sections = [('First steps', plain['First steps']), ('Tutorials', sorted(tutorials, key=named)), ('Run and look up', plain['Run and look up']), *chapters.items()]
    menu['website']['sidebar']['contents'] = [front, *(dict(section=name, contents=[unnumber(p) for p in paths]) for name,paths in sections if paths)]
    return yaml.safe_dump(menu, sort_keys=False)

FOLD = '#| code-fold: true\n#| code-summary: "Install pharmopt where it is missing (Colab)"\n'

def different_pages(folder):
    "Refuse notebooks that would be published under one name, since pages are named without the number"
    same = [f for f,n in Counter(p.with_name(unnumber(p.name)) for p in folder.rglob('*.ipynb')).items() if n>1]
    if same: raise SystemExit(f"two notebooks would be published as {same[0].stem}.html; rename one")

def stage(processed, dest):
    "Copy the processed notebooks, named as they are published and without nbdev's directives in prose"
    shutil.rmtree(dest, ignore_errors=True)
    shutil.copytree(processed, dest)
    different_pages(dest)
    for path in dest.rglob('*.ipynb'):
        nb = read_nb(path)
        for cell in (c for c in nb.cells if c.cell_type=='markdown'):
            cell.remove_directives()
            cell.set_source(unnumber(cell.source))
        for cell in nb.cells:
            if cell.cell_type=='code' and cell.source.startswith(first_cells.INSTALL.split('\n')[0]): cell.set_source(FOLD+cell.source)
        path.unlink()
        write_nb(nb, path.with_name(unnumber(path.name)))
    sidebar = dest/'sidebar.yml'
    sidebar.write_text(by_chapter(sidebar.read_text(), (dest/'index.ipynb').read_text()))

MATHS = re.compile(r'\\\[(.+?)\\\]|\\\((.+?)\\\)', re.S)
CODE = re.compile(r'(<(pre|code|script|style)\b.*?</\2>)', re.S)

def mathml(page):
    "HTML whose TeX, outside of code, is MathML"
    def one(m):
        display = m[1] is not None
        try: return convert(html.unescape(m[1] if display else m[2]), display='block' if display else 'inline')
        except Exception as e: raise SystemExit(f"cannot render the maths {m[0]!r}: {e}") from None
    parts = CODE.split(page)
    return ''.join(p if i%3==1 else MATHS.sub(one, p) for i,p in enumerate(parts) if i%3!=2)

def local(page):
    "HTML without the scripts and style sheets of other hosts"
    page = re.sub(r'<script\b[^>]*\bsrc="https?://[^"]*"[^>]*>\s*</script>', '', page)
    return re.sub(r'<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="https?://[^"]*"[^>]*>', '', page)

FONT = """
@font-face { font-family: "STIX Two Math"; src: url("fonts/stix-two-math.woff") format("woff"); font-display: swap; }
math { font-family: "STIX Two Math", math; }
math[display="block"] { overflow-x: auto; overflow-y: hidden; }
"""

def offline(site):
    "Make every page of a site complete without a network"
    shutil.copytree(Path(__file__).parent/'fonts', site/'fonts')     # roots and brackets grow only in a font made for maths
    styles = site/'styles.css'
    styles.write_text(styles.read_text()+FONT)
    for p in site.rglob('*.html'): p.write_text(local(mathml(p.read_text())))
    for p in site.rglob('*.css'): p.write_text(re.sub(r'@import url\(["\']?https?://[^)]*\);?', '', p.read_text()))

FOUND = ('fuse.search(q, { limit }).map((h) => h.item)', 'fuse.search(q).sort((a, b) => a.score - b.score + (/[_.(]/.test(q) ? 0 : a.item.last - b.item.last)).slice(0, limit).map((h) => h.item)')
OPTIONS = ('includeMatches: false,', 'includeMatches: false, includeScore: true, useExtendedSearch: true,')     # each word of a question may be anywhere

def explanations_first(site):
    "Let the search name pages and sections that explain before functions, unless the question is the name of one"
    index = site/'search.json'
    entries = json.loads(index.read_text())
    for e in entries: e['last'] = .4 if re.fullmatch(r'[\w.]+', e['section']) and e['href'].endswith(f"#{e['section'].lower()}") else 0 if e['section'] else -.05
    index.write_text(json.dumps(entries, ensure_ascii=False))
    script = site/'site_libs'/'smalldocs.js'
    text = script.read_text()
    for old,new in (FOUND, OPTIONS):
        if old not in text: raise SystemExit(f"the search of smalldocs has changed: {old!r} is not in its script; mend tools/docs.py")
        text = text.replace(old, new)
    script.write_text(text)

def main():
    vars(traitlets.traitlets).setdefault('Self', typing.Self)     # its signatures name it, and only type checkers import it
    cfg = get_config()
    refresh_quarto_yml()
    nbdev_sidebar.__wrapped__()
    site = cfg.config_path/'_site'
    processors._do_eval = needed
    processors.get_config = lambda *args, **kw: cfg     # it would read pyproject.toml again for each cell
    stage(proc_nbs(n_workers=0), site)    # in this process, where `needed` holds
    if smalldocs(['render', str(site)]): raise SystemExit('the site could not be rendered; see the messages above')
    shutil.rmtree(cfg.doc_path, ignore_errors=True)
    shutil.move(site/cfg.doc_path.name, cfg.doc_path)
    shutil.rmtree(site)
    offline(cfg.doc_path)
    explanations_first(cfg.doc_path)
    readme = (cfg.doc_path/'index.llms.md').read_text()
    url = cfg.doc_url.rstrip('/')
    (cfg.config_path/'README.md').write_text(re.sub(r'\(([\w/]+)\.llms\.md', rf'({url}/\1.html', readme).replace('](images/', '](nbs/images/'))
    print(f'{cfg.doc_path}/index.html')

if __name__=='__main__': main()
