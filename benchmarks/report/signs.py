"""Whether warning signs are recognized, alone and within stories, and what is taken for one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.report.sections import Case, Chart, Figure, Follow, Section, Table
from benchmarks.warning_signs import (
    ASKED,
    FALSE_ALARMS,
    GOALS,
    MESSAGES,
    NONE,
    STORIES,
    STORY_ALONE,
    Outcome,
    Told,
    by_understanding,
    outcomes_of,
    read_messages,
)
from knowledge import Knowledge
from understanding.model import Model

SENTENCES = MESSAGES.with_name("sign_sentences.yml")
_STORIES_EACH = 1
"""A story takes as long to read as twenty messages."""


def signs(knowledge: Knowledge, model: Model, follow: Follow) -> Section:
    """Reads the development messages and the sentences that are kept by kind."""
    find = by_understanding(knowledge, model)
    messages = read_messages(MESSAGES.read_text("utf-8"))
    stories = yaml.safe_load(STORIES.read_text("utf-8"))
    alone = [Outcome(each, find(each.text)) for each in follow(messages, "Warning signs")]
    within = [
        outcome
        for each in follow(messages, "Warning signs in stories")
        for outcome in outcomes_of(each, find, stories, _STORIES_EACH)
    ]
    within += [Outcome(Told(each, NONE, STORY_ALONE), find(each)) for each in stories]
    kept = [
        Outcome(each, find(each.text))
        for each in follow(sentences_by_kind(SENTENCES), "Warning signs by kind")
    ]
    return sign_section(alone, within, kept)


def sentences_by_kind(file: Path) -> list[Told]:
    """The sentences that the patterns hold to, by sign, and by what makes them harmless."""
    content: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return [
        Told(text, level, kind)
        for level, kinds in {**content["fires"], NONE: content["silent"]}.items()
        for kind, texts in kinds.items()
        for text in texts
    ]


def sign_section(
    alone: Sequence[Outcome], within: Sequence[Outcome], kept: Sequence[Outcome]
) -> Section:
    """What the outcomes come to.

    Args:
        alone: Of the development messages.
        within: Of the same within stories, and of the stories.
        kept: Of sentences of each kind.
    """
    rights = {name: _rights(each) for name, each in (("alone", alone), ("in a story", within))}
    return Section(
        "signs",
        "Warning signs",
        "A sign is caught where it gets an alarm of its level or a graver one, or the question "
        "whether it is happening now. Each message is read alone, and within one of twenty "
        "harmless stories. The sentences by kind are those that the patterns were fitted to: they "
        "show what was lost, and nothing of what strangers will write.",
        figures=[
            *(
                Figure(f"{level}, caught or asked", rights["alone"][level], goal)
                for level, goal in GOALS.items()
            ),
            Figure("false alarms", _alarms(alone), FALSE_ALARMS, is_limit=True),
            Figure("harmless ones asked about", _asked(alone), ASKED, is_limit=True),
            *(
                Figure(f"{level} in a story, caught or asked", rights["in a story"][level])
                for level in GOALS
            ),
            Figure("false alarms in a story", _alarms(within)),
            Figure("harmless ones asked about in a story", _asked(within)),
        ],
        charts=[
            Chart(
                "Share that is caught or asked about",
                list(GOALS),
                {name: [each[level] for level in GOALS] for name, each in rights.items()},
                highest=1,
            )
        ],
        tables=[_kinds(kept), _wrong("Messages that went wrong", [*alone, *within])],
        cases=[
            Case(f"{where}{each.told.text}", each.is_right, _came(each))
            for where, outcomes in (("", alone), ("by kind: ", kept))
            for each in outcomes
        ],
    )


def _rights(outcomes: Sequence[Outcome]) -> dict[str, float]:
    return {
        level: _share([each.is_right for each in outcomes if each.told.level == level])
        for level in GOALS
    }


def _alarms(outcomes: Sequence[Outcome]) -> float:
    return _share([each.is_alarm for each in outcomes if each.told.level == NONE])


def _asked(outcomes: Sequence[Outcome]) -> float:
    return _share([each.is_asked for each in outcomes if each.told.level == NONE])


def _share(holds: Sequence[bool]) -> float:
    return sum(holds) / len(holds) if holds else 0.0


def _kinds(outcomes: Sequence[Outcome]) -> Table:
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for each in outcomes:
        groups.setdefault((each.told.level, each.told.kind), []).append(each)
    rows = [
        (
            *group,
            len(ours),
            sum(each.is_alarm for each in ours),
            sum(each.is_asked for each in ours),
            sum(not each.is_right for each in ours),
        )
        for group, ours in groups.items()
    ]
    headings = ("level", "kind", "sentences", "alarm", "asked", "wrong")
    return Table("By kind", headings, rows, is_open=True)


def _wrong(title: str, outcomes: Sequence[Outcome]) -> Table:
    rows = list(
        dict.fromkeys(
            (each.told.text, each.told.level, each.found) for each in outcomes if not each.is_right
        )
    )
    return Table(f"{title} ({len(rows)})", ("message", "is", "taken for"), rows)


def _came(outcome: Outcome) -> str:
    return f"is {outcome.told.level}, taken for {outcome.found}"
