"Small tables of the kinds that pharmacies bring, and what they mean: cases of test_reader.py"
import datetime as dt, gzip, io, re, zipfile
import openpyxl, pandas as pd

CASES = [] # (name, bytes, expected, words of a refusal, reader, period, with location, words of the report, censored, options)

def S(name, text, want=None, refuse=None, reader='sales', freq=None, loc=False, told=None, cens=None, **options):
    "One case: what the table means, or the words of its refusal (separated by |), or either"
    CASES.append((name, text.encode() if isinstance(text, str) else text, want, refuse, reader, freq, loc, told, cens, options))

def months(y, m, values): return {f'{y+(m-1+i)//12}-{(m-1+i)%12+1:02d}-01': v for i,v in enumerate(values)}
def days(start, values): return {str((pd.Timestamp(start)+pd.Timedelta(i, 'D')).date()): v for i,v in enumerate(values)}


# ---- months, names and codes of periods

V=[310,317,324,331,338,345,352,359,366,313,320,327,334,341]
def col(fmt, y=2023, m=1, n=14, sep=','):
    out=[]
    for i in range(n):
        yy,mm=y+(m-1+i)//12,(m-1+i)%12+1
        out.append(fmt.format(y=yy,m=mm,yy=yy%100))
    return out
def lng(head,labels,vals=V,item='Zetol',sep=','):
    return head+'\n'+''.join(f'{l}{sep}{item}{sep}{v}\n' for l,v in zip(labels,vals))
W={'Zetol':months(2023,1,V)}
# first of month
S('fom us2', lng('Month,Product,Quantity',col('{m:02d}/01/{y}')), W, freq='M')
S('fom uk', lng('Date,Product,Quantity',col('01/{m:02d}/{y}')), W, freq='M')
S('fom yy', lng('Date,Product,Quantity',col('{m}/1/{yy:02d}')), W, freq='M')
S('fom dash', lng('Period,Product,Quantity',col('01-{m:02d}-{y}')), W, freq='M')
S('fom dots yy', lng('Monat;Artikel;Menge',col('01.{m:02d}.{yy:02d}'),sep=';'), W, freq='M')
S('fom iso', lng('ds,medicine_id,y',col('{y}-{m:02d}-01')), W, freq='M')
S('fom iso time', lng('ds,medicine_id,y',col('{y}-{m:02d}-01 00:00:00')), W, freq='M')
S('fom time us', lng('Date,Item,Qty',col('{m}/1/{y} 12:00:00 AM')), W, freq='M')
S('fom header uk', 'Item,'+','.join(col('01/{m:02d}/{y}'))+'\nZetol,'+','.join(map(str,V))+'\nAcme,'+','.join(map(str,V))+'\n', {'Zetol':months(2023,1,V),'Acme':months(2023,1,V)}, freq='M')
S('fom header dots', 'Artikel;'+';'.join(col('01.{m:02d}.{y}'))+'\nZetol;'+';'.join(map(str,V))+'\n', W, freq='M')
S('fom wide us', 'Month,Zetol,Acme\n'+''.join(f'{l},{v},{v+1}\n' for l,v in zip(col('{m}/1/{y}'),V)), {'Zetol':months(2023,1,V),'Acme':months(2023,1,[v+1 for v in V])}, freq='M')
S('fom 12 us', lng('Date,Item,Qty',col('{m:02d}/01/{y}',n=12)), {'Zetol':months(2023,1,V[:12])}, 'dayfirst', freq='M')
S('fom 5 asks', lng('Date,Item,Qty',col('{m:02d}/01/{y}',n=5)), None, 'dayfirst|month')
S('fom 5 named month', lng('Month,Item,Qty',col('{m:02d}/01/{y}',n=5)), {'Zetol':months(2023,1,V[:5])}, freq='M')
S('fom es', lng('Mes;Producto;Cantidad',col('01/{m:02d}/{y}',n=6),sep=';'), {'Zetol':months(2023,1,V[:6])}, freq='M')
S('days jan us', 'Date,Item,Qty\n'+''.join(f'01/{d:02d}/2024,Zetol,{d}\n' for d in range(1,20)), {'Zetol':days('2024-01-01',list(range(1,20)))}, freq='D')
S('days jan uk', 'Date,Item,Qty\n'+''.join(f'{d:02d}/01/2024,Zetol,{d}\n' for d in range(1,20)), {'Zetol':days('2024-01-01',list(range(1,20)))}, freq='D')
S('month ends us', lng('Date,Item,Qty',['1/31/2024','2/29/2024','3/31/2024','4/30/2024']), {'Zetol':months(2024,1,V[:4])}, freq='M')
S('quarter starts', lng('Date,Item,Qty',['2024-01-01','2024-04-01','2024-07-01','2024-10-01']), {'Zetol':dict(zip(['2024-01-01','2024-04-01','2024-07-01','2024-10-01'],V))}, freq='Q')
# month names
names={'de':['Januar','Februar','März','April','Mai','Juni','Juli','August','September','Oktober','November','Dezember'],'fr':['janvier','février','mars','avril','mai','juin','juillet','août','septembre','octobre','novembre','décembre'],
'es':['enero','febrero','marzo','abril','mayo','junio','julio','agosto','septiembre','octubre','noviembre','diciembre'],'it':['gennaio','febbraio','marzo','aprile','maggio','giugno','luglio','agosto','settembre','ottobre','novembre','dicembre'],
'nl':['januari','februari','maart','april','mei','juni','juli','augustus','september','oktober','november','december'],'pt':['janeiro','fevereiro','março','abril','maio','junho','julho','agosto','setembro','outubro','novembro','dezembro'],
'nlab':['jan','feb','mrt','apr','mei','jun','jul','aug','sep','okt','nov','dec'],'itab':['gen','feb','mar','apr','mag','giu','lug','ago','set','ott','nov','dic'],'esab':['ene','feb','mar','abr','may','jun','jul','ago','sept','oct','nov','dic'],'deab':['Jän','Feb','Mrz','Apr','Mai','Jun','Jul','Aug','Sept','Okt','Nov','Dez'],'frab':['janv.','févr.','mars','avr.','mai','juin','juil.','août','sept.','oct.','nov.','déc.'],'da':['jan','feb','mar','apr','maj','jun','jul','aug','sep','okt','nov','dec'],'pl':['styczeń','luty','marzec','kwiecień','maj','czerwiec','lipiec','sierpień','wrzesień','październik','listopad','grudzień']}
for k,n in names.items():
    W12={'Zetol':months(2024,1,V[:12])}
    S(f'names header {k}', 'Item;'+';'.join(f'{m} 2024' for m in n)+'\nZetol;'+';'.join(map(str,V[:12]))+'\n', W12, freq='M')
    S(f'names col {k}', lng('Mois;Produit;Quantité',[f'{m} 2024' for m in n],sep=';'), W12, freq='M')
    S(f'names yy {k}', lng('Periodo,Producto,Cantidad',[f'{m}-24' for m in n]), W12, freq='M')
    S(f'names year first {k}', 'Product,'+','.join(f'2024 {m}' for m in n)+'\nZetol,'+','.join(map(str,V[:12]))+'\n', W12, freq='M')
    S(f'names two cols {k}', 'Jahr;Monat;Artikel;Menge\n'+''.join(f'2024;{m};Zetol;{v}\n' for m,v in zip(n,V)), W12, freq='M')
    S(f'names wide {k}', 'Monat;Zetol;Acme\n'+''.join(f'{m} 2024;{v};{v+2}\n' for m,v in zip(n,V)), {'Zetol':months(2024,1,V[:12]),'Acme':months(2024,1,[v+2 for v in V[:12]])}, freq='M')
S('names no year', 'Item,Jan,Feb,Mar,Apr\nZetol,1,2,3,4\n', None, 'year')
S('names year col header', 'Item,Year,Jan,Feb,Mar,Apr\nZetol,2023,1,2,3,4\nZetol,2024,5,6,7,8\n', {'Zetol':months(2023,1,[1,2,3,4,0,0,0,0,0,0,0,0,5,6,7,8])}, freq='M')
S('names year opt', 'Item,Jan,Feb,Mar,Apr\nZetol,1,2,3,4\n', {'Zetol':months(2024,1,[1,2,3,4])}, year=2024)
S('names one year col', 'Month,Item,Qty\nJanuary,Zetol,3\nFebruary,Zetol,4\n', None, 'year')
S('pt de', lng('Mês;Produto;Quantidade',['jan. de 2024','fev. de 2024','mar. de 2024'],sep=';'), {'Zetol':months(2024,1,V[:3])}, freq='M')
S('es de', lng('Fecha;Producto;Cantidad',['3 de junio de 2024','4 de junio de 2024','5 de junio de 2024'],sep=';'), {'Zetol':days('2024-06-03',V[:3])}, freq='D')
S('de words', lng('Datum;Artikel;Menge',['Mo, 3. Juni 2024','Di, 4. Juni 2024','Mi, 5. Juni 2024'],sep=';'), {'Zetol':days('2024-06-03',V[:3])}, freq='D')
# two columns
S('2c month num txt', 'Month;Year;Drug;Dispensed\n01;2024;Zetol;5\n02;2024;Zetol;6\n03;2024;Zetol;7\n', {'Zetol':months(2024,1,[5,6,7])}, freq='M')
S('2c sngpc', 'ANO_VENDA;MES_VENDA;UF_VENDA;PRINCIPIO_ATIVO;QTD_VENDIDA;UNIDADE_MEDIDA\n2014;1;SP;AMOXI;10;CAIXA\n2014;2;SP;AMOXI;11;CAIXA\n', {'AMOXI':months(2014,1,[10,11])}, freq='M')
S('2c kw text', 'Jahr;Kalenderwoche;Artikel;Menge\n2024;KW 01;Zetol;5\n2024;KW 02;Zetol;6\n', {'Zetol':{'2024-01-01':5,'2024-01-08':6}}, freq='W')
S('2c week53', 'Year,ISO Week,Item,Units\n2020,52,Zetol,5\n2020,53,Zetol,6\n2021,1,Zetol,7\n', {'Zetol':{'2020-12-21':5,'2020-12-28':6,'2021-01-04':7}}, freq='W')
S('2c week53bad', 'Year,Week,Item,Units\n2024,52,Zetol,5\n2024,53,Zetol,6\n', None, 'week')
S('2c quarter q', 'Year,Qtr,Product,Packs\n2023,Q1,Zetol,5\n2023,Q2,Zetol,6\n2023,Q3,Zetol,7\n', {'Zetol':{'2023-01-01':5,'2023-04-01':6,'2023-07-01':7}}, freq='Q')
S('2c quarter fr', 'Année;Trimestre;Produit;Boîtes\n2023;T1;Zetol;5\n2023;T2;Zetol;6\n', {'Zetol':{'2023-01-01':5,'2023-04-01':6}}, freq='Q')
S('3c ymd', 'Year,Month,Day,Product,Qty\n2024,3,30,Zetol,5\n2024,3,31,Zetol,6\n2024,4,1,Zetol,7\n', {'Zetol':days('2024-03-30',[5,6,7])}, freq='D')
S('2c fiscal month', 'Fiscal Year,Fiscal Month,Item,Units\n2024,1,Zetol,5\n2024,2,Zetol,6\n', None, 'fiscal|begin|start')
S('2c fiscal opt', 'Fiscal Year,Fiscal Week,Item,Units\n2024,1,Zetol,5\n2024,2,Zetol,6\n', {'Zetol':{'2024-02-04':5,'2024-02-11':6}}, fiscal_start='2024-02-04')
S('2c FY', 'FY,Week,Item,Units\nFY24,1,Zetol,5\nFY24,2,Zetol,6\n', None, 'fiscal|begin|start|year')
S('2c epi', 'Epi Year,Epi Week,Item,Units\n2024,1,Zetol,5\n2024,2,Zetol,6\n', None, 'begin|start|week')
S('2c es', 'Año;Mes;Medicamento;Cantidad dispensada\n2024;1;Zetol;5\n2024;2;Zetol;6\n', {'Zetol':months(2024,1,[5,6])}, freq='M')
S('2c nl', 'Jaar;Maand;Geneesmiddel;Aantal\n2024;1;Zetol;5\n2024;2;Zetol;6\n', {'Zetol':months(2024,1,[5,6])}, freq='M')
S('2c it', 'Anno;Mese;Farmaco;Quantità\n2024;1;Zetol;5\n2024;2;Zetol;6\n', {'Zetol':months(2024,1,[5,6])}, freq='M')
S('2c wide', 'Year,Month,Zetol,Acme\n2024,1,5,6\n2024,2,7,8\n2024,3,7,9\n', {'Zetol':months(2024,1,[5,7,7]),'Acme':months(2024,1,[6,8,9])}, freq='M')
S('kaggle calendar', 'datum,M01AB,N02BE,Year,Month,Hour,Weekday Name\n1/2/2014,0,3.5,2014,1,248,Thursday\n1/3/2014,8,4,2014,1,276,Friday\n1/14/2014,2,4,2014,1,276,Tuesday\n', {'M01AB':{**{f'2014-01-{d:02d}':0 for d in range(2,15)},'2014-01-03':8,'2014-01-14':2},'N02BE':{**{f'2014-01-{d:02d}':0 for d in range(2,15)},'2014-01-02':3.5,'2014-01-03':4,'2014-01-14':4}})
# period codes
for lab,f in (('2024-M{m:02d}','M'),('2024m{m}','M'),('{m:02d}.2024','M'),('2024.{m:02d}','M'),('2024/{m:02d}','M'),('M{m:02d} 2024','M'),('{m:02d}-2024','M'),('2024 {m:02d}','M')):
    S(f'code {lab}', lng('Period,Item,Value',[lab.format(m=m) for m in range(1,7)]), {'Zetol':months(2024,1,V[:6])}, freq=f)
for lab in ('2024-Q{m}','Q{m} 2024','Q{m}/2024','{m}Q2024','{m}. Quartal 2024','T{m} 2024','2024 Q{m}','Q{m}-24','2024_Q{m}','2024T{m}',"Q{m} '24"):
    S(f'code {lab}', lng('Quarter,Item,Units',[lab.format(m=m) for m in range(1,5)]), {'Zetol':dict(zip(['2024-01-01','2024-04-01','2024-07-01','2024-10-01'],V))}, freq='Q')
for lab in ('2024-W{m:02d}','2024W{m}','KW {m}/2024','W{m:02d}-2024','KW{m:02d} 2024','2024-KW{m:02d}','Week {m} 2024','S{m:02d} 2024'):
    S(f'code {lab}', lng('Week,Item,Units',[lab.format(m=m) for m in range(5,9)]), {'Zetol':dict(zip(['2024-01-29','2024-02-05','2024-02-12','2024-02-19'],V))}, freq='W')
for lab in ('2024M{m:02d}','2024-{m:02d}','2024_{m:02d}','M{m:02d}/2024'):
    S(f'code header {lab}', 'Product,'+','.join(lab.format(m=m) for m in range(1,7))+'\nZetol,'+','.join(map(str,V[:6]))+'\nAcme,'+','.join(map(str,V[:6]))+'\n', {k:months(2024,1,V[:6]) for k in ('Zetol','Acme')}, freq='M')
S('code header q', 'Product,Q1 2024,Q2 2024,Q3 2024\nZetol,1,2,3\nAcme,1,2,4\n', {'Zetol':{'2024-01-01':1,'2024-04-01':2,'2024-07-01':3},'Acme':{'2024-01-01':1,'2024-04-01':2,'2024-07-01':4}}, freq='Q')
S('code header w', 'Product,2024-W01,2024-W02,2024-W03\nZetol,1,2,3\nAcme,1,2,4\n', {'Zetol':{'2024-01-01':1,'2024-01-08':2,'2024-01-15':3},'Acme':{'2024-01-01':1,'2024-01-08':2,'2024-01-15':4}}, freq='W')
S('code JAN24', lng('Month,Item,Units',['JAN24','FEB24','MAR24']), {'Zetol':months(2024,1,V[:3])}, freq='M')
S('code 24-Jan', lng('Month,Item,Units',['23-Nov','23-Dec','24-Jan','24-Feb']), {'Zetol':months(2023,11,V[:4])}, freq='M')
S('code 2024W53', lng('Week,Item,Units',['2024W51','2024W52','2024W53']), None, 'week')
S('code years', lng('Year,Item,Units',['2021','2022','2023']), {'Zetol':{'2021-01-01':V[0],'2022-01-01':V[1],'2023-01-01':V[2]}}, freq='Y')
S('code yyyymmdd', lng('Date,Item,Units',['20240102','20240103','20240104']), {'Zetol':days('2024-01-02',V[:3])}, freq='D')
S('code year header', 'Item,2021,2022,2023\nZetol,1,2,3\nAcme,4,5,6\n', {'Zetol':{'2021-01-01':1,'2022-01-01':2,'2023-01-01':3},'Acme':{'2021-01-01':4,'2022-01-01':5,'2023-01-01':6}}, freq='Y')


# ---- numbers, columns, totals, movements, suppressed values

D3=['2024-01-02','2024-01-03','2024-01-04']
def L(vals, head='Datum;Artikel;Menge', dates=None, sep=';', item='Zetol'):
    dates=dates or ['02.01.2024','03.01.2024','04.01.2024','05.01.2024']
    return head+'\n'+''.join(f'{d}{sep}{item}{sep}{v}\n' for d,v in zip(dates,vals))
def Z(*v): return {'Zetol':days('2024-01-02',list(v))}
S('th de', L(['1.250','980','1.410']), Z(1250,980,1410))
S('th es comma-delim', 'Fecha,Producto,Cantidad\n02/01/2024,Zetol,1.250\n03/01/2024,Zetol,980\n14/01/2024,Zetol,2.100\n', {'Zetol':{**days('2024-01-02',[0]*13),'2024-01-02':1250,'2024-01-03':980,'2024-01-14':2100}})
S('th br price', 'Data;Produto;Quantidade;Preço\n02/01/2024;Zetol;1.250;3,50\n13/01/2024;Zetol;2.000;3,50\n', {'Zetol':{**days('2024-01-02',[0]*12),'2024-01-02':1250,'2024-01-13':2000}})
S('th mega', L(['1.234.567','980','1.410']), Z(1234567,980,1410))
S('th en quoted', 'Date,Item,Qty\n2024-01-02,Zetol,"1,250"\n2024-01-03,Zetol,980\n2024-01-04,Zetol,"12,400"\n', Z(1250,980,12400))
S('th en all', 'Date,Item,Qty\n2024-01-02,Zetol,"1,250"\n2024-01-03,Zetol,"2,345"\n', Z(1250,2345))
S('th indian small', 'Date,Item,Qty\n2024-01-02,Zetol,"12,34,567"\n2024-01-03,Zetol,"98,500"\n', Z(1234567,98500))
S('th swiss', L(["1'250","980","12'400"]), Z(1250,980,12400))
S('th swiss curly', L(["1’250","980","12’400"]), Z(1250,980,12400))
S('th space', L(["1 250","980","12 400,5"]), Z(1250,980,12400.5))
S('th nbsp', L(["1\u00a0250","980","12\u202f400"]), Z(1250,980,12400))
S('th ask', 'Date,Item,Units\n2024-01-02,Zetol,1.234\n2024-01-03,Zetol,2.345\n', None, 'decimal|thousand')
S('th decimal real', 'Date,Item,Units\n2024-01-02,Zetol,1.234\n2024-01-03,Zetol,0.500\n', Z(1.234,.5))
S('th decimal mix', 'Date,Item,Units\n2024-01-02,Zetol,1.234\n2024-01-03,Zetol,2.5\n', Z(1.234,2.5))
S('th both', L(['1.250','1,250','3']), None, 'decimal|thousand')
S('th both2', L(['1.250,75','1,250.75','3']), None, 'decimal|thousand')
S('th opt', 'Date,Item,Units\n2024-01-02,Zetol,1.234\n2024-01-03,Zetol,2.345\n', Z(1234,2345), decimal=',')
S('th wide', 'Datum;Zetol;Acme\n02.01.2024;1.250;3\n03.01.2024;980;4\n04.01.2024;1.100;1.000\n', {'Zetol':days('2024-01-02',[1250,980,1100]),'Acme':days('2024-01-02',[3,4,1000])})
S('th byrows', 'Artikel;2024-01;2024-02;2024-03\nZetol;1.250;980;1.100\nAcme;3;4;5\n', {'Zetol':months(2024,1,[1250,980,1100]),'Acme':months(2024,1,[3,4,5])})
S('th tab', L(['1.250','980','1.410'],sep='\t',head='Datum\tArtikel\tMenge'), Z(1250,980,1410))
S('th en;', 'Date;Item;Qty\n2024-01-02;Zetol;1,250\n2024-01-03;Zetol;980\n2024-01-04;Zetol;1,100\n', Z(1250,980,1100), 'decimal|thousand')
# which column
rows=lambda f,n=24: ''.join(f(i) for i in range(n))
dd=lambda i: f'2024-03-{i//3+1:02d}'
it=lambda i: ['Zetol','Acme','Zetol'][i%3]
def agg(n=24,q=lambda i:i%5+1):
    out={'Zetol':{},'Acme':{}}
    for i in range(n): out[it(i)][dd(i)]=out[it(i)].get(dd(i),0)+q(i)
    return out
for nm,h,f in [('invoice','Date,Invoice No,Product,Quantity',lambda i:f'{dd(i)},INV{9000+i},{it(i)},{i%5+1}\n'),
 ('product first','Date,Product,Invoice,Qty',lambda i:f'{dd(i)},{it(i)},{70000+i},{i%5+1}\n'),
 ('rx patient','Date Filled,Rx Number,Patient Name,Drug,Qty Dispensed',lambda i:f'{dd(i)},{880000+i},Person {i%7},{it(i)},{i%5+1}\n'),
 ('de beleg','Datum;Belegnummer;Kunde;Artikel;Menge',lambda i:f'{dd(i)};B{100+i};Meier {i%4};{it(i)};{i%5+1}\n'),
 ('fr facture','Date de vente;N° facture;Patient;Produit;Quantité vendue',lambda i:f'{dd(i)};F{100+i};X{i%4};{it(i)};{i%5+1}\n'),
 ('es factura','Fecha;Factura;Paciente;Medicamento;Cantidad',lambda i:f'{dd(i)};F{100+i};X{i%4};{it(i)};{i%5+1}\n'),
 ('it scontrino','Data;Scontrino;Cliente;Farmaco;Quantità',lambda i:f'{dd(i)};F{100+i};X{i%4};{it(i)};{i%5+1}\n'),
 ('nl bon','Datum;Bonnummer;Klant;Artikel;Aantal',lambda i:f'{dd(i)};F{100+i};X{i%4};{it(i)};{i%5+1}\n'),
 ('pt nota','Data;Nota Fiscal;Cliente;Produto;Quantidade',lambda i:f'{dd(i)};{1000+i};X{i%4};{it(i)};{i%5+1}\n'),
 ('unnamed key','Date,Ref,Product,Qty',lambda i:f'{dd(i)},ZX-{100+i},{it(i)},{i%5+1}\n'),
 ('uuid','id,created_at,product,quantity,dispensed_on',lambda i:f'a{i:04d}-bb,2024-06-0{i%9+1},{it(i)},{i%5+1},{dd(i)}\n'),
 ('price','Date,Transaction,Item,Unit price,Qty,Total price',lambda i:f'{dd(i)},{i+1},{it(i)},2.50,{i%5+1},{2.5*(i%5+1):.2f}\n'),
 ('prescriber','Dispense Date,Script No,Prescriber,Item,Units Dispensed,Days Supply,Refills',lambda i:f'{dd(i)},S{i},Dr X{i%3},{it(i)},{i%5+1},30,{i%4}\n'),
 ('expiry first','Expiry,Batch,Issued On,Item,Issued',lambda i:f'2026-0{i%8+1}-28,B{i%3},{dd(i)},{it(i)},{i%5+1}\n'),
 ('written','Date Written,Date Filled,Drug,Qty,Rx No',lambda i:f'2024-02-{i%27+1:02d},{dd(i)},{it(i)},{i%5+1},{i+1}\n'),
 ('dob first','Date of Birth,Fill Date,Drug Name,Quantity,Rx#',lambda i:f'19{50+i}-02-03,{dd(i)},{it(i)},{i%5+1},{i+1}\n')]:
    S('wc '+nm, h+'\n'+rows(f), agg(), "'sum'|occur once", freq='D')
mm=lambda i: f'2024-{i//2+1:02d}'
it2=lambda i: ['Zetol','Acme'][i%2]
A2=lambda q=lambda i:10+i: {'Zetol':months(2024,1,[q(i) for i in range(0,16,2)]),'Acme':months(2024,1,[q(i) for i in range(1,16,2)])}
for nm,h,f in [('on hand','Product,Period,Quantity on hand,Consumption',lambda i:f'{it2(i)},{mm(i)},{400+i},{10+i}\n'),
 ('stock issued','Month;Item;Units in stock;Issued',lambda i:f'{mm(i)};{it2(i)};{300-i};{10+i}\n'),
 ('ordered','Month,Product,Quantity ordered,Consumption,Stock on hand',lambda i:f'{mm(i)},{it2(i)},{90+i},{10+i},{100+i}\n'),
 ('ledger','Period,Commodity,Beginning balance,Quantity received,Quantity dispensed,Losses,Adjustments,Ending balance',lambda i:f'{mm(i)},{it2(i)},100,50,{10+i},{i%2},0,{140-10-i}\n'),
 ('de','Monat;Artikel;Anfangsbestand;Zugang;Verbrauch;Endbestand',lambda i:f'{mm(i)};{it2(i)};100;50;{10+i};{140-i}\n'),
 ('fr','Mois;Produit;Stock initial;Entrées;Sorties;Pertes;Stock final',lambda i:f'{mm(i)};{it2(i)};100;50;{10+i};0;{140-i}\n'),
 ('es','Mes;Producto;Saldo inicial;Entradas;Salidas;Saldo final',lambda i:f'{mm(i)};{it2(i)};100;50;{10+i};{140-i}\n'),
 ('pt','Mês;Produto;Estoque inicial;Entradas;Saídas;Estoque final',lambda i:f'{mm(i)};{it2(i)};100;50;{10+i};{140-i}\n'),
 ('it','Mese;Prodotto;Giacenza iniziale;Carico;Scarico;Giacenza finale',lambda i:f'{mm(i)};{it2(i)};100;50;{10+i};{140-i}\n'),
 ('nl','Maand;Artikel;Beginvoorraad;Ontvangen;Uitgegeven;Eindvoorraad',lambda i:f'{mm(i)};{it2(i)};100;50;{10+i};{140-i}\n'),
 ('amc','Month,Product,AMC,Consumption,Max stock,MOS',lambda i:f'{mm(i)},{it2(i)},12.5,{10+i},100,3.5\n'),
 ('sales value','Month,Product,Units,Sales,Price',lambda i:f'{mm(i)},{it2(i)},{10+i},{(10+i)*2.25:.2f},2.25\n'),
 ('revenue','Month,Product,Revenue,Units sold',lambda i:f'{mm(i)},{it2(i)},{(10+i)*3},{10+i}\n'),
 ('qty packs size','Month,Product,Pack size,Units dispensed',lambda i:f'{mm(i)},{it2(i)},30,{10+i}\n'),
 ('prescribed','Month,Drug,Quantity prescribed,Quantity dispensed',lambda i:f'{mm(i)},{it2(i)},{20+i},{10+i}\n'),
 ('dhis2','dataelement,period,orgunit,value,storedby,lastupdated,comment,followup,deleted',lambda i:f'{it2(i)},{mm(i).replace("-","")},OU1,{10+i},clerk{i%3},2024-12-01T00:00:00.000,,FALSE,FALSE\n'),
 ('code+name','Month,Item code,Item name,Qty',lambda i:f'{mm(i)},{["C1","C2"][i%2]},{it2(i)},{10+i}\n')]:
    w=A2()
    if nm=='code+name': w={'C1':w['Zetol'],'C2':w['Acme']}
    S('wc2 '+nm, h+'\n'+rows(f,16), w, freq='M')
S('wc facility', 'Health Facility,Commodity,Reporting Period,Quantity Dispensed,SOH\n'+rows(lambda i:f'{["North HC","South HC"][i%2]},ALu,{mm(i)},{10+i},{100+i}\n',16), {'North HC/ALu':A2()['Zetol'],'South HC/ALu':A2()['Acme']}, loc=True)
for lw in ('Clinic','Depot','Dispensary','Filiale','Apotheke','Officine','Sucursal','Loja','Reparto','Vestiging','Station','Service','Almacén','Hospital','Branch'):
    S('wc loc '+lw, f'{lw},Product,Month,Qty\n'+rows(lambda i:f'{["N","So"][i%2]},ALu,{mm(i)},{10+i}\n',16), {'N/ALu':A2()['Zetol'],'So/ALu':A2()['Acme']}, loc=True)
S('wc epd', 'YEAR_MONTH,REGIONAL_OFFICE_NAME,ICB_NAME,PRACTICE_NAME,PRACTICE_CODE,POSTCODE,BNF_CHEMICAL_SUBSTANCE,BNF_CODE,BNF_DESCRIPTION,BNF_CHAPTER_PLUS_CODE,QUANTITY,ITEMS,TOTAL_QUANTITY,ADQUSAGE,NIC,ACTUAL_COST,UNIDENTIFIED\n'+''.join(f'2024{m:02d},NORTH,ICBX,SURGERY,Q9900{p},AB1 2CD,0212000Z,0212000ZZAA,Simv 20mg,02: Cardio,{28*k},{n},{28*k*n},1.5,{n*1.1:.2f},{n*1.02:.2f},N\n' for m in (1,2,3) for p in (1,2) for k,n in ((1,12),(2,3))), {'Q99001/0212000ZZAA':months(2024,1,[504]*3),'Q99002/0212000ZZAA':months(2024,1,[504]*3)}, "'sum'", loc=True)
for cc in ('PZN','EAN','NDC','GTIN','CNK','CIP13','Produkt','medicine_id','SKU','Article code'):
    S('wc code '+cc, f'time,{cc},qty\n2026-02-02 09:05:11,3141592,2\n2026-02-02 09:47:30,2718281,1\n2026-02-03 11:12:09,3141592,5\n', {'3141592':days('2026-02-02',[2,5]),'2718281':days('2026-02-02',[1,0])})
for cc,q in (('prodotto','quantità'),('farmaco','pezzi'),('médicament','qté'),('spécialité','nombre'),('libellé','quantité'),('medicamento','cantidad'),('denominación','unidades'),('Präparat','Menge'),('Bezeichnung','Anzahl'),('geneesmiddel','aantal'),('lek','ilosc'),('description','qty'),('presentation','units'),('Gadget','count')):
    S('wc name '+cc, f'date;{cc};{q}\n2026-02-02 09:05:11;Zet 5;2\n2026-02-02 09:47:30;Acm 1;1\n2026-02-03 11:12:09;Zet 5;5\n', {'Zet 5':days('2026-02-02',[2,5]),'Acm 1':days('2026-02-02',[1,0])})
S('wc two dates ask', 'Posting Date,Invoice Date,Item,Qty\n2024-01-02,2024-01-05,Zetol,3\n2024-01-03,2024-01-06,Zetol,4\n', None, 'Posting Date')
S('wc two units ask', 'Date,Item,Units sold,Packs sold\n2024-01-02,Zetol,30,3\n2024-01-03,Zetol,45,4\n', None, 'Units sold')
# totals
S('tot wide sum', 'Month,Zetol,Acme,Beta,Everything\n'+''.join(f'2024-{m:02d},{a},{b},{c},{a+b+c}\n' for m,a,b,c in ((1,10,5,7),(2,12,6,3),(3,9,8,4),(4,14,2,6))), {'Zetol':months(2024,1,[10,12,9,14]),'Acme':months(2024,1,[5,6,8,2]),'Beta':months(2024,1,[7,3,4,6])}, 'sum of|total')
for w in ('Total','Grand Total','Summe','Gesamt','Total général','Suma','Totale','Totaal','TOTAL:','Somme'):
    S('tot row '+w, f'Item,2024-01,2024-02,2024-03,2024-04\nZetol,10,12,9,14\nAcme,5,6,8,2\n{w},15,18,17,16\n', {'Zetol':months(2024,1,[10,12,9,14]),'Acme':months(2024,1,[5,6,8,2])}, 'sum of|total')
for w in ('Zwischensumme Antibiotika','Sous-total antibiotiques','Subtotal antibióticos','Subtotale antibiotici','Subtotaal antibiotica','Antibiotics Total'):
    S('subtot '+w, f'Item,2024-01,2024-02,2024-03,2024-04\nZetol,10,12,9,14\nAcme,5,6,8,2\n{w},15,18,17,16\nBeta,1,2,3,4\nGam,30,20,10,50\n', {'Zetol':months(2024,1,[10,12,9,14]),'Acme':months(2024,1,[5,6,8,2]),'Beta':months(2024,1,[1,2,3,4]),'Gam':months(2024,1,[30,20,10,50])}, 'sum of|total')
S('tot col byrows', 'Item,2024-01,2024-02,2024-03,Total\nZetol,10,12,9,31\nAcme,5,6,8,19\n', {'Zetol':months(2024,1,[10,12,9]),'Acme':months(2024,1,[5,6,8])})
S('tot long date', 'Date,Item,Qty\n2024-01-02,Zetol,5\n2024-01-03,Zetol,6\nTotal,,11\n', Z(5,6))
S('tot long prod', 'Date,Item,Qty\n2024-01-02,Zetol,5\n2024-01-03,Zetol,6\n,Total,11\n', Z(5,6))
S('tot TPN stays', 'Month,Total parenteral nutrition,Zetol\n2024-01,5,7\n2024-02,6,8\n2024-03,3,9\n', {'Total parenteral nutrition':months(2024,1,[5,6,3]),'Zetol':months(2024,1,[7,8,9])})
S('tot TPN long', 'Month,Item,Qty\n2024-01,Total parenteral nutrition,5\n2024-01,Zetol,7\n2024-02,Total parenteral nutrition,6\n2024-02,Zetol,8\n', {'Total parenteral nutrition':months(2024,1,[5,6]),'Zetol':months(2024,1,[7,8])})
S('tot place', 'Month,Branch,Item,Units\n'+''.join(f'2024-{m:02d},{b},{i},{q}\n' for m in range(1,6) for i,k in (('Zetol',3),('Acme',7)) for b,q in (('N',m*k),('S',m*m+k),('Company',m*k+m*m+k))), {f'{b}/{i}':months(2024,1,[(m*k if b=='N' else m*m+k) for m in range(1,6)]) for b in 'NS' for i,k in (('Zetol',3),('Acme',7))}, 'sum of|total|Company', loc=True)
S('tot place word', 'Month,Branch,Item,Units\n'+''.join(f'2024-{m:02d},{b},Zetol,{q}\n' for m in range(1,5) for b,q in (('N',m*3),('S',m*m+1),('Total',m*3+m*m+1))), {'N/Zetol':months(2024,1,[3,6,9,12]),'S/Zetol':months(2024,1,[2,5,10,17])}, loc=True)
S('no false total', 'Month,A,B,C\n2024-01,1,1,2\n2024-02,0,1,1\n2024-03,1,0,1\n', {'A':months(2024,1,[1,0,1]),'B':months(2024,1,[1,1,0]),'C':months(2024,1,[2,1,1])})
# movements
for a,b,c,d,h in (('Issue','Receipt','Return','Loss','Date,Item,Movement type,Qty'),('Abgabe','Zugang','Rückgabe','Verlust','Datum,Artikel,Bewegungsart,Menge'),('Sortie','Entrée','Retour','Perte','Date,Produit,Type de mouvement,Quantité'),('Salida','Entrada','Devolución','Merma','Fecha,Producto,Tipo de movimiento,Cantidad'),('Saída','Entrada','Devolução','Perda','Data,Produto,Movimentação,Quantidade'),('Scarico','Carico','Reso','Perdita','Data,Prodotto,Causale,Quantità'),('Uitgifte','Ontvangst','Retour','Verlies','Datum,Artikel,Mutatie,Aantal'),('Sale','Purchase','Refund','Expired','Date,Product,Transaction Type,Quantity')):
    S('mov '+a, h+f'\n2024-01-02,Zetol,{a},12\n2024-01-02,Zetol,{b},100\n2024-01-03,Zetol,{a},9\n2024-01-03,Zetol,{c},2\n2024-01-04,Zetol,{d},5\n2024-01-04,Zetol,{a},8\n', Z(12,7,8))
S('mov signed', 'Date,Item,Type,Qty\n2024-01-02,Zetol,Dispensing,-12\n2024-01-02,Zetol,Receipt,100\n2024-01-03,Zetol,Dispensing,-9\n2024-01-03,Zetol,Return,2\n', Z(12,7))
S('mov unknown', 'Date,Item,Movement,Qty\n2024-01-02,Zetol,Issue,12\n2024-01-02,Zetol,Zorblat,100\n', None, 'movement|Zorblat')
S('mov opt', 'Date,Item,Movement,Qty\n2024-01-02,Zetol,Issue,12\n2024-01-02,Zetol,Zorblat,100\n', Z(12), movements='Zorblat=receipt')
S('mov supplier ret', 'Date,Item,Movement,Qty\n2024-01-02,Zetol,Issue,12\n2024-01-03,Zetol,Issue,5\n2024-01-03,Zetol,Return to supplier,100\n', Z(12,5))
S('mov measure', 'Month,Item,Indicator,Value\n'+''.join(f'2024-0{m},Zetol,{k},{v}\n' for m in (1,2,3) for k,v in (('Opening balance',100),('Received',50),('Issued',m*10),('Closing balance',150-m*10))), {'Zetol':months(2024,1,[10,20,30])})
S('ret col', 'Date,Item,Sold,Returned\n2024-01-02,Zetol,12,0\n2024-01-03,Zetol,9,2\n', Z(12,7))
S('ret neg ask', 'Date,Item,Qty\n2024-01-02,Zetol,12\n2024-01-03,Zetol,(3)\n', None, 'negative|return')
S('ret neg opt', 'Date,Item,Qty\n2024-01-02,Zetol,12\n2024-01-03,Zetol,3-\n2024-01-04,Zetol,5\n', Z(9,0,5), negatives='returns')
S('status cancelled', 'Date,Item,Qty,Status\n2024-01-02,Zetol,12,Completed\n2024-01-03,Zetol,9,Cancelled\n2024-01-04,Zetol,5,Completed\n', {'Zetol':{'2024-01-02':12,'2024-01-03':0,'2024-01-04':5}})
# suppressed
for t in ('*','**','<5','< 10','≤5','1-4','n/a','N/A','[c]','..','suppressed','c','#N/A','under 5','<3'):
    S('sup '+t, f'Month,Product,Units\n2024-01,Zetol,14\n2024-02,Zetol,{t}\n2024-03,Zetol,17\n2024-04,Zetol,12\n', {'Zetol':months(2024,1,[14,None,17,12])}, 'suppress')
    S('sup0 '+t, f'Product,2024-01,2024-02,2024-03,2024-04\nZetol,14,{t},0,12\nAcme,1,2,3,4\n', {'Zetol':months(2024,1,[14,None,0,12]),'Acme':months(2024,1,[1,2,3,4])}, 'suppress')
S('sup dash', 'Month,Product,Units\n2024-01,Zetol,14\n2024-02,Zetol,–\n2024-03,Zetol,0\n', {'Zetol':months(2024,1,[14,[0,None],0])})
S('sup ref', 'Month,Product,Units\n2024-01,Zetol,14\n2024-02,Zetol,#REF!\n', None, '#REF')
# stock-out
for h in ('Days out of stock','Stockout days','Stock out days','DOS days out of stock','Tage ohne Bestand','Jours de rupture','Días de desabastecimiento','Dias sem estoque','Giorni di rottura di stock','Dagen niet op voorraad','Number of days stocked out','days_out_of_stock'):
    S('so '+h, f'Month,Product,Consumption,{h}\n2024-01,Zetol,100,0\n2024-02,Zetol,62,11\n2024-03,Zetol,104,0\n2024-04,Zetol,0,30\n', {'Zetol':months(2024,1,[100,62,104,[0,None]])}, cens={'Zetol':['2024-02-01','2024-04-01']})


S('wc unità', 'Data;Prodotto;Unità\n02/01/2024;Zetol;5\n13/01/2024;Zetol;6\n', {'Zetol': {**days('2024-01-02', [0]*12), '2024-01-02': 5, '2024-01-13': 6}})
S('wc minsan', 'Data;Codice MINSAN;Q.tà venduta\n02/01/2024;012345678;5\n13/01/2024;012345678;6\n', {'012345678': {**days('2024-01-02', [0]*12), '2024-01-02': 5, '2024-01-13': 6}})
S('wc supplied', 'Month,Item,Qty Ordered,Qty Supplied to patients\n2024-01,Zetol,90,5\n2024-02,Zetol,80,6\n', {'Zetol': months(2024, 1, [5, 6])})

# ---- layouts, kinds of file, zones, eras

Z=lambda *v: {'Zetol':days('2024-01-02',list(v))}
def xl(sheets, fmt=None):
    wb=openpyxl.Workbook(); wb.remove(wb.active)
    for n,rows in sheets.items():
        ws=wb.create_sheet(n)
        for r in rows: ws.append(r)
        for (c,r),f in (fmt or {}).items(): ws[f'{c}{r}'].number_format=f
    b=io.BytesIO(); wb.save(b); return b.getvalue()
d=lambda n: dt.date(2024,1,n)
base=[['Date','Item','Units'],[d(2),'Zetol',5],[d(3),'Zetol',6],[d(4),'Zetol',7]]
S('xl plain', xl({'S':base}), Z(5,6,7))
S('xl titles', xl({'S':[['Report of Pharmacy X'],['From',d(1),'to',d(31)],[]]+base+[[],['Printed by system']]}), Z(5,6,7))
S('xl titles2', xl({'S':[['Pharmacy','Main Street'],['Period','January 2024'],[]]+base}), Z(5,6,7))
S('xl cover', xl({'Cover':[['Monthly report'],['Prepared by X']],'Sales':base}), Z(5,6,7), 'Sales')
S('xl cover lookups', xl({'Readme':[['Column','Meaning'],['Date','day of sale'],['Units','packs']],'Sales':base}), Z(5,6,7), 'Sales')
S('xl two sales', xl({'North':base,'South':base}), None, 'North')
S('xl sheet opt', xl({'North':base,'South':[['Date','Item','Units'],[d(2),'Zetol',1]]}), Z(1), sheet='South')
S('xl stock second', xl({'Sales':base,'Stock':[['Item','On hand'],['Zetol',50]]}), Z(5,6,7))
S('xl blank col', xl({'S':[[None]+r for r in base]}), Z(5,6,7))
S('xl blank rows inside', xl({'S':base[:2]+[[]]+base[2:]}), Z(5,6,7))
S('xl text codes', xl({'S':[['PZN','Date','Units'],['00123458',d(2),5],['00123458',d(3),6]]}), {'00123458':days('2024-01-02',[5,6])})
S('xl num codes blank', xl({'S':[['PZN','Datum','Menge'],[10123459,d(2),5],[10123459,d(3),6],['Summe',None,11]]}), {'10123459':days('2024-01-02',[5,6])})
S('xl num codes empty total', xl({'S':[['PZN','Datum','Menge'],[10123459,d(2),5],[10123459,d(3),6],[None,None,11]]}), {'10123459':days('2024-01-02',[5,6])}, 'product|dates|empty|total')
S('xl fmt', xl({'S':[['NDC','Date','Units'],[42177331,d(2),5],[42177331,d(3),6]]},{('A',2):'00000000000',('A',3):'00000000000'}), {'00042177331':days('2024-01-02',[5,6])})
S('xl fmt dash', xl({'S':[['NDC','Date','Units'],[421773310,d(2),5],[421773310,d(3),6]]},{('A',2):'00000-0000-00',('A',3):'00000-0000-00'}), {'00421-7733-10':days('2024-01-02',[5,6])})
S('xl serial', xl({'S':[['Datum','Artikel','Menge'],[45293,'Zetol',5],[45294,'Zetol',6]]}), Z(5,6))
S('xl serial header', xl({'S':[['Item',45292,45323,45352],['Zetol',5,6,7],['Acme',5,6,8]]}), {'Zetol':months(2024,1,[5,6,7]),'Acme':months(2024,1,[5,6,8])}, 'date')
S('xl date header', xl({'S':[['Item',dt.date(2024,1,1),dt.date(2024,2,1),dt.date(2024,3,1)],['Zetol',5,6,7],['Acme',5,6,8]]}), {'Zetol':months(2024,1,[5,6,7]),'Acme':months(2024,1,[5,6,8])})
S('xl two header date', xl({'S':[['Item','Jan 2024',None,'Feb 2024',None],[None,'Units','Amount','Units','Amount'],['Zetol',5,9.5,6,9.9],['Acme',5,1.5,7,9.9]]}), {'Zetol':months(2024,1,[5,6]),'Acme':months(2024,1,[5,7])}, 'header')
S('xl two header long', xl({'S':[['Date','Item','Movement',None],[None,None,'Issued','Received'],[d(2),'Zetol',5,10],[d(3),'Zetol',6,10]]}), Z(5,6), 'header')
S('xl error', xl({'S':base[:2]+[[d(3),'Zetol','#REF!']]+base[3:]}), None, '#REF')
S('xl blank name', xl({'S':base[:2]+[[d(3),None,8]]+base[3:]}), None, 'blank|empty')
S('xl blank name wide?', xl({'S':[['Date','Item','Units'],[d(2),None,8],[d(2),'Zetol',8]]}), None, 'blank|empty')
S('xl float id', xl({'S':[['Item no','Date','Units'],[101.0,d(2),5],[102.0,d(2),6],[101.0,d(3),6]]}), {'101':days('2024-01-02',[5,6]),'102':days('2024-01-02',[6,0])})
S('xl datetime', xl({'S':[['Timestamp','Item','Qty'],[dt.datetime(2024,1,2,9,5),'Zetol',5],[dt.datetime(2024,1,2,9,45),'Zetol',6],[dt.datetime(2024,1,3,9,45),'Acme',6]]}), {'Zetol':days('2024-01-02',[11,0]),'Acme':days('2024-01-03',[6])})
S('xl formula', xl({'S':[['Date','Item','A','B','Units'],[d(2),'Zetol',1,2,'=C2+D2'],[d(3),'Zetol',1,2,'=C3+D3']]}), None, 'formula|calculated')
S('xl formula other col', xl({'S':[['Date','Item','Units','Price','Sum'],[d(2),'Zetol',1,2,'=C2*D2'],[d(3),'Zetol',1,2,'=C3*D3']]}), Z(1,1))
S('xl formula date', xl({'S':[['Date','Item','Units'],['=DATE(2024,1,2)','Zetol',1],['=A2+1','Zetol',1]]}), None, 'formula|calculated')
S('xl formula wide', xl({'S':[['Date','Zetol','Acme'],[d(2),'=1+1',2],[d(3),'=1+2',3]]}), None, 'formula|calculated')
csvt='Date;Item;Units\n02.01.2024;Zetol;5\n03.01.2024;Zetol;6\n14.01.2024;Zetol;7\n'
W={'Zetol':{**days('2024-01-02',[0]*13),'2024-01-02':5,'2024-01-03':6,'2024-01-14':7}}
S('csv title', 'Pharmacy report\nJanuary 2024\n\n'+csvt, W)
S('csv title pad', 'Pharmacy report;;\nFrom 02.01.2024 to 14.01.2024;;\n;;\n'+csvt+';;\nEnd of report;;\nPage 1 of 1;;\n', W)
S('csv footer total', csvt+'Summe;;18\n', W)
S('csv footer2', csvt+';;18\n', W, 'dates|total')
S('csv repeated header', csvt+'Date;Item;Units\n15.01.2024;Zetol;1\n', {'Zetol':{**W['Zetol'],'2024-01-15':1}})
S('csv sep=', 'sep=;\n'+csvt, W)
S('csv pipe', csvt.replace(';','|'), W)
S('csv caret', csvt.replace(';','^'), W)
S('csv utf16', csvt.encode('utf-16'), W)
S('csv bom', csvt.encode('utf-8-sig'), W)
S('csv cr', csvt.replace('\n','\r').encode(), W)
S('csv quotes', 'Date;Item;Units\n"02.01.2024";"Zetol";"5"\n"03.01.2024";"Zetol";"6"\n"14.01.2024";"Zetol";"7"\n', W)
S('csv trailing sep', csvt.replace('\n',';\n'), W)
S('csv noheader', '2024-01-02,Zetol,5\n2024-01-03,Zetol,6\n2024-01-04,Zetol,7\n', Z(5,6,7), 'header')
S('csv newline name', 'Date,"Item\nname",Units\n2024-01-02,Zetol,5\n2024-01-03,Zetol,6\n', Z(5,6))
S('csv x000d', 'Date,Item,Units\n2024-01-02,Zetol_x000D_ 5,5\n2024-01-03,Zetol 5,6\n', {'Zetol 5':days('2024-01-02',[5,6])})
S('csv spaces', 'Date, Item , Units\n2024-01-02, Zetol ,5\n2024-01-03,Zetol, 6\n', Z(5,6))
z=io.BytesIO()
with zipfile.ZipFile(z,'w') as f: f.writestr('x/sales.csv',csvt); f.writestr('__MACOSX/x',b'1'); f.writestr('readme.txt','hi')
S('zip readme', z.getvalue(), W)
z2=io.BytesIO()
with zipfile.ZipFile(z2,'w') as f: f.writestr('a.csv',csvt); f.writestr('b.csv',csvt)
S('zip two', z2.getvalue(), None, 'archive')
z3=io.BytesIO()
with zipfile.ZipFile(z3,'w') as f: f.writestr('a.xlsx',xl({'S':base}))
S('zip xlsx', z3.getvalue(), Z(5,6,7))
S('gz', gzip.compress(csvt.encode()), W)
html=lambda t: '<html><head><title>x</title></head><body><h1>R</h1><table border=1>'+''.join('<tr>'+''.join(f'<td>{c}</td>' for c in l.split(';'))+'</tr>' for l in t.strip().split('\n'))+'</table></body></html>'
S('html', html(csvt).encode(), W)
S('html thead', b'<table><thead><tr><th>Date</th><th>Item</th><th>Units</th></tr></thead><tbody><tr><td>2024-01-02</td><td>Zetol</td><td>5</td></tr><tr><td>2024-01-03</td><td>Zetol</td><td>6</td></tr></tbody></table>', Z(5,6))
S('html none', b'<!DOCTYPE html><html><body><p>Please log in</p></body></html>', None, 'HTML|web page')
S('xmlss', b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">Date</Data></Cell><Cell><Data ss:Type="String">Item</Data></Cell><Cell><Data ss:Type="String">Units</Data></Cell></Row><Row><Cell><Data ss:Type="String">2024-01-02</Data></Cell><Cell><Data ss:Type="String">Zetol</Data></Cell><Cell><Data ss:Type="Number">5</Data></Cell></Row></Table></Worksheet></Workbook>', Z(5))
# zones
T='timestamp,product,qty\n2024-01-02T09:10:00{z},Zetol,2\n2024-01-02T17:30:00{z},Zetol,3\n2024-01-03T18:45:00{z},Zetol,4\n'
S('tz off', T.format(z='-08:00'), Z(5,4))
S('tz opt', T.format(z='-08:00'), Z(5,4), timezone='America/Los_Angeles')
S('tz utc opt', 'timestamp,product,qty\n2024-01-02T17:10:00Z,Zetol,2\n2024-01-03T01:30:00Z,Zetol,3\n2024-01-04T02:45:00Z,Zetol,4\n', Z(5,4), timezone='America/Los_Angeles')
S('tz utc none', T.format(z='Z'), Z(5,4), 'time zone|timezone', told='UTC')
S('tz mixed', 'timestamp,product,qty\n2024-01-02T17:10:00-08:00,Zetol,2\n2024-01-03T01:30:00+09:00,Zetol,3\n', None, 'time zone')
S('tz dst', 'timestamp,product,qty\n2024-03-30T22:10:00+01:00,Zetol,2\n2024-03-31T22:30:00+02:00,Zetol,3\n', {'Zetol':days('2024-03-30',[2,3])})
S('tz tokyo', 'timestamp,product,qty\n2024-01-01T23:10:00Z,Zetol,2\n2024-01-02T16:30:00Z,Zetol,3\n', Z(2,3), timezone='Asia/Tokyo')
S('tz bad', T.format(z='-08:00'), None, 'timezone', timezone='Mars/Olympus')
# eras
S('era thai iso', 'Date,Item,Units\n2567-01-13,Zetol,4\n2567-01-14,Zetol,6\n', None, 'buddhist')
S('era thai month', 'Month,Item,Units\n01/2567,Zetol,4\n02/2567,Zetol,6\n', None, 'buddhist')
S('era thai cols', 'Year,Month,Item,Units\n2567,1,Zetol,4\n2567,2,Zetol,6\n', None, 'buddhist')
S('era thai header', 'Item,2567-01,2567-02,2567-03\nZetol,4,5,6\nAcme,1,2,3\n', None, 'buddhist')
S('era persian', 'Date,Item,Units\n1403/01/13,Zetol,4\n1403/01/14,Zetol,6\n', None, 'persian')
S('era persian cols', 'Year,Month,Item,Units\n1403,1,Zetol,4\n1403,2,Zetol,6\n', None, 'persian')
S('era hijri', 'Date,Item,Units\n13/01/1445,Zetol,4\n14/01/1445,Zetol,6\n', None, 'islamic|hijri')
S('era minguo', 'Date,Item,Units\n113/01/13,Zetol,4\n113/01/14,Zetol,6\n', None, 'minguo|taiwan')
S('era reiwa', 'Date,Item,Units\nR6/01/13,Zetol,4\nR6/01/14,Zetol,6\n', None, 'japan|era')
S('era nepal', 'Date,Item,Units\n2080-01-13,Zetol,4\n2080-01-14,Zetol,6\n', None, 'bikram|nepal')
# ambiguous
S('amb', 'Date,Item,Units\n03/04/2024,Zetol,4\n05/06/2024,Zetol,6\n', None, 'dayfirst')
S('amb de', 'Datum;Artikel;Menge\n03/04/2024;Zetol;4\n05/04/2024;Zetol;6\n', {'Zetol':{'2024-04-03':4,'2024-04-04':0,'2024-04-05':6}})
S('amb other col', 'DOB,Date,Item,Units\n02/14/1961,03/04/2024,Zetol,4\n11/30/1978,03/05/2024,Zetol,6\n', {'Zetol':{'2024-03-04':4,'2024-03-05':6}})
S('amb opt', 'Date,Item,Units\n03/04/2024,Zetol,4\n05/06/2024,Zetol,6\n', {'Zetol':{**{str(x.date()):0 for x in pd.date_range('2024-04-03','2024-06-05')},'2024-04-03':4,'2024-06-05':6}}, dayfirst=True)
S('uom mixed', 'Date,Item,Units,UOM\n2024-01-02,Zetol,28,TAB\n2024-01-03,Zetol,1,BOX\n', None, 'TAB')
S('uom pack', 'Date,Item,Qty,UOM,Pack size\n2024-01-02,Zetol,28,TAB,28\n2024-01-03,Zetol,1,BOX,28\n', Z(28,28))
S('ndc merge', 'date,ndc,units\n2024-01-02,0421-7733-10,4\n2024-01-03,00421773310,6\n', {'00421773310':days('2024-01-02',[4,6])})
S('lots', 'Date,Product,Lot,Qty\n2024-01-02,Zetol,L1,4\n2024-01-02,Zetol,L2,6\n2024-01-03,Zetol,L2,6\n', Z(10,6))
S('exact dup', 'Date,Product,Qty\n2024-01-02,Zetol,4\n2024-01-02,Zetol,4\n', None, "'sum'")
S('single', 'date,units\n2024-01-02,4\n2024-01-03,5\n', {'units':days('2024-01-02',[4,5])})
S('wide total word', 'Date,Zetol,Acme,Total\n2024-01-02,4,5,9\n2024-01-03,5,7,12\n', {'Zetol':days('2024-01-02',[4,5]),'Acme':days('2024-01-02',[5,7])})


# ---- stock, catalog, open orders

def lots(*w):
    def check(df):
        g=sorted((u,l if l else '', None if e!=e else str(e.date()), h) for u,l,e,h in zip(df.unique_id,df.lot,df.expiry,df.on_hand))
        ww=sorted((f'PHARMACY/{i}' if '/' not in i else i, l, e, float(h)) for i,l,e,h in w)
        if len(g)!=len(ww): return f'{g}'
        for a,b in zip(g,ww):
            if a[0]!=b[0] or a[2]!=b[2] or a[3]!=b[3] or (b[1] is not None and a[1]!=b[1]): return f'{a} wanted {b}'
        return ''
    return check
def K(name,text,want=None,refuse=None,**o): S('stock '+name,text,want,refuse,reader='stock',**o)
def xl(rows,fmt=None):
    wb=openpyxl.Workbook(); ws=wb.active
    for r in rows: ws.append(r)
    b=io.BytesIO(); wb.save(b); return b.getvalue()
K('openboxes','Product code,Product name,Lot number,Expiration date,Bin location,Quantity\nKT05,Ket,A11,31/01/2027,S1,120\nKT05,Ket,A12,,S2,60\n', lots(('KT05','A11','2027-01-31',120),('KT05','A12',None,60)))
K('de','PZN;Bezeichnung;Charge;Verfalldatum;Lagerbestand\n00123458;Zet;C1;05/2027;1.200\n07654325;Acm;C7;30.11.2026;85\n', lots(('00123458','C1','2027-05-31',1200),('07654325','C7','2026-11-30',85)))
K('fr','Produit;Lot;Péremption;Stock disponible\nZetol;L1;02/2027;40\n', lots(('Zetol','L1','2027-02-28',40)))
K('es','Medicamento;Lote;Fecha de vencimiento;Existencias\nZetol;L1;15/03/2027;40\nAcme;L2;03/04/2027;5\n', lots(('Zetol','L1','2027-03-15',40),('Acme','L2','2027-04-03',5)))
K('pt','Produto;Lote;Validade;Estoque\nZetol;L1;fev/2027;40\n', lots(('Zetol','L1','2027-02-28',40)))
K('it','Farmaco;Lotto;Scadenza;Giacenza\nZetol;L1;02/27;40\n', lots(('Zetol','L1','2027-02-28',40)))
K('nl','Artikel;Partij;Vervaldatum;Voorraad\nZetol;L1;mrt 2027;40\n', lots(('Zetol','L1','2027-03-31',40)))
K('usp','medicine_id,on_hand,lot,expiry\nZetol,4,L1,2027-MAY\nAcme,5,L2,2027-MAY-12\nB,1,L3,20270500\nC,2,L4,270531\n', lots(('Zetol','L1','2027-05-31',4),('Acme','L2','2027-05-12',5),('B','L3','2027-05-31',1),('C','L4','2027-05-31',2)))
K('never','medicine_id,on_hand,lot,expiry\nZetol,4,L1,31.12.9999\nAcme,5,L2,2999-12-31\nC,2,L4,never\nD,2,L4,N/A\nE,2,L4,2200-01-01\n', lots(('Zetol','L1',None,4),('Acme','L2',None,5),('C','L4',None,2),('D','L4',None,2),('E','L4',None,2)))
K('amb','medicine_id,on_hand,lot,expiry\nZetol,4,L1,01/06/2027\nAcme,5,L2,02/07/2027\n', None,'ambiguous|day first|dayfirst')
K('amb us','medicine_id,on_hand,lot,expiry\nZetol,4,L1,01/06/2027\nAcme,5,L2,02/17/2027\n', lots(('Zetol','L1','2027-01-06',4),('Acme','L2','2027-02-17',5)))
K('amb opt','medicine_id,on_hand,lot,expiry\nZetol,4,L1,01/06/2027\n', lots(('Zetol','L1','2027-06-01',4)), dayfirst=True)
K('amb first-of-month','medicine_id,on_hand,lot,expiry\nZetol,4,L1,01/06/2027\nA,4,L2,01/07/2027\n', None,'ambiguous|day first|dayfirst')
K('two places','Item,Pharmacy,Qty on hand,Batch,Exp\nZetol,North,4,L1,2027-05-31\nZetol,South,6,L1,2027-05-31\n', lots(('North/Zetol','L1','2027-05-31',4),('South/Zetol','L1','2027-05-31',6)))
K('bins','Item,Bin,On hand,Lot,Expiry\nZetol,A,4,L1,2027-05-31\nZetol,B,6,L1,2027-05-31\n', lots(('Zetol','L1','2027-05-31',10)))
K('nolot two exp','Item,On hand,Expiry\nZetol,4,2027-05-31\nZetol,6,2027-09-30\nAcme,6,\n', lots(('Zetol',None,'2027-05-31',4),('Zetol',None,'2027-09-30',6),('Acme',None,None,6)))
K('only qty','Item,Quantity\nZetol,4\nAcme,6\n', lots(('Zetol',None,None,4),('Acme',None,None,6)))
K('total','Item,Quantity\nZetol,4\nAcme,6\nTotal,10\n', lots(('Zetol',None,None,4),('Acme',None,None,6)))
K('ordered cols','Item,On order,On hand,Reorder point,Unit price\nZetol,100,4,20,1.5\n', lots(('Zetol',None,None,4)))
K('open close','Item,Opening stock,Received,Issued,Closing stock\nZetol,100,4,20,84\n', lots(('Zetol',None,None,84)))
K('physical','Item,Theoretical stock,Physical stock\nZetol,100,98\n', lots(('Zetol',None,None,98)))
K('neg','Item,On hand\nZetol,-3\n', None,'negative|zero or more')
K('lot two expiry','Item,On hand,Lot,Expiry\nZetol,4,L1,2027-05-31\nZetol,6,L1,2027-09-30\n', None,'two expiry|lot')
K('blank name','Item,On hand,Lot\nZetol,4,L1\n,6,L2\n', None,'blank|empty')
K('xlsx dates', xl([['Stock list'],[],['Item','Lot','Expiry','On hand'],['Zetol','L1',dt.datetime(2027,5,31),4],['Acme',12345,None,1200]]), lots(('Zetol','L1','2027-05-31',4),('Acme','12345',None,1200)))
K('xlsx serial', xl([['Item','Lot','Expiry','On hand'],['Zetol','L1',46538,4]]), lots(('Zetol','L1','2027-05-31',4)))
K('title','Count of 27.11.2026;;;\n;;;\nArtikel;Charge;Verfall;Bestand\nZetol;C1;31.05.2027;1.200\nAcme;C2;30.11.2026;85\nSumme;;;1.285\n', lots(('Zetol','C1','2027-05-31',1200),('Acme','C2','2026-11-30',85)))
K('product sum row','Item,Lot,Expiry,On hand\nZetol,,,10\nZetol,L1,2027-05-31,4\nZetol,L2,2027-06-30,6\n', lots(('Zetol','L1','2027-05-31',4),('Zetol','L2','2027-06-30',6)))
K('uid','unique_id,on_hand\nN/Zetol,4\nS/Zetol,5\n', lots(('N/Zetol',None,None,4),('S/Zetol',None,None,5)))
K('time','Item,On hand,Expiry\nZetol,4,2027-05-31 23:59\nB,5,2027-05-31T00:00:00Z\n', lots(('Zetol',None,'2027-05-31',4),('B',None,'2027-05-31',5)))
K('bad expiry','Item,On hand,Expiry\nZetol,4,soon\n', None,'expiry')
K('units text','Item,On hand\nZetol,many\n', None,'column|number')
K('units text2','Item,On hand\nZetol,4\nB,5\nAcme,many\n', None,'number')
K('thousands en','Item,On hand\nZetol,"1,250"\nAcme,980\n', lots(('Zetol',None,None,1250),('Acme',None,None,980)))
def cat(w):
    def check(df):
        g={m:r for m,r in zip(df.medicine_id, df.to_dict('records'))}
        for i,c in w.items():
            if i not in g: return f'no {i} in {list(g)}'
            for k,v in c.items():
                h=g[i].get(k)
                if h is None or (isinstance(v,str) and h!=v) or (not isinstance(v,str) and abs(h-v)>1e-6): return f'{i} {k}: {h} wanted {v}'
        return ''
    return check
def C(name,text,want=None,refuse=None,**o): S('cat '+name,text,want,refuse,reader='catalog',**o)
C('de','PZN;Artikelbezeichnung;Einkaufspreis;Lieferzeit (Tage);Packungsgröße;Mindestbestellmenge;Lieferant\n00123458;Zet;1.250,50;14;1.000;5;Wholesale A\n07654325;Acm;3,20;2;30;0;B\n', cat({'00123458':dict(unit_cost=1250.5,lead_time_mean=14,pack_size=1000,min_order=5,supplier_id='Wholesale A'),'07654325':dict(unit_cost=3.2,pack_size=30)}))
C('fr','Produit;Prix unitaire;Délai de livraison (jours);Fournisseur\nZetol;3,20 €;5;OCP\n', cat({'Zetol':dict(unit_cost=3.2,lead_time_mean=5,supplier_id='OCP')}))
C('es','Medicamento;Precio unitario;Plazo de entrega;Proveedor;Unidades por envase\nZetol;1.250,50;5;X;30\n', cat({'Zetol':dict(unit_cost=1250.5,lead_time_mean=5,pack_size=30)}))
C('pt','Produto;Preço;Prazo de entrega;Fornecedor;Pedido mínimo\nZetol;R$ 1.250,50;5;X;30\n', cat({'Zetol':dict(unit_cost=1250.5,lead_time_mean=5,min_order=30)}))
C('it','Prodotto;Prezzo;Tempo di consegna;Fornitore\nZetol;€ 3,20;5;X\n', cat({'Zetol':dict(unit_cost=3.2,lead_time_mean=5)}))
C('nl','Artikel;Inkoopprijs;Levertijd;Leverancier\nZetol;€ 3,20;5;X\n', cat({'Zetol':dict(unit_cost=3.2,lead_time_mean=5)}))
C('en','Item,Unit cost,Lead time,Pack size,Min order qty,Supplier,Shelf life (months)\nZetol,$1.50,5 days,10,20,X,24\nAcme,2.00,2 weeks,1,0,Y,12\n', cat({'Zetol':dict(unit_cost=1.5,lead_time_mean=5,pack_size=10,min_order=20,shelf_life_days=730.5),'Acme':dict(lead_time_mean=14)}))
C('weeks','SKU,Lead time (weeks),Price\n007,2,3.5\n008,1,4\n', cat({'007':dict(lead_time_mean=14,unit_cost=3.5)}))
C('pack price','SKU,Pack price,Pack size\n007,30,10\n', cat({'007':dict(unit_cost=3,pack_size=10)}))
C('unknown','SKU,Price,Shelf colour\n007,3,green\n', cat({'007':dict(unit_cost=3)}), told='Shelf colour')
C('misspelt','SKU,unit_csot,pack_sze\n007,3,10\n', cat({'007':dict(unit_cost=3,pack_size=10)}), told='unit_csot')
C('dup','SKU,Price\n007,3\n007,4\n', None,'twice')
C('text price','SKU,Price\n007,3\n008,cheap\n009,4\n', None,'number')
def oo(*w):
    def check(df):
        g=sorted((o,u.split('/',1)[1],q,None if d!=d else str(d.date())) for o,u,q,d in zip(df.order_id,df.unique_id,df.quantity,df.due))
        return '' if g==sorted((o,i,float(q),d) for o,i,q,d in w) else str(g)
    return check
def O(name,text,want=None,refuse=None,**o): S('oo '+name,text,want,refuse,reader='open',**o)
O('basic','Order,Product,Qty,Due\nP1,Zetol,5,2026-12-31\n', oo(('P1','Zetol',5,'2026-12-31')))
O('ord rec','PO Number,SKU,Qty ordered,Qty received,ETA\nP1,007,50,20,2026-12-31\nP1,008,50,50,2026-12-31\n', oo(('P1','007',30,'2026-12-31')))
O('de','Bestell-Nr.;PZN;Bestellmenge;Liefermenge;Offene Menge;Bestelldatum;Liefertermin\nB1;00123458;2.000;800;1.200;01.11.2026;31.12.2026\n', oo(('B1','00123458',1200,'2026-12-31')))
O('fr','N° commande;Produit;Qté commandée;Qté livrée;Reste à livrer;Date de livraison prévue\nC1;Zetol;50;20;30;31/12/2026\n', oo(('C1','Zetol',30,'2026-12-31')))
O('es','Pedido;Producto;Cantidad pedida;Cantidad recibida;Pendiente;Fecha de entrega\nC1;Zetol;50;20;30;05/12/2026\n', oo(('C1','Zetol',30,'2026-12-05')))
O('pt','Pedido;Produto;Quantidade pedida;Quantidade recebida;Data de entrega\nC1;Zetol;50;20;05/12/2026\n', oo(('C1','Zetol',30,'2026-12-05')))
O('it','Ordine;Prodotto;Quantità ordinata;Quantità ricevuta;Data di consegna\nC1;Zetol;50;20;05/12/2026\n', oo(('C1','Zetol',30,'2026-12-05')))
O('nl','Bestelnummer;Artikel;Besteld;Geleverd;Leverdatum\nC1;Zetol;50;20;05-12-2026\n', oo(('C1','Zetol',30,'2026-12-05')))
O('closed','Order,Line,Product,Quantity,Status,Order date,Expected date\nP1,1,Zetol,5,Open,2026-11-01,2026-12-31\nP1,2,Acme,5,Cancelled,2026-11-01,2026-12-31\nP2,1,Acme,5,Received,2026-10-01,2026-11-15\n', oo(('P1','Zetol',5,'2026-12-31')))
O('no due','Order,Product,Outstanding\nP1,Zetol,5\n', oo(('P1','Zetol',5,None)))
O('amb','PO,Item,Outstanding,Due date\nP1,Zetol,5,03/04/2027\nP2,Acme,6,05/06/2027\n', None,'dayfirst|ambiguous|day first')
O('total','PO,Item,Outstanding,Due date\nP1,Zetol,5,2026-12-31\nTotal,,5,\n', oo(('P1','Zetol',5,'2026-12-31')))
O('odoo','Order Reference,Vendor,Product,Quantity,Received Quantity,Expected Arrival,Unit Price\nP00012,Acme Ltd,[Z5] Zetol,50,20,2026-12-31 12:00:00,3.5\n', oo(('P00012','[Z5] Zetol',30,'2026-12-31')))
