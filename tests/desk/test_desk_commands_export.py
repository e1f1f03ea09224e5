"""`python -m desk export`."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from tests.desk.command_line import NOW, CommandLine, command_line, journal_turn

UNDERSTOOD = {"action": "action_answer_facts", "intent": "ask_pain", "entities": []}


@pytest.fixture
def terminal(tmp_path: Path) -> CommandLine:
    """Two conversations, of which the older one did not go by Rasa."""
    terminal = command_line(tmp_path)
    with terminal.database() as engine:
        journal_turn(engine, "old", "=1+1 price?", "cost", NOW - timedelta(days=5))
        journal_turn(
            engine, "new", "does it hurt?", at=NOW - timedelta(hours=1), understood=UNDERSTOOD
        )
    return terminal


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_transcripts_are_a_table(terminal: CommandLine) -> None:
    result = terminal.run("export", "transcripts")
    assert [row["conversation"] for row in rows(result.out)] == ["new", "old"]
    assert terminal.audit()[:2] == [
        ("cli:root", "export ended", "conversations: all"),
        ("cli:root", "export begun", "conversations: all"),
    ]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--topic", "cost"), ["old"]),
        (("--outcome", "answered"), ["new", "old"]),
        (("--from", "2026-05-01"), ["new"]),
        (("--to", "2026-05-01"), ["old"]),
        (("--from", "2026-06-01"), []),
    ],
)
def test_only_what_fits_is_exported(
    terminal: CommandLine, options: tuple[str, ...], found: list[str]
) -> None:
    out = terminal.run("export", "transcripts", *options).out
    assert [row["conversation"] for row in rows(out)] == found
    lines = terminal.run("export", "transcripts", "--json", *options).out.splitlines()
    assert [json.loads(line)["conversation"] for line in lines] == found


def test_a_file_is_written_and_no_spreadsheet_runs_what_is_in_it(
    terminal: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "out.csv"
    result = terminal.run("export", "transcripts", "--output", str(file))
    assert (result.code, result.out) == (0, "")
    asked = {row["asked"] for row in rows(file.read_bytes().decode("utf-8"))}
    assert asked == {"does it hurt?", "'=1+1 price?"}


def test_a_file_that_cannot_be_written_is_said(terminal: CommandLine, tmp_path: Path) -> None:
    result = terminal.run("export", "transcripts", "--output", str(tmp_path / "no" / "out.csv"))
    assert result.code == 1
    assert "--output" in result.errors
    assert terminal.audit() == []


def test_a_conversation_is_a_story(terminal: CommandLine) -> None:
    told = yaml.safe_load(terminal.run("export", "story", "new").out)
    (step, action) = told["stories"][0]["steps"]
    assert (step["intent"], action["action"]) == ("ask_pain", "action_answer_facts")
    assert terminal.audit()[0] == ("cli:root", "story exported", "conversation new")
    assert terminal.run("export", "story", "new", "--json").values["questions"] == 1


@pytest.mark.parametrize(("name", "says"), [("nobody", "is kept"), ("old", "without Rasa")])
def test_where_there_is_no_story_it_is_said(terminal: CommandLine, name: str, says: str) -> None:
    result = terminal.run("export", "story", name)
    assert (result.code, result.out) == (1, "")
    assert says in result.errors


def test_insights_are_numbers(terminal: CommandLine) -> None:
    found = terminal.run("export", "insights", "--json").values
    assert (found["first_day"], found["last_day"]) == ("2026-04-05", "2026-05-04")
    assert found["topics"] == {"cost": 1, "pain": 1}
    assert found["answers"] == 2
    one_day = ("--from", "2026-05-04", "--to", "2026-05-04")
    assert terminal.run("export", "insights", "--json", *one_day).values["answers"] == 1
    table = {
        (row["what"], row["of"]): row["number"]
        for row in rows(terminal.run("export", "insights").out)
    }
    assert table["answers", ""] == "2"
    assert table["period", "last day"] == "2026-05-04"


def test_a_period_that_cannot_be_is_said(terminal: CommandLine) -> None:
    result = terminal.run("export", "insights", "--from", "2026-05-04", "--to", "2026-05-01")
    assert result.code == 1
    assert "--from" in result.errors


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "0001-01-01"])
def test_a_day_that_is_none_is_wrong_usage(terminal: CommandLine, day: str) -> None:
    with pytest.raises(SystemExit) as ended:
        terminal.run("export", "transcripts", "--from", day)
    assert ended.value.code == 2
