"""The sign-ins of the demo: one for every duty, with one printed password. Plain values; nothing heavy is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from zwgk.rules.duties import Duty

GOVERNMENT = "清岚县人民政府"
#: the password of every account of the sample county; it is printed at start and guards nothing
PASSWORD = "Qinglan-2026"  # noqa: S105 - printed at every start
#: the bureau in whose hands the whole way of a document can be played
MAIN = "清岚县民政局"
COUNTY_OFFICE = "清岚县人民政府办公室"


@dataclass(frozen=True)
class SignIn:
    """An account for visitors of the demo: who signs in as what."""

    username: str
    duty: Duty
    unit: str
    title: str
    over: str = ""


#: one a duty, in the order in which the start prints them
SIGN_INS = (
    SignIn("nigao", Duty.DRAFTER, f"{MAIN}/社会救助科", "科员"),
    SignIn("kezhang", Duty.SECTION_HEAD, f"{MAIN}/社会救助科", "科长"),
    SignIn("bangongshi", Duty.OFFICE, f"{MAIN}/办公室", "办公室主任"),
    SignIn("fagui", Duty.LEGAL, f"{MAIN}/政策法规和审批科", "政策法规科科长"),
    SignIn("baomi", Duty.SECRECY, f"{MAIN}/办公室", "保密审查员"),
    SignIn("fenguan", Duty.DEPUTY, MAIN, "副局长"),
    SignIn("juzhang", Duty.LEADER, MAIN, "局长"),
    SignIn("fabu", Duty.PUBLISHER, f"{MAIN}/办公室", "信息发布员"),
    SignIn("xinxiyuan", Duty.INFORMANT, f"{MAIN}/办公室", "政务公开信息员"),
    SignIn("dangan", Duty.ARCHIVIST, f"{MAIN}/办公室", "档案管理员"),
    SignIn("fenban", Duty.DISPATCHER, f"{COUNTY_OFFICE}/文电科", "分办员", GOVERNMENT),
    SignIn("gongkaiban", Duty.DISCLOSURE_OFFICE, f"{COUNTY_OFFICE}/政务公开科", "科长", GOVERNMENT),
    SignIn("kaohe", Duty.ASSESSOR, f"{COUNTY_OFFICE}/督查科", "考核专员", GOVERNMENT),
    SignIn("yuqing", Duty.OPINION_OFFICER, f"{COUNTY_OFFICE}/信息科", "舆情专员", GOVERNMENT),
    SignIn("pinggu", Duty.EVALUATOR, COUNTY_OFFICE, "第三方评估员", GOVERNMENT),
    SignIn("xitong", Duty.SYSTEM_ADMIN, COUNTY_OFFICE, "系统管理员", GOVERNMENT),
    SignIn("anquan", Duty.SECURITY_ADMIN, COUNTY_OFFICE, "安全管理员", GOVERNMENT),
    SignIn("shenji", Duty.AUDITOR, COUNTY_OFFICE, "审计员", GOVERNMENT),
)
