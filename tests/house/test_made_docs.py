"""The law map and the glossary say what the rules say now."""

from docs.make import stale


def test_law_map_and_glossary_are_as_the_rules_would_write_them() -> None:
    assert stale() == [], "run make docs"
