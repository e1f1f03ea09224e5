"""What tests expect holds for any profile of the clinic."""

from pathlib import Path

import pytest

from knowledge import DEFAULT_FOLDER, load, loading, yaml_file
from knowledge.clinic import ClinicProfile
from tests import parsed_once
from tests.blank_clinic import copied_knowledge, linked_knowledge

FILLED = "name: Willow\nphone: +1 202 555 0143\nhours: [Monday 9 to 5]\n"


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout as it is where a clinic has filled in its profile."""
    folder = copied_knowledge(tmp_path / "knowledge", FILLED)
    monkeypatch.setattr(parsed_once, "DEFAULT_FOLDER", folder)
    monkeypatch.setattr(loading, "read_yaml", yaml_file.read_yaml)
    monkeypatch.setattr(loading, "shaped", loading.shaped)
    parsed_once.parse_once()
    return folder


def test_the_profile_of_the_checkout_is_read_as_a_blank_one(filled: Path) -> None:
    assert load(filled).clinic == ClinicProfile()


def test_a_profile_in_its_place_is_read(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = loading.read(filled) | {loading.CLINIC: b"name: Aspen\n"}
    monkeypatch.setattr(loading, "read", lambda folder: written)
    assert load(filled).clinic.name == "Aspen"


def test_the_running_service_gets_all_but_the_profile() -> None:
    folder = linked_knowledge()
    found = load(folder)
    assert found.clinic == ClinicProfile()
    assert set(found.facts) == set(load(DEFAULT_FOLDER).facts)
    linked = [name for name in loading.FILES if (folder / name).samefile(DEFAULT_FOLDER / name)]
    assert set(loading.FILES) - set(linked) == {loading.CLINIC}


def test_a_test_may_give_its_clinic_a_profile(tmp_path: Path) -> None:
    assert load(copied_knowledge(tmp_path / "own", FILLED)).clinic.name == "Willow"
    assert load(copied_knowledge(tmp_path / "none")).clinic == ClinicProfile()
