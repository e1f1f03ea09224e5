"""Rasa's examples are merged quickly, and are what they were."""

import copy
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_plus import merge_examples_quickly

pytestmark = pytest.mark.untrained


class QuickMessage(Message):
    """Rasa's own stays as it is for the other tests."""


@pytest.fixture(scope="module", autouse=True)
def quick() -> None:
    merge_examples_quickly(QuickMessage)


@pytest.fixture
def told() -> dict[str, Any]:
    return {"text": "does it hurt", "intent": "ask_pain", "metadata": {"intent": {"kind": "over"}}}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each time that a fingerprint is computed."""
    from rasa.shared.utils import io

    times: list[object] = []
    compute = io.deep_container_fingerprint

    def deep_container_fingerprint(told: Any, *how: Any) -> Any:
        if isinstance(told, list) and told and isinstance(told[0], dict) and "text" in told[0]:
            times.append(told)
        return compute(told, *how)

    monkeypatch.setattr(io, "deep_container_fingerprint", deep_container_fingerprint)
    return times


def test_a_copy_is_the_same_and_changes_nothing_of_the_other(told: dict[str, Any]) -> None:
    example = QuickMessage(told)
    other = copy.deepcopy(example)
    assert isinstance(other, QuickMessage)
    assert other == example
    assert other.fingerprint() == Message(told).fingerprint()
    other.data["metadata"]["intent"]["kind"] = "usual"
    other.set("text", "is it sore", add_to_output=True)
    other.set("response", "It may.", add_to_output=True)
    assert example.data == told
    assert example.output_properties == {"text"}


def test_what_is_set_anew_has_another_fingerprint(told: dict[str, Any]) -> None:
    example, other = QuickMessage(told), QuickMessage(told)
    before = example.fingerprint()
    example.set("intent", "ask_pain")
    assert example.fingerprint() == before == other.fingerprint()
    example.set("intent", "ask_cost")
    assert example.fingerprint() != before
    assert example.fingerprint() == QuickMessage({**told, "intent": "ask_cost"}).fingerprint()


def test_merging_finds_what_is_twice_and_reads_each_example_once(
    told: dict[str, Any], counted: list[object]
) -> None:
    many = [{**told, "text": f"does it hurt {number}"} for number in range(5)]
    first = TrainingData([QuickMessage(each) for each in many[:3]])
    second = TrainingData([QuickMessage(each) for each in many[2:]])
    merged = first.merge(second).merge(TrainingData()).merge(None)
    assert [each.data for each in merged.training_examples] == many
    assert len(counted) == 6
