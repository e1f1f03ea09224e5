import pytest

from knowledge import DEFAULT_FOLDER, Knowledge, load
from teaching.showing import answers_to, asked_for, placed, previews
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
    question = asked_for(fact, topic, "microneedling", shipped)
    assert (question is not None) is expected
    if question is not None:
        without = shipped.only_reviewed()
        preview = placed(question, without, shipped)
        assert shipped.facts[fact].text in preview.then
        assert shipped.facts[fact].text not in preview.now


def test_texts_are_answered_by_both_versions(shipped: Knowledge) -> None:
    def read(text: str) -> Understood:
        return Understood((Question("pain" if text == "sore?" else "smalltalk"),))

    same, other = previews(["hello", "sore?"], read, shipped.only_reviewed(), shipped)
    assert (same.asked, same.stays) == ("hello", True)
    assert (other.asked, other.stays) == ("sore?", False)
    assert other.then == answers_to(Understood((Question("pain"),)), shipped)[0]


def test_each_question_has_its_answer_and_a_sign_its_level(shipped: Knowledge) -> None:
    both = Understood((Question("pain"), Question("cost")))
    assert len(answers_to(both, shipped)) == 2
    sign = Understood((Question("emergency"),), Sign("self_harm", "self_harm", "meaning"))
    (answer,) = answers_to(sign, shipped)
    number = shipped.clinic.emergency_number
    assert answer == " ".join(
        shipped.safety.answer("self_harm", emergency_number=number, clinic_contact=None)
    )
