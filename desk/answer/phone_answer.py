"""What the website would answer to a question that a caller asks."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import anyio.to_thread

from actions.answer import Answer
from actions.answering import answer_all
from actions.emergency import compose_emergency_question
from desk.answer.replies import Reply, SavedTexts, replies_to
from desk.labels import sureness
from knowledge import Knowledge
from understanding.by_treatment import spoken_alike
from understanding.kinds import OTHER_QUESTION, QUESTION
from understanding.live import LiveUnderstanding
from understanding.particular import RankedQuestion
from understanding.so_far import SoFar
from understanding.topics import topic_of
from understanding.understood import Detail, Question, Understood
from web import buttons, visitor_text

EMERGENCY = "emergency"
LONGEST_CONTEXT = 20_000
"""Characters."""
_NO_TOPIC = "unclear"
_FRAGMENT, _BARE = 4, 2
"""So many words or fewer can mean several things; and so many, where they tell of a warning sign:
"numb" is typed on the way to "numbing"."""
MOST_CANDIDATES = 3
_LIKELY, _NEAR = 0.1, 0.02
"""How likely a question has to be to be a candidate."""
_FAR, _ALMOST_ALIKE = 0.3, 0.7
"""How close its examples have to be, too; it may be less likely where they are almost alike."""
_SURELY_NOT_OURS = 0.5
"""From how sure on a word is of another subject, such as the weather."""
_LIKELIEST, _CLOSE = 0.6, 0.55
"""How likely one is, and how close, to be a candidate of what resembles none of ours."""
_NOT_OURS = frozenset({_NO_TOPIC, "out_of_scope", "smalltalk", EMERGENCY})
"""Topics of fragments that most likely ask none of ours: only what is close is a candidate."""
_SURE_OF_A_WORD = 0.45
"""A fragment is never surer than "fairly sure": the caller knows what was meant, not the desk."""


class How(Enum):
    """By what a question was understood."""

    UNDERSTOOD = "understood"
    """As on the website."""
    SIGN = "sign"
    """It speaks of a warning sign."""
    CHOSEN = "chosen"
    """A topic was chosen, not typed."""


@dataclass(frozen=True)
class Told:
    """One answer.

    Attributes:
        answer: The answer.
        context: What the conversation knows after it, to be given back with a button under it.
        confidence: How sure the understanding was, 0 to 1; None where nothing was understood.
    """

    answer: Answer
    context: str
    confidence: float | None = None

    @property
    def sureness(self) -> str | None:
        """The confidence in plain words; None where nothing had to be understood."""
        if self.confidence is None or self.answer.topic == _NO_TOPIC:
            return None
        return sureness(self.confidence)


@dataclass(frozen=True)
class PhoneAnswer:
    """The answers to one question, or the likeliest to a fragment of one, the likeliest first."""

    told: tuple[Told, ...]
    how: How
    knowledge: Knowledge
    """What they were made from: in the words of the phone."""
    are_candidates: bool = False
    """Whether one of them is meant, and only the caller can say which. After an alarm, it may be
    meant, or one of the others."""
    replies: tuple[Reply, ...] = ()
    """What the clinic has saved on it."""

    @property
    def is_alarm(self) -> bool:
        """Whether the first of them is what to do about a warning sign."""
        return self.how is How.SIGN

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What is said."""
        return tuple(each.answer for each in self.told)


class PhoneAnswers:
    """Answers from the same understanding, code and facts as the website."""

    def __init__(self, masked: Callable[[str], str], understanding: LiveUnderstanding) -> None:
        """Answer what `understanding` reads, after `masked` has taken out personal data."""
        self._masked = masked
        self._understanding = understanding
        self._texts = SavedTexts()

    async def to_question(self, text: str) -> PhoneAnswer:
        """Answer what a caller asks.

        Raises:
            ApiError: The text is empty or too long.
        """
        asked = self._masked(visitor_text.cleaned(text))
        knowledge = self._understanding.knowledge.current()
        return await anyio.to_thread.run_sync(self._to_question, asked, knowledge)

    def _to_question(self, asked: str, knowledge: Knowledge) -> PhoneAnswer:
        found = self._understood(asked, knowledge)
        if found.is_alarm and not found.are_candidates:
            return found
        encoder = self._understanding.model.current().encoder
        replies = replies_to(asked, knowledge.clinic.replies, encoder, self._texts)
        return replace(found, replies=replies)

    def _understood(self, asked: str, knowledge: Knowledge) -> PhoneAnswer:
        read = self._understanding.read(asked, knowledge)
        said, first, sign = knowledge.at_the_desk(), read.questions[0], read.sign or read.check
        how = How.UNDERSTOOD if read.sign is None else How.SIGN
        confidence = first.confidence if read.sign is None else None
        whole = _answered(read, SoFar(), said, how, confidence)
        most = _FRAGMENT if read.sign is None else _BARE
        # Where somebody's own life may be at stake nothing else is asked.
        is_alone = sign is not None and sign.level == "self_harm"
        if is_alone or len(read.questions) > 1 or len(asked.split()) > most:
            return whole
        ranked = self._ranked(asked, first.ids("treatment"), knowledge)
        named = () if read.sign is not None else first.ids(QUESTION)
        found = () if named else _candidates(ranked, first, said)
        if found:
            urgent = tuple(each for each in whole.told if each.answer.sign is not None)
            told = urgent + found if read.sign is not None else found + urgent
            return replace(whole, told=told, are_candidates=True)
        if confidence is None:
            return whole
        near = (
            r.confidence if named else r.closeness for r in ranked if not named or r.id in named
        )
        return _answered(read, SoFar(), said, how, min([confidence, *near]))

    def _ranked(
        self, asked: str, treatments: Collection[str], knowledge: Knowledge
    ) -> list[RankedQuestion]:
        """The particular questions that a text may ask, the likeliest first.

        The website takes a text that names none of several treatments to be on the one spoken of
        last, or the first. No caller has spoken of one yet, and who types can ask back: a fragment
        is offered the questions of all of them here. What is understood in full words, such as
        "does it hurt", is answered on the first as there, with no other offered.

        Args:
            asked: The text.
            treatments: Those that it names.
            knowledge: The version in force.
        """
        model = self._understanding.model.current()
        asked = spoken_alike(asked, knowledge)
        vectors, tuned = model.encoder.encode_both([asked])
        (intents,), _ = model.rank([asked], vectors, tuned)
        topics = {topic_of(each.name): each.confidence for each in intents}
        of_them = knowledge.asked_of(treatments) if treatments else knowledge
        return model.questions.of(of_them).rank(tuned, [topics])[0]

    def to_button(self, button: str, context: str = "") -> PhoneAnswer:
        """Answer a topic, or a button under an answer.

        Args:
            button: Its id.
            context: What came with the answer that it stands under; empty for none.

        Raises:
            ApiError: `unknown_button`.
        """
        knowledge = self._understanding.knowledge.current()
        question = buttons.pressed(button, knowledge)
        knowledge = knowledge.at_the_desk()
        if question.topic == EMERGENCY:
            urgent = compose_emergency_question(question, SoFar(), knowledge)
            return PhoneAnswer((Told(urgent, context),), How.CHOSEN, knowledge)
        return _answered(Understood((question,)), _read(context), knowledge, How.CHOSEN)


def _answered(
    understood: Understood,
    context: SoFar,
    knowledge: Knowledge,
    how: How,
    confidence: float | None = None,
) -> PhoneAnswer:
    reply = answer_all(understood, context, knowledge)
    after = _written(reply.so_far)
    told = tuple(Told(each, after, confidence) for each in reply.answers)
    return PhoneAnswer(told, how, knowledge)


def _candidates(
    ranked: Sequence[RankedQuestion], read: Question, knowledge: Knowledge
) -> tuple[Told, ...]:
    """The answers to the questions that a fragment may stand for, no two alike.

    Where one says what was asked it stands before all that say that no source does, though these
    may be likelier: the first is what is read out and copied.
    """
    found: dict[str, Told] = {}
    is_doubtful = read.topic == "out_of_scope" and read.confidence < _SURELY_NOT_OURS
    is_not_ours = read.topic in _NOT_OURS and not is_doubtful
    for each in ranked:
        is_near = each.confidence >= _NEAR and each.closeness >= _ALMOST_ALIKE
        is_near |= each.confidence >= _LIKELIEST and each.closeness >= _CLOSE
        is_likely = each.confidence >= _LIKELY and each.closeness >= _FAR and not is_not_ours
        if len(found) < MOST_CANDIDATES and (is_likely or is_near):
            asked = knowledge.questions[each.id]
            own = [d for d in read.details if d.kind != OTHER_QUESTION]
            of = () if read.named("treatment") else (Detail("treatment", asked.treatment),)
            details = (*of, Detail(QUESTION, each.id), *own)
            question = Question(asked.topic, details, read.words)
            reply = answer_all(Understood((question,)), SoFar(), knowledge)
            sure = min(each.confidence * each.closeness, _SURE_OF_A_WORD)
            told = Told(reply.answers[0], _written(reply.so_far), sure)
            found.setdefault(told.answer.text, told)
    return tuple(sorted(found.values(), key=lambda told: told.answer.lacks is not None))


def _written(context: SoFar) -> str:
    return json.dumps(context.to_json(), separators=(",", ":"))


def _read(context: str) -> SoFar:
    """A context that came back from a page, which can hold anything."""
    try:
        found = json.loads(context) if context and len(context) <= LONGEST_CONTEXT else {}
    except (ValueError, RecursionError):
        found = {}
    return SoFar.from_json(found)
