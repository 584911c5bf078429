"""Lists that the database pages, bulk actions on a filter, and quantities set by hand."""
import pandas as pd
import pytest
from pharmopt.data import make_catalog
from pharmopt.lists import act_on_list, list_choices, list_ids, list_page, list_sums, undo_batch
from pharmopt.orders import OrderBook, OrderError
from pharmopt.store import Store


def plan_of(cat, quantity=2):
    n = len(cat)
    return pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=cat.pack_size*quantity, packs=float(quantity), due=pd.Timestamp('2026-03-09'), priority=range(1, n+1), urgency='now', p_stockout=.5, days_of_cover=1., reason='why'))

@pytest.fixture
def shop(tmp_path):
    store = Store(tmp_path/'a.db')
    cat = make_catalog(n_medicines=700, seed=2)
    store.save_catalog(cat)
    book = OrderBook(store, 'maria')
    book.propose(plan_of(cat), cat)
    yield store, book, cat
    store.close()

def count(store, status): return len(store.frame(f"SELECT order_id FROM orders WHERE status='{status}'")) if isinstance(status, str) else 0


def test_all_are_seen_counted_and_approved(shop):
    store, book, cat = shop
    first = list_page(store, 'proposals', dict(size=50))
    assert first['total']==700 and first['pages']==14
    seen = {i for p in range(14) for i in list_page(store, 'proposals', dict(page=p))['lines'].order_id}
    assert len(seen)==700
    assert sum(c['lines'] for c in list_choices(store, 'proposals')['supplier'])==700
    done = act_on_list(book, 'approve')
    assert (done['lines'], count(store, 'approved'), len(store.open_orders()))==(700, 700, 700)
    assert len(list_ids(store, 'orders', dict(filters=dict(state='approved'))))==700
    assert undo_batch(book, done['batch'])==700
    assert (count(store, 'proposed'), len(store.open_orders()))==(700, 0)
    with pytest.raises(OrderError, match='undone already'): undo_batch(book, done['batch'])


def test_a_filter_decides_what_a_bulk_action_takes(shop):
    store, book, cat = shop
    s = cat.supplier_id.iloc[0]
    mine = int((cat.supplier_id==s).sum())
    q = dict(filters=dict(supplier=s, location=cat.location_id.iloc[0]))
    assert list_sums(store, 'proposals', q)['lines']==mine
    done = act_on_list(book, 'approve', q=q)
    assert done['lines']==mine==count(store, 'approved') and done['suppliers']==1
    worth = (cat.pack_size*2*cat.unit_cost)[cat.supplier_id==s].sum()
    assert done['money']==pytest.approx(worth)


def test_declining_needs_a_reason_and_can_be_undone(shop):
    store, book, cat = shop
    with pytest.raises(OrderError, match='needs a reason'): act_on_list(book, 'reject')
    done = act_on_list(book, 'reject', q=dict(search='amox'), reason='too many')
    assert done['lines']==count(store, 'rejected')>0
    undo_batch(book, done['batch'])
    assert count(store, 'proposed')==700


def test_what_was_sent_meanwhile_is_not_touched(shop):
    store, book, cat = shop
    some = list_ids(store, 'proposals')[:10]
    book.approve(some[0]); book.send(some[0])
    assert act_on_list(book, 'approve', ids=some)['lines']==9
    assert count(store, 'sent')==1


def test_hand_edits_survive_a_new_plan(shop):
    store, book, cat = shop
    o = book.orders('proposed')
    book.edit(o.order_id[0], 999.); book.edit(o.order_id[1], 777.)
    new = book.propose(plan_of(cat.drop(index=cat.index[cat.unique_id==o.unique_id[1]]), 3), cat)
    now = book.orders('proposed').set_index('unique_id')
    kept = now.loc[o.unique_id[0]]
    assert kept.order_quantity==999 and kept.edited_by=='maria' and kept.proposed_quantity==3*cat.set_index('unique_id').pack_size[o.unique_id[0]]
    assert now.loc[o.unique_id[1]].order_quantity==777 and now.loc[o.unique_id[1]].order_id==o.order_id[1]     # the new plan had nothing for it
    assert len(now)==700 and len(new)==699
    book.approve(kept.order_id, 5.); book.undo(kept.order_id)
    assert book.orders('proposed').set_index('order_id').order_quantity[kept.order_id]==kept.proposed_quantity     # undo gives the plan's quantity back


def test_packs_follow_a_quantity_set_by_hand(shop):
    store, book, cat = shop
    o = book.orders('proposed').iloc[0]
    size = cat.set_index('unique_id').pack_size[o.unique_id]
    book.edit(o.order_id, 7*size)
    assert book.orders('proposed').set_index('order_id').packs[o.order_id]==7
