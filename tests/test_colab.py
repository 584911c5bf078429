"""The dashboard in a cell of Google Colab: ipywidgets 7.7, and threads that cannot change a widget.

What differs is checked here in the environment at hand. PHARMOPT_TEST_COLAB=1 builds a room with Colab's versions as well and runs the page there (tools/colab_page.py, some minutes)."""
import ast, os, subprocess, sys, types
from pathlib import Path
import pandas as pd, pytest
from pharmopt.data import NANO, make_catalog, make_prescriptions, make_stock, to_demand
from pharmopt.store import Batch, Store

ROOT = Path(__file__).resolve().parent.parent
# What ipywidgets 7.7.1 has of what 8 has; Layout's traits of both
BOTH = {'VBox', 'HBox', 'Box', 'Layout', 'Widget', 'DOMWidget', 'HTML', 'Label', 'Button', 'Output', 'Tab', 'Accordion', 'Text', 'Dropdown', 'FloatProgress', 'IntProgress', 'Image', 'FileUpload'}
LAYOUT = {'display', 'width', 'height', 'min_width', 'max_width', 'min_height', 'max_height', 'margin', 'padding', 'border', 'visibility', 'flex', 'flex_flow', 'align_items', 'justify_content', 'overflow', 'order', 'grid_gap', 'grid_template_columns'}

def test_only_what_both_generations_have():
    "No name of ipywidgets and no trait of Layout that 7.7 lacks (gap, TagsInput, titles=…)"
    files = [p for p in sorted((ROOT/'pharmopt').glob('*.py')) if 'import ipywidgets as W' in p.read_text(encoding='utf-8')]
    nodes = [n for p in files for n in ast.walk(ast.parse(p.read_text(encoding='utf-8')))]
    names = {n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id=='W'}
    assert names and names <= BOTH, names-BOTH
    calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and isinstance(n.func.value, ast.Name) and n.func.value.id=='W']
    used = {k.arg for n in calls for k in n.keywords if n.func.attr=='Layout'}
    assert used and used <= LAYOUT, used-LAYOUT
    assert not {k.arg for n in calls for k in n.keywords} & {'titles', 'tooltip'}
    layout = {n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Attribute) and n.value.attr=='layout'}
    assert layout <= LAYOUT, layout-LAYOUT

@pytest.fixture
def store(tmp_path):
    store, cat = Store(tmp_path/'c.db'), make_catalog(n_medicines=6, seed=2)
    today = pd.Timestamp.now('UTC').tz_localize(None).normalize()
    demand = to_demand(make_prescriptions(cat, start=today-pd.Timedelta(days=59), n_days=60, seed=2), freq='D')
    store.save_catalog(cat); store.save_lots(make_stock(cat, demand, seed=2))
    rows = [(os.urandom(16), r.unique_id, r.ds.to_pydatetime(), round(r.y*NANO), False) for r in demand[demand.y>0].itertuples()]
    store.finish_run(store.start_run('ingest', source='6 synthetic medicines, 60 days', closed_to=str(today)))
    store.commit(Batch('seed', 'prescriptions', 0, 0, len(rows), None, rows))
    yield store
    store.close()

def test_no_thread_on_colab_and_streaming_in_the_foreground(store, monkeypatch):
    "A heartbeat refreshes in the main thread; a cell that runs streams, shows it, and leaves nothing behind"
    import ipywidgets as W
    from pharmopt.dashboard import dashboard
    monkeypatch.setitem(sys.modules, 'google.colab', types.ModuleType('google.colab'))
    page = dashboard(store=store)
    tab = W.Tab([page]); tab.set_title(0, 'Pharmacy')
    page.beat.beat = 1.
    assert page.thread is None
    before = store.demand().y.sum()
    assert page.live(20, rate=20) is page
    assert page.thread is None and page.stream.parts==[] and not page.stream.on
    assert store.demand().y.sum()>before, page.header.notices
    assert max(r for _,r in page.rates)>1
    assert {c['key']: c['value'] for c in page.cards.cards}['dispensed']>0
    page.close_page()

@pytest.mark.skipif(os.environ.get('PHARMOPT_TEST_COLAB')!='1', reason="a room with Colab's versions takes minutes: PHARMOPT_TEST_COLAB=1, or python tools/colab_page.py")
def test_in_a_room_like_colab():
    done = subprocess.run([sys.executable, ROOT/'tools'/'colab_page.py'], capture_output=True, text=True)
    assert done.returncode==0, done.stdout[-2000:]+done.stderr[-2000:]
    assert 'as on Colab' in done.stdout
