"""Questions of people who told something of themselves: what only a conversation brings."""

from collections.abc import Iterator
from dataclasses import replace

from understanding.about_last import FOR_ME, IS_NO, PASS_ON, TO_TELL
from understanding.keeping_on import HOME
from understanding.kinds import (
    AFTER,
    AGE,
    AGO,
    ASIDE,
    CLINIC_PART,
    DAY,
    DETAIL,
    EVENT,
    HARM,
    KEEPS,
    OF_LAST,
    PLANNED,
    QUESTION,
    QUIET,
    SINCE,
    SMALLTALK,
    STARTED,
    TOLD,
    WAS,
)
from understanding.so_far import SoFar
from understanding.understood import Detail, Other, Question, Understood

EVENTS = ("wedding", "photos", "holiday", "party", "interview", "event")
BLOOD_THINNERS = Detail("circumstance", "blood_thinners")
HARMED = Detail(HARM, "harm-dark-marks-since")
HIPS = Detail("body_area", "hips")
PERSON = (
    BLOOD_THINNERS,
    Detail("circumstance", "vaccination"),
    Detail("condition", "wrinkles"),
    Detail(AGE, 71.0),
    Detail(SINCE, 2.0),
    Detail(f"{EVENT}party", 14.0),
)


def told_in_a_message() -> Iterator[tuple[Understood, SoFar]]:
    """Messages that tell something beside the question, and what the conversation holds."""
    hurts = Question("suitability", (Detail(QUESTION, "is-it-safe"),))
    keloids = Detail("circumstance", "keloids")
    yield Understood((hurts,), others=(Other("mother", (keloids,)),)), SoFar()
    yield Understood((hurts,), case="friend"), SoFar()
    tattoo = Question("pain", (Detail(QUESTION, "worse-than-a-tattoo"), Detail(ASIDE, "")))
    pain = Question("pain", (Detail(QUESTION, "does-it-hurt"),))
    yield Understood((pain, tattoo)), SoFar()
    yield from on_days()
    yield from of_another_condition()
    yield from put_right()
    yield from leaving()
    heat = Detail("other_treatment", "rf_microneedling", said="RF")
    for topic, known in (("aftercare", "gym-again"), ("pain", "does-it-hurt")):
        asked = Question(topic, (Detail(QUESTION, known),))
        for said in ((), ("of_plain_needling",)):
            yield Understood((asked,)), SoFar(topic="booking", treatments=(heat,), said=said)
    for language in ("de", "es", "fr", "it", "pl", "pt"):
        unread = (Question("unclear"),)
        yield Understood(unread, unreadable="language", language=language), SoFar()
    for days in (3.0, 21.0):
        planned = Understood((Question("downtime"),), person=(Detail(f"{PLANNED}wedding", days),))
        yield planned, SoFar(person=(Detail(f"{EVENT}wedding", 40.0, of="sister"),))
        yield planned, SoFar()


def of_another_condition() -> Iterator[tuple[Understood, SoFar]]:
    """Figures that are of another condition, two blanks in one breath, and nothing more to say."""
    melasma = Detail("condition", "melasma")
    improves = Question("results", (Detail(QUESTION, "how-much-acne-scars-improve"), melasma))
    for said in ((), ("nearest_only",)):
        yield Understood((improves,)), SoFar(person=(melasma,), said=said)
    prices = (Detail(CLINIC_PART, "prices"),)
    one, all_of_it = (
        Question("cost", (Detail(QUESTION, id_), *prices))
        for id_ in ("price-of-a-session", "price-of-a-course")
    )
    yield Understood((one, all_of_it)), SoFar()
    yield Understood((replace(improves, part=9),)), SoFar()


def on_days() -> Iterator[tuple[Understood, SoFar]]:
    """A day that something is planned for after a session, set against what it takes."""
    had = SoFar(person=(Detail(SINCE, 1.0),))
    for days in (1.0, 4.0, 9.0):
        for said in ("tuesday", ""):
            person = (Detail(f"{DAY}saturday", days, said=said),)
            for known in ("gym-again", "makeup-again", "sauna-again"):
                asked = Question("aftercare", (Detail(QUESTION, known),))
                yield Understood((asked,), person=person), had
            for topic in ("aftercare", "downtime"):
                yield Understood((Question(topic),), person=person), had
    permanent = Question("side_effects", (Detail(QUESTION, "side-effects-permanent"),))
    yield Understood((permanent,), person=(Detail(SINCE, 150.0),)), SoFar()


def put_right() -> Iterator[tuple[Understood, SoFar]]:
    """A time that somebody tells, or says anew: "4 months, not 2"."""
    taken = Question("suitability", (Detail("circumstance", "isotretinoin"),))
    for days, said in ((120.0, "4 months"), (240.0, "8 months")):
        ago = Detail(f"{AGO}isotretinoin", days, said=said)
        yield Understood((taken,), person=(ago,)), SoFar()
        was = Detail(WAS, "2 months", said=said)
        yield Understood((taken,), person=(was, ago), tone="corrected"), SoFar()
    yield Understood((Question("conditions"),), tone="hurt"), SoFar()
    for said in ((), ("tone_untold",)):
        yield Understood((Question("downtime"),), tone="untold"), SoFar(said=said)
    yield Understood((Question("smalltalk"),), tone="hurt"), SoFar()


def leaving() -> Iterator[tuple[Understood, SoFar]]:
    """Who leaves, after what they told, and who is on the way to be seen."""
    bye = Question("smalltalk", (Detail(SMALLTALK, "farewell"),))
    for person in ((HARMED,), (Detail(f"{EVENT}wedding", 40.0),), (Detail(SINCE, 2.0),)):
        yield Understood((bye,)), SoFar(person=person)
    noted = Question("smalltalk", (Detail(SMALLTALK, "acknowledgement"),))
    yield Understood((noted,)), SoFar(alarm="today", sign="today")
    passed_on = Question("personal_advice", (Detail(OF_LAST, PASS_ON),))
    for sign in ("today", None):
        yield Understood((passed_on,)), SoFar(sign=sign)  # type: ignore[arg-type]
    leaves = passed_on.with_details([Detail(SMALLTALK, "farewell")])
    yield Understood((leaves,)), SoFar()


def kept_up() -> Iterator[tuple[Question, SoFar]]:
    """Whether a medicine or a habit is to be stopped, once and again."""
    yield Question("personal_advice", (Detail(KEEPS, HOME),)), SoFar()
    for taken in ("blood_thinners", "antidepressants", "smoking"):
        details = (Detail("circumstance", taken), Detail(KEEPS, taken))
        yield Question("personal_advice", details), SoFar()
        yield Question("personal_advice", details), SoFar(details=details)


def told_by_people() -> Iterator[tuple[Question, SoFar]]:
    """Each question with what the conversation holds before it."""
    yield from kept_up()
    for days in (5.0, 21.0, 70.0, 200.0):
        for name in EVENTS:
            so_far = SoFar(person=(Detail(f"{EVENT}{name}", days),))
            yield Question("downtime", (Detail(TOLD, EVENT),)), so_far
            for topic in ("sessions", "results", "preparation"):
                yield Question(topic), so_far
    for days in (0.0, 2.0, 12.0):
        for topic in ("downtime", "aftercare"):
            yield Question(topic), SoFar(person=(Detail(SINCE, days),))
    had = (Detail(SINCE, 2.0), Detail(f"{EVENT}party", 3.0))
    yield Question("downtime"), SoFar(person=had)
    waits = SoFar(person=(Detail(f"{EVENT}wedding", 70.0),))
    yield Question("sessions", words="when is the last one"), waits
    yield Question("suitability", words="6 months from may"), SoFar()
    rosacea = Detail("circumstance", "rosacea")
    yield Question("suitability", (rosacea, Detail(TOLD, QUIET))), SoFar()
    taken = tuple(Detail("circumstance", each) for each in ("statins", "recent_filler_or_botox"))
    summed = Question("personal_advice", (Detail(OF_LAST, FOR_ME),))
    yield summed, SoFar(person=taken)
    mentions = (Detail(OF_LAST, TO_TELL), Detail(AFTER, "to_mention"))
    place = (Detail("body_area", "cheeks"),)
    yield Question("personal_advice", mentions), SoFar(person=place, sign="today")
    for about in (FOR_ME, IS_NO, TO_TELL):
        asked = Question("personal_advice", (Detail(OF_LAST, about),))
        for person in (PERSON, (*PERSON, HARMED), (HARMED,), PERSON[:1]):
            yield asked, SoFar(person=person)
            yield asked, SoFar(person=person, sign="today", said=(about,))
        spoken_of = (Detail("other_treatment", "laser"),)
        yield asked, SoFar(person=(Detail(STARTED, "monday"),), treatments=spoken_of)
        yield asked, SoFar(person=PERSON, sign="emergency_now")
        yield asked, SoFar(person=PERSON, sign="self_harm")
    waits = (HARMED, Detail(f"{EVENT}wedding", 70.0))
    yield Question("downtime", (Detail(TOLD, EVENT),)), SoFar(person=waits)
    harm = Question("side_effects", (Detail(TOLD, "harm"),))
    yield harm, SoFar(person=(HARMED,), said=("told_harm",))
    yield harm, SoFar(person=(HARMED,), said=("harm-have-it-seen", "dark-marks-may-stay"))
    known = ("harm-have-it-seen", "dark-marks-may-stay", "harm-tell-clinic", "harm-report-where")
    yield harm, SoFar(person=(HARMED,), said=("told_harm", *known))
    for details in ((HIPS,), (Detail("circumstance", "diabetes"),), (Detail(AGE, 42.0),), ()):
        told = Question("conditions", (*details, Detail(TOLD, DETAIL)))
        yield told, SoFar(topic="conditions")
        yield told, SoFar(topic="conditions", said=("noted_no_more",))
    yield Question("handoff", (Detail(QUESTION, "speak-to-a-clinician"),)), SoFar()
    general = Question("results", (Detail(QUESTION, "when-results-show"),))
    yield general, SoFar(person=(Detail("condition", "hair_restoration"),))
