"""The documentation page of all figures, `nbs/benchmarks.ipynb`, from `bench/results/*.json`: `python -m bench.page`, and at the end of each `python -m bench`."""
import hashlib, json
from pathlib import Path
from fastcore.nbio import dict2nb, write_nb
from bench import history

HERE = Path(__file__).parent
PAGE = HERE.parent/'nbs'/'benchmarks.ipynb'
TITLES = dict(generator='Synthetic prescriptions', stream='The stream', choices='Forecasts: what was chosen on early data', forecast_short='Forecasts in ten minutes', forecast='Forecasts', coverage='Forecasts: coverage of every band', coverage_made='Forecasts: the same on synthetic sets', ordering='Orders', twin='The digital twin', dashboard='The dashboard', newcomer='The first hour of a newcomer', door='Reading large files', chain='The whole chain by its size', cost='What the stream costs', model='Schedules of the stream', stream_peers='Other stream libraries', kills='Kills of a processor', shelf='Days of stock', study='The study')
TITLE = """# Benchmarks

> Every figure that we publish, the command that measures it, and the machine it was measured on"""
INTRO = """The table of the [front page](index.ipynb) has the main figures. This page has all of them, with the command of each part.
`make bench` measures all again and rewrites this page. `make bench-quick` runs the same parts in small, in less than five minutes on two free cores, and publishes nothing.
Figures depend on the machine and its load, so compare those of one run with each other first. Real sales are not part of the repository.
The parts that use them read the folder named by `PHARMOPT_DATA`, and are left out where it is missing."""
HISTORY = """Each `make bench` adds its runs to `bench/history.jsonl`. A figure counts as worse when it has moved in its bad direction by more than three robust standard deviations of its earlier values on the same kind of machine, and by more than what a busy machine does to a clock (40 %) or a new library to a seeded figure (1 %); clocks are not judged where more than two programs a core wanted to run when the part began. `make bench-quick` compares quick runs with quick runs in the same way, and keeps them out of the repository."""

def text(v):
    "A figure as people read it"
    if isinstance(v, dict): return ', '.join(f'{k} {text(x)}' for k,x in v.items())
    if isinstance(v, list): return ', '.join(map(text, v))
    return f'{v:,.0f}' if isinstance(v, (int, float)) and abs(v)>=1000 else f'{v:.4g}' if isinstance(v, float) else str(v)

def cell(s): return str(s).replace('|', '\\|').replace('$', '\\$').replace('\n', ' ')

def past(r, runs):
    "Runs of a part before the one that is shown, on the same kind of machine"
    return [x for x in history.before(r, runs) if x['figures']!=r['figures']]

def section(r, runs):
    "Markdown of one part"
    m, earlier = r['machine'], past(r, runs)
    last = earlier[-1] if earlier else None
    worse = {what for name,*_ in history.worse(r, earlier) for what in r['figures'] if name==what or name.startswith(f'{what}: ')}
    def row(what, v):
        kept = next((x['figures'][what] for x in reversed(earlier) if what in x['figures']), None)
        return f"| {cell(what)} | {cell(text(v))} | {'' if kept is None else 'the same' if kept==v else cell(text(kept))}{' **worse by more than the noise**' if what in worse else ''} |"
    libraries = ', '.join(f'{k} {v}' for k,v in m.get('libraries', {}).items())
    about = f"Measured {r['measured']} on {m['cores']} cores, {m['system']}, Python {m['python']}" + (f", load {m['load']:.1f} at the start" if m.get('load') is not None else '')
    note = next((x['note'] for x in runs if x['part']==r['part'] and x['figures']==r['figures'] and x.get('note')), '')
    about += f" ({note})" if note else ''
    return '\n'.join([f"## {TITLES.get(r['part'], r['part'])}", '', f"`python -m bench {r['part']}`", '', '| what | figure | before |', '|---|---|---|', *(row(k, v) for k,v in r['figures'].items()), '', f'{about}; {libraries}.' + (f" The last run before was on {last['measured']}, commit {last['commit']}." if last else '')])

def runs_table(runs):
    "Markdown of all runs that are kept"
    lines = ['## History', '', HISTORY, '', '| date | commit | part | figures | load | worse than the runs before it |', '|---|---|---|---|---|---|']
    for i,r in enumerate(runs):
        bad = ', '.join(cell(name) for name,*_ in history.worse(r, runs[:i])) or '–'
        lines.append(f"| {r['measured']} | {r['commit']} | {r['part']}{' ('+cell(r['note'])+')' if r.get('note') else ''} | {len(r['figures'])} | {r['machine'].get('load') or 0:.1f} | {bad} |")
    return '\n'.join(lines)

def parts():
    "Results in the order of the chain"
    found = {r['part']: r for r in (json.loads(f.read_text()) for f in sorted((HERE/'results').glob('*.json')))}
    return [found[p] for p in [*(p for p in TITLES if p in found), *(p for p in found if p not in TITLES)]]

def write(path=PAGE):
    "Write the page as nbdev writes notebooks"
    runs = history.read()
    cells = [dict(cell_type='markdown', id=hashlib.sha256(s.split('\n', 1)[0].encode()).hexdigest()[:8], metadata={}, source=s.splitlines(True)) for s in [TITLE, INTRO, *(section(r, runs) for r in parts()), runs_table(runs)]]
    write_nb(dict2nb(dict(cells=cells, metadata={}, nbformat=4, nbformat_minor=5)), path)

if __name__=='__main__': write()
