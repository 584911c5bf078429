// What several parts need: the page's address, which holds page, item, filters and order of a view, so that a view can be shared and comes back after a reload.
const address = {
  on: () => !!document.body.dataset.voila,
  page: () => location.hash.slice(1).split('?')[0],
  get: () => new URLSearchParams(location.hash.split('?')[1] ?? ''),
  put(page, params, push) {             // another page is a step that Back undoes; another filter is not
    if (!address.on()) return;
    const s = params.toString(), next = '#' + page + (s ? '?' + s : '');
    if (location.hash !== next) history[push ? 'pushState' : 'replaceState'](null, '', next);
  },
  set(changes) {
    const p = address.get();
    for (const [k, v] of Object.entries(changes)) if (v == null || v === '') p.delete(k); else p.set(k, v);
    address.put(address.page(), p);
  },
};
// The reader's words and locale: see languages. `say` looks a text up and fills its places.
const store = {currency: 'USD', locale: undefined, words: {}};
const say = (text, values) => (store.words[text] ?? text).replace(/\{(\w+)\}/g, (m, k) => values?.[k] ?? m);
const decimal = () => (1.5).toLocaleString(store.locale).includes(',') ? ',' : '.';
// What the address, an earlier choice and the browser say about the language.
const wanted = () => { let kept = ''; try { kept = localStorage.getItem('pharmopt-language') ?? ''; } catch { } return {asked: new URLSearchParams(location.search).get('lang') || kept, browser: (navigator.languages ?? [navigator.language]).join(',')}; };
// `short`: a column is narrow, and a store has one currency: $ for US$ and $US.
const money = (v, short) => v == null ? '–' : v.toLocaleString(store.locale, {style: 'currency', currency: store.currency, currencyDisplay: short ? 'narrowSymbol' : 'symbol', maximumFractionDigits: Math.abs(v) < 100 ? 2 : 0});
// Sends that cannot leave are no errors of the page: the bar about the lost connection says so.
const tell = (model, message, buffers) => { try { model.send(message, undefined, buffers); } catch { document.dispatchEvent(new Event('po-unsent')); } };
