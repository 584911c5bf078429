"Dispenses of a hospital through the real broker into the store: counted once however often they are sent, bad ones told"
import gzip, json, os, subprocess, sys
import pandas as pd, pytest
from command import command
from pharmopt.broker import broker
from pharmopt.store import Store
from pharmopt.stream import Processor, produce

pytest.importorskip('fhir.resources', reason="FHIR needs fhir.resources: pip install 'pharmopt[connect]'")
from pharmopt.messages import dispense_events, read_dispenses

def _who(i): return i%7 if isinstance(i, int) else 0

def dispense(i, code='J01CA04', quantity=20, when='2026-03-02T10:15:00+01:00', **kw):
    return dict(resourceType='MedicationDispense', id=str(i), status='completed', medicationCodeableConcept=dict(coding=[dict(code=code)]), quantity=dict(value=quantity),
                whenHandedOver=when, subject=dict(reference=f'Patient/{_who(i)}')) | kw

@pytest.fixture
def export(tmp_path):
    "300 good dispenses of two medicines, three bad ones, two that are no demand"
    rows = [dispense(i, 'AB'[i%2], 1+i%3, f'2026-03-{1+i%20:02d}T09:00:00Z') for i in range(300)]
    rows[50:50] = [dispense('bad1', quantity=0), dispense('bad2', 'X'*101), {k: v for k,v in dispense('bad3').items() if k!='whenHandedOver'}, dispense('no1', status='entered-in-error'), dispense('no2', status='in-progress')]
    file = tmp_path/'export.ndjson.gz'
    with gzip.open(file, 'wt') as f: f.write('\n'.join(map(json.dumps, rows)))
    return file

def cli(*args, cwd, **env):
    p = command(*args, cwd=cwd, **env)
    return p.returncode, p.stdout, p.stderr

def test_through_the_broker_into_the_store_once(tmp_path, export):
    wanted = pd.Series([1+i%3 for i in range(300)]).groupby([['A','B'][i%2] for i in range(300)]).sum()
    with broker() as address:
        for again in (False, True):
            code, out, err = cli('produce', '--fhir', export, '--location', 'WARD', '--bootstrap-servers', address, '--store', 'shop.db', '--quiet', cwd=tmp_path, PHARMOPT_PATIENT_SALT='s3cret')
            assert code==1 and '300 of 300 events acknowledged' in out and '2 dispenses were not completed' in out
            assert err.startswith('pharmopt: 3 resources could not be used, first: line 51 bad1: ') and len(err.strip().splitlines())==1, err
            bad = pd.read_csv(tmp_path/'export.ndjson.gz.bad.csv')
            assert bad.id.tolist()==['bad1','bad2','bad3'] and 'Patient' not in bad.to_string()
            store = Store(tmp_path/'shop.db')
            p = Processor(store, address, dedup_horizon=None)
            p.run(until='end')
            assert (p.metrics['duplicates'], p.metrics['dead']) == (300 if again else 0, 0)
            got = store.demand().groupby('unique_id').y.sum()
            assert got.to_dict() == {f'WARD/{k}': float(v) for k,v in wanted.items()}
            store.close()
    assert b'Patient' not in (tmp_path/'shop.db').read_bytes()

def test_function_and_pseudonyms(export):
    "The same patient has the same pseudonym, another with another salt, and the reference itself is nowhere"
    tally = {}
    frames = list(dispense_events(export, tally, salt='a', chunk=128))
    assert [len(f) for f in frames] == [128, 128, 44] and tally['events']==300 and len(tally['bad'])==3
    one, other = pd.concat(frames).patient, pd.concat(dispense_events(export, {}, salt='b')).patient
    assert one.nunique()==7 and not set(one)&set(other) and not one.str.contains('Patient').any()
    assert 'patient' not in pd.concat(dispense_events(export, {}))

@pytest.mark.parametrize('text, kinds', [
    ('', []), ('[]', []), ('{"resourceType": "Bundle"}', []), ('not json', ['bad']), ('{}', ['bad']), ('[1, null]', ['bad','bad']), ('{"resourceType": "Patient"}', []),
    ('{"resourceType": "MedicationDispense", "status": "completed"}', ['bad']), ('{"resourceType": "Bundle",\n "entry": [{"resource": {"resourceType": "MedicationDispense"}}, 5, {}]}', ['bad','bad'])])
def test_strange_files_are_told_and_do_not_stop(tmp_path, text, kinds):
    (tmp_path/'f').write_text(text)
    found = list(read_dispenses(tmp_path/'f'))
    assert [k for k,_ in found] == kinds
    assert all(len(w['reason'])>5 for _,w in found)

def test_missing_file_and_two_sources(tmp_path):
    for args, says in ((['--fhir', 'none.json'], 'cannot read none.json: No such file'), (['--fhir', 'a', '--from-file', 'b'], 'give one of --from-file, --fhir and --hl7, got --from-file and --fhir')):
        code, out, err = cli('produce', *args, '--store', 'shop.db', cwd=tmp_path)
        assert code==1 and says in err and len(err.strip().splitlines())==1
