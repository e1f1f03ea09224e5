"""SQLite's file and its write-ahead log, for all processes that share them."""

import os
import sqlite3
import time
from pathlib import Path

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


def keep_private(file: str | None) -> None:
    """Has a database's file be for its owner alone, before anything is written to it.

    SQLite makes it with whatever rights the process gives to new files, and the files beside it
    (`-wal`, `-shm`) with those of the file itself. What was made otherwise is mended.

    Args:
        file: What SQLite is to open: a path, or nothing or `:memory:` for a database in memory.
    """
    if not file or file == ":memory:":
        return
    if not os.path.exists(file):
        # SQLite takes an empty file for a new database. Where the folder is missing, it says so.
        if os.path.isdir(Path(file).parent):
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        return
    for path in (file, f"{file}-wal", f"{file}-shm"):
        # Whoever does not own the file cannot mend it, and need not.
        if os.path.exists(path) and os.stat(path).st_uid == os.getuid():
            os.chmod(path, 0o600)
