"""Wording that no patient may read, whoever wrote it: orders about a medicine, and promises."""

import re
from collections.abc import Iterator

_MEDICINE = r"""
(?:medicines? | medications? | meds | drugs? | pills? | tablets? | prescriptions? |
dos(?:e|es|age) | antibiotics? | antivirals? | antidepressants? | anticoagulants? |
blood[ -]thinn(?:ers?|ing) | steroids? | retinoids? | accutane | \w*isotretinoin | roaccutane |
tretinoin | retin-?a | tazarotene | adapalene | differin | minoxidil |
finasteride | aspirin | ibuprofen | naproxen | nsaids? | warfarin | coumadin | heparin | eliquis |
apixaban | xarelto | rivaroxaban | plavix | clopidogrel | insulin |
metformin | ozempic | wegovy | semaglutide | methotrexate | prednison?e | prednisolone |
spironolactone | doxycycline | minocycline | valtrex | valacyclovir | acyclovir |
birth[ ]control | the[ ]pill | immunosuppressants? | beta[ -]blockers? |
hormones? | chemotherapy | treatment[ ]your[ ]doctor[ ]prescribed)
"""
_ORDER = r"""
(?:stop | quit | cease | discontinue | pause | halt | skip | miss | start | begin | restart |
resume | swap | switch | replace | halve | double | cut[ ](?:down[ ]on|out) | come[ ]off |
(?:go|stay|keep|be|get|wean)[ ]off | hold(?:[ ]off)? | withhold |
give[ ]up | lay[ ]off | drop | leave[ ](?:out|off|away|aside) | omit | suspend | interrupt | taper |
(?:take|have)[ ]a[ ](?:break|pause|rest)[ ]from | refrain[ ]from | abstain[ ]from | forgo |
(?:go|do)[ ]without | change | reduce | lower | increase | raise | avoid | take)
"""
_ENDING = r"""
(?:stopp | quitt | ceas | discontinu | paus | halt | skipp | omitt | suspend | interrupt | hold |
withhold | avoid | halv | doubl | reduc | taper | start | restart | resum | swapp | switch |
replac | dropp | leav)ing
"""
_DONE = r"""
(?:stopped | discontinued | paused | halted | skipped | omitted | suspended | interrupted | held |
withheld | avoided | halved | doubled | reduced | tapered | increased | started | restarted |
resumed | swapped | switched | replaced | dropped | left[ ](?:out|off|away|aside) | given[ ]up |
put[ ]on[ ]hold | cut[ ]out)
"""
_URGED = r"""
(?:must | should | shall | will | have[ ]to | has[ ]to | need[ ]to | needs[ ]to | ought[ ]to |
please | (?:is|it's)[ ]best[ ]to | had[ ]better | be[ ]sure[ ]to | make[ ]sure[ ](?:that[ ])?you |
remember[ ]to | always | can | may | could |
(?:ask|want|tell|advise|expect|require|request)s?[ ](?:that[ ])?(?:you|people|patients|everyone|all)
(?:[ ]to)?)
"""
_NOT = r"""
(?:do[ ]not | don't | never | not[ ]to | must[ ]not | mustn't | should[ ]not | shouldn't | cannot |
can't)
"""
_SHOULD = r"""
(?:must | should | shall | will | has[ ]to | have[ ]to | needs?[ ]to | ought[ ]to | can | may |
is[ ]to | are[ ]to | is | are)
"""
_FEW = r"(?:\s+[\w'-]+){0,4}?\s+"


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_ORDERS = (
    # "Stop your aspirin", "you must pause it"
    _pattern(
        rf"""(?: ^\W* | [;:,?–—]\s+ | \b{_URGED}\s+(?:\w+\s+){{0,2}}? | \band\s+ | \bthen\s+ )
        {_ORDER}\b {_FEW} {_MEDICINE}\b"""
    ),
    # "Do not use your tretinoin"
    _pattern(rf"\b{_NOT}\s+(?:take|use|apply)\b {_FEW} {_MEDICINE}\b"),
    # "Leave your blood thinner out"
    _pattern(
        rf"""\b(?:leave|take|put|cut)\b {_FEW} {_MEDICINE}(?:\s+\w+)??
        \s+ (?:out|off|away|aside|on[ ]hold)\b"""
    ),
    # "Isotretinoin must be paused"
    _pattern(
        rf"""\b{_MEDICINE}(?:\s+\w+){{0,3}}?\s+{_SHOULD}\s+
        (?:(?:be|always|please|first)\s+)*{_DONE}\b"""
    ),
    # "Isotretinoin must not be taken"
    _pattern(
        rf"""\b{_MEDICINE}(?:\s+\w+){{0,3}}?\s+{_SHOULD}(?:not|n't|\s+not|\s+never)\s+
        (?:to\s+)?(?:be\s+)?(?:taken|used|applied|continued|allowed)\b"""
    ),
    # "If you take isotretinoin, stop it six months before"
    _pattern(
        rf"""\b{_MEDICINE}\b[^.;]{{0,60}}?(?:[,:?–—]\s+|\s(?:and|then|so|{_URGED})\s+)(?:please\s+)?
        (?:stop|pause|skip|hold|discontinue|omit|quit|halve|come[ ]off|go[ ]off|leave)\s+
        (?:it|them|this|that|these|those|taking|using|for|at[ ]least|\d+|an?|one|two|three|four|
        five|six|seven|the)\b"""
    ),
    # "We recommend stopping aspirin", "Stopping aspirin is required"
    _pattern(
        rf"""(?:\b(?:recommend|advise|require|suggest|need)s?\s+(?:\w+\s+){{0,2}}?|^\W*)
        {_ENDING}\b {_FEW} {_MEDICINE}\b"""
    ),
    # "No aspirin for a week before"
    _pattern(
        rf"""\bno\s+(?:more\s+)?{_MEDICINE}\b[^.;]*
        \b(?:before|beforehand|after|afterwards|for|until|that[ ]day)\b"""
    ),
)
_REFUSED = re.compile(r"\b(?:never|not|nobody|no one|without asking)\b|n't\b", re.IGNORECASE)
_NOT_TAKEN = _pattern(
    rf"\b{_NOT}\s+(?:take|use|apply)\b | \b(?:taken|used|applied|continued|allowed)\b"
)
_PRESCRIBER = r"""
(?:doctors? | physicians? | cardiologists? | pharmacists? | prescribers? | (?:\w+\s)?prescribed)
"""
_SAYS = r"(?:say|said|tell|told|agree|want|ask|decide|approve|advise|allow)\w*"
_LEFT_BEFORE = _pattern(
    rf"""
    \b(?:ask|check|talk|speak|discuss|consult)\b [^.;]{{0,40}} \b{_PRESCRIBER}\b |
    \b(?:if|when|once|unless|until|whether|what)\b [^.;]{{0,20}} \b{_PRESCRIBER}\b
        [^.;]{{0,15}} \b{_SAYS}\b |
    \b{_PRESCRIBER}\b [^.;]{{0,25}} \b{_SAYS}\s+(?:you\s+)?(?:whether|if|when|what)\b
    """
)
"""Before the order: "stop it, and ask your doctor" leaves nothing to anybody."""
_LEFT = _pattern(
    rf"""\bonly\s+(?:if|when|once|after|as)\b [^.;]{{0,20}} \b{_PRESCRIBER}\b
    [^.;]{{0,15}} \b{_SAYS}\b"""
)
_CLAUSE = re.compile(r"[;:,?–—]")
_NEAR = 20
"""Letters before an order in which it is said not to be one."""
_SENTENCES = re.compile(r"(?<=[.!])\s+")
_PROMISE = _pattern(
    r"""
    (?P<not>\b(?:(?:not|no|never|nobody|nothing|cannot|none|without|whether)\b|\w+n't\b)[^.;:]{0,40})?
    \b(?: guarantee(?:s|d)? | cures? | cured | curing | risk[ -]free |
    (?: 100 | (?:one[ ]|a[ ])?hundred )\s?(?: % | per[ ]?cent\b ) |
    (?:perfectly|completely|totally|absolutely|entirely|fully)\ (?:safe|painless|harmless) |
    (?:safe|suitable|right|good|effective|fine)\s(?:for|on|in|with)\s
        (?:you|everyone|everybody|anyone|anybody|(?:all|every|any)\s(?:skin|people|patients?|one)) |
    will\ (?:certainly|definitely|surely) |
    (?:always|certain\ to|sure\ to)\ (?:works?|helps?) |
    (?:works?|helps?)\s(?:\w+\s){0,2}?(?:for|on|in|with)\s
        (?:everyone|everybody|anyone|anybody|(?:all|every|any|each)\b) |
    (?:helps?|suits?|cannot\ harm|harms?\ nobody)\s(?:everyone|everybody|anyone|anybody) |
    (?:is|are|there's|has|have|carr(?:y|ies)|with|brings?|causes?|poses?|without)\s(?:\w+ly\s)?
        (?:no|zero|any)\s(?:\w+\s)?(?:risks?|dangers?|side[ ]effects?|complications?)\b(?!-) |
    (?:zero|no)\ (?:risks?|side\ effects|dangers?)\ (?:at\ all|whatsoever) |
    zero\ risks? |
    (?:never|cannot|can't)\ (?:fails?|harms?|go(?:es)?\ wrong) |
    nothing\ (?:can|could|will|ever)\ go(?:es)?\ wrong )
    """
)


def unsayable(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a sentence for a patient, and how to mend it.

    It finds plain wordings, and does not replace a reader who knows the subject.
    """
    sentences = _SENTENCES.split(text.replace("’", "'"))
    if any(map(_orders, sentences)):
        yield (
            "tells people what to do about a medicine",
            "send them to whoever prescribed it; nothing here stops, starts or swaps one.",
        )
    if any(not found["not"] for each in sentences for found in _PROMISE.finditer(each)):
        yield "promises or cures", "say what was seen, in whom, and who says so."


def _orders(sentence: str) -> bool:
    """Whether it is an order about a medicine, and not left to whoever prescribed it."""
    if _LEFT.search(sentence):
        return False
    for pattern in _ORDERS:
        for found in pattern.finditer(sentence):
            before = sentence[max(0, found.start() - _NEAR) : found.start()]
            # What another clause refuses is not this: "not to worry: stop it".
            here = "" if _CLAUSE.match(found[0]) else _CLAUSE.split(before)[-1]
            said = here + found[0]
            is_refused = _REFUSED.search(said) and not _NOT_TAKEN.search(said)
            if not is_refused and not _LEFT_BEFORE.search(sentence, 0, found.end()):
                return True
    return False
