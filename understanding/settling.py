"""Settles which particular question is asked, or that it is only the topic that is known."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from knowledge.matching import is_of_harm
from knowledge.model import Knowledge
from language.text import Text
from understanding.beforehand import is_beforehand
from understanding.cues import norms_of
from understanding.kinds import ANSWERED_BY_TYPE, OTHER_QUESTION, QUESTION, TOLD, TYPE
from understanding.model import Thresholds
from understanding.noticing import REFERRING
from understanding.particular import RankedQuestion
from understanding.prepared import OF_FAMILY
from understanding.ruled_out import is_of_other_sex, is_ruled_out
from understanding.understood import Detail, Question

_NOT_ANSWERED = frozenset({"unclear", "out_of_scope", "smalltalk"})
"""Topics under which a question is answered nothing that the knowledge has."""
_KEPT = frozenset({"follow_up", "affirm", "deny", "personal_advice", "handoff", "emergency"})
"""Topics that no question of another one takes the place of: they lean on what was said before, or
a person is what is needed."""
_EITHER_WAY_A_PERSON = ("personal_advice", "handoff")
"""Only between these does a question of another topic count: whoever sends a photo wants both."""
_MOST_OTHERS = 2
_MOST_FOR_FRAGMENT = 3
_NEAR_FRAGMENT = 0.4
"""How near a question must come to words that are hardly any."""

_CARE_IN_DOUBT = (0.94, 0.68)
"""How sure and near a question on a reason for care must be that is named and little else."""
_LIKELY_CARE = 0.2
"""How sure a question on a reason for care must be to come before another one."""
_NEAR_ELSEWHERE = 0.6
"""How near a question of another topic must come to all of a message."""
_HARDLY_OTHER = 0.6
"""Below this it is in doubt whether what is none of ours is that, or small talk."""
_SURE_OF_TOPIC, _SURER_THAN_TOPIC = 0.8, 0.95
"""From how sure on a topic is plain, and how sure a question of another one must be then."""
_SAID_SURELY, _SAID_NEARLY = 0.75, 0.8
"""How sure and near a question of another topic is that is asked in nearly its own words."""
_SURER_THAN_TYPE = 0.75
"""How sure a question must be that names a type or a length and asks something else of it."""
_WHY = "why "
"""Begins the names of questions after a reason."""
_ALLERGY = re.compile(r"\ballerg", re.IGNORECASE)
_ASKS_WHY = re.compile(
    r"\b(?:why|y|wy|whys|reasons?|how come|what for|issue|problem|matters?|purpose|point|wrong"
    r"|(?:because|bc) of what|cause[sd]?|because|difference|explain|happens?"
    r"|happened|bad|harm|hurt|stop)\b",
    re.IGNORECASE,
)
_LEAST_LEFT = 0.5
"""Where less is left, the message was on what cannot be."""
_DOUBTFUL, _FAR = 0.6, 0.5
"""A part whose topic is less sure, and to which no question comes nearer, is none beside others."""
_NEAR_REFERRING, _AT_ALL_NEAR = 0.55, 0.4
"""How near a question must come to a part that speaks of what stands elsewhere; and to one of a
likely topic."""
_LIKELY = 0.65
"""How sure a question is that is asked beside others."""
_NEARLY = 0.6
"""From which share of the likelihood of a gap on a question whose answer is known comes first."""
_CARRIED = frozenset({"device", "worn"})
"""Sorts of terms that somebody has on or in the body beside what they have."""
_LONG = 25
"""Words from which on a message is a story, most of which is background."""


def may_be_meant(
    fragment: Question, ranked: Sequence[RankedQuestion], thresholds: Thresholds
) -> Question:
    """A message of details alone, with what it would ask at the start of a conversation."""
    return fragment.with_details(
        Detail(OTHER_QUESTION, each.id)
        for each in ranked[:_MOST_FOR_FRAGMENT]
        if each.confidence >= thresholds.question_too and each.closeness >= _NEAR_FRAGMENT
    )


def settled_together(
    text: Text,
    topic: str,
    questions: Sequence[Question],
    whole: Sequence[RankedQuestion],
    parts: Sequence[Sequence[RankedQuestion]],
    knowledge: Knowledge,
    thresholds: Thresholds,
    asks_once: bool = False,
) -> list[Question]:
    """The questions of a message, each with the particular one that it is.

    What was told around a single question says which one it is, so that is looked for in the whole
    message; and so is what a story asks, whose background may look like questions of its own.

    Args:
        text: The message.
        topic: That of all of it together.
        questions: What it asks, as the intent model understood it.
        whole: The particular questions for all of it, the likeliest first.
        parts: The same for each of `questions`.
        knowledge: Whose questions they are.
        thresholds: How sure is sure enough.
        asks_once: Whether only one of its main clauses asks.
    """
    if " " not in text.normalised.strip():
        # A single word names a topic, whatever question comes nearest.
        return list(questions)
    settle = partial(settled, knowledge=knowledge, thresholds=thresholds)
    if whole and topic not in _NOT_ANSWERED and is_story(text):
        each_settled = [] if asks_once else list(map(settle, questions, parts))
        likely = knowledge.questions[whole[0].id].topic
        return _several_asked(each_settled, whole) or [settle(_of(likely, questions), whole)]
    if len(questions) == 1:
        return [settle(questions[0], whole)]
    # "Be honest", after a question, resembles one on pain a little, and is none.
    # "Is that in the way?" is asked of the antibiotic that stands before it.
    parts = [
        _with_all_of_it(question, ranked, whole, knowledge)
        for question, ranked in zip(questions, parts, strict=True)
    ]
    near = [
        (question, ranked)
        for question, ranked in zip(questions, parts, strict=True)
        if (question.confidence >= _DOUBTFUL or (ranked and ranked[0].closeness >= _FAR))
        and not (ranked and _only_refers(question, ranked[0]))
    ] or list(zip(questions, parts, strict=True))
    return _of_ours([settle(question, ranked) for question, ranked in near], near, knowledge)


def _with_all_of_it(
    question: Question,
    ranked: Sequence[RankedQuestion],
    whole: Sequence[RankedQuestion],
    knowledge: Knowledge,
) -> Sequence[RankedQuestion]:
    """The particular questions of a part, or those of all of the message where these are surer.

    "How many for my belly stripes and how much better do they get": the second part leaves out of
    what it asks.
    """
    if not whole or not ranked or knowledge.questions[whole[0].id].topic != question.topic:
        return ranked
    is_surer = whole[0].confidence > max(ranked[0].confidence, _LIKELY)
    return whole if is_surer and _refers(question) else ranked


def _of_ours(
    settled_parts: Sequence[Question],
    parts: Sequence[tuple[Question, Sequence[RankedQuestion]]],
    knowledge: Knowledge,
) -> list[Question]:
    """The parts of a message, of which one that seems none of ours is likely ours beside others.

    "What is it, friend says good for hair" is answered on hair; what comes near nothing here is
    owned up to.
    """
    if all(each.topic in _NOT_ANSWERED for each in settled_parts):
        return list(settled_parts)
    found: list[Question] = []
    for question, (_, ranked) in zip(settled_parts, parts, strict=True):
        best = next(iter(_that_can_be(ranked, question, knowledge)), None)
        is_near = best is not None and best.confidence >= _LIKELY and best.closeness >= _FAR
        is_other = question.topic == "out_of_scope" and not _refers(question)
        if is_other and is_near and best is not None:
            topic = knowledge.questions[best.id].topic
            question = replace(question, topic=topic, confidence=best.confidence)
            question = question.with_details([Detail(QUESTION, best.id)])
        found.append(question)
    return found


def _refers(question: Question) -> bool:
    """Whether it speaks of what stands elsewhere in the message."""
    return not REFERRING.isdisjoint(norms_of(question.words))


def _only_refers(question: Question, best: RankedQuestion) -> bool:
    """Whether a part speaks of what stands elsewhere in the message, and asks nothing sure."""
    if question.confidence >= _SURE_OF_TOPIC or not _refers(question):
        return False
    near = _NEAR_REFERRING if question.confidence < _DOUBTFUL else _AT_ALL_NEAR
    return best.closeness < near


def is_story(text: Text) -> bool:
    """Whether a message is long and asks one thing, as far as its signs tell."""
    return len(text.normalised.split()) > _LONG and text.normalised.count("?") < 2


def _several_asked(
    settled_parts: Sequence[Question], whole: Sequence[RankedQuestion]
) -> list[Question]:
    """The particular questions of a story's parts, if all of it tells of two or more of them.

    Its parts are mostly background, and each resembles some question.
    """
    likely = {each.id for each in whole}
    several = [
        each
        for each in settled_parts
        if each.named(QUESTION) and likely.issuperset(each.ids(QUESTION))
    ]
    return several if len({each.ids(QUESTION) for each in several}) > 1 else []


def _of(topic: str, questions: Sequence[Question]) -> Question:
    """What a story asks as a question of the likeliest topic; a wish for a person stays one."""
    found = next((each for each in questions if each.topic == topic), None)
    if found is not None:
        return found
    surest = max(questions, key=lambda each: each.confidence)
    is_kept = surest.topic in _KEPT or bool(surest.named(TOLD))
    return surest if is_kept else replace(surest, topic=topic)


def settled(
    question: Question,
    ranked: Sequence[RankedQuestion],
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> Question:
    """A question with the particular one that it is, and with others that may be meant.

    A wrong particular answer is worse than that on the topic, so a question has to be clearly the
    likeliest, all the more of another topic; else those that may be meant are offered.

    Args:
        question: As the intent model understood it.
        ranked: The particular questions, the likeliest first.
        knowledge: Whose questions they are.
        thresholds: How sure is sure enough.
    """
    ranked = _that_can_be(ranked, question, knowledge)
    if question.named(TOLD):
        # What is told and not asked has an answer of its own, on what is named.
        return question.with_details(
            Detail(OTHER_QUESTION, each.id)
            for each in ranked[:_MOST_OTHERS]
            if each.confidence >= thresholds.question[0]
            and each.closeness >= thresholds.question[1]
        )
    if not ranked:
        return question
    by_type = question.topic in ANSWERED_BY_TYPE and (question.named(TYPE) or question.depths())
    of_topic = knowledge.questions[ranked[0].id].topic == question.topic
    if by_type and not (of_topic and ranked[0].confidence >= _SURER_THAN_TYPE):
        # What a type or a length is, is looked up.
        return question
    known = knowledge.questions
    ranked = _cautions_first(ranked, question, knowledge, thresholds)
    best, *others = _known_first(ranked, knowledge)
    if question.named(TYPE) and known[best.id].is_gap and best.confidence < _SURER_THAN_TYPE:
        # Of the type that is named something may be known.
        return question
    topic = known[best.id].topic
    in_doubt = question.topic in _NOT_ANSWERED
    is_kept = question.topic in _KEPT and (question.topic, topic) != _EITHER_WAY_A_PERSON
    is_surer = best.confidence > question.confidence and (
        question.confidence < _SURE_OF_TOPIC or best.confidence >= _SURER_THAN_TOPIC
    )
    # "Can I drive home after" is said word for word, however much it sounds like aftercare.
    is_surer |= best.confidence >= _SAID_SURELY and best.closeness >= _SAID_NEARLY
    may_move = not is_kept and (in_doubt or is_surer)
    enough, near = _enough_for(topic, question, thresholds)
    tied = [e.confidence for e in others[:1] if topic == question.topic == known[e.id].topic]
    is_tied = best.confidence + sum(tied) >= thresholds.question_tie
    is_sure = (best.confidence >= enough or is_tied) and best.closeness >= near
    if is_sure and (topic == question.topic or may_move):
        confidence = max(best.confidence, 0.0 if in_doubt else question.confidence)
        question = replace(question, topic=topic, confidence=confidence)
        question = question.with_details([Detail(QUESTION, best.id)])
    elif in_doubt or is_kept:
        return question
    else:
        others = [best, *others]
    too = [each.id for each in others if each.confidence >= thresholds.question_too]
    return question.with_details(Detail(OTHER_QUESTION, id_) for id_ in too[:_MOST_OTHERS])


def _enough_for(topic: str, question: Question, thresholds: Thresholds) -> tuple[float, float]:
    """How sure and near a particular question of some topic must be."""
    if topic == question.topic:
        return thresholds.question
    if question.topic not in _NOT_ANSWERED:
        return thresholds.question_elsewhere[0], _NEAR_ELSEWHERE
    # "6 weeks pregnant safe??" is asked of the treatment, though it does not say so.
    names_care = topic == "suitability" and bool(question.ids("circumstance"))
    enough, near = _CARE_IN_DOUBT if names_care else thresholds.question_in_doubt
    is_doubtful = question.confidence < _HARDLY_OTHER and not _refers(question)
    return enough, min(near, _NEAR_ELSEWHERE) if is_doubtful else near


def _that_can_be(
    ranked: Sequence[RankedQuestion], question: Question, knowledge: Knowledge
) -> list[RankedQuestion]:
    """The questions that may be asked; what cannot be leaves its share to them."""
    kept = [each for each in ranked if can_be(each, question, knowledge)]
    gone = sum(each.confidence for each in ranked) - sum(each.confidence for each in kept)
    left = max(1 - gone, _LEAST_LEFT)
    return [each._replace(confidence=each.confidence / left) for each in kept]


def _cautions_first(
    ranked: Sequence[RankedQuestion],
    question: Question,
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> list[RankedQuestion]:
    """The questions with one whose answer is a reason for care that the person named put first.

    "14 weeks pregnant, can I have it for my melasma" is answered on pregnancy, though it comes
    nearer to a question on melasma; it is as sure as both together.
    """
    named = set(question.ids("circumstance"))

    def cautions(each: RankedQuestion) -> bool:
        facts = knowledge.questions[each.id].facts
        return bool(facts) and not named.isdisjoint(knowledge.facts[facts[0]].about.circumstance)

    likely = (each for each in ranked if each.confidence >= _LIKELY_CARE)
    caution = next(filter(cautions, likely), None)
    if caution is None or cautions(ranked[0]):
        return list(ranked)
    both = ranked[0].confidence + caution.confidence
    first = caution._replace(confidence=both, closeness=ranked[0].closeness)
    return [first, *(each for each in ranked if each is not caution)]


def _known_first(
    ranked: Sequence[RankedQuestion], knowledge: Knowledge
) -> Sequence[RankedQuestion]:
    """The questions with one that is known before a gap that is hardly likelier."""
    known = knowledge.questions
    has_facts = [bool(known[each.id].facts) for each in ranked[:2]]
    if has_facts != [False, True]:
        return ranked
    gap, other, *others = ranked
    is_near = other.confidence >= _NEARLY * gap.confidence
    is_of_topic = known[gap.id].topic == known[other.id].topic
    return [other, gap, *others] if is_near and is_of_topic else ranked


def can_be(ranked: RankedQuestion, question: Question, knowledge: Knowledge) -> bool:
    """Whether what the question names leaves room for this one.

    Its answer is limited to something ("if you take blood thinners"). What the person rules out, or
    names another of the same kind for, it does not answer.
    """
    asked = knowledge.questions[ranked.id]
    if is_of_other_sex(asked.name, question.words) or is_ruled_out(asked, question, knowledge):
        return False
    if asked.name.startswith(_WHY) and _ASKS_WHY.search(question.words) is None:
        # "Gym?" asks when, and not why not.
        return False
    if is_of_harm(asked, knowledge) and is_beforehand(question.words):
        return False
    if asked.topic == "personal_advice" and _ALLERGY.search(question.words) is not None:
        # Who is allergic to a medicine does not take it.
        return any(map(_ALLERGY.search, (asked.name, *asked.examples)))
    best = next((knowledge.facts[id_] for id_ in (*asked.facts, *asked.near)), None)
    if best is None:
        return True
    for kind, limited_to in best.about:
        inherited = {d.value for d in question.details if d.kind == kind and d.of is not None}
        if set(limited_to) & inherited:
            return OF_FAMILY in asked.name
        ruled_out = {d.value for d in question.details if d.kind == kind and d.negated}
        if asked.topic == "comparison" and kind == "other_treatment":
            # "No laser for me, how does this one differ" is asked of both.
            ruled_out = set()
        named = {id_ for id_ in question.ids(kind) if not _is_carried(kind, id_, knowledge)}
        if limited_to and (ruled_out & set(limited_to) or (named and not named & set(limited_to))):
            return False
    return True


def _is_carried(kind: str, term: str, knowledge: Knowledge) -> bool:
    """Whether a thing is a device or something worn: it is no other illness than is asked of."""
    return any(
        terms[term].sort in _CARRIED
        for each, terms in knowledge.terms.items()
        if each == kind and term in terms
    )
