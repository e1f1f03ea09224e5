"""A figure of speech is put plainly; the thing itself is left alone."""

import pytest

from language.figures_of_speech import put_plainly


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I'd literally kill for a chin like that", "i want a chin like that"),
        ("her forehead is to die for", "her forehead so beautiful"),
        ("I almost had a heart attack when I saw the bill", "I was surprised when I saw the bill"),
        ("they bleed customers dry", "they taking all the money of customers"),
        ("dying to know what it costs", "eager to know what it costs"),
        ("scared to death of the numbing cream", "very scared of the numbing cream"),
        ("I'm gonna die if it shows at work", "I'm very unhappy if it shows at work"),
        ("it kills me to breathe", "it hurts badly to breathe"),
        ("it costs an arm and a leg", "it costs a lot of money"),
        ("my shoes are killing me after this shift", "my shoes hurt after this shift"),
        ("the boss is on my last nerve", "the boss is annoyed"),
        ("i'm on my last nerve", "i'm annoyed"),
    ],
)
def test_it_is_put_plainly(said: str, meant: str) -> None:
    assert put_plainly(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "I want to die",
        "my chest is killing me",
        "my back is killing me since the session",
        "my face is killing me since the session",
        "I would die for my children and some days I think I will",
        "I think I am having a heart attack",
        "I had a heart attack after the last session",
        "he says he will kill me tonight",
        "my husband will kill me if I leave him",
        "I literally had a heart attack at the age of 40",
        "I almost died when they gave me lidocaine",
        "I want to die of shame",
        "my arm and a leg went numb and I can't move them",
        "I'm going to die if nobody comes",
        "I want to die to see my mother again",
        "she nearly died after the injection",
        "it bled until the towel was soaked",
        "help I am literally going to die",
        "my wedding is off and I'm literally going to die tonight",
        "my grandmother died of sepsis",
    ],
)
def test_the_thing_itself_is_left_alone(said: str) -> None:
    assert put_plainly(said) == said
