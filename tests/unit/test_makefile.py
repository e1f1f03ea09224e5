"""Commands that pages print work on a machine whose `uv` only `make` has fetched."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NOTES_CALL = "#!/bin/sh\nprintf '%s\\n' \"$@\" > called\n"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout with `.tools/bin/uv`, which writes down how it is called; there is no other."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    uv = tmp_path / ".tools" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(NOTES_CALL)
    uv.chmod(0o755)
    return tmp_path


def called(machine: Path, command: str) -> list[str]:
    """What `uv` is told by a command as it is printed."""
    make = shutil.which("make")
    assert make is not None
    # Nothing but the shell and make: whatever else stands in the path may hold another uv.
    printed = command.replace("make ", f"{make} ", 1)
    subprocess.run(
        ["/bin/sh", "-c", printed], cwd=machine, env={**os.environ, "PATH": ""}, check=True
    )
    return (machine / "called").read_text().splitlines()


@pytest.mark.parametrize(
    ("command", "module", "words"),
    [
        ('make teach ARGS="apply 2026-01-31-cost-1"', "teaching", ["apply", "2026-01-31-cost-1"]),
        ("make desk ARGS='ask \"does it hurt\"'", "desk", ["ask", "does it hurt"]),
    ],
)
def test_a_command_is_run_by_the_uv_that_make_has_fetched(
    machine: Path, command: str, module: str, words: list[str]
) -> None:
    start = ["run", "--frozen", "--no-dev", "python", "-m"]
    assert called(machine, command) == [*start, module, *words]


def test_no_page_prints_a_command_that_needs_a_uv_of_the_machine() -> None:
    rooms = ("desk/**/*.html", "desk/**/*.py", "teaching/*.py")
    files = [file for room in rooms for file in ROOT.glob(room)]
    assert files
    needy = [file for file in files if "uv run" in file.read_text("utf-8")]
    assert needy == []


@pytest.mark.parametrize("page", ["teaching.md", "front-desk.md"])
def test_what_staff_run_by_the_documents_goes_through_make(page: str) -> None:
    assert "uv run" not in (ROOT / "docs" / page).read_text("utf-8")
