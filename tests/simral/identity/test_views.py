"""Sign-in page, profile, preferences, administration of accounts."""

from __future__ import annotations

from uuid import uuid4

import pytest

from simral.identity.queries import actor_of, find_user_id, get_user
from simral.identity.terms import Role
from simral.identity.views.account import safe_target
from simral.kernel import clock
from tests.factories.identity import PASSWORD, actor_with, make_opd, make_user

NEW = "lima sapi minum kopi pagi"


def key():
    return str(uuid4())


def test_a_person_signs_in_and_out(client, work):
    work(make_user, Role.AUDITOR, nama_pengguna="budi")
    visitor = client()
    assert visitor.get("/profil").headers["Location"] == "/masuk?next=/profil"
    answer = visitor.post(
        "/masuk", data={"username": "budi", "password": PASSWORD, "next": "/profil"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/profil")
    assert visitor.get("/profil").status_code == 200
    assert visitor.get("/masuk").status_code == 302
    answer = visitor.post("/keluar")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.get("/profil").status_code == 302


def test_the_cookie_before_signing_in_is_not_the_cookie_after(client, work):
    work(make_user, nama_pengguna="budi")
    visitor = client()
    with visitor.session_transaction() as cookie:
        cookie["token"] = "planted"
        cookie["more"] = "planted"
    visitor.post("/masuk", data={"username": "budi", "password": PASSWORD})
    with visitor.session_transaction() as cookie:
        assert cookie["token"] != "planted"
        assert "more" not in cookie


def test_wrong_credentials_show_the_form_again_with_the_name_but_not_the_password(client, work):
    work(make_user, nama_pengguna="budi")
    answer = client().post("/masuk", data={"username": "budi", "password": "keliru-sekali"})
    assert answer.status_code == 422
    assert "tidak cocok" in answer.text
    assert 'value="budi"' in answer.text
    assert "keliru-sekali" not in answer.text


def test_too_many_attempts_are_answered_with_429(client):
    visitor = client()
    for _ in range(10):
        visitor.post("/masuk", data={"username": "budi", "password": "salah"})
    answer = visitor.post("/masuk", data={"username": "budi", "password": "salah"})
    assert answer.status_code == 429


@pytest.mark.parametrize(
    "target",
    ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "\\\\x", "javascript:1",
     "masuk", "", "/a\nb", "/\t/jahat.example"],
)  # fmt: skip
def test_next_leads_nowhere_outside(target):
    assert safe_target(target) == "/perlu-tindakan"


@pytest.mark.parametrize("target", ["/profil", "/laporan/lra?tahun=2021&level=3", "/"])
def test_next_keeps_a_page_of_this_site(target):
    assert safe_target(target) == target


def test_a_person_changes_his_password_and_language(client, work):
    user_id = work(make_user, Role.AUDITOR)
    person = client(user_id)
    form = {"lama": PASSWORD, "baru": NEW, "ulang": NEW, "idem": key()}
    assert person.post("/profil/sandi", data=form).status_code == 302
    form = {"lama": NEW, "baru": NEW, "ulang": "lain", "idem": key()}
    assert person.post("/profil/sandi", data=form).status_code == 422
    assert person.post("/profil/bahasa", data={"bahasa": "en", "idem": key()}).status_code == 302
    assert work(get_user, user_id).bahasa == "en"
    assert person.post("/profil/bahasa", data={"bahasa": "xx", "idem": key()}).status_code == 422


def test_a_person_ends_his_other_sessions(client, work):
    user_id = work(make_user, Role.AUDITOR)
    here, there = client(user_id), client(user_id)
    assert here.post("/profil/sesi/akhiri", data={"idem": key()}).status_code == 302
    assert here.get("/profil").status_code == 200
    assert there.get("/profil").status_code == 302


def test_preferences_are_kept_in_cookies_and_lead_back(client):
    answer = client().post("/preferensi", data={"tema": "dark", "lang": "en", "next": "/bantuan"})
    assert answer.headers["Location"] == "/bantuan"
    cookies = answer.headers.getlist("Set-Cookie")
    assert any(one.startswith("tema=dark") for one in cookies)
    assert any(one.startswith("lang=en") for one in cookies)
    assert not client().post("/preferensi", data={"tema": "pink"}).headers.getlist("Set-Cookie")


def test_a_choice_in_the_address_is_kept(client):
    visitor = client()
    assert 'lang="en"' in visitor.get("/bantuan?lang=en&tema=dark").text
    page = visitor.get("/bantuan").text
    assert '<html lang="en" data-bs-theme="dark">' in page


def test_an_administrator_makes_an_account_gives_and_ends_a_role(client, work):
    admin, opd_id = work(actor_with, Role.ADMIN), work(make_opd)
    page = client(admin)
    form = {"nama": "Budi", "nama_pengguna": "budi", "sandi": PASSWORD, "idem": key()}
    answer = page.post("/admin/pengguna/baru", data=form)
    user_id = work(find_user_id, "budi")
    assert answer.headers["Location"] == f"/admin/pengguna/{user_id}"
    form = {"role": "pptk", "opd_id": str(opd_id), "mulai_on": "2020-01-01", "dasar": "SK-1",
            "idem": key()}  # fmt: skip
    address = f"/admin/pengguna/{user_id}"
    assert page.post(f"{address}/peran", data=form).status_code == 302
    assert work(actor_of, user_id, clock.today()).grants == {("pptk", opd_id)}
    assert "SK-1" in page.get(address).text
    grant = work(get_user, user_id).grants[0]
    page.post(f"{address}/peran/{grant.id}/cabut", data={"idem": key()})
    assert work(actor_of, user_id, clock.today()).grants == frozenset()
    page.post(f"{address}/nonaktif", data={"note": "pindah", "idem": key()})
    assert not work(get_user, user_id).is_active
    page.post(f"{address}/aktif", data={"note": "kembali", "idem": key()})
    page.post(f"{address}/sandi", data={"sandi": NEW, "idem": key()})
    form = {"nama": "Budi S.", "nip": "1980", "idem": key()}
    assert page.post(address, data=form).status_code == 302
    assert work(get_user, user_id).nama == "Budi S."


def test_a_form_with_faults_comes_back_with_what_was_typed(client, work):
    page = client(work(actor_with, Role.ADMIN))
    answer = page.post("/admin/pengguna/baru", data={"nama": "Budi", "idem": key()})
    assert answer.status_code == 422
    assert 'value="Budi"' in answer.text
    user_id = work(make_user)
    for path in ("", "/peran", "/sandi"):
        answer = page.post(f"/admin/pengguna/{user_id}{path}", data={"idem": key()})
        assert answer.status_code == 422


def test_the_list_of_users_is_filtered_by_the_address(client, work):
    work(make_user, Role.AUDITOR, nama="Ibu Citra")
    page = client(work(actor_with, Role.ADMIN))
    assert "Ibu Citra" in page.get("/admin/pengguna?peran=auditor&cari=citra").text
    assert "Ibu Citra" not in page.get("/admin/pengguna?peran=ppkd").text
    assert "Ibu Citra" not in page.get("/admin/pengguna?keadaan=nonaktif").text


def test_the_accounts_of_an_example_are_not_shown_for_a_real_government(client, work):
    work(make_user, Role.AUDITOR, nama="Ibu Citra")
    assert "Ibu Citra" not in client().get("/masuk").text


def test_after_a_reset_only_the_profile_opens_until_the_password_is_changed(client, work):
    user_id = work(make_user, Role.AUDITOR)
    admin = client(work(actor_with, Role.ADMIN))
    admin.post(f"/admin/pengguna/{user_id}/sandi", data={"sandi": NEW, "idem": key()})
    person = client(user_id)
    for answer in (person.get("/perlu-tindakan"), person.post("/profil/bahasa", data={})):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/profil")
    assert "dibuatkan orang lain" in person.get("/profil").text
    form = {"lama": NEW, "baru": PASSWORD, "ulang": PASSWORD, "idem": key()}
    assert person.post("/profil/sandi", data=form).status_code == 302
    assert person.get("/laporan").status_code == 200
    assert "dibuatkan orang lain" not in person.get("/profil").text


def test_a_password_changed_twice_by_one_form_is_changed_once(client, work):
    person = client(work(make_user, Role.AUDITOR))
    form = {"lama": PASSWORD, "baru": NEW, "ulang": NEW, "idem": key()}
    for _ in range(2):
        assert person.post("/profil/sandi", data=form).status_code == 302


@pytest.mark.parametrize("production", [False, True])
def test_the_accounts_of_an_example_are_shown_nowhere_else(client, work, monkeypatch, production):
    work(make_user, Role.AUDITOR, nama="Ibu Citra")
    monkeypatch.setattr(clock._clock, "working_date", None if production else clock.today())
    assert ("Ibu Citra" in client().get("/masuk").text) is not production
