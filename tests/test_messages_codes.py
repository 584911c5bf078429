"""Answers and despatch advices by their codes: functions and responses of a whole message, actions of lines, lots in packages, schedules, units"""
import pytest
from pharmopt.messages import parse_edifact, parse_hl7, parse_x12, read_answer, read_dispenses
from test_messages import A, D, E, MD, R, RDS, S, SD, X, fits
from test_messages_more import SEGMENT, bundle

f = dict
P = f(type='problem')
CASES = [
("sscc then lot in one line", D("RFF+ON:PM-1'CPS+1'CPS+2+1'PAC+1++201'MEA+PD+AAB+KGM:12.5'PCI+33E'GIN+BJ+340123450000000017'LIN+1++04012345000016:EN'PIA+1+123456:SA'IMD+F++:::Amoxi 500'QTY+12:30:PCE'QTY+21:50:PCE'RFF+ON:PM-1:1'PCI+36E'DTM+36:20270531:102'GIN+BX+LA'"), [f(order_ref='PM-1',line='1',quantity=30,lot='LA',expiry='2027-05-31')]),
("sscc inside the line before the lot", D("RFF+ON:PM-1'LIN+1++04012345000016:EN'QTY+12:30:PCE'RFF+ON:PM-1:1'PCI+33E'GIN+BJ+340123450000000017'PCI+36E'DTM+36:20270531:102'GIN+BX+LA'"), [f(quantity=30,lot='LA',expiry='2027-05-31')]),
("lots with split quantity 11", D("RFF+ON:PM-1'LIN+1++04012345000016:EN'QTY+12:100:PCE'RFF+ON:PM-1:1'PCI+36E'QTY+11:60:PCE'DTM+361:20270531:102'GIN+BX+LA'PCI+36E'QTY+11:40:PCE'DTM+361:20271130:102'GIN+BX+LB'"), [f(quantity=60,lot='LA',expiry='2027-05-31'),f(quantity=40,lot='LB',expiry='2027-11-30')]),
("two orders in the header and no line names one", D("RFF+ON:PM-1'RFF+ON:PM-2'LIN+1++04012345000016:EN'QTY+12:30:PCE'"), [P]),
("two orders in the header, lines name theirs", D("RFF+ON:PM-1'RFF+ON:PM-2'LIN+1++04012345000016:EN'QTY+12:30:PCE'RFF+ON:PM-2:1'"), [f(order_ref='PM-2',quantity=30)]),
("vendor's order number beside ours", D("RFF+VN:998877'RFF+ON:PM-1'RFF+DQ:L55'LIN+1'QTY+12:30:PCE'RFF+VN:998877:10'RFF+ON:PM-1:3'"), [f(order_ref='PM-1',line='3',quantity=30)]),
("vendor's number after ours in the line", D("LIN+1'QTY+12:30'RFF+ON:PM-1:3'RFF+VN:998877:10'"), [f(order_ref='PM-1',line='3')]),
("free goods in their own line", D("RFF+ON:PM-1'LIN+1++04012345000016:EN'QTY+12:100:PCE'RFF+ON:PM-1:1'LIN+2++04012345000016:EN'QTY+192:10:PCE'RFF+ON:PM-1:1'"), [f(quantity=100,free=None),f(quantity=10,free=True)]),
("short shipped", D("LIN+1'QTY+12:8:PCE'QTY+21:10:PCE'QTY+119:2:PCE'RFF+LI:O1'"), [f(quantity=8)]),
("expiry a year (602)", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+36:2027:602'"), [f(quantity=4,expiry='2027-12-31')]),
("expiry yymm (609)", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+36:2705:609'"), [f(quantity=4,expiry='2027-05-31')]),
("best before and sell by", D("LIN+1'QTY+12:4'RFF+LI:O1'PCI+36E'DTM+94:20250101:102'DTM+360:20270131:102'DTM+361:20270331:102'GIN+BX+LA'"), [f(expiry='2027-03-31')]),
("expiry without format", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+36:20270531'"), [f(expiry='2027-05-31')]),
("expiry day 00 in 101", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+36:270200:101'"), [f(expiry='2027-02-28')]),
("expiry feb 29 leap", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+36:20280229:102'"), [f(expiry='2028-02-29')]),
("expiry feb 29 not leap", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+36:20270229:102'"), [P]),
("expiry with hours 204", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+36:20270531000000:204'"), [f(expiry='2027-05-31')]),
("expiry dmy 4", D("LIN+1'QTY+12:4'RFF+LI:O1'DTM+36:31052027:4'"), [f(expiry='2027-05-31')]),
("lot before expiry, other order of lots", D("LIN+1'QTY+12:100:PCE'RFF+LI:O1'PCI+36E'GIN+BX+LA'DTM+36:20270531:102'QTY+12:60'PCI+36E'QTY+12:40'GIN+BX+LB'DTM+36:20271130:102'"), [f(lot='LA',quantity=60,expiry='2027-05-31'),f(lot='LB',quantity=40,expiry='2027-11-30')]),
("lots by PIA NB and two lines", D("RFF+ON:PM-1'LIN+1++401:EN'PIA+1+LA:NB'QTY+12:60'RFF+ON:PM-1:1'DTM+361:20270531:102'LIN+2++401:EN'PIA+1+LB:NB'QTY+12:40'RFF+ON:PM-1:1'DTM+361:20271130:102'"), [f(line='1',lot='LA',quantity=60,expiry='2027-05-31'),f(line='1',lot='LB',quantity=40,expiry='2027-11-30')]),
("cases CS with 59", D("LIN+1'QTY+12:4:CS'QTY+59:24:PCE'RFF+LI:O1'"), [f(quantity=96)]),
("cases CS without size", D("LIN+1'QTY+12:4:CS'RFF+LI:O1'"), [f(quantity=4,unit='CS')]),
("boxes with 52", D("LIN+1'QTY+12:4:BX'QTY+52:10:PCE'RFF+LI:O1'"), [f(quantity=40)]),
("kilograms", D("LIN+1'QTY+12:4:KGM'RFF+LI:O1'"), [f(quantity=4,unit='KGM')]),
("decimal zeros", D("LIN+1'QTY+12:10.000:PCE'RFF+LI:O1'"), [f(quantity=10)]),
("decimal comma without UNA", D("LIN+1'QTY+12:10,5:PCE'RFF+LI:O1'"), [f(quantity=10.5)]),
("thousand with point in comma message", D("LIN+1'QTY+12:1.200:PCE'RFF+LI:O1'",head="UNA:+,? '"), [P]),
("no number", D("LIN+1'QTY+12::PCE'RFF+LI:O1'"), [P]),
("three level hierarchy, lots in cartons", D("RFF+ON:PM-1'CPS+1'PAC+2++PX'CPS+2+1'PAC+1++CT'PCI+36E'GIN+BX+LA'DTM+36:20270531:102'LIN+1++401:EN'QTY+12:10'RFF+ON:PM-1:1'LIN+2++402:EN'QTY+12:5'RFF+ON:PM-1:2'CPS+3+1'PAC+1++CT'LIN+3++401:EN'QTY+12:6'RFF+ON:PM-1:1'"), [f(line='1',quantity=10,lot='LA'),f(line='2',quantity=5,lot='LA'),f(line='1',quantity=6,lot=None)]),
("the order in each line, the line by its number", D("CPS+1'LIN+1++401:EN'QTY+12:10'RFF+ON:PM-1'LIN+2++402:EN'QTY+12:3'RFF+ON:PM-2'"), [f(order_ref='PM-1',line='1'),f(order_ref='PM-2',line='2')]),
("duplicate function 7", E('DESADV','351+DA1+7',"LIN+1'QTY+12:4'RFF+LI:O1'"), [f(quantity=4)]),
("D01B BGM with composite number", E('DESADV','351+DA1:2+9',"RFF+ON:PM-1'CPS+1'LIN+1++04012345000016:SRV'QTY+12:4'",version='D:01B:UN:EAN007'), [f(order_ref='PM-1',quantity=4)]),
("segments with trailing plus", D("LIN+1+++++'QTY+12:4:PCE+'RFF+LI:O1+'"), [f(quantity=4,order_id='O1')]),
("lower case unit", D("LIN+1'QTY+12:4:pce'RFF+LI:O1'"), [f(quantity=4,unit=None)]),
("damaged count zero and free", D("LIN+1'QTY+12:0'QTY+192:3'RFF+LI:O1'"), [f(quantity=3,free=True)]),
("two expiries without lots", D("LIN+1'QTY+12:10'RFF+LI:O1'PCI+36E'QTY+12:6'DTM+36:20270531:102'PCI+36E'QTY+12:4'DTM+36:20271130:102'"), [f(quantity=6,expiry='2027-05-31'),f(quantity=4,expiry='2027-11-30')]),
("one lot with two quantities in two packages", D("LIN+1'QTY+12:10'RFF+LI:O1'PCI+36E'QTY+12:6'GIN+BX+LA'DTM+36:20270531:102'PCI+36E'QTY+12:4'GIN+BX+LA'DTM+36:20270531:102'"), [f(quantity=6,lot='LA'),f(quantity=4,lot='LA')]),
("answer: two lines of one order line", R("RFF+ON:PM-1'LIN+1+6++'QTY+21:10'QTY+113:4'DTM+67:20261120:102'RFF+ON:PM-1:1'LIN+2+6'QTY+21:10'QTY+113:6'DTM+67:20261215:102'RFF+ON:PM-1:1'"), [f(line='1',quantity=4,promised='2026-11-20'),f(line='1',quantity=6,promised='2026-12-15')]),
("answer: reason text", R("RFF+ON:PM-1'LIN+1+7'FTX+LIN+++not available until June'QTY+21:10'"), [f(status='refused',note='not available until June')]),
("answer: header not accepted, no lines", R("RFF+ON:PM-1'",bgm='231+OR1+27'), [f(status='refused',order_ref='PM-1')]),
("answer: AC head with lines without action", R("RFF+ON:PM-1'LIN+1'QTY+21:10'QTY+12:10'LIN+2'QTY+21:5'QTY+12:0'",bgm='231+OR1+4+AC'), [f(status='confirmed',quantity=10),f(status='refused',line='2')]),
("answer: accept with later day only", R("RFF+ON:PM-1'LIN+1+5'QTY+21:10'DTM+69:20261215:102'"), [f(status='confirmed',quantity=10,promised='2026-12-15')]),
("answer: partial 113 and rest refused (QVR)", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'QTY+113:7'QVR+-3:21'"), [f(status='changed',quantity=7)]),
("answer: 83 for all without 113, 21 same", R("RFF+ON:PM-1'LIN+1+3'QTY+21:10'QTY+83:4'DTM+67:20261215:102'"), [f(quantity=6),f(status='backordered',quantity=4)]),
("answer: increased", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'QTY+113:12'"), [f(status='changed',quantity=12)]),
("answer: line 5 quantity 21 with units CT 59", R("RFF+ON:PM-1'LIN+1+5'QTY+21:5:PK'QTY+59:20:PCE'"), [f(status='confirmed',quantity=100)]),
("answer: two orders", R("LIN+1+5'QTY+21:10'RFF+ON:PM-1:1'LIN+2+7'QTY+21:10'RFF+ON:PM-2:1'"), [f(order_ref='PM-1',status='confirmed'),f(order_ref='PM-2',status='refused')]),
("answer: substitute PIA+3 with action 5", R("RFF+ON:PM-1'LIN+1+5++401:EN'PIA+3+999:SA'QTY+21:10'"), [P]),
("answer: price changed only", R("RFF+ON:PM-1'LIN+1+6'QTY+21:10'PRI+AAA:2.50'"), [f(status='changed',quantity=10)]),
("answer: header date range 719", R("DTM+69:202611200800202611251700:719'RFF+ON:PM-1'LIN+1+5'QTY+21:10'"), [f(promised='2026-11-25')]),
("una on its own line", D("LIN+1'QTY+12:7'RFF+LI:O1'",head="UNA:+.? '\r\n").replace("'UN","'\r\nUN"), [f(quantity=7)]),
("release before colon in order number", D("LIN+1'QTY+12:7'RFF+ON:PM?:77:2'"), [f(order_ref='PM:77',line='2')]),
("counts in UNT with zeros", D("LIN+1'QTY+12:7'RFF+LI:O1'").replace("UNT+6+1","UNT+000006+1"), [f(quantity=7)]),
("855 AE exception head, lines mixed", A("PO1*1*10*EA*2**N4*00093310705~ACK*IA*6*EA*067*20261120~ACK*IR*4*EA~PO1*2*5*EA*2**N4*2~ACK*IB*5*EA*067*20261215~",bak='BAK*00*AE*PM-30*20261105~'), [f(line='1',status='confirmed',quantity=6),f(line='1',status='refused'),f(line='2',status='backordered',quantity=5,promised='2026-12-15')]),
("855 IQ IB mix", A("PO1*1*10*EA*2**VN*K~ACK*IQ*4*EA*068*20261120~ACK*IB*3*EA*068*20261215~ACK*ID*3*EA~"), [f(status='changed',quantity=4),f(status='backordered',quantity=3),f(status='refused')]),
("855 IA and IS", A("PO1*1*10*EA*2**VN*K~ACK*IA*4*EA~ACK*IS*6*EA***VN*K2~"), [f(status='confirmed',quantity=4),P]),
("855 ACK without quantity", A("PO1*1*10*EA*2**VN*K~ACK*IA~"), [f(status='confirmed',quantity=10)]),
("855 ACK backorder without quantity or date", A("PO1*1*10*EA*2**VN*K~ACK*IB~"), [f(status='backordered',quantity=10)]),
("855 R2 R5 R6", A("PO1*1*10*EA*2**VN*K~ACK*R2*10*EA~PO1*2*10*EA*2**VN*M~ACK*R6*10*EA~"), [f(status='refused'),f(status='refused')]),
("855 head RD with lines having IA", A("PO1*1*10*EA*2**VN*K~ACK*IA*10*EA~",bak='BAK*00*RD*PM-30*20261105~'), [f(status='confirmed')]),
("855 header date", A("DTM*067*20261120~PO1*1*10*EA*2**VN*K~ACK*IA*10*EA~"), [f(promised='2026-11-20')]),
("855 N1 loop before and a name between", A("REF*VR*77~N1*ST*PH*92*1~PO1*1*10*EA*2**VN*K~CTP**~PID*F****Amoxi~ACK*IA*10*EA~"), [f(status='confirmed')]),
("855 increased", A("PO1*1*10*EA*2**VN*K~ACK*IQ*12*EA~"), [f(status='changed',quantity=12)]),
("855 PK with PO4 inner", A("PO1*1*2*PK*2**VN*K~PO4*10*1*EA~ACK*IA*2*PK~"), [f(quantity=20)]),
("856 S/O/T/P/I two cartons of a line", X('856','BSN*00*SH1*20261105*0900*0001~HL*1**S~TD5*B*2*UPSN~DTM*017*20261107~HL*2*1*O~PRF*PM-40***20261101~HL*3*2*T~MAN*GM*00340123450000000024~HL*4*3*P~MAN*GM*00340123450000000017~HL*5*4*I~LIN*1*N4*00093310705*LT*LA~SN1*1*60*EA~DTM*036*20270531~HL*6*3*P~MAN*GM*00340123450000000031~HL*7*6*I~LIN*1*N4*00093310705*LT*LB~SN1*1*40*EA~DTM*036*20271130~CTT*7~'), [f(line='1',quantity=60,lot='LA',expiry='2027-05-31',promised='2026-11-07'),f(line='1',quantity=40,lot='LB')]),
("856 pick structure S O I P without lots", S("HL*3*2*I~LIN*1*VN*K~SN1**100*EA~HL*4*3*P~MAN*GM*1~HL*5*3*P~MAN*GM*2~"), [f(line='1',quantity=100)]),
("856 quantity at package only", S("HL*3*2*I~LIN*1*VN*K~HL*4*3*P~SN1**60*EA~REF*LT*LA~HL*5*3*P~SN1**40*EA~REF*LT*LB~"), [f(quantity=60,lot='LA'),f(quantity=40,lot='LB')]),
("856 lot of two items of one pack each own", S("HL*3*2*P~HL*4*3*I~LIN*1*VN*K~SN1**10*EA~REF*LT*LA~DTM*036*202705~HL*5*3*I~LIN*2*VN*M~SN1**5*EA~REF*LT*LB~DTM*036*202711~"), [f(lot='LA',expiry='2027-05-31'),f(lot='LB',expiry='2027-11-30')]),
("856 PRF at shipment", X('856','BSN*00*SH1*20261105*0900~HL*1**S~PRF*PM-40~HL*2*1*I~LIN*1*VN*K~SN1**10*EA~'), [f(order_ref='PM-40',quantity=10)]),
("856 REF*PO at item", S("HL*3*2*I~LIN*1*VN*K~SN1**10*EA~REF*PO*PM-41~"), [f(order_ref='PM-41')]),
("856 expiry yymm", S("HL*3*2*I~LIN*1*VN*K~SN1**10*EA~REF*LT*LA~DTM*036*2705~"), [f(expiry='2027-05-31')]),
("856 two lots, REF/DTM/QTY", S("HL*3*2*I~LIN*1*VN*K~SN1**100*EA~REF*LT*LA~DTM*036*20270531~QTY*39*60*EA~REF*LT*LB~DTM*036*20271130~QTY*39*40*EA~"), [f(lot='LA',quantity=60),f(lot='LB',quantity=40)]),
("856 backorder status", S("HL*3*2*I~LIN*1*VN*K~SN1**6*EA**10*EA**IB~"), [f(quantity=6)]),
("856 status IR with nothing", S("HL*3*2*I~LIN*1*VN*K~SN1**0*EA**10*EA**IR~"), [f(status='refused')]),
("856 replace purpose 05", X('856','BSN*05*SH1*20261105*0900~HL*1**S~HL*2*1*O~PRF*PM-40~HL*3*2*I~LIN*1*VN*K~SN1**10*EA~'), [P]),
("856 LIN without number, REF LI line", S("HL*3*2*I~LIN**VN*K~SN1**10*EA~REF*LI*2~"), [f(line='2')]),
("856 cases with PO4 in LIN order", S("HL*3*2*I~LIN*1*VN*K~PO4*24*1*EA~SN1**3*CA~"), [f(quantity=72)]),
("856 decimals", S("HL*3*2*I~LIN*1*VN*K~SN1**12.5*EA~"), [f(quantity=12.5)]),
*[(f"answer: function {a}", R("RFF+ON:PM-1'LIN+1'QTY+21:10'",bgm=f'231+OR1+{a}'), [P]) for a in ('1','3','10','12','17','23','50','53')],
*[(f"answer: function {a}", R("RFF+ON:PM-1'LIN+1'QTY+21:10'",bgm=f'231+OR1+{a}'), [f(status='confirmed',quantity=10)]) for a in ('9','29','6','28','34','44','45','5','11','42')],
*[(f"answer: response {a}", R("RFF+ON:PM-1'LIN+1'QTY+21:10'",bgm=f'231+OR1+9+{a}'), [f(status=s)]) for a,s in dict(AC='confirmed',AD='confirmed',AI='confirmed',AP='confirmed',CA='confirmed',NA='confirmed',RE='refused',RJ='refused',RD='refused',AJ='problem',AH='problem',RO='problem').items()],
*[(f"answer: no lines, response {a}", R("RFF+ON:PM-1'",bgm=f'231+OR1+9+{a}'), [f(status=s)]) for a,s in dict(AC='acknowledged',AJ='problem',AH='problem',RO='problem',RJ='refused').items()],
*[(f"answer: line action {a}", R(f"RFF+ON:PM-1'LIN+1+{a}'QTY+21:10'"), [P]) for a in ('8','12','36','74','XX','1E')],
*[(f"despatch function {a}", E('DESADV',f'351+DA1+{a}',"LIN+1'QTY+12:4'RFF+LI:O1'"), [P]) for a in ('1','3','4','5','17','50','53','12')],
*[(f"despatch function {a}", E('DESADV',f'351+DA1+{a}',"LIN+1'QTY+12:4'RFF+LI:O1'"), [f(quantity=4)]) for a in ('','9','7','31','43','35')],
("855 AH lines without ACK", A("PO1*1*10*EA*2**VN*K~",bak='BAK*00*AH*PM-30*20261105~'), [P]),
("855 ZZ lines without ACK", A("PO1*1*10*EA*2**VN*K~",bak='BAK*00*ZZ*PM-30*20261105~'), [P]),
("855 NA lines", A("PO1*1*10*EA*2**VN*K~",bak='BAK*00*AC*PM-30*20261105~'), [f(status='confirmed')]),
("855 replace", A("PO1*1*10*EA*2**VN*K~ACK*IA*10*EA~",bak='BAK*05*AC*PM-30*20261105~'), [f(status='confirmed')]),
("856 tare above order", X('856','BSN*00*SH1*20261105*0900*0002~HL*1**S~HL*2*1*T~MAN*GM*1~HL*3*2*O~PRF*PM-40~HL*4*3*P~PO4*20*1*EA~HL*5*4*I~LIN*2*VN*K~SN1**5*CA~'), [f(order_ref='PM-40',line='2',quantity=5,unit='CA')]),
("856 two lots in LIN", S("HL*3*2*I~LIN*1*VN*K*LT*LA*LT*LB~SN1**10*EA~"), [P]),
("856 same lot in two packages of the item", S("HL*3*2*I~LIN*1*VN*K~SN1**100*EA~HL*4*3*P~SN1**60*EA~REF*LT*LA~DTM*036*20270531~HL*5*3*P~SN1**40*EA~REF*LT*LA~DTM*036*20270531~"), [f(quantity=60,lot='LA'),f(quantity=40,lot='LA')]),
("856 same lot and quantity in two packages of the item", S("HL*3*2*I~LIN*1*VN*K~SN1**100*EA~HL*4*3*P~SN1**50*EA~REF*LT*LA~DTM*036*20270531~HL*5*3*P~SN1**50*EA~REF*LT*LA~DTM*036*20270531~"), [f(quantity=50,lot='LA'),f(quantity=50,lot='LA')]),
("856 item twice with the same lot", S("HL*3*2*I~LIN*1*VN*K*LT*LA~SN1**50*EA~HL*4*2*I~LIN*1*VN*K*LT*LA~SN1**50*EA~"), [f(quantity=50,lot='LA'),f(quantity=50,lot='LA')]),
("same package twice in DESADV", D("RFF+ON:PM-1'CPS+2+1'LIN+1++401:EN'QTY+12:50'RFF+ON:PM-1:1'PCI+36E'GIN+BX+LA'CPS+3+1'LIN+2++401:EN'QTY+12:50'RFF+ON:PM-1:1'PCI+36E'GIN+BX+LA'"), [f(quantity=50,lot='LA',line='1'),f(quantity=50,lot='LA',line='1')]),
("lots in packages with half known", D("RFF+ON:PM-1'LIN+1'QTY+12:100'PCI+36E'GIN+BX+LA'DTM+36:20270531:102'QTY+12:60'PCI+36E'GIN+BX+LB'DTM+36:20271130:102'"), [P]),
("qty in lines only in lots, cartons", D("RFF+ON:PM-1'LIN+1'QTY+59:20:PCE'PCI+36E'GIN+BX+LA'QTY+12:3:CT'PCI+36E'GIN+BX+LB'QTY+12:2:CT'"), [f(lot='LA',quantity=60),f(lot='LB',quantity=40)]),
("line with expiry before PCI then lots", D("LIN+1'QTY+12:10'DTM+361:20270531:102'RFF+LI:O1'PCI+36E'GIN+BX+LA'"), [f(lot='LA',expiry='2027-05-31',quantity=10)]),
("lot on RFF+BT with DTM, then PCI sscc", D("LIN+1'QTY+12:10'RFF+LI:O1'RFF+BT:LA'DTM+361:20270531:102'PCI+33E'GIN+BJ+34001'"), [f(lot='LA',expiry='2027-05-31',quantity=10)]),
("FTX in header and lines", D("FTX+AAI+++handle with care'LIN+1'QTY+12:4'RFF+LI:O1'FTX+LIN+++cold'"), [f(quantity=4)]),
("currency and price segments", D("CUX+2:EUR:9'LIN+1'QTY+12:4'PRI+AAA:2.50'MOA+203:10'TAX+7+VAT+++:::19'RFF+LI:O1'"), [f(quantity=4)]),
("qty 1 discrete", D("LIN+1'QTY+1:4'RFF+LI:O1'"), [f(quantity=4)]),
("QTY+12 and QTY+46 both", D("LIN+1'QTY+46:8'QTY+12:4'RFF+LI:O1'"), [f(quantity=4)]),
("negative qvr without nature", D("LIN+1'QTY+12:4'QTY+21:10'QVR+-6:21'RFF+LI:O1'"), [f(quantity=4,closes=None)]),
("CP by action code in DESADV 7 with quantity", D("LIN+1+7'QTY+12:0'RFF+LI:O1'"), [f(status='refused')]),
("answer: all lines 7 and header 29", R("RFF+ON:PM-1'LIN+1+7'QTY+21:10'",bgm='231+OR1+29'), [f(status='refused')]),
("answer: action 5 but 113 fewer", R("RFF+ON:PM-1'LIN+1+5'QTY+21:10'QTY+113:8'"), [f(quantity=8)]),
("answer: action 3 with 21 old and 12 new", R("RFF+ON:PM-1'LIN+1+3'QTY+21:10'QTY+12:6'"), [f(status='changed',quantity=6)]),
("answer: split SCC 12", R("RFF+ON:PM-1'LIN+1+5'QTY+21:10'SCC+1'QTY+12:4'DTM+67:20261120:102'SCC+1'QTY+12:6'DTM+67:20261215:102'"), [f(quantity=4,promised='2026-11-20'),f(quantity=6,promised='2026-12-15')]),
("answer: DTM 2 requested and 69 promised", R("RFF+ON:PM-1'LIN+1+5'QTY+21:10'DTM+2:20261201:102'DTM+69:20261205:102'"), [f(promised='2026-12-05')]),
("855 order change date only", A("PO1*1*10*EA*2**VN*K~ACK*DR*10*EA*067*20261215~"), [f(status='changed',quantity=10,promised='2026-12-15')]),
("855 two ACK same code two dates", A("PO1*1*10*EA*2**VN*K~ACK*IA*4*EA*067*20261120~ACK*IA*6*EA*067*20261215~"), [f(status='confirmed',quantity=4,promised='2026-11-20'),f(status='confirmed',quantity=6,promised='2026-12-15')]),
("855 SCH with three", A("PO1*1*10*EA*2**VN*K~ACK*IA*10*EA~SCH*4*EA***067*20261120~SCH*3*EA***067*20261215~SCH*3*EA***067*20261222~"), [f(quantity=4),f(quantity=3),f(quantity=3,promised='2026-12-22')]),
("855 cases accepted of pieces no PO4", A("PO1*1*100*EA*2**VN*K~ACK*IA*5*CA~"), [f(quantity=5,unit='CA')]),
("855 no control ids in LIN", A("PO1**10*EA*2**VN*K~ACK*IA*10*EA~"), [f(line=None,item='K',quantity=10)]),
]
@pytest.mark.parametrize('text,wanted', [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_a_message_says(text, wanted):
    said = (parse_x12 if text.startswith('ISA') else parse_edifact)(text)
    assert len(said)==len(wanted) and all(fits(a, b) for a,b in zip(said, wanted)), said
    assert len({n['key'] for n in said})==len(said)

def test_what_says_neither_yes_nor_no_names_its_code():
    assert 'the action is 36' in parse_edifact(R("RFF+ON:PM-1'LIN+1+36'QTY+21:10'"))[0]['reason']
    assert 'puts the order on hold' in parse_edifact(R("RFF+ON:PM-1'LIN+1'QTY+21:10'", bgm='231+OR1+23'))[0]['reason']
    assert 'in PCE and in CT' in parse_edifact(D("LIN+1'QTY+12:100:PCE'QTY+12:5:CT'RFF+LI:O1'"))[0]['reason']
    assert 'the answer is AH' in parse_x12(A("PO1*1*10*EA*2**VN*K~", bak='BAK*00*AH*PM-30*20261105~'))[0]['reason']

def test_a_deleted_entry_of_a_history_hides_no_delivery(tmp_path):
    gone = dict(fullUrl='https://h/SupplyDelivery/9', resource=None, request=dict(method='DELETE', url='SupplyDelivery/9'))
    assert [n['order_id'] for n in read_answer(bundle(gone, SD))]==['PO-1']
    (tmp_path/'b.json').write_bytes(bundle(gone, MD))
    assert [k for k,_ in read_dispenses(tmp_path/'b.json')]==['event']

def test_a_segment_that_goes_on_in_the_next_line():
    (kind, e), = parse_hl7(RDS.replace('|30|TAB|', '|3\rADD|0|TAB|'))
    assert kind=='event' and (e['quantity'], e['unit'])==(30., 'TAB')

@pytest.mark.parametrize('text,kinds', [
    (RDS.replace('\r', ' \r\n'), ['event']), (RDS.replace('\r', '\r\r\n'), ['event']), (RDS.replace('ORC|RE|O1|F1\r', ''), ['event']), (RDS+'ZXD|1|x\r', ['event']),
    (RDS.replace('ORC|RE', 'ORC|CA')+'ORC|RE|O2|F2\r'+SEGMENT.replace('RX9', 'RX8'), ['skipped', 'event']), (RDS+'ORC|RE|O2|F2\r'+SEGMENT.replace('RX9', 'RX8'), ['event', 'event']),
    (RDS.replace('|30|', '|30 TAB|'), ['bad']), (RDS.replace('|30|', '|=^30|'), ['bad']), (RDS.replace('|30|', '|-5|'), ['bad']), (RDS.replace('20260302101500+0100', '20260302101500Z'), ['bad'])])
def test_dispenses_of_hl7(text, kinds): assert [k for k,_ in parse_hl7(text)]==kinds
