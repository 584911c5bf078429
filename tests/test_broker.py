"What clients of Kafka rely on, checked against the embedded broker and against Apache Kafka; at the end what concerns the embedded broker alone."
import importlib.util, multiprocessing, os, random, signal, socket, struct, subprocess, sys, threading, time, uuid
from pathlib import Path
import pytest
from kafka import ConsumerRebalanceListener, KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import KafkaError, MessageSizeTooLargeError, ProducerFencedError
from kafka.structs import OffsetAndMetadata
from pharmopt.broker import broker
from streaming import Member

embedded_only = pytest.mark.embedded_only
confluent = pytest.mark.skipif(importlib.util.find_spec('confluent_kafka') is None, reason="confluent-kafka is not installed")
posix = pytest.mark.skipif(os.name != 'posix', reason="needs POSIX signals")
SESSION = 6000 if os.environ.get('PHARMOPT_KAFKA') else 2000 # ms, of members that are killed; the least that Apache Kafka takes by default is 6000
# A member that nobody kills keeps its clients' session (30 s and more): on a busy machine a broker may well hear nothing of it for 2 s, and would put it out of its group

@pytest.fixture
def topic(addr):
    "Creates a topic with a name of its own"
    def make(partitions=4, **config):
        name = f't-{uuid.uuid4().hex[:10]}'
        admin = KafkaAdminClient(bootstrap_servers=addr)
        admin.create_topics([NewTopic(name, partitions, -1, topic_configs={k.replace('_', '.'): v for k,v in config.items()})])
        assert until(lambda: len(admin.describe_topics([name])[0]['partitions']) == partitions), name    # Apache Kafka tells a little later, and who joins before is given nothing
        admin.close()
        return name
    return make

@pytest.fixture
def clients(addr):
    "Makes kafka-python clients and closes them afterwards"
    made = []
    class Clients:
        def __init__(self): self.addr, self.made = addr, made
        def producer(self, **kw): made.append(KafkaProducer(bootstrap_servers=addr, **{'acks': 'all', **kw})); return made[-1]
        def consumer(self, *topics, **kw):
            made.append(KafkaConsumer(*topics, bootstrap_servers=addr, **{'auto_offset_reset': 'earliest', 'enable_auto_commit': False, 'metadata_max_age_ms': 2000, **kw})); return made[-1]
        def admin(self): made.append(KafkaAdminClient(bootstrap_servers=addr)); return made[-1]
    yield Clients()
    for c in made: c.close()

def drain(consumer, n, timeout=10):
    "Up to `n` records; fewer when nothing has come for `timeout` seconds"
    got, last = [], time.time()
    while len(got) < n and time.time()-last < timeout:
        for records in consumer.poll(100).values(): got += records; last = time.time()
    return got

def until(condition, timeout=120):
    end = time.time()+timeout
    while time.time() < end:
        if condition(): return True
        time.sleep(0.02)
    return False

# ---------------------------------------------------------------- topics and records
def test_topic_has_its_partitions(clients, topic):
    name = topic(6)
    assert clients.consumer().partitions_for_topic(name) == set(range(6))

def test_a_topic_has_an_id_and_a_new_one_when_it_is_made_again(clients, topic):
    name, admin = topic(2), clients.admin()
    first = admin.describe_topics([name])[0]
    assert admin.describe_topics([uuid.UUID(str(first['topic_id']))])[0]['name'] == name
    admin.delete_topics([name])
    assert until(lambda: name not in admin.list_topics())
    admin.create_topics([NewTopic(name, 2, -1)])
    assert until(lambda: not admin.describe_topics([name])[0]['error_code'])
    assert admin.describe_topics([name])[0]['topic_id'] not in (None, first['topic_id'])

def _codec(name):
    from kafka import codec
    return getattr(codec, f'has_{name}', lambda: True)()

@pytest.mark.parametrize('codec', [None, 'gzip', 'lz4', 'snappy', 'zstd'])
def test_every_compression_survives(clients, topic, codec):
    if codec and not _codec(codec): pytest.skip(f"kafka-python has no {codec} here")
    name, values = topic(2), [b'%d' % i * 20 for i in range(300)]
    p = clients.producer(compression_type=codec, linger_ms=5)
    futures = [p.send(name, value=v, key=b'k%d' % (i%10)) for i,v in enumerate(values)]
    p.flush(20)
    assert len({(f.get(5).partition, f.get(5).offset) for f in futures}) == 300
    assert sorted(r.value for r in drain(clients.consumer(name), 300)) == sorted(values)

def test_order_is_kept_for_each_key(clients, topic):
    name, p = topic(4), clients.producer(linger_ms=2)
    for i in range(2000): p.send(name, value=b'%d' % i, key=b'k%d' % (i%16))
    p.flush(20)
    records = drain(clients.consumer(name), 2000)
    assert len(records) == 2000 and len({r.partition for r in records}) > 1
    where, last = {}, {}
    for r in records:
        assert where.setdefault(r.key, r.partition) == r.partition
        assert last.get(r.key, -1) < int(r.value)
        last[r.key] = int(r.value)

def test_headers_times_and_empty_values(clients, topic):
    name, p = topic(1), clients.producer()
    now = int(time.time()*1000)
    p.send(name, value=b'v', key=b'k', headers=[('a', b'1'), ('b', b'\x00\xff')], timestamp_ms=now-5000).get(10)
    p.send(name, value=None, key=b'k').get(10)
    first, second = drain(clients.consumer(name), 2)
    assert [tuple(h) for h in first.headers] == [('a', b'1'), ('b', b'\x00\xff')]
    assert first.timestamp == now-5000 and second.value is None

def test_seek_and_fetch_from_the_middle_of_a_batch(clients, topic):
    name, p = topic(1), clients.producer(linger_ms=200, batch_size=100_000)
    for i in range(100): p.send(name, value=b'%d' % i, partition=0)
    p.flush()
    c, tp = clients.consumer(), TopicPartition(name, 0)
    c.assign([tp])
    assert (c.beginning_offsets([tp])[tp], c.end_offsets([tp])[tp]) == (0, 100)
    for start in (0, 40, 99):
        c.seek(tp, start)
        assert [r.offset for r in drain(c, 100-start)] == list(range(start, 100))

def test_offsets_for_times(clients, topic):
    name, p, t0 = topic(1), clients.producer(), int(time.time()*1000)-100_000
    for i in range(100): p.send(name, value=b'x', timestamp_ms=t0+i*1000)
    p.flush()
    c, tp = clients.consumer(), TopicPartition(name, 0)
    assert c.offsets_for_times({tp: t0+50_000})[tp].offset == 50
    assert c.offsets_for_times({tp: t0+10**9})[tp] is None

def test_delete_records_and_topics(clients, topic):
    name, p, admin = topic(1), clients.producer(), clients.admin()
    for i in range(100): p.send(name, value=b'x')
    p.flush()
    c, tp = clients.consumer(), TopicPartition(name, 0)
    admin.delete_records({tp: 60})
    assert c.beginning_offsets([tp])[tp] == 60
    admin.delete_topics([name])
    assert until(lambda: name not in admin.list_topics())
    admin.create_topics([NewTopic(name, 3, -1)])
    parts = [TopicPartition(name, i) for i in range(3)]
    assert until(lambda: sum(clients.consumer().end_offsets(parts).values()) == 0)

def test_more_partitions_and_settings(clients, topic):
    name, admin = topic(1, retention_ms='60000'), clients.admin()
    admin.create_partitions({name: NewPartitions(4)})
    assert until(lambda: clients.consumer().partitions_for_topic(name) == {0, 1, 2, 3}, 5)
    assert '60000' in str(admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)]))

def test_too_large_a_message_is_refused(clients, topic):
    name, p = topic(1), clients.producer(max_request_size=8_000_000)
    p.send(name, value=os.urandom(900_000)).get(10)
    with pytest.raises(MessageSizeTooLargeError): p.send(name, value=os.urandom(5_000_000)).get(10)
    assert len(drain(clients.consumer(name), 1)) == 1

def _burst(addr, name, who, n):
    p = KafkaProducer(bootstrap_servers=addr, linger_ms=1)
    for j in range(n): p.send(name, value=b'%d:%d' % (who, j), partition=0)
    p.flush(30); p.close()

def test_concurrent_producers_and_a_live_consumer(addr, clients, topic):
    name, n, spawn = topic(1), 5000, multiprocessing.get_context('spawn')
    c = clients.consumer(name)
    c.poll(200)
    producers = [spawn.Process(target=_burst, args=(addr, name, i, n)) for i in range(3)]
    for p in producers: p.start()
    live = drain(c, 3*n, 30)
    for p in producers: p.join(10)
    assert len(live) == len({r.value for r in live}) == 3*n
    assert [r.offset for r in live] == list(range(3*n))

# ---------------------------------------------------------------- groups
def member(clients, name, group, **kw):
    clients.made.append(Member(name, bootstrap_servers=clients.addr, group_id=group, **{'heartbeat_interval_ms': 200, 'metadata_max_age_ms': 2000, **kw}))
    return clients.made[-1]

def test_lag_and_committed_offsets(clients, topic):
    name, group, p = topic(1), uuid.uuid4().hex, clients.producer()
    for i in range(100): p.send(name, value=b'x')
    p.flush()
    c, tp = member(clients, name, group), TopicPartition(name, 0)
    assert len(drain(c, 100)) == 100
    c.commit({tp: OffsetAndMetadata(60, 'note', -1)})
    assert c.committed(tp) == 60 and c.end_offsets([tp])[tp] - c.committed(tp) == 40
    admin = clients.admin()
    assert '60' in str(admin.list_group_offsets(group)) and group in str(admin.describe_groups([group]))

def test_two_members_share_and_hand_over(addr, topic):
    name, group = topic(4), uuid.uuid4().hex
    assigned, got, stops = {}, {0: [], 1: []}, [threading.Event(), threading.Event()]
    def run(i):
        c = Member(name, bootstrap_servers=addr, group_id=group, heartbeat_interval_ms=200)
        while not stops[i].is_set():
            for records in c.poll(100).values(): got[i] += records
            assigned[i] = sorted(tp.partition for tp in c.assignment())
        if got[i]: c.commit()
        c.close()
    threads = [threading.Thread(target=run, args=(i,), daemon=True) for i in (0, 1)]
    try:
        threads[0].start()
        assert until(lambda: assigned.get(0) == [0, 1, 2, 3]), assigned
        threads[1].start()
        assert until(lambda: sorted(len(a) for a in assigned.values()) == [2, 2]), assigned
        p = KafkaProducer(bootstrap_servers=addr)
        for i in range(400): p.send(name, value=b'%d' % i, partition=i%4)
        p.flush(); p.close()
        assert until(lambda: len(got[0]) == len(got[1]) == 200), (len(got[0]), len(got[1]))
        stops[0].set()
        assert until(lambda: assigned.get(1) == [0, 1, 2, 3]), assigned
    finally:
        for s,t in zip(stops, threads): s.set(); t.ident and t.join(10)

_READER = """
import sys, time
from kafka import TopicPartition
from kafka.errors import CommitFailedError
from streaming import Member
addr, name, group, session = sys.argv[1:]
end, committed = time.time()+120, 0
c = Member(name, bootstrap_servers=addr, group_id=group, session_timeout_ms=int(session), heartbeat_interval_ms=200, metadata_max_age_ms=2000)
while committed < 300 and time.time() < end:
    c.poll(200, max_records=100)
    try: c.commit()
    except CommitFailedError: continue      # put out of its group: it joins again, and reads on from what is committed
    committed = sum(c.committed(TopicPartition(name, p)) or 0 for p in (0, 1))
print(committed, flush=True)
while time.time() < end: c.poll(200, max_records=100)   # reads on, and never commits that
"""

def test_another_member_resumes_after_kill_9(addr, clients, topic):
    name, group, p = topic(2), uuid.uuid4().hex, clients.producer()
    for i in range(1000): p.send(name, value=b'%d' % i, partition=i%2)
    p.flush()
    reader = subprocess.Popen([sys.executable, '-c', _READER, addr, name, group, str(SESSION)], stdout=subprocess.PIPE, cwd=Path(__file__).parent)
    committed = int(reader.stdout.readline())
    reader.kill(); reader.wait(); reader.stdout.close()
    assert committed >= 300
    rest = drain(member(clients, name, group), 1000-committed, 120)
    assert len(rest) == len({r.value for r in rest}) == 1000-committed

def test_static_member_returns_without_a_rebalance(clients, topic):
    name, group = topic(2), uuid.uuid4().hex
    changes = []
    class Listener(ConsumerRebalanceListener):
        def on_partitions_revoked(self, revoked): changes.append(('revoked', revoked))
        def on_partitions_assigned(self, assigned): changes.append(('assigned', assigned))
    def join(instance, listener=None):
        return member(clients, name, group, group_instance_id=instance, session_timeout_ms=60_000, listener=listener)
    a, b = join('a', Listener()), join('b')
    assert until(lambda: (a.poll(300), b.poll(300)) and len(a.assignment()) == len(b.assignment()) == 1)
    before, held = len(changes), b.assignment()
    b.close()
    b2 = join('b')
    assert until(lambda: (a.poll(300), b2.poll(300)) and b2.assignment() == held)
    assert len(changes) == before

# ---------------------------------------------------------------- idempotence and transactions
def test_idempotent_producer(clients, topic):
    name, p = topic(2), clients.producer(enable_idempotence=True, linger_ms=2)
    for i in range(1000): p.send(name, value=b'%d' % i, partition=i%2)
    p.flush(20)
    assert sorted(int(r.value) for r in drain(clients.consumer(name), 1000)) == list(range(1000))

def test_a_repeated_batch_is_stored_once(addr, clients, topic):
    from kafka.protocol.producer import InitProducerIdRequest, InitProducerIdResponse, ProduceRequest, ProduceResponse
    from kafka.record import MemoryRecordsBuilder
    name = topic(1)
    with socket.create_connection(addr.split(':')) as s:
        def ask(request, response):
            request.with_header(correlation_id=1, client_id='test')
            s.sendall(request.encode(header=True, framed=True))
            size, = struct.unpack('>i', _exactly(s, 4))
            return response.decode(_exactly(s, size), version=request.API_VERSION, header=True)
        pid = ask(InitProducerIdRequest(version=1, transactional_id=None, transaction_timeout_ms=0), InitProducerIdResponse).producer_id
        b = MemoryRecordsBuilder(magic=2, compression_type=0, batch_size=1<<16)
        b.set_producer_state(pid, 0, 0, False); b.append(int(time.time()*1000), None, b'once'); b.close()
        T = ProduceRequest.TopicProduceData; P = T.PartitionProduceData
        request = lambda: ProduceRequest(version=8, transactional_id=None, acks=-1, timeout_ms=1000, topic_data=[
            T(version=8, name=name, partition_data=[P(version=8, index=0, records=bytes(b.buffer()))])])
        replies = [ask(request(), ProduceResponse).responses[0].partition_responses[0] for _ in range(3)]
    assert [(r.error_code, r.base_offset) for r in replies] == [(0, 0)]*3
    assert [r.value for r in drain(clients.consumer(name), 2, 1)] == [b'once']

def _exactly(s, n):
    data = b''
    while len(data) < n:
        more = s.recv(n-len(data))
        if not more: raise ConnectionError("closed")
        data += more
    return data

def test_transactions_are_all_or_nothing(clients, topic):
    name, p = topic(2), clients.producer(transactional_id=uuid.uuid4().hex)
    p.init_transactions()
    for letter, end in ((b'A', p.commit_transaction), (b'B', p.abort_transaction), (b'C', p.commit_transaction)):
        p.begin_transaction()
        for i in range(50): p.send(name, value=letter, partition=i%2)
        p.flush(); end()
    read = lambda level, n: sorted(r.value for r in drain(clients.consumer(name, isolation_level=level), n, 1.5))
    assert read('read_committed', 101) == [b'A']*50 + [b'C']*50
    assert read('read_uncommitted', 150) == [b'A']*50 + [b'B']*50 + [b'C']*50

def test_an_open_transaction_is_hidden(clients, topic):
    name, p = topic(1), clients.producer(transactional_id=uuid.uuid4().hex)
    p.init_transactions(); p.begin_transaction()
    for i in range(10): p.send(name, value=b'A')
    p.flush()
    c = clients.consumer(name, isolation_level='read_committed')
    assert drain(c, 1, 1) == []
    p.commit_transaction()
    assert len(drain(c, 10, 5)) == 10

def test_offsets_inside_a_transaction(clients, topic):
    name, out, group = topic(1), topic(1), uuid.uuid4().hex
    source = clients.producer()
    for i in range(10): source.send(name, value=b'x')
    source.flush()
    p = clients.producer(transactional_id=uuid.uuid4().hex)
    p.init_transactions()
    c, tp = member(clients, name, group), TopicPartition(name, 0)
    drain(c, 10)
    for offset, end in ((7, p.commit_transaction), (9, p.abort_transaction)):
        p.begin_transaction(); p.send(out, value=b'y')
        p.send_offsets_to_transaction({tp: OffsetAndMetadata(offset, '', -1)}, c.group_metadata()); end()
    assert c.committed(tp) == 7

def test_a_replaced_producer_is_fenced(clients, topic):
    name, tid = topic(1), uuid.uuid4().hex
    old = clients.producer(transactional_id=tid)
    old.init_transactions(); old.begin_transaction(); old.send(name, value=b'zombie'); old.flush()
    new = clients.producer(transactional_id=tid)
    new.init_transactions()
    with pytest.raises(KafkaError) as e: old.commit_transaction()
    assert isinstance(e.value, ProducerFencedError) or 'Fenced' in type(e.value).__name__
    assert drain(clients.consumer(name, isolation_level='read_committed'), 1, 1) == []

@embedded_only
def test_a_forgotten_transaction_is_aborted(clients, topic):
    name, dead = topic(1), clients.producer(transactional_id=uuid.uuid4().hex, transaction_timeout_ms=1000)
    dead.init_transactions(); dead.begin_transaction(); dead.send(name, value=b'left open'); dead.flush()
    clients.producer().send(name, value=b'after').get(5)
    assert [r.value for r in drain(clients.consumer(name, isolation_level='read_committed'), 1, 6)] == [b'after']

# ---------------------------------------------------------------- the other client
def ck_consumer(addr, name, **kw):
    from confluent_kafka import Consumer
    c = Consumer({'bootstrap.servers': addr, 'group.id': uuid.uuid4().hex, 'auto.offset.reset': 'earliest', 'enable.auto.commit': False,
                  'heartbeat.interval.ms': 200, **kw})
    c.subscribe([name])
    return c

def ck_drain(c, n, timeout=15):
    got, end = [], time.time()+timeout
    while len(got) < n and time.time() < end: got += [m for m in c.consume(500, 0.1) if not m.error()]
    return got

def ck_send(addr, name, values, **kw):
    from confluent_kafka import Producer
    errors, p = [], Producer({'bootstrap.servers': addr, 'acks': 'all', 'linger.ms': 5, **kw})
    for v in values: p.produce(name, value=v, key=v[:2], on_delivery=lambda e, m: e and errors.append(e))
    assert p.flush(20) == 0 and not errors, errors[:1]

@confluent
@pytest.mark.parametrize('codec', ['none', 'gzip', 'lz4', 'snappy', 'zstd'])
def test_confluent_compressions(addr, topic, codec):
    name, values = topic(3), [b'%d' % i * 20 for i in range(500)]
    ck_send(addr, name, values, **{'compression.type': codec, 'enable.idempotence': True})
    c = ck_consumer(addr, name)
    assert sorted(m.value() for m in ck_drain(c, 500)) == sorted(values)
    c.close()

@confluent
def test_clients_read_each_other(addr, clients, topic):
    name, values = topic(2), [b'%03d' % i for i in range(200)]
    ck_send(addr, name, values[:100], **{'compression.type': 'lz4'})
    p = clients.producer(compression_type='lz4')
    for v in values[100:]: p.send(name, value=v)
    p.flush()
    c = ck_consumer(addr, name)
    assert sorted(m.value() for m in ck_drain(c, 200)) == values
    assert sorted(r.value for r in drain(clients.consumer(name), 200)) == values
    c.close()

@confluent
def test_confluent_transactions(addr, topic):
    from confluent_kafka import Producer
    name, p = topic(1), Producer({'bootstrap.servers': addr, 'transactional.id': uuid.uuid4().hex})
    p.init_transactions(10)
    for letter, commit in ((b'A', True), (b'B', False), (b'C', True)):
        p.begin_transaction()
        for i in range(20): p.produce(name, value=letter)
        p.flush(10); (p.commit_transaction if commit else p.abort_transaction)(10)
    c = ck_consumer(addr, name, **{'isolation.level': 'read_committed'})
    assert sorted(m.value() for m in ck_drain(c, 41, 2)) == [b'A']*20 + [b'C']*20
    c.close()

@confluent
@pytest.mark.parametrize('strategy', ['range', 'cooperative-sticky'])
def test_confluent_groups(addr, topic, strategy):
    name, group = topic(4), uuid.uuid4().hex
    cs = [ck_consumer(addr, name, **{'group.id': group, 'partition.assignment.strategy': strategy}) for _ in range(2)]
    got = [[], []]
    def turn(): 
        for c,g in zip(cs, got): g += [m for m in c.consume(500, 0.05) if not m.error()]
    assert until(lambda: turn() or [len(c.assignment()) for c in cs] == [2, 2])
    ck_send(addr, name, [b'%d' % i for i in range(400)])
    assert until(lambda: turn() or len(got[0])+len(got[1]) >= 400)
    assert len({m.value() for g in got for m in g}) == 400
    cs[0].close()
    assert until(lambda: cs[1].consume(500, 0.05) is not None and len(cs[1].assignment()) == 4)
    cs[1].close()

@confluent
def test_confluent_offsets(addr, topic):
    from confluent_kafka import TopicPartition as TP
    name = topic(1)
    ck_send(addr, name, [b'x']*30)
    c = ck_consumer(addr, name)
    assert len(ck_drain(c, 30)) == 30
    c.commit(offsets=[TP(name, 0, 20)], asynchronous=False)
    assert c.committed([TP(name, 0)], 10)[0].offset == 20 and c.get_watermark_offsets(TP(name, 0), 10) == (0, 30)
    c.close()

# ---------------------------------------------------------------- our own process
def run_cli(*args): return subprocess.run([sys.executable, '-m', 'pharmopt.broker', *args], capture_output=True, text=True, timeout=20)

@embedded_only
def test_imports_little():
    "What makes it start quickly; how quickly is a figure of the bench"
    code = "import sys, pharmopt.broker; print([m for m in ('pandas', 'numpy', 'sqlalchemy', 'IPython') if m in sys.modules])"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout.strip() == '[]'

@embedded_only
def test_every_start_is_a_new_log():
    ids = []
    for _ in range(2):
        with broker() as a:
            admin = KafkaAdminClient(bootstrap_servers=a); ids.append(admin.describe_cluster()['cluster_id']); admin.close()
    assert ids[0] != ids[1]

@embedded_only
def test_port_in_use_says_what_to_do():
    with broker() as a:
        port = a.split(':')[1]
        with pytest.raises(OSError, match=f"port {port} on 127.0.0.1 is in use; give another one"): broker(port=int(port))
        done = run_cli('--port', port)
        assert done.returncode == 2 and done.stderr.strip().count('\n') == 0 and 'is in use' in done.stderr

@embedded_only
@pytest.mark.parametrize('args, text', [(['--host', '0.0.0.0'], '127.0.0.1 only'), (['--config', 'x=1'], "unknown topic setting 'x'"), (['--memory-limit', 'all'], "got 'all'"), (['--port', '70000'], '0 to 65535')])
def test_wrong_arguments(args, text):
    done = run_cli(*args)
    assert done.returncode == 2 and text in done.stderr and 'Traceback' not in done.stderr

@embedded_only
@posix
@pytest.mark.parametrize('sig', [signal.SIGINT, signal.SIGTERM])
def test_foreground_ends_cleanly(sig):
    p = subprocess.Popen([sys.executable, '-m', 'pharmopt.broker'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert p.stdout.readline().strip().isdigit()
    p.send_signal(sig)
    out, err = p.communicate(timeout=60)
    assert p.returncode == 0 and b'Traceback' not in err

_PARENT = """
import os, sys, time
from pharmopt.broker import broker
b = broker()
if sys.argv[1] == 'fork' and os.fork() == 0: time.sleep(8); os._exit(0)   # a child that holds a copy of the pipe
print(b.process.pid, b.port, flush=True)
time.sleep(60)
"""

def _alive(port):
    try: socket.create_connection(('127.0.0.1', port), 1).close(); return True
    except OSError: return False

@embedded_only
@posix
@pytest.mark.parametrize('how', ['plain', 'fork'])
def test_ends_with_its_parent_even_after_kill_9(how):
    parent = subprocess.Popen([sys.executable, '-c', _PARENT, how], stdout=subprocess.PIPE)
    pid, port = map(int, parent.stdout.readline().split())
    assert _alive(port)
    parent.kill(); parent.wait(); parent.stdout.close()
    assert until(lambda: not _alive(port), 60)

@embedded_only
@posix
def test_ctrl_c_in_a_terminal_leaves_the_broker_to_its_parent():
    with broker() as a:
        port = int(a.split(':')[1])
    b = broker()
    os.kill(b.process.pid, signal.SIGINT)
    time.sleep(0.3)
    assert b.running
    b.stop()
    assert not b.running and not _alive(port)

@embedded_only
def test_malformed_bytes_harm_nobody_else(capfd):
    rng = random.Random(0)
    with broker() as a:
        host, port = a.split(':')
        p = KafkaProducer(bootstrap_servers=a)
        junk = [b'GET / HTTP/1.1\r\n\r\n', b'\x7f\xff\xff\xff', b'\xff\xff\xff\xff', b'\x00\x00\x00\x00', b'\x00\x00\x00\x04ABCD', struct.pack('>ihhih', 10, 99, 0, 1, -1),
                struct.pack('>ihhih', 14, 0, 9, 1, -1) + b'\xff'*4, struct.pack('>ihhih', 14, 3, 5, 1, -1) + b'\x7f\xff\xff\xff',
                *[(lambda b: struct.pack('>i', len(b)) + b)(struct.pack('>hhih', rng.randrange(62), rng.randrange(12), 1, -1) + rng.randbytes(rng.randrange(200))) for _ in range(200)]]
        for data in junk:
            with socket.create_connection((host, int(port)), 5) as s:
                s.sendall(data); s.shutdown(socket.SHUT_WR)
                s.settimeout(5)
                try:
                    while s.recv(65536): pass
                except (ConnectionError, TimeoutError): pass
        assert p.send('rx', b'still here').get(5).offset == 0
        p.close()
        c = KafkaConsumer('rx', bootstrap_servers=a, auto_offset_reset='earliest')
        assert [r.value for r in drain(c, 1, 5)] == [b'still here']
        c.close()
    assert 'closed' in capfd.readouterr().err

@embedded_only
def test_a_batch_with_a_wrong_checksum_is_refused(addr, clients, topic):
    from pharmopt.broker import Err, Server, split_batches
    from kafka.record import MemoryRecordsBuilder
    b = MemoryRecordsBuilder(magic=2, compression_type=0, batch_size=1<<16); b.append(0, None, b'value'); b.close()
    good, rng = bytes(b.buffer()), random.Random(1)
    for _ in range(200):
        bad = bytearray(good); bad[rng.randrange(16, len(bad))] ^= 1 << rng.randrange(8)
        with pytest.raises(ValueError): split_batches(bytes(bad))

def _rss(pid): return int(open(f'/proc/{pid}/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE')

@embedded_only
def test_memory_ceiling_evicts_what_was_read_then_slows_producers():
    "3 MB limit, 8 MB sent: the producer has to wait for the consumer, and nothing is lost"
    b = broker(partitions=2, memory_limit='3MB')
    with b as a:
        got, n, done = [], 200, threading.Event()
        def send():
            p = KafkaProducer(bootstrap_servers=a, linger_ms=5, batch_size=100_000)
            for i in range(n): p.send('rx', value=b'%06d' % i + os.urandom(40_000), partition=i%2)
            p.flush(60); p.close(); done.set()
        t = threading.Thread(target=send, daemon=True); t.start()
        time.sleep(1.5)
        assert not done.is_set() # full: 3 of 8 MB fit
        c = Member('rx', bootstrap_servers=a, group_id='g', max_poll_records=50, check_crcs=False)
        end = time.time()+40
        while len(got) < n and time.time() < end:
            for records in c.poll(200).values(): got += [int(r.value[:6]) for r in records]
            c.commit()
        t.join(10); c.close()
        assert sorted(got) == list(range(n)) and done.is_set()
        if os.path.exists(f'/proc/{b.process.pid}/statm'): assert _rss(b.process.pid) < 100e6

@embedded_only
def test_unread_data_is_never_dropped_for_room():
    with broker(partitions=1, memory_limit='1MB') as a:
        p = KafkaProducer(bootstrap_servers=a, delivery_timeout_ms=1500, request_timeout_ms=1000, linger_ms=0)
        ok = 0
        with pytest.raises(KafkaError):
            while ok < 30: p.send('rx', value=os.urandom(50_000)).get(6); ok += 1
        c = KafkaConsumer('rx', bootstrap_servers=a, auto_offset_reset='earliest')
        assert 15 <= ok < 30 and [r.offset for r in drain(c, ok, 5)] == list(range(ok))
        c.close(); p.close(timeout=1)

@embedded_only
def test_retention_by_size_and_age():
    with broker(partitions=1, config={'retention.bytes': 300_000}) as a:
        p = KafkaProducer(bootstrap_servers=a)
        for i in range(100): p.send('rx', value=os.urandom(10_000)).get(5)
        admin, c, tp = KafkaAdminClient(bootstrap_servers=a), KafkaConsumer(bootstrap_servers=a), TopicPartition('rx', 0)
        assert until(lambda: 60 <= c.beginning_offsets([tp])[tp] <= 75, 5), c.beginning_offsets([tp])
        admin.create_topics([NewTopic('old', 1, 1, topic_configs={'retention.ms': '1000'})])
        for i in range(10): p.send('old', value=b'x', timestamp_ms=int(time.time()*1000)-3_600_000).get(5)
        assert until(lambda: c.beginning_offsets([TopicPartition('old', 0)])[TopicPartition('old', 0)] == 9, 5)
        for client in (p, admin, c): client.close()

# ---------------------------------------------------------------- what one client does must not harm the others
def test_a_topic_made_again_has_no_offsets_of_the_old_one():
    from pharmopt.broker import Group, Server
    from types import SimpleNamespace as N
    s = Server(); s.make_topic('rx', 1)
    g = s.groups['g'] = Group('g'); g.offsets = {('rx', 0): (300, 0, ''), ('other', 0): (5, 0, '')}
    s.delete_topics(N(topic_names=['rx']), '')
    assert g.offsets == {('other', 0): (5, 0, '')}

def test_a_group_that_looked_once_and_left_holds_up_nobody(monkeypatch):
    from pharmopt import broker as module
    from pharmopt.broker import Group, Server
    s = Server(); s.make_topic('rx', 1)
    p = s.topics['rx'][0]
    peek, reader = Group('peek'), Group('reader')
    peek.offsets, reader.offsets, reader.members = {('rx', 0): (5, 0, '')}, {('rx', 0): (90, 0, '')}, {'m': None}
    s.groups['peek'], s.groups['reader'] = peek, reader
    assert s.consumed(p) == 5 and "'peek'" in s.held_by('rx') and 'delete_groups' in s.held_by('rx')
    peek.last_member -= module._IDLE+1
    assert s.consumed(p) == 90
    reader.members = {}
    assert s.consumed(p) == 5           # nobody reads just now: everything is kept

def test_unfinished_requests_are_bounded_and_time_out(monkeypatch):
    import asyncio
    from pharmopt import broker as module
    from pharmopt.broker import BadRequest, Server
    monkeypatch.setattr(module, '_READ_TIMEOUT', .1)
    async def go():
        s, r = Server(memory_limit=64<<20), asyncio.StreamReader()
        with pytest.raises(BadRequest, match='not finished'): await s._body(r, 30<<20)
        assert s.in_flight == 0
        s.in_flight = 30<<20
        with pytest.raises(BadRequest, match='unfinished'): await s._body(r, 30<<20)
    asyncio.run(go())

def test_partitions_are_limited():
    from pharmopt.broker import Err, Server
    s = Server()
    assert [s.make_topic(f't{i}', 1000) for i in range(11)] == [Err.NONE]*10+[Err.INVALID_PARTITIONS]
