"""Names of units in a cell (单位名称): several leads, groups as written, double names, descriptive phrases."""

from __future__ import annotations

import re

OPENING, CLOSING = "(（〔[【《〈“‘", ")）〕]】》〉”’"

#: What a unit's name ends with. Used to tell a unit from a word inside a descriptive phrase.
UNIT_END = re.compile(
    r"(?:局|办|委|部|厅|院|室|会|中心|公司|集团|政府|部门|单位|机构|科|处|站|所|学校|中学|小学|大学|社|台|银行|支行|分行"
    r"|大队|支队|总队|队|署|大厅|街道|乡|镇|县|区|市|州|旗|企业|组织|主体|协会|商会|学会|工会|妇联|残联|工商联|科协|文联|社科联"
    r"|机关|党委|党组|党校|联|馆|团|组|协|库|法院|检察院|办公厅|园|场|社区|村|党派|团体|成员|专班|办事处|公安|税务|海关|气象|邮政|人武部)$"
)
#: How the name of a unit of some level, or of a group of units, begins.
LEVEL = re.compile(
    r"^(?:中央|国家|国务院|全国|全省|全市|全县|[省市县区州盟旗镇乡局厅委](?!场监|政[^府]|级)|各|有关|相关|其他|中共|驻)"
)
_EMPTY = re.compile(r"^[\s/\\—－\-–_无·.。]*$")

_DUTY = (
    r"(?:(?:按照?|根据|依据?|依照|结合)(?:各自|本)?(?:职责|职能|分工|权限|任务)+(?:分工|权限)?|按[^、，]{0,4}分工|各负其责|各司其职)?[，,]?"
    r"(?:分别|共同|分工|各自|具体|联合|组织|统筹|配合|会同)*"
    r"(?:牵头负责|负责牵头|负责落实|配合落实|负责实施|组织实施|负责|牵头|落实|配合|实施|承担|推进|办理|参加|参与|协助|协同|(?<!政)协办|主办)"
)
#: 「按职责分工分别负责」 and the like at the end of a cell or of one of its phrases: how, not who.
DUTY_END = re.compile(rf"(?:{_DUTY})[。；;，,]*$")
_MANNER_END = re.compile(r"(?:按照?|根据|依据?)(?:各自)?(?:职责|职能|分工)+(?:分工)?(?:分别|共同)?$")
_ROLE_MARK = re.compile(r"[(（](?:牵头|主办|负责|配合|协办|参加|参与)(?:单位|部门)?[)）]$")
_LABEL = re.compile(
    r"^(?:牵头|责任|配合|参加|参与|协办|主办|承办|协助|负责|主责)(?:责任)?(?:单位|部门|科室|处室|主体|机构)?[:：]"
)
_ETC = re.compile(r"(?<![高中初平同对优均])等(?!级|候|次|额|保|离子|效)")
_CLAUSE_START = re.compile(
    r"^(?:各|市直|县直|区直|其他|所有|有关|相关)?"
    r"(?:具有|具备|拥有|享有|承担|承办|承接|担负|负责|涉及|实行|实施|执行|列入|纳入|安排|起草|制定|制发|出台|编制|发布|组织|被|有|从事|开展"
    r"|参与|管理|主管|分管|行使|使用|提供|履行|掌握|设有|设立|落实|推进|接受|产生|形成|受理|办理|收取|申请|与)"
)
_BARE = frozenset(
    {"单位", "部门", "机构", "企业", "科室", "处室", "政府", "人民政府", "管委会", "管理委员会", "直属机构"}
)
_DISTRICT = re.compile(
    r"^[县市区旗乡镇](?:[(（][县市区旗][)）])?(?:$|人民政府|政府|党委|委[、(（]|两级|[(（]|有关部门|相关部门)"
)
_ACTS = (
    r"(?:审批|监管|管理|执法|建设|起草|制定|使用|运营|征收|处罚|许可|维护|实施|审核|监督|收集"
    r"|保存|采购|投资|设计|施工|监理|主管)"
)
_ACTIVITY = re.compile(rf"{_ACTS}$")
#: 「…审批、实施单位」: the word before 、 lacks its 单位.
_ACTIVE_UNIT = re.compile(rf"^{_ACTS}(?:单位|部门|机构|企业|主体)$")
_GENERIC_OFFICE = frozenset({"办公室", "办", "办公厅", "办公"})
_JOINED = re.compile(r"(?:以及|和|及|与|会同|[/／])")


def names(cell: str) -> list[str]:
    """Return the units that a cell names, as written, in order, each once (责任单位).

    Separators are ``、，,；;``, line breaks and spaces between two whole names; 「按职责分工分别负责」, 「等部门」 and
    labels like
    「牵头单位：」 are dropped. A 、 inside a descriptive phrase (「具有行政权力、公共服务事项的市直单位」) does not
    part it;
    a bracket stays with its name (「市发改委(物价局)」). An empty cell, a dash or 「无」 gives ``[]``. Errors: none.
    """
    text = cell.replace("\r", "\n").strip()
    if _EMPTY.match(text):
        return []
    text = _join_lines(text)
    text = _LABEL.sub("", text)
    parts = _merge([_ungarnished(part) for part in split(text)])
    found: dict[str, None] = {}
    for part in parts:
        for name in _apart(part):
            clean = _ROLE_MARK.sub("", _without_etc(name)).strip("。；;，,、 ")
            if clean and not _EMPTY.match(clean):
                found.setdefault(clean)
    return list(found)


def split(text: str, separators: str = "、，,；;") -> list[str]:
    """Cut ``text`` at separators outside brackets and quotes; empty pieces are left out."""
    parts, depth, current = [], 0, ""
    for char in text:
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        if char in separators and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    return [part.strip() for part in parts if part.strip()]


def is_unit(text: str) -> bool:
    """Whether ``text`` ends like the name of a unit (单位名称), its bracket apart."""
    bare = re.sub(r"[(（][^()（）]*[)）]$", "", text)
    return len(bare) >= 2 and bool(UNIT_END.search(bare))


def _join_lines(text: str) -> str:
    """Turn a line break or space into 、 between two whole names, and drop it inside one."""
    pieces = [piece for piece in re.split(r"[\s\u3000]+", text) if piece]
    joined = pieces[0]
    for piece in pieces[1:]:
        last = split(joined)[-1] if split(joined) else ""
        # 「市委 / 宣传部」, 「市政府 / 办公室」 are one name on two lines; 「市教育局 / 市财政局」 are two.
        whole = is_unit(last) and len(last) > 2 and piece[0] not in OPENING + CLOSING + "、，,；;等按"
        first = _plain(split(piece)[0]) if split(piece) else piece
        if whole and (LEVEL.match(piece) or (is_unit(first) and len(first) > 2 and not _is_office_of(first, last))):
            joined += "、"
        joined += piece
    return joined


def _is_office_of(name: str, above: str) -> bool:
    """Whether a bare 「办公室」 on the next line completes the name above it (「市政府 / 办公室」)."""
    return name in _GENERIC_OFFICE and bool(re.search(r"(?:政府|委|会|组|部|人大|政协)$", above))


def _ungarnished(part: str) -> str:
    """Drop how the duty is carried (分别负责) from the end of a phrase, unless nothing would be left."""
    bare = DUTY_END.sub("", part)
    bare = _MANNER_END.sub("", bare)
    return bare


def _plain(part: str) -> str:
    """The part without 「负责」 and without a bare 「等」 or 「等部门」 at its end."""
    return re.sub(r"等(?:[^、的]{0,4}(?:部门|单位))?$", "", _ungarnished(part))


def _merge(parts: list[str]) -> list[str]:
    """Put together what a 、 inside a descriptive phrase or between bare words has parted."""
    parts = [part for part in parts if part]
    merged: list[str] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        end = _phrase_end(parts, index)
        if end > index:
            part = "、".join(parts[index : end + 1])
            index = end
        elif merged and _continues(merged[-1], part):
            part = merged.pop() + "、" + part
        merged.append(part)
        index += 1
    return merged


def _phrase_end(parts: list[str], start: int) -> int:
    """Return the last part of the phrase that begins at ``start``; ``start`` where it is whole."""
    first = parts[start]
    opens = bool(_CLAUSE_START.match(first)) and "的" not in first and not (is_unit(first) and LEVEL.match(first))
    for end in range(start + 1, len(parts)):
        if not opens and is_unit(parts[end - 1]):
            return start
        if opens and LEVEL.match(parts[end]) and is_unit(parts[end]) and "的" not in parts[end]:
            return start
        last = _plain(parts[end])
        closes = "的" in last and is_unit(last)
        etc = _ETC.search(parts[end])
        lists = etc and is_unit(parts[end]) and not is_unit(parts[end][: etc.start()])
        if closes or lists:
            return end
    return start


def _continues(before: str, part: str) -> bool:
    if _ACTIVITY.search(before) and not LEVEL.match(before) and _ACTIVE_UNIT.match(part):
        return True
    if len(before) == 1 or len(part) == 1 or part in _BARE:
        return True
    if re.search(r"(?:^|各|全市|全县|全省)[县市区旗乡镇省州]$", before) and len(before) <= 4:
        return bool(_DISTRICT.match(part))
    return False


def _without_etc(part: str) -> str:
    """Drop 「等」, 「等部门」, 「等行业主管部门」 after a unit's name."""
    for etc in _ETC.finditer(part):
        before, after = part[: etc.start()], part[etc.end() :]
        outside = sum(before.count(c) for c in "(（") == sum(before.count(c) for c in ")）")
        if (
            outside
            and before
            and (not after or (is_unit(before) and (is_unit(after) or re.match(r"[\d一二三四五六七八九十]", after))))
        ):
            return before
    return part


def _apart(part: str) -> list[str]:
    """Part 「市财政局和市审计局」, but not 「市发展和改革委」 nor 「各级政府及其部门」."""
    for joint in _JOINED.finditer(part):
        before, after = part[: joint.start()], part[joint.end() :]
        inside = sum(before.count(c) for c in OPENING) > sum(before.count(c) for c in CLOSING)
        if not inside and is_unit(before) and LEVEL.match(after) and is_unit(after) and "的" not in before:
            return [before, *_apart(after)]
    return [part]
