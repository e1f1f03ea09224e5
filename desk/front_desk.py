"""What the pages of the front desk work with."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import anyio

from desk.answer.phone_answer import PhoneAnswers
from desk.clinic.file import ClinicFile
from desk.sign_in.signing_in import SigningIn
from desk.sign_in.staff import Accounts
from desk.templates import templates
from settings import Rate, RateLimits
from web.rate_limits import IN_MEMORY, RequestLimits
from web.service import Service

SIGN_INS = RateLimits(address=Rate(10, 60))
"""Tries from one address, whatever the visitors' limits are."""


class FrontDesk:
    """All that it takes to answer a request of staff."""

    def __init__(self, service: Service) -> None:
        """Work with what visitors are answered with."""
        self.settings = service.settings
        self.engine = service.records.engine
        self.live = service.live
        self.understanding = service.understanding
        self.masked = service.masked
        self.phone = PhoneAnswers(service.masked, service.understanding)
        self.clock = service.clock
        self.forget = service.forget
        self.held = service.held
        self.previous = service.settings.STATE_FOLDER / "previous"
        """Previous versions of the knowledge files."""
        self.clinic_file = ClinicFile(self.live.folder, self.previous, self.engine)
        self.zone = ZoneInfo(service.settings.TIME_ZONE)
        self.templates = templates(self.zone, service.settings.ROOT_PATH)
        self.accounts = Accounts(self.engine, self.clock)
        idle = timedelta(minutes=service.settings.DESK_IDLE_MINUTES)
        self.signing_in = SigningIn(self.engine, service.key, idle, self.clock)
        storage = service.settings.REDIS_URL or IN_MEMORY
        self.sign_ins = RequestLimits(SIGN_INS, storage, service.now)
        # A check of a password takes 64 MB: more than two at once would be a way to use all of it.
        self.password_checks = anyio.CapacityLimiter(2)
