"""Accounts, grants, sessions, sign-in and their limits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from simral.audit.queries import find_last, history_of
from simral.identity.errors import NIPTaken, TooManyAttempts, UserNameTaken
from simral.identity.models import Pengguna, Peran, PercobaanMasuk, Sesi
from simral.identity.queries import (
    actor_of,
    find_session,
    find_user_id,
    get_user,
    hash_token,
    holders_of,
    list_sessions,
    list_users,
    list_violations,
    names_of,
)
from simral.identity.services import (
    activate_user,
    change_password,
    create_user,
    deactivate_user,
    end_all_sessions,
    end_session,
    grant_role,
    revoke_role,
    set_language,
    set_password,
    sign_in,
    start_session,
    update_user,
)
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotAllowed, NotFound, RuleBroken
from tests.factories.identity import PASSWORD, actor_with, make_opd, make_user

NEW = "lima sapi minum kopi pagi"
DAY = date(2021, 6, 1)


def codes(raised):
    return [finding.code for finding in raised.value.findings]


@pytest.fixture
def admin(work):
    return work(actor_with, Role.ADMIN)


def test_a_new_account_is_stored_with_a_hash_and_an_event_without_it(work, admin):
    user_id = work(create_user, "budi", "Budi Santoso", PASSWORD, nip="19800101", actor=admin)
    user = work(get_user, user_id)
    assert (user.nama, user.nip, user.is_active, user.grants) == (
        "Budi Santoso",
        "19800101",
        True,
        (),
    )
    events = work(history_of, user_id)
    assert [(event.tag, event.role) for event in events] == [("identity:pengguna:create", "admin")]
    assert PASSWORD not in str(work(lambda: db.session.get(Pengguna, user_id).sandi_hash))


def test_two_people_cannot_share_a_user_name(work, admin):
    work(make_user, nama_pengguna="budi")
    with pytest.raises(UserNameTaken):
        work(create_user, "budi", "Budi Lain", PASSWORD, actor=admin)


def test_every_fault_of_a_new_account_is_named_at_once(work, admin):
    with pytest.raises(RuleBroken) as raised:
        work(create_user, "Bu di", " ", "pendek", actor=admin)
    assert codes(raised)[:4] == ["nama_pengguna", "nama_kosong", "sandi_pendek", "sandi_jenis"]


def test_only_an_administrator_manages_accounts(work):
    other = work(actor_with, Role.AKUNTANSI)
    user_id = work(make_user)
    for act in (
        lambda: create_user("siapa", "Siapa", PASSWORD, actor=other),
        lambda: update_user(user_id, nama="X", nip="", jabatan="", pangkat="", actor=other),
        lambda: set_password(user_id, NEW, actor=other),
        lambda: deactivate_user(user_id, actor=other),
        lambda: activate_user(user_id, actor=other),
        lambda: grant_role(user_id, Role.AKUNTANSI, None, DAY, actor=other),
        lambda: revoke_role(user_id, DAY, actor=other),
    ):
        with pytest.raises(NotAllowed):
            work(act)


def test_a_grant_gives_its_role_from_its_first_to_its_last_day(work, admin):
    user_id, opd_id = work(make_user), work(make_opd)
    work(grant_role, user_id, Role.PPTK, opd_id, DAY, DAY + timedelta(days=9), "SK-7", actor=admin)
    for day, grants in (
        (DAY - timedelta(days=1), frozenset()),
        (DAY, frozenset({("pptk", opd_id)})),
        (DAY + timedelta(days=9), frozenset({("pptk", opd_id)})),
        (DAY + timedelta(days=10), frozenset()),
    ):
        assert work(actor_of, user_id, day).grants == grants
    assert [row.id for row in work(holders_of, Role.PPTK, opd_id, DAY)] == [user_id]
    assert work(holders_of, Role.PPTK, None, DAY) == []


def test_nobody_grants_a_role_to_himself(work, admin):
    with pytest.raises(RuleBroken) as raised:
        work(grant_role, admin.user_id, Role.AUDITOR, None, DAY, actor=admin)
    assert codes(raised) == ["diri_sendiri"]


def test_roles_kept_apart_are_refused(work, admin):
    opd_id, user_id = work(make_opd), work(make_user)
    work(grant_role, user_id, Role.PA, opd_id, DAY, actor=admin)
    with pytest.raises(RuleBroken) as raised:
        work(grant_role, user_id, Role.BENDAHARA_PENGELUARAN, opd_id, DAY, actor=admin)
    assert codes(raised) == ["rangkap"]
    assert all(ok for _, ok, _, _ in work(list_violations))


def test_one_nip_is_one_account_however_it_is_written(work, admin):
    work(make_user, nip="19800101 200501 1 001")
    other = work(make_user, nip="")
    work(make_user, nip="")  # without a NIP there may be many
    with pytest.raises(NIPTaken):
        work(make_user, nip="198001012005011001")
    with pytest.raises(NIPTaken):
        work(update_user, other, nama="X", nip="19800101-200501.1001", jabatan="", pangkat="",
             actor=admin)  # fmt: skip
    work(update_user, other, nama="X", nip="1981 0101", jabatan="", pangkat="", actor=admin)
    assert work(get_user, other).nip == "19810101"


def test_the_same_role_is_not_given_twice_for_one_time(work, admin):
    user_id = work(make_user, Role.AUDITOR)
    with pytest.raises(RuleBroken) as raised:
        work(grant_role, user_id, Role.AUDITOR, None, DAY, actor=admin)
    assert codes(raised) == ["peran_ganda"]


def test_a_revoked_role_ends_the_day_before_and_stays_on_record(work, admin):
    user_id = work(make_user, Role.AUDITOR)
    grant = work(get_user, user_id).grants[0]
    work(revoke_role, grant.id, DAY, actor=admin, note="pindah tugas")
    assert work(get_user, user_id).grants[0].sampai_on == DAY - timedelta(days=1)
    assert work(find_last, grant.id, "identity:peran:revoke").note == "pindah tugas"
    with pytest.raises(RuleBroken) as raised:
        work(revoke_role, grant.id, DAY, actor=admin)
    assert codes(raised) == ["sudah_berakhir"]


def test_a_role_revoked_before_it_began_is_gone(work, admin):
    user_id = work(make_user)
    peran_id = work(grant_role, user_id, Role.AUDITOR, None, DAY, actor=admin)
    work(revoke_role, peran_id, DAY, actor=admin)
    assert work(get_user, user_id).grants == ()
    assert work(find_last, peran_id, "identity:peran:revoke").op == "D"
    with pytest.raises(NotFound):
        work(revoke_role, peran_id, DAY, actor=admin)


def test_signing_in_opens_a_session_of_which_only_the_hash_is_kept(work):
    user_id = work(make_user, nama_pengguna="budi")
    token = work(sign_in, " Budi ", PASSWORD, "10.0.0.1", "Firefox")
    assert work(find_session, token).user_id == user_id
    stored = work(lambda: db.session.scalars(select(Sesi)).one())
    assert stored.token_hash == hash_token(token) != token
    assert work(lambda: db.session.scalar(select(func.count(PercobaanMasuk.id)))) == 0


@pytest.mark.parametrize(("name", "sandi"), [("budi", "salah"), ("siapa", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(work, name, sandi):
    work(make_user, nama_pengguna="budi")
    assert work(sign_in, name, sandi, "10.0.0.1", "") is None


def test_a_closed_account_cannot_sign_in_and_its_sessions_end(work, admin):
    user_id = work(make_user, Role.AUDITOR, nama_pengguna="budi")
    token = work(start_session, user_id, "")
    work(deactivate_user, user_id, actor=admin, note="pensiun")
    assert work(find_session, token) is None
    assert work(sign_in, "budi", PASSWORD, "10.0.0.1", "") is None
    assert work(actor_of, user_id, DAY).grants == frozenset()
    with pytest.raises(NotFound):
        work(start_session, user_id, "")
    work(activate_user, user_id, actor=admin)
    assert work(sign_in, "budi", PASSWORD, "10.0.0.1", "") is not None


def test_nobody_closes_his_own_account(work, admin):
    with pytest.raises(RuleBroken) as raised:
        work(deactivate_user, admin.user_id, actor=admin)
    assert codes(raised) == ["diri_sendiri"]


def test_the_eleventh_attempt_on_one_user_in_five_minutes_is_refused(work):
    work(make_user, nama_pengguna="budi")
    for number in range(10):
        assert work(sign_in, "budi", "salah", f"10.0.0.{number}", "") is None
    with pytest.raises(TooManyAttempts):
        work(sign_in, "budi", PASSWORD, "10.0.0.99", "")
    work(_age_attempts, timedelta(minutes=6))
    assert work(sign_in, "budi", PASSWORD, "10.0.0.99", "") is not None


def test_the_eleventh_attempt_from_one_address_in_five_minutes_is_refused(work):
    for number in range(10):
        assert work(sign_in, f"orang{number}", "salah", "10.0.0.1", "") is None
    with pytest.raises(TooManyAttempts):
        work(sign_in, "lain", "salah", "10.0.0.1", "")
    assert work(sign_in, "lain", "salah", "10.0.0.2", "") is None


@pytest.mark.parametrize(
    ("column", "age", "lives"),
    [
        ("last_seen_at_utc", timedelta(minutes=29), True),
        ("last_seen_at_utc", timedelta(minutes=31), False),
        ("created_at_utc", timedelta(hours=9, minutes=59), True),
        ("created_at_utc", timedelta(hours=10, minutes=1), False),
    ],
)
def test_a_session_ends_by_idleness_and_by_age(work, column, age, lives):
    user_id = work(make_user)
    token = work(start_session, user_id, "")
    work(_age_session, column, age)
    assert (work(find_session, token) is not None) is lives
    assert bool(work(list_sessions, user_id)) is lives


def test_a_person_ends_only_his_own_sessions(work):
    me, other = Actor(work(make_user)), Actor(work(make_user))
    token = work(start_session, me.user_id, "")
    session = work(find_session, token)
    with pytest.raises(NotFound):
        work(end_session, session.id, actor=other)
    work(end_session, session.id, actor=me)
    assert work(find_session, token) is None


def test_all_other_sessions_end_at_once(work):
    me = Actor(work(make_user))
    here, there = (work(start_session, me.user_id, "") for _ in range(2))
    work(end_all_sessions, me.user_id, actor=me, keep=work(find_session, here).id)
    assert work(find_session, here) is not None
    assert work(find_session, there) is None


def test_a_changed_password_ends_the_other_sessions(work):
    me = Actor(work(make_user, nama_pengguna="budi"))
    here, there = (work(start_session, me.user_id, "") for _ in range(2))
    session_id = work(find_session, here).id
    work(change_password, PASSWORD, NEW, actor=me, session_id=session_id)
    assert work(find_session, here) is not None
    assert work(find_session, there) is None
    assert work(sign_in, "budi", PASSWORD, "10.0.0.1", "") is None
    assert work(sign_in, "budi", NEW, "10.0.0.1", "") is not None


@pytest.mark.parametrize(
    ("lama", "baru", "code"),
    [
        ("salah", NEW, "sandi_lama"),
        (PASSWORD, PASSWORD, "sandi_sama"),
        (PASSWORD, "pendek", "sandi_pendek"),
    ],
)
def test_a_password_is_changed_only_with_the_old_one_for_a_good_new_one(work, lama, baru, code):
    me = Actor(work(make_user))
    with pytest.raises(RuleBroken) as raised:
        work(change_password, lama, baru, actor=me)
    assert codes(raised)[0] == code


def test_a_password_given_by_an_administrator_ends_every_session(work, admin):
    user_id = work(make_user, nama_pengguna="budi")
    token = work(start_session, user_id, "")
    work(set_password, user_id, NEW, actor=admin)
    assert work(find_session, token) is None
    assert work(sign_in, "budi", NEW, "10.0.0.1", "") is not None


def test_the_old_password_is_not_guessed_without_limit(work):
    user_id = work(make_user, nama_pengguna="budi")
    me = Actor(user_id)
    for _ in range(10):
        with pytest.raises(RuleBroken):
            work(change_password, "salah", NEW, actor=me)
    with pytest.raises(TooManyAttempts):
        work(change_password, PASSWORD, NEW, actor=me)
    work(_age_attempts, timedelta(minutes=6))
    work(change_password, PASSWORD, NEW, actor=me)
    assert work(lambda: db.session.scalar(select(func.count(PercobaanMasuk.id)))) == 0


def test_a_password_that_somebody_else_chose_must_be_changed(work, admin):
    user_id = work(make_user)
    assert not work(get_user, user_id).wajib_ganti
    work(set_password, user_id, NEW, actor=admin)
    assert work(get_user, user_id).wajib_ganti
    work(change_password, NEW, PASSWORD, actor=Actor(user_id))
    assert not work(get_user, user_id).wajib_ganti
    made = work(create_user, "citra", "Citra", PASSWORD, actor=admin)
    assert work(get_user, made).wajib_ganti


def test_an_account_that_no_event_tells_of_is_found_by_the_doctor(work):
    def break_in():
        facts = {"nama": "X", "sandi_hash": "x", "sandi_changed_at_utc": clock.now()}
        db.session.add(Pengguna(nama_pengguna="gelap", **facts))
        db.session.commit()

    work(break_in)
    found = {name: rows for name, ok, rows, _ in work(list_violations) if not ok}
    assert found == {"identity.tercatat": 1}


def test_language_is_one_of_two(work):
    me = Actor(work(make_user))
    work(set_language, "en", actor=me)
    assert work(get_user, me.user_id).bahasa == "en"
    with pytest.raises(RuleBroken):
        work(set_language, "xx", actor=me)


def test_lists_of_users_are_filtered_and_paged_by_key(work):
    opd_id = work(make_opd)
    for name in ("adi", "budi", "citra", "dewi"):
        work(make_user, Role.PPTK, opd_id, nama_pengguna=name, nama=name.title())
    today = clock.today()
    first = work(list_users, opd_id=opd_id, on=today, size=3)
    assert [row.nama_pengguna for row in first.rows] == ["adi", "budi", "citra"]
    assert (first.before, first.after) == (None, "citra")
    last = work(list_users, opd_id=opd_id, on=today, size=3, after="citra")
    assert [row.nama_pengguna for row in last.rows] == ["dewi"]
    back = work(list_users, opd_id=opd_id, on=today, size=3, before=last.before)
    assert [row.nama_pengguna for row in back.rows] == ["adi", "budi", "citra"]
    assert [row.nama for row in work(list_users, cari="CIT", on=today).rows] == ["Citra"]
    assert work(list_users, role=Role.PA, on=today).rows == []
    assert work(list_users, cari="100%", on=today).rows == []


def test_names_are_found_by_id(work):
    user_id = work(make_user, nama="Ibu Citra", nip="1979")
    assert work(find_user_id, "tidak-ada") is None
    assert work(names_of, [user_id, None])[user_id].nama == "Ibu Citra"
    assert work(names_of, []) == {}


def test_an_apart_pair_written_past_the_services_is_found_by_the_doctor(work):
    opd_id = work(make_opd)
    user_id = work(make_user, Role.PA, opd_id)

    def break_in():
        grant = Peran(
            pengguna_id=user_id, role=Role.BENDAHARA_PENGELUARAN, opd_id=opd_id, mulai_on=DAY
        )
        db.session.add(grant)
        db.session.commit()

    work(break_in)
    name, ok, rows, detail = work(list_violations)[0]
    assert (name, ok, rows) == ("identity.peran_terpisah", False, 1)
    assert str(user_id) in detail


def _age_attempts(age):
    db.session.execute(update(PercobaanMasuk).values(at=PercobaanMasuk.at - age))
    db.session.commit()


def _age_session(column, age):
    db.session.execute(update(Sesi).values({column: getattr(Sesi, column) - age}))
    db.session.commit()
