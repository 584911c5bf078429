"""The documentation page of all figures, `nbs/benchmarks.ipynb`, from `bench/results/*.json`: `python -m bench.page`, and at the end of each `python -m bench`."""
import hashlib, json
from pathlib import Path
from fastcore.nbio import dict2nb, write_nb
from bench import history

HERE = Path(__file__).parent
PAGE = HERE.parent/'nbs'/'benchmarks.ipynb'
TITLES = dict(generator='Synthetic prescriptions', stream='The stream', choices='Forecasts: what was chosen on early data', forecast_short='Forecasts in ten minutes', forecast='Forecasts', coverage='Forecasts: coverage of every band', coverage_made='Forecasts: the same on synthetic sets', ordering='Orders', twin='The digital twin', twin_cost='What the twin costs', dashboard='The dashboard', newcomer='The first hour of a newcomer', door='Reading large files', chain='The whole chain by its size', cost='What the stream costs', model='Schedules of the stream', stream_peers='Other stream libraries', kills='Kills of a processor', shelf='Days of stock', study='The study')
TITLE = """# Benchmarks

> The main figures with the commands that measure them, and the files of all others"""
INTRO = """Sixteen figures, each with the command that measures it again. All others are in the files of the second table.
`make bench` measures all again and rewrites this page. `make bench-quick` runs the same parts in small, in less than five minutes on two free cores, and publishes nothing.
Figures depend on the machine and its load, so compare those of one run with each other first. Simulated costs depend on the conventions that the [front page](index.ipynb) names.
Real sales are not part of the repository. The parts that use them read the folder named by `PHARMOPT_DATA`, and are left out where it is missing."""
ALL = """Each file holds the figures of a part with the machine, its load and the versions of the libraries."""
FILES = 'https://github.com/pharmopt/pharmopt/blob/main/bench'
FIGURES = [   # part, figure, words, form of the value
    ('generator', 'events/s, 500 medicines x 365 days', 'synthetic events of 500 medicines and 365 days', '{v:,.0f} events/s'),
    ('stream', 'events/s, history through the broker into the store, three processes', 'prescriptions through the broker into the store, three processes', '{v:,.0f} events/s'),
    ('stream', 'Apache Kafka, kafka-python, 10,000/s for 60 s, ms', 'from an event to the commit of its demand, 10,000 events/s, Apache Kafka, 99th percentile', '{p99:,.0f} ms'),
    ('stream', 'embedded broker, kill -9 of the processor: s until the next commit', 'recovery after `kill -9` of a processor, median', '{median:.1f} s'),
    ('kills', 'embedded broker, SQLite, two processors: kill -9 at random moments', 'kills of a processor at random moments, SQLite: kills; sums that differ', '{kills}; {differing}'),
    ('forecast', 'pharmacy, 8 origins to 2019-06-30: scaled quantile loss, Ensemble', 'daily sales of one real pharmacy, 8 origins of 30 days: scaled quantile loss of the ensemble', '{v:.3f}'),
    ('forecast', 'pharmacy, 8 origins to 2019-06-30: scaled quantile loss, AutoETS', 'the same of AutoETS', '{v:.3f}'),
    ('forecast', 'pharmacy, 8 origins to 2019-06-30: Ensemble against AutoETS, relative, with its 95 % interval', 'the ensemble against AutoETS, relative, with its 95 % interval', '{difference:+.1%} ({low:+.1%} to {high:+.1%})'),
    ('ordering', '500 items x 30 days, the whole LP, s', 'plan of 500 items and 30 days, full linear program', '{v:.1f} s'),
    ('ordering', '100,000 items x 50 paths x 30 days, budget and storage binding, s', 'plan of 100,000 items, 50 paths and 30 days, budget and storage binding', '{v:.1f} s'),
    *[('study', f'pharmacy, {fill} % fill: pharmopt less {rival}', f'cost on a real pharmacy at a fill rate of {fill} %, less that of the best tuned rival ({words}), with its 95 % interval', '{at_equal_fill:+.0%} ({low:+.0%} to {high:+.0%})')
      for fill,rival,words in (('99', 'min-max', 'min-max'), ('99.5', 'base stock', 'base stock'), ('99.9', 'base stock', 'base stock'), ('99.95', 'base stock', 'base stock'))],
    ('dashboard', 'click to panel, streaming, ms, median', 'a click on a medicine until its panel is drawn, while events arrive, median', '{v:.0f} ms'),
    ('door', 'long CSV of 10,000,000 lines: CPU seconds', 'reading a sales file of 10,000,000 lines', '{v:.1f} s of CPU'),
]
PAST = f"""## History

Each `make bench` adds its runs to [`bench/history.jsonl`]({FILES}/history.jsonl). A figure counts as worse when it has moved in its bad direction by more than three robust standard deviations of its earlier values on the same kind of machine, and by more than what a busy machine does to a clock (40 %) or a new library to a seeded figure (1 %); clocks are not judged where more than two programs a core wanted to run when the part began. `make bench-quick` compares quick runs with quick runs in the same way, and keeps them out of the repository."""

def text(v):
    "A figure as people read it"
    if isinstance(v, dict): return ', '.join(f'{k} {text(x)}' for k,x in v.items())
    if isinstance(v, list): return ', '.join(map(text, v))
    return f'{v:,.0f}' if isinstance(v, (int, float)) and abs(v)>=1000 else f'{v:.4g}' if isinstance(v, float) else str(v)

def cell(s): return str(s).replace('|', '\\|').replace('$', '\\$').replace('\n', ' ')

def past(r, runs):
    "Runs of a part before the one that is shown, on the same kind of machine"
    return [x for x in history.before(r, runs) if x['figures']!=r['figures']]

def chosen(results):
    "Markdown of the figures of the page; one that was not measured is left out"
    lines = ['| what | figure | command |', '|---|---|---|']
    for part,name,words,form in FIGURES:
        v = results[part]['figures'].get(name) if part in results else None
        if v is None: continue
        shown = form.format(**v) if isinstance(v, dict) else form.format(v=text(v) if isinstance(v, list) else v)
        lines.append(f"| {cell(words)} | {cell(shown)} | `python -m bench {part}` |")
    return '\n'.join(lines)

def load_end(machine):
    "The load at the end of a part, where it is known: a long part that began alone may not have stayed so"
    return '' if machine.get('load_end') is None else f" to {machine['load_end']:.1f}"

def part_row(r, runs):
    "A part, its command, its machine and its file, and what became worse"
    m, earlier = r['machine'], past(r, runs)
    worse = ', '.join(name for name,*_ in history.worse(r, earlier)) or '–'
    note = next((x['note'] for x in runs if x['part']==r['part'] and x['figures']==r['figures'] and x.get('note')), '')
    load = f", load {m['load']:.1f}{load_end(m)}" if m.get('load') is not None else ''
    about = f"{r['measured']}, {m['cores']} cores, Python {m['python']}{load}" + (f" ({note})" if note else '')
    return f"| [{TITLES.get(r['part'], r['part'])}]({FILES}/results/{r['part']}.json) | `python -m bench {r['part']}` | {len(r['figures'])} | {cell(about)} | {cell(worse)} |"

def parts_table(runs):
    "Markdown of all parts"
    return '\n'.join(['## All figures', '', ALL, '', '| part | command | figures | measured | worse than the runs before it |', '|---|---|---|---|---|', *(part_row(r, runs) for r in parts())])

def parts():
    "Results in the order of the chain"
    found = {r['part']: r for r in (json.loads(f.read_text()) for f in sorted((HERE/'results').glob('*.json')))}
    return [found[p] for p in [*(p for p in TITLES if p in found), *(p for p in found if p not in TITLES)]]

def write(path=PAGE):
    "Write the page as nbdev writes notebooks"
    runs = history.read()
    cells = [dict(cell_type='markdown', id=hashlib.sha256(s.split('\n', 1)[0].encode()).hexdigest()[:8], metadata={}, source=s.splitlines(True)) for s in [TITLE, INTRO, chosen({r['part']: r for r in parts()}), parts_table(runs), PAST]]
    write_nb(dict2nb(dict(cells=cells, metadata={}, nbformat=4, nbformat_minor=5)), path)

if __name__=='__main__': write()
