"""Applying a change and taking it back: one at a time, and whole or not at all."""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from knowledge.editing import make_private, open_private, write_whole
from knowledge.model import Knowledge
from teaching import going_live, training
from teaching.change import Change, QuestionChange
from teaching.checking import Problem, check_change
from teaching.effects import (
    asked_already,
    broken,
    drawn_away,
    listed,
    lost_signs,
    places,
    promised,
)
from teaching.known import Known
from teaching.proposals import Journal, State, folder_of, journals, read_journal, write_journal
from teaching.rasa_model import NotLoaded
from teaching.showing import Preview, Read, placed, previews


class Refused(Exception):
    """It cannot be done as things are; the message says why. Nothing was changed."""


class Failed(Exception):
    """It was tried and did not succeed; what was live is live again."""


@dataclass(frozen=True)
class Workplace:
    """The project that changes are applied to, and what is needed to do it."""

    root: Path
    state_folder: Path
    knowledge_folder: Path
    model: Path
    """The setting `MODEL`: an archive, or a folder of them."""
    visible: Callable[[Knowledge], Knowledge]
    """What visitors are shown of the knowledge."""
    train: Callable[[Path, Path], bool]
    """Trains the model of a staging folder, with its output in a file."""
    reader: Callable[[Path, Knowledge], Read]
    """Gives what reads messages with a trained model."""
    load: Callable[[Path], bool]
    """Has the running Rasa take a model; False where none runs."""
    masked: Callable[[str], str]
    say: Callable[[str], None]
    now: Callable[[], datetime]
    write: going_live.Write = write_whole

    def staging(self, change_id: str) -> Path:
        """Where a change is tried."""
        return self.state_folder / "staging" / change_id

    def kept(self, change_id: str) -> Path:
        """Where the files are that a change replaced."""
        return folder_of(self.state_folder, change_id) / "before"

    def note(self, journal: Journal, state: State, message: str = "", **more: object) -> Journal:
        """Puts what became of a change on disk, and gives it."""
        reached = {"state": state, "message": message, "at": self.now(), **more}
        journal = journal.model_copy(update=reached)
        write_journal(self.state_folder, journal)
        return journal


@dataclass(frozen=True)
class Outlook:
    """A change that was looked over.

    Attributes:
        known: The project without it.
        knowledge: With it.
        problems: What is wrong with it.
        examples: What each new example is answered, once it is taught.
        asked: What the examples are answered by which its question is recognized already.
        shown: By topic, the answer that shows the new fact.
    """

    known: Known
    knowledge: Knowledge
    problems: list[Problem]
    examples: Sequence[Preview] = ()
    asked: Sequence[Preview] = ()
    shown: Sequence[Preview] = ()

    @property
    def answers(self) -> dict[str, str]:
        """What each new example will be answered."""
        return {each.asked: each.then for each in self.examples}

    def __str__(self) -> str:
        if self.problems:
            return "\n".join(f"  {problem.field}: {problem}" for problem in self.problems)
        told = [
            line
            for each in (*self.examples, *self.asked)
            for line in (
                (f"“{each.asked}” is answered now:", each.now),
                ("  and will be answered:", "the same" if each.stays else each.then),
            )
        ]
        told += [(f"The fact stands here in {each.asked}:", each.then) for each in self.shown]
        return "\n".join(f"{head}\n{_indented(text)}" for head, text in told)


def look_over(change: Change, place: Workplace) -> Outlook:
    """What is wrong with a change; where nothing is, what will be answered.

    Raises:
        KnowledgeError: The project is faulty as it stands.
    """
    known = Known.read(place.root, place.knowledge_folder)
    problems = check_change(change, known, place.masked)
    if problems:
        return Outlook(known, known.knowledge, problems)
    knowledge = known.knowledge_with(change)
    now, then = place.visible(known.knowledge), place.visible(knowledge)
    already = asked_already(change, known.knowledge)
    archive = training.live_archive(place.model) if change.examples or already else None
    if archive is None:
        promises, asked, today = promised(change, None, then), [], {}
    else:
        read = place.reader(archive, known.knowledge)
        promises = promised(
            change, place.reader(archive, knowledge) if change.examples else None, then
        )
        # A new question is known by the new version alone.
        anew = place.reader(archive, knowledge) if isinstance(change, QuestionChange) else None
        asked = previews(already, read, now, then, anew)
        today = {each.asked: each.now for each in previews(change.examples, read, now, now)}
    ways = (each for each in places(change, knowledge).values() if each is not None)
    return Outlook(
        known,
        knowledge,
        [],
        [Preview(text, today.get(text, ""), answer) for text, answer in promises.items()],
        asked,
        [placed(each, known.knowledge, knowledge) for each in ways],
    )


def _close_to_others(state_folder: Path) -> None:
    """Of what an earlier version left open to every account of the machine."""
    for name, mode in (("teaching.lock", 0o600), ("applied", 0o700), ("staging", 0o700)):
        with suppress(FileNotFoundError):
            (state_folder / name).chmod(mode)


@contextmanager
def alone(place: Workplace) -> Iterator[None]:
    """Keeps others from applying at the same time; what a crash left behind is mended first.

    Raises:
        Refused: Another is at work.
    """
    make_private(place.state_folder)
    lock_file = place.state_folder / "teaching.lock"
    # The system frees the lock of a process that dies.
    with open(lock_file, "w", opener=open_private) as lock:
        _close_to_others(place.state_folder)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("Another change is being applied or rolled back. Try later.") from None
        _mend(place)
        try:
            yield
        except OSError:
            # Where the disk fails half way, what can be put back is, before it is said.
            _mend(place)
            raise


def mend(place: Workplace) -> None:
    """Mends what a crash left behind, unless somebody is at work."""
    with suppress(Refused), alone(place):
        pass


def _mend(place: Workplace) -> None:
    for journal in journals(place.state_folder):
        if journal.state == "under way":
            training.remove(place.staging(journal.id))
            message = "It was interrupted; what was live before is live."
            mended, _ = _put_back(journal, message, place)
            place.say(f"Found {journal.id} half done. {mended.message}")


def apply(change: Change, place: Workplace) -> Journal:
    """Trains with a change, checks the answers, and has it go live where all is as was shown.

    Raises:
        Refused: It is applied already, is not in order, or the live files changed meanwhile.
        Failed: A check failed, or Rasa did not take the model.
    """
    with alone(place):
        earlier = read_journal(place.state_folder, change.id)
        if earlier is not None and earlier.state == "applied":
            raise Refused(f"{change.id} is applied already, since {earlier.at:%Y-%m-%d %H:%M} UTC.")
        live = training.live_files(place.root, place.knowledge_folder, place.model, change.id)
        before = {name: going_live.digest(path) for name, path in live.items()}
        outlook = look_over(change, place)
        if outlook.problems:
            raise Refused(f"{change.id} is not in order:\n{outlook}")
        place.say(
            f"{outlook}\nApplying {change.id}; nothing is live before every check has succeeded."
        )
        journal = place.note(Journal(id=change.id, state="proposed", at=place.now()), "under way")
        staged = place.staging(change.id)
        try:
            _try(change, outlook, journal, staged, place)
            if change.examples:
                training.mark(staged, live[training.MODEL])
            moves = going_live.moves_of(live, before, staged)
            journal = _go_live(journal.model_copy(update={"moves": moves}), staged, place)
        finally:
            training.remove(staged)
        place.say(f"Live. To take it back: rollback {change.id}")
        return journal


def _try(
    change: Change, outlook: Outlook, journal: Journal, staged: Path, place: Workplace
) -> None:
    """Makes the change beside what is live, trains with it, and checks the answers.

    Raises:
        Failed: Something is then not as it should be.
    """
    training.stage(change, outlook.known, place.root, staged)
    wrong = _wrong_with(change, outlook, staged, place) if change.examples else None
    if wrong is not None:
        place.note(journal, "failed", wrong)
        raise Failed(f"{wrong}\nNothing has changed: what was live is live.")


def _wrong_with(change: Change, outlook: Outlook, staged: Path, place: Workplace) -> str | None:
    output = folder_of(place.state_folder, change.id) / "training.txt"
    place.say("  Training (some minutes) …")
    if not place.train(staged, output):
        return f"Training failed; its output: {output}"
    place.say("  Reading the examples with the new model …")
    after = place.reader(staged / training.MODEL, outlook.knowledge)
    wrong = list(broken(change, outlook.answers, after, place.visible(outlook.knowledge)))
    if wrong:
        return "\n".join(wrong)
    archive = training.live_archive(place.model)
    if archive is None:
        return None
    before = place.reader(archive, outlook.knowledge)
    if signs := lost_signs(outlook.known, before, after):
        return f"Warning signs would be taken for less than they are: {listed(signs)}."
    if lost := drawn_away(change, outlook.known, before, after):
        return f"Other questions would no longer be understood: {listed(lost)}."
    return None


def _go_live(journal: Journal, staged: Path, place: Workplace) -> Journal:
    going_live.keep(journal.moves, place.kept(journal.id))
    changed = going_live.changed(journal.moves, applied=False)
    if changed:
        message = f"{changed} changed while the checks ran; apply it again."
        place.note(journal, "failed", message)
        raise Refused(f"{message} Nothing has changed by this.")
    number = 1 + max((each.number for each in journals(place.state_folder)), default=0)
    journal = place.note(journal, "under way", number=number)
    going_live.swap(journal.moves, staged, place.write)
    try:
        _load(journal, place)
    except NotLoaded as error:
        message = f"{error} What was live before is live again."
        _put_back(journal, message, place)
        raise Failed(message) from None
    return place.note(journal, "applied")


def rollback(change_id: str, place: Workplace) -> Journal:
    """Puts back what was live before a change.

    Raises:
        Refused: It is not applied, or something else was changed since.
        Failed: Rasa did not take the earlier model.
    """
    with alone(place):
        journal = read_journal(place.state_folder, change_id)
        if journal is None or journal.state != "applied":
            state = "was never applied" if journal is None else f"is not applied: {journal.state}"
            raise Refused(f"{change_id} {state}.")
        every = (each for each in journals(place.state_folder) if each.state == "applied")
        later = ", ".join(each.id for each in every if each.number > journal.number)
        if later:
            raise Refused(
                f"Applied on top of {change_id}: {later}. Roll back these first, the last one "
                "first."
            )
        changed = going_live.changed(journal.moves, applied=True)
        if changed:
            raise Refused(
                f"{changed} changed since {change_id} was applied; rolling back would lose that. "
                f"The files of before are in {place.kept(change_id)}."
            )
        journal = place.note(journal, "under way", undone="rolled back")
        journal, problem = _put_back(journal, "", place)
        if problem is not None:
            raise Failed(f"The files of before are back, but: {problem}")
        place.say(f"{change_id} is rolled back.")
        return journal


def _put_back(journal: Journal, message: str, place: Workplace) -> tuple[Journal, str | None]:
    """Restores what was live before, and says what Rasa has against it, if anything."""
    left = going_live.restore(journal.moves, place.kept(journal.id), place.write)
    if left:
        message += f" Left alone, since changed by somebody else: {left}."
    problem = None
    try:
        _load(journal, place)
    except NotLoaded as error:
        problem = f"{error} Restart the service."
        place.say(f"  {problem}")
    return place.note(journal, journal.undone, message), problem


def _load(journal: Journal, place: Workplace) -> None:
    archive = training.live_archive(place.model)
    if training.MODEL not in journal.moves or archive is None:
        return
    if place.load(archive):
        place.say("  Rasa loaded the model.")
    else:
        place.say("  Rasa does not run; it loads the model at its next start.")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
