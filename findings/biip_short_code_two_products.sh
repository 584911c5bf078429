#!/usr/bin/env bash
# biip 5.2.0: eight digits from a scanner can be a GTIN-8 and a UPC-E at once, and
# biip returns both without a remark, as two different products. A small American
# pack carries UPC-E; result.gtin of the same scan is a number for use within a
# company, with other digits in the GTIN-14. Only the symbology identifier of the
# scanner (]E4 against ]E0) decides. Seen: 01234565 as ...1234565 and 0012345000065.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q biip==5.2.0
"$d/v/bin/python" - <<'P'
import biip
r = biip.parse('01234565')
short, expanded = r.gtin.value.rjust(14, '0'), r.upc.as_upc_a().rjust(14, '0')
print(type(r.gtin).__name__, short, expanded, r.gtin_error, r.upc_error)
raise SystemExit(not (short == '00000001234565' and expanded == '00012345000065' and r.gtin_error is None and r.upc_error is None))
P
