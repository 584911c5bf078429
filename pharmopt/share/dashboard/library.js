// The parts are registered when the words of the visitor's language are here, so that nothing is drawn twice.
export default {
  initialize({model}) {
    const start = () => {
      store.words = model.get('words'); store.locale = model.get('locale') || undefined;
      if (address.on()) document.documentElement.lang = model.get('language');
      globalThis.__pharmopt = parts;
    };
    if (!address.on()) return start();
    model.on('change:answered', start);
    tell(model, {type: 'language', ...wanted()});
    setTimeout(start, 3000);                              // a kernel that is busy: in the language it has
  },
  render() {}
};
