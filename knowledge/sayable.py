"""Wording that no patient may read, whoever wrote it: orders about a medicine, and promises."""

import re
from collections.abc import Iterator

_MEDICINE = r"""
(?:medicines? | medications? | meds | drugs? | pills? | tablets? | prescriptions? |
dos(?:e|es|age) | antibiotics? | antivirals? | antidepressants? | anticoagulants? |
blood[ ]thinners? | steroids? | retinoids? | accutane | \w*isotretinoin | roaccutane | tretinoin |
retin-?a | minoxidil |
finasteride | aspirin | ibuprofen | warfarin | heparin | eliquis | xarelto | plavix | insulin |
metformin | ozempic | wegovy | semaglutide | methotrexate | prednison?e | prednisolone |
spironolactone | doxycycline | valtrex | valacyclovir | acyclovir | birth[ ]control | the[ ]pill |
hormones? | chemotherapy | treatment[ ]your[ ]doctor[ ]prescribed)
"""
_ORDER = r"""
(?:stop | quit | cease | discontinue | pause | halt | skip | miss | start | begin | restart |
resume | swap | switch | replace | halve | double | cut[ ](?:down[ ]on|out) | come[ ]off |
go[ ]off | stay[ ]off | hold[ ]off | wean[ ]off | give[ ]up | lay[ ]off | drop |
change | reduce | increase | avoid | take)
"""
_URGED = (
    r"(?:must|should|have\ to|has\ to|need\ to|needs\ to|ought\ to|please|"
    r"it\ is\ best\ to|can|may|could)"
)
_ADDRESSED = re.compile(
    rf"""
    (?: ^\W* | [;:,]\s+ | \b{_URGED}\s+(?:\w+\s+){{0,2}}? | \band\s+ | \bthen\s+ )
    (?:do\ not\s+take | don't\s+take | never\s+take | {_ORDER})\b
    (?:\s+[\w'-]+){{0,4}}? \s+ {_MEDICINE}\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REFUSED = re.compile(r"\b(?:never|not|n't|nobody|no one|without asking)\b", re.IGNORECASE)
_DO_NOT_TAKE = re.compile(r"\b(?:do not|don't|never)\s+take\b", re.IGNORECASE)
_PROMISE = re.compile(
    r"""
    (?P<not>\b(?:not|no|never|n't|nobody|nothing|cannot|none|without|whether)\b[^.;:]{0,40})?
    \b(?: guarantee(?:s|d)? | cures? | cured | curing | 100\s?% | risk[ -]free |
    (?:perfectly|completely|totally|absolutely|entirely)\ (?:safe|painless) |
    safe\ for\ (?:you|everyone|everybody|anyone|all\ skin) | will\ (?:certainly|definitely|surely) |
    (?:always|certain\ to)\ works? |
    no\ (?:risks?|side\ effects)\ (?:at\ all|whatsoever) )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def unsayable(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a sentence for a patient, and how to mend it.

    It finds plain wordings, and does not replace a reader who knows the subject.
    """
    for found in _ADDRESSED.finditer(text):
        before = text[max(0, found.start() - 12) : found.end()]
        if _DO_NOT_TAKE.search(before) or not _REFUSED.search(before):
            yield (
                "tells people what to do about a medicine",
                "send them to whoever prescribed it; nothing here stops, starts or swaps one.",
            )
            break
    for found in _PROMISE.finditer(text):
        if not found["not"]:
            yield "promises or cures", "say what was seen, in whom, and who says so."
            break
