"""What must always hold among the treasury's documents; `check` asks."""

from __future__ import annotations

from sqlalchemy import text

from simral.kernel.db import db

# name, count of rows that break it, what it says
_CHECKS = (
    (
        "treasury.nomor",
        """SELECT count(*) FROM (
               SELECT 'spp', opd_id FROM spp WHERE urut IS NOT NULL
               GROUP BY tahun, opd_id HAVING max(urut) <> count(*) OR min(urut) <> 1
               UNION ALL SELECT 'spm', opd_id FROM spm WHERE urut IS NOT NULL
               GROUP BY tahun, opd_id HAVING max(urut) <> count(*) OR min(urut) <> 1
               UNION ALL SELECT 'spd', opd_id FROM spd WHERE urut IS NOT NULL
               GROUP BY tahun, opd_id HAVING max(urut) <> count(*) OR min(urut) <> 1
               UNION ALL SELECT 'sp2d', NULL FROM sp2d WHERE urut IS NOT NULL
               GROUP BY tahun HAVING max(urut) <> count(*) OR min(urut) <> 1) n""",
        "nomor SPD, SPP, SPM, SP2D berurutan tanpa celah",
    ),
    (
        "treasury.janji",
        """SELECT count(*) FROM spp s
           LEFT JOIN (SELECT source_id, sum(nilai) AS nilai FROM reservasi
                      WHERE source = 'treasury:spp' AND state IN ('dipesan', 'direalisasi')
                      GROUP BY source_id) r ON r.source_id = s.id
           LEFT JOIN (SELECT spp_id, sum(nilai) AS nilai FROM spp_rincian GROUP BY spp_id) l
               ON l.spp_id = s.id
           WHERE coalesce(r.nilai, 0) <> CASE
               WHEN s.state IN ('diajukan', 'diverifikasi', 'spm_terbit') THEN l.nilai
               ELSE 0 END""",
        "tiap SPP berjalan memegang reservasi sebesar nilainya, yang lain tidak",
    ),
    (
        "treasury.jurnal_sp2d",
        """SELECT count(*) FROM sp2d d
           LEFT JOIN jurnal j ON j.source = 'treasury:sp2d' AND j.source_id = d.id
               AND j.purpose = 'sp2d'
           LEFT JOIN jurnal b ON b.reverses_id = j.id
           WHERE (d.nomor IS NOT NULL) <> (j.id IS NOT NULL)
               OR (d.nomor IS NOT NULL AND d.state IN ('retur', 'batal')) <> (b.id IS NOT NULL)""",
        "tiap SP2D bernomor punya jurnal; yang retur atau batal punya jurnal balik",
    ),
    (
        "treasury.nilai_sp2d",
        """SELECT count(*) FROM sp2d d JOIN spm m ON m.id = d.spm_id
           JOIN (SELECT spp_id, sum(nilai) AS nilai FROM spp_rincian GROUP BY spp_id) l
               ON l.spp_id = m.spp_id
           WHERE d.nilai <> l.nilai""",
        "nilai SP2D = nilai SPP",
    ),
    (
        "treasury.spd",
        """SELECT count(*) FROM dpa_rincian r JOIN (
               SELECT n.rincian_id, sum(n.nilai) AS nilai FROM spd_rincian n
               JOIN spd s ON s.id = n.spd_id WHERE s.state = 'terbit' GROUP BY n.rincian_id) s
               ON s.rincian_id = r.id
           WHERE s.nilai > r.pagu OR r.dipesan + r.realisasi > s.nilai""",
        "SPD tidak melebihi DPA, pemakaian tidak melebihi SPD",
    ),
    (
        "treasury.empat_orang",
        """SELECT count(*) FROM sp2d
           WHERE signed_by_id IN (maker_id, verifier_id, approver_id)
               OR approver_id IN (maker_id, verifier_id) OR maker_id = verifier_id""",
        "pembuat, pemeriksa, penyetuju, pembayar empat orang berbeda",
    ),
    (
        "treasury.tanggal",
        """SELECT count(*) FROM sp2d d JOIN spm m ON m.id = d.spm_id JOIN spp p ON p.id = m.spp_id
           WHERE d.tanggal IS NOT NULL AND (
               NOT p.tanggal <= m.tanggal OR NOT m.tanggal <= d.tanggal
               OR d.sent_on < d.tanggal OR d.cair_on < d.sent_on
               OR extract(year FROM d.tanggal) <> d.tahun)""",
        "urutan tanggal SPP, SPM, SP2D, cair dan tahun anggaran",
    ),
)  # fmt: skip


def list_violations() -> list[tuple[str, bool, int, str]]:
    """(name, holds, rows that break it, what it says)."""
    found = []
    for name, statement, says in _CHECKS:
        rows = db.session.scalar(text(statement)) or 0
        found.append((name, rows == 0, rows, says))
    return found
