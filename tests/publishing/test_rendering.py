"""Downloads of a page are laid out as the sealed paper was; letters, orders, minutes in their own way (S2-04)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents.story import draft
from tests.people.factory import County
from zwgk.documents import renditions, texts
from zwgk.files.writers.elements import Form
from zwgk.publishing import rendering
from zwgk.publishing.models import Publication, Version

pytestmark = pytest.mark.django_db


def test_a_letter_is_laid_out_as_a_letter_with_room_for_its_seal_and_its_copies() -> None:
    paper = rendering.paper_of(
        Publication(kind="letter", doc_number="清水函〔2026〕8号", date_written=date(2026, 11, 20)),
        Version(
            title="关于供水的函",
            body_html="<p>请支持。</p>",
            meta={"issuers": ["清岚县水利局"], "paper": {"copy_to": ["县财政局"], "printed_on": "2026-11-20"}},
        ),
        attachments=("水价表",),
    )
    assert (paper.form, paper.sealed, paper.copy_to) == (Form.LETTER, True, ("县财政局",))
    assert (paper.issuers, paper.attachments, paper.printed_on) == (("清岚县水利局",), ("水价表",), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("kind", "number", "form", "sealed", "issuers"),
    [
        pytest.param("minutes", "〔2026〕3号", Form.MINUTES, False, True, id="纪要不盖章"),
        pytest.param("order", "第3号", Form.ORDER, True, True, id="命令"),
        pytest.param("circular", "清水发〔2026〕3号", Form.DOCUMENT, True, True, id="通知"),
        pytest.param("circular", "", Form.DOCUMENT, False, False, id="没有文号的不套红头"),
        pytest.param("news", "", Form.DOCUMENT, False, False, id="动态"),
        pytest.param("gone-kind", "清水发〔2026〕3号", Form.DOCUMENT, False, False, id="旧站的文种不认识"),
    ],
)
def test_each_kind_is_laid_out_its_own_way(kind: str, number: str, form: Form, sealed: bool, issuers: bool) -> None:
    paper = rendering.paper_of(
        Publication(kind=kind, doc_number=number),
        Version(title="某件", body_html="<p>正文。</p>", meta={"issuers": ["清岚县水利局"]}),
        attachments=(),
    )
    assert (paper.form, paper.sealed, bool(paper.issuers)) == (form, sealed, issuers)


def test_the_public_copy_of_a_document_is_the_sealed_paper_over_again(county: County) -> None:
    """From the draft to the download nothing of the layout is lost: 文号, 主送, 抄送, 印发, 印章位置."""
    story = draft(county, copy_to="县财政局、县审计局。", addressees="各乡镇人民政府").propose().signed().handed_over()
    document = story.fresh()
    sealed = renditions.official(document, texts.working_text(document))
    publication = story.publish()
    assert publication.current is not None
    public = rendering.paper_of(publication, publication.current, attachments=())
    for name in ("form", "sealed", "copy_to", "printed_by", "printed_on", "doc_number", "addressees", "issuers"):
        assert getattr(public, name) == getattr(sealed, name), name
    assert public.copy_to == ("县财政局", "县审计局")
    assert public.printed_on is not None
