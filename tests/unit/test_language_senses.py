import pytest

from language.senses import is_meant_otherwise


def meant_otherwise(message: str, term: str) -> bool:
    start = message.lower().index(term)
    return is_meant_otherwise(message, start, start + len(term))


@pytest.mark.parametrize(
    ("message", "term"),
    [
        ("will it come back", "back"),
        ("please call me back", "back"),
        ("when can I go back to work", "back"),
        ("the back of my neck", "back"),
        ("let's face it", "face"),
        ("On the other hand", "hand"),
        ("hands on training", "hands"),
        ("will it peel", "peel"),
        ("my skin peels", "peels"),
        ("will my skin peel", "skin peel"),
        ("facial hair", "facial"),
        ("a medical condition", "medical"),
        ("cosmetic surgery", "cosmetic"),
        ("a healing period", "period"),
        ("good evening doctor", "doctor"),
        ("an arm and a leg", "arm"),
        ("pits under my beard", "beard"),
        ("rough like orange peel", "peel"),
        ("twins last year (long story, ivf)", "ivf"),
        ("dark marks from my old acne", "acne"),
        ("acne holes in my cheeks", "acne"),
        ("I had acne at school", "acne"),
        ("patches left from my last pregnancy", "pregnancy"),
        ("brown patches since the pregnancy of my girl", "pregnancy"),
        ("it came while i was pregnant", "pregnant"),
        ("spots since i was pregnant of my twins", "pregnant"),
        ("i was pregnant two years ago", "pregnant"),
        ("pits from college acne", "acne"),
        ("had really bad acne till i was 25", "acne"),
        ("acne in high school ruined it", "acne"),
        ("my acne has been quiet since spring", "acne"),
        ("marks from my acne days", "acne"),
        ("dents from teenage acne", "teenage"),
        ("I broke out as a teenager", "teenager"),
        ("cold sores since i was a kid", "kid"),
        ("stripes since my second child", "child"),
        ("before the henna night", "henna"),
        ("my kids keep shouting, sorry", "kids"),
        ("is a Dr Pen any good", "dr"),
        ("my acne scares me", "acne scares"),
        ("is it good for hair dye", "for hair"),
        ("a faint line on my lip", "faint"),
        ("can it fade faint scars", "faint"),
    ],
)
def test_hears_another_meaning(message: str, term: str) -> None:
    assert meant_otherwise(message, term)


@pytest.mark.parametrize(
    ("message", "term"),
    [
        ("on my back", "back"),
        ("since i got pregnant it is darker", "pregnant"),
        ("i'm pregnant with my second son", "pregnant"),
        ("pregnant with my daughter, is it ok", "pregnant"),
        ("my teenager has acne", "teenager"),
        ("can a child have it", "child"),
        ("is henna ok", "henna"),
        ("is it for kids", "kids"),
        ("i have had bad acne all my life", "acne"),
        ("acne in my face", "acne"),
        ("hurts my back in bed", "back"),
        ("the lower back", "back"),
        ("for my face", "face"),
        ("both hands", "hands"),
        ("a chemical peel", "peel"),
        ("laser or peel", "peel"),
        ("a skin peel", "skin peel"),
        ("a facial", "facial"),
        ("is it medical", "medical"),
        ("cosmetic or not", "cosmetic"),
        ("on my period", "period"),
        ("what if I faint", "faint"),
        ("I have acne now", "acne"),
        ("I've had acne for ten years", "acne"),
        ("redness on my face. It is hot", "face"),
        ("I suffer from bad acne", "acne"),
        ("does a doctor do it", "doctor"),
        ("rosacea", "rosacea"),
    ],
)
def test_keeps_the_usual_meaning(message: str, term: str) -> None:
    assert not meant_otherwise(message, term)
