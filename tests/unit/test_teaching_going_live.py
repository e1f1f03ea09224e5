from pathlib import Path

import pytest

from knowledge.editing import write_whole
from teaching.going_live import changed, digest, keep, moves_of, restore, swap
from teaching.proposals import Move


@pytest.fixture
def moves(tmp_path: Path) -> dict[str, Move]:
    live = {name: tmp_path / "live" / name for name in ("a", "b", "new", "gone")}
    for folder in ("live", "staging"):
        (tmp_path / folder).mkdir()
    for name in ("a", "b", "gone"):
        live[name].write_text(f"old {name}")
    for name in ("a", "new"):
        (tmp_path / "staging" / name).write_text(f"new {name}")
    (tmp_path / "staging" / "b").write_text("old b")
    before = {name: digest(path) for name, path in live.items()}
    return moves_of(live, before, tmp_path / "staging")


def texts(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in sorted(folder.iterdir())}


OLD = {"a": "old a", "b": "old b", "gone": "old gone"}
NEW = {"a": "new a", "b": "old b", "gone": "old gone", "new": "new new"}


def test_only_what_differs_moves(moves: dict[str, Move]) -> None:
    assert set(moves) == {"a", "new"}
    assert moves["new"].before is None


def test_there_and_back(moves: dict[str, Move], tmp_path: Path) -> None:
    live = tmp_path / "live"
    keep(moves, tmp_path / "kept")
    assert changed(moves, applied=False) == ""
    swap(moves, tmp_path / "staging", write_whole)
    assert texts(live) == NEW
    assert changed(moves, applied=True) == ""
    assert changed(moves, applied=False) == "a, new"
    assert restore(moves, tmp_path / "kept", write_whole) == ""
    assert texts(live) == OLD
    assert restore(moves, tmp_path / "kept", write_whole) == ""


def test_what_somebody_else_wrote_is_left(moves: dict[str, Move], tmp_path: Path) -> None:
    keep(moves, tmp_path / "kept")
    swap(moves, tmp_path / "staging", write_whole)
    (tmp_path / "live" / "a").write_text("an edit")
    assert restore(moves, tmp_path / "kept", write_whole) == "a"
    assert texts(tmp_path / "live") == {**OLD, "a": "an edit"}
