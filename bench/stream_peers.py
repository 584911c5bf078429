"""The same aggregation by Quix Streams, Pathway and bytewax, each in an environment of its own (`bench/<name>-requirements.txt`, installed on demand in `.bench-<name>`, or where PHARMOPT_BENCH_QUIX and so on say).

All sides read the same log of 105,000 messages (5 % of them repeats), leave out repeats by event_id, sum quantity and count events by item and day of event time, and keep the sums in SQLite. Each is measured inside its process, from the first
poll to the last commit, all its threads. `python -m bench stream_peers --quick` takes a log of 10,500. What differs: Quix keeps its state in RocksDB and in changelog topics, and its exactly-once mode covers Kafka topics, not the database, so a crash between
the sink's write and the offset commit repeats a write (harmless here, since the sink replaces rows). `changelog off` is Quix's fastest way, and cannot be restored on another machine. Pathway groups by event_id, and bytewax keeps a state for each event_id; both are run
without saving that state, so what they remember is gone when they end. Ours keeps sums, ids and offsets in one database transaction."""
import json, sqlite3, statistics, subprocess, sys, tempfile
from bench.places import ROOT, environment

OURS = """
import json, sys, time
from pharmopt.store import Store
from pharmopt.stream import Processor
p = Processor(Store(sys.argv[2]), sys.argv[1], library=sys.argv[3])
wall, cpu = time.perf_counter(), time.process_time()
m = p.run(until='end', progress=False)
print(json.dumps(dict(wall=time.perf_counter()-wall, cpu=time.process_time()-cpu, messages=m['processed'])))
"""

QUIX = r"""
import json, sqlite3, sys, time
from datetime import datetime, timedelta
from quixstreams import Application
from quixstreams.sinks import BatchingSink, SinkBatch
address, path, n, changelog, state = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == 'on', sys.argv[5]

class Sqlite(BatchingSink):
    def setup(self):
        self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE demand (unique_id TEXT, ds INTEGER, y REAL, n INTEGER, PRIMARY KEY (unique_id, ds)) WITHOUT ROWID;")
    def write(self, batch):
        newest = {(m.key, m.value['start']): (m.value['value']['y'], m.value['value']['n']) for m in batch}
        self.db.execute('BEGIN')
        self.db.executemany('INSERT OR REPLACE INTO demand VALUES (?, ?, ?, ?)', [(k if isinstance(k, str) else k.decode(), s, y, c) for (k,s),(y,c) in newest.items()])
        self.db.execute('COMMIT')

app = Application(broker_address=address, consumer_group='quix', auto_offset_reset='earliest', state_dir=state, loglevel='ERROR', processing_guarantee='at-least-once', use_changelog_topics=changelog,
                  commit_interval=1.0, consumer_extra_config={'session.timeout.ms': 6000})
topic = app.topic('prescriptions', value_deserializer='json', key_deserializer='str',
                  timestamp_extractor=lambda v, headers, t, kind: int(datetime.fromisoformat(v['event_time'].replace('Z', '+00:00')).timestamp()*1000))
sdf = app.dataframe(topic)
def new(value, state):
    if state.exists(value['event_id']): return False
    state.set(value['event_id'], 1)
    return True
sdf = sdf.filter(new, stateful=True)
def start(v): return dict(y=v['quantity'], n=1)
def more(total, v): return dict(y=total['y']+v['quantity'], n=total['n']+1)
sdf = sdf.tumbling_window(timedelta(days=1), grace_ms=timedelta(days=1)).reduce(initializer=start, reducer=more).current()
sdf.sink(Sqlite())
wall, cpu = time.perf_counter(), time.process_time()
app.run(count=n, timeout=60)
print(json.dumps(dict(wall=time.perf_counter()-wall, cpu=time.process_time()-cpu, messages=n)))
"""

def _fill(address, n):
    "Events of ten days, one in twenty twice; returns the true sums in units"
    sys.path.insert(0, str(ROOT/'tests'))
    from streaming import make_events, send_log
    from pharmopt.stream import encode_events
    import random
    events = make_events(n, 0, n_items=500)
    log = list(zip(*encode_events(events)))
    rng = random.Random(0)
    for i in rng.sample(range(n), n//20): log.insert(min(len(log), i+rng.randrange(1, 2000)), log[i])
    send_log(address, log)
    return len(log), float(events.quantity.sum())

def _run(python, code, *args):
    done = subprocess.run([str(python), '-c', code, *map(str, args)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode: raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.strip().splitlines()[-1])

def _ours(address, url, library, units):
    r = _run(sys.executable, OURS, address, url, library)
    with sqlite3.connect(url.removeprefix('sqlite:///')) as c: assert abs(c.execute('SELECT sum(y) FROM demand').fetchone()[0]-units) < 1e-3
    return r['messages']/r['cpu']

BYTEWAX = r"""
import json, sqlite3, sys, time
import bytewax.operators as op, msgspec
from bytewax.connectors.kafka import KafkaSource
from bytewax.dataflow import Dataflow
from bytewax.outputs import DynamicSink, StatelessSinkPartition
from bytewax.testing import run_main
address, path = sys.argv[1], sys.argv[2]
db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE demand (unique_id TEXT, ds TEXT, y REAL, n INTEGER, PRIMARY KEY (unique_id, ds)) WITHOUT ROWID;")
class Rows(StatelessSinkPartition):
    def write_batch(self, items):
        db.execute('BEGIN')
        db.executemany('INSERT OR REPLACE INTO demand VALUES (?, ?, ?, ?)', [(*k.rsplit('|', 1), y, n) for k,(y,n) in dict(items).items()])
        db.execute('COMMIT')
class Sink(DynamicSink):
    def build(self, step_id, worker_index, worker_count): return Rows()
decode = msgspec.json.Decoder().decode
def read(m):
    e = decode(m.value)
    return e['event_id'], (f"{e['location_id']}/{e['medicine_id']}|{e['event_time'][:10]}", e['quantity'])
flow = Dataflow('demand')
s = op.input('in', flow, KafkaSource([address], ['prescriptions'], tail=False, batch_size=2000, add_config={'session.timeout.ms': '6000'}))
s = op.map('decode', s, read)
s = op.stateful_map('new', s, lambda seen, v: (True, None if seen else v))
s = op.filter_map('only new', s, lambda kv: kv[1])
def more(total, q):
    y, n = total or (0., 0)
    return (y+q, n+1), (y+q, n+1)
s = op.stateful_map('sum', s, more)
op.output('out', s, Sink())
wall, cpu = time.perf_counter(), time.process_time()
run_main(flow)
print(json.dumps(dict(wall=time.perf_counter()-wall, cpu=time.process_time()-cpu)))
"""

PATHWAY = r"""
import json, sqlite3, sys, time
import pathway as pw
address, path = sys.argv[1], sys.argv[2]
db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE demand (unique_id TEXT, ds TEXT, y REAL, n INTEGER, PRIMARY KEY (unique_id, ds)) WITHOUT ROWID;")
class Event(pw.Schema):
    event_id: str
    event_time: str
    location_id: str
    medicine_id: str
    quantity: float
t = pw.io.kafka.read({'bootstrap.servers': address, 'group.id': 'pathway', 'auto.offset.reset': 'earliest', 'session.timeout.ms': '6000'}, topic='prescriptions', schema=Event, format='json', mode='static', autocommit_duration_ms=1000)
e = t.groupby(t.event_id).reduce(time=pw.reducers.any(t.event_time), location=pw.reducers.any(t.location_id), medicine=pw.reducers.any(t.medicine_id), quantity=pw.reducers.any(t.quantity))
d = e.select(unique_id=e.location+'/'+e.medicine, ds=e.time.str.slice(0, 10), quantity=e.quantity)
out = d.groupby(d.unique_id, d.ds).reduce(d.unique_id, d.ds, y=pw.reducers.sum(d.quantity), n=pw.reducers.count())
rows = []
def change(key, row, time, is_addition):
    if is_addition: rows.append((row['unique_id'], row['ds'], row['y'], row['n']))
def save(time):
    db.execute('BEGIN'); db.executemany('INSERT OR REPLACE INTO demand VALUES (?, ?, ?, ?)', rows); db.execute('COMMIT'); rows.clear()
pw.io.subscribe(out, on_change=change, on_time_end=save)
wall, cpu = time.perf_counter(), time.process_time()
pw.run(monitoring_level=pw.MonitoringLevel.NONE)
if rows: save(0)
print(json.dumps(dict(wall=time.perf_counter()-wall, cpu=time.process_time()-cpu)))
"""

PEERS = {'Quix Streams, changelog on': ('quix', QUIX, 'on'), 'Quix Streams, changelog off': ('quix', QUIX, 'off'), 'Pathway': ('pathway', PATHWAY, None), 'bytewax': ('bytewax', BYTEWAX, None)}

def _peer(name, tmp, address, messages):
    "CPU-seconds, and the units in its table"
    env, code, changelog = PEERS[name]
    path = f'{tmp}/{env}{changelog}.db'
    more = () if changelog is None else (messages, changelog, f'{tmp}/state')
    r = _run(environment(env), code, address, path, *more)
    with sqlite3.connect(path) as c: return r['cpu'], c.execute('SELECT sum(y) FROM demand').fetchone()[0]

def stream_peers(quick=False):
    "Messages per CPU-second, all interleaved, on Apache Kafka where it can run (the embedded broker has no compacted topics, which Quix's changelog wants)"
    from bench.stream import brokers, server
    kind, n, rates, off, missing = brokers()[-1], 10_000 if quick else 100_000, {}, {}, {}
    names = [p for p in PEERS if kind == 'Apache Kafka' or p != 'Quix Streams, changelog on']
    for _ in range(1 if quick else 3):
        with tempfile.TemporaryDirectory() as tmp, server(kind) as (address, _):
            messages, units = _fill(address, n)
            for library in ('kafka-python', 'confluent-kafka'): rates.setdefault(f'pharmopt, {library}', []).append(_ours(address, f'sqlite:///{tmp}/{library}.db', library, units))
            for name in names:
                if name in missing: continue
                try: cpu, found = _peer(name, tmp, address, messages)
                except (subprocess.CalledProcessError, RuntimeError) as e: missing[name] = str(e).strip().splitlines()[-1][:200]; continue
                if found is None: missing[name] = 'its table stayed empty'; continue
                rates.setdefault(name, []).append(messages/cpu)
                off.setdefault(name, []).append(found-units)
    for name, v in rates.items(): yield f'messages per CPU-second: {name}', dict(median=statistics.median(v), low=min(v), high=max(v))
    for name, v in off.items(): yield f'units, {name}, less the true ones', max(v, key=abs)
    for name, why in missing.items(): yield f'{name}: not measured here', why
    peers = {k: statistics.median(v) for k,v in rates.items() if k in PEERS}
    if not peers: return
    best = max(peers, key=peers.get)
    for library in ('kafka-python', 'confluent-kafka'): yield f'pharmopt with {library} against the fastest of these, {best}, times', statistics.median(rates[f'pharmopt, {library}'])/peers[best]
