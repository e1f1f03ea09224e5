"""Needle lengths: the type of a length, and the lengths of a type. Never which length to use."""

from actions.answer import Answer
from actions.composing import Draft
from actions.wording import length, listed
from knowledge.lengths import Place, place, ranges
from knowledge.treatments import Range

_PHRASES = {
    Place.INSIDE: "depth_inside",
    Place.ACROSS: "depth_across",
    Place.PARTLY: "depth_partly",
    Place.BETWEEN: "depth_between",
    Place.BELOW: "depth_below",
    Place.ABOVE: "depth_above",
    Place.UNKNOWN: "depth_unknown",
}
"""What is said of a length by where it lies; the key with `_item` is its short form for a list."""


def compose_depth(draft: Draft) -> Answer:
    """Answer a question about needle lengths."""
    question, treatment, knowledge = draft.question, draft.treatment, draft.knowledge
    depths = question.depths()
    purposes = [
        *(knowledge.term_name("condition", term) for term in question.ids("condition")),
        *(knowledge.term_name("body_area", term) for term in question.ids("body_area")),
    ]
    named = tuple(name for name in question.ids("treatment_type") if name in ranges(treatment))
    if purposes:
        draft.say("depth_no_chart", condition=listed(purposes, "or"))
    if len(depths) == 1:
        _say_one(draft, depths[0], named)
    elif depths:
        near = dict.fromkeys(name for each in depths for name in say_where(draft, each, True))
        _state_ranges(draft, tuple(near))
    else:
        _state_ranges(draft, named)
    draft.offer(draft.chosen.matching)
    if depths:
        draft.offer_later(draft.chosen.general)
    else:
        draft.offer(draft.chosen.general)
    if draft.is_empty:
        for name in ranges(treatment):
            draft.offer(treatment.types[name].depth_facts)
    if depths and not purposes:
        draft.close("depth_provider_decides")
    return draft.answer()


def say_where(
    draft: Draft, depth: float | Range, as_item: bool, cite: str | None = None
) -> tuple[str, ...]:
    """Say where a length in mm lies, in a sentence or as an item of a list; gives the types."""
    placed = place(depth, draft.treatment)
    draft.say(
        f"{_PHRASES[placed.place]}{'_item' if as_item else ''}",
        cite=cite,
        bullet=as_item,
        length=length(depth),
        types=draft.names("treatment_type", placed.types),
    )
    return placed.types


def _say_one(draft: Draft, depth: float | Range, named: tuple[str, ...]) -> None:
    """Say where one length lies; "yes" or "no" comes first where the question names one type."""
    placed = place(depth, draft.treatment)
    if placed.place is Place.INSIDE and len(named) == 1:
        is_so = named[0] in placed.types
        draft.say(
            "depth_yes" if is_so else "depth_no",
            length=length(depth),
            types=draft.names("treatment_type", named if is_so else placed.types),
            asked=draft.names("treatment_type", named),
        )
    else:
        say_where(draft, depth, as_item=False)
    _state_ranges(draft, placed.types, bullet=len(placed.types) > 1)


def _state_ranges(draft: Draft, types: tuple[str, ...], *, bullet: bool = False) -> None:
    for name in types:
        draft.state(draft.treatment.types[name].depth_facts[:1], bullet=bullet)
