"Tables with headings in Arabic, Korean, Japanese, Chinese, Polish, Czech, Turkish, Greek, Hungarian, Romanian and Nordic languages, and old workbooks"
import io
import pandas as pd
from reader_cases import CASES, S, days, months
from reader_cases_2 import sheet, table, ym
from reader_cases_3 import A, B, W, cat, lots, oo
import reader_cases_4 # noqa: F401 (its cases come before these)

N_FOURTH = len(CASES) # Cases before those of this file
I2 = ('Velorin', 'Tamoral 20')
def D(start='2024-03-14', n=14): return {i: days(start, v[:n]) for i,v in zip(I2, (A, B))}
DAYS = [pd.Timestamp('2024-03-14')+pd.Timedelta(k, 'D') for k in range(14)]
def sold(head, f='%Y-%m-%d', sep=',', order='dnq', more=()):
    "Two medicines on 14 days; `order`: d day, n name, q units, and indexes of `more`"
    return table(head, [[dict(d=d.strftime(f), n=i, q=v[k]).get(c) or more[int(c)](k, v[k]) for c in order] for k,d in enumerate(DAYS) for i,v in zip(I2, (A, B))], sep)
def monthly(head, labels, sep=',', more=()): return table(head, [(l, i, v[k], *(f(k, v[k]) for f in more)) for k,l in enumerate(labels) for i,v in zip(I2, (A, B))], sep)
def ods(rows):
    "Bytes of a LibreOffice sheet"
    import zipfile
    from xml.sax.saxutils import escape
    cell = lambda x: f'<table:table-cell office:value-type="float" office:value="{x}"><text:p>{x}</text:p></table:table-cell>' if isinstance(x, (int, float)) else f'<table:table-cell office:value-type="string"><text:p>{escape(str(x))}</text:p></table:table-cell>'
    body = ''.join('<table:table-row>'+''.join(map(cell, r))+'</table:table-row>' for r in rows)
    xml = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Data">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    b = io.BytesIO()
    with zipfile.ZipFile(b, 'w') as z: z.writestr('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'); z.writestr('content.xml', xml); z.writestr('META-INF/manifest.xml', '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>')
    return b.getvalue()
def page(head, rows): return ('<html><head><meta charset="utf-8"></head><body><table>'+''.join('<tr>'+''.join(f'<td>{c}</td>' for c in r)+'</tr>' for r in [head.split('|'), *rows])+'</table></body></html>').encode()

# ---- days of sale, with what stands beside them
for name,head,f,sep in (
    ('ar', 'التاريخ|اسم الصنف|الكمية', '%Y-%m-%d', ','), ('ar sold', 'تاريخ البيع|اسم الدواء|الكمية المباعة', '%d/%m/%Y', ','), ('ar dispense', 'تاريخ الصرف|المادة|الكمية المصروفة', '%Y/%m/%d', ';'),
    ('ko', '판매일자|품목명|판매수량', '%Y-%m-%d', ','), ('ko dispense', '조제일자|약품명|사용량', '%Y.%m.%d', ','), ('ko day', '일자|상품명|수량', '%Y%m%d', ','),
    ('ja', '売上日|商品名|数量', '%Y/%m/%d', ','), ('ja dispense', '調剤日|薬品名|使用量', '%Y/%m/%d', ','), ('ja long', '日付|医薬品名称|払出数', '%Y年%m月%d日', ','),
    ('zh', '日期|药品名称|销售数量', '%Y-%m-%d', ','), ('zh tw', '日期|藥品名稱|數量', '%Y/%m/%d', ','), ('zh out', '出库日期|通用名|出库数量', '%Y-%m-%d', ','),
    ('pl', 'Data sprzedaży|Nazwa leku|Ilość sprzedana', '%d.%m.%Y', ';'), ('pl towar', 'Data|Towar|Sprzedaż', '%Y-%m-%d', ';'), ('pl wydanie', 'Data wydania|Nazwa|Wydano', '%d-%m-%Y', ';'),
    ('cs', 'Datum prodeje|Název|Množství', '%d.%m.%Y', ';'), ('cs vydej', 'Datum výdeje|Přípravek|Počet balení', '%d.%m.%Y', ';'), ('sk', 'Dátum|Názov lieku|Množstvo', '%d.%m.%Y', ';'),
    ('tr', 'Tarih|Ürün Adı|Miktar', '%d.%m.%Y', ';'), ('tr satis', 'Satış Tarihi|İlaç Adı|Satış Adedi', '%d.%m.%Y', ';'), ('tr adet', 'TARİH|İLAÇ|ADET', '%d/%m/%Y', ';'),
    ('el', 'Ημερομηνία|Είδος|Ποσότητα', '%d/%m/%Y', ';'), ('el sale', 'Ημ/νία Πώλησης|Περιγραφή Είδους|Ποσότητα Πώλησης', '%d/%m/%Y', ';'), ('el drug', 'ΗΜΕΡΟΜΗΝΙΑ|ΦΑΡΜΑΚΟ|ΤΕΜΑΧΙΑ', '%d/%m/%Y', ';'),
    ('hu', 'Dátum|Megnevezés|Mennyiség', '%Y.%m.%d', ';'), ('hu eladas', 'Eladás dátuma|Termék|Eladott mennyiség', '%Y.%m.%d.', ';'), ('ro', 'Data vânzării|Denumire produs|Cantitate', '%d.%m.%Y', ';'),
    ('sv', 'Försäljningsdatum|Vara|Antal', '%Y-%m-%d', ';'), ('da', 'Dato|Varenavn|Antal', '%d-%m-%Y', ';'), ('nb', 'Dato|Varenavn|Antall', '%d.%m.%Y', ';'), ('fi', 'Päivämäärä|Tuote|Määrä', '%d.%m.%Y', ';'),
    ('uk', 'Дата|Назва препарату|Кількість', '%d.%m.%Y', ';'), ('bg', 'Дата|Наименование|Количество', '%d.%m.%Y', ';'), ('sr', 'Datum|Naziv artikla|Količina', '%d.%m.%Y', ';'), ('hr', 'Datum izdavanja|Naziv lijeka|Količina', '%d.%m.%Y', ';'),
    ('he', 'תאריך|שם תרופה|כמות', '%d/%m/%Y', ','), ('fa', 'تاریخ|نام دارو|تعداد', '%Y-%m-%d', ','), ('th', 'วันที่|ชื่อยา|จำนวน', '%Y-%m-%d', ','), ('vi', 'Ngày bán|Tên thuốc|Số lượng', '%d/%m/%Y', ','), ('id', 'Tanggal|Nama Obat|Jumlah', '%d/%m/%Y', ','), ('hi', 'दिनांक|दवा का नाम|मात्रा', '%d/%m/%Y', ',')):
    S(f'7 days {name}', sold(head, f, sep), D(), freq='D')
# ---- with stock, price, receipt number or a person beside
for name,head,f,sep in (('ar', 'رقم الفاتورة|التاريخ|اسم المريض|اسم الدواء|الكمية|السعر', '%Y-%m-%d', ','), ('ko', '전표번호|판매일자|고객명|상품명|수량|단가', '%Y-%m-%d', ','), ('ja', '伝票番号|売上日|顧客名|商品名|数量|単価', '%Y/%m/%d', ','), ('zh', '单据号|销售日期|会员姓名|商品名称|数量|单价', '%Y-%m-%d', ','),
    ('pl', 'Nr paragonu|Data|Pacjent|Nazwa towaru|Ilość|Cena', '%Y-%m-%d', ';'), ('tr', 'Fiş No|Tarih|Hasta Adı|Ürün|Adet|Birim Fiyat', '%d.%m.%Y', ';'), ('el', 'Αρ. Παραστατικού|Ημερομηνία|Πελάτης|Περιγραφή|Ποσότητα|Τιμή', '%d/%m/%Y', ';'), ('cs', 'Číslo účtenky|Datum|Pacient|Název|Množství|Cena', '%d.%m.%Y', ';'), ('hu', 'Számla száma|Dátum|Vevő|Termék|Mennyiség|Egységár', '%Y.%m.%d', ';')):
    S(f'7 beside {name}', sold(head, f, sep, '0d1nq2', (lambda k,v: 70000+k*2+v%2, lambda k,v: f'P{k%5}', lambda k,v: '3.50' if sep==',' else '3,50')), D(), freq='D')
for name,head in (('ar', 'التاريخ|اسم الدواء|الرصيد|الكمية'), ('ko', '일자|품목명|재고수량|출고수량'), ('ja', '日付|商品名|在庫数|出庫数'), ('zh', '日期|药品名称|库存|出库数量'), ('pl', 'Data|Nazwa|Stan|Rozchód'), ('tr', 'Tarih|Ürün|Stok|Satış'), ('el', 'Ημερομηνία|Είδος|Απόθεμα|Πωλήσεις'), ('cs', 'Datum|Název|Stav skladu|Výdej'), ('hu', 'Dátum|Termék|Készlet|Eladás'), ('ro', 'Data|Produs|Stoc|Vânzări'), ('fi', 'Päivä|Tuote|Varasto|Myynti'), ('uk', 'Дата|Назва|Залишок|Продано')):
    S(f'7 stock beside {name}', sold(head, order='dn0q', more=(lambda k,v: 500+7*k+v%3,)), D(), freq='D')
# ---- months
for name,head,labels in (('ko', '월|품목|수량', [f'2023년 {m}월' for m in range(1, 13)]), ('ja', '月|薬品名|数量', [f'2023年{m}月' for m in range(1, 13)]), ('ja0', '年月|薬品名|数量', [f'2023年{m:02d}月' for m in range(1, 13)]),
    ('tr', 'Ay|Ürün|Miktar', [f'{m} 2023' for m in 'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık'.split()]), ('el', 'Μήνας|Είδος|Ποσότητα', [f'{m} 2023' for m in 'Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος'.split()]),
    ('el short', 'Μήνας|Είδος|Ποσότητα', [f'{m}-23' for m in 'Ιαν Φεβ Μαρ Απρ Μαϊ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ'.split()]), ('ar', 'الشهر|الدواء|الكمية', [f'{m} 2023' for m in 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'.split()]),
    ('pl', 'Miesiąc|Lek|Ilość', [f'{m} 2023' for m in 'sty lut mar kwi maj cze lip sie wrz paź lis gru'.split()]), ('cs', 'Měsíc|Lék|Množství', [f'{m} 2023' for m in 'leden únor březen duben květen červen červenec srpen září říjen listopad prosinec'.split()]),
    ('hu', 'Hónap|Termék|Mennyiség', [f'2023. {m}' for m in 'január február március április május június július augusztus szeptember október november december'.split()]), ('fi', 'Kuukausi|Tuote|Määrä', [f'{m} 2023' for m in 'tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu'.split()]),
    ('uk', 'Місяць|Назва|Кількість', [f'{m} 2023' for m in 'січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень'.split()]), ('id', 'Bulan|Nama Obat|Jumlah', [f'{m} 2023' for m in 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split()])):
    S(f'7 months {name}', monthly(head, labels), W(n=12), freq='M')
    S(f'7 wide months {name}', table('|'.join([head.split('|')[1], *labels]), [(i, *v[:12]) for i,v in zip(I2, (A, B))], ';'), W(n=12), freq='M')
# ---- stock
L = lots(('Velorin', 'L1', '2027-05-31', 40), ('Tamoral 20', 'L2', '2028-02-29', 25))
for name,head in (('ar', 'الصنف|رقم التشغيلة|تاريخ الانتهاء|الرصيد'), ('ko', '품목명|제조번호|유효기한|재고수량'), ('ja', '商品名|ロット番号|使用期限|在庫数'), ('zh', '药品名称|批号|有效期至|库存数量'), ('pl', 'Nazwa|Seria|Data ważności|Stan'), ('tr', 'Ürün Adı|Parti No|Son Kullanma Tarihi|Stok Miktarı'), ('tr skt', 'İlaç|Lot|SKT|Stok'), ('el', 'Είδος|Παρτίδα|Ημερομηνία Λήξης|Υπόλοιπο'), ('cs', 'Název|Šarže|Expirace|Stav'), ('hu', 'Megnevezés|Gyártási szám|Lejárat|Készlet'), ('ro', 'Denumire|Lot|Data expirării|Stoc'), ('fi', 'Tuote|Erä|Vanhenee|Varasto'), ('uk', 'Назва|Серія|Термін придатності|Залишок'), ('hr', 'Naziv|Serija|Rok trajanja|Zaliha'), ('sv', 'Vara|Batch|Utgångsdatum|Lagersaldo')):
    S(f'7 stock {name}', table(head, [('Velorin', 'L1', '05/2027', 40), ('Tamoral 20', 'L2', '02/2028', 25)], ';'), L, reader='stock')
# ---- catalogs and open orders
for name,head in (('tr', 'Ürün|Birim Fiyat|Temin Süresi (gün)|Paket Miktarı'), ('pl', 'Nazwa|Cena zakupu|Czas dostawy (dni)|Wielkość opakowania'), ('ko', '품목명|단가|납기(일)|포장단위'), ('ja', '商品名|単価|リードタイム(日)|入数'), ('el', 'Είδος|Τιμή|Χρόνος παράδοσης (ημέρες)|Τεμάχια ανά συσκευασία'), ('ar', 'الصنف|السعر|مدة التوريد (يوم)|حجم العبوة'), ('cs', 'Název|Cena|Dodací lhůta (dny)|Velikost balení')):
    S(f'7 cat {name}', table(head, [('Velorin', '2.40', 5, 10), ('Tamoral 20', '9.50', 14, 30)], ';'), cat(Velorin=dict(unit_cost=2.4, lead_time_mean=5, pack_size=10)), head.split('|')[2], reader='catalog')
for name,head in (('pl', 'Nr zamówienia|Nazwa|Pozostało|Termin dostawy'), ('tr', 'Sipariş No|Ürün|Kalan Miktar|Teslim Tarihi'), ('ko', '발주번호|품목명|미입고수량|입고예정일'), ('ja', '発注番号|商品名|発注残数|納品予定日'), ('el', 'Αρ. Παραγγελίας|Είδος|Υπόλοιπο ποσότητας|Ημερομηνία παράδοσης'), ('cs', 'Číslo objednávky|Název|Zbývá|Datum dodání')):
    S(f'7 oo {name}', table(head, [('PO-1', 'Velorin', 120, '2026-12-04'), ('PO-2', 'Tamoral 20', 40, '2026-12-18')], ';'), oo(('PO-1', 'Velorin', 120, '2026-12-04'), ('PO-2', 'Tamoral 20', 40, '2026-12-18')), reader='open')
# ---- totals and kinds of file
for word in ('Razem', 'Toplam', 'Σύνολο', '합계', '合計', 'الإجمالي', 'Celkem', 'Összesen', 'Итого', 'Yhteensä', 'Ukupno'):
    S(f'7 tot {word}', table('|'.join(['Item', *ym('{y}-{m:02d}', 6)]), [*((i, *v[:6]) for i,v in zip(I2, (A, B))), (word, *(a+b for a,b in zip(A[:6], B[:6])))], ';'), W(n=6), freq='M')
ROWS = [[d.strftime('%Y-%m-%d'), i, v[k]] for k,d in enumerate(DAYS) for i,v in zip(I2, (A, B))]
S('7 ods', ods([['Date', 'Item', 'Qty'], *ROWS]), D(), freq='D')
S('7 ods titles', ods([['Report of sales'], [], ['Datum', 'Artikel', 'Menge'], *ROWS]), D(), freq='D')
S('7 html tr', page('Tarih|Ürün|Miktar', ROWS), D(), freq='D')
S('7 xlsx ko', sheet([['판매일자', '품목명', '판매수량'], *ROWS]), D(), freq='D')

# ---- a month that no language has is asked about, and never a month without a sale
SHORT = 'Jan Feb Mrzk Apr May Jun Jul Aug Sep Oct Nov Dec'.split()
for name,labels in (('within', SHORT), ('dated', [f'{m} 2023' for m in SHORT]), ('first', ['Jnrk', 'Feb', 'Mar', *SHORT[3:]]), ('last dated', [*('Jan Feb Mar'.split()), *SHORT[3:11], 'Dczk'])):
    S(f'8 unknown month {name}', table('|'.join(['Item', *labels]), [(i, *v[:12]) for i,v in zip(I2, (A, B))], ';'), refuse='no month of that name')
for name,more in (('stock', 'Stock'), ('total', 'Total'), ('price', 'Unit Price')):
    S(f'8 wide months and {name}', table('|'.join(['Item', more, *(f'{m} 2023' for m in 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split())]), [(i, sum(v[:12]), *v[:12]) for i,v in zip(I2, (A, B))], ';'), W(n=12), freq='M')
for name,word in (('total', 'Total 2023'), ('razem', 'Razem 2023')):
    S(f'8 wide months and {name} of the year', table('|'.join(['Item', *(f'{m} 2023' for m in 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()), word]), [(i, *v[:12], sum(v[:12])) for i,v in zip(I2, (A, B))], ';'), W(n=12), freq='M')
S('8 wide months of two words', table('|'.join(['الصنف', *(f'{m} 2023' for m in ('كانون الثاني', 'شباط', 'آذار', 'نيسان', 'أيار', 'حزيران', 'تموز', 'آب', 'أيلول', 'تشرين الأول', 'تشرين الثاني', 'كانون الأول'))]), [(i, *v[:12]) for i,v in zip(I2, (A, B))], ';'), W(n=12), freq='M')

# ---- a first or last period of another shape, months that only their company tells, and money under words of other languages
YEAR = [f'{m} 2023' for m in 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()]
def wide(labels): return table('|'.join(['Item', *labels]), [(i, *v[:len(labels)]) for i,v in zip(I2, (A, B))], ';')
for name,labels in (('no year', ['Jnv', *YEAR[1:]]), ('last', [*YEAR[:-1], 'Dcbr']), ('two digits', ['Jnv 23', *YEAR[1:]]), ('two', ['Jnv', 'Fbr', *YEAR[2:]]), ('before', ['2023/Jnv', *ym('{y}-{m:02d}', 11, m=2)]), ('number', [*ym('{y}-{m:02d}', 11), '12'])):
    S(f'8 odd month {name}', wide(labels), refuse='no month of that name')
S('8 odd week', wide(['Wxx', *(f'2023-W{k:02d}' for k in range(2, 9))]), refuse='no period of that name')
S('8 odd day', wide(['1 Jnv 2023', *(f'{k} Jan 2023' for k in range(2, 9))]), refuse='no period of that name')
for name,more,v in (('strength', 'Grammage', (500, 20)), ('rows', 'Pos', (1, 2)), ('reorder', 'Reorder point', (30, 12)), ('share', 'Anteil', ('0.71', '0.29'))):
    S(f'8 no month {name}', table('|'.join(['Item', more, *YEAR]), [(i, x, *w[:12]) for i,w,x in zip(I2, (A, B), v)]), W(n=12), freq='M')
HR = 'siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac'.split()
for name,labels in (('hr', [f'{m} 2023' for m in HR]), ('hr cases', [f'{m} 2023' for m in 'siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca'.split()]),
    ('hr short', [f'{m} 2023' for m in 'sij velj ožu tra svi lip srp kol ruj lis stu pro'.split()]), ('cs short', [f'{m} 2023' for m in 'led úno bře dub kvě čvn čvc srp zář říj lis pro'.split()]), ('vi', [f'Tháng {k}/2023' for k in range(1, 13)]), ('vi short', [f'T{k}/2023' for k in range(1, 13)])):
    S(f'8 wide {name}', wide(labels), W(n=12), freq='M')
    S(f'8 long {name}', monthly('Month|Item|Units', labels), W(n=12), freq='M')
for name,labels in (('ja', [f'{k}月' for k in range(1, 13)]), ('ko', [f'{k}월' for k in range(1, 13)]), ('hr', HR), ('en', [f'Month {k}' for k in range(1, 13)]), ('vi', [f'Tháng {k}' for k in range(1, 13)])):
    S(f'8 wide bare {name}', wide(labels), W(n=12), freq='M', year=2023)
    S(f'8 wide no year {name}', wide(labels), refuse='without a year')
    S(f'8 two columns {name}', table('Year|Month|Item|Units', [(2023, l, i, v[k]) for k,l in enumerate(labels) for i,v in zip(I2, (A, B))]), W(n=12), freq='M')
for word in 'ár|harga|Ceny|Tutar|Đơn giá|ราคา|价格|판매가격|Kaina|Bei|Kwota|Iznos|Belopp|कीमत|قیمت|מחיר'.split('|'):
    S(f'8 money {word}', sold(f'Date|Item|{word}'), refuse='can be the units sold')
    S(f'8 money beside {word}', sold(f'Date|Item|Qty|{word}', order='dnq0', more=(lambda k,v: 40+v%7,)), D(), freq='D')
for word in 'Wartość|Hodnota|Érték|Vrednost|Nilai|Summa|Ljrxq'.split('|'):
    S(f'8 cents {word}', sold(f'Date|Item|{word}', order='dn0', more=(lambda k,v: f'{v}.{(13*k+7)%100:02d}',)), refuse='it can be money')
MOVES = lambda words, head='Type': table(f'Date|Item|{head}|Qty', [(str(DAYS[k].date()), i, w, 5+k) for k,w in enumerate(words) for i in I2])
S('8 moves unknown', MOVES(['OUT', 'IN', 'OUT', 'XFER', 'BRK', 'OUT']), refuse="movement 'XFER'|movement 'BRK'")
S('8 moves letters', MOVES(['I', 'R', 'I', 'I', 'A', 'I']), refuse="movement 'I'")
S('8 moves letters told', MOVES(['I', 'R', 'I', 'R', 'I']), {i: {**days('2024-03-14', [5, 0, 7, 0, 9])} for i in I2}, freq='D', movements=dict(I='issue', R='receipt'))
S('8 new and refill', MOVES(['N', 'R', 'N', 'N', 'R', 'N']), {i: days('2024-03-14', [5, 6, 7, 8, 9, 10]) for i in I2}, freq='D')
S('8 moves patients', MOVES(['Ward issue', 'Purchase', 'Patient issue', 'Stocktake'], 'Reason'), {i: days('2024-03-14', [5, 0, 7]) for i in I2}, freq='D')
S('8 stock hr months', table('Naziv|Serija|Rok trajanja|Zaliha', [('Velorin', 'L1', 'listopad 2027', 40), ('Tamoral 20', 'L2', 'rujan 2028', 25)], ';'), lots(('Velorin', 'L1', '2027-10-31', 40), ('Tamoral 20', 'L2', '2028-09-30', 25)), reader='stock')
S('8 cat per 100', table('Item|Price per 100', [('Velorin', 30), ('Tamoral 20', 10)]), cat(Velorin=dict(unit_cost=.3)), 'divided by 100', reader='catalog')
S('8 cat list and net', table('Item|List price|Net price', [('Velorin', 30, 25), ('Tamoral 20', 10, 8)]), cat(Velorin=dict(unit_cost=25)), 'is what is paid', reader='catalog')
for word,ask in (('Dose', 0), ('Größe', 0), ('MOQ', 0), ('Volume ml', 0), ('Trend', 0), ('Plx', 1), ('May F', 1), ('Dzk 23', 1)):
    S(f'8 beside months {word}', table('|'.join(['Item', *YEAR[:4], word]), [(i, *v[:4], v[4]+1) for i,v in zip(I2, (A, B))]), None if ask else W(n=4), 'no month of that name' if ask else None, freq=None if ask else 'M')
S('8 mean beside months', table('|'.join(['Item', *YEAR[:3], 'Prosjek']), [(i, *v[:3], round(sum(v[:3])/3, 2)) for i,v in zip(I2, (A, B))]), W(n=3), freq='M')
for name,labels,what in (('fiscal year', ['FY19', '2020', '2021', '2022'], 'year'), ('year', ['2O19', '2020', '2021', '2022'], 'year'), ('week', ['2023W01', '2023W02', '2023W03', 'Week 4'], 'period')):
    S(f'8 odd {name}', wide(labels), refuse=f'no {what} of that name')
