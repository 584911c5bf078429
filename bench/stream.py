"""The stream under load and under faults. Producer, broker and processor are processes of their own, as in use.

Latency is counted from an event's creation, its `event_time`, to the commit of its demand in the database, over all events after a warm-up of five seconds."""
import contextlib, json, os, statistics, subprocess, sys, tempfile, threading, time
from pathlib import Path
import numpy as np, psutil, sqlalchemy as sa
from pharmopt.broker import broker
from pharmopt.clients import LIBRARIES, choose_library
from pharmopt.pipeline import ingest, synthetic_history
from pharmopt.store import Store

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT/'tests'))
from kafka_server import ApacheKafka, missing   # noqa: E402
from postgres_server import find_postgres, postgres   # noqa: E402

WARM_UP = 5 # s

PRODUCER = """
import itertools, sys
import numpy as np, pandas as pd
from pharmopt.stream import produce
address, library, rate, seconds, most = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
rng, n = np.random.default_rng(0), max(1, int((rate or 200_000)/100))
def ids(n):
    h = rng.bytes(16*n).hex()
    return [f'{h[i:i+8]}-{h[i+8:i+12]}-4{h[i+13:i+16]}-8{h[i+17:i+20]}-{h[i+20:i+32]}' for i in range(0, 32*n, 32)]
names = np.array([f'M{i:03d}' for i in range(500)], dtype=object)
def frames():
    for i in itertools.count() if not most else range(most//n):
        yield pd.DataFrame(dict(event_id=ids(n), event_time=pd.Timestamp.now('UTC').floor('ms'), location_id='PH1', medicine_id=names[rng.integers(0, 500, n)], quantity=rng.integers(1, 5, n).astype(float)))
sent = produce(frames(), address, rate=rate or None, duration=seconds or None, library=library, sort=False, progress=False)
print(sent.acknowledged, sent.rate)
"""

PROCESSOR = """
import json, sys, threading
import numpy as np
from pharmopt.stream import Processor
url, address, library, options = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
p, stop = Processor(url, address, library=library, **options), threading.Event()
if sys.argv[5] == 'all': p.latencies = []
def listen():
    for line in sys.stdin:
        if line.strip() == 'measure': p.latencies.clear()
    stop.set()
threading.Thread(target=listen, daemon=True).start()
p.run(stop=stop, progress=False)
p.run(until='end', progress=False)
m = p.metrics
print(json.dumps(dict(m, latencies=[float(x) for x in np.percentile(p.latencies, [50, 99, 100])] if p.latencies else None), default=str))
"""

def python(code, *args, tree=ROOT):
    "Code in a process of its own, with the package of a tree"
    return subprocess.Popen([sys.executable, '-c', code, *map(str, args)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tree, env=os.environ | dict(PYTHONPATH=str(tree)))

@contextlib.contextmanager
def server(kind, **options):
    "Address and process of a broker"
    if kind == 'Apache Kafka':
        with ApacheKafka(heap='1g', lasting=True) as kafka: yield kafka.bootstrap_servers, psutil.Process(kafka.pid)
    else:
        b = broker(**options)
        with b as address: yield address, psutil.Process(b.process.pid)

class Watch(threading.Thread):
    "CPU seconds and peak memory of processes, looked at five times a second"
    def __init__(self, **processes): super().__init__(daemon=True); self.of, self.cpu, self.peak, self.done = processes, {}, {}, threading.Event()
    def run(self):
        while not self.done.wait(.2):
            for name,p in self.of.items():
                with contextlib.suppress(psutil.Error):
                    t = p.cpu_times(); self.cpu[name] = t.user+t.system
                    self.peak[name] = max(self.peak.get(name, 0), p.memory_info().rss)
    def stop(self): self.done.set(); self.join()


def load(kind, library, rate, seconds, url=None, most=0, options=None, warm_up=WARM_UP, tree=ROOT, **broker_options):
    "Run producer, broker and processor; returns what came of it"
    with tempfile.TemporaryDirectory() as tmp, server(kind, **broker_options) as (address, broker_process):
        here = url or f'sqlite:///{tmp}/bench.db'
        reader = python(PROCESSOR, here, address, library, json.dumps(options or {}), 'last' if most else 'all', tree=tree)
        time.sleep(3)
        producer = python(PRODUCER, address, library, rate, seconds and seconds+warm_up, most)
        watch = Watch(producer=psutil.Process(producer.pid), broker=broker_process, processor=psutil.Process(reader.pid)); watch.start()
        time.sleep(warm_up)
        print('measure', file=reader.stdin, flush=True)
        acknowledged, sent_rate = map(float, producer.communicate()[0].split())
        reader.stdin.close()
        m = json.loads(reader.stdout.readline()); reader.wait()
        watch.stop()
        with sa.create_engine(here).connect() as c: missing = int(acknowledged)-int(c.exec_driver_sql('SELECT coalesce(sum(n_events), 0) FROM demand').scalar())
    p50, p99, worst = m['latencies'] or [None]*3
    return dict(rate=sent_rate, p50=p50, p99=p99, max=worst, missing=missing, acknowledged=acknowledged, **{f'{k} CPU s per 100,000 events': v/acknowledged*1e5 for k,v in watch.cpu.items()},
                **{f'{k} MB': v/1e6 for k,v in watch.peak.items()})

def _short(found, *more):
    keep = ('p50', 'p99', 'max', 'missing', 'rate', *more)
    return {k: round(v, 3) if isinstance(v, float) else v for k,v in found.items() if k in keep or 'CPU' in k}

@contextlib.contextmanager
def busy_disk(folder, mb_per_s=100):
    "Another program writes and syncs beside the database"
    code = "import os, sys, time\nf = open(sys.argv[1], 'wb'); block = os.urandom(10<<20)\nwhile True:\n    t = time.time(); f.seek(0)\n    for _ in range(int(sys.argv[2])//10): f.write(block)\n    f.flush(); os.fsync(f.fileno()); time.sleep(max(0, 1-(time.time()-t)))"
    with tempfile.TemporaryDirectory(dir=folder) as tmp:
        p = subprocess.Popen([sys.executable, '-c', code, f'{tmp}/noise', str(mb_per_s)])
        try: yield
        finally: p.kill(); p.wait()

def brokers(): return ['embedded broker'] + ([] if missing() else ['Apache Kafka'])

def throughput(quick=False):
    "Rates and latencies"
    with tempfile.TemporaryDirectory() as tmp:
        history = synthetic_history(n_medicines=500, n_days=10 if quick else 100, end='2026-03-31')
        found = ingest(Store(f'{tmp}/bench.db'), history, progress=False)
        yield 'events/s, history through the broker into the store, three processes', found['rate']
        yield 'items whose sums differ', len(found['sums']['differing'])
    seconds, warm_up = (4, 2) if quick else (60, WARM_UP)
    for kind in brokers():
        yield f'{kind}, kafka-python, 10,000/s for {seconds} s, ms', _short(load(kind, 'kafka-python', 10_100, seconds, warm_up=warm_up))
    if quick: return
    with busy_disk(tempfile.gettempdir()): yield f'the same on the embedded broker, 100 MB/s synced to the same disk, {seconds//2} s, ms', _short(load('embedded broker', 'kafka-python', 10_100, seconds//2))
    if find_postgres():
        with postgres('fsync=on') as url: yield f'the same into PostgreSQL, {seconds//2} s, ms', _short(load('embedded broker', 'kafka-python', 10_100, seconds//2, url=f'{url}/postgres'))
    if choose_library() == LIBRARIES[0]: return
    for kind in brokers():
        found = load(kind, 'confluent-kafka', 50_100, seconds)
        yield f'{kind}, confluent-kafka, 50,000/s for {seconds} s, ms', _short(found)
        yield from limit(kind, found)

def _holds(found, rate): return found['rate'] >= .98*rate and found['p99'] < 305 and not found['missing']

def limit(kind, at_50):
    "The highest rate that holds for 15 s with a 99th percentile below 305 ms, looked for upwards or downwards from 50,000/s"
    held, best = _holds(at_50, 50_000), (50_000, at_50)
    for rate in (65_000, 80_000, 100_000, 120_000) if held else (40_000, 30_000, 20_000):
        found = load(kind, 'confluent-kafka', rate, 15)
        if _holds(found, rate): best = rate, found
        if _holds(found, rate) != held: break
    yield f'{kind}, confluent-kafka: highest rate that held, events/s, and its latencies, ms', dict(asked=best[0], **_short(best[1])) if held or best[0] < 50_000 else f'below 20,000'

def memory(quick=False):
    "Ten million events"
    n = 500_000 if quick else 10_000_000
    found = load('embedded broker', choose_library(), 0, 0, most=n, memory_limit='128MB')
    yield f'{n:,} events, none forgotten, peak MB', {k: round(v) for k,v in found.items() if k.endswith(' MB')} | dict(missing=found['missing'])

RESTART = """
import datetime as dt, json, sys, time
import numpy as np, sqlalchemy as sa
from pharmopt.store import Batch, Store, tables
n, day, rng = int(sys.argv[2]), dt.datetime(2026, 1, 1), np.random.default_rng(0)
with Store(sys.argv[1]).begin() as c:
    for part in range(4):
        c.execute(sa.insert(tables.positions).values(topic='rx', part=part, cluster_id='log', next=0, blocks=n//4000))
        for at in range(0, n//4000, 500): c.execute(sa.insert(tables.seen), [dict(topic='rx', part=part, block=i, until=day, ids=rng.bytes(16_000)) for i in range(at, min(at+500, n//4000))])
began, store = time.perf_counter(), Store(sys.argv[1])
store.commit(Batch('log', 'rx', 0, 0, 1, day, [(b'a'*16, 'P/A', day, 10, False)]))
print(json.dumps(dict(seconds=time.perf_counter()-began, MB=int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])/1e3)))
"""
def restart(quick=False):
    "A new processor must first read the ids of the horizon"
    n = 500_000 if quick else 10_000_000
    with tempfile.TemporaryDirectory() as tmp: said = subprocess.run([sys.executable, '-c', RESTART, f'{tmp}/s.db', str(n)], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    yield f'first commit of a new processor when {n:,} event ids are remembered, s, and its peak MB', json.loads(said)

WORKER = """
import sys
from pharmopt.stream import Processor
Processor(sys.argv[1], sys.argv[2], instance_id=sys.argv[3] or None).run(progress=False)
"""
class Supervised:
    "A stream with a processor that is started again whenever it ends, and a record of what was sent and what was committed"
    def __init__(self, address, tmp, rate, instance_id=''):
        self.address, self.instance_id, self.store = address, instance_id, Store(f'sqlite:///{tmp}/bench.db')
        self.worker, self.ended, self.sent, self.committed = self._start(), False, [], []
        self.producer = threading.Thread(target=self._send, args=(rate,), daemon=True); self.producer.start()
        threading.Thread(target=self._look, daemon=True).start()

    def _start(self): return subprocess.Popen([sys.executable, '-c', WORKER, self.store.url.render_as_string(), self.address, self.instance_id], cwd=ROOT)
    def position(self): return sum(p.next for p in self.store.positions('prescriptions').values())

    def _send(self, rate):
        import uuid, pandas as pd
        from pharmopt.stream import produce
        def frames():
            n = 0
            while not self.ended:
                yield pd.DataFrame(dict(event_id=[str(uuid.uuid4()) for _ in range(10)], event_time=pd.Timestamp.now('UTC').floor('ms'), location_id='PH1', medicine_id=[f'M{i}' for i in range(10)], quantity=1.))
                n += 10; self.sent.append((time.time(), n))
        produce(frames(), self.address, rate=rate, sort=False, progress=False)

    def _look(self):
        while not self.ended:
            if self.worker.poll() is not None: self.worker = self._start()
            self.committed.append((time.time(), self.position()))
            time.sleep(.05)

    def wait_for_progress(self, timeout=60):
        "Seconds until something more is committed"
        began, at = time.time(), self.position()
        while self.position() == at:
            if time.time()-began > timeout: raise TimeoutError(f"nothing committed for {timeout} s")
            time.sleep(.02)
        return time.time()-began

    def end(self):
        self.ended = True
        self.producer.join(150); self.worker.terminate(); self.worker.wait(20)

def recovery(quick=False):
    "Time until something is committed again"
    for kind in brokers()[:1] if quick else brokers():
        for name in ('till-1',) if quick else ('', 'till-1'):
            with tempfile.TemporaryDirectory() as tmp, server(kind) as (address, _):
                s = Supervised(address, tmp, 200, name)
                s.wait_for_progress()
                times = []
                for _ in range(2 if quick else 10):
                    time.sleep(1)
                    s.worker.kill(); times.append(s.wait_for_progress())
                s.end()
            yield f"{kind}, kill -9 of the processor{', with an instance_id' if name else ''}: s until the next commit", dict(median=statistics.median(times), max=max(times))
    if quick or 'Apache Kafka' not in brokers(): return
    with tempfile.TemporaryDirectory() as tmp, ApacheKafka(lasting=True) as kafka:
        s, times = Supervised(kafka.bootstrap_servers, tmp, 200), []
        s.wait_for_progress()
        for _ in range(3):
            time.sleep(2)
            kafka.kill(); began = time.time(); kafka.start(); up = time.time()-began
            times.append((up, s.wait_for_progress()))
        s.end()
    yield 'kill -9 of Apache Kafka: s until it answers again, and from then to the next commit', dict(broker=statistics.median(t[0] for t in times), commit=statistics.median(t[1] for t in times), max=max(t[1] for t in times))

def availability(within=5):
    "Share of the time in which every event older than `within` seconds is committed, over a schedule of faults"
    if 'Apache Kafka' not in brokers(): return
    import sqlite3
    with tempfile.TemporaryDirectory() as tmp, ApacheKafka(lasting=True) as kafka:
        s = Supervised(kafka.bootstrap_servers, tmp, 500, 'till-1')
        s.wait_for_progress()
        time.sleep(within)
        def lock():
            c = sqlite3.connect(s.store.url.database, isolation_level=None, timeout=10); c.execute('BEGIN IMMEDIATE'); time.sleep(8); c.execute('ROLLBACK'); c.close()
        def outage(): kafka.kill(); time.sleep(10); kafka.start()
        began, faults = time.time(), [('processor killed', lambda: s.worker.kill()), ('database locked for 8 s', lock), ('broker killed, back after 10 s', outage), ('processor killed again', lambda: s.worker.kill())]
        at = []
        for name, fault in faults*2:
            time.sleep(25)
            at.append((name, time.time())); fault()
        time.sleep(20)
        ended = time.time()
        s.end()
    sent_t, sent_n = map(np.array, zip(*s.sent)); seen_t, seen_n = map(np.array, zip(*s.committed))
    t = np.arange(began, ended, .05)
    due = sent_n[np.searchsorted(sent_t, t-within)-1]
    have = seen_n[np.searchsorted(seen_t, t)-1]
    down = have < due
    yield f'availability over {t[-1]-t[0]:.0f} s with {len(at)} faults: share of the time in which all events older than {within} s are committed', float(1-down.mean())
    yield 'unavailable for each of these faults, mean s, and how many of them a month 99.95 % allows', dict(seconds=(each := float(down.sum()*.05/len(at))), faults=.0005*30*86_400/each)
    ends = [*(x for _,x in at[1:]), ended]
    for name in dict(at): yield f'unavailable after: {name}, s', statistics.median(float(down[(t >= a) & (t < b)].sum()*.05) for (n,a),b in zip(at, ends) if n == name)

def stream(quick=False):
    for part in (throughput, memory, restart, recovery): yield from part(quick)
    if quick: return
    from bench.stream_peers import stream_peers
    yield from availability()
    yield from stream_peers()
