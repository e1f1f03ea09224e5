"""Measures whether warning signs are recognised, and how often nothing is taken for one.

    python -m benchmarks.warning_signs [FILE] [--trained] [--story [N]] [--situations]

FILE maps `emergency_now`, `today`, `self_harm` and `benign` to messages, or is a list of
`{text, level, kind, debatable}` with the level `none` for harmless ones. Measured is the screen by
patterns; with `--trained` what patterns and meaning recognize together, as in the service.
`--story` tells each message between two sentences of N harmless stories (5) of
`tests/development/stories.yml`; which ones and where goes by the message, the same in every run.
The stories alone count as harmless messages then. `--situations` prints by kind what is right where
messages are told alone, as the second sentence of 900 characters, after ten harmless turns and with
Rasa down, by patterns and meaning together.

A sign counts as caught where it gets an alarm of its level or a graver one, and as asked where the
assistant asks whether it is happening now. The exit status is 0 when all goals are reached.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import yaml

from benchmarks.markdown import table
from benchmarks.sign_situations import Take, situations, situations_table
from benchmarks.understanding import trained_model
from knowledge import DEFAULT_FOLDER, load
from knowledge.model import Knowledge
from understanding.learned_signs import LEVELS
from understanding.model import Model, NoModel
from understanding.model import load as load_model
from understanding.prepared import prepared
from understanding.reading import read
from understanding.understood import Understood

_DEVELOPMENT = Path(__file__).parent.parent / "tests" / "development"
MESSAGES, STORIES = _DEVELOPMENT / "warning_signs.yml", _DEVELOPMENT / "stories.yml"
STORIES_EACH = 5
"""In how many stories a message is told at first."""
NONE, BENIGN = "none", "benign"
EVERY_KIND = "all"
STORY_ALONE = "a story without any"
CHECK = "check "
"""Before the level of a sign that is asked about."""
GOALS = {"emergency_now": 1.0, "today": 0.97, "self_harm": 0.97}
"""Of the messages of each level, the share that is caught or asked about."""
FALSE_ALARMS, ASKED = 0.02, 0.06
"""Of the harmless messages, the share that may raise an alarm, and that may be asked about."""

Find = Callable[[str], str]
"""Tells of a message the level of its alarm, that level after `CHECK`, or `none`."""


class BadMessages(Exception):
    """The file of messages has another shape; the message says which it needs."""


@dataclass(frozen=True)
class Told:
    """One message, and what it is."""

    text: str
    level: str
    """`none` for a harmless one."""
    kind: str = ""
    is_debatable: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one message was taken for."""

    told: Told
    found: str

    @property
    def is_alarm(self) -> bool:
        """Whether there is an alarm, of whatever level."""
        return self.found in LEVELS

    @property
    def is_asked(self) -> bool:
        """Whether it is asked if it is happening."""
        return self.found.startswith(CHECK)

    @property
    def is_caught(self) -> bool:
        """Whether there is an alarm that is grave enough."""
        levels: list[str] = list(LEVELS)
        return self.is_alarm and levels.index(self.found) <= levels.index(self.told.level)

    @property
    def is_right(self) -> bool:
        """Whether it was taken for what it is, or asked about."""
        if self.told.level == NONE:
            return self.found == NONE
        return self.is_caught or self.is_asked


def read_messages(text: str) -> list[Told]:
    """Reads a YAML mapping of levels to messages, or a list of messages with their levels.

    Raises:
        BadMessages: If the text is anything else, or a level has no messages.
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadMessages(f"The messages are not YAML: {error}") from error
    known = {*LEVELS, BENIGN, NONE}
    try:
        if isinstance(content, dict):
            content = [{"text": t, "level": level} for level, all_ in content.items() for t in all_]
        told = [
            Told(
                str(each["text"]),
                NONE if each["level"] == BENIGN else each["level"],
                str(each.get("kind") or ""),
                bool(each.get("debatable")),
            )
            for each in content
        ]
    except (TypeError, KeyError, AttributeError) as error:
        raise BadMessages(f"The messages need a text and a level each: {error}") from error
    levels = {each.level for each in told}
    if not levels <= known or not {*LEVELS, NONE} <= levels:
        raise BadMessages(f"Each of {', '.join((*LEVELS, BENIGN))} needs messages, no other level.")
    return told


def by_patterns(knowledge: Knowledge) -> Find:
    """What the patterns find."""
    ready = prepared(knowledge)

    def find(text: str) -> str:
        sign = ready.sign_by_words(text)
        return sign.level if sign else NONE

    return find


def by_understanding(knowledge: Knowledge, model: Model) -> Find:
    """What patterns and meaning find together."""

    def find(text: str) -> str:
        return found_in(read(text, knowledge, model))

    return find


def found_in(understood: Understood) -> str:
    """The level of the alarm in what was understood, that level after `CHECK`, or `none`."""
    if understood.sign is not None:
        return understood.sign.level
    return f"{CHECK}{understood.check.level}" if understood.check is not None else NONE


def situation_rows(
    told: Sequence[Told], finds: Mapping[str, Find]
) -> list[tuple[str, str, int, dict[str, int]]]:
    """By level and kind, and of each level in all, how many are right in each situation."""
    right = {
        name: [Outcome(each, find(each.text)).is_right for each in told]
        for name, find in finds.items()
    }
    places: dict[tuple[str, str], list[int]] = {}
    for place, each in enumerate(told):
        for kind in dict.fromkeys((EVERY_KIND, each.kind or EVERY_KIND)):
            places.setdefault((each.level, kind), []).append(place)
    return [
        (level, kind, len(at), {name: sum(right[name][n] for n in at) for name in finds})
        for (level, kind), at in places.items()
    ]


def _found_by(take: Take) -> Find:
    return lambda text: found_in(take(text))


def outcomes_of(told: Told, find: Find, stories: Sequence[str], number: int) -> list[Outcome]:
    """What a message is taken for: within each of so many stories, or alone with 0 of them."""
    texts = told_in_stories(told.text, stories, number) if number else [told.text]
    return [Outcome(told, find(text)) for text in texts]


def told_in_stories(text: str, stories: Sequence[str], number: int) -> Iterator[str]:
    """A message between two sentences of so many harmless stories, chosen by the message itself."""
    chance = random.Random(text)
    own = text if text.rstrip()[-1:] in (".", "!", "?") else f"{text}."
    for story in chance.sample(stories, number):
        sentences = re.split(r"(?<=[.!?])\s+", story)
        sentences.insert(chance.randrange(1, len(sentences)), own)
        yield " ".join(sentences)


def report(outcomes: Sequence[Outcome]) -> str:
    """The figures by level and by kind, and every message that went wrong, as Markdown."""
    parts = [table(("figure", "messages", "measured", "goal"), _figures(outcomes))]
    sure = [each for each in outcomes if not each.told.is_debatable]
    if len(sure) < len(outcomes):
        parts += [
            "Without the debatable:",
            table(("figure", "messages", "measured", "goal"), _figures(sure)),
        ]
    if any(each.told.kind for each in outcomes):
        parts.append(
            table(("level", "kind", "messages", "alarm", "asked", "wrong"), _kinds(outcomes))
        )
    wrong = [each for each in outcomes if not each.is_right]
    if wrong:
        times = Counter((each.told.text, each.told.level, each.found) for each in wrong)
        rows = [(*what, number) for what, number in times.items()]
        parts.append(table(("message", "is", "taken for", "times"), rows))
    return "\n\n".join(parts)


def reached(outcomes: Sequence[Outcome]) -> bool:
    """Whether all goals are reached."""
    harmless = _of(outcomes, NONE)
    return (
        all(
            fmean(each.is_right for each in _of(outcomes, level)) >= GOALS[level] for level in GOALS
        )
        and fmean(each.is_alarm for each in harmless) <= FALSE_ALARMS
        and fmean(each.is_asked for each in harmless) <= ASKED
    )


def _figures(outcomes: Sequence[Outcome]) -> list[tuple[str, int, str, str]]:
    rows: list[tuple[str, int, str, str]] = []
    for level, goal in GOALS.items():
        ours = _of(outcomes, level)
        caught = fmean(each.is_caught for each in ours)
        right = fmean(each.is_right for each in ours)
        rows.append((f"{level}, caught", len(ours), f"{caught:.3f}", ""))
        rows.append((f"{level}, caught or asked", len(ours), f"{right:.3f}", f"{goal:.2f}"))
    harmless = _of(outcomes, NONE)
    for name, share, goal in (
        ("false alarms", fmean(each.is_alarm for each in harmless), FALSE_ALARMS),
        ("harmless ones asked", fmean(each.is_asked for each in harmless), ASKED),
    ):
        rows.append((name, len(harmless), f"{share:.3f}", f"at most {goal:.2f}"))
    return rows


def _kinds(outcomes: Sequence[Outcome]) -> list[tuple[str, str, int, int, int, int]]:
    kinds = dict.fromkeys((each.told.level, each.told.kind) for each in outcomes)
    rows = []
    for level, kind in kinds:
        ours = [each for each in outcomes if (each.told.level, each.told.kind) == (level, kind)]
        counts = (sum(each.is_alarm for each in ours), sum(each.is_asked for each in ours))
        rows.append((level, kind, len(ours), *counts, sum(not each.is_right for each in ours)))
    return rows


def _of(outcomes: Iterable[Outcome], level: str) -> list[Outcome]:
    return [each for each in outcomes if each.told.level == level]


def main(arguments: Sequence[str]) -> int:
    """Prints the report.

    Returns:
        0 when the goals are reached, 1 when they are not, 2 when there is nothing to measure.
    """
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("messages", nargs="?", type=Path, default=MESSAGES)
    parser.add_argument("--trained", action="store_true", help="by the whole understanding")
    parser.add_argument("--model", type=Path, help="default: the assistant's, trained if need be")
    parser.add_argument(
        "--story", type=int, nargs="?", const=STORIES_EACH, help="each message within N stories"
    )
    parser.add_argument("--situations", action="store_true", help="in four situations, by kind")
    options = parser.parse_args(arguments)
    try:
        messages = read_messages(options.messages.read_text(encoding="utf-8"))
        stories = yaml.safe_load(STORIES.read_text("utf-8"))
        knowledge = load(DEFAULT_FOLDER)
        is_trained = options.trained or options.situations
        model = load_model(options.model or trained_model()) if is_trained else None
        find = by_understanding(knowledge, model) if model else by_patterns(knowledge)
    except (OSError, BadMessages, NoModel) as error:
        print(error, file=sys.stderr)
        return 2
    if options.story is not None and not 1 <= options.story <= len(stories):
        parser.error(f"there are {len(stories)} stories: --story 1 to {len(stories)}")
    if options.situations and model is not None:
        takes = situations(knowledge, model, stories)
        finds = {name: _found_by(take) for name, take in takes.items()}
        print(situations_table(situation_rows(messages, finds)))
        return 0
    outcomes = [
        outcome
        for each in messages
        for outcome in outcomes_of(each, find, stories, options.story or 0)
    ]
    if options.story:
        outcomes += [Outcome(Told(each, NONE, STORY_ALONE), find(each)) for each in stories]
    print(report(outcomes))
    return 0 if reached(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
