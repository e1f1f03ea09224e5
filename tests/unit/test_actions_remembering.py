from dataclasses import replace

import pytest

from actions.answer import Answer, Button, Sentence
from actions.answering import answer_all
from actions.composing import plain
from actions.remembering import heard, offered, remember, told
from tests.unit.two_treatments import knowledge
from understanding.kinds import AGE
from understanding.so_far import Choice, SoFar
from understanding.understood import Detail, DetailValue, Question, Understood

KNOWN = knowledge()


def details(**values: DetailValue) -> tuple[Detail, ...]:
    return tuple(Detail(kind, value) for kind, value in values.items())


def said(*facts: str, parts: int = 1) -> Answer:
    """An answer about rolling that shows these facts."""
    return Answer("pain", "rolling", tuple(Sentence("", fact) for fact in facts), parts=parts)


def test_an_answer_is_remembered() -> None:
    question = Question("needle_depth", details(depth=5.0, condition="spots"), part=2)
    after = remember(question, said("strong-length"), SoFar(), KNOWN)
    assert after == SoFar(
        topic="needle_depth",
        treatment="rolling",
        treatment_type="strong",
        condition="spots",
        depth=5.0,
        details=question.details,
        part=2,
        facts=("strong-length",),
        said=("strong-length",),
        since_care=1,
    )


def test_a_type_makes_the_last_length_forgotten() -> None:
    before = SoFar(depth=5.0, treatment_type="strong")
    asked = Question("types", details(treatment_type="light"))
    after = remember(asked, said(), before, KNOWN)
    assert (after.treatment_type, after.depth) == ("light", None)


def test_a_length_of_no_type_leaves_no_type_behind() -> None:
    before = SoFar(treatment_type="strong")
    asked = Question("needle_depth", details(depth=3.0))
    after = remember(asked, said(), before, KNOWN)
    assert (after.treatment_type, after.depth) == (None, 3.0)


@pytest.mark.parametrize(
    ("topic", "parts", "offer"),
    [
        ("pain", 1, None),
        ("pain", 2, "more"),
        ("cost", 1, "person"),
        ("personal_advice", 2, "person"),
        ("source", 2, None),
        ("smalltalk", 1, None),
        ("handoff", 1, None),
    ],
)
def test_what_an_answer_offers_is_remembered(topic: str, parts: int, offer: str | None) -> None:
    after = remember(Question(topic), said(parts=parts), SoFar(offer="choice"), KNOWN)
    assert after.offer == offer


def test_what_was_not_understood_leaves_the_conversation_where_it_was() -> None:
    buttons = (Button("pain", "Pain?"), Button("cost", "Price?"))
    choice = plain("unclear", (), buttons)
    after = remember(Question("unclear"), choice, SoFar(topic="types"), KNOWN)
    assert after == SoFar(topic="types", offer="choice")
    assert remember(Question("smalltalk"), said(), after, KNOWN) == SoFar(topic="types")


def test_the_buttons_of_a_reply_are_the_choices_for_words() -> None:
    asked = plain(
        "unclear", [Sentence("Which?")], [Button("pain", "Pain?"), Button("cost", "Price?")]
    )
    after = offered([asked, said()], SoFar())
    assert after.choices == (
        Choice("Pain?", Question("pain")),
        Choice("Price?", Question("cost")),
    )
    assert after.is_asked
    assert not offered([said()], after).is_asked


def test_what_visitors_tell_of_themselves_stays_until_it_is_ruled_out() -> None:
    pregnant, neck = Detail("circumstance", "pregnancy"), Detail("body_area", "neck")
    after = told([pregnant, neck], SoFar())
    after = told([Detail("body_area", "scalp")], after)
    assert after.person == (pregnant, Detail("body_area", "scalp"))
    assert told([replace(pregnant, negated=True)], after).person == after.person[1:]


def test_the_last_messages_that_told_something_stay_in_their_words() -> None:
    so_far = SoFar()
    for number in range(5):
        told = Understood((Question("pain"),), words=f"I swim {number}", tells=True)
        so_far = heard(told, so_far)
    so_far = heard(Understood((Question("cost"),), words="how much is it"), so_far)
    assert so_far.background == ("I swim 2", "I swim 3", "I swim 4")
    assert so_far.words == "how much is it"


def test_a_message_of_two_questions_is_heard_once() -> None:
    asked = (Question("pain"), Question("cost"))
    said = Understood(asked, words="I swim a lot, pain and price", tells=True)
    assert answer_all(said, SoFar(), KNOWN).so_far.background == (said.words,)


def test_starting_over_forgets_everything() -> None:
    before = SoFar(topic="pain", person=(Detail("circumstance", "pregnancy"),))
    asked = Question("smalltalk", (Detail("smalltalk", "start_over"),))
    assert remember(asked, said(), before, KNOWN) == SoFar()


def test_an_alarm_counts_for_the_next_answers() -> None:
    alarm = replace(said(), sign="today")
    after = remember(Question("emergency"), alarm, SoFar(), KNOWN)
    assert after.alarm == "today"
    check = replace(said(), sign="check")
    for answer in (said(), check):
        after = remember(Question("pain"), answer, after, KNOWN)
        assert after.alarm == "today"
    assert remember(Question("emergency"), alarm, after, KNOWN).since_alarm == 0
    assert remember(Question("pain"), said(), after, KNOWN).alarm is None


def test_an_alarm_that_is_only_said_again_grows_older() -> None:
    alarm = replace(said(), sign="emergency_now")
    first = remember(Question("emergency"), alarm, SoFar(), KNOWN, tells_of_sign=False)
    assert (first.alarm, first.since_alarm) == ("emergency_now", 0)
    again = remember(Question("emergency"), alarm, first, KNOWN, tells_of_sign=False)
    assert (again.alarm, again.since_alarm) == ("emergency_now", 1)
    told_anew = remember(Question("emergency"), alarm, again, KNOWN)
    assert told_anew.since_alarm == 0


def test_the_end_of_a_long_answer_keeps_its_facts() -> None:
    before = SoFar(topic="pain", facts=("feel-one",), part=2)
    after = remember(Question("pain", part=3), said(), before, KNOWN)
    assert after.facts == ("feel-one",)


def test_a_stated_age_beats_a_word_for_one() -> None:
    young = Detail("circumstance", "age_under_22")
    before = told([young], SoFar())
    assert told([Detail(AGE, 38.0)], before).person == (Detail(AGE, 38.0),)
    assert told([young, Detail(AGE, 19.0)], before).person == (young, Detail(AGE, 19.0))
