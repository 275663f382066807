# make demo   hele opgaven på eksemplet fra 2015
# make reproduce  hvert offentliggjort tal i de tre eksempler, regnet ud igen
# make test   det samme og alle prøver
# make explore  egenskabsprøverne med nye og flere eksempler hver gang
# make check  stil, typer, imports, måleskemaer, dokumentation
# make bench  tabellen over hastighed og hukommelse
# make lock   nye låste versioner (kræver uv)

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q

RUBRICS := rubrics/*.yaml examples/kommuner-2009/kommunernes-praksis.yaml

.PHONY: demo reproduce test explore check bench docs lock clean
.DELETE_ON_ERROR:

demo: $(VENV)/.runtime
	@$(BIN)/python examples/rehabiliteringsteam-2015/demo.py

reproduce: $(VENV)/.runtime
	@$(BIN)/python examples/reproduce.py

test: $(VENV)/.development
	@$(BIN)/python examples/reproduce.py
	@$(BIN)/python -m pytest -n auto --dist worksteal

explore: $(VENV)/.development
	@$(BIN)/python -m pytest -n auto --hypothesis-profile=explore -k "not kill" $(EXPLORE)

check: $(VENV)/.development
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/audit rubric check --strict $(RUBRICS)
	$(BIN)/audit rubric test --mutate $(RUBRICS)
	$(BIN)/python docs/generate.py --check

bench: $(VENV)/.bench
	@$(BIN)/python -m benchmarks

docs: $(VENV)/.development
	$(BIN)/python docs/generate.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Der skal bruges Python 3.11 eller nyere; " + sys.executable + " er " + sys.version.split()[0] + ". Prøv fx: make demo PYTHON=python3.12") if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Miljøet kunne ikke laves. På Debian og Ubuntu mangler måske pakken python3-venv." >&2; exit 1; }

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Henter de låste biblioteker …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.development: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Henter de låste biblioteker til udvikling …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

$(VENV)/.bench: requirements-bench.lock $(VENV)/.development
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

lock:
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra install pyproject.toml -o requirements.lock
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group bench -o requirements-bench.lock

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
