"""Printed on both sides, the imprint (版记) is on the back of the last sheet (GB/T 9704—2012 7.4, 7.5)."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from zwgk.files.writers.official import OfficialDocument, official_pdf

SENTENCE = "为保障冬季居民用水，现将有关事项通知如下，请认真贯彻执行。" * 3


def _pages(paragraphs: int, *, double_sided: bool) -> list[str]:
    made = official_pdf(
        OfficialDocument(
            title="关于做好冬季供水保障工作的通知",
            body_html=f"<p>{SENTENCE}</p>" * paragraphs or "<p>请遵照执行。</p>",
            issuers=("清岚县水利局",),
            doc_number="清水发〔2026〕8号",
            addressees=("各乡镇人民政府",),
            signed_by=("清岚县水利局",),
            date_written=date(2026, 11, 20),
            copy_to=("县委办公室",),
            printed_by="清岚县水利局办公室",
            printed_on=date(2026, 11, 20),
            sealed=True,
            double_sided=double_sided,
        )
    )
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]


@pytest.mark.parametrize(
    ("paragraphs", "one_sided", "both_sides", "last"),
    [
        pytest.param(0, 1, 2, "—2—", id="一页：版记到背面"),
        pytest.param(3, 2, 2, "—2—", id="已在背面：不动"),
        pytest.param(8, 3, 4, "—4—", id="三页：版记单独一页"),
        pytest.param(6, 3, 4, "", id="版记前有空白页：两页都不编页码"),
    ],
)
def test_the_imprint_is_on_an_even_page(paragraphs: int, one_sided: int, both_sides: int, last: str) -> None:
    assert len(_pages(paragraphs, double_sided=False)) == one_sided
    pages = _pages(paragraphs, double_sided=True)
    assert len(pages) == both_sides
    assert "2026年11月20日印发" in pages[-1]
    assert ("—" in pages[-1], pages[-1].endswith(last)) == (bool(last), True)
    if not last:
        assert pages[-2] == ""
