"""For the tests that learn: a copy of the project that has learnt, shared by them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.sampled_data import write_few_questions, write_sample
from tests.blank_clinic import BLANK
from tests.running_service import ROOT

NOT_COPIED = (
    ".*",
    "__pycache__",
    "benchmarks",
    "data",
    "docs",
    "models",
    "results",
    "tests",
    "var",
)
EXAMPLES_OF_EACH = 40


@pytest.fixture(scope="session")
def sampled_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, and what it has learnt from some of the examples."""
    root = tmp_path_factory.mktemp("sampled") / "project"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*NOT_COPIED))
    write_sample(root / "data", EXAMPLES_OF_EACH)
    write_few_questions(root / "knowledge")
    (root / "knowledge" / "clinic.yml").write_text(BLANK, "utf-8")
    subprocess.run([sys.executable, "-m", "nlu.training"], cwd=root, check=True)
    return root
