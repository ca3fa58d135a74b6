# Everything runs in a virtual environment of its own, made on first use.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
# Material prints a notice on every run; it is not ours to show.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

# Made again only when the package's own description changes, so that later runs need no network.
$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

serve: $(VENV)/.ready ## Build the demo archive and serve it at a local address
	@echo "Serving the demo archive at http://$(ADDRESS)/postmortems/ (Ctrl-C ends it)"
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: $(VENV)/.ready ## Build the site into site/, without serving
	$(BIN)/mkdocs build --strict

test: lint $(VENV)/.ready ## Run every check: lint, format, types, layers, tests
	$(BIN)/python -m pytest -m aside
	$(BIN)/python -m pytest -m "not aside" --numprocesses auto --dist loadfile

lint: $(VENV)/.ready ## Run the quick checks only: lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/.ready ## Print the benchmarks, as ratios measured in one run
	$(BIN)/python -m tests.bench

quality: $(VENV)/.ready ## Print how well known relatives are found among similar incidents
	$(BIN)/python -m tests.quality

pictures: $(VENV)/.ready ## Make the pictures of README and docs from the demo archive
	$(BIN)/python -m tests.pictures

clean: ## Remove the environment and everything built
	rm -rf $(VENV) site dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.PHONY: help serve build test lint bench quality pictures clean
