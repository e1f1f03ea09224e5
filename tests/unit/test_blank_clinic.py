"""What tests expect holds for any profile of the clinic."""

from pathlib import Path

import pytest

from knowledge import DEFAULT_FOLDER, load, loading
from knowledge.clinic import ClinicProfile
from tests.blank_clinic import copied_knowledge, linked_knowledge

FILLED = "name: Willow\nphone: +1 202 555 0143\nhours: [Monday 9 to 5]\n"


@pytest.mark.parametrize("content", ["", FILLED])
def test_the_profile_of_the_checkout_is_read_as_a_blank_one(
    content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = loading.read(DEFAULT_FOLDER) | {loading.CLINIC: content.encode()}
    monkeypatch.setattr(loading, "read", lambda folder: written)
    assert load(DEFAULT_FOLDER).clinic == ClinicProfile()


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
