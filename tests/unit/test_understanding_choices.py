import pytest

from understanding.choices import said_choices
from understanding.so_far import Choice, SoFar
from understanding.understood import Question

ASKED = SoFar(
    choices=(
        Choice("Does it hurt?", Question("pain")),
        Choice("What does it cost?", Question("cost")),
        Choice("How do I book?", Question("booking")),
    ),
    is_asked=True,
)


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        ("what does it cost", ["cost"]),
        ("What does it COST?", ["cost"]),
        ("the first one please", ["pain"]),
        ("yes the first", ["pain"]),
        ("2", ["cost"]),
        ("the second one", ["cost"]),
        ("option 3 thanks", ["booking"]),
        ("last one", ["booking"]),
        ("both", ["pain", "cost", "booking"]),
        ("the fourth", []),
        ("none of those", []),
        ("no", []),
        ("yes", []),
        ("2 weeks after", []),
        ("my second session hurt", []),
        ("", []),
    ],
)
def test_a_choice_in_words_is_the_button(said: str, topics: list[str]) -> None:
    assert [each.topic for each in said_choices(said, ASKED)] == topics


def test_a_number_chooses_only_where_something_was_asked() -> None:
    not_asked = SoFar(choices=ASKED.choices)
    assert said_choices("2", not_asked) == ()
    assert said_choices("the second one", not_asked) == ()
    assert said_choices("does it hurt", not_asked) == (Question("pain"),)
