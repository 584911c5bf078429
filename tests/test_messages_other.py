"""Peppol documents, hospital dispenses, receiving advices and stock reports as other senders write them; what each says is decided from the standard"""
import pytest
from pharmopt.messages import parse_edifact, parse_hl7, parse_ubl, parse_x12, read_answer
from test_messages import D, E, RDS, S, X, fits
from test_messages_more import LOT, SEGMENT, despatch, dline, response, rline, ubl

f = dict
INSTANCE = '<cac:ItemInstance>{}</cac:ItemInstance>'
IDS = '<cac:LotIdentification><cbc:LotNumberID>{}</cbc:LotNumberID>{}</cac:LotIdentification>'
def instance(lot, serial='', expiry='', best=''):
    return INSTANCE.format((f'<cbc:BestBeforeDate>{best}</cbc:BestBeforeDate>' if best else '')+(f'<cbc:SerialID>{serial}</cbc:SerialID>' if serial else '')
        + (IDS.format(lot, f'<cbc:ExpiryDate>{expiry}</cbc:ExpiryDate>' if expiry else '') if lot else ''))
PROMISED = '<cac:Delivery><cac:PromisedDeliveryPeriod><cbc:StartDate>2026-12-01</cbc:StartDate><cbc:EndDate>2026-12-03</cbc:EndDate></cac:PromisedDeliveryPeriod></cac:Delivery>'
REF = '<cac:OrderReference><cbc:ID>PM-1</cbc:ID></cac:OrderReference>'
def simple(accepted, more='', ref=REF): return ubl('OrderResponseSimple', f'<cbc:ID>R1</cbc:ID><cbc:IssueDate>2026-11-05</cbc:IssueDate><cbc:AcceptedIndicator>{accepted}</cbc:AcceptedIndicator>{more}{ref}')
def other_names(text): return text.replace('cbc:', 'ns3:').replace(':cbc', ':ns3').replace('cac:', 'a:').replace(':cac', ':a')
GTIN = '<cac:StandardItemIdentification><cbc:ID schemeID="0160">04006381333931</cbc:ID></cac:StandardItemIdentification>'
UBL = [
("taken note of", response('AB'), [f(status='acknowledged', order_ref='PM-1')]),
("taken note of, with a line that is accepted", response('AB', rline(1, 5)), [f(status='confirmed', line='1', quantity=10)]),
("accepted as a whole with a day", response('AP').replace('</OrderResponse>', PROMISED+'</OrderResponse>'), [f(status='confirmed', promised='2026-12-03')]),
("lines without a status under an accepted order", response('AP', rline(1, 5).replace('<cbc:LineStatusCode>5</cbc:LineStatusCode>', '')), [f(status='confirmed', quantity=10)]),
("changes that are not named", response('CA'), [f(type='problem', order_ref='PM-1')]),
("a change of the day alone", response('CA').replace('</OrderResponse>', PROMISED+'</OrderResponse>'), [f(status='changed', promised='2026-12-03')]),
("a line that the supplier added", response('CA', rline(1, 5), rline(9, 1)), [f(status='confirmed'), f(type='problem', line='9')]),
("accepted with another day", response('CA', rline(1, 3, PROMISED)), [f(status='changed', quantity=10, promised='2026-12-03')]),
("less than nothing is confirmed", response('CA', rline(1, 3, quantity=-4)), [f(type='problem', line='1')]),
("nothing is confirmed", response('CA', rline(1, 3, quantity=0)), [f(status='refused', line='1')]),
("packs with their size", response('CA', rline(1, 5, quantity=5).replace('C62', 'XPK').replace('<cbc:Name>A</cbc:Name>', '<cbc:Name>A</cbc:Name><cbc:PackSizeNumeric>20</cbc:PackSizeNumeric>')), [f(status='confirmed', quantity=100)]),
("a quantity with decimals", response('CA', rline(1, 5, quantity='10.000')), [f(status='confirmed', quantity=10)]),
("a quantity with groups", response('CA', rline(1, 5, quantity='1,200')), [f(type='problem')]),
("a status that is no code", response('CA', rline(1, 'accepted')), [f(type='problem')]),
("a code in small letters", response('ap'), [f(type='problem')]),
("prefixes of another program", other_names(response('CA', rline(1, 7))), [f(status='refused', line='1')]),
("simple: accepted", simple('true'), [f(status='confirmed', order_ref='PM-1')]),
("simple: accepted as a digit", simple('1'), [f(status='confirmed', order_ref='PM-1')]),
("simple: rejected", simple('false', '<cbc:RejectionNote>unknown customer</cbc:RejectionNote>'), [f(status='refused', order_ref='PM-1', note='unknown customer')]),
("simple: neither", simple('perhaps'), [f(type='problem', order_ref='PM-1')]),
("simple: of no order", simple('true', ref=''), [f(type='problem')]),
("no code of the whole, and codes of the lines", response('', rline(1, 5), rline(2, 7)).replace('<cbc:OrderResponseCode></cbc:OrderResponseCode>', ''), [f(status='confirmed', line='1'), f(status='refused', line='2')]),
("no code at all", response('').replace('<cbc:OrderResponseCode></cbc:OrderResponseCode>', ''), [f(type='problem')]),
("two packs of one lot with their serial numbers", despatch(dline(1, 2, instance('LA', 'S1', '2027-05-31')+instance('LA', 'S2', '2027-05-31'))), [f(quantity=2, lot='LA', expiry='2027-05-31')]),
("serial numbers without a lot", despatch(dline(1, 2, instance('', 'S1')+instance('', 'S2'))), [f(quantity=2, lot=None)]),
("two lots, a pack of each", despatch(dline(1, 2, instance('LA', 'S1', '2027-05-31')+instance('LB', 'S2', '2027-06-30'))), [f(quantity=1, lot='LA'), f(quantity=1, lot='LB', expiry='2027-06-30')]),
("three packs of two lots", despatch(dline(1, 3, instance('LA', 'S1')+instance('LB', 'S2')+instance('LA', 'S3'))), [f(quantity=2, lot='LA'), f(quantity=1, lot='LB')]),
("best before", despatch(dline(1, 3, instance('LA', best='2027-05-31'))), [f(lot='LA', expiry='2027-05-31')]),
("an expiry with a zone", despatch(dline(1, 3, instance('LA', expiry='2027-05-31+01:00'))), [f(expiry='2027-05-31')]),
("never expires", despatch(dline(1, 3, instance('LA', expiry='9999-12-31'))), [f(lot='LA', expiry=None)]),
("an expiry that is no day", despatch(dline(1, 3, instance('LA', expiry='2027-02-30')), dline(2, 4)), [f(type='problem'), f(line='2', quantity=4)]),
("a lot with a sign", despatch(dline(1, 3, instance('A&amp;B ', expiry='2027-05-31'))), [f(lot='A&B')]),
("the line is not known to the sender", despatch(dline(1, 3, GTIN).replace('<cac:OrderLineReference><cbc:LineID>1</cbc:LineID>', '<cac:OrderLineReference><cbc:LineID>NA</cbc:LineID>')), [f(line=None, item='04006381333931', sure=None)]),
("the order is not known to the sender", despatch(dline(1, 3)).replace('PM-1', 'NA'), [f(type='problem')]),
("the rest follows", despatch(dline(1, 6, more='<cbc:OutstandingQuantity unitCode="C62">4</cbc:OutstandingQuantity>')), [f(quantity=6, closes=None)]),
("the order of the line goes before that of the document", despatch(dline(1, 6).replace('<cbc:LineID>1</cbc:LineID></cac:OrderLineReference>', '<cbc:LineID>1</cbc:LineID><cac:OrderReference><cbc:ID>PM-2</cbc:ID></cac:OrderReference></cac:OrderLineReference>')), [f(order_ref='PM-2')]),
("cases with their size", despatch(dline(1, 2, '<cbc:PackSizeNumeric>12</cbc:PackSizeNumeric>', unit='XCS')), [f(quantity=24, unit=None)]),
("pieces in packs of twelve", despatch(dline(1, 24, '<cbc:PackSizeNumeric>12</cbc:PackSizeNumeric>', unit='C62')), [f(type='problem')]),
("no quantity", despatch(dline(1, 2).replace('<cbc:DeliveredQuantity unitCode="C62">2</cbc:DeliveredQuantity>', '')), [f(type='problem')]),
("no lines", despatch(), [f(type='problem')]),
("expected between two days", despatch(dline(1, 2)).replace('</DespatchAdvice>', '<cac:Shipment><cac:Delivery><cac:EstimatedDeliveryPeriod><cbc:StartDate>2026-12-01</cbc:StartDate><cbc:EndDate>2026-12-02</cbc:EndDate></cac:EstimatedDeliveryPeriod></cac:Delivery></cac:Shipment></DespatchAdvice>'), [f(promised='2026-12-02')]),
("in an envelope", '<StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"><StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion></StandardBusinessDocumentHeader>'+despatch(dline(1, 2)).partition('?>')[2]+'</StandardBusinessDocument>', [f(quantity=2)]),
("a comment before it", despatch(dline(1, 2)).replace('?>', '?><!-- made by a program --><?xml-stylesheet href="x.xsl"?>\n', 1), [f(quantity=2)]),
("a receipt advice is ours", ubl('ReceiptAdvice', '<cbc:ID>1</cbc:ID>'), [f(type='problem', ignore=True)]),
("an invoice", ubl('Invoice', '<cbc:ID>1</cbc:ID>'), [f(type='problem', ignore=True)]),
]
@pytest.mark.parametrize('text,wanted', [c[1:] for c in UBL], ids=[c[0] for c in UBL])
def test_what_a_ubl_document_says(text, wanted):
    said = parse_ubl(text)
    assert len(said)==len(wanted) and all(fits(a, b) for a,b in zip(said, wanted)), said
    assert len({n['key'] for n in said})==len(said) and read_answer(text.encode())==said

@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'iso-8859-1', 'windows-1252', 'utf-16'])
def test_a_ubl_document_in_any_encoding_it_names(encoding):
    text = despatch(dline(1, 2, instance('LÖT', expiry='2027-05-31'))).replace('UTF-8', encoding.removesuffix('-sig'))
    assert read_answer(text.encode(encoding))[0]['lot']=='LÖT'

# ------------------------------------------------------------------ receiving advices and stock reports
def V(body, bgm='632+RC1+9', **k): return E('RECADV', bgm, "RFF+ON:PM-1'"+body, **k)
def C(rows, bra='BRA*R1*20261105*00*1~', **k): return X('861', bra+'REF*PO*PM-1~'+rows, group='RC', **k)
NOTE, REPORT = f(type='problem', ignore=None), f(type='problem', ignore=True)
EDI = [
("received and short", V("LIN+1'QTY+12:10'QTY+48:8'QTY+119:2'"), [f(status='delivered', quantity=8)]),
("received, some not accepted", V("LIN+1'QTY+48:10'QTY+195:2'"), [f(status='delivered', quantity=8), NOTE]),
("received and accepted, some not", V("LIN+1'QTY+48:10'QTY+194:8'QTY+195:2'"), [f(status='delivered', quantity=8), NOTE]),
("received, one damaged", V("LIN+1'QTY+48:10'QTY+124:1'"), [f(status='delivered', quantity=9), NOTE]),
("all refused", V("LIN+1'QTY+12:10'QTY+195:10'"), [NOTE]),
("accepted in packs", V("LIN+1'QTY+194:8:PK'QTY+59:20:PCE'"), [f(quantity=160, unit=None)]),
("a decimal comma", V("LIN+1'QTY+194:8,5'", head="UNA:+,? '"), [f(quantity=8.5)]),
("one line of two orders", V("LIN+1'QTY+194:8'RFF+ON:PM-1:1'LIN+2'QTY+194:3'RFF+ON:PM-2:1'"), [f(order_ref='PM-1', quantity=8), f(order_ref='PM-2', quantity=3)]),
("a receipt taken back", V("LIN+1'QTY+194:8'", bgm='632+RC1+1'), [NOTE]),
("D.01B with a lot", V("LIN+1++04006381333931:SRV'QTY+194:8:PCE'PCI+36E'DTM+36:20270531:102'GIN+BX+LA'", version='D:01B:UN:EAN005'), [f(status='delivered', quantity=8, lot='LA', expiry='2027-05-31')]),
("a test", V("LIN+1'QTY+194:8'").replace("0915+77'", "0915+77++++++1'"), [f(type='problem')]),
("names the despatch alone", E('RECADV', '632+RC1+9', "RFF+DQ:DA1'LIN+1'QTY+194:8'"), [NOTE]),
("a stock report with lots", E('INVRPT', '35+I1+9', "DTM+366:20261105:102'LIN+1++401:EN'INV+++1'QTY+145:9:PCE'PCI+36E'GIN+BX+LA'"), [REPORT]),
("a stock report and a despatch in one interchange", D("LIN+1'QTY+12:7'RFF+LI:O1'").replace("UNZ+1+77'", '')+"UNH+2+INVRPT:D:96A:UN'BGM+35+I1+9'LIN+1++401:EN'QTY+17:9'UNT+5+2'UNZ+2+77'", [f(status='despatched', quantity=7), REPORT]),
("X12: received", C("RCD*1*8*EA~LIN*1*VN*K~"), [f(status='delivered', order_ref='PM-1', quantity=8)]),
("X12: received, some damaged", C("RCD*1*10*EA***2*EA*01~LIN*1*VN*K~"), [f(status='delivered', quantity=8), NOTE]),
("X12: received, some short", C("RCD*1*8*EA***2*EA*02~LIN*1*VN*K~"), [f(status='delivered', quantity=8)]),
("X12: received, some over", C("RCD*1*12*EA***2*EA*03~LIN*1*VN*K~"), [f(status='delivered', quantity=12)]),
("X12: received, some sent back", C("RCD*1*10*EA*2*EA~LIN*1*VN*K~"), [f(status='delivered', quantity=8), NOTE]),
("X12: nothing came", C("RCD*1*0*EA***10*EA*02~LIN*1*VN*K~"), []),
("X12: a receipt taken back", C("RCD*1*8*EA~LIN*1*VN*K~", bra='BRA*R1*20261105*01*1~'), [NOTE]),
("X12: two lots", C("RCD*1*6*EA~LIN*1*VN*K*LT*LA~DTM*036*20270531~RCD*1*4*EA~LIN*1*VN*K*LT*LB~DTM*036*20271130~"), [f(quantity=6, lot='LA', expiry='2027-05-31'), f(quantity=4, lot='LB', expiry='2027-11-30')]),
("X12: cases of twelve", C("RCD*1*2*CA~LIN*1*VN*K~PO4*12~"), [f(quantity=24)]),
("X12: the order in the line", X('861', 'BRA*R1*20261105*00*1~RCD*1*8*EA~LIN*1*VN*K~PRF*PM-9~', group='RC'), [f(order_ref='PM-9', quantity=8)]),
("X12: 5010", C("RCD*1*8*EA~LIN*1*VN*K~", v='00501', gv='005010'), [f(quantity=8)]),
("X12: a test", C("RCD*1*8*EA~LIN*1*VN*K~").replace('*0*P*>', '*0*T*>'), [f(type='problem')]),
("X12: a stock report", X('846', 'BIA*00*DD*I1*20261105~LIN*1*VN*K~QTY*33*9*EA~', group='IB'), [REPORT]),
("X12: a stock report with lots", X('846', 'BIA*00*DD*I1*20261105~LIN*1*VN*K*LT*LA~DTM*036*20270531~QTY*33*9*EA~', group='IB'), [REPORT]),
]
@pytest.mark.parametrize('text,wanted', [c[1:] for c in EDI], ids=[c[0] for c in EDI])
def test_what_a_receiving_advice_or_a_stock_report_says(text, wanted):
    said = (parse_x12 if text.startswith('ISA') else parse_edifact)(text)
    assert len(said)==len(wanted) and all(fits(a, b) for a,b in zip(said, wanted)), said
    assert len({n['key'] for n in said})==len(said)

# ------------------------------------------------------------------ HL7 version 2
def rx(**fields):
    e = SEGMENT.rstrip('\r').split('|')+['']*20
    for k,v in fields.items(): e[int(k[1:])] = v
    return RDS.replace(SEGMENT, '|'.join(e).rstrip('|')+'\r')
HL7 = [
("the second code where the first is empty", rx(_2='^^^K2^AMOX^L'), [f(medicine_id='K2')]),
("a decimal point first", rx(_4='.5', _5='mL^millilitre^UCUM'), [f(quantity=.5, unit='mL')]),
("a plus sign", rx(_4='+30'), [f(quantity=30.)]),
("groups in a number", rx(_4='1,200'), ['bad']),
("less than nothing", rx(_4='-30'), ['bad']),
("a value deleted", rx(_4='""'), ['bad']),
("a code deleted", rx(_2='""'), ['bad']),
("a month", rx(_3='202603'), ['bad']),
("no time", rx(_3=''), ['bad']),
("a time with its precision", rx(_3='20260302101500+0100^S'), [f(event_time='2026-03-02T09:15:00.000Z')]),
("an hour that is none", rx(_3='2026030224'), ['bad']),
("segments between", rx().replace('RXD|', 'RXO|K1|30||TAB\rNTE|1||as told\rTQ1|1\rRXE||K1|30||TAB\rRXR|PO\rRXD|'), [f(quantity=30.)]),
("five signs of encoding", RDS.replace('MSH|^~\\&|', 'MSH|^~\\&#|'), [f(medicine_id='K1', quantity=30.)]),
("a training message", RDS.replace('|P|2.5', '|T|2.5'), ['skipped']),
("a debugging message", RDS.replace('|P|2.5', '|D|2.5'), ['skipped']),
("a production message of an archive", RDS.replace('|P|2.5', '|P^A|2.5'), [f(quantity=30.)]),
("another kind of message", RDS.replace('RDS^O13^RDS_O13', 'RDE^O11^RDE_O11'), ['bad']),
("a batch", 'FHS|^~\\&\rBHS|^~\\&\r'+RDS+'BTS|1\rFTS|1\r', [f(quantity=30.)]),
("frames", '\x0b'+RDS+'\x1c\r', [f(quantity=30.)]),
("line feeds", RDS.replace('\r', '\n'), [f(quantity=30.)]),
("the facility with its number", RDS, [f(quantity=30.)]),
]
@pytest.mark.parametrize('text,wanted', [c[1:] for c in HL7], ids=[c[0] for c in HL7])
def test_what_an_hl7_message_says(text, wanted):
    found = parse_hl7(text)
    assert [k for k,_ in found]==[w if isinstance(w, str) else 'event' for w in wanted], found
    assert all(isinstance(w, str) or fits(e, w) for (_,e),w in zip(found, wanted)), found

@pytest.mark.parametrize('named,encoding', [('UNICODE UTF-8', 'utf-8'), ('8859/1', 'latin-1'), ('8859/15', 'iso-8859-15'), ('', 'latin-1'), ('', 'utf-8'), ('UNICODE UTF-16', 'utf-16')])
def test_the_characters_that_msh_18_names(named, encoding, tmp_path):
    from pharmopt.hl7 import read_hl7
    head, _, rest = RDS.replace('K1^', 'KÄ1€^' if encoding!='latin-1' else 'KÄ1^').partition('\r')
    raw = ('|'.join((head.split('|')+['']*20)[:17]+[named])+'\r'+rest).encode(encoding)
    (tmp_path/'m.hl7').write_bytes(raw)
    assert parse_hl7(raw)[0][1]['medicine_id']==next(read_hl7(tmp_path/'m.hl7'))[1]['medicine_id']==('KÄ1' if encoding=='latin-1' else 'KÄ1€')
