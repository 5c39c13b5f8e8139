"""The frame of the pages, the addresses of the house, the command line's manners."""

from __future__ import annotations

import importlib
import json
import re
from datetime import date

import click
import pytest
from click.testing import CliRunner

from simral.identity.terms import Role
from simral.kernel.errors import Conflict, Finding, RuleBroken
from tests.factories.identity import actor_with

commands = importlib.import_module("simral.app.cli")  # the package lends its name to the group
HREFS = re.compile(r'<nav class="rooms".*?</nav>', re.DOTALL)


@pytest.mark.parametrize("role", list(Role))
def test_every_room_in_the_bar_opens_for_whom_sees_it(client, work, role):
    page = client(work(actor_with, role))
    bar = HREFS.search(page.get("/profil").text)
    assert bar is not None
    links = re.findall(r'href="([^"#]+)"', bar.group())
    assert len(links) > 1
    closed = {link: page.get(link, follow_redirects=True).status_code for link in links}
    assert {link: status for link, status in closed.items() if status != 200} == {}


def test_only_administrators_see_accounts_and_only_auditors_the_trail(client, work):
    for role, address, seen in (
        (Role.ADMIN, "/admin/pengguna", True),
        (Role.PPTK, "/admin/pengguna", False),
        (Role.AUDITOR, "/audit/kejadian", True),
        (Role.ADMIN, "/audit/kejadian", False),
    ):
        bar = HREFS.search(client(work(actor_with, role)).get("/profil").text)
        assert bar is not None
        assert (address in bar.group()) is seen


@pytest.mark.parametrize(
    "address", ["/healthz", "/readyz", "/.well-known/security.txt", "/bantuan"]
)
def test_the_house_answers_without_signing_in(client, address):
    assert client().get(address).status_code == 200


def test_health_asks_the_database_nothing(client, count_queries):
    visitor = client()
    with count_queries() as statements:
        visitor.get("/healthz")
    assert statements == []


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (RuleBroken([Finding("a", "satu"), Finding("b", "dua")]), 2, "satu\ndua\n"),
        (Conflict("sudah ada"), 2, "sudah ada\n"),
        (commands.PortTaken(host="x", port=1), 1, "x:1"),
        (PermissionError(13, "Permission denied", "berkas"), 1, "berkas Permission denied\n"),
    ],
)
def test_a_refusal_is_a_sentence_on_standard_error(error, code, words):
    house = commands.House("house")

    @house.command()
    def fail():
        raise error

    result = CliRunner().invoke(house, ["fail"])
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_every_command_of_the_contract_is_there():
    wanted = {"demo", "serve", "migrate", "worker", "check", "user", "backup", "restore",
              "import", "report", "export"}  # fmt: skip
    assert wanted <= set(commands.cli.commands)
    assert {"add", "list"} <= set(commands.cli.commands["versi"].commands)
    users = commands.cli.commands["user"]
    assert isinstance(users, click.Group)
    assert {"add", "grant", "revoke", "list"} <= set(users.commands)


def test_the_doctor_prints_the_shape_of_the_contract(capsys, work):
    checks = work(commands.run_checks)
    commands._print_checks(checks, as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True
    assert set(answer["checks"][0]) == {"name", "ok", "rows", "detail"}


def test_a_demo_is_not_made_in_production(monkeypatch, work):
    monkeypatch.setenv("SIMRAL_ENV", "production")
    with pytest.raises(commands.NotAnExample):
        work(commands._prepare_example, fresh=True)


def test_months_and_events_are_said_in_the_reader_s_language(app):
    filters = app.jinja_env.filters
    with app.test_request_context("/?lang=en"):
        assert filters["tanggal"](date(2021, 8, 17)) == "17 August 2021"
        assert filters["kejadian"]("treasury:spp:submit") == "Treasury · SPP · Submit"
    with app.test_request_context("/?lang=id"):
        assert filters["tanggal"](date(2021, 8, 17)) == "17 Agustus 2021"
        assert filters["kejadian"]("treasury:spp:submit") == "Perbendaharaan · SPP · Ajukan"
        assert filters["kejadian"]("asing") == "Asing"
