"""What a question cannot be by its name."""

from knowledge import DEFAULT_FOLDER, load
from understanding.ruled_out import is_of_other_sex, is_ruled_out
from understanding.understood import Detail, Question


def test_a_question_of_women_is_not_asked_of_a_man() -> None:
    assert is_of_other_sex("whether women may", "my husband would like to")
    assert not is_of_other_sex("whether women may", "my wife would like to")
    assert not is_of_other_sex("whether women may", "would it be possible")


def test_a_device_that_is_not_there_is_not_asked_about() -> None:
    known = load(DEFAULT_FOLDER)
    asked = known.questions["with-a-pacemaker"]
    denied = Question("suitability", (Detail("circumstance", "pacemaker", negated=True),))
    named = Question("suitability", (Detail("circumstance", "pacemaker"),))
    assert is_ruled_out(asked, denied, known)
    assert not is_ruled_out(asked, named, known)


def test_a_gap_on_one_medicine_is_not_asked_of_another() -> None:
    shipped = load(DEFAULT_FOLDER)
    gap = shipped.questions["antidepressants-or-adhd"]
    other = Question("suitability", (Detail("circumstance", "blood_pressure_medicine"),))
    same = Question("suitability", (Detail("circumstance", "antidepressants"),))
    assert is_ruled_out(gap, other, shipped)
    assert not is_ruled_out(gap, same, shipped)
