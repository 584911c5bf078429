"""The documentation page of all figures, `nbs/benchmarks.ipynb`, from `bench/results/*.json`: `python -m bench.page`, and at the end of each `python -m bench`."""
import hashlib, json
from pathlib import Path
from fastcore.nbio import dict2nb, write_nb

HERE = Path(__file__).parent
PAGE = HERE.parent/'nbs'/'benchmarks.ipynb'
TITLES = dict(generator='Made-up prescriptions', stream='The stream', choices='Forecasts: what was chosen on early data', forecast='Forecasts', ordering='Orders', twin='The digital twin', dashboard='The dashboard')
TITLE = """# Benchmarks

> Every figure that we publish, the command that measures it, and the machine it was measured on"""
INTRO = """`make bench` measures all of them again and rewrites this page; `make bench-quick` goes through the same parts in small, to see that they run, and publishes nothing. Figures depend on the machine and on what else it was doing: compare them with the
ones beside them, which were measured in the same run, before you compare them with yours. Real sales are not part of the repository; the parts that use them read the folder named by `PHARMOPT_DATA` and are left out where it is missing."""

def text(v):
    "A figure as people read it"
    if isinstance(v, dict): return ', '.join(f'{k} {text(x)}' for k,x in v.items())
    if isinstance(v, list): return ', '.join(map(text, v))
    return f'{v:,.0f}' if isinstance(v, (int, float)) and abs(v)>=1000 else f'{v:.4g}' if isinstance(v, float) else str(v)

def cell(s): return str(s).replace('|', '\\|').replace('$', '\\$').replace('\n', ' ')

def section(r):
    "Markdown of one part"
    m = r['machine']
    libraries = ', '.join(f'{k} {v}' for k,v in m.get('libraries', {}).items())
    about = f"Measured {r['measured']} on {m['cores']} cores, {m['system']}, Python {m['python']}" + (f", load {m['load']:.1f} at the start" if m.get('load') is not None else '')
    return '\n'.join([f"## {TITLES.get(r['part'], r['part'])}", '', f"`python -m bench {r['part']}`", '', '| what | figure |', '|---|---|', *(f'| {cell(k)} | {cell(text(v))} |' for k,v in r['figures'].items()), '', f'{about}; {libraries}.'])

def parts():
    "Results in the order of the chain"
    found = {r['part']: r for r in (json.loads(f.read_text()) for f in sorted((HERE/'results').glob('*.json')))}
    return [found[p] for p in [*(p for p in TITLES if p in found), *(p for p in found if p not in TITLES)]]

def write(path=PAGE):
    "Write the page as nbdev writes notebooks"
    cells = [dict(cell_type='markdown', id=hashlib.sha256(s.split('\n', 1)[0].encode()).hexdigest()[:8], metadata={}, source=s.splitlines(True)) for s in [TITLE, INTRO, *map(section, parts())]]
    write_nb(dict2nb(dict(cells=cells, metadata={}, nbformat=4, nbformat_minor=5)), path)

if __name__=='__main__': write()
