"""Who performs a treatment: whom the source names for each type. Never what a licence permits."""

from actions.answer import Answer
from actions.clinic import say_parts
from actions.composing import Draft
from actions.depth import say_where
from actions.selection import select
from actions.wording import length, listed, with_article
from knowledge.lengths import place, ranges
from knowledge.questions import KnownQuestion
from understanding.kinds import LEADING, OTHER_QUESTION


def compose_providers(draft: Draft) -> Answer:
    """Answer who performs a treatment, or whether somebody is named as performing it."""
    question, treatment = draft.question, draft.treatment
    depths = question.depths()
    placed = [place(depth, treatment) for depth in depths if ranges(treatment)]
    by_length = tuple(dict.fromkeys(name for each in placed for name in each.belongs))
    meant = by_length if placed else draft.types
    known = tuple(name for name in meant or treatment.types if treatment.types[name].providers)
    providers = question.ids("provider")
    near = _near(draft)
    if placed and not by_length:
        _say_no_list(draft)
    elif providers and near and not (placed or meant):
        # "What do I check, if she is one" is no question whether she is named.
        draft.state(near)
    elif providers and known:
        _say_who(draft, providers, known, is_limited=bool(meant))
    elif by_length:
        _say_lengths(draft, known)
    chosen = select(draft.facts, question, draft.knowledge, meant)
    if not (placed or meant or providers):
        draft.offer(id_ for id_ in question.ids(LEADING) if id_ in chosen.general)
    answering = known if meant else _naming(draft, providers, known)
    if len(answering) == 1 and (by_length or not placed):
        draft.state(treatment.types[answering[0]].provider_facts[:1])
    for name in known:
        draft.offer(treatment.types[name].provider_facts)
    others = {
        id_
        for name, kind in treatment.types.items()
        if meant and name not in meant
        for id_ in kind.provider_facts
    }
    draft.offer(id_ for id_ in chosen.all if id_ not in others)
    if not draft.is_empty and not _is_qualified(draft, answering):
        draft.close("provider_local_rules")
    return draft.answer()


def _near(draft: Draft) -> tuple[str, ...]:
    """The first fact of each question that may be asked instead."""
    known = draft.knowledge.questions
    near = (known[id_] for id_ in draft.question.ids(OTHER_QUESTION) if id_ in known)
    return tuple(id_ for each in near for id_ in each.facts[:1])


def say_who_here(draft: Draft, asked: KnownQuestion) -> None:
    """Add who does it at this clinic to a question on who does it, or that it is not known."""
    types = draft.treatment.types.values()
    if not any(set(asked.facts[:1]) & set(kind.provider_facts) for kind in types):
        return
    if draft.knowledge.clinic.team:
        say_parts(draft, ("team",))
    else:
        draft.most_sentences += 1
        draft.close("provider_here_unknown")


def _say_who(
    draft: Draft, providers: tuple[str, ...], types: tuple[str, ...], *, is_limited: bool
) -> None:
    """Say for each provider for which types the source names it.

    Args:
        draft: The answer.
        providers: Those asked about.
        types: The types compared, each with a list of providers.
        is_limited: Whether the question is about these types only.
    """
    as_item = len(providers) > 1
    if as_item:
        draft.say("one_by_one")
    depths = draft.question.depths()
    key = "provider_of_length" if depths and not as_item else "provider"
    lengths = listed([length(depth) for depth in depths])
    for provider in providers:
        name = draft.knowledge.term_name("provider", provider)
        yes = tuple(t for t in types if provider in draft.treatment.types[t].providers)
        no = tuple(t for t in types if t not in yes)
        lines = [("named", yes), ("not_named", no if is_limited else ())]
        if not yes and not is_limited:
            lines = [("not_named", types)]
        for outcome, about in lines:
            if about:
                draft.say(
                    f"{key}_{outcome}{'_item' if as_item else ''}",
                    bullet=as_item,
                    cite=_citing(draft, about, depths != ()),
                    provider=name if as_item else with_article(name),
                    types=draft.names("treatment_type", about),
                    length=lengths,
                )


def _say_no_list(draft: Draft) -> None:
    """Say of lengths that lie in no range that no list goes with them."""
    depths = draft.question.depths()
    for depth in depths:
        nearest = place(depth, draft.treatment).types
        say_where(draft, depth, len(depths) > 1, _citing(draft, nearest, True))
    draft.say("provider_no_list")


def _is_qualified(draft: Draft, types: tuple[str, ...]) -> bool:
    """Whether the knowledge itself limits what it says of who performs one of these types."""
    facts = (id_ for name in types for id_ in draft.treatment.types[name].provider_facts)
    return any(draft.knowledge.facts[id_].qualified_by for id_ in facts)


def _say_lengths(draft: Draft, types: tuple[str, ...]) -> None:
    lengths = listed([length(depth) for depth in draft.question.depths()])
    draft.say(
        "provider_of_length",
        cite=_citing(draft, types, True),
        length=lengths,
        types=draft.names("treatment_type", types),
    )


def _citing(draft: Draft, types: tuple[str, ...], has_length: bool) -> str | None:
    """The fact that gives the needle length of a type, where a length of one type is spoken of."""
    if not has_length or len(types) != 1:
        return None
    return next(iter(draft.treatment.types[types[0]].depth_facts), None)


def _naming(draft: Draft, providers: tuple[str, ...], types: tuple[str, ...]) -> tuple[str, ...]:
    """The types whose source names one of these providers; all where none is asked about."""
    naming = tuple(
        name for name in types if set(providers) & set(draft.treatment.types[name].providers)
    )
    return naming or types
