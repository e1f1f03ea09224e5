"""The quick ones of what can fail, as `make faults` plays all of them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks.faults.faults import FAULTS, Fault, disk_full
from benchmarks.faults.place import Place, on_one_machine
from benchmarks.faults.playing import play, troubles

MOST_SECONDS = 8.0
"""More than readiness takes to see that a database is held."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with on_one_machine(tmp_path_factory.mktemp("faults"), own_clock=False) as made:
        yield made


@pytest.mark.parametrize(
    "fault", [pytest.param(each, id=each.name) for each in FAULTS if each.is_quick]
)
def test_a_fault_loses_nothing_and_shows_no_more_than_it_may(fault: Fault, place: Place) -> None:
    if fault.happens is disk_full and not place.is_small_disk:
        pytest.skip("no disk may be mounted here to be filled")
    played = play(replace(fault, seconds=min(fault.seconds, MOST_SECONDS)), place)
    assert troubles(fault, played) == []
