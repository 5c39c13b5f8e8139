"""The statements of `import dpa`, set by set, over the temporary tables masuk_dpa, masuk_pagu."""

from __future__ import annotations

from sqlalchemy import text

COLUMNS = {
    "opd_id": "uuid", "unit_id": "uuid", "bidang": "text", "program": "text",
    "program_nama": "text", "kegiatan": "text", "kegiatan_nama": "text", "sub": "text",
    "sub_nama": "text", "rekening_id": "uuid", "rekening": "text", "uraian": "text",
    "dana_id": "uuid", "dana_bawaan": "boolean", "nilai": "numeric",
}  # fmt: skip

SUB = text("""
    INSERT INTO dpa_sub_kegiatan (id, tahun, opd_id, unit_id, bidang_kode, program_kode,
        program_nama, kegiatan_kode, kegiatan_nama, kode, nama, lokasi, sasaran, keluaran,
        bulan_mulai, bulan_selesai)
    SELECT DISTINCT ON (opd_id, unit_id, sub) gen_random_uuid(), :tahun, opd_id, unit_id, bidang,
        program, program_nama, kegiatan, kegiatan_nama, sub, sub_nama, '', '', '', 1, 12
    FROM masuk_dpa ORDER BY opd_id, unit_id, sub
    ON CONFLICT (tahun, opd_id, unit_id, kode) DO NOTHING
""")
LINES = text("""
    INSERT INTO dpa_rincian (id, tahun, opd_id, sub_kegiatan_id, rekening_id, rekening_kode,
        sumber_dana_id, uraian, pagu, dipesan, realisasi)
    SELECT gen_random_uuid(), :tahun, m.opd_id, s.id, m.rekening_id, m.rekening, m.dana_id,
        m.uraian, 0, 0, 0
    FROM masuk_dpa m
    JOIN dpa_sub_kegiatan s ON s.tahun = :tahun AND s.opd_id = m.opd_id
        AND s.unit_id = m.unit_id AND s.kode = m.sub
    ON CONFLICT (sub_kegiatan_id, rekening_id, sumber_dana_id) DO NOTHING
""")
WANTED = text("""
    CREATE TEMPORARY TABLE masuk_pagu ON COMMIT DROP AS
    SELECT d.id AS dpa_id, d.state, r.id AS rincian_id, m.nilai, m.dana_bawaan
    FROM masuk_dpa m
    JOIN dpa_sub_kegiatan s ON s.tahun = :tahun AND s.opd_id = m.opd_id
        AND s.unit_id = m.unit_id AND s.kode = m.sub
    JOIN dpa_rincian r ON r.sub_kegiatan_id = s.id AND r.rekening_id = m.rekening_id
        AND r.sumber_dana_id = m.dana_id
    JOIN dpa d ON d.versi_id = :versi_id AND d.opd_id = m.opd_id AND d.state <> 'batal'
""")
# What the file would change in DPA that are ratified already: such a file is refused.
CHANGED_RATIFIED = text("""
    SELECT DISTINCT o.kode FROM (
        SELECT w.dpa_id FROM masuk_pagu w LEFT JOIN dpa_pagu p
            ON p.dpa_id = w.dpa_id AND p.rincian_id = w.rincian_id
        WHERE w.state = 'disahkan' AND p.pagu IS DISTINCT FROM w.nilai
        UNION ALL
        SELECT p.dpa_id FROM dpa_pagu p JOIN (
            SELECT DISTINCT dpa_id FROM masuk_pagu WHERE state = 'disahkan') r
            ON r.dpa_id = p.dpa_id
        LEFT JOIN masuk_pagu w ON w.dpa_id = p.dpa_id AND w.rincian_id = p.rincian_id
        WHERE w.rincian_id IS NULL
    ) c JOIN dpa d ON d.id = c.dpa_id JOIN opd o ON o.id = d.opd_id
    ORDER BY o.kode
""")
STORE = text("""
    INSERT INTO dpa_pagu (dpa_id, rincian_id, pagu, kas, kas_is_illustrative, dana_is_default)
    SELECT dpa_id, rincian_id, nilai, NULL, false, dana_bawaan FROM masuk_pagu
    ON CONFLICT (dpa_id, rincian_id) DO UPDATE
    SET pagu = excluded.pagu, kas = NULL, kas_is_illustrative = false,
        dana_is_default = excluded.dana_is_default
    WHERE dpa_pagu.pagu <> excluded.pagu OR dpa_pagu.dana_is_default <> excluded.dana_is_default
""")
DROP = text("""
    DELETE FROM dpa_pagu p WHERE p.dpa_id IN (SELECT dpa_id FROM masuk_pagu) AND NOT EXISTS (
        SELECT 1 FROM masuk_pagu w WHERE w.dpa_id = p.dpa_id AND w.rincian_id = p.rincian_id)
""")
