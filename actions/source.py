"""Where an answer comes from: the sources of the last one, and whether anybody has checked it."""

from collections import Counter
from dataclasses import replace

from actions.answer import Answer, sources_of
from actions.composing import Draft
from actions.wording import listed
from knowledge.model import Knowledge
from understanding.kinds import QUESTION

_MOST_PUBLISHERS, _MOST_TITLES = 5, 6


def compose_source(draft: Draft) -> Answer:
    """Name the sources of the last answer and how far it was reviewed, then sources at large.

    Whoever asks for titles or citations gets those of all that was told, the latest first.
    """
    knowledge = draft.knowledge
    asked = [knowledge.questions[id_] for id_ in draft.question.ids(QUESTION)]
    is_of_all = any("all_sources" in each.of_last for each in asked)
    told = (*draft.so_far.facts, *(reversed(draft.said_facts) if is_of_all else ()))
    last = tuple(dict.fromkeys(id_ for id_ in told if id_ in knowledge.facts))
    cited = sources_of(last, knowledge)
    if cited:
        draft.say("source_earlier" if is_of_all else "source_of_last")
        for source in cited[:_MOST_TITLES]:
            key = "source_item" if source["date"] else "source_item_undated"
            draft.say(
                key,
                bullet=True,
                title=source["title"],
                publisher=source["publisher"],
                date=source["date"] or "",
            )
        draft.say(_review_of(last, knowledge))
    if is_of_all:
        draft.state(id_ for each in asked for id_ in each.facts[:1])
    (draft.offer_later if cited else draft.offer)(draft.chosen.all)
    if draft.is_empty:
        _say_publishers(draft)
    answer = draft.answer()
    named = cited[:_MOST_TITLES]
    known = {source["id"] for source in named}
    return replace(answer, cited=named + tuple(s for s in answer.cited if s["id"] not in known))


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
