"""What a pressed button asked, in words."""

from actions.buttons import read_payload
from desk.labels import term_label, topic_label
from knowledge import Knowledge
from records.journal import length_key


def pressed_words(asked: str, knowledge: Knowledge) -> str:
    """The title of a button: its topic, and what it names, such as `What is it used for? scars`.

    Args:
        asked: What the button said to Rasa, from `actions.buttons.payload`.
        knowledge: Names topics and terms; what it does not have any more goes by its id.
    """
    try:
        topic, details = read_payload(asked)
    except ValueError:
        topic, details = asked.removeprefix("/ask_").partition("{")[0], []
    words = [topic_label(topic, knowledge)]
    words += [_name(kind, value, knowledge) for kind, value in details if kind != "part"]
    if "part" in dict(details):
        words.append("(more)")
    return " ".join(words)


def _name(kind: str, value: str, knowledge: Knowledge) -> str:
    return length_words(value) if kind == "depth" else term_label(kind, value, knowledge)


def length_words(written: str) -> str:
    """A needle length that a button writes in micrometres, in mm: `500-1000` is `0.5-1 mm`."""
    length = length_key(written)
    return written if length is None else f"{length} mm"
