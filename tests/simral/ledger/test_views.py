"""Pages of the books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from simral.identity.terms import Role
from simral.ledger.queries import is_open
from tests.factories.identity import actor_with
from tests.factories.ledger import make_accounts, make_agency, post, spending

Work = Callable[..., Any]
Client = Callable[..., FlaskClient]
KODE = "1.01.0.00.0.00.01.0000"


@pytest.fixture
def jurnal(work: Work) -> Any:
    work(make_accounts)
    return work(post, spending(entitas=KODE), source_id=uuid4())


def test_a_journal_leads_to_its_document_and_its_accounts(
    work: Work, client: Client, jurnal: Any
) -> None:
    clerk = work(actor_with, Role.AKUNTANSI)
    page = client(clerk).get("/akuntansi?tahun=2021").text
    assert f"/akuntansi/jurnal/{jurnal}" in page
    detail = client(clerk).get(f"/akuntansi/jurnal/{jurnal}").text
    assert "/perbendaharaan/sp2d/" in detail
    assert "5.1.02.01.01.0024" in detail


def test_for_another_opd_the_journal_does_not_exist(
    work: Work, client: Client, jurnal: Any
) -> None:
    mine, other = work(make_agency), work(make_agency, "1.02.0.00.0.00.01.0000", "Dinkes")
    for opd, status in ((mine, 200), (other, 404)):
        actor = work(actor_with, Role.PPK_SKPD, opd)
        assert client(actor).get(f"/akuntansi/jurnal/{jurnal}").status_code == status


def test_a_bent_filter_is_not_an_error(work: Work, client: Client, jurnal: Any) -> None:
    clerk = work(actor_with, Role.AKUNTANSI)
    address = "/akuntansi?tahun=99999&after=99999999999999&dari=x"
    assert client(clerk).get(address).status_code == 200
    address = "/akuntansi?tahun=2021&after=x&dari=31-02-2021&rekening=%25&_scheme=javascript"
    answer = client(clerk).get(address)
    assert answer.status_code == 200
    assert "javascript:" not in answer.text
    moved = client(clerk).get("/akuntansi/buku-besar?rekening=5&_scheme=x&_external=1")
    assert moved.headers["Location"].startswith("/laporan/buku-besar?")


def test_only_akuntansi_closes_and_only_ppkd_reopens(work: Work, client: Client) -> None:
    clerk, ppkd = work(actor_with, Role.AKUNTANSI), work(actor_with, Role.PPKD)
    close = "/akuntansi/periode/2021/1/close"
    assert close in client(clerk).get("/akuntansi/periode?tahun=2021").text
    assert close not in client(ppkd).get("/akuntansi/periode?tahun=2021").text
    assert client(ppkd).post(close, data={"idem": str(uuid4())}).status_code == 403
    assert client(clerk).post(close, data={"idem": str(uuid4())}).status_code == 302
    assert not work(is_open, date(2021, 1, 1))
    reopen = close.replace("close", "reopen")
    empty = client(ppkd).post(reopen, data={"idem": str(uuid4()), "note": ""})
    assert empty.status_code == 422
    given = client(ppkd).post(reopen, data={"idem": str(uuid4()), "note": "Koreksi"})
    assert given.status_code == 302
    assert work(is_open, date(2021, 1, 1))
