"""What a visitor told of themselves that comes before any answer that leads to the treatment."""

from collections.abc import Iterator
from dataclasses import replace

from actions.answer import Answer, with_sentences
from actions.composing import led_by, phrase
from actions.emergency import word_to_help
from actions.parts import fact_sentence, qualifiers
from actions.selection import caution_on, is_told_apart
from actions.times import is_harmed
from actions.wording import called, listed
from knowledge.matching import is_about
from knowledge.model import Knowledge
from knowledge.topics import record_of
from knowledge.treatments import TermKind
from understanding.kinds import ALSO_OF_SIGN, QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

_CARE: TermKind = "circumstance"
_MOST_STATED = 2
_NO_REASON = frozenset({"older_age"})
"""What has a fact of its own and is no reason for care."""
_PLANS = frozenset({"planned_sun"})
"""What is planned for the days after a session, which whoever was hurt by one tells of that one."""
_OFTEN = 2
"""Answers without a word on a reason for care before it is named again."""


def with_caution(answer: Answer, question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """The answer behind the reasons for care that were named earlier in the conversation.

    A reason is stated in full where that was never done, and named shortly afterwards; an answer
    that speaks of it by itself stays as it is. Whoever turns to another treatment reads of its own
    reasons at once, whatever they ask of it; and before what leads to it, for which reasons no
    source covers it.

    Args:
        answer: What is said to the question.
        question: What was asked, in full.
        so_far: What the conversation holds.
        knowledge: What the answer was made from.
    """
    is_talk = question.topic in ("smalltalk", "emergency")
    # The answer after an alarm is led by a word on it, and then what may be of the sign.
    is_of_sign = so_far.since_alarm == 0 or question.topic in ALSO_OF_SIGN
    if so_far.alarm is not None and is_of_sign and not is_talk:
        return led_by([phrase(f"alarm_stands_{so_far.alarm}", knowledge)], answer, knowledge)
    if is_talk or answer.treatment is None:
        return answer
    bears_on = knowledge.treatments[answer.treatment].bears_on
    reasons = dict(_reasons(answer, question, so_far, knowledge))
    answer = _with_uncovered(answer, question, so_far, knowledge)
    is_turned = so_far.treatment not in (None, answer.treatment)
    if not is_turned and not _leads_to_treatment(question, knowledge):
        reasons = {
            term: fact
            for term, fact in reasons.items()
            if not set(question.ids(QUESTION)).isdisjoint(bears_on.get(term, ()))
        }
        so_far = replace(so_far, since_care=_OFTEN)
    if not reasons:
        return answer
    names = [knowledge.term_name(_CARE, term) for term in reasons]
    new = [fact for fact in reasons.values() if fact not in so_far.said][:_MOST_STATED]
    is_due = so_far.since_care >= _OFTEN or question.topic == "suitability"
    if not new and (not is_due or question.topic == "booking"):
        # Who asks for a day has heard it already.
        return answer
    first = phrase("caution" if new else "caution_again", knowledge, names=listed(names, "and"))
    stated = [fact_sentence(fact, knowledge) for fact in new]
    lead = [first, *(line for each in stated for line in (each, *qualifiers(each, knowledge)))]
    return led_by(lead, answer, knowledge)


def _with_uncovered(
    answer: Answer, question: Question, so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """The answer behind the reasons told earlier that are known beside another treatment alone."""
    is_turned = so_far.treatment not in (None, answer.treatment)
    is_asked = question.topic == "suitability"
    is_due = so_far.since_care >= _OFTEN or is_asked
    may_say = is_turned or (is_due and question.topic != "booking")
    leads = is_asked or _leads_to_treatment(question, knowledge)
    if len(knowledge.treatments) == 1 or answer.treatment is None or not (leads and may_say):
        return answer
    treatment = knowledge.treatments[answer.treatment]
    names = [
        called(each, knowledge)
        for each in _told_earlier(answer, question, so_far, knowledge)
        if is_told_apart(_CARE, str(each.value), knowledge)
        and caution_on(treatment, str(each.value), knowledge) is None
    ]
    names = [each for each in names if each not in answer.text]
    if not names:
        return answer
    line = phrase("products_uncovered", knowledge, names=listed(names), treatment=treatment.name)
    return led_by([line], answer, knowledge)


def with_relief(
    answer: Answer, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """The answer behind a word to somebody whose warning sign has been looked at, or will be.

    Args:
        answer: What is said to the question.
        understood: What the message says.
        so_far: What the conversation holds, with the gravest sign of it.
        knowledge: With the words.
    """
    if answer.topic in ("smalltalk", "emergency"):
        return answer
    if understood.over == "seen":
        return led_by([phrase("smalltalk_seen", knowledge)], answer, knowledge)
    level = so_far.alarm or so_far.sign
    if understood.over == "in_care" and level is not None:
        # Whoever is on the way is not told to go in the same breath.
        kept = [s for s in answer.sentences if s.phrase != f"alarm_stands_{level}"]
        answer = with_sentences(answer, kept, knowledge)
        return led_by([word_to_help(level, knowledge)], answer, knowledge)
    return answer


def _leads_to_treatment(question: Question, knowledge: Knowledge) -> bool:
    known = knowledge.questions
    asked = (known[id_] for id_ in question.ids(QUESTION) if id_ in known)
    books = any(each.clinic_part == "booking_url" for each in asked)
    return books or record_of(question.topic).leads_to_treatment


def _reasons(
    answer: Answer, question: Question, so_far: SoFar, knowledge: Knowledge
) -> Iterator[tuple[str, str]]:
    """The circumstances told earlier that a fact advises care in, each with that fact."""
    treatment = knowledge.treatments[answer.treatment or ""]
    for detail in _told_earlier(answer, question, so_far, knowledge):
        found = caution_on(treatment, str(detail.value), knowledge)
        if found is not None:
            yield str(detail.value), found


def _told_earlier(
    answer: Answer, question: Question, so_far: SoFar, knowledge: Knowledge
) -> Iterator[Detail]:
    """The circumstances told earlier that neither the question nor its answer speaks of."""
    none = {*question.ids(_CARE), *_NO_REASON, *(_PLANS if is_harmed(so_far) else ())}
    for detail in so_far.person:
        if detail.kind != _CARE or detail.value in none:
            continue
        about = (is_about(knowledge.facts[id_], _CARE, str(detail.value)) for id_ in answer.facts)
        if not any(about):
            yield detail
