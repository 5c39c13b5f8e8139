"""A payment as its checks see it: everything they look at, and the shape of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from simral.budgeting.terms import Ceiling
from simral.kernel.errors import Finding
from simral.kernel.money import ZERO
from simral.treasury.states import RekeningBankState
from simral.treasury.terms import JenisPotongan


@dataclass(frozen=True)
class Withheld:
    """A tax of the case, and what the rule of the date says it should be; rupiah."""

    jenis: JenisPotongan
    nilai: Decimal
    expected: Decimal
    id_billing: str


@dataclass(frozen=True)
class ContractCase:
    """A contract with what other live bills use of it; rupiah."""

    nomor: str
    nilai: Decimal
    used: Decimal
    same_payee: bool


@dataclass(frozen=True)
class PaymentCase:
    """Everything that the checks of one payment look at, on the date of the step."""

    on: date
    tahun: int
    amounts: Mapping[UUID, Decimal]
    ceilings: Mapping[UUID, Ceiling]
    spd_total: Mapping[UUID, Decimal]
    earlier: Sequence[tuple[str, date | None]]  # DPA, SPD, SPP …: the papers before, in order
    proofs: Sequence[tuple[str, date]]  # bill, BAST: before the payment, in no order with SPD
    payee: str
    npwp: str
    needs_npwp: bool
    account_owner: str
    account_state: RekeningBankState
    withheld: Sequence[Withheld]
    contract: ContractCase | None = None
    needs_bast: bool = False
    bast_on: date | None = None
    needs_faktur: bool = False
    faktur_pajak: str = ""
    duplicates: Sequence[str] = ()
    is_periode_open: bool = True
    unmapped: Sequence[str] = field(default=())

    @property
    def nilai(self) -> Decimal:
        """The whole payment, rupiah."""
        return sum(self.amounts.values(), ZERO)


@dataclass(frozen=True)
class Check:
    """One check: what it is, the figure it used, and what does not hold."""

    code: str
    label: str
    detail: Finding
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """True when nothing was found."""
        return not self.findings


def check_of(
    code: str, label: str, detail: str, findings: Iterator[Finding], **values: object
) -> Check:
    """The answer of one check: its label, the figure that it used, what it found."""
    return Check(code, label, Finding(code, detail, values), tuple(findings))
