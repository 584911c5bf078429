"The main job from end to end: a sales file through a real broker, in several processes, to orders and a report."
import csv, os, subprocess, sys
from decimal import Decimal
from pathlib import Path
import numpy as np, pandas as pd, pytest
from pharmopt.data import NANO
from pharmopt.execute import OrderBook
from pharmopt.flow import _read_stock, closed_demand, ingest, run_chain, sales_history
from pharmopt.store import Store

DATA = Path(os.environ.get('PHARMOPT_DATA', Path(__file__).parents[2]/'shared'/'data'))

def run(*args, cwd, **env):
    return subprocess.run([sys.executable, '-m', 'pharmopt.cli', *map(str, args)], cwd=cwd, env=os.environ|env, capture_output=True, text=True, timeout=400)

def column_sums(path):
    "Sums of a wide CSV file in decimal arithmetic, read without any of our code"
    with open(path, newline='') as f: rows = list(csv.DictReader(f))
    date, *cols = rows[0]
    return {f'PHARMACY/{c}': int(sum(Decimal(r[c] or 0) for r in rows)*NANO) for c in cols}

@pytest.fixture(scope='module')
def pharmacy(tmp_path_factory):
    "A run of the chain, all three members, on 500 days of sales in fractions of packs"
    where = tmp_path_factory.mktemp('pharmacy')
    real = DATA/'pharma_sales_daily.csv'
    if real.exists(): lines = real.read_text().splitlines(); text = '\n'.join([lines[0], *lines[-500:]])+'\n'
    else:
        rng, days = np.random.default_rng(0), pd.date_range('2025-01-01', periods=500)
        y = rng.gamma(3, 2, (500, 4)).round(2)*(days.dayofweek.to_numpy()[:,None]!=6)
        text = pd.DataFrame(y, days.strftime('%Y-%m-%d'), ['N02BE','R06','A10','C09']).rename_axis('date').to_csv()
    (where/'sales.csv').write_text(text)
    p = run('run', '--sales', 'sales.csv', '--store', 'shop.db', '--models', 'models', '--report', 'report.html', '--quiet', cwd=where)
    assert p.returncode==0, p.stderr
    return where, p.stdout

def test_sums_equal_the_file_exactly(pharmacy):
    where, out = pharmacy
    assert Store(where/'shop.db').demand_total()==column_sums(where/'sales.csv')
    assert 'nothing lost, nothing twice' in out

def test_each_day_equals_the_file(pharmacy):
    where, _ = pharmacy
    wide = pd.read_csv(where/'sales.csv', parse_dates=['date']).melt('date', var_name='m', value_name='y')
    want = wide[wide.y>0].assign(unique_id='PHARMACY/'+wide.m).set_index(['unique_id','date']).y.sort_index()
    have = Store(where/'shop.db').demand().set_index(['unique_id','ds']).y.sort_index()
    assert want.index.equals(have.index.set_names(want.index.names)) and (want.to_numpy()==have.to_numpy()).all()

def test_orders_can_be_read_and_acted_on(pharmacy):
    where, out = pharmacy
    store = Store(where/'shop.db')
    proposed = OrderBook(store).orders('proposed')
    assert len(proposed) and proposed.reason.str.len().min()>20 and proposed.urgency.isin(['now','soon','routine']).all()
    first = proposed.order_id.iloc[0]
    for args in (['approve', first], ['send', first], ['receive', first, '--lot', 'L1', '--expiry', '2030-01-31']):
        p = run('orders', *args, '--store', 'shop.db', cwd=where)
        assert p.returncode==0, p.stderr
    lots = store.lots().query("lot=='L1'")
    assert lots.on_hand.tolist()==[proposed.order_quantity.iloc[0]] and len(store.pipeline())==0
    assert OrderBook(store).orders('received').order_id.tolist()==[first]

def test_report_shows_forecast_orders_and_assumptions(pharmacy):
    where, out = pharmacy
    page = (where/'report.html').read_text()
    for words in ('Seasonal', 'Ensemble', 'Orders', 'What it would cost', 'No stock file was given', 'data:image/svg+xml'): assert words in page, words

def test_bands_hold_the_mean_and_stay_positive(pharmacy):
    where, _ = pharmacy
    f = Store(where/'shop.db').forecast()
    assert {'ARIMA','LSTM','Prophet','Ensemble','Ensemble-lo-80','Ensemble-hi-95'}<=set(f)
    assert (f['Ensemble-lo-95']>=0).all() and (f['Ensemble-lo-95']<=f['Ensemble-lo-80']).all() and (f['Ensemble-hi-80']<=f['Ensemble-hi-95']).all()
    assert f.groupby('unique_id').size().eq(30).all()

def test_a_second_run_sends_nothing_and_replaces_the_proposals(pharmacy):
    where, _ = pharmacy
    before = Store(where/'shop.db').demand_total()
    p = run('optimize', '--top', 3, '--store', 'shop.db', cwd=where)
    assert p.returncode==0, p.stderr
    assert len(OrderBook(Store(where/'shop.db')).orders('proposed'))<=3 and Store(where/'shop.db').demand_total()==before

def test_another_history_is_refused(pharmacy):
    where, _ = pharmacy
    (where/'other.csv').write_text((where/'sales.csv').read_text().rsplit('\n', 2)[0]+'\n')
    p = run('run', '--sales', 'other.csv', '--store', 'shop.db', '--quiet', cwd=where)
    assert p.returncode==1 and 'already holds another history' in p.stderr and '--store' in p.stderr

def test_an_empty_cell_beside_zeros_stays_unknown(tmp_path):
    "A file that writes 0 where nothing was sold says with an empty cell that it does not know"
    days = pd.date_range('2026-01-01', periods=60)
    pd.DataFrame(dict(date=days, A=[None if i in (20,21) else i%4 for i in range(60)], B=2.5)).to_csv(tmp_path/'gaps.csv', index=False)
    history, store = sales_history(tmp_path/'gaps.csv'), Store(tmp_path/'shop.db')
    sums = ingest(store, history, progress=False)['sums']
    assert sums['differing']==[] and sums['units_stored']==89+150
    a = closed_demand(store).query("unique_id=='PHARMACY/A'").set_index('ds')
    assert list(a.index[a.censored])==list(days[20:22])

CATALOGUE = pd.DataFrame(dict(unique_id=['PHARMACY/A','PHARMACY/0007'], medicine_id=['A','0007']))

@pytest.mark.parametrize('text, on_hand, expiry', [
    ('unique_id,on_hand,lot,expiry\nPHARMACY/A,5,L1,05.02.2027\nPHARMACY/0007,2.5,L2,\n', [5, 2.5], '2027-02-05'),
    ('medicine_id,on_hand\nA,5\n0007,2.5\n', [5, 2.5], None),
    ('medicine_id;on_hand;expiry\nA;5;31.12.2027\n0007;2,5;31.12.2027\n', [5, 2.5], '2027-12-31')])
def test_stock_files(tmp_path, text, on_hand, expiry):
    (tmp_path/'stock.csv').write_text(text)
    lots = _read_stock(tmp_path/'stock.csv', CATALOGUE)
    assert list(lots.unique_id)==list(CATALOGUE.unique_id) and list(lots.on_hand)==on_hand
    assert lots.expiry[0]==pd.Timestamp(expiry) if expiry else lots.expiry.isna().all()

@pytest.mark.parametrize('text, says', [
    ('unique_id,on_hand\nPHARMACY/A,many\n', 'row 2: on_hand'), ('unique_id,on_hand\nPHARMACY/A,\n', 'row 2: on_hand'), ('unique_id,on_hand\nPHARMACY/A,-5\n', 'row 2: on_hand'),
    ('unique_id,on_hand,expiry\nPHARMACY/A,5,soon\n', 'row 2: expiry'), ('unique_id,on_hand\nPHARMACY/A,5\nPHARMACY/A,6\n', 'row 3'), ('unique_id,on_hand\nPHARMACY/B,5\n', 'not in the sales history')])
def test_bad_stock_files_are_refused_before_anything_is_sent(tmp_path, text, says):
    (tmp_path/'stock.csv').write_text(text)
    pd.DataFrame(dict(date=pd.date_range('2026-01-01', periods=60), A=2.5)).to_csv(tmp_path/'sales.csv', index=False)
    store = Store(tmp_path/'shop.db')
    with pytest.raises(ValueError, match=says): run_chain(store, sales=tmp_path/'sales.csv', stock=tmp_path/'stock.csv', models_dir=tmp_path/'models', progress=False)
    assert not len(store.runs('ingest'))
