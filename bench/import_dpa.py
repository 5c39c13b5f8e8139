"""`import dpa` of the real budget against COPY of the same 29,818 rows.

Three sides, each on a fresh copy of a database with the reference data and the OPD:
the service from the file to the commit; COPY of the file's text into a bare table; and COPY of
the very rows that the service stored into the very tables, with all their constraints, in the
order of the foreign keys (ids and codes looked up beforehand: that work is not in this side).

    python -m bench.import_dpa [ROUNDS]
"""

from __future__ import annotations

import gzip
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from bench.common import (
    administer,
    application,
    connect,
    copy_of,
    machine,
    prepared,
    ratio,
    rounds,
    seconds,
    timed,
)
from simral.budgeting.services import create_version, import_dpa
from simral.example.load import DATA, TAHUN
from simral.identity.terms import Role
from simral.kernel.actor import system_actor
from simral.reference.services import import_opd, load_reference

FILE = DATA / "dpa_kab_bogor_2021_per_rekening.csv.gz"
STORED = ("opd", "unit", "rekening", "dpa", "dpa_sub_kegiatan", "dpa_rincian", "dpa_pagu")


def fill(app: Flask) -> None:
    """Reference data, OPD and units, a version: what stands before a budget is imported."""
    actor = system_actor(Role)
    with app.app_context():
        load_reference(actor=actor)
        import_opd(DATA / "pagu_skpd_kab_bogor_2021.csv", TAHUN, actor=actor)
        import_opd(DATA / "skpd_unit_kab_bogor_2021.csv", TAHUN, actor=actor)
        create_version(TAHUN, "M", "APBD 2021", date(TAHUN, 1, 1), actor=actor)


def by_service(template: str) -> float:
    """From the compressed file to the commit, every row checked."""
    with copy_of(template) as name, application(name) as app, app.app_context():
        actor = system_actor(Role)
        return timed(lambda: import_dpa(FILE, TAHUN, add_missing=True, actor=actor))


def by_copy(template: str) -> float:
    """The file's text into a table of text without any constraint."""
    with copy_of(template) as name, connect(name) as connection:

        def copy() -> None:
            with gzip.open(FILE, "rb") as rows:
                head = rows.readline().decode("utf-8-sig").strip()
                columns = ", ".join(f"{column} text" for column in head.split(","))
                connection.execute(f"CREATE TABLE bare ({columns})")
                with connection.cursor().copy("COPY bare FROM STDIN (FORMAT csv)") as target:
                    while block := rows.read(1 << 16):
                        target.write(block)
            connection.commit()

        took = timed(copy)
        row = connection.execute("SELECT count(*) FROM bare").fetchone()
        assert row == (29818,), row
        return took


def by_constrained_copy(template: str, folder: Path) -> float:
    """The stored rows, ready made, into the real tables."""
    with copy_of(template) as name, connect(name) as connection:

        def copy() -> None:
            for table in STORED:
                with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as target:
                    target.write((folder / table).read_bytes())
            connection.commit()

        took = timed(copy)
        row = connection.execute("SELECT count(*) FROM dpa_pagu").fetchone()
        assert row == (29818,), row
        return took


def save_stored(template: str, folder: Path) -> str:
    """What an import adds to every table, as files; and the version's id must not change."""
    with copy_of(template) as name:
        with connect(name) as connection:
            for table in STORED[:3]:
                connection.execute(f"CREATE TABLE before_{table} AS SELECT id FROM {table}")
        with application(name) as app, app.app_context():
            import_dpa(FILE, TAHUN, add_missing=True, actor=system_actor(Role))
        with connect(name) as connection:
            for table in STORED:
                new = f"SELECT * FROM {table}"
                if table in STORED[:3]:
                    new += f" WHERE id NOT IN (SELECT id FROM before_{table})"
                copy = f"COPY ({new}) TO STDOUT (FORMAT binary)"
                with connection.cursor().copy(copy) as source, (folder / table).open("wb") as file:
                    for block in source:
                        file.write(block)
    return name


def main(count: int = 5) -> None:
    template = prepared("reference", fill)
    with TemporaryDirectory() as where:
        folder = Path(where)
        save_stored(template, folder)
        taken = rounds(
            {
                "service": lambda: by_service(template),
                "copy": lambda: by_copy(template),
                "copy+constraints": lambda: by_constrained_copy(template, folder),
            },
            count,
        )
    print(machine())
    for side, values in taken.items():
        print(f"{side}: {seconds(values)}")
    print("service / copy:", ratio(taken["service"], taken["copy"]))
    both = ratio(taken["service"], taken["copy+constraints"])
    print("service / copy with the same constraints:", both)
    administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", template)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
