"""The base of all tables: money is exact, constraints are named, many rows come in by COPY."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DataError, IntegrityError

from simral.kernel.db import Base, copy_rows, db
from simral.kernel.money import LIMIT, ZERO
from tests.simral.kernel.conftest import UNIT, Lamp

BIG = Decimal("1234567890123456.78")


def hang_up(*amounts: Decimal) -> None:
    for number, nilai in enumerate(amounts):
        db.session.add(Lamp(nama=f"lampu {number}", opd_id=UNIT, nilai=nilai))
    db.session.commit()


def total() -> Decimal | None:
    return db.session.scalar(select(func.sum(Lamp.nilai)))


def test_sql_and_python_add_up_alike_to_the_sen(run):
    run(hang_up, *[BIG] * 30)
    assert run(total) == sum([BIG] * 30, ZERO) == Decimal("37037036703703703.40")


@pytest.mark.parametrize("nilai", [LIMIT - Decimal("0.01"), -LIMIT + Decimal("0.01")])
def test_the_largest_amounts_come_back_as_they_went(run, nilai):
    run(hang_up, nilai)
    assert run(total) == nilai


def test_what_does_not_fit_is_refused_by_the_database_too(run):
    with pytest.raises(DataError):
        run(hang_up, LIMIT)


def test_a_state_that_is_not_in_the_enum_is_refused_by_the_database(run):
    def write() -> None:
        db.session.execute(text("UPDATE uji_lampu SET state = 'hilang'"))

    run(hang_up, ZERO)
    with pytest.raises(IntegrityError, match="ck_uji_lampu_lampstate"):
        run(write)


def test_every_constraint_and_index_of_the_product_has_a_name(app):
    nameless = [
        f"{table.name}: {thing!r}"
        for table in Base.metadata.tables.values()
        for thing in [*table.constraints, *table.indexes]
        if not thing.name
    ]
    assert nameless == []


def test_money_columns_are_numeric_20_2_and_nothing_is_a_float(app):
    odd = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if str(column.type).startswith(("FLOAT", "REAL", "DOUBLE"))
    ]
    assert odd == []


def test_many_rows_come_in_by_copy(run):
    def load() -> list[tuple[str, Decimal]]:
        rows = [(f"kode {number}", Decimal(number) / 4) for number in range(1000)]
        copy_rows("uji_salin", {"kode": "text", "nilai": "numeric(20,2)"}, rows)
        found = db.session.execute(text("SELECT count(*), sum(nilai) FROM uji_salin")).all()
        return [tuple(row) for row in found]

    assert run(load) == [(1000, Decimal("124875.00"))]


def test_copied_rows_are_gone_after_the_transaction(run):
    def load() -> object:
        copy_rows("uji_salin", {"kode": "text"}, [("a",), (None,)])
        db.session.commit()
        return db.session.scalar(text("SELECT to_regclass('uji_salin')"))

    assert run(load) is None
