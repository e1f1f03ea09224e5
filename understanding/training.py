"""Learns from examples, and writes down all that `understanding.model` reads."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge.model import Knowledge
from understanding.encoder import (
    MINILM_SHA256,
    EncoderFiles,
    SentenceEncoder,
    Vectors,
    encoder_files,
    packaged_minilm,
    write_encoder,
)
from understanding.encoder_tuning import (
    Tuning,
    in_place,
    keep_layers,
    kept_layers,
    source_of,
    tuned_layers,
)
from understanding.intent_model import IntentModelSettings
from understanding.intent_training import learn_intents
from understanding.learned_signs import is_asked, sign_examples, told_examples
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
from understanding.particular import KnownSentences, Met, examples_of, sentences_of
from understanding.question_examples import QuestionExample, in_order
from understanding.topics import ANSWERED_INTENT

_THREADS = os.cpu_count() or 1
"""Unlike a message, training has work for all cores."""


def train(
    folder: Path,
    sentences: Sequence[str],
    labels: Sequence[str],
    settings: IntentModelSettings,
    thresholds: Thresholds,
    encoder: Path | None = None,
    knowledge: Knowledge | None = None,
    taught: Sequence[QuestionExample] = (),
    kept: Path | None = None,
) -> None:
    """Fills a folder with a trained model; minutes for 50,000 examples, on two cores.

    Args:
        folder: Takes the model.
        sentences: The examples as typed.
        labels: What each is an example of, as `understanding.learned_signs.label_of` gives it.
        settings: How to learn.
        thresholds: How sure is sure enough; kept with the model.
        encoder: A folder with another sentence encoder than the packaged MiniLM.
        knowledge: Whose particular questions teach the topics, and are kept as vectors.
        taught: More ways in which these are asked.
        kept: A file that keeps what takes longest, for the next time with nearly the same examples.

    Raises:
        EncoderFilesError: The encoder's files are missing or not the right ones.
        ValueError: Fewer than two labels have examples.
    """
    files = encoder_files(encoder or packaged_minilm(), None if encoder else MINILM_SHA256)
    published = _reader(files, folder)
    met = KnownSentences(published.encode, Met())
    met_tuned = met
    if knowledge:
        taught = in_order(taught, list(knowledge.questions))
        examples = [(e, each.id) for each in knowledge.questions.values() for e in each.examples]
        examples += [(each.text, each.question) for each in taught]
        examples += told_examples(sign_examples(sentences, labels))
        layers = _tuned_layers(files, published, met, examples, kept)
        # Alone, since what is published is not needed of these again.
        tuned = _reader(_with(files, in_place(layers)), folder)
        known = sentences_of(knowledge)
        of_known, of_taught = (
            tuned.encode(each).astype(np.float16) for each in (known, [e.text for e in taught])
        )
        write_met(folder, Met(known, of_known, taught, of_taught))
        met_tuned = KnownSentences(tuned.encode, Met())
        write_encoder(_with(files, layers), folder)
    _learn_all(folder, sentences, labels, settings, _Met(met, met_tuned), knowledge)
    write_thresholds(folder, thresholds)


class _Met(NamedTuple):
    """The vectors of sentences: by the encoder as published, and as tuned."""

    published: KnownSentences
    tuned: KnownSentences


def _learn_all(
    folder: Path,
    sentences: Sequence[str],
    labels: Sequence[str],
    settings: IntentModelSettings,
    met_as: _Met,
    knowledge: Knowledge | None,
) -> None:
    """Learns what is asked, what is a warning sign, and in which manner a message is said."""

    def learn(
        name: str,
        said: Sequence[str],
        shown: Sequence[str],
        how: IntentModelSettings,
        vectors: KnownSentences = met_as.published,
    ) -> None:
        write(folder, name, learn_intents(said, vectors.vectors(said), shown, how))

    signs = sign_examples(sentences, labels)
    known = sentences_of(knowledge) if knowledge else []
    manners, kinds = manner_examples(sentences, labels, known)
    others = [number for number, label in enumerate(labels) if not is_manner(label)]
    sentences, labels = [sentences[n] for n in others], [labels[n] for n in others]
    met = {sentence.casefold() for sentence in sentences}
    asked_of = examples_of(knowledge) if knowledge else []
    # Where the examples of an intent hold a sentence, they know better.
    asked_of = [(text, topic) for text, topic in asked_of if text.casefold() not in met]
    asked = [number for number, label in enumerate(labels) if is_asked(label)]
    learn(
        INTENTS,
        [*(sentences[number] for number in asked), *(text for text, _ in asked_of)],
        [*(labels[n] for n in asked), *(f"{ANSWERED_INTENT}{topic}" for _, topic in asked_of)],
        settings,
    )
    # Of signs the questions teach nothing: "is pus normal" is an example of theirs, and a sign too.
    levels = [label for _, label in signs]
    if len(set(levels)) > 1:
        # Told in more ways than questions are asked: a lead says less, a near example more.
        how = replace(settings, margin_sharpness=3.0, nearest_share=0.4)
        learn(SIGNS, [said for said, _ in signs], levels, how, met_as.tuned)
    if manners:
        learn(MANNERS, manners, kinds, settings)


def _tuned_layers(
    files: EncoderFiles,
    published: SentenceEncoder,
    met: KnownSentences,
    examples: Sequence[tuple[str, str]],
    kept: Path | None,
) -> Mapping[str, Vectors]:
    """The layers that learned from the examples; none where there are too few."""
    source = source_of(files.weights, Tuning())
    layers = kept_layers(kept, examples, source) if kept else None
    if layers is None:
        sentences, asked = [text for text, _ in examples], [id_ for _, id_ in examples]
        vectors, pieces = met.vectors(sentences), published.pieces(sentences)
        layers = tuned_layers(files.weights, files.shape, pieces, vectors, asked, Tuning())
        if kept and layers:
            keep_layers(kept, examples, layers, source)
    return layers


def _reader(files: EncoderFiles, folder: Path) -> SentenceEncoder:
    write_encoder(files, folder)
    return read_encoder(folder, threads=_THREADS)


def _with(files: EncoderFiles, layers: Mapping[str, Vectors]) -> EncoderFiles:
    return files._replace(weights={**files.weights, **layers})
