"""The checks of a payment (keuangan §4.3): one function, used at every step and on the page.

`review` answers every check with the figure that it used; `check_payment` is the list of what
does not hold, all at once. Nothing here reads the database: the case is loaded before.
"""

from __future__ import annotations

from collections.abc import Callable

from simral.kernel.errors import Finding
from simral.treasury.rules.case import Check, PaymentCase
from simral.treasury.rules.ceiling_checks import (
    check_dana,
    check_kas,
    check_kontrak,
    check_pagu,
    check_satu_sub_kegiatan,
    check_spd,
)
from simral.treasury.rules.paper_checks import (
    check_bast,
    check_billing,
    check_ganda,
    check_jurnal,
    check_npwp,
    check_pajak,
    check_penerima,
    check_tahun,
    check_urutan,
)

CHECKS: tuple[Callable[[PaymentCase], Check], ...] = (
    check_pagu,
    check_spd,
    check_kas,
    check_dana,
    check_satu_sub_kegiatan,
    check_kontrak,
    check_bast,
    check_urutan,
    check_tahun,
    check_ganda,
    check_penerima,
    check_npwp,
    check_billing,
    check_pajak,
    check_jurnal,
)


def check_payment(case: PaymentCase) -> list[Finding]:
    """Every finding of every check; empty when the payment may go on."""
    return [finding for check in review(case) for finding in check.findings]


def review(case: PaymentCase) -> list[Check]:
    """Every check with its result, in the order of keuangan §4.3."""
    return [check(case) for check in CHECKS]
