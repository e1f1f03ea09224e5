"""Of what an answer is: the condition that was told, another one, or any; needling without heat."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.answer import Answer, with_sentences
from actions.composing import Draft, phrase
from actions.selection import is_told_apart
from actions.wording import word_for
from knowledge.matching import is_about, kind_named, mentions, names_term, says
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.treatments import Fact, TermKind
from understanding.kinds import HEAT, OTHER_TREATMENT
from understanding.so_far import ASKED, SoFar
from understanding.understood import Detail, Understood

THINGS: tuple[TermKind, ...] = ("product", "other_treatment")
PLACE: tuple[TermKind, ...] = ("condition", "body_area")
"""Kinds of details: things, and what is treated where."""
_COMPARES = re.compile(r"\bcompares\b|\bbetter\b|\bbest\b|\boptions\b|\beffective\b")
"""In the names of questions on which of two does more, rather than how they differ or cost."""
BY_CONDITION = frozenset({"sessions", "results", "evidence"})
"""Topics whose answers differ by what is treated."""
_LENGTHS = "needle_depth"
_OF_SUBJECT = frozenset({"sessions", "results", _LENGTHS})
_ON_CONDITION = frozenset({"conditions", "evidence"})
"""Topics whose answers are on a condition; what is asked after them is asked of it."""
_BY_HEAT = BY_CONDITION | {"downtime", "aftercare", "preparation", "pain", "side_effects"}
"""Topics whose figures may be others with heat."""
_FIGURES = re.compile(
    r"\d(?:[\d.]*%| to \d|[\d.]* (?:out of|hours?|days?|weeks?|months?|sessions?)\b)"
)
_SELDOM = 1
"""Answers without a word on heat before it is told apart again, in fewer words."""


def with_heat_apart(
    answer: Answer, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """The answer with a word that its figures are not of the needling with heat that was told.

    Args:
        answer: What is said to one question.
        understood: The message; what it names for the first time gets its own word.
        so_far: What the conversation holds, that message told.
        knowledge: What the answer was made from.
    """
    told = next((each for each in so_far.treatments if each.value == HEAT), None)
    is_due = so_far.since_heat >= _SELDOM and told not in understood.named
    if told is None or not is_due or answer.topic not in _BY_HEAT:
        return answer
    is_of_figures = any(_FIGURES.search(knowledge.facts[id_].text) for id_ in answer.facts)
    if not is_of_figures or tells_heat_apart(answer, knowledge):
        return answer
    *_, last = (place for place, line in enumerate(answer.sentences, 1) if line.fact is not None)
    key = "of_plain_needling"
    key = f"{key}_repeated" if key in so_far.said else key
    word = phrase(key, knowledge, name=word_for(told, knowledge))
    lines = (*answer.sentences[:last], word, *answer.sentences[last:])
    return with_sentences(answer, lines, knowledge)


def tells_heat_apart(answer: Answer, knowledge: Knowledge) -> bool:
    """Whether an answer speaks of needling with heat."""
    is_known = HEAT in knowledge.terms.get(OTHER_TREATMENT, {})
    return is_known and names_term(answer.text, OTHER_TREATMENT, HEAT, knowledge)


def with_subject(draft: Draft) -> None:
    """Take the one condition that the last answer was on for told, where none was."""
    so_far, question = draft.so_far, draft.question
    if so_far.topic not in _ON_CONDITION or question.topic not in _OF_SUBJECT:
        return
    if question.ids("condition") or any(each.kind == "condition" for each in so_far.person):
        return
    last = [draft.knowledge.facts[id_] for id_ in draft.said_last]
    spoken = {so_far.condition} if so_far.condition else conditions_of(last, draft)
    if len(spoken) == 1:
        detail = Detail("condition", str(*spoken))
        draft.so_far = replace(so_far, person=(*so_far.person, detail))


def of_its_condition(facts: Sequence[str], draft: Draft) -> tuple[list[str], list[str]]:
    """The facts that are not on another condition than is meant, and those that are.

    A general question begins with what another one has on the condition. Where nothing is known of
    it on this point, that is said: once where what follows holds in general, and before each answer
    that is on something else.
    """
    meant, topic = _meant(draft), draft.question.topic
    if topic not in (*BY_CONDITION, _LENGTHS) or not meant or not facts:
        return list(facts), []
    others = [id_ for id_ in facts if _is_on_another(id_, meant, draft)]
    if facts[0] not in draft.facts:
        return (
            _nearest(facts, others, meant, draft) if _is_of_any(meant, draft) else list(facts)
        ), []
    fitting = [id_ for id_ in facts if id_ not in others]
    if "for_their_own" in draft.phrases_so_far:
        return fitting, others
    is_unlisted = meant.isdisjoint(draft.treatment.conditions)
    own = _first_on(meant, draft)
    gap = None if own or conditions_said(fitting[:1], meant, draft) else _gap_on(meant, draft)
    if gap is not None and facts[0] not in draft.said and "gap" not in draft.phrases_so_far:
        draft.say("gap", name=gap.name)
        return fitting, others
    if facts[0] in others or topic == _LENGTHS or is_unlisted:
        fitting = [*(id_ for id_ in own if id_ not in fitting), *fitting]
        is_unlisted = is_unlisted and not own
    if is_unlisted or not fitting:
        _say_general_only(meant, draft)
    return (fitting, others) if fitting else (list(facts), [])


def _nearest(
    facts: Sequence[str], others: Sequence[str], meant: set[str], draft: Draft
) -> list[str]:
    """The facts of a question that is asked of no condition, those on the one that is meant first.

    "What share of people get better" is answered with figures of whatever was counted.
    """
    on_it = [id_ for id_ in facts if id_ not in others and _is_on_theirs(id_, meant, draft)]
    if on_it:
        return [*on_it, *(id_ for id_ in facts if id_ not in on_it)]
    if facts[0] in others:
        names = [draft.knowledge.term_name("condition", term) for term in sorted(meant)]
        draft.say_missing(draft.wording("nearest_only"), names, "details")
        return list(dict.fromkeys((*_first_on(meant, draft), *facts)))
    if meant.isdisjoint(draft.treatment.conditions):
        _say_general_only(meant, draft)
    return list(facts)


def _is_on_theirs(id_: str, meant: set[str], draft: Draft) -> bool:
    """Whether a fact is on what is meant, of its kind, or on a place that was named or told."""
    fact, knowledge = draft.knowledge.facts[id_], draft.knowledge
    told = [str(each.value) for each in draft.so_far.person if each.kind == "body_area"]
    places = draft.question.ids("body_area") or tuple(told)
    theirs = conditions_said([id_], meant, draft)
    return any(is_of_their_kind(fact, each, draft) for each in theirs) or any(
        mentions(fact, "body_area", each, knowledge)
        for each in places
        if is_told_apart("body_area", each, knowledge)
    )


def _say_general_only(meant: set[str], draft: Draft) -> None:
    if not {"general_only"} & (draft.phrases_so_far | draft.said):
        names = [draft.knowledge.term_name("condition", term) for term in sorted(meant)]
        draft.say_missing("general_only", names, "details")


def _is_of_any(meant: set[str], draft: Draft) -> bool:
    """Whether the question answered is by its name on no place or thing, nor on what is meant.

    One on acne scars counts for whoever has melasma, of which there may be none.
    """
    knowledge, asked = draft.knowledge, draft.knowledge.questions.get(draft.asked or "")
    if asked is None:
        return False
    named = {
        kind: {each for each in terms if names_term(asked.name, kind, each, knowledge)}
        for kind, terms in knowledge.terms.items()
        if kind in (*PLACE, *THINGS)
    }
    of = named.pop("condition")
    return not any(named.values()) and meant.isdisjoint(of)


def say_not_compared(draft: Draft, facts: Sequence[str], name: str = "") -> bool:
    """Say that nothing here compares treatments for what the person has, where no fact does.

    Args:
        draft: The answer.
        facts: What is going to be said.
        name: That of the particular question, which may be on the condition itself.
    """
    knowledge, meant = draft.knowledge, _meant(draft)
    if draft.question.topic != "comparison" or not meant:
        return False
    is_on_it = any(names_term(name, "condition", term, knowledge) for term in meant)
    if is_on_it or (name and _COMPARES.search(name) is None):
        return False
    if conditions_said(knowledge.with_qualifiers(facts), meant, draft):
        return False
    names = [draft.knowledge.term_name("condition", term) for term in sorted(meant)]
    draft.say_missing("not_compared", names, "details")
    return True


def conditions_said(facts: Iterable[str], meant: set[str], draft: Draft) -> set[str]:
    """Which of some conditions facts speak of."""
    return conditions_of([draft.knowledge.facts[id_] for id_ in facts], draft) & meant


def _meant(draft: Draft) -> set[str]:
    """The conditions that are asked of: those named or, where none is, those told before."""
    person, knowledge = draft.so_far.person, draft.knowledge
    told = {str(each.value) for each in person if each.kind == "condition"}
    care = {str(each.value) for each in person if each.kind == "circumstance"} - told
    # Whoever gets keloids has not come for these.
    reasons = {
        term
        for term in told
        if any(
            names_term(knowledge.term_name("condition", term), "circumstance", each, knowledge)
            for each in care
        )
    }
    return set(draft.question.ids("condition")) or (told - reasons) | _asked_of(told, draft)


def _asked_of(told: set[str], draft: Draft) -> set[str]:
    """What was asked of before by its name, for whoever told of a condition beside it."""
    knowledge = draft.knowledge
    asked = [knowledge.questions[id_] for id_ in _asked_before(draft)] if told else []
    return {
        term
        for term in draft.treatment.conditions
        if any(names_term(each.name, "condition", term, knowledge) for each in asked)
    }


def _asked_before(draft: Draft) -> list[str]:
    """The particular questions that the conversation had answers to."""
    asked = (id_.removeprefix(ASKED) for id_ in draft.so_far.said if id_.startswith(ASKED))
    return [id_ for id_ in asked if id_ in draft.knowledge.questions]


def _gap_on(conditions: set[str], draft: Draft) -> KnownQuestion | None:
    """The question of the topic that is on a condition by its name, and has no answer here."""
    for asked in draft.knowledge.questions.values():
        if asked.topic != draft.question.topic or not asked.is_gap:
            continue
        if any(names_term(asked.name, "condition", each, draft.knowledge) for each in conditions):
            return asked
    return None


def _first_on(conditions: set[str], draft: Draft) -> list[str]:
    """The fact that answers the first question of the topic that is asked of a condition."""
    facts = draft.knowledge.facts
    asked = [q for q in draft.knowledge.questions.values() if q.topic == draft.question.topic]
    of_it = (q.facts[0] for q in asked if q.facts)
    listed = set(draft.treatment.conditions)
    for id_ in of_it:
        named = conditions_of([facts[id_]], draft)
        theirs = {each for each in named & conditions if is_of_their_kind(facts[id_], each, draft)}
        if theirs and named & listed <= conditions:
            return [id_]
    return []


def is_of_their_kind(fact: Fact, condition: str, draft: Draft) -> bool:
    """Whether a fact is on no other kind of a condition than was told: on burns, of a cut's scar.

    What was told is read in their own words, and in the questions that they asked.
    """
    knowledge, questions = draft.knowledge, draft.knowledge.questions
    kind = kind_named(fact.text, "condition", condition, knowledge)
    if kind is None:
        return True
    details = (*draft.question.details, *draft.so_far.person)
    told = [each.said for each in details if (each.kind, each.value) == ("condition", condition)]
    told += [questions[id_].name for id_ in _asked_before(draft)]
    return any(says(each, (kind.removesuffix("s"),)) for each in told)


def _is_on_another(id_: str, meant: set[str], draft: Draft) -> bool:
    named = conditions_of([draft.knowledge.facts[id_]], draft)
    listed = named & set(draft.treatment.conditions)
    return len(listed) == 1 and named.isdisjoint(meant)


def conditions_of(facts: Iterable[Fact], draft: Draft) -> set[str]:
    """The conditions that facts are limited to or speak of."""
    return {
        term
        for term in draft.knowledge.terms["condition"]
        for fact in facts
        if is_about(fact, "condition", term) or mentions(fact, "condition", term, draft.knowledge)
    }
