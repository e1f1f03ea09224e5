import os
import threading
from datetime import datetime, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from small_knowledge import edited, write_folder

from knowledge import KnowledgeError, LiveKnowledge, load
from knowledge.editing import ConflictError, hash_of, previous_versions, save

AT = datetime(2026, 1, 31, 10, 15, tzinfo=timezone.utc)
NAMED = b"# ours\nname: Willow\n"


class Saved:
    """A knowledge folder, and where the previous versions of its files go."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_folder(folder / "small")
        self.previous = folder / "state" / "previous"
        self.shipped = self.now()

    def now(self) -> bytes:
        return (self.folder / "clinic.yml").read_bytes()

    def save(self, content: bytes, started_from: bytes, at: datetime = AT) -> None:
        save(
            self.folder,
            "clinic.yml",
            content,
            started_from=hash_of(started_from),
            previous=self.previous,
            at=at,
        )


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    return Saved(tmp_path)


def test_a_save_is_in_force_at_the_next_look_of_every_process(saved: Saved) -> None:
    follower = LiveKnowledge(saved.folder, on_refused=lambda error: pytest.fail(str(error)))

    saved.save(NAMED, saved.shipped)

    assert saved.now() == NAMED
    assert follower.current().clinic.name == "Willow"


def test_the_version_before_is_kept_with_the_time_it_was_replaced(saved: Saved) -> None:
    saved.save(NAMED, saved.shipped)
    saved.save(b"name: Oak\n", NAMED, AT.replace(hour=11))

    newest, oldest = previous_versions(saved.previous, "clinic.yml")

    assert (newest.replaced_at, newest.content()) == (AT.replace(hour=11), NAMED)
    assert (oldest.replaced_at, oldest.content()) == (AT, saved.shipped)
    assert oldest.id == f"20260131T101500.000000Z-{hash_of(saved.shipped)[:12]}.yml"


def test_the_oldest_versions_go(saved: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.editing.MOST_VERSIONS", 2)
    contents = [saved.shipped, *(f"name: Oak {hour}\n".encode() for hour in range(1, 5))]
    for hour, (before, after) in enumerate(pairwise(contents), start=1):
        saved.save(after, before, AT.replace(hour=hour))
    kept = [each.content() for each in previous_versions(saved.previous, "clinic.yml")]
    assert kept == [contents[3], contents[2]]


def test_an_old_version_that_cannot_go_does_not_undo_a_save(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("knowledge.editing.MOST_VERSIONS", 0)
    monkeypatch.setattr(Path, "unlink", fail)
    saved.save(NAMED, saved.shipped)
    assert saved.now() == NAMED


def test_nothing_is_listed_before_anything_was_saved(saved: Saved) -> None:
    assert previous_versions(saved.previous, "clinic.yml") == ()


def test_other_files_beside_the_versions_are_passed_over(saved: Saved) -> None:
    saved.save(NAMED, saved.shipped)
    (saved.previous / "clinic.yml" / "notes.txt").write_text("mine")

    assert len(previous_versions(saved.previous, "clinic.yml")) == 1


def test_going_back_is_a_save_too(saved: Saved) -> None:
    saved.save(NAMED, saved.shipped)
    (before,) = previous_versions(saved.previous, "clinic.yml")

    saved.save(before.content(), NAMED, AT.replace(hour=12))

    assert saved.now() == saved.shipped
    assert previous_versions(saved.previous, "clinic.yml")[0].content() == NAMED


def test_a_change_of_something_older_is_refused_and_shows_what_stands_there(saved: Saved) -> None:
    saved.save(NAMED, saved.shipped)

    with pytest.raises(ConflictError) as caught:
        saved.save(b"name: Oak\n", saved.shipped)

    assert caught.value.current == saved.now() == NAMED


def test_a_faulty_change_is_refused(saved: Saved) -> None:
    with pytest.raises(KnowledgeError, match="is not a phone number"):
        saved.save(b"phone: none\n", saved.shipped)

    assert saved.now() == saved.shipped
    assert previous_versions(saved.previous, "clinic.yml") == ()


def test_a_change_is_refused_while_another_file_is_faulty(saved: Saved) -> None:
    (saved.folder / "treatments.yml").write_text(edited("source: LEAFLET\n    review: u", "u: u"))

    with pytest.raises(KnowledgeError, match=r"treatments\.yml"):
        saved.save(NAMED, saved.shipped)

    assert saved.now() == saved.shipped


def test_saving_what_stands_there_keeps_no_version(saved: Saved) -> None:
    saved.save(saved.shipped, saved.shipped)

    assert previous_versions(saved.previous, "clinic.yml") == ()


def test_what_was_before_is_kept_for_its_owner_alone(saved: Saved) -> None:
    before = os.umask(0o022)
    try:
        saved.save(NAMED, saved.shipped)
    finally:
        os.umask(before)
    kept = [saved.previous, *saved.previous.rglob("*")]
    assert len(kept) == 4
    assert [str(each) for each in kept if each.stat().st_mode & 0o077] == []


def test_the_mode_stays_and_nothing_is_left_behind(saved: Saved) -> None:
    path = saved.folder / "clinic.yml"
    path.chmod(0o640)
    names = sorted(os.listdir(saved.folder))

    saved.save(NAMED, saved.shipped)

    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(saved.folder)) == names


def test_a_link_to_the_file_stays_a_link(saved: Saved, tmp_path: Path) -> None:
    path = saved.folder / "clinic.yml"
    elsewhere = tmp_path / "elsewhere.yml"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)

    saved.save(NAMED, saved.shipped)

    assert path.is_symlink()
    assert elsewhere.read_bytes() == NAMED


def test_a_write_that_fails_leaves_the_file_and_no_rest(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(os.listdir(saved.folder))
    replace = os.replace

    def fail(source: str, target: Path) -> None:
        if Path(target).parent == saved.folder:
            raise OSError("disk full")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        saved.save(NAMED, saved.shipped)

    assert saved.now() == saved.shipped
    assert sorted(os.listdir(saved.folder)) == names


def test_of_many_who_save_at_once_one_wins_and_the_others_hear_of_it(saved: Saved) -> None:
    start, outcomes = threading.Barrier(6), []

    def attempt(number: int) -> None:
        start.wait()
        try:
            saved.save(f"name: Clinic {number}\n".encode(), saved.shipped)
            outcomes.append("saved")
        except ConflictError:
            outcomes.append("refused")

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused"] * 5 + ["saved"]
    assert load(saved.folder).clinic.name is not None
    assert len(previous_versions(saved.previous, "clinic.yml")) == 1
