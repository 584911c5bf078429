"Tables of ranges of dates and of days of the year, of cabinets, wards and ledgers of other systems, and harmless tables that need no question"
import io
import pandas as pd
from reader_cases import CASES, S, days, months
from reader_cases_2 import sheet, table, ym, zipped
from reader_cases_3 import A, B, W, cat, lots, oo
from reader_cases_5 import D, DAYS, I2, monthly, ods, page, sold, wide

N_FIFTH = len(CASES) # Cases before those of this file
def periods(starts): return {i: dict(zip(starts, v)) for i,v in zip(I2, (A, B))}
def spans(freq, n, f, sep, start='2024-01-01'):
    "Texts of the first and last day of `n` periods, and their starts"
    first = pd.date_range(start, periods=n+1, freq=freq)
    return [a.strftime(f)+sep+(b-pd.Timedelta('1D')).strftime(f) for a,b in zip(first, first[1:])], [str(a.date()) for a in first[:-1]]

# ---- ranges of dates
for name,f,sep in (('dots', '%d.%m.%Y', '-'), ('dots wide', '%d.%m.%Y', ' - '), ('iso', '%Y-%m-%d', ' to '), ('iso dash', '%Y-%m-%d', ' – '), ('us', '%m/%d/%Y', ' - '), ('uk', '%d/%m/%Y', ' - '), ('fr', '%d/%m/%Y', ' au '), ('de', '%d.%m.%y', ' bis '), ('es', '%d/%m/%Y', ' al '), ('nl', '%d-%m-%Y', ' t/m '), ('words', '%d %b %Y', ' - '), ('iso slash', '%Y-%m-%d', '/'), ('compact', '%Y%m%d', '-')):
    for freq,kind in (('MS', 'M'), ('W-MON', 'W'), ('QS', 'Q')):
        labels, starts = spans(freq, 8, f, sep)
        S(f'9 range {name} {kind}', monthly('Period|Item|Units', labels, ';'), periods(starts), freq=kind)
        if name!='iso slash' or kind!='M': S(f'9 wide range {name} {kind}', wide(labels), periods(starts), freq=kind)
for name,head,labels in (('dated', 'Date|Item|Qty', spans('MS', 6, '%d/%m/%Y', ' - ')[0]), ('week', 'Week|Item|Qty', None)):
    if labels: S(f'9 range under {name}', monthly(head, labels), periods(ym('{y}-{m:02d}-01', 6, y=2024)), freq='M')
S('9 range week named', monthly('Week|Item|Qty', spans('W-MON', 6, '%d/%m/%Y', ' - ')[0]), periods(spans('W-MON', 6, '%d/%m/%Y', ' - ')[1]), freq='W')
S('9 range sunday weeks', monthly('Week|Item|Qty', spans('W-SUN', 6, '%m/%d/%Y', ' - ', '2024-01-07')[0]), periods([str(x.date()) for x in pd.date_range('2024-01-07', periods=6, freq='7D')]))
S('9 range ten days', monthly('Period|Item|Qty', spans('10D', 6, '%Y-%m-%d', ' to ')[0]), refuse='10 days')
S('9 range mixed lengths', monthly('Period|Item|Qty', ['2024-01-01 to 2024-01-31', '2024-02-01 to 2024-02-10', '2024-02-11 to 2024-03-31']), refuse='days')
S('9 range overlaps', monthly('Period|Item|Qty', ['2024-01-01 to 2024-01-31', '2024-01-15 to 2024-02-14', '2024-02-01 to 2024-02-29']), refuse='days')
S('9 range backwards', monthly('Period|Item|Qty', ['2024-01-31 to 2024-01-01', '2024-02-29 to 2024-02-01']), refuse='before')
S('9 range one day', monthly('Period|Item|Qty', [f'2024-01-{k:02d} - 2024-01-{k:02d}' for k in range(1, 9)]), periods([f'2024-01-{k:02d}' for k in range(1, 9)]), freq='D')
S('9 range days month', monthly('Periode|Artikel|Menge', ['01.01.-31.01.2024', '01.02.-29.02.2024', '01.03.-31.03.2024'], ';'), periods(['2024-01-01', '2024-02-01', '2024-03-01']), freq='M')
S('9 range short days', monthly('Week|Item|Qty', ['1-7 Jan 2024', '8-14 Jan 2024', '15-21 Jan 2024', '22-28 Jan 2024']), periods(['2024-01-01', '2024-01-08', '2024-01-15', '2024-01-22']), freq='W')
S('9 range months', monthly('Period|Item|Qty', ['Jan-Mar 2024', 'Apr-Jun 2024', 'Jul-Sep 2024', 'Oct-Dec 2024']), periods(['2024-01-01', '2024-04-01', '2024-07-01', '2024-10-01']), freq='Q')
S('9 range months wide', wide(['Jan-Mar 2024', 'Apr-Jun 2024', 'Jul-Sep 2024', 'Oct-Dec 2024']), periods(['2024-01-01', '2024-04-01', '2024-07-01', '2024-10-01']), freq='Q')
S('9 range two months', monthly('Period|Item|Qty', ['Jan-Feb 2024', 'Mar-Apr 2024', 'May-Jun 2024']), refuse='days|two months|2 months')
S('9 range iso months', monthly('Period|Item|Qty', ['2024-01 to 2024-03', '2024-04 to 2024-06', '2024-07 to 2024-09']), periods(['2024-01-01', '2024-04-01', '2024-07-01']), freq='Q')
for name,head,f in (('en', 'Period From|Period To|Item|Qty', '%Y-%m-%d'), ('start', 'Start Date|End Date|Item|Qty', '%d/%m/%Y'), ('de', 'Von|Bis|Artikel|Menge', '%d.%m.%Y'), ('from to', 'From|To|Item|Qty', '%d/%m/%Y'), ('fr', 'Du|Au|Produit|Quantité', '%d/%m/%Y'), ('es', 'Desde|Hasta|Producto|Cantidad', '%d/%m/%Y'), ('period', 'Period Start|Period End|Item|Qty', '%m/%d/%Y'), ('date', 'Date From|Date To|Item|Qty', '%Y-%m-%d')):
    labels, starts = spans('MS', 8, f, '|')
    S(f'9 from to {name}', table(head, [(*l.split('|'), i, v[k]) for k,l in enumerate(labels) for i,v in zip(I2, (A, B))], ';'), periods(starts), freq='M')
    labels, starts = spans('W-MON', 8, f, '|')
    S(f'9 from to weeks {name}', table(head, [(*l.split('|'), i, v[k]) for k,l in enumerate(labels) for i,v in zip(I2, (A, B))], ';'), periods(starts), freq='W')

# ---- days of the year, and days without signs
for name,f,head in (('ordinal', '%Y%j', 'Date|Item|Qty'), ('ordinal dash', '%Y-%j', 'Date|Item|Qty'), ('ordinal dot', '%Y.%j', 'Sale date|Item|Qty'), ('short', '%y%j', 'Trans Date|Item|Qty'), ('jde', '1%y%j', 'Transaction Date|Item|Qty'), ('yymmdd', '%y%m%d', 'Date|Item|Qty'), ('ddmmyyyy', '%d%m%Y', 'Datum|Artikel|Menge'), ('mmddyyyy', '%m%d%Y', 'Date|Item|Qty'), ('ddmmyy', '%d%m%y', 'Datum|Artikel|Menge'), ('sas', '%d%b%Y', 'Date|Item|Qty'), ('ordinal stamp', '%Y-%m-%dT%H:%M:%S', 'Date|Item|Qty'), ('oracle', '%d-%b-%y', 'Date|Item|Qty'), ('oracle caps', '%d-%b-%Y %H:%M:%S', 'Txn Dt|Item|Qty'), ('sql', '%Y-%m-%d %H:%M:%S.000', 'Date|Item|Qty'), ('c', '%a %b %d %H:%M:%S %Y', 'Date|Item|Qty'), ('rfc', '%a, %d %b %Y', 'Date|Item|Qty'), ('long us', '%A, %B %d, %Y', 'Date|Item|Qty'), ('us dots', '%m.%d.%Y', 'Date|Item|Qty'), ('hm', '%d/%m/%Y %H:%M', 'Date|Item|Qty'), ('ampm', '%m/%d/%Y %I:%M:%S %p', 'Date|Item|Qty')):
    S(f'9 days {name}', sold(head, f, ';').upper() if 'caps' in name else sold(head, f, ';'), {k.upper() if 'caps' in name else k: v for k,v in D().items()}, freq='D')
S('9 ordinal 366', sold('Date|Item|Qty', '%Y%j').replace('2024087', '2023366'), refuse="no form of a date")
S('9 seven digit codes', sold('Item|Qty|Date', '%Y-%m-%d', order='nqd').replace('Velorin', '2024001').replace('Tamoral 20', '2024002'), {'2024001': days('2024-03-14', A[:14]), '2024002': days('2024-03-14', B[:14])}, freq='D')

# ---- needless questions
def beside(more, labels=None, f=None):
    labels = labels or [f'{m} 2024' for m in 'Jan Feb Mar Apr May Jun'.split()]
    return labels, f
def quarters(labels, qs, where):
    "Months with a quarter after each three"
    out, cols = [], []
    for k,l in enumerate(labels):
        out.append(l); cols.append(lambda v, k=k: v[k])
        if k%3==2 and where=='between': out.append(qs[k//3]); cols.append(lambda v, k=k: sum(v[k-2:k+1]))
    if where=='end': out += qs; cols += [lambda v, j=j: sum(v[3*j:3*j+3]) for j in range(len(qs))]
    return table('|'.join(['Item', *out]), [(i, *(c(v) for c in cols)) for i,v in zip(I2, (A, B))])
M6 = {y: [f'{m} {y}' for m in 'Jan Feb Mar Apr May Jun'.split()] for y in (2023, 2024)}
for name,qs in (('q', ['Q1 2023', 'Q2 2023']), ('total', ['Q1 Total', 'Q2 Total']), ('bare', ['Q1', 'Q2']), ('year first', ['2023 Q1', '2023 Q2']), ('quarter', ['Quarter 1', 'Quarter 2']), ('t', ['T1 2023', 'T2 2023']), ('half', ['Total Q1 2023', 'Total Q2 2023'])):
    for where in ('between', 'end'): S(f'9 quarters {name} {where}', quarters(M6[2023], qs, where), W(n=6), freq='M')
S('9 quarter after three months', table('Item|Jan 2023|Feb 2023|Mar 2023|Q1 2023', [(i, *v[:3], sum(v[:3])) for i,v in zip(I2, (A, B))]), W(n=3), freq='M')
S('9 quarter bare months', quarters('Jan Feb Mar Apr May Jun'.split(), ['Q1', 'Q2'], 'between'), W(n=6), freq='M', year=2023)
S('9 half year', table('|'.join(['Item', *M6[2023], 'H1 2023']), [(i, *v[:6], sum(v[:6])) for i,v in zip(I2, (A, B))]), W(n=6), freq='M')
S('9 year after months', table('|'.join(['Item', *M6[2023], '2023']), [(i, *v[:6], sum(v[:6])) for i,v in zip(I2, (A, B))]), W(n=6), freq='M')
for name,word,f in (('avg', 'Avg', lambda v: round(sum(v[:6])/6, 2)), ('avg month', 'Avg/Month', lambda v: round(sum(v[:6])/6, 1)), ('amc', 'AMC', lambda v: round(sum(v[:6])/6)), ('average monthly', 'Average monthly consumption', lambda v: round(sum(v[:6])/6)), ('mos', 'MOS', lambda v: 2.4), ('cmm', 'CMM', lambda v: round(sum(v[:6])/6)), ('media', 'Media mensile', lambda v: round(sum(v[:6])/6, 1)), ('moyenne', 'Moyenne mensuelle', lambda v: round(sum(v[:6])/6, 1)), ('schnitt', 'Ø Monat', lambda v: round(sum(v[:6])/6, 1)), ('x', 'Ø', lambda v: round(sum(v[:6])/6, 1)), ('mean 3', '3M Avg', lambda v: round(sum(v[3:6])/3, 1)), ('last 3', 'Avg last 3 months', lambda v: round(sum(v[3:6])/3, 1)), ('min', 'Min', lambda v: min(v[:6])), ('max', 'Max', lambda v: max(v[:6])), ('sd', 'StdDev', lambda v: 4.2), ('pct', '% of total', lambda v: '33.3%'), ('growth', 'Growth %', lambda v: 5.1), ('abc', 'ABC', lambda v: 'A'), ('ytd', 'YTD', lambda v: sum(v[:6])), ('cum', 'Cumulative', lambda v: sum(v[:6])), ('stock', 'SOH', lambda v: 400), ('promedio', 'Promedio mensual', lambda v: round(sum(v[:6])/6, 1)), ('gem', 'Gem. per maand', lambda v: round(sum(v[:6])/6, 1)), ('rank', 'Rank', lambda v: 1), ('reorder', 'ROL', lambda v: 60), ('rank', 'Rang', lambda v: 2), ('plan', 'Forecast Jul 2023', lambda v: v[6]+.5)):
    S(f'9 months and {name}', table('|'.join(['Item', *M6[2023], word]), [(i, *v[:6], f(v)) for i,v in zip(I2, (A, B))]), W(n=6), freq='M')
for name,head,order,more in (('gross', 'Date|Item|Gross qty|Returned qty|Net qty', 'dn01q', (lambda k,v: v+2, lambda k,v: 2)), ('gross net', 'Date|Item|Gross qty|Net qty', 'dn0q', (lambda k,v: v+2,)), ('sold net', 'Date|Item|Qty sold|Qty returned|Net sold', 'dn01q', (lambda k,v: v+1, lambda k,v: 1))):
    S(f'9 {name}', sold(head, order=order, more=more), D(), freq='D')
S('9 free', sold('Date|Item|Qty|Free Qty', order='dnq0', more=(lambda k,v: 2,)), D(), freq='D', told='Free')
S('9 vietnamese or quarters', wide([f'T{k}/2023' for k in range(1, 5)]), refuse='quarter (trimestre) or a month')
S('9 spanish quarters', table('Producto;T1 2023;T2 2023;T3 2023;T4 2023'.replace(';', '|'), [(i, *v[:4]) for i,v in zip(I2, (A, B))], ';'), periods(['2023-01-01', '2023-04-01', '2023-07-01', '2023-10-01']), freq='Q')
S('9 vietnamese months', table('Tên thuốc|T1/2023|T2/2023|T3/2023|T4/2023', [(i, *v[:4]) for i,v in zip(I2, (A, B))], ';'), W(n=4), freq='M')

# ---- cabinets, wards, wholesalers and ledgers of other systems
def ledger(head, row, sep=',', n=14):
    "Lines that `row` makes of (number of the line, day, item, units)"
    return table(head, [row(2*k+j, d, i, v[k]) for k,d in enumerate(DAYS[:n]) for j,(i,v) in enumerate(zip(I2, (A, B)))], sep)
SYSTEMS = dict( # name → heading, cells of a line, options of `ledger`
    pyxis=('Transaction Date/Time|Device|Med ID|Med Description|Transaction Type|Transaction Quantity|User Name|Patient Name|Patient ID', lambda k,d,i,q: (f'{d:%m/%d/%Y} 08:{k:02d}', 'ICU-1', f'M{i[:3]}', i, 'Remove', q, f'NURSE {k%4}', f'DOE {k%7}', f'P{k%7}')),
    omnicell=('Xact Date Time|Cabinet|Item ID|Item Name|Xact Type|Quantity|User|Patient', lambda k,d,i,q: (f'{d:%Y-%m-%d} 07:{k:02d}:00', 'OMNI-2', f'I{i[:3]}', i, 'Issue', q, f'U{k%3}', f'PT{k%9}')),
    bcma=('Administered Date|Location|Drug|Dose Qty|Administered By|MRN', lambda k,d,i,q: (f'{d:%Y-%m-%d}', 'WARD 4', i, q, f'RN {k%3}', 1000+k%7)),
    pioneer=('Rx Number|Fill Date|NDC|Drug Name|Dispensed Quantity|Days Supply|Refill Number|Primary Third Party|Patient Paid Amount', lambda k,d,i,q: (70001+k, f'{d:%m/%d/%Y}', f'00093-{1000+len(i)}-01', i, q, 30, k%5, 'BCBS', '10.00')),
    kroll=('Rx Num|Fill Date|DIN|Brand Name|Strength|Form|Disp Qty|Doctor|Patient Last|Total Price', lambda k,d,i,q: (800+k, f'{d:%d-%b-%Y}', f'0{2200000+len(i)}', i, '10 mg', 'TAB', q, f'DR {k%3}', f'X{k%6}', f'{q*1.5:.2f}')),
    fred=('Script No|Disp Date|Drug Description|Pack Size|Qty Disp|Repeats|Prescriber|Patient Name|Price', lambda k,d,i,q: (5000+k, f'{d:%d/%m/%Y}', i, 30, q, k%6, f'Dr {k%3}', f'Pt {k%8}', '6.70')),
    ixos=('Verkaufsdatum|PZN|Artikelbezeichnung|DAR|Menge|Einheit|Anbieter|VK-Preis|Abverkauf|Kassierer', lambda k,d,i,q: (f'{d:%d.%m.%Y}', f'0{1234560+len(i)}', i, 'TAB', 20, 'St', 'HEX', '4,95', q, f'K{k%2}'), dict(sep=';')),
    lgpi=('Date;Code CIP;Désignation;Qté vendue;Stock;PAMP;CA TTC'.replace(';', '|'), lambda k,d,i,q: (f'{d:%d/%m/%Y}', f'34009{30000000+len(i)}', i, q, 60+k, '2,15', f'{q*3}.20'.replace('.', ',')), dict(sep=';')),
    farmatic=('FECHA|CN|DESCRIPCION|UNIDADES|PVP|IMPORTE|VENDEDOR|TIPO', lambda k,d,i,q: (f'{d:%d/%m/%Y}', f'{650000+len(i)}', i, q, '3,12', f'{q*3.12:.2f}'.replace('.', ','), f'V{k%3}', 'Libre'), dict(sep=';')),
    winfarm=('Data|Minsan|Descrizione|Q.tà|Prezzo|Totale|Fornitore|Giac.', lambda k,d,i,q: (f'{d:%d/%m/%Y}', f'0{23456780+len(i)}', i, q, '5,00', f'{q*5},00', 'UNICO', 30+k), dict(sep=';')),
    sifarma=('Data|CNP|Produto|Qtd. Vendida|PVP|Stock Atual|Utente|Operador', lambda k,d,i,q: (f'{d:%d-%m-%Y}', 5440000+len(i), i, q, '4,20', 40+k, f'U{k%6}', 'OP1'), dict(sep=';')),
    pharmacom=('Datum|ZI-nummer|Etiketnaam|Aantal|BSN|Voorschrijver|Vergoeding', lambda k,d,i,q: (f'{d:%d-%m-%Y}', 15000000+len(i), i, q, f'{100+k}', 'Dr A', f'{q},10'), dict(sep=';')),
    tally=('Date|Particulars|Voucher Type|Vch No.|Item Name|Quantity Outwards|Value', lambda k,d,i,q: (f'{d:%d-%b-%y}', 'Cash', 'Sales', k+1, i, q, f'{q*2}.00')),
    marg=('BILL DATE|BILL NO|PARTY NAME|ITEM NAME|BATCH|EXPIRY|QTY|FREE|RATE|AMOUNT', lambda k,d,i,q: (f'{d:%d/%m/%Y}', f'A{k:04d}', f'PARTY {k%5}', i, f'B{k%4}', '05/27', q, 0, '12.50', f'{q*12.5:.2f}')),
    quickbooks=('Type|Date|Num|Memo|Name|Item|Qty|U/M|Sales Price|Amount|Balance', lambda k,d,i,q: ('Invoice', f'{d:%m/%d/%Y}', 1000+k, '', f'Cust {k%4}', i, q, 'ea', '2.00', f'{q*2}.00', f'{(k+1)*100}.00')),
    bc=('Posting Date|Entry Type|Document No.|Item No.|Description|Location Code|Quantity|Invoiced Quantity|Remaining Quantity|Entry No.', lambda k,d,i,q: (f'{d:%Y-%m-%d}', 'Sale', f'PSS{k}', i, f'{i} tablets', 'MAIN', -q, -q, 0, 9000+k)),
    sagex3=('Date|Article|Site|Type transaction|Quantité US|Unité|No pièce', lambda k,d,i,q: (f'{d:%d/%m/%y}', i, 'S01', 'Sortie', q, 'UN', f'SOR{k}'), dict(sep=';')),
    d365=('Physical date|Item number|Reference|Number|Site|Warehouse|Quantity|Cost amount', lambda k,d,i,q: (f'{d:%m/%d/%Y}', i, 'Sales order', f'SO-{k}', '1', '11', -q, f'-{q*2}.00')),
    msupply=('Confirm date|Invoice no|Name|Item code|Item name|Quantity|Pack size|Total quantity|Batch|Expiry date|Status', lambda k,d,i,q: (f'{d:%d/%m/%Y}', k, f'Ward {k%2}', f'c{len(i)}', i, q, 1, q, f'L{k}', '30/06/2027', 'Finalised')),
    openmrs=('date_dispensed|drug_name|quantity_dispensed|uom|patient_identifier|location_name|encounter_uuid', lambda k,d,i,q: (f'{d:%Y-%m-%dT%H:%M:%S}', i, q, 'tablet', f'ID{k}', 'OPD', f'{k:08x}-0000-4000-8000-{k:012x}')),
    logistimo=('Material name|Kiosk name|Transaction type|Transaction quantity|Opening stock|Closing stock|Timestamp|Updated by', lambda k,d,i,q: (i, 'PHC A', 'Issues', q, 500-q, 500-2*q, f'{d:%d/%m/%Y %H:%M:%S}', f'user{k%3}')),
    square=('Date|Time|Time Zone|Category|Item|Qty|Price Point Name|SKU|Gross Sales|Discounts|Net Sales|Tax|Transaction ID', lambda k,d,i,q: (f'{d:%Y-%m-%d}', f'10:{k:02d}:00', 'Eastern Time', 'OTC', i, q, 'Regular', f'S{len(i)}', f'${q*2}.00', '$0.00', f'${q*2}.00', '$0.10', f'tx{k:06x}')),
    shopify=('Day|Order name|Product title|Variant title|Net quantity|Gross sales|Returns|Total sales', lambda k,d,i,q: (f'{d:%Y-%m-%d}', f'#{1000+k}', i, 'Default Title', q, f'{q*3}.00', '0.00', f'{q*3}.00')),
    lightspeed=('Sale Date|Receipt Number|Line Type|Customer Code|SKU|Details|Quantity|Subtotal|Register|User', lambda k,d,i,q: (f'{d:%Y-%m-%d} 12:{k:02d}:00', 3000+k, 'Sale Line', 'WALKIN', f'SK{len(i)}', i, q, f'{q}.50', 'Main', 'ann')),
    loyverse=('Date|Receipt number|Receipt type|Category|SKU|Item|Quantity|Gross sales|Net sales|Cost of goods|POS|Store|Cashier name|Status', lambda k,d,i,q: (f'{d:%m/%d/%y} 9:{k:02d} AM', f'1-{1000+k}', 'Sale', 'Rx', 1000+len(i), i, q, f'{q*2}.00', f'{q*2}.00', f'{q}.00', 'POS 1', 'Main', 'Eve', 'Closed')),
    mckesson=('Invoice Date|Account|Invoice Number|NDC|Item Description|Qty Ordered|Qty Shipped|Unit Price|Extended Price', lambda k,d,i,q: (f'{d:%m/%d/%Y}', 'ACME', f'7{k:06d}', f'{50000000000+len(i)}', i, q+3, q, '1.25', f'{q*1.25:.2f}')),
    sap_mb51=('Material|Materialkurztext|Werk|BwA|Buch.dat.|Menge|BME|Betrag in HW', lambda k,d,i,q: (f'10{len(i)}', i, '1000', '201', f'{d:%d.%m.%Y}', f'{q}-', 'ST', f'{q*2},00-'), dict(sep=';')),
    vista=('FILL DATE|DIVISION|DRUG|QTY|RX #|PATIENT|PROVIDER', lambda k,d,i,q: (f'{d:%b %d, %Y}', 'MAIN', i, q, 900+k, f'PAT,{k%5}', 'DOC,A'), dict(sep='\t')))
CODES = dict( # systems whose lines have a code, which becomes the id
    pyxis=lambda i: f'M{i[:3]}', omnicell=lambda i: f'I{i[:3]}', pioneer=lambda i: f'00093-{1000+len(i)}-01', kroll=lambda i: f'0{2200000+len(i)}', ixos=lambda i: f'0{1234560+len(i)}', lgpi=lambda i: f'34009{30000000+len(i)}', farmatic=lambda i: f'{650000+len(i)}', winfarm=lambda i: f'0{23456780+len(i)}', sifarma=lambda i: f'{5440000+len(i)}', pharmacom=lambda i: f'{15000000+len(i)}', msupply=lambda i: f'c{len(i)}', lightspeed=lambda i: f'SK{len(i)}', loyverse=lambda i: f'{1000+len(i)}', mckesson=lambda i: f'{50000000000+len(i)}', sap_mb51=lambda i: f'10{len(i)}')
for name,(head,row,*o) in SYSTEMS.items():
    if name=='d365': S('9 system d365', ledger(head, row), refuse='must not be negative'); S('9 system d365 returns', ledger(head, lambda k,d,i,q: row(k, d, i, -q)), D(), freq='D'); continue
    S(f'9 system {name}', ledger(head, row, **(o[0] if o else {})), {CODES.get(name, str)(i): v for i,v in D().items()}, freq='D')
for name,f in (('plain', '{y}0{m:02d}'), ('dash', '{y}-0{m:02d}'), ('slash', '{y}/0{m:02d}')):
    S(f'9 posting periods {name}', monthly('Posting date|Item|Qty', ym(f, 12)), refuse='posting period|no form of a date')
