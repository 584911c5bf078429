// Tells the kernel that somebody is looking, and the visitor when nobody answers. A worker keeps the beat, because browsers slow the timers of hidden tabs down to one a minute.
// An answer is missing when the kernel, the server or the network is gone. Then a bar says so and since when, and nothing can be clicked; as soon as the server answers again the page
// either goes on (a short break) or loads anew, and its address brings page, item and filters back. A kernel that works and has no time to answer is not gone: the server sees that it works.
// Where the server itself needs long to say so, the machine is busy, and a new page would only add to its work: the patience grows with it.
const PERIOD = 1500, LOST = 3500, PATIENCE = 2500, DOUBT = 2000, WORK = 30_000;
const el = (tag, cls, text) => { const n = document.createElement(tag); if (cls) n.className = cls; if (text != null) n.textContent = text; return n; };

function every(tick) {
  let timer, worker, url;
  const plain = () => { timer ??= setInterval(tick, PERIOD); };
  try {
    url = URL.createObjectURL(new Blob([`setInterval(() => postMessage(0), ${PERIOD})`], {type: 'text/javascript'}));
    worker = new Worker(url);
    worker.onmessage = tick;
    worker.onerror = plain;
  } catch { plain(); }
  return () => { worker?.terminate(); clearInterval(timer); if (url) URL.revokeObjectURL(url); };
}

export default {
  initialize({model}) {
    let heard = Date.now(), ticked = heard, slow = 0, lost = 0, answered = 0, working = 0, gone = false, bar;
    const served = () => !!document.body.dataset.voila;
    const kernel = () => { try { return JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId ?? ''; } catch { return ''; } };
    const alive = async () => {        // '' = no answer, or the server answers, and this page's kernel: 'ended', 'busy', 'waiting'; 'ok' = no kernel was named
      try {
        const r = await fetch(location.pathname.replace(/\/?$/, '/') + 'pharmopt/alive?kernel=' + encodeURIComponent(kernel()), {cache: 'no-store', signal: AbortSignal.timeout(2000)});
        return r.ok ? (await r.json()).kernel ?? 'ok' : '';
      } catch { return ''; }
    };
    const show = () => {
      if (!bar) { bar = el('div', 'po-lost'); bar.setAttribute('role', 'alert'); document.body.append(bar); }
      const time = t => new Date(t).toLocaleTimeString(store.locale);
      const text = say('No connection since {lost}. What you see is of {heard}, and nothing can be changed.', {lost: time(lost), heard: time(heard)}) + ' ' + say(answered ? 'The server answers again; loading…' : 'Trying again…');
      if (bar.textContent !== text) bar.textContent = text;
      document.querySelectorAll('.po-page').forEach(n => { n.inert = true; n.classList.add('po-off-line'); });
    };
    const back = () => {
      lost = answered = 0; bar?.remove(); bar = null;
      document.querySelectorAll('.po-page').forEach(n => { n.inert = false; n.classList.remove('po-off-line'); });
      document.dispatchEvent(new Event('po-unsent'));
    };
    const look = async () => {
      if (!served() || gone) return;
      const silent = Date.now() - heard, at_work = () => Date.now() - working < 2*PERIOD && Date.now() - heard < WORK;
      if (silent < LOST && lost) return back();
      if (silent < DOUBT) return;
      if (silent >= LOST && !at_work()) { lost ||= heard; show(); }
      if (look.busy) return;
      look.busy = true;
      const asked = Date.now(), ok = await alive();
      look.busy = false; slow = Date.now() - asked;
      if (ok === 'busy') working = Date.now();
      if (!ok) { answered = 0; return; }
      if (Date.now() - heard < LOST && ok !== 'ended') return lost ? back() : undefined;
      if (at_work()) { answered = 0; return; }
      answered ||= Date.now();
      lost ||= heard; show();
      if (ok === 'ended' || Date.now() - answered > Math.min(PATIENCE + 10*slow, WORK)) { gone = true; setTimeout(() => location.reload(), 700); }       // time to read why
    };
    const late = () => { const now = Date.now(); if (now - ticked > 2*PERIOD) heard = Math.max(heard, now - DOUBT); ticked = now; };        // a page that could not run itself has not listened
    const tick = () => { late(); if (!gone) { try { model.set('beat', Date.now()); model.save_changes(); } catch { } look(); } };
    model.on('change:pong', () => { heard = Date.now(); if (lost) back(); });
    addEventListener('beforeunload', () => { gone = true; setTimeout(() => { gone = false; tick(); }, 5000); });       // a page that goes has no connection; one that stayed after all finds out
    document.addEventListener('visibilitychange', () => { if (!document.hidden) { heard = Math.max(heard, Date.now() - LOST + 1500); tick(); } });
    addEventListener('offline', () => { if (served()) { lost ||= Date.now(); heard = Math.min(heard, Date.now() - LOST - 1); look(); } });
    tick();
    return every(tick);
  }
};
