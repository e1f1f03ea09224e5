"""What a conversation holds before a message: what was asked and answered, for what leans on it."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

from knowledge.safety import LevelName
from knowledge.treatments import Range
from language.whose import ME
from understanding.understood import Detail, Length, Other, Part, Question

Offer = Literal["more", "person", "choice", "check", "safe"]
"""What the last answer offered, so that a "yes" means something: the rest of a long answer, a
person, or one of several topics; or what it asked: whether a warning sign is happening now
(`check`), or whether the visitor is safe, to which "no" is the alarm."""

ASKED = "asked."
"""Begins what is kept in `said` of a particular question that was answered."""


@dataclass(frozen=True)
class Choice:
    """A button of the last reply, which can be pressed or said."""

    title: str
    question: Question


@dataclass(frozen=True)
class SoFar:
    """What the conversation remembers between two messages; everything is blank at its start."""

    topic: str | None = None
    """The topic of the last answer that gave information; small talk leaves it as it was."""
    words: str = ""
    """The words that this answered, masked and cut short, to be read with those that follow."""
    background: tuple[str, ...] = ()
    """The last messages that told something, masked: "I wear a CPAP at night" may decide what a
    later one asks."""
    treatment: str | None = None
    treatment_type: str | None = None
    condition: str | None = None
    depth: Length | Range | None = None
    """The needle length last spoken of, in mm."""
    details: tuple[Detail, ...] = ()
    """All details of the last question, so that "tell me more" goes on with the same ones."""
    part: Part = 1
    """The part of the last answer that was shown."""
    facts: tuple[str, ...] = ()
    """The facts of the last answer, so that "says who?" can name their sources."""
    said: tuple[str, ...] = ()
    """What earlier answers said: facts by their ids and stock phrases by their keys, each once."""
    person: tuple[Detail, ...] = ()
    """What visitors said of themselves, or of whom they ask for: a reason for care, a place on the
    body, a condition. It counts for every later answer."""
    treatments: tuple[Detail, ...] = ()
    """Other treatments that the visitor spoke of as theirs: had, booked, or asked about."""
    whom: str = ME
    """Who that is: whoever writes, or the word for somebody else."""
    others: tuple[Other, ...] = ()
    """What was told of others, those spoken of last at the end; it comes back with them."""
    alarm: LevelName | None = None
    """The level of the last warning sign that was answered; what is asked in the next messages is
    answered with that in mind. More would cry on about what may be over."""
    since_alarm: int = 0
    """Answers since that one."""
    sign: LevelName | None = None
    """The level of the gravest warning sign told in the conversation."""
    was_toned: bool = False
    """Whether the last reply began with a word on how the visitor feels."""
    since_care: int = 0
    """Answers since a reason for care was last spoken of."""
    since_heat: int = 9
    """Answers since one told needling with heat from that without."""
    offer: Offer | None = None
    choices: tuple[Choice, ...] = ()
    """The buttons of the last reply, in order."""
    is_asked: bool = False
    """Whether the last reply asked something, so that "the second one" is one of its buttons."""
    checked: LevelName | None = None
    """The level of the warning sign that was asked about."""

    def to_json(self) -> dict[str, Any]:
        """As JSON has it, blanks left out; `from_json` reads it back."""
        found: dict[str, Any] = _SO_FAR.dump_python(self, mode="json", exclude_defaults=True)
        return found

    @classmethod
    def from_json(cls, found: object) -> "SoFar":
        """What `to_json` wrote; a blank one for anything else, since slots can hold anything."""
        try:
            return _SO_FAR.validate_python(found)
        except ValueError:
            return cls()


_SO_FAR: TypeAdapter[SoFar] = TypeAdapter(SoFar)
