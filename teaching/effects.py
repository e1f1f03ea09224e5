"""What a change does to the answers: what it promises, and whether the new model keeps that."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from knowledge.model import Knowledge
from teaching.change import EMERGENCY, Change, FactChange, QuestionChange, SentenceChange
from teaching.files import intent_of
from teaching.known import Known
from teaching.showing import Read, answers_to, asked_for
from understanding.kinds import QUESTION
from understanding.understood import Detail, Question, Sign, Understood

LITTLE = 0.01
"""The share of what was understood before that a change may cost."""
_ONE_IN = 10
"""Of the examples of the other topics, so many are read again; of its own topic, all."""
_MOST_NAMED = 5
MOST_EXAMPLES = 6
"""Of one question, whose answers are shown before something goes live."""
_OF_SEVERAL = 2
"""Of each, where several questions are answered otherwise."""


def promised(change: Change, read: Read | None, knowledge: Knowledge) -> dict[str, str]:
    """The answer to each example once it is read as it is taught.

    Args:
        change: What is taught.
        read: By the model that is live, for the details that an example names; None without one.
        knowledge: With the change made to it, as visitors are shown it.
    """
    taught = {}
    for text in change.examples:
        found = read(text) if read is not None else Understood((Question("unclear"),))
        taught[text] = "\n\n".join(answers_to(_as_taught(text, found, change), knowledge))
    return taught


def places(change: Change, knowledge: Knowledge) -> dict[str, Question | None]:
    """By topic, what is asked by who is shown the fact, or None where nobody is."""
    if isinstance(change, SentenceChange):
        ways = (
            asked_for(change.fact, change.topic, treatment, knowledge)
            for treatment in knowledge.treatments
        )
        return {change.topic: next((each for each in ways if each is not None), None)}
    if not isinstance(change, FactChange):
        return {}
    treatment = change.treatment or next(iter(knowledge.treatments))
    asked = (Detail(QUESTION, change.question),) if change.question is not None else ()
    return {
        topic: asked_for(change.fact.id, topic, treatment, knowledge, asked)
        for topic in change.topics
    }


def asked_already(change: Change, knowledge: Knowledge) -> tuple[str, ...]:
    """How people ask what a change answers otherwise, by the examples of its questions.

    Of a new question these are its own, and one of each that it may draw away.
    """
    if isinstance(change, QuestionChange):
        of_topic = (e for e in knowledge.questions.values() if e.topic == change.topic)
        return (*change.ways, *(each.examples[0] for each in of_topic))
    if isinstance(change, SentenceChange):
        asked_of_it = (
            e for e in knowledge.questions.values() if change.fact in (*e.facts, *e.near)
        )
        every = (text for each in asked_of_it for text in each.examples[:_OF_SEVERAL])
        return tuple(islice(every, MOST_EXAMPLES))
    if not isinstance(change, FactChange):
        return ()
    asked = knowledge.questions.get(change.question or "")
    return asked.examples[:MOST_EXAMPLES] if asked is not None else ()


def broken(
    change: Change, promises: Mapping[str, str], read: Read, knowledge: Knowledge
) -> Iterator[str]:
    """The examples that the new model does not answer as was promised, each in a sentence."""
    for text, promise in promises.items():
        understood = read(text)
        topics = [question.topic for question in understood.questions]
        if change.taught_topic not in topics:
            yield f"“{text}” is read as {', '.join(topics)}, not as {change.taught_topic}."
        elif promise not in (answers := answers_to(understood, knowledge)):
            yield f"“{text}” is answered otherwise than was shown: {' / '.join(answers)}"


def lost_signs(known: Known, before: Read, after: Read) -> list[str]:
    """The examples of warning signs that the new model takes for nothing, or for less than before.

    What the patterns of `sign_lexicon.yml` find is found whatever the model.
    """
    levels = known.knowledge.safety.levels

    def priority(read: Read, text: str) -> float:
        sign = read(text).sign
        return levels[sign.level].priority if sign is not None else float("inf")

    return [
        text
        for _, level, examples in known.lists
        if level is not None
        for text in examples
        if not known.has_sign(text) and priority(after, text) > priority(before, text)
    ]


def drawn_away(change: Change, known: Known, before: Read, after: Read) -> list[str]:
    """The examples that were understood and are no more; empty where they are but a few."""
    own = intent_of(change.taught_topic)
    tried = [
        (text, intent.removeprefix("ask_"))
        for intent, level, examples in known.lists
        if level is None
        for text in (examples if intent == own else examples[::_ONE_IN])
    ]
    understood = [each for each in tried if _is_read_as(*each, before)]
    lost = [text for text, topic in understood if not _is_read_as(text, topic, after)]
    return lost if len(lost) > LITTLE * len(understood) else []


def listed(texts: Iterable[str]) -> str:
    """A few of the texts, in quotes, and how many there are."""
    every = list(texts)
    few = ", ".join(f"“{text}”" for text in every[:_MOST_NAMED])
    return few + (f" and {len(every) - _MOST_NAMED} more" if len(every) > _MOST_NAMED else "")


def _as_taught(text: str, found: Understood, change: Change) -> Understood:
    if change.taught_topic == EMERGENCY:
        # What the patterns see they see whatever is taught.
        is_certain = found.sign is not None and found.sign.net != "meaning"
        sign = found.sign if is_certain else Sign(change.level, change.level, "meaning")
        return Understood((Question(EMERGENCY, words=text),), sign)
    details = dict.fromkeys(detail for each in found.questions for detail in each.details)
    question = Question(change.taught_topic, tuple(details), text)
    return replace(found, questions=(question,), sign=None)


def _is_read_as(text: str, topic: str, read: Read) -> bool:
    return any(question.topic == topic for question in read(text).questions)
