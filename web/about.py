"""What a page may know of the clinic before anybody asks: its name and the ways to reach it."""

from knowledge import Knowledge

LANGUAGES = ("en", "es")
"""Languages of the buttons and labels; the answers are in English."""
ANSWERS_LANGUAGE = "en"
PRIVACY_PAGE = "/privacy"


def about(knowledge: Knowledge) -> dict[str, object]:
    """The clinic's own details where it gave them, null where it did not."""
    clinic = knowledge.clinic
    return {
        "name": clinic.name,
        "phone": clinic.phone,
        "emergency_number": clinic.emergency_number,
        "privacy_url": clinic.privacy_notice or PRIVACY_PAGE,
        "languages": list(LANGUAGES),
        "answers_language": ANSWERS_LANGUAGE,
    }
