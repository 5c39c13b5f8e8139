"""Guards of the ledger and the trail: posted rows stay, a journal is whole and balanced.

Two ways of saying it, one time here: the services check first and answer in words; these
triggers hold whoever writes.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The first number of the advisory lock that a posting shares and a closing holds alone.
FUNCTIONS = """
CREATE FUNCTION tolak_ubah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed: correct it with a new row', TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'tidak_berubah', TABLE = TG_TABLE_NAME;
END $$;

CREATE FUNCTION jaga_periode() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.tahun <> extract(year FROM NEW.tanggal) THEN
        RAISE EXCEPTION 'journal of % dated %', NEW.tahun, NEW.tanggal
            USING ERRCODE = '23514', CONSTRAINT = 'jurnal_tahun';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(
        7714, NEW.tahun * 12 + extract(month FROM NEW.tanggal)::int
    );
    IF EXISTS (
        SELECT 1 FROM periode
        WHERE tahun = NEW.tahun AND bulan = extract(month FROM NEW.tanggal) AND state = 'dikunci'
    ) THEN
        RAISE EXCEPTION 'the period of % is closed', NEW.tanggal
            USING ERRCODE = '23514', CONSTRAINT = 'periode_terkunci';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jaga_jurnal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM posting WHERE jurnal_id = NEW.id) <> NEW.jumlah_baris THEN
        RAISE EXCEPTION 'journal % has not its % postings', NEW.nomor, NEW.jumlah_baris
            USING ERRCODE = '23514', CONSTRAINT = 'jurnal_utuh';
    END IF;
    IF EXISTS (
        SELECT 1 FROM posting WHERE jurnal_id = NEW.id
        GROUP BY entitas, buku HAVING sum(debit) <> sum(kredit)
    ) THEN
        RAISE EXCEPTION 'journal % does not balance', NEW.nomor
            USING ERRCODE = '23514', CONSTRAINT = 'jurnal_seimbang';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION jaga_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT jurnal_id FROM baru) b JOIN jurnal j ON j.id = b.jurnal_id
        WHERE (SELECT count(*) FROM posting p WHERE p.jurnal_id = j.id) > j.jumlah_baris
    ) THEN
        RAISE EXCEPTION 'a posted journal takes no further posting'
            USING ERRCODE = '23514', CONSTRAINT = 'jurnal_utuh';
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER jurnal_tidak_berubah BEFORE UPDATE OR DELETE ON jurnal
    FOR EACH ROW EXECUTE FUNCTION tolak_ubah();
CREATE TRIGGER jurnal_tidak_dikosongkan BEFORE TRUNCATE ON jurnal
    FOR EACH STATEMENT EXECUTE FUNCTION tolak_ubah();
CREATE TRIGGER posting_tidak_berubah BEFORE UPDATE OR DELETE ON posting
    FOR EACH ROW EXECUTE FUNCTION tolak_ubah();
CREATE TRIGGER posting_tidak_dikosongkan BEFORE TRUNCATE ON posting
    FOR EACH STATEMENT EXECUTE FUNCTION tolak_ubah();
CREATE TRIGGER audit_outbox_tidak_berubah BEFORE UPDATE OR DELETE ON audit_outbox
    FOR EACH ROW EXECUTE FUNCTION tolak_ubah();
CREATE TRIGGER audit_outbox_tidak_dikosongkan BEFORE TRUNCATE ON audit_outbox
    FOR EACH STATEMENT EXECUTE FUNCTION tolak_ubah();
CREATE TRIGGER jurnal_periode BEFORE INSERT ON jurnal
    FOR EACH ROW EXECUTE FUNCTION jaga_periode();
CREATE CONSTRAINT TRIGGER jurnal_utuh AFTER INSERT ON jurnal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION jaga_jurnal();
CREATE TRIGGER posting_utuh AFTER INSERT ON posting REFERENCING NEW TABLE AS baru
    FOR EACH STATEMENT EXECUTE FUNCTION jaga_posting();
"""

NAMES = {
    "jurnal": ("tidak_berubah", "tidak_dikosongkan", "periode", "utuh"),
    "posting": ("tidak_berubah", "tidak_dikosongkan", "utuh"),
    "audit_outbox": ("tidak_berubah", "tidak_dikosongkan"),
}


def upgrade() -> None:
    op.execute(FUNCTIONS)
    op.execute(TRIGGERS)


def downgrade() -> None:
    for table, names in NAMES.items():
        for name in names:
            op.execute(f"DROP TRIGGER {table}_{name} ON {table}")
    for function in ("tolak_ubah", "jaga_periode", "jaga_jurnal", "jaga_posting"):
        op.execute(f"DROP FUNCTION {function}()")
