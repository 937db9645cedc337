"""Telling whose term ends (届满提醒): the responsible section, its 办公室 and 政策法规, once per stage."""

from __future__ import annotations

from datetime import date, timedelta

from zwgk.matters.models import Matter
from zwgk.notices.sending import NoticeKind, notify_duty
from zwgk.people.actor import SYSTEM
from zwgk.people.local import Figures, figures_of
from zwgk.people.models import Unit
from zwgk.publishing.models import Publication
from zwgk.publishing.validity_desk import NOTICE
from zwgk.rules.duties import Duty
from zwgk.rules.periods import months_later
from zwgk.rules.publication import PublicationState, Validity
from zwgk.rules.validity_notices import AFTER, Ending, stage

#: no office announces an end earlier. Units: months.
LONGEST_NOTICE = 24
_BINDING = [str(Validity.IN_FORCE), str(Validity.AMENDED), str(Validity.EXPIRED)]


def remind(*, today: date) -> int:
    """Tell what ends soon or has just ended. Returns how many notices were new; a second run the same day adds none.

    How long before is each organ's own figure. Days on which nothing ran are made up: a stage lasts for weeks.
    依据：国办发〔2018〕37号（规范性文件评估清理）
    """
    rows = Publication.objects.filter(
        state=str(PublicationState.LIVE),
        is_normative=True,
        validity__in=_BINDING,
        in_force_to__gte=today - timedelta(days=AFTER),
        in_force_to__lte=months_later(today, LONGEST_NOTICE),
    )
    figures: dict[int, Figures] = {}
    told = 0
    for paper in rows.select_related("organ").order_by("in_force_to", "pk").iterator(chunk_size=200):
        assert paper.in_force_to is not None
        if paper.organ_id not in figures:
            figures[paper.organ_id] = figures_of(paper.organ)
        months = figures[paper.organ_id].figure(NOTICE, on=today).number
        found = stage(paper.in_force_to, first_notice=months_later(paper.in_force_to, -months), today=today)
        if found is not None:
            told += _tell(paper, found)
    return told


def _tell(paper: Publication, found: Ending) -> int:
    over: list[tuple[Duty, Unit]] = [(Duty.LEGAL, paper.organ), (Duty.OFFICE, paper.organ)]
    matter = Matter.objects.select_related("section").filter(pk=paper.matter_id).first() if paper.matter_id else None
    if matter is not None and matter.section is not None:
        over.append((Duty.SECTION_HEAD, matter.section))
    made = 0
    for duty, unit in over:
        made += len(
            notify_duty(
                duty,
                over=unit,
                kind=NoticeKind.OVERDUE if found is Ending.ENDED else NoticeKind.DUE,
                text=f"{found.label}（{paper.in_force_to}）：{paper.title}",
                url=f"/publications/{paper.pk}/validity/",
                matter_id=paper.matter_id,
                actor=SYSTEM,
                key=f"validity.{found}:{paper.pk}:{paper.in_force_to:%Y%m%d}",
            )
        )
    return made
