"Sales files as many systems write them, with what they mean: a generator for property tests and the bench"
import datetime as dt, gzip, html, io, zipfile
import numpy as np, openpyxl, pandas as pd

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

MORE = dict( # language → year, month of a year, quarter, week, time of day, kind of movement (issue, receipt, return), money, days out of stock
    en=dict(parts=['Year','Month','Quarter','Week'], clock='Time', move='Movement type', kinds=['Issue','Receipt','Return'], money='Value', out='Days out of stock', people=['Patient Name','Prescriber','Dispensed by','DOB'], average='Average'),
    de=dict(parts=['Jahr','Monat','Quartal','KW'], clock='Uhrzeit', move='Buchungsart', kinds=['Abgabe','Wareneingang','Retoure'], money='Umsatz', out='Fehltage', people=['Patient','Arzt','Bediener','KVNR'], average='Durchschnitt'),
    fr=dict(parts=['Année','Mois','Trimestre','Semaine'], clock='Heure', move='Mouvement', kinds=['Vente','Entrée','Retour'], money='Montant', out='Jours de rupture', people=['Nom du patient','Médecin','Vendeur','Assuré'], average='Moyenne'),
    es=dict(parts=['Año','Mes','Trimestre','Semana'], clock='Hora', move='Movimiento', kinds=['Venta','Compra','Devolución'], money='Importe', out='Días sin stock', people=['Paciente','Médico','Vendedor','Usuario'], average='Promedio'),
    pt=dict(parts=['Ano','Mês','Trimestre','Semana'], clock='Hora', move='Operação', kinds=['Venda','Compra','Devolução'], money='Valor total', out='Dias sem estoque', people=['Paciente','Médico','Operador','Utente'], average='Média'),
    it=dict(parts=['Anno','Mese','Trimestre','Settimana'], clock='Ora', move='Causale', kinds=['Vendita','Carico','Reso'], money='Importo', out='Giorni di rottura', people=['Paziente','Medico','Operatore','Assistito'], average='Media'),
    nl=dict(parts=['Jaar','Maand','Kwartaal','Week'], clock='Tijd', move='Mutatie', kinds=['Verkoop','Inkoop','Retour'], money='Omzet', out='Dagen niet op voorraad', people=['Patiënt','Arts','Medewerker','Klantnummer'], average='Gemiddelde'))

def make_varied(seed):
    "(bytes, {(place, item): {day: units}}, description) of a file as an exporting system writes it: workbooks, two rows of headings, tills, ledgers, periods in columns"
    rng = np.random.default_rng(10**6+seed)
    lang = rng.choice(list(WORDS)); w, m, comma = WORDS[lang], MORE[lang], lang!='en'
    items = list(rng.choice(ITEMS, int(rng.integers(2, 5)), replace=False))
    places = ['Nord', 'Sud'] if rng.random()<.3 else ['PHARMACY']
    layout = rng.choice(['till', 'moves', 'parts', 'two rows', 'wide places', 'by rows', 'long'])
    kind = {'parts': rng.choice(['MS','QS','W-MON']), 'two rows': 'MS', 'by rows': rng.choice(['MS','QS']), 'till': 'D', 'moves': 'D', 'wide places': 'MS'}.get(layout, rng.choice(['MS','D']))
    if layout=='two rows': places = ['PHARMACY']
    start = pd.Timestamp(f'{rng.integers(2019, 2025)}-{rng.integers(1, 13):02d}-01')
    if kind=='QS': start = pd.Timestamp(f'{start.year}-01-01')
    days = pd.date_range(start, periods=int(rng.integers(6, 16)), freq=kind)
    whole = layout=='till' or rng.random()<.8
    Y = {(p, i): np.round(rng.gamma(4, int(rng.integers(2, 400))/4, len(days))+1, 0 if whole else 2) for p in places for i in items}
    rows = dict(till=_till, moves=_moves, parts=_parts, **{'two rows': _two_rows, 'wide places': _wide_places, 'by rows': _rows_of_words, 'long': _plain_lines})[layout](rng, lang, w, m, days, Y, places, kind)
    if layout in ('wide places', 'by rows') and len(places)==1 and rng.random()<.4: rows = _with_totals(rows, w, m, layout, rng)
    form = rng.choice(['csv', 'xlsx', 'html', 'zip', 'gz', 'parquet'] if layout!='two rows' else ['csv', 'xlsx', 'html'])
    raw = _as_bytes(rng, rows, form, comma, w)
    return raw, {k: dict(zip(days, v)) for k,v in Y.items()}, f'{lang} {layout} {kind} {form} {rows[0]} seed {seed}'

def _shuffled(rng, names, rows):
    "Columns in any order"
    order = list(rng.permutation(len(names)))
    return [[names[k] for k in order]]+[[r[k] for k in order] for r in rows]

def _day(rng, lang, d): return d.strftime({'en': '%Y-%m-%d', 'de': '%d.%m.%Y', 'nl': '%d-%m-%Y'}.get(lang, '%d/%m/%Y'))

def _sides(rng, w, m, k):
    "Columns of persons, receipts, prices and lots: (name, value) of one line"
    return dict(zip(m['people'], (f'Person {k%7}', f'Dr {k%5}', f'User {k%3}', f'X{100+k%9}'))) | {w['key']: f'B{9000+k}', w['lot']: f'L{k%4}', w['note']: 'ok' if k%5==0 else ''}

def _till(rng, lang, w, m, days, Y, places, kind):
    "One line for each sale, with the time in the date or in a column of its own; several a day"
    apart, chosen = rng.random()<.5, list(rng.choice(sorted(_sides(rng, w, m, 0)), int(rng.integers(1, 4)), replace=False))
    names = [rng.choice(w['date']), *([m['clock']] if apart else []), rng.choice(w['item']), rng.choice(w['units']), *([w['place'][0]] if len(places)>1 else []), *chosen]
    fixed = len(names)-len(chosen)
    chosen = [c for c in chosen if c not in names[:fixed]]; names = names[:fixed]+chosen
    out, k = [], 0
    for j,d in enumerate(days):
        for (p,i),v in Y.items():
            left = int(v[j])
            for part in ([left//3, left-left//3] if left>3 else [left]):
                k += 1; t = f'{8+k%11:02d}:{k%60:02d}'
                side = _sides(rng, w, m, k)
                out.append([_day(rng, lang, d)+('' if apart else ' '+t), *([t] if apart else []), i, part, *([p] if len(places)>1 else []), *(side[c] for c in chosen)])
    return _shuffled(rng, names, out)

def _moves(rng, lang, w, m, days, Y, places, kind):
    "A ledger: issues, receipts and returns by a word"
    names = [w['date'][0], w['item'][0], m['move'], w['units'][0], *([w['place'][0]] if len(places)>1 else []), w['key']]
    signed, out, k = rng.random()<.4, [], 0
    for j,d in enumerate(days):
        for (p,i),v in Y.items():
            for word,q,sign in ((m['kinds'][0], v[j]+2, -1), (m['kinds'][1], 50+j, 1), (m['kinds'][2], 2, 1)):
                k += 1; q = q*sign if signed else q
                out.append([_day(rng, lang, d), i, word, round(float(q), 2), *([p] if len(places)>1 else []), f'B{9000+k}'])
    return _shuffled(rng, names, out)

def _parts(rng, lang, w, m, days, Y, places, kind):
    "Year and month, quarter or week in two columns"
    part = {'MS': 1, 'QS': 2, 'W-MON': 3}[kind]
    names = [m['parts'][0], m['parts'][part], w['item'][0], w['units'][0], *([w['place'][0]] if len(places)>1 else [])]
    words, value = MONTHS[lang].split(), rng.random()<.4
    def of(d): return [d.isocalendar()[0], d.isocalendar()[1]] if part==3 else [d.year, words[d.month-1] if part==1 and value else d.month if part==1 else f'Q{d.quarter}' if value else d.quarter]
    return _shuffled(rng, names, [[*of(d), i, round(float(v[j]), 2), *([p] if len(places)>1 else [])] for j,d in enumerate(days) for (p,i),v in Y.items()])

def _two_rows(rng, lang, w, m, days, Y, places, kind):
    "Months over units and money, in two rows of headings"
    words = MONTHS[lang].split()
    top, low = [w['item'][0]], ['']
    for d in days: top += [f'{words[d.month-1]} {d.year}', '']; low += [w['units'][0], m['money']]
    return [top, low]+[[i, *[x for q in v for x in (round(float(q), 2), round(float(q)*2.5, 2))]] for (_,i),v in Y.items()]

def _wide_places(rng, lang, w, m, days, Y, places, kind):
    "A column for each product, and one of places"
    items = list(dict.fromkeys(i for _,i in Y))
    names = [w['month'][0], *([w['place'][0]] if len(places)>1 else []), *items]
    return [names]+[[d.strftime('%Y-%m'), *([p] if len(places)>1 else []), *[round(float(Y[p, i][j]), 2) for i in items]] for j,d in enumerate(days) for p in places]

def _rows_of_words(rng, lang, w, m, days, Y, places, kind):
    "A column for each month in words or quarter"
    words = MONTHS[lang].split()
    style = rng.choice(['words', 'slash', 'iso'])
    label = lambda d: f'Q{d.quarter} {d.year}' if kind=='QS' else f'{words[d.month-1]}-{d.year%100:02d}' if style=='words' else d.strftime('%m/%Y' if style=='slash' else '%Y-%m')
    return [[*([w['place'][0]] if len(places)>1 else []), w['item'][0], *map(label, days)]]+[[*([p] if len(places)>1 else []), i, *[round(float(x), 2) for x in v]] for (p,i),v in Y.items()]

def _plain_lines(rng, lang, w, m, days, Y, places, kind):
    "One line for each item and period with columns of stock, days out of stock and persons"
    date = (w['date'] if kind=='D' else w['month'])[0]
    extra = [x for x in (w['stock'], m['out'], m['people'][2], m['money']) if rng.random()<.5]
    if kind!='MS': extra = [x for x in extra if x!=m['out']]
    label = (lambda d: _day(rng, lang, d)) if kind=='D' else lambda d: d.strftime('%m/%Y')
    made = lambda j, k, v: {w['stock']: int(v.mean()*4)+k%5, m['out']: 9 if k%7==3 else 0, m['people'][2]: f'User {k%3}', m['money']: round(float(v[j])*2.5, 2)}
    out = [[label(d), i, round(float(v[j]), 2), *([p] if len(places)>1 else []), *(made(j, k, v)[x] for x in extra)] for j,d in enumerate(days) for k,((p,i),v) in enumerate(Y.items())]
    return _shuffled(rng, [date, w['item'][0], w['units'][0], *([w['place'][0]] if len(places)>1 else []), *extra], out)

def _with_totals(rows, w, m, layout, rng):
    "A total, and sometimes an average, as the last row or column"
    body = rows[1:]
    if layout=='by rows': return rows+[[w['total'], *[round(sum(r[c] for r in body), 2) for c in range(1, len(rows[0]))]]]
    both = rng.random()<.4
    return [rows[0]+[w['total']]+([m['average']] if both else [])]+[r+[round(sum(r[1:]), 2)]+([round(sum(r[1:])/(len(r)-1), 4)] if both else []) for r in body]

def _as_bytes(rng, rows, form, comma, w):
    "A workbook, page, archive, Parquet file or text of the rows"
    if form=='parquet':
        b = io.BytesIO(); pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(b)
        return b.getvalue()
    if form=='xlsx':
        book = openpyxl.Workbook(); sheet = book.active; b = io.BytesIO()
        if rng.random()<.3: sheet.append(['Report']); sheet.append([])
        if rng.random()<.3: sheet.title = 'Cover'; sheet.append(['Report of the pharmacy']); sheet = book.create_sheet('Data')
        for r in rows: sheet.append([x if x!='' else None for x in r])
        book.save(b)
        return b.getvalue()
    text = lambda x: (str(x).replace('.', ',') if comma and isinstance(x, float) and x!=int(x) else str(int(x)) if isinstance(x, float) and x==int(x) else str(x))
    if form=='html': return ('<html><head><meta charset="utf-8"></head><body><table>'+''.join('<tr>'+''.join(f'<td>{html.escape(text(x))}</td>' for x in r)+'</tr>' for r in rows)+'</table></body></html>').encode()
    sep = rng.choice([';', '\t', '|']) if comma else rng.choice([',', ';', '\t'])
    raw = '\n'.join(sep.join(map(text, r)) for r in rows).encode(rng.choice(['utf-8', 'utf-8-sig', 'utf-16']))+b''
    if form=='gz': return gzip.compress(raw)
    if form=='zip':
        b = io.BytesIO()
        with zipfile.ZipFile(b, 'w') as z: z.writestr('export.csv', raw)
        return b.getvalue()
    return raw

def make_file(seed):
    "(bytes, {(place, item): {day: units}}, description) of one sales file; of two seeds the odd one is of an exporting system"
    return make_varied(seed) if seed%2 else make_plain(seed)

def make_plain(seed):
    "(bytes, {(place, item): {day: units}}, description) of one text file"
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
