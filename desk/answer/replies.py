"""The clinic's saved replies, found by what a caller or a visitor asks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from understanding.encoder import SentenceEncoder, Vectors

MOST = 3
_ALIKE = 0.45
"""The cosine from which on a reply's title or words mean much the same as what is asked."""
_SHORTEST = 3
"""Letters of a word that says something by itself."""


@dataclass(frozen=True)
class Reply:
    """A reply that the clinic has saved."""

    title: str
    text: str


class SavedTexts:
    """What saved texts mean, each of which is encoded once and not for every search."""

    def __init__(self) -> None:
        """Nothing is encoded yet."""
        self._known: tuple[SentenceEncoder | None, dict[str, Vectors]] = (None, {})

    def encoded(self, texts: Sequence[str], encoder: SentenceEncoder) -> list[Vectors]:
        """The vector of each text."""
        by_whom, vectors = self._known
        # A model that was trained anew may have another encoder.
        known = dict(vectors) if by_whom is encoder else {}
        if new := [text for text in texts if text not in known]:
            known.update(zip(new, encoder.encode(new), strict=True))
        self._known = (encoder, {text: known[text] for text in texts})
        return [known[text] for text in texts]


def replies_to(
    asked: str, saved: Mapping[str, str], encoder: SentenceEncoder, texts: SavedTexts
) -> tuple[Reply, ...]:
    """The saved replies that hold all words of what is asked, or mean much the same; best first."""
    if not saved:
        return ()
    replies = [Reply(title, text) for title, text in saved.items()]
    [asked_vector] = encoder.encode([asked])
    others = texts.encoded([*saved.keys(), *saved.values()], encoder)
    words = [word for word in _words(asked) if len(word) >= _SHORTEST]
    ranked: list[tuple[float, Reply]] = []
    for place, reply in enumerate(replies):
        alike = max(float(asked_vector @ others[place + shift]) for shift in (0, len(replies)))
        has_words = bool(words) and _holds(_words(f"{reply.title} {reply.text}"), words)
        if has_words or alike >= _ALIKE:
            ranked.append((alike + has_words, reply))
    ranked.sort(key=lambda each: -each[0])
    return tuple(reply for _, reply in ranked[:MOST])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _holds(text: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each word begins one of the text's: so it is found while it is typed."""
    return all(any(each.startswith(word) for each in text) for word in words)
