"""Reading the treasury: one file per document; `papers` holds what all of them share."""

from simral.treasury.queries.checks import list_violations

__all__ = ["list_violations"]
