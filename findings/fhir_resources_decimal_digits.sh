#!/usr/bin/env bash
# fhir.resources 8.3.0: a decimal read from JSON passes through a binary float,
# although its type in Python is Decimal and FHIR asks to keep the digits
# ("the precision of the decimal value has significance", Datatypes, decimal).
# Seen: 1.10 becomes Decimal('1.1') and is written as 1.1;
# 12345678901234567.89 becomes 12345678901234568. No exception, no warning.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q fhir.resources==8.3.0
"$d/v/bin/python" - <<'P'
from fhir.resources.quantity import Quantity
seen = {t: (str((q := Quantity.model_validate_json('{"value":%s}' % t)).value), q.model_dump_json()) for t in ('1.10', '12345678901234567.89')}
print(seen)
raise SystemExit(not (seen['1.10'] == ('1.1', '{"value":1.1}') and '.89' not in ''.join(seen['12345678901234567.89'])))
P
