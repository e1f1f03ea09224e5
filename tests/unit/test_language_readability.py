from in_one_test import in_one_test

from language.normalisation import normalise
from language.readability import is_latin, is_readable
from language.tokens import tokenizer
from language.words import english_words


def readable(message: str) -> bool:
    text = normalise(message, english_words())
    return is_readable(text, tokenizer().words(text), english_words())


@in_one_test(
    "message",
    [
        "does it hurt", "PRP?", "hmm", "lol", "ok", "rf", "cu\u00e1nto cuesta", "microneedling",
        "and/or", "how much <3", "my email is joe@example.org, does it hurt", "500 mm", "price",
        "see http://example.org is it true", "/ or so",
    ],
)  # fmt: skip
def test_reads_words(message: str) -> None:
    assert readable(message)


@in_one_test(
    "message",
    [
        "", "?", "...", "\U0001f600\U0001f600", "12345", "/ask_cost", "/restart ",
        "\uff0fask_cost{\"x\":1}", '{"intent": "ask_cost"}', "<script>alert(1)</script>",
        "SELECT * FROM users", "${jndi:ldap}", "http://example.org/x?y=1", "asdfghjkl",
        "qwertyuiop asdf", "xkcdvbnm", "sdfkjhsdf kjhsdf", "aaaaaaaaaaaaaaaaa", "a b c",
        "x" * 50, "\u043f\u0440\u0438\u0432\u0435\u0442",
    ],
)  # fmt: skip
def test_does_not_read_noise(message: str) -> None:
    assert not readable(message)


@in_one_test(
    ("text", "latin"),
    [
        ("does it hurt", True),
        ("\u00bfcu\u00e1nto?", True),
        ("\u017c\u00f3\u0142\u0107", True),
        ("\u043f\u0440\u0438\u0432\u0435\u0442", False),
        ("\u591a\u5c11\u94b1 mm", False),
        ("500 \u03bcm needles", True),
        ("123 ?", True),
        ("", True),
    ],
)
def test_tells_the_script(text: str, latin: bool) -> None:
    assert is_latin(text) is latin
