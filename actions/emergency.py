"""Warning signs: the wording of `safety.yml` and nothing else."""

from actions.answer import Answer, Sentence
from actions.composing import plain
from actions.wording import listed
from knowledge.model import Knowledge
from knowledge.safety import LevelName, SafetyFile
from understanding.kinds import SIGN
from understanding.so_far import SoFar
from understanding.understood import Question

_UNNAMED: LevelName = "today"
"""Answers an emergency without a known sign; its wording says when to call at once, too."""


def compose_emergency_question(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer the topic `emergency`: by the most serious sign among the details, if there is one."""
    named = question.ids(SIGN)
    levels = [level for sign in named for level in levels_of(sign, knowledge.safety)]
    chosen = min(levels, key=lambda name: knowledge.safety.levels[name].priority, default=_UNNAMED)
    return answer_level(chosen, knowledge)


def levels_of(sign: str, safety: SafetyFile) -> tuple[LevelName, ...]:
    """The levels that list a sign; a level's own name counts as well."""
    return tuple(
        name for name, level in safety.levels.items() if sign in level.signs or sign == name
    )


def answer_level(level: LevelName, knowledge: Knowledge) -> Answer:
    """The answer to the signs of one level."""
    ways = knowledge.clinic.ways_to_reach()
    lines = knowledge.safety.answer(
        level,
        emergency_number=knowledge.clinic.emergency_number,
        clinic_contact=listed(ways, "or") if ways else None,
    )
    return plain("emergency", [Sentence(line, None, f"safety.{level}") for line in lines])
