import html
import re
import shutil
from collections.abc import Iterator
from errno import EACCES

import pytest

from desk.audit.store import lines
from desk.clinic.form import GROUPS, LABELS, packed
from desk.sign_in.staff import Role
from knowledge import LiveKnowledge
from knowledge.clinic_editing import FIELDS, fields_of
from records.tables import audit_lines
from tests.desk_under_test import Desk, desk
from tests.unit.small_knowledge import write_folder

CLINIC = """\
# ours
name: "Willow" # short
phone: +1 202 555 0143
hours:
  - Monday 9 to 5
prices: [{service: a peel, price: $90}]
"""
TYPED = {
    "name": "Willow",
    "phone": "+1 202 555 0143",
    "hours": "Monday 9 to 5",
    "prices_first": ["a peel", ""],
    "prices_second": ["$90", ""],
}


class ClinicDesk:
    """A front desk whose clinic profile may be changed."""

    def __init__(self, running: Desk, live: LiveKnowledge) -> None:
        self.desk = running
        self.live = live
        self.path = live.folder / "clinic.yml"

    def typed(self, **changes: object) -> dict[str, object]:
        base = packed(fields_of(self.path.read_bytes()))
        return {"base": base, **TYPED, **changes}

    def look_over(self, **changes: object) -> str:
        response = self.desk.post("/desk/clinic", **self.typed(**changes))
        assert response.status_code == 200, response.text
        return response.text

    def save(
        self, shown: str, path: str = "/desk/clinic/save", **changes: object
    ) -> tuple[int, str]:
        """Sends the form of the second step as it was shown."""
        fields = {
            name: html.unescape(value)
            for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown)
            if name != "csrf"
        }
        ticked = re.findall(r'name="save" value="(\w+)" checked', shown)
        response = self.desk.post(path, **{**fields, "save": ticked, **changes})
        return response.status_code, response.text


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClinicDesk]:
    state = tmp_path_factory.mktemp("clinic")
    live = LiveKnowledge(write_folder(state / "small"), on_refused=lambda error: None)
    with desk(state, Role.MANAGER, live=live) as running:
        yield ClinicDesk(running, live)


@pytest.fixture
def clinic(opened: ClinicDesk) -> Iterator[ClinicDesk]:
    """The front desk of a manager, as if nothing had been changed yet."""
    manager = dict(opened.desk.client.cookies)
    opened.path.write_text(CLINIC)
    yield opened
    opened.desk.client.cookies.clear()
    opened.desk.client.cookies.update(manager)
    shutil.rmtree(opened.desk.settings.STATE_FOLDER / "previous", ignore_errors=True)
    with opened.desk.engine.begin() as connection:
        connection.execute(audit_lines.delete())


def test_every_field_has_its_place_in_the_form() -> None:
    shown = [field.name for _, fields in GROUPS for field in fields]

    assert sorted([*shown, "own_lines"]) == sorted(FIELDS) == sorted(LABELS)


def refused(clinic: ClinicDesk, **changes: object) -> str:
    response = clinic.desk.post("/desk/clinic", **clinic.typed(**changes))
    assert response.status_code == 422
    return response.text


def test_replies_are_saved_row_by_row_and_held_to_what_may_be_written(clinic: ClinicDesk) -> None:
    row = {"replies_first": "Numbing cream", "replies_second": "We put it on half an hour before."}
    clinic.save(clinic.look_over(**row))
    assert clinic.live.current().clinic.replies == {
        "Numbing cream": "We put it on half an hour before."
    }
    for text, problem in (
        ("Stop your medication before you come.", "what to do about a medicine"),
        ("", "The text is missing"),
    ):
        assert problem in refused(clinic, **{**row, "replies_second": text})
    twice = {"replies_first": ["A", "A"], "replies_second": ["One.", "Two."]}
    assert "stands here twice" in refused(clinic, **twice)
    assert "The title is missing" in refused(clinic, **{**row, "replies_first": ""})


def test_staff_look_and_change_nothing(clinic: ClinicDesk) -> None:
    clinic.desk.sign_in(Role.STAFF)
    shown = clinic.desk.get("/desk/clinic").text

    assert "Monday 9 to 5" in shown
    assert "a peel: $90" in shown
    assert "<textarea" not in shown
    assert "Previous versions" not in shown
    for path in ("/desk/clinic", "/desk/clinic/save", "/desk/clinic/previous/x"):
        assert clinic.desk.post(path, **clinic.typed(name="Oak")).status_code == 403
    assert clinic.path.read_text() == CLINIC


def test_the_form_is_filled_in_with_what_stands_there(clinic: ClinicDesk) -> None:
    shown = clinic.desk.get("/desk/clinic").text

    assert 'name="name" value="Willow"' in shown
    assert ">Monday 9 to 5</textarea>" in shown
    assert 'name="prices_second" value="$90"' in shown


def test_a_change_is_shown_before_it_is_saved(clinic: ClinicDesk) -> None:
    shown = clinic.look_over(name="Oak & <Ash>", hours="Monday 9 to 5\nTuesday closed")

    assert "Oak &amp; &lt;Ash&gt;" in shown
    assert "Tuesday closed" in shown
    assert clinic.path.read_text() == CLINIC

    assert clinic.save(shown)[0] == 200
    assert clinic.path.read_text() == CLINIC.replace("Willow", "Oak & <Ash>").replace(
        "9 to 5\n", "9 to 5\n  - Tuesday closed\n"
    )
    assert clinic.live.current().clinic.name == "Oak & <Ash>"


def test_each_changed_field_leaves_a_line_in_the_audit(clinic: ClinicDesk) -> None:
    shown = clinic.look_over(
        phone="", prices_first=["a peel", "a roll"], prices_second=["$90", "$5"]
    )
    clinic.save(shown)

    found = {
        (line.subject, line.before, line.after, line.who, line.action)
        for line in lines(clinic.desk.engine)
        if line.subject.startswith("clinic ")
    }
    assert found == {
        ("clinic phone", "+1 202 555 0143", None, "ines", "clinic changed"),
        ("clinic prices", "a peel: $90", "a peel: $90\na roll: $5", "ines", "clinic changed"),
    }


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"phone": ""}, "Nobody can be told how to reach the clinic"),
        ({"hours": ""}, "will say that it does not have this"),
        ({"emergency_number": "112"}, "told to dial this number"),
        ({"phone": "", "email": "a@b.example"}, "will say that it does not have this"),
    ],
)
def test_what_a_change_means_is_said(
    clinic: ClinicDesk, changes: dict[str, object], warning: str
) -> None:
    assert warning in clinic.look_over(**changes)


def test_a_clinic_with_another_way_to_reach_it_gets_no_such_warning(clinic: ClinicDesk) -> None:
    assert "Nobody can be told" not in clinic.look_over(phone="", email="a@b.example")


def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(clinic: ClinicDesk) -> None:
    response = clinic.desk.post(
        "/desk/clinic",
        **clinic.typed(
            phone="ask <us>", name="Oak", prices_first=["", "b"], prices_second=["$9", ""]
        ),
    )

    assert response.status_code == 422
    assert 'id="phone-problem">This is not a phone number' in response.text
    assert 'aria-describedby="phone-problem" aria-invalid="true"' in response.text
    assert "Row 1: The service is missing. Row 2: The price is missing." in response.text
    assert 'value="ask &lt;us&gt;"' in response.text
    assert 'name="name" value="Oak"' in response.text
    assert clinic.path.read_text() == CLINIC


def test_a_change_that_is_not_ticked_is_not_saved(clinic: ClinicDesk) -> None:
    shown = clinic.look_over(name="Oak", phone="")

    clinic.save(shown, save=["name"])

    assert clinic.live.current().clinic.name == "Oak"
    assert clinic.live.current().clinic.phone is not None


def test_going_back_to_the_form_keeps_what_was_typed(clinic: ClinicDesk) -> None:
    status, form = clinic.save(clinic.look_over(name="Oak"), do="edit")

    assert status == 200
    assert 'name="name" value="Oak"' in form
    assert clinic.path.read_text() == CLINIC


def test_changes_of_two_people_to_two_fields_are_both_kept(clinic: ClinicDesk) -> None:
    mine = clinic.look_over(name="Oak")
    clinic.save(clinic.look_over(phone="+1 202 555 0199"))

    status, shown = clinic.save(mine)
    assert status == 409
    assert "Somebody else saved the clinic just now" in shown
    assert 'id="change-phone"' not in shown

    assert clinic.save(shown)[0] == 200
    now = clinic.live.current().clinic
    assert (now.name, now.phone) == ("Oak", "+1 202 555 0199")


def test_changes_of_two_people_to_one_field_are_shown_and_the_second_decides(
    clinic: ClinicDesk,
) -> None:
    mine = clinic.look_over(name="Oak")
    clinic.save(clinic.look_over(name="Elm"))

    status, shown = clinic.save(mine)

    assert status == 409
    assert all(name in shown for name in ("Willow", "Elm", "Oak"))
    clinic.save(shown)
    assert clinic.live.current().clinic.name == "Elm"
    clinic.save(shown, save=["name"])
    assert clinic.live.current().clinic.name == "Oak"


def test_a_form_opened_before_somebody_saved_shows_the_clash_at_once(clinic: ClinicDesk) -> None:
    early = clinic.typed(name="Oak", email="a@b.example")
    clinic.save(clinic.look_over(name="Elm"))

    shown = clinic.desk.post("/desk/clinic", **early).text

    assert 'value="email" checked' in shown
    assert 'value="name" checked' not in shown
    assert "Theirs, as it stands now" in shown


def test_sending_the_form_unchanged_or_empty_changes_nothing(clinic: ClinicDesk) -> None:
    assert "Nothing to save." in clinic.look_over()
    for path in ("/desk/clinic", "/desk/clinic/save"):
        clinic.desk.post(path)
        clinic.desk.post(path, base="[", wanted="1", save="name")
    clinic.desk.post("/desk/clinic/save", base="{}", wanted='{"phone": null}', save="phone")
    assert clinic.path.read_text() == CLINIC


def test_a_made_up_second_step_is_checked_like_any_other(clinic: ClinicDesk) -> None:
    shown = clinic.look_over(phone="+1 202 555 0199")

    status, text = clinic.save(shown, wanted='{"phone": "none", "gossip": "x"}')

    assert status == 409
    assert "Nothing was changed" in text
    assert clinic.path.read_text() == CLINIC


def test_a_previous_version_is_shown_and_restored(clinic: ClinicDesk) -> None:
    clinic.save(clinic.look_over(name="Oak", phone=""))
    path = re.findall(r"/desk/clinic/previous/[^\"]+", clinic.desk.get("/desk/clinic").text)[0]

    shown = clinic.desk.get(path).text
    assert "Willow" in shown
    assert clinic.live.current().clinic.name == "Oak"
    assert clinic.save(shown, path)[0] == 200

    assert clinic.path.read_text() == CLINIC
    found = [line for line in lines(clinic.desk.engine) if line.action == "clinic restored"]
    assert {line.subject for line in found} == {"clinic name", "clinic phone"}


def test_restoring_over_a_change_that_was_not_seen_shows_it_first(clinic: ClinicDesk) -> None:
    clinic.save(clinic.look_over(name="Oak"))
    path = re.findall(r"/desk/clinic/previous/[^\"]+", clinic.desk.get("/desk/clinic").text)[0]
    shown = clinic.desk.get(path).text
    clinic.save(clinic.look_over(name="Elm"))

    status, again = clinic.save(shown, path)

    assert status == 409
    assert "Elm" in again
    assert clinic.live.current().clinic.name == "Elm"


@pytest.mark.parametrize("id_", ["none.yml", "..%2F..%2Fclinic.yml", "lock"])
def test_a_version_that_is_not_there_is_not_found(clinic: ClinicDesk, id_: str) -> None:
    assert clinic.desk.get(f"/desk/clinic/previous/{id_}").status_code == 404
    assert clinic.desk.post(f"/desk/clinic/previous/{id_}").status_code == 404


def test_a_faulty_file_can_be_restored_but_not_changed(clinic: ClinicDesk) -> None:
    clinic.save(clinic.look_over(name="Oak"))
    early = clinic.typed(name="Elm")
    clinic.path.write_text("phone: [\n")

    page = clinic.desk.get("/desk/clinic").text
    assert "has a mistake in it" in page
    assert "<textarea" not in page
    assert clinic.desk.post("/desk/clinic", **early).status_code == 409

    path = re.findall(r"/desk/clinic/previous/[^\"]+", page)[0]
    clinic.save(clinic.desk.get(path).text, path)
    assert clinic.path.read_text() == CLINIC


def test_a_file_that_cannot_be_written_is_said_to_be(
    clinic: ClinicDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown = clinic.look_over(name="Oak")

    def fail(*args: object, **options: object) -> None:
        raise PermissionError(EACCES, "a secret", str(clinic.path))

    monkeypatch.setattr("knowledge.editing.write_whole", fail)
    status, text = clinic.save(shown)

    assert status == 500
    assert "cannot be read or written" in text
    assert "Nothing was changed" not in text, "nobody looked"
    [logged] = [each.getMessage() for each in caplog.records if each.name == "desk.visit"]
    assert re.search(r"PermissionError \(EACCES\).* > knowledge\.editing:\d+ > ", logged)
    assert "secret" not in logged
    assert str(clinic.path) not in logged
    assert clinic.path.read_text() == CLINIC
    assert not [line for line in lines(clinic.desk.engine) if line.subject.startswith("clinic")]
