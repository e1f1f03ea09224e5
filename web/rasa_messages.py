"""The messages in what Rasa's REST channel returns."""

from collections.abc import Iterable

from pydantic import ValidationError

from records.messages import Message

UNKNOWN_TOPIC = "unclear"
"""The topic of a text that came without a payload to say so."""


def from_rasa(replies: Iterable[object]) -> list[Message]:
    """The messages in the replies of Rasa's REST channel; what cannot be read is left out.

    An answer arrives as its text followed by a `custom` payload that says the same with its topic,
    facts, sources and buttons. The channel cuts the text at blank lines, so several texts can
    belong to one payload.
    """
    messages: list[Message] = []
    loose: list[str] = []
    for reply in replies:
        if not isinstance(reply, dict):
            continue
        text, payload = reply.get("text"), reply.get("custom")
        if isinstance(text, str) and text.strip():
            loose.append(text)
        answer = _answer(payload, loose)
        if answer is not None:
            messages += [_bare(each) for each in _not_said_by(answer, loose)]
            messages.append(answer)
            loose = []
    return messages + [_bare(each) for each in loose]


def _answer(payload: object, loose: list[str]) -> Message | None:
    if not isinstance(payload, dict):
        return None
    fields = {key: value for key, value in payload.items() if key != "id"}
    if not fields.get("text"):
        fields["text"] = "\n\n".join(loose)
    try:
        return Message.model_validate(fields)
    except ValidationError:
        return None


def _not_said_by(answer: Message, loose: list[str]) -> list[str]:
    """The texts before a payload that are no part of it."""
    said = _words(answer.text)
    for start in range(len(loose)):
        if _words(" ".join(loose[start:])) == said:
            return loose[:start]
    return loose


def _words(text: str) -> list[str]:
    return text.split()


def _bare(text: str) -> Message:
    return Message(text=text, topic=UNKNOWN_TOPIC)
