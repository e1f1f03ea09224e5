"""Measures this assistant beside what somebody would have without it: Rasa out of the box.

    python -m benchmarks.speed [--models FOLDER]

The other side is the pipeline and the policies that `rasa init` writes, plain `rasa run` and `rasa
run actions`, with our domain and actions. Both run on this machine, in turn, in this run;
`docs/benchmarks.md` says what the figures mean. Both learn for minutes, the default from a sample
of the examples: `--models` keeps the models for the next run.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import knowledge
from benchmarks.markdown import table
from benchmarks.running_service import (
    AS_IT_COMES,
    ROOT,
    RunningService,
    ServiceFailed,
    needlewise,
    processor_seconds,
    rasa_out_of_the_box,
    resident_mebibytes,
)
from benchmarks.sampled_data import write_sample
from benchmarks.speed_figures import Figure, figures_table
from benchmarks.topic_scores import OUT_OF_SCOPE
from benchmarks.understanding import QUESTIONS, read_questions
from benchmarks.visitors import (
    Channel,
    Gateway,
    Refused,
    RestChannel,
    Visit,
    median_percentile,
    visit,
)
from nlu.rasa_environment import RASA_ENVIRONMENT
from nlu.training import files_learnt_from, fingerprint, newest_archive

SEVERAL = 8
"""Visitors at once, for the answers a second."""
WARM_UP = 40
"""Messages to each service before the clock counts."""
MOST_UNANSWERED = 0.05
"""The share of messages without an answer from which the figures would compare something else."""
EXAMPLES = 20
"""From so many examples of each intent the default learns: enough for the times of its model."""
SHORT_QUESTION = "how long is the downtime?"
SEED = 0
DEFAULT = ROOT / "benchmarks" / "rasa_default.yml"
"""The configuration that `rasa init` writes."""


class NotMeasured(Exception):
    """A figure could not be measured; the message says why."""


@dataclass(frozen=True)
class Trained:
    """A model, what its training took, and whether it is an earlier run's."""

    model: Path
    seconds: float
    was_kept: bool


@dataclass
class Side:
    """One of the two services, with what was measured of it so far."""

    name: str
    run: Callable[[Path, Path], AbstractContextManager[RunningService]]
    channel: Channel
    trained: Trained
    seconds_to_ready: list[float] = field(default_factory=list)
    alone: list[Visit] = field(default_factory=list)
    """Visits of one visitor."""
    together: list[Visit] = field(default_factory=list)
    """Visits of several at once."""
    milliseconds: list[dict[str, float]] = field(default_factory=list)
    """Processor time for each message of a round, by part of the service."""
    mebibytes: dict[str, float] = field(default_factory=dict)
    """Memory after the load, by part of the service."""


@dataclass(frozen=True)
class Amounts:
    """How much is measured."""

    rounds: int
    messages: int
    """In each visit."""
    starts: int


def sample(count: int) -> list[str]:
    """Draws in-scope questions of the development set, the same ones in every run."""
    questions = read_questions(QUESTIONS.read_text("utf-8"))
    in_scope = [question for question, topic in questions if topic != OUT_OF_SCOPE]
    return random.Random(SEED).choices(in_scope, k=count)


def train(command: Sequence[str], models: Path) -> float:
    """Trains from nothing with a `rasa` command; gives the seconds from its start to its end.

    Args:
        command: Python's arguments, up to those of `train`.
        models: The folder that gets the model.

    Raises:
        NotMeasured: If training fails.
    """
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, **RASA_ENVIRONMENT, "RASA_CACHE_DIRECTORY": cache}
        begun = time.perf_counter()
        outcome = subprocess.run(
            [sys.executable, *command, "--force", "--out", str(models)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        took = time.perf_counter() - begun
    if outcome.returncode != 0 or newest_archive(models) is None:
        raise NotMeasured(f"Training failed:\n{outcome.stdout[-2000:]}")
    return took


def train_default(models: Path) -> float:
    """Trains what `rasa init` writes on a sample of the examples; gives the seconds it took.

    Raises:
        NotMeasured: If training fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        write_sample(data, EXAMPLES)
        command = ("-c", AS_IT_COMES, "train", "--config", str(DEFAULT), "--data", str(data))
        return train(command, models)


def trained(
    kept: Path, name: str, learnt_from: Sequence[Path], training: Callable[[Path], float]
) -> Trained:
    """Trains one side, or takes the model that an earlier run kept of the same files.

    Args:
        kept: The folder in which models are kept.
        name: Of the side.
        learnt_from: The files that the model depends on.
        training: Writes a model into a folder, and gives the seconds that it took.

    Raises:
        NotMeasured: If training fails.
    """
    models = kept / f"{name}-{fingerprint(learnt_from, ROOT)[:16]}"
    note = models / "seconds.txt"
    was_kept = note.exists()
    if not was_kept:
        note.write_text(str(training(models)), "ascii")
    model = newest_archive(models)
    if model is None:
        raise NotMeasured(f"There is no model in {models}.")
    return Trained(model, float(note.read_text("ascii")), was_kept)


def understand_milliseconds(archive: Path) -> float:
    """The median time to understand one short question, on one thread."""
    from understanding.model import load
    from understanding.reading import read

    facts, model = knowledge.load(knowledge.DEFAULT_FOLDER), load(archive)
    times = []
    for _ in range(200):
        begun = time.perf_counter()
        read(SHORT_QUESTION, facts, model)
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def serve_and_visit(sides: Sequence[Side], folder: Path, amounts: Amounts, apology: str) -> None:
    """Starts both services, puts questions to them in turn, and notes the figures in `sides`.

    Args:
        sides: The services.
        folder: Takes what they write.
        amounts: How much to measure.
        apology: How an answer begins that is none.

    Raises:
        ServiceFailed: If a service does not become ready.
        Refused: If a request is refused.
    """
    questions = sample(amounts.messages)
    for number in range(amounts.starts - 1):
        for side in sides:
            with side.run(side.trained.model, folder / f"{side.name}-{number}") as service:
                side.seconds_to_ready.append(service.seconds_to_ready)
    with ExitStack() as stack:
        services: list[RunningService] = []
        for side in sides:
            service = stack.enter_context(side.run(side.trained.model, folder / side.name))
            side.seconds_to_ready.append(service.seconds_to_ready)
            services.append(service)
            visit(service.port, side.channel, sample(WARM_UP), SEVERAL, apology)
        for number in range(amounts.rounds):
            for side, service in zip(sides, services, strict=True):
                before = processor_seconds(service.process_ids)
                side.alone.append(visit(service.port, side.channel, questions, 1, apology))
                side.together.append(visit(service.port, side.channel, questions, SEVERAL, apology))
                after = processor_seconds(service.process_ids)
                spent = {part: (after[part] - before.get(part, 0)) * 1000 for part in after}
                side.milliseconds.append(
                    {part: each / (2 * len(questions)) for part, each in spent.items()}
                )
                _say(
                    f"round {number + 1}, {side.name}: p50 {side.alone[-1].percentile(50):.1f} ms, "
                    f"{side.together[-1].answers_a_second:.1f} answers/s"
                )
        for side, service in zip(sides, services, strict=True):
            side.mebibytes = resident_mebibytes(service.process_ids)


def figures_of(ours: Side, default: Side, understand: float) -> list[Figure]:
    """Everything that was measured, side by side with the aims.

    Args:
        ours: This assistant.
        default: Rasa out of the box.
        understand: Milliseconds in which a short question is understood.
    """

    def of_both(measure: Callable[[Side], float]) -> tuple[float, float]:
        return measure(ours), measure(default)

    p50 = of_both(lambda side: median_percentile(side.alone, 50))
    p95 = of_both(lambda side: median_percentile(side.alone, 95))
    rate = of_both(lambda side: statistics.median(each.answers_a_second for each in side.together))
    ready = of_both(lambda side: statistics.median(side.seconds_to_ready))
    processor = of_both(lambda side: sum(parts_of(side).values()))
    memory = of_both(lambda side: sum(side.mebibytes.values()))
    training = of_both(lambda side: side.trained.seconds)
    return [
        Figure("message, 1 visitor, p50, ms", *p50, ratio_aim=0.3, limit=15),
        Figure("message, 1 visitor, p95, ms", *p95),
        Figure(f"answers a second, {SEVERAL} visitors", *rate, ratio_aim=4, more_is_better=True),
        Figure("processor time a message, ms", *processor),
        Figure("start to ready, s", *ready, limit=10),
        Figure("memory, all processes, MiB", *memory, limit=0.9 * 1000**3 / 1024**2),
        Figure("training, s (the default: on a sample)", *training),
        Figure("`understand` alone, ms", understand, limit=8),
    ]


def parts_of(side: Side) -> dict[str, float]:
    """The median processor time for a message of each part of a service."""
    parts = {part for each in side.milliseconds for part in each}
    return {
        part: statistics.median(each.get(part, 0) for each in side.milliseconds)
        for part in sorted(parts)
    }


def unanswered_share(side: Side) -> float:
    """The share of messages that got no answer, or only an apology."""
    visits = [*side.alone, *side.together]
    return sum(each.unanswered for each in visits) / sum(len(each.milliseconds) for each in visits)


def measure(amounts: Amounts, kept: Path | None) -> int:
    """Measures, and prints the tables.

    Args:
        amounts: How much to measure.
        kept: Where models are kept between runs; None to keep none.

    Returns:
        The exit code: 1 where too many messages got no answer.
    """
    apology = knowledge.load(knowledge.DEFAULT_FOLDER).phrases.render("apology")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = kept or folder / "models"
        _say("training this assistant, and the default (minutes) …")
        learnt_from = [DEFAULT, ROOT / "domain.yml", ROOT / "uv.lock", *ROOT.glob("data/**/*.yml")]
        model = trained(
            kept, "ours", files_learnt_from(ROOT), partial(train, ("-m", "rasa", "train"))
        )
        default_model = trained(kept, "rasa-default", learnt_from, train_default)
        ours = Side("this-assistant", needlewise, Gateway(), model)
        default = Side("rasa-default", rasa_out_of_the_box, RestChannel(), default_model)
        understand = understand_milliseconds(model.model)
        serve_and_visit([ours, default], folder, amounts, apology)
    print(figures_table(figures_of(ours, default, understand)))
    print()
    rows = [
        (side.name, part, f"{ms:.1f}", f"{side.mebibytes.get(part, 0):.0f}")
        for side in (ours, default)
        for part, ms in parts_of(side).items()
    ]
    print(table(("service", "part", "processor time a message, ms", "memory, MiB"), rows))
    print(
        f"\nMedians of {amounts.rounds} rounds in turn, {amounts.messages} messages a visit, "
        f"{amounts.starts} starts; {os.cpu_count()} cores. The default learnt from at most "
        f"{EXAMPLES} examples of each intent."
    )
    for side in (ours, default):
        if side.trained.was_kept:
            print(f"Training of {side.name}: by the earlier run that kept its model.")
    without_answer = max(unanswered_share(side) for side in (ours, default))
    print(f"Messages without an answer: {without_answer:.1%} at most.")
    if without_answer > MOST_UNANSWERED:
        print("Too many for a comparison: see why Rasa fails.", file=sys.stderr)
        return 1
    return 0


def main(arguments: Sequence[str]) -> int:
    """Reads the options, and measures.

    Returns:
        The exit code: 1 where something could not be measured.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--models", type=Path, metavar="FOLDER", help="keeps the models for the next run"
    )
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    parser.add_argument(
        "--messages", type=int, default=200, help="in each visit; default: %(default)s"
    )
    parser.add_argument(
        "--starts", type=int, default=3, help="of each service; default: %(default)s"
    )
    options = parser.parse_args(arguments)
    # Ended from outside, it still has to end the processes that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        return measure(Amounts(options.rounds, options.messages, options.starts), options.models)
    except (knowledge.KnowledgeError, NotMeasured, ServiceFailed, Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
