import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.buttons import payload
from desk.transcripts.pressed_words import pressed_words
from tests.gateway_under_test import live_knowledge


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("pain", "Does it hurt?"),
        ("conditions.condition.stretch_marks", "What is it used for? stretch marks"),
        ("needle_depth.depth.500", "How long are the needles? 0.5 mm"),
        ("needle_depth.depth.500-1000", "How long are the needles? 0.5-1 mm"),
        ("more.pain.2", "Does it hurt? (more)"),
        ("tattoos.condition.not_known_here", "tattoos not known here"),
    ],
)
def test_a_button_is_told_by_its_title(button: str, words: str) -> None:
    assert pressed_words(payload(button), live_knowledge().current()) == words


def test_two_details_are_both_told() -> None:
    said = '/ask_comparison{"other_treatment": ["laser", "laser"]}'
    assert pressed_words(said, live_knowledge().current()).count("laser") == 2


@given(
    st.text()
    | st.builds("/ask_pain{{{}".format, st.text())
    | st.builds("/ask_x{}".format, st.text())
)
def test_whatever_was_kept_is_told_in_some_way(said: str) -> None:
    assert isinstance(pressed_words(said, live_knowledge().current()), str)
