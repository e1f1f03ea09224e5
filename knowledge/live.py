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

Background = Callable[[Callable[[], None]], None]

_SETTLED_NS = 100_000_000
"""Two saves within a tick of the file system bear the same time: younger files are read again."""


def at_once(work: Callable[[], None]) -> None:
    """Has something done before whoever asks for it goes on."""
    work()


def in_thread(work: Callable[[], None]) -> None:
    """Has something done beside whoever asks for it, or at once where no thread can be started."""
    try:
        threading.Thread(target=work, daemon=True).start()
    except RuntimeError:
        work()


class _Version(NamedTuple):
    """What one state of the folder holds, and what of it may be shown."""

    contents: dict[str, bytes]
    whole: Knowledge
    shown: Knowledge


class LiveKnowledge:
    """Follows a folder: a saved edit is in force at the next call, or once it is read beside it.

    One that is faulty is refused, and so is one that lost what the file had.

    Threads may share it: while one of them reads an edit, the others get the version before.
    """

    def __init__(
        self,
        folder: Path,
        on_refused: Callable[[KnowledgeError], None],
        only_reviewed: bool = False,
        now_ns: Callable[[], int] = time.time_ns,
        background: Background = at_once,
        prepare: Callable[[Knowledge], None] = lambda _: None,
    ) -> None:
        """Read the folder for the first time.

        Args:
            folder: Where the files are.
            on_refused: Called once for each faulty save, from the thread that noticed it.
            only_reviewed: Withhold every fact that nobody reviewed.
            now_ns: The clock that files are stamped by, in nanoseconds since 1970.
            background: What reads an edit, which takes a second; the version before stays until
                then.
            prepare: Called with a new version before it is in force.

        Raises:
            KnowledgeError: The folder is faulty now, so there is no version to fall back on.
        """
        self.folder = folder
        """Where the files are."""
        self._on_refused = on_refused
        self._only_reviewed = only_reviewed
        self._now_ns = now_ns
        self._background = background
        self._prepare = prepare
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

    def catch_up(self) -> None:
        """Returns once what was saved by now is in force, or refused."""
        if self._is_behind(self._look()):
            self._reading.acquire()
            self._follow()

    def _newest(self) -> _Version:
        if self._is_behind(self._look()) and self._reading.acquire(blocking=False):
            self._background(self._follow)
        return self._version

    def _is_behind(self, seen: tuple[Stamp, bool]) -> bool:
        return not self._settled or seen[0] != self._stamp

    def _follow(self) -> None:
        """Reads what was saved; whoever calls this holds the lock, which is given back."""
        try:
            stamp, settled = self._look()
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
            self._prepare(made.shown)
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
