# PYTHON is a Python 3.11 or 3.12; everything goes into .venv
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: run test lint matrix clean

run: $(VENV)/.installed
	$(BIN)/clinote suggest samples/notes/01-outpatient-weakness.txt --setting outpatient

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-test
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy clinote

# The suite on each supported Python that is found, each in an environment of its own; one at least has to be
matrix:
	@found=; for version in 3.11 3.12; do \
		if python$$version --version >/dev/null 2>&1; then \
			found="$$found $$version"; \
			echo "== Python $$version"; \
			$(MAKE) --no-print-directory test PYTHON=python$$version VENV=.venv-$$version || exit 1; \
		else echo "== Python $$version is not here"; fi; \
	done; test -n "$$found" && echo "== passed on$$found"

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[test]"
	touch $@

clean:
	rm -rf $(VENV) .venv-3.* build dist
