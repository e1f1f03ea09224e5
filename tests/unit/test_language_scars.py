import pytest

from language.entities import Entity
from language.scars import with_cause


@pytest.mark.parametrize(
    ("message", "value"),
    [
        ("scars on my temples from acne", "acne_scars"),
        ("scars left behind by my teenage acne", "acne_scars"),
        ("had akne and scars from it", "acne_scars"),
        ("scars from a dog bite", "other_scars"),
        ("scars from surgery and i have acne", "other_scars"),
        ("scars", "other_scars"),
    ],
)
def test_scars_are_called_by_the_cause_that_is_told(message: str, value: str) -> None:
    start = message.index("scars")
    scars = Entity("condition", "other_scars", start, start + len("scars"), "scars")
    assert [each.value for each in with_cause(message, [scars])] == [value]
