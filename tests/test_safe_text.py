"Outside text stays text: in Markdown, pictures, workbooks, folders and kept messages"
import io, os, stat
import matplotlib; matplotlib.use('Agg')
import numpy as np, openpyxl, pandas as pd, pytest
from pharmopt.connectors import Folder
from pharmopt.dead_letters import letters, purge_letters
from pharmopt.data import load_sales
from pharmopt.kpis import to_csv, to_xlsx
from pharmopt.optimize import Plan, Status
from pharmopt.safe_text import plot_text
from pharmopt.store import Batch, Store

NAMES = ['<img src=x onerror=alert(1)>', '$10% off $8', 'A$1_2_3$', '$$', 'a|b', '[x](javascript:1)', '**bold**', '=cmd()', 'tab\x0bname', '# head']

@pytest.mark.parametrize('name', NAMES)
def test_a_report_of_a_file_shows_names_as_they_are(name):
    d = load_sales(pd.DataFrame(dict(date=['2024-01-02', '2024-01-03'], item=[name]*2, qty=[3, 4])))
    shown = d.attrs['report']._repr_markdown_()
    assert '<img' not in shown and len(shown.splitlines())==2+len([v for v in d.attrs['report'].values() if v not in ([], {}, None, '')])

def test_a_plan_shows_names_as_they_are():
    orders = pd.DataFrame(dict(priority=range(1, 5), urgency='now', unique_id=[f'PHARMACY/{n}' for n in NAMES[:4]], order_quantity=1., packs=1., due=pd.Timestamp('2026-01-02'), p_stockout=.1, reason='<script>'))
    cost = dict.fromkeys(('purchase','holding','ordering','stockout','waste','total','unavoidable','avoided'), 1.)
    shown = Plan(orders, orders, Status('optimal', 'done'), cost, {}, orders)._repr_markdown_()
    assert '<img' not in shown and '<script' not in shown and '&lt;img' in shown

@pytest.mark.parametrize('name', NAMES)
def test_a_dollar_sign_is_no_mathematics(name):
    import matplotlib.pyplot as plt
    fig, ax = plt.subplots(figsize=(1, 1)); ax.set_title(plot_text(name)); fig.canvas.draw(); plt.close(fig)

def test_control_characters_never_break_an_export():
    df = pd.DataFrame({'=name': ['tab\x0bname', '=cmd()', '\x00', 'plain']})
    ws = openpyxl.load_workbook(io.BytesIO(to_xlsx(df))).active
    assert [c[0].value for c in ws.iter_rows()]==["'=name", 'tab name', "'=cmd()", ' ', 'plain'] and ws['A1'].data_type=='s'
    assert b'\n=' not in to_csv(df) and b'\x0b' not in to_csv(df)

def test_dead_letters_hold_no_patient_and_can_be_purged(tmp_path):
    s = Store(f"sqlite:///{tmp_path/'x.db'}")
    raws = [b'{"quantity": -1, "patient": "Ada Lovelace"}', b'{"patient": "Ada Lovelace", "quantity', b'{"subject": {"display": "Ada Lovelace"}}', b'[{"patient_id": "Ada"}]', b'plain']
    s.commit(Batch('c', 't', 0, 0, len(raws), dead=[(i, 'no', r) for i,r in enumerate(raws)]))
    kept = letters(s)
    assert not any(b'Ada' in bytes(r) for r in kept.raw)
    assert bytes(kept.raw.iloc[-1])==b'plain' and (kept['size']==kept.raw.map(len)).all()
    assert purge_letters(s, '1D')==0 and purge_letters(s, '0D', status='fixed')==0 and purge_letters(s, '0D')==5 and len(letters(s))==0
    s.close()

@pytest.mark.skipif(os.name=='nt', reason='permissions of this kind are of POSIX systems')
def test_folders_of_messages_are_the_owners_alone(tmp_path):
    f = Folder(tmp_path/'edi', 'csv')
    mode = lambda p: stat.S_IMODE(p.stat().st_mode)
    assert {mode(p) for p in (tmp_path/'edi', *(tmp_path/'edi').rglob('*')) if p.is_dir()}=={0o700}
    name = f.deliver('PM-1', 'alert', dict(subject='x'))
    (tmp_path/'edi/in/bad.edi').write_text('UNB+broken'); (tmp_path/'edi/in/bad.edi').chmod(0o644)
    assert f.fetch()==[]
    assert mode(tmp_path/'edi/out'/name)==0o600 and {mode(p) for p in (tmp_path/'edi/in/bad').iterdir()}=={0o600}
