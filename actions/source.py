"""Where an answer comes from: the sources of the last one, and whether anybody has checked it."""

from collections import Counter
from dataclasses import replace

from actions.answer import Answer, sources_of
from actions.composing import Draft
from actions.wording import listed
from knowledge.model import Knowledge

_MOST_PUBLISHERS = 5


def compose_source(draft: Draft) -> Answer:
    """Name the sources of the last answer and how far it was reviewed, then sources at large."""
    knowledge = draft.knowledge
    last = tuple(id_ for id_ in draft.so_far.facts if id_ in knowledge.facts)
    cited = sources_of(last, knowledge)
    if cited:
        draft.say("source_of_last")
        for source in cited:
            key = "source_item" if source["date"] else "source_item_undated"
            draft.say(
                key,
                bullet=True,
                title=source["title"],
                publisher=source["publisher"],
                date=source["date"] or "",
            )
        draft.say(_review_of(last, knowledge))
    draft.offer(draft.chosen.all)
    if draft.is_empty:
        _say_publishers(draft)
    answer = draft.answer()
    known = {source["id"] for source in answer.cited}
    return replace(answer, cited=answer.cited + tuple(s for s in cited if s["id"] not in known))


def _say_publishers(draft: Draft) -> None:
    """Name the publishers; of many, those that most facts come from."""
    sources = draft.knowledge.sources
    uses = Counter(sources[fact.source].publisher for fact in draft.knowledge.facts.values())
    publishers = sorted(
        dict.fromkeys(each.publisher for each in sources.values()), key=lambda each: -uses[each]
    )
    key = "source_all" if len(publishers) <= _MOST_PUBLISHERS else "source_mostly"
    draft.say(key, publishers=listed(publishers[:_MOST_PUBLISHERS]))


def _review_of(facts: tuple[str, ...], knowledge: Knowledge) -> str:
    unreviewed = [id_ for id_ in facts if knowledge.facts[id_].review == "unreviewed"]
    if not unreviewed:
        return "source_reviewed"
    return "source_unreviewed" if len(unreviewed) == len(facts) else "source_partly_reviewed"
