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
    (
        "treasury.tanggal_nomor",
        """SELECT count(*) FROM (
               SELECT tanggal, lag(tanggal) OVER (PARTITION BY tahun, opd_id ORDER BY urut) AS lalu
               FROM spd WHERE urut IS NOT NULL
               UNION ALL
               SELECT tanggal, lag(tanggal) OVER (PARTITION BY tahun, opd_id ORDER BY urut)
               FROM spp WHERE urut IS NOT NULL
               UNION ALL
               SELECT tanggal, lag(tanggal) OVER (PARTITION BY tahun, opd_id ORDER BY urut)
               FROM spm WHERE urut IS NOT NULL
               UNION ALL
               SELECT tanggal, lag(tanggal) OVER (PARTITION BY tahun ORDER BY urut)
               FROM sp2d WHERE urut IS NOT NULL) n WHERE tanggal < lalu""",
        "tanggal tidak mundur sepanjang nomor SPD, SPP, SPM, SP2D",
    ),
    (
        "treasury.orang_sp2d",
        """SELECT count(*) FROM sp2d d JOIN spm m ON m.id = d.spm_id JOIN spp p ON p.id = m.spp_id
           WHERE d.state NOT IN ('retur', 'batal') AND (
               (d.maker_id, d.verifier_id, d.approver_id)
                   IS DISTINCT FROM (m.maker_id, m.verifier_id, m.approved_by_id)
               OR (m.maker_id, m.verifier_id)
                   IS DISTINCT FROM (p.submitted_by_id, p.verified_by_id))""",
        "orang pada SP2D sama dengan orang pada SPP dan SPM-nya",
    ),
    (
        "treasury.potongan_sp2d",
        """SELECT count(*) FROM sp2d d JOIN spm m ON m.id = d.spm_id JOIN spp p ON p.id = m.spp_id
           LEFT JOIN (SELECT tagihan_id, sum(nilai) AS nilai FROM potongan GROUP BY tagihan_id) t
               ON t.tagihan_id = p.tagihan_id
           WHERE d.nomor IS NOT NULL AND d.state NOT IN ('retur', 'batal')
               AND d.potongan <> coalesce(t.nilai, 0)""",
        "potongan SP2D berjalan = jumlah potongan tagihannya",
    ),
    (
        "treasury.pfk",
        """SELECT count(*) FROM sp2d d JOIN jurnal j ON j.source = 'treasury:sp2d'
               AND j.source_id = d.id AND j.purpose = 'sp2d'
           LEFT JOIN (SELECT jurnal_id, sum(kredit - debit) AS nilai FROM posting
                      WHERE rekening_kode LIKE '2.1.01.%' GROUP BY jurnal_id) u
               ON u.jurnal_id = j.id
           WHERE d.potongan <> coalesce(u.nilai, 0)""",
        "utang PFK pada jurnal SP2D = potongannya",
    ),
    (
        "treasury.rk",
        """SELECT count(*) FROM (
               SELECT j.id FROM jurnal j JOIN posting p ON p.jurnal_id = j.id
               WHERE j.source = 'treasury:sp2d' AND p.buku = 'LO'
                   AND (p.rekening_kode LIKE '1.1.13.%' OR p.rekening_kode LIKE '3.1.03.%')
               GROUP BY j.id HAVING sum(p.debit) <> sum(p.kredit)) r""",
        "RK SKPD pada PPKD = RK PPKD pada perangkat daerah, tiap jurnal",
    ),
    (
        "treasury.jurnal_bast",
        """SELECT count(*) FROM tagihan t
           LEFT JOIN jurnal j ON j.source = 'treasury:tagihan' AND j.source_id = t.id
               AND j.purpose = 'bast'
           LEFT JOIN jurnal b ON b.reverses_id = j.id
           WHERE (j.id IS NOT NULL
                   AND (t.bast_on IS NULL OR (t.state = 'batal') <> (b.id IS NOT NULL)))
               OR (j.id IS NULL AND t.bast_on IS NOT NULL AND t.state <> 'batal' AND NOT EXISTS (
                   SELECT 1 FROM tagihan_rincian l JOIN dpa_rincian r ON r.id = l.rincian_id
                   WHERE l.tagihan_id = t.id AND NOT EXISTS (
                       SELECT 1 FROM peta_rekening k WHERE k.jenis = 'utang'
                           AND k.belanja_kode = r.rekening_kode AND k.tahun_mulai <= t.tahun)))""",
        "tiap tagihan ber-BAST yang rekeningnya punya utang sudah berjurnal; yang batal dibalik",
    ),
    (
        "treasury.tercatat",
        """SELECT count(*) FROM (
               SELECT 'spd' AS tbl, id FROM spd UNION ALL SELECT 'tagihan', id FROM tagihan
               UNION ALL SELECT 'spp', id FROM spp UNION ALL SELECT 'spm', id FROM spm
               UNION ALL SELECT 'sp2d', id FROM sp2d) d
           WHERE NOT EXISTS (
               SELECT 1 FROM audit_outbox e WHERE e.tbl = d.tbl AND e.pk = d.id::text)""",
        "tiap SPD, tagihan, SPP, SPM, SP2D punya catatan kejadian",
    ),
)  # fmt: skip


def list_violations() -> list[tuple[str, bool, int, str]]:
    """(name, holds, rows that break it, what it says)."""
    found = []
    for name, statement, says in _CHECKS:
        rows = db.session.scalar(text(statement)) or 0
        found.append((name, rows == 0, rows, says))
    return found
