"""`python -m desk inbox`."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.inbox.grouping import NoEncoder, group_waiting
from records.visitors import Records
from tests.desk.command_line import NOW, CommandLine, command_line, journal_turn


def no_encoder(_: object) -> None:
    raise NoEncoder


@pytest.fixture
def terminal(tmp_path: Path) -> CommandLine:
    """An inbox with one item of each kind: 1 to 4."""
    terminal = command_line(tmp_path, TIME_ZONE="America/New_York")
    records = Records(terminal.settings.DATABASE_URL, lambda: NOW)
    records.open()
    records.keep_question("ann", "Do you open on Sunday?", "Ann", "ann@mail.example")
    records.keep_feedback("ann", "m1", "cost", False, "No price")
    records.close()
    with terminal.database() as engine:
        journal_turn(engine, "ben", "my throat swells", "emergency", NOW + timedelta(hours=1))
        journal_turn(engine, "ben", "blue widgets?", "unclear", NOW + timedelta(minutes=2))
        journal_turn(engine, "cho", "Blue widgets", "unclear", NOW + timedelta(minutes=3))
        group_waiting(engine, no_encoder)  # type: ignore[arg-type]
    terminal.add_account("maria")
    return terminal


def kinds(terminal: CommandLine, *options: str) -> list[str]:
    return [item["kind"] for item in terminal.run("inbox", "list", "--json", *options).values]


def number(terminal: CommandLine, kind: str) -> str:
    return str(terminal.run("inbox", "list", "--json", "--kind", kind).values[0]["item"])


def test_emergencies_come_first_then_the_newest(terminal: CommandLine) -> None:
    assert kinds(terminal) == ["emergency", "missed", "disliked", "question"]
    assert kinds(terminal, "--limit", "2") == ["emergency", "missed"]
    assert kinds(terminal, "--kind", "disliked") == ["disliked"]
    assert kinds(terminal, "--state", "closed") == []
    assert kinds(terminal, "--order", "frequent")[1] == "missed"


def test_the_list_can_be_read(terminal: CommandLine) -> None:
    lines = terminal.run("inbox", "list").out.splitlines()
    assert lines[0].split() == ["item", "kind", "count", "last", "assigned", "words"]
    assert len({line.index(at) for line, at in zip(lines, ("last", "2026"), strict=False)}) == 1
    assert "2026-05-04 12:30" in lines[1]  # as it is in New York
    assert lines[2].endswith("Blue widgets")


def test_more_items_than_a_page_holds_are_listed(terminal: CommandLine) -> None:
    records = Records(terminal.settings.DATABASE_URL, lambda: NOW)
    for each in range(120):
        records.keep_question("ann", f"Question {each}", None, "mail")
    records.close()
    assert len(kinds(terminal)) == 50
    assert len(kinds(terminal, "--limit", "500")) == 124


def test_an_item_is_shown_with_all_that_belongs_to_it(terminal: CommandLine) -> None:
    question = terminal.run("inbox", "show", number(terminal, "question"))
    assert "Ann, ann@mail.example" in question.out
    group = terminal.run("inbox", "show", number(terminal, "missed"), "--json").values
    assert [each["asked"] for each in group["questions"]] == ["Blue widgets", "blue widgets?"]
    alarm = terminal.run("inbox", "show", number(terminal, "emergency"))
    assert "my throat swells" in alarm.out
    assert "It stings a little." in alarm.out


def test_an_item_is_assigned_noted_closed_and_reopened(terminal: CommandLine) -> None:
    item = number(terminal, "question")
    assigned = terminal.run(
        "inbox", "assign", item, "maria", "--as", "maria", "--note", "I call back", "--json"
    )
    assert assigned.values["assigned_to"] == "maria"
    assert kinds(terminal, "--assigned", "maria") == ["question"]
    assert terminal.run("inbox", "note", item, "Not", "there", "--as", "maria").code == 0
    assert terminal.run("inbox", "close", item).code == 0
    assert kinds(terminal, "--state", "closed") == ["question"]
    assert terminal.run("inbox", "reopen", item).out == f"Item {item} is open.\n"
    assert terminal.run("inbox", "assign", item, "nobody", "--json").values["assigned_to"] is None
    shown = terminal.run("inbox", "show", item).out
    assert "maria: I call back" in shown
    assert "maria: Not there" in shown
    assert [line[:2] for line in terminal.audit()[:4]] == [
        ("cli:root", "assigned"),
        ("cli:root", "reopened"),
        ("cli:root", "closed"),
        ("maria", "note added (9 characters)"),
    ]


def test_whoever_comes_second_is_told_and_changes_nothing(terminal: CommandLine) -> None:
    item = number(terminal, "question")
    version = str(terminal.run("inbox", "show", item, "--json").values["version"])
    assert terminal.run("inbox", "assign", item, "maria", "--version", version).code == 0
    late = terminal.run("inbox", "close", item, "--version", version)
    assert late.code == 1
    assert "somebody else" in late.errors
    assert kinds(terminal, "--state", "closed") == []


@pytest.mark.parametrize("action", ["show", "close", "reopen", "note"])
def test_an_item_that_is_not_there_is_said(terminal: CommandLine, action: str) -> None:
    result = terminal.run("inbox", action, "99", *(["text"] if action == "note" else []))
    assert result.code == 1
    assert "no item 99" in result.errors


def test_an_item_is_given_to_accounts_only(terminal: CommandLine) -> None:
    result = terminal.run("inbox", "assign", number(terminal, "question"), "tom")
    assert result.code == 1
    assert "`tom`" in result.errors


@pytest.mark.parametrize("note", ["x" * 4001, " "])
def test_a_note_of_no_use_is_refused(terminal: CommandLine, note: str) -> None:
    item = number(terminal, "question")
    assert terminal.run("inbox", "note", item, note).code == 1
    assert terminal.run("inbox", "show", item, "--json").values["notes"] == []


def test_what_visitors_wrote_does_nothing_to_the_terminal(terminal: CommandLine) -> None:
    with terminal.database() as engine:
        journal_turn(engine, "dan", "\x1b[2Jgone\r\u202e", "emergency")
    assert "\x1b" not in terminal.run("inbox", "list").out
    item = number(terminal, "emergency")
    shown = terminal.run("inbox", "show", item).out
    assert not {"\x1b", "\r", "\u202e"} & set(shown)


@pytest.mark.parametrize("arguments", [("show", "one"), ("show", "-1"), ("list", "--kind", "spam")])
def test_wrong_usage_is_said(terminal: CommandLine, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        terminal.run("inbox", *arguments)
    assert ended.value.code == 2
