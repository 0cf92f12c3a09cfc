# Two commands: `make demo` shows what the program does, `make test` proves it.
# Both make .venv first; nothing is installed outside this folder. On Windows see the README's two lines of pip.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PURE := digest/collector/*,digest/summariser/*,digest/editor/*,digest/renderer/*,digest/mailer/*,digest/schedule/*,digest/signup/*,digest/proofreader/*,digest/jobs/*,digest/model/*

.PHONY: help demo test lint format generate clean

help:
	@echo "make demo      collect an invented newspaper and write its digest to out/"
	@echo "make test      ruff, mypy, import-linter and pytest with coverage"
	@echo "make lint      only the linters"
	@echo "make format    bring the code into its form"
	@echo "make generate  write the generated files anew: schema, settings reference, command reference"
	@echo "make clean     take away .venv, out and the caches"

demo: $(VENV)/ready-demo
	@$(BIN)/digest demo --out out

test: lint
	$(BIN)/pytest --cov --cov-report= -n auto --dist loadgroup
	$(BIN)/coverage report --skip-covered --include='$(PURE)' --fail-under=100

lint: $(VENV)/ready-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/ready-test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

generate: $(VENV)/ready-test
	$(BIN)/python -m digest.config --write
	$(BIN)/python -m digest.cli.reference --write

# The pip that comes with older Pythons stumbles over two spellings of one extra (lxml[html-clean], lxml[html_clean]).
$(VENV)/bin/python:
	@echo "making $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade pip

$(VENV)/ready-demo: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing what the program needs (once)"
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/ready-test: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing what the tests need (once)"
	@$(PIP) install --constraint constraints.txt --editable '.[test]'
	@touch $@ $(VENV)/ready-demo

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache
