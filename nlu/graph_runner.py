"""Runs Rasa's graph of components one after the other, in an order that is worked out once.

Rasa hands its graph to dask for every message, twice: to understand it and to decide what follows.
dask prunes, sorts and schedules it anew each time, and then runs the components one by one in this
very thread. What they do and get is the same here; `docs/benchmarks.md` has what it saves.
"""

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any, NamedTuple


class Step(NamedTuple):
    """A component, with the names of what it takes from others."""

    name: str
    node: Any
    needs: tuple[str, ...]


def steps_of(nodes: Mapping[str, Any], needs: Mapping[str, Sequence[str]]) -> list[Step]:
    """The components in an order in which each comes after all that it needs.

    Args:
        nodes: The components by name.
        needs: For each component the names of those it needs; a name that is none of them is an
            input of the whole graph.

    Raises:
        graphlib.CycleError: If components need each other.
    """
    sorter = TopologicalSorter(
        {name: [need for need in needs[name] if need in nodes] for name in nodes}
    )
    return [Step(name, nodes[name], tuple(needs[name])) for name in sorter.static_order()]


def run_steps(
    steps: Sequence[Step], inputs: Mapping[str, Any], targets: Sequence[str]
) -> dict[str, Any]:
    """Runs the components and returns what the targets gave.

    Args:
        steps: From `steps_of`.
        inputs: What is given to the whole graph, by name.
        targets: The components whose results are wanted.
    """
    # Rasa's nodes take and give pairs of a name and a value; of an input that is absent, the name.
    given: dict[str, Any] = {name: (name, value) for name, value in inputs.items()}
    for step in steps:
        given[step.name] = step.node(*(given.get(need, need) for need in step.needs))
    return dict(given[target] for target in targets)


def run_in_order(runner: Any) -> None:
    """Makes Rasa's graph runner run components by `run_steps`.

    Args:
        runner: The class `DaskGraphRunner`; it is given, so that importing this module does not
            take Rasa's seconds.
    """

    def run(
        self: Any, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        orders: dict[tuple[str, ...], list[Step]] = self.__dict__.setdefault("_orders", {})
        if wanted not in orders:
            schema = self._graph_schema.minimal_graph_schema(list(wanted))
            orders[wanted] = steps_of(
                {name: self._instantiated_nodes[name] for name in schema.nodes},
                {name: tuple(node.needs.values()) for name, node in schema.nodes.items()},
            )
        return run_steps(orders[wanted], inputs or {}, wanted)

    runner.run = run
