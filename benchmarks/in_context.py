"""Scores how well messages are understood that lean on what was said before.

    python -m benchmarks.in_context [FILE] [--misses] [--fit]

FILE is a YAML list of `{told, last, say, questions, leans, asks}`: what was told a few messages
earlier (may be missing), what was asked last, the message now, the ids of the particular questions
that answer it, whether it can only be told by what came before, and `asks: false` where it asks
nothing. `--fit` prints the weights of `understanding.context_ranking` that fit FILE best.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from actions.answering import answer_all
from benchmarks.markdown import table
from benchmarks.sign_situations import so_far_after
from benchmarks.understanding import trained_model
from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.context_ranking import VIEWS, views_of
from understanding.heard import topics_likely
from understanding.model import Model, NoModel
from understanding.model import load as load_model
from understanding.prepared import prepared
from understanding.read_in_conversation import asked, asking_words, in_conversation
from understanding.reading import understand

MESSAGES = Path(__file__).parent.parent / "tests" / "development" / "in_context.yml"
GROUPS = ("leaning", "standing", "asks nothing")
_STANDING_COUNTS = 2.0
"""Half of what people write in a conversation stands by itself, of the messages a quarter."""
_PULL = 0.003
"""How much large weights cost."""
_LEAST = 1e-12


@dataclass(frozen=True)
class Said:
    """A message in its conversation, and the questions that answer it."""

    before: tuple[str, ...]
    text: str
    questions: frozenset[str]
    group: str


@dataclass(frozen=True)
class Answered:
    """A message, and the particular questions that were answered."""

    said: Said
    questions: frozenset[str]

    @property
    def is_right(self) -> bool:
        """Whether one that answers it was; nothing is right where nothing was asked."""
        if self.said.group == GROUPS[2]:
            return not self.questions
        return not self.questions.isdisjoint(self.said.questions)


def read_messages(found: Iterable[Mapping[str, Any]]) -> list[Said]:
    """The messages of a file."""
    return [
        Said(
            tuple(filter(None, (each.get("told"), each["last"]))),
            each["say"],
            frozenset(each["questions"]),
            GROUPS[2] if each.get("asks") is False else GROUPS[not each["leans"]],
        )
        for each in found
    ]


def play(said: Said, knowledge: Knowledge, model: Model) -> Answered:
    """Says a message in its conversation."""
    so_far = so_far_after(said.before, knowledge, model)
    reply = answer_all(understand(said.text, so_far, knowledge, model), so_far, knowledge)
    return Answered(said, frozenset(each.asked for each in reply.answers if each.asked))


def in_words(answered: Sequence[Answered], *, misses: bool = False) -> str:
    """The shares that were right, as a table; and what was not, on demand."""
    rows = []
    for group in GROUPS:
        of_group = [each for each in answered if each.said.group == group]
        right = sum(each.is_right for each in of_group)
        rows.append([group, str(len(of_group)), f"{right / max(1, len(of_group)):.3f}"])
    lines = [table(["message", "of", "right"], rows)]
    if misses:
        lines += [_missed(each) for each in answered if not each.is_right]
    return "\n".join(lines)


def _missed(answered: Answered) -> str:
    found, right = (
        ", ".join(sorted(each)) or "none" for each in (answered.questions, answered.said.questions)
    )
    return f"{' / '.join((*answered.said.before, answered.said.text))}: {found}, not {right}"


def fit(messages: Sequence[Said], knowledge: Knowledge, model: Model) -> npt.NDArray[np.float64]:
    """The weights of the views that make the right questions likeliest, shape (3, `VIEWS`)."""
    from scipy.optimize import minimize

    ranker = model.questions.of(knowledge)
    places = {id_: place for place, id_ in enumerate(knowledge.questions)}
    cases = []
    for said in messages:
        so_far = so_far_after(said.before, knowledge, model)
        text = prepared(knowledge).texts.read(said.text)
        words = text.corrected(text.whole)
        asking = asking_words(text)
        ways, details = in_conversation(asking, so_far, knowledge)
        if not ways or said.questions.isdisjoint(places):
            continue
        vectors, tuned = model.encoder.encode_both([words, *ways])
        intents, _ = model.rank([words, *ways], vectors, tuned)
        topics = topics_likely(intents, model.thresholds)
        last = so_far.topic or "", asked(so_far)
        seen = views_of(ranker.seen(tuned, topics, last, len(details)))
        leaning = model.manner(words, vectors[:1]).leaning
        right = [places[id_] for id_ in said.questions if id_ in places]
        counts = 1.0 if said.group == GROUPS[0] else _STANDING_COUNTS
        views = np.hstack([seen, leaning * seen, (asking != words) * seen])
        cases.append((views, right, counts))
    total = sum(counts for *_, counts in cases)

    def cost(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        lost, slope = 0.0, np.zeros_like(weights)
        for views, right, counts in cases:
            scores = views @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            share = shares[right].sum() + _LEAST
            lost -= counts * np.log(share)
            slope -= counts * (shares[right] @ views[right] / share - shares @ views)
        pull = _PULL * (weights**2).sum()
        return lost / total + pull, slope / total + 2 * _PULL * weights

    found = minimize(cost, np.zeros(3 * len(VIEWS)), jac=True, method="L-BFGS-B").x
    return np.asarray(found, np.float64).reshape(3, len(VIEWS))


def main(arguments: Sequence[str]) -> int:
    """Prints the table, or the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, default=MESSAGES)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        model = load_model(trained_model())
        messages = read_messages(yaml.safe_load(chosen.file.read_text("utf-8")))
    except (NoModel, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    knowledge = load(DEFAULT_FOLDER)
    if chosen.fit:
        print(np.array2string(fit(messages, knowledge, model), precision=2, separator=", "))
    else:
        answered = [play(each, knowledge, model) for each in messages]
        print(in_words(answered, misses=chosen.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
