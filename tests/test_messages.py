"""What suppliers and hospitals write, in many forms of the standards: each message and what it says"""
import datetime as dt, json
import pytest
from pharmopt.answers import edi_day
from pharmopt.edifact import decode_edi, encode_edi
from pharmopt.messages import (edifact_orders, fhir_supply_requests, parse_edifact, parse_hl7, parse_medication_dispense, parse_supply_delivery, parse_x12,
                               read_answer, read_dispenses, write_order, x12_850)

def E(kind, bgm, body, head="", version="D:96A:UN:EAN005", charset='UNOC', sep="+:'"):
    segs=[s for s in body.split("'") if s]
    n=len(segs)+3
    return f"{head}UNB+{charset}:3+W+B+261105:0915+77'UNH+1+{kind}:{version}'BGM+{bgm}'{body}UNT+{n}+1'UNZ+1+77'"
def X(kind, body, v='00401', term='~', sep='*', group='SH', gv='004010'):
    segs=[s for s in body.split('~') if s]
    t=f"ISA*00*          *00*          *ZZ*SUPPLIER       *ZZ*BUYER          *261105*0915*{'U' if v=='00401' else '^'}*{v}*000000042*0*P*>~GS*{group}*S*B*20261105*0915*42*X*{gv}~ST*{kind}*0001~{body}SE*{len(segs)+2}*0001~GE*1*42~IEA*1*000000042~"
    return t.replace('~',term).replace('*',sep) if (term,sep)!=('~','*') else t
def D(body, **k): return E('DESADV','351+DA1+9',body,**k)
def R(body, bgm='231+OR1+4', **k): return E('ORDRSP', bgm, body, **k)
def un(t, el='|', co='^', seg='~', rel='!', dec='.'):
    return f"UNA{co}{el}{dec}{rel} {seg}"+t.replace('+',el).replace(':',co).replace("'",seg)
def S(rows, **k): return X('856','BSN*00*SH1*20261105*0900~HL*1**S~HL*2*1*O~PRF*PM-40~'+rows,**k)
def A(rows, bak='BAK*00*AC*PM-30*20261105~', **k): return X('855',bak+rows,group='PR',**k)
I="HL*3*2*I~LIN*1*VN*K~"
f = dict
CASES=[
# EDIFACT DESADV
("una separators", un(D("LIN+1'QTY+12:7'RFF+LI:O1'")), [f(order_id='O1',quantity=7)]),
("una decimal comma", D("LIN+1'QTY+12:12,5'RFF+LI:O1'",head="UNA:+,? '"), [f(quantity=12.5)]),
("newlines between", D("LIN+1'QTY+12:7'RFF+LI:O1'").replace("'","'\r\n"), [f(quantity=7)]),
("escape in lot", D("LIN+1'QTY+12:7'RFF+LI:O1'GIN+BX+A?+1?:2'"), [f(lot='A+1:2')]),
("ordered first", D("LIN+1'QTY+21:10'QTY+12:4'RFF+LI:O1'"), [f(quantity=4)]),
("RFF ON header line from LIN", D("RFF+ON:PM-1'LIN+2'QTY+12:4'"), [f(order_ref='PM-1',line='2',quantity=4)]),
("RFF ON line", D("LIN+1'QTY+12:4'RFF+ON:PM-1:7'"), [f(order_ref='PM-1',line='7')]),
("RFF LI numeric", D("RFF+ON:PM-1'LIN+1'QTY+12:4'RFF+LI:5'"), [f(order_ref='PM-1',line='5')]),
("expiry 36 beats 361", D("LIN+1'QTY+12:4'RFF+LI:O1'PCI+36E'DTM+361:20270101:102'DTM+36:20270228:102'GIN+BX+L'"), [f(expiry='2027-02-28',lot='L')]),
("expiry then 203", D("LIN+1'QTY+12:4'RFF+LI:O1'PCI+36E'DTM+361:202705311200:203'GIN+BX+L'"), [f(expiry='2027-05-31')]),
("expiry 101", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+361:270531:101'"), [f(expiry='2027-05-31')]),
("expiry 9999", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+361:99991231:102'"), [f(expiry=None,quantity=4)]),
("expiry impossible", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+361:20271331:102'LIN+2'QTY+12:5'RFF+LI:O2'"), [f(type='problem'),f(order_id='O2',quantity=5)]),
("gin before qty", D("LIN+1'QTY+12:100'RFF+LI:O1'PCI+36E'GIN+BX+LA'DTM+361:20270531:102'QTY+12:60'PCI+36E'GIN+BX+LB'DTM+361:20271130:102'QTY+12:40'"), [f(lot='LA',quantity=60,expiry='2027-05-31'),f(lot='LB',quantity=40,expiry='2027-11-30')]),
("rff bt twice", D("LIN+1'QTY+12:100'RFF+LI:O1'RFF+BT:LA'DTM+361:20270531:102'QTY+12:60'RFF+BT:LB'DTM+361:20271130:102'QTY+12:40'"), [f(lot='LA',quantity=60,expiry='2027-05-31'),f(lot='LB',quantity=40,expiry='2027-11-30')]),
("lots no line total", D("LIN+1'RFF+LI:O1'PCI+36E'QTY+12:60'GIN+BX+LA'PCI+36E'QTY+12:40'GIN+BX+LB'"), [f(lot='LA',quantity=60),f(lot='LB',quantity=40)]),
("lots exceed", D("LIN+1'QTY+12:90'RFF+LI:O1'PCI+36E'QTY+12:60'GIN+BX+LA'PCI+36E'QTY+12:40'GIN+BX+LB'"), [f(type='problem')]),
("lots below", D("LIN+1'QTY+12:110'RFF+LI:O1'PCI+36E'QTY+12:60'GIN+BX+LA'PCI+36E'QTY+12:40'GIN+BX+LB'"), [f(lot='LA'),f(lot='LB'),f(quantity=10,lot=None)]),
("two lots no qty", D("LIN+1'QTY+12:110'RFF+LI:O1'GIN+BX+LA+LB'"), [f(type='problem')]),
("lot range GIN same", D("LIN+1'QTY+12:11'RFF+LI:O1'GIN+BX+LA:LA'"), [f(lot='LA',quantity=11)]),
("sub-lines are lots", D("LIN+1++401:EN'QTY+12:100'RFF+LI:O1'LIN+2+++1:1'QTY+12:60'PCI+36E'DTM+36:20270531:102'GIN+BX+LA'LIN+3+++1:1'QTY+12:40'PCI+36E'GIN+BX+LB'"), [f(lot='LA',quantity=60,expiry='2027-05-31',line='1'),f(lot='LB',quantity=40,line='1')]),
("GIR lot", D("LIN+1'QTY+12:11'RFF+LI:O1'GIR+1+LA:BX'"), [f(lot='LA')]),
("sscc is no lot", D("CPS+1'PAC+1++201'PCI+33E'GIN+BJ+340123450000000017'LIN+1'QTY+12:11'RFF+LI:O1'"), [f(lot=None,quantity=11)]),
("cps hierarchy same line", D("CPS+1'CPS+2+1'LIN+1'QTY+12:6'RFF+ON:PM-1:1'RFF+BT:LA'CPS+3+1'LIN+2'QTY+12:4'RFF+ON:PM-1:1'RFF+BT:LB'"), [f(order_ref='PM-1',line='1',quantity=6,lot='LA'),f(line='1',quantity=4,lot='LB')]),
("CT without content", D("LIN+1'QTY+12:5:CT'RFF+LI:O1'"), [f(quantity=5,unit='CT')]),
("pack PK 59", D("LIN+1'QTY+12:5:PK'QTY+59:30'RFF+LI:O1'"), [f(quantity=150)]),
("free goods", D("LIN+1'QTY+12:10'QTY+192:2'RFF+LI:O1'"), [f(quantity=10),f(quantity=2)]),
("return qty aside", D("LIN+1'QTY+12:10'QTY+61:2'RFF+LI:O1'"), [f(quantity=10),f(type='problem')]),
("D01B", D("RFF+ON:PM-1'CPS+1'LIN+1++04012345000016:SRV'QTY+12:4:PCE'RFF+ON:PM-1:3'PCI+17'DTM+36:20270228:102'GIN+BX+L'",version='D:01B:UN:EAN007'), [f(line='3',quantity=4,expiry='2027-02-28',lot='L')]),
("no order", D("LIN+1'QTY+12:4'"), [f(type='problem')]),
("qty 46", D("LIN+1'QTY+46:4'RFF+LI:O1'"), [f(quantity=4)]),
("only ordered", D("LIN+1'QTY+21:4'RFF+LI:O1'"), [f(type='problem')]),
("header eta", D("DTM+17:20261201:102'LIN+1'QTY+12:4'RFF+LI:O1'"), [f(promised='2026-12-01')]),
("function 1 cancel", E('DESADV','351+DA1+1',"LIN+1'QTY+12:4'RFF+LI:O1'"), [f(type='problem')]),
("recadv", E('RECADV','632+RC1+9',"RFF+ON:PM-1'LIN+1'QTY+194:9'QTY+12:10'RFF+ON:PM-1:1'"), [f(status='delivered',quantity=9,line='1')]),
("recadv 48", E('RECADV','632+RC1+9',"LIN+1'QTY+48:9:PCE'RFF+LI:O1'"), [f(status='delivered',quantity=9)]),
("invoice", E('INVOIC','380+I1+9',"LIN+1'QTY+47:9'"), [f(type='problem')]),
("two messages", D("LIN+1'QTY+12:7'RFF+LI:O1'").replace("UNZ+1+77'","")+"UNH+2+DESADV:D:96A:UN'BGM+351+DA2+9'LIN+1'QTY+12:8'RFF+LI:O2'UNT+6+2'UNZ+2+77'", [f(quantity=7),f(quantity=8)]),
("no doc number twice", E('DESADV','351',"LIN+1'QTY+12:7'RFF+LI:O1'"), [f(quantity=7)]),
("negative", D("LIN+1'QTY+12:-7'RFF+LI:O1'"), [f(type='problem')]),
("word qty", D("LIN+1'QTY+12:ten'RFF+LI:O1'"), [f(type='problem')]),
("week", D("LIN+1'QTY+12:1'RFF+LI:O1'DTM+67:202648:616'"), [f(promised='2026-11-29')]),
# ORDRSP
("rsp 27 header", R("RFF+ON:PM-1'LIN+1'QTY+21:10'LIN+2'QTY+21:5'",bgm='231+OR1+27'), [f(status='refused',line='1'),f(status='refused',line='2')]),
("rsp RE", R("RFF+ON:PM-1'LIN+1'QTY+21:10'",bgm='231+OR1+9+RE'), [f(status='refused',line='1')]),
("rsp 29", R("RFF+ON:PM-1'LIN+1'QTY+21:10'",bgm='231+OR1+29'), [f(status='confirmed',quantity=10)]),
("rsp AP no lines", R("RFF+ON:PM-1'",bgm='231+OR1+9+AP'), [f(status='confirmed',order_ref='PM-1')]),
("rsp AB no lines", R("RFF+ON:PM-1'",bgm='231+OR1+9+AB'), [f(status='acknowledged')]),
("rsp 10 not found", R("RFF+ON:PM-1'LIN+1+10'QTY+21:10'"), [f(status='refused')]),
("rsp 2", R("RFF+ON:PM-1'LIN+1+2'QTY+21:10'"), [f(status='refused')]),
("rsp 6 113", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'QTY+113:8'"), [f(status='changed',quantity=8)]),
("rsp 3 only 21", R("RFF+ON:PM-1'LIN+1+3'QTY+21:8'"), [f(status='changed',quantity=8)]),
("rsp 12 for confirm", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'QTY+12:8'"), [f(status='changed',quantity=8)]),
("rsp bo", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'QTY+113:4'DTM+67:20261201:102'QTY+83:6'DTM+67:20261215:102'"), [f(quantity=4,promised='2026-12-01'),f(status='backordered',quantity=6,promised='2026-12-15')]),
("rsp bo only", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'QTY+83:10'DTM+67:20261215:102'"), [f(status='backordered',quantity=10,promised='2026-12-15')]),
("rsp scc split", R("RFF+ON:PM-1'LIN+1+5'QTY+21:10'SCC+1'QTY+113:4'DTM+2:20261201:102'SCC+1'QTY+113:6'DTM+2:20261215:102'"), [f(quantity=4,promised='2026-12-01'),f(quantity=6,promised='2026-12-15')]),
("rsp scc 21", R("RFF+ON:PM-1'LIN+1+5'QTY+21:10'SCC+1'QTY+21:4'DTM+67:20261201:102'SCC+1'QTY+21:6'DTM+67:20261215:102'"), [f(quantity=4,promised='2026-12-01'),f(quantity=6,promised='2026-12-15')]),
("rsp line accept under 27?", R("RFF+ON:PM-1'LIN+1+5'QTY+21:10'LIN+2+7'QTY+21:1'",bgm='231+OR1+4'), [f(status='confirmed'),f(status='refused')]),
("rsp zero", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'QTY+113:0'"), [f(status='refused')]),
("rsp no action changed", R("RFF+ON:PM-1'LIN+1'QTY+21:10'QTY+113:8'"), [f(status='changed',quantity=8)]),
("rsp 718", R("RFF+ON:PM-1'LIN+1+5'QTY+21:10'DTM+67:20261120-20261125:718'"), [f(promised='2026-11-25')]),
("rsp header date", R("DTM+69:20261120:102'RFF+ON:PM-1'LIN+1+5'QTY+21:10'"), [f(promised='2026-11-20')]),
("rsp substitution", R("RFF+ON:PM-1'LIN+1+38'PIA+3+999:SA'QTY+21:10'"), [f(type='problem')]),
("rsp CT", R("RFF+ON:PM-1'LIN+1+5'QTY+21:5:CT'"), [f(status='confirmed',quantity=5,unit='CT')]),
("rsp CT 59", R("RFF+ON:PM-1'LIN+1+6'QTY+21:5:CT'QTY+113:4:CT'QTY+59:20:PCE'"), [f(status='changed',quantity=80)]),
# X12
("5010 855", A("PO1*1*10*EA*2.00**VN*K~ACK*IA*10*EA*068*20261201~",v='00501',gv='005010'), [f(status='confirmed',line='1',quantity=10,promised='2026-12-01')]),
("855 odd seps", A("PO1*1*10*EA*2.00**VN*K~ACK*IA*10*EA*068*20261201~",term='\n',sep='|'), [f(quantity=10)]),
("855 crlf", A("PO1*1*10*EA*2.00**VN*K~ACK*IA*10*EA~").replace('~','~\r\n'), [f(quantity=10)]),
*[(f"ack {c}", A(f"PO1*1*10*UN*2**VN*K~ACK*{c}*10*UN~"), [f(status=s)]) for c,s in dict(IA='confirmed',AC='confirmed',AR='confirmed',IP='confirmed',IC='changed',IQ='changed',DR='changed',IB='backordered',IR='refused',ID='refused',R1='refused',R4='refused',R7='refused').items()],
*[(f"ack {c}", A(f"PO1*1*10*UN*2**VN*K~ACK*{c}*10*UN~"), [f(type='problem')]) for c in ('IH','IS','IF','IW','ZZ')],
("ack accepted less", A("PO1*1*10*UN*2**VN*K~ACK*IA*4*UN~"), [f(status='changed',quantity=4)]),
("ack BP + IB", A("PO1*1*10*UN*2**VN*K~ACK*BP*4*UN*068*20261120~ACK*IB*6*UN*068*20261215~"), [f(quantity=4,promised='2026-11-20'),f(status='backordered',quantity=6)]),
("ack dtm after", A("PO1*1*10*UN*2**VN*K~ACK*IA*10*UN~DTM*067*20261201~"), [f(promised='2026-12-01')]),
("ack CA with PO4", A("PO1*1*5*CA*2**VN*K~PO4*20**UN~ACK*IA*5*CA~"), [f(quantity=100)]),
("ack CA no pack", A("PO1*1*5*CA*2**VN*K~ACK*IA*5*CA~"), [f(quantity=5,unit='CA')]),
("ack no ACK AD", A("PO1*1*10*UN*2**VN*K~",bak='BAK*00*AD*PM-30*20261105~'), [f(status='confirmed',quantity=10)]),
("ack RD", A("PO1*1*10*UN*2**VN*K~",bak='BAK*00*RD*PM-30*20261105~'), [f(status='refused')]),
("ack RJ none", A("",bak='BAK*00*RJ*PM-30*20261105~'), [f(status='refused',order_ref='PM-30')]),
("ack AK none", A("",bak='BAK*00*AK*PM-30*20261105~'), [f(status='acknowledged')]),
("ack SCH", A("PO1*1*10*UN*2**VN*K~ACK*IC*10*UN~SCH*4*UN***067*20261120~SCH*6*UN***067*20261215~"), [f(quantity=4,promised='2026-11-20'),f(quantity=6,promised='2026-12-15')]),
("865", X('865','BCA*00*AC*PM-30*20261105~POC*1*DI*0*0*UN~POC*2*QD*8*2*UN~',group='CA'), [f(status='refused',line='1'),f(status='changed',line='2',quantity=8)]),
("856 lot in LIN", S("HL*3*2*I~LIN*1*N4*00093310705*LT*L1~SN1**10*UN~DTM*036*20270531~"), [f(lot='L1',expiry='2027-05-31',quantity=10)]),
("856 month", S(I+"SN1**10*UN~REF*LT*L~DTM*036****CM*202705~"), [f(expiry='2027-05-31')]),
("856 00", S(I+"SN1**10*UN~REF*LT*L~DTM*036*20270500~"), [f(expiry='2027-05-31')]),
("856 D8", S(I+"SN1**10*UN~REF*LT*L~DTM*036****D8*20270531~"), [f(expiry='2027-05-31')]),
("856 pack level", S("HL*3*2*T~MAN*GM*00340123450000000017~HL*4*3*P~HL*5*4*I~LIN*3*VN*K~SN1**10*EA~"), [f(order_ref='PM-40',line='3',quantity=10)]),
("856 two orders", S("HL*3*2*I~LIN*1*VN*K~SN1**10*EA~HL*4*1*O~PRF*PM-41~HL*5*4*I~LIN*1*VN*K~SN1**7*EA~"), [f(order_ref='PM-40',quantity=10),f(order_ref='PM-41',quantity=7)]),
("856 BX PO4 ", S(I+"SN1**5*BX~PO4*100~"), [f(quantity=500)]),
("856 inner size", S(I+"SN1**2*CA~PO4*12*10*EA~"), [f(quantity=240)]),
("856 zero", S(I+"SN1**0*EA~HL*4*2*I~LIN*2*VN*M~SN1**3*EA~"), [f(line='2',quantity=3)]),
("856 no qty", S("HL*3*2*I~LIN*1*VN*K~"), [f(type='problem')]),
("856 no number", X('856','BSN*00**20261105*0900~HL*1**S~HL*2*1*O~PRF*PM-40~'+I+"SN1**5*EA~"), [f(quantity=5)]),
("856 cancel", X('856','BSN*01*SH1*20261105*0900~HL*1**S~HL*2*1*O~PRF*PM-40~'+I+"SN1**5*EA~"), [f(type='problem')]),
("856 SN1 ordered", S(I+"SN1**4*EA**10*EA*~"), [f(quantity=4)]),
("856 two REF LT", S(I+"SN1**4*EA~REF*LT*A~REF*LT*B~"), [f(type='problem')]),
("861", X('861','BRA*R1*20261105*00*1~RCD*1*9*UN~LIN*1*VN*K~REF*LI*O1~',group='RC'), [f(status='delivered',quantity=9,order_id='O1')]),
("846", X('846','BIA*00*DD*1*20261105~LIN*1*VN*K~QTY*33*5*EA~',group='IB'), [f(type='problem')]),
("997 ok", X('997','AK1*PO*42~AK2*850*0001~AK5*A~AK9*A*1*1*1~',group='FA'), []),
("997 no", X('997','AK1*PO*42~AK2*850*0001~AK5*R*5~AK9*R*1*1*0~',group='FA'), [f(type='problem')]),
]

def fits(said, wanted): return all((said.get(k)==v) if not isinstance(v, float|int) else said.get(k)==pytest.approx(v) for k,v in wanted.items())

@pytest.mark.parametrize('text,wanted', [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_message_says_what_the_standard_has_it_say(text, wanted):
    said = (parse_x12 if text.startswith('ISA') else parse_edifact)(text)
    assert len(said)==len(wanted) and all(fits(a, b) for a,b in zip(said, wanted)), said
    assert len({n['key'] for n in said})==len(said)                       # the key decides what is a repetition
    assert all(n.get('reason') for n in said if n['type']=='problem')
    assert read_answer(text.encode('latin-1'))==said

WHOLE = D("LIN+1'QTY+12:7'RFF+LI:O1'")
ISA = S(I+'SN1**10*UN~')

@pytest.mark.parametrize('text,says', [
    (WHOLE[:-1], 'cut off'), (WHOLE[:-12], 'UN'), (WHOLE.replace("UNZ+1+77'", ''), 'UNZ'), (WHOLE.replace('UNZ+1', 'UNZ+2'), 'UNZ counts'), (WHOLE.replace('UNZ+1+77', 'UNZ+1+78'), 'UNZ names'), (WHOLE.replace('UNT+6', 'UNT+9'), 'UNT counts'),
    (WHOLE.replace('UNT+6+1', 'UNT+6+2'), 'UNT names'), (WHOLE.replace("UNT+6+1'", ''), 'UNT'), ('UNA', 'cut off'), ("UNB+UNOC:3'", 'incomplete'), ("UNH+1'", 'begins with UNA or UNB'), ('', 'begins with'), (WHOLE.replace("UNH+1+DESADV", "UNH+0+X'UNH+1+DESADV"), 'incomplete'),
    (ISA[:-5], 'IEA'), (ISA.replace('IEA*1*000000042~', ''), 'IEA is missing'), (ISA.replace('IEA*1', 'IEA*2'), 'IEA counts'), (ISA.replace('GE*1*42', 'GE*2*42'), 'GE counts'), (ISA.replace('GE*1*42', 'GE*1*43'), 'GE names'), (ISA.replace('SE*9', 'SE*7'), 'SE counts'),
    (ISA.replace('GE*1*42~', ''), 'GE is missing'), (ISA[:60], 'ISA'), ('ISA', 'ISA')])
def test_a_message_that_was_cut_or_damaged_is_refused_with_a_sentence(text, says):
    with pytest.raises(ValueError, match=says): (parse_x12 if text.startswith('ISA') else parse_edifact)(text)

@pytest.mark.parametrize('n', range(5, len(WHOLE)-1, 7))
def test_a_message_cut_anywhere_is_refused(n):
    with pytest.raises(ValueError): parse_edifact(WHOLE[:n])

def test_two_interchanges_in_a_file_and_a_second_after_a_mark(): assert [n['order_id'] for n in parse_edifact(WHOLE+WHOLE.replace('O1', 'O2').replace('DA1', 'DA2'))]==['O1', 'O2'] and len(parse_x12(ISA+'\n'+ISA.replace('SH1', 'SH2')))==2

def test_the_same_document_has_the_same_keys_and_another_has_others():
    keys = lambda t: [n['key'] for n in parse_edifact(t)]
    assert keys(WHOLE)==keys(WHOLE.replace('+77', '+78')) and keys(WHOLE)!=keys(WHOLE.replace('DA1', 'DA2')) and keys(WHOLE)!=keys(WHOLE.replace('+W+', '+V+'))
    a, b = (E('DESADV', '351', f"LIN+1'QTY+12:{q}'RFF+LI:O1'") for q in (20, 30))
    assert keys(a)!=keys(b)                                              # no document number: the content is the name

@pytest.mark.parametrize('charset,lot', [('UNOC', 'LÖT'), ('UNOD', 'ŁÓDŹ'), ('UNOE', 'ЛОТ'), ('UNOF', 'ΛΟΤ'), ('UNOK', 'LÖT'), ('UNOW', '薬1'), ('UNOY', '薬1')])
def test_letters_survive_in_the_character_set_of_the_envelope(charset, lot):
    raw = encode_edi(D(f"LIN+1'QTY+12:7'RFF+LI:O1'GIN+BX+{lot}'", charset=charset))
    assert read_answer(raw)[0]['lot']==lot
    assert read_answer(decode_edi(raw).encode('utf-8'))[0]['lot']==lot    # many write UTF-8 and say something else

ORDER = dict(message_id='PM-1', supplier_id='S', location_id='L', ordered_at='2026-11-05T09:00:00', currency='EUR', note=None, lines=[dict(line=1, order_id='O1', medicine_id='A', name='Amoxicillin', quantity=200., packs=2., unit_cost=5.95, due=None)])
def line(**k): return ORDER|dict(lines=[ORDER['lines'][0]|k])

@pytest.mark.parametrize('name', ['Łódź', 'Müller & Söhne', 'Медицина', 'Ελλάδα', '薬', 'Kč €'])
def test_an_order_keeps_the_letters_of_any_language(name):
    raw = write_order('edifact', line(name=name))
    assert name in decode_edi(raw) and '?' not in decode_edi(raw).split('IMD')[1].split("'")[0]

@pytest.mark.parametrize('code,kind', [('00093310705', 'N4'), ('0093-3107-05', 'N4'), ('4006381333931', 'UK')])
def test_a_code_that_names_a_pack_is_ordered_in_packs(code, kind):
    po1 = next(s for s in x12_850(line(medicine_id=code)).split('~\n') if s.startswith('PO1')).split('*')
    assert po1[2:5]==['2', 'PK', '595.0000'] and po1[6]==kind and 'PO4*100**UN' in x12_850(line(medicine_id=code))
    edi = edifact_orders(line(medicine_id=code))
    assert 'QTY+21:2:PK' in edi and 'QTY+59:100:PCE' in edi and ('LIN+1++04006381333931:EN' in edi)==(kind=='UK')

def test_any_other_code_is_ordered_in_units():
    assert 'PO1*1*200*UN*5.9500**VN*A' in x12_850(ORDER) and 'QTY+21:200:PCE' in edifact_orders(ORDER)
    assert 'PO1*1*5*UN' in x12_850(line(medicine_id='00093310705', quantity=5., packs=2.5))      # no whole packs
    assert '123456789' in x12_850(line(medicine_id='1234-5678-9')).replace('-', '') and '*VN*1234-5678-9' in x12_850(line(medicine_id='1234-5678-9'))

def test_a_change_of_an_order_names_it_and_its_lines():
    change = ORDER|dict(change_id='PC-1', whole=True)
    assert 'BCH*01*SA*PM-1**PC-1' in write_order('x12', change, 'cancel').decode() and 'POC*1*DI*0*200*UN' in write_order('x12', change, 'cancel').decode()
    assert 'BGM+230+PC-1+4' in write_order('edifact', change, 'cancel').decode() and 'RFF+ON:PM-1' in write_order('edifact', change, 'cancel').decode()
    assert {r['status'] for r in json.loads(write_order('fhir', change, 'cancel'))}=={'cancelled'} and b'CANCELED' in write_order('csv', change, 'cancel')

# ------------------------------------------------------------------ FHIR
SD = dict(resourceType='SupplyDelivery', id='x1', status='completed', basedOn=[dict(reference='SupplyRequest/PO-1')], suppliedItem=dict(quantity=dict(value=5)))
@pytest.mark.parametrize('change,wanted', [
    ({}, dict(order_id='PO-1', quantity=5., status='delivered')), (dict(status='in-progress'), dict(status='despatched')), (dict(basedOn=[dict(reference='https://h/fhir/SupplyRequest/PO-1/_history/2')]), dict(order_id='PO-1')),
    (dict(basedOn=[dict(reference='#r')], contained=[dict(resourceType='SupplyRequest', id='r', identifier=[dict(value='PO-9')], quantity=dict(value=1), itemCodeableConcept=dict(text='x'))]), dict(order_id='PO-9')),
    (dict(basedOn=[dict(identifier=dict(value='PO-7'), reference='SupplyRequest/3')]), dict(order_id='PO-7')), (dict(suppliedItem=dict(quantity=dict(value=5, unit='box'))), dict(quantity=5., unit='box')),
    (dict(suppliedItem=dict(quantity=dict(value=5, unit='{unit}'))), dict(quantity=5., unit=None)), (dict(occurrenceDateTime='2026-03'), dict(at=None)), (dict(occurrenceDateTime='2026-03-02'), dict(at='2026-03-02')), (dict(occurrencePeriod=dict(end='2026-03-02T08:00:00Z')), dict(at='2026-03-02 08:00:00')),
    (dict(suppliedItem=[dict(quantity=dict(value=5))]), dict(quantity=5.)),
    (dict(suppliedItem=dict(quantity=dict(value=5), itemReference=dict(reference='#m')), contained=[dict(resourceType='Medication', id='m', code=dict(coding=[dict(code='K')]), batch=dict(lotNumber='L1', expirationDate='2027-05'))]), dict(lot='L1', expiry='2027-05-31', item='K'))])
def test_a_delivery_in_fhir(change, wanted): assert fits(parse_supply_delivery(SD|change), wanted)

@pytest.mark.parametrize('change,says', [(dict(status='entered-in-error'), 'status'), (dict(basedOn=[]), 'basedOn'), (dict(suppliedItem=dict(quantity=dict(value=5, comparator='<'))), 'is no quantity'), (dict(suppliedItem=dict(quantity=dict(unit='TAB'))), 'value'),
    (dict(basedOn=[dict(reference='SupplyRequest/1'), dict(reference='SupplyRequest/2')]), 'names 2 orders'), (dict(suppliedItem=[{}, {}]), 'one suppliedItem'), (dict(modifierExtension=[dict(url='urn:not', valueBoolean=True)]), 'modifierExtension'), (dict(id=None), 'identifier')])
def test_a_delivery_that_is_none_is_refused(change, says):
    with pytest.raises(ValueError, match=says): parse_supply_delivery({k: v for k,v in (SD|change).items() if v is not None})

MD = dict(resourceType='MedicationDispense', id='d1', status='completed', quantity=dict(value=30), medicationCodeableConcept=dict(coding=[dict(code='K1')]), whenHandedOver='2026-03-02T10:00:00Z')
@pytest.mark.parametrize('change,wanted', [
    (dict(whenHandedOver='2026-03-02'), dict(event_time='2026-03-02T12:00:00.000Z')), (dict(whenHandedOver='2026-03-02T23:30:00-05:00'), dict(event_time='2026-03-03T04:30:00.000Z')), (dict(whenHandedOver='2016-12-31T23:59:60Z'), dict(event_time='2016-12-31T23:59:59.000Z')),
    (dict(location=dict(reference='Location/n')), dict(location_id='n')), (dict(location=dict(reference='https://h/Location/n2')), dict(location_id='n2')), (dict(location=dict(identifier=dict(system='urn:x'))), dict(location_id='PH01')), (dict(location=dict(display='North')), dict(location_id='North')),
    (dict(location=dict(reference='#l'), contained=[dict(resourceType='Location', id='l', identifier=[dict(value='W3')])]), dict(location_id='W3')), (dict(quantity=dict(value=28, unit='TAB')), dict(quantity=28., unit='TAB')), (dict(quantity=dict(value=28, code='{tbl}')), dict(unit='tbl')),
    (dict(medicationCodeableConcept=dict(coding=[dict(display='no code'), dict(code='K2')])), dict(medicine_id='K2')), (dict(medicationCodeableConcept=dict(coding=[dict(code='K2'), dict(code='K3', userSelected=True)])), dict(medicine_id='K3'))])
def test_a_dispense_in_fhir(change, wanted): assert fits(parse_medication_dispense(MD|change), wanted)

@pytest.mark.parametrize('change,says', [(dict(whenHandedOver='2026'), 'no day'), (dict(whenHandedOver='2026-02'), 'no day'), (dict(whenHandedOver=1793527200), 'text'), (dict(quantity=dict(value=3, comparator='>=')), 'no quantity'), (dict(quantity=dict(value=0)), 'more than zero'), (dict(quantity={'_value': {}}), 'quantity'),
    (dict(status='entered-in-error'), 'status'), (dict(medicationCodeableConcept=dict(text='Aspirin')), 'coding.code')])
def test_a_dispense_that_is_no_demand_is_refused(change, says):
    with pytest.raises(ValueError, match=says): parse_medication_dispense(MD|change)

def test_a_bundle_resolves_its_references_and_a_bad_resource_stops_no_other(tmp_path):
    r = {k: v for k,v in MD.items() if k!='medicationCodeableConcept'}|dict(medicationReference=dict(reference='urn:uuid:1'), location=dict(reference='Location/7'))
    entries = [dict(resource=r|dict(id='a')), dict(fullUrl='urn:uuid:1', resource=dict(resourceType='Medication', code=dict(coding=[dict(code='K5')]))), dict(resource=dict(resourceType='Location', id='7', identifier=[dict(value='WEST')])),
               dict(resource=r|dict(id='b', medicationReference=dict(reference='Medication/none'))), dict(resource=7), dict(resource=MD|dict(id='c', quantity='many'))]
    (tmp_path/'b.json').write_text(json.dumps(dict(resourceType='Bundle', type='collection', entry=entries)))
    found = list(read_dispenses(tmp_path/'b.json'))
    assert [k for k,_ in found]==['event', 'bad', 'bad', 'bad'] and (found[0][1]['medicine_id'], found[0][1]['location_id'])==('K5', 'WEST')

# ------------------------------------------------------------------ HL7 version 2
RDS = 'MSH|^~\\&|RX|WEST|PHARM|X|20260302101600||RDS^O13^RDS_O13|M1|P|2.5\rPID|1||77^^^H^MR\rORC|RE|O1|F1\rRXD|1|K1^AMOX 500^NDC|20260302101500+0100|30|TAB||RX9\r'
@pytest.mark.parametrize('end', ['\r', '\n', '\r\n'])
def test_a_dispense_in_hl7_with_any_line_end(end):
    (kind, e), = parse_hl7(RDS.replace('\r', end))
    assert kind=='event' and (e['medicine_id'], e['quantity'], e['unit'], e['event_time'], e['location_id'])==('K1', 30., 'TAB', '2026-03-02T09:15:00.000Z', 'WEST') and 'patient' not in e

def test_hl7_repetitions_cancellations_and_faults():
    a, = parse_hl7(RDS); b, = parse_hl7(RDS.replace('|M1|', '|M2|'))
    assert a[1]['event_id']==b[1]['event_id'] and parse_hl7(RDS.replace('RX9', 'RX8'))[0][1]['event_id']!=a[1]['event_id']
    assert [parse_hl7(RDS.replace(*r))[0][0] for r in (('ORC|RE', 'ORC|CA'), ('|30|', '||'), ('20260302101500+0100', '2026'), ('RDS^O13^RDS_O13', 'ADT^A01'), ('|30|', '|-3|'))]==['skipped', 'bad', 'bad', 'bad', 'bad']
    assert len(parse_hl7('FHS|^~\\&\rBHS|^~\\&\r'+RDS+RDS.replace('RX9', 'RX7')+'BTS|2\r'))==2 and len(parse_hl7('\x0b'+RDS+'\x1c\r'))==1
    assert len(parse_hl7(RDS+'RXD|2|K2|20260302|5||' + '|RX9\r'))==2 and '77' not in json.dumps(parse_hl7(RDS, salt='s')[0][1]['patient'])
    with pytest.raises(ValueError, match='begins with MSH'): parse_hl7('hello')

@pytest.mark.parametrize('digits,code,day', [('20270531', '102', '2027-05-31'), ('270531', '101', '2027-05-31'), ('202705', '610', '2027-05-31'), ('2705', '609', '2027-05-31'), ('202702', '610', '2027-02-28'), ('20280200', '102', '2028-02-29'), ('20261120-20261125', '718', '2026-11-25'), ('202648', '616', '2026-11-29'),
    ('29991231', '102', None), ('', '102', None), ('00000000', '102', None), ('202705311530', '203', '2027-05-31'), ('310527', '2', '2027-05-31'), ('270531', '', '2027-05-31')])
def test_days_of_a_message(digits, code, day): assert edi_day(digits, code)==day

# ------------------------------------------------------------------ said in places that are seldom used
@pytest.mark.parametrize('body,wanted', [
    ("LIN+1++401:EN'PIA+1+LOTX:NB'QTY+12:6'RFF+LI:ORD-1'", [dict(lot='LOTX', quantity=6., item='401')]),
    ("LIN+1++401:EN'PIA+1+47:SA+LOTX:NB'QTY+12:6'RFF+LI:ORD-1'DTM+36:20270500:102'", [dict(lot='LOTX', expiry='2027-05-31')]),
    ("LIN+1'QTY+192:2:PCE'RFF+LI:ORD-1'GIN+BX+L1'", [dict(quantity=2., free=True, lot='L1')])])
def test_lots_beside_the_item_and_free_goods_alone(body, wanted):
    found = parse_edifact(D(body))
    assert len(found)==len(wanted) and all(fits(f, w) for f,w in zip(found, wanted))

def test_a_difference_without_an_amount_is_left_for_a_person():
    (said,) = parse_edifact(R("LIN+1+3'QTY+21:10'QVR+-2:21+AV'RFF+LI:ORD-1'"))
    assert said['status']=='problem' and 'QVR' in said['reason']
    assert parse_edifact(R("LIN+1+3'QTY+21:10'QTY+113:8'QVR+-2:21+AV'RFF+LI:ORD-1'"))[0]['quantity']==8.

def test_sublines_of_a_ship_notice_are_lots():
    found = parse_x12(X('856', 'BSN*00*S1*20261105*0900~HL*1**O~PRF*PM-4~HL*2*1*I~LIN*1*VN*K1~SN1**100*UN~SLN*1**I*60*UN~REF*LT*LA~DTM*036*202705~SLN*2**I*40*UN~REF*LT*LB~DTM*036*202706~'))
    assert [(f['lot'], f['quantity'], f['expiry']) for f in found]==[('LA', 60., '2027-05-31'), ('LB', 40., '2027-06-30')]

@pytest.mark.parametrize('bak,status', [('00*AH', 'problem'), ('00*RO', 'problem'), ('00*RF', 'refused'), ('00*AT', 'confirmed'), ('00*AK', 'acknowledged')])
def test_an_acknowledgment_without_lines(bak, status): assert [f['status'] for f in parse_x12(X('855', f'BAK*{bak}*PM-4*20261105~', group='PR'))]==[status]

def test_an_acknowledgment_that_is_taken_back_is_left_for_a_person():
    (said,) = parse_x12(X('855', 'BAK*01*AC*PM-4*20261105~PO1*1*100*UN~ACK*IA*100*UN~', group='PR'))
    assert said['status']=='problem' and 'cancels' in said['reason']

def test_a_dispense_that_is_taken_back_further_on_is_no_demand(tmp_path):
    lines = [MD, MD|dict(id='d2'), MD|dict(status='entered-in-error')]
    (tmp_path/'d.ndjson').write_text('\n'.join(map(json.dumps, lines)))
    found = list(read_dispenses(tmp_path/'d.ndjson'))
    assert [k for k,_ in found]==['skipped', 'event', 'skipped']

@pytest.mark.parametrize('location,where', [(dict(display='North'), 'North'), (dict(reference='#l'), 'Ward 3'), (dict(identifier=dict(system='urn:x')), 'PH01')])
def test_a_location_by_its_name(location, where):
    assert parse_medication_dispense(MD|dict(location=location, contained=[dict(resourceType='Location', id='l', name='Ward 3')]))['location_id']==where

def test_a_moment_without_a_zone_is_said_in_words():
    with pytest.raises(ValueError, match='time zone'): parse_medication_dispense(MD|dict(whenHandedOver='2026-03-02T10:00:00'))

def test_a_batch_of_hl7_that_was_cut_is_refused():
    with pytest.raises(ValueError, match='no end'): parse_hl7('BHS|^~\\&\r'+RDS)
    with pytest.raises(ValueError, match='BTS counts 2'): parse_hl7('BHS|^~\\&\r'+RDS+'BTS|2\r')
    assert parse_hl7(RDS.replace('K1^AMOX 500^NDC', '^AMOX 500^^K7^^GTIN'))[0][1]['medicine_id']=='K7'

def test_the_suppliers_see_the_code_on_the_pack_and_answer_by_it(tmp_path):
    import pandas as pd
    from pharmopt.data import complete_catalog
    from pharmopt.orders import OrderBook
    from pharmopt.outbox import _payload
    from pharmopt.store import Store
    store = Store(f"sqlite:///{tmp_path/'c.db'}", currency='EUR')
    store.save_catalog(complete_catalog(pd.DataFrame(dict(unique_id=['PH/Aspirin'], name=['Aspirin'], code=['04006381333931'], pack_size=[10.]))))
    assert store.catalog().code.tolist()==['04006381333931']
    book = OrderBook(store)
    book.propose(pd.DataFrame(dict(unique_id=['PH/Aspirin'], order_quantity=[20.], packs=[2.], due=[pd.Timestamp('2026-12-01')], priority=[1], urgency=['now'], p_stockout=[.5], days_of_cover=[1.], reason=['why'])), store.catalog())
    with store.engine.connect() as c: sent = _payload(c, 'M1', book.orders().order_id.tolist(), '', store.currency)
    assert 'UK*04006381333931' in x12_850(sent) and 'Aspirin' not in x12_850(sent).split('PO1')[1].split('~')[0] and sent['currency']=='EUR'
def test_segments_that_end_with_a_line_or_with_blanks():
    text = D("LIN+1'QTY+12:6'RFF+LI:ORD-1'GIN+BX+L1'")
    lines = "UNA:+.? \n"+text.replace("'", '\n')
    for t in (lines, lines[:9]+lines[9:].replace('\n', '\r\n'), text.replace("'", "' \t\r\n "), text+'\r\n\x1a'):
        (said,) = parse_edifact(t)
        assert (said['quantity'], said['lot'])==(6., 'L1')
    assert len(parse_x12(X('856', 'BSN*00*S1*20261105~HL*1**O~PRF*PM-4~LIN*1*VN*K1~SN1**6*UN~')+'\r\n\x1a'))==1

@pytest.mark.parametrize('read,text', [(parse_edifact, lambda q: D(f"LIN+1'QTY+12:{q}'RFF+LI:ORD-1'")), (parse_x12, lambda q: X('856', f'BSN*00*S1*20261105~HL*1**O~PRF*PM-4~LIN*1*VN*K1~SN1**{q}*UN~'))])
def test_a_number_that_may_have_groups_is_asked_about(read, text):
    (said,) = read(text('1,000'))
    assert said['status']=='problem' and '1.000 or 1000' in said['reason']
    assert read(text('1,5'))[0]['quantity']==1.5 and read(text('1000'))[0]['quantity']==1000. and read(text('1.000'))[0]['quantity']==1.

def test_rejections_of_what_we_sent_are_told():
    set_ = X('856', 'BSN*00*S1*20261105~HL*1**O~PRF*PM-4~LIN*1*VN*K1~SN1**6*UN~')
    assert [s['status'] for s in parse_x12(set_.replace('GS*', 'TA1*000000007*261105*0915*R*024~GS*', 1))]==['problem','despatched']
    assert [s['status'] for s in parse_x12(set_.replace('GS*', 'TA1*000000007*261105*0915*A*000~GS*', 1))]==['despatched']
    no, = parse_x12(X('824', 'BGN*00*A1*20261105~OTI*TR*PO*PM-4~', group='AG'))
    assert no['order_ref']=='PM-4' and parse_x12(X('824', 'BGN*00*A1*20261105~OTI*TA*PO*PM-4~', group='AG'))==[]
    assert not parse_x12(X('870', 'BSR*2*PA*R1*20261105~', group='RS'))[0].get('ignore') and parse_x12(X('810', 'BIG*20261105*I1~', group='IN'))[0]['ignore']

def test_a_canceled_order_in_hl7_and_a_resource_of_another_version_are_left_for_a_person():
    (kind, why), = parse_hl7(RDS.replace('ORC|RE|O1|F1', 'ORC|RE|O1|F1||CA'))
    assert kind=='bad' and 'ORC-5 is CA' in why['reason'] and parse_hl7(RDS.replace('ORC|RE|O1|F1', 'ORC|RE|O1|F1||CM'))[0][0]=='event'
    r5 = dict(resourceType='MedicationDispense', id='d', status='completed', medication=dict(concept=dict(coding=[dict(code='K')])), quantity=dict(value=3), whenHandedOver='2026-03-02')
    with pytest.raises(ValueError, match='medication is no field of this resource in FHIR R4'): parse_medication_dispense(r5)
