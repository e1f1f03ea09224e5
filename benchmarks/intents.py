"""Scores the understanding part of any Rasa configuration on a set of labelled questions.

    python -m benchmarks.intents CONFIG TRAIN.csv TEST.csv

Both files have the columns `sentence` and `label`. `docs/benchmarks.md` says what the figures mean.
"""

import argparse
import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.markdown import table
from benchmarks.rasa_nlu import Example, RasaFailed, parse, quiet_rasa, train
from benchmarks.scoring import (
    Prediction,
    Score,
    best_score,
    correlation_at,
    in_scope_accuracy,
    top_prediction,
)
from knowledge import DEFAULT_FOLDER, load
from understanding.intent_model import IntentModelSettings
from understanding.model import COMPONENT, Thresholds, read_folder, settings_of
from understanding.prepared import prepared
from understanding.training import train as learn

OUT_OF_SCOPE = "NO_NODES_DETECTED"
RASA_DEFAULT = Path(__file__).parent / "rasa_default.yml"
OURS = f"nlu.understanding_component.{COMPONENT}"
FALLBACK_COMPONENT = "FallbackClassifier"
FALLBACK_THRESHOLD = 0.3
"""Rasa's, where the configuration names the component without one."""

HEADINGS = (
    "system",
    "MCC, best threshold",
    "MCC, shipped threshold",
    "in-scope accuracy, no threshold",
    "training, s",
    "a message, ms",
)


class BadInput(Exception):
    """A file given on the command line cannot be used; the message says why."""


@dataclass(frozen=True)
class Figures:
    """How a configuration does on a test set."""

    best: Score
    shipped: Score
    in_scope_accuracy: float
    training_seconds: float
    message_milliseconds: float

    def cells(self, system: str) -> tuple[str, ...]:
        """The figures under `HEADINGS`."""
        return (
            system,
            f"{self.best.correlation:.3f} (at {self.best.threshold:.2f})",
            f"{self.shipped.correlation:.3f} (at {self.shipped.threshold:.2f})",
            f"{self.in_scope_accuracy:.3f}",
            f"{self.training_seconds:.1f}",
            f"{self.message_milliseconds:.1f}",
        )


def read_examples(lines: Iterable[str], name: str) -> list[Example]:
    """Reads labelled sentences; empty sentences are left out.

    Args:
        lines: Of a CSV file with the columns `sentence` and `label`.
        name: Of the file, for messages.

    Raises:
        BadInput: If a column is missing or no sentence is left.
    """
    rows = csv.DictReader(lines)
    missing = {"sentence", "label"} - set(rows.fieldnames or ())
    if missing:
        raise BadInput(f"{name} lacks the column {' and '.join(sorted(missing))}.")
    # A slash would make Rasa look for responses to choose from.
    examples = [
        Example(row["sentence"], row["label"].replace("/", "_")) for row in rows if row["sentence"]
    ]
    if not examples:
        raise BadInput(f"{name} holds no sentences.")
    return examples


def nlu_config(config: Mapping[str, Any], default: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a Rasa configuration that understanding takes, or Rasa's default."""
    return {
        "recipe": config.get("recipe", default["recipe"]),
        "language": config.get("language", default["language"]),
        "assistant_id": "benchmark",
        "pipeline": config.get("pipeline") or default["pipeline"],
    }


def shipped_threshold(pipeline: Iterable[Mapping[str, Any]]) -> float:
    """The confidence below which the pipeline answers nothing; 0 where it always answers."""
    keys = {
        FALLBACK_COMPONENT: ("threshold", FALLBACK_THRESHOLD),
        COMPONENT: ("fallback", Thresholds().fallback),
    }
    named = [(str(each["name"]).rpartition(".")[2], each) for each in pipeline]
    thresholds = [float(component.get(*keys[name])) for name, component in named if name in keys]
    return thresholds[-1] if thresholds else 0.0


def score(
    test: Sequence[Example],
    predictions: Sequence[Prediction],
    *,
    out_of_scope: str,
    threshold: float,
    training_seconds: float,
    message_milliseconds: float,
) -> Figures:
    """Compares what was understood with what was meant.

    Args:
        test: What was asked.
        predictions: What was understood, in the order of `test`.
        out_of_scope: The label of questions that nothing was taught about.
        threshold: The one that the configuration ships.
        training_seconds: How long training took.
        message_milliseconds: How long a question took at the median.
    """
    truths = [question.intent for question in test]
    return Figures(
        best=best_score(truths, predictions, out_of_scope),
        shipped=Score(threshold, correlation_at(threshold, truths, predictions, out_of_scope)),
        in_scope_accuracy=in_scope_accuracy(truths, predictions, out_of_scope),
        training_seconds=training_seconds,
        message_milliseconds=message_milliseconds,
    )


def measure(
    config: Mapping[str, Any],
    examples: Sequence[Example],
    test: Sequence[Example],
    out_of_scope: str,
) -> Figures:
    """Trains a configuration in a temporary folder and scores it.

    Our own component is trained and asked without Rasa, as it is in the service.

    Raises:
        RasaFailed: If Rasa trains no model.
    """
    if [each["name"] for each in config["pipeline"]] == [OURS]:
        predictions, seconds, milliseconds = ranked(config["pipeline"][0], examples, test)
    else:
        predictions, seconds, milliseconds = parsed_by_rasa(config, examples, test)
    return score(
        test,
        predictions,
        out_of_scope=out_of_scope,
        threshold=shipped_threshold(config["pipeline"]),
        training_seconds=seconds,
        message_milliseconds=statistics.median(milliseconds),
    )


def ranked(
    component: Mapping[str, Any], examples: Sequence[Example], test: Sequence[Example]
) -> tuple[list[Prediction], float, list[float]]:
    """What our own intent model makes of the questions, the seconds of training, those of each."""
    texts = prepared(load(DEFAULT_FOLDER)).texts
    with tempfile.TemporaryDirectory() as name:
        begun = time.perf_counter()
        learn(
            Path(name),
            [example.text for example in examples],
            [example.intent for example in examples],
            settings_of(IntentModelSettings, component),
            settings_of(Thresholds, component),
        )
        seconds = time.perf_counter() - begun
        model = read_folder(Path(name))
    predictions: list[Prediction] = []
    milliseconds: list[float] = []
    for question in test:
        begun = time.perf_counter()
        text = texts.read(question.text)
        sentences = [text.corrected(text.whole)]
        ((likeliest, *_),), _ = model.rank(sentences, *model.encoder.encode_both(sentences))
        milliseconds.append((time.perf_counter() - begun) * 1000)
        predictions.append(Prediction(likeliest.name, likeliest.confidence))
    return predictions, seconds, milliseconds


def parsed_by_rasa(
    config: Mapping[str, Any], examples: Sequence[Example], test: Sequence[Example]
) -> tuple[list[Prediction], float, list[float]]:
    """The same for a configuration of Rasa's own components."""
    taught = {example.intent for example in examples}
    with tempfile.TemporaryDirectory() as name, quiet_rasa(Path(name) / "cache"):
        folder = Path(name)
        file = folder / "config.yml"
        file.write_text(yaml.safe_dump(dict(config)), "utf-8")
        model, seconds = train(file, examples, folder)
        parsed = parse(model, [question.text for question in test])
    predictions = [top_prediction(each.result, taught) for each in parsed]
    return predictions, seconds, [each.milliseconds for each in parsed]


def main(arguments: Sequence[str]) -> int:
    """Scores the configuration and prints a table.

    Returns:
        The exit code: 1 where a file cannot be used or Rasa fails.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("config", type=Path, help="a Rasa configuration")
    parser.add_argument("train", type=Path, help="CSV with the examples to learn")
    parser.add_argument("test", type=Path, help="CSV with the questions to ask")
    parser.add_argument(
        "--out-of-scope", default=OUT_OF_SCOPE, metavar="LABEL", help="default: %(default)s"
    )
    parser.add_argument("--name", help="what the table calls the system; default: the file's name")
    options = parser.parse_args(arguments)
    try:
        default = yaml.safe_load(RASA_DEFAULT.read_text("utf-8"))
        config = nlu_config(yaml.safe_load(options.config.read_text("utf-8")) or {}, default)
        with options.train.open(encoding="utf-8-sig", newline="") as lines:
            examples = read_examples(lines, options.train.name)
        with options.test.open(encoding="utf-8-sig", newline="") as lines:
            test = read_examples(lines, options.test.name)
        figures = measure(config, examples, test, options.out_of_scope)
    except (BadInput, RasaFailed, OSError, yaml.YAMLError) as error:
        print(error, file=sys.stderr)
        return 1
    print(table(HEADINGS, [figures.cells(options.name or options.config.name)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
