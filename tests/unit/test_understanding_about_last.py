import pytest

from understanding.about_last import asked_about_last


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("why?", "why"),
        ("but why not", "why"),
        ("why is it so expensive", None),
        ("why does that matter, it is her knee and not her skin", "why"),
        ("oh why. I stopped it ages ago", "why"),
        ("why not, my sister had it", "why"),
        ("why not, is it dangerous?", None),
        ("??", "shorter"),
        ("what do you mean", "shorter"),
        ("in plain words please", "shorter"),
        ("sorry i don't get it", "shorter"),
        ("what were we talking about", "recap"),
        ("are you sure?", "sure"),
        ("but you didn't answer my question", "not_that"),
        ("are you sure it hurts", None),
        ("forget that", "start_over"),
        ("start over please", "start_over"),
        ("will it start over when I stop", None),
        ("with everything i told you, yes or no?", "for_me"),
        ("would you do it again if you were me?", "for_me"),
        ("so its a no till i stop?", "is_no"),
        ("what should i tell them when i call", "to_tell"),
        ("so what must i say to them on the phone", "to_tell"),
        ("going there now. what would i tell them", "to_tell"),
        ("could you make a list of the things i told you", "to_tell"),
        ("what should i tell my boss", None),
        ("what do i tell them at work", None),
        ("all things considered, which one would you pick for me", "for_me"),
        ("ok bottom line?", "for_me"),
        ("in short, can i, yes or no", "for_me"),
        ("so with all that, would you wait a year", "for_me"),
        ("which ones do i ask my doctor about", "for_me"),
        ("is it safe for me", "is_no"),
        ("so is it no or is it maybe", "is_no"),
        ("is it safe for me to drive after", None),
        ("what is the bottom line price", None),
        ("so they lied to me", "wronged"),
        ("what do i have to tell the clinic before", None),
        ("does it hurt", None),
        ("", None),
    ],
)
def test_what_is_asked_about_the_last_answer(said: str, about: str | None) -> None:
    assert asked_about_last(said) == about
