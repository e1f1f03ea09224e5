"""Putting new files in the place of live ones, and the old ones back.

Each file is replaced whole, so that a reader finds the old or the new. What the old ones were is on
disk before the first is replaced; whoever finds the work half done puts them back.
"""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from teaching.journal import Move

Write = Callable[[Path, bytes, int], None]
"""`knowledge.editing.write_whole`, or what a test puts there."""


def digest(path: Path) -> str | None:
    """The SHA-256 of a file; None if there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def moves_of(
    live: Mapping[str, Path], before: Mapping[str, str | None], staging: Path
) -> dict[str, Move]:
    """The files that differ between the staging folder and what was live when it was made."""
    moves = {}
    for name, path in live.items():
        after = digest(staging / name)
        if after is not None and after != before[name]:
            moves[name] = Move(path=path, before=before[name], after=after)
    return moves


def changed_since(moves: Mapping[str, Move], *, applied: bool) -> list[str]:
    """The live files that are no longer what they were.

    Args:
        moves: The files of a change.
        applied: Whether they are compared with what the change made of them, or with what was
            before it.
    """
    return [
        name
        for name, move in moves.items()
        if digest(move.path) != (move.after if applied else move.before)
    ]


def keep(moves: Mapping[str, Move], kept: Path, write: Write) -> None:
    """Copies the live files into a folder, to be put back from there."""
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True, mode=0o700)
    for name, move in moves.items():
        if move.before is not None:
            write(kept / _flat(name), move.path.read_bytes(), 0o600)


def swap(moves: Mapping[str, Move], staging: Path, write: Write) -> None:
    """Puts the new files in the place of the live ones."""
    for name, move in moves.items():
        _replace(move.path, staging / name, write)


def restore(moves: Mapping[str, Move], kept: Path, write: Write) -> list[str]:
    """Puts back what was live before, wherever the change's own file is live now.

    Returns:
        The files that are neither the old nor the new, and were left alone.
    """
    left = []
    for name, move in moves.items():
        now = digest(move.path)
        if now == move.before:
            continue
        if now != move.after:
            left.append(name)
        elif move.before is None:
            move.path.unlink()
        else:
            _replace(move.path, kept / _flat(name), write)
    return left


def _replace(live: Path, new: Path, write: Write) -> None:
    mode = live.stat().st_mode & 0o777 if live.exists() else 0o644
    write(live, new.read_bytes(), mode)


def _flat(name: str) -> str:
    return name.replace("/", "__")
