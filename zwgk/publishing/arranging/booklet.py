"""The booklet of a topic (汇编): what is public in it now, as one PDF with contents and page numbers, and as Word."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from zwgk.files import body, store
from zwgk.files.models import File, Purpose
from zwgk.files.writers import fonts, word
from zwgk.files.writers.flow import Piece, flow
from zwgk.files.writers.official import chinese_date
from zwgk.files.writers.paper import printed
from zwgk.files.writers.rendition import About, Sheet, render_pdf, style
from zwgk.files.writers.title_lines import title_lines
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import report
from zwgk.people.actor import SYSTEM
from zwgk.people.models import SiteSettings
from zwgk.people.today import now, today
from zwgk.publishing import addresses, effects, issued, shelf
from zwgk.publishing.models import Booklet, Publication, Topic
from zwgk.rules.publication import PublicationState, Visibility
from zwgk.rules.topics import MOST_IN_BOOKLET

FORMS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of a booklet, as it stands public now."""

    no: int
    title: str
    about: str
    address: str
    body_html: str
    files: str
    version: int

    @property
    def lines(self) -> tuple[str, ...]:
        """The title broken by sense into lines that fit the page."""
        return title_lines(self.title, 24)

    @property
    def body(self) -> SafeString:
        """The body for printing, written anew from what was read."""
        return mark_safe(printed(flow(self.body_html)))


def members(topic: Topic) -> Sequence[Publication]:
    """What stands in the booklet: pinned first, then by the day of publication; live and public only."""
    rows = Publication.objects.filter(
        topic_items__topic=topic,
        topic_items__is_out=False,
        state=str(PublicationState.LIVE),
        visibility=str(Visibility.PUBLIC),
    )
    rows = rows.select_related("organ", "current", "issued_as")
    rows = rows.order_by("-topic_items__is_pinned", "published_at", "pk")
    return list(rows[:MOST_IN_BOOKLET])


def entries(publications: Sequence[Publication]) -> list[Entry]:
    """The papers in order, with what stands under each title."""
    found = []
    for no, publication in enumerate(publications, 1):
        version = publication.current
        if version is None:
            continue
        public_since = f"{chinese_date(publication.published_on)}公开"
        facts = [issued.organ_name(publication), publication.doc_number, public_since]
        if publication.get_validity_display():
            facts.append(publication.get_validity_display())
        names = version.files.filter(role="attachment").values_list("name", flat=True)
        found.append(
            Entry(
                no=no,
                title=version.title,
                about="　".join(part for part in facts if part),
                address=addresses.absolute(addresses.publication(publication.pk)),
                body_html=version.body_html,
                files="；".join(names),
                version=version.pk,
            )
        )
    return found


def make(topic_id: int) -> int:
    """Make both forms of a topic's booklet from what is public now; returns how many papers stand in it. Idempotent.

    Nothing of a paper that left the public meanwhile can stand in it: whoever downloads is asked for every version.
    """
    topic = Topic.objects.select_related("organ").get(pk=topic_id)
    papers = entries(members(topic))
    if not papers or not topic.shown:
        Booklet.objects.filter(topic=topic).delete()
        return 0
    site = SiteSettings.objects.select_related("government").first()
    organ = topic.organ.name if topic.organ else (site.host_unit or site.government.name if site else "")
    title, intro = str(topic.shown["title"]), str(topic.shown["intro"])
    made_on = today()
    pictures = _pictures(papers)
    for step, form in enumerate(FORMS):
        report(step, len(FORMS))
        data = (
            pdf(title, intro, organ, papers, made_on, pictures)
            if form == "pdf"
            else docx(title, intro, organ, papers, made_on, pictures)
        )
        kept = store.keep(f"{title}汇编.{form}", data, actor=SYSTEM, purpose=Purpose.RENDITION)
        killpoint("booklet.kept")
        with transaction.atomic():
            Booklet.objects.update_or_create(
                topic=topic,
                form=form,
                defaults={
                    "sha256": kept.blob.sha256,
                    "name": kept.name,
                    "size": kept.size,
                    "pages": _pages(data) if form == "pdf" else None,
                    "versions": [paper.version for paper in papers],
                    "made_at": now(),
                },
            )
            effects.touched([shelf.key_of_topic(topic.pk)], at=now())
    return len(papers)


def pdf(
    title: str, intro: str, organ: str, papers: Sequence[Entry], made_on: date, pictures: dict[str, bytes]
) -> bytes:
    """The booklet as tagged PDF/A-2b with bookmarks."""
    html = _filled(
        {"title": title, "intro": intro, "organ": organ, "entries": papers, "made_on": chinese_date(made_on)}
    )
    about = About(f"{title}汇编", (organ,) if organ else (), made_on.isoformat())
    return render_pdf(Sheet(html, (style("paper.css"), _css()), about, pictures))


def docx(
    title: str, intro: str, organ: str, papers: Sequence[Entry], made_on: date, pictures: dict[str, bytes]
) -> bytes:
    """The booklet as Word; the pages of its contents are counted by Word when it is opened."""
    from docx.enum.text import WD_BREAK

    made = word.empty(About(f"{title}汇编", (organ,) if organ else (), made_on.isoformat()))
    for _ in range(6):
        made.add_paragraph()
    word.paragraph(made, [Piece(title)], indent=False, align=word.CENTRE, voice="title", size=26)
    word.paragraph(made, [Piece("汇　编")], indent=False, align=word.CENTRE)
    for _ in range(8):
        made.add_paragraph()
    for text in (organ, f"{chinese_date(made_on)}编印", f"收入文件 {len(papers)} 件"):
        word.paragraph(made, [Piece(text)], indent=False, align=word.CENTRE)
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    word.paragraph(made, [Piece("目　录")], indent=False, align=word.CENTRE, voice="title", size=22)
    for paper in papers:
        _contents_line(made, paper)
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    word.paragraph(made, [Piece(intro)])
    for paper in papers:
        head = word.paragraph(made, [Piece(paper.title)], indent=False, align=word.CENTRE, style="Heading 1")
        head.paragraph_format.page_break_before = True
        _bookmark(head, paper.no)
        word.paragraph(made, [Piece(paper.about)], indent=False, align=word.CENTRE, voice="kai", size=12)
        word.paragraph(made, [Piece(paper.address)], indent=False, align=word.CENTRE, voice="kai", size=12)
        word.body(made, flow(paper.body_html), pictures)
        if paper.files:
            word.paragraph(made, [Piece(f"附件（见网站）：{paper.files}")], indent=False, size=12)
    foot = made.sections[0].footer.paragraphs[0]
    foot.alignment = word.CENTRE
    _field(foot, "PAGE")
    return word.saved(made)


def _contents_line(made: Any, paper: Entry) -> None:
    from docx.enum.text import WD_TAB_LEADER
    from docx.shared import Mm

    line = word.paragraph(made, [Piece(f"{paper.no}. {paper.title}\t")], indent=False, size=14)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), word.TAB_RIGHT, WD_TAB_LEADER.DOTS)
    _field(line, f"PAGEREF paper_{paper.no}")


def _field(line: Any, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = line.add_run()._r
    for kind in ("begin", "", "separate", "shown", "end"):
        if kind == "":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            run.append(text)
        elif kind == "shown":
            text = OxmlElement("w:t")
            text.text = "…"
            run.append(text)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            if kind == "begin":
                mark.set(qn("w:dirty"), "true")
            run.append(mark)


def _bookmark(head: Any, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"paper_{number}")
    head._p.insert(1, start)
    head._p.append(end)


def _pictures(papers: Sequence[Entry]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for paper in papers:
        for block in body.blocks(paper.body_html):
            for address in re.findall(r'src="([^"]+)"', block.html):
                sha256 = address.rsplit("/", 1)[-1].partition(".")[0]
                file = File.objects.filter(blob__sha256=sha256).first()
                if file is not None:
                    found[address] = store.data_of(file)
    return found


def _pages(data: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(data)).pages)


@cache
def _template(name: str) -> str:
    return (resources.files("zwgk.publishing") / "templates" / "publishing" / name).read_text(encoding="utf-8")


def _css() -> str:
    text = _template("booklet.css").replace("var-title-weight", fonts.title_weight())
    return re.sub(r"var-font-(\w+)", lambda match: fonts.css_stack(match.group(1)), text)


def _filled(values: dict[str, Any]) -> str:
    from django.template import Context, Engine

    return str(Engine(autoescape=True).from_string(_template("booklet.html")).render(Context(values)))
