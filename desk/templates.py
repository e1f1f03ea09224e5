"""The templates of the front desk's pages."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=4)
def templates(zone: ZoneInfo, root: str) -> Environment:
    """The templates; everything put into them is escaped, and a missing value is an error.

    Kept, since compiling a page takes longer than making it.

    Filters: `local` writes a time as it is at the clinic ("23 Nov 2026, 14:05"), `day` its day, and
    `iso` for the `datetime` attribute. Every address of ours begins with `root`.
    """
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    environment.globals["root"] = root

    def at_clinic(time: datetime) -> datetime:
        return time.astimezone(zone)

    environment.filters["local"] = lambda time: f"{at_clinic(time):%-d %b %Y, %H:%M}"
    environment.filters["day"] = lambda time: f"{at_clinic(time):%-d %b %Y}"
    environment.filters["iso"] = lambda time: time.isoformat(timespec="seconds")
    return environment
