"""`Base` and `db`: the declarative base with its naming convention, and the session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Enum, MetaData, Numeric, text
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """Money is NUMERIC(20,2), an instant has a zone, an enum is text with a CHECK."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        Decimal: Numeric(20, 2),
        datetime: DateTime(timezone=True),
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)


# No request waits or holds a lock without end: milliseconds, for every connection.
TIME_LIMITS = {
    "statement_timeout": 60_000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
}
LONG_WORK = 30 * 60_000


def limits_option() -> str:
    """The limits as libpq's `options` takes them."""
    return " ".join(f"-c {name}={value}" for name, value in TIME_LIMITS.items())


def allow_long_work() -> None:
    """Imports and the doctor may take longer: half an hour, until this transaction ends."""
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        db.session.execute(text(f"SET LOCAL {name} = {LONG_WORK}"))


def copy_rows(table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
    """COPY rows into a temporary table {column: type} of this transaction, made anew and indexed
    by nothing: many rows come in by one statement, the next one sorts them out.
    """
    kinds = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    db.session.execute(text(f"DROP TABLE IF EXISTS pg_temp.{table}"))
    db.session.execute(text(f"CREATE TEMPORARY TABLE {table} ({kinds}) ON COMMIT DROP"))
    cursor = db.session.connection().connection.cursor()
    try:
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    finally:
        cursor.close()
    db.session.execute(text(f"ANALYZE {table}"))
