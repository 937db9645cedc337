"""What the wording check finds, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.numerals import value_of
from zwgk.rules.wording import Kind, Severity, check, mended
from zwgk.rules.wording.typos import TYPOS


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(finding.kind.value, finding.text, finding.suggestion) for finding in check(text)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("其他依照国家有关规定应当主动公工的。", "主动公工", "主动公开"),
        ("结合工作实际，制度本制度。", "制度本制度", "制定本制度"),
        ("形成工作格局，各司其责，提高效能。", "各司其责", "各司其职"),
        ("分解到有关科室室和人员。", "科室室", "科室"),
        ("接受网名投诉和建议。", "网名投诉", "网民投诉"),
        ("及时安排拔付专项资金。", "拔付", "拨付"),
        ("负责检测收集政务舆情。", "检测收集", "监测收集"),
        ("截止2026年3月底，已公开五百条。", "截止2", "截至2"),
        ("定期核对台帐。", "台帐", "台账"),
    ],
)
def test_finds_the_wrong_word_and_knows_the_right_one(text: str, wrong: str, right: str) -> None:
    (finding,) = check(text)
    assert (finding.kind, finding.text, finding.suggestion) == (Kind.TYPO, wrong, right)
    assert text[finding.start : finding.end] == wrong
    assert finding.why


@pytest.mark.parametrize(
    ("text", "twice", "once"),
    [
        ("说明延期公开的理由以及以及后续处理方式。", "以及以及", "以及"),
        ("推进阳光透明政府政府建设。", "政府政府", "政府"),
        ("公开的的内容。", "的的", "的"),
        ("各部门要认真认真落实。", "认真认真", "认真"),
    ],
)
def test_finds_what_is_written_twice(text: str, twice: str, once: str) -> None:
    assert found(text) == [("repeated", twice, once)]


@pytest.mark.parametrize(
    "text",
    [
        "市人民政府政府信息公开工作由办公室负责。",
        "县政务服务中心中心主任出席会议。",
        "人人参与、天天更新、处处留心，种种做法常常有效，进一步规范。",
        "健全全过程监督，作为为民服务的窗口，企业业务往来，每年年底检查。",
        "市市场监管局、县县域经济办、安全全面覆盖。",
        "各司其职，各负其责，一如既往，再接再厉，按部就班。",
        "以经济建设为中心，准予备案，扶贫因地制宜，部门门户网站，授权意见。",
        "对象征收、登记要求、企业物业、监督全过程、座谈汇报、做落实工作。",
        "的确如此，是是非非，等等。一项一项抓落实，从从容容，不了了之。",
        "税收稽查、关注消防、上报消息、健全机制做好服务、严重覆盖、分成份额、人选拨付。",
        "截至2026年3月底完成；自2026年1月1日起施行，截止日期为3月31日。",
        "涉及的人员应当回避，应对对象变化。",
        "市政府办公室办公用房、人民代表大会会议、社会保障局局长、教育局局机关。",
        "他说：“按照《办法》（试行）第三条（二）项办理。”",
        "依据国办发〔2016〕80号、国务院令第711号和《条例》第二十条办理。",
        "联系电话：0552-1234567，时间：8:30—17:30，网址：http://www.example.gov.cn/a,b。",
        "（1）第一项；（2）第二项。",
        "1）第一项\n2）第二项",
    ],
)
def test_leaves_good_prose_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "position", "mark", "suggestion"),
    [
        ("《专项规划((2016-2020)》已印发。", 5, "(", ""),
        ("制作答复书(,明确说明理由。", 5, "(", ""),
        ("按照《条例的规定办理。", 2, "《", None),
        ("坚持“公开为常态的原则。", 2, "“", None),
        ("按照条例》的规定办理。", 4, "》", None),
        ("结果（见附件已公布。", 2, "（", None),
    ],
)
def test_finds_marks_that_do_not_pair(text: str, position: int, mark: str, suggestion: str | None) -> None:
    (finding,) = check(text)
    assert (finding.kind, finding.start, finding.text, finding.suggestion) == (
        Kind.UNBALANCED,
        position,
        mark,
        suggestion,
    )


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("依据国办发(2016)80号文件办理。", "(2016)80号", "〔2016〕80号"),
        ("依据国办发［2016］第80号文件办理。", "［2016］第80号", "〔2016〕80号"),
        ("依据国办发【2016】080号文件办理。", "【2016】080号", "〔2016〕80号"),
        ("依据皖政〔2016〕第8号文件办理。", "〔2016〕第8号", "〔2016〕8号"),
        ("依据皖政〔2016〕 8号文件办理。", "〔2016〕 8号", "〔2016〕8号"),
    ],
)
def test_document_numbers_bear_hexagonal_brackets_and_a_bare_number(text: str, wrong: str, right: str) -> None:
    assert found(text) == [("doc_number", wrong, right)]


@pytest.mark.parametrize(
    "text", ["工作扎实，，成效明显。", "已经公布。。请遵照执行。", "加强领导、、落实责任。", "如下：：一是公开。"]
)
def test_finds_doubled_marks(text: str) -> None:
    ((kind, wrong, right),) = found(text)
    assert kind == "punctuation"
    assert right == wrong[0]


def test_half_width_marks_count_only_where_the_rest_is_full_width() -> None:
    full = "一要公开，二要解读，三要回应，四要参与，五要监督,六要考核。"
    assert found(full) == [("half_width", ",", "，")]
    assert found(full.replace("，", ",")) == []  # a paper that uses them throughout is a matter of its template


def test_a_sentence_without_its_stop_is_found_and_a_heading_is_not() -> None:
    text = (
        "第七条 完善工作机制。对责任不落实的，要严肃处理\n第八条 建立投诉制度。\n"
        "一、把握总体要求，明确工作目标\n（一）工作目标\n"
    )
    assert found(text) == [("unfinished", "理", "理。")]


def test_numbers_that_jump_repeat_or_change_level_are_found() -> None:
    assert [kind for kind, _, _ in found("第一条 甲。\n第二条 乙。\n第二条 丙。\n")] == ["numbering"]
    assert [text for _, text, _ in found("一、甲。\n二、乙。\n四、丁。\n")] == ["四、"]
    (finding,) = check("一、审核是指预先审核。\n二、实行同步审批。\n（三）审核按原则进行。\n（四）审核的重点。\n")
    assert finding.text == "（三）"
    assert "层级不一致" in finding.why


def test_items_may_run_on_through_the_chapters_and_institutions_may_begin_again() -> None:
    """S0 numbers (一) to (二十五) through five chapters; S4 holds eleven institutions."""
    assert found("一、甲\n（一）子。\n（二）丑。\n二、乙\n（三）寅。\n（四）卯。\n") == []
    assert found("第一条 甲。\n第二条 乙。\n丙制度\n第一条 丙。\n第二条 丁。\n") == []


def test_program_errors_and_web_leftovers_are_found() -> None:
    """S1-02: a page must not leak error messages."""
    text = (
        "正文。\nWarning: fopen(./1.html) [function.fopen]: failed to open stream in /www/a.php on line 380\n"
        "分享到:\n下载\n扫一扫在手机打开当前页面\n&nbsp;"
    )
    findings = check(text)
    assert [finding.kind for finding in findings] == [Kind.PROGRAM_ERROR, *[Kind.PAGE_DEBRIS] * 4]
    assert mended(text, findings).split() == ["正文。"]


def test_suggestions_put_in_leave_nothing_to_find() -> None:
    text = "应当主动公工，各司其责，说明理由以及以及方式，依据国办发(2016)80号办理。"
    assert check(mended(text, check(text))) == []


def test_the_list_of_miswritings_is_long_and_sound() -> None:
    assert len(TYPOS) >= 200
    assert len({typo.wrong for typo in TYPOS}) == len(TYPOS)
    for typo in TYPOS:
        assert typo.right
        assert typo.wrong not in typo.right
        assert check(typo.right) == []
    assert {typo.severity for typo in TYPOS} == {Severity.ERROR, Severity.WARNING}


@given(st.text(st.sampled_from("一二（）()《》“”，。、；\n第条公开政府 1的"), max_size=80))
def test_any_text_gives_the_same_findings_twice_each_in_its_place(text: str) -> None:
    findings = check(text)
    assert findings == check(text)
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)
    assert all(text[finding.start : finding.end] == finding.text for finding in findings)


@pytest.mark.parametrize(("number", "value"), [("一", 1), ("十", 10), ("二十一", 21), ("一百零八", 108), ("36", 36)])
def test_reads_chinese_numbers(number: str, value: int) -> None:
    assert value_of(number) == value
