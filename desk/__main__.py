"""`python -m desk`: the front desk in the terminal."""

import getpass
import os
import signal
import sys
from datetime import datetime, timezone

from pydantic import ValidationError

from desk.commands.command_line import run
from desk.commands.terminal import COULD_NOT, Terminal
from settings import Settings


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _main() -> int:
    # The first account is made before the service has ever run, and with it the folder for all that
    # visitors type: for its owner alone, as the service makes it.
    os.umask(0o077)
    # Whoever reads the output may stop reading, as `head` does.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        settings = Settings()
    except ValidationError as faults:
        for fault in faults.errors():
            print(f"Setting {fault['loc'][0]}: {fault['msg']}.", file=sys.stderr)
        return COULD_NOT
    terminal = Terminal(settings, _now, _user(), sys.stdin, sys.stdout, sys.stderr, getpass.getpass)
    try:
        return run(sys.argv[1:], terminal)
    except (KeyboardInterrupt, EOFError):
        print("\nStopped.", file=sys.stderr)
        return COULD_NOT


if __name__ == "__main__":
    sys.exit(_main())
