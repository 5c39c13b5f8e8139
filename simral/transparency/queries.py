"""What the public sees: this year's budget by bidang urusan, and its state of spending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from simral.kernel.money import ZERO, percent
from simral.reporting.queries.public import BidangSums, LatestPayment, latest_payments, sum_bidang


@dataclass(frozen=True)
class Home:
    """The first public page; rupiah."""

    tahun: int
    data_date: date
    bidang: tuple[BidangSums, ...]
    latest: tuple[LatestPayment, ...]

    @property
    def pagu(self) -> Decimal:
        """Belanja of the budget in force."""
        return sum((row.pagu for row in self.bidang), ZERO)

    @property
    def realisasi(self) -> Decimal:
        """Spent until now."""
        return sum((row.realisasi for row in self.bidang), ZERO)

    @property
    def persen(self) -> Decimal:
        """Spent, percent of the budget."""
        return percent(self.realisasi, self.pagu)


def get_home(today: date) -> Home:
    """Budget and spending of the year of `today`, largest bidang first."""
    rows = sorted(sum_bidang(today.year), key=lambda row: -row.pagu)
    return Home(today.year, today, tuple(rows), tuple(latest_payments(today.year)))
