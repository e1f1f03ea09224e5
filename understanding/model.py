"""What was learnt: the sentence encoder, the intents and the thresholds, as one that can be loaded.

`rasa train` writes it into Rasa's model, through `nlu.understanding_component`; whoever understands
messages without Rasa takes it from there.
"""

import json
import shutil
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from understanding.encoder import GRAPH_FILE, TOKENIZER_FILE, SentenceEncoder
from understanding.intent_model import (
    IntentModel,
    IntentModelSettings,
    LearntIntents,
    RankedIntent,
)
from understanding.particular import KnownSentences, Met, QuestionRankers

COMPONENT = "UnderstandingComponent"
"""The name of Rasa's component; Rasa keeps what it learns under a name that holds this."""
_ARRAYS_FILE, _TERMS_FILE = "intents.npz", "intents.json"
_FILES = frozenset({GRAPH_FILE, TOKENIZER_FILE, _ARRAYS_FILE, _TERMS_FILE})
_MET = "met"
_ARCHIVE = ".tar.gz"

Group = TypeVar("Group", IntentModelSettings, "Thresholds")


class NoModel(Exception):
    """There is no trained model where one is looked for, or it is another program's."""


@dataclass(frozen=True)
class Thresholds:
    """How sure is sure enough; confidences from 0 to 1.

    Attributes:
        fallback: Below this a message counts as not understood.
        part: What a sentence needs to count as a question of its own.
        clause: What a clause needs, where only a joining word tells that it may be one.
        sign: From which on a message counts as a warning sign by its meaning, by level.
        sign_in_doubt: What is enough where nothing else was understood.
        sign_sentence: What one sentence of several needs, apart from the others.
        sign_clause: What a part of a sentence needs: torn out of it, many a phrase sounds grave.
        sign_graver: What a level needs by meaning to count in place of a less serious one by words.
        in_passing: Topics that count only when nothing else is asked.
        question: From which on a particular question of the topic that was understood counts as
            the one asked, and how near its examples must come besides.
        question_elsewhere: The same for a question of another topic.
        question_in_doubt: The same where no topic was understood that the clinic answers.
        question_tie: What two questions of that topic need together, so that the likelier is
            answered and the other offered.
        question_too: From which on another one may be meant as well, and is offered.
    """

    fallback: float = 0.15
    part: float = 0.2
    clause: float = 0.3
    sign: Mapping[str, float] = field(
        default_factory=lambda: {"emergency_now": 0.35, "self_harm": 0.3, "today": 0.4}
    )
    sign_in_doubt: float = 0.35
    sign_sentence: float = 0.5
    sign_clause: float = 0.75
    sign_graver: float = 0.5
    in_passing: tuple[str, ...] = ("smalltalk", "out_of_scope", "follow_up", "affirm", "deny")
    question: tuple[float, float] = (0.5, 0.35)
    question_elsewhere: tuple[float, float] = (0.7, 0.5)
    question_in_doubt: tuple[float, float] = (0.8, 0.7)
    question_tie: float = 0.75
    question_too: float = 0.15


@dataclass(frozen=True)
class Model:
    """A trained model."""

    encoder: SentenceEncoder
    intents: IntentModel
    thresholds: Thresholds
    questions: QuestionRankers

    def rank(self, sentences: Sequence[str]) -> list[list[RankedIntent]]:
        """Every intent for each sentence, the likeliest first; all in one batch."""
        return self.intents.rank(sentences, self.encoder.encode(sentences))


def write(
    folder: Path, learnt: LearntIntents, thresholds: Thresholds, met: Met | None = None
) -> None:
    """Keeps what was learnt in a folder, beside the encoder.

    Args:
        folder: Takes the files.
        learnt: The intents.
        thresholds: How sure is sure enough.
        met: The sentences of the knowledge.
    """
    met = met or Met()
    with (folder / _ARRAYS_FILE).open("wb") as file:
        np.savez(file, **learnt.arrays, **{_MET: met.vectors})
    terms = {
        "settings": asdict(learnt.settings),
        "intents": list(learnt.intents),
        "words": list(learnt.words),
        "pieces": list(learnt.pieces),
        _MET: list(met.sentences),
        "things": dict(met.things),
        "thresholds": asdict(thresholds),
    }
    (folder / _TERMS_FILE).write_text(json.dumps(terms, ensure_ascii=False), "utf-8")


def read_encoder(folder: Path) -> SentenceEncoder:
    """The encoder in a folder that `write_encoder` filled."""
    return SentenceEncoder(folder / GRAPH_FILE, (folder / TOKENIZER_FILE).read_bytes())


def read_folder(folder: Path) -> Model:
    """The model in a folder that `write` and `write_encoder` filled.

    Raises:
        NoModel: A file is missing.
    """
    missing = [name for name in sorted(_FILES) if not (folder / name).is_file()]
    if missing:
        raise NoModel(f"{folder} holds no model: {missing[0]} is missing.")
    with np.load(folder / _ARRAYS_FILE, allow_pickle=False) as arrays:
        loaded = {name: arrays[name] for name in arrays.files}
    terms = json.loads((folder / _TERMS_FILE).read_bytes())
    # An older model met nothing of the knowledge: all is read at the first message.
    met = Met(terms[_MET], loaded.pop(_MET), terms["things"]) if _MET in loaded else Met()
    learnt = LearntIntents(
        settings_of(IntentModelSettings, terms["settings"]),
        terms["intents"],
        terms["words"],
        terms["pieces"],
        loaded,
    )
    encoder = read_encoder(folder)
    return Model(
        encoder,
        IntentModel(learnt),
        settings_of(Thresholds, terms["thresholds"]),
        QuestionRankers(KnownSentences(encoder, met)),
    )


def load(archive: Path) -> Model:
    """The model in an archive that `rasa train` wrote; about half a second.

    Raises:
        NoModel: There is no such archive, or none of ours.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with tarfile.open(archive, "r|gz") as members:
                for member in members:
                    path = Path(member.name)
                    if path.name in _FILES and COMPONENT in path.parent.name:
                        _unpack(members, member, folder / path.name)
        except (OSError, tarfile.TarError) as error:
            raise NoModel(f"{archive} cannot be read: {error}") from None
        try:
            return read_folder(folder)
        except NoModel:
            raise NoModel(
                f"{archive} holds no model of this assistant. Train one with `rasa train`."
            ) from None


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, file: Path) -> None:
    content = archive.extractfile(member)
    if content is not None:
        with file.open("wb") as unpacked:
            shutil.copyfileobj(content, unpacked)


def newest_model(folder: Path) -> Path:
    """The archive that `rasa run` would load: the newest in a folder of models.

    Raises:
        NoModel: There is none.
    """
    archives = [path for path in folder.glob(f"*{_ARCHIVE}") if path.is_file()]
    if not archives:
        raise NoModel(f"{folder} holds no model. Train one with `rasa train`.")
    return max(archives, key=lambda path: path.stat().st_mtime)


def settings_of(group: type[Group], chosen: Mapping[str, Any]) -> Group:
    """The settings of one group, out of what a file has; what it leaves out is the default."""
    named = {each.name: chosen[each.name] for each in fields(group) if each.name in chosen}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in named.items()
    }
    return group(**values)
