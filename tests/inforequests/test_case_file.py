"""The closed file: bound as one PDF, packed for the archives, kept its time, its applicant erased by two (S0-36).

依据:《政府信息公开条例》第四十五条;《个人信息保护法》第十九、四十七条
"""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from pypdf import PdfReader

from tests.inforequests.story import PERSON, file_of, moment, registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.audit.models import Entry
from zwgk.files.models import File
from zwgk.inforequests import queries
from zwgk.inforequests.actions import ending, keeping, sending, taking
from zwgk.inforequests.filed import binding, contents, package, sheets
from zwgk.inforequests.models import ArchivedCase, Erasure, Filing
from zwgk.inforequests.models.deciding import DisputeKind
from zwgk.rules import retention
from zwgk.rules.archiving import Term
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed
from zwgk.rules.inforequest import Stage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("outcome", "disputed", "term", "until"),
    [
        pytest.param("reply_granted", False, Term.TEN, date(2036, 12, 31), id="予以公开保存十年"),
        pytest.param("refuse_third_party", False, Term.THIRTY, date(2056, 12, 31), id="不予公开保存三十年"),
        pytest.param("reply_granted", True, Term.PERMANENT, None, id="复议诉讼过的永久保存"),
        pytest.param("", False, Term.TEN, date(2036, 12, 31), id="撤回的保存十年"),
    ],
)
def test_a_file_is_kept_by_what_it_proves(outcome: str, disputed: bool, term: Term, until: date | None) -> None:
    assert retention.proposed(outcome, disputed=disputed).term is term
    assert retention.keep_until(2026, term) == until


def test_a_case_goes_from_its_reply_to_the_archive_and_its_applicant_is_forgotten_when_its_time_is_over(
    county: County,
) -> None:
    story = registered(county).with_material()
    with nothing_changes(), pytest.raises(GateClosed, match="还在办理"):
        keeping.take_out(story.fresh(), reason="核对", as_package=True, at=moment(story.today), actor=story.desk)
    story.decided().submitted().signed().sealed().on(date(2026, 3, 5)).sent().on(date(2026, 3, 9))
    sending.prove_service(
        story.fresh(),
        story.things["delivery"],
        signed_on=story.today,
        signed_by="本人",
        evidence=file_of(b"\x89PNG no picture", "回执.png"),
        actor=story.desk,
        **story.day,
    )
    ending.dispute(
        story.fresh(),
        kind=DisputeKind.RECONSIDERATION,
        body="清岚县人民政府",
        received_on=story.today,
        actor=story.desk,
        **story.day,
    )
    with nothing_changes(), pytest.raises(BadInput, match="写明理由"):
        keeping.file_case(story.fresh(), term=Term.TEN, actor=story.desk, **story.day)
    story.fresh().disputes.update(result="upheld", result_on=date(2026, 3, 9))
    file = keeping.file_case(
        story.fresh(), term=Term.TEN, reason="复议已维持", fonds="Z109", actor=story.desk, **story.day
    )
    assert (story.stage, file.archival_number) == (Stage.ARCHIVED, "Z109-WS·2026-D10-YSQ-0001")
    assert story.fresh().keep_until == date(2036, 12, 31)
    with nothing_changes(), pytest.raises(BadInput, match="已经立卷"):
        keeping.file_case(story.fresh(), term=Term.PERMANENT, actor=story.desk, **story.day)

    who = keeping.take_out(
        story.fresh(), reason="移交档案馆", as_package=True, at=moment(story.today), actor=story.desk
    )
    pieces = list(contents.of(story.fresh(), who))
    whole = binding.pdf(story.fresh(), pieces)
    reader = PdfReader(io.BytesIO(whole))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "卷内文件目录" in reader.pages[1].extract_text()
    assert PERSON.name in text
    assert "2026年3月5日" in text
    assert len(reader.outline) == len(pieces)
    assert reader.pages[-2].extract_text().strip().endswith(str(len(reader.pages) - 3)), "封面、目录、备考表不编页号"
    assert "卷内文件情况说明" in reader.pages[-1].extract_text()
    bag = package.bag(story.fresh(), pieces, whole, on=story.today)
    assert bag == package.bag(story.fresh(), pieces, whole, on=story.today)
    assert package.faults(io.BytesIO(bag)) == []
    assert package.faults(_without_one_byte(bag)) != []
    with zipfile.ZipFile(io.BytesIO(bag)) as packed:
        metadata = packed.read(f"{story.fresh().matter.number}/data/元数据.xml").decode()
    assert 'SM3="' in metadata
    assert "Z109-WS·2026-D10-YSQ-0001" in metadata
    assert PERSON.number not in metadata
    assert PERSON.name not in metadata
    assert [e.details for e in Entry.objects.filter(act="inforequests.take_out")] == [
        {"reason_length": 5, "package": True}
    ]

    with nothing_changes(), pytest.raises(GateClosed, match="保管到2036-12-31"):
        keeping.ask_erasure(story.fresh(), because="保管期满", actor=story.desk, **story.day)
    story.on(date(2037, 1, 4))
    archivist = county.actor(Duty.ARCHIVIST)
    with nothing_changes(), pytest.raises(GateClosed, match="还没有人提出"):
        keeping.erase(story.fresh(), actor=story.desk, **story.day)
    keeping.ask_erasure(story.fresh(), because="保管期满，经鉴定销毁", actor=archivist, **story.day)
    with nothing_changes(), pytest.raises(NotAllowed):
        keeping.erase(story.fresh(), actor=archivist, **story.day)
    Erasure.objects.update(asked_by_user=story.desk.user_id)
    with nothing_changes(), pytest.raises(NotAllowed, match="双人办理"):
        keeping.erase(story.fresh(), actor=story.desk, **story.day)
    Erasure.objects.update(asked_by_user=archivist.user_id)
    keeping.erase(story.fresh(), actor=story.desk, **story.day)
    filing = Filing.objects.get()
    assert (filing.sealed, filing.person, filing.masked_name) == ("", "", "（已按规定清除）")
    assert not File.objects.filter(name__in=["scan.pdf", "回执.png"]).exists()
    after = story.fresh()
    assert (after.outcome, after.answered_on, queries.is_late(after)) == ("reply_granted", date(2026, 3, 5), False)
    assert ArchivedCase.objects.get().archival_number == "Z109-WS·2026-D10-YSQ-0001"
    said = [*sheets.form(after, None).rows, *sheets.register(after).rows, *sheets.story(after).rows]
    assert PERSON.name not in str(said)
    assert "已按规定清除" in str(said)
    with nothing_changes(), pytest.raises(GateClosed, match="已按规定清除"):
        taking.open_identity(after, reason="核对", at=moment(story.today), actor=story.desk)


def _without_one_byte(bag: bytes) -> io.BytesIO:
    """The package with one paper changed afterwards."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bag)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[:-1] if name.endswith("元数据.xml") else data)
    out.seek(0)
    return out
