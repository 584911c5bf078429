// A table with search, sorting, filters, groups, a choice of columns, buttons, inline forms and the keyboard; cards where it is narrow.
// A table of a store (`remote`) holds one page: it sends its question and gets lines. Every value becomes a text node: nothing that comes from the store is parsed as HTML.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
const number = (v, digits=0) => v == null ? '–' : Number(v).toLocaleString(store.locale, {maximumFractionDigits: digits});
const date = v => v == null ? '–' : new Date(v + 'T00:00Z').toLocaleDateString(store.locale, {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
const lineWords = n => say(n === 1 ? '{n} line' : '{n} lines', {n: number(n)});
const option = (value, label) => { const o = el('option', '', label); o.value = value; return o; };
const NUMERIC = ['num', 'money', 'percent', 'packs'];
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
  money: (td, v) => td.append(money(v, true)),
  percent: (td, v, row, col) => td.append(v == null ? '–' : (100*v).toLocaleString(store.locale, {minimumFractionDigits: col.digits ?? 1, maximumFractionDigits: col.digits ?? 1}) + ' %'),
  time: (td, v) => td.append(v == null ? '–' : new Date(v + 'Z').toLocaleString(store.locale, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'})),
  countdown: (td, v) => {
    if (v == null) return td.append('–');
    const s = (new Date(v + 'Z') - Date.now())/1000, h = Math.floor(s/3600);
    td.append(s <= 0 ? say('closed') : h >= 48 ? say('{n} days', {n: Math.round(h/24)}) : h >= 1 ? `${h} h ${Math.floor(s%3600/60)} min` : `${Math.max(1, Math.round(s/60))} min`);
    td.title = new Date(v + 'Z').toLocaleString(store.locale);
  },
  chip: (td, v, row, col) => { if (v == null) return td.append('–'); const c = el('span', 'po-chip', v); c.dataset.tone = col.tones?.[v] ?? 'plain'; td.append(c); },
};

function fieldset(form) {
  const box = el('div', 'po-fields');
  for (const f of form.fields) {
    const label = el('label', '', f.label), input = el(f.options ? 'select' : 'input');
    input.name = f.name;
    if (f.options) input.append(...f.options.map(o => option(o.value, o.label))); else input.type = f.type === 'decimal' || f.type === 'number' ? 'text' : f.type;
    input.value = f.type === 'decimal' && f.value != null && f.value !== '' ? Number(f.value).toLocaleString(store.locale, {maximumFractionDigits: 3, useGrouping: false}) : f.value ?? '';
    if (f.type === 'number' || f.type === 'decimal') input.inputMode = 'decimal';
    if (f.list) { const dl = el('datalist'); dl.id = `po-list-${++tables}`; dl.append(...f.list.map(o => option(o, o))); input.setAttribute('list', dl.id); label.append(dl); }
    label.append(input); box.append(label);
  }
  return box;
}

export default {
  render({model, el: root}) {
    const id = `po-table-${++tables}`, PAGE = model.get('page'), remote = model.get('remote'), home = model.get('home');
    let sort = null, shown = PAGE, open = null, why = null, pending = new Set(), asking = null, picked = new Set(), everything = false, focusAt = null, timer, due = false;   // due: several values of one message are drawn once
    const q = {search: '', sort: '', down: false, filters: {}, group: '', page: 0, kept: []};
    let cols = null;
    root.classList.add('po-table'); if (remote) root.classList.add('po-remote');
    const tools = el('div', 'po-tools'), search = el('input', 'po-search'), count = el('span', 'po-muted');
    search.type = 'search'; search.placeholder = say('Search') + '   /'; search.setAttribute('aria-label', say('Search {name}', {name: model.get('label')}));
    search.setAttribute('aria-controls', id); count.setAttribute('aria-live', 'polite');
    const ask_box = el('div', 'po-ask'); ask_box.hidden = true; ask_box.setAttribute('role', 'alertdialog'); ask_box.setAttribute('aria-label', say('Confirm'));
    const scroll = el('div', 'po-scroll'), table = el('table'), thead = el('thead'), tbody = el('tbody'), empty = el('p', 'po-empty'), more = el('button', 'po-button po-more', '');
    const pager = el('nav', 'po-pager'); pager.setAttribute('aria-label', say('Pages of {name}', {name: model.get('label')}));
    table.id = id; table.setAttribute('aria-label', model.get('label'));
    table.append(thead, tbody); scroll.append(table); const picks = el('div', 'po-picks'), extra = el('div', 'po-actions'), chosen = {};
    const chooser = el('details', 'po-menu po-cols'), chooserItems = el('div', 'po-items');
    chooser.append(el('summary', 'po-button', say('Columns')), chooserItems);
    tools.append(search, picks, count, extra); if (remote) tools.append(chooser);
    root.append(tools, ask_box, scroll, empty, more, pager);
    const send = (type, row, action, values) => tell(model, {type, id: row.id, action, values});

    // ---- the question, and the address that keeps it
    const mine = () => home && address.on() && address.page() === home;
    const write = () => {
      if (!mine()) return;
      const f = model.get('filters').map(f => f.key), set = {q: q.search, sort: q.sort && (q.down ? '-' : '') + q.sort, group: q.group, p: q.page ? q.page + 1 : '', cols: cols?.join(',')};
      for (const k of f) set[k] = q.filters[k] ?? '';
      address.set(set);
    };
    const read = () => {
      const p = address.get();
      q.search = p.get('q') ?? ''; const s = p.get('sort') ?? ''; q.down = s.startsWith('-'); q.sort = s.replace(/^-/, '');
      q.group = p.get('group') ?? ''; q.page = Math.max(0, (parseInt(p.get('p')) || 1) - 1); cols = p.get('cols') ? p.get('cols').split(',') : null;
      q.filters = {}; for (const f of model.get('filters')) if (p.get(f.key)) q.filters[f.key] = p.get(f.key);
      search.value = q.search;
    };
    const question = (keep=false) => {
      if (!keep) { q.kept = []; picked.clear(); everything = false; open = null; }
      write();
      root.classList.add('po-asking');
      tell(model, {type: 'query', query: {...q}});
    };

    const text = row => model.get('search').map(k => row[k] ?? '').join(' ').toLowerCase();
    const rows = () => {
      if (remote) return model.get('rows');
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = model.get('rows').filter(r => { const t = text(r); return words.every(w => t.includes(w)) && model.get('filters').every(f => !chosen[f.key] || r[f.key] === chosen[f.key]); });
      if (sort) {
        const key = r => sort.col.order ? sort.col.order.indexOf(r[sort.col.key]) : r[sort.col.key];
        const by = (a, b) => a == null ? 1 : b == null ? -1 : typeof a === 'string' ? a.localeCompare(b) : a - b;
        found = [...found].sort((a, b) => sort.sign*by(key(a), key(b)));
      }
      return found;
    };
    const total = () => remote ? model.get('total') : model.get('rows').length;
    // Filters offer what there is, with the number of lines behind each choice.
    const filters = () => {
      const groups = remote ? model.get('filters').filter(f => f.group) : [];
      for (const f of [...model.get('filters'), ...(groups.length ? [{key: '~group', label: say('Group by'), all: say('No groups')}] : [])]) {
        let pick = picks.querySelector(`[name="${CSS.escape(f.key)}"]`);
        if (!pick) {
          pick = el('select'); pick.name = f.key; pick.setAttribute('aria-label', f.label); picks.append(pick);
          pick.onchange = () => {
            if (!remote) { chosen[f.key] = pick.value; shown = PAGE; return draw(); }
            if (f.key === '~group') q.group = pick.value; else if (pick.value) q.filters[f.key] = pick.value; else delete q.filters[f.key];
            q.page = 0; question();
          };
        }
        const given = f.key === '~group' ? groups.map(g => ({value: g.key, label: say('By {name}', {name: Object.keys(store.words).length ? g.label : g.label.toLowerCase()})})) : remote ? f.options ?? (model.get('choices')[f.key] ?? []).map(c => ({value: c.value, label: `${c.label ?? say(c.value)} (${number(c.lines)})`}))
          : [...new Set(model.get('rows').map(r => r[f.key]).filter(v => v != null))].sort().map(v => ({value: v, label: v}));
        const now = f.key === '~group' ? q.group : remote ? q.filters[f.key] ?? '' : chosen[f.key] ?? '';
        const all = f.fixed ? given : [{value: '', label: f.all}, ...given];
        if (now && !all.some(o => o.value === now)) { if (remote) all.push({value: now, label: now}); else chosen[f.key] = ''; }
        const key = JSON.stringify(all);
        if (pick.dataset.key !== key) { pick.dataset.key = key; pick.hidden = !f.fixed && given.length < 2 && !now; pick.replaceChildren(...all.map(o => option(o.value, o.label))); }
        pick.value = now || (f.fixed ? all[0].value : '');
      }
    };
    // Buttons of a local table act on what is shown; those of a store's table on the chosen lines or, when none is chosen, on everything that the filters describe.
    const bulk = found => {
      const live = found.filter(r => !r.muted), n = remote ? (picked.size && !everything ? picked.size : total()) : 0;
      extra.replaceChildren(...model.get('tools').map(t => {
        const many = remote ? n : t.all ? found.length : live.length, b = el('button', 'po-button', t.label.replace('{n}', (remote && picked.size && !everything ? number(many) : remote && t.every ? say('all {n}', {n: number(many)}) : number(many))));
        b.type = 'button'; b.dataset.style = t.style ?? 'plain'; b.dataset.focus = 'tool ' + t.action; b.disabled = !many || asking === t.action;
        if (t.title) b.title = t.title;
        b.onclick = () => {
          if (remote) { if (t.ask) asking = t.action; return tell(model, {type: 'bulk', action: t.action, query: {...q}, ids: picked.size && !everything ? [...picked] : null}); }
          if (!t.ask || confirm(t.ask.replace('{n}', number(many)))) tell(model, {type: 'bulk', action: t.action, ids: (t.all ? found : live).map(r => r.id)});
        };
        return b;
      }));
    };
    const confirmBar = () => {
      const a = model.get('ask');
      ask_box.hidden = !a.text;
      if (!a.text) { asking = null; return; }
      const p = el('p', '', a.text), ok = el('button', 'po-button', a.label ?? say('OK')), no = el('button', 'po-button', say('Do nothing')), box = el('div', 'po-actions'), f = a.fields ? fieldset({fields: a.fields}) : null;
      ok.type = no.type = 'button'; ok.dataset.style = a.style ?? 'primary';
      ok.onclick = () => { ok.disabled = true; tell(model, {type: 'sure', token: a.token, values: f ? Object.fromEntries([...f.querySelectorAll('input, select')].map(i => [i.name, i.value])) : {}}); };
      no.onclick = () => { tell(model, {type: 'sure', token: ''}); };
      ask_box.onkeydown = e => { if (e.key === 'Escape') no.click(); };
      box.append(ok, no); ask_box.replaceChildren(p, ...(f ? [f] : []), box); (f?.querySelector('input, select') ?? ok).focus();
    };
    const columns = () => model.get('columns').filter(c => c.kind === 'actions' || (cols ? cols.includes(c.key) || c.kind === 'item' : !c.hide));
    const choose = () => {
      if (!remote) return;
      chooserItems.replaceChildren(...model.get('columns').filter(c => c.kind !== 'actions' && c.kind !== 'item').map(c => {
        const label = el('label', 'po-check po-item'), box = el('input');
        box.type = 'checkbox'; box.checked = columns().includes(c);
        box.onchange = () => {
          const now = new Set(columns().map(k => k.key)); if (box.checked) now.add(c.key); else now.delete(c.key);
          cols = model.get('columns').filter(k => now.has(k.key) && k.kind !== 'actions').map(k => k.key);
          if (model.get('columns').every(k => k.kind === 'actions' || cols.includes(k.key) === !k.hide)) cols = null;
          write(); draw();
        };
        label.append(box, ' ' + c.label); return label;
      }));
    };
    const picking = () => remote && model.get('tools').some(t => !t.all);
    const head = found => {
      const tr = el('tr');
      if (picking()) {
        const th = el('th', 'po-pick'), box = el('input'); th.scope = 'col'; box.type = 'checkbox'; box.dataset.focus = 'pick all';
        box.setAttribute('aria-label', say('Choose all lines of this page')); box.checked = found.length > 0 && found.every(r => picked.has(r.id));
        box.onchange = () => { everything = false; for (const r of found) if (box.checked) picked.add(r.id); else picked.delete(r.id); draw(); };
        th.append(box); tr.append(th);
      }
      for (const c of columns()) {
        const th = el('th', NUMERIC.includes(c.kind) ? 'po-num' : ''), on = remote ? c.sort && q.sort === c.sort : sort?.col.key === c.key, sign = remote ? (q.down ? -1 : 1) : sort?.sign;
        th.scope = 'col'; th.dataset.kind = c.kind; th.dataset.key = c.key;
        if (c.kind === 'actions') th.append(el('span', 'po-hidden', c.label));
        else if (remote && !c.sort) th.append(c.label);
        else {
          const b = el('button', 'po-sort', c.label + (on ? (sign > 0 ? ' ▲' : ' ▼') : ''));
          b.dataset.focus = 'sort ' + c.key;
          b.onclick = () => {
            if (!remote) { sort = on ? (sort.sign > 0 ? {col: c, sign: -1} : null) : {col: c, sign: 1}; return draw(); }
            if (!on) { q.sort = c.sort; q.down = false; } else if (!q.down) q.down = true; else { q.sort = ''; q.down = false; }
            q.page = 0; question();
          };
          th.append(b); th.setAttribute('aria-sort', on ? (sign > 0 ? 'ascending' : 'descending') : 'none');
        }
        tr.append(th);
      }
      thead.replaceChildren(tr);
    };
    const act = (row, name, values) => {
      pending.add(row.id); open = null;
      if (remote && !q.kept.includes(row.id)) q.kept.push(row.id);                     // the line stays where it is until another question is asked
      send('action', row, name, {version: row.version, decimal: decimal(), ...values, ...(remote ? {kept: q.kept} : {})}); draw();
    };
    const button = (row, a) => {
      const b = el('button', 'po-button', pending.has(row.id) ? '…' : a.label);
      b.type = 'button'; b.dataset.style = a.style ?? 'plain'; b.dataset.focus = row.id + ' ' + a.name; b.disabled = pending.has(row.id);
      b.setAttribute('aria-label', `${a.title ?? a.label}: ${row.name}`); if (a.title) b.title = a.title;
      b.onclick = e => {
        e.stopPropagation();
        if (a.form) {
          open = open?.id === row.id && open.name === a.name ? null : {id: row.id, name: a.name, form: a.form, fields: fieldset(a.form)};
          draw(); open?.fields.querySelector('input, select')?.focus(); return;
        }
        act(row, a.name, {});
      };
      return b;
    };
    const formrow = (row, n) => {
      const tr = el('tr', 'po-formrow'), td = el('td'), form = el('form'), buttons = el('div', 'po-actions');
      td.colSpan = n;
      let chosen = open.form.submits[0].action;
      for (const s of open.form.submits) {
        const b = el('button', 'po-button', s.label);
        b.type = 'submit'; b.dataset.style = s.style ?? 'plain'; b.onclick = () => { chosen = s.action; }; buttons.append(b);
      }
      const no = el('button', 'po-button', say('Close'));
      no.type = 'button'; no.onclick = () => { open = null; draw(); }; buttons.append(no);
      const fields = open.fields;
      form.append(fields, buttons);
      form.onsubmit = e => { e.preventDefault(); act(row, chosen, Object.fromEntries([...fields.querySelectorAll('input, select')].map(i => [i.name, i.value]))); };
      form.onkeydown = e => { e.stopPropagation(); if (e.key === 'Escape') { open = null; draw(); } };
      td.append(form); tr.append(td);
      return tr;
    };
    const whyrow = (row, n) => {
      const tr = el('tr', 'po-whyrow'), td = el('td'); td.colSpan = n;
      td.append(...[row.reason, row.why, row.edited, `${row.sub ?? ''}`].filter(Boolean).map(t => el('p', '', t)));
      tr.append(td); return tr;
    };
    const toggleWhy = row => { why = why === row.id ? null : row.id; draw(); };
    const item = (td, row, c) => {
      const name = el('span', 'po-name', row.name); name.title = row.site ? `${row.name}, ${row.site}` : row.name; if (row.site) name.dataset.site = row.site + ' · '; td.append(name);
      if (row.edited) { const m = el('span', 'po-hand', '✎'); m.title = row.edited; m.setAttribute('role', 'img'); m.setAttribute('aria-label', row.edited); td.append(m); }
      if (row.reason || row.why) {
        const b = el('button', 'po-why', 'i'); b.type = 'button'; b.dataset.focus = row.id + ' why'; b.title = row.reason ?? row.why; b.setAttribute('aria-label', say('Why: {name}', {name: row.name})); b.setAttribute('aria-expanded', String(why === row.id));
        b.onclick = e => { e.stopPropagation(); toggleWhy(row); }; td.append(b);
      }
    };
    const packs = (td, v, row) => {
      if (!row.editable || !model.get('edits')) return td.append(number(v, 2));
      const i = el('input', 'po-packs'), was = v == null ? '' : Number(v).toLocaleString(store.locale, {maximumFractionDigits: 2, useGrouping: false});
      i.type = 'text'; i.inputMode = 'decimal'; i.value = was; i.dataset.focus = row.id + ' packs'; i.disabled = pending.has(row.id);
      i.setAttribute('aria-label', say('Packs to order: {name}', {name: row.name})); i.title = say('{units} units, packs of {size}', {units: number(row.order_quantity, 2), size: number(row.pack_size, 2)});
      let sent = false;           // after Enter the box is drawn anew, and the browser reports the old one as changed once more
      const save = () => { if (sent || i.value.trim() === was) return; sent = true; act(row, 'edit', {packs: i.value}); };
      i.onclick = e => e.stopPropagation(); i.onfocus = () => i.select();
      i.onchange = save;
      i.onkeydown = e => {
        if (e.key === 'Enter') { e.preventDefault(); e.stopPropagation(); if (i.value.trim() !== was) save(); else next(row, 1); }
        else if (e.key === 'Escape') { i.value = was; i.closest('tr').focus(); e.stopPropagation(); }
      };
      td.append(i, el('span', 'po-paper', was));           // on paper a number has no box to type in
    };
    const next = (row, step) => {
      const all = [...tbody.querySelectorAll('tr[data-id]')], at = all.findIndex(n => n.dataset.id === row.id);
      const n = all[at + step]; (n?.querySelector('.po-packs') ?? n)?.focus();
    };
    const line = (row, columnsNow) => {
      const tr = el('tr');
      if (row.item != null) tr.tabIndex = 0;
      tr.dataset.id = row.id; tr.dataset.focus = row.id;
      if (row.muted) tr.classList.add('po-done');
      if (row.item != null && model.get('selected') === row.item) tr.setAttribute('aria-selected', 'true');
      if (picking()) {
        const td = el('td', 'po-pick'), box = el('input'); box.type = 'checkbox'; box.checked = everything || picked.has(row.id); box.dataset.focus = row.id + ' pick'; box.setAttribute('aria-label', say('Choose {name}', {name: row.name}));
        box.onclick = e => e.stopPropagation(); td.onclick = e => e.stopPropagation();
        box.onchange = () => { if (everything) { everything = false; picked.clear(); rows().forEach(r => picked.add(r.id)); } if (box.checked) picked.add(row.id); else picked.delete(row.id); draw(); };
        td.append(box); tr.append(td);
      }
      for (const c of columnsNow) {
        const td = el('td', NUMERIC.includes(c.kind) ? 'po-num' : '');
        td.dataset.label = c.label; td.dataset.kind = c.kind; td.dataset.key = c.key;
        if (c.kind === 'actions') { const box = el('div', 'po-actions'); box.append(...row.actions.map(a => button(row, a))); td.append(box); }
        else if (c.kind === 'item') item(td, row, c);
        else if (c.kind === 'packs') packs(td, row[c.key], row);
        else CELL[c.kind](td, row[c.key], row, c);
        tr.append(td);
      }
      if (row.item != null) tr.onclick = () => {
        if (String(getSelection())) return;
        tell(model, {type: 'select', id: row.item, row: row.id});
        const panel = root.closest('.po-main')?.querySelector('.po-panel');     // on a phone the item's panel is far below
        if (panel && panel.getBoundingClientRect().top > innerHeight && innerWidth >= 700) panel.scrollIntoView({block: 'start', behavior: 'smooth'});
      };
      return tr;
    };
    const grouprow = (value, n) => {
      const g = (model.get('choices')[q.group] ?? []).find(c => c.value === value), tr = el('tr', 'po-group'), td = el('td'); td.colSpan = n;
      td.append(el('strong', '', (g?.label ?? (value && say(value))) || say('None')), el('span', 'po-muted', g ? `  ${lineWords(g.lines)} · ${money(g.money)}` : '')); tr.append(td); return tr;
    };
    const draw = () => {
      due = false;
      const active = root.contains(document.activeElement) && document.activeElement, at = active && active.dataset.focus, found = rows(), all = total(), columnsNow = columns();
      const held = active && active.classList.contains('po-packs') && !pending.has(active.closest('tr')?.dataset.id) ? {value: active.value, a: active.selectionStart, b: active.selectionEnd} : null;
      const where = active && active.closest('tr[data-id]') ? [...tbody.querySelectorAll('tr[data-id]')].indexOf(active.closest('tr[data-id]')) : -1;
      const input = open && open.fields.contains(document.activeElement) ? document.activeElement : null, n = columnsNow.length + (picking() ? 1 : 0);
      head(found); filters(); choose();
      const lines = []; let group;
      for (const r of remote ? found : found.slice(0, shown)) {
        if (remote && q.group) { const g = r[q.group] ?? ''; if (g !== group) { group = g; lines.push(grouprow(g, n)); } }
        lines.push(line(r, columnsNow)); if (why === r.id) lines.push(whyrow(r, n)); if (open?.id === r.id) lines.push(formrow(r, n));
      }
      tbody.replaceChildren(...lines);
      bulk(found);
      const some = picked.size && !everything ? ' · ' + say('{n} chosen', {n: number(picked.size)}) : '';
      count.textContent = remote ? `${lineWords(all)}${model.get('sums') ? ' · ' + model.get('sums') : ''}${some}` : !all ? '' : found.length === all ? say('{n} in all', {n: number(all)}) : say('{n} of {all}', {n: number(found.length), all: number(all)});
      const asked = remote ? q.search || Object.keys(q.filters).length : search.value;
      empty.textContent = remote ? (asked ? q.search ? say('Nothing matches “{words}”.', {words: q.search}) : say('Nothing matches these filters.') : model.get('empty')) : all ? say('Nothing matches “{words}”.', {words: search.value}) : model.get('empty');
      empty.hidden = found.length > 0 || !empty.textContent; scroll.hidden = !found.length; const searching = search.value || search.matches(':focus');     // few rows need no search box, unless somebody asks for it with /
      tools.hidden = remote ? !all && !asked && !found.length : !all || (all < (model.get('filters').length ? 6 : 12) && !searching && !model.get('filters').length && !model.get('tools').length); if (!remote) search.hidden = count.hidden = all < 12 && !searching;
      more.hidden = remote || found.length <= shown; more.textContent = say('Show {n} more', {n: number(Math.min(PAGE, found.length - shown))});
      pages(all);
      if (input) input.focus();
      else if (at) {
        let n = [...root.querySelectorAll('[data-focus]')].find(n => n.dataset.focus === at && !n.disabled && !n.hidden);
        const row = where >= 0 ? [...tbody.querySelectorAll('tr[data-id]')][where] : null;
        if (!n && row) n = row;                                                          // the button is gone: the place in the list stays
        n?.focus();
        if (held && n?.classList.contains('po-packs')) { n.value = held.value; n.setSelectionRange(held.a, held.b); }
      }
    };
    const pages = all => {
      const size = PAGE, last = Math.max(1, Math.ceil(all/size));
      pager.hidden = !remote || last < 2;
      if (pager.hidden) return;
      const p = Math.min(q.page, last - 1), go = (to, label, title) => { const b = el('button', 'po-button', label); b.type = 'button'; b.disabled = to < 0 || to >= last || to === p; b.setAttribute('aria-label', title); b.dataset.focus = title; b.onclick = () => { q.page = to; question(); scroll.scrollIntoView({block: 'nearest'}); }; return b; };
      pager.replaceChildren(go(0, '«', say('First page')), go(p - 1, '‹', say('Previous page')), el('span', 'po-muted', say('{from}–{to} of {all}', {from: number(p*size + 1), to: number(Math.min(all, (p + 1)*size)), all: number(all)})), go(p + 1, '›', say('Next page')), go(last - 1, '»', say('Last page')));
    };
    more.onclick = () => { shown += PAGE; draw(); };
    const ask = () => { tools.hidden = search.hidden = count.hidden = false; search.focus(); };
    search.oninput = () => {
      if (!remote) { shown = PAGE; return draw(); }
      clearTimeout(timer); timer = setTimeout(() => { q.search = search.value.trim(); q.page = 0; question(); }, 120);
    };
    root.onkeydown = e => {
      e.stopPropagation();
      const tr = e.target.closest('tbody tr[data-id]'), lines = [...tbody.querySelectorAll('tr[data-id]')];
      const go = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0, typing = e.target.classList.contains('po-packs'), row = tr && rows().find(r => r.id === tr.dataset.id);
      if (e.target === search && e.key === 'ArrowDown') { e.preventDefault(); lines[0]?.focus(); }
      else if (tr && go) { e.preventDefault(); const n = lines[lines.indexOf(tr) + go]; ((typing && n?.querySelector('.po-packs')) || n || search).focus(); }
      else if (tr === e.target && e.key === 'Enter') tr.click();
      else if (tr === e.target && e.key === ' ' && picking()) { e.preventDefault(); tr.querySelector('.po-pick input').click(); }
      else if (tr === e.target && e.key === 'i' && row) toggleWhy(row);
      else if (tr === e.target && e.key === 'e') { e.preventDefault(); tr.querySelector('.po-packs')?.focus(); }
      else if (tr === e.target && e.key === 'a') tr.querySelector('[data-focus$=" approve"]')?.click();
      else if (e.key === '/' && e.target.tagName !== 'INPUT') { e.preventDefault(); ask(); }
    };
    const slash = e => {
      if (e.key !== '/' || e.defaultPrevented || !(model.get('rows').length || remote) || e.ctrlKey || e.metaKey || e.altKey || !root.offsetParent || /INPUT|TEXTAREA|SELECT/.test(e.target.tagName) || e.target.isContentEditable) return;
      if (document.body.dataset.voila) { e.preventDefault(); ask(); }
    };
    const arrive = e => { if (remote && e.detail === home) write(); };
    const back = e => { if (remote && e.detail === home) { read(); question(); } };
    document.addEventListener('keydown', slash); document.addEventListener('po-page', arrive); document.addEventListener('po-back', back);
    const soon = () => { if (due) return; due = true; queueMicrotask(() => { if (due) draw(); }); };
    for (const k of ['columns', 'selected', 'empty', 'filters', 'tools', 'choices', 'total', 'sums', 'edits']) model.on('change:' + k, soon);
    model.on('change:ask', confirmBar);
    model.on('change:rows', () => { pending.clear(); root.classList.remove('po-asking'); soon(); });
    model.on('msg:custom', m => { pending.clear(); root.classList.remove('po-asking'); if (m?.type === 'clear') { picked.clear(); everything = false; } if (m?.type === 'query') { Object.assign(q, m.query); if (m.query.search != null) search.value = m.query.search; write(); } draw(); });
    if (remote && mine()) { read(); if (location.hash.includes('?')) question(); }
    draw(); confirmBar();
    const tick = setInterval(() => { if (model.get('columns').some(c => c.kind === 'countdown') && root.offsetParent) draw(); }, 30_000);
    return () => { clearInterval(tick); document.removeEventListener('keydown', slash); document.removeEventListener('po-page', arrive); document.removeEventListener('po-back', back); };
  }
};
