"The main job from end to end: a sales file through a real broker, in several processes, to orders and a report."
import csv, os, subprocess, sys
from decimal import Decimal
from pathlib import Path
import numpy as np, pandas as pd, pytest
import sqlalchemy as sa
from command import command
from pharmopt.dashboard import dashboard
from pharmopt.data import NANO, complete_catalog
from pharmopt.kpis import uncertain_words
from pharmopt.orders import OrderBook
from pharmopt.pipeline import closed_demand, ingest, optimize, read_stock, run_pipeline, sales_history, train
from pharmopt.report import day_report
from pharmopt.store import Batch, Store, tables, utcnow

DATA = Path(os.environ.get('PHARMOPT_DATA', Path(__file__).parents[2]/'shared'/'data'))

def run(*args, cwd, **env):
    return command(*args, cwd=cwd, timeout=400, **env)

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
        assert p.stdout.startswith(first) and (args[0]=='send' or f'{proposed.order_quantity.iloc[0]:g} units' in p.stdout), p.stdout
    lots = store.lots().query("lot=='L1'")
    assert lots.on_hand.tolist()==[proposed.order_quantity.iloc[0]] and len(store.open_orders())==0
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
    proposed = OrderBook(Store(where/'shop.db')).orders('proposed')
    assert proposed.unique_id.is_unique and (proposed.created_at==proposed.created_at.max()).sum()<=3 and Store(where/'shop.db').demand_total()==before

def test_another_history_is_asked_about(pharmacy):
    where, _ = pharmacy
    head, *rows = (where/'sales.csv').read_text().splitlines()
    (where/'other.csv').write_text('\n'.join([head, *[r.partition(',')[0]+',7'*head.count(',') for r in rows]])+'\n')
    before = Store(where/'shop.db').demand_total()
    p = run('run', '--sales', 'other.csv', '--store', 'shop.db', '--quiet', cwd=where)
    assert p.returncode==1 and 'does not agree with the store' in p.stderr and '--accept-revisions' in p.stderr and '--store' in p.stderr
    assert Store(where/'shop.db').demand_total()==before

def test_next_months_file_continues_the_history(tmp_path):
    "Only the new days are sent, items may be new, and rounding is no revision"
    rng, days = np.random.default_rng(0), pd.date_range('2026-01-01', periods=70)
    sales = pd.DataFrame(dict(date=days, A=rng.gamma(3, 2, 70).round(3), B=rng.poisson(4, 70)))
    def write(name, df): df.to_csv(tmp_path/name, index=False); return sales_history(tmp_path/name)
    store, first = Store(tmp_path/'shop.db'), write('march.csv', sales[:60])
    ingest(store, first, progress=False)
    longer = sales.assign(C=np.r_[np.zeros(60), np.ones(10)])
    assert (longer.loc[:59, 'A']>.1).all()
    before, history = store.demand_total(), write('april.csv', longer.assign(A=longer.A.where(days>=days[60], longer.A.round(2))))
    found = ingest(store, history, progress=False)
    assert found['sums']['differing']==[] and found['sent']==int((history.events.event_time.dt.tz_localize(None)>=days[60]).sum()) and not len(store.revisions())
    want = pd.concat([sales[:60].set_index('date'), longer[60:].set_index('date')]).fillna(0.).stack().rename_axis(['ds','m'])
    have = store.demand().assign(m=lambda d: d.unique_id.str[9:]).set_index(['ds','m']).y
    assert (want[want>0].sub(have, fill_value=0).abs()<1e-9).all() and closed_demand(store).ds.max()==days[-1]
    assert ingest(store, history, progress=False)['sent']==0 and ingest(store, first, progress=False)['sent']==0
    assert store.demand_total()['PHARMACY/A']>before['PHARMACY/A']

@pytest.fixture(scope='module')
def chain_of_two(tmp_path_factory):
    "Two locations, four medicines, 120 days to the end of June, a trained model; M0 lies about to expire at P1 and is wanted at P2"
    where = tmp_path_factory.mktemp('two')
    store, rng, days = Store(where/'two.db'), np.random.default_rng(1), pd.date_range('2026-03-03', periods=120)
    ids = [f'P{j}/M{i}' for j in (1,2) for i in range(4)]
    cat = pd.DataFrame(dict(unique_id=ids, medicine_id=[i[3:] for i in ids], location_id=[i[:2] for i in ids], name=[f'Medicine {i[3:]}' for i in ids], supplier_id='S01', unit_cost=20., holding_cost=.05, stockout_cost=30., fixed_cost=5.,
                            lead_time_mean=5., lead_time_sd=0., review_days=1., shelf_life_days=60., pack_size=1., min_order=0., volume=.1, criticality=1.))
    store.save_catalog(cat)
    rows = [(os.urandom(16), u, d.to_pydatetime(), int(q)*NANO, False) for u,r in zip(ids, [.2,2,2,.1,3,2,2,.1]) for d,q in zip(days, rng.poisson(r, 120)) if q]
    store.commit(Batch('c', 'prescriptions', 0, 0, len(rows), None, rows))
    store.finish_run(store.start_run('ingest', closed_to=str(days[-1]), freq='D', source='test', fingerprint='x'))
    soon, later = days[-1]+pd.Timedelta(days=12), days[-1]+pd.Timedelta(days=300)
    store.save_lots(pd.DataFrame(dict(unique_id=['P1/M0','P1/M1','P2/M1','P1/M2','P2/M2'], lot='L', expiry=[soon]+[later]*4, on_hand=[40.,30,30,30,30])))
    train(store, where/'models', models=('arima',), h=14, progress=False)
    yield store
    store.close()

def test_a_plan_for_two_locations_proposes_transfers_and_pooling(chain_of_two):
    store, book = chain_of_two, OrderBook(chain_of_two, 'maria')
    plan = optimize(store, fill_rate=.95)
    moves = book.orders('proposed').query("order_id.str.startswith('TR-')")
    t = moves[moves.unique_id=='P2/M0'].iloc[0]
    assert len(moves)==len(plan.transfers) and t.supplier_id=='P1' and t.order_quantity>=15 and 'would expire at P1' in t.reason and 'saves about' in t.reason
    assert 'P2/M0' not in set(plan.orders.unique_id) or plan.items.set_index('unique_id').on_hand['P2/M0']>=t.order_quantity       # the order starts from the shelf as it will be
    assert plan.pooling.medicine_id.tolist()==['M3'] and plan.pooling.stock_together[0]<=plan.pooling.stock_apart[0]
    detail = store.runs('optimize').detail[0]
    assert detail['transfers'][t.order_id]>0 and detail['pooling'][0]['medicine_id']=='M3'
    total = store.lots().on_hand.sum()
    book.approve(t.order_id)
    again = optimize(store, fill_rate=.95)
    assert again.transfers.query("medicine_id=='M0'").quantity.sum()<t.order_quantity                  # what is approved is not planned twice
    book.send(t.order_id); book.receive(t.order_id)
    lots = store.lots().query("unique_id=='P2/M0'")
    assert lots.on_hand.sum()==t.order_quantity and store.lots().on_hand.sum()==total and lots.lot.tolist()==['L']
    assert book.audit(t.order_id).action.tolist()==['propose','approve','send','receive']
    assert book.audit(t.order_id).actor.tolist()==['operator']+3*['maria']

def test_a_declined_transfer_is_left_alone(chain_of_two):
    store, book = chain_of_two, OrderBook(chain_of_two)
    store.save_lots(pd.DataFrame(dict(unique_id=['P2/M1','P1/M1'], lot='L', expiry=pd.Timestamp('2026-07-09'), on_hand=[90.,0.])))
    optimize(store)
    t = book.orders('proposed').query("order_id.str.startswith('TR-') and supplier_id=='P2'").iloc[0]
    book.reject(t.order_id, 'no van this week')
    assert (t.supplier_id, t.unique_id) not in {(f, f'{to}/{m}') for m,f,to in optimize(store).transfers[['medicine_id','from','to']].itertuples(index=False)}
    assert optimize(store, transfer_cost=1e6).transfers.empty                    # a trip that costs more than it saves

def test_late_deliveries_change_the_next_plan_and_its_reasons(chain_of_two):
    "Five orders that took fifteen days instead of five, and one that is still out: more is ordered, and the reason says why"
    store, book, now = chain_of_two, OrderBook(chain_of_two), utcnow()
    one = dict(order_quantity=1., packs=1., priority=1, urgency='routine', p_stockout=0., reason='test', due=now)
    before = optimize(store, fill_rate=.95).items.set_index('unique_id')
    assert not book.orders('proposed').reason.str.contains('is reckoned with').any()
    for days, arrived in [(15,True)]*5+[(30,False)]:
        i, = book.propose(pd.DataFrame([one|dict(unique_id='P1/M3')]), store.catalog(), replace=[])
        book.approve(i); book.send(i)
        with store.begin() as c: c.execute(tables.orders.update().where(tables.orders.c.order_id==i).values(sent_at=now-pd.Timedelta(days=days).to_pytimedelta()))
        if arrived: book.receive(i, at=now)
    plan = optimize(store, fill_rate=.95)
    after = plan.items.set_index('unique_id')
    assert after.lead['P2/M0']>=before.lead['P2/M0']+3 and after.order_quantity['P2/M0']>before.order_quantity['P2/M0']
    said = OrderBook(store).orders('proposed').query("~order_id.str.startswith('TR-')").reason
    assert said.str.contains(r'S01 is reckoned with \d+\.\d days instead of 5, from 6 deliveries').all() and len(said)

def test_windows_of_earlier_plans_widen_the_next(chain_of_two):
    "The store's own plans of twelve weeks foresaw too little: the next plan is spread by the factor, and the page's what-if uses the same"
    from pharmopt.data import Paths
    from pharmopt.kpis import what_if
    from pharmopt.spread_calibration import keep_windows
    store = chain_of_two
    folder, ids = Path(store.runs('train').detail[0]['models_dir']), store.catalog().unique_id.to_numpy(object)
    usual = optimize(store, fill_rate=.98).items.set_index('unique_id')
    for w in range(3, 14): keep_windows(folder, Paths(np.full((len(ids),50,14), .5)+np.linspace(0, .2, 50)[None,:,None], ids=ids, ds=pd.date_range('2026-03-03', periods=14)+pd.Timedelta(weeks=w)), store.catalog().assign(lead_time_mean=5.))
    plan = optimize(store, fill_rate=.98)
    wide = plan.items.set_index('unique_id')
    rows = pd.DataFrame(store.runs('optimize').detail[0]['windows']).set_index('speed')
    assert rows.factor['medium']>1.5 and rows.inside['medium']<.6 and rows.windows['medium']>=20
    assert wide.wanted['P2/M1']+wide.wanted['P2/M2']>usual.wanted['P2/M1']+usual.wanted['P2/M2']
    assert what_if(store, 'P1/M2', .98)['order_quantity']>=usual.order_quantity['P1/M2']

def test_an_empty_cell_beside_zeros_stays_unknown(tmp_path):
    "A file that writes 0 where nothing was sold says with an empty cell that it does not know"
    days = pd.date_range('2026-01-01', periods=60)
    pd.DataFrame(dict(date=days, A=[None if i in (20,21) else i%4 for i in range(60)], B=2.5)).to_csv(tmp_path/'gaps.csv', index=False)
    history, store = sales_history(tmp_path/'gaps.csv'), Store(tmp_path/'shop.db')
    sums = ingest(store, history, progress=False)['sums']
    assert sums['differing']==[] and sums['units_stored']==89+150
    a = closed_demand(store).query("unique_id=='PHARMACY/A'").set_index('ds')
    assert list(a.index[a.censored])==list(days[20:22])

CATALOG = pd.DataFrame(dict(unique_id=['PHARMACY/A','PHARMACY/0007'], medicine_id=['A','0007']))

@pytest.mark.parametrize('text, on_hand, expiry', [
    ('unique_id,on_hand,lot,expiry\nPHARMACY/A,5,L1,05.02.2027\nPHARMACY/0007,2.5,L2,\n', [5, 2.5], '2027-02-05'),
    ('medicine_id,on_hand\nA,5\n0007,2.5\n', [5, 2.5], None),
    ('medicine_id;on_hand;expiry\nA;5;31.12.2027\n0007;2,5;31.12.2027\n', [5, 2.5], '2027-12-31')])
def test_stock_files(tmp_path, text, on_hand, expiry):
    (tmp_path/'stock.csv').write_text(text)
    lots, counted = read_stock(tmp_path/'stock.csv', CATALOG.unique_id)
    assert list(lots.unique_id)==list(CATALOG.unique_id) and list(lots.on_hand)==on_hand
    assert lots.expiry[0]==pd.Timestamp(expiry) if expiry else lots.expiry.isna().all()

@pytest.mark.parametrize('text, says', [
    ('unique_id,on_hand\nPHARMACY/A,many\n', 'on_hand must hold numbers'), ('unique_id,on_hand\nPHARMACY/A,\n', 'no lines'), ('unique_id,on_hand\nPHARMACY/A,-5\n', 'on_hand must be zero or more'),
    ('unique_id,on_hand,expiry\nPHARMACY/A,5,soon\n', 'expiry must be a date'), ('unique_id,on_hand\nPHARMACY/B,5\n', 'not in the sales history')])
def test_bad_stock_files_are_refused_before_anything_is_sent(tmp_path, text, says):
    (tmp_path/'stock.csv').write_text(text)
    pd.DataFrame(dict(date=pd.date_range('2026-01-01', periods=60), A=2.5)).to_csv(tmp_path/'sales.csv', index=False)
    store = Store(tmp_path/'shop.db')
    with pytest.raises(ValueError, match=says): run_pipeline(store, sales=tmp_path/'sales.csv', stock=tmp_path/'stock.csv', models_dir=tmp_path/'models', progress=False)
    assert not len(store.runs('ingest'))

def test_a_run_that_noted_nothing_is_no_obstacle(tmp_path):
    "A store whose log of runs holds an entry of another hand is read all the same"
    url = f"sqlite:///{tmp_path/'s.db'}"
    store, days = Store(url), pd.date_range('2026-01-01', periods=60)
    store.commit(Batch('log', 'prescriptions', 0, 0, 60, None, [(os.urandom(16), 'P/A', d.to_pydatetime(), NANO, False) for d in days]))
    store.finish_run(store.start_run('ingest', source='by hand'))
    demand = closed_demand(store)
    assert len(demand) in (59, 60) and (demand.y==1).all()             # the last day may be unfinished
    store.close()

def test_a_short_history_is_named_on_page_and_report(tmp_path):
    "20 days of one item, 150 of another: the plan keeps one sentence, and page and report show it"
    days = pd.date_range(end=pd.Timestamp.now().normalize()-pd.Timedelta(days=1), periods=150)
    of = lambda uid, n: pd.DataFrame(dict(unique_id=uid, ds=days[-n:], y_nano=4*NANO, n_events=1, revision=1))
    store = Store(tmp_path/'s.db')
    store.save_catalog(complete_catalog(['S1/Known', 'S1/New']))
    with store.begin() as c: c.execute(sa.insert(tables.demand), pd.concat([of('S1/Known', 150), of('S1/New', 20)]).to_dict('records'))
    store.finish_run(store.start_run('ingest', source='sales.csv', freq='D', fingerprint='f', closed_to=str(days[-1])))
    train(store, tmp_path/'models', progress=False, models='normalizer', engine='batched', h=14, n_windows=1)
    optimize(store, n_paths=50)
    why = 'Uncertain: only 20 days of demand are known; the spread is borrowed from similar items.'
    assert uncertain_words(store)=={'S1/New': why}
    assert f'New: {why}' in day_report(store, tmp_path/'day.html').read_text()
    page = dashboard(store=store)
    page.header.page = 'item'
    page.choose('S1/New'); assert page.unsure.lines==[why]
    page.choose('S1/Known'); assert page.unsure.lines==[]
    page.close_page(); store.close()
