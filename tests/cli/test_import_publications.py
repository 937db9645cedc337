"""``zwgk import publications``: each bad line ends in a sentence, the others are taken, and twice has the effect of
once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.importing import Command, everything
from tests.files.making import Draft
from zwgk.cli.main import main
from zwgk.files.models import Blob, File
from zwgk.people.models import Unit
from zwgk.publishing import queries
from zwgk.publishing.models import Column, Publication, PublishedFile, Version

pytestmark = pytest.mark.django_db

Lines = Callable[..., Path]


def rejects(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.with_name("old-site.rejects.jsonl").read_text("utf-8").splitlines()]


def test_a_line_becomes_a_publication_under_its_own_day_organ_and_column(command: Command, jsonl: Lines) -> None:
    path = jsonl(
        {
            "key": "a1",
            "title": "关于做好春耕备耕工作的通知",
            "doc_number": "清农〔2024〕3号",
            "organ": "清岚县农业农村局",
            "column": "农业农村",
            "date_written": "2024-03-01",
            "published_on": "2024年3月5日",
            "body_html": "<p>各乡镇：</p><script>alert(1)</script><p onclick='x()'>请抓紧备耕。</p>",
        }
    )
    assert command("publications", path).rows == [{"taken": 1, "known": 0, "rejected": 0}]
    publication = Publication.objects.get(key="a1")
    assert (str(publication.published_on), publication.organ.name) == ("2024-03-05", "清岚县农业农村局")
    assert publication.current is not None
    assert "script" not in publication.current.body_html
    assert "onclick" not in publication.current.body_html
    assert queries.find(publication.pk) is not None
    assert [row.publication_id for row in queries.list_of(publication.column_id, "").rows] == [publication.pk]


def test_running_it_twice_adds_nothing(command: Command, jsonl: Lines, tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_text("空白申请表", encoding="utf-8")
    path = jsonl({"key": "1", "title": "关于供水的通知", "attachments": [{"path": "表.txt"}]}, {"title": "没有键的"})
    command("publications", path)
    before = everything()
    assert command("publications", path).rows == [{"taken": 0, "known": 2, "rejected": 0}]
    assert everything() == before


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param("{不是 JSON", "不是正确的 JSON", id="不是JSON"),
        pytest.param("[1, 2]", "不是 JSON 对象", id="列表"),
        pytest.param("[" * 100_000, "不是正确的 JSON", id="嵌套过深"),
        pytest.param({"key": "x"}, "标题应为1至300字", id="没有标题"),
        pytest.param({"key": "x", "title": "长" * 301}, "现为301字", id="标题过长"),
        pytest.param({"key": "x" * 121, "title": "好"}, "key 最多120字", id="键过长"),
        pytest.param({"title": "好", "doc_number": "号" * 81}, "doc_number 最多80字", id="文号过长"),
        pytest.param({"title": "好", "organ": "局" * 121}, "organ 最多120字", id="机关名过长"),
        pytest.param({"title": "好", "published_on": "2027-01-01"}, "在今天之后", id="将来的日期"),
        pytest.param({"title": "好", "published_on": "2024-02-30"}, "", id="没有的日子"),
        pytest.param({"title": "好", "body_html": ["p"]}, "body_html 应为文字", id="正文不是文字"),
        pytest.param({"title": "好", "attachments": "表.txt"}, "应为列表", id="附件不是列表"),
        pytest.param({"title": "好", "attachments": [{"path": "没有.txt"}]}, "找不到附件", id="附件不在"),
        pytest.param({"title": "好", "attachments": [{"path": "../../etc/passwd"}]}, "找不到附件", id="附件在外面"),
        pytest.param({"title": "好", "attachments": [{"path": "a\0b"}]}, "找不到附件", id="附件名有零字符"),
        pytest.param({"title": "坏\ud800字"}, "残缺的字符", id="半个字符"),
        pytest.param({"title": "好", "key": "document:1"}, "本系统自用", id="自用的键"),
        pytest.param({"title": "关于某事的通知", "body_html": "<p>机密★5年</p>"}, "密", id="密级标志"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_taken(
    command: Command, jsonl: Lines, line: dict[str, Any] | str, why: str
) -> None:
    path = jsonl({"key": "first", "title": "关于供水的通知"}, line, {"key": "last", "title": "关于供热的通知"})
    units, columns = Unit.objects.count(), Column.objects.count()
    run = command("publications", path)
    assert run.status == 1
    assert run.rows == [{"taken": 2, "known": 0, "rejected": 1}]
    (rejected,) = rejects(path)
    assert rejected["line"] == 2
    assert why in rejected["why"]
    assert rejected["remedy"]
    assert sorted(Publication.objects.values_list("key", flat=True)) == ["first", "last"]
    assert (Unit.objects.count(), Column.objects.count()) == (units, columns + 1)  # 信息公开, for the good lines
    assert not File.objects.exists()


def test_two_papers_under_one_key_are_told_and_the_same_line_twice_is_once(command: Command, jsonl: Lines) -> None:
    same = {"key": "1", "title": "关于供水的通知"}
    path = jsonl(same, same, {"key": "1", "title": "关于供热的通知"})
    assert command("publications", path).rows == [{"taken": 1, "known": 1, "rejected": 1}]
    assert "与第1行相同而内容不同" in rejects(path)[0]["why"]


def test_an_index_number_in_use_spoils_its_own_line_only(command: Command, jsonl: Lines) -> None:
    path = jsonl(
        {"key": "1", "title": "甲", "index_no": "K1/2024-1"},
        {"key": "2", "title": "乙", "index_no": "K1/2024-1"},
        {"key": "3", "title": "丙"},
    )
    assert command("publications", path).rows == [{"taken": 2, "known": 0, "rejected": 1}]
    assert "K1/2024-1" in rejects(path)[0]["why"]
    assert command("publications", path).rows == [{"taken": 0, "known": 2, "rejected": 1}]


def test_unknown_fields_are_left_out_and_told(command: Command, jsonl: Lines) -> None:
    run = command("publications", jsonl({"title": "甲", "点击量": 3}, {"title": "乙", "点击量": 4}))
    assert run.status == 0
    assert "没有用到的项“点击量”：2 行" in run.said


def test_a_file_of_an_old_system_in_gb18030_is_read_as_it_was_written(command: Command, jsonl: Lines) -> None:
    path = jsonl('{"key": "1", "title": "关于龘龘镇供水的通知"}'.encode("gb18030"), {"key": "2", "title": "乙"})
    assert command("publications", path).rows == [{"taken": 2, "known": 0, "rejected": 0}]
    assert Publication.objects.get(key="1").title == "关于龘龘镇供水的通知"


def test_utf_16_a_folder_and_a_missing_file_are_named_at_once(command: Command, jsonl: Lines, tmp_path: Path) -> None:
    wide = tmp_path / "wide.jsonl"
    wide.write_text('{"title": "甲"}\n', encoding="utf-16")
    assert "UTF-16" in command("publications", wide).said
    assert "文件夹" in command("publications", tmp_path).said
    assert "文件不存在" in command("publications", tmp_path / "没有.jsonl").said
    assert not Publication.objects.exists()


def test_a_line_without_end_is_refused_without_being_read_whole(
    command: Command, jsonl: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zwgk.publishing.import_lines.MAX_LINE", 1_000)
    path = jsonl(json.dumps({"key": "1", "title": "甲", "body_html": "<p>长</p>" * 3_000}), {"key": "2", "title": "乙"})
    assert command("publications", path).rows == [{"taken": 1, "known": 0, "rejected": 1}]


def test_attachments_pass_the_same_door_as_uploads(command: Command, jsonl: Lines, tmp_path: Path) -> None:
    """涉密不上网: an attachment that bears a mark is refused with its line, and nothing of either is kept (S0-60)."""
    marked = Draft()
    marked.lines("秘密★10年", "关于某项工作的报告")
    (tmp_path / "报告.docx").write_bytes(marked.bytes())
    (tmp_path / "好表.txt").write_text("空白表格", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    path = jsonl(
        {"key": "1", "title": "甲", "attachments": [{"path": "好表.txt"}, {"path": "报告.docx"}]},
        {"key": "2", "title": "乙", "attachments": [{"path": "坏.docx"}]},
        {"key": "3", "title": "丙", "attachments": [{"name": "申请表.txt", "path": "好表.txt"}]},
    )
    assert command("publications", path).rows == [{"taken": 1, "known": 0, "rejected": 2}]
    assert [row["key"] for row in rejects(path)] == ["1", "2"]
    assert list(PublishedFile.objects.values_list("name", "text")) == [("申请表.txt", "空白表格")]
    assert (File.objects.count(), Blob.objects.count()) == (1, 1)


def test_a_revoked_approval_lets_no_line_in(command: Command, jsonl: Lines) -> None:
    from django.utils import timezone

    from tests.people.factory import TODAY
    from zwgk.people.actor import SYSTEM
    from zwgk.publishing import actions as door
    from zwgk.publishing.imports import Importer

    clearance = door.approve_migration("老网站", basis="方案", approved_by="局长", on=TODAY, actor=SYSTEM)
    door.revoke_clearance(clearance, reason="清单有误", at=timezone.now(), actor=SYSTEM)
    importer = Importer(clearance, actor=SYSTEM, today=TODAY, folder=Path())
    result = importer.take(['{"title": "关于供水的通知"}'])
    assert (result.taken, len(result.rejects)) == (0, 1)
    assert "撤销" in result.rejects[0]["why"]
    assert not Version.objects.exists()


def test_what_was_imported_is_found_and_a_deleted_index_heals_by_itself(
    command: Command, jsonl: Lines, capsys: pytest.CaptureFixture[str], tmp_path: Path, settings: Any
) -> None:
    import shutil

    from zwgk.search import store

    command("publications", jsonl({"key": "1", "title": "关于供水设施维护的通知"}))
    assert main(["search", "供水设施"]) == 0
    assert "关于供水设施维护的通知" in capsys.readouterr().out
    store.forget(store.PUBLIC)
    shutil.rmtree(store.folder(store.PUBLIC))
    assert main(["search", "供水设施"]) == 0
    assert "关于供水设施维护的通知" in capsys.readouterr().out
