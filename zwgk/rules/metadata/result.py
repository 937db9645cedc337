"""What was read from a paper, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zwgk.rules.labelled import Labelled


class Field(Labelled):
    """The fields that are read (元数据项)."""

    TITLE = "title", "标题"
    DOC_NUMBER = "doc_number", "发文字号"
    ISSUERS = "issuers", "发文机关"
    PUBLISHER = "publisher", "发布机构"
    DATE_WRITTEN = "date_written", "成文日期"
    DATE_PUBLISHED = "date_published", "发布日期"
    INDEX_NO = "index_no", "索引号"
    TOPIC = "topic", "主题分类"


@dataclass(frozen=True)
class Evidence:
    """Where a field was found: ``text[start:end]``, by what sign (``by``, Chinese), and what is doubtful about it."""

    field: Field
    start: int
    end: int
    by: str
    doubt: str | None = None


@dataclass
class Metadata:
    """The metadata of one paper; ``None`` (``[]`` for issuers) where the text does not say."""

    title: str | None = None
    doc_number: str | None = None
    issuers: list[str] = field(default_factory=list)
    publisher: str | None = None
    date_written: date | None = None
    date_published: date | None = None
    index_no: str | None = None
    topic: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the eight fields that the command line prints; dates in ISO 8601."""
        return {
            "title": self.title,
            "doc_number": self.doc_number,
            "issuers": list(self.issuers),
            "publisher": self.publisher,
            "date_written": self.date_written.isoformat() if self.date_written else None,
            "date_published": self.date_published.isoformat() if self.date_published else None,
            "index_no": self.index_no,
            "topic": self.topic,
        }

    def found(self, name: Field) -> Evidence | None:
        """Return where ``name`` was found, or ``None``."""
        return next((evidence for evidence in self.evidence if evidence.field is name), None)
