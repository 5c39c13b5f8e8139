"""`user …`: an unknown OPD or account is named, and nothing else is listed in its place."""

from __future__ import annotations

from uuid import UUID

import pytest
from click.testing import CliRunner

from simral.identity.cli import user_cli
from simral.identity.queries import find_user_id
from simral.kernel.errors import NotFound
from simral.reference.queries import get_opd
from tests.factories.identity import make_opd


def run(work, *arguments):
    return work(CliRunner().invoke, user_cli, list(arguments))


def test_an_account_is_made_given_a_role_listed_and_loses_it_again(work):
    opd_id = work(make_opd)
    kode = work(code_of, opd_id)
    made = run(work, "add", "pak.budi", "--nama", "Budi")
    assert made.exit_code == 0
    name, password = made.stdout.strip().split("\t")
    assert name == "pak.budi"
    assert len(password) > 12
    assert work(find_user_id, "pak.budi") is not None
    granted = run(work, "grant", "pak.budi", "pa", "--opd", kode)
    assert UUID(granted.stdout.strip())
    assert "pak.budi\tBudi\taktif" in run(work, "list", "--opd", kode).stdout
    assert run(work, "revoke", "pak.budi", "pa", "--opd", kode).stdout == ""
    assert "pak.budi" not in run(work, "list", "--opd", kode).stdout


@pytest.mark.parametrize(
    "arguments",
    [("list", "--opd", "9.9"), ("grant", "pak.budi", "pa", "--opd", "9.9"),
     ("revoke", "pak.budi", "pa", "--opd", "9.9"), ("grant", "tiada", "pa")],
)  # fmt: skip
def test_what_is_not_known_is_refused_by_name(work, arguments):
    run(work, "add", "pak.budi", "--nama", "Budi")
    refused = run(work, *arguments)
    assert isinstance(refused.exception, NotFound)
    assert "9.9" in str(refused.exception) or "tiada" in str(refused.exception)
    assert refused.stdout == ""


def code_of(opd_id):
    return get_opd(opd_id).kode
