"""Handling (办理): passed on to the section, parted into items, searched for, materials found and checked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from zwgk.audit.acts import act, note
from zwgk.files.models import File
from zwgk.inforequests import clocks, moving
from zwgk.inforequests.models import InfoRequest, Item, Material, Recheck, SearchRecord, Transfer
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.rules.applicants import MAX_DESCRIPTION
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import BadInput
from zwgk.rules.inforequest import Stage

MAX_ITEMS = 50


@act("inforequests.transfer")
def transfer(request: InfoRequest, *, section: Unit, on: date, at: datetime, actor: Actor, words: str = "") -> Transfer:
    """Pass the request on to the section of the organ that holds the information (转交业务科室; S4-38).

    Errors: :class:`BadInput` for a unit of another organ: what another organ holds is answered, not passed on
    (条例第三十六条第（五）项).
    """
    request = moving.opened(request, "transfer", actor)
    if section.organ_id != request.organ_id or not section.is_section or section.valid_to is not None:
        raise BadInput(
            what="不能转交", why=f"“{section}”不是本机关的科室", remedy="请选择本机关的科室", field="section"
        )
    moving.must_not_precede(on, request.received_on, what="不能转交", label="转交日期", than="收到申请之日")
    request.matter.section = section
    request.matter.handler = None  # the section names its own
    request.matter.save(update_fields=["section", "handler"])
    clocks.passed_on(request, on=on)
    moving.moved(request, Stage.HANDLING, at=at)
    note(section=section.pk)
    return Transfer.objects.create(
        request=request, section=section, on=on, words=words.strip()[:300], by=actor.signature
    )


@act("inforequests.split")
def split(request: InfoRequest, descriptions: Sequence[str], *, at: datetime, actor: Actor) -> list[Item]:
    """Part the request into the things it asks for (分列申请事项; S4-52): each is answered, the request counts once.

    Errors: :class:`BadInput` for none, an empty or too long one, or more than :data:`MAX_ITEMS`; also where an item
    already has materials.
    """
    request = moving.opened(request, "split", actor)
    said = [moving.must_say(text, "申请事项", "items", what="不能分列", most=MAX_DESCRIPTION) for text in descriptions]
    if not 0 < len(said) <= MAX_ITEMS:
        raise BadInput(
            what="不能分列",
            why=f"申请事项应有1至{MAX_ITEMS}项，现为{len(said)}项",
            remedy="请合并或者补充",
            field="items",
        )
    if Material.objects.filter(item__request=request).exists():
        raise BadInput(what="不能分列", why="已有事项附了材料", remedy="请先移除材料再分列", field="items")
    request.items.all().delete()
    made = [Item.objects.create(request=request, no=no, description=text) for no, text in enumerate(said, 1)]
    moving.stayed(request, at=at)
    note(items=len(made))
    return made


@act("inforequests.record_search")
def record_search(
    request: InfoRequest, *, where: str, how: str, words: str, found: str, on: date, at: datetime, actor: Actor
) -> SearchRecord:
    """Keep where, how and with which words was searched, and what came of it (检索情况). Errors: ``BadInput``."""
    request = moving.opened(request, "record_search", actor)
    what = "不能登记检索情况"
    moving.must_not_precede(on, request.received_on, what=what, label="检索日期", than="收到申请之日")
    row = SearchRecord.objects.create(
        request=request,
        where=moving.must_say(where, "检索范围", "where", what=what),
        how=moving.must_say(how, "检索方式", "how", what=what, most=200),
        words=moving.must_say(words, "关键词", "words", what=what, most=200),
        found=moving.must_say(found, "结果", "found", what=what),
        by=actor.signature,
        on=on,
    )
    clocks.clear(request, on=on)
    moving.stayed(request, at=at)
    return row


@act("inforequests.add_material")
def add_material(
    request: InfoRequest,
    item: Item,
    file: File,
    *,
    title: str,
    at: datetime,
    actor: Actor,
    is_given: bool = True,
    attribute: Disclosure | None = None,
    redacted_from: Material | None = None,
) -> Material:
    """Put a file to an item: to be given to the applicant, or as evidence. Errors: :class:`BadInput`."""
    request = moving.opened(request, "record_search", actor)
    if item.request_id != request.pk or (redacted_from is not None and redacted_from.item_id != item.pk):
        raise BadInput(what="不能添加材料", why="这一项不属于这件申请", remedy="请刷新页面")
    row = Material.objects.create(
        item=item,
        file=file,
        title=moving.must_say(title, "材料名称", "title", what="不能添加材料", most=200),
        is_given=is_given,
        attribute=str(attribute) if attribute else "",
        redacted_from=redacted_from,
        added_by=actor.signature,
        added_at=at,
    )
    moving.stayed(request, at=at)
    note(given=is_given, file=file.pk)
    return row


@act("inforequests.remove_material")
def remove_material(request: InfoRequest, material: Material, *, at: datetime, actor: Actor) -> InfoRequest:
    """Take a file from an item again, as long as the reply is not on its way. Errors: :class:`BadInput`."""
    request = moving.opened(request, "record_search", actor)
    if material.item.request_id != request.pk or material.redactions.exists():
        raise BadInput(what="不能移除材料", why="它不属于这件申请，或者有由它删减的材料", remedy="请先移除删减后的材料")
    note(material=material.pk, file=material.file_id)
    material.delete()
    moving.stayed(request, at=at)
    return request


@act("inforequests.recheck")
def recheck(
    request: InfoRequest,
    material: Material,
    *,
    may_go_out: bool,
    opinion: str,
    on: date,
    at: datetime,
    actor: Actor,
) -> Recheck:
    """Check secrecy and attribute of a material once more before it is given (再次审查; S4-44), over its very bytes.

    依据:《政府信息公开条例》第十七条. Errors: :class:`BadInput`.
    """
    request = moving.opened(request, "recheck", actor)
    if material.item.request_id != request.pk:
        raise BadInput(what="不能审查", why="这份材料不属于这件申请", remedy="请刷新页面")
    row = Recheck.objects.create(
        material=material,
        sha256=material.file.blob.sha256,
        may_go_out=may_go_out,
        opinion=moving.must_say(opinion, "审查意见", "opinion", what="不能审查"),
        by=actor.signature,
        on=on,
    )
    moving.stayed(request, at=at)
    note(material=material.pk, may_go_out=may_go_out)
    return row
