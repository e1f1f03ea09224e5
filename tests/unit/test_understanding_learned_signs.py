import pytest

from understanding.intent_model import RankedIntent
from understanding.learned_signs import (
    is_asked,
    label_of,
    learned_sign,
    sign_examples,
    sign_label_of,
    told_examples,
)


def ranking(**confidences: float) -> list[RankedIntent]:
    """What the model of signs says; a level by a short name."""
    named = {"now": "emergency_now", "harm": "self_harm", "usual": "inform/after_effect"}
    return [
        RankedIntent(named.get(name, name), confidence)
        for name, confidence in sorted(confidences.items(), key=lambda each: -each[1])
    ]


@pytest.mark.parametrize(
    ("intent", "metadata", "label", "sign"),
    [
        ("ask_emergency", {"intent": {"level": "today"}}, "ask_emergency/today", "today"),
        ("inform", {"intent": {"kind": "over"}}, "inform/over", "inform/over"),
        ("ask_pain", None, "ask_pain", "asked"),
        ("ask_pain", {"example": {"level": "today"}}, "ask_pain", "asked"),
        ("ask_pain", {"intent": {}}, "ask_pain", "asked"),
    ],
)
def test_what_an_example_shows(
    intent: str, metadata: dict[str, object] | None, label: str, sign: str
) -> None:
    assert label_of(intent, metadata) == label
    assert sign_label_of(label) == sign
    assert is_asked(label) == (sign == "asked")


def test_what_leans_on_another_message_shows_nothing_of_signs() -> None:
    said = ["my cheek is hot", "and it is warm", "ok bye", "how much", "does it hurt"]
    labels = ["ask_emergency/today", "manner/leaning", "manner/remark", "manner/standing"]
    examples = sign_examples(said, [*labels, "ask_pain"])
    told = [("my cheek is hot", "today"), ("ok bye", "inform/remark")]
    assert examples == [*told, ("how much", "asked"), ("does it hurt", "asked")]
    assert told_examples(examples) == told


def test_a_level_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match=r"ask_emergency: level has to be one of .* 'tomorrow'"):
        label_of("ask_emergency", {"intent": {"level": "tomorrow"}})


def test_the_levels_share_what_the_model_is_sure_of() -> None:
    found = learned_sign(ranking(today=0.3, now=0.1, asked=0.2, usual=0.2))
    assert found is not None
    assert found.level == "today"
    assert (found.share, found.own) == (pytest.approx(0.5), pytest.approx(0.375))
    assert found.likeness == pytest.approx(0.4)


def test_a_graver_level_that_is_nearly_as_likely_is_chosen() -> None:
    found = learned_sign(ranking(today=0.3, now=0.2, harm=0.0))
    assert found is not None
    assert found.level == "emergency_now"


def test_without_levels_there_is_no_sign() -> None:
    assert learned_sign(ranking(asked=0.9)) is None
    assert learned_sign([]) is None
