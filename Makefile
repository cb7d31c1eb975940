# Needs Python 3.12 or newer, git and make; everything else is installed into .venv.
# PYTHON=... names another interpreter, BROWSER=... another Chromium.

PYTHONS := python3.13 python3.14 python3.12 python3 python
PYTHON  ?= $(shell for each in $(PYTHONS); do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 && echo $$each && break; done)
RUN     := .venv/bin/python
COMPILE := --quiet --upgrade --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help

## help       what can be made
help:
	@sed -n 's/^## /  make /p' Makefile

## serve      the site on http://127.0.0.1:8000, rebuilt when data/, macros/ or docs/ change
serve: .venv/ready
	$(RUN) -m mkdocs serve --livereload --dev-addr 127.0.0.1:8000

## test       everything a merge must pass
test: lint check evidence unit task-test site-test

## lint       style and types: Python, workflows, shell, JavaScript, templates of tasks
lint: .venv/ready
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	.venv/bin/actionlint -shellcheck .venv/bin/shellcheck -pyflakes "" .github/workflows/*.yml
	.venv/bin/zizmor --offline --pedantic --quiet .github
	.venv/bin/shellcheck .ci/run
	.venv/bin/oxlint --deny-warnings docs/javascripts
	.venv/bin/djlint --lint --quiet --profile jinja data/tasks/*/flask
	.venv/bin/djlint --lint --quiet --profile django data/tasks/*/django

## check      the rules of data/, and what you changed since main (or BASE); with CLAIM=<id> also its evidence, with CHANGED=1
##            that of each claim you changed
check: .venv/ready
	$(RUN) -m macros check $(if $(BASE),--base '$(BASE)')
	$(if $(CLAIM),$(RUN) -m macros evidence --newest --claim '$(CLAIM)')
	$(if $(CHANGED),$(RUN) -m macros evidence --newest --changed)

## evidence   look up every citation in the released packages, run the probes in every pair of versions
evidence: .venv/ready
	$(RUN) -m macros evidence

## record     the same, every probe anew, and write what was found to data/recorded/
record: .venv/ready
	$(RUN) -m macros evidence --record

## measure    what each framework installs and how long it takes to start, into data/recorded/
measure: .venv/ready
	$(RUN) -m macros measure

## measure-speed how fast both sides do the same work, into data/recorded/ (Linux, wrk, PostgreSQL; takes half an hour);
##            with QUICK=1 a few comparisons in two minutes, which are printed only
measure-speed: .venv/ready
	$(RUN) -m tests.speed $(if $(QUICK),--quick)

## unit       the tests that need no browser
unit: .venv/ready
	$(RUN) -m pytest tests --ignore tests/site --ignore tests/probes --ignore tests/tasks -n auto

## task-test  both sides of each task, by the same tests
task-test: .venv/ready
	$(RUN) -m pytest tests/tasks -n 2

## site-test  the built site: links, anchors, markup, and a real browser
site-test: .venv/ready .venv/browser
	$(RUN) -m pytest tests/site -n 2

## build      the site into site/, strictly
build: .venv/ready
	$(RUN) -m mkdocs build

## permalinks add what the built site publishes to data/permalinks.txt
permalinks: build
	$(RUN) -m macros permalinks site

## paths      list every way through the chooser and every situation with its outcome, and those that moved since BASE
paths: .venv/ready
	@$(RUN) -m macros paths
	@$(RUN) -m macros.tools.moved $(BASE)

## bench      how long builds take, how much pages weigh
bench: .venv/ready .venv/browser
	$(RUN) -m tests.bench

## lighthouse Lighthouse on every kind of page, phone and desktop, median of three (needs Node; takes half an hour)
lighthouse: .venv/ready .venv/browser
	$(RUN) -m tests.lighthouse $(PAGE)

## lock       compile every lock, with hashes and without an index: our own, the probes', the tasks', that of what is measured
lock: probe-lock task-lock speed-lock
	$(RUN) -m uv pip compile $(COMPILE) pyproject.toml --extra test -o requirements.txt

## probe-lock the same for what the probes need beside the frameworks
probe-lock: .venv/ready
	$(RUN) -m uv pip compile $(COMPILE) tests/probes/requirements.in --no-emit-package django --no-emit-package flask \
		-o tests/probes/requirements.txt

## task-lock  the same for the packages that tasks name, with each version of Django
task-lock: .venv/ready
	$(RUN) -m tests.tasks.environments

## speed-lock the same for the applications whose speed is measured, and their servers
speed-lock: .venv/ready
	$(RUN) -m tests.speed.lock

## mutants    change the code in many places, one at a time, and list the changes that no test notices (takes minutes)
mutants: .venv/ready
	$(RUN) -m macros.tools.mutants

## flakes     run every probe 20 times and list those that ever failed; N=5 times, ONLY=a claim, probe or folder (takes hours)
flakes: .venv/ready
	$(RUN) -m macros.tools.flakes --times $(or $(N),20) $(if $(ONLY),--only '$(ONLY)')

## turned     change a framework so that a claim becomes false, and see its probe fail, for each entry of tests/turned
turned: .venv/ready
	$(RUN) -m tests.turned $(if $(ONLY),--only '$(ONLY)')

## clean      forget what was installed, cached and built
clean:
	rm -rf .venv .cache site

.venv/ready: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.12 or newer is needed; none was found. Install one, or say which: make PYTHON=/path/to/python3.13"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12) and "Python 3.12 or newer is needed; $(PYTHON) is " + sys.version.split()[0])'
	@echo "Installing into .venv with $$($(PYTHON) --version) ..."
	@test -x $(RUN) || $(PYTHON) -m venv .venv
	$(RUN) -m pip install --disable-pip-version-check --require-hashes --progress-bar on -r requirements.txt
	@touch $@

.venv/browser: .venv/ready
	$(RUN) -m tests.site.browser
	@touch $@

.PHONY: help serve test lint check evidence record measure measure-speed unit task-test site-test build permalinks paths bench lighthouse lock probe-lock task-lock speed-lock mutants flakes turned clean
