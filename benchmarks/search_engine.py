"""Search at 100 000 papers: engine and snippets, warm, one client; beside PostgreSQL full text over the same tokens.

``python -m benchmarks.search_engine [--documents N] [--no-postgres] [--folder DIR]``. Prints milliseconds of the clock
and, since the machine may be shared, of the processor. Writes into a temporary folder, or into DIR, whose index is used
again the next time. PostgreSQL runs as a temporary cluster (as root under the user ``postgres``).
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

WORDS = (
    "低保", "补贴", "公示", "教育", "医保", "土地", "供热", "预算", "就业", "养老", "防汛", "环境", "招生", "征收",
    "企业", "食品", "交通", "住房", "标准", "资金", "管理", "工作", "通知", "群众", "申请", "改造",
    "安全", "审批", "监督", "公告",
)  # fmt: skip
PHRASES = (
    "人民政府", "有关规定", "工作日内", "责任分工", "依法追究", "组织领导", "一网通办", "应当向", "各乡镇", "县财政局",
    "征收补偿", "专款专用", "联系电话", "销号管理", "公示栏", "动态管理", "信息共享", "不符合", "的政策", "和个人",
)  # fmt: skip
#: times every query is asked; the first is not counted
ROUNDS = 5


@dataclass(frozen=True)
class Line:
    """One line of the result: what was measured, milliseconds of ours and, where measured, of PostgreSQL."""

    name: str
    p50: float
    p95: float
    cpu_p95: float
    postgres_p50: float | None = None
    postgres_p95: float | None = None


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of ``values`` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(queries: Sequence[str], ask: Callable[[str], Any], rounds: int = ROUNDS) -> tuple[list[float], list[float]]:
    """Milliseconds of clock and of processor of every asking but the first round."""
    clock: list[float] = []
    processor: list[float] = []
    for round_ in range(rounds):
        for query in queries:
            began, worked = time.perf_counter(), time.thread_time()
            ask(query)
            if round_:
                clock.append((time.perf_counter() - began) * 1000)
                processor.append((time.thread_time() - worked) * 1000)
    return clock, processor


def main(argv: Sequence[str] | None = None) -> list[Line]:
    """Build, ask, print; returns the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--no-postgres", action="store_true")
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="zwgk-bench-") as scratch:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zwgk.config.settings.test")
        import django

        django.setup()
        lines = measure(args.folder or Path(scratch), args.documents, with_postgres=not args.no_postgres)
    print(f"{args.documents} documents; milliseconds, one client, warm")
    print(f"{'':34}{'p50':>9}{'p95':>9}{'cpu p95':>9}{'PG p50':>10}{'PG p95':>10}{'ratio':>8}")
    for line in lines:
        ours = f"{line.name:34}{line.p50:9.2f}{line.p95:9.2f}{line.cpu_p95:9.2f}"
        if line.postgres_p50 is not None and line.postgres_p95 is not None:
            ours += f"{line.postgres_p50:10.1f}{line.postgres_p95:10.1f}{line.postgres_p50 / line.p50:8.0f}"
        print(ours)
    return lines


def measure(scratch: Path, number: int, *, with_postgres: bool = True) -> list[Line]:
    """Build both indexes over ``number`` papers and ask them the same questions."""
    from django.test.utils import override_settings

    from benchmarks.corpus import papers
    from zwgk.search import engine, queries, rebuilding, store
    from zwgk.search.planning import plan

    with override_settings(VAR=scratch), _supplied(store.PUBLIC, _supplier(number)):
        if store.state(store.PUBLIC) is not store.IndexState.READY or store.searcher(store.PUBLIC).num_docs != number:
            began, worked = time.perf_counter(), time.process_time()
            rebuilding.rebuild(store.PUBLIC)
            print(
                f"built in {time.perf_counter() - began:.0f} s, {time.process_time() - worked:.0f} s of processor",
                flush=True,
            )
        by_date, year = queries.Order.DATE, queries.Filters(year="2024", validity="in_force")
        asks: list[tuple[str, Sequence[str], Callable[[str], Any], str]] = [
            ("two-character words", WORDS, queries.search, "rank"),
            ("words, filtered", WORDS, lambda query: queries.search(query, filters=year), "filter"),
            ("words, by date", WORDS, lambda query: queries.search(query, order=by_date), "date"),
            ("phrases of 3-6 characters", PHRASES, queries.search, "rank"),
            ("two words", _pairs(WORDS), queries.search, "rank"),
            ("facet counts of a word", WORDS, lambda query: engine.facets(store.PUBLIC, plan(query), year), ""),
        ]
        ours = [(name, timed(asked, ask)) for name, asked, ask, _ in asks]
        theirs: list[tuple[list[float], list[float]] | None] = [None] * len(asks)
        if with_postgres:
            with _postgres() as connection:
                _fill(connection, papers(number))
                theirs = [
                    timed(asked, _postgres_ask(connection, kind), 2) if kind else None for _, asked, _, kind in asks
                ]
        store.forget(store.PUBLIC)
    lines = []
    for (name, (clock, processor)), other in zip(ours, theirs, strict=True):
        line = Line(name, statistics.median(clock), percentile(clock, 0.95), percentile(processor, 0.95))
        if other is not None:
            line = replace(line, postgres_p50=statistics.median(other[0]), postgres_p95=percentile(other[0], 0.95))
        lines.append(line)
    return lines


def _supplier(number: int) -> Any:
    """The corpus as the index's supplier, made as it goes: a million papers never lie in memory together.

    What a hit shows comes from memory, where an installation asks its database: that is one more query.
    """
    from benchmarks.corpus import papers
    from zwgk.search import sources

    loading: dict[str, Any] = {}
    samples = [(paper.title, paper.doc_number) for paper in papers(1000)]

    def keys() -> Iterator[str]:
        for paper in papers(number):
            loading[paper.key] = paper
            yield paper.key

    return sources.Source(
        lambda asked: [loading.pop(key) for key in asked if key in loading],
        keys,
        lambda asked: {key: sources.Display(key, *samples[int(key) % len(samples)]) for key in asked},
    )


def _pairs(words: Sequence[str]) -> list[str]:
    dice = random.Random(3)
    return [" ".join(dice.sample(words, 2)) for _ in range(30)]


@contextmanager
def _supplied(name: str, supplier: Any) -> Iterator[None]:
    from zwgk.search import sources

    before = sources._SOURCES.get(name)
    sources.register_source(name, supplier)
    try:
        yield
    finally:
        if before is not None:
            sources.register_source(name, before)
        else:
            sources._SOURCES.pop(name, None)


@contextmanager
def _postgres() -> Iterator[Any]:
    import psycopg

    from tests.postgres import cluster

    with cluster() as url, psycopg.connect(url, autocommit=True) as connection:
        yield connection


def _fill(connection: Any, docs: Any) -> None:
    """The same tokens: words for ranking, pairs of characters for substrings, in one weighted vector."""
    from zwgk.search.segmenting import search_words
    from zwgk.search.text import grams, squeeze

    connection.execute("CREATE TABLE paper (id int, year int, validity text, day date, body text, v tsvector)")
    statement = "COPY paper (id, year, validity, day, body, v) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for doc in docs:
            copy.write_row(
                (
                    int(doc.key),
                    doc.published_on.year,
                    doc.validity,
                    doc.published_on,
                    doc.body,
                    _vector(doc, search_words, grams, squeeze),
                )
            )
    connection.execute("CREATE INDEX ON paper USING gin (v)")
    connection.execute("CREATE INDEX ON paper (day DESC, id DESC)")
    connection.execute("VACUUM ANALYZE paper")


def _vector(doc: Any, search_words: Any, grams: Any, squeeze: Any) -> str:
    places: dict[str, list[str]] = {}
    place = 0
    for text, weight in ((doc.title, "A"), (doc.body, "D"), *((part, "D") for part in doc.attachments)):
        for token in (*grams(squeeze(text)), *(f"w{word}" for word in search_words(text))):
            place += 1
            held = places.setdefault(token, [])
            if place < 16_000 and len(held) < 200:
                held.append(f"{place}{weight}")
    return " ".join(
        "'" + token.replace("\\", "").replace("'", "''") + "':" + ",".join(held)
        for token, held in places.items()
        if held
    )


def _postgres_ask(connection: Any, kind: str) -> Callable[[str], Any]:
    from zwgk.search.text import grams, squeeze

    rank = "ts_rank(v, q) DESC"
    order, narrow = {
        "rank": (rank, ""),
        "filter": (rank, "AND year = 2024 AND validity = 'in_force'"),
        "date": ("day DESC, id DESC", ""),
    }[kind]
    statement = (
        f"SELECT id, left(body, 200), count(*) OVER () FROM paper, to_tsquery('simple', %s) q "
        f"WHERE v @@ q {narrow} ORDER BY {order} LIMIT 10"
    )

    def ask(query: str) -> Any:
        phrases = [
            "(" + " <-> ".join(f"'{pair}'" for pair in grams(squeeze(word))[:-1]) + ")" for word in query.split()
        ]
        with connection.cursor() as cursor:
            return cursor.execute(statement, (" & ".join(phrases),)).fetchall()

    return ask


if __name__ == "__main__":
    main()
