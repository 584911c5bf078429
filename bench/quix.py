"""The same aggregation by Quix Streams, in an environment of its own (it needs an older confluent-kafka): `bench/quix-requirements.txt`, installed on demand in `.bench-quix`.

Both sides read the same log of 105,000 messages (5 % of them repeats), leave out repeats by event_id, sum quantity and count events by item and day of event time, and keep the sums in SQLite. Both are measured inside the process, from the first
poll to the last commit. What differs: Quix keeps its state in RocksDB and in changelog topics, and its exactly-once mode covers Kafka topics, not the database, so a crash between the sink's write and the offset commit repeats a write (harmless here,
since the sink replaces rows). Ours keeps sums, ids and offsets in one database transaction. `changelog off` is Quix's fastest way, and cannot be restored on another machine."""
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

def against_quix():
    "Messages per CPU-second, the two interleaved, on Apache Kafka where it can run (the embedded broker has no compacted topics, which Quix's changelog wants)"
    from bench.stream import brokers, server
    kind, python, n, rates = brokers()[-1], environment('quix'), 100_000, {}
    for i in range(3):
        with tempfile.TemporaryDirectory() as tmp, server(kind) as (address, _):
            messages, units = _fill(address, n)
            for library in ('kafka-python', 'confluent-kafka'): rates.setdefault(f'pharmopt, {library}', []).append(_ours(address, f'sqlite:///{tmp}/{library}.db', library, units))
        for changelog in ('on', 'off') if kind == 'Apache Kafka' else ('off',):
            with tempfile.TemporaryDirectory() as tmp, server(kind) as (address, _):
                messages, units = _fill(address, n)
                r = _run(python, QUIX, address, f'{tmp}/quix.db', messages, changelog, f'{tmp}/state')
                with sqlite3.connect(f'{tmp}/quix.db') as c: found = c.execute('SELECT sum(y) FROM demand').fetchone()[0]
                rates.setdefault(f'Quix Streams, changelog {changelog}', []).append(r['messages']/r['cpu'])
                rates.setdefault(f'units, Quix with changelog {changelog}, less the true ones', []).append(found-units)
    for name, v in rates.items(): yield f'messages per CPU-second: {name}' if 'units' not in name else name, dict(median=statistics.median(v), low=min(v), high=max(v))
    quix = max(statistics.median(v) for k,v in rates.items() if k.startswith('Quix'))
    for library in ('kafka-python', 'confluent-kafka'): yield f'pharmopt with {library} against Quix Streams at its fastest, times', statistics.median(rates[f'pharmopt, {library}'])/quix
