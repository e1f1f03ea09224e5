"""Which parts of the clinic's profile a question asks for."""

from functools import cache

from understanding.cues import IDIOM, Cues
from understanding.kinds import UNNAMED

_WORDS = {
    IDIOM: """
        call me crazy, call me old, call it, called, so called, close call, on the other hand,
        open to, open mind, nothing special, special care, a great deal, big deal, deal with,
        where does, where did, where do my, open pores, open wound, open skin, close to,
        closed pores
        """,
    UNNAMED: """
        a job, job >, job opening, job openings, any jobs, are you hiring, you hiring, vacancy,
        vacancies, internship, apprentice*, work for you, work at your
        """,
    "insurance": "insur*, medicare, medicaid, hsa, fsa, coverage, covered, claim*",
    "finance": "financ*, instal*, monthly, payment plan, klarna, afterpay, credit",
    "deposits": "deposit*, upfront, up front, in advance, prepay",
    "cancellations": """
        cancel*, reschedul*, no show, refund*, running late, be late, late for, minutes late,
        mins late, move my, change my, late fee, late fees, late charge, if i'm late, too late,
        no show fee, cancellation fee, cancellation charge, fee for canceling, miss my, missed my
        """,
    "prices": """
        price*, pricing, cost, costs, how much, fee*, charge*, cheap*, expensive, afford*,
        discount*, deal, deals, offers, special, specials, worth, rates, $, £, €
        """,
    "packages": "package*, bundle*, multi session, course price",
    "parking": "parking, park, garage",
    "holidays": """
        on holidays, public holiday*, bank holiday*, holiday hours, christmas, new year*, on easter,
        thanksgiving, labor day, memorial day, july 4th, fourth of july
        """,
    "hours": """
        hours, open, opens, opening, close, closes, closed, closing, weekend, weekends, monday,
        tuesday, wednesday, thursday, friday, saturday, sunday, mondays, tuesdays, wednesdays,
        thursdays, fridays, saturdays, sundays, what time, evening, evenings, late night, lunch
        """,
    "address": """
        where, where does the clinic, where does your, address, locat*, direction*, near,
        nearest, map, street, find you, which city, what city, postcode, zip
        """,
    "email": "email, e mail, mail, email address, e mail address",
    "phone": "phone, telephone, your number, a number, ring you, call, call you, give you a call",
    "consultation": "consult*",
    "devices": """
        device*, machine*, brand*, equipment, which pen, what pen, pen do you
        """,
    "team": """
        team, staff, who works, who will, who does, who would, who is, owner, your doctor,
        your nurse, a doctor, a nurse, on site, qualified, certified, licensed, licenced,
        experienced, your estheticians
        """,
    "services": """
        do you offer, you offer, do you do, do you have, do you provide, do u do, do u offer,
        services, guys do, guys offer, do you also, menu of
        """,
    "booking_url": """
        book*, appointment*, appt, appts, schedul*, slot*, availab*, reserve, walk in, walkin,
        come in, see me, fit me in, next opening, an opening, any openings
        """,
}
"""What each part is asked by. Words of `UNNAMED` are about something that no part holds."""


def parts_asked(text: str) -> tuple[str, ...]:
    """The parts of the profile that the words of a question point at."""
    parts = _cues().found(text)
    return (UNNAMED,) if UNNAMED in parts else parts


@cache
def _cues() -> Cues:
    return Cues(_WORDS)
