"""Servers that tests need, started on loopback and gone afterwards.

Tests of the stream run against the embedded broker and against the real Apache Kafka. PHARMOPT_KAFKA=host:port names a third one, which is then used instead of both;
PHARMOPT_TEST_KAFKA=required makes a missing Java or Maven an error."""
import os, signal, uuid
import psutil, pytest, sqlalchemy as sa
from kafka_server import ApacheKafka, missing
from postgres_server import find_postgres, postgres
from pharmopt.broker import broker

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN: signal.signal(signal.SIGINT, signal.default_int_handler)   # a run in the background ignores Ctrl-C, and so would every child

def _children(): return {p.pid: p for p in psutil.Process().children(recursive=True)}

@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    "A process that a test starts does not outlive it, also when the test fails"
    before = _children()
    try: return (yield)
    finally:
        left = [p for pid,p in _children().items() if pid not in before]
        for p in left:
            try:
                line = ' '.join(p.cmdline())
                if any(a.pid in before for a in p.parents()): continue         # of a server that outlives the test: a kernel that it keeps ready
                if not any(w in line for w in ('loky', 'resource_tracker', 'multiprocessing.', 'tests/command.py')): p.kill()
            except psutil.Error: pass

@pytest.fixture(scope='session')
def postgres_server():
    "URL of a PostgreSQL server of our own, without the database; the test is skipped where PostgreSQL is not installed"
    if find_postgres() is None: pytest.skip('PostgreSQL is not installed (Debian: apt-get install postgresql)')
    with postgres() as url: yield url

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
