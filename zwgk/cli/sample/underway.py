"""Forty-two documents under way, at every stage at which a paper can lie, each brought there by its own people."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from zwgk.cli.sample import calendar, naming
from zwgk.cli.sample.entries import Entry, entries
from zwgk.cli.sample.published import channels
from zwgk.cli.sample.signins import MAIN
from zwgk.cli.sample.size import TODAY, Size
from zwgk.cli.sample.story import Story, exists
from zwgk.documents import queries, receiving, texts
from zwgk.documents.actions import deferring, publishing, redacting, signing
from zwgk.files import body
from zwgk.files.writers.sheets import Column, SheetData, Value, workbook
from zwgk.people.actor import SYSTEM
from zwgk.rules.approval import CHAIN_BY_CODE, Level
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.disclosure_deferral import DeferralKind
from zwgk.rules.document_kinds import KINDS, Family
from zwgk.rules.duties import Duty

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication

#: the paper whose public copy waits for its second reading; the copy is made in the background
COPY = "d-redact-2"
_HEAD = ("addressees", "source", "source_url")


def chosen(size: Size) -> list[Entry]:
    """The documents for a county of that size: all, or in a small one the first of each stage."""
    everything = entries("underway.txt")
    firsts = {entry["at"]: entry for entry in reversed(everything)}
    return [entry for entry in everything if size.whole or firsts[entry["at"]] is entry]


def lay(size: Size) -> int:
    """Bring each to its stage, those that are not there yet; returns how many were added. One transaction each."""
    added = 0
    for entry in chosen(size):
        if exists(entry.key):
            continue
        with transaction.atomic():
            story = _begun(entry)
            _STAGES[entry["at"]](story, entry)
        added += 1
    return added


def make_copy() -> bool:
    """Make the public copy of the paper that waits for its second reading; True where it was not there."""
    document = queries.visible_to(SYSTEM).filter(import_key=f"demo:{COPY}").first()
    if document is None or redacting.current_copy(document) is not None:
        return False
    maker = Story(document.organ, document.matter.section.name if document.matter.section else "", calendar.at(TODAY))
    actor = maker.actor(Duty.DRAFTER)
    redacting.make_copy(document, at=maker.tick(), by=actor.signature, by_user=actor.user_id)
    return True


def _begun(entry: Entry) -> Story:
    ago = int(entry["ago"])
    day = calendar.working_day_before(TODAY, ago)
    story = Story.begin(entry["organ"] or MAIN, entry["section"], day, hour=8)
    head: dict[str, object] = {name: entry[name] for name in _HEAD if entry[name]}
    head |= {f"is_{name}": True for name in ("normative", "policy") if entry[name]}
    story.draft(entry.key, entry["title"], entry["kind"], entry.text, column=entry["column"], **head)
    if entry["file"] == "id_list":
        _attach_list(story)
    if entry["disclosure"]:
        story.propose(
            Disclosure(entry["disclosure"]), entry["ground"] * _needed(entry), entry["reason"] * _needed(entry)
        )
    official = KINDS[entry["kind"]].family is Family.OFFICIAL
    story.chain = entry["chain"] or ("four" if official else "three_reviews")
    return story


def _needed(entry: Entry) -> bool:
    return entry["disclosure"] != Disclosure.PUBLIC


def _attach_list(story: Story) -> None:
    """A list with whole identity numbers (of region 99, which no person bears): it must not go out so."""
    rows: list[list[Value]] = [
        [number, naming.anybody_named(f"残疾人{number}"), naming.id_card(number * 37), "清岚县云溪镇", "80元/月"]
        for number in range(1, 13)
    ]
    heads = ("序号", "姓名", "身份证号码", "乡镇（街道）", "标准")
    data = workbook(
        [SheetData("名单", [Column(head) for head in heads], rows)], title="拟新增护理补贴对象名单", organ=MAIN
    )
    actor = story.actor(Duty.DRAFTER)
    title = "拟新增护理补贴对象名单"
    receiving.attach(story.fresh(), f"{title}.xlsx", io.BytesIO(data), title=title, at=story.tick(), actor=actor)
    story.check()


def _signed(story: Story, entry: Entry, *, before: Level | None = None) -> None:
    """Sent, and signed by every level (those before ``before``), a working day apart as long as there are days."""
    story.submit(story.chain)
    change = entry["change"].split("|") if entry["change"] else []
    for step in CHAIN_BY_CODE[story.chain].steps:
        if step.level is before:
            return
        if story.on < TODAY:
            story.next_day()
        if change and change[0] == step.level:
            _, disclosure, ground, reason = change
            story.sign(step.level, Disclosure(disclosure), words=reason, ground=ground, reason=reason)
        else:
            story.sign(step.level)


def _until(level: Level) -> Callable[[Story, Entry], None]:
    def bring(story: Story, entry: Entry) -> None:
        _signed(story, entry, before=level)

    return bring


def _leader(story: Story, entry: Entry) -> None:
    _signed(story, entry, before=Level.LEADER)
    if entry["paper"]:
        signing.print_sheet(story.fresh(), at=story.tick(), actor=story.actor(Duty.OFFICE))


def _returned(story: Story, entry: Entry) -> None:
    level = Level(entry["by"])
    _signed(story, entry, before=level)
    if story.on < TODAY:
        story.next_day()
    duty = {Level.SECTION: Duty.SECTION_HEAD, Level.OFFICE: Duty.OFFICE, Level.SECRECY: Duty.SECRECY}[level]
    signing.return_(story.fresh(), opinion=entry["opinion"], on=story.on, at=story.tick(), actor=story.actor(duty))


def _handover(story: Story, entry: Entry) -> None:
    _signed(story, entry)
    if entry["at"] != "handover_late" and story.on < TODAY:
        story.next_day()
    story.make()


def _to_publish(story: Story, entry: Entry) -> None:
    _handover(story, entry)
    if KINDS[story.document.kind].family is Family.OFFICIAL:
        story.hand_over()


def _scheduled(story: Story, entry: Entry) -> None:
    _to_publish(story, entry)
    release = timezone.make_aware(datetime.strptime(entry["release"], "%Y-%m-%d %H:%M"))  # noqa: DTZ007 - made aware
    publishing.schedule([story.fresh()], release_at=release, now=story.tick(), actor=story.actor(Duty.PUBLISHER))


def _redact(story: Story, entry: Entry) -> None:
    _to_publish(story, entry)
    document = story.fresh()
    block = next(b for b in body.blocks(texts.working_text(document)) if entry["mark"] in b.text)
    start = block.text.index(entry["mark"])
    redacting.redact(
        document,
        block.id,
        ground_code="third_party",
        reason=entry["mark_reason"],
        at=story.tick(),
        actor=story.actor(Duty.DRAFTER),
        start=start,
        end=start + len(entry["mark"]),
    )


def _deferred(story: Story, entry: Entry) -> None:
    _signed(story, entry, before=Level.SECRECY)
    deferring.defer(
        story.fresh(),
        DeferralKind.SECRECY_UNDECIDED,
        cause=entry["cause"],
        follow_up_on=datetime.strptime(entry["follow_up"], "%Y-%m-%d").date(),  # noqa: DTZ007 - a date
        on=story.on,
        at=story.tick(),
        actor=story.actor(Duty.SECRECY),
        referred_to=entry["referred"],
    )


def _published(story: Story, entry: Entry) -> Publication:
    _to_publish(story, entry)
    return story.publish()


def _withdrawn(story: Story, entry: Entry) -> None:
    published = _published(story, entry)
    channels.before_withdrawal(published, on=story.on)
    story.next_day()
    publishing.withdraw(
        story.fresh(),
        notice=entry["notice"],
        reason=entry["cause"],
        on=story.on,
        at=story.tick(),
        actor=story.actor(Duty.PUBLISHER),
    )
    channels.after_withdrawal(published, on=story.on)


def _amending(story: Story, entry: Entry) -> None:
    channels.before_correction(_published(story, entry), on=story.on)
    story.next_day()
    publishing.amend(
        story.fresh(), reason=entry["cause"], on=story.on, at=story.tick(), actor=story.actor(Duty.PUBLISHER)
    )


def _nothing_more(story: Story, entry: Entry) -> None:
    """It lies with its drafter."""


_STAGES: dict[str, Callable[[Story, Entry], None]] = {
    "draft": _nothing_more,
    "undecided": _nothing_more,
    "section": _until(Level.SECTION),
    "office": _until(Level.OFFICE),
    "secrecy": _until(Level.SECRECY),
    "leader": _leader,
    "returned": _returned,
    "handover": _handover,
    "handover_late": _handover,
    "scheduled": _scheduled,
    "redact": _redact,
    "redact_copy": _redact,
    "deferred": _deferred,
    "withdrawn": _withdrawn,
    "amending": _amending,
}
