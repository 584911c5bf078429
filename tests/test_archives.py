"An archive that is far larger than it looks is refused while it is unpacked; a damaged one is one sentence"
import gzip, io, subprocess, sys, zipfile
import numpy as np, pandas as pd, pytest
from pharmopt.data import load_sales
from pharmopt.store import Store

SALES = b'date,item,quantity\n'+b''.join(b'2026-%02d-%02d,A,%d\n' % (m, d, d%4+1) for m in range(1, 5) for d in range(1, 29))

def bomb_gz(path):
    with gzip.open(path, 'wb') as f:
        for _ in range(300): f.write(b'0'*(1<<20))

def bomb_zip(path):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z, z.open('sales.csv', 'w') as f:
        for _ in range(300): f.write(b'0'*(1<<20))

def bomb_xlsx(path):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', '<Types/>')
        with z.open('xl/worksheets/sheet1.xml', 'w') as f:
            for _ in range(300): f.write(b' '*(1<<20))

def bomb_parquet(path):
    import pyarrow as pa, pyarrow.parquet as pq
    pq.write_table(pa.table(dict(date=pa.array(['2026-01-01']).take(pa.array(np.zeros(6_000_000, np.int32))), item=pa.array(['A']).take(pa.array(np.zeros(6_000_000, np.int32))), quantity=np.ones(6_000_000))), path, compression='zstd')

@pytest.mark.parametrize('name, make', [('s.csv.gz', bomb_gz), ('s.zip', bomb_zip), ('s.xlsx', bomb_xlsx), ('s.parquet', bomb_parquet)])
def test_bombs_are_refused_in_little_memory(tmp_path, name, make):
    make(tmp_path/name)
    code = f"""
import sys
from pharmopt.data import load_sales
load = lambda: load_sales({str(tmp_path/name)!r})
try: load(); print('read')
except ValueError as e: print('refused', e)
print(int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])//1024)"""
    said, peak = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True, timeout=200).stdout.strip().splitlines()
    assert said.startswith('refused') and ('unpacks to more' in said or 'more than are read at once' in said), said
    assert int(peak)<600, peak

@pytest.mark.parametrize('data', [b'\x1f\x8bnonsense', gzip.compress(SALES, mtime=0)[:60], b'PK\3\4nonsense', b'PAR1nonsensePAR1'], ids=['no gzip', 'cut gzip', 'no zip', 'no parquet'])
def test_damaged_archives_are_one_sentence(data):
    with pytest.raises(ValueError, match='damaged|cannot be read'): load_sales(data)

def test_good_archives_are_read(tmp_path):
    (tmp_path/'s.csv.gz').write_bytes(gzip.compress(SALES))
    with zipfile.ZipFile(tmp_path/'s.zip', 'w') as z: z.writestr('s.csv', SALES)
    for name in ('s.csv.gz', 's.zip'): assert load_sales(tmp_path/name).y.sum()==4*sum(d%4+1 for d in range(1, 29))

def real_csv(path):
    "A real file of 10 MB: a year of sales of 1100 items"
    days = pd.date_range('2025-01-01', periods=365).strftime('%Y-%m-%d')
    pd.DataFrame(dict(date=np.repeat(days.to_numpy(), 1100), item=np.tile([f'Medicine {i:04d}' for i in range(1100)], 365), quantity=np.random.default_rng(0).integers(1, 9, 1100*365))).to_csv(path, index=False)

@pytest.mark.long
def test_the_kernel_of_the_page_stays_small(tmp_path):
    "The worst uploads, one after the other, in the process that a browser's page runs in: peak memory of that process alone, at most 400 MB"
    for name, make in (('s.csv.gz', bomb_gz), ('s.zip', bomb_zip), ('s.xlsx', bomb_xlsx), ('s.parquet', bomb_parquet), ('real.csv', real_csv)): make(tmp_path/name)
    assert (tmp_path/'real.csv').stat().st_size>10_000_000
    code = f"""
from pathlib import Path
from pharmopt.dashboard import dashboard
from pharmopt.settings import load_settings
from pharmopt.store import Store
page = dashboard(load_settings(environ={{}}), Store({str(tmp_path/'s.db')!r}))
for name in ('s.csv.gz', 's.zip', 's.xlsx', 's.parquet', 'real.csv'):
    page._uploaded(name, Path({str(tmp_path)!r}, name).read_bytes())
    print(name, page.upload_form.tone, page.upload_form.said)
print(int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])//1024)
page.close_page()"""
    *said, peak = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True, timeout=300, cwd=tmp_path).stdout.strip().splitlines()
    print(said, peak)
    assert [l.split()[1] for l in said]==['bad']*4+['good'], said
    assert int(peak)<=400, peak

def test_a_command_reads_what_expands_in_a_child(tmp_path, monkeypatch):
    "A file that may expand is read by a child with limits before the command reads it; one that cannot is read at once"
    import pharmopt.apart as apart
    asked = []
    real = apart.read_apart
    monkeypatch.setattr(apart, 'read_apart', lambda path, *args, **kw: asked.append(path.name) or real(path, *args, **kw | dict(memory=30)))
    pd.DataFrame(dict(date=['2026-01-02']*3_000_000, item=['Zetol']*3_000_000, qty=[1]*3_000_000)).to_parquet(tmp_path/'big.parquet')
    with gzip.open(tmp_path/'small.csv.gz', 'wb') as f: f.write(SALES)
    (tmp_path/'plain.csv').write_bytes(SALES)
    for name in ('small.csv.gz', 'plain.csv'): apart.admit(tmp_path/name)
    assert asked==[]
    from pharmopt.cli import main
    monkeypatch.chdir(tmp_path)
    for args in (['run', '--sales', 'big.parquet'], ['produce', '--from-file', 'big.parquet'], ['simulate', '--sales', 'big.parquet'], ['stock', 'load', 'big.parquet'], ['catalog', 'load', 'big.parquet']):
        with pytest.raises(SystemExit) as e: main([*args, '--store', f'sqlite:///{tmp_path}/s.db'])
        assert e.value.code==1
    assert asked==['big.parquet']*5

@pytest.mark.parametrize('name, text, said', [
    ('bundle.json', '{\n"resourceType": "Bundle", "entry": [' + '{},\n'*500 + '{}]}', 'a bundle of more than'),
    ('lines.ndjson', '{"resourceType": "Basic"}\n{"resourceType": "Basic", "x": "' + 'y'*2000 + '"}\n', 'line 2 of lines.ndjson has more than'),
    ('lines.ndjson.gz', '{"resourceType": "Basic", "x": "' + 'y'*2000 + '"}\n', 'line 1 of lines.ndjson.gz has more than'),
    ('messages.hl7', 'MSH|^~\\&|A|B\r' + 'y'*2000, 'and at most 0 are read at once')])
def test_messages_that_would_fill_the_memory_are_refused(tmp_path, monkeypatch, name, text, said):
    from pharmopt import fhir, hl7
    for m in (fhir, hl7): monkeypatch.setattr(m, 'WHOLE', 1000)
    (tmp_path/name).write_bytes(gzip.compress(text.encode()) if name.endswith('gz') else text.encode())
    read = hl7.read_hl7 if name.endswith('hl7') else fhir.read_dispenses
    with pytest.raises(ValueError, match=said): list(read(tmp_path/name))

def test_a_count_that_expands_is_read_in_a_child(tmp_path, monkeypatch):
    import pharmopt.apart as apart
    from pharmopt.cli import main
    asked = []
    monkeypatch.setattr(apart, 'read_apart', lambda path, *args, **kw: asked.append(path.name) or dict(error='too large', limit=True))
    with gzip.open(tmp_path/'count.csv.gz', 'wb') as f: f.write(b'item,on_hand\n' + b'Zetol,1\n'*7_000_000)
    store = f'sqlite:///{tmp_path}/s.db'
    Store(store).close()
    with pytest.raises(SystemExit): main(['stock', 'count', str(tmp_path/'count.csv.gz'), '--store', store])
    assert asked==['count.csv.gz']
