"""Questions that lean on what was said before: "and medical?", "tell me more", "who does it?"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from actions.composing import treatment_of
from actions.lengths import types_of
from actions.question import Context, Detail, DetailValue, Question
from actions.relevance import LEADING
from actions.selection import is_about, mentions, topic_answer
from actions.smalltalk import KIND as SMALLTALK_KIND
from knowledge.model import Knowledge
from knowledge.treatments import About

FOLLOW_UP, AFFIRM, DENY = "follow_up", "affirm", "deny"
"""What a message can be instead of a question of its own."""

_BY_AREA = ("pain", "downtime", "side_effects", "aftercare", "sessions", "results")
USED_BY: dict[str, frozenset[str]] = {
    "needle_depth": frozenset({"depth", "treatment_type", "condition"}),
    "providers": frozenset({"depth", "treatment_type", "provider"}),
    "conditions": frozenset({"condition", "treatment_type", "body_area"}),
    "suitability": frozenset({"circumstance", "condition", "product"}),
    "types": frozenset({"treatment_type"}),
    "comparison": frozenset({"other_treatment", "product"}),
    "products": frozenset({"product", "other_treatment"}),
    "cost": frozenset({"treatment_type", "body_area", "product", "other_treatment", "condition"}),
    "booking": frozenset({"treatment_type", "product", "other_treatment"}),
    **{topic: frozenset({"body_area"}) for topic in _BY_AREA},
}
"""The kinds of detail that a topic answers about, beside those that its facts speak of."""

DEFAULT_TOPIC = {
    "depth": "needle_depth",
    "condition": "conditions",
    "provider": "providers",
    "circumstance": "suitability",
    "product": "products",
    "other_treatment": "comparison",
    "treatment_type": "types",
    "body_area": "procedure",
    "treatment": "definition",
}
"""The topic of a detail that the last topic has no use for; the first that fits counts."""

_EITHER = frozenset({"depth", "treatment_type"})
"""Two ways to say the same thing: a new one of either replaces both."""

_WITH_PEOPLE = frozenset({"personal_advice", "cost", "booking"})
"""Topics whose answers point to the front desk: "yes please" after them asks for it."""

_KEEPS_CONTEXT = frozenset({"smalltalk", "source", "emergency", "out_of_scope", "handoff"})
"""Topics after which the conversation goes on where it was."""

_TIMED = frozenset({"downtime", "results", "sessions", "procedure", "pain"})
"""Topics that all answer "how long does it take?": which is meant, what was said before tells."""

_OPENING = r"(?:(?:and|so|but|ok|okay|also|then|well|oh|about|roughly|for)\b[\s,]*)*"
_HOW_LONG = re.compile(
    rf"{_OPENING}how (?:long|much time|many (?:hours|days|weeks|months))"
    r"(?: (?:do|does|did|will|would|can|could|is|are|it|its|they|that|this|those|these|all|thing"
    r"|usually|normally|typically|generally|actually|really|about|for|take|takes|last|lasts|be"
    r"|go on|in total|total|exactly|roughly|again|then|to))*[\s?.!]*",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    rf"{_OPENING}how (?:many|often)"
    r"(?: (?:do|does|will|would|should|i|you|we|they|people|there|are|is|it|that|those|of them"
    r"|times|need|needed|usually|normally|typically|generally|exactly|roughly|have|get|be|to))*"
    r"[\s?.!]*",
    re.IGNORECASE,
)
"""Questions that say nothing of what they are about."""

_PRONOUN = re.compile(r"\b(it|its|that|this|those|these|they|them|one|ones)\b", re.IGNORECASE)
_PRONOUN_OF_CONDITION = re.compile(
    r"\b(for|on|with|treat|treats|help|helps|improve|improves|fix|fixes|about)"
    r"\s+(it|that|this|these|those|them)\b|\b(those|these|them)\b",
    re.IGNORECASE,
)


def resolve(question: Question, context: Context, knowledge: Knowledge) -> Question:
    """The question in full: what it leaves out is taken from what was said before.

    Details that the knowledge does not know, such as those of an old button, are left out.
    """
    known = tuple(detail for detail in question.entities if _is_known(detail, knowledge))
    question = replace(question, entities=known)
    if _is_bare_amount(question, context):
        question = replace(question, topic=context.topic or question.topic)
    if question.topic == FOLLOW_UP:
        question = _followed(question, context, knowledge)
    elif question.topic == AFFIRM:
        question = _agreed(question, context)
    elif question.topic == DENY:
        question = _smalltalk(question, "declined")
    elif question.topic == "definition":
        question = _other_thing(question)
    question = _by_its_details(question, context, knowledge)
    return _pronouns_filled(question, context, knowledge)


def can_use(topic: str, kinds: Iterable[str], question: Question, knowledge: Knowledge) -> bool:
    """Whether the answer to `topic` turns on details of one of these kinds.

    It does if the topic always answers about the kind, if one of its facts is limited to a detail
    that the question names, or if its facts speak of any condition where the question names one.
    """
    kinds = set(kinds)
    if kinds & USED_BY.get(topic, frozenset()):
        return True
    treatment = knowledge.treatments[treatment_of(question, None, knowledge)]
    facts = [knowledge.facts[id_] for id_ in topic_answer(treatment, topic).facts]
    if any(
        is_about(fact, kind, term)
        for fact in facts
        for kind in kinds
        for term in question.ids(kind)
    ):
        return True
    return "condition" in kinds and any(
        mentions(fact, "condition", term, knowledge)
        for term in treatment.conditions
        for fact in facts
    )


def remember(
    question: Question,
    facts: tuple[str, ...],
    treatment_id: str | None,
    context: Context,
    knowledge: Knowledge,
) -> Context:
    """What the conversation knows after an answer.

    Args:
        question: What was answered, in full.
        facts: The facts that the answer showed.
        treatment_id: The treatment that it spoke of.
        context: What was known before.
        knowledge: What the answer was made from.
    """
    if question.topic == "unclear":
        return replace(context, misses=context.misses + 1)
    if question.topic in _KEEPS_CONTEXT:
        return replace(context, misses=0)
    types, depths = question.ids("treatment_type"), question.depths()
    conditions = question.ids("condition")
    type_, depth = context.treatment_type, context.depth
    if types or depths:
        treatment = knowledge.treatments[treatment_id] if treatment_id else None
        meant = types or (types_of(depths, treatment) if treatment else ())
        type_ = meant[0] if len(meant) == 1 else None
        depth = depths[0] if len(depths) == 1 else None
    return Context(
        topic=question.topic,
        treatment=treatment_id or context.treatment,
        treatment_type=type_,
        condition=conditions[-1] if conditions else context.condition,
        depth=depth,
        details=question.entities,
        part=question.part,
        facts=facts or (context.facts if question.part > 1 else ()),
        misses=0,
    )


def _followed(question: Question, context: Context, knowledge: Knowledge) -> Question:
    kinds = {detail.kind for detail in question.entities} & (
        {*About.model_fields, "depth", "treatment"}
    )
    if not kinds:
        return _more(question, context)
    with_treatment = replace(
        question,
        entities=(
            *question.entities,
            *(d for d in context.details if d.kind == "treatment" and "treatment" not in kinds),
        ),
    )
    if context.topic is not None and (
        kinds == {"treatment"} or can_use(context.topic, kinds, with_treatment, knowledge)
    ):
        replaced = kinds | _EITHER if kinds & _EITHER else kinds
        kept = tuple(d for d in context.details if d.kind not in replaced | {LEADING})
        return replace(question, topic=context.topic, entities=question.entities + kept)
    topic = next(topic for kind, topic in DEFAULT_TOPIC.items() if kind in kinds)
    return replace(question, topic=topic)


def _more(question: Question, context: Context) -> Question:
    if context.topic is None:
        return _smalltalk(question, "help")
    return Question(context.topic, context.details, part=context.part + 1)


def _agreed(question: Question, context: Context) -> Question:
    if context.misses > 1 or context.topic in _WITH_PEOPLE:
        return replace(question, topic="handoff")
    if context.topic is None:
        return _smalltalk(question, "acknowledgement")
    return _more(question, context)


def _smalltalk(question: Question, kind: str) -> Question:
    return Question("smalltalk", (Detail(SMALLTALK_KIND, kind),), question.text)


def _is_bare_amount(question: Question, context: Context) -> bool:
    """Whether this is "how long?" or "how many?" and no more, after a topic that answers it."""
    if any(detail.kind != "treatment" for detail in question.entities):
        return False
    if context.topic == "sessions" and _HOW_MANY.fullmatch(question.text):
        return True
    could_be = question.topic in _TIMED or question.topic in (FOLLOW_UP, "unclear")
    return could_be and context.topic in _TIMED and _HOW_LONG.fullmatch(question.text) is not None


def _by_its_details(question: Question, context: Context, knowledge: Knowledge) -> Question:
    """The question under the topic that its details call for, where words alone mislead.

    Whether somebody may use a needle length is asked of who performs it; what is named as one's own
    state and not as something to be treated, of who should be careful; and the other way round.
    """
    topic, conditions = question.topic, question.ids("condition")
    has_circumstance = bool(question.ids("circumstance"))
    if topic == "needle_depth" and question.named("provider"):
        topic = "providers"
    elif topic == "conditions" and has_circumstance and not conditions:
        topic = "suitability"
    elif topic == "suitability" and conditions and not has_circumstance:
        treatment = knowledge.treatments[treatment_of(question, context.treatment, knowledge)]
        if not question.named("product") and set(conditions) <= set(treatment.conditions):
            topic = "conditions"
    return replace(question, topic=topic)


def _other_thing(question: Question) -> Question:
    """A question what something is goes where that is spoken of, if it is no treatment here."""
    if question.named("treatment"):
        return question
    for kind in ("other_treatment", "product"):
        if question.named(kind):
            return replace(question, topic=DEFAULT_TOPIC[kind])
    return question


def _pronouns_filled(question: Question, context: Context, knowledge: Knowledge) -> Question:
    """Remembered details put in for "it" and "that one", where the topic has a use for them."""
    if question.named("treatment") or not _PRONOUN.search(question.text):
        return question
    named = {detail.kind for detail in question.entities}
    if not named & _EITHER:
        meant = [("depth", context.depth), ("treatment_type", context.treatment_type)]
        tried = (_filled(question, kind, value, knowledge) for kind, value in meant)
        question = next(filter(None, tried), question)
    if not named & {"condition", "circumstance"} and _PRONOUN_OF_CONDITION.search(question.text):
        question = _filled(question, "condition", context.condition, knowledge) or question
    return question


def _filled(
    question: Question, kind: str, value: DetailValue | None, knowledge: Knowledge
) -> Question | None:
    """The question with a remembered detail; None where there is none or no use for it."""
    if value is None or not _is_known(Detail(kind, value), knowledge):
        return None
    filled = question.with_details([Detail(kind, value)])
    return filled if can_use(question.topic, [kind], filled, knowledge) else None


def _is_known(detail: Detail, knowledge: Knowledge) -> bool:
    if detail.kind == "treatment":
        return detail.value in knowledge.treatments
    if detail.kind == "depth":
        return not isinstance(detail.value, str)
    for kind, terms in knowledge.terms.items():
        if detail.kind == kind:
            return detail.value in terms
    return detail.kind not in About.model_fields
