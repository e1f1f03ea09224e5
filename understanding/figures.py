"""Figures that a message tells: how long ago a reason for care was, and which one is put right."""

from collections.abc import Iterator

from language.ago import Amount, PutRight, amount_ago, amount_alone, figure_put_right
from language.text import Text
from understanding.kinds import AGE, AGO, EVENT, SINCE, WAS
from understanding.so_far import SoFar
from understanding.understood import Detail

_HAD = frozenset({"circumstance", "other_treatment"})
"""Kinds of what somebody had or took once."""
_TIMES = (AGO, EVENT, SINCE)
"""Kinds of details whose values are days."""
_UNITS = {1: "day", 7: "week", 30: "month", 365: "year"}
"""Units of time by their days."""


def ago_told(text: Text) -> tuple[Detail, ...]:
    """How long ago those things were that a message names, where it tells that."""
    found: dict[str, Detail] = {}
    for each in text.entities:
        if each.kind in _HAD and each.of is None and not each.negated:
            amount = amount_ago(text.normalised, each.start)
            if amount is not None:
                kind = f"{AGO}{each.value}"
                found[kind] = Detail(kind, float(amount.days), said=amount.said)
    return tuple(found.values())


def put_right_of(said: str, so_far: SoFar) -> tuple[Detail, ...]:
    """What was told before, with the figure that a message puts right; nothing without one.

    Args:
        said: The message, normalised.
        so_far: What the conversation holds: the figure that is denied must have been told.
    """
    alone = amount_alone(said)
    if alone is not None:
        return _in_place_of_last(alone, so_far)
    figure = figure_put_right(said)
    if figure is None:
        return ()
    return next(iter(_matching(figure, so_far)), ())


def _in_place_of_last(amount: Amount, so_far: SoFar) -> tuple[Detail, ...]:
    """The time that was told last as it is right now; nothing where none was told."""
    times = (
        (each, each.value)
        for each in reversed(so_far.person)
        if each.kind.startswith(_TIMES) and isinstance(each.value, float)
    )
    last, value = next(times, (None, 0.0))
    if last is None or value == amount.days:
        return ()
    days = next(days for days in reversed(_UNITS) if value % days == 0 or days == 1)
    return _renewed(last, float(amount.days), amount.said, _said(value / days, _UNITS[days]))


def depth_put_right(said: str, so_far: SoFar) -> float | None:
    """The needle length that stands for the one that was spoken of last."""
    figure = figure_put_right(said)
    is_depth = figure is not None and figure.unit is None and so_far.depth == figure.was
    return figure.number if figure is not None and is_depth else None


def _matching(figure: PutRight, so_far: SoFar) -> Iterator[tuple[Detail, ...]]:
    """Each thing that was told with that figure, the last one first, as it is right now."""
    for told in reversed(so_far.person):
        if not isinstance(told.value, float):
            continue
        if told.kind == AGE and figure.unit in (None, "year") and told.value == figure.was:
            yield _renewed(told, float(figure.number), f"{figure.number:g}", f"{figure.was:g}")
        if not told.kind.startswith(_TIMES):
            continue
        for days, unit in _UNITS.items():
            is_unit = (figure.unit or unit) == unit or figure.was_unit == unit
            if is_unit and told.value == figure.was * days:
                was = _said(figure.was, unit)
                right = figure.unit or unit
                amount = figure._replace(unit=right).amount()
                if amount is not None:
                    yield _renewed(told, float(amount.days), amount.said, was)


def _renewed(told: Detail, value: float, right: str, was: str) -> tuple[Detail, ...]:
    return Detail(told.kind, value, of=told.of, said=right), Detail(WAS, was, said=right)


def _said(number: float, unit: str) -> str:
    return f"{number:g} {unit}{'' if number == 1 else 's'}"
