"""What is done to publications: publish, correct, withdraw, take down at once, restore; and the columns they stand
in.
"""

from zwgk.publishing.actions.accounts import PLATFORMS, change_account, open_account
from zwgk.publishing.actions.channels import (
    MAY_RECORD,
    add_channel_photo,
    check_channel,
    clean_channel,
    record_channel,
    renew_channel,
    take_off_board,
)
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
    "MAY_RECORD",
    "PLATFORMS",
    "Migrant",
    "add_channel_photo",
    "add_column",
    "approve_migration",
    "approve_standing",
    "change_account",
    "change_column",
    "change_validity",
    "check_channel",
    "clean_channel",
    "correct",
    "explain_take_down",
    "hide_version",
    "migrate",
    "open_account",
    "publish",
    "record_channel",
    "renew_channel",
    "restore",
    "revoke_clearance",
    "set_term",
    "take_down",
    "take_off_board",
    "turn_validity",
    "void_validity_change",
    "withdraw",
]
