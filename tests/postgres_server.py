"A PostgreSQL server of our own on loopback, for tests and benches."
import contextlib, os, shutil, subprocess, tempfile
from pathlib import Path
from kafka_server import free_ports

def find_postgres():
    "Folder of PostgreSQL's programs, None where it is not installed"
    found = shutil.which('initdb') or next(iter(sorted(map(str, Path('/usr/lib/postgresql').glob('*/bin/initdb')), reverse=True)), None)
    return found and Path(found).parent

def _run(*args):
    "PostgreSQL refuses to run as root, so root runs it as the user that its package made"
    cmd = ['runuser', '-u', 'postgres', '--', *args] if os.getuid()==0 else list(args)
    return subprocess.run([str(a) for a in cmd], check=True, capture_output=True, text=True)

@contextlib.contextmanager
def postgres(*options):
    "URL of a fresh server, without the database; `options` such as 'fsync=on'"
    bin, (port,), home = find_postgres(), free_ports(1), Path(tempfile.mkdtemp(prefix='pg'))
    if os.getuid()==0: shutil.chown(home, 'postgres')
    data, settings = home/'data', [f'port={port}', 'listen_addresses=127.0.0.1', f'unix_socket_directories={home}', 'fsync=off', *options]
    _run(bin/'initdb', '-D', data, '-U', 'pharmopt', '--auth=trust', '--no-sync')
    _run(bin/'pg_ctl', '-D', data, '-w', '-l', home/'log', '-o', ' '.join(f'-c {s}' for s in settings), 'start')
    try: yield f'postgresql+psycopg://pharmopt@127.0.0.1:{port}'
    finally:
        _run(bin/'pg_ctl', '-D', data, '-m', 'immediate', 'stop')
        shutil.rmtree(home, ignore_errors=True)
