"""The shape of `sign_lexicon.yml`: by which words each warning sign of `safety.yml` is heard.

* a word stands for itself; small misspellings count as well of the words under `mended`;
* `{group}` stands for any word or phrase of that group under `words`;
* `{shape}` stands for any word of that shape under `shapes`, such as a number;
* `...` leaves room for a few words (`gap_words`);
* `a + b` asks for both in one sentence, in either order, at most `near_words` words apart.

`{cannot} ... {breathe}` and `{swelling} + {airway}` are two examples.
"""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    Field,
    ModelWrapValidatorHandler,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from knowledge.safety import LevelName
from knowledge.shape import shaped
from knowledge.treatments import Entry
from knowledge.yaml_file import read_yaml

FILE = Path(__file__).parent / "sign_lexicon.yml"

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
"""What can make a mention no alarm; `sign_scene` tells it by the words of `Context`."""

GAP = "..."
TOGETHER = " + "
_SHORTEST_MENDED = 5
"""In letters; "pus" and "lip" are a letter away from too many other words."""

_PIECE = re.compile(r"\{[a-z_]+\}|\.\.\.|[a-z0-9][a-z0-9'’°.%-]*")
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
        found = pieces(part)
        if GAP in (found[0], found[-1]):
            raise _refusal(f"has `{GAP}` at an end", "leave room only between words.")
        _check_groups(_groups_in(found))
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


Pattern = Annotated[str, AfterValidator(_checked_pattern)]
"""How a sign is written, with all that the head of this file explains."""

Phrase = Annotated[str, AfterValidator(_checked_phrase)]
"""Words and `{groups}` that follow one another."""


class Heard(Entry):
    """By what one warning sign is heard."""

    patterns: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    """Patterns that, where they overlap a mention, mean something else: "numbing cream"."""
    ordinary: bool = False
    """Whether people have it without any treatment as well: it counts only as new, worse or after
    one."""


class HeardLevel(Entry):
    """The signs of one level, and what makes a mention of them no alarm."""

    silenced_by: tuple[ContextName, ...] = ()
    signs: dict[str, Heard] = Field(min_length=1)


Phrases = tuple[Phrase, ...]


class Context(Entry):
    """The words that tell an alarm from a question, a denial, a memory or a figure of speech.

    What each list does stands above it in `sign_lexicon.yml`.
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


class LexiconFile(Entry):
    """`sign_lexicon.yml` as a whole."""

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
    levels: dict[LevelName, HeardLevel]

    @model_validator(mode="wrap")
    @classmethod
    def _with_groups(
        cls, data: Any, handler: ModelWrapValidatorHandler["LexiconFile"]
    ) -> "LexiconFile":
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

    @model_validator(mode="after")
    def _each_name_once(self) -> "LexiconFile":
        for name in self.words:
            if name in self.shapes:
                raise _refusal(
                    f"has `{name}` under `words` and `shapes`", "give one of them another name."
                )
        return self

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
            if len(word) < _SHORTEST_MENDED:
                raise _refusal(
                    f"holds `{word}`, which is too short to tell its misspellings from other words",
                    f"take words of {_SHORTEST_MENDED} letters or more.",
                )
        return mended

    @field_validator("levels")
    @classmethod
    def _all_levels(cls, levels: dict[LevelName, HeardLevel]) -> dict[LevelName, HeardLevel]:
        for name in get_args(LevelName):
            if name not in levels:
                raise _refusal(f"has no `{name}`", f"put `{name}` back: it is always needed.")
        return levels


@cache
def sign_lexicon() -> LexiconFile:
    """The lexicon that ships, read once: it is part of the code.

    Raises:
        KnowledgeError: It is not in order.
    """
    return shaped(read_yaml(FILE, FILE.read_bytes()), LexiconFile)
