"""The command line of imports: exit codes, the last line, the list of errors."""

from __future__ import annotations

import json

from click.testing import CliRunner

from simral.app.imports import import_cli


def run(work, *arguments):
    return work(CliRunner().invoke, import_cli, [str(argument) for argument in arguments])


def test_the_last_line_is_the_result(work, tmp_path):
    path = tmp_path / "opd.csv"
    path.write_text("kode_skpd,nama_skpd\n8.01.0.00.0.00.09.0000,Kesbangpol\n")
    first = run(work, "opd", path, "--tahun", 2021)
    assert first.exit_code == 0
    assert json.loads(first.stdout.splitlines()[-1]) == {
        "kind": "opd", "tahun": 2021, "rows_read": 1, "rows_stored": 1, "rows_unchanged": 0,
        "total": "1.00",
    }  # fmt: skip
    again = run(work, "opd", path, "--tahun", 2021)
    assert json.loads(again.stdout)["rows_unchanged"] == 1


def test_a_refused_file_ends_with_2_and_lists_its_errors(work, tmp_path):
    path, errors = tmp_path / "opd.csv", tmp_path / "salah.csv"
    path.write_text("kode_skpd,nama_skpd\nX,Salah\n")
    refused = run(work, "opd", path, "--tahun", 2021, "--errors", errors)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert "1,kode_skpd,X," in refused.stderr
    assert errors.read_text(encoding="utf-8").startswith("row,column,value,reason\n1,kode_skpd,X,")


def test_what_is_listed_is_csv_and_a_path_that_cannot_be_written_changes_no_exit_code(
    work, tmp_path
):
    path = tmp_path / "opd.csv"
    path.write_text('kode_skpd,nama_skpd\n"1,5",Salah\n')
    refused = run(work, "opd", path, "--tahun", 2021, "--errors", tmp_path / "tiada" / "e.csv")
    assert refused.exit_code == 2
    assert '1,kode_skpd,"1,5",' in refused.stderr
    assert "Berkas ditolak: 1 kesalahan" in refused.stderr


def test_a_missing_file_is_bad_usage(work, tmp_path):
    assert run(work, "dpa", tmp_path / "tiada.csv", "--tahun", 2021).exit_code == 2
