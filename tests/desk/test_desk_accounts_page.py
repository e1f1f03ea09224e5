"""One's own password, and what managers do to the accounts of others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.audit.store import lines
from desk.sign_in.staff import Accounts, Role
from tests.desk_under_test import PASSWORD, Desk, desk

NEW = "a longer horse battery"


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as running:
        yield running


def can_sign_in(front: Desk, name: str, password: str) -> bool:
    return Accounts(front.engine, front.clock).signed_in(name, password) is not None


def change_own(front: Desk, now: str = PASSWORD, new: str = NEW, again: str = NEW) -> str:
    text: str = front.post("/desk/accounts/own", now=now, new=new, again=again).text
    return text


def test_somebody_changes_their_own_password_and_stays_signed_in_here_alone(front: Desk) -> None:
    elsewhere = dict(front.client.cookies)
    assert "You have a new password" in change_own(front)
    assert can_sign_in(front, "maria", NEW)
    assert not can_sign_in(front, "maria", PASSWORD)
    here = dict(front.client.cookies)
    assert here != elsewhere
    front.client.cookies.clear()
    front.client.cookies.update(elsewhere)
    assert "/desk/sign-in" in str(front.get("/desk").url)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"now": "wrong"}, "is not right"),
        ({"again": "another horse battery"}, "are not the same"),
        ({"new": "short", "again": "short"}, "10 to 200 characters"),
    ],
)
def test_what_is_not_right_changes_nothing(
    front: Desk, fields: dict[str, str], problem: str
) -> None:
    assert problem in change_own(front, **fields)
    assert can_sign_in(front, "maria", PASSWORD)


def test_a_manager_makes_locks_and_raises_accounts(front: Desk) -> None:
    front.sign_in(Role.MANAGER)
    made = front.post("/desk/accounts", name="Ann", role="staff", password=PASSWORD).text
    assert "ann can sign in now." in made
    assert "There is an account `ann` already" in front.post(
        "/desk/accounts", name="ann", role="staff", password=PASSWORD
    ).text.replace("&#96;", "`")
    for fields, told in (
        ({"do": "role", "role": "manager"}, "ann is manager now."),
        ({"do": "role", "role": "staff"}, "ann is staff now."),
        ({"do": "disable"}, "ann is locked out."),
        ({"do": "enable"}, "ann can sign in again."),
    ):
        assert told in front.post("/desk/accounts/ann", **fields).text
    assert "new password" in front.post("/desk/accounts/ann", do="password", password=NEW).text
    assert can_sign_in(front, "ann", NEW)
    done = [each.action for each in lines(front.engine, subject="account ann")]
    assert done[::-1] == [
        "account made",
        "role changed",
        "role changed",
        "disabled",
        "enabled",
        "password changed",
    ]
    assert {each.who for each in lines(front.engine, subject="account ann")} == {"ines"}


def test_a_reviewer_has_a_name_and_a_qualification(front: Desk) -> None:
    front.sign_in(Role.MANAGER)
    refused = front.post("/desk/accounts/maria", do="role", role="reviewer", signs_as="Maria").text
    assert "needs a name and a qualification" in refused
    made = {"do": "role", "role": "reviewer", "signs_as": " Maria Diaz,  NP "}
    assert "maria is reviewer now." in front.post("/desk/accounts/maria", **made).text
    assert "signs as Maria Diaz, NP" in front.get("/desk/accounts").text
    assert lines(front.engine, subject="account maria")[0].after == (
        "reviewer, signs as Maria Diaz, NP"
    )
    front.post("/desk/accounts/maria", do="role", role="staff", signs_as="Maria Diaz, NP")
    assert lines(front.engine, subject="account maria")[0].after == "staff"


def test_nobody_locks_themselves_out(front: Desk) -> None:
    front.sign_in(Role.MANAGER)
    assert "Another manager has to do this" in front.post("/desk/accounts/ines", do="disable").text
    assert can_sign_in(front, "ines", PASSWORD)
    assert front.post("/desk/accounts/maria", do="explode").status_code == 400
    assert "There is no account" in front.post("/desk/accounts/nobody", do="disable").text


def test_staff_see_their_own_alone(front: Desk) -> None:
    assert "ines" not in front.get("/desk/accounts").text
    assert front.post("/desk/accounts", name="eve", role="manager").status_code == 403
    assert front.post("/desk/accounts/ines", do="disable").status_code == 403


def test_help_has_a_part_for_every_page(front: Desk) -> None:
    front.sign_in(Role.MANAGER)
    shown = front.get("/desk/help").text
    for page in (
        "",
        *[
            "inbox",
            "gaps",
            "transcripts",
            "changes",
            "review",
            "clinic",
            "insights",
            "audit",
            "accounts",
        ],
    ):
        text = front.get(f"/desk/{page}".rstrip("/")).text
        part = text.partition('href="/desk/help#')[2].partition('"')[0]
        assert f'id="{part}"' in shown, page
