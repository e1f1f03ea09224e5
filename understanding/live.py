"""Understanding that follows the files: the knowledge in force, and the model trained last."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from knowledge import Knowledge, KnowledgeError, LiveKnowledge
from knowledge.live import Background, in_thread
from language.grammar import parsed
from settings import Settings
from understanding.encoder import Vectors
from understanding.model import Model, NoModel, load, newest_model
from understanding.prepared import prepared
from understanding.reading import read
from understanding.so_far import SoFar
from understanding.understood import Sign, Understood

_log = logging.getLogger(__name__)
_NOTHING = SoFar()


class LiveModel:
    """The newest model in a folder; threads may share it.

    The first is loaded by whoever needs it first, which takes half a second. A newer one is loaded
    beside the service, and the one before is used until it is there.
    """

    def __init__(self, folder: Path, background: Background = in_thread) -> None:
        """Look for models in a folder.

        Args:
            folder: Where `rasa train` puts them.
            background: What loads a newer one.
        """
        self._folder = folder
        self._background = background
        self._loading = threading.Lock()
        self._loaded: tuple[tuple[str, int], Model] | None = None
        self._refused: tuple[str, int] | None = None

    def current(self) -> Model:
        """The newest model, or the one before while it is being loaded.

        Raises:
            NoModel: There is none that can be loaded.
        """
        if self._loaded is None:
            with self._loading:
                if self._loaded is None:
                    self._loaded = self._load()
            return self._loaded[1]
        loaded = self._loaded
        try:
            newest = _stamp(newest_model(self._folder))
        except (NoModel, OSError):
            return loaded[1]
        wanted = newest not in (loaded[0], self._refused)
        if wanted and self._loading.acquire(blocking=False):
            self._background(self._renew)
        return loaded[1]

    def _renew(self) -> None:
        try:
            self._loaded = self._load()
        except NoModel as error:
            self._refused = _stamp(newest_model(self._folder))
            _log.error("the newest model is not used, the one before stays: %s", error)
        finally:
            self._loading.release()

    def _load(self) -> tuple[tuple[str, int], Model]:
        archive = newest_model(self._folder)
        stamp = _stamp(archive)
        return stamp, load(archive)


class LiveUnderstanding:
    """Reads messages with the knowledge in force and the newest model; threads may share it."""

    def __init__(
        self,
        knowledge: LiveKnowledge,
        model: LiveModel,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Read by these; `today` tells how far away a date is."""
        self.knowledge = knowledge
        self.model = model
        self._today = today

    def prepare(self) -> None:
        """Does what the first message would have to wait for.

        Raises:
            NoModel: There is no model that can be loaded.
        """
        _prepare(self.knowledge.current(), self.model)

    def vectors(self, sentences: Sequence[str]) -> Vectors:
        """Sentences as vectors of length 1, one a row; closeness of rows is closeness of meaning.

        Raises:
            NoModel: There is no model that can be loaded.
        """
        return self.model.current().encoder.encode(sentences)

    def read(self, text: str, knowledge: Knowledge, so_far: SoFar = _NOTHING) -> Understood:
        """What a message asks in its conversation, by one version of the knowledge.

        Raises:
            NoModel: There is no model that can be loaded.
        """
        return read(text, knowledge, self.model.current(), so_far, self._today())

    def sign_by_words(self, text: str, knowledge: Knowledge) -> Sign | None:
        """The warning sign that the words alone tell, in any language: a tenth of the work."""
        ready = prepared(knowledge)
        foreign = ready.other_languages.find(text)
        if foreign is not None:
            return foreign
        found = ready.sign_by_words(text)
        return Sign(found.level, found.sign, "pattern") if found is not None else None


def live_understanding(
    settings: Settings, on_refused: Callable[[KnowledgeError], None]
) -> LiveUnderstanding:
    """Understanding by the folders of the settings.

    Args:
        settings: Where the knowledge and the models are.
        on_refused: Called once for each faulty save of the knowledge.

    Raises:
        KnowledgeError: The knowledge folder is faulty.
    """
    model = LiveModel(settings.MODEL)
    knowledge = LiveKnowledge(
        settings.KNOWLEDGE_FOLDER,
        on_refused,
        settings.ONLY_REVIEWED,
        background=in_thread,
        prepare=lambda edited: _take_up(edited, model),
    )
    return LiveUnderstanding(knowledge, model)


def _take_up(edited: Knowledge, model: LiveModel) -> None:
    # Of what is in force at the start this is no matter any more: nothing would be answered at all.
    prepared(edited).check_sign_sentences()
    _prepare(edited, model)


def _prepare(knowledge: Knowledge, model: LiveModel) -> None:
    prepared(knowledge)
    # The first parse loads spaCy's model, for which no visitor waits.
    parsed("")
    model.current().questions.of(knowledge)


def _stamp(archive: Path) -> tuple[str, int]:
    return archive.name, archive.stat().st_mtime_ns
