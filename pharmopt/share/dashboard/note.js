// A heading and paragraphs, as text.
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };
export default {
  render({model, el: root}) {
    root.classList.add('po-note');
    const draw = () => {
      const lines = model.get('lines'), parts = model.get('title') ? [el('h2', '', model.get('title'))] : [];
      for (const l of lines) { const p = el('p', '', l.text ?? l); if (l.tone) { p.dataset.tone = l.tone; p.className = 'po-notice'; } parts.push(p); }
      root.replaceChildren(...parts);
    };
    model.on('change:title', draw); model.on('change:lines', draw); draw();
  }
};
