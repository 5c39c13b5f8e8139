"""Assets an officer may choose for capital spending that the map of accounts does not know."""

from __future__ import annotations

from collections.abc import Collection

from simral.reference.queries import RekeningRow, lawan_of, leaves_under
from simral.treasury.rules.aset import aset_root, needs_aset

ALL = 5000  # a jenis of assets has hundreds of leaves


def aset_choices(belanja_kodes: Collection[str], tahun: int) -> dict[str, list[RekeningRow]]:
    """Belanja leaf → active asset leaves of its jenis; only leaves that need a choice."""
    capital = {kode for kode in belanja_kodes if aset_root(kode)}
    mapped = lawan_of(capital, tahun)
    return {
        kode: leaves_under(aset_root(kode) or "", tahun, limit=ALL)
        for kode in sorted(capital)
        if needs_aset(kode, mapped)
    }
