import stat
from datetime import timedelta
from pathlib import Path

from teaching.journal import Journal, Move, folder_of, journals, read_journal, write_journal
from tests.unit.teaching_project import NOW

MOVE = Move(path=Path("/a/nlu.yml"), before=None, after="b")
JOURNAL = Journal(id="one", phase="checking", at=NOW, number=3, moves={"data/nlu.yml": MOVE})


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_journal(tmp_path, JOURNAL)
    assert read_journal(tmp_path, "one") == JOURNAL
    file = folder_of(tmp_path, "one") / "journal.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_one_step_on_the_rest_stays(tmp_path: Path) -> None:
    later = NOW + timedelta(minutes=2)
    on = JOURNAL.now("failed", later, "why")
    assert (on.phase, on.at, on.message) == ("failed", later, "why")
    assert (on.id, on.number, on.moves) == ("one", 3, JOURNAL.moves)
    write_journal(tmp_path, JOURNAL)
    write_journal(tmp_path, on)
    assert journals(tmp_path) == [on]


def test_what_was_never_tried_has_no_journal(tmp_path: Path) -> None:
    assert read_journal(tmp_path, "one") is None
    assert journals(tmp_path) == []
