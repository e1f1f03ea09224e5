from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml

from benchmarks.intents import (
    RASA_DEFAULT,
    BadInput,
    Figures,
    nlu_config,
    read_examples,
    score,
    shipped_threshold,
)
from benchmarks.rasa_nlu import Example
from benchmarks.scoring import Prediction, Score

RASA_FILE = "rasa/engine/recipes/config_files/default_config.yml"
DEFAULT = {"recipe": "default.v1", "language": "en", "pipeline": [{"name": "Default"}]}


def test_examples_are_read_as_they_stand() -> None:
    lines = ["label,sentence\n", 'EMI,"0% [EMI], ok?"\n', "faq/price,how much\n", "EMI,\n"]
    assert read_examples(lines, "train.csv") == [
        Example("0% [EMI], ok?", "EMI"),
        Example("how much", "faq_price"),
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["text,label\n", "hello,greet\n"], "train.csv lacks the column sentence"),
        ([], "train.csv lacks the column label and sentence"),
        (["sentence,label\n"], "train.csv holds no sentences"),
    ],
)
def test_unusable_files_are_refused(lines: list[str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read_examples(lines, "train.csv")


def test_only_the_understanding_part_of_a_configuration_is_taken() -> None:
    config = {"language": "de", "pipeline": [{"name": "Own"}], "policies": [{"name": "RulePolicy"}]}
    assert nlu_config(config, DEFAULT) == {
        "recipe": "default.v1",
        "language": "de",
        "assistant_id": "benchmark",
        "pipeline": [{"name": "Own"}],
    }


@pytest.mark.parametrize("config", [{}, {"pipeline": None}])
def test_a_configuration_without_a_pipeline_means_the_default_one(
    config: dict[str, object],
) -> None:
    assert nlu_config(config, DEFAULT)["pipeline"] == [{"name": "Default"}]


@pytest.mark.parametrize(
    ("pipeline", "threshold"),
    [
        ([{"name": "DIETClassifier", "threshold": 0.9}], 0.0),
        ([{"name": "FallbackClassifier", "threshold": 0.16}], 0.16),
        ([{"name": "nlu.understanding_component.UnderstandingComponent", "fallback": 0.2}], 0.2),
        ([{"name": "rasa.nlu.classifiers.fallback_classifier.FallbackClassifier"}], 0.3),
    ],
)
def test_the_threshold_is_the_fallback_classifiers(
    pipeline: list[dict[str, object]], threshold: float
) -> None:
    assert shipped_threshold(pipeline) == threshold


def test_score_is_taken_at_the_best_and_at_the_shipped_threshold() -> None:
    figures = score(
        test=[Example("1", "a"), Example("2", "b"), Example("3", "OUT")],
        predictions=[Prediction("a", 0.9), Prediction("b", 0.5), Prediction("a", 0.41)],
        out_of_scope="OUT",
        threshold=0.6,
        training_seconds=2.0,
        message_milliseconds=5.0,
    )
    # All are right between 0.42 and 0.50. At 0.6: a OUT OUT for a b OUT, that is c = 2, s = 3,
    # sum t p = 3, sum p^2 = 5, sum t^2 = 3: (6 - 3) / sqrt(4 * 6).
    assert figures == Figures(
        best=Score(0.42, pytest.approx(1.0)),
        shipped=Score(0.6, pytest.approx(3 / 24**0.5)),
        in_scope_accuracy=1.0,
        training_seconds=2.0,
        message_milliseconds=5.0,
    )


def test_figures_become_cells() -> None:
    figures = Figures(Score(0.2, 0.69949), Score(0.16, 0.674), 0.8264, 7.46, 6.04)
    assert figures.cells("ours") == (
        "ours",
        "0.699 (at 0.20)",
        "0.674 (at 0.16)",
        "0.826",
        "7.5",
        "6.0",
    )


def test_the_default_configuration_is_the_one_that_rasa_brings() -> None:
    brought = distribution("rasa").locate_file(RASA_FILE)
    theirs = yaml.safe_load(Path(str(brought)).read_text("utf-8"))
    ours = yaml.safe_load(RASA_DEFAULT.read_text("utf-8"))
    assert {**ours, "assistant_id": None} == {**theirs, "assistant_id": None}
