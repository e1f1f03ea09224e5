"""Decides whether a message holds one question or several, from how its parts are understood.

`language/clauses.py` offers where a message may be cut. Every stretch that may be a question is
ranked, in one batch with the whole message; cuts are taken only where at least two stretches are
surely understood and mean different things.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from language.clauses import Sentence, Stretch, whole_of
from language.text import Text
from understanding.asking import asks_plainly
from understanding.intent_model import RankedIntent
from understanding.model import Thresholds

OUT_OF_SCOPE = "out_of_scope"
MOST_QUESTIONS = 3
"""More answers at once than this nobody reads; the rest can be asked again."""
MOST_STRETCHES = 24
"""How many are ranked: what a message costs is bounded, however long it is."""

_ASKS = 0.4
"""How likely a part must ask something, beside a plain question, to be one of its own."""

_DOUBTFUL = 0.6
"""Below this a part may be a remark beside the questions."""

Ranking = Sequence[RankedIntent]


@dataclass(frozen=True)
class Part:
    """A stretch of a message that may be a question, with its intents, the likeliest first."""

    stretch: Stretch
    asks: bool
    ranking: Ranking
    is_sentence: bool
    """Whether it is all of a sentence, whose ends are plain."""

    @property
    def intent(self) -> RankedIntent:
        """The likeliest intent."""
        return self.ranking[0]


def stretches_of(text: Text) -> list[Stretch]:
    """What is worth ranking of a message: all of it first, then sentences, then what is in them."""
    sentences = [whole_of(each) for each in text.sentences]
    within = [run for each in text.sentences for run in _runs(each)]
    shortest_first = [stretch for _, stretch in sorted(within, key=lambda run: run[0])]
    return list(dict.fromkeys([text.whole, *sentences, *shortest_first]))[:MOST_STRETCHES]


def _runs(sentence: Sentence) -> Iterator[tuple[int, Stretch]]:
    """Every stretch of neighboring clauses, with how many they are."""
    for first in range(len(sentence)):
        for last in range(first + 1, len(sentence) + 1):
            yield last - first, whole_of(sentence[first:last])


def questions_of(
    text: Text,
    rankings: Mapping[Stretch, Ranking],
    thresholds: Thresholds,
    asking: Mapping[Stretch, float] = MappingProxyType({}),
) -> list[Part]:
    """Chooses between the whole message and its parts.

    A part that merely gives background, or that is said in passing beside a real question, such as
    a greeting, is left out.

    Args:
        text: The message.
        rankings: Of its stretches.
        thresholds: How sure is sure enough.
        asking: How likely each stretch asks something rather than tells it, 0 to 1.

    Returns:
        One to `MOST_QUESTIONS` questions in their order; of several with one intent the surest.
    """
    whole = Part(text.whole, True, rankings[text.whole], is_sentence=True)
    asked = [
        part
        for sentence in text.sentences
        for part in _best_parts(sentence, rankings, thresholds)
        if _is_asked(part, thresholds)
    ]
    plain = [part for part in asked if _asks_plainly(part, text)]
    if plain:
        # "Booked for Saturday! How do I get ready?" asks nothing of booking.
        asked = [p for p in asked if p in plain or asking.get(p.stretch, 1.0) >= _ASKS]
    best: dict[str, Part] = {}
    for part in asked:
        known = best.get(part.intent.name)
        if known is None or part.intent.confidence > known.intent.confidence:
            best[part.intent.name] = part
    if len(best) >= 2:
        return sorted(best.values(), key=lambda part: part.stretch.start)[:MOST_QUESTIONS]
    if len(asked) == 1 and _says_less(whole, asked[0], thresholds):
        return asked
    return [whole]


def asking_parts(text: Text, rankings: Mapping[Stretch, Ranking]) -> list[Part]:
    """The clauses and sentences within a message that may ask something, in their order."""
    runs = [
        (run, len(run) == len(sentence))
        for sentence in text.sentences
        for run in (sentence, *([clause] for clause in sentence))
        if any(clause.asks for clause in run)
    ]
    parts = {
        whole_of(run): Part(whole_of(run), True, rankings[whole_of(run)], is_sentence)
        for run, is_sentence in runs
        if whole_of(run) in rankings and whole_of(run) != text.whole
    }
    return sorted(parts.values(), key=lambda part: (part.stretch.start, part.stretch.end))


def hold_all(apart: Sequence[Part], parts: Sequence[Part]) -> bool:
    """Whether parts that are told apart leave out none of the questions chosen before but a remark.

    "How many for scars, and how many for spots? Those are two things" asks two things of one topic.
    """
    if not apart or len(apart) < len(parts):
        return False
    return all(
        part.intent.confidence < _DOUBTFUL
        or any(
            each.stretch.start < part.stretch.end and part.stretch.start < each.stretch.end
            for each in apart
        )
        for part in parts
    )


def _says_less(whole: Part, part: Part, thresholds: Thresholds) -> bool:
    """Whether the only question in a message tells better than all of it what is asked."""
    if whole.intent.name == OUT_OF_SCOPE:
        # "Lash extensions and a lift, how long do they last" asks nothing that is ours.
        return part.intent.confidence > whole.intent.confidence
    return (
        whole.intent.name in thresholds.in_passing or whole.intent.confidence < thresholds.fallback
    )


def _is_asked(part: Part, thresholds: Thresholds) -> bool:
    """Whether it is surely a question of its own."""
    enough = thresholds.part if part.is_sentence else thresholds.clause
    return (
        part.asks
        and part.intent.confidence >= enough
        and part.intent.name not in thresholds.in_passing
    )


def _asks_plainly(part: Part, text: Text) -> bool:
    after = text.normalised[part.stretch.end : part.stretch.end + 2].lstrip()
    return asks_plainly(text.of(part.stretch)) or after.startswith("?")


def _best_parts(
    sentence: Sentence, rankings: Mapping[Stretch, Ranking], thresholds: Thresholds
) -> list[Part]:
    """The way of cutting a sentence in which most different things are asked, most surely."""

    def worth(parts: list[Part]) -> tuple[int, float]:
        asked = [part for part in parts if _is_asked(part, thresholds)]
        sure = [part.intent.confidence for part in asked]
        different = len({part.intent.name for part in asked})
        return min(different, MOST_QUESTIONS), sum(sure) / len(sure) if sure else 0.0

    ways = [list(way) for way in _ways(sentence, rankings, 0)]
    return max(ways, key=worth, default=[])


def _ways(
    sentence: Sentence, rankings: Mapping[Stretch, Ranking], first: int
) -> Iterator[tuple[Part, ...]]:
    """Every way of cutting what follows the first clauses, the fewest cuts first."""
    count = len(sentence)
    if first == count:
        yield ()
    for last in range(count, first, -1):
        stretch = whole_of(sentence[first:last])
        if stretch in rankings:
            asks = any(clause.asks for clause in sentence[first:last])
            part = Part(stretch, asks, rankings[stretch], is_sentence=last - first == count)
            for rest in _ways(sentence, rankings, last):
                yield (part, *rest)
