"""Plays whole conversations against the running service, for the report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.report.sections import Case, Figure, Follow, Section, Table
from knowledge import KnowledgeError
from tests.conversations.conversation import Conversation, load, load_all
from tests.conversations.playback import Playback
from tests.conversations.player import SECONDS, play


@dataclass(frozen=True)
class Chosen:
    """The conversations that are to be played.

    Attributes:
        refused: What is wrong with files that cannot be played.
    """

    conversations: tuple[Conversation, ...]
    refused: tuple[str, ...] = ()


def choose(folder: Path, words: str | None) -> Chosen:
    """The conversations of a folder; with words, those that have them in title or file name.

    Raises:
        ValueError: None has them.
    """
    paths = sorted(folder.glob("*.yml"))
    kept: list[Path] = []
    refused: list[str] = []
    for path in paths:
        try:
            conversation = load(path)
        except KnowledgeError as error:
            if words is None or _has(path, "", words):
                refused += map(str, error.problems)
            continue
        if words is None or _has(path, conversation.title, words):
            kept.append(path)
    if not kept and not refused:
        raise ValueError(f"No conversation has {words!r} in its title or in the name of its file.")
    try:
        return Chosen(load_all(kept), tuple(refused))
    except KnowledgeError as error:
        return Chosen((), (*refused, *map(str, error.problems)))


def _has(path: Path, title: str, words: str) -> bool:
    wanted = words.casefold().removesuffix(".yml")
    return wanted in title.casefold() or wanted.replace(" ", "_") in path.stem


def play_all(
    chosen: Chosen,
    url: str,
    restart: Callable[[], None] | None,
    follow: Follow,
    transport: httpx.BaseTransport | None = None,
) -> Section:
    """Plays them one after the other.

    Args:
        chosen: What to play.
        url: Where the service answers.
        restart: Restarts it; None: conversations with a restart are left out.
        follow: Shows how far it is.
        transport: Replaces the network.

    Raises:
        UnreachableError: The service does not answer.
    """
    wanted = [each for each in chosen.conversations if restart or not each.needs_restart]
    left_out = [each for each in chosen.conversations if each not in wanted]
    with httpx.Client(base_url=url, timeout=SECONDS, transport=transport) as http:
        played = [play(each, http, restart) for each in follow(wanted, "Whole conversations")]
    return talk_section(played, left_out, chosen.refused)


def talk_section(
    played: Sequence[Playback], left_out: Sequence[Conversation], refused: Sequence[str]
) -> Section:
    """What playing them comes to."""
    tables = [
        Table(title, ("",), [(each,) for each in listed], is_open=True)
        for title, listed in (
            ("Files that were not played", refused),
            ("Left out: they need a restart of the service", [each.title for each in left_out]),
        )
        if listed
    ]
    return Section(
        "conversations",
        "Whole conversations",
        "Each is played over the public API, as a visitor would have it: what was said, what was "
        "expected, what came.",
        figures=[
            Figure("conversations", len(played), decimals=0),
            Figure("that failed", sum(map(_failed, played)), 0, is_limit=True, decimals=0),
            Figure("files that were not played", len(refused), 0, is_limit=True, decimals=0),
            Figure("turns", sum(len(each.exchanges) for each in played), decimals=0),
        ],
        tables=tables,
        cases=[
            *(Case(each.conversation.title, not each.failed, _wrong(each)) for each in played),
            *(Case(each, False, "cannot be played") for each in refused),
        ],
        played=sorted(played, key=_failed, reverse=True),
        must_pass=True,
    )


def _failed(playback: Playback) -> bool:
    return playback.failed


def _wrong(playback: Playback) -> str:
    return " ".join(
        f"The answer {problem}." for each in playback.exchanges for problem in each.problems
    )
