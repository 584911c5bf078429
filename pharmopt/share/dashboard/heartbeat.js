// Tells the kernel every few seconds that somebody is looking. A worker keeps the beat, because browsers slow the timers of hidden tabs down to one a minute.
const PERIOD = 3000;

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
    const tick = () => { model.set('beat', Date.now()); model.save_changes(); };
    tick();
    return every(tick);
  }
};
