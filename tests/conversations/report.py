"""A report that a tester can read: what was said, what came, and what should have come."""

import textwrap
from collections.abc import Iterator, Sequence

from tests.conversations.conversation import Turn
from tests.conversations.expectations import Message
from tests.conversations.playback import Exchange, Playback

WIDTH = 100
_INDENT = " " * 13
_EXPECTED = ("topics", "shows", "hides", "cites", "mentions", "never", "offers")


def of_one(playback: Playback) -> str:
    """The whole exchange of one conversation, with what was expected where it went wrong."""
    conversation = playback.conversation
    lines = [
        f"{'FAILED' if playback.failed else 'passed'}: {conversation.title}",
        *_wrapped("   Why", conversation.why),
    ]
    for exchange in playback.exchanges:
        lines += ["", *_exchange(exchange)]
    return "\n".join(lines)


def of_all(played: Sequence[Playback]) -> str:
    """One line for each conversation, then the whole exchange of those that failed."""
    failed = [playback for playback in played if playback.failed]
    turns = sum(len(playback.exchanges) for playback in played)
    lines = [
        f"{'FAILED' if playback.failed else 'passed'}  {playback.conversation.title}"
        for playback in played
    ]
    for playback in failed:
        lines += ["", "-" * WIDTH, of_one(playback)]
    lines += ["", f"{len(played) - len(failed)} of {len(played)} passed ({turns} turns)."]
    return "\n".join(lines)


def _exchange(exchange: Exchange) -> Iterator[str]:
    turn = exchange.turn
    if turn.event is not None:
        yield f"     ({turn.event})"
    elif turn.presses is not None:
        yield f"     Presses [{turn.presses}]"
    else:
        yield from _wrapped("   Visitor", turn.says or "(nothing)")
    for message in exchange.messages:
        yield from _message(message)
    if exchange.refusal is not None:
        yield f"   Refused: {exchange.refusal}"
    if exchange.problems:
        for problem in exchange.problems:
            yield from _wrapped("   WRONG", f"The answer {problem}.")
        yield from _expected(turn)


def _message(message: Message) -> Iterator[str]:
    yield from _wrapped("   Answer", f"[{message.topic}] {message.text}")
    if message.facts:
        yield from _wrapped("   facts", ", ".join(message.facts))
    if message.sources:
        yield from _wrapped("   sources", ", ".join(source.id for source in message.sources))
    if message.buttons:
        yield from _wrapped("   buttons", ", ".join(button.id for button in message.buttons))


def _expected(turn: Turn) -> Iterator[str]:
    if turn.refused is not None:
        yield from _wrapped("   expected", f"refused: {turn.refused}")
    for key in _EXPECTED:
        values = getattr(turn, key)
        if values:
            yield from _wrapped("   expected", f"{key}: {'; '.join(values)}")


def _wrapped(label: str, text: str) -> Iterator[str]:
    first = f"{label}:".ljust(len(_INDENT))
    for number, paragraph in enumerate(text.splitlines()):
        yield from textwrap.wrap(
            paragraph,
            WIDTH,
            initial_indent=first if number == 0 else _INDENT,
            subsequent_indent=_INDENT,
            break_long_words=False,
        )
