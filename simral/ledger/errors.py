"""Refusals of the ledger: a closed month, a journal that is there already."""

from __future__ import annotations

from simral.kernel.errors import Conflict
from simral.kernel.i18n import N_


class PeriodeLocked(Conflict):
    """The month of the journal is closed; Akuntansi closed it, PPKD may reopen it."""

    message = N_(
        "Periode %(bulan)s %(tahun)s sudah dikunci. Jurnal tidak dapat dibukukan di bulan itu."
    )


class PeriodeLockedMeanwhile(Conflict):
    """The month was closed while the document was being posted."""

    message = N_("Periode jurnal ini baru saja dikunci. Jurnal tidak dapat dibukukan di bulan itu.")


class AlreadyPosted(Conflict):
    """The same event of the same document is posted once."""

    message = N_("Jurnal dokumen ini sudah dibukukan.")


class AlreadyReversed(Conflict):
    """A journal is reversed once."""

    message = N_("Jurnal ini sudah dibalik.")
