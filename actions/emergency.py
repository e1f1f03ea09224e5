"""Warning signs: the wording of `safety.yml`, or the question whether one is happening now."""

from dataclasses import replace
from typing import get_args

from actions.answer import Answer, Button, Sentence
from actions.buttons import button_id
from actions.composing import phrase, plain
from actions.wording import listed
from knowledge.model import Knowledge
from knowledge.safety import AfterName, LevelName, SafetyFile
from understanding.kinds import AFTER, SIGN, SMALLTALK
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Sign

_UNNAMED: LevelName = "today"
"""Answers an emergency without a known sign; its wording says when to call at once, too."""
_CALM = frozenset({"going", "better", "not_alone", "safe"})
"""Whoever is on the way or not alone, or says that it is less, need not be alarmed again."""
_CHECKS = {
    True: ("check_safe", "check_safe_no", "check_safe_yes", "safe"),
    False: ("check", "check_yes", "check_no", "checked"),
}
"""The question, the button for the alarm, the other, and what is said to that: by whether it is
about self-harm. Nobody is asked whether they hurt themselves, but whether they are safe."""


def compose_emergency_question(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer the topic `emergency`: by the most serious sign among the details, if there is one."""
    named = question.ids(SIGN)
    levels = [level for sign in named for level in levels_of(sign, knowledge.safety)]
    chosen = min(levels, key=lambda name: knowledge.safety.levels[name].priority, default=_UNNAMED)
    after = next((n for n in get_args(AfterName) if n in question.ids(AFTER)), None)
    said = answer_level(chosen, knowledge, after=after)
    return replace(said, sign=None) if after in _CALM else said


def levels_of(sign: str, safety: SafetyFile) -> tuple[LevelName, ...]:
    """The levels that list a sign; a level's own name counts as well."""
    return tuple(
        name for name, level in safety.levels.items() if sign in level.signs or sign == name
    )


def answer_sign(sign: Sign, knowledge: Knowledge) -> Answer:
    """The answer to a sign that is sure, with a line in the language in which it was told."""
    return answer_level(sign.level, knowledge, sign.language)


def answer_level(
    level: LevelName,
    knowledge: Knowledge,
    language: str | None = None,
    after: AfterName | None = None,
) -> Answer:
    """The answer to the signs of one level, or to what is said after it."""
    ways = knowledge.clinic.ways_to_reach()
    lines = knowledge.safety.answer(
        level,
        emergency_number=knowledge.clinic.emergency_number,
        clinic_contact=listed(ways, "or") if ways else None,
        language=language,
        after=after,
    )
    said = plain("emergency", [Sentence(line, None, f"safety.{level}") for line in lines])
    return replace(said, sign=level)


def word_to_help(sign: LevelName, knowledge: Knowledge) -> Sentence:
    """A few words to somebody who is on the way to help, before what they ask besides."""
    return answer_level(sign, knowledge, after="going").sentences[0]


def compose_check(sign: Sign, knowledge: Knowledge) -> Answer:
    """Ask whether a sign that is in doubt is happening now; one of the buttons is the alarm."""
    asked, alarm, other, then = _CHECKS[sign.level == "self_harm"]
    buttons = (
        Button(_button("emergency", SIGN, sign.level), knowledge.phrases.render(alarm)),
        Button(_button("smalltalk", SMALLTALK, then), knowledge.phrases.render(other)),
    )
    said = plain("emergency", [phrase(asked, knowledge)], buttons)
    return replace(said, sign="check")


def _button(topic: str, kind: str, value: str) -> str:
    return button_id(topic, [Detail(kind, value)])
