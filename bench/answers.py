"""A generated day of suppliers' answers against an independent oracle: refusals, cuts, despatch advices in several lots, repetitions, damaged files, out of order, with the reader killed at random moments.

The oracle keeps quantities in plain dictionaries and knows nothing of the store's code.
"""
import os, random, signal, subprocess, sys, time
from pathlib import Path
import pandas as pd

def write(kind, bgm, body, ref):
    "An interchange with one message"
    n = len([s for s in body.split("'") if s])+3
    return f"UNB+UNOC:3+S01+PHARMOPT+260302:0800+{ref}'UNH+1+{kind}:D:96A:UN'BGM+{bgm}'{body}UNT+{n}+1'UNZ+1+{ref}'"

class Oracle:
    "What orders and lots must be after all answers, and how many rows must be open"
    def __init__(self): self.quantity, self.received, self.refused, self.lots, self.open = {}, {}, set(), {}, 0
    def on_order(self): return {o: q-self.received[o] for o,q in self.quantity.items() if o not in self.refused and q-self.received[o]>1e-9}

def prepare(url, folder, n, seed=0):
    "A store with orders that were sent, a folder full of answers, and the oracle"
    from pharmopt.connectors import Folder
    from pharmopt.data import complete_catalog
    from pharmopt.orders import OrderBook
    from pharmopt.outbox import deliver, submit
    from pharmopt.store import Store, tables
    r, store, oracle = random.Random(seed), Store(url), Oracle()
    items = [f'S1/M{k}' for k in range(max(n//2, 1))]
    catalog = complete_catalog(items).assign(supplier_id=[f'W{k%20}' for k in range(len(items))])
    store.save_catalog(catalog)
    book = OrderBook(store, 'bench')
    book.propose(pd.DataFrame(dict(unique_id=items, order_quantity=[float(r.randint(20, 200)) for _ in items], packs=1., due=pd.Timestamp('2026-12-01'), priority=1, urgency='soon', p_stockout=.1)), catalog)
    book.approve_all()
    keys, edi = submit(book), Folder(folder, 'edifact')
    while deliver(store, dict(erp=edi))['sent']: pass
    lines = {l['order_id']: (m.key, l) for m in store.frame(__import__('sqlalchemy').select(tables.outbox)).itertuples() for l in m.payload['lines']}
    answers = []
    for k,(o,(key, l)) in enumerate(lines.items()):
        q = oracle.quantity[o] = l['quantity']; oracle.received[o] = 0.
        who = f"RFF+LI:{o}'" if r.random()<.5 else f"RFF+ON:{key}:{l['line']}'"
        kind = r.choice(['refuse', 'cut', 'accept', 'accept'])
        if kind=='refuse': oracle.refused.add(o); answers.append(('ORDRSP', f'231+R{k}+4', f"LIN+1+7'QTY+21:{q:g}'{who}")); continue
        come = q if kind=='accept' else float(r.randint(1, int(q)-1))
        oracle.quantity[o] = come
        first = ('ORDRSP', f'231+R{k}+4', f"LIN+1+{'5' if come==q else '3'}'QTY+21:{q:g}'"+("" if come==q else f"QTY+113:{come:g}'")+who)
        part = come if r.random()<.7 else float(max(1, int(come/2)))
        cuts = [part] if r.random()<.6 or part<2 else [float(int(part/2)), part-int(part/2)]
        lots = ''.join(f"PCI+36E'DTM+36:{r.choice(['202705', '202712'])}:610'QTY+12:{c:g}'GIN+BX+L{k}{j}'" for j,c in enumerate(cuts))
        for j,c in enumerate(cuts): oracle.lots[l['unique_id'], f'L{k}{j}'] = c
        oracle.received[o] = part
        pair = [first, ('DESADV', f'351+D{k}+9', f"LIN+1'QTY+12:{part:g}'{who}{lots}")]
        answers += pair[::-1] if r.random()<.03 else pair                    # out of order
    files = [write(*a, f'{i}') for i,a in enumerate(answers)]
    for i in range(max(len(files)//20, 1)): files.insert(r.randrange(len(files)), r.choice(files))         # repetitions, some of them before the first
    for i in range(max(len(files)//20, 1)):
        oracle.open += 1
        whole = write('DESADV', f'351+X{i}+9', f"LIN+1'QTY+12:5:PCE'RFF+LI:PO-NONE{i}'", f'x{i}')
        files.insert(r.randrange(len(files)), r.choice([whole[:-r.randint(1, 60)], whole, whole.replace('UNT+6', 'UNT+7')]))
    for i,f in enumerate(files): (edi.path/'in'/f'{i:06d}.edi').write_text(f); os.utime(edi.path/'in'/f'{i:06d}.edi', (1.7e9+i, 1.7e9+i))
    store.close()
    return oracle, len(files)

def read(url, folder):
    "Collect until nothing is left"
    from pharmopt.connectors import Folder
    from pharmopt.outbox import collect
    from pharmopt.store import Store
    store, edi = Store(url), Folder(folder, 'edifact')
    while edi.answers(): collect(store, dict(erp=edi), book='despatch')
    store.close()

def read_with_kills(url, folder, kills, seed=0):
    "Collect in a process that is killed at random moments, then to the end"
    r, code = random.Random(seed), f"from bench.answers import read; read({url!r}, {str(folder)!r})"
    for _ in range(kills):
        p = subprocess.Popen([sys.executable, '-c', code], cwd=Path(__file__).parents[1])
        try: p.wait(timeout=r.uniform(3, 6))
        except subprocess.TimeoutExpired: p.send_signal(signal.SIGKILL)
        p.wait()
    read(url, folder)

def differences(url, oracle):
    "What differs from the oracle; empty when all agrees to the unit"
    import sqlalchemy as sa
    from pharmopt.store import Store, tables
    from pharmopt.ledger import check_ledger
    store = Store(url)
    o = store.frame(sa.select(tables.orders)).set_index('order_id')
    lots = {(r.unique_id, r.lot): r.on_hand for r in store.lots().itertuples()}
    waiting = store.frame(sa.select(tables.open_orders)).set_index('order_id').quantity.to_dict()
    with store.engine.connect() as c: opened = c.execute(sa.select(sa.func.count()).where(tables.inbox.c.status=='open')).scalar()
    out = [f'order {i}: received {o.received[i]:g}, expected {q:g}' for i,q in oracle.received.items() if i not in oracle.refused and abs(o.received[i]-q)>1e-9]
    out += [f'order {i} is {o.status[i]}, expected refused' for i in oracle.refused if o.status[i]!='refused']
    out += [f'lot {k}: {lots.get(k)}, expected {oracle.lots.get(k)}' for k in set(lots)|set(oracle.lots) if abs(lots.get(k, 0)-oracle.lots.get(k, 0))>1e-9]
    out += [f'on order {k}: {waiting.get(k)}, expected {oracle.on_order().get(k)}' for k in set(waiting)|set(oracle.on_order()) if abs(waiting.get(k, 0)-oracle.on_order().get(k, 0))>1e-9]
    if opened!=oracle.open: out.append(f'{opened} rows are open, expected {oracle.open}')
    out += [f'ledger: {r}' for r in check_ledger(store).itertuples()]
    store.close()
    return out

def day(url, folder, n=2000, kills=30, seed=0):
    "Seconds for a day of answers, answers, and what differs from the oracle"
    oracle, files = prepare(url, folder, n, seed)
    began = time.perf_counter()
    read_with_kills(url, folder, kills, seed)
    return time.perf_counter()-began, files, differences(url, oracle)
