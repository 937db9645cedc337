"""Earlier public wordings that may hold what a correction took out because it leaked (更正前的旧版本)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from zwgk.files import body
from zwgk.matters import keeping
from zwgk.matters.models import Matter
from zwgk.notices.sending import NoticeKind, notify_duty
from zwgk.people.actor import SYSTEM
from zwgk.publishing.models import Publication, Version
from zwgk.rules import hiding
from zwgk.rules.duties import Duty

#: the line in the inbox
HIDE = "publishing.hide_version"


@dataclass(frozen=True)
class Suspicion:
    """An earlier wording that is still shown: what the present one no longer holds, masked, or "" where the
    correction's own words say that something leaked.
    """

    version: Version
    lost: tuple[str, ...]

    @property
    def why(self) -> str:
        """One Chinese sentence without a stop, without the information itself."""
        if self.lost:
            return f"第{self.version.no}版里有现行版本已删去的个人信息：{'、'.join(self.lost[:5])}"
        return f"第{self.version.no}版之后的更正说明提到了泄露，这一版还能查看"


def suspected(publication: Publication) -> list[Suspicion]:
    """The earlier wordings to hide, newest first; empty where there is only one wording."""
    versions = list(publication.versions.order_by("-no").prefetch_related("files"))
    if len(versions) < 2:
        return []
    now = _text(versions[0])
    found = []
    says_so = False
    for later, version in pairwise(versions):
        says_so = says_so or hiding.speaks_of_a_leak(later.change_note)
        if not version.is_public:
            continue
        lost = tuple(dict.fromkeys(f.masked for f in hiding.vanished(_text(version), now)))
        if lost or says_so:
            found.append(Suspicion(version, lost))
    return found


def _text(version: Version) -> str:
    return "\n".join([version.title, body.text_of(version.body_html), *(file.text for file in version.files.all())])


def ask(publication: Publication, *, at: datetime) -> None:
    """After a correction: lay before the publishing section what should be hidden, or nothing. Within the act."""
    matter = Matter.objects.filter(pk=publication.matter_id).first() if publication.matter_id else None
    if matter is not None:
        keeping.no_longer_wait(matter, HIDE)
    found = suspected(publication)
    if not found:
        return
    if matter is not None:
        unit = publication.organ
        keeping.wait_for(matter, HIDE, "旧版本可能泄露信息，请隐藏", unit=unit, duty=Duty.PUBLISHER, at=at)
        return
    notify_duty(
        Duty.PUBLISHER,
        over=publication.organ,
        kind=NoticeKind.WITHDRAWN,
        text=f"更正之后，旧版本仍可查看：{publication.title}",
        url=f"/publications/{publication.pk}/",
        actor=SYSTEM,
        key=f"{HIDE}:{found[0].version.pk}",
    )
