"""What a message is whatever it asks, and what a clause of it asks behind the others.

Rules decide what no likelihood may: what thanks, remarks and "tell me more" are, what is asked of a
warning sign, what is looked up by a type or a length, and that nobody is taken to be pregnant or
harmed who did not say so. Which questions a message asks is chosen elsewhere (`asked_in_all`).
"So should I worry", behind a clause on pregnancy, asks what neither says alone: of a clause the
likeliest question in what stands before it is taken, unless little speaks for it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from knowledge.matching import is_of_harm
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from understanding.after_sign import ASKED_ABOUT
from understanding.asking import asks_plainly
from understanding.cues import norms_of
from understanding.kinds import (
    ALSO_OF_SIGN,
    ANSWERED_BY_TYPE,
    HARM,
    OTHER_QUESTION,
    QUESTION,
    SIGN,
    SMALLTALK,
    TOLD,
)
from understanding.manner import Manner
from understanding.noticing import REFERRING
from understanding.particular import RankedQuestion
from understanding.read_in_conversation import asked
from understanding.ruled_out import is_of_denied_device, is_of_other_sex, is_ruled_out
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

_ENOUGH_PART, _ENOUGH_OF_NONE = 0.45, 0.7
"""How sure where a clause of several asks it, which may ask nothing; and where that says nothing by
itself."""
_ENOUGH_ELSEWHERE = 0.8
"""How sure one of another topic must be, where the topic is plain."""
_ENOUGH_OTHER, _SURELY_OURS = 0.6, 0.95
"""How sure where the message seems none of ours, and where it surely is none."""
_SURE_TOPIC = 0.8
"""From how sure on a topic is plain."""
_ENOUGH_AGAIN, _ENOUGH_AGAIN_LEANING = 0.7, 0.4
"""How sure a question must be asked again, where another one may be; and by what leans."""
_HARDLY, _ENOUGH_LEANING = 0.05, 0.3
"""Up to how likely what a message asks by itself is hardly meant in its conversation, and how sure
the question must be that is then asked again by what leans."""
_SURE_IN_CONTEXT = 0.5
"""How sure a question must be, whose examples come near, to be meant whatever else is named."""
_LEAST_LEFT = 0.5
"""Where less is left, the message was on what cannot be."""
_TOO = 0.15
"""From how sure on another one may be meant as well, and is offered."""

_SURE, _NEAR = 0.6, 0.55
"""How sure a question must be, and how near its examples must come, to be plain."""
_PLAIN, _VERY_NEAR = 0.9, 0.7
"""The same for one that is asked whatever was said before."""

_FEW = 3
"""Words that may be no more than "and more"."""
_MORE = 0.5
"""How sure "more" is, which goes on with the last answer."""
_LEANS = 0.5
"""From how likely on a message counts as leaning on what was said before."""
_REMARK = 0.5
"""How likely a message must be a remark to be taken for one."""
_SURELY_REMARK, _HARDLY_LEANS = 0.85, 0.2
"""How likely, and how likely it must lean, to be no wish for a person: "I'll ring her tomorrow"."""
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
) -> Question:
    """The question of a clause with the particular one that it is behind what stands before it.

    Args:
        question: The clause, as it was understood by itself.
        ranked: The particular questions that it may ask: by itself, and in its conversation, the
            likeliest first.
        manner: How it is said.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    known = known_by_itself(question, ranked, manner, so_far, knowledge)
    if known is not None:
        return known
    return _asked_in_words(question, ranked, manner, so_far, knowledge)


def known_by_itself(
    question: Question,
    ranked: tuple[Sequence[RankedQuestion], Sequence[RankedQuestion]],
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
) -> Question | None:
    """What a message is whatever particular question comes near; None where one decides.

    Args:
        question: The message, as it was understood by itself.
        ranked: The particular questions that it may ask: by itself, and in its conversation.
        manner: How it is said.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    alone, in_words = ranked
    if question.topic == "handoff" and _is_leave(question, manner):
        return _acknowledged(question)
    asks_by_itself = is_plain(alone)
    goes_on = _goes_on(in_words, manner, so_far)
    is_no_answer = question.topic in _ANSWERS and asks_plainly(question.words)
    says_all = question.topic in _KEPT and not is_no_answer
    if question.named(TOLD) or (says_all and not (goes_on and question.topic in _EASILY_MISTAKEN)):
        return question
    is_bare = len(question.words.split()) <= _FEW
    if not asks_by_itself and (is_bare or not goes_on) and _asks_for_more(question):
        return question
    if not asks_by_itself and not goes_on and _is_remark(question, manner):
        return _acknowledged(question)
    if _is_of_sign(question, so_far):
        # "Can it wait until Monday?": what is no question of its own is asked of the sign.
        return replace(question, topic="emergency", details=(Detail(SIGN, str(so_far.alarm)),))
    if _names_topic(question, in_words, so_far):
        return question
    if question.topic == "personal_advice" and question.named(QUESTION):
        # What is to be done about one's own medicine is for who prescribed it, whatever was said.
        return question
    if _is_looked_up(question, so_far) and not _is_surer(question, in_words, knowledge):
        return question
    return None


def asking_that(
    question: Question,
    best: RankedQuestion,
    others: Sequence[RankedQuestion],
    knowledge: Knowledge,
) -> Question:
    """The question as a particular one, with others that may be meant."""
    kept = (d for d in question.details if d.kind not in (QUESTION, OTHER_QUESTION))
    return replace(
        question,
        topic=knowledge.questions[best.id].topic,
        details=(
            *kept,
            Detail(QUESTION, best.id),
            *(Detail(OTHER_QUESTION, each.id) for each in others),
        ),
        confidence=best.confidence,
    )


def words_kept(words: str, asks: Question, manner: Manner, knowledge: Knowledge) -> str:
    """A message for what leans on it next: one that itself leans, as the question that it was."""
    found = next((id_ for id_ in asks.ids(QUESTION) if id_ in knowledge.questions), None)
    if found is None or manner.leaning < _LEANS:
        return words
    return knowledge.questions[found].examples[0]


def is_plain(alone: Sequence[RankedQuestion]) -> bool:
    """Whether a message surely asks something by itself."""
    return bool(alone) and alone[0].confidence >= _SURE and alone[0].closeness >= _NEAR


def _acknowledged(question: Question) -> Question:
    """A message that gets a few words and no facts."""
    return Question("smalltalk", (Detail(SMALLTALK, "acknowledgement"),), question.words)


def _is_leave(question: Question, manner: Manner) -> bool:
    """Whether what names a person only says what somebody will do next."""
    is_sure = manner.remark >= _SURELY_REMARK and manner.leaning >= _HARDLY_LEANS
    return is_sure and not asks_plainly(question.words)


def _goes_on(in_words: Sequence[RankedQuestion], manner: Manner, so_far: SoFar) -> bool:
    """Whether a message surely asks something new by what was said before: "and why actually"."""
    if not in_words or manner.leaning < _MAY_LEAN or manner.remark >= _GOES_ON:
        return False
    return in_words[0].confidence >= _GOES_ON and in_words[0].id not in asked(so_far)


def _asks_for_more(question: Question) -> bool:
    """Whether it names nothing and wants more of the last answer."""
    kinds = {detail.kind for detail in question.details}
    return question.topic == "follow_up" and not kinds and question.confidence >= _MORE


def _is_remark(question: Question, manner: Manner) -> bool:
    """Whether it asks nothing and tells nothing that an answer is for."""
    tells = any(detail.kind not in (QUESTION, OTHER_QUESTION) for detail in question.details)
    return manner.remark >= _REMARK and not tells and not asks_plainly(question.words)


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
    if best is None or best.confidence < _SURE:
        return False
    return knowledge.questions[best.id].topic == question.topic


def _asked_in_words(
    question: Question,
    ranked: tuple[Sequence[RankedQuestion], Sequence[RankedQuestion]],
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
) -> Question:
    """The question with the likeliest one of its conversation, unless little speaks for it."""
    _, in_words = ranked
    last = asked(so_far)
    kept = that_may_be(question, in_words, so_far, knowledge)
    gone = sum(each.confidence for each in in_words) - sum(each.confidence for each in kept)
    left = max(1 - gone, _LEAST_LEFT)
    may_be = [each._replace(confidence=each.confidence / left) for each in kept]
    best = next(iter(may_be), None)
    if best is None or best.confidence < _enough(question, best, knowledge):
        return question
    if _is_said_in_full(question, best, manner):
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


def _is_said_in_full(question: Question, best: RankedQuestion, manner: Manner) -> bool:
    """Whether a message that leans on nothing surely asks another question by itself."""
    is_settled = bool(question.named(QUESTION)) and question.confidence >= _PLAIN
    return is_settled and manner.leaning < _HARDLY_LEANS and best.confidence < _PLAIN


def that_may_be(
    question: Question, in_words: Sequence[RankedQuestion], so_far: SoFar, knowledge: Knowledge
) -> list[RankedQuestion]:
    """Those of the questions that may be asked.

    What presumes something of the visitor, or is limited to something else than is named, has to be
    likely and near in the message's own words: what was said before makes nobody pregnant.
    """
    last = asked(so_far)
    named = {str(each.value) for each in (*question.details, *so_far.person, *so_far.details)}
    named |= _asked_about(so_far, knowledge)
    is_harmed = any(each.kind == HARM for each in so_far.person)
    return [
        each
        for each in in_words
        if (each.id in last and not is_ruled_out(knowledge.questions[each.id], question, knowledge))
        or (is_harmed and is_of_harm(knowledge.questions[each.id], knowledge))
        or _is_sure(each, question, knowledge)
        or (can_be(each, question, knowledge) and not _presumes(each, named, knowledge))
    ]


def _is_sure(ranked: RankedQuestion, question: Question, knowledge: Knowledge) -> bool:
    """Whether a question is likely and near in the message's own words, and nothing denies it."""
    known = knowledge.questions[ranked.id]
    denied = {str(each.value) for each in question.details if each.negated}
    if is_of_other_sex(known.name, question.words) or denied & _states_of(known, knowledge):
        return False
    is_near = ranked.confidence >= _SURE_IN_CONTEXT and ranked.closeness >= _NEAR
    return is_near and not is_of_denied_device(known, question, knowledge)


def _asked_about(so_far: SoFar, knowledge: Knowledge) -> set[str]:
    """What the questions that were answered are limited to: it was spoken of."""
    ids = (each.removeprefix(ASKED) for each in so_far.said if each.startswith(ASKED))
    answered = (knowledge.questions[each] for each in ids if each in knowledge.questions)
    return {state for each in answered for state in _states_of(each, knowledge)}


def _presumes(ranked: RankedQuestion, named: Collection[str], knowledge: Knowledge) -> bool:
    """Whether its answer is for somebody of whom nobody said so: pregnant, on a drug, harmed."""
    known = knowledge.questions[ranked.id]
    states = _states_of(known, knowledge)
    return is_of_harm(known, knowledge) or (bool(states) and states.isdisjoint(named))


def _states_of(known: KnownQuestion, knowledge: Knowledge) -> set[str]:
    """What the answer of a question is limited to; the first of its facts is the answer."""
    return {state for id_ in known.facts[:1] for state in knowledge.facts[id_].about.circumstance}


def _enough(question: Question, best: RankedQuestion, knowledge: Knowledge) -> float:
    """How sure the likeliest question must be.

    It is much where the clause plainly says by itself that it is of another topic, or of none that
    is ours.
    """
    if question.topic == "out_of_scope":
        return _SURELY_OURS if question.confidence >= _SURE_TOPIC else _ENOUGH_OTHER
    is_sure = question.topic not in _OPEN and question.confidence >= _SURE_TOPIC
    if is_sure and knowledge.questions[best.id].topic != question.topic:
        return _ENOUGH_ELSEWHERE
    return _ENOUGH_OF_NONE if question.topic in _OPEN else _ENOUGH_PART


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


def _is_very_near(alone: Sequence[RankedQuestion]) -> bool:
    """Whether a message asks something by itself, whatever was said before."""
    return bool(alone) and alone[0].confidence >= _PLAIN and alone[0].closeness >= _VERY_NEAR
