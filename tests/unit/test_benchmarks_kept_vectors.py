"""What a measurement read once, it need not read again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.kept_vectors import KeptVectors
from understanding.encoder import Vectors


class ByLength:
    """Encodes by the length of a sentence, and remembers what it was asked."""

    def __init__(self, other: float = 0.0) -> None:
        self.other = other
        self.asked: list[str] = []

    def __call__(self, sentences: Sequence[str]) -> Vectors:
        self.asked += sentences
        return np.array([[len(each), self.other] for each in sentences], np.float32)


def test_the_next_run_reads_what_is_new_alone(tmp_path: Path) -> None:
    file, encode = tmp_path / "results" / "vectors.npz", ByLength()
    first = KeptVectors(encode, file)
    made = first(["a", "bb", "a", "ccc, ärger"])
    assert [row[0] for row in made] == [1, 2, 1, 10]
    first.write()
    encode.asked.clear()
    second = KeptVectors(encode, file)
    assert [row[0] for row in second(["bb", "dddd"])] == [2, 4]
    assert encode.asked[1:] == ["dddd"], "the first is the probe"
    second.write()
    encode.asked.clear()
    KeptVectors(encode, file)(["a", "bb"])
    assert encode.asked[1:] == ["a"], "what a run did not need is not kept"


def test_what_another_encoder_made_is_not_used(tmp_path: Path) -> None:
    before = KeptVectors(ByLength(), tmp_path / "vectors.npz")
    before(["a"])
    before.write()
    other = ByLength(other=1.0)
    assert KeptVectors(other, tmp_path / "vectors.npz")(["a"]).tolist() == [[1.0, 1.0]]
    assert "a" in other.asked


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_a_broken_file_is_passed_over_and_replaced(tmp_path: Path, content: bytes) -> None:
    file, encode = tmp_path / "vectors.npz", ByLength()
    file.write_bytes(content)
    kept = KeptVectors(encode, file)
    assert kept(["a"]).tolist() == [[1.0, 0.0]]
    kept.write()
    encode.asked.clear()
    KeptVectors(encode, file)(["a"])
    assert "a" not in encode.asked
    assert [each.name for each in tmp_path.iterdir()] == ["vectors.npz"]
