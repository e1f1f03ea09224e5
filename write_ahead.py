"""SQLite's write-ahead log, for all processes that share a database file."""

import sqlite3
import time

BUSY_SECONDS = 5
"""How long to wait for another process that is writing to the file."""
PAUSE_SECONDS = 0.02
"""After which what SQLite refused is tried again."""


def write_ahead(connection: sqlite3.Connection) -> None:
    """Has the file written ahead, so that one process reads while another writes.

    The file stays so for all who open it later. Nobody waits for the disk: what was written
    survives the death of any process, and a power cut may cost the last of it
    (https://www.sqlite.org/wal.html).

    Raises:
        sqlite3.OperationalError: The file stays locked, or cannot be written.
    """
    give_up = time.monotonic() + BUSY_SECONDS
    # Where two processes open a new file at once, SQLite refuses one of them without waiting.
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= give_up:
                raise
        time.sleep(PAUSE_SECONDS)
    connection.execute("PRAGMA synchronous=NORMAL").close()
