"""File formats of the reports."""

from simral.reporting.adapters.hledger import write_hledger
from simral.reporting.adapters.tables import (
    FORMATS,
    Paper,
    as_json,
    file_name,
    period,
    render,
    sums_line,
)

__all__ = [
    "FORMATS", "Paper", "as_json", "file_name", "period", "render", "sums_line", "write_hledger",
]  # fmt: skip
