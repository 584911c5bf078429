"Check that public functions and methods take what follows their first parameters by keyword, and that each parameter has a comment."
import ast, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST = 3                                                                  # parameters by position, besides self
INTERNAL = {'Column','Table','DateColumn','View','variable','call'}         # records with as many fields as a row has, and helpers of a solver and a server
DESIGN = {'plan_orders': 4}                                               # paths, catalog, stock, open orders: the tables of a plan, in this order

def exported(tree):
    "Names in `__all__`"
    for n in tree.body:
        if isinstance(n, ast.Assign) and getattr(n.targets[0], 'id', '')=='__all__': return {e.value for e in n.value.elts}
    return set()

def is_patch(f): return any(getattr(d, 'id', getattr(getattr(d, 'func', None), 'id', ''))=='patch' for d in f.decorator_list)
def is_command(f): return any(isinstance(d, ast.Call) and getattr(d.func, 'attr', '') in ('command','callback') for d in f.decorator_list)

def public(tree):
    "(name, function, whether its first parameter is the object) of a module"
    names = exported(tree)
    for n in tree.body:
        if isinstance(n, ast.FunctionDef) and not n.name.startswith('_') and not is_command(n) and (n.name in names or is_patch(n)): yield n.name, n, is_patch(n)
        if isinstance(n, ast.ClassDef) and n.name in names:
            for m in n.body:
                if isinstance(m, ast.FunctionDef) and (not m.name.startswith('_') or m.name=='__init__'):
                    yield f'{n.name}.{m.name}', m, not any(getattr(d, 'id', '')=='staticmethod' for d in m.decorator_list)

def optional(f, bound):
    "Optional parameters that may be given by position after the first ones"
    args = f.args.posonlyargs+f.args.args
    needed = len(args)-len(f.args.defaults)
    return [a.arg for i,a in enumerate(args) if i>=max(needed, DESIGN.get(f.name, MOST)+bound)]

def faults():
    "Sentences on public names whose later parameters can be given by position"
    for path in sorted((ROOT/'pharmopt').glob('*.py')):
        if path.name.startswith('_'): continue
        for name,f,bound in public(ast.parse(path.read_text(encoding='utf-8'))):
            if INTERNAL&set(name.split('.')): continue
            if late := optional(f, bound): yield f"pharmopt/{path.name} line {f.lineno}: {name} takes {', '.join(late)} by position; put a * before {late[0]}"

def main():
    found = list(faults())
    if found: sys.exit('\n'.join(found)+f"\n{len(found)} signatures to mend")
    print("public names take their later parameters by keyword")

if __name__=='__main__': main()
