"""Pages of the treasury as a browser asks for them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select

from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.errors import RuleBroken
from simral.kernel.http import new_key
from simral.treasury.models import (
    SP2D,
    SPD,
    SPM,
    SPP,
    Penerima,
    Potongan,
    RekeningBank,
    Tagihan,
)
from simral.treasury.queries.review import kelengkapan_of
from simral.treasury.services.penerima import close_penerima, register_kontrak
from simral.treasury.services.tagihan import cancel_tagihan, register_tagihan
from simral.treasury.states import SP2DState, SPMState, SPPState
from simral.treasury.views.prints import file_name
from tests.factories.budgeting import small_budget
from tests.factories.identity import actor_with, make_opd
from tests.factories.treasury import (
    bill,
    penerima_with_account,
    sp2d_in,
    spd_issued,
    spm_in,
    spp_in,
    tagihan_in,
)

P = "/perbendaharaan"


@pytest.fixture
def budget(work):
    """A small government with its SPD issued."""
    found = work(small_budget)
    work(spd_issued, found)
    return found


def post(client, path, **fields):
    """A form of a page: with its key."""
    return client.post(path, data={"idem": new_key(), **fields})


def one(work, model, **where):
    """The only row, as (id, state, nomor)."""

    def find():
        row = db.session.scalars(select(model).filter_by(**where)).one()
        return row.id, row.state, row.nomor

    return work(find)


def test_a_bill_goes_from_the_form_to_the_bank_by_clicks(client, work, budget):
    _, account = work(penerima_with_account, budget, nama="CV Rimba Aksara")
    pptk = client(budget[Role.PPTK])
    step = f"?opd_id={budget.opd_id}&sub_kegiatan={budget.sub_id}&penerima=Rimba&lanjut=1"
    assert "Rimba" in pptk.get(f"{P}/tagihan/baru{step}").text
    today = f"{budget.today:%d-%m-%Y}"
    answers = {
        "opd_id": budget.opd_id, "rekening_bank_id": account, "kontrak_id": "-", "jenis": "barang",
        "uraian": "Kertas dan tinta", "nomor": "INV-1", "tanggal": today, "bast_nomor": "B-1",
        "bast_on": today, "faktur_pajak": "010.1", f"nilai-{budget.lines[0]}": "5.550.000,00",
    }  # fmt: skip
    page = post(pptk, f"{P}/tagihan/baru{step}", **answers, aksi="periksa")
    assert (page.status_code, "550.000" in page.text) == (200, True)
    done = post(pptk, f"{P}/tagihan/baru{step}", **answers, aksi="simpan")
    assert done.status_code == 302, done.text
    tagihan_id, _, _ = one(work, Tagihan)

    bendahara, ppk = client(budget[Role.BENDAHARA_PENGELUARAN]), client(budget[Role.PPK_SKPD])
    assert post(bendahara, f"{P}/tagihan/{tagihan_id}/spp", uraian="Kertas").status_code == 302
    spp_id, _, _ = one(work, SPP)
    taxes = work(lambda: [p.jenis.value for p in db.session.scalars(select(Potongan))])
    billing = {f"billing_{name}": f"{at:015}" for at, name in enumerate(taxes, start=1)}
    post(bendahara, f"{P}/spp/{spp_id}/billing", **billing)
    sent = post(bendahara, f"{P}/spp/{spp_id}/submit")
    assert sent.status_code == 302, sent.text
    assert "SPP diajukan" in bendahara.get(sent.location).text
    ticks = {f"butir_{row[0]}": "1" for row in work(kelengkapan_of, spp_id)}
    assert post(ppk, f"{P}/spp/{spp_id}/verify", **ticks).status_code == 302
    assert post(ppk, f"{P}/spp/{spp_id}/spm").status_code == 302
    spm_id, _, _ = one(work, SPM)
    assert post(client(budget[Role.PA]), f"{P}/spm/{spm_id}/approve").status_code == 302
    assert post(ppk, f"{P}/spm/{spm_id}/hand_over").status_code == 302

    bud = client(budget[Role.KUASA_BUD])
    assert post(bud, f"{P}/spm/{spm_id}/sp2d").status_code == 302
    sp2d_id, _, _ = one(work, SP2D)
    signed = post(bud, f"{P}/sp2d/{sp2d_id}/sign")
    nomor = one(work, SP2D)[2]
    assert nomor in bud.get(signed.location).text
    post(bud, f"{P}/sp2d/{sp2d_id}/send")
    post(bud, f"{P}/sp2d/{sp2d_id}/confirm")
    assert one(work, SP2D)[1] is SP2DState.CAIR


def test_a_wrong_entry_keeps_what_was_typed_and_names_every_fault(client, work, budget):
    work(penerima_with_account, budget, nama="CV Rimba Aksara")
    step = f"?opd_id={budget.opd_id}&sub_kegiatan={budget.sub_id}&penerima=Rimba&lanjut=1"
    answers = {"uraian": "Kertas", "tanggal": "kemarin", f"nilai-{budget.lines[0]}": "seratus"}
    page = post(client(budget[Role.PPTK]), f"{P}/tagihan/baru{step}", **answers)
    assert page.status_code == 422
    for shown in ("kemarin", "seratus", "Kertas", "bukan tanggal", "bukan nilai rupiah", "#nomor"):
        assert shown in page.text


def test_a_finding_of_the_service_comes_back_beside_its_field(client, work, budget):
    _, account = work(penerima_with_account, budget, nama="CV Rimba Aksara")
    step = f"?opd_id={budget.opd_id}&sub_kegiatan={budget.sub_id}&penerima=Rimba&lanjut=1"
    answers = {
        "opd_id": budget.opd_id, "rekening_bank_id": account, "kontrak_id": "-", "jenis": "barang",
        "uraian": "Kertas", "nomor": "INV-9", "tanggal": f"{budget.today:%d-%m-%Y}",
        "bast_nomor": "tanpa tanggal", f"nilai-{budget.lines[0]}": "1.000.000,00", "aksi": "simpan",
    }  # fmt: skip
    page = post(client(budget[Role.PPTK]), f"{P}/tagihan/baru{step}", **answers)
    assert (page.status_code, "#bast_nomor" in page.text, "INV-9" in page.text) == (422, True, True)


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("kotak", Role.PPK_SKPD), ("rincian?sisa=1&q=Kertas", Role.PPTK), ("rincian", Role.PPTK),
        ("penerima", Role.PPTK), ("penerima/baru", Role.PPTK), ("kontrak", Role.PPTK),
        ("kontrak/baru", Role.PPTK), ("tagihan", Role.PA), ("tagihan/baru", Role.PPTK),
        ("spd", Role.KUASA_BUD), ("spd/baru", Role.KUASA_BUD), ("spp", Role.PA), ("spm", Role.PA),
        ("sp2d", Role.KUASA_BUD), ("register/spp", Role.PA),
        ("register/spm?state=disetujui", Role.PA),
        ("register/sp2d?dari=01-01-2020&sampai=2030-01-01", Role.KUASA_BUD),
    ],
)  # fmt: skip
def test_lists_and_forms_open(client, work, budget, path, role):
    work(sp2d_in, SP2DState.DITANDATANGANI, budget=budget)
    page = client(budget[role]).get(f"{P}/{path}")
    assert page.status_code == 200, page.text


LISTS = ("kotak", "rincian", "tagihan", "spd", "spp", "register/spm", "register/sp2d")
FILES = [
    (path, form)
    for path in LISTS
    for form in ("csv", "xlsx", "pdf")
    if form != "pdf" or path not in {"kotak", "rincian"}  # no register, so no printed one
]


@pytest.mark.parametrize(("path", "form"), FILES)
def test_the_same_filter_comes_as_a_file(client, work, budget, path, form):
    work(sp2d_in, SP2DState.CAIR, budget=budget)
    page = client(budget[Role.KUASA_BUD]).get(f"{P}/{path}?format={form}&opd={budget.opd_id}")
    assert page.status_code == 200
    assert page.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("state", [SPPState.DRAF, SPPState.DIAJUKAN, SPPState.DIVERIFIKASI,
                                   SPPState.DIKEMBALIKAN, SPPState.BATAL])  # fmt: skip
def test_an_spp_opens_in_every_state_for_everybody_of_its_opd(client, work, budget, state):
    spp_id = work(spp_in, state, budget=budget)
    for role in budget.people:
        page = client(budget[role]).get(f"{P}/spp/{spp_id}")
        assert page.status_code == 200, page.text


@pytest.mark.parametrize("state", [s for s in SPMState if s is not SPMState.SP2D_TERBIT])
def test_an_spm_opens_in_every_state(client, work, budget, state):
    spm_id = work(spm_in, state, budget=budget)
    for role in (Role.PA, Role.PPK_SKPD, Role.KUASA_BUD):
        assert client(budget[role]).get(f"{P}/spm/{spm_id}").status_code == 200


@pytest.mark.parametrize("state", list(SP2DState))
def test_an_sp2d_and_its_trace_open_in_every_state(client, work, budget, state):
    sp2d_id = work(sp2d_in, state, budget=budget)
    bud = client(budget[Role.KUASA_BUD])
    for path in (f"sp2d/{sp2d_id}", f"jejak/sp2d/{sp2d_id}", f"jejak/rincian/{budget.lines[0]}"):
        page = bud.get(f"{P}/{path}")
        assert page.status_code == 200, page.text


@pytest.mark.parametrize(
    ("state", "word", "journal"),
    [(SP2DState.RETUR, "Retur", "dibalik"), (SP2DState.BATAL, "Batal", "dibalik"),
     (SP2DState.CAIR, "-", "terbukukan")],
)  # fmt: skip
def test_the_line_on_top_shows_an_ended_sp2d_itself_with_its_state(
    client, work, budget, state, word, journal
):
    sp2d_id = work(sp2d_in, state, budget=budget)
    page = client(budget[Role.KUASA_BUD]).get(f"{P}/sp2d/{sp2d_id}").text
    line = page.partition('class="jejak"')[2].partition("</section>")[0]
    here = line.partition('class="now"')[2].partition("</li>")[0]
    assert "belum dibuat" not in line
    assert "SP2D" in here
    assert word in here
    assert journal in line


def test_a_cancelled_spp_is_on_its_own_line_and_nothing_after_it(client, work, budget):
    spp_id = work(spp_in, SPPState.BATAL, budget=budget)
    page = client(budget[Role.PA]).get(f"{P}/spp/{spp_id}").text
    line = page.partition('class="jejak"')[2].partition("</section>")[0]
    assert "Batal" in line.partition('class="now"')[2].partition("</li>")[0]
    assert line.count("belum dibuat") == 2


def test_an_spd_is_looked_at_made_and_issued(client, work):
    budget = work(small_budget)
    bud, ppkd = client(budget[Role.KUASA_BUD]), client(budget[Role.PPKD])
    asked = {"opd_id": budget.opd_id, "bulan_dari": 1, "bulan_sampai": 3}
    page = bud.get(f"{P}/spd/baru", query_string=asked)
    assert "300.000.000" in page.text
    made = post(bud, f"{P}/spd/baru", **asked)
    assert made.status_code == 302
    again = post(bud, f"{P}/spd/baru", opd_id=budget.opd_id, bulan_dari=3, bulan_sampai=2)
    assert again.status_code == 422
    assert ppkd.get(made.location).status_code == 200
    issued = post(ppkd, f"{made.location.partition('?')[0]}/issue")
    assert "SPD terbit" in ppkd.get(issued.location).text


def test_for_another_opd_the_papers_do_not_exist(client, work, budget):
    spp_id = work(spp_in, SPPState.DIAJUKAN, budget=budget)
    stranger = client(work(actor_with, Role.PPK_SKPD, uuid4()))
    assert stranger.get(f"{P}/spp/{spp_id}").status_code == 404
    assert post(stranger, f"{P}/spp/{spp_id}/verify").status_code == 404
    assert stranger.get(f"{P}/jejak/rincian/{budget.lines[0]}").status_code == 404
    assert stranger.get(f"{P}/rincian?opd={budget.opd_id}").status_code == 404
    assert post(client(budget[Role.PPTK]), f"{P}/spp/{spp_id}/verify").status_code == 403


def test_a_return_without_a_reason_is_refused_and_with_one_it_is_in_the_history(
    client, work, budget
):
    spp_id = work(spp_in, SPPState.DIAJUKAN, budget=budget)
    ppk = client(budget[Role.PPK_SKPD])
    assert post(ppk, f"{P}/spp/{spp_id}/return").status_code == 422
    post(ppk, f"{P}/spp/{spp_id}/return", note="Kuitansi tidak terbaca.")
    assert "Kuitansi tidak terbaca." in ppk.get(f"{P}/spp/{spp_id}").text


def test_verifying_without_the_papers_names_each_missing_one(client, work, budget):
    spp_id = work(spp_in, SPPState.DIAJUKAN, budget=budget)
    page = post(client(budget[Role.PPK_SKPD]), f"{P}/spp/{spp_id}/verify", butir_pengantar="1")
    assert page.status_code == 422
    assert page.text.count("Kelengkapan belum dicentang") == len(work(kelengkapan_of, spp_id)) - 1


def test_a_bank_account_is_verified_by_another_person(client, work, budget):
    penerima_id, account = work(penerima_with_account, budget, verified=False)
    pptk, ppk = client(budget[Role.PPTK]), client(budget[Role.PPK_SKPD])
    path = f"{P}/penerima/{penerima_id}/rekening/{account}"
    assert post(pptk, f"{path}/verify").status_code == 403
    assert post(ppk, f"{path}/verify").status_code == 302
    assert "Terverifikasi" in ppk.get(f"{P}/penerima/{penerima_id}").text
    assert post(ppk, f"{path}/close", note="Pindah bank.").status_code == 302


def test_a_payee_and_a_contract_are_recorded(client, work, budget):
    pptk = client(budget[Role.PPTK])
    data = {"opd_id": budget.opd_id, "nama": "CV Baru", "npwp": "012345678901234", "is_pkp": "y",
            "bank": "Bank Contoh", "nomor": "1234567890", "atas_nama": "CV Baru"}  # fmt: skip
    assert post(pptk, f"{P}/penerima/baru", **{**data, "nomor": "12"}).status_code == 422
    made = post(pptk, f"{P}/penerima/baru", **data)
    assert made.status_code == 302
    post(pptk, f"{made.location}/rekening", opd_id=budget.opd_id, bank="B", nomor="98765",
         atas_nama="CV Baru")  # fmt: skip
    assert "CV Baru" in pptk.get(made.location).text
    penerima_id, _ = work(penerima_with_account, budget, nama="CV Jalan")
    today = f"{budget.today:%Y-%m-%d}"
    contract = {"opd_id": budget.opd_id, "penerima_id": penerima_id, "nomor": "K-1",
                "nilai": "10.000.000,00", "uraian": "Rehab", "tanggal": today,
                "mulai_on": today, "selesai_on": today}  # fmt: skip
    done = post(pptk, f"{P}/kontrak/baru?penerima=Jalan", **contract)
    assert done.status_code == 302, done.text
    assert "K-1" in pptk.get(f"{P}/kontrak").text
    assert "Belum ada tagihan" in pptk.get(done.location).text


def test_a_contract_shows_its_bills_with_their_states_and_what_is_left(client, work, budget):
    def contract_with_bills():
        penerima_id, account = penerima_with_account(budget, nama="CV Jalan")
        today, pptk = budget.today, budget[Role.PPTK]
        kontrak_id = register_kontrak(
            budget.opd_id, budget.tahun, penerima_id, "K-7", today, "Rehab aula",
            Decimal("10000000.00"), today, today, actor=pptk, today=today,
        )  # fmt: skip
        for nomor in ("TERMIN-1", "TERMIN-2"):
            entry = bill(budget, account, Decimal("4000000.00"), nomor=nomor, kontrak_id=kontrak_id)
            tagihan_id = register_tagihan(entry, actor=pptk, today=today)
        cancel_tagihan(tagihan_id, actor=pptk, today=today, note="salah termin")
        return kontrak_id, tagihan_id

    kontrak_id, tagihan_id = work(contract_with_bills)
    page = client(budget[Role.PA]).get(f"{P}/kontrak/{kontrak_id}")
    assert page.status_code == 200, page.text
    for shown in ("K-7", "CV Jalan", "TERMIN-1", "TERMIN-2", "Terdaftar", "Batal", "6.000.000"):
        assert shown in page.text
    assert "10.000.000" in page.text
    assert f"/kontrak/{kontrak_id}" in client(budget[Role.PA]).get(f"{P}/tagihan/{tagihan_id}").text
    stranger = client(work(actor_with, Role.PA, uuid4()))
    assert stranger.get(f"{P}/kontrak/{kontrak_id}").status_code == 404


def test_a_wrong_payee_is_closed_and_recorded_anew_with_the_same_npwp(client, work, budget):
    penerima_id, account = work(penerima_with_account, budget, nama="CV Keliru")
    npwp = work(lambda: db.session.get_one(Penerima, penerima_id).npwp)
    pptk, ppk = client(budget[Role.PPTK]), client(budget[Role.PPK_SKPD])
    again = {"opd_id": budget.opd_id, "nama": "CV Benar", "npwp": npwp, "alamat": "Cibinong",
             "bank": "Bank Contoh", "nomor": "1234567890", "atas_nama": "CV Benar"}  # fmt: skip
    known = post(pptk, f"{P}/penerima/baru", **again)
    assert known.status_code == 422
    assert "CV Keliru" in known.text
    assert f"/penerima/{penerima_id}" in known.text
    assert npwp in ppk.get(f"{P}/penerima/{penerima_id}").text
    assert npwp not in client(budget[Role.PA]).get(f"{P}/penerima/{penerima_id}").text

    assert post(ppk, f"{P}/penerima/{penerima_id}/close", note="").status_code == 422
    closed = post(ppk, f"{P}/penerima/{penerima_id}/close", note="NPWP milik orang lain")
    assert closed.status_code == 302, closed.text
    states = work(
        lambda: (
            db.session.get_one(Penerima, penerima_id).state.value,
            db.session.get_one(RekeningBank, account).state.value,
        )
    )
    assert states == ("ditutup", "ditutup")
    assert "Tidak ada rekening" in pptk.get(f"{P}/tagihan/baru?penerima=Keliru").text
    more = {"opd_id": budget.opd_id, "bank": "B", "nomor": "12345", "atas_nama": "CV Keliru"}
    refused = post(pptk, f"{P}/penerima/{penerima_id}/rekening", **more)
    assert (refused.status_code, "sudah ditutup" in refused.text) == (422, True)
    assert post(pptk, f"{P}/penerima/baru", **again).status_code == 302


def test_a_payee_with_an_account_of_another_opd_is_not_closed_over_its_head(work, budget):
    penerima_id, account = work(penerima_with_account, budget)
    other = work(make_opd)

    def recorded_elsewhere():
        db.session.get_one(RekeningBank, account).opd_id = other
        db.session.commit()

    work(recorded_elsewhere)
    with pytest.raises(RuleBroken, match="perangkat daerah lain"):
        work(close_penerima, penerima_id, actor=budget[Role.PPK_SKPD], note="salah")


def test_a_wrong_contract_is_cancelled_but_not_under_live_bills(client, work, budget):
    penerima_id, account = work(penerima_with_account, budget, nama="CV Jalan")
    today, pptk = budget.today, budget[Role.PPTK]

    def contract():
        return register_kontrak(
            budget.opd_id, budget.tahun, penerima_id, "K-8", today, "Rehab",
            Decimal("10000000.00"), today, today, actor=pptk, today=today,
        )  # fmt: skip

    kontrak_id = work(contract)
    entry = bill(budget, account, Decimal("4000000.00"), kontrak_id=kontrak_id)
    tagihan_id = work(lambda: register_tagihan(entry, actor=pptk, today=today))
    page, why = client(pptk), "nilai salah ketik"
    assert "Batalkan kontrak" not in page.get(f"{P}/kontrak/{kontrak_id}").text
    refused = post(page, f"{P}/kontrak/{kontrak_id}/cancel", note=why)
    assert (refused.status_code, "1 tagihan" in refused.text) == (422, True)
    work(lambda: cancel_tagihan(tagihan_id, actor=pptk, today=today, note=why))
    assert "Batalkan kontrak" in page.get(f"{P}/kontrak/{kontrak_id}").text
    assert post(page, f"{P}/kontrak/{kontrak_id}/cancel", note=why).status_code == 302
    again = bill(budget, account, Decimal("4000000.00"), kontrak_id=kontrak_id)
    with pytest.raises(RuleBroken, match="Kontrak tidak dikenal"):
        work(lambda: register_tagihan(again, actor=pptk, today=today))
    assert work(contract) != kontrak_id  # the same number once more


def test_a_contract_is_not_signed_tomorrow_nor_long_ago(work, budget):
    penerima_id, _ = work(penerima_with_account, budget)
    for day in (budget.today + timedelta(days=1), date(budget.tahun - 2, 12, 31)):
        with pytest.raises(RuleBroken):
            work(
                register_kontrak, budget.opd_id, budget.tahun, penerima_id, "K-9", day, "Rehab",
                Decimal("1.00"), day, day, actor=budget[Role.PPTK], today=budget.today,
            )  # fmt: skip


def test_step_two_names_dates_and_amounts_before_the_answers_are_checked(client, work, budget):
    _, account = work(penerima_with_account, budget, nama="CV Rimba Aksara")
    step = f"?opd_id={budget.opd_id}&sub_kegiatan={budget.sub_id}&penerima=Rimba&lanjut=1"
    tomorrow = budget.today + timedelta(days=1)
    answers = {
        "opd_id": budget.opd_id, "rekening_bank_id": account, "kontrak_id": "-", "jenis": "barang",
        "uraian": "Kertas", "nomor": "INV-9", "tanggal": f"{tomorrow:%d-%m-%Y}",
        f"nilai-{budget.lines[0]}": "900.000.000.000,00", "aksi": "periksa",
    }  # fmt: skip
    page = post(client(budget[Role.PPTK]), f"{P}/tagihan/baru{step}", **answers)
    assert page.status_code == 422
    for shown in ("belum tiba", "#tanggal", "melebihi sisa anggaran", "lebih Rp",
                  f"#nilai-{budget.lines[0]}"):  # fmt: skip
        assert shown in page.text


def test_the_day_of_the_bank_is_taken_and_a_bent_one_is_refused(client, work, budget):
    sp2d_id = work(sp2d_in, SP2DState.DIKIRIM, budget=budget)
    bud = client(budget[Role.KUASA_BUD])
    assert "Tanggal dari bank" in bud.get(f"{P}/sp2d/{sp2d_id}").text
    assert "Akan dibayarkan" in bud.get(f"{P}/sp2d/{sp2d_id}").text
    bent = post(bud, f"{P}/sp2d/{sp2d_id}/confirm", tanggal="kemarin")
    assert (bent.status_code, "bukan tanggal" in bent.text) == (422, True)
    late = budget.today + timedelta(days=1)
    assert post(bud, f"{P}/sp2d/{sp2d_id}/confirm", tanggal=f"{late}").status_code == 422
    done = post(bud, f"{P}/sp2d/{sp2d_id}/confirm", tanggal=f"{budget.today}")
    assert done.status_code == 302, done.text
    page = bud.get(f"{P}/sp2d/{sp2d_id}").text
    assert "Akan dibayarkan" not in page
    assert "Dibayarkan" in page


def test_a_printed_paper_is_named_by_its_number():
    assert file_name("SP2D", "32.01/04.0/000106/LS/1.01/M/10/2021") == "SP2D-000106-2021"
    assert file_name("SPD", "7/SPD") == "SPD-7-SPD"


def test_anybody_may_verify_a_paper_but_learns_no_account(client, work, budget):
    sp2d_id = work(sp2d_in, SP2DState.CAIR, budget=budget)
    token = work(lambda: db.session.get_one(SP2D, sp2d_id).token)
    page = client().get(f"/verifikasi/{token}")
    assert (page.status_code, "asli" in page.text) == (200, True)
    assert "Bank Contoh" not in page.text
    unknown = client().get("/verifikasi/abc")
    assert (unknown.status_code, "tidak dikenal" in unknown.text) == (404, True)


def test_search_and_the_short_address_of_the_inbox(client, work, budget):
    work(tagihan_in, budget=budget)
    pa = client(budget[Role.PA])
    assert "Alat tulis" in pa.get("/cari?q=alat tulis").text
    assert "Tidak ditemukan" in pa.get("/cari?q=zzzz").text
    assert pa.get("/perlu-tindakan").location.endswith("/perbendaharaan/kotak")
    assert client().get("/cari?q=alat").status_code == 302


def test_a_paper_is_printed(client, work, budget):
    sp2d_id = work(sp2d_in, SP2DState.DITANDATANGANI, budget=budget)
    spd_id = work(spd_of, budget)
    bud = client(budget[Role.KUASA_BUD])
    spm_id, spp_id = one(work, SPM)[0], one(work, SPP)[0]
    for path in (f"sp2d/{sp2d_id}", f"spm/{spm_id}", f"spp/{spp_id}", f"spd/{spd_id}"):
        page = bud.get(f"{P}/{path}.pdf")
        assert (page.status_code, page.data[:5]) == (200, b"%PDF-"), page.text[:500]


def spd_of(budget):
    """The SPD that the fixture issued."""
    return db.session.scalars(select(SPD.id).where(SPD.opd_id == budget.opd_id)).one()
