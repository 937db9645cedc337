"""The written material: entries of a head and a text, and the light markup of the text turned into body format.

A file holds ``== key`` lines, each followed by ``name: value`` lines, an empty line and the text. A line of the text is
a paragraph, or, by its beginning: ``# `` and ``## `` headings, ``- `` list items, ``| `` table rows (the first is the
head), ``@to @sign @date @note @att @center`` paragraphs of that class, ``![alt](address)`` a picture, ``> `` a
quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from zwgk.cli.sample import tables

_CLASSES = {
    "@to": "addressee",
    "@sign": "signature",
    "@date": "date",
    "@note": "note",
    "@att": "attachment",
    "@center": "center",
}
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<address>[^)]*)\)\Z")
_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<address>[^)]+)\)")


@dataclass(frozen=True)
class Entry:
    """One piece of the material: its key, its head and its text in markup."""

    key: str
    head: dict[str, str]
    text: str

    def __getitem__(self, name: str) -> str:
        return self.head.get(name, "")

    def many(self, name: str) -> tuple[str, ...]:
        """The values of a head line parted by semicolons."""
        return tuple(part.strip() for part in self[name].split(";") if part.strip())


@lru_cache(maxsize=32)
def entries(name: str) -> tuple[Entry, ...]:
    """The entries of a file in order. Errors: ``ValueError`` for a line of a head that is none."""
    return tuple(_read(name))


def _read(name: str) -> Iterator[Entry]:
    for piece in re.split(r"^== ", tables.text(name), flags=re.MULTILINE)[1:]:
        key, _, rest = piece.partition("\n")
        head_text, _, text = rest.partition("\n\n")
        head = {}
        for line in head_text.splitlines():
            field, colon, value = line.partition(":")
            if not colon:
                raise ValueError(f"{name} {key}: {line}")
            head[field.strip()] = value.strip()
        yield Entry(key.strip(), head, text.strip("\n"))


def html(text: str) -> str:
    """Markup as HTML, to be sanitised by the acts that take it."""
    out: list[str] = []
    lines = text.splitlines()
    place = 0
    while place < len(lines):
        line = lines[place].strip()
        if line.startswith(("| ", "- ")):
            mark = line[:2]
            block = []
            while place < len(lines) and lines[place].strip().startswith(mark):
                block.append(lines[place].strip())
                place += 1
            out.append(_table(block) if mark == "| " else _list(block))
            continue
        if line:
            out.append(_block(line))
        place += 1
    return "\n".join(out)


def _block(line: str) -> str:
    picture = _PICTURE.match(line)
    if picture:
        return f'<figure><img src="{escape(picture["address"])}" alt="{escape(picture["alt"])}"></figure>'
    for mark, tag in (("## ", "h3"), ("# ", "h2"), ("> ", "blockquote")):
        if line.startswith(mark):
            return f"<{tag}>{_inline(line.removeprefix(mark))}</{tag}>"
    word, _, rest = line.partition(" ")
    if word in _CLASSES:
        return f'<p class="{_CLASSES[word]}">{_inline(rest)}</p>'
    return f"<p>{_inline(line)}</p>"


def _inline(text: str) -> str:
    return _LINK.sub(lambda m: f'<a href="{m["address"]}">{m["text"]}</a>', escape(text, quote=False))


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head, *others = rows
    made = ["<table><thead><tr>", *(f"<th>{_inline(cell)}</th>" for cell in head), "</tr></thead><tbody>"]
    for row in others:
        made += ["<tr>", *(f"<td>{_inline(cell)}</td>" for cell in row), "</tr>"]
    return "".join([*made, "</tbody></table>"])


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"


def grid(text: str) -> list[list[str]]:
    """The first table of a text as rows of cells, the head first; empty where there is none."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("| "):
            found.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif found:
            break
    return found
