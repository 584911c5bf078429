#!/usr/bin/env bash
# nbdev 3.3.26 in a project that keeps its own settings.ini beside pyproject.toml:
# while pyproject.toml cannot be parsed, every command says "Found old settings.ini.
# Migrate to pyproject.toml using nbdev-migrate-config". The parse error is not named.
# Whoever follows the advice loses the file: it is written anew, without name and version.
# Remedy: check the TOML first, never migrate.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"; "$d/v/bin/pip" install -q nbdev==3.3.26
mkdir -p "$d/p/nbs"; cd "$d/p"
printf '[project]\nname = "shop"\nversion = "1.2"\ndescription = "kept by hand"\n[tool.nbdev]\nlib_path = "shop"\n[tool.other]\nkey = oops\n' > pyproject.toml
printf '[orders]\nactor = operator\n' > settings.ini
said=$("$d/v/bin/nbdev-export" 2>&1 || true); echo "$said" | tail -1
"$d/v/bin/nbdev-migrate-config" >"$d/log" 2>&1 || true; tail -3 "$d/log"; head -5 pyproject.toml
echo "$said" | grep -q 'Found old settings.ini' && ! echo "$said" | grep -qi 'toml.*line\|TOMLDecodeError' && ! grep -q 'kept by hand' pyproject.toml
