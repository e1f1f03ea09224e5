"""Waits until a file is edited."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

_SECONDS = 0.5

Seen = Mapping[Path, int]


def seen(files: Iterable[Path]) -> Seen:
    """When each file was written; one that is just being replaced is not there."""
    return {file: file.stat().st_mtime_ns for file in files if file.is_file()}


def edited(before: Seen, now: Seen) -> set[Path]:
    """The files that are new, gone, or written since."""
    return {file for file in before.keys() | now.keys() if before.get(file) != now.get(file)}


def wait_for_edit(
    files: Callable[[], Iterable[Path]],
    before: Seen,
    pause: Callable[[float], None] = time.sleep,
) -> set[Path]:
    """Returns the files that were edited, once there are any.

    Args:
        files: Lists what is watched, anew at every look.
        before: How it was.
        pause: Waits between two looks.
    """
    while not (changed := edited(before, seen(files()))):
        pause(_SECONDS)
    return changed
