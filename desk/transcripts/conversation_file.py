"""A conversation as a file for `tests/conversations/`: what was typed, and what came of it.

What came is no proof of what should come, so each turn is marked as not checked yet, and the player
of `tests/conversations/` refuses the file until somebody has read it.
"""

from collections.abc import Iterator, Sequence

import yaml

from actions.buttons import payload, read_payload
from desk.transcripts.store import KeptExchange
from knowledge import TOPICS

HEAD = """\
# A conversation as it was kept. What came is no proof of what should come. For each turn, read what
# came, correct `topics` and `shows` to what should have come, and delete its line
# `not_checked_yet`. Until then it is not played. tests/conversations/README.md has every key.
"""
WHY = "Say here what would go wrong for a visitor if this failed."


def conversation_file(title: str, turns: Sequence[KeptExchange]) -> str:
    """The file of a conversation.

    Args:
        title: What it is called; none of the visitor's words.
        turns: The questions, the oldest first.
    """
    return f"{HEAD}{_yaml({'title': title, 'why': WHY})}turns:\n{''.join(map(_turn, turns))}"


def pressed_id(asked: str) -> str | None:
    """The id of a button, from what it said to Rasa; None where that is no button's."""
    try:
        topic, details = read_payload(asked)
        part = dict(details).get("part")
        steps = [topic] if part is None else ["more", topic, part]
        steps += [step for kind, value in details if kind != "part" for step in (kind, value)]
        id_ = ".".join(steps)
        return id_ if payload(id_) == asked else None
    except ValueError:
        return None


def _turn(turn: KeptExchange) -> str:
    id_ = pressed_id(turn.asked) if turn.is_button else None
    if turn.is_button and id_ is None:
        return "  # Left out: a button that there is not any more.\n"
    topics = [each.topic for each in turn.answers]
    facts = list(dict.fromkeys(fact for each in turn.answers for fact in each.facts))
    said: dict[str, object] = {"says": turn.asked} if id_ is None else {"presses": id_}
    if topics and all(topic in TOPICS for topic in topics):
        said["topics"] = topics
    if facts:
        said["shows"] = facts
    lines = _yaml({**said, "not_checked_yet": True}).removesuffix("\n").split("\n")
    body = "".join(f"    {line}\n" for line in lines)
    return f"  -{body[3:]}{''.join(_came(turn))}"


def _came(turn: KeptExchange) -> Iterator[str]:
    """The answers as comments, each in one line: no sign of theirs can end it."""
    for each in turn.answers:
        words = " ".join("".join(s if s.isprintable() else " " for s in each.said).split())
        yield f"    # came: {words}\n"


def _yaml(content: dict[str, object]) -> str:
    """One key after the other, a list in one line as testers write it."""
    return "".join(
        f"{key}: {yaml.safe_dump(value, default_flow_style=True, width=10_000)}"
        if isinstance(value, list)
        else yaml.safe_dump({key: value}, allow_unicode=_is_plain(str(value)), width=100)
        for key, value in content.items()
    )


def _is_plain(text: str) -> bool:
    """Whether all of it can stand in a file as it is; line ends of other kinds cannot."""
    return all(sign.isprintable() or sign == "\n" for sign in text)
