"""Reading the budget: one file per subject (ceilings, dpa, lines, versi, checks)."""

from simral.budgeting.queries.ceilings import read_ceilings
from simral.budgeting.queries.checks import list_violations
from simral.budgeting.queries.dpa import (
    DPARow,
    find_active_dpa,
    get_dpa,
    jenis_of,
    kas_lines,
    kas_of_lines,
    kas_state,
    list_dpa,
)
from simral.budgeting.queries.lines import LineRow, get_line, list_lines, tree_of, versions_of
from simral.budgeting.queries.sub import SubDetail, get_sub
from simral.budgeting.queries.versi import (
    VersiRow,
    active_version,
    find_version,
    list_versions,
)

__all__ = [
    "DPARow", "LineRow", "SubDetail", "VersiRow", "active_version", "find_active_dpa",
    "find_version", "get_dpa", "get_line", "get_sub", "jenis_of", "kas_lines", "kas_of_lines",
    "kas_state", "list_dpa", "list_lines", "list_versions", "list_violations", "read_ceilings",
    "tree_of", "versions_of",
]  # fmt: skip
