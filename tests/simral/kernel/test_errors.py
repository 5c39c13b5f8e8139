"""The error tree: a status per kind, every finding with its figures."""

from __future__ import annotations

import pytest

from simral.kernel.errors import (
    Conflict,
    DomainError,
    Finding,
    IllegalTransition,
    NotAllowed,
    NotFound,
    RuleBroken,
    raise_if,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [(DomainError, 400), (NotAllowed, 403), (NotFound, 404), (Conflict, 409)],
)
def test_each_kind_has_its_status_and_says_one_thing(error, status):
    refusal = error()
    assert refusal.status == status
    assert [finding.code for finding in refusal.findings] == [error.__name__]
    assert str(refusal) == error.message


def test_a_wrong_state_is_a_conflict():
    assert issubclass(IllegalTransition, Conflict)


def test_a_finding_says_its_figures():
    finding = Finding("melebihi", "Sisa %(sisa)s, diminta %(nilai)s.", {"sisa": 1, "nilai": 2})
    assert str(finding) == "Sisa 1, diminta 2."


def test_a_text_with_a_percent_sign_and_no_values_is_left_alone():
    assert str(Finding("persen", "100% benar")) == "100% benar"


def test_broken_rules_name_every_finding():
    findings = [Finding("satu", "Satu."), Finding("dua", "Dua.", at="nilai")]
    with pytest.raises(RuleBroken) as refusal:
        raise_if(findings)
    assert refusal.value.status == 422
    assert list(refusal.value.findings) == findings
    assert str(refusal.value) == "Satu.; Dua."


def test_no_finding_no_error():
    raise_if([])
