"""What somebody tells rather than asks: that it is usual, with what is not; that harm is heard."""

from actions.answer import Answer
from actions.composing import Draft
from knowledge.matching import topic_answer
from knowledge.treatments import TopicAnswer
from understanding.kinds import LEADING, TOLD


def is_told(draft: Draft) -> bool:
    """Whether this tells of something that has an answer of its own."""
    return bool(draft.question.named(TOLD) and _answer(draft).told_always)


def compose_told(draft: Draft) -> Answer:
    """What is known of what was told, and what everybody who tells of it has to know."""
    answer = _answer(draft)
    near = [id_ for id_ in draft.question.ids(LEADING) if id_ in answer.told]
    if draft.question.ids(TOLD)[0] == "harm":
        draft.say("told_harm")
        draft.state(answer.told_always)
        draft.offer_later(near[:1])
        return draft.answer()
    draft.say("told_after_effect")
    draft.state((near or answer.told)[:1])
    draft.state(answer.told_always)
    draft.offer_later(answer.told)
    return draft.answer()


def _answer(draft: Draft) -> TopicAnswer:
    return topic_answer(draft.treatment, draft.question.topic)
