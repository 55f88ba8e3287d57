# Every target makes what it needs: a virtual environment in .venv, with the versions of constraints.txt.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
INSTALL := -m pip install --quiet --disable-pip-version-check
FAST := -m "not slow" tests/storage tests/summarizer/reading tests/summarizer/test_*.py tests/bot/views tests/bot/commands

.PHONY: help demo chat test fast newest check hooks format clean

help: ## say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

# Installed anew only when what is needed has changed: a second run starts in seconds.
.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "wasit needs Python 3.11 or newer; name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@echo "Making .venv and installing what wasit needs (once, about a minute) …"
	$(PYTHON) -m venv .venv
	$(BIN)/python $(INSTALL) --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: .venv/installed ## a whole day of the bot in this terminal: no token, no network
	@$(BIN)/wasit demo

chat: .venv/installed ## the same bot to try yourself, in a chat page of this machine: no token, no network
	@$(BIN)/wasit demo --chat

test: .venv/installed ## all tests
	$(BIN)/python -m pytest -n 4 --dist worksteal

fast: .venv/installed ## the tests that start no server and no process: about a minute
	$(BIN)/python -m pytest $(FAST)

newest: ## the quick tests with the newest libraries that pyproject.toml lets in, in .venv-newest
	$(PYTHON) -m venv .venv-newest
	.venv-newest/bin/python $(INSTALL) --upgrade --upgrade-strategy eager --editable '.[dev]'
	.venv-newest/bin/python -m pytest $(FAST)

check: .venv/installed ## ruff, mypy and the import law
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

hooks: .venv/installed ## let git run the checks before each commit
	$(BIN)/pre-commit install

format: .venv/installed ## put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## forget the virtual environment and the caches
	rm -rf .venv .venv-newest build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
