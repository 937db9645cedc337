"""A fictitious corpus that reads like a county's publications: titles, numbers, bodies, some attachments. Seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from zwgk.search.document import SearchDoc

ORGANS = (
    ("县人民政府", "清政"), ("县人民政府办公室", "清政办"), ("县教育局", "清教"), ("县民政局", "清民"),
    ("县财政局", "清财"), ("县人力资源和社会保障局", "清人社"), ("县自然资源和规划局", "清自然资"),
    ("县生态环境分局", "清环"), ("县住房和城乡建设局", "清建"), ("县交通运输局", "清交"), ("县水利局", "清水"),
    ("县农业农村局", "清农"), ("县商务局", "清商"), ("县文化和旅游局", "清文旅"), ("县卫生健康委员会", "清卫"),
    ("县退役军人事务局", "清退役"), ("县应急管理局", "清应急"), ("县审计局", "清审"), ("县市场监督管理局", "清市监"),
    ("县医疗保障局", "清医保"), ("县统计局", "清统"), ("县乡村振兴局", "清乡振"), ("城关镇人民政府", "城政"),
    ("石桥镇人民政府", "石政"), ("柳湾乡人民政府", "柳政"), ("双河镇人民政府", "双政"),
)  # fmt: skip
KINDS = ("通知", "意见", "公告", "通告", "方案", "公示", "批复", "函", "决定", "报告")
SUBJECTS = (
    "城乡居民最低生活保障", "特困人员救助供养", "高龄津贴发放", "义务教育阶段招生入学", "学前教育普惠发展",
    "校外培训机构治理", "住房公积金缴存基数", "公共租赁住房配租", "老旧小区改造", "物业服务收费", "土地征收补偿安置",
    "农村宅基地审批", "不动产登记便民利民", "企业开办全程网办", "优化营商环境", "政务服务一网通办",
    "小微企业税费减免", "食品安全监督抽检", "消费品以旧换新", "财政衔接推进乡村振兴补助资金", "耕地地力保护补贴",
    "高标准农田建设", "畜禽养殖污染防治", "秸秆禁烧和综合利用", "河湖长制", "农村饮水安全", "城区集中供热",
    "管道燃气安全整治", "建设项目环境影响评价", "生活垃圾分类", "噪声污染防治", "烟花爆竹禁放", "森林草原防灭火",
    "防汛抗旱", "自然灾害救助", "安全生产专项整治", "户籍制度改革", "电动自行车登记上牌", "道路交通管制",
    "城乡公交一体化", "机动车停放服务收费", "征兵工作", "退役士兵安置", "法律援助", "全域旅游发展",
    "非物质文化遗产保护", "部门预算公开", "地方政府债务管理", "政府集中采购", "重点建设项目", "国土空间规划",
    "国民经济和社会发展统计", "领导工作分工", "机构改革", "政府信息公开", "规范性文件清理", "城乡居民基本医疗保险",
    "异地就医直接结算", "家庭医生签约服务", "疫苗接种", "托育服务", "高校毕业生就业", "创业担保贷款",
    "根治拖欠农民工工资", "事业单位公开招聘", "职业技能提升行动", "充电基础设施布局", "低空经济发展",
    "行政复议规范化", "数字乡村建设",
)  # fmt: skip
ACTIONS = (
    "进一步加强{s}工作的", "做好{y}年{s}有关事项的", "印发《清岚县{s}实施细则》的", "印发清岚县{s}三年行动计划的",
    "开展{s}专项检查的", "{y}年第{q}季度{s}情况的", "公布{s}名单的", "调整{s}标准的", "{s}征求意见的",
    "同意{s}项目的",
)  # fmt: skip
SENTENCES = (
    "各乡镇人民政府、街道办事处，县直各部门要充分认识{s}的重要意义，切实加强组织领导，明确责任分工。",
    "坚持以人民为中心的发展思想，按照公开、公平、公正的原则，依法依规推进{s}，确保政策落到实处。",
    "{o}负责{s}的统筹协调和监督指导，会同财政、审计等部门建立联席会议制度，定期研究解决突出问题。",
    "申请人应当向所在地乡镇人民政府提出书面申请，提交居民身份证、户口簿和相关证明材料，对材料的真实性负责。",
    "乡镇人民政府自受理之日起{n}个工作日内完成调查核实，并在村（居）民委员会公示栏公示{m}日，接受群众监督。",
    "{y}年全县共安排资金{n}{m}.{q}万元，惠及群众{m}{n}户，较上年增长{q}.{m}个百分点。",
    "对符合条件的，由{o}在{n}个工作日内作出决定并书面告知；不符合条件的，应当说明理由并告知救济途径。",
    "要加大宣传力度，充分利用政府网站、政务新媒体、宣传栏等渠道解读{s}政策，提高群众知晓率和满意度。",
    "严格资金管理，实行专户存储、专款专用，任何单位和个人不得截留、挤占、挪用，违者依法追究责任。",
    "建立健全动态管理机制，及时更新台账信息，做到应保尽保、应退尽退，坚决防止弄虚作假。",
    "各单位要于每季度末{n}日前将{s}进展情况报送{o}，联系人：办公室，联系电话：0990-7{n}{m}{q}。",
    "本办法自{y}年{q}月1日起施行，有效期{q}年，由{o}负责解释，此前有关规定与本办法不一致的，以本办法为准。",
    "围绕重点区域、重点行业、重点人群开展排查整治，建立问题清单、责任清单、整改清单，实行销号管理。",
    "推进线上线下融合办理，压减办理环节和材料，实现{s}事项一次告知、一窗受理、一网通办、限时办结。",
    "强化部门联动和信息共享，公安、民政、人社、医保、税务、市场监管等部门要按职责分工做好{s}相关工作。",
    "监督检查中发现的问题，由{o}责令限期改正；涉嫌违纪违法的，移交有关机关依法处理。",
)  # fmt: skip
HEADS = ("一、总体要求", "二、主要任务", "三、工作措施", "四、保障措施", "五、附则")


def papers(number: int, *, seed: int = 7, sentences: int = 9) -> Iterator[SearchDoc]:
    """Yield ``number`` fictitious papers, the same for one seed; bodies of about ``sentences`` × 50 characters."""
    dice = random.Random(seed)
    first = date(2016, 1, 4)
    counters: dict[tuple[str, int], int] = {}
    for place in range(number):
        organ, code = dice.choice(ORGANS)
        subject, kind = dice.choice(SUBJECTS), dice.choice(KINDS)
        day = first + timedelta(days=dice.randrange(3950))
        words = {
            "s": subject,
            "o": organ,
            "y": day.year,
            "q": dice.randrange(1, 5),
            "n": dice.randrange(5, 60),
            "m": dice.randrange(3, 98),
        }
        title = f"{'清岚' + organ}关于{dice.choice(ACTIONS).format(**words)}{kind}"
        body = [f"{HEADS[0]}"]
        for turn in range(dice.randrange(sentences // 2, sentences + sentences // 2)):
            words |= {"n": dice.randrange(5, 60), "m": dice.randrange(3, 98)}
            if dice.random() < 0.15:
                words["s"] = dice.choice(SUBJECTS)
            body.append(dice.choice(SENTENCES).format(**words))
            if turn in {2, 5, 8}:
                body.append(HEADS[turn // 3 + 1])
        counters[code, day.year] = counters.get((code, day.year), 0) + 1
        extra = f"附件：{subject}任务分工表\n{dice.choice(SENTENCES).format(**words)}"
        attachments = (extra,) if dice.random() < 0.06 else ()
        yield SearchDoc(
            key=str(place + 1),
            title=title,
            body="\n".join(body),
            attachments=attachments,
            doc_number=f"{code}〔{day.year}〕{counters[code, day.year]}号",
            index_no=f"QLX{dice.randrange(100):03d}-{dice.randrange(10):04d}-{day.year}-{place + 1:06d}",
            organs=(str(ORGANS.index((organ, code)) + 2), "1"),
            organ_names=(f"清岚{organ}",),
            columns=(str(10 + dice.randrange(40)), str(dice.randrange(2, 9)), "1"),
            kind=kind,
            subject=str(SUBJECTS.index(subject) % 22),
            published_on=day,
            validity=dice.choices(("in_force", "repealed", "expired"), (90, 6, 4))[0],
            attribute="public",
            is_interpretation=dice.random() < 0.04,
        )
