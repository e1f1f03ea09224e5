"""A part of a message as a question."""

from dataclasses import replace

from knowledge import DEFAULT_FOLDER, load
from language.clauses import Stretch
from understanding.choosing import Part
from understanding.intent_model import RankedIntent
from understanding.kinds import TOLD
from understanding.part_asked import question_of
from understanding.prepared import prepared

TEXT = prepared(load(DEFAULT_FOLDER)).texts.read("is it used on acne scars and how many visits")
JOINT = TEXT.normalised.index(" and ")
FIRST, SECOND = Stretch(0, JOINT), Stretch(JOINT + 5, TEXT.whole.end)
ASKED = [RankedIntent("asked", 1.0)]


def part(stretch: Stretch, topic: str, confidence: float) -> Part:
    return Part(stretch, True, [RankedIntent(topic, confidence)], is_sentence=True)


def test_a_part_asks_of_what_is_named_elsewhere_in_the_message() -> None:
    first = question_of(part(FIRST, "conditions", 0.8), TEXT, 0.15, ASKED)
    second = question_of(part(SECOND, "sessions", 0.7), TEXT, 0.15, ASKED)
    assert (first.topic, first.words) == ("conditions", "is it used on acne scars")
    assert (second.topic, second.words) == ("sessions", "how many visits")
    assert first.named("condition")
    assert second.named("condition") == first.named("condition")


def test_a_part_of_no_sure_topic_is_not_understood() -> None:
    assert question_of(part(FIRST, "conditions", 0.1), TEXT, 0.15, ASKED).topic == "unclear"


def test_what_is_rather_told_is_answered_as_that() -> None:
    told = prepared(load(DEFAULT_FOLDER)).texts.read("my cheeks are a little pink today")
    meant = [RankedIntent("inform/after_effect", 0.9), RankedIntent("asked", 0.1)]
    one = replace(part(FIRST, "results", 0.8), stretch=told.whole)
    question = question_of(one, told, 0.15, meant)
    assert question.topic == "downtime"
    assert question.ids(TOLD) == ("after_effect",)


def test_a_plain_question_of_a_sure_topic_is_asked_whatever_is_told_beside_it() -> None:
    said = prepared(load(DEFAULT_FOLDER)).texts.read("i am pink all over, how do i wash tonight?")
    meant = [RankedIntent("inform/after_effect", 0.9), RankedIntent("asked", 0.1)]
    for confidence, topic in ((0.9, "aftercare"), (0.5, "downtime")):
        asks = replace(part(FIRST, "aftercare", confidence), stretch=said.whole)
        assert question_of(asks, said, 0.15, meant).topic == topic
