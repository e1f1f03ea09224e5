"""What became of a change, kept beside the files that it replaced: a crash can be mended by it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from knowledge.editing import write_whole

Phase = Literal["checking", "going live", "applied", "rolling back", "rolled back", "failed"]
"""How far it came."""
UNDER_WAY: frozenset[Phase] = frozenset({"checking", "going live", "rolling back"})
_FILE = "journal.json"


class Move(BaseModel):
    """A live file that a change replaces, with the SHA-256 of what was and of what comes."""

    model_config = ConfigDict(frozen=True)

    path: Path
    before: str | None
    """None where there was no file."""
    after: str


class Journal(BaseModel):
    """The state of one change."""

    model_config = ConfigDict(frozen=True)

    id: str
    phase: Phase
    at: AwareDatetime
    number: int = 0
    """Counts the changes that were applied, in their order."""
    message: str = ""
    moves: Mapping[str, Move] = {}
    """By the name that the file has in the project."""

    def now(self, phase: Phase, at: datetime, message: str = "") -> "Journal":
        """The same change, one step on."""
        return self.model_copy(update={"phase": phase, "at": at, "message": message})


def folder_of(state_folder: Path, change_id: str) -> Path:
    """Where all that belongs to the applying of a change is kept."""
    return state_folder / "applied" / change_id


def write_journal(state_folder: Path, journal: Journal) -> None:
    """Puts the state on disk, whole or not at all."""
    folder = folder_of(state_folder, journal.id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(folder / _FILE, journal.model_dump_json(indent=2).encode("utf-8"))


def read_journal(state_folder: Path, change_id: str) -> Journal | None:
    """The state of a change; None if it was never tried."""
    try:
        content = (folder_of(state_folder, change_id) / _FILE).read_bytes()
        return Journal.model_validate_json(content)
    except (FileNotFoundError, ValidationError):
        return None


def journals(state_folder: Path) -> list[Journal]:
    """The states of all changes that were ever tried."""
    folders = sorted(each.parent for each in (state_folder / "applied").glob(f"*/{_FILE}"))
    read = (read_journal(state_folder, folder.name) for folder in folders)
    return [journal for journal in read if journal is not None]
