"""A real Tryton 8.2 on loopback, for tests: installed from PyPI into a virtual environment of its own (it is GPL-3, so it is no dependency), with a database that is made once and copied for each test.

    with tryton() as t: connector(t.url, t.database, t.key)

`missing()` says why it cannot run here. PHARMOPT_TEST_TRYTON=required makes that an error, and =skip skips."""
import contextlib, os, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.request
from pathlib import Path
from types import SimpleNamespace

CACHE = Path(os.environ.get('PHARMOPT_CACHE') or Path(os.environ.get('XDG_CACHE_HOME') or Path.home()/'.cache')/'pharmopt')
HOME = CACHE/'tryton'
PYTHON, READY = HOME/'bin'/'python', HOME/'pharm-3.sqlite'
PACKAGES = ['trytond>=8.2,<8.3', 'proteus>=8.2,<8.3', 'trytond-purchase>=8.2,<8.3', 'trytond-stock-lot>=8.2,<8.3', 'trytond-stock-lot-sled>=8.2,<8.3', 'trytond-stock-supply>=8.2,<8.3', 'trytond-purchase-request>=8.2,<8.3', 'trytond-account-invoice-stock>=8.2,<8.3']
MODULES = 'purchase stock stock_lot stock_lot_sled stock_supply purchase_request account_invoice_stock'.split()
KEY = 'k' * 64

# What a pharmacy has set up before any order: a company, accounts, two medicines with their supplier, a user of the interface.
SETUP = """
import sys
from decimal import Decimal
from proteus import Model, config
cfg = config.set_trytond('pharm', config_file=sys.argv[1])
from trytond.modules.company.tests.tools import create_company, get_company
from trytond.modules.account.tests.tools import create_fiscalyear, create_chart, get_accounts
from trytond.modules.account_invoice.tests.tools import set_fiscalyear_invoice_sequences, create_payment_term
create_company(); company = get_company()
create_chart(company); accounts = get_accounts(company)
fy = set_fiscalyear_invoice_sequences(create_fiscalyear(company)); fy.click('create_period')
term = create_payment_term(); term.save()
Party, Template, Uom, Category, Supplier = map(Model.get, ('party.party', 'product.template', 'product.uom', 'product.category', 'purchase.product_supplier'))
party = Party(name='Wholesaler S01', code='S01'); party.supplier_payment_term = term; party.save()
cat = Category(name='Medicines', accounting=True); cat.account_expense, cat.account_revenue = accounts['expense'], accounts['revenue']; cat.save()
unit, = Uom.find([('name', '=', 'Unit')])
for code, name, price in (('A', 'Amoxicillin 500 mg', '2.00'), ('B', 'Budesonide 200 ug', '11.00')):
    t = Template(name=name, default_uom=unit, type='goods', purchasable=True, list_price=Decimal(price), account_category=cat)
    t.code = code; t.save()
    s = Supplier(template=t, party=party, lead_time=__import__('datetime').timedelta(7)); s.save()
User, Group, App = map(Model.get, ('res.user', 'res.group', 'res.user.application'))
user = User(name='pharmopt', login='pharmopt')
for name in ('Purchase', 'Purchase Administrator', 'Stock', 'Stock Administration', 'Purchase Request', 'Party Administration', 'Product Administration'):
    user.groups.extend(Group.find([('name', '=', name)]))
user.companies.append(company); user.company = company
user.save()
with cfg.set_context(user=user.id): pass
app = App(user=user, application='rest'); app.key = sys.argv[2]; app.state = 'validated'; app.save()
print(app.key, app.state, company.id)
"""

def missing():
    "Why Tryton cannot run here, None if it can"
    if os.environ.get('PHARMOPT_TEST_TRYTON') == 'skip': return 'PHARMOPT_TEST_TRYTON=skip'
    if READY.exists(): return None
    try: _make()
    except (subprocess.CalledProcessError, OSError) as e: return f"Tryton could not be installed from PyPI: {getattr(e, 'stderr', '') or e}"[-600:]

def _run(*args, **kw): return subprocess.run(list(map(str, args)), check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, **kw)

def _config(folder, port=0):
    conf = Path(folder)/'trytond.conf'
    conf.write_text(f"[database]\nuri = sqlite://\npath = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n[session]\n")
    return conf

def _make():
    "Environment and database, once"
    if not PYTHON.exists(): _run(sys.executable, '-m', 'venv', HOME)
    if not list(HOME.glob('lib/python*/site-packages/trytond/modules/stock_lot_sled')): _run(PYTHON, '-m', 'pip', 'install', '-q', '--disable-pip-version-check', *PACKAGES)
    with tempfile.TemporaryDirectory() as tmp:
        conf, pw = _config(tmp), Path(tmp)/'pw'
        pw.write_text('a long passphrase 7')
        (Path(tmp)/'pharm.sqlite').touch()
        env = os.environ | dict(TRYTONPASSFILE=str(pw))
        _run(HOME/'bin'/'trytond-admin', '-c', conf, '-d', 'pharm', '--email', 'a@example.com', '--all', env=env)
        _run(HOME/'bin'/'trytond-admin', '-c', conf, '-d', 'pharm', '-u', *MODULES, '--activate-dependencies', env=env)
        _run(PYTHON, '-c', SETUP, conf, KEY)
        part = READY.with_suffix('.part'); shutil.copy(Path(tmp)/'pharm.sqlite', part); os.replace(part, READY)

@contextlib.contextmanager
def tryton(workers=False):
    "A server with a fresh copy of the database"
    with socket.create_server(('127.0.0.1', 0)) as s: port = s.getsockname()[1]
    with tempfile.TemporaryDirectory() as tmp:
        shutil.copy(READY, Path(tmp)/'pharm.sqlite')
        conf, log = _config(tmp, port), open(Path(tmp)/'log', 'w+')
        p = subprocess.Popen([HOME/'bin'/'trytond', '-c', conf, '-d', 'pharm'], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), timeout=1): break
                if p.poll() is not None: break
                time.sleep(.2)
            if p.poll() is not None: log.seek(0); raise RuntimeError(log.read()[-2000:])
            yield SimpleNamespace(url=f'http://127.0.0.1:{port}', database='pharm', key=KEY, process=p, log=Path(tmp)/'log')
        finally:
            p.terminate()
            try: p.wait(10)
            except subprocess.TimeoutExpired: p.kill()
