import io
import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from settings import Settings
from teaching import Change, propose
from teaching.__main__ import Command, main, workplace
from teaching.applying import Refused
from teaching.change import BadChange, as_yaml
from tests.unit.teaching_project import Place, examples

SOFT = examples("is it soft", id="soft")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def run(place: Place) -> Callable[..., tuple[int, str]]:
    def run(name: str, *given: str, as_json: bool = False) -> tuple[int, str]:
        out = io.StringIO()
        command = Command(place.workplace, as_json, out, out)
        return getattr(command, name)(*given), out.getvalue()

    return run


def elsewhere(place: Place, change: Change) -> str:
    file = place.root / "proposed.yml"
    file.write_text(as_yaml(change), "utf-8")
    return str(file)


def test_a_file_from_elsewhere_is_applied_and_listed(
    place: Place, run: Callable[..., tuple[int, str]]
) -> None:
    file = elsewhere(place, SOFT)
    code, said = run("check", file)
    assert (code, said.splitlines()[0]) == (0, "“is it soft” is answered now:")
    assert said.endswith("soft is in order.\n")
    assert run("list") == (0, "No changes.\n")
    assert run("apply", file) == (0, "soft: applied\n")
    code, listed = run("list")
    assert code == 0
    assert listed.split() == ["soft", "applied", "examples", "definition", "by", "jane"]
    assert "# State: applied\n" in run("show", "soft")[1]
    assert run("rollback", file) == (0, "soft: rolled back\n")


def test_a_file_without_an_id_gets_one(place: Place, run: Callable[..., tuple[int, str]]) -> None:
    code, said = run("apply", elsewhere(place, examples("is it soft")))
    assert (code, said) == (0, "2026-01-31-definition-1: applied\n")


def test_another_change_of_the_same_id_is_refused(
    place: Place, run: Callable[..., tuple[int, str]]
) -> None:
    propose(place.state, SOFT)
    with pytest.raises(Refused, match="another change with the id soft"):
        run("apply", elsewhere(place, examples("is it round", id="soft")))
    assert run("apply", elsewhere(place, SOFT))[0] == 0


def test_json_is_one_value(place: Place, run: Callable[..., tuple[int, str]]) -> None:
    propose(place.state, SOFT)
    propose(place.state, examples("what is rolling", id="again"))
    code, said = run("check", "again", as_json=True)
    (problem,) = json.loads(said)["problems"]
    assert code == 1
    assert problem["field"] == "examples"
    answers = json.loads(run("check", "soft", as_json=True)[1])["answers"]
    assert answers["is it soft"].startswith("Rolling means that a soft ball")
    applied = json.loads(run("apply", "soft", as_json=True)[1])
    assert (applied["id"], applied["state"]) == ("soft", "applied")
    assert "data/nlu.yml" in applied["files"]
    states = {each["id"]: each["state"] for each in json.loads(run("list", as_json=True)[1])}
    assert states == {"again": "proposed", "soft": "applied"}
    assert json.loads(run("show", "soft", as_json=True)[1])["change"]["examples"] == ["is it soft"]


def test_faulty_files_are_named(place: Place, run: Callable[..., tuple[int, str]]) -> None:
    path = propose(place.state, SOFT)
    path.with_name("bad.yml").write_text("kind: none\n")
    assert "bad.yml: This is no change" in run("list")[1]
    with pytest.raises(BadChange):
        run("check", str(path.with_name("bad.yml")))


@pytest.mark.parametrize("arguments", [["show", "none"], ["apply", "none.yml"], ["check", "none"]])
def test_what_cannot_be_done_ends_with_1_and_says_why(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATE_FOLDER", str(tmp_path))
    out = io.StringIO()
    assert main([*arguments, "--json"], out, io.StringIO()) == 1
    said = json.loads(out.getvalue())
    assert said["ok"] is False
    assert "none" in said["message"]


def test_the_token_is_the_setting_or_what_the_service_wrote(tmp_path: Path) -> None:
    def token(settings: Settings) -> str | None:
        with httpx.Client() as http:
            rasa = workplace(settings, http, print).load.__self__  # type: ignore[attr-defined]
        return rasa.token()  # type: ignore[no-any-return]

    settings = Settings(STATE_FOLDER=tmp_path, RASA_TOKEN=None)
    assert token(settings) is None
    (tmp_path / "rasa-token").write_text("written")
    assert token(settings) == "written"
    assert token(settings.model_copy(update={"RASA_TOKEN": "set"})) == "set"
