"Readers: every kind of table that people have is read right or asked about"
import io, re, sys
import pandas as pd, pytest
from reader_cases import CASES as EVERY
from reader_cases_2 import N_FIRST
from reader_cases_3 import MENDED, N_SECOND
from reader_cases_4 import MENDED_4, N_THIRD
from reader_cases_5 import N_FOURTH
from reader_cases_6 import N_FIFTH
from sales_files import judge
from pharmopt.data import check_demand, load_catalog, load_open_orders, load_sales, load_stock

# Of the second file each third, of the third those that were wrong once; all of them by `python -m bench kinds`
CASES = EVERY[:N_FIRST]+EVERY[N_FIRST:N_SECOND:3]+[c for c in EVERY[N_SECOND:N_THIRD] if c[0] in MENDED]+[c for c in EVERY[N_THIRD:N_FOURTH] if c[0] in MENDED_4]+EVERY[N_FOURTH:N_FIFTH:2]+[c for c in EVERY[N_FOURTH+1:N_FIFTH:2] if c[0][0]=='8']
CASES += [c for k,c in enumerate(EVERY[N_FIFTH:]) if k%5==0 or 'range' not in c[0] and 'months and' not in c[0]]

READERS = dict(sales=load_sales, stock=load_stock, catalog=load_catalog, open=load_open_orders)
RAW = re.compile(r"nanosecond|\bnat\b|\bnp\.|could not convert string|invalid literal|nonetype|has no attribute|traceback|unhashable|\bdtype|reindexing|to unpack|out of bounds|index out of range|codec can|does not match format", re.I)

def demand_of(df, loc):
    "{item: {start of period: units, None where unknown}}"
    out = {}
    for u,ds,y in zip(df.unique_id, df.ds, df.y): out.setdefault(u if loc else u.split('/', 1)[1], {})[str(ds.date())] = None if y!=y else y
    return out

def same_demand(got, want):
    assert set(got)==set(want)
    for k,periods in want.items():
        for d,v in periods.items():
            allowed = v if isinstance(v, list) else [v]
            assert got[k].get(d) in [None if x is None else pytest.approx(x, abs=1e-6) for x in allowed], (k, d, got[k].get(d), v)
        assert not [d for d,v in got[k].items() if d not in periods and v is not None], (k, 'more periods than expected')

@pytest.mark.parametrize('case', CASES, ids=lambda c: c[0])
def test_kinds_of_tables(case):
    name, raw, want, refuse, reader, freq, loc, told, cens, options = case
    try: got = READERS[reader](raw, **options)
    except ValueError as e:
        assert refuse and any(w.lower() in str(e).lower() for w in refuse.split('|')), f'refused: {e}'
        assert not RAW.search(str(e)) and '\n' not in str(e)
        return
    assert want is not None, f'read in silence: {got.head(3).to_dict("records")}'
    if reader!='sales': assert want(got)==''
    else: same_demand(demand_of(got, loc), want)
    if freq: assert got.attrs['report']['freq'][0]==freq
    if told: assert any(t in repr(got.attrs['report']) for t in told.split('|'))
    if cens:
        assert {k: sorted(str(d.date()) for d in g.ds[g.censored>0]) for k,g in got.groupby(got.unique_id.str.partition('/')[2]) if (g.censored>0).any()}==cens
    if reader=='sales': check_demand(got, allow_missing=True)

def test_generated_files_are_right_or_asked_about():
    found = [judge(s) for s in range(5000, 5040)]
    assert [m for k,m in found if k=='wrong']==[]
    assert sum(k=='right' for k,_ in found)>=36

def test_persons_never_leave_the_reader():
    rows = ''.join(f'2024-03-{i+1:02d},Ada Person{i},19{50+i}-01-02,{70000+i},Zetol,{i+1}\n' for i in range(15))
    d = load_sales(('Date,Patient Name,DOB,Rx Number,Drug,Qty\n'+rows).encode())
    assert 'Person' not in d.to_csv() and 'Person3' not in repr(d.attrs['report']) and '1953' not in repr(d.attrs['report'])
    assert 'Patient Name' in repr(d.attrs['report'])                         # that it was left out is said

def test_a_blank_product_never_folds_items():
    for frame in (pd.DataFrame(dict(date=['2024-01-01']*3, product=['Alpha', None, 'Beta'], qty=[1, 2, 3])), pd.DataFrame(dict(date=['2024-01-01']*3, product=['Alpha', float('nan'), 'Beta'], qty=[1, 2, 3]))):
        with pytest.raises(ValueError, match='empty cell in line 2'): load_sales(frame)
        buffer = io.BytesIO(); frame.to_parquet(buffer)
        with pytest.raises(ValueError, match='empty cell'): load_sales(buffer.getvalue())

def test_large_and_small_files_are_read_alike(monkeypatch):
    "The way through Arrow and the way through csv give one table"
    import pharmopt.cells as cells
    raw = ('Report;;\nDatum;Artikel;Menge\n'+''.join(f'{i%28+1:02d}.{i//28%12+1:02d}.2024;"0{i%7}";{1000+i:,}\n'.replace(',', '.') for i in range(2000))).encode()
    small = load_sales(raw, duplicates='sum')
    monkeypatch.setattr(cells, '_SMALL', 100)
    large = load_sales(raw, duplicates='sum')
    pd.testing.assert_frame_equal(small, large)
    assert small.unique_id.nunique()==7 and small.y.sum()==sum(1000+i for i in range(2000))

def test_an_archive_is_unpacked_up_to_a_limit(monkeypatch):
    import gzip, pharmopt.cells as cells
    monkeypatch.setattr(cells, 'MAX_BYTES', 1000)
    with pytest.raises(ValueError, match='unpack'): load_sales(gzip.compress(b'date,a\n'+b'2024-01-01,1\n'*10_000))

@pytest.mark.parametrize('movements', ['x', 'Abgang=out', {'Abgang': 'out'}])
def test_a_kind_of_movement_that_does_not_exist_is_refused(movements):
    with pytest.raises(ValueError, match='movements needs word=kind, where kind is one of issue, return'):
        load_sales(io.BytesIO(b'Datum;Artikel;Art;Menge\n01.03.2024;A;Abgang;3\n02.03.2024;A;Zugang;5\n'), movements=movements)
