"""Is it a request for information, or something else in its form (识别分流)? Words that hint; a person decides.

What looks like a petition, a complaint or a question is still answered: only how differs, and the answer names the
right channel. 依据:《政府信息公开条例》第二、三十六、三十八、三十九条
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zwgk.rules.labelled import Labelled
from zwgk.rules.privacy.plain import plain


class Looks(Labelled):
    """What an application may be besides a request (疑似类别)."""

    ARCHIVES = "archives", "档案查询"
    COMPLAINT = "complaint", "投诉举报"
    PETITION = "petition", "信访"
    QUESTION = "question", "咨询"
    PRINTED = "printed", "公报、书刊"
    ANALYSIS = "analysis", "需要加工、分析"
    OWN_RECORD = "own_record", "更正本人信息"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at: what it looks like, the words that say so, what then is done, and on which basis."""

    looks: Looks
    words: tuple[str, ...]
    then: str
    basis: str

    @property
    def why(self) -> str:
        """The reason in words."""
        return f"写有{'、'.join(f'“{word}”' for word in self.words)}"


_REGULATION = "《政府信息公开条例》"
_ROWS: tuple[tuple[Looks, re.Pattern[str], str, str], ...] = (
    (
        Looks.ARCHIVES,
        re.compile(r"档案(?:馆|室|材料|资料)?|工龄|招工|知青|婚姻登记|独生子女证|房产档案|土地登记|不动产登记"),
        "已经移交档案馆，或者不动产、工商等登记资料有专门查询办法的，告知到那里查询",
        f"{_REGULATION}第三十六条第（七）项",
    ),
    (
        Looks.COMPLAINT,
        re.compile(r"投诉|举报|控告|查处|违法(?:行为|建设|占地)|要求(?:处罚|处理|追究)|欠薪|拖欠"),
        "以申请的形式投诉、举报的，不作为申请处理，告知相应的渠道；同时要具体信息的，信息部分照办",
        f"{_REGULATION}第三十九条第一款",
    ),
    (
        Looks.PETITION,
        re.compile(
            r"信访|上访|讨个?说法|给个?说法|申诉|诉求|补偿(?:不到位|太低)|解决(?:问题|困难)|请(?:领导|政府)(?:帮|解决|出面)"
        ),
        "以申请的形式信访的，不作为申请处理，告知信访渠道；同时要具体信息的，信息部分照办",
        f"{_REGULATION}第三十九条第一款",
    ),
    (
        Looks.QUESTION,
        re.compile(
            r"为什么|怎么(?:办|样)?|如何(?:办理|申请|领取|认定|理解)|是否(?:可以|能够|合法|符合|属于)|能不能|可不可以|咨询|请问|请解释|[？?]"
        ),
        "只是问办法、问理由、要解释的属于咨询，引导到咨询渠道；要的是某份文件的，照申请办",
        f"{_REGULATION}第二条",
    ),
    (
        Looks.PRINTED,
        re.compile(r"公报|年鉴|报纸|期刊|杂志|县志|地方志|书籍"),
        "要求提供公开出版物的，可以告知获取的途径",
        f"{_REGULATION}第三十九条第二款",
    ),
    (
        Looks.ANALYSIS,
        re.compile(r"汇总|统计(?:一下|出|分析)|逐年(?:列|统计)|分析|对比|归纳|制作(?:表格|清单)|排名"),
        "只提供已经制作或者保存的信息；没有现成信息、需要加工分析的，可以不提供",
        f"{_REGULATION}第三十八条",
    ),
    (
        Looks.OWN_RECORD,
        re.compile(r"更正(?:本人|我的|登记)|(?:登记|记录)(?:有误|错误|不准确)|改正(?:本人|我的)"),
        "要求更正与其自身相关的信息的，核对证据；有权更正的更正，无权的转送或者告知",
        f"{_REGULATION}第四十一条",
    ),
)


def hints(description: str) -> tuple[Hint, ...]:
    """Return what the words of an application hint at, in the table's order, each with the words found (at most four).

    No hint means nothing: a person reads the text. Errors: none.
    """
    level = plain(description)
    found = []
    for looks, pattern, then, basis in _ROWS:
        words = tuple(dict.fromkeys(pattern.findall(level)))[:4]
        if words:
            found.append(Hint(looks, words, then, basis))
    return tuple(found)
