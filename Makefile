# make demo        the main job on this machine: prescriptions -> demand -> forecast -> orders, with a report
# make demo SALES=path/to/sales.csv STOCK=count.csv CATALOG=items.csv OPEN_ORDERS=orders.csv   the same on your own files (all but SALES may be left out).
#                  Next week the same command with the new files continues demo/pharmacy.db, whatever the files are called; NAME=other keeps a second pharmacy.
#                  OPTIONS='--sales-option date=Datum' is passed to pharmopt run
# make dashboard   the live page on 127.0.0.1 (after make demo; with any SALES= it shows your own history)
# make lab         JupyterLab on the whole repository, opened at the quickstart, with everything the notebooks need installed
# make test        notebooks, tests, and the checks that notebooks and modules agree
# make long        the few tests that take minutes each (a published case of four ages), outside make test
# make docs        the documentation site in _docs
# make colab       run the notebooks with the versions that Colab ships (downloads them once)
# make bench       measure every published figure again; make bench-quick goes through the same in small
SALES ?=
STOCK ?=
CATALOG ?=
OPEN_ORDERS ?=
OPTIONS ?=
NAME  := $(if $(SALES),pharmacy,pharmopt)
STORE ?= sqlite:///demo/$(NAME).db
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell $(p) -c 'import sys; sys.exit(not (3,11)<=sys.version_info<(3,14))' 2>/dev/null && echo $(p))))
BIN := .venv/bin
comma := ,
# Installs in a tenth of the time by uv; pip does it where uv is not to be had or does not know the package index of this machine, and tells what is wrong
install = { $(BIN)/python -m pip install --quiet --disable-pip-version-check uv && $(BIN)/uv pip install --quiet --python $(BIN)/python -e "$(1)"; } 2>/dev/null \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check -e "$(1)"

.PHONY: help tests demo lab test long dashboard docs colab bench bench-quick clean notebooks peers
.DEFAULT_GOAL := demo

.venv/.ready: pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3,11)<=sys.version_info<(3,14))' 2>/dev/null || { echo "pharmopt needs Python 3.11, 3.12 or 3.13$(if $(PYTHON),; $(PYTHON) is none of them, as python3); install one or name it: make demo PYTHON=/path/to/python3.12" >&2; exit 1; }
	@cmp -s pyproject.toml $@ || { echo "Setting up .venv with $$("$(PYTHON)" --version) (once; a few minutes)" \
	  && "$(PYTHON)" -m venv .venv && { $(call install,.[dashboard]); } || { echo "the packages could not be installed: a package index must be reachable the first time; see the messages above, then run the same again" >&2; exit 1; }; }
	@cp pyproject.toml $@      # nbdev-export touches the file; only other words in it ask for another installation

.venv/.ready-dev: .venv/.ready
	@cmp -s pyproject.toml $@ || { echo "Adding what development needs (once)" \
	  && { $(call install,.[dashboard$(comma)dev$(comma)fast$(comma)postgres]); } || { echo "the packages for development could not be installed: a package index must be reachable; see the messages above" >&2; exit 1; }; }
	@cp pyproject.toml $@

demo: .venv/.ready
	@mkdir -p demo
	@$(BIN)/pharmopt run --store "$(STORE)" --models "demo/models-$(NAME)" --report "demo/$(NAME).html" $(if $(SALES),--sales "$(SALES)") $(if $(STOCK),--stock "$(STOCK)") $(if $(CATALOG),--catalog "$(CATALOG)") $(if $(OPEN_ORDERS),--open-orders "$(OPEN_ORDERS)") $(OPTIONS)

dashboard: .venv/.ready
	@$(BIN)/pharmopt dashboard --store "$(STORE)"

test: export OPENBLAS_NUM_THREADS ?= 1      # the matrices are small: more threads only wait for each other
test: export PYTHONDONTWRITEBYTECODE :=     # hundreds of processes: each module is compiled once
test: .venv/.ready-dev
	@mkdir -p build; for what in checks pages; do echo 1 >build/$$what.rc; done; \
	  { $(BIN)/python tools/check.py >build/checks.log 2>&1; echo $$? >build/checks.rc; } & \
	  { $(BIN)/python -m pytest -q tests/test_dashboard.py tests/test_desk.py >build/pages.log 2>&1; echo $$? >build/pages.rc; } & \
	  PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/nbdev-test --n-workers 2; nb=$$?; cat build/checks.log; \
	  $(BIN)/python -m pytest -q -n 4 --dist worksteal --ignore tests/test_dashboard.py --ignore tests/test_desk.py; rc=$$?; \
	  wait; cat build/pages.log; exit $$((nb + rc + $$(cat build/checks.rc) + $$(cat build/pages.rc)))     # the pages' tests wait much and use little: they go on beside the others

help:
	@sed -n '/^SALES/q; s/^# //p' Makefile

tests: test

long: .venv/.ready-dev
	@$(BIN)/python -m pytest -q -m long

notebooks: .venv/.ready-dev
	@PATH="$(CURDIR)/$(BIN):$$PATH"; nbdev-export && nbdev-test --save --n-workers 2 && nbdev-clean && nbdev-export

lab: .venv/.ready-dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/jupyter lab --ServerApp.root_dir='$(CURDIR)' --LabApp.default_url=/lab/tree/nbs/tutorials/quickstart.ipynb $(OPTIONS)

docs: .venv/.ready-dev
	@$(BIN)/python tools/docs.py
	@$(BIN)/python tools/check_links.py

colab: .venv/.ready-dev
	@$(BIN)/python tools/colab.py

bench: .venv/.ready-dev
	@$(BIN)/python -m bench

bench-quick: .venv/.ready-dev
	@$(BIN)/python -m bench --quick

peers: .venv/.ready-dev   # clients that nobody here wrote, against the embedded broker
	@$(BIN)/python -m bench.peers

clean:
	rm -rf .venv build dist *.egg-info _docs _proc _site .pytest_cache
