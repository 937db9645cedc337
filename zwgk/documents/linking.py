"""What a link must say where it changes another paper (废止、修改、宣布失效、延长), told while it is drafted.

The door asks again when the paper goes out; here the drafter hears it in time.
"""

from __future__ import annotations

from datetime import date

from zwgk.documents.models import Document
from zwgk.publishing import validity
from zwgk.publishing.models import Publication
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import LinkKind
from zwgk.rules.validity import last_day

#: kinds that may name which articles they mean
_OF_ARTICLES = (LinkKind.AMENDS, LinkKind.REPEALS, LinkKind.DECLARES)


def must_be_told(
    document: Document, kind: LinkKind, target: Publication | None, *, articles: str, until: date | None
) -> None:
    """Refuse an amendment without its articles, an extension without its day, and papers that would end each other.

    Errors: :class:`BadInput` at ``articles`` or ``until``; a circle is named with its way.
    """
    what = f"没有关联（{kind.label}）"
    if kind is LinkKind.AMENDS and not articles:
        raise BadInput(
            what=what, why="没有写明修改了哪些条款", remedy="请填写条款，如“第三条、第五条”", field="articles"
        )
    if articles and kind not in _OF_ARTICLES:
        raise BadInput(what=what, why=f"“{kind.label}”不分条款", remedy="请清空条款", field="articles")
    if len(articles) > 300:
        raise BadInput(what=what, why="条款最多300字", remedy="请缩短", field="articles")
    if kind is LinkKind.EXTENDS and until is None:
        raise BadInput(what=what, why="没有写明延长到哪一天", remedy="请填写“延长至”", field="until")
    if until is not None and kind is not LinkKind.EXTENDS:
        raise BadInput(what=what, why=f"“{kind.label}”不延长有效期", remedy="请清空“延长至”", field="until")
    if target is None or str(kind) not in validity.LINKS:
        return
    if document.publication is not None:  # a correction: both papers are out already
        validity.must_not_circle(document.publication, target, what=what)
    if until is not None:
        _must_extend(target, until, what)


def _must_extend(target: Publication, until: date, what: str) -> None:
    end = last_day(validity.facts_of([target])[target.pk], date.max)
    if end is None:
        raise BadInput(
            what=what, why=f"《{target.title}》没有登记有效期，不需要延长", remedy="请先登记有效期", field="until"
        )
    if until <= end:
        raise BadInput(what=what, why=f"{until}不晚于现在的届满日{end}", remedy="请核对日期", field="until")
