# Each target sets up what it needs; a second run finds in a second that all is there.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
SETUP := resources/setup
QM := resources/translations/zh_CN.qm

.PHONY: help setup demo test lab bench lint lock translations run-env dev-env

help: ## show the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | column -t -s "$$(printf '\t')"

run-env:
	@$(SETUP)/system.sh demo
	@$(SETUP)/python.sh run
	@$(MAKE) --no-print-directory -s $(QM)

dev-env:
	@$(SETUP)/system.sh test
	@$(SETUP)/python.sh dev
	@$(MAKE) --no-print-directory -s $(QM)

setup: run-env ## install everything that the program needs, run nothing

$(QM): resources/translations/zh_CN.ts
	@.venv/bin/pyside6-lrelease -silent $< -qm $@.new && mv $@.new $@  # a program that runs has it mapped

demo: run-env ## open the workstation of a busy hotline, with a simulated PBX
	@.venv/bin/desk demo

# Calls are heard and timed, so the tests on a PBX have the machine to themselves.
test: dev-env ## run all tests, those on a real Asterisk included
	@$(SETUP)/pbx.sh
	@failed=0; \
	$(PY) -m pytest -n 2 --dist loadfile --ignore tests/pbx || failed=1; \
	$(PY) -m pytest tests/pbx || failed=1; \
	exit $$failed

lab: dev-env ## start a real Asterisk with phones and leave it running
	@$(SETUP)/pbx.sh
	@$(PY) -m tests.pbx.lab

bench: dev-env ## measure speed beside limits and peers
	@$(PY) -m tests.bench

lint: ## check style and types
	@$(SETUP)/python.sh dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

translations: ## bring the translation file up to date with the sources
	@.venv/bin/pyside6-lupdate -no-obsolete -locations none $$(find desk -name '*.py' | LC_ALL=C sort) -ts resources/translations/zh_CN.ts

lock: ## resolve the dependencies anew into the two lock files
	@$(PY) -m pip install --quiet uv
	@for profile in requirements.txt: "requirements-dev.txt:--group test --group lint --group bench"; do \
	  .venv/bin/uv pip compile pyproject.toml --group build $${profile#*:} --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	    --quiet --output-file $${profile%%:*}; \
	done
