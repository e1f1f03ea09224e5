"""Questions that lean on what was said before: "and medical?", "tell me more", "who does it?"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.matching import is_about, mentions, topic_answer
from knowledge.model import Knowledge
from knowledge.topics import DEFAULT_TOPIC, record_of
from knowledge.treatments import About
from understanding.about_last import (
    FOR_ME,
    IS_NO,
    NOT_THAT,
    PASS_ON,
    RECAP,
    START_OVER,
    SURE,
    TO_TELL,
    WHY,
    WRONGED,
)
from understanding.by_treatment import of_each
from understanding.kinds import (
    AMOUNT,
    ANSWERED_BY_TYPE,
    HARM,
    LEADING,
    NOTICED,
    OF_LAST,
    OTHER_QUESTION,
    QUESTION,
    REFERS,
    SIGN,
    SMALLTALK,
    TOLD,
)
from understanding.meant import treatment_of
from understanding.noticing import count_in, notice
from understanding.of_care_told import asked_of_care
from understanding.put_right import put_right
from understanding.so_far import SoFar
from understanding.telling import as_told, is_fresh
from understanding.understood import Detail, DetailValue, Question, Understood
from understanding.whom import turned_to

FOLLOW_UP, AFFIRM, DENY = "follow_up", "affirm", "deny"
"""What a message can be instead of a question of its own."""

_YOUNG = "age_under_22"
_AGES = frozenset({_YOUNG, "older_age"})
_OF_AGE = re.compile(r"\b(?:my|his|her|their|at (?:this|that|my|his|her)) age\b", re.IGNORECASE)
_EITHER = frozenset({"depth", "treatment_type"})
"""Two ways to say the same thing: a new one of either replaces both."""


def follow(understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Understood:
    """What a message says in full: what it leaves out is taken from what was said before.

    Following again what was followed changes nothing.
    """
    so_far = turned_to(understood.whom, so_far)
    questions = tuple(followed(each, so_far, knowledge) for each in understood.questions)
    questions = tuple(as_told(each, understood, so_far, knowledge) for each in questions)
    questions = put_right(questions, understood, so_far, knowledge)
    questions = tuple(one for each in questions for one in of_each(each, knowledge))
    if understood.tells:
        # Who only tells of harm, asking nothing, wants no second answer beside the one to that.
        questions = tuple(each for each in questions if HARM in each.ids(TOLD))[:1] or questions
    if is_fresh((*so_far.person, *understood.person)):
        person = tuple(each for each in understood.person if each.kind != HARM)
        understood = replace(understood, person=person)
    return replace(understood, questions=questions)


def intent_of(read: Understood, in_full: Understood) -> str:
    """Rasa's intent for a message, by its first question.

    A message that only leans on the last answer keeps that as its intent, since the rules decide
    by what was offered what a "yes" means; any other is what it was followed to.

    Args:
        read: The message before it was followed.
        in_full: The same, followed.
    """
    leaning, topic = read.questions[0].topic, in_full.questions[0].topic
    if leaning in (FOLLOW_UP, AFFIRM, DENY):
        return leaning
    return "nlu_fallback" if topic == "unclear" else f"ask_{topic}"


def followed(question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    """One question in full.

    Details that the knowledge does not know, or knows no longer, such as those of an old button,
    are left out.
    """
    question = replace(question, details=_known(question.details, knowledge))
    so_far = replace(so_far, details=_known(so_far.details, knowledge))
    if _is_bare_amount(question, so_far):
        question = _without_particular(replace(question, topic=so_far.topic or question.topic))
    question = asked_of_care(question, so_far, knowledge)
    question = _of_their_age(question, so_far)
    about = next(iter(question.ids(OF_LAST)), None)
    if about is not None:
        return _about_last(about, question, so_far, knowledge)
    if question.topic == FOLLOW_UP:
        question = _carried_on(question, so_far, knowledge)
    elif question.topic == AFFIRM:
        question = _agreed(question, so_far)
    elif question.topic == DENY:
        question = _denied(question, so_far)
    if question.named(QUESTION):
        filled = _pronouns_filled(question, so_far, knowledge)
        if question.topic in ANSWERED_BY_TYPE and filled != question:
            # Who performs "that one" is looked up.
            filled = _without_particular(filled)
        return _led(filled, so_far, knowledge)
    if question.topic == "definition":
        question = _other_thing(question)
    question = _by_its_details(question, so_far, knowledge)
    question = _pronouns_filled(question, so_far, knowledge)
    return _led(_by_its_details(question, so_far, knowledge), so_far, knowledge)


def _of_their_age(question: Question, so_far: SoFar) -> Question:
    """The question as one on being too young, where it is asked of age by somebody who is."""
    ages = {str(each.value) for each in so_far.person if each.kind == "circumstance"} & _AGES
    is_of_age = _OF_AGE.search(question.words) is not None
    if ages != {_YOUNG} or not is_of_age or question.ids("circumstance"):
        return question
    return Question("suitability", (Detail("circumstance", _YOUNG),), question.words)


def can_use(topic: str, kinds: Iterable[str], question: Question, knowledge: Knowledge) -> bool:
    """Whether the answer to `topic` turns on details of one of these kinds.

    It does if the topic always answers about the kind, if one of its facts is limited to a detail
    that the question names, or if its facts speak of any condition where the question names one.
    """
    kinds = set(kinds)
    if kinds & record_of(topic).uses:
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


def _carried_on(question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    kinds = {detail.kind for detail in question.details} & (
        {*About.model_fields, "depth", "treatment"}
    )
    if so_far.topic == "cost" and count_in(question.words):
        return replace(question, topic="cost", details=so_far.details)
    if not kinds:
        return _more(question, so_far)
    with_treatment = replace(
        question,
        details=(
            *question.details,
            *(d for d in so_far.details if d.kind == "treatment" and "treatment" not in kinds),
        ),
    )
    if so_far.topic is not None and (
        kinds == {"treatment"} or can_use(so_far.topic, kinds, with_treatment, knowledge)
    ):
        replaced = kinds | _EITHER if kinds & _EITHER else kinds
        replaced = replaced | {LEADING, QUESTION, OTHER_QUESTION}
        kept = tuple(d for d in so_far.details if d.kind not in replaced)
        details = _without_particular(question).details + kept
        return replace(question, topic=so_far.topic, details=details)
    meant = next(iter(question.ids(OTHER_QUESTION)), None)
    if meant is not None:
        # "Keloids?" at the start: the likeliest is answered, the others are offered.
        asked = question.with_details([Detail(QUESTION, meant)])
        return replace(asked, topic=knowledge.questions[meant].topic)
    topic = next(topic for kind, topic in DEFAULT_TOPIC.items() if kind in kinds)
    return replace(question, topic=topic)


def _about_last(about: str, question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    """The last question again, for what is asked about its answer."""
    if about in (START_OVER, RECAP, SURE, WRONGED):
        return _smalltalk(question, about)
    if about in (FOR_ME, TO_TELL, IS_NO, PASS_ON):
        return replace(question, topic="personal_advice")
    if about == NOT_THAT:
        return _meant_instead(question, so_far, knowledge)
    if so_far.topic is None:
        return question
    part = so_far.part + 1 if about == WHY else 1
    kept = tuple(d for d in so_far.details if d.kind != OF_LAST)
    return Question(so_far.topic, (*kept, Detail(OF_LAST, about)), part=part)


def _meant_instead(question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    """What else the last message may have asked; where nothing else is known, an apology."""
    answered = [d.value for d in so_far.details if d.kind == QUESTION]
    others = (d.value for d in so_far.details if d.kind == OTHER_QUESTION)
    meant = next((str(each) for each in others if each not in answered), "")
    if meant not in knowledge.questions:
        return _smalltalk(question, "insult")
    kept = (d for d in so_far.details if d.kind not in (QUESTION, OTHER_QUESTION, LEADING))
    topic = knowledge.questions[meant].topic
    return replace(question, topic=topic, details=(*kept, Detail(QUESTION, meant)))


def _more(question: Question, so_far: SoFar) -> Question:
    if so_far.topic is None:
        return _smalltalk(question, "help")
    return Question(so_far.topic, so_far.details, part=so_far.part + 1)


def _agreed(question: Question, so_far: SoFar) -> Question:
    """What a "yes" asks for: what the last answer offered; of several topics the likeliest."""
    if so_far.offer == "person":
        return replace(question, topic="handoff")
    if so_far.offer == "more":
        return _more(question, so_far)
    if so_far.offer == "check" and so_far.checked is not None:
        return Question("emergency", (Detail(SIGN, so_far.checked),), question.words)
    if so_far.offer == "safe":
        return _smalltalk(question, "safe")
    if so_far.offer == "choice":
        if so_far.choices:
            return so_far.choices[0].question
        return _smalltalk(question, "help")
    return _smalltalk(question, "acknowledgement")


def _denied(question: Question, so_far: SoFar) -> Question:
    """What a "no" says: that the visitor is not safe, if that was asked, or that all is well."""
    if so_far.offer == "safe" and so_far.checked is not None:
        return Question("emergency", (Detail(SIGN, so_far.checked),), question.words)
    return _smalltalk(question, "checked" if so_far.offer == "check" else "declined")


def _smalltalk(question: Question, kind: str) -> Question:
    return Question("smalltalk", (Detail(SMALLTALK, kind),), question.words)


def _without_particular(question: Question) -> Question:
    kept = (d for d in question.details if d.kind not in (QUESTION, OTHER_QUESTION))
    return replace(question, details=tuple(kept))


def _is_bare_amount(question: Question, so_far: SoFar) -> bool:
    """Whether this is "how long?" or "how many?" and no more, after a topic that answers it."""
    if any(detail.kind not in NOTICED | {"treatment"} for detail in question.details):
        return False
    if question.named(QUESTION) and so_far.topic != "downtime":
        # "How long does that last" is asked of what was seen, but not of the sessions.
        return False
    amounts = question.ids(AMOUNT)
    if so_far.topic == "sessions" and "how_many" in amounts:
        return True
    could_be = record_of(question.topic).is_timed or question.topic in (FOLLOW_UP, "unclear")
    return could_be and record_of(so_far.topic).is_timed and "how_long" in amounts


def _by_its_details(question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    """The question under the topic that its details call for, where words alone mislead.

    Whether somebody may use a needle length is asked of who performs it; what is named as one's own
    state and not as something to be treated, of who should be careful; and the other way round.
    """
    topic, conditions = question.topic, question.ids("condition")
    terms = knowledge.terms.get("circumstance", {})
    # Whoever smokes and asks of their lines is answered on these.
    named = (terms[each] for each in question.ids("circumstance") if each in terms)
    has_circumstance = any(each.sort != "habit" for each in named)
    if topic == "needle_depth" and question.named("provider"):
        topic = "providers"
    elif topic == "conditions" and has_circumstance and not conditions:
        topic = "suitability"
    elif topic == "suitability" and conditions and not has_circumstance:
        treatment = knowledge.treatments[treatment_of(question, so_far.treatment, knowledge)]
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


def _pronouns_filled(question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    """Remembered details put in for "it" and "that one", where the topic has a use for them."""
    if question.named("treatment") or not question.ids(REFERS):
        return question
    named = {detail.kind for detail in question.details}
    if not named & _EITHER:
        meant = [("depth", so_far.depth), ("treatment_type", so_far.treatment_type)]
        tried = (_filled(question, kind, value, knowledge) for kind, value in meant)
        question = next(filter(None, tried), question)
    # Whether something suits somebody is no more asked of what they want treated.
    is_of_condition = question.topic != "suitability" and "condition" in question.ids(REFERS)
    if is_of_condition and not named & {"condition", "circumstance"}:
        question = _filled(question, "condition", so_far.condition, knowledge) or question
    return question


def _filled(
    question: Question, kind: str, value: DetailValue | None, knowledge: Knowledge
) -> Question | None:
    """The question with a remembered detail; None where there is none or no use for it."""
    if value is None or not _is_known(Detail(kind, value), knowledge):
        return None
    filled = question.with_details([Detail(kind, value)])
    return filled if can_use(question.topic, [kind], filled, knowledge) else None


def _led(question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    """The question with the facts that lead its answer; its next part goes on with the same ones.

    What its words tell is noticed anew, since it may have come under another topic.
    """
    if question.words:
        subject = tuple(detail for detail in question.details if detail.kind != LEADING)
        question = notice(replace(question, details=subject), knowledge, so_far.treatment)
    elif question.part > 1 and _is_same(question, so_far):
        question = question.with_details(d for d in so_far.details if d.kind == LEADING)
    used = tuple(detail for detail in question.details if detail.kind not in (AMOUNT, REFERS))
    return replace(question, details=used)


def _is_same(question: Question, so_far: SoFar) -> bool:
    """Whether this is the question that was answered last; a button carries no leading facts."""
    return question.topic == so_far.topic and _subject(question.details) == _subject(so_far.details)


def _subject(details: Iterable[Detail]) -> set[Detail]:
    left_out = (LEADING, OTHER_QUESTION)
    return {each for each in details if each.kind not in left_out and not each.negated}


def _known(details: Iterable[Detail], knowledge: Knowledge) -> tuple[Detail, ...]:
    return tuple(detail for detail in details if _is_known(detail, knowledge))


def _is_known(detail: Detail, knowledge: Knowledge) -> bool:
    if detail.kind == "treatment":
        return detail.value in knowledge.treatments
    if detail.kind == "depth":
        return not isinstance(detail.value, str)
    if detail.kind in (QUESTION, OTHER_QUESTION):
        return detail.value in knowledge.questions
    for kind, terms in knowledge.terms.items():
        if detail.kind == kind:
            return detail.value in terms
    return detail.kind not in About.model_fields
