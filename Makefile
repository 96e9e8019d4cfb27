# Everything starts here, on a bare machine with Python 3.11 or newer (Windows: kuager.cmd).
# What is needed is installed into .venv, from pinned wheels, checked by their hashes.

VENV := .venv
PY := $(VENV)/bin/python
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3.14 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$name; break; }; done)
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all:

.PHONY: help demo test test-full bench clean
.PHONY: check format lint types house words example portable

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.* ## /  make \1  \t/p' Makefile

demo: $(VENV)/run ## fill a practice vault from the example; write, check and send its documents
	$(PY) tools/demo.py

test: $(VENV)/dev ## the quick tests
	$(PY) -m pytest --numprocesses auto --dist loadfile

test-full: $(VENV)/spark ## all tests, the slow ones too
	$(PY) -m pytest --numprocesses auto -m "full or not full"

bench: $(VENV)/dev ## the measured promises, as ratios
	$(PY) -m bench

check: format lint types house words example portable ## format, lint, types, rules, words, example, Windows

format: $(VENV)/dev
	$(PY) -m ruff format --check .

lint: $(VENV)/dev
	$(PY) -m ruff check .

types: $(VENV)/dev
	$(PY) -m mypy

house: $(VENV)/dev # floors, style, doors, docs: the tests at the top of tests/
	$(PY) -m pytest --quiet tests/test_*.py

words: $(VENV)/dev # schema, vocabularies, translations
	$(PY) -c 'import sys; from pathlib import Path; from kuager.model.lint import lint; \
		sys.exit("\n".join(lint(Path("src/kuager/model"))) or 0)'
	$(PY) tools/extract_messages.py

example: $(VENV)/dev # nothing in it points at a person
	$(PY) tools/check_example.py

portable: $(VENV)/dev # what Windows needs
	$(PY) tools/check_portable.py
	$(PY) tools/check_wheels.py

clean: ## remove what was made
	rm -rf $(VENV) demo build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(PY):
	@test -n "$(PYTHON)" || { echo "Kuager needs Python 3.11 or newer: none was found."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv"; \
		exit 1; }

$(VENV)/run: requirements/run.txt requirements/build.txt pyproject.toml | $(PY)
	$(PIP) --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: requirements/dev.txt requirements/analysis.txt $(VENV)/run
	$(PIP) --require-hashes -r requirements/dev.txt -r requirements/analysis.txt
	@touch $@

# Spark comes as source only, half a gigabyte: for the full tests and for federations alone.
$(VENV)/spark: requirements/spark.txt $(VENV)/dev
	$(PIP) --no-binary pyspark --no-build-isolation --require-hashes -r requirements/spark.txt
	@touch $@
