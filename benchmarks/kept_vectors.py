"""Vectors of sentences that a measurement needed, kept for the next one.

The examples of some hundred questions take minutes to be read by the encoder, and from one run to
the next hardly any of them changes.
"""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from knowledge.editing import write_whole
from understanding.encoder import Vectors

Encode = Callable[[Sequence[str]], Vectors]
_PROBE = "does it hurt as much as they say"
"""By its vector another encoder is told from the one that made what is kept."""
_NEAR = 1e-3
_BETWEEN = "\0"


class KeptVectors:
    """Encodes sentences; those that a run before had are read from a file."""

    def __init__(self, encode: Encode, file: Path) -> None:
        """Take what makes vectors, and where they are kept; a file that is none is passed over."""
        self._encode, self._file = encode, file
        self._kept = _read(file)
        self._used: dict[str, Vectors] = {}
        probe = encode([_PROBE])[0]
        before = self._kept.get(_PROBE)
        if before is None or not _are_alike(before, probe):
            self._kept = {}
        self._used[_PROBE] = probe

    def __call__(self, sentences: Sequence[str]) -> Vectors:
        """The vectors, one a row."""
        known = {**self._kept, **self._used}
        new = [each for each in dict.fromkeys(sentences) if each not in known]
        if new:
            known.update(zip(new, self._encode(new), strict=True))
        self._used.update((each, known[each]) for each in sentences)
        return np.array([known[each] for each in sentences], np.float32)

    def write(self) -> None:
        """Keep what this run needed, and nothing else; the file is there whole or as it was."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        words = np.frombuffer(_BETWEEN.join(self._used).encode(), np.uint8)
        vectors = np.array(list(self._used.values()), np.float32)
        written = io.BytesIO()
        np.savez(written, words=words, vectors=vectors)
        write_whole(self._file, written.getvalue())


def _are_alike(one: Vectors, other: Vectors) -> bool:
    return one.shape == other.shape and np.allclose(one, other, atol=_NEAR)


def _read(file: Path) -> dict[str, Vectors]:
    """What a file holds; whatever is wrong with it, it is only a cache, and nothing is read."""
    try:
        with open(file, "rb") as opened, np.load(opened) as found:
            sentences = found["words"].tobytes().decode().split(_BETWEEN)
            return dict(zip(sentences, found["vectors"], strict=True))
    except Exception:
        return {}
