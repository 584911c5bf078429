"""What was measured before, `bench/history.jsonl`: one line for each part and run, with the date, the commit, the machine and the figures. A figure that is worse than before by more than its noise is named, here and on the page.

The noise of a figure is what it did by itself: three robust standard deviations (1.4826 times the median absolute deviation) of its last ten values on the same kind of machine, and at least the share in `DIRECTIONS`, which says what a busy
machine does to a clock and what a change of a library does to a seeded figure."""
import json, re, statistics, subprocess
from pathlib import Path

HERE = Path(__file__).parent
KEPT = HERE/'history.jsonl'
QUICK = HERE.parent/'.bench-quick'/'history.jsonl'    # quick runs are compared with quick runs, and not published

# What a figure's name says: +1 more is better, -1 less is better, .95 as near to it as can be, 0 no better or worse (peers, conventions, prices); the share by which it moves anyway; and the least that is noise in any case. The first pattern that fits holds.
DIRECTIONS = [
    (r'Quix Streams, |(AutoETS|AutoARIMA|Prophet|LightGBM|Theta|ADIDA|SeasonalNaive)$|of the packages|noise, for comparison|weekly par|base stock 98|\(s,S\)|deterministic|: (low|high|max|best|faults|asked|optimal|base_stock)$|the true ones|prices of budget|conventions|optimal cost', 0, 0, 0),
    (r': missing$|sums differ', -1, 0, 0),
    (r'coverage of the 95 %', .95, 0, .01),
    (r'against Quix|/s of CPU|per CPU-second|rate that held.*: rate$', +1, .25, 0),
    (r': (p50|p99|CPU)$|CPU s per ', -1, .4, 0),
    (r'events/s|per second|: rate$', +1, .4, 0),
    (r'utility|fill_rate|: fill$|: share$|availability', +1, 0, .01),
    (r'relative difference|gap', -1, 0, 1e-4),
    (r'scaled quantile loss|PIT|cost_ratio|waste_rate|Ensemble against|: robust$', -1, .01, .01),
    (r'MB$|GiB|memory', -1, .15, 0),
    (r'\bs$|, s\b|ms$|CPU s|seconds$|: (median|commit|broker)$|CPU time of the whole', -1, .4, 0),
]

def direction(name):
    "Which way a figure is better, and its least noise as a share and as such"
    return next(((way, share, least) for pattern, way, share, least in DIRECTIONS if re.search(pattern, name)), (0, 0, 0))

def flat(figures):
    "Numbers of a part by name, {what or 'what: key': value}"
    out = {}
    for what, v in figures.items():
        for name, x in ((f'{what}: {k}', x) for k,x in v.items()) if isinstance(v, dict) else [(what, v)]:
            if isinstance(x, (int, float)) and not isinstance(x, bool) and x==x: out[name] = float(x)
    return out

def commit():
    "The commit that was measured, with a + where files differ from it"
    git = lambda *a: subprocess.run(['git', '-C', str(HERE), *a], capture_output=True, text=True).stdout.strip()
    return git('rev-parse', '--short', 'HEAD') + ('+' if git('status', '--porcelain', '--', '../pharmopt') else '')

def read(path=KEPT):
    "All runs, the oldest first"
    return [json.loads(line) for line in path.read_text(encoding='utf-8').splitlines()] if path.exists() else []

def kind(machine): return machine['cores'], machine['system']

def before(result, runs):
    "Earlier runs of the same part on the same kind of machine"
    return [r for r in runs if r['part']==result['part'] and kind(r['machine'])==kind(result['machine'])]

CLOCK = .25 # Figures that move by this share by themselves hang on a clock

def busy(result):
    "Whether more than two programs a core wanted to run when a part began: no time for clocks"
    return max(result['machine'].get('load') or 0, result['machine'].get('load_end') or 0)>2*result['machine']['cores']

def worse(
    result:dict, # part, machine and figures of a run
    runs:list, # Earlier runs
)->list: # (name, figure, usual figure, noise), each worse than before by more than its noise
    "The figures of a run that are a regression"
    past, found = [(flat(r['figures']), busy(r)) for r in before(result, runs)], []
    for name, now in flat(result['figures']).items():
        way, share, least = direction(name)
        clock = share>=CLOCK
        earlier = [p[name] for p, b in past if name in p and not (b and clock)][-10:]
        if not way or not earlier or (clock and busy(result)): continue
        usual = statistics.median(earlier)
        noise = max(3*1.4826*statistics.median(abs(x-usual) for x in earlier), share*abs(usual), least)
        loss = abs(now-way)-abs(usual-way) if way==.95 else way*(usual-now)
        if loss>noise: found.append((name, now, usual, noise))
    return found

def add(result, path=KEPT):
    "Keep a run"
    path.parent.mkdir(exist_ok=True)
    with path.open('a', encoding='utf-8') as f: f.write(json.dumps(dict(result, commit=commit()))+'\n')
