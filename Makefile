SHELL := /bin/sh
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATASET ?= timeline/dataset
SIZES ?= 10000,100000
ENGINES ?= sqlite,postgresql
SECONDS ?= 15
KILLS ?= 200
MINUTES ?= 30
EXAMPLES ?= 2000

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install

# The site on one's own machine: plain http, one person who may approve their own work, and a key
# made on first use. Variables that are set already win. Another dataset
# than the shipped one has a database of its own.
SEEN_AT := $(patsubst 0.0.0.0,127.0.0.1,$(HOST)):$(PORT)
LOCAL := HTTPS=$${HTTPS:-off} SITE_URL=$${SITE_URL:-'http://$(SEEN_AT)'} FOUR_EYES=$${FOUR_EYES:-off} \
	ALLOWED_HOSTS=$${ALLOWED_HOSTS:-'127.0.0.1,localhost,[::1],$(HOST)'}; \
	if [ -z "$${SECRET_KEY:-}$${SECRET_KEY_FILE:-}" ]; then SECRET_KEY_FILE=.secret-key; fi; \
	if [ -z "$${DATABASE_URL:-}" ] && [ '$(DATASET)' != timeline/dataset ]; then \
		DATABASE_URL='sqlite:///$(CURDIR)/db.sqlite3-$(notdir $(DATASET:/=))'; export DATABASE_URL; fi; \
	export HTTPS SITE_URL FOUR_EYES ALLOWED_HOSTS SECRET_KEY_FILE

.DEFAULT_GOAL := help
.PHONY: help run test lint format faults bench replicas profile lock admin clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; \
		do printf '  make %-8s %s\n' "$$name" "$$what"; done

run: .venv/run-installed .secret-key ## start the site at http://127.0.0.1:8000/ (HOST=, PORT=, DATASET=)
	@set -eu; $(LOCAL); \
	$(PY) tests/tools/check_port.py '$(HOST)' '$(PORT)'; \
	$(PY) manage.py migrate --verbosity 0; \
	$(PY) manage.py load_dataset '$(DATASET)' --if-empty; \
	$(PY) manage.py publish --if-none --note "First edition"; \
	$(PY) manage.py collectstatic --no-input --verbosity 0; \
	echo "The timeline is at http://$(SEEN_AT)/ (stop with Ctrl-C)"; \
	exec $(PY) -m gunicorn timeline.wsgi --bind '$(HOST):$(PORT)' --workers 2 --threads 4 \
		--worker-class timeline.worker.Worker --log-level warning --no-control-socket

test: .venv/dev-installed ## run all tests, on SQLite and on PostgreSQL
	@$(PY) tests/tools/packages.py postgresql chromium-headless-shell fonts-noto-core nginx-light \
		openssh-client openssl pandoc
	@$(PY) tests/tools/run_tests.py

lint: .venv/dev-installed ## check style, types, imports, settings and migrations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	find templates timeline -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +
	@set -eu; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; : > "$$folder/lint.sqlite3"; \
	key=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))'); \
	production() { echo "$$@"; env -i PATH="$$PATH" HOME="$${HOME:-/}" LANG=C.UTF-8 \
		SECRET_KEY="$$key" SITE_URL=https://timeline.example.org BEHIND_PROXY=on \
		DATABASE_URL="sqlite:///$$folder/lint.sqlite3" "$$@"; }; \
	production $(PY) -m mypy; \
	production .venv/bin/lint-imports; \
	production $(PY) manage.py check --deploy --fail-level WARNING; \
	production $(PY) manage.py makemigrations --check --dry-run

format: .venv/dev-installed ## put Python and templates into their common form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	find templates timeline -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

faults: .venv/dev-installed ## kill, fill up and hurry a site, and count what it loses (KILLS=, MINUTES=, EXAMPLES=, ENGINES=)
	@$(PY) tests/tools/packages.py postgresql
	EXAMPLES='$(EXAMPLES)' $(PY) -m pytest -q tests/reader/test_any_address.py
	EXAMPLES='$(EXAMPLES)' $(PY) tests/tools/with_postgres.py $(PY) -m pytest -q tests/reader/test_any_address.py
	$(PY) -m tests.faults.run --kills '$(KILLS)' --minutes '$(MINUTES)' --engines '$(ENGINES)'

bench: .venv/dev-installed .venv-bench/installed .npm-bench/installed .secret-key ## measure over HTTP and in a browser against the budgets (SIZES=, ENGINES=)
	@$(PY) tests/tools/packages.py postgresql wrk nginx-light chromium-headless-shell
	@set -eu; $(LOCAL); $(PY) manage.py collectstatic --no-input --verbosity 0
	$(PY) -m tests.benchmarks.wire.run --sizes '$(SIZES)' --engines '$(ENGINES)' \
		--datasette .venv-bench/bin/datasette --out docs/bench
	$(PY) -m tests.benchmarks.felt.run --modules .npm-bench/node_modules --out docs/bench

replicas: .venv/dev-installed ## read from a replica that lags and is killed, and count what is mixed (SECONDS=)
	@$(PY) tests/tools/packages.py postgresql nginx-light
	$(PY) -m tests.replicas.run --seconds '$(SECONDS)'

profile: .venv/dev-installed ## measure within one process, to find where the time goes
	@$(PY) tests/tools/packages.py postgresql
	$(PY) -m pytest -m benchmark -s tests/benchmarks

lock: | $(PY) ## pin all that runs and all that tests, with digests, in requirements.lock and -dev.lock
	@set -eu; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(PY) -m venv "$$folder"; "$$folder/bin/pip" --disable-pip-version-check --quiet install pip-tools==7.6.2; \
	for name in requirements requirements-dev; do \
		"$$folder/bin/pip-compile" --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
			--no-emit-index-url --no-emit-find-links --output-file "$$name.lock" "$$name.txt"; done; \
	$(PIP) --require-hashes -r requirements.lock; \
	$(PY) tests/tools/licences.py docs/licences.md

admin: .venv/run-installed .secret-key ## make the first person who may sign in at /admin/
	@set -eu; $(LOCAL); $(PY) manage.py migrate --verbosity 0; \
	exec $(PY) manage.py createsuperuser $${DJANGO_SUPERUSER_PASSWORD:+--no-input}

clean: ## remove what make made; the database and the key stay
	rm -rf .venv .venv-bench .npm-bench staticfiles test-results .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
		.ruff_cache
	find timeline tests -name __pycache__ -type d -exec rm -rf {} +

.secret-key:
	@umask 077; $(PY) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is " \
		"needed, this is " + sys.version.split()[0] + ": make PYTHON=python3.11 ...")'
	@$(PYTHON) tests/tools/packages.py python3-venv
	$(PYTHON) -m venv .venv

.venv/run-installed: requirements.lock | $(PY)
	$(PIP) --require-hashes -r requirements.lock
	@touch $@

.venv/dev-installed: requirements-dev.lock | $(PY)
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@ .venv/run-installed

# What is measured beside ours, in an environment of its own: it asks for other versions of things.
.venv-bench/installed: requirements-bench.txt | $(PY)
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip --disable-pip-version-check --quiet install -r requirements-bench.txt
	@touch $@

# The same, of what is measured in a browser. No lock file: it would name where packages came from.
.npm-bench/installed: tests/benchmarks/felt/package.json | $(PY)
	@$(PY) tests/tools/packages.py npm
	mkdir -p .npm-bench && cp $< .npm-bench/
	cd .npm-bench && npm install --no-package-lock --no-audit --no-fund --ignore-scripts
	@touch $@
