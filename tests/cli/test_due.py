"""``zwgk due``: one question by arguments, many by lines; bad lines are answered with what, why and remedy."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from zwgk.cli.main import main

TABLE_2027 = {
    "year": 2027,
    "source": "国办发明电〔2026〕9号",
    "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
    "workdays": [],
}


@pytest.fixture
def ask(capsys, monkeypatch):
    """``ask({...}, ...)``: put these lines to ``zwgk due --jsonl``; gives exit status and answers."""

    def put(*lines, options=()):
        text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        monkeypatch.setattr(sys, "stdin", io.StringIO(text + "\n"))
        status = main(["due", "--jsonl", *options])
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return put


def test_answers_with_day_firmness_and_ledger(ask):
    status, (answer,) = ask(
        {"id": "a", "received": "2026-09-18", "workdays": 3, "pauses": [["2026-09-22", "2026-09-22"]]}
    )
    assert status == 0
    assert answer == {
        "id": "a",
        "due_on": "2026-09-23",
        "firm": True,
        "days": [
            {"date": "2026-09-19", "kind": "rest"},
            {"date": "2026-09-20", "kind": "makeup", "n": 1},
            {"date": "2026-09-21", "kind": "counted", "n": 2},
            {"date": "2026-09-22", "kind": "paused"},
            {"date": "2026-09-23", "kind": "counted", "n": 3},
        ],
    }


@pytest.mark.parametrize(
    ("question", "due_on", "firm"),
    [
        pytest.param({"received": "2026-01-30"}, "2026-03-05", True, id="默认二十个工作日"),
        pytest.param({"received": "2026-01-30", "extended_by": 20}, "2026-04-02", True, id="延期"),
        pytest.param({"received": "2026-04-20", "corrected": "2026-05-12"}, "2026-06-09", True, id="补正"),
        pytest.param(
            {"received": "2026-09-07", "pauses": [["2026-09-12", "2026-09-29"]]}, "2026-10-27", True, id="第三方"
        ),
        pytest.param(
            {"received": "2026-09-07", "pauses": [{"from": "2026-09-12", "to": "2026-09-29"}]},
            "2026-10-27",
            True,
            id="写成对象",
        ),
        pytest.param({"received": "2024-02-10"}, "2024-03-14", True, id="假日收到"),
        pytest.param({"received": "2026-12-25"}, "2027-01-22", False, id="没有官方安排的年份"),
        pytest.param({"received": "2026-1-30T17:00", "workdays": None}, None, None, id="日期写错"),
        pytest.param({"received": "2026-01-30T17:00:00+08:00", "workdays": 20.0}, "2026-03-05", True, id="时刻"),
        pytest.param(
            {"received": "2026-01-30", "pauses": None, "extended_by": None, "corrected": None},
            "2026-03-05",
            True,
            id="空值",
        ),
        pytest.param({"received": "2026-01-30", "workdays": 0}, "2026-01-30", True, id="零日"),
    ],
)
def test_due_days(ask, question, due_on, firm):
    _, (answer,) = ask(question)
    assert (answer.get("due_on"), answer.get("firm")) == (due_on, firm)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        pytest.param({}, "没有填写日期", id="没有收到日"),
        pytest.param({"received": "2026-02-30"}, "不是一个存在的日期", id="没有这一天"),
        pytest.param({"received": 20260130}, "不是一个存在的日期", id="收到日是数字"),
        pytest.param({"received": "2026-01-30", "workdays": -1}, "不能是负数", id="负数"),
        pytest.param({"received": "2026-01-30", "workdays": "二十"}, "不是整数", id="天数是文字"),
        pytest.param({"received": "2026-01-30", "workdays": 2.5}, "不是整数", id="半天"),
        pytest.param({"received": "2026-01-30", "workdays": True}, "不是整数", id="真假"),
        pytest.param({"received": "2026-01-30", "workdays": 10**30}, "最多5000", id="天数过大"),
        pytest.param({"received": "2026-01-30", "extended_by": -5}, "不能是负数", id="延长负数"),
        pytest.param({"received": "2026-01-30", "corrected": "2026-01-29"}, "早于收到申请之日", id="补正早于收到"),
        pytest.param({"received": "2026-01-30", "pauses": "2026-02-01"}, "不是列表", id="暂停是文字"),
        pytest.param({"received": "2026-01-30", "pauses": [["2026-02-01"]]}, "起止两个日期", id="暂停只有一天"),
        pytest.param({"received": "2026-01-30", "pauses": [5]}, "起止两个日期", id="暂停是数字"),
        pytest.param({"received": "2026-01-30", "pauses": [["2026-02-03", "2026-02-01"]]}, "早于开始日", id="首尾颠倒"),
        pytest.param({"received": "2026-01-30", "pauses": [["2026-02-01", None]]}, "没有填写日期", id="暂停没有结束"),
    ],
)
def test_a_bad_line_is_explained_and_the_others_are_answered(ask, question, why):
    status, (before, bad, after) = ask(
        {"id": 1, "received": "2026-01-30"}, {"id": 2, **question}, {"id": 3, "received": "2026-01-30"}
    )
    assert status == 1
    assert bad["id"] == 2
    assert set(bad) == {"id", "error"}
    assert why in bad["error"]["why"]
    assert bad["error"]["what"]
    assert bad["error"]["remedy"]
    assert before["due_on"] == after["due_on"] == "2026-03-05"


def test_lines_that_are_no_json_objects_are_explained_too(ask):
    status, answers = ask("{", "[1]", {"id": 3, "received": "2026-01-30"})
    assert status == 1
    assert ["error" in answer for answer in answers] == [True, True, False]


def test_a_calendar_file_makes_the_next_year_firm(ask, tmp_path):
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(TABLE_2027, ensure_ascii=False), encoding="utf-8")
    _, (answer,) = ask({"received": "2026-12-25"}, options=["--calendar", str(file)])
    assert (answer["due_on"], answer["firm"]) == ("2027-01-25", True)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"{", id="不是JSON"),
        pytest.param("节假日".encode("gb18030"), id="不是UTF-8"),
        pytest.param(b'{"year": 2027}', id="缺少内容"),
        pytest.param(b"[" * 100_000, id="层层嵌套"),
        pytest.param(b" " * 1_000_001, id="太大"),
        pytest.param(None, id="没有这个文件"),
    ],
)
def test_a_calendar_file_that_cannot_be_used_is_refused_before_any_answer(capsys, tmp_path, content):
    file = tmp_path / "2027.json"
    if content is not None:
        file.write_bytes(content)
    assert main(["due", "2026-01-30", "--calendar", str(file)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert str(file) in shown.err


def test_reads_a_file_of_questions(capsys, tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": 1, "received": "2026-01-30"}\n\n{"id": 2, "received": "2026-01-31"}\n', encoding="utf-8")
    assert main(["due", "--jsonl", str(file)]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == [1, 2]


def test_one_question_is_answered_in_words(capsys):
    assert main(["due", "2026-09-07", "--pause", "2026-09-12", "2026-09-29"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.splitlines()[0] == "届满日：2026-10-27（周二）"
    assert "2026-09-12（周六）至2026-09-13（周日）：周末休息" in shown.out
    assert "2026-09-14（周一）至2026-09-18（周五）：期限暂停" in shown.out
    assert "2026-10-10（周六）：国庆节调休上班，第8日" in shown.out
    assert "暂定" not in shown.out


def test_an_extension_beyond_the_law_is_counted_but_warned_of(capsys):
    """《条例》第三十三条。"""
    assert main(["due", "2026-01-30", "--extended-by", "21"]) == 0
    assert "延长答复期限不得超过20个工作日" in capsys.readouterr().out
    assert main(["due", "2026-01-30", "--extended-by", "20"]) == 0
    assert "注意" not in capsys.readouterr().out


def test_the_first_day_counts_where_asked(ask, capsys):
    """民法典第二百零一条与条例“自收到申请之日起”的不同读法。"""
    _, (answer,) = ask({"received": "2026-01-30", "workdays": 1, "count_first_day": True})
    assert answer["due_on"] == "2026-01-30"
    status, (refused,) = ask({"received": "2026-01-30", "count_first_day": "yes"})
    assert status == 1
    assert "true" in refused["error"]["remedy"]
    assert main(["due", "2026-01-30", "--workdays", "1", "--count-first-day"]) == 0
    assert "2026-01-30（周五）" in capsys.readouterr().out.splitlines()[0]


def test_a_provisional_day_is_called_so(capsys):
    assert main(["due", "2026-12-25"]) == 0
    assert "届满日为暂定" in capsys.readouterr().out


def test_one_question_as_json(capsys):
    command = ["due", "2026-04-20", "--workdays", "20", "--extended-by", "20", "--corrected", "2026-05-12", "--json"]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["due_on"] == "2026-07-08"


def test_one_impossible_question_is_refused(capsys):
    assert main(["due", "2026-02-30"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "2026-02-30" in shown.err


@pytest.mark.parametrize(
    "words", [[], ["2026-01-30", "--jsonl"], ["2026-01-30", "--workdays", "x"], ["--pause", "2026-01-01"]]
)
def test_wrong_usage_exits_with_two(words):
    with pytest.raises(SystemExit) as ended:
        main(["due", *words])
    assert ended.value.code == 2


def test_needs_neither_django_nor_a_database():
    code = "import sys; from zwgk.cli.main import main; main(['due', '2026-01-30']); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
