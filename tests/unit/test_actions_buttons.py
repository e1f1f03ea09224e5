import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.buttons import BUTTON_ID, button_id, payload, pressed, pressed_length
from knowledge.treatments import Range
from understanding.understood import Detail

_TERMS = st.from_regex(r"[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,8}){0,2}", fullmatch=True)
_MICROMETRES = st.integers(0, 9_999_999)
_LENGTHS = _MICROMETRES.map(lambda um: Detail("depth", um / 1000))
_RANGES = st.tuples(_MICROMETRES, _MICROMETRES).map(
    lambda pair: Detail("depth", Range(min=min(pair) / 1000, max=max(pair) / 1000))
)
_DETAILS = st.lists(
    st.one_of(
        st.builds(Detail, st.sampled_from(["condition", "provider"]), _TERMS), _LENGTHS, _RANGES
    ),
    max_size=4,
).map(tuple)


@given(_TERMS.filter(lambda topic: topic != "more"), _DETAILS, st.integers(1, 999))
def test_a_button_asks_what_it_was_made_for(
    topic: str, details: tuple[Detail, ...], part: int
) -> None:
    id_ = button_id(topic, details, part)
    question = pressed(id_)
    assert BUTTON_ID.fullmatch(id_)
    assert (question.topic, question.details, question.part) == (topic, details, part)


def test_ids_are_as_documented() -> None:
    stretch = Detail("condition", "stretch_marks")
    assert button_id("pain") == "pain"
    assert button_id("conditions", [stretch]) == "conditions.condition.stretch_marks"
    assert button_id("conditions", [stretch], 2) == "more.conditions.2.condition.stretch_marks"
    assert button_id("needle_depth", [Detail("depth", 0.5)]) == "needle_depth.depth.500"
    span = Detail("depth", Range(min=0.5, max=1))
    assert button_id("needle_depth", [span]) == "needle_depth.depth.500-1000"


def test_ruled_out_details_are_left_out_of_a_button() -> None:
    assert button_id("suitability", [Detail("circumstance", "x", negated=True)]) == "suitability"


@pytest.mark.parametrize(
    "id_",
    [
        *("", "Pain", "pain.", "a.b", "more", "more.pain", "more.pain.0", "more.pain.x"),
        *("/ask_pain", "pain {", "needle_depth.depth.x", "needle_depth.depth.2000-1000", "päin"),
    ],
)
def test_what_is_no_button_id_is_refused_without_being_repeated(id_: str) -> None:
    with pytest.raises(ValueError, match=r"^not a button id$"):
        pressed(id_)


def test_payloads_are_what_rasa_reads() -> None:
    assert payload("pain") == "/ask_pain"
    assert payload("conditions.condition.a.condition.b.depth.500") == (
        '/ask_conditions{"condition": ["a", "b"], "depth": "500"}'
    )
    intent, _, entities = payload("more.pain.2.body_area.elbow").partition("{")
    assert intent == "/ask_pain"
    assert json.loads("{" + entities) == {"body_area": "elbow", "part": "2"}


def test_lengths_of_buttons_are_in_micrometres() -> None:
    assert pressed_length("500") == 0.5
    assert pressed_length("500-1000") == Range(min=0.5, max=1)
    with pytest.raises(ValueError, match="button"):
        pressed_length("0.5")
