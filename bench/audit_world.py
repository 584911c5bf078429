"""Valid values for `bench.audit`: by the name of a parameter, by its type, and by function where a name means something else there"""
import datetime as dt, math, shutil, types
import numpy as np, pandas as pd

def world(folder):
    "Valid values: by the name of a parameter, by its type, and by function"
    from pharmopt.data import Paths, make_catalog, make_prescriptions, make_stock, to_demand
    from pharmopt.optimize import plan_orders
    from pharmopt.orders import OrderBook
    from pharmopt.policy import min_max
    from pharmopt.settings import load_settings
    from pharmopt.store import Store, tables
    cat = make_catalog(n_medicines=2, seed=1)
    events = make_prescriptions(cat, start='2026-01-01', n_days=70, seed=1)
    demand = to_demand(events)
    stock = make_stock(cat, demand, seed=1)
    rng, ids = np.random.default_rng(0), cat.unique_id.to_numpy(object)
    paths = Paths(rng.poisson(3., (2, 20, 60)).astype(float), ids=ids, ds=pd.date_range('2026-03-12', periods=60))
    store = Store(f'sqlite:///{folder}/audit.db')
    store.save_catalog(cat)
    store.save_lots(stock)
    store.upsert(tables.demand, demand[['unique_id','ds']].assign(y_nano=np.rint(demand.y*1e9).astype('int64'), n_events=1, revision=0))
    plan = plan_orders(paths, cat, stock)
    book = OrderBook(store, 'maria')
    book.propose(plan.orders, cat)
    from pharmopt.forecast import Ensemble
    ens = Ensemble(models=('arima',), h=14, progress=False).fit(demand)
    (folder/'sales.csv').write_text('date,product,units\n'+''.join(f'2026-01-{d:02},A,{d%5+1}\n' for d in range(1, 29)))
    named = dict(catalog=cat, events=events, cat=cat, demand=demand, stock=stock, paths=paths, policy=min_max(14, 30), policies={'a': min_max(14, 30)}, start='2026-01-01', n_days=20, n_medicines=3, low=14, high=30, seed=0,
        seeds=range(1), lead_time_days=2., review_days=1., cover_days=14, store=store, plan=plan, book=book, unique_id=ids[0], unique_ids=list(ids), ids=list(ids), freq='D', day=dt.date(2026, 3, 11), now=dt.datetime(2026, 3, 11, tzinfo=dt.timezone.utc),
        today='2026-03-11', path=folder/'sales.csv', file=folder/'sales.csv', folder=folder, settings=load_settings(environ={}), orders=plan.orders, h=14, level=(80, 95), quantity=1., reason='test', order_id=book.orders().order_id.iloc[0], name='A', kind='sales', ds=pd.date_range('2026-03-12', periods=60),
        freq_='D', lot='L1', expiry='2027-01-31', rate=1., mean=3., sd=1., demand_mean=50., demand_sd=8., holding_cost=.18, stockout_cost=.7, fixed_cost=8., demand_rate=1300., lead_time=1, unit_cost=.75, code='9501101530003', ens=ens, new_demand=demand, fill_rate=.95, actor='A', timezone='UTC', history=28)
    named['y'] = demand.pivot(index='ds', columns='unique_id', values='y').to_numpy(float)
    typed = {'DataFrame': demand, 'Store': store, 'OrderBook': book, 'Plan': plan, 'Ensemble': ens, 'Path': folder/'sales.csv', 'Settings': named['settings'], 'Policy': named['policy'], 'Series': demand.y, 'DatetimeIndex': named['ds'], 'date': named['day'], 'datetime': named['now'],
        'Timestamp': pd.Timestamp('2026-03-11'), 'bytes': b'1,2', 'callable': len}
    typed |= instances(cat, demand, store, named, folder)
    return named | names(typed, named), typed, own(typed, named)

def instances(cat, demand, store, named, folder):
    "An object of each class whose methods people call, by the name of the class"
    from pharmopt import (calibrate, connectors, data, days, exports, ids, joint, kpis, languages, lost_sales, mdp, models, optimize, order_terms, periods, pipeline, plan, policy, reader, robust_rules, sales_plan, simulate, stream,
                          supplier_terms, suppliers, tables)
    from pharmopt.cells import Column, Table, as_column
    from pharmopt.clients import Records
    from pharmopt.store import Rows
    pmf, y = np.array([.3, .4, .2, .1]), named['y']
    dates = pd.DatetimeIndex(sorted(demand.ds.unique()))
    panel = models.Panel(np.array(named['ids'], object), dates, y, 'D')
    base = models.fit_base(panel, 14)
    cells = [as_column('date', [f'2026-01-{d:02}' for d in range(1, 29)]), as_column('product', ['A', 'B']*14), as_column('units', list(range(28)))]
    t = Table(cells, np.arange(2, 30), dict(file='sales.csv'))
    sold = reader.Lines(np.arange(28)%2, np.array(['P/A', 'P/B'], object), np.arange(28), np.array(pd.date_range('2026-01-01', periods=28)), np.ones(28), np.zeros(28, bool), np.zeros(28, bool), np.arange(2, 30))
    usual, other = cat.supplier_id.iloc[0], 'S-OTHER'
    terms = pd.DataFrame([dict(suppliers.check_supplier(r)) for r in (dict(supplier_id=usual, lead_time_working_days=5, min_value=9., free_freight=99., freight=4., price_breaks='* 10:0.5', alternates=other), dict(supplier_id=other, lead_time_working_days=1))])
    row = types.SimpleNamespace(**{k: k for k in ('order_id','unique_id','name','supplier_id','status','urgency','lot','reason','note')}, order_quantity=1., packs=1, received=0., quantity=1., confirmed=None, pack_size=1., due=pd.Timestamp('2026-03-12'))
    line = supplier_terms.Line(dict(unique_id='P/A', order_quantity=5., position=3., rate=1., unit_cost=2., holding_cost=.01, pack_size=1., shelf_life_days=700.), {})
    year = pd.DataFrame(dict(unique_id='P/A', ds=pd.date_range('2025-01-01', periods=400), y=np.random.default_rng(0).poisson(5., 400).astype(float)))
    return dict(LostSales=lost_sales.LostSales(pmf, 1), Inventory=mdp.Inventory(pmf, 1, max_stock=8, max_order=4), Panel=panel, Periods=periods.Periods('D', 'UTC'), Watermarks=periods.Watermarks(0), IdSet=ids.IdSet(),
        JointItems=joint.JointItems([2., 3.], 1., holding_costs=[1., 1.], stockout_costs=[9., 9.], major_cost=20., minor_costs=[2., 2.]), SupplierCalendar=suppliers.SupplierCalendar('W'), View=policy.View(y[:, None], cat, ds=dates),
        OrderTerms=order_terms.OrderTerms(cat, terms, dates), Base=base, Scatter=calibrate.Scatter(base), Feedback=calibrate.Feedback(np.array(named['ids'], object), [1, 7]), GlobalLSTM=models.GlobalLSTM(),
        Column=cells[2], Table=t, Profile=plan.Profile(cells[2]), Folder=connectors.Folder(folder/'edi'), Email=connectors.Email('127.0.0.1', 'a@example.org', port=1, timeout=.2), Webhook=connectors.Webhook('http://127.0.0.1:1/', '', .2),
        Fhir=connectors.Fhir('http://127.0.0.1:1', '', .2), Tryton=connectors.Tryton('http://127.0.0.1:1', 'd', 'k', timeout=.2), PlanInput=optimize.read_paths(named['paths'], cat), Generator=data.fit_generator(year), Steps=days.steps_of(dates, 'D'),
        Reading=exports.EXPORTS[0] if isinstance(getattr(exports, 'EXPORTS', None), (list, tuple)) else exports.Reading('x', 'y', ('date',)), Words=languages.Words('de'), Watch=kpis.Watch(store), Lines=sold, Sums=reader.Sums(sold, pd.date_range('2026-01-01', periods=28), np.arange(28)),
        SalesPlan=sales_plan.SalesPlan(t, {}), TablePlan=tables.TablePlan(t, {}, 'stock'), AffineProgram=robust_rules.AffineProgram(2, 50), Affine=robust_rules.AffineProgram(2, 50).rule([0]), Reader=stream.Reader(), Line=line,
        Rows=Rows([b'1'*16], np.array([0]), np.array([0]), np.array([10**9]), np.array([False]), ['P/A'], [dt.datetime(2026, 1, 1)]), Records=Records([0], [b'{}']), **kafka_clients(), Comparison=simulate.Comparison(pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), {}, {}),
        History=pipeline.History('test', named['events'], cat, pd.Timestamp('2026-03-11'), 'x'), PipelineRun=pipeline.PipelineRun('test', dict(sums={}), types.SimpleNamespace(), {}, named['plan'], {}, []), SimpleNamespace=row)

def kafka_clients():
    "Producers and consumers of both libraries without a broker: what they are given is looked at before they ask one"
    from pharmopt.clients import ConfluentConsumer, ConfluentProducer, Outgoing, PythonConsumer, PythonProducer
    ask = types.SimpleNamespace
    python, reader, fast = (c.__new__(c) for c in (PythonProducer, PythonConsumer, ConfluentProducer))
    fast.producer, python.producer = ask(poll=len, flush=lambda t: 0, purge=len), ask(flush=lambda timeout: 0, close=lambda timeout: 0)
    python.pending, python.limit, python.waiting = [], 10, 0
    reader.topic, reader.at, reader.timeout, reader.changes, reader.handled = 't', '127.0.0.1:1', .2, 0, 0
    reader.consumer = ask(assignment=set, poll=lambda ms: {}, position=lambda tp: 0, highwater=lambda tp: 0, beginning_offsets=dict.fromkeys, end_offsets=dict.fromkeys)
    member = ConfluentConsumer('127.0.0.1:1', 't', 'g', .2, None, 10, 1, 6, None)
    return dict(Outgoing=Outgoing(ask(is_done=True, exception=None, value=(0, 0, None))), PythonProducer=python, PythonConsumer=reader, ConfluentProducer=fast, ConfluentConsumer=member)

def names(typed, named):
    "Values by the name of a parameter that has no type"
    import matplotlib; matplotlib.use('Agg')
    import matplotlib.figure
    import sqlalchemy as sa
    from pharmopt.store import Store, tables
    t = typed['Table']
    query, conn = sa.select(tables.catalog.c.unique_id), Store(f"sqlite:///{named['folder']}/connection.db").engine.connect().execution_options(isolation_level='AUTOCOMMIT')
    return dict(texts=['1', '2.5'], text='1', value='1', values=['1', 2], items=list(named['ids']), rows=[dict(unique_id=named['unique_id'], lot='L1', quantity=1., kind='count')], t=t, p=typed['Profile'], s='1', v=1., column=typed['Column'], columns=list(t.columns), line=np.arange(2, 30), label='A', key='A',
        channels=['mail'], alert_ids=[1], order_ids=[named['order_id']], panel=typed['Panel'], base=typed['Base'], q=np.array([.5]), q_hat=np.array([1.]), ends=[1, 7], g=1., c=1., raw=b'date,product\n2026-01-01,A\n', body=b'x', blob=b'1'*16, content=b'x', to='a@example.org', codes=['A'], warehouses=[1],
        generator=typed['Generator'], years=[2025, 2026], w=1, steps=typed['Steps'], names=['date', 'product'], until=pd.Timestamp('2026-03-12'), before=pd.Timestamp('2026-03-01'), when=named['now'], moment=pd.Timestamp('2026-03-01'), last=pd.Timestamp('2026-03-11'), first=pd.Timestamp('2026-01-01'), closed_to=pd.Timestamp('2026-03-11'),
        as_of=pd.Timestamp('2026-03-11'), on=dt.date(2026, 3, 11), a=dt.date(2027, 1, 31), b=dt.date(2027, 3, 31), which=1, args=['x'], i=0, query=query, x=1., sub='', n=1, one='item', what='x', points=[(0., 1.), (1., 2.)], rule=named['settings'].orders, locations=['P'], levels=[3., 2.], shape=(28, 14, 5), r=typed['SimpleNamespace'],
        processor=types.SimpleNamespace(processor_id='p', topic='t', snapshot=lambda: {}), calendar=typed['SupplierCalendar'], conn=conn, payload={}, channel='A', times=pd.date_range('2026-01-01', periods=5), ms=np.array([0]), partitions=[0], span='1D', options={}, fields=[], o=typed['SimpleNamespace'], grid=pd.date_range('2026-01-01', periods=28),
        place=np.arange(28), ks=[0, 1], fig=matplotlib.figure.Figure(), sections=[('a', 'b')], url=f"{named['folder']}/other.db", M=np.ones((3, 2)), typed=[('1', 1., None)], time=np.array(['2026-01-01'], 'datetime64[us]'), period='D', written='YYYY-MM-DD', moments=[1], rows_=[], role='units', table=tables.demand, item=0,
        nano=np.array([10**9]), late=np.array([False]), where=np.array([True]), statement='INSERT INTO counted VALUES (?)', df=named['demand'], marks=[('P/A', pd.Timestamp('2026-01-01'), 'begin')], location_id='P', medicine_id='A', row=dict(a=1), terms={}, money=str, breaks=[(10., 1.)], known=list(named['ids']), deviation=[1., 1.],
        position=1., order=1., drawn=np.ones((2, 2)), usual=np.ones(2), holding=np.ones(2), beyond=np.ones(2), life=np.ones(2), waste=np.ones(2), view=typed['View'], run=types.SimpleNamespace(experiment_id='x'), found=[], error=ValueError('a test of this'), e=ValueError('a test of this'), shared=False, blank=np.zeros(2, bool),
        hidden=np.zeros(2, bool), wrong=np.zeros(2, bool), prob=problem(), read=lambda b: [], oracle=lambda prices: None, quantile=lambda q: q, logits=lambda q: np.zeros(3), points_weights=(np.array([[1., 2.]]), np.array([.5, .5])))

def problem():
    import pulp
    return pulp.LpProblem('x')

def own(typed, named):
    "Values of one function, where a name means something else there: {function: {parameter: value}}"
    line = {k: np.array([0]) for k in ('item','period')}
    client = dict(bootstrap_servers='127.0.0.1:1', topic='t', timeout=.2, client=None)
    sending, member = dict(limit=10, compression='lz4', linger_ms=10, batch_size=1000), dict(group_id='g', most=10, fetch_min_bytes=1, session_timeout=6., instance_id=None)
    return {'clients.security': dict(kafka=named['settings'].kafka), 'clients.reachable': dict(bootstrap_servers='127.0.0.1:1', timeout=1.), 'clients.log_id': dict(admin=types.SimpleNamespace(describe_topics=lambda topics: [dict(error_code=3)])), 'clients.connect': dict(kind=dict),
        'clients.PythonProducer': client|sending, 'clients.ConfluentProducer': client|sending, 'clients.PythonConsumer': client|member, 'clients.ConfluentConsumer': client|member, 'clients.Outgoing': dict(future=typed['SimpleNamespace']), 'calibrate.window_profile': dict(g=np.ones((2, 2)), h=14), 'calibrate.Scatter.error_paths': dict(mean=np.ones((14, 2)), items=np.arange(2), n_paths=5), 'calibrate.with_donors': dict(items=np.arange(2)), 'calibrate.Scatter.paths': dict(mean=np.ones((14, 2)), items=np.arange(2)), 'calibrate.Scatter.parts': dict(mean=np.ones((14, 2)), items=np.arange(2)),
        'calibrate.window_sums': dict(paths=np.ones((2, 5, 14))), 'calibrate.path_quantiles': dict(paths=np.ones((2, 5, 14))), 'calibrate.Feedback.issue': dict(origin=pd.Timestamp('2026-03-11'), paths=np.ones((2, 5, 14))), 'forecast.Ensemble.observe': dict(when=dt.datetime(2026, 3, 12, 10)),
        'calibrate.Feedback.learn': dict(Y=np.ones((60, 2))), 'calibrate.Feedback.regroup': dict(ids=np.array(named['ids'], object)), 'cells.Column': dict(code=np.zeros(2, int), text=np.array(['1'], object)), 'cells.merged_column': dict(code=np.zeros(2, int)),
        'cells.Column.take': dict(rows=np.array([0])), 'cells.Table.keep': dict(rows=np.array([0])), 'amounts.Amounts': dict(value=np.ones(2)), 'models.Base.of': dict(items=np.array([0])), 'models.Panel.until': dict(t=20), 'models.lstm_inputs': dict(item=np.array([0]), origin=np.array([40])),
        'reader.Lines.keep': dict(rows=np.ones(28, bool)), 'reader.Sums': dict(t=typed['Lines']), 'reader.Sums.drop': dict(items=[0]), 'reader.name_texts': dict(plan=typed['SalesPlan']), 'reader.product_items': dict(plan=typed['SalesPlan'], rows=np.ones(28, bool)), 'reader.remembered': dict(o={}),
        'tables.expiry_days': dict(plan=typed['TablePlan']), 'store.Rows': line, 'store.Rows.take': dict(where=np.array([True])), 'store.execute_many': dict(rows=[]), 'store.dispense_units': dict(rows=[]), 'store.Store.upsert': dict(rows=named['demand'][['unique_id','ds']].assign(y_nano=0, n_events=1, revision=0)), 'store.post': dict(rows=[dict(unique_id=named['unique_id'], lot='L1', quantity=1., kind='receipt')]), 'routine.apply_count': dict(lots=named['stock']), 'routine.check_revision': dict(found=pd.DataFrame(dict(unique_id=[], ds=[], y=[], was=[]))), 'routine.changes': dict(items=list(named['ids'])), 'pipeline.mark_unknown': dict(rows=named['demand'][['unique_id','ds']]),
        'kpis.sums_by_item': dict(key=named_column('demand', 'unique_id'), x=named_column('demand', 'n_events')), 'expiry.usable_rows': dict(column=named_column('lots', 'expiry')), 'stream.Reader.spans': dict(ms=0, item='P/A'), 'stream.Reader.first_start': dict(ms=0), 'stream.Reader.periods_of': dict(item=0),
        'stream.Reader.row': dict(value=b'{}'), 'stream.why_unusable': dict(value=b'{}'), 'joint.JointItems.cost_rate': dict(i=0), 'optimize.exceedance': dict(x=np.ones((1, 1))), 'optimize.price_at': dict(window=(np.ones((2, 2)), np.ones(2)/2), lead=(np.ones((2, 2)), np.ones(2)/2), level=np.ones(2)), 'optimize.level_frame': dict(target=(None, None, None, False)), 'experiment.experiment_weeks': dict(run=types.SimpleNamespace(detail=dict(began='2026-03-01'), run_id='x', started_at=dt.datetime(2026, 3, 1))), 'kpis.one_row': dict(query=sa_one()),
        'inbox.keep_document': dict(read=lambda b: []), 'lost_sales.LostSales.play': dict(rule=lambda x: np.zeros(len(x), int)), 'supply_risk.newsvendor_yield': dict(quantile=lambda q: np.asarray(q)), 'monitor.health': dict(r=types.SimpleNamespace(running=True, silent=1., lost=0, forgotten=0, lag=0, rate=1.)), 'orders.OrderBook.snooze': dict(until=3), 'robust_rules.Affine': dict(v=np.ones(3)), 'robust_rules.commitment_rules': dict(mean=np.array([3., 3.]), deviation=np.ones(2), low=0., high=5., stock=0.), 'order_terms.OrderTerms.leads': dict(day=0, drawn=np.ones((1, 2), int), usual=np.ones(2)), 'order_terms.OrderTerms.place': dict(order=np.ones((1, 2)), position=np.ones((1, 2))),
        'order_terms.OrderTerms.choose': dict(day=0, order=np.ones((1, 2)), cover=np.ones((1, 2))), 'order_terms.OrderTerms.value': dict(q=np.ones((1, 2)), at=np.arange(2), g=0), 'order_terms.OrderTerms.other_fixed': dict(fixed=np.ones(2)),
        'order_terms.OrderTerms.one_group': dict(q=np.ones((1, 2)), at=np.arange(2), g=0, position=np.ones((1, 2)), rate=np.ones((1, 2)), step=np.ones(2)), 'order_terms.OrderTerms.price_change': dict(q=np.ones((1, 2))), 'decomposition.share': dict(first=[]), 'data.complete_catalog': dict(items=list(named['ids'])), 'models.GlobalLSTM.windows': dict(rng=np.random.default_rng(0)),
        'supplier_terms.take_breaks': dict(lines=[typed['Line']]), 'supplier_terms.one_supplier': dict(lines=[typed['Line']]), 'supplier_terms.Line': dict(row=dict(unique_id='P/A', order_quantity=5., position=3., rate=1., unit_cost=2., holding_cost=.01, pack_size=1., shelf_life_days=700.)),
        'supplier_terms.Line.whole': dict(q=3.), 'supplier_terms.Line.price': dict(q=3.), 'supplier_terms.Line.held': dict(q=3.), 'dqn.learned_rule': {}, 'rows.form': dict(fields=[]), 'rows.delivery_words': dict(o=types.SimpleNamespace(**(vars(typed['SimpleNamespace'])|dict(delivery='sent', external_id='x', error=None, promised=None, confirmed_quantity=None, status='sent')))), 'ids.IdSet.add': dict(ids=[b'1'*16], until=dt.datetime(2026, 3, 1)), 'ids.IdSet.load': dict(until=dt.datetime(2026, 3, 1)),
        'fhir.supply_news': dict(found={'resourceType': 'Bundle', 'entry': []}), 'codes.pack_code': dict(line=dict(code='9501101530003', medicine_id='A')), 'answers.message_text': dict(text='x'), 'answers.edi_day': dict(text='20270531'), 'dates.parse_expiry': dict(value='2027-05-31'), 'expiry.stored_expiry': dict(value='2027-05-31'), 'data.to_number': dict(s=pd.Series(['1','2'], dtype=object)), 'sales_plan.SalesPlan.take': dict(role='units'), 'sales_plan.SalesPlan.role_of': dict(name='units'),
        'tables.TablePlan.column': dict(role='units'), 'models.GlobalLSTM.set_weights': {}, 'perishables.week_plan': dict(demand=[[.5, .5]]*7, shelf_life_days=3, max_order=2)}

def sa_one():
    import sqlalchemy as sa
    return sa.select(sa.func.count())

def named_column(table, column):
    from pharmopt.store import tables
    return getattr(tables, table).c[column]
