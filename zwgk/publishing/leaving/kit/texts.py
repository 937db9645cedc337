"""Plain texts for newspapers and for the air (报刊文字、广播口播稿)."""

from __future__ import annotations

from zwgk.files import body
from zwgk.files.body.reading import Block, BlockKind
from zwgk.publishing.leaving.kit.source import Kit
from zwgk.rules.spoken import digits, spoken

_LEFT_OUT = frozenset({"red-head", "doc-number", "title"})


def newspaper(kit: Kit) -> str:
    """The text as a newspaper sets it: title, number, indented paragraphs, tables row by row, the origin."""
    lines = [kit.title, kit.doc_number, "", *_paragraphs(kit), ""]
    if kit.attachments:
        lines.append(f"附件：{'；'.join(kit.attachments)}（见政府网站）")
    lines += [f"来源：{kit.organ}", f"公开日期：{kit.published_on:%Y-%m-%d}", f"原文：{kit.address}"]
    return "\r\n".join(line for i, line in enumerate(lines) if line or i > 1) + "\r\n"


def on_air(kit: Kit) -> str:
    """The text as it is read out: every figure in words, tables row by row, what only the eye needs left out."""
    head = [f"《{spoken(kit.title).strip('《》')}》", f"发布机关：{kit.organ}", ""]
    lines = [*head, *(spoken(line) for line in _paragraphs(kit)), ""]
    if kit.attachments:
        lines.append("附件请到政府网站查看。")
    year, month, day = f"{kit.published_on:%Y-%m-%d}".split("-")
    said_on = f"{digits(year, '〇一二三四五六七八九')}年{spoken(str(int(month)))}月{spoken(str(int(day)))}日"
    lines.append(f"以上内容已于{said_on}在政府网站公开。")
    return "\r\n".join(lines) + "\r\n"


def _paragraphs(kit: Kit) -> list[str]:
    lines: list[str] = []
    for block in body.blocks(kit.body_html):
        if block.cls in _LEFT_OUT or not block.text.strip():
            continue
        if block.kind is BlockKind.TABLE:
            lines += _rows(block)
        elif block.kind is BlockKind.FIGURE:
            lines.append(f"（图：{block.text.strip()}）")
        else:
            indent = "" if block.cls in {"addressee", "signature", "date"} else "　　"
            lines += [f"{indent}{line}" for line in block.text.split("\n") if line.strip()]
    return lines


def _rows(block: Block) -> list[str]:
    """A table as sentences: each row's cells under the headings of their columns."""
    grid = [list(row) for row in body.grid(block)]
    heads = next((row for row, cells in zip(grid, block.rows, strict=False) if any(c.header for c in cells)), None)
    lines = []
    for row in grid:
        if row is heads:
            continue
        if heads is None:
            lines.append(f"　　{'，'.join(dict.fromkeys(cell for cell in row if cell))}。")
            continue
        said = [f"{name}：{cell}" for name, cell in zip(heads, row, strict=False) if cell and cell != name]
        lines.append(f"　　{'，'.join(said)}。")
    return lines
