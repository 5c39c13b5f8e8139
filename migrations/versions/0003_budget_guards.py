"""Guard of the budget: what stands in a ratified DPA is changed by a new version only.

The services lock the DPA and answer in words; these triggers hold whoever writes.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The lock waits for a ratification under way; only then its outcome is read.
FUNCTION = """
CREATE FUNCTION jaga_dpa_pagu() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dikenai uuid[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(DISTINCT dpa_id) INTO dikenai
        FROM (SELECT dpa_id FROM kena UNION SELECT dpa_id FROM baru) k;
    ELSE
        SELECT array_agg(DISTINCT dpa_id) INTO dikenai FROM kena;
    END IF;
    PERFORM 1 FROM dpa WHERE id = ANY (dikenai) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT 1 FROM dpa WHERE id = ANY (dikenai) AND state = 'disahkan') THEN
        RAISE EXCEPTION 'a ratified DPA is never changed: make a new version'
            USING ERRCODE = '23514', CONSTRAINT = 'dpa_tidak_berubah', TABLE = 'dpa_pagu';
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER dpa_tidak_berubah_tambah AFTER INSERT ON dpa_pagu
    REFERENCING NEW TABLE AS kena FOR EACH STATEMENT EXECUTE FUNCTION jaga_dpa_pagu();
CREATE TRIGGER dpa_tidak_berubah_ubah AFTER UPDATE ON dpa_pagu
    REFERENCING OLD TABLE AS kena NEW TABLE AS baru
    FOR EACH STATEMENT EXECUTE FUNCTION jaga_dpa_pagu();
CREATE TRIGGER dpa_tidak_berubah_hapus AFTER DELETE ON dpa_pagu
    REFERENCING OLD TABLE AS kena FOR EACH STATEMENT EXECUTE FUNCTION jaga_dpa_pagu();
"""


def upgrade() -> None:
    op.execute(FUNCTION)
    op.execute(TRIGGERS)


def downgrade() -> None:
    for name in ("tambah", "ubah", "hapus"):
        op.execute(f"DROP TRIGGER dpa_tidak_berubah_{name} ON dpa_pagu")
    op.execute("DROP FUNCTION jaga_dpa_pagu()")
