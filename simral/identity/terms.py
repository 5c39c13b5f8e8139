"""Words that identity lends: the roles of PP 12/2019 and Permendagri 77/2020."""

from __future__ import annotations

from enum import StrEnum

from simral.kernel.i18n import N_


class Role(StrEnum):
    """What a person may be; which OPD and from when stands in the grant."""

    PPKD = "ppkd"
    KUASA_BUD = "kuasa_bud"
    PA = "pa"
    PPK_SKPD = "ppk_skpd"
    PPTK = "pptk"
    BENDAHARA_PENGELUARAN = "bendahara_pengeluaran"
    BENDAHARA_PENERIMAAN = "bendahara_penerimaan"
    AKUNTANSI = "akuntansi"
    INSPEKTORAT = "inspektorat"
    AUDITOR = "auditor"
    ADMIN = "admin"


LABELS = {
    Role.PPKD: N_("PPKD selaku BUD"),
    Role.KUASA_BUD: N_("Kuasa BUD"),
    Role.PA: N_("Pengguna Anggaran"),
    Role.PPK_SKPD: N_("PPK-SKPD"),
    Role.PPTK: N_("PPTK"),
    Role.BENDAHARA_PENGELUARAN: N_("Bendahara Pengeluaran"),
    Role.BENDAHARA_PENERIMAAN: N_("Bendahara Penerimaan"),
    Role.AKUNTANSI: N_("Akuntansi"),
    Role.INSPEKTORAT: N_("Inspektorat"),
    Role.AUDITOR: N_("Auditor"),
    Role.ADMIN: N_("Admin"),
}

# Roles of the whole government; all others are granted for one OPD.
GOVERNMENT_WIDE = frozenset(
    {Role.PPKD, Role.KUASA_BUD, Role.AKUNTANSI, Role.INSPEKTORAT, Role.AUDITOR, Role.ADMIN}
)

# Pairs that one person may not hold at the same time (keuangan §4.1, default strict).
APART: frozenset[frozenset[Role]] = frozenset(
    frozenset(pair)
    for pair in (
        (Role.PPKD, Role.BENDAHARA_PENGELUARAN),
        (Role.KUASA_BUD, Role.BENDAHARA_PENGELUARAN),
        (Role.KUASA_BUD, Role.PPTK),
        (Role.PA, Role.BENDAHARA_PENGELUARAN),
        (Role.PA, Role.PPK_SKPD),
        (Role.PA, Role.KUASA_BUD),
        (Role.PPK_SKPD, Role.BENDAHARA_PENGELUARAN),
        (Role.PPK_SKPD, Role.BENDAHARA_PENERIMAAN),
        (Role.PPK_SKPD, Role.PPTK),
        (Role.PPK_SKPD, Role.PPKD),
        (Role.PPK_SKPD, Role.KUASA_BUD),
        # who runs the accounts holds no role that touches money (security §4)
        (Role.ADMIN, Role.PA),
        (Role.ADMIN, Role.KUASA_BUD),
        (Role.ADMIN, Role.PPKD),
        (Role.ADMIN, Role.PPK_SKPD),
        (Role.ADMIN, Role.PPTK),
        (Role.ADMIN, Role.BENDAHARA_PENGELUARAN),
        (Role.ADMIN, Role.BENDAHARA_PENERIMAAN),
        (Role.ADMIN, Role.AKUNTANSI),
    )
)

# The password of every account of an example government; shown on its sign-in page.
EXAMPLE_PASSWORD = "Rupiah-Terang-2021"  # noqa: S105

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
THEMES = ("auto", "light", "dark")
