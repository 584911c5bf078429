"""Check that modules import to the left, in the order of the notebooks' numbers, that no private name leaves its module, and that the module map in CONTRIBUTING.md is true.

`python tools/imports.py --write` writes the map; `python tools/imports.py plan` lists what the module `plan` imports and what imports it."""
import ast, json, re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FREE = {'_modidx'}     # written by nbdev
CHAPTERS = {     # name → beginnings of notebook names; the longest beginning that fits decides
    'Foundations': '000 00_front 00a_ 00d_',
    'Reading files': '00',
    'Settings and store': '01 02 03 04 05',
    'Stream': '06 10 11 14 15 16',
    'Forecast': '18 19 20 22 24',
    'Order quantities': '26 27 30 34 35',
    'Policies and simulation': '31 32 37_',
    'Orders and messages': '33 37 38',
    'Figures and alerts': '39',
    'The chain': '39db 39dc 39dd',
    'Pages': '39e 39f 39g 39h 39i 39j 39k 39l 39m 39n 39o 39p 40',
    'Commands': '46 49 50'}
BEGIN, END = '<!-- module map: python tools/imports.py --write -->', '<!-- end of the module map -->'

def order():
    "Module → position of its notebook"
    found = {}
    for i,p in enumerate(sorted((ROOT/'nbs').glob('[0-9]*.ipynb'))):
        for c in json.loads(p.read_text(encoding='utf-8'))['cells'][:3]:
            if m := re.match(r'#\|\s*default_exp\s+(\w+)', ''.join(c['source'])): found[m[1]] = (i, p.stem)
    return found

def edges(path):
    "Imports of package modules: (module, name or None, line)"
    for n in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
        if isinstance(n, ast.ImportFrom):
            base = n.module or ''
            if n.level==1 or base=='pharmopt' or base.startswith('pharmopt.'):
                module = base.removeprefix('pharmopt').lstrip('.') if n.level==0 else base
                for a in n.names: yield (module.partition('.')[0] or a.name, a.name if module else None, n.lineno)
        if isinstance(n, ast.Import):
            for a in n.names:
                if a.name.startswith('pharmopt.'): yield a.name.split('.')[1], None, n.lineno

def chapter(notebook):
    "Chapter of a numbered notebook"
    fits = [(len(b), name) for name,begins in CHAPTERS.items() for b in begins.split() if notebook.startswith(b)]
    if not fits: sys.exit(f"{notebook} belongs to no chapter; add the beginning of its name to CHAPTERS in tools/imports.py")
    return max(fits)[1]

def imported(at=None):
    "Module → modules that it imports, in reading order"
    at = at or order()
    found = {}
    for m in at:
        path = ROOT/'pharmopt'/f'{m}.py'
        others = {other for other,_,_ in edges(path) if other in at and other!=m} if path.exists() else set()
        found[m] = sorted(others, key=lambda o: at[o][0])
    return found

def reduced(arrows):
    "Arrows of an acyclic graph without those that a longer path implies"
    def reach(a, seen):
        for b in arrows.get(a, ()):
            if b not in seen: reach(b, seen|{b}); seen.add(b)
        return seen
    return {a: [b for b in to if not any(b in reach(c, set()) for c in to if c!=b)] for a,to in arrows.items()}

def module_map():
    "Chapters with their modules, and the arrows between them, as Markdown"
    at = order()
    home = {m: chapter(notebook) for m,(_,notebook) in at.items()}
    names = [c for c in CHAPTERS if c in home.values()]
    arrows = {c: set() for c in names}
    for m,others in imported(at).items(): arrows[home[m]] |= {home[o] for o in others}-{home[m]}
    for a,to in arrows.items():
        back = [b for b in to if names.index(b)>names.index(a)]
        if back: sys.exit(f"chapter {a!r} imports from the later chapters {back}; move a notebook, or change CHAPTERS in tools/imports.py")
    arrows = {a: sorted(to, key=names.index) for a,to in arrows.items()}
    drawn = reduced(arrows)
    lines = ['```mermaid', 'graph RL']
    lines += [f'  c{i}["{c}"]' for i,c in enumerate(names)]
    lines += [f'  c{names.index(a)} --> c{names.index(b)}' for a in names for b in drawn[a]]
    lines += ['```', '', '| chapter | modules, in reading order | imports from |', '|---|---|---|']
    for c in names:
        modules = ', '.join(f'`{m}`' for m in sorted(at, key=lambda m: at[m][0]) if home[m]==c)
        lines += [f"| {c} | {modules} | {', '.join(arrows[c]) or '–'} |"]
    return '\n'.join(lines)

def mapped(text):
    "CONTRIBUTING.md with the map of today"
    if BEGIN not in text or END not in text: sys.exit(f"CONTRIBUTING.md needs the lines {BEGIN!r} and {END!r}, between which the module map is written")
    return text[:text.index(BEGIN)]+BEGIN+'\n'+module_map()+'\n'+text[text.index(END):]

def around(module):
    "Sentences on the arrows of one module"
    found = imported()
    if module not in found: sys.exit(f"there is no module {module!r} with a numbered notebook in nbs")
    users = [m for m,others in found.items() if module in others]
    return f"{module} imports: {', '.join(found[module]) or 'none'}\nimported by: {', '.join(users) or 'none'}"

def faults():
    "Sentences on imports that point right and on private names that cross"
    at = order()
    for m,(i,notebook) in at.items():
        path = ROOT/'pharmopt'/f'{m}.py'
        if not path.exists(): continue
        for other,name,line in edges(path):
            if other in FREE or other==m: continue
            if other in at and at[other][0]>i: yield f"pharmopt/{m}.py line {line} ({notebook}) imports {other}, whose notebook comes later ({at[other][1]})"
            if name and name.startswith('_') and not name.startswith('__'): yield f"pharmopt/{m}.py line {line} imports the private name {other}.{name}: make it public where it lives"

def main(args=()):
    page = ROOT/'CONTRIBUTING.md'
    text = page.read_text(encoding='utf-8')
    if args and args[0]!='--write': return print(around(args[0]))
    found = sorted(set(faults()))
    if found: sys.exit('\n'.join(found)+f"\n{len(found)} imports to mend")
    if args: page.write_text(mapped(text), encoding='utf-8')
    elif mapped(text)!=text: sys.exit("the module map in CONTRIBUTING.md is not that of the modules; run: python tools/imports.py --write")
    print("imports point left, private names stay in their modules, and the module map is true")

if __name__=='__main__': main(sys.argv[1:])
