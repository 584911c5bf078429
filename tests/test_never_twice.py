"Faults that stopped the stream, or counted an event twice or never, each as the kind that it belongs to."
import asyncio, datetime as dt, importlib.util, json, math, queue, threading, uuid
import numpy as np, pandas as pd, pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings, strategies as st
from kafka import KafkaAdminClient, KafkaProducer, TopicPartition
from command import command
from pharmopt.broker import Server, broker
from pharmopt.clients import Records, ensure_topic
from pharmopt.monitor import stream_status
from pharmopt.store import Batch, Fenced, Overfull, Store
from pharmopt.stream import Processor, Reader, decoded, encode_events, produce, read_records
from postgres_server import find_postgres, postgres
from streaming import NANO, make_events, position, send_log, stored, truth, wait

libraries = pytest.mark.parametrize('library', ['kafka-python', pytest.param('confluent-kafka', marks=pytest.mark.skipif(importlib.util.find_spec('confluent_kafka') is None, reason="confluent-kafka is not installed"))])
DAY = dt.datetime(2026, 1, 5)

@pytest.fixture(scope='module')
def addr():
    with broker() as a: yield a
@pytest.fixture
def topic(): return f't-{uuid.uuid4().hex[:8]}'
@pytest.fixture(scope='module')
def server():
    if find_postgres() is None: pytest.skip("PostgreSQL is not installed")
    with postgres() as url: yield url
@pytest.fixture(params=['sqlite', 'postgres'])
def url(request, tmp_path):
    if request.param == 'sqlite': return f'sqlite:///{tmp_path}/store.db'
    name = f'db_{uuid.uuid4().hex[:8]}'
    server = request.getfixturevalue('server')
    engine = sa.create_engine(f'{server}/postgres', isolation_level='AUTOCOMMIT')
    with engine.connect() as c: c.exec_driver_sql(f'CREATE DATABASE {name}')
    engine.dispose()
    return f'{server}/{name}'

def event(i, day=DAY, units=1): return uuid.UUID(int=i).bytes, 'S1/A', day, units*NANO, False
def n_events(s):
    with s.engine.connect() as c: return int(c.exec_driver_sql('SELECT coalesce(sum(n_events), 0) FROM demand').scalar())

# ---------------------------------------------------------------- one record stops nobody
GOOD = dict(event_id=str(uuid.UUID(int=1)), event_time='2025-01-01T10:00:00Z', location_id='P', medicine_id='A', quantity=1)
_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(['2025-01-01T10:00:00Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '2025-01-01T10:00:60Z', '\x00', '\ud800', 'é'*99])
_trees = st.recursive(_scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3), max_leaves=8)
_names = st.sampled_from([*GOOD, 'schema_version', 'type', 'patient', 'x'])

def _nested(depth, open, close, inner): return open*depth + inner + close*depth

@st.composite
def poison(draw):
    "Bytes by the grammar of an event with something wrong, or with anything at all"
    kind = draw(st.sampled_from(['bytes', 'tree', 'fields', 'nested', 'number', 'cut', 'twice']))
    if kind == 'bytes': return draw(st.binary(max_size=60))
    text = json.dumps(GOOD | draw(st.dictionaries(_names, _trees, max_size=4)))
    if kind == 'tree': return json.dumps(draw(_trees)).encode()
    if kind == 'fields': return text.encode()
    if kind == 'nested':
        pair = draw(st.sampled_from([('[', ']'), ('{"a":', '}'), ('[{"b":', '}]'), ('{"event_id":', '}'), ('[', '')]))
        deep = _nested(draw(st.sampled_from([1, 900, 1500, 50_000])), *pair, draw(st.sampled_from(['1', '""', 'null', ''])))
        first = draw(st.sampled_from(['', '"event_id":0,', '"quantity":"x",', '"schema_version":3,']))
        return f'{{{first}{json.dumps(draw(_names))}:{deep}{draw(st.sampled_from(["", ","+text[1:]]))}'.encode() + b'}'
    if kind == 'number': return text[:-1].encode() + b',"' + draw(_names).encode() + b'":' + draw(st.sampled_from([b'1', b'-', b'1e', b'.5'])) + b'0'*draw(st.sampled_from([0, 30, 5000])) + b'}'
    if kind == 'cut': return text.encode()[:draw(st.integers(0, len(text)))]
    return text.encode()*2

@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(poison() | st.none(), min_size=1, max_size=6))
def test_whatever_is_in_a_record_it_is_counted_or_a_dead_letter(values):
    good = json.dumps(GOOD | dict(event_id=str(uuid.UUID(int=2)))).encode()
    r = read_records(Reader(), Records(list(range(len(values)+1)), [*values, good]), None, 86_400_000, horizon=None, limit=None)
    assert len(r.rows)+len(r.dead) == len(values)+1 and len(values) not in [d[0] for d in r.dead]
    for offset,reason,raw in r.dead: assert reason and '\0' not in reason and reason.encode() and raw == (values[offset] or b'')

DEEP = b'{"event_id":0,"x":' + b'['*1500 + b']'*1500 + b'}'

_ID, _TIME = 'd6f3a1c2-7a52-4a55-9f0c-3d4d4a1f1f10', '2025-01-31T10:00:00.999Z'
_SPELLED = dict(
    event_id=[_ID, _ID, _ID[:35], 'a'+_ID, _ID.upper(), _ID.replace('-', ''), '{'+_ID+'}', ' '+_ID[1:], _ID[:8]+'_'+_ID[9:], 'é'+_ID[2:], 'g'+_ID[1:], _ID[:7]+'--'+_ID[9:], 7, None, ''],
    event_time=[_TIME, _TIME, _TIME[:23], 'Z'+_TIME, '2025-01-31T10:00:00Z', '2025-01-31T10:00:00.999+05:30', '2025-01-31t10:00:00.999z', '2025-01-31T10:00:00.123456789Z', '2025-02-29T10:00:00.000Z', '2024-02-29T23:59:59.999Z', '2025-01-31T24:00:00.000Z',
        '2025-01-31T23:59:60.000Z', '1899-12-31T23:59:59.999Z', '1900-01-01T00:00:00.000Z', '2199-12-31T23:59:59.999Z', '2200-01-01T00:00:00.000Z', '0000-00-00T00:00:00.000Z', '2025-01-31 10:00:00.999Z', '２025-01-31T10:00:00Z', 1738317600, None],
    location_id=['P', 'P', 'x'*100, 'x'*101, 'a/b', '', ' a', 'é', '\u202e', '\ud800', '\x00', 5], medicine_id=['A', 'B', 'ß'*100, 'ß'*101, 'a/b', '', 'a ', '😀', '\u200b', [], None],
    quantity=[1, 2.5, 1e-9, 4.9e-10, 5e-10, 1.5e-9, 1e6, 1000000.0000001, 0, -0.0, -1, 10**30, -10**30, float('nan'), float('inf'), '1', None, True, [1]],
    type=[..., ..., 'dispense', 'return', 'correction', 'stockout_begin', 'stockout_end', 'sale', '', None, 1], schema_version=[..., 1, 2, 2, 0, 3, '2', 2.0, None])

@st.composite
def spelled(draw):
    "An event of version 1 or 2, usual in most fields, in any spelling in the others; some with a field twice, or with white space"
    odd = draw(st.sets(st.sampled_from([*_SPELLED]), max_size=2))
    fields = [(k, draw(st.sampled_from(v)) if k in odd else v[0]) for k,v in _SPELLED.items()]
    if draw(st.integers(0, 5)) == 0: fields.append((k := draw(st.sampled_from([*_SPELLED])), draw(st.sampled_from(_SPELLED[k]))))
    parts = [f'{json.dumps(k)}:{json.dumps(v)}' for k,v in fields if v is not ...]
    return ('{'+draw(st.sampled_from([',', ',', ', ', ',\n', ' , ']))[0:].join(parts)+draw(st.sampled_from(['}', '}', '}', '}\n', '} ', '}}', '']))).encode()

@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(spelled() | spelled() | spelled() | st.none() | st.just(b''), min_size=1, max_size=8))
@example([json.dumps(GOOD | dict(event_id=i, event_time=_TIME)).encode() for i in (_ID[:35], 'a'+_ID)])
@example([json.dumps(GOOD | dict(event_id=_ID, event_time=t)).encode() for t in (_TIME[:23], 'Z'+_TIME)])
def test_a_message_means_in_a_batch_what_it_means_alone(values):
    "Messages are decoded by columns, and their neighbors must not change what is made of them"
    want, got = {}, Reader()
    for i,v in enumerate(values):
        one = Reader()
        try: ms, key, item, nano, kind = one.row(v)
        except Exception: continue
        want[i] = ms, key, one.names[item], nano, kind
    found, dead = decoded(got, Records(list(range(len(values))), values))
    have = {i: (ms, key, got.names[item], nano, kind) for i,ms,key,item,nano,kind in zip(found.at, found.ms.tolist(), found.ids, found.item.tolist(), found.nano.tolist(), found.kinds or ['dispense']*len(found.at))} if found is not None else {}
    assert have == want and sorted(d[0] for d in dead) == [i for i in range(len(values)) if i not in want]

@libraries
def test_a_message_that_is_nested_too_deep_is_a_dead_letter(addr, url, topic, library):
    events = make_events(60, 1)
    keys, values = encode_events(events)
    send_log(addr, [*zip(keys[:30], values[:30]), (b'k', DEEP), (b'k', b'{"quantity":' + b'['*1500 + b']'*1500 + b'}'), *zip(keys[30:], values[30:])], topic, partitions=2)
    s = Store(url)
    m = Processor(s, addr, topic=topic, library=library).run(until='end', progress=False)
    assert stored(s) == truth(events) and m['dead'] == 2 == len(s.dead_letters())
    s.close()

def test_an_error_that_nobody_thought_of_is_a_dead_letter(addr, url, topic, monkeypatch):
    "A bug in the reader itself: the message is kept with the error's name, the others are counted"
    from pharmopt import stream
    events = make_events(20, 2)
    keys, values = encode_events(events)
    send_log(addr, [*zip(keys, values), (b'k', b'{"event_id":"broken"}')], topic, partitions=1)
    def broken(value, e): raise MemoryError
    monkeypatch.setattr(stream, 'why_unusable', broken)
    s = Store(url)
    Processor(s, addr, topic=topic).run(until='end', progress=False)
    assert stored(s) == truth(events) and 'MemoryError' in s.dead_letters().reason[0]
    s.close()

# ---------------------------------------------------------------- duplicates by two partitions
def test_an_event_by_two_partitions_at_the_same_time_is_counted_once(url):
    "Two processors commit the same events by different partitions, each as soon as the other one has begun"
    stores = [Store(url), Store(url)]
    start, n, failed = threading.Barrier(2), 30, []
    def work(p):
        try:
            for k in range(n): start.wait(30); stores[p].commit(Batch('log', 'rx', p, k*10, k*10+10, None, [event(k*10+i) for i in range(10)]))
        except Exception as e: failed.append(e); start.abort()
    threads = [threading.Thread(target=work, args=(p,)) for p in (0, 1)]
    [t.start() for t in threads]; [t.join(120) for t in threads]
    assert not failed and n_events(stores[0]) == 10*n and stores[0].demand_total() == {'S1/A': 10*n*NANO}
    [s.close() for s in stores]

def test_an_event_whose_id_may_have_been_forgotten_is_not_counted_again(url):
    "A duplicate by a quieter partition, after a restart, when the first one's ids are gone: a dead letter"
    with broker() as addr:
        topic, day = 'rx', pd.Timestamp('2025-01-01T12:00:00Z')
        def one(i, at): return pd.DataFrame(dict(event_id=[str(uuid.UUID(int=i))], event_time=[at], location_id='P', medicine_id='A', quantity=1.))
        ensure_topic(addr, topic, 2)
        producer = KafkaProducer(bootstrap_servers=addr)
        def send(part, *tables):
            for t in tables: producer.send(topic, partition=part, value=encode_events(t)[1][0])
            producer.flush()
        s = Store(url)
        def run():
            p = Processor(s, addr, topic=topic)
            return p.run(until='end', progress=False)
        send(0, one(1, day)); send(1, one(2, day))
        assert run()['new'] == 2
        send(0, one(3, day+pd.Timedelta(90, 'D')), one(4, day+pd.Timedelta(95, 'D')))
        assert run()['new'] == 2
        send(1, one(1, day))                                # the same event as at first, by the other partition
        m = run()
        assert (m['new'], m['dead']) == (0, 1) and n_events(s) == 4
        send(1, one(5, day+pd.Timedelta(80, 'D')), one(5, day+pd.Timedelta(80, 'D')))   # within the horizon all is as before
        assert run()['new'] == 1 and n_events(s) == 5
        producer.close(); s.close()

def test_a_partition_that_is_behind_holds_the_ids_of_all(url):
    "While one partition has old messages waiting, nothing that they might repeat is forgotten"
    with broker() as addr:
        topic, s, day = 'rx', Store(url), pd.Timestamp('2025-01-01T12:00:00Z')
        ensure_topic(addr, topic, 2)
        table = pd.DataFrame(dict(event_id=[str(uuid.UUID(int=i)) for i in range(100)], event_time=[day+pd.Timedelta(i, 'D') for i in range(100)], location_id='P', medicine_id='A', quantity=1.))
        producer, values = KafkaProducer(bootstrap_servers=addr), encode_events(table)[1]
        for part in (0, 1):
            for v in values: producer.send(topic, partition=part, value=v)
        producer.flush(); producer.close()
        p = Processor(s, addr, topic=topic)
        m = p.run(until={0: 100, 1: 0}, progress=False)     # partition 0 first, as a client may do it
        assert m['new'] == 100 and s.forgotten(topic) is None
        m = Processor(s, addr, topic=topic).run(until='end', progress=False)
        assert (m['new'], m['duplicates'], m['dead']) == (0, 100, 0) and n_events(s) == 100
        assert s.forgotten(topic) == dt.datetime(2025, 3, 10)       # 10 April, less a day of lateness and 30 of horizon
        s.close()

def test_a_batch_that_was_read_before_ids_were_forgotten_is_read_again(url):
    s = Store(url)
    s.commit(Batch('log', 'rx', 0, 0, 1, DAY, [event(1)], forgotten=dt.datetime.min))
    s.forget_seen('rx', DAY+dt.timedelta(2))
    with pytest.raises(Fenced, match='have been forgotten'): s.commit(Batch('log', 'rx', 1, 0, 1, DAY, [event(1)], forgotten=dt.datetime.min))
    s.commit(Batch('log', 'rx', 1, 0, 1, DAY, [event(2, DAY+dt.timedelta(2))], forgotten=dt.datetime.min))
    assert n_events(s) == 2
    s.close()

# ---------------------------------------------------------------- two at once on an empty database
def test_two_start_on_an_empty_database(url):
    found, start = [], threading.Barrier(4)
    def work():
        start.wait(30)
        try: s = Store(url); found.append(s.version()); s.close()
        except Exception as e: found.append(e)
    threads = [threading.Thread(target=work) for _ in range(4)]
    [t.start() for t in threads]; [t.join(60) for t in threads]
    assert found == [found[0]]*4 and isinstance(found[0], str), found

OPENED = "import sys; from pharmopt.store import Store; s = Store(sys.argv[1]); print(s.version()); s.close()"

def test_four_processes_open_an_empty_database_at_once(url):
    import subprocess, sys
    four = [subprocess.Popen([sys.executable, '-c', OPENED, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    told = [p.communicate() for p in four]
    assert [p.returncode for p in four] == [0]*4 and len({out for out,_ in told}) == 1, told

def test_watch_holds_no_transaction_between_rounds(postgres_url, monkeypatch, tmp_path):
    "An idle transaction keeps PostgreSQL from cleaning up; between two rounds there is none"
    from pharmopt import jobs
    from pharmopt.settings import load_settings
    monkeypatch.chdir(tmp_path)
    s, seen = Store(postgres_url), []
    watcher = sa.create_engine(postgres_url, isolation_level='AUTOCOMMIT')
    def look(seconds):
        with watcher.connect() as c: seen.append(c.exec_driver_sql("SELECT count(*) FROM pg_stat_activity WHERE datname=current_database() AND state LIKE 'idle in transaction%%'").scalar())
    monkeypatch.setattr(jobs.time, 'sleep', look)
    assert jobs.watch(s, load_settings(), every=0, rounds=3)
    assert seen == [0, 0]
    watcher.dispose(); s.close()

# ---------------------------------------------------------------- what a person must be told
@libraries
def test_every_gap_is_told(addr, url, topic, library):
    s, events = Store(url), make_events(400, 3)
    send_log(addr, list(zip(*encode_events(events[:200]))), topic, partitions=2)
    def cut(offset):
        admin = KafkaAdminClient(bootstrap_servers=addr)
        admin.delete_records({TopicPartition(topic, p): o for p,o in offset.items()}); admin.close()
    from kafka import KafkaConsumer
    def ends():
        c = KafkaConsumer(bootstrap_servers=addr); e = c.end_offsets([TopicPartition(topic, p) for p in (0, 1)]); c.close()
        return {tp.partition: o for tp,o in e.items()}
    Processor(s, addr, topic=topic, library=library).run(until={0: 10, 1: 10}, progress=False)
    first = ends(); cut({p: o-20 for p,o in first.items()})
    lost = Processor(s, addr, topic=topic, library=library).run(until='end', progress=False)['lost']
    send_log(addr, list(zip(*encode_events(events[200:]))), topic, partitions=2)
    cut({p: o-5 for p,o in ends().items()})
    lost += Processor(s, addr, topic=topic, library=library).run(until='end', progress=False)['lost']
    told = s.alerts().query('rule == "stream_gap"')
    assert len(told) == 4 and sum(int(m.split()[0]) for m in told.message) == lost == 400-20-40-10
    s.close()

def test_many_dead_letters_raise_an_alert_and_change_the_verdict(addr, url, topic):
    s, events = Store(url), make_events(300, 4)
    keys, values = encode_events(events.assign(event_time=pd.Timestamp.now(tz='UTC')+pd.Timedelta(3, 'D')))
    send_log(addr, list(zip(keys, values)), topic)
    p = Processor(s, addr, topic=topic)
    p.open()
    p.tidied = math.inf                                       # it looks back once all have come, however long that takes
    assert wait(lambda: p.step(.1) is not None and p.counts['processed'] == 300)
    p.forgot = 0; p.tidied = 0; p._tidy()
    told = s.alerts().query('rule == "stream_dead_letters"')
    assert len(told) == 1 and 'future' in told.message.iloc[0] and '300 of 300' in told.message.iloc[0]
    assert stream_status(s).verdict.str.startswith('trouble: 300 of the last 300 messages became dead letters').all()
    p.close(); s.close()

def test_a_few_dead_letters_are_no_alert(addr, url, topic):
    s, events = Store(url), make_events(2000, 5)
    send_log(addr, [*zip(*encode_events(events)), *[(b'k', b'no')]*15], topic)
    p = Processor(s, addr, topic=topic)
    p.open()
    p.tidied = math.inf                                       # it looks back once all have come
    assert wait(lambda: p.step(.1) is not None and p.counts['processed'] == 2015)
    p.tidied = 0; p._tidy()
    assert p.counts['dead'] == 15 and not len(s.alerts())
    p.close(); s.close()

# ---------------------------------------------------------------- sums
def test_a_sum_that_no_database_can_hold_is_a_dead_letter_and_never_wrong(url):
    "Each database would add up to 9.2e9 units; what is more is refused, and what is there stays exact"
    s = Store(url)
    big = [event(i, units=10**6) for i in range(3990)]
    s.commit(Batch('log', 'rx', 0, 0, 3990, None, big))
    s.commit(Batch('log', 'rx', 0, 3990, 4000, None, [event(i, units=10**6) for i in range(4000, 4020)]))
    with pytest.raises(Overfull) as e: s.commit(Batch('log', 'rx', 0, 4000, 4001, None, [event(9000), event(9001, DAY+dt.timedelta(1))]))
    assert e.value.keys == {('S1/A', DAY)} and s.demand_total() == {'S1/A': 4010*10**6*NANO}
    with pytest.raises(Overfull): s.commit(Batch('log', 'rx', 0, 4000, 9000, None, [event(i, DAY+dt.timedelta(2), 10**6) for i in range(10_000, 14_001)]))
    for k in range(3): s.commit(Batch('log', 'rx', 0, 4000+k, 4001+k, None, [event(20_000+5000*k+i, DAY+dt.timedelta(3+k), 10**6) for i in range(3999)]))
    assert s.demand_total() == {'S1/A': (4010+3*3999)*10**6*NANO}       # greater than 64 bits hold
    s.close()

def test_the_processor_goes_on_when_a_sum_is_full(addr, url, topic):
    s, day = Store(url), pd.Timestamp('2025-01-01T12:00:00Z')
    s.commit(Batch('other', 'seed', 0, 0, 1, None, [(uuid.UUID(int=i).bytes, 'P/A', dt.datetime(2025, 1, 1), 10**15, False) for i in range(4001)][:4000]))
    s.commit(Batch('other', 'seed', 0, 1, 2, None, [(uuid.UUID(int=9999).bytes, 'P/A', dt.datetime(2025, 1, 1), 10**15, False)]))
    table = pd.DataFrame(dict(event_id=[str(uuid.uuid4()) for _ in range(20)], event_time=day, location_id='P', medicine_id=['A', 'B']*10, quantity=1e6))
    send_log(addr, list(zip(*encode_events(table))), topic)
    m = Processor(s, addr, topic=topic).run(until='end', progress=False)
    assert (m['new'], m['dead']) == (10, 10) and s.demand_total()['P/B'] == 10*10**15 and s.demand_total()['P/A'] == 4001*10**15
    assert s.dead_letters().reason.str.contains('more than 4,000,000,000 units').all()
    s.close()

# ---------------------------------------------------------------- logs that are not what they were
def garbage(n):
    "A batch whose checksum is right and whose compressed bytes are not"
    import struct
    from kafka.record import MemoryRecordsBuilder
    from kafka.record.util import calc_crc32c
    b = MemoryRecordsBuilder(magic=2, compression_type=0, batch_size=1<<16)
    for i in range(n): b.append(0, None, b'x'*50)
    b.close()
    raw = bytearray(b.buffer())
    struct.pack_into('>h', raw, 21, 3)
    raw[61:] = bytes((i*7+3)%256 for i in range(len(raw)-61))
    struct.pack_into('>I', raw, 17, calc_crc32c(bytes(raw[21:])))
    return bytes(raw)

def send_raw(addr, topic, batch):
    import socket
    from kafka.protocol.producer import ProduceRequest
    T = ProduceRequest.TopicProduceData
    r = ProduceRequest(version=8, transactional_id=None, acks=-1, timeout_ms=1000, topic_data=[T(version=8, name=topic, partition_data=[T.PartitionProduceData(version=8, index=0, records=batch)])])
    r.with_header(correlation_id=1, client_id='test')
    with socket.create_connection(addr.split(':')) as s: s.sendall(r.encode(header=True, framed=True)); s.recv(1000)

@libraries
def test_a_batch_that_cannot_be_decoded_is_skipped_and_told(addr, tmp_path, topic, library):
    events, s = make_events(90, 6), Store(f'sqlite:///{tmp_path}/s.db')
    log = list(zip(*encode_events(events)))
    for part,n in ((log[:30], 7), (log[30:60], 20), (log[60:], 0)):
        send_log(addr, part, topic, partitions=1)
        if n: send_raw(addr, topic, garbage(n))
    m = Processor(s, addr, topic=topic, library=library).run(until='end', duration=60, progress=False)
    assert stored(s) == truth(events) and position(s, topic) == 117
    told, letters = s.alerts().query('rule == "stream_unreadable"'), s.dead_letters()
    assert sorted(m.split()[0] for m in told.message) == ['20', '7'] and letters.record_offset.tolist() == [30, 67]
    assert letters.reason.str.contains('cannot be decoded').all()
    s.close()

@libraries
def test_a_topic_that_is_made_again_while_a_processor_runs(addr, tmp_path, topic, library):
    "The new log is read from its beginning, also when it is already longer than the old position"
    s, a, b, stop = Store(f'sqlite:///{tmp_path}/s.db'), make_events(200, 7), make_events(900, 8), threading.Event()
    send_log(addr, list(zip(*encode_events(a))), topic, partitions=2)
    p = Processor(s, addr, topic=topic, library=library)
    t = threading.Thread(target=p.run, kwargs=dict(stop=stop, progress=False), daemon=True); t.start()
    try:
        assert wait(lambda: n_events(s) == 200, 30)
        admin = KafkaAdminClient(bootstrap_servers=addr)
        admin.delete_topics([topic])
        from kafka.admin import NewTopic
        admin.create_topics([NewTopic(topic, 2, -1)]); admin.close()        # nobody made it meanwhile
        send_log(addr, list(zip(*encode_events(b))), topic, partitions=2)
        assert wait(lambda: n_events(s) == 1100, 30), n_events(s)
    finally: stop.set(); t.join(30)
    assert stored(s) == truth(pd.concat([a, b]))
    s.close()

# ---------------------------------------------------------------- a record that the broker refuses
@libraries
def test_one_refused_record_takes_no_other_with_it(addr, topic, library):
    from kafka import KafkaConsumer
    from kafka.admin import NewTopic
    admin = KafkaAdminClient(bootstrap_servers=addr)
    admin.create_topics([NewTopic(topic, 2, -1, topic_configs={'max.message.bytes': '20000'})]); admin.close()
    events = make_events(600, 9)
    rng = np.random.default_rng(0)
    events.loc[[100, 300, 301], 'medicine_id'] = [bytes(rng.integers(33, 127, 40_000).astype(np.uint8)).decode() for _ in range(3)]
    def tables():
        for i in range(0, 600, 50): yield events[i:i+50]
    with pytest.raises(ConnectionError, match='confirmed 597 of 600'): produce(tables(), addr, topic, rate=2000, library=library, compression='none', batch_size=1000, progress=False)
    c = KafkaConsumer(topic, bootstrap_servers=addr, auto_offset_reset='earliest', consumer_timeout_ms=1000)
    found = {json.loads(r.value)['event_id'] for r in c}; c.close()
    assert found == set(events.event_id.drop([100, 300, 301]))

def test_the_relay_goes_on_after_a_letter_that_its_topic_refuses(addr, tmp_path, topic):
    from kafka import KafkaConsumer
    from kafka.admin import NewTopic
    admin = KafkaAdminClient(bootstrap_servers=addr)
    admin.create_topics([NewTopic(f'{topic}.dlq', 1, -1, topic_configs={'max.message.bytes': '3000'})]); admin.close()
    s = Store(f'sqlite:///{tmp_path}/s.db')
    p = Processor(s, addr, topic=topic)
    p.open()
    for size in (10, 5000, 11, 12, 13):
        send_log(addr, [(b'k', b'x'*size)], topic, partitions=1)
        n = p.counts['dead']
        assert wait(lambda: p.step(.1) is not None and p.counts['dead'] > n)
        p.tidied = 0; p._tidy()
    c = KafkaConsumer(f'{topic}.dlq', bootstrap_servers=addr, auto_offset_reset='earliest', consumer_timeout_ms=1000)
    assert [len(r.value) for r in c] == [10, 11, 12, 13]
    c.close(); p.close(); s.close()

# ---------------------------------------------------------------- partitions and clocks
@libraries
def test_new_partitions_are_looked_for_every_ten_seconds(addr, topic, library):
    "The setting decides, no wait: librdkafka's own default is five minutes, kafka-python's too"
    from pharmopt.clients import _reading, open_consumer
    ensure_topic(addr, topic, 2)
    c = open_consumer(addr, topic, group_id='g', library=library)
    try:
        if library == 'kafka-python': assert c.consumer.config['metadata_max_age_ms'] <= 10_000
        else: assert _reading('g', None, 1, 6)['topic.metadata.refresh.interval.ms'] <= 10_000
    finally: c.close()

@libraries
def test_partitions_that_are_added_are_read(addr, tmp_path, topic, library):
    s, a, b, stop = Store(f'sqlite:///{tmp_path}/s.db'), make_events(200, 11), make_events(300, 12), threading.Event()
    send_log(addr, list(zip(*encode_events(a))), topic, partitions=2)
    p = Processor(s, addr, topic=topic, library=library, client=dict(metadata_max_age_ms=500))
    t = threading.Thread(target=p.run, kwargs=dict(stop=stop, progress=False), daemon=True); t.start()
    try:
        assert wait(lambda: n_events(s) == 200, 60)
        admin = KafkaAdminClient(bootstrap_servers=addr)
        admin.create_partitions({topic: 6}); admin.close()
        send_log(addr, list(zip(*encode_events(b))), topic, partitions=6)
        assert wait(lambda: n_events(s) == 500, 60), n_events(s)
        assert sorted(p.next) == list(range(6))
    finally: stop.set(); t.join(30)
    assert stored(s) == truth(pd.concat([a, b]))
    s.close()

class SlowToShare(Server):
    "A broker that takes longer over a rebalance than a poll waits, as a busy one does"
    async def sync_group(self, r, client):
        await asyncio.sleep(.8)
        return await super().sync_group(r, client)

@libraries
def test_a_member_whose_rebalance_outlasts_its_poll_gets_its_partitions(topic, library):
    from pharmopt.clients import open_consumer
    server, ports = SlowToShare(), queue.Queue()
    loop, ended = asyncio.new_event_loop(), asyncio.Event()
    async def serve():
        serving = asyncio.ensure_future(server.serve(ports.put))
        await ended.wait()
        for t in asyncio.all_tasks()-{asyncio.current_task()}: t.cancel()
        await asyncio.wait([serving])
    serving = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True); serving.start()
    addr = f'127.0.0.1:{ports.get(timeout=20)}'
    ensure_topic(addr, topic, 2)
    c = open_consumer(addr, topic, group_id='g', library=library, client={'metadata_max_age_ms': 300} if library == 'kafka-python' else {'topic.metadata.refresh.interval.ms': 300})
    def shared(n):
        c.poll(.1)
        return len(c.assigned()) == n
    try:
        assert wait(lambda: shared(2), 30)
        admin = KafkaAdminClient(bootstrap_servers=addr)
        admin.create_partitions({topic: 6}); admin.close()
        assert wait(lambda: shared(6), 30), c.assigned()
    finally: c.close(); loop.call_soon_threadsafe(ended.set); serving.join(10)

@pytest.mark.parametrize('before', [0, 100])
def test_one_event_of_a_far_future_with_any_clock_takes_no_other_with_it(addr, url, topic, before):
    "Any clock is allowed; one event of 2199 is counted and moves nothing, also as the first of all and after a restart"
    s, events, future = Store(url), make_events(400, 13), make_events(1, 14, start='2199-06-01')
    a, b = events[:before], events[before:250]
    for part in ([a] if before else [])+[future, b]:
        send_log(addr, list(zip(*encode_events(part))), topic, partitions=1)
        Processor(s, addr, topic=topic, max_skew=None).run(until='end', progress=False)
    send_log(addr, list(zip(*encode_events(events[250:]))), topic, partitions=1)
    m = Processor(s, addr, topic=topic, max_skew=None).run(until='end', progress=False)
    assert (m['new'], m['dead']) == (150, 0) and len(s.dead_letters()) == 0 and stored(s) == truth(pd.concat([events, future]))
    s.close()

def test_simulated_time_that_leaps_is_followed(addr, url, topic):
    "Many events in a row agree on a later time: the clock has been set, and the watermark follows"
    s, now, later = Store(url), make_events(50, 15), make_events(200, 16, start='2031-01-01')
    send_log(addr, list(zip(*encode_events(pd.concat([now, later])))), topic, partitions=1)
    m = Processor(s, addr, topic=topic, max_skew=None).run(until='end', progress=False)
    assert m['new'] == 250 and m['complete_until'] > dt.datetime(2031, 1, 1)
    s.close()

# ---------------------------------------------------------------- commands
def cli(*args, cwd, **env):
    r = command(*args, cwd=cwd, **env)
    return r.returncode, r.stdout, r.stderr

@pytest.fixture
def sales(tmp_path):
    (tmp_path/'sales.csv').write_text('date,A,B\n' + ''.join(f'2025-{m:02d}-{d:02d},{d%5+1},{d%3+1}\n' for m in range(1, 4) for d in range(1, 29)))
    return tmp_path

def test_a_file_is_sent_as_fast_as_it_goes_and_says_so(addr, sales, topic):
    code, out, err = cli('produce', '--from-file', 'sales.csv', '--bootstrap-servers', addr, cwd=sales, PHARMOPT_KAFKA_TOPIC=topic)
    n = int(err.split(' events of ')[0].split()[-1].replace(',', ''))
    assert code == 0 and n > 100 and 'as fast as they go' in err and f'{n:,} of {n:,} events acknowledged' in out, (out, err)

def test_a_file_that_is_stopped_says_what_was_not_sent(addr, sales, topic):
    code, out, err = cli('produce', '--from-file', 'sales.csv', '--rate', 10, '--duration', 1, '--bootstrap-servers', addr, cwd=sales, PHARMOPT_KAFKA_TOPIC=topic)
    n = int(err.split(' events of ')[0].split()[-1].replace(',', ''))
    assert code == 0 and 'at 10/s' in err and f'of {n:,} were not sent' in out, (out, err)
    sent = int(out.split(' events acknowledged')[0].split(' of ')[-1].replace(',', ''))
    assert 0 < sent < n and f'{n-sent:,} of {n:,} were not sent' in out

@pytest.mark.parametrize('more', [[], ['--status', 'open'], ['--reason', 'older']])
def test_dead_letters_of_an_empty_store(tmp_path, more):
    Store(f'sqlite:///{tmp_path}/s.db').close()
    code, out, err = cli('dead-letters', 'list', *more, '--store', 's.db', cwd=tmp_path)
    assert code == 0 and 'rror' not in err and out.strip(), (out, err)

# ---------------------------------------------------------------- returns, stock-outs and the pharmacy's day
def kinds(*rows, uid='P/A'):
    return pd.DataFrame([dict(event_id=str(uuid.uuid4()), event_time=pd.Timestamp(at, tz='UTC'), location_id=uid.split('/')[0], medicine_id=uid.split('/')[1], quantity=q, type=kind) for at,q,kind in rows])

def consumed(addr, topic, s, events, **options):
    send_log(addr, list(zip(*encode_events(events))), topic, partitions=1)
    return Processor(s, addr, topic=topic, **options).run(until='end', progress=False)

def test_returns_may_make_a_period_negative_and_the_total_stays_exact(addr, url, topic):
    s = Store(url)
    m = consumed(addr, topic, s, kinds(('2025-01-01 10:00', 5., 'dispense'), ('2025-01-02 10:00', 3.5, 'return'), ('2025-01-02 11:00', 1., 'dispense'), ('2025-01-03 10:00', -.25, 'correction')))
    found = s.demand().set_index('ds').y
    assert m['dead'] == 0 and found.tolist() == [5., -2.5, -.25] and s.demand_total() == {'P/A': 2_250_000_000}
    s.close()

def test_a_negative_period_reaches_the_forecast_as_it_is(addr, tmp_path, topic):
    "Closed demand keeps returns: nothing is cut to zero on the way, and models are given numbers"
    from pharmopt.pipeline import closed_demand
    s = Store(f'sqlite:///{tmp_path}/s.db')
    consumed(addr, topic, s, kinds(('2025-01-01 10:00', 5., 'dispense'), ('2025-01-02 10:00', 3., 'return'), ('2025-01-03 10:00', 1., 'dispense'), ('2025-01-04 10:00', 1., 'dispense')))
    d = closed_demand(s)
    assert d.y.sum() == 3. and d.y.min() == -3. and d.y.notna().all()
    s.close()

def test_stock_outs_reach_the_demand_table_as_shares(addr, url, topic):
    "By periods of the pharmacy's zone, in whatever order and however often begins and ends arrive; days without a sale get a row"
    s = Store(url)
    day = kinds(('2025-01-05 10:00', 2., 'dispense'), ('2025-01-06 11:00', 0., 'stockout_begin'), ('2025-01-08 05:00', 0., 'stockout_end'), ('2025-01-09 10:00', 1., 'dispense'))
    shuffled = day.iloc[[3, 2, 0, 1]]
    consumed(addr, topic, s, pd.concat([shuffled, day]), timezone='Europe/Berlin', lateness='9D')
    d = s.demand().set_index('ds')
    assert d.censored.to_dict() == {pd.Timestamp('2025-01-05'): 0., pd.Timestamp('2025-01-06'): .5, pd.Timestamp('2025-01-07'): 1., pd.Timestamp('2025-01-08'): .25, pd.Timestamp('2025-01-09'): 0.}
    assert d.y.tolist() == [2., 0., 0., 0., 1.] and s.demand(start='2025-01-07', end='2025-01-08').censored.tolist() == [1., .25]
    assert len(s.demand(['P/B'])) == 0 and s.demand(['P/A'], revisions=True).n_events.tolist() == [1, 0, 0, 0, 1]
    from pharmopt.pipeline import closed_demand
    assert closed_demand(s).set_index('ds').censored.to_dict() == {k: v for k,v in d.censored.items() if k < pd.Timestamp('2025-01-09')}
    s.close()

def test_a_stock_out_without_end_lasts_as_long_as_demand_is_known(addr, url, topic):
    s = Store(url)
    consumed(addr, topic, s, pd.concat([kinds(('2025-01-06 18:00', 0., 'stockout_begin')), kinds(('2025-01-09 10:00', 1., 'dispense'), uid='P/B')]))
    assert s.demand(['P/A']).censored.tolist() == [.25, 1., 1., 1.]
    s.close()

@pytest.mark.parametrize('setting, machine, day', [('', 'America/New_York', '2025-06-10'), ('Asia/Tokyo', 'America/New_York', '2025-06-11')])
def test_the_day_is_that_of_the_pharmacy_in_the_settings_or_of_the_machine(addr, tmp_path, topic, setting, machine, day):
    send_log(addr, list(zip(*encode_events(kinds(('2025-06-10 22:30', 1., 'dispense'))))), topic, partitions=1)
    env = dict(PHARMOPT_DATA_TIMEZONE=setting, TZ=machine, PHARMOPT_KAFKA_TOPIC=topic)
    code, out, err = cli('consume', '--until-end', '--quiet', '--store', 's.db', '--bootstrap-servers', addr, cwd=tmp_path, **env)
    assert code == 0, err
    s = Store(f'sqlite:///{tmp_path}/s.db')
    assert s.demand().ds.tolist() == [pd.Timestamp(day)]
    s.close()
    if setting: return
    code, out, err = cli('replay', '--quiet', '--store', 's.db', '--bootstrap-servers', addr, cwd=tmp_path, **env)
    assert code == 0 and 'all equal' in out, (out, err)

def test_the_days_of_a_file_stay_its_days_in_any_zone(addr, sales, topic):
    env = dict(PHARMOPT_DATA_TIMEZONE='America/Los_Angeles', PHARMOPT_KAFKA_TOPIC=topic)
    assert command('produce', '--from-file', 'sales.csv', '--quiet', '--bootstrap-servers', addr, cwd=sales, **env).returncode == 0
    code, out, err = cli('consume', '--until-end', '--quiet', '--store', 's.db', '--bootstrap-servers', addr, cwd=sales, **env)
    assert code == 0, err
    s = Store(f'sqlite:///{sales}/s.db')
    found = s.demand().assign(item=lambda d: d.unique_id.str.split('/').str[1]).pivot(index='ds', columns='item', values='y')
    wide = pd.read_csv(sales/'sales.csv', parse_dates=['date']).set_index('date')
    assert (found.to_numpy() == wide.to_numpy()).all() and found.index.equals(wide.index.rename('ds'))
    s.close()
