"""What `sign_sp2d` asks of the database, by hand: the fewest statements that do the same.

Locks in the same order, every check that reads, realisation, both numbers, journal with its
postings and deltas, documents, the same events, one commit. What Python computes between (the
wording of findings, the tax rule) is left out: this is the floor, not a second product.
"""

from __future__ import annotations

import json
import secrets
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg

_CHAIN = """
    SELECT d.opd_id, d.tahun, d.spm_id, m.spp_id, p.tagihan_id, p.uraian
    FROM sp2d d JOIN spm m ON m.id = d.spm_id JOIN spp p ON p.id = m.spp_id
    WHERE d.id = %s AND d.state = 'draf' FOR UPDATE
"""
_BILL = """
    SELECT t.*, o.kode AS opd_kode, p.nama, p.npwp, b.atas_nama, b.state AS b_state,
           r.rincian_id, r.nilai, x.rekening_kode AS pfk, x.nilai AS pajak
    FROM tagihan t JOIN opd o ON o.id = t.opd_id JOIN penerima p ON p.id = t.penerima_id
    JOIN rekening_bank b ON b.id = t.rekening_bank_id
    JOIN tagihan_rincian r ON r.tagihan_id = t.id
    LEFT JOIN potongan x ON x.tagihan_id = t.id WHERE t.id = %s
"""
_LOCK = "SELECT id FROM dpa_rincian WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
_CEILING = """
    SELECT r.rekening_kode, r.pagu - r.dipesan - r.realisasi,
        (SELECT sum(b) FROM dpa_pagu g JOIN dpa d ON d.id = g.dpa_id
             JOIN versi_anggaran v ON v.id = d.versi_id CROSS JOIN LATERAL unnest(g.kas[1:%s]) b
         WHERE g.rincian_id = r.id AND d.state = 'disahkan' AND v.mulai_on <= %s),
        (SELECT sum(q.pagu - q.dipesan - q.realisasi) FROM dpa_rincian q
         WHERE q.sub_kegiatan_id = r.sub_kegiatan_id AND q.sumber_dana_id = r.sumber_dana_id),
        (SELECT sum(s.nilai) FROM spd_rincian s JOIN spd ON spd.id = s.spd_id
         WHERE s.rincian_id = r.id AND spd.state = 'terbit' AND spd.tanggal <= %s),
        (SELECT sum(nilai) FROM reservasi v WHERE v.rincian_id = r.id AND v.source_id = %s
         AND v.source = 'treasury:spp' AND v.state IN ('dipesan', 'direalisasi'))
    FROM dpa_rincian r WHERE r.id = ANY(%s)
"""
_OTHER = """
    SELECT (SELECT kode FROM versi_anggaran WHERE tahun = %s AND mulai_on <= %s
            ORDER BY mulai_on DESC LIMIT 1),
        EXISTS (SELECT FROM periode WHERE tahun = %s AND bulan = %s AND state = 'dikunci'),
        EXISTS (SELECT FROM tagihan WHERE penerima_id = %s AND id <> %s AND state <> 'batal'
                AND (nomor = %s OR faktur_pajak = %s)),
        EXISTS (SELECT FROM jurnal WHERE source = 'treasury:sp2d' AND source_id = %s),
        (SELECT jsonb_object_agg(jenis, tujuan_kode) FROM peta_rekening WHERE belanja_kode = %s),
        (SELECT jsonb_object_agg(kunci, nilai) FROM pengaturan WHERE mulai_on <= %s)
"""
_REALISE = """
    WITH tutup AS (
        UPDATE reservasi SET state = 'direalisasi' WHERE source = 'treasury:spp'
            AND source_id = %s AND state = 'dipesan' RETURNING rincian_id, nilai)
    UPDATE dpa_rincian r SET dipesan = dipesan - t.nilai, realisasi = realisasi + t.nilai
    FROM tutup t WHERE r.id = t.rincian_id
"""
_NUMBER = "UPDATE nomor_urut SET last = last + 1 WHERE series = %s AND tahun = %s RETURNING last"
_DOCUMENTS = """
    WITH m AS (UPDATE spm SET state = 'sp2d_terbit', version = version + 1 WHERE id = %s)
    UPDATE sp2d SET state = 'ditandatangani', urut = %s, nomor = %s, tanggal = %s, token = %s,
        signed_by_id = %s, version = version + 1 WHERE id = %s
"""
_JOURNAL = """
    WITH j AS (
        INSERT INTO jurnal (id, tahun, tanggal, urut, nomor, uraian, source, source_id, purpose,
                            jumlah_baris, posted_by_id, posted_at_utc)
        VALUES (%(id)s, %(tahun)s, %(hari)s, %(urut)s, %(nomor)s, %(uraian)s, 'treasury:sp2d',
                %(sp2d)s, 'sp2d', %(jumlah)s, %(siapa)s, now())
    ), b AS (
        SELECT * FROM unnest(%(baris)s::int[], %(entitas)s::text[], %(buku)s::text[],
            %(kode)s::text[], %(debit)s::numeric[], %(kredit)s::numeric[], %(label)s::uuid[])
            AS b(baris, entitas, buku, kode, debit, kredit, label)
    ), delta AS (
        INSERT INTO saldo_delta (tahun, bulan, entitas, buku, rekening_kode, label, debit, kredit)
        SELECT %(tahun)s, %(bulan)s, entitas, buku, kode, label, debit, kredit FROM b
    )
    INSERT INTO posting (jurnal_id, baris, entitas, buku, rekening_id, rekening_kode, debit,
                         kredit, label)
    SELECT %(id)s, baris, entitas, buku, a.id, kode, debit, kredit, label
    FROM b JOIN rekening a USING (kode) WHERE a.is_active AND a.tahun_sampai IS NULL
"""
_EVENTS = """
    INSERT INTO audit_outbox (at, tag, tbl, pk, op, actor_id, role, note, row)
    SELECT now(), tag, 'x', pk, 'W', %s, 'kuasa_bud', '', row::jsonb
    FROM unnest(%s::text[], %s::text[], %s::text[]) AS e(tag, pk, row)
"""


def sign(connection: psycopg.Connection[Any], sp2d_id: UUID, actor_id: UUID, today: date) -> None:
    """One SP2D, one transaction; raises when a check does not hold."""
    run = connection.cursor().execute
    opd_id, tahun, spm_id, spp_id, tagihan_id, uraian = _one(run(_CHAIN, (sp2d_id,)))
    bill = connection.cursor(row_factory=psycopg.rows.dict_row).execute(_BILL, (tagihan_id,))
    rows = bill.fetchall()
    first = rows[0]
    lines = [first["rincian_id"]]
    nilai = first["nilai"]
    run(_LOCK, (lines,))
    found = _one(run(_CEILING, (today.month, today, today, spp_id, lines)))
    kode, pagu, kas, dana, spd, own = found
    names = (first["penerima_id"], tagihan_id, first["nomor"], first["faktur_pajak"])
    args = (tahun, today, tahun, today.month, *names, sp2d_id, kode, today)
    versi, closed, twice, posted, partners, settings = _one(run(_OTHER, args))
    assert pagu + own >= nilai
    assert dana + own >= nilai
    assert min(kas, spd) >= nilai
    assert not closed
    assert not twice
    assert not posted
    run(_REALISE, (spp_id,))
    (urut,) = _one(run(_NUMBER, ("sp2d", tahun)))
    nomor = f"{settings.get('x', '32.01')}/04.0/{urut:06d}/LS/{first['opd_kode']}/{versi}/{tahun}"
    taxes = [(row["pfk"], row["pajak"]) for row in rows if row["pajak"]]
    postings = _postings(first["opd_kode"], kode, partners, nilai, taxes, lines[0])
    (serial,) = _one(run(_NUMBER, ("jurnal", tahun)))
    columns = [list(column) for column in zip(*postings, strict=True)]
    keys = ("entitas", "buku", "kode", "debit", "kredit", "label")
    journal: dict[str, Any] = dict(zip(keys, columns, strict=True)) | {
        "id": uuid4(), "tahun": tahun, "bulan": today.month, "hari": today, "urut": serial,
        "nomor": f"B/{serial}", "uraian": f"SP2D {nomor}: {uraian}", "sp2d": sp2d_id,
        "jumlah": len(postings), "siapa": actor_id, "baris": list(range(1, len(postings) + 1)),
    }  # fmt: skip
    run(_JOURNAL, journal)
    token = secrets.token_urlsafe(16)
    run(_DOCUMENTS, (spm_id, urut, nomor, today, token, actor_id, sp2d_id))
    facts = {key: str(value) for key, value in journal.items()}
    events = [
        ("treasury:sp2d:sign", str(sp2d_id), json.dumps({"opd": str(opd_id), "nomor": nomor})),
        ("treasury:spm:issue", str(spm_id), json.dumps({"spp": str(spp_id)})),
        ("budgeting:reservasi:post", str(spp_id), json.dumps({"nilai": str(nilai)})),
        ("ledger:jurnal:post", str(journal["id"]), json.dumps(facts)),
    ]
    run(_EVENTS, (actor_id, *map(list, zip(*events, strict=True))))
    connection.commit()


def _postings(
    opd: str,
    kode: str,
    partners: dict[str, str],
    nilai: Decimal,
    taxes: list[tuple[str, Decimal]],
    label: UUID,
) -> list[tuple[str, str, str, Decimal, Decimal, UUID | None]]:
    zero, kept = Decimal(0), sum((nilai for _, nilai in taxes), Decimal(0))
    return [
        (opd, "LO", partners["utang"], nilai, zero, label),
        (opd, "LO", "3.1.03.01.01.0001", zero, nilai, None),
        (opd, "LRA", kode, nilai, zero, label),
        (opd, "LRA", "3.1.02.05.01.0001", zero, nilai, None),
        ("PPKD", "LO", "1.1.13.01.01.0001", nilai, zero, None),
        ("PPKD", "LO", "1.1.01.01.01.0001", zero, nilai - kept, None),
        *(("PPKD", "LO", leaf, zero, tax, None) for leaf, tax in taxes),
    ]


def _one(cursor: psycopg.Cursor[Any]) -> Any:
    row = cursor.fetchone()
    assert row is not None
    return row
