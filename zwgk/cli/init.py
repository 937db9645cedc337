"""``zwgk init``: an empty real system, with its government, the standard columns and its first three keepers (三员)."""

from __future__ import annotations

import argparse
import sys

from zwgk.cli.ready import django_ready

HELP = "建立一个空的正式系统：本级政府、标准栏目和系统、安全、审计三名管理员"

#: user name, the person's name until somebody puts in the real one, title
_KEEPERS = {
    "system_admin": ("sysadmin", "系统管理员"),
    "security_admin": ("secadmin", "安全管理员"),
    "auditor": ("auditor", "审计员"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The government's name, and what the site is called."""
    parser.add_argument("government", metavar="本级政府名称", help="如 某某县人民政府")
    parser.add_argument("--site", help="网站名称（默认“本级政府名称 + 门户网站”）")
    parser.add_argument("--domain", default="", help="域名")
    parser.add_argument("--site-id", default="", help="网站标识码（10 位）")
    parser.add_argument("--region-code", default="", help="行政区划代码")


def run(args: argparse.Namespace) -> int:
    """Make the system. The one-time passwords are the answer, so they go to standard output, once."""
    django_ready()
    from django.db import transaction

    from zwgk.people import actions
    from zwgk.people import public as site
    from zwgk.people.actor import SYSTEM
    from zwgk.people.kinds import UnitKind
    from zwgk.publishing import standard
    from zwgk.rules.duties import Duty
    from zwgk.rules.errors import Stale

    if site.site() is not None:
        raise Stale(what="不能初始化", why="本系统已经初始化", remedy="增加账号请用 zwgk user add")
    passwords: list[tuple[str, str, str]] = []
    with transaction.atomic():  # all or nothing: a half-made system would refuse the second try
        government = actions.add_unit(
            args.government, UnitKind.GOVERNMENT, parent=None, actor=SYSTEM, region_code=args.region_code
        )
        actions.open_site(
            government,
            args.site or f"{args.government}门户网站",
            actor=SYSTEM,
            domain=args.domain,
            site_id=args.site_id,
            host_unit=args.government,
        )
        standard.lay_out(actor=SYSTEM)
        for code, (username, title) in _KEEPERS.items():
            password = actions.one_time_password()
            user = actions.add_user(username, title, password, actor=SYSTEM)
            actions.appoint(user, government, title, [Duty[code.upper()]], actor=SYSTEM)
            passwords.append((title, username, password))
    print(f"已建立“{args.government}”。以下一次性密码只显示这一次，首次登录须修改：", file=sys.stderr)
    for title, username, password in passwords:
        print(f"{title}\t{username}\t{password}")
    return 0
