"""`sign_lexicon.yml` compiled: the words of each group, and what each pattern asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from knowledge.safety import LevelName
from understanding.learned_signs import LEVELS
from understanding.sign_lexicon_file import (
    GAP,
    TOGETHER,
    Context,
    ContextName,
    LexiconFile,
    pieces,
)
from understanding.sign_words import words_of_phrase

_CONTEXT = "context:"
"""Starts the names of the context's words among the word groups, which cannot hold a colon."""

Place = tuple[int, int]
"""First word and the word after the last, counted over the whole message."""

Found = dict[str, list[Place]]
"""Where each word group stands in a message."""


def context_key(name: str) -> str:
    """Under which name the words of a context stand among the groups."""
    return f"{_CONTEXT}{name}"


@dataclass(frozen=True)
class Mention:
    """Where a pattern fits: its parts in the order of the message."""

    parts: tuple[Place, ...]
    sentence: int

    @property
    def start(self) -> int:
        """Its first word."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """The word after its last."""
        return self.parts[-1][1]

    def covers(self, span: Place) -> bool:
        """Whether the pattern itself asked for these words."""
        return any(span[0] < end and start < span[1] for start, end in self.parts)


@dataclass(frozen=True)
class _Sequence:
    """A pattern's part: word groups one after the other."""

    keys: tuple[str, ...]
    gaps: tuple[int, ...]
    """How many other words may stand before each; 0 for the first."""

    def places(self, found: Found) -> list[tuple[Place, ...]]:
        trails: list[tuple[Place, ...]] = [(span,) for span in found.get(self.keys[0], ())]
        for key, gap in zip(self.keys[1:], self.gaps[1:], strict=True):
            starts: dict[int, list[Place]] = {}
            for span in found.get(key, ()):
                starts.setdefault(span[0], []).append(span)
            trails = [
                (*trail, span)
                for trail in trails
                for at in range(trail[-1][1], trail[-1][1] + gap + 1)
                for span in starts.get(at, ())
            ]
        return trails


@dataclass(frozen=True)
class Pattern:
    """A pattern of a sign, or one of its exceptions."""

    level: LevelName
    sign: str
    sequences: tuple[_Sequence, ...]
    near: int
    silenced_by: tuple[ContextName, ...]
    unless: tuple["Pattern", ...] = ()
    ordinary: bool = False
    """Whether it counts only as new, worse or after a treatment."""

    @cached_property
    def needs(self) -> frozenset[str]:
        """The word groups without which the pattern cannot fit."""
        return frozenset(key for sequence in self.sequences for key in sequence.keys)

    def mentions(self, found: Found, sentences: tuple[int, ...]) -> Iterator[Mention]:
        """Every place in the message where the pattern fits."""
        if not self.needs <= found.keys():
            return
        placed = self.sequences[0].places(found)
        for sequence in self.sequences[1:]:
            placed = list(self._joined(placed, sequence.places(found)))
        for parts in placed:
            sentence = sentences[parts[0][0]]
            if sentences[parts[-1][1] - 1] == sentence:
                yield Mention(parts, sentence)

    def _joined(
        self, placed: list[tuple[Place, ...]], more: list[tuple[Place, ...]]
    ) -> Iterator[tuple[Place, ...]]:
        """The places with one of `more` after or before them, near enough."""
        starting: dict[int, list[tuple[Place, ...]]] = {}
        ending: dict[int, list[tuple[Place, ...]]] = {}
        for trail in more:
            starting.setdefault(trail[0][0], []).append(trail)
            ending.setdefault(trail[-1][1], []).append(trail)
        for parts in placed:
            start, end = parts[0][0], parts[-1][1]
            for distance in range(self.near + 1):
                yield from ((*parts, *trail) for trail in starting.get(end + distance, ()))
                yield from ((*trail, *parts) for trail in ending.get(start - distance, ()))


class Lexicon:
    """`sign_lexicon.yml` compiled: what makes up each group, and what the patterns ask for."""

    def __init__(self, file: LexiconFile) -> None:
        self._file = file
        self._expanded: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.groups: dict[str, tuple[tuple[str, ...], ...]] = {}
        for name in Context.model_fields:
            entries: tuple[str, ...] = getattr(file.context, name)
            if entries:
                self.groups[context_key(name)] = self._phrases_of(entries)

    def patterns(self) -> Iterator[Pattern]:
        """All patterns, the most serious first."""
        file = self._file
        for name in LEVELS:
            level = file.levels[name]
            for sign_id, sign in level.signs.items():
                unless = tuple(
                    Pattern(name, sign_id, self._sequences(text), file.near_words, ())
                    for text in sign.unless
                )
                for text in sign.patterns:
                    yield Pattern(
                        name,
                        sign_id,
                        self._sequences(text),
                        file.near_words,
                        level.silenced_by,
                        unless,
                        sign.ordinary,
                    )

    def words(self) -> frozenset[str]:
        """Every word that means something here."""
        return frozenset(
            word for phrases in self.groups.values() for phrase in phrases for word in phrase
        )

    def _sequences(self, text: str) -> tuple[_Sequence, ...]:
        return tuple(self._sequence(part) for part in text.split(TOGETHER))

    def _sequence(self, part: str) -> _Sequence:
        keys: list[str] = []
        gaps: list[int] = []
        gap, literal = 0, False
        for piece in pieces(part):
            if piece == GAP:
                gap, literal = self._file.gap_words, False
                continue
            if piece.startswith("{"):
                self.groups.setdefault(piece, self._group(piece[1:-1]))
                keys.append(piece)
                gaps.append(gap)
                gap, literal = 0, False
                continue
            if literal:
                keys[-1] = f"{keys[-1]} {piece}"
            else:
                keys.append(piece)
                gaps.append(gap)
            gap, literal = 0, True
        for key in keys:
            if not key.startswith("{"):
                self.groups[key] = (tuple(words_of_phrase(key)),)
        return _Sequence(tuple(keys), tuple(gaps))

    def _group(self, name: str) -> tuple[tuple[str, ...], ...]:
        if name not in self._expanded:
            entries = self._file.words.get(name)
            self._expanded[name] = (
                self._phrases_of(entries) if entries is not None else ((f"<{name}>",),)
            )
        return self._expanded[name]

    def _phrases_of(self, entries: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        phrases: dict[tuple[str, ...], None] = {}
        for entry in entries:
            choices: list[tuple[tuple[str, ...], ...]] = []
            plain: list[str] = []
            for piece in pieces(entry):
                if piece.startswith("{"):
                    choices += [(tuple(words_of_phrase(" ".join(plain))),)] if plain else []
                    plain = []
                    choices.append(self._group(piece[1:-1]))
                else:
                    plain.append(piece)
            choices += [(tuple(words_of_phrase(" ".join(plain))),)] if plain else []
            for chosen in product(*choices):
                phrases[tuple(word for part in chosen for word in part)] = None
        return tuple(phrases)
