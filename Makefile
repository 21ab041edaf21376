# PYTHON is a Python 3.11 or 3.12; everything goes into .venv
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TOOLS := .venv-tools/bin
# What the tests run with; `make least` tries others
LOCK ?= --require-hashes -r .ci/requirements/locked.txt

.PHONY: run test lint least matrix dist audit clean

run: $(VENV)/.installed
	$(BIN)/clinote suggest samples/notes/01-outpatient-weakness.txt --setting outpatient

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest --numprocesses logical --maxprocesses 8 --dist worksteal

lint: $(VENV)/.installed-test
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy clinote && $(BIN)/lint-imports

# The suite with the least versions that pyproject.toml allows; PYTHON has to be a 3.11
least:
	@$(MAKE) --no-print-directory test VENV=.venv-least LOCK='-r .ci/requirements/minimum.txt'

# The suite on each supported Python that is found (on the path or with pyenv), each in an environment of its own, and on
# the oldest with the least versions; one Python at least has to be there
matrix:
	@found=; for version in 3.11 3.12; do \
		python=$$(PATH=$$PATH:$$(ls -d "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$$version.*/bin 2>/dev/null | tail -1); \
			for place in $$(which -a python$$version); do $$place --version >/dev/null 2>&1 && echo $$place && break; done); \
		if test -n "$$python"; then \
			found="$$found $$version"; \
			echo "== Python $$version"; \
			$(MAKE) --no-print-directory test PYTHON=$$python VENV=.venv-$$version || exit 1; \
			if test $$version = 3.11; then \
				echo "== Python $$version, least versions"; \
				$(MAKE) --no-print-directory least PYTHON=$$python || exit 1; \
			fi; \
		else echo "== Python $$version is not here"; fi; \
	done; test -n "$$found" && echo "== passed on$$found"

# What is handed on: built twice and compared, with a bill of materials and checksums
dist: $(VENV)/.installed-test $(TOOLS)/.installed
	$(BIN)/python .ci/release.py
	$(TOOLS)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file dist/clinote.cdx.json $(BIN)/python
	cd dist && sha256sum *.* > SHA256SUMS && cat SHA256SUMS

# Known weaknesses of the locked packages, as PyPI's advisories have them
audit: $(TOOLS)/.installed
	$(TOOLS)/pip-audit --requirement .ci/requirements/locked.txt --require-hashes --disable-pip --strict

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: $(VENV)/bin/python pyproject.toml .ci/requirements/locked.txt .ci/requirements/minimum.txt
	$(BIN)/pip install --quiet $(LOCK)
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(TOOLS)/.installed: .ci/requirements/tools.txt
	$(PYTHON) -m venv .venv-tools
	$(TOOLS)/pip install --quiet -r .ci/requirements/tools.txt
	touch $@

clean:
	rm -rf $(VENV) .venv-* build dist
