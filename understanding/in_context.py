"""What a message asks in its conversation.

"So should I worry", after a question on pregnancy, asks what neither says alone. A short message is
read by itself, behind the last question, and behind what the visitor told; which particular
question it asks is settled by all of these (`context_ranking`), and how far by whether it leans on
them at all (`manner`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from knowledge.matching import is_of_harm
from knowledge.model import Knowledge
from understanding.after_sign import ASKED_ABOUT
from understanding.asking import asks_plainly
from understanding.cues import norms_of
from understanding.kinds import (
    ANSWERED_BY_TYPE,
    OTHER_QUESTION,
    QUESTION,
    SIGN,
    SMALLTALK,
    TOLD,
    TYPE,
)
from understanding.manner import Manner
from understanding.noticing import REFERRING
from understanding.particular import RankedQuestion
from understanding.settling import can_be
from understanding.so_far import ASKED, SoFar
from understanding.understood import Detail, Question

_SHORT = 25
"""Words up to which a message may lean on what was said before."""
_KEPT = frozenset({"smalltalk", "affirm", "deny", "handoff", "emergency", "source"})
"""Topics of messages that say all by themselves."""
_ANSWERS = frozenset({"affirm", "deny"})
"""Topics of a "yes" or "no", which "is that a no for him" is not."""
_OPEN = frozenset({"unclear", "out_of_scope", "follow_up", *_ANSWERS})
"""Topics of messages that say nothing by themselves."""
_LEAST, _MOST = 2, 20
"""Words of a message that stands for itself before another."""
_LEANS = 0.5
"""From how likely on a message counts as leaning on what was said before."""
_ENOUGH_LEANING, _ENOUGH, _ENOUGH_PLAIN = 0.3, 0.45, 0.6
"""How sure a particular question must be: where the message leans, where it may not, and where
another one is plain by itself."""
_STANDS = 0.03
"""From how unlikely on to lean a message stands by itself."""
_HARDLY_LEANS = 0.2
"""Up to how likely to lean a message that is clear by itself is taken as it stands."""
_ENOUGH_GAP, _ENOUGH_GAP_BY_TYPE = 0.65, 0.75
"""How sure a question must be to which nothing here is known; and where a type is named, of which
something may be."""
_SURE_TOPIC = 0.8
"""How sure a topic other than the last one must be for the last question not to be asked again."""
_ENOUGH_AGAIN = 0.7
"""How sure the last question must be asked again, where another one may be."""
_PLAIN = 0.9
"""How sure a question by itself is plain."""
_TOO = 0.15
"""From how sure on another one may be meant as well, and is offered."""
_SURE, _NEAR = 0.6, 0.55
"""How sure a question must be, and how near its examples must come, to be plain."""
_TOLD_ENOUGH = 0.4
"""How sure the same question must be, asked by somebody like the visitor."""
_MORE = 0.5
"""How sure "more" is, which goes on with the last answer."""
_REMARK = 0.5
"""How likely a message must be a remark to be taken for one."""
_JOINTS = {"condition": "for", "body_area": "on my", "circumstance": "with"}
"""How a message would name what the visitor told, by its kind."""


class InConversation(NamedTuple):
    """A message with what it may leave out.

    Attributes:
        sentences: The last question, the message behind it, the message behind each message that
            told something, and the message with each thing of `details`.
        details: What the visitor told.
    """

    sentences: Sequence[str] = ()
    details: Sequence[Detail] = ()


def in_conversation(words: str, so_far: SoFar, knowledge: Knowledge) -> InConversation:
    """A message with the last question, and with each thing that was told.

    Args:
        words: The message, corrected.
        so_far: What the conversation holds.
        knowledge: The version in force.

    Returns:
        Nothing where the message is long, one word, or the first.
    """
    if not (so_far.topic or so_far.words) or not 1 < len(words.split()) <= _SHORT:
        return InConversation()
    last = _asked_last(so_far, knowledge)
    named = {detail: _name(detail, knowledge) for detail in so_far.person}
    details = [detail for detail, name in named.items() if name is not None]
    told = [f"{words} {_JOINTS[detail.kind]} {named[detail]}" for detail in details]
    before = [f"{each} {words}" for each in so_far.background if each != so_far.words]
    return InConversation([last, f"{last} {words}", *before, *told], details)


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
    ranked: tuple[Sequence[RankedQuestion], Sequence[RankedQuestion]],
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
    told: Mapping[Detail, Sequence[RankedQuestion]] = MappingProxyType({}),
) -> Question:
    """The question with the particular one that it is in its conversation.

    Args:
        question: The message, as it was understood by itself.
        ranked: The particular questions that it may ask: by itself, and in its conversation, the
            likeliest first.
        manner: How it is said.
        so_far: What the conversation holds.
        knowledge: The version in force.
        told: The particular questions that it may ask with each thing that the visitor told.
    """
    alone, in_words = ranked
    is_plain = _is_plain(alone)
    is_no_answer = question.topic in _ANSWERS and asks_plainly(question.words)
    if (question.topic in _KEPT and not is_no_answer) or question.named(TOLD):
        return question
    if not is_plain and _asks_for_more(question):
        return question
    if not is_plain and _is_remark(question, manner):
        return Question("smalltalk", (Detail(SMALLTALK, "acknowledgement"),), question.words)
    is_right_after = so_far.alarm in ASKED_ABOUT and so_far.since_alarm == 0
    if is_right_after and not question.named(QUESTION):
        # "Can it wait until Monday?": what is no question of its own is asked of the sign.
        return replace(question, topic="emergency", details=(Detail(SIGN, str(so_far.alarm)),))
    is_advice = question.topic == "personal_advice" and bool(question.named(QUESTION))
    if is_advice or _is_looked_up(question, so_far):
        return question
    # Of a reason for care it is not asked whenever somebody has one.
    others = () if question.topic == "suitability" else in_words
    near = {each.id for each in (*alone, *others) if f"{ASKED}{each.id}" not in so_far.said}
    for_them = _of_what_was_told(question, near, told, knowledge)
    if for_them is not None:
        return for_them
    return _asked_in_words(question, ranked, manner, so_far, knowledge)


def _asked_in_words(
    question: Question,
    ranked: tuple[Sequence[RankedQuestion], Sequence[RankedQuestion]],
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
) -> Question:
    """The question with the likeliest one of its conversation, if that is sure enough."""
    alone, in_words = ranked
    last = asked(so_far)
    named = {str(each.value) for each in (*question.details, *so_far.person, *so_far.details)}
    may_be = [
        each
        for each in in_words
        if each.id in last
        or (can_be(each, question, knowledge) and not _presumes(each, named, knowledge))
    ]
    best = next(iter(may_be), None)
    if best is None or best.confidence < _enough(question, manner):
        return question
    if manner.leaning < _HARDLY_LEANS and _is_clear(question, best, knowledge):
        return question
    if manner.leaning < _STANDS and best.id not in {each.id for each in alone}:
        # What stands by itself asks something that is near by itself.
        return question
    enough = _ENOUGH_GAP_BY_TYPE if question.named(TYPE) else _ENOUGH_GAP
    if knowledge.questions[best.id].is_gap and best.confidence < enough:
        return question
    is_other = bool(alone) and alone[0].id != best.id and question.topic not in _OPEN
    other_topic = question.topic not in _OPEN and question.topic != so_far.topic
    is_sure = other_topic and not question.named(QUESTION) and question.confidence >= _SURE_TOPIC
    is_new = is_sure or _is_plain(alone) or best.confidence < _ENOUGH_AGAIN
    if best.id in last and is_other and is_new:
        # Rather what may be new than the last answer once more.
        return question
    if question.topic == "follow_up" and best.id in last:
        # "Tell me more" goes on with the last answer.
        return question
    return _asking(question, best, [e for e in may_be[1:] if e.confidence >= _TOO], knowledge)


def _is_clear(question: Question, best: RankedQuestion, knowledge: Knowledge) -> bool:
    """Whether a message says by itself that it speaks of something else than its conversation."""
    if question.topic in _OPEN or knowledge.questions[best.id].topic == question.topic:
        return False
    return question.confidence >= _SURE_TOPIC


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


def _is_plain(alone: Sequence[RankedQuestion]) -> bool:
    """Whether a message surely asks something by itself."""
    return bool(alone) and alone[0].confidence >= _SURE and alone[0].closeness >= _NEAR


def _of_what_was_told(
    question: Question,
    near: Collection[object],
    told: Mapping[Detail, Sequence[RankedQuestion]],
    knowledge: Knowledge,
) -> Question | None:
    """The question for somebody like the visitor, where the message nearly asks it by itself."""
    for detail, found in told.items():
        best = next(iter(found), None)
        if best is None or best.confidence < _TOLD_ENOUGH or best.id not in near:
            continue
        is_of_topic = knowledge.questions[best.id].topic == question.topic
        may_be = is_of_topic and can_be(best, question, knowledge)
        is_known = not knowledge.questions[best.id].is_gap
        if may_be and is_known and _turns_on(detail, best, knowledge):
            return _asking(question, best, (), knowledge)
    return None


def _turns_on(detail: Detail, best: RankedQuestion, knowledge: Knowledge) -> bool:
    """Whether a question is asked of a detail: its facts are limited to it, or it names it."""
    known = knowledge.questions[best.id]
    of_it = (
        detail.value in getattr(knowledge.facts[id_].about, detail.kind, ())
        for id_ in (*known.facts[:1], *known.near[:1])
    )
    name = _name(detail, knowledge) or ""
    return any(of_it) or name.casefold() in known.name.casefold()


def _asks_for_more(question: Question) -> bool:
    kinds = {detail.kind for detail in question.details}
    return question.topic == "follow_up" and not kinds and question.confidence >= _MORE


def _is_looked_up(question: Question, so_far: SoFar) -> bool:
    """Whether what it names, or what "that one" stands for, is looked up under a topic."""
    kinds = {detail.kind for detail in question.details}
    names_type = bool(kinds & {"depth", "treatment_type"})
    if question.topic == "follow_up":
        return names_type or (so_far.topic == "conditions" and "condition" in kinds)
    if question.topic in ANSWERED_BY_TYPE and names_type:
        return True
    is_known = so_far.treatment_type is not None or so_far.depth is not None
    refers = not REFERRING.isdisjoint(norms_of(question.words))
    return question.topic in ANSWERED_BY_TYPE and is_known and refers


def _presumes(ranked: RankedQuestion, named: Collection[str], knowledge: Knowledge) -> bool:
    """Whether its answer is for somebody of whom nobody said so: pregnant, on a drug, harmed."""
    known = knowledge.questions[ranked.id]
    states = {state for id_ in known.facts[:1] for state in knowledge.facts[id_].about.circumstance}
    return is_of_harm(known, knowledge) or (bool(states) and states.isdisjoint(named))


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
