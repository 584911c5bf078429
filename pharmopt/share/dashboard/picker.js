// Find one of many items: the kernel searches, so that the page never holds them all.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
let pickers = 0;

export default {
  render({model, el: root}) {
    const id = `po-picker-${++pickers}`;
    root.classList.add('po-picker');
    const label = el('label', 'po-hidden', say('Medicine')), input = el('input', 'po-search'), list = el('ul');
    let at = -1, timer;
    input.id = id; label.htmlFor = id; list.id = id + '-list'; list.hidden = true;
    input.type = 'search'; input.autocomplete = 'off'; input.placeholder = say('Find a medicine');
    for (const [k, v] of Object.entries({role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list'})) input.setAttribute(k, v);
    list.setAttribute('role', 'listbox'); list.setAttribute('aria-label', say('Medicines'));
    root.append(label, input, list);
    const show = yes => { list.hidden = !yes; input.setAttribute('aria-expanded', String(yes)); if (!yes) { at = -1; input.removeAttribute('aria-activedescendant'); } };
    const ask = () => tell(model, {type: 'search', query: input.value});
    const name = () => { if (document.activeElement !== input) input.value = model.get('label'); };
    const pick = i => { const o = model.get('options')[i]; if (o) { tell(model, {type: 'select', id: o.id}); input.value = o.label; show(false); } };
    const mark = i => {
      const all = [...list.children]; at = Math.max(0, Math.min(all.length - 1, i));
      all.forEach((li, k) => li.setAttribute('aria-selected', String(k === at)));
      if (all[at]) { input.setAttribute('aria-activedescendant', all[at].id); all[at].scrollIntoView({block: 'nearest'}); }
    };
    const draw = () => {
      list.replaceChildren(...model.get('options').map((o, i) => {
        const li = el('li', '', o.label);
        li.id = `${list.id}-${i}`; li.setAttribute('role', 'option'); li.append(el('span', 'po-muted', ' ' + o.id));
        li.onmousedown = e => { e.preventDefault(); pick(i); };
        return li;
      }));
    };
    input.oninput = () => { clearTimeout(timer); timer = setTimeout(ask, 120); show(true); };
    input.onfocus = () => { input.select(); tell(model, {type: 'search', query: ''}); show(true); };
    input.onblur = () => { show(false); name(); };
    input.onkeydown = e => {
      e.stopPropagation();
      if (e.key === 'ArrowDown') { e.preventDefault(); show(true); mark(at + 1); }
      else if (e.key === 'ArrowUp') { e.preventDefault(); mark(at - 1); }
      else if (e.key === 'Enter') { e.preventDefault(); pick(Math.max(at, 0)); }
      else if (e.key === 'Escape') show(false);
    };
    model.on('change:options', draw); model.on('change:label', name);
    draw(); name();
  }
};
