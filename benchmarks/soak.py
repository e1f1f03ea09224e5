"""Long and short conversations, kills, edits and a flood at once.

    python -m benchmarks.soak [--minutes 5]

Starts the service with its usual limits. It ends with what was lost, empty, wrong, kept twice or
slow and with the memory at the start and the end, and exits with 1 where one of them is not in
order.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.faults.faults import PROGRAMS
from benchmarks.faults.kept import Kept, kept_of
from benchmarks.faults.load import Load, Outcome, Seen, counted, visitors
from benchmarks.faults.place import Place, on_one_machine
from benchmarks.running_service import resident_mebibytes
from tests.running_service import START_SECONDS, wait_for

LIMITS = "session=60/minute, address=600/minute"
PAUSE_SECONDS = 1.1
"""Between a visitor's answer and the next question: within the limit of a session."""
KILL_EVERY, EDIT_EVERY = 45.0, 5.0
FLOODING, QUIET = 10.0, 20.0
SLOW, SLOW_FOR_A_SIGN = 10.0, 2.0
"""Seconds that no answer may take; what nobody took up is not counted."""
GROWTH = 1.2
"""How much more memory the end may take than the start."""


@dataclass(frozen=True)
class Soaked:
    """What came of it."""

    seen: Sequence[Seen]
    kept: Kept
    kills: int
    edits: int
    flooded: int
    before: dict[str, float]
    after: dict[str, float]

    def lines(self) -> list[str]:
        """What is printed at the end."""
        said = counted(self.seen)
        counts = ", ".join(f"{said[each]} {each.value}" for each in Outcome if said[each])
        took = {is_sign: self._seconds(is_sign) for is_sign in (False, True)}
        memory = ", ".join(
            f"{part} {self.before[part]:.0f} -> {self.after.get(part, 0):.0f}"
            for part in sorted(self.before)
        )
        return [
            f"{self.kills} kills, {self.edits} edits, {self.flooded} requests of a flood",
            f"visitors: {counts}",
            f"slowest answer {took[False][-1]:.1f} s, to a warning sign {took[True][-1]:.1f} s",
            f"memory, MB: {memory}",
            *(f"{name}: {count}" for name, count in self.faults().items()),
        ]

    def faults(self) -> dict[str, int]:
        """What must not be, and how often it was."""
        said = counted(self.seen)
        slow = sum(each > SLOW for each in self._seconds(False))
        slow += sum(each > SLOW_FOR_A_SIGN for each in self._seconds(True))
        return {
            "lost": self.kept.lost,
            "empty": said[Outcome.EMPTY],
            "wrong": said[Outcome.WRONG],
            "double": self.kept.twice,
            "slow": slow,
            "grown": sum(self.after.get(p, 0) > GROWTH * mb for p, mb in self.before.items()),
        }

    def _seconds(self, is_sign: bool) -> list[float]:
        taken = (e for e in self.seen if e.outcome is not Outcome.UNREACHED)
        return sorted(e.seconds for e in taken if e.is_sign == is_sign) or [0.0]


class Trouble:
    """Kills, edits and floods, each in a thread, until it is over."""

    def __init__(self, place: Place, over: threading.Event, chance: random.Random) -> None:
        self._place = place
        self._over = over
        self._chance = chance
        self.kills = self.edits = self.flooded = 0

    def kill(self) -> None:
        """Ends one process after the other; each has time to come back."""
        while not self._over.wait(KILL_EVERY):
            os.kill(self._place.service.pid(self._chance.choice(PROGRAMS)), signal.SIGKILL)
            self.kills += 1

    def edit(self) -> None:
        """Saves a file that is in order again and again."""
        file = self._place.knowledge / "treatments.yml"
        text = file.read_text("utf-8")
        while not self._over.wait(EDIT_EVERY):
            self.edits += 1
            file.write_text(f"{text}# edit {self.edits}\n", "utf-8")

    def flood(self) -> None:
        """Sends without a pause from one address, now and then."""
        with httpx.Client(
            base_url=self._place.service.url,
            headers={"X-Forwarded-For": "203.0.113.66"},
            timeout=30,
            trust_env=False,
        ) as http:
            while not self._over.wait(QUIET):
                with suppress(httpx.HTTPError):
                    self._burst(http)

    def _burst(self, http: httpx.Client) -> None:
        until = time.monotonic() + FLOODING
        body = {"session": http.post("/api/sessions", json={}).json().get("session", "none")}
        while time.monotonic() < until and not self._over.is_set():
            http.post("/api/chat", json={**body, "text": "does it hurt?"})
            self.flooded += 1


def soak(place: Place, seconds: float, chance: random.Random) -> Soaked:
    """Has all of it happen at once for so many seconds."""
    over = threading.Event()
    trouble = Trouble(place, over, chance)
    threads = [
        threading.Thread(target=work) for work in (trouble.kill, trouble.edit, trouble.flood)
    ]
    with visitors(place.service.url, place.apology, PAUSE_SECONDS, times=2) as load:
        _answered(load)
        before = _memory(place)
        for thread in threads:
            thread.start()
        over.wait(seconds)
        over.set()
        for thread in threads:
            thread.join()
        wait_for(place.service.is_ready, START_SECONDS, "readiness at the end")
        _answered(load)
        after = _memory(place)
    # What was said last is written within seconds.
    written = time.monotonic() + 20
    while True:
        kept = kept_of(place.engine, load.conversations(), place.sender_of)
        if not kept.lost or time.monotonic() > written:
            break
        time.sleep(1)
    return Soaked(load.seen(), kept, trouble.kills, trouble.edits, trouble.flooded, before, after)


def _answered(load: Load) -> None:
    now = time.monotonic()
    wait_for(lambda: load.all_answered_since(now), START_SECONDS, "an answer for everybody")


def _memory(place: Place) -> dict[str, float]:
    parts = resident_mebibytes([place.service.manager.pid])
    return {part: mebibytes for part, mebibytes in parts.items() if part in PROGRAMS}


def main(arguments: Sequence[str]) -> int:
    """Soaks; 1 where something is not in order."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1, help="of the order in which is killed")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="needlewise-soak-") as folder,
        on_one_machine(Path(folder), own_clock=False, RATE_LIMITS=LIMITS) as place,
    ):
        soaked = soak(place, options.minutes * 60, random.Random(options.seed))
    print("\n".join(soaked.lines()))
    return int(any(soaked.faults().values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
