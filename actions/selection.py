"""Which facts of a topic answer a question, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.matching import is_about, mentions, topic_answer
from knowledge.model import Knowledge
from knowledge.treatments import Fact, TermKind, Treatment
from understanding.kinds import LEADING, OTHER_QUESTION
from understanding.understood import Detail, Question

PARTICULAR: tuple[TermKind, ...] = (
    "condition",
    "body_area",
    "product",
    "other_treatment",
    "circumstance",
)
"""The kinds of detail that an answer must not pass over in silence when no fact speaks of them."""


MOST_ELSEWHERE = 2
"""How many facts about one detail are taken from other topics."""
_OTHER_TIME = {"preparation": "aftercare", "aftercare": "preparation"}
"""Topics on the time before a session and on that after it."""
_ON_WHAT_IS_TAKEN = frozenset({"preparation", "aftercare", "pain", "products", "suitability"})
"""Topics that one asks what one may take or use; how long it lasts is no question of that."""


@dataclass(frozen=True)
class Selection:
    """The facts of a topic that fit a question."""

    matching: tuple[str, ...]
    """Facts limited to details that the question names, then those that speak of such a detail."""
    general: tuple[str, ...]
    """Facts that hold whatever the question names."""

    @property
    def all(self) -> tuple[str, ...]:
        """The matching facts before the general ones."""
        return self.matching + self.general


def select(
    facts: Iterable[str],
    question: Question,
    knowledge: Knowledge,
    implied_types: tuple[str, ...] = (),
) -> Selection:
    """Choose among the facts of a topic.

    Within each group the facts that lead the question come first; the others keep their order.

    A fact that is limited to certain details is used only if the question names one of each kind
    that it is limited to.

    Args:
        facts: The ids of the topic's facts.
        question: What was asked.
        knowledge: What the ids stand for.
        implied_types: Treatment types that the question means without naming them.
    """
    limited: list[str] = []
    speaking: list[str] = []
    general: list[str] = []
    named = [
        (kind, id_)
        for kind in PARTICULAR
        for id_ in question.ids(kind)
        if kind != "body_area" or is_told_apart(kind, id_, knowledge)
    ]
    for id_ in dict.fromkeys(facts):
        fact = knowledge.facts[id_]
        limits = limits_of(fact)
        if not limits:
            mentioned = any(mentions(fact, kind, term, knowledge) for kind, term in named)
            (speaking if mentioned else general).append(id_)
        elif all(_meets(kind, ids, question, implied_types) for kind, ids in limits.items()):
            limited.append(id_)
    rank = {id_: number for number, id_ in enumerate(question.ids(LEADING))}
    for group in (limited, speaking, general):
        group.sort(key=lambda id_: rank.get(id_, len(rank)))
    return Selection((*limited, *speaking), tuple(general))


def limits_of(fact: Fact) -> dict[str, tuple[str, ...]]:
    """The details that a fact is limited to, by kind; empty for a fact that holds in general."""
    return {kind: ids for kind, ids in vars(fact.about).items() if ids}


def uncovered(
    kind: TermKind, question: Question, facts: Iterable[str], knowledge: Knowledge
) -> tuple[str, ...]:
    """The names of the details of one kind that none of these facts is about or speaks of."""
    shown = [knowledge.facts[id_] for id_ in facts]
    return tuple(
        knowledge.term_name(kind, term)
        for term in question.ids(kind)
        if not any(is_about(f, kind, term) or mentions(f, kind, term, knowledge) for f in shown)
    )


def unspoken(
    kinds: Iterable[TermKind], question: Question, facts: Iterable[str], knowledge: Knowledge
) -> tuple[str, ...]:
    """The names of the details that a general answer has to admit it says nothing of.

    Where one detail of a kind is spoken of, the others are let pass; so is a place on the body that
    no fact tells from the rest, such as the one where the treatment is mostly done.
    """
    facts = tuple(facts)
    names: list[str] = []
    for kind in kinds:
        terms = question.ids(kind)
        if kind == "body_area":
            terms = tuple(t for t in terms if is_told_apart(kind, t, knowledge))
        named = Question(question.topic, tuple(Detail(kind, term) for term in terms))
        missing = uncovered(kind, named, facts, knowledge)
        names += missing if len(missing) == len(terms) else ()
    # What can be treated can also be a reason for care: one name, two kinds.
    return tuple(dict.fromkeys(names))


def withheld(question: Question, knowledge: Knowledge) -> frozenset[str]:
    """The names of the details of which something is known that nobody has released."""
    facts = knowledge.withheld.values()
    return frozenset(
        knowledge.term_name(kind, term)
        for kind in PARTICULAR
        for term in question.ids(kind)
        if any(is_about(f, kind, term) or mentions(f, kind, term, knowledge) for f in facts)
    )


def found_elsewhere(
    treatment: Treatment, question: Question, chosen: Selection, knowledge: Knowledge
) -> tuple[str, ...]:
    """Facts of other topics that are limited to a detail which the topic's own facts pass over.

    What is said of a thing or a circumstance is worth knowing whatever was asked; where nothing is
    limited to it, what answers another question on it. What is said of a
    condition counts only beside topics next to `conditions`; it is no answer to "does it hurt?".
    """
    kinds = [kind for kind in PARTICULAR if kind not in ("condition", "body_area")]
    if "conditions" in topic_answer(treatment, question.topic).related:
        kinds.append("condition")
    shown = knowledge.with_qualifiers(chosen.matching)
    return tuple(
        dict.fromkeys(
            fact
            for kind in kinds
            if unspoken((kind,), question, shown, knowledge)
            for term in question.ids(kind)
            for fact in (
                facts_anywhere(treatment, question, kind, term, knowledge)[:MOST_ELSEWHERE]
                or _answers_on(question, kind, term, knowledge)[:1]
            )
        )
    )


def _answers_on(
    question: Question, kind: TermKind, term: str, knowledge: Knowledge
) -> tuple[str, ...]:
    """The facts by which questions of any topic are answered that speak of a detail.

    Those that may be meant come first, then those of the topic. What holds after a session is no
    answer to what is asked of the time before, nor the other way round.
    """
    if question.topic not in _ON_WHAT_IS_TAKEN:
        return ()
    likely = question.ids(OTHER_QUESTION)
    left_out = _OTHER_TIME.get(question.topic)
    asked = [each for each in knowledge.questions.values() if each.topic != left_out]
    asked.sort(key=lambda each: (each.id not in likely, each.topic != question.topic))
    firsts = (id_ for each in asked for id_ in each.facts[:1])
    spoken = [id_ for id_ in firsts if _speaks_of(knowledge.facts[id_], kind, term, knowledge)]
    fitting = select(spoken, question, knowledge).all
    return tuple(id_ for id_ in spoken if id_ in fitting)


def _speaks_of(fact: Fact, kind: TermKind, term: str, knowledge: Knowledge) -> bool:
    return is_about(fact, kind, term) or mentions(fact, kind, term, knowledge)


def caution_on(treatment: Treatment, term: str, knowledge: Knowledge) -> str | None:
    """The first fact by which a treatment asks for care in a circumstance."""
    asked = Question("suitability", (Detail("circumstance", term),))
    cautions = topic_answer(treatment, "suitability").facts
    found = facts_anywhere(treatment, asked, "circumstance", term, knowledge)
    return next((id_ for id_ in found if id_ in cautions), None)


def facts_anywhere(
    treatment: Treatment, question: Question, kind: str, term: str, knowledge: Knowledge
) -> tuple[str, ...]:
    """The facts limited to one named detail, whichever topics they stand under."""
    ids = [id_ for answer in treatment.topics.values() for id_ in answer.facts]
    about = (id_ for id_ in dict.fromkeys(ids) if is_about(knowledge.facts[id_], kind, term))
    return select(about, question, knowledge).matching


def is_told_apart(kind: str, term: str, knowledge: Knowledge) -> bool:
    """Whether some fact is limited to this term, so that it matters which one is meant."""
    return any(is_about(fact, kind, term) for fact in knowledge.facts.values())


def _meets(kind: str, ids: tuple[str, ...], question: Question, implied: tuple[str, ...]) -> bool:
    named = set(question.ids(kind))
    if kind == "treatment_type" and not named:
        named = set(implied)
    return not named.isdisjoint(ids)
