"""Walks the answers that the shipped knowledge gives, and checks what must hold for each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, product
from typing import get_args

import pytest
from told_by_people import told_by_people, told_in_a_message

from actions.answer import Answer, Sentence
from actions.answering import answer, answer_all
from actions.buttons import pressed
from actions.composing import Draft
from actions.emergency import compose_check
from actions.unclear import compose_unclear, with_person
from knowledge import DEFAULT_FOLDER, TOPICS, Knowledge
from knowledge.clinic import NAMED_LINES, ClinicProfile
from knowledge.loading import CLINIC, parse, read
from knowledge.topics import DEFAULT_TOPIC
from knowledge.treatments import Range, Reviewed
from understanding.about_last import PASS_ON, RECAP, SHORTER, START_OVER, SURE, WHY, WRONGED
from understanding.kinds import (
    CLINIC_PART,
    COUNT,
    HERE,
    LEADING,
    OF_LAST,
    QUESTION,
    SIGN,
    SMALLTALK,
    TOLD,
    TOPIC_TOLD,
    UNLISTED,
)
from understanding.learned_signs import LEVELS
from understanding.so_far import Choice, SoFar
from understanding.understood import (
    Detail,
    DetailValue,
    Question,
    Sign,
    Tone,
    Understood,
    Unreadable,
)

SHIPPED = parse(DEFAULT_FOLDER, {**read(DEFAULT_FOLDER), CLINIC: b"name:\n"})
"""For a clinic that has filled in nothing, whatever stands in its file where this runs."""
WITH_OWN_LINES = replace(
    SHIPPED,
    questions={
        id_: replace(each, own_line="Please ask us at the desk.")
        for id_, each in SHIPPED.questions.items()
    },
)
MOST_SENTENCES = 4
MOST_WORDS = 95
BEFORE_IT = (
    "day_",
    "tone_",
    "caution",
    "why_unknown",
    "in_short",
    "alarm_stands_",
    "said_before",
    "nothing_on",
    "no_more",
    "cannot_book",
    "event_",
    "since_",
    "for_their_own",
)
"""What stands beside the answer proper, in a few words."""
SAID_OF_TALK = (RECAP, START_OVER, SURE, WRONGED, "noted", "thanks", "acknowledgement", "insult")

FORBIDDEN = re.compile(
    r"\bstop taking\b|\byou should\b|\byou must\b|\bsafe for you\b|\bis safe\b|\bwe recommend\b"
    r"|\bi recommend\b|\b(?<!not )approved\b|\bcures?\b|\b(?<!not )guaranteed\b|\byou can have\b"
    r"|\bit will work\b|\bdoes not work\b|[{}]|\b(?-i:None)\b(?! of\b)",
    re.IGNORECASE,
)
"""What no answer may say: advice, promises, and "approved" where the FDA authorizes."""

QUOTING = ("source_item", "source_item_undated", "gap", "withheld")
"""Lines that repeat a source's title, or what was asked."""

PROFILE = ClinicProfile.model_validate(
    {
        "name": "Example Clinic",
        "emergency_number": "112",
        "phone": "+1 202 555 0143",
        "email": "desk@example.com",
        "address": "12 Example Street",
        "hours": ["Monday to Friday: 9 am to 5 pm", "Saturday: 10 am to 2 pm"],
        "booking_url": "https://www.example.com/book",
        "contact_url": "https://www.example.com/contact",
        "prices": [{"service": "cosmetic micro-needling", "price": "$150 a session"}],
        "insurance": "We do not bill insurance.",
        "finance": "You can pay in monthly parts.",
        "deposits": "We ask for $50 when you book.",
        "cancellations": "Please tell us a day ahead.",
        "services": ["cosmetic micro-needling", "chemical peels"],
        "devices": ["Example Pen 2"],
        "team": ["two licensed estheticians", "one nurse"],
        "parking": "There is free parking behind the building.",
        "consultation": "The first consultation is free.",
    }
)
CLINIC_PARTS = sorted(
    set(ClinicProfile.model_fields)
    - {"name", "emergency_number", "privacy_notice", "contact_url", *NAMED_LINES}
)

WITHOUT_DETAILS = ("emergency", "handoff", "smalltalk", "unclear", "out_of_scope", "source")
"""Topics whose answers are the same whatever the question names."""

LENGTHS: tuple[float | Range, ...] = (
    *(0.0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 1.0, 1.5, 3.0, 3.5, 25.0),
    *(Range(min=0.2, max=0.3), Range(min=0.25, max=1), Range(min=0.35, max=0.45)),
    *(Range(min=2, max=4), Range(min=0.1, max=5)),
)


SEVERAL_REASONS = (
    Question("suitability", (Detail("circumstance", "pregnancy"), Detail("circumstance", "moles"))),
)


HALF_REVIEWED = replace(
    SHIPPED,
    facts={
        id_: fact.model_copy(update={"review": Reviewed(by="A Nurse", on=date(2026, 1, 31))})
        if number % 2
        else fact
        for number, (id_, fact) in enumerate(SHIPPED.facts.items())
    },
)

_STANDINGS = SHIPPED.with_qualifiers(
    entry.facts[0]
    for treatment in SHIPPED.treatments.values()
    for entry in treatment.conditions.values()
)
STANDINGS_REVIEWED = replace(
    SHIPPED,
    facts={
        id_: fact.model_copy(update={"review": Reviewed(by="A Nurse", on=date(2026, 1, 31))})
        if id_ in _STANDINGS
        else fact
        for id_, fact in SHIPPED.facts.items()
    },
)
"""What it is used for is reviewed; what the types are is not."""


@dataclass(frozen=True)
class Said:
    """An answer, what it was given to, and what it was made from."""

    question: Question
    answer: Answer
    knowledge: Knowledge


def questions() -> Iterator[Question]:
    """Every topic with no detail and with each; families with what they answer together."""
    terms = {kind: tuple(each) for kind, each in SHIPPED.terms.items()}
    singles = [Detail(kind, term) for kind, each in terms.items() for term in each]
    singles += [Detail("depth", value) for value in LENGTHS]
    singles += [Detail("treatment", id_) for id_ in SHIPPED.treatments]
    for topic in TOPICS:
        yield Question(topic)
        if topic in WITHOUT_DETAILS:
            continue
        yield from (Question(topic, (detail,)) for detail in singles)
    for topic, kind in (
        *(("conditions", "condition"), ("suitability", "circumstance"), ("providers", "provider")),
        *(("comparison", "other_treatment"), ("products", "product"), ("pain", "body_area")),
    ):
        for first, second in zip(terms[kind], terms[kind][1:], strict=False):
            yield Question(topic, (Detail(kind, first), Detail(kind, second)))
            yield Question(topic, (Detail(kind, first, negated=True), Detail(kind, second)))
            yield Question(topic, (Detail(kind, first, negated=True),))
        yield Question(topic, tuple(Detail(kind, term) for term in terms[kind][:4]))
    values: dict[str, tuple[DetailValue, ...]] = {**terms, "depth": LENGTHS}
    for first_kind, second_kind in (
        *(("depth", "treatment_type"), ("depth", "provider"), ("treatment_type", "provider")),
        *(("condition", "treatment_type"), ("depth", "condition")),
    ):
        for one, other in product(values[first_kind], values[second_kind]):
            pair = (Detail(first_kind, one), Detail(second_kind, other))
            yield from (
                Question(topic, pair) for topic in ("needle_depth", "providers", "conditions")
            )
    for some in (LENGTHS[:5], LENGTHS[8:12], LENGTHS[12:15], LENGTHS[14:]):
        several = tuple(Detail("depth", value) for value in some)
        yield from (Question(topic, several) for topic in ("needle_depth", "providers"))


def special_questions() -> Iterator[Question]:
    kinds = [
        key.removeprefix("smalltalk_") for key in SHIPPED.phrases.phrases if "smalltalk" in key
    ]
    yield from (Question("smalltalk", (Detail(SMALLTALK, kind),)) for kind in kinds)
    for level, content in SHIPPED.safety.levels.items():
        yield Question("emergency", (Detail(SIGN, level),))
        yield from (Question("emergency", (Detail(SIGN, sign),)) for sign in content.signs)
    for kind, topic in TOPIC_TOLD.items():
        yield Question(topic, (Detail(TOLD, kind),))
        for told in SHIPPED.treatments["microneedling"].topics[topic].told:
            yield Question(topic, (Detail(TOLD, kind), Detail(LEADING, told)))
    for part in CLINIC_PARTS:
        yield from (Question(topic, (Detail(CLINIC_PART, part),)) for topic in ("cost", "booking"))
    six = (Detail("treatment_type", "cosmetic"), Detail(COUNT, 6.0), Detail(CLINIC_PART, "prices"))
    yield Question("cost", six)
    for topic in ("follow_up", "affirm", "deny"):
        yield Question(topic)
    several = tuple(Detail("depth", value) for value in LENGTHS[:3])
    yield from (Question(topic, several) for topic in ("needle_depth", "providers"))
    for term in ("chemical_peel", "laser"):
        yield Question("booking", (Detail("other_treatment", term),), "do you offer it?")
    treated = (Detail("condition", "acne_scars"), Detail(CLINIC_PART, "services"))
    yield Question("booking", treated)
    here = Detail(HERE, "asked")
    yield Question("conditions", (Detail("condition", "wrinkles"), here))
    yield Question("suitability", (Detail(QUESTION, "for-men"), here))


def particular_questions() -> Iterator[Question]:
    for id_, each in SHIPPED.questions.items():
        yield Question(each.topic, (Detail(QUESTION, id_),))


def details_of_families() -> Iterator[Question]:
    for kind, topic in DEFAULT_TOPIC.items():
        ids = [term for known, each in SHIPPED.terms.items() if known == kind for term in each]
        yield from (Question(topic, (Detail(kind, id_),)) for id_ in ids)
    for length in LENGTHS:
        yield from (Question(t, (Detail("depth", length),)) for t in ("needle_depth", "providers"))


def all_parts(question: Question, context: SoFar, knowledge: Knowledge) -> Iterator[Said]:
    """The answer part by part and, for a question without details, a part beyond the last."""
    first = answer(question, context, knowledge)
    yield Said(question, first, knowledge)
    for part in range(2, first.parts + (1 if question.details else 2)):
        asked = replace(question, part=part)
        yield Said(asked, answer(asked, context, knowledge), knowledge)


def walk(knowledge: Knowledge, questions: Iterable[Question]) -> Iterator[Said]:
    for question in questions:
        yield from all_parts(question, SoFar(), knowledge)


def contexts() -> Iterator[SoFar]:
    yield SoFar(topic="pain", offer="choice", choices=(Choice("", Question("cost")),))
    yield SoFar(topic="pain", offer="more")
    yield SoFar(topic="cost", offer="person")


def in_conversation() -> Iterator[Said]:
    """What only a conversation brings: what was said or told before, a feeling, an alarm."""
    told = tuple(SHIPPED.phrases.phrases)
    pregnant = Detail("circumstance", "pregnancy")
    asked = Question("pain", (Detail(QUESTION, "does-it-hurt"),))
    methotrexate = Detail("circumstance", "methotrexate")
    plain = Question("benefits")
    cited = SoFar(facts=("minoxidil-trials",))
    talk = [Question("smalltalk", (Detail(SMALLTALK, kind),)) for kind in SAID_OF_TALK]
    befores = [
        *((each, SoFar(said=told)) for each in (plain, *map(Question, TOPICS), *talk)),
        *((each, SoFar(topic="pain", details=asked.details)) for each in talk),
        (asked, SoFar(said=("asked.does-it-hurt", *told, *SHIPPED.facts))),
        (replace(asked, part=50), SoFar(said=told)),
        (replace(asked, details=(*asked.details, methotrexate)), SoFar()),
        *((plain, SoFar(alarm=level)) for level in LEVELS),
        (Question("suitability"), SoFar(said=("suitability_provider_decides",))),
        (plain, SoFar(person=(pregnant,))),
        (plain, SoFar(person=(pregnant,), said=tuple(SHIPPED.facts), since_care=9)),
        *(
            (Question("pain", (Detail(OF_LAST, each),)), SoFar())
            for each in (WHY, SHORTER, PASS_ON)
        ),
        (replace(asked, details=(*asked.details, Detail(OF_LAST, WHY))), SoFar()),
        *(
            (Question(SHIPPED.questions[id_].topic, (Detail(QUESTION, id_),)), cited)
            for id_ in ("who-paid-for-studies", "read-it-yourself")
        ),
        *told_by_people(),
    ]
    for question, before in befores:
        yield Said(question, answer(question, before, SHIPPED), SHIPPED)
    for tone, before in product(
        get_args(Tone), (SoFar(), SoFar(said=tuple(map(first_of, get_args(Tone)))))
    ):
        felt = answer_all(Understood((asked,), tone=tone), before, SHIPPED)
        yield Said(asked, felt.answers[0], SHIPPED)
    for question, named in (
        (asked, Detail("circumstance", "antivirals", said="antivirals")),
        (asked, Detail("circumstance", "asthma", said="asthma")),
        (Question("conditions"), Detail("condition", "alopecia_areata", said="alopecia areata")),
        *((asked, Detail(kind, "somnol", said="somnol")) for kind in UNLISTED),
    ):
        reply = answer_all(Understood((question,), named=(named,)), SoFar(), SHIPPED)
        yield Said(question, reply.answers[-1], SHIPPED)
    for question, tone in ((Question("handoff"), "angry"), (Question("smalltalk"), "unhappy")):
        felt = answer_all(Understood((question,), tone=tone), SoFar(), SHIPPED)
        yield Said(question, felt.answers[0], SHIPPED)
    for understood, before in told_in_a_message():
        reply = answer_all(understood, before, SHIPPED)
        yield Said(understood.questions[0], reply.answers[0], SHIPPED)
    for topic in ("smalltalk", "out_of_scope"):
        said = Question(topic)
        felt = answer_all(Understood((said,), tone="afraid"), SoFar(), SHIPPED)
        yield Said(said, felt.answers[0], SHIPPED)


def first_of(tone: str) -> str:
    return f"tone_{tone}"


def not_understood() -> Iterator[Said]:
    """What is said where nothing was understood, once and again."""
    unclear = Question("unclear")
    for understood in (
        *(Understood((unclear,), unreadable=why) for why in get_args(Unreadable)),
        Understood((unclear,), likely=("pain", "cost", "results")),
    ):
        once = compose_unclear(understood, Draft(understood.questions[0], SoFar(), SHIPPED))
        yield Said(unclear, once, SHIPPED)
        yield Said(unclear, with_person(once, SHIPPED), SHIPPED)
    for level in LEVELS:
        asked = compose_check(Sign(level, level, "meaning"), SHIPPED)
        yield Said(Question("emergency"), asked, SHIPPED)


@pytest.fixture(scope="module")
def everything() -> tuple[Said, ...]:
    special = tuple(special_questions())
    plain = tuple(Question(topic) for topic in TOPICS)
    return tuple(
        chain(
            walk(SHIPPED, (*questions(), *special, *particular_questions())),
            walk(SHIPPED.only_reviewed(), (*particular_questions(), *SEVERAL_REASONS)),
            walk(replace(SHIPPED, clinic=PROFILE), particular_questions()),
            walk(replace(SHIPPED, clinic=PROFILE), (*plain, *special)),
            walk(WITH_OWN_LINES, particular_questions()),
            walk(SHIPPED.only_reviewed(), (*plain, *special)),
            walk(HALF_REVIEWED.only_reviewed(), (*plain, *details_of_families())),
            walk(STANDINGS_REVIEWED.only_reviewed(), plain),
            not_understood(),
            in_conversation(),
            (
                said
                for context in contexts()
                for question in (*plain, *special)
                for said in all_parts(question, context, SHIPPED)
            ),
            (
                said
                for pair in zip(SHIPPED.facts, tuple(SHIPPED.facts)[1:], strict=False)
                for facts in (pair, pair[:1])
                for said in all_parts(Question("source"), SoFar(facts=facts), HALF_REVIEWED)
            ),
        )
    )


def shown(said: Said) -> str:
    return f"{said.question}: {said.answer.text}"


def is_worded(line: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence is a fact, word for word, or a filled-in phrase of the closed list."""
    if line.phrase is None:
        fact = knowledge.facts.get(line.fact or "")
        return fact is not None and line.text in (fact.text, fact.as_answer)
    if line.phrase.startswith("safety."):
        return line.phrase.removeprefix("safety.") in knowledge.safety.levels
    template = knowledge.phrases.phrases[line.phrase]
    pattern = "".join(
        "(.+)" if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{[a-z_]+\})", template)
    )
    return re.fullmatch(pattern, line.text, re.IGNORECASE | re.DOTALL) is not None


def test_a_fact_answers_yes_or_no_only_to_its_own_question(everything: tuple[Said, ...]) -> None:
    for said in everything:
        for number, line in enumerate(said.answer.sentences):
            if line.phrase is None and line.text == said.knowledge.facts[line.fact or ""].as_answer:
                assert said.answer.asked is not None, shown(said)
                own = said.knowledge.questions[said.answer.asked].facts
                assert (number, line.fact) == (0, own[0]), shown(said)


def test_every_sentence_is_a_fact_or_a_phrase(everything: tuple[Said, ...]) -> None:
    lines = {
        (line, id(said.knowledge)): said for said in everything for line in said.answer.sentences
    }
    wrong = [
        shown(said) for (line, _), said in lines.items() if not is_worded(line, said.knowledge)
    ]
    assert not wrong


def test_no_answer_is_empty_or_unfinished(everything: tuple[Said, ...]) -> None:
    assert not [
        shown(said)
        for said in everything
        if not said.answer.text.strip()
        or not all(line.text.strip() for line in said.answer.sentences)
    ]


def test_what_qualifies_a_fact_stands_beside_it(everything: tuple[Said, ...]) -> None:
    for said in everything:
        for fact in said.answer.facts:
            beside = set(said.knowledge.with_qualifiers([fact])) - {fact}
            assert beside <= set(said.answer.facts), shown(said)


def test_no_answer_is_a_wall_of_text(everything: tuple[Said, ...]) -> None:
    for said in everything:
        prose = [
            line
            for line in said.answer.sentences
            if not line.bullet and not (line.phrase or "").startswith(BEFORE_IT)
        ]
        is_led = any(line.phrase == "caution" for line in said.answer.sentences)
        assert len(prose) <= MOST_SENTENCES + is_led, shown(said)
        assert len(said.answer.text.split()) <= MOST_WORDS, shown(said)


def test_no_answer_advises_promises_or_approves(everything: tuple[Said, ...]) -> None:
    texts = {
        " ".join(line.text for line in said.answer.sentences if line.phrase not in QUOTING)
        for said in everything
    }
    assert not {(found[0], text) for text in texts if (found := FORBIDDEN.search(text))}


def test_no_sentence_is_said_twice(everything: tuple[Said, ...]) -> None:
    for said in everything:
        texts = [line.text for line in said.answer.sentences]
        assert len(set(texts)) == len(texts), shown(said)


def test_every_answer_with_facts_shows_their_sources(everything: tuple[Said, ...]) -> None:
    for said in everything:
        cited = {source["id"] for source in said.answer.cited}
        needed = {said.knowledge.facts[id_].source for id_ in said.answer.facts}
        assert needed <= cited, shown(said)


def test_every_button_can_be_pressed(everything: tuple[Said, ...]) -> None:
    for said in everything:
        ids = [button.id for button in said.answer.buttons]
        assert len(set(ids)) == len(ids), shown(said)
        assert sum(not id_.startswith("more.") for id_ in ids) <= 4, shown(said)
        assert all(pressed(id_).topic in TOPICS for id_ in ids)
        assert all(button.title for button in said.answer.buttons)


def test_every_fact_can_be_reached_by_a_question(everything: tuple[Said, ...]) -> None:
    reached = {id_ for said in everything for id_ in said.answer.facts}
    assert set(SHIPPED.facts) - reached == set()


def test_every_phrase_is_used(everything: tuple[Said, ...]) -> None:
    used = {line.phrase for said in everything for line in said.answer.sentences}
    buttons = {button.title for said in everything for button in said.answer.buttons}
    titles = {key for key, phrase in SHIPPED.phrases.phrases.items() if phrase in buttons}
    titles |= {
        key
        for key in SHIPPED.phrases.phrases
        if key.startswith(("topic_title_", "clinic_what_", "welcome", "noted_age"))
        or (key.startswith("event_") and key.endswith("_name"))
    }
    outside = {"apology", "more_title", "no_answer", "source_all"}
    outside |= {
        "called",
        "allergy_to",
        "event_yours",
        "event_of_others",
        "day_session",
    }  # parts of other phrases
    left = sorted(set(SHIPPED.phrases.phrases) - titles - outside - used)
    assert not left, " ".join(left)


def test_unreviewed_facts_are_withheld_where_that_is_set(everything: tuple[Said, ...]) -> None:
    strict = SHIPPED.only_reviewed()
    for said in everything:
        if said.knowledge.facts == strict.facts:
            assert not [
                id_ for id_ in said.answer.facts if SHIPPED.facts[id_].review == "unreviewed"
            ]
