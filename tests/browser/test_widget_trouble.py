"""The widget when things go wrong: reloads, other tabs, lost connections, tired servers."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from settings import Rate, RateLimits
from tests.browser.visiting import BREATHLESS, Chat, Clinic, open_clinic, visit, wait_until

pytestmark = pytest.mark.browser

KEY = "idempotency-key"


@pytest.fixture(scope="module")
def slow_pace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic that takes one message in two seconds from each session."""
    limits = RateLimits(session=Rate(1, 2), address=Rate(600, 60))
    with open_clinic(tmp_path_factory.mktemp("slow"), limits) as opened:
        yield opened


@pytest.fixture
def clinic_in_trouble(clinic: Clinic) -> Iterator[Clinic]:
    """The assistant may fail in the test, and recovers after it."""
    yield clinic
    clinic.upstream.status, clinic.upstream.body = 200, None


def refusal(clinic: Clinic, route: Route, status: int, code: str, **headers: str) -> None:
    route.fulfill(
        status=status,
        json={"error": {"code": code, "message": "Refused."}},
        headers={
            "Access-Control-Allow-Origin": clinic.host,
            "Access-Control-Expose-Headers": "Retry-After",
            **headers,
        },
    )


def chat_requests(page: Page) -> list[Request]:
    """Collects every request with a message."""
    sent: list[Request] = []
    page.on("request", lambda each: sent.append(each) if is_message(each) else None)
    return sent


def is_message(request: Request) -> bool:
    return request.url.endswith("/api/chat") and request.method == "POST"


def words(request: Request) -> str:
    return str(json.loads(request.post_data or "{}").get("text"))


def test_a_reload_keeps_the_conversation(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("What is it used for?")
        shown = chat.answers.count()
        chat.page.reload()
        expect(chat.panel).to_be_visible()
        expect(chat.answers).to_have_count(shown)
        expect(chat.said).to_have_text([re.compile(r"What is it used for\?")])
        expect(chat.answers.last).to_contain_text("stretch marks")
        expect(chat.chips.filter(has_text="Does it hurt?")).to_be_visible()
        chat.ask("And now?")
        assert clinic.upstream.heard[-1][0] == clinic.upstream.heard[-2][0]


def test_another_page_of_the_site_goes_on_with_the_conversation(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("On the first page")
        chat.page.get_by_role("link", name="Prices").click()
        expect(chat.page).to_have_title(re.compile("Prices"))
        expect(chat.panel).to_be_visible()
        expect(chat.answers.last).to_contain_text("You said: On the first page")
        chat.ask("On the second page")
        chat.page.go_back()
        expect(chat.answers.last).to_contain_text("You said: On the second page")
        assert clinic.upstream.heard[-1][0] == clinic.upstream.heard[-2][0]


def test_a_closed_chat_stays_closed_on_the_next_page(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("Before")
        chat.page.keyboard.press("Escape")
        expect(chat.panel).to_be_hidden()
        chat.page.get_by_role("link", name="Prices").click()
        expect(chat.page).to_have_title(re.compile("Prices"))
        expect(chat.launcher).to_be_visible()
        expect(chat.panel).to_be_hidden()
        chat.open()
        expect(chat.answers.last).to_contain_text("You said: Before")


def test_what_is_half_typed_survives_a_reload(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.box.press_sequentially("half a quest")
        chat.page.reload()
        expect(chat.box).to_have_value("half a quest")


def test_a_reload_while_the_answer_is_under_way_sends_nothing_twice(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        held: list[Route] = []
        chat.page.route("**/api/chat", lambda route: held.append(route))
        with chat.page.expect_request(is_message):
            chat.say("Just before the reload")
        wait_until(chat.page, lambda: bool(held), "the holding of the request")
        answered = held.pop().fetch()
        assert answered.ok
        chat.page.unroute("**/api/chat")
        chat.page.reload()
        expect(chat.said).to_have_text([re.compile("Just before the reload")])
        expect(chat.answers.last).to_contain_text("You said: Just before the reload")
        assert clinic.heard("Just before the reload") == 1


def test_two_tabs_show_the_same_conversation(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as first:
        first.open()
        first.ask("From the first tab")
        second = Chat(first.page.context.new_page())
        second.page.goto(clinic.host)
        second.open()
        expect(second.answers.last).to_contain_text("You said: From the first tab")
        second.ask("From the second tab")
        expect(first.answers.last).to_contain_text("You said: From the second tab")
        expect(first.said).to_have_count(2)
        first.ask("From the first again")
        expect(second.answers.last).to_contain_text("You said: From the first again")
        expect(second.said).to_have_count(3)
        assert len({sender for sender, _ in clinic.upstream.heard[-3:]}) == 1


def test_two_tabs_do_not_both_send_what_waits_for_the_connection(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as first:
        first.open()
        first.ask("Both tabs")
        second = Chat(first.page.context.new_page())
        second.page.goto(clinic.host)
        second.open()
        first.page.context.set_offline(True)
        first.say("Waiting in two tabs")
        expect(first.notices.filter(visible=True)).not_to_have_count(0)
        first.page.context.set_offline(False)
        expect(first.answers.last).to_contain_text("You said: Waiting in two tabs")
        assert clinic.heard("Waiting in two tabs") == 1


def test_a_lost_connection_is_said_and_the_message_goes_out_once_when_it_is_back(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("With a connection")
        chat.page.context.set_offline(True)
        chat.say("Without a connection")
        expect(
            chat.notices.filter(has_text=re.compile("connection|offline", re.I)).first
        ).to_be_visible()
        kept = chat.box.input_value() + " ".join(chat.said.all_inner_texts())
        assert "Without a connection" in kept
        assert clinic.heard("Without a connection") == 0

        chat.page.context.set_offline(False)
        expect(chat.answers.last).to_contain_text("You said: Without a connection")
        expect(chat.said.filter(has_text="Without a connection")).to_have_count(1)
        expect(chat.box).to_have_value("")
        expect(
            chat.notices.filter(has_text=re.compile("connection|offline", re.I), visible=True)
        ).to_have_count(0)
        chat.ask("Afterwards")
        assert clinic.heard("Without a connection") == 1


def test_what_waits_for_the_connection_survives_a_reload(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.page.route("**/api/chat", lambda route: route.abort("internetdisconnected"))
        chat.say("Waiting for a reload")
        expect(chat.notices.filter(visible=True)).not_to_have_count(0)
        chat.page.unroute("**/api/chat")
        chat.page.reload()
        arrived = chat.answers.filter(has_text="You said: Waiting for a reload")
        expect(arrived).to_have_count(1)
        expect(chat.said.filter(has_text="Waiting for a reload")).to_have_count(1)
        assert clinic.heard("Waiting for a reload") == 1


def test_an_answer_lost_on_its_way_is_asked_for_with_the_same_key(
    browser: Browser, clinic: Clinic
) -> None:
    """The message arrived, its answer did not: the same key, so that it is handled once."""
    with visit(browser, clinic) as chat:
        chat.open()
        sent = chat_requests(chat.page)
        lost: list[int] = []

        def lose_the_first(route: Route) -> None:
            if lost:
                route.continue_()
                return
            lost.append(route.fetch().status)
            route.abort("connectionreset")

        chat.page.route("**/api/chat", lose_the_first)
        chat.say("Lost on its way")
        arrived = chat.answers.filter(has_text="You said: Lost on its way")
        expect(arrived).to_have_count(1)
        assert lost == [200]
        keys = [each.headers.get(KEY) for each in sent if words(each) == "Lost on its way"]
        assert len(keys) >= 2
        assert len(set(keys)) == 1
        assert re.fullmatch(r"[!-~]{1,100}", keys[0] or "")
        assert clinic.heard("Lost on its way") == 1


def test_every_message_has_a_key_of_its_own(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        sent = chat_requests(chat.page)
        chat.ask("Same words")
        chat.ask("Same words")
        assert clinic.heard("Same words") == 2
        keys = [each.headers.get(KEY) for each in sent]
        assert len(set(keys)) == len(keys) == 2
        assert None not in keys


@pytest.mark.parametrize(("status", "code"), [(401, "expired_session"), (404, "unknown_session")])
def test_a_session_that_is_gone_is_replaced_and_that_is_said(
    browser: Browser, clinic: Clinic, status: int, code: str
) -> None:
    question = f"After {code}"
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("In the old session")
        refused: list[str] = []

        def refuse_once(route: Route) -> None:
            if refused:
                route.continue_()
                return
            refused.append(words(route.request))
            refusal(clinic, route, status, code)

        chat.page.route("**/api/chat", refuse_once)
        with chat.page.expect_response("**/api/sessions") as renewed:
            chat.say(question)
        assert renewed.value.status == 201
        expect(chat.answers.last).to_contain_text(f"You said: {question}")
        expect(
            chat.notices.filter(has_text=re.compile("new|start|expired|ended", re.I)).first
        ).to_be_visible()
        expect(chat.said.filter(has_text=question)).to_have_count(1)
        assert refused == [question]
        assert clinic.heard(question) == 1


def test_a_conversation_that_nobody_went_on_with_expires(browser: Browser, tmp_path: Path) -> None:
    begun = datetime.now(timezone.utc)
    passed = [timedelta()]
    with (
        open_clinic(tmp_path, clock=lambda: begun + passed[-1]) as clinic,
        visit(browser, clinic) as chat,
    ):
        chat.open()
        chat.ask("In the old session")
        passed.append(timedelta(days=7))
        with chat.page.expect_response("**/api/sessions"):
            reply = chat.ask("A week later")
        expect(reply).to_contain_text("You said: A week later")
        expect(chat.notices.filter(has_text="expired")).to_be_visible()
        assert clinic.heard("A week later") == 1
        assert clinic.upstream.heard[-1][0] != clinic.upstream.heard[-2][0]


def test_a_token_that_the_gateway_never_gave_is_replaced(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        altered: list[bool] = []

        def alter_once(route: Route) -> None:
            body = json.loads(route.request.post_data or "{}")
            if altered:
                route.continue_()
                return
            altered.append(True)
            route.continue_(post_data=json.dumps({**body, "session": body["session"][:-3] + "abc"}))

        chat.page.route("**/api/chat", alter_once)
        chat.say("With a bent token")
        expect(chat.answers.last).to_contain_text("You said: With a bent token")
        expect(chat.notices.first).to_be_visible()
        assert clinic.heard("With a bent token") == 1


def test_after_three_seconds_it_says_that_it_is_still_working(
    browser: Browser, clinic: Clinic
) -> None:
    still = re.compile("still", re.I)
    with visit(browser, clinic) as chat:
        chat.open()
        held: list[Route] = []
        chat.page.route("**/api/chat", lambda route: held.append(route))
        chat.say("A slow one")
        expect(chat.said.last).to_be_visible()
        expect(chat.panel.get_by_text(still).first).to_be_visible()
        expect(chat.box).to_be_editable()
        held.pop().continue_()
        expect(chat.answers.last).to_contain_text("You said: A slow one")
        expect(chat.panel.get_by_text(re.compile("still working", re.I))).to_be_hidden()


def test_a_failing_assistant_apologises_and_says_how_to_reach_the_clinic(
    browser: Browser, clinic_in_trouble: Clinic
) -> None:
    clinic = clinic_in_trouble
    with visit(browser, clinic) as chat:
        chat.open()
        clinic.upstream.status = 500
        reply = chat.ask("Into the void")
        expect(reply).to_contain_text("+1 202 555 0143")
        phone = reply.get_by_role("link", name=re.compile("0143"))
        expect(phone).to_have_attribute("href", "tel:+12025550143")
        chat.say(BREATHLESS)
        expect(chat.page.get_by_role("alert").filter(has_text="911")).to_be_visible()


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_gateway_is_said_and_the_message_can_be_sent_again(
    browser: Browser, clinic: Clinic, status: int
) -> None:
    question = f"Through a {status}"
    with visit(browser, clinic) as chat:
        chat.open()
        chat.page.route(
            "**/api/chat",
            lambda route: refusal(clinic, route, status, "unavailable", **{"Retry-After": "1"}),
        )
        chat.say(question)
        expect(chat.notices.filter(visible=True).first).to_be_visible()
        expect(chat.said.filter(has_text=question)).to_have_count(1)
        again = chat.panel.get_by_role("button", name="Try again")
        expect(again).to_be_visible()
        chat.page.unroute("**/api/chat")
        again.click()
        expect(chat.answers.filter(has_text=f"You said: {question}")).to_have_count(1)
        expect(chat.said.filter(has_text=question)).to_have_count(1)
        expect(again).to_be_hidden()
        assert clinic.heard(question) == 1


def test_something_that_is_no_answer_at_all_is_said(browser: Browser, clinic: Clinic) -> None:
    """Such as the log-in page of a hotel's network."""
    with visit(browser, clinic) as chat:
        chat.open()
        chat.page.route(
            "**/api/chat",
            lambda route: route.fulfill(
                body="<h1>Please log in</h1>",
                content_type="text/html",
                headers={"Access-Control-Allow-Origin": clinic.host},
            ),
        )
        chat.say("From a hotel")
        expect(chat.notices.filter(visible=True).first).to_be_visible()
        expect(chat.panel).not_to_contain_text("Please log in")
        expect(chat.box).to_be_editable()


def test_the_chat_opens_later_where_the_gateway_was_away(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.page.route("**/api/sessions", lambda route: route.abort())
        chat.launcher.click()
        expect(chat.notices.filter(visible=True).first).to_be_visible()
        chat.page.unroute("**/api/sessions")
        chat.say("At last")
        expect(chat.answers.last).to_contain_text("You said: At last")


def test_too_many_messages_are_said_and_none_is_lost(browser: Browser, slow_pace: Clinic) -> None:
    with visit(browser, slow_pace) as chat:
        chat.open()
        chat.ask("The first")
        with chat.page.expect_response(lambda response: response.status == 429) as refused:
            chat.say("Too soon")
        assert int(refused.value.headers["retry-after"]) >= 1
        expect(chat.notices.filter(visible=True).first).to_be_visible()
        arrived = chat.answers.filter(has_text="You said: Too soon")
        expect(arrived).to_have_count(1)
        expect(chat.said.filter(has_text="Too soon")).to_have_count(1)
        assert slow_pace.heard("Too soon") == 1


def test_an_emergency_is_answered_whatever_the_pace(browser: Browser, slow_pace: Clinic) -> None:
    with visit(browser, slow_pace) as chat:
        chat.open()
        chat.ask("The first")
        chat.say(BREATHLESS)
        expect(chat.page.get_by_role("alert").filter(has_text="911")).to_be_visible()


def test_an_emergency_does_not_wait_behind_a_slow_answer(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        held: list[Route] = []

        def hold_the_first(route: Route) -> None:
            if held:
                route.continue_()
            else:
                held.append(route)

        chat.page.route("**/api/chat", hold_the_first)
        chat.say("A slow one")
        chat.say(BREATHLESS)
        expect(chat.page.get_by_role("alert").filter(has_text="911")).to_be_visible()
        held.pop().continue_()
        expect(chat.answers.filter(has_text="You said: A slow one")).to_have_count(1)


def test_an_emergency_does_not_wait_until_a_fast_writer_may_go_on(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.open()

        def refuse_the_first(route: Route) -> None:
            if words(route.request) == "Too fast":
                refusal(clinic, route, 429, "too_many_messages", **{"Retry-After": "60"})
            else:
                route.continue_()

        chat.page.route("**/api/chat", refuse_the_first)
        chat.say("Too fast")
        expect(chat.notices.filter(visible=True).first).to_be_visible()
        chat.say(BREATHLESS)
        expect(chat.page.get_by_role("alert").filter(has_text="911")).to_be_visible()
