#!/usr/bin/env bash
# rfc3987-syntax 1.1.0, which jsonschema[format-nongpl] 4.26.0 brings into every
# jupyter-server 2.21.1: its import builds one Earley parser for each of 38 rules
# of the same grammar. Seen: 38 parsers, and more than half of the processor time
# that `import jupyter_server.serverapp` takes (2.0 of 3.1 s), in every start of a
# server such as Voilà, whether or not an address is ever checked.
# Remedy for a program of one's own: leave the module out before the first import,
# sys.modules['rfc3987_syntax'] = None; jsonschema then leaves out the two formats.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q jupyter-server==2.21.1 jsonschema==4.26.0 rfc3987-syntax==1.1.0 lark==1.3.1
cat > "$d/cost.py" <<'P'
import sys, time
if 'without' in sys.argv: sys.modules['rfc3987_syntax'] = None
import lark
made, init = [], lark.Lark.__init__
def counted(self, *args, **kw): made.append(1); return init(self, *args, **kw)
lark.Lark.__init__ = counted
t = time.process_time()
import jupyter_server.serverapp
print(len(made), time.process_time()-t)
P
"$d/v/bin/python" "$d/cost.py" >/dev/null      # compiles the modules
"$d/v/bin/python" - "$d" <<'P'
import subprocess, sys
d = sys.argv[1]
def run(*args):
    made, cpu = subprocess.run([f'{d}/v/bin/python', f'{d}/cost.py', *args], capture_output=True, text=True, check=True).stdout.split()
    return int(made), float(cpu)
full, less = run(), run('without')
print(f'parsers built {full[0]} and {less[0]}; processor seconds {full[1]:.1f} and {less[1]:.1f}')
raise SystemExit(not (full[0]>=38 and less[0]==0 and less[1]<.7*full[1]))
P
