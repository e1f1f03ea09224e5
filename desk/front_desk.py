"""What the pages of the front desk work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment
from sqlalchemy.engine import Engine

from desk.sign_in.signing_in import SigningIn
from desk.sign_in.staff import Accounts
from knowledge import LiveKnowledge
from settings import Settings
from understanding.live import LiveUnderstanding
from web.rate_limits import RequestLimits


@dataclass(frozen=True)
class FrontDesk:
    """All that it takes to answer a request of staff."""

    settings: Settings
    engine: Engine
    live: LiveKnowledge
    """What visitors are answered from."""
    understanding: LiveUnderstanding
    """As the website has it."""
    masked: Callable[[str], str]
    """A text without personal data."""
    clock: Callable[[], datetime]
    """The time, in UTC."""
    zone: ZoneInfo
    """The clinic's time zone."""
    templates: Environment
    accounts: Accounts
    signing_in: SigningIn
    limits: RequestLimits
    """How often one address may try to sign in."""
