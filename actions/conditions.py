"""What a treatment is used for: one condition, several one by one, or the list."""

import re
from dataclasses import dataclass
from functools import partial

from actions.answer import Answer
from actions.composing import Draft
from actions.of_condition import is_of_their_kind
from actions.selection import facts_anywhere, unspoken, withheld
from actions.wording import listed
from knowledge.matching import mentions, names_term
from knowledge.treatments import TreatmentCondition

_UNKNOWN_ITEM = ("condition_unknown_item", "condition")
CONDITIONS = "conditions"
"""The topic."""


@dataclass(frozen=True)
class _Use:
    """Something that a visitor hopes to have treated."""

    term: str
    name: str
    facts: tuple[str, ...]
    """What is known of it beyond its standing."""
    entry: TreatmentCondition | None = None
    """What the sources say of it; None where none of them covers it."""


def compose_conditions(draft: Draft) -> Answer:
    """Answer whether a treatment is used for something, or what it is used for."""
    uses = _uses(draft)
    chosen = draft.chosen
    areas = unspoken(("body_area",), draft.question, chosen.matching, draft.knowledge)
    if len(uses) == 1:
        _say_one(draft, uses[0])
    elif uses:
        _say_each(draft, uses)
    else:
        if areas:
            draft.say("general_only", details=listed(areas, "or"))
        _say_list(draft)
    draft.offer(chosen.matching)
    if draft.is_empty:
        draft.offer(chosen.general)
    if any(use.entry is None for use in uses):
        draft.close_with_reach()
    return draft.answer()


def _uses(draft: Draft) -> tuple[_Use, ...]:
    """What the visitor hopes to have treated.

    A word can name both a condition and a circumstance: the condition is meant here, and what is
    said of the circumstance is added to it.
    """
    question, knowledge, treatment = draft.question, draft.knowledge, draft.treatment
    cautions = {
        term: facts_anywhere(treatment, question, "circumstance", term, knowledge)
        for term in question.ids("circumstance")
    }
    return tuple(
        _Use(
            term,
            knowledge.term_name("condition", term),
            facts_anywhere(treatment, question, "condition", term, knowledge)
            + cautions.get(term, ()),
            treatment.conditions.get(term),
        )
        for term in question.ids("condition")
    )


def _say_one(draft: Draft, use: _Use) -> None:
    if use.entry is None:
        draft.say_missing("condition_unknown", [use.name], "condition")
    else:
        types = _types_of(draft, use.term)
        if draft.types and types and not set(draft.types) & set(types):
            draft.say(
                "condition_other_type",
                condition=use.name,
                types=draft.names("treatment_type", types),
                asked=draft.names("treatment_type", draft.types, "or"),
            )
        draft.state(use.entry.facts[:1])
        draft.offer(use.entry.facts)
    draft.offer(use.facts)


def _say_each(draft: Draft, uses: tuple[_Use, ...]) -> None:
    """Answer several one by one: what is said of each, or that nothing is."""
    draft.say("one_by_one")
    for use in uses:
        best = use.entry.facts[:1] if use.entry else answering(draft, use.term)
        if best:
            draft.state(best, bullet=True)
        else:
            is_withheld = use.name in withheld(draft.question, draft.knowledge)
            key, field = ("withheld_item", "name") if is_withheld else _UNKNOWN_ITEM
            name = use.name if is_withheld else _kind_told(draft, use.term) or use.name
            draft.say(key, bullet=True, **{field: name})
    for use in uses:
        draft.offer(use.entry.facts[1:] if use.entry else ())
        draft.offer(use.facts)


def _kind_told(draft: Draft, term: str) -> str:
    """The visitor's words for one of several kinds: "surgery scar", of scars; else nothing."""
    details = draft.question.details
    said = (each.said for each in details if (each.kind, each.value) == ("condition", term))
    return next((each.casefold() for each in said if " " in each), "")


def answering(draft: Draft, term: str) -> tuple[str, ...]:
    """The fact that answers the question whose name is on this condition and on no listed one.

    That on the very kind comes first: whoever told of a scar from chickenpox is told of no burns.
    """
    knowledge, listed_terms = draft.knowledge, draft.treatment.conditions
    kind = _kind_told(draft, term)
    found: list[str] = []
    for asked in knowledge.questions.values():
        if asked.topic != CONDITIONS:
            continue
        if not asked.facts:
            continue
        named = partial(names_term, asked.name, "condition", knowledge=knowledge)
        if named(term) and not any(named(other) for other in listed_terms):
            if kind and _squeezed(kind) in _squeezed(asked.name):
                return asked.facts[:1]
            found.append(asked.facts[0])
    if kind:
        found = [id_ for id_ in found if is_of_their_kind(knowledge.facts[id_], term, draft)]
    return tuple(found[:1])


def _squeezed(name: str) -> str:
    """A name without spaces and signs: "chicken pox" is "chickenpox"."""
    return re.sub(r"\W", "", name.casefold())


def _say_list(draft: Draft) -> None:
    known = draft.treatment.conditions
    ruled_out = {d.value for d in draft.question.details if d.kind == "condition" and d.negated}
    wanted = {term: entry for term, entry in known.items() if term not in ruled_out}
    on_list = {term: entry for term, entry in wanted.items() if entry.standing == "listed"}
    if on_list:
        types = {name for term in on_list for name in _types_of(draft, term)}
        named = [name for name in draft.treatment.types if name in types]
        key = "conditions_list" if named else "conditions_list_any_type"
        if draft.types and types and not set(draft.types) & types:
            key = "conditions_other_type"
        draft.say(
            key,
            types=draft.names("treatment_type", named),
            asked=draft.names("treatment_type", draft.types, "or"),
        )
        for term, entry in on_list.items():
            name = draft.knowledge.term_name("condition", term)
            draft.say("list_item", cite=entry.facts[0], bullet=True, name=name)
    for term, entry in wanted.items():
        if not any(
            mentions(draft.knowledge.facts[fact], "condition", term, draft.knowledge)
            for fact in draft.facts_so_far
        ):
            draft.offer(entry.facts[:1])


def _types_of(draft: Draft, condition: str) -> tuple[str, ...]:
    """The types that a source lists a condition for; empty where it names no type.

    They are those that the condition's facts are limited to or, failing that, those whose own facts
    speak of the condition.
    """
    knowledge, types = draft.knowledge, draft.treatment.types
    facts = [knowledge.facts[id_] for id_ in draft.treatment.conditions[condition].facts]
    limited = {name for fact in facts for name in fact.about.treatment_type}
    return tuple(
        name
        for name, kind in types.items()
        if name in limited
        or (
            not limited
            and any(
                mentions(knowledge.facts[id_], "condition", condition, knowledge)
                for id_ in kind.facts
            )
        )
    )
