"""What goes into the stream in the tests, and what must come out of it: an oracle that shares no code with the path under test."""
import json, os, random, time, uuid
import numpy as np, pandas as pd
from kafka import ConsumerRebalanceListener, KafkaConsumer, KafkaProducer
from pharmopt.clients import ensure_topic, partitioner
from pharmopt.stream import encode_events

NANO = 10**9
SESSION = 6. if os.environ.get('PHARMOPT_KAFKA') else 1. # s; the least that Apache Kafka takes by default is 6

GOOD_BUT_ODD = ["x'); DROP TABLE demand; --", '<script>alert(1)</script>', 'Ibuprofén 400 mg/ml 😀'] # names that a careless program would choke on

class Member(KafkaConsumer):
    "A member of a group, by kafka-python, that goes on joining until it has its partitions: without the note a `poll` that ends too early makes it forget that it joins (see 06_clients)"
    def __init__(self, *topics, listener=None, **kw):
        super().__init__(enable_auto_commit=False, auto_offset_reset='earliest', **kw)
        consumer = self
        class Joining(ConsumerRebalanceListener):
            def on_partitions_revoked(self, revoked):
                consumer._coordinator.rejoin_needed = True
                if listener: listener.on_partitions_revoked(revoked)
            def on_partitions_assigned(self, assigned):
                if listener: listener.on_partitions_assigned(assigned)
        self.subscribe(topics, listener=Joining())

def make_events(n, seed, days=10, n_items=40, start='2025-01-01'):
    rng = np.random.default_rng(seed)
    item, names = rng.integers(0, n_items, n), [*GOOD_BUT_ODD, *(f'M{i:03d}' for i in range(len(GOOD_BUT_ODD), n_items))]
    return pd.DataFrame(dict(event_id=[str(uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(n)],
        event_time=pd.Timestamp(start, tz='UTC') + pd.to_timedelta(np.sort(rng.integers(0, days*86_400_000, n)), unit='ms'),
        location_id=[f'PH{i%3}' for i in item], medicine_id=[names[i] for i in item], quantity=np.round(rng.gamma(2, 3, n)+0.001, 3)))

_FLOOR = dict(D=lambda t: t.dt.floor('D'), h=lambda t: t.dt.floor('h'), W=lambda t: t.dt.floor('D')-t.dt.day_of_week*pd.Timedelta(1, 'D'))

def truth(events, freq='D'):
    "Exact sums of the distinct events, in whole billionths: {(unique_id, period): n}"
    e = events.drop_duplicates('event_id')
    start = _FLOOR[freq](e.event_time.dt.tz_localize(None))
    out = {}
    for l,m,t,q in zip(e.location_id, e.medicine_id, start, e.quantity): out[f'{l}/{m}',t] = out.get((f'{l}/{m}', t), 0)+round(q*NANO)
    return out

def stored(store):
    with store.engine.connect() as c: rows = c.exec_driver_sql('SELECT unique_id, ds, y_nano FROM demand').all()
    return {(u, pd.Timestamp(ds)): n for u,ds,n in rows if n}

POISON = [b'', b'not json', b'{}', b'[1]', b'null', b'\xff\xfe\x00', b'{"event_id":1}', b'[' * 5000, b'{"event_id":0,"x":' + b'['*1500 + b']'*1500 + b'}', b'{"quantity":' + b'{"a":'*1500, b'{' + b'x'*1_000_000, b'"; DROP TABLE demand; --']
LONG = b'{' + b'x'*1_000_000
WRONG = [dict(quantity=q) for q in (-5, 0, 'many', 1e12, 1e-10, None, float('nan'))] + [dict(event_time=t) for t in ('soon', '2190-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '2025-01-01T10:00:00', 5)] + [
    dict(event_id='x'), dict(event_id=None), dict(schema_version=3), dict(schema_version='1'), dict(type='sale'), dict(type='return', quantity=-1), dict(type='correction', quantity=0), dict(location_id='a/b'), dict(location_id=''), dict(medicine_id='tab\there'),
    dict(medicine_id='\u202eevil'), dict(medicine_id='\x00'), dict(medicine_id=' lead'), dict(medicine_id='x'*101), dict(medicine_id=7)]

def poison(rng, good):
    "A message that must not be counted"
    if rng.random() < .3: return rng.choice(POISON)
    return json.dumps({**json.loads(rng.choice(good)), **rng.choice(WRONG)}).encode()

def make_log(n, seed):
    "Messages: events reordered by up to an hour, 5 % of them twice, and 1 % poison"
    rng, events = random.Random(seed), make_events(n, seed)
    jitter = pd.to_timedelta([rng.uniform(0, 3600) for _ in range(n)], unit='s')
    shuffled = events.iloc[np.argsort((events.event_time + jitter).to_numpy(), kind='stable')]
    keys, values = encode_events(shuffled)
    log = list(zip(keys, values))
    for i in rng.sample(range(n), n//20): log.insert(min(len(log), i+rng.randrange(1, 2000)), log[i])
    n_dup, n_poison = len(log)-n, n//100
    for k in range(n_poison): log.insert(rng.randrange(len(log)), (rng.choice(keys), poison(rng, values) if k else LONG))
    return events, log, n_dup, n_poison

def send_log(addr, log, topic='prescriptions', partitions=4, pause=0.):
    ensure_topic(addr, topic, partitions)
    p, find = KafkaProducer(bootstrap_servers=addr, linger_ms=5), partitioner(partitions)
    for i in range(0, len(log), 200):
        for k,v in log[i:i+200]: p.send(topic, key=k, value=v, partition=find(k))
        if pause: time.sleep(pause)
    p.flush(30); p.close()

def position(store, topic): return sum(p.next for p in store.positions(topic).values())
def wait(condition, timeout=40):
    end = time.time()+timeout
    while time.time() < end:
        if condition(): return True
        time.sleep(0.02)
    return False
