# make serve  opens the server (ARGS="--port 9000" passes arguments on)
# make test   runs every check, installing whatever it needs first
# make help   lists the rest

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP     = $(BIN)/python -m pip --disable-pip-version-check -qq
UI     := tests/ui
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help install serve test install-test format lint types layers ui browser bench \
        screenshots schemas locks vendor clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 16

# --- installing: each stamp is newer than what it was made from, so a second run is instant -----

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make serve PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.runtime: server/requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r server/requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: tests/requirements.txt $(VENV)/.runtime
	$(PIP) install --require-hashes -r tests/requirements.txt
	@touch $@

install: $(VENV)/.runtime ## build .venv with the server's dependencies and the sixparty command

serve: install ## build what is missing and serve
	@$(BIN)/sixparty serve $(ARGS)

install-test: $(VENV)/.test ## build .venv with the test tools as well

# --- chores ------------------------------------------------------------------------------------

# Versions are kept unless asked otherwise: make locks UPGRADE=--upgrade
COMPILE = $(BIN)/uv pip compile --quiet $(UPGRADE) --generate-hashes --no-emit-index-url \
          --no-emit-find-links --no-header --python-version 3.11 --universal pyproject.toml

locks: install-test ## write the hashed locks anew from pyproject.toml and package.json
	$(PIP) install 'uv>=0.5'
	$(COMPILE) --group build -o server/requirements.txt
	$(COMPILE) --group build --group test -c server/requirements.txt -o tests/requirements.txt
