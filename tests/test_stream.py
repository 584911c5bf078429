"From messages to the demand table, on the embedded broker and on Apache Kafka; test_faults.py does the same with things going wrong."
import importlib.util, os, signal, subprocess, sys, threading, time, types, uuid
import numpy as np, pandas as pd, pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import NewTopic
from sqlalchemy.exc import OperationalError
from pharmopt.broker import broker
from pharmopt.clients import ensure_topic
from pharmopt.data import to_demand
from pharmopt.periods import Periods, to_ms
from pharmopt.store import Store, StoreError
from pharmopt.stream import Processor, encode_events, produce
from streaming import NANO, make_events, make_log, position, send_log, stored, truth, wait

posix = pytest.mark.skipif(os.name != 'posix', reason="needs POSIX signals")
libraries = pytest.mark.parametrize('library', ['kafka-python', pytest.param('confluent-kafka', marks=pytest.mark.skipif(importlib.util.find_spec('confluent_kafka') is None, reason="confluent-kafka is not installed"))])

@pytest.fixture
def url(tmp_path): return f'sqlite:///{tmp_path}/store.db'
@pytest.fixture
def topic(): return f't-{uuid.uuid4().hex[:8]}'

# ---------------------------------------------------------------- sums
@libraries
@pytest.mark.parametrize('freq, seed', [('D', 0), ('h', 1), ('W', 2)])
def test_sums_are_exact_with_duplicates_poison_and_disorder(addr, url, topic, freq, seed, library):
    events, log, n_dup, n_poison = make_log(5000, seed)
    send_log(addr, log, topic)
    s = Store(url)
    m = Processor(s, addr, topic=topic, freq=freq, library=library).run(until='end', progress=False)
    assert stored(s) == truth(events, freq)
    table = to_demand(events, freq)
    assert {(u, d): y for u,d,y in zip(table.unique_id, table.ds, table.y) if y} == {k: n/NANO for k,n in stored(s).items()}
    assert (m['processed'], m['new'], m['duplicates'], m['dead'], m['lag']) == (len(log), 5000, n_dup, n_poison, 0)
    letters = s.dead_letters()
    assert len(letters) == n_poison and letters.reason.str.len().min() > 5
    relayed = on_topic(addr, f'{topic}.dlq')
    assert len({r.key for r in relayed}) == n_poison
    assert {(dict(r.headers)['partition'], dict(r.headers)['offset'], r.value) for r in relayed} == {(b'%d' % d.part, b'%d' % d.record_offset, bytes(d.raw)) for d in letters.itertuples()}
    assert letters.raw.str.len().max() == 1<<16 and letters['size'].max() > 1_000_000    # a long one is cut, and its length known

def on_topic(addr, topic):
    "All messages of a topic, up to its present end"
    c, found, until = KafkaConsumer(bootstrap_servers=addr, auto_offset_reset='earliest', enable_auto_commit=False), [], time.monotonic()+120
    try:
        while not (parts := c.partitions_for_topic(topic)) and time.monotonic()<until: time.sleep(.1)       # a new topic is not known at once
        parts = [TopicPartition(topic, p) for p in parts or ()]
        c.assign(parts); c.seek_to_beginning(*parts)
        end = c.end_offsets(parts)
        while any(c.position(p)<end[p] for p in parts):
            assert time.monotonic()<until, 'the end of the topic was not reached'
            for records in c.poll(200).values(): found += records
    finally: c.close()
    return found

def test_a_letter_that_its_topic_refuses_is_tried_again_alone(addr, url, topic):
    "The dead-letter topic takes short messages only, until it is made anew"
    admin, short, long, s = KafkaAdminClient(bootstrap_servers=addr), b'not json', b'x'*5000, Store(url)
    admin.create_topics([NewTopic(f'{topic}.dlq', 1, -1, topic_configs={'max.message.bytes': '2000'})])
    send_log(addr, [(b'k', short), (b'k', long)], topic, partitions=1)
    for _ in range(2): Processor(s, addr, topic=topic).run(until='end', progress=False)
    assert [bytes(r) for r in s.dead_letters(relayed=False).raw] == [long]
    assert [r.value for r in on_topic(addr, f'{topic}.dlq')] == [short]
    admin.delete_topics([f'{topic}.dlq'])
    assert wait(lambda: f'{topic}.dlq' not in admin.list_topics())
    admin.close()
    Processor(s, addr, topic=topic).run(until='end', progress=False)
    assert not len(s.dead_letters(relayed=False)) and [r.value for r in on_topic(addr, f'{topic}.dlq')] == [long]

# ---------------------------------------------------------------- the group
@libraries
def test_partitions_that_went_to_another_processor_are_no_longer_ours(addr, url, topic, library):
    events, stop = make_events(400, 26), threading.Event()
    produce(events[:200], addr, topic)
    ps = [Processor(Store(url), addr, topic=topic, group_id=topic, library=library) for _ in range(2)]
    threads = [threading.Thread(target=p.run, kwargs=dict(stop=stop, progress=False), daemon=True) for p in ps]
    def ours(): return [set(p.snapshot.get('partitions', ())) for p in ps]
    try:
        threads[0].start(); assert wait(lambda: ours()[0] == {0, 1, 2, 3})
        threads[1].start(); assert wait(lambda: len(ours()[1]) == 2 and ours()[0] == {0, 1, 2, 3}-ours()[1]), ours()
        produce(events[200:], addr, topic)
        assert wait(lambda: position(ps[0].store, topic) == 400)
    finally: stop.set(); [t.join(20) for t in threads if t.ident]
    assert stored(ps[0].store) == truth(events) and sum(p.counts['new'] for p in ps) == 400 and ps[1].counts['new'] > 0

@libraries
def test_a_fenced_processor_goes_on_where_the_other_one_stopped(addr, url, topic, library, request):
    "Two groups by mistake write to one store: each event is counted by one of them, and none waits for ever"
    events, s = make_events(300, 27), Store(url)
    produce(events[:100], addr, topic, partitions=1)
    ours = Processor(s, addr, topic=topic, group_id=f'{topic}-a', library=library, session_timeout=30)
    def counted(n): return wait(lambda: ours.step() is not None and ours.counts['new'] == n, 15)
    with ours:
        ours.open(); assert counted(100)
        produce(events[100:200], addr, topic)
        Processor(Store(url), addr, topic=topic, group_id=f'{topic}-b').run(until='end', progress=False)
        produce(events[200:], addr, topic)
        assert counted(200)
    if 'embedded' in request.node.callspec.id: assert ours.counts['fenced'] > 0    # Apache Kafka may give the partition out anew meanwhile; then the store is asked where to go on
    assert stored(s) == truth(events) and position(s, topic) == 300

@libraries
@pytest.mark.embedded_only
def test_a_processor_that_was_overtaken_is_refused_once(addr, url, topic, library):
    "Its stored position is asked for in all its partitions, also in those whose messages it has not yet handed in"
    events, s = make_events(2000, 31), Store(url)
    produce(events, addr, topic, partitions=4, progress=False)
    with Processor(s, addr, topic=topic, group_id=f'{topic}-a', library=library, max_poll_records=100) as slow:
        slow.open()
        assert wait(lambda: slow.step() >= 0 and slow.counts['processed'] >= 100, 15)
        Processor(Store(url), addr, topic=topic, group_id=f'{topic}-b', library=library).run(until='end', progress=False)
        assert wait(lambda: slow.step(.1) >= 0 and sum(slow.next.values()) == 2000, 15)
        assert slow.counts['fenced'] == 1 and slow.counts['processed'] < 2000
    assert stored(s) == truth(events)

# ---------------------------------------------------------------- time
def test_a_new_broker_is_a_new_log(url):
    events, s = make_events(1000, 9), Store(url)
    for _ in range(2):
        with broker(partitions=4) as addr:
            produce(events, addr)
            m = Processor(s, addr).run(until='end', progress=False)
    assert m['duplicates'] == 1000 and m['late'] == 0 and stored(s) == truth(events)

def test_a_topic_that_was_made_again_is_a_new_log(addr, url, topic):
    before, after, s = make_events(1000, 22), make_events(300, 23), Store(url)
    admin = KafkaAdminClient(bootstrap_servers=addr)
    produce(before, addr, topic)
    Processor(s, addr, topic=topic).run(until='end', progress=False)
    admin.delete_topics([topic])
    assert wait(lambda: topic not in admin.list_topics())
    admin.close()
    produce(after, addr, topic)
    assert Processor(s, addr, topic=topic).run(until='end', progress=False)['new'] == 300
    assert stored(s) == truth(pd.concat([before, after]))

def test_one_event_from_the_future_does_no_harm(addr, url, topic):
    events = make_events(300, 10)
    future = events.iloc[:1].assign(event_id=str(uuid.uuid4()), event_time=pd.Timestamp.now('UTC')+pd.Timedelta('30D'))
    produce([future, events], addr, topic)
    s = Store(url)
    m = Processor(s, addr, topic=topic).run(until='end', progress=False)
    assert (m['dead'], m['late']) == (1, 0) and stored(s) == truth(events)
    assert 'future' in s.dead_letters().reason.iloc[0]

def test_simulated_time_may_run_ahead(addr, url, topic):
    events = make_events(300, 11, start='2035-01-01')
    produce(events, addr, topic)
    s = Store(url)
    assert Processor(s, addr, topic=topic, max_skew=None).run(until='end', progress=False)['dead'] == 0
    assert stored(s) == truth(events)

def test_too_old_events_and_forgotten_ids(addr, url, topic):
    old, new = make_events(200, 12, days=2), make_events(200, 13, days=2, start='2025-03-01')
    s, total = Store(url), dict(new=0, dead=0, duplicates=0)
    for part, ids in ((old, 200), (new, 200), (old, 200)):
        produce(part, addr, topic)
        m = Processor(s, addr, topic=topic, dedup_horizon='10D').run(until='end', progress=False)
        for k in total: total[k] += m[k]
        with s.engine.connect() as c: assert c.exec_driver_sql('SELECT sum(length(ids))/16 FROM seen').scalar() == ids
    assert total == dict(new=400, dead=200, duplicates=0) and stored(s) == truth(pd.concat([old, new]))
    keep = Store(url.replace('store.db', 'keep.db'))
    m = Processor(keep, addr, topic=topic, group_id='keep', dedup_horizon=None).run(until='end', progress=False)
    assert (m['new'], m['dead'], m['duplicates']) == (400, 0, 200) and stored(keep) == stored(s)

# ---------------------------------------------------------------- broker and database in trouble
def test_a_broker_that_is_not_there(url):
    for call in (lambda: produce(make_events(1, 0), '127.0.0.1:9', timeout=1), lambda: Processor(url, '127.0.0.1:9', timeout=1).run(progress=False)):
        t0 = time.time()
        with pytest.raises(ConnectionError, match="no Kafka broker answered at '127.0.0.1:9' within 1 s"): call()
        assert time.time()-t0 < 10

@libraries
def test_a_session_timeout_that_the_broker_does_not_take(apache, url, topic, library):
    p = Processor(url, apache.bootstrap_servers, topic=topic, library=library, session_timeout=.2)
    with pytest.raises(ValueError, match="does not take a session_timeout of 0.2 s"): p.run(duration=10, progress=False)

def test_numbers_that_cannot_be():
    with pytest.raises(ValueError, match="max_poll_records must be 1 or more, got 0"): Processor('sqlite://', '127.0.0.1:9', max_poll_records=0)
    with pytest.raises(ValueError, match="partitions must be 1 or more, got 0"): produce(make_events(1, 0), '127.0.0.1:9', partitions=0)

def test_a_locked_database_is_waited_for(addr, url, topic):
    events = make_events(300, 14)
    produce(events, addr, topic)
    s, failures = Store(url), [3]
    p = Processor(s, addr, topic=topic, store_patience=20)
    commit = s.commit
    def locked(*batches, **kw):
        if failures[0]: failures[0] -= 1; raise OperationalError('COMMIT', {}, Exception("database is locked"))
        return commit(*batches, **kw)
    p.store = type('Locked', (), dict(commit=staticmethod(locked), __getattr__=lambda self, name: getattr(s, name)))()
    assert p.run(until='end', progress=False)['retries'] == 3 and stored(s) == truth(events)
    failures[0], p.store_patience = 10**9, 0.2
    produce(make_events(10, 15), addr, topic)
    with pytest.raises(StoreError, match="database is locked; release the lock"): p.run(until='end', progress=False)

def test_deleted_messages_are_noticed(addr, url, topic):
    s, admin = Store(url), KafkaAdminClient(bootstrap_servers=addr)
    produce(make_events(100, 16), addr, topic, partitions=1)
    Processor(s, addr, topic=topic).run(until='end', progress=False)
    produce(make_events(100, 17), addr, topic)
    admin.delete_records({TopicPartition(topic, 0): 150}); admin.close()
    m = Processor(s, addr, topic=topic).run(until='end', progress=False)
    assert (m['lost'], m['new']) == (50, 50) and len(s.alerts()) == 1

@libraries
@pytest.mark.parametrize('running', [False, True])
def test_a_log_that_has_forgotten_messages(addr, url, topic, library, running):
    "After a power cut the log ends before our position: what comes next gets the same offsets again and must be counted"
    before, after, s = make_events(200, 24), make_events(60, 25), Store(url)
    produce(before, addr, topic, partitions=2)
    p = Processor(s, addr, topic=topic, group_id=topic, library=library)
    p.run(until='end', progress=False)
    if running: p.open(); assert wait(lambda: p.step(.1) or p.next)
    with s.engine.begin() as c: c.exec_driver_sql('UPDATE positions SET next = next+50')
    if running: p.next = {k: o+50 for k,o in p.next.items()}; p.consumer.begin(p.next)
    produce(after, addr, topic)
    if running: assert wait(lambda: p.step(.1) and p.counts['new'] >= 260); p.close()
    else: p.run(until='end', progress=False)
    assert stored(s) == truth(pd.concat([before, after])) and position(s, topic) == 260
    assert p.counts['forgotten'] == 40 and set(s.alerts().rule) == {'stream_truncated'}

@libraries
def test_transactional_producers_are_read_to_the_end(addr, url, topic, library):
    events = make_events(100, 18)
    keys, values = encode_events(events)
    ensure_topic(addr, topic)
    p = KafkaProducer(bootstrap_servers=addr, transactional_id=uuid.uuid4().hex)
    p.init_transactions()
    for keep in (True, False):
        p.begin_transaction()
        for k,v in zip(keys, values): p.send(topic, key=k, value=v)
        p.flush(); (p.commit_transaction if keep else p.abort_transaction)()
    p.close()
    s = Store(url)
    m = Processor(s, addr, topic=topic, library=library).run(until='end', duration=20, progress=False)
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
r = produce(frames(), sys.argv[1], topic=sys.argv[2], library=sys.argv[3], progress=False)
print(r.sent, r.acknowledged, r.interrupted)
"""
@posix
@libraries
def test_ctrl_c_flushes_the_producer(addr, topic, library):
    p = subprocess.Popen([sys.executable, '-c', PRODUCER, addr, topic, library], stdout=subprocess.PIPE, text=True)
    assert p.stdout.readline() == 'going\n'
    p.send_signal(signal.SIGINT)
    out, _ = p.communicate(timeout=20)
    sent, acknowledged, interrupted = out.split()
    assert p.returncode == 0 and sent == acknowledged and interrupted == 'True'
    c = KafkaConsumer(topic, bootstrap_servers=addr, auto_offset_reset='earliest', consumer_timeout_ms=1500)
    assert sum(1 for _ in c) == int(sent)
    c.close()

@libraries
def test_rate_and_stop(addr, topic, library):
    r = produce(make_events(1000, 19), addr, topic, rate=1000, library=library)
    assert 0.9 < r.seconds < 2 and r.acknowledged == 1000
    stop = threading.Event(); threading.Timer(1.5, stop.set).start()
    r = produce(make_events(1000, 20), addr, topic, rate=100, stop=stop)
    assert r.interrupted and 10 < r.acknowledged <= 160

def test_metrics_latency_is_measured(addr, url, topic):
    t = threading.Thread(target=produce, args=(make_events(500, 21), addr, topic), kwargs=dict(rate=500), daemon=True)
    stop, seen = threading.Event(), []
    p = Processor(url, addr, topic=topic)
    def watch(m):
        seen.append(m)
        if m['processed'] >= 500: stop.set()
    threading.Timer(1, t.start).start()
    m = p.run(stop=stop, duration=15, progress=watch)
    assert m['processed'] == 500 and 0 < m['p50'] <= m['p95'] <= m['p99'] < 5000
    assert m['lag'] == 0 and m['complete_until'] is not None and len(seen) >= 1

# ---------------------------------------------------------------- zones of locations
ZONES = {'': 'Europe/Berlin', 'NYC': 'America/New_York', 'SYD': 'Australia/Sydney'}

def events_around_changes():
    "(events, {(item, local day): units}): minutes around each midnight on the wall of three locations, over both changes of the clock in 2026"
    rows, want = [], {}
    for place,zone in (('BER', ZONES['']), ('NYC', ZONES['NYC']), ('SYD', ZONES['SYD'])):
        for first,n in (('2026-03-06', 4), ('2026-03-27', 4), ('2026-04-03', 4), ('2026-10-02', 4), ('2026-10-23', 4), ('2026-10-30', 4)):
            for day in pd.date_range(first, periods=n):
                for k,clock in enumerate(('00:10', '12:00', '23:50')):
                    at = (day+pd.Timedelta(clock+':00')).tz_localize(zone).tz_convert('UTC')
                    rows.append(dict(event_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f'{place}{at}')), event_time=at, location_id=place, medicine_id='M1', quantity=1.+k))
                want[f'{place}/M1', day.to_pydatetime()] = 6*NANO
    return pd.DataFrame(rows).sort_values('event_time', ignore_index=True), want

def test_each_location_has_the_days_of_its_own_zone(url, topic):
    from pharmopt.replay import replay
    events, want = events_around_changes()
    with broker() as addr:
        produce(events, addr, topic, progress=False)
        s = Store(url)
        Processor(s, addr, topic=topic, timezone=ZONES, dedup_horizon='400D').run(until='end', progress=False)
        assert stored(s) == want
        assert replay(s, addr, topic, timezone=ZONES, dedup_horizon='400D', progress=False).equal
        other = replay(s, addr, topic, timezone='Europe/Berlin', dedup_horizon='400D', progress=False)
        assert not other.equal and set(other.differences.unique_id) == {'NYC/M1', 'SYD/M1'}

def test_files_and_stream_agree_on_the_day_of_a_location(url, topic):
    from pharmopt.data import load_sales
    from pharmopt.periods import local_events
    events, want = events_around_changes()
    clock = events.assign(event_time=[t.tz_convert(ZONES.get(l, ZONES[''])).tz_localize(None).tz_localize('UTC') for t,l in zip(events.event_time, events.location_id)])
    pd.testing.assert_series_equal(local_events(clock, ZONES).event_time, events.event_time, check_dtype=False)
    lines = 'timestamp,location,product,qty\n'+''.join(f'{t.isoformat()},{l},M1,{q:g}\n' for t,l,q in zip(events.event_time, events.location_id, events.quantity))
    table = load_sales(lines.encode(), timezone=ZONES, duplicates='sum')
    assert {(u, d.to_pydatetime()): round(y*NANO) for u,d,y in zip(table.unique_id, table.ds, table.y) if y} == want


@pytest.mark.parametrize('freq', ['h', 'D', 'W', 'MS'])
@pytest.mark.parametrize('zone', ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Etc/UTC'])
def test_periods_of_many_times_are_looked_up_together(zone, freq, monkeypatch):
    "The same as one by one, over both changes of the clocks; the calendar is asked once for all, however many they are"
    from pharmopt import periods as module
    times = to_ms(pd.date_range('2025-02-20', '2025-11-20', freq='105min', tz='UTC'))
    many, single, asked = Periods(freq, zone), Periods(freq, zone), []
    one_by_one = [single(int(t)) for t in times[::97]]
    monkeypatch.setattr(module, 'period_start', lambda *a, of=module.period_start: asked.append(1) or of(*a))
    slots = np.unique(times//many.grain)
    places = many.all_places(slots.tolist())
    assert len(asked) == 1
    at = np.searchsorted(slots, times[::97]//many.grain)
    assert [(many.starts[p], e) for p,e in places[at].tolist()] == one_by_one

def test_asked_to_finish_it_reads_to_the_end_without_joining_again(addr, url, topic, monkeypatch):
    "What was sent before it was asked is counted, and the group is joined once"
    events = make_events(3000, 5)
    produce(events, addr, topic=topic, progress=False)
    s, opened, stop = Store(url), [], threading.Event()
    p = Processor(s, addr, topic=topic, group_id=topic)
    monkeypatch.setattr(Processor, 'open', lambda self, of=Processor.open: opened.append(1) or of(self))
    stop.set()
    assert p.run(stop=stop, progress=False)['processed'] == 0
    assert p.run(stop=stop, finish=True, progress=False)['processed'] == 3000 and len(opened) == 2

@pytest.mark.parametrize('n, wait', [(10, .12), (1500, .12), (3000, .06), (4000, 0)])
def test_the_more_came_at_once_the_shorter_the_wait(tmp_path, monkeypatch, n, wait):
    p = Processor(Store(f'sqlite:///{tmp_path}/s.db'), 'localhost:1', library='kafka-python')
    p.consumer, p.due = types.SimpleNamespace(poll=lambda t: {}, failed=None), 0.
    monkeypatch.setattr(Processor, '_apply', lambda self, polled: n)
    monkeypatch.setattr(Processor, '_tidy', lambda self: None)
    before = time.monotonic()
    assert p.step() == n
    assert p.due == 0 if not wait else before+wait <= p.due <= time.monotonic()+wait
