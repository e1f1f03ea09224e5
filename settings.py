"""What can be set from the environment, in one typed place; `docs/settings.md` explains it."""

import re
from pathlib import Path
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, HttpUrl, TypeAdapter, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import knowledge

ROOT = Path(__file__).parent

OWN_PLACES = frozenset(
    {"api", "desk", "healthz", "metrics", "openapi.json", "privacy", "readyz", "static"}
    | {"widget.js"}
)
"""With what the gateway's addresses begin: a prefix that did could not be told from them."""
_PREFIX = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_HTTP_URL = TypeAdapter(HttpUrl)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


class Rate(NamedTuple):
    """So many requests in so many seconds, all of them at once if need be."""

    requests: int
    seconds: int


class RateLimits(NamedTuple):
    """How fast one session, and all sessions of one address together, may send messages."""

    session: Rate = Rate(60, 60)
    address: Rate = Rate(600, 60)


class Settings(BaseSettings):
    """The settings of every process, read from environment variables of the same names."""

    # What was given can be a secret, and errors are printed.
    model_config = SettingsConfigDict(
        case_sensitive=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    HOST: str = "127.0.0.1"
    """The address that the gateway listens on; Rasa and the action server stay on loopback."""
    PORT: Annotated[int, Field(ge=0, le=65535)] = 8000
    ROOT_PATH: Annotated[str, Field(validate_default=True)] = "/"
    """Below which a proxy shows the service on another site, such as `/assistant`; kept
    without the last slash."""
    DATABASE_URL: str = "sqlite:///var/needlewise.db"
    """Where conversations are kept, as an SQLAlchemy address."""
    REDIS_URL: str | None = None
    """What the processes that answer share, such as `redis://127.0.0.1:6379/0`; None: there is one
    of each."""
    WORKERS: Annotated[int, Field(ge=1, le=32)] = 1
    """How many gateways, processes of Rasa and action servers there are on this machine."""
    SESSION_KEY: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    """What signs sessions where several machines serve the same visitors; None: a file's."""
    ALLOWED_ORIGINS: Annotated[tuple[str, ...], NoDecode] = ()
    """Other websites whose pages may call the API, comma-separated: `https://clinic.example`."""
    RATE_LIMITS: Annotated[RateLimits | None, NoDecode] = RateLimits()
    """Written `session=60/minute, address=600/minute`, or one of the two; `off` for none."""
    ONLY_REVIEWED: bool = False
    """Whether facts that no clinician has reviewed are withheld."""
    REVIEW_MONTHS: Annotated[int, Field(gt=0)] = 12
    """For how many months the review of a fact holds that does not say until when."""
    KNOWLEDGE_FOLDER: Path = knowledge.DEFAULT_FOLDER
    RASA_URL: str = "http://127.0.0.1:5005"
    """The first of `WORKERS`; the others are on the ports after it."""
    RASA_TOKEN: str | None = None
    """What Rasa was started with as `--auth-token`; None: with no token."""
    ACTIONS_URL: str = "http://127.0.0.1:5055"
    MODEL: Path = ROOT / "models"
    """The trained model, or a folder of models of which the newest counts, as with `rasa run`."""
    STATE_FOLDER: Path = Path("var")
    """Where what has to outlive a restart is kept, such as the key that signs sessions."""
    TRUSTED_PROXIES: str = "127.0.0.1"
    """Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: addresses or networks, comma-
    separated."""
    SESSION_IDLE_HOURS: Annotated[float, Field(ge=0.1)] = 24
    """After how many hours without a message a session ends."""
    RETENTION_CONVERSATIONS_DAYS: Annotated[int, Field(gt=0)] = 30
    """For how many days a conversation is kept after its last message."""
    RETENTION_CONTACTS_DAYS: Annotated[int, Field(gt=0)] = 90
    """For how many days the way to reach somebody who asked the clinic is kept."""
    TIME_ZONE: str = "UTC"
    """Where the clinic is, such as `America/New_York`: the front desk shows its days and hours."""
    DESK_IDLE_MINUTES: Annotated[float, Field(ge=1)] = 30
    """After how many minutes without a page or a change a member of staff is signed out."""
    PHONE_REGION: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "US"
    """The country whose way of writing phone numbers is recognised, besides the international."""

    @property
    def rasa_urls(self) -> tuple[str, ...]:
        """Where each process of Rasa is."""
        first = _HTTP_URL.validate_python(self.RASA_URL)
        if self.WORKERS == 1 or first.port is None:
            return (self.RASA_URL,)
        ports = range(first.port, first.port + self.WORKERS)
        return tuple(f"{first.scheme}://{first.host}:{port}" for port in ports)

    @field_validator("ROOT_PATH")
    @classmethod
    def _is_a_place(cls, value: str) -> str:
        place = value.rstrip("/")
        if place and not _PREFIX.fullmatch(place):
            raise ValueError(
                "write it like /assistant: letters, digits and . _ ~ -, no part with a dot first"
            )
        if place.partition("/")[2].partition("/")[0] in OWN_PLACES:
            raise ValueError(f"{place} is an address of the service itself; choose another")
        return place

    @field_validator("ALLOWED_ORIGINS", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("ALLOWED_ORIGINS")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            url = _HTTP_URL.validate_python(origin)
            if str(url) != f"{origin}/":
                raise ValueError(f"{origin} is not an origin; write it like https://clinic.example")
        return value

    @field_validator("RATE_LIMITS", mode="before")
    @classmethod
    def _rates(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value.strip().lower() == "off":
            return None
        return RateLimits(**dict(_rate(part) for part in value.split(",")))

    @field_validator("TIME_ZONE")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("write it like America/New_York, Europe/London or UTC") from None
        return value

    @field_validator("RASA_URL", "ACTIONS_URL")
    @classmethod
    def _is_address(cls, value: str) -> str:
        _HTTP_URL.validate_python(value)
        return value.rstrip("/")


def _rate(text: str) -> tuple[str, Rate]:
    whose, _, rate = text.strip().partition("=")
    requests, _, unit = rate.partition("/")
    if whose not in RateLimits._fields or not requests.isdecimal() or unit not in _SECONDS:
        raise ValueError("write it like session=60/minute, address=600/minute, or off")
    if int(requests) == 0:
        raise ValueError("a limit of 0 would answer nobody; write off for no limits")
    return whose, Rate(int(requests), _SECONDS[unit])
