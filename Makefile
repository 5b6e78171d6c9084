# demo and test are all a newcomer types; each sets up what it needs.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
export SHIGU_HOME ?= $(CURDIR)/.shigu
# Each process would compile the same modules again where the surroundings forbid to keep them.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test fuzz lint style types ladder bench audit docs clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.assets
	$(BIN)/shigu demo

test: $(VENV)/.dev $(VENV)/.assets $(VENV)/.browser lint
	$(BIN)/pytest -n 2

# The same tests with draws that are new each time; make test draws the same every time.
fuzz: $(VENV)/.dev $(VENV)/.assets
	SHIGU_FUZZ=20 $(BIN)/pytest -n 2 --hypothesis-profile=default

lint: style types ladder

style: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

ladder: $(VENV)/.dev
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python bench/plan.py
	$(BIN)/python bench/pack.py
	$(BIN)/python bench/siting_cluster.py
	$(BIN)/python bench/siting_real.py
	$(if $(wildcard $(DATA)/gap),$(BIN)/python bench/siting.py $(DATA)/gap --seconds 10 --peers highs)
	$(if $(wildcard $(DATA)/cap),$(BIN)/python bench/siting.py $(DATA)/cap --seconds 10)
	$(BIN)/python bench/registry.py $(if $(wildcard $(DATA)/registry),--registry $(DATA)/registry/hangzhou.csv.gz --train $(DATA)/registry/a_share_dev.csv --spark)
	$(BIN)/python bench/web.py
	$(BIN)/python bench/working_day.py
	$(BIN)/python bench/chain.py $(if $(wildcard $(DATA)/complexity),$(DATA)/complexity)
	$(BIN)/python bench/settlement.py $(wildcard $(DATA)/sharing/mn_fiscal_disparities_2007_2024.csv)
	$(BIN)/python bench/settlement_db.py
	$(BIN)/python bench/sharing.py $(if $(wildcard $(DATA)/sharing),$(DATA)/sharing)

# Known faults of the pinned packages, where a network is; a closed network audits before bundling.
audit: $(VENV)/.dev
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt
	npm audit --omit=dev --audit-level=high

docs: $(VENV)/.dev
	$(BIN)/python docs/build.py

$(VENV)/.run: pyproject.toml constraints.txt
	deploy/setup.sh run
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt
	deploy/setup.sh dev
	touch $@ $(VENV)/.run

$(VENV)/.assets: package.json package-lock.json $(wildcard shigu/locale/en/LC_MESSAGES/parts/*.po) | $(VENV)/.run
	deploy/setup.sh assets
	touch $@

$(VENV)/.browser: deploy/setup.sh | $(VENV)/.dev
	deploy/setup.sh browser
	touch $@

clean:
	rm -rf $(VENV) node_modules shigu/face/static/vendor out build .mypy_cache .ruff_cache .hypothesis .import_linter_cache
