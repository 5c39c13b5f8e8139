"""The asset account of capital spending that the map of accounts does not know (BLUD).

The officer chooses a leaf inside the same jenis: 5.2.02 becomes 1.3.02, and 5.2.06, which has
no fixed assets, becomes 1.5.03 (intangible) as in the map of accounts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from simral.kernel.codes import is_under
from simral.kernel.errors import Finding
from simral.kernel.i18n import N_

ROOTS = {
    "5.2.01": "1.3.01", "5.2.02": "1.3.02", "5.2.03": "1.3.03", "5.2.04": "1.3.04",
    "5.2.05": "1.3.05", "5.2.06": "1.5.03",
}  # fmt: skip
JENIS = 6  # characters of a code of the third level


def aset_root(belanja_kode: str) -> str | None:
    """The jenis of assets a capital leaf becomes; None for what is no capital spending."""
    return ROOTS.get(belanja_kode[:JENIS])


def needs_aset(belanja_kode: str, mapped: Collection[str]) -> bool:
    """Capital spending without a counter account in the map: an officer chooses one."""
    return belanja_kode not in mapped and aset_root(belanja_kode) is not None


def check_aset(
    lines: Sequence[tuple[str, str | None]], mapped: Collection[str], leaves: Collection[str]
) -> list[Finding]:
    """(belanja leaf, chosen asset leaf or None) per line, `at` "aset_<line from 1>".

    `mapped`: belanja leaves that have a counter account; `leaves`: which of the chosen codes
    are active leaves of the year.
    """
    found = []
    for number, (belanja, aset) in enumerate(lines, start=1):
        values, at = {"baris": number, "belanja": belanja, "aset": aset or ""}, f"aset_{number}"
        root = aset_root(belanja)
        if not needs_aset(belanja, mapped):
            if aset:
                message = N_(
                    "Baris %(baris)s: akun aset tidak dipilih untuk %(belanja)s; "
                    "akun lawannya sudah ada."
                )
                found.append(Finding("aset_tidak_perlu", message, values, at=at))
        elif not aset:
            message = N_("Baris %(baris)s: pilih akun aset untuk %(belanja)s.")
            found.append(Finding("aset_wajib", message, values, at=at))
        elif not is_under(aset, root or ""):
            message = N_("Baris %(baris)s: akun %(aset)s bukan aset dari jenis %(belanja)s.")
            found.append(Finding("aset_lain_jenis", message, values, at=at))
        elif aset not in leaves:
            message = N_("Baris %(baris)s: akun %(aset)s bukan akun rinci yang berlaku tahun ini.")
            found.append(Finding("aset_asing", message, values, at=at))
    return found
