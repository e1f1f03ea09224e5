from dataclasses import replace

import pytest

from understanding.about_last import PASS_ON
from understanding.kinds import AGE, HARM, OF_LAST, QUESTION, SINCE, SMALLTALK
from understanding.remarks import in_passing
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Sign, Tone, Understood

VAGUE = Understood((Question("out_of_scope", confidence=0.6),))


def kind(said: str, understood: Understood = VAGUE, tone: Tone | None = None) -> object:
    found = in_passing(replace(understood, tone=tone), said, SoFar()).questions[0]
    return next(iter(found.named(SMALLTALK)), None)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("good, got all i wanted", "leaving"),
        ("i'll talk to my sister about it", "leaving"),
        ("gonna sleep on it", "leaving"),
        ("i will see my dermatologist and then ring you. bye", "goodbye"),
        ("thanks, i'll ask my gp", "thanks"),
        ("hello, may i ask you something though i'm not a client", "may_ask"),
        ("is it ok to ask a question here?", "may_ask"),
        ("i'll ask my gp, but does it hurt", None),
        ("can i ask what it costs", None),
        ("i'll call 911", None),
        ("let me talk to a person", None),
        ("my skin peels", None),
        ("so you're telling me people pay to be stabbed, lol", "joke"),
        ("does it hurt lol", None),
    ],
)
def test_leave_is_taken_or_asked_for(said: str, expected: str | None) -> None:
    assert kind(said) == expected


def test_a_sad_remark_is_met_and_a_question_in_it_answered() -> None:
    assert kind("he died in march. no idea why i say this", tone="grieving") == "default"
    assert kind("i cry when i see it", tone="unhappy") == "default"
    assert kind("i cry when i see it, can it be mended", tone="unhappy") is None
    about = Understood((Question("results", (Detail(QUESTION, "results-permanent"),)),))
    sure = replace(about, questions=(replace(about.questions[0], confidence=0.8),))
    assert kind("so sad that it came back", sure, "unhappy") is None


def test_what_surely_asks_is_no_plan() -> None:
    asks = Question("booking", (Detail(QUESTION, "cancel-or-move"),), confidence=0.95)
    assert kind("i will call tomorrow to move my visit", Understood((asks,))) is None


def test_nothing_is_said_in_passing_beside_or_after_a_warning_sign() -> None:
    sign = Sign("today", "infection", "both")
    for understood, so_far in (
        (replace(VAGUE, sign=sign), SoFar()),
        (replace(VAGUE, check=sign), SoFar()),
        (VAGUE, SoFar(alarm="today")),
    ):
        assert in_passing(understood, "i'll ask my gp", so_far) == understood


def test_names_that_somebody_was_called_are_met_and_tell_no_age() -> None:
    young = Detail("circumstance", "age_under_22")
    heard = Understood((Question("suitability", (young,), confidence=0.7),), person=(young,))
    found = in_passing(replace(heard, tone="hurt"), "the kids call me captain waffle", SoFar())
    assert found.questions[0].ids(SMALLTALK) == ("default",)
    assert found.person == ()


def test_thanks_of_which_a_part_was_heard_are_thanks() -> None:
    noted = Understood((Question("smalltalk", (Detail(SMALLTALK, "acknowledgement"),)),))
    assert kind("k. thanks. finest kind", noted) == "farewell"


@pytest.mark.parametrize(
    ("said", "tone", "expected"),
    [
        ("my aunt says it's vanity. what do you say to that", None, "others_say"),
        ("my boss would strangle me lol", None, "chat"),
        ("my boss would strangle me lol. see you", None, "goodbye"),
        ("could you tell my mom it's safe", None, "vouch"),
        ("one more clinic that takes my savings, is it", None, "default"),
        ("four visits and my chin is the same", "let_down", "default"),
        ("four visits and my chin is the same, should i go on", "let_down", None),
        ("is it silly to want that", "self_doubt", "default"),
        ("i said it so you know where they come from, no lecture please", "judged", "default"),
    ],
)
def test_what_is_said_by_the_way_is_met_in_a_few_words(
    said: str, tone: Tone | None, expected: str | None
) -> None:
    assert kind(said, tone=tone) == expected


def test_a_verdict_is_on_a_reply_that_was_given() -> None:
    assert kind("so you don't know either") is None
    so_far = SoFar(said=("gap",))
    found = in_passing(VAGUE, "so you don't know either", so_far).questions[0]
    assert found.named(SMALLTALK) == ("unknowing",)


def test_that_nothing_changed_is_no_harm() -> None:
    told = replace(VAGUE, person=(Detail(HARM, "harm-new-scars-since"),), tone="let_down")
    assert in_passing(told, "six visits and no change", SoFar()).person == ()


def test_what_is_to_be_passed_on_is_no_mere_plan() -> None:
    asked = Understood((Question("follow_up", (Detail(OF_LAST, PASS_ON),)),))
    assert in_passing(asked, "tell the desk i'll call tomorrow", SoFar()) == asked


@pytest.mark.parametrize(
    ("said", "tone"),
    [
        ("i am pregnant you know", None),
        ("my mom thinks its crazy because im 8 weeks pregnant", None),
        ("my husband says its stupid because i take warfarin", None),
        ("i got an honest answer from my doctor, i have keloids", None),
        ("another clinic wants my money, i am pregnant and they take it anyway", "wary"),
        ("i paid for 3 sessions and it did nothing, i am pregnant now", "let_down"),
        ("3 treatments, no difference, i have scleroderma", "let_down"),
        ("could you tell my aunt it's safe, i take lithium", None),
    ],
)
def test_a_reason_for_care_is_no_mere_talk_whatever_is_said_beside_it(
    said: str, tone: Tone | None
) -> None:
    told = replace(VAGUE, person=(Detail("circumstance", "pregnancy"),), tone=tone)
    assert in_passing(told, said, SoFar(said=("gap",))) == told


@pytest.mark.parametrize("told", [Detail(AGE, 14.0), Detail("circumstance", "age_under_22")])
def test_a_child_is_not_told_that_it_is_theirs_to_decide(told: Detail) -> None:
    lost = Understood((Question("unclear"),), person=(told,))
    assert in_passing(lost, "my mom says it's stupid", SoFar()) == lost


@pytest.mark.parametrize(
    "said",
    [
        "another clinic that takes your money and left me with burns",
        "my dad thinks it's silly, the spots are numb",
    ],
)
def test_harm_is_no_mere_talk_whatever_is_said_beside_it(said: str) -> None:
    lost = Understood((Question("unclear"),))
    assert in_passing(lost, said, SoFar(said=("gap",))) == lost


@pytest.mark.parametrize("kind_told", ["condition", SINCE, HARM])
def test_what_is_told_of_the_body_is_no_mere_talk(kind_told: str) -> None:
    told = replace(VAGUE, person=(Detail(kind_told, "any"),))
    assert in_passing(told, "my dad thinks it's silly", SoFar()) == told


@pytest.mark.parametrize(
    "said",
    [
        "i paid 900 for 3 sessions and got no results, only burns and dark marks",
        "three sessions, no change, and a lump on my cheek",
    ],
)
def test_harm_beside_what_did_nothing_is_kept(said: str) -> None:
    told = replace(VAGUE, person=(Detail(HARM, "harm-new-scars-since"),), tone="let_down")
    assert in_passing(told, said, SoFar()) == told
