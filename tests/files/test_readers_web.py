"""Web pages: the content and its tables come in, navigation and scripts stay out."""

# ruff: noqa: E501 — pages and parts of files are kept as they come
from __future__ import annotations

import base64

import pytest

from tests.files.making import as_bytes, scan
from zwgk.files.readers import FileKind, read_bytes
from zwgk.rules.errors import BadInput

PAGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>关于开展清理工作的通知-青溪县人民政府</title><meta name="ArticleTitle" content="关于开展清理工作的通知">
<meta name="PubDate" content="2026-03-02 09:00"><script>var a='不该出现';</script></head><body>
<div class="header"><a href="/">首页</a><a href="/xxgk">信息公开</a><a href="/hd">互动交流</a></div>
<div class="main"><div class="left-nav"><ul><li><a href="#">机构职能</a></li><li><a href="#">法规公文</a></li></ul></div>
<div class="box"><h1>关于开展清理工作的通知</h1>
<div id="zoom"><p align="center" style="font-size:18pt">关于开展清理工作的通知</p><p>各乡镇人民政府：</p>
<p>　　根据<strong>上级要求</strong>，决定开展行政规范性文件清理，<a href="https://example.gov.cn/a">依据在此</a>，请于三月底前完成并报送清理结果。</p>
<table><tr><th rowspan="2">序号</th><th colspan="2">清理结果</th></tr><tr><th>继续有效</th><th>废止</th></tr>
<tr><td>1</td><td>12件</td><td>3件</td></tr></table>
<p onclick="steal()">联系人：办公室<img src="x.png" alt="流程图"></p><p><a href="fj/清单.xlsx">附件：清单.xlsx</a></p></div></div></div>
<div class="footer">版权所有 青溪县人民政府</div></body></html>"""


def test_the_content_of_a_gb2312_page_is_chosen_and_cleaned():
    found = read_bytes("通知.html", PAGE.encode("gb18030"))
    assert found.kind is FileKind.HTML
    assert found.text.startswith("关于开展清理工作的通知\n各乡镇人民政府：\n根据上级要求，决定开展")
    for gone in ("首页", "法规公文", "版权所有", "不该出现", "steal"):
        assert gone not in found.text + found.body_html
    assert '<a href="https://example.gov.cn/a">依据在此</a>' in found.body_html
    assert "<strong>上级要求</strong>" in found.body_html


def test_merged_cells_of_a_page_are_repeated_in_the_grid_and_kept_in_the_body():
    found = read_bytes("通知.html", PAGE.encode("gb18030"))
    assert found.tables == ((("序号", "清理结果", "清理结果"), ("序号", "继续有效", "废止"), ("1", "12件", "3件")),)
    assert '<th rowspan="2">序号</th><th colspan="2">清理结果</th>' in found.body_html


def test_page_tags_and_linked_files_are_told():
    found = read_bytes("通知.html", PAGE.encode("gb18030"))
    assert found.meta["tags"]["PubDate"] == "2026-03-02 09:00"
    assert found.meta["linked_files"] == ["fj/清单.xlsx"]
    assert any("流程图" in sentence for sentence in found.unread)
    assert any("1个附件" in sentence for sentence in found.unread)


def test_a_page_laid_out_with_tables_gives_paragraphs():
    text = "为了推进政务公开工作，保障人民群众知情权，根据有关规定制定本办法，请各单位认真执行。" * 3
    page = f"""<html><meta charset="utf-8"><body><table><tr><td>导航<a href=1>一</a></td><td><table><tr><td>
    <center><font size=5>政务公开办法</font></center>　　{text}<br>　　第二段{text}<br><br>第三段。</td></tr></table></td></tr></table>"""
    found = read_bytes("a.htm", page.encode())
    assert found.tables == ()
    assert found.text.split("\n") == ["政务公开办法", text, f"第二段{text}", "第三段。"]


def test_an_image_within_the_page_is_kept_under_its_digest():
    data = base64.b64encode(as_bytes(scan("公开"), "PNG")).decode()
    page = f'<html><meta charset="utf-8"><body><p>下图为办事流程，共四步，详见各窗口公告。</p><img alt="办事流程图" src="data:image/png;base64,{data}"></body></html>'
    found = read_bytes("a.html", page.encode())
    (image,) = found.images
    assert f'<img src="{image.name}" alt="办事流程图">' in found.body_html


@pytest.mark.parametrize(
    "inner", ["<div style='display:none'>藏着的字</div>", "<p hidden>藏着的字</p>", "<template>藏着的字</template>"]
)
def test_what_the_page_hides_is_not_content(inner):
    found = read_bytes("a.html", f"<html><meta charset=utf-8><body><p>看得见的字</p>{inner}</body></html>".encode())
    assert found.text == "看得见的字"


def test_a_page_nested_too_deep_to_be_read_is_refused_and_not_cut_off():
    page = "<html><meta charset=utf-8><body>" + "<div>" * 400 + "公开的内容" + "</div>" * 400
    with pytest.raises(BadInput, match="嵌套过深"):
        read_bytes("a.html", page.encode())


def test_control_characters_do_not_get_in_by_number():
    page = "<html><meta charset=utf-8><body><p>公&#1;开&#x1F;的\x02内&#10;容<script>x</script></p></body></html>"
    assert read_bytes("a.html", page.encode()).text == "公开的内 容"


def test_what_is_not_part_of_the_text_is_kept_for_the_privacy_check_all_the_same():
    """A page's foot, hidden fields and remarks leave the house with the file."""
    page = PAGE.replace("版权所有", "网站值班电话：13800138000 版权所有").replace(
        '<div id="zoom">',
        '<!-- 经办人身份证 11010519491231002X --><p style="display:none">银行账号待删</p>'
        '<form>回执<input value="李某"></form><script>var x = "代码";</script><div id="zoom">',
    )
    found = read_bytes("通知.html", page.encode("gb18030"))
    outside = {part.place: part.text for part in found.elsewhere}
    assert "11010519491231002X" in outside["网页注释"]
    assert {part.place for part in found.elsewhere} == {"网页注释", "网页隐藏文字", "网页边栏页脚"}
    for said in ("13800138000", "银行账号待删", "李某", "法规公文"):
        assert said in found.everything
        assert said not in found.text + found.body_html
    assert "代码" not in found.everything


def test_a_foot_left_out_of_the_chosen_part_is_kept_for_the_check_too():
    text = "为了推进政务公开工作，根据有关规定制定本办法，请各单位认真执行。" * 4
    page = f'<meta charset="utf-8"><body><div><p>{text}</p><footer>举报电话13800138000</footer></div></body>'
    found = read_bytes("a.html", page.encode())
    assert "13800138000" not in found.text
    assert "13800138000" in found.everything
