import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from desk.sign_in.staff import Role
from knowledge import LiveKnowledge
from knowledge.treatments import Reviewed, Withdrawn
from tests.desk_under_test import Desk, desk
from tests.unit.small_knowledge import TREATMENTS, edited, write_folder


class ReviewDesk:
    """A front desk whose facts may be reviewed."""

    def __init__(self, running: Desk, live: LiveKnowledge) -> None:
        self.desk = running
        self.live = live

    def boxes(self, path: str = "/desk/review") -> dict[str, str]:
        """By the id of each fact that is shown, the value of its box."""
        shown = self.desk.get(path).text
        found = re.findall(r'name="fact" value="(([a-z-]+):[0-9a-f]{16})"', shown)
        return {id_: value for value, id_ in found}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewDesk]:
    state = tmp_path_factory.mktemp("review")
    live = LiveKnowledge(write_folder(state / "small"), on_refused=lambda error: None)
    with desk(state, Role.REVIEWER, live=live) as running:
        yield ReviewDesk(running, live)


@pytest.fixture
def review(opened: ReviewDesk) -> Iterator[ReviewDesk]:
    """The front desk of a reviewer, as if nothing had been decided yet."""
    reviewer = dict(opened.desk.client.cookies)
    write_folder(opened.live.folder)
    yield opened
    opened.desk.client.cookies.clear()
    opened.desk.client.cookies.update(reviewer)


def test_what_a_fact_answers_with_is_read_beside_its_text(review: ReviewDesk) -> None:
    told = "  - id: for-scars\n    text: Rolling is used on scars.\n"
    said = f"{told}    as_answer: 'Yes, often: rolling is used on scars.'\n"
    write_folder(review.live.folder, edited(told, said))
    for path in ("/desk/review?q=often", "/desk/facts/for-scars"):
        shown = review.desk.get(path).text
        assert "Rolling is used on scars." in shown
        assert "Yes, often: rolling is used on scars." in shown


def test_each_fact_shows_its_text_source_standing_age_and_topics(review: ReviewDesk) -> None:
    shown = review.desk.get("/desk/review?q=soft").text

    assert "Rolling means that a soft ball is rolled over the skin." in shown
    assert 'href="https://www.example.org/leaflet"' in shown
    assert "A clinic, May 2020" in shown
    assert "by Jane Doe RN, 2026-01-31 (93 days ago), holds until 2027-01-31" in shown
    assert "What is it?" in shown
    assert "1 to 1 of 1 chosen from 5 facts" in shown
    assert "A clinic: A leaflet (3 to do)" in shown
    assert "What is it? (1 to do)" in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"what-it-is", "limits", "light-length", "for-scars", "by-nurses"}),
        ("?state=unreviewed", {"limits", "for-scars", "by-nurses"}),
        ("?state=todo", {"limits", "for-scars", "by-nurses"}),
        ("?topic=conditions&state=", {"for-scars"}),
        ("?source=LEAFLET&state=reviewed", {"what-it-is", "light-length"}),
        ("?source=OTHER", set()),
        ("?q=nurse", {"by-nurses"}),
        ("?only=by-nurses+limits", {"by-nurses", "limits"}),
        ("?only=by-nurses&state=reviewed", set()),
        ("?only=gone-1", set()),
        ("?state=hidden", set()),
        ("?q=nothing+like+that", set()),
        ("?state=%3Cb%3E&topic=x", set()),
    ],
)
def test_facts_are_filtered(review: ReviewDesk, query: str, expected: set[str]) -> None:
    assert set(review.boxes(f"/desk/review{query}")) == expected


def test_a_fact_that_is_gone_is_said_to_be(review: ReviewDesk) -> None:
    shown = review.desk.get("/desk/review?only=limits+%3Cb%3Egone").text
    assert "Not in the files any more: &lt;b&gt;gone." in shown


def test_choosing_further_among_linked_facts_says_so_and_keeps_to_them(review: ReviewDesk) -> None:
    shown = review.desk.get("/desk/review?only=limits+by-nurses").text
    form = shown.partition('aria-label="Facts"')[2].partition("</form>")[0]
    assert 'name="only" value="limits by-nurses" checked> Only what was linked to' in form
    assert 'name="only"' not in review.desk.get("/desk/review").text.partition("</details>")[0]


def test_what_visitors_are_not_shown_is_chosen_and_kept_after_a_decision(
    review: ReviewDesk,
) -> None:
    withdrawn = f"withdrawn {review.boxes()['limits']}"
    shown = review.desk.post("/desk/review", decision=withdrawn, only="limits")
    assert shown.url.params["only"] == "limits"
    assert set(review.boxes("/desk/review?state=hidden")) == {"limits", "what-it-is"}


def test_staff_look_and_decide_nothing(review: ReviewDesk) -> None:
    value = review.boxes()["limits"]
    review.desk.sign_in(Role.STAFF)

    assert "It was tried on 12 people" in review.desk.get("/desk/review").text
    assert review.boxes() == {}
    response = review.desk.post("/desk/review", decision=f"reviewed {value}")
    assert response.status_code == 403
    assert review.live.whole().facts["limits"].review == "unreviewed"


def test_a_manager_withdraws_and_signs_nothing(review: ReviewDesk) -> None:
    value = review.boxes()["limits"]
    review.desk.sign_in(Role.MANAGER)
    shown = review.desk.get("/desk/review").text
    assert ("data-withdraw>" in shown, "data-sign>" in shown) == (True, False)
    for decision in ("reviewed", "unreviewed"):
        refused = review.desk.post("/desk/review", decision=f"{decision} {value}")
        assert (refused.status_code, "This needs a reviewer" in refused.text) == (403, True)
    review.desk.post("/desk/review", decision=f"withdrawn {value}")
    withdrawn = review.live.whole().facts["limits"].review
    assert isinstance(withdrawn, Withdrawn)
    assert withdrawn.withdrawn_by == "ines"


def test_one_fact_is_signed_with_name_and_qualification_today(review: ReviewDesk) -> None:
    shown = review.desk.post(
        "/desk/review", decision=f"reviewed {review.boxes()['limits']}", state="unreviewed"
    )

    assert "1 fact signed." in shown.text
    assert shown.url.params["state"] == "unreviewed"
    reviewed = review.live.whole().facts["limits"].review
    assert isinstance(reviewed, Reviewed)
    assert (reviewed.by, reviewed.on.isoformat()) == ("Nora Lee, RN", "2026-05-04")


def test_after_a_decision_the_next_fact_is_where_the_eyes_are(review: ReviewDesk) -> None:
    shown = review.desk.get("/desk/review?state=unreviewed").text
    decision = re.findall(r'value="(reviewed [^"]+)"', shown)[0]
    following = decision.split(" ")[2]
    screen = "limits for-scars by-nurses"
    done = review.desk.post("/desk/review", decision=decision, state="unreviewed", screen=screen)
    assert done.url.fragment == f"fact-{following}"
    assert f'id="fact-{following}"' in done.text


def test_several_that_are_ticked_are_withdrawn_together(review: ReviewDesk) -> None:
    boxes = review.boxes()

    ticked = [boxes["limits"], boxes["by-nurses"]]
    asked = review.desk.post("/desk/review", decision="withdrawn", fact=ticked).text
    assert "Withdraw 2 facts?" in asked
    assert "A nurse does the rolling." in asked
    assert isinstance(review.live.whole().facts["by-nurses"].review, str), "nothing is done yet"
    shown = review.desk.post("/desk/review", decision="withdrawn", fact=ticked, sure="yes")

    assert "2 facts withdrawn." in shown.text
    assert "2 withdrawn" in shown.text
    facts = review.live.whole().facts
    assert isinstance(facts["limits"].review, Withdrawn)
    assert isinstance(facts["by-nurses"].review, Withdrawn)
    assert "Not shown to visitors" in review.desk.get("/desk/review?q=soft").text

    for box in review.boxes("/desk/review?state=withdrawn").values():
        review.desk.post("/desk/review", decision=f"unreviewed {box}")
    assert review.live.current().facts.keys() == facts.keys()


def test_a_decision_is_undone_by_one_button_unless_something_else_changed(
    review: ReviewDesk,
) -> None:
    review.desk.clock.time += timedelta(seconds=1)
    before = review.live.whole().facts
    boxes = list(review.boxes().values())
    shown = review.desk.post("/desk/review", decision="reviewed", fact=boxes, sure="yes").text
    after = shown.partition('name="after" value="')[2].partition('"')[0]
    undone = review.desk.post("/desk/review/undo", after=after)
    assert "Taken back" in undone.text
    assert review.live.whole().facts == before
    again = review.desk.post("/desk/review/undo", after=after)
    assert again.status_code == 409
    assert review.live.whole().facts == before


def test_a_decision_that_is_not_the_last_one_is_not_undone(review: ReviewDesk) -> None:
    boxes = review.boxes()
    made = []
    for decision in (f"reviewed {boxes['limits']}", f"reviewed {boxes['by-nurses']}"):
        review.desk.clock.time += timedelta(seconds=1)
        shown = review.desk.post("/desk/review", decision=decision).text
        made.append(shown.partition('name="after" value="')[2].partition('"')[0])
    assert "Taken back" in review.desk.post("/desk/review/undo", after=made[1]).text
    left = review.live.whole().facts
    # The first one's button, on a page that is still open: the file is as that decision made it.
    assert review.desk.post("/desk/review/undo", after=made[0]).status_code == 409
    assert review.live.whole().facts == left


def test_a_fact_that_changed_meanwhile_is_to_be_looked_at_again(review: ReviewDesk) -> None:
    boxes = review.boxes()
    review.desk.post("/desk/review", decision=f"withdrawn {boxes['limits']}")

    shown = review.desk.post("/desk/review", decision=f"reviewed {boxes['limits']}").text

    assert "changed by somebody else meanwhile" in shown
    assert isinstance(review.live.whole().facts["limits"].review, Withdrawn)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"decision": "reviewed"}, 200),
        ({"decision": ""}, 200),
        ({"decision": "praised limits:0"}, 200),
        ({"decision": "reviewed gone:0"}, 200),
        ({"decision": "reviewed", "fact": "limits:0", "until": "soon"}, 422),
        ({"decision": "reviewed", "fact": "limits:0", "until": "2026-05-03"}, 422),
    ],
)
def test_what_decides_nothing_changes_nothing(
    review: ReviewDesk, fields: dict[str, str], status: int
) -> None:
    before = (review.live.folder / "treatments.yml").read_bytes()

    assert review.desk.post("/desk/review", **fields).status_code == status
    assert (review.live.folder / "treatments.yml").read_bytes() == before


def test_the_day_for_what_is_ticked_holds_for_no_other(review: ReviewDesk) -> None:
    boxes = review.boxes()
    review.desk.post("/desk/review", decision=f"reviewed {boxes['limits']}", until="2026-06-01")
    review.desk.post(
        "/desk/review", decision="reviewed", fact=boxes["by-nurses"], until="2026-06-01"
    )

    facts = review.live.whole().facts
    signed, ticked = facts["limits"].review, facts["by-nurses"].review
    assert isinstance(signed, Reviewed)
    assert isinstance(ticked, Reviewed)
    assert (signed.until, str(ticked.until)) == (None, "2026-06-01")


def test_several_are_not_put_back_at_once(review: ReviewDesk) -> None:
    boxes = review.boxes()
    ticked = [boxes["what-it-is"], boxes["light-length"]]
    review.desk.post("/desk/review", decision="unreviewed", fact=ticked, sure="yes")
    assert isinstance(review.live.whole().facts["what-it-is"].review, Reviewed)


def test_faulty_files_are_left_alone(review: ReviewDesk) -> None:
    value = review.boxes()["limits"]
    (review.live.folder / "clinic.yml").write_text("phone: [\n")

    response = review.desk.post("/desk/review", decision=f"reviewed {value}")

    assert response.status_code == 409
    assert "Nothing was changed" in response.text


def test_facts_past_their_review_date_are_counted_first(review: ReviewDesk) -> None:
    text = TREATMENTS.replace("on: 2026-01-31", "on: 2026-01-31, until: 2026-03-31")
    write_folder(review.live.folder, text)

    shown = review.desk.get("/desk/review").text

    assert "2 review date passed" in shown
    assert list(review.boxes())[:2] == ["what-it-is", "light-length"]
    assert "what-it-is" in review.live.current().facts


def test_what_is_left_of_a_screen_is_what_comes_next(review: ReviewDesk) -> None:
    boxes = review.boxes("/desk/review?state=todo")
    screen = " ".join(boxes)
    ticked = [boxes["limits"], boxes["by-nurses"]]
    where = {"state": "todo", "from": "limits", "screen": screen, "sure": "yes"}
    shown = review.desk.post("/desk/review", decision="reviewed", fact=ticked, **where)
    assert (shown.url.params["state"], shown.url.params["from"]) == ("todo", "for-scars")
    assert set(review.boxes(str(shown.url.copy_with(scheme=None, host=None)))) == {"for-scars"}


def sign_boxes(review: ReviewDesk, group: str) -> dict[str, str]:
    shown = review.desk.get("/desk/review/signs", params={"topic": group}).text
    found = re.findall(r'name="fact" value="(([a-z._]+):[0-9a-f]{16})"', shown)
    return {id_: value for value, id_ in found}


def test_what_is_answered_after_a_sign_stands_with_its_level(review: ReviewDesk) -> None:
    shown = review.desk.get("/desk/review/signs", params={"topic": "To be looked at today"}).text
    for words in ("To whether it can wait:", "please do not wait", "To what can be put on it"):
        assert words in shown


def test_signs_and_what_is_answered_to_them_are_signed_too(review: ReviewDesk) -> None:
    boxes = sign_boxes(review, "An emergency now")
    assert {"emergency_now", "emergency_now.breathing"} <= set(boxes)
    ticked = [boxes["emergency_now"], boxes["emergency_now.breathing"]]
    asked = review.desk.post("/desk/review/signs", decision="reviewed", fact=ticked).text
    assert "Sign 2 signs?" in asked
    assert "You, Nora Lee, RN, say" in asked
    shown = review.desk.post("/desk/review/signs", decision="reviewed", fact=ticked, sure="yes")
    assert "2 signs signed." in shown.text
    safety = review.live.whole().safety
    signed = safety.levels["emergency_now"]
    assert isinstance(signed.review, Reviewed)
    assert isinstance(signed.signs["breathing"].review, Reviewed)
    assert signed.signs["bleeding"].review == "unreviewed"

    after = shown.text.partition('name="after" value="')[2].partition('"')[0]
    review.desk.post("/desk/review/signs/undo", after=after)
    assert review.live.whole().safety.levels["emergency_now"].review == "unreviewed"


def test_a_warning_sign_is_never_withdrawn_by_a_click(review: ReviewDesk) -> None:
    value = sign_boxes(review, "An emergency now")["emergency_now.breathing"]
    before = (review.live.folder / "safety.yml").read_bytes()
    shown = review.desk.post("/desk/review/signs", decision=f"withdrawn {value}").text
    assert "Nothing was changed" in shown
    assert (review.live.folder / "safety.yml").read_bytes() == before


def test_a_sign_shows_what_raises_it_and_what_does_not(review: ReviewDesk) -> None:
    shown = html.unescape(review.desk.get("/desk/review/signs?topic=An+emergency+now").text)
    sign = review.live.whole().safety.levels["emergency_now"].signs["breathing"]
    for sentence in (*sign.fires, *sign.does_not_fire):
        assert f"<li>{sentence}</li>" in shown


def test_the_report_says_what_is_signed_due_and_withdrawn(review: ReviewDesk) -> None:
    review.desk.post("/desk/review", decision=f"withdrawn {review.boxes()['by-nurses']}")
    value = sign_boxes(review, "In despair")["self_harm"]
    review.desk.post("/desk/review/signs", decision=f"reviewed {value}")
    shown = re.sub(r"<[^>]+>|\s+", " ", review.desk.get("/desk/review/report").text)
    shown = re.sub(r" +", " ", shown)
    assert "Facts 0 2 2 1 5" in shown
    assert "Withdrawn: 1" in shown
    assert "A nurse does the rolling. by-nurses Nora Lee, RN 2026-05-04" in shown
    assert "In despair: What is answered self_harm Nora Lee, RN 2026-05-04 2027-05-04" in shown
    assert "Signed: 3" in shown
