"""The promise of the stream under faults, longer than the tests have time for.

`python -m bench model` plays thousands of schedules of the model in `tests/stream_model.py` on both databases. `python -m bench kills` kills real processors 200 times at random moments:
two in one group, of both client libraries, while events, duplicates by another partition and unreadable messages arrive. The sums must be equal to those of the distinct events, to the billionth."""
import contextlib, json, os, random, signal, subprocess, sys, tempfile, threading, time
from bench.stream import ROOT, brokers, server

sys.path.insert(0, str(ROOT/'tests'))

@contextlib.contextmanager
def databases(kind):
    "A URL of an empty database"
    from postgres_server import postgres
    from pharmopt.store import Store
    with contextlib.ExitStack() as stack:
        if kind == 'SQLite': url = f'sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/store.db'
        else: url = stack.enter_context(postgres())+'/postgres'
        Store(url).close()
        yield url

def kinds():
    from postgres_server import find_postgres
    return ['SQLite'] + (['PostgreSQL'] if find_postgres() else [])

def model(quick=False):
    "Schedules of the model"
    from stream_model import explore
    for kind in kinds():
        n = 30 if quick else 1000 if kind == 'SQLite' else 300
        with databases(kind) as url: yield f'{kind}: schedules of up to 150 actions, each event counted once in all of them', explore(url, n, 150, first=10_000)

class Sender(threading.Thread):
    "Events up to those that are allowed: 5 % again later, 3 % at once by another partition, 1 % unreadable"
    def __init__(self, address, topic, events, seed):
        super().__init__(daemon=True)
        self.address, self.topic, self.events, self.rng, self.sent, self.allowed = address, topic, events, random.Random(seed), 0, 0
    def run(self):
        from kafka import KafkaProducer
        from pharmopt.clients import partitioner
        from pharmopt.stream import encode_events
        from streaming import poison
        p, find, rng = KafkaProducer(bootstrap_servers=self.address, linger_ms=5), partitioner(4), self.rng
        keys, values = encode_events(self.events)
        later = []
        def send(v, part): p.send(self.topic, value=v, partition=part); self.sent += 1
        for i,(k,v) in enumerate(zip(keys, values)):
            while i >= self.allowed: time.sleep(.02)
            send(v, find(k))
            if rng.random() < .03: send(v, rng.randrange(4))
            if rng.random() < .05: later.append((i+rng.randrange(1, 3000), v))
            if rng.random() < .01: send(poison(rng, values[:50]), rng.randrange(4))
            if i%50 == 0:
                for at,v in [x for x in later if x[0] <= i]: send(v, rng.randrange(4))
                later = [x for x in later if x[0] > i]
                time.sleep(.03)
        p.flush(60); p.close()

class Nursery:
    "Processors, forked from a process that has imported everything"
    def __init__(self, url, address, topic, log):
        self.job, self.log = dict(url=url, addr=address, topic=topic), log
        self.mother = subprocess.Popen([sys.executable, ROOT/'tests'/'fault_worker.py'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(log, 'a'), text=True, cwd=ROOT)
    def start(self, die=None, **options):
        print(json.dumps(self.job | dict(log=f'{self.log}.metrics', die=die, options=dict(group_id='g', session_timeout=2 if 'embedded' in self.kind else 6, **options))), file=self.mother.stdin, flush=True)
        return int(self.mother.stdout.readline())
    def close(self, pids):
        for p in pids:
            with contextlib.suppress(ProcessLookupError): os.kill(p, signal.SIGKILL)
        self.mother.kill(); self.mother.wait()

def _alive(pid):
    try: os.kill(pid, 0); return True
    except ProcessLookupError: return False

def kill_run(kind, database, n, seed=0, each=150):
    """Kill one of two processors n times, each after something was committed since it began; what was counted twice or lost.

    Every other one dies by itself before or after a statement or a commit of its own (`fault_worker`), the others are killed from outside at a random moment."""
    from pharmopt.clients import ensure_topic
    from pharmopt.store import Store
    from streaming import make_events, position, stored, truth, wait
    rng, libraries = random.Random(seed), ('kafka-python', 'confluent-kafka')
    with tempfile.TemporaryDirectory() as tmp, server(kind) as (address, _), databases(database) as url:
        ensure_topic(address, 'rx', 4)
        events, store = make_events(n*each, seed), Store(url)
        nursery = Nursery(url, address, 'rx', f'{tmp}/log'); nursery.kind = kind
        sender, moments, inside = Sender(address, 'rx', events, seed), [], 0
        alone = [False, False]      # dies by itself
        def start(i):
            alone[i] = rng.random() < .5
            return nursery.start(die=rng.randrange(15, 80) if alone[i] else None, library=rng.choice(libraries), instance_id=f'till-{i}')
        sender.start()
        two, begun = [start(0), start(1)], [0, 0]
        while len(moments) < n:
            sender.allowed = (len(moments)+4)*each
            i = rng.randrange(2)
            def due(): return not _alive(two[i]) or (not alone[i] and position(store, 'rx') > begun[i])
            if not wait(due, 8) and not alone[i]: continue      # nothing came its way
            if not alone[i]: time.sleep(rng.uniform(0, .3))
            if _alive(two[i]): os.kill(two[i], signal.SIGKILL)
            else: inside += 1
            moments.append(position(store, 'rx'))
            begun[i] = moments[-1]
            two[i] = start(i)
        sender.allowed = len(events)
        sender.join(600)
        for i in (0, 1):
            with contextlib.suppress(ProcessLookupError): os.kill(two[i], signal.SIGKILL)
            two[i] = nursery.start(library=libraries[i], instance_id=f'till-{i}')
        until = time.time()+180
        while position(store, 'rx') < sender.sent and time.time() < until: time.sleep(.2)
        nursery.close(two)
        have, want, dead = stored(store), truth(events), len(store.dead_letters())
        differ = [k for k in have.keys() | want.keys() if have.get(k) != want.get(k)]
        found = dict(kills=len(moments), positions=len(set(moments)), at_a_statement=inside, messages=sender.sent, read=position(store, 'rx'), events=len(events), sums=len(want), differing=len(differ), dead_letters=dead)
        store.close()
    return found

def kills(quick=False):
    "200 kills on each database"
    for database in kinds(): yield f'{brokers()[0]}, {database}, two processors: kill -9 at random moments', kill_run(brokers()[0], database, 5 if quick else 200)
