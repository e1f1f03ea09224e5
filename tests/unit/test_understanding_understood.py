from knowledge.treatments import Range
from understanding.understood import Detail, Question


def test_ruled_out_details_are_not_named() -> None:
    question = Question(
        "suitability",
        (Detail("circumstance", "hiccups", negated=True), Detail("circumstance", "yawning")),
    )
    assert question.ids("circumstance") == ("yawning",)


def test_details_of_a_kind_come_once_in_the_order_said() -> None:
    details = (Detail("condition", "b"), Detail("condition", "a"), Detail("condition", "b"))
    assert Question("conditions", details).ids("condition") == ("b", "a")


def test_depths_are_lengths_and_ranges() -> None:
    span = Range(min=1, max=2)
    question = Question("needle_depth", (Detail("depth", 0.5), Detail("depth", span)))
    assert question.depths() == (0.5, span)
    assert question.ids("depth") == ()


def test_added_details_are_not_repeated() -> None:
    question = Question("needle_depth", (Detail("depth", 0.5),))
    assert question.with_details([Detail("depth", 0.5)]) == question
