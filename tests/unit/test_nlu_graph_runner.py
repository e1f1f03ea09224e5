from graphlib import CycleError
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.graph_runner import run_in_order, run_steps, steps_of


class Node:
    """Stands in for Rasa's: notes that it ran, and joins what it gets."""

    def __init__(self, name: str, ran: list[str]) -> None:
        self.name, self.ran = name, ran

    def __call__(self, *given: tuple[str, str] | str) -> tuple[str, str]:
        self.ran.append(self.name)
        return self.name, f"{self.name}({', '.join(each[1] for each in given)})"


def nodes(*names: str) -> tuple[dict[str, Any], list[str]]:
    ran: list[str] = []
    return {name: Node(name, ran) for name in names}, ran


def test_each_component_gets_what_it_needs() -> None:
    made, ran = nodes("guard", "classify", "read")
    needs = {"guard": ["classify"], "classify": ["read", "text"], "read": ["text"]}
    result = run_steps(steps_of(made, needs), {"text": "hi"}, ["guard"])
    assert result == {"guard": "guard(classify(read(hi), hi))"}
    assert ran == ["read", "classify", "guard"]


@given(st.permutations(list("abcdef")))
def test_whatever_the_order_of_the_graph(names: list[str]) -> None:
    made, ran = nodes(*names)
    needs = {name: [other for other in "abcdef" if other < name] for name in names}
    run_steps(steps_of(made, needs), {}, ["f"])
    assert ran == list("abcdef")


def test_components_that_need_each_other_are_refused() -> None:
    made, _ = nodes("a", "b")
    with pytest.raises(CycleError):
        steps_of(made, {"a": ["b"], "b": ["a"]})


def test_only_what_the_targets_need_runs_and_the_order_is_worked_out_once() -> None:
    class Runner:
        """Stands in for Rasa's, whose attributes these are."""

        def __init__(self) -> None:
            self._instantiated_nodes, self.ran = nodes("read", "classify", "policy")
            self.worked_out = 0
            self._graph_schema = SimpleNamespace(
                target_names=["classify"], minimal_graph_schema=self.minimal
            )

        def minimal(self, targets: list[str]) -> SimpleNamespace:
            self.worked_out += 1
            found = {"read": {"messages": "text"}, "classify": {"messages": "read"}}
            return SimpleNamespace(
                nodes={name: SimpleNamespace(needs=needs) for name, needs in found.items()}
            )

    run_in_order(Runner)
    runner: Any = Runner()
    for _ in range(2):
        assert runner.run({"text": "hi"}) == {"classify": "classify(read(hi))"}
    assert runner.ran == ["read", "classify"] * 2
    assert runner.worked_out == 1
