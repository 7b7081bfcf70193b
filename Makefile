# Each target sets up what it needs in .venv, once: a stamp file there remembers what was installed.
# PYTHON may name any Python from 3.11 on; SHARED the folder of evaluation texts.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
SHARED ?= ../shared
BIN := .venv/bin
CODE := src tests bench eval tools training

.DEFAULT_GOAL := help
.PHONY: help demo test check eval eval-floors bench format lint types imports lock clean

help: ## what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

.venv/pip.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "standoff needs Python 3.11 or newer; say which: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@touch $@

# Editable, so that the code in src is what runs; --no-deps, since the lock file brought everything.
.venv/runtime.stamp: .venv/pip.stamp requirements/runtime.txt requirements/build.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/runtime.stamp ## read the example page and print its events
	$(BIN)/standoff read examples/strait-crisis-2031.md --published 2031-03-18

test: .venv/dev.stamp ## run the tests
	$(BIN)/python -m pytest -ra

check: format-check lint types imports test ## everything that CI checks

.PHONY: format-check
format-check: .venv/dev.stamp
	$(BIN)/ruff format --check $(wildcard $(CODE))

lint: .venv/dev.stamp ## ruff
	$(BIN)/ruff check $(wildcard $(CODE))

types: .venv/dev.stamp ## mypy, strict
	$(BIN)/mypy $(wildcard src tests bench eval)

imports: .venv/dev.stamp ## who may import whom
	$(BIN)/lint-imports --no-cache

format: .venv/dev.stamp ## put the code in order
	$(BIN)/ruff format $(wildcard $(CODE))
	$(BIN)/ruff check --fix $(wildcard $(CODE))

eval: .venv/dev.stamp ## measure accuracy on all sets and record it in eval/results.json
	$(BIN)/python -m eval.run --shared $(SHARED) --record

eval-floors: .venv/dev.stamp ## measure accuracy and fail where it lies below eval/floors.toml
	$(BIN)/python -m eval.run --shared $(SHARED) --floors

bench: .venv/dev.stamp ## measure speed and memory and record them in bench/results.json
	$(BIN)/python -m bench.run --record
	$(BIN)/python -m bench.warc --record
	$(BIN)/python -m bench.watch --record

lock: .venv/pip.stamp ## pin the newest packages that requirements/*.in allow
	$(BIN)/python -m pip install --quiet uv
	@for name in dev build runtime; do \
		test $$name = dev && bound= || bound="-c requirements/dev.txt"; \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --custom-compile-command "make lock" \
			$$bound requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean: ## remove what was made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
