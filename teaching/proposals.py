"""The proposed changes, files in `STATE_FOLDER/changes`, and what became of each.

What became of a change stands beside the files that it replaced, in `STATE_FOLDER/applied/<id>`: by
it an applying that died half way is undone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from knowledge.editing import make_private, write_new, write_whole
from teaching.change import BadChange, Change, as_yaml, read_change

State = Literal["proposed", "under way", "applied", "rolled back", "failed", "rejected"]
_FILE = "journal.json"


class NoSuchChange(Exception):
    """There is no change of that name."""


class Move(BaseModel):
    """A live file that a change replaces, with the SHA-256 of what was and of what comes."""

    model_config = ConfigDict(frozen=True)

    path: Path
    before: str | None
    """None where there was no file."""
    after: str


class Journal(BaseModel):
    """What became of one change."""

    model_config = ConfigDict(frozen=True)

    id: str
    state: State
    at: AwareDatetime
    undone: State = "failed"
    """What it is once it was interrupted while under way, and its files are put back."""
    number: int = 0
    """Counts the changes that were applied, in their order."""
    message: str = ""
    """Why it failed, or what else there is to know."""
    moves: Mapping[str, Move] = {}
    """By the name that the file has in the project; empty until it is about to go live."""


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


def folder_of(state_folder: Path, change_id: str) -> Path:
    """Where all that belongs to the applying of a change is kept."""
    return state_folder / "applied" / change_id


def write_journal(state_folder: Path, journal: Journal) -> None:
    """Puts what became of a change on disk, whole or not at all."""
    folder = folder_of(state_folder, journal.id)
    make_private(folder)
    write_whole(folder / _FILE, journal.model_dump_json(indent=2).encode("utf-8"))


def read_journal(state_folder: Path, change_id: str) -> Journal | None:
    """What became of a change; None if it was never tried."""
    try:
        content = (folder_of(state_folder, change_id) / _FILE).read_bytes()
        return Journal.model_validate_json(content)
    except (FileNotFoundError, ValidationError):
        return None


def journals(state_folder: Path) -> list[Journal]:
    """What became of all changes that were ever tried."""
    tried = sorted(file.parent.name for file in (state_folder / "applied").glob(f"*/{_FILE}"))
    read = (read_journal(state_folder, change_id) for change_id in tried)
    return [journal for journal in read if journal is not None]


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
    make_private(folder)
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
    write_new(path, as_yaml(change).encode("utf-8"))
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
    change = read_change(path)
    if change.id != path.stem:
        raise BadChange(f"{path} holds the change `{change.id}`. Mend: name both the same.")
    journal = read_journal(state_folder, change.id)
    if journal is None:
        return ProposedChange(change, path, "proposed", None, "")
    return ProposedChange(change, path, journal.state, journal.at, journal.message)


def _all(state_folder: Path) -> tuple[list[ProposedChange], list[str]]:
    found, wrong = [], []
    for path in sorted((state_folder / "changes").glob("*.yml")):
        try:
            found.append(find(state_folder, path.stem))
        except BadChange as error:
            wrong.append(str(error))
    return sorted(found, key=lambda each: each.change.made_at, reverse=True), wrong
