"""All answers by topic, to be printed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from actions.answer import CitedSource, sources_of
from actions.answering import answer
from actions.parts import fact_sentence
from desk.answer.shown_answer import Block, blocks
from desk.review.store import facts_by_topic
from knowledge import Knowledge
from knowledge.topics import panel_groups, record_of
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


@dataclass(frozen=True)
class SheetEntry:
    """One topic of one treatment."""

    title: str
    blocks: tuple[Block, ...]
    sources: tuple[int, ...]
    """The numbers of its sources in the sheet's list."""


@dataclass(frozen=True)
class SheetPart:
    """The topics under one heading."""

    title: str
    entries: tuple[SheetEntry, ...]


@dataclass(frozen=True)
class FaqSheet:
    """The sheet; its sources are numbered from 1."""

    emergency: tuple[Block, ...]
    parts: tuple[SheetPart, ...]
    sources: tuple[CitedSource, ...]
    facts: int
    """How many facts it states."""
    unreviewed: int
    """How many of them nobody has reviewed."""


class NumberedSources:
    """The sources of a sheet, each with the number by which its entries name it."""

    def __init__(self) -> None:
        self.all: list[CitedSource] = []

    def numbers(self, cited: Iterable[CitedSource]) -> tuple[int, ...]:
        """The numbers of some sources; those that are new come behind the others."""
        found = set()
        for each in cited:
            if each not in self.all:
                self.all.append(each)
            found.add(self.all.index(each) + 1)
        return tuple(sorted(found))


def sheet_of(
    knowledge: Knowledge,
    parts: Sequence[SheetPart],
    sources: NumberedSources,
    stated: Collection[str],
) -> FaqSheet:
    """A sheet of entries that state some facts, with whom to call on top."""
    urgent = answer(Question("emergency"), SoFar(), knowledge)
    unreviewed = sum(knowledge.facts[id_].review == "unreviewed" for id_ in stated)
    return FaqSheet(
        blocks(urgent.sentences), tuple(parts), tuple(sources.all), len(stated), unreviewed
    )


def faq_sheet(knowledge: Knowledge) -> FaqSheet:
    """The answers that the website gives, each with all its other facts below as a list."""
    sources = NumberedSources()
    stated: dict[str, None] = {}

    def entry(topic: str, treatment: str) -> SheetEntry:
        question = Question(topic, (Detail("treatment", treatment),))
        first = answer(question, SoFar(), knowledge)
        said = {line.fact for line in first.sentences if line.phrase is None}
        facts = _facts(topic, treatment, knowledge)
        more = [fact_sentence(id_, knowledge, bullet=True) for id_ in facts if id_ not in said]
        told = tuple(dict.fromkeys((*first.facts, *facts)))
        stated.update(dict.fromkeys(told))
        cited = (*first.cited, *sources_of(told, knowledge))
        return SheetEntry(
            knowledge.phrases.render(f"topic_title_{topic}"),
            (*blocks(first.sentences), *blocks(more)),
            sources.numbers(cited),
        )

    parts = [
        SheetPart(heading, tuple(entry(topic, treatment) for topic in topics))
        for heading, treatment, topics in printed(knowledge)
    ]
    return sheet_of(knowledge, parts, sources, stated)


def printed(knowledge: Knowledge) -> Iterator[tuple[str, str, list[str]]]:
    """Each heading of a sheet, the treatment that it is of, and the topics under it."""
    several = len(knowledge.treatments) > 1
    for id_, treatment in knowledge.treatments.items():
        for group, topics in panel_groups().items():
            heading = f"{treatment.name}: {group}" if several else group
            yield heading, id_, [topic for topic in topics if record_of(topic).is_printed]


def _facts(topic: str, treatment_id: str, knowledge: Knowledge) -> tuple[str, ...]:
    """All facts that answer a topic, those too that are told only where a detail is asked about."""
    every = facts_by_topic(treatment_id, knowledge)
    return knowledge.with_qualifiers(id_ for of, facts in every if of == topic for id_ in facts)
