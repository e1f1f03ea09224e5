"""supervisord, which a full disk does not end.

What it cannot write to a log it tells on its own output. Where that lies on the same disk the
telling fails too, and it ends: nobody starts the processes again when they die.
"""

from supervisor import loggers, supervisord


def lose_what_cannot_be_written() -> None:
    """Has a line that a log does not take be lost, and nothing else."""
    loggers.Handler.handleError = lambda _: None


def main() -> None:
    """Runs supervisord with the arguments of this command."""
    lose_what_cannot_be_written()
    supervisord.main()


if __name__ == "__main__":
    main()
