"""Ways in which the budget refuses."""

from __future__ import annotations

from simral.kernel.errors import Conflict, DomainError
from simral.kernel.i18n import N_


class PaguExceeded(DomainError):
    """The line does not have that much left."""

    status = 422
    message = N_("%(kode)s: nilai %(nilai)s melebihi sisa pagu %(sisa)s.")


class ReservationMissing(Conflict):
    """The promise that a document relies on is not there."""

    message = N_("Reservasi anggaran dokumen ini tidak ada atau sudah selesai.")


class SameVersion(Conflict):
    """A code and a first day belong to one version of the year."""

    message = N_("Versi anggaran dengan kode atau tanggal mulai itu sudah ada.")


class NoDraft(Conflict):
    """What is ratified is changed by a new version only."""

    message = N_("DPA OPD ini sudah disahkan; perubahan memakai versi baru.")
