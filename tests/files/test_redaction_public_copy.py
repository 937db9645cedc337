"""The files that go out hold nothing that was removed (删减后公开, S2-33), whatever the body and the removals are."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta, timezone

import docx
import pypdfium2
from hypothesis import HealthCheck, given, settings
from PIL import Image

from tests.files.test_redaction_removing import GROUND, MARK, bodies_with_removals, removal
from zwgk.files.body import digest, sanitise
from zwgk.files.redaction import Artefact, Removal, proof_sheet, prove, redacted_body
from zwgk.files.redaction.exemptions import places_of
from zwgk.files.redaction.normalising import bare, tight
from zwgk.files.redaction.releasing import public_copy
from zwgk.files.writers.official import OfficialDocument
from zwgk.files.writers.official_word import official_docx
from zwgk.files.writers.proof import proof_pdf, verdict
from zwgk.rules.errors import BadInput

CLOCK = timezone(timedelta(hours=8))


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def test_a_public_copy_is_written_read_again_and_proved() -> None:
    body = sanitise(
        "<p>申请人<strong>欧阳</strong>望舒（电话13800001111）反映积水。</p>"
        "<table><tr><th>姓名</th><th>住址</th></tr><tr><td>欧阳望舒</td><td>建设路8号</td></tr></table>"
        '<figure><img src="/f/1.png" alt="欧阳望舒的身份证"></figure>'
        '<figure><img src="/f/2.png" alt="路段示意图"></figure><p>已办结，予以公开。</p>'
    )
    removals = [
        removal(body, 0, "欧阳望舒（电话13800001111）"),
        removal(body, 1, "欧阳望舒\t建设路8号"),
        removal(body, 2),
    ]
    files = {"/f/1.png": png(), "/f/2.png": png()}
    paper = OfficialDocument("关于路段积水问题的答复", body, ("青禾县住房和城乡建设局",), files=files)
    copy = public_copy(paper, removals)
    assert copy.proof.leaks == ()
    assert copy.proof.remaining == ()
    assert any("图片" in blind.name or "media" in blind.name for blind in copy.proof.blind), (
        "the kept picture needs eyes"
    )
    text = pdf_text(copy.pdf)
    assert "欧阳" not in text
    assert "13800001111" not in text
    assert tight(text).count(tight(MARK)) == 4
    read = docx.Document(io.BytesIO(copy.docx))
    assert [cell.text for cell in read.tables[0].rows[1].cells] == [MARK, MARK]
    names = zipfile.ZipFile(io.BytesIO(copy.docx)).namelist()
    assert sum("media" in name for name in names) == 1, "the removed picture is not in the file"

    sheet = proof_sheet(copy.body, copy.proof, organ="青禾县住房和城乡建设局", title=paper.title, by="李晓梅",
                        at=datetime(2026, 3, 5, 9, 30, tzinfo=CLOCK),
                        places=places_of(body, copy.body, removals))  # fmt: skip
    assert verdict(sheet) == "未发现遗留；另有2项须由人工核对，核对前不得公开。"
    printed = pdf_text(proof_pdf(sheet))
    assert "欧阳望舒" not in printed
    assert "13800001111" not in printed
    assert "共3处" in printed
    assert digest(body)[:20] in printed.replace("\r\n", "")
    assert "2026年3月5日 09:30" in printed


def test_a_forgotten_attachment_blocks_the_release() -> None:
    body = sanitise("<p>申请人欧阳望舒。</p><p>予以公开。</p>")
    copy = public_copy(
        OfficialDocument("关于某事项的答复", body), [removal(body, 0, "欧阳望舒")],
        [Artefact("名单.txt", "欧阳望舒".encode("gb18030"))],
    )  # fmt: skip
    assert copy.proof.blocked
    assert {leak.file for leak in copy.proof.leaks} == {"名单.txt"}


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(bodies_with_removals())
def test_no_removed_passage_survives_in_html_or_docx_unless_it_also_stands_in_what_remains(
    case: tuple[str, list[Removal]],
) -> None:
    html, removals = case
    try:
        made = redacted_body(html, removals)
    except BadInput:
        return
    data = official_docx(OfficialDocument("标题", made.html, files={"/f/a.png": png()}))
    proof = prove(html, removals, [Artefact("a.docx", data)])
    assert proof.leaks == ()
    known = tight("\n".join(made.remaining)) + tight(MARK)
    read = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    shown = tight("\n".join([*(p.text for p in read.paragraphs), *cells]))
    for text in made.removed:
        if len(bare(text)) > 8 and tight(text) not in known:
            assert tight(text) not in shown


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(bodies_with_removals())
def test_no_removed_passage_survives_in_the_pdf(case: tuple[str, list[Removal]]) -> None:
    html, removals = case
    try:
        copy = public_copy(OfficialDocument("标题", html, files={"/f/a.png": png()}), removals)
    except BadInput:
        return
    assert copy.proof.leaks == ()
    assert GROUND in pdf_text(copy.pdf).replace("\r\n", "")
