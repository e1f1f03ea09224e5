"""What the tests check of all that there is, and which facts nobody is ever shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from actions.answering import answer
from benchmarks.reading_grade import answers
from benchmarks.report.sections import Case, Figure, Follow, Section, Table
from benchmarks.report.talks import Chosen
from knowledge import DEFAULT_FOLDER, Knowledge
from tests.conversations.conversation import Conversation
from tests.conversations.coverage import coverage_of
from understanding.by_treatment import beside_the_first
from understanding.kinds import QUESTION
from understanding.model import Model
from understanding.reading import read
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

ROOT = DEFAULT_FOLDER.parent
FACTS_TARGET = 0.8
"""Of the facts that come first in an answer, the share that some conversation should check."""

Step = tuple[frozenset[str], str]
"""An intent, or any of several, and the action that follows it."""


def coverage(
    knowledge: Knowledge,
    model: Model,
    chosen: Chosen,
    follow: Follow,
) -> Section:
    """Compares the conversations and stories of the tests with the knowledge and the rules."""
    checked = coverage_of(chosen.conversations, knowledge)
    said = [turn.says for each in chosen.conversations for turn in each.turns if turn.says]
    asked = {
        id_
        for text in follow(list(dict.fromkeys(said)), "Coverage")
        for question in read(text, knowledge, model).questions
        for id_ in question.ids(QUESTION)
    }
    reached = {fact for each in answers_to_all(knowledge) for fact in each}
    stories = story_coverage(
        [_yaml("data/rules.yml"), _yaml("data/stories.yml")], _yaml("tests/test_stories.yml")
    )
    facts_checked = [fact for fact, turns in checked.facts.items() if turns]
    parts: Mapping[str, Mapping[str, bool]] = {
        "topics that some conversation checks": {t: n > 0 for t, n in checked.topics.items()},
        "facts that come first in an answer, checked by some conversation": first_facts_checked(
            chosen.conversations, knowledge
        ),
        "facts that some conversation checks": {f: f in facts_checked for f in knowledge.facts},
        "particular questions that some conversation asks": {
            id_: id_ in asked for id_ in knowledge.questions
        },
        "Rasa's rules and stories that a test story runs through": stories,
        "facts that some answer shows": {fact: fact in reached for fact in knowledge.facts},
    }
    return coverage_section(parts, chosen.refused)


def coverage_section(
    parts: Mapping[str, Mapping[str, bool]], refused: Sequence[str] = ()
) -> Section:
    """What is covered of each part; of the facts that come first, at least `FACTS_TARGET`.

    Args:
        parts: What is covered, by what it is.
        refused: What is wrong with conversations that could not be counted.
    """
    not_counted = "conversation files that could not be counted"
    return Section(
        "coverage",
        "Coverage",
        "What the conversations of tests/conversations and the stories of tests/test_stories.yml "
        "check of all that there is. A fact that no answer shows is reached by no topic and no "
        "particular question.",
        figures=[
            Figure(
                name,
                sum(holds.values()) / len(holds),
                FACTS_TARGET if name.startswith("facts that come first") else None,
            )
            for name, holds in parts.items()
            if holds
        ]
        + [Figure(not_counted, len(refused), 0, is_limit=True, decimals=0)] * bool(refused),
        tables=[
            Table(not_counted.capitalize(), ("",), [(each,) for each in refused], is_open=True),
            *(
                Table(
                    f"Not among the {name} ({list(holds.values()).count(False)} of {len(holds)})",
                    ("name",),
                    [(each,) for each, held in holds.items() if not held],
                )
                for name, holds in parts.items()
            ),
        ],
        cases=[
            Case(f"{name}: {each}", held, "it is not")
            for name, holds in parts.items()
            for each, held in holds.items()
        ],
    )


def first_facts_checked(
    conversations: Sequence[Conversation], knowledge: Knowledge
) -> dict[str, bool]:
    """Whether some conversation checks each of the facts that patients are likely to meet."""
    turns = coverage_of(conversations, knowledge).facts
    return {fact: turns[fact] > 0 for fact in first_facts(knowledge)}


def first_facts(knowledge: Knowledge) -> list[str]:
    """The facts that come first under a topic or for a particular question."""
    lists = [
        *(each.facts for of in knowledge.treatments.values() for each in of.topics.values()),
        *(each.facts for each in knowledge.questions.values()),
    ]
    return list(dict.fromkeys(facts[0] for facts in lists if facts))


def answers_to_all(knowledge: Knowledge) -> Iterator[Sequence[str]]:
    """The facts of each answer to every topic, detail and particular question."""
    yield from (each.facts for each in answers(knowledge))
    for id_, treatment in beside_the_first(knowledge).items():
        for topic in treatment.topics:
            named = Question(topic, (Detail("treatment", id_),))
            yield answer(named, SoFar(), knowledge).facts
    for asked in knowledge.questions.values():
        parts = part = 1
        while part <= parts:
            question = Question(asked.topic, (Detail(QUESTION, asked.id),), part=part)
            given = answer(question, SoFar(), knowledge)
            yield given.facts
            parts, part = given.parts, part + 1


def story_coverage(
    taught: Sequence[Mapping[str, Any]], tests: Mapping[str, Any]
) -> dict[str, bool]:
    """Which rules and stories some test story runs through, by name.

    Slots are not compared: what a "yes" takes up shows in the action that follows it.
    """
    played = [_steps(each["steps"]) for each in tests["stories"]]
    return {
        each.get("rule", each.get("story")): any(
            _is_within(_steps(each["steps"]), p) for p in played
        )
        for file in taught
        for each in (*file.get("rules", ()), *file.get("stories", ()))
    }


def _steps(steps: Sequence[Mapping[str, Any]]) -> list[Step]:
    found: list[Step] = []
    intents: frozenset[str] = frozenset()
    for step in steps:
        if "or" in step:
            intents = frozenset(each["intent"] for each in step["or"])
        elif "intent" in step:
            intents = frozenset({step["intent"]})
        elif "action" in step:
            found.append((intents, step["action"]))
    return found


def _is_within(wanted: Sequence[Step], played: Sequence[Step]) -> bool:
    return any(
        all(
            (not mine or mine & theirs) and action == done
            for (mine, action), (theirs, done) in zip(wanted, played[start:], strict=False)
        )
        for start in range(len(played) - len(wanted) + 1)
    )


def _yaml(name: str) -> Mapping[str, Any]:
    # As text alone: a rule may be called "No".
    content: Mapping[str, Any] = yaml.load((ROOT / name).read_text("utf-8"), yaml.BaseLoader)
    return content
