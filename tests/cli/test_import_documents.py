"""``zwgk import documents``: whatever is broken, locked, poisoned or too large ends in a sentence with nothing kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.cli.importing import Command, everything
from tests.files.making import Draft, as_bytes
from tests.seeds import seed
from zwgk.cli.main import main
from zwgk.documents.models import Document
from zwgk.files import body
from zwgk.publishing import queries
from zwgk.publishing.models import Publication

pytestmark = pytest.mark.django_db


def encrypted_pdf() -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (64 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        pytest.param("坏.docx", lambda: b"PK\x03\x04 not a zip", "", id="损坏的docx"),
        pytest.param("锁.pdf", encrypted_pdf, "密", id="加密的pdf"),
        pytest.param("弹.docx", bomb, "", id="压缩炸弹"),
        pytest.param("空.txt", lambda: b"", "空的", id="空文件"),
        pytest.param("不明.xyz", lambda: b"\x00\x01\x02\x03", "", id="不认识的类型"),
        pytest.param("报告.txt", lambda: "机密★3年\n关于某事的报告\n".encode(), "密", id="密级标志"),
        pytest.param("关于某事的请示（机密）.txt", lambda: "关于某事的请示".encode(), "密", id="文件名带密级"),
    ],
)
@pytest.mark.parametrize("published", [False, True])
def test_a_bad_file_is_told_and_nothing_of_it_is_kept(
    command: Command, tmp_path: Path, name: str, make: object, why: str, published: bool
) -> None:
    bad, good = tmp_path / name, tmp_path / "zz.txt"
    bad.write_bytes(make())  # type: ignore[operator]
    good.write_text("关于做好防汛工作的通知\n\n各科室：\n\n请做好防汛工作。\n", encoding="utf-8")
    words = ["--published"] if published else []
    alone = command("documents", bad, *words)
    assert alone.status == 1
    error = alone.rows[0]["error"]
    assert why in error["what"] + error["why"]
    assert error["remedy"]
    counts = everything()
    assert (counts["Document"], counts["Publication"], counts["File"], counts["Blob"]) == (0, 0, 0, 0)
    both = command("documents", bad, good, *words)
    assert (both.status, len(both.rows)) == (1, 2)
    assert Document.objects.count() + Publication.objects.count() == 1


def test_a_file_of_two_hundred_megabytes_is_refused_without_being_read(command: Command, tmp_path: Path) -> None:
    large = tmp_path / "大.pdf"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    run = command("documents", large)
    assert "不得超过100MB，该文件为200.0MB" in run.rows[0]["error"]["why"]
    assert everything()["Blob"] == 0


def test_scripts_and_the_errors_of_an_old_site_do_not_come_in(command: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>关于供水的通知</title><script>var a=1</script></head><body>"
        "<b>Warning</b>: mysql_connect() in <b>/www/inc/conn.php</b> on line <b>12</b><br>"
        "<h1>关于供水的通知</h1><p onclick='steal()'>自即日起恢复供水。</p>"
        "<iframe src='http://evil.example'></iframe><p>清岚县商务局</p><p>2024年3月1日</p></body></html>",
        encoding="utf-8",
    )
    run = command("documents", page)
    assert run.status == 0
    html = Document.objects.get().draft.body_html
    for poison in ("script", "onclick", "iframe", "evil"):
        assert poison not in html
    assert "恢复供水" in body.text_of(html)


def test_gb18030_is_read_as_it_was_written(command: Command, tmp_path: Path) -> None:
    old = tmp_path / "旧.txt"
    old.write_bytes("关于龘龘镇供水的通知\n\n各村：\n\n自即日起恢复供水。\n".encode("gb18030"))
    command("documents", old)
    assert Document.objects.get().title == "关于龘龘镇供水的通知"


def test_the_same_file_twice_is_one_draft_with_its_original(command: Command, tmp_path: Path) -> None:
    paper = tmp_path / "通知.txt"
    paper.write_text("关于供水的通知\n\n各科室：\n\n自即日起恢复供水。\n", encoding="utf-8")
    first = command("documents", paper)
    before = everything()
    again = command("documents", paper)
    assert (first.rows[0]["known"], again.rows[0]["known"]) == (False, True)
    assert first.rows[0]["document"] == again.rows[0]["document"]
    assert everything() == before
    original = Document.objects.get().attachments.get()
    assert (original.role, original.is_public) == ("original", False)


def test_a_picture_in_a_migrated_paper_is_public_with_it(command: Command, tmp_path: Path) -> None:
    from PIL import Image

    draft = Draft()
    draft.lines("关于公布示意图的通知", "各科室：", "示意图如下。")
    draft.document.add_picture(io.BytesIO(as_bytes(Image.new("RGB", (64, 48), "teal"), "PNG")))
    paper = tmp_path / "示意图.docx"
    paper.write_bytes(draft.bytes())
    command("documents", paper, "--published")
    version = Publication.objects.get().current
    assert version is not None
    shown = body.blocks(version.body_html)
    sources = [part.split('"')[0] for block in shown for part in block.html.split('src="/files/')[1:]]
    assert sources
    assert all(queries.published_image(source.partition(".")[0]) is not None for source in sources)


def test_a_full_disk_is_said_and_nothing_is_kept(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    paper = tmp_path / "通知.txt"
    paper.write_text("关于供水的通知\n\n自即日起恢复供水。\n", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    run = command("documents", paper)
    assert run.status == 1
    assert "磁盘空间不足" in run.rows[0]["error"]["why"]
    counts = everything()
    assert (counts["Document"], counts["File"], counts["Blob"]) == (0, 0, 0)
    monkeypatch.undo()


@pytest.mark.seeds
@pytest.mark.parametrize("published", [False, True], ids=["拟稿", "迁移"])
def test_the_five_seed_papers_come_in_whole_and_once(
    command: Command, capsys: pytest.CaptureFixture[str], published: bool
) -> None:
    files = [seed(number) for number in range(5)]
    words = ["--published"] if published else []
    run = command("documents", *files, *words)
    assert run.status == 0, run.rows
    assert len(run.rows) == 5
    for row in run.rows:
        assert row["taken"]["标题"]
        assert isinstance(row["doubts"], list)
    bodies = (
        [p.current.body_html for p in Publication.objects.order_by("pk") if p.current]
        if published
        else [d.draft.body_html for d in Document.objects.order_by("pk")]
    )
    rows = max(html.count("<tr") for html in bodies)
    assert rows >= 53  # 52 tasks under a head
    before = everything()
    again = command("documents", *files, *words)
    assert all(row["known"] for row in again.rows)
    assert everything() == before
    if published:
        for row in run.rows:
            capsys.readouterr()
            assert main(["search", row["taken"]["标题"]]) == 0
            assert row["taken"]["标题"][:12] in capsys.readouterr().out
