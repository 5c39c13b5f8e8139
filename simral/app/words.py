"""The word shown for every state, action, role and kind: one table, translated by gettext."""

from __future__ import annotations

from simral.identity.terms import LABELS as ROLES
from simral.kernel.i18n import N_
from simral.ledger.terms import BUKU_LABELS
from simral.treasury.terms import JENIS_BELANJA_LABELS, POTONGAN_LABELS

STATES = {
    "draf": N_("Draf"),
    "diajukan": N_("Diajukan"),
    "diverifikasi": N_("Diverifikasi"),
    "dikembalikan": N_("Dikembalikan"),
    "spm_terbit": N_("SPM terbit"),
    "batal": N_("Batal"),
    "disetujui": N_("Disetujui"),
    "ditolak": N_("Ditolak"),
    "diserahkan": N_("Menunggu SP2D"),
    "sp2d_terbit": N_("SP2D terbit"),
    "ditandatangani": N_("Ditandatangani"),
    "dikirim": N_("Dikirim ke bank"),
    "cair": N_("Cair"),
    "retur": N_("Retur"),
    "terbit": N_("Terbit"),
    "disahkan": N_("Disahkan"),
    "terdaftar": N_("Terdaftar"),
    "di_spp": N_("Dalam SPP"),
    "dibayar": N_("Dibayar"),
    "menunggu": N_("Menunggu pemeriksaan"),
    "terverifikasi": N_("Terverifikasi"),
    "ditutup": N_("Ditutup"),
    "dibuka": N_("Dibuka"),
    "dikunci": N_("Dikunci"),
    "dipesan": N_("Dipesan"),
    "direalisasi": N_("Direalisasi"),
    "dilepas": N_("Dilepas"),
}
ACTIONS = {
    "submit": N_("Ajukan"),
    "verify": N_("Verifikasi"),
    "return": N_("Kembalikan"),
    "cancel": N_("Batalkan"),
    "issue_spm": N_("Terbitkan SPM"),
    "release": N_("Lepaskan"),
    "approve": N_("Setujui"),
    "refuse": N_("Tolak"),
    "hand_over": N_("Serahkan ke Kuasa BUD"),
    "issue_sp2d": N_("Terbitkan SP2D"),
    "sign": N_("Tanda tangani"),
    "send": N_("Kirim ke bank"),
    "confirm": N_("Nyatakan cair"),
    "bounce": N_("Catat retur"),
    "issue": N_("Terbitkan"),
    "ratify": N_("Sahkan"),
    "close": N_("Tutup"),
    "reopen": N_("Buka kembali"),
    "enter_spp": N_("Masuk SPP"),
    "leave_spp": N_("Keluar dari SPP"),
    "pay": N_("Bayar"),
    "create": N_("Buat"),
    "edit": N_("Ubah"),
    "in_force": N_("Mulai berlaku"),
}
WORDS: dict[str, str] = {
    **STATES,
    **ACTIONS,
    **{role.value: word for role, word in ROLES.items()},
    **{jenis.value: word for jenis, word in JENIS_BELANJA_LABELS.items()},
    **{jenis.value: word for jenis, word in POTONGAN_LABELS.items()},
    **{buku.value: word for buku, word in BUKU_LABELS.items()},
    "LS": N_("LS barang dan jasa"),
}
