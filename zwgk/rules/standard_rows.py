"""A first draft for the standard table of each trial field (基层政务公开标准目录的起草底稿), in our own words.

An office begins with these rows and makes them its own; the ministry's guidance for the field wins where it differs.
依据：国办发〔2019〕54号；《政府信息公开条例》第二十条、第二十一条
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from zwgk.rules.catalogue import Frequency
from zwgk.rules.catalogue_rows import TrialField

_LONG, _PERIOD, _ANY = Frequency
_ITEMS = "《中华人民共和国政府信息公开条例》"


@dataclass(frozen=True, slots=True)
class Starter:
    """One row of a draft: group, name, what is published, its basis, how often (``every_days`` natural days)."""

    group: str
    name: str
    content: str
    basis: str
    frequency: Frequency = _ANY
    every_days: int | None = None
    dimension: str = "management"
    words: str = ""


def _rows(basis: str, *rows: tuple[str, str, str, Frequency, int | None, str, str]) -> tuple[Starter, ...]:
    return tuple(
        Starter(group, name, content, f"{_ITEMS}；{basis}" if basis else _ITEMS, frequency, days, dimension, words)
        for group, name, content, frequency, days, dimension, words in rows
    )


#: field → rows: (一级事项, 二级事项, 公开内容, 频次, 周期, 五公开, 归集关键词)
STARTERS = MappingProxyType({
    TrialField.PROJECTS: _rows("《重大行政决策程序暂行条例》",
        ("批准服务", "办事指南", "申报材料、办理流程、受理机构联系方式、监督举报方式",
            _LONG, None, "service", "办事指南"),
        ("批准结果", "项目审批、核准、备案结果", "项目名称、单位、内容、批准文号和日期",
            _ANY, None, "result", "批复、核准、备案"),
        ("建设实施", "工程进展", "形象进度、投资完成、质量和安全情况", _PERIOD, 92, "execution", "进展、建设情况"),
        ("竣工", "竣工验收", "竣工时间、验收结果、财务决算批复", _ANY, None, "result", "竣工、验收")),
    TrialField.TRADING: _rows("《中华人民共和国招标投标法》《中华人民共和国政府采购法》",
        ("交易公告", "招标、采购公告", "项目概况、条件、获取文件的方式、截止时间",
            _ANY, None, "management", "招标、采购公告"),
        ("交易结果", "中标、成交结果", "中标成交人、金额、评审情况、公示期", _ANY, None, "result", "中标、成交"),
        ("监管信息", "投诉处理和违法行为处理", "处理决定、信用惩戒信息", _ANY, None, "management", "投诉处理")),
    TrialField.BUDGET: _rows("《中华人民共和国预算法》",
        ("预算", "政府预算、部门预算", "预算报告和报表、转移支付、债务、支出说明", _PERIOD, 366, "decision", "预算"),
        ("决算", "政府决算、部门决算", "决算报告和报表、支出说明、绩效评价结果", _PERIOD, 366, "result", "决算"),
        ("专项", "“三公”经费", "预算和决算的总额、分项数额、增减原因", _PERIOD, 366, "result", "三公"),
        ("债务", "地方政府债务", "限额、余额、发行、还本付息和用途", _PERIOD, 366, "management", "债务")),
    TrialField.WORK_SAFETY: _rows("《中华人民共和国安全生产法》",
        ("政策", "法规和标准", "安全生产法规、规范性文件和标准", _LONG, None, "decision", "安全生产规定"),
        ("监管", "检查执法", "年度检查计划、检查结果、重大隐患挂牌督办",
            _PERIOD, 92, "management", "安全生产检查、隐患"),
        ("处罚", "行政处罚决定", "违法事实、依据、处罚结果", _ANY, None, "result", "处罚"),
        ("事故", "事故通报和调查报告", "事故信息、经批复的调查报告、整改落实评估", _ANY, None, "result", "事故")),
    TrialField.TAXATION: _rows("《中华人民共和国税收征收管理法》",
        ("纳税人权利", "权利义务和办税指南", "权利义务公告、办税事项、资料、时限", _LONG, None, "service", "办税"),
        ("政策", "税收政策和解读", "规范性文件、优惠政策及其解读", _LONG, None, "decision", "税收、减免"),
        ("执法", "欠税公告、信用等级", "欠税公告、纳税信用等级、重大违法失信案件",
            _PERIOD, 92, "result", "欠税、纳税信用")),
    TrialField.LAND: _rows("《中华人民共和国土地管理法》",
        ("征前", "征收土地预公告和现状调查", "征收范围、目的、土地现状调查安排和结果",
            _ANY, None, "decision", "预公告、现状调查"),
        ("审批", "补偿安置方案和征地批复", "补偿标准、安置方式、批准文件、征收土地公告",
            _ANY, None, "decision", "补偿安置、征地批复"),
        ("实施", "补偿费用支付", "费用支付凭证、收支情况", _ANY, None, "execution", "补偿费用")),
    TrialField.HOUSE_TAKING: _rows("《国有土地上房屋征收与补偿条例》",
        ("决定", "征收决定和补偿方案", "补偿方案征求意见、风险评估结果、征收决定公告",
            _ANY, None, "decision", "房屋征收"),
        ("评估", "评估机构和评估结果", "评估机构的选定、分户初步评估结果", _ANY, None, "management", "评估"),
        ("补偿", "分户补偿情况", "分户补偿结果（在征收范围内公布）", _ANY, None, "result", "分户补偿")),
    TrialField.HOUSING: _rows("《公共租赁住房管理办法》",
        ("政策", "住房保障政策", "准入条件、标准、程序", _LONG, None, "decision", "保障性住房、公租房"),
        ("配给", "申请审核和分配结果", "受理、审核、轮候、分配结果的公示", _PERIOD, 183, "result", "分配、轮候"),
        ("管理", "建设和租金", "年度建设计划和完成情况、租金标准、退出情况",
            _PERIOD, 366, "execution", "租金、建设计划")),
    TrialField.RURAL_HOUSES: _rows("",
        ("政策", "改造政策和补助标准", "对象、条件、标准、程序", _LONG, None, "decision", "危房改造"),
        ("计划", "任务分配和资金安排", "年度任务、资金分配方案", _PERIOD, 366, "execution", "任务、补助资金"),
        ("结果", "对象认定和竣工", "对象名单公示、改造和验收情况", _PERIOD, 366, "result", "认定、验收")),
    TrialField.ECOLOGY: _rows("《中华人民共和国环境保护法》",
        ("许可", "环评和排污许可", "受理、拟审批、审批决定", _ANY, None, "result", "环评、排污许可"),
        ("监测", "环境质量", "空气、水、土壤等环境质量状况", _PERIOD, 31, "management", "空气质量、水质"),
        ("执法", "监督检查和处罚", "双随机抽查、行政处罚、突出问题整改", _PERIOD, 92, "management", "环境执法、整改"),
        ("应急", "突发环境事件", "应急预案、预警和处置信息", _ANY, None, "management", "环境应急")),
    TrialField.CULTURE: _rows("《中华人民共和国公共文化服务保障法》",
        ("服务", "公共文化设施", "设施名录、开放时间、免费服务项目", _LONG, None, "service", "文化馆、图书馆"),
        ("活动", "活动预告和开展情况", "演出、展览、培训的安排", _PERIOD, 31, "service", "演出、展览"),
        ("保护", "文物和非遗", "保护单位、名录、传承人", _LONG, None, "management", "文物、非物质文化遗产")),
    TrialField.LEGAL_SERVICE: _rows("《中华人民共和国法律援助法》",
        ("机构", "法律服务机构和人员", "律师、公证、司法鉴定、人民调解组织名录",
            _LONG, None, "service", "律师、公证、司法鉴定"),
        ("援助", "法律援助", "条件、流程、受理点、监督电话", _LONG, None, "service", "法律援助"),
        ("普法", "普法动态", "普法计划、责任清单、活动", _PERIOD, 92, "execution", "普法")),
    TrialField.POVERTY: _rows("《中华人民共和国乡村振兴促进法》",
        ("政策", "帮扶政策", "防返贫监测帮扶政策和解读", _LONG, None, "decision", "帮扶"),
        ("资金", "衔接资金", "资金分配、使用和绩效", _PERIOD, 183, "execution", "衔接资金"),
        ("项目", "项目库和实施", "年度项目计划、实施进展、验收", _PERIOD, 183, "result", "帮扶项目")),
    TrialField.DISASTER: _rows("《自然灾害救助条例》",
        ("政策", "救助政策", "救助标准、条件、程序", _LONG, None, "decision", "救助标准"),
        ("灾情", "预警和灾情", "预警信息、灾情核定、应急响应", _ANY, None, "management", "灾情、预警"),
        ("款物", "救灾款物", "来源、分配、使用和发放结果", _ANY, None, "result", "救灾资金、救灾物资")),
    TrialField.FOOD_DRUG: _rows("《中华人民共和国食品安全法》《中华人民共和国药品管理法》",
        ("许可", "生产经营许可", "办事指南、许可结果、注销和吊销", _ANY, None, "result", "食品生产、药品经营"),
        ("抽检", "监督抽检", "抽检结果、不合格产品核查处置", _PERIOD, 31, "management", "抽检"),
        ("处罚", "行政处罚和召回", "处罚决定、召回信息", _ANY, None, "result", "召回"),
        ("科普", "消费提示", "安全知识、风险警示", _PERIOD, 31, "service", "消费提示、警示")),
    TrialField.CITY_ORDER: _rows("《中华人民共和国行政处罚法》《中华人民共和国行政强制法》",
        ("权责", "职责和依据", "执法主体、职责、依据、程序、裁量基准", _LONG, None, "management", "裁量基准"),
        ("结果", "执法决定", "行政处罚、行政强制决定", _ANY, None, "result", "城管处罚"),
        ("整治", "专项整治", "方案、进展和成效", _ANY, None, "execution", "市容整治")),
    TrialField.EMPLOYMENT: _rows("《中华人民共和国就业促进法》",
        ("政策", "就业创业政策", "补贴、贷款、税收优惠的对象、条件、标准", _LONG, None, "decision", "就业补贴、创业"),
        ("服务", "岗位和培训", "招聘信息、招聘会、培训计划和课程", _PERIOD, 14, "service", "招聘会、技能培训"),
        ("结果", "补贴发放", "享受补贴的人员和单位、金额（隐去个人信息）", _PERIOD, 92, "result", "补贴公示")),
    TrialField.SOCIAL_INSURANCE: _rows("《中华人民共和国社会保险法》",
        ("服务", "办事指南", "参保、转移、待遇申领的条件、材料、流程", _LONG, None, "service", "参保、待遇"),
        ("基金", "基金收支", "社会保险基金预算、决算和收支情况", _PERIOD, 366, "result", "社保基金"),
        ("待遇", "标准调整", "缴费基数、待遇标准及调整", _PERIOD, 366, "decision", "缴费基数、养老金")),
    TrialField.SOCIAL_RELIEF: _rows("《社会救助暂行办法》",
        ("低保", "最低生活保障", "标准、申请材料、程序、审核确认结果公示", _PERIOD, 31, "result", "低保、最低生活保障"),
        ("特困", "特困人员救助供养", "标准、程序、认定结果", _PERIOD, 92, "result", "特困"),
        ("临时", "临时救助", "对象范围、程序、救助结果", _PERIOD, 31, "result", "临时救助")),
    TrialField.ELDERLY: _rows("《中华人民共和国老年人权益保障法》",
        ("政策", "养老服务扶持政策", "补贴政策、申领条件和标准", _LONG, None, "decision", "养老补贴、高龄津贴"),
        ("机构", "养老机构", "机构名录、备案、收费、检查结果", _PERIOD, 92, "management", "养老机构"),
        ("补贴", "补贴发放", "建设补贴、运营补贴、高龄津贴发放情况", _PERIOD, 92, "result", "津贴发放")),
    TrialField.HOUSEHOLD: _rows("《中华人民共和国户口登记条例》《中华人民共和国居民身份证法》",
        ("户口", "户口登记", "落户、迁移、变更、注销的条件、材料、时限", _LONG, None, "service", "户口、落户"),
        ("证件", "居民身份证、居住证", "申领、换领、补领的条件和流程、收费标准",
            _LONG, None, "service", "身份证、居住证")),
    TrialField.FARM_SUBSIDY: _rows("《中华人民共和国农业法》",
        ("补贴", "耕地地力保护补贴", "政策依据、对象、标准、发放结果", _PERIOD, 366, "result", "地力保护"),
        ("农机", "农机购置与应用补贴", "补贴范围、额度、进度、受益对象", _PERIOD, 92, "execution", "农机"),
        ("其他", "其他涉农补贴", "政策、申报、审核和发放结果", _PERIOD, 366, "result", "涉农补贴")),
    TrialField.EDUCATION: _rows("《中华人民共和国义务教育法》",
        ("招生", "招生入学", "招生方案、范围、条件、程序、结果", _PERIOD, 366, "decision", "招生、入学"),
        ("学校", "学校概况和收费", "学校名录、办学条件、收费项目和标准", _PERIOD, 366, "service", "学校、收费"),
        ("资助", "学生资助", "资助政策、对象、标准、结果（隐去个人信息）", _PERIOD, 183, "result", "资助、营养改善")),
    TrialField.HEALTH: _rows("《中华人民共和国基本医疗卫生与健康促进法》",
        ("机构", "医疗机构", "执业登记、服务信息、收费标准", _LONG, None, "service", "医疗机构"),
        ("公卫", "公共卫生服务", "免疫规划、传染病防治、健康教育、监测",
            _PERIOD, 92, "management", "疫苗、传染病、健康"),
        ("执法", "卫生监督", "监督检查、行政处罚结果", _PERIOD, 92, "management", "卫生监督")),
    TrialField.MUNICIPAL: _rows("",
        ("公用", "供水、供气、供热", "服务标准、价格、停供通知、水质",
            _PERIOD, 31, "service", "停水、供水、供气、供热"),
        ("设施", "道路和设施维护", "年度计划、占道施工、维护情况", _PERIOD, 92, "execution", "道路施工、维护"),
        ("环卫", "垃圾和污水处理", "处理标准、运行情况、收费", _PERIOD, 92, "management", "垃圾、污水")),
    TrialField.PLANNING: _rows("《中华人民共和国城乡规划法》《中华人民共和国土地管理法》",
        ("规划", "规划草案和批准文本", "总体规划、详细规划的草案公示和批后公布",
            _ANY, None, "decision", "规划草案、规划批复"),
        ("许可", "用地和工程许可", "选址、用地、工程规划许可的结果", _ANY, None, "result", "规划许可"),
        ("监督", "规划核实和执法", "规划核实、违法建设查处", _ANY, None, "management", "规划核实、违法建设")),
})  # fmt: skip
