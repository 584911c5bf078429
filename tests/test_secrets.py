"Planted secrets appear in no output; saved models are looked at and not believed"
import dataclasses, json, os, re, subprocess, sys
import pandas as pd, pytest
from pharmopt.forecast import Ensemble
from pharmopt.settings import SettingsError, load_settings
from pharmopt.store import Store, StoreError

MARK = 'zebra-4711-secret'
NOWHERE = '127.0.0.1:1'
ENV = {f'PHARMOPT_{k}': v for k,v in dict(ORDERS_SECRET=MARK, ORDERS_ALERT1_SECRET=MARK+'a', ORDERS_ALERT2_SECRET=MARK+'b', ORDERS_ALERT3_SECRET=MARK+'c', DASHBOARD_TOKEN=MARK+'t', KAFKA_SASL_PLAIN_PASSWORD=MARK+'k', KAFKA_SASL_PLAIN_USERNAME='rx',
    KAFKA_SASL_MECHANISM='PLAIN', KAFKA_SECURITY_PROTOCOL='SASL_PLAINTEXT', PATIENT_SALT=MARK+'s', ORDERS_CONNECTOR=f'webhook+https://user:{MARK}@127.0.0.1:1/x',
    ORDERS_ALERTS=f'smtp://bob:{MARK}@{NOWHERE}?to=a@b.example, webhook+http://u:{MARK}@{NOWHERE}/hook/{MARK}, fhir+http://u:{MARK}@{NOWHERE}/fhir, tryton+http://{NOWHERE}/db').items()}
PLAIN = {k: v.replace(f':{MARK}@', '@') if k in ('PHARMOPT_ORDERS_CONNECTOR', 'PHARMOPT_ORDERS_ALERTS') else v for k,v in ENV.items()}      # addresses without a password, which are used; those with one are refused
LOST = [f'postgresql+psycopg://u:{MARK}@{NOWHERE}/db', f'postgresql+psycopg://{NOWHERE}/db?user=u&password={MARK}']

def test_settings_show_no_secret():
    s = load_settings(environ=ENV)
    assert s.orders.secret==MARK and s.orders.alert_secrets[:3]==(MARK+'a', MARK+'b', MARK+'c')
    assert MARK not in repr(s) and MARK not in str(s) and all(MARK not in repr(getattr(s, f.name)) for f in dataclasses.fields(s))

@pytest.mark.parametrize('url', LOST)
def test_the_store_shows_no_secret(url):
    with pytest.raises(StoreError) as e: Store(url)
    assert MARK not in str(e.value)

def commands(folder):
    "A line for every command, so that each says something; servers and long ones end at once, by what they are given"
    import typer.main
    from pharmopt.cli import app
    more = dict(watch=['--rounds', '1'], dashboard=['--port', '99999'], run=['--sales', 'none.csv'], simulate=['--sales', 'none.csv'], produce=['--from-file', 'none.csv'], consume=['--duration', '0', '--bootstrap-servers', 'nonsense:x'],
                report=['--to', 'r.html'], doctor=[], reset=['--yes'], train=['--quiet'], optimize=[], restore=['none.db'], replay=['--bootstrap-servers', 'nonsense:x'])
    def leaves(group, path=()):
        for name, c in group.commands.items():
            if hasattr(c, 'commands'): yield from leaves(c, (*path, name))
            else: yield [*path, name], c
    for path, c in leaves(typer.main.get_command(app)):
        need = more[path[-1]] if path[-1] in more and len(path)==1 or path[-1] in ('reset','restore') else ['orders']*sum(p.param_type_name=='argument' and p.required for p in c.params)
        need = need + (['--to', 'o.csv'] if path==['export'] else [])
        yield path+need, {o for p in c.params for o in p.opts}

def shop_with_orders(folder):
    "A store with an order that is on its way and an alert, so that something is sent to each address"
    from pharmopt.orders import OrderBook
    store = Store(folder/'shop.db')
    cat = pd.DataFrame(dict(unique_id=['S1/A'], medicine_id=['A'], location_id=['S1'], name=['Zetol'], supplier_id=['S0'], unit_cost=[2.], lead_time_mean=[7.], lead_time_sd=[1.]))
    store.save_catalog(cat)
    book = OrderBook(store, 'maria')
    book.propose(pd.DataFrame(dict(unique_id=['S1/A'], order_quantity=[10.], packs=[1.], due=[pd.Timestamp('2026-03-09')], priority=[1], urgency=['now'], p_stockout=[.9], reason=['low'])), cat)
    book.approve_all()
    store.add_alert('critical', 'stockout_risk', 'None left by Friday.', unique_id='S1/A')
    return store

@pytest.mark.parametrize('env', [ENV, PLAIN], ids=['passwords in addresses', 'secrets apart'])
def test_no_command_shows_a_secret(tmp_path, monkeypatch, capfd, env):
    "All commands, with a secret in every setting that can hold one; what they print, write and keep is searched"
    from pharmopt.cli import main
    shop_with_orders(tmp_path).close()
    monkeypatch.chdir(tmp_path)
    for k,v in env.items(): monkeypatch.setenv(k, v)
    ran = 0
    for args, has in sorted(commands(tmp_path), key=lambda a: a[0][-1]=='--yes'):           # the store is emptied last
        with pytest.raises(SystemExit): main([*args, *(['--store', f'sqlite:///{tmp_path}/shop.db'] if '--store' in has else [])])
        ran += 1
        if env is ENV and args[0] in ('status','doctor','watch','orders','export'):
            for url in LOST:
                with pytest.raises(SystemExit): main([*args, '--store', url])
    out, err = capfd.readouterr()
    assert ran>40 and MARK not in out and MARK not in err
    assert [p.name for p in tmp_path.rglob('*') if p.is_file() and MARK.encode() in p.read_bytes()]==[]      # reports, exports, the store itself

def test_no_page_shows_a_secret(tmp_path):
    "Every widget of every page, as the browser gets it, with an outbox whose messages could not leave"
    from pharmopt.dashboard import dashboard
    store = shop_with_orders(tmp_path)
    s = load_settings(environ=ENV)
    page, seen = dashboard(s, store), 0
    for name in [p['id'] for p in page.header.pages]:
        page.header.page = name
        page.refresh(force=True)
        for w in _all(page):
            state = json.dumps(w.get_state(), default=str)
            seen += len(state)
            assert MARK not in state, (name, type(w).__name__)
    page.close_page()
    assert seen>10_000
    store.close()

def _all(w, seen=None):
    "A widget and all that it holds, or is held by its page"
    import ipywidgets
    seen = {} if seen is None else seen
    if id(w) in seen: return seen.values()
    seen[id(w)] = w
    for v in [*getattr(w, 'children', ()), *(v for v in vars(w).values() if isinstance(v, ipywidgets.Widget))]: _all(v, seen)
    return list(seen.values())

def test_no_error_or_repr_shows_a_secret(tmp_path, caplog, capfd):
    "Connectors and clients that cannot reach their server, with every log on"
    import logging
    from pharmopt import jobs
    from pharmopt.stream import Processor, produce
    caplog.set_level(logging.DEBUG)
    s, said = load_settings(environ=ENV), []
    with pytest.raises(ValueError, match='holds a password') as e: jobs.connectors(s)
    said.append(str(e.value))
    made = jobs.connectors(load_settings(environ=PLAIN))
    assert len(made)==5
    for c in made.values():
        said += [repr(c), str(c)]
        for call in (lambda: c.deliver(dict(orders=[], text='x', subject='y'), 'key-1'), lambda: list(c.fetch())):
            try: call()
            except Exception as e: said.append(f'{e!r} {e} {e.__notes__ if hasattr(e, "__notes__") else ""}')
    from pharmopt.clients import security
    for call in (lambda: produce(pd.DataFrame(dict(a=[1])), NOWHERE, client=security(s.kafka)), lambda: Processor(Store(tmp_path/'s.db'), NOWHERE, client=security(s.kafka), timeout=1).run(until='end')):
        try: call()
        except Exception as e: said.append(f'{e!r} {e}')
    out, err = capfd.readouterr()
    assert len(said)>15 and MARK not in ' '.join(said)+caplog.text+out+err

@pytest.mark.parametrize('line', ['secret = abc #1 def', 'secret = #abc', 'secret = abc ;y', 'connector = smtp://a #b', 'alerts = smtp://a ;b'])
def test_a_comment_sign_never_cuts_a_secret(tmp_path, line):
    (tmp_path/'s.ini').write_text(f'[orders]\n{line}\n')
    with pytest.raises(SettingsError, match='line 2: the value of .* has a comment sign') as e: load_settings(tmp_path/'s.ini', environ={})
    assert 'abc' not in str(e.value)

def test_text_stays_text(tmp_path):
    (tmp_path/'s.ini').write_text('[orders]\nsecret = 007\n[dashboard]\noperators = 123, 007\ntoken = 0042\n')
    s = load_settings(tmp_path/'s.ini', environ={})
    assert (s.orders.secret, s.dashboard.operators, s.dashboard.token)==('007', ('123', '007'), '0042')

@pytest.fixture(scope='module')
def saved(tmp_path_factory):
    demand = pd.DataFrame([dict(unique_id=u, ds=d, y=float(i%5)) for u in ('P/A','P/B') for i,d in enumerate(pd.date_range('2026-01-01', periods=70))])
    folder = tmp_path_factory.mktemp('models')/'m'
    Ensemble(models=('arima',), h=7, progress=False).fit(demand).save(folder)
    return folder

def test_saved_models_are_private(saved): assert all(p.stat().st_mode & 0o077==0 for p in saved.glob('ensemble.*'))

@pytest.mark.parametrize('change, says', [(lambda m: m.pop('params'), 'lacks params'), (lambda m: m.pop('data'), 'lacks data'), (lambda m: m.pop('libraries'), 'lacks libraries'), (lambda m: m['params'].update(foo=1), "unknown parameter 'foo'"),
                                          (lambda m: m.update(sha256='0'), 'do not belong together'), (lambda m: m.update(params=[1]), 'lacks params.h'), (lambda m: m.update(libraries=[1]), 'libraries must be')])
def test_a_changed_model_is_one_sentence(saved, tmp_path, change, says):
    import shutil
    shutil.copytree(saved, tmp_path/'m')
    meta = json.loads((saved/'ensemble.json').read_text()); change(meta)
    (tmp_path/'m'/'ensemble.json').write_text(json.dumps(meta))
    with pytest.raises(ValueError, match=says): Ensemble.load(tmp_path/'m')

def test_a_saved_model_imports_nothing_that_it_names(saved, tmp_path, monkeypatch):
    import shutil
    shutil.copytree(saved, tmp_path/'m')
    (tmp_path/'sneak').mkdir(); (tmp_path/'sneak'/'__init__.py').write_text(f"open({str(tmp_path/'ran')!r}, 'w').close()")
    meta = json.loads((saved/'ensemble.json').read_text()); meta['libraries']['sneak.x'] = '1'
    (tmp_path/'m'/'ensemble.json').write_text(json.dumps(meta))
    monkeypatch.syspath_prepend(tmp_path)
    Ensemble.load(tmp_path/'m', progress=False)
    assert not (tmp_path/'ran').exists() and 'sneak' not in sys.modules
