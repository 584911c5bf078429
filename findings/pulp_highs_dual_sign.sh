#!/usr/bin/env bash
# PuLP 3.3.2: the shadow price of a row depends on the solver when the problem
# is a maximization. HiGHS through highspy reports it for the minimization that
# it solves, CBC for the problem as written; a minimization has one sign in both.
# Seen for max x, x <= 5: pi = -1 from HiGHS and +1 from CBC; min x, x >= 5: +1, +1.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q pulp==3.3.2 highspy==1.15.1
"$d/v/bin/python" - <<'P'
import pulp
def price(sense, solver):
    p, x = pulp.LpProblem('p', sense), pulp.LpVariable('x', 0)
    p += x
    p += (x <= 5 if sense == pulp.LpMaximize else x >= 5), 'row'
    assert p.solve(solver(msg=False)) == 1
    return p.constraints['row'].pi
seen = {(name, s.__name__): price(sense, s) for name, sense in (('max', pulp.LpMaximize), ('min', pulp.LpMinimize))
        for s in (pulp.HiGHS, pulp.PULP_CBC_CMD)}
print(seen)
raise SystemExit(seen != {('max', 'HiGHS'): -1, ('max', 'PULP_CBC_CMD'): 1, ('min', 'HiGHS'): 1, ('min', 'PULP_CBC_CMD'): 1})
P
