"""Scores how well messages are understood in their conversation.

    python -m benchmarks.in_context [FILE ...] [--misses] [--fit]

A FILE is a YAML list, of messages or of conversations. A message is `{told, last, say, questions,
leans, asks}`: what was told a few messages earlier (may be missing), what was asked last, the
message now, the ids of the particular questions that answer it, whether it can only be told by what
came before, and `asks: false` where it asks nothing. A conversation is `{turns: [{say, asks,
leans}]}`, where `asks` has the ids of the questions that answer each thing asked, none where no
question of the knowledge does. `--fit` prints the weights of `understanding.context_ranking` that
fit the files best.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from actions.answering import answer_all
from actions.composing import aside_key
from benchmarks.markdown import table
from benchmarks.understanding import trained_model
from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.context_ranking import VIEWS, views_of
from understanding.heard import topics_likely
from understanding.model import Model, NoModel
from understanding.model import load as load_model
from understanding.prepared import prepared
from understanding.read_in_conversation import asked, asking_words, in_conversation
from understanding.reading import understand
from understanding.so_far import SoFar

_DEVELOPMENT = Path(__file__).parent.parent / "tests" / "development"
FILES = (_DEVELOPMENT / "in_context.yml", _DEVELOPMENT / "conversations.yml")
GROUPS = ("leaning", "standing", "asks nothing")
_STANDING_COUNTS = 2.0
"""Half of what people write in a conversation stands by itself, of the messages a quarter."""
_SHOWN = 2
"""Messages that are shown before one that was not understood."""
_PULL = 0.003
"""How much large weights cost."""
_LEAST = 1e-12


@dataclass(frozen=True)
class Said:
    """A message of a conversation.

    Attributes:
        text: It.
        asks: The ids of the questions that answer each thing that it asks.
        leans: Whether it can only be told by what came before.
        is_scored: Whether it counts, or only stands before what does.
    """

    text: str
    asks: tuple[frozenset[str], ...] = ()
    leans: bool = False
    is_scored: bool = True

    @property
    def group(self) -> str:
        """Which of `GROUPS` it is in."""
        return GROUPS[not self.leans] if self.asks else GROUPS[2]


@dataclass(frozen=True)
class Answered:
    """Something asked by a message, and the particular questions that were answered."""

    said: Said
    asked: frozenset[str]
    questions: frozenset[str]
    before: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether one that answers it was; nothing is right where nothing was asked."""
        if not self.said.asks:
            return not self.questions
        return not self.questions.isdisjoint(self.asked)


def read_conversations(found: Iterable[Mapping[str, Any]]) -> list[list[Said]]:
    """The conversations of a file; a message and what stands before it are a short one."""
    return [
        [_turn(turn) for turn in each["turns"]] if "turns" in each else _short(each)
        for each in found
    ]


def _turn(turn: Mapping[str, Any]) -> Said:
    known = tuple(frozenset(each) for each in turn["asks"] if each)
    is_scored = bool(known) or not turn["asks"]
    return Said(turn["say"], known, turn.get("leans", False), is_scored)


def _short(message: Mapping[str, Any]) -> list[Said]:
    before = [
        Said(each, is_scored=False) for each in (message.get("told"), message["last"]) if each
    ]
    asks = () if message.get("asks") is False else (frozenset(message["questions"]),)
    return [*before, Said(message["say"], asks, message["leans"])]


def play(
    said: Said, so_far: SoFar, knowledge: Knowledge, model: Model
) -> tuple[SoFar, list[Answered]]:
    """Says a message; what its conversation holds then, and how each thing asked was answered."""
    reply = answer_all(understand(said.text, so_far, knowledge, model), so_far, knowledge)
    answered = frozenset(each.asked for each in reply.answers if each.asked)
    answered |= {id_ for id_ in knowledge.questions if aside_key(id_) in _new(reply.so_far, so_far)}
    asks = said.asks or (frozenset[str](),)
    scored = [Answered(said, each, answered) for each in asks] if said.is_scored else []
    return reply.so_far, scored


def _new(after: SoFar, before: SoFar) -> set[str]:
    """What was said in between."""
    return set(after.said) - set(before.said)


def play_all(
    conversations: Iterable[Sequence[Said]], knowledge: Knowledge, model: Model
) -> list[Answered]:
    """Says all messages of some conversations."""
    found: list[Answered] = []
    for each in conversations:
        so_far, before = SoFar(), list[str]()
        for said in each:
            so_far, answered = play(said, so_far, knowledge, model)
            found += [replace(one, before=tuple(before)) for one in answered]
            before = [*before, said.text][-_SHOWN:]
    return found


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
        ", ".join(sorted(each)) or "none" for each in (answered.questions, answered.asked)
    )
    return f"{' / '.join((*answered.before, answered.said.text))}: {found}, not {right}"


def fit(
    conversations: Iterable[Sequence[Said]], knowledge: Knowledge, model: Model
) -> npt.NDArray[np.float64]:
    """The weights of the views that make the right questions likeliest, shape (3, `VIEWS`)."""
    from scipy.optimize import minimize

    cases = []
    for each in conversations:
        so_far = SoFar()
        for said in each:
            seen = _seen(said, so_far, knowledge, model) if len(said.asks) == 1 else None
            cases += [seen] if seen is not None else []
            so_far, _ = play(said, so_far, knowledge, model)
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


def _seen(
    said: Said, so_far: SoFar, knowledge: Knowledge, model: Model
) -> tuple[npt.NDArray[np.float64], list[int], float] | None:
    """The views of a message, which questions are right, and how much it counts."""
    places = {id_: place for place, id_ in enumerate(knowledge.questions)}
    right = [places[id_] for id_ in said.asks[0] if id_ in places]
    text = prepared(knowledge).texts.read(said.text)
    words, asking = text.corrected(text.whole), asking_words(text)
    ways = in_conversation(asking, so_far, knowledge)
    if not ways.sentences or not right:
        return None
    vectors, tuned = model.encoder.encode_both([words, *ways.sentences])
    intents, _ = model.rank([words, *ways.sentences], vectors, tuned)
    topics = topics_likely(intents, model.thresholds)
    last = so_far.topic or "", asked(so_far)
    seen = views_of(model.questions.of(knowledge).seen(tuned, topics, last, len(ways.details)))
    leaning = model.manner(words, vectors[:1]).leaning
    views = np.hstack([seen, leaning * seen, (asking != words) * seen])
    return views, right, 1.0 if said.leans else _STANDING_COUNTS


def main(arguments: Sequence[str]) -> int:
    """Prints the table, or the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        model = load_model(trained_model())
        files = [yaml.safe_load(each.read_text("utf-8")) for each in chosen.files]
        conversations = [talk for each in files for talk in read_conversations(each)]
    except (NoModel, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    knowledge = load(DEFAULT_FOLDER)
    if chosen.fit:
        print(np.array2string(fit(conversations, knowledge, model), precision=2, separator=", "))
    else:
        answered = play_all(conversations, knowledge, model)
        print(in_words(answered, misses=chosen.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
