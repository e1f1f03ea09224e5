"""Warning signs that only meaning has, against what a message plainly asks, and old harm."""

import pytest

from knowledge import DEFAULT_FOLDER, load
from knowledge.safety import LevelName
from understanding.intent_model import RankedIntent
from understanding.kinds import HARM, SINCE
from understanding.learned_signs import LEVELS
from understanding.particular import RankedQuestion
from understanding.prepared import prepared
from understanding.sign_doubts import asked_about, settled_doubt
from understanding.signs import Found
from understanding.so_far import SoFar
from understanding.understood import Detail, Net, Sign

KNOWN = load(DEFAULT_FOLDER)
ASKS = "when can i lift again"


def settled(
    said: str,
    level: LevelName,
    likeness: float,
    *,
    sure: bool = False,
    net: Net = "meaning",
    sign: str | None = None,
    share: float = 1.0,
    topic: tuple[str, float] = ("unclear", 0.3),
    asked: tuple[str, float, float] | None = None,
    so_far: SoFar | None = None,
) -> str:
    """Whether it is still an alarm, a check or nothing."""
    told = Sign(level, sign or level, net, share)
    found = Found(told if sure else None, None if sure else told, likeness=likeness)
    text = prepared(KNOWN).texts.read(said)
    ranked = [RankedQuestion(*asked)] if asked else []
    left = settled_doubt(found, text, RankedIntent(*topic), ranked, so_far or SoFar(), KNOWN)
    left = asked_about(left, next(iter(ranked), None))
    return "alarm" if left.sign else "check" if left.check else "nothing"


def test_a_faint_sign_in_a_question_of_a_sure_topic_is_none() -> None:
    topic = ("sessions", 0.6)
    assert settled(ASKS, "self_harm", 0.24, sure=True, topic=topic) == "nothing"
    assert settled(ASKS, "self_harm", 0.31, sure=True, topic=topic) == "alarm"
    assert settled(ASKS, "today", 0.24, topic=("sessions", 0.4)) == "check"
    assert settled(ASKS, "today", 0.24, topic=("out_of_scope", 0.9)) == "check"
    assert settled("can't sleep, so tired of it", "self_harm", 0.3, topic=topic) == "check"


def test_despair_in_doubt_has_to_be_the_surer_beside_a_plain_question() -> None:
    assert settled(ASKS, "self_harm", 0.38) == "nothing"
    assert settled(ASKS, "self_harm", 0.4) == "check"
    assert settled("so tired of it", "self_harm", 0.28) == "nothing"
    assert settled("so tired of it", "self_harm", 0.3) == "check"


def test_what_only_meaning_hears_and_is_hardly_sure_of_is_asked_about() -> None:
    for level in LEVELS:
        assert settled("so tired of it", level, 0.5, sure=True, share=0.69) == "check"
        assert settled("so tired of it", level, 0.5, sure=True, share=0.7) == "alarm"
        assert settled("so tired of it", level, 0.5, sure=True, share=0.3, net="both") == "alarm"
    assert settled("so tired of it", "today", 0.5, share=0.59) == "nothing"
    assert settled("so tired of it", "today", 0.5, share=0.6) == "check"
    assert settled("so tired of it", "self_harm", 0.5, share=0.3) == "check"
    asked = ("heal-slowly", 0.95, 0.74)
    assert (
        settled("so tired. or not", "today", 0.34, sure=True, share=0.6, asked=asked) == "nothing"
    )
    assert settled("so tired. or not", "today", 0.36, sure=True, share=0.6, asked=asked) == "check"


def test_what_was_in_somebodys_youth_is_no_emergency() -> None:
    once = "he fainted at a vaccination in sixth grade, does it hurt him much"
    for net in ("both", "meaning"):
        assert settled(once, "emergency_now", 0.42, sure=True, net=net) == "nothing"
        assert settled(once, "emergency_now", 0.46, sure=True, net=net) == "alarm"
    again = "he fainted in sixth grade and just now again"
    assert settled(again, "emergency_now", 0.42, sure=True, net="both") == "alarm"


def test_one_sentence_that_surely_is_a_question_is_no_despair() -> None:
    said, asked = "so it isn't permanent", ("how-long-results-last", 0.95, 0.75)
    assert settled(said, "self_harm", 0.34, sure=True, asked=asked) == "nothing"
    assert settled(said, "self_harm", 0.36, sure=True, asked=asked) == "alarm"
    far = ("how-long-results-last", 0.95, 0.65)
    assert settled(said, "self_harm", 0.34, sure=True, asked=far) == "alarm"


def test_a_doubt_in_a_message_that_plainly_asks_something_is_none() -> None:
    asked = ("retinol-again", 0.7, 0.55)
    assert settled(ASKS, "today", 0.27, asked=asked) == "nothing"
    assert settled(ASKS, "today", 0.29, asked=asked) == "check"
    assert settled(ASKS, "today", 0.27, asked=("retinol-again", 0.7, 0.45)) == "check"
    # What it asks may be the sign itself, and a long message may tell one besides.
    assert settled(ASKS, "today", 0.27, asked=("fever-after", 0.9, 0.7)) == "check"
    assert settled("word " * 41 + ASKS, "self_harm", 0.2, asked=asked) == "check"


def test_an_emergency_is_only_asked_about_where_one_sentence_asks_most_plainly() -> None:
    asked = ("with-active-acne", 0.75, 0.65)
    assert settled("she breaks out", "emergency_now", 0.42, sure=True, asked=asked) == "check"
    assert settled("we shared a roller", "today", 0.42, sure=True, asked=asked) == "alarm"
    assert settled("she breaks out", "self_harm", 0.42, sure=True, asked=asked) == "alarm"
    assert settled("one. two", "emergency_now", 0.42, sure=True, asked=asked) == "alarm"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("11 months ago, square marks in a grid", "nothing"),
        ("needled in november, it is june and the rows are there", "nothing"),
        ("square marks in a grid", "alarm"),
        ("11 months ago, and it spreads", "alarm"),
        ("they shared a needle 3 months ago", "alarm"),
    ],
)
def test_old_harm_is_no_sign_unless_it_is_acute(said: str, left: str) -> None:
    assert settled(said, "today", 0.6, sure=True) == left
    assert settled(said, "emergency_now", 0.6, sure=True) == "alarm"


def test_harm_told_as_old_stays_old() -> None:
    marks = "and little brown square marks"
    told = SoFar(words="four months ago they burnt me", person=(Detail(HARM, "harm"),))
    assert settled(marks, "today", 0.6, sure=True, so_far=told) == "nothing"
    for days, left in ((60.0, "nothing"), (3.0, "alarm")):
        since = SoFar(person=(Detail(SINCE, days),))
        assert settled(marks, "today", 0.6, sure=True, so_far=since) == left


def test_the_words_of_a_sign_yield_only_where_they_name_what_is_to_be_treated() -> None:
    wish = ("helps-chest-or-hand-wrinkles", 0.7, 0.55)
    assert settled(ASKS, "today", 0.2, net="both", sign="new_patches", asked=wish) == "nothing"
    assert settled(ASKS, "today", 0.2, net="both", sign="pus", asked=wish) == "check"
    old = "needled 5 months ago, brown marks"
    assert settled(old, "today", 0.5, sure=True, net="both", sign="new_scars") == "nothing"
    assert settled(old, "today", 0.5, sure=True, net="both", sign="lasting_bumps") == "alarm"


def test_what_may_be_anger_at_ones_looks_is_asked_about() -> None:
    said = "i just cant anymore with this face"
    assert settled(said, "self_harm", 0.6, sure=True) == "check"
    assert settled("i just cant anymore", "self_harm", 0.6, sure=True) == "alarm"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("a cold sore came up and my session is on thursday", "nothing"),
        ("cold sore since last night, can i still come", "nothing"),
        ("cold sores all over since my session", "alarm"),
        ("my session was on thursday and now a cold sore", "alarm"),
    ],
)
def test_a_cold_sore_before_a_visit_is_no_sign(said: str, left: str) -> None:
    assert settled(said, "today", 0.6, sure=True, net="both", sign="cold_sores") == left
    assert settled(said, "today", 0.6, sure=True, net="both", sign="pus") == "alarm"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("a few of my zits have pus, do you go over those", "check"),
        ("the bumps I have got pus in them, would they needle around them", "check"),
        ("had a session on sunday and now there is pus, do you go over it again", "alarm"),
        ("the bumps have pus and are hot, do you needle over them", "alarm"),
        ("there is pus on my cheek", "alarm"),
    ],
)
def test_pus_in_pimples_before_a_session_is_asked_about(said: str, left: str) -> None:
    assert settled(said, "today", 0.6, sure=True, net="both", sign="pus") == left


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("hot all night, better this morning, no pus and no chills", "check"),
        ("the blisters are drying up", "check"),
        ("better this morning but it spreads", "alarm"),
        ("not any better today", "alarm"),
        ("it is not healing", "alarm"),
    ],
)
def test_a_sign_for_today_that_eases_is_asked_about(said: str, left: str) -> None:
    assert settled(said, "today", 0.6, sure=True, net="both") == left
    assert settled(said, "emergency_now", 0.6, sure=True, net="both") == "alarm"


@pytest.mark.parametrize("level", LEVELS)
def test_a_doubt_that_is_like_little_that_was_taught_is_still_asked_about(level: LevelName) -> None:
    # "My toddler swallowed the numbing cream" is like no example.
    assert settled("she drank of it", level, 0.3) == "check"
