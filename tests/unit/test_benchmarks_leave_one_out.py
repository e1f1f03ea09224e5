"""Leaving an example out by algebra gives what a ranker made without it gives."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks.leave_one_out import Others, leave_one_out
from knowledge.questions import KnownQuestion
from understanding.model import Thresholds
from understanding.particular import Met, QuestionRanker

SIZE = 12
COUNTS = {"pain": 5, "cost": 2, "scars": 7, "needles": 4}


class Known:
    """Gives each sentence a vector by chance, near that of its first word."""

    def __init__(self) -> None:
        self._seen: dict[str, Any] = {}
        self.met = Met()

    def vectors(self, sentences: list[str]) -> Any:
        return np.array([self._vector(each) for each in sentences], np.float32)

    def _vector(self, sentence: str) -> Any:
        if sentence not in self._seen:
            chance = np.random.default_rng(len(self._seen))
            near = 0.0 if " " not in sentence else self._vector(sentence.split()[0])
            vector = chance.normal(size=SIZE) + near * 2
            self._seen[sentence] = vector / np.linalg.norm(vector)
        return self._seen[sentence]


QUESTIONS = {
    name: KnownQuestion(name, "t", name, name, tuple(f"{name} {n}" for n in range(count)))
    for name, count in COUNTS.items()
}
OWNERS = np.repeat(np.arange(len(COUNTS)), list(COUNTS.values()))


def knowledge(without: str | None = None) -> Any:
    kept = {
        id_: replace(each, examples=tuple(e for e in each.examples if e != without))
        for id_, each in QUESTIONS.items()
    }
    return SimpleNamespace(questions=kept, treatments={})


@pytest.mark.parametrize("place", range(sum(COUNTS.values())))
def test_it_ranks_as_if_the_example_were_not_there(place: int) -> None:
    known = Known()
    examples = [e for each in QUESTIONS.values() for e in each.examples]
    likely = {"pain": 0.5, "cost": 0.2, "scars": 0.2}
    ranker = QuestionRanker(knowledge(without=examples[place]), known)  # type: ignore[arg-type]
    (ranked,) = ranker.rank(known.vectors([examples[place]]), [likely])

    others = Others(known.vectors(examples), OWNERS)
    (scores,) = others.scores([place], np.array([[likely.get(each, 0.0) for each in COUNTS]]))

    shares = np.exp(scores - scores.max())
    by_algebra = dict(zip(COUNTS, shares / shares.sum(), strict=True))
    assert {each.id: each.confidence for each in ranked} == pytest.approx(by_algebra, abs=1e-4)


def test_every_example_is_asked_once_with_topics_learnt_without_it() -> None:
    model: Any = SimpleNamespace(
        encoder=SimpleNamespace(encode=Known().vectors), thresholds=Thresholds()
    )
    steps = []
    found = leave_one_out(knowledge(), model, [("hello there", "ask_smalltalk")], steps_of(steps))
    assert [each.example for each in found] == [
        e for each in QUESTIONS.values() for e in each.examples
    ]
    assert all(each.question == each.example.split()[0] for each in found)
    assert all(len(set(each.ranked)) == 3 for each in found)
    assert sum(each.ranked[0] == each.question for each in found) > len(found) / 2
    assert steps == list(range(len(steps)))


def steps_of(passed: list[int]) -> Any:
    def follow(steps: Any) -> Any:
        for each in steps:
            passed.append(each)
            yield each

    return follow
