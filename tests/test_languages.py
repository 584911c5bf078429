"""The page in German, French and Spanish: every text that it shows is in the catalogs, and every translation has the places of its message."""
import ast, dataclasses, re
from pathlib import Path
import pandas as pd
import pytest
from babel.messages.pofile import read_po
import pharmopt
from pharmopt.data import make_catalog, make_stock, make_prescriptions, to_demand
from pharmopt.languages import LANGUAGES, Words, catalog_file, choose_language, read_catalog, shown
from pharmopt.orders import OrderBook, OrderError
from pharmopt.page import PAGES, _parts
from pharmopt.rows import NO_EXPIRY, read_number, read_share
from pharmopt.store import Store

OTHERS = [l for l in LANGUAGES if l!='en']
FOLDER = Path(pharmopt.__file__).parent
PLACES = lambda text: set(re.findall(r'\{([a-z]+\d*)\}', text))

def wrong(messages):
    "Messages without a translation, or with other places"
    return [m for m,t in messages if not t or PLACES(m)!=PLACES(t)]

def entries(language):
    forms = lambda text: text if isinstance(text, tuple) else (text,)
    with open(catalog_file(language), 'rb') as f: return [pair for m in read_po(f) if m.id for pair in zip(forms(m.id), forms(m.string), strict=True)]

@pytest.mark.parametrize('language', OTHERS)
def test_translations_have_the_places_of_their_message(language):
    assert wrong(entries(language))==[] and not any(m.fuzzy for m in read_po(open(catalog_file(language), 'rb')))
    assert {m for m,_ in entries(language)}=={m for m,_ in entries('de')}
    assert wrong([('Send {n} to {who}', 'An {who} senden'), ('Send', '')])==['Send {n} to {who}', 'Send']

def test_catalogs_are_small(): assert sum(catalog_file(l).stat().st_size for l in OTHERS)<300_000

def labels(source):
    "Texts that a module of the page gives to widgets"
    keys, calls = {'label', 'title', 'empty', 'all', 'placeholder', 'help', 'unit'}, {'col': 1, 'button': 1, 'field': 1, 'card': 1, 'titled': 1, 'Note': -1}
    for n in ast.walk(ast.parse(source)):
        if not isinstance(n, ast.Call): continue
        found = [k.value for k in n.keywords if k.arg in keys]
        name = getattr(n.func, 'id', '')
        if name in calls and len(n.args)>calls[name]>=0: found.append(n.args[calls[name]])
        for v in found:
            while isinstance(v, ast.IfExp): found.append(v.orelse); v = v.body
            if isinstance(v, ast.Constant) and isinstance(v.value, str): yield v.value

MODULES = sorted(p.stem for p in FOLDER.glob('page*.py'))+['rows', 'kpis', 'alerts']

@pytest.mark.parametrize('module', MODULES)
def test_every_label_is_in_the_catalogs(module):
    texts = {t for t in labels((FOLDER/f'{module}.py').read_text()) if re.search('[A-Za-z]{3}', t)}
    de = Words('de')
    assert sorted(t for t in texts if de(t, strict=True)==t and t in de.unknown)==[]

SAYING = {'OrderError': 0, 'OrderQuestion': 1, 'Unsure': 0, 'NotAllowed': 0, 'say': 1, 'ask': 1}                # calls whose text a person reads, and its place
FOR_PROGRAMS = r'there is no (bulk )?action|there is nothing called|there is no state|book must be one|the inbox has no row|what can be fixed is|there is nothing to book|^unit must be|^rest must be|receive_goods|write it as 1'

def sentences(source):
    "Texts that a module says to a person; a filled place is \\0"
    def pieces(n):
        if isinstance(n, ast.Constant): return n.value if isinstance(n.value, str) else ''
        return ''.join(v.value if isinstance(v, ast.Constant) else '\0' for v in n.values) if isinstance(n, ast.JoinedStr) else ''
    for n in ast.walk(ast.parse(source)):
        if not isinstance(n, ast.Call): continue
        at, found = SAYING.get(getattr(n.func, 'id', getattr(n.func, 'attr', ''))), []
        if at is not None and len(n.args)>at: found.append(n.args[at])
        for v in found:
            while isinstance(v, ast.IfExp): found.append(v.orelse); v = v.body
            if re.search('[a-z]{3}', text := pieces(v)): yield text

def translated(text, catalog):
    "Whether a message has this form, or one for each of its sentences"
    fits = lambda t: any(re.fullmatch(re.escape(t).replace('\0', '.*?'), m, re.DOTALL) for m in catalog)
    parts = re.split(r'(?<=[.!?;\0]) (?=[A-ZΓ“\0])', text)
    return fits(text) or len(parts)>1 and all(map(fits, parts))

@pytest.mark.parametrize('module', [m for m in MODULES if m.startswith('page')]+['rows', 'inbox', 'lists'])
def test_every_sentence_to_a_person_is_in_the_catalogs(module):
    catalog = [*read_catalog('de'), *read_catalog('de', 'browser')]
    said = list(sentences((FOLDER/f'{module}.py').read_text()))
    assert [t for t in said if not translated(t, catalog) and not re.search(FOR_PROGRAMS, t)]==[]

def test_a_new_sentence_would_be_noticed():
    new, = sentences("raise Unsure(f'the moon is {phase} today')")
    assert new=='the moon is \0 today' and not translated(new, ['the sun is {phase} today']) and translated(new, ['the moon is {phase} today'])

@pytest.mark.parametrize('language', LANGUAGES)
def test_what_is_typed_for_no_expiry_is_understood(language):
    words = Words(language)
    word = re.search(r'2027,? \w+ (\w+)$', words('Expiry: 10/2027, or none').replace(', or', ' or'))[1]
    assert word in NO_EXPIRY and word in words('Expiry, as printed: 10/2027 or 31.10.2027; none = does not expire')
    assert word in words('type the expiry as it is printed on the pack, such as 10/2027; type none if it has no expiry')

def test_a_new_label_would_be_noticed():
    assert list(labels("box(Table(label='moon phases', columns=[col('name', 'Moon')]))"))==['moon phases', 'Moon']
    de = Words('de')
    assert de('moon phases')=='moon phases' and de.unknown=={'moon phases'}

def test_every_word_of_the_browser_is_in_the_catalogs():
    used = set()
    for f in (FOLDER/'share/dashboard').glob('*.js'):
        used |= {m for pair in re.findall(r"\bsay\((?:n === 1 \? |answered \? )?'([^']+)'(?: : '([^']+)')?", f.read_text()) for m in pair if m}
    assert len(used)>40
    for l in OTHERS: assert sorted(used-set(read_catalog(l))-set(read_catalog(l, 'browser')))==[]

@pytest.fixture(scope='module')
def shop(tmp_path_factory):
    "Two locations with stock, proposals, transfers, deliveries and alerts"
    url, cat = f"sqlite:///{tmp_path_factory.mktemp('languages')/'shop.db'}", make_catalog(n_medicines=8, n_locations=2, seed=1)
    store, today = Store(url), pd.Timestamp.now('UTC').tz_localize(None).normalize()
    demand = to_demand(make_prescriptions(cat, start=today-pd.Timedelta(days=60), n_days=60, seed=1), freq='D')
    store.save_catalog(cat)
    store.save_lots(make_stock(cat, demand, seed=1))
    store.finish_run(store.start_run('ingest', source='sales.csv', freq='D'))
    n, book = len(cat), OrderBook(store)
    why = 'Order 2 packs (20 units). In stock 8 (1.5 days), on order 0; delivery takes 3 days. Expected demand until the next order can arrive (10 days): 24; safety stock 4. Target fill rate 95 %.'
    book.propose(pd.DataFrame(dict(unique_id=cat.unique_id, order_quantity=cat.pack_size*2, packs=2., due=today+pd.Timedelta(days=5), priority=range(1, n+1), urgency=['now', 'soon']*(n//2),
        p_stockout=.6, days_of_cover=1.5, reason=why)), cat)
    ids = book.orders('proposed').order_id.tolist()
    book.edit(ids[0], float(cat.pack_size.iloc[0]*3))
    for i in ids[1:5]: book.approve(i)
    for i in ids[2:5]: book.send(i)
    book.snooze(ids[6], 5)
    store.add_alert('warning', 'stale_data', 'No prescriptions have come in since 12 Nov 06:00 UTC; start the stream, or look at the till\'s connection.')
    store.close()
    return url

@pytest.mark.parametrize('language', OTHERS)
def test_every_text_of_every_page_is_in_the_catalog(shop, language):
    from pharmopt.dashboard import dashboard
    page = dashboard(store=shop)
    page.set_language(language)
    for name in PAGES:
        page.header.page = name
        page._guard(page.refresh, True)
        for w in _parts(page.inner): w.get_state()
    catalog = page.store.catalog()
    data = set(catalog.name)|set(catalog.unique_id)|{page.item}
    left = {t for t in page.words.unknown if t not in data and not all(p in data for p in t.split(' · '))}
    assert left==set()
    assert page.header.get_state()['pages'][0]['label']==read_catalog(language)['Today'] and page.header.pages[0]['label']=='Today'
    page.close_page()

@pytest.mark.parametrize('typed,decimal,value', [('1,5', ',', 1.5), ('1,5', '.', 1.5), ('0,95', ',', .95), ('1.234,5', ',', 1234.5), ('1.234', ',', 1234.), ('1,234', '.', 1234.), ('1 234,5', ',', 1234.5),
                                                 ('1\u202f234', ',', 1234.), ("1'234.5", '.', 1234.5), ('1,234.5', '.', 1234.5)])
def test_numbers_are_read_as_the_locale_writes_them(typed, decimal, value): assert read_number(typed, decimal=decimal)==value

def test_shares_are_read_with_and_without_a_sign():
    assert [read_share(t, decimal=',') for t in ('0,95', '95 %', '95', '99,5 %')]==[.95, .95, .95, .995]
    with pytest.raises(OrderError): read_share('120 %')

def test_the_language_is_asked_for_set_or_the_browsers(shop, monkeypatch):
    from pharmopt.dashboard import dashboard
    page = dashboard(store=shop)
    for asked, browser, expected in (('', 'de-AT,en', ('de', 'de-AT')), ('fr', 'de-AT,en', ('fr', 'fr')), ('', 'it-IT', ('en', '')), ('xx', 'es-MX', ('es', 'es-MX')), ('en', 'en-GB', ('en', 'en-GB'))):
        page._message(page.library, dict(type='language', asked=asked, browser=browser))
        assert (page.library.language, page.library.locale)==expected
    assert page.library.answered==5 and page.library.words=={} and page.words is None
    page.settings = dataclasses.replace(page.settings, dashboard=dataclasses.replace(page.settings.dashboard, language='fr'))
    page._message(page.library, dict(type='language', asked='', browser='de'))
    assert page.library.language=='fr' and page.library.words['Search']=='Rechercher'
    page.close_page()

def test_a_setting_that_is_no_language_is_refused():
    from pharmopt.settings import SettingsError, load_settings
    with pytest.raises(SettingsError, match='en, de, fr, es or empty'): load_settings(environ={'PHARMOPT_DASHBOARD_LANGUAGE': 'german'})

@pytest.mark.parametrize('text', ['Waiting', 'Units (it says 2 CS)', 'Undone: 1 line is a proposal again.', 'Undone: 12 lines are proposals again.', "there is no order 'PO-1': correct the order's number",
                                  '5000 units came, and order PO-1 expects 10: correct the quantity, or confirm that more was delivered',
                                  '2 CS came of Vitamin D3, and neither message nor catalog says how many units one CS holds (unit of measure): fix it with the quantity in units'])
def test_texts_of_messages_and_the_inbox_are_translated(text): assert all(Words(l)(text)!=text for l in OTHERS)

NOUNS = 'line supplier item day order lot location pack unit delivery period transfer message hour row'.split()

@pytest.mark.parametrize('language', OTHERS)
def test_one_and_many_have_their_own_words(language):
    words, many = Words(language), lambda noun: 'deliveries' if noun=='delivery' else noun+'s'
    same = {n for n in NOUNS if words(f'1 {n}')[1:]==words(f'2 {many(n)}')[1:]}
    assert same==({'item'} if language=='de' else set())                       # 1 Artikel, 2 Artikel
    assert not words.unknown
    assert (words('0 units')=='0 '+words('1 unit')[2:])==(language=='fr')       # French counts none as one

PLURAL = re.compile(r'\{[^{}"\']*\} (units|packs|lines|orders|items|lots|locations|transfers|hours|messages|suppliers|alerts)\b(?!/)')
ALWAYS_MANY = r'MOST|more than|\{lost\}|bad:,|units one|per_pack:g\} units|packs:,|units:,|len\(rows\)\} (items|lots)|len\(open_lots\)|More than|df\.n\.sum'

@pytest.mark.parametrize('module', [m for m in MODULES if m not in ('page_analyst',)]+['orders', 'inbox', 'transfers', 'supplier_terms', 'stock_commands', 'item_life'])
def test_a_number_on_a_page_has_the_noun_that_fits(module):
    text = (FOLDER/f'{module}.py').read_text()
    assert [l.strip() for l in text.splitlines() if PLURAL.search(l) and not re.search(ALWAYS_MANY, l)]==[]

@pytest.mark.parametrize('language', OTHERS)
def test_the_conventions_of_a_simulation_are_translated(language):
    from pharmopt.kpis import twin_words
    from pharmopt.simulate import compare
    from pharmopt.policy import min_max
    cat = make_catalog(n_medicines=2, seed=1)
    demand = to_demand(make_prescriptions(cat, start='2025-01-01', n_days=90, seed=1), freq='D')
    conventions, words = {}, Words(language)
    for k in (dict(), dict(fixed_cost_per='line', unmet='backordered')): conventions |= {f'{i}{len(k)}': v for i,v in compare(dict(today=min_max(7, 14)), demand, cat, seeds=[0], history=28, warmup=7, draws=20, **k).conventions.items()}
    notes = {'pharmopt, price of a lost unit that the target implies': '12 USD (median item)'}
    one = dict(cost_ratio=1, fill_rate=1, waste_rate=1)
    for c in ({k[:-1]: v for k,v in conventions.items() if k.endswith('0')}, {k[:-1]: v for k,v in conventions.items() if k.endswith('2')}):
        said = twin_words(dict(items=1, first='2025-01-01', last='2025-03-31', at='2025-04-01 06:00', conventions=c|notes, differences=[dict(kpi=k, difference=0., low=-1., high=1.) for k in one]))
        for text in [said[0]['text'], said[1], *said[2].split(' · ')]: words(text)
    assert words.unknown==set()
