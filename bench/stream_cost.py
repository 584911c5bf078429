"""What the stream costs: CPU-seconds of reading and sending a million messages, at full speed and at small rates, and the memory of ten million event ids.

`python -m bench cost` measures this tree. PHARMOPT_BASE names another one, such as a worktree of an older commit: it is measured in the same run, the two by turns, and the ratio is printed.
Apache Kafka is the broker where it can run. CPU-seconds are of the measured process alone, so that other work on the machine disturbs little."""
import contextlib, json, os, random, statistics, subprocess, sys, tempfile, time
from pathlib import Path
from bench.stream import ROOT, brokers, server

READ = """
import json, sqlite3, sys, time
from pharmopt.stream import Processor
from pharmopt.store import Store
url, address, topic, group, library = sys.argv[1:6]
p = Processor(Store(url), address, topic=topic, group_id=group, library=library)
cpu, wall = time.process_time(), time.perf_counter()
m = p.run(until='end', progress=False)
cpu, wall = time.process_time()-cpu, time.perf_counter()-wall
print(json.dumps(dict(cpu=cpu, wall=wall, messages=m['processed'], nano=sum(Store(url).demand_total().values()))))
"""
SHARE = """
import json, sys, time
from pharmopt.stream import Processor
from pharmopt.store import Store
url, address, topic, group = sys.argv[1:5]
p, marks = Processor(Store(url), address, topic=topic, group_id=group, library='confluent-kafka'), []
apply = p._apply
def timed(polled):
    began, n = time.time(), apply(polled)
    if n: marks.append((began, time.time(), n))
    return n
p._apply = timed
p.run(until='end', progress=False)
print(json.dumps(dict(first=marks[0][0] if marks else None, last=marks[-1][1] if marks else None, messages=sum(m[2] for m in marks))))
"""
SEND = """
import json, sys, time, numpy as np, pandas as pd
from pharmopt.stream import produce
address, topic, library, n = sys.argv[1:5]
n, rng = int(n), np.random.default_rng(0)
def ids(n):
    h = rng.bytes(16*n).hex()
    return [f'{h[i:i+8]}-{h[i+8:i+12]}-4{h[i+13:i+16]}-8{h[i+17:i+20]}-{h[i+20:i+32]}' for i in range(0, 32*n, 32)]
names = np.array([f'M{i:03d}' for i in range(500)], dtype=object)
def table(n): return pd.DataFrame(dict(event_id=ids(n), event_time=pd.Timestamp.now('UTC').floor('ms'), location_id='PH1', medicine_id=names[rng.integers(0, 500, n)], quantity=rng.integers(1, 5, n).astype(float)))
tables = [table(10_000) for _ in range(n//10_000)]
produce(table(100), address, topic=topic, library=library, progress=False)
cpu = time.process_time()
sent = produce(iter(tables), address, topic=topic, library=library, sort=False, progress=False)
print(json.dumps(dict(cpu=time.process_time()-cpu, messages=sent.acknowledged)))
"""
LIVE = """
import json, sys, threading, time
import numpy as np
from pharmopt.stream import Processor
from pharmopt.store import Store
url, address, topic, library, seconds = sys.argv[1:6]
p, marks = Processor(Store(url), address, topic=topic, library=library), []
p.latencies = []
def look(m):
    marks.append((time.monotonic(), time.process_time(), m['processed']))
    if len(marks) > 1 and marks[-2][0] < marks[0][0]+4 <= marks[-1][0]: p.latencies.clear()      # what was there before it began
p.run(duration=float(seconds), progress=look)
a, b = next(x for x in marks if x[0] > marks[0][0]+4), marks[-1]
print(json.dumps(dict(share=(b[1]-a[1])/(b[0]-a[0]), rate=(b[2]-a[2])/(b[0]-a[0]), p99=float(np.percentile(p.latencies, 99)))))
"""
RATE = """
import itertools, sys, uuid, numpy as np, pandas as pd
from pharmopt.stream import produce
address, topic, rate, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
n, rng = max(1, int(rate/20)), np.random.default_rng(0)
def frames():
    while True: yield pd.DataFrame(dict(event_id=[str(uuid.UUID(bytes=rng.bytes(16))) for _ in range(n)], event_time=pd.Timestamp.now('UTC').floor('ms'), location_id='PH1', medicine_id=[f'M{i}' for i in rng.integers(0, 500, n)], quantity=1.))
produce(frames(), address, topic=topic, rate=rate, duration=seconds, sort=False, progress=False)
"""
IDS = """
import json, sys, time, numpy as np
from pharmopt.ids import IdSet
n, rng, s = int(sys.argv[1]), np.random.default_rng(0), IdSet()
import pharmopt.stream, sqlalchemy
cpu, twice = time.process_time(), 0
for at in range(0, n, 2000):
    raw = rng.bytes(32_000)
    ids = [raw[i:i+16] for i in range(0, 32_000, 16)]
    twice += len(s.known(ids)); s.add(ids, at)
print(json.dumps(dict(MB=int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])/1e3, cpu=(time.process_time()-cpu)/n*1e6, ids=len(s), twice=twice)))
"""

def trees():
    "This tree, and the one to compare with"
    base = os.environ.get('PHARMOPT_BASE')
    return dict(now=ROOT) | (dict(base=Path(base)) if base else {})

def run(tree, code, *args):
    "Run code with a tree's package; its last line is JSON"
    done = subprocess.run([sys.executable, '-c', code, *map(str, args)], cwd=tree, env=os.environ | dict(PYTHONPATH=str(tree), OMP_NUM_THREADS='1'), capture_output=True, text=True)
    if done.returncode: raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.strip().splitlines()[-1])

def summary(found, unit=1.):
    "Medians by tree, and this tree's over the other's"
    out = {k: round(statistics.median(v)*unit, 3) for k,v in found.items()}
    if {'now', 'base'} <= out.keys() and all(found['base']): out['ratio'] = round(statistics.median(a/b for a,b in zip(found['now'], found['base'])), 3)
    return out

def fill(address, topic, n):
    "A log with 5 % duplicates; messages and the true sum in billionths"
    sys.path.insert(0, str(ROOT/'tests'))
    from streaming import make_events
    from pharmopt.clients import open_producer
    from pharmopt.stream import encode_events
    events, rng = make_events(n, 0, n_items=500), random.Random(0)
    log = list(zip(*encode_events(events)))
    again = sorted(((i+rng.randrange(1, 2000), i) for i in rng.sample(range(n), n//20)), reverse=True)
    keys, values = [], []
    for i,(k,v) in enumerate(log):
        keys.append(k); values.append(v)
        while again and again[-1][0] <= i: _, j = again.pop(); keys.append(log[j][0]); values.append(log[j][1])
    for _,j in again: keys.append(log[j][0]); values.append(log[j][1])
    p = open_producer(address, topic)
    for i in range(0, len(keys), 2000): p.send(keys[i:i+2000], values[i:i+2000])
    p.finish(); p.close()
    assert p.acknowledged == len(keys)
    return len(keys), int(sum(round(q*1e9) for q in events.quantity))

def peaks(kind, quick):
    "50,000 events a second, and the highest rate that holds; each side's processor reads what this tree's producer sends"
    from bench.stream import load
    def held(found, rate): return found['rate'] >= .98*rate and found['p99'] < 305 and not found['missing']
    late = {name: [load(kind, 'confluent-kafka', 50_100, 5 if quick else 60, tree=tree)['p99']] for name,tree in trees().items()}
    yield f'{kind}, confluent-kafka: 99th percentile of latency at 50,000 events/s, ms', summary(late)
    if quick: return
    best = {name: 0 for name in trees()}
    for rate in (20_000, 30_000, 40_000, 50_000, 65_000, 80_000, 100_000):
        for name,tree in trees().items():
            if held(load(kind, 'confluent-kafka', rate, 15, tree=tree), rate): best[name] = rate
    yield f'{kind}, confluent-kafka: highest rate with a 99th percentile below 305 ms for 15 s, events/s', summary({k: [v] for k,v in best.items()})

def together(url, address, topic, group, n):
    "Messages a second of n processors in one group, from the first message taken to the last commit, and how many each read"
    code = [sys.executable, '-c', SHARE, url, address, topic, group]
    running = [subprocess.Popen(code, cwd=ROOT, env=os.environ | dict(PYTHONPATH=str(ROOT), OMP_NUM_THREADS='1'), stdout=subprocess.PIPE, text=True) for _ in range(n)]
    found = [json.loads(p.communicate(timeout=600)[0].strip().splitlines()[-1]) for p in running]
    busy = [f for f in found if f['messages']]
    return sum(f['messages'] for f in busy)/(max(f['last'] for f in busy)-min(f['first'] for f in busy)), sorted(f['messages'] for f in found)

def new_database(server, name):
    "URL of an empty database of a PostgreSQL server"
    import sqlalchemy as sa
    with sa.create_engine(f'{server}/postgres', isolation_level='AUTOCOMMIT').connect() as c: c.exec_driver_sql(f'CREATE DATABASE {name}')
    return f'{server}/{name}'

def two(kind, address, topic, tmp, messages, rounds):
    "Two processors beside one, by turns, on each database; `topic` holds `messages`"
    from bench.stream import postgres
    from bench.stream_faults import kinds
    from pharmopt.store import Store
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(postgres()) if 'PostgreSQL' in kinds() else None
        for database in kinds():
            rates, shares = {1: [], 2: []}, []
            for r in range(rounds):
                for n in (1, 2):
                    url = f'sqlite:///{tmp}/two{n}{r}.db' if database=='SQLite' else new_database(server, f'two{n}{r}')
                    Store(url).close()
                    rate, parts = together(url, address, topic, f'two-{database}-{n}-{r}', n)
                    assert sum(parts) >= messages, parts
                    rates[n].append(rate)
                    if n==2: shares.append(parts)
            one, both = statistics.median(rates[1]), statistics.median(rates[2])
            yield f'{kind}, {database}: messages a second of one processor and of two, {os.cpu_count()} cores', dict(one=round(one), two=round(both), ratio=round(both/one, 3), least_share=round(min(p[0]/sum(p) for p in shares), 3))

def cost(quick=False, parts=('read', 'two', 'send', 'rates', 'peaks', 'ids')):
    "The figures of `python -m bench cost`"
    parts = os.environ.get('PHARMOPT_COST', ' '.join(parts)).split()
    n, rounds = (20_000, 1) if quick else (1_000_000, 3)
    kind = brokers()[-1]
    with tempfile.TemporaryDirectory() as tmp, server(kind) as (address, _):
        if {'read', 'two'} & set(parts): messages, nano = fill(address, 'cost', n)
        if 'two' in parts: yield from two(kind, address, 'cost', tmp, messages, 1 if quick else 2)
        if 'read' in parts:
            for library in ('confluent-kafka', 'kafka-python'):
                found = {}
                for r in range(rounds):
                    for name,tree in trees().items():
                        got = run(tree, READ, f'sqlite:///{tmp}/{name}{library}{r}.db', address, 'cost', f'{name}{library}{r}', library)
                        assert got['nano'] == nano and got['messages'] == messages, got
                        found.setdefault(name, []).append(got['cpu']/messages*1e6)
                yield f'{kind}, {library}: reading, CPU-seconds per million messages ({messages:,}, 5 % duplicates, sums exact)', summary(found)
        if 'send' in parts:
            for library in ('confluent-kafka', 'kafka-python'):
                found = {}
                for r in range(rounds):
                    for name,tree in trees().items():
                        got = run(tree, SEND, address, f'send-{name}-{library}-{r}', library, min(n, 200_000))
                        found.setdefault(name, []).append(got['cpu']/got['messages']*1e6)
                yield f'{kind}, {library}: sending, CPU-seconds per million events', summary(found)
        if 'rates' in parts:
            for rate in (1000, 10_000):
                found, late = {}, {}
                for r in range(1 if quick else 2):
                    for name,tree in trees().items():
                        topic, seconds = f'rate-{rate}-{name}-{r}', 8 if quick else 18
                        sender = subprocess.Popen([sys.executable, '-c', RATE, address, topic, str(rate), str(seconds+10)], cwd=ROOT)
                        time.sleep(2)
                        got = run(tree, LIVE, f'sqlite:///{tmp}/{topic}.db', address, topic, 'confluent-kafka', seconds)
                        sender.terminate(); sender.wait()
                        found.setdefault(name, []).append(got['share']); late.setdefault(name, []).append(got['p99'])
                yield f'{kind}, confluent-kafka: share of a core at {rate:,} events/s', summary(found)
                yield f'{kind}, confluent-kafka: 99th percentile of latency at {rate:,} events/s, ms', summary(late)
    if 'peaks' in parts: yield from peaks(kind, quick)
    if 'ids' in parts:
        found, cpu = {}, {}
        for name,tree in trees().items():
            got = run(tree, IDS, 500_000 if quick else 10_000_000)
            found.setdefault(name, []).append(got['MB']); cpu.setdefault(name, []).append(got['cpu'])
        yield f"{got['ids']:,} ids remembered one batch after the other, peak MB of the process with the stream's libraries", summary(found)
        yield 'the same, CPU-seconds per million ids', summary(cpu)
