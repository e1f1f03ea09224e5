import os
import threading
from pathlib import Path

import pytest
from small_knowledge import TREATMENTS, edited, write_folder

from knowledge import KnowledgeError, LiveKnowledge
from knowledge.live import in_thread
from knowledge.loading import FILES

BETTER = edited("Rolling is used on scars.", "Rolling is used on most scars.")
FAULTY = edited("qualified_by: [limits]", "qualified_by: [limit]")


class Watched:
    """A folder that is followed, and what was refused there."""

    def __init__(self, folder: Path, only_reviewed: bool = False) -> None:
        self.folder = write_folder(folder)
        self.refused: list[KnowledgeError] = []
        self.live = LiveKnowledge(self.folder, self.refused.append, only_reviewed)

    def save(self, text: str, name: str = "treatments.yml") -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def text(self) -> str:
        return self.live.current().facts["for-scars"].text


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path / "small")


def test_nothing_is_read_again_while_nothing_changes(watched: Watched) -> None:
    assert watched.live.current() is watched.live.current()


def test_a_saved_edit_is_in_force_at_the_next_call(watched: Watched) -> None:
    watched.save(BETTER)

    assert watched.text() == "Rolling is used on most scars."
    assert watched.refused == []


def test_each_file_is_followed(watched: Watched) -> None:
    watched.save("name: Willow\n", "clinic.yml")

    assert watched.live.current().clinic.name == "Willow"


def test_an_edit_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small")
    path = folder / "treatments.yml"
    before = path.stat()
    live = LiveKnowledge(folder, on_refused=lambda error: None, now_ns=lambda: before.st_mtime_ns)
    path.write_text(edited("Rolling is used on scars.", "Rolling is used on warts."))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size

    assert live.current().facts["for-scars"].text == "Rolling is used on warts."


def test_an_editor_that_replaces_the_file_is_followed(watched: Watched) -> None:
    fresh = watched.folder / "treatments.yml.tmp"
    fresh.write_text(BETTER, encoding="utf-8")
    fresh.replace(watched.folder / "treatments.yml")

    assert watched.text() == "Rolling is used on most scars."


def test_a_faulty_edit_is_refused_once_and_the_version_before_stays(watched: Watched) -> None:
    before = watched.live.current()
    watched.save(FAULTY)

    assert watched.live.current() is before
    assert watched.live.current() is before
    assert [str(error) for error in watched.refused] == [
        "small/treatments.yml:26: There is no fact `limit`. Mend: did you mean `limits`?"
    ]


def test_a_mended_file_is_in_force_again(watched: Watched) -> None:
    watched.save(FAULTY)
    watched.live.current()
    watched.save(BETTER)

    assert watched.text() == "Rolling is used on most scars."
    assert len(watched.refused) == 1


def test_going_back_to_the_version_before_and_failing_again_is_reported_again(
    watched: Watched,
) -> None:
    for text in (FAULTY, TREATMENTS, FAULTY):
        watched.save(text)
        watched.live.current()

    assert len(watched.refused) == 2


def test_two_different_faulty_saves_are_both_reported(watched: Watched) -> None:
    for text in (FAULTY, FAULTY + "\n# still faulty\n"):
        watched.save(text)
        watched.live.current()

    assert len(watched.refused) == 2


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_half_written_file_changes_nothing_until_it_is_whole(
    watched: Watched, share: float
) -> None:
    before = watched.live.current()
    watched.save(BETTER[: int(len(BETTER) * share)])
    assert watched.live.current() is before

    watched.save(BETTER)

    assert watched.text() == "Rolling is used on most scars."


CLINIC = "name: Willow\nphone: +1 202 555 0143\nemail:\n# for their own\nown_lines:\n"


@pytest.mark.parametrize("length", range(len(CLINIC) - 1))
def test_a_clinic_file_that_is_cut_off_anywhere_changes_nothing(
    watched: Watched, length: int
) -> None:
    watched.save(CLINIC, "clinic.yml")
    before = watched.live.current()
    # What was changed at its beginning does not hide what is lost at its end.
    for cut in (CLINIC[:length], CLINIC.replace("Willow", "Spruce")[:length]):
        watched.save(cut, "clinic.yml")
        assert watched.live.current() is before

    watched.save(CLINIC.replace("Willow", "Spruce"), "clinic.yml")
    assert watched.live.current().clinic.name == "Spruce"


def test_what_was_lost_is_said_with_its_mend(watched: Watched) -> None:
    watched.save(CLINIC, "clinic.yml")
    watched.live.current()
    watched.save("name: Elm\nemail:\nown_lines:\n", "clinic.yml")
    watched.live.current()
    watched.save("", "clinic.yml")
    watched.live.current()

    (key, *_), (cut, *_) = (error.problems for error in watched.refused)
    assert str(key) == (
        "small/clinic.yml:1: `phone` was here and is gone. "
        "Mend: write `phone:`, with nothing behind it if the clinic has none."
    )
    assert "cut off" in cut.what


def test_an_end_that_is_meant_to_go_may_go(watched: Watched) -> None:
    watched.save(CLINIC, "clinic.yml")
    watched.live.current()
    watched.save("name: Willow\nphone:\nemail:\nown_lines:\n", "clinic.yml")
    assert watched.live.current().clinic.phone is None
    # As the front desk goes back to an earlier version: another file in its place.
    earlier = watched.folder / "earlier"
    earlier.write_text("name: Willow\n")
    earlier.replace(watched.folder / "clinic.yml")
    assert watched.live.current().clinic.model_fields_set == {"name"}


@pytest.mark.parametrize("name", FILES)
def test_a_deleted_file_is_reported_once_and_may_come_back(watched: Watched, name: str) -> None:
    before = watched.live.current()
    content = (watched.folder / name).read_bytes()
    (watched.folder / name).unlink()

    assert watched.live.current() is before
    assert watched.live.current() is before
    assert [str(error) for error in watched.refused] == [
        f"small/{name}:1: The file is missing. Mend: put it back."
    ]

    (watched.folder / name).write_bytes(content + b"\n# back\n")
    assert watched.live.current().version != before.version


def test_a_faulty_folder_cannot_be_followed_from_the_start(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small", FAULTY)

    with pytest.raises(KnowledgeError, match="There is no fact"):
        LiveKnowledge(folder, on_refused=lambda error: None)


def test_only_reviewed_facts_when_asked_for(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "small", only_reviewed=True)
    assert set(watched.live.current().facts) == {"light-length"}

    watched.save(edited("review: unreviewed", "review: {by: Jane Doe RN, on: 2026-02-01}"))

    assert set(watched.live.current().facts) == {"what-it-is", "limits", "light-length"}


def test_those_who_review_see_all_of_it(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "small", only_reviewed=True)
    before = set(watched.live.whole().facts)

    watched.save(edited("review: unreviewed", "review: {withdrawn_by: J, on: 2026-02-01}"))

    assert set(watched.live.whole().facts) == before > set(watched.live.current().facts)
    assert watched.live.whole().facts["limits"].review != "unreviewed"
    assert watched.live.folder == watched.folder


def test_an_old_file_is_read_no_more_than_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(tmp_path / "small")
    for name in FILES:
        os.utime(folder / name, ns=(10**18, 10**18))
    live = LiveKnowledge(folder, on_refused=lambda error: None, now_ns=lambda: 2 * 10**18)
    before = live.current()
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read again"))

    assert live.current() is before


def test_nobody_waits_for_an_edit_that_is_read_beside_them(tmp_path: Path) -> None:
    folder, begun, prepared = write_folder(tmp_path / "small"), [], []
    live = LiveKnowledge(
        folder,
        on_refused=lambda error: None,
        background=begun.append,
        prepare=lambda edited: prepared.append((edited.version, live.current().version)),
    )
    before = live.current()
    (folder / "treatments.yml").write_text(BETTER, encoding="utf-8")

    assert live.current() is before
    assert live.current() is before
    (work,) = begun
    work()

    after = live.current()
    assert after.facts["for-scars"].text == "Rolling is used on most scars."
    # It was prepared while the version before was in force.
    assert prepared == [(after.version, before.version)]


def test_who_wants_to_see_what_was_saved_waits_for_it(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small")
    live = LiveKnowledge(folder, on_refused=lambda error: None, background=in_thread)
    for text in (BETTER, TREATMENTS) * 5:
        (folder / "treatments.yml").write_text(text, encoding="utf-8")
        live.current()
        live.catch_up()
        assert live.current().facts["for-scars"].text in text


def test_without_a_thread_to_be_had_edits_are_followed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    folder = write_folder(tmp_path / "small")
    live = LiveKnowledge(folder, on_refused=lambda error: None, background=in_thread)
    monkeypatch.setattr(threading.Thread, "start", start)
    for text in (BETTER, TREATMENTS):
        (folder / "treatments.yml").write_text(text, encoding="utf-8")
        assert live.current().facts["for-scars"].text in text


def test_threads_see_whole_versions_only(watched: Watched) -> None:
    seen: list[str] = []
    start = threading.Barrier(5)

    def look() -> None:
        start.wait()
        seen.extend(watched.text() for _ in range(200))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    start.wait()
    for number in range(10):
        watched.save(BETTER if number % 2 == 0 else TREATMENTS)
    watched.save(BETTER)
    for thread in threads:
        thread.join()

    assert len(seen) == 800
    assert set(seen) <= {"Rolling is used on scars.", "Rolling is used on most scars."}
    assert watched.text() == "Rolling is used on most scars."
