"""Applying and rolling back: whatever fails or dies, what is live is the old or the new."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from teaching import find, known, propose
from teaching.applying import Failed, Refused, Workplace, alone, apply, mend, rollback
from teaching.change import Change
from teaching.going_live import Replace
from teaching.journal import read_journal
from tests.unit.teaching_project import Place, examples, fact

SOFT = examples("is it soft", id="soft")
NLU, TREATMENTS = "data/nlu.yml", "knowledge/treatments.yml"
MODEL, MARK = "models/needlewise.tar.gz", "models/needlewise.sha256"
STEPS = [
    "the knowledge files",
    "warning signs",
    "Rasa's data",
    "training",
    "signs by meaning",
    "the story test",
]


class Died(BaseException):
    """As when the process is killed."""


class NoSigns:
    def find(self, text: str) -> None:
        return None


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    # They take most of the time, and test_teaching_checking.py looks for them.
    monkeypatch.setattr(known, "WarningSigns", lambda safety: NoSigns())
    return Place(tmp_path)


def applied(change: Change, place: Place, workplace: Workplace | None = None) -> None:
    file = place.state / "changes" / f"{change.id}.yml"
    if not file.exists():
        propose(place.state, change)
    apply(change, file, workplace or place.workplace)


def state(place: Place, change: Change = SOFT) -> str:
    return find(place.state, change.id).state


def test_a_change_goes_live_when_every_step_succeeded(place: Place) -> None:
    before = place.live()
    applied(SOFT, place)
    live = place.live()
    assert place.steps.run == [*STEPS, "understanding"]
    assert {name for name in live if live[name] != before[name]} == {NLU, MODEL, MARK}
    assert b"      - is it soft\n" in live[NLU]
    assert live[MODEL] == b"learnt " + live[NLU]
    assert place.rasa.loaded == [live[MODEL]]
    assert state(place) == "applied"
    assert not (place.state / "staging" / "soft").exists()
    assert any("training" in line and line.endswith("ok") for line in place.said)


def test_a_fact_alone_replaces_the_knowledge_alone(place: Place) -> None:
    change = fact(id="soft")
    place.steps.trains = False
    before = place.live()
    applied(change, place)
    live = place.live()
    assert {name for name in live if live[name] != before[name]} == {TREATMENTS}
    assert b"# From change soft\n" in live[TREATMENTS]
    assert place.rasa.loaded == []
    rollback("soft", place.workplace)
    assert place.live() == before


@pytest.mark.parametrize("step", [*STEPS, "understanding"])
def test_a_step_that_fails_leaves_everything_as_it_was(place: Place, step: str) -> None:
    before = place.live()
    place.steps.fails = step
    with pytest.raises(Failed, match=f"“{step}” failed; its output: ") as failed:
        applied(SOFT, place)
    assert place.steps.run[-1] == step
    assert place.live() == before
    assert place.rasa.loaded == []
    assert state(place) == "failed"
    output = Path(str(failed.value).split("its output: ")[1].splitlines()[0])
    assert output.read_text() == f"output of {step}"
    place.steps.fails = ""
    applied(SOFT, place)
    assert state(place) == "applied"


def test_what_is_not_in_order_is_refused_before_any_step(place: Place) -> None:
    with pytest.raises(Refused, match="an example of this topic already"):
        applied(examples("what is rolling", id="again"), place)
    assert place.steps.run == []


def test_what_is_applied_is_not_applied_again(place: Place) -> None:
    applied(SOFT, place)
    with pytest.raises(Refused, match="applied already, since 2026-01-31 12:00 UTC"):
        applied(SOFT, place)


def test_an_edit_meanwhile_is_not_overwritten(place: Place) -> None:
    file = place.root / NLU
    place.steps.meanwhile = lambda step, staging: (
        file.write_text("an edit") and None if step.name == "training" else None
    )
    with pytest.raises(Refused, match=r"data/nlu\.yml changed while the checks ran"):
        applied(SOFT, place)
    assert file.read_text() == "an edit"
    assert (place.root / MODEL).read_bytes() == b"first model"
    assert state(place) == "failed"
    assert not list(place.root.rglob("*.taught"))


def test_an_edit_meanwhile_of_what_the_change_leaves_alone_is_kept(place: Place) -> None:
    file = place.root / TREATMENTS
    reviewed = file.read_bytes() + b"# reviewed\n"
    place.steps.meanwhile = lambda step, staging: file.write_bytes(reviewed) and None
    applied(SOFT, place)
    assert file.read_bytes() == reviewed


def test_rolled_back_everything_is_as_it_was(place: Place) -> None:
    before = place.live()
    (place.root / NLU).chmod(0o640)
    applied(SOFT, place)
    assert stat.S_IMODE((place.root / NLU).stat().st_mode) == 0o640
    rollback("soft", place.workplace)
    assert place.live() == before
    assert stat.S_IMODE((place.root / NLU).stat().st_mode) == 0o640
    assert place.rasa.loaded[-1] == b"first model"
    assert state(place) == "rolled back"
    with pytest.raises(Refused, match="is not applied: rolled back"):
        rollback("soft", place.workplace)
    applied(SOFT, place)
    assert state(place) == "applied"


def test_only_the_last_change_is_rolled_back(place: Place) -> None:
    second = examples("is it round", id="round")
    applied(SOFT, place)
    applied(second, place)
    with pytest.raises(Refused, match="on top of soft: round"):
        rollback("soft", place.workplace)
    rollback("round", place.workplace)
    rollback("soft", place.workplace)
    assert [state(place), state(place, second)] == ["rolled back", "rolled back"]


def test_an_edit_since_is_not_lost_by_rolling_back(place: Place) -> None:
    applied(SOFT, place)
    with (place.root / NLU).open("a") as file:
        file.write("# an edit\n")
    with pytest.raises(Refused, match=r"data/nlu\.yml changed since soft was applied"):
        rollback("soft", place.workplace)
    assert state(place) == "applied"


def test_what_was_never_applied_cannot_be_rolled_back(place: Place) -> None:
    with pytest.raises(Refused, match="soft was never applied"):
        rollback("soft", place.workplace)


def test_without_a_running_rasa_it_is_for_the_next_start(place: Place) -> None:
    place.rasa.runs = False
    applied(SOFT, place)
    assert state(place) == "applied"
    assert any("at its next start" in line for line in place.said)


def test_a_model_that_rasa_refuses_does_not_stay(place: Place) -> None:
    before = place.live()
    place.rasa.refuses = True
    with pytest.raises(Failed, match="could not load the model"):
        applied(SOFT, place)
    assert place.live() == before
    assert place.rasa.loaded == [b"first model"]
    assert state(place) == "failed"


def test_a_model_that_does_not_understand_when_it_runs_does_not_stay(place: Place) -> None:
    before = place.live()
    place.rasa.understands = "nlu_fallback"
    with pytest.raises(Failed, match="does not understand what was taught"):
        applied(SOFT, place)
    assert place.live() == before
    assert place.rasa.loaded[-1] == b"first model"


def test_rolling_back_under_a_rasa_that_refuses_says_what_to_do(place: Place) -> None:
    before = place.live()
    applied(SOFT, place)
    place.rasa.refuses = True
    with pytest.raises(Failed, match="Restart the service"):
        rollback("soft", place.workplace)
    assert place.live() == before
    assert state(place) == "rolled back"


@pytest.mark.parametrize("survived", [0, 1, 2])
def test_a_death_between_the_renames_is_mended(place: Place, survived: int) -> None:
    before = place.live()
    with pytest.raises(Died):
        applied(SOFT, place, replace(place.workplace, replace=_dies_after(survived)))
    assert state(place) == "under way"
    mend(place.workplace)
    assert place.live() == before
    assert place.rasa.loaded == [b"first model"]
    assert state(place) == "failed"
    assert any(line.startswith("Found soft half done.") for line in place.said)
    applied(SOFT, place)
    assert state(place) == "applied"


@pytest.mark.parametrize("survived", [0, 1, 2])
def test_a_death_while_rolling_back_is_mended(place: Place, survived: int) -> None:
    before = place.live()
    applied(SOFT, place)
    with pytest.raises(Died):
        rollback("soft", replace(place.workplace, replace=_dies_after(survived)))
    assert state(place) == "under way"
    mend(place.workplace)
    assert place.live() == before
    assert state(place) == "rolled back"


def test_a_death_while_rasa_loads_is_mended(place: Place) -> None:
    before = place.live()

    class Dying:
        def load(self, model: Path) -> bool:
            raise Died

        def read(self, text: str) -> dict[str, object]:
            raise Died

    with pytest.raises(Died):
        applied(SOFT, place, replace(place.workplace, rasa=Dying()))
    mend(place.workplace)
    assert place.live() == before


def test_a_death_during_the_checks_is_mended(place: Place) -> None:
    before = place.live()

    def die(step: object, staging: Path) -> None:
        raise Died

    place.steps.meanwhile = die
    with pytest.raises(Died):
        applied(SOFT, place)
    assert state(place) == "under way"
    mend(place.workplace)
    assert place.live() == before
    assert "nothing had gone live" in find(place.state, "soft").message


@pytest.mark.parametrize("survived", [0, 1, 2])
def test_a_disk_that_fails_is_no_reason_to_stay_half_done(place: Place, survived: int) -> None:
    before = place.live()
    full = OSError(28, "No space left on device")
    with pytest.raises(OSError, match="No space left"):
        applied(SOFT, place, replace(place.workplace, replace=_fails_once(survived, full)))
    assert place.live() == before
    assert state(place) == "failed"


def test_mending_leaves_what_somebody_else_edited(place: Place) -> None:
    with pytest.raises(Died):
        applied(SOFT, place, replace(place.workplace, replace=_dies_after(1)))
    (place.root / NLU).write_text("an edit")
    mend(place.workplace)
    assert (place.root / NLU).read_text() == "an edit"
    assert "Left alone, since changed by somebody else: data/nlu.yml." in place.said[-2]


def _dies_after(survived: int) -> Replace:
    done: list[Path] = []

    def replace_file(source: Path, target: Path) -> None:
        if len(done) == survived:
            raise Died
        done.append(target)
        os.replace(source, target)

    return replace_file


def _fails_once(survived: int, failure: OSError) -> Replace:
    done: list[Path] = []

    def replace_file(source: Path, target: Path) -> None:
        done.append(target)
        if len(done) == survived + 1:
            raise failure
        os.replace(source, target)

    return replace_file


def test_two_cannot_work_at_once(place: Place) -> None:
    with alone(place.workplace):
        with pytest.raises(Refused, match="Another change is being applied"):
            applied(SOFT, place)
        mend(place.workplace)
    applied(SOFT, place)


def test_a_first_model_leaves_nothing_behind_when_it_is_taken_back(place: Place) -> None:
    (place.root / MODEL).unlink()
    (place.root / MARK).unlink()
    before = place.live()
    place.rasa.runs = False
    applied(SOFT, place)
    rollback("soft", place.workplace)
    assert place.live() == before


def test_the_journal_counts(place: Place) -> None:
    second = examples("is it round", id="round")
    applied(SOFT, place)
    applied(second, place)
    numbers = [read_journal(place.state, each.id) for each in (SOFT, second)]
    assert [each.number if each else 0 for each in numbers] == [1, 2]
