# The README's commands. Each does its own set-up; nothing has to be installed by hand first.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test lint types contracts unit journeys bench lock messages format setup servers bluesky

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: $(READY) servers ## Make the virtual environment and look for PostgreSQL and Chromium

servers:
	@sh tools/setup.sh servers

bluesky: ## Install the servers of Bluesky that tests ask (700 MB in ~/.cache, some minutes, once)
	@sh tools/setup.sh bluesky

$(READY): requirements-dev.lock pyproject.toml tools/setup.sh
	@PYTHON=$(PYTHON) VENV=$(VENV) GOAL="$(MAKECMDGOALS)" sh tools/setup.sh
	@touch $(READY)

demo: $(READY) ## Make the demonstration town and open it on localhost: make demo PORT=8123
	@$(BIN)/plazamayor demo $(if $(PORT),--port $(PORT))

test: $(READY) servers bluesky ## Lint, types, contracts, tests on SQLite and PostgreSQL, journeys in Chromium
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/test.sh

lint types contracts: $(READY)
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/test.sh $@

unit: $(READY) ## Tests on SQLite only: make unit ARGS="tests/core -k dates"
	@PATH="$(CURDIR)/$(BIN):$$PATH" ARGS="$(ARGS)" sh tools/test.sh sqlite

journeys: $(READY) servers ## Journeys in Chromium only: make journeys ARGS="-k invite"
	@PATH="$(CURDIR)/$(BIN):$$PATH" ARGS="$(ARGS)" sh tools/test.sh journeys

format: $(READY) ## Put code and templates in the house's form
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/format.sh

bench: $(READY) ## Benchmarks: make bench NAME=collector SCALE=small|full
	@$(BIN)/python -m bench $(if $(NAME),--name $(NAME)) --scale $(or $(SCALE),small)

lock: $(READY) ## Renew requirements.lock and requirements-dev.lock
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/lock.sh

messages: $(READY) ## Collect texts to translate and compile them (needs gettext)
	@$(BIN)/python tools/messages.py
