"""Saving the clinic profile from the front desk, with a line in the audit for each field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from desk.audit.store import note_change
from desk.clinic.form import Fields, as_text
from knowledge import KnowledgeError
from knowledge.clinic_editing import FIELDS, FieldValue, fields_of, with_fields
from knowledge.editing import (
    ConflictError,
    PreviousVersion,
    hash_of,
    previous_versions,
    save,
)
from knowledge.loading import CLINIC


@dataclass(frozen=True)
class ClinicFile:
    """`clinic.yml` as it stands, and what it was before.

    What saves raises `ConflictError` where the file was changed meanwhile, `KnowledgeError` where
    the files would not be in order, and `OSError` where it cannot be written; nothing is saved.
    """

    folder: Path
    """The knowledge folder."""
    previous: Path
    """Where previous versions are kept."""
    engine: Engine

    def content(self) -> bytes:
        """What stands in it.

        Raises:
            OSError: It cannot be read.
        """
        return (self.folder / CLINIC).read_bytes()

    def versions(self) -> tuple[PreviousVersion, ...]:
        """What it was before, newest first."""
        return previous_versions(self.previous, CLINIC)

    def version(self, id_: str) -> PreviousVersion | None:
        """One of them; None where there is none of that name."""
        return next((version for version in self.versions() if version.id == id_), None)

    def change(
        self, changes: Mapping[str, FieldValue], *, started_from: str, who: str, at: datetime
    ) -> None:
        """Save some fields."""
        before = self.content()
        self._save(before, with_fields(before, changes), "clinic changed", started_from, who, at)

    def set_line(
        self, question_id: str, line: str | None, *, started_from: str, who: str, at: datetime
    ) -> None:
        """Save the clinic's own line to a question; None takes it away."""
        changes = line_changes(self.content(), question_id, line)
        self.change(changes, started_from=started_from, who=who, at=at)

    def restore(
        self, version: PreviousVersion, *, started_from: str, who: str, at: datetime
    ) -> None:
        """Go back to a previous version, comments and all."""
        self._save(self.content(), version.content(), "clinic restored", started_from, who, at)

    def _save(
        self, before: bytes, after: bytes, action: str, started_from: str, who: str, at: datetime
    ) -> None:
        if hash_of(before) != started_from:
            raise ConflictError(before)
        old, new = readable_fields(before) or dict.fromkeys(FIELDS), fields_of(after)
        with self.engine.begin() as connection:
            for name in FIELDS:
                if old[name] != new[name]:
                    note_change(
                        connection,
                        at,
                        who,
                        action,
                        f"clinic {name}",
                        before=as_text(old[name]) or None,
                        after=as_text(new[name]) or None,
                    )
            save(
                self.folder,
                CLINIC,
                after,
                started_from=started_from,
                previous=self.previous,
                at=at,
            )


def line_changes(content: bytes, question_id: str, line: str | None) -> Mapping[str, FieldValue]:
    """What of a `clinic.yml` becomes another with the clinic's own line to a question, or none."""
    pairs = (pair for pair in fields_of(content)["own_lines"] or () if not isinstance(pair, str))
    lines = {id_: said for id_, said in pairs if id_ != question_id}
    if line is not None:
        lines[question_id] = line
    return {"own_lines": tuple(lines.items()) or None}


def readable_fields(content: bytes) -> Fields | None:
    """The fields of a `clinic.yml`; None where it is not in order."""
    try:
        return fields_of(content)
    except KnowledgeError:
        return None
