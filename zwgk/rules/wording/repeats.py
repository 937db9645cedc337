"""Words written twice (重复字词), with the doubles that the language itself makes left in peace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zwgk.rules.wording.findings import Finding, Kind, Severity

_WORD_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
#: Words whose doubling is grammar (研究研究), not error.
_VERBS = frozenset({
    "研究", "考虑", "商量", "讨论", "学习", "了解", "打听", "介绍", "休息", "活动", "锻炼", "收拾", "打扫", "整理",
    "比较", "帮助", "支持", "体会", "尝试", "琢磨", "调查", "意思", "清楚", "高兴", "走访", "一个", "一次", "一步",
    "一件", "一条", "一点", "一桩", "一步步", "逐个", "来来", "哈哈", "呵呵", "十分", "千万", "三三", "两两",
    "大大", "小小",
})  # fmt: skip
#: What may follow a word equal to its own beginning: 「人民政府」+「政府信息」, 「服务中心」+「中心主任」.
_COMPOUNDS = {
    "政府": (
        "信息 采购 网站 购买 投资 性基 工作 部门 办公 规章 服务 门户 公报 数据 职能 债 "
        "预算 会计 法制 常务 令 党组 质量 督查 热线 新闻 机关 投诉 文件 网 研究 与"
    ),
    "中心": (
        "主任 工作 城区 城市 任务 组 镇 小学 学校 医院 卫生 支行 幼儿 敬老 书记 党 各 副 "
        "机房 机构 大 村 内 综合 窗口"
    ),
    "公开": "公示 透明 发布 公平 征求 公正 内容 招 力度 渠道 目录 制度 程序 事项 信息 工作 平台 指南 条例 栏 办 要 的",
    "办公": "室 厅 会 用房 用品 大楼 地点 地址 时间 电话 场所 经费 自动",
    "工作": "组 人员 会议 机构 专班 要点 报告 规则 机制 方案 制度 小组 领导 部门 委员 站 者 办",
    "公司": "章程 法 董事 总经理 登记 治理 住所 法人 债 员工 名称 股",
    "部门": "联席 规章 预算 决算 文件 负责 网站 管理 之间 间",
    "管理": "制度 办法 人员 机构 部门 办公 规定 委员 局 单位 者 服务 处 平台 系统",
    "服务": "中心 窗口 对象 事项 人员 机构 企业 平台 站 大厅 业 热线 指南 能力 费",
    "社会": "保障 保险 救助 事业 组织 稳定 公众 各界 信用 工作 治理 管理 福利 监督 主义 团体",
    "信息": "公开 中心 系统 安全 化 发布 平台 技术 资源 产业 员 报送 共享 网 处理",
    "环境": "保护 监测 影响 治理 质量 监察 执法 卫生 问题",
    "安全": "生产 监管 管理 隐患 责任 事故 保障 评估 检查 教育 防护 等级",
    "教育": "体育 局 部门 培训 事业 机构 经费 督导 教学",
    "文化": "旅游 和旅 市场 事业 产业 遗产 馆 站 广电 活动 体育",
    "企业": "家 职工 法人 名称 登记 信用 负责 所得 开办 投资",
    "市场": "监管 监督 主体 准入 管理 化 价格",
    "法律": "法规 服务 援助 顾问 责任 规定 关",
    "政策": "文件 解读 法规 措施 咨询 性 宣传 问答",
    "机构": "改革 名称 编制 设置 负责 人员 职能",
    "单位": "负责 名称 地址 内部 职工 预算 主要 邮箱",
    "会议": "纪要 室 精神 议题 召开 记录 通知 制度 公开 审议",
    "委员": "会",
    "人民": "政府 群众 法院 检察 团体 银行 代表 调解 币 生活",
    "国家": "机关 秘密 级 标准 有关 发展 税务 安全 统计",
    "领导": "小组 班子 干部 机构 同志 责任 信箱 批示",
    "项目": "建设 库 资金 管理 名称 法人 单位 申报 绩效 负责 审批",
    "行政": "许可 处罚 执法 复议 审批 机关 诉讼 行为 区划 村 权力 规范",
    "学校": "校长 教师 名称 管理 食堂",
    "医院": "院长 管理 职工",
    "决策": "程序 机关 事项 公开 草案 机构 咨询",
    "责任": "追究 单位 主体 制 人 清单 落实 事故 部门 意识",
    "监督": "管理 检查 举报 电话 局 评议 机制 部门",
    "发展": "改革 和改 规划 战略 研究 局 壮大 环境",
    "建设": "用地 项目 局 单位 工程 规划",
    "资金": "使用 管理 来源 分配 拨付 监管 安排",
}  # fmt: skip
#: Single characters that never stand twice in official prose unless one of the words after them begins.
_CHARACTERS: dict[str, str] = {
    "的": "的确 的士", "了": "了解 了结 了断 了", "是": "是非 是否", "和": "和谐 和平 和睦 和田 和县 和解",
        "及": "及时 及格 及其 及早",
    "与": "与会 与时 与众", "或": "或者 或许 或", "将": "将军 将来 将士 将近", "把": "把关 把握 把控 把脉 把",
        "被": "被告 被申 被征 被害 被",
    "由": "由于 由此 由来 由", "于": "于是 于", "室": "室内 室外 室主 室负 室 友 ", "其": "其他 其中 其余 其实 其它 其",
    "并": "并且 并非 并联 并购 并", "而": "而且 而", "从": "从事 从业 从严 从而 从速 从快 从重 从",
        "向": "向往 向上 向下 向", "则": "则 ",
    "应": "应急 应当 应用 应对 应答 应诉 应届 应收 应", "已": "已经 已",
        "就": "就业 就医 就读 就近 就地 就学 就餐 就诊 就", "都": "都市 都",
    "之": "之间 之一 之前 之后 之", "在": "在线 在职 在岗 在建 在校 在编 在读 在野 在册 在乎 在场 在",
    "为": "为了 为民 为主 为官 为何 为", "对": "对于 对象 对策 对外 对照 对口 对接 对",
        "以": "以上 以下 以及 以内 以外 以前 以后 以来 以 ",
    "等": "等级 等候 等额 等 待", "也": "", "很": "", "该": "", "使": "使用 使命 使馆 使", "让": "",
        "给": "给予 给付 给水 给", "我": "我国 我市 我局 我县 我省 我州 我",
    "您": "", "你": "", "她": "", "它": "",
}  # fmt: skip
_DOUBLED = re.compile(rf"([{''.join(_CHARACTERS)}])\1(?!\1)")


def find(text: str) -> Iterator[Finding]:
    """Yield words and function words written twice in a row. Errors: none."""
    covered = -1
    for match in _WORD_TWICE.finditer(text):
        word = match[1]
        if _is_natural(word, text, match.start(), match.end()):
            continue
        covered = match.end()
        yield Finding(Kind.REPEATED, match.start(), match.end(), match[0], word, f"“{word}”重复")
    for match in _DOUBLED.finditer(text):
        if match.end() <= covered:
            continue
        character = match[1]
        after = text[match.start() + 1 : match.start() + 3]
        if character in {"的", "也", "都", "以", "使"} and after.startswith(character * 2):
            continue
        if any(after == word for word in _CHARACTERS[character].split() if len(word) == 2):
            continue
        if character in _NEEDS_CONTEXT and not _NEEDS_CONTEXT[character].search(
            text[max(0, match.start() - 3) : match.end() + 3]
        ):
            continue
        yield Finding(
            Kind.REPEATED, match.start(), match.end(), match[0], character, f"“{character}”字重复", Severity.WARNING
        )


#: These also end or begin other words (「作为为民…」, 「应对对象」): only a few surroundings are sure.
_NEEDS_CONTEXT = {
    "为": re.compile(r"为为(?:加强|进一|深入|规范|切实)"),
    "对": re.compile(r"(?<!应)(?<!面)(?<!针)(?<!核)(?<!校)(?<!绝)对对(?!外|内)"),
    "应": re.compile(r"(?<!相)(?<!对)(?<!响)(?<!供)(?<!反)(?<!适)应应(?!急)"),
    "使": re.compile(r"(?<!行)(?<!促)(?<!大)使使"),
    "在": re.compile(r"(?<!存)(?<!现)(?<!正)(?<!所)(?<!实)(?<!内)(?<!潜)在在"),
    "以": re.compile(r"(?<!可)(?<!足)(?<!难)(?<!予)(?<!加)(?<!得)(?<!给)以以"),
    "和": re.compile(r"(?<!缓)(?<!温)(?<!总)(?<!共)(?<!饱)(?<!调)和和"),
    "及": re.compile(r"(?<!普)(?<!涉)(?<!危)(?<!触)(?<!以)(?<!提)(?<!来得)及及"),
    "与": re.compile(r"(?<!参)(?<!给)(?<!授)(?<!赋)与与"),
    "于": re.compile(r"(?<!关)(?<!对)(?<!由)(?<!属)(?<!位)于于"),
    "由": re.compile(r"(?<!自)(?<!理)(?<!事)(?<!缘)由由"),
    "向": re.compile(r"(?<!方)(?<!导)(?<!定)(?<!面)(?<!走)(?<!倾)(?<!流)(?<!意)(?<!趋)向向"),
    "其": re.compile(r"(?<!尤)(?<!与)(?<!极)(?<!何)其其"),
    "之": re.compile(r"(?<!总)(?<!反)之之"),
    "从": re.compile(r"(?<!服)(?<!遵)(?<!听)(?<!自)(?<!盲)从从(?!容)"),
    "将": re.compile(r"(?<!即)(?<!必)(?<!行)将将"),
    "而": re.compile(r"(?<!从)(?<!进)(?<!反)(?<!因)而而"),
    "则": re.compile(r"(?<!原)(?<!规)(?<!细)(?<!准)(?<!否)(?<!总)(?<!附)(?<!法)则则"),
    "就": re.compile(r"(?<!成)(?<!造)(?<!迁)就就"),
    "给": re.compile(r"(?<!供)(?<!补)(?<!配)(?<!发)(?<!自)给给"),
    "是": re.compile(r"(?<!但)(?<!还)(?<!于)(?<!或)(?<!凡)(?<!要)是是|[还但]是是[^否非]"),
    "把": re.compile(r"把把"),
    "并": re.compile(r"(?<!合)(?<!吞)(?<!兼)并并"),
    "或": re.compile(r"或或"),
    "该": re.compile(r"(?<!应)该该"),
    "都": re.compile(r"(?<!首)(?<!成)(?<!古)(?<!陶)都都"),
    "等": re.compile(r"(?<!平)(?<!高)(?<!同)(?<!对)(?<!均)(?<!初)(?<!中)等等(?=[一-鿿]{2})"),
    "室": re.compile(r"室室"),
    "了": re.compile(r"(?<!不)(?<!不甚)了了(?!之)"),
}  # fmt: skip


def _is_natural(word: str, text: str, start: int, end: int) -> bool:
    if word in _VERBS or len(set(word)) == 1 or (len(word) == 2 and word[0] in "一逐"):
        return True
    if re.fullmatch(r"[一二三四五六七八九十百千万亿零〇年月日第个]+", word):
        return True
    after = text[end : end + 3]
    for length in (2, 3, 4):  # 「…人民政府」+「政府信息公开…」: the second begins a compound of its own
        tail = word[-length:]
        for follow in _COMPOUNDS.get(tail, "").split():
            if len(word) == length and after.startswith(follow):
                return True
    # AABB-like pieces inside a longer run (「人人人人」) and lists without separators are left to the reader
    before = text[start - 1 : start]
    return before == word[-1] and len(word) == 2 and word[0] == word[1]
