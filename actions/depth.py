"""Needle lengths: the type of a length, and the lengths of a type. Never which length to use."""

from actions.answer import Answer
from actions.composing import Draft
from actions.selection import select
from actions.wording import length, listed
from knowledge.lengths import Place, place, ranges
from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from knowledge.treatments import Range
from understanding.meant import treatment_of, types_meant
from understanding.so_far import SoFar
from understanding.understood import Question

PHRASES = {
    Place.INSIDE: "depth_inside",
    Place.ACROSS: "depth_across",
    Place.PARTLY: "depth_partly",
    Place.BETWEEN: "depth_between",
    Place.BELOW: "depth_below",
    Place.ABOVE: "depth_above",
}
"""What is said of a length by where it lies; the key with `_item` is its short form for a list."""


def compose_depth(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer a question about needle lengths."""
    draft = Draft(question, treatment_of(question, so_far.treatment, knowledge), knowledge)
    treatment = draft.treatment
    depths = question.depths()
    purposes = [
        *(knowledge.term_name("condition", term) for term in question.ids("condition")),
        *(knowledge.term_name("body_area", term) for term in question.ids("body_area")),
    ]
    named = tuple(name for name in question.ids("treatment_type") if name in ranges(treatment))
    if purposes:
        draft.say("depth_no_chart", condition=listed(purposes, "or"))
    if len(depths) == 1:
        say_one(draft, depths[0], named)
    elif depths:
        say_several(draft, depths)
    elif named:
        for name in named:
            draft.state(treatment.types[name].depth_facts[:1])
    facts = topic_answer(treatment, question.topic).facts
    chosen = select(facts, question, knowledge, types_meant(question, treatment))
    draft.offer(chosen.matching)
    if depths:
        draft.offer_later(chosen.general)
    else:
        draft.offer(chosen.general)
    if draft.is_empty:
        for name in ranges(treatment):
            draft.offer(treatment.types[name].depth_facts)
    if depths and not purposes:
        draft.close("depth_provider_decides")
    return draft.answer()


def say_one(draft: Draft, depth: float | Range, named: tuple[str, ...] = ()) -> None:
    """Say where one length lies, with the facts that give the ranges.

    Args:
        draft: The answer.
        depth: In mm.
        named: The types that the question asks about; "yes" or "no" comes first if there is one.
    """
    placed = place(depth, draft.treatment)
    key = PHRASES.get(placed.place, "depth_unknown")
    types = placed.types
    if placed.place is Place.INSIDE and len(named) == 1:
        key = "depth_yes" if named[0] in types else "depth_no"
        types = named if key == "depth_yes" else types
    draft.say(
        key,
        length=length(depth),
        types=draft.names("treatment_type", types),
        asked=draft.names("treatment_type", named, "or"),
    )
    for name in placed.types:
        facts = draft.treatment.types[name].depth_facts[:1]
        draft.state(facts, bullet=len(placed.types) > 1)


def say_several(draft: Draft, depths: tuple[float | Range, ...]) -> None:
    """Say where each of several lengths in mm lies, a line each, then the ranges."""
    nearest: dict[str, None] = {}
    for depth in depths:
        placed = place(depth, draft.treatment)
        draft.say(
            f"{PHRASES.get(placed.place, 'depth_unknown')}_item",
            bullet=True,
            length=length(depth),
            types=draft.names("treatment_type", placed.types),
        )
        nearest.update(dict.fromkeys(placed.types))
    for name in nearest:
        draft.state(draft.treatment.types[name].depth_facts[:1])
