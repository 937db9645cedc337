"""Figures read out on the air (S0-11, S4-20: 报刊、广播、电视)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.spoken import DIGITS, number, spoken


def value_of(words: str) -> int:
    """The number that the words say, read back by another way than they were made."""
    total = section = digit = 0
    for char in words:
        if char in DIGITS:
            digit = DIGITS.index(char)
        elif char in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        elif char == "万":
            section = (section + digit) * 10_000
            total, section, digit = total + section, 0, 0
        elif char == "亿":
            total = (total + section + digit) * 10**8
            section = digit = 0
    return total + section + digit


@given(st.integers(0, 10**16 - 1))
def test_a_number_can_be_read_back_from_its_words(value: int) -> None:
    assert value_of(number(value)) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (110, "一百一十"),
        (105, "一百零五"),
        (1010, "一千零一十"),
        (10_500, "一万零五百"),
        (100_001, "十万零一"),
        (120_000, "十二万"),
        (10_000_000, "一千万"),
        (100_010_000, "一亿零一万"),
        (1_234_567_890, "十二亿三千四百五十六万七千八百九十"),
    ],
)
def test_numbers_as_they_are_said(value: int, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("2026年3月5日", "二〇二六年三月五日", id="日期"),
        pytest.param("2026年全年", "二〇二六年全年", id="年份逐字"),
        pytest.param("8:30-12:00，14:05开始", "八点三十分至十二点，十四点零五分开始", id="钟点"),
        pytest.param("增长3.5%，超过1,200户", "增长百分之三点五，超过一千二百户", id="百分数和千分位"),
        pytest.param("2%-5%", "百分之二至百分之五", id="百分数区间"),
        pytest.param("清政发〔2026〕15号", "清政发二〇二六年第十五号", id="文号"),
        pytest.param("电话0990-1234567", "电话零九九零，幺二三四五六七", id="座机"),
        pytest.param("拨打12345热线", "拨打幺二三四五热线", id="热线"),
        pytest.param("手机13800138000", "手机幺三八零零幺三八零零零", id="手机"),
        pytest.param("气温-5℃", "气温零下五摄氏度", id="汉字后的零下"),
        pytest.param("（-5℃）", "（零下五摄氏度）", id="零下"),
        pytest.param("3-5个工作日", "三至五个工作日", id="区间"),
        pytest.param("2个，12个，2.2个", "两个，十二个，二点二个", id="两和二"),
        pytest.param("¥500万元", "五百万元", id="金额"),
        pytest.param("第12条", "第十二条", id="条款"),
        pytest.param("编号0071", "编号零零七一", id="以零开头逐字"),
        pytest.param("见www.qinglan.example/p/12。", "见（网址请看政府网站）。", id="网址"),
        pytest.param("面积120㎡，５０％", "面积一百二十平方米，百分之五十", id="单位和全角"),
    ],
)
def test_what_is_written_and_what_is_said(written: str, said: str) -> None:
    assert spoken(written) == said


@given(st.text(st.sampled_from("0123456789.,-:%年月日号〔〕元个人第，。电话 "), max_size=40))
def test_no_figure_is_left_and_saying_twice_changes_nothing(text: str) -> None:
    once = spoken(text)
    assert re.search(r"\d", once) is None
    assert spoken(once) == once
