"""Reading a knowledge folder: all of it, or a list of what to mend."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from knowledge.checks import check_phrases, check_treatments
from knowledge.clinic import ClinicProfile
from knowledge.model import Knowledge
from knowledge.own_lines import check_own_lines
from knowledge.phrases import Phrases
from knowledge.problems import KnowledgeError, Problem
from knowledge.question_checks import check_questions
from knowledge.questions import QuestionsFile, known_questions
from knowledge.safety import SafetyFile
from knowledge.shape import shaped
from knowledge.treatments import TreatmentsFile
from knowledge.yaml_file import YamlFile, read_yaml
from knowledge.yaml_notes import check_notes

Shape = TypeVar("Shape", bound=BaseModel)

TREATMENTS, QUESTIONS = "treatments.yml", "questions.yml"
CLINIC, SAFETY, PHRASES = "clinic.yml", "safety.yml", "phrases.yml"
FILES = (TREATMENTS, QUESTIONS, CLINIC, SAFETY, PHRASES)
"""The files of a knowledge folder; none may be missing."""
_KEPT = 2
"""Versions that were read last: the one in force, and the one that is put in its place."""


def load(folder: Path) -> Knowledge:
    """Read and check the files of `folder`.

    Raises:
        KnowledgeError: A file is missing, cannot be read, or says something that does not fit.
    """
    return parse(folder, read(folder))


def read(folder: Path) -> dict[str, bytes]:
    """The bytes of the files, by name.

    Raises:
        KnowledgeError: One is missing or cannot be opened.
    """
    contents, problems = {}, []
    for name in FILES:
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError as error:
            what, mend = f"The file cannot be read: {error.strerror}.", "check its permissions."
            if isinstance(error, FileNotFoundError):
                what, mend = "The file is missing.", "put it back."
            problems.append(Problem(f"{folder.name}/{name}", 1, what, mend))
    if problems:
        raise KnowledgeError(problems)
    return contents


def version_of(contents: dict[str, bytes]) -> str:
    """A short name for exactly these bytes."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(hashlib.sha256(contents[name]).digest())
    return digest.hexdigest()[:12]


def parse(folder: Path, contents: dict[str, bytes]) -> Knowledge:
    """Check what `read` returned.

    Whoever saves a file has the folder checked, and so has whoever takes up what was saved: the
    same files are read once.

    Raises:
        KnowledgeError: With the problems of every file, not only of the first bad one.
    """
    return _parsed(folder, tuple(sorted(contents.items())))


@lru_cache(maxsize=_KEPT)
def _parsed(folder: Path, files: tuple[tuple[str, bytes], ...]) -> Knowledge:
    contents = dict(files)
    problems: list[Problem] = []

    def shape(name: str, model: type[Shape]) -> tuple[YamlFile, Shape] | None:
        try:
            file = read_yaml(folder / name, contents[name])
            problems.extend(check_notes(file, contents[name].decode("utf-8-sig")))
            return file, shaped(file, model)
        except KnowledgeError as error:
            problems.extend(error.problems)
            return None

    treatments = shape(TREATMENTS, TreatmentsFile)
    questions = shape(QUESTIONS, QuestionsFile)
    clinic = shape(CLINIC, ClinicProfile)
    safety = shape(SAFETY, SafetyFile)
    phrases = shape(PHRASES, Phrases)
    if treatments:
        problems.extend(check_treatments(*treatments, questions and questions[1]))
    if treatments and questions:
        problems.extend(check_questions(*questions, treatments[1]))
    if clinic and questions:
        problems.extend(check_own_lines(*clinic, questions[1]))
    if phrases:
        problems.extend(check_phrases(*phrases))
    if problems or not (treatments and questions and clinic and safety and phrases):
        raise KnowledgeError(problems)
    return Knowledge(
        version=version_of(contents),
        sources=treatments[1].sources,
        terms=treatments[1].terms,
        facts={fact.id: fact for fact in treatments[1].facts},
        treatments=treatments[1].treatments,
        questions=known_questions(questions[1], clinic[1].own_lines),
        clinic=clinic[1],
        safety=safety[1],
        phrases=phrases[1],
    )
