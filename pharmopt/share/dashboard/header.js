// Title, pages, freshness and notices. All text goes through text nodes.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
const ago = s => s < 5 ? say('just now') : s < 60 ? say('{n} s ago', {n: Math.round(s)}) : s < 3600 ? say('{n} min ago', {n: Math.round(s/60)}) : say('{n} h ago', {n: Math.round(s/3600)});

export default {
  render({model, el: root}) {
    root.classList.add('po-header');
    const bar = el('div', 'po-bar'), left = el('div'), title = el('h1', '', ''), place = el('p', 'po-muted', '');
    const state = el('p', 'po-state'), dot = el('span', 'po-dot'), words = el('span'), time = el('span', 'po-muted');
    const notices = el('div', 'po-notices');
    notices.setAttribute('role', 'status'); notices.setAttribute('aria-live', 'polite');
    const nav = el('nav', 'po-nav'), list = el('div');
    nav.setAttribute('aria-label', say('Pages')); list.setAttribute('role', 'tablist'); nav.append(list);
    const menu = el('details', 'po-menu'), items = el('div', 'po-items');
    menu.append(el('summary', 'po-button', say('Export')), items);
    const right = el('div', 'po-right');
    left.append(title, place); state.append(dot, words, time); right.append(state, menu);
    // Another language is another page: the address says it, and the browser remembers it.
    const tongue = el('select', 'po-lang'); tongue.setAttribute('aria-label', say('Language')); tongue.name = 'language';
    const tongues = () => {
      const all = model.get('languages'); tongue.hidden = !address.on() || all.length < 2;
      tongue.replaceChildren(...all.map(l => { const o = el('option', '', l.label); o.value = l.id; o.lang = l.id; return o; })); tongue.value = model.get('language');
    };
    tongue.onchange = () => {
      try { localStorage.setItem('pharmopt-language', tongue.value); } catch { }
      const to = new URL(location.href); to.searchParams.set('lang', tongue.value); location.href = to.href;
    };
    // One location of many: on all pages, and in the address.
    const where = el('select', 'po-lang po-where'); where.setAttribute('aria-label', say('Location')); where.name = 'location';
    const wheres = () => {
      const all = model.get('locations'); where.hidden = all.length < 2;
      where.replaceChildren(...['', ...all].map(l => { const o = el('option', '', l || say('All locations')); o.value = l; return o; })); where.value = model.get('location');
    };
    where.onchange = () => { address.set({at: where.value}); tell(model, {type: 'location', id: where.value}); };
    model.on('change:locations', wheres); model.on('change:location', () => { wheres(); address.set({at: model.get('location')}); }); wheres();
    right.append(where, tongue); model.on('change:languages', tongues); model.on('change:language', tongues); tongues(); bar.append(left, right); root.append(bar, nav, notices);
    const choices = () => {
      menu.hidden = !model.get('menu').length;
      items.replaceChildren(...model.get('menu').map(m => {
        const b = el('button', 'po-item', m.label);
        b.type = 'button'; b.onclick = () => { menu.open = false; menu.firstChild.focus(); tell(model, {type: 'take', what: m.what}); };
        return b;
      }));
    };
    menu.onkeydown = e => { if (e.key === 'Escape') { menu.open = false; menu.firstChild.focus(); } e.stopPropagation(); };
    const away = e => { if (!menu.contains(e.target)) menu.open = false; };
    document.addEventListener('click', away);
    model.on('change:menu', choices); choices();

    const head = () => {
      title.textContent = model.get('title'); place.textContent = model.get('place');
      const s = model.get('state');
      dot.dataset.tone = s.tone; words.textContent = s.text + (model.get('user') ? ' · ' + model.get('user') : '');
      clock();
    };
    const clock = () => {
      const at = model.get('updated');
      time.textContent = at ? ' · ' + say('updated {time}, {ago}', {time: new Date(at*1000).toLocaleTimeString(store.locale), ago: ago(Date.now()/1000 - at)}) : '';
    };
    const notes = () => {
      notices.replaceChildren(...model.get('notices').map(n => {
        const p = el('div', 'po-notice'), text = el('p', '', n.text);
        p.dataset.tone = n.tone; p.append(text);
        for (const a of n.actions ?? []) { const b = el('button', 'po-button', a.label); b.type = 'button'; b.onclick = () => { b.disabled = true; tell(model, {type: 'notice', action: a.action, id: a.id}); }; p.append(b); }
        if (n.id != null) {
          const b = el('button', 'po-x', '×');
          b.setAttribute('aria-label', say('Dismiss: {text}', {text: n.text}));
          b.onclick = () => tell(model, {type: 'dismiss', id: n.id});
          p.append(b);
        }
        return p;
      }));
    };
    const tabs = new Map();
    const go = id => { model.set('page', id); model.save_changes(); pages(); };
    const pages = () => {
      const at = model.get('page'), all = model.get('pages');
      nav.hidden = !all.length;
      for (const p of all) {
        if (!tabs.has(p.id)) {
          const b = el('button', 'po-tab'), name = el('span'), n = el('span', 'po-badge');
          b.type = 'button'; b.setAttribute('role', 'tab'); b.append(name, n); b.onclick = () => go(p.id);
          list.append(b); tabs.set(p.id, {b, name, n});
        }
        const t = tabs.get(p.id), text = p.badge ? String(p.badge) : '';
        t.name.textContent = p.label;
        if (t.n.textContent !== text) t.n.textContent = text;
        t.n.hidden = !p.badge; t.b.setAttribute('aria-selected', String(p.id === at)); t.b.tabIndex = p.id === at ? 0 : -1;
      }
      if (address.on() && at && address.page() !== at) { const p = new URLSearchParams(), l = address.get().get('at'); if (l) p.set('at', l); if (model.get('item')) p.set('item', model.get('item')); address.put(at, p, !!address.page()); document.dispatchEvent(new CustomEvent('po-page', {detail: at})); }
    };
    list.onkeydown = e => {
      const all = model.get('pages').map(p => p.id), step = {ArrowRight: 1, ArrowLeft: -1}[e.key];
      if (!step) return;
      e.preventDefault(); e.stopPropagation();
      const id = all[(all.indexOf(model.get('page')) + step + all.length) % all.length];
      go(id); tabs.get(id).b.focus();
    };
    const wanted = address.on() && address.page(), item = address.on() && address.get().get('item'), there = address.on() && address.get().get('at');
    if (there && there !== model.get('location')) tell(model, {type: 'location', id: there});
    if (item) tell(model, {type: 'restore', id: item});
    if (wanted && model.get('pages').some(p => p.id === wanted) && wanted !== model.get('page')) go(wanted);
    model.on('change:page', () => { pages(); if (document.body.dataset.voila) scrollTo(0, 0); }); model.on('change:pages', pages); model.on('change:item', () => address.set({item: model.get('item')})); model.on('change:currency', () => { store.currency = model.get('currency') || 'USD'; });
    store.currency = model.get('currency') || 'USD'; model.on('change:user', () => head());
    pages();
    for (const k of ['title', 'place', 'state', 'updated', 'user']) model.on('change:' + k, head);
    model.on('change:notices', notes);
    head(); notes();
    // Back and Forward of the browser, or an address that was edited
    const steps = () => {
      const at = address.page(), id = address.get().get('item');
      if (!address.on() || !model.get('pages').some(p => p.id === at)) return;
      if (id && id !== model.get('item')) tell(model, {type: 'restore', id});
      if (at !== model.get('page')) go(at);
      document.dispatchEvent(new CustomEvent('po-back', {detail: at}));
    };
    addEventListener('popstate', steps);
    const timer = setInterval(clock, 5000);
    return () => { clearInterval(timer); removeEventListener('popstate', steps); document.removeEventListener('click', away); };
  }
};
