#!/usr/bin/env bash
# biip 5.2.0: an element string whose GTIN (AI 01) has a wrong check digit is
# parsed without an exception; the value is the wrong number, gtin is None,
# and the reason is only in gtin_error. The expiry beside it is read as usual.
# Seen: value 04006381333932, gtin None, gtin_error a text, date 2027-02-28.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q biip==5.2.0
"$d/v/bin/python" - <<'P'
from biip.gs1_messages import GS1Message
m = GS1Message.parse('010400638133393217270200')
e = m.element_strings[0]
print(e.value, e.gtin, e.gtin_error, m.element_strings[1].date)
raise SystemExit(not (e.value == '04006381333932' and e.gtin is None and e.gtin_error
                      and str(m.element_strings[1].date) == '2027-02-28'))
P
