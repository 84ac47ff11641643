# The course, from sources to book, notebooks and scores. `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# nbgrader and Jupyter start other programs by name
export PATH := $(CURDIR)/$(BIN):$(PATH)
# CBOW's small matrices gain nothing from more threads than this
export OMP_NUM_THREADS ?= 1
# frozen standard modules cannot be stepped through; nobody here does
export PYDEVD_DISABLE_FILE_VALIDATION := 1

READY := $(VENV)/.ready
STAMPS := _build/.stamps
VECTORS := _build/vectors/cbow.npz
PDF := _build/site/word2vec_from_scratch.pdf
CHROMIUM := $(or $(W2V_CHROMIUM),$(firstword $(shell command -v chromium chromium-browser google-chrome)))
export W2V_CHROMIUM := $(CHROMIUM)
HANDOUT := _build/site/notebooks/word2vec_notebooks.zip
LADDER := _build/ladder.json
EXPLORER := _build/site/explorer/data.js

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all help setup exercises vectors book pdf sample-class tools test lint lock clean \
        outside-links bench ptb-full-run grader-report sandbox-corpus lighthouse FORCE

all: exercises vectors book $(if $(CHROMIUM),pdf)  ## all of this, then neighbours, the sample class's scores and the book's place
	@echo
	@echo "== Neighbours, from $$(cat $(STAMPS)/corpus) =="
	@$(BIN)/python -m w2vlib neighbors you year car toyota --vectors $(VECTORS)
	@echo
	@echo "== The sample class, autograded =="
	@$(BIN)/python -m grading sample-class
	@echo
	@echo "== The book =="
	@echo "_build/html/index.html$(if $(CHROMIUM),, (without a PDF: that needs Chromium))"

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' \
	  | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

setup: $(READY)  ## .venv with all that is pinned in requirements.txt

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, but $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
	  echo "Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $@

exercises: $(STAMPS)/exercises  ## the student notebooks, made from solutions/

$(STAMPS)/exercises: $(wildcard solutions/*.md) grading/release.py grading/course.py grading/repository.py \
                     nbgrader_config.py _config.yml $(READY)
	@mkdir -p $(@D)
	$(BIN)/python -m grading release
	@touch $@

# what students download from the book
$(HANDOUT): $(STAMPS)/exercises grading/handout.py grading/handout_readme.md pyproject.toml LICENSE \
            $(shell find w2vlib -name '*.py') $(wildcard book/*.md)
	$(BIN)/python -m grading handout

# Which corpus the course uses here; changes only when the answer does.
$(STAMPS)/corpus: $(READY) FORCE
	@mkdir -p $(@D)
	@$(BIN)/python -c 'from w2vlib import ptb; print("the Penn Treebank" if ptb.is_available() else "the toy treebank")' > $@.new
	@cmp -s $@ $@.new || cp $@.new $@; rm $@.new

# What is run there; changes only when a file does that it uses.
$(STAMPS)/uses_command_line: CODE = import w2vlib.command_line
$(STAMPS)/uses_ladder: CODE = import benchmarks.ladder
$(STAMPS)/uses_%: $(READY) FORCE
	@$(BIN)/python book/_ext/note_uses.py $@ "$(CODE)"

vectors: $(VECTORS)  ## word vectors: ten epochs of the Penn Treebank where it is there, else of the toy treebank

$(VECTORS): $(STAMPS)/corpus $(STAMPS)/uses_command_line
	@mkdir -p $(@D)
	@if grep -q Penn $(STAMPS)/corpus; then corpus=ptb; else corpus=toy; \
	  echo "The Penn Treebank is not here (W2V_PTB_DIR names its folder): using the toy treebank."; \
	fi; \
	$(BIN)/python -m w2vlib train --corpus $$corpus --epochs 10 --seed 0 --out $@

# Before the book, so that nothing else runs meanwhile.
$(LADDER): $(STAMPS)/corpus $(STAMPS)/uses_ladder | $(VECTORS) $(STAMPS)/exercises
	$(BIN)/python -m benchmarks ladder --rounds 3 --out $(@D)

$(EXPLORER): $(VECTORS)
	@mkdir -p $(@D)
	$(BIN)/python -m w2vlib explorer --vectors $(VECTORS) --corpus auto --out $@

book: $(STAMPS)/book  ## the book, in _build/html; any warning is an error

# Which of the pages are executed again is found out by book/_ext/fresh_execution.py.
$(STAMPS)/book: $(STAMPS)/exercises $(HANDOUT) $(VECTORS) $(LADDER) $(EXPLORER) $(shell find w2vlib -name '*.py') \
                $(wildcard benchmarks/*.py benchmarks/results/*.json) grading/status.py grading/sandbox/limits.py \
                _config.yml _toc.yml index.md \
                $(wildcard book/*.md book/_ext/*.py book/_static/* book/_templates/* book/_site/*/*)
	$(BIN)/jupyter-book build . -W -n --keep-going
	@touch $@

pdf: $(PDF)  ## the book to print, linked from its first page; needs Chromium

$(PDF): $(STAMPS)/book $(wildcard book/_pdf/*)
	$(BIN)/python book/_pdf
	@# the first page links to a PDF that is there
	@grep -q $(@F) _build/html/index.html || $(BIN)/jupyter-book build . -W -n --keep-going

sample-class: $(STAMPS)/exercises  ## autograde four sample students
	$(BIN)/python -m grading sample-class

test: lint tools  ## ruff, and every test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# Debian's packages of what tests need: a browser for the book, a sandbox for submissions and a
# database for the gradebook
POSTGRESQL := $(or $(wildcard /usr/lib/postgresql/*/bin/initdb),$(shell command -v initdb))
MISSING := $(if $(CHROMIUM),,chromium) $(if $(shell command -v bwrap),,bubblewrap) $(if $(POSTGRESQL),,postgresql)
APT := apt-get install --yes --no-install-recommends $(MISSING)

tools:  ## Chromium for tests in a browser and the PDF, bubblewrap and PostgreSQL for tests of grading
	@if [ -z "$(strip $(MISSING))" ]; then \
	  echo "Chromium: $(CHROMIUM), bubblewrap: $$(command -v bwrap), PostgreSQL: $(POSTGRESQL)"; \
	elif ! command -v apt-get >/dev/null; then \
	  echo "Missing: $(MISSING). Install what is missing; any browser made from Chromium will do:"; \
	  echo "make test W2V_CHROMIUM=/path/to/the/browser"; exit 1; \
	elif [ "$$(id -u)" = 0 ]; then apt-get update && $(APT); \
	elif sudo -n true 2>/dev/null; then sudo apt-get update && sudo $(APT); \
	else echo "Missing: $(MISSING). Who may install programs here: sudo $(APT)"; exit 1; \
	fi

sandbox-corpus: $(READY)  ## every answer of the corpus in the sandbox, and with nbgrader; an hour
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests/grading/test_corpus.py --whole-corpus
	$(BIN)/python -m tests.grading.same_scores

outside-links: $(STAMPS)/book  ## ask for every address outside the book, and report
	-$(BIN)/python -m tests.book.outside_links _build/html

lint: $(READY)  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lock: $(READY)  ## pin requirements.txt anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	  --custom-compile-command "make lock" --extra course pyproject.toml -o requirements.txt

bench: $(READY)  ## speed, quality and memory beside gensim, the grader beside nbgrader: an hour or more, on a quiet machine
	$(BIN)/python -m benchmarks all

ptb-full-run: $(READY)  ## ten epochs of the Penn Treebank with the layered code: half an hour or more
	$(BIN)/python -m benchmarks.ptb_full_run

grader-report: $(READY)  ## prove the grader: mutants, known mistakes, right answers; half an hour or more
	$(BIN)/python -m benchmarks.grader_report

lighthouse: $(STAMPS)/book  ## how fast the book's pages load; needs Node and Chromium, ten minutes
	npm install --prefix _build/lighthouse --no-fund --no-audit --silent lighthouse@12.8.2
	$(BIN)/python -m benchmarks.lighthouse

clean:  ## remove _build, with all that make has made; .venv and _grading stay
	rm -rf _build
