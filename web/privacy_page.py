"""The page that tells a visitor what happens to what they write."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from knowledge.clinic import ClinicProfile

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


def privacy_page(clinic: ClinicProfile, conversations_days: int, contacts_days: int) -> str:
    """The page as HTML.

    Args:
        clinic: Who is responsible, and how to reach them; what is blank is left out.
        conversations_days: How long a conversation is kept after its last message.
        contacts_days: How long the contact of somebody who asked the clinic is kept.
    """
    return _TEMPLATES.get_template("privacy.html").render(
        who=clinic.name or "this clinic",
        ways=clinic.ways_to_reach(),
        conversations_days=conversations_days,
        contacts_days=contacts_days,
    )
