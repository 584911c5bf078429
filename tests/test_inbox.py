"""What comes in and what goes out: kept, booked once, never lost, and told where a person must look"""
import json, os, socketserver, subprocess, sys, threading, time
import http.server
from pathlib import Path
import pandas as pd
import pytest, sqlalchemy as sa
from pharmopt.alerts import check_alerts, open_alerts
from pharmopt.connectors import Email, Folder, Webhook, Fhir, Tryton, connector, masked
from pharmopt.data import complete_catalog
from pharmopt.inbox import book_answer, fix_answer, ignore_answer, inbox_counts, inbox_rows, keep_document, keep_news, show_answer
from pharmopt.messages import read_answer
from pharmopt.orders import OrderBook
from pharmopt.outbox import Refused, collect, deliver, submit
from pharmopt.store import Store, tables, utcnow
from pharmopt.x12 import control_of

ITEMS = ['S1/A', 'S1/B', 'S1/00093310705']

def make(url, quantities=(100., 20., 200.), packs=(1., 1., 2.)):
    store = Store(url)
    catalog = complete_catalog(ITEMS).assign(supplier_id='S01', name=['Amoxicillin', 'Budesonide', 'Cefuroxime'], pack_size=[100., 20., 100.])
    store.save_catalog(catalog)
    book = OrderBook(store, 'anna')
    book.propose(pd.DataFrame(dict(unique_id=ITEMS, order_quantity=list(quantities), packs=list(packs), due=pd.Timestamp('2026-12-01'), priority=[1, 2, 3], urgency='soon', p_stockout=.1)), catalog)
    book.approve_all()
    return book

@pytest.fixture(params=['sqlite', 'postgres'])
def book(request, tmp_path):
    b = make(tmp_path/'s.db' if request.param=='sqlite' else request.getfixturevalue('postgres_url'))
    yield b
    b.store.close()

@pytest.fixture
def lite(tmp_path):
    b = make(tmp_path/'s.db')
    yield b
    b.store.close()

@pytest.fixture
def sent(book, tmp_path):
    "The orders have left as one purchase order into a folder"
    folder = Folder(tmp_path/'edi', 'x12')
    key, = submit(book)
    assert deliver(book.store, dict(erp=folder))['sent']==1
    return book, folder, key

def ids(book): return book.orders().set_index('unique_id').order_id.reindex(ITEMS).tolist()
def order(book, i): return book.orders().set_index('order_id').loc[i]
def edi(kind, bgm, body, sender='S01', ref='7'):
    n = len([s for s in body.split("'") if s])+3
    return f"UNB+UNOC:3+{sender}+PHARMOPT+260309:0800+{ref}'UNH+1+{kind}:D:96A:UN'BGM+{bgm}'{body}UNT+{n}+1'UNZ+1+{ref}'"
def put(folder, name, text): (folder.path/'in'/name).write_text(text)
def on_order(book): return book.store.frame(sa.select(tables.open_orders.c.order_id, tables.open_orders.c.quantity)).set_index('order_id').quantity.to_dict()

def test_an_answer_by_the_standards_references_changes_the_open_orders(sent):
    book, folder, key = sent
    a, b, c = ids(book)
    put(folder, 'r.edi', edi('ORDRSP', '231+R1+4', f"RFF+ON:{key}'LIN+1+3'QTY+21:100'QTY+113:40'DTM+67:20261204:102'QTY+83:30'DTM+67:20261220:102'LIN+2+7'QTY+21:20'LIN+3+5'QTY+21:2:PK'DTM+67:20261203:102'"))
    done = collect(book.store, dict(erp=folder))
    assert (done['booked'], done['open'], done['errors'])==(4, 0, [])
    assert (order(book, a).order_quantity, str(order(book, a).due)[:10])==(70., '2026-12-20')
    assert order(book, b).status=='refused' and order(book, c).order_quantity==200. and str(order(book, c).promised)[:10]=='2026-12-03'
    assert on_order(book)=={a: 70., c: 200.}
    assert book.store.frame(sa.select(tables.outbox.c.status)).status.tolist()==['acknowledged']

def test_a_whole_order_is_refused_by_its_number_alone(sent):
    book, folder, key = sent
    put(folder, 'r.edi', edi('ORDRSP', '231+R1+27', f"RFF+ON:{key}'"))
    collect(book.store, dict(erp=folder))
    assert set(book.orders().status)=={'refused'} and not on_order(book)

def test_a_notice_of_despatch_is_no_delivery_until_somebody_confirms(sent):
    book, folder, key = sent
    a = ids(book)[0]
    put(folder, 'd.edi', edi('DESADV', '351+D1+9', f"DTM+17:20261128:102'RFF+ON:{key}'LIN+1'QTY+12:100'PCI+36E'DTM+36:202705:610'QTY+12:60'GIN+BX+LA'PCI+36E'DTM+36:20271130:102'QTY+12:40'GIN+BX+LB'"))
    assert collect(book.store, dict(erp=folder))['new']==2
    assert book.store.lots().empty and str(order(book, a).due)[:10]=='2026-11-28' and on_order(book)[a]==100.
    rows = [r['id'] for r in inbox_rows(book.store, 'new')]
    assert book_answer(book.store, rows, actor='eva')['booked']==2
    lots = book.store.lots().sort_values('lot')
    assert lots[['lot','on_hand']].values.tolist()==[['LA', 60.], ['LB', 40.]] and [str(e)[:10] for e in lots.expiry]==['2027-05-31', '2027-11-30'] and order(book, a).status=='received'

@pytest.mark.parametrize('when,stock', [('despatch', 60.), ('receipt', 55.), ('recadv', 55.)])
def test_when_announced_goods_are_booked(lite, tmp_path, when, stock):
    folder = Folder(tmp_path/'edi', 'edifact')
    key, = submit(lite); deliver(lite.store, dict(erp=folder))
    put(folder, 'd.edi', edi('DESADV', '351+D1+9', f"RFF+ON:{key}'LIN+1'QTY+12:60'RFF+ON:{key}:1'"))
    collect(lite.store, dict(erp=folder), book=when)
    put(folder, 'e.edi', edi('RECADV', '632+C1+9', f"RFF+ON:{key}'LIN+1'QTY+194:55'RFF+ON:{key}:1'"))
    collect(lite.store, dict(erp=folder), book=when)
    assert lite.store.lots().on_hand.sum()==stock and not inbox_rows(lite.store, 'new')

def test_bad_files_stop_no_other_and_are_alerts(sent):
    book, folder, key = sent
    a = ids(book)[0]
    good = edi('DESADV', '351+D1+9', f"LIN+1'QTY+12:100'RFF+LI:{a}'")
    for n,bad in enumerate([good[:40], good[:-8], 'UNA', 'UNB', '', 'hello', '['*100_000, '{"resourceType": "Bun', 'ISA*00*', good.replace('UNT+6', 'UNT+9'), '[1]']): put(folder, f'a{n}.edi', bad)
    put(folder, 'z.edi', good)
    done = collect(book.store, dict(erp=folder), book='despatch')
    assert done['receipts']==1 and done['open']>=10 and len(done['errors'])==done['open']
    assert len(list((folder.path/'in'/'bad').glob('*.why')))==11 and [p.name for p in (folder.path/'in'/'done').iterdir()]==['z.edi']
    check_alerts(book.store)
    assert (open_alerts(book.store).rule=='answer_open').sum()==done['open']
    assert collect(book.store, dict(erp=folder))['errors']==[]             # said once
    for r in inbox_rows(book.store, 'open'): ignore_answer(book.store, r['id'], 'seen')
    check_alerts(book.store)
    assert not (open_alerts(book.store).rule=='answer_open').any()

def test_what_cannot_be_booked_stays_open_and_is_mended(sent):
    book, folder, key = sent
    a, b, c = ids(book)
    put(folder, 'd.edi', edi('DESADV', '351+D1+9', f"LIN+1'QTY+12:5:CT'RFF+LI:{b}'LIN+2'QTY+12:10'RFF+LI:PO-NONE'LIN+3'QTY+12:7'RFF+LI:{a}'DTM+36:20271331:102'LIN+4'QTY+12:9'"))
    assert collect(book.store, dict(erp=folder), book='despatch')['open']==4 and book.store.lots().empty
    reasons = {r['id']: r['reason'] for r in inbox_rows(book.store, 'open')}
    carton, unknown, date, nothing = sorted(reasons)
    assert 'unit of measure' in reasons[carton] and "no order 'PO-NONE'" in reasons[unknown] and 'the expiry cannot be read' in reasons[date] and 'names no order' in reasons[nothing]
    with pytest.raises(ValueError, match='no order'): fix_answer(book.store, unknown, order_id='PO-X')
    fix_answer(book.store, carton, quantity=20.); fix_answer(book.store, unknown, order_id=c, quantity=10); fix_answer(book.store, date, expiry='05/2027', status='delivered', quantity=7)
    assert book_answer(book.store, [carton, unknown, date], actor='eva')['booked']==3
    assert order(book, b).received==20. and order(book, c).received==10. and order(book, a).received==7.
    assert "QTY+12:5:CT" in show_answer(book.store, carton)['document'] and inbox_counts(book.store)['open']==1
    with pytest.raises(ValueError, match='nothing to book'): book_answer(book.store, carton)

@pytest.mark.parametrize('text,units', [("QTY+12:2:PK", 200.), ("QTY+12:2", 200.), ("QTY+12:2:PK'QTY+59:100:PCE", 200.), ("QTY+12:1:PCE", 100.)])
def test_packs_that_we_ordered_come_as_units(lite, tmp_path, text, units):
    "A pack code is ordered in packs, and answered in packs"
    folder = Folder(tmp_path/'e', 'edifact')
    key, = submit(lite); deliver(lite.store, dict(erp=folder))
    put(folder, 'd.edi', edi('DESADV', '351+D1+9', f"RFF+ON:{key}'LIN+3'{text}'RFF+ON:{key}:3'"))
    done = collect(lite.store, dict(erp=folder), book='despatch')
    assert done['errors']==[] and lite.store.lots().on_hand.tolist()==[units]

def test_more_packs_than_were_ordered_are_a_question(lite, tmp_path):
    folder = Folder(tmp_path/'e', 'edifact')
    key, = submit(lite); deliver(lite.store, dict(erp=folder))
    put(folder, 'd.edi', edi('DESADV', '351+D1+9', f"RFF+ON:{key}'LIN+3'QTY+12:200'RFF+ON:{key}:3'"))
    assert 'packs or units' in collect(lite.store, dict(erp=folder), book='despatch')['errors'][0]

def test_repetitions_are_recognized_and_contradictions_are_told(sent):
    book, folder, key = sent
    a = ids(book)[0]
    one = edi('DESADV', '351+D1+9', f"LIN+1'QTY+12:30'RFF+LI:{a}'")
    for n,(name, text) in enumerate([('DESADV.edi', one), ('DESADV.edi', one), ('other name.edi', one.replace('+7\'', '+8\'')), ('x.edi', one.replace('QTY+12:30', 'QTY+12:31')), ('y.edi', edi('DESADV', '351+D1+9', f"LIN+1'QTY+12:20'RFF+LI:{a}'", sender='S02'))]):
        put(folder, name, text)
        done = collect(book.store, dict(erp=folder), book='despatch')
        assert (done['receipts'], done['repeated'], done['open'])==[(1,0,0), (0,1,0), (0,1,0), (0,0,1), (1,0,0)][n]
    assert order(book, a).received==50. and 'said something else' in inbox_rows(book.store, 'open')[0]['reason']
    assert len(list((folder.path/'in'/'done').iterdir()))==5              # the same name never replaces a file

def test_late_and_impossible_answers(sent):
    book, folder, key = sent
    a, b, c = ids(book)
    book.receive(a, 100.)
    book.cancel(b, 'changed my mind')
    done = keep_news(book.store, 'erp', [dict(type='refuse', status='refused', key='1', order_id=a), dict(type='confirm', status='confirmed', key='2', order_id=b, promised='2026-12-09'), dict(type='confirm', status='changed', key='3', order_id=c, quantity=50., promised='2026-12-09'), dict(type='receipt', status='delivered', key='4', order_id=a, quantity=5.)])
    assert (done['ignored'], done['open'], done['booked'])==(1, 2, 1) and order(book, a).status=='received' and order(book, c).order_quantity==50.
    over = next(r for r in inbox_rows(book.store, 'open') if r['key']=='4')
    assert 'expects' in over['reason'] and book_answer(book.store, over['id'], accept=('over',))['booked']==1 and book.store.lots().on_hand.sum()==105.

def test_an_answer_that_comes_before_its_order_was_sent_is_booked_later(lite):
    a = ids(lite)[0]
    assert keep_news(lite.store, 'erp', [dict(type='confirm', status='confirmed', key='1', order_id=a, promised='2026-12-09')])['open']==1
    lite.send(a)
    assert collect(lite.store, {})['booked']==1 and str(order(lite, a).promised)[:10]=='2026-12-09'

def test_our_message_that_could_not_be_read_comes_back(sent):
    book, folder, key = sent
    n = str(int(control_of(key)))
    put(folder, 'a.x12', f"ISA*00*          *00*          *ZZ*S01            *ZZ*PHARMOPT       *261105*0915*U*00401*000000042*0*P*>~GS*FA*S01*P*20261105*0915*42*X*004010~ST*997*0001~AK1*PO*{n}~AK2*850*0001~AK5*R*5~AK9*R*1*1*0~SE*6*0001~GE*1*42~IEA*1*000000042~")
    assert collect(book.store, dict(erp=folder))['errors']==[]
    assert set(book.orders().status)=={'approved'} and book.store.frame(sa.select(tables.outbox.c.status)).status.tolist()==['failed']
    check_alerts(book.store)
    assert (open_alerts(book.store).rule=='order_refused').any()

def test_a_power_cut_between_reading_and_booking_loses_nothing(lite, tmp_path, monkeypatch):
    import pharmopt.inbox as inbox
    folder = Folder(tmp_path/'e', 'edifact')
    key, = submit(lite); deliver(lite.store, dict(erp=folder))
    a = ids(lite)[0]
    put(folder, 'd.edi', edi('DESADV', '351+D1+9', f"LIN+1'QTY+12:30'RFF+LI:{a}'"))
    was = inbox._note
    class Cut(BaseException): pass
    def cut(*args): was(*args); raise Cut
    monkeypatch.setattr(inbox, '_note', cut)
    with pytest.raises(Cut): collect(lite.store, dict(erp=folder), book='despatch')
    assert lite.store.lots().empty and not inbox_rows(lite.store) and (folder.path/'in'/'d.edi').exists()
    monkeypatch.setattr(inbox, '_note', was)
    assert collect(lite.store, dict(erp=folder), book='despatch')['receipts']==1 and lite.store.lots().on_hand.tolist()==[30.]

# ------------------------------------------------------------------ outbox
def test_a_canceled_order_leaves_its_waiting_message(book, tmp_path):
    a, b, c = ids(book)
    key, = submit(book)
    assert 'had not left' in book.cancel(a, 'changed my mind')
    folder = Folder(tmp_path/'e', 'csv')
    deliver(book.store, dict(erp=folder))
    assert a not in (folder.path/'out'/f'{key}.csv').read_text() and b in (folder.path/'out'/f'{key}.csv').read_text()
    assert book.receive(a, 5.) and book.store.lots().on_hand.sum()==5.      # goods on the shelf can be counted all the same

def test_a_message_without_lines_never_leaves(lite, tmp_path):
    submit(lite)
    for i in ids(lite): lite.cancel(i, 'no')
    folder = Folder(tmp_path/'e', 'csv')
    deliver(lite.store, dict(erp=folder))
    assert not list((folder.path/'out').iterdir()) and lite.store.frame(sa.select(tables.outbox.c.status)).status.tolist()==['withdrawn']

@pytest.mark.parametrize('format,says', [('x12', 'POC*1*DI'), ('edifact', "LIN+1+2'"), ('csv', 'CANCELED'), ('fhir', '"cancelled"')])
def test_a_canceled_order_that_has_left_is_told_to_the_supplier(lite, tmp_path, format, says):
    folder = Folder(tmp_path/'e', format)
    key, = submit(lite); deliver(lite.store, dict(erp=folder))
    told = lite.cancel(ids(lite)[0], 'changed my mind')
    assert 'told by PC-' in told and deliver(lite.store, dict(erp=folder))['sent']==1
    file, = (folder.path/'out').glob('PC-*')
    assert says in file.read_text()

class Slow:
    def __init__(self): self.release, self.calls = threading.Event(), 0
    def deliver(self, *a):
        self.calls += 1
        if self.calls==1: self.release.wait(20); raise Refused('400 late')
        return 'x'
    def fetch(self): return []

def test_a_delivery_that_takes_too_long_cannot_order_twice(lite):
    slow = Slow()
    submit(lite)
    assert deliver(lite.store, dict(erp=slow), deadline=.2)['later']==1
    later = pd.Timestamp(utcnow())+pd.Timedelta(minutes=5)
    assert deliver(lite.store, dict(erp=slow), later)['sent']==1
    slow.release.set(); time.sleep(.1)                                     # the first attempt ends, and nobody listens
    assert set(lite.orders().status)=={'sent'} and lite.store.frame(sa.select(tables.outbox.c.status)).status.tolist()==['sent']

def test_a_result_after_the_lease_has_gone_to_another_is_dropped(lite):
    class Stolen:
        def deliver(self, key, *a):
            with lite.store.begin() as c: c.execute(sa.update(tables.outbox).values(status='sent', lease=None))     # another process was quicker
            raise Refused('no')
        def fetch(self): return []
    submit(lite)
    assert deliver(lite.store, dict(erp=Stolen()))['refused']==0 and set(lite.orders().status)=={'sent'}

def test_a_moment_that_a_wrong_clock_has_set_does_not_hold_a_message(lite):
    submit(lite)
    with lite.store.begin() as c: c.execute(sa.update(tables.outbox).values(next_at=utcnow()+pd.Timedelta(days=3650)))
    assert deliver(lite.store, dict(erp=Webhook('http://127.0.0.1:9', timeout=1)))['later']==1

def test_messages_that_do_not_leave_and_broken_rules_are_alerts(lite, monkeypatch):
    submit(lite, channel='gone')
    with lite.store.begin() as c: c.execute(sa.update(tables.outbox).values(created_at=utcnow()-pd.Timedelta(hours=2)))
    check_alerts(lite.store)
    stuck = open_alerts(lite.store).set_index('rule').loc['order_stuck']
    assert stuck.severity=='warning' and "nothing takes messages for the channel 'gone'" in stuck.message
    with lite.store.begin() as c: c.execute(sa.update(tables.outbox).values(created_at=utcnow()-pd.Timedelta(hours=30), payload=sa.null()))
    check_alerts(lite.store)
    assert open_alerts(lite.store).set_index('rule').severity['order_stuck']=='critical'

def test_a_channel_that_does_not_answer_is_one_alert_until_it_answers(lite):
    class Down:
        def deliver(self, *a): return 'x'
        def fetch(self): raise ConnectionError('no route')
    for _ in range(3): assert collect(lite.store, dict(erp=Down()))['errors']==['erp: ConnectionError: no route']
    assert len(inbox_rows(lite.store, 'open'))==1
    class Up(Down):
        def fetch(self): return []
    collect(lite.store, dict(erp=Up()))
    assert not inbox_rows(lite.store, 'open')

# ------------------------------------------------------------------ connectors
class Mail(socketserver.StreamRequestHandler):
    "A mail server whose answers a test chooses"
    def handle(self):
        say = lambda t: self.wfile.write(f'{t}\r\n'.encode())
        say('220 here')
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(':')[0]
            self.server.seen.append(line)
            if word.startswith('EHLO'): say('250-here\r\n250 AUTH PLAIN')
            elif word.startswith('RCPT'): say(next((v for k,v in self.server.answers.items() if k in line), '250 ok'))
            elif word=='DATA':
                say('354 go')
                while self.rfile.readline().strip()!=b'.': pass
                say('250 taken')
            elif word=='QUIT': say('221 bye'); return
            else: say('250 ok')

@pytest.fixture
def mail():
    server = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Mail)
    server.answers, server.seen, server.daemon_threads = {}, [], True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown(); server.server_close()

def test_greylisting_is_later_and_a_partly_refused_letter_is_told(lite, mail):
    mail.answers['a@x'] = '450 4.2.0 greylisted'
    at = f'smtp://127.0.0.1:{mail.server_address[1]}?to=a@x.example,b@x.example'
    submit(lite)
    mail.answers['b@x'] = '451 busy'
    assert deliver(lite.store, dict(erp=connector(at)))['later']==1 and set(lite.orders().status)=={'sent'}
    mail.answers = {'a@x': '550 no such user'}
    later = pd.Timestamp(utcnow())+pd.Timedelta(minutes=1)
    assert deliver(lite.store, dict(erp=connector(at)), later)['sent']==1
    check_alerts(lite.store)
    told = open_alerts(lite.store).set_index('rule').message['message_partial']
    assert '550' in told and 'a@x.example' not in told

def test_a_refusal_for_good_is_one(lite, mail):
    mail.answers['a@x'] = '550 no such user'
    submit(lite)
    assert deliver(lite.store, dict(erp=connector(f'smtp://127.0.0.1:{mail.server_address[1]}?to=a@x.example')))['refused']==1 and set(lite.orders().status)=={'approved'}

def test_no_password_without_tls(mail):
    with pytest.raises(Refused, match='in clear'): Email('127.1', 'a@x.example', port=mail.server_address[1], user='bot', password='hunter2').deliver('k', 'alert', dict(subject='x', text='y'))
    assert not any('AUTH' in s for s in mail.seen)

@pytest.mark.parametrize('address,says', [('folder:', 'no address'), ('folder:/tmp/x?format=edifact&sendr=1', 'sendr'), ('smtp://h:x?to=a@b.c', 'port'), ('smtp://bob:PW@mail?to=a@b.c', 'holds a password'), ('webhook+https:///x', 'no address'), ('fhir+http://far.example/r4', 'in clear'), ('ftp://x', 'no address'), ('tryton+https://erp.example/db?mode=auto', 'mode must be')])
def test_an_address_that_is_none_is_refused_without_its_secrets(address, says, tmp_path):
    with pytest.raises(ValueError, match=says) as e: connector(address, 'k')
    assert 'PW' not in str(e.value)

def test_addresses_are_masked(): assert [masked(a) for a in ('smtp://bob:PW@mail:25?to=a@b.c', 'folder:/srv/edi?format=x12', 'webhook+https://u:p@h/x?token=1')]==['smtp://mail:25', 'folder:/srv/edi', 'webhook+https://h']

def test_a_gln_goes_into_the_envelope(lite, tmp_path):
    folder = connector(f'folder:{tmp_path}/e?format=edifact&sender=4000001000005:14&recipient=4012345000009:14')
    submit(lite); deliver(lite.store, dict(erp=folder))
    file, = (folder.path/'out').iterdir()
    assert file.read_text().startswith('UNB+UNOC:3+4000001000005:14+4012345000009:14') and oct(file.stat().st_mode)[-3:]=='600'

class Pages(http.server.BaseHTTPRequestHandler):
    def log_message(self, *a): pass
    def do_GET(self):
        n = int(self.path.split('page=')[1]) if 'page=' in self.path else 0
        e = [dict(resource=dict(resourceType='SupplyDelivery', id=f'd{i}', status='completed', basedOn=[dict(reference=f"SupplyRequest/{self.server.order if i<3 else 'other'}")], suppliedItem=dict(quantity=dict(value=1)))) for i in range(n*50, min(n*50+50, 120))]
        link = [dict(relation='next', url=f'?page={n+1}')] if n<2 else []
        body = json.dumps(dict(resourceType='Bundle', entry=e, link=link)).encode()
        self.send_response(200); self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body)

def test_a_fhir_server_is_read_to_its_last_page(lite):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Pages)
    server.order = ids(lite)[0]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    submit(lite)
    fhir = Fhir(f'http://127.0.0.1:{server.server_port}/r4')
    assert len(fhir.fetch())==120
    done = collect(lite.store, dict(erp=fhir))
    server.shutdown(); server.server_close()
    assert (done['receipts'], done['ignored'], done['open'])==(3, 117, 0)

def test_tryton_is_read_to_its_last_page():
    class Many(Tryton):
        def call(self, method, path, body=None, query=()):
            q = dict(query); a = int(q['p'])
            return [dict(id=i) for i in range(a, min(a+int(q['s']), 2500))]
    assert [r['id'] for r in Many('http://127.0.0.1:1', 'd', 'k').find('stock.move', [], 'id')]==list(range(2500))

@pytest.mark.parametrize('sled', [True, False])
def test_expired_lots_raise_the_levels_of_a_planner_that_counts_them(sled):
    "A Tryton with 107 units of B, of which 100 have expired, with and without the module that knows expiry dates"
    class Server(Tryton):
        made = []
        def find(self, model, domain, *fields):
            if model=='stock.location': return [dict(id=5, code='WH', name='Warehouse')]
            if model=='product.product': return [dict(id=9, code='B', quantity=107.)]
            if model=='stock.lot' and not sled: raise ConnectionError("500: 'shelf_life_expiration_date'")
            return [dict(product=dict(code='B'), quantity=100.)] if model=='stock.lot' and ['product.code', 'in', ['B']] in domain else []
        def call(self, method, path, body=None, query=()): self.made.append(body)
    erp = Server('http://127.0.0.1:1', 'd', 'k', buys=True)
    assert erp.stock(['B'])==dict(B=7. if sled else 107.)
    erp.set_order_points([dict(medicine_id='B', location_id='WH', min_quantity=30., target_quantity=60.)])
    more = 100. if sled else 0.
    assert (erp.made[-1]['min_quantity'], erp.made[-1]['target_quantity'])==(30.+more, 60.+more)

def test_a_tryton_that_is_down_is_not_taken_for_one_without_expiry_dates():
    class Down(Tryton):
        def find(self, *a): raise ConnectionError('502 Bad Gateway')
    erp = Down('http://127.0.0.1:1', 'd', 'k')
    with pytest.raises(ConnectionError): erp.expiry_of_lots()
    assert not erp.looked

def test_an_answer_that_drips_ends_in_time():
    class Drip(http.server.BaseHTTPRequestHandler):
        def log_message(self, *a): pass
        def do_POST(self):
            self.send_response(200); self.send_header('Content-Length', '1000'); self.end_headers()
            try:
                for _ in range(100): self.wfile.write(b'x'); self.wfile.flush(); time.sleep(.05)
            except OSError: pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Drip)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    began = time.monotonic()
    with pytest.raises((TimeoutError, ConnectionError)): Webhook(f'http://127.0.0.1:{server.server_port}', timeout=.4).deliver('k', 'order', {})
    assert time.monotonic()-began<4
    server.shutdown(); server.server_close()

# ------------------------------------------------------------------ command line
def run(store, *args, **env):
    from typer.testing import CliRunner
    from pharmopt.cli import app
    r = CliRunner().invoke(app, [*args, '--store', str(store.url)], env=env)
    return r.exit_code, r.output if not r.exception or isinstance(r.exception, SystemExit) else f'{r.output}{r.exception}'

def test_the_inbox_on_the_command_line(lite, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    a = ids(lite)[0]
    lite.send(a)
    keep_document(lite.store, 'erp', edi('DESADV', '351+D1+9', f"LIN+1'QTY+12:5:CT'RFF+LI:{a}'").encode(), read_answer, name='d.edi', book='despatch')
    i = str(inbox_rows(lite.store)[0]['id'])
    assert '1 open' in run(lite.store, 'inbox', 'list')[1] and 'QTY+12:5:CT' in run(lite.store, 'inbox', 'show', i)[1]
    assert run(lite.store, 'inbox', 'book', i)[0]==1
    assert run(lite.store, 'inbox', 'fix', i, '--quantity', '100', '--lot', 'L1', '--expiry', '2027-05')[0]==0 and '1 booked' in run(lite.store, 'inbox', 'book', i)[1]
    assert lite.store.lots()[['lot','on_hand']].values.tolist()==[['L1', 100.]] and 'no row' in run(lite.store, 'inbox', 'show', '99')[1]

def test_orders_send_really_sends(lite, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    a, b, c = ids(lite)
    env = dict(PHARMOPT_ORDERS_CONNECTOR=f'folder:{tmp_path}/edi?format=csv')
    code, said = run(lite.store, 'orders', 'send', a, **env)
    assert code==0 and 'is sent' in said and len(list((tmp_path/'edi'/'out').iterdir()))==1 and order(lite, a).status=='sent'
    assert 'by hand' in run(lite.store, 'orders', 'send', b, '--by-hand', **env)[1] and len(list((tmp_path/'edi'/'out').iterdir()))==1
    assert 'is canceled: the supplier is told' in run(lite.store, 'orders', 'cancel', a, 'no need')[1]

# ------------------------------------------------------------------ a day against an oracle
@pytest.mark.parametrize('kind', ['sqlite', 'postgres'])
def test_a_day_of_answers_agrees_with_an_independent_oracle(request, tmp_path, kind):
    "Refusals, cuts, several lots, repetitions, damage, out of order (the killed reader is in `python -m bench shelf`)"
    from bench.answers import differences, prepare, read
    url = f"sqlite:///{tmp_path/'s.db'}" if kind=='sqlite' else request.getfixturevalue('postgres_url')
    oracle, files = prepare(url, tmp_path/'edi', 60 if kind=='sqlite' else 24, seed=3)
    read(url, tmp_path/'edi')
    assert differences(url, oracle)==[] and oracle.open>=1 and files>15

def test_an_order_its_answer_and_its_despatch_in_ubl(book, tmp_path):
    folder = Folder(tmp_path/'e', 'ubl')
    (message,) = submit(book)
    deliver(book.store, dict(erp=folder))
    (out,) = (tmp_path/'e'/'out').iterdir()
    assert out.suffix=='.xml' and message in out.read_text()
    lines = {l['unique_id']: l['line'] for l in book.store.frame(sa.select(tables.outbox)).payload[0]['lines']}
    doc = lambda kind, body: f'<{kind} xmlns="urn:u:{kind}-2" xmlns:a="urn:a" xmlns:b="urn:b"><b:ID>N1</b:ID>{body}</{kind}>'
    ref = f'<a:OrderReference><b:ID>{message}</b:ID></a:OrderReference>'
    row = lambda item, status, q, unit='C62': f'<a:OrderLine><a:LineItem><b:ID>{lines[item]}</b:ID><b:LineStatusCode>{status}</b:LineStatusCode><b:Quantity unitCode="{unit}">{q}</b:Quantity></a:LineItem></a:OrderLine>'
    (tmp_path/'e'/'in'/'r.xml').write_text(doc('OrderResponse', f"<b:OrderResponseCode>CA</b:OrderResponseCode>{ref}{row('S1/A', 3, 80)}{row('S1/B', 7, 20)}{row('S1/00093310705', 5, 2, 'XPK')}"))
    collect(book.store, dict(erp=folder))
    assert book.orders().set_index('unique_id').status.to_dict()=={'S1/A': 'sent', 'S1/B': 'refused', 'S1/00093310705': 'sent'}
    assert book.store.open_orders().set_index('unique_id').quantity.to_dict()=={'S1/A': 80., 'S1/00093310705': 200.}
    goods = lambda item, q, lot, unit='C62': f'<a:DespatchLine><b:ID>{q}</b:ID><b:DeliveredQuantity unitCode="{unit}">{q}</b:DeliveredQuantity><a:OrderLineReference><b:LineID>{lines[item]}</b:LineID></a:OrderLineReference><a:Item><a:ItemInstance><a:LotIdentification><b:LotNumberID>{lot}</b:LotNumberID><b:ExpiryDate>2097-05-31</b:ExpiryDate></a:LotIdentification></a:ItemInstance></a:Item></a:DespatchLine>'
    text = doc('DespatchAdvice', ref+goods('S1/A', 50, 'L1')+goods('S1/A', 30, 'L2')+goods('S1/00093310705', 2, 'L3', 'XPK'))
    for name in ('d.xml', 'again.xml'):
        (tmp_path/'e'/'in'/name).write_text(text)
        collect(book.store, dict(erp=folder), book='despatch')
    lots = {(r.unique_id, r.lot): r.on_hand for r in book.store.lots().itertuples()}
    assert lots=={('S1/A', 'L1'): 50., ('S1/A', 'L2'): 30., ('S1/00093310705', 'L3'): 200.} and book.store.open_orders().empty

@pytest.mark.parametrize('nature,left', [('CP', {}), ('BP', dict(a=40.))])
def test_a_rest_that_will_not_come_is_no_longer_on_order(lite, tmp_path, nature, left):
    folder = Folder(tmp_path/'edi', 'edifact')
    key, = submit(lite); deliver(lite.store, dict(erp=folder))
    a = ids(lite)[0]
    put(folder, 'd.edi', edi('DESADV', '351+D1+9', f"RFF+ON:{key}'LIN+1'QTY+12:60'QTY+21:100'QVR+-40:21+{nature}'RFF+ON:{key}:1'PCI+36E'QTY+12:20'GIN+BX+LA'PCI+36E'QTY+12:40'GIN+BX+LB'"))
    assert collect(lite.store, dict(erp=folder))['new']==2 and on_order(lite)[a]==(60. if nature=='CP' else 100.)
    last, first = [r['id'] for r in inbox_rows(lite.store, 'new')]        # newest first
    book_answer(lite.store, [last, first])
    assert lite.store.lots().set_index('lot').on_hand.to_dict()==dict(LA=20., LB=40.)
    assert on_order(lite).get(a, 0.)==left.get('a', 0.)

def test_a_lot_that_is_booked_first_leaves_the_others_announced(lite, tmp_path):
    folder = Folder(tmp_path/'edi', 'edifact')
    key, = submit(lite); deliver(lite.store, dict(erp=folder))
    put(folder, 'd.edi', edi('DESADV', '351+D1+9', f"RFF+ON:{key}'LIN+1'QTY+12:60'QVR+-40:21+CP'RFF+ON:{key}:1'PCI+36E'QTY+12:20'GIN+BX+LA'PCI+36E'QTY+12:40'GIN+BX+LB'"))
    collect(lite.store, dict(erp=folder))
    last, first = [r['id'] for r in inbox_rows(lite.store, 'new')]
    book_answer(lite.store, last)
    assert [r['lot'] for r in inbox_rows(lite.store, 'new')]==['LA']
    book_answer(lite.store, first)
    assert lite.store.lots().on_hand.sum()==60. and not inbox_rows(lite.store, 'open')

@pytest.mark.parametrize('nature, expected', [('CP', 60.), ('BP', 100.)])
def test_what_will_not_come_is_not_on_order_before_the_notice_is_confirmed(lite, tmp_path, nature, expected):
    "A despatch that completes its line leaves on order what is under way, also with an earlier notice; one that does not leaves all"
    folder, (key,) = Folder(tmp_path/'edi', 'edifact'), submit(lite)
    deliver(lite.store, dict(erp=folder))
    a = ids(lite)[0]
    put(folder, 'd1.edi', edi('DESADV', '351+D1+9', f"RFF+ON:{key}'LIN+1'QTY+12:20'QTY+21:100'RFF+ON:{key}:1'"))
    put(folder, 'd2.edi', edi('DESADV', '351+D2+9', f"RFF+ON:{key}'LIN+1'QTY+12:40'QTY+21:100'QVR+-40:21+{nature}'RFF+ON:{key}:1'", ref='8'))
    done = collect(lite.store, dict(erp=folder))
    assert (done['new'], done['open'], done['errors'])==(2, 0, []) and on_order(lite)[a]==expected
    for r in inbox_rows(lite.store, 'new'): assert book_answer(lite.store, r['id'])['open']==0
    assert order(lite, a).status==('received' if nature=='CP' else 'part_received') and on_order(lite).get(a, 0.)==expected-60

@pytest.mark.parametrize('code, left', [('CP', 0.), ('PR', 40.)])
def test_an_x12_item_that_is_complete_closes_its_line(lite, tmp_path, code, left):
    "A partial shipment that is considered complete (ISR) takes the rest off the order; another one leaves it"
    folder, (key,) = Folder(tmp_path/'x12', 'x12'), submit(lite)
    deliver(lite.store, dict(erp=folder))
    a = ids(lite)[0]
    body = f"BSN*00*SH1*20261105*0900~HL*1**S~HL*2*1*O~PRF*{key}~HL*3*2*I~LIN*1*VN*K~SN1*1*60*UN**100*UN~ISR*{code}~"
    put(folder, 's.x12', "ISA*00*          *00*          *ZZ*SUPPLIER       *ZZ*BUYER          *261105*0915*U*00401*000000042*0*P*>~GS*SH*S*B*20261105*0915*42*X*004010~"
        f"ST*856*0001~{body}SE*{body.count('~')+2}*0001~GE*1*42~IEA*1*000000042~")
    done = collect(lite.store, dict(erp=folder))
    assert (done['new'], done['open'], done['errors'])==(1, 0, []) and on_order(lite)[a]==60.+left
    assert book_answer(lite.store, inbox_rows(lite.store, 'new')[0]['id'])['open']==0
    assert lite.store.lots().on_hand.sum()==60. and on_order(lite).get(a, 0.)==left

def test_a_page_on_another_server_is_not_asked(monkeypatch):
    "A bundle that goes on elsewhere, or under another scheme or port, is an error; the same server by a whole address is read"
    from pharmopt import connectors
    asked, pages = [], {}
    monkeypatch.setattr(connectors, '_http', lambda method, url, *a: (asked.append(url), (200, pages[len(asked)-1]))[1])
    def page(url=None): return dict(resourceType='Bundle', link=[dict(relation='self', url='x')]+([dict(relation='next', url=url)] if url else []))
    for other in ('http://evil.example/r4?page=2', 'https://h:8080/r4?page=2', 'http://h:9/r4?page=2', '//evil.example/r4'):
        asked.clear(); pages[0] = page(other)
        with pytest.raises(ConnectionError, match='another server'): Fhir('http://h:8080/r4').fetch()
        assert len(asked)==1
    asked.clear(); pages.update({0: page('http://h:8080/r4?page=2'), 1: page()})
    assert Fhir('http://h:8080/r4').fetch()==[] and asked[1]=='http://h:8080/r4?page=2'
