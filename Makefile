# Two commands do all the set-up: `make demo` and `make test`. See README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_PICTURE ?= out/demo.png
DISPLAY_FOR_TESTS = $(shell command -v xvfb-run >/dev/null 2>&1 && echo 'xvfb-run -a -s "-screen 0 1920x1080x24"' || echo 'env QT_QPA_PLATFORM=offscreen')

.PHONY: help system venv demo test lint fuzz bench peers clean

help:
	@echo "make demo   set everything up, open the demo study, run the model on it"
	@echo "make test   set everything up, run all tests"
	@echo "make venv   the set-up alone, into $(VENV)"
	@echo "make lint   ruff, mypy, import-linter"
	@echo "make fuzz   read 10,000 damaged files"
	@echo "make bench  measure speed against its limits"
	@echo "make peers  napari in an environment of its own, to compare with"

system:
	@$(PYTHON) packaging/check_system.py --install

venv: $(VENV)/installed

# torch first and pinned: otherwise a later package may pull another build of several gigabytes.
$(VENV)/installed: pyproject.toml packaging/constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet torch==2.13.0 -c packaging/constraints.txt
	$(BIN)/python -m pip install --quiet -e '.[train,view3d,dev]' -c packaging/constraints.txt
	$(BIN)/python -m viewer.render.warm
	@touch $@

demo: system venv
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/radlens demo; else \
		mkdir -p $(dir $(DEMO_PICTURE)) && \
		QT_QPA_PLATFORM=offscreen $(BIN)/radlens demo --screenshot $(DEMO_PICTURE) && \
		echo "No display here: the picture is $(abspath $(DEMO_PICTURE))"; fi

test: system venv
	$(DISPLAY_FOR_TESTS) $(BIN)/python -m pytest

lint: venv
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fuzz: venv
	$(BIN)/python -m tests.fuzz --count 10000

bench: venv
	$(DISPLAY_FOR_TESTS) $(BIN)/radlens bench view
	$(BIN)/radlens bench load
	$(BIN)/radlens bench library
	$(DISPLAY_FOR_TESTS) $(BIN)/radlens bench window

peers: .venv-peers/installed

.venv-peers/installed: packaging/peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet -r packaging/peers.txt
	@touch $@

clean:
	rm -rf $(VENV) .venv-peers build dist out *.egg-info .mypy_cache .ruff_cache .pytest_cache
