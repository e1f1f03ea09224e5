"""Learns from examples, and writes down all that `understanding.model` reads."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

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
from understanding.encoder_tuning import Tuning, keep_layers, kept_layers, tuned_layers
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
    """Fills a folder with a trained model; about six minutes for 45,000 examples, on two cores.

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
    write_encoder(files, folder)
    reader = read_encoder(folder, threads=_THREADS)
    if knowledge:
        taught = in_order(taught, list(knowledge.questions))
        examples = [(e, each.id) for each in knowledge.questions.values() for e in each.examples]
        examples += [(each.text, each.question) for each in taught]
        write_encoder(_tuned(files, reader, examples, kept), folder)
        reader = read_encoder(folder, threads=_THREADS)
    known = sentences_of(knowledge) if knowledge else []
    shown, kinds = manner_examples(sentences, labels, known)
    others = [number for number, label in enumerate(labels) if not is_manner(label)]
    sentences, labels = [sentences[n] for n in others], [labels[n] for n in others]
    met = {sentence.casefold() for sentence in sentences}
    asked_of = examples_of(knowledge) if knowledge else []
    # Where the examples of an intent hold a sentence, they know better.
    asked_of = [(text, topic) for text, topic in asked_of if text.casefold() not in met]
    texts = [text for text, _ in asked_of]
    topics = [f"{ANSWERED_INTENT}{topic}" for _, topic in asked_of]
    vectors, tuned = _encoded(reader, [*sentences, *texts, *known, *(e.text for e in taught)])
    asked = [number for number, label in enumerate(labels) if is_asked(label)]
    asking = [*(sentences[number] for number in asked), *texts]
    learnt = learn_intents(
        asking, vectors(asking), [*(labels[number] for number in asked), *topics], settings
    )
    write(folder, INTENTS, learnt)
    # Of signs they teach nothing: "is pus normal" is an example of theirs, and a sign as well.
    signs = [sign_label_of(label) for label in labels]
    if len(set(signs)) > 1:
        # Told in more ways than questions are asked: a lead says less, a near example more.
        as_signs = replace(settings, margin_sharpness=3.0, nearest_share=0.4)
        write(folder, SIGNS, learn_intents(sentences, vectors(sentences), signs, as_signs))
    if shown:
        write(folder, MANNERS, learn_intents(shown, reader.encode(shown), kinds, settings))
    write_thresholds(folder, thresholds)
    if knowledge:
        more = tuned([each.text for each in taught]).astype(np.float16)
        write_met(folder, Met(known, tuned(known).astype(np.float16), taught, more))


def _encoded(
    reader: SentenceEncoder, sentences: Sequence[str]
) -> tuple[Callable[[Sequence[str]], Vectors], Callable[[Sequence[str]], Vectors]]:
    """Looks up the vectors of sentences, as published and as tuned; each is encoded once."""
    places = {sentence: place for place, sentence in enumerate(dict.fromkeys(sentences))}
    published, tuned = reader.encode_both(list(places))

    def looked_up(vectors: Vectors, wanted: Sequence[str]) -> Vectors:
        found: Vectors = vectors[[places[each] for each in wanted]]
        return found

    return partial(looked_up, published), partial(looked_up, tuned)


def _tuned(
    files: EncoderFiles,
    reader: SentenceEncoder,
    examples: Sequence[tuple[str, str]],
    kept: Path | None,
) -> EncoderFiles:
    """The encoder with layers that learned from the particular questions."""
    layers = kept_layers(kept, examples) if kept else None
    if layers is None:
        sentences, asked = [text for text, _ in examples], [id_ for _, id_ in examples]
        vectors, pieces = reader.encode(sentences), reader.pieces(sentences)
        layers = tuned_layers(files.weights, files.shape, pieces, vectors, asked, Tuning())
        if kept and layers:
            keep_layers(kept, examples, layers)
    return files._replace(weights={**files.weights, **layers})
