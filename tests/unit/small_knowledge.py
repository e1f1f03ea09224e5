"""A knowledge folder that fits on a page, to be broken by tests in one place at a time."""

import shutil
from pathlib import Path

from knowledge import DEFAULT_FOLDER

TREATMENTS = """\
sources:
  LEAFLET:
    title: A leaflet
    publisher: A clinic
    date: May 2020
    url: https://www.example.org/leaflet
    grade: clinic
terms:
  condition:
    scars:
      name: scars
      synonyms: [scarring, scar tissue]
    freckles:
      name: freckles
  treatment_type:
    light:
      name: light
  provider:
    nurse:
      name: nurse
facts:
  - id: what-it-is
    text: Rolling means that a soft ball is rolled over the skin.
    source: LEAFLET
    review: {by: Jane Doe RN, on: 2026-01-31}
    qualified_by: [limits]
  - id: limits
    text: It was tried on 12 people for two weeks.
    source: LEAFLET
    review: unreviewed
    numbers: {people: 12, weeks: 2}
  - id: light-length
    text: A light ball reaches 0.5 to 3.0 mm.
    source: LEAFLET
    review: {by: Jane Doe RN, on: 2026-01-31}
    about: {treatment_type: [light]}
    numbers: {needle_length_mm: {min: 0.5, max: 3}}
  - id: for-scars
    text: Rolling is used on scars.
    source: LEAFLET
    about: {condition: [scars]}
  - id: by-nurses
    text: A nurse does the rolling.
    source: LEAFLET
treatments:
  rolling:
    name: rolling
    synonyms: [ball rolling]
    types:
      light:
        needle_length_mm: {min: 0.5, max: 3.0}
        facts: [light-length]
        depth_facts: [light-length]
        providers: [nurse]
        provider_facts: [by-nurses]
    conditions:
      scars: {standing: listed, facts: [for-scars]}
    topics:
      definition:
        facts: [what-it-is]
        related: [pain]
      needle_depth:
        facts: [light-length, limits]
"""


QUESTIONS = """\
questions:
  rolling:
    definition:
      what-it-means:
        name: what rolling means
        examples:
          - what does rolling mean
          - rolling, what is that
          - explain rolling to me
          - my sister says rolling, what does she mean
          - meaning of rolling
        facts: [what-it-is]
      rolling-or-tumbling:
        name: how it differs from tumbling
        examples:
          - is it the same as tumbling
          - rolling or tumbling
          - what has tumbling to do with it
          - tumbling against rolling
          - i thought that was tumbling
        near: [what-it-is]
"""


def write_folder(
    folder: Path, treatments: str = TREATMENTS, questions: str = "questions: {}\n"
) -> Path:
    """Make `folder` a knowledge folder with these, and wording and signs as shipped.

    The clinic's profile is blank, whatever the clinic has filled in where the tests run.
    """
    folder.mkdir(exist_ok=True)
    for name in ("phrases.yml", "safety.yml"):
        shutil.copy(DEFAULT_FOLDER / name, folder / name)
    (folder / "clinic.yml").write_text("name:\n", encoding="utf-8")
    (folder / "treatments.yml").write_text(treatments, encoding="utf-8")
    (folder / "questions.yml").write_text(questions, encoding="utf-8")
    return folder


def edited(old: str, new: str, text: str = TREATMENTS) -> str:
    """`text` with its only `old` replaced."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def line_of(marker: str, text: str) -> int:
    """The number of the first line that holds `marker`."""
    return text[: text.index(marker)].count("\n") + 1
