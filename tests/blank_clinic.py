"""For tests: the project's knowledge, for a clinic that has filled in nothing.

What a test expects must hold whatever the clinic has written into its own `clinic.yml`.
"""

import atexit
import shutil
import tempfile
from pathlib import Path

from knowledge import DEFAULT_FOLDER, loading
from knowledge.clinic import ClinicProfile

BLANK = "".join(f"{field}:\n" for field in ClinicProfile.model_fields)
"""A profile without a single detail."""


def copied_knowledge(folder: Path, clinic: str = BLANK) -> Path:
    """Copies the project's knowledge into a folder, with a clinic of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in loading.FILES:
        shutil.copy(DEFAULT_FOLDER / name, folder)
    (folder / loading.CLINIC).write_text(clinic, "utf-8")
    return folder


def linked_knowledge() -> Path:
    """A new folder with a blank clinic; edits of the project's other files are seen in it."""
    folder = Path(tempfile.mkdtemp(prefix="needlewise-knowledge-"))
    atexit.register(shutil.rmtree, folder)
    for name in loading.FILES:
        if name != loading.CLINIC:
            (folder / name).symlink_to(DEFAULT_FOLDER / name)
    (folder / loading.CLINIC).write_text(BLANK, "utf-8")
    return folder
