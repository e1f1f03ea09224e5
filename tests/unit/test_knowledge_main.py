import io
import json
import subprocess
import sys
from pathlib import Path

from small_knowledge import edited, write_folder

from knowledge.__main__ import main


def run(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    return main(["check", *arguments], out), out.getvalue()


def test_a_folder_in_order_is_counted(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small")

    code, said = run("--folder", str(folder))

    assert code == 0
    assert said.startswith(
        "In order: treatments 1, facts 5, unreviewed 3, sources 1, terms 4, phrases "
    )


def test_a_faulty_folder_is_reported(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small", edited("people: 12,", "people: x,"))

    code, said = run("--folder", str(folder))

    assert code == 1
    assert said.startswith("small/treatments.yml:31: ")
    assert " Mend: " in said


def test_the_report_for_programs(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small", edited("people: 12,", "people: x,"))

    code, said = run("--folder", str(folder), "--json")

    report = json.loads(said)
    assert code == 1
    assert report["ok"] is False
    assert [set(problem) for problem in report["problems"]] == [{"file", "line", "what", "mend"}]


def test_the_report_for_programs_when_in_order(tmp_path: Path) -> None:
    code, said = run("--folder", str(write_folder(tmp_path / "small")), "--json")

    report = json.loads(said)
    assert code == 0
    assert report["ok"] is True
    assert report["facts"] == 5


def test_the_command_checks_the_shipped_folder() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "knowledge", "check"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("In order: ")
