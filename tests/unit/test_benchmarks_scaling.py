import os

from benchmarks.running_service import ticks_of
from benchmarks.scaling import (
    ASKING,
    SERVERS,
    Measured,
    need_of,
    server_seconds,
    tables,
)
from benchmarks.visitors import Visit


def measured(seconds: float, mebibytes: float) -> Measured:
    cost = {"gateway": 40.0, "rasa": 20.0, "actions": 5.0, SERVERS: 15.0, ASKING: 5.0}
    return Measured([Visit([100.0] * 80, seconds, 0)], cost, 1.9, mebibytes)


def test_a_server_has_worked_what_its_ended_children_have() -> None:
    # proc(5): fields 14 to 17; field 2 is the name, as it stands.
    stat = "41 (a server) of its own) S 1 41 41 0 -1 4194560 1 2 3 4 11 22 33 44 20 0 1 0 5"
    assert ticks_of(stat) == [11, 22, 33, 44]
    assert server_seconds(os.getpid()) > 0


def test_the_busiest_part_says_how_many_answers_a_worker_can_give() -> None:
    need = need_of(3, measured(4, 900), measured(3, 1500))
    assert need.answers_a_second == 75
    # 80 ms an answer, without those who ask.
    assert need.cores == 6.0
    assert need.mebibytes == 2100


def test_the_tables_compare_both_and_look_ahead_to_a_third() -> None:
    shown = tables(measured(4, 900), measured(3.2, 1500), 2)
    assert "| 2 | 25.0 | 1.25 | 100 | 100 | 1.90 of 2 | 1500 |" in shown
    assert "| 3 | 75 | 6.0 | 2100 |" in shown
