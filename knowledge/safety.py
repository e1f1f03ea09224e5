"""The shape of `safety.yml`: warning signs, the words patients use for them, and what is answered.

A pattern is written so that a clinician can read it:

* a word stands for itself; small misspellings of it are understood without being listed;
* `{group}` stands for any word or phrase of that group under `words`;
* `{shape}` stands for any word of that shape under `shapes`, such as a number;
* `...` leaves room for a few words (`gap_words`);
* `a + b` asks for both in one sentence, in either order, at most `near_words` words apart.

`{cannot} ... {breathe}` and `{swelling} + {airway}` are two examples.
"""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from graphlib import CycleError, TopologicalSorter
from string import Formatter
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    Field,
    ModelWrapValidatorHandler,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from knowledge.treatments import Entry, Reviewed

LevelName = Literal["emergency_now", "today", "self_harm"]
"""How urgent a warning sign is; `self_harm` has its own wording."""

ContextName = Literal[
    "negated",
    "hypothetical",
    "distant",
    "history",
    "habit",
    "hearsay",
    "normality",
    "planning",
    "over",
]
"""What can make a mention no alarm; `Context` holds the words for each."""

GAP = "..."
TOGETHER = " + "
SHORTEST_MENDED = 5
"""In letters; "pus" and "lip" are a letter away from too many other words."""

_PIECE = re.compile(r"\{(?P<group>[a-z_]+)\}|(?P<gap>\.\.\.)|(?P<word>[a-z0-9][a-z0-9'’°.%-]*)")
_FIELDS = frozenset({"emergency_number", "clinic_contact"})
_known_groups: ContextVar[frozenset[str]] = ContextVar("known_groups")
"""What `{...}` may name in the file being read; set meanwhile, so that errors know their line."""


def pieces(text: str) -> tuple[str, ...]:
    """The words, `{groups}` and `...` of a pattern without ` + `, in order.

    Raises:
        PydanticCustomError: The text holds anything else, such as a capital letter.
    """
    found = tuple(text.split())
    if not found:
        raise _refusal("is empty", "write words, or remove the line.")
    for piece in found:
        if not _PIECE.fullmatch(piece):
            raise _refusal(
                f"cannot be read at `{piece}`",
                "use small letters, `{group}`, `...` and ` + ` only.",
            )
    return found


def _refusal(what: str, mend: str) -> PydanticCustomError:
    # The two are filled in as values, since a template would read the braces in them.
    return PydanticCustomError("pattern", "{what}", {"what": what, "mend": mend})


def _checked_pattern(text: str) -> str:
    for part in text.split(TOGETHER):
        _check_groups(_groups_in(pieces(part)))
    return text


def _checked_phrase(text: str) -> str:
    if GAP in text or TOGETHER in text:
        raise _refusal(
            "is more than a phrase", "use `...` and ` + ` only in `patterns` and `unless`."
        )
    return _checked_pattern(text)


def _groups_in(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(piece[1:-1] for piece in found if piece.startswith("{"))


def _check_groups(names: Iterable[str]) -> None:
    known = _known_groups.get(None)
    for name in names:
        if known is not None and name not in known:
            raise _refusal(
                f"names `{{{name}}}`, which is not under `words` or `shapes`",
                "correct the name, or add the group.",
            )


SafetyReview = Literal["unreviewed"] | Reviewed
"""Nobody withdraws a warning sign by a click: it is changed in the file."""

Pattern = Annotated[str, AfterValidator(_checked_pattern)]
"""How a sign is written, with all that the head of this file explains."""

Phrase = Annotated[str, AfterValidator(_checked_phrase)]
"""Words and `{groups}` that follow one another."""


class Sign(Entry):
    """One warning sign of a level."""

    name: str = Field(min_length=1)
    """For reports and the front desk: "trouble breathing"."""
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    """Patterns that, where they overlap a mention, mean something else: "numbing cream"."""
    ordinary: bool = False
    """Whether people have it without any treatment as well: it counts only as new, worse or after
    one."""
    review: SafetyReview = "unreviewed"


class Level(Entry):
    """Signs that get the same answer."""

    priority: int = Field(ge=1)
    """1 is the most serious; a message with several signs gets the answer of the most serious."""
    wording: tuple[str, ...] = Field(min_length=1)
    """The answer, line by line; may use `{emergency_number}` and `{clinic_contact}`."""
    wording_without_contact: tuple[str, ...] = Field(min_length=1)
    """The answer while the clinic profile names no way to reach the clinic."""
    review: SafetyReview = "unreviewed"
    """Of the wording; each sign has its own."""
    silenced_by: tuple[ContextName, ...] = ()
    """The contexts that make a mention no alarm at this level."""
    signs: dict[str, Sign] = Field(min_length=1)

    @model_validator(mode="after")
    def _fields_known(self) -> "Level":
        allowed = {"wording": _FIELDS, "wording_without_contact": _FIELDS - {"clinic_contact"}}
        for key, fields in allowed.items():
            for line in getattr(self, key):
                used = {name for _, name, _, _ in Formatter().parse(line) if name is not None}
                if used - fields:
                    raise _refusal(
                        f"uses {_listed(used - fields)} in `{key}`", f"use only {_listed(fields)}."
                    )
        return self


Phrases = tuple[Phrase, ...]


class Context(Entry):
    """The words that tell an alarm from a question, a denial, a memory or a figure of speech.

    What each list does stands above it in `safety.yml`.
    """

    idioms: Phrases = ()
    negations: Phrases = ()
    not_negations: Phrases = ()
    disbelief: Phrases = ()
    breaks: Phrases = ()
    lists: Phrases = ()
    questions: Phrases = ()
    conditions: Phrases = ()
    generalities: Phrases = ()
    possibly_now: Phrases = ()
    normality: Phrases = ()
    claims: Phrases = ()
    contrasts: Phrases = ()
    distant: Phrases = ()
    bygone: Phrases = ()
    past: Phrases = ()
    history: Phrases = ()
    habits: Phrases = ()
    hearsay: Phrases = ()
    planning: Phrases = ()
    after_treatment: Phrases = ()
    over: Phrases = ()
    onset: Phrases = ()
    now: Phrases = ()
    openers: Phrases = ()
    subjects: Phrases = ()
    finite: Phrases = ()
    prepositions: Phrases = ()
    owners: Phrases = ()
    articles: Phrases = ()
    attributes: Phrases = ()
    treatment: Phrases = ()


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
    gap_words: int = Field(ge=1)
    """How many other words `...` leaves room for."""
    near_words: int = Field(ge=1)
    """How many other words ` + ` leaves room for."""
    shapes: dict[str, str] = Field(default_factory=dict)
    """Words told by their form: a name and a regular expression that the whole word must match."""
    words: dict[str, tuple[Phrase, ...]]
    """Word groups; an entry may name other groups: "catch {whose} breath"."""
    mended: tuple[str, ...] = ()
    """Words of which small misspellings count as well, unless they are English words themselves."""
    context: Context = Context()
    levels: dict[LevelName, Level]
    languages: dict[str, Spoken] = Field(default_factory=dict)
    """The gravest signs in other languages, by their tags: `es`."""

    @model_validator(mode="wrap")
    @classmethod
    def _with_groups(
        cls, data: Any, handler: ModelWrapValidatorHandler["SafetyFile"]
    ) -> "SafetyFile":
        groups: set[str] = set()
        if isinstance(data, dict):
            for key in ("words", "shapes"):
                if isinstance(data.get(key), dict):
                    groups |= set(data[key])
        token = _known_groups.set(frozenset(groups))
        try:
            return handler(data)
        finally:
            _known_groups.reset(token)

    @field_validator("shapes")
    @classmethod
    def _shapes_readable(cls, shapes: dict[str, str]) -> dict[str, str]:
        for name, expression in shapes.items():
            try:
                re.compile(expression)
            except re.error as error:
                raise _refusal(
                    f"holds `{name}`, which is not a regular expression: {error}", "correct it."
                ) from None
        return shapes

    @field_validator("words")
    @classmethod
    def _no_circle(cls, words: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        named = {
            group: {inner for entry in entries for inner in _groups_in(pieces(entry))}
            for group, entries in words.items()
        }
        try:
            TopologicalSorter(named).prepare()
        except CycleError as error:
            circle = " > ".join(reversed(error.args[1]))
            raise _refusal(
                f"goes round in a circle: {circle}", "write the words out in one of them."
            ) from None
        return words

    @field_validator("mended")
    @classmethod
    def _long_enough(cls, mended: tuple[str, ...]) -> tuple[str, ...]:
        for word in mended:
            if len(word) < SHORTEST_MENDED:
                raise _refusal(
                    f"holds `{word}`, which is too short to tell its misspellings from other words",
                    f"take words of {SHORTEST_MENDED} letters or more.",
                )
        return mended

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
    ) -> tuple[str, ...]:
        """The lines that answer a warning sign of this level, and nothing else.

        Args:
            level: How urgent the sign is.
            emergency_number: From the clinic profile; None while it is blank.
            clinic_contact: How to reach the clinic, as it stands in a sentence; None while blank.
            language: The key of the language in which the first line is said as well.
        """
        chosen = self.levels[level]
        lines = chosen.wording if clinic_contact else chosen.wording_without_contact
        number = emergency_number or self.emergency_number_when_blank
        said = [
            line.format(emergency_number=number, clinic_contact=clinic_contact) for line in lines
        ]
        spoken = self.languages.get(language or "")
        if spoken is not None:
            number = emergency_number or spoken.number_when_blank
            said.insert(0, spoken.line.format(emergency_number=number))
        return tuple(said)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{{{name}}}`" for name in sorted(names))
