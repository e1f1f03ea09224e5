import json

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.answering import answer_all
from desk.answer.phone_answer import How, PhoneAnswer, PhoneAnswers
from knowledge import Knowledge
from knowledge.safety import LevelName
from tests.gateway_under_test import live_knowledge, reading, trained_model
from understanding.live import LiveUnderstanding
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Sign, Understood
from web.errors import ApiError

BREATHLESS = "I can't breathe and my throat is swelling shut"


class Reader(LiveUnderstanding):
    """Understands every text as it is told to."""

    def __init__(self, understood: Understood) -> None:
        super().__init__(live_knowledge(), trained_model())
        self.understood = understood
        self.texts: list[str] = []

    def read(self, text: str, knowledge: Knowledge) -> Understood:
        self.texts.append(text)
        return self.understood


class Desk:
    """Answers what the reader makes of a text."""

    def __init__(self, reader: LiveUnderstanding | None = None) -> None:
        self.answers = PhoneAnswers(
            lambda text: text.replace("Jane", "[name]"), reader or reading()
        )

    def ask(self, text: str) -> PhoneAnswer:
        return anyio.run(self.answers.to_question, text)


def asked(topic: str, confidence: float = 0.8, *details: Detail) -> Reader:
    return Reader(Understood((Question(topic, details, confidence=confidence),)))


def test_what_is_understood_is_answered_as_the_website_does() -> None:
    reader = asked("conditions", 0.8, Detail("condition", "stretch_marks"))
    found = Desk(reader).ask("could one have it for stretch marks")
    knowledge = live_knowledge().current()
    expected = answer_all(reader.understood, SoFar(), knowledge.at_the_desk())
    website = answer_all(reader.understood, SoFar(), knowledge)
    assert [each.facts for each in found.answers] == [each.facts for each in website.answers]
    assert found.answers == expected.answers
    assert found.how is How.UNDERSTOOD


def test_the_words_are_read_masked_and_never_as_a_command() -> None:
    reader = asked("pain")
    Desk(reader).ask("/Jane asks whether it hurts")
    assert reader.texts == ["\uff0f[name] asks whether it hurts"]


@pytest.mark.parametrize(
    ("confidence", "words"), [(0.9, "sure"), (0.5, "sure"), (0.4, "fairly sure"), (0.2, "not sure")]
)
def test_confidence_in_plain_words(confidence: float, words: str) -> None:
    found = Desk(asked("pain", confidence)).ask("so tell me does it hurt")
    assert [each.sureness for each in found.told] == [words]


def test_of_what_was_not_understood_nothing_is_said_to_be_sure() -> None:
    found = Desk(asked("unclear", 0.9)).ask("hm hm hm")
    assert found.answers[0].topic == "unclear"
    assert found.told[0].sureness is None
    assert not found.are_candidates


@pytest.mark.parametrize(
    ("fragment", "meant"),
    [
        ("makeup", "makeup-again"),
        ("retinol", "retinol-again"),
        ("bluecross", "insurance-pays"),
        ("tattoo", "over-a-tattoo"),
        ("hair", "helps-hair-loss"),
    ],
)
def test_a_fragment_gets_up_to_three_candidates_and_is_never_sure(
    fragment: str, meant: str
) -> None:
    found = Desk().ask(fragment)
    assert found.are_candidates
    assert meant in [each.answer.asked for each in found.told]
    assert 1 <= len(found.told) <= 3
    assert {each.sureness for each in found.told} <= {"fairly sure", "not sure"}


@pytest.mark.parametrize(
    "fragment", ["makeup", "sun", "red", "lidocaine", "sunscreen", "tan", "hairdresser", "smoking"]
)
def test_of_the_candidates_those_that_answer_come_first_and_no_two_are_alike(fragment: str) -> None:
    answers = Desk().ask(fragment).answers
    lacking = [each.lacks is not None for each in answers]
    assert lacking == sorted(lacking)
    assert len({each.text for each in answers}) == len(answers)


@pytest.mark.parametrize(("fragment", "meant"), [("makeup", "makeup-again"), ("sun", "sun-again")])
def test_a_gap_is_not_the_first_where_another_candidate_answers(fragment: str, meant: str) -> None:
    found = Desk().ask(fragment)
    assert found.answers[0].asked == meant
    assert any(each.lacks for each in found.answers)


def test_a_few_words_that_say_it_all_get_their_answer() -> None:
    found = Desk().ask("gym after")
    assert [each.answer.asked for each in found.told] == ["gym-again"]
    assert not found.are_candidates


def test_nonsense_gets_no_candidates() -> None:
    for nonsense in ("flavors of m&ms", "asdf", "hello"):
        assert not Desk().ask(nonsense).are_candidates


def test_a_warning_sign_is_answered_first() -> None:
    found = Desk().ask(BREATHLESS)
    assert found.how is How.SIGN
    assert "911" in found.answers[0].text


def telling(level: LevelName, is_sure: bool = True) -> Reader:
    """Sees a warning sign, or doubts one, in whatever is typed."""
    sign = Sign(level, level, "meaning", 0.75)
    if is_sure:
        return Reader(Understood((Question("emergency"),), sign))
    return Reader(Understood((Question("side_effects", confidence=0.4),), check=sign))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("numb", "numbing-offered"),
        ("bleeding", "bleeding-during"),
        ("seizure", "epilepsy-or-fainting"),
        ("numb face", "numbing-offered"),
    ],
)
def test_a_bare_word_of_a_sign_gets_the_alarm_and_what_else_it_may_ask(
    typed: str, meant: str
) -> None:
    found = Desk(telling("emergency_now")).ask(typed)
    assert (found.is_alarm, found.are_candidates) == (True, True)
    alarm, *others = found.answers
    assert alarm.sign == "emergency_now"
    assert "911" in alarm.text
    assert meant in [each.asked for each in others]


@pytest.mark.parametrize(
    ("level", "typed"),
    [
        ("emergency_now", "he is numb"),
        ("emergency_now", "bleeding a lot"),
        ("self_harm", "numb"),
        ("emergency_now", "asdf"),
    ],
)
def test_the_alarm_stands_alone_for_more_words_and_where_a_life_is_at_stake(
    level: LevelName, typed: str
) -> None:
    found = Desk(telling(level)).ask(typed)
    assert [each.sign for each in found.answers] == [level]
    assert not found.are_candidates


def test_a_sign_in_doubt_is_asked_about_after_the_candidates() -> None:
    found = Desk(telling("today", is_sure=False)).ask("rash")
    assert found.are_candidates
    assert found.answers[0].asked == "with-a-rash-on-the-face"
    assert found.answers[-1].sign == "check"


def test_beside_doubt_about_a_life_no_candidates_are_offered() -> None:
    found = Desk(telling("self_harm", is_sure=False)).ask("rash")
    assert [each.sign for each in found.answers] == ["check"]


def test_two_questions_of_a_caller_get_two_answers() -> None:
    found = Desk().ask("does it hurt and how much is it?")
    assert [each.topic for each in found.answers] == ["pain", "cost"]


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(ApiError):
        Desk().ask(" \u200b ")


def test_more_goes_on_where_the_answer_ended() -> None:
    desk = Desk(asked("side_effects"))
    first = desk.ask("x")
    more = next(each for each in first.answers[0].buttons if each.id.startswith("more."))
    second = desk.answers.to_button(more.id, first.told[0].context)
    assert second.how is How.CHOSEN
    assert second.answers[0].facts != first.answers[0].facts
    assert second.answers[0].parts == first.answers[0].parts


def test_where_an_answer_comes_from_is_known_after_it() -> None:
    desk = Desk(asked("pain"))
    first = desk.ask("so tell me does it hurt")
    source = desk.answers.to_button("source", first.told[0].context).answers[0]
    assert {s["id"] for s in first.answers[0].cited} <= {s["id"] for s in source.cited}
    assert "What I told you comes from" in source.text


def test_what_is_odd_to_read_aloud_has_words_of_its_own() -> None:
    reader = asked("conditions", 0.8, Detail("condition", "stretch_marks"))
    said = Desk(reader).ask("could one have it for stretch marks").answers[0]
    assert "Our article lists medical needling for stretch marks." in said.text
    unknown = asked("conditions", 0.8, Detail("condition", "melasma"))
    assert "source here" not in Desk(unknown).ask("could one have it for melasma").answers[0].text


def test_the_emergency_button() -> None:
    found = Desk().answers.to_button("emergency")
    assert found.answers[0].topic == "emergency"


@pytest.mark.parametrize("button", ["nonsense", "pain.", "conditions.condition.nothing", "<b>"])
def test_an_unknown_button_is_refused(button: str) -> None:
    with pytest.raises(ApiError) as refused:
        Desk().answers.to_button(button)
    assert refused.value.code == "unknown_button"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
SLOTS = st.dictionaries(
    st.sampled_from(["topic", "treatment", "depth", "details", "facts", "offer"])
    | st.sampled_from(["part", "choices", "condition", "treatment_type"]),
    JSON,
)


@given(st.text(max_size=60) | SLOTS.map(json.dumps) | JSON.map(json.dumps))
def test_a_context_that_was_tampered_with_does_no_harm(context: str) -> None:
    desk = Desk()
    for button in ("source", "more.side_effects.2", "pain"):
        assert desk.answers.to_button(button, context).answers[0].text
