"""The process manager goes on when its logs cannot be written."""

import io

import pytest
from supervisor import loggers

from deploy.process_manager import lose_what_cannot_be_written


class FullDisk(io.BytesIO):
    """A file that takes nothing until there is room again."""

    has_room = False

    def write(self, content: object) -> int:
        if not self.has_room:
            raise OSError(28, "No space left on device")
        return super().write(content)  # type: ignore[arg-type]


def test_a_line_that_cannot_be_written_is_lost_and_the_next_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Put back afterwards, whatever is put in its place.
    monkeypatch.setattr(loggers.Handler, "handleError", loggers.Handler.handleError)
    # Its own output lies on the same disk.
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(FullDisk(), write_through=True))
    log = FullDisk()
    logger = loggers.Logger(handlers=[loggers.StreamHandler(log)])
    with pytest.raises(OSError, match="No space left"):
        logger.info("as it comes")

    lose_what_cannot_be_written()
    logger.info("lost")
    log.has_room = True
    logger.info("written")

    assert b"written" in log.getvalue()
    assert b"lost" not in log.getvalue()
