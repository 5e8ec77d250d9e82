# Everything a fresh machine needs: Python 3.11+ and make.
# PYTHON=/path/to/python takes that one; otherwise tools/choose_python.py does
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin

# What Python compiled is kept. Where the environment forbids it, every process compiles thousands of files
# anew: `sokuho` and Airflow take twice as long to start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo run serve lint format browser test test-compiled wheel bench bench-kafka crash crash-short crash-local kafka airflow pictures evaluate clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(UV):
	@"$(or $(PYTHON),python3)" -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.current: pyproject.toml uv.lock | $(UV)
	@python=$$("$(or $(PYTHON),python3)" tools/choose_python.py $(if $(PYTHON),"$(PYTHON)")) && \
		UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --quiet --locked --python "$$python"
	@touch $@

setup: .venv/.current ## make .venv from the lock (does nothing when it is current)

demo: setup ## the whole job on the sample feeds, into outbox/
	@$(BIN)/sokuho demo

run: setup ## poll, read, follow, alert and deliver until Ctrl-C
	@$(BIN)/sokuho run

lint: setup ## ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup ## let ruff tidy the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

browser: setup ## Chromium with fonts for Japanese, by apt-get where it is missing and we are root
	@$(BIN)/python -m tools.browser

test: setup ## the whole suite; no network beyond loopback
	@$(BIN)/python -m tools.browser --try
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: setup ## time what the README promises, beside quantulum3 (about ten minutes)
	@$(UV) sync --quiet --locked --group bench
	@$(BIN)/python -m bench

test-compiled: setup ## the compiled reader reads every labelled article as the sources do (minutes, where it must be made)
	@$(BIN)/python -m bench.compiled

wheel: setup ## a wheel with the reader compiled, for this machine's kind (minutes; needs a C compiler), into dist/
	@HATCH_BUILD_HOOK_ENABLE_CUSTOM=true $(UV) build --quiet --wheel --clear --python $(BIN)/python

crash: setup ## kill -9 Kafka, PostgreSQL and the workers again and again, then count everything (<= 8 minutes)
	@$(BIN)/python -m bench.crash

crash-short: setup ## the same with 2,000 articles and 6 kills
	@$(BIN)/python -m bench.crash --short

crash-local: setup ## kill `sokuho run` on one machine again and again, then count
	@$(BIN)/python -m bench.crash_local

bench-kafka: setup ## latency, drain and rebalance on Kafka and PostgreSQL, beside their marks
	@$(BIN)/python -m bench.kafka

kafka: setup ## a real Apache Kafka on a free port, until Ctrl-C
	@$(BIN)/python -m tools.broker

airflow: setup ## a real Airflow with the DAGs on the sample feeds, until Ctrl-C
	@$(BIN)/python -m tools.local_airflow

pictures: browser ## screenshots of every mail and page, of Airflow's too, with Chromium, into docs/img
	@$(BIN)/python -m tools.pictures
	@$(BIN)/python -m tools.page_pictures
	@$(BIN)/python -m tools.airflow_pictures

serve: setup ## the pages that readers reach: sign-up, preferences, unsubscribe
	@$(BIN)/sokuho serve

evaluate: setup ## score the reader on the labelled set
	@$(BIN)/sokuho evaluate

clean: ## remove everything that setup and demo made
	rm -rf .venv .uv var outbox dist
