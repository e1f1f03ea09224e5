"""A word on what is less surely asked than the question of an answer: the fact that says most."""

from collections.abc import Iterable

from actions.answer import Answer, Sentence, with_sentences
from actions.composing import MOST_SENTENCES, Draft, aside_key, asked_key, phrase
from actions.named import named_first
from actions.parts import fact_sentence, fits, qualifiers
from actions.times import is_harmed
from knowledge.matching import names_term
from knowledge.model import Knowledge
from knowledge.topics import HARM_TOPIC
from understanding.kinds import QUESTION
from understanding.so_far import SoFar
from understanding.understood import Question

_CARE = "suitability"
_SELLS = frozenset({"benefits", "conditions", "evidence", "results", "sessions"})
"""Topics of answers that speak for having it."""
_SELF_HARM = "self-harm"
"""In the names of questions of which nobody hears who did not ask."""


def with_asides(
    answer: Answer, asides: Iterable[Question], so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """An answer with a sentence on each question that may be asked as well, behind its own facts.

    What the conversation heard is not said again, since nobody surely asked for it.

    Args:
        answer: It, on the likeliest question.
        asides: The others.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    said, lines = {*so_far.said, *answer.facts}, list[Sentence]()
    for question in asides:
        found = (
            _lines(question, so_far, knowledge)
            if _fits(question, answer, so_far, knowledge)
            else []
        )
        if not found or found[0].fact in said:
            continue
        new = [found[0], *(each for each in found[1:] if each.fact not in said)]
        lines += new
        said |= {each.fact for each in new if each.fact is not None}
    last = max((n for n, each in enumerate(answer.sentences) if each.fact is not None), default=-1)
    if not lines or not fits(answer.sentences[: last + 1], MOST_SENTENCES - 1):
        # The sheet of a topic is long enough.
        return answer
    sentences = (*answer.sentences[: last + 1], *lines, *answer.sentences[last + 1 :])
    return with_sentences(answer, sentences, knowledge)


def _fits(question: Question, answer: Answer, so_far: SoFar, knowledge: Knowledge) -> bool:
    """Whether an aside is on nothing else than was told, and takes back nothing of the answer.

    "It can be appropriate" would read as leave to whoever has a reason for care, and a result would
    sell to them, as to whoever was harmed.
    """
    asked = next(knowledge.questions[id_] for id_ in question.ids(QUESTION))
    told = {str(d.value) for d in (*question.details, *so_far.person) if not d.negated}
    has_reason = any(d.kind == "circumstance" and not d.negated for d in so_far.person)
    if (is_harmed(so_far) or has_reason) and asked.topic in _SELLS | {HARM_TOPIC}:
        return False
    if _SELF_HARM in asked.name:
        return False
    if not Draft(Question(answer.topic), so_far, knowledge).may_offer(asked.id):
        return False
    facts = [knowledge.facts[id_] for id_ in asked.facts[:1]]
    limits = {term for fact in facts for term in (*fact.about.circumstance, *fact.about.condition)}
    limits |= {
        term
        for term in knowledge.terms.get("condition", {})
        if asked.is_gap and names_term(asked.name, "condition", term, knowledge)
    }
    is_of_care = asked.topic == _CARE or (answer.topic == _CARE and asked.topic == HARM_TOPIC)
    return limits <= told and (bool(limits) or not is_of_care)


def _lines(question: Question, so_far: SoFar, knowledge: Knowledge) -> list[Sentence]:
    """What answers a question best, with what qualifies it; that nothing does, by its name."""
    asked = next(knowledge.questions[id_] for id_ in question.ids(QUESTION))
    draft = Draft(question, so_far, knowledge)
    if asked.own_line is not None:
        return [phrase("clinic_own_line", knowledge, value=asked.own_line)]
    if asked.is_gap:
        is_said = not {asked_key(asked.id), aside_key(asked.id)}.isdisjoint(so_far.said)
        return [] if is_said else [phrase("gap_too", knowledge, name=asked.name)]
    best = named_first(asked.facts, draft)[:1]
    lines = [fact_sentence(id_, knowledge) for id_ in best]
    return [*lines, *(more for each in lines for more in qualifiers(each, knowledge))]
