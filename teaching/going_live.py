"""Putting new files in the place of live ones, and the old ones back.

Each file is replaced whole, so that a reader finds the old or the new. What the old ones were is on
disk before the first is replaced; whoever finds the work half done puts them back.
"""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge.editing import make_private, write_whole
from teaching.proposals import Move

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
    staged = {name: digest(staging / name) for name in live}
    return {
        name: Move(path=live[name], before=before[name], after=after)
        for name, after in staged.items()
        if after is not None and after != before[name]
    }


def changed(moves: Mapping[str, Move], *, applied: bool) -> str:
    """The live files that are no longer what the change found or, once applied, made of them."""
    return ", ".join(
        name
        for name, move in moves.items()
        if digest(move.path) != (move.after if applied else move.before)
    )


def swap(moves: Mapping[str, Move], staging: Path, write: Write) -> None:
    """Puts the new files in the place of the live ones."""
    for name, move in moves.items():
        _replace(move.path, staging / name, write)


def keep(moves: Mapping[str, Move], kept: Path) -> None:
    """Copies the live files into a folder, to be put back from there."""
    shutil.rmtree(kept, ignore_errors=True)
    for name, move in moves.items():
        make_private((kept / name).parent)
        if move.before is not None:
            write_whole(kept / name, move.path.read_bytes())


def restore(moves: Mapping[str, Move], kept: Path, write: Write) -> str:
    """Puts back what was live before, wherever the change's own file is live now.

    Returns:
        The files that are neither the old nor the new, and were left alone.
    """
    left = []
    for name, move in moves.items():
        now = digest(move.path)
        if now not in (move.before, move.after):
            left.append(name)
        elif now == move.before:
            continue
        elif move.before is None:
            move.path.unlink()
        else:
            _replace(move.path, kept / name, write)
    return ", ".join(left)


def _replace(old: Path, new: Path, write: Write) -> None:
    mode = old.stat().st_mode & 0o777 if old.exists() else 0o644
    write(old, new.read_bytes(), mode)
