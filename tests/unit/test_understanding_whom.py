"""What was told of one is not counted for another, and comes back with them."""

from understanding.kinds import EVENT
from understanding.so_far import SoFar
from understanding.understood import Detail, Other, Question, Understood
from understanding.whom import ME, turned_to, with_others, with_treatments

ECZEMA = Detail("circumstance", "eczema")
WEDDING = Detail(f"{EVENT}wedding", 30.0)


def test_somebody_else_begins_with_what_is_waited_for_together() -> None:
    so_far = turned_to("husband", SoFar(person=(ECZEMA, WEDDING)))
    assert (so_far.whom, so_far.person) == ("husband", (WEDDING,))


def test_what_was_told_comes_back() -> None:
    so_far = turned_to("husband", SoFar(person=(ECZEMA,)))
    assert turned_to(ME, so_far).person == (ECZEMA,)


def test_what_was_told_in_passing_counts_once_they_are_asked_for() -> None:
    so_far = with_others((Other("sister", (ECZEMA,)),), SoFar())
    assert so_far.person == ()
    assert turned_to("sister", so_far).person == (ECZEMA,)


def test_the_same_one_changes_nothing() -> None:
    so_far = SoFar(person=(ECZEMA,))
    assert turned_to(None, so_far) is so_far
    assert turned_to(ME, so_far) is so_far


def test_what_is_not_so_is_forgotten_of_others_too() -> None:
    so_far = with_others((Other("sister", (ECZEMA,)),), SoFar())
    so_far = with_others(
        (Other("sister", (Detail("circumstance", "eczema", negated=True),)),), so_far
    )
    assert so_far.others == (Other("sister", ()),)


def test_another_treatment_that_was_spoken_of_is_kept_until_it_is_ruled_out() -> None:
    rf = Detail("other_treatment", "rf_microneedling", said="rf")
    asked = (Question("pain"),)
    held = with_treatments(Understood(asked, words="i had rf on monday", named=(rf,)), SoFar())
    assert held.treatments == (rf,)
    plain = Understood(asked, words="and the plain kind, does that hurt")
    assert with_treatments(plain, held).treatments == ()
    friends = Understood(asked, words="my friend had rf and loves it", named=(rf,))
    assert with_treatments(friends, SoFar()).treatments == ()
    denied = (Question("pain", (Detail("other_treatment", "rf_microneedling", negated=True),)),)
    assert with_treatments(Understood(denied), held).treatments == ()
