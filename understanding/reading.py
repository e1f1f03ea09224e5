"""What a message says: `understand`, and its dear half, `read`, which needs no conversation."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from knowledge.model import Knowledge
from language.clauses import Stretch
from language.entities import Entity
from language.text import Text
from understanding.about_last import (
    IS_NO,
    OF_ALL,
    START_OVER,
    TO_TELL,
    WRONGED,
    asked_about_last,
)
from understanding.after_sign import After, after_sign
from understanding.asking import asks_plainly
from understanding.choices import said_choices
from understanding.choosing import Part, asking_parts, questions_of, stretches_of
from understanding.encoder import Vectors
from understanding.following import follow
from understanding.in_context import in_context, is_plain, words_kept
from understanding.intent_model import RankedIntent
from understanding.kinds import AFTER, OF_LAST, SIGN, SMALLTALK, TOLD, TOPIC_TOLD
from understanding.learned_signs import asking_share, told_in
from understanding.manner import Manner, as_corrected
from understanding.model import Model, Thresholds
from understanding.noticing import notice
from understanding.particular import RankedQuestion
from understanding.personal import details_of, harm_told, says_of_somebody, told_of
from understanding.prepared import Prepared, prepared
from understanding.read_in_conversation import InConversation, asked, in_conversation
from understanding.settling import may_be_meant, settled, settled_together, told_apart
from understanding.sign_doubts import settled_doubt
from understanding.signs import find_sign
from understanding.so_far import SoFar
from understanding.telling import is_fresh
from understanding.tone import tone_of
from understanding.topics import UNCLEAR, after_a_session, topic_of, weighed
from understanding.understood import Detail, Question, Understood, Unreadable

EMERGENCY, FOLLOW_UP, OUT_OF_SCOPE = "emergency", "follow_up", "out_of_scope"
_NOT_ANSWERED = frozenset({UNCLEAR, OUT_OF_SCOPE})
"""Only here does it matter that a message is in another language: a question that was understood is
answered, whatever its words."""
_ABOUT_THE_TREATMENT = frozenset(
    {
        "definition",
        "how_it_works",
        "benefits",
        "conditions",
        "pain",
        "downtime",
        "side_effects",
        "sessions",
        "results",
        "evidence",
    }
)
"""What is answered here is said of micro-needling, and would be taken for an answer on whatever the
message names instead."""
_MAY_BE_TOLD = frozenset({UNCLEAR, OUT_OF_SCOPE, "smalltalk", *TOPIC_TOLD.values()})
"""What a question is answered under that is more of a statement: "is it normal that I am red"."""
_TOLD, _TOLD_FOR_ALL_THAT = 0.43, 0.71
"""How surely something is told to be answered as that; and how, where it looks like a question."""
_ASKS = 0.5
"""How likely a part of a message must ask something for it to tell no more."""
_MOST_LIKELY = 10
_FEW, _PLAIN = 12, 0.8
"""Words that may be one for all their parts, and how sure a part is that is not."""
_SHORT = 8
"""Words of a message that does no more than correct something."""
_MOST_WORDS = 30
"""How much of a message is kept for what leans on it next."""
_CHECKS = frozenset({"check", "safe"})
"""What was offered where a plain question was asked."""
_YES = re.compile(r"(?:yes|yeah|yep|yup|yea|ya|yh)\b", re.IGNORECASE)
_NO = re.compile(r"(?:no|nope|nah|not now|not really)\b", re.IGNORECASE)
_NOTHING_SO_FAR = SoFar()


class _Encoded(NamedTuple):
    """Sentences as vectors, one a row, and the likeliest topics of each."""

    vectors: Vectors
    topics: Sequence[Sequence[RankedIntent]]


class Reading(NamedTuple):
    """A message, and what was understood of it."""

    text: Text
    understood: Understood


def understand(
    text: str, so_far: SoFar, knowledge: Knowledge, model: Model, today: date | None = None
) -> Understood:
    """What a message says in its conversation.

    Args:
        text: As it was typed; any text can be read, also an empty one.
        so_far: What the conversation holds.
        knowledge: The version in force.
        model: What was learnt.
        today: The day on which it is said; without it, dates are not understood.
    """
    return follow(read(text, knowledge, model, so_far, today), so_far, knowledge)


def read(
    text: str,
    knowledge: Knowledge,
    model: Model,
    so_far: SoFar = _NOTHING_SO_FAR,
    today: date | None = None,
) -> Understood:
    """What a message asks in its conversation; `follow` fills in what its details leave out."""
    return read_closely(text, knowledge, model, so_far, today).understood


def read_closely(
    written: str,
    knowledge: Knowledge,
    model: Model,
    so_far: SoFar = _NOTHING_SO_FAR,
    today: date | None = None,
) -> Reading:
    """Like `read`, with the text as it was read, for who needs the places of details in it."""
    ready = prepared(knowledge)
    text = ready.texts.read(written)
    chosen = said_choices(text.normalised, so_far)
    if chosen:
        return Reading(text, Understood(chosen))
    person = told_of(text, so_far, today)
    understood = _understood(text, person, so_far, ready, knowledge, model)
    tone = tone_of(text.normalised)
    return Reading(text, replace(understood, tone=tone))


def _of_sign(after: After, text: Text, asking: Iterable[float]) -> Question | None:
    """The question of a message that tells of a warning sign, or goes on with one.

    Args:
        after: What it says of signs.
        text: The message.
        asking: How likely each part of it asks something.
    """
    if after.over == "seen" and not asks_plainly(text.normalised) and max(asking) < _ASKS:
        return Question("smalltalk", (Detail(SMALLTALK, "seen"),), text.normalised)
    if after.found.sign is None and after.name is None:
        return None
    if after.name == "to_tell":
        return Question(FOLLOW_UP, (Detail(OF_LAST, TO_TELL),), text.normalised)
    of_it = [Detail(AFTER, after.name)] if after.name is not None else []
    if after.level is not None:
        of_it.append(Detail(SIGN, after.level))
    return Question(EMERGENCY, (*details_of(text.entities), *of_it), text.normalised)


def _of_last(text: Text, so_far: SoFar) -> tuple[Question, ...]:
    about = asked_about_last(text.normalised)
    if about is None or (so_far.topic is None and about != START_OVER):
        return ()
    if about == WRONGED:
        is_fit = not asks_plainly(text.normalised)
    elif about == IS_NO:
        is_fit = any(each.kind == "circumstance" for each in so_far.person)
    elif about in OF_ALL:
        is_fit = bool(so_far.person or so_far.sign)
    else:
        is_fit = not text.entities
    if not is_fit:
        return ()
    return (Question(FOLLOW_UP, (Detail(OF_LAST, about),), text.normalised),)


def _of_check(text: Text, so_far: SoFar) -> tuple[Question, ...]:
    """The yes or no to the question whether a sign is happening, or whether somebody is safe."""
    said = text.normalised
    if so_far.offer not in _CHECKS or len(said.split()) > _SHORT:
        return ()
    topic = "affirm" if _YES.match(said) else "deny" if _NO.match(said) else None
    return () if topic is None else (Question(topic, words=said),)


def _understood(
    text: Text,
    person: tuple[Detail, ...],
    so_far: SoFar,
    ready: Prepared,
    knowledge: Knowledge,
    model: Model,
) -> Understood:
    thresholds = model.thresholds
    stretches = stretches_of(text)
    ways = in_conversation(text.corrected(text.whole), so_far, knowledge)
    sentences = [*map(text.corrected, stretches), *ways.sentences]
    vectors, tuned = model.encoder.encode_both(sentences)
    intents, signs = model.rank(sentences, vectors)
    is_after = is_fresh((*so_far.person, *person))
    by_topic = _by_topic(intents, thresholds, is_after)
    topics = dict(zip(stretches, by_topic, strict=False))
    meant = dict(zip(stretches, signs, strict=False))
    asking = {stretch: asking_share(each) for stretch, each in meant.items()}
    parts = questions_of(text, topics, thresholds, asking)
    likely = tuple(each.name for each in topics[text.whole][:_MOST_LIKELY])
    own = words = " ".join(text.normalised.split()[:_MOST_WORDS])
    is_ours = parts[0].intent.name not in _NOT_ANSWERED
    within = asking_parts(text, topics) if is_ours and len(parts) == 1 else []
    asked_in = dict.fromkeys([text.whole, *(part.stretch for part in (*parts, *within))])
    ranked = model.questions.of(knowledge).rank(
        tuned[[stretches.index(each) for each in asked_in]],
        [{each.name: each.confidence for each in topics[stretch]} for stretch in asked_in],
    )
    particular = dict(zip(asked_in, ranked, strict=True))
    found = find_sign(text, ready.signs, meant, thresholds)
    topic, likeliest = topics[text.whole][0], particular[text.whole]
    found = settled_doubt(found, text, topic, likeliest, so_far, knowledge)
    found = found._replace(sign=ready.other_languages.find(text.written) or found.sign)
    after = after_sign(text.normalised, found, so_far)
    if after.over is not None:
        so_far = replace(so_far, alarm=None, sign=None)
    sign, check = after.found.sign, after.found.check
    of_sign = _of_sign(after, text, asking.values())
    if of_sign is not None:
        person += tuple(Detail(SIGN, name) for name in after.found.named if sign is not None)
        return Understood(
            (of_sign,), sign, None, person, None, likely, None, words, over=after.over
        )
    of_last = _of_check(text, so_far) or _of_last(text, so_far)
    if check is None and of_last:
        return Understood(of_last, person=person, likely=likely)
    parts = told_apart(text, within, particular, knowledge, thresholds) or parts
    questions = settled_together(
        text,
        topics[text.whole][0].name,
        [_question(part, text, thresholds.fallback, meant[part.stretch]) for part in parts],
        particular[text.whole],
        [particular[part.stretch] for part in parts],
        knowledge,
        thresholds,
    )
    if len(questions) > 1 and ways.sentences and _is_one(text, questions, parts, particular):
        whole = Part(text.whole, True, topics[text.whole], is_sentence=True)
        asked = _question(whole, text, thresholds.fallback, meant[text.whole])
        questions = [settled(asked, particular[text.whole], knowledge, thresholds)]
    questions, unreadable = _by_rule(text, questions, particular[text.whole], thresholds)
    if len(questions) == 1 and unreadable is None and (ways.sentences or so_far.alarm):
        said = [0, *range(len(stretches), len(sentences))] if ways.sentences else []
        manner = model.manner(sentences[0], vectors[:1]) if said else Manner()
        manner = as_corrected(manner, text.normalised)
        encoded = _Encoded(tuned[said], [by_topic[each] for each in said])
        in_words, told = _ranked(encoded, ways, manner, so_far, knowledge, model)
        ranked_ways = particular[text.whole], in_words
        questions = [in_context(questions[0], ranked_ways, manner, so_far, knowledge, told)]
        words = words_kept(words, questions[0], manner, knowledge)
    if _takes_back(text, person, so_far):
        questions = [Question("smalltalk", (Detail(SMALLTALK, "noted"),))]
    leaves = (UNCLEAR, FOLLOW_UP)
    noticed = tuple(q if q.topic in leaves else notice(q, knowledge) for q in questions)
    is_asked = asks_plainly(text.normalised)
    is_statement = not is_asked and says_of_somebody(text.normalised)
    person += harm_told(text, questions, meant, likeliest, knowledge)
    tells = words == own and (bool(person) or not is_asked)
    return Understood(
        noticed,
        check=check,
        person=person,
        unreadable=unreadable,
        likely=likely,
        words=words,
        tells=tells,
        only_tells=is_statement,
        over=after.over,
    )


def _is_one(
    text: Text,
    questions: Sequence[Question],
    parts: Sequence[Part],
    particular: Mapping[Stretch, Sequence[RankedQuestion]],
) -> bool:
    """Whether a few words that fall into parts go on with the conversation as a whole.

    "Just chest and earlobe. Never face" asks nothing by its parts.
    """
    if len(text.normalised.split()) > _FEW or "?" in text.normalised:
        return False
    is_sure = any(each.confidence >= _PLAIN for each in questions)
    return not is_sure and not any(is_plain(particular[part.stretch]) for part in parts)


def _takes_back(text: Text, person: Iterable[Detail], so_far: SoFar) -> bool:
    """Whether all that a message says is that something told before is not so."""
    if "?" in text.normalised or len(text.normalised.split()) > _SHORT:
        return False
    if any(not each.negated for each in text.entities):
        return False
    denied = {(each.kind, each.value) for each in person if each.negated}
    return any((each.kind, each.value) in denied for each in so_far.person)


def _ranked(
    said: _Encoded,
    ways: InConversation,
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
    model: Model,
) -> tuple[list[RankedQuestion], dict[Detail, list[RankedQuestion]]]:
    """The particular questions that a message asks in its conversation, and with what was told.

    Args:
        said: The message, and the sentences of `ways`.
        ways: What it may leave out.
        manner: How it is said.
        so_far: What the conversation holds.
        knowledge: The version in force.
        model: What was learnt.
    """
    if not said.topics:
        return [], {}
    topics = [{each.name: each.confidence for each in ranking} for ranking in said.topics]
    last = so_far.topic or "", asked(so_far)
    in_words, told = model.questions.of(knowledge).rank_in_context(
        said.vectors, topics, last, manner.leaning, len(ways.details)
    )
    return in_words, dict(zip(ways.details, told, strict=True))


def topics_likely(
    intents: Iterable[Sequence[RankedIntent]], thresholds: Thresholds
) -> list[dict[str, float]]:
    """How likely each topic is, for each of some sentences."""
    return [
        {each.name: each.confidence for each in ranking}
        for ranking in _by_topic(intents, thresholds, is_after=False)
    ]


def _by_topic(
    intents: Iterable[Sequence[RankedIntent]], thresholds: Thresholds, is_after: bool
) -> list[list[RankedIntent]]:
    """The topics of each of some sentences, the likeliest first."""
    rankings = [
        weighed([each._replace(name=topic_of(each.name)) for each in ranking], thresholds)
        for ranking in intents
    ]
    return [after_a_session(each) for each in rankings] if is_after else rankings


def _by_rule(
    text: Text,
    questions: list[Question],
    ranked: Sequence[RankedQuestion],
    thresholds: Thresholds,
) -> tuple[list[Question], Unreadable | None]:
    """The questions, or the one that a rule has in their place; and why it cannot be read."""
    overruled = _overruled(text, questions)
    if overruled is None:
        return questions, None
    topic, unreadable = overruled
    confidence = questions[0].confidence if topic == UNCLEAR else 1.0
    asked = Question(topic, details_of(text.entities), text.normalised, confidence)
    if topic == FOLLOW_UP:
        asked = may_be_meant(asked, ranked, thresholds)
    return [asked], unreadable


def _overruled(text: Text, questions: list[Question]) -> tuple[str, Unreadable | None] | None:
    """The topic of a message where a rule knows better, and why it cannot be read, if it cannot.

    - One that cannot be read (a smiley, a program's command) is not understood, whatever it
      resembles.
    - One with nothing but details in it ("and medical?") carries the last question on.
    - One on something of an unknown name ("does Xyrolene cause hair loss") is not ours.
    """
    topics = [question.topic for question in questions]
    if not text.is_readable:
        return UNCLEAR, "text" if text.is_latin else "language"
    if text.is_elliptical and text.entities:
        return FOLLOW_UP, None
    if text.has_unknown_subject and len(topics) == 1 and topics[0] in _ABOUT_THE_TREATMENT:
        return OUT_OF_SCOPE, None
    if topics[0] in _NOT_ANSWERED and text.is_foreign:
        return UNCLEAR, "language"
    return (UNCLEAR, None) if topics[0] == UNCLEAR else None


def _question(part: Part, text: Text, fallback: float, meant: Sequence[RankedIntent]) -> Question:
    topic = part.intent.name if part.intent.confidence >= fallback else UNCLEAR
    asked = Question(
        topic,
        details_of(_entities_of(part.stretch, text.entities)),
        text.of(part.stretch),
        part.intent.confidence,
    )
    # What a laser did is not told of needling.
    is_elsewhere = bool(asked.ids("other_treatment"))
    is_question = is_elsewhere or (asks_plainly(asked.words) and topic not in _MAY_BE_TOLD)
    told = told_in(meant, _TOLD_FOR_ALL_THAT if is_question else _TOLD)
    if told is None:
        return asked
    return replace(asked, topic=TOPIC_TOLD[told]).with_details([Detail(TOLD, told)])


def _entities_of(stretch: Stretch, entities: Sequence[Entity]) -> list[Entity]:
    """The entities of one question: those within it, and of other kinds those said elsewhere.

    "Does it help stretch marks and how many sessions" asks for the sessions for stretch marks, too.
    """
    within = [each for each in entities if stretch.start <= each.start < stretch.end]
    kinds = {each.kind for each in within}
    return within + [each for each in entities if each not in within and each.kind not in kinds]
