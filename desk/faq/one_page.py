"""The answers to what is asked most, short enough for one printed page."""

from dataclasses import dataclass, field

from actions.answer import Answer, sources_of
from actions.answering import answer
from actions.parts import fact_sentence
from desk.answer.shown_answer import Block, blocks
from desk.faq.sheet import FaqSheet, NumberedSources, SheetEntry, SheetPart, printed, sheet_of
from knowledge import Knowledge
from knowledge.topics import record_of
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

MOST_WORDS = 640
"""Of the answers and the sources; `tests/browser` holds it to one page of either size."""
_MOST_FACTS = 4
"""In one answer, with those that qualify them."""


@dataclass
class _Short:
    """An answer as far as there is room for it."""

    heading: str
    answer: Answer
    facts: list[str] = field(default_factory=list)

    def lines(self, knowledge: Knowledge) -> tuple[Block, ...]:
        """The facts, or what the clinic has filled in."""
        if not self.answer.facts:
            return blocks(self.answer.sentences)
        return blocks(fact_sentence(id_, knowledge) for id_ in self.facts)


def one_page_sheet(knowledge: Knowledge) -> FaqSheet:
    """The first facts of each topic, each with what qualifies it, as many as go on a page."""
    room, stated = MOST_WORDS, set[str]()
    every = [each for each in _answers(knowledge) if _is_useful(each.answer)]
    for short in every:
        if not short.answer.facts:
            room -= len(short.answer.text.split())
    for turn in range(_MOST_FACTS):
        for short in every:
            for id_ in short.answer.facts[turn : turn + 1]:
                # What qualifies a fact stands beside it, wherever else it stands.
                new = [f for f in knowledge.with_qualifiers([id_]) if f not in short.facts]
                words = _words(new, knowledge, stated)
                if (
                    id_ not in stated
                    and words <= room
                    and len(short.facts) + len(new) <= _MOST_FACTS
                ):
                    short.facts += new
                    stated.update(new)
                    room -= words
    sources = NumberedSources()
    headings = dict.fromkeys(short.heading for short in every)
    parts = [
        SheetPart(
            heading,
            tuple(
                SheetEntry(
                    knowledge.phrases.render(f"topic_title_{short.answer.topic}"),
                    short.lines(knowledge),
                    sources.numbers(sources_of(tuple(short.facts), knowledge)),
                )
                for short in every
                if short.heading == heading and (short.facts or not short.answer.facts)
            ),
        )
        for heading in headings
    ]
    shown = [part for part in parts if part.entries]
    return sheet_of(knowledge, shown, sources, stated)


def _answers(knowledge: Knowledge) -> list[_Short]:
    return [
        _Short(heading, answer(Question(topic, (Detail("treatment", id_),)), SoFar(), knowledge))
        for heading, id_, topics in printed(knowledge)
        for topic in topics
    ]


def _is_useful(said: Answer) -> bool:
    """Whether it says something: a fact, or what the clinic has filled in."""
    return said.lacks is None and (bool(said.facts) or record_of(said.topic).family == "clinic")


def _words(facts: list[str], knowledge: Knowledge, stated: set[str]) -> int:
    """How many words some facts take, with the sources that nothing before them has."""
    known = {knowledge.facts[id_].source for id_ in stated}
    sources = {knowledge.facts[id_].source for id_ in facts} - known
    cited = (knowledge.sources[id_] for id_ in sources)
    return sum(len(knowledge.facts[id_].text.split()) for id_ in facts) + sum(
        len(f"{each.title} {each.publisher} {each.date or ''}".split()) for each in cited
    )
