"""A working day at the page: lists longer than a page, views that come back, a lost connection, jobs of the store, deliveries by scan."""
import os, signal, time
import pandas as pd
import pytest
from test_dashboard import SLOW, _status, browser, commit, eventually, go, kernels_of, serving, visit, visits      # fixtures and helpers of the page's tests
from pharmopt.data import make_catalog
from pharmopt.job_queue import active_job, last_job
from pharmopt.orders import OrderBook
from pharmopt.store import Store, tables


@pytest.fixture(scope='module')
def chain(tmp_path_factory):
    "A real pharmacy (its history came from a file) with 260 proposals"
    url = f"sqlite:///{tmp_path_factory.mktemp('chain')/'chain.db'}"
    store, cat = Store(url), make_catalog(n_medicines=260, seed=3)
    store.save_catalog(cat)
    store.finish_run(store.start_run('ingest', source='sales.csv'))
    today = pd.Timestamp.now('UTC').tz_localize(None).normalize()
    commit(url, [(u, today-pd.Timedelta(days=d), 4.) for u in cat.unique_id for d in range(3)], 0)
    store.save_lots(pd.DataFrame(dict(unique_id=cat.unique_id, lot='A1', expiry=today+pd.Timedelta(days=400), on_hand=20.)))
    n = len(cat)
    OrderBook(store).propose(pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=cat.pack_size*2, packs=2., due=today+pd.Timedelta(days=5), priority=range(1, n+1), urgency='now', p_stockout=.5, days_of_cover=5., reason='why')), cat)
    store.close()
    return url

@pytest.fixture(scope='module')
def desk(chain, tmp_path_factory):
    with serving(chain, tmp_path_factory.mktemp('desk'), PHARMOPT_DASHBOARD_WARM='0') as served: yield served

def lines(page, name='proposals'): return page.locator(f'.po-table:has([aria-label={name}]) tr[data-id]:visible')
def keys(page): return lines(page).evaluate_all('rows => rows.map(r => r.dataset.id)')     # all at one moment
def sure(page, name): page.get_by_role('alertdialog').locator('visible=true').get_by_role('button', name=name).click()


def test_lists_are_whole_and_views_come_back(chain, desk, visit):
    page = visit(desk[0], height=900)
    lines(page).first.wait_for()
    assert lines(page).count()==50 and page.get_by_text('260 lines').count()
    shown = page.evaluate("[...document.querySelectorAll('.po-view:not([style*=none]) .po-remote tbody tr[data-id]')].map(n => n.getBoundingClientRect())")
    assert sum(r['bottom']<=900 for r in shown)>=12 and max(r['height'] for r in shown)<=40
    names = page.locator('.po-remote:visible .po-name:visible').evaluate_all('all => all.map(n => n.scrollHeight>n.clientHeight+3 || n.scrollWidth>n.clientWidth+1)')
    assert page.evaluate("[...document.querySelectorAll('.po-remote td[data-kind=risk]')].every(n => n.scrollWidth<=n.clientWidth)")      # the figure and its bar
    assert len(names)==50 and sum(names)<5                                               # a name beside the panel of the item can be read
    first = lines(page).first.get_attribute('data-id')
    page.get_by_role('button', name='Last page').click()
    eventually(lambda: lines(page).count()==10, 6*SLOW, 'the last page')
    assert lines(page).first.get_attribute('data-id')!=first
    page.get_by_role('searchbox').locator('visible=true').fill('insulin')
    eventually(lambda: 'q=insulin' in page.evaluate('location.hash') and 0<len(found := lines(page).all_inner_texts())<50 and all('nsulin' in t for t in found), 6*SLOW, 'the search')
    before = keys(page)
    page.get_by_role('button', name='Cost', exact=True).click()
    eventually(lambda: 'sort=cost' in page.evaluate('location.hash') and keys(page)!=before, 6*SLOW, 'the order')      # the address first, then the rows
    item = lines(page).nth(1).locator('.po-name').inner_text()
    lines(page).nth(1).locator('.po-name').click()
    eventually(lambda: 'item=' in page.evaluate('location.hash'), 6*SLOW, 'the item')
    wanted = keys(page)
    again = visit(page.evaluate('location.href'))                                        # a shared link, or a reload
    eventually(lambda: keys(again)==wanted, 10*SLOW, 'the same view')
    eventually(lambda: again.locator('.po-picker:visible input').first.input_value()==item, 6*SLOW, 'the same item')
    go(again, 'Orders'); go(again, 'Stock')
    again.go_back()
    again.get_by_role('tab', name='Orders', selected=True).wait_for(timeout=6000*SLOW)
    again.go_back()
    eventually(lambda: keys(again)==wanted and 'q=insulin' in again.evaluate('location.hash'), 6*SLOW, 'the view before')
    again.go_forward()
    again.get_by_role('tab', name='Orders', selected=True).wait_for(timeout=6000*SLOW)

def test_a_basket_is_approved_sent_and_nothing_is_left_behind(chain, desk, visit):
    page, store = visit.same(desk[0]), Store(chain)
    book = OrderBook(store)
    n = len(book.orders('proposed'))
    page.get_by_role('button', name=f'Approve all {n}').click()
    sure(page, f'Approve {n}')
    page.locator('.po-notice', has_text=f'{n} lines').wait_for(timeout=8000*SLOW)
    assert len(book.orders('approved'))==n                          # more than a page, and more than two hundred
    page.locator('.po-notice').get_by_role('button', name='Undo').click()
    page.locator('.po-notice', has_text='proposals again').wait_for(timeout=8000*SLOW)
    assert len(book.orders('proposed'))==n and len(store.open_orders())==0
    go(page, 'Baskets')
    key = lines(page, 'baskets').first.get_attribute('data-id')
    mine = int((book.orders('proposed').supplier_id==key).sum())
    lines(page, 'baskets').first.get_by_role('button', name='Approve and send').click()
    sure(page, f'Send {mine}')                                      # two clicks
    page.locator('.po-notice', has_text='marked as sent').wait_for(timeout=8000*SLOW)
    assert (book.orders('sent').supplier_id==key).sum()==mine
    store.close()

def test_two_windows_do_not_overwrite_each_other(chain, desk, visit):
    "Typed while a colleague has approved: the second is told who did what, and nothing of hers is kept"
    store, mine = Store(chain), visit.same(desk[0])
    book, theirs = OrderBook(store, 'maria'), None
    lines(mine).first.wait_for()
    id = lines(mine).nth(3).get_attribute('data-id')
    had = float(book.orders('proposed').set_index('order_id').order_quantity[id])
    box = mine.locator(f'tr[data-id="{id}"] .po-packs')
    box.focus(); mine.keyboard.type('7')                            # a field that somebody types in is not drawn anew
    book.edit(id, had*3); book.approve(id)
    mine.keyboard.press('Enter')
    mine.locator('.po-notice', has_text='was changed by maria').wait_for(timeout=8000*SLOW)
    o = book.orders().set_index('order_id').loc[id]
    assert (o.status, o.order_quantity)==('approved', had*3)
    book.undo(id); book.edit(id, had)
    store.close()

def test_real_data_is_not_mixed_with_synthetic(chain, desk, visit):
    page, store = visit.same(desk[0]), Store(chain)
    page.get_by_role('button', name='Renew the plan').wait_for()
    assert page.get_by_role('button', name='Play demonstration data').locator('visible=true').count()==0
    from pharmopt.dashboard import dashboard
    p = dashboard(store=chain)
    p._message(p.controls, dict(type='submit', action='stream', values={}))
    assert 'holds real data' in p.header.notices[-1]['text'] and p.stream.state=='off'
    p.stream.demo, p.stream.state = True, 'starting'
    p.stream._open()                                                # whoever asks
    assert 'holds real data' in p.stream.error
    p.close_page(); store.close()

def test_a_lost_kernel_is_noticed_and_the_page_comes_back(desk, visit):
    visit.leave_kept()
    page = visit(desk[0]+'#orders')
    page.get_by_role('tab', name='Orders', selected=True).wait_for(timeout=8000*SLOW)
    time.sleep(2)
    for k in kernels_of(desk[1]): k.send_signal(signal.SIGKILL)
    page.locator('.po-lost').wait_for(timeout=5000*SLOW)
    assert 'No connection since' in page.locator('.po-lost').inner_text() and page.evaluate("document.querySelector('.po-page').inert")
    page.locator('.po-lost').wait_for(state='detached', timeout=15_000*SLOW)
    page.get_by_role('tab', name='Orders', selected=True).wait_for(timeout=10_000*SLOW)
    page.wait_for_function("!document.querySelector('.po-page').inert", timeout=10_000*SLOW)

def test_a_kernel_that_works_is_not_lost(desk, visit, browser):
    "No bar and no new page while the server sees it at work, however late its answer; a kernel that stands still is told as before"
    visit.leave_kept()
    page = visit(desk[0]+'#orders')
    page.get_by_role('tab', name='Orders', selected=True).wait_for(timeout=8000*SLOW)
    page.wait_for_function("!document.querySelector('.po-asking')", timeout=10_000*SLOW)
    browser.route('**/pharmopt/alive*', lambda r: r.fulfill(status=200, content_type='application/json', body='{"ok": true, "kernel": "busy"}'))
    for k in kernels_of(desk[1]): k.suspend()
    try:
        page.wait_for_timeout(7000)
        assert page.locator('.po-lost').count()==0 and not page.evaluate("document.querySelector('.po-page').inert")
        browser.unroute('**/pharmopt/alive*')
        page.locator('.po-lost').wait_for(timeout=5000*SLOW)
    finally:
        for k in kernels_of(desk[1]): k.resume()
    page.locator('.po-lost').wait_for(state='detached', timeout=15_000*SLOW)

@pytest.mark.long
def test_a_page_whose_kernel_ends_while_it_opens_loads_again(desk, visit, browser):
    "The browser is slower than an unused kernel is patient"
    held, free, before = [], [], kernels_of(desk[1])
    browser.route('**/voila.js*', lambda r: r.continue_() if free else held.append(r))
    page = browser.new_page()
    page.goto(desk[0], wait_until='commit')
    eventually(lambda: page.wait_for_timeout(100) or held, 20*SLOW, 'the scripts')
    for k in kernels_of(desk[1])-before: k.send_signal(signal.SIGKILL)
    free.append(True)
    for r in held: r.continue_()
    page.wait_for_selector('.po-tab', timeout=15_000*SLOW)
    browser.unroute('**/voila.js*')
    visit.leave([page])

def test_a_job_belongs_to_the_store(chain, desk, visit):
    from pharmopt.job_queue import start_job
    one, two, store = visit.same(desk[0]), visit(desk[0]), Store(chain)
    start_job(store, 'plan', ('0', '--bind', '127.0.0.1'), module='http.server', actor='maria')     # long work that somebody started elsewhere
    for page in (one, two): page.get_by_text('by maria').first.wait_for(timeout=8000*SLOW)
    one.reload()
    one.get_by_text('by maria').first.wait_for(timeout=15_000*SLOW)
    two.bring_to_front()                                            # Chromium draws no frames of a page behind another
    two.get_by_role('button', name='Cancel').locator('visible=true').first.click()
    one.locator('.po-notice', has_text='canceled').wait_for(timeout=15_000*SLOW)
    eventually(lambda: active_job(store) is None, 10*SLOW, 'the end of the job')
    assert last_job(store)['status']=='canceled'
    store.close()

def test_a_delivery_is_scanned_and_booked_with_one_click(chain, desk, visit):
    store = Store(chain)
    book = OrderBook(store)
    cat = store.catalog()
    some = book.orders('proposed').iloc[10:13]
    codes = ['04150123456782', '05901234123457', '04006381333931']
    code = lambda g, k: f'01{g}172910311{0}LOT{k}'
    import sqlalchemy as sa
    with store.begin() as c:
        for u,g in zip(some.unique_id, codes): c.execute(sa.update(tables.catalog).where(tables.catalog.c.unique_id==u).values(code=g))
    for i in some.order_id: book.approve(i); book.send(i)
    page = visit(desk[0]+'#receive')
    for k,g in enumerate(codes):
        for _ in range(2):
            field = page.get_by_label('Scan or type a code')
            field.fill(code(g, k)); field.press('Enter')
            page.locator('.po-scan', has_text=f'LOT{k}').wait_for(timeout=8000*SLOW)
            eventually(lambda: field.input_value()=='', 5*SLOW, 'the field is free for the next scan')
    eventually(lambda: lines(page, 'delivery').count()==3, 5*SLOW, 'three lines')
    page.get_by_role('button', name='Book the delivery (3)').click()
    page.locator('.po-notice', has_text='3 lines booked').wait_for(timeout=8000*SLOW)
    got = store.lots().query("lot.str.startswith('LOT')")
    assert len(got)==3 and set(got.expiry.astype(str).str[:10])=={'2029-10-31'}
    assert set(book.orders('received').order_id)==set(some.order_id)
    store.close()

def test_a_recall_to_its_end(chain, desk, visit):
    "A lot is blocked on the page, its units leave the shelf, receiving refuses it; lifted, it can be received again"
    from pharmopt.ledger import recalled
    store = Store(chain)
    item = store.catalog().iloc[20]
    page = visit(f'{desk[0]}#stock?item={item.unique_id}')
    eventually(lambda: page.locator('.po-picker:visible input').first.input_value()==item['name'], 8*SLOW, 'the item')
    def book(**values):
        box = page.locator('.po-panel:visible').first
        for k,v in values.items(): f = box.locator(f'[name={k}]'); f.select_option(v) if k=='what' else f.fill(v)
        box.get_by_role('button', name='Book').click()
    assert units(store, item.unique_id)==20
    book(what='recall', lot='A1', reason='a notice of the maker')
    page.get_by_text('Lot A1 is recalled: 20 units blocked at 1 location.').wait_for(timeout=8000*SLOW)
    assert units(store, item.unique_id)==0 and recalled(store).lot.tolist()==['A1']
    over = lines(page, 'recalls').filter(has_text=item['name'])
    over.wait_for(timeout=8000*SLOW)
    over.get_by_role('button', name='Lift').click()
    page.locator('.po-formrow input[name=reason]').fill('the maker withdrew it')
    page.get_by_role('button', name='Lift the recall').click()
    eventually(lambda: lines(page, 'recalls').count()==0, 6*SLOW, 'no recall')
    assert recalled(store).empty and units(store, item.unique_id)==20
    store.close()

def units(store, item): return float(store.lots().query('unique_id==@item').on_hand.sum())

def test_an_answer_that_could_not_be_booked_is_mended(chain, desk, visit):
    from pharmopt.answers import news
    from pharmopt.inbox import keep_document
    store = Store(chain)
    book = OrderBook(store)
    order = book.orders('proposed').iloc[0]
    book.approve(order.order_id); book.send(order.order_id)
    keep_document(store, 'edi', b"UNB+UNOC:3+W+B'UNH+1+DESADV'", lambda _: [news('delivered', 'D9/1', order_id='PO-NONE', quantity=float(order.order_quantity), lot='LOT9', expiry='2029-10-31')], name='d9.edi', book='despatch')
    page = visit(desk[0]+'#inbox')
    line = lines(page, 'answers').filter(has_text='D9/1')
    line.locator('.po-name').click()
    page.get_by_text("UNB+UNOC:3+W+B'").wait_for(timeout=8000*SLOW)
    line.get_by_role('button', name='Correct').click()
    page.locator('.po-formrow input[name=order_id]').fill(order.order_id)
    page.get_by_role('button', name='Correct and book').click()
    page.locator('.po-notice', has_text='Booked').wait_for(timeout=8000*SLOW)
    eventually(lambda: lines(page, 'answers').count()==0, 6*SLOW, 'an empty inbox')
    assert book.orders('received').order_id.tolist()[-1:] and (store.lots().lot=='LOT9').sum()==1
    store.close()

def test_other_sites_start_no_kernels_and_there_is_a_limit(chain, desk, tmp_path):
    before = len(kernels_of(desk[1]))
    for _ in range(3): assert _status(desk[0], **{'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image'})==403
    assert len(kernels_of(desk[1]))==before
    assert _status(desk[0]+'pharmopt/alive')==_status(desk[0]+'metrics')==_status(desk[0]+'health')==200
    assert _status(desk[0]+'metrics', **{'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image'})==403
    with serving(chain, tmp_path, PHARMOPT_DASHBOARD_WARM='0', PHARMOPT_DASHBOARD_MAX_PAGES='1') as (url, _):
        assert _status(url)==200
        assert _status(url)==503

def test_a_proxy_header_needs_a_token(tmp_path):
    from pharmopt.dashboard import serve
    from pharmopt.settings import SettingsError, load_settings
    with pytest.raises(SettingsError, match='needs a token'): serve(load_settings(environ={'PHARMOPT_DASHBOARD_USER_HEADER': 'X-User'}), store=f"sqlite:///{tmp_path/'x.db'}", port=0)

def test_a_session_that_ended_says_what_to_do(chain, visit, tmp_path):
    "A visitor without a valid token is told what to do, and comes back to the view of the address"
    with serving(chain, tmp_path, PHARMOPT_DASHBOARD_TOKEN='t0ken', PHARMOPT_DASHBOARD_WARM='0') as (url, _):
        page = visit(f'{url}?token=of-last-year#orders?q=zinc', ready='main')
        assert 'the session has ended. Type the token of this dashboard' in page.inner_text('main') and 'jupyter' not in page.inner_text('body').lower()
        page.get_by_label('Token').fill('guess'); page.get_by_role('button', name='Sign in').click()
        page.get_by_text('This token is not valid').wait_for()
        page.get_by_label('Token').fill('t0ken'); page.get_by_role('button', name='Sign in').click()
        page.get_by_role('tab', name='Orders', selected=True).wait_for(timeout=40_000)
        assert 'q=zinc' in page.evaluate('location.hash')

def test_an_upload_longer_than_a_message_arrives_with_its_progress(desk, visit):
    page = visit.same(desk[0])
    go(page, 'Settings')
    page.evaluate("""() => { globalThis.said = []; const f = document.querySelector('.po-view:not([style*=none]) .po-form');
      new MutationObserver(() => said.push(f.innerText + (f.querySelector('progress').hidden ? '' : ' bar'))).observe(f, {subtree: true, childList: true, characterData: true}); }""")
    days = pd.date_range('2021-01-01', periods=600)
    text = 'date;item;quantity;note\n'+''.join(f'{d:%d.%m.%Y};Item {i};{(i+k)%7};{"padding "*3750}\n' for k,d in enumerate(days) for i in range(1))
    assert len(text)>18e6
    page.set_input_files('.po-view:not([style*=none]) input[type=file]', files=[dict(name='long.csv', mimeType='text/csv', buffer=text.encode())])
    page.get_by_text('long.csv was understood').wait_for(timeout=20_000*SLOW)
    page.get_by_text('600 rows, 1 item,').wait_for(timeout=5000*SLOW)
    assert any('Uploading long.csv' in s and 'of 18.' in s and s.endswith('bar') for s in page.evaluate('said'))
