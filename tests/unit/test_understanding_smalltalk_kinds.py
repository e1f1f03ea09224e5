import pytest

from understanding.smalltalk_kinds import kind_said


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hi there!", "greeting"),
        ("heyyyy", "greeting"),
        ("good morning, thanks for your help", "help"),
        ("thank you so much", "thanks"),
        ("ok thanks bye", "farewell"),
        ("you have been kind. good night", "farewell"),
        ("tx, gotta run", "farewell"),
        ("a pleasure, robot. see you", "farewell"),
        ("ok bot, bye", "goodbye"),
        ("have to go now", "goodbye"),
        ("wish me luck then", "wish"),
        ("well, so long", "goodbye"),
        ("signing off", "goodbye"),
        ("it has been so long now", None),
        ("thanks for the patience, god bless", "farewell"),
        ("ok thanks, that's plenty", "farewell"),
        ("thank you for your time. is it safe", "thanks"),
        ("you are not much help", "insult"),
        ("bye now", "goodbye"),
        ("gotta go", "goodbye"),
        ("Am I talking to a robot?", "robot"),
        ("are you serious", "robot"),
        ("what can you do", "help"),
        ("ok", "acknowledgement"),
        ("you are useless", "insult"),
        ("that was not helpful", "insult"),
        ("you're not half as dumb as the last one", "compliment"),
        ("less stupid than i feared", "compliment"),
        ("quite good for a robot, not useless at all, thx", "thanks"),
        ("rubbish for a bot", "insult"),
        ("how\u2019s it going", "how_are_you"),
        ("purple", None),
        ("hits", None),
    ],
)
def test_the_words_of_a_message_say_which_kind_it_is(text: str, kind: str | None) -> None:
    assert kind_said(text) == kind
