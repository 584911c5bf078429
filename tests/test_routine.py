"The second week: longer, shorter, corrected, unfinished and renamed files, counts, catalogs and open orders"
from types import SimpleNamespace
import numpy as np, pandas as pd, pytest
from pharmopt.data import NANO
from pharmopt.orders import OrderBook
from pharmopt.pipeline import PipelineError, _shelf, _master_data, add_stock, closed_demand, ingest, sales_history
from pharmopt.routine import count_note
from pharmopt.store import Batch, Store

NOW = pd.Timestamp('2026-06-27 12:00')
DAYS = pd.date_range('2026-04-01', '2026-06-26')

def sales(days=DAYS, **columns):
    rng = np.random.default_rng(0)
    full = pd.DataFrame(dict(date=pd.date_range('2026-04-01', '2026-07-31')))
    for c in 'ABC': full[c] = rng.poisson(4, len(full))+1
    return full[full.date.isin(days)].reset_index(drop=True).assign(**columns)

class Pharmacy:
    "A store, and files that are given to it"
    def __init__(self, tmp): self.tmp, self.store = tmp, Store(tmp/'shop.db')
    def history(self, table, now=NOW, name='sales.csv', **options):
        table.to_csv(self.tmp/name, index=False)
        return sales_history(self.tmp/name, now=now, lead_time_mean=7., **options)
    def give(self, table, now=NOW, stock=None, orders=None, name='sales.csv', options=None, **how):
        h = self.history(table, now, name, **{k: how.pop(k) for k in ('catalog',) if k in how})
        for what,df in dict(stock=stock, orders=orders).items():
            if df is not None: df.to_csv(self.tmp/f'{what}.csv', index=False)
        lots, coming = _master_data(self.store, h, self.tmp/'stock.csv' if stock is not None else None, self.tmp/'orders.csv' if orders is not None else None, options, None)
        found = ingest(self.store, h, partitions=1, progress=False, **how)
        return found.get('notes', []) + _shelf(self.store, h, lots, coming, 10., 0, 'test')
    def y(self): return self.store.demand().assign(m=lambda d: d.unique_id.str.partition('/')[2]).set_index(['m','ds']).y
    def on_hand(self): return self.store.lots().groupby('unique_id').on_hand.sum().to_dict()

def count_directly(store, events, bootstrap_servers, topic, partitions, freq, progress, timezone, producer):
    "The store's own transaction without a broker and a process of its own, which test_pipeline goes through: an event is counted once"
    position = store.positions(topic)
    start = position[0].next if position else 0
    rows = [(bytes.fromhex(e.event_id.replace('-', '')), f'{e.location_id}/{e.medicine_id}', e.event_time.tz_localize(None).normalize().to_pydatetime(), round(e.quantity*NANO), False) for e in events.itertuples()]
    store.commit(Batch('c', topic, 0, start, start+len(rows), None, rows))
    return SimpleNamespace(acknowledged=len(rows))

@pytest.fixture
def pharmacy(tmp_path, monkeypatch):
    monkeypatch.setattr('pharmopt.pipeline._send', count_directly)
    p = Pharmacy(tmp_path)
    yield p
    p.store.close()

COUNT = pd.DataFrame(dict(item=['A','B','C'], on_hand=[400, 300, 200])).rename(columns=dict(item='unique_id'))

def test_what_was_sold_leaves_the_shelf_and_a_new_count_replaces_it(pharmacy):
    to19, to26 = DAYS[DAYS<='2026-06-19'], DAYS
    said = pharmacy.give(sales(to19), stock=COUNT)
    assert pharmacy.on_hand()=={'PHARMACY/A': 400, 'PHARMACY/B': 300, 'PHARMACY/C': 200} and 'counted on 2026-06-19' in ' '.join(said)
    week = sales(DAYS[DAYS>'2026-06-19'])[['A','B','C']].sum()
    said = pharmacy.give(sales(to26), stock=COUNT)                      # the same count once more is no new count
    assert pharmacy.on_hand()=={f'PHARMACY/{k}': v-week[k] for k,v in zip('ABC', (400, 300, 200))}
    assert f'counted on 2026-06-19 (stock.csv); {week.sum():,} units sold since, taken' in ' '.join(said)
    pharmacy.give(sales(to26))                                         # the same file again takes nothing
    assert pharmacy.on_hand()['PHARMACY/A']==400-week.A
    said = pharmacy.give(sales(to26), stock=COUNT.assign(on_hand=[3, 3, 3]))
    assert set(pharmacy.on_hand().values())=={3} and 'counted on 2026-06-26' in ' '.join(said)

def test_a_count_of_an_earlier_day_loses_what_was_sold_since(pharmacy):
    pharmacy.give(sales(), stock=COUNT, options=dict(counted='2026-06-24'))
    two = sales(DAYS[DAYS>'2026-06-24'])[['A','B','C']].sum()
    assert pharmacy.on_hand()['PHARMACY/A']==400-two.A and '2026-06-24' in count_note(pharmacy.store)

@pytest.mark.parametrize('change', ['rolling', 'only the new week', 'a month', 'a correction', 'a reversal', 'fewer columns', 'a new item'])
def test_the_second_file(pharmacy, change):
    first, now2 = sales(), pd.Timestamp('2026-07-04 12:00')
    days2 = pd.date_range('2026-04-01', '2026-07-03')
    pharmacy.give(first, stock=COUNT)
    second = {'rolling': sales(days2[20:]), 'only the new week': sales(days2[days2>'2026-06-26']), 'a month': sales(days2[days2>='2026-06-01']), 'a correction': sales(days2), 'a reversal': sales(days2),
              'fewer columns': sales(days2).drop(columns='C'), 'a new item': sales(days2, D=np.where(days2>'2026-06-30', 2, 0))}[change]
    if change=='a correction': second.loc[second.date=='2026-06-20', 'B'] = 41
    if change=='a reversal': second.loc[second.date=='2026-05-20', 'A'] -= 1
    said = ' '.join(pharmacy.give(second, now=now2, name='second.csv'))
    want = pd.concat([sales().set_index('date'), second.set_index('date')]).groupby(level=0).last().stack()
    want = want[want>0].rename_axis(['ds','m']).swaplevel().sort_index()
    have = pharmacy.y().sort_index()
    assert have.index.equals(want.index.set_names(['m','ds'])) and (have.to_numpy()==want.to_numpy()).all()
    assert closed_demand(pharmacy.store).ds.max()==pd.Timestamp('2026-07-03')
    if change in ('a correction','a reversal'): assert 'revised' in said and len(pharmacy.store.revisions())==1
    if change=='fewer columns': assert 'not in the file, first PHARMACY/C' in said
    sold = sales(days2[days2>'2026-06-26']).A.sum()
    assert pharmacy.on_hand()['PHARMACY/A']==400-sold

def test_another_pharmacys_file_is_asked_about_and_changes_nothing(pharmacy):
    pharmacy.give(sales(), stock=COUNT)
    before = pharmacy.store.demand_total()
    other = sales(A=7, B=9)
    with pytest.raises(ValueError, match=r'does not agree with the store in \d+ of \d+ figures.*--accept-revisions.*--store.*Nothing was stored'): pharmacy.give(other, name='other.csv')
    assert pharmacy.store.demand_total()==before and not len(pharmacy.store.revisions())
    pharmacy.give(other, name='other.csv', accept_revisions=True)
    assert pharmacy.y().A.unique().tolist()==[7]

def test_a_day_that_is_not_over_is_completed_by_the_next_file(pharmacy):
    days = pd.date_range('2026-04-01', '2026-06-27')
    noon = sales(days); noon.loc[noon.date=='2026-06-27', ['A','B','C']] = 1
    said = pharmacy.give(noon, stock=COUNT)
    assert closed_demand(pharmacy.store).ds.max()==pd.Timestamp('2026-06-26') and 'is not over' in ' '.join(pharmacy.history(noon).notes)
    assert pharmacy.y().A[NOW.normalize()]==1
    pharmacy.give(sales(days), now=pd.Timestamp('2026-06-28 09:00'), name='next.csv')
    assert pharmacy.y().A[NOW.normalize()]==sales(days).A.iloc[-1] and closed_demand(pharmacy.store).ds.max()==pd.Timestamp('2026-06-27')
    assert pharmacy.on_hand()['PHARMACY/A']==400-sales(days).A.iloc[-1]

def test_a_gap_between_two_files_is_unknown(pharmacy):
    pharmacy.give(sales(DAYS[DAYS<='2026-06-10']))
    said = pharmacy.give(sales(DAYS[DAYS>='2026-06-15']))
    d = closed_demand(pharmacy.store)
    assert set(d.ds[d.censored].dt.strftime('%d'))=={'11','12','13','14'} and 'from 2026-06-11 to 2026-06-14' in ' '.join(said)

def test_rows_after_today_are_refused_before_anything_is_stored(pharmacy):
    ahead = sales(pd.date_range('2026-04-01', '2026-07-01'))
    with pytest.raises(ValueError, match='12 rows of sales.csv lie after today .2026-06-27., the first on 2026-06-28'): pharmacy.give(ahead)
    assert pharmacy.store.demand_total()=={} and not len(pharmacy.store.runs('ingest'))
    pharmacy.give(ahead.assign(**{c: ahead[c].where(ahead.date<='2026-06-26', 0) for c in 'ABC'}))
    assert closed_demand(pharmacy.store).ds.max()==pd.Timestamp('2026-06-26')

def test_a_renamed_item_keeps_its_stock_and_orders(pharmacy):
    pharmacy.give(sales(), stock=COUNT, orders=pd.DataFrame(dict(order_id=['7'], unique_id=['B'], quantity=[50], due=['2026-07-02'])))
    days2 = pd.date_range('2026-04-01', '2026-07-03')
    said = pharmacy.give(sales(days2).rename(columns=dict(B='B 400 mg')), now=pd.Timestamp('2026-07-04 12:00'), name='new.csv', stock=COUNT.assign(unique_id=['A','B 400 mg','C'], on_hand=[9, 8, 7]))
    assert 'PHARMACY/B 400 mg is PHARMACY/B of the store' in ' '.join(said)
    assert pharmacy.on_hand()=={'PHARMACY/A': 9, 'PHARMACY/B': 8, 'PHARMACY/C': 7} and pharmacy.store.open_orders().unique_id.tolist()==['PHARMACY/B']
    assert set(pharmacy.store.demand_total())=={'PHARMACY/A', 'PHARMACY/B', 'PHARMACY/C'}

def test_the_catalog_is_not_overwritten_by_defaults(pharmacy):
    pd.DataFrame(dict(unique_id=['A','B'], unit_cost=[5.43, 2.], lead_time_mean=[4., 9.], pack_size=[5, 10])).to_csv(pharmacy.tmp/'catalog.csv', index=False)
    pharmacy.give(sales(DAYS[:-7]), catalog=pharmacy.tmp/'catalog.csv')
    store = pharmacy.store
    store.save_catalog(store.catalog().assign(supplier_id='Wholesale B'))
    pharmacy.give(sales())
    cat = store.catalog().set_index('unique_id')
    assert cat.loc['PHARMACY/A', ['unit_cost','lead_time_mean','pack_size','supplier_id']].tolist()==[5.43, 4, 5, 'Wholesale B'] and cat.loc['PHARMACY/C', 'lead_time_mean']==7

def test_half_taken_files_are_continued_by_a_corrected_one(pharmacy):
    "A first file that broke off in the middle does not block its store"
    h = pharmacy.history(sales())
    half = h.events.iloc[:len(h.events)//2]
    rows = [(bytes.fromhex(e.event_id.replace('-', '')), f'{e.location_id}/{e.medicine_id}', e.event_time.tz_localize(None).normalize().to_pydatetime(), int(e.quantity*NANO), False) for e in half.itertuples()]
    pharmacy.store.commit(Batch('c', 'other', 0, 0, len(rows), None, rows))
    run = pharmacy.store.start_run('ingest', source='sales.csv: 3 items', fingerprint='x', closed_to='2026-06-26', freq='D')
    pharmacy.store.finish_run(run, 'failed')
    pharmacy.give(sales(), accept_revisions=True)
    want = sales().set_index('date').stack()
    assert pharmacy.y().sum()==want.sum() and len(pharmacy.y())==len(want)

def test_synthetic_and_real_sales_are_never_mixed(pharmacy):
    pharmacy.store.finish_run(pharmacy.store.start_run('ingest', source='12 synthetic medicines', fingerprint='x', closed_to='2026-06-26', freq='D'))
    with pytest.raises(PipelineError, match='synthetic and real sales are never mixed'): pharmacy.give(sales())

def test_names_as_in_the_sales_file_and_unknown_ones(pharmacy):
    pharmacy.give(sales())
    pd.DataFrame(dict(unique_id=['a', 'Zinc'], on_hand=[1, 2])).to_csv(pharmacy.tmp/'count.csv', index=False)
    with pytest.raises(ValueError, match="Zinc' is not in the sales history"): add_stock(pharmacy.store, pharmacy.tmp/'count.csv')
    pd.DataFrame(dict(unique_id=['a'], on_hand=[1])).to_csv(pharmacy.tmp/'count.csv', index=False)
    assert 'their stock stays as it was' in add_stock(pharmacy.store, pharmacy.tmp/'count.csv')[-1] and pharmacy.on_hand()['PHARMACY/A']==1

def test_open_orders_come_and_go(pharmacy):
    two = pd.DataFrame(dict(order_id=['7','8'], unique_id=['A','B'], quantity=[50, 20], due=['2026-07-02']*2))
    pharmacy.give(sales(), stock=COUNT, orders=two)
    assert pharmacy.store.open_orders().quantity.tolist()==[50, 20] and OrderBook(pharmacy.store).orders('sent').order_id.tolist()==['7','8']
    pharmacy.give(sales(), stock=COUNT.assign(on_hand=[450, 1, 1]), orders=two[1:].assign(quantity=15))
    assert pharmacy.store.open_orders().quantity.tolist()==[15] and OrderBook(pharmacy.store).orders('received').order_id.tolist()==['7']
