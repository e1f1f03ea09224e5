"""One's own password, and what managers do to the accounts of others."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from desk.accounts import page as accounts_page
from desk.audit.store import MOST_LINES, REFUSED, lines, note_change
from desk.sign_in.signing_in import SigningIn
from desk.sign_in.staff import GIVEN_FOR, LOCKED_FOR, MOST_FAILURES, Accounts, Role
from tests.desk.test_desk_inbox_page import alarm
from tests.desk_under_test import PASSWORD, Desk, desk

NEW = "a longer horse battery"
WHY = (
    "Since you last signed in something of your account was changed, or it was locked: "
    "the list on this page says what."
)


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
        ({"new": PASSWORD, "again": PASSWORD}, "another password than the one of now"),
        ({"new": "short", "again": "short"}, "12 to 128 characters"),
        ({"new": "password1234", "again": "password1234"}, "too easy to guess"),
    ],
)
def test_what_is_not_right_changes_nothing(
    front: Desk, fields: dict[str, str], problem: str
) -> None:
    assert problem in change_own(front, **fields)
    assert can_sign_in(front, "maria", PASSWORD)


def test_a_manager_makes_locks_and_raises_accounts(front: Desk) -> None:
    front.sign_in(Role.MANAGER)
    made = front.post("/desk/accounts", name="Ann", role="staff").text
    assert "ann can sign in now." in made
    assert can_sign_in(front, "ann", given_in(made))
    assert "There is an account `ann` already" in front.post(
        "/desk/accounts", name="ann", role="staff"
    ).text.replace("&#96;", "`")
    for fields, told in (
        ({"do": "role", "role": "manager"}, "ann is manager now."),
        ({"do": "role", "role": "staff"}, "ann is staff now."),
        ({"do": "disable"}, "ann is locked out."),
        ({"do": "enable"}, "ann can sign in again."),
    ):
        assert told in front.post("/desk/accounts/ann", **fields).text
    given = given_in(front.post("/desk/accounts/ann", do="password").text)
    assert can_sign_in(front, "ann", given)
    found = lines(front.engine, subject="account ann", only_changes=True)
    done = [each.action for each in found]
    assert done[::-1] == [
        "account made",
        "role changed",
        "role changed",
        "disabled",
        "enabled",
        "password changed",
    ]
    assert {each.who for each in lines(front.engine, subject="account ann")} == {"ines"}


def given_in(text: str) -> str:
    """The password that a page shows once."""
    found = re.search(r"<code>([a-z0-9-]{19})</code>", text)
    assert found is not None
    return found[1]


def sign_in(front: Desk, name: str, password: str) -> str:
    """Signs somebody in as they do it themselves; gives where that leads."""
    return str(page_after_sign_in(front, name, password).url.path)


def page_after_sign_in(front: Desk, name: str, password: str) -> httpx.Response:
    front.client.cookies.clear()
    front.seconds.seconds += 60
    form = {"name": name, "password": password}
    response: httpx.Response = front.client.post("/desk/sign-in", data=form)
    return response


def test_a_given_password_is_replaced_before_anything_else(front: Desk) -> None:
    front.sign_in(Role.MANAGER)
    given = given_in(front.post("/desk/accounts", name="ann", role="manager").text)
    assert given not in front.get("/desk/accounts").text
    assert sign_in(front, "ann", given) == "/desk/accounts"
    page = front.get("/desk/transcripts")
    assert page.url.path == "/desk/accounts"
    assert "Choose a password of your own first." in page.text
    assert "given to you and ends soon, or it is too short or too easy to guess." in page.text
    assert WHY not in page.text
    assert "maria" not in page.text
    front.client.post("/desk/accounts/maria", data={"csrf": word_in(page.text), "do": "disable"})
    assert can_sign_in(front, "maria", PASSWORD)
    the_same = {"csrf": word_in(page.text), "now": given, "new": given, "again": given}
    kept = front.client.post("/desk/accounts/own", data=the_same).text
    assert "Choose a password of your own first" in kept
    assert "another password than the one of now" in kept
    assert front.get("/desk/transcripts").url.path == "/desk/accounts"
    chosen = {"csrf": word_in(page.text), "now": given, "new": NEW, "again": NEW}
    assert "You have a new password" in front.client.post("/desk/accounts/own", data=chosen).text
    assert front.get("/desk/transcripts").url.path == "/desk/transcripts"
    assert sign_in(front, "ann", NEW) == "/desk"


@pytest.mark.parametrize("root", ["", "/assistant"])
def test_while_a_password_has_to_be_changed_emergencies_are_told(tmp_path: Path, root: str) -> None:
    piece = {"HX-Request": "true"}
    with desk(tmp_path, ROOT_PATH=root) as front:
        Accounts(front.engine, front.clock).set_password("maria", NEW, "ines", is_given=True)
        front.sign_in()
        alarm(front)
        count = front.get("/desk/inbox/count", headers=piece)
        assert count.status_code == 200
        assert 'data-alarms="1"' in count.text
        assert "lips" not in count.text
        for place in ("/desk/inbox/fresh", "/desk/inbox/1/changed", "/desk/transcripts"):
            refused = front.get(place, headers=piece)
            assert (refused.status_code, refused.content) == (403, b"")
            assert refused.headers["HX-Redirect"] == f"{root}/desk/accounts"


def test_the_page_of_a_password_to_be_changed_asks_for_nothing_that_leads_to_it(
    front: Desk,
) -> None:
    Accounts(front.engine, front.clock).set_password("maria", NEW, "ines", is_given=True)
    front.sign_in()
    page = front.get("/desk/accounts").text
    asked = re.findall(r'hx-(get|post)="([^"]+)"', page)
    assert [method for method, _ in asked] == ["get", "post"]
    for method, place in asked:
        form = {"csrf": word_in(page), "new": NEW} if method == "post" else None
        answer = front.client.request(method, place, data=form, headers={"HX-Request": "true"})
        assert answer.status_code == 200, place


def test_what_is_not_shown_is_not_looked_up(front: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    Accounts(front.engine, front.clock).set_password("maria", NEW, "ines", is_given=True)
    front.sign_in()
    monkeypatch.setattr(Accounts, "changes", unasked)
    monkeypatch.setattr(SigningIn, "open_for", unasked)
    assert "Choose a password of your own first" in front.get("/desk/accounts").text


def test_a_password_is_made_up_only_where_one_is_given(
    front: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.sign_in(Role.MANAGER)
    monkeypatch.setattr(accounts_page, "given_password", unasked)
    assert "maria is locked out." in front.post("/desk/accounts/maria", do="disable").text


def unasked(*_: object) -> None:
    raise AssertionError


def test_the_sign_in_says_how_long_a_given_password_is_good_for(front: Desk) -> None:
    told = f"A manager gives you a password, good for {GIVEN_FOR.days} days."
    assert told in front.get("/desk/sign-in").text


def word_in(text: str) -> str:
    """The word that a page's forms carry."""
    return text.partition('name="csrf" value="')[2].partition('"')[0]


def test_a_given_password_ends(front: Desk) -> None:
    front.sign_in(Role.MANAGER)
    given = given_in(front.post("/desk/accounts", name="ann", role="staff").text)
    front.clock.time += GIVEN_FOR
    assert not can_sign_in(front, "ann", given)


def test_who_was_given_another_right_is_told_at_the_next_sign_in(front: Desk) -> None:
    assert sign_in(front, "maria", PASSWORD) == "/desk"
    front.sign_in(Role.MANAGER)
    front.post("/desk/accounts/maria", do="role", role="manager")
    led_to = page_after_sign_in(front, "maria", PASSWORD)
    assert led_to.url.path == "/desk/accounts"
    assert WHY in led_to.text
    assert "role changed, by ines" in led_to.text
    assert WHY not in front.get("/desk/accounts").text
    assert sign_in(front, "maria", PASSWORD) == "/desk"


def test_who_was_locked_out_by_somebody_who_guessed_is_told(front: Desk) -> None:
    for _ in range(MOST_FAILURES):
        assert not can_sign_in(front, "maria", "a wrong password")
    front.clock.time += LOCKED_FOR
    led_to = page_after_sign_in(front, "maria", PASSWORD)
    assert led_to.url.path == "/desk/accounts"
    assert WHY in led_to.text
    assert "wrong password" not in led_to.text
    assert "account locked" in led_to.text


def test_whoever_guesses_pushes_out_nothing_that_a_manager_did(front: Desk) -> None:
    accounts = Accounts(front.engine, front.clock)
    maria = next(each for each in accounts.all() if each.name == "maria")
    accounts.note_signed_in(maria)
    accounts.set_role("maria", Role.MANAGER, "ines")
    with front.engine.begin() as connection:
        for _ in range(MOST_LINES):
            for action in REFUSED:
                note_change(connection, front.clock(), "maria", action, "account maria")
    assert "role changed, by ines" in front.get("/desk/accounts").text
    assert accounts.note_signed_in(maria)


def test_one_ends_single_sessions_of_ones_own_with_the_password(front: Desk) -> None:
    elsewhere = dict(front.client.cookies)
    front.clock.time += timedelta(minutes=1)
    sign_in(front, "maria", PASSWORD)
    shown = front.get("/desk/accounts").text
    there = re.findall(r'name="session" value="([0-9a-f]{64})"', shown)
    assert len(there) == 1
    ends = "/desk/accounts/own/sessions"
    assert "is not right" in front.post(ends, session=there[0], now="wrong password").text
    assert len(re.findall('name="session"', front.get("/desk/accounts").text)) == 1
    assert "signed out there" in front.post(ends, session=there[0], now=PASSWORD).text
    assert 'name="session"' not in front.get("/desk/accounts").text
    front.client.cookies.clear()
    front.client.cookies.update(elsewhere)
    assert "/desk/sign-in" in str(front.get("/desk").url)


def test_no_place_is_signed_out_that_was_not_chosen(front: Desk) -> None:
    for _ in range(2):
        front.clock.time += timedelta(minutes=1)
        sign_in(front, "maria", PASSWORD)
    shown = front.get("/desk/accounts").text
    form = shown.partition('action="/desk/accounts/own/sessions"')[2].partition("</form>")[0]
    assert len(re.findall('<input type="radio" name="session" value="[^"]+" required>', form)) == 2
    assert re.findall("<button[^>]*>", form) == ['<button class="quiet">']


def test_nobody_ends_a_session_of_somebody_else(front: Desk) -> None:
    sign_in(front, "maria", PASSWORD)
    front.clock.time += timedelta(minutes=1)
    sign_in(front, "maria", PASSWORD)
    shown = front.get("/desk/accounts").text
    hers = re.search(r'name="session" value="([0-9a-f]{64})"', shown)
    assert hers is not None
    cookies = dict(front.client.cookies)
    front.sign_in(Role.MANAGER)
    front.post("/desk/accounts/own/sessions", session=hers[1], now=PASSWORD)
    front.client.cookies.clear()
    front.client.cookies.update(cookies)
    assert hers[1] in front.get("/desk/accounts").text


def test_what_is_typed_is_marked(front: Desk) -> None:
    strength = "/desk/accounts/own/strength"
    assert "too easy to guess" in front.post(strength, new="password1234").text
    assert "This one will do." in front.post(strength, new=NEW).text
    assert "<meter" not in front.post(strength, new="").text


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
