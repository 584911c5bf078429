// The parts are drawn when the words of the visitor's language are here, so that nothing is drawn twice. The kernel is asked when this is drawn: by then the
// browser has all widgets, and none misses what the kernel sends in another language.
export default {
  initialize() { globalThis.__pharmopt = parts; },
  render({model}) {
    const ready = () => {
      store.words = model.get('words'); store.locale = model.get('locale') || undefined;
      if (address.on()) document.documentElement.lang = model.get('language');
      parts.ready = true;
    };
    if (!address.on()) return ready();
    model.on('change:answered', ready);
    tell(model, {type: 'language', ...wanted()});
    const timer = setTimeout(ready, 10_000);              // a kernel that is busy: in the language it has
    return () => clearTimeout(timer);
  }
};
