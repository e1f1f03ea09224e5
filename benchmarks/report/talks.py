"""Plays whole conversations against the running service, for the report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.report.sections import Case, Figure, Follow, Section, Table
from tests.conversations.conversation import Conversation, FileRead, load_each
from tests.conversations.playback import Playback
from tests.conversations.player import SECONDS, play


@dataclass(frozen=True)
class Chosen:
    """The conversations that are to be played.

    Attributes:
        refused: What is wrong with files that cannot be played.
        are_some: Whether they were chosen among others.
    """

    conversations: tuple[Conversation, ...]
    refused: tuple[str, ...] = ()
    are_some: bool = False


def choose(folder: Path, words: str | None) -> Chosen:
    """The conversations of a folder; with words, those that have them in title or file name.

    Raises:
        ValueError: None has them.
    """
    read = load_each(folder.glob("*.yml"))
    files = [each for each in read if words is None or _has(each, words)]
    if not files and words is not None:
        # It may be meant to be one whose title could not be read.
        faulty = "".join(f"\n{problem}" for each in read for problem in each.problems)
        raise ValueError(
            f"No conversation has {words!r} in its title or in the name of its file.{faulty}"
        )
    return Chosen(
        tuple(each.conversation for each in files if each.conversation and not each.problems),
        tuple(str(problem) for each in files for problem in each.problems),
        are_some=words is not None,
    )


def _has(file: FileRead, words: str) -> bool:
    wanted = words.casefold().removesuffix(".yml")
    title = file.conversation.title if file.conversation else ""
    return wanted in title.casefold() or wanted.replace(" ", "_") in file.path.stem


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
    return talk_section(played, left_out, chosen)


def talk_section(
    played: Sequence[Playback], left_out: Sequence[Conversation], chosen: Chosen
) -> Section:
    """What playing them comes to."""
    refused = chosen.refused
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
        is_part=chosen.are_some or bool(left_out),
    )


def _failed(playback: Playback) -> bool:
    return playback.failed


def _wrong(playback: Playback) -> str:
    return " ".join(
        f"The answer {problem}." for each in playback.exchanges for problem in each.problems
    )
