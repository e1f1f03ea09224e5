from dataclasses import replace

from actions.answer import Answer
from actions.answering import answer, answer_all
from actions.asides import with_asides
from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.kinds import ASIDE, HARM, QUESTION, TOLD
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

KNOWN: Knowledge = load(DEFAULT_FOLDER)
HURTS = Question("pain", (Detail(QUESTION, "does-it-hurt"),))


def aside(id_: str) -> Question:
    topic = KNOWN.questions[id_].topic
    return Question(topic, (Detail(QUESTION, id_), Detail(ASIDE, "")))


def beside(id_: str, question: Question = HURTS, so_far: SoFar | None = None) -> Answer:
    so_far = so_far or SoFar()
    return with_asides(answer(question, so_far, KNOWN), [aside(id_)], so_far, KNOWN)


def test_it_is_the_fact_that_says_most_behind_the_answer_with_its_source() -> None:
    alone, found = answer(HURTS, SoFar(), KNOWN), beside("makeup-again")
    best = KNOWN.questions["makeup-again"].facts[0]
    assert found.facts[: len(alone.facts)] == alone.facts
    assert found.facts[len(alone.facts)] == best
    assert KNOWN.facts[best].source in [each["id"] for each in found.cited]
    assert (found.asked, found.lacks, found.buttons) == (alone.asked, None, alone.buttons)


def test_it_stands_before_the_way_to_a_person() -> None:
    gap = Question("pain", (Detail(QUESTION, "worse-than-a-tattoo"),))
    alone, found = answer(gap, SoFar(), KNOWN), beside("makeup-again", gap)
    assert alone.sentences[-1] == found.sentences[-1]
    assert alone.sentences[-1].phrase == "reach_unknown"
    assert found.lacks == "gap"


def test_what_was_said_is_no_aside() -> None:
    alone = answer(HURTS, SoFar(), KNOWN)
    said = SoFar(said=KNOWN.questions["makeup-again"].facts)
    assert with_asides(alone, [aside("makeup-again")], said, KNOWN) == alone


def test_a_gap_is_owned_up_to_by_name_once_and_is_none_of_the_answer() -> None:
    found = beside("worse-than-a-tattoo")
    assert found.sentences[-1].phrase == "gap_too"
    assert KNOWN.questions["worse-than-a-tattoo"].name in found.text
    assert found.lacks is None
    asks = Understood((HURTS, aside("worse-than-a-tattoo")))
    first = answer_all(asks, SoFar(), KNOWN)
    assert "gap_too" in [each.phrase for each in first.answers[0].sentences]
    again = answer_all(asks, first.so_far, KNOWN)
    assert "gap_too" not in [each.phrase for each in again.answers[0].sentences]


def test_nothing_grave_or_of_another_condition_is_said_beside_what_was_asked() -> None:
    alone = answer(HURTS, SoFar(), KNOWN)
    for id_ in ("anybody-died", "sessions-for-stretch-marks", "on-blood-thinners"):
        assert beside(id_) == alone, id_


def test_whoever_was_harmed_is_sold_nothing() -> None:
    harmed = SoFar(person=(Detail(HARM, "harm-dark-marks-since"),))
    alone = answer(HURTS, harmed, KNOWN)
    assert beside("when-results-show", HURTS, harmed) == alone
    assert beside("when-results-show") != answer(HURTS, SoFar(), KNOWN)


def test_whoever_is_told_not_to_have_it_reads_nothing_that_allows_it() -> None:
    pregnant = Detail("circumstance", "pregnancy")
    so_far = SoFar(person=(pregnant,))
    asks = Question("suitability", (Detail(QUESTION, "while-pregnant"), pregnant))
    alone = answer(asks, so_far, KNOWN)
    assert with_asides(alone, [aside("is-it-safe")], so_far, KNOWN) == alone


def test_whoever_has_a_reason_for_care_is_sold_nothing() -> None:
    pregnant = SoFar(person=(Detail("circumstance", "pregnancy"),))
    for id_ in ("when-results-show", "is-it-safe", "how-many-sessions"):
        assert beside(id_, HURTS, pregnant) == answer(HURTS, pregnant, KNOWN), id_
        assert beside(id_) != answer(HURTS, SoFar(), KNOWN), id_


def test_no_aside_stands_beside_a_warning_sign() -> None:
    asks = Understood((HURTS, aside("makeup-again")))
    makeup = KNOWN.questions["makeup-again"].facts[0]
    assert makeup in answer_all(asks, SoFar(), KNOWN).answers[0].facts
    assert makeup not in answer_all(asks, SoFar(alarm="today"), KNOWN).answers[0].facts


def test_what_tells_of_harm_by_now_is_no_aside() -> None:
    told = replace(aside("can-it-scar"), details=(Detail(ASIDE, ""), Detail(TOLD, "harm")))
    found = answer_all(Understood((HURTS, told)), SoFar(), KNOWN)
    assert [each.facts for each in found.answers] == [answer(HURTS, SoFar(), KNOWN).facts]
