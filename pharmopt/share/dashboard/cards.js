// Key figures. Elements are made once and changed in place, so that nothing flickers.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
const SHOW = {
  int: v => Math.round(v).toLocaleString(),
  money: v => v.toLocaleString(undefined, {style: 'currency', currency: 'USD', maximumFractionDigits: 0}),
  rate: v => v.toLocaleString(undefined, {minimumFractionDigits: 1, maximumFractionDigits: 1}) + ' /s',
};

export default {
  render({model, el: root}) {
    root.classList.add('po-cards');
    root.setAttribute('role', 'group'); root.setAttribute('aria-label', 'Key figures');
    const made = new Map();
    const card = c => {
      const box = el('div', 'po-card'), label = el('p', 'po-label', c.label), value = el('p', 'po-value'), sub = el('p', 'po-muted');
      box.dataset.key = c.key; box.append(label, value, sub); root.append(box);
      return {box, value, sub};
    };
    const draw = () => {
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
  }
};
