"""More ways in which the particular questions are asked, of which training alone learns.

`knowledge/questions.yml` has the examples that staff read and edit, and that count at once.
`data/questions/` has many more, a file for each topic, by the question's id, and messages that ask
it only behind the one before them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

QUESTION, LEANS = "question", "leans"
"""Metadata in `data/questions/`: the question's id; whether it is asked behind another one."""
BETWEEN = " || "
"""Between the message before and the message."""


class QuestionExample(NamedTuple):
    """Somebody asking a particular question.

    Attributes:
        question: Its id.
        text: The message, behind the one before it where it leans on that.
        leans: Whether it does.
    """

    question: str
    text: str
    leans: bool = False


def question_example(text: str, metadata: Mapping[str, Any] | None) -> QuestionExample | None:
    """What an example shows of a particular question; None where it names none.

    Args:
        text: The example.
        metadata: What Rasa keeps of `metadata` in the file of examples: that of the intent lies
            under `intent`.

    Raises:
        ValueError: It leans on a message that is not there.
    """
    told = (metadata or {}).get("intent") or {}
    if QUESTION not in told:
        return None
    leans = bool(told.get(LEANS))
    before, between, said = text.partition(BETWEEN)
    if leans != bool(between):
        raise ValueError(
            f"data/questions/: {told[QUESTION]}: {text!r} has to be two messages with "
            f"{BETWEEN.strip()!r} between them where {LEANS} is true, and one elsewhere."
        )
    return QuestionExample(told[QUESTION], f"{before} {said}" if leans else text, leans)


def in_order(
    examples: Iterable[QuestionExample], questions: Sequence[str]
) -> list[QuestionExample]:
    """The examples of these questions, in their order; of each those that lean come last.

    So what is learnt does not depend on how the examples are spread over files.
    """
    places = {id_: place for place, id_ in enumerate(questions)}
    known = (each for each in examples if each.question in places)
    return sorted(known, key=lambda each: (places[each.question], each.leans))
