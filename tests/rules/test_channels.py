"""Other channels: the website first, every use found again, the same words everywhere (S0-11, S1-39, S4-04, S4-20)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import channels
from zwgk.rules.channels import CHANNELS
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.publication import Channel, PublicationState, Visibility

LIVE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
PAGE = "自2026年12月1日起，办事窗口中午不休息。咨询电话：0990-1234567。"


def test_every_channel_has_its_row() -> None:
    assert set(CHANNELS) == set(Channel)


def follow(channel: Channel = Channel.WECHAT, **change: object) -> None:
    given: dict[str, object] = {
        "state": PublicationState.LIVE,
        "visibility": Visibility.PUBLIC,
        "published_at": LIVE,
        "at": LIVE + timedelta(hours=1),
        **change,
    }
    channels.must_follow_website(CHANNELS[channel], **given)  # type: ignore[arg-type]


def test_no_other_channel_before_the_page_is_live() -> None:
    follow()
    follow(at=LIVE)
    with pytest.raises(GateClosed, match="比它早"):
        follow(at=LIVE - timedelta(minutes=1))
    for state in (PublicationState.WITHDRAWN, PublicationState.TAKEN_DOWN, PublicationState.ERASED):
        with pytest.raises(GateClosed, match="先于网站"):
            follow(state=state)


def test_what_is_public_inside_only_goes_to_inner_boards_and_meetings() -> None:
    """S4-06 对内公开."""
    follow(Channel.BOARD, visibility=Visibility.INTERNAL)
    follow(Channel.MEETING, visibility=Visibility.INTERNAL)
    for channel in set(Channel) - {Channel.BOARD, Channel.MEETING}:
        with pytest.raises(GateClosed, match="对内公开"):
            follow(channel, visibility=Visibility.INTERNAL)


def test_a_use_that_could_not_be_found_again_is_refused() -> None:
    full = channels.must_be_recorded_fully
    full(CHANNELS[Channel.WECHAT], place="清岚发布", url="https://mp.example/s/1")
    with pytest.raises(BadInput) as refused:
        full(CHANNELS[Channel.WECHAT], place="清岚发布", url="")
    assert refused.value.field == "url"
    with pytest.raises(BadInput) as refused:
        full(CHANNELS[Channel.BOARD], place="", url="")
    assert refused.value.field == "place"
    with pytest.raises(BadInput):
        full(CHANNELS[Channel.GAZETTE], place="第1期", url="")


def test_layout_and_a_frame_around_do_not_matter_a_changed_figure_does() -> None:
    assert channels.compare(PAGE, f"清岚发布\n{PAGE[:10]}\n　　{PAGE[10:]}\n责任编辑：某某").agrees
    changed = channels.compare(PAGE, PAGE.replace("12月1日", "12月10日"))
    assert not changed.agrees
    assert changed.number == 1
    assert changed.differences[0].channel == "0"
    left_out = channels.compare(PAGE, PAGE.replace("咨询电话：0990-1234567。", ""))
    assert not left_out.agrees
    assert "1234567" in left_out.differences[0].page
    assert not channels.compare(PAGE, "").agrees


@given(st.lists(st.text(st.sampled_from("政务公开工作，。！；一二三"), max_size=80), max_size=6))
def test_a_summary_never_exceeds_its_limit_and_says_only_what_stands_there(paragraphs: list[str]) -> None:
    said = channels.summary(paragraphs)
    assert len(said) <= channels.SUMMARY
    assert said.removesuffix("…") in "".join(p.strip() for p in paragraphs)


def test_a_summary_ends_with_a_sentence_where_one_fits() -> None:
    assert channels.summary(["第一句。" * 10, "很长" * 80]) == "第一句。" * 10
    assert channels.summary(["长" * 300]).endswith("…")


def test_a_long_text_is_compared_quickly_and_the_place_is_named() -> None:
    page = "".join(f"第{n}条，甲乙丙丁戊己庚辛壬癸共{n * 7}项。" for n in range(6000))
    found = channels.compare(page, page.replace("第4321条，甲乙", "第4321条，甲已"))
    assert found.number == 1
    assert (found.differences[0].page, found.differences[0].channel) == ("乙", "已")
