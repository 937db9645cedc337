"""``zwgk keys``: a new key seals everything anew, the old one goes only when nothing needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inforequests.story import PERSON, moment, registered
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.cli import keys as command
from zwgk.cli.main import main
from zwgk.inforequests import verifying
from zwgk.inforequests.actions import setting
from zwgk.inforequests.identity import keys, opening
from zwgk.inforequests.models import Filing, SealingKey
from zwgk.people.actor import SYSTEM
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed

pytestmark = pytest.mark.django_db


def test_a_key_is_changed_and_the_old_one_taken_away_when_nothing_needs_it(
    county: County, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setattr(command, "django_ready", lambda: None)
    story = registered(county)
    old = SealingKey.objects.get().key_id
    at, admin = moment(story.today), county.actor(Duty.SYSTEM_ADMIN)
    with nothing_changes(), pytest.raises(GateClosed, match="正在使用"):
        setting.retire_key(old, at=at, actor=SYSTEM)
    with nothing_changes(), pytest.raises(NotAllowed):
        setting.retire_key(old, at=at, actor=admin)
    assert main(["keys", "rotate"]) == 0
    assert "已重新加密 1 件" in capsys.readouterr().out
    filing = Filing.objects.get()
    assert opening.applicant(filing.sealed, whose=filing.number).name == PERSON.name
    assert [(row.key_id == old, row.filings) for row in keys.used()] == [(True, 0), (False, 1)]
    assert main(["keys", "list"]) == 0
    assert "使用中　1 件　私钥在" in capsys.readouterr().out
    new = SealingKey.objects.get(is_current=True).key_id
    SealingKey.objects.filter(key_id=new).update(is_current=False)
    with nothing_changes(), pytest.raises(GateClosed, match="还有1件"):
        setting.retire_key(new, at=at, actor=SYSTEM)
    SealingKey.objects.filter(key_id=new).update(is_current=True)
    with nothing_changes(), pytest.raises(BadInput, match="没有密钥"):
        setting.retire_key("nothing", at=at, actor=SYSTEM)
    secret = Path(settings.VAR) / "secrets" / f"identity-{old}"  # type: ignore[attr-defined]
    assert secret.exists()
    assert main(["keys", "retire", old]) == 0
    assert not secret.exists()
    assert list(verifying.faults()) == []
    Filing.objects.update(sealed=filing.sealed.replace(new, "20000101dead"))
    assert any("没有登记的密钥" in fault for fault in verifying.faults())
