"""Processors to be killed. This process has everything imported, and forks one processor for each line of JSON on its standard input:

    url, addr, topic, log   where to work, and where the processor writes its metrics when it ends
    options                 for `Processor`
    die                     kill -9 itself at this tick: a tick comes before and after each statement and before each COMMIT, so every point of a transaction is met
    patience                milliseconds that SQLite waits for a lock, here instead of 10 s
    hold                    before the commit of this number: stop (SIGSTOP) with the batch in hand, after leaving the file <log>.held

It answers with the process id. A fork starts in milliseconds, where a new interpreter takes a second."""
import json, os, signal, sys, threading
from pathlib import Path
import confluent_kafka, kafka # imported once, before the forks
import sqlalchemy as sa
import sqlalchemy.dialects.postgresql, sqlalchemy.dialects.sqlite
from pharmopt import stream
from pharmopt.store import Store

def _die_at(engine, tick):
    left = [tick]
    def count(*args):
        left[0] -= 1
        if left[0] <= 0: os.kill(os.getpid(), signal.SIGKILL)
    for name in ('before_cursor_execute', 'after_cursor_execute', 'commit'): sa.event.listen(engine, name, count)

def _hold_at(store, number, held):
    commit, seen = store.commit, [0]
    def late(*batches, **kw):
        seen[0] += 1
        if seen[0] == number: held.touch(); os.kill(os.getpid(), signal.SIGSTOP)
        return commit(*batches, **kw)
    store.commit = late

def _wait_less(engine, patience):
    sa.event.listen(engine, 'connect', lambda connection, _: connection.execute(f'PRAGMA busy_timeout={patience}'))
    engine.dispose()                            # what is open already waits longer

def work(url, addr, topic, log, options, die=None, hold=None, patience=None):
    store = Store(url)
    if patience: _wait_less(store.engine, patience)
    if die: _die_at(store.engine, die)
    if hold: _hold_at(store, hold, Path(f'{log}.held'))
    metrics = stream.Processor(store, addr, topic=topic, **options).run(progress=False)
    Path(log).write_text(json.dumps(metrics, default=str))

def main():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN) # the dead need no burial
    for line in sys.stdin:
        if pid := os.fork(): print(pid, flush=True); continue
        code = 1
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            job = json.loads(line)
            signal.signal(signal.SIGTERM, lambda *args: (Path(job['log']).write_text('{}'), os._exit(0))) # asked to end before it had begun
            work(**job)
            code = 0
        except Exception as e: print(f'{type(e).__name__}: {e}', file=sys.stderr, flush=True)
        finally: os._exit(code)

if __name__ == '__main__': main()
