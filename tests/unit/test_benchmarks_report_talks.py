"""Conversations for the report: which are chosen, and what playing them comes to."""

from pathlib import Path

import httpx
import pytest
from test_conversations_player import Service

from benchmarks.report.sections import Section
from benchmarks.report.talks import choose, play_all
from tests.conversations.player import UnreachableError

GOOD = "title: Good to know\nwhy: W\nturns:\n  - says: a\n    topics: [pain]\n"
BAD = GOOD.replace("Good to know", "Bad").replace("[pain]", "[cost]")
RESTART = GOOD.replace("Good to know", "Twice").replace(
    "turns:\n", "turns:\n  - event: the service restarts\n"
)
UNCHECKED = GOOD.replace("Good to know", "Saved") + "    not_checked_yet: true\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {
        **{"good_one": GOOD, "bad": BAD},
        **{"restart": RESTART, "saved": UNCHECKED},
    }.items():
        (tmp_path / f"{name}.yml").write_text(content)
    return tmp_path


def played(folder: Path, words: str | None = None, service: Service | None = None) -> Section:
    transport = httpx.MockTransport(service or Service())
    return play_all(
        choose(folder, words), "http://service", None, lambda items, _: items, transport
    )


def test_all_are_played_and_what_failed_stands_first(folder: Path) -> None:
    section = played(folder)
    assert [each.conversation.title for each in section.played] == ["Bad", "Good to know"]
    cases = {each.name: (each.passed, each.came) for each in section.cases}
    assert cases["Good to know"][0]
    assert cases["Bad"] == (False, "The answer is about pain and not about cost.")
    assert section.failed
    assert {each.name: each.value for each in section.figures} == {
        "conversations": 2,
        "that failed": 1,
        "files that were not played": 1,
        "turns": 4,
    }


def test_what_is_not_played_is_named_with_the_reason(folder: Path) -> None:
    refused, left_out = played(folder).tables
    assert "saved.yml:6" in str(refused.rows)
    assert "not checked yet" in str(refused.rows)
    assert left_out.rows == [("Twice",)]
    assert played(folder).is_part


@pytest.mark.parametrize("words", ["good", "GOOD TO", "good_one", "good_one.yml", "good one"])
def test_one_is_chosen_by_its_title_or_its_file(folder: Path, words: str) -> None:
    section = played(folder, words)
    assert [each.conversation.title for each in section.played] == ["Good to know"]
    assert not section.failed


def test_a_name_that_no_conversation_has_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="No conversation has 'elsewhere'") as refused:
        choose(folder, "elsewhere")
    # The one that is meant may be one that cannot be read.
    assert "saved.yml:6" in str(refused.value)


def test_of_two_of_one_title_the_second_is_refused(folder: Path) -> None:
    (folder / "twin.yml").write_text(GOOD)
    chosen = choose(folder, "good to know")
    assert [each.title for each in chosen.conversations] == ["Good to know"]
    (refused,) = chosen.refused
    assert "/twin.yml:1: Another file has the title" in refused


def test_a_file_that_cannot_be_read_spoils_no_other(folder: Path) -> None:
    (folder / "away.yml").mkdir()
    chosen = choose(folder, None)
    assert len(chosen.conversations) == 3
    assert any("/away.yml:1: It cannot be read" in each for each in chosen.refused)


@pytest.mark.parametrize(("words", "is_part"), [(None, False), ("good", True)])
def test_a_run_of_some_is_marked(folder: Path, words: str | None, is_part: bool) -> None:
    (folder / "restart.yml").unlink()
    assert played(folder, words).is_part is is_part


def test_a_service_that_is_not_there_is_named(folder: Path) -> None:
    def gone(body: object) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(UnreachableError, match="http://service"):
        played(folder, service=Service(gone))
