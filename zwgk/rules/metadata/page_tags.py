"""The tags of a government page (网页标签) say what its text leaves out: ArticleTitle, PubDate, ContentSource.

依据：《政府网站发展指引》（国办发〔2017〕47号）附件2“网页标签规范”
"""

from __future__ import annotations

from collections.abc import Mapping

from zwgk.rules.metadata.dates import first_date
from zwgk.rules.metadata.lines import tidy
from zwgk.rules.metadata.result import Metadata

_NO_SOURCE = frozenset({"", "本站", "本站原创", "原创", "本网", "网络", "互联网", "未知", "转载"})


def complete(found: Metadata, tags: Mapping[str, str]) -> Metadata:
    """Fill title, publisher and date of publication of ``found`` from ``tags`` where the text says nothing.

    Names of tags are taken without regard to case. Returns ``found``. Errors: none; a date that is none is passed over.
    """
    said = {name.lower(): tidy(value) for name, value in tags.items()}
    if found.title is None:
        found.title = said.get("articletitle") or None
    if found.publisher is None and said.get("contentsource", "") not in _NO_SOURCE:
        found.publisher = said["contentsource"]
    if found.date_published is None:
        day = first_date(said.get("pubdate", ""), compact=True)
        found.date_published = day[0] if day else None
    return found
