"""Waiting for an edit."""

import os
from pathlib import Path

import pytest

from benchmarks.report.watching import seen, wait_for_edit


@pytest.mark.parametrize("edit", ["write", "add", "remove"])
def test_an_edit_is_noticed_by_its_file(tmp_path: Path, edit: str) -> None:
    old, new = tmp_path / "old.yml", tmp_path / "new.yml"
    old.write_text("a")
    before = seen(tmp_path.glob("*.yml"))
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        """An edit comes at the second look."""
        pauses.append(seconds)
        if len(pauses) < 2:
            return
        if edit == "write":
            os.utime(old, ns=(0, 1))
        elif edit == "add":
            new.write_text("b")
        else:
            old.unlink()

    edited = wait_for_edit(lambda: tmp_path.glob("*.yml"), before, pause)
    assert edited == {new if edit == "add" else old}
    assert len(pauses) == 2


def test_an_edit_during_the_run_before_is_not_missed(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("a")
    before = seen([file])
    os.utime(file, ns=(0, 1))
    assert wait_for_edit(lambda: [file], before, lambda _: pytest.fail("it waited")) == {file}
