"""Teaches a second set of the encoder's upper layers to tell particular questions and signs apart.

As published, the encoder puts "can I shave after" and "can I shave before" side by side: they are
on one thing. Of two questions that need different answers that is too near, and so are "I won't be
here on Friday" of a holiday and of despair. So its upper layers are copied, and the copy learns
from the examples (supervised contrastive learning with one prototype a question, a level of warning
sign or a kind of what is harmless: Khosla et al. 2020, https://arxiv.org/abs/2004.11362; Snell et
al. 2017, https://arxiv.org/abs/1703.05175). The lower layers and the originals stay as they are,
for the topics and all else.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.editing import write_whole
from understanding.encoder_graph import LAYER, TUNED_LAYER, BertShape, Weights

_DENSE = ("attention.self.query", "attention.self.key", "attention.self.value")
_MARKS, _SOURCE = "marks", "source"
_FEW = 0.02
"""The share of examples that may be new without the layers being learned anew."""
_VERY_LOW = -1e9
"""What a position that is no word gets, so that it has no attention."""


@dataclass(frozen=True)
class Tuning:
    """How the upper layers learn.

    Attributes:
        layers: How many, from the top.
        epochs: How often each example is seen.
        batch: How many examples a step takes.
        rate: How far a step goes, at most; prototypes go `prototype_rate` times as far.
        prototype_rate: See `rate`.
        warm_up: The share of the steps in which the rate rises; then it falls to nothing.
        sharpness: What the closeness to a prototype is multiplied by.
        smoothing: The share of certainty that the other questions get.
        least: With fewer examples nothing is learnt.
        seed: Of the order of the examples.
    """

    layers: int = 3
    epochs: float = 1.0
    batch: int = 64
    rate: float = 1e-4
    prototype_rate: float = 20.0
    warm_up: float = 0.1
    sharpness: float = 20.0
    smoothing: float = 0.1
    least: int = 2000
    seed: int = 0


def tuned_layers(
    weights: Weights,
    shape: BertShape,
    examples: Sequence[Sequence[int]],
    vectors: npt.NDArray[np.float32],
    labels: Sequence[str],
    settings: Tuning,
) -> dict[str, npt.NDArray[np.float32]]:
    """Learns the upper layers; some minutes for 30,000 examples.

    Args:
        weights: The encoder's, as published.
        shape: The encoder's.
        examples: Each as word pieces.
        vectors: Of the examples by the encoder as published, shape (examples, size).
        labels: Which question each one asks, or what it shows of warning signs.
        settings: How to learn.

    Returns:
        The weights of the layers that learned, each under the name that `encoder_graph` has for it;
        none where there are too few examples.
    """
    if len(examples) < settings.least:
        return {}
    names, owners = np.unique(np.asarray(labels), return_inverse=True)
    learning = _Learning(weights, shape, _means(vectors, owners, len(names)), settings)
    batches = list(_batches(examples, settings))
    for number, batch in enumerate(batches):
        risen = min(1.0, (number + 1) / (settings.warm_up * len(batches)))
        learning.step(
            _filled_up([examples[each] for each in batch]),
            owners[batch].astype(np.int32),
            np.float32(settings.rate * risen * (1 - number / len(batches))),
        )
    return learning.layers()


def in_place(layers: Weights) -> Weights:
    """Layers that learned, under the names of those that they were copied from."""
    return {name.replace(TUNED_LAYER, LAYER, 1): value for name, value in layers.items()}


def source_of(weights: Weights, settings: Tuning) -> str:
    """A hash of what layers are learnt from beside examples: other weights, other layers."""
    digest = hashlib.sha256(repr(settings).encode())
    for name in sorted(weights):
        digest.update(name.encode() + np.ascontiguousarray(weights[name]).tobytes())
    return digest.hexdigest()


def kept_layers(
    file: Path, examples: Sequence[tuple[str, str]], source: str
) -> dict[str, npt.NDArray[np.float32]] | None:
    """The layers that learned from nearly the same examples before; None if there are none.

    Learning takes minutes, and a few examples more change little.

    Args:
        file: What `keep_layers` wrote.
        examples: Sentences, and what each one asks or tells.
        source: What `source_of` says of the encoder.
    """
    if not file.is_file():
        return None
    with np.load(file, allow_pickle=False) as arrays:
        if _SOURCE not in arrays.files or str(arrays[_SOURCE]) != source:
            return None
        changed = np.setxor1d(arrays[_MARKS], _marks(examples))
        if len(changed) > _FEW * len(examples):
            return None
        names = (name for name in arrays.files if name not in (_MARKS, _SOURCE))
        return {name: arrays[name].astype(np.float32) for name in names}


def keep_layers(
    file: Path,
    examples: Sequence[tuple[str, str]],
    layers: Mapping[str, npt.NDArray[np.float32]],
    source: str,
) -> None:
    """Writes down layers that learned, from which examples and from what else."""
    halves: dict[str, Any] = {name: value.astype(np.float16) for name, value in layers.items()}
    kept = io.BytesIO()
    np.savez(kept, **halves, **{_MARKS: _marks(examples), _SOURCE: np.array(source)})
    # A training that is ended meanwhile must not leave half a file to the next one.
    write_whole(file, kept.getvalue(), mode=0o644)


def _marks(examples: Sequence[tuple[str, str]]) -> npt.NDArray[np.uint64]:
    """A number for each example, the same whenever it is the same."""
    digests = (hashlib.sha256("\0".join(each).encode()).digest()[:8] for each in examples)
    return np.unique(np.frombuffer(b"".join(digests), np.uint64))


def _means(
    vectors: npt.NDArray[np.float32], owners: npt.NDArray[np.intp], count: int
) -> npt.NDArray[np.float32]:
    sums = np.zeros((count, vectors.shape[1]), np.float32)
    np.add.at(sums, owners, vectors)
    lengths: npt.NDArray[np.float32] = np.linalg.norm(sums, axis=1, keepdims=True)
    return sums / lengths


def _batches(examples: Sequence[Sequence[int]], settings: Tuning) -> Iterator[list[int]]:
    """Numbers of examples at random; those of a batch are of about one length."""
    random = np.random.default_rng(settings.seed)
    wanted = round(settings.epochs * len(examples) / settings.batch)
    order: list[int] = []
    while len(order) < wanted * settings.batch:
        order += random.permutation(len(examples)).tolist()
    drawn = order[: wanted * settings.batch]
    some = 16 * settings.batch
    for start in range(0, len(drawn), some):
        near = sorted(drawn[start : start + some], key=lambda each: len(examples[each]))
        cut = [near[at : at + settings.batch] for at in range(0, len(near), settings.batch)]
        for place in random.permutation(len(cut)):
            yield cut[place]


def _filled_up(examples: Sequence[Sequence[int]]) -> npt.NDArray[np.int32]:
    """Word pieces, one example a row, with 0 beyond its end, as BERT has it."""
    ids = np.zeros((len(examples), max(map(len, examples))), np.int32)
    for row, each in enumerate(examples):
        ids[row, : len(each)] = each
    return ids


class _Learning:
    """The layers and the prototypes while they learn."""

    def __init__(
        self,
        weights: Weights,
        shape: BertShape,
        prototypes: npt.NDArray[np.float32],
        settings: Tuning,
    ) -> None:
        import tensorflow as tf

        self._tf = tf
        self._settings = settings
        self._prototypes = tf.Variable(prototypes)
        self._first = shape.layers - settings.layers
        self._layers = {
            name: tf.Variable(value)
            for name, value in weights.items()
            for number in range(self._first, shape.layers)
            if name.startswith(f"{LAYER}.{number}.")
        }
        fixed = {name: tf.constant(value) for name, value in weights.items()}
        self._bert = _Bert({**fixed, **self._layers}, shape)
        adam = tf.keras.optimizers.AdamW
        self._optimizers = [
            (adam(weight_decay=0.01, clipnorm=1.0), list(self._layers.values()), 1.0),
            (adam(weight_decay=0.01), [self._prototypes], settings.prototype_rate),
        ]
        for optimizer, variables, _ in self._optimizers:
            optimizer.build(variables)
        rows, many = tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None], tf.int32)
        self.step = tf.function(
            self._step, autograph=False, input_signature=[rows, many, tf.TensorSpec([], tf.float32)]
        )
        """Learns from a batch: its word pieces, the places of its questions, and the rate."""

    def layers(self) -> dict[str, npt.NDArray[np.float32]]:
        """What was learned, as `tuned_layers` gives it."""
        return {
            name.replace(LAYER, TUNED_LAYER, 1): each.numpy() for name, each in self._layers.items()
        }

    def _step(self, ids: Any, wanted: Any, rate: Any) -> None:
        tf, smoothing = self._tf, self._settings.smoothing
        questions = self._prototypes.shape[0]
        with tf.GradientTape() as tape:
            near = tf.matmul(
                self._bert.vectors(ids, self._first),
                tf.math.l2_normalize(self._prototypes, axis=1),
                transpose_b=True,
            )
            sure = tf.one_hot(wanted, questions) * (1 - smoothing) + smoothing / questions
            loss = tf.nn.softmax_cross_entropy_with_logits(sure, self._settings.sharpness * near)
            loss = tf.reduce_mean(loss)
        every = [variable for _, variables, _ in self._optimizers for variable in variables]
        gradients = tape.gradient(loss, every)
        for optimizer, variables, faster in self._optimizers:
            optimizer.learning_rate.assign(rate * faster)
            own, gradients = gradients[: len(variables)], gradients[len(variables) :]
            optimizer.apply_gradients(zip(own, variables, strict=True))


class _Bert:
    """The encoder in TensorFlow, which knows its gradients.

    The words of all examples stand in one row after the other; only attention takes what is filled
    up, which is an eighth of a batch.
    """

    def __init__(self, weights: Mapping[str, Any], shape: BertShape) -> None:
        import tensorflow

        self._tf = tensorflow
        self._weights = weights
        self._shape = shape

    def vectors(self, ids: Any, first_learning: int) -> Any:
        """One row of length 1 for each row of word pieces; only the layers from one on learn."""
        tf = self._tf
        words = tf.not_equal(ids, 0)
        places = tf.where(words)
        x = tf.gather(self._weights["embeddings.word_embeddings.weight"], tf.gather_nd(ids, places))
        x += tf.gather(self._weights["embeddings.position_embeddings.weight"], places[:, 1])
        x += self._weights["embeddings.token_type_embeddings.weight"][0]
        x = self._normed(x, "embeddings.LayerNorm")
        bias = ((1 - tf.cast(words, tf.float32)) * _VERY_LOW)[:, tf.newaxis, tf.newaxis, :]
        for number in range(self._shape.layers):
            x = self._layer(x, places, bias, f"{LAYER}.{number}")
            if number < first_learning:
                x = tf.stop_gradient(x)
        total = tf.math.unsorted_segment_sum(x, places[:, 0], tf.shape(ids)[0])
        return tf.math.l2_normalize(total, axis=1)

    def _layer(self, x: Any, places: Any, bias: Any, layer: str) -> Any:
        tf = self._tf
        rows, length, size = tf.shape(bias)[0], tf.shape(bias)[3], x.shape[1]
        heads = self._shape.heads

        def split(part: str) -> Any:
            each = self._dense(x, f"{layer}.{part}")
            each = tf.scatter_nd(places, each, tf.cast([rows, length, size], tf.int64))
            return tf.transpose(tf.reshape(each, [rows, length, heads, -1]), [0, 2, 1, 3])

        query, key, value = map(split, _DENSE)
        scores = tf.matmul(query, key, transpose_b=True) / float(np.sqrt(size // heads)) + bias
        context = tf.transpose(tf.matmul(tf.nn.softmax(scores), value), [0, 2, 1, 3])
        context = tf.gather_nd(tf.reshape(context, [rows, length, size]), places)
        attended = self._dense(context, f"{layer}.attention.output.dense")
        x = self._normed(x + attended, f"{layer}.attention.output.LayerNorm")
        inner = tf.nn.gelu(self._dense(x, f"{layer}.intermediate.dense"), approximate=False)
        return self._normed(
            x + self._dense(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm"
        )

    def _dense(self, x: Any, name: str) -> Any:
        product = self._tf.matmul(x, self._weights[f"{name}.weight"], transpose_b=True)
        return product + self._weights[f"{name}.bias"]

    def _normed(self, x: Any, name: str) -> Any:
        tf = self._tf
        mean, variance = tf.nn.moments(x, [-1], keepdims=True)
        return tf.nn.batch_normalization(
            x,
            mean,
            variance,
            self._weights[f"{name}.bias"],
            self._weights[f"{name}.weight"],
            self._shape.layer_norm_epsilon,
        )
