"Check that code, notebooks and pages use the words of the glossary, and none of the synonyms that it excludes."
import json, re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# pattern → what we write; the words are searched in code, prose and messages alike, except in lines marked `old word` or in lists of foreign column names
BANNED = {
    r'catalogu\w+': 'catalog', r'\w*(?<![a-z])optimis(?!tic|m\b)\w+': 'optimize', r'normalis\w+': 'normalize', r'colour\w*': 'color', r'behaviour\w*': 'behavior', r'\bcentred?\b': 'center', r'\bcancelled\b|\bcancelling\b': 'canceled', r'\bprogrammes?\b': 'program',
    r'(?<!cycle_)(?<!cycle )\b(?<!compare )service[_ ]levels?\b(?! of\b)': 'fill_rate or cycle_service_level', r'\breview_period\b': 'review_days', r'\bshelf_life\b(?!_)': 'shelf_life_days', r'\border_cost\b': 'fixed_cost', r'\bmade[- ]up\b': 'synthetic or assumed',
    r'\bset aside\b|\bsets aside\b|\bkept aside\b': 'rejected', r'\bput off\b': 'snoozed', r'\btake[- ]away\b|\btake_away\b': 'export', r'\bput to the test\b': 'backtest', r'\bleaves the house\b': 'outgoing', r'\bpar level\b': 'order-up-to level',
    r'\brun_chain\b|\bChain\b(?! (?:Theory|Management))': 'run_pipeline', r'\bflow\.py\b|pharmopt\.flow\b': 'pipeline', r'pharmopt\.(?:letters|execute|figures|master|levels|windows|window|connect|process)\b': 'the new name of the module', r'\bbetween_sites\b|\bsites\b': 'locations', r'\bdepots?\b': 'location',
}
ALLOWED = { # file → patterns that stand there for a reason
    'tools/words.py': '.*', 'nbs/01_settings.ipynb': r'service_level|lead_time|review_period|shelf_life|order_cost', 'pharmopt/settings.py': r'service_level|review_period|shelf_life|order_cost', 'nbs/50_cli.ipynb': r'catalogue|service-level|optimise', 'pharmopt/cli.py': r'catalogue|service-level',
    # headings, states and words of other systems, as they write them
    'nbs/00_data.ipynb': r'colour|depot|site|catalogue|centre', 'nbs/00f_roles.ipynb': r'cancelled|centre|sites|depots', 'nbs/00h_exports.ipynb': 'cancelled', 'nbs/00h_sales_plan.ipynb': 'cancelled', 'nbs/00j_tables.ipynb': 'colour',
    'nbs/37f_fhir.ipynb': 'cancelled', 'nbs/38a_messages.ipynb': 'cancelled', 'nbs/38b_connectors.ipynb': 'cancelled', 'nbs/40_dashboard.ipynb': 'sites', 'nbs/34c_echelons.ipynb': 'depot', # the term of Sherbrooke's model
    # names of rows in the history of measurements
    'bench/cases.py': 'shelf_life', # keys of the file of cases
    'nbs/benchmarks.ipynb': r'normaliser|made up|optimising', 'bench/choices.py': 'made up', 'tools/prose.py': '.*', 'nbs/glossary.ipynb': '.*', 'CHANGELOG.md': '.*', 'tests': r'service_level|catalogue|shelf_life|review_period|order_cost|letters|cancelled|colour|depot|centre|par level',
}

def texts():
    "Name and lines of every file that people read"
    for p in sorted((ROOT/'nbs').rglob('*.ipynb')):
        if '.ipynb_checkpoints' in p.parts or '_proc' in p.parts: continue
        yield p, [l for c in json.loads(p.read_text(encoding='utf-8'))['cells'] for l in ''.join(c['source']).splitlines()]
    for folder, pattern in (('bench', '*.py'), ('tools', '*.py'), ('tests', '*.py'), ('.', '*.md'), ('.', 'settings.ini'), ('.', 'Makefile'), ('.github/workflows', '*.yaml')):
        for p in sorted((ROOT/folder).glob(pattern)): yield p, p.read_text(encoding='utf-8').splitlines()

def faults():
    for path, lines in texts():
        name = path.relative_to(ROOT).as_posix()
        allowed = '|'.join(v for k,v in ALLOWED.items() if name==k or name.startswith(k+'/'))
        for n,line in enumerate(lines, 1):
            if 'old word' in line: continue
            for pattern, write in BANNED.items():
                for m in re.finditer(pattern, line, re.I if pattern.islower() else 0):
                    if not allowed or not re.fullmatch(allowed, m[0], re.I) and not re.search(allowed, m[0], re.I): yield f"{name}, line {n} of its text: {m[0]!r}; we write {write}: {line.strip()[:100]}"

def main():
    found = list(faults())
    if found: sys.exit('\n'.join(found[:60])+f"\n{len(found)} words to replace (see the glossary)")
    print('the words are those of the glossary')

if __name__=='__main__': main()
