// Lines, bars and bands over time or over a number. `uPlot` stands above this text: both are sent as one module.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
const number = v => v == null ? '–' : v.toLocaleString(store.locale, {maximumFractionDigits: 1});

export default {
  render({model, el: root}) {
    root.classList.add('po-chart');
    const box = el('div', 'po-plot'), key = el('p', 'po-key'), summary = el('p', 'po-muted'), empty = el('p', 'po-empty');
    key.setAttribute('aria-hidden', 'true');
    root.append(key, box, empty, summary);
    const day = new Intl.DateTimeFormat(store.locale, {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
    let plot;
    // What the lines and bands mean; with the pointer over a day, that day's figures.
    const legend = (d, i) => {
      const at = k => i == null ? null : d.series[k].values[i], parts = i == null ? [] : [el('strong', '', day.format(new Date(d.x[i]*1000)))];
      if (i != null && d.number) parts[0].textContent = `${d.number} ${number(d.x[i])}`;
      const item = (kind, text) => { const s = el('span', '', text); s.dataset.kind = kind; parts.push(s); };
      d.series.forEach((s, k) => { if (s.kind !== 'edge' && (i == null || at(k) != null)) item(s.kind, s.label + (i == null ? '' : ' ' + number(at(k)))); });
      d.bands.forEach(b => { const [hi, lo] = b.series.map(k => k - 1); if (i == null || at(hi) != null) item(b.wide ? 'wide' : 'band', say(d.series[hi].label.replace(' high', '')) + (i == null ? '' : ' ' + say('{low} to {high}', {low: number(at(lo)), high: number(at(hi))}))); });
      key.replaceChildren(...parts);
    };
    const short = new Intl.DateTimeFormat(store.locale, {day: 'numeric', month: 'short', timeZone: 'UTC'}), hour = new Intl.DateTimeFormat(store.locale, {hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC'});
    const times = (u, splits, axis, space, step) => splits.map((t, i) => (step >= 86400 ? short : hour).format(new Date(t*1000)) + (i === 0 && step >= 86400 ? '\n' + new Date(t*1000).getUTCFullYear() : ''));
    const css = k => getComputedStyle(root).getPropertyValue(k).trim();
    let paper = false;                                   // on paper: A4 without margins and paddings, in light colours
    const size = () => ({width: paper ? 640 : Math.max(200, Math.floor(box.clientWidth)), height: model.get('height')});
    const make = () => {
      plot?.destroy(); plot = null; box.replaceChildren();
      const d = model.get('data');
      summary.textContent = d.summary ?? ''; empty.textContent = d.empty ?? '';
      empty.hidden = !d.empty; box.hidden = key.hidden = !!d.empty || !d.series;
      if (d.empty || !d.series || !box.clientWidth) return;
      const axis = {stroke: css('--po-muted'), grid: {stroke: css('--po-grid'), width: 1}, ticks: {show: false}, font: '12px ' + css('--po-font')};
      const colour = {demand: css('--po-ink'), forecast: css('--po-accent'), edge: 'transparent', bar: css('--po-accent'), actual: css('--po-ink'), a: css('--po-c1'), b: css('--po-c2'), c: css('--po-c3'), d: css('--po-c4'), dots: css('--po-accent'), now: css('--po-c2')};
      const style = s => s.kind === 'bar' ? {fill: css('--po-band'), paths: uPlot.paths.bars({size: [.7, 40]})} : ['dots', 'now'].includes(s.kind) ? {width: 0, paths: () => null, points: {show: true, size: s.kind === 'now' ? 14 : 9, fill: colour[s.kind]}}
        : ['a', 'b', 'c', 'd'].includes(s.kind) ? {width: 1.2} : {};
      const series = d.series.map(s => ({label: s.label, stroke: colour[s.kind], width: s.kind === 'edge' ? 0 : 2, dash: s.kind === 'forecast' ? [6, 4] : [], points: {show: s.kind === 'actual', size: 4}, ...style(s)}));
      const bands = d.bands.map(b => ({series: b.series, fill: css(b.wide ? '--po-band-wide' : '--po-band')}));
      box.setAttribute('role', 'img'); box.setAttribute('aria-label', `${d.title}. ${d.summary}`);
      legend(d, null);
      plot = new uPlot({...size(), tzDate: t => uPlot.tzDate(new Date(t*1000), 'Etc/UTC'), cursor: {y: false, points: {size: 7}}, legend: {show: false}, hooks: {setCursor: [u => legend(d, u.cursor.idx)]}, scales: {x: {time: !d.number}, y: {range: (u, lo, hi) => d.free ? [lo - (hi - lo)*.1 - 1e-9, hi + (hi - lo)*.1 + 1e-9] : [0, hi > 0 ? hi*1.08 : 1]}},
        series: [{}, ...series], bands,
        axes: [{...axis, space: 64, ...(d.number ? {label: d.number, labelSize: 18, labelFont: axis.font} : {values: times})}, {...axis, size: 44, label: d.unit, labelSize: 18, labelFont: axis.font}]}, [d.x, ...d.series.map(s => s.values)], box);
    };
    const resize = new ResizeObserver(() => { if (paper) return; if (!plot) make(); else if (Math.abs(plot.width - size().width) > 1) plot.setSize(size()); });
    resize.observe(root);
    const theme = new MutationObserver(make);
    theme.observe(document.body, {attributes: true, attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light']});
    const print = on => () => { paper = on; root.closest('.po-page')?.classList.toggle('po-paper', on); if (plot) make(); };
    const before = print(true), after = print(false);
    addEventListener('beforeprint', before); addEventListener('afterprint', after);
    let shape = '';
    const change = () => {
      const d = model.get('data'), next = JSON.stringify([d.title, d.empty, d.number, d.series?.map(s => [s.label, s.kind])]);
      if (plot && next === shape) { plot.setData([d.x, ...d.series.map(s => s.values)]); summary.textContent = d.summary; } else make();
      shape = next;
    };
    model.on('change:data', change);
    requestAnimationFrame(change);
    return () => { removeEventListener('beforeprint', before); removeEventListener('afterprint', after); resize.disconnect(); theme.disconnect(); plot?.destroy(); };
  }
};
