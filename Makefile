# The README's commands. Each does its own set-up; nothing has to be installed by hand first.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo serve test lint types contracts unit journeys bench lock messages format setup

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: $(READY) ## Make the virtual environment and look for PostgreSQL and Chromium

$(READY): requirements-dev.lock pyproject.toml tools/setup.sh
	@PYTHON=$(PYTHON) VENV=$(VENV) sh tools/setup.sh
	@touch $(READY)

demo: $(READY) ## Make the demonstration town and open it on localhost
	@$(BIN)/plazamayor demo

test: $(READY) ## Lint, types, contracts, tests on SQLite and PostgreSQL, journeys in Chromium
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/test.sh

lint: $(READY) ## Style of code and templates
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/lint.sh

bench: $(READY) ## Benchmarks: make bench NAME=collector SCALE=small|full
	@$(BIN)/python -m bench $(if $(NAME),--name $(NAME)) --scale $(or $(SCALE),small)

lock: $(READY) ## Renew requirements.lock and requirements-dev.lock
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/lock.sh

messages: $(READY) ## Collect texts to translate and compile them (needs gettext)
	@$(BIN)/python tools/messages.py
