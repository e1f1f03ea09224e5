"""What each conversation holds, so that a message can be read with what came before it.

Rasa's tracker keeps it; the gateway remembers what the last reply said of it, and asks Rasa where
it does not know, such as after a restart or where another gateway answered since
(`web/shared_turns.py`).
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from understanding.so_far import SoFar

_MOST = 10_000
"""How many conversations are remembered; that which was silent longest is forgotten."""
_SECONDS = 3600.0
"""For how long; Rasa begins a new session after as much silence."""


class _Held(NamedTuple):
    so_far: SoFar
    at: float


class Memory:
    """What conversations hold, by sender."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Remember by a clock that never goes back, in seconds."""
        self._now = now
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def keep(self, sender: str, so_far: SoFar) -> None:
        """Note what a conversation holds."""
        self._held[sender] = _Held(so_far, self._now())
        self._held.move_to_end(sender)
        if len(self._held) > _MOST:
            self._held.popitem(last=False)

    def of(self, sender: str) -> SoFar | None:
        """What a conversation holds; None where that is not known."""
        held = self._held.get(sender)
        if held is None or self._now() - held.at > _SECONDS:
            self._held.pop(sender, None)
            return None
        return held.so_far

    def forget(self, sender: str) -> None:
        """Know nothing of a conversation: whatever it holds may have changed."""
        self._held.pop(sender, None)
