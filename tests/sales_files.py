"Sales files as many systems write them, with what they mean: a generator for property tests and the bench"
import numpy as np, pandas as pd

WORDS = dict( # language → headings and names of months
    en=dict(date=['Date','Dispensed On','Sale date','Day'], month=['Month','Period'], item=['Item','Product','Drug','Medicine'], units=['Qty','Quantity','Units','Units sold','Qty Dispensed'], place=['Store','Branch','Ward','Pharmacy'], stock='Stock on hand', received='Received', price='Unit price', key='Transaction ID', person='Patient', lot='Batch No', expiry='Expiry Date', note='Comment', total='Total'),
    de=dict(date=['Datum','Abgabedatum','Verkaufsdatum'], month=['Monat'], item=['Artikel','Produkt','Präparat'], units=['Menge','Anzahl','Verbrauch','Abgabemenge'], place=['Filiale','Apotheke','Station'], stock='Bestand', received='Zugang', price='Preis', key='Belegnummer', person='Kunde', lot='Charge', expiry='Verfalldatum', note='Bemerkung', total='Summe'),
    fr=dict(date=['Date','Date de vente'], month=['Mois'], item=['Produit','Médicament','Spécialité'], units=['Quantité','Qté','Quantité vendue'], place=['Officine','Magasin','Service'], stock='Stock final', received='Entrées', price='Prix', key='N° facture', person='Patient', lot='Lot', expiry='Péremption', note='Commentaire', total='Total général'),
    es=dict(date=['Fecha','Fecha de venta'], month=['Mes'], item=['Producto','Medicamento','Artículo'], units=['Cantidad','Unidades','Cantidad vendida'], place=['Sucursal','Farmacia','Almacén'], stock='Existencias', received='Entradas', price='Precio', key='Factura', person='Paciente', lot='Lote', expiry='Vencimiento', note='Observaciones', total='Total'),
    pt=dict(date=['Data','Data da venda'], month=['Mês'], item=['Produto','Medicamento'], units=['Quantidade','Qtde','Quantidade vendida'], place=['Loja','Farmácia','Filial'], stock='Estoque', received='Entradas', price='Preço', key='Nota Fiscal', person='Cliente', lot='Lote', expiry='Validade', note='Observação', total='Total geral'),
    it=dict(date=['Data','Data di vendita'], month=['Mese'], item=['Prodotto','Farmaco','Articolo'], units=['Quantità','Pezzi','Quantità venduta'], place=['Farmacia','Reparto','Negozio'], stock='Giacenza', received='Carico', price='Prezzo', key='Scontrino', person='Cliente', lot='Lotto', expiry='Scadenza', note='Osservazioni', total='Totale'),
    nl=dict(date=['Datum','Verkoopdatum'], month=['Maand'], item=['Artikel','Geneesmiddel','Product'], units=['Aantal','Hoeveelheid','Verbruik'], place=['Vestiging','Apotheek','Afdeling'], stock='Voorraad', received='Ontvangen', price='Prijs', key='Bonnummer', person='Klant', lot='Partij', expiry='Vervaldatum', note='Opmerking', total='Totaal'))
MONTHS = dict(en='Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec', de='Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez', fr='janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.', es='ene feb mar abr may jun jul ago sep oct nov dic', pt='jan fev mar abr mai jun jul ago set out nov dez',
    it='gen feb mar apr mag giu lug ago set ott nov dic', nl='jan feb mrt apr mei jun jul aug sep okt nov dec')
ITEMS = ['Zetol 5 mg', 'Acmeran', 'Betasol 20', 'Corvex', 'Dolimed forte', 'Ekatan 250/125']

def _dates(rng, lang, days, order):
    "Texts of days"
    style = rng.choice(['iso', 'order', 'words', 'compact'], p=[.35, .45, .1, .1])
    if style=='iso': return [d.strftime('%Y-%m-%d') for d in days]
    if style=='compact': return [d.strftime('%Y%m%d') for d in days]
    if style=='words': return [f"{d.day} {MONTHS[lang].split()[d.month-1]} {d.year}" for d in days]
    sep = '.' if lang in ('de',) and order else '/'
    year = '%y' if rng.random()<.15 else '%Y'
    return [d.strftime(f'%d{sep}%m{sep}{year}' if order else f'%m{sep}%d{sep}{year}') for d in days]

def _months(rng, lang, days, order):
    "Texts of months"
    style = rng.choice(['iso', 'm', 'words', 'short', 'first', 'yyyymm', 'mmyyyy', 'under', 'end'])
    w = MONTHS[lang].split()
    if style=='end': return [(d+pd.offsets.MonthEnd(0)).strftime('%Y-%m-%d') for d in days]
    first = '%d.%m.%Y' if lang=='de' else '%d/%m/%Y' if order else '%m/%d/%Y'
    return [dict(iso=d.strftime('%Y-%m'), m=d.strftime('%YM%m'), words=f'{w[d.month-1]} {d.year}', short=f'{w[d.month-1]}-{d.year%100:02d}', first=d.strftime(first), yyyymm=d.strftime('%Y%m'), mmyyyy=d.strftime('%m/%Y'), under=d.strftime('%Y_%m'))[style] for d in days]

def _number(x, comma, group, whole):
    "A number as the country writes it"
    if whole: return f'{int(x):,}'.replace(',', '.' if comma else ',') if group else str(int(x))
    t = f'{x:,.2f}' if group else f'{x:.2f}'
    return t.replace(',', '_').replace('.', ',').replace('_', '.') if comma else t

def make_file(seed):
    "(bytes, {(place, item): {day: units}}, description) of one sales file"
    rng = np.random.default_rng(seed)
    lang = rng.choice(list(WORDS)); w = WORDS[lang]; comma = lang!='en'
    order = True if comma else bool(rng.random()<.4)
    monthly = rng.random()<.5
    layout = rng.choice(['long', 'wide', 'rows'], p=[.55, .25, .2])
    sep = rng.choice([';', '\t', '|']) if comma else rng.choice([',', ';', '\t', '|'])
    n = int(rng.integers(6, 20)) if not monthly else int(rng.integers(5, 30))
    start = pd.Timestamp(f'{rng.integers(2019, 2025)}-{rng.integers(1, 13):02d}-01')
    days = pd.date_range(start, periods=n, freq='MS') if monthly else pd.date_range(start+pd.Timedelta(int(rng.integers(8, 20)), 'D'), periods=n)
    texts = (_months if monthly else _dates)(rng, lang, days, order)
    items = list(rng.choice(ITEMS, int(rng.integers(2, 5)), replace=False))
    if rng.random()<.25: items = [f'{x:08d}' for x in rng.integers(100_000, 9_999_999, len(items))]
    places = ['Nord', 'Sud'] if layout=='long' and rng.random()<.3 else ['PHARMACY']
    big, whole = rng.random()<.5, rng.random()<.8
    level = rng.integers(300, 9000) if big else rng.integers(2, 60)
    Y = {(p, i): np.round(rng.gamma(4, level/4, n)+1, 0 if whole else 2) for p in places for i in items}
    group = big and rng.random()<.5
    num = lambda x: _number(x, comma, group, whole)
    rows = _long(rng, w, texts, Y, num, places, monthly, comma) if layout=='long' else _wide(rng, w, texts, Y, num, monthly) if layout=='wide' else _by_rows(rng, w, texts, Y, num)
    text = _written(rng, rows, sep, w)
    raw = text.encode(rng.choice(['utf-8', 'utf-8-sig', 'utf-16']) if rng.random()<.3 else 'utf-8')
    return raw, {k: dict(zip(days, v)) for k,v in Y.items()}, f'{lang} {layout} {"monthly" if monthly else "daily"} {sep!r} {texts[0]!r} seed {seed}'

def _long(rng, w, texts, Y, num, places, monthly, comma):
    "Rows of a long table with columns in any order and columns of noise"
    cols = {rng.choice(w['month'] if monthly and rng.random()<.6 else w['date']): [], rng.choice(w['item']): [], rng.choice(w['units']): []}
    date, item, units = cols
    place = rng.choice(w['place']) if len(places)>1 else None
    noise = [k for k in ('stock','received','price','key','person','lot','expiry','note') if rng.random()<.25]
    names = [date, item, units]+([place] if place else [])+[w[k] for k in noise]
    if len(set(names))<len(names): noise = []; names = names[:4 if place else 3]
    out, k = [], 0
    for j,t in enumerate(texts):
        for (p,i),v in Y.items():
            k += 1
            r = {date: t, item: i, units: num(v[j])} | ({place: p} if place else {})
            made = dict(stock=num(np.round(v.mean()*5)), received=num(np.round(v.mean())), price=f'{k%90+1},{k%100:02d}' if comma else f'{k%90+1}.{k%100:02d}', key=f'T{70000+k}', person=f'Person {k%7}', lot=f'L{k%5}', expiry=f'{2030+k%3}-0{k%9+1}-28', note='ok' if k%9==0 else '')
            out.append(r | {w[x]: made[x] for x in noise})
    order = list(rng.permutation(names))
    return [order]+[[r[c] for c in order] for r in out]

def _wide(rng, w, texts, Y, num, monthly):
    "Rows of a wide table, sometimes with a total"
    items = [i for _,i in Y]
    total = rng.random()<.3
    head = [rng.choice(w['month'] if monthly else w['date']), *items]+([w['total']] if total else [])
    return [head]+[[t, *[num(v[j]) for v in Y.values()]]+([num(sum(v[j] for v in Y.values()))] if total else []) for j,t in enumerate(texts)]

def _by_rows(rng, w, texts, Y, num):
    "Rows of a table with a column for each period, sometimes with a total"
    total = rng.random()<.3
    out = [[rng.choice(w['item']), *texts]]+[[i, *[num(x) for x in v]] for (_,i),v in Y.items()]
    return out+([[w['total'], *[num(sum(v[j] for v in Y.values())) for j in range(len(texts))]]] if total else [])

def _written(rng, rows, sep, w):
    "Text of the rows with titles, footers and quotes"
    q = lambda c: f'"{c}"' if sep in c or '"' in c else c
    lines = [sep.join(map(q, map(str, r))) for r in rows]
    if rng.random()<.2: lines = ['Report of the pharmacy', *lines]
    if rng.random()<.15: lines = [f'Report{sep*(len(rows[0])-1)}', sep*(len(rows[0])-1), *lines]
    if rng.random()<.15: lines += [sep*(len(rows[0])-1), f'End of report{sep*(len(rows[0])-1)}']
    return '\n'.join(lines)+'\n'

def judge(seed):
    "('right', 'asked' or 'wrong', remark) for one generated file"
    from pharmopt.data import load_sales
    raw, want, what = make_file(seed)
    try: got = load_sales(raw)
    except ValueError as e: return 'asked', f'{what}: {e}'
    have = {}
    for u,d,y in zip(got.unique_id, got.ds, got.y): have.setdefault(tuple(u.split('/', 1)), {})[d] = y
    if set(have)!=set(want): return 'wrong', f'{what}: items {sorted(have)[:4]}, expected {sorted(want)[:4]}'
    for k,v in want.items():
        if set(have[k])!=set(v) or any(abs(have[k][d]-x)>1e-6 for d,x in v.items()): return 'wrong', f'{what}: {k} {list(have[k].items())[:3]}, expected {list(v.items())[:3]}'
    return 'right', what
