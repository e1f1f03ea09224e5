"""The numbers that a visitor can call."""

from pathlib import Path

import pytest

from knowledge.clinic import ClinicProfile
from records.messages import Call, Message
from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import PHONE, gateway
from web.calling import telephone_link, with_calls


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("+1 202 555 0143", "tel:+12025550143"),
        ("(202) 555-0143", "tel:+12025550143"),
        ("+44 (0)20 7946 0958", "tel:+442079460958"),
        ("202 555 0143 ext. 12", "tel:+12025550143,12"),
        # Two numbers in one line, of which nobody can tell which to dial.
        ("202-555-0143 / 0144", None),
        ("555 0143", None),
        ("", None),
    ],
)
def test_a_telephone_dials_what_a_person_would(number: str, dialled: str | None) -> None:
    assert telephone_link(number, "US") == dialled


def calls(text: str, topic: str = "emergency", opening: bool = False, **clinic: str) -> list[Call]:
    profile = ClinicProfile.model_validate(clinic)
    message = Message.model_validate({"text": text, "topic": topic})
    [shown] = with_calls([message], profile, "US", opening=opening)
    return shown.calls


@pytest.mark.parametrize("number", ["15", "112", "911", "1122"])
def test_an_emergency_number_of_any_length_can_be_called(number: str) -> None:
    text = f"Call {number} now. Once help is on its way, tell the clinic: {PHONE}."
    emergency, clinic = calls(text, emergency_number=number, phone=PHONE)
    assert emergency == Call(number=number, href=f"tel:{number}", emergency=True)
    assert clinic == Call(number=PHONE, href="tel:+12025550143", emergency=False)


def test_without_an_emergency_number_none_is_made_up() -> None:
    text = f"Call your local emergency number now. Tell the clinic: {PHONE}."
    assert [call.emergency for call in calls(text, phone=PHONE)] == [False]


def test_only_the_clinics_own_number_can_be_called() -> None:
    assert calls("It is $150 - 200 a session, 100-250-500-1000.", "cost", phone=PHONE) == []


def test_minutes_are_no_emergency_number() -> None:
    assert calls("It takes 15 minutes.", "procedure", emergency_number="15") == []
    assert calls("Call 15 now.", "smalltalk", opening=True, emergency_number="15")


def test_every_answer_that_names_a_number_says_how_to_call_it(tmp_path: Path) -> None:
    said = answer(f"Call 911 now. Tell the clinic: {PHONE}.", "emergency")
    with gateway(tmp_path, FakeUpstream(script=lambda sender, message: said)) as service:
        begun = service.client.post("/api/sessions", json={}).json()
        [message] = service.answers(text="I can't breathe")
        asked = {"session": begun["session"], "question": "I can't breathe", "contact": PHONE}
        noted = service.client.post("/api/questions", json={**asked, "consent": True}).json()
    assert [call["href"] for call in begun["messages"][0]["calls"]] == ["tel:911"]
    for each in (message, *noted["messages"]):
        assert [call["emergency"] for call in each["calls"]] == [True, False]
