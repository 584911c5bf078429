"Suppliers' calendars and conditions, the life of an item, and both in the plan"
import datetime as dt
import numpy as np, pandas as pd, pytest
from hypothesis import given, settings, strategies as st
from pharmopt.data import Paths
from pharmopt.item_life import join_demand, orderable, season_months, shelf_orders
from pharmopt.orders import OrderBook
from pharmopt.pipeline import _plan
from pharmopt.store import Store
from pharmopt.suppliers import SupplierCalendar, SupplierError, baskets, calendar_times, check_supplier, line_cost, load_suppliers, next_orders, save_suppliers, supplier_calendar, supplier_rows, week_days

DAY = pd.Timestamp('2026-11-27')                          # a Friday
SATURDAY = pd.Timestamp('2025-11-29')                     # first day of a plan that is made the day before; long past, so that the clock of today has no say

@settings(max_examples=80, deadline=None)
@given(st.datetimes(dt.datetime(2026,1,1), dt.datetime(2027,12,31)), st.integers(0, 6), st.sets(st.integers(0,6), min_size=1), st.sets(st.integers(0,6), min_size=1), st.integers(0, 23))
def test_every_due_day_is_a_day_of_the_supplier(now, lead, order, delivery, hour):
    c = SupplierCalendar('S', lead, frozenset(order), dt.time(hour), frozenset(delivery), 'DE', ((dt.date(2026,12,24), dt.date(2027,1,6)),))
    left, due = c.leaves(now), c.due(now)
    assert left>=now.date() and left.weekday() in order and c.open_on(left) and due>=left and due.weekday() in delivery and c.open_on(due)
    if left==now.date(): assert now.time()<=c.cutoff
    work = [left+dt.timedelta(k) for k in range(1, (due-left).days+1) if (left+dt.timedelta(k)).weekday() in order|set(range(5)) and c.open_on(left+dt.timedelta(k))]
    assert len(work)>=lead                                # never earlier than the working days allow
    (a, d1), (b, d2) = next_orders(c, now)
    assert a<b and d1<=d2 and d1==due

def test_a_lead_time_of_one_working_day():
    c = SupplierCalendar('S', 1)
    assert [str(c.due(d)) for d in ('2026-11-26', '2026-11-27', '2026-11-28')]==['2026-11-27', '2026-11-30', '2026-12-01']

@settings(max_examples=60, deadline=None)
@given(st.floats(1, 1000), st.lists(st.tuples(st.integers(2, 800), st.floats(.5, 9)), max_size=3, unique_by=lambda x: x[0]))
def test_incremental_breaks_are_the_sum_of_their_units(q, breaks):
    price = lambda u: next((p for k,p in sorted(breaks, reverse=True) if u>k), 10.)      # of the unit above u
    brute = sum(price(u+1e-9)*min(1., q-u) if not any(u<k<u+1 for k,_ in breaks) else 0 for u in np.arange(0, q, 1.))
    assert line_cost(q, 10., breaks, discount='incremental')==pytest.approx(brute, rel=1e-6)
    assert line_cost(q, 10., breaks)==pytest.approx(q*next((p for k,p in sorted(breaks, reverse=True) if q>=k), 10.))

def test_files_of_suppliers(tmp_path):
    (tmp_path/'s.toml').write_text('[suppliers.S01]\nname = "North"\norder_days = "Tue,Thu"\ncutoff = "3pm"\nclosures = [["2026-12-24", "2026-12-31"]]\nprice_breaks = {A = [[100, 9.5]]}\n')
    (tmp_path/'s.csv').write_text('supplier_id,lead time,closures,price breaks\nS02,2,2026-12-24;2026-12-28..2026-12-31,100:9.5;500:9\n')
    store = Store(tmp_path/'s.db')
    assert save_suppliers(store, load_suppliers(tmp_path/'s.toml'))+save_suppliers(store, load_suppliers(tmp_path/'s.csv'))==2
    c = supplier_calendar(store)
    assert c['S01'].cutoff==dt.time(15) and c['S01'].order_days=={1, 3} and c['S02'].lead_time_working_days==2 and len(c['S02'].closures)==2
    assert supplier_calendar(store, 'S99') is None
    b = baskets(pd.DataFrame(dict(unique_id=['P/A','P/B'], supplier_id=['S02','S03'], order_quantity=[500., 1.], unit_cost=[10., 3.])), store, DAY).set_index('supplier_id')
    assert b.value.to_dict()=={'S02': 4500., 'S03': 3.}

@pytest.mark.parametrize('row, text', [(dict(name='x'), 'needs an id'), (dict(supplier_id='S', cutoff='25:00'), 'cutoff must be a time'), (dict(supplier_id='S', closures='Xmas'), 'a closure must be written'), (dict(supplier_id='S', order_days='Mo'), 'days must be written'),
    (dict(supplier_id='S', country='XX'), 'country must be a code'), (dict(supplier_id='S', price_breaks='cheap'), 'price breaks must be written'), (dict(supplier_id='S', closures='2026-12-31..2026-12-24'), 'must end after'), (dict(supplier_id='S', min_value='-1'), 'zero or more')])
def test_wrong_records_are_refused_with_the_value(row, text):
    with pytest.raises(SupplierError, match=text): check_supplier(row)

def test_life_of_items():
    cat = pd.DataFrame(dict(unique_id=['P/a','P/b','P/c','P/d','P/e'], status=['active','discontinued','do_not_order','discontinued',None], replaced_by=None, last_order=[None,None,None,'2026-11-27',None], season=[None]*4+['12-2']))
    assert orderable(cat, DAY).tolist()==[True, False, False, True, False] and orderable(cat, DAY+pd.Timedelta(days=5)).tolist()==[True, False, False, False, True]
    with pytest.raises(ValueError, match="status of P/a must be one of"): orderable(cat.assign(status='asleep'), DAY)
    assert season_months('Nov,Jan-Feb')=={11, 1, 2} and len(season_months(''))==12
    assert week_days('Fri-Mon')=={4, 5, 6, 0}

def test_a_record_without_a_lead_time_keeps_that_of_the_catalog(tmp_path):
    "Order days alone do not make a supplier faster: 6 days from the Monday on which it takes the order, then its next delivery day"
    store = Store(tmp_path/'p.db')
    save_suppliers(store, [dict(supplier_id='S1', order_days='Mon', delivery_days='Tue,Fri'), dict(supplier_id='S2', lead_time_working_days=1)])
    cat = pd.DataFrame(dict(unique_id=['P/a','P/b','P/c'], supplier_id=['S1','S2','S1'], lead_time_mean=[6., 6., np.nan], review_days=1.))
    got = calendar_times(cat, supplier_calendar(store), pd.Timestamp('2026-11-25 10:00')).set_index('unique_id')      # a Wednesday
    assert got.due.tolist()[:2]==[pd.Timestamp('2026-12-08'), pd.Timestamp('2026-11-26')] and pd.isna(got.due['P/c'])
    assert got.lead_time_mean.tolist()[:2]==[13., 1.] and pd.isna(got.lead_time_mean['P/c']) and got.review_days['P/c']==7.
    rows = supplier_rows(store, now=pd.Timestamp('2026-11-25 10:00')).set_index('supplier_id')
    assert pd.isna(rows.due['S1']) and rows.due['S2']==dt.date(2026, 11, 26)

def test_the_plan_knows_life_and_calendar(tmp_path):
    "An order on Friday with one working day is due on Monday; the replaced item is not ordered and its stock counts; an antidote that never sold is kept"
    store = Store(tmp_path/'p.db')
    ids = ['P/new','P/old','P/stop','P/plain']
    cat = pd.DataFrame(dict(unique_id=[*ids,'P/antidote'], medicine_id=['new','old','stop','plain','antidote'], location_id='P', name='x', supplier_id=['S1']*4+['S1'], unit_cost=2., holding_cost=.001, stockout_cost=20., fixed_cost=1., lead_time_mean=1., lead_time_sd=0., review_days=1.,
                            shelf_life_days=700., pack_size=1., min_order=0., status=[None,None,'discontinued',None,None], replaced_by=[None,'new',None,None,None], min_shelf=[None,None,None,None,3.]))
    store.save_catalog(cat)
    save_suppliers(store, [dict(supplier_id='S1', lead_time_working_days=1)])
    store.save_lots(pd.DataFrame(dict(unique_id=['P/old'], lot='L', expiry=pd.to_datetime(['2029-01-31']), on_hand=[500.])))
    ds = pd.date_range(SATURDAY, periods=30)
    paths = Paths(np.full((4, 20, 30), 5.), ids=np.array(ids, object), ds=ds)
    plan = _plan(store, OrderBook(store), paths, store.catalog(), pd.Series(1., ids), dict(cost_per_unit=1., travel_days=1.))
    got = plan.orders.set_index('unique_id')
    assert set(got.index)=={'P/plain', 'P/antidote'} and got.order_quantity['P/antidote']==3.
    assert set(pd.to_datetime(got.due))=={SATURDAY+pd.Timedelta(days=2)}
    store.save_lots(pd.DataFrame(dict(unique_id=['P/old'], lot='L', on_hand=[0.])))
    again = _plan(store, OrderBook(store), paths, store.catalog(), pd.Series(1., ids), dict(cost_per_unit=1., travel_days=1.)).orders
    assert 'P/new' in set(again.unique_id) and 'P/old' not in set(again.unique_id)

def test_a_new_item_borrows_a_history_and_packs_are_whole():
    d = pd.DataFrame(dict(unique_id='P/a', ds=pd.date_range('2026-01-01', periods=3), y=[2., 4., np.nan]))
    got = join_demand(d, pd.DataFrame(dict(unique_id=['P/a','P/b'], like_item=[None,'a'], like_scale=[None,.5])))
    assert got[got.unique_id=='P/b'].y.tolist()[:2]==[1., 2.] and np.isnan(got.y.iloc[-1])
    o = shelf_orders(pd.DataFrame(dict(unique_id=['P/x'], min_shelf=[5.], pack_size=[4.])), pd.DataFrame(dict(unique_id=['P/x'], on_hand=[.5])), pd.DataFrame(dict(unique_id=['P/x'], quantity=[1.])))
    assert o.order_quantity.tolist()==[4.] and o.packs.tolist()==[1.]

def _planned(store, ids=('P/a','P/b'), y=5.):
    ds = pd.date_range(SATURDAY, periods=30)
    paths = Paths(np.full((len(ids), 20, 30), y), ids=np.array(ids, object), ds=ds)
    return _plan(store, OrderBook(store), paths, store.catalog(), pd.Series(1., ids), dict(cost_per_unit=1., travel_days=1.)).orders.set_index('unique_id')

def _two_suppliers(tmp_path, slow=1):
    store = Store(tmp_path/'a.db')
    store.save_catalog(pd.DataFrame(dict(unique_id=['P/a','P/b'], medicine_id=['a','b'], location_id='P', name='x', supplier_id='S1', unit_cost=2., holding_cost=.001, shelf_life_days=700., pack_size=1., min_order=0.)))
    save_suppliers(store, [dict(supplier_id='S1', lead_time_working_days=slow, alternates='S2'), dict(supplier_id='S2', lead_time_working_days=1, price_breaks='a 1:2.75')])
    return store

def test_a_refused_item_is_proposed_at_the_alternate_with_the_reason(tmp_path):
    store = _two_suppliers(tmp_path)
    book = OrderBook(store, 'Mira')
    (i,) = book.propose(pd.DataFrame(dict(unique_id=['P/a'], order_quantity=[9.], packs=[9.], reason=[''])), store.catalog())
    book.approve(i); book.send(i); book.refuse(i, 'not in stock')
    plan = _planned(store)
    assert plan.supplier_id.to_dict()=={'P/a': 'S2', 'P/b': 'S1'} and 'Ordered at S2: S1 refused it' in plan.reason['P/a'] and 'not in stock' in plan.reason['P/a']
    book.propose(plan.reset_index(), store.catalog())
    rows = book.orders('proposed').set_index('unique_id')
    assert rows.supplier_id.to_dict()=={'P/a': 'S2', 'P/b': 'S1'} and rows.unit_cost.to_dict()=={'P/a': 2.75, 'P/b': 2.}
    assert store.catalog().supplier_id.eq('S1').all()
    (j,) = rows[rows.supplier_id=='S2'].order_id
    book.approve(j); book.send(j); book.refuse(j, 'neither have we')
    assert 'no other supplier is on record' in _planned(store).reason['P/a']

def test_an_order_that_would_come_too_late_goes_to_the_alternate(tmp_path):
    plan = _planned(_two_suppliers(tmp_path, slow=10))
    assert set(plan.supplier_id)=={'S2'} and set(pd.to_datetime(plan.due))=={SATURDAY+pd.Timedelta(days=2)} and plan.reason.str.contains('the stock lasts until').all()

@pytest.mark.parametrize('hours', [-16, 10, 34])
def test_an_order_that_was_sent_is_not_ordered_again(tmp_path, monkeypatch, hours):
    "An order on its way and an order of now, due on one day, count from one period on: planned the evening before the first period, on its day, and a day later"
    monkeypatch.setattr('pharmopt.pipeline._now', lambda ds, timezone='': pd.Timestamp(ds[0])+pd.Timedelta(hours=hours))
    store = Store(tmp_path/'a.db')
    store.save_catalog(pd.DataFrame(dict(unique_id=['P/a','P/b'], medicine_id=['a','b'], location_id='P', name='x', supplier_id='S1', unit_cost=2., holding_cost=.05, fixed_cost=0., stockout_cost=20., shelf_life_days=700., pack_size=1., min_order=0.)))
    save_suppliers(store, [dict(supplier_id='S1', lead_time_working_days=3, order_days='daily', delivery_days='daily')])
    store.save_lots(pd.DataFrame(dict(unique_id=['P/a','P/b'], lot='L', on_hand=[11., 9.])))
    first, book = _planned(store), OrderBook(store, 'Mira')
    assert set(first.index)=={'P/a','P/b'}
    for i in book.propose(first.reset_index(), store.catalog()): book.approve(i); book.send(i)
    assert _planned(store).empty

def test_a_cut_off_is_read_on_the_suppliers_clock():
    c = SupplierCalendar('S', 1, cutoff=dt.time(15), timezone='America/New_York', home='America/Chicago')
    assert str(c.leaves('2026-11-24 14:00'))=='2026-11-24' and str(c.leaves('2026-11-24 14:01'))=='2026-11-25' and c.closes(dt.date(2026, 11, 24))==dt.datetime(2026, 11, 24, 14)

def test_a_plan_meets_the_minimum_order_value_of_a_supplier(tmp_path):
    store = _two_suppliers(tmp_path)
    store.save_lots(pd.DataFrame(dict(unique_id=['P/a','P/b'], lot='L', expiry=pd.to_datetime(['2029-01-31']*2), on_hand=[0., 200.])))
    plain = _planned(store)
    assert list(plain.index)==['P/a']                    # b has stock for forty days
    worth = 2*plain.order_quantity['P/a']
    save_suppliers(store, [dict(supplier_id='S1', lead_time_working_days=1, min_value=worth+100)])
    full = _planned(store)
    assert 2*full.order_quantity.sum()>=worth+100-1e-9 and full.reason.str.contains('minimum order value').any() and set(full.supplier_id)=={'S1'} and full.due.notna().all()
    save_suppliers(store, [dict(supplier_id='S1', lead_time_working_days=1, min_value=1e6)])
    assert _planned(store).reason.str.contains('below the minimum order value').all()
    save_suppliers(store, [dict(supplier_id='S1', lead_time_working_days=1, multiple=40)])
    assert (_planned(store).order_quantity%40==0).all()
    save_suppliers(store, [dict(supplier_id='S1', lead_time_working_days=1, price_breaks=f'a {plain.order_quantity["P/a"]+5:g}:1.2')])
    assert _planned(store).order_quantity['P/a']==plain.order_quantity['P/a']+5
