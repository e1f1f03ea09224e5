"""The sentence encoder, loaded when it is first needed: a second, and 160 MB that then stay."""

import logging
import threading
from collections.abc import Sequence

from desk.inbox.grouping import Encode, NoEncoder, Vectors

_log = logging.getLogger(__name__)


class SentenceVectors:
    """Makes vectors of sentences; may be called from several threads, one of which works."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._lock = threading.Lock()
        self._encode: Encode | None = None
        self._is_missing = False

    def __call__(self, sentences: Sequence[str]) -> Vectors:
        """One row for each sentence.

        Raises:
            NoEncoder: Its files are missing or not the right ones, which is logged once.
        """
        with self._lock:
            if self._encode is None:
                self._encode = self._load()
            return self._encode(sentences)

    def _load(self) -> Encode:
        # Imported only here: the gateway needs neither the libraries nor the weights to answer.
        from nlu.sentence_encoder import (
            MINILM_SHA256,
            EncoderFilesError,
            SentenceEncoder,
            packaged_minilm,
        )

        if not self._is_missing:
            try:
                return SentenceEncoder(packaged_minilm(), MINILM_SHA256).encode
            except EncoderFilesError as error:
                self._is_missing = True
                _log.error("missed questions cannot be grouped by meaning: %s", error)
        raise NoEncoder
