"An archive that is far larger than it looks is refused while it is unpacked; a damaged one is one sentence"
import gzip, io, subprocess, sys, zipfile
import numpy as np, pandas as pd, pytest
from pharmopt.data import load_sales

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
import resource, sys
from pharmopt.data import load_sales
load = lambda: load_sales({str(tmp_path/name)!r})
try: load(); print('read')
except ValueError as e: print('refused', e)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024)"""
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
