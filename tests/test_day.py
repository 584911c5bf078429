"""A pharmacy's day in commands, on both databases: count, plan, approve, send, a confirmation with a cut, a despatch advice with two lots, receipt by scan, correction, recall, write-off, plan again.

Every step is a real `pharmopt` command with a process of its own. The ledger is printed and checked at the end."""
import re
import numpy as np, pandas as pd, pytest
from command import command
from pharmopt.ledger import check_ledger, movements
from pharmopt.store import Store

ITEMS = ['A10BA02', 'C09AA05', 'N02BE01']
SETTINGS = "[forecast]\nmodels = seasonal_naive\n[orders]\nconnector = folder:edi?format=edifact\nactor = maria\n"

def segments(kind, name, message, number, lines, at='261128:1700'):
    "An EDIFACT interchange with one message"
    body = [f'UNH+1+{kind}:D:96A:UN:EAN008', f'BGM+{name}+{number}+9', 'DTM+137:20261128:102', f'RFF+ON:{message}', 'NAD+SU+WH::92', *lines]
    return '\n'.join(f"{s}'" for s in [f'UNB+UNOC:3+WH+PHARMOPT+{at}+{number}', *body, f'UNT+{len(body)+1}+1', f'UNZ+1+{number}'])

@pytest.mark.long
@pytest.mark.parametrize('kind', ['sqlite', 'postgres'])
def test_a_day_in_commands(kind, tmp_path, request, capsys):
    url = str(tmp_path/'shop.db') if kind=='sqlite' else request.getfixturevalue('postgres_url')
    rng, days = np.random.default_rng(0), pd.date_range(end=pd.Timestamp.now().normalize()-pd.Timedelta('1D'), periods=120)
    pd.DataFrame([(f'{d:%Y-%m-%d}', i, int(rng.poisson(m))) for d in days for i,m in zip(ITEMS, (6, 4, 9))], columns=['date','item','units']).to_csv(tmp_path/'sales.csv', index=False)
    pd.DataFrame(dict(item=ITEMS, name=['Metformin', 'Ramipril', 'Paracetamol'], unit_cost=[1, 2, .5], lead_time_mean=2, pack_size=[10, 10, 20], supplier_id='WH', code=['09501101530003', '', ''])).to_csv(tmp_path/'catalog.csv', index=False)
    pd.DataFrame(dict(item=[*ITEMS, ITEMS[2]], on_hand=[20, 10, 15, 5], lot=['M1', 'R1', 'P1', 'P2'], expiry=['2098-01-31', '2098-02-28', '2098-03-31', '2097-12-31'])).to_csv(tmp_path/'count.csv', index=False)
    (tmp_path/'settings.ini').write_text(SETTINGS)
    def say(*words, code=0):
        p = command(*words, '--store', url, cwd=tmp_path)
        assert p.returncode==code and 'Traceback' not in p.stderr, (words, p.returncode, p.stdout, p.stderr)
        return p.stdout+p.stderr
    def orders(): return {r[2]: r for r in re.findall(r'(PO-\w+)  (\w+).*?: [\d.]+ units of PHARMACY/(\w+), ([\d.]+) received', say('orders', 'list'))}

    say('run', '--sales', 'sales.csv', '--catalog', 'catalog.csv', '--quiet')
    assert 'booked' in say('stock', 'count', 'count.csv', '--full', '--yes')
    assert '3 orders proposed' in say('optimize')
    for order_id, _, item, _ in orders().values():
        assert 'is approved: ' in say('orders', 'approve', order_id) and f'PHARMACY/{item}' in say('orders', 'list')
        assert 'is sent' in say('orders', 'send', order_id)
    sent = {re.search(r'RFF\+LI:(PO-\w+)', f.read_text())[1]: f.stem for f in (tmp_path/'edi'/'out').glob('*.edi')}
    para, metf = (orders()[i][0] for i in (ITEMS[2], ITEMS[0]))

    (tmp_path/'edi'/'in'/'confirmed.edi').write_text(segments('ORDRSP', 231, sent[para], 'OR1', ['LIN+1+3', f'PIA+1+{ITEMS[2]}:SA', 'QTY+21:40:PCE', 'DTM+2:20991130:102', f'RFF+LI:{para}', 'UNS+S']))
    say('watch', '--rounds', 1)
    assert '1 booked' in say('inbox', 'list') and f'{para}  sent, ' in say('orders', 'list') and ': 40 units of PHARMACY/N02BE01' in say('orders', 'list')

    (tmp_path/'edi'/'in'/'despatched.edi').write_text(segments('DESADV', 351, sent[para], 'DA1', ['CPS+1', 'LIN+1', f'PIA+1+{ITEMS[2]}:SA', 'QTY+12:40:PCE', f'RFF+LI:{para}', 'PCI+36E', 'DTM+36:20980630:102', 'QTY+12:25', 'GIN+BX+LOTA',
        'PCI+36E', 'DTM+36:20980331:102', 'QTY+12:15', 'GIN+BX+LOTB']))
    say('watch', '--rounds', 1)
    told = say('inbox', 'list', '--status', 'new')
    assert 'LOTA' in told and 'LOTB' in told and 'NaN' not in told and orders()[ITEMS[2]][1]=='sent'
    assert '2 booked' in say('inbox', 'book', *re.findall(r'^ *(\d+)  +new', told, re.M)) and orders()[ITEMS[2]][1]=='received'

    until = f'{pd.Timestamp.now().year+5}-05-31'
    scan = f'(01)09501101530003(17){until[2:].replace("-", "")}(10)MLOT7'
    assert f'20 units of PHARMACY/A10BA02, lot MLOT7, expiry {until}' in say('orders', 'receive-scan', scan, '--quantity', 2)
    assert '20 units taken off the shelf' in say('orders', 'undo-receipt', metf, '--reason', 'one pack, not two')
    assert '10 units' in say('orders', 'receive-scan', scan) and orders()[ITEMS[0]][1]=='part_received'

    assert '25 units blocked' in say('stock', 'recall', ITEMS[2], 'LOTA', '--reason', 'a notice of the maker', '--reference', 'N-7')
    assert 'is recalled' in say('orders', 'receive-goods', f'PHARMACY/{ITEMS[2]}', 5, '--lot', 'LOTA', code=1)
    assert '12 units' in say('stock', 'write-off', f'PHARMACY/{ITEMS[2]}', 12, '--lot', 'P1', '--reason', 'broken')
    assert '15 units' in say('stock', 'write-off', f'PHARMACY/{ITEMS[2]}', '--lot', 'LOTB', '--reason', 'spoiled')
    assert 'holds 5 units' in say('stock', 'write-off', f'PHARMACY/{ITEMS[2]}', 12, '--lot', 'P2', '--reason', 'more than there is', code=1)
    again = say('optimize')
    assert '1 order proposed' in again and f'PHARMACY/{ITEMS[2]}' in again, again

    ledger = say('stock', 'ledger')
    with capsys.disabled(): print('\n'+ledger)
    store = Store(url)
    assert not len(check_ledger(store))
    m = movements(store)
    m = m[m.id>m[m.kind=='opening'].id.max()]
    assert m[m.kind!='count_correction'][['unique_id','lot','quantity','kind']].apply(lambda r: (r.unique_id[9:], r.lot, r.quantity, r.kind), axis=1).tolist()==[
        (ITEMS[2], 'LOTA', 25., 'receipt'), (ITEMS[2], 'LOTB', 15., 'receipt'), (ITEMS[0], 'MLOT7', 20., 'receipt'), (ITEMS[0], 'MLOT7', -20., 'reversal'), (ITEMS[0], 'MLOT7', 10., 'receipt'),
        (ITEMS[2], 'LOTA', -25., 'recall'), (ITEMS[2], 'P1', -12., 'write_off'), (ITEMS[2], 'LOTB', -15., 'write_off')]
    assert set(m.actor)=={'maria'} and m.reason[m.kind.isin(['recall', 'write_off', 'reversal'])].notna().all()
    shelf = {(u[9:], l): q for u,l,q in store.lots()[['unique_id','lot','on_hand']].itertuples(index=False)}
    assert shelf=={(ITEMS[0], 'M1'): 20., (ITEMS[0], 'MLOT7'): 10., (ITEMS[1], 'R1'): 10., (ITEMS[2], 'P1'): 3., (ITEMS[2], 'P2'): 5.}
    store.close()
