"""How hard the answers are to read: `python -m benchmarks.reading_grade`.

Grades every answer that the shipped knowledge gives to each topic, alone and with each detail, as
US school years by the Flesch-Kincaid formula, and prints the median and the hardest answers.

Syllables are counted by groups of vowels, so that nothing has to be fetched: libraries such as
textstat download a pronouncing dictionary (CMU), with which the median is 0.5 higher.
"""

import re
import statistics
import sys
from collections.abc import Iterator
from typing import TextIO

from actions.answer import Answer
from actions.answering import answer
from knowledge import DEFAULT_FOLDER, TOPICS, Knowledge, load
from knowledge.topics import DEFAULT_TOPIC
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

TARGET_GRADE = 8.0
"""The median that the answers aim at, or below."""

_WORD = re.compile(r"[A-Za-z0-9'’]+(?:\.\d+)?")
_END = re.compile(r"[.!?](?=\s)|[^.!?\s]\s*\n")
_SHOWN = 10
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


def main(out: TextIO) -> int:
    """Print the report.

    Returns:
        The exit code: 1 where the median is above the target.
    """
    knowledge = load(DEFAULT_FOLDER)
    texts = sorted({each.text for each in answers(knowledge)})
    graded = sorted(((grade(text), text) for text in texts), reverse=True)
    grades = [each for each, _ in graded]
    median = statistics.median(grades)
    facts = statistics.median(grade(fact.text) for fact in knowledge.facts.values())
    within = sum(each <= TARGET_GRADE for each in grades) / len(grades)
    print(f"{len(grades)} different answers, Flesch-Kincaid grade:", file=out)
    print(f"  median {median:.1f}, highest {grades[0]:.1f}", file=out)
    print(f"  {within:.0%} at grade {TARGET_GRADE:g} or below", file=out)
    print(f"  {len(knowledge.facts)} facts alone: median {facts:.1f}", file=out)
    print("The hardest:", file=out)
    for each, text in graded[:_SHOWN]:
        print(f"  {each:4.1f}  {' '.join(text.split())[:120]}", file=out)
    return 0 if median <= TARGET_GRADE else 1


if __name__ == "__main__":
    sys.exit(main(sys.stdout))
