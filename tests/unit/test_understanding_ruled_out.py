"""What a question cannot be by its name."""

from knowledge import DEFAULT_FOLDER, load
from understanding.ruled_out import is_ruled_out
from understanding.understood import Detail, Question

KNOWN = load(DEFAULT_FOLDER)


def is_out(id_: str, *details: Detail) -> bool:
    return is_ruled_out(KNOWN.questions[id_], Question("suitability", details), KNOWN)


def test_a_gap_on_one_medicine_is_not_asked_of_another() -> None:
    assert is_out("antidepressants-or-adhd", Detail("circumstance", "blood_pressure_medicine"))
    assert not is_out("antidepressants-or-adhd", Detail("circumstance", "antidepressants"))
    assert not is_out("antidepressants-or-adhd")
