#!/usr/bin/env bash
# joblib 1.6.0 with distributed 2026.8.0: an argument over 1 kB that can be
# weakly referenced (an array) is scattered to one worker and kept nowhere
# else. When that worker is lost, a task that needs it is not done again, as
# Dask's own tasks are: Parallel ends with FutureCancelledError. The same array
# inside a tuple travels with its task, and the task is done by another worker.
# Seen: array: FutureCancelledError; in a tuple: 8 results.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q joblib==1.6.0 distributed==2026.8.0 numpy==2.4.6
cat > "$d/t.py" <<'P'
import logging, os, signal, sys, threading, time
import joblib, numpy as np
from distributed import Client, LocalCluster
logging.disable(logging.CRITICAL)

def total(a): time.sleep(1); return float(a.sum())
def total_of(t): return total(t[0])

def run(f, pack):
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        victim = cluster.workers[0].pid
        def busy(dask_scheduler): return any(w.processing for w in dask_scheduler.workers.values() if w.name==0)
        def kill():
            while not client.run_on_scheduler(busy): time.sleep(.02)
            time.sleep(.3); os.kill(victim, signal.SIGKILL)
        threading.Thread(target=kill, daemon=True).start()
        with joblib.parallel_config('dask'):
            try: return f"{len(joblib.Parallel()(joblib.delayed(f)(pack(np.full(1000, i))) for i in range(8)))} results"
            except Exception as e: return type(e).__name__

if __name__=='__main__':
    seen = run(total, lambda a: a), run(total_of, lambda a: (a,))
    print(*seen, sep='; ')
    sys.exit(seen!=('FutureCancelledError', '8 results'))
P
"$d/v/bin/python" "$d/t.py"
