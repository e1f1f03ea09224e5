import pytest

from understanding.intent_model import RankedIntent
from understanding.learned_signs import label_of, learned_sign, without_signs


def ranking(**confidences: float) -> list[RankedIntent]:
    """Intents by name; a level of warning signs by its own."""
    named = {
        "now": "ask_emergency/emergency_now",
        "today": "ask_emergency/today",
        "harm": "ask_emergency/self_harm",
    }
    return [
        RankedIntent(named.get(name, f"ask_{name}"), confidence)
        for name, confidence in sorted(confidences.items(), key=lambda each: -each[1])
    ]


def test_an_example_is_learnt_with_its_level() -> None:
    assert label_of("ask_emergency", {"intent": {"level": "today"}}) == "ask_emergency/today"


@pytest.mark.parametrize("metadata", [None, {}, {"example": {"level": "today"}}, {"intent": {}}])
def test_an_example_without_level_is_learnt_as_its_intent(metadata: dict[str, object]) -> None:
    assert label_of("ask_pain", metadata) == "ask_pain"


def test_a_level_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match=r"ask_emergency: level has to be one of .* 'tomorrow'"):
        label_of("ask_emergency", {"intent": {"level": "tomorrow"}})


def test_levels_are_no_intents() -> None:
    found = without_signs(ranking(today=0.5, pain=0.2, cost=0.1))
    assert [each.name for each in found] == ["ask_pain", "ask_cost"]


def test_the_levels_share_the_confidence() -> None:
    found = learned_sign(ranking(today=0.3, now=0.1, pain=0.2, harm=0.0))
    assert found is not None
    assert found.level == "today"
    assert found.confidence == pytest.approx(0.4)


def test_a_graver_level_that_is_nearly_as_likely_is_chosen() -> None:
    found = learned_sign(ranking(today=0.3, now=0.2, harm=0.0))
    assert found is not None
    assert found.level == "emergency_now"


def test_a_part_that_is_surely_a_sign_counts() -> None:
    whole, part = ranking(today=0.1, pain=0.4), ranking(now=0.6, pain=0.1)
    found = learned_sign(whole, [(part, 0.6)])
    assert found is not None
    assert (found.level, found.confidence) == ("emergency_now", 0.6)


def test_of_a_part_that_is_less_sure_the_whole_decides() -> None:
    whole, part = ranking(today=0.1, pain=0.4), ranking(now=0.5, pain=0.1)
    found = learned_sign(whole, [(part, 0.6)])
    assert found is not None
    assert (found.level, found.confidence) == ("today", 0.1)


def test_without_levels_there_is_no_sign() -> None:
    assert learned_sign(ranking(pain=0.9)) is None
