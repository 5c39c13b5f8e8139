"""Nasty parameters on every address that is read: refused or ignored, never an error 500."""

from __future__ import annotations

import pytest

from simral.identity.terms import Role
from tests.conftest import clients_of, rolled_back, working_in
from tests.guards.world import build_world, url_rules

NAMES = (
    "tahun", "q", "state", "after", "before", "sesudah", "sebelum", "halaman", "penerima",
    "rekening", "dari", "sampai", "opd", "sub", "level", "buka", "kode", "versi", "jenis", "kunci",
    "pelaku", "entitas", "format", "opd_id", "sub_kegiatan", "kontrak", "endpoint", "_external",
    "_anchor", "_method", "next", "kertas", "lang", "tema", "bulan_dari", "lanjut",
)  # fmt: skip
NASTY = (
    "99999999999", "9" * 5000, "-1", "0", "2021-13-45", "0001-01-01_99999999999999999999_x",
    "9999-12-31_1_00000000-0000-0000-0000-000000000000", "1e400", "٣", "'", "%", "\\", "☃" * 300,
    "5.1.", "..", "[]", "csv",
)  # fmt: skip
CONTROL = ("a\x00b", "\x00", "\x1b[2J", "\x7f")


@pytest.fixture(scope="module")
def house(app):
    """Two readers and every address with something real behind it."""
    with rolled_back(app):
        work, client = working_in(app), clients_of(app)
        world = work(build_world)
        adapter = app.url_map.bind("localhost")
        paths = [
            adapter.build(
                rule.endpoint,
                world.values(rule.endpoint, rule.arguments - set(rule.defaults or {})),
                "GET",
            )
            for rule in url_rules(app)
            if "GET" in (rule.methods or ()) and not rule.endpoint.endswith("_pdf")
        ]
        people = [client(world.people[role, True]) for role in (Role.AUDITOR, Role.PPTK)]
        yield people, paths


@pytest.mark.parametrize("value", NASTY)
def test_a_nasty_value_in_every_parameter_is_never_an_error_of_the_house(house, value):
    people, paths = house
    wrong = []
    for path in paths:
        status = people[0].get(path, query_string=dict.fromkeys(NAMES, value)).status_code
        if status >= 500:
            wrong.append((path, status))
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_alone_may_be_bent(house, name):
    people, paths = house
    wrong = []
    for path in paths:
        for value in ("99999999999", "0001-01-01_99999999999999999999_x"):
            status = people[1].get(path, query_string={name: value}).status_code
            if status >= 500:
                wrong.append((path, value, status))
    assert wrong == []


@pytest.mark.parametrize("value", CONTROL)
def test_control_signs_are_refused_with_words(house, value):
    people, paths = house
    wrong = []
    for path in paths:
        answer = people[0].get(path, query_string={"q": value})
        if answer.status_code != 400 or "tidak dapat dibaca" not in answer.text:
            wrong.append((path, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("path", ["/verifikasi/%00", "/cari%00", "/tidak/%1b", "/verifikasi/a%00b"])
def test_a_control_sign_in_the_path_is_refused(house, path):
    assert house[0][0].get(path).status_code == 400


@pytest.mark.parametrize("path", ["/perlu-tindakan", "/"])
def test_a_raw_query_that_is_no_text_is_refused(house, path):
    answer = house[0][0].get(path, environ_overrides={"QUERY_STRING": "q=\xff"})
    assert answer.status_code == 400
