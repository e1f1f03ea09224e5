"""A word on what a question turns on, where no answer knows it."""

from actions.answering import answer_all
from actions.composing import asked_key
from knowledge import DEFAULT_FOLDER, load
from understanding.kinds import QUESTION, THING
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Sign, Understood

KNOWN = load(DEFAULT_FOLDER)
SNORKEL = Detail(THING, "snorkel", said="snorkel")
LINE = "My sources say nothing about a snorkel here."


def said(
    question: Question,
    *asked: Detail,
    so_far: SoFar = SoFar(),  # noqa: B008
    check: Sign | None = None,
) -> str:
    understood = Understood((question,), asked=asked, check=check)
    reply = answer_all(understood, so_far, KNOWN)
    return " ".join(each.text for each in reply.answers)


def asked(topic: str, id_: str, confidence: float = 1.0) -> Question:
    return Question(topic, (Detail(QUESTION, id_),), confidence=confidence)


REDNESS = asked("downtime", "how-long-red")


def test_what_no_list_has_is_named_behind_the_answer() -> None:
    assert said(REDNESS, SNORKEL) == f"{said(REDNESS)} {LINE}"


def test_it_stands_first_where_the_question_is_unsure() -> None:
    unsure = asked("downtime", "how-long-red", 0.3)
    assert said(unsure, SNORKEL).startswith(LINE)


def test_several_share_one_line_with_their_articles() -> None:
    goggles = Detail(THING, "goggles", said="your ski goggles")
    assert said(REDNESS, SNORKEL, goggles).endswith(
        "nothing about a snorkel or your ski goggles here."
    )


def test_it_stands_in_place_of_that_nothing_is_left_to_say() -> None:
    heard = SoFar(said=(*KNOWN.facts, *KNOWN.phrases.phrases, asked_key("how-long-red")))
    assert "nothing to add" in said(REDNESS, so_far=heard)
    text = said(REDNESS, SNORKEL, so_far=heard)
    assert "nothing to add" not in text
    assert text.endswith(LINE)


def test_what_the_answer_its_question_or_any_fact_knows_gets_no_line() -> None:
    for lemma in ("redness", "red", "sauna", "week"):
        assert said(REDNESS, Detail(THING, lemma, said=lemma)) == said(REDNESS)


def test_a_place_gets_a_line_where_the_answer_is_on_none() -> None:
    depth = asked("needle_depth", "length-for-stretch-marks")
    thighs, face = Detail("body_area", "thighs"), Detail("body_area", "face")
    text = said(depth, thighs, face)
    assert "nothing about the thighs here. To reach the front desk" in text
    assert "the face here" not in text


def test_no_line_is_added_to_small_talk_prices_and_checks() -> None:
    for topic in ("smalltalk", "cost", "handoff", "out_of_scope"):
        assert said(Question(topic), SNORKEL) == said(Question(topic))
    check = Sign("today", "infection", "meaning")
    assert LINE not in said(REDNESS, SNORKEL, check=check)
