"A figure that got worse is named, one that only trembled is not."
import sys
from pathlib import Path
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench import history   # noqa: E402

def run(part='stream', cores=2, **figures): return dict(part=part, measured='2026-01-01', machine=dict(cores=cores, system='Linux x86_64'), figures=figures)

@pytest.mark.parametrize('name, usual, now, named', [
    ('refresh, s', 1., 1.3, False), ('refresh, s', 1., 2., True), ('refresh, s', 1., .2, False),
    ('events/s, whole chain', 100., 80., False), ('events/s, whole chain', 100., 50., True), ('events/s, whole chain', 100., 500., False),
    ('scaled quantile loss, Ensemble', .5, .52, True), ('scaled quantile loss, Ensemble', .5, .502, False),
    ('scaled quantile loss, AutoETS', .5, .9, False),
    ('coverage of the 95 % band, one period', .94, .965, False), ('coverage of the 95 % band, one period', .94, .99, True),
    ('items whose sums differ', 0, 1, True),
])
def test_worse(name, usual, now, named):
    found = history.worse(run(**{name: now}), [run(**{name: usual})]*3)
    assert [w[0] for w in found]==([name] if named else [])

def test_parts_of_a_figure_have_their_own_direction():
    "A latency within a rate's figure is better when it is less"
    name = 'embedded broker, kafka-python, 10,000/s for 60 s, ms'
    found = history.worse(run(**{name: dict(rate=10_000., p50=90., max=900.)}), [run(**{name: dict(rate=10_000., p50=40., max=100.)})])
    assert [w[0] for w in found]==[f'{name}: p50']

def test_a_figure_that_always_trembles_may():
    earlier = [run(**{'refresh, s': x}) for x in (1., 2., 3., 1.5, 2.5)]
    assert history.worse(run(**{'refresh, s': 4.}), earlier)==[] and history.worse(run(**{'refresh, s': 5.}), earlier)

def test_a_busy_machine_judges_no_clock():
    busy = run(**{'refresh, s': 9., 'scaled quantile loss, Ensemble': .9}); busy['machine']['load'] = 7.
    assert [w[0] for w in history.worse(busy, [run(**{'refresh, s': 1., 'scaled quantile loss, Ensemble': .5})])]==['scaled quantile loss, Ensemble']
    assert history.worse(run(**{'refresh, s': 9.}), [busy | dict(figures={'refresh, s': 1.})])==[]

def test_another_machine_is_no_measure(): assert history.worse(run(**{'refresh, s': 9.}), [run(cores=64, **{'refresh, s': 1.})])==[]

def test_published_figures_are_kept():
    "Each part's newest published figures are the newest of its history"
    import json
    runs = history.read()
    for f in (Path(history.HERE)/'results').glob('*.json'):
        r = json.loads(f.read_text())
        assert r['figures'] in [x['figures'] for x in runs if x['part']==r['part']], f.name

def test_a_kept_run_can_be_read_again(tmp_path):
    history.add(run(**{'refresh, s': 1.}), tmp_path/'new'/'h.jsonl')
    kept, = history.read(tmp_path/'new'/'h.jsonl')
    assert kept['figures']=={'refresh, s': 1.} and kept['commit']

def test_every_name_that_a_bench_imports_is_there():
    "A name that was made public must not stop a bench that nobody runs in between"
    import ast, importlib
    from pathlib import Path
    missing = []
    for p in sorted((Path(__file__).parents[1]/'bench').glob('*.py')):
        for n in ast.walk(ast.parse(p.read_text())):
            if not isinstance(n, ast.ImportFrom) or not (n.module or '').startswith('pharmopt'): continue
            m = importlib.import_module(n.module)
            missing += [f'{p.name}:{n.lineno} {n.module}.{a.name}' for a in n.names if a.name!='*' and not hasattr(m, a.name) and importlib.util.find_spec(f'{n.module}.{a.name}') is None]
    assert not missing

def test_choices_are_scored_on_remembered_members():
    "A second score with the same choices takes the members from memory and is the same"
    import numpy as np, pandas as pd
    from bench.choices import Memory, score
    demand = pd.DataFrame(dict(unique_id='S1/A', ds=pd.date_range('2024-01-01', periods=120), y=np.random.default_rng(0).poisson(9, 120).astype(float)))
    memory, kw = Memory(), dict(h=7, n_windows=1, models='normalizer')
    first = score(memory, demand, **kw)
    assert first>0 and memory.bases and score(memory, demand, **kw)==first and score(memory, demand, dict(half_life=5.), **kw)==first
