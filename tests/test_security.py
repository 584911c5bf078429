"TLS, users and rights on the real Apache Kafka: what is refused is told in a sentence, and the password is told nobody."
import importlib.util, logging, os, subprocess, sys
import pytest
from kafka import KafkaAdminClient
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ACLResourcePatternType, ResourcePattern, ResourceType
from command import command
from kafka_server import ApacheKafka, free_ports, missing
from pharmopt.dead_letters import letters, mend, replay_letters
from pharmopt.replay import replay
from pharmopt.store import Store
from pharmopt.stream import Processor, produce
from streaming import make_events, send_log, stored, truth

SECRET = 'correct-horse-battery'
libraries = pytest.mark.parametrize('library', ['kafka-python', pytest.param('confluent-kafka', marks=pytest.mark.skipif(importlib.util.find_spec('confluent_kafka') is None, reason="confluent-kafka is not installed"))])

def _certificate(folder):
    "A key store for the broker, and the certificate that clients should trust"
    keys, pem = folder/'keys.p12', folder/'ca.pem'
    tool = ['keytool', '-storepass', 'changeit', '-keystore', str(keys), '-alias', 'broker']
    subprocess.run([*tool, '-genkeypair', '-keyalg', 'RSA', '-storetype', 'PKCS12', '-dname', 'CN=127.0.0.1', '-ext', 'SAN=ip:127.0.0.1', '-validity', '2'], check=True, capture_output=True)
    subprocess.run([*tool, '-exportcert', '-rfc', '-file', str(pem)], check=True, capture_output=True)
    return keys, pem

@pytest.fixture(scope='module')
def secured(tmp_path_factory):
    "Address and client settings of a broker with TLS, the users rx and guest, and rights: rx may use topics and groups that begin with pharmopt, guest nothing"
    if why := missing():
        if os.environ.get('PHARMOPT_TEST_KAFKA') == 'required': pytest.fail(why)
        pytest.skip(why)
    keys, pem = _certificate(tmp_path_factory.mktemp('tls'))
    (port,) = free_ports(1)
    with ApacheKafka(secure_port=port, **{'ssl.keystore.location': keys, 'ssl.keystore.password': 'changeit', 'ssl.keystore.type': 'PKCS12', 'sasl.enabled.mechanisms': 'PLAIN',
            'listener.name.client.plain.sasl.jaas.config': f'org.apache.kafka.common.security.plain.PlainLoginModule required user_rx="{SECRET}" user_guest="{SECRET}";',
            'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'super.users': 'User:ANONYMOUS'}) as kafka:
        _allow(kafka.bootstrap_servers)
        yield f'127.0.0.1:{port}', dict(security_protocol='SASL_SSL', sasl_mechanism='PLAIN', sasl_plain_username='rx', sasl_plain_password=SECRET, ssl_cafile=str(pem))

def _allow(address):
    admin = KafkaAdminClient(bootstrap_servers=address)
    for kind in (ResourceType.TOPIC, ResourceType.GROUP):
        admin.create_acls([ACL('User:rx', '*', ACLOperation.ALL, ACLPermissionType.ALLOW, ResourcePattern(kind, 'pharmopt', ACLResourcePatternType.PREFIXED))])
    admin.close()

@libraries
def test_the_whole_way_with_tls_a_user_and_rights(secured, tmp_path, library):
    address, client = secured
    events, s, topic = make_events(500, 1), Store(f'sqlite:///{tmp_path}/s.db'), f'pharmopt.rx-{library}'
    both = dict(client=client, library=library)
    assert produce(events, address, topic, **both).acknowledged == 500
    odd = events.iloc[:1].assign(event_id='00000000-0000-4000-8000-000000000001', location_id='PH/0')
    produce(odd, address, topic, **both)
    m = Processor(s, address, topic, group_id='pharmopt-1', **both).run(until='end', progress=False)
    assert (m['new'], m['dead']) == (500, 1) and not len(s.dead_letters(relayed=False))
    mend(s, letters(s).letter[0], dict(location_id='PH0'))
    assert len(replay_letters(s, address, client=client)) == 1
    assert Processor(s, address, topic, group_id='pharmopt-1', **both).run(until='end', progress=False)['new'] == 1
    assert replay(s, address, topic, **both).equal

@libraries
@pytest.mark.parametrize('change, says', [(dict(sasl_plain_password='wrong'), 'refused user or password|no Kafka broker answered'), (dict(sasl_plain_username='guest'), 'does not allow this'),
    (dict(ssl_cafile='/no/such.pem'), "ssl_cafile names a file that is not there: '/no/such.pem'"), (dict(security_protocol='PLAINTEXT'), 'no Kafka broker answered')])
def test_refusals_are_told_without_the_secret(secured, tmp_path, caplog, capfd, library, change, says):
    address, client = secured
    caplog.set_level(logging.DEBUG)
    both = dict(client=client | change, library=library, timeout=3)
    for call in (lambda: produce(make_events(10, 2), address, 'pharmopt.rx', **both), lambda: Processor(f'sqlite:///{tmp_path}/s.db', address, 'pharmopt.rx', **both).run(until='end', progress=False)):
        with pytest.raises((PermissionError, ConnectionError, ValueError, OSError), match=says) as e: call()
        assert SECRET not in str(e.value) and '\n' not in str(e.value)
    told = caplog.text + ''.join(capfd.readouterr())
    assert SECRET not in told

def test_a_topic_without_rights(secured, tmp_path):
    address, client = secured
    with pytest.raises(PermissionError, match="ask for rights on the topic"): produce(make_events(10, 3), address, 'elsewhere', client=client, timeout=3)

def test_the_command_line_takes_them_from_the_environment(secured, tmp_path):
    address, client = secured
    env = {f'PHARMOPT_KAFKA_{k.upper()}': v for k,v in client.items()} | dict(PHARMOPT_KAFKA_TOPIC='pharmopt.cli', PHARMOPT_KAFKA_BOOTSTRAP_SERVERS=address)
    (tmp_path/'sales.csv').write_text('date,A\n' + '\n'.join(f'2026-01-{d:02d},{d%4+1}' for d in range(1, 29)) + '\n')
    def pharmopt(*args): return command(*args, '--store', 'shop.db', cwd=tmp_path, timeout=60, **env)
    for args in (['produce', '--from-file', 'sales.csv', '--rate', '5000', '--quiet'], ['consume', '--until-end', '--quiet'], ['replay', '--quiet'], ['status']):
        done = pharmopt(*args)
        assert done.returncode == 0, done.stderr
        assert SECRET not in done.stdout+done.stderr
    s = Store(f'sqlite:///{tmp_path}/shop.db')
    assert sum(n for n in s.demand_total().values()) == sum(d%4+1 for d in range(1, 29))*10**9
    assert SECRET not in (tmp_path/'shop.db').read_bytes().decode('latin1')
