import io
import json
import subprocess
import sys
from pathlib import Path

from small_knowledge import edited, write_folder

from knowledge import load
from knowledge.__main__ import main


def run(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    command = [] if "tidy" in arguments else ["check"]
    return main([*command, *arguments], out), out.getvalue()


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


def test_tidying_changes_the_layout_alone(tmp_path: Path) -> None:
    text = edited(
        "synonyms: [scarring, scar tissue]", "synonyms: [scarring,\n      scar tissue,]  # all"
    )
    folder = write_folder(tmp_path / "small", text)
    before = load(folder)

    assert run("tidy", "--folder", str(folder)) == (0, "Laid out anew: treatments.yml.\n")

    tidy = (folder / "treatments.yml").read_text()
    assert (load(folder).terms, load(folder).facts) == (before.terms, before.facts)
    assert "# all\n" in tidy
    assert run("tidy", "--folder", str(folder)) == (0, "Laid out anew: nothing.\n")
    assert (folder / "treatments.yml").read_text() == tidy


def test_what_cannot_be_read_is_not_tidied(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small", text := edited("terms:", "sources:"))
    code, said = run("tidy", "--folder", str(folder))
    assert (code, " Mend: " in said) == (1, True)
    assert (folder / "treatments.yml").read_text() == text


def test_the_command_checks_the_shipped_folder() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "knowledge", "check"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("In order: ")
