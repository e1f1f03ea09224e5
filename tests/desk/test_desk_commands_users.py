"""`python -m desk users`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk.sign_in.staff import Accounts
from tests.desk.command_line import NOW, PASSWORD, CommandLine, command_line


@pytest.fixture
def terminal(tmp_path: Path) -> CommandLine:
    return command_line(tmp_path)


def may_sign_in(terminal: CommandLine, name: str, password: str = PASSWORD) -> bool:
    with terminal.database() as engine:
        return Accounts(engine, lambda: NOW).signed_in(name, password) is not None


def test_the_first_account_can_be_made_before_the_service_ever_ran(tmp_path: Path) -> None:
    terminal = command_line(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/new/desk.db")
    terminal.typed = [PASSWORD, PASSWORD]
    result = terminal.run("users", "add", "ines", "--role", "manager")
    assert (result.code, result.errors) == (0, "")
    assert "`ines` (manager)" in result.out
    assert may_sign_in(terminal, "ines")
    assert terminal.audit() == [("cli:root", "account made", "account ines")]


def test_what_is_made_before_the_service_ever_ran_is_for_its_owner_alone(tmp_path: Path) -> None:
    state = tmp_path / "var"
    places = {"STATE_FOLDER": str(state), "DATABASE_URL": f"sqlite:///{state}/needlewise.db"}
    ended = subprocess.run(
        [sys.executable, "-m", "desk", "users", "add", "ines", "--password-stdin"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **places},
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        umask=0o022,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert state.stat().st_mode & 0o777 == 0o700
    assert not [file for file in state.iterdir() if file.stat().st_mode & 0o077]


def test_the_password_is_asked_for_twice_and_shown_nowhere(terminal: CommandLine) -> None:
    terminal.typed = [PASSWORD, PASSWORD]
    result = terminal.run("users", "add", "maria")
    assert len(terminal.prompts) == 2
    assert PASSWORD not in "".join((result.out, result.errors, *terminal.prompts))


def test_two_passwords_that_differ_make_no_account(terminal: CommandLine) -> None:
    terminal.typed = [PASSWORD, f"{PASSWORD}x"]
    result = terminal.run("users", "add", "maria")
    assert result.code == 1
    assert "differ" in result.errors
    assert terminal.run("users", "list", "--json").values == []


def test_the_password_may_come_from_a_program(terminal: CommandLine) -> None:
    result = terminal.run(
        "users", "add", "maria", "--password-stdin", "--json", lines=f"{PASSWORD}\nrest\n"
    )
    assert result.values == {
        "name": "maria",
        "role": "staff",
        "signs_as": None,
        "disabled": False,
    }
    assert may_sign_in(terminal, "maria")


def test_a_reviewer_is_made_with_what_they_sign_with(terminal: CommandLine) -> None:
    add = ("users", "add", "nora", "--role", "reviewer", "--password-stdin")
    refused = terminal.run(*add, lines=PASSWORD)
    assert refused.code == 1
    assert "Jane Doe, RN" in refused.errors
    assert terminal.run(*add, "--signs-as", "Nora Lee, RN", lines=PASSWORD).code == 0
    assert "Nora Lee, RN" in terminal.run("users", "list").out


def test_without_a_terminal_nobody_is_asked(terminal: CommandLine) -> None:
    result = terminal.run("users", "add", "maria", lines=PASSWORD)
    assert (result.code, result.out) == (1, "")
    assert "--password-stdin" in result.errors


def test_a_password_is_never_an_argument(terminal: CommandLine) -> None:
    with pytest.raises(SystemExit) as refused:
        terminal.run("users", "add", "maria", "--password", PASSWORD)
    assert refused.value.code == 2


@pytest.mark.parametrize(
    ("name", "password", "says"),
    [
        ("Maria Smith", PASSWORD, "lower-case"),
        ("maria", "short", "12 to 128 characters"),
        ("maria", "", "12 to 128 characters"),
    ],
)
def test_what_will_not_do_is_said(
    terminal: CommandLine, name: str, password: str, says: str
) -> None:
    result = terminal.run("users", "add", name, "--password-stdin", lines=password)
    assert result.code == 1
    assert says in result.errors


def test_a_second_account_of_a_name_is_refused_before_a_password_is_asked_for(
    terminal: CommandLine,
) -> None:
    terminal.add_account("maria")
    result = terminal.run("users", "add", "maria")
    assert result.code == 1
    assert "users password maria" in result.errors
    assert terminal.prompts == []


def test_where_nobody_has_an_account_the_list_says_how_to_make_one(terminal: CommandLine) -> None:
    with terminal.database():
        assert "users add" in terminal.run("users", "list").out


def test_accounts_are_listed_by_name(terminal: CommandLine) -> None:
    terminal.add_account("maria")
    terminal.add_account("ines", "manager")
    with terminal.database() as engine:
        Accounts(engine, lambda: NOW).set_disabled("maria", True, "test")
    assert terminal.run("users", "list").out.splitlines() == [
        "name   role     signs as",
        "ines   manager",
        "maria  staff              disabled",
    ]


def test_a_new_password_replaces_the_old(terminal: CommandLine) -> None:
    terminal.add_account("maria")
    terminal.typed = ["another long password"] * 2
    assert terminal.run("users", "password", "maria").code == 0
    assert not may_sign_in(terminal, "maria")
    assert may_sign_in(terminal, "maria", "another long password")


def test_an_unknown_account_is_said(terminal: CommandLine) -> None:
    terminal.add_account("ines")
    result = terminal.run("users", "password", "tom")
    assert result.code == 1
    assert "`tom`" in result.errors
    assert "users list" in result.errors
