"""``make docs``: the law map and the glossary from the rows and vocabularies of the rules; the coverage, joined.

``python -m docs.make`` writes them, ``python -m docs.make --check`` says whether they are current.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import zwgk.rules
from zwgk.rules import rule_packs
from zwgk.rules.deadlines import DEADLINES
from zwgk.rules.decision_documents import PAPERS
from zwgk.rules.figures import LIMITS
from zwgk.rules.grounds import GROUNDS
from zwgk.rules.labelled import Labelled
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.remedies import EDITIONS

HERE = Path(__file__).parent


def law_map() -> str:
    """Every figure, clock and ground with its basis, and where a local rule collides with the law."""
    lines = ["# Law map · 依据一览", "", "Made by `make docs` from the rows of `zwgk/rules`.", "", "## 数值"]
    lines += ["", "| 规则 | 名称 | 国家规定 | 本地可否不同 | 依据 | 自 | 至 |", "|---|---|---|---|---|---|---|"]
    for row in LIMITS:
        value = "由本地规定" if row.national is None else f"{row.national}{row.unit.label}"
        checked = "" if row.verified or not row.basis else "（未复核原文）"
        lines.append(
            f"| `{row.key}` | {row.label} | {value} | {row.direction.label} | {row.basis or '—'}{checked} | "
            f"{row.valid_from or ''} | {row.valid_to or ''} |"
        )
    lines += ["", "## 期限", "", "| 期限 | 名称 | 依据 |", "|---|---|---|"]
    lines += [f"| `{row.key}` | {row.label} | {row.basis} |" for row in DEADLINES.values()]
    lines += ["", "## 不予公开的依据", "", "| 依据 | 条款 | 内容 | 裁量 |", "|---|---|---|---|"]
    lines += [f"| {row.label} | {row.article} | {row.content} | {row.discretion.label} |" for row in GROUNDS.values()]
    lines += ["", "## 依申请公开的答复结果", "", "| 结果 | 条款 | 年报行 | 文书 | 先复议 |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.label} | {row.article or '—'} | `{row.report_row}` | {PAPERS[row.document].label} | "
        f"{'是' if row.reconsideration_first else ''} |"
        for row in OUTCOMES.values()
    ]
    lines += ["", "## 依申请公开文书", "", "| 文书 | 依据 | 送达 | 救济告知 |", "|---|---|---|---|"]
    lines += [
        f"| {row.label} | {row.article or '—'} | {row.to.label} | {row.remedies.label} |" for row in PAPERS.values()
    ]
    lines += ["", "## 救济告知的版本", "", "| 自 | 依据 | 说明 |", "|---|---|---|"]
    lines += [f"| {row.valid_from} | {row.basis} | {row.note} |" for row in EDITIONS]
    lines += ["", "## 本地规定与现行法律不一致之处", "", "| 本地规定 | 现行法律 | 系统如何处理 |", "|---|---|---|"]
    lines += [f"| {row.clause}：{row.rule} | {row.law} | {row.behaviour} |" for row in rule_packs.LAW_CONFLICTS]
    return "\n".join(lines) + "\n"


def vocabularies() -> Iterator[type[Labelled]]:
    """Every vocabulary that a module of the rules defines, in order of module and name."""
    seen = set()
    for found in sorted(pkgutil.walk_packages(zwgk.rules.__path__, "zwgk.rules."), key=lambda m: m.name):
        module = importlib.import_module(found.name)
        for name in sorted(vars(module)):
            value = vars(module)[name]
            if _is_vocabulary(value) and value.__module__ == found.name and value not in seen:
                seen.add(value)
                yield value


def _is_vocabulary(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Labelled) and value is not Labelled


def glossary() -> str:
    """Every vocabulary: the identifier in the code and the word on the page."""
    lines = ["# Glossary · 用语", "", "Made by `make docs` from the vocabularies of `zwgk/rules`.", ""]
    for vocabulary in vocabularies():
        meaning = (vocabulary.__doc__ or "").strip().splitlines()[0]
        lines += [f"## `{vocabulary.__module__.removeprefix('zwgk.rules.')}.{vocabulary.__name__}`", "", meaning, ""]
        lines += ["| 代码 | 用语 |", "|---|---|", *(f"| `{m.value}` | {m.label or '—'} |" for m in vocabulary), ""]
    return "\n".join(lines)


def coverage() -> str:
    """Each row of the seed documents' requirements: where it is built, which test shows it (``docs/coverage/*.md``)."""
    rows = sorted(coverage_rows())
    lines = ["# Coverage · 需求对照", "", "Made by `make docs` from the tables in `docs/coverage`.", ""]
    lines += ["| Row | Where | Test |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {row} | {where} | {test} |" for row, where, test in rows), ""])


def coverage_rows() -> Iterator[tuple[str, str, str]]:
    """(S0-01, where, test) of every table. Errors: ``ValueError`` for a row of another shape."""
    for page in sorted((HERE / "coverage").glob("*.md")):
        for line in page.read_text(encoding="utf-8").splitlines():
            if not re.match(r"\| *S\d-", line):
                continue
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) != 3 or not re.fullmatch(r"S[0-4]-\d{2,3}", cells[0]):
                raise ValueError(f"{page.name}: {line}")
            yield cells[0], cells[1], cells[2]


PAGES = {"law-map.md": law_map, "glossary.md": glossary, "coverage.md": coverage}


def stale() -> list[str]:
    """The names of the pages that are not as the rules would write them now."""
    return [
        name
        for name, write in PAGES.items()
        if not (HERE / name).exists() or (HERE / name).read_text(encoding="utf-8") != write()
    ]


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(f"not current: {', '.join(stale())}; run make docs" if stale() else 0)
    for page, written in PAGES.items():
        (HERE / page).write_text(written(), encoding="utf-8")
