"""What reading needs is prepared once for each version that is in use."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_knowledge import QUESTIONS, write_folder

from knowledge import load
from knowledge.model import Knowledge
from knowledge.treatments import Reviewed
from understanding import prepared as module


def test_the_version_in_force_stays_while_others_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    class Counted:
        """Takes no time."""

        def __init__(self, knowledge: Knowledge) -> None:
            made.append(knowledge.version)

        def fits(self, knowledge: Knowledge) -> bool:
            return False

    monkeypatch.setattr(module, "Prepared", Counted)
    monkeypatch.setattr(module, "_VERSIONS", module._Versions())
    small = load(write_folder(tmp_path / "small"))
    live = replace(small, version="live")
    for preview in ("one", "two", "three"):
        module.prepared(live)
        module.prepared(replace(small, version=preview))
    module.prepared(live)
    assert made == ["live", "one", "two", "three"]
    module.prepared(replace(small, version="one"))
    assert made[-1] == "one", "few are kept"


def test_who_signs_a_fact_has_nothing_prepared_anew(tmp_path: Path) -> None:
    small = load(write_folder(tmp_path / "small", questions=QUESTIONS))
    before = module.prepared(replace(small, version="before"))
    review = Reviewed(by="Jane Doe RN", on=date(2026, 1, 31))

    def with_fact(**changes: object) -> Knowledge:
        fact = small.facts["by-nurses"].model_copy(update=changes)
        return replace(small, facts={**small.facts, fact.id: fact})

    signed = replace(with_fact(review=review), version="signed")
    assert module.prepared(signed) is before
    worded = replace(with_fact(text="A doctor does the rolling."), version="worded")
    assert module.prepared(worded) is not before
    asked = replace(small, version="asked", questions={})
    assert module.prepared(asked) is not before
    term = replace(small, version="term", terms={})
    assert module.prepared(term) is not before
