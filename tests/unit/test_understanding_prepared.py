"""What reading needs is prepared once for each version that is in use."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_knowledge import write_folder

from knowledge import load
from knowledge.model import Knowledge
from understanding import prepared as module


def test_the_version_in_force_stays_while_others_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    class Counted:
        """Takes no time."""

        def __init__(self, knowledge: Knowledge) -> None:
            made.append(knowledge.version)

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
