// Title, pages, freshness and notices. All text goes through text nodes.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
const ago = s => s < 5 ? 'just now' : s < 60 ? `${Math.round(s)} s ago` : s < 3600 ? `${Math.round(s/60)} min ago` : `${Math.round(s/3600)} h ago`;

export default {
  render({model, el: root}) {
    root.classList.add('po-header');
    const bar = el('div', 'po-bar'), left = el('div'), title = el('h1', '', ''), place = el('p', 'po-muted', '');
    const state = el('p', 'po-state'), dot = el('span', 'po-dot'), words = el('span'), time = el('span', 'po-muted');
    const notices = el('div', 'po-notices');
    notices.setAttribute('role', 'status'); notices.setAttribute('aria-live', 'polite');
    const nav = el('nav', 'po-nav'), list = el('div');
    nav.setAttribute('aria-label', 'Pages'); list.setAttribute('role', 'tablist'); nav.append(list);
    const menu = el('details', 'po-menu'), items = el('div', 'po-items');
    menu.append(el('summary', 'po-button', 'Export'), items);
    const right = el('div', 'po-right');
    left.append(title, place); state.append(dot, words, time); right.append(state, menu); bar.append(left, right); root.append(bar, nav, notices);
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
      time.textContent = at ? ` · updated ${new Date(at*1000).toLocaleTimeString()}, ${ago(Date.now()/1000 - at)}` : '';
    };
    const notes = () => {
      notices.replaceChildren(...model.get('notices').map(n => {
        const p = el('div', 'po-notice'), text = el('p', '', n.text);
        p.dataset.tone = n.tone; p.append(text);
        for (const a of n.actions ?? []) { const b = el('button', 'po-button', a.label); b.type = 'button'; b.onclick = () => { b.disabled = true; tell(model, {type: 'notice', action: a.action, id: a.id}); }; p.append(b); }
        if (n.id != null) {
          const b = el('button', 'po-x', '×');
          b.setAttribute('aria-label', 'Dismiss: ' + n.text);
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
      if (address.on() && at && address.page() !== at) { const p = new URLSearchParams(); if (model.get('item')) p.set('item', model.get('item')); address.put(at, p); document.dispatchEvent(new CustomEvent('po-page', {detail: at})); }
    };
    list.onkeydown = e => {
      const all = model.get('pages').map(p => p.id), step = {ArrowRight: 1, ArrowLeft: -1}[e.key];
      if (!step) return;
      e.preventDefault(); e.stopPropagation();
      const id = all[(all.indexOf(model.get('page')) + step + all.length) % all.length];
      go(id); tabs.get(id).b.focus();
    };
    const wanted = address.on() && address.page(), item = address.on() && address.get().get('item');
    if (item) tell(model, {type: 'restore', id: item});
    if (wanted && model.get('pages').some(p => p.id === wanted) && wanted !== model.get('page')) go(wanted);
    model.on('change:page', () => { pages(); if (document.body.dataset.voila) scrollTo(0, 0); }); model.on('change:pages', pages); model.on('change:item', () => address.set({item: model.get('item')})); model.on('change:currency', () => { store.currency = model.get('currency') || 'USD'; });
    store.currency = model.get('currency') || 'USD'; model.on('change:user', () => head());
    pages();
    for (const k of ['title', 'place', 'state', 'updated', 'user']) model.on('change:' + k, head);
    model.on('change:notices', notes);
    head(); notes();
    const timer = setInterval(clock, 5000);
    return () => { clearInterval(timer); document.removeEventListener('click', away); };
  }
};
