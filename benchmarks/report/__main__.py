"""Measures the assistant and writes the testers' report.

    python -m benchmarks.report [--only PART …] [--name WORDS] [--url URL] [--watch]

It writes `report.html`, `report.xml` (JUnit) and `report.json` (for the next run to compare with)
into `results/`, and ends with an error where a conversation fails or cannot be played. A run that
leaves something out writes `part.html` and `part.xml`, and keeps the rest of what is remembered.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rich.progress import track

from benchmarks.report import talks
from benchmarks.report.by_question import by_question
from benchmarks.report.by_topic import by_topic
from benchmarks.report.changes import changes, kept, with_sections
from benchmarks.report.coverage import coverage
from benchmarks.report.junit import junit
from benchmarks.report.page import page
from benchmarks.report.reading_ease import reading_ease
from benchmarks.report.robustness import robustness
from benchmarks.report.sections import Follow, Item, Section
from benchmarks.report.signs import signs
from benchmarks.report.watching import seen, wait_for_edit
from benchmarks.understanding import trained_model
from knowledge import DEFAULT_FOLDER, KnowledgeError, load
from nlu import training
from tests.conversations import report as conversation_report
from tests.conversations.conversation import FOLDER
from tests.conversations.player import UnreachableError
from tests.running_service import RunningService
from understanding.model import NoModel
from understanding.model import load as load_model

RESULTS = DEFAULT_FOLDER.parent / "results"
DATA = DEFAULT_FOLDER.parent / "data"
_NAMED = 20
"""How many that became worse the terminal names."""
CONVERSATIONS = "conversations"
PARTS = ("topics", "questions", "signs", "robustness", "coverage", "reading", CONVERSATIONS)
KEPT = "vectors.npz"
"""The examples as they were read, for the next run."""
ALL, PART = "report", "part"
"""What the page is called, so that a run of one conversation does not overwrite the report."""
TROUBLE = (KnowledgeError, UnreachableError, NoModel, ValueError, OSError, AssertionError)
"""What keeps a part from being measured, such as a service that does not start."""


def shown(items: Sequence[Item], heading: str) -> Iterator[Item]:
    """Goes through items with a progress bar."""
    return iter(track(items, description=f"{heading:26}"))


def measured(
    parts: Sequence[str], chosen: talks.Chosen, follow: Follow, folder: Path
) -> Iterator[Section]:
    """Measures the parts that take no running service, each given as soon as it is measured.

    Args:
        parts: Which of them.
        chosen: The conversations.
        follow: Shows how far it is.
        folder: Where the report goes, and what is kept for the next run.

    Raises:
        NoModel: The assistant could not be trained.
        KnowledgeError: A file of the knowledge is faulty.
    """
    if not set(parts) - {CONVERSATIONS}:
        return
    knowledge, model = load(DEFAULT_FOLDER), load_model(trained_model())
    measuring: dict[str, Callable[[], Section]] = {
        "topics": lambda: by_topic(knowledge, model, follow),
        "questions": lambda: by_question(knowledge, model, follow, folder / KEPT),
        "signs": lambda: signs(knowledge, model, follow),
        "robustness": lambda: robustness(knowledge, model, follow),
        "coverage": lambda: coverage(knowledge, model, chosen, follow),
        "reading": lambda: reading_ease(knowledge),
    }
    yield from (measure() for part, measure in measuring.items() if part in parts)


@contextmanager
def served(url: str | None) -> Iterator[tuple[str, Callable[[], None] | None]]:
    """Where the service answers, and what restarts it; one is started where none is named."""
    if url is not None:
        yield url, None
        return
    print("Starting the service …", file=sys.stderr)
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningService(Path(folder)) as service,
    ):

        def restart() -> None:
            service.stop()
            service.start()

        yield service.url, restart


def written(folder: Path, sections: Sequence[Section], now: datetime, name: str = ALL) -> str:
    """Writes the files of the report; returns what the terminal says of it.

    Args:
        folder: Where to.
        sections: What was measured.
        now: When.
        name: What the page is called: `ALL` or `PART`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    memory = folder / "report.json"
    before = kept(memory.read_text("utf-8") if memory.is_file() else "")
    changed = changes(before, sections)
    html = page(sections, changed, now, load(DEFAULT_FOLDER).version)
    (folder / f"{name}.html").write_text(html, "utf-8")
    (folder / f"{name}.xml").write_bytes(junit(sections))
    memory.write_text(with_sections(before, sections, now), "utf-8")
    missed = [
        f"  {each.title}: {figure.name} {figure.shown}, goal {figure.shown_goal}"
        for each in sections
        for figure in each.figures
        if not figure.is_reached
    ]
    worse = [f"  {each.title}: {name}" for each in changed for name, _ in each.worse]
    lines = ["Short of their goals:", *missed] if missed else ["All goals are reached."]
    more = [f"  … and {len(worse) - _NAMED} more, in the report"] if len(worse) > _NAMED else []
    lines += ["Passed at the last run, and not any more:", *worse[:_NAMED], *more] if worse else []
    return "\n".join([*lines, f"The report: {folder / f'{name}.html'}"])


def talked(chosen: talks.Chosen, url: str, restart: Callable[[], None] | None) -> Section:
    """Plays conversations and prints what went wrong.

    Raises:
        UnreachableError: The service does not answer.
    """
    section = talks.play_all(chosen, url, restart, shown)
    print(conversation_report.of_all(section.played))
    for table in section.tables:
        print(f"{table.title}:", *(f"  {row[0]}" for row in table.rows), sep="\n")
    return section


def watched_files() -> Iterator[Path]:
    """What a tester edits: the knowledge, what Rasa learns from, and the conversations."""
    for folder in (DEFAULT_FOLDER, DATA, FOLDER):
        yield from folder.rglob("*.yml")


def watch(words: str | None, folder: Path, url: str, restart: Callable[[], None] | None) -> None:
    """Plays the conversations again whenever a file is edited, until it is interrupted."""
    while True:
        before = seen(watched_files())
        try:
            chosen = talks.choose(FOLDER, words)
            print(written(folder, [talked(chosen, url, restart)], datetime.now(), PART))
        except TROUBLE as error:
            # Also where the service is just restarting: the next edit plays them again.
            print(error)
        print("Waiting for an edit; Ctrl-C ends it.")
        edited = wait_for_edit(watched_files, before)
        print(f"Edited: {', '.join(sorted(path.name for path in edited))}")
        if any(path.is_relative_to(DATA) for path in edited) and restart is not None:
            command = [sys.executable, "-m", training.__name__]
            if subprocess.run(command, cwd=training.ROOT, check=False).returncode == 0:
                try:
                    restart()
                except TROUBLE as error:
                    print(error)


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts alone")
    parser.add_argument("--name", help="conversations with these words in title or file name")
    parser.add_argument("--url", help="a service that runs already, such as http://127.0.0.1:8000")
    parser.add_argument("--watch", action="store_true", help="play again after each edit")
    parser.add_argument("--folder", type=Path, default=RESULTS, help="where the report goes")
    options = parser.parse_args(arguments)
    if options.watch or options.name:
        options.only = [CONVERSATIONS]
    return options


def tried(options: argparse.Namespace, sections: list[Section]) -> Exception | None:
    """Measures one part after the other; returns what kept it from the rest."""
    try:
        chosen = talks.choose(FOLDER, options.name)
        # One by one: what takes minutes to measure is not lost where a later part fails.
        for section in measured(options.only, chosen, shown, options.folder):
            sections.append(section)
        if CONVERSATIONS in options.only:
            with served(options.url) as (url, restart):
                if options.watch:
                    watch(options.name, options.folder, url, restart)
                sections.append(talked(chosen, url, restart))
    except TROUBLE as error:
        return error
    return None


def main(arguments: Sequence[str]) -> int:
    """Writes the report.

    Returns:
        0 if all conversations passed, 1 if not, 2 if something could not be measured.
    """
    options = parsed(arguments)
    sections: list[Section] = []
    try:
        trouble = tried(options, sections)
        if sections:
            is_whole = len(sections) == len(PARTS) and not any(each.is_part for each in sections)
            name = ALL if is_whole else PART
            print(written(options.folder, sections, datetime.now(), name))
    except KeyboardInterrupt:
        return 0 if options.watch else 2
    except OSError as error:
        trouble = error
    if trouble is not None:
        print(trouble, file=sys.stderr)
        return 2
    return 1 if any(each.failed for each in sections) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
