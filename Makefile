# make setup, then make check: what continuous integration runs.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: setup check lint types contract test extract

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

check: lint types contract test

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contract: setup
	$(BIN)/lint-imports

test: setup
	$(BIN)/pytest

extract: setup
	$(BIN)/coalition-ie extract --format table examples/dispatch.txt
