"""What an official document on paper consists of (公文要素).

依据:《党政机关公文格式》(GB/T 9704—2012);《党政机关公文处理工作条例》第九条
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zwgk.files.writers.flow import flow
from zwgk.files.writers.rendition import About
from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled


class Form(Labelled):
    """The layouts of the standard (公文格式): the usual one and the three special ones of its chapter 10."""

    DOCUMENT = "document", "文件格式"
    LETTER = "letter", "信函格式"
    ORDER = "order", "命令（令）格式"
    MINUTES = "minutes", "纪要格式"


OF_KIND = {"letter": Form.LETTER, "order": Form.ORDER, "minutes": Form.MINUTES}
"""Kinds of papers (文种) that have a layout of their own (GB/T 9704—2012 第10章); all others take the usual one."""
SUFFIXES = {Form.DOCUMENT: "文件", Form.LETTER: "", Form.ORDER: "令", Form.MINUTES: "纪要"}
"""What the masthead bears behind the organ's name where nothing else is said."""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """What stands on the paper (公文要素). Only ``title`` and ``body_html`` must be there; what is empty is left out.

    ``issuers`` are the names of the masthead (发文机关标志), the leading organ first; ``masthead_suffix`` ``None``
    takes what the form usually bears. ``body_html`` is body format v1. Elements that the body itself bears at its top
    (红头, 文号, 标题, 主送) give way to the fields; those at its end (附件说明, 署名, 日期, 附注) stay in place and the
    fields supply what is missing, before the enclosures (附件) that the body may go on with.

    ``note`` is written in brackets (附注: 此件公开发布). ``signers`` (签发人, in the issuers' order) make it an upward
    document (上行文); an order (令) bears the first of them with ``signer_post`` (职务) in place of the organ's name.
    ``copy_no`` (份号), ``secrecy`` (密级和保密期限) and ``urgency`` (紧急程度) stand at the top; a sheet that bears a
    class is for paper kept outside this system, which keeps none. ``attendance`` (出席、请假、列席 and who) belongs to
    minutes. ``copy_to``, ``printed_by`` and ``printed_on`` form the imprint (版记). ``files`` are the pictures the body
    shows, address → bytes. ``sealed`` leaves the place of a seal for each name. ``double_sided`` (双面印刷): the
    imprint stands on an even page, the back of the last sheet. ``code`` is printed as a QR code in the
    upper right corner, so that the scan of the sealed paper finds its file.
    """

    title: str
    body_html: str
    issuers: tuple[str, ...] = ()
    masthead_suffix: str | None = None
    doc_number: str = ""
    addressees: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    date_written: date | None = None
    note: str = ""
    copy_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    signers: tuple[str, ...] = ()
    signer_post: str = ""
    copy_no: str = ""
    secrecy: str = ""
    urgency: str = ""
    attendance: tuple[tuple[str, str], ...] = ()
    form: Form = Form.DOCUMENT
    sealed: bool = False
    double_sided: bool = False
    code: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """What follows the organ's name in the masthead."""
        return SUFFIXES[self.form] if self.masthead_suffix is None else self.masthead_suffix

    def spoken(self) -> tuple[str, ...]:
        """Return every text that stands on the paper beside the body, as the proof of a redaction needs it."""
        fields = (self.title, self.doc_number, self.note, self.printed_by, self.suffix, self.signer_post)
        tops = (self.copy_no, self.secrecy, self.urgency)
        lists = (self.issuers, self.addressees, self.attachments, self.signed_by, self.copy_to, self.signers)
        people = tuple(text for pair in self.attendance for text in pair)
        days = tuple(chinese_date(day) for day in (self.date_written, self.printed_on) if day)
        names = tuple(name for some in lists for name in some)
        return tuple(text for text in (*fields, *tops, *names, *people, *days) if text)


def chinese_date(day: date) -> str:
    """Return ``2026年3月5日``: Arabic digits, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def must_be_printable(document: OfficialDocument) -> None:
    """Refuse a document without title or text, or with a 份号 that is none. Errors: ``BadInput``."""
    if not document.title.strip():
        raise BadInput(what="不能生成公文", why="标题为空", remedy="请先填写标题", field="title")
    if not flow(document.body_html):
        raise BadInput(what="不能生成公文", why="正文为空", remedy="请先填写正文", field="body_html")
    number = document.copy_no
    if number and not (number.isascii() and number.isdigit() and len(number) == 6):
        raise BadInput(
            what="不能生成公文",
            why=f"份号“{number}”不是6位数字（GB/T 9704—2012 7.2.1）",
            remedy="请按“000001”的样子填写，或者不填",
            field="copy_no",
        )


def about(document: OfficialDocument) -> About:
    """Return what the files say of themselves."""
    day = document.date_written.isoformat() if document.date_written else ""
    return About(document.title, document.issuers or document.signed_by, day)
