"""Whom it was asked whether a warning sign is happening, so that "yes" is the alarm at once.

Rasa's conversation holds it as well; this is for when nothing behind the gateway answers.
"""

import re
from collections import OrderedDict

from knowledge import Knowledge
from knowledge.safety import LevelName
from understanding.following import AFFIRM, DENY
from understanding.understood import Understood

_MOST = 10_000
"""How many conversations are remembered; the one that was asked longest ago is forgotten."""
_WORD = re.compile(r"\w+")
_OPENING = {
    AFFIRM: frozenset({"yes", "yeah", "yep", "yup", "yea", "ya", "y", "si", "sí"}),
    DENY: frozenset({"no", "nope", "nah", "n", "not"}),
}
_BUTTON = {AFFIRM: "check_yes", DENY: "check_safe_no"}


class Checks:
    """The levels that were asked about, by conversation."""

    def __init__(self) -> None:
        self._levels: OrderedDict[str, LevelName] = OrderedDict()

    def of(self, sender: str) -> LevelName | None:
        """What the last answer asked."""
        return self._levels.get(sender)

    def remember(self, sender: str, level: LevelName) -> None:
        """Note what the last answer asked."""
        self._levels[sender] = level
        self._levels.move_to_end(sender)
        if len(self._levels) > _MOST:
            self._levels.popitem(last=False)

    def take(self, sender: str) -> LevelName | None:
        """What the last answer asked; whatever comes next, it is asked no longer."""
        return self._levels.pop(sender, None)


def is_alarm(level: LevelName, said: str, read: Understood | None, knowledge: Knowledge) -> bool:
    """Whether words say that it is happening: yes; or no, where it was asked if they are safe.

    Args:
        level: What was asked about.
        said: The words.
        read: What they mean; None where there was no time to read them.
        knowledge: With the words of the buttons.
    """
    wanted = DENY if level == "self_harm" else AFFIRM
    words = _WORD.findall(said.casefold())
    button = _WORD.findall(knowledge.phrases.render(_BUTTON[wanted]).casefold())
    return (
        (read is not None and read.questions[0].topic == wanted)
        or not _OPENING[wanted].isdisjoint(words[:1])
        or words == button
    )
