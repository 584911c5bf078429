"Check that modules import to the left, in the order of the notebooks' numbers, and that no private name leaves its module."
import ast, json, re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FREE = {'_modidx'}     # written by nbdev

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

def main():
    found = sorted(set(faults()))
    if found: sys.exit('\n'.join(found)+f"\n{len(found)} imports to mend")
    print("imports point left, and private names stay in their modules")

if __name__=='__main__': main()
