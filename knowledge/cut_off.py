"""Whether a file that was saved has lost what it had: emptied, or cut off while it was written.

The first half of a file can be in order as YAML, and the rest would be gone without a word. A file
that was put in the place of another, as programs do it, is whole.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.loading import CLINIC
from knowledge.model import Knowledge
from knowledge.problems import Problem

_CUT = "save the whole file again; if the rest is meant to go, end the file with a line `# end`."


def cut_off(
    folder: Path, before: Mapping[str, bytes], now: Mapping[str, bytes]
) -> Iterator[Problem]:
    """What looks cut off of the files that were written in their old place.

    Args:
        folder: Where the files are.
        before: The files in force, by name.
        now: Those that were written since.
    """
    for name, new in now.items():
        old = before[name]
        is_part = len(new) < len(old) and old.startswith(new)
        if is_part or (old.endswith(b"\n") and not new.endswith(b"\n")):
            label, line = f"{folder.name}/{name}", new.count(b"\n") + 1
            yield Problem(label, line, "The file seems to be cut off here.", _CUT)


def lost_keys(folder: Path, before: Knowledge, now: Knowledge) -> Iterator[Problem]:
    """The keys of the clinic's profile that are gone; one that is blank is not."""
    for key in sorted(before.clinic.model_fields_set - now.clinic.model_fields_set):
        mend = f"write `{key}:`, with nothing behind it if the clinic has none."
        yield Problem(f"{folder.name}/{CLINIC}", 1, f"`{key}` was here and is gone.", mend)
