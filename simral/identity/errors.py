"""Ways to fail in identity."""

from __future__ import annotations

from simral.kernel.errors import Conflict, DomainError
from simral.kernel.i18n import N_


class TooManyAttempts(DomainError):
    """The limit of sign-in attempts per user or per address is reached."""

    status = 429
    message = N_("Terlalu banyak percobaan masuk. Tunggu lima menit, lalu coba lagi.")


class UserNameTaken(Conflict):
    """Two people cannot share a user name."""

    message = N_("Nama pengguna itu sudah dipakai.")


class NIPTaken(Conflict):
    """One NIP is one person, and one person has one account."""

    message = N_("NIP itu sudah dipakai akun lain; satu orang memakai satu akun.")
