"""What the finders report, to the character, and what they must leave alone (个人信息保护法第二十五条、第二十八条)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.numbers import bank_card, id_card, wrong_bank_card, wrong_id_card
from tests.seeds import seed
from zwgk.rules.errors import LimitExceeded
from zwgk.rules.privacy import MAX_CHARACTERS, Kind, find, masked, masked_for_public, redacted

ID = id_card()
CARD = bank_card()
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def marked(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Take the ⟦kind:…⟧ marks out of a text; return the text and what they mark."""
    plain, expected, rest = "", [], text
    while "⟦" in rest:
        before, _, rest = rest.partition("⟦")
        body, _, rest = rest.partition("⟧")
        kind, _, value = body.partition(":")
        plain += before
        expected.append((kind, len(plain), len(plain) + len(value)))
        plain += value
    return plain + rest, expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"身份证号：⟦id_card:{ID}⟧。", id="十八位"),
        pytest.param("身份证⟦id_card:11010519491231002x⟧，", id="小写x"),
        pytest.param("公民身份号码⟦id_card:110105 19491231 002X⟧", id="空格分组"),
        pytest.param("⟦id_card:110105-19491231-002X⟧", id="连字符分组"),
        pytest.param(f"证件号码⟦id_card:{ID.translate(FULL_WIDTH)}⟧", id="全角"),
        pytest.param("号码为⟦id_card:11010519491231\n002X⟧", id="折行"),
        pytest.param("⟦id_card:1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X⟧", id="一格一字"),
        pytest.param("身份证号码（旧）：⟦id_card:110105491231002⟧", id="十五位"),
        pytest.param(f"李某，男，⟦id_card:{ID}⟧住城关镇", id="后接汉字"),
        pytest.param(f"张某\t⟦id_card:{ID}⟧\t⟦mobile:13812345678⟧\t⟦bank_card:{CARD}⟧", id="表格一行"),
        pytest.param("手机⟦mobile:13812345678⟧", id="手机"),
        pytest.param("手机⟦mobile:138 1234 5678⟧或⟦mobile:139-1234-5678⟧", id="手机分组"),
        pytest.param(
            "+86⟦mobile:13812345678⟧、0086-⟦mobile:13812345678⟧、86 ⟦mobile:138 1234 5678⟧", id="国际区号不在内"
        ),
        pytest.param("⟦mobile:13812345678⟧/⟦mobile:13912345678⟧ ⟦mobile:15012345678⟧", id="几个手机号"),
        pytest.param("手机⟦mobile:138.1234.5678⟧。", id="手机以点分组"),
        pytest.param("张某-⟦mobile:13812345678⟧（微信同号）", id="姓名与手机号"),
        pytest.param("手机号⟦mobile:13812345678⟧Email：⟦email:li.si@example.com⟧", id="后接英文词"),
        pytest.param("电话(传真)⟦landline:08578222293⟧。", id="不分隔的座机"),
        pytest.param(
            "⟦landline:0878-3389123⟧，⟦landline:（0878）3389123⟧，⟦landline:(010)62345678⟧", id="座机几种写法"
        ),
        pytest.param("⟦landline:0878 3389123⟧、⟦landline:0878—3389123⟧、⟦landline:01062345678⟧", id="座机空格与长横"),
        pytest.param("转机⟦landline:0878-3389123转801⟧，⟦landline:0878-3389123-801⟧", id="分机"),
        pytest.param("⟦landline:0878-3389123⟧、⟦landline:3389124⟧", id="第二个省略区号"),
        pytest.param("值班电话：⟦landline:3389123⟧", id="没有区号但有电话二字"),
        pytest.param(f"卡号⟦bank_card:{CARD}⟧", id="银行卡"),
        pytest.param("卡号⟦bank_card:4111 1111 1111 1111⟧、⟦bank_card:4111-1111-1111-1111⟧", id="银行卡分组"),
        pytest.param("邮箱：⟦email:dqwhjbgs@example.com⟧。", id="邮箱"),
        pytest.param("⟦email:13812345678@example.com⟧", id="邮箱里的手机号只报邮箱"),
        pytest.param("⟦email:ａｂｃ＠ｅｘａｍｐｌｅ．ｃｏｍ⟧", id="全角邮箱"),
        pytest.param("⟦plate:川C·12345⟧、⟦plate:皖CD12345⟧、⟦plate:皖C12345D⟧、⟦plate:云A1B2C3⟧", id="车牌"),
        pytest.param("⟦plate:皖C·1234挂⟧ ⟦plate:皖C1234学⟧ ⟦plate:皖C1234警⟧ ⟦plate:粤Z·1234港⟧", id="挂学警港"),
        pytest.param("护照⟦passport:E12345678⟧，⟦passport:G12345678⟧，⟦passport:EA1234567⟧", id="护照"),
        pytest.param("护照号码：⟦passport:G 12345678⟧", id="护照字母后有空格"),
        pytest.param("公务护照号码⟦passport:P12345678⟧；外籍护照号：⟦passport:AB1234567⟧", id="其他护照须有护照二字"),
    ],
)
def test_personal_information_is_found_to_the_character(text: str) -> None:
    plain, expected = marked(text)
    assert [(finding.kind.value, finding.start, finding.end) for finding in find(plain)] == expected
    assert all(finding.text == plain[finding.start : finding.end] for finding in find(plain))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"身份证号：{wrong_id_card()}", id="校验码不对的身份证号"),
        pytest.param(f"卡号：{wrong_bank_card()}", id="校验位不对的卡号"),
        pytest.param(f"编号{ID}12", id="更长数字里的身份证号"),
        pytest.param("流水号13812345678901234", id="更长数字里的手机号"),
        pytest.param("订单号：13812345678", id="订单号"),
        pytest.param(f"订单编号：{CARD}", id="订单编号"),
        pytest.param("统一社会信用代码：115323007704937969", id="信用代码"),
        pytest.param("索引号:115323007704937969-/2019-0703436", id="索引号"),
        pytest.param("000014349/2017-00110", id="国务院索引号"),
        pytest.param("毕文广旅通〔2020〕90号、国办函〔2020〕109号", id="文号"),
        pytest.param("合计13812345678.50元，拨付13812345678元", id="金额"),
        pytest.param("2021-03-01 09:38:43，20210301093843", id="日期时间"),
        pytest.param("110105491231002", id="十五位而未说是身份证"),
        pytest.param("面积13812345678平方米，13812345678亩，13812345678人次", id="数量"),
        pytest.param("预算编码13856702496，电表户号：13856702496，编号13856702496", id="编码与户号"),
        pytest.param("版本号1.2.3，QQ：1512345678，QQ群 13812345678", id="版本号与QQ"),
        pytest.param("邮编675000，邮政编码：553700", id="邮编"),
        pytest.param("拨打12345、12388、95598、400-123-4567、4001234567、800-810-1234", id="服务热线"),
        pytest.param("http://www.example.com/art/2021/3/1/art_13812345678_1.html", id="网址"),
        pytest.param("138****5678，110105********002X", id="已遮盖"),
        pytest.param("项目代码2103-532300-04-01-123456，合同编号HT13812345678", id="项目代码与合同编号"),
        pytest.param("最新A12345版、京A级景区、G1234次列车、GB 32100-2015", id="像车牌而不是"),
        pytest.param("订单E12345678，产品型号：G12345678，编号：E12345678", id="像护照而不是"),
        pytest.param("往来港澳通行证C12345678", id="通行证不是护照"),
        pytest.param("服务器139.196.123.45，192.168.10.12", id="网络地址"),
        pytest.param("user@localhost、@张三、a@b", id="不是邮箱"),
        pytest.param("2016—2017年，0.13812345678，3.1415926535", id="小数"),
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("kind", "text", "internal", "public"),
    [
        (Kind.ID_CARD, "110105 19491231 002x", "110105********002X", "1101**************"),
        (Kind.MOBILE, "138 1234 5678", "138****5678", "138****5678"),
        (Kind.BANK_CARD, "4111 1111 1111 1111", "4111********1111", "****************"),
        (Kind.LANDLINE, "(0878)3389123", "0878-****123", "***********"),
        (Kind.EMAIL, "li.si@example.com", "l***@example.com", "**************"),
        (Kind.PLATE, "川C·12345", "川C***45", "******"),
        (Kind.PASSPORT, "E12345678", "E*****678", "*********"),
    ],
)
def test_a_mask_tells_which_one_and_not_what(kind: Kind, text: str, internal: str, public: str) -> None:
    assert masked(kind, text) == internal
    assert masked_for_public(kind, text) == public
    assert text not in masked_for_public(kind, text)


def test_a_redacted_text_holds_nothing_more_to_find() -> None:
    text = f"张某，{ID}，13812345678，{CARD}，0878-3389123，li.si@example.com，川C·12345，护照E12345678。"
    assert len(find(text)) == 7
    assert find(redacted(text)) == []
    assert "13812345678" not in redacted(text)


def test_findings_never_overlap_and_come_in_order() -> None:
    found = find(f"{ID} {CARD} 13812345678@example.com 13812345678 0878-3389123 " * 50)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert len(found) == 250


def test_only_grave_kinds_stop_publication() -> None:
    """law.md §10.5: identity number, mobile, bank card; a telephone of an office does not."""
    found = find(f"监督电话：0878-3389123，邮箱ql@example.com；{ID}")
    assert [(finding.blocking, finding.usual) for finding in found] == [(False, True), (False, True), (True, False)]


@given(st.text("0123456789-/ X年元〔〕：号电话身份证a@.川C", max_size=200))
def test_any_text_is_answered_with_spans_inside_it(text: str) -> None:
    for finding in find(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        assert finding.masked != finding.text


@given(st.integers(0, 10**17 - 1), st.sampled_from(["", "，", "。", "中", "\n", "（"]))
def test_a_longer_number_is_never_cut_into_a_finding(number: int, mark: str) -> None:
    text = f"{mark}{number:017d}987654321{mark}"
    assert find(text) == []


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "0571-",
        "6222 ",
        "川",
        "a",
        "a@",
        "a.",
        "www.",
        "电话",
        "(0",
        "13812345678",
        "身份证1101054912310021 ",
    ],
)
def test_long_monotonous_text_is_read_in_linear_time(unit: str) -> None:
    """A pattern that backtracks badly would need minutes here."""
    assert isinstance(find(unit * (60_000 // len(unit))), list)


def test_too_long_a_text_is_refused_with_its_length() -> None:
    with pytest.raises(LimitExceeded) as refusal:
        find("字" * (MAX_CHARACTERS + 1))
    assert str(MAX_CHARACTERS + 1) in refusal.value.why


@pytest.mark.seeds
@pytest.mark.parametrize(("number", "expected"), [(0, []), (1, []), (2, []), (3, []), (4, ["email", "landline"])])
def test_the_seed_papers_hold_an_office_address_and_telephone_only(number: int, expected: list[str]) -> None:
    found = find(seed(number).read_text(encoding="utf-8"))
    assert [finding.kind.value for finding in found] == expected
    assert all(finding.usual for finding in found)
