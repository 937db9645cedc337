"""Archives and libraries get what is public, sign for it, and what they lack is known (条例第二十五条; S4-23)."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date, timedelta

import pytest

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.cases_leaving import AT, archive, corrected_to, delivered
from tests.unchanged import nothing_changes
from zwgk.files import store
from zwgk.files.readers import read_bytes
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing.actions import delivering
from zwgk.publishing.leaving import deliveries, delivery_lists
from zwgk.publishing.models import Delivery, DeliveryItem, ReadingPoint
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.reading_points import PointKind

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2026, 1, 1)


def make(county: County, point: ReadingPoint, *, first: date = NEW_YEAR, last: date = TODAY) -> Delivery:
    return delivering.make_delivery(point, county.bureau, first=first, last=last, on=TODAY, at=AT, actor=SYSTEM)


def test_a_list_holds_what_the_place_does_not_have_and_the_next_list_what_is_new(county: County) -> None:
    delivery = delivered(county)
    assert delivery.number == 1
    with nothing_changes(), pytest.raises(BadInput, match="都已移送"):
        make(county, delivery.point)
    second = draft(county, title="后来的通知").published()
    again = make(county, delivery.point)
    assert [item.publication_id for item in again.items.all()] == [second.pk]
    library = archive(PointKind.LIBRARY, "清岚县图书馆")
    assert make(county, library).number == 2


def test_a_corrected_wording_counts_as_not_delivered(county: County) -> None:
    delivery = delivered(county)
    publication = delivery.items.get().publication
    corrected_to(publication, "<p>改正后的正文。</p>", "改正")
    assert deliveries.outdated(delivery).count() == 1
    assert make(county, delivery.point).items.get().version.no == 2


def test_what_left_the_public_is_not_delivered_and_is_named_where_it_was(county: County) -> None:
    delivery = delivered(county)
    publication = delivery.items.get().publication
    door.withdraw(publication, notice="撤回", reason="有误", on=TODAY, at=AT, actor=SYSTEM)
    assert list(deliveries.gone_since(delivery)) == [publication]
    library = archive(PointKind.LIBRARY, "清岚县图书馆")
    with nothing_changes(), pytest.raises(BadInput):
        make(county, library)


def test_periods_and_places_that_make_no_sense_are_refused(county: County) -> None:
    draft(county).published()
    point, hall = archive(), archive(PointKind.HALL, "政务服务大厅")
    for first, last in ((TODAY, NEW_YEAR), (NEW_YEAR, TODAY + timedelta(days=1))):
        with nothing_changes(), pytest.raises(BadInput) as refused:
            make(county, point, first=first, last=last)
        assert refused.value.field == "first"
    with nothing_changes(), pytest.raises(GateClosed, match="政务服务场所"):
        make(county, hall)


def test_a_long_list_is_cut_by_who_makes_it(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    point = archive()
    for title in ("甲通知", "乙通知"):
        draft(county, title=title).published()
    monkeypatch.setattr(deliveries, "MOST", 1)
    with nothing_changes(), pytest.raises(BadInput, match="分次"):
        make(county, point)


def test_the_package_holds_lists_texts_files_and_their_digests(county: County) -> None:
    delivery = delivered(county)
    assert delivery_lists.pack(delivery.pk) >= 3
    assert delivery_lists.pack(delivery.pk) == 0
    delivery.refresh_from_db()
    assert delivery.package is not None
    archive_ = zipfile.ZipFile(io.BytesIO(store.data_of(delivery.package)))
    names = archive_.namelist()
    title = delivery.items.get().version.title
    assert f"0001 {title}/正文.html" in names
    sums = dict(reversed(line.split("  ")) for line in archive_.read("校验值.txt").decode().split("\r\n") if line)
    assert set(sums) == set(names) - {"校验值.txt"}
    assert all(hashlib.sha256(archive_.read(name)).hexdigest() == digest for name, digest in sums.items())
    sheet = read_bytes("移送清单.xlsx", archive_.read("移送清单.xlsx")).text
    paper = read_bytes("移送清单.docx", archive_.read("移送清单.docx")).text
    for text in (sheet, paper):
        assert title in text
        assert "清岚县档案馆" in text
    assert delivery.digest in paper
    assert "签收人" in paper


def test_a_receipt_is_recorded_once_on_a_day_that_can_be(county: County) -> None:
    delivery = delivered(county)

    def sign(on: date, by: str = "保管利用科") -> Delivery:
        return delivering.receive_delivery(delivery, received_on=on, received_by=by, today=TODAY, actor=SYSTEM)

    for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with nothing_changes(), pytest.raises(BadInput, match="日期"):
            sign(on)
    with nothing_changes(), pytest.raises(BadInput) as refused:
        sign(TODAY, " ")
    assert refused.value.field == "received_by"
    sign(TODAY)
    with nothing_changes(), pytest.raises(BadInput, match="已经签收"):
        sign(TODAY)
    with nothing_changes(), pytest.raises(BadInput, match="不能作废"):
        delivering.cancel_delivery(delivery, reason="重做", at=AT, actor=SYSTEM)


def test_a_cancelled_list_lets_its_papers_wait_for_the_next(county: County) -> None:
    delivery = delivered(county)
    with nothing_changes(), pytest.raises(BadInput, match="原因"):
        delivering.cancel_delivery(delivery, reason="", at=AT, actor=SYSTEM)
    delivering.cancel_delivery(delivery, reason="少了附件", at=AT, actor=SYSTEM)
    with nothing_changes():
        delivering.cancel_delivery(delivery, reason="再点一次", at=AT, actor=SYSTEM)
    assert delivery_lists.pack(delivery.pk) == 0
    assert make(county, delivery.point).number == 1
    assert DeliveryItem.objects.filter(stands=True).count() == 1


def test_a_reading_point_says_where_and_when_and_is_kept_after_it_closed(county: County) -> None:
    point = archive(equipment="查询终端2台", holdings="政府公报、规范性文件")
    with nothing_changes(), pytest.raises(BadInput) as refused:
        archive(PointKind.HALL, "大厅", hours="")
    assert refused.value.field == "hours"
    with nothing_changes(), pytest.raises(BadInput, match="已有"):
        archive(PointKind.LIBRARY)
    assert deliveries.missing_kinds() == [PointKind.LIBRARY, PointKind.HALL]
    closed = delivering.keep_point(
        point,
        PointKind.ARCHIVE,
        host=None,
        on=TODAY,
        actor=SYSTEM,
        is_open=False,
        name=point.name,
        address=point.address,
        hours=point.hours,
    )
    assert (closed.pk, closed.equipment) == (point.pk, "")
    assert not deliveries.points(open_only=True).exists()
    assert deliveries.missing_kinds()[0] is PointKind.ARCHIVE
