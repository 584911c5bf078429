"""Check that a notebook shows what it exports: no more than two exported cells in a row without a shown cell.

Notebooks that are not there yet are in `tools/shown.json` with their longest run. The list only shrinks: `python tools/shown.py --write` lowers it, a longer run fails, and a notebook outside it may not exceed two."""
import json, re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT, LISTED = 2, Path(__file__).with_suffix('.json')

def kinds(notebook):
    "'export' or 'shown' for each code cell that defines something or that a reader sees run"
    for c in json.loads(notebook.read_text(encoding='utf-8'))['cells']:
        text = ''.join(c['source'])
        if c['cell_type']!='code' or re.match(r'#\|\s*(default_exp|hide)', text) or 'nbdev_export'+'()' in text: continue
        if not re.match(r'#\|\s*exports?i?\b', text): yield 'shown'
        elif re.search(r'^(def|class|async def|@)', text, re.M): yield 'export'

def longest(cells):
    "Longest run of exported cells"
    best = run = 0
    for kind in cells:
        run = run+1 if kind=='export' else 0
        best = max(best, run)
    return best

def measured():
    "Notebook → its longest run, exported cells, shown cells"
    found = {p.stem: list(kinds(p)) for p in sorted((ROOT/'nbs').glob('*.ipynb'))}
    return {name: (longest(cells), cells.count('export'), cells.count('shown')) for name,cells in found.items() if 'export' in cells}

def main(write=False):
    now = measured()
    listed = json.loads(LISTED.read_text(encoding='utf-8')) if LISTED.exists() else {}
    over = [f"{name}: {run} exported cells in a row, at most {listed.get(name, LIMIT)} are allowed" for name,(run,_,_) in now.items() if run>listed.get(name, LIMIT)]
    if over: sys.exit('\n'.join(over)+"\nshow a result between them: a command and its output, a table of three rows, a picture")
    if write:
        lower = {name: min(run, now[name][0]) for name,run in listed.items() if name in now and now[name][0]>LIMIT}
        LISTED.write_text(json.dumps(lower, indent=1)+'\n', encoding='utf-8')
        listed = lower
    exported, shown = (sum(n[i] for n in now.values()) for i in (1, 2))
    print(f"{shown} shown cells for {exported} exported ones ({shown/exported:.2f}); {len(listed)} notebooks have more than {LIMIT} exported cells in a row")

if __name__=='__main__': main('--write' in sys.argv)
