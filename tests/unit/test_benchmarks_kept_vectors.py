"""What a measurement read once, it need not read again."""

import io
import zipfile
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


def test_what_an_encoder_of_another_width_made_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "vectors.npz"
    before = KeptVectors(ByLength(), file)
    before(["a"])
    before.write()

    def wider(sentences: Sequence[str]) -> Vectors:
        return np.ones((len(sentences), 3), np.float32)

    assert KeptVectors(wider, file)(["a"]).tolist() == [[1.0, 1.0, 1.0]]


def archive(**arrays: object) -> bytes:
    content = io.BytesIO()
    np.savez(content, **arrays)  # type: ignore[arg-type]
    return content.getvalue()


def one_array() -> bytes:
    """No archive: it is read as an array, which is not to be opened and closed."""
    content = io.BytesIO()
    np.save(content, np.zeros(3))
    return content.getvalue()


def zipped(name: str, content: bytes, **other: int) -> bytes:
    """An archive with one file; `other` is set on its entry after it was written."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as written:
        written.writestr(name, content)
        for field, value in other.items():
            setattr(written.getinfo(name), field, value)
    return whole.getvalue()


BROKEN = {
    "empty": b"",
    "words": b"no archive",
    "the beginning of an archive": b"PK\x03\x04",
    "an array": one_array(),
    "an array cut short": zipped("words.npy", b"\x93NUMPY\x01"),
    "packed in an unknown way": zipped("words.npy", b"words", compress_type=97),
    "encrypted": zipped("words.npy", b"words", flag_bits=1),
    "a file that is no array": zipped("words", b"no array"),
    "no vectors": archive(words=np.frombuffer(b"a", np.uint8)),
    "fewer vectors": archive(words=np.frombuffer(b"a\0b", np.uint8), vectors=np.zeros((1, 2))),
    "no UTF-8": archive(words=np.frombuffer(b"\xff", np.uint8), vectors=np.zeros((1, 2))),
    "a number": archive(words=np.frombuffer(b"a", np.uint8), vectors=np.float32(1)),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
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


def test_where_it_cannot_be_kept_nothing_half_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptVectors(ByLength(), tmp_path / "vectors.npz")
    kept(["a"])

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="no space"):
        kept.write()
    assert list(tmp_path.iterdir()) == []
