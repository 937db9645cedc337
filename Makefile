# zwgk: `make run` shows it, `make test` proves it, `make check` keeps it tidy. See README.md.
PYTHON ?= python3
PY := .venv/bin/python
ZWGK := .venv/bin/zwgk
PIP := $(PY) -m pip --disable-pip-version-check --quiet
#: what is checked; the documents' examples are shortened and no programs
CODE := zwgk tests benchmarks manage.py $(wildcard docs/*.py docs/*/*.py)

.DEFAULT_GOAL := help
.PHONY: help install install-dev needs-run needs-test run test check format bench docs lock clean

help:
	@echo "make run      准备并启动示例县（门户 127.0.0.1:8000，办公 127.0.0.1:8001）"
	@echo "make install  安装 .venv/bin/zwgk"
	@echo "make test     安装测试所需并运行全部测试（SQLite 和 PostgreSQL）"
	@echo "make check    代码检查：格式、类型、层次、模板、迁移"
	@echo "make bench    与同类系统并排的性能测试"
	@echo "make docs     由规则生成的文档"
	@echo "make lock     重新选定依赖的版本"

install: .venv/run.stamp
install-dev: .venv/dev.stamp

.venv/bin/python:
	$(PYTHON) -m venv .venv

# every file by its hash; what is ours is linked, not copied
.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --editable .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# asked first: whoever has to fetch an administrator learns it at once
needs-run needs-test: needs-%:
	@$(PYTHON) tests/needs.py $*

run: needs-run install
	$(ZWGK) demo

test: needs-test install-dev
	$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder
	$(PY) -m tests.postgres $(PY) -m pytest -n 4 --dist loadfile --no-loadscope-reorder -m "not journey"

check: install-dev
	.venv/bin/ruff check $(CODE)
	.venv/bin/ruff format --check $(CODE)
	.venv/bin/djlint zwgk --check --lint --quiet
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	$(PY) manage.py makemigrations --check --dry-run

format: install-dev
	.venv/bin/ruff format $(CODE)
	.venv/bin/ruff check --fix $(CODE)
	.venv/bin/djlint zwgk --reformat --quiet

bench: install-dev
	$(PY) -m benchmarks

docs: install-dev
	$(PY) -m docs.make

# the newest that fit together, by hash, for every system and Python that we support
lock: install-dev
	$(PIP) install uv
	for group in run dev; do $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate pyproject.toml $$([ $$group = dev ] && echo --group dev) -o requirements/$$group.txt; done

clean:
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist
