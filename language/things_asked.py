"""What a message asks of by its own name, whether any list has it or not.

"How long before I can wear a hood" turns on the hood, "and with long sleeves?" on the sleeves, "how
deep on the thighs" on the thighs. That is told by where they stand in the parse of
`language.grammar`: in what somebody does with a thing, in where it is done, and in a fragment that
has no verb; and only in a clause that asks.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from language.grammar import Token, parsed
from language.main_clauses import main_clauses
from language.unlisted import RUDE
from language.whose import PEOPLE
from language.words import words_of

_NOUNS, _VERBS = frozenset({"NOUN", "PROPN"}), frozenset({"VERB", "AUX"})
_SIGNS = frozenset({"PUNCT", "SPACE", "SYM"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_WITHIN = frozenset({"compound", "amod", "nmod"})
"""What belongs to the name of a thing and stands before it: "swim" goggles, "long" sleeves."""
_TELLING = frozenset({"relcl", "acl"})
"""Clauses that only say of which thing something is: "the one that my dentist gave me"."""
_GOES_ON = frozenset({"xcomp", "conj", "ccomp", "advcl"})
"""What a verb is to the one whose subject it shares."""
_DONE = words_of("""
    wear use put apply drink eat wash rinse clean touch carry lift ride drive play hold cover sleep
    wipe wrap spray rub soak dip pet walk hug kiss shave pluck thread wax dye bleach tint trim swim
    bathe dab smear pat press ice cool heat steam smoke vape sit lie lay stand work cook bake paint
    weld fish hunt garden ski surf dive climb run jog cycle box wrestle dance take chew sip lick
    scrub brush comb tie fasten strap mount remove leave feed
    """)
"""Verbs of what somebody does with a thing or to it."""
_THERE = words_of("""
    be go get come return back stay 'm m am
    """)
"""Verbs of where somebody is: "until I am on a mat", "back to the bench"."""
_HAVE = words_of("""
    get have do buy try start keep continue
    """)
"""Verbs that say of what somebody means to do, behind "can I"."""
_MAY = words_of("can could may should ca")
_MOVES = words_of("""
    come stay fall hold melt stick fade smudge slip rub touch drip burst break move shed
    """)
"""Verbs of what a thing itself does: "does the ink come out"."""
_FINE = words_of("""
    ok okay fine alright allowed safe possible
    """)
_TREATED = words_of("""
    needle treat do roll laser
    """)
"""Words for what is allowed, and verbs of what is done to a place."""
_AT = words_of("""
    in on into onto under at to near around
    """)
_WITH = words_of("""
    with without in on under into through over near around against
    """)
_ABOUT = words_of("""
    about with without in on under for of against during near around
    """)
_ON_PLACE = words_of("on for in vs versus")
"""Words before a thing: where somebody is, what is done with it, what a fragment asks of, what is
treated."""
_SPEAKERS = words_of("""
    i we he she they one me us him her them im
    """)
"""Whoever does it is no clinic: "do you use a pen" asks what is done there."""
_TOO = words_of("too also")
_OF_NO_ONE = words_of("""
    that this which what any some each every whatever such
    """)
"""Words before a thing that was named before, or is none: "in that sense"."""
_NO_PART = words_of("""
    same different other new good bad next last first second own whole real little big small more
    less many much such certain normal regular ok okay better best fine sure honest quick straight
    old nice only actual
    """)
"""Words before a thing that are no part of its name; in a fragment they tell that there is none."""
_WORTH_NO_WORD = words_of("""
    lol haha pls please tho thx thanks btw guy guys folk folks man men woman women lady girl boy kid
    bit lot couple kind sort half rest bunch ton step while meantime moment mind way care look place
    monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight weekend morning
    evening night noon myself yourself himself herself
    """)
_MOST_WORDS = 8
"""Words of a message that may ask without the form of a question: "my temples too"."""
_LONGEST, _SHORTEST = 2, 3
"""Words of a name before its last one, and letters of a word."""
_LETTERS = re.compile(r"[a-z]+(?:-[a-z]+)*")


class Asked(NamedTuple):
    """Something that is asked of.

    Attributes:
        lemma: The last word of its name, in its plain form.
        said: Its name as it is said back, with the article that it had: "the long sleeves".
        words: The words of its name, in lower case.
        is_thing: Whether it stands where any thing does that is asked of.
        is_place: Whether it stands where a place of the body does that something is done to.
    """

    lemma: str
    said: str
    words: frozenset[str]
    is_thing: bool
    is_place: bool


def things_asked(text: str) -> Iterator[Asked]:
    """What the clauses of a message that ask turn on, in its order.

    Args:
        text: The message, with misspellings mended.
    """
    tokens = parsed(text)
    for place in _in_asking(tokens):
        is_thing, is_place = _is_asked(tokens, place), _is_treated(tokens, place)
        if is_thing or is_place:
            first = _first_of(tokens, place)
            name = text[tokens[first].start : tokens[place].end]
            words = tuple(each.word for each in tokens[first : place + 1])
            if all(map(_is_sayable, (*words, tokens[place].lemma))):
                said = f"{_article(tokens, place)}{name}"
                yield Asked(tokens[place].lemma, said, frozenset(words), is_thing, is_place)


def _in_asking(tokens: Sequence[Token]) -> Iterator[int]:
    """The places of the nouns in clauses that ask, or in a few words that may."""
    clauses = main_clauses(tokens)
    asking = [each for each in clauses if each.asks]
    if not asking and (_spoken(tokens) <= _MOST_WORDS or _asks_how(tokens)):
        asking = list(clauses)
    for place, each in enumerate(tokens):
        if each.pos not in _NOUNS or _held(tokens, place) in _OF_NO_ONE:
            continue
        is_within = any(clause.start <= each.start < clause.end for clause in asking)
        if is_within or (asking and _is_added(tokens, place)):
            # "I said the chin, it is my ear too, is that extra" asks of what is added as well.
            yield place


def _asks_how(tokens: Sequence[Token]) -> bool:
    """Whether it is asked how long, or how soon, somewhere in it."""
    return any(
        each.word == "how" and following.pos in ("ADJ", "ADV")
        for each, following in pairwise(tokens)
    )


def _is_asked(tokens: Sequence[Token], place: int) -> bool:
    top = place
    while tokens[top].dep == "conj" and tokens[tokens[top].head].pos in _NOUNS:
        # The hood, of "mask and hood", stands where the mask does.
        top = tokens[top].head
    if _is_fragment(tokens):
        return _is_of_fragment(tokens, top)
    return _is_done_with(tokens, top) or _does(tokens, top) or _is_added(tokens, place)


def _spoken(tokens: Sequence[Token]) -> int:
    return sum(each.pos not in _SIGNS for each in tokens)


def _is_fragment(tokens: Sequence[Token]) -> bool:
    """Whether a message is a few words without a verb, in one piece."""
    roots = sum(each.head == place for place, each in enumerate(tokens))
    has_verb = any(each.pos in _VERBS or each.dep in _SUBJECTS for each in tokens)
    return roots == 1 and not has_verb and _spoken(tokens) <= _MOST_WORDS


def _is_of_fragment(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is what a fragment names: "the gloves", "and with long sleeves?"."""
    here, over = tokens[place], tokens[tokens[place].head]
    if any(each.head == place and each.word in _NO_PART for each in tokens):
        return False
    if here.head == place or (here.dep == "conj" and over.head == here.head):
        return True
    above = tokens[over.head]
    is_first = over.head == here.head or (above.head == over.head and above.pos == "ADP")
    return here.dep == "pobj" and over.word in _ABOUT and is_first


def _is_done_with(tokens: Sequence[Token], place: int) -> bool:
    """Whether somebody does something with it, or is there: "wear a hood", "on a mat"."""
    here, over = tokens[place], tokens[tokens[place].head]
    if here.dep == "dobj" and _is_open(tokens, here.head):
        is_done = over.lemma in _DONE or (over.lemma in _HAVE and _may(tokens, here.head))
        return is_done and _is_done_by_them(tokens, here.head)
    if here.dep != "pobj":
        return False
    verb = over.head
    while tokens[verb].dep in ("advmod", "prep", "prt", "acomp") and tokens[verb].head != verb:
        verb = tokens[verb].head
    is_there = over.word in _AT | {"with"} and tokens[verb].lemma in _THERE
    is_with = over.word in _WITH and tokens[verb].lemma in _DONE
    is_done = (is_there or is_with) and _is_open(tokens, verb)
    return is_done and _is_done_by_them(tokens, verb)


def _is_open(tokens: Sequence[Token], verb: int) -> bool:
    """Whether it is asked or thought of, rather than told: "can I", "until I", but "I walk"."""
    hanging = [each for each in tokens if each.head == verb]
    is_told = any(each.dep in _SUBJECTS for each in hanging)
    return not is_told or any(
        each.dep in ("aux", "mark") or each.word in ("when", "how", "soon") for each in hanging
    )


def _may(tokens: Sequence[Token], verb: int) -> bool:
    return any(each.head == verb and each.word in _MAY for each in tokens)


def _does(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is asked what it does, or whether it is fine: "is the hot tub ok"."""
    here, over = tokens[place], tokens[tokens[place].head]
    if here.dep not in _SUBJECTS or _only_tells(tokens, place):
        return False
    said_of = {each.word for each in tokens if each.head == here.head}
    is_fine = over.lemma == "be" and not said_of.isdisjoint(_FINE)
    return is_fine or (over.lemma in _MOVES and _held(tokens, place) in ("the", "my"))


def _is_done_by_them(tokens: Sequence[Token], verb: int) -> bool:
    """Whether no clinic and no thing does it, and it does not only say of which thing it is."""
    if _only_tells(tokens, verb):
        return False
    is_above = False
    while True:
        subjects = [t.word for t in tokens if t.head == verb and t.dep in _SUBJECTS]
        if subjects:
            # "Is it fine to sleep on …" is asked for whoever asks.
            return subjects[0] in _SPEAKERS or (is_above and subjects[0] == "it")
        if tokens[verb].head == verb or tokens[verb].dep not in _GOES_ON:
            return True
        verb, is_above = tokens[verb].head, True


def _only_tells(tokens: Sequence[Token], place: int) -> bool:
    while tokens[place].head != place:
        if tokens[place].dep in _TELLING:
            return True
        place = tokens[place].head
    return False


def _is_added(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is added to what was named: "my temples too", but not "red on my temples too"."""
    follower = tokens[place + 1].word if place + 1 < len(tokens) else ""
    is_itself = tokens[place].dep != "pobj"
    return is_itself and follower in _TOO and _held(tokens, place) == "my"


def _is_treated(tokens: Sequence[Token], place: int) -> bool:
    """Whether something is done there: "how deep on the thighs vs the lip", "needle the chest".

    "Psoriasis on my cheeks" only says where that is, and "on the backs of my hands" is the hands.
    """
    if any(each.head == place and each.word == "of" for each in tokens):
        return False
    while tokens[place].dep == "conj" and tokens[tokens[place].head].pos in _NOUNS:
        place = tokens[place].head
    here, over = tokens[place], tokens[tokens[place].head]
    if _only_tells(tokens, place):
        return False
    if here.dep == "dobj":
        return over.lemma in _TREATED
    if here.dep != "pobj" or over.word not in _ON_PLACE:
        return False
    above = tokens[over.head]
    if above.dep == "pobj" and over.word in ("vs", "versus"):
        return _is_treated(tokens, over.head)
    return above.pos not in _NOUNS and above.lemma not in ("have", "get")


def _first_of(tokens: Sequence[Token], place: int) -> int:
    """Where its name begins: "long sleeves", without "the new"."""
    first = place
    while first > 0 and place - first < _LONGEST:
        before = tokens[first - 1]
        is_part = before.dep in _WITHIN and before.head in (place, first)
        if not is_part or before.word in _NO_PART or before.pos in ("NUM", "PRON", "DET"):
            break
        first -= 1
    return first


def _held(tokens: Sequence[Token], place: int) -> str:
    """The word that says which one it is: "a", "my"; empty where there is none."""
    held = [each.word for each in tokens if each.head == place and each.dep in ("det", "poss")]
    return held[-1] if held else ""


def _article(tokens: Sequence[Token], place: int) -> str:
    """The article with which it is said back."""
    return {"a": "a ", "an": "an ", "the": "the ", "my": "your ", "our": "your "}.get(
        _held(tokens, place), ""
    )


def _is_sayable(word: str) -> bool:
    is_word = _LETTERS.fullmatch(word) is not None and len(word) >= _SHORTEST
    return is_word and RUDE.search(word) is None and word not in _WORTH_NO_WORD | PEOPLE
