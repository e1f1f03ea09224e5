"""`python -m benchmarks.faults`: plays what can fail, and writes the table of docs/reliability.md.

Needs the right to mount a small disk (root), and Debian's packages `libfaketime`, `postgresql` and
`redis-server`.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from benchmarks.faults.faults import FAULTS, Fault
from benchmarks.faults.place import FAKE_TIME, Place, on_one_machine, with_servers
from benchmarks.faults.playing import Played, play, troubles
from benchmarks.faults.table import PAGE, row_of, with_rows

PLACES: dict[str, Callable[[Path], AbstractContextManager[Place]]] = {
    "machine": partial(on_one_machine, own_clock=False),
    # A clock that can be set makes a service slower.
    "clock": partial(on_one_machine, own_clock=True),
    "servers": with_servers,
}
"""What starts the service that a fault needs."""


def main(arguments: Sequence[str]) -> int:
    """Plays the faults; 1 where one does more than it may, 2 where one cannot be played."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults")
    parser.add_argument("--only", default="", help="words in the name of a fault")
    options = parser.parse_args(arguments)
    chosen = [fault for fault in FAULTS if options.only in fault.name]
    if any(fault.needs == "clock" for fault in chosen) and not FAKE_TIME.exists():
        print("A clock that can be set takes Debian's package libfaketime.", file=sys.stderr)
        return 2
    played: dict[str, Played] = {}
    for needs, place_in in PLACES.items():
        faults = [fault for fault in chosen if fault.needs == needs]
        if not faults:
            continue
        with (
            tempfile.TemporaryDirectory(prefix="needlewise-faults-") as folder,
            place_in(Path(folder)) as place,
        ):
            if not place.is_small_disk and needs == "machine":
                print("Only root may mount the disk that is filled.", file=sys.stderr)
                return 2
            _play_all(faults, place, played)
    beyond = {each.name: troubles(each, played[each.name]) for each in chosen}
    for name, found in beyond.items():
        for trouble in found:
            print(f"{name}: {trouble}", file=sys.stderr)
    return int(any(beyond.values()))


def _play_all(faults: Sequence[Fault], place: Place, played: dict[str, Played]) -> None:
    for fault in faults:
        played[fault.name] = play(fault, place)
        row = row_of(played[fault.name])
        print(row, end="", flush=True)
        page = with_rows(PAGE.read_text("utf-8"), {fault.name: row}, [each.name for each in FAULTS])
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
