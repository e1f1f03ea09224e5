"""Putting new files in the place of live ones, and the old ones back.

Each file is replaced by one rename, so that a reader finds the old or the new, whole. What the old
ones were is on disk before the first rename; whoever finds the work half done puts them back.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from teaching.journal import Move

Replace = Callable[[Path, Path], None]
"""`os.replace`, or what a test puts there."""


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


def keep(moves: Mapping[str, Move], kept: Path) -> None:
    """Copies the live files into a folder, to be put back from there."""
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True, mode=0o700)
    for name, move in moves.items():
        if move.before is not None:
            _copy(move.path, kept / _flat(name))


def bring(moves: Mapping[str, Move], staging: Path) -> None:
    """Copies the new files beside the live ones, so that only renames are left to do."""
    for name, move in moves.items():
        _copy(staging / name, _beside(move.path), like=move.path)


def swap(moves: Mapping[str, Move], replace: Replace = os.replace) -> None:
    """Renames the new files to the live ones."""
    for move in moves.values():
        replace(_beside(move.path), move.path)


def restore(moves: Mapping[str, Move], kept: Path, replace: Replace = os.replace) -> list[str]:
    """Puts back what was live before, wherever the change's own file is live now.

    Returns:
        The files that are neither the old nor the new, and were left alone.
    """
    clear(moves)
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
            _copy(kept / _flat(name), _beside(move.path), like=move.path)
            replace(_beside(move.path), move.path)
    return left


def clear(moves: Mapping[str, Move]) -> None:
    """Removes the new files that `bring` laid beside the live ones."""
    for move in moves.values():
        _beside(move.path).unlink(missing_ok=True)


def _flat(name: str) -> str:
    return name.replace("/", "__")


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.taught")


def _copy(source: Path, target: Path, like: Path | None = None) -> None:
    """Copies a file onto the disk itself; `like` is the file whose permissions it gets."""
    shutil.copyfile(source, target)
    shutil.copymode(like if like is not None and like.exists() else source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
