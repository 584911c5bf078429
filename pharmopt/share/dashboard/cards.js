// Key figures. Elements are made once and changed in place, so that nothing flickers.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
const SHOW = {
  int: v => Math.round(v).toLocaleString(store.locale),
  money: v => v.toLocaleString(store.locale, {style: 'currency', currency: store.currency, maximumFractionDigits: 0}),
  percent: v => (v*100).toLocaleString(store.locale, {minimumFractionDigits: 1, maximumFractionDigits: 2}) + ' %',
  number: v => v.toLocaleString(store.locale, {maximumFractionDigits: 2}),
  text: v => v,
  ago: v => { const s = Math.max(0, Date.now()/1000 - v); return s < 60 ? Math.round(s) + ' s' : s < 3600 ? Math.round(s/60) + ' min' : s < 172800 ? Math.round(s/3600) + ' h' : say('{n} d', {n: Math.round(s/86400)}); },
  rate: v => v.toLocaleString(store.locale, {minimumFractionDigits: 1, maximumFractionDigits: 1}) + ' /s',
};

export default {
  render({model, el: root}) {
    root.classList.add('po-cards');
    root.setAttribute('role', 'group'); root.setAttribute('aria-label', model.get('label'));
    const made = new Map();
    const card = c => {
      const box = el('div', 'po-card'), label = el('p', 'po-label', c.label), value = el('p', 'po-value'), sub = el('p', 'po-muted');
      box.dataset.key = c.key; box.append(label, value, sub); root.append(box);
      return {box, value, sub};
    };
    const draw = () => {
      const keys = new Set(model.get('cards').map(c => c.key));
      for (const [k, m] of made) if (!keys.has(k)) { m.box.remove(); made.delete(k); }
      for (const c of model.get('cards')) {
        if (!made.has(c.key)) made.set(c.key, card(c));
        const m = made.get(c.key), text = c.value == null ? '–' : SHOW[c.kind](c.value);
        if (m.value.textContent !== text) m.value.textContent = text;
        if (m.sub.textContent !== c.sub) m.sub.textContent = c.sub;
        m.box.querySelector('.po-label').textContent = c.label;
        m.box.title = c.help; m.box.dataset.tone = c.tone;
      }
    };
    model.on('change:cards', draw);
    draw();
    const timer = setInterval(() => { if (model.get('cards').some(c => c.kind === 'ago')) draw(); }, 5000);
    return () => clearInterval(timer);
  }
};
