# The front door. `make help` lists what there is.
UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
RUN := $(UV) run --frozen --no-dev
DEV := $(UV) run --frozen
# TensorFlow's, 140 MB, for building against it; uv finds nothing missing without them.
HEADERS := $(or $(UV_PROJECT_ENVIRONMENT),.venv)/lib/python3.10/site-packages/tensorflow/include
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 2
# Rasa takes 17 s to import from source and 4 s from what Python keeps of it; many container images forbid keeping.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup train run desk teach test test-unit test-untrained test-rooms measure check check-code check-data fuzz faults soak report bench bench-desk bench-scale

help: ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

.tools/bin/uv:
	@echo "Fetching uv, the package installer …"
	@python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools uv==$(UV_VERSION)

setup: $(UV) ## Install everything, as the lock file says
	$(UV) sync --frozen --no-dev --inexact
	@rm -rf $(HEADERS)

train: setup ## Train, if something that is learnt from has changed
	@$(RUN) python -m nlu.training

run: train ## Start the whole service on http://127.0.0.1:8000 (HOST, PORT to change)
	@$(RUN) python -m deploy.service

desk: $(UV) ## The front desk in the terminal: make desk ARGS="users add NAME --role manager"
	@$(RUN) python -m desk $(ARGS)

teach: $(UV) ## Apply what was taught at the desk, or take it back: make teach ARGS="apply ID" (docs/teaching.md)
	@$(RUN) python -m teaching $(ARGS)

check: check-code check-data ## Lint, format, types, the knowledge files and Rasa's data

check-code: $(UV)
	$(DEV) ruff check .
	$(DEV) ruff format --check .
	$(DEV) mypy

check-data: $(UV)
	$(DEV) python -m knowledge check
	LOG_LEVEL=WARNING $(DEV) rasa data validate --fail-on-warnings --max-history 4

test: $(UV) ## All tests, the quick ones first
	@$(UV) sync --frozen --inexact
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line check-code test-unit
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line NICE="nice -n 5" train test-untrained
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line test-rooms measure
	# A file stays with one worker, which starts what the file needs once; the long files of tests/service come first.
	# Nearly half of the time they wait, for a service to start or a page to change: three keep two processors busy.
	$(DEV) python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q --durations=20 -m "not untrained" tests/service tests/conversations tests/browser

test-unit: $(UV)
	$(DEV) python -m pytest -p no:schemathesis -n auto -q tests/unit

# What needs no trained model. Training, which takes longer, keeps one processor busy and goes before it.
test-untrained: check-data
	$(NICE) $(DEV) python -m benchmarks.warning_signs
	$(NICE) $(DEV) python -m pytest -n auto -q tests/privacy tests/records tests/knowledge
	$(DEV) python -m pytest -q --durations=5 -m untrained tests/service

test-rooms: $(UV)
	$(DEV) python -m pytest -n auto -q tests/web tests/desk

measure: $(UV)
	$(DEV) python -m benchmarks.warning_signs --trained
	$(DEV) python -m benchmarks.understanding --check

fuzz: train ## 5,000 made-up messages: an answer to each, and no personal data kept
	GENERATED_MESSAGES=5000 $(DEV) python -m pytest tests/service/test_generated_messages.py

faults: train ## Play what can fail against the running service; writes the table of docs/reliability.md. ONLY="is killed"
	$(DEV) python -m benchmarks.faults $(if $(ONLY),--only "$(ONLY)")

MINUTES ?= 5
soak: train ## Long and short conversations, kills, edits and a flood at once: make soak MINUTES=5
	$(DEV) python -m benchmarks.soak --minutes $(MINUTES)

report: train ## The testers' report, as a page. ONLY=conversations, NAME="says who", WATCH=1, URL=…: docs/testing.md
	@$(DEV) python -m benchmarks.report $(if $(ONLY),--only $(ONLY)) $(if $(NAME),--name "$(NAME)") \
		$(if $(URL),--url "$(URL)") $(if $(WATCH),--watch)

bench: train ## Measure speed, side by side with Rasa out of the box
	$(DEV) python -m benchmarks.speed

bench-desk: $(UV) ## Measure the front desk's pages with 100,000 conversations, on PostgreSQL too under .ci/with-postgres
	$(DEV) python -m benchmarks.front_desk

bench-scale: train ## Answers a second with one and with two workers, and what a third would need; needs PostgreSQL and Redis
	@.ci/with-postgres $(DEV) python -m benchmarks.scaling
