"""From what was understood of a message to its answers, topic by topic."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from actions.answer import Answer, with_sentences
from actions.asides import with_asides
from actions.cautions import with_caution, with_relief
from actions.clinic import compose_clinic, with_blank_too
from actions.comparison import compose_comparison
from actions.composing import Draft
from actions.conditions import compose_conditions
from actions.depth import compose_depth
from actions.emergency import answer_sign, compose_check, compose_emergency_question
from actions.facts import compose_facts
from actions.for_them import compose_for_them, is_for_them
from actions.here import with_here
from actions.keeping_on import compose_keeping_on
from actions.of_condition import with_heat_apart
from actions.of_treatments import compares_own, compose_own, of_others, with_other_treatments
from actions.others import with_others as with_word_on_others
from actions.particular import compose_likely, compose_particular, likely_of, particular_of
from actions.passed_over import with_passed_over
from actions.people import compose_handoff, compose_personal_advice
from actions.providers import compose_providers
from actions.remembering import (
    asked_about,
    heard,
    offered,
    remember,
    told,
    with_asides_said,
    without_alarm,
)
from actions.smalltalk import compose_smalltalk
from actions.source import compose_source
from actions.suitability import compose_suitability
from actions.times import with_time
from actions.told import compose_told, is_told
from actions.toned import is_toned, with_tone
from actions.unclear import compose_out_of_scope, compose_unclear
from knowledge.model import Knowledge
from knowledge.topics import Family, record_of
from understanding.following import follow
from understanding.kinds import AFTER, ASIDE, CLINIC_PART, KEEPS, QUESTION, TOLD
from understanding.meant import treatments_named
from understanding.so_far import SoFar
from understanding.understood import Question, Understood
from understanding.whom import turned_to, with_others, with_treatments

COMPOSERS: Mapping[Family, Callable[[Draft], Answer]] = {
    "facts": compose_facts,
    "lengths": compose_depth,
    "conditions": compose_conditions,
    "providers": compose_providers,
    "suitability": compose_suitability,
    "comparison": compose_comparison,
    "source": compose_source,
    "clinic": compose_clinic,
    "personal_advice": compose_personal_advice,
    "handoff": compose_handoff,
    "smalltalk": compose_smalltalk,
    "out_of_scope": compose_out_of_scope,
}
"""What answers each family of topics, but for warning signs and what was not understood."""

MOST_ANSWERS = 3
_CARE = "suitability"
_SAYS_NOTHING = frozenset({"unclear", "out_of_scope", "smalltalk"})
"""Answers that say nothing: nobody needs them before the question whether they are well, and
nothing leans on what they answer."""


@dataclass(frozen=True)
class Reply:
    """The answers to one message, and what the conversation holds after them."""

    answers: tuple[Answer, ...]
    so_far: SoFar


def answer(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer one question."""
    return answer_all(Understood((question,)), so_far, knowledge).answers[0]


def answer_all(understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
    """Answer the questions of one message, up to three, those of the same topic together.

    A warning sign is answered alone; a greeting beside a question is passed over. Whether a
    doubtful sign is happening is asked last, and alone where nothing of ours was asked.
    """
    understood = follow(understood, so_far, knowledge)
    so_far = with_treatments(understood, turned_to(understood.whom, so_far))
    so_far = with_others(understood.others, before := told(understood.person, so_far))
    if understood.over is not None:
        so_far = without_alarm(understood.over, so_far)
    answers: list[Answer] = []
    is_heard, spoken_of, blanks = False, set[str](), set[tuple[str, frozenset[str]]]()
    most = 1 if so_far.alarm and so_far.since_alarm == 0 else MOST_ANSWERS
    asked, asides = _with_asides_apart(understood, so_far)
    for question in _first(most, _together(asked), knowledge):
        composed = _composed(question, understood, so_far, knowledge)
        composed = _with_the_rest(composed, question, understood, so_far, knowledge)
        if not answers:
            composed = _as_first(composed, question, understood, (before, so_far), knowledge)
            composed = with_asides(composed, asides, so_far, knowledge)
            so_far = with_asides_said(asides, so_far)
        told_now = {fact for each in answers for fact in each.facts}
        blank = question.topic, frozenset(question.ids(CLINIC_PART))
        if composed.lacks == "blank" and blank in blanks:
            # The price of two things that the clinic has not filled in is owned up to once.
            answers[-1] = with_blank_too(answers[-1], composed.asked, knowledge)
            continue
        blanks |= {blank} if composed.lacks == "blank" else set()
        care = set(question.ids("circumstance"))
        is_answered = bool(told_now) and bool(care) and care <= spoken_of
        is_answered &= not question.named(QUESTION)
        is_told = told_now.issuperset(composed.facts) and bool(composed.facts)
        is_told &= not composed.lacks and not question.named(KEEPS)
        if is_told or (composed.lacks and is_answered):
            # One matter that was read as two questions is answered once.
            continue
        composed = _without(told_now, composed, knowledge)
        spoken_of |= care
        of_sign = understood.sign is not None or bool(question.named(AFTER))
        so_far = remember(question, composed, so_far, knowledge, tells_of_sign=of_sign)
        is_heard |= question.topic not in _SAYS_NOTHING
        answers.append(composed)
    answers = with_passed_over(answers, understood, before, knowledge)
    so_far = _without_others(understood, so_far)
    if understood.words and is_heard:
        so_far = heard(understood, so_far)
    if understood.check is not None:
        answers = [each for each in answers if each.topic not in _SAYS_NOTHING]
        if understood.check.level == "self_harm" and not _asks_surely(understood):
            # Somebody who may be in despair is not lectured on what they did not ask.
            answers = []
        answers.append(compose_check(understood.check, knowledge))
        so_far = asked_about(understood.check, so_far)
    so_far = replace(so_far, was_toned=bool(answers) and is_toned(answers[0]))
    return Reply(tuple(answers), offered(answers, so_far))


def _with_asides_apart(
    understood: Understood, so_far: SoFar
) -> tuple[list[Question], list[Question]]:
    """What a message asks, and what less surely, which never stands beside a warning sign."""
    asked = [each for each in understood.questions if not each.named(ASIDE)]
    if so_far.alarm or understood.sign or understood.check:
        return asked, []
    # One of which something is told by now (harm) is no aside any more.
    asides = (each for each in understood.questions if each not in asked)
    return asked, [each for each in asides if not each.named(TOLD)]


def _as_first(
    answer: Answer,
    question: Question,
    understood: Understood,
    held: tuple[SoFar, SoFar],
    knowledge: Knowledge,
) -> Answer:
    """The first answer to a message, with what counts for all of it.

    Args:
        answer: It.
        question: What it answers.
        understood: The message.
        held: What the conversation held without, and holds with what was told of others.
        knowledge: The version in force.
    """
    before, so_far = held
    answer = with_time(answer, question, understood.person, so_far, knowledge)
    answer = with_caution(answer, question, so_far, knowledge)
    answer = with_word_on_others(answer, question, understood, before, knowledge)
    answer = with_relief(answer, understood, so_far, knowledge)
    return with_tone(answer, understood, so_far, knowledge)


def _with_the_rest(
    answer: Answer,
    question: Question,
    understood: Understood,
    so_far: SoFar,
    knowledge: Knowledge,
) -> Answer:
    """An answer with what other treatments have, this clinic does, and heat may change."""
    answer = with_other_treatments(answer, question, knowledge)
    answer = with_here(answer, question, knowledge)
    return with_heat_apart(answer, understood, so_far, knowledge)


def _without(told: Collection[str], answer: Answer, knowledge: Knowledge) -> Answer:
    """An answer without what stands in the same reply above it, but for what it begins with."""
    gone = set(told) - set(answer.facts[:1])
    kept = [each for each in answer.sentences if each.fact not in gone or each.phrase is not None]
    return with_sentences(answer, kept, knowledge) if len(kept) < len(answer.sentences) else answer


def _without_others(understood: Understood, so_far: SoFar) -> SoFar:
    """What the conversation holds without what somebody else has: nothing next leans on that."""
    theirs = {(d.kind, d.value) for each in understood.others for d in each.person}
    theirs -= {(each.kind, each.value) for each in so_far.person}
    kept = tuple(each for each in so_far.details if (each.kind, each.value) not in theirs)
    return replace(so_far, details=kept)


def _asks_surely(understood: Understood) -> bool:
    return any(each.named(QUESTION) or each.named(TOLD) for each in understood.questions)


def _composed(
    question: Question, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Answer:
    family = record_of(question.topic).family
    if family == "emergency":
        if understood.sign is not None and not question.named(AFTER):
            return answer_sign(understood.sign, knowledge)
        return compose_emergency_question(question, so_far, knowledge)
    if compares_own(question, knowledge):
        return compose_own(question, so_far, knowledge)
    draft = Draft(question, so_far, knowledge)
    draft.beside = of_others(draft.treatment_id, question, knowledge)
    if question.named(KEEPS) and question.topic != "emergency":
        return compose_keeping_on(draft)
    if is_for_them(question):
        return compose_for_them(draft)
    if is_told(draft):
        return compose_told(draft)
    asked = particular_of(draft)
    if asked is not None:
        return compose_particular(draft, asked)
    likely = likely_of(draft)
    if likely:
        return compose_likely(draft, likely)
    return compose_unclear(understood, draft) if family == "unclear" else COMPOSERS[family](draft)


def _first(most: int, questions: Sequence[Question], knowledge: Knowledge) -> list[Question]:
    """The first questions, of which the same one on several treatments counts once.

    Where treatments are held against each other, whom they suit comes first: no other answer may
    crowd that out, or stand before it.
    """
    topics = list(dict.fromkeys(each.topic for each in questions))
    asked = {topic: [each for each in questions if each.topic == topic] for topic in topics}
    paired = [topic for topic in topics if _are_of_several(asked[topic], knowledge)]
    if not paired:
        return list(questions[:most])
    care = {term for each in asked.get(_CARE, ()) for term in each.ids("circumstance")}
    groups = [asked.pop(_CARE)] if _CARE in paired else []
    for topic, of_it in asked.items():
        left = [_without_care(each, care) for each in of_it] if _CARE in paired else of_it
        groups += [left] if topic in paired else [[each] for each in left]
    return [each for group in groups[:most] for each in group]


def _are_of_several(questions: Sequence[Question], knowledge: Knowledge) -> bool:
    return len({id_ for each in questions for id_ in treatments_named(each, knowledge)}) > 1


def _without_care(question: Question, care: Collection[str]) -> Question:
    """The question without the reasons for care on which each treatment is answered before."""
    kept = (d for d in question.details if d.kind != "circumstance" or d.value not in care)
    return replace(question, details=tuple(kept))


def _together(questions: Sequence[Question]) -> list[Question]:
    merged: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Question] = {}
    for question in questions:
        subject = question.topic, question.ids(QUESTION), question.ids("treatment")
        first = merged.get(subject)
        merged[subject] = first.with_details(question.details) if first else question
    for each in merged.values():
        if each.topic == "emergency":
            return [each]
    real = [each for each in merged.values() if not record_of(each.topic).is_passed_over]
    return real or list(merged.values())[:1]
