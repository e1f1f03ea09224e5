"""Warning signs by the safety file in force."""

from dataclasses import replace

from knowledge.safety import SafetyFile
from tests.gateway_under_test import live_knowledge
from web.signs import LiveWarningSigns


def test_a_sign_is_found_and_a_question_is_none() -> None:
    knowledge, signs = live_knowledge().current(), LiveWarningSigns()
    found = signs.find("I can't breathe", knowledge)
    assert found is not None
    assert found.level == "emergency_now"
    assert signs.find("How deep do the needles go?", knowledge) is None


def test_an_edit_of_the_safety_file_is_followed() -> None:
    knowledge, signs = live_knowledge().current(), LiveWarningSigns()
    assert signs.find("my ear is turning purple", knowledge) is None
    file = knowledge.safety.model_dump()
    file["levels"]["today"]["signs"]["purple_ear"] = {"name": "x", "patterns": ["ear ... purple"]}
    edited = replace(knowledge, safety=SafetyFile.model_validate(file), version="edited")
    found = signs.find("my ear is turning purple", edited)
    assert found is not None
    assert found.sign == "purple_ear"
