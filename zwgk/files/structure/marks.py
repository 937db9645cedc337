"""Signs by which the elements of an official paper are told (要素特征). Full- and half-width forms count alike."""

from __future__ import annotations

import re

NUMERALS = "〇零一二三四五六七八九十百"
NUMBER = re.compile(
    rf"(?P<number>[\u4e00-\u9fff（）()]{{1,20}}\s*[〔\[［【（(]\s*(?:19|20)\d{{2}}\s*[〕\]］】）)]\s*第?\s*\d{{1,5}}\s*号"
    rf"|[\u4e00-\u9fff]{{2,20}}(?:令|公告)\s*第?\s*[{NUMERALS}\d]{{1,5}}\s*号)"
)
DATE = re.compile(
    rf"(?P<date>(?:19|20)\d{{2}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|[二一][{NUMERALS}○OＯ]{{3}}年[{NUMERALS}]{{1,2}}月[{NUMERALS}]{{1,3}}日)"
)
SECTION = re.compile(rf"[{NUMERALS}]{{1,4}}、")
POINT = re.compile(rf"[(（][{NUMERALS}]{{1,4}}[)）]")
ITEM = re.compile(r"(?:\d{1,3}[.．、]|[(（]\d{1,3}[)）]|[①-⑳])")
ARTICLE = re.compile(rf"第[{NUMERALS}\d]{{1,6}}条")
CHAPTER = re.compile(rf"第[{NUMERALS}\d]{{1,4}}[章编]")
SUBCHAPTER = re.compile(rf"第[{NUMERALS}\d]{{1,4}}节")
ATTACHMENT_LIST = re.compile(r"附\s*件\s*[:：]")
ATTACHMENT_HEAD = re.compile(rf"附\s*件\s*(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})?\s*(?:[-—－]\s*\d{{1,2}})?\s*[:：]?\Z")
NOTE = re.compile(r"[(（](?:此件|联系人|本文|公开|信息公开|主动公开|依申请公开|不予公开).{0,80}[)）]\Z")
COPIES = re.compile(
    r"(?:抄\s*送|分\s*送|主题词)\s*[:：]|.{2,40}\s(?:19|20)\d{2}年\d{1,2}月\d{1,2}日印发\Z|信息公开选项|公开方式\s*[:：]"
)
ADDRESSEE = re.compile(
    r"[^。；;！？]{2,200}[:：]\Z|(?:各|局机关|机关|市直|县直|区直|州直|省直)[^。；;！？:：]{1,120}(?:单位|部门|科室|科\(室\)|科（室）|机构|"
    r"政府|党委|街道|乡镇|委员会|办事处|公司|学校)\Z"
)
ADDRESSED = re.compile(r"各|政府|委|局|办|厅|部门|单位|院|公司|中心|处|科|站|所|同志|学校|你")
NOT_ADDRESSED = re.compile(r"现(?:将|就|对|予)|为|根据|按照|依据|依照|经|因|兹|.*(?:如下|以下|下列|包括)\s*[:：]\Z")
DECREE = re.compile(r".{2,40}(?:令|公告|通告)\Z")
DECREE_NUMBER = re.compile(rf"[(（]?第?\s*[{NUMERALS}\d]{{1,6}}\s*号[)）]?\Z")
PERSON = re.compile(
    r"(?:代)?(?:省长|市长|县长|区长|州长|旗长|镇长|乡长|主席|主任|局长|厅长|部长|院长|会长|专员)\s*[:：]?\s+[\u4e00-\u9fff·\s]{2,12}\Z"
)
ENDS = re.compile(r"[。！？；;，,、…]\Z|[:：]\Z")
KINDS = (
    "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|制度|办法|规定|细则|方案|规程|规则|预案|要点|规范|条例|"
    "指南|标准|计划|规划|总结|清单|目录|分工表|任务表|一览表|流程图|流程|章程|准则|公示|名单|说明|解读|要求|守则|职责|机制|汇总表|申请表|"
    "统计表|明细表|登记表|安排|答复书|告知书|倡议书|讲话|工作表|表"
)
TITLE_END = re.compile(
    rf"(?:{KINDS})(?:\s*[(（](?:试行|暂行|草案|修订|修订稿|征求意见稿|送审稿|\d{{4}}年?(?:版|本|修订)).{{0,12}}[)）])?\Z"
)
ISSUER = re.compile(
    r"[\u4e00-\u9fff（）()·]{2,40}(?:政府|委员会|委|局|厅|办公室|办公厅|办|部|院|中心|处|科|所|站|队|会|公司|集团|银行|组|室|大学|学院|学校|医院|社|庭|支队|联盟|指挥部)\Z"
)
RED = re.compile(r"[\u4e00-\u9fff（）()\s]{4,60}文\s*件\Z")
UNIT_HEADING = re.compile(r"[^。；;，,:：]{2,16}[:：][^。；;:：]{4,40}\Z")


def is_standalone(line: str, longest: int = 45) -> bool:
    """True for a short line without a final stop: a heading, a title or a name, not a sentence."""
    return 2 <= len(line) <= longest and not ENDS.search(line) and "。" not in line


def is_numbered(line: str) -> bool:
    """True where a line begins with a number of a clause, section or item."""
    return any(p.match(line) for p in (SECTION, POINT, ITEM, ARTICLE, CHAPTER, SUBCHAPTER))
