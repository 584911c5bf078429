"Files of three public systems, from the file to proposed orders by the command"
import io
import numpy as np, pandas as pd, pytest
from typer.testing import CliRunner
from pharmopt.cli import app
from pharmopt.orders import OrderBook
from pharmopt.store import Store
from test_routine import count_directly

MONTHS = pd.date_range(end=pd.Timestamp.now().normalize().replace(day=1)-pd.offsets.MonthBegin(), periods=20, freq='MS')
UNITS = np.random.default_rng(0).poisson([[90, 40]]*len(MONTHS))+1

def count_by_month(store, events, *args, **kwargs):
    "The store's transaction without a broker, in months"
    return count_directly(store, events.assign(event_time=events.event_time.dt.tz_localize(None).dt.to_period('M').dt.to_timestamp()), *args, **kwargs)

def openlmis():
    "A requisition report: stock, receipts and days out of stock beside the consumption"
    return pd.DataFrame([dict(zip(['Facility Name', 'Period', 'Product Code', 'Product', 'Beginning Balance', 'Total Received Quantity', 'Total Consumed Quantity', 'Stock on Hand', 'Total Stockout Days'],
        ['HC 1', f'{m:%b %Y}', c, n, 300, 100, q, 310, 6 if j==4 else 0])) for j,(m,row) in enumerate(zip(MONTHS, UNITS)) for c,n,q in zip(('P001', 'P002'), ('ORS', 'Zinc'), row)]), {'HC 1/P001': 0, 'HC 1/P002': 1}

def english_prescribing():
    "The columns of the English Prescribing Dataset, of one practice"
    return pd.DataFrame([dict(YEAR_MONTH=f'{m:%Y%m}', PRACTICE_NAME='THE SURGERY', PRACTICE_CODE='A81001', BNF_CODE=c, BNF_DESCRIPTION=n, QUANTITY=28, ITEMS=q, TOTAL_QUANTITY=28*q, NIC=1.5*q, ACTUAL_COST=1.4*q)
        for m,row in zip(MONTHS, UNITS) for c,n,q in zip(('0212000AAAA', '0301000BBBB'), ('Statin 20mg', 'Inhaler'), row)]), {'A81001/0212000AAAA': 0, 'A81001/0301000BBBB': 1}

def erpnext():
    "A stock ledger with deliveries and purchase receipts"
    return pd.DataFrame([{'Posting Date': f'{m:%Y-%m-%d}', 'Item Code': c, 'Warehouse': 'Stores - P', 'In Qty': a, 'Out Qty': -b, 'Balance Qty': 99, 'Voucher Type': v, 'Voucher No': f'{v[:2]}-{j}'}
        for j,(m,row) in enumerate(zip(MONTHS, UNITS)) for c,q in zip(('VEL', 'TAM'), row) for v,a,b in (('Sales Invoice', 0, q), ('Purchase Receipt', 100, 0))]), {'Stores - P/VEL': 0, 'Stores - P/TAM': 1}

@pytest.mark.parametrize('export', [openlmis, *(pytest.param(f, marks=pytest.mark.long) for f in (english_prescribing, erpnext))])
def test_an_export_becomes_orders(tmp_path, monkeypatch, export):
    monkeypatch.setattr('pharmopt.pipeline._send', count_by_month)                 # the broker has tests of its own
    monkeypatch.chdir(tmp_path)
    for k,v in dict(MODELS='arima', N_PATHS='50', HORIZON='3').items(): monkeypatch.setenv(f'PHARMOPT_FORECAST_{k}', v)
    table, items = export()
    table.to_csv('export.csv', index=False)
    pd.DataFrame(dict(item=[k.split('/')[1] for k in items], stock=1)).to_csv('stock.csv', index=False)
    done = CliRunner().invoke(app, ['run', '--sales', 'export.csv', '--stock', 'stock.csv', '--store', 'shop.db', '--models', 'models', '--report', 'report.html', '--quiet'])
    assert done.exit_code==0, done.output
    s = Store(tmp_path/'shop.db')
    try:
        got = s.demand().groupby('unique_id').y.sum().to_dict()
        assert got=={k: float(UNITS[:,j].sum())*(28 if export is english_prescribing else 1) for k,j in items.items()}
        assert (proposed := set(OrderBook(s).orders('proposed').unique_id)) and proposed<=set(items)
    finally: s.close()
