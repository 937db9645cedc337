"""``python -m tests.journeys.seeding``: the small county, a person for every duty and a few public papers.

Runs as a process of its own with the worker's settings; answers with ``{"people": {duty: user name}, "password": …}``.
"""

from __future__ import annotations

import json

from zwgk.cli.ready import django_ready

#: fictitious papers that are public before the journey begins: title, column, body
PAPERS = (
    (
        "清岚县商务局关于开展放心消费商户评选的通知",
        "tzgg",
        "<p>为营造放心的消费环境，现组织开展放心消费商户评选，有关事项通知如下。</p><h2>一、评选范围</h2>"
        "<p>在本县登记、正常经营满一年的零售和餐饮商户。</p><h2>二、评选步骤</h2><p>商户自愿申报，乡镇初审，县商务局复核并公示。</p>",
    ),
    (
        "清岚县商务局关于农村集贸市场改造提升的实施意见",
        "zcwj",
        "<p>为改善农村集贸市场条件，提出如下意见。</p><h2>一、总体要求</h2><p>用两年时间完成十二个集贸市场的改造。</p>"
        "<table><thead><tr><th>市场</th><th>完成时间</th></tr></thead><tbody><tr><td>青石桥市场</td><td>2026年</td></tr>"
        "<tr><td>柳溪市场</td><td>2027年</td></tr></tbody></table>",
    ),
    (
        "清岚县商务局关于调整办事窗口服务时间的通告",
        "tzgg",
        "<p>自下月起，办事窗口每个工作日上午八时三十分至十二时、下午二时至五时三十分对外服务，中午安排专人值班。</p>",
    ),
)


def main() -> None:
    """Make it and say who is there."""
    django_ready()
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    from tests.journeys import offices
    from tests.people import factory
    from zwgk.people import actions
    from zwgk.people.actor import SYSTEM
    from zwgk.publishing import standard
    from zwgk.rules.duties import Duty

    PBKDF2PasswordHasher.iterations = 1000  # for people who do not exist; raised when they first sign in
    made = factory.county()
    columns = standard.lay_out(actor=SYSTEM)
    people: dict[str, str] = {}
    for duty in Duty:
        people[duty.value] = made.post(duty).user.username
    people["government_leader"] = made.post(Duty.LEADER, made.government).user.username
    colleague = actions.add_user("colleague", "俞晚晴", factory.PASSWORD, actor=SYSTEM, must_change=False)
    actions.appoint(colleague, made.operations, "副科长", [Duty.DRAFTER], actor=SYSTEM)
    newcomer = actions.add_user("newcomer", "顾新来", factory.PASSWORD, actor=SYSTEM, must_change=True)
    actions.appoint(newcomer, made.operations, "科员", [Duty.DRAFTER], actor=SYSTEM)
    leaver = actions.add_user("leaver", "周见山", factory.PASSWORD, actor=SYSTEM, must_change=False)
    actions.appoint(leaver, made.operations, "科员", [Duty.DRAFTER], actor=SYSTEM)
    for title, slug, body in PAPERS:
        number = offices.draft(title, body, column=columns[slug].slug)
        offices.advance(number, "published")
    people |= {name: name for name in ("colleague", "newcomer", "leaver")}
    print(json.dumps({"people": people, "password": factory.PASSWORD}))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
