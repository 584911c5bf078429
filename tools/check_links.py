"""Check the built site: no broken link, no empty page, no request to another host, no TeX left. `python tools/check_links.py [_docs]`"""
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches by itself when it opens a page; an <a href> is only followed by a click.
FETCHED = {('script','src'), ('img','src'), ('iframe','src'), ('source','src'), ('video','src'), ('audio','src'), ('embed','src'), ('object','data'), ('image','href'), ('use','href')}
FETCHED_RELS = {'stylesheet', 'icon', 'preload', 'modulepreload', 'preconnect', 'dns-prefetch', 'manifest'}
LEAST_WORDS = 40 # Words of the main column below which a page counts as empty

class Page(HTMLParser):
    "Links, anchors, fetched addresses and words of one page"
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links, self.fetched, self.ids, self.words, self.tex, self._in, self._quiet = [], [], set(), 0, [], 0, 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = {k: v or '' for k,v in attrs}
        self.ids |= {a[k] for k in ('id', 'name') if k in a}
        if tag=='a' and 'href' in a: self.links.append(a['href'])
        if tag=='link' and FETCHED_RELS & set(a.get('rel', '').lower().split()): self.fetched.append(a.get('href', ''))
        self.fetched += [a[k] for t,k in FETCHED if t==tag and k in a]
        self._in += tag=='main'
        self._quiet += tag in ('pre', 'code', 'script', 'style')

    def handle_endtag(self, tag):
        self._in -= tag=='main'
        self._quiet -= tag in ('pre', 'code', 'script', 'style')

    def handle_data(self, data):
        if self._in: self.words += len(data.split())
        if self._in and not self._quiet and ('\\(' in data or '\\[' in data): self.tex.append(data.strip()[:60])

def outside(url): return bool(urlsplit(url).netloc)

def problems(
    site:Path, # Folder of the built site
)->list: # One sentence for each problem
    "What is wrong with a built site"
    pages, bad = {p: Page(p.read_text(encoding='utf-8')) for p in sorted(site.rglob('*.html'))}, []
    if not pages: return [f"{site} holds no page; build the site first: make docs"]
    for p, page in pages.items():
        name = p.relative_to(site)
        if page.words<LEAST_WORDS and name.name!='404.html': bad.append(f"{name}: empty page, {page.words} words")
        bad += [f"{name}: TeX that was not rendered: {t!r}" for t in page.tex]
        bad += [f"{name}: asks another host for {u}" for u in page.fetched if outside(u)]
        for url in page.links + page.fetched:
            u = urlsplit(url)
            if u.scheme or u.netloc: continue
            target = (site/unquote(u.path).lstrip('/') if u.path.startswith('/') else p.parent/unquote(u.path)).resolve() if u.path else p
            if target.is_dir(): target = target/'index.html'
            if not target.exists(): bad.append(f"{name}: broken link {url}")
            elif u.fragment and target in pages and unquote(u.fragment) not in pages[target].ids: bad.append(f"{name}: no such heading {url}")
    for css in site.rglob('*.css'):
        if any(f'url({q}http' in css.read_text(encoding='utf-8') for q in ('', '"', "'")): bad.append(f"{css.relative_to(site)}: asks another host")
    return sorted(set(bad))

def main():
    site = Path(sys.argv[1] if len(sys.argv)>1 else '_docs').resolve()
    bad = problems(site)
    if bad: sys.exit('\n'.join(bad))
    print(f"{len(list(site.rglob('*.html')))} pages: every link leads somewhere, none is empty, none asks another host")

if __name__=='__main__': main()
