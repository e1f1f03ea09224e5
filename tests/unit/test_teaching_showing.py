import pytest

from knowledge import DEFAULT_FOLDER, Knowledge, load
from teaching.showing import answers_to, shown_in
from understanding.understood import Question, Sign, Understood


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
    text = shown_in(fact, topic, "microneedling", shipped)
    assert (text is not None) is expected
    assert text is None or shipped.facts[fact].text in text


def test_each_question_has_its_answer_and_a_sign_its_level(shipped: Knowledge) -> None:
    both = Understood((Question("pain"), Question("cost")))
    assert len(answers_to(both, shipped)) == 2
    sign = Understood((Question("emergency"),), Sign("self_harm", "self_harm", "meaning"))
    (answer,) = answers_to(sign, shipped)
    number = shipped.clinic.emergency_number
    assert answer == " ".join(
        shipped.safety.answer("self_harm", emergency_number=number, clinic_contact=None)
    )
