"""What is done to units, accounts and posts: one function an act."""

from zwgk.people.actions.accounts import (
    add_user,
    change_password,
    edit_user,
    one_time_password,
    set_active,
    set_shortcuts,
)
from zwgk.people.actions.filters import drop_filter, save_filter, set_default_filter
from zwgk.people.actions.handover import (
    assign_lines,
    begin_handover,
    drop_handover,
    list_handover_again,
    reopen_handover,
    sign_handover,
    submit_handover,
)
from zwgk.people.actions.posts import appoint, leave_post
from zwgk.people.actions.second_factor import (
    Checked,
    begin_second_factor,
    check_second_factor,
    confirm_second_factor,
    renew_recovery_codes,
    reset_second_factor,
    unbind_second_factor,
)
from zwgk.people.actions.site import arrange_metadata, open_site, set_local_rule, set_site
from zwgk.people.actions.standing import (
    call_off_delegation,
    cancel_leave,
    delegate,
    end_delegation,
    enter_leave,
)
from zwgk.people.actions.units import add_unit, close_unit, edit_unit, pinyin_key, rename_unit, set_leaders

__all__ = [
    "Checked",
    "add_unit",
    "add_user",
    "appoint",
    "arrange_metadata",
    "assign_lines",
    "begin_handover",
    "begin_second_factor",
    "call_off_delegation",
    "cancel_leave",
    "change_password",
    "check_second_factor",
    "close_unit",
    "confirm_second_factor",
    "delegate",
    "drop_filter",
    "drop_handover",
    "edit_unit",
    "edit_user",
    "end_delegation",
    "enter_leave",
    "leave_post",
    "list_handover_again",
    "one_time_password",
    "open_site",
    "pinyin_key",
    "rename_unit",
    "renew_recovery_codes",
    "reopen_handover",
    "reset_second_factor",
    "save_filter",
    "set_active",
    "set_default_filter",
    "set_leaders",
    "set_local_rule",
    "set_shortcuts",
    "set_site",
    "sign_handover",
    "submit_handover",
    "unbind_second_factor",
]
