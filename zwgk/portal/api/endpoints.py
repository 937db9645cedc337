"""The table of endpoints: address, purpose, parameters, answer. Addresses, OpenAPI and the explaining page read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zwgk.portal.api import answers, reading
from zwgk.portal.api.parameters import Param, code, day, moment, number, whole, word
from zwgk.portal.api.reading import Answer, Asked
from zwgk.portal.api.shapes import Shape
from zwgk.rules.document_kinds import KINDS
from zwgk.rules.publication import Validity
from zwgk.search.queries import Order

ROOT = "/api/v1"
#: how much is given at most in one answer, and at first
PAGE, FIRST = 100, 20
HARVEST = 200
#: hits of one page of a search, as many as a reader could look through
HITS = 50
#: requests of one reader in a minute
RATE, SEARCH_RATE = 120, 60


@dataclass(frozen=True)
class Endpoint:
    """One address to read from. ``path`` is relative to :data:`ROOT`, its parameters in braces."""

    name: str
    path: str
    summary: str
    answer: Shape
    read: Callable[[Asked], Answer]
    places: tuple[Param, ...] = ()
    params: tuple[Param, ...] = ()
    about: str = ""
    answers: tuple[Shape, ...] = ()
    searches: bool = False
    may_be_absent: bool = False


_SLUG = r"^[-a-zA-Z0-9_]{1,120}$"
#: no control characters
_PLAIN = r"^[^\x00-\x1f\x7f]{1,30}$"
_CURSOR = word("cursor", "翻页标记，取自上一次结果的 next", r"^[-a-zA-Z0-9_]{1,200}$", says="上一次结果里的 next")
_LIMIT = whole("limit", "一次取多少条", least=1, most=PAGE, default=FIRST, example="20")
_COLUMN = word("column", "栏目代号，含其下各级栏目", _SLUG, says="栏目代号（见 columns 接口）", example="tzgg")
_ORGAN = word(
    "organ",
    "机关的编号、统一社会信用代码或名称（现名、曾用名），含其下属机关（见 organs 接口）；不再保留的机关，转到承接机关",
    r"^[^\x00-\x1f\x7f]{1,120}$",
    says="机关的编号、统一社会信用代码或名称",
    example="2",
)
_KIND = word(
    "kind",
    f"文种代码（{'、'.join(f'{one} {row.label}' for one, row in KINDS.items())}；旧系统迁来的按原样）",
    _PLAIN,
    says="1至30个字的文种代码",
    example="circular",
)
_VALIDITY = code("validity", "有效性", [(str(one), one.label) for one in Validity if one is not Validity.NONE])
_NUMBER = number("number", "公开件编号", example="1")
_NO = whole("no", "版次", least=1, most=9999, example="1")
_SINCE = "只取这一时刻以来变动过的，按变动先后排列，含已不再公开的"

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "publications",
        "/publications",
        "公开件列表",
        answers.LIST,
        reading.publications,
        params=(
            _COLUMN,
            _ORGAN,
            _KIND,
            word("subject", "主题分类代码，两位的含其下各类", r"^\d{2}(\d{2})?$", says="两位或四位数字", example="02"),
            _VALIDITY,
            day("published_from", "发布日期不早于", example="2026-01-01"),
            day("published_to", "发布日期不晚于", example="2026-12-31"),
            moment("updated_since", f"{_SINCE}；不与其他条件一起使用", example="2026-11-20T08:00:00+08:00"),
            _CURSOR,
            _LIMIT,
        ),
        about="按发布时间从新到旧；给出 updated_since 时按变动时间从旧到新，其中已不再公开的只有注销记录",
        answers=(answers.CHANGES,),
        may_be_absent=True,
    ),
    Endpoint(
        "publication",
        "/publications/{number}",
        "一份公开件",
        answers.PUBLICATION,
        reading.publication,
        places=(_NUMBER,),
        about="元数据、正文、附件及其摘要值、相互关系、可公开查阅的各版本；已撤回的答复 410",
        may_be_absent=True,
    ),
    Endpoint(
        "version",
        "/publications/{number}/versions/{no}",
        "一份公开件的一个版本",
        answers.VERSION,
        reading.version,
        places=(_NUMBER, _NO),
        may_be_absent=True,
    ),
    Endpoint(
        "harvest",
        "/harvest",
        "归集：按变动时间取全文记录",
        answers.HARVEST,
        reading.harvest,
        params=(
            moment("since", _SINCE, example="2026-11-20T08:00:00+08:00"),
            _CURSOR,
            whole("limit", "一次取多少条", least=1, most=HARVEST, default=50, example="50"),
        ),
        about="供上级平台等归集：先不带参数从头取，凭 next 翻页；取完后记下 nextSince，下次作为 since",
    ),
    Endpoint("columns", "/columns", "全部栏目", answers.COLUMNS, reading.columns),
    Endpoint("organs", "/organs", "公开机关", answers.ORGANS, reading.organs),
    Endpoint("topics", "/topics", "专题", answers.TOPICS, reading.all_topics),
    Endpoint(
        "topic",
        "/topics/{slug}",
        "一个专题收入的公开件",
        answers.LIST,
        reading.topic,
        places=(word("slug", "专题代号", r"^[-a-zA-Z0-9_]{1,60}$", says="专题代号", example="zhuanti"),),
        params=(_CURSOR, _LIMIT),
        may_be_absent=True,
    ),
    Endpoint("gazette", "/gazette", "政府公报各期", answers.ISSUES, reading.gazette),
    Endpoint(
        "issue",
        "/gazette/{year}/{no}",
        "一期公报的目录",
        answers.ISSUE_WHOLE,
        reading.issue,
        places=(
            whole("year", "年份", least=1900, most=2199, example="2026"),
            whole("no", "当年期号", least=1, most=999, example="1"),
        ),
        may_be_absent=True,
    ),
    Endpoint("catalogues", "/catalogue", "现行的主动公开目录", answers.CATALOGUES, reading.catalogues),
    Endpoint(
        "catalogue",
        "/catalogue/{number}",
        "一份主动公开目录的全部事项",
        answers.ROWS,
        reading.catalogue_rows,
        places=(number("number", "目录编号", example="1"),),
        may_be_absent=True,
    ),
    Endpoint(
        "search",
        "/search",
        "全文检索",
        answers.FOUND,
        reading.search,
        params=(
            word(
                "q",
                "检索词，最多200字",
                r"^[^\x00-\x1f\x7f]{0,199}[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,199}$",
                says="1至200字的检索词",
                example="供暖",
                required=True,
            ),
            _COLUMN,
            _ORGAN,
            _KIND,
            _VALIDITY,
            whole("year", "发布年份", least=1900, most=2199, example="2026"),
            code("order", "排序", Order.choices(), default=str(Order.RELEVANCE)),
            word("cursor", "翻页标记，取自上一次结果的 next", r"^[-a-zA-Z0-9_]{1,60}$", says="上一次结果里的 next"),
            whole("limit", "一次取多少条", least=1, most=HITS, default=10, example="10"),
        ),
        about="与网站的检索同一引擎、同一限额",
        searches=True,
        may_be_absent=True,
    ),
    Endpoint(
        "exports",
        "/exports",
        "整体下载",
        answers.EXPORTS,
        reading.whole_exports,
        about="全部公开件按发布年份打成的压缩包，每夜更新",
    ),
)
BY_NAME = {one.name: one for one in ENDPOINTS}
