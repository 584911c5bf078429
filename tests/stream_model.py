"""The promise of the stream as a model: any schedule of processors, partitions, duplicates, rebalances, kills, horizons and topics made again, against an oracle.

The processors and the store are the real ones, the store on SQLite or PostgreSQL. The log is a list in memory, so that the schedule is ours: which processor reads how much, who still believes to own a partition,
what happens between reading and committing. Each event has an item of its own, so that the demand table says how often each was counted.

The oracle knows only what was sent. **Theorem**: whatever the schedule,
1. no event is counted twice;
2. an event that was sent within the horizon of the newest event of the topic is counted, unless the broker deleted each copy of it before it was read;
3. any other message that is not counted is a dead letter with its bytes, unless the broker deleted it.
`python -m bench model` runs thousands of schedules; the tests run some."""
import datetime as dt, json, random, threading, uuid
from collections import Counter
import sqlalchemy as sa
from pharmopt.clients import Records
from pharmopt.store import Store, tables
from pharmopt.stream import Processor

DAY, START = 86_400, dt.datetime(2025, 1, 1, 12, tzinfo=dt.timezone.utc)
HORIZON = 30 # days
TALLY = Counter() # schedules, steps, events, …

class Log:
    "A topic: its partitions, and its id, which is new when it is made again"
    def __init__(self, n): self.made, self.parts, self.starts = 0, [[] for _ in range(n)], [0]*n
    def log_id(self): return f'log-{self.made}'
    def again(self): self.made += 1; self.parts, self.starts = [[] for _ in self.parts], [0]*len(self.parts)

class Member:
    "What `open_consumer` gives, on a log in memory"
    def __init__(self, log): self.log, self.parts, self.at, self.changes, self.handled, self.failed, self.most = log, set(), {}, 1, 0, None, 1
    @property
    def changed(self): return self.changes != self.handled
    def assigned(self): self.handled = self.changes; return {p for p in self.parts if p < len(self.log.parts)}
    def begin(self, offsets): self.at = {p: o for p,o in (self.at | offsets).items() if p in self.parts}
    def poll(self, timeout):
        if self.changed: return None
        found = {}
        for p,at in self.at.items():
            first, log = self.log.starts[p], self.log.parts[p]
            if not first <= at <= len(log): at = first      # out of range: from the beginning, as clients do
            values = log[at:at+self.most]
            self.at[p] = at+len(values)
            if values: found[p] = Records(list(range(at, at+len(values))), values)
        return found
    def earliest(self, parts): return {p: self.log.starts[p] for p in parts}
    def latest(self): return {p: len(v) for p,v in enumerate(self.log.parts)}
    def since(self, parts, ms): return self.earliest(parts)
    def position(self, p): return self.at.get(p)
    def highwater(self, p): return len(self.log.parts[p])
    def tell(self, offsets, wait=False): pass
    def close(self): pass

class Watch:
    def __init__(self, log): self.log = log
    def log_id(self): return self.log.log_id()
    def close(self): pass

class Model:
    "One schedule; `url` names the database, which all schedules share under topics of their own"
    def __init__(self, url, seed):
        rng = random.Random(f'begin {seed}')
        self.url, self.name, self.log, self.day, self.newest, self.rng = url, f'm{seed}-{uuid.uuid4().hex[:6]}', Log(n := rng.randint(1, 3)), 0., None, rng
        self.sent, self.copies, self.processors, self.stores = {}, [], [], []   # sent: id → bytes, day, units; copies: [id, promised, made, part, offset, deleted]
        m = rng.randint(1, 3)
        for _ in range(m): self.start()
        for i,p in enumerate(self.processors): self.own(p, range(i, n, m), told=True)

    def start(self, store=None):
        "A processor that has joined"
        if store is None: store = Store(self.url, upgrade=False); self.stores.append(store)
        p = Processor(store, 'localhost:1', topic=self.name, library='kafka-python', relay=False, dedup_horizon=f'{HORIZON}D', lateness='1D')
        p.cluster_id, p.consumer, p.watch, p.next, p.due, p.letters, p.held = self.log.log_id(), Member(self.log), Watch(self.log), {}, 0., False, None
        self.processors.append(p)
        return p

    def own(self, p, parts, told):
        p.consumer.parts = set(parts)
        if told: p.consumer.changes += 1

    def pick(self): return self.rng.choice(self.processors)

    # ---- what happens in the world
    def put(self, key, value, promised, part):
        part %= len(self.log.parts)
        self.log.parts[part].append(value)
        self.copies.append([key, promised, self.log.made, part, len(self.log.parts[part])-1, False])

    def time_passes(self): self.day += self.rng.choice([0.2, 1., 3., 20., 45.])

    def events(self):
        part = self.rng.randrange(6)
        for _ in range(self.rng.randint(1, 4)):
            key, at = str(uuid.UUID(int=self.rng.getrandbits(128))), self.day-self.rng.choice([0., 0., 0.5, 2., 10., 29., 31., 70.])
            kind, units = self.rng.choice(['dispense']*4+['return', 'correction']), self.rng.randint(1, 9)
            value = json.dumps(dict(event_id=key, event_time=(START+dt.timedelta(days=at)).isoformat(), location_id=self.name, medicine_id=key, quantity=units, **({} if kind == 'dispense' else dict(type=kind, schema_version=2)))).encode()
            self.sent[key] = value, at, -units if kind == 'return' else units
            self.send(key, part); TALLY['events'] += 1

    def send(self, key, part):
        value, at, _ = self.sent[key]
        self.put(key, value, self.newest is None or at >= self.newest-HORIZON, part)
        self.newest = at if self.newest is None else max(self.newest, at)

    def duplicate(self):
        if not (keys := list(self.sent)): return
        self.send(self.rng.choice(keys[-self.rng.choice([2, 8, 1000]):]), self.rng.randrange(6)); TALLY['duplicates'] += 1

    def bad_message(self): self.put(None, self.rng.choice([b'', b'no', b'{}', b'{"event_id":0,"x":'+b'['*1500]), False, self.rng.randrange(6)); TALLY['bad messages'] += 1

    def another_partition(self):
        if len(self.log.parts) < 5: self.log.parts.append([]); self.log.starts.append(0)

    def unread(self):
        "Copies of the present log that are not certain to have been read"
        stored = self.stores[0].positions(self.name)
        for c in self.copies:
            if c[2] != self.log.made or c[5]: continue
            s = stored.get(c[3])
            if s is None or s.cluster_id != self.log.log_id() or c[4] >= s.next: yield c

    def topic_made_again(self):
        for c in self.unread(): c[5] = True
        self.log.again(); TALLY['topics made again'] += 1

    def retention(self):
        "The broker deletes the beginning of a partition, also what was not read"
        part = self.rng.randrange(len(self.log.parts))
        start = max(self.log.starts[part], int(len(self.log.parts[part])*self.rng.random()))
        for c in self.unread():
            if c[3] == part and c[4] < start: c[5] = True
        self.log.starts[part] = start

    # ---- what processors do
    def read(self, p=None):
        p = p or self.pick()
        if p.held: return           # what was read is committed before more is read
        p.consumer.most = self.rng.choice([1, 2, 6, 50])
        p.held = p.consumer.poll(0)
        if p.held is None: p._take_over()

    def commit(self): self.apply(self.pick())

    def apply(self, p):
        held, p.held = p.held, None
        if held: p._apply(held); TALLY['commits'] += 1

    def step(self):
        p = self.pick()
        self.read(p); self.apply(p)

    def commit_at_once(self):
        "Two processors read, and commit at the same time"
        two = self.rng.sample(self.processors, min(2, len(self.processors)))
        if len({id(p.store) for p in two}) < 2: return
        for p in two:
            p.consumer.most, p.held = self.rng.choice([2, 6, 50]), p.held or p.consumer.poll(0)
            if p.held is None: p._take_over()
        failed, start = [], threading.Barrier(2)
        def work(p):
            start.wait(30)
            try: self.apply(p)
            except Exception as e: failed.append(e)
        threads = [threading.Thread(target=work, args=(p,)) for p in two]
        [t.start() for t in threads]; [t.join(60) for t in threads]
        assert not failed, failed
        TALLY['commits at once'] += 1

    def rebalance(self):
        "Partitions change hands; who is not told goes on as before"
        owners = [self.rng.randrange(6) for _ in self.log.parts]
        for i,p in enumerate(self.processors):
            if self.rng.random() < .7: self.own(p, [part for part in range(len(self.log.parts)) if owners[part] % len(self.processors) == i], told=True)
        TALLY['rebalances'] += 1

    def kill(self):
        "A processor is gone, whatever it had read; another one starts, with the memory of the store or without"
        p = self.pick()
        self.processors.remove(p)
        self.own(self.start(p.store if self.rng.random() < .3 else None), p.consumer.parts, told=True)
        TALLY['kills'] += 1

    def look_at_topic(self): self.pick()._look_at_topic()

    def forget(self):
        if self.pick().forget(): TALLY['times ids were forgotten'] += 1

    # ---- the oracle
    def counted(self):
        t = tables.demand
        with self.stores[0].engine.connect() as c: return {r[0].split('/', 1)[1]: (r[1], r[2]) for r in c.execute(sa.select(t.c.unique_id, sa.func.sum(t.c.n_events), sa.func.sum(t.c.y_nano)).where(t.c.unique_id.like(f'{self.name}/%')).group_by(t.c.unique_id))}

    def finish(self):
        "One processor reads everything that is left"
        p = self.start(self.processors[0].store)
        self.own(p, range(len(self.log.parts)), told=True)
        p.consumer.most = 100
        for _ in range(1000):
            polled = p.consumer.poll(0)
            if polled is None: p._take_over(); continue
            if not polled: return
            p._apply(polled)
        raise AssertionError("the processor never reached the end of the log")

    def check(self):
        counted, dead = self.counted(), Counter(bytes(r) for r in self.stores[0].dead_letters(topic=self.name).raw)
        for key,(value, at, units) in self.sent.items():
            n, nano = counted.get(key, (0, 0))
            mine = [c for c in self.copies if c[0] == key]
            assert n <= 1, f"event {key} was counted {n} times"
            if n: assert int(nano) == units*10**9, f"event {key} has {nano} billionths instead of {units} units"
            if any(c[1] and not c[5] for c in mine): assert n == 1, f"event {key} was sent within the horizon, read, and not counted"
            elif not n and not all(c[5] for c in mine): assert dead[value], f"event {key} was neither counted nor kept as a dead letter"
        assert set(counted) <= set(self.sent)
        bad = Counter(self.log.parts[c[3]][c[4]] if c[2] == self.log.made else None for c in self.copies if c[0] is None and not c[5])
        for value,n in bad.items():
            if value is not None: assert dead[value] >= n, f"{value[:20]!r} was sent {n} times and is {dead[value]} dead letters"

WEIGHTS = dict(events=6, duplicate=4, step=8, read=3, commit=3, commit_at_once=2, rebalance=2, kill=1.5, forget=2, time_passes=2, look_at_topic=1.5, bad_message=.7, another_partition=.5, topic_made_again=.5, retention=.4)

def play(url, seed, actions):
    "Play a schedule to its end; each action draws from a source of its own, so that others may be left out"
    m = Model(url, seed)
    try:
        for name,own in actions: m.rng = random.Random(own); getattr(m, name)()
        m.finish(); m.check()
    finally: [s.close() for s in m.stores]
    TALLY['schedules'] += 1

def schedule(seed, steps):
    "A random schedule"
    rng = random.Random(seed)
    return [(name, rng.getrandbits(48)) for name in rng.choices(list(WEIGHTS), list(WEIGHTS.values()), k=rng.randint(5, steps))]

def shrink(url, seed, actions):
    "The same failure with fewer actions"
    def fails(some):
        try: play(url, seed, some)
        except AssertionError: return True
        return False
    size = len(actions)//2
    while size:
        at = 0
        while at < len(actions):
            if fails(fewer := actions[:at]+actions[at+size:]): actions = fewer
            else: at += size
        size //= 2
    return actions

def explore(url, schedules, steps=60, first=0, shorten=True):
    "Play schedules against a database; returns what was done. A failure names its schedule, as short as it could be made"
    TALLY.clear()
    Store(url).close()
    for seed in range(first, first+schedules):
        try: play(url, seed, actions := schedule(seed, steps))
        except AssertionError as e: raise AssertionError(f"schedule {seed}: {e}; the shortest one: play(url, {seed}, {shrink(url, seed, actions) if shorten else actions})") from None
    return dict(TALLY)
