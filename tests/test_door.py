"The door as a user meets it: files into a store, with what the store remembers of them"
import json
import pandas as pd, pytest
from typer.testing import CliRunner
from pharmopt.cli import app
from pharmopt.data import complete_catalog, load_sales
from pharmopt.page_settings import chosen_reading, column_roles
from pharmopt.pipeline import add_stock, closed_demand, ingest, sales_history
from pharmopt.readings import kept_readings, list_readings
from pharmopt.store import Store

TWO_DATES = 'Posted,Invoice date,Item,Qty\n'+''.join(f'2026-01-{d:02d},2026-02-{d:02d},Zetol,{d}\n' for d in range(2, 12))

@pytest.fixture
def store(tmp_path):
    s = Store(f"sqlite:///{tmp_path/'shop.db'}")
    yield s
    s.close()

def test_an_answer_is_remembered_for_the_next_file(tmp_path, store):
    (tmp_path/'a.csv').write_text(TWO_DATES); (tmp_path/'b.csv').write_text(TWO_DATES.replace('2026-01', '2026-03'))
    with pytest.raises(ValueError, match="date='Posted'"): sales_history(tmp_path/'a.csv', store=store, lead_time_mean=5)
    sales_history(tmp_path/'a.csv', reading=dict(date='Posted'), store=store, lead_time_mean=5)
    again = sales_history(tmp_path/'b.csv', store=store, lead_time_mean=5)
    assert again.first==pd.Timestamp('2026-03-02') and any('as the last file with these columns' in n for n in again.notes)
    assert sales_history(tmp_path/'b.csv', reading=dict(date='Invoice date'), store=store, lead_time_mean=5).first==pd.Timestamp('2026-02-02')

def test_readings_are_listed_and_forgotten(tmp_path, store):
    (tmp_path/'a.csv').write_text(TWO_DATES)
    sales_history(tmp_path/'a.csv', reading=dict(date='Posted'), store=store, lead_time_mean=5)
    run = lambda *a: CliRunner().invoke(app, ['db', 'readings', *a, '--store', str(store.url)])
    assert 'date=Posted' in run().stdout
    assert run('--forget', 'other').exit_code==1
    assert 'forgotten: 1' in run('--forget', 'a.csv').stdout and kept_readings(store)=={}

def test_a_count_is_read_as_the_last_one(tmp_path, store):
    store.save_catalog(complete_catalog(['PHARMACY/Zetol']))
    (tmp_path/'c.csv').write_text('Item,Counted,Booked\nZetol,4,40\n')
    add_stock(store, tmp_path/'c.csv', options=dict(y='Booked', counted='2026-02-01'))
    assert list_readings(store).to_dict('records')[0] | dict(shape='')==dict(kind='stock', name='c.csv', shape='', options='y=Booked')
    (tmp_path/'c.csv').write_text('Item,Counted,Booked\nZetol,5,50\n')
    add_stock(store, tmp_path/'c.csv', options=dict(counted='2026-02-02'))
    assert store.lots().on_hand.sum()==50

def test_months_out_of_stock_and_suppressed_months_are_no_low_demand(tmp_path, store):
    sold = {4: ('31', 20), 6: ('<5', 0)}
    (tmp_path/'m.csv').write_text('Month,Item,Consumption,Days out of stock\n'+''.join('2025-{:02d},Zetol,{},{}\n'.format(m, *sold.get(m, ('100', 0))) for m in range(1, 13)))
    ingest(store, sales_history(tmp_path/'m.csv', lead_time_mean=5), progress=False)
    d = closed_demand(store)
    assert d.y.sum()==1031 and d.censored[d.censored>0].round(3).tolist()==[.667, 1.] and d.ds[d.censored>0].dt.month.tolist()==[4, 6]

def test_the_zone_of_the_settings_sets_the_day(tmp_path):
    (tmp_path/'z.csv').write_text('time,item,qty\n2026-01-03T01:30:00Z,Zetol,2\n2026-01-03T18:30:00Z,Zetol,3\n2026-01-05T18:30:00Z,Zetol,3\n')
    assert sales_history(tmp_path/'z.csv', timezone='America/Los_Angeles', lead_time_mean=5).first==pd.Timestamp('2026-01-02')

def test_each_location_has_its_own_day():
    text = 'time,store,item,qty\n'+''.join(f'2026-01-03T{h}:30:00Z,{s},Zetol,1\n' for h in ('02', '23') for s in ('East', 'West'))
    d = load_sales(text.encode(), timezone={'East': 'Asia/Tokyo', 'West': 'America/Denver'})
    assert {(u, str(t.date())) for u,t,y in zip(d.unique_id, d.ds, d.y) if y}=={('East/Zetol', '2026-01-03'), ('East/Zetol', '2026-01-04'), ('West/Zetol', '2026-01-02'), ('West/Zetol', '2026-01-03')}

FAR = {'': 'Pacific/Auckland', 'Honolulu': 'Pacific/Honolulu'} # A day apart

def stamps_of_two_places(path):
    "Writes stamps in UTC around each midnight of both places, over a change of the clock; {(item, day of its place): units}"
    rows, want = [], {}
    for place in ('Auckland', 'Honolulu'):
        for k,d in enumerate(pd.date_range('2026-03-25', periods=30)):
            for j,clock in enumerate(('00:10', '12:00', '23:50')):
                at = (d+pd.Timedelta(clock+':00')).tz_localize(FAR.get(place, FAR[''])).tz_convert('UTC')
                rows.append((f'{at:%Y-%m-%dT%H:%M:%SZ}', place, 'Zetol', 1+(k+j)%5))
            want[f'{place}/Zetol', d] = float(sum(1+(k+j)%5 for j in range(3)))
    pd.DataFrame(rows, columns=['time','store','item','qty']).to_csv(path, index=False)
    return want

def test_a_file_goes_to_the_stream_as_instants(tmp_path, store, monkeypatch):
    want, sent = stamps_of_two_places(tmp_path/'z.csv'), []
    def keep(store, events, address, topic, partitions, freq, progress, timezone, producer): sent.append((events, timezone)); raise KeyboardInterrupt
    monkeypatch.setattr('pharmopt.pipeline._send', keep)
    with pytest.raises(KeyboardInterrupt): ingest(store, sales_history(tmp_path/'z.csv', timezone=FAR), progress=False)
    (e, zones), = sent
    day = [t.tz_convert(zones.get(l, zones[''])).tz_localize(None).normalize() for t,l in zip(e.event_time, e.location_id)]
    assert e.quantity.groupby([e.location_id+'/'+e.medicine_id, pd.Series(day, e.index)]).sum().to_dict()==want and zones==FAR

@pytest.mark.long
@pytest.mark.parametrize('kind', ['sqlite', 'postgres'])
def test_a_run_counts_each_location_on_its_own_day(tmp_path, request, monkeypatch, kind):
    "`pharmopt run` from a file of stamps to orders, with the zones in the settings, through the broker into the store"
    want = stamps_of_two_places(tmp_path/'z.csv')
    monkeypatch.chdir(tmp_path)
    (tmp_path/'settings.ini').write_text('[data]\ntimezone = Pacific/Auckland\ntimezones = Honolulu=Pacific/Honolulu\n[forecast]\nmodels = arima\nn_paths = 50\nhorizon = 10\n')
    url = f"sqlite:///{tmp_path/'shop.db'}" if kind=='sqlite' else request.getfixturevalue('postgres_url')
    done = CliRunner().invoke(app, ['run', '--sales', 'z.csv', '--store', url, '--models', 'models', '--quiet'])
    assert done.exit_code==0, done.output
    s = Store(url)
    try: d = s.demand()
    finally: s.close()
    assert d[d.y>0].set_index(['unique_id','ds']).y.to_dict()==want

def test_each_column_has_a_choice():
    columns = ['Posted', 'Invoice date', 'Item', 'Qty']
    with pytest.raises(ValueError): load_sales(TWO_DATES.encode())
    reading = chosen_reading(columns, {'column 1': 'ignore', 'column 0': '', 'dayfirst': '', 'decimal': ''})
    report = load_sales(TWO_DATES.encode(), **reading).attrs['report']
    assert column_roles(columns, report, reading)=={'Posted': ('', 'date'), 'Invoice date': ('ignore', 'left out'), 'Item': ('', 'product'), 'Qty': ('', 'units')}
    assert chosen_reading(columns, {'column 2': 'id', 'column 3': 'y', 'dayfirst': 'true'})==dict(id='Item', y='Qty', dayfirst=True)

def test_columns_can_be_left_out():
    with pytest.raises(ValueError, match="no column 'Qyt' to leave out"): load_sales(TWO_DATES.encode(), ignore='Qyt')
    assert 'Invoice date' not in json.dumps(load_sales(TWO_DATES.encode(), ignore=['Invoice date']).attrs['report']['columns'])
