"""The first message of a conversation."""

from dataclasses import replace

from knowledge.clinic import ClinicProfile
from tests.gateway_under_test import live_knowledge
from web.greeting import greeting


def test_it_says_who_speaks_and_what_it_is_not() -> None:
    text = greeting(live_knowledge().current()).text
    assert "automated assistant" in text
    assert "not medical advice" in text
    assert "micro-needling" in text


def test_it_gives_the_clinics_emergency_number() -> None:
    assert "911" in greeting(live_knowledge().current()).text


def test_without_one_it_still_says_what_to_call() -> None:
    knowledge = replace(live_knowledge().current(), clinic=ClinicProfile())
    text = greeting(knowledge).text
    assert "911" not in text
    assert knowledge.safety.emergency_number_when_blank in text


def test_it_offers_questions() -> None:
    assert len(greeting(live_knowledge().current()).buttons) >= 3
