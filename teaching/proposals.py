"""The proposed changes: files in `STATE_FOLDER/changes`, and what became of each."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Literal

from teaching.change import BadChange, Change, as_yaml, read_change
from teaching.journal import UNDER_WAY, Phase, read_journal

State = Literal["proposed", "under way", "applied", "rolled back", "failed"]


class NoSuchChange(Exception):
    """There is no change of that name."""


@dataclass(frozen=True)
class ProposedChange:
    """A change with its file and its state."""

    change: Change
    path: Path
    state: State
    at: datetime | None
    """When the state was reached; None for what is only proposed."""
    message: str
    """Why it failed, or what else there is to know."""


def propose(state_folder: Path, change: Change) -> Path:
    """Writes a change into a file of its own, readable by its owner alone; two never share one.

    Args:
        state_folder: The setting `STATE_FOLDER`.
        change: A change that `check_change` found in order; without an id it is given one.

    Returns:
        The file; its name is the id.

    Raises:
        FileExistsError: The change has an id, and another has it already.
    """
    folder = state_folder / "changes"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if change.id:
        return _write(folder, change)
    day = f"{change.made_at:%Y-%m-%d}-{change.taught_topic.replace('_', '-')}"
    for number in count(1):
        try:
            return _write(folder, change.model_copy(update={"id": f"{day}-{number}"}))
        except FileExistsError:
            continue
    raise AssertionError("counting ends")


def _write(folder: Path, change: Change) -> Path:
    path = folder / f"{change.id}.yml"
    # Written elsewhere first and then named, so that nobody ever reads half of it.
    new = folder / f".{secrets.token_hex(8)}"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(as_yaml(change).encode("utf-8"))
    try:
        os.link(new, path)
    finally:
        new.unlink()
    return path


def changes(state_folder: Path) -> list[ProposedChange]:
    """All changes, the newest first; files that hold none are left out (see `unreadable`)."""
    return _all(state_folder)[0]


def unreadable(state_folder: Path) -> list[str]:
    """What is wrong with the files among the changes that hold none."""
    return _all(state_folder)[1]


def find(state_folder: Path, change_id: str) -> ProposedChange:
    """One change.

    Raises:
        NoSuchChange: There is none of that id.
        BadChange: Its file cannot be read.
    """
    path = state_folder / "changes" / f"{change_id}.yml"
    if path.name != f"{change_id}.yml" or not path.is_file():
        raise NoSuchChange(f"There is no change {change_id}.")
    return _proposed(state_folder, path)


def _all(state_folder: Path) -> tuple[list[ProposedChange], list[str]]:
    found, wrong = [], []
    for path in sorted((state_folder / "changes").glob("*.yml")):
        try:
            found.append(_proposed(state_folder, path))
        except BadChange as error:
            wrong.append(str(error))
    return sorted(found, key=lambda each: each.change.made_at, reverse=True), wrong


def _proposed(state_folder: Path, path: Path) -> ProposedChange:
    change = read_change(path)
    if change.id != path.stem:
        raise BadChange(f"{path} holds the change `{change.id}`. Mend: name both the same.")
    journal = read_journal(state_folder, change.id)
    if journal is None:
        return ProposedChange(change, path, "proposed", None, "")
    return ProposedChange(change, path, _state(journal.phase), journal.at, journal.message)


def _state(phase: Phase) -> State:
    if phase in UNDER_WAY:
        return "under way"
    return phase  # type: ignore[return-value]
