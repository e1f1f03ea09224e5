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

from understanding.encoder import GRAPH_FILE, TOKENIZER_FILE, SentenceEncoder, Vectors
from understanding.intent_model import (
    IntentModel,
    IntentModelSettings,
    LearntIntents,
    RankedIntent,
)
from understanding.manner import Manner, manner_of
from understanding.particular import KnownSentences, Met, QuestionRankers
from understanding.question_examples import QuestionExample

COMPONENT = "UnderstandingComponent"
"""The name of Rasa's component; Rasa keeps what it learns under a name that holds this."""
INTENTS, SIGNS, MANNERS = "intents", "signs", "manners"
"""What is learnt: what is asked, what is a warning sign, and whether a message stands by itself."""
_ARRAYS, _TERMS, _THRESHOLDS_FILE = ".npz", ".json", "thresholds.json"
_NEEDED = frozenset(
    {GRAPH_FILE, TOKENIZER_FILE, _THRESHOLDS_FILE, f"{INTENTS}{_ARRAYS}", f"{INTENTS}{_TERMS}"}
)
_MET = "met"
_FILES = _NEEDED | {
    f"{name}{ending}" for name in (SIGNS, MANNERS, _MET) for ending in (_ARRAYS, _TERMS)
}
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
        sign: The share of warning signs from which on a message counts as one by its meaning, by
            the level that it is likeliest to be.
        sign_sentence: What one sentence needs by itself, of a confidence that is low where nothing
            like it was taught.
        sign_silenced: What a message needs that tells of other times or of others, or jokes.
        sign_by_words: What is enough for a message whose words are those of a sign, by the level
            of these.
        check: From where on it is asked whether a sign is happening, by its level.
        check_sentence: The same for one sentence.
        check_by_words: The same where the words are those of a sign.
        sign_graver: What a level needs by meaning to count in place of a less serious one by words,
            and an emergency in place of whatever else a message tells.
        out_of_scope: How much likelier what is not the clinic's is than the examples have it, which
            are mostly of what is.
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
    clause: float = 0.35
    sign: Mapping[str, float] = field(
        default_factory=lambda: {"emergency_now": 0.533, "self_harm": 0.74, "today": 0.77}
    )
    sign_sentence: Mapping[str, float] = field(
        default_factory=lambda: {"emergency_now": 0.4, "self_harm": 0.286, "today": 0.445}
    )
    sign_silenced: float = 0.73
    sign_by_words: Mapping[str, float] = field(
        default_factory=lambda: {"emergency_now": 0.257, "self_harm": 0.56, "today": 0.68}
    )
    check: Mapping[str, float] = field(
        default_factory=lambda: {"emergency_now": 0.45, "self_harm": 0.35, "today": 0.43}
    )
    check_sentence: Mapping[str, float] = field(
        default_factory=lambda: {"emergency_now": 0.41, "self_harm": 0.3, "today": 0.33}
    )
    check_by_words: Mapping[str, float] = field(
        default_factory=lambda: {"emergency_now": 0.12, "self_harm": 0.05, "today": 0.2}
    )
    sign_graver: float = 0.45
    out_of_scope: float = 3.0
    in_passing: tuple[str, ...] = ("smalltalk", "out_of_scope", "follow_up", "affirm", "deny")
    question: tuple[float, float] = (0.25, 0.35)
    question_elsewhere: tuple[float, float] = (0.5, 0.5)
    question_in_doubt: tuple[float, float] = (0.9, 0.8)
    question_tie: float = 0.75
    question_too: float = 0.15


@dataclass(frozen=True)
class Model:
    """A trained model."""

    encoder: SentenceEncoder
    intents: IntentModel
    signs: IntentModel | None
    """Tells the levels of warning signs from harmless statements and from questions; None where no
    example shows a sign."""
    thresholds: Thresholds
    questions: QuestionRankers
    manners: IntentModel | None = None
    """Tells what leans on what was said before; None where no example shows it."""

    def manner(self, sentence: str, vector: Vectors) -> Manner:
        """In which manner a message is said.

        Args:
            sentence: All of it.
            vector: Its vector, as the only row.
        """
        if self.manners is None:
            return Manner()
        return manner_of(self.manners.rank([sentence], vector)[0])

    def rank(
        self, sentences: Sequence[str], published: Vectors, tuned: Vectors
    ) -> tuple[list[list[RankedIntent]], list[list[RankedIntent]]]:
        """Every intent, and what of warning signs, for each sentence, the likeliest first.

        Args:
            sentences: Any.
            published: Their vectors by the encoder as published, from which intents are told.
            tuned: Their vectors by the tuned layers, from which signs are told.
        """
        signs = self.signs.rank(sentences, tuned) if self.signs else [[] for _ in sentences]
        return self.intents.rank(sentences, published), signs


def write(folder: Path, name: str, learnt: LearntIntents) -> None:
    """Keeps what was learnt in a folder, beside the encoder.

    Args:
        folder: Takes it.
        name: `INTENTS`, `SIGNS` or `MANNERS`.
        learnt: What was learnt.
    """
    with (folder / f"{name}{_ARRAYS}").open("wb") as file:
        np.savez(file, **learnt.arrays)
    terms = {
        "settings": asdict(learnt.settings),
        "intents": list(learnt.intents),
        "words": list(learnt.words),
        "pieces": list(learnt.pieces),
    }
    (folder / f"{name}{_TERMS}").write_text(json.dumps(terms, ensure_ascii=False), "utf-8")


def write_met(folder: Path, met: Met) -> None:
    """Keeps the sentences of the knowledge with their vectors, which an edit reuses."""
    with (folder / f"{_MET}{_ARRAYS}").open("wb") as file:
        np.savez(file, vectors=met.vectors, taught_vectors=met.taught_vectors)
    told = {"sentences": list(met.sentences), "taught": list(met.taught)}
    (folder / f"{_MET}{_TERMS}").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def write_thresholds(folder: Path, thresholds: Thresholds) -> None:
    """Keeps how sure is sure enough beside what was learnt."""
    (folder / _THRESHOLDS_FILE).write_text(json.dumps(asdict(thresholds)), "utf-8")


def read_encoder(folder: Path, threads: int = 1) -> SentenceEncoder:
    """The encoder in a folder that `write_encoder` filled."""
    return SentenceEncoder(folder / GRAPH_FILE, (folder / TOKENIZER_FILE).read_bytes(), threads)


def read_folder(folder: Path) -> Model:
    """The model in a folder that `write` and `write_encoder` filled.

    Raises:
        NoModel: A file is missing.
    """
    missing = [name for name in sorted(_NEEDED) if not (folder / name).is_file()]
    if missing:
        raise NoModel(f"{folder} holds no model: {missing[0]} is missing.")
    thresholds = settings_of(Thresholds, json.loads((folder / _THRESHOLDS_FILE).read_bytes()))

    encoder = read_encoder(folder)
    signs, manners = (
        _learnt(folder, name) if (folder / f"{name}{_ARRAYS}").is_file() else None
        for name in (SIGNS, MANNERS)
    )
    known = KnownSentences(lambda each: encoder.encode_both(each)[1], _met(folder))
    return Model(
        encoder, _learnt(folder, INTENTS), signs, thresholds, QuestionRankers(known), manners
    )


def _met(folder: Path) -> Met:
    """The sentences of the knowledge that training met; none where it met no knowledge."""
    if not (folder / f"{_MET}{_ARRAYS}").is_file():
        return Met()
    with np.load(folder / f"{_MET}{_ARRAYS}", allow_pickle=False) as arrays:
        vectors, taught_vectors = arrays["vectors"], arrays["taught_vectors"]
    told = json.loads((folder / f"{_MET}{_TERMS}").read_bytes())
    taught = [QuestionExample(*each) for each in told["taught"]]
    return Met(told["sentences"], vectors, taught, taught_vectors)


def _learnt(folder: Path, name: str) -> IntentModel:
    with np.load(folder / f"{name}{_ARRAYS}", allow_pickle=False) as arrays:
        loaded = {key: arrays[key] for key in arrays.files}
    terms = json.loads((folder / f"{name}{_TERMS}").read_bytes())
    settings = settings_of(IntentModelSettings, terms["settings"])
    return IntentModel(
        LearntIntents(settings, terms["intents"], terms["words"], terms["pieces"], loaded)
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

    Args:
        folder: A folder of models, or one archive.

    Raises:
        NoModel: There is none.
    """
    if folder.is_file():
        return folder
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
