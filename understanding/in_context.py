"""What a message asks in its conversation.

"So should I worry", after a question on pregnancy, asks what neither says alone. A short message is
read by itself, behind the last question, and behind what the visitor told; which particular
question it asks is settled by all of these (`context_ranking`), and how far by whether it leans on
them at all (`manner`).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from understanding.asking import asks_plainly
from understanding.kinds import OTHER_QUESTION, QUESTION, SIGN, SMALLTALK, TOLD
from understanding.manner import Manner
from understanding.particular import RankedQuestion
from understanding.settling import can_be
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

_SHORT = 25
"""Words up to which a message may lean on what was said before."""
_KEPT = frozenset({"smalltalk", "affirm", "deny", "handoff", "emergency", "source"})
"""Topics of messages that say all by themselves."""
_LEAST, _MOST = 2, 20
"""Words of a message that stands for itself before another."""
_LEANS = 0.5
"""From how likely on a message counts as leaning on what was said before."""
_ENOUGH_LEANING, _ENOUGH, _ENOUGH_PLAIN = 0.3, 0.45, 0.6
"""How sure a particular question must be: where the message leans, where it may not, and where
another one is plain by itself."""
_PLAIN = 0.9
"""How sure a question by itself is plain."""
_TOO = 0.15
"""From how sure on another one may be meant as well, and is offered."""
_REMARK = 0.5
"""How likely a message must be a remark to be taken for one."""
_ASKED_ABOUT = frozenset({"emergency_now", "today"})
"""Levels of which people ask on; somebody in despair is not read the same lines twice."""
_JOINTS = {"condition": "for", "body_area": "on my", "circumstance": "with"}
"""How a message would name what the visitor told, by its kind."""


def in_conversation(words: str, so_far: SoFar, knowledge: Knowledge) -> list[str]:
    """The last question, a message behind it, and the message with each thing that was told.

    Args:
        words: The message, corrected.
        so_far: What the conversation holds.
        knowledge: The version in force.

    Returns:
        Nothing where the message is long, one word, or the first.
    """
    if not (so_far.topic or so_far.words) or not 1 < len(words.split()) <= _SHORT:
        return []
    last = _asked_last(so_far, knowledge)
    named = ((detail, _name(detail, knowledge)) for detail in so_far.person)
    told = [f"{words} {_JOINTS[detail.kind]} {name}" for detail, name in named if name is not None]
    before = [f"{each} {words}" for each in so_far.background if each != so_far.words]
    return [last, f"{last} {words}", *before, *told]


def _name(detail: Detail, knowledge: Knowledge) -> str | None:
    """How the knowledge calls what a visitor told; None where it has no such thing."""
    for kind, terms in knowledge.terms.items():
        if kind == detail.kind and kind in _JOINTS and detail.value in terms:
            return knowledge.term_name(kind, str(detail.value))
    return None


def _asked_last(so_far: SoFar, knowledge: Knowledge) -> str:
    """What was asked last as it was, if that is short; a particular question in plain words."""
    if _LEAST <= len(so_far.words.split()) <= _MOST:
        return so_far.words
    asked = next((d.value for d in so_far.details if d.kind == QUESTION), None)
    if isinstance(asked, str) and asked in knowledge.questions:
        return knowledge.questions[asked].examples[0]
    return so_far.words or knowledge.phrases.render(f"topic_title_{so_far.topic}")


def asked(so_far: SoFar) -> set[object]:
    """The particular questions that were answered last."""
    return {detail.value for detail in so_far.details if detail.kind == QUESTION}


def in_context(
    question: Question,
    ranked: Sequence[RankedQuestion],
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
) -> Question:
    """The question with the particular one that it is in its conversation.

    Args:
        question: The message, as it was understood by itself.
        ranked: The particular questions that it may ask in its conversation, the likeliest first.
        manner: How it is said.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    if question.topic in _KEPT or question.named(TOLD):
        return question
    if _is_remark(question, manner):
        return Question("smalltalk", (Detail(SMALLTALK, "acknowledgement"),), question.words)
    if so_far.alarm in _ASKED_ABOUT and not question.named(QUESTION):
        # "Can it wait until Monday?": what is no question of its own is asked of the sign.
        return replace(question, topic="emergency", details=(Detail(SIGN, str(so_far.alarm)),))
    is_advice = question.topic == "personal_advice" and bool(question.named(QUESTION))
    if is_advice or _is_of_type(question):
        return question
    last = asked(so_far)
    named = {str(each.value) for each in (*question.details, *so_far.person, *so_far.details)}
    may_be = [
        each
        for each in ranked
        if each.id in last
        or (can_be(each, question, knowledge) and not _presumes(each, named, knowledge))
    ]
    best = next(iter(may_be), None)
    if best is None or best.confidence < _enough(question, manner):
        return question
    if question.topic == "follow_up" and best.id in last:
        # "Tell me more" goes on with the last answer.
        return question
    return _asking(question, best, [e for e in may_be[1:] if e.confidence >= _TOO], knowledge)


def words_kept(words: str, asks: Question, manner: Manner, knowledge: Knowledge) -> str:
    """A message for what leans on it next: one that itself leans, as the question that it was."""
    found = next((id_ for id_ in asks.ids(QUESTION) if id_ in knowledge.questions), None)
    if found is None or manner.leaning < _LEANS:
        return words
    return knowledge.questions[found].examples[0]


def _is_remark(question: Question, manner: Manner) -> bool:
    """Whether it asks nothing and tells nothing that an answer is for."""
    tells = any(detail.kind not in (QUESTION, OTHER_QUESTION) for detail in question.details)
    return manner.remark >= _REMARK and not tells and not asks_plainly(question.words)


def _enough(question: Question, manner: Manner) -> float:
    if question.named(QUESTION) and question.confidence >= _PLAIN:
        return _ENOUGH_PLAIN
    return _ENOUGH_LEANING if manner.leaning >= _LEANS else _ENOUGH


def _is_of_type(question: Question) -> bool:
    """Whether it only names a type or a length, which the last answer takes up."""
    kinds = {detail.kind for detail in question.details}
    return question.topic == "follow_up" and bool(kinds & {"depth", "treatment_type"})


def _presumes(ranked: RankedQuestion, named: Collection[str], knowledge: Knowledge) -> bool:
    """Whether its answer is for somebody of whom nobody said so: pregnant, on a drug, harmed."""
    known = knowledge.questions[ranked.id]
    told = topic_answer(knowledge.treatments[known.treatment], known.topic).told_always
    states = {state for id_ in known.facts[:1] for state in knowledge.facts[id_].about.circumstance}
    of_harm = not set(told).isdisjoint(known.facts[:1])
    return of_harm or (bool(states) and states.isdisjoint(named))


def _asking(
    question: Question,
    best: RankedQuestion,
    others: Sequence[RankedQuestion],
    knowledge: Knowledge,
) -> Question:
    kept = (d for d in question.details if d.kind not in (QUESTION, OTHER_QUESTION))
    topic = knowledge.questions[best.id].topic
    return replace(
        question,
        topic=topic,
        details=(
            *kept,
            Detail(QUESTION, best.id),
            *(Detail(OTHER_QUESTION, each.id) for each in others),
        ),
        confidence=best.confidence,
    )
