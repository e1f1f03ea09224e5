from pathlib import Path

import pytest

from teaching.change import Change
from teaching.steps import Failure, Step, command_runner, run_steps, steps_for
from tests.unit.teaching_project import examples, fact

FILE = Path("change.yml")
ONE, TWO, THREE = (Step(name, (name,)) for name in ("one", "Two's", "three"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            examples("a"),
            "knowledge check, benchmarks.warning_signs, rasa data, nlu.training, "
            "benchmarks.warning_signs --trained, rasa test, teaching.taught change.yml",
        ),
        (
            fact(),
            "knowledge check, pytest, benchmarks.warning_signs, rasa data, "
            "nlu.training, benchmarks.warning_signs --trained, rasa test, "
            "teaching.taught change.yml",
        ),
    ],
)
def test_every_check_is_made_in_order(change: Change, expected: str) -> None:
    commands = [" ".join(step.command) for step in steps_for(change, FILE, Path("out"))]
    for command, start in zip(commands, expected.split(", "), strict=True):
        assert command.startswith(start)


def test_steps_end_at_the_first_failure(tmp_path: Path) -> None:
    said: list[str] = []
    seconds = iter([0.0, 1.5, 2.0, 64.0])
    ran: list[Step] = []

    def run(step: Step, output: Path) -> int:
        ran.append(step)
        return 3 if step is TWO else 0

    failure = run_steps([ONE, TWO, THREE], tmp_path, run, said.append, lambda: next(seconds))
    assert failure == Failure(TWO, tmp_path / "2-Twos.txt")
    assert ran == [ONE, TWO]
    assert said[0].split() == ["1.", "one", "1.5", "s", "ok"]
    assert said[1].split() == ["2.", "Two's", "62.0", "s", "FAILED", "(exit", "code", "3)"]


def test_all_that_succeed_are_no_failure(tmp_path: Path) -> None:
    assert run_steps([ONE], tmp_path, lambda step, output: 0, print, lambda: 0.0) is None


def test_a_command_runs_in_the_staging_folder_with_its_own_places(tmp_path: Path) -> None:
    (tmp_path / "probe.py").write_text(
        "import os, pathlib, sys\n"
        "print(pathlib.Path.cwd(), os.environ['KNOWLEDGE_FOLDER'], os.environ['MODEL'])\n"
        "print('PYTHONPATH' in os.environ, os.environ['KEPT'], file=sys.stderr)\n"
        "sys.exit(int(sys.argv[1]))\n"
    )
    run = command_runner(
        tmp_path, {"PATH": "/usr/bin:/bin", "PYTHONPATH": "/elsewhere", "KEPT": "kept"}
    )
    output = tmp_path / "output.txt"
    assert run(Step("probe", ("probe", "4")), output) == 4
    said = output.read_text()
    assert f"{tmp_path} {tmp_path}/knowledge {tmp_path}/models/needlewise.tar.gz" in said
    assert "False kept" in said
