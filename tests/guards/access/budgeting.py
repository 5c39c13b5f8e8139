"""The budget is read by everybody of his own OPD; PPKD puts it in force."""

from simral.identity.terms import Role
from tests.guards.access import SIGNED_IN, Access, only

ENDPOINTS: dict[str, Access] = {
    "budgeting.dpa_list": SIGNED_IN,
    "budgeting.dpa_detail": SIGNED_IN,
    "budgeting.dpa_lines": SIGNED_IN,
    "budgeting.line_detail": SIGNED_IN,
    "budgeting.sub_detail": SIGNED_IN,
    "budgeting.sub_edit": only(Role.PPKD),
    "budgeting.sub_update": only(Role.PPKD),
    "budgeting.versi_list": only(Role.PPKD),
    "budgeting.versi_create": only(Role.PPKD),
    "budgeting.dpa_review": only(Role.PPKD),
    "budgeting.dpa_ratify": only(Role.PPKD),
    "budgeting.dpa_cancel": only(Role.PPKD),
}
