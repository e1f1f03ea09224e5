"""Plays a fault while visitors talk, and says what they noticed and what was kept."""

import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

import httpx

from benchmarks.faults.faults import Fault
from benchmarks.faults.kept import Kept, kept_of
from benchmarks.faults.load import LEANING, QUESTIONS, Outcome, Visitor, counted, visitors
from benchmarks.faults.place import Place
from tests.running_service import START_SECONDS, wait_for

WRITTEN_SECONDS = 20.0
POLL_SECONDS = 0.25


@dataclass(frozen=True)
class Played:
    """What a fault did.

    Attributes:
        name: Of the fault.
        questions: What visitors got who asked something, from its beginning to its end.
        signs: What those got who told of a warning sign.
        slowest: Seconds that the slowest answer took, and the slowest to a warning sign.
        kept: What of all this is kept.
        ready: What `/readyz` said: `200`, `503`, or `–` where nobody answered.
        back: Seconds from the end of the fault to the next answer for everybody.
        goes_on: Whether a conversation that was begun before goes on where it was.
    """

    name: str
    questions: Counter[Outcome]
    signs: Counter[Outcome]
    slowest: tuple[float, float]
    kept: Kept
    ready: tuple[str, ...]
    back: float
    goes_on: bool


def play(fault: Fault, place: Place) -> Played:
    """Plays it once; the service answers before and after.

    Raises:
        AssertionError: It does not answer, or not all is kept in time.
    """
    service = place.service
    wait_for(service.is_ready, START_SECONDS, "readiness before the fault")
    before = Visitor(service.url, place.apology, threading.Event(), "198.51.100.99")
    before.begin()
    before.ask(QUESTIONS[1])
    with visitors(service.url, place.apology) as load:
        started = time.monotonic()
        wait_for(lambda: load.all_answered_since(started), START_SECONDS, "answers before")
        begun = time.monotonic()
        ready: list[str] = []
        with fault.happens(place):
            while not ready or time.monotonic() - begun < fault.seconds:
                ready.append(_readiness(service.url))
                time.sleep(POLL_SECONDS)
        over = time.monotonic()
        wait_for(lambda: load.all_answered_since(over), START_SECONDS, "answers after")
        back = max(
            min(
                e.at + e.seconds for e in one.seen if e.at >= over and e.outcome is Outcome.ANSWERED
            )
            for one in load.visitors
        )
    wait_for(service.is_ready, START_SECONDS, "readiness after the fault")
    goes_on = before.ask(LEANING) is Outcome.ANSWERED
    before.close()
    seen = [each for each in load.seen(begun) if each.at < back]
    kept = Kept(0, 0)

    def all_kept() -> bool:
        nonlocal kept
        kept = kept_of(
            place.engine, [*load.conversations(), *before.conversations], place.sender_of
        )
        return kept.lost == 0

    # Where it is not, the table says how many are lost.
    with suppress(AssertionError):
        wait_for(all_kept, WRITTEN_SECONDS, "the writing of all that was said")
    answers = [each for each in seen if each.outcome is not Outcome.UNREACHED]
    return Played(
        fault.name,
        counted([each for each in seen if not each.is_sign]),
        counted([each for each in seen if each.is_sign]),
        (
            max((each.seconds for each in answers if not each.is_sign), default=0.0),
            max((each.seconds for each in answers if each.is_sign), default=0.0),
        ),
        kept,
        tuple(dict.fromkeys(ready)),
        back - over,
        goes_on,
    )


def troubles(fault: Fault, played: Played) -> list[str]:
    """What is not as it should be; nothing is lost or kept twice, whatever fails."""
    may_see = {Outcome.ANSWERED, *fault.may_see}
    # A warning sign gets no apology: it is answered by whoever listens.
    beyond = (set(played.questions) - may_see) | (set(played.signs) - may_see)
    beyond |= set(played.signs) & {Outcome.APOLOGY}
    found = [f"a visitor got {each.value}" for each in Outcome if each in beyond]
    if played.kept != (0, 0):
        found.append(f"{played.kept.lost} lost and {played.kept.twice} kept twice")
    if not played.goes_on:
        found.append("a conversation does not go on")
    if fault.ready is not None and (set(played.ready) == {"200"}) != fault.ready:
        found.append(f"/readyz said {', '.join(played.ready)}")
    return found


def _readiness(url: str) -> str:
    try:
        return str(httpx.get(f"{url}/readyz", timeout=10, trust_env=False).status_code)
    except httpx.HTTPError:
        return "–"
