"""Whether a medicine or a habit is to be stopped or kept up, and how that is answered."""

from functools import cache

import pytest

from actions.answering import answer
from actions.others import with_others as with_word_on_others
from actions.wording import called
from knowledge import DEFAULT_FOLDER, load
from knowledge.model import Knowledge
from understanding.keeping_on import HOME, as_kept
from understanding.kinds import KEEPS
from understanding.so_far import SoFar
from understanding.understood import Detail, Other, Question, Understood

PROZAC = Detail("circumstance", "antidepressants", said="prozac")
WARFARIN = Detail("circumstance", "blood_thinners", said="warfarin")


@cache
def known() -> Knowledge:
    return load(DEFAULT_FOLDER)


def kept(words: str, *details: Detail, so_far: SoFar | None = None) -> Question:
    question = Question("suitability", details, words)
    return as_kept(question, Understood((question,)), so_far or SoFar(), known())


@pytest.mark.parametrize(
    "words",
    [
        "should I come off prozac for this",
        "I take prozac. Do I leave it out that day?",
        "would I have to pause my prozac",
        "does she take it on Sunday as usual",
        "then I will just skip it, should I",
    ],
)
def test_a_medicine_that_is_named_is_asked_about(words: str) -> None:
    assert kept(words, PROZAC).ids(KEEPS) == ("antidepressants",)


@pytest.mark.parametrize(
    "words",
    [
        "is prozac a problem",
        "when can I stop the sunscreen",
        "does it stop hurting",
        "how do I quit it",
        "should I give up after two sessions",
    ],
)
def test_what_asks_something_else_stays(words: str) -> None:
    assert not kept(words, PROZAC).named(KEEPS)


def test_it_is_the_medicine_that_was_told_before() -> None:
    assert kept("do I have to stop it", so_far=SoFar(person=(WARFARIN,))).ids(KEEPS) == (
        "blood_thinners",
    )


def test_all_tablets_are_not_the_one_told_last() -> None:
    so_far = SoFar(person=(WARFARIN,))
    assert not kept("should I skip my tablets", so_far=so_far).named(KEEPS)


def test_cutting_down_is_of_smoking() -> None:
    assert kept("must I quit or can I cut down").ids(KEEPS) == ("smoking",)


def test_needling_at_home_is_no_medicine() -> None:
    found = kept("so should I stop", so_far=SoFar(topic=HOME))
    text = answer(found, SoFar(), known()).text
    assert found.ids(KEEPS) == (HOME,)
    assert "no medicine" in text
    assert "prescribed" not in text


def test_the_answer_has_the_visitors_word_and_who_decides() -> None:
    text = answer(kept("do I stop prozac", PROZAC), SoFar(), known()).text
    assert "Prozac" in text
    assert "don't change or stop" in text
    assert "whoever prescribed it" in text
    assert "I can't advise" not in text


def test_asked_again_it_says_only_who_decides() -> None:
    question = kept("do I stop prozac", PROZAC)
    again = answer(question, SoFar(details=question.details), known())
    assert [line.phrase for line in again.sentences] == ["keeps_medicine_again"]


def test_a_habit_asked_about_again_is_still_no_medicine() -> None:
    question = kept("should I cut down")
    text = answer(question, SoFar(details=question.details), known()).text
    assert "prescribed" not in text


def test_who_decides_is_asked_of_the_same_medicine() -> None:
    so_far = SoFar(details=kept("do I stop prozac", PROZAC).details)
    assert kept("who decides that", so_far=so_far).ids(KEEPS) == ("antidepressants",)


def test_a_habit_is_told_by_its_own_words() -> None:
    text = answer(kept("should I quit smoking before"), SoFar(), known()).text
    assert "smoking" in text
    assert "prescribed" not in text


def test_only_a_medicine_goes_by_the_visitors_word() -> None:
    assert called(PROZAC, known()) == "Prozac (antidepressants)"
    assert called(Detail("circumstance", "eczema", said="dermatitis"), known()) == "eczema"
    assert called(Detail("circumstance", "blood_thinners"), known()) == "blood thinners"
    lupus = Detail("circumstance", "autoimmune_disease", said="Lupus")
    assert called(lupus, known()) == "lupus (an autoimmune disease)"
    same = Detail("circumstance", "autoimmune_disease", said="autoimmune condition")
    assert called(same, known()) == "an autoimmune disease"


def test_what_somebody_else_has_is_said_to_be_theirs() -> None:
    told = Other("mother", (Detail("circumstance", "eczema"),))
    question = Question("pain")
    understood = Understood((question,), others=(told,))
    plain = answer(question, SoFar(), known())
    said = with_word_on_others(plain, question, understood, SoFar(), known())
    again = with_word_on_others(plain, question, understood, SoFar(others=(told,)), known())
    assert said.text.startswith("I count eczema as your mother's and not as yours.")
    assert again == plain
