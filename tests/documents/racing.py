"""Run as a program in a scratch installation: two people, or two workers, do the same at the same moment.

Prints a JSON object: for each race what both came to (``["ok", value]`` or ``["refused"|"error", name, sentence]``) and
what the database says then. The two are forked children that wait for one start signal.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.documents.quick import be_quick
from zwgk.cli.ready import django_ready

be_quick()
django_ready()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.documents.story import BODY, column, draft  # noqa: E402
from tests.people.factory import TODAY, County, county  # noqa: E402
from zwgk.documents import imports  # noqa: E402
from zwgk.documents.actions import attaching, drafting, errata, handing, publishing  # noqa: E402
from zwgk.documents.models import Document, Draft, Erratum, NumberEntry, Release  # noqa: E402
from zwgk.files import body, store  # noqa: E402
from zwgk.files.models import Purpose  # noqa: E402
from zwgk.matters.models import Matter  # noqa: E402
from zwgk.people.actor import SYSTEM  # noqa: E402
from zwgk.publishing.models import Listing, Publication, Version  # noqa: E402
from zwgk.rules.duties import Duty  # noqa: E402
from zwgk.rules.errors import RuleViolation  # noqa: E402

Outcome = list[Any]
TURNS = 3


def race(*acts: Callable[[], object]) -> list[Outcome]:
    """Start all acts at once, each in a process of its own; returns what each came to."""
    connections.close_all()
    gate_out, gate_in = os.pipe()
    children = []
    for act in acts:
        out, into = os.pipe()
        if os.fork() == 0:
            os.close(gate_in)
            outcome: Outcome = ["error", "nothing", ""]
            try:
                connections["default"].ensure_connection()
                os.read(gate_out, 1)  # returns for all at once, when the gate is closed on the other side
                outcome = ["ok", act()]
            except RuleViolation as refusal:
                outcome = ["refused", type(refusal).__name__, str(refusal)]
            except Exception as error:  # noqa: BLE001 - told to the parent
                outcome = ["error", type(error).__name__, str(error)]
            finally:
                os.write(into, json.dumps(outcome, default=str).encode())
                os._exit(0)
        os.close(into)
        children.append(out)
    os.close(gate_out)
    os.close(gate_in)
    outcomes = []
    for out in children:
        with os.fdopen(out, "rb") as answer:
            outcomes.append(json.loads(answer.read()))
    for _ in children:
        os.wait()
    return outcomes


def two_clicks_on_publish(place: County, turn: int) -> dict[str, Any]:
    story = draft(place, title=f"关于抢先公开第{turn}件的通知").propose().signed().handed_over()
    before = (Publication.objects.count(), Version.objects.count(), Listing.objects.count())
    outcomes = race(lambda: story.publish().pk, lambda: story.publish().pk)
    after = (Publication.objects.count(), Version.objects.count(), Listing.objects.count())
    return {"outcomes": outcomes, "made": [b - a for a, b in zip(before, after, strict=True)]}


def two_workers_release_one_group(place: County, turn: int) -> dict[str, Any]:
    pair = [draft(place, title=f"关于同时公开第{turn}件{n}的通知").propose().signed().handed_over() for n in "甲乙"]
    now = timezone.now()
    rows = publishing.schedule(
        [s.fresh() for s in pair], release_at=now + timedelta(seconds=1), now=now, actor=place.actor(Duty.PUBLISHER)
    )
    pks = [r.pk for r in rows]
    later = now + timedelta(minutes=1)

    def release() -> int:
        return len(publishing.release_planned(pks, now=later))

    outcomes = race(release, release)
    held = list(Release.objects.filter(pk__in=pks).exclude(held_because="").values_list("held_because", flat=True))
    lines = [sorted(s.fresh().matter.waiting.values_list("label", flat=True)) for s in pair]
    return {"outcomes": outcomes, "held": held, "stages": [s.stage for s in pair], "lines": lines}


def two_numbers_at_once(place: County, turn: int) -> dict[str, Any]:
    pair = [draft(place, title=f"关于抢号第{turn}件{n}的通知").propose().signed() for n in "甲乙"]
    office = place.actor(Duty.OFFICE)
    outcomes = race(*(lambda s=s: handing.number(s.fresh(), on=TODAY, actor=office).number for s in pair))  # type: ignore[misc]
    numbers = sorted(NumberEntry.objects.values_list("number", flat=True))
    return {"outcomes": outcomes, "numbers": numbers, "borne": [s.fresh().doc_number for s in pair]}


def two_editors(place: County, turn: int) -> dict[str, Any]:
    story = draft(place, title=f"关于两人同改第{turn}件的通知")
    actor = place.actor(Duty.DRAFTER)

    def save(text: str) -> int:
        return drafting.save(
            story.fresh(), title=text, body_html=f"<p>{text}。</p>", revision=1, at=story.now, actor=actor
        ).revision

    outcomes = race(lambda: save("甲稿"), lambda: save("乙稿"))
    kept = Draft.objects.get(document=story.document)
    return {
        "outcomes": outcomes,
        "revision": kept.revision,
        "same": story.fresh().title in body.text_of(kept.body_html),
    }


def two_approve_one_erratum(place: County, turn: int) -> dict[str, Any]:
    story = draft(place, title=f"关于勘误第{turn}件的通知", body=BODY)
    publication = story.published()
    assert publication.current is not None
    block = body.blocks(publication.current.body_html)[0]
    row = errata.propose(
        story.fresh(), block.id, 1, 3, "方便", reason="用词", at=story.tick(), actor=place.actor(Duty.PUBLISHER)
    )
    approver = place.actor(Duty.OFFICE)

    def approve() -> int:
        return errata.approve(Erratum.objects.get(pk=row.pk), at=story.now, actor=approver).pk

    return {"outcomes": race(approve, approve), "versions": publication.versions.count()}


def two_replace_one_attachment(place: County, turn: int) -> dict[str, Any]:
    story = draft(place, title=f"关于换附件第{turn}件的通知")
    actor = place.actor(Duty.DRAFTER)
    files = [store.keep("表.txt", f"表{turn}{n}".encode(), actor=SYSTEM, purpose=Purpose.ATTACHMENT) for n in range(3)]
    attachment = attaching.attach(story.fresh(), files[0], title="表", at=story.tick(), actor=actor)
    outcomes = race(
        *(
            lambda f=f: attaching.replace_attachment(attachment, f, at=story.now, actor=actor).pk  # type: ignore[misc]
            for f in files[1:]
        )
    )
    return {"outcomes": outcomes, "live": story.document.attachments.filter(replaced_at=None).count()}


def two_import_one_file(place: County, turn: int) -> dict[str, Any]:
    data = f"关于同时导入第{turn}件的通知\n\n各科室：\n\n请遵照执行。\n".encode()

    def bring() -> str:
        made = imports.draft_from_file("通知.txt", data, organ=place.bureau, on=TODAY, at=timezone.now(), actor=SYSTEM)
        assert made.document is not None
        return made.document.matter.number

    outcomes = race(bring, bring)
    found = Document.objects.filter(title__contains=f"同时导入第{turn}件")
    return {"outcomes": outcomes, "documents": found.count(), "originals": found.get().attachments.count()}


def four_drafts_at_once(place: County, turn: int) -> dict[str, Any]:
    def begin(number: int) -> str:
        return draft(place, title=f"关于第{turn}轮第{number}件的通知").document.matter.number

    outcomes = race(*(lambda n=n: begin(n) for n in range(4)))  # type: ignore[misc]
    return {"outcomes": outcomes, "numbers": sorted(Matter.objects.values_list("number", flat=True))}


RACES = (
    two_clicks_on_publish,
    two_workers_release_one_group,
    two_numbers_at_once,
    two_editors,
    two_approve_one_erratum,
    two_replace_one_attachment,
    two_import_one_file,
    four_drafts_at_once,
)


def main() -> dict[str, list[dict[str, Any]]]:
    place = county()
    column()
    draft(place, title="关于预热的通知").published()
    return {run.__name__: [run(place, turn) for turn in range(TURNS)] for run in RACES}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(), ensure_ascii=False))
