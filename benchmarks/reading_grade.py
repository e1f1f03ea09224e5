"""How hard the answers are to read, as US school years by the Flesch-Kincaid formula.

The report (`benchmarks/report/`) grades every answer that the knowledge gives to each topic, alone
and with each detail.

Syllables are counted by groups of vowels, so that nothing has to be fetched: libraries such as
textstat download a pronouncing dictionary (CMU), with which the median is 0.5 higher.
"""

import re
from collections.abc import Iterator

from actions.answer import Answer
from actions.answering import answer
from knowledge import TOPICS, Knowledge
from knowledge.topics import DEFAULT_TOPIC
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

TARGET_GRADE = 8.0
"""The median that the answers aim at, or below."""

_WORD = re.compile(r"[A-Za-z0-9'’]+(?:\.\d+)?")
_END = re.compile(r"[.!?](?=\s)|[^.!?\s]\s*\n")
_LENGTHS_MM = (0.1, 0.25, 0.4, 1.0, 3.5)


def questions(knowledge: Knowledge) -> Iterator[Question]:
    """Each topic alone, and each detail under the topic that it is mostly asked about."""
    for topic in TOPICS:
        yield Question(topic)
    for kind, terms in knowledge.terms.items():
        for term in terms:
            yield Question(DEFAULT_TOPIC[kind], (Detail(kind, term),))
    for millimetres in _LENGTHS_MM:
        for topic in ("needle_depth", "providers"):
            yield Question(topic, (Detail("depth", millimetres),))


def answers(knowledge: Knowledge) -> Iterator[Answer]:
    """All parts of the answers to `questions`."""
    for question in questions(knowledge):
        first = answer(question, SoFar(), knowledge)
        yield first
        for part in range(2, first.parts + 1):
            more = Question(question.topic, question.details, part=part)
            yield answer(more, SoFar(), knowledge)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of an answer; each item of a list counts as a sentence."""
    sentences = max(len(_END.findall(f"{text}\n")), 1)
    words = _WORD.findall(text)
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59


def syllables(word: str) -> int:
    """How many syllables a word has, by its groups of vowels; a number counts as one."""
    letters = re.sub(r"[^a-z]", "", word.casefold())
    count = len(re.findall(r"[aeiouy]+", letters))
    is_silent = letters.endswith("e") and not letters.endswith(("le", "ee"))
    if count > 1 and (is_silent or re.search(r"[^td]ed$", letters)):
        count -= 1
    return max(count, 1)
