"""盖章扫描件: counted, recognised by its code, confirmed by a second person; then it is the delivered file."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from tests.documents.story import Story, draft
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.documents import filed, sealed_intake
from zwgk.documents.actions import sealed
from zwgk.documents.models import SealedScan
from zwgk.files import store
from zwgk.publishing.models import PublishedFile
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

pytestmark = pytest.mark.django_db


def scanned(data: bytes, *, leave: int | None = None) -> io.BytesIO:
    """A PDF as a scanner gives it: pictures of its pages, without the one at ``leave``."""
    source = pypdfium2.PdfDocument(data)
    pages = [page.render(scale=150 / 72).to_pil().convert("L") for i, page in enumerate(source) if i != leave]
    source.close()
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    out.seek(0)
    return out


def upload(county: County, story: Story, data: io.BytesIO) -> SealedScan:
    return sealed_intake.receive(story.fresh(), "盖章.pdf", data, at=story.tick(), actor=county.actor(Duty.DRAFTER))


@pytest.fixture
def ready(county: County, monkeypatch: pytest.MonkeyPatch) -> Story:
    """A paper that was sealed; reading by OCR is left out, it is slow and tried elsewhere."""
    monkeypatch.setattr("zwgk.files.readers.picture.shutil.which", lambda _: None)
    return draft(county).propose().signed().handed_over()


def test_a_scan_of_the_sealed_paper_is_known_by_its_code_and_becomes_the_original(county: County, ready: Story) -> None:
    row = upload(county, ready, scanned(sealed_intake.printed(ready.fresh())))
    assert (row.pages, row.expected_pages, row.code_found) == (2, 2, True)
    assert filed.sealed_scan(ready.fresh()) is None, "没有核对的不作数"
    with nothing_changes(), pytest.raises(NotAllowed, match="双人核对"):
        sealed.confirm_sealed_scan(row, at=ready.now, actor=county.actor(Duty.DRAFTER))
    sealed.confirm_sealed_scan(row, at=ready.tick(), actor=county.actor(Duty.OFFICE))
    kept = filed.sealed_scan(ready.fresh())
    assert kept is not None
    original = next(p for p in filed.parts_of(ready.fresh()) if p.name == "正本.pdf")
    assert original.data == store.data_of(kept)
    publication = ready.publish()
    roles = dict(PublishedFile.objects.filter(version=publication.current).values_list("role", "sha256"))
    assert roles["original"] == kept.sha256, "公开页面上有网页文本，也有盖章扫描件"


def test_a_scan_with_a_page_missing_is_not_confirmed(county: County, ready: Story) -> None:
    row = upload(county, ready, scanned(sealed_intake.printed(ready.fresh()), leave=1))
    office = county.actor(Duty.OFFICE)
    with nothing_changes(), pytest.raises(BadInput, match="扫描件有1页，印制的文件有2页"):
        sealed.confirm_sealed_scan(row, at=ready.now, actor=office)


def test_the_scan_of_another_paper_is_not_confirmed(county: County, ready: Story) -> None:
    other = draft(county, title="关于另一件事的通知").propose().signed().handed_over()
    row = upload(county, ready, scanned(sealed_intake.printed(other.fresh())))
    assert not row.code_found
    office = county.actor(Duty.OFFICE)
    with nothing_changes(), pytest.raises(BadInput, match="没有找到本件的二维码"):
        sealed.confirm_sealed_scan(row, at=ready.now, actor=office)


def test_nothing_is_kept_of_a_scan_before_the_paper_is_sealed(county: County) -> None:
    story = draft(county).propose().signed()
    drafter = county.actor(Duty.DRAFTER)
    with nothing_changes(), pytest.raises(BadInput, match="还没有用印"):
        sealed_intake.receive(story.fresh(), "盖章.pdf", io.BytesIO(b"%PDF-1.4"), at=story.now, actor=drafter)


def test_a_confirmed_scan_is_replaced_only_after_it_was_set_aside_with_a_reason(county: County, ready: Story) -> None:
    data = scanned(sealed_intake.printed(ready.fresh()))
    office = county.actor(Duty.OFFICE)
    row = sealed.confirm_sealed_scan(upload(county, ready, data), at=ready.tick(), actor=office)
    with pytest.raises(Stale, match="停用"):
        upload(county, ready, data)
    with nothing_changes(), pytest.raises(BadInput, match="原因"):
        sealed.set_aside_sealed_scan(row, reason="", actor=office)
    sealed.set_aside_sealed_scan(row, reason="印章不清", actor=office)
    assert upload(county, ready, data).pk != row.pk


def test_a_paper_that_goes_out_in_part_never_shows_its_sealed_scan(county: County, ready: Story) -> None:
    office = county.actor(Duty.OFFICE)
    row = upload(county, ready, scanned(sealed_intake.printed(ready.fresh())))
    sealed.confirm_sealed_scan(row, at=ready.tick(), actor=office)
    document = ready.fresh()
    assert filed.goes_out(document) is not None
    document.disclosure = str(Disclosure.REDACTED)
    assert filed.goes_out(document) is None
