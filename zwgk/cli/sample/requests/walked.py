"""Ten requests of 2026 that ended and nineteen under way, each brought where it stands by its own people's acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from zwgk.cli.sample.requests.way import Way
from zwgk.cli.sample.whole_way import section_of
from zwgk.inforequests.actions import charging, consulting, correcting, ending, sending, timing
from zwgk.inforequests.actions.migrating import Answer, ConsultationKind, DisputeKind
from zwgk.rules.archiving import Term
from zwgk.rules.fees import Standard
from zwgk.rules.receipt import Channel

CIVIL, EDU, FARM, ROAD, MARKET, HOUSE, HEALTH, TOWN = (
    *("清岚县民政局", "清岚县教育局", "清岚县农业农村局", "清岚县交通运输局", "清岚县市场监督管理局"),
    *("清岚县住房和城乡建设局", "清岚县卫生健康局", "云溪镇人民政府"),
)


def _way(organ: str, month: int, day: int) -> Way:
    return Way.begin(organ, section_of(organ), date(2026, month, day))


def _granted_over_spring_festival() -> None:
    way = _way(CIVIL, 1, 30).registered(9001, "2025年度城乡低保标准测算依据和资金发放总额")
    way.to(date(2026, 2, 2)).passed_on().material("2025年度城乡低保资金发放总表").decided("reply_granted").submitted()
    way.to(date(2026, 3, 3)).signed().sealed().to(date(2026, 3, 5)).sent(served=date(2026, 3, 9)).filed()


def _refused_over_spring_festival() -> None:
    """第三方不同意, extended before its time: the journey of the sample through all that moves a day."""
    way = _way(ROAD, 1, 28).registered(9002, "县道改造工程施工合同和报价明细", Channel.REGISTERED_MAIL)
    way.to(date(2026, 2, 4)).consulted(
        ConsultationKind.THIRD_PARTY, "清岚路桥养护有限公司", "施工合同中的报价明细", received=date(2026, 2, 5)
    )
    way.to(date(2026, 2, 13))
    consulting.end_consultation(
        way.fresh(),
        way.consultation,
        answer=Answer.OBJECT,
        reasons="报价构成属于商业秘密",
        actor=way.desk,
        **way.day(),
    )
    way.to(date(2026, 3, 2))
    timing.ask_extension(way.fresh(), workdays=20, reason="第三方材料核实尚需时间", actor=way.desk, **way.day())
    timing.approve_extension(way.fresh(), actor=way.desk, **way.day())
    timing.tell_extension(way.fresh(), told_on=way.on, how="书面邮寄", actor=way.desk, **way.day())
    way.to(date(2026, 3, 30)).decided(
        "refuse_third_party",
        reason="公开会损害第三方的商业秘密",
        evidence="第三方书面意见",
        facts="合同载有报价明细和成本构成",
    ).submitted().signed().sealed().to(date(2026, 4, 1)).sent(served=date(2026, 4, 3)).filed(Term.THIRTY)


def _partly() -> None:
    way = _way(HOUSE, 6, 8).registered(9003, "2025年度公共租赁住房分配结果和审核材料", Channel.REGISTERED_MAIL)
    way.to(date(2026, 6, 10)).material("公共租赁住房分配结果（删减证件号码和住址）").decided(
        "reply_partial",
        facts="审核材料载有申请家庭的证件号码和住址",
        reason="公开会侵害第三方合法权益",
        withheld_parts="证件号码、住址、家庭成员信息（第十五条）",
        withheld_grounds="third_party",
    ).submitted().signed().sealed().to(date(2026, 6, 24)).sent(served=date(2026, 6, 26))


def _refused_and_disputed() -> None:
    way = _way(MARKET, 9, 21).registered(9004, "某食品加工企业的行政处罚案卷")
    way.to(date(2026, 10, 12)).decided(
        "refuse_enforcement_file",
        reason="属于行政执法案卷信息",
        evidence="案件卷宗目录",
        facts="该案已经结案归档，处罚决定已在网站公开",
    ).submitted().signed().sealed().to(date(2026, 10, 20)).sent(served=date(2026, 10, 23)).to(date(2026, 11, 6))
    ending.dispute(
        way.fresh(),
        kind=DisputeKind.RECONSIDERATION,
        body="清岚县人民政府",
        case_no="清政复〔2026〕31号",
        received_on=way.on,
        actor=way.desk,
        **way.day(),
    )


def _corrected() -> None:
    way = _way(FARM, 4, 20).registered(9005, "土地整治的全部文件", Channel.REGISTERED_MAIL).to(date(2026, 4, 29))
    correcting.ask_correction(way.fresh(), points="请写明所需文件的项目名称和年度", actor=way.desk, **way.day())
    way.to(date(2026, 5, 12))
    correcting.receive_correction(
        way.fresh(),
        description="云溪镇2025年度高标准农田建设项目的立项批复和验收报告",
        corrected_on=way.on,
        actor=way.desk,
        **way.day(),
    )
    way.passed_on().material("高标准农田建设项目立项批复").decided("reply_granted").submitted().signed().sealed()
    way.to(date(2026, 6, 9)).sent(served=date(2026, 6, 12)).filed()


def _on_the_spot() -> None:
    way = _way(EDU, 3, 17).registered(9006, "2026年义务教育阶段学校招生划片方案")
    place = {"place": "门户网站“教育公开”栏目，已当场打印一份"}
    sending.answer_on_spot(way.fresh(), outcome="reply_published", given=place, actor=way.desk, **way.day())
    way.filed()


def _withdrawn() -> None:
    way = _way(HEALTH, 7, 6).online(9007, "2025年度民营医疗机构校验结论汇总").to(date(2026, 7, 7)).confirmed()
    way.to(date(2026, 7, 15))
    ending.withdraw(way.fresh(), words="书面撤回", withdrawn_on=way.on, actor=way.desk, **way.day())


def _not_ours() -> None:
    way = _way(TOWN, 8, 10).registered(9008, "云溪镇境内高速公路征地补偿标准", Channel.EMAIL).to(date(2026, 8, 11))
    way.confirmed(how="电子邮件回复确认").decided(
        "reply_not_ours",
        facts="征地补偿标准由县自然资源局制定和保存",
        reason="不属于本机关负责公开，请向县自然资源局申请",
    )
    way.submitted().signed().sealed().to(date(2026, 8, 19)).sent(served=date(2026, 8, 21))


def _not_held() -> None:
    way = _way(HOUSE, 5, 18).registered(9009, "2019年老旧小区改造项目的居民投票原始记录")
    way.to(date(2026, 5, 20)).searched("老旧小区 居民投票").decided(
        "reply_not_exist", facts="该记录由小区自行保存，本局没有制作或者获取"
    ).submitted().signed().sealed().to(date(2026, 6, 3)).sent(served=date(2026, 6, 5))


def _late() -> None:
    way = _way(MARKET, 2, 2).registered(9010, "2025年度电梯和锅炉检验合格率统计").to(date(2026, 3, 2))
    way.material("电梯和锅炉检验情况统计表").decided("reply_granted").submitted().to(date(2026, 3, 9)).signed().sealed()
    way.sent(served=date(2026, 3, 11))


def _to_confirm(organ: str, day: int, number: int, text: str) -> Callable[[], None]:
    return lambda: (_way(organ, 11, day).online(number, text), None)[1]


def _registered(organ: str, day: int, number: int, text: str) -> Callable[[], None]:
    return lambda: (_way(organ, 11, day).registered(number, text), None)[1]


def _handled(organ: str, month: int, day: int, number: int, text: str) -> Callable[[], None]:
    def walk() -> None:
        way = _way(organ, month, day).registered(number, text, Channel.REGISTERED_MAIL)
        way.to(date(2026, month, day)).passed_on()

    return walk


def _correcting(organ: str, day: int, asked: int, number: int, text: str) -> Callable[[], None]:
    def walk() -> None:
        way = _way(organ, 11, day).registered(number, text).to(date(2026, 11, asked))
        points = "请写明所需信息的名称、文号或者形成的年度"
        correcting.ask_correction(way.fresh(), points=points, actor=way.desk, **way.day())

    return walk


def _consulting(
    organ: str, day: int, sent: int, number: int, text: str, kind: ConsultationKind, name: str
) -> Callable[[], None]:
    def walk() -> None:
        way = _way(organ, 11, day).registered(number, text).to(date(2026, 11, sent))
        way.consulted(kind, name, f"与“{text}”有关的内容", received=date(2026, 11, sent))

    return walk


def _extended() -> None:
    way = _way(ROAD, 10, 20).registered(9120, "2025年度客运班线调整的论证材料").passed_on().to(date(2026, 11, 12))
    timing.ask_extension(way.fresh(), workdays=20, reason="材料分散在三个年度的案卷", actor=way.desk, **way.day())
    timing.approve_extension(way.fresh(), actor=way.desk, **way.day())
    timing.tell_extension(way.fresh(), told_on=way.on, how="书面邮寄", actor=way.desk, **way.day())


def _paying() -> None:
    way = _way(HOUSE, 11, 5).registered(9121, "2016年以来棚户区改造项目的全部补偿协议样本").to(date(2026, 11, 13))
    charging.send_fee_notice(
        way.fresh(),
        standard=Standard.BY_VOLUME,
        number=250,
        payment="县财政非税收入专户，凭缴款码缴纳",
        told_on=way.on,
        actor=way.desk,
        **way.day(),
    )


def _in_review(organ: str, number: int, title: str) -> Callable[[], None]:
    def walk() -> None:
        way = _way(organ, 11, 2).registered(number, title).passed_on().to(date(2026, 11, 17))
        way.material(title).decided("reply_granted").submitted()

    return walk


def _to_seal() -> None:
    way = _way(EDU, 11, 3).registered(9124, "2026年教师招聘成绩汇总").to(date(2026, 11, 12))
    way.material("教师招聘成绩汇总表").decided("reply_granted").submitted().to(date(2026, 11, 18)).signed()


#: name → what is asked for, by which it is known, and how it is walked
ENDED: dict[str, tuple[str, Callable[[], None]]] = {
    "granted": ("2025年度城乡低保标准测算依据和资金发放总额", _granted_over_spring_festival),
    "refused": ("县道改造工程施工合同和报价明细", _refused_over_spring_festival),
    "partly": ("2025年度公共租赁住房分配结果和审核材料", _partly),
    "disputed": ("某食品加工企业的行政处罚案卷", _refused_and_disputed),
    "corrected": ("土地整治的全部文件", _corrected),
    "on_spot": ("2026年义务教育阶段学校招生划片方案", _on_the_spot),
    "withdrawn": ("2025年度民营医疗机构校验结论汇总", _withdrawn),
    "not_ours": ("云溪镇境内高速公路征地补偿标准", _not_ours),
    "not_held": ("2019年老旧小区改造项目的居民投票原始记录", _not_held),
    "late": ("2025年度电梯和锅炉检验合格率统计", _late),
}
#: name → how it is walked to where it stands
OPEN: dict[str, Callable[[], None]] = {
    "confirm": _to_confirm(CIVIL, 19, 9101, "2025年度特困人员集中供养补贴发放情况"),
    "confirm_late": _to_confirm(CIVIL, 16, 9102, "清岚县养老机构等级评定结果"),
    "registered": _registered(FARM, 18, 9103, "2026年秋粮补贴面积核定办法"),
    "registered_2": _registered(HEALTH, 19, 9104, "2026年度基层医疗机构设备采购计划"),
    "handled": _handled(CIVIL, 11, 10, 9105, "2025年度临时救助资金分配情况"),
    "handled_2": _handled(ROAD, 11, 12, 9106, "2026年农村公路养护招标文件"),
    "handled_3": _handled(HEALTH, 11, 13, 9107, "2025年度基本公共卫生服务考核结果"),
    "handled_past_ten": _handled(MARKET, 10, 30, 9108, "2025年度食品安全监督抽检经费使用情况"),
    "correcting": _correcting(TOWN, 11, 16, 9109, "云溪镇的相关补偿材料"),
    "correcting_2": _correcting(FARM, 13, 19, 9110, "农机方面的文件"),
    "third": _consulting(
        *(HOUSE, 2, 6, 9111, "滨河小区改造项目施工合同"),
        ConsultationKind.THIRD_PARTY,
        "澜溪恒岳建设工程有限公司",
    ),
    "third_2": _consulting(
        *(EDU, 9, 13, 9112, "中心学校食堂采购合同"), ConsultationKind.THIRD_PARTY, "清岚县绿禾农业开发有限公司"
    ),
    "joint": _consulting(
        *(CIVIL, 4, 10, 9113, "县民政局、县财政局联合印发的补贴实施细则"), ConsultationKind.JOINT, "清岚县财政局"
    ),
    "extended": _extended,
    "paying": _paying,
    "review": _in_review(CIVIL, 9122, "2025年度社会组织年检结论汇总"),
    "review_2": _in_review(FARM, 9123, "2025年度乡村振兴衔接资金项目清单"),
    "to_seal": _to_seal,
    "overdue": _handled(EDU, 10, 16, 9125, "2025年度校园安全专项经费使用情况"),
}
