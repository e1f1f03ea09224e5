"""All that a message asks: the particular questions that are likely asked, in place of a topic.

What was settled clause by clause says of what a message speaks, and what it names; which particular
questions it asks is said by all readings of it together (`likely_asked`). One that is less sure is
answered beside another one in a sentence, since half of an answer is what people get otherwise.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

from knowledge.matching import is_of_harm
from knowledge.model import Knowledge
from knowledge.topics import record_of
from understanding.in_context import asking_that, that_may_be
from understanding.kinds import (
    AFTER,
    ANSWERED_BY_TYPE,
    ASIDE,
    KEEPS,
    OF_LAST,
    QUESTION,
    SIGN,
    TOLD,
    TYPE,
)
from understanding.particular import RankedQuestion
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

MOST_ASKED = 3
_ENOUGH, _ENOUGH_TOO, _ENOUGH_GAP_TOO = 0.15, 0.3, 0.4
"""How likely the likeliest question must be, one more beside it, and one of which only is said that
nothing here is known."""
_SURE = 0.7
"""From how likely on a question is answered whole beside another one."""
_HALF = 0.5
"""How likely a less sure one must be, beside the likeliest."""
_ENOUGH_OTHER, _SURELY_OURS, _SURE_TOPIC = 0.6, 0.9, 0.8
"""How likely one must be where the message seems none of ours, and where it is that surely."""
_ELSEWHERE, _ELSEWHERE_LATER = 0.75, 0.4
"""How likely a question of another topic must be, beside how sure the topic is; and in a
conversation, which says more than the topic, where that is plain."""
_SEVERAL = 9
"""Words from which on a message may ask two things, of which one is not known here."""
_MAY_BE_MEANT = 0.1
"""From how likely on a question is offered."""
_STANDING = frozenset({"smalltalk", "affirm", "deny", "handoff", "emergency"})
"""Topics of what is said all by itself."""
_SAYS_NOTHING_FIRST = frozenset({"out_of_scope", "unclear", "follow_up"})
"""Topics of what is none of ours, or not clear, or names a thing and asks nothing of it; only in a
conversation may it ask something all the same."""
_OPEN = frozenset({"unclear", "follow_up"})
"""Topics of what says nothing by itself."""
_FEW, _SURELY_NEW = 3, 0.7
"""Words that may be no more than "what else", and how likely they must ask something new."""
_LOOKED_UP = frozenset({"clinic", "conditions", "lengths", "providers"})
_SURELY_OTHER = 0.8
"""Families of topics that answer by what is named, and how likely a question of another topic must
be beside one of these."""
_ADVICE, _SURE_ADVICE = "personal_advice", 0.6
"""The topic of what is for somebody who knows the person, and how sure it must be."""
_OF_ITSELF = (TOLD, OF_LAST, SIGN, AFTER, KEEPS)
"""Kinds of details by which a question is known already."""


def asked_in_all(
    questions: Sequence[Question],
    likely: Sequence[RankedQuestion],
    so_far: SoFar,
    knowledge: Knowledge,
) -> list[Question]:
    """The questions of a message with the particular ones that it likely asks.

    Args:
        questions: What it asks, clause by clause.
        likely: The particular questions that it may ask, the likeliest first.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    standing = [each for each in questions if _stands(each, knowledge)]
    others = [each for each in questions if each not in standing]
    if not others:
        return list(questions)
    all_of_it = others[0].with_details([d for each in others[1:] for d in each.details])
    known = {each.topic for each in standing}
    may_be = [
        each
        for each in that_may_be(all_of_it, likely, so_far, knowledge)
        if knowledge.questions[each.id].topic not in known
    ]
    if len(others) > 1:
        return [*questions, *_beside(questions, may_be, all_of_it, knowledge)][:MOST_ASKED]
    asked = _chosen(may_be, others[0], bool(so_far.topic), knowledge)
    last = {d.value for d in so_far.details if d.kind == QUESTION}
    if not asked or (others[0].topic == "follow_up" and asked[0].id in last):
        # "Tell me more" goes on with the last answer.
        return list(questions)
    offered = [e for e in may_be if e not in asked and e.confidence >= _MAY_BE_MEANT]
    first = asking_that(all_of_it, asked[0], offered, knowledge)
    if asked[0].id in all_of_it.ids(QUESTION):
        # What says it by itself is no less sure for its conversation.
        first = replace(first, confidence=max(first.confidence, all_of_it.confidence))
    asks = [first]
    topics = {each.topic for each in asks}
    for each in asked[1:]:
        # One clause asks one thing, whatever else comes near; of the clinic it may ask two.
        is_of_clinic = knowledge.questions[each.id].clinic_part is not None
        asks.append(_asked_too(each, all_of_it, topics if is_of_clinic else None, knowledge))
    topics |= {each.topic for each in asks}
    standing += [e for e in others if e.topic not in topics and _is_of_clinic(e)]
    return [*standing, *asks] if standing and questions[0] in standing else [*asks, *standing]


def _beside(
    questions: Sequence[Question],
    may_be: Sequence[RankedQuestion],
    all_of_it: Question,
    knowledge: Knowledge,
) -> list[Question]:
    """What a message with several questions asks beside what its clauses ask by themselves."""
    asked = {id_ for each in questions for id_ in each.ids(QUESTION)}
    bare = {each.topic for each in questions if not each.named(QUESTION)}
    topics = {each.topic for each in questions}
    new = [
        (each, knowledge.questions[each.id].topic)
        for each in may_be
        if each.id not in asked and knowledge.questions[each.id].topic not in bare
    ]
    return [
        _asked_too(each, all_of_it, topics, knowledge)
        for each, topic in new
        if each.confidence >= _SURE or (topic not in topics and _is_enough(each, knowledge))
    ]


def _asked_too(
    asked: RankedQuestion, of: Question, topics: Collection[str] | None, knowledge: Knowledge
) -> Question:
    """A question beside others.

    Args:
        asked: It.
        of: The message.
        topics: Of the others, beside which it is answered whole if it surely is of none of these;
            None where it is answered shortly anyway.
        knowledge: The version in force.
    """
    asks = asking_that(of, asked, (), knowledge)
    is_other = topics is not None and asks.topic not in topics
    is_whole = is_other and asked.confidence >= _SURE
    return asks if is_whole else asks.with_details([Detail(ASIDE, "")])


def _stands(question: Question, knowledge: Knowledge) -> bool:
    """Whether what a part of a message asks is known by itself."""
    is_sure = question.confidence >= _SURE_ADVICE or bool(question.named(QUESTION))
    if question.topic == _ADVICE and is_sure:
        # What is to be done about one's own medicine is for who prescribed it.
        return True
    if question.topic in _STANDING or any(question.named(kind) for kind in _OF_ITSELF):
        return True
    if question.topic in ANSWERED_BY_TYPE and (question.named(TYPE) or question.depths()):
        return True
    known = knowledge.questions
    return any(is_of_harm(known[id_], knowledge) for id_ in question.ids(QUESTION) if id_ in known)


def _is_of_clinic(question: Question) -> bool:
    """Whether it surely asks what the clinic filled in, which its topic answers."""
    is_sure = question.confidence >= _SURE_TOPIC
    return is_sure and record_of(question.topic).family == "clinic"


def _chosen(
    may_be: Sequence[RankedQuestion], question: Question, is_later: bool, knowledge: Knowledge
) -> list[RankedQuestion]:
    """The questions that are answered, the likeliest first, of which one may be less sure."""
    if question.topic in _SAYS_NOTHING_FIRST and not is_later:
        return []
    enough = (e for e in may_be if e.confidence >= _least(e, question, is_later, knowledge))
    first = next(enough, None)
    if first is None:
        return []
    rest = [each for each in may_be if each is not first]
    sure = [each for each in rest if each.confidence >= _SURE]
    is_short = len(question.words.split()) < _SEVERAL
    less = (
        each
        for each in rest
        if _HALF * first.confidence <= each.confidence < _SURE
        and _is_enough(each, knowledge)
        and not (is_short and knowledge.questions[each.id].is_gap)
    )
    return [first, *sure, *islice(less, 1)][:MOST_ASKED]


def _is_enough(asked: RankedQuestion, knowledge: Knowledge) -> bool:
    """Whether a question is likely enough to be answered beside another one.

    That nothing is known of what nobody asked helps nobody; nor does that it is blank.
    """
    known = knowledge.questions[asked.id]
    enough = _ENOUGH_GAP_TOO if known.is_gap else _ENOUGH_TOO
    return asked.confidence >= enough and known.clinic_part is None


def _least(
    asked: RankedQuestion, question: Question, is_later: bool, knowledge: Knowledge
) -> float:
    """How likely a question must be to be what is asked first of all.

    The surer another topic is, the more must speak for it.
    """
    if question.topic == "out_of_scope":
        return _SURELY_OURS if question.confidence >= _SURE_TOPIC else _ENOUGH_OTHER
    if question.topic == "follow_up" and len(question.words.split()) <= _FEW:
        return _SURELY_NEW
    is_elsewhere = knowledge.questions[asked.id].topic != question.topic
    family = record_of(question.topic).family
    if family == "clinic" and not (is_later or asked.id in question.ids(QUESTION)):
        # By its first words a message is of the clinic as the clinic taught it.
        return _SURELY_OTHER if is_elsewhere else _SURE
    if question.topic in _OPEN or not is_elsewhere:
        return _ENOUGH
    if family in _LOOKED_UP and question.confidence >= _HALF:
        return _SURELY_OTHER
    if is_later:
        return _ELSEWHERE_LATER if question.confidence >= _SURE_TOPIC else _ENOUGH
    return max(_ENOUGH, _ELSEWHERE * question.confidence)
