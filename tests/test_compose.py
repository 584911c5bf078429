"docker-compose.yml and the alert rules: read as their programs read them, and each service's command run on this machine"
import re, subprocess, sys
from pathlib import Path
import pytest
from command import command
yaml = pytest.importorskip('yaml')
ROOT = Path(__file__).resolve().parent.parent
compose = yaml.safe_load((ROOT/'docker-compose.yml').read_text(encoding='utf-8'))
OURS = ['processor', 'watch', 'page']

def test_only_this_machine_reaches_the_services():
    ports = [p for s in compose['services'].values() for p in s.get('ports', [])]
    assert ports and all(p.startswith('127.0.0.1:') for p in ports)

def test_passwords_are_chosen_by_the_operator():
    "No service has a password of its own, and none starts without one"
    text = (ROOT/'docker-compose.yml').read_text(encoding='utf-8')
    assert text.count('${POSTGRES_PASSWORD:?')==2 and not re.search(r'PASSWORD: *[\w]', text)

def test_our_services_wait_for_kafka_and_postgres_and_reach_them_by_name():
    for name in OURS:
        s = compose['services'][name]
        assert s['profiles']==['chain'] and {k: v['condition'] for k,v in s['depends_on'].items()}==dict(kafka='service_healthy', postgres='service_healthy')
        assert '@postgres/' in s['environment']['PHARMOPT_STORE_URL']
        host = s['environment']['PHARMOPT_KAFKA_BOOTSTRAP_SERVERS']
        assert f"//{host}" in compose['services']['kafka']['environment']['KAFKA_ADVERTISED_LISTENERS']

def test_settings_of_the_services_are_known():
    "Each variable is a setting: a misspelt one is refused by the program"
    from pharmopt.settings import load_settings
    for name in OURS:
        env = {k: re.sub(r'\$\{[^}]*\}', 'x', str(v)) for k,v in compose['services'][name]['environment'].items()}
        load_settings(ROOT/'settings.ini', environ=env)

@pytest.mark.parametrize('name, more', [('processor', ['--until-end', '--freq', 'D']), ('watch', ['--rounds', '1', '--every', '0.1'])])
def test_the_command_of_a_service_runs(name, more, tmp_path):
    from pharmopt.broker import broker
    from pharmopt.clients import ensure_topic
    from pharmopt.store import Store
    Store(f"sqlite:///{tmp_path/'s.db'}").close()
    program, *args = compose['services'][name]['command']
    assert program=='pharmopt'
    with broker() as address:
        ensure_topic(address, 'prescriptions', 2)
        done = command(*args, *more, cwd=tmp_path, PHARMOPT_KAFKA_BOOTSTRAP_SERVERS=address, PHARMOPT_STORE_URL=f"sqlite:///{tmp_path/'s.db'}")
    assert done.returncode==0, done.stderr

def test_alert_rules_name_metrics_that_exist():
    from pharmopt.monitor import metric_families
    snapshot = dict(rate=1., lag=2, complete_until='2026-01-01', made=0., latency=dict(counts=[0]*50, sum=0.))
    try: families = list(metric_families(snapshot, 'p', 't'))
    except ValueError: families = list(metric_families({k: v for k,v in snapshot.items() if k!='latency'}, 'p', 't'))
    known = {f.name for f in families} | {f'{f.name}_total' for f in families} | {'pharmopt_latency_seconds_bucket'}
    rules = [r for g in yaml.safe_load((ROOT/'ops'/'prometheus-alerts.yml').read_text(encoding='utf-8'))['groups'] for r in g['rules']]
    for r in rules:
        assert r['annotations']['action'] and r['labels']['severity'] in ('warning', 'critical')
        used = set(re.findall(r'pharmopt_\w+', r['expr']))
        assert used and used<=known, (r['alert'], used-known)
