# `make` alone lists what can be done. Each target works by itself from a fresh clone.
.PHONY: help run test shake check bench docs
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## start the service with invented people and reviews on 127.0.0.1:PORT (8000)
	@scripts/run.sh

test: ## everything: lint, tests on SQLite and PostgreSQL, journeys in a browser
	@scripts/test.sh

shake: ## kills and races on SQLite and PostgreSQL; then everything again, by more people
	@scripts/shake.sh

check: ## the quick part of `make test`: lint, types, migrations, production settings
	@scripts/check.sh

bench: ## measure an installation of national size against its floors
	@scripts/bench.sh

docs: ## write docs/reference/ afresh from the declaration of the steps
	@scripts/docs.sh
