"""The people: one sign-in for every duty, the staff of each organ, several posts, leave with delegation, moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction
from django.test.utils import override_settings

from zwgk.cli.sample import naming, tables
from zwgk.cli.sample.signins import COUNTY_OFFICE, GOVERNMENT, MAIN, PASSWORD, SIGN_INS
from zwgk.people import actions, queries
from zwgk.people.actor import SYSTEM, Actor, actor_for
from zwgk.rules.duties import Duty

if TYPE_CHECKING:
    from zwgk.people.models import Post, Unit, User

PEOPLE = 190
#: further organs with documents under way
BUSY = (
    *("清岚县教育局", "清岚县农业农村局", "清岚县交通运输局", "清岚县市场监督管理局"),
    *("清岚县住房和城乡建设局", "清岚县卫生健康局", "云溪镇人民政府"),
)
#: the township that lacks a dedicated worker (没有专职人员)
WITHOUT_WORKER = "竹山乡人民政府"
_SINCE = date(2024, 1, 2)


class QuickHasher(PBKDF2PasswordHasher):
    """The usual form of a password at few rounds: 190 accounts of one printed password need no guarding."""

    iterations = 1000


def lay() -> bool:
    """Appoint everybody; True where they were not there before. All or none."""
    if queries.account(SIGN_INS[0].username) is not None:
        return False
    names = naming.people()
    for _ in range(400):  # the leaders on show have taken theirs
        next(names)
    with _quick_hashing(), transaction.atomic():
        staff = _Staff(names)
        for sign_in in SIGN_INS:
            staff.appoint(sign_in.unit, sign_in.title, [sign_in.duty], username=sign_in.username, over=sign_in.over)
        _offices(staff)
        _the_rest(staff)
        _several_posts(staff)
        _leave_and_moves(staff)
    return True


class _Staff:
    """Makes people one after the other and remembers who sits where."""

    def __init__(self, names: Iterator[str]) -> None:
        self.names = names
        self.number = 0
        self.users: list[User] = []
        self.posts: dict[tuple[str, str], Post] = {}
        self.units: dict[str, Unit] = {}

    def at(self, place: str) -> Unit:
        """The unit called so, looked for once."""
        if place not in self.units:
            self.units[place] = unit_at(place)
        return self.units[place]

    def appoint(
        self,
        place: str,
        title: str,
        duties: list[Duty],
        *,
        username: str = "",
        over: str = "",
        user: User | None = None,
    ) -> Post:
        unit = self.at(place)
        if user is None:
            self.number += 1
            user = actions.add_user(
                username or f"ql{self.number:03d}", next(self.names), PASSWORD, actor=SYSTEM, must_change=False
            )
            actions.edit_user(user, actor=SYSTEM, phone=naming.phone(5000 + self.number))
            self.users.append(user)
        top = self.at(over) if over else None
        post = actions.appoint(user, unit, title, duties, actor=SYSTEM, over=top, on=_SINCE)
        self.posts[place, title] = post
        return post


def _offices(staff: _Staff) -> None:
    """The county's office and the organs with documents under way have somebody for every step."""
    office = COUNTY_OFFICE
    staff.appoint(office, "副县长", [Duty.DEPUTY], over=GOVERNMENT)  # in charge of 政务公开 in the whole county
    staff.appoint(office, "主任", [Duty.LEADER])
    staff.appoint(f"{office}/文电科", "文电科科长", [Duty.OFFICE, Duty.ARCHIVIST])
    staff.appoint(f"{office}/信息科", "保密审查员", [Duty.SECRECY])
    staff.appoint(f"{office}/政务公开科", "信息发布员", [Duty.PUBLISHER, Duty.INFORMANT])
    staff.appoint(f"{office}/综合科", "综合科科长", [Duty.SECTION_HEAD, Duty.LEGAL])
    staff.appoint(f"{office}/综合科", "科员", [Duty.DRAFTER])
    staff.appoint(f"{office}/督查科", "科员", [Duty.DRAFTER])
    staff.appoint("清岚县司法局/规范性文件审查科", "科长", [Duty.LEGAL], over=GOVERNMENT)
    for section in ("养老服务科", "社会事务科"):
        staff.appoint(f"{MAIN}/{section}", "科长", [Duty.SECTION_HEAD])
        staff.appoint(f"{MAIN}/{section}", "科员", [Duty.DRAFTER])
    for name in BUSY:
        first, *others = _sections(name)
        working = others[0] if others else first
        staff.appoint(name, "镇长" if name.endswith("政府") else "局长", [Duty.LEADER])
        staff.appoint(f"{name}/{first}", "主任", [Duty.OFFICE, Duty.ARCHIVIST, Duty.LEGAL])
        staff.appoint(f"{name}/{first}", "保密审查员", [Duty.SECRECY])
        staff.appoint(f"{name}/{first}", "政务公开信息员", [Duty.PUBLISHER, Duty.INFORMANT])
        staff.appoint(f"{name}/{working}", "科长", [Duty.SECTION_HEAD])
        staff.appoint(f"{name}/{working}", "科员", [Duty.DRAFTER])


def _the_rest(staff: _Staff) -> None:
    settled = {COUNTY_OFFICE, MAIN, *BUSY}
    left = [row for row in tables.rows("organs.txt") if row[0] not in settled]
    for name, kind, *_ in left:
        sections = _sections(name)
        desk = f"{name}/{sections[0]}" if sections else name
        if kind == "department":
            staff.appoint(name, "副局长", [Duty.DEPUTY])
        if kind in {"department", "township", "zone"}:
            staff.appoint(desk, "主任", [Duty.OFFICE, Duty.SECRECY])
        if name != WITHOUT_WORKER:
            staff.appoint(desk, "政务公开信息员", [Duty.INFORMANT, Duty.PUBLISHER, Duty.DRAFTER])
    clerks = [(name, section) for name, kind, *_ in left if kind == "department" for section in _sections(name)[1:]]
    for name, section in clerks:
        if staff.number >= PEOPLE:
            break
        staff.appoint(f"{name}/{section}", "科员", [Duty.DRAFTER])


def _several_posts(staff: _Staff) -> None:
    """Twelve people hold a second post."""
    informants = [post for (_, title), post in staff.posts.items() if title == "政务公开信息员"]
    for post in informants[3:15]:
        staff.appoint(_place_of(post.unit), "档案管理员（兼）", [Duty.ARCHIVIST], user=post.user)


def _leave_and_moves(staff: _Staff) -> None:
    posts = staff.posts
    absences = (
        (("清岚县教育局/基础教育科", "科长"), ("清岚县教育局/办公室", "主任"), 16, 24, "赴市里参加业务培训"),
        (("清岚县农业农村局/办公室", "保密审查员"), ("清岚县农业农村局/办公室", "主任"), 18, 27, "年休假"),
        (("清岚县交通运输局", "局长"), ("清岚县交通运输局/公路建设科", "科长"), 19, 23, "外出招商"),
    )
    for absent, deputy, first, last, reason in absences:
        actions.delegate(
            posts[absent],
            posts[deputy],
            first=date(2026, 11, first),
            last=date(2026, 11, last),
            reason=reason,
            actor=SYSTEM,
        )
    moves = (
        ("清岚县财政局", "清岚县审计局"),
        ("清岚县水利局", "清岚县林业局"),
    )
    for origin, goal in moves:
        place = f"{origin}/{_sections(origin)[0]}"
        post = posts[place, "主任"]
        actions.leave_post(post, on=date(2026, 11, 13), actor=SYSTEM)
        moved = actions.appoint(
            post.user,
            unit_at(f"{goal}/{_sections(goal)[1]}"),
            "科长",
            [Duty.SECTION_HEAD],
            actor=SYSTEM,
            on=date(2026, 11, 16),
        )
        posts[goal, "新任科长"] = moved


def _sections(organ: str) -> list[str]:
    return next(
        ([part for part in row[4].split("、") if part] for row in tables.rows("organs.txt") if row[0] == organ), []
    )


def _place_of(unit: Unit) -> str:
    return f"{unit.organ.name}/{unit.name}" if unit.is_section and unit.organ else unit.name


def unit_at(place: str) -> Unit:
    """The unit called so, a section as ``机关/科室``."""
    unit = queries.unit_called(place)
    if unit is None:
        raise LookupError(place)
    return unit


def acting(organ: Unit, duty: Duty, *, on: date, section: str = "") -> Actor:
    """The person of an organ who has the duty on a day, those of the named section first."""
    posts = [post for post in queries.posts_with(str(duty), over=organ, on=on) if post.unit.organ_id == organ.pk]
    if not posts:
        raise LookupError(f"{organ.name} {duty.label}")
    chosen = next((p for p in posts if p.unit.name == section), posts[0]) if section else posts[0]
    return actor_for(chosen, today=on)


@contextmanager
def _quick_hashing() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=[f"{QuickHasher.__module__}.{QuickHasher.__qualname__}"]):
        yield
