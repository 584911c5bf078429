#!/usr/bin/env bash
# highspy 1.16.0 with PuLP 3.3.2: msg=False no longer silences the solver. A line
# "Running HiGHS 1.16.0 ..." goes to standard output of the process, below Python's
# sys.stdout, so redirect_stdout does not catch it, and a command that prints JSON
# or CSV is broken by it. With highspy 1.15.1 the same call prints nothing.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
cat > "$d/p.py" <<'P'
import contextlib, io, pulp
p, x = pulp.LpProblem('p', pulp.LpMinimize), pulp.LpVariable('x', 1)
p += x
with contextlib.redirect_stdout(io.StringIO()): assert p.solve(pulp.HiGHS(msg=False)) == 1
P
for v in 1.15.1 1.16.0; do
  "$d/v/bin/pip" install -q pulp==3.3.2 "highspy==$v"
  "$d/v/bin/python" "$d/p.py" > "$d/$v"; echo "$v: $(head -1 "$d/$v")"
done
[ ! -s "$d/1.15.1" ] && grep -q 'HiGHS' "$d/1.16.0"
