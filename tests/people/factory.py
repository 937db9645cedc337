"""A small organisation to work in: 澜溪市 → 清岚县人民政府 → 商务局 with sections, and a person for every duty."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zwgk.people import actions
from zwgk.people.actor import SYSTEM, Actor, actor_for
from zwgk.people.models import Post, SiteSettings, Unit, UnitKind, User
from zwgk.rules.duties import KEEPERS, Duty

#: The office's day in tests: an ordinary working Friday.
TODAY = date(2026, 11, 20)
PASSWORD = "Qinglan-2026"

#: surname and given name of the person who holds the duty, fictitious
_NAMES = (
    *("沈青禾", "陆知远", "顾南乔", "宋以宁", "江流云", "白鹿鸣", "方砚秋", "叶扶疏", "季长风"),
    *("梁上燕", "苏见微", "韩松涛", "温如玉", "杜若川", "程雪松", "林听雨", "丁一舟", "谢兰亭"),
)
#: what the post is called, where the duty's label is not a post's title
_TITLES = {
    Duty.DRAFTER: "科员",
    Duty.SECTION_HEAD: "科长",
    Duty.OFFICE: "办公室主任",
    Duty.LEGAL: "政策法规科科长",
    Duty.SECRECY: "保密审查员",
    Duty.DEPUTY: "副局长",
    Duty.LEADER: "局长",
}


@dataclass
class County:
    """The organisation under test. ``bureau`` is the organ (机关) whose people have all duties of the main job."""

    city: Unit
    government: Unit
    #: 县政府办公室: 政务公开工作主管部门
    government_office: Unit
    #: 商务局
    bureau: Unit
    #: 教育局: another organ, whose people must not see the bureau's matters
    other: Unit
    #: sections of the bureau by their names: 办公室, 政策法规科, 商务运行科
    sections: dict[str, Unit]
    site: SiteSettings
    _posts: dict[tuple[Duty, int], Post] = field(default_factory=dict)

    @property
    def office(self) -> Unit:
        """The bureau's own 办公室."""
        return self.sections["办公室"]

    @property
    def legal(self) -> Unit:
        """The bureau's 政策法规科."""
        return self.sections["政策法规科"]

    @property
    def operations(self) -> Unit:
        """The bureau's 商务运行科, where drafts begin."""
        return self.sections["商务运行科"]

    def _home(self, duty: Duty) -> Unit:
        if duty in KEEPERS or duty in {
            Duty.DISCLOSURE_OFFICE,
            Duty.ASSESSOR,
            Duty.EVALUATOR,
            Duty.OPINION_OFFICER,
        }:
            return self.government
        if duty in {Duty.DRAFTER, Duty.SECTION_HEAD}:
            return self.operations
        if duty == Duty.LEGAL:
            return self.legal
        if duty in {Duty.DEPUTY, Duty.LEADER}:
            return self.bureau
        return self.office

    def post(self, duty: Duty, unit: Unit | None = None) -> Post:
        """The post that carries ``duty`` in ``unit`` (default: where it belongs), made when first asked for."""
        home = unit or self._home(duty)
        known = self._posts.get((duty, home.pk))
        if known is None:
            user = self.user(duty, home)
            known = actions.appoint(user, home, _TITLES.get(duty, duty.label), [duty], actor=SYSTEM)
            self._posts[duty, home.pk] = known
        return known

    def user(self, duty: Duty, unit: Unit) -> User:
        """A new person for the duty; user name ``<duty>-<unit id>``, password :data:`PASSWORD`, no change asked."""
        name = _NAMES[list(Duty).index(duty)]
        # hexadecimal: a unit numbered 2026 must not make the password look like the name
        return actions.add_user(f"{duty.value}-{unit.pk:x}", name, PASSWORD, actor=SYSTEM, must_change=False)

    def actor(self, duty: Duty, unit: Unit | None = None, *, today: date = TODAY) -> Actor:
        """The person with ``duty`` in ``unit``, acting under that post today."""
        return actor_for(self.post(duty, unit), today=today)


def county() -> County:
    """Make the organisation with the acts of :mod:`zwgk.people.actions`; posts are made when first asked for."""

    def unit(name: str, kind: UnitKind, parent: Unit | None, **fields: object) -> Unit:
        return actions.add_unit(name, kind, parent=parent, actor=SYSTEM, **fields)

    city = unit("澜溪市", UnitKind.CITY, None, region_code="990000")
    government = unit(
        "清岚县人民政府", UnitKind.GOVERNMENT, city, short_name="县政府", code="清政", region_code="990100"
    )
    government_office = unit(
        "清岚县人民政府办公室", UnitKind.DEPARTMENT, government, short_name="县政府办公室", code="清政办"
    )
    bureau = unit("清岚县商务局", UnitKind.DEPARTMENT, government, short_name="县商务局", code="清商")
    other = unit("清岚县教育局", UnitKind.DEPARTMENT, government, short_name="县教育局", code="清教")
    sections = {name: unit(name, UnitKind.SECTION, bureau) for name in ("办公室", "政策法规科", "商务运行科")}
    site = SiteSettings.objects.create(
        pk=1,
        government=government,
        name="清岚县人民政府门户网站",
        short="清岚",
        domain="www.qinglan.example",
        host_unit="清岚县人民政府办公室",
        operator="清岚县政务公开中心",
        phone="0990-1234567",
        site_id="9901000001",
    )
    return County(city, government, government_office, bureau, other, sections, site)
