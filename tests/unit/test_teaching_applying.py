"""Applying and rolling back: whatever fails or dies, what is live is the old or the new."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.editing import write_whole
from knowledge.model import Knowledge
from teaching import find, known, propose
from teaching.applying import Failed, Refused, Workplace, alone, apply, mend, rollback
from teaching.change import Change
from teaching.going_live import Write
from teaching.proposals import read_journal
from teaching.showing import Read
from tests.unit.small_knowledge import QUESTIONS
from tests.unit.teaching_project import NLU as NLU_TEXT
from tests.unit.teaching_project import Place, examples, fact, question, sentence
from understanding.understood import Detail, Question, Sign, Understood

SOFT = examples("is it soft", id="soft")
NLU, TREATMENTS = "data/nlu.yml", "knowledge/treatments.yml"
MODEL, MARK = "models/needlewise.tar.gz", "models/trained-from.txt"


class Died(BaseException):
    """As when the process is killed."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    # They take most of the time, and test_teaching_checking.py looks for them.
    monkeypatch.setattr(known.Known, "has_sign", lambda self, text: False)
    return Place(tmp_path)


def applied(change: Change, place: Place, workplace: Workplace | None = None) -> None:
    if not (place.state / "changes" / f"{change.id}.yml").exists():
        propose(place.state, change)
    apply(change, workplace or place.workplace)


def state(place: Place, change: Change = SOFT) -> str:
    return find(place.state, change.id).state


def test_a_change_goes_live_when_its_answers_are_as_shown(place: Place) -> None:
    before = place.live()
    applied(SOFT, place)
    live = place.live()
    assert {name for name in live if live[name] != before[name]} == {NLU, MODEL, MARK}
    assert b"      - is it soft\n" in live[NLU]
    assert live[MODEL] == b"learnt " + live[NLU]
    assert place.rasa.loaded == [live[MODEL]]
    assert state(place) == "applied"
    assert not (place.state / "staging" / "soft").exists()


def open_to_others(folder: Path) -> list[str]:
    found = [folder / "teaching.lock", *folder.glob("applied/**/*"), *folder.glob("staging/**/*")]
    found += [folder / "applied", folder / "staging"]
    assert all(each.exists() for each in found)
    return [str(each) for each in found if each.stat().st_mode & 0o077]


def test_what_is_tried_and_kept_is_for_its_owner_alone(place: Place) -> None:
    before = os.umask(0o022)
    seen: list[str] = []

    def train(staging: Path, output: Path) -> bool:
        seen.extend(open_to_others(place.state))
        return place.workplace.train(staging, output)

    try:
        applied(SOFT, place, replace(place.workplace, train=train))
    finally:
        os.umask(before)
    assert seen == []
    assert open_to_others(place.state) == []


def test_what_an_earlier_version_left_open_is_closed(place: Place) -> None:
    for name in ("applied", "staging"):
        (place.state / name).mkdir(parents=True, mode=0o755)
    (place.state / "teaching.lock").touch(0o644)
    applied(SOFT, place)
    assert open_to_others(place.state) == []


def test_the_answers_are_shown_before_anything_is_trained(place: Place) -> None:
    place.training.fails = True
    with pytest.raises(Failed):
        applied(SOFT, place)
    shown = place.said[0].splitlines()
    assert shown[0] == "“is it soft” is answered now:"
    then = shown.index("  and will be answered:")
    assert "Rolling means" not in "".join(shown[:then])
    assert shown[then + 1].startswith("    Rolling means that a soft ball is rolled over the skin.")
    assert shown[-1] == "Applying soft; nothing is live before every check has succeeded."


def test_a_fact_alone_replaces_the_knowledge_alone(place: Place) -> None:
    change = fact(id="soft")
    before = place.live()
    applied(change, place)
    live = place.live()
    assert place.training.trained == 0
    assert {name for name in live if live[name] != before[name]} == {TREATMENTS}
    assert b"# From change soft\n" in live[TREATMENTS]
    assert place.said[0].startswith("The fact stands here in definition:\n    Rolling means")
    assert "The ball is soft." in place.said[0]
    assert place.rasa.loaded == []
    rollback("soft", place.workplace)
    assert place.live() == before


def test_another_sentence_goes_live_and_is_taken_back(place: Place) -> None:
    (place.root / "knowledge/questions.yml").write_text(QUESTIONS, "utf-8")
    change = sentence(
        "Rolling means that a ball goes over the skin.",
        id="plainer",
        topic="definition",
        fact="what-it-is",
        before="Rolling means that a soft ball is rolled over the skin.",
    )
    before = place.live()
    applied(change, place)
    live = place.live()
    assert {name for name in live if live[name] != before[name]} == {TREATMENTS}
    for asked in ("what does rolling mean", "rolling or tumbling"):
        assert f"“{asked}” is answered now:" in place.said[0]
    shown = place.said[0].partition("The fact stands here in definition:\n")[2]
    assert shown.startswith("    Rolling means that a ball goes over the skin.")
    rollback("plainer", place.workplace)
    assert place.live() == before


def test_a_question_goes_live_without_training_and_is_taken_back(place: Place) -> None:
    (place.root / "knowledge/questions.yml").write_text(QUESTIONS, "utf-8")
    before = place.live()
    change = question(id="far")
    applied(change, place)
    live = place.live()
    assert place.training.trained == 0
    assert {name for name in live if live[name] != before[name]} == {"knowledge/questions.yml"}
    for asked in ("how far does it roll", "what does rolling mean", "is it the same as tumbling"):
        assert f"“{asked}” is answered now:" in place.said[0], "its own, and one of each other"
    rollback("far", place.workplace)
    assert place.live() == before


def test_a_fact_answers_a_question_first_and_goes_again(place: Place) -> None:
    (place.root / "knowledge/questions.yml").write_text(QUESTIONS, "utf-8")
    change = fact(id="soft", question="rolling-or-tumbling")
    before = place.live()
    applied(change, place)
    questions = (place.root / "knowledge/questions.yml").read_text("utf-8")
    assert "        facts: [soft-ball, what-it-is]\n" in questions
    assert questions.count("near:") == 0
    assert "facts: [what-it-is]\n        related" in place.live()[TREATMENTS].decode()
    assert "The ball is soft." in place.said[0]
    assert "“tumbling against rolling” is answered now:" in place.said[0]
    rollback("soft", place.workplace)
    assert place.live() == before
    assert (place.root / "knowledge/questions.yml").read_text("utf-8") == QUESTIONS


@pytest.mark.parametrize(
    "profile",
    [
        "phone: +1 202 555 0143\n",
        "email: desk@example.com\nemergency_number: 112\n",
        "contact_url: https://www.example.com/contact\nhours: [Monday]\nname: Willow\n",
        "own_lines: {rolling-or-tumbling: We do not tumble.}\nphone: 020 7946 0000\n",
    ],
)
def test_a_fact_goes_live_whatever_the_clinic_has_filled_in(place: Place, profile: str) -> None:
    (place.root / "knowledge/questions.yml").write_text(QUESTIONS, "utf-8")
    (place.root / "knowledge/clinic.yml").write_text(profile, "utf-8")
    change = fact(id="soft")
    applied(change, place)
    assert state(place, change) == "applied"


def unclear(text: str) -> Understood:
    return Understood((Question("unclear", words=text),))


OTHERWISE = Understood((Question("definition", (Detail("condition", "scars"),), "is it soft"),))


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        ({"is it soft": unclear("")}, "“is it soft” is read as unclear, not as definition."),
        ({"is it soft": OTHERWISE}, "“is it soft” is answered otherwise than was shown: "),
        ({"what is rolling": unclear("")}, "no longer be understood: “what is rolling”."),
        ({"how deep does it go": unclear("")}, "no longer be understood: “how deep does it go”."),
    ],
)
def test_what_the_new_model_reads_otherwise_stops_the_change(
    place: Place, topics: dict[str, Understood], expected: str
) -> None:
    before = place.live()
    place.training.topics = topics
    with pytest.raises(Failed) as failed:
        applied(SOFT, place)
    assert expected in str(failed.value)
    assert "what was live is live" in str(failed.value)
    assert place.live() == before
    assert place.rasa.loaded == []
    assert state(place) == "failed"
    place.training.topics = {}
    applied(SOFT, place)
    assert state(place) == "applied"


def test_a_sign_that_the_new_model_takes_for_less_stops_the_change(place: Place) -> None:
    sign = "i came up in welts"
    head = "  - intent: ask_emergency\n    metadata: {level: today}\n    examples: |\n"
    signs = f"{NLU_TEXT}{head}      - {sign}\n"
    (place.root / NLU).write_text(signs)
    alarm = Understood((Question("emergency"),), Sign("today", "today", "meaning"))

    def reader(model: Path, knowledge: Knowledge) -> Read:
        read = place.training.reader(model, knowledge)
        is_new = model != place.root / MODEL
        return lambda text: alarm if text == sign and not is_new else read(text)

    with pytest.raises(Failed, match=f"Warning signs would be taken for less .*“{sign}”"):
        applied(SOFT, place, replace(place.workplace, reader=reader))
    assert state(place) == "failed"


def test_a_training_that_fails_leaves_everything_as_it_was(place: Place) -> None:
    before = place.live()
    place.training.fails = True
    with pytest.raises(Failed, match="Training failed; its output: ") as failed:
        applied(SOFT, place)
    assert place.live() == before
    assert state(place) == "failed"
    output = Path(str(failed.value).split("its output: ")[1].splitlines()[0])
    assert output.read_text() == "output of training"


def test_what_is_not_in_order_is_refused_before_any_training(place: Place) -> None:
    with pytest.raises(Refused, match="an example of this topic already"):
        applied(examples("what is rolling", id="again"), place)
    assert place.training.trained == 0


def test_what_is_applied_is_not_applied_again(place: Place) -> None:
    applied(SOFT, place)
    with pytest.raises(Refused, match="applied already, since 2026-01-31 12:00 UTC"):
        applied(SOFT, place)


def test_an_edit_meanwhile_is_not_overwritten(place: Place) -> None:
    file = place.root / NLU
    place.training.meanwhile = lambda staging: file.write_text("an edit") and None
    with pytest.raises(Refused, match=r"data/nlu\.yml changed while the checks ran"):
        applied(SOFT, place)
    assert file.read_text() == "an edit"
    assert (place.root / MODEL).read_bytes() == b"first model"
    assert state(place) == "failed"


def test_an_edit_meanwhile_of_what_the_change_leaves_alone_is_kept(place: Place) -> None:
    file = place.root / TREATMENTS
    reviewed = file.read_bytes() + b"# reviewed\n"
    place.training.meanwhile = lambda staging: file.write_bytes(reviewed) and None
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
        applied(SOFT, place, replace(place.workplace, write=_dies_after(place, survived)))
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
        rollback("soft", replace(place.workplace, write=_dies_after(place, survived)))
    assert state(place) == "under way"
    mend(place.workplace)
    assert place.live() == before
    assert state(place) == "rolled back"


def test_a_death_while_rasa_loads_is_mended(place: Place) -> None:
    before = place.live()

    def die(model: Path) -> bool:
        raise Died

    with pytest.raises(Died):
        applied(SOFT, place, replace(place.workplace, load=die))
    mend(place.workplace)
    assert place.live() == before


def test_a_death_during_the_checks_is_mended(place: Place) -> None:
    before = place.live()

    def die(staging: Path) -> None:
        raise Died

    place.training.meanwhile = die
    with pytest.raises(Died):
        applied(SOFT, place)
    assert state(place) == "under way"
    mend(place.workplace)
    assert place.live() == before
    assert "what was live before is live" in find(place.state, "soft").message


@pytest.mark.parametrize("survived", [0, 1, 2])
def test_a_disk_that_fails_is_no_reason_to_stay_half_done(place: Place, survived: int) -> None:
    before = place.live()
    full = OSError(28, "No space left on device")
    with pytest.raises(OSError, match="No space left"):
        applied(SOFT, place, replace(place.workplace, write=_fails_once(place, survived, full)))
    assert place.live() == before
    assert state(place) == "failed"


def test_mending_leaves_what_somebody_else_edited(place: Place) -> None:
    with pytest.raises(Died):
        applied(SOFT, place, replace(place.workplace, write=_dies_after(place, 1)))
    (place.root / NLU).write_text("an edit")
    mend(place.workplace)
    assert (place.root / NLU).read_text() == "an edit"
    assert "Left alone, since changed by somebody else: data/nlu.yml." in place.said[-1]


def _dies_after(place: Place, survived: int) -> Write:
    """Dies before the file after so many that went live."""
    done: list[Path] = []

    def write(path: Path, content: bytes, mode: int) -> None:
        if place.root in path.parents:
            if len(done) == survived:
                raise Died
            done.append(path)
        write_whole(path, content, mode)

    return write


def _fails_once(place: Place, survived: int, failure: OSError) -> Write:
    done: list[Path] = []

    def write(path: Path, content: bytes, mode: int) -> None:
        if place.root in path.parents:
            done.append(path)
            if len(done) == survived + 1:
                raise failure
        write_whole(path, content, mode)

    return write


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


def test_a_folder_of_models_gets_one_more_while_the_change_is_live(place: Place) -> None:
    before = place.live()
    workplace = replace(place.workplace, model=place.root / "models")
    applied(SOFT, place, workplace)
    live = place.live()
    assert {name for name in live if live[name] != before.get(name)} == {
        NLU,
        "models/soft.tar.gz",
        MARK,
    }
    assert live[MARK].endswith(b" soft.tar.gz")
    assert place.rasa.loaded == [live["models/soft.tar.gz"]]
    rollback("soft", workplace)
    assert place.live() == before
    assert place.rasa.loaded[-1] == b"first model"


def test_the_journal_counts(place: Place) -> None:
    second = examples("is it round", id="round")
    applied(SOFT, place)
    applied(second, place)
    numbers = [read_journal(place.state, each.id) for each in (SOFT, second)]
    assert [each.number if each else 0 for each in numbers] == [1, 2]
