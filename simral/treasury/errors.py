"""Ways in which the treasury refuses, beside the findings of its checks."""

from __future__ import annotations

from simral.kernel.errors import Conflict, DomainError
from simral.kernel.i18n import N_


class BillAlreadyRegistered(Conflict):
    """A live bill of this payee carries the same invoice number (no double payment)."""

    message = N_("Tagihan dengan nomor itu dari penerima ini sudah terdaftar.")


class AlreadyInSPP(Conflict):
    """The bill stands in an SPP that is not cancelled."""

    message = N_("Tagihan ini sudah masuk SPP lain.")


class BillUnderWay(Conflict):
    """Taxes and billing ids are written while the SPP is a draft or was sent back, not later."""

    message = N_("ID billing hanya dapat diubah sebelum SPP diajukan atau setelah dikembalikan.")


class BillingUsed(Conflict):
    """A billing id belongs to one deposit of one tax."""

    message = N_("ID billing itu sudah dipakai untuk potongan lain.")


class AlreadyHasSPM(Conflict):
    """The SPP has an SPM that is not cancelled."""

    message = N_("SPP ini sudah punya SPM.")


class AlreadyHasSP2D(Conflict):
    """The SPM has a live SP2D."""

    message = N_("SPM ini sudah punya SP2D.")


class NotFourPeople(DomainError):
    """Maker, verifier, approver and payer must be four different people (keuangan §4.1)."""

    status = 422
    message = N_("Pembuat, pemeriksa, penyetuju, dan pembayar harus empat orang yang berbeda.")


class AccountNotTwoPeople(DomainError):
    """The person who entered a bank account does not verify it."""

    status = 422
    message = N_("Rekening bank harus diperiksa orang lain, bukan yang mencatatnya.")
