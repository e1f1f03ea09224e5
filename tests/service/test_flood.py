"""One address in a hurry takes nothing from the others."""

from pathlib import Path

from benchmarks.flood import flood
from tests.running_service import RunningService


def test_others_are_answered_while_one_address_floods(tmp_path: Path) -> None:
    with RunningService(tmp_path, RATE_LIMITS="session=10/minute, address=20/minute") as service:
        flooded = flood(service.url, connections=4, seconds=8)
    assert flooded.requests_a_second * 8 > flooded.let_through
    assert flooded.let_through <= 20
    assert len(flooded.waits) >= 2
    assert flooded.unanswered == 0
