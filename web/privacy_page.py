"""The page that tells a visitor what happens to what they write."""

from html import escape

from knowledge.clinic import ClinicProfile

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="static/privacy.css">
</head>
<body>
<main>
<h1>{title}</h1>
{sections}
</main>
</body>
</html>
"""


def privacy_page(clinic: ClinicProfile, conversations_days: int, contacts_days: int) -> str:
    """The page as HTML.

    Args:
        clinic: Who is responsible, and how to reach them; what is blank is left out.
        conversations_days: How long a conversation is kept after its last message.
        contacts_days: How long the contact of somebody who asked the clinic is kept.
    """
    who = clinic.name or "this clinic"
    sections = [
        (
            "Who answers",
            [
                f"The chat is an automated assistant of {who}. It gives information and not "
                "medical advice. It works out its answers by itself: it sends what you write to "
                "nobody else."
            ],
        ),
        (
            "What is kept",
            [
                f"What you write and what the assistant answers is kept for {conversations_days} "
                "days after your last message, so that the conversation can go on and the clinic "
                "can improve the answers.",
                "Phone numbers, e-mail addresses, card and social security numbers and dates of "
                "birth that you write in the chat are blacked out before anything is kept. Names "
                "are not recognized, so please leave them out.",
                "If you choose “Ask the clinic”, your question, your contact and your name if you "
                f"gave it are kept for the clinic to answer you, for up to {contacts_days} days.",
            ],
        ),
        (
            "What your browser keeps",
            [
                "The conversation is kept in this browser for the clinic's website alone, until "
                "you choose “Start over”. There are no cookies and nobody is counted or followed.",
            ],
        ),
        ("To have it erased", [_ways(clinic)]),
    ]
    title = f"Privacy: the chat of {who}"
    return _PAGE.format(
        title=escape(title),
        sections="\n".join(
            f"<h2>{escape(head)}</h2>\n" + "\n".join(f"<p>{escape(text)}</p>" for text in texts)
            for head, texts in sections
        ),
    )


def _ways(clinic: ClinicProfile) -> str:
    ways = clinic.ways_to_reach()
    ask = "Ask the clinic to erase your conversation"
    return f"{ask}: {', '.join(ways)}." if ways else f"{ask}, at the front desk or on its website."
