"""The topics: one record for each, from which everything that lists topics is made.

`python -m knowledge topics` writes what other programs read; `docs/how-to.md` has all that a new
topic needs.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

Family = Literal[
    "facts",
    "lengths",
    "conditions",
    "providers",
    "suitability",
    "comparison",
    "source",
    "clinic",
    "emergency",
    "personal_advice",
    "handoff",
    "smalltalk",
    "unclear",
    "out_of_scope",
]
"""How a topic is answered; most are plain `facts`."""


@dataclass(frozen=True)
class TopicRecord:
    """What the program has to know of one topic; `docs/topics.md` tells people what belongs to it.

    Attributes:
        id: The topic; its intent is `ask_<id>`.
        group: Its heading on the front desk's panel and printed sheet; None where it is on neither.
        family: How it is answered.
        uses: The kinds of detail that it answers about, beside those that its facts speak of.
        asked_by: The kind of detail that asks it when named alone ("and acne scars?").
        list_title: What the desk calls the list of everything of that kind.
        is_guess: It may be offered where a message was not understood.
        is_timed: It answers "how long?"; which topic is meant, what was said before tells.
        leads_to_person: Its answer points to the front desk: "yes please" after it asks for that.
        leads_to_treatment: Its answer leads somebody on to have it, so that a reason for care that
            they named comes first.
        is_aside: It leaves the conversation where it was.
        is_passed_over: It is not answered beside another question.
        is_printed: It stands on the printed sheet; others are asked in a conversation alone.
    """

    id: str
    group: str | None = None
    family: Family = "facts"
    uses: frozenset[str] = frozenset()
    asked_by: str | None = None
    list_title: str | None = None
    is_guess: bool = True
    is_timed: bool = False
    leads_to_person: bool = False
    leads_to_treatment: bool = False
    is_aside: bool = False
    is_passed_over: bool = False
    is_printed: bool = True


_ABOUT, _WHOM, _VISIT = "About the treatment", "For whom", "The visit"
_AFTER, _OTHER, _CLINIC = "Afterwards", "Other ways", "The clinic"
_AREA = frozenset({"body_area"})
_OF_CLINIC = frozenset({"treatment_type", "product", "other_treatment"})

RECORDS: tuple[TopicRecord, ...] = (
    TopicRecord("definition", _ABOUT, asked_by="treatment"),
    TopicRecord("how_it_works", _ABOUT),
    TopicRecord(
        "types",
        _ABOUT,
        uses=frozenset({"treatment_type"}),
        asked_by="treatment_type",
        leads_to_treatment=True,
    ),
    TopicRecord(
        "needle_depth",
        _ABOUT,
        family="lengths",
        uses=frozenset({"condition", "depth", "treatment_type"}),
        asked_by="depth",
        leads_to_treatment=True,
    ),
    TopicRecord("benefits", _ABOUT, leads_to_treatment=True),
    TopicRecord("evidence", _ABOUT),
    TopicRecord(
        "conditions",
        _WHOM,
        family="conditions",
        uses=frozenset({"body_area", "condition", "treatment_type"}),
        asked_by="condition",
        list_title="Is it used for…",
        leads_to_treatment=True,
    ),
    TopicRecord(
        "suitability",
        _WHOM,
        family="suitability",
        uses=frozenset({"circumstance", "condition", "product"}),
        asked_by="circumstance",
        list_title="Who should check first",
    ),
    TopicRecord(
        "providers",
        _WHOM,
        family="providers",
        uses=frozenset({"depth", "provider", "treatment_type"}),
        asked_by="provider",
        list_title="Who may do it",
    ),
    TopicRecord("preparation", _VISIT),
    TopicRecord("procedure", _VISIT, asked_by="body_area", is_timed=True),
    TopicRecord("pain", _VISIT, uses=_AREA, is_timed=True),
    TopicRecord("sessions", _VISIT, uses=_AREA, is_timed=True, leads_to_treatment=True),
    TopicRecord("downtime", _AFTER, uses=_AREA, is_timed=True),
    TopicRecord("aftercare", _AFTER, uses=_AREA),
    TopicRecord("side_effects", _AFTER, uses=_AREA),
    TopicRecord("results", _AFTER, uses=_AREA, is_timed=True, leads_to_treatment=True),
    TopicRecord(
        "comparison",
        _OTHER,
        family="comparison",
        uses=frozenset({"other_treatment", "product"}),
        asked_by="other_treatment",
        list_title="Other treatments",
        leads_to_treatment=True,
    ),
    TopicRecord(
        "products",
        _OTHER,
        family="comparison",
        uses=frozenset({"other_treatment", "product"}),
        asked_by="product",
        list_title="Products",
        leads_to_treatment=True,
    ),
    TopicRecord("home_use", _OTHER, leads_to_treatment=True),
    TopicRecord(
        "cost",
        _CLINIC,
        family="clinic",
        uses=_OF_CLINIC | {"body_area", "condition"},
        leads_to_person=True,
    ),
    TopicRecord(
        "booking",
        _CLINIC,
        family="clinic",
        uses=_OF_CLINIC,
        leads_to_person=True,
    ),
    TopicRecord("handoff", _CLINIC, family="handoff", is_aside=True, is_printed=False),
    TopicRecord("personal_advice", _CLINIC, family="personal_advice", leads_to_person=True),
    TopicRecord("source", _CLINIC, family="source", is_aside=True),
    TopicRecord("emergency", family="emergency", is_guess=False, is_aside=True),
    TopicRecord(
        "smalltalk", family="smalltalk", is_guess=False, is_aside=True, is_passed_over=True
    ),
    TopicRecord("unclear", family="unclear", is_guess=False, is_aside=True, is_passed_over=True),
    TopicRecord("out_of_scope", family="out_of_scope", is_guess=False, is_aside=True),
)
"""In the order of a visit, in which the front desk's panel has them."""

TOPICS: tuple[str, ...] = tuple(record.id for record in RECORDS)
BY_ID: dict[str, TopicRecord] = {record.id: record for record in RECORDS}
NO_RECORD = TopicRecord("")
"""Stands for a topic that is none, such as that of an old button."""

if TYPE_CHECKING:
    Topic: TypeAlias = str
else:
    Topic = Literal[TOPICS]
"""What a question or a reply is about; pydantic checks that it is one of `TOPICS`."""

_KINDS = (
    *("depth", "condition", "provider", "circumstance", "product", "other_treatment"),
    *("treatment_type", "body_area", "treatment"),
)
HARM_TOPIC = "side_effects"
"""Under which harm that was done is answered."""
DEFAULT_TOPIC: dict[str, str] = {
    kind: next(record.id for record in RECORDS if record.asked_by == kind) for kind in _KINDS
}
"""The topic that a detail asks when it is named alone; of several the first that fits counts."""


def record_of(topic: str | None) -> TopicRecord:
    """The record of a topic; a blank one for whatever is no topic."""
    return BY_ID.get(topic or "", NO_RECORD)


def panel_groups() -> dict[str, tuple[str, ...]]:
    """The topics under the headings of the front desk's panel."""
    groups: dict[str, tuple[str, ...]] = {}
    for record in RECORDS:
        if record.group is not None:
            groups[record.group] = (*groups.get(record.group, ()), record.id)
    return groups
