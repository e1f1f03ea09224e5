import pytest

from knowledge import DEFAULT_FOLDER, Knowledge, load
from teaching.showing import can_show


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load(DEFAULT_FOLDER)


@pytest.mark.parametrize(
    ("fact", "topic", "expected"),
    [
        ("definition-needling", "definition", True),
        ("definition-pci", "definition", True),  # in a later part of the answer
        ("definition-roller-pen-stamp", "definition", True),  # about details
        ("condition-hair", "conditions", True),
        ("suit-list-allergy", "suitability", True),
        ("definition-needling", "pain", False),
        ("definition-needling", "booking", False),
        ("definition-needling", "emergency", False),
    ],
)
def test_an_answer_shows_its_own_facts(
    fact: str, topic: str, expected: bool, shipped: Knowledge
) -> None:
    assert can_show(fact, topic, "microneedling", shipped) is expected
