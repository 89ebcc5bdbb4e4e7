# `make run` starts the coach, `make test` runs all tests; both set up what is missing first.
# Everything is installed into $(VENV), nothing outside it. Needs git, make and Python 3.11+.

VENV   ?= .venv
ARGS   ?=
BIN    := $(VENV)/bin

# PYTHON=/path/to/python chooses another interpreter for the environment.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& command -v $$p && break; done)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
PIP_INSTALL = $(BIN)/python -m pip install --quiet

# Two targets at a time would install the same packages twice.
.NOTPARALLEL:

.PHONY: help run test check docs pages install dev models web wheel lock newest oldest clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: install ## start the coach (ARGS="..." is passed on)
	@$(BIN)/hamstrong $(ARGS)

test: dev ## run all tests (ARGS="..." is passed on to pytest)
	@$(BIN)/python -m pytest $(ARGS)

check: dev ## run all checks but the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python -m tools.ci.check_tree
	$(BIN)/python -m tools.node run --if-present check
	$(BIN)/python -m tools.node run --if-present lint

docs: dev ## check that the documentation names everything and all its links resolve
	@$(BIN)/python -m pytest --quiet tests/contracts/test_docs.py

pages: dev ## write the documentation pages that are made from the code
	@$(BIN)/python -m tools.pages
	@$(BIN)/python -m tools.build_schemas
	@$(BIN)/python -m tools.exercises_page

install: $(VENV)/.run $(VENV)/.package models web ## set up what running needs

dev: $(VENV)/.dev $(VENV)/.package models web ## set up what testing needs

models: $(VENV)/.run ## build the pose models
	@$(BIN)/python -m tools.artefacts models

web: $(VENV)/.run ## build the front end
	@$(BIN)/python -m tools.artefacts web

wheel: dev ## build the source package and the wheel into dist/
	@rm -rf dist
	$(BIN)/python -m build --no-isolation --sdist .
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist dist/*.tar.gz

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv and pip was found:" \
	"install one (on Debian and Ubuntu also python3-venv), or name it: make PYTHON=..."; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/pyvenv.cfg constraints.txt
	@echo "Installing what running needs ..."
	@$(PIP_INSTALL) --require-hashes -r constraints.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run constraints-dev.txt
	@echo "Installing what testing needs ..."
	@$(PIP_INSTALL) --require-hashes -r constraints-dev.txt
	@touch $@

$(VENV)/.package: $(VENV)/.run pyproject.toml hatch_build.py | models web
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# Locks hold versions and hashes of all platforms, and no addresses.
# Each has all the packages of the one before it, at the same versions.
UV      := .build/lock/bin/uv
COMPILE  = $(UV) pip compile --quiet --no-annotate --custom-compile-command "make lock"
LOCK     = $(COMPILE) --universal --python-version 3.11 --fork-strategy fewest --generate-hashes $(ARGS)

$(UV):
	@$(PYTHON) -m venv .build/lock && .build/lock/bin/python -m pip install --quiet uv

lock: $(UV) ## pin what was added (ARGS=--upgrade moves everything to the newest version)
	$(LOCK) pyproject.toml --group build --output-file constraints.txt
	$(LOCK) pyproject.toml --group dev --constraint constraints.txt --output-file constraints-dev.txt
	$(LOCK) --group node --output-file constraints-node.txt

newest: models web ## run the tests with the newest version of everything, in its own environment
	@test -d .venv-newest || $(PYTHON) -m venv .venv-newest
	@.venv-newest/bin/python -m pip install --quiet --upgrade pip
	@.venv-newest/bin/python -m pip install --quiet --upgrade --upgrade-strategy eager --group dev --editable .
	.venv-newest/bin/python -m pytest $(ARGS)

oldest: models web $(UV) ## run the tests with the oldest versions allowed, in its own environment
	@test -d .venv-oldest || $(PYTHON) -m venv .venv-oldest
	@$(COMPILE) --resolution lowest-direct --python .venv-oldest/bin/python pyproject.toml --group dev \
		--output-file .build/oldest.txt >/dev/null
	@.venv-oldest/bin/python -m pip install --quiet --requirement .build/oldest.txt
	@.venv-oldest/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	.venv-oldest/bin/python -m pytest $(ARGS)

clean: ## remove what was built; the environment stays
	rm -rf .build dist frontend/node_modules src/hamstrong/web/static
	rm -f src/hamstrong/pose/models/*.tflite src/hamstrong/pose/models/*.task
