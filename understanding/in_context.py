"""What a message asks in its conversation.

"So should I worry", after a question on pregnancy, asks what neither says alone. A short message is
read by itself, behind the last question, and behind what the visitor told; which particular
question it asks is settled by all of these (`context_ranking`), and how far by whether it leans on
them at all (`manner`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from knowledge.matching import is_of_harm
from knowledge.model import Knowledge
from understanding.after_sign import ASKED_ABOUT
from understanding.asking import asks_plainly
from understanding.cues import norms_of
from understanding.for_the_visitor import asking_that, of_what_was_told
from understanding.kinds import (
    ALSO_OF_SIGN,
    ANSWERED_BY_TYPE,
    HARM,
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
from understanding.read_in_conversation import asked
from understanding.ruled_out import is_ruled_out
from understanding.settling import can_be
from understanding.so_far import ASKED, SoFar
from understanding.understood import Detail, Question

_KEPT = frozenset({"smalltalk", "affirm", "deny", "handoff", "emergency", "source"})
"""Topics of messages that say all by themselves."""
_EASILY_MISTAKEN = frozenset({"smalltalk", "deny", "source"})
"""Those of them that a few words which lean on what was said before may resemble: "im in Spain
tho", "no, I'm a woman", "is that from it?"."""
_ANSWERS = frozenset({"affirm", "deny"})
"""Topics of a "yes" or "no", which "is that a no for him" is not."""
_OPEN = frozenset({"unclear", "out_of_scope", "follow_up", *_ANSWERS})
"""Topics of messages that say nothing by themselves."""
_LEANS = 0.5
"""From how likely on a message counts as leaning on what was said before."""
_ENOUGH_LEANING, _ENOUGH, _ENOUGH_PLAIN = 0.3, 0.25, 0.6
"""How sure a particular question must be: where the message leans, where it may not, and where
another one is plain by itself."""
_STANDS = 0.03
"""From how unlikely on to lean a message stands by itself."""
_HARDLY_LEANS = 0.2
"""Up to how likely to lean a message that is clear by itself is taken as it stands."""
_ENOUGH_GAP, _ENOUGH_GAP_BY_TYPE = 0.3, 0.75
"""How sure a question must be to which nothing here is known; and where a type is named, of which
something may be."""
_SURE_TOPIC = 0.8
"""How sure a topic other than the last one must be for the last question not to be asked again."""
_ENOUGH_AGAIN, _ENOUGH_AGAIN_LEANING = 0.7, 0.4
"""How sure the last question must be asked again, where another one may be; and by what leans."""
_ENOUGH_UNCLEAR = 0.15
"""How sure it must be where the message says nothing by itself, and leans on what was said."""
_ENOUGH_OTHER, _ENOUGH_OPEN_GAP = 0.6, 0.4
"""How sure it must be where the message seems none of ours; and where nothing is known to it."""
_SURELY_OURS = 0.95
"""How sure it must be where the message surely is none of ours."""
_VAGUE = 0.5
"""Below which a topic says little of a message that surely leans."""
_FEW, _NEAR_FEW = 3, 0.4
"""Words that may be no more than the name of what is asked ("scrub?"), and how near its examples
must come then."""
_HARDLY = 0.05
"""Up to how likely what a message asks by itself is hardly meant in its conversation."""
_LIKELIEST, _OF_TOPIC = 0.3, 0.8
"""How sure a question must be, and all of its topic together, where it is of the last topic."""
_PLAIN = 0.9
"""How sure a question by itself is plain."""
_ENOUGH_BARE = 0.12
"""How sure where only a topic would be answered, which hardly ever answers what was asked."""
_ENOUGH_PART = 0.45
"""How sure where a clause of several asks it, which may ask nothing."""
_ENOUGH_ELSEWHERE = 0.8
"""How sure one of another topic must be, where the topic is plain."""
_SURE_IN_CONTEXT = 0.5
"""How sure a question must be, whose examples come near, to be meant whatever else is named."""
_TOO = 0.15
"""From how sure on another one may be meant as well, and is offered."""
_SURE, _NEAR = 0.6, 0.55
"""How sure a question must be, and how near its examples must come, to be plain."""
_VERY_NEAR = 0.7
"""How near the examples of a question come that is asked whatever was said before."""
_LEAST_LEFT = 0.5
"""Where less is left, the message was on what cannot be."""
_MORE = 0.5
"""How sure "more" is, which goes on with the last answer."""
_REMARK = 0.5
"""How likely a message must be a remark to be taken for one."""
_SURELY_REMARK = 0.85
"""How likely, to be no wish for a person: "I'll ring her tomorrow"."""
_GOES_ON = 0.7
"""How sure a new question must be that goes on with the last one, whatever the message resembles;
and from how likely on a remark it is none."""
_MAY_LEAN = 0.3
"""From how likely on such a message may lean on what was said before."""


def in_context(
    question: Question,
    ranked: tuple[Sequence[RankedQuestion], Sequence[RankedQuestion]],
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
    told: Mapping[Detail, Sequence[RankedQuestion]] = MappingProxyType({}),
    is_part: bool = False,
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
    asks_by_itself = is_plain(alone)
    is_no_answer = question.topic in _ANSWERS and asks_plainly(question.words)
    goes_on = _goes_on(in_words, manner, so_far)
    says_all = question.topic in _KEPT and not is_no_answer
    if question.topic == "handoff" and _is_leave(question, manner):
        return Question("smalltalk", (Detail(SMALLTALK, "acknowledgement"),), question.words)
    if question.named(TOLD) or (says_all and not (goes_on and question.topic in _EASILY_MISTAKEN)):
        return question
    is_bare = len(question.words.split()) <= _FEW
    if not asks_by_itself and (is_bare or not goes_on) and _asks_for_more(question):
        return question
    if not asks_by_itself and not goes_on and _is_remark(question, manner):
        return Question("smalltalk", (Detail(SMALLTALK, "acknowledgement"),), question.words)
    if _is_of_sign(question, so_far):
        # "Can it wait until Monday?": what is no question of its own is asked of the sign.
        return replace(question, topic="emergency", details=(Detail(SIGN, str(so_far.alarm)),))
    if _names_topic(question, in_words, so_far):
        return question
    is_advice = question.topic == "personal_advice" and bool(question.named(QUESTION))
    if is_advice or (_is_looked_up(question, so_far) and not _is_surer(question, in_words, knowledge)):
        return question
    return _asked_in_words(question, ranked, manner, so_far, knowledge, is_part)


def _is_of_sign(question: Question, so_far: SoFar) -> bool:
    """Whether a message right after a warning sign asks nothing that surely is of something else.

    "How much is it for the two of us" gets its answer, behind a reminder of the sign.
    """
    if so_far.alarm not in ASKED_ABOUT or so_far.since_alarm or question.named(QUESTION):
        return False
    is_elsewhere = question.topic not in _OPEN and question.topic not in ALSO_OF_SIGN
    is_sure = is_elsewhere and question.confidence >= _SURE_TOPIC
    return not is_sure


def _names_topic(question: Question, in_words: Sequence[RankedQuestion], so_far: SoFar) -> bool:
    """Whether a single word surely names a topic, and does not go on with the last question."""
    if len(question.words.split()) != 1 or question.confidence < _PLAIN:
        return False
    return not in_words or in_words[0].id not in asked(so_far)


def _is_very_near(alone: Sequence[RankedQuestion]) -> bool:
    """Whether a message asks something by itself, whatever was said before."""
    return bool(alone) and alone[0].confidence >= _PLAIN and alone[0].closeness >= _VERY_NEAR


def _asked_in_words(
    question: Question,
    ranked: tuple[Sequence[RankedQuestion], Sequence[RankedQuestion]],
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
    is_part: bool,
) -> Question:
    """The question with the likeliest one of its conversation, if that is sure enough."""
    alone, in_words = ranked
    last = asked(so_far)
    may_be = _that_may_be(question, in_words, so_far, knowledge)
    best = next(iter(may_be), None)
    if best is None or best.confidence < _enough(question, best, knowledge, is_part):
        return question
    if question.topic == "follow_up" and best.id in last:
        # "Tell me more" goes on with the last answer.
        return question
    is_again = best.id in last or f"{ASKED}{best.id}" in so_far.said
    if is_again and _is_rather_new(question, ranked, best, manner, so_far, knowledge):
        # Rather what may be new than the last answer once more.
        return question
    others = [e for e in may_be if e is not best and e.confidence >= _TOO]
    asks = asking_that(question, best, others, knowledge)
    if best.id in question.ids(QUESTION):
        # What says it by itself is no less sure for its conversation.
        return replace(asks, confidence=max(asks.confidence, question.confidence))
    return asks


def _likeliest(
    question: Question,
    ranked: Sequence[RankedQuestion],
    manner: Manner,
    knowledge: Knowledge,
) -> RankedQuestion | None:
    """The likeliest question; of what says nothing by itself that of the likeliest topic.

    "How long tho" is of the redness, whichever of its questions it is.
    """
    if not ranked or not _is_open(question, ranked[0], manner):
        return next(iter(ranked), None)
    topics: dict[str, float] = {}
    for each in ranked:
        topic = knowledge.questions[each.id].topic
        topics[topic] = topics.get(topic, 0.0) + each.confidence
    topic = max(topics, key=lambda each: topics[each])
    return next(each for each in ranked if knowledge.questions[each.id].topic == topic)


def _that_may_be(
    question: Question, in_words: Sequence[RankedQuestion], so_far: SoFar, knowledge: Knowledge
) -> list[RankedQuestion]:
    """The questions that may be asked; what cannot be leaves its share to them."""
    last = asked(so_far)
    named = {str(each.value) for each in (*question.details, *so_far.person, *so_far.details)}
    named |= _asked_about(so_far, knowledge)
    is_harmed = any(each.kind == HARM for each in so_far.person)
    kept = [
        each
        for each in in_words
        if (each.id in last and not is_ruled_out(knowledge.questions[each.id], question, knowledge))
        or (is_harmed and is_of_harm(knowledge.questions[each.id], knowledge))
        or (each.confidence >= _SURE_IN_CONTEXT and each.closeness >= _NEAR)
        or (can_be(each, question, knowledge) and not _presumes(each, named, knowledge))
    ]
    gone = sum(each.confidence for each in in_words) - sum(each.confidence for each in kept)
    left = max(1 - gone, _LEAST_LEFT)
    return [each._replace(confidence=each.confidence / left) for each in kept]


def _is_doubtful_gap(
    ranked: RankedQuestion, question: Question, manner: Manner, knowledge: Knowledge
) -> bool:
    """Whether nothing is known to a question that is not sure enough to say so."""
    if not knowledge.questions[ranked.id].is_gap:
        return False
    if question.topic == "unclear" and _is_open(question, ranked, manner):
        return ranked.confidence < _ENOUGH_OPEN_GAP
    return ranked.confidence < (_ENOUGH_GAP_BY_TYPE if question.named(TYPE) else _ENOUGH_GAP)


def _is_open(question: Question, best: RankedQuestion, manner: Manner) -> bool:
    """Whether a message says nothing by itself, and what was said before may tell what it asks."""
    leans = manner.leaning >= _LEANS
    names_it = len(question.words.split()) <= _FEW and best.closeness >= _NEAR_FEW
    is_vague = question.confidence < _VAGUE and manner.leaning >= _SURE_TOPIC
    return is_vague or (question.topic == "unclear" and (leans or names_it))


def _is_rather_new(
    question: Question,
    ranked: tuple[Sequence[RankedQuestion], Sequence[RankedQuestion]],
    best: RankedQuestion,
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
) -> bool:
    """Whether something else than the last question may be asked."""
    alone, in_words = ranked
    if not alone or alone[0].id == best.id or question.topic in _OPEN:
        return False
    is_of_topic = question.topic == so_far.topic == knowledge.questions[best.id].topic
    if is_of_topic and knowledge.questions[alone[0].id].topic != so_far.topic:
        # "Ballpark, just a number", after the price, is of no number of sessions.
        return False
    other_topic = question.topic != so_far.topic
    if other_topic and not question.named(QUESTION) and question.confidence >= _SURE_TOPIC:
        return True
    if _is_very_near(alone):
        return True
    meant = next((each.confidence for each in in_words if each.id == alone[0].id), 0.0)
    if manner.leaning >= _SURE_TOPIC and meant < _HARDLY and best.confidence >= _ENOUGH_LEANING:
        return False
    enough = _ENOUGH_AGAIN_LEANING if manner.leaning >= _LEANS else _ENOUGH_AGAIN
    return is_plain(alone) or best.confidence < enough


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


def _goes_on(in_words: Sequence[RankedQuestion], manner: Manner, so_far: SoFar) -> bool:
    """Whether a message surely asks something new by what was said before: "and why actually"."""
    if not in_words or manner.leaning < _MAY_LEAN or manner.remark >= _GOES_ON:
        return False
    return in_words[0].confidence >= _GOES_ON and in_words[0].id not in asked(so_far)


def _is_leave(question: Question, manner: Manner) -> bool:
    """Whether what names a person only says what somebody will do next."""
    is_sure = manner.remark >= _SURELY_REMARK and manner.leaning >= _HARDLY_LEANS
    return is_sure and not asks_plainly(question.words)


def _is_remark(question: Question, manner: Manner) -> bool:
    """Whether it asks nothing and tells nothing that an answer is for."""
    tells = any(detail.kind not in (QUESTION, OTHER_QUESTION) for detail in question.details)
    return manner.remark >= _REMARK and not tells and not asks_plainly(question.words)


def _enough(
    question: Question, best: RankedQuestion, knowledge: Knowledge, is_part: bool
) -> float:
    """How sure the likeliest question must be: less where a bare topic would be answered."""
    if question.topic == "out_of_scope":
        return _SURELY_OURS if question.confidence >= _SURE_TOPIC else _ENOUGH_OTHER
    is_sure = question.topic not in _OPEN and question.confidence >= _SURE_TOPIC
    if is_sure and knowledge.questions[best.id].topic != question.topic:
        return _ENOUGH_ELSEWHERE
    if is_part:
        return _ENOUGH_PART
    is_bare = question.topic not in _OPEN and not question.named(QUESTION)
    if is_bare and not is_sure and not question.named("circumstance"):
        return _ENOUGH_BARE
    return _ENOUGH_GAP if knowledge.questions[best.id].is_gap else _ENOUGH


def is_plain(alone: Sequence[RankedQuestion]) -> bool:
    """Whether a message surely asks something by itself."""
    return bool(alone) and alone[0].confidence >= _SURE and alone[0].closeness >= _NEAR


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
    if question.topic not in ANSWERED_BY_TYPE or not is_known:
        return False
    return not REFERRING.isdisjoint(norms_of(question.words))


def _is_surer(question: Question, in_words: Sequence[RankedQuestion], knowledge: Knowledge) -> bool:
    """Whether a question of its topic is surely asked of the type or the length."""
    best = next(iter(in_words), None)
    is_sure = best is not None and best.confidence >= _SURE
    return is_sure and knowledge.questions[best.id].topic == question.topic


def _asked_about(so_far: SoFar, knowledge: Knowledge) -> set[str]:
    """What the questions that were answered are limited to: it was spoken of."""
    ids = (each.removeprefix(ASKED) for each in so_far.said if each.startswith(ASKED))
    facts = (id_ for each in ids if each in knowledge.questions for id_ in _first(each, knowledge))
    return {state for id_ in facts for state in knowledge.facts[id_].about.circumstance}


def _first(id_: str, knowledge: Knowledge) -> Sequence[str]:
    return knowledge.questions[id_].facts[:1]


def _presumes(ranked: RankedQuestion, named: Collection[str], knowledge: Knowledge) -> bool:
    """Whether its answer is for somebody of whom nobody said so: pregnant, on a drug, harmed."""
    known = knowledge.questions[ranked.id]
    states = {state for id_ in known.facts[:1] for state in knowledge.facts[id_].about.circumstance}
    return is_of_harm(known, knowledge) or (bool(states) and states.isdisjoint(named))
