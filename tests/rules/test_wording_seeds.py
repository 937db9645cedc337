"""The wording check on the five seed papers: everything it reports there, true errors and page debris, nothing else."""

from __future__ import annotations

import pytest

from tests.seeds import seed
from zwgk.rules.wording import check

#: kind, text (long ones shortened) and what stands before it.
EXPECTED: dict[int, list[tuple[str, str, str]]] = {
    0: [("unbalanced", "(", "专项规划"), ("unbalanced", "(", "专项规划")],
    1: [
        ("page_debris", "首 页加入收藏联系", ""),
        ("page_debris", "发布时间:201", "透明政府\n"),
        ("page_debris", "分享到:", "[][]\n"),
        ("repeated", "政府政府", "阳光透明"),
        ("typo", "拔付", "及时安排"),
        ("typo", "科室室", "部的有关"),
        ("typo", "网名投诉", "传,接受"),
        ("program_error", "Warning:", "管理。\n\n\n"),
        ("program_error", "Warning:", ""),
        ("program_error", "Warning:", ""),
    ],
    2: [
        ("page_debris", "首页 >> 公开信息内容", ""),
        ("unfinished", "行", "》要求进"),
        ("page_debris", "下载", ""),
    ],
    3: [("page_debris", "来源:荣县类别", "工作要点\n"), ("page_debris", "分享到:", "")],
    4: [
        ("unfinished", "位", "直属各单"),
        ("unfinished", "项", "其他主要事"),
        ("punctuation", ";", "予以公开"),
        ("unfinished", "理", "要严肃处"),
        ("typo", "主动公工", "定应当"),
        ("numbering", "第十七条", "以更新。\n"),
        ("unfinished", "度", "督评议制"),
        ("unbalanced", "(", "公开答复书"),
        ("unbalanced", "(", "公开答复书"),
        ("repeated", "以及以及", "的理由、"),
        ("numbering", "(三)", "核程序。\n"),
        ("unfinished", "任", "定追究责"),
        ("typo", "制度本制度", "工作实际,"),
        ("typo", "检测收集", "(一)"),
        ("typo", "检测收集", "力量负责"),
        ("typo", "各司其责", "作格局,"),
        ("page_debris", "扫一扫在手机打开当前页面", "起施行。\n"),
    ],
}


@pytest.mark.seeds
@pytest.mark.parametrize("number", sorted(EXPECTED))
def test_reports_on_a_seed_paper_just_what_a_proof_reader_would(number: int) -> None:
    text = seed(number).read_text(encoding="utf-8", errors="replace")
    findings = check(text)
    assert len(findings) == len(EXPECTED[number])
    for finding, (kind, written, before) in zip(findings, EXPECTED[number], strict=True):
        assert finding.kind.value == kind
        assert finding.text.startswith(written)
        assert text[: finding.start].endswith(before)
