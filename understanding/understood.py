"""What was understood of a message: the one form in which every room speaks of it.

It is made once, by `understanding.understand`, and travels as JSON: to Rasa in a message's
metadata, from Rasa to the actions, to the front desk and to `python -m understanding --json`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from knowledge.safety import LevelName
from knowledge.treatments import Range

Length = Annotated[float, Field(ge=0, allow_inf_nan=False)]
"""One needle length, in mm."""
DetailValue = str | Length | Range
"""An id of the knowledge file, one needle length in mm, or a range of lengths in mm."""


def as_json(value: DetailValue) -> object:
    """A value as Rasa's tracker keeps it: a range by its ends."""
    return {"min": value.min, "max": value.max} if isinstance(value, Range) else value


Part = Annotated[int, Field(ge=1)]
"""A part of a long answer."""

Tone = Literal[
    "afraid",
    "guilty",
    "ashamed",
    "angry",
    "unhappy",
    "stressed",
    "wary",
    "sorry",
    "grateful",
    "grieving",
    "corrected",
    "hurt",
    "judged",
    "let_down",
    "untold",
    "lacking",
    "self_doubt",
]
"""How somebody feels who writes; or that they put right what they said."""
Net = Literal["pattern", "meaning", "both"]
"""What saw a warning sign: the words of `safety.yml`, what the examples taught, or both."""

Over = Literal["seen", "mistaken", "in_care"]
"""Why a warning sign that was answered is none any more: somebody has looked at it, it was
misunderstood, or somebody in despair has had help since. `in_care`: it is one, but help is on the
way, so that nobody is sent for it in that reply."""

Unreadable = Literal["language", "text"]
"""Why a message cannot be read: another language, or no text."""


@dataclass(frozen=True)
class Detail:
    """One entity of a question, such as a condition or a needle length (in mm)."""

    kind: str
    value: DetailValue
    negated: bool = False
    """True where the visitor rules it out: "I don't have keloids"."""
    of: str | None = None
    """Somebody else, as `language.whose` calls them, who has it in place of whom is asked for; what
    runs in a family may be asked of, but is no answer's to take for one's own."""
    said: str = field(default="", compare=False)
    """The word that it was named by, where that is another than the knowledge's: "Zoloft"."""


@dataclass(frozen=True)
class Question:
    """One question of a message."""

    topic: str
    """A topic of `docs/topics.md`, or `follow_up`, `affirm`, `deny` where the message only leans on
    what was said before."""
    details: tuple[Detail, ...] = ()
    words: str = ""
    """The visitor's words, normalised; empty for a pressed button. They are there to be shown;
    nothing that answers reads them."""
    confidence: float = 1.0
    """How sure the topic is, 0 to 1."""
    part: Part = 1
    """Which part of a long answer is wanted; 1 is its beginning, "More" asks for the next."""

    def named(self, kind: str) -> tuple[DetailValue, ...]:
        """The values of one kind that the question names and does not rule out, without repeats."""
        return tuple(
            dict.fromkeys(
                d.value for d in self.details if d.kind == kind and not d.negated and d.of is None
            )
        )

    def ids(self, kind: str) -> tuple[str, ...]:
        """Like `named`, for kinds whose values are ids."""
        return tuple(value for value in self.named(kind) if isinstance(value, str))

    def depths(self) -> tuple[float | Range, ...]:
        """The needle lengths named, in mm."""
        return tuple(value for value in self.named("depth") if not isinstance(value, str))

    def with_details(self, details: Iterable[Detail]) -> "Question":
        """The same question with `details` added behind its own."""
        return replace(self, details=tuple(dict.fromkeys((*self.details, *details))))


@dataclass(frozen=True)
class Other:
    """Somebody beside whom is asked for, and what was told of them."""

    whom: str
    """The word for them, as `language.whose` has it: "mother"; `ME` for whoever writes."""
    person: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class Sign:
    """A warning sign that a message speaks of as happening."""

    level: LevelName
    sign: str
    """Its key under `levels.<level>.signs` in `safety.yml`; the level where only meaning saw it."""
    net: Net
    confidence: float = 1.0
    """How sure the meaning is, 0 to 1; 1 where the words are enough."""
    language: str | None = None
    """The language that it is told in, as `safety.yml` lists it; None for English."""


@dataclass(frozen=True)
class Understood:
    """What a message says.

    Attributes:
        questions: What it asks, in order; never empty. A message that was not understood has one
            question of the topic `unclear`; one with a warning sign one of the topic `emergency`.
        sign: The warning sign, if there is one.
        check: One in doubt, which has to be asked about; never beside one that is sure.
        person: What the visitor said of themselves, or of whom they ask for.
        whom: For whom is asked from now on; None where that is as before.
        case: Of whom it tells how it went for them, without asking for them.
        others: Of whom else it speaks, with what it tells of them.
        named: What it names that the conversation did not, each thing once; of what no list has
            (`language.unlisted`) the value is the name.
        unreadable: Why it cannot be read: it is in another `language`, or is no `text` (a smiley,
            a program's command); None where it can.
        language: In which language it is instead, by its code, where that is plain.
        likely: The likeliest topics of the whole message, best first.
        tone: The feeling that its words speak of.
        words: The message, normalised, cut short, for what leans on it next. It is
            read again with what follows; no answer is made from it.
        tells: Whether it tells something that may decide what a later message asks.
        only_tells: Whether it has no form of a question or of a wish.
        over: Why the sign that was answered before is none any more.
    """

    questions: tuple[Question, ...]
    sign: Sign | None = None
    check: Sign | None = None
    person: tuple[Detail, ...] = ()
    unreadable: Unreadable | None = None
    likely: tuple[str, ...] = ()
    tone: Tone | None = None
    words: str = ""
    tells: bool = False
    only_tells: bool = False
    over: Over | None = None
    whom: str | None = None
    case: str | None = None
    others: tuple[Other, ...] = ()
    named: tuple[Detail, ...] = ()
    language: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON has it; `from_json` reads it back."""
        found: dict[str, Any] = _UNDERSTOOD.dump_python(self, mode="json")
        return found

    @classmethod
    def from_json(cls, found: object) -> "Understood":
        """What `to_json` wrote.

        Raises:
            ValueError: It is something else.
        """
        return _UNDERSTOOD.validate_python(found)


_UNDERSTOOD: TypeAdapter[Understood] = TypeAdapter(Understood)
