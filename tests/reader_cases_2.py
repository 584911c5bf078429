"More tables of the kinds of reader_cases, in other languages, separators, orders of columns and forms of file"
import datetime as dt, gzip, io, zipfile
import openpyxl, pandas as pd
from reader_cases import CASES, S, days, months

N_FIRST = len(CASES) # Cases before those of this file

M12 = [31, 28, 35, 30, 41, 38, 26, 29, 33, 37, 40, 45]
def sheet(rows, fmt=None, name='Tabelle1', more=None):
    "Bytes of a workbook; `fmt`: number formats of cells"
    book = openpyxl.Workbook(); ws = book.active; ws.title = name
    for r in rows: ws.append(r)
    for at,f in (fmt or {}).items(): ws[at].number_format = f
    for n,rs in (more or {}).items():
        w = book.create_sheet(n)
        for r in rs: w.append(r)
    b = io.BytesIO(); book.save(b)
    return b.getvalue()
def zipped(**files):
    b = io.BytesIO()
    with zipfile.ZipFile(b, 'w') as z:
        for n,raw in files.items(): z.writestr(n.replace('__', '.'), raw)
    return b.getvalue()
def parquet(**cols):
    b = io.BytesIO(); pd.DataFrame(cols).to_parquet(b)
    return b.getvalue()
def table(head, rows, sep=','): return '\n'.join(sep.join(map(str, r)) for r in [head.split('|'), *rows])+'\n'
def ym(fmt, n=12, y=2023, m=1): return [fmt.format(y=y+(m-1+i)//12, m=(m-1+i)%12+1, yy=(y+(m-1+i)//12)%100) for i in range(n)]
two = {'Lumidol': months(2023, 1, M12), 'Prazen 20': months(2023, 1, [v+5 for v in M12])}
def both(labels, sep=',', head='Month|Product|Units'): return table(head, [r for l,v in zip(labels, M12) for r in ((l, 'Lumidol', v), (l, 'Prazen 20', v+5))], sep)

# ---- first of the month
S('2 fom uk two items', both(ym('01/{m:02d}/{y}'), head='Date|Drug|Packs'), two, 'dayfirst', freq='M')
S('2 fom us tab', both(ym('{m}/1/{y}'), '\t', 'Period start|Drug|Qty'), two, freq='M')
S('2 fom nl dash', both(ym('01-{m:02d}-{y}'), ';', 'Maand|Geneesmiddel|Aantal'), two, freq='M')
S('2 fom it dots yy', both(ym('01.{m:02d}.{yy:02d}'), ';', 'Mese|Farmaco|Pezzi'), two, freq='M')
S('2 fom pt 18 months', table('Data|Medicamento|Qtde', [(l, 'Lumidol', 10+i) for i,l in enumerate(ym('01/{m:02d}/{y}', 18))], ';'), {'Lumidol': months(2023, 1, [10+i for i in range(18)])}, freq='M')
S('2 fom us header', 'Drug|'.replace('|', ',')+','.join(ym('{m:02d}/01/{yy:02d}', 15))+'\nLumidol,'+','.join(map(str, range(10, 25)))+'\nPrazen 20,'+','.join(map(str, range(20, 35)))+'\n', {'Lumidol': months(2023, 1, list(range(10, 25))), 'Prazen 20': months(2023, 1, list(range(20, 35)))}, freq='M')
S('2 fom mid year start', table('Fecha|Producto|Cantidad', [(l, 'Lumidol', 10+i) for i,l in enumerate(ym('01/{m:02d}/{y}', 14, 2022, 8))], ';'), {'Lumidol': months(2022, 8, [10+i for i in range(14)])}, freq='M')
S('2 fom gaps', table('Month|Product|Units', [(f'{m}/1/2023', 'Lumidol', m) for m in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12)]), {'Lumidol': months(2023, 1, [1, 2, 3, 0, *range(5, 13)])}, freq='M')
S('2 fom xlsx text', sheet([['Month', 'Product', 'Units'], *[[f'{m:02d}/01/2023', 'Lumidol', m+4] for m in range(1, 13)]]), {'Lumidol': months(2023, 1, [m+4 for m in range(1, 13)])}, freq='M')
S('2 fom xlsx dates', sheet([['Date', 'Product', 'Units'], *[[dt.date(2023, m, 1), 'Lumidol', m+4] for m in range(1, 13)]]), {'Lumidol': months(2023, 1, [m+4 for m in range(1, 13)])}, freq='M')
S('2 fom parquet', parquet(ds=pd.date_range('2023-01-01', periods=12, freq='MS'), item=['Lumidol']*12, qty=M12), {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 fom ends uk', table('Month ending|Product|Units', [(f'{d:%d/%m/%Y}', 'Lumidol', v) for d,v in zip(pd.date_range('2023-01-31', periods=12, freq='ME'), M12)]), {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 fom ends us yy', table('Month end|Product|Units', [(f'{d:%m/%d/%y}', 'Lumidol', v) for d,v in zip(pd.date_range('2023-01-31', periods=12, freq='ME'), M12)]), {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 weeks us', table('Week of|Product|Units', [(f'{d:%m/%d/%Y}', 'Lumidol', v) for d,v in zip(pd.date_range('2023-01-02', periods=12, freq='7D'), M12)]), {'Lumidol': {str(d.date()): v for d,v in zip(pd.date_range('2023-01-02', periods=12, freq='7D'), M12)}}, freq='W')
S('2 weeks uk end sunday', table('Week ending|Product|Units', [(f'{d:%d/%m/%Y}', 'Lumidol', v) for d,v in zip(pd.date_range('2023-01-08', periods=12, freq='7D'), M12)]), {'Lumidol': {str(d.date()): v for d,v in zip(pd.date_range('2023-01-02', periods=12, freq='7D'), M12)}}, freq='W')
S('2 daily us whole', table('Date|Product|Units', [(f'{d:%m/%d/%Y}', 'Lumidol', 3+i%4) for i,d in enumerate(pd.date_range('2023-01-01', periods=40))]), {'Lumidol': days('2023-01-01', [3+i%4 for i in range(40)])}, freq='D')
S('2 daily uk jan only', table('Date|Product|Units', [(f'{d:%d/%m/%Y}', 'Lumidol', 3+i%4) for i,d in enumerate(pd.date_range('2023-01-01', periods=12))]), {'Lumidol': months(2023, 1, [3+i%4 for i in range(12)])}, 'dayfirst|months', told='first days of months')

# ---- months in words
LANG = dict(de='Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez', de2='Jän Feb Mär Apr Mai Juni Juli Aug Sept Okt Nov Dez', fr='jan fév mar avr mai jun jul aoû sep oct nov déc', fr2='JANV FEVR MARS AVRIL MAI JUIN JUIL AOUT SEPT OCT NOV DEC',
    es='Ene Feb Mar Abr May Jun Jul Ago Set Oct Nov Dic', es2='ENERO FEBRERO MARZO ABRIL MAYO JUNIO JULIO AGOSTO SETIEMBRE OCTUBRE NOVIEMBRE DICIEMBRE', pt='Jan Fev Mar Abr Mai Jun Jul Ago Set Out Nov Dez', it='Gen Feb Mar Apr Mag Giu Lug Ago Set Ott Nov Dic',
    nl='Jan Feb Mrt Apr Mei Jun Jul Aug Sep Okt Nov Dec', en='Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.')
for k,words in LANG.items():
    w = words.split()
    S(f'2 names header sep {k}', 'Code;Name;'+';'.join(f'{m}-23' for m in w)+'\n'+'07001;Lumidol;'+';'.join(map(str, M12))+'\n07002;Prazen;'+';'.join(str(v+5) for v in M12)+'\n', {'07001': months(2023, 1, M12), '07002': months(2023, 1, [v+5 for v in M12])}, freq='M')
    S(f'2 names value {k}', table('Produit|Mois|Qté', [('Lumidol', f'{m} {2023}', v) for m,v in zip(w, M12)], ';'), {'Lumidol': months(2023, 1, M12)}, freq='M')
    S(f'2 names slash {k}', 'Item\t'+'\t'.join(f'{m}/2023' for m in w)+'\nLumidol\t'+'\t'.join(map(str, M12))+'\n', {'Lumidol': months(2023, 1, M12)}, freq='M')
    S(f'2 names year col {k}', table('Artikel|Jahr|'+'|'.join(w), [('Lumidol', 2023, *M12), ('Prazen', 2023, *M12)], ';'), {'Lumidol': months(2023, 1, M12), 'Prazen': months(2023, 1, M12)}, freq='M')
S('2 names two years header', 'Item,'+','.join(f'{m} {y}' for y in (2022, 2023) for m in LANG['it'].split())+'\nLumidol,'+','.join(map(str, range(24)))+'\n', {'Lumidol': months(2022, 1, list(range(24)))}, freq='M')
S('2 names units suffix', 'Item,'+','.join(f'{m} 2023 Qty' for m in LANG['es'].split())+'\nLumidol,'+','.join(map(str, M12))+'\n', {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 names units prefix', 'Item,'+','.join(f'Units {m} 2023' for m in LANG['nl'].split())+'\nLumidol,'+','.join(map(str, M12))+'\n', {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 names header no year', 'Artikel;'+';'.join(LANG['de'].split())+'\nLumidol;'+';'.join(map(str, M12))+'\n', None, 'year')
S('2 names days words fr', table('Date|Produit|Quantité', [(f'{d} janvier 2023', 'Lumidol', d) for d in range(9, 15)], ';'), {'Lumidol': days('2023-01-09', list(range(9, 15)))}, freq='D')
S('2 names days words en', table('Date|Product|Qty', [(f'"Jan {d}, 2023"', 'Lumidol', d) for d in range(9, 15)]), {'Lumidol': days('2023-01-09', list(range(9, 15)))}, freq='D')
S('2 names days Mon', table('Date|Product|Qty', [(f'{d:02d}-JAN-2023', 'Lumidol', d) for d in range(9, 15)]), {'Lumidol': days('2023-01-09', list(range(9, 15)))}, freq='D')
S('2 names days yy', table('Data|Prodotto|Qtà', [(f'{d}-gen-23', 'Lumidol', d) for d in range(9, 15)], ';'), {'Lumidol': days('2023-01-09', list(range(9, 15)))}, freq='D')

# ---- period in two columns
q4 = {'Lumidol': dict(zip(['2023-01-01', '2023-04-01', '2023-07-01', '2023-10-01'], [5, 6, 7, 8]))}
for nm,head,rows in (('en', 'Quarter|Year|Product|Units', [(f'Q{i}', 2023) for i in (1, 2, 3, 4)]), ('de', 'Quartal|Jahr|Präparat|Packungen', [(i, 2023) for i in (1, 2, 3, 4)]), ('es', 'Trimestre|Año|Producto|Unidades', [(f'T{i}', 2023) for i in (1, 2, 3, 4)]),
    ('pt', 'Trimestre|Ano|Produto|Quantidade', [(f'{i}º', 2023) for i in (1, 2, 3, 4)]), ('it', 'Trimestre|Anno|Prodotto|Quantità', [(f'{i}° trim', 2023) for i in (1, 2, 3, 4)]), ('nl', 'Kwartaal|Jaar|Artikel|Aantal', [(f'K{i}', 2023) for i in (1, 2, 3, 4)]), ('fr', 'Trimestre|Année|Produit|Nombre', [(f'{i}er' if i==1 else f'{i}e', 2023) for i in (1, 2, 3, 4)])):
    S(f'2 2c quarter {nm}', table(head, [(*r, 'Lumidol', 5+i) for i,r in enumerate(rows)], ';'), q4, freq='Q')
w5 = {'Lumidol': dict(zip(['2023-01-30', '2023-02-06', '2023-02-13', '2023-02-20'], [5, 6, 7, 8]))}
for nm,head,f in (('en', 'Year|Week No|Product|Units', '{}'), ('de', 'Jahr|Woche|Artikel|Menge', '{}'), ('fr', 'Année|Semaine|Produit|Quantité', 'S{:02d}'), ('es', 'Año|Semana|Producto|Cantidad', '{}'), ('pt', 'Ano|Semana|Produto|Quantidade', '{:02d}'), ('it', 'Anno|Settimana|Prodotto|Quantità', '{}'), ('nl', 'Jaar|Week|Artikel|Aantal', 'wk {}')):
    S(f'2 2c week {nm}', table(head, [(2023, f.format(5+i), 'Lumidol', 5+i) for i in range(4)], ';'), w5, freq='W')
for nm,head,f in (('en rev', 'Product|Units|Month|Year', '{m}'), ('en text', 'Product|Units|Month|Year', '{m:02d}'), ('de', 'Artikel|Menge|Monat|Jahr', '{m}'), ('fr', 'Produit|Quantité|Mois|Année', '{m:02d}'), ('it', 'Prodotto|Quantità|Mese|Anno', '{m}'), ('pt', 'Produto|Quantidade|Mês|Ano', '{m:02d}'), ('en period', 'Item|Qty|Period|Year', '{m}'), ('en mth', 'Item|Qty|Mth|Yr', '{m}')):
    S(f'2 2c month {nm}', table(head, [('Lumidol', v, f.format(m=i+1), 2023) for i,v in enumerate(M12)], ';'), {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 2c yy', table('Yr|Mth|Item|Qty', [(23, i+1, 'Lumidol', v) for i,v in enumerate(M12)]), {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 2c xlsx', sheet([['Year', 'Month', 'Item', 'Qty'], *[[2023, i+1, 'Lumidol', v] for i,v in enumerate(M12)]]), {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 2c with date too', table('Year|Month|Date|Item|Qty', [(2023, 1, f'2023-01-{d:02d}', 'Lumidol', d) for d in range(9, 15)]), {'Lumidol': days('2023-01-09', list(range(9, 15)))}, freq='D')
S('2 2c financial', table('Financial Year|Period|Item|Qty', [('2023/24', i+1, 'Lumidol', v) for i,v in enumerate(M12)]), None, 'fiscal|financial|begin|start')
S('2 2c geschaeftsjahr', table('Geschäftsjahr|Periode|Artikel|Menge', [(2023, i+1, 'Lumidol', v) for i,v in enumerate(M12)], ';'), None, 'fiscal|begin|start')
S('2 2c week 53', table('Jahr|KW|Artikel|Menge', [(2026, w, 'Lumidol', w) for w in (52, 53)]+[(2027, 1, 'Lumidol', 1)], ';'), {'Lumidol': {'2026-12-21': 52, '2026-12-28': 53, '2027-01-04': 1}}, freq='W')
S('2 2c week 53 none', table('Year|Week|Item|Qty', [(2025, w, 'Lumidol', w) for w in (51, 52, 53)]), None, 'week')

# ---- codes of periods
for f in ('{y}M{m:02d}', '{y}-M{m}', '{y}m{m:02d}', '{m:02d}/{y}', '{m}-{y}', '{y}.{m:02d}', '{y}{m:02d}', '{y}_{m:02d}', 'M{m}-{y}', '{y}/{m}', '{m:02d}.{y}', 'P{m:02d}-{y}'):
    S(f'2 code {f}', both(ym(f), ';', 'Zeit|Produkt|Wert'), two, 'no date column|no form of a date' if f[0]=='P' else None, freq='M')
    if f[0]!='P': S(f'2 code header {f}', 'Produkt;'+';'.join(ym(f))+'\nLumidol;'+';'.join(map(str, M12))+'\nPrazen 20;'+';'.join(str(v+5) for v in M12)+'\n', two, freq='M')
for f in ('{y}-Q{q}', '{y}Q{q}', 'Q{q}/{y}', 'Q{q} {y}', '{q}/{y} Q', 'T{q}-{y}', '{y}T{q}', '{q}. Quartal {y}', '{q}º trimestre {y}', '{q}T{y}', 'Q{q}{y}', '{y} T{q}', 'Qtr {q} {y}', '{q}Q{yy}'):
    S(f'2 code {f}', table('Period|Product|Units', [(f.format(y=2022+i//4, q=i%4+1, yy=22+i//4), 'Lumidol', 50+i) for i in range(8)]), {'Lumidol': {f'{2022+i//4}-{i%4*3+1:02d}-01': 50+i for i in range(8)}}, 'date' if f=='{q}/{y} Q' else None, freq='Q')
for f in ('{y}W{w:02d}', '{y}-W{w:02d}', 'W{w}/{y}', 'KW{w:02d}/{y}', 'S{w:02d}-{y}', '{y} KW {w}', 'wk {w} {y}', '{y}-{w:02d} KW', 'Sem {w} {y}', '{y}S{w:02d}'):
    S(f'2 code {f}', table('Week|Product|Units', [(f.format(y=2023, w=5+i), 'Lumidol', 5+i) for i in range(4)]), w5, 'date' if 'KW' == f[-2:] else None, freq='W')
S('2 code dhis week', table('period|dataElement|orgUnit|value', [(f'2023W{5+i}', 'Lumidol', 'OU1', 5+i) for i in range(4)]), {'OU1/Lumidol': w5['Lumidol']}, loc=True, freq='W')
S('2 code half years', table('Period|Product|Units', [(f'2022S{i}', 'Lumidol', i) for i in (1, 2)]+[(f'2023S{i}', 'Lumidol', i) for i in (1, 2)]), None, 'date|half|S1')
S('2 code yyyymm int parquet', parquet(yyyymm=[202301+i for i in range(12)], drug=['Lumidol']*12, units=M12), {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 code yyyymm xlsx', sheet([['Period', 'Drug', 'Units'], *[[202301+i, 'Lumidol', v] for i,v in enumerate(M12)]]), {'Lumidol': months(2023, 1, M12)}, freq='M')
S('2 code yyyymmdd xlsx', sheet([['Date', 'Drug', 'Units'], *[[20230109+i, 'Lumidol', 3+i] for i in range(6)]]), {'Lumidol': days('2023-01-09', [3+i for i in range(6)])}, freq='D')
S('2 code W53 bad', table('Week|Product|Units', [(f'2025-W{w}', 'Lumidol', w) for w in (51, 52, 53)]), None, 'week')

# ---- decimal and thousands marks
D4 = ['09.01.2023', '10.01.2023', '11.01.2023', '12.01.2023']
def num(vals, head='Datum|Artikel|Menge', sep=';', dates=D4): return table(head, [(d, 'Lumidol', v) for d,v in zip(dates, vals)], sep)
def L(*v): return {'Lumidol': days('2023-01-09', list(v))}
D4s, D4i = ['09/01/2023', '10/01/2023', '11/01/2023', '13/01/2023'], ['2023-01-09', '2023-01-10', '2023-01-11', '2023-01-12']
L13 = lambda *v: {'Lumidol': days('2023-01-09', [*v[:3], 0, v[3]])}
S('2 th it', num(['2.150', '940', '1.075', '3.300'], 'Data|Farmaco|Quantità', dates=D4s), L13(2150, 940, 1075, 3300))
S('2 th pt tab', num(['2.150', '940', '1.075', '3.300'], 'Data|Produto|Qtde', '\t', dates=D4s), L13(2150, 940, 1075, 3300))
S('2 th es comma file', num(['2.150', '940', '1.075', '3.300'], 'Fecha|Medicamento|Unidades', ',', dates=D4s), L13(2150, 940, 1075, 3300))
S('2 th nl', num(['12.150', '940', '1.075', '3.300'], 'Datum|Artikel|Aantal', dates=[d.replace('.', '-') for d in D4]), L(12150, 940, 1075, 3300))
S('2 th fr nnbsp', num(['2\u202f150', '940', '1\u202f075', '3\u202f300'], 'Date|Produit|Quantité', dates=D4s), L13(2150, 940, 1075, 3300))
S('2 th fr nbsp comma', num(['2\u00a0150,5', '940', '1\u00a0075', '3'], 'Date|Produit|Quantité', dates=D4s), L13(2150.5, 940, 1075, 3))
S('2 th decimals de', num(['12,5', '3', '7,25', '1'], 'Datum|Artikel|Menge'), L(12.5, 3, 7.25, 1))
S('2 th decimals de 3', num(['0,125', '3,000', '7,250', '1,500'], 'Datum|Artikel|Menge'), L(.125, 3, 7.25, 1.5))
S('2 th decimals de 3 unsure', num(['2,125', '3,000', '7,250', '1,500'], 'Datum|Artikel|Menge'), None, 'decimal')
S('2 th us quotes', table('Date|Drug|Qty', [(d, 'Lumidol', f'"{v}"') for d,v in zip(D4i, ['1,204', '985', '12,040', '7'])]), L(1204, 985, 12040, 7))
S('2 th us tab', num(['1,204', '985', '12,040', '7'], 'Date|Drug|Qty', '\t', D4i), L(1204, 985, 12040, 7))
S('2 th us decimals', num(['1204.5', '985', '12040', '7.25'], 'Date|Drug|Qty', ',', D4i), L(1204.5, 985, 12040, 7.25))
S('2 th in', table('Date|Drug|Qty', [(d, 'Lumidol', f'"{v}"') for d,v in zip(D4i, ['1,20,400', '98,500', '12,04,000', '7'])]), L(120400, 98500, 1204000, 7))
S('2 th in 3', table('Date|Drug|Qty', [(d, 'Lumidol', f'"{v}"') for d,v in zip(D4i, ['1,20,400.50', '98,500', '12,04,000', '7'])]), L(120400.5, 98500, 1204000, 7))
S('2 th ch', num(["2'150", '940', "1'075.5", "3'300"]), L(2150, 940, 1075.5, 3300))
S('2 th scientific', num(['1.2e3', '940', '1075', '3300'], 'Date|Drug|Qty', ',', D4i), L(1200, 940, 1075, 3300))
S('2 th plus', num(['+12', '940', '1075', '3300'], 'Date|Drug|Qty', ',', D4i), L(12, 940, 1075, 3300))
S('2 th pt header', 'Produto;01/2023;02/2023;03/2023\nLumidol;1.250;980;2.000\nPrazen;2.250;1.980;300\n', {'Lumidol': months(2023, 1, [1250, 980, 2000]), 'Prazen': months(2023, 1, [2250, 1980, 300])})
S('2 th wide it', 'Data;Lumidol;Prazen\n09/01/2023;1.250;3\n13/01/2023;980;4\n', {'Lumidol': days('2023-01-09', [1250, 0, 0, 0, 980]), 'Prazen': days('2023-01-09', [3, 0, 0, 0, 4])})
S('2 th price witness', num(['2.150;1,20', '3.940;1,20', '1.075;1,20', '3.300;1,20'], 'Date|Item|Qty|Price', dates=D4i), L(2150, 3940, 1075, 3300))
S('2 th price witness point', num(['2,150;1.20', '3,940;1.20', '1,075;1.20', '3,300;1.20'], 'Date|Item|Qty|Price', dates=D4i), L(2150, 3940, 1075, 3300))
S('2 th parquet', parquet(date=D4i, drug=['Lumidol']*4, qty=[1.25, 980., 2., 3.]), L(1.25, 980, 2, 3))
S('2 th xlsx numbers', sheet([['Datum', 'Artikel', 'Menge'], *[[dt.date(2023, 1, 9+i), 'Lumidol', v] for i,v in enumerate([1.25, 980, 2, 3])]]), L(1.25, 980, 2, 3))
S('2 th xlsx text', sheet([['Datum', 'Artikel', 'Menge'], *[[dt.date(2023, 1, 9+i), 'Lumidol', v] for i,v in enumerate(['1.250', '980', '2.000', '3'])]]), L(1250, 980, 2000, 3))
S('2 th both', num(['1.250', '980', '1,250', '3']), None, 'decimal|thousand')

# ---- which column
K = 24
day = lambda i: f'2023-03-{i//3+1:02d}'
name = lambda i: ['Lumidol', 'Prazen', 'Lumidol'][i%3]
qty = lambda i: i%4+1
def sums():
    out = {}
    for i in range(K): out.setdefault(name(i), {}); out[name(i)][day(i)] = out[name(i)].get(day(i), 0)+qty(i)
    return out
for nm,head,f in [('receipt number last', 'Date|Product|Qty|Receipt No', lambda i: (day(i), name(i), qty(i), f'R{500+i}')),
    ('till de', 'Bon-Nr|Kasse|Datum|Bezeichnung|Anzahl', lambda i: (90000+i, i%3+1, day(i), name(i), qty(i))),
    ('till de time', 'Belegnr.|Datum|Uhrzeit|Artikel|Stück', lambda i: (90000+i, day(i), f'{9+i%8}:{i%60:02d}', name(i), qty(i))),
    ('rezept', 'Rezeptnummer|Arzt|Patient|Abgabedatum|Arzneimittel|Menge', lambda i: (90000+i, f'Dr. A{i%3}', f'P{i%5}', day(i), name(i), qty(i))),
    ('ordonnance', "N° ordonnance|Prescripteur|Patient|Date de délivrance|Médicament|Qté délivrée", lambda i: (90000+i, f'Dr A{i%3}', f'P{i%5}', day(i), name(i), qty(i))),
    ('receta', 'Nº receta|Médico|Paciente|Fecha dispensación|Medicamento|Unidades dispensadas', lambda i: (90000+i, f'Dr A{i%3}', f'P{i%5}', day(i), name(i), qty(i))),
    ('ricetta', 'Numero ricetta|Medico|Assistito|Data erogazione|Farmaco|Pezzi erogati', lambda i: (90000+i, f'Dr A{i%3}', f'P{i%5}', day(i), name(i), qty(i))),
    ('receita', 'Nº receita|Médico|Paciente|Data da dispensação|Medicamento|Qtd dispensada', lambda i: (90000+i, f'Dr A{i%3}', f'P{i%5}', day(i), name(i), qty(i))),
    ('recept', 'Receptnummer|Voorschrijver|Patiënt|Afleverdatum|Geneesmiddel|Afgeleverd aantal', lambda i: (90000+i, f'Dr A{i%3}', f'P{i%5}', day(i), name(i), qty(i))),
    ('birth', 'Patient birth date|Gender|Dispensed date|Drug|Quantity', lambda i: (f'19{40+i}-05-06', 'FM'[i%2], day(i), name(i), qty(i))),
    ('geburt', 'Geburtsdatum|Geschlecht|Abgabedatum|Präparat|Menge', lambda i: (f'06.05.19{40+i}', 'wm'[i%2], day(i), name(i), qty(i))),
    ('naissance', 'Date de naissance|Sexe|Date de vente|Produit|Quantité', lambda i: (f'06/05/19{40+i}', 'FM'[i%2], day(i), name(i), qty(i))),
    ('expiry it', 'Lotto|Scadenza|Data vendita|Articolo|Quantità', lambda i: (f'L{i%3}', f'2026-{i%9+1:02d}-28', day(i), name(i), qty(i))),
    ('expiry fr', "Lot|Date de péremption|Date de sortie|Article|Qté", lambda i: (f'L{i%3}', f'2026-{i%9+1:02d}-28', day(i), name(i), qty(i))),
    ('expiry nl', 'Houdbaar tot|Batch|Datum uitgifte|Artikel|Aantal', lambda i: (f'2026-{i%9+1:02d}-28', f'L{i%3}', day(i), name(i), qty(i))),
    ('entered by', 'Date|Entered by|Product|Qty', lambda i: (day(i), ['anna', 'ben'][i%2], name(i), qty(i))),
    ('user', 'Date|User|Product|Qty|Terminal', lambda i: (day(i), ['anna', 'ben'][i%2], name(i), qty(i), 'T1')),
    ('verkäufer', 'Datum|Verkäufer|Artikel|Menge', lambda i: (day(i), ['anna', 'ben'][i%2], name(i), qty(i))),
    ('vendeur', 'Date|Vendeur|Produit|Quantité', lambda i: (day(i), ['anna', 'ben'][i%2], name(i), qty(i))),
    ('vendedor', 'Fecha|Vendedor|Producto|Cantidad', lambda i: (day(i), ['anna', 'ben'][i%2], name(i), qty(i))),
    ('money de', 'Datum|Artikel|Menge|VK-Preis|Umsatz|MwSt', lambda i: (day(i), name(i), qty(i), '3,50', f'{3.5*qty(i):.2f}'.replace('.', ','), '19')),
    ('money en', 'Date|Item|Unit cost|Gross amount|Qty|Net amount', lambda i: (day(i), name(i), 3.5, 3.5*qty(i), qty(i), 3*qty(i))),
    ('money fr', "Date|Produit|Prix TTC|Montant|Quantité|Remise", lambda i: (day(i), name(i), '3,50', f'{3.5*qty(i):.2f}'.replace('.', ','), qty(i), 0)),
    ('days supply', 'Fill date|NDC name|Days supply|Quantity dispensed|Refill number|Copay', lambda i: (day(i), name(i), 30, qty(i), i%3, '5.00')),
    ('age', 'Date|Age|Drug|Quantity', lambda i: (day(i), 30+i, name(i), qty(i))),
    ('hour', 'Date|Hour|Drug|Quantity', lambda i: (day(i), 8+i%9, name(i), qty(i))),
    ('weekday', 'Date|Weekday|Drug|Quantity', lambda i: (day(i), 'Mon', name(i), qty(i))),
    ('stock after', 'Date|Drug|Quantity|Stock after', lambda i: (day(i), name(i), qty(i), 500-i)),
    ('row no', 'No|Date|Drug|Quantity', lambda i: (i+1, day(i), name(i), qty(i))),
    ('lfd', 'lfd. Nr.|Datum|Artikel|Menge', lambda i: (i+1, day(i), name(i), qty(i))),
    ('hash', '#|Date|Drug|Quantity', lambda i: (i+1, day(i), name(i), qty(i))),
    ('unnamed index', '|Date|Drug|Quantity'.replace('|Date', 'Unnamed: 0|Date', 1) if False else 'index|Date|Drug|Quantity', lambda i: (i, day(i), name(i), qty(i))),
    ('guid', 'guid|dispense_date|medication|qty', lambda i: (f'{i:08x}-77aa-4b', day(i), name(i), qty(i))),
    ('insurance', 'Date|Insurance|Member ID|Drug|Quantity', lambda i: (day(i), ['AOK', 'TK'][i%2], 7000+i, name(i), qty(i))),
    ('dose', 'Date|Drug|Strength|Form|Quantity', lambda i: (day(i), name(i), '5 mg', 'tab', qty(i))),
    ('ordered on', 'Order date|Dispense date|Drug|Quantity', lambda i: ('2023-02-01', day(i), name(i), qty(i))),
    ('created', 'created_at|updated_at|dispensed_at|drug|quantity', lambda i: ('2023-06-01 08:00', '2023-06-02 09:00', day(i), name(i), qty(i)))]:
    S('2 wc '+nm, table(head, [f(i) for i in range(K)], ';'), sums(), "'sum'|occur once", freq='D')
mon = lambda i: f'2023-{i//2+1:02d}'
nam = lambda i: ['Lumidol', 'Prazen'][i%2]
Q = lambda i: 40+(i*7)%13
MM = {'Lumidol': months(2023, 1, [Q(i) for i in range(0, 16, 2)]), 'Prazen': months(2023, 1, [Q(i) for i in range(1, 16, 2)])}
for nm,head,f in [('min max', 'Month|Item|Min stock|Max stock|Consumption', lambda i: (mon(i), nam(i), 50, 200, Q(i))),
    ('soh issues', 'Item|Month|SOH|Issues|On order', lambda i: (nam(i), mon(i), 300-i, Q(i), 50)),
    ('rcvd', 'Month|Item|Qty rcvd|Qty issued|Balance b/f|Balance c/f', lambda i: (mon(i), nam(i), 60, Q(i), 100, 110)),
    ('de bestand', 'Monat|Artikel|Lagerbestand|Abgang|Zugang', lambda i: (mon(i), nam(i), 300-i, Q(i), 60)),
    ('de bestellt', 'Monat|Artikel|Bestellmenge|Verkaufsmenge', lambda i: (mon(i), nam(i), 300-i, Q(i))),
    ('fr sdu', "Mois|Produit|SDU|Quantité reçue|Quantité distribuée|Ajustements|Jours de rupture", lambda i: (mon(i), nam(i), 300-i, 60, Q(i), 0, 0)),
    ('fr cmm', 'Mois|Produit|CMM|Consommation|Stock disponible utilisable', lambda i: (mon(i), nam(i), 44, Q(i), 300-i)),
    ('es consumo', 'Mes|Producto|Existencia inicial|Ingresos|Consumo|Existencia final|CPM', lambda i: (mon(i), nam(i), 300, 60, Q(i), 320, 44)),
    ('pt consumo', 'Mês|Produto|Estoque inicial|Recebido|Consumo|Perdas|Estoque final', lambda i: (mon(i), nam(i), 300, 60, Q(i), 0, 320)),
    ('it consumo', 'Mese|Prodotto|Giacenza iniziale|Acquisti|Consumi|Resi|Giacenza finale', lambda i: (mon(i), nam(i), 300, 60, Q(i), 0, 320)),
    ('nl verbruik', 'Maand|Artikel|Beginvoorraad|Inkoop|Verbruik|Eindvoorraad', lambda i: (mon(i), nam(i), 300, 60, Q(i), 320)),
    ('forecast', 'Month|Item|Forecast|Actual sales', lambda i: (mon(i), nam(i), 45, Q(i))),
    ('budget', 'Month|Item|Budget|Units sold', lambda i: (mon(i), nam(i), 45, Q(i))),
    ('last year', 'Month|Item|Units sold|Units sold LY', lambda i: (mon(i), nam(i), Q(i), 45)),
    ('requested', 'Month|Item|Quantity requested|Quantity issued', lambda i: (mon(i), nam(i), 45, Q(i))),
    ('patients', 'Month|Item|Patients|Units', lambda i: (mon(i), nam(i), 12, Q(i))),
    ('scripts', 'Month|Item|Scripts|Packs', lambda i: (mon(i), nam(i), 12, Q(i))),
    ('ddd', 'Month|Item|Packs|DDD', lambda i: (mon(i), nam(i), Q(i), 12.5)),
    ('share', 'Month|Item|Units|Share %', lambda i: (mon(i), nam(i), Q(i), 12.5)),
    ('report', 'Reporting period|Submitted on|Item|Quantity dispensed|Adjusted consumption|Stock on hand', lambda i: (mon(i), '2024-01-05', nam(i), Q(i), Q(i)+3, 90)),
    ('code and text', 'Month|Material|Material text|Issued qty|Base unit', lambda i: (mon(i), nam(i), f'{nam(i)} 30 TAB', Q(i), 'TAB')),
    ('atc', 'Month|ATC|Item|Units', lambda i: (mon(i), 'N02BE01', nam(i), Q(i))),
    ('group', 'Month|Group|Item|Units', lambda i: (mon(i), 'Analgesics', nam(i), Q(i)))]:
    S('2 wm '+nm, table(head, [f(i) for i in range(16)], ';'), MM, 'adjusted|Adjusted' if nm=='report' else None, freq='M')
for w in ('Ward', 'Health post', 'Store name', 'Outlet', 'Pharmacy name', 'Facility name', 'Site', 'Department', 'Standort', 'Abteilung', 'Pharmacie', 'Centre de santé', 'Farmacia', 'Bodega', 'Unidade de saúde', 'Punto vendita', 'Magazzino', 'Afdeling', 'Locatie', 'Ordering unit', 'Practice code', 'Warehouse', 'District', 'Etablissement', 'Servicio', 'UBS', 'Sede', 'Apotheke'):
    S('2 place '+w, table(f'Month|{w}|Item|Units', [(mon(i), ['Alpha', 'Beta'][i%2], 'Lumidol', Q(i)) for i in range(16)], ';'), {'Alpha/Lumidol': MM['Lumidol'], 'Beta/Lumidol': MM['Prazen']}, 'Ordering' if w.startswith('Ord') else None, loc=True)
for cc,q in (('PZN', 'Menge'), ('CIP', 'Qté'), ('CN', 'Cantidad'), ('Código nacional', 'Cantidad'), ('AIC', 'Pezzi'), ('ZI-nummer', 'Aantal'), ('EAN', 'Quantidade'), ('Barcode', 'Qty'), ('Artikelnr.', 'Anzahl'), ('Item number', 'Units'), ('Product ID', 'Qty'), ('Code CIP13', 'Quantité'), ('drug_code', 'qty')):
    S('2 clock '+cc, table(f'Zeit|{cc}|{q}' if q in ('Menge', 'Anzahl') else f'time|{cc}|{q}', [(f'2026-02-0{2+i//3} {9+i%3}:1{i}:0{i}', [4041592, 3718281, 4041592][i%3], i+1) for i in range(6)], ';'), {'4041592': days('2026-02-02', [4, 10]), '3718281': days('2026-02-02', [2, 5])}, freq='D')
for cc,q in (('Bezeichnung', 'Menge'), ('désignation', 'quantité'), ('denominación', 'unidades'), ('descrição', 'qtd'), ('descrizione', 'pezzi'), ('omschrijving', 'aantal'), ('what', 'how many'), ('lek', 'ilość'), ('nome comercial', 'quant.'), ('principio activo', 'cant.')):
    S('2 clock name '+cc, table(f'date|{cc}|{q}', [(f'2026-02-0{2+i//3} {9+i%3}:1{i}:0{i}', ['Lumidol', 'Prazen', 'Lumidol'][i%3], i+1) for i in range(6)], ';'), {'Lumidol': days('2026-02-02', [4, 10]), 'Prazen': days('2026-02-02', [2, 5])}, freq='D')

# ---- totals
three = [('Lumidol', [10, 14, 9, 17, 21]), ('Prazen', [100, 85, 93, 88, 120]), ('Zetan', [7, 9, 4, 6, 11])]
total = [sum(v[i] for _,v in three) for i in range(5)]
T3 = {n: months(2023, 1, v) for n,v in three}
five = ym('{y}-{m:02d}', 5)
for w in ('Total', 'TOTAL', 'Totals', 'Sum', 'Overall', 'Grand total', 'Summe', 'Gesamt', 'Gesamtergebnis', 'Insgesamt', 'Total général', 'Ensemble', 'Somme', 'Suma', 'Total general', 'Totale', 'Totale complessivo', 'Totaal', 'Eindtotaal', 'Total geral', 'Everything', 'Pharmacy', '∑', 'All items', 'Alle Artikel', 'Tous produits', 'Todos', 'Tutti', 'Alles', '*** TOTAL ***', 'Report total:'):
    S('2 tot last '+w, table('Item|'+'|'.join(five), [*[(n, *v) for n,v in three], (w, *total)], ';'), T3)
    S('2 tot column '+w, table('Month|'+'|'.join(n for n,_ in three)+'|'+w, [(m, *[v[i] for _,v in three], total[i]) for i,m in enumerate(five)], ';'), T3)
    S('2 tot lines '+w, table('Month|Item|Units', [r for i,m in enumerate(five) for r in [*[(m, n, v[i]) for n,v in three], (m, w, total[i])]], ';'), T3)
    S('2 tot place '+w, table('Month|Branch|Item|Units', [r for i,m in enumerate(five) for r in [(m, 'Nord', 'Lumidol', 10+i*i), (m, 'Sud', 'Lumidol', 21-i), (m, 'West', 'Lumidol', 5+i), (m, w, 'Lumidol', 36+i*i+i*0)]], ';'), {'Nord/Lumidol': months(2023, 1, [10+i*i for i in range(5)]), 'Sud/Lumidol': months(2023, 1, [21-i for i in range(5)]), 'West/Lumidol': months(2023, 1, [5+i for i in range(5)])}, loc=True)
S('2 tot first', table('Item|'+'|'.join(five), [('All medicines', *total), *[(n, *v) for n,v in three]], ';'), T3)
S('2 tot footer', table('Date|Item|Qty', [(f'2023-01-{9+i:02d}', 'Lumidol', 4+i) for i in range(5)])+'Total,,30\n', L(4, 5, 6, 7, 8))
S('2 tot footer count', table('Date|Item|Qty', [(f'2023-01-{9+i:02d}', 'Lumidol', 4+i) for i in range(5)])+'Number of rows: 5,,\n', L(4, 5, 6, 7, 8))
S('2 tot day subtotal', table('Date|Item|Qty', [r for i in range(4) for r in [(f'2023-01-{9+i:02d}', 'Lumidol', 4+i), (f'2023-01-{9+i:02d}', 'Prazen', 9-i), (f'Subtotal 2023-01-{9+i:02d}', '', 13)]]), {'Lumidol': days('2023-01-09', [4, 5, 6, 7]), 'Prazen': days('2023-01-09', [9, 8, 7, 6])})
S('2 tot group rows', table('Item|'+'|'.join(five), [('ANALGESICS', '', '', '', '', ''), *[(n, *v) for n,v in three[:2]], ('ANTACIDS', '', '', '', '', ''), (three[2][0], *three[2][1])]), T3)
S('2 tot subtotal groups', table('Item|'+'|'.join(five), [(three[0][0], *three[0][1]), (three[1][0], *three[1][1]), ('Analgesics total', *[a+b for a,b in zip(three[0][1], three[1][1])]), (three[2][0], *three[2][1]), ('Yota', 5, 6, 7, 9, 4), ('Antacids total', *[a+b for a,b in zip(three[2][1], [5, 6, 7, 9, 4])]), ('Grand total', *[t+u for t,u in zip(total, [5, 6, 7, 9, 4])])]), T3|{'Yota': months(2023, 1, [5, 6, 7, 9, 4])})
S('2 tot average column', table('Item|'+'|'.join(five)+'|Average|Total', [(n, *v, round(sum(v)/5, 1), sum(v)) for n,v in three], ';'), T3)
S('2 tot YTD column', table('Item|'+'|'.join(five)+'|YTD', [(n, *v, sum(v)) for n,v in three], ';'), T3)
S('2 tot % row', table('Item|'+'|'.join(five), [*[(n, *v) for n,v in three], ('Total', *total)], '\t'), T3)
S('2 tot Totalip stays', table('Month|Item|Units', [r for i,m in enumerate(five) for r in [(m, 'Totalip 10', 5+i), (m, 'Lumidol', 9+i)]]), {'Totalip 10': months(2023, 1, [5+i for i in range(5)]), 'Lumidol': months(2023, 1, [9+i for i in range(5)])})
S('2 tot summit stays', table('Month|Summatrip|Gesamtol|All-Day', [(m, 5+i, 7+i, 3*i+1) for i,m in enumerate(five)]), {'Summatrip': months(2023, 1, [5+i for i in range(5)]), 'Gesamtol': months(2023, 1, [7+i for i in range(5)]), 'All-Day': months(2023, 1, [3*i+1 for i in range(5)])})
S('2 tot small coincidence', table('Month|A|B|C', [(m, a, b, a+b) for m,a,b in zip(five, [1, 0, 1, 0, 1], [0, 1, 1, 0, 0])]), {'A': months(2023, 1, [1, 0, 1, 0, 1]), 'B': {k: v for k,v in months(2023, 1, [0, 1, 1, 0, 0]).items() if k>'2023-01'}, 'C': months(2023, 1, [1, 1, 2, 0, 1])})

# ---- movements and returns
for nm,head,w in (('de', 'Datum|Artikel|Buchungsart|Menge', ('Abgabe', 'Wareneingang', 'Retoure', 'Verlust', 'Inventur')), ('fr', 'Date|Produit|Type de mouvement|Quantité', ('Sortie', 'Entrée', 'Retour', 'Perte', 'Inventaire')), ('es', 'Fecha|Producto|Tipo de movimiento|Cantidad', ('Salida', 'Entrada', 'Devolución', 'Pérdida', 'Ajuste')),
    ('pt', 'Data|Produto|Tipo de movimento|Quantidade', ('Saída', 'Entrada', 'Devolução', 'Perda', 'Ajuste')), ('it', 'Data|Prodotto|Causale|Quantità', ('Scarico', 'Carico', 'Reso', 'Perdita', 'Rettifica')), ('nl', 'Datum|Artikel|Soort mutatie|Aantal', ('Uitgifte', 'Ontvangst', 'Retour', 'Verlies', 'Telling')),
    ('en2', 'Date|Item|Transaction type|Qty', ('Dispensed', 'Received', 'Customer return', 'Expired', 'Stock take')), ('en3', 'Date|Item|Event|Qty', ('SALE', 'PURCHASE', 'REFUND', 'WASTE', 'TRANSFER')), ('en4', 'Type|Date|Item|Qty', ('OUT', 'IN', 'RETURN', 'DAMAGED', 'ADJ'))):
    rows = [('2023-01-09', w[0], 12), ('2023-01-09', w[1], 100), ('2023-01-10', w[0], 9), ('2023-01-10', w[2], 2), ('2023-01-11', w[0], 8), ('2023-01-11', w[3], 3), ('2023-01-12', w[0], 7), ('2023-01-12', w[4], 4)]
    order = {'Date|Item|Transaction type|Qty': 0}
    S('2 mov '+nm, table(head, [((m, d, 'Lumidol', q) if head.startswith('Type') else (d, 'Lumidol', m, q)) for d,m,q in rows], ';'), L(12, 7, 8, 7), 'ADJ' if nm=='en4' else None)
S('2 mov no issues', table('Date|Item|Movement|Qty', [('2023-01-09', 'Lumidol', 'Receipt', 12), ('2023-01-10', 'Lumidol', 'Receipt', 9)]), None, 'issue')
S('2 mov signed qty', table('Date|Item|Movement|Qty', [('2023-01-09', 'Lumidol', 'Issue', -12), ('2023-01-09', 'Lumidol', 'Receipt', 100), ('2023-01-10', 'Lumidol', 'Issue', -9), ('2023-01-10', 'Lumidol', 'Return', 2)]), L(12, 7))
S('2 mov in out columns', table('Date|Item|In|Out|Balance', [(f'2023-01-{9+i:02d}', 'Lumidol', 10, 4+i, 100-i) for i in range(4)]), L(4, 5, 6, 7), 'column|y=')
S('2 mov debit', table('Date|Item|Qty in|Qty out', [(f'2023-01-{9+i:02d}', 'Lumidol', 10, 4+i) for i in range(4)]), L(4, 5, 6, 7), 'column|y=')
for nm,head,neg in (('paren', 'Date|Item|Qty', '(3)'), ('trail', 'Date|Item|Qty', '3-'), ('minus', 'Datum|Artikel|Menge', '\u22123'), ('plain', 'Fecha|Producto|Cantidad', '-3')):
    S('2 ret '+nm, table(head, [(d, 'Lumidol', v) for d,v in zip(D4i, [12, neg, 5, 6])], ';'), None, 'negative|return')
    S('2 ret opt '+nm, table(head, [(d, 'Lumidol', v) for d,v in zip(D4i, [12, neg, 5, 6])], ';'), L(9, 0, 5, 6), negatives='returns')
for nm,head in (('en', 'Date|Item|Qty sold|Qty returned'), ('de', 'Datum|Artikel|Verkaufsmenge|Rücknahme'), ('fr', 'Date|Produit|Ventes|Retours'), ('es', 'Fecha|Producto|Ventas|Devoluciones'), ('it', 'Data|Prodotto|Vendite|Resi'), ('nl', 'Datum|Artikel|Verkocht|Retour')):
    S('2 ret column '+nm, table(head, [(d, 'Lumidol', *v) for d,v in zip(D4i, [(12, 0), (9, 2), (5, 1), (6, 0)])], ';'), L(12, 7, 4, 6))

# ---- suppressed, blank, days out of stock
for t in ('*', '<10', '≤ 4', '1–4', 'k.A.', 'n.v.', 'N.A.', 's/d', 'n.d.', 'NA', 'confidential', 'Suppressed', '(S)', ':', '…' , 'x', '< 6', '1 to 4', '-*', '#', 'unter 5', 'moins de 5', 'menos de 5', 'meno di 5', 'minder dan 5', '5*'):
    S('2 sup '+t, table('Month|Product|Units', [(m, 'Lumidol', v) for m,v in zip(five, [14, t, 0, 12, 18])], ';'), {'Lumidol': months(2023, 1, [14, None, 0, 12, 18])}, 'must hold numbers' if t in ('-*', '#', '…') else None)
S('2 sup wide', table('Month|Lumidol|Prazen', [(m, v, 20) for m,v in zip(five, [14, '<5', 0, '*', 18])]), {'Lumidol': months(2023, 1, [14, None, 0, None, 18]), 'Prazen': months(2023, 1, [20]*5)})
S('2 sup xlsx', sheet([['Month', 'Product', 'Units'], *[[m, 'Lumidol', v] for m,v in zip(five, [14, '<5', 0, '*', 18])]]), {'Lumidol': months(2023, 1, [14, None, 0, None, 18])})
S('2 sup parquet', parquet(month=five, product=['Lumidol']*5, units=['14', '<5', '0', '*', '18']), {'Lumidol': months(2023, 1, [14, None, 0, None, 18])})
S('2 sup nan parquet', parquet(month=five, product=['Lumidol']*5, units=[14, None, 0, 3, 18]), {'Lumidol': months(2023, 1, [14, [None, 0], 0, 3, 18])})
for nm,rows in (('none', [None, 'Lumidol']), ('space', ['  ', 'Lumidol']), ('nbsp', ['\u00a0', 'Lumidol']), ('dash', ['', 'Prazen'])):
    S('2 blank name '+nm, sheet([['Date', 'Product', 'Qty'], [dt.date(2023, 1, 9), 'Lumidol', 3], *[[dt.date(2023, 1, 10), r, 4] for r in rows]]), None, 'empty|blank')
S('2 blank name parquet', parquet(date=['2023-01-09']*3, item=['Lumidol', None, 'Prazen'], qty=[1, 2, 3]), None, 'empty|blank')
for h in ('Stockout days', 'Days stocked out', 'Nb jours de rupture', 'Jours de rupture de stock', 'Días sin stock', 'Días de ruptura', 'Dias sem estoque', 'Dias em falta', 'Giorni di carenza', 'Giorni senza scorte', 'Dagen niet op voorraad', 'Fehltage', 'Tage ohne Ware', 'Tage nicht lieferbar', 'Number of days out of stock', 'DOS', 'Days unavailable', 'Nombre de jours de rupture', 'Total stockout days', 'Stock-out days in month'):
    S('2 out '+h, table(f'Month|Product|Consumption|{h}', [(m, 'Lumidol', v, d) for m,v,d in zip(five, [100, 62, 104, 0, 98], [0, 11, 0, 30, 0])], ';'), {'Lumidol': months(2023, 1, [100, 62, 104, 0, 98])}, 'DOS' if h=='DOS' else None, cens=None if h=='DOS' else {'Lumidol': ['2023-02-01', '2023-04-01']})
S('2 out flag', table('Month|Product|Consumption|Stockout', [(m, 'Lumidol', v, d) for m,v,d in zip(five, [100, 62, 104, 0, 98], ['No', 'Yes', 'No', 'Yes', 'No'])], ';'), {'Lumidol': months(2023, 1, [100, 62, 104, 0, 98])}, cens={'Lumidol': ['2023-02-01', '2023-04-01']})

# ---- layouts and kinds of file
base = [['Datum', 'Artikel', 'Menge'], *[[dt.date(2023, 1, 9+i), 'Lumidol', 4+i] for i in range(4)]]
ok = L(4, 5, 6, 7)
csv_de = 'Datum;Artikel;Menge\n'+''.join(f'{9+i:02d}.01.2023;Lumidol;{4+i}\n' for i in range(4))
S('2 lay titles many', sheet([['Apotheke am Markt'], ['Auswertung'], ['Zeitraum', '01.01.2023', 'bis', '31.01.2023'], [], *base, [], ['Ende der Liste']]), ok)
S('2 lay offset', sheet([[], [], *[[None, None, *r] for r in base]]), ok)
S('2 lay second table beside', sheet([[*r, None, None, 'x' if i==0 else i] for i,r in enumerate(base)]), ok)
S('2 lay cover two', sheet([['Monatsbericht'], ['Erstellt von: X']], name='Deckblatt', more={'Hinweise': [['Text'], ['Bitte lesen']], 'Daten': base}), ok, 'Daten')
S('2 lay pivot other', sheet(base, name='Roh', more={'Pivot': [['Summe von Menge'], ['Artikel', 'Ergebnis'], ['Lumidol', 22]]}), ok, 'Roh')
S('2 lay two headers', sheet([['Artikel', 'Januar 2023', None, 'Februar 2023', None], [None, 'Menge', 'Umsatz', 'Menge', 'Umsatz'], ['Lumidol', 5, 9.5, 6, 9.9], ['Prazen', 5, 1.5, 7, 2.0]]), {'Lumidol': months(2023, 1, [5, 6]), 'Prazen': months(2023, 1, [5, 7])})
S('2 lay two headers csv', 'Produit;Janv. 2023;;Févr. 2023;\n;Qté;CA;Qté;CA\nLumidol;5;9,5;6;9,9\nPrazen;5;1,5;7;2,0\n', {'Lumidol': months(2023, 1, [5, 6]), 'Prazen': months(2023, 1, [5, 7])})
S('2 lay codes text', sheet([['EAN', 'Datum', 'Menge'], ['0012345678905', dt.date(2023, 1, 9), 5], ['0012345678905', dt.date(2023, 1, 10), 6]]), {'0012345678905': days('2023-01-09', [5, 6])})
S('2 lay codes format', sheet([['PZN', 'Datum', 'Menge'], [123458, dt.date(2023, 1, 9), 5], [123458, dt.date(2023, 1, 10), 6]], {'A2': '00000000', 'A3': '00000000'}), {'00123458': days('2023-01-09', [5, 6])})
S('2 lay codes blank cell', sheet([['Article code', 'Date', 'Qty'], [10123459, dt.date(2023, 1, 9), 5], [10123459, dt.date(2023, 1, 10), 6], [None, None, None], [None, 'Total', 11]]), {'10123459': days('2023-01-09', [5, 6])})
S('2 lay codes .0 text', 'EAN;Date;Qty\n4324188.0;2023-01-09;5\n4324188.0;2023-01-10;6\n', {'4324188': days('2023-01-09', [5, 6])}, '4324188')
S('2 lay serial', sheet([['Fecha', 'Producto', 'Cantidad'], [44935, 'Lumidol', 4], [44936, 'Lumidol', 5], [44937, 'Lumidol', 6], [44938, 'Lumidol', 7]]), ok)
S('2 lay serial text csv', 'Date,Product,Qty\n44935,Lumidol,4\n44936,Lumidol,5\n44937,Lumidol,6\n44938,Lumidol,7\n', ok, 'date')
S('2 lay serial time', sheet([['Date', 'Product', 'Qty'], [44935.5, 'Lumidol', 4], [44936.25, 'Lumidol', 5]]), L(4, 5))
S('2 lay dd text mixed', sheet([['Date', 'Product', 'Qty'], ['13/01/2023', 'Lumidol', 4], ['14/01/2023', 'Lumidol', 5]]), {'Lumidol': days('2023-01-13', [4, 5])})
S('2 lay formula', sheet([['Datum', 'Artikel', 'Menge'], [dt.date(2023, 1, 9), 'Lumidol', '=2+2'], [dt.date(2023, 1, 10), 'Lumidol', '=2+3']]), None, 'formula|calculated')
S('2 lay formula name', sheet([['Datum', 'Artikel', 'Menge'], [dt.date(2023, 1, 9), '="Lumi"&"dol"', 2], [dt.date(2023, 1, 10), '="Lumi"&"dol"', 3]]), None, 'formula|calculated')
S('2 lay formula header', sheet([['Item', '=DATE(2023,1,1)', '=DATE(2023,2,1)'], ['Lumidol', 2, 4], ['Prazen', 2, 3]]), None, 'formula|calculated|date')
S('2 lay formula total only', sheet([*base, ['Summe', None, '=SUM(C2:C5)']]), ok)
for e in ('#REF!', '#N/A', '#DIV/0!', '#VALUE!', '#NAME?', '#NUM!', '#NULL!'): S('2 lay error '+e, sheet([*base[:3], [dt.date(2023, 1, 11), 'Lumidol', e], base[4]]), {'Lumidol': days('2023-01-09', [4, 5, None, 7])} if e=='#N/A' else None, '#|error|hold numbers')
S('2 lay error product', sheet([*base[:3], [dt.date(2023, 1, 11), '#REF!', 5], base[4]]), None, '#REF|error')
S('2 lay error date', sheet([*base[:3], ['#VALUE!', 'Lumidol', 5], base[4]]), None, '#VALUE|date')
S('2 file csv in zip nested', zipped(**{'a/b/umsatz__csv': csv_de.encode()}), ok)
S('2 file zip with pdf', zipped(**{'umsatz__csv': csv_de.encode(), 'info__pdf': b'%PDF'}), ok)
S('2 file zip two', zipped(**{'jan__csv': csv_de.encode(), 'feb__csv': csv_de.encode()}), None, 'archive')
S('2 file zip empty', zipped(), None, 'archive')
S('2 file gz', gzip.compress(csv_de.encode('cp1252')), ok)
S('2 file latin', csv_de.replace('Artikel', 'Präparat').replace('Lumidol', 'Lümidol').encode('latin-1'), {'Lümidol': ok['Lumidol']})
S('2 file cp1252 euro', csv_de.replace('Artikel', 'Präparat').replace('Lumidol', 'Lüm €').encode('cp1252'), {'Lüm €': ok['Lumidol']})
S('2 file utf16be', csv_de.encode('utf-16-be'), ok)
S('2 file utf16 tab', csv_de.replace(';', '\t').encode('utf-16'), ok)
S('2 file mac', csv_de.replace('\n', '\r').encode(), ok)
S('2 file crlf', csv_de.replace('\n', '\r\n').encode(), ok)
S('2 file cp437', csv_de.replace('Artikel', 'Präparat').encode('cp437'), ok, 'Pr')
S('2 file tilde', csv_de.replace(';', '~').encode(), ok)
S('2 file colon', csv_de.replace(';', ':').encode(), ok, 'no date column')
S('2 file colon asked', csv_de.replace(';', ':').encode(), ok, sep=':')
S('2 file html xls', ('<html><body><table>'+''.join('<tr>'+''.join(f'<td>{c}</td>' for c in l.split(';'))+'</tr>' for l in csv_de.strip().split('\n'))+'</table></body></html>').encode(), ok)
S('2 file html two tables', ('<html><body><table><tr><td>Login</td><td>x</td></tr></table><table>'+''.join('<tr>'+''.join(f'<td>{c}</td>' for c in l.split(';'))+'</tr>' for l in csv_de.strip().split('\n'))+'</table></body></html>').encode(), ok)
S('2 file html entities', ('<table>'+''.join('<tr>'+''.join(f'<td>&nbsp;{c}</td>' for c in l.split(';'))+'</tr>' for l in csv_de.replace('Lumidol', 'Lumi&ampdol').strip().split('\n'))+'</table>').encode(), {'Lumi&dol': ok['Lumidol']})
S('2 file json', b'[{"date":"2023-01-09","item":"Lumidol","qty":4}]', None, 'JSON|json|CSV|column')
S('2 file pdf', b'%PDF-1.4\n%\xe2\xe3\n1 0 obj', None, 'PDF|pdf|CSV|column')
S('2 file png', b'\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR', None, 'CSV|picture|image|column|binary')
S('2 file empty', b'', None, 'empty')
S('2 file header only', b'Date;Item;Qty\n', None, 'no rows')
S('2 file quoted commas', 'Date,Item,Qty\n'+''.join(f'2023-01-{9+i:02d},"Lumidol, 5 mg",{4+i}\n' for i in range(4)), {'Lumidol, 5 mg': ok['Lumidol']})
S('2 file quotes in name', 'Date,Item,Qty\n'+''.join(f'2023-01-{9+i:02d},"Lumi ""forte""",{4+i}\n' for i in range(4)), {'Lumi "forte"': ok['Lumidol']})
S('2 file inch quote', 'Date;Item;Qty\n'+''.join(f'2023-01-{9+i:02d};Gauze 5" roll;{4+i}\n' for i in range(4)), {'Gauze 5" roll': ok['Lumidol']})
S('2 file comment lines', '# exported 2023-01-20\n# by system\n'+csv_de, ok)
S('2 file sep=', 'sep=;\r\n'+csv_de.replace('\n', '\r\n'), ok)
S('2 file page breaks', csv_de[:60]+csv_de[60:].replace('Datum', 'Datum')+'Seite 1\n'+'Datum;Artikel;Menge\n13.01.2023;Lumidol;8\nSeite 2\n', L(4, 5, 6, 7, 8))

# ---- zones and other calendars
def stamps(z, zone=None): return table('dispensed_at|drug|qty', [(f'2023-01-{d:02d}T{h}:{m:02d}:00{z}', 'Lumidol', q) for d,h,m,q in ((9, '08', 5, 1), (9, '22', 40, 2), (10, '00', 20, 3), (10, '23', 50, 4))])
for z in ('+01:00', '+0530', '-03:00', '+09:00', '-0800', '+13:00'): S('2 tz own '+z, stamps(z), L(3, 7))
S('2 tz berlin utc', stamps('Z'), {'Lumidol': days('2023-01-09', [1+2, 3, 4])}, timezone='Europe/Berlin')
S('2 tz la', stamps('Z'), {'Lumidol': days('2023-01-09', [1+2+3, 4])}, timezone='America/Los_Angeles')
S('2 tz kolkata', stamps('+00:00'), {'Lumidol': days('2023-01-09', [1, 2+3, 4])}, timezone='Asia/Kolkata')
S('2 tz none stays', stamps(''), L(3, 7), timezone='America/Los_Angeles')
S('2 tz space offset', stamps(' +02:00').replace('T', ' '), L(3, 7))
S('2 tz name bad', stamps('Z'), None, 'timezone', timezone='CEST+99')
S('2 tz parquet', parquet(time=pd.to_datetime(['2023-01-09 08:05', '2023-01-09 23:40', '2023-01-10 10:00']).tz_localize('UTC'), drug=['Lumidol']*3, qty=[1, 2, 3]), L(1, 5), timezone='Europe/Berlin')
S('2 tz mixed offsets', table('time|drug|qty', [('2023-01-09T08:05:00+01:00', 'Lumidol', 1), ('2023-01-09T08:05:00-05:00', 'Lumidol', 2), ('2023-01-10T08:05:00+09:00', 'Lumidol', 2)]), None, 'time zone')
for nm,head,rows in (('buddhist fr', 'Date|Produit|Quantité', ['13/01/2567', '14/01/2567']), ('buddhist us', 'Date|Product|Qty', ['01/13/2567', '01/14/2567']), ('buddhist words', 'Date|Product|Qty', ['13 Jan 2567', '14 Jan 2567']), ('buddhist month words', 'Month|Product|Qty', ['Jan 2567', 'Feb 2567']), ('buddhist code', 'Month|Product|Qty', ['2567M01', '2567M02']), ('buddhist q', 'Quarter|Product|Qty', ['2567Q1', '2567Q2']),
    ('persian', 'Date|Product|Qty', ['1402-10-13', '1402-10-14']), ('hijri', 'Date|Product|Qty', ['1444-10-13', '1444-10-14']), ('minguo', 'Date|Product|Qty', ['112-01-13', '112-01-14']), ('minguo dots', 'Date|Product|Qty', ['112.01.13', '112.01.14']), ('reiwa', 'Date|Product|Qty', ['令和5年1月13日', '令和5年1月14日']), ('nepal', 'Date|Product|Qty', ['2080/09/13', '2080/09/14']), ('ethiopian none', 'Date|Product|Qty', ['2015-05-01', '2015-05-02'])):
    S('2 era '+nm, table(head, [(d, 'Lumidol', i+3) for i,d in enumerate(rows)]), {'Lumidol': days('2015-05-01', [3, 4])} if 'none' in nm else None, None if 'none' in nm else 'calendar|era')
S('2 era buddhist xlsx', sheet([['Date', 'Product', 'Qty'], ['13/01/2567', 'Lumidol', 3], ['14/01/2567', 'Lumidol', 4]]), None, 'buddhist')
S('2 era two columns', table('Month|Year|Product|Qty', [(1, 2567, 'Lumidol', 3), (2, 2567, 'Lumidol', 4)]), None, 'buddhist')

# ---- stock, catalog, open orders
from reader_cases import C, K as St, O, cat, lots, oo
NEVER = None
for nm,head,row,want in (('en', 'Drug|Batch number|Exp. date|Qty on hand', ('Lumidol', 'B7', '05/2027', 40), '2027-05-31'), ('de', 'Artikel|Chargen-Nr.|Verwendbar bis|Ist-Bestand', ('Lumidol', 'B7', '31.05.2027', 40), '2027-05-31'), ('fr', 'Médicament|N° de lot|Date de péremption|Quantité en stock', ('Lumidol', 'B7', 'mai 2027', 40), '2027-05-31'), ('es', 'Producto|Nº lote|Caducidad|Stock actual', ('Lumidol', 'B7', '05/27', 40), '2027-05-31'),
    ('pt', 'Medicamento|Nº do lote|Data de validade|Saldo', ('Lumidol', 'B7', '31/05/2027', 40), '2027-05-31'), ('it', 'Farmaco|N. lotto|Data di scadenza|Quantità in giacenza', ('Lumidol', 'B7', '05-2027', 40), '2027-05-31'), ('nl', 'Geneesmiddel|Chargenummer|Houdbaar tot|Voorraad', ('Lumidol', 'B7', '31-05-2027', 40), '2027-05-31'), ('lmis', 'Product|Stock on hand|Lot|Expiry date|AMC', ('Lumidol', 40, 'B7', '2027-05-31', 12), None),
    ('us', 'NDC|Lot|Expiration|Quantity on hand|Par level', ('00421773310', 'B7', '05/31/2027', 40, 10), None), ('wms', 'SKU|Warehouse|Batch|Expiry|Available|Reserved', ('Lumidol', 'W1', 'B7', '2027-05-31', 40, 3), None), ('months yy', 'Item|Lot|Expiry|SOH', ('Lumidol', 'B7', 'May-27', 40), '2027-05-31'), ('gs1', 'Item|Lot|Expiry|SOH', ('Lumidol', 'B7', '270500', 40), '2027-05-31')):
    item = row[0] if nm!='wms' else 'W1/Lumidol'
    vals = dict(zip(head.split('|'), row)); lot = 'B7'
    item_id = vals[head.split('|')[0]] if nm!='wms' else 'W1/Lumidol'
    St('2 '+nm, table(head, [row], ';'), lots((item_id, 'B7', '2027-05-31', 40)))
for e in ('9999-12-31', '31.12.9999', '12/31/9999', '2999-01-01', '01/01/2999', '00/00/0000', '0000-00-00', 'none', 'N/A', '-', 'kein', 'sans', 'no vence', 'indefinido', 'n.v.t.', 'Indeterminata', '31/12/2299'):
    St('2 never '+e, table('Item|Lot|Expiry|On hand', [('Lumidol', 'B7', e, 40), ('Prazen', 'B8', '2027-05-31', 4)]), lots(('Lumidol', 'B7', None, 40), ('Prazen', 'B8', '2027-05-31', 4)), 'expiry')
for d in ('03/04/2027', '3/4/27', '05-06-2027', '05 06 2027'): St('2 amb '+d, table('Item|Lot|Expiry|On hand', [('Lumidol', 'B7', d, 40), ('Prazen', 'B8', '01/02/2027', 4)]), None, 'ambiguous|dayfirst')
St('2 amb proved', table('Item|Lot|Expiry|On hand', [('Lumidol', 'B7', '03/04/2027', 40), ('Prazen', 'B8', '30/06/2027', 4)]), lots(('Lumidol', 'B7', '2027-04-03', 40), ('Prazen', 'B8', '2027-06-30', 4)))
St('2 amb dotted', table('Item|Lot|Expiry|On hand', [('Lumidol', 'B7', '03.04.2027', 40)]), lots(('Lumidol', 'B7', '2027-04-03', 40)))
St('2 amb language', table('Artikel|Charge|Verfall|Bestand', [('Lumidol', 'B7', '03/04/2027', 40)], ';'), lots(('Lumidol', 'B7', '2027-04-03', 40)))
St('2 month only first', table('Item|Lot|Expiry|On hand', [('Lumidol', 'B7', '2028-02', 40)]), lots(('Lumidol', 'B7', '2028-02-29', 40)))
St('2 locations wide', table('Item|North|South', [('Lumidol', 40, 30), ('Prazen', 4, 3)]), None, 'amount on hand|column')
St('2 slash id', table('location_id|medicine_id|on_hand', [('N', 'Lumidol', 40), ('S', 'Lumidol', 3)]), lots(('N/Lumidol', None, None, 40), ('S/Lumidol', None, None, 3)))
St('2 dup rows', table('Item|On hand', [('Lumidol', 40), ('Lumidol', 3)]), lots(('Lumidol', None, None, 43)), 'twice')
St('2 total row', table('Artikel|Bestand', [('Lumidol', '1.250'), ('Prazen', '300'), ('Summe', '1.550')], ';'), lots(('Lumidol', None, None, 1250), ('Prazen', None, None, 300)))
St('2 value columns', table('Artikel|Bestand|Einkaufspreis|Bestandswert', [('Lumidol', '1.250', '2,50', '3.125,00')], ';'), lots(('Lumidol', None, None, 1250)))
St('2 decimals', table('Item|On hand', [('Lumidol', '12.5'), ('Prazen', '3')]), lots(('Lumidol', None, None, 12.5), ('Prazen', None, None, 3)))
St('2 xlsx mixed', sheet([['Item', 'Lot', 'Expiry', 'On hand'], ['Lumidol', 'B7', dt.date(2027, 5, 31), 40], ['Prazen', 'B8', '06/2027', 4], ['Zetan', None, None, 3]]), lots(('Lumidol', 'B7', '2027-05-31', 40), ('Prazen', 'B8', '2027-06-30', 4), ('Zetan', None, None, 3)))
St('2 xlsx codes', sheet([['PZN', 'Bestand'], [123458, 40]], {'A2': '00000000'}), lots(('00123458', None, None, 40)))
St('2 parquet', parquet(medicine_id=['Lumidol', 'Prazen'], on_hand=[4., 5.], expiry=pd.to_datetime(['2027-05-31', None])), lots(('Lumidol', None, '2027-05-31', 4), ('Prazen', None, None, 5)))
St('2 suppressed', table('Item|On hand', [('Lumidol', 40), ('Prazen', 'n/a')]), lots(('Lumidol', None, None, 40)))
St('2 negative', table('Item|On hand', [('Lumidol', '-4'), ('Prazen', 3)]), None, 'zero or more')
St('2 same lot two items', table('Item|Lot|Expiry|On hand', [('Lumidol', 'B7', '2027-05-31', 40), ('Prazen', 'B7', '2027-06-30', 4)]), lots(('Lumidol', 'B7', '2027-05-31', 40), ('Prazen', 'B7', '2027-06-30', 4)))
St('2 no expiry no lot', table('Product|Expiry|Lot|Stock', [('Lumidol', '', '', 40), ('Prazen', '2027-05-31', 'B8', 4)]), lots(('Lumidol', None, None, 40), ('Prazen', 'B8', '2027-05-31', 4)))
for nm,head,row,want in (('en', 'Product|Cost price|Lead time (days)|Pack|Minimum order quantity|Vendor', ('Lumidol', '2.50', 6, 10, 20, 'V1'), dict(unit_cost=2.5, lead_time_mean=6, pack_size=10, min_order=20)), ('de', 'Artikel|EK-Preis|Lieferzeit|Packungsgröße|Mindestmenge|Lieferant', ('Lumidol', '2,50', 6, 10, 20, 'V1'), dict(unit_cost=2.5, lead_time_mean=6, pack_size=10)),
    ('fr', "Produit|Prix d'achat|Délai (jours)|Conditionnement|Fournisseur", ('Lumidol', '2,50', 6, 10, 'V1'), dict(unit_cost=2.5, lead_time_mean=6, pack_size=10)), ('es', 'Producto|Precio de compra|Tiempo de entrega (días)|Unidades por caja|Proveedor', ('Lumidol', '2,50', 6, 10, 'V1'), dict(unit_cost=2.5, lead_time_mean=6, pack_size=10)),
    ('pt', 'Produto|Preço de custo|Prazo de entrega (dias)|Unidades por caixa|Fornecedor', ('Lumidol', '2,50', 6, 10, 'V1'), dict(unit_cost=2.5, lead_time_mean=6, pack_size=10)), ('it', 'Prodotto|Prezzo di acquisto|Tempi di consegna (giorni)|Pezzi per confezione|Fornitore', ('Lumidol', '2,50', 6, 10, 'V1'), dict(unit_cost=2.5, lead_time_mean=6, pack_size=10)),
    ('nl', 'Artikel|Inkoopprijs|Levertijd (dagen)|Verpakkingsgrootte|Leverancier', ('Lumidol', '2,50', 6, 10, 'V1'), dict(unit_cost=2.5, lead_time_mean=6, pack_size=10)), ('weeks', 'SKU|Unit price|Lead time weeks|Shelf life days', ('Lumidol', '2.50', 2, 400), dict(unit_cost=2.5, lead_time_mean=14, shelf_life_days=400)),
    ('ours', 'medicine_id|unit_cost|lead_time_mean|pack_size|min_order|shelf_life_days|holding_cost', ('Lumidol', '2.50', 6, 10, 20, 700, .01), dict(unit_cost=2.5, lead_time_mean=6, shelf_life_days=700, holding_cost=.01)), ('camel', 'ItemCode|UnitCost|LeadTime|PackSize', ('Lumidol', '2.50', 6, 10), dict(unit_cost=2.5, lead_time_mean=6, pack_size=10)), ('shelf months', 'Item|Price|Shelf life (months)', ('Lumidol', '€2.50', 24), dict(unit_cost=2.5))):
    C('2 '+nm, table(head, [row], ';'), cat({'Lumidol': want}))
C('2 misspelt', table('Item|Unit pirce|Lead tiem|Colour', [('Lumidol', '2.50', 6, 'red')]), cat({'Lumidol': {}}), told='Unit pirce')
C('2 unknown', table('Item|Price|Rack row', [('Lumidol', '2.50', 'R1')]), cat({'Lumidol': dict(unit_cost=2.5)}), told='Rack row')
C('2 thousands', table('Artikel|Preis', [('Lumidol', '1.250,00'), ('Prazen', '980,50')], ';'), cat({'Lumidol': dict(unit_cost=1250.), 'Prazen': dict(unit_cost=980.5)}))
C('2 thousands unsure', table('Item|Price', [('Lumidol', '1.250'), ('Prazen', '2.125')]), None, 'decimal|thousand')
C('2 negative price', table('Item|Price', [('Lumidol', '-1.50')]), None, 'price|unit_cost|negative|zero|positive')
C('2 negative lead', table('Item|Lead time', [('Lumidol', '-3')]), None, 'lead|negative|zero|positive')
C('2 zero pack', table('Item|Price|Pack size', [('Lumidol', 2, 0)]), None, 'pack')
for nm,head,row,want in (('en', 'Purchase order|Material|Ordered qty|Delivered qty|Delivery date', ('P7', 'Lumidol', 50, 20, '2026-12-31'), 30), ('de', 'Bestellung|Artikel|Bestellmenge|Geliefert|Wunschtermin', ('P7', 'Lumidol', 50, 20, '31.12.2026'), 30), ('fr', 'Commande|Produit|Quantité commandée|Quantité livrée|Livraison prévue', ('P7', 'Lumidol', 50, 20, '31/12/2026'), 30),
    ('es', 'Nº pedido|Artículo|Cantidad pedida|Cantidad entregada|Fecha prevista', ('P7', 'Lumidol', 50, 20, '31/12/2026'), 30), ('pt', 'Nº do pedido|Produto|Qtd pedida|Qtd entregue|Previsão de entrega', ('P7', 'Lumidol', 50, 20, '31/12/2026'), 30), ('it', 'N. ordine|Articolo|Qtà ordinata|Qtà consegnata|Data prevista', ('P7', 'Lumidol', 50, 20, '31/12/2026'), 30), ('nl', 'Bestelnr.|Artikel|Aantal besteld|Aantal geleverd|Verwachte levering', ('P7', 'Lumidol', 50, 20, '31-12-2026'), 30),
    ('remaining', 'PO|SKU|Qty remaining|Promised date', ('P7', 'Lumidol', 30, '2026-12-31'), 30), ('backorder', 'PO|SKU|Qty ordered|Qty open|Qty cancelled|ETA', ('P7', 'Lumidol', 50, 30, 20, '2026-12-31'), 30), ('on order', 'PO|Item|On order|Due', ('P7', 'Lumidol', 30, '2026-12-31'), 30), ('two dates', 'PO|Item|Order date|Qty|Due date', ('P7', 'Lumidol', '2026-11-02', 30, '2026-12-31'), 30)):
    O('2 '+nm, table(head, [row], ';'), oo(('P7', 'Lumidol', want, '2026-12-31')))
O('2 overdelivered', table('PO|Item|Ordered|Received|Due', [('P7', 'Lumidol', 50, 60, '2026-12-31'), ('P8', 'Lumidol', 50, 20, '2026-12-31')]), oo(('P8', 'Lumidol', 30, '2026-12-31')))
O('2 no order number', table('Item|Outstanding|Due', [('Lumidol', 30, '2026-12-31')]), lambda df: '' if list(df.quantity)==[30] and list(df.unique_id)==['PHARMACY/Lumidol'] else str(df), 'order')
O('2 amb', table('PO|Item|Outstanding|Due', [('P7', 'Lumidol', 30, '03/04/2027')]), None, 'ambiguous|dayfirst')

# ---- codes
for nm,codes,want in (('hyphens', ['0421-7733-10', '00421-7733-10', '00421773310'], '00421773310'), ('5-3-2', ['50580-488-10', '50580048810'], '50580048810'), ('5-4-1', ['50580-4881-1', '50580488101'], '50580488101')):
    S('2 ndc '+nm, table('date|ndc|units', [(f'2023-01-{9+i:02d}', c, 4) for i,c in enumerate(codes)]), {want: days('2023-01-09', [4]*len(codes))}, 'NDC|same')
S('2 ndc two products', table('date|ndc|units', [('2023-01-09', '0421-7733-10', 4), ('2023-01-10', '0421-7733-30', 5)]), {'0421-7733-10': days('2023-01-09', [4, 0]), '0421-7733-30': {'2023-01-10': 5}})
S('2 pzn minus', table('Datum|PZN|Menge', [('09.01.2023', 'PZN-00123458', 4), ('10.01.2023', '00123458', 5)], ';'), {'00123458': days('2023-01-09', [4, 5])}, 'PZN')

# ---- harmless tables
def ctl(nm, text, want, **kw): S('2 plain '+nm, text, want, **kw)
Lz = {'Lumidol': days('2023-01-09', [4, 5, 6, 7]), 'Prazen': days('2023-01-09', [9, 8, 7, 6])}
rowsz = [(d, n, v) for i,d in enumerate(D4i) for n,v in (('Lumidol', 4+i), ('Prazen', 9-i))]
for head in ('date,item,qty', 'Date,Medicine,Quantity', 'ds,medicine_id,y', 'Datum,Artikel,Menge', 'fecha,producto,cantidad', 'data,prodotto,quantità', 'date,produit,quantité', 'data,produto,quantidade', 'datum,artikel,aantal', 'Day,Drug,Units', 'Date,Product,Sales', 'date,sku,sold'):
    for sep in (',', ';', '\t', '|'): ctl(f'{head} {sep!r}', table(head.replace(',', '|'), rowsz, sep), Lz)
ctl('wide', table('Date|Lumidol|Prazen', [(d, 4+i, 9-i) for i,d in enumerate(D4i)]), Lz)
ctl('wide units names', table('Date|Lumidol units|Prazen units', [(d, 4+i, 9-i) for i,d in enumerate(D4i)]), {'Lumidol units': Lz['Lumidol'], 'Prazen units': Lz['Prazen']})
ctl('wide codes', table('Date|M01AB|N02BE', [(d, 4+i, 9-i) for i,d in enumerate(D4i)]), {'M01AB': Lz['Lumidol'], 'N02BE': Lz['Prazen']})
ctl('wide big numbers', table('Month|Lumidol|Prazen', [(m, 123456+i, 234567-i*7) for i,m in enumerate(five)]), {'Lumidol': months(2023, 1, [123456+i for i in range(5)]), 'Prazen': months(2023, 1, [234567-i*7 for i in range(5)])})
ctl('wide big and small', table('Month|Lumidol|Prazen', [(m, 123456+i*31, 12+i) for i,m in enumerate(five)]), {'Lumidol': months(2023, 1, [123456+i*31 for i in range(5)]), 'Prazen': months(2023, 1, [12+i for i in range(5)])})
ctl('single wide', table('Date|Lumidol', [(d, 4+i) for i,d in enumerate(D4i)]), {'Lumidol': Lz['Lumidol']})
ctl('fractions', table('date|item|qty', [(d, 'Lumidol', v) for d,v in zip(D4i, ['0.5', '1.25', '2', '3.75'])]), L(.5, 1.25, 2, 3.75))
ctl('zeros', table('date|item|qty', [(d, 'Lumidol', v) for d,v in zip(D4i, [3, 0, 0, 2])]), L(3, 0, 0, 2))
ctl('three digit', table('date|item|qty', [(d, 'Lumidol', v) for d,v in zip(D4i, [310, 250, 975, 120])]), L(310, 250, 975, 120))
ctl('four digit', table('date|item|qty', [(d, 'Lumidol', v) for d,v in zip(D4i, [3100, 2500, 9750, 1200])]), L(3100, 2500, 9750, 1200))
ctl('store', table('date|store|item|qty', [(d, s, 'Lumidol', v) for d in D4i for s,v in (('A', 3), ('B', 4))]), {'A/Lumidol': L(3, 3, 3, 3)['Lumidol'], 'B/Lumidol': L(4, 4, 4, 4)['Lumidol']}, loc=True)
ctl('unique_id', table('unique_id|ds|y', [(f'PH01/{n}', d, v) for d,n,v in rowsz]), {'PH01/'+k: v for k,v in Lz.items()}, loc=True)
ctl('names with digits', table('date|item|qty', [(d, '5-FU 500 mg/10 ml', v) for d,v in zip(D4i, [3, 1, 4, 2])]), {'5-FU 500 mg/10 ml': L(3, 1, 4, 2)['Lumidol']})
ctl('items named like words', table('date|item|qty', [(d, n, v) for i,d in enumerate(D4i) for n,v in (('May-Grünwald stain', 3+i), ('Total parenteral nutrition', 2), ('Sum 41', 1+i))]), {'May-Grünwald stain': days('2023-01-09', [3, 4, 5, 6]), 'Total parenteral nutrition': days('2023-01-09', [2]*4), 'Sum 41': days('2023-01-09', [1, 2, 3, 4])})
ctl('year in name', 'Item,2021-01,2021-02\nFlu vaccine 2021/22,5,6\nLumidol,1,2\n', {'Flu vaccine 2021/22': months(2021, 1, [5, 6]), 'Lumidol': months(2021, 1, [1, 2])})
ctl('price beside', table('date|item|qty|price', [(*r, '3.20') for r in rowsz]), Lz)
ctl('atc beside', table('date|atc|item|qty', [(d, 'N02', n, v) for d,n,v in rowsz]), Lz)
ctl('comment beside', table('date|item|qty|comment', [(*r, 'ok') for r in rowsz]), Lz)
ctl('hours', table('time|item|qty', [(f'2023-01-09 {h:02d}:00', 'Lumidol', h) for h in range(8, 14)]), {'Lumidol': {'2023-01-09': 13}}, freq='h')
ctl('xlsx', sheet([['date', 'item', 'qty'], *[list(r) for r in rowsz]]), Lz)
ctl('parquet', parquet(date=[r[0] for r in rowsz], item=[r[1] for r in rowsz], qty=[r[2] for r in rowsz]), Lz)
ctl('size column', table('date|product|size|qty', [(d, 'Lumidol', s, v) for i,d in enumerate(D4i) for s,v in (('30', 4+i), ('100', 9-i))]), {'Lumidol|30': Lz['Lumidol'], 'Lumidol|100': Lz['Prazen']}, refuse='size')
ctl('strength column', table('date|product|strength|qty', [(d, 'Lumidol', s, v) for i,d in enumerate(D4i) for s,v in (('5 mg', 4+i), ('10 mg', 9-i))]), {'Lumidol|5 mg': Lz['Lumidol'], 'Lumidol|10 mg': Lz['Prazen']})
ctl('one row', 'date,item,qty\n2023-01-09,Lumidol,4\n', {'Lumidol': {'2023-01-09': 4}})
ctl('future dates', table('date|item|qty', [(f'2027-01-{9+i:02d}', 'Lumidol', 4+i) for i in range(4)]), {'Lumidol': days('2027-01-09', [4, 5, 6, 7])})
ctl('unsorted', table('date|item|qty', rowsz[::-1]), Lz)
ctl('lower upper', table('DATE|ITEM|QTY', rowsz), Lz)
ctl('quoted all', '\n'.join(','.join(f'"{c}"' for c in r) for r in [('date', 'item', 'qty'), *rowsz])+'\n', Lz)
ctl('leading zeros', table('date|item|qty', [(d, '007', v) for d,v in zip(D4i, [3, 1, 4, 2])]), {'007': L(3, 1, 4, 2)['Lumidol']})
ctl('gap months', table('month|item|qty', [(m, 'Lumidol', 5) for m in ('2023-01', '2023-02', '2023-04')]), {'Lumidol': months(2023, 1, [5, 5, 0, 5])})
