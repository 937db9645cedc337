"""A redacted PDF attacked with poppler, qpdf, pypdf, by its bytes, and by reading its pictures (删减后公开, S2-33).

Every attack is first tried on the original, where it must succeed: an attack that finds nothing proves nothing.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from tests.files.hostile import CARD, KEPT, NAME, PHONE, SECRETS, attacks, hostile_pdf
from zwgk.files.readers import picture
from zwgk.files.redaction import Removal, prove
from zwgk.files.redaction.areas import Area, PageLayout, around
from zwgk.files.redaction.layout import pages_of
from zwgk.files.redaction.normalising import bare
from zwgk.files.redaction.pdf_pages import seen
from zwgk.files.redaction.proving import Told
from zwgk.files.redaction.remaking import Remade, remade_pages

GROUND = "《中华人民共和国政府信息公开条例》第十五条"


def areas_over(layouts: list[PageLayout], *wanted: str) -> list[Area]:
    """An area over every place where one of the texts stands; of a scan the lines that a clerk ticks."""
    found = []
    for layout in layouts:
        for line in layout.lines:
            for text in wanted:
                if line.recognised:
                    if line.text.startswith(("低保对象", "身份证")):
                        found.append(Area(layout.number, line.box.with_margin(), "third_party", GROUND))
                    continue
                at = line.text.find(text)
                if at >= 0:
                    box = around(g.box for g in line.glyphs[at : at + len(text)])
                    found.append(Area(layout.number, box, "third_party", GROUND))
    return found


@pytest.fixture(scope="module")
def original() -> bytes:
    return hostile_pdf()


@pytest.fixture(scope="module")
def remade(original: bytes) -> Remade:
    with pages_of("公示.pdf", original) as pages:
        layouts = [seen(pages.layout(n, recognise=True), pages.image(n, 100)) for n in range(1, pages.count + 1)]
    areas = areas_over(layouts, *SECRETS)
    assert {area.page for area in areas} == {1, 3}
    return remade_pages("公示.pdf", original, areas, title="救助公示.pdf", layouts={3: layouts[2]})


@pytest.fixture(scope="module")
def taken_out(original: bytes, remade: Remade, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("attacked")
    return {
        which: {how: "".join(text.split()) for how, text in attacks(data, folder)}
        for which, data in (("original", original), ("public", remade.file.data))
    }


@pytest.mark.parametrize("tool", ["pdftotext", "pdfinfo", "qpdf", "pypdf", "字节", "数据流"])
def test_each_tool_gets_the_words_out_of_the_original_and_none_out_of_the_public_file(
    taken_out: dict[str, dict[str, str]], tool: str
) -> None:
    def hits(which: str) -> set[tuple[str, str]]:
        return {
            (how, secret)
            for how, text in taken_out[which].items()
            if how.startswith(tool)
            for secret in SECRETS
            if secret in text
        }

    assert hits("original"), f"{tool}在原件里也找不到，这样攻击没有意义"
    assert hits("public") == set()


def test_nothing_of_the_old_files_frame_comes_along(remade: Remade) -> None:
    """Metadata, annotations, forms, embedded files, scripts, layers, tags, earlier revisions are all dropped."""
    with pikepdf.open(io.BytesIO(remade.file.data)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
        assert dict(pdf.docinfo) == {"/Title": "救助公示"}
        for page in pdf.pages:
            assert set(page.obj.keys()) <= {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Rotate"}
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert not any("/Metadata" in item or "/OC" in item for item in streams)
    assert remade.file.data.count(b"%%EOF") == 1


def test_the_pages_look_the_same_but_for_bars_that_are_black_to_the_last_pixel(original: bytes, remade: Remade) -> None:
    with pages_of("公示.pdf", remade.file.data) as public, pages_of("公示.pdf", original) as before:
        assert public.count == before.count == 3
        for number in (1, 3):
            assert public.size(number) == pytest.approx(before.size(number), abs=0.5)
        layout = seen(before.layout(1), before.image(1, 100))
        page = public.image(1).convert("L")
        for area in areas_over([layout], NAME, CARD):
            box = area.box
            left, top = box.left * page.width // 10_000 + 2, box.top * page.height // 10_000 + 2
            right, bottom = box.right * page.width // 10_000 - 2, box.bottom * page.height // 10_000 - 2
            assert page.crop((left, top, right, bottom)).getextrema() == (0, 0)
        assert public.image(1).convert("L").getextrema()[1] == 255


def test_the_eyes_of_a_program_read_what_was_left_and_not_what_was_covered(remade: Remade) -> None:
    with pages_of("公示.pdf", remade.file.data) as public:
        read = {n: picture.recognise(public.image(n)) for n in (1, 3)}
    first, third = ("".join(found.lines) if found else "" for found in (read[1], read[3]))
    assert "救助资金已全部发放" in bare(first)
    assert "审核意见" in bare(third)
    for text in (first, third):
        assert not any(bare(secret) in bare(text) for secret in SECRETS)


def test_the_text_version_reads_bars_with_their_ground_and_knows_no_hidden_word(remade: Remade) -> None:
    """What is white, or lies under a bar that somebody drew, is in the file and seen by nobody: it is not read out."""
    assert remade.spoken is not None
    html = remade.spoken.data.decode()
    assert KEPT in remade.text
    assert f"（已删减：{GROUND}）" in remade.text
    assert html.startswith("<!DOCTYPE html>")
    assert '<html lang="zh-CN">' in html
    assert f"<mark>（已删减：{GROUND}）</mark>" in html
    for secret in SECRETS:
        assert secret not in html
        assert secret not in remade.text


def test_a_page_with_fonts_of_its_own_and_nothing_hidden_keeps_its_text(remade: Remade, tmp_path: Path) -> None:
    text = dict(attacks(remade.file.data, tmp_path))["pdftotext ()"]
    assert "nothing private" in text
    assert 2 not in remade.drawn


def test_the_proof_reads_every_part_and_finds_nothing(remade: Remade) -> None:
    body = '<p data-b="b-00000001">现予公示。</p>'
    proof = prove(body, [], [remade.file, remade.spoken] if remade.spoken else [remade.file],
                  attached=[Told(remade.removed, remade.remaining)])  # fmt: skip
    assert proof.leaks == ()
    methods = {method for _, _, method in proof.checked}
    assert {"pypdfium2提取", "pypdf提取", "文字识别"} <= methods
    assert any("人工看过" in blind.why for blind in proof.blind)
    assert {NAME, PHONE} <= set(remade.removed)


def test_the_proof_finds_what_a_forgotten_scan_still_shows(original: bytes, remade: Remade) -> None:
    """The public file is fine, but the scan was also attached as it was: recognition reads the name in its pixels."""
    body = '<p data-b="b-00000001">现予公示。</p>'
    with pages_of("公示.pdf", original) as pages:
        from zwgk.files.redaction import Artefact
        from zwgk.files.redaction.burning import png

        forgotten = Artefact("扫描件.png", png(pages.image(3)))
    proof = prove(body, [], [forgotten], attached=[Told((NAME, CARD), ())])
    assert any(leak.method == "文字识别" for leak in proof.leaks)


def test_equal_areas_give_equal_bytes(original: bytes) -> None:
    with pages_of("公示.pdf", original) as pages:
        areas = areas_over([pages.layout(1)], NAME)
    made = [remade_pages("公示.pdf", original, areas, title="公示", layouts=None).file.data for _ in range(2)]
    assert made[0] == made[1]


def test_marks_in_a_body_and_areas_in_its_attachment_are_searched_in_each_other(remade: Remade) -> None:
    body = f'<p data-b="b-00000001">救助{NAME}。</p><p data-b="b-00000002">现予公示。</p>'
    removal = Removal("b-00000002", "third_party", GROUND)
    proof = prove(body, [removal], [remade.file], attached=[Told(remade.removed, remade.remaining)])
    assert any(leak.text == bare(NAME) for leak in (*proof.remaining, *proof.leaks))
