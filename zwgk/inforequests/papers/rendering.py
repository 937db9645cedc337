"""A paper in the official layout (GB/T 9704—2012 信函格式) as PDF and Word; tables where the paper is a form.

The name of the applicant is handed in by the caller, who logged that it was opened; it is kept in no paper's facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from zwgk.files.writers.elements import Form, OfficialDocument
from zwgk.files.writers.official import official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.inforequests.models import IssuedPaper
from zwgk.inforequests.papers import wording
from zwgk.rules.decision_documents import PAPERS, Element, Remedies
from zwgk.rules.outcomes import OUTCOMES

_NOT_ALONE = "本告知是办理过程中的程序性告知，不能单独申请行政复议或者提起行政诉讼。"


def official(
    key: str,
    facts: Mapping[str, Any],
    *,
    organ: str,
    doc_number: str,
    issued_on: date | None,
    applicant: str,
    code: str = "",
    sealed: bool = True,
) -> OfficialDocument:
    """The paper as the official writers take it. ``facts``: ``{"elements": {…}, "items": [{"outcome", "elements"}]}``.

    ``code`` is printed as QR code (验真). Errors: ``KeyError`` for an unknown paper.
    """
    row = PAPERS[key]
    elements = {name: str(text) for name, text in dict(facts.get("elements", {})).items()}
    items = list(facts.get("items", []))
    to = elements.get("recipient", "") if row.masks_applicant else applicant
    if not row.numbered:
        elements["applicant"] = applicant
        return OfficialDocument(
            title=f"{organ}{row.label}",
            body_html=_table(row.elements, elements),
            signed_by=(organ,) if Element.ORGAN in row.elements else (),
            date_written=issued_on,
            code=code,
        )
    return OfficialDocument(
        title=_title(key),
        body_html="".join(f"<p>{escape(text)}</p>" for text in paragraphs(key, elements, items)),
        issuers=(organ,),
        doc_number=doc_number,
        addressees=(to,) if to else (),
        attachments=tuple(_attached(items)),
        signed_by=(organ,),
        date_written=issued_on,
        form=Form.LETTER,
        sealed=sealed,
        code=code,
    )


def paragraphs(key: str, elements: Mapping[str, str], items: list[Mapping[str, Any]]) -> list[str]:
    """The body of a numbered paper, paragraph by paragraph."""
    row = PAPERS[key]
    made: list[str] = []
    if key == "withdraw":
        made += wording.filled(wording.WITHDRAWN, elements)
    elif key in wording.LETTERS:
        made += wording.filled(wording.LETTERS[key], elements)
    else:
        made += wording.filled((wording.OPENING,), elements)
        if elements.get("history") and key in wording.REPLIES:
            made.append(f"办理经过：{elements['history']}。")
        if key in wording.STEPS:
            made += wording.filled(wording.STEPS[key], elements)
        elif items:
            made += [text for item in items for text in _item(item, alone=len(items) == 1)]
        else:
            made += wording.filled(wording.REPLIES[key], elements)
    if row.remedies is Remedies.FULL:
        made.append(elements.get("remedy", ""))
    elif row.remedies is Remedies.NOT_ALONE:
        made.append(_NOT_ALONE)
    made += wording.filled((wording.CLOSING,), elements)
    return [text for text in made if text.strip()]


def pdf(paper: IssuedPaper, *, applicant: str, code: str = "") -> bytes:
    """An issued paper as PDF. Errors: ``BadInput`` as the writers give them."""
    return official_pdf(of(paper, applicant=applicant, code=code))


def docx(paper: IssuedPaper, *, applicant: str, code: str = "") -> bytes:
    """An issued paper as Word file."""
    return official_docx(of(paper, applicant=applicant, code=code))


def of(paper: IssuedPaper, *, applicant: str, code: str = "") -> OfficialDocument:
    """An issued paper as the official writers take it."""
    return official(
        paper.key,
        paper.facts,
        organ=paper.request.organ.name,
        doc_number=paper.doc_number,
        issued_on=paper.issued_on,
        applicant=applicant,
        code=code,
    )


def _item(item: Mapping[str, Any], *, alone: bool) -> list[str]:
    outcome = OUTCOMES[str(item["outcome"])]
    made = wording.filled(wording.REPLIES[outcome.document], dict(item["elements"]))
    if alone:
        return made
    head = f"关于第{item['no']}项“{item['description']}”："
    return [head + made[0], *made[1:]]


def _title(key: str) -> str:
    plain = PAPERS[key].label.partition("（")[0]
    return plain if plain.startswith(("政府", "征求", "公开", "协办", "提请")) else f"政府信息公开申请{plain}"


def _attached(items: list[Mapping[str, Any]]) -> list[str]:
    return [title for item in items for title in item.get("attached", [])]


def _table(wanted: tuple[Element, ...], elements: Mapping[str, str]) -> str:
    shown = [e for e in wanted if e not in {Element.ORGAN, Element.DATE}]
    rows = "".join(
        f'<tr><th>{_label(e, wanted)}</th><td colspan="4">{_cell(elements.get(e.value, ""))}</td></tr>' for e in shown
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _label(element: Element, wanted: tuple[Element, ...]) -> str:
    """What stands before a line of a form; a 送达回证 speaks of 受送达人."""
    return "受送达人" if element is Element.RECIPIENT and Element.SERVED in wanted else escape(element.label)


def _cell(text: str) -> str:
    """A text of several lines keeps them."""
    return "<br>".join(escape(line) for line in text.split("\n"))
