"A round goes on when one of its parts fails, and says so"
import datetime as dt
from types import SimpleNamespace
import pandas as pd, pytest, sqlalchemy as sa
from pharmopt import alerts, jobs
from pharmopt.alerts import LINES, PER_HOUR, RULES, announce, check_alerts, mute, open_alerts
from pharmopt.settings import load_settings
from pharmopt.store import Store, tables, utcnow

@pytest.fixture
def store(tmp_path):
    s = Store(tmp_path/'shop.db')
    yield s
    s.close()

def test_a_rule_that_fails_is_an_alert_and_the_others_are_checked(store, monkeypatch):
    store.upsert(tables.outbox, pd.DataFrame([dict(id=1, key='k', channel='erp', kind='order', payload={'supplier_id': 'S1'}, status='failed', attempts=1, error='no', created_at=utcnow(), updated_at=utcnow())]))
    check_alerts(store, day='2026-06-01')
    assert set(open_alerts(store).rule)=={'order_refused'}
    def broken(store, day): raise ZeroDivisionError('division by zero')
    monkeypatch.setitem(RULES, 'order_refused', broken)
    check_alerts(store, day='2026-06-01')
    found = open_alerts(store)
    assert set(found.rule)=={'order_refused', 'rule_failed'} and 'ZeroDivisionError' in found.message[found.rule=='rule_failed'].iloc[0]       # what a blind rule had found is not over
    monkeypatch.undo()
    check_alerts(store, day='2026-06-01')
    assert set(open_alerts(store).rule)=={'order_refused'}

def test_a_step_of_watch_that_fails_is_an_alert_and_the_next_step_is_taken(store, monkeypatch, capsys):
    monkeypatch.setattr('pharmopt.experiment.tend_experiment', lambda *a, **k: 1/0)
    done = jobs.tend(store, load_settings(environ={}), {}, ask=True)
    assert 'alerts' in done and 'division by zero' in capsys.readouterr().err
    assert open_alerts(store).rule.tolist()==[jobs.STEP_FAILED]
    monkeypatch.undo()
    jobs.tend(store, load_settings(environ={}), {}, ask=True)
    assert open_alerts(store).empty

def test_messages_about_alerts_are_limited_by_the_hour_and_cut(store):
    def raise_(n, first): store.upsert(tables.alerts, pd.DataFrame([dict(id=first+i, at=utcnow(), severity='critical', unique_id=f'P/{first+i}', rule='stockout_risk', message=f'Item {first+i} may run out.', acknowledged=False, count=1) for i in range(n)]))
    for round_ in range(40): raise_(1, 1+round_); announce(store, ['alert1'])
    rows = store.frame(sa.select(tables.outbox.c.payload).where(tables.outbox.c.kind=='alert'))
    assert len(rows)==PER_HOUR
    raise_(5000, 1000)
    later = utcnow()+dt.timedelta(hours=2)
    assert announce(store, ['alert1'], now=later)==1
    text = store.frame(sa.select(tables.outbox.c.payload).where(tables.outbox.c.kind=='alert').order_by(tables.outbox.c.id)).payload.iloc[-1]['text']
    assert text.count('may run out')==LINES and f'and {5000+40-PER_HOUR-LINES} more' in text and len(text)<20_000

def test_many_dead_letters_are_one_alert_with_the_command(store):
    rows = [dict(cluster_id='c', topic='t', part=0, record_offset=i, at=utcnow(), reason='older than the de-duplication horizon', raw=b'{}', relayed=False, size=2, status='open') for i in range(11_070)]
    store.upsert(tables.dead_letters, pd.DataFrame(rows))
    check_alerts(store, day='2026-06-01')
    a = open_alerts(store)
    assert a.rule.tolist()==['bulk_dead_letters'] and '11,070' in a.message[0] and 'pharmopt dead-letters replay' in a.message[0]

def test_wrong_rules_and_days(store):
    with pytest.raises(ValueError, match="no rule 'x'"): check_alerts(store, ['x'])
    with pytest.raises(ValueError, match='days must be'): mute(store, 'expiring', days=1e9)

def test_each_address_has_a_secret_of_its_own(tmp_path):
    s = load_settings(environ={'PHARMOPT_ORDERS_CONNECTOR': f'folder:{tmp_path}/edi?format=csv', 'PHARMOPT_ORDERS_SECRET': 'erp-key', 'PHARMOPT_ORDERS_ALERTS': 'smtp://127.0.0.1:1?to=a@b.example, webhook+http://127.0.0.1:1/x', 'PHARMOPT_ORDERS_ALERT2_SECRET': 'hook-key'})
    made = jobs.connectors(s)
    assert all('erp-key' not in str(vars(c)) for k,c in made.items() if k!='erp') and 'hook-key' not in str(vars(made['alert1']))
