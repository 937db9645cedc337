"""The tables of the room: units, accounts, posts, stand-ins, hand-overs, and the site."""

from zwgk.people.kinds import UnitKind as UnitKind
from zwgk.people.models.accounts import SecondFactor, User, UserManager
from zwgk.people.models.desk import SavedFilter
from zwgk.people.models.handover import Handover, HandoverLine, HandoverSignature
from zwgk.people.models.organs import MadeUnit, MovedRow, Reorganisation, ReorganisationLine
from zwgk.people.models.posts import Post, PostDuty
from zwgk.people.models.site import LocalRule, SiteSettings
from zwgk.people.models.standing import Delegation, Leave
from zwgk.people.models.units import FormerName, Leader, Unit, UnitPath

__all__ = [
    "Delegation",
    "FormerName",
    "Handover",
    "HandoverLine",
    "HandoverSignature",
    "Leader",
    "Leave",
    "LocalRule",
    "MadeUnit",
    "MovedRow",
    "Post",
    "PostDuty",
    "Reorganisation",
    "ReorganisationLine",
    "SavedFilter",
    "SecondFactor",
    "SiteSettings",
    "Unit",
    "UnitKind",
    "UnitPath",
    "User",
    "UserManager",
]
