"""The knowledge that may be shown, as it stands on disk now or as it last stood in order."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from knowledge.cut_off import cut_off, lost_keys
from knowledge.loading import CLINIC, FILES, parse, read, version_of
from knowledge.model import Knowledge
from knowledge.problems import KnowledgeError

Stamp = tuple[tuple[int, int, int] | None, ...]

_SETTLED_NS = 100_000_000
"""Two saves within a tick of the file system bear the same time: younger files are read again."""


class _Version(NamedTuple):
    """What one state of the folder holds, and what of it may be shown."""

    contents: dict[str, bytes]
    whole: Knowledge
    shown: Knowledge


class LiveKnowledge:
    """Follows a folder: a saved edit is in force at the next call.

    One that is faulty is refused, and so is one that lost what the file had.

    Threads may share it: while one of them reads an edit, the others get the version before.
    """

    def __init__(
        self,
        folder: Path,
        on_refused: Callable[[KnowledgeError], None],
        only_reviewed: bool = False,
        now_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        """Read the folder for the first time.

        Args:
            folder: Where the files are.
            on_refused: Called once for each faulty save, from the thread that noticed it.
            only_reviewed: Withhold every fact that nobody reviewed.
            now_ns: The clock that files are stamped by, in nanoseconds since 1970.

        Raises:
            KnowledgeError: The folder is faulty now, so there is no version to fall back on.
        """
        self.folder = folder
        """Where the files are."""
        self._on_refused = on_refused
        self._only_reviewed = only_reviewed
        self._now_ns = now_ns
        self._reading = threading.Lock()
        self._stamp, self._settled = self._look()
        contents = read(folder)
        self._seen: str | tuple[str, ...] = version_of(contents)
        self._version = self._made(contents)

    def current(self) -> Knowledge:
        """The newest version that is in order, without what somebody withdrew.

        It never raises for a faulty edit.
        """
        return self._newest().shown

    def whole(self) -> Knowledge:
        """The newest version with all that is withheld from visitors, for those who review it."""
        return self._newest().whole

    def _newest(self) -> _Version:
        stamp, settled = self._look()
        if (stamp == self._stamp and self._settled) or not self._reading.acquire(blocking=False):
            return self._version
        try:
            self._reload(
                [
                    name
                    for name, was, now in zip(FILES, self._stamp, stamp, strict=True)
                    if was is None or now is None or was[2] == now[2]
                ]
            )
            self._stamp, self._settled = stamp, settled
        finally:
            self._reading.release()
        return self._version

    def _look(self) -> tuple[Stamp, bool]:
        stamp = tuple(self._stat(name) for name in FILES)
        now = self._now_ns()
        return stamp, all(each is None or abs(now - each[0]) > _SETTLED_NS for each in stamp)

    def _stat(self, name: str) -> tuple[int, int, int] | None:
        try:
            found = (self.folder / name).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _reload(self, in_place: list[str]) -> None:
        try:
            contents = read(self.folder)
        except KnowledgeError as error:
            self._refuse(tuple(map(str, error.problems)), error)
            return
        version = version_of(contents)
        if version == self._seen:
            return
        try:
            made = self._made(contents)
            self._check_for_losses(made, in_place)
        except KnowledgeError as error:
            self._refuse(version, error)
            return
        self._version, self._seen = made, version

    def _check_for_losses(self, made: _Version, in_place: list[str]) -> None:
        written = {name: made.contents[name] for name in in_place}
        problems = list(cut_off(self.folder, self._version.contents, written))
        if CLINIC in written:
            problems += lost_keys(self.folder, self._version.whole, made.whole)
        if problems:
            raise KnowledgeError(problems)

    def _refuse(self, seen: str | tuple[str, ...], error: KnowledgeError) -> None:
        if seen != self._seen:
            self._seen = seen
            self._on_refused(error)

    def _made(self, contents: dict[str, bytes]) -> _Version:
        whole = parse(self.folder, contents)
        return _Version(contents, whole, whole.shown(self._only_reviewed))
