"""Servers that tests need, started on loopback and gone afterwards.

Tests of the stream run against the embedded broker and against the real Apache Kafka. PHARMOPT_KAFKA=host:port names a third one, which is then used instead of both;
PHARMOPT_TEST_KAFKA=required makes a missing Java or Maven an error."""
import os, shutil, socket, subprocess, tempfile, uuid
from pathlib import Path
import pytest, sqlalchemy as sa
from kafka_server import ApacheKafka, missing
from pharmopt.broker import broker

def _free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]

def _as_postgres(*args):
    "PostgreSQL refuses to run as root, so root runs it as the user that its package made"
    cmd = ['runuser', '-u', 'postgres', '--', *args] if os.getuid()==0 else list(args)
    return subprocess.run([str(a) for a in cmd], check=True, capture_output=True, text=True)

@pytest.fixture(scope='session')
def postgres_server():
    "URL of a PostgreSQL server of our own, without the database; the test is skipped where PostgreSQL is not installed"
    found = shutil.which('initdb') or next(iter(sorted(map(str, Path('/usr/lib/postgresql').glob('*/bin/initdb')), reverse=True)), None)
    if found is None: pytest.skip('PostgreSQL is not installed (Debian: apt-get install postgresql)')
    bin, port, home = Path(found).parent, _free_port(), Path(tempfile.mkdtemp(prefix='pg'))
    if os.getuid()==0: shutil.chown(home, 'postgres')
    data = home/'data'
    _as_postgres(bin/'initdb', '-D', data, '-U', 'pharmopt', '--auth=trust', '--no-sync')
    _as_postgres(bin/'pg_ctl', '-D', data, '-w', '-l', home/'log', '-o', f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off", 'start')
    try: yield f'postgresql+psycopg://pharmopt@127.0.0.1:{port}'
    finally:
        _as_postgres(bin/'pg_ctl', '-D', data, '-m', 'immediate', 'stop')
        shutil.rmtree(home, ignore_errors=True)

@pytest.fixture
def postgres_url(postgres_server):
    "URL of a PostgreSQL database that is empty"
    name, engine = f'test_{uuid.uuid4().hex[:8]}', sa.create_engine(f'{postgres_server}/postgres', isolation_level='AUTOCOMMIT')
    with engine.connect() as c: c.exec_driver_sql(f'CREATE DATABASE {name}')
    yield f'{postgres_server}/{name}'
    with engine.connect() as c: c.exec_driver_sql(f'DROP DATABASE {name} WITH (FORCE)')
    engine.dispose()

EXTERNAL = os.environ.get('PHARMOPT_KAFKA')

@pytest.fixture(scope='session')
def apache():
    "The real Apache Kafka; the test is skipped where it cannot run, unless it is required"
    if why := missing():
        if os.environ.get('PHARMOPT_TEST_KAFKA') == 'required': pytest.fail(why)
        pytest.skip(why)
    with ApacheKafka() as server: yield server

def pytest_configure(config): config.addinivalue_line('markers', 'embedded_only: concerns the embedded broker alone')

@pytest.fixture(scope='module', params=['external'] if EXTERNAL else ['embedded', 'apache'])
def addr(request):
    "Address of a broker: the embedded one, then Apache Kafka"
    if request.param == 'external': yield EXTERNAL
    elif request.param == 'apache': yield request.getfixturevalue('apache').bootstrap_servers
    else:
        with broker() as a: yield a

@pytest.fixture(autouse=True)
def _embedded_only(request):
    if request.node.get_closest_marker('embedded_only') and 'addr' in request.fixturenames and request.node.callspec.params['addr'] != 'embedded':
        pytest.skip("concerns the embedded broker alone")
