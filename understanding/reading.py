"""What a message says: `understand`, and its dear half, `read`, which needs no conversation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from knowledge.model import Knowledge
from language.by_grammar import as_meant
from language.clauses import Stretch
from language.figures_of_speech import put_plainly
from language.foreign import language_of
from language.text import Text
from language.whose import Spoken, speaks_of
from understanding.about_last import TO_TELL
from understanding.after_sign import IN_CARE, After, after_sign, named_signs
from understanding.asked_anew import plainly_asked
from understanding.asked_in_all import asked_in_all
from understanding.asking import asks_plainly
from understanding.by_treatment import asked_of
from understanding.choices import said_choices
from understanding.choosing import Part, asking_parts, hold_all, questions_of
from understanding.complaint import complained
from understanding.contact_given import without_contact
from understanding.following import follow
from understanding.heard import Heard, hear, likeliest_of_any, particular_of, readings_of
from understanding.in_context import is_plain, known_by_itself, words_kept
from understanding.kinds import AFTER, OF_LAST, SIGN, SMALLTALK
from understanding.learned_signs import asking_share
from understanding.likely_asked import likely_asked
from understanding.manner import Manner, as_corrected
from understanding.model import Model, Thresholds
from understanding.naming import newly_named
from understanding.noticing import notice
from understanding.of_harm import of_harm, told_of_another
from understanding.part_asked import question_of
from understanding.particular import RankedQuestion
from understanding.personal import details_of, harm_told, says_of_somebody, told_of, told_of_others
from understanding.prepared import Prepared, prepared
from understanding.put_right import corrects, swaps
from understanding.remarks import in_passing
from understanding.settling import may_be_meant, settled, settled_together
from understanding.settling_each import Read, settled_each
from understanding.sign_doubts import asked_about, settled_doubt
from understanding.signs import find_sign
from understanding.so_far import SoFar
from understanding.telling import is_fresh
from understanding.telling_apart import told_apart
from understanding.to_last import of_check, of_last_answer, takes_back
from understanding.tone import tone_of
from understanding.topics import UNCLEAR
from understanding.understood import Detail, Question, Understood, Unreadable
from understanding.whom import turned_to

EMERGENCY, FOLLOW_UP, OUT_OF_SCOPE = "emergency", "follow_up", "out_of_scope"
_NOT_ANSWERED = frozenset({UNCLEAR, OUT_OF_SCOPE})
"""Topics of a message that asks nothing of ours."""
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
_MAY_BE_SEEN = frozenset({"downtime", "side_effects"})
"""Topics of what shows on the skin in the days after a session."""
_ASKS = 0.5
"""How likely a part of a message must ask something for it to tell no more."""
_MOST_LIKELY = 10
_FEW, _PLAIN = 12, 0.8
"""Words that may be one for all their parts, and how sure a part is that is not."""
_MOST_WORDS = 30
"""How much of a message is kept for what leans on it next."""
_MAY_CORRECT = frozenset({None, "grateful", "stressed"})
"""Feelings that weigh less than that something is put right."""
_NOTHING_SO_FAR = SoFar()


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
    text = ready.texts.read(put_plainly(plainly_asked(without_contact(written))))
    text = replace(text, entities=as_meant(text.normalised, text.entities))
    chosen = said_choices(text.normalised, so_far)
    if chosen:
        return Reading(text, Understood(chosen))
    spoken = _spoken(text, so_far, ready)
    text, whom = replace(text, entities=spoken.entities), spoken.whom
    so_far = turned_to(whom, so_far)
    person = told_of(text, so_far, today)
    others = tuple(each for each in told_of_others(text, spoken.named) if each.whom != so_far.whom)
    knowledge = asked_of(text.entities, so_far, knowledge)
    understood = _understood(text, person, so_far, ready, knowledge, model)
    tone = tone_of(text.normalised)
    is_right = corrects(text.normalised, so_far) or swaps(text.entities, so_far)
    if tone in _MAY_CORRECT and is_right:
        tone = "corrected"
    named = newly_named(text, so_far, ready)
    told = replace(understood, whom=whom, others=others, case=spoken.case, named=named)
    told = in_passing(replace(told, tone=tone), text.normalised, so_far)
    return Reading(text, complained(told, text.normalised, so_far, knowledge))


def _spoken(text: Text, so_far: SoFar, ready: Prepared) -> Spoken:
    """Of whom the message speaks, after those of whom the conversation spoke."""
    known = [each.whom for each in reversed(so_far.others)]
    is_first = so_far.topic is None and not so_far.words
    spoken = speaks_of(text.normalised, text.entities, so_far.whom, known, is_first)
    entities = tuple(
        replace(each, is_inherited=each.is_inherited and each.value in ready.of_family)
        for each in spoken.entities
    )
    return spoken._replace(entities=entities)


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
    if after.name in ("to_tell", "to_mention"):
        told = (Detail(OF_LAST, TO_TELL), Detail(AFTER, after.name))
        return Question(FOLLOW_UP, told, text.normalised)
    of_it = [Detail(AFTER, after.name)] if after.name is not None else []
    if after.level is not None:
        of_it.append(Detail(SIGN, after.level))
    return Question(EMERGENCY, (*details_of(text.entities), *of_it), text.normalised)


def _understood(
    text: Text,
    person: tuple[Detail, ...],
    so_far: SoFar,
    ready: Prepared,
    knowledge: Knowledge,
    model: Model,
) -> Understood:
    thresholds = model.thresholds
    heard = hear(text, person, so_far, knowledge, model)
    topics, meant = heard.topics, heard.meant
    asking = {stretch: asking_share(each) for stretch, each in meant.items()}
    parts = questions_of(text, topics, thresholds, asking)
    likely = tuple(each.name for each in topics[text.whole][:_MOST_LIKELY])
    words = " ".join(text.normalised.split()[:_MOST_WORDS])
    is_ours = parts[0].intent.name not in _NOT_ANSWERED
    within = asking_parts(text, topics) if is_ours else []
    particular = particular_of(heard, (*parts, *within), knowledge, model)
    found = find_sign(text, ready.signs, meant, thresholds)
    topic, likeliest = topics[text.whole][0], particular[text.whole]
    found = settled_doubt(found, text, topic, likeliest, so_far, knowledge)
    found = asked_about(found, next(iter(likeliest), None))
    found = found._replace(sign=ready.other_languages.find(text.written) or found.sign)
    of_last = of_check(text, so_far)
    is_answer = found.sign is None and bool(of_last)
    after = After(found) if is_answer else after_sign(text.normalised, found, so_far)
    if after.over not in (None, IN_CARE):
        so_far = replace(so_far, alarm=None, sign=None)
    sign, check = after.found.sign, after.found.check
    of_sign = _of_sign(after, text, asking.values())
    if of_sign is not None:
        named = named_signs(text.normalised, after.found.named, knowledge.safety)
        person += tuple(Detail(SIGN, name) for name in named if sign is not None)
        return Understood(
            (of_sign,), sign, None, person, None, likely, None, words, over=after.over
        )
    of_last = of_last or of_last_answer(text, so_far)
    if of_last and (check is None or is_answer):
        return Understood(of_last, person=person, likely=likely, over=after.over)
    apart = told_apart(text, within, particular, knowledge, thresholds)
    parts = apart if hold_all(apart, parts) else parts
    questions, unreadable = _asked(heard, parts, particular, knowledge, thresholds)
    is_several = len(heard.clauses) > 1 and unreadable is None
    if is_several:
        questions = settled_each(Read(heard, parts, particular, knowledge, model), so_far)
    questions = of_harm(text, questions, particular, so_far, knowledge)
    of_any = likeliest_of_any(heard, knowledge, model)
    questions = told_of_another(questions, of_any, knowledge)
    kept = words
    is_one = not is_several and len(questions) == 1 and unreadable is None
    manner = _manner(heard, so_far, model)
    readings = readings_of(heard, particular, manner, so_far, knowledge, model)
    known = None
    if is_one and (heard.ways.sentences or so_far.alarm):
        ranked = (likeliest, readings.in_conversation)
        known = known_by_itself(questions[0], ranked, manner, so_far, knowledge)
    if known is not None:
        questions = [known]
    elif unreadable is None and (len(text.words) > 1 or questions[0].topic == FOLLOW_UP):
        questions = asked_in_all(questions, likely_asked(readings), so_far, knowledge)
    if len(questions) == 1 and heard.ways.sentences:
        kept = words_kept(words, questions[0], manner, knowledge)
    if takes_back(text, person, so_far):
        questions = [Question("smalltalk", (Detail(SMALLTALK, "noted"),))]
    leaves = (UNCLEAR, FOLLOW_UP)
    noticed = tuple(q if q.topic in leaves else notice(q, knowledge) for q in questions)
    is_asked = asks_plainly(text.normalised)
    person += harm_told(text, questions, meant, likeliest, so_far, knowledge)
    return Understood(
        noticed,
        check=check,
        person=person,
        unreadable=unreadable,
        language=language_of(text.words) if unreadable == "language" else None,
        likely=likely,
        words=kept,
        tells=kept == words and (bool(person) or not is_asked),
        only_tells=not is_asked and says_of_somebody(text.normalised),
        over=after.over,
    )


def _asked(
    heard: Heard,
    parts: Sequence[Part],
    particular: Mapping[Stretch, Sequence[RankedQuestion]],
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> tuple[list[Question], Unreadable | None]:
    """What a message asks by itself; and why it cannot be read, if it cannot."""
    text, whole = heard.text, heard.text.whole
    questions = settled_together(
        text,
        heard.topics[whole][0].name,
        [question_of(each, text, thresholds.fallback, heard.meant[each.stretch]) for each in parts],
        particular[whole],
        [particular[part.stretch] for part in parts],
        knowledge,
        thresholds,
        asks_once=len(heard.clauses) == 1,
    )
    if len(questions) > 1 and heard.ways.sentences and _is_one(text, questions, parts, particular):
        all_of_it = Part(whole, True, heard.topics[whole], is_sentence=True)
        asks = question_of(all_of_it, text, thresholds.fallback, heard.meant[whole])
        questions = [settled(asks, particular[whole], knowledge, thresholds)]
    return _by_rule(text, questions, particular[whole], thresholds)


def _manner(heard: Heard, so_far: SoFar, model: Model) -> Manner:
    """How a message is said: whether it leans on what was said before, whether it is a remark."""
    manner = model.manner(heard.text.corrected(heard.text.whole), heard.published)
    if not heard.ways.sentences:
        return Manner(remark=manner.remark)
    manner = as_corrected(manner, heard.text.normalised)
    if so_far.topic in _MAY_BE_SEEN and is_fresh(so_far.person):
        # "And these little squares, lol" is no remark on the day after a session.
        return replace(manner, remark=0.0)
    return manner


def _is_one(
    text: Text,
    questions: Sequence[Question],
    parts: Sequence[Part],
    particular: Mapping[Stretch, Sequence[RankedQuestion]],
) -> bool:
    """Whether a few words that fall into parts go on with the conversation as a whole.

    "Just chest and earlobe. Never face" asks nothing by its parts.
    """
    if len(text.normalised.split()) > _FEW:
        return False
    asking = [each for each in parts if asks_plainly(text.of(each.stretch))]
    best = particular[text.whole][:1]
    if len(asking) == 1 and is_plain(best) and all(each.is_sentence for each in parts):
        # "Nobody said so. What else …" asks what its second part asks.
        return best[0].id in {each.id for each in particular[asking[0].stretch][:1]}
    if "?" in text.normalised:
        return False
    is_sure = any(each.confidence >= _PLAIN for each in questions)
    return not is_sure and not any(is_plain(particular[part.stretch]) for part in parts)


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
    - One in another language is none that the words of the field in it would be in English.
    - One with nothing but details in it ("and medical?") carries the last question on.
    - One on something of an unknown name ("does Xyrolene cause hair loss") is not ours.
    """
    topics = [question.topic for question in questions]
    if not text.is_readable:
        return UNCLEAR, "text" if text.is_latin else "language"
    if text.is_foreign:
        return UNCLEAR, "language"
    if text.is_elliptical and text.entities:
        return FOLLOW_UP, None
    is_of_treatment = topics[0] in _ABOUT_THE_TREATMENT or topics[0] == UNCLEAR
    if text.has_unknown_subject and len(topics) == 1 and is_of_treatment:
        return OUT_OF_SCOPE, None
    return (UNCLEAR, None) if topics[0] == UNCLEAR else None
