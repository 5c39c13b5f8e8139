"""What the tests of imports stand on: an OPD of this year, and files of rows."""

from __future__ import annotations

import csv

import pytest

from tests.factories.budgeting import ROW, prepare_import


@pytest.fixture
def year(work):
    return work(prepare_import)


@pytest.fixture
def committed_year(committed_work):
    return committed_work(prepare_import)


@pytest.fixture
def file(tmp_path):
    def write(*rows, name="isi.csv", base=ROW):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(base | rows[0]))
            writer.writeheader()
            writer.writerows(base | row for row in rows)
        return path

    return write
