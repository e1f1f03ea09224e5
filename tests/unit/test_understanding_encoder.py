import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file

from understanding.encoder import (
    ABOUT,
    BATCH,
    MINILM_SHA256,
    TOKENIZER_FILE,
    EncoderFilesError,
    SentenceEncoder,
    batches_of,
    encoder_files,
    packaged_minilm,
    write_encoder,
)
from understanding.encoder_graph import LAYER, TUNED_LAYER, BertShape, build_encoder_graph
from understanding.model import read_encoder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    folder = tmp_path_factory.mktemp("encoder")
    write_encoder(encoder_files(packaged_minilm(), MINILM_SHA256), folder)
    return read_encoder(folder)


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    minilm = packaged_minilm()
    weights = load_file(minilm / "model.safetensors")
    graph = build_encoder_graph(weights, BertShape(6, 12, 1e-12), exact=True)
    file = tmp_path_factory.mktemp("exact") / "encoder.onnx"
    file.write_bytes(graph.SerializeToString())
    return SentenceEncoder(file, (minilm / TOKENIZER_FILE).read_bytes())


def test_the_vectors_are_those_of_the_published_model(exact: SentenceEncoder) -> None:
    # 0.6681 is what sentence-transformers itself gives for these two sentences.
    depth, length = exact.encode(["how deep do needles go", "what length are the needles"])
    assert depth @ length == pytest.approx(0.6681, abs=5e-5)


def test_eight_bits_change_the_vectors_little(
    encoder: SentenceEncoder, exact: SentenceEncoder
) -> None:
    sentences = [
        "does it hurt",
        "my daughter has acne scars, can she have it done",
        "wat is da price",
        "0.5 mm or 1 mm for stretch marks",
        "🙂",
    ]
    cosines = (encoder.encode(sentences) * exact.encode(sentences)).sum(axis=1)
    assert cosines.min() > 0.998
    depth, length = encoder.encode(["how deep do needles go", "what length are the needles"])
    assert depth @ length == pytest.approx(0.6681, abs=5e-3)


def test_every_vector_has_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(["hi", "", "does it hurt " * 200, "🙂", "¿duele?"])
    assert vectors.shape == (5, encoder.size)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_a_sentence_has_the_same_vector_alone_and_among_longer_ones(
    encoder: SentenceEncoder,
) -> None:
    (alone,) = encoder.encode(["does it hurt"])
    among = encoder.encode(["does it hurt", "and how many sessions will I need for stretch marks"])
    assert among[0] == pytest.approx(alone, abs=1e-5)


def test_more_sentences_than_fit_in_a_batch_keep_their_order(encoder: SentenceEncoder) -> None:
    sentences = [f"needle of {number} mm" for number in range(70)]
    vectors = encoder.encode(sentences)
    assert vectors.shape[0] == 70
    assert vectors[69] == pytest.approx(encoder.encode(sentences[69:])[0], abs=1e-5)


def test_tuned_layers_have_vectors_of_their_own(encoder: SentenceEncoder, tmp_path: Path) -> None:
    files = encoder_files(packaged_minilm())
    last = f"{LAYER}.{files.shape.layers - 1}"
    tuned = {
        name.replace(LAYER, TUNED_LAYER, 1): value * np.float32(1.5)
        for name, value in files.weights.items()
        if name.startswith(last)
    }
    write_encoder(files._replace(weights={**files.weights, **tuned}), tmp_path)
    sentences = ["does it hurt", "how much is it"]

    published, own = read_encoder(tmp_path).encode_both(sentences)

    assert published == pytest.approx(encoder.encode(sentences), abs=1e-6)
    assert (published * own).sum(axis=1).max() < 0.999
    untuned, same = encoder.encode_both(sentences)
    assert untuned is same or np.array_equal(untuned, same)


def test_several_batches_at_once_give_the_same_vectors(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    write_encoder(encoder_files(packaged_minilm()), tmp_path)
    sentences = [f"{'does it hurt ' * (number % 7)}{number}" for number in range(5 * BATCH)]

    assert np.array_equal(
        read_encoder(tmp_path, threads=3).encode(sentences), encoder.encode(sentences)
    )


def test_nothing_gives_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.size)


def test_other_weights_than_the_published_are_refused(tmp_path: Path) -> None:
    minilm = packaged_minilm()
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).symlink_to(minilm / name)
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(EncoderFilesError, match="not the published file"):
        encoder_files(tmp_path, MINILM_SHA256)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"")
    (tmp_path / "config.json").write_text(json.dumps({}))
    with pytest.raises(EncoderFilesError, match=r"lacks the file tokenizer\.json"):
        encoder_files(tmp_path)
    with pytest.raises(EncoderFilesError, match=r"lacks the file model\.safetensors"):
        encoder_files(tmp_path / "nowhere")


@given(st.lists(st.integers(2, 128), max_size=200))
def test_sentences_of_about_one_length_go_together(lengths: list[int]) -> None:
    batches = batches_of(lengths)
    assert sorted(number for batch in batches for number in batch) == list(range(len(lengths)))
    for batch in batches:
        found = [lengths[number] for number in batch]
        assert len(batch) <= BATCH
        assert max(found) <= ABOUT * min(found)


def test_the_vectors_stand_in_the_order_of_the_sentences(exact: SentenceEncoder) -> None:
    sentences = ["does it hurt", "what is it", "how long will my face stay red after the session"]
    together, alone = exact.encode(sentences), [exact.encode([each])[0] for each in sentences]
    assert together == pytest.approx(np.stack(alone), abs=1e-5)
