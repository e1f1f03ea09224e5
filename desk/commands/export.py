"""`export`: transcripts as a table, one of them as a test story, and the insights' numbers."""

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy.engine import Engine

from desk.audit.store import note_change
from desk.commands.terminal import DONE, CannotDo, Terminal
from desk.csv_export import BYTE_ORDER_MARK, portions, table
from desk.days import day_in
from desk.insights.page import USUAL, rows_of
from desk.insights.store import LONGEST_PERIOD, Insights, Period, insights, last_days
from desk.sign_in.staff import Accounts
from desk.transcripts.store import (
    KeptTurn,
    Place,
    Wanted,
    conversation,
    conversations,
    find,
    of_days,
)
from desk.transcripts.story_export import story
from knowledge import TOPICS, KnowledgeError, load
from records.outcomes import OUTCOMES
from records.tables import utc

_AT_ONCE = 100
"""Conversations that are held in memory."""
_LONGEST_STORY = 10_000
"""Questions; more than a visitor gets to ask."""


def add_export(commands: Any, shared: list[Any], changing: list[Any]) -> None:
    """Adds `export` to the command line; see `desk.commands.users.add_users`."""
    export = commands.add_parser("export", help="take out transcripts, a test story, insights")
    each = export.add_subparsers(dest="action", required=True, metavar="WHAT")

    transcripts = each.add_parser(
        "transcripts",
        parents=changing,
        help="conversations as CSV; with --json one question a line",
        description="Writes the conversations that have an answer which fits, each whole, the "
        "newest first. The export leaves a line in the audit.",
    )
    transcripts.add_argument("--topic", choices=TOPICS, metavar="TOPIC")
    transcripts.add_argument("--outcome", choices=OUTCOMES)
    transcripts.set_defaults(run=_transcripts)

    test = each.add_parser(
        "story", parents=changing, help="a conversation as a Rasa test story, in YAML"
    )
    test.add_argument(
        "conversation", metavar="CONVERSATION", help="its name, as `inbox show` has it"
    )
    test.set_defaults(run=_story)

    numbers = each.add_parser(
        "insights",
        parents=shared,
        help="the numbers of a period as CSV",
        description="Writes the numbers of /desk/insights. Without days: the last 30.",
    )
    numbers.set_defaults(run=_insights)

    for one in (transcripts, numbers):
        one.add_argument("--from", dest="first", type=_day, metavar="2026-05-01")
        one.add_argument("--to", dest="last", type=_day, metavar="2026-05-31", help="included")
    for one in (transcripts, test, numbers):
        one.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")


def _day(text: str) -> date | None:
    return day_in(text)


_day.__name__ = "day"  # as argparse calls it in its errors


def _transcripts(options: Namespace, terminal: Terminal) -> int:
    now = terminal.now()
    wanted = of_days(options.topic, options.outcome, options.first, options.last, terminal.zone)
    chosen = [options.topic, options.outcome]
    chosen += [options.first and f"from {options.first}", options.last and f"to {options.last}"]
    subject = "conversations: " + (", ".join(filter(None, chosen)) or "all")
    with terminal.database() as engine, _opened(options.output, terminal) as out:
        _noted(options, terminal, engine, "export begun", subject)
        if options.json:
            questions = 0
            for turn in _turns(engine, wanted, now):
                print(json.dumps(_values(turn), ensure_ascii=False), file=out)
                questions += 1
            much = f"{questions} questions"
        else:
            answers = 0
            for part in portions(engine, wanted, terminal.zone, now):
                out.write(part.text)
                answers += part.answers
            much = f"{answers} answers"
        _noted(options, terminal, engine, "export ended", subject, much)
    return DONE


def _turns(engine: Engine, wanted: Wanted, now: datetime) -> Iterator[KeptTurn]:
    """The questions of the conversations that fit; what is said after `now` is left out."""
    stop = now if wanted.stop is None else min(wanted.stop, now)
    fixed = Wanted(wanted.topic, wanted.outcome, wanted.start, stop)
    place: Place | None = None
    while True:
        with engine.connect() as connection:
            found = find(connection, fixed, place, _AT_ONCE)
            turns = list(conversations(connection, [each.sender for each in found]))
        yield from turns
        if len(found) < _AT_ONCE:
            return
        place = found[-1].place


def _story(options: Namespace, terminal: Terminal) -> int:
    name = options.conversation
    with terminal.database() as engine:
        with engine.connect() as connection:
            turns = conversation(connection, name, most=_LONGEST_STORY)
        if not turns:
            raise CannotDo(f"No conversation `{name}` is kept, or not any more.")
        told = story(f"Conversation {name}", turns)
        if not told.questions:
            raise CannotDo(
                f"All of the conversation `{name}` was answered without Rasa, so there is nothing "
                "to test."
            )
        with _opened(options.output, terminal) as out:
            _noted(options, terminal, engine, "story exported", f"conversation {name}")
            if options.json:
                values = {
                    "story": told.text,
                    "questions": told.questions,
                    "left_out": told.left_out,
                }
                print(json.dumps(values, ensure_ascii=False), file=out)
            else:
                out.write(told.text)
    return DONE


def _insights(options: Namespace, terminal: Terminal) -> int:
    settings = terminal.settings
    try:
        period = _period(options, terminal.now().astimezone(terminal.zone).date())
        knowledge = load(settings.KNOWLEDGE_FOLDER.resolve())
    except KnowledgeError as error:
        raise CannotDo(str(error)) from error
    with terminal.database() as engine, _opened(options.output, terminal) as out:
        with engine.connect() as connection:
            found = insights(connection, period, terminal.zone)
        if options.json:
            print(json.dumps(_insight_values(found, period), ensure_ascii=False), file=out)
        else:
            out.write(BYTE_ORDER_MARK + table(rows_of(found, knowledge, period)))
    return DONE


def _period(options: Namespace, today: date) -> Period:
    if options.first is None:
        return last_days(USUAL, options.last or today)
    try:
        return Period(options.first, options.last or max(options.first, today))
    except ValueError:
        raise CannotDo(
            f"A period has 1 to {LONGEST_PERIOD} days, the first before the last. Mend --from or "
            "--to."
        ) from None


def _insight_values(found: Insights, period: Period) -> dict[str, object]:
    return {
        "first_day": str(period.first),
        "last_day": str(period.last),
        "opened": found.opened,
        "conversations": {str(day): number for day, number in found.conversations.items()},
        "questions": found.questions,
        "answers": found.answers,
        "outcomes": found.outcomes,
        "votes": {"helpful": found.helpful, "not_helpful": found.unhelpful},
        "topics": found.topics,
        "conditions": found.conditions,
        "lengths_mm": found.lengths,
        "hours": list(found.hours),
        "not_answered": [
            {"item": each.item, "count": each.count, "example": each.example}
            for each in found.groups
        ],
        "median_seconds": found.median_seconds,
    }


def _noted(
    options: Namespace,
    terminal: Terminal,
    engine: Engine,
    action: str,
    subject: str,
    after: str | None = None,
) -> None:
    who = terminal.who(options, Accounts(engine, terminal.now))
    with engine.begin() as connection:
        note_change(connection, terminal.now(), who, action, subject, after=after)


@contextmanager
def _opened(file: Path | None, terminal: Terminal) -> Iterator[TextIO]:
    if file is None:
        yield terminal.out
        return
    try:
        # The table has line ends of its own.
        out = file.open("w", encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        raise CannotDo(
            f"{file} cannot be written: {error.strerror}. Name another file with --output."
        ) from error
    with out:
        yield out


def _values(turn: KeptTurn) -> dict[str, object]:
    return {
        "conversation": turn.sender,
        "asked_at": utc(turn.asked_at).isoformat(),
        "asked": turn.asked,
        "button": turn.is_button,
        "milliseconds": turn.milliseconds,
        "knowledge_version": turn.knowledge_version,
        "answers": [
            {
                "said": each.said,
                "topic": each.topic,
                "outcome": each.outcome,
                "confidence": each.confidence,
                "facts": list(each.facts),
                "helpful": each.helpful,
                "remark": each.remark,
            }
            for each in turn.answers
        ],
    }
