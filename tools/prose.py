"""How the prose of the notebooks reads, in figures: words that the style sheet avoids, per 1,000 words, and the length of sentences.

`python tools/prose.py` prints a table for each notebook, `--check` fails where the whole is over the limits. The limits are one and a half times what the same
expressions give for the notebooks of fastcore, a package written the same way; sentences of more than 30 words may be 3 % of all."""
import argparse, json, re, sys
from pathlib import Path

PATTERNS = {   # name: (expression, limit per 1,000 words)
    'said, says, say': (r"\b(said|says|say)\b", .57),
    'somebody, nobody, anybody': (r"\b(some|no|any|every)body\b", .08),
    'stands, lies': (r"\b(stands|stood|stand|lies|lay)\b", .05),
    'tells, told': (r"\b(tells|told|tell)\b", .36),
    'so that': (r"\bso that\b", .29),
    'what came': (r"\bwhat (came|comes|is gone|was sold)\b", .01),
    'beside': (r"\bbeside\b", .05),
    'made up': (r"\bmade[ -]up\b", .05),
    'put off, set aside': (r"\b(put off|set aside|kept aside)\b", .05)}
LONG, SHARE = 30, .03

def prose(
    notebook:Path, # Notebook
)->str: # Its markdown without code, tables, formulas and headings
    "The sentences of a notebook"
    cells = json.loads(notebook.read_text(encoding='utf-8'))['cells']
    text = '\n\n'.join(''.join(c['source']) for c in cells if c['cell_type']=='markdown')
    text = re.sub(r'```.*?```', '', text, flags=re.S)
    text = re.sub(r'\$\$.*?\$\$', '', text, flags=re.S)
    text = re.sub(r'\$[^$\n]+\$', 'x', text)
    text = re.sub(r'!?\[([^\]]*)\]\([^)]*\)', r'\1', text)
    text = re.sub(r'^(#+ .*|#\|.*|\|.*|:::.*|- skip.*)$', '', text, flags=re.M)
    return re.sub(r'`[^`]*`', 'code', text)

def sentences(
    text:str, # Prose
)->list: # Sentences, each a list of words
    "Split prose into sentences; an item of a list is one"
    out = []
    for block in re.split(r'\n\s*\n|\n(?=\s*(?:[-*>]|\d+\.)\s)', text):
        flat = re.sub(r'^[\s>*-]+', '', ' '.join(block.split()))
        for s in re.split(r'(?<=[.!?:])\s+(?=[A-Z0-9`*])', flat):
            words = re.findall(r"[A-Za-z][\w'’-]*", s)
            if len(words)>1: out.append(words)
    return out

def measure(
    paths:list, # Notebooks
)->dict: # words, sentences, long, and a count for each pattern
    "Counts over several notebooks"
    total = dict(words=0, sentences=0, long=0)|{k: 0 for k in PATTERNS}
    for p in paths:
        text = prose(p); found = sentences(text)
        total['words'] += sum(map(len, found)); total['sentences'] += len(found); total['long'] += sum(len(s)>LONG for s in found)
        for k,(expression,_) in PATTERNS.items(): total[k] += len(re.findall(expression, text, flags=re.I))
    return total

def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('notebooks', nargs='*', type=Path); parser.add_argument('--check', action='store_true'); parser.add_argument('--long', action='store_true', help='print the sentences of more than 30 words')
    a = parser.parse_args()
    paths = a.notebooks or sorted((Path(__file__).resolve().parent.parent/'nbs').rglob('*.ipynb'))
    if a.long:
        for p in paths:
            for s in sentences(prose(p)):
                if len(s)>LONG: print(f'{p.name}: {len(s)} words: {" ".join(s)}')
        return
    for p in paths:
        m = measure([p])
        hits = {k: m[k] for k in PATTERNS if m[k]}
        if m['sentences']: print(f"{p.stem:<26}{m['words']:>6} words {m['long']/m['sentences']:>6.1%} long  " + ', '.join(f'{k} {v}' for k,v in hits.items()))
    m, over = measure(paths), []
    print(f"\n{'all':<34}{'per 1,000 words':>16}{'limit':>8}")
    for k,(_,limit) in PATTERNS.items():
        rate = 1000*m[k]/max(m['words'], 1)
        print(f"{k:<34}{rate:>16.2f}{limit:>8.2f}")
        if rate>limit: over.append(k)
    share = m['long']/max(m['sentences'], 1)
    print(f"{'sentences of more than 30 words':<34}{share:>16.1%}{SHARE:>8.0%}\n{m['words']:,} words in {m['sentences']:,} sentences")
    if share>SHARE: over.append('sentences of more than 30 words')
    if a.check and over: sys.exit(f"over the limit: {', '.join(over)}")

if __name__=='__main__': main()
