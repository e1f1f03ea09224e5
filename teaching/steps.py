"""What has to succeed, in order, before a change goes live."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from teaching.change import Change, FactChange

PLACE = {
    "KNOWLEDGE_FOLDER": "knowledge",
    "MODEL": "models/needlewise.tar.gz",
    "STATE_FOLDER": "var",
}
"""The settings that name a place of the project, with where it is in the staging folder."""
_NICENESS = 5
"""Visitors are answered before a change is checked."""


@dataclass(frozen=True)
class Step:
    """A command that has to end with exit code 0."""

    name: str
    command: tuple[str, ...]
    """What follows `python -m`; it runs in the staging folder."""


@dataclass(frozen=True)
class Failure:
    """The step that failed, and where its output is."""

    step: Step
    output: Path


Run = Callable[[Step, Path], int]
"""Runs a step with its output in a file; gives the exit code."""


def steps_for(change: Change, change_file: Path, results: Path) -> list[Step]:
    """The steps, the quick ones first.

    Args:
        change: What is applied.
        change_file: The file it stands in.
        results: A folder that takes what the story test writes.
    """
    stories = ("--stories", "tests/test_stories.yml", "--model", PLACE["MODEL"])
    strict = ("--out", str(results), "--fail-on-prediction-errors")
    validate = ("data", "validate", "--fail-on-warnings", "--max-history", "4")
    steps = [Step("the knowledge files", ("knowledge", "check"))]
    if isinstance(change, FactChange):
        steps.append(Step("every answer", ("pytest", "-q", "tests/knowledge")))
    return [
        *steps,
        Step("warning signs", ("benchmarks.warning_signs",)),
        Step("Rasa's data", ("rasa", *validate)),
        Step("training", ("nlu.training",)),
        # What is taught to a topic could pull warning signs towards it.
        Step("signs by meaning", ("benchmarks.warning_signs", "--trained")),
        Step("the story test", ("rasa", "test", "core", "--e2e", *stories, *strict)),
        Step("understanding", ("teaching.taught", str(change_file))),
    ]


def run_steps(
    steps: Iterable[Step],
    outputs: Path,
    run: Run,
    say: Callable[[str], None],
    clock: Callable[[], float],
) -> Failure | None:
    """Runs the steps until one fails.

    Args:
        steps: In order.
        outputs: A folder that takes the output of each.
        run: Runs one.
        say: Gets a line for each, with its seconds.
        clock: Seconds, from any beginning.
    """
    for number, step in enumerate(steps, start=1):
        output = outputs / f"{number}-{step.name.replace(' ', '-').replace(chr(39), '')}.txt"
        begun = clock()
        code = run(step, output)
        outcome = "ok" if code == 0 else f"FAILED (exit code {code})"
        say(f"  {number}. {step.name:<20} {clock() - begun:5.1f} s  {outcome}")
        if code != 0:
            return Failure(step, output)
    return None


def command_runner(staging: Path, environment: Mapping[str, str]) -> Run:
    """Runs steps as processes in the staging folder, with Rasa quiet.

    Args:
        staging: Where they run.
        environment: What they get besides the places of the staging folder.
    """
    own = {**environment, **{name: str(staging / place) for name, place in PLACE.items()}}
    own["DATABASE_URL"] = f"sqlite:///{staging / 'var' / 'needlewise.db'}"
    # The project's own modules are to come from the staging folder alone.
    own.pop("PYTHONPATH", None)

    def run(step: Step, output: Path) -> int:
        with output.open("wb") as out:
            return subprocess.run(
                ["nice", "-n", str(_NICENESS), sys.executable, "-m", *step.command],
                cwd=staging,
                env=own,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode

    return run
