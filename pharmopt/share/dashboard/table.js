// A table with search, sorting, buttons, inline forms and the keyboard; cards where it is narrow.
// Every value becomes a text node: nothing that comes from the store is parsed as HTML.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
const number = (v, digits=0) => v == null ? '–' : Number(v).toLocaleString(undefined, {maximumFractionDigits: digits});
const date = v => v == null ? '–' : new Date(v + 'T00:00Z').toLocaleDateString(undefined, {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
let tables = 0;

const CELL = {
  text: (td, v) => td.append(v ?? '–'),
  num: (td, v, row, col) => td.append(number(v, col.digits)),
  date: (td, v) => td.append(date(v)),
  title: (td, v, row) => {
    td.append(el('span', 'po-name', v));
    if (row.sub) td.append(el('span', 'po-muted po-line', row.sub));
    if (row.reason) td.append(el('span', 'po-reason po-line', row.reason));
  },
  risk: (td, v) => {
    if (v == null) return td.append('–');
    const bar = el('span', 'po-risk'), fill = el('span');
    fill.style.width = Math.max(0, Math.min(1, v))*100 + '%';
    fill.dataset.tone = v >= .5 ? 'bad' : v >= .1 ? 'warn' : 'good';
    bar.append(fill);
    td.append(el('span', '', v > 0 && v < .01 ? '< 1 %' : v < 1 && v > .99 ? '> 99 %' : Math.round(v*100) + ' %'), bar);
  },
  money: (td, v) => td.append(v == null ? '–' : v.toLocaleString(undefined, {style: 'currency', currency: 'USD', maximumFractionDigits: Math.abs(v) < 100 ? 2 : 0})),
  percent: (td, v, row, col) => td.append(v == null ? '–' : (100*v).toLocaleString(undefined, {minimumFractionDigits: col.digits ?? 1, maximumFractionDigits: col.digits ?? 1}) + ' %'),
  time: (td, v) => td.append(v == null ? '–' : new Date(v + 'Z').toLocaleString(undefined, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'})),
  chip: (td, v, row, col) => { if (v == null) return td.append('–'); const c = el('span', 'po-chip', v); c.dataset.tone = col.tones?.[v] ?? 'plain'; td.append(c); },
};

function fieldset(form) {
  const box = el('div', 'po-fields');
  for (const f of form.fields) {
    const label = el('label', '', f.label), input = el(f.options ? 'select' : 'input');
    input.name = f.name;
    if (f.options) input.append(...f.options.map(o => { const n = el('option', '', o.label); n.value = o.value; return n; })); else input.type = f.type;
    input.value = f.value ?? '';
    if (f.type === 'number') { input.min = 0; input.step = 'any'; input.inputMode = 'decimal'; }
    label.append(input); box.append(label);
  }
  return box;
}

export default {
  render({model, el: root}) {
    const id = `po-table-${++tables}`;
    const PAGE = model.get('page');
    let sort = null, shown = PAGE, open = null, pending = new Set();
    root.classList.add('po-table');
    const tools = el('div', 'po-tools'), search = el('input', 'po-search'), count = el('span', 'po-muted');
    search.type = 'search'; search.placeholder = 'Search   /'; search.setAttribute('aria-label', 'Search ' + model.get('label'));
    search.setAttribute('aria-controls', id); count.setAttribute('aria-live', 'polite');
    const scroll = el('div', 'po-scroll'), table = el('table'), thead = el('thead'), tbody = el('tbody'), empty = el('p', 'po-empty'), more = el('button', 'po-button', '');
    table.id = id; table.setAttribute('aria-label', model.get('label'));
    table.append(thead, tbody); scroll.append(table); const picks = el('div', 'po-picks'), extra = el('div', 'po-actions'), chosen = {};
    tools.append(search, picks, count, extra); root.append(tools, scroll, empty, more);
    const send = (type, row, action, values) => model.send({type, id: row.id, action, values});

    const text = row => model.get('search').map(k => row[k] ?? '').join(' ').toLowerCase();
    const rows = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = model.get('rows').filter(r => { const t = text(r); return words.every(w => t.includes(w)) && model.get('filters').every(f => !chosen[f.key] || r[f.key] === chosen[f.key]); });
      if (sort) {
        const key = r => sort.col.order ? sort.col.order.indexOf(r[sort.col.key]) : r[sort.col.key];
        const by = (a, b) => a == null ? 1 : b == null ? -1 : typeof a === 'string' ? a.localeCompare(b) : a - b;
        found = [...found].sort((a, b) => sort.sign*by(key(a), key(b)));
      }
      return found;
    };
    // Filters offer what the rows hold; buttons of the table act on the rows that are shown.
    const filters = () => {
      for (const f of model.get('filters')) {
        let pick = picks.querySelector(`[name="${CSS.escape(f.key)}"]`);
        if (!pick) { pick = el('select'); pick.name = f.key; pick.setAttribute('aria-label', f.label); pick.onchange = () => { chosen[f.key] = pick.value; shown = PAGE; draw(); }; picks.append(pick); }
        const all = [...new Set(model.get('rows').map(r => r[f.key]).filter(v => v != null))].sort(), key = JSON.stringify(all);
        if (pick.dataset.key === key) continue;
        pick.dataset.key = key; pick.hidden = all.length < 2;
        pick.replaceChildren(...['', ...all].map(v => { const o = el('option', '', v || f.all); o.value = v; return o; }));
        if (all.includes(chosen[f.key])) pick.value = chosen[f.key]; else chosen[f.key] = '';
      }
    };
    const bulk = found => {
      const live = found.filter(r => !r.muted);
      extra.replaceChildren(...model.get('tools').map(t => {
        const n = t.all ? found.length : live.length, b = el('button', 'po-button', t.label.replace('{n}', number(n)));
        b.type = 'button'; b.dataset.style = t.style ?? 'plain'; b.dataset.focus = 'tool ' + t.action; b.disabled = !n;
        if (t.title) b.title = t.title;
        b.onclick = () => { if (!t.ask || confirm(t.ask.replace('{n}', number(n)))) model.send({type: 'bulk', action: t.action, ids: (t.all ? found : live).map(r => r.id)}); };
        return b;
      }));
    };
    const head = () => {
      const tr = el('tr');
      for (const c of model.get('columns')) {
        const th = el('th', ['num', 'money', 'percent'].includes(c.kind) ? 'po-num' : ''), on = sort?.col.key === c.key;
        th.scope = 'col'; th.dataset.kind = c.kind;
        if (c.kind === 'actions') th.append(el('span', 'po-hidden', c.label));
        else {
          const b = el('button', 'po-sort', c.label + (on ? (sort.sign > 0 ? ' ▲' : ' ▼') : ''));
          b.dataset.focus = 'sort ' + c.key;
          b.onclick = () => { sort = on ? (sort.sign > 0 ? {col: c, sign: -1} : null) : {col: c, sign: 1}; draw(); };
          th.append(b); th.setAttribute('aria-sort', on ? (sort.sign > 0 ? 'ascending' : 'descending') : 'none');
        }
        tr.append(th);
      }
      thead.replaceChildren(tr);
    };
    const act = (row, name, values) => { pending.add(row.id); open = null; send('action', row, name, values); draw(); };
    const button = (row, a) => {
      const b = el('button', 'po-button', pending.has(row.id) ? '…' : a.label);
      b.dataset.style = a.style ?? 'plain'; b.dataset.focus = row.id + ' ' + a.name; b.disabled = pending.has(row.id);
      b.setAttribute('aria-label', `${a.label}: ${row.name}`);
      b.onclick = e => {
        e.stopPropagation();
        if (!a.form) return act(row, a.name, {});
        open = open?.id === row.id && open.name === a.name ? null : {id: row.id, name: a.name, form: a.form, fields: fieldset(a.form)};
        draw(); open?.fields.querySelector('input, select')?.focus();
      };
      return b;
    };
    const formrow = row => {
      const tr = el('tr', 'po-formrow'), td = el('td'), form = el('form'), buttons = el('div', 'po-actions');
      td.colSpan = model.get('columns').length;
      let chosen = open.form.submits[0].action;
      for (const s of open.form.submits) {
        const b = el('button', 'po-button', s.label);
        b.type = 'submit'; b.dataset.style = s.style ?? 'plain'; b.onclick = () => { chosen = s.action; }; buttons.append(b);
      }
      const no = el('button', 'po-button', 'Never mind');
      no.type = 'button'; no.onclick = () => { open = null; draw(); }; buttons.append(no);
      const fields = open.fields;
      form.append(fields, buttons);
      form.onsubmit = e => { e.preventDefault(); act(row, chosen, Object.fromEntries([...fields.querySelectorAll('input, select')].map(i => [i.name, i.value]))); };
      form.onkeydown = e => { e.stopPropagation(); if (e.key === 'Escape') { open = null; draw(); } };
      td.append(form); tr.append(td);
      return tr;
    };
    const line = row => {
      const tr = el('tr');
      if (row.item != null) tr.tabIndex = 0;
      tr.dataset.id = row.id; tr.dataset.focus = row.id;
      if (row.muted) tr.classList.add('po-done');
      if (row.item != null && model.get('selected') === row.item) tr.setAttribute('aria-selected', 'true');
      for (const c of model.get('columns')) {
        const td = el('td', ['num', 'money', 'percent'].includes(c.kind) ? 'po-num' : '');
        td.dataset.label = c.label; td.dataset.kind = c.kind;
        if (c.kind === 'actions') { const box = el('div', 'po-actions'); box.append(...row.actions.map(a => button(row, a))); td.append(box); }
        else CELL[c.kind](td, row[c.key], row, c);
        tr.append(td);
      }
      if (row.item != null) tr.onclick = () => {
        if (String(getSelection())) return;
        model.send({type: 'select', id: row.item, row: row.id});
        const panel = root.closest('.po-main')?.querySelector('.po-panel');     // on a phone the item's panel is far below
        if (panel && panel.getBoundingClientRect().top > innerHeight) panel.scrollIntoView({block: 'start', behavior: 'smooth'});
      };
      return tr;
    };
    const draw = () => {
      const at = root.contains(document.activeElement) && document.activeElement.dataset.focus, found = rows(), all = model.get('rows').length;
      const input = open && open.fields.contains(document.activeElement) ? document.activeElement : null;
      head(); filters(); bulk(found);
      const lines = [];
      for (const r of found.slice(0, shown)) { lines.push(line(r)); if (open?.id === r.id) lines.push(formrow(r)); }
      tbody.replaceChildren(...lines);
      count.textContent = !all ? '' : found.length === all ? `${number(all)} in all` : `${number(found.length)} of ${number(all)}`;
      empty.textContent = all ? `Nothing matches “${search.value}”.` : model.get('empty');
      empty.hidden = found.length > 0 || !empty.textContent; scroll.hidden = !found.length; const searching = search.value || search.matches(':focus');     // few rows need no search box, unless somebody asks for it with /
      tools.hidden = !all || (all < (model.get('filters').length ? 6 : 12) && !searching && !model.get('filters').length && !model.get('tools').length); search.hidden = count.hidden = all < 12 && !searching;
      more.hidden = found.length <= shown; more.textContent = `Show ${number(Math.min(PAGE, found.length - shown))} more`;
      if (input) input.focus();
      else if (at) [...root.querySelectorAll('[data-focus]')].find(n => n.dataset.focus === at)?.focus();
    };
    more.onclick = () => { shown += PAGE; draw(); };
    const ask = () => { tools.hidden = search.hidden = count.hidden = false; search.focus(); };
    search.oninput = () => { shown = PAGE; draw(); };
    root.onkeydown = e => {
      e.stopPropagation();
      const tr = e.target.closest('tbody tr[data-id]'), lines = [...tbody.querySelectorAll('tr[data-id]')];
      const go = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
      if (e.target === search && e.key === 'ArrowDown') { e.preventDefault(); lines[0]?.focus(); }
      else if (tr && go) { e.preventDefault(); (lines[lines.indexOf(tr) + go] ?? search).focus(); }
      else if (tr === e.target && e.key === 'Enter') tr.click();
      else if (e.key === '/' && e.target.tagName !== 'INPUT') { e.preventDefault(); ask(); }
    };
    const slash = e => {
      if (e.key !== '/' || e.defaultPrevented || !model.get('rows').length || e.ctrlKey || e.metaKey || e.altKey || !root.offsetParent || /INPUT|TEXTAREA|SELECT/.test(e.target.tagName) || e.target.isContentEditable) return;
      if (document.body.dataset.voila) { e.preventDefault(); ask(); }
    };
    document.addEventListener('keydown', slash);
    for (const k of ['columns', 'selected', 'empty', 'filters', 'tools']) model.on('change:' + k, draw);
    model.on('change:rows', () => { pending.clear(); draw(); });
    model.on('msg:custom', () => { pending.clear(); draw(); });
    draw();
    return () => document.removeEventListener('keydown', slash);
  }
};
