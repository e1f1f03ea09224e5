"""Learns from examples, and writes down all that `understanding.model` reads."""

from collections.abc import Sequence
from pathlib import Path

from understanding.encoder import MINILM_SHA256, packaged_minilm, write_encoder
from understanding.intent_model import IntentModelSettings
from understanding.intent_training import learn_intents
from understanding.model import Thresholds, read_encoder, write


def train(
    folder: Path,
    sentences: Sequence[str],
    labels: Sequence[str],
    settings: IntentModelSettings,
    thresholds: Thresholds,
    encoder: Path | None = None,
) -> None:
    """Fills a folder with a trained model; about a minute for 9,000 examples.

    Args:
        folder: Takes the model.
        sentences: The examples as typed.
        labels: What each is an example of, as `understanding.learned_signs.label_of` gives it.
        settings: How to learn.
        thresholds: How sure is sure enough; kept with the model.
        encoder: A folder with another sentence encoder than the packaged MiniLM.

    Raises:
        EncoderFilesError: The encoder's files are missing or not the right ones.
        ValueError: Fewer than two labels have examples.
    """
    if encoder is None:
        write_encoder(packaged_minilm(), folder, MINILM_SHA256)
    else:
        write_encoder(encoder, folder)
    vectors = read_encoder(folder).encode(sentences)
    write(folder, learn_intents(sentences, vectors, labels, settings), thresholds)
