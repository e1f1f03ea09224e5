"""What is said on a warning sign after it was answered."""

import pytest

from knowledge import DEFAULT_FOLDER, load
from understanding.after_despair import company_of
from understanding.after_sign import After, after_sign, named_signs
from understanding.signs import Found
from understanding.so_far import SoFar
from understanding.understood import Sign

SAFETY = load(DEFAULT_FOLDER).safety
TODAY = SoFar(alarm="today", sign="today")
LATER = SoFar(sign="today")
NOTHING = Found()
DOUBT = Found(check=Sign("today", "today", "meaning"))
FEVER = Found(sign=Sign("today", "fever", "both"))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("its 11pm. can it wait till monday", "wait"),
        ("the clinic is closed", "wait"),
        ("i don't like to make a fuss", "wait"),
        ("cant i just neosporin it", "own_remedy"),
        ("there is amoxicillin left from her tooth", "own_remedy"),
        ("isnt there anyone I can talk to now", "person"),
        ("cant u just look at a pic", "person"),
        ("isnt that just normal healing", "usual"),
        ("im scared", "afraid"),
        ("did i do something wrong", "afraid"),
        ("ok going now", "going"),
        ("ok going. do i tell them anything", "to_tell"),
        ("its by my eye now", "worse"),
        ("how long should i wait between sessions", None),
        ("what if it gets worse", None),
        ("when can i put makeup on again", None),
        ("is the normal kind without heat the same", None),
    ],
)
def test_it_is_told_by_its_words_while_the_alarm_stands(said: str, name: str | None) -> None:
    assert after_sign(said, NOTHING, TODAY).name == name
    assert after_sign(said, NOTHING, SoFar()) == After(NOTHING)


def test_long_after_a_sign_only_the_way_to_help_is_still_spoken_of() -> None:
    assert after_sign("ok going now", NOTHING, LATER).name == "going"
    for asks in ("what do i tell them", "What will I tell them", "what do i even have to say"):
        assert after_sign(asks, NOTHING, LATER).name == "to_tell"
    assert after_sign("can it wait till monday", NOTHING, LATER) == After(NOTHING)


def test_a_further_sign_makes_it_more_urgent_and_a_doubt_is_none_any_more() -> None:
    assert after_sign("101 and shivering", FEVER, TODAY).name == "worse"
    doubted = after_sign("it throbs a bit", DOUBT, TODAY)
    assert (doubted.name, doubted.found) == ("worse", Found(sign=DOUBT.check))
    assert after_sign("i feel bad", DOUBT, LATER) == After(DOUBT)


@pytest.mark.parametrize("level", ["emergency_now", "self_harm"])
def test_a_graver_sign_is_answered_as_itself(level: str) -> None:
    graver = Found(sign=Sign(level, level, "both"))  # type: ignore[arg-type]
    assert after_sign("went to urgent care and cannot wait", graver, TODAY) == After(graver)


MEANT = Found(sign=Sign("self_harm", "self_harm", "meaning"))


@pytest.mark.parametrize(
    ("said", "found", "name"),
    [
        ("i dont feel good", MEANT, "worse"),
        ("they wont see me without insurance", MEANT, "wait"),
        ("i cannot bear this face", MEANT, None),
        ("i dont feel good", Found(sign=Sign("self_harm", "suicide", "both")), None),
        ("the ambulance is here", Found(sign=Sign("emergency_now", "ambulance", "both")), "going"),
        ("its going down now", NOTHING, "better"),
        ("its not going down", NOTHING, None),
        ("should i put abreva on it", NOTHING, "own_remedy"),
        ("who do i even ring", NOTHING, "person"),
    ],
)
def test_few_words_are_heard_as_speaking_of_the_sign_before(
    said: str, found: Found, name: str | None
) -> None:
    assert after_sign(said, found, TODAY).name == name


def test_nobody_in_despair_is_told_of_urgent_care() -> None:
    despair = Found(check=Sign("self_harm", "self_harm", "meaning"))
    assert after_sign("im scared", despair, TODAY) == After(despair)
    assert after_sign("can it wait", NOTHING, SoFar(alarm="self_harm")) == After(NOTHING)
    assert after_sign("im scared", NOTHING, SoFar(alarm="self_harm")).name == "afraid"


@pytest.mark.parametrize(
    ("said", "over"),
    [
        ("went to urgent care, they gave me keflex, redness not spreading", "seen"),
        ("doctor gave me antibiotics, better now", "seen"),
        ("saw my gp, it isn't getting worse now", "seen"),
        ("saw my gp, it is not healing now", None),
        ("i went, they said it is infected and gave me keflex, much better", "seen"),
        ("the nurse had a look and prescribed me drops", "seen"),
        ("they didn't give me anything", None),
        ("if they give me pills", None),
        ("he gave me ibuprofen, what now", None),
        ("the nurse gave me a balm after it", None),
        ("no i meant two pimples", "mistaken"),
        ("theyve seen her, shes home, thank god", "seen"),
        ("its not an emergency lol", "mistaken"),
        ("saw the doctor but it is spreading", None),
        ("i have not seen a doctor", None),
        ("can i take leftover keflex", None),
        ("do i need to be on antibiotics?", None),
        ("what if they sent me home", None),
        ("my mom gave me benadryl", None),
        ("my doctor given me amoxicillin for my tooth", None),
        ("the doctor gave me keflex for my cheek", "seen"),
        ("i was not seen, they sent me home without a look", None),
        ("they sent me home and did not even look", None),
        ("i saw a doctor on tv", None),
        ("my doctor gave me retinol pills in spring", None),
        ("they gave me a numbing shot during the session", None),
        ("i was seen at the er yesterday, now more pus is coming out", None),
        ("pharmacist gave me drops, pus is still running", None),
        ("doctor said the wait is 5 hours so i left", None),
        ("went to urgent care but they were closed", None),
        ("is it not an emergency?", None),
        ("are you sure its not an emergency", None),
        ("no i meant my throat", None),
    ],
)
def test_a_sign_that_was_looked_at_is_none_any_more(said: str, over: str | None) -> None:
    after = after_sign(said, DOUBT, TODAY)
    assert after.over == over
    assert over is None or after.found == Found()


@pytest.mark.parametrize(
    "said", ["is it normal that my tongue feels thick", "can i put cream on it"]
)
def test_what_may_be_graver_is_asked_about_whatever_else_is_said(said: str) -> None:
    graver = Found(check=Sign("emergency_now", "airway_swelling", "meaning"))
    assert after_sign(said, graver, TODAY) == After(graver)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("its going down my neck", "worse"),
        ("the swelling is going down my throat", "worse"),
        ("its going down now", "better"),
        ("ill go tomorrow", "wait"),
        ("im going in and out", None),
        ("i'll go now", "going"),
        ("the fever is gone", None),
    ],
)
def test_going_is_told_from_going_down_and_from_going_later(said: str, name: str | None) -> None:
    assert after_sign(said, NOTHING, TODAY).name == name


def test_despair_is_not_taken_for_the_body() -> None:
    for said in ("i feel awful there is no point any more", "i feel terrible, i dont want to live"):
        assert after_sign(said, MEANT, TODAY) == After(MEANT)


@pytest.mark.parametrize(
    ("said", "over"),
    [
        ("that was six months ago", "mistaken"),
        ("i had it a year ago and it has not healed right", "mistaken"),
        ("it's been like this for two months", None),
        ("that was six months ago and now it spreads", None),
        ("that was six days ago", None),
    ],
)
def test_what_was_long_ago_is_no_sign_for_today(said: str, over: str | None) -> None:
    assert after_sign(said, NOTHING, TODAY).over == over
    assert after_sign(said, NOTHING, SoFar(alarm="emergency_now")).over is None
    # Pus may last for months.
    pus = SoFar(alarm="today", sign="today", words="there is pus on my cheek")
    assert after_sign(said, NOTHING, pus).over is None


def test_what_was_looked_at_is_over_also_where_something_is_asked_beside() -> None:
    said = "it was an infection, they gave her tablets. should i tell the place that did it"
    assert after_sign(said, NOTHING, TODAY).over == "seen"
    assert after_sign(f"{said}, and it spreads", FEVER, TODAY).over is None
    assert after_sign("the nurse gave me tablets, 101 and shivering", FEVER, TODAY).over is None
    assert after_sign("they gave me tablets, can it wait till monday", NOTHING, TODAY).over is None


@pytest.mark.parametrize(
    "said",
    [
        "my cousin is driving me to the er",
        "i am on my way to the hospital",
        "my neighbor takes me there",
        "my aunt is driving me now",
        "they are bringing me in",
        "on our way",
        "We are on the phone with poison control",
        "we are in the ambulance",
    ],
)
def test_whoever_is_on_the_way_is_not_sent_again(said: str) -> None:
    for level in ("today", "emergency_now"):
        after = after_sign(said, NOTHING, SoFar(alarm=level, sign=level))
        assert (after.name, after.over, after.found) == ("going", "in_care", NOTHING)
    besides = after_sign(f"{said}. do i cancel friday?", NOTHING, TODAY)
    assert (besides.name, besides.over) == (None, "in_care")


@pytest.mark.parametrize(
    "said",
    [
        "nobody can drive me",
        "if he drives me later",
        "it is driving me nuts",
        "he will drive me when he is back",
        "my wife brings me water",
        "my wife is bringing me water",
        "my husband is on his way home from work",
        "we are running me a bath",
        "it takes me two hours to get there",
        "i go back to work now",
        "my sister drives me to the airport now",
        "grabbing my coat to go to work",
        "the swelling is driving me insane",
        "my husband is driving me home",
        "on my way to the office",
        "in the waiting room, they won't see me",
        "i am going to the clinic next week",
        "at the er now, they turned me away",
        "i called 911 and they hung up",
        "i never go to the doctor",
    ],
)
def test_who_may_not_go_is_not_on_the_way(said: str) -> None:
    after = after_sign(said, NOTHING, TODAY)
    assert (after.over, after.name == "going") == (None, False)


def test_what_gets_worse_on_the_way_is_told_of() -> None:
    doubt = Found(check=Sign("emergency_now", "airway_swelling", "meaning"))
    so_far = SoFar(alarm="emergency_now", sign="emergency_now")
    said = "my mom is on the phone with 911, its closing more"
    assert after_sign(said, doubt, so_far).name == "worse"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("should i mention the treatment to them", "to_mention"),
        ("do they need to know about the needling", "to_mention"),
        ("i had cold sores once and never put it on the form", "left_out"),
        ("can't i just show them on thursday", "wait"),
        ("they wont see me without a booking", "wait"),
    ],
)
def test_what_else_is_asked_of_a_sign(said: str, name: str) -> None:
    assert after_sign(said, NOTHING, TODAY).name == name


DESPAIR = SoFar(alarm="self_harm", sign="self_harm")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("my aunt is coming over, i wont do anything", "not_alone"),
        ("my sister is coming to get me", "not_alone"),
        ("i rang the helpline and talked with somebody", "not_alone"),
        ("yes, my best friend is sitting here with me now. thank you", "not_alone"),
        ("i promise im not going to do anything", "safe"),
        ("i am safe now, thanks", "safe"),
        ("yes i am alright, no worries", "safe"),
    ],
)
def test_whoever_is_not_alone_and_says_nothing_else_reads_no_alarm_again(
    said: str, name: str
) -> None:
    after = after_sign(said, NOTHING, DESPAIR)
    assert (after.name, after.over, after.found) == (name, None, NOTHING)


@pytest.mark.parametrize("said", ["my aunt is coming over", "i am safe now, thanks"])
def test_no_word_of_company_weighs_against_a_sign_or_a_doubt(said: str) -> None:
    doubt = Found(check=Sign("self_harm", "self_harm", "meaning"))
    told = Found(sign=Sign("self_harm", "suicide", "both"))
    for found in (MEANT, doubt, told):
        assert after_sign(said, found, DESPAIR) == After(found)


ANEW = Found(sign=Sign("self_harm", "self_harm", "pattern"))


@pytest.mark.parametrize(
    "said",
    [
        "i dont feel safe",
        "im not safe",
        "I'm not okay",
        "no i'm not ok",
        "i am not really fine",
        "i texted my friend and took all of them",
        "my brother is here. i took my whole prescription",
        "my boyfriend is here asleep. i have the bottle in my hand",
        "my friend is on the phone with me. im standing on the edge",
        "my sister is here. she found the note",
        "they are here in my head telling me to do it",
        "im calmer now i have decided",
        "im feeling better now that i know what ill do",
        "i feel better knowing it ends tonight",
        "im ok. is there a way to get lidocaine cream strong enough to kill",
        "my husband is here hitting me",
        "i told my sister i love her and its time",
        "we are in the car with the hose, my husband is with me",
        "im going to do it now",
        "i wont do it tonight",
        "i took something",
        "can i take tylenol",
        "mom is here. i have swallowed the tablets",
        "my mom is on her way. how much ibuprofen is too much",
        "it is two months later and i am in therapy but i still want to",
        "tell them im sorry",
        "please tell the nurse i loved her",
    ],
)
def test_danger_told_behind_an_alarm_is_the_alarm_whoever_is_there(said: str) -> None:
    assert after_sign(said, NOTHING, DESPAIR) == After(ANEW)


@pytest.mark.parametrize(
    "said",
    [
        "i called 988. they put me on hold",
        "can i be honest im not going to do anything, does needling hurt",
        "my sister is here. does it hurt",
        "im calmer now",
        "they are with me",
        "my brother is here and went to bed",
    ],
)
def test_company_beside_anything_else_is_no_reply(said: str) -> None:
    assert after_sign(said, NOTHING, DESPAIR) == After(NOTHING)


def test_what_is_to_be_told_to_others_may_be_a_goodbye() -> None:
    doubt = Found(check=Sign("self_harm", "self_harm", "meaning"))
    assert after_sign("please tell the desk that i won't be there", NOTHING, DESPAIR) == After(
        doubt
    )


@pytest.mark.parametrize(
    "said",
    [
        "my sister is here",
        "i told my doctor and he laughed",
        "my friend is here drinking with me",
        "i feel better about going now",
        "i wont do anything",
    ],
)
def test_whoever_was_asked_whether_they_are_safe_and_speaks_of_company_is_asked_once_more(
    said: str,
) -> None:
    asked = SoFar(offer="safe", checked="self_harm")
    doubt = Found(check=Sign("self_harm", "self_harm", "meaning"))
    assert after_sign(said, NOTHING, asked) == After(doubt)
    assert after_sign("my skin is dry", NOTHING, asked) == After(NOTHING)


@pytest.mark.parametrize(
    "said",
    [
        "nobody is coming",
        "my brother is not picking up",
        "my mom is here but i can't stop thinking of it",
        "i called my sister to say goodbye",
        "he is coming to get the dog",
        "my husband is here until six",
    ],
)
def test_company_that_is_none_is_not_taken_for_any(said: str) -> None:
    assert company_of(said) is None


def test_a_sign_is_repeated_to_others_only_where_the_words_tell_of_it() -> None:
    named = ("pus", "airway_swelling")
    assert named_signs("blisters at my lip, and pus", named, SAFETY) == ("pus",)
    assert named_signs("my lips swell up", named, SAFETY) == ("airway_swelling",)
