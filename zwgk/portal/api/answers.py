"""The shapes of all answers, each field with its meaning: what the code gives is held against these in the tests."""

from __future__ import annotations

from zwgk.portal.api.shapes import (
    ADDRESS,
    DAY,
    MOMENT,
    NUMBER,
    SHA256,
    SM3,
    TEXT,
    YES_NO,
    Field,
    Shape,
    many,
    maybe,
    one_of,
    ref,
)
from zwgk.publishing.open.records import FORMAT
from zwgk.rules.publication import LinkKind, PublicationState, Validity
from zwgk.rules.subjects import FiveOpen

_STATES = tuple(str(state) for state in PublicationState)
_NEXT = Field("next", TEXT, "下一批的翻页标记（cursor），没有更多时为空")

_NAMES = (
    Field("number", NUMBER, "公开件编号，永不变更，也是网址的一部分"),
    Field("state", one_of("live"), "状态：live 已公开"),
    Field("identifier", ADDRESS, "永久网址"),
    Field("title", TEXT, "标题"),
    Field("indexNo", TEXT, "索引号"),
    Field("docNumber", TEXT, "发文字号"),
    Field("publisher", TEXT, "公开机关的现名（机构变更后为承接机关）"),
    Field("publisherThen", TEXT, "公开机关在公开时的名称"),
    Field("publisherNumber", NUMBER, "公开机关编号"),
    Field("publisherUscc", TEXT, "公开机关统一社会信用代码"),
    Field("column", TEXT, "栏目（公文目录）"),
    Field("columnSlug", TEXT, "栏目代号"),
    Field("kind", TEXT, "文种代码"),
    Field("kindName", TEXT, "文种"),
    Field("subject", TEXT, "主题分类代码"),
    Field("subjectName", TEXT, "主题分类"),
    Field("writtenOn", DAY, "成文日期"),
    Field("publishedAt", MOMENT, "发布时间"),
    Field("effectiveOn", DAY, "施行日期"),
    Field("expiresOn", DAY, "有效期至"),
    Field("validity", one_of("", *(str(v) for v in Validity)), "有效性代码，没有有效性可言的为空"),
    Field("validityName", TEXT, "有效性"),
    Field("normative", YES_NO, "是否为行政规范性文件"),
    Field("dimension", one_of("", *(str(v) for v in FiveOpen)), "五公开代码"),
    Field("dimensionName", TEXT, "五公开"),
    Field("disclosure", TEXT, "公开属性代码"),
    Field("changedAt", MOMENT, "最近一次变动（发布、更正、有效性、撤回等）的时间"),
)
SUMMARY = Shape("Summary", "公开件概要", _NAMES)

FILE = Shape(
    "File",
    "随件公开的文件",
    (
        Field("role", one_of("attachment", "original", "pdf", "docx"), "用途：附件、原文件、PDF 版、Word 版"),
        Field("name", TEXT, "文件名"),
        Field("size", NUMBER, "字节数"),
        Field("mime", TEXT, "媒体类型"),
        Field("sha256", SHA256, "SHA-256 摘要"),
        Field("sm3", SM3, "SM3（国密）摘要；旧系统迁来、当夜尚未补算的为空"),
        Field("url", ADDRESS, "下载地址"),
    ),
)
RELATION = Shape(
    "Relation",
    "与另一份文件的关系",
    (
        Field("kind", one_of(*(str(kind) for kind in LinkKind)), "关系代码"),
        Field("kindName", TEXT, "关系"),
        Field("articles", TEXT, "所涉条款，空为整份"),
        Field("title", TEXT, "那份文件的标题或名称"),
        Field("docNumber", TEXT, "那份文件的发文字号"),
        Field("number", maybe(NUMBER), "那份文件在本站的编号；不在本站公开的为 null"),
        Field("url", ADDRESS, "那份文件的网址，没有的为空"),
    ),
)
_WHOLE = (
    Field("format", one_of(FORMAT), "记录格式的版本"),
    *_NAMES,
    Field("issuers", many(TEXT), "发文机关，联合发文的有多个"),
    Field("keywords", TEXT, "关键词"),
    Field("source", TEXT, "信息来源"),
    Field("sourceUrl", TEXT, "来源网址"),
    Field("language", TEXT, "语种"),
    Field("more", {"type": "object", "additionalProperties": {"type": "string"}}, "页面上另外标明的各项，名称与内容"),
    Field("version", {"type": "integer", "minimum": 1}, "现行版次"),
    Field("versionAt", MOMENT, "现行版本的发布时间"),
    Field("digest", SHA256, "现行版本内容的 SHA-256 摘要（标题、正文、公开属性、附件）"),
    Field("bodyHtml", TEXT, "正文（HTML 片段；插图地址相对于本站）"),
    Field("bodyText", TEXT, "正文的纯文本"),
    Field("files", many(ref("File")), "随件公开的文件"),
    Field("relations", many(ref("Relation")), "本件写明的与其他文件的关系"),
)
RECORD = Shape("Record", "公开件全文记录，与上级平台报送文件、整体下载中的记录相同", _WHOLE)
VERSION_LINE = Shape(
    "VersionLine",
    "可公开查阅的一个版本",
    (
        Field("no", {"type": "integer", "minimum": 1}, "版次"),
        Field("publishedAt", MOMENT, "发布时间"),
        Field("changeNote", TEXT, "更正说明"),
        Field("minor", YES_NO, "是否为勘误"),
        Field("url", ADDRESS, "该版本的网址"),
    ),
)
PUBLICATION = Shape(
    "Publication",
    "一份公开件：全文记录，另有其他文件对它的关系和可公开查阅的各版本",
    (
        *_WHOLE,
        Field("relationsBack", many(ref("Relation")), "其他公开件写明的与本件的关系（关系按本件方向称谓）"),
        Field("versions", many(ref("VersionLine")), "可公开查阅的版本，新的在前"),
    ),
)
VERSION = Shape(
    "Version",
    "一个公开过的版本的全文",
    (
        Field("number", NUMBER, "公开件编号"),
        Field("no", {"type": "integer", "minimum": 1}, "版次"),
        Field("current", YES_NO, "是否为现行版本"),
        Field("title", TEXT, "标题"),
        Field("publishedAt", MOMENT, "发布时间"),
        Field("changeNote", TEXT, "更正说明"),
        Field("minor", YES_NO, "是否为勘误"),
        Field("digest", SHA256, "内容的 SHA-256 摘要"),
        Field("bodyHtml", TEXT, "正文（HTML 片段）"),
        Field("bodyText", TEXT, "正文的纯文本"),
        Field("files", many(ref("File")), "随该版本公开的文件"),
    ),
)
TOMBSTONE = Shape(
    "Tombstone",
    "已不再公开的公开件：请从副本中删去",
    (
        Field("format", one_of(FORMAT), "记录格式的版本"),
        Field("number", NUMBER, "公开件编号"),
        Field(
            "state", one_of(*(s for s in _STATES if s != "live")), "withdrawn 已撤回、taken_down 紧急撤下、erased 删除"
        ),
        Field("identifier", ADDRESS, "原网址"),
        Field("notice", TEXT, "原地址上的告示，没有的为空"),
        Field("changedAt", MOMENT, "不再公开的时间"),
    ),
)
LIST = Shape("SummaryList", "公开件列表", (Field("items", many(ref("Summary")), "概要，新的在前"), _NEXT))
CHANGES = Shape(
    "ChangeList",
    "按变动时间排列的公开件概要，含已不再公开的",
    (
        Field("items", many({"anyOf": [ref("Summary"), ref("Tombstone")]}), "概要或注销记录，先变动的在前"),
        _NEXT,
        Field("nextSince", MOMENT, "读完（next 为空）以后，下次从这个时间读起；略早于最后一条，重复的照样覆盖即可"),
    ),
)
HARVEST = Shape(
    "HarvestList",
    "按变动时间排列的全文记录，含已不再公开的",
    (
        Field("items", many({"anyOf": [ref("Record"), ref("Tombstone")]}), "全文记录或注销记录，先变动的在前"),
        _NEXT,
        Field("nextSince", MOMENT, "读完（next 为空）以后，下次从这个时间读起；略早于最后一条，重复的照样覆盖即可"),
    ),
)
COLUMN = Shape(
    "Column",
    "栏目",
    (
        Field("slug", TEXT, "栏目代号"),
        Field("name", TEXT, "栏目名称"),
        Field("parent", TEXT, "上级栏目代号，顶层为空"),
        Field("organ", maybe(NUMBER), "自设栏目的机关编号；全站栏目为 null"),
        Field("article", TEXT, "依据条款"),
        Field("count", NUMBER, "本栏目及以下的公开件数"),
        Field("url", ADDRESS, "网址"),
        Field("feed", ADDRESS, "订阅地址（Atom）"),
    ),
)
COLUMNS = Shape("ColumnList", "全部栏目", (Field("items", many(ref("Column")), "先上级后下级"),))
ORGAN = Shape(
    "Organ",
    "公开机关",
    (
        Field("number", NUMBER, "机关编号"),
        Field("name", TEXT, "名称"),
        Field("shortName", TEXT, "简称"),
        Field("uscc", TEXT, "统一社会信用代码"),
        Field("regionCode", TEXT, "行政区划代码"),
        Field("parent", maybe(NUMBER), "上级机关编号"),
        Field("abolishedOn", DAY, "撤销日期，现有机关为 null"),
        Field("url", ADDRESS, "网址"),
        Field("feed", ADDRESS, "订阅地址（Atom）"),
    ),
)
ORGANS = Shape("OrganList", "公开机关", (Field("items", many(ref("Organ")), "按机关序列排列"),))
TOPIC = Shape(
    "Topic",
    "专题",
    (
        Field("slug", TEXT, "专题代号"),
        Field("title", TEXT, "名称"),
        Field("intro", TEXT, "导语"),
        Field("organ", maybe(NUMBER), "所属机关编号；全站专题为 null"),
        Field("openedOn", DAY, "开放日期"),
        Field("closedOn", DAY, "结束日期"),
        Field("url", ADDRESS, "网址"),
        Field("feed", ADDRESS, "订阅地址（Atom）"),
    ),
)
TOPICS = Shape("TopicList", "专题", (Field("items", many(ref("Topic")), "开放的在前"),))
ISSUE = Shape(
    "Issue",
    "政府公报的一期",
    (
        Field("year", NUMBER, "年份"),
        Field("no", NUMBER, "当年期号"),
        Field("totalNo", NUMBER, "总期号"),
        Field("name", TEXT, "期名"),
        Field("publishedOn", DAY, "出版日期"),
        Field("pages", NUMBER, "页数"),
        Field("articles", NUMBER, "篇数"),
        Field("url", ADDRESS, "网址"),
    ),
)
ISSUES = Shape("IssueList", "历年政府公报", (Field("items", many(ref("Issue")), "新的在前"),))
ARTICLE = Shape(
    "Article",
    "公报目录的一条；已不再公开的只留空行",
    (
        Field("section", TEXT, "栏目"),
        Field("title", TEXT, "标题，不再公开的为空"),
        Field("docNumber", TEXT, "发文字号"),
        Field("publisher", TEXT, "公开机关"),
        Field("page", maybe(NUMBER), "起始页"),
        Field("url", ADDRESS, "网址"),
    ),
)
ISSUE_WHOLE = Shape(
    "IssueContents",
    "一期公报的目录",
    (
        *ISSUE.fields,
        Field("contents", many(ref("Article")), "目录，按刊登顺序"),
        Field("pdf", ADDRESS, "电子版地址；有文章不再公开时不提供，为空"),
        Field("sha256", {"type": "string", "pattern": "^([0-9a-f]{64})?$"}, "电子版的 SHA-256 摘要"),
        Field("size", NUMBER, "电子版字节数"),
    ),
)
CATALOGUE = Shape(
    "Catalogue",
    "现行的主动公开目录",
    (
        Field("number", NUMBER, "目录编号"),
        Field("title", TEXT, "名称"),
        Field("organ", NUMBER, "机关编号"),
        Field("organName", TEXT, "机关"),
        Field("field", TEXT, "领域，基本目录为空"),
        Field("edition", NUMBER, "版次"),
        Field("inForceOn", DAY, "施行日期"),
        Field("rows", NUMBER, "事项数"),
        Field("url", ADDRESS, "网址"),
    ),
)
CATALOGUES = Shape("CatalogueList", "现行的主动公开目录", (Field("items", many(ref("Catalogue")), "基本目录在前"),))
ROW = Shape(
    "CatalogueRow",
    "目录事项",
    (
        Field("number", NUMBER, "事项编号，换版不变"),
        Field("order", NUMBER, "序号"),
        Field("group", TEXT, "一级事项"),
        Field("name", TEXT, "二级事项"),
        Field("content", TEXT, "公开内容（要素）"),
        Field("basis", TEXT, "公开依据"),
        Field("limit", TEXT, "公开时限"),
        Field("organ", TEXT, "公开主体"),
        Field("carriers", many(TEXT), "公开渠道和载体"),
        Field("audience", TEXT, "公开对象"),
        Field("manner", TEXT, "公开方式"),
        Field("tiers", many(TEXT), "公开层级"),
        Field("dimension", TEXT, "五公开"),
        Field("column", TEXT, "对应栏目代号"),
        Field("url", ADDRESS, "网址"),
    ),
)
ROWS = Shape(
    "CatalogueRowList", "一份目录的全部事项", (*CATALOGUE.fields, Field("items", many(ref("CatalogueRow")), "按序号"))
)
HIT = Shape(
    "Hit",
    "一条检索结果",
    (
        Field("number", NUMBER, "公开件编号"),
        Field("identifier", ADDRESS, "永久网址"),
        Field("title", TEXT, "标题"),
        Field("docNumber", TEXT, "发文字号"),
        Field("publisher", TEXT, "公开机关"),
        Field("publishedOn", DAY, "发布日期"),
        Field("validity", TEXT, "有效性代码"),
        Field("kind", TEXT, "文种代码"),
        Field("snippet", TEXT, "命中处的文字"),
        Field("score", {"type": "number"}, "相关度"),
        Field("related", YES_NO, "是否只是相关（没有同时含有全部词）"),
    ),
)
FOUND = Shape(
    "Found",
    "检索结果",
    (
        Field("query", TEXT, "检索词"),
        Field("total", NUMBER, "命中总数"),
        Field("totalIsExact", YES_NO, "总数是否为确数；为 false 时实际多于所列"),
        Field("items", many(ref("Hit")), "结果"),
        Field("suggestion", TEXT, "没有结果时建议的写法"),
        Field("notice", TEXT, "需要说明的情况"),
        _NEXT,
    ),
)
EXPORT = Shape(
    "Export",
    "一年的整体下载",
    (
        Field("year", NUMBER, "发布年份"),
        Field("publications", NUMBER, "公开件数"),
        Field("size", NUMBER, "字节数"),
        Field("sha256", SHA256, "SHA-256 摘要"),
        Field("sm3", SM3, "SM3（国密）摘要"),
        Field("madeAt", MOMENT, "生成时间"),
        Field("available", YES_NO, "现在能否下载；生成以后有信息撤回的，重新生成前暂停"),
        Field("url", ADDRESS, "下载地址"),
    ),
)
EXPORTS = Shape("ExportList", "整体下载", (Field("items", many(ref("Export")), "新的年份在前"),))
DOOR = Shape(
    "Door",
    "一个接口",
    (
        Field("path", TEXT, "地址，花括号内为参数"),
        Field("summary", TEXT, "用途"),
    ),
)
DOORS = Shape(
    "DoorList",
    "接口目录",
    (
        Field("site", TEXT, "网站名称"),
        Field("openapi", ADDRESS, "OpenAPI 文档"),
        Field("documentation", ADDRESS, "说明页"),
        Field("items", many(ref("Door")), "各接口"),
    ),
)
PROBLEM = Shape(
    "Problem",
    "出错或不受理（RFC 9457）",
    (
        Field("type", ADDRESS, "错误类别，指向说明页"),
        Field("title", TEXT, "不能做什么"),
        Field("status", {"type": "integer", "minimum": 400, "maximum": 599}, "HTTP 状态码"),
        Field("detail", TEXT, "为什么、怎么办"),
        Field("what", TEXT, "不能做什么"),
        Field("why", TEXT, "为什么"),
        Field("remedy", TEXT, "怎么办"),
        Field("field", TEXT, "有误的参数，与参数无关的为空"),
    ),
)
SHAPES: tuple[Shape, ...] = (
    *(SUMMARY, FILE, RELATION, RECORD, VERSION_LINE, PUBLICATION, VERSION, TOMBSTONE, LIST, CHANGES, HARVEST),
    *(COLUMN, COLUMNS, ORGAN, ORGANS, TOPIC, TOPICS, ISSUE, ISSUES, ARTICLE, ISSUE_WHOLE),
    *(CATALOGUE, CATALOGUES, ROW, ROWS, HIT, FOUND, EXPORT, EXPORTS, DOOR, DOORS, PROBLEM),
)
