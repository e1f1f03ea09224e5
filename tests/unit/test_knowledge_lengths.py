import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lengths import Place, place, ranges, types_of
from knowledge.treatments import Range
from tests.unit.two_treatments import knowledge
from understanding.meant import types_meant
from understanding.understood import Detail, Question

ROLLING = knowledge().treatments["rolling"]
"""Light is 1 to 2 mm, strong is 4 to 6 mm."""


@pytest.mark.parametrize(
    ("value", "where", "types"),
    [
        (1.0, Place.INSIDE, ("light",)),
        (2.0, Place.INSIDE, ("light",)),
        (1.9 + 0.1, Place.INSIDE, ("light",)),
        (6.0, Place.INSIDE, ("strong",)),
        (0.9, Place.BELOW, ("light",)),
        (3.0, Place.BETWEEN, ("light", "strong")),
        (6.1, Place.ABOVE, ("strong",)),
        (Range(min=1, max=2), Place.INSIDE, ("light",)),
        (Range(min=1.5, max=5), Place.ACROSS, ("light", "strong")),
        (Range(min=2.5, max=3.5), Place.BETWEEN, ("light", "strong")),
        (Range(min=0.5, max=1.5), Place.PARTLY, ("light",)),
        (Range(min=5, max=9), Place.PARTLY, ("strong",)),
        (Range(min=0, max=0.5), Place.BELOW, ("light",)),
    ],
)
def test_where_a_length_lies(value: float | Range, where: Place, types: tuple[str, ...]) -> None:
    placed = place(value, ROLLING)
    assert (placed.place, placed.types) == (where, types)


@given(st.floats(0, 1000))
def test_a_length_belongs_to_a_type_exactly_where_its_range_says_so(millimetres: float) -> None:
    expected = {
        name
        for name, span in ranges(ROLLING).items()
        if span.min - 1e-6 <= millimetres <= span.max + 1e-6
    }
    assert set(place(millimetres, ROLLING).belongs) == expected


def test_without_ranges_no_length_has_a_place() -> None:
    assert place(1.0, knowledge().treatments["peeling"]).place is Place.UNKNOWN


def test_a_range_without_a_source_is_not_spoken_of() -> None:
    bare = ROLLING.types["light"].model_copy(update={"depth_facts": ()})
    treatment = ROLLING.model_copy(update={"types": {"light": bare}})
    assert ranges(treatment) == {}


def test_types_of_several_lengths() -> None:
    assert types_of([5.0, 1.0, 3.0, 1.5], ROLLING) == ("strong", "light")


def test_named_types_go_before_those_of_lengths() -> None:
    named = Question("providers", (Detail("treatment_type", "light"), Detail("depth", 5.0)))
    assert types_meant(named, ROLLING) == ("light",)
    assert types_meant(Question("providers", (Detail("depth", 5.0),)), ROLLING) == ("strong",)
