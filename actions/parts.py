"""Facts as sentences, and how many of them one part of an answer holds."""

from collections.abc import Iterable, Sequence

from actions.answer import Sentence
from knowledge.model import Knowledge

MOST_WORDS = 85
MOST_ITEMS = 8


def fact_sentence(
    id_: str, knowledge: Knowledge, *, bullet: bool = False, opens: bool = False
) -> Sentence:
    """A fact as a sentence of its own; as an answer, "It can: …", where it `opens` one."""
    fact = knowledge.facts[id_]
    return Sentence((opens and fact.as_answer) or fact.text, id_, None, bullet)


def qualifiers(line: Sentence, knowledge: Knowledge) -> tuple[Sentence, ...]:
    """The facts that must stand beside a sentence, and those that must stand beside these."""
    if line.fact is None:
        return ()
    _, *others = knowledge.with_qualifiers([line.fact])
    return tuple(fact_sentence(id_, knowledge) for id_ in others)


def behind(lines: Iterable[Sentence], knowledge: Knowledge) -> tuple[Sentence, ...]:
    """Sentences as they read behind others, where none of them opens the answer."""
    return tuple(
        line
        if line.fact is None or line.phrase is not None
        else fact_sentence(line.fact, knowledge, bullet=line.bullet)
        for line in lines
    )


def shows(lines: Iterable[Sentence], new: Sentence) -> bool:
    """Whether the fact of a sentence is stated already."""
    return any(line.fact == new.fact and line.phrase is None for line in lines)


def fits(lines: Sequence[Sentence], most_sentences: int) -> bool:
    """Whether these are no more than one reads at once."""
    items = [line for line in lines if line.bullet]
    words = sum(len(line.text.split()) for line in lines)
    return (
        len(lines) - len(items) <= most_sentences
        and len(items) <= MOST_ITEMS
        and words <= MOST_WORDS
    )


class Parts:
    """The parts of an answer: the first fills up, and what does not fit waits in its order.

    Args:
        lead: What the first part must hold.
        end: What it ends with.
        most_sentences: How many a part holds beside its list.
        knowledge: With the facts.
    """

    def __init__(
        self,
        lead: Sequence[Sentence],
        end: Sequence[Sentence],
        most_sentences: int,
        knowledge: Knowledge,
    ) -> None:
        self._parts = [list(lead)]
        self._end = list(end)
        self._most = most_sentences
        self._knowledge = knowledge
        self._shown = {line.fact for line in lead if line.phrase is None}

    def fill(self, items: Iterable[Sentence], beside: Sequence[Sentence] = ()) -> list[Sentence]:
        """Puts into the first part what fits beside its end, and gives what has to wait.

        One that does not fit keeps no shorter one behind it out; but of a list none is left out
        in the middle.

        Args:
            items: What to put in.
            beside: What else is read with the part, and is none of it.
        """
        waiting: list[Sentence] = []
        for item in items:
            is_cut = bool(waiting) and waiting[-1].bullet
            if is_cut or not self._put(item, [*self._end, *beside]):
                waiting.append(item)
        return waiting

    def add(self, items: Iterable[Sentence]) -> None:
        """Puts into parts behind the first what waits."""
        for item in items:
            is_first = len(self._parts) == 1 and bool(self._parts[0])
            if is_first and not self._is_shown(item):
                self._parts.append([])
            if not self._put(item, ()):
                self._parts.append([])
                self._put(item, ())

    def all(self) -> list[tuple[Sentence, ...]]:
        """The parts, each with its list in one block."""
        first, *others = self._parts
        return [tuple(_items_together(part)) for part in ([*first, *self._end], *others)]

    def _is_shown(self, item: Sentence) -> bool:
        return item.fact in self._shown and item.phrase is None

    def _put(self, item: Sentence, end: Sequence[Sentence]) -> bool:
        """Puts an item with its qualifiers into the last part, unless that would be too much."""
        if self._is_shown(item):
            return True
        part = self._parts[-1]
        group = (item, *qualifiers(item, self._knowledge))
        new = [line for line in group if line.phrase is not None or not shows(part, line)]
        if part and not fits([*part, *new, *end], self._most):
            return False
        part.extend(new)
        self._shown.update(line.fact for line in new if line.phrase is None)
        return True


def _items_together(lines: Iterable[Sentence]) -> list[Sentence]:
    """A list stands in one block: what qualifies one of its items comes after the last of them."""
    lines = list(lines)
    first = next((i for i, line in enumerate(lines) if line.bullet), len(lines))
    rest = lines[first:]
    return [
        *lines[:first],
        *(line for line in rest if line.bullet),
        *(line for line in rest if not line.bullet),
    ]
