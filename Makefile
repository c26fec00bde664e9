# kinerja-api: `make run` tries it, `make test` proves it, `make check` is what CI runs besides.
#
#   make run                     environment, PostgreSQL, demo data, server on http://127.0.0.1:8000
#   make run PORT=8001 DATA=/tmp/kinerja

PORT ?= 8000
HOST ?= 127.0.0.1
DATA ?= .kinerja-data
ARGS ?=
FUZZ_SECONDS ?= 180
CYCLE_ROADS ?= 12
BIN := .venv/bin
SOURCES := src tests migrations scripts $(wildcard examples benchmarks)
# What decides about a person is covered to the last branch (docs/decisions).
DECIDING := */scoring/*,*/rules.py,*/rules/*,*/lifecycle.py,*/lifecycle/*,*/access.py,*/access/*

.DEFAULT_GOAL := help
.PHONY: help run test coverage check e2e fuzz bench mutants value-mutants openapi contract-lint migrations-lint format lint types imports contract policies \
        files security secrets-baseline lock prepare prepare-dev clean

help: ## show the targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: prepare ## try it: everything a new user needs; Ctrl-C ends it
	@exec $(BIN)/python -m kinerja_api demo --host $(HOST) --port $(PORT) --data "$(DATA)"

# The tests start the program dozens of times; what forbids to keep compiled code would compile it each time anew.
test: export PYTHONDONTWRITEBYTECODE :=
test: prepare-dev ## every test, on a real PostgreSQL, in three minutes on two cores
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

coverage: prepare-dev ## the same tests, measured, with the gates of coverage; takes twice as long
	$(BIN)/coverage erase
	$(MAKE) test ARGS="--cov --cov-report= $(ARGS)"
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=100 --include='$(DECIDING)'

check: lint types imports contract policies files migrations-lint security ## everything that needs no server

e2e: prepare-dev ## only the tests that drive a running server
	$(BIN)/pytest tests/e2e $(ARGS)

fuzz: prepare-dev ## Schemathesis against a demo for FUZZ_SECONDS, and CYCLE_ROADS random ways through a whole cycle
	$(BIN)/python scripts/fuzz.py $(FUZZ_SECONDS)
	CYCLE_ROADS=$(CYCLE_ROADS) $(BIN)/pytest tests/e2e/test_whole_cycle.py

bench: prepare-dev ## the figures of the README, measured here in three minutes; needs wrk and pgbench (ARGS="p1 --rounds 9")
	$(BIN)/python -m benchmarks $(ARGS)

mutants: prepare-dev ## change the scoring engine here and there: does a test notice? ARGS="FILE... --every 10" (docs/mutants.md)
	$(BIN)/python scripts/mutants.py $(ARGS)

value-mutants: prepare-dev ## change the values of the policies a little: does a scenario notice? ARGS="POLICY..." (docs/mutants.md)
	PYTHONPATH=. $(BIN)/python scripts/value_mutants.py $(ARGS)

openapi: prepare-dev ## write the contract into openapi/
	$(BIN)/python -m kinerja_api openapi --write

contract-lint: prepare-dev ## lint the contract and compile a client from it (needs npm)
	bash scripts/contract-tools.sh

format: prepare-dev ## format the code
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix-only $(SOURCES)

lint: prepare-dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)

types: prepare-dev
	$(BIN)/mypy

imports: prepare-dev
	$(BIN)/lint-imports --no-cache

contract: prepare-dev
	$(BIN)/python -m kinerja_api openapi --check

policies: prepare-dev
	$(BIN)/python -m kinerja_api policies verify

files: prepare-dev ## compose.yaml against its schema, Dockerfile and shell scripts by our own rules
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	$(BIN)/python scripts/check_dockerfile.py
	sh -n scripts/with-python.sh
	bash -n .ci/run

migrations-lint: prepare-dev ## squawk on the SQL of every migration
	$(BIN)/python scripts/check_migrations.py

# B608 and B104 are ruff's S608 and S104, which ask for a reason at each place.
security: prepare-dev
	$(BIN)/bandit --quiet --recursive --severity-level medium --skip B608,B104 src scripts
	git ls-files -z -- . ':!tests' ':!requirements' ':!openapi/kinerja-v1.*' ':!.secrets.baseline' \
	  | xargs -0 $(BIN)/detect-secrets-hook --baseline .secrets.baseline

secrets-baseline: prepare-dev ## after looking at every finding: accept them
	$(BIN)/detect-secrets scan --exclude-files '^(tests/|requirements/|openapi/kinerja-v1)' > .secrets.baseline

lock: prepare-dev ## write the hash-pinned lock files anew
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) -o requirements/run.txt pyproject.toml --extra embedded
	$(LOCK) -c requirements/run.txt -o requirements/production.txt pyproject.toml
	$(LOCK) -c requirements/run.txt -o requirements/dev.txt --group dev pyproject.toml --extra embedded

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

prepare:
	@sh scripts/with-python.sh scripts/prepare.py run

prepare-dev:
	@sh scripts/with-python.sh scripts/prepare.py dev

clean: ## remove what can be made again; the data of the demo stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage .coverage.*
