"""What is done to publications: publish, correct, withdraw, take down at once, restore; and the columns they stand
in.
"""

from zwgk.publishing.actions.channels import clean_channel, record_channel
from zwgk.publishing.actions.columns import add_column, change_column
from zwgk.publishing.actions.correcting import correct
from zwgk.publishing.actions.hiding import MAY_HIDE, hide_version
from zwgk.publishing.actions.migrating import Migrant, approve_migration, migrate
from zwgk.publishing.actions.placing import publish
from zwgk.publishing.actions.removing import explain_take_down, restore, take_down, withdraw
from zwgk.publishing.actions.standing import approve_standing, revoke_clearance
from zwgk.publishing.actions.validity import change_validity, set_term, turn_validity, void_validity_change

__all__ = [
    "MAY_HIDE",
    "Migrant",
    "add_column",
    "approve_migration",
    "approve_standing",
    "change_column",
    "change_validity",
    "clean_channel",
    "correct",
    "explain_take_down",
    "hide_version",
    "migrate",
    "publish",
    "record_channel",
    "restore",
    "revoke_clearance",
    "set_term",
    "take_down",
    "turn_validity",
    "void_validity_change",
    "withdraw",
]
