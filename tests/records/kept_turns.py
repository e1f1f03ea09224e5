"""Turns for the tests of what is kept."""

from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Engine

from records.journal import Exchange, Journal
from records.messages import Message

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.utc)
NEW_YORK = ZoneInfo("America/New_York")


def message(topic: str = "pain", **more: Any) -> Message:
    """An answer."""
    return Message(**{"text": "It can sting.", "topic": topic, **more})


def turn(*messages: Message, **more: Any) -> Exchange:
    """A question of `ann` at noon."""
    fields = {
        "sender": "ann",
        "asked_at": NOON,
        "asked": "does it hurt?",
        "is_button": False,
        "milliseconds": 40,
        "knowledge_version": "v1",
    }
    return Exchange(messages=messages or (message(),), **{**fields, **more})


def keep(engine: Engine, *messages: Message, minutes: float = 0, **more: Any) -> None:
    """Keeps a question, asked so many minutes after noon."""
    asked = turn(*messages, asked_at=NOON + timedelta(minutes=minutes), **more)
    Journal(engine, NEW_YORK).keep(asked)
