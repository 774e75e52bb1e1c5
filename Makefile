# Two commands: `make run` and `make test`. Whatever is missing is set up first; README.md says what each does.
# The newest Python on the path for which the requirements are locked.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check
NPM_FLAGS := --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
MESSAGES := $(VENV)/messages-done
LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --quiet \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header $(UV_ARGS)

.PHONY: run test check bench lock chromium
# The stamps depend on one another and share one environment.
.NOTPARALLEL:

run: $(VENV)/base-done node_modules/done $(MESSAGES)
	@exec $(PY) -m rutan.run

test: $(VENV)/dev-done node_modules/done $(MESSAGES) chromium
	@exec $(PY) -m pytest $(PYTEST_ARGS)

# Nothing here asks a database; the settings are those of an installation behind TLS.
check: export PULIH_TLS := True
check: export SECRET_KEY := $(shell od -An -N48 -tx1 /dev/urandom | tr -d ' \n')
check: $(VENV)/dev-done node_modules/done $(MESSAGES)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -W "ignore:Got an error checking a consistent migration history:RuntimeWarning" \
		manage.py makemigrations --check --dry-run
	$(PY) -m pytest tests/architecture -q -n 0 -p no:cacheprovider

bench: $(VENV)/dev-done $(MESSAGES)
	@if test -d benchmarks; then exec $(PY) -m benchmarks; else echo "There are no benchmarks yet."; fi

# Lock again. `make lock UV_ARGS=--upgrade` takes newer versions too.
lock: $(VENV)/dev-done
	@for set in base dev node; do \
		$(PY) -m uv pip compile requirements/$$set.in -o requirements/$$set.txt $(LOCK_FLAGS) >/dev/null || exit; done
	@npm install --package-lock-only $(NPM_FLAGS)

# Each stamp is made last, so that an installation that was cut short is repeated.
$(VENV)/pip-done:
	@test -n "$(PYTHON)" || { echo "Pulih needs Python 3.11, 3.12 or 3.13." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/base-done: requirements/base.txt | $(VENV)/pip-done
	@$(PIP) install --require-hashes -r requirements/base.txt
	@touch $@

# The development set contains the base set, so both are done.
$(VENV)/dev-done: requirements/dev.txt requirements/base.txt | $(VENV)/pip-done
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $(VENV)/base-done $@

# npm empties node_modules, hence the stamp inside it. The wheel's npm looks for its node beside it.
node_modules/done: package-lock.json | $(VENV)/base-done
	@if command -v npm >/dev/null; then npm=npm; else \
		$(PIP) install --require-hashes -r requirements/node.txt && npm=$(VENV)/bin/npm || exit; fi; \
		PATH="$$PWD/$(VENV)/bin:$$PATH" $$npm ci $(NPM_FLAGS) >&2
	@touch $@

$(MESSAGES): $(wildcard locale/*/*.po rutan/catalogues.py) | $(VENV)/base-done
	@test ! -e rutan/catalogues.py || $(PY) -m rutan.catalogues >&2
	@touch $@

# The journeys need a browser; without it they are reported as skipped, which CI takes for a failure.
chromium:
	@if ! command -v chromium >/dev/null; then \
		if test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
		fi >&2 || true; \
		command -v chromium >/dev/null || echo "Without chromium the browser journeys are skipped." >&2; fi
