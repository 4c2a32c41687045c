# make setup, then make check: what continuous integration runs.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: setup check lint types contract test browser tools extract

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

# Slow: the page in headless Chromium, which has to be on the path.
browser: setup
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[browser]'
	$(BIN)/pytest --override-ini addopts= -q tests/browser

# Slow: a round trip through a real Label Studio on loopback, in an environment of its own.
tools: setup
	$(PYTHON) -m venv .venv/tools
	.venv/tools/bin/pip install --quiet 'label-studio>=1.23'
	LABEL_STUDIO=.venv/tools/bin/label-studio $(BIN)/pytest --override-ini addopts= -q tests/tools

extract: setup
	$(BIN)/coalition-ie extract --format table examples/dispatch.txt
