"""Pages and downloads of the reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from simral.identity.terms import Role
from tests.factories.identity import actor_with
from tests.factories.ledger import (
    BELANJA,
    make_accounts,
    make_agency,
    make_budget,
    make_programme_names,
    post,
    spending,
)

Work = Callable[..., Any]
Client = Callable[..., FlaskClient]
KODE = "1.01.0.00.0.00.01.0000"
NAMES = [
    "lra", "lra-program", "kartu-kendali", "register-spp", "register-spm", "register-sp2d",
    "trial-balance",
]  # fmt: skip


@pytest.fixture
def opd(work: Work) -> UUID:
    work(make_accounts)
    work(make_programme_names)
    found: UUID = work(make_agency)
    line = work(make_budget, found, {BELANJA: "1000.00"})[BELANJA]
    work(post, spending("250.00", label=line, entitas=KODE))
    return found


@pytest.fixture
def auditor(work: Work, client: Client) -> FlaskClient:
    return client(work(actor_with, Role.AUDITOR))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fmt", ["", "json", "csv", "xlsx", "pdf"])
def test_every_report_is_a_page_and_a_file(
    opd: UUID, auditor: FlaskClient, name: str, fmt: str
) -> None:
    answer = auditor.get(f"/laporan/{name}?tahun=2021&format={fmt}")
    assert answer.status_code == 200
    if fmt:
        assert f'filename="{name}-2021.{fmt}"' in answer.headers["Content-Disposition"]


def test_a_figure_of_the_lra_leads_down_to_the_journal(opd: UUID, auditor: FlaskClient) -> None:
    page = auditor.get("/laporan/lra?tahun=2021&sampai=31-12-2021").text
    assert "/laporan/buku-besar?rekening=5.1.02&amp;tahun=2021&amp;sampai=31-12-2021" in page
    book = auditor.get("/laporan/buku-besar?rekening=5.1.02&tahun=2021").text
    assert "/akuntansi/jurnal/" in book


def test_a_programme_leads_to_the_card_and_the_card_to_the_trace(
    opd: UUID, auditor: FlaskClient
) -> None:
    tree = auditor.get("/laporan/lra-program?tahun=2021").text
    assert f"/laporan/kartu-kendali?opd={KODE}&amp;sub_kegiatan=1.01.02.2.01.01" in tree
    card = auditor.get(f"/laporan/kartu-kendali?tahun=2021&opd={KODE}").text
    assert "/perbendaharaan/jejak/rincian/" in card


def test_a_branch_opens_one_level_and_closes_again(opd: UUID, auditor: FlaskClient) -> None:
    closed = auditor.get("/laporan/lra?tahun=2021").text
    assert "buka=5.1.02" in closed
    assert ">5.1.02.01<" not in closed
    assert ">5.1.02.01<" in auditor.get("/laporan/lra?tahun=2021&buka=5.1.02").text


def test_the_file_follows_the_filter_of_the_page(opd: UUID, auditor: FlaskClient) -> None:
    page = auditor.get(f"/laporan/lra?tahun=2021&opd={KODE}&level=6").text
    assert f"opd={KODE}&amp;level=6&amp;format=json" in page
    found = auditor.get(f"/laporan/lra?tahun=2021&opd={KODE}&level=6&format=json").json
    assert found["opd"] == KODE
    assert BELANJA in {line["kode"] for line in found["lines"]}


def test_another_opd_is_not_there(work: Work, client: Client, opd: UUID) -> None:
    mine = client(work(actor_with, Role.PA, opd))
    other = client(work(actor_with, Role.PA))
    assert mine.get(f"/laporan/lra?tahun=2021&opd={KODE}").status_code == 200
    assert other.get(f"/laporan/lra?tahun=2021&opd={KODE}").status_code == 404
    assert KODE not in other.get("/laporan/lra?tahun=2021").text
    lines = other.get("/laporan/trial-balance?tahun=2021&format=json").json["lines"]
    assert lines == []


def test_the_books_ask_for_an_account_first(opd: UUID, auditor: FlaskClient) -> None:
    assert "Pilih rekening" in auditor.get("/laporan/buku-besar?tahun=2021").text
    assert auditor.get("/laporan/buku-besar?tahun=2021&rekening=5.9").status_code == 422


def test_bent_addresses_are_answered_in_words(opd: UUID, auditor: FlaskClient) -> None:
    assert auditor.get("/laporan/lra?tahun=2021&level=9").status_code == 422
    assert auditor.get("/laporan/lra?tahun=2021&sampai=01-01-2020").status_code == 422
    assert auditor.get("/laporan/neraca").status_code == 404
    assert (
        auditor.get("/laporan/lra?level=y&_scheme=javascript&halaman=-3&tahun=99999").status_code
        == 200
    )


def test_every_report_stands_in_the_list(auditor: FlaskClient) -> None:
    page = auditor.get("/laporan").text
    assert all(f"/laporan/{name}?" in page for name in [*NAMES, "buku-besar"])
