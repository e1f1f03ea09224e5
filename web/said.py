"""What a visitor says, as it is read: masked, in its turn, and for warning signs before that."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import anyio.to_thread
from starlette.requests import ClientDisconnect

from actions.answer import Answer
from actions.emergency import answer_sign, compose_check
from knowledge import Knowledge
from understanding.so_far import SoFar
from understanding.understood import Understood
from web import visitor_text
from web.errors import ApiError
from web.rasa_client import RasaUnavailable
from web.rate_limits import visitor_of
from web.service import Service
from web.waiting_line import RETRY_SECONDS

_log = logging.getLogger(__name__)


async def stays() -> bool:
    """Says of somebody who cannot be seen going that they are there."""
    return False


@dataclass(frozen=True)
class Visitor:
    """Who says something, whichever channel it comes by."""

    sender: str
    """What Rasa and the records know the conversation as: nobody is recognized by it."""
    address: str
    """Where it comes from; what is no network address shares one limit."""
    is_gone: Callable[[], Awaitable[bool]] = stays
    """Whether nobody waits for the answer any more."""

    @property
    def whose(self) -> str:
        """Whose limits they share."""
        return visitor_of(self.address)


@dataclass(frozen=True)
class Said:
    """What a visitor said, as it is passed on to Rasa."""

    text: str
    """Masked words, or what a pressed button says."""
    understood: Understood | None = None
    """What the words mean; None for a button."""
    urgent: Answer | None = None
    """The answer to a warning sign, if it is one."""
    check: Answer | None = None
    """The question whether a doubtful one is happening, if nothing behind answers."""
    request: str | None = None
    """What tells the request that brought it from another."""


def refusal_of(service: Service, visitor: Visitor) -> ApiError | None:
    """Counts a message; gives why it is refused, unless it tells of a warning sign."""
    try:
        service.limits.take(visitor.sender, visitor.address)
    except ApiError as refusal:
        return refusal
    return None


async def understood(
    text: str,
    service: Service,
    knowledge: Knowledge,
    visitor: Visitor,
    refusal: ApiError | None = None,
) -> Said:
    """The visitor's words, read once for all that follows.

    Personal data is masked here, before anything else sees the words. To read takes some 30 ms, and
    to look for the words of a warning sign some 3: who would have to wait is looked at first, and
    of who is refused nothing more is read.

    Args:
        text: The words as they were typed.
        service: What reads them.
        knowledge: The version in force.
        visitor: Who said them.
        refusal: Why they are not answered, unless they tell of a warning sign.

    Raises:
        ApiError: `refusal`, or `busy` where too many wait already.
        ClientDisconnect: Nobody waits for the answer any more.
    """
    masked = service.masked(visitor_text.cleaned(text))
    if refusal is None and service.reading.is_full_for(visitor.whose):
        refusal = ApiError("busy", retry_after=RETRY_SECONDS)
    if refusal is not None:
        urgent = await _urgent_by_words(masked, service, knowledge)
        if urgent is None:
            raise refusal
        return Said(masked, urgent=urgent)
    with service.reading.ticket(visitor.whose) as turn:
        if not turn.is_set():
            urgent = await _urgent_by_words(masked, service, knowledge)
            if urgent is not None:
                return Said(masked, urgent=urgent)
        # Where Rasa does not answer, those who wait give up side by side.
        so_far = await _so_far(service, visitor.sender)
        await turn.wait()
        if await visitor.is_gone():
            raise ClientDisconnect
        so_far = service.memory.of(visitor.sender) or so_far
        read = await anyio.to_thread.run_sync(
            service.understanding.read, masked, knowledge, so_far, limiter=service.one_reader
        )
    urgent = answer_sign(read.sign, knowledge) if read.sign is not None else None
    check = compose_check(read.check, knowledge) if read.check is not None else None
    return Said(masked, read, urgent, check)


async def _so_far(service: Service, sender: str) -> SoFar:
    """What the conversation holds; where neither the gateway nor Rasa can tell, nothing."""
    held = service.memory.of(sender)
    if held is not None:
        return held
    try:
        found = await service.rasa.so_far(sender, service.timeouts.memory)
    except RasaUnavailable as failure:
        _log.warning("what a conversation holds could not be looked up: %s", failure)
        return SoFar()
    held = SoFar.from_json(found)
    service.memory.keep(sender, held)
    return held


async def _urgent_by_words(masked: str, service: Service, knowledge: Knowledge) -> Answer | None:
    """The answer to a warning sign that the words alone tell."""
    found = await anyio.to_thread.run_sync(
        service.understanding.sign_by_words, masked, knowledge, limiter=service.one_watcher
    )
    return answer_sign(found, knowledge) if found is not None else None
