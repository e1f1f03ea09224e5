"""Measures this assistant beside the same one on the pipeline and policies that `rasa init` writes.

    python -m benchmarks.speed [--models FOLDER]

Both have the same data, domain, actions and gateway, on this machine, in this run;
`docs/benchmarks.md` says what the figures mean. The default trains for minutes: `--models` keeps
its model for the next run.
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

if not __package__:  # run as a file: the assistant's own packages are one folder up
    sys.path.insert(0, str(Path(__file__).parent.parent))

import knowledge
from benchmarks.running_service import (
    RunningService,
    ServiceFailed,
    processor_seconds,
    resident_mebibytes,
    running,
)
from benchmarks.speed_figures import Figure, figures_table
from benchmarks.topic_scores import OUT_OF_SCOPE
from benchmarks.understanding import QUESTIONS, read_questions
from benchmarks.visitors import Refused, Visit, median_percentile, visit
from nlu.rasa_environment import RASA_ENVIRONMENT
from nlu.sentence_encoder import MINILM_SHA256, SentenceEncoder, packaged_minilm
from nlu.training import ROOT, fingerprint

SEVERAL = 8
"""Visitors at once, for the answers a second."""
WARM_UP = 40
"""Messages to each service before the clock counts."""
MOST_APOLOGIES = 0.05
"""The share of messages without an answer from which the figures would compare something else."""
DEFAULT_MODEL = "rasa_default"
SEED = 0


class NotMeasured(Exception):
    """A figure could not be measured; the message says why."""


class Training(NamedTuple):
    """What one training took, in seconds."""

    elapsed: float
    """From the start of the command to its end."""
    processor: float
    """The work of all cores, which other programs on the machine hardly change."""


@dataclass
class Side:
    """One of the two services, with what was measured of it so far."""

    name: str
    rasa_module: str
    config: Path
    trainings: list[Training] = field(default_factory=list)
    seconds_to_ready: list[float] = field(default_factory=list)
    alone: list[Visit] = field(default_factory=list)
    """Visits of one visitor."""
    together: list[Visit] = field(default_factory=list)
    """Visits of several at once."""
    processor_milliseconds: list[float] = field(default_factory=list)
    """Of all processes, for each message of a round."""
    mebibytes: float = 0.0


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


def train(side: Side, model: Path) -> Training:
    """Trains a side from nothing with Rasa's command.

    Args:
        side: What to train.
        model: The file to make.

    Raises:
        NotMeasured: If training fails.
    """
    command = [
        *(sys.executable, "-m", side.rasa_module, "train", "--force", "--config", str(side.config)),
        *("--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz")),
    ]
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, **RASA_ENVIRONMENT, "RASA_CACHE_DIRECTORY": cache}
        begun, worked = time.perf_counter(), _processor_seconds_of_children()
        outcome = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        took = Training(time.perf_counter() - begun, _processor_seconds_of_children() - worked)
    if outcome.returncode != 0 or not model.exists():
        raise NotMeasured(f"Training failed for {side.name}:\n{outcome.stdout[-2000:]}")
    return took


def _processor_seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def default_model(side: Side, model: Path, kept: Path | None) -> bool:
    """Trains the default, or takes the model that an earlier run kept of the same files.

    Args:
        side: The default; gets its training time.
        model: Where the model is wanted.
        kept: The folder in which models are kept; None to keep nothing.

    Returns:
        Whether an earlier run's model was taken.

    Raises:
        NotMeasured: If training fails.
    """
    learnt_from = [side.config, ROOT / "domain.yml", ROOT / "uv.lock", *ROOT.glob("data/*.yml")]
    name = f"{DEFAULT_MODEL}-{fingerprint(learnt_from, ROOT)[:16]}"
    if kept is not None and (kept / f"{name}.json").exists():
        shutil.copy(kept / f"{name}.tar.gz", model)
        side.trainings.append(Training(**json.loads((kept / f"{name}.json").read_text("ascii"))))
        return True
    side.trainings.append(train(side, model))
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copy(model, kept / f"{name}.tar.gz")
        (kept / f"{name}.json").write_text(json.dumps(side.trainings[-1]._asdict()), "ascii")
    return False


def encoder_milliseconds(questions: Sequence[str]) -> float:
    """The median time in which the sentence encoder encodes one question."""
    encoder = SentenceEncoder(packaged_minilm(), MINILM_SHA256)
    encoder.encode(questions[:1])
    times = []
    for question in questions:
        begun = time.perf_counter()
        encoder.encode([question])
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def serve_and_visit(
    sides: Sequence[Side], models: Sequence[Path], folder: Path, amounts: Amounts, apology: str
) -> None:
    """Starts both services, puts questions to them in turn, and notes the figures in `sides`.

    Args:
        sides: The services.
        models: What each answers with.
        folder: Takes what they write.
        amounts: How much to measure.
        apology: How the gateway's apology begins.

    Raises:
        ServiceFailed: If a service does not become ready.
        Refused: If a request is refused.
    """
    questions = sample(amounts.messages)
    for number in range(amounts.starts - 1):
        for side, model in zip(sides, models, strict=True):
            with running(side.rasa_module, model, folder / f"{side.name}-{number}") as service:
                side.seconds_to_ready.append(service.seconds_to_ready)
            _say(f"{side.name}: ready after {side.seconds_to_ready[-1]:.1f} s")
    with ExitStack() as stack:
        services: list[RunningService] = []
        for side, model in zip(sides, models, strict=True):
            service = stack.enter_context(running(side.rasa_module, model, folder / side.name))
            side.seconds_to_ready.append(service.seconds_to_ready)
            services.append(service)
            _say(f"{side.name}: ready after {side.seconds_to_ready[-1]:.1f} s")
        for service in services:
            visit(service.port, sample(WARM_UP), SEVERAL, apology)
        for number in range(amounts.rounds):
            for side, service in zip(sides, services, strict=True):
                before = processor_seconds(service.process_ids)
                side.alone.append(visit(service.port, questions, 1, apology))
                side.together.append(visit(service.port, questions, SEVERAL, apology))
                used = processor_seconds(service.process_ids) - before
                side.processor_milliseconds.append(used * 1000 / (2 * len(questions)))
                _say(
                    f"round {number + 1}, {side.name}: p50 {side.alone[-1].percentile(50):.1f} ms, "
                    f"{side.together[-1].answers_a_second:.1f} answers/s"
                )
        for side, service in zip(sides, services, strict=True):
            side.mebibytes = resident_mebibytes(service.process_ids)


def figures_of(ours: Side, default: Side, encoder: float) -> list[Figure]:
    """Everything that was measured, side by side with the aims.

    Args:
        ours: This assistant.
        default: Rasa's default.
        encoder: Milliseconds that our sentence encoder takes.
    """

    def of_both(measure: Callable[[Side], float]) -> tuple[float, float]:
        return measure(ours), measure(default)

    p50 = of_both(lambda side: median_percentile(side.alone, 50))
    p95 = of_both(lambda side: median_percentile(side.alone, 95))
    rate = of_both(lambda side: statistics.median(each.answers_a_second for each in side.together))
    elapsed = of_both(lambda side: statistics.median(each.elapsed for each in side.trainings))
    work = of_both(lambda side: statistics.median(each.processor for each in side.trainings))
    ready = of_both(lambda side: statistics.median(side.seconds_to_ready))
    processor = of_both(lambda side: statistics.median(side.processor_milliseconds))
    memory = of_both(lambda side: side.mebibytes)
    return [
        Figure("message, 1 visitor, p50, ms", *p50, ratio_aim=0.35, limit=20),
        Figure("message, 1 visitor, p95, ms", *p95),
        Figure(f"answers a second, {SEVERAL} visitors", *rate, ratio_aim=3, more_is_better=True),
        Figure("processor time a message, ms", *processor),
        Figure("training, s", *elapsed, ratio_aim=0.1),
        Figure("training, processor s", *work, ratio_aim=0.1),
        Figure("start to ready, s", *ready),
        Figure("memory, 3 processes, MiB", *memory),
        Figure("sentence encoder, ms", encoder, limit=8),
    ]


def apology_share(side: Side) -> float:
    """The share of messages that got no answer but an apology."""
    visits = [*side.alone, *side.together]
    return sum(each.apologies for each in visits) / sum(len(each.milliseconds) for each in visits)


def main(arguments: Sequence[str]) -> int:
    """Measures, and prints a table.

    Returns:
        The exit code: 1 where something could not be measured.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--models", type=Path, metavar="FOLDER", help="keeps the default's model")
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
    amounts = Amounts(options.rounds, options.messages, options.starts)
    ours = Side("this-assistant", "nlu.rasa_server", ROOT / "config.yml")
    default = Side("rasa-default", "rasa", ROOT / "benchmarks" / "rasa_default.yml")
    try:
        apology = knowledge.load(knowledge.DEFAULT_FOLDER).phrases.render("apology")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            models = [folder / "ours.tar.gz", folder / "default.tar.gz"]
            _say("training this assistant, the default (minutes), and this assistant again …")
            ours.trainings.append(train(ours, models[0]))
            was_kept = default_model(default, models[1], options.models)
            ours.trainings.append(train(ours, models[0]))
            encoder = encoder_milliseconds(sample(amounts.messages))
            serve_and_visit([ours, default], models, folder, amounts, apology)
    except (knowledge.KnowledgeError, NotMeasured, ServiceFailed, Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(figures_table(figures_of(ours, default, encoder)))
    print(
        f"\nMedians of {amounts.rounds} rounds in turn, {amounts.messages} messages a visit, "
        f"{amounts.starts} starts; {os.cpu_count()} cores."
    )
    if was_kept:
        print("The default's training time is from the earlier run that kept its model.")
    without_answer = max(apology_share(side) for side in (ours, default))
    print(f"Messages that got an apology: {without_answer:.1%} at most.")
    if without_answer > MOST_APOLOGIES:
        print("Too many for a comparison: see why Rasa fails.", file=sys.stderr)
        return 1
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
