// Title, freshness and notices. All text goes through text nodes.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
const ago = s => s < 5 ? 'just now' : s < 60 ? `${Math.round(s)} s ago` : s < 3600 ? `${Math.round(s/60)} min ago` : `${Math.round(s/3600)} h ago`;

export default {
  render({model, el: root}) {
    root.classList.add('po-header');
    const bar = el('div', 'po-bar'), left = el('div'), title = el('h1', '', ''), place = el('p', 'po-muted', '');
    const state = el('p', 'po-state'), dot = el('span', 'po-dot'), words = el('span'), time = el('span', 'po-muted');
    const notices = el('div', 'po-notices');
    notices.setAttribute('role', 'status'); notices.setAttribute('aria-live', 'polite');
    left.append(title, place); state.append(dot, words, time); bar.append(left, state); root.append(bar, notices);

    const head = () => {
      title.textContent = model.get('title'); place.textContent = model.get('place');
      const s = model.get('state');
      dot.dataset.tone = s.tone; words.textContent = s.text;
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
        if (n.id != null) {
          const b = el('button', 'po-x', '×');
          b.setAttribute('aria-label', 'Dismiss: ' + n.text);
          b.onclick = () => model.send({type: 'dismiss', id: n.id});
          p.append(b);
        }
        return p;
      }));
    };
    for (const k of ['title', 'place', 'state', 'updated']) model.on('change:' + k, head);
    model.on('change:notices', notes);
    head(); notes();
    const timer = setInterval(clock, 5000);
    return () => clearInterval(timer);
  }
};
