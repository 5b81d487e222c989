# The portal's recipes. Each first makes ready what it needs (bootstrap.py); all can be run at any time.
#
#   make demo               the demonstration, on PORT; SERVE=no stops after its report
#   make test               every test; WORKERS at once
#   make check, make fix    lint and consistency; repair what a machine can
#   make run                the development server, on PORT
#   make migrate            bring the database up to date
#   make backup DIR=...     database, files and a manifest of hashes into a new folder; make restore DIR=... puts them back
#   make lock               compile the requirements anew (needs uv)
#   make audit              known weaknesses in what we use (needs the network)
#   make soak               what takes long or is not deterministic
#   make bench              how long pages take, at scales 1 and 50, imports of long plans and large extracts,
#                           and training's position over a million people,
#                           and earlier referrals among a hundred thousand persons; the register, map and
#                           measures of premises, and earlier bookings among a hundred thousand
#   make clean              remove what was built and installed; var/, the data, stays

PYTHON ?= python3
PORT ?= 8000
SERVE ?= yes
WORKERS ?= 2
UV ?= uv

ENV := .venv/bin
PORTAL := $(ENV)/python manage.py
CODE := prevent_portal actions training channel premises reports

.PHONY: demo test check fix run migrate backup restore lock audit soak bench clean ready-run ready-check ready-test

ready-run ready-check ready-test:
	@$(PYTHON) bootstrap.py $(@:ready-%=%)

demo: export PORTAL_DEMO = 1
demo: export PORTAL_URL ?= http://127.0.0.1:$(PORT)
demo: ready-run
	@$(PORTAL) demo --port $(PORT) $(if $(filter no,$(SERVE)),--no-serve)

test: export PORTAL_VAR ?= $(CURDIR)/var/test
test: export PORTAL_THROWAWAY = 1
test: ready-test
	@$(ENV)/python -m pytest -n $(WORKERS) --dist worksteal

run: export DEBUG = 1
run: ready-run migrate
	@$(PORTAL) runserver $(PORT)

migrate: ready-run
	@$(PORTAL) migrate --verbosity 0

backup restore: ready-run
	@$(PORTAL) $@ $(or $(DIR),$(error Say which folder: make $@ DIR=...))

# `check --deploy` judges what a real installation would run with, so it gets such an environment; no
# database answers at that address, so the check of the login finds nothing to judge there.
check: deployment = DATABASE_URL=postgres://portal_app@database/portal REDIS_URL=redis://queue:6379/0 \
	ALLOWED_HOSTS=portal.example PORTAL_URL=https://portal.example EMAIL_URL=smtp://mail:25 SECRET_KEY=$$($(ENV)/python -c 'import secrets; print(secrets.token_hex(32))') \
	ACTING_KEY=$$($(ENV)/python -c 'import secrets; print(secrets.token_hex(32))') CASE_MASTER_KEYS=1:00 MATCHING_KEY=00 LOG_SEAL_KEY=00 CLAMAV_URL=tcp://clamav:3310
check: ready-check
	@$(ENV)/ruff format --check --quiet .
	@$(ENV)/ruff check --quiet .
	@git ls-files --cached --others --exclude-standard '*.html' '*.txt' | grep '^templates/' | xargs $(ENV)/djade --check
	@$(ENV)/lint-imports --no-cache > build/lint-imports.txt || { cat build/lint-imports.txt; exit 1; }
	@$(ENV)/bandit --quiet --configfile pyproject.toml --recursive $(CODE)
	@$(deployment) $(PORTAL) check --deploy --fail-level WARNING
	@$(PORTAL) makemigrations --check --dry-run
	@$(PORTAL) print_access --check
	@$(PORTAL) print_states --check

fix: ready-check
	@$(ENV)/ruff format --quiet .
	@$(ENV)/ruff check --quiet --fix .
	@git ls-files --cached --others --exclude-standard '*.html' '*.txt' | grep '^templates/' | xargs $(ENV)/djade
	@$(PORTAL) print_access > docs/access.md
	@$(PORTAL) print_states > docs/states.md

lock: compile = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"
lock:
	@$(compile) pyproject.toml --output-file requirements.txt
	@$(compile) --group dev pyproject.toml --output-file requirements-dev.txt
	@$(compile) --group node --output-file requirements-node.txt

# Apart from `check`, because advisories come from a service on the network and change from day to day.
audit: ready-check
	@$(ENV)/pip-audit --require-hashes --disable-pip --requirement requirements-dev.txt

soak: export PORTAL_DEMO = 1
soak: export PORTAL_VAR = $(CURDIR)/var/soak
soak: ready-check
	@$(ENV)/python -m pytest soak
	@$(ENV)/python -m pytest -m soak tests
	@DRAW_EVERY_PAGE=1 $(ENV)/python -m pytest -k access tests

bench: export PORTAL_DEMO = 1
bench: ready-run
	@for scale in 1 50; do PORTAL_VAR=var/bench/$$scale PYTHONPATH=. $(ENV)/python bench/pages.py $$scale || exit 1; done
	@for scale in 1 50; do PORTAL_VAR=var/bench/$$scale $(ENV)/python -m bench.reports $$scale || exit 1; done
	@PORTAL_VAR=var/bench/1 PYTHONPATH=. $(ENV)/python bench/imports.py
	@PORTAL_VAR=var/bench/1 PYTHONPATH=. $(ENV)/python bench/training.py
	@PORTAL_VAR=var/bench/million PYTHONPATH=. $(ENV)/python bench/position.py
	@PORTAL_VAR=var/bench/matching PYTHONPATH=. $(ENV)/python bench/matching.py
	@PORTAL_VAR=var/bench/channel PYTHONPATH=. $(ENV)/python bench/channel.py
	@PORTAL_VAR=var/bench/premises $(ENV)/python -m bench.premises

clean:
	@rm -rf .venv node_modules build .pytest_cache .ruff_cache .hypothesis .import_linter_cache
