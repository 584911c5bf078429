"""A generated day of stock against an independent oracle, with processes killed at random moments; a count of 20,000 lots; the stock of any day at five million movements.

The oracle keeps lots and orders in plain dictionaries and knows nothing of the store's code. Every step has a name of its own, so that a process that begins again books nothing twice.
"""
import datetime as dt, os, random, signal, subprocess, sys, tempfile, time, uuid
from pathlib import Path
import numpy as np, pandas as pd

DAY = dt.datetime(2026, 3, 2)
NEVER = dt.date(9999, 1, 1)

class Oracle:
    "Steps of a day, and what lots, orders and refusals must be after them"
    def __init__(self, seed=0, n=20_000, items=200):
        r = self.rng = random.Random(seed)
        self.items = [f'S{k%3}/M{k}' for k in range(items)]
        self.lots, self.orders, self.refused, self.short, self.steps = {}, {}, set(), {}, []
        self.opening = [(u, f'O{j}', r.choice([None, dt.date(2026,3,1), dt.date(2026,3,2), dt.date(2026,6,30), dt.date(2028,1,31)]), float(r.randint(0, 40))) for u in self.items for j in range(2)]
        for u,l,e,q in self.opening: self.lots[u,l] = [e, q]
        for k in range(n//10): self.orders[f'PO-{k}'] = [r.choice(self.items), float(r.randint(5, 60)), 0.]
        self._draw(n)
        for s in self.steps: self._apply(s)

    def _draw(self, n):
        r, deliveries = self.rng, []
        for o,(u,q,_) in self.orders.items():
            whole = r.random()<.8
            parts = [q] if whole else [float(int(q/2)+1), q-int(q/2)-1]
            for j,p in enumerate(p for p in parts if p>0): deliveries.append(('receive', f'{o}/{j}', o, p, r.choice([f'L{r.randint(1,4)}', None]), r.choice([None, '2027-05', '2026-12-15', '20280229'])))
        r.shuffle(deliveries)                                          # out of order
        for d in list(deliveries):
            x = r.random()
            if x<.05: deliveries.insert(r.randrange(len(deliveries)), d)                                             # told twice
            elif x<.10: deliveries.insert(r.randrange(len(deliveries)), ('receive', d[1]+'!', *r.choice([('PO-NONE', d[3], d[4], None), (d[2], -d[3], d[4], None), (d[2], d[3], d[4], '2027-13-45'), (d[2], d[3], d[4], '05/02/2027'), (d[2], 1e6, d[4], None)])))
        self.events, batches, k = [], [], 0
        while k<n:
            size = r.randint(1, 20)
            self.events.append([(uuid.UUID(int=(7<<64)+k+i).bytes, r.choice(self.items), float(r.choice([1, 1, 2, 3, .5]))) for i in range(size)])
            batches.append(('sell', len(self.events)-1)); k += size
        hand = [('record', f'H{k}', r.choice(self.items), float(r.choice([-1, -2, 1, 3])), f'O{r.randint(0,1)}') for k in range(n//40)]
        reversals = [('reverse', h[1]) for h in hand if r.random()<.1]
        counts = [('count', f'C{k}', r.choice(self.items), float(r.randint(0, 50))) for k in range(n//400)]
        rest = hand+counts
        r.shuffle(rest)
        pools, self.steps = [batches, deliveries, rest], []
        while any(pools):
            pool = r.choices(pools, [len(p) for p in pools])[0]
            self.steps.append(pool.pop(0))
        self.steps += reversals

    def _lot(self, lot, expiry): return lot or ('(no number)' if expiry is None else f'(no number) {expiry}')
    def _add(self, u, lot, q, expiry=None):
        at = self.lots.setdefault((u, lot), [expiry, 0.])
        at[1] = round(at[1]+q, 6)
        if expiry is not None: at[0] = expiry if at[0] is None else min(at[0], expiry)

    def _apply(self, s):
        if s[0]=='sell':
            total = {}
            for _,u,q in self.events[s[1]]: total[u] = total.get(u, 0.)+q
            for u,q in total.items(): self._fefo(u, q)
        elif s[0]=='receive': self._receive(*s[1:])
        elif s[0]=='record': self._record(*s[1:])
        elif s[0]=='reverse': self._reverse(s[1])
        elif s[0]=='count': self._count(*s[1:])

    def _fefo(self, u, q):
        mine = sorted((l for l in self.lots if l[0]==u and l[1]!='(discrepancy)'), key=lambda l: (self.lots[l][0] or NEVER, self.lots[l][0] is None, l[1]))
        for l in mine:
            e, have = self.lots[l]
            if have<=0 or (e is not None and e<DAY.date()): continue
            take = min(have, q)
            self.lots[l][1] = round(have-take, 6); q = round(q-take, 6)
            if q<=0: return
        if q>0: self._add(u, '(discrepancy)', -q)

    def _receive(self, key, order, q, lot, expiry):
        done = self.__dict__.setdefault('seen', set())
        if key in done: return
        day = {None: None, '2027-05': dt.date(2027,5,31), '2026-12-15': dt.date(2026,12,15), '20280229': dt.date(2028,2,29)}.get(expiry, 'bad')
        o = self.orders.get(order)
        if o is None or q<=0 or day=='bad' or o[2]+q>o[1]+1e-9: self.refused.add(key); return
        done.add(key); o[2] += q
        self._add(o[0], self._lot(lot, day), q, day)

    def _record(self, key, u, q, lot):
        if q<0 and self.lots.get((u, lot), [None, 0.])[1]<-q: self.refused.add(key); return
        self.__dict__.setdefault('by_hand', {})[key] = (u, lot, q)
        self._add(u, lot, q)
    def _reverse(self, key):
        if key not in getattr(self, 'by_hand', {}): self.refused.add('reverse '+key); return
        u, lot, q = self.by_hand[key]
        self._add(u, lot, -q)
    def _count(self, key, u, total):
        rest, mine = total, sorted((l for l in self.lots if l[0]==u and l[1]!='(discrepancy)' and self.lots[l][1]), key=lambda l: (self.lots[l][0] is None, self.lots[l][0] or NEVER, l[1]), reverse=True)
        for l in mine: self.lots[l][1], rest = min(max(self.lots[l][1], 0.), rest), rest-min(max(self.lots[l][1], 0.), rest)
        if rest: self._add(u, '(no number)', rest)
        if (u, '(discrepancy)') in self.lots: self.lots[u, '(discrepancy)'][1] = 0.

    def differences(self, store):
        "Lots, expiry dates and orders in which the store is not the oracle"
        import sqlalchemy as sa
        from pharmopt.store import tables
        have = {(r.unique_id, r.lot): (None if pd.isna(r.expiry) else pd.Timestamp(r.expiry).date(), r.on_hand) for r in store.frame(sa.select(tables.lots)).itertuples()}
        out = [(k, tuple(self.lots.get(k, (None, 0.))), have.get(k, (None, 0.))) for k in self.lots.keys()|have.keys() if abs(self.lots.get(k, (None, 0.))[1]-have.get(k, (None, 0.))[1])>1e-9 or (have.get(k, (None, 0))[1]>0 and self.lots[k][0]!=have[k][0])]
        o = store.frame(sa.select(tables.orders)).set_index('order_id').received
        coming = store.open_orders().set_index('order_id').quantity
        return out + [(k, v, o.get(k), coming.get(k, 0.)) for k,v in self.orders.items() if o.get(k)!=v[2] or abs(coming.get(k, 0.)-(v[1]-v[2]))>1e-9]

def prepare(store, oracle):
    "Catalog, opening stock and sent orders"
    import sqlalchemy as sa
    from pharmopt.orders import OrderBook
    from pharmopt.store import table_rows, tables, utcnow
    if len(store.frame(sa.select(tables.orders.c.order_id).limit(1))): return
    store.save_catalog(pd.DataFrame(dict(unique_id=oracle.items, medicine_id=[u.partition('/')[2] for u in oracle.items], location_id=[u.partition('/')[0] for u in oracle.items], name='x', supplier_id='S', unit_cost=1., pack_size=1.)))
    store.save_lots(pd.DataFrame(oracle.opening, columns=['unique_id','lot','expiry','on_hand']).assign(expiry=lambda d: pd.to_datetime(d.expiry)))
    o = pd.DataFrame([dict(order_id=k, unique_id=u, order_quantity=q, received=0., status='sent', supplier_id='S', sent_at=utcnow()) for k,(u,q,_) in oracle.orders.items()])
    with store.begin() as c:
        c.execute(sa.insert(tables.orders), table_rows(o, tables.orders))
        c.execute(sa.insert(tables.open_orders), [dict(order_id=k, unique_id=u, quantity=q) for k,(u,q,_) in oracle.orders.items()])

def play(store, oracle, stop_after=None, notes=None):
    """Carry the steps out, from the first that is not booked; returns how many were looked at.

    A refused step leaves nothing in the store. `notes` is a file that keeps their names, so that a later process does not try them against a later shelf."""
    import sqlalchemy as sa
    from pharmopt.counts import book_count, start_count
    from pharmopt.ledger import LedgerError, record, reverse
    from pharmopt.orders import OrderBook, OrderError
    from pharmopt.store import Batch, tables
    prepare(store, oracle)
    book, m = OrderBook(store, 'oracle'), tables.movements.c
    book.learn_lead_times = lambda *a, **k: None                     # not what is measured here
    at = store.positions('rx').get(0)
    at, start, refused = at.next if at else 0, np.cumsum([0]+[len(b) for b in oracle.events]), set()
    counted = set(store.frame(sa.select(tables.counts.c.source).where(tables.counts.c.status=='booked')).source)
    keys = set(store.frame(sa.select(m.key).where(m.key.is_not(None))).key)|set(store.frame(sa.select(tables.receipts.c.key)).key)
    noted = set(Path(notes).read_text().split('\n')) if notes and Path(notes).exists() else set()
    for n,s in enumerate(oracle.steps):
        if stop_after is not None and n>=stop_after: return n
        name = s[1] if s[0]!='reverse' else 'reverse '+s[1]
        if name in noted: continue
        try:
            if s[0]=='sell':
                b, e = oracle.events[s[1]], int(start[s[1]])
                if e>=at: store.commit(Batch('log', 'rx', 0, e, e+len(b), None, [(i, u, DAY, round(q*1e9), False) for i,u,q in b]), dispense=True)
            elif s[0]=='receive': s[1] in keys or book.receive(s[2], s[3], s[4], expiry=s[5], key=s[1])
            elif s[0]=='record': s[1] in keys or record(store, s[2], s[3], kind='patient_return' if s[3]>0 else 'write_off', lot=s[4], reason='by hand', key=s[1])
            elif s[0]=='reverse':
                row = store.frame(sa.select(m.id).where(m.key==s[1]))
                if not len(row): raise LedgerError('nothing to reverse')
                try: reverse(store, int(row.id[0]), reason='wrong')
                except LedgerError as x:
                    if 'before' not in str(x): raise
            elif s[1] not in counted:
                book_count(store, start_count(store, pd.DataFrame(dict(unique_id=[s[2]], on_hand=[s[3]])), source=s[1]))
        except (OrderError, LedgerError):
            refused.add(name)
            if notes:
                with open(notes, 'a') as f: f.write(f'{name}\n')
    play.refused = refused
    return len(oracle.steps)

def killed(url, seed, n, kills):
    "Play a day in processes that are killed at random moments; kills that hit, seconds"
    rng, hits, began = random.Random(seed), 0, time.monotonic()
    notes = tempfile.NamedTemporaryFile(suffix='.txt')
    code = f"from bench.shelf import *; from pharmopt.store import Store; play(Store({url!r}), Oracle({seed}, {n}), notes={notes.name!r})"
    while True:
        p = subprocess.Popen([sys.executable, '-c', code], cwd=Path(__file__).parent.parent, env=os.environ|dict(PYTHONPATH=str(Path(__file__).parent.parent)))
        try: p.wait(rng.uniform(3, 7) if hits<kills else None)
        except subprocess.TimeoutExpired: p.send_signal(signal.SIGKILL); p.wait(); hits += 1; continue
        if p.returncode: raise SystemExit(f'a process of the bench failed: {p.returncode}')
        return hits, time.monotonic()-began

def day(url, seed=1, n=20_000, kills=30):
    from pharmopt.ledger import check_ledger
    from pharmopt.store import Store
    hits, seconds = killed(url, seed, n, kills)
    s, o = Store(url), Oracle(seed, n)
    wrong = o.differences(s)
    out = dict(steps=len(o.steps), movements=len(s.frame(__import__('sqlalchemy').text('SELECT id FROM movements'))), refused=len(o.refused), kills=hits, differing=len(wrong)+len(check_ledger(s)), seconds=round(seconds))
    if wrong: print(wrong[:5])
    s.close()
    return out

def count_of(n_lots=20_000):
    "Seconds of CPU for comparing and booking a count, nine lots of ten differing"
    from pharmopt.counts import count_stock
    from pharmopt.ledger import check_ledger
    from pharmopt.pipeline import read_stock
    from pharmopt.store import Store
    with tempfile.TemporaryDirectory() as tmp:
        s, n = Store(Path(tmp)/'count.db'), n_lots//2
        ids = [f'S1/M{i:05d}' for i in range(n)]
        s.save_catalog(pd.DataFrame(dict(unique_id=ids, medicine_id=[i[3:] for i in ids], location_id='S1', name=ids, unit_cost=1.)))
        df = pd.DataFrame(dict(unique_id=ids*2, lot=['A']*n+['B']*n, expiry=['2027-05-31']*n+['2028-05-31']*n, on_hand=np.arange(2*n)%50+1.))
        count_stock(s, df, full=True)
        df.assign(on_hand=(df.on_hand*1.1).round()).to_csv(Path(tmp)/'count.csv', index=False)
        wall, cpu = time.perf_counter(), time.process_time()
        lots = read_stock(Path(tmp)/'count.csv', ids)[0]
        count_stock(s, lots, full=True)
        out = time.perf_counter()-wall, time.process_time()-cpu
        assert check_ledger(s).empty
        s.close()
    return out

def as_of(n=5_000_000, lots=5_000, url=None):
    "Milliseconds of `stock_as_of` for 20 random days: median, slowest, mean of CPU; of the days farthest from a snapshot; snapshots and seconds to make them"
    import sqlalchemy as sa
    from pharmopt.ledger import keep_snapshots, stock_as_of
    from pharmopt.store import Store, tables
    with tempfile.TemporaryDirectory() as tmp:
        s, rng = Store(url or Path(tmp)/'big.db'), np.random.default_rng(0)
        began, per = dt.datetime(2021, 1, 1), n//1800
        for block in range(18):
            rows = []
            for d in range(100):
                when = (began+dt.timedelta(block*100+d)).isoformat(' ', 'microseconds') if s.is_sqlite else began+dt.timedelta(block*100+d)
                which, q = rng.integers(0, lots, per), rng.integers(-3, 4, per)
                rows += [(when, when, f'S1/M{w//2:05d}', f'L{w%2}', float(x), 'dispensing' if x<0 else 'receipt', None, 'bench', None, None) for w,x in zip(which.tolist(), q.tolist())]
            with s.begin() as c: c.exec_driver_sql("INSERT INTO movements (time, day, unique_id, lot, quantity, kind, reason, actor, reference, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)".replace('?', '?' if s.is_sqlite else '%s'), rows)
        wall = time.perf_counter()
        made = keep_snapshots(s)
        build = time.perf_counter()-wall
        took, cpu = [], time.process_time()
        for d in rng.integers(0, 1800, 20).tolist():
            t = time.perf_counter(); stock_as_of(s, began+dt.timedelta(d)); took.append(1000*(time.perf_counter()-t))
        cpu = 50*(time.process_time()-cpu)
        with s.engine.connect() as c: snapshots = c.execute(sa.select(tables.stock_snapshots.c.day).distinct().order_by(tables.stock_snapshots.c.day)).scalars().all()
        far = [began+dt.timedelta(1799)]+[d-dt.timedelta(1) for d in snapshots[1::max(1, len(snapshots)//19)]]         # with the most movements since the last snapshot
        worst = max(min(_ms(stock_as_of, s, d) for _ in range(3)) for d in far)
        s.close()
    return float(np.median(took)), max(took), cpu, worst, made, build

def _ms(f, *args):
    t = time.perf_counter(); f(*args)
    return 1000*(time.perf_counter()-t)

def shelf(quick=False):
    n, kills = (2_000, 5) if quick else (20_000, 30)
    with tempfile.TemporaryDirectory() as tmp:
        found = day(f'sqlite:///{tmp}/day.db', n=n, kills=kills)
        for k,v in found.items(): yield f'SQLite, a day: {k}', v
    sys.path.insert(0, str(Path(__file__).parent.parent/'tests'))
    from postgres_server import find_postgres, postgres
    if find_postgres():
        with postgres() as url:
            found = day(f'{url}/postgres', n=n, kills=kills)
            for k,v in found.items(): yield f'PostgreSQL, a day: {k}', v
    from bench import answers
    with tempfile.TemporaryDirectory() as tmp:
        seconds, files, wrong = answers.day(f'sqlite:///{tmp}/a.db', f'{tmp}/edi', n=200 if quick else 2_000, kills=3 if quick else 30)
        yield "SQLite, a day of suppliers' answers: files", files
        yield "SQLite, a day of suppliers' answers: differences from the oracle", len(wrong)
        yield "SQLite, a day of suppliers' answers: s, with the reader killed at random moments", seconds
    if find_postgres():
        with postgres() as url, tempfile.TemporaryDirectory() as tmp:
            seconds, files, wrong = answers.day(f'{url}/postgres', f'{tmp}/edi', n=200 if quick else 2_000, kills=3 if quick else 30)
            yield "PostgreSQL, a day of suppliers' answers: differences from the oracle", len(wrong)
            yield "PostgreSQL, a day of suppliers' answers: s, with the reader killed at random moments", seconds
    wall, cpu = count_of()
    yield 'count of 20,000 lots, loaded, compared and booked, s', wall
    yield 'count of 20,000 lots, s of CPU', cpu
    med, slowest, cpu, worst, made, build = as_of(500_000 if quick else 5_000_000)
    yield f"stock of a random day at {'0.5' if quick else '5'} million movements, ms, median of 20", med
    yield 'the same, slowest', slowest
    yield 'the same, on the 20 days farthest from a snapshot, slowest, each the best of 3', worst
    yield 'the same, ms of CPU, mean', cpu
    yield 'snapshots', made
    yield 'seconds to make all of them', build
