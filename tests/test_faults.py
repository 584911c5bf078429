"""Nothing lost, nothing counted twice, whatever goes wrong: producer, broker and processor as processes of their own, on the embedded broker and on Apache Kafka.

Every test ends in the same comparison (`right`) with an oracle that shares no code with the path under test. PHARMOPT_TEST_SLOW=1 makes outages as long as the promises say (60 s)."""
import contextlib, json, os, random, signal, sqlite3, subprocess, sys, threading, time, uuid
import numpy as np, pandas as pd, pytest
import sqlalchemy as sa
from kafka import KafkaAdminClient
from kafka.errors import KafkaError
from kafka_server import ApacheKafka, free_ports
from pharmopt import store as store_module
from pharmopt.broker import broker
from pharmopt.store import Store, StoreError
from pharmopt.stream import Processor, encode_events, produce
from streaming import SESSION, make_events, make_log, position, send_log, stored, truth, wait

pytestmark = pytest.mark.skipif(os.name != 'posix', reason="needs POSIX signals")
OUTAGE = 60 if os.environ.get('PHARMOPT_TEST_SLOW') else 12 # s
LIBRARIES = ['kafka-python', 'confluent-kafka']

@pytest.fixture
def url(tmp_path): return f'sqlite:///{tmp_path}/store.db'
@pytest.fixture
def topic(): return f't-{uuid.uuid4().hex[:8]}'

def right(store, topic, events, log, n_poison):
    "Sums, number of events, dead letters and positions are those of the log"
    assert stored(store) == truth(events)
    with store.engine.connect() as c: assert c.exec_driver_sql('SELECT sum(n_events) FROM demand').scalar() == events.event_id.nunique()
    assert len(store.dead_letters()) == n_poison
    if log is not None: assert position(store, topic) == len(log)

class Worker:
    "A processor in a process of its own"
    def __init__(self, pid, log): self.pid, self.log = pid, log
    def signal(self, number): os.kill(self.pid, number)
    @property
    def alive(self):
        try: os.kill(self.pid, 0)
        except ProcessLookupError: return False
        return True
    def kill(self): self.signal(signal.SIGKILL); assert wait(lambda: not self.alive)
    def end(self):
        "SIGTERM, and its metrics"
        self.signal(signal.SIGTERM)
        assert wait(lambda: not self.alive, 20)
        return json.loads(open(self.log).read())

@pytest.fixture(scope='module')
def nursery():
    "Forks processors"
    p = subprocess.Popen([sys.executable, os.path.join(os.path.dirname(__file__), 'fault_worker.py')], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield p
    p.stdin.close(); p.wait()

@pytest.fixture
def start(nursery, tmp_path):
    started = []
    def start(url, addr, topic, die=None, hold=None, patience=None, **options):
        log = str(tmp_path/f'worker-{len(started)}')
        print(json.dumps(dict(url=url, addr=addr, topic=topic, log=log, die=die, hold=hold, patience=patience, options=dict(dict(session_timeout=SESSION, group_id=topic), **options))), file=nursery.stdin, flush=True)
        started.append(Worker(int(nursery.stdout.readline()), log))
        return started[-1]
    yield start
    for w in started:
        with contextlib.suppress(ProcessLookupError): w.signal(signal.SIGKILL)

@pytest.fixture
def in_background():
    "Runs a function in a thread; what it raised is raised at the end of the test"
    threads, errors = [], []
    def run(f, *args, **kw):
        def call():
            try: f(*args, **kw)
            except BaseException as e: errors.append(e)
        threads.append(threading.Thread(target=call, daemon=True)); threads[-1].start()
        return threads[-1]
    yield run
    for t in threads: t.join(60)
    if errors: raise errors[0]

# ---------------------------------------------------------------- kill -9
def murders(url, addr, topic, start, in_background, kills, seed, **options):
    "Kill processors at random moments and inside transactions while a log arrives; returns what the oracle needs"
    events, log, n_dup, n_poison = make_log(kills*500, seed)
    rng, s = random.Random(seed), Store(url)
    Processor(s, addr, topic=topic, group_id=topic).run(duration=0, progress=False)
    cuts, moments = np.linspace(0, len(log), kills+2).astype(int), []
    for i in range(kills):
        sender = in_background(send_log, addr, log[cuts[i]:cuts[i+1]], topic, pause=0.03)
        inside, named = i%2 == 0, rng.random() < .6
        before = position(s, topic)
        w = start(url, addr, topic, die=rng.randrange(4, 80) if inside else None, library=rng.choice(LIBRARIES), instance_id='worker' if named else None, **options)
        if inside: wait(lambda: not w.alive or (not sender.is_alive() and position(s, topic) >= cuts[i+1]))      # dead, or with nothing left to read
        else:
            assert wait(lambda: position(s, topic) > before), "the processor made no progress after a restart"
            time.sleep(rng.uniform(0, .1))
        if w.alive: w.kill()
        moments.append(position(s, topic))
        sender.join(30)
    send_log(addr, log[cuts[kills]:], topic)
    Processor(s, addr, topic=topic, group_id=topic, session_timeout=SESSION).run(until='end', progress=False)
    assert len(set(moments)) > kills*2/3 and moments[-1] < len(log), moments
    return s, events, log, n_poison

def test_kill_9_of_the_processor(addr, url, topic, start, in_background):
    "30 times on each broker, half of them inside a transaction"
    s, *found = murders(url, addr, topic, start, in_background, 30, seed=3)
    right(s, topic, *found)

def test_kill_9_of_the_processor_with_postgresql(addr, postgres_url, topic, start, in_background):
    s, *found = murders(postgres_url, addr, topic, start, in_background, 8, seed=4)
    right(s, topic, *found)

PRODUCER = """
import sys
import pandas as pd
from pharmopt.stream import produce
sys.path.insert(0, sys.argv[5])
from streaming import make_events
produce(make_events(8000, int(sys.argv[4])), sys.argv[1], topic=sys.argv[2], rate=3000, library=sys.argv[3], progress=False)
"""
@pytest.mark.parametrize('library', LIBRARIES)
def test_kill_9_of_the_producer(addr, url, topic, library):
    "Whoever does not know what arrived sends everything again"
    rng, events, s, duplicates = random.Random(5), make_events(8000, 5), Store(url), 0
    for _ in range(3):
        p = subprocess.Popen([sys.executable, '-c', PRODUCER, addr, topic, library, '5', os.path.dirname(__file__)])
        before = position(s, topic)
        def arrived(): return Processor(s, addr, topic=topic, group_id=topic, session_timeout=SESSION).run(until='end', progress=False)['processed'] > 0
        assert wait(arrived)
        time.sleep(rng.uniform(0, .7))
        p.kill(); p.wait()
    produce(events, addr, topic, library=library)
    Processor(s, addr, topic=topic, group_id=topic, session_timeout=SESSION).run(until='end', progress=False)
    assert position(s, topic) > len(events)
    right(s, topic, events, None, 0)

# ---------------------------------------------------------------- the broker
@pytest.mark.parametrize('library', LIBRARIES)
def test_kafka_dies_and_comes_back(apache, url, topic, start, library, in_background):
    "kill -9 of Apache Kafka while a producer sends; away for a while, with its disk; producer and processor go on by themselves"
    events, s, reports, killed = make_events(12_000, 6), Store(url), [], threading.Event()
    def tables():
        "The last events are sent after the kill, however long the processor takes to begin"
        yield events[:10_000]
        killed.wait(120)
        yield events[10_000:]
    with ApacheKafka() as kafka:
        w = start(url, kafka.bootstrap_servers, topic, library=library)
        in_background(lambda: reports.append(produce(tables(), kafka.bootstrap_servers, topic, rate=1500, library=library)))
        assert wait(lambda: position(s, topic) > 1000)
        kafka.kill(); killed.set()
        time.sleep(OUTAGE)
        assert w.alive and not reports
        kafka.start()
        back = time.time()
        at = position(s, topic)
        assert wait(lambda: position(s, topic) > at), "no progress after the broker came back"
        print(f'{library}: committed again {time.time()-back:.1f} s after the broker')
        assert wait(lambda: reports and position(s, topic) >= len(events), 90)
        w.end()
        Processor(s, kafka.bootstrap_servers, topic=topic, group_id=topic, session_timeout=SESSION).run(until='end', progress=False)
    assert reports[0].acknowledged == len(events)
    right(s, topic, events, None, 0)

@pytest.mark.parametrize('library', LIBRARIES)
def test_an_embedded_broker_that_died_is_another_log(url, topic, start, library):
    "Its memory is gone; the same events are sent to its successor at the same address, and the same processor goes on"
    events, s, (port,) = make_events(4000, 7), Store(url), free_ports(1)
    with broker(port=port) as addr:
        w = start(url, addr, topic, library=library)
        produce(events[:3000], addr, topic, library=library)
        assert wait(lambda: position(s, topic) > 500)
    with broker(port=port) as addr:
        produce(events, addr, topic, library=library)
        assert wait(lambda: sum(stored(s).values()) == sum(truth(events).values()), 30), w.alive
        w.end()
        Processor(s, addr, topic=topic, group_id=topic, session_timeout=SESSION).run(until='end', progress=False)
    right(s, topic, events, events, 0)

def test_the_broker_comes_later(url, topic, in_background):
    events, s, (port,) = make_events(500, 8), Store(url), free_ports(1)
    addr = f'127.0.0.1:{port}'
    with pytest.raises(ConnectionError, match="within 1 s"): produce(events, addr, topic, timeout=1)
    sender = in_background(produce, events, addr, topic, timeout=30)
    reader = in_background(Processor(s, addr, topic=topic, timeout=30).run, duration=8, progress=False)
    time.sleep(2)
    with broker(port=port): sender.join(30); reader.join(30)
    right(s, topic, events, events, 0)

def test_a_full_topic_slows_the_producer_down(url, topic, in_background):
    "The embedded broker holds 2 MB; what was not read is never dropped, so the producer waits for a slow processor"
    events, s, done = make_events(40_000, 9), Store(url), []
    p = Processor(s, '', topic=topic, max_poll_records=500)
    commit = s.commit
    p.store = type('Slow', (), dict(commit=lambda self, *b, **kw: (time.sleep(.05), commit(*b, **kw))[1], __getattr__=lambda self, name: getattr(s, name)))()
    with broker(memory_limit='2MB', config={'segment.bytes': 100_000}) as addr:
        p.bootstrap_servers = addr
        reader = in_background(p.run, stop=(stop := threading.Event()), progress=False)
        assert wait(lambda: p.next)
        report = produce(events, addr, topic, compression='none')
        sent = position(s, topic)
        assert wait(lambda: position(s, topic) == len(events), 60)
        stop.set(); reader.join(30)
    assert report.acknowledged == len(events) and sent > len(events)/2, "the producer was ahead of the processor by more than the broker can hold"
    right(s, topic, events, events, 0)

# ---------------------------------------------------------------- the group
def members_with_partitions(addr, group):
    "How many members of the group have partitions, once the group is settled"
    admin = KafkaAdminClient(bootstrap_servers=addr)
    try: found = admin.describe_groups([group])[group]
    except KafkaError: return 0 # its coordinator is just starting
    finally: admin.close()
    return sum(bool(m['member_assignment']['assigned_partitions']) for m in found['members']) if found['group_state'] == 'Stable' else 0

@pytest.mark.parametrize('kind', ['sqlite', 'postgres'])
def test_two_processors_share_the_topic(addr, url, topic, start, kind, request, in_background):
    if kind == 'postgres': url = request.getfixturevalue('postgres_url')
    events, log, n_dup, n_poison = make_log(10_000, 10)
    s = Store(url)
    Processor(s, addr, topic=topic, group_id=topic).run(duration=0, progress=False)
    ws = [start(url, addr, topic, library=l, session_timeout=30) for l in LIBRARIES]        # nobody is killed: a busy machine must not put one out
    assert wait(lambda: members_with_partitions(addr, topic) == 2)
    sender = in_background(send_log, addr, log, topic, pause=0.1)
    assert wait(lambda: position(s, topic) == len(log), 60)
    metrics = [w.end() for w in ws]
    right(s, topic, events, log, n_poison)
    assert sum(m['new'] for m in metrics) == 10_000 and all(m['new'] > 0 for m in metrics), metrics

def test_members_come_and_go_in_the_middle_of_batches(addr, url, topic, start, in_background):
    events, log, n_dup, n_poison = make_log(12_000, 11)
    rng, s = random.Random(11), Store(url)
    Processor(s, addr, topic=topic, group_id=topic).run(duration=0, progress=False)
    ws = [start(url, addr, topic, library='confluent-kafka', max_poll_records=100, session_timeout=30)]
    sender = in_background(send_log, addr, log, topic, pause=0.12)
    for i in range(6):
        ws.append(start(url, addr, topic, library=LIBRARIES[i%2], max_poll_records=100, session_timeout=30))
        time.sleep(rng.uniform(.5, 1))
        ws.pop(rng.randrange(len(ws))).end()
    assert wait(lambda: position(s, topic) == len(log), 60)
    for w in ws: w.end()
    right(s, topic, events, log, n_poison)

@pytest.mark.parametrize('library', LIBRARIES)
def test_a_zombie_is_fenced(addr, url, topic, start, library, in_background):
    "A processor stops with a batch in its hands, for longer than its session; another one takes over; then it wakes up and wants to save the batch"
    events, log, n_dup, n_poison = make_log(8_000, 12)
    s = Store(url)
    Processor(s, addr, topic=topic, group_id=topic).run(duration=0, progress=False)
    zombie = start(url, addr, topic, hold=3, library=library, max_poll_records=300)
    in_background(send_log, addr, log, topic, pause=0.05)
    assert wait(lambda: os.path.exists(f'{zombie.log}.held'))
    heir = start(url, addr, topic, library=library)
    assert wait(lambda: position(s, topic) == len(log), 60)
    zombie.signal(signal.SIGCONT)
    time.sleep(1.5)
    fenced = zombie.end()['fenced']
    heir.end()
    assert fenced == 1
    right(s, topic, events, log, n_poison)

# ---------------------------------------------------------------- clocks
def test_clocks_that_are_wrong(addr, url, topic):
    "Three tills: one an hour slow, one half an hour fast, one a year ahead. Only the last is rejected, and it does not make the others late"
    now = pd.Timestamp.now('UTC').floor('ms')
    events = make_events(3000, 13, days=2, start=(now-pd.Timedelta('3D')).tz_localize(None))
    skew = {'PH0': pd.Timedelta('-1h'), 'PH1': pd.Timedelta('30min'), 'PH2': pd.Timedelta('365D')}
    told = events.assign(event_time=[t+skew[l] for t,l in zip(events.event_time, events.location_id)])
    produce(told.sample(frac=1, random_state=0).sort_index(), addr, topic, sort=False)
    s = Store(url)
    m = Processor(s, addr, topic=topic, group_id=topic).run(until='end', progress=False)
    ahead = told.location_id == 'PH2'
    assert (m['late'], m['dead']) == (0, ahead.sum())
    right(s, topic, told[~ahead], told, ahead.sum())

# ---------------------------------------------------------------- the database
def test_another_program_holds_the_lock(addr, url, topic, start, in_background):
    events, log, n_dup, n_poison = make_log(4000, 14)
    s = Store(url)
    w = start(url, addr, topic, patience=500)     # ms that SQLite itself waits
    in_background(send_log, addr, log, topic, pause=0.2)
    assert wait(lambda: position(s, topic) > 300)
    other = sqlite3.connect(s.url.database, isolation_level=None)
    other.execute('BEGIN IMMEDIATE')
    at = position(s, topic)
    time.sleep(8)           # much longer than that
    assert position(s, topic) == at and w.alive
    other.execute('ROLLBACK'); other.close()
    assert wait(lambda: position(s, topic) == len(log))
    assert w.end()['retries'] > 0
    right(s, topic, events, log, n_poison)

def test_postgresql_goes_away(addr, postgres_url, postgres_server, topic, start, in_background):
    "All connections are cut and none is let in for three seconds, twice; the processor goes on by itself"
    events, log, n_dup, n_poison = make_log(6000, 17)
    s, name = Store(postgres_url), postgres_url.rpartition('/')[2]
    admin = sa.create_engine(f'{postgres_server}/postgres', isolation_level='AUTOCOMMIT')
    def sql(text):
        with admin.connect() as c: c.exec_driver_sql(text)
    w = start(postgres_url, addr, topic, library='confluent-kafka')
    in_background(send_log, addr, log, topic, pause=0.2)
    for _ in range(2):
        before = position(s, topic)
        assert wait(lambda: position(s, topic) > before+300)
        s.close()
        sql(f'ALTER DATABASE {name} ALLOW_CONNECTIONS false')
        sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        time.sleep(3)
        assert w.alive
        sql(f'ALTER DATABASE {name} ALLOW_CONNECTIONS true')
    assert wait(lambda: position(s, topic) == len(log), 60)
    assert w.end()['retries'] > 0
    right(s, topic, events, log, n_poison)
    admin.dispose()

@contextlib.contextmanager
def small_disk(tmp_path):
    "A file system of 1 MB, and a function that gives it more room; without the right to mount one, a limit on SQLite's pages"
    disk = tmp_path/'disk'; disk.mkdir()
    if os.getuid() or subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], capture_output=True).returncode:
        pages = [250]
        def limit(conn, record): conn.execute(f'PRAGMA max_page_count={pages[0]}')
        sa.event.listen(sa.pool.Pool, 'connect', limit)
        try: yield disk, lambda: pages.__setitem__(0, 1<<30)
        finally: sa.event.remove(sa.pool.Pool, 'connect', limit)
        return
    try: yield disk, lambda: subprocess.run(['mount', '-o', 'remount,size=64m', disk], check=True)
    finally: subprocess.run(['umount', '-l', disk], check=True)

def test_the_disk_is_full(addr, topic, tmp_path):
    "The processor waits; what is stored stays whole; with room again it goes on"
    events, log, n_dup, n_poison = make_log(20_000, 15)
    log = [m for m in log if len(m[1]) < 100_000]
    send_log(addr, log, topic)
    with small_disk(tmp_path) as (disk, more_room):
        s = Store(f'sqlite:///{disk}/store.db')
        with pytest.raises(StoreError, match="full; release the lock or free some space, and start again: nothing is lost"):
            Processor(s, addr, topic=topic, store_patience=1, max_poll_records=200).run(until='end', progress=False)
        with sqlite3.connect(s.url.database) as c: assert c.execute('PRAGMA integrity_check').fetchone() == ('ok',)
        half = position(s, topic)
        assert 0 < half < len(log)
        s.close()
        more_room()
        s = Store(f'sqlite:///{disk}/store.db')
        Processor(s, addr, topic=topic, group_id=topic).run(until='end', progress=False)
        right(s, topic, events, log, len(s.dead_letters()))
        s.close()

# ---------------------------------------------------------------- each guard matters
class Crash(BaseException): "As if the process had ended here"

def _overtaken(url, addr, topic, seed):
    """A hard schedule. One processor has read its first batch and stalls before the commit. Another one, which has an own group and so reads everything, crashes inside a transaction, is started again, works to the end of the log, and
    forgets the ids from before its horizon of two days. Then the first one wakes up and commits."""
    events, log, n_dup, n_poison = make_log(4000, seed)
    send_log(addr, log, topic, partitions=2)
    s, options = Store(url), dict(topic=topic, dedup_horizon='2D', lateness='2h', max_poll_records=200)
    commit, add, overtaken, adds = s.commit, store_module._add_demand, [], [0]
    def crash_once(conn, rows):
        adds[0] += 1
        if adds[0] == 4: raise Crash
        return add(conn, rows)
    def late(*batches, **kw):
        if not overtaken:
            overtaken.append(1)
            with pytest.MonkeyPatch.context() as m:
                m.setattr(store_module, '_add_demand', crash_once)
                with pytest.raises(Crash): Processor(url, addr, group_id='heir', **options).run(until='end', progress=False)
            Processor(url, addr, group_id='heir', **options).run(until='end', progress=False)
        return commit(*batches, **kw)
    slow = Processor(s, addr, group_id='slow', **options)
    slow.store = type('Late', (), dict(commit=staticmethod(late), __getattr__=lambda self, name: getattr(s, name)))()
    m = slow.run(until='end', progress=False)
    return s, m, events, log, n_poison

def _no_fence(batches, stored, forgotten): "Let everybody write"
def _all_are_new(batches, memory): return [b.events for b in batches]
def _torn(commit):
    "Positions first, in a transaction of their own; then everything else"
    def torn(self, *batches, **kw):
        with self.begin() as c:
            store_module._fence(batches, store_module._lock(c, batches), None)
            store_module._move_on(c, batches, [[] for _ in batches])
        with pytest.MonkeyPatch.context() as m:
            m.setattr(store_module, '_fence', _no_fence)
            return commit(self, *batches, **kw)
    return torn

@pytest.mark.parametrize('without', [None, 'the fence', 'the event ids', 'one transaction'])
def test_each_guard_matters(addr, url, topic, monkeypatch, without):
    "The same schedule is right with all guards, and wrong without any one of them"
    if without == 'the fence': monkeypatch.setattr(store_module, '_fence', _no_fence)
    if without == 'the event ids': monkeypatch.setattr(store_module, '_unseen', _all_are_new)
    if without == 'one transaction': monkeypatch.setattr(Store, 'commit', _torn(Store.commit))
    s, m, events, log, n_poison = _overtaken(url, addr, topic, 16)
    units, true = sum(stored(s).values()), sum(truth(events).values())
    repeats = s.dead_letters().reason.str.startswith('older than').sum() # those that came after more than two days
    if without is None: right(s, topic, events, log, n_poison+repeats); assert m['fenced'] > 0
    elif without == 'one transaction': assert units < true, "a crash between the two transactions loses what was read"
    else: assert units > true, "what is read again is counted again"
