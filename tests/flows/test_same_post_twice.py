"""The same POST, sent again or eight times at once, takes effect once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.http import new_key
from simral.kernel.trail import Event
from simral.ledger.models import Jurnal
from simral.treasury.models import SP2D, Tagihan
from simral.treasury.states import SP2DState, SPMState
from tests.factories.budgeting import small_budget
from tests.factories.treasury import penerima_with_account, sp2d_in, spd_issued, spm_in

pytestmark = pytest.mark.real_commit

P = "/perbendaharaan"
AT_ONCE = 8


@pytest.fixture
def budget(committed_work):
    found = committed_work(small_budget)
    committed_work(spd_issued, found)
    return found


@pytest.fixture
def count(committed_work):
    """`count(Model, column=value)`: how many rows there are."""

    def counted(model, **where):
        rows = select(func.count()).select_from(model).filter_by(**where)
        return committed_work(lambda: db.session.scalar(rows))

    return counted


def send(client_of, actor, path, fields, times):
    """The same request `times` times at the same moment, each over its own connection."""
    clients = [client_of(actor) for _ in range(times)]
    start = Barrier(times)

    def post(client):
        start.wait(timeout=30)
        answer = client.post(path, data=fields)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(post, clients))


@pytest.mark.parametrize("times", [1, AT_ONCE])
def test_one_key_makes_one_sp2d(committed_work, committed_client, budget, count, times):
    spm_id = committed_work(spm_in, SPMState.DISERAHKAN, budget=budget)
    path, fields = f"{P}/spm/{spm_id}/sp2d", {"idem": new_key()}
    answers = [
        *send(committed_client, budget[Role.KUASA_BUD], path, fields, times),
        *send(committed_client, budget[Role.KUASA_BUD], path, fields, 1),
    ]
    assert {status for status, _ in answers} == {302}
    assert len({location for _, location in answers}) == 1, "every answer leads to the same SP2D"
    assert count(SP2D) == 1
    assert count(Event, tag="treasury:sp2d:create") == 1


@pytest.mark.parametrize("times", [1, AT_ONCE])
def test_one_key_makes_one_signature(committed_work, committed_client, budget, count, times):
    sp2d_id = committed_work(sp2d_in, SP2DState.DRAF, budget=budget)
    path, fields = f"{P}/sp2d/{sp2d_id}/sign", {"idem": new_key()}
    answers = [
        *send(committed_client, budget[Role.KUASA_BUD], path, fields, times),
        *send(committed_client, budget[Role.KUASA_BUD], path, fields, 1),
    ]
    assert {status for status, _ in answers} == {302}
    assert count(SP2D, state=SP2DState.DITANDATANGANI, urut=1) == 1
    assert count(Jurnal, source="treasury:sp2d") == 1
    assert count(Event, tag="treasury:sp2d:sign") == 1


@pytest.mark.parametrize("times", [1, AT_ONCE])
def test_one_key_makes_one_bill(committed_work, committed_client, budget, count, times):
    path, fields = bill_form(committed_work, budget)
    answers = [
        *send(committed_client, budget[Role.PPTK], path, fields, times),
        *send(committed_client, budget[Role.PPTK], path, fields, 1),
    ]
    assert {status for status, _ in answers} == {302}
    assert len({location for _, location in answers}) == 1
    assert count(Tagihan) == 1


def test_eight_keys_sign_once_and_the_others_are_refused(
    committed_work, committed_client, budget, count
):
    sp2d_id = committed_work(sp2d_in, SP2DState.DRAF, budget=budget)
    clients = [committed_client(budget[Role.KUASA_BUD]) for _ in range(AT_ONCE)]
    start = Barrier(AT_ONCE)

    def sign(client):
        start.wait(timeout=30)
        return client.post(f"{P}/sp2d/{sp2d_id}/sign", data={"idem": new_key()}).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sorted(pool.map(sign, clients)) == [302] + [409] * (AT_ONCE - 1)
    assert count(Jurnal, source="treasury:sp2d") == 1


def test_the_same_key_with_another_content_is_a_conflict(
    committed_work, committed_client, budget, count
):
    path, fields = bill_form(committed_work, budget)
    pptk = committed_client(budget[Role.PPTK])
    assert pptk.post(path, data=fields).status_code == 302
    other = pptk.post(path, data=fields | {"nomor": "INV-2"})
    assert other.status_code in (409, 422)
    assert "sudah dipakai untuk isian lain" in other.text
    assert count(Tagihan) == 1


def test_the_same_key_on_another_paper_is_a_conflict(
    committed_work, committed_client, budget, count
):
    first = committed_work(sp2d_in, SP2DState.DRAF, budget=budget)
    second = committed_work(sp2d_in, SP2DState.DRAF, budget=budget)
    bud, key = committed_client(budget[Role.KUASA_BUD]), {"idem": new_key()}
    assert bud.post(f"{P}/sp2d/{first}/sign", data=key).status_code == 302
    assert bud.post(f"{P}/sp2d/{second}/sign", data=key).status_code == 409
    assert count(SP2D, state=SP2DState.DITANDATANGANI) == 1


def bill_form(work, budget):
    """The address and the answers of the entry form."""
    _, account = work(penerima_with_account, budget, nama="CV Rimba Aksara")
    step = f"?opd_id={budget.opd_id}&sub_kegiatan={budget.sub_id}&penerima=Rimba&lanjut=1"
    today = f"{budget.today:%d-%m-%Y}"
    fields = {
        "idem": new_key(), "aksi": "simpan", "opd_id": budget.opd_id, "kontrak_id": "-",
        "rekening_bank_id": account, "jenis": "barang", "uraian": "Kertas", "nomor": "INV-1",
        "tanggal": today, "bast_nomor": "B-1", "bast_on": today, "faktur_pajak": "010.1",
        f"nilai-{budget.lines[0]}": "5.550.000,00",
    }  # fmt: skip
    return f"{P}/tagihan/baru{step}", fields
