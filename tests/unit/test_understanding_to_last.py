import pytest

from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.about_last import PASS_ON, TO_TELL
from understanding.kinds import OF_LAST, SMALLTALK
from understanding.prepared import prepared
from understanding.so_far import SoFar
from understanding.to_last import of_check, of_last_answer, takes_back
from understanding.understood import Detail

KNOWN: Knowledge = load(DEFAULT_FOLDER)


@pytest.mark.parametrize(
    ("offer", "said", "topic"),
    [
        ("check", "yes since this morning", "affirm"),
        ("check", "nope, that was last year", "deny"),
        ("check", "how long is recovery", None),
        ("safe", "yes", "affirm"),
        ("safe", "no", "deny"),
        ("safe", "no don't worry I'm fine", "affirm"),
        ("safe", "i'm fine, but what is the point", None),
        ("safe", "i'm ok. do scars ever fade?", None),
        ("safe", "no dont worry im fine", "affirm"),
        ("safe", "i'm safe but i took 20 pills", "deny"),
        ("safe", "yes i feel safe now, thank you", "affirm"),
        ("safe", "i am safe, my dad is here", "affirm"),
        ("safe", "im not safe", "deny"),
        ("safe", "i am not fine", "deny"),
        ("safe", "i don't feel very safe", "deny"),
        ("safe", "tell them im sorry", "deny"),
        ("safe", "is it not safe on the neck?", None),
        ("safe", "i feel better about going now", None),
        ("safe", "i told my doctor and he laughed", None),
        ("safe", "my friend is here drinking with me", None),
        ("safe", "my sister is here", None),
        ("safe", "i won't do anything", None),
        ("more", "yes since this morning", None),
    ],
)
def test_yes_or_no_to_a_check_is_told_by_its_first_word(
    offer: str, said: str, topic: str | None
) -> None:
    found = of_check(prepared(KNOWN).texts.read(said), SoFar(topic="emergency", offer=offer))
    assert [each.topic for each in found] == ([] if topic is None else [topic])


def test_what_is_taken_back_is_more_where_something_else_is_named() -> None:
    so_far = SoFar(topic="suitability", person=(Detail("body_area", "face"),))
    denied = [Detail("body_area", "face", negated=True)]
    texts = prepared(KNOWN).texts
    assert takes_back(texts.read("never the face"), denied, so_far)
    assert not takes_back(texts.read("just the chest, never the face"), denied, so_far)


@pytest.mark.parametrize(
    ("said", "of_last", "talk"),
    [
        ("please tell the office that i'll phone them", (PASS_ON,), ()),
        (
            "please tell the office that i'll phone. thanks for all",
            (PASS_ON,),
            ("farewell",),
        ),
        ("can you tell the nurse what happened", (PASS_ON, TO_TELL), ()),
    ],
)
def test_a_wish_to_be_told_for_them_is_heard_at_any_time(
    said: str, of_last: tuple[str, ...], talk: tuple[str, ...]
) -> None:
    text = prepared(KNOWN).texts.read(said)
    for so_far in (SoFar(), SoFar(topic="pain"), SoFar(sign="today")):
        (found,) = of_last_answer(text, so_far)
        assert (found.ids(OF_LAST), found.ids(SMALLTALK)) == (of_last, talk)


def test_nothing_is_passed_on_in_despair() -> None:
    for said in ("tell them im sorry", "please tell the nurse i loved her"):
        text = prepared(KNOWN).texts.read(said)
        for so_far in (SoFar(sign="self_harm"), SoFar(alarm="self_harm", sign="self_harm")):
            assert of_last_answer(text, so_far) == ()


def test_what_is_asked_or_told_of_harm_beside_it_is_answered() -> None:
    text = prepared(KNOWN).texts.read("tell the desk i am late. how long does it take?")
    assert of_last_answer(text, SoFar(topic="pain")) == ()
    assert of_last_answer(text, SoFar(sign="today")) == ()
    harmed = prepared(KNOWN).texts.read("please tell the doctor that they burned my cheek")
    assert of_last_answer(harmed, SoFar(topic="pain")) == ()
