PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all:

.PHONY: setup setup-dev setup-bench demo test bench lint render definitions holidays lock audit clean

setup: $(VENV)/.core
setup-dev: $(VENV)/.dev
setup-bench: $(VENV)/.bench

$(BIN)/python:
	$(PYTHON) -c "import sys; sys.exit('wallboard needs Python 3.11 or newer: make PYTHON=…' if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q $(VENV)/lib || true
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.core
	$(PIP) -r requirements-dev.lock
	touch $@

# Peers to measure against. PySpark comes as source, which the locked setuptools build.
$(VENV)/.bench: requirements-bench.lock $(VENV)/.core
	$(PIP) --no-binary pyspark --no-build-isolation -r requirements-bench.lock
	touch $@

demo: setup
	$(BIN)/wallboard demo

test: setup-dev
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

# What each step costs, at a size that takes minutes; docs/performance.md tells of larger ones.
bench: setup
	$(BIN)/wallboard bench --messages 100000 --days 28 --only ingest,scan,reference,build,kpi,history --history 1

lint: setup-dev
	$(BIN)/ruff check python tests
	$(BIN)/ruff format --check python tests
	$(BIN)/mypy
	$(BIN)/sqlfluff lint models tests/singular analyses python/wallboard/bench
	$(BIN)/wallboard render --check

render: setup
	$(BIN)/wallboard render

holidays: setup-dev
	$(BIN)/python -m wallboard.holidays_seed

# Does every KPI still mean what it was locked as? `wallboard lock` adds new ones to the log.
definitions: setup
	$(BIN)/wallboard lock --check

# Needs uv. Left out (requirements/overrides.txt): the parser that dbt-core 1.12 names, which is optional and downloads itself while installing; and a
# grammar of addresses that jsonschema would build for seconds whenever it is imported.
lock:
	uv pip compile --quiet --python-version 3.11 --override requirements/overrides.txt --only-binary :all: --generate-hashes \
		--no-emit-index-url --no-emit-find-links requirements/core.in --output-file requirements.lock
	uv pip compile --quiet --python-version 3.11 --override requirements/overrides.txt --only-binary :all: --generate-hashes \
		--no-emit-index-url --no-emit-find-links --constraint requirements.lock requirements/dev.in --output-file requirements-dev.lock
	uv pip compile --quiet --python-version 3.11 --override requirements/overrides.txt --only-binary :all: --no-binary pyspark --generate-hashes \
		--no-emit-index-url --no-emit-find-links --constraint requirements.lock --constraint requirements-dev.lock requirements/bench.in \
		--output-file requirements-bench.lock

# Installed = locked? Known vulnerabilities, licences, and dist/sbom.json, a bill of what `make setup` installs.
audit: setup-dev
	$(BIN)/python -m wallboard.audit
	mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o dist/sbom.json

clean:
	rm -rf $(VENV) .wallboard target logs
