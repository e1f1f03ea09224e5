import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.treatments import Range
from understanding.so_far import Choice, SoFar
from understanding.understood import Detail, Question

_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
_NAMES = st.sampled_from(["topic", "treatment", "depth", "details", "part", "facts", "offer"])


def test_what_was_written_is_read_back() -> None:
    so_far = SoFar(
        topic="pain",
        treatment="rolling",
        treatment_type="light",
        condition="spots",
        depth=Range(min=1, max=2),
        details=(Detail("depth", 1.0), Detail("circumstance", "hiccups", negated=True)),
        part=3,
        facts=("what",),
        offer="choice",
        choices=(Choice("Price?", Question("cost", (Detail("depth", 1.0),), part=2)),),
        is_asked=True,
        words="does it hurt",
        person=(Detail("circumstance", "hiccups"),),
        said=("what", "reach"),
        alarm="today",
    )
    assert SoFar.from_json(so_far.to_json()) == so_far
    assert SoFar().to_json() == {}


@pytest.mark.parametrize(
    "found",
    [None, [], "x", {"part": 0}, {"depth": -1}, {"depth": float("nan")}, {"offer": "tea"}],
)
def test_anything_else_is_a_blank_one(found: object) -> None:
    assert SoFar.from_json(found) == SoFar()


@given(st.dictionaries(_NAMES, _JSON))
def test_whatever_a_slot_holds_there_is_a_so_far(found: dict[str, object]) -> None:
    so_far = SoFar.from_json(found)
    assert SoFar.from_json(so_far.to_json()) == so_far
