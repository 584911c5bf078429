"""Orders and alerts that leave the house: nothing lost, nothing twice, also when processes are killed and servers misbehave."""
import contextlib, http.server, json, os, re, signal, socketserver, subprocess, sys, textwrap, threading, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import pandas as pd, pytest, sqlalchemy as sa
from hypothesis import given, settings, strategies as st
from pharmopt.alerts import announce, check_alerts, digest
from pharmopt.connectors import Email, Fhir, Folder, Webhook, connector, sign
from pharmopt.orders import ACTIONS, OrderBook, OrderError
from pharmopt.jobs import tend, watch
from pharmopt.outbox import Refused, collect, deliver, submit
from pharmopt.settings import load_settings
from pharmopt.store import Store, tables, utcnow

ROOT = Path(__file__).resolve().parent.parent
LATER = lambda **kw: pd.Timestamp(utcnow())+pd.Timedelta(**kw)

def make_book(url, n=4):
    "A store with n approved orders of two suppliers"
    store = Store(url)
    cat = pd.DataFrame(dict(unique_id=[f'S1/{i}' for i in range(n)], medicine_id=list(map(str, range(n))), location_id='S1', name=[f'Medicine {i}' for i in range(n)], supplier_id=[f'S0{i%2}' for i in range(n)], unit_cost=2., lead_time_mean=7., lead_time_sd=1.))
    store.save_catalog(cat)
    book = OrderBook(store, 'maria')
    book.propose(pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=[10.*(i+1) for i in range(n)], packs=1., due=pd.Timestamp('2026-03-09'), priority=range(n), urgency='now', p_stockout=.9, reason='low')), cat)
    book.approve_all()
    return book

@pytest.fixture
def book(tmp_path):
    b = make_book(tmp_path/'s.db')
    yield b
    b.store.close()

def states(store): return store.frame(sa.select(tables.outbox.c.status).order_by(tables.outbox.c.id)).status.tolist()

class Erp(http.server.ThreadingHTTPServer):
    "An ERP that knows keys: the same key is one order. `moods` says how it answers, one after the other"
    daemon_threads = True
    def __init__(self, moods=()):
        self.moods, self.orders, self.calls, self.lock = list(moods), {}, [], threading.Lock()
        super().__init__(('127.0.0.1', 0), Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()
    @property
    def url(self): return f'http://127.0.0.1:{self.server_port}/orders'

class Answer(http.server.BaseHTTPRequestHandler):
    def log_message(self, *a): pass
    def do_POST(self):
        e, body = self.server, self.rfile.read(int(self.headers['Content-Length']))
        with e.lock: mood = e.moods.pop(0) if e.moods else 'ok'
        key = self.headers['Idempotency-Key']
        e.calls.append(key)
        if mood == 'hang': time.sleep(3); return
        if mood == 'drop': self.connection.close(); return
        if isinstance(mood, int): self.send_response(mood); self.end_headers(); self.wfile.write(b'no'); return
        with e.lock: name = e.orders.setdefault(key, (f'SO{len(e.orders)+1}', json.loads(body)))[0]
        if mood == 'half': self.send_response(200); self.send_header('Content-Length', '1000'); self.end_headers(); self.wfile.write(b'{"id": '); self.wfile.flush(); self.connection.close(); return
        if mood == 'taken': self.connection.close(); return        # it has the order, and nobody hears of it
        self.send_response(200); self.end_headers(); self.wfile.write(json.dumps(dict(id=name)).encode())

@pytest.fixture
def erp():
    e = Erp()
    yield e
    e.shutdown(); e.server_close()

@pytest.mark.parametrize('mood', ['drop', 'half', 'taken', 500, 503, 429])
def test_a_bad_answer_is_tried_again_and_orders_once(book, erp, mood):
    erp.moods = [mood]
    keys = submit(book, supplier_id='S00')
    hook = dict(erp=Webhook(erp.url, 's', timeout=5))
    assert deliver(book.store, hook)['later'] == 1
    row = book.store.frame(sa.select(tables.outbox)).iloc[0]
    assert row.status == 'pending' and row.error and row.attempts == 1
    assert deliver(book.store, hook) == dict(sent=0, later=0, refused=0)     # not before its time
    assert deliver(book.store, hook, LATER(seconds=10))['sent'] == 1
    assert list(erp.orders) == keys and erp.calls == keys*2

def test_a_server_that_hangs_is_left(book, erp):
    erp.moods = ['hang']
    submit(book, supplier_id='S00')
    t0 = time.monotonic()
    assert deliver(book.store, dict(erp=Webhook(erp.url, timeout=1)))['later'] == 1
    assert time.monotonic()-t0 < 60          # the server would hang for good

@pytest.mark.parametrize('code', [400, 401, 404, 422])
def test_a_refusal_brings_the_orders_back(book, erp, code):
    erp.moods = [code]
    submit(book, supplier_id='S00')
    assert deliver(book.store, dict(erp=Webhook(erp.url)))['refused'] == 1
    assert len(book.orders('approved')) == 4 and states(book.store) == ['failed']
    assert check_alerts(book.store, ['order_refused'])['raised'] == 1
    again = submit(book, supplier_id='S00')
    assert deliver(book.store, dict(erp=Webhook(erp.url)))['sent'] == 1 and list(erp.orders) == again

@pytest.mark.parametrize('when', ['before the call', 'after the call', 'after the commit'])
def test_killed_and_started_again(book, erp, when, tmp_path):
    "kill -9 at any moment; afterwards every message has arrived once"
    keys = submit(book)
    code = textwrap.dedent(f"""
        import os, signal
        import pharmopt.outbox as o
        from pharmopt.connectors import Webhook
        from pharmopt.store import Store
        die = lambda: os.kill(os.getpid(), signal.SIGKILL)
        settle = o._settle
        class Hook(Webhook):
            def deliver(self, *a):
                if {when!r} == 'before the call': die()
                out = super().deliver(*a)
                if {when!r} == 'after the call': die()
                return out
        def settled(*a, **k):
            settle(*a, **k)
            if {when!r} == 'after the commit': die()
        o._settle = settled
        o.deliver(Store({str(book.store.url)!r}), dict(erp=Hook({erp.url!r})))""")
    assert subprocess.run([sys.executable, '-c', code], cwd=ROOT).returncode == -9
    sent = deliver(book.store, dict(erp=Webhook(erp.url)), LATER(minutes=5))['sent']
    assert sent == (1 if when == 'after the commit' else 2)
    assert sorted(erp.orders) == sorted(keys) and states(book.store) == ['sent','sent']
    got = sorted(l['order_id'] for _,d in erp.orders.values() for l in d['data']['lines'])
    assert got == sorted(book.orders('sent').order_id)

def test_two_deliverers_at_once_send_each_message_once(tmp_path, erp):
    book = make_book(tmp_path/'many.db', 40)
    keys = [k for i in book.orders('approved').order_id for k in submit(book, [i])]
    def work(_):
        store = Store(tmp_path/'many.db')
        try: return deliver(store, dict(erp=Webhook(erp.url)))['sent']
        finally: store.close()
    with ThreadPoolExecutor(4) as pool: assert sum(pool.map(work, range(4))) == 40
    assert sorted(erp.calls) == sorted(keys)                       # no call twice, not even one that the key would catch
    book.store.close()

def test_submit_is_all_or_nothing(book, monkeypatch):
    "A crash between the order's state and the message leaves neither"
    import pharmopt.outbox as o
    monkeypatch.setattr(OrderBook, '_act', lambda *a, **k: (_ for _ in ()).throw(RuntimeError('power cut')))
    with pytest.raises(RuntimeError): submit(book)
    assert len(book.orders('approved')) == 4 and states(book.store) == []

def test_what_was_sent_cannot_be_undone(book):
    i = book.orders('approved').order_id[0]
    submit(book, [i])
    with pytest.raises(OrderError, match='it is sent'): book.undo(i)
    with pytest.raises(OrderError, match='none of these orders is approved'): submit(book, [i])

def test_signature_changes_with_time_and_body():
    assert len({sign('s', '1', b'a'), sign('s', '2', b'a'), sign('s', '1', b'b'), sign('t', '1', b'a')}) == 4

class Smtp(socketserver.ThreadingTCPServer):
    "A small SMTP server: takes letters, refuses what is for nobody@"
    allow_reuse_address = daemon_threads = True
    def __init__(self):
        self.letters = []
        super().__init__(('127.0.0.1', 0), Letters)
        threading.Thread(target=self.serve_forever, daemon=True).start()

class Letters(socketserver.StreamRequestHandler):
    def say(self, text): self.wfile.write(text.encode()+b'\r\n')
    def handle(self):
        self.say('220 here')
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == 'DATA':
                self.say('354 go')
                data = b''
                while not data.endswith(b'\r\n.\r\n'): data += self.rfile.readline()
                self.server.letters.append(data.decode()); self.say('250 taken')
            elif verb == 'QUIT': self.say('221 bye'); return
            elif verb == 'RCPT' and 'nobody@' in line: self.say('550 no such person')
            else: self.say('250 ok')

@pytest.fixture
def smtp():
    s = Smtp()
    yield s
    s.shutdown(); s.server_close()

def test_orders_by_mail(book, smtp):
    from email import message_from_string
    keys = submit(book, supplier_id='S00', note='Leave at the door\nBcc: x@evil.example')
    port = smtp.server_address[1]
    assert deliver(book.store, dict(erp=connector(f'smtp://127.0.0.1:{port}?to=orders@s00.example&from=pharmacy@example.com')))['sent'] == 1
    m = message_from_string(smtp.letters[0])
    assert m['To'] == 'orders@s00.example' and keys[0] in m['Subject'] and m['Message-ID'] == f'<{keys[0]}@pharmopt>' and m['Bcc'] is None
    attached = [p for p in m.walk() if p.get_filename()]
    assert attached[0].get_filename() == f'{keys[0]}.csv' and b'Medicine 0' in attached[0].get_payload(decode=True)
    submit(book, supplier_id='S01')
    assert deliver(book.store, dict(erp=Email('127.0.0.1', 'nobody@example.com', port=port)))['refused'] == 1

class NoTls(Letters):
    "Offers encryption, and then cannot"
    def handle(self):
        self.say('220 here')
        while line := self.rfile.readline().decode().strip():
            self.server.letters.append(line.split()[0].upper())
            self.say(dict(EHLO='250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN', STARTTLS='454 not now').get(line.split()[0].upper(), '250 ok'))

def test_no_password_and_no_letter_leave_before_the_line_is_encrypted(book, smtp):
    smtp.RequestHandlerClass = NoTls
    key, = submit(book, supplier_id='S00')
    erp = Email('127.1', 'orders@s00.example', port=smtp.server_address[1], user='pharmacy', password='s3cret')   # spelled so, it is no longer this machine's own
    assert deliver(book.store, dict(erp=erp))['sent'] == 0
    assert smtp.letters[:2] == ['EHLO','STARTTLS'] and not {'AUTH','MAIL','DATA'} & set(smtp.letters)

def test_alerts_by_mail_once_and_one_digest_a_day(book, smtp, tmp_path):
    for i in book.orders('approved').order_id: book.undo(i)        # urgent proposals again
    s = load_settings(environ={'PHARMOPT_EXECUTE_ALERTS': f'smtp://127.0.0.1:{smtp.server_address[1]}?to=maria@example.com', 'PHARMOPT_EXECUTE_DIGEST_HOUR': '0'})
    watch(book.store, s, every=0, ask_every=0, rounds=3)
    subjects = [re.search(r'Subject: (.*)', l)[1] for l in smtp.letters]
    assert len(subjects) == 2 and subjects[0].startswith('4 critical') and subjects[1].startswith('Open alerts')      # a storm is one letter, told once

def test_only_one_process_looks_after_a_store(book):
    from pharmopt.subprocesses import only_one
    s = load_settings(environ={})
    with only_one(book.store, 'watch'): assert watch(book.store, s, rounds=1) is False
    assert watch(book.store, s, rounds=1) is True

def test_a_fhir_server_gets_each_line_once(book):
    "PUT to an id of our own: twice is once"
    put = {}
    class Server(http.server.BaseHTTPRequestHandler):
        def log_message(self, *a): pass
        def do_PUT(self): put[self.path] = json.loads(self.rfile.read(int(self.headers['Content-Length']))); self.send_response(201); self.end_headers(); self.wfile.write(b'{}')
        def do_GET(self):
            first = sorted(put)[0].rsplit('/', 1)[-1]
            bundle = dict(resourceType='Bundle', entry=[dict(resource=dict(resourceType='SupplyDelivery', id='d1', status='completed', basedOn=[dict(identifier=dict(value=first))], suppliedItem=dict(quantity=dict(value=10)), occurrenceDateTime='2026-03-09T08:00:00Z'))])
            self.send_response(200); self.end_headers(); self.wfile.write(json.dumps(bundle).encode())
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    fhir = connector(f'fhir+http://127.0.0.1:{server.server_port}/r4')
    submit(book, supplier_id='S00')
    payload = book.store.frame(sa.select(tables.outbox)).payload[0]
    assert deliver(book.store, dict(erp=fhir))['sent'] == 1
    fhir.deliver('again', 'order', payload)
    assert len(put) == len(payload['lines']) == 2
    assert [collect(book.store, dict(erp=fhir))['receipts'] for _ in range(2)] == [1, 0]
    server.shutdown(); server.server_close()

def test_a_folder_brings_orders_out_and_deliveries_in(book, tmp_path):
    f = Folder(tmp_path/'edi', 'edifact')
    submit(book)
    assert deliver(book.store, dict(erp=f))['sent'] == 2
    names = sorted(p.name for p in (tmp_path/'edi'/'out').iterdir())
    assert len(names) == 2 and all(n.endswith('.edi') for n in names)
    o = book.orders('sent').iloc[0]
    (tmp_path/'edi'/'in'/'desadv.edi').write_text(f"UNB+UNOC:3+S01+P+260309:0800+7'UNH+1+DESADV:D:96A:UN:EAN005'BGM+351+DN1+9'LIN+1'QTY+12:{o.order_quantity:g}'RFF+LI:{o.order_id}'RFF+BT:L7'DTM+361:20270531:102'UNT+8+1'UNZ+1+7'")
    assert [collect(book.store, dict(erp=f), book='despatch')['receipts'] for _ in range(3)] == [1, 0, 0]
    assert book.store.lots()[['lot','on_hand']].values.tolist() == [['L7', o.order_quantity]]

def test_news_of_unknown_orders_is_said_and_harms_nothing(book):
    class Odd:
        def deliver(self, *a): return 'x'
        def fetch(self): return [dict(type='receipt', key='k', order_id='PO-NONE', quantity=1.), dict(type='receipt', key='k2', order_id=book.orders('approved').order_id[0], quantity=5.)]
    got = collect(book.store, dict(erp=Odd()))
    assert got['receipts'] == 0 and len(got['errors']) == 2 and len(book.store.lots()) == 0

def test_a_date_that_can_be_read_in_two_ways_is_refused_and_the_rest_is_booked(book):
    submit(book)
    a, b = book.orders('sent').order_id[:2]
    class Paper:
        def deliver(self, *a): return 'x'
        def fetch(self): return [dict(type='receipt', key='k1', order_id=a, quantity=1., lot='L1', expiry='05/02/2027'), dict(type='receipt', key='k2', order_id=b, quantity=1., lot='L2', expiry='31.05.2027'),
                                 dict(type='confirm', key='k3', order_id=b, promised='2027-01-04'), dict(type='confirm', key='k4', order_id=b, promised='soon')]
    got = collect(book.store, dict(erp=Paper()))
    assert got['receipts'] == 1 and len(got['errors']) == 2 and "expiry must be a date such as 2027-05-31, got '05/02/2027'" in got['errors'][0] and 'soon' in got['errors'][1] and got['confirmed'] == 1
    lots = book.store.lots()
    assert lots.lot.tolist() == ['L2'] and pd.Timestamp(lots.expiry[0]) == pd.Timestamp('2027-05-31') and book.orders().set_index('order_id').received[a] == 0

@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3), st.lists(st.tuples(st.sampled_from(['approve','undo','send','receive','cancel','close','snooze','wake','edit','reject']), st.floats(.5, 30)), max_size=14))
def test_any_sequence_of_actions_keeps_the_books(tmp_path_factory, begun, steps):
    "After each step: on order is what is ordered less received, on the shelf is what was received, and the step is on record. Some begin on the way, since chance alone seldom gets as far as a delivery"
    store = Store(tmp_path_factory.mktemp('any')/'s.db')
    cat = pd.DataFrame(dict(unique_id=['S1/A'], name='A', supplier_id='S', unit_cost=1.))
    store.save_catalog(cat)
    book = OrderBook(store)
    i, = book.propose(pd.DataFrame(dict(unique_id=['S1/A'], order_quantity=[20.], packs=1., due=pd.NaT, priority=1, urgency='now', reason='x')), cat)
    done, received = 1, 0.
    for action, q in [('approve', 0.), ('send', 0.), ('receive', 7.)][:begun]+steps:
        args = dict(receive=(q,), edit=(q,), snooze=(3,), reject=('no',), cancel=('no',)).get(action, ())
        try: getattr(book, action)(i, *args)
        except OrderError: continue
        done += 1
        received += q if action=='receive' else 0
        o = book.orders().iloc[0]
        rest = round(o.order_quantity-o.received, 9) if o.status in ('approved','sent','part_received') else 0
        assert store.open_orders().quantity.sum() == pytest.approx(max(rest, 0))
        assert store.lots().on_hand.sum() == pytest.approx(received) and o.received == pytest.approx(received)
        assert len(book.audit(i)) == done
    store.close()

@pytest.mark.parametrize('kind', ['sqlite', 'postgres'])
def test_a_delivery_note_told_twice_at_once_is_booked_once(request, tmp_path, monkeypatch, kind):
    "The second telling waits for the first, and finds the note on record"
    book = make_book(tmp_path/'s.db' if kind=='sqlite' else request.getfixturevalue('postgres_url'))
    submit(book)
    i, act = book.orders('sent').order_id[0], OrderBook._act
    def slowly(*a, **k): row = act(*a, **k); time.sleep(1); return row
    monkeypatch.setattr(OrderBook, '_act', slowly)
    def tell(wait): time.sleep(wait); return book.receive(i, 4., lot='L1', key='note 7/1')
    with ThreadPoolExecutor(2) as pool: assert sorted(pool.map(tell, [0, .3])) == [False, True]
    assert book.store.lots().on_hand.tolist() == [4.] and book.orders('part_received').received.tolist() == [4.]
    book.store.close()

def test_the_outbox_on_postgres(postgres_url, erp):
    book = make_book(postgres_url)
    keys = submit(book)
    erp.moods = [503]
    assert deliver(book.store, dict(erp=Webhook(erp.url))) == dict(sent=1, later=1, refused=0)
    assert deliver(book.store, dict(erp=Webhook(erp.url)), LATER(minutes=1))['sent'] == 1
    assert sorted(erp.orders) == sorted(keys)
    o = book.orders('sent').iloc[0]
    assert book.receive(o.order_id, 5., key='n1') and not book.receive(o.order_id, 5., key='n1')
    assert check_alerts(book.store)['raised'] >= 0
    assert watch(book.store, load_settings(environ={}), rounds=1) is True
    book.store.close()
