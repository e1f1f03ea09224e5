"""Learns from examples, and writes down all that `understanding.model` reads."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from knowledge.model import Knowledge
from understanding.encoder import (
    MINILM_SHA256,
    SentenceEncoder,
    Vectors,
    packaged_minilm,
    write_encoder,
)
from understanding.intent_model import IntentModelSettings
from understanding.intent_training import learn_intents
from understanding.learned_signs import is_asked, sign_label_of
from understanding.manner import is_manner, manner_examples
from understanding.model import (
    INTENTS,
    MANNERS,
    SIGNS,
    Thresholds,
    read_encoder,
    write,
    write_met,
    write_thresholds,
)
from understanding.particular import Met, examples_of, sentences_of
from understanding.topics import ANSWERED_INTENT


def train(
    folder: Path,
    sentences: Sequence[str],
    labels: Sequence[str],
    settings: IntentModelSettings,
    thresholds: Thresholds,
    encoder: Path | None = None,
    knowledge: Knowledge | None = None,
) -> None:
    """Fills a folder with a trained model; about two and a half minutes for 30,000 examples.

    Args:
        folder: Takes the model.
        sentences: The examples as typed.
        labels: What each is an example of, as `understanding.learned_signs.label_of` gives it.
        settings: How to learn.
        thresholds: How sure is sure enough; kept with the model.
        encoder: A folder with another sentence encoder than the packaged MiniLM.
        knowledge: Whose particular questions teach the topics, and are kept as vectors.

    Raises:
        EncoderFilesError: The encoder's files are missing or not the right ones.
        ValueError: Fewer than two labels have examples.
    """
    if encoder is None:
        write_encoder(packaged_minilm(), folder, MINILM_SHA256)
    else:
        write_encoder(encoder, folder)
    known = sentences_of(knowledge) if knowledge else []
    shown, kinds = manner_examples(sentences, labels, known)
    others = [number for number, label in enumerate(labels) if not is_manner(label)]
    sentences, labels = [sentences[n] for n in others], [labels[n] for n in others]
    met = {sentence.casefold() for sentence in sentences}
    taught = examples_of(knowledge) if knowledge else []
    # Where the examples of an intent hold a sentence, they know better.
    taught = [(text, topic) for text, topic in taught if text.casefold() not in met]
    own = len(sentences)
    sentences += [text for text, _ in taught]
    labels += [f"{ANSWERED_INTENT}{topic}" for _, topic in taught]
    reader = read_encoder(folder)
    vectors = reader.encode(sentences)
    asked = [number for number, label in enumerate(labels) if is_asked(label)]
    learnt = learn_intents(
        [sentences[number] for number in asked],
        vectors[asked],
        [labels[number] for number in asked],
        settings,
    )
    write(folder, INTENTS, learnt)
    # Of signs they teach nothing: "is pus normal" is an example of theirs, and a sign as well.
    signs = [sign_label_of(label) for label in labels[:own]]
    if len(set(signs)) > 1:
        # Told in more ways than questions are asked: a lead says less, a near example more.
        as_signs = replace(settings, margin_sharpness=3.0, nearest_share=0.4)
        write(folder, SIGNS, learn_intents(sentences[:own], vectors[:own], signs, as_signs))
    if shown:
        write(folder, MANNERS, learn_intents(shown, reader.encode(shown), kinds, settings))
    write_thresholds(folder, thresholds)
    if knowledge:
        met_vectors = dict(zip(sentences, vectors, strict=True))
        write_met(folder, _met(knowledge, met_vectors, reader))


def _met(knowledge: Knowledge, known: dict[str, Vectors], encoder: SentenceEncoder) -> Met:
    """The sentences of the knowledge, some of which were encoded already."""
    sentences = sentences_of(knowledge)
    new = [sentence for sentence in sentences if sentence not in known]
    vectors = known | dict(zip(new, encoder.encode(new), strict=True))
    return Met(sentences, np.array([vectors[sentence] for sentence in sentences], np.float16))
