"""Greetings, thanks, and what the assistant is: honest, short, and back to the subject."""

import re

from actions.answer import Answer, Button, Sentence
from actions.composing import plain, topic_button, treatment_of
from actions.question import Context, Question
from actions.wording import listed, sentence
from knowledge.model import Knowledge

KIND = "smalltalk"
"""The kind of detail that says which sort of small talk it is."""

_STARTERS = ("conditions", "pain", "downtime")
"""Topics offered to somebody who has asked nothing yet; those that patients ask about most."""

_WITH_STARTERS = frozenset({"greeting", "robot", "help", "default"})


_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "insult",
        (
            *("stupid", "idiot", "useless", "dumb", "rubbish", "crap", "shit", "fuck", "suck"),
            *("sucks", "hate you", "terrible", "worst", "moron", "garbage", "shut up", "wtf"),
            *("annoying", "damn", "what the hell", "go away", "no sense", "didn't understand"),
        ),
    ),
    (
        "robot",
        (
            *("robot", "bot", "chatbot", "real person", "human", "machine", "ai", "gpt", "chatgpt"),
            *("are you real", "who are you", "what are you", "who made you", "who built you"),
            *("a person", "your name", "a name", "talking to", "speaking to", "programmed"),
            *("automated", "computer", "a doctor", "a nurse"),
        ),
    ),
    (
        "help",
        (
            *("help", "what can you", "what do you do", "can i ask", "how does this work"),
            *("how do i use", "what do you know", "questions", "question", "get started"),
            *("things can i", "this chat", "topics"),
        ),
    ),
    (
        "thanks",
        (
            *("thank", "thanks", "thx", "thankyou", "ty", "tysm", "ta", "cheers", "appreciate"),
            *("grateful", "merci", "gracias", "danke"),
        ),
    ),
    (
        "goodbye",
        (
            *("bye", "goodbye", "good bye", "cya", "see you", "see ya", "later", "good night"),
            *("take care", "that is all", "that's all", "thats all", "have a nice", "have a good"),
            *("have a lovely", "have a great", "gotta go", "ciao", "ttyl"),
        ),
    ),
    (
        "how_are_you",
        (
            *("how are you", "how r u", "how's it going", "hows it going", "how are things"),
            *("how's your day", "hows your day", "what's up", "whats up", "wassup"),
        ),
    ),
    (
        "compliment",
        (
            *("great", "awesome", "amazing", "nice", "love", "good job", "well done", "brilliant"),
            *("clever", "smart", "helpful", "good bot", "perfect", "excellent", "cool", "wow"),
            *("you're good", "you are good", "the best", "sweet", "funny"),
        ),
    ),
    (
        "greeting",
        (
            *("hi", "hello", "hey", "hiya", "hullo", "howdy", "yo", "heya", "greetings", "sup"),
            *("good morning", "good afternoon", "good evening", "morning", "afternoon", "evening"),
            *("hola", "bonjour", "salam", "namaste", "anyone there", "anybody there"),
            *("anybody home", "you there", "u there"),
        ),
    ),
    (
        "acknowledgement",
        (
            *("ok", "okay", "k", "kk", "alright", "all right", "right", "sure", "got it", "i see"),
            *("fine", "makes sense", "understood", "i understand", "gotcha", "noted", "oh", "mm"),
            *("fair enough", "hm", "hmm", "interesting", "good to know", "lol", "haha"),
        ),
    ),
    ("robot", ("are you", "r u", "do you", "how old", "u a", "you a")),
)
"""What each kind is said by; where several fit, the first counts."""

_PATTERNS = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE))
    for kind, words in _WORDS
)
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")


def compose_smalltalk(question: Question, context: Context, knowledge: Knowledge) -> Answer:
    """Answer small talk by its kind; kinds without a phrase get the usual one."""
    kinds = (*question.ids(KIND), kind_said(question.text))
    phrases = knowledge.phrases.phrases
    kind = next((k for k in kinds if k and f"smalltalk_{k}" in phrases), "default")
    treatment_id = treatment_of(question, context.treatment, knowledge)
    key = f"smalltalk_{kind}"
    text = knowledge.phrases.render(key, treatment=treatment_names(knowledge))
    buttons = starters(knowledge) if kind in _WITH_STARTERS else ()
    return plain("smalltalk", [Sentence(sentence(text), None, key)], buttons, treatment_id)


def kind_said(text: str) -> str | None:
    """The kind of small talk that the words of a message point at."""
    text = _DRAWN_OUT.sub(r"\1", text.replace("\u2019", "'"))
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), None)


def starters(knowledge: Knowledge) -> tuple[Button, ...]:
    """Buttons for a conversation that has no subject yet."""
    return tuple(topic_button(topic, knowledge) for topic in _STARTERS)


def treatment_names(knowledge: Knowledge) -> str:
    """All treatments that the assistant can speak of."""
    return listed([treatment.name for treatment in knowledge.treatments.values()])
