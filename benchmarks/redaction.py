"""Redacted PDF files: pages a second, beside drawing the same pages alone and beside a plain rewrite by pikepdf.

``python -m benchmarks.redaction [--pages N] [--turns N]``. Pages of black print, one area on each; and the same pages
kept because they hide nothing. The proof (searching and recognising) is not part of it: it takes seconds a page and is
the recogniser's, not ours.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WANTED = 0.15
"""Of the speed of drawing alone: blackening, packing and looking for what hides may cost that much."""
TEXT = "第{n}条　申请人反映的事项已经核实，现将有关情况答复如下，请予支持，办理结果同时抄送有关单位。"


@dataclass(frozen=True)
class Line:
    """What was measured: pages a second, the median of the turns, and bytes a page."""

    name: str
    pages_per_second: float
    bytes_per_page: int


def made(pages: int) -> bytes:
    """A PDF of so many full pages of black print."""
    from zwgk.files.writers.rendition import About, Sheet, render_pdf

    page = "".join(f"<p>{TEXT.format(n=n)}</p>" for n in range(1, 25))
    body = "".join(f'<section style="break-after: page">{page}</section>' for _ in range(pages))
    css = "@page { size: A4; margin: 25mm } p { font: 14pt/1.8 'Noto Serif CJK SC' }"
    return render_pdf(Sheet(body, (css,), About("答复")))


def measure(pages: int, turns: int) -> list[Line]:
    """All lines, each the median of ``turns``."""
    import pikepdf

    from zwgk.files.redaction.areas import Area, Box
    from zwgk.files.redaction.layout import DOTS, pages_of
    from zwgk.files.redaction.rebuilding import rebuilt

    data = made(pages)

    def drawn() -> bytes:
        with pages_of("a.pdf", data) as source:
            areas = [
                Area(n, Box(2000, 3000, 6000, 3300), "third_party", "《条例》第十五条")
                for n in range(1, source.count + 1)
            ]  # fmt: skip
            return rebuilt(source, data, areas, title="答复").data

    def kept() -> bytes:
        with pages_of("a.pdf", data) as source:
            new = rebuilt(source, data, [], title="答复")
            if new.drawn:
                raise RuntimeError(f"pages that hide nothing were drawn anew: {new.drawn}")
            return new.data

    def alone() -> bytes:
        with pages_of("a.pdf", data) as source:
            for number in range(1, source.count + 1):
                source.image(number, DOTS)
        return data

    def rewritten() -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(out)
        return out.getvalue()

    with pages_of("a.pdf", data) as source:
        count = source.count
    return [
        _timed("pages covered, drawn anew", drawn, count, turns),
        _timed("drawing alone, 200 dpi (pypdfium2)", alone, count, turns),
        _timed("pages kept, looked through", kept, count, turns),
        _timed("plain rewrite (pikepdf), nothing removed", rewritten, count, turns),
    ]


def _timed(name: str, act: Callable[[], bytes], pages: int, turns: int) -> Line:
    seconds, size = [], 0
    for _ in range(turns):
        began = time.perf_counter()
        size = len(act())
        seconds.append(time.perf_counter() - began)
    return Line(name, pages / statistics.median(seconds), size // pages)


def main(argv: Sequence[str] | None = None) -> list[Line]:
    """Measure and print; returns the lines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redaction", description=__doc__)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--turns", type=int, default=3)
    args = parser.parse_args(argv)
    lines = measure(args.pages, args.turns)
    print(f"{'':44}{'pages/s':>10}{'kB/page':>10}")
    for line in lines:
        print(f"{line.name:44}{line.pages_per_second:10.1f}{line.bytes_per_page / 1000:10.1f}")
    return lines


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
