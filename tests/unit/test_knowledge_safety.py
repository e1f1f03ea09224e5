"""The shape of `safety.yml`: what is refused, at which line, and what is answered."""

from pathlib import Path
from typing import get_args

import pytest
import yaml

from benchmarks.reading_grade import grade
from knowledge import DEFAULT_FOLDER, KnowledgeError, load
from knowledge.review_editing import reviewed_of_safety
from knowledge.safety import LevelName, SafetyFile
from knowledge.shape import shaped
from knowledge.yaml_file import read_yaml

SMALL = """\
emergency_number_when_blank: your local emergency number
levels:
  emergency_now:
    priority: 1
    wording: ["Call {emergency_number}. Then tell us: {clinic_contact}."]
    signs:
      ache: {name: an ache, fires: [my arm aches], does_not_fire: [belly aches of laughing]}
  today:
    priority: 3
    wording: ["Call us: {clinic_contact}."]
    signs:
      itch: {name: an itch, fires: [it itches]}
  self_harm:
    priority: 2
    wording: ["Talk to someone."]
    signs:
      despair: {name: despair, fires: [despair]}
"""


@pytest.fixture(scope="module")
def safety() -> SafetyFile:
    return load(DEFAULT_FOLDER).safety


def read(text: str) -> SafetyFile:
    return shaped(read_yaml(Path("knowledge/safety.yml"), text.encode()), SafetyFile)


def test_small_file_is_accepted() -> None:
    assert read(SMALL).levels["today"].signs["itch"].fires == ("it itches",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("belly aches of laughing]}", "belly aches]}\n    after: {wait: ['{x}']}", "uses `{x}`"),
        ("belly aches of laughing]}", "belly aches]}\n    after: {soon: [Now.]}", "`soon`"),
        ("Call {emergency_number}. Then", "Call {number}. Then", "uses `{number}`"),
        ("Call us: {clinic_contact}", "{clinic_contact} helps", "where it cannot be left out"),
        (", fires: [it itches]", "", "`levels > today > signs > itch"),
        ("  self_harm:", "  self_hrm:", "cannot be `self_hrm`"),
        ("priority: 1", "priority: 0", "`levels > emergency_now > priority`"),
    ],
)
def test_mistake_is_refused_at_its_line(old: str, new: str, says: str) -> None:
    assert old in SMALL
    with pytest.raises(KnowledgeError) as refusal:
        read(SMALL.replace(old, new))
    assert says in str(refusal.value)
    problem = refusal.value.problems[0]
    assert problem.file == "knowledge/safety.yml"
    assert problem.line > 1
    assert problem.mend


def test_every_level_is_needed() -> None:
    content = yaml.safe_load(SMALL)
    del content["levels"]["self_harm"]
    with pytest.raises(ValueError, match="has no `self_harm`"):
        SafetyFile.model_validate(content)


def test_answer_names_number_and_contact() -> None:
    lines = read(SMALL).answer("emergency_now", emergency_number="000", clinic_contact="555 0100")
    assert lines == ("Call 000. Then tell us: 555 0100.",)


def test_answer_while_the_profile_is_blank() -> None:
    lines = read(SMALL).answer("emergency_now", emergency_number=None, clinic_contact=None)
    assert lines == ("Call your local emergency number. Then tell us.",)


@pytest.mark.parametrize("level", get_args(LevelName))
@pytest.mark.parametrize("number", [None, "000"])
@pytest.mark.parametrize("contact", [None, "555 0100"])
def test_wording_stands_alone(
    safety: SafetyFile, level: LevelName, number: str | None, contact: str | None
) -> None:
    text = " ".join(safety.answer(level, emergency_number=number, clinic_contact=contact))
    assert (number or "your local emergency number") in text
    assert "{" not in text
    assert "None" not in text
    assert (contact or "") in text or level == "self_harm"
    assert len(text.split()) <= 80


@pytest.mark.parametrize("level", get_args(LevelName))
def test_wording_is_easy_to_read(safety: SafetyFile, level: LevelName) -> None:
    text = " ".join(safety.answer(level, emergency_number=None, clinic_contact=None))
    assert grade(text) <= 8


@pytest.mark.parametrize("level", ["emergency_now", "today"])
@pytest.mark.parametrize("contact", [None, "555 0100"])
def test_what_is_said_after_a_sign_stands_alone(
    safety: SafetyFile, level: LevelName, contact: str | None
) -> None:
    for name in safety.levels[level].after:
        lines = safety.answer(level, emergency_number="000", clinic_contact=contact, after=name)
        text = " ".join(lines)
        assert "{" not in text
        assert "None" not in text
        assert len(text.split()) <= 80
        # Items of a list are no sentence.
        assert name == "to_tell" or grade(text) <= 8


def test_wording_invents_no_hotline(safety: SafetyFile) -> None:
    for level in safety.levels.values():
        for line in level.says:
            assert not any(letter.isdigit() for letter in line)


def test_emergencies_come_first(safety: SafetyFile) -> None:
    ranked = sorted(safety.levels, key=lambda level: safety.levels[level].priority)
    assert ranked == ["emergency_now", "self_harm", "today"]


def test_list_is_marked_as_unreviewed(safety: SafetyFile) -> None:
    knowledge = load(DEFAULT_FOLDER)
    assert set(safety.sources) == {"FDA-DEVICES"}
    assert set(safety.sources) <= set(knowledge.sources)
    assert {each.review for each in reviewed_of_safety(safety).values()} == {"unreviewed"}
