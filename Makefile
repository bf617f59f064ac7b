# The only commands. `make demo` and `make test` do all set-up themselves.
.PHONY: demo test check cases docs web setup clean

VENV := .venv
BIN := $(VENV)/bin
export UV_PROJECT_ENVIRONMENT := $(VENV)
STAMP := $(VENV)/.set-up

demo: $(STAMP)  ## read the bundled sample report
	@$(BIN)/dragoman read --published 2018-05-17 src/dragoman/data/samples/sample.txt

test: $(STAMP)  ## run the tests
	@$(BIN)/pytest

check: $(STAMP)  ## everything that must hold before a change lands
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m mkdocs build --strict
	$(BIN)/pytest

cases: $(STAMP)  ## run the cases of the word tables alone
	$(BIN)/pytest tests/test_cases.py

docs: $(STAMP)  ## build the documentation site into build/site
	@$(BIN)/python -m mkdocs build --strict

web:  ## build the pages of the web desk anew (needs Node)
	cd web && npm ci && npm run build

setup: $(STAMP)

$(STAMP): pyproject.toml uv.lock
	@echo "setting up $(VENV) (once) …" >&2
	@test -x $(VENV)/setup/bin/uv || (python3 -m venv $(VENV)/setup && $(VENV)/setup/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.5")
	@test -x $(BIN)/python || $(VENV)/setup/bin/uv venv --quiet --allow-existing --python ">=3.11" $(VENV)
	@$(VENV)/setup/bin/uv sync --quiet --locked
	@touch $@

clean:
	rm -rf $(VENV) dist
