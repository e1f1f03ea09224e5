from pathlib import Path

import pytest
from small_knowledge import TREATMENTS, edited, write_folder

from knowledge import DEFAULT_FOLDER, KnowledgeError, load
from knowledge.sayable import unsayable

ORDERS = [
    "…you must stop your accutane before you come.",
    "Please stop taking your blood thinners 5 days before.",
    "Come off isotretinoin six months before.",
    "Swap aspirin for another pill.",
    "You can skip your insulin that day.",
    "Do not take aspirin for a week.",
    "Isotretinoin must be paused for six months.",
    "Leave out your blood thinner the day before.",
    "Do not use your tretinoin for a week before.",
    "Hold your aspirin the day before.",
    "Your blood thinner should be left out the day before.",
    "Blood thinners are stopped five days before.",
    "Leave your blood thinner out the day before.",
    "If you take isotretinoin, stop it six months before.",
    "Blood thinners: stop them five days before.",
    "Blood thinners? Please stop them five days before.",
    "We ask you to stop your aspirin a week before.",
    "We recommend stopping aspirin a week before.",
    "Stopping isotretinoin six months before is required.",
    "No aspirin for a week before.",
    "Prescription retinoids should not be used for a week.",
    "Your medicine must not be taken that day.",
    "Stay off isotretinoin for six months.",
    "You need to be off accutane for half a year.",
    "Take a break from your tretinoin.",
    "Please omit your warfarin the night before.",
    "Welcome to us. Stop your aspirin a week before.",
    "Stop your blood thinner, and tell your doctor.",
    "Don't apply tretinoin for five days.",
    "Not to worry: stop your aspirin a week before.",
    "Welcome. Don’t take your aspirin that day.",
]
PROMISES = [
    "We guarantee it will cure your scars.",
    "It is completely safe for you.",
    "It is 100 percent safe",
    "There is no risk.",
    "It works for everybody.",
    "It is one hundred percent safe.",
    "It's 100% safe.",
    "There are no risks.",
    "There is absolutely no risk.",
    "It has no side effects.",
    "It carries no risk at all.",
    "It is without any risk.",
    "It works on everyone.",
    "It works well for all skin types.",
    "It always works.",
    "It never fails.",
    "Nothing can go wrong.",
    "It is suitable for everyone.",
    "It is safe for everybody.",
    "It is totally harmless.",
    "It helps everybody.",
]
MAY_BE_SAID = [
    "Never stop a medicine that a doctor prescribed for you.",
    "The look that you want is not guaranteed, the FDA says.",
    "Ask whoever prescribed it before you stop any medicine.",
    "It may not suit you if you take steroids or are about to start them.",
    "Ask your doctor whether you should stop your blood thinner.",
    "Do not stop your blood thinner on your own.",
    "Isotretinoin must not be stopped without asking.",
    "Your blood thinner should only be paused if your doctor says so.",
    "Pause your tretinoin only if whoever prescribed it says so.",
    "Whether it works for everybody, nobody knows.",
    "It does not work for everybody.",
    "There is no risk-free treatment.",
    "Nothing works for everyone.",
    "No treatment is without any risk.",
    "It is not safe for everyone.",
    "No one can say that there is no risk.",
    "One trial of 100 people saw few side effects.",
    "Keep taking your medicines as prescribed.",
    "Your doctor decides whether a blood thinner is paused.",
    "Tell us if you take aspirin or a blood thinner.",
    "We use a cream with no drug in it.",
    "We will not stop your medicine.",
    "If you take isotretinoin, ask whoever prescribed it.",
    "Isotretinoin is on the FDA's list.",
    "Nobody here will tell you to stop your medicine.",
    "It is not 100 percent safe.",
]


@pytest.mark.parametrize("sentence", ORDERS)
def test_an_order_about_a_medicine_is_found(sentence: str) -> None:
    assert [what for what, _ in unsayable(sentence)] == ["tells people what to do about a medicine"]


@pytest.mark.parametrize("sentence", PROMISES)
def test_a_promise_is_found(sentence: str) -> None:
    assert [what for what, _ in unsayable(sentence)] == ["promises or cures"]


@pytest.mark.parametrize("sentence", MAY_BE_SAID)
def test_what_keeps_people_safe_may_be_said(sentence: str) -> None:
    assert not list(unsayable(sentence))


@pytest.mark.parametrize("sentence", [ORDERS[0], PROMISES[0]])
def test_a_fact_that_says_so_is_not_loaded(tmp_path: Path, sentence: str) -> None:
    text = edited("Rolling is used on scars.", sentence, TREATMENTS)
    with pytest.raises(KnowledgeError, match=r"about a medicine|promises or cures"):
        load(write_folder(tmp_path / "small", text))


def test_no_shipped_wording_is_refused() -> None:
    knowledge = load(DEFAULT_FOLDER)
    wordings = [
        *(fact.text for fact in knowledge.facts.values()),
        *knowledge.phrases.phrases.values(),
    ]
    assert len(wordings) > 500
    assert [each for each in wordings if list(unsayable(each))] == []
