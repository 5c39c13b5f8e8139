"""What other rooms may ask: settings, OPD, accounts and their partners, holidays."""

from simral.reference.queries.opd import (
    OPDRow,
    find_opd_by_kode,
    get_opd,
    list_opd,
    list_units,
)
from simral.reference.queries.rekening import (
    RekeningRow,
    find_lawan,
    find_utang,
    lawan_of,
    leaves_under,
    partners_of,
    rekening_ids,
    rekening_names,
    search_rekening,
    utang_of,
)
from simral.reference.queries.settings import (
    SettingRow,
    find_working_date,
    forget_settings,
    get_setting,
    holidays,
    is_example,
    is_untouched,
    list_settings,
    settings_on,
)
from simral.reference.queries.sumber_dana import find_sumber_dana_id, sumber_dana_ids
from simral.reference.rules import add_working_days, is_working_day, working_days_between

__all__ = [
    "OPDRow", "RekeningRow", "SettingRow", "add_working_days", "find_lawan", "find_opd_by_kode",
    "find_sumber_dana_id", "find_utang", "find_working_date", "forget_settings", "get_opd",
    "get_setting", "holidays", "is_example", "is_untouched", "is_working_day", "lawan_of",
    "leaves_under", "list_opd", "list_settings", "list_units", "partners_of", "rekening_ids",
    "rekening_names", "search_rekening", "settings_on", "sumber_dana_ids", "utang_of",
    "working_days_between",
]  # fmt: skip
