# Everyday commands. `make help` lists them; each installs what it needs first and is quick the second time.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
OUT := out
# The folder that `make evaluate` measures: documents with labels beside them.
FOLDER ?= samples
# More options for pytest, for example PYTEST_OPTIONS="-k letterhead -x".
PYTEST_OPTIONS ?=
PYTEST_WORKERS ?= 2

# One thread per native library (worker processes do the rest), nothing sent home by anyone.
export OMP_THREAD_LIMIT := 1
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export PYTHONUTF8 := 1

# What `make fuzz` mutates (symbols, dates, tables, texts), and for how long.
TARGET ?= symbols
SECONDS_OF_FUZZING ?= 60

.PHONY: help setup setup-dev demo test check format samples evaluate fuzz clean distclean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: ## Install what running needs: Debian packages and .venv/ from requirements.lock
	@bash scripts/setup.sh run

setup-dev: ## Install what tests and checks need as well: requirements-dev.lock
	@bash scripts/setup.sh dev

demo: setup ## Read samples/ into out/demo.sqlite3 and export the records
	@bash scripts/demo.sh "$(OUT)"

test: setup-dev ## Run all tests in parallel
	@mkdir -p "$(OUT)"; PREFECT_HOME="$(CURDIR)/$(OUT)/prefect-test" $(BIN)/python -m pytest \
		-q -n $(PYTEST_WORKERS) --dist loadgroup $(PYTEST_OPTIONS)

check: setup-dev ## Formatting, lint, types, direction of imports
	@echo "ruff format"; $(BIN)/ruff format --check .
	@echo "ruff check"; $(BIN)/ruff check .
	@echo "mypy"; $(BIN)/mypy
	@echo "import direction"; $(BIN)/lint-imports

format: setup-dev ## Bring all files into the common format
	@$(BIN)/ruff check --select I --fix .
	@$(BIN)/ruff format .

samples: setup-dev ## Make the sample documents and their expected records again
	@$(BIN)/python -m samples.builder

evaluate: setup ## Measure FOLDER (default: samples), documents with labels beside them
	@$(BIN)/vanthu evaluate "$(FOLDER)"

fuzz: setup-dev ## Throw mutated texts at the reader TARGET for SECONDS_OF_FUZZING seconds
	@$(BIN)/python -m tests.fuzz.run "$(TARGET)" "$(SECONDS_OF_FUZZING)"

clean: ## Remove what running and testing left behind
	@rm -rf "$(OUT)" build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -path "./$(VENV)" -prune -o -path ./.git -prune -o -type d -name __pycache__ -print0 \
		| xargs -0 --no-run-if-empty rm -rf

distclean: clean ## Remove the virtual environment too
	@rm -rf "$(VENV)" ./*.egg-info
