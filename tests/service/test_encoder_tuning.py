"""The encoder's upper layers learn to tell questions apart; in TensorFlow, which takes seconds."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from understanding.encoder import (
    SentenceEncoder,
    encoder_files,
    packaged_minilm,
    write_encoder,
)
from understanding.encoder_graph import build_encoder_graph
from understanding.encoder_tuning import (
    Tuning,
    _Bert,
    _filled_up,
    keep_layers,
    kept_layers,
    source_of,
    tuned_layers,
)
from understanding.model import read_encoder

pytestmark = pytest.mark.untrained

BEFORE = ["can I shave before", "is shaving ok the day before", "shaving the morning of it"]
AFTER = ["can I shave after", "when is shaving ok again", "shaving the next morning"]
EXAMPLES = [(each, "before") for each in BEFORE] + [(each, "after") for each in AFTER]


def test_questions_that_were_near_come_apart(tmp_path: Path) -> None:
    files = encoder_files(packaged_minilm())
    write_encoder(files, tmp_path)
    reader = read_encoder(tmp_path)
    sentences, labels = zip(*EXAMPLES, strict=True)
    published = reader.encode(sentences)
    settings = Tuning(layers=1, epochs=30, batch=3, least=1)

    layers = tuned_layers(
        files.weights, files.shape, reader.pieces(sentences), published, labels, settings
    )
    write_encoder(files._replace(weights={**files.weights, **layers}), tmp_path)
    _, tuned = read_encoder(tmp_path).encode_both(sentences)

    assert _apart(tuned) > 2 * _apart(published)


def test_what_learns_calculates_as_the_encoder_does_whatever_is_filled_up(tmp_path: Path) -> None:
    files, file = encoder_files(packaged_minilm()), tmp_path / "exact.onnx"
    graph = build_encoder_graph(files.weights, files.shape, exact=True)
    file.write_bytes(graph.SerializeToString())
    exact, sentences = SentenceEncoder(file, files.tokenizer), ["hm", *BEFORE, " ".join(AFTER)]

    learning = _Bert(files.weights, files.shape)
    vectors = learning.vectors(_filled_up(exact.pieces(sentences)), 3).numpy()

    assert vectors == pytest.approx(exact.encode(sentences), abs=1e-5)


WEIGHTS = {"layer.5.bias": np.ones(4, np.float32)}
SOURCE = source_of(WEIGHTS, Tuning())


def test_too_few_examples_teach_nothing(tmp_path: Path) -> None:
    files = encoder_files(packaged_minilm())
    vectors = np.zeros((1, 384), np.float32)
    assert tuned_layers(files.weights, files.shape, [[101]], vectors, ["before"], Tuning()) == {}


def test_layers_are_used_again_where_the_examples_are_nearly_the_same(tmp_path: Path) -> None:
    file, layers = tmp_path / "layers.npz", {"tuned.layer.5.bias": np.ones(4, np.float32)}
    many = [(f"question {number}", "before") for number in range(100)]
    assert kept_layers(file, many, SOURCE) is None
    keep_layers(file, many, layers, SOURCE)

    again = kept_layers(file, [*many[:-1], ("another one", "after")], SOURCE)

    assert again is not None
    assert {name: value.tolist() for name, value in again.items()} == {
        "tuned.layer.5.bias": [1.0] * 4
    }
    assert kept_layers(file, many[:90], SOURCE) is None
    # Layers of another encoder, or learnt in another way, are none of these.
    assert kept_layers(file, many, source_of(WEIGHTS, Tuning(epochs=2.0))) is None
    other = {name: 2 * each for name, each in WEIGHTS.items()}
    assert kept_layers(file, many, source_of(other, Tuning())) is None


def _apart(vectors: npt.NDArray[np.float32]) -> float:
    """How much nearer the examples of a question are to each other than to those of the other."""
    near = vectors @ vectors.T
    half = len(BEFORE)
    return float(near[:half, :half].mean() - near[:half, half:].mean())
