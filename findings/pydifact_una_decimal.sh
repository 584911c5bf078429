#!/usr/bin/env bash
# pydifact 0.2.3: the same segment means two decimal marks by who serializes it.
# A new Interchange writes no UNA; a bare
# Serializer writes UNA:+,? ' and so announces a decimal comma, while a
# quantity given as 12.5 keeps its point. Seen: "UNB+..." against "UNA:+,? 'QTY+21:12.5'".
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q pydifact==0.2.3
"$d/v/bin/python" - <<'P'
from pydifact.segmentcollection import Interchange
from pydifact.segments import Segment
from pydifact.serializer import Serializer
whole = Interchange('S', 'R', '1', ('UNOC', '3')).serialize()
bare = Serializer().serialize([Segment('QTY', ['21', '12.5'])])
print(whole); print(bare)
raise SystemExit(not (whole.startswith('UNB+') and bare.startswith("UNA:+,? '") and '12.5' in bare))
P
