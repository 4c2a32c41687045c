# make setup, then make check: what continuous integration runs.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: setup check lint types contract test browser ray slow tools extract

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

# Slow: a cluster of Ray on this machine, of which a worker is killed.
ray: setup
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[ray]'
	$(BIN)/pytest --override-ini addopts= -q tests/cluster

# Slow: runs over five hundred texts, each killed ten times and resumed.
slow: setup
	$(BIN)/pytest --override-ini addopts= -q -s tests/slow

# Slow: round trips through a real Label Studio and a real doccano on loopback, each in an environment
# of its own. doccano does not say that it needs older versions of these three.
tools: setup
	$(PYTHON) -m venv .venv/labelstudio
	.venv/labelstudio/bin/pip install --quiet 'label-studio>=1.23'
	$(PYTHON) -m venv .venv/doccano
	.venv/doccano/bin/pip install --quiet 'doccano>=1.8' 'marshmallow<4' 'numpy<2' 'pandas<2'
	LABEL_STUDIO=.venv/labelstudio/bin/label-studio DOCCANO=.venv/doccano/bin/doccano \
		$(BIN)/pytest --override-ini addopts= -q tests/tools

extract: setup
	$(BIN)/coalition-ie extract --format table examples/dispatch.txt
