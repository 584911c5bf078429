"Lock files lie beside the store, and only its owner reads them; doctor looks without creating or upgrading anything; each promise of SECURITY.md names a test that is there."
import os, re, sqlite3, stat
from pathlib import Path
import pytest
from pharmopt.doctor import examine
from pharmopt.settings import load_settings
from pharmopt.store import Store
from pharmopt.subprocesses import only_one

ROOT = Path(__file__).resolve().parent.parent

def test_the_lock_lies_beside_the_store(tmp_path):
    a, b = Store(tmp_path/'a.db'), Store(tmp_path/'b.db')
    with only_one(a, 'watch') as first, only_one(b, 'watch') as other, only_one(Store(tmp_path/'a.db'), 'watch') as second:
        assert (first, other, second)==(True, True, False)
    locks = sorted(tmp_path.glob('*.lock'))
    assert [p.name for p in locks]==['a.db-watch.lock', 'b.db-watch.lock']
    if os.name=='posix': assert all(stat.S_IMODE(p.stat().st_mode)==0o600 for p in locks)

def test_the_same_store_by_another_path_has_the_same_lock(tmp_path):
    Store(tmp_path/'a.db').close()
    (tmp_path/'link.db').symlink_to(tmp_path/'a.db')
    with only_one(Store(tmp_path/'a.db'), 'watch') as first, only_one(Store(tmp_path/'link.db'), 'watch') as second: assert (first, second)==(True, False)

def _seen(folder): return {p.name: (p.stat().st_size, p.read_bytes()) for p in folder.iterdir()}

def test_doctor_creates_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = {f.what: f for f in examine(load_settings(environ={}), f'sqlite:///{tmp_path}/none.db')}
    assert 'not made yet' in found['store'].found and _seen(tmp_path)=={}

def test_doctor_upgrades_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Store(tmp_path/'s.db').close()
    with sqlite3.connect(tmp_path/'s.db') as c: (now,), _ = c.execute('select version_num from alembic_version').fetchone(), c.execute("update alembic_version set version_num='0001'")
    c.close()
    for p in tmp_path.glob('s.db-*'): p.unlink()
    before = (tmp_path/'s.db').read_bytes()
    found = {f.what: f for f in examine(load_settings(environ={}), f'sqlite:///{tmp_path}/s.db')}
    assert '0001' in found['store'].found+found['store'].advice if hasattr(found['store'], 'advice') else '0001' in str(found['store'])
    assert (tmp_path/'s.db').read_bytes()==before

def promises(): return re.findall(r'`(tests/\w+\.py)::(\w+)`', (ROOT/'SECURITY.md').read_text())

def test_each_promise_names_a_test():
    rows = [l for l in (ROOT/'SECURITY.md').read_text().splitlines() if l.startswith('|') and '---' not in l][1:]
    assert len(rows)>8 and all(re.search(r'`tests/\w+\.py::\w+`', l) for l in rows), [l[:40] for l in rows if '::' not in l]

@pytest.mark.parametrize('file, test', promises())
def test_the_named_test_is_there(file, test):
    assert re.search(rf'^def {test}\(', (ROOT/file).read_text(), re.M)

def test_doctor_asks_for_room_for_the_store_and_its_backup(tmp_path):
    "A store that is a sparse file, so large that the room left on the disk is too small for it, or just enough"
    import shutil
    from pharmopt.doctor import GIB, room
    free, file, other = shutil.disk_usage(tmp_path).free, tmp_path/'shop'/'s.db', tmp_path/'other'
    file.parent.mkdir(); other.mkdir()
    if free<8*GIB: pytest.skip(f"needs 8 GiB of room, got {free/GIB:.1f}")
    disk = lambda url, folder: next(f for f in room(load_settings(environ=dict(PHARMOPT_STORE_URL=url)), folder) if f.what=='disk')
    for extra, state in ((3*GIB, 'missing'), (-3*GIB, 'ok')):
        size = int((free-GIB)/2+extra)                  # 6 GiB of room beyond the limit or short of it
        with open(file, 'wb') as f: f.truncate(size)
        for url, folder in ((f'sqlite:///{file}', other), ('sqlite:///shop/s.db?timeout=5', tmp_path)):
            found = disk(url, folder)
            assert found.state==state and f'{size/GIB:.1f} GiB' in found.found, found
    assert disk('postgresql://db/shop', tmp_path).found.count('GiB')==1

def test_doctor_names_what_a_later_step_would_refuse(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path/'settings.ini').write_text('[forecast]\nmodels = nonsense\n[orders]\nconnector = gopher://x\nalerts = folder:out, smtp://h?what=1\n')
    wrong = {f.what: f.advice for f in examine() if f.state=='missing'}
    assert {'models','orders connector','orders alerts'} <= wrong.keys()
    assert wrong['models'].startswith('models must be some of') and 'is no address for orders' in wrong['orders connector'] and 'correct [orders] alerts' in wrong['orders alerts']
    assert not (tmp_path/'out').exists()
