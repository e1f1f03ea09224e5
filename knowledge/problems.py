"""What is wrong in a knowledge file, said so that the person who edited it can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend; `file` is written `folder/name`, `line` counts from 1."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} Mend: {self.mend}"


class KnowledgeError(Exception):
    """The folder cannot be used as it stands.

    Attributes:
        problems: Everything found wrong, in file and line order; never empty.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None when nothing is near."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return str(found[0]) if found else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """A mend for an unknown word: the nearest known one, or all of them where they are few."""
    choices = sorted(known)
    nearest = closest(word, choices)
    if nearest is not None:
        return f"did you mean `{nearest}`?"
    if not choices:
        return "nothing is defined there yet; add it first."
    if len(choices) <= 12:
        return "use one of " + ", ".join(f"`{choice}`" for choice in choices) + "."
    return "use one that exists, or add it first."
