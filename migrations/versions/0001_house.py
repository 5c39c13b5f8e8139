"""The house: every table of the finance rooms."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, cache=1), nullable=False),
        sa.Column(
            "txid", sa.Text(), server_default=sa.text("pg_current_xact_id()::text"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("tbl", sa.Text(), nullable=False),
        sa.Column("pk", sa.Text(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("row", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_outbox")),
    )
    op.create_index(op.f("ix_audit_outbox_at"), "audit_outbox", ["at"], unique=False)
    op.create_index(op.f("ix_audit_outbox_pk"), "audit_outbox", ["pk"], unique=False)
    op.create_table(
        "hari_libur",
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tanggal", name=op.f("pk_hari_libur")),
    )
    op.create_table(
        "jurnal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("jumlah_baris", sa.Integer(), nullable=False),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("posted_by_id", sa.Uuid(), nullable=False),
        sa.Column("posted_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("jumlah_baris >= 2", name=op.f("ck_jurnal_dua_baris")),
        sa.ForeignKeyConstraint(["reverses_id"], ["jurnal.id"], name=op.f("fk_jurnal_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurnal")),
        sa.UniqueConstraint("nomor", name=op.f("uq_jurnal_nomor")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_jurnal_reverses_id")),
        sa.UniqueConstraint(
            "source", "source_id", "purpose", name=op.f("uq_jurnal_source_source_id_purpose")
        ),
        sa.UniqueConstraint("tahun", "urut", name=op.f("uq_jurnal_tahun_urut")),
    )
    op.create_index(op.f("ix_jurnal_source_id"), "jurnal", ["source_id"], unique=False)
    op.create_index(op.f("ix_jurnal_tahun_tanggal"), "jurnal", ["tahun", "tanggal"], unique=False)
    op.create_table(
        "kunci_perintah",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column(
            "created_at_utc",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kunci_perintah")),
    )
    op.create_table(
        "nomenklatur",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jenis_pemda", sa.Text(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("tingkat", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("fungsi", sa.Text(), nullable=True),
        sa.Column("kinerja", sa.Text(), nullable=True),
        sa.Column("indikator", sa.Text(), nullable=True),
        sa.Column("satuan", sa.Text(), nullable=True),
        sa.Column("tahun_mulai", sa.Integer(), nullable=False),
        sa.Column("tahun_sampai", sa.Integer(), nullable=True),
        sa.Column("sumber", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "tingkat IN ('urusan', 'bidang', 'program', 'kegiatan', 'sub_kegiatan')",
            name=op.f("ck_nomenklatur_tingkat"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomenklatur")),
        sa.UniqueConstraint(
            "jenis_pemda",
            "kode",
            "tahun_mulai",
            name=op.f("uq_nomenklatur_jenis_pemda_kode_tahun_mulai"),
        ),
    )
    op.create_table(
        "nomor_urut",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("series", "tahun", name=op.f("pk_nomor_urut")),
    )
    op.create_table(
        "opd",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("is_skpkd", sa.Boolean(), nullable=False),
        sa.Column("tahun_mulai", sa.Integer(), nullable=False),
        sa.Column("tahun_sampai", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opd")),
        sa.UniqueConstraint("kode", name=op.f("uq_opd_kode")),
    )
    op.create_table(
        "pengaturan",
        sa.Column("kunci", sa.Text(), nullable=False),
        sa.Column("mulai_on", sa.Date(), nullable=False),
        sa.Column("nilai", sa.Text(), nullable=False),
        sa.Column("dasar", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kunci", "mulai_on", name=op.f("pk_pengaturan")),
    )
    op.create_table(
        "pengguna",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nama_pengguna", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=False),
        sa.Column("jabatan", sa.Text(), nullable=False),
        sa.Column("pangkat", sa.Text(), nullable=False),
        sa.Column("sandi_hash", sa.Text(), nullable=False),
        sa.Column("sandi_changed_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wajib_ganti", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("bahasa", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "nama_pengguna = lower(nama_pengguna)", name=op.f("ck_pengguna_huruf_kecil")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pengguna")),
        sa.UniqueConstraint("nama_pengguna", name=op.f("uq_pengguna_nama_pengguna")),
    )
    op.create_index(
        "uq_pengguna_nip", "pengguna", ["nip"], unique=True, postgresql_where=sa.text("nip <> ''")
    )
    op.create_table(
        "percobaan_masuk",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("nama_pengguna", sa.Text(), nullable=False),
        sa.Column("alamat", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_percobaan_masuk")),
    )
    op.create_index(
        op.f("ix_percobaan_masuk_alamat_at"), "percobaan_masuk", ["alamat", "at"], unique=False
    )
    op.create_index(
        op.f("ix_percobaan_masuk_nama_pengguna_at"),
        "percobaan_masuk",
        ["nama_pengguna", "at"],
        unique=False,
    )
    op.create_table(
        "periode",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "dibuka",
                "dikunci",
                name="periodestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opd_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("bulan BETWEEN 1 AND 12", name=op.f("ck_periode_bulan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periode")),
        sa.UniqueConstraint("tahun", "bulan", name=op.f("uq_periode_tahun_bulan")),
    )
    op.create_table(
        "peta_rekening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("belanja_kode", sa.Text(), nullable=False),
        sa.Column("tujuan_kode", sa.Text(), nullable=False),
        sa.Column("tahun_mulai", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.Text(), nullable=False),
        sa.CheckConstraint("jenis IN ('lawan', 'utang')", name=op.f("ck_peta_rekening_jenis")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peta_rekening")),
        sa.UniqueConstraint(
            "jenis",
            "belanja_kode",
            "tahun_mulai",
            name=op.f("uq_peta_rekening_jenis_belanja_kode_tahun_mulai"),
        ),
    )
    op.create_table(
        "rekening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("induk_kode", sa.Text(), nullable=True),
        sa.Column("tahun_mulai", sa.Integer(), nullable=False),
        sa.Column("tahun_sampai", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("sumber", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "tahun_sampai IS NULL OR tahun_sampai >= tahun_mulai", name=op.f("ck_rekening_masa")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rekening")),
        sa.UniqueConstraint("kode", "tahun_mulai", name=op.f("uq_rekening_kode_tahun_mulai")),
    )
    op.create_index(
        "ix_rekening_kode_pola",
        "rekening",
        ["kode"],
        unique=False,
        postgresql_ops={"kode": "text_pattern_ops"},
    )
    op.create_table(
        "saldo",
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column(
            "buku",
            sa.Enum("LO", "LRA", name="buku", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("entitas", sa.Text(), nullable=False),
        sa.Column("rekening_kode", sa.Text(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("debit", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("kredit", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.PrimaryKeyConstraint(
            "tahun", "buku", "entitas", "rekening_kode", "bulan", name=op.f("pk_saldo")
        ),
    )
    op.create_table(
        "saldo_delta",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("entitas", sa.Text(), nullable=False),
        sa.Column(
            "buku",
            sa.Enum("LO", "LRA", name="buku", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("rekening_kode", sa.Text(), nullable=False),
        sa.Column("label", sa.Uuid(), nullable=True),
        sa.Column("debit", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("kredit", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saldo_delta")),
    )
    op.create_table(
        "saldo_label",
        sa.Column("label", sa.Uuid(), nullable=False),
        sa.Column("rekening_kode", sa.Text(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("debit", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("kredit", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.PrimaryKeyConstraint(
            "label", "rekening_kode", "tahun", "bulan", name=op.f("pk_saldo_label")
        ),
    )
    op.create_table(
        "satuan",
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("sebutan_lain", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nama", name=op.f("pk_satuan")),
    )
    op.create_table(
        "sumber_dana",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("induk_kode", sa.Text(), nullable=True),
        sa.Column("tahun_mulai", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sumber_dana")),
        sa.UniqueConstraint("kode", "tahun_mulai", name=op.f("uq_sumber_dana_kode_tahun_mulai")),
    )
    op.create_table(
        "versi_anggaran",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("mulai_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versi_anggaran")),
        sa.UniqueConstraint("tahun", "kode", name=op.f("uq_versi_anggaran_tahun_kode")),
        sa.UniqueConstraint("tahun", "mulai_on", name=op.f("uq_versi_anggaran_tahun_mulai_on")),
    )
    op.create_table(
        "dpa",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("versi_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draf",
                "disahkan",
                "batal",
                name="dpastate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column("ratified_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'disahkan' OR nomor IS NOT NULL", name=op.f("ck_dpa_bernomor")
        ),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_dpa_opd_id")),
        sa.ForeignKeyConstraint(["versi_id"], ["versi_anggaran.id"], name=op.f("fk_dpa_versi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dpa")),
        sa.UniqueConstraint("nomor", name=op.f("uq_dpa_nomor")),
        sa.UniqueConstraint("tahun", "opd_id", "urut", name=op.f("uq_dpa_tahun_opd_id_urut")),
    )
    op.create_index(op.f("ix_dpa_opd_id"), "dpa", ["opd_id"], unique=False)
    op.create_index(
        "uq_dpa_versi_id_opd_id",
        "dpa",
        ["versi_id", "opd_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'batal'"),
    )
    op.create_table(
        "penerima",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("npwp", sa.Text(), nullable=False),
        sa.Column("alamat", sa.Text(), nullable=False),
        sa.Column("is_pkp", sa.Boolean(), nullable=False),
        sa.Column("is_illustrative", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "aktif",
                "ditutup",
                name="penerimastate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("npwp ~ '^([0-9]{15,16})?$'", name=op.f("ck_penerima_npwp")),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_penerima_opd_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penerima")),
    )
    op.create_index(
        "uq_penerima_npwp",
        "penerima",
        ["npwp"],
        unique=True,
        postgresql_where=sa.text("npwp <> '' AND state = 'aktif'"),
    )
    op.create_table(
        "peran",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pengguna_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "ppkd",
                "kuasa_bud",
                "pa",
                "ppk_skpd",
                "pptk",
                "bendahara_pengeluaran",
                "bendahara_penerimaan",
                "akuntansi",
                "inspektorat",
                "auditor",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opd_id", sa.Uuid(), nullable=True),
        sa.Column("mulai_on", sa.Date(), nullable=False),
        sa.Column("sampai_on", sa.Date(), nullable=True),
        sa.Column("dasar", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "sampai_on IS NULL OR sampai_on >= mulai_on", name=op.f("ck_peran_masa")
        ),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_peran_opd_id")),
        sa.ForeignKeyConstraint(
            ["pengguna_id"], ["pengguna.id"], name=op.f("fk_peran_pengguna_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peran")),
    )
    op.create_index(op.f("ix_peran_pengguna_id"), "peran", ["pengguna_id"], unique=False)
    op.create_table(
        "posting",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("jurnal_id", sa.Uuid(), nullable=False),
        sa.Column("baris", sa.Integer(), nullable=False),
        sa.Column("entitas", sa.Text(), nullable=False),
        sa.Column(
            "buku",
            sa.Enum("LO", "LRA", name="buku", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("rekening_id", sa.Uuid(), nullable=False),
        sa.Column("rekening_kode", sa.Text(), nullable=False),
        sa.Column("debit", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("kredit", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("label", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(debit = 0) <> (kredit = 0)", name=op.f("ck_posting_satu_sisi")),
        sa.CheckConstraint("debit >= 0 AND kredit >= 0", name=op.f("ck_posting_tidak_negatif")),
        sa.ForeignKeyConstraint(["jurnal_id"], ["jurnal.id"], name=op.f("fk_posting_jurnal_id")),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening.id"], name=op.f("fk_posting_rekening_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint("jurnal_id", "baris", name=op.f("uq_posting_jurnal_id_baris")),
    )
    op.create_index(op.f("ix_posting_label"), "posting", ["label"], unique=False)
    op.create_index(
        op.f("ix_posting_rekening_kode"),
        "posting",
        ["rekening_kode"],
        unique=False,
        postgresql_ops={"rekening_kode": "text_pattern_ops"},
    )
    op.create_table(
        "sesi",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("pengguna_id", sa.Uuid(), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pengguna_id"], ["pengguna.id"], name=op.f("fk_sesi_pengguna_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sesi")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sesi_token_hash")),
    )
    op.create_index(op.f("ix_sesi_pengguna_id"), "sesi", ["pengguna_id"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_unit_opd_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("kode", name=op.f("uq_unit_kode")),
    )
    op.create_index(op.f("ix_unit_opd_id"), "unit", ["opd_id"], unique=False)
    op.create_table(
        "dpa_sub_kegiatan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("bidang_kode", sa.Text(), nullable=False),
        sa.Column("program_kode", sa.Text(), nullable=False),
        sa.Column("program_nama", sa.Text(), nullable=False),
        sa.Column("kegiatan_kode", sa.Text(), nullable=False),
        sa.Column("kegiatan_nama", sa.Text(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("lokasi", sa.Text(), nullable=False),
        sa.Column("sasaran", sa.Text(), nullable=False),
        sa.Column("keluaran", sa.Text(), nullable=False),
        sa.Column("bulan_mulai", sa.Integer(), nullable=False),
        sa.Column("bulan_selesai", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_dpa_sub_kegiatan_opd_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_dpa_sub_kegiatan_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dpa_sub_kegiatan")),
        sa.UniqueConstraint("id", "opd_id", name=op.f("uq_dpa_sub_kegiatan_id_opd_id")),
        sa.UniqueConstraint(
            "tahun",
            "opd_id",
            "unit_id",
            "kode",
            name=op.f("uq_dpa_sub_kegiatan_tahun_opd_id_unit_id_kode"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "kontrak",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("penerima_id", sa.Uuid(), nullable=False),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("nilai", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("mulai_on", sa.Date(), nullable=False),
        sa.Column("selesai_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "berlaku",
                "batal",
                name="kontrakstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("nilai > 0", name=op.f("ck_kontrak_nilai_positif")),
        sa.CheckConstraint("selesai_on >= mulai_on", name=op.f("ck_kontrak_masa")),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_kontrak_opd_id")),
        sa.ForeignKeyConstraint(
            ["penerima_id"], ["penerima.id"], name=op.f("fk_kontrak_penerima_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kontrak")),
    )
    op.create_index(
        "uq_kontrak_nomor",
        "kontrak",
        ["opd_id", "nomor"],
        unique=True,
        postgresql_where=sa.text("state <> 'batal'"),
    )
    op.create_table(
        "rekening_bank",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("penerima_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("atas_nama", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "menunggu",
                "terverifikasi",
                "ditutup",
                name="rekeningbankstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("nomor ~ '^[0-9]{5,20}$'", name=op.f("ck_rekening_bank_nomor")),
        sa.CheckConstraint(
            "verified_by_id <> created_by_id", name=op.f("ck_rekening_bank_dua_orang")
        ),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_rekening_bank_opd_id")),
        sa.ForeignKeyConstraint(
            ["penerima_id"], ["penerima.id"], name=op.f("fk_rekening_bank_penerima_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rekening_bank")),
    )
    op.create_index(
        op.f("ix_rekening_bank_penerima_id"), "rekening_bank", ["penerima_id"], unique=False
    )
    op.create_index(
        "uq_rekening_bank_terpakai",
        "rekening_bank",
        ["bank", "nomor", "penerima_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'ditutup'"),
    )
    op.create_table(
        "spd",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("dpa_id", sa.Uuid(), nullable=False),
        sa.Column("bulan_dari", sa.Integer(), nullable=False),
        sa.Column("bulan_sampai", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.Text(), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draf",
                "terbit",
                "batal",
                name="spdstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state <> 'terbit' OR nomor IS NOT NULL", name=op.f("ck_spd_bernomor")),
        sa.CheckConstraint(
            "1 <= bulan_dari AND bulan_dari <= bulan_sampai", name=op.f("ck_spd_bulan_urut")
        ),
        sa.CheckConstraint("bulan_sampai <= 12", name=op.f("ck_spd_bulan")),
        sa.CheckConstraint("issued_by_id <> created_by_id", name=op.f("ck_spd_dua_orang")),
        sa.ForeignKeyConstraint(["dpa_id"], ["dpa.id"], name=op.f("fk_spd_dpa_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_spd_opd_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spd")),
        sa.UniqueConstraint("nomor", name=op.f("uq_spd_nomor")),
        sa.UniqueConstraint("tahun", "opd_id", "urut", name=op.f("uq_spd_tahun_opd_id_urut")),
        sa.UniqueConstraint("token", name=op.f("uq_spd_token")),
    )
    op.create_index(op.f("ix_spd_opd_id"), "spd", ["opd_id"], unique=False)
    op.create_table(
        "dpa_rincian",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("sub_kegiatan_id", sa.Uuid(), nullable=False),
        sa.Column("rekening_id", sa.Uuid(), nullable=False),
        sa.Column("rekening_kode", sa.Text(), nullable=False),
        sa.Column("sumber_dana_id", sa.Uuid(), nullable=False),
        sa.Column("uraian", sa.Text(), server_default="", nullable=False),
        sa.Column("pagu", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("dipesan", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("realisasi", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.CheckConstraint("dipesan + realisasi <= pagu", name=op.f("ck_dpa_rincian_pagu_cukup")),
        sa.CheckConstraint(
            "pagu >= 0 AND dipesan >= 0 AND realisasi >= 0",
            name=op.f("ck_dpa_rincian_tidak_negatif"),
        ),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_dpa_rincian_opd_id")),
        sa.ForeignKeyConstraint(
            ["rekening_id"], ["rekening.id"], name=op.f("fk_dpa_rincian_rekening_id")
        ),
        sa.ForeignKeyConstraint(
            ["sub_kegiatan_id", "opd_id"],
            ["dpa_sub_kegiatan.id", "dpa_sub_kegiatan.opd_id"],
            name="fk_dpa_rincian_sub_kegiatan_opd",
        ),
        sa.ForeignKeyConstraint(
            ["sumber_dana_id"], ["sumber_dana.id"], name=op.f("fk_dpa_rincian_sumber_dana_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dpa_rincian")),
        sa.UniqueConstraint(
            "sub_kegiatan_id",
            "rekening_id",
            "sumber_dana_id",
            name=op.f("uq_dpa_rincian_sub_kegiatan_id_rekening_id_sumber_dana_id"),
        ),
    )
    op.create_index(
        op.f("ix_dpa_rincian_tahun_opd_id"), "dpa_rincian", ["tahun", "opd_id"], unique=False
    )
    op.create_table(
        "tagihan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("penerima_id", sa.Uuid(), nullable=False),
        sa.Column("rekening_bank_id", sa.Uuid(), nullable=False),
        sa.Column("kontrak_id", sa.Uuid(), nullable=True),
        sa.Column(
            "jenis",
            sa.Enum(
                "barang",
                "jasa",
                "katering",
                "sewa_tanah_bangunan",
                "konstruksi_kecil",
                "konstruksi_menengah",
                "konstruksi_tanpa_kualifikasi",
                "konsultansi_konstruksi",
                "konsultansi_tanpa_kualifikasi",
                "honor_pns_iii",
                "honor_pns_iv",
                "narasumber",
                "bukan_objek",
                name="jenisbelanja",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("bast_nomor", sa.Text(), nullable=False),
        sa.Column("bast_on", sa.Date(), nullable=True),
        sa.Column("faktur_pajak", sa.Text(), nullable=False),
        sa.Column("is_bebas_ppn", sa.Boolean(), nullable=False),
        sa.Column("is_bebas_pph", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "terdaftar",
                "di_spp",
                "dibayar",
                "batal",
                name="tagihanstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(bast_on IS NULL) = (bast_nomor = '')", name=op.f("ck_tagihan_bast_lengkap")
        ),
        sa.ForeignKeyConstraint(["kontrak_id"], ["kontrak.id"], name=op.f("fk_tagihan_kontrak_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_tagihan_opd_id")),
        sa.ForeignKeyConstraint(
            ["penerima_id"], ["penerima.id"], name=op.f("fk_tagihan_penerima_id")
        ),
        sa.ForeignKeyConstraint(
            ["rekening_bank_id"], ["rekening_bank.id"], name=op.f("fk_tagihan_rekening_bank_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tagihan")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_tagihan_source_source_id")),
    )
    op.create_index(op.f("ix_tagihan_kontrak_id"), "tagihan", ["kontrak_id"], unique=False)
    op.create_index(op.f("ix_tagihan_tahun_opd_id"), "tagihan", ["tahun", "opd_id"], unique=False)
    op.create_index(
        "uq_tagihan_penerima_nomor",
        "tagihan",
        ["penerima_id", "nomor"],
        unique=True,
        postgresql_where=sa.text("state <> 'batal'"),
    )
    op.create_table(
        "dpa_pagu",
        sa.Column("dpa_id", sa.Uuid(), nullable=False),
        sa.Column("rincian_id", sa.Uuid(), nullable=False),
        sa.Column("pagu", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("kas", postgresql.ARRAY(sa.Numeric(precision=20, scale=2)), nullable=True),
        sa.Column("kas_is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("dana_is_default", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kas IS NULL OR cardinality(kas) = 12", name=op.f("ck_dpa_pagu_dua_belas_bulan")
        ),
        sa.CheckConstraint("pagu >= 0", name=op.f("ck_dpa_pagu_tidak_negatif")),
        sa.ForeignKeyConstraint(["dpa_id"], ["dpa.id"], name=op.f("fk_dpa_pagu_dpa_id")),
        sa.ForeignKeyConstraint(
            ["rincian_id"], ["dpa_rincian.id"], name=op.f("fk_dpa_pagu_rincian_id")
        ),
        sa.PrimaryKeyConstraint("dpa_id", "rincian_id", name=op.f("pk_dpa_pagu")),
    )
    op.create_index(op.f("ix_dpa_pagu_rincian_id"), "dpa_pagu", ["rincian_id"], unique=False)
    op.create_table(
        "potongan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tagihan_id", sa.Uuid(), nullable=False),
        sa.Column(
            "jenis",
            sa.Enum(
                "ppn",
                "pph_21",
                "pph_22",
                "pph_23",
                "pph_4_2",
                name="jenispotongan",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("dasar", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("tarif", sa.Numeric(precision=9, scale=6), nullable=False),
        sa.Column("nilai", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("rekening_kode", sa.Text(), nullable=False),
        sa.Column("id_billing", sa.Text(), nullable=False),
        sa.CheckConstraint("id_billing ~ '^([0-9]{15})?$'", name=op.f("ck_potongan_id_billing")),
        sa.CheckConstraint("nilai >= 0 AND dasar >= 0", name=op.f("ck_potongan_tidak_negatif")),
        sa.ForeignKeyConstraint(
            ["tagihan_id"], ["tagihan.id"], name=op.f("fk_potongan_tagihan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_potongan")),
        sa.UniqueConstraint("tagihan_id", "jenis", name=op.f("uq_potongan_tagihan_id_jenis")),
    )
    op.create_index(
        "uq_potongan_id_billing",
        "potongan",
        ["id_billing"],
        unique=True,
        postgresql_where=sa.text("id_billing <> ''"),
    )
    op.create_table(
        "reservasi",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rincian_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("nilai", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "dipesan",
                "direalisasi",
                "dilepas",
                name="reservasistate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("nilai <> 0", name=op.f("ck_reservasi_bukan_nol")),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_reservasi_opd_id")),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["reservasi.id"], name=op.f("fk_reservasi_reverses_id")
        ),
        sa.ForeignKeyConstraint(
            ["rincian_id"], ["dpa_rincian.id"], name=op.f("fk_reservasi_rincian_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservasi")),
    )
    op.create_index(op.f("ix_reservasi_rincian_id"), "reservasi", ["rincian_id"], unique=False)
    op.create_index(
        op.f("ix_reservasi_source_source_id"), "reservasi", ["source", "source_id"], unique=False
    )
    op.create_table(
        "spd_rincian",
        sa.Column("spd_id", sa.Uuid(), nullable=False),
        sa.Column("rincian_id", sa.Uuid(), nullable=False),
        sa.Column("nilai", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.CheckConstraint("nilai > 0", name=op.f("ck_spd_rincian_nilai_positif")),
        sa.ForeignKeyConstraint(
            ["rincian_id"], ["dpa_rincian.id"], name=op.f("fk_spd_rincian_rincian_id")
        ),
        sa.ForeignKeyConstraint(["spd_id"], ["spd.id"], name=op.f("fk_spd_rincian_spd_id")),
        sa.PrimaryKeyConstraint("spd_id", "rincian_id", name=op.f("pk_spd_rincian")),
    )
    op.create_index(op.f("ix_spd_rincian_rincian_id"), "spd_rincian", ["rincian_id"], unique=False)
    op.create_table(
        "spp",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.Text(), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column(
            "jenis",
            sa.Enum("LS", name="jenisspp", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("tagihan_id", sa.Uuid(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draf",
                "diajukan",
                "diverifikasi",
                "dikembalikan",
                "spm_terbit",
                "batal",
                name="sppstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draf', 'batal') OR nomor IS NOT NULL", name=op.f("ck_spp_bernomor")
        ),
        sa.CheckConstraint("verified_by_id <> submitted_by_id", name=op.f("ck_spp_pemeriksa_lain")),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_spp_opd_id")),
        sa.ForeignKeyConstraint(["tagihan_id"], ["tagihan.id"], name=op.f("fk_spp_tagihan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spp")),
        sa.UniqueConstraint("nomor", name=op.f("uq_spp_nomor")),
        sa.UniqueConstraint("tahun", "opd_id", "urut", name=op.f("uq_spp_tahun_opd_id_urut")),
        sa.UniqueConstraint("token", name=op.f("uq_spp_token")),
    )
    op.create_index(op.f("ix_spp_opd_id"), "spp", ["opd_id"], unique=False)
    op.create_index(
        "uq_spp_tagihan",
        "spp",
        ["tagihan_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'batal'"),
    )
    op.create_table(
        "tagihan_rincian",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tagihan_id", sa.Uuid(), nullable=False),
        sa.Column("baris", sa.Integer(), nullable=False),
        sa.Column("rincian_id", sa.Uuid(), nullable=False),
        sa.Column("nilai", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("aset_kode", sa.Text(), nullable=True),
        sa.CheckConstraint("nilai > 0", name=op.f("ck_tagihan_rincian_nilai_positif")),
        sa.ForeignKeyConstraint(
            ["rincian_id"], ["dpa_rincian.id"], name=op.f("fk_tagihan_rincian_rincian_id")
        ),
        sa.ForeignKeyConstraint(
            ["tagihan_id"], ["tagihan.id"], name=op.f("fk_tagihan_rincian_tagihan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tagihan_rincian")),
        sa.UniqueConstraint(
            "tagihan_id", "rincian_id", name=op.f("uq_tagihan_rincian_tagihan_id_rincian_id")
        ),
    )
    op.create_index(
        op.f("ix_tagihan_rincian_rincian_id"), "tagihan_rincian", ["rincian_id"], unique=False
    )
    op.create_table(
        "spm",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.Text(), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column("spp_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draf",
                "disetujui",
                "ditolak",
                "diserahkan",
                "sp2d_terbit",
                "batal",
                name="spmstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("maker_id", sa.Uuid(), nullable=False),
        sa.Column("verifier_id", sa.Uuid(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draf', 'ditolak', 'batal') OR nomor IS NOT NULL",
            name=op.f("ck_spm_bernomor"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id NOT IN (maker_id, verifier_id)",
            name=op.f("ck_spm_penyetuju_lain"),
        ),
        sa.CheckConstraint("maker_id <> verifier_id", name=op.f("ck_spm_pemeriksa_lain")),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_spm_opd_id")),
        sa.ForeignKeyConstraint(["spp_id"], ["spp.id"], name=op.f("fk_spm_spp_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spm")),
        sa.UniqueConstraint("nomor", name=op.f("uq_spm_nomor")),
        sa.UniqueConstraint("tahun", "opd_id", "urut", name=op.f("uq_spm_tahun_opd_id_urut")),
        sa.UniqueConstraint("token", name=op.f("uq_spm_token")),
    )
    op.create_index(op.f("ix_spm_opd_id"), "spm", ["opd_id"], unique=False)
    op.create_index(
        "uq_spm_spp", "spm", ["spp_id"], unique=True, postgresql_where=sa.text("state <> 'batal'")
    )
    op.create_table(
        "spp_kelengkapan",
        sa.Column("spp_id", sa.Uuid(), nullable=False),
        sa.Column("butir", sa.Text(), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["spp_id"], ["spp.id"], name=op.f("fk_spp_kelengkapan_spp_id")),
        sa.PrimaryKeyConstraint("spp_id", "butir", name=op.f("pk_spp_kelengkapan")),
    )
    op.create_table(
        "spp_rincian",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("spp_id", sa.Uuid(), nullable=False),
        sa.Column("dpa_rincian_id", sa.Uuid(), nullable=False),
        sa.Column("nilai", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.CheckConstraint("nilai > 0", name=op.f("ck_spp_rincian_nilai_positif")),
        sa.ForeignKeyConstraint(
            ["dpa_rincian_id"], ["dpa_rincian.id"], name=op.f("fk_spp_rincian_dpa_rincian_id")
        ),
        sa.ForeignKeyConstraint(["spp_id"], ["spp.id"], name=op.f("fk_spp_rincian_spp_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spp_rincian")),
        sa.UniqueConstraint(
            "spp_id", "dpa_rincian_id", name=op.f("uq_spp_rincian_spp_id_dpa_rincian_id")
        ),
    )
    op.create_index(
        op.f("ix_spp_rincian_dpa_rincian_id"), "spp_rincian", ["dpa_rincian_id"], unique=False
    )
    op.create_table(
        "sp2d",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.Text(), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column("spm_id", sa.Uuid(), nullable=False),
        sa.Column("rekening_bank_id", sa.Uuid(), nullable=False),
        sa.Column("nilai", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("potongan", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draf",
                "ditandatangani",
                "dikirim",
                "cair",
                "retur",
                "batal",
                name="sp2dstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("maker_id", sa.Uuid(), nullable=False),
        sa.Column("verifier_id", sa.Uuid(), nullable=False),
        sa.Column("approver_id", sa.Uuid(), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("cair_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draf', 'batal') OR nomor IS NOT NULL", name=op.f("ck_sp2d_bernomor")
        ),
        sa.CheckConstraint(
            "maker_id <> verifier_id AND approver_id NOT IN (maker_id, verifier_id)",
            name=op.f("ck_sp2d_tiga_orang"),
        ),
        sa.CheckConstraint(
            "nilai > 0 AND potongan >= 0 AND potongan <= nilai", name=op.f("ck_sp2d_nilai")
        ),
        sa.CheckConstraint(
            "signed_by_id IS NULL OR signed_by_id NOT IN (maker_id, verifier_id, approver_id)",
            name=op.f("ck_sp2d_empat_orang"),
        ),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"], name=op.f("fk_sp2d_opd_id")),
        sa.ForeignKeyConstraint(
            ["rekening_bank_id"], ["rekening_bank.id"], name=op.f("fk_sp2d_rekening_bank_id")
        ),
        sa.ForeignKeyConstraint(["spm_id"], ["spm.id"], name=op.f("fk_sp2d_spm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sp2d")),
        sa.UniqueConstraint("nomor", name=op.f("uq_sp2d_nomor")),
        sa.UniqueConstraint("tahun", "urut", name=op.f("uq_sp2d_tahun_urut")),
        sa.UniqueConstraint("token", name=op.f("uq_sp2d_token")),
    )
    op.create_index(op.f("ix_sp2d_opd_id"), "sp2d", ["opd_id"], unique=False)
    op.create_index(op.f("ix_sp2d_tahun_tanggal"), "sp2d", ["tahun", "tanggal"], unique=False)
    op.create_index(
        "uq_sp2d_spm",
        "sp2d",
        ["spm_id"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('retur', 'batal')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_sp2d_spm",
        table_name="sp2d",
        postgresql_where=sa.text("state NOT IN ('retur', 'batal')"),
    )
    op.drop_index(op.f("ix_sp2d_tahun_tanggal"), table_name="sp2d")
    op.drop_index(op.f("ix_sp2d_opd_id"), table_name="sp2d")
    op.drop_table("sp2d")
    op.drop_index(op.f("ix_spp_rincian_dpa_rincian_id"), table_name="spp_rincian")
    op.drop_table("spp_rincian")
    op.drop_table("spp_kelengkapan")
    op.drop_index("uq_spm_spp", table_name="spm", postgresql_where=sa.text("state <> 'batal'"))
    op.drop_index(op.f("ix_spm_opd_id"), table_name="spm")
    op.drop_table("spm")
    op.drop_index(op.f("ix_tagihan_rincian_rincian_id"), table_name="tagihan_rincian")
    op.drop_table("tagihan_rincian")
    op.drop_index("uq_spp_tagihan", table_name="spp", postgresql_where=sa.text("state <> 'batal'"))
    op.drop_index(op.f("ix_spp_opd_id"), table_name="spp")
    op.drop_table("spp")
    op.drop_index(op.f("ix_spd_rincian_rincian_id"), table_name="spd_rincian")
    op.drop_table("spd_rincian")
    op.drop_index(op.f("ix_reservasi_source_source_id"), table_name="reservasi")
    op.drop_index(op.f("ix_reservasi_rincian_id"), table_name="reservasi")
    op.drop_table("reservasi")
    op.drop_index(
        "uq_potongan_id_billing",
        table_name="potongan",
        postgresql_where=sa.text("id_billing <> ''"),
    )
    op.drop_table("potongan")
    op.drop_index(op.f("ix_dpa_pagu_rincian_id"), table_name="dpa_pagu")
    op.drop_table("dpa_pagu")
    op.drop_index(
        "uq_tagihan_penerima_nomor",
        table_name="tagihan",
        postgresql_where=sa.text("state <> 'batal'"),
    )
    op.drop_index(op.f("ix_tagihan_tahun_opd_id"), table_name="tagihan")
    op.drop_index(op.f("ix_tagihan_kontrak_id"), table_name="tagihan")
    op.drop_table("tagihan")
    op.drop_index(op.f("ix_dpa_rincian_tahun_opd_id"), table_name="dpa_rincian")
    op.drop_table("dpa_rincian")
    op.drop_index(op.f("ix_spd_opd_id"), table_name="spd")
    op.drop_table("spd")
    op.drop_index(
        "uq_rekening_bank_terpakai",
        table_name="rekening_bank",
        postgresql_where=sa.text("state <> 'ditutup'"),
    )
    op.drop_index(op.f("ix_rekening_bank_penerima_id"), table_name="rekening_bank")
    op.drop_table("rekening_bank")
    op.drop_index(
        "uq_kontrak_nomor", table_name="kontrak", postgresql_where=sa.text("state <> 'batal'")
    )
    op.drop_table("kontrak")
    op.drop_table("dpa_sub_kegiatan")
    op.drop_index(op.f("ix_unit_opd_id"), table_name="unit")
    op.drop_table("unit")
    op.drop_index(op.f("ix_sesi_pengguna_id"), table_name="sesi")
    op.drop_table("sesi")
    op.drop_index(
        op.f("ix_posting_rekening_kode"),
        table_name="posting",
        postgresql_ops={"rekening_kode": "text_pattern_ops"},
    )
    op.drop_index(op.f("ix_posting_label"), table_name="posting")
    op.drop_table("posting")
    op.drop_index(op.f("ix_peran_pengguna_id"), table_name="peran")
    op.drop_table("peran")
    op.drop_index(
        "uq_penerima_npwp",
        table_name="penerima",
        postgresql_where=sa.text("npwp <> '' AND state = 'aktif'"),
    )
    op.drop_table("penerima")
    op.drop_index(
        "uq_dpa_versi_id_opd_id", table_name="dpa", postgresql_where=sa.text("state <> 'batal'")
    )
    op.drop_index(op.f("ix_dpa_opd_id"), table_name="dpa")
    op.drop_table("dpa")
    op.drop_table("versi_anggaran")
    op.drop_table("sumber_dana")
    op.drop_table("satuan")
    op.drop_table("saldo_label")
    op.drop_table("saldo_delta")
    op.drop_table("saldo")
    op.drop_index(
        "ix_rekening_kode_pola", table_name="rekening", postgresql_ops={"kode": "text_pattern_ops"}
    )
    op.drop_table("rekening")
    op.drop_table("peta_rekening")
    op.drop_table("periode")
    op.drop_index(op.f("ix_percobaan_masuk_nama_pengguna_at"), table_name="percobaan_masuk")
    op.drop_index(op.f("ix_percobaan_masuk_alamat_at"), table_name="percobaan_masuk")
    op.drop_table("percobaan_masuk")
    op.drop_index("uq_pengguna_nip", table_name="pengguna", postgresql_where=sa.text("nip <> ''"))
    op.drop_table("pengguna")
    op.drop_table("pengaturan")
    op.drop_table("opd")
    op.drop_table("nomor_urut")
    op.drop_table("nomenklatur")
    op.drop_table("kunci_perintah")
    op.drop_index(op.f("ix_jurnal_tahun_tanggal"), table_name="jurnal")
    op.drop_index(op.f("ix_jurnal_source_id"), table_name="jurnal")
    op.drop_table("jurnal")
    op.drop_table("hari_libur")
    op.drop_index(op.f("ix_audit_outbox_pk"), table_name="audit_outbox")
    op.drop_index(op.f("ix_audit_outbox_at"), table_name="audit_outbox")
    op.drop_table("audit_outbox")
