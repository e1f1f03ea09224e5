"""Applying a change and taking it back: one at a time, and whole or not at all."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from teaching import going_live, staging
from teaching.change import Change
from teaching.checking import Problem, check_change
from teaching.going_live import Replace
from teaching.journal import (
    UNDER_WAY,
    Journal,
    Phase,
    folder_of,
    journals,
    read_journal,
    write_journal,
)
from teaching.known import Known
from teaching.nlu_file import intent_of
from teaching.rasa_model import NotLoaded, intents_of
from teaching.staging import MODEL, live_files
from teaching.steps import Run, run_steps, steps_for


class Refused(Exception):
    """It cannot be done as things are; the message says why. Nothing was changed."""


class Failed(Exception):
    """It was tried and did not succeed; what was live is live again."""


class Model(Protocol):
    """What `rasa_model.RasaModel` offers."""

    def load(self, model: Path) -> bool:
        """Has the running Rasa take a model; False where none runs."""

    def read(self, text: str) -> dict[str, Any]:
        """What the running Rasa makes of a message."""


@dataclass(frozen=True)
class Workplace:
    """The project that changes are applied to, and what is needed to do it."""

    root: Path
    state_folder: Path
    knowledge_folder: Path
    model: Path
    rasa: Model
    runner: Callable[[Path], Run]
    """Gives, for a staging folder, what runs the steps there."""
    masked: Callable[[str], str]
    say: Callable[[str], None]
    clock: Callable[[], float]
    """Seconds, from any beginning."""
    now: Callable[[], datetime]
    replace: Replace = os.replace

    def staging(self, change_id: str) -> Path:
        """Where a change is tried."""
        return self.state_folder / "staging" / change_id

    def kept(self, change_id: str) -> Path:
        """Where the files are that a change replaced."""
        return folder_of(self.state_folder, change_id) / "before"

    def note(self, journal: Journal) -> Journal:
        """Puts a state on disk."""
        write_journal(self.state_folder, journal)
        return journal


@contextmanager
def alone(place: Workplace) -> Iterator[None]:
    """Keeps others from applying at the same time; what a crash left behind is mended first.

    Raises:
        Refused: Another is at work.
    """
    place.state_folder.mkdir(parents=True, exist_ok=True)
    # The system frees the lock of a process that dies.
    with (place.state_folder / "teaching.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("Another change is being applied or rolled back. Try later.") from None
        _mend(place)
        yield


def apply(change: Change, change_file: Path, place: Workplace) -> Journal:
    """Checks a change in a staging folder, and has it go live where every check succeeds.

    Raises:
        Refused: It is applied already, is not in order, or the live files changed meanwhile.
        Failed: A check failed, or Rasa did not take the model.
    """
    with alone(place), _mended_at_once(place):
        return _apply(change, change_file, place)


def rollback(change_id: str, place: Workplace) -> Journal:
    """Puts back what was live before a change.

    Raises:
        Refused: It is not applied, or something else was changed since.
        Failed: Rasa did not take the earlier model.
    """
    with alone(place), _mended_at_once(place):
        return _rollback(change_id, place)


def mend(place: Workplace) -> None:
    """Mends what a crash left behind, unless somebody is at work."""
    try:
        with alone(place):
            pass
    except Refused:
        return


@contextmanager
def _mended_at_once(place: Workplace) -> Iterator[None]:
    """Where the disk fails half way, puts back what it can before it says so."""
    try:
        yield
    except OSError:
        _mend(place)
        raise


def in_words(problems: list[Problem]) -> str:
    """Problems, one a line."""
    return "\n".join(f"  {problem.field}: {problem}" for problem in problems)


def _apply(change: Change, change_file: Path, place: Workplace) -> Journal:
    begun = place.clock()
    earlier = read_journal(place.state_folder, change.id)
    if earlier is not None and earlier.phase == "applied":
        raise Refused(f"{change.id} is applied already, since {earlier.at:%Y-%m-%d %H:%M} UTC.")
    known = Known.read(place.root, place.knowledge_folder)
    problems = check_change(change, known, place.masked)
    if problems:
        raise Refused(f"{change.id} is not in order:\n{in_words(problems)}")
    live = live_files(place.root, place.knowledge_folder, place.model)
    before = {name: going_live.digest(path) for name, path in live.items()}
    place.say(f"Applying {change.id}; nothing is live before every check has succeeded.")
    journal = place.note(Journal(id=change.id, phase="checking", at=place.now()))
    folder, staged = folder_of(place.state_folder, change.id), place.staging(change.id)
    try:
        staging.stage(change, known, place.root, place.model, staged)
        outputs = folder / "output"
        outputs.mkdir(exist_ok=True)
        steps = steps_for(change, change_file.resolve(), outputs.resolve())
        failure = run_steps(steps, outputs, place.runner(staged), place.say, place.clock)
        if failure is not None:
            message = f"“{failure.step.name}” failed; its output: {failure.output}"
            place.note(journal.now("failed", place.now(), message))
            raise Failed(f"{message}\nNothing has changed: what was live is live.")
        moves = going_live.moves_of(live, before, staged)
        number = 1 + max((each.number for each in journals(place.state_folder)), default=0)
        journal = journal.model_copy(update={"moves": moves, "number": number})
        journal = _go_live(change, place.note(journal), staged, place)
    finally:
        staging.remove(staged)
    place.say(f"Live after {place.clock() - begun:.0f} s. To take it back: rollback {change.id}")
    return journal


def _go_live(change: Change, journal: Journal, staged: Path, place: Workplace) -> Journal:
    going_live.keep(journal.moves, place.kept(change.id))
    going_live.bring(journal.moves, staged)
    changed = going_live.changed_since(journal.moves, applied=False)
    if changed:
        going_live.clear(journal.moves)
        message = f"{', '.join(changed)} changed while the checks ran; apply it again."
        place.note(journal.now("failed", place.now(), message))
        raise Refused(f"{message} Nothing has changed by this.")
    journal = place.note(journal.now("going live", place.now()))
    going_live.swap(journal.moves, place.replace)
    if MODEL in journal.moves:
        try:
            if _load(place):
                _confirm(change, place)
        except NotLoaded as error:
            going_live.restore(journal.moves, place.kept(change.id), place.replace)
            message = f"{error} What was live before is live again."
            place.note(journal.now("failed", place.now(), message))
            _load_again(place)
            raise Failed(message) from None
    return place.note(journal.now("applied", place.now()))


def _rollback(change_id: str, place: Workplace) -> Journal:
    journal = read_journal(place.state_folder, change_id)
    if journal is None or journal.phase != "applied":
        state = "was never applied" if journal is None else f"is not applied: {journal.phase}"
        raise Refused(f"{change_id} {state}.")
    later = [
        each.id
        for each in journals(place.state_folder)
        if each.phase == "applied" and each.number > journal.number
    ]
    if later:
        raise Refused(
            f"Applied on top of {change_id}: {', '.join(later)}. Roll back these first, the last "
            "one first."
        )
    changed = going_live.changed_since(journal.moves, applied=True)
    if changed:
        raise Refused(
            f"{', '.join(changed)} changed since {change_id} was applied; rolling back would lose "
            f"that. The files of before are in {place.kept(change_id)}."
        )
    journal = place.note(journal.now("rolling back", place.now()))
    going_live.restore(journal.moves, place.kept(change_id), place.replace)
    if MODEL in journal.moves:
        try:
            _load(place)
        except NotLoaded as error:
            message = f"The files of before are back, but: {error} Restart the service."
            place.note(journal.now("rolled back", place.now(), message))
            raise Failed(message) from None
    place.say(f"{change_id} is rolled back.")
    return place.note(journal.now("rolled back", place.now()))


def _mend(place: Workplace) -> None:
    for journal in journals(place.state_folder):
        if journal.phase not in UNDER_WAY:
            continue
        staging.remove(place.staging(journal.id))
        if journal.phase == "checking":
            going_live.clear(journal.moves)
            message = "It was interrupted while it was being checked; nothing had gone live."
            place.note(journal.now("failed", place.now(), message))
            place.say(f"Found {journal.id} half done. {message}")
            continue
        left = going_live.restore(journal.moves, place.kept(journal.id), place.replace)
        what = "going live" if journal.phase == "going live" else "being rolled back"
        message = f"It was interrupted while {what}; what was live before it is live again."
        if left:
            message += f" Left alone, since changed by somebody else: {', '.join(left)}."
        place.say(f"Found {journal.id} half done. {message}")
        if MODEL in journal.moves:
            _load_again(place)
        done: Phase = "failed" if journal.phase == "going live" else "rolled back"
        place.note(journal.now(done, place.now(), message))


def _load(place: Workplace) -> bool:
    begun = place.clock()
    running = place.rasa.load(place.model)
    if running:
        place.say(f"  Rasa loaded the model in {place.clock() - begun:.1f} s.")
    else:
        place.say("  Rasa does not run; it loads the model at its next start.")
    return running


def _load_again(place: Workplace) -> None:
    """Has Rasa take the model that is live again; where it does not, says what to do."""
    try:
        _load(place)
    except NotLoaded as error:
        place.say(f"  {error} Restart the service.")


def _confirm(change: Change, place: Workplace) -> None:
    """Asks the running Rasa for one of the examples that it was taught."""
    for example in change.examples[:1]:
        if intent_of(change.taught_topic) not in intents_of(place.rasa.read(example)):
            raise NotLoaded("The running Rasa does not understand what was taught.")
