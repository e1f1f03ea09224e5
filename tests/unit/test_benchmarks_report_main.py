"""The command that writes the report."""

import json
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.report import __main__ as command
from benchmarks.report.__main__ import (
    CONVERSATIONS,
    PART,
    PARTS,
    main,
    parsed,
    watched_files,
    written,
)
from benchmarks.report.sections import Case, Figure, Section
from tests.conversations.player import UnreachableError

NOW = datetime(2026, 5, 4, 12, 30)


def section(*cases: Case, value: float = 0.5) -> Section:
    return Section("topics", "By topic", "", figures=[Figure("share", value, 0.9)], cases=cases)


def test_three_files_are_written_and_what_is_short_of_its_goal_is_told(tmp_path: Path) -> None:
    said = written(tmp_path / "new", [section(Case("a", True))], NOW)
    assert "By topic: share 0.500, goal at least 0.9" in said
    assert "not any more" not in said
    assert sorted(each.name for each in (tmp_path / "new").iterdir()) == [
        *("report.html", "report.json", "report.xml")
    ]
    assert "There is no earlier run" in (tmp_path / "new" / "report.html").read_text("utf-8")


def test_the_next_run_says_what_has_changed(tmp_path: Path) -> None:
    written(tmp_path, [section(Case("a", True))], NOW)
    said = written(tmp_path, [section(Case("a", False, "lost"), value=0.95)], NOW)
    assert said.startswith("All goals are reached.\nPassed at the last run, and not any more:")
    assert "  By topic: a" in said
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "1 passed and does not any more" in page
    assert "2026-05-04 12:30" in page
    kept = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert kept["sections"]["topics"]["cases"] == {"a": False}


def test_the_terminal_names_some_of_many_that_became_worse(tmp_path: Path) -> None:
    written(tmp_path, [section(*(Case(f"a{n}", True) for n in range(30)))], NOW)
    said = written(tmp_path, [section(*(Case(f"a{n}", False) for n in range(30)))], NOW)
    assert said.count("By topic: a") == 20
    assert "… and 10 more, in the report" in said


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ([], PARTS),
        (["--only", "topics", "signs"], ["topics", "signs"]),
        (["--name", "x"], [CONVERSATIONS]),
        (["--watch"], [CONVERSATIONS]),
    ],
)
def test_what_is_measured_can_be_chosen(arguments: list[str], parts: list[str]) -> None:
    assert parsed(arguments).only == parts


def test_a_part_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed(["--only", "weather"])
    assert "conversations" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--name", "no such talk"], "No conversation has"),
        ([], "No answer from http://127.0.0.1:1"),
    ],
)
def test_what_cannot_be_played_ends_with_2(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = ["--only", "conversations", "--url", "http://127.0.0.1:1"]
    assert main([*nowhere, *arguments, "--folder", str(tmp_path)]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_a_tester_edits_is_watched() -> None:
    names = {each.name for each in watched_files()}
    assert {"treatments.yml", "nlu.yml", "says_who.yml"} <= names


def test_a_run_that_leaves_something_out_does_not_overwrite_the_report(tmp_path: Path) -> None:
    written(tmp_path, [section(Case("a", True), Case("b", True))], NOW)
    report = (tmp_path / "report.html").read_text("utf-8")
    some = replace(section(Case("b", True)), is_part=True)
    said = written(tmp_path, [some], NOW, PART)
    assert said.endswith("part.html")
    assert (tmp_path / "report.html").read_text("utf-8") == report
    assert "not any more:\n  By topic: a" in written(tmp_path, [section(Case("a", False))], NOW)


def test_what_was_measured_is_written_where_the_conversations_cannot_be_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "measured", lambda parts, chosen, follow, folder: [section()])
    assert main(["--url", "http://127.0.0.1:1", "--folder", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert "No answer from http://127.0.0.1:1" in shown.err
    assert shown.out.rstrip().endswith("part.html")
    assert (tmp_path / "part.html").is_file()
    assert not (tmp_path / "report.html").exists()


def test_what_was_measured_is_written_where_a_later_part_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> Section:
        raise OSError("the disk is full")

    monkeypatch.setattr(command, "trained_model", lambda: Path("model"))
    monkeypatch.setattr(command, "load_model", lambda _: None)
    monkeypatch.setattr(command, "by_topic", lambda *_: section())
    monkeypatch.setattr(command, "by_question", fails)
    only = ["--only", "topics", "questions", "signs"]
    assert main([*only, "--folder", str(tmp_path)]) == 2
    assert "the disk is full" in capsys.readouterr().err
    assert "By topic" in (tmp_path / "part.html").read_text("utf-8")


@pytest.mark.parametrize(("is_part", "name"), [(True, "part.html"), (False, "report.html")])
def test_all_parts_with_conversations_left_out_do_not_overwrite_the_report(
    is_part: bool, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [replace(section(), id=part) for part in PARTS[:-1]]
    monkeypatch.setattr(command, "measured", lambda parts_, chosen, follow, folder: iter(parts))
    played = replace(section(), id=CONVERSATIONS, is_part=is_part)
    monkeypatch.setattr(command, "talked", lambda chosen, url, restart: played)
    assert main(["--url", "http://127.0.0.1:1", "--folder", str(tmp_path)]) == 0
    assert [each.name for each in tmp_path.glob("*.html")] == [name]


@pytest.mark.parametrize(
    "trouble", [UnreachableError("away"), OSError("away"), AssertionError("away")]
)
def test_watching_goes_on_where_the_service_restarts(
    trouble: Exception,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    edits: list[int] = []

    def edit(*_: object) -> set[Path]:
        edits.append(1)
        if len(edits) == 3:
            raise KeyboardInterrupt
        return {command.DATA / "nlu.yml"}

    def fails(*_: object) -> None:
        raise trouble

    trained = subprocess.CompletedProcess([], 0)
    monkeypatch.setattr(command.subprocess, "run", lambda *_, **__: trained)
    monkeypatch.setattr(command, "wait_for_edit", edit)
    monkeypatch.setattr(command, "talked", fails)
    with pytest.raises(KeyboardInterrupt):
        command.watch(None, tmp_path, "http://127.0.0.1:1", fails)
    assert capsys.readouterr().out.count("away") == 5, "three plays and two restarts"


def test_a_report_that_cannot_be_written_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "measured", lambda parts, chosen, follow, folder: [section()])
    (tmp_path / "taken").write_text("")
    assert main(["--only", "topics", "--folder", str(tmp_path / "taken")]) == 2
    assert "taken" in capsys.readouterr().err
