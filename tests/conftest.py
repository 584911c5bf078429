"""Servers that tests need, started on loopback and gone afterwards.

Tests of the stream run against the embedded broker and against the real Apache Kafka. PHARMOPT_KAFKA=host:port names a third one, which is then used instead of both;
PHARMOPT_TEST_KAFKA=required makes a missing Java or Maven an error."""
import contextlib, json, os, signal, time, uuid
import psutil, pytest, sqlalchemy as sa
from filelock import FileLock
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

class Address:
    "A server that another worker has started"
    def __init__(self, bootstrap_servers): self.bootstrap_servers = bootstrap_servers

@contextlib.contextmanager
def shared(start, tmp_path_factory, worker_id):
    "One server for all workers of a run: the first that needs it starts it, and keeps it until the others have done with it"
    if worker_id=='master':
        with start() as server: yield server
        return
    folder, me = tmp_path_factory.getbasetemp().parent, os.getpid()
    lock, state = FileLock(folder/'server.lock'), folder/'server.json'
    def at(): return json.loads(state.read_text()) if state.exists() else dict(address=None, users=[])
    with contextlib.ExitStack() as stack:
        with lock:
            if mine := not state.exists(): server = stack.enter_context(start())
            else: server = Address(at()['address'])
            state.write_text(json.dumps(dict(address=server.bootstrap_servers, users=[*at()['users'], me])))
        yield server
        def left():
            "Workers that still use it; with nobody left it is no longer offered"
            with lock:
                now = at()
                if now['address']!=server.bootstrap_servers: return []
                users = [p for p in now['users'] if p!=me and psutil.pid_exists(p)]
                if users: state.write_text(json.dumps(now | dict(users=users)))
                else: state.unlink()
                return users
        while left() and mine: time.sleep(.5)

@pytest.fixture(scope='session')
def apache(tmp_path_factory, worker_id):
    "The real Apache Kafka; the test is skipped where it cannot run, unless it is required"
    if why := missing():
        if os.environ.get('PHARMOPT_TEST_KAFKA') == 'required': pytest.fail(why)
        pytest.skip(why)
    with shared(ApacheKafka, tmp_path_factory, worker_id) as server: yield server

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
