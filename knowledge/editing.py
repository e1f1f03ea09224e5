"""Saving a changed knowledge file: checked as a whole, never over somebody else's change."""

import fcntl
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from knowledge.loading import parse, read

MOST_VERSIONS = 100
"""Of a file that are kept: whoever signs fact by fact makes one with each."""
_VERSION = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([0-9a-f]{12})\.yml")
_TIME = "%Y%m%dT%H%M%S.%fZ"


class ConflictError(Exception):
    """The file is no longer the one that the editor started from.

    Attributes:
        current: What stands in the file now.
    """

    def __init__(self, current: bytes) -> None:
        self.current = current
        super().__init__("the file was changed meanwhile")


@dataclass(frozen=True)
class PreviousVersion:
    """A file as it was until another took its place."""

    id: str
    """Its name in the folder of previous versions."""
    replaced_at: datetime
    """In UTC."""
    path: Path

    def content(self) -> bytes:
        """The bytes of that version.

        Raises:
            OSError: It is gone.
        """
        return self.path.read_bytes()


def hash_of(content: bytes) -> str:
    """What an editor remembers of the file that the change starts from."""
    return hashlib.sha256(content).hexdigest()


def save(
    folder: Path, name: str, content: bytes, *, started_from: str, previous: Path, at: datetime
) -> None:
    """Put new content in the place of one file of a knowledge folder.

    It is there whole or not at all, and the versions before it are kept, up to `MOST_VERSIONS`.
    Every process that follows the folder has it a second or two later. Going back to a previous
    version is a save as well.

    Args:
        folder: The knowledge folder.
        name: The file, such as `clinic.yml`.
        content: What it becomes.
        started_from: `hash_of` the content that the change was made to.
        previous: The folder of previous versions; each file has its own folder in it.
        at: Now, in UTC.

    Raises:
        ConflictError: The file was changed meanwhile; nothing is written.
        KnowledgeError: The folder would not be in order with it; nothing is written.
        OSError: The file cannot be written; it is as it was.
    """
    versions = previous / name
    make_private(versions)
    with _alone(versions / "lock"):
        contents = read(folder)
        before = contents[name]
        if hash_of(before) != started_from:
            raise ConflictError(before)
        if content == before:
            return
        parse(folder, {**contents, name: content})
        stamp = at.astimezone(timezone.utc).strftime(_TIME)
        write_whole(versions / f"{stamp}-{hash_of(before)[:12]}.yml", before, mode=0o600)
        path = (folder / name).resolve()
        write_whole(path, content, mode=path.stat().st_mode & 0o777)
        for each in previous_versions(previous, name)[MOST_VERSIONS:]:
            # The file is saved by now: what cannot go will go next time.
            with suppress(OSError):
                each.path.unlink()


def previous_versions(previous: Path, name: str) -> tuple[PreviousVersion, ...]:
    """The kept versions of one file, newest first; none where nothing was saved yet."""
    try:
        paths = sorted((previous / name).iterdir(), reverse=True)
    except FileNotFoundError:
        return ()
    found = ((path, _VERSION.fullmatch(path.name)) for path in paths)
    return tuple(
        PreviousVersion(
            path.name,
            datetime.strptime(match[1], _TIME).replace(tzinfo=timezone.utc),
            path,
        )
        for path, match in found
        if match
    )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process or thread saves the same file."""
    with open(path, "a", opener=open_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_private(folder: Path) -> None:
    """Makes a folder, and those above it that are not there, for their owner alone."""
    for each in reversed((folder, *folder.parents)):
        each.mkdir(mode=0o700, exist_ok=True)


def open_private(path: str, flags: int) -> int:
    """Opens a file for `open`; where it makes one, it is for its owner alone."""
    return os.open(path, flags, 0o600)


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that is not there yet, for its owner alone; nobody ever reads half of it.

    Raises:
        FileExistsError: Another was faster.
    """
    new = path.with_name(f".{secrets.token_hex(8)}")
    write_whole(new, content)
    try:
        os.link(new, path)
    finally:
        new.unlink()


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes a file to the disk itself; whatever dies meanwhile, it is the old or the new one."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
