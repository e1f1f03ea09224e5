"""Where a fact, or what nobody is shown, is reviewed."""

from collections.abc import Iterable
from urllib.parse import urlencode

REVIEW = "/desk/review"


def link_to(facts: Iterable[str]) -> str:
    """The address at which some facts alone are reviewed."""
    return f"{REVIEW}?{urlencode({'only': ' '.join(facts)})}"


def link_to_hidden(topic: str) -> str:
    """The address at which what visitors are not shown of a topic is reviewed."""
    return f"{REVIEW}?{urlencode({'state': 'hidden', 'topic': topic})}"
