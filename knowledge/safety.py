"""The shape of `safety.yml`: warning signs, sentences that show them, and what is answered.

By which words a sign is heard is no clinician's to approve: `understanding/sign_lexicon.yml` has
it, held by the sentences here.
"""

from itertools import chain
from string import Formatter
from typing import Literal, get_args

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from knowledge.treatments import Entry, Reviewed

LevelName = Literal["emergency_now", "today", "self_harm"]
"""How urgent a warning sign is; `self_harm` has its own wording."""

SafetyReview = Literal["unreviewed"] | Reviewed
"""Nobody withdraws a warning sign by a click: it is changed in the file."""

AfterName = Literal[
    "worse",
    "better",
    "wait",
    "usual",
    "own_remedy",
    "left_out",
    "person",
    "afraid",
    "going",
    "not_alone",
    "safe",
    "to_mention",
    "to_tell",
]
"""What is said or asked on after a warning sign was answered: a further sign; that it is less;
whether it can wait; whether it may be usual; what to put on it or take; that something was not told
beforehand; a wish for a person; fear; that somebody is on the way; of despair, that somebody is
with them, or that they will do nothing; whether to mention the treatment to those who look at it,
and what to tell them."""

_NUMBER, _CONTACT = "emergency_number", "clinic_contact"
_BY_CONTACT = f": {{{_CONTACT}}}"
"""Left out while the clinic profile names no way to reach the clinic."""


def _refusal(what: str, mend: str) -> PydanticCustomError:
    # The two are filled in as values, since a template would read the braces in them.
    return PydanticCustomError("wording", "{what}", {"what": what, "mend": mend})


class Sign(Entry):
    """One warning sign of a level."""

    name: str = Field(min_length=1)
    """For reports and the front desk: "trouble breathing"."""
    fires: tuple[str, ...] = Field(min_length=1)
    """Sentences that must raise this sign, by their words alone."""
    does_not_fire: tuple[str, ...] = ()
    """Sentences that look like it, and must raise no alarm by their words."""
    review: SafetyReview = "unreviewed"


class Level(Entry):
    """Signs that get the same answer."""

    priority: int = Field(ge=1)
    """1 is the most serious; a message with several signs gets the answer of the most serious."""
    wording: tuple[str, ...] = Field(min_length=1)
    """The answer, line by line; may use `{emergency_number}`, and `: {clinic_contact}`, which is
    left out while the clinic profile names no way to reach the clinic."""
    after: dict[AfterName, tuple[str, ...]] = Field(default_factory=dict)
    """What is answered to what is said next, in the same form as `wording`."""
    review: SafetyReview = "unreviewed"
    """Of the wording and what is said after it; each sign has its own."""
    signs: dict[str, Sign] = Field(min_length=1)

    @property
    def says(self) -> tuple[str, ...]:
        """All that is answered for this level, the answer to a sign first."""
        return (*self.wording, *chain.from_iterable(self.after.values()))

    @model_validator(mode="after")
    def _fields_known(self) -> "Level":
        for line in self.says:
            used = {name for _, name, _, _ in Formatter().parse(line) if name is not None}
            unknown = used - {_NUMBER, _CONTACT}
            if unknown:
                names = ", ".join(f"`{{{name}}}`" for name in sorted(unknown))
                raise _refusal(f"uses {names}", f"use only `{{{_NUMBER}}}` and `{{{_CONTACT}}}`.")
            if f"{{{_CONTACT}}}" in line.replace(_BY_CONTACT, ""):
                raise _refusal(
                    f"uses `{{{_CONTACT}}}` where it cannot be left out",
                    f"write it behind a colon, `{_BY_CONTACT}`: that goes while it is blank.",
                )
        return self


def without_contact(lines: tuple[str, ...]) -> tuple[str, ...]:
    """What is said while the clinic profile names no way to reach the clinic."""
    return tuple(line.replace(_BY_CONTACT, "") for line in lines)


class Spoken(Entry):
    """The gravest signs in one language, and what is answered in it beside the English."""

    name: str = Field(min_length=1)
    review: SafetyReview = "unreviewed"
    """By somebody who speaks the language."""
    line: str = Field(min_length=1)
    """Says to call the number: `{emergency_number}`."""
    number_when_blank: str = Field(min_length=1)
    """Stands for `{emergency_number}` while the clinic profile has none."""
    emergency_now: tuple[str, ...] = Field(min_length=1)
    self_harm: tuple[str, ...] = Field(min_length=1)

    def phrases(self, level: LevelName) -> tuple[str, ...]:
        """What is said for a level; nothing where it can wait for somebody who understands."""
        return {"emergency_now": self.emergency_now, "self_harm": self.self_harm}.get(level, ())


class SafetyFile(Entry):
    """`safety.yml` as a whole."""

    sources: tuple[str, ...] = ()
    """Ids of `treatments.yml` sources that the list of signs leans on."""
    emergency_number_when_blank: str = Field(min_length=1)
    """Stands for `{emergency_number}` while the clinic profile has none."""
    levels: dict[LevelName, Level]
    languages: dict[str, Spoken] = Field(default_factory=dict)
    """The gravest signs in other languages, by their tags: `es`."""

    @field_validator("levels")
    @classmethod
    def _all_levels(cls, levels: dict[LevelName, Level]) -> dict[LevelName, Level]:
        for name in get_args(LevelName):
            if name not in levels:
                raise _refusal(f"has no `{name}`", f"put `{name}` back: it is always needed.")
        return levels

    def answer(
        self,
        level: LevelName,
        *,
        emergency_number: str | None,
        clinic_contact: str | None,
        language: str | None = None,
        after: AfterName | None = None,
    ) -> tuple[str, ...]:
        """The lines that answer a warning sign of this level, and nothing else.

        Args:
            level: How urgent the sign is.
            emergency_number: From the clinic profile; None while it is blank.
            clinic_contact: How to reach the clinic, as it stands in a sentence; None while blank.
            language: The key of the language in which the first line is said as well.
            after: What is said after that answer, which is answered where the level has a wording
                for it.
        """
        chosen = self.levels[level]
        lines = chosen.after.get(after, chosen.wording) if after else chosen.wording
        if not clinic_contact:
            lines = without_contact(lines)
        number = emergency_number or self.emergency_number_when_blank
        said = [
            line.format(emergency_number=number, clinic_contact=clinic_contact) for line in lines
        ]
        spoken = self.languages.get(language or "")
        if spoken is not None:
            number = emergency_number or spoken.number_when_blank
            said.insert(0, spoken.line.format(emergency_number=number))
        return tuple(said)
