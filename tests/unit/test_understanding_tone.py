import pytest

from understanding.tone import tone_of


@pytest.mark.parametrize(
    ("said", "tone"),
    [
        ("im really scared of needles, does it hurt", "afraid"),
        ("kinda embarrassed to ask this", "ashamed"),
        ("this is ridiculous, just tell me the price", "angry"),
        ("it did nothing, such a waste of money", "unhappy"),
        ("thank you, you are very kind. how do i book", "grateful"),
        ("i already went swimming, did i mess it up", "guilty"),
        ("im so stressed, can you fit me in", "stressed"),
        ("i dont trust any of you now", "wary"),
        ("i was rude before. who can i call", "sorry"),
        ("it will be a no and he is gonna cry", "unhappy"),
        ("anyway thanks hon, how long till number 2", "grateful"),
        ("i have fear of the needles", "afraid"),
        ("i barely recognise my own chin these days", "unhappy"),
        ("i cry whenever i look in it", "unhappy"),
        ("the kids make fun of my cheeks", "unhappy"),
        ("you overcharged me again", "angry"),
        ("nobody picks up over there", "angry"),
        ("my husband passed away in the spring", "grieving"),
        ("i typed it wrong, it was in june", "corrected"),
        ("five visits and my chin is the same, my sister says so", "let_down"),
        ("i spent a fortune over there and saw no difference", "let_down"),
        ("i paid 900 for 3 sessions and got nothing but burns and dark marks", None),
        ("three sessions and nothing but scars and a lump on my cheek", None),
        ("four visits and nothing except blisters", None),
        ("no difference between the two treatments?", None),
        ("if i paid for six and got nothing", None),
        ("a fancy site and no prices on it", "lacking"),
        ("i'd like it for my birthday, is that vain", "self_doubt"),
        ("she does not want to be lectured there", "judged"),
        ("spent and wasted all my savings on it", "unhappy"),
        ("how much is it? thank you so much", "grateful"),
        ("he passed out in the chair", None),
        ("my boss is gonna kill me if i am red", None),
        ("will sweat mess it up", None),
        ("apologies for my temper earlier", "sorry"),
        ("i did not mean to snap, how long till i can jog", "sorry"),
        ("sorry the swelling got mean", None),
        ("no one ever warned me about the scabs", "untold"),
        ("my doctor said nothing about bruises", "untold"),
        ("what else is there that nobody mentioned", None),
        ("nobody told me if i may swim", None),
        ("they never told me how deep it went", None),
        ("i run from needles, is it bad", "afraid"),
        ("such a wuss with shots, literally dying", "afraid"),
        ("i have a baby with pain in her tummy", None),
        ("i'd hate for needles to darken it", None),
        ("he is screaming with pain", None),
        ("no thanks", None),
        ("i dont trust lasers", None),
        ("how much is it? thanks", None),
        ("i'm not scared, how long is the needle", None),
        ("how long am i red", None),
    ],
)
def test_the_feeling_that_words_speak_of(said: str, tone: str | None) -> None:
    assert tone_of(said) == tone


@pytest.mark.parametrize(
    ("said", "tone"),
    [
        ("my ex used to call it tiger skin", "hurt"),
        ("the kids on my route call me captain waffle", "hurt"),
        ("sorry, no idea why i'm telling a robot this", "hurt"),
        ("my sister calls it collagen therapy", None),
        ("my mother called me back yesterday", None),
        ("i don't want him to get a lecture there", "judged"),
    ],
)
def test_names_and_the_fear_of_a_lecture_are_heard(said: str, tone: str | None) -> None:
    assert tone_of(said) == tone
