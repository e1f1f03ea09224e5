"""The sentence encoder in the gateway: loaded late, and left out where it is missing."""

import ast
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import desk
from desk.inbox.grouping import NoEncoder
from desk.inbox.sentence_vectors import SentenceVectors
from nlu import sentence_encoder
from nlu.sentence_encoder import EncoderFilesError

ROOM = Path(desk.__file__).parent


def test_it_makes_vectors_of_length_1_that_are_close_for_the_same_meaning() -> None:
    vectors = SentenceVectors()(["how deep do needles go", "what length are the needles"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(2), abs=1e-3)
    assert float(vectors[0] @ vectors[1]) > 0.6


def test_where_the_files_are_missing_it_says_so_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> Path:
        raise EncoderFilesError("not installed")

    monkeypatch.setattr(sentence_encoder, "packaged_minilm", missing)
    vectors = SentenceVectors()
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            with pytest.raises(NoEncoder):
                vectors(["a question of a visitor"])
    assert caplog.messages == ["missed questions cannot be grouped by meaning: not installed"]


def test_the_gateway_starts_without_what_the_encoder_needs() -> None:
    heavy = ("onnxruntime", "tokenizers", "safetensors", "tensorflow", "rasa")
    code = f"import sys, web.gateway; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_nothing_else_of_the_room_uses_what_rasa_uses() -> None:
    def imported() -> Iterator[tuple[str, str]]:
        for file in ROOM.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nlu"):
                    yield file.name, str(node.module)

    assert set(imported()) == {("sentence_vectors.py", "nlu.sentence_encoder")}
