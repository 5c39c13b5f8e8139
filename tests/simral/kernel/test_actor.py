"""The actor: what his grants let him see and do."""

from __future__ import annotations

from uuid import uuid4

import pytest

from simral.identity.terms import Role
from simral.kernel.actor import SYSTEM_ID, Actor, system_actor
from simral.kernel.errors import NotAllowed

MINE, OTHER = uuid4(), uuid4()
bendahara = Actor(uuid4(), frozenset({(Role.BENDAHARA_PENGELUARAN.value, MINE)}))
kuasa_bud = Actor(uuid4(), frozenset({(Role.KUASA_BUD.value, None)}))
nobody = Actor(uuid4())


@pytest.mark.parametrize(
    ("actor", "unit", "sees"),
    [(bendahara, MINE, True), (bendahara, OTHER, False), (bendahara, None, False),
     (kuasa_bud, MINE, True), (kuasa_bud, None, True), (nobody, MINE, False)],
)  # fmt: skip
def test_a_grant_shows_its_unit_and_no_other(actor, unit, sees):
    assert actor.sees(unit) is sees


def test_a_role_counts_in_its_unit_or_in_the_whole_government():
    assert bendahara.may(Role.BENDAHARA_PENGELUARAN, MINE)
    assert not bendahara.may(Role.BENDAHARA_PENGELUARAN, OTHER)
    assert not bendahara.may(Role.PA, MINE)
    assert kuasa_bud.may(Role.KUASA_BUD, MINE)
    assert not kuasa_bud.may(Role.PPKD, None)


def test_require_refuses_who_may_not():
    bendahara.require(Role.BENDAHARA_PENGELUARAN, MINE)
    with pytest.raises(NotAllowed):
        bendahara.require(Role.PA, MINE)


def test_holds_and_units():
    assert bendahara.holds(Role.BENDAHARA_PENGELUARAN)
    assert not bendahara.holds(Role.ADMIN)
    assert bendahara.units() == {MINE}
    assert kuasa_bud.units() is None
    assert nobody.units() == frozenset()


def test_the_operator_acts_in_the_whole_government_with_the_named_roles_only():
    operator = system_actor([Role.PPKD])
    assert operator.user_id == SYSTEM_ID
    assert operator.may(Role.PPKD, MINE)
    assert not operator.may(Role.KUASA_BUD, MINE)
