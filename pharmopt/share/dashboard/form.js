// Fields and buttons in a row: what the kernel describes, and nothing it could smuggle in.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
let forms = 0;

export default {
  render({model, el: root}) {
    const id = `po-form-${++forms}`;
    root.classList.add('po-form');
    const form = el('form'), fields = el('div', 'po-fields'), buttons = el('div', 'po-actions'), bar = el('progress'), said = el('p', 'po-muted');
    said.setAttribute('role', 'status'); form.noValidate = true;
    form.setAttribute('aria-label', model.get('label'));
    form.append(fields, buttons, bar); root.append(form, said);
    const inputs = new Map();
    let timer;
    const value = i => i.type === 'checkbox' ? i.checked : i.value;
    const values = () => Object.fromEntries([...inputs].filter(([, m]) => m.input.type !== 'file').map(([k, m]) => [k, value(m.input)]).concat([['decimal', decimal()]]));
    const send = action => tell(model, {type: 'submit', action, values: values()});
    const show = m => { if (m.out) m.out.textContent = Number(m.input.value).toLocaleString(store.locale, {maximumFractionDigits: 3}) + (m.unit ? ' ' + m.unit : ''); };
    // A file goes in parts, and each is answered: so it may be longer than one message, and an interruption is noticed.
    const PART = 1 << 20, PATIENCE = 20_000;
    let turn = 0, heard = () => {};
    model.on('msg:custom', m => { if (m?.type === 'got' || m?.type === 'refused') heard(m); });
    const tellUpload = (text, share, tone = '') => {
      said.hidden = false; said.textContent = text; said.dataset.tone = tone;
      bar.hidden = share == null;
      if (share != null) { bar.value = share; bar.setAttribute('aria-label', say('Upload')); }
    };
    const part = (f, id, at) => new Promise(async ok => {
      let data;
      try { data = await f.slice(at, at + PART).arrayBuffer(); } catch { return ok({type: 'gone'}); }
      const timer = setTimeout(() => ok({type: 'late'}), PATIENCE);
      heard = m => { if (m.id === id && m.at === at) { clearTimeout(timer); ok(m); } };
      tell(model, {type: 'part', name: f.name, id, at, size: f.size}, [data]);
    });
    const upload = async files => {
      for (const f of files) {
        const mine = ++turn, id = `${Date.now()}-${mine}`;
        if (f.size > 60e6) { tellUpload(say('{name} has {n} MB, and 60 MB are possible here; use: pharmopt run --sales', {name: f.name, n: Math.round(f.size/1e6)}), null, 'bad'); return; }
        for (let at = 0; at < f.size || !at; at += PART) {
          const share = f.size ? at/f.size : 0;
          tellUpload(say('Uploading {name}: {n} % of {size} MB', {name: f.name, n: Math.round(100*share), size: (f.size/1e6).toFixed(1)}), share);
          const m = await part(f, id, at);
          if (mine !== turn) return;                    // another file was dropped meanwhile
          if (m.type === 'got') continue;
          const why = {refused: m.text, gone: say('the file cannot be read any more')}[m.type] ?? say('no answer for {n} s', {n: PATIENCE/1000});
          tellUpload(say('The upload of {name} stopped at {n} %: {why}. Nothing was used; drop the file again.', {name: f.name, n: Math.round(100*share), why}), null, 'bad');
          return;
        }
        bar.hidden = true;
      }
    };
    const make = f => {
      const label = el('label', f.type === 'checkbox' ? 'po-check' : '', null), name = el('span', '', f.label);
      const input = el(f.type === 'select' ? 'select' : 'input');
      if (f.type !== 'select') input.type = f.type === 'number' ? 'text' : f.type;      // a number field drops the comma of half of Europe
      if (f.type === 'number') input.inputMode = 'decimal';
      input.name = f.name; input.id = `${id}-${f.name}`; label.htmlFor = input.id;
      for (const k of ['min', 'max', 'step', 'placeholder', 'accept']) if (f[k] != null) input[k] = f[k];
      if (f.type === 'number') input.classList.add('po-number');
      if (f.help) { input.title = f.help; }
      if (f.list) { const dl = el('datalist'); dl.id = input.id + '-list'; for (const o of f.list) { const op = el('option'); op.value = o; dl.append(op); } input.setAttribute('list', dl.id); label.append(dl); }
      const m = {input, label, unit: f.unit, options: ''};
      label.append(name, input);
      if (f.type === 'range') { m.out = el('output', 'po-out'); m.out.htmlFor = input.id; name.append(' ', m.out); }
      if (f.type === 'file') {
        label.classList.add('po-drop');
        input.onchange = () => { upload(input.files); };
        label.ondragover = e => { e.preventDefault(); label.dataset.over = ''; }; label.ondragleave = () => { delete label.dataset.over; };
        label.ondrop = e => { e.preventDefault(); delete label.dataset.over; upload(e.dataTransfer.files); };
      } else {
        input.oninput = () => { show(m); if (model.get('live')) { clearTimeout(timer); timer = setTimeout(() => tell(model, {type: 'change', values: values()}), 150); } };
      }
      fields.append(label);
      return m;
    };
    const draw = () => {
      const all = model.get('fields'), names = new Set(all.map(f => f.name));
      for (const [k, m] of inputs) if (!names.has(k)) { m.label.remove(); inputs.delete(k); }
      for (const f of all) {
        if (!inputs.has(f.name)) inputs.set(f.name, make(f));
        const m = inputs.get(f.name), options = JSON.stringify(f.options ?? null);
        if (f.type === 'select' && m.options !== options) {
          const was = m.input.value;
          m.input.replaceChildren(...f.options.map(o => { const n = el('option', '', o.label); n.value = o.value; return n; }));
          if (was && f.options.some(o => o.value === was)) m.input.value = was; else if (f.value != null) m.input.value = f.value;
          m.options = options;
        }
        const given = JSON.stringify([f.value, f.version ?? 0]);
        if (f.type !== 'file' && m.given !== given) {
          if (f.type === 'checkbox') m.input.checked = !!f.value; else if (f.value != null && (f.type !== 'select' || m.given)) m.input.value = f.type === 'number' ? Number(f.value).toLocaleString(store.locale, {maximumFractionDigits: 6, useGrouping: false}) : f.value;
          m.given = given; show(m);
        }
        m.input.disabled = !!f.disabled;
      }
      fields.hidden = !all.length;
    };
    const made = new Map();
    const act = () => {
      const all = model.get('buttons'), names = new Set(all.map(b => b.action));
      for (const [k, b] of made) if (!names.has(k)) { b.remove(); made.delete(k); }
      for (const a of all) {
        if (!made.has(a.action)) {
          const b = el('button', 'po-button');
          b.type = 'button'; b.onclick = () => send(a.action); buttons.append(b); made.set(a.action, b);
        }
        const b = made.get(a.action);
        if (b.textContent !== a.label) b.textContent = a.label;
        b.dataset.style = a.style ?? 'plain'; b.disabled = !!a.disabled; b.title = a.title ?? ''; b.hidden = !!a.hidden;
      }
    };
    const progress = () => {
      const p = model.get('progress');
      bar.hidden = p == null;
      if (p != null) { if (p < 0) bar.removeAttribute('value'); else bar.value = p; bar.setAttribute('aria-label', say('Progress')); }
      const t = model.get('said');
      if (said.textContent !== t) said.textContent = t;
      said.hidden = !t; said.dataset.tone = model.get('tone');
    };
    const first = () => { const b = model.get('buttons').find(b => !b.disabled && !b.hidden); if (b) send(b.action); };
    form.onsubmit = e => { e.preventDefault(); first(); };
    root.onkeydown = e => {      // a browser submits by Enter only where there is one field, and a scanner ends each code with it
      e.stopPropagation();
      if (e.key === 'Enter' && e.target.tagName === 'INPUT' && !['file', 'checkbox'].includes(e.target.type)) { e.preventDefault(); first(); }
    };
    model.on('change:fields', draw); model.on('change:buttons', act);
    for (const k of ['progress', 'said', 'tone']) model.on('change:' + k, progress);
    draw(); act(); progress();
  }
};
