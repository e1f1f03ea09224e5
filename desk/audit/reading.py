"""Who read what a visitor wrote."""

import logging

from sqlalchemy.exc import DBAPIError

from desk.audit.store import note_read
from desk.visit import Visit

_log = logging.getLogger(__name__)


async def note_reading(visit: Visit, subject: str) -> None:
    """Notes that whoever is signed in reads something.

    Where that cannot be written it is shown all the same: an emergency does not wait for a disk.
    """
    desk, who = visit.desk, visit.staff.name
    try:
        await visit.run(note_read, desk.engine, desk.clock(), who, subject)
    except DBAPIError as failure:
        _log.error("that %s read %s was not noted: %s", who, subject, type(failure).__name__)
