# zwgk: `make run` shows it, `make test` proves it. See README.md.
PY := .venv/bin/python
