"""Nothing lost, nothing counted twice: producer, broker and processor as processes of their own, with faults

Set PHARMOPT_KAFKA=host:port to run the same checks against Apache Kafka."""
import contextlib, json, os, random, signal, subprocess, sys, threading, time, uuid
import numpy as np, pandas as pd, pytest
from kafka import KafkaConsumer, KafkaProducer
from sqlalchemy.exc import OperationalError
from pharmopt import store as store_module
from pharmopt.broker import broker
from pharmopt.data import NANO, period_start, to_demand
from pharmopt.store import Store, StoreError
from pharmopt.clients import ensure_topic, partitioner
from pharmopt.stream import Processor, encode_events, produce

posix = pytest.mark.skipif(os.name != 'posix', reason="needs POSIX signals")
EXTERNAL = os.environ.get('PHARMOPT_KAFKA')
SESSION = 6. if EXTERNAL else 1. # s; Apache Kafka's least is 6

@contextlib.contextmanager
def kafka():
    "The address of Apache Kafka, or of an embedded broker for as long as the block lasts"
    if EXTERNAL: yield EXTERNAL; return
    with broker() as a: yield a

# ---------------------------------------------------------------- what goes in, what must come out
def make_events(n, seed, days=10, n_items=40, start='2025-01-01'):
    rng = np.random.default_rng(seed)
    item = rng.integers(0, n_items, n)
    return pd.DataFrame(dict(event_id=[str(uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(n)],
        event_time=pd.Timestamp(start, tz='UTC') + pd.to_timedelta(np.sort(rng.integers(0, days*86_400_000, n)), unit='ms'),
        location_id=[f'PH{i%3}' for i in item], medicine_id=[f'M{i:03d}' for i in item], quantity=np.round(rng.gamma(2, 3, n)+0.001, 3)))

def truth(events, freq='D'):
    "Exact sums of the distinct events, in whole billionths"
    e = events.drop_duplicates('event_id')
    key = [(f'{l}/{m}', t) for l,m,t in zip(e.location_id, e.medicine_id, period_start(e.event_time, freq))]
    return pd.Series(np.rint(e.quantity.to_numpy()*NANO).astype('int64'), index=pd.MultiIndex.from_tuples(key)).groupby(level=[0, 1]).sum().to_dict()

def stored(store):
    with store.engine.connect() as c: rows = c.exec_driver_sql('SELECT unique_id, ds, y_nano FROM demand').all()
    return {(u, pd.Timestamp(ds)): n for u,ds,n in rows}

POISON = [b'', b'not json', b'{}', b'[1]', b'\xff\xfe\x00', b'{"event_id":1}', b'[' * 5000]
def poison(rng, good):
    e = json.loads(rng.choice(good))
    bad = rng.choice([dict(quantity=-5), dict(quantity=0), dict(quantity='many'), dict(quantity=1e12), dict(event_time='soon'), dict(event_time='2190-01-01T00:00:00Z'),
                      dict(event_id='x'), dict(location_id='a/b'), dict(medicine_id='tab\there'), dict(medicine_id='x'*101), dict(quantity=None), None])
    return rng.choice(POISON) if bad is None else json.dumps({**e, **bad}).encode()

def make_log(n, seed):
    "Messages: events reordered by up to an hour, 5 % of them twice, and 1 % poison"
    rng, events = random.Random(seed), make_events(n, seed)
    jitter = pd.to_timedelta([rng.uniform(0, 3600) for _ in range(n)], unit='s')
    shuffled = events.iloc[np.argsort((events.event_time + jitter).to_numpy(), kind='stable')]
    keys, values = encode_events(shuffled)
    log = list(zip(keys, values))
    for i in rng.sample(range(n), n//20): log.insert(min(len(log), i+rng.randrange(1, 2000)), log[i])
    log = [m for m in log]
    n_dup, n_poison = len(log)-n, n//100
    for _ in range(n_poison): log.insert(rng.randrange(len(log)), (rng.choice(keys), poison(rng, values)))
    return events, log, n_dup, n_poison

def send_log(addr, log, topic='prescriptions', partitions=4, pause=0.):
    ensure_topic(addr, topic, partitions)
    p, find = KafkaProducer(bootstrap_servers=addr, linger_ms=5), partitioner(partitions)
    for i in range(0, len(log), 200):
        for k,v in log[i:i+200]: p.send(topic, key=k, value=v, partition=find(k))
        if pause: time.sleep(pause)
    p.flush(30); p.close()

@pytest.fixture
def url(tmp_path): return f'sqlite:///{tmp_path}/store.db'
@pytest.fixture(scope='module')
def shared():
    with kafka() as a: yield a
@pytest.fixture
def topic(): return f't-{uuid.uuid4().hex[:8]}'

WORKER = """
import json, sys
from pharmopt.store import Store
from pharmopt.stream import Processor
url, addr, topic, session = sys.argv[1:]
print(json.dumps(Processor(Store(url), addr, topic=topic, session_timeout=float(session)).run(progress=False), default=str))
"""
def worker(url, addr, topic): return subprocess.Popen([sys.executable, '-c', WORKER, url, addr, topic, str(SESSION)], stdout=subprocess.PIPE)
def position(store, topic): return sum(p.next for p in store.positions(topic).values())
def wait(condition, timeout=40):
    end = time.time()+timeout
    while time.time() < end:
        if condition(): return True
        time.sleep(0.02)
    return False

# ---------------------------------------------------------------- sums
@pytest.mark.parametrize('freq, seed', [('D', 0), ('h', 1), ('W', 2)])
def test_sums_are_exact_with_duplicates_poison_and_disorder(shared, url, topic, freq, seed):
    events, log, n_dup, n_poison = make_log(5000, seed)
    send_log(shared, log, topic)
    s = Store(url)
    m = Processor(s, shared, topic=topic, freq=freq).run(until='end', progress=False)
    assert stored(s) == truth(events, freq)
    table = to_demand(events, freq)
    assert {(u, d): y for u,d,y in zip(table.unique_id, table.ds, table.y) if y} == {k: n/NANO for k,n in stored(s).items()}
    assert (m['processed'], m['new'], m['duplicates'], m['dead'], m['lag']) == (len(log), 5000, n_dup, n_poison, 0)
    letters = s.dead_letters()
    assert len(letters) == n_poison and letters.reason.str.len().min() > 5
    c = KafkaConsumer(f'{topic}.dlq', bootstrap_servers=shared, auto_offset_reset='earliest', consumer_timeout_ms=800)
    relayed = list(c); c.close()
    assert len({r.key for r in relayed}) == n_poison
    assert {(dict(r.headers)['partition'], dict(r.headers)['offset'], r.value) for r in relayed} == {(b'%d' % d.part, b'%d' % d.record_offset, bytes(d.raw)) for d in letters.itertuples()}

@posix
def test_kill_9_at_random_moments(url, topic):
    events, log, n_dup, n_poison = make_log(20_000, 3)
    rng, s = random.Random(3), Store(url)
    with kafka() as addr:
        Processor(s, addr, topic=topic).run(duration=0, progress=False)
        moments, cuts = [], np.linspace(0, len(log), 7).astype(int)
        def send(i): send_log(addr, log[cuts[i]:cuts[i+1]], topic, pause=0.05)
        for i in range(5):
            sender = threading.Thread(target=send, args=(i,), daemon=True); sender.start()
            w, before = worker(url, addr, topic), position(s, topic)
            assert wait(lambda: position(s, topic) > before), "the processor made no progress after a restart"
            time.sleep(rng.uniform(0, 0.3))
            w.kill(); w.wait(); w.stdout.close()
            moments.append(position(s, topic))
            sender.join(30)
        send(5)
        rest = Processor(s, addr, topic=topic, session_timeout=SESSION).run(until='end', progress=False)
    assert len(set(moments)) == 5 and moments[-1] < len(log) and rest['processed'] > 0, moments
    assert stored(s) == truth(events)
    assert position(s, topic) == len(log) and len(s.dead_letters()) == n_poison

@posix
def test_two_processors_share_the_topic_and_sigterm_ends_them(url, topic):
    events, log, n_dup, _ = make_log(10_000, 4)
    s = Store(url)
    with kafka() as addr:
        Processor(s, addr, topic=topic).run(duration=0, progress=False)
        ws = [worker(url, addr, topic) for _ in range(2)]
        admin_ready = time.time()
        time.sleep(2.5)
        send_log(addr, log, topic, pause=0.02)
        assert wait(lambda: position(s, topic) == len(log))
        for w in ws: w.send_signal(signal.SIGTERM)
        metrics = [json.loads(w.communicate(timeout=15)[0]) for w in ws]
        assert [w.returncode for w in ws] == [0, 0]
    assert stored(s) == truth(events)
    assert sum(m['new'] for m in metrics) == 10_000 and all(m['new'] > 0 for m in metrics), metrics

def stop_between_transactions(process, store):
    "SIGSTOP, but not inside a transaction: SQLite's lock would stay with the sleeper"
    import sqlite3
    for _ in range(200):
        process.send_signal(signal.SIGSTOP)
        c = sqlite3.connect(store.url.database, timeout=0.05, isolation_level=None)
        try: c.execute('BEGIN IMMEDIATE'); c.execute('ROLLBACK'); return
        except sqlite3.OperationalError: process.send_signal(signal.SIGCONT); time.sleep(0.01)
        finally: c.close()
    raise AssertionError("the process was never outside a transaction")

@posix
def test_a_zombie_cannot_write(url, topic):
    "A processor is stopped for longer than its session, another one takes over, then it wakes up"
    events, log, _, n_poison = make_log(12_000, 5)
    s = Store(url)
    with kafka() as addr:
        Processor(s, addr, topic=topic).run(duration=0, progress=False)
        zombie = worker(url, addr, topic)
        sender = threading.Thread(target=send_log, args=(addr, log, topic), kwargs=dict(pause=0.08), daemon=True)
        sender.start()
        assert wait(lambda: position(s, topic) > 500)
        stop_between_transactions(zombie, s)
        heir = worker(url, addr, topic)
        at = position(s, topic)
        took_over = wait(lambda: position(s, topic) > at+500)
        zombie.send_signal(signal.SIGCONT)
        assert took_over
        sender.join(60)
        assert wait(lambda: position(s, topic) == len(log))
        for w in (zombie, heir): w.terminate(); w.communicate(timeout=15)
    assert stored(s) == truth(events) and len(s.dead_letters()) == n_poison

# ---------------------------------------------------------------- each guard matters
def interleaved(url, addr, topic):
    "Two processors that do not know of each other read the same log; the second overtakes the first in the middle of a batch"
    s = Store(url)
    slow, fast = Processor(s, addr, topic=topic, group_id='slow'), Processor(s, addr, topic=topic, group_id='fast')
    commit, overtaken = s.commit, []
    def commit_late(batch, **kw):
        if not overtaken:
            overtaken.append(1)
            fast.run(until='end', progress=False)
        return commit(batch, **kw)
    slow.store = type('Slow', (), dict(commit=staticmethod(commit_late), __getattr__=lambda self, name: getattr(s, name)))()
    return s, slow.run(until='end', progress=False)

def no_fence(conn, b):
    t = store_module.tables.positions
    conn.execute(store_module._insert(conn, t).values(topic=b.topic, part=b.partition, cluster_id=b.cluster_id, next=b.start).on_conflict_do_nothing())

@pytest.mark.parametrize('fence, dedup, right', [(True, True, True), (True, False, True), (False, True, True), (False, False, False)])
def test_fence_against_an_overtaken_processor(shared, url, topic, monkeypatch, fence, dedup, right):
    "Without repeats in the log either guard is enough, and without both the sums are wrong"
    events = make_events(800, 6)
    produce(events, shared, topic)
    if not fence: monkeypatch.setattr(store_module, '_fence', no_fence)
    if not dedup: _no_dedup(monkeypatch)
    s, m = interleaved(url, shared, topic)
    assert (stored(s) == truth(events)) == right
    if fence: assert m['fenced'] > 0
    if not right: assert sum(stored(s).values()) > sum(truth(events).values())

def _no_dedup(monkeypatch):
    "Every event counts; ids are not kept"
    def all_of_them(conn, b):
        conn.execute(store_module.tables.seen.delete().where(store_module.tables.seen.c.topic == b.topic))
        return list({i: (uuid.uuid4().bytes, *e[1:]) for i,e in enumerate(b.events)}.values())
    monkeypatch.setattr(store_module, '_unseen', all_of_them)

def test_without_event_ids_repeats_are_counted(shared, url, topic, monkeypatch):
    events, log, n_dup, _ = make_log(2000, 7)
    send_log(shared, log, topic)
    _no_dedup(monkeypatch)
    s = Store(url)
    Processor(s, shared, topic=topic).run(until='end', progress=False)
    assert sum(stored(s).values()) > sum(truth(events).values())

def test_offsets_saved_apart_from_sums_lose_or_repeat(shared, url, topic, monkeypatch):
    "A crash between saving the sums and saving the offset, with the two in separate transactions, counts a batch twice"
    events = make_events(600, 8)
    produce(events, shared, topic)
    s = Store(url)
    _no_dedup(monkeypatch)
    commit, crashed = s.commit, []
    def torn(batch, **kw):
        done = commit(batch, **kw)
        if not crashed:
            crashed.append(batch)
            with s.begin() as c: c.exec_driver_sql('UPDATE positions SET next = ? WHERE topic = ? AND part = ?', (batch.start, batch.topic, batch.partition)) # the offset was never saved
            raise KeyboardInterrupt
        return done
    p = Processor(s, shared, topic=topic)
    p.store = type('Torn', (), dict(commit=staticmethod(torn), __getattr__=lambda self, name: getattr(s, name)))()
    with pytest.raises(KeyboardInterrupt): p.run(until='end', progress=False)
    Processor(s, shared, topic=topic).run(until='end', progress=False)
    assert sum(stored(s).values()) > sum(truth(events).values())

# ---------------------------------------------------------------- time
@pytest.mark.skipif(bool(EXTERNAL), reason="Apache Kafka keeps its log")
def test_a_new_broker_is_a_new_log(url):
    events, s = make_events(1000, 9), Store(url)
    for _ in range(2):
        with broker(partitions=4) as addr:
            produce(events, addr)
            m = Processor(s, addr).run(until='end', progress=False)
    assert m['duplicates'] == 1000 and m['late'] == 0 and stored(s) == truth(events)

@pytest.mark.skipif(not EXTERNAL, reason="the embedded broker gives topics no ids")
def test_a_topic_that_was_made_again_is_a_new_log(shared, url, topic):
    from kafka import KafkaAdminClient
    before, after, s = make_events(1000, 22), make_events(300, 23), Store(url)
    admin = KafkaAdminClient(bootstrap_servers=shared)
    produce(before, shared, topic)
    Processor(s, shared, topic=topic).run(until='end', progress=False)
    admin.delete_topics([topic])
    assert wait(lambda: topic not in admin.list_topics())
    admin.close()
    produce(after, shared, topic)
    assert Processor(s, shared, topic=topic).run(until='end', progress=False)['new'] == 300
    assert stored(s) == truth(pd.concat([before, after]))

def test_one_event_from_the_future_does_no_harm(shared, url, topic):
    events = make_events(300, 10)
    future = events.iloc[:1].assign(event_id=str(uuid.uuid4()), event_time=pd.Timestamp.now('UTC')+pd.Timedelta('30D'))
    produce([future, events], shared, topic)
    s = Store(url)
    m = Processor(s, shared, topic=topic).run(until='end', progress=False)
    assert (m['dead'], m['late']) == (1, 0) and stored(s) == truth(events)
    assert 'future' in s.dead_letters().reason.iloc[0]

def test_simulated_time_may_run_ahead(shared, url, topic):
    events = make_events(300, 11, start='2035-01-01')
    produce(events, shared, topic)
    s = Store(url)
    assert Processor(s, shared, topic=topic, max_skew=None).run(until='end', progress=False)['dead'] == 0
    assert stored(s) == truth(events)

def test_too_old_events_and_forgotten_ids(shared, url, topic):
    old, new = make_events(200, 12, days=2), make_events(200, 13, days=2, start='2025-03-01')
    produce([old, new, old], shared, topic)
    s = Store(url)
    m = Processor(s, shared, topic=topic, dedup_horizon='10D').run(until='end', progress=False)
    assert (m['new'], m['dead'], m['duplicates']) == (400, 200, 0) and stored(s) == truth(pd.concat([old, new]))
    with s.engine.connect() as c: assert c.exec_driver_sql('SELECT count(*) FROM seen').scalar() == 200
    keep = Store(url.replace('store.db', 'keep.db'))
    m = Processor(keep, shared, topic=topic, group_id='keep', dedup_horizon=None).run(until='end', progress=False)
    assert (m['new'], m['dead'], m['duplicates']) == (400, 0, 200) and stored(keep) == stored(s)

# ---------------------------------------------------------------- broker and database in trouble
def test_a_broker_that_is_not_there(url):
    for call in (lambda: produce(make_events(1, 0), '127.0.0.1:9', timeout=1), lambda: Processor(url, '127.0.0.1:9', timeout=1).run(progress=False)):
        t0 = time.time()
        with pytest.raises(ConnectionError, match="no Kafka broker answered at '127.0.0.1:9' within 1 s"): call()
        assert time.time()-t0 < 10

def test_a_locked_database_is_waited_for(shared, url, topic):
    events = make_events(300, 14)
    produce(events, shared, topic)
    s, failures = Store(url), [3]
    p = Processor(s, shared, topic=topic, store_patience=20)
    commit = s.commit
    def locked(batch, **kw):
        if failures[0]: failures[0] -= 1; raise OperationalError('COMMIT', {}, Exception("database is locked"))
        return commit(batch, **kw)
    p.store = type('Locked', (), dict(commit=staticmethod(locked), __getattr__=lambda self, name: getattr(s, name)))()
    assert p.run(until='end', progress=False)['retries'] == 3 and stored(s) == truth(events)
    failures[0], p.store_patience = 10**9, 0.2
    produce(make_events(10, 15), shared, topic)
    with pytest.raises(StoreError, match="database is locked; release the lock"): p.run(until='end', progress=False)

def test_deleted_messages_are_noticed(shared, url, topic):
    from kafka import KafkaAdminClient, TopicPartition
    s, admin = Store(url), KafkaAdminClient(bootstrap_servers=shared)
    produce(make_events(100, 16), shared, topic, partitions=1)
    Processor(s, shared, topic=topic).run(until='end', progress=False)
    produce(make_events(100, 17), shared, topic)
    admin.delete_records({TopicPartition(topic, 0): 150}); admin.close()
    m = Processor(s, shared, topic=topic).run(until='end', progress=False)
    assert (m['lost'], m['new']) == (50, 50) and len(s.alerts()) == 1

def test_transactional_producers_are_read_to_the_end(shared, url, topic):
    events = make_events(100, 18)
    keys, values = encode_events(events)
    ensure_topic(shared, topic)
    p = KafkaProducer(bootstrap_servers=shared, transactional_id=uuid.uuid4().hex)
    p.init_transactions()
    for keep in (True, False):
        p.begin_transaction()
        for k,v in zip(keys, values): p.send(topic, key=k, value=v)
        p.flush(); (p.commit_transaction if keep else p.abort_transaction)()
    p.close()
    s = Store(url)
    m = Processor(s, shared, topic=topic).run(until='end', duration=20, progress=False)
    assert (m['new'], m['duplicates'], m['lost']) == (100, 0, 0) and stored(s) == truth(events)

# ---------------------------------------------------------------- the producer
PRODUCER = """
import itertools, sys
import pandas as pd, uuid
from pharmopt.stream import produce
def frames():
    for i in itertools.count():
        yield pd.DataFrame(dict(event_id=[str(uuid.uuid4()) for _ in range(50)], event_time=pd.Timestamp.now('UTC'), location_id='PH1', medicine_id='M1', quantity=1.))
        if i == 5: print('going', flush=True)
r = produce(frames(), sys.argv[1], topic=sys.argv[2], progress=False)
print(r.sent, r.acknowledged, r.interrupted)
"""
@posix
def test_ctrl_c_flushes_the_producer(shared, topic):
    p = subprocess.Popen([sys.executable, '-c', PRODUCER, shared, topic], stdout=subprocess.PIPE, text=True)
    assert p.stdout.readline() == 'going\n'
    p.send_signal(signal.SIGINT)
    out, _ = p.communicate(timeout=20)
    sent, acknowledged, interrupted = out.split()
    assert p.returncode == 0 and sent == acknowledged and interrupted == 'True'
    c = KafkaConsumer(topic, bootstrap_servers=shared, auto_offset_reset='earliest', consumer_timeout_ms=1500)
    assert sum(1 for _ in c) == int(sent)
    c.close()

def test_rate_and_stop(shared, topic):
    r = produce(make_events(1000, 19), shared, topic, rate=1000)
    assert 0.9 < r.seconds < 2 and r.acknowledged == 1000
    stop = threading.Event(); threading.Timer(0.3, stop.set).start()
    r = produce(make_events(1000, 20), shared, topic, rate=100, stop=stop)
    assert r.interrupted and 10 < r.acknowledged < 100

def test_metrics_latency_is_measured(shared, url, topic):
    t = threading.Thread(target=produce, args=(make_events(500, 21), shared, topic), kwargs=dict(rate=500), daemon=True)
    stop, seen = threading.Event(), []
    p = Processor(url, shared, topic=topic)
    def watch(m):
        seen.append(m)
        if m['processed'] >= 500: stop.set()
    threading.Timer(1, t.start).start()
    m = p.run(stop=stop, duration=15, progress=watch)
    assert m['processed'] == 500 and 0 < m['p50'] <= m['p95'] <= m['p99'] < 5000
    assert m['lag'] == 0 and m['complete_until'] is not None and len(seen) >= 1
