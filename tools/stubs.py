"Write pharmopt/*.pyi: what a type checker sees, with methods of @patch inside their classes. `--check` changes nothing and fails where a stub is old."
import ast, builtins, re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = '# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.\n'
DROP = {'explained', 'patch', 'delegates', 'functools.lru_cache', 'lru_cache', 'cache', 'functools.cache'}

def name_of(node): return ast.unparse(node.func if isinstance(node, ast.Call) else node)
def is_patch(f): return next((d for d in f.decorator_list if name_of(d)=='patch'), None)

class Module:
    "A module: its classes, its imports, and the methods that it gives to classes"
    def __init__(self, path):
        self.name, self.tree, self.imports = path.stem, ast.parse(path.read_text(encoding='utf-8')), {}
        self.classes = {n.name: n for n in self.tree.body if isinstance(n, ast.ClassDef)}
        for n in self.tree.body:
            if isinstance(n, ast.ImportFrom):
                for a in n.names: self.imports[a.asname or a.name] = (('.'*n.level)+(n.module or ''), a.name)
            if isinstance(n, ast.Import):
                for a in n.names: self.imports[a.asname or a.name.partition('.')[0]] = (None, ast.unparse(ast.Import([a])))
        self.more = {}          # class → methods that were patched in, with the module they come from
        self.extra = set()      # imports that these need

    def home(self, cls, modules):
        "Module of a class that is named here"
        if cls in self.classes: return self
        where = self.imports.get(cls)
        return modules.get(where[0].lstrip('.')) if where and where[0] else None

def attributes(cls, methods):
    "Names that methods set on self, with the parameter's annotation where it is one"
    found = {}
    for f in methods:
        params = {a.arg: a for a in f.args.posonlyargs+f.args.args+f.args.kwonlyargs}
        defaults = dict(zip([a.arg for a in (f.args.posonlyargs+f.args.args)][::-1], f.args.defaults[::-1])) | {a.arg: d for a,d in zip(f.args.kwonlyargs, f.args.kw_defaults) if d}
        me = next(iter(params), None)
        for n in ast.walk(f):
            if not isinstance(n, (ast.Assign, ast.AnnAssign, ast.AugAssign)): continue
            for target in (n.targets if isinstance(n, ast.Assign) else [n.target]):
                pairs = zip(target.elts, n.value.elts) if isinstance(target, ast.Tuple) and isinstance(n.value, ast.Tuple) and len(target.elts)==len(n.value.elts) else [(t, None) for t in getattr(target, 'elts', [target])] if isinstance(target, ast.Tuple) else [(target, n.value)]
                for t,v in pairs:
                    if not (isinstance(t, ast.Attribute) and isinstance(t.value, ast.Name) and t.value.id==me and not t.attr.startswith('_')): continue
                    kind = 'Any'
                    if isinstance(n, ast.AnnAssign): kind = ast.unparse(n.annotation)
                    elif isinstance(v, ast.Name) and v.id in params and params[v.id].annotation is not None: kind = annotation(params[v.id].annotation, defaults.get(v.id))
                    if found.get(t.attr, kind)!=kind: kind = 'Any'
                    found[t.attr] = kind
    return found

def annotation(node, default=None):
    text = ast.unparse(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str): text = node.value
    text = re.sub(r'\bcallable\b', 'Callable[..., Any]', text)
    if isinstance(default, ast.Constant) and default.value is None and 'None' not in text and text not in ('Any', 'object'): text += ' | None'
    return text

def signature(f, known, drop_first=False):
    "Parameters and result; an annotation with a name that is not known here becomes Any"
    def ann(a, d=None):
        if a is None: return None
        text = annotation(a, d)
        names = {n.id for n in ast.walk(ast.parse(text, mode='eval')) if isinstance(n, ast.Name)}
        return text if names<=known else 'Any'
    args, out = f.args, []
    plain = args.posonlyargs+args.args
    defaults = [None]*(len(plain)-len(args.defaults))+list(args.defaults)
    for i,(a,d) in enumerate(zip(plain, defaults)):
        kind = None if i==0 and drop_first else ann(a.annotation, d)
        out.append(a.arg+(f': {kind}' if kind else '')+(' = ...' if d is not None and kind else '=...' if d is not None else ''))
        if args.posonlyargs and i==len(args.posonlyargs)-1: out.append('/')
    if args.vararg: out.append('*'+args.vararg.arg+(f': {ann(args.vararg.annotation)}' if args.vararg.annotation else ''))
    elif args.kwonlyargs: out.append('*')
    for a,d in zip(args.kwonlyargs, args.kw_defaults):
        kind = ann(a.annotation, d)
        out.append(a.arg+(f': {kind}' if kind else '')+(' = ...' if d is not None and kind else '=...' if d is not None else ''))
    if args.kwarg: out.append('**'+args.kwarg.arg+(f': {ann(args.kwarg.annotation)}' if args.kwarg.annotation else ''))
    yields = any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in ast.walk(f))
    manager = any('contextmanager' in name_of(d) for d in f.decorator_list)
    back = ann(f.returns) if f.returns is not None else None
    if manager: back = f'Iterator[{back or "Any"}]' if not (back or '').startswith(('Iterator','Generator')) else back
    elif yields and back is None: back = 'Iterator[Any]'
    elif back is None: back = 'Any' if any(isinstance(n, ast.Return) and n.value is not None for n in ast.walk(f)) else 'None'
    return f"({', '.join(out)}) -> {back}"

def function(f, known, indent='', method=False):
    decorators = [ast.unparse(d) for d in f.decorator_list if name_of(d) not in DROP]
    if (p := is_patch(f)) is not None and isinstance(p, ast.Call):
        for k in p.keywords:
            if k.arg=='as_prop': decorators.append('property')
            if k.arg=='cls_method': decorators.append('classmethod')
    static = 'staticmethod' in decorators
    head = 'async def' if isinstance(f, ast.AsyncFunctionDef) else 'def'
    return ''.join(f'{indent}@{d}\n' for d in decorators)+f'{indent}{head} {f.name}{signature(f, known, method and not static)}: ...\n'

PLAIN = dict(int='int', float='float', str='str', bool='bool')
def constant(value): return PLAIN.get(type(value.value).__name__, 'Any') if isinstance(value, ast.Constant) else 'Any'

def public(name): return not name.startswith('_') or (name.startswith('__') and name.endswith('__'))

def class_stub(m, c, known, modules):
    "A class with its own methods and those that were patched in"
    own = [n for n in c.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    more = m.more.get(c.name, [])
    fields = {n.target.id for n in c.body if isinstance(n, ast.AnnAssign)} | {t.id for n in c.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
    methods = {f.name for f in own} | {f.name for _,f in more}
    bases = ', '.join([ast.unparse(b) for b in c.bases]+[f'{k.arg}={ast.unparse(k.value)}' for k in c.keywords])
    lines = ''.join(f'@{ast.unparse(d)}\n' for d in c.decorator_list if name_of(d) not in DROP)+f"class {c.name}{f'({bases})' if bases else ''}:\n"
    body = ''
    for n in c.body:
        if isinstance(n, ast.AnnAssign) and public(n.target.id):
            names = {x.id for x in ast.walk(n.annotation) if isinstance(x, ast.Name)}
            body += f"    {n.target.id}: {annotation(n.annotation, n.value) if names<=known else 'Any'}{' = ...' if n.value is not None else ''}\n"
        if isinstance(n, ast.Assign):
            for t in n.targets:
                if isinstance(t, ast.Name) and public(t.id): body += f'    {t.id}: {constant(n.value)}\n'
    for k,kind in attributes(c, own+[f for _,f in more]).items():
        names = {n.id for n in ast.walk(ast.parse(kind, mode='eval')) if isinstance(n, ast.Name)}
        if k not in fields|methods: body += f"    {k}: {kind if names<=known else 'Any'}\n"
    for f in own:
        if public(f.name): body += function(f, known, '    ', True)
    for source,f in more:
        if public(f.name): body += function(f, known, '    ', True)
    if any(f.name=='__getattr__' for f in own): pass
    return lines+(body or '    ...\n')

BUILTINS = set(dir(builtins)) | {'Any', 'Iterator', 'Callable'}
def stub(m, modules):
    "Text of a module's stub"
    names = {n.name for n in m.tree.body if isinstance(n, ast.ClassDef)} | set(m.imports) | BUILTINS
    body, extra = '', set()
    everywhere = {}
    for other in modules.values():
        for c in other.classes: everywhere.setdefault(c, []).append(other.name)
    for n in ast.walk(m.tree):      # classes that are only named in quotes
        if isinstance(n, (ast.arg, ast.AnnAssign)) and isinstance(n.annotation, ast.Constant) and isinstance(n.annotation.value, str):
            for u in re.findall(r'\b[A-Z]\w+', n.annotation.value):
                if u not in names and len(everywhere.get(u, ()))==1: extra.add(f'from .{everywhere[u][0]} import {u}'); names.add(u)
    for more in m.more.values():
        for source,f in more:
            used = {n.id for a in ast.walk(f) if isinstance(a, ast.arg) and a.annotation is not None for n in ast.walk(a.annotation) if isinstance(n, ast.Name)} | {n.id for n in (ast.walk(f.returns) if f.returns else []) if isinstance(n, ast.Name)} | {name_of(d).partition('.')[0] for d in f.decorator_list}-DROP
            for u in used-names:
                if u in source.classes: extra.add(f'from .{source.name} import {u}'); names.add(u)
                elif u in source.imports:
                    where, what = source.imports[u]
                    extra.add(f'from {where} import {what}'+(f' as {u}' if u!=what else '') if where else what); names.add(u)
    bases = {ast.unparse(b) for c in m.classes.values() for b in c.bases}
    for n in m.tree.body:
        if isinstance(n, ast.ClassDef) and (public(n.name) or n.name in bases): body += class_stub(m, n, names, modules)
        elif isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)) and public(n.name) and is_patch(n) is None: body += function(n, names)
        elif isinstance(n, ast.Assign):
            for t in n.targets:
                for x in getattr(t, 'elts', [t]):
                    if isinstance(x, ast.Name) and x.id!='__all__' and public(x.id): body += f'{x.id}: {constant(n.value)}\n'
        elif isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name) and public(n.target.id): body += f'{n.target.id}: {ast.unparse(n.annotation)}\n'
    plain = []
    for n in m.tree.body:
        if isinstance(n, ast.Import): plain.append(ast.unparse(n))
        if isinstance(n, ast.ImportFrom) and (kept := [a for a in n.names if not (n.level and a.name.startswith('_'))]): plain.append(ast.unparse(ast.ImportFrom(n.module, kept, n.level)))
    for n in m.tree.body:                                        # names that a module hands on from others, on first use
        if isinstance(n, ast.Assign) and ast.unparse(n.targets[0])=='_READERS' and isinstance(n.value, ast.Call): body = ''.join(f'from .{k.value.value} import {k.arg} as {k.arg}\n' for k in n.value.keywords)+body
    if '__all__' in (ast.unparse(t) for n in m.tree.body if isinstance(n, ast.Assign) for t in n.targets):
        exported = next(n.value for n in m.tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0])=='__all__')
        body = f'__all__ = {ast.unparse(exported)}\n'+body
    return HEAD+'\n'.join(['from typing import Any', 'from collections.abc import Callable, Iterator', *plain, *sorted(extra)])+'\n\n'+body

def main(check=False):
    modules = {p.stem: Module(p) for p in sorted((ROOT/'pharmopt').glob('*.py')) if not p.stem.startswith('_')}
    for m in modules.values():
        for f in m.tree.body:
            if not isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef)) or is_patch(f) is None: continue
            first = (f.args.posonlyargs+f.args.args)[0].annotation
            for cls in [n.id for n in ast.walk(first) if isinstance(n, ast.Name)]:
                home = m.home(cls, modules)
                if home is not None: home.more.setdefault(cls, []).append((m, f))
    old = []
    for m in modules.values():
        path, text = ROOT/'pharmopt'/f'{m.name}.pyi', stub(m, modules)
        if path.exists() and path.read_text(encoding='utf-8')==text: continue
        old.append(path.name)
        if not check: path.write_text(text, encoding='utf-8')
    for path in (ROOT/'pharmopt').glob('*.pyi'):
        if path.stem not in modules and path.stem!='__init__':
            old.append(path.name)
            if not check: path.unlink()
    if check and old: sys.exit(f"stubs are older than their modules: {', '.join(old)}. Run: python tools/stubs.py, then commit")
    print(f"{len(modules)} stubs agree with their modules" if check else f"{len(old)} of {len(modules)} stubs written")

if __name__=='__main__': main(check='--check' in sys.argv)
