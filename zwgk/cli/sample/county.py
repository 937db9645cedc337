"""The organisations: city, county, departments, townships, bodies, villages, sections; who was renamed and merged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from zwgk.cli.sample import naming, tables
from zwgk.cli.sample.naming import CITY, COUNTY
from zwgk.cli.sample.signins import GOVERNMENT
from zwgk.people import actions, public, queries
from zwgk.people.actor import SYSTEM
from zwgk.people.kinds import UnitKind

if TYPE_CHECKING:
    from zwgk.people.models import Unit

HOURS = "工作日 8:30—12:00，14:30—18:00（夏令时 15:00—18:30）"
#: those that bore another name until a day: now, before, until
RENAMED = (
    ("清岚县科技和工业信息化局", "清岚县经济和信息化局", date(2025, 3, 31)),
    ("清岚县文化广电旅游体育局", "清岚县文化广电和旅游局", date(2025, 3, 31)),
)
MERGED = ("清岚县乡村振兴局", "清岚县农业农村局", date(2025, 3, 31))
_ROADS = ("清风路", "云帆大道", "学府路", "滨河东路", "和平街", "政通路", "青石巷", "白鹭大道")
#: (职务, 分工) of the county's government, the first its head
_LEADERS = (
    ("县长", "领导县政府全面工作，负责审计方面工作"),
    ("常务副县长", "负责发展改革、财政、统计、应急管理、政务公开、机关事务方面工作"),
    ("副县长", "负责农业农村、水利、林业、乡村振兴、气象方面工作"),
    ("副县长", "负责工业、科技、商务、招商引资、市场监管、经济开发区方面工作"),
    ("副县长", "负责教育、文化、旅游、体育、卫生健康、医疗保障方面工作"),
    ("副县长", "负责自然资源、住房城乡建设、交通运输、生态环境、城市管理方面工作"),
    ("副县长、县公安局局长", "负责公安、司法、信访、道路交通安全方面工作"),
    ("副县长", "负责民政、人力资源社会保障、退役军人事务、政务服务方面工作"),
)
_TITLES = {
    "township": ("镇长", "副镇长"),
    "vertical": ("局长", "副局长"),
    "zone": ("主任", "副主任"),
    "department": ("局长", "副局长"),
    "public_body": ("负责人", ""),
    "village": ("村委会主任", ""),
}


def lay() -> bool:
    """Lay the organisations; True where they were not there before. One transaction: there are all or none."""
    if public.site() is not None:
        return False
    with transaction.atomic():
        city = _add(CITY, UnitKind.CITY, None, order=0, region_code=naming.REGION_CITY, code="澜政", is_public=False)
        government = _government(city)
        names = naming.people()
        _leaders(government, [(next(names), title, work) for title, work in _LEADERS])
        former = {now: before for now, before, _ in RENAMED}
        for number, row in enumerate(tables.rows("organs.txt"), 1):
            name, kind, short, code, sections, duties = row
            unit = _organ(former.get(name, name), UnitKind(kind), government, short, code, duties, number)
            for place, section in enumerate((part for part in sections.split("、") if part), 1):
                _add(section, UnitKind.SECTION, unit, order=place, phone=naming.phone(2000 + number * 20 + place))
            head, deputy = _TITLES[kind]
            if name.endswith("乡人民政府"):
                head, deputy = "乡长", "副乡长"
            elif name.endswith("办事处") or name == "清岚县人民政府办公室":
                head, deputy = "主任", "副主任"
            led = [(next(names), head, f"主持{short}全面工作")]
            led += [(next(names), deputy, "分管业务工作"), (next(names), deputy, "分管政务公开、安全生产工作")] * bool(
                deputy
            )
            _leaders(unit, led)
        _changes(government)
        _site(government)
    return True


def lay_city() -> bool:
    """Lay the city's own units and the seven other counties, which have names only; True where anything was added."""
    city = queries.unit_called(CITY)
    assert city is not None
    if queries.unit_called(f"{CITY}人民政府办公室") is not None:
        return False
    with transaction.atomic():
        for place, row in enumerate(tables.rows("counties.txt"), 1):
            _add(row[0], UnitKind.GOVERNMENT, city, order=800 + place, is_public=False, short_name=row[0][:3])
        place = 0
        for line in tables.lines("city.txt"):
            for word in line.split():
                place += 1
                name = CITY + word.removeprefix("市") if word.startswith("市") else word
                kind = UnitKind.DEPARTMENT if word.endswith(("局", "委员会", "办公室")) else UnitKind.PUBLIC_BODY
                _add(name, kind, city, order=900 + place, is_public=False, short_name=word[:60])
    return True


def _government(city: Unit) -> Unit:
    return _add(
        GOVERNMENT,
        UnitKind.GOVERNMENT,
        city,
        order=1,
        short_name="县政府",
        code="清政",
        uscc=naming.uscc(1001),
        region_code=naming.REGION_COUNTY,
        address="清岚县政通路1号",
        office_hours=HOURS,
        phone=naming.phone(1),
        fax=naming.phone(9001),
        email="xxgk@qinglan.example",
        postcode="999001",
        website="http://www.qinglan.example/",
        duties_text="执行本级人民代表大会的决议和上级国家行政机关的决定、命令，管理本行政区域内的经济和社会事务。",
        disclosure_office="清岚县人民政府办公室政务公开科",
    )


def _organ(name: str, kind: UnitKind, parent: Unit, short: str, code: str, duties: str, number: int) -> Unit:
    village = kind is UnitKind.VILLAGE
    road = _ROADS[number % len(_ROADS)]
    place = short if kind in {UnitKind.TOWNSHIP, UnitKind.VILLAGE} else ""
    return _add(
        name,
        kind,
        parent,
        order=10 + number,
        short_name=short,
        code=code,
        uscc=naming.uscc(1001 + number, kind="55" if village else "11"),
        region_code=naming.REGION_COUNTY,
        address=f"清岚县{place}{'村务公开栏旁' if village else f'{road}{3 + number * 7 % 180}号'}",
        office_hours=HOURS,
        phone=naming.phone(10 + number),
        fax="" if village else naming.phone(9010 + number),
        email="" if village else f"o{number:02d}@qinglan.example",
        postcode=f"9990{number % 40:02d}",
        duties_text=duties,
        disclosure_office="" if village else ("政务公开科" if number == 1 else "办公室" if not place else "党政办公室"),
    )


def _add(name: str, kind: UnitKind, parent: Unit | None, **fields: Any) -> Unit:
    return actions.add_unit(name, kind, parent=parent, actor=SYSTEM, **fields)


def _leaders(unit: Unit, leaders: list[tuple[str, str, str]]) -> None:
    actions.set_leaders(unit, leaders, actor=SYSTEM)


def _changes(government: Unit) -> None:
    """Two are renamed, one is merged into another: their old names stay searchable."""
    for now, before, until in RENAMED:
        unit = queries.unit_called(before)
        assert unit is not None
        actions.rename_unit(unit, now, on=until, actor=SYSTEM)
    name, into, on = MERGED
    old = _add(name, UnitKind.DEPARTMENT, government, order=90, short_name="县乡村振兴局", uscc=naming.uscc(1900))
    actions.close_unit(old, on=on, actor=SYSTEM, merged_into=queries.unit_called(into))


def _site(government: Unit) -> None:
    actions.open_site(
        government,
        f"{GOVERNMENT}门户网站",
        actor=SYSTEM,
        short="清岚",
        domain="www.qinglan.example",
        host_unit=f"{GOVERNMENT}办公室",
        operator=f"{COUNTY}政务公开中心",
        phone=f"{naming.phone(2)}（工作日）",
        site_id="9901230001",
        icp="澜ICP备99000001号-1（演示）",
        police="澜公网安备99012302000001号（演示）",
        rule_pack="national",
        index_pattern="{org9}/{year}-{seq:5}",
    )
