import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from teaching.change import BadChange
from teaching.proposals import (
    Journal,
    Move,
    NoSuchChange,
    changes,
    find,
    folder_of,
    journals,
    propose,
    read_journal,
    unreadable,
    write_journal,
)
from tests.unit.teaching_project import NOW, examples


def test_a_change_is_named_after_its_day_and_topic(tmp_path: Path) -> None:
    first = propose(tmp_path, examples("one", topic="side_effects"))
    second = propose(tmp_path, examples("two", topic="side_effects"))
    assert first == tmp_path / "changes" / "2026-01-31-side-effects-1.yml"
    assert second.stem == "2026-01-31-side-effects-2"
    assert find(tmp_path, second.stem).change.examples == ("two",)


def test_only_the_owner_reads_what_visitors_wrote(tmp_path: Path) -> None:
    path = propose(tmp_path, examples("one"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_no_change_takes_the_place_of_another(tmp_path: Path) -> None:
    propose(tmp_path, examples("one", id="mine"))
    with pytest.raises(FileExistsError):
        propose(tmp_path, examples("two", id="mine"))
    assert find(tmp_path, "mine").change.examples == ("one",)


def test_two_at_once_get_a_file_each(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda n: propose(tmp_path, examples(f"say {n}")), range(16)))
    assert len(set(paths)) == 16
    assert {each.change.examples for each in changes(tmp_path)} == {
        (f"say {n}",) for n in range(16)
    }


def test_the_newest_comes_first_with_its_state(tmp_path: Path) -> None:
    assert changes(tmp_path) == []
    propose(tmp_path, examples("old", id="old"))
    propose(tmp_path, examples("new", id="new", made_at=NOW + timedelta(days=1)))
    write_journal(tmp_path, Journal(id="old", state="failed", at=NOW, message="why"))
    assert [(each.change.id, each.state, each.at, each.message) for each in changes(tmp_path)] == [
        ("new", "proposed", None, ""),
        ("old", "failed", NOW, "why"),
    ]


def test_what_became_of_a_change_is_read_as_written(tmp_path: Path) -> None:
    move = Move(path=Path("/a/nlu.yml"), before=None, after="b")
    journal = Journal(id="one", state="under way", at=NOW, number=3, moves={"data/nlu.yml": move})
    write_journal(tmp_path, journal)
    assert read_journal(tmp_path, "one") == journal
    assert journals(tmp_path) == [journal]
    file = folder_of(tmp_path, "one") / "journal.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_what_was_never_tried_has_no_journal(tmp_path: Path) -> None:
    assert read_journal(tmp_path, "one") is None
    assert journals(tmp_path) == []


def test_a_file_that_is_no_change_hides_no_other(tmp_path: Path) -> None:
    path = propose(tmp_path, examples("one", id="one"))
    path.with_name("two.yml").write_bytes(path.read_bytes())
    path.with_name("three.yml").write_text("kind: [")
    assert [each.change.id for each in changes(tmp_path)] == ["one"]
    three, two = unreadable(tmp_path)
    assert "three.yml:2: This is not YAML" in three
    assert "name both the same" in two
    with pytest.raises(BadChange):
        find(tmp_path, "two")


@pytest.mark.parametrize("name", ["none", "", "../changes/one", "x/one"])
def test_what_is_not_there_is_not_found(tmp_path: Path, name: str) -> None:
    propose(tmp_path, examples("one", id="one"))
    with pytest.raises(NoSuchChange):
        find(tmp_path, name)
