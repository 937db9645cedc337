"""Run as a program in a scratch installation: acts done by children that are killed, and what the database says then.

``killing.py acts`` prints a JSON list, one object a run: the point, whether the child died there, and every sentence
that speaks of something half done, after the kill and after the act was done again. ``killing.py jobs`` does likewise
for jobs whose worker is killed, with the seconds until another had done them. Children are forked, so that fifty deaths
cost seconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.documents.quick import be_quick
from zwgk.cli.ready import django_ready

be_quick()
django_ready()

from django.db import connections  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.documents.story import BODY, Story, column, draft  # noqa: E402
from tests.people.factory import TODAY, County, county  # noqa: E402
from zwgk.config import prepare  # noqa: E402
from zwgk.documents import imports  # noqa: E402
from zwgk.documents.actions import copying, handing, publishing, redacting  # noqa: E402
from zwgk.documents.models import Document, NumberEntry, Release  # noqa: E402
from zwgk.files import body, store  # noqa: E402
from zwgk.files.models import Blob  # noqa: E402
from zwgk.jobs import registry, worker  # noqa: E402
from zwgk.jobs.models import Job  # noqa: E402
from zwgk.people.actor import SYSTEM  # noqa: E402
from zwgk.publishing import actions as door  # noqa: E402
from zwgk.publishing import rendering  # noqa: E402
from zwgk.publishing.imports import Importer  # noqa: E402
from zwgk.publishing.models import (  # noqa: E402
    ColumnCount,
    ColumnPath,
    IndexSequence,
    Listing,
    Publication,
    PublishedFile,
    ShelfPage,
)
from zwgk.rules.disclosure import Disclosure  # noqa: E402
from zwgk.rules.duties import Duty  # noqa: E402
from zwgk.search.models import IndexChange  # noqa: E402

Run = dict[str, Any]
#: what one run touches is among the newest; older rows were looked at before
NEWEST = 8


def in_a_child(act: Callable[[], object], kill_at: str) -> bool:
    """Do ``act`` in a child that dies at the point; True where it died there, by the very signal."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        os.environ["ZWGK_KILL_AT"] = kill_at
        status = 3
        try:
            act()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def half_done(*, worker_runs: bool = False) -> list[str]:
    """Everything in the database and the file store that only makes sense together with what is not there.

    Where a worker runs, the outbox is emptied into the index.
    """
    found = []
    for publication in Publication.objects.order_by("-pk")[:NEWEST]:
        versions = publication.versions.count()
        if publication.current is None or versions == 0:
            found.append(f"publication {publication.pk} without version")
        wanted = ColumnPath.objects.filter(below=publication.column_id).count()
        if Listing.objects.filter(publication=publication).count() != wanted:
            found.append(f"publication {publication.pk} not listed everywhere")
        if not worker_runs and not IndexChange.objects.filter(key=str(publication.pk)).exists():
            found.append(f"publication {publication.pk} without outbox row")
    for column_id, number in ColumnCount.objects.values_list("column").annotate(n=Sum("number")):
        if Listing.objects.filter(column=column_id).count() != number:
            found.append(f"column {column_id} counts {number}")
    given = Publication.objects.count()
    if (IndexSequence.objects.aggregate(n=Sum("last"))["n"] or 0) != given:
        found.append("an index number given to nobody, or twice")
    for document in Document.objects.select_related("matter").order_by("-pk")[:NEWEST]:
        out = document.publication_id is not None
        if out != (document.matter.stage == "published"):
            found.append(f"{document.matter.number} is {document.matter.stage}, publication {document.publication_id}")
        if out and document.matter.clocks.filter(stopped_on=None).exists():
            found.append(f"{document.matter.number}: a clock still runs")
        if document.import_key and document.attachments.filter(role="original").count() != 1:
            found.append(f"{document.matter.number} without its original")
        entries = list(NumberEntry.objects.filter(document=document, void_on=None))
        if [str(e) for e in entries] != ([document.doc_number] if document.doc_number else []):
            found.append(f"{document.matter.number}: number {document.doc_number}, register {entries}")
    for sha256 in PublishedFile.objects.values_list("sha256", flat=True):
        if not Blob.objects.filter(sha256=sha256).exists():
            found.append("a published file without its row")
    found += [f"blob {sha256[:8]}: {fault}" for sha256, fault in store.damaged()]
    store.ORPHAN_AGE = timedelta(0)
    store.discard_orphans(actor=SYSTEM)
    rows = set(Blob.objects.values_list("sha256", flat=True))
    bytes_kept = {path.name for path in Path("media").rglob("*") if path.is_file()} | {
        path.name for path in Path(".").glob("**/blobs/**/*") if path.is_file()
    }
    found += [f"bytes {name[:12]} without a row" for name in bytes_kept - rows]
    return found


def tried(point: str, act: Callable[[], object], done: Callable[[], bool]) -> Run:
    """One run: killed at the point, looked at, done again, looked at again."""
    died = in_a_child(act, point)
    after_kill, was_done = half_done(), done()
    if not in_a_child(act, "") and not done():
        after_kill.append("could not be done again")
    return {"point": point, "died": died, "after_kill": after_kill, "done_at_once": was_done, "at_last": half_done()}


def handed(place: County, title: str, **head: Any) -> Story:
    return draft(place, title=title, **head).propose().signed().handed_over()


def publish_runs(place: County) -> list[Run]:
    runs = []
    for turn in range(3):
        for point in ("document.cleared", "publish.row", "publish.listed", "document.published"):
            story = handed(place, f"关于第{turn}件{point}事项的通知")
            runs.append(tried(point, story.publish, lambda story=story: story.stage == "published"))  # type: ignore[misc]
    for point in ("document.cleared:2", "publish.row:2", "publish.listed:2", "document.published:2"):
        pair = [handed(place, f"关于{point}的通知（{number}）") for number in "甲乙"]
        runs.append(tried(point, released(place, pair), lambda pair=pair: all(s.stage == "published" for s in pair)))  # type: ignore[misc]
    return runs


def released(place: County, stories: list[Story]) -> Callable[[], object]:
    now = timezone.now()
    rows = publishing.schedule(
        [s.fresh() for s in stories],
        release_at=now + timedelta(seconds=1),
        now=now,
        actor=place.actor(Duty.PUBLISHER),
    )
    return lambda: publishing.release_planned([r.pk for r in rows], now=now + timedelta(minutes=1))


def number_runs(place: County) -> list[Run]:
    runs = []
    for turn in range(4):
        story = draft(place, title=f"关于编号第{turn}件的通知").propose().signed()

        def give(story: Story = story) -> object:
            return handing.number(story.fresh(), on=TODAY, actor=place.actor(Duty.OFFICE))

        runs.append(tried("document.numbered", give, lambda story=story: bool(story.fresh().doc_number)))  # type: ignore[misc]
    return runs


def import_runs(place: County) -> list[Run]:
    runs = []
    for turn in range(4):
        for point in ("import.kept", "import.created", "import.attached"):
            data = f"关于{turn}号{point}事项的通知\n\n各科室：\n\n请遵照执行。\n".encode()

            def bring(data: bytes = data) -> object:
                return imports.draft_from_file(
                    "通知.txt", data, organ=place.bureau, on=TODAY, at=timezone.now(), actor=SYSTEM
                )

            runs.append(tried(point, bring, lambda data=data: _known(data)))  # type: ignore[misc]
    clearance = door.approve_migration("老网站", basis="方案", approved_by="局长", on=TODAY, actor=SYSTEM)
    Path("old").mkdir(exist_ok=True)
    for turn in range(4):
        for point in ("import.batch", "migrate.rows"):
            keys = [f"{point}-{turn}-{number}" for number in range(3)]
            Path("old", f"{point}-{turn}.txt").write_text(f"附件{point}{turn}", encoding="utf-8")
            lines = [json.dumps({"key": key, "title": f"关于{key}的通知"}) for key in keys]
            lines.append(json.dumps({"key": f"{keys[0]}+", "title": "甲", "attachments": [f"{point}-{turn}.txt"]}))

            def take(lines: list[str] = lines) -> object:
                return Importer(clearance, actor=SYSTEM, today=TODAY, folder=Path("old")).take(lines)

            runs.append(
                tried(point, take, lambda keys=keys: Publication.objects.filter(key__in=keys).count() == len(keys))  # type: ignore[misc]
            )
    return runs


def _known(data: bytes) -> bool:
    import hashlib

    return Document.objects.filter(import_key=hashlib.sha256(data).hexdigest()).exists()


def marked(place: County, title: str) -> Story:
    story = draft(place, title=title, body=BODY + "<p>受助人为贺明远。</p>")
    block = body.blocks(story.fresh().draft.body_html)[-1]
    story.propose(Disclosure.REDACTED, ground_reason="含受助人姓名，删去后可以公开")
    redacting.redact(
        story.fresh(),
        block.id,
        start=4,
        end=7,
        ground_code="third_party",
        reason="个人隐私",
        at=story.tick(),
        actor=place.actor(Duty.DRAFTER),
    )
    return story


def redact_runs(place: County) -> list[Run]:
    runs = []
    for turn in range(3):
        story = marked(place, f"关于救助第{turn}批的通知")

        def make(story: Story = story) -> object:
            return redacting.make_copy(story.fresh(), at=story.now, by="起草人", by_user=None)

        for point in ("redact.rendered", "redact.proved"):
            runs.append(tried(point, make, lambda story=story: redacting.current_copy(story.fresh()) is not None))  # type: ignore[misc]
            story.document.redacted_copies.all().delete()
    return runs


def acts() -> list[Run]:
    place = county()
    column()
    for duty in (Duty.DRAFTER, Duty.SECTION_HEAD, Duty.OFFICE, Duty.SECRECY, Duty.DEPUTY, Duty.PUBLISHER):
        place.actor(duty)
    warm = handed(place, "关于预热的通知").publish()
    rendering.render(warm.pk)  # loads what draws, once for all children
    return [*publish_runs(place), *number_runs(place), *import_runs(place), *redact_runs(place)]


def work(longest: float) -> None:
    """A worker with a short lease, until nothing is open or the time is up."""
    registry.LEASE = timedelta(seconds=1.2)
    stop = threading.Event()

    def watch() -> None:
        end = time.monotonic() + longest
        while time.monotonic() < end and Job.objects.filter(state__in=["waiting", "running"]).exists():
            time.sleep(0.1)
        stop.set()

    threading.Thread(target=watch, daemon=True).start()
    worker.run(["now", "slow"], stop)


def jobs() -> list[Run]:
    prepare.collect_static()  # pages name their styles by what is collected
    place = county()
    column()
    warm = handed(place, "关于预热的通知").publish()
    rendering.render(warm.pk)
    Job.objects.all().delete()
    runs = []
    for point in ("jobs.claimed", "document.published", "jobs.handled"):
        pair = [handed(place, f"关于{point}的通知（{number}）") for number in "甲乙"]
        now = timezone.now()
        publishing.schedule(
            [s.fresh() for s in pair],
            release_at=now + timedelta(milliseconds=200),
            now=now,
            actor=place.actor(Duty.PUBLISHER),
        )
        time.sleep(0.3)
        runs.append(resumed(point, lambda pair=pair: all(s.stage == "published" for s in pair)))  # type: ignore[misc]
    for point in ("redact.rendered", "redact.proved"):
        story = marked(place, f"关于{point}的通知")
        copying.order_copy(story.fresh(), actor=place.actor(Duty.DRAFTER))
        runs.append(resumed(point, lambda story=story: story.document.redacted_copies.count() == 1))  # type: ignore[misc]
    publication = handed(place, "关于制作下载文件的通知").publish()
    runs.append(resumed("render.kept", lambda: publication.versions.get().files.count() == 2))
    again = handed(place, "关于上架页面的通知").publish()
    page = ShelfPage.objects.filter(path=f"/p/{again.pk}")
    runs.append(resumed("jobs.handled", lambda: not page.exclude(stale_since=None).exists() and page.exists()))
    return runs


def _held() -> Iterator[str]:
    yield from Release.objects.exclude(held_because="").values_list("held_because", flat=True)
    for handler, error in Job.objects.exclude(last_error="").values_list("handler", "last_error"):
        yield f"{handler}: {error}"


def resumed(point: str, done: Callable[[], bool]) -> Run:
    died = in_a_child(lambda: work(20), point)
    began = time.monotonic()
    after_kill = half_done(worker_runs=True)
    in_a_child(lambda: work(30), "")
    return {
        "point": point,
        "died": died,
        "after_kill": after_kill,
        "at_last": half_done(worker_runs=True) + ([] if done() else ["not done"]) + list(_held()),
        "seconds": time.monotonic() - began,
        "failed": list(Job.objects.filter(state="failed").values_list("handler", "last_error")),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"acts": acts, "jobs": jobs}[sys.argv[1]](), ensure_ascii=False))
