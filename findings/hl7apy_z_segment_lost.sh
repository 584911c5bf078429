#!/usr/bin/env bash
# hl7apy 1.3.5: parse_message with its defaults (find_groups=True) loses a Z-segment
# that stands behind a group of the message, without an exception or a remark:
# the pharmacy's own fields are missing when the message is written again.
# With find_groups=False the segment is kept. Seen for RDE_O11 in version 2.5.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q hl7apy==1.3.5
"$d/v/bin/python" - <<'P'
from hl7apy.parser import parse_message
text = '\r'.join(['MSH|^~\\&|A|B|C|D|20261128||RDE^O11^RDE_O11|1|P|2.5', 'PID|1||7', 'ORC|NW|1', 'RXE|1|X|10||mg', 'RXR|PO', 'ZRX|on hold'])+'\r'
grouped, flat = parse_message(text), parse_message(text, find_groups=False)
print([c.name for c in grouped.children], 'ZRX' in grouped.to_er7(), 'ZRX' in flat.to_er7())
raise SystemExit(not ('ZRX|on hold' not in grouped.to_er7() and 'RXE|1|X|10' in grouped.to_er7() and 'ZRX|on hold' in flat.to_er7()))
P
