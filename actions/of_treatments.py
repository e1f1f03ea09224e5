"""Several treatments of the file: held against each other, and what the others are good for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions.answer import Answer, Sentence, with_sentences
from actions.composing import Draft
from actions.conditions import CONDITIONS, answering
from actions.of_condition import say_not_compared
from actions.parts import MOST_WORDS, behind, fact_sentence, qualifiers
from actions.selection import caution_on, withheld
from actions.suitability import AGE_GROUPS
from actions.wording import called
from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from knowledge.treatments import Treatment
from understanding.kinds import QUESTION, REFERS, TYPE
from understanding.meant import treatments_named
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

_ASPECTS = ("pain", "downtime", "results", "side_effects", "sessions", "benefits")
"""Topics by which treatments are held against each other, where the files have them for all."""
_CARE = "suitability"
_FEW = 2
"""Of more conditions that are named at once, one treatment's answer has no room for another."""
_UNKNOWN = frozenset({"condition_unknown", "reach", "reach_unknown", "reach_repeated"})
"""What is not said of one treatment where another is listed."""


def compares_own(question: Question, knowledge: Knowledge) -> bool:
    """Whether treatments of the file are held against each other."""
    return question.topic == "comparison" and len(treatments_named(question, knowledge)) > 1


def compose_own(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer how treatments of the file compare, from what is known of each.

    What each treatment has on a reason for care comes first, then a fact that compares them; that
    there is none for what somebody has is said. No answer says which is better.
    """
    drafts = [
        Draft(_of(id_, question), so_far, knowledge)
        for id_ in treatments_named(question, knowledge)
    ]
    draft = Draft(question, so_far, knowledge)
    asked = [draft.knowledge.questions[id_] for id_ in draft.question.ids(QUESTION)]
    comparing = [id_ for each in asked for id_ in each.facts][:1]
    _say_of_care(drafts, draft)
    if not say_not_compared(draft, comparing):
        draft.state(comparing)
    conditions = question.ids("condition")
    for each in drafts:
        for term in conditions:
            _say_of_condition(term, each, draft)
        if not conditions:
            draft.state(topic_answer(each.treatment, "definition").facts[:1])
    for topic in _ASPECTS:
        firsts = [topic_answer(each.treatment, topic).facts[:1] for each in drafts]
        if all(firsts):
            draft.offer(id_ for first in firsts for id_ in first)
    return draft.answer()


def _of(treatment: str, question: Question) -> Question:
    others = (d for d in question.details if d.kind not in ("treatment", QUESTION))
    return replace(question, details=(Detail("treatment", treatment), *others))


def _say_of_care(of_each: Sequence[Draft], draft: Draft) -> None:
    """Say of each reason for care what each treatment has on it, or that nothing here covers it."""
    knowledge = draft.knowledge
    for detail in _reasons(draft):
        term = str(detail.value)
        asked = Question(_CARE, (detail,))
        found = [caution_on(of.treatment, term, knowledge) for of in of_each]
        for of, fact in zip(of_each, found, strict=True):
            if fact is not None:
                draft.state([fact])
            elif any(found) or term not in AGE_GROUPS:
                name = called(detail, knowledge)
                is_withheld = not withheld(asked, knowledge).isdisjoint([name])
                key = "withheld" if is_withheld else "products_uncovered"
                draft.say(key, name=name, names=name, treatment=of.treatment.name)


def _reasons(draft: Draft) -> list[Detail]:
    """The reasons for care that are named now or were told before, and not to be treated."""
    question, knowledge = draft.question, draft.knowledge
    named = [d for d in question.details if d.value in question.ids("circumstance")]
    details = [d for d in (*named, *draft.so_far.person) if d.kind == "circumstance"]
    wished = {
        knowledge.term_name("condition", str(d.value))
        for d in (*question.details, *draft.so_far.person)
        if d.kind == "condition"
    }
    return [
        each
        for each in {each.value: each for each in reversed(details)}.values()
        if knowledge.term_name("circumstance", str(each.value)) not in wished
    ][::-1]


def _say_of_condition(term: str, of: Draft, draft: Draft) -> None:
    """Say what is known of a condition and one of the treatments, or that nothing is."""
    entry = of.treatment.conditions.get(term)
    facts = entry.facts[:1] if entry else answering(of, term)
    draft.state(facts)
    if not facts:
        name = draft.knowledge.term_name("condition", term)
        draft.say("condition_unknown", condition=name, treatment=of.treatment.name)


def of_others(treatment: str | None, question: Question, knowledge: Knowledge) -> list[Sentence]:
    """What the treatments beside one are listed for, and what care they ask for.

    Only where none of them is spoken of: "do you treat melasma", "I am pregnant". It is the same
    for every part, since what made room for it waits in the next one.

    Args:
        treatment: The one that is answered on.
        question: What was asked, in full.
        knowledge: The version in force.
    """
    names_one = treatments_named(question, knowledge) or question.ids(REFERS)
    is_of_one = names_one or question.ids(TYPE) or question.depths()
    if len(knowledge.treatments) == 1 or is_of_one or treatment is None:
        return []
    # As items, so that what was asked is not lost in a wall of text.
    return [
        replace(line, bullet=True)
        for id_, other in knowledge.treatments.items()
        if id_ != treatment
        for line in _lines_on(other, question, knowledge)
    ]


def with_other_treatments(answer: Answer, question: Question, knowledge: Knowledge) -> Answer:
    """The answer with what the other treatments are listed for, and what care they ask for.

    What no source has for the treatment that is answered on gives way to what one has for another.

    Args:
        answer: What is said of one treatment.
        question: What was asked, in full.
        knowledge: What the answer was made from.
    """
    items = of_others(answer.treatment, question, knowledge)
    items = [line for line in items if line.fact not in answer.facts]
    if not items or question.part > 1:
        return answer
    mine = knowledge.treatments[answer.treatment or ""].conditions
    conditions = question.ids("condition")
    if question.topic == CONDITIONS and conditions and mine.keys().isdisjoint(conditions):
        lines = [replace(line, bullet=False) for line in items]
        left = (each for each in answer.sentences if each.phrase not in _UNKNOWN)
        return with_sentences(answer, (*lines, *behind(left, knowledge)), knowledge)
    if len(conditions) > _FEW and _words(answer.sentences, items) > MOST_WORDS:
        return answer
    return with_sentences(answer, (*answer.sentences, *items), knowledge)


def _words(*lines: Sequence[Sentence]) -> int:
    return sum(len(each.text.split()) for some in lines for each in some)


def _lines_on(treatment: Treatment, question: Question, knowledge: Knowledge) -> Iterator[Sentence]:
    for id_ in _facts_on(treatment, question, knowledge):
        line = fact_sentence(id_, knowledge)
        yield from (line, *qualifiers(line, knowledge))


def _facts_on(treatment: Treatment, question: Question, knowledge: Knowledge) -> Sequence[str]:
    """The first fact on each condition or reason for care that is named; without one, the list."""
    if question.topic == CONDITIONS:
        named = question.ids("condition")
        known = treatment.conditions
        if not named and not question.ids("body_area"):
            own = topic_answer(treatment, CONDITIONS).facts
            # One leads on to it; all of them would be a second list below the first.
            return (own or [id_ for each in known.values() for id_ in each.facts])[:1]
        return [id_ for term in named if term in known for id_ in known[term].facts[:1]]
    if question.topic == _CARE:
        terms = question.ids("circumstance")
        found = (caution_on(treatment, term, knowledge) for term in terms)
        return [id_ for id_ in found if id_ is not None]
    return ()
