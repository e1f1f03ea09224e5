"""Where an answer comes from: the sources of the last one, and whether anybody has checked it."""

from dataclasses import replace

from actions.answer import Answer, sources_of
from actions.composing import Draft
from actions.selection import select
from actions.wording import listed
from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from understanding.meant import treatment_of
from understanding.so_far import SoFar
from understanding.understood import Question


def compose_source(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Name the sources of the last answer and how far it was reviewed, then sources at large."""
    draft = Draft(question, treatment_of(question, so_far.treatment, knowledge), knowledge)
    last = tuple(id_ for id_ in so_far.facts if id_ in knowledge.facts)
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
    facts = topic_answer(draft.treatment, question.topic).facts
    draft.offer(select(facts, question, knowledge).all)
    if draft.is_empty:
        publishers = dict.fromkeys(source.publisher for source in knowledge.sources.values())
        draft.say("source_all", publishers=listed(list(publishers)))
    answer = draft.answer()
    known = {source["id"] for source in answer.cited}
    return replace(answer, cited=answer.cited + tuple(s for s in cited if s["id"] not in known))


def _review_of(facts: tuple[str, ...], knowledge: Knowledge) -> str:
    unreviewed = [id_ for id_ in facts if knowledge.facts[id_].review == "unreviewed"]
    if not unreviewed:
        return "source_reviewed"
    return "source_unreviewed" if len(unreviewed) == len(facts) else "source_partly_reviewed"
