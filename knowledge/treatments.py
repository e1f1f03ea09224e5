"""The shape of `treatments.yml`: sources, the words visitors use, facts, and what answers a topic.

These classes check one entry at a time (types, required keys, spelling of keys). What spans
entries, such as a fact that names a source that does not exist, is checked in `knowledge.checks`.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from knowledge.topics import Topic

TermKind = Literal[
    "condition",
    "treatment_type",
    "provider",
    "product",
    "other_treatment",
    "circumstance",
    "body_area",
]
"""The entity types that have `terms`; the values of `treatment` and `depth` stand elsewhere."""

Standing = Literal["listed", "authorised"]
"""How a source stands to a condition: on the clinic's list, or an authorised use."""

TermId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""Goes into button ids and entity values, so: lower case, digits, underscores."""

DAYS_IN = {"days": 1, "weeks": 7, "months": 30}
"""Units of time by the word that stands in the name of a number."""
NEEDLE_LENGTH = "needle_length_mm"
"""The name under which a fact of `depth_facts` states its type's needle length."""


def written_as(pattern: str, what: str, mend: str) -> AfterValidator:
    """Refuses a text that is not written so.

    Args:
        pattern: A regular expression for the whole of it, whatever the case.
        what: What is said of another text.
        mend: How to write it.
    """
    expression = re.compile(pattern, re.IGNORECASE)

    def check(value: str) -> str:
        if not expression.fullmatch(value):
            raise PydanticCustomError("written_as", "{what}", {"what": what, "mend": mend})
        return value

    return AfterValidator(check)


WebAddress = Annotated[
    str,
    written_as(
        r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?",
        "is not a web address",
        "write it in full, like `https://www.example.com/contact`.",
    ),
]


class Entry(BaseModel):
    """Anything read from a knowledge file: it cannot be changed and knows no spare keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Grade = Literal[
    "regulator",
    "law",
    "society",
    "peer-reviewed",
    "reference",
    "expert",
    "clinic",
    "maker",
    "trade",
]
"""What a source is, in the order of authority. A `maker` speaks of its device; `trade` is what
clinics or sellers write: habit and how a word is used, and no more."""


class Source(Entry):
    """Where a fact comes from; shown with every answer that uses it."""

    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    date: str | None = None
    """As the source prints it ("Mar 3, 2022"); None where it gives none."""
    url: WebAddress | None = None
    grade: Grade


class Term(Entry):
    """One thing that visitors name, with the words they name it by."""

    name: str = Field(min_length=1)
    """How an answer writes it, in the middle of a sentence: "stretch marks"."""
    synonyms: tuple[str, ...] = ()
    """Other names; plurals and near misspellings of each are understood without being listed."""
    misspellings: tuple[str, ...] = ()
    """Spellings too far off to be recognised by likeness."""
    sort: Literal["medicine", "habit", "device", "family", "worn"] | None = None
    """What it is, where that decides what is said of it: a medicine is stopped by nobody alone. It
    is called as the visitor calls it, "Zoloft"; and so is each of a `family`, such as lupus, and
    what is `worn`, of which a provider need not be told."""


class Range(Entry):
    """A closed range of one quantity; `min` equals `max` for a single value."""

    min: float = Field(ge=0, allow_inf_nan=False)
    max: float = Field(ge=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _in_order(self) -> "Range":
        if self.min > self.max:
            raise PydanticCustomError(
                "span",
                "has a `min` greater than its `max`",
                {"mend": "swap them, or correct one."},
            )
        return self


def ends(number: float | Range) -> tuple[float, float]:
    """The least and the greatest of what a number stands for."""
    return (number.min, number.max) if isinstance(number, Range) else (number, number)


class Reviewed(Entry):
    """Who checked a fact, and when."""

    by: str = Field(min_length=1)
    on: date
    until: date | None = None
    """The last day that the check holds; None: the usual time (`knowledge.reviews`)."""

    @model_validator(mode="after")
    def _until_after_on(self) -> "Reviewed":
        if self.until is not None and self.until < self.on:
            raise PydanticCustomError(
                "until", "ends before it begins", {"mend": "let `until` be later than `on`."}
            )
        return self


class Withdrawn(Entry):
    """Who took a fact back, and when: nobody is shown it."""

    withdrawn_by: str = Field(min_length=1)
    on: date


def _review(value: Any) -> Any:
    if isinstance(value, str) and value.strip() != "unreviewed":
        raise PydanticCustomError(
            "review",
            "must be `unreviewed`, or say who reviewed it and when",
            {"mend": "write `{by: Jane Doe RN, on: 2026-01-31}`."},
        )
    return value


def _review_kind(value: Any) -> str:
    """Which of the shapes a review is meant to have, so that problems name its keys alone."""
    if isinstance(value, Withdrawn) or (isinstance(value, dict) and "withdrawn_by" in value):
        return "is_withdrawn"
    return "is_reviewed" if isinstance(value, Reviewed | dict) else "is_unreviewed"


Review = Annotated[
    Annotated[Literal["unreviewed"], Tag("is_unreviewed")]
    | Annotated[Reviewed, Tag("is_reviewed")]
    | Annotated[Withdrawn, Tag("is_withdrawn")],
    Discriminator(_review_kind),
    BeforeValidator(_review),
]
"""`unreviewed`, `{by: …, on: …}` with or without `until: …`, or `{withdrawn_by: …, on: …}`."""


class About(Entry):
    """The details that a fact is limited to; an empty one means that it holds in general."""

    condition: tuple[str, ...] = ()
    treatment_type: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    other_treatment: tuple[str, ...] = ()
    circumstance: tuple[str, ...] = ()
    body_area: tuple[str, ...] = ()


Number = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Fact(Entry):
    """One plain sentence for a patient, with its source."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    text: str = Field(min_length=1)
    source: str
    review: Review = "unreviewed"
    about: About = About()
    qualified_by: tuple[str, ...] = ()
    """Facts that an answer must show whenever it shows this one."""
    as_answer: str | None = Field(default=None, min_length=1)
    """The text behind words that only its own question bears, "Eating is fine: …"; said where the
    fact is the first of a question's own and opens the answer."""
    desk: str | None = Field(default=None, min_length=1)
    """How the front desk says it on the phone; None where the text is as good to say aloud."""
    numbers: dict[str, Number | Range] = {}
    """Every figure in `text`, by name and unit: `{rest_hours: 72, length_mm: {min: 1, max: 3}}`."""


class TreatmentType(Entry):
    """A kind of a treatment, such as cosmetic or medical; its key is a `treatment_type` term."""

    needle_length_mm: Range | None = None
    facts: tuple[str, ...]
    """What tells this type from the others, the most important first."""
    depth_facts: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    """`provider` terms that the source names for this type; they rest on all `provider_facts`."""
    provider_facts: tuple[str, ...] = ()


class TreatmentCondition(Entry):
    """What the sources say of one condition; its key is a `condition` term."""

    standing: Standing
    facts: tuple[str, ...] = Field(min_length=1)
    """The first is the one that the standing rests on."""


class TopicAnswer(Entry):
    """The facts that answer one topic, the most direct first, and the topics asked next."""

    facts: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """For somebody who tells of it rather than asks: what is known; the first in general."""
    told_always: tuple[str, ...] = ()
    """Said to everybody who tells of it: what is not usual, or what to do."""
    related: tuple[Topic, ...] = ()


Span = Literal["recovery", "apart", "results"]
"""How long the expected effects last, how far apart sessions are, when results show at the
earliest: what is set against the time that a visitor has."""


class Timing(Entry):
    """Where a length of time is said: a fact, and the name of its number."""

    fact: str
    number: str


class Treatment(Term):
    """All that the assistant may say of one treatment."""

    types: dict[str, TreatmentType] = {}
    times: dict[Span, Timing] = {}
    bears_on: dict[TermId, tuple[str, ...]] = {}
    """Particular questions whose answer a reason for care changes, by `circumstance` terms: whoever
    told of it reads of it there, too."""
    conditions: dict[str, TreatmentCondition] = {}
    topics: dict[Topic, TopicAnswer] = {}


class TreatmentsFile(Entry):
    """`treatments.yml` as a whole."""

    sources: dict[str, Source]
    terms: dict[TermKind, dict[TermId, Term]]
    facts: tuple[Fact, ...]
    treatments: dict[TermId, Treatment]
