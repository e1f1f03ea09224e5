"""The clinic's saved replies, found by what a caller or a visitor asks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from understanding.encoder import SentenceEncoder

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


def replies_to(asked: str, saved: Mapping[str, str], encoder: SentenceEncoder) -> tuple[Reply, ...]:
    """The saved replies that hold all words of what is asked, or mean much the same; best first."""
    if not saved:
        return ()
    replies = [Reply(title, text) for title, text in saved.items()]
    asked_vector, *others = encoder.encode([asked, *saved.keys(), *saved.values()])
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
