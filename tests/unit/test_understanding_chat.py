"""What people say by the way: scoffs, jokes, praise, what their family thinks."""

import pytest

from understanding.chat import (
    chat_of,
    offers,
    scoffs_at_trade,
    verdict_of,
    wants_word_for_others,
    without_what_of_it,
)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("ok so nobody knows", "unknowing"),
        ("hm, so you have no idea", "unknowing"),
        ("finally an honest answer", "compliment"),
        ("a robot that admits it, well well", "compliment"),
        ("you don't know what it costs", None),
        ("give me a straight answer", None),
        ("do you know how long", None),
        ("i am pregnant you know", None),
        ("im on accutane you know", None),
        ("nobody knows i have keloids", None),
        ("nobody really knows that then", "unknowing"),
    ],
)
def test_a_verdict_on_the_last_reply_is_short(said: str, kind: str | None) -> None:
    assert verdict_of(said) == kind


@pytest.mark.parametrize(
    ("said", "scoffs"),
    [
        ("is it yet another salon that charges a fortune", True),
        ("you guys are just going to sell me ten of them", True),
        ("are you going to tell me the price", False),
        ("is it useful or another scam that takes money", False),
        ("i went to another clinic in may", False),
    ],
)
def test_a_scoff_asks_for_nothing(said: str, scoffs: bool) -> None:
    assert scoffs_at_trade(said) is scoffs


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("my dad thinks it's silly", "others_say"),
        ("my boss would murder me lol", "chat"),
        ("my sister says it hurts", None),
        ("my doctor says it is fine", None),
    ],
)
def test_what_others_think_and_jokes_are_chat(said: str, kind: str | None) -> None:
    assert chat_of(said) == kind


def test_a_relative_is_to_hear_that_it_is_fine() -> None:
    assert wants_word_for_others("could you tell my mom it's safe")
    assert not wants_word_for_others("could you tell my mom the price")


def test_what_do_you_say_asks_for_no_facts() -> None:
    assert without_what_of_it("it's vanity. what do you say to that?").strip() == "it's vanity."


@pytest.mark.parametrize(
    ("said", "is_offer"),
    [
        ("if you folks ever want a trim, swing by my chair", True),
        ("whenever you guys need your hedge cut, holler", True),
        ("if you need me i'm at the office", False),
        ("if you want any of my things, come over", False),
        ("if you need a place to look, find me at the bridge", False),
        ("if you ever want honey, i'm at the market. how much is it", False),
    ],
)
def test_a_friendly_offer_asks_nothing(said: str, is_offer: bool) -> None:
    assert offers(said) is is_offer
