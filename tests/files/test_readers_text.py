"""Plain text: whatever an office machine wrote it in is read; what cannot be read is refused, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.files.readers import FileKind, read_bytes
from zwgk.files.readers.plain import decode, looks_garbled
from zwgk.rules.errors import BadInput

PAPER = (
    "青溪县人民政府办公室关于做好2026年政务公开工作的通知\r\n"
    "各乡镇人民政府，县直各单位：\r\n　　现将有关事项通知如下。\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_every_usual_encoding_gives_the_same_text(encoding):
    found = read_bytes("通知.txt", PAPER.encode(encoding))
    assert found.kind is FileKind.TXT
    assert (
        found.text
        == "青溪县人民政府办公室关于做好2026年政务公开工作的通知\n各乡镇人民政府，县直各单位：\n现将有关事项通知如下。"
    )
    assert found.complete


def test_rare_characters_of_names_survive_in_gb18030():
    text = "当事人：朱镕、㛃某、𬭎某，住青溪县。"
    assert read_bytes("a.txt", text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PAPER.encode().decode("gbk", "ignore").encode(), id="UTF-8曾被当作GBK打开并保存"),
        pytest.param("锟斤拷锟斤拷锟斤拷烫烫烫".encode(), id="锟斤拷"),
        pytest.param(PAPER.encode().decode("latin-1").encode(), id="UTF-8曾被当作西文打开并保存"),
        pytest.param(bytes(range(1, 32)) * 40, id="二进制"),
        pytest.param(b"\xff\xfe\x00\xd8\x00\xd8\x00", id="残缺的UTF-16"),
    ],
)
def test_mojibake_is_refused_with_the_way_out(data):
    with pytest.raises(BadInput) as refusal:
        read_bytes("通知.txt", data)
    assert "乱码" in refusal.value.why
    assert "UTF-8" in refusal.value.remedy


def test_a_lost_character_is_named_as_unread():
    found = read_bytes("a.txt", ("政务公开工作情况通报。" * 20 + "\ufffd").encode())
    assert not found.complete
    assert "1处文字已损坏" in found.unread[0]


@given(st.text(alphabet="政务公开条例规定依法申请人收到之日起二十个工作日内答复，。：（）0123456789", min_size=30))
def test_ordinary_chinese_is_never_taken_for_mojibake(text):
    assert not looks_garbled(text)
    for encoding in ("utf-8", "gb18030"):
        assert decode("a.txt", text.encode(encoding))[0] == text


def test_markup_in_a_text_file_stays_text():
    found = read_bytes("说明.txt", "页面写法：<b>公开</b><script>alert(1)</script>".encode())
    assert found.text == "页面写法：<b>公开</b><script>alert(1)</script>"
    assert "<script" not in found.body_html
    assert "&lt;script&gt;" in found.body_html
