"""What must always hold in the budget; `check` asks."""

from __future__ import annotations

from sqlalchemy import text

from simral.kernel.db import db

# name, what is counted (rows that break it), what it says
_CHECKS = (
    (
        "budgeting.dipesan",
        """SELECT count(*) FROM dpa_rincian r LEFT JOIN (
               SELECT rincian_id, coalesce(sum(nilai) FILTER (WHERE state = 'dipesan'), 0) AS d,
                      coalesce(sum(nilai) FILTER (WHERE state = 'direalisasi'), 0) AS n
               FROM reservasi GROUP BY rincian_id) s ON s.rincian_id = r.id
           WHERE r.dipesan <> coalesce(s.d, 0) OR r.realisasi <> coalesce(s.n, 0)""",
        "dipesan dan realisasi = jumlah reservasi per baris",
    ),
    (
        "budgeting.pagu",
        """SELECT count(*) FROM dpa_rincian r
           LEFT JOIN LATERAL (
               SELECT d.id FROM dpa d JOIN versi_anggaran v ON v.id = d.versi_id
               WHERE d.opd_id = r.opd_id AND d.tahun = r.tahun AND d.state = 'disahkan'
               ORDER BY v.mulai_on DESC LIMIT 1) d ON true
           LEFT JOIN dpa_pagu p ON p.dpa_id = d.id AND p.rincian_id = r.id
           WHERE r.pagu <> coalesce(p.pagu, 0)""",
        "pagu baris = pagu DPA terakhir yang disahkan",
    ),
    (
        "budgeting.batas",
        "SELECT count(*) FROM dpa_rincian WHERE dipesan + realisasi > pagu",
        "dipesan + realisasi tidak melebihi pagu",
    ),
    (
        "budgeting.anggaran_kas",
        """SELECT count(*) FROM dpa_pagu p JOIN dpa d ON d.id = p.dpa_id
           WHERE d.state = 'disahkan'
               AND coalesce((SELECT sum(b) FROM unnest(p.kas) b), 0) <> p.pagu""",
        "anggaran kas = pagu pada DPA yang disahkan",
    ),
    (
        "budgeting.versi",
        """SELECT count(*) FROM (
               SELECT tahun, mulai_on FROM versi_anggaran
               GROUP BY tahun, mulai_on HAVING count(*) > 1) v""",
        "satu versi anggaran berlaku pada satu tanggal",
    ),
    (
        "budgeting.nomor",
        """SELECT count(*) FROM (
               SELECT tahun, opd_id FROM dpa WHERE urut IS NOT NULL
               GROUP BY tahun, opd_id HAVING max(urut) <> count(*) OR min(urut) <> 1) n""",
        "nomor DPA per OPD berurutan tanpa celah",
    ),
    (
        "budgeting.tercatat",
        """SELECT (SELECT count(*) FROM dpa d WHERE NOT EXISTS (
                   SELECT 1 FROM audit_outbox e WHERE e.tbl = 'dpa' AND e.pk = d.id::text))
             + (SELECT count(*) FROM (SELECT DISTINCT source_id FROM reservasi) r
                WHERE NOT EXISTS (SELECT 1 FROM audit_outbox e
                    WHERE e.tbl = 'reservasi' AND e.pk = r.source_id::text))""",
        "tiap DPA dan tiap reservasi dokumen punya catatan kejadian",
    ),
)


def list_violations() -> list[tuple[str, bool, int, str]]:
    """Name, whether it holds, how many rows break it, what it says."""
    found = []
    for name, statement, detail in _CHECKS:
        rows = db.session.execute(text(statement)).scalar_one()
        found.append((name, rows == 0, rows, detail))
    return found
