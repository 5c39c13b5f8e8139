"""Passwords, user names, reach and dates of a role, roles kept apart."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from simral.identity.rules import (
    Held,
    check_apart,
    check_not_self,
    check_password,
    check_period,
    check_scope,
    check_user_name,
)
from simral.identity.services.sandi import common_passwords
from simral.identity.terms import APART, GOVERNMENT_WIDE, Role

MAY, JUNE = date(2021, 5, 31), date(2021, 6, 1)
COMMON = frozenset({"rahasia", "password"})


def codes(findings):
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("sandi", "expected"),
    [
        ("empat kuda makan pisang", []),
        ("Kuda-Pisang-4711", []),
        ("Kuda-Pisang-47", ["sandi_pendek"]),
        ("kuda-pisang-4711", ["sandi_jenis"]),
        ("x" * 257, ["sandi_panjang", "sandi_umum"]),
        ("RahasiaRahasia1!", ["sandi_umum"]),
        ("R4h4514-2021-2021!", ["sandi_umum"]),
        ("Budi.Santoso-2021!", ["sandi_umum"]),
        ("abcdefghijklmnopqrstuvwxyz", ["sandi_umum"]),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", ["sandi_umum"]),
    ],
)
def test_a_password_is_refused_for_every_reason_at_once(sandi, expected):
    findings = check_password(sandi, common=COMMON, context=["budi.santoso", "Budi Santoso"])
    assert codes(findings) == expected


def test_the_shipped_list_holds_three_thousand_common_passwords():
    assert len(common_passwords()) >= 3000
    assert {"password", "rahasia123", "qwertyuiop"} <= common_passwords()


@pytest.mark.parametrize("name", ["budi", "budi.santoso", "b-1", "19800101"])
def test_a_plain_user_name_is_accepted(name):
    assert check_user_name(name) == []


@pytest.mark.parametrize(
    "name", ["", "ab", "Budi", "budi santoso", ".budi", "budi-", "b" * 41, "bu\u0301di"]
)
def test_an_odd_user_name_is_refused(name):
    assert codes(check_user_name(name)) == ["nama_pengguna"]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_of_the_government_has_no_opd_and_every_other_one_has(role):
    wide = role in GOVERNMENT_WIDE
    assert codes(check_scope(role, uuid4())) == (["tanpa_opd"] if wide else [])
    assert codes(check_scope(role, None)) == ([] if wide else ["perlu_opd"])


def test_a_grant_does_not_end_before_it_begins():
    assert check_period(MAY, None) == []
    assert check_period(MAY, MAY) == []
    assert codes(check_period(JUNE, MAY)) == ["masa_terbalik"]


@pytest.mark.parametrize("pair", sorted(APART, key=sorted))
def test_every_pair_kept_apart_is_refused_both_ways(pair):
    one, two = sorted(pair)
    for role, other in ((one, two), (two, one)):
        assert codes(check_apart(role, MAY, None, [Held(other, MAY, None)])) == ["rangkap"]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (Held(Role.PA, date(2021, 1, 1), MAY), []),
        (Held(Role.PA, date(2021, 1, 1), JUNE), ["rangkap"]),
        (Held(Role.PA, date(2021, 12, 31), None), ["rangkap"]),
        (Held(Role.PA, date(2022, 1, 1), None), []),
    ],
)
def test_roles_kept_apart_may_follow_each_other_but_share_no_day(held, expected):
    findings = check_apart(Role.BENDAHARA_PENGELUARAN, JUNE, date(2021, 12, 31), [held])
    assert codes(findings) == expected


def test_an_administrator_holds_no_role_that_touches_money():
    watching = {Role.ADMIN, Role.INSPEKTORAT, Role.AUDITOR}
    for role in set(Role) - watching:
        assert frozenset((Role.ADMIN, role)) in APART


def test_nobody_grants_to_himself():
    me = uuid4()
    assert codes(check_not_self(me, me)) == ["diri_sendiri"]
    assert check_not_self(me, uuid4()) == []
