"""Orders in a real Tryton: nothing lost, nothing twice, and what arrives there arrives here."""
import os, subprocess, sys, textwrap
from pathlib import Path
import pandas as pd, pytest, sqlalchemy as sa
import tryton_server
from pharmopt.connectors import Tryton, connector
from pharmopt.orders import OrderBook
from pharmopt.outbox import Refused, collect, deliver, submit
from pharmopt.store import Store, tables

ROOT = Path(__file__).resolve().parent.parent

@pytest.fixture(scope='module')
def server():
    if why := tryton_server.missing():
        if os.environ.get('PHARMOPT_TEST_TRYTON') == 'required': pytest.fail(why)
        pytest.skip(why)
    with tryton_server.tryton() as t: yield t

@pytest.fixture
def erp(server): return Tryton(server.url, server.database, server.key)

@pytest.fixture
def book(tmp_path):
    "Two approved orders"
    store = Store(tmp_path/'s.db')
    cat = pd.DataFrame(dict(unique_id=['S1/A','S1/B'], medicine_id=['A','B'], location_id='S1', name=['Amoxicillin','Budesonide'], supplier_id='S01', unit_cost=[2.,11.], lead_time_mean=7., lead_time_sd=1.))
    store.save_catalog(cat)
    b = OrderBook(store, 'maria')
    b.propose(pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=[120.,24.], packs=[12.,2.], due=pd.Timestamp('2026-03-09'), priority=[1,2], urgency='now', reason='low')), cat)
    b.approve_all()
    yield b
    store.close()

def purchases(erp, key): return erp.find('purchase.purchase', [['reference','=',key]], 'state', 'number', 'lines')

RECEIVE = """
import sys
from proteus import Model, config
cfg = config.set_trytond('pharm', config_file=sys.argv[1])
Move, ShipmentIn, Lot, Purchase = map(Model.get, ('stock.move', 'stock.shipment.in', 'stock.lot', 'purchase.purchase'))
purchase, = Purchase.find([('reference', '=', sys.argv[2])])
shipment = ShipmentIn(supplier=purchase.party)
moves = Move.find([('purchase', '=', purchase.id), ('state', '=', 'draft')]) if 'purchase' in Move._fields else [m for m in purchase.moves if m.state == 'draft']
move, = [m for m in moves if m.product.code == 'A']
shipment.incoming_moves.append(Move(move.id))
line = shipment.incoming_moves[0]
lot = Lot(number='L7', product=line.product); lot.save()
line.quantity, line.lot = float(sys.argv[3]), lot
shipment.save(); shipment.click('receive'); shipment.click('do')
"""

def test_order_partial_receipt_and_stock(server, erp, book):
    key, = submit(book)
    assert deliver(book.store, dict(erp=erp)) == dict(sent=1, later=0, refused=0)
    made, = purchases(erp, key)
    assert made['state'] == 'processing' and len(made['lines']) == 2
    assert book.store.frame(sa.select(tables.outbox)).external_id.tolist() == [made['number']]
    first = book.orders().query("unique_id=='S1/A'").order_id.item()
    conf = Path(server.log).parent/'trytond.conf'
    subprocess.run([tryton_server.PYTHON, '-c', RECEIVE, conf, key, '100'], check=True, capture_output=True, text=True)
    got = collect(book.store, dict(erp=erp))
    assert got['receipts'] == 1 and got['errors'] == []
    assert collect(book.store, dict(erp=erp))['receipts'] == 0               # asked again, booked once
    o = book.orders().set_index('order_id').loc[first]
    assert (o.status, o.received) == ('part_received', 100)
    assert book.store.lots()[['lot','on_hand']].values.tolist() == [['L7', 100.]]
    assert book.store.open_orders().set_index('order_id').quantity[first] == 20
    assert erp.stock(['A'])['A'] == book.store.lots().on_hand.sum()
    assert book.store.frame(sa.select(tables.outbox)).status.tolist() == ['acknowledged']

def test_the_same_message_again_makes_no_second_purchase(erp, book):
    key, = submit(book)
    payload = book.store.frame(sa.select(tables.outbox)).payload[0]
    assert len({erp.deliver(key, 'order', payload) for _ in range(3)}) == 1
    assert len(purchases(erp, key)) == 1

@pytest.mark.parametrize('after', ['POST purchase.purchase', '/quote', '/confirm'])
def test_killed_after_each_step_and_tried_again(server, erp, book, after):
    "A process that dies between two calls leaves a purchase that the next attempt takes on"
    key, = submit(book)
    code = textwrap.dedent(f"""
        import os, signal
        from pharmopt.connectors import Tryton
        from pharmopt.outbox import deliver
        from pharmopt.store import Store
        class Dies(Tryton):
            def call(self, method, path, *a, **k):
                out = super().call(method, path, *a, **k)
                if f'{{method}} {{path}}'.endswith({after!r}): os.kill(os.getpid(), signal.SIGKILL)
                return out
        deliver(Store({str(book.store.url)!r}), dict(erp=Dies({server.url!r}, {server.database!r}, {server.key!r})))""")
    assert subprocess.run([sys.executable, '-c', code], cwd=ROOT).returncode == -9
    assert deliver(book.store, dict(erp=erp))['sent'] == 0                   # the dead process still holds its lease
    assert deliver(book.store, dict(erp=erp), pd.Timestamp.now('UTC').tz_localize(None)+pd.Timedelta(minutes=5))['sent'] == 1
    made, = purchases(erp, key)
    assert made['state'] == 'processing' and len(made['lines']) == 2

def test_unknown_supplier_wrong_key_and_a_server_that_is_down(server, erp, book):
    o = tables.orders
    with book.store.begin() as c: c.execute(sa.update(o).values(supplier_id='Nobody'))
    submit(book)
    assert deliver(book.store, dict(erp=erp))['refused'] == 1
    assert "knows no party with the code or name 'Nobody'" in book.store.frame(sa.select(tables.outbox)).error[0]
    assert len(book.orders('approved')) == 2                                 # back on the desk
    with pytest.raises(Refused, match='40[13]'): Tryton(server.url, server.database, 'x'*64).find('party.party', [])
    with book.store.begin() as c: c.execute(sa.update(o).values(supplier_id='S01'))
    key, = submit(book)
    assert deliver(book.store, dict(erp=connector('tryton+http://127.0.0.1:9/pharm', 'k')))['later'] == 1
    assert len(book.orders('sent')) == 2
    assert deliver(book.store, dict(erp=erp), pd.Timestamp.now('UTC').tz_localize(None)+pd.Timedelta(minutes=1))['sent'] == 1
    assert len(purchases(erp, key)) == 1

SUPPLY = """
import sys
from proteus import Model, Wizard, config
cfg = config.set_trytond('pharm', config_file=sys.argv[1])
Wizard('stock.supply').execute('create_')
for r in Model.get('purchase.request').find([('state', '=', 'draft')]): print(r.product.code, r.quantity, r.party.code if r.party else '-')
"""

def test_order_points_make_trytons_own_planner_buy(server, book):
    "Levels arrive by the outbox; Tryton's planner raises requests up to them; the same again changes nothing"
    from pharmopt.outbox import enter_message
    erp, store = Tryton(server.url, server.database, server.key, buys=True), book.store
    conf = Path(server.log).parent/'trytond.conf'
    before = erp.stock(['A','B'])
    def levels(key, a, b, **more):
        lines = [dict(unique_id=f'S1/{m}', medicine_id=m, location_id='S1', min_quantity=lo, target_quantity=hi) for m,(lo,hi) in (dict(A=a, B=b)|more).items()]
        with store.begin() as c: assert enter_message(c, key, 'erp', 'levels', dict(subject='Order points', lines=lines), 'maria')
        assert deliver(store, dict(erp=erp))['sent'] == 1
        return store.frame(sa.select(tables.outbox).where(tables.outbox.c.key==key)).external_id[0]
    assert levels('LV-1', (500., 800.), (0., 40.), Z=(1., 2.)) == '2 new, 1 unknown'
    assert levels('LV-2', (500., 800.), (30., 60.)) == '1 changed, 1 unchanged'
    points = {p['product']['code']: (p['min_quantity'], p['target_quantity']) for p in erp.find('stock.order_point', [], 'product.code', 'min_quantity', 'target_quantity')}
    assert points == dict(A=(500., 800.), B=(30., 60.))
    run = subprocess.run([tryton_server.PYTHON, '-c', SUPPLY, conf], check=True, capture_output=True, text=True)
    requests = {r.split()[0]: float(r.split()[1]) for r in run.stdout.strip().splitlines()}
    assert requests == {c: hi-before[c] for c,(lo,hi) in points.items() if before[c]<lo} and set(requests)=={'A','B'}    # deliveries under way are due no sooner than what is bought now
    key, = submit(book)                                                      # orders are not made beside its own
    assert deliver(store, dict(erp=erp))['refused'] == 1 and 'buys by itself' in store.frame(sa.select(tables.outbox).where(tables.outbox.c.key==key)).error[0]
    assert purchases(erp, key) == []
    with pytest.raises(Refused, match="no warehouse with the code or name 'S1'"): erp.set_order_points([dict(medicine_id='A', location_id=p, min_quantity=1., target_quantity=2.) for p in ('S1','S9')])

EXPIRED = """
import sys, datetime
from proteus import Model, config
cfg = config.set_trytond('pharm', config_file=sys.argv[1])
Location, Product, Lot, Inventory = map(Model.get, ('stock.location', 'product.product', 'stock.lot', 'stock.inventory'))
product, = Product.find([('code', '=', 'B')])
template = product.template; template.shelf_life_state = 'optional'; template.save()
product.reload()
count = Inventory(); count.location, = Location.find([('code', '=', 'STO')])
for number, days, units in (('OLD', -10, 100), ('NEW', 400, 7)):
    lot = Lot(number=number, product=product); lot.shelf_life_expiration_date = datetime.date.today()+datetime.timedelta(days); lot.save()
    line = count.lines.new(product=product); line.lot, line.quantity = lot, float(units)
count.click('confirm')
"""

def test_expired_lots_are_no_stock_and_the_planner_buys_what_is_missing(server):
    "Of 107 units 100 have expired; Tryton's planner counts all of them, so the levels it is given are 100 higher"
    with tryton_server.tryton() as fresh:
        erp, conf = Tryton(fresh.url, fresh.database, fresh.key, buys=True), Path(fresh.log).parent/'trytond.conf'
        subprocess.run([tryton_server.PYTHON, '-c', EXPIRED, conf], check=True, capture_output=True, text=True)
        assert erp.stock(['A', 'B'])==dict(A=0., B=7.)
        line = dict(medicine_id='B', location_id='S1', min_quantity=30., target_quantity=60.)
        assert erp.set_order_points([line])=='1 new' and erp.set_order_points([line])=='1 unchanged'
        bought = subprocess.run([tryton_server.PYTHON, '-c', SUPPLY, conf], check=True, capture_output=True, text=True)
        assert bought.stdout.split()[:2]==['B', '53.0']
