"""The body format v1 (正文格式): a small sanitised HTML subset whose blocks carry stable ids.

A body is a row of *blocks*, each with ``data-b="b-xxxxxxxx"``. Comparison, redaction, comments and digests refer to
these ids. Everything that becomes a body goes through :func:`sanitise`; everything else here expects such a body.

Blocks: ``p`` (class none or one of :data:`CLASSES`), ``h2 h3 h4``, ``table``, ``ul ol``, ``figure``, ``blockquote``,
``hr``. Inline: ``strong em u sub sup br a``.
"""

from zwgk.files.body.comparing import Change, ChangeKind, Segment, compare
from zwgk.files.body.editing import Passage, find_passages, insert_after, replace_in_block
from zwgk.files.body.outline import Heading, anchored, lead_of, outline
from zwgk.files.body.reading import Block, BlockKind, Cell, blocks, canonical, digest, grid, text_of
from zwgk.files.body.sanitising import CLASSES, sanitise

__all__ = [
    "CLASSES",
    "Block",
    "BlockKind",
    "Cell",
    "Change",
    "ChangeKind",
    "Heading",
    "Passage",
    "Segment",
    "anchored",
    "blocks",
    "canonical",
    "compare",
    "digest",
    "find_passages",
    "grid",
    "insert_after",
    "lead_of",
    "outline",
    "replace_in_block",
    "sanitise",
    "text_of",
]
