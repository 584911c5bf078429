"Planted secrets appear in no output; saved models are looked at and not believed"
import dataclasses, json, os, re, subprocess, sys
import pandas as pd, pytest
from pharmopt.forecast import Ensemble
from pharmopt.settings import SettingsError, load_settings
from pharmopt.store import Store, StoreError

MARK = 'zebra-4711-secret'
ENV = {f'PHARMOPT_{k}': v for k,v in dict(ORDERS_SECRET=MARK, ORDERS_ALERT1_SECRET=MARK+'a', DASHBOARD_TOKEN=MARK+'t', KAFKA_SASL_PLAIN_PASSWORD=MARK+'k', ORDERS_CONNECTOR=f'webhook+https://user:{MARK}@host.example/x', ORDERS_ALERTS=f'smtp://bob:{MARK}@127.0.0.1:1?to=a@b.example').items()}

def test_settings_show_no_secret():
    s = load_settings(environ=ENV)
    assert s.orders.secret==MARK and s.orders.alert_secrets==(MARK+'a',)
    assert MARK not in repr(s) and MARK not in str(s) and all(MARK not in repr(getattr(s, f.name)) for f in dataclasses.fields(s))

@pytest.mark.parametrize('url', [f'postgresql+psycopg://u:{MARK}@127.0.0.1:1/db', f'postgresql+psycopg://127.0.0.1:1/db?user=u&password={MARK}'])
def test_the_store_shows_no_secret(url):
    with pytest.raises(StoreError) as e: Store(url)
    assert MARK not in str(e.value)

COMMANDS = [['doctor'], ['status'], ['orders', 'list'], ['catalog', 'show'], ['stock', 'show'], ['dead-letters', 'list'], ['export', 'orders', '--to', 'o.csv'], ['report', '--to', 'r.html'], ['watch', '--rounds', '1'], ['optimize'], ['train', '--quiet'], ['experiment', 'status'], ['nonsense'], ['run', '--sales', 'none.csv']]

def test_no_command_shows_a_secret(tmp_path, monkeypatch, capfd):
    from pharmopt.cli import main
    Store(tmp_path/'shop.db').close()
    monkeypatch.chdir(tmp_path)
    for k,v in ENV.items(): monkeypatch.setenv(k, v)
    for args in COMMANDS:
        with pytest.raises(SystemExit): main([*args, *(['--store', f'sqlite:///{tmp_path}/shop.db'] if args!=['nonsense'] else [])])
    out, err = capfd.readouterr()
    written = ''.join(p.read_text(errors='replace') for p in tmp_path.iterdir() if p.suffix in ('.csv', '.html'))
    assert MARK not in out and MARK not in err and MARK not in written

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
