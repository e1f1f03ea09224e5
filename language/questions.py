"""A message in parts: questions that can be answered one by one, and background to them.

The parts are candidates: whether two of them really ask for different things is decided by the
classifier. So a cut is made only where a new question plainly begins, and never inside a term.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from language.entities import Entity
from language.tokens import Word
from language.words import words_of

MOST_QUESTIONS = 3
"""Further questions stay with the last one."""

_SENTENCE_ENDS = frozenset({".", "?", "!", "...", ".."})
_CONNECTORS = frozenset(
    {"and", "also", "plus", "&", "+", ";", ",", "but", "then", "so", "n", "-", "/", "additionally"}
)
_WEAK_CONNECTORS = frozenset({",", "-", "/"})
_WRITTEN_FOR = {
    "are": "r",
    "you": "u ya",
    "your": "ur",
    "what": "wat wht wut wot",
    "whats": "wats wots whts",
    "how": "hw",
    "hows": "hws",
    "when": "wen whn",
    "where": "wher",
    "does": "dose doez dus",
    "can": "cn",
    "could": "cud cld",
    "should": "shud shld",
    "would": "wud wld",
    "will": "wil",
    "have": "hav hve",
    "before": "b4 bfore befor",
    "after": "aftr afta",
}
_TEXT_SPEAK = {short: word for word, shorts in _WRITTEN_FOR.items() for short in shorts.split()}
_ASKING = words_of("what whats how hows why who whos whom when whens where wheres which whose")
_VERBS = words_of(
    """
    is are am was were do does did can could will would should shall may might must has have had
    isnt arent doesnt dont cant wont wo ca
    """
)
_COMMON_SUBJECTS = words_of(
    """
    i you it he she we they this that these those there my your his her our their anyone someone
    people one anybody somebody
    """
)
_GROUPS = words_of("men women teenagers teens kids children patients clients")
_ARTICLES = words_of("the a an any all both")
_NOUN_SUBJECTS = words_of(
    """
    insurance recovery downtime results result numbing anesthesia anaesthesia treatment treatments
    needle needles redness swelling bleeding pain parking payment financing aftercare consultation
    consultations makeup sunscreen exercise alcohol scarring scars skin prices appointments men
    women teenagers blood
    """
)
_SUBJECTS_OF = {
    "do": _COMMON_SUBJECTS
    - {"it", "this", "that", "one", "my", "your", "his", "her", "our", "their", "there"},
    "have": words_of("you they we people anyone i"),
    "had": words_of("you they anyone"),
    "has": words_of("anyone anybody someone it"),
    "may": words_of("i we it"),
    "might": words_of("i it"),
    "must": words_of("i it we"),
    "am": frozenset({"i"}),
}
_RELATIVE = words_of("which who where when whose whom")
_RELATIVE_WITHOUT_COMMA = words_of("which who whose whom")
_OPENS_CLAUSE = words_of("if when whether because that who unless until before after while")
_HOW = words_of("how")
_SHORT_ANSWERS = words_of("not so yes no")
_OFFERED = words_of("do offer have take open accept sell use treat got")
"""Verbs before which "u" asks although it comes first: "u do botox?"."""
_NEW_AFTER_OR = words_of(
    """
    dangerous risky unsafe harmful safe hurt hurts painful expensive pricey cost costs bleed scar
    infection infected
    """
)
"""Words that make of "or is it…" a question of its own: mostly it only names the alternative."""
_SIZES = words_of(
    """
    deep big thick wide thin short small large sharp
    """
)
_SIZES_OR_TIMES = _SIZES | words_of("long far")
_SIZED = words_of(
    """
    like needle needles roller rollers pen pens cartridge cartridges tips
    """
)
_LOOKING = words_of("look see check view examine assess send show upload read review photo picture")
_NEAR = 4
_LONGEST_AFTERTHOUGHT = 3
_SHORTEST_COMPLETE = 3
_INDIRECT = words_of(
    """
    know tell me wonder wondering ask asking asked sure understand explain see about on of idea
    curious learn regarding hear matter discuss clue describe to for with in at by from than until
    is was exactly if and or that no not like
    """
)
"""Words after which a question word only goes on: "do you know how long…", "tell me what…"."""
_OPENERS = words_of(
    """
    hi hello hey so ok okay and but also well please pls thanks thank um uh just then hiya good
    morning afternoon evening plus or dear team quick question btw sorry excuse oh there all
    everyone guys yes no yeah
    """
)
_GREETING_ONLY = _OPENERS | words_of(
    """
    you very much day doc doctor to help great cool perfect brilliant lovely nice awesome fab super
    cheers ta that thats that's 's helps helped helpful one two three more last final another thing
    things questions q few couple a
    """
)
_TAGS = words_of(
    """
    anyone anybody please pls thanks thank you right thoughts help advice ideas any idea tips
    suggestions experiences or not yes no ok okay x xx hello there so and correct lol haha is that
    asap
    """
)
_CALLS_FOR_HELP = words_of(
    """
    can could would you please help me us
    """
)
_LEADS = re.compile(
    r"""\b(?:
      tell\ me|let\ me\ know|how\ about|what\ about|explain|describe|wondering|curious|any\ idea
    | any\ advice|call\ me|question\ (?:is|about)|info(?:rmation)?\ (?:on|about)
    | (?:an|my)\ appointment
    | (?:want|need|like|love|wanted|trying|hoping)\ to\ (?:
        know|ask|understand|learn|hear|find\ out|book|schedule|cancel|reschedule|speak|talk|come\ in
        |see\ some(?:one|body)|(?:make|get)\ an?\ appointment)
    | wonder(?:ed)?\ (?:if|whether|how|what|why)
    | (?:do\ not|don'?t|not\ sure)\ (?:know|understand|what|how|if|whether)
    | looking\ (?:to\ book|for\ info)
    | please\ (?:send|give|help|advise|explain|tell)
    | (?:can|could)\ (?:you|i|we|someone|u)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_LEAD_WORDS = tuple(
    tuple(lead.split())
    for lead in (
        "tell me",
        "how about",
        "what about",
        "let me know",
        "i wonder",
        "i was wondering",
        "i want to know",
        "i also want to know",
        "i need to know",
        "i 'd like to",
        "i would like to know",
        "please tell",
        "please explain",
        "explain",
        "wondering",
        "any idea",
    )
)
_MODALS = words_of("can could may will would should")
_PRONOUNS = words_of("i she he we they it you")
_TELLING = words_of(
    """
    i i'm im my we our she he her his they me ive i've the it its this that there id
    """
)

_SUBJECT_WORDS = {
    "cost": "price prices pricing cost costs insurance payment financing fee fees",
    "pain": "pain discomfort numbing",
    "downtime": "recovery downtime healing",
    "risks": "risk risks effects safety dangers complications",
    "benefits": "benefits benefit advantages",
    "results": "results",
    "evidence": "effectiveness efficacy evidence",
    "sessions": "sessions frequency",
    "aftercare": "aftercare",
    "preparation": "preparation prep precare",
    "booking": "hours address location availability parking appointment appointments booking",
    "definition": "definition",
    "procedure": "procedure process",
    "types": "types",
    "depth": "depth depths",
}
_TOPICS = {word: subject for subject, words in _SUBJECT_WORDS.items() for word in words.split()}
"""Words that name a subject by themselves; two subjects in a list are two questions."""
_AROUND_TOPIC = words_of(
    """
    the a any total time times period side of for on with about after before your my care number
    per session level treatment treatments procedure s to opening long term expected typical usual
    average please overall possible needle general info more
    """
)
_LIST_LEADS = words_of(
    """
    what what's whats is are the tell me about how info information on need want to know details of
    list explain discuss can you please give i your a 's would like regarding hi hello any all
    """
)
_BEFORE = words_of("before pre beforehand")
_AFTER = words_of("after afterwards afterward post")
_JOINS_TIMES = frozenset({"and", "&", "+", "n", "or", "/"})
_PICTURED = words_of(
    """
    photo photos pic pics picture pictures image images shots video videos results result gallery
    difference see show looks look compare comparison changes change
    """
)
_LIST_CONNECTORS = frozenset({",", "and", "&", "+", "/", "or", "plus", "also", ";", "n"})


@dataclass(frozen=True)
class Clause:
    """A part of a message.

    Attributes:
        text: The part, without the word that joined it to the one before.
        start: Where it begins in the normalised text.
        end: Where it ends, exclusive.
        is_question: Whether it asks or requests something; otherwise it is background.
    """

    text: str
    start: int
    end: int
    is_question: bool


_NUMBERED = re.compile(r"(?<![\w.])([1-9])([.)])(?=\s+[A-Za-z])")
_SHORTEST_NUMBERED_LIST = 2


class _Role(Enum):
    QUESTION = "question"
    REQUEST = "request"
    STATEMENT = "statement"
    GREETING = "greeting"
    FRAGMENT = "fragment"


@dataclass(frozen=True)
class _Part:
    """The words from `first` to before `last`, in the role that they play."""

    first: int
    last: int
    role: _Role

    @property
    def asks(self) -> bool:
        return self.role in (_Role.QUESTION, _Role.REQUEST)


def split_questions(
    text: str, words: Sequence[Word], entities: Sequence[Entity]
) -> tuple[Clause, ...]:
    """The parts of a message in order; one at least is a question, unless there are no words.

    Args:
        text: The normalised message.
        words: Its tokens.
        entities: What was found in it; no cut goes through one.
    """
    if not words:
        return ()
    splitter = _Splitter(text, words, entities)
    parts = [piece for part in splitter.parts() for piece in splitter.before_and_after(part)]
    if len(parts) == 1 or not any(part.asks for part in parts):
        return (Clause(text, 0, len(text), is_question=True),)
    return tuple(
        Clause(text[words[part.first].start : words[part.last - 1].end], words[part.first].start,
               words[part.last - 1].end, part.asks)
        for part in _at_most(MOST_QUESTIONS, parts)
    )  # fmt: skip


class _Splitter:
    """Cuts one message; holds what every step looks at."""

    def __init__(self, text: str, words: Sequence[Word], entities: Sequence[Entity]) -> None:
        self._text = text
        self._words = words
        self._norms = _written_out([word.norm for word in words])
        self._named = {
            place
            for place, word in enumerate(words)
            if any(entity.start <= word.start < entity.end for entity in entities)
        }
        self._inside = {
            place
            for place, word in enumerate(words)
            if any(entity.start < word.start < entity.end for entity in entities)
        }
        self._numbering = self._find_numbering()

    def _find_numbering(self) -> set[int]:
        """The places of the signs of a numbered list: "1. does it hurt 2. how much is it"."""
        numbered = [
            (found.start(1), found.end(2))
            for number, found in enumerate(_NUMBERED.finditer(self._text), start=1)
            if int(found[1]) == number
        ]
        if len(numbered) < _SHORTEST_NUMBERED_LIST:
            return set()
        return {
            place
            for place, word in enumerate(self._words)
            if any(start <= word.start and word.end <= end for start, end in numbered)
        }

    def parts(self) -> list[_Part]:
        parts: list[_Part] = []
        for first, last in self._sentences():
            for part in self._sentence_parts(first, last):
                if parts and self._belongs_to(parts[-1], part):
                    role = parts[-1].role
                    asks = role if role is not _Role.FRAGMENT or not part.asks else part.role
                    parts[-1] = _Part(parts[-1].first, part.last, asks)
                else:
                    parts.append(part)
        return parts

    def before_and_after(self, part: _Part) -> list[_Part]:
        """Cuts "what should I do before and after": the two times have different answers.

        Pictures of before and after are one thing.
        """
        inside = self._norms[part.first : part.last]
        if not part.asks or _PICTURED & set(inside):
            return [part]
        for place in range(part.first, part.last - 2):
            before, joined, after = self._norms[place : place + 3]
            if before in _BEFORE and joined in _JOINS_TIMES and after in _AFTER:
                return [
                    _Part(part.first, place + 1, part.role),
                    _Part(place + 2, part.last, part.role),
                ]
        return [part]

    def _sentences(self) -> list[tuple[int, int]]:
        sentences: list[tuple[int, int]] = []
        first = 0
        for place in range(len(self._words)):
            last = place + 1
            ends = self._norms[place] in _SENTENCE_ENDS and place not in self._inside
            if place in self._numbering or (
                ends and last < len(self._words) and self._norms[last] in _SENTENCE_ENDS
            ):
                continue
            if (
                ends
                or last == len(self._words)
                or last in self._numbering
                or self._is_line_end(place)
            ):
                sentences.append((first, last))
                first = last
        return sentences

    def _is_line_end(self, place: int) -> bool:
        gap = self._text[self._words[place].end : self._words[place + 1].start]
        return "\n" in gap and place + 1 not in self._inside

    def _sentence_parts(self, first: int, last: int) -> list[_Part]:
        first = self._skip_connectors(first, last)
        listed = self._listed_topics(first, last)
        if listed:
            return [_Part(*span, _Role.QUESTION) for span in listed]
        asked = any(norm == "?" for norm in self._norms[max(first, last - 2) : last])
        parts: list[_Part] = []
        begin = first
        for place in range(first + 1, last):
            end = self._cut(begin, place, last)
            if end is not None:
                parts.append(_Part(begin, end, self._role(begin, end)))
                begin = place
        role = self._role(begin, last)
        parts.append(_Part(begin, last, _Role.QUESTION if asked else role))
        return parts

    def _skip_connectors(self, first: int, last: int) -> int:
        place = first
        while place < last - 1 and (
            place in self._numbering
            or self._norms[place] in _CONNECTORS | {"or", "*", "\u2022", ")"}
        ):
            place += 1
        return place

    def _cut(self, begin: int, place: int, last: int) -> int | None:
        """Where the part before `place` ends if a new question begins there, else None."""
        if place in self._inside or not self._begins_question(place, last):
            return None
        if self._norms[place - 1] == "or":
            return self._cut_before_or(begin, place, last)
        end = place
        while end > begin and self._norms[end - 1] in _CONNECTORS:
            end -= 1
        if end == begin:
            return None
        role = self._role(begin, end)
        if end == place:
            follows = role is _Role.QUESTION and self._is_complete(begin, end)
            return end if follows and not self._goes_on(place, last) else None
        if self._is_more_of_same(begin, end, place, last):
            return None
        connectors = set(self._norms[end:place])
        if connectors <= _WEAK_CONNECTORS and self._is_relative(place, role):
            return None
        if connectors == {"so"} and self._norms[place] in _ASKING:
            return None
        if self._norms[place] == "whether" and not self._is_request(begin, end):
            return None
        if role is _Role.FRAGMENT or (role is _Role.REQUEST and end - begin < 3):
            return None
        if role is _Role.QUESTION and self._is_only_question_word(begin, end):
            return None
        return end

    def _cut_before_or(self, begin: int, place: int, last: int) -> int | None:
        """The end of the part before "or" if a question of its own follows: "or is it dangerous".

        An alternative ("or should I wait", "or is it hype") is one question with what comes before.
        """
        end = place - 1
        while end > begin and self._norms[end - 1] in _CONNECTORS:
            end -= 1
        is_new = (
            self._norms[place] in _VERBS
            and not _NEW_AFTER_OR.isdisjoint(self._norms[place + 1 : last])
            and _NEW_AFTER_OR.isdisjoint(self._norms[begin:end])
        )
        complete = self._role(begin, end) is _Role.QUESTION and self._is_complete(begin, end)
        return end if is_new and complete else None

    def _is_more_of_same(self, begin: int, end: int, place: int, last: int) -> bool:
        """Whether it is no other question, but a part of what was asked.

        "How long and how deep are the needles" asks for one size; in "can you look at this and
        tell me what it is" the looking is for the telling.
        """
        before = self._norms[begin:end]
        if self._norms[place] in ("tell", "explain"):
            return before[0] in _VERBS and not _LOOKING.isdisjoint(before)
        if self._norms[place] not in _HOW or self._norms[place + 1] not in _SIZES_OR_TIMES:
            return False
        sizes = [norm for norm in (self._norms[place + 1], before[-1]) if norm in _SIZES_OR_TIMES]
        if len(sizes) == len(before) == 2 and not _SIZES.isdisjoint(sizes):
            return True
        rest = {norm for norm in self._norms[place:last] if norm.isalpha()} - _CONNECTORS
        is_bare = rest <= _HOW | _SIZES_OR_TIMES and not _SIZES.isdisjoint(rest)
        return is_bare and not _SIZED.isdisjoint(before)

    def _goes_on(self, place: int, last: int) -> bool:
        """Whether it is part of the same question: "if a doctor does it", "trust what you say"."""
        norm, before = self._norms[place], self._norms[place - 1]
        if before in _INDIRECT:
            return True
        if norm in _VERBS:
            clause = self._norms[max(0, place - _NEAR) : place]
            is_main_verb = norm == "do" and not _VERBS.isdisjoint(clause)
            if is_main_verb and self._norms[place + 1] not in _PRONOUNS:
                return True
            return before in _ASKING or not _OPENS_CLAUSE.isdisjoint(clause)
        if norm not in _ASKING or norm in _RELATIVE_WITHOUT_COMMA:
            return True
        is_short = norm in _HOW and last - place <= _LONGEST_AFTERTHOUGHT
        return not is_short and not self._is_inverted(place, min(last, place + _NEAR + 1))

    def _is_inverted(self, begin: int, end: int) -> bool:
        """Whether a verb stands before its subject there: "how long does it", not "how long it"."""
        return any(
            self._norms[place] in _VERBS and self._is_subject(self._norms[place], place + 1)
            for place in range(begin, end - 1)
        )

    def _is_only_question_word(self, begin: int, end: int) -> bool:
        """Whether nothing is asked yet: "how and when…", "what, if any,…"."""
        return all(
            norm in _ASKING or norm in _CONNECTORS or norm in _OPENERS
            for norm in self._norms[begin:end]
        )

    def _is_relative(self, place: int, before: _Role) -> bool:
        """Whether it only adds to what was said: ", which gets worse", ", who has eczema"."""
        if self._norms[place] not in _RELATIVE:
            return False
        following = self._norms[place + 1 : place + 2]
        says_more = self._norms[place] in ("which", "who") and bool(_VERBS.intersection(following))
        return before is not _Role.QUESTION or says_more

    def _begins_question(self, place: int, last: int) -> bool:
        norm = self._norms[place]
        following = self._norms[place + 1] if place + 1 < last else ""
        if norm in _ASKING:
            if norm in ("when", "where"):
                return following in _VERBS or following in ("'s", "to")
            return following != "ever" and bool(following)
        if norm in _VERBS:
            subject = place + 2 if following == "nt" else place + 1
            if norm == "do" and following in _GROUPS:
                return subject + 1 < last and not self._words[subject + 1].is_sign
            return subject < last and self._is_subject(norm, subject)
        if norm == "if":
            return following in _SHORT_ANSWERS and self._begins_after_answer(place + 2, last)
        if norm == "whether":
            return True
        if self._words[place].norm == "u":
            return following in _OFFERED and (place == 0 or self._norms[place - 1] in _CONNECTORS)
        return any(
            tuple(self._norms[place : place + len(lead)]) == lead for lead in _LEAD_WORDS
        ) and not (norm == "let" and self._norms[place + 2 : place + 3] != ["know"])

    def _begins_after_answer(self, place: int, last: int) -> bool:
        """Whether a question follows an "if so" or "if not"."""
        while place < last and self._norms[place] in _CONNECTORS:
            place += 1
        if place == last:
            return False
        return self._norms[place] in _ASKING or self._begins_question(place, last)

    def _is_subject(self, verb: str, place: int) -> bool:
        norm = self._norms[place]
        if verb in _SUBJECTS_OF:
            return norm in _SUBJECTS_OF[verb]
        return (
            norm in _COMMON_SUBJECTS
            or norm in _ARTICLES
            or norm in _NOUN_SUBJECTS
            or place in self._named
        )

    def _is_complete(self, begin: int, end: int) -> bool:
        """Whether a question with verb and subject stands there: another may simply follow."""
        return end - begin >= _SHORTEST_COMPLETE and self._is_inverted(begin, end)

    def _role(self, begin: int, end: int) -> _Role:
        norms = self._norms[begin:end]
        spoken = [
            norm
            for norm, word in zip(norms, self._words[begin:end], strict=True)
            if not word.is_sign
        ]
        if not spoken or all(norm in _GREETING_ONLY for norm in spoken):
            return _Role.GREETING
        if norms[-1] == "?":
            return _Role.QUESTION
        place = begin
        while place < end - 1 and (self._norms[place] in _OPENERS or self._words[place].is_sign):
            place += 1
        if self._begins_question(place, end) and not self._is_time_clause(place):
            return _Role.QUESTION
        if self._is_request(begin, end):
            return _Role.REQUEST
        if self._asks_midway(place, end):
            return _Role.QUESTION
        if self._norms[place] in _TELLING and len(spoken) > 2:
            return _Role.STATEMENT
        names_subject = self._subject_of(place, end, is_first=True) is not None
        return _Role.QUESTION if names_subject else _Role.FRAGMENT

    def _asks_midway(self, begin: int, end: int) -> bool:
        """Whether a question follows what it is about at once: "my son is 15 can he have it"."""
        return any(
            self._norms[place] in _MODALS
            and self._norms[place + 1] in _PRONOUNS
            and self._norms[place - 1] not in _OPENS_CLAUSE
            for place in range(begin + 1, end - 2)
        )

    def _is_request(self, begin: int, end: int) -> bool:
        found = _LEADS.search(self._text, self._words[begin].start, self._words[end - 1].end)
        return found is not None

    def _is_time_clause(self, place: int) -> bool:
        return self._norms[place] == "when" and self._norms[place + 1 : place + 2] == ["i"]

    def _belongs_to(self, before: _Part, part: _Part) -> bool:
        """Whether a part says nothing alone and goes with the one before: "Anyone?", "Success?"."""
        spoken = [
            self._norms[place]
            for place in range(part.first, part.last)
            if not self._words[place].is_sign
        ]
        if not spoken:
            return True
        if before.role is _Role.GREETING:
            return False
        if all(norm in _TAGS for norm in spoken) or (
            "you" in spoken and "help" in spoken and _CALLS_FOR_HELP.issuperset(spoken)
        ):
            return True
        named = any(place in self._named for place in range(part.first, part.last))
        is_bare = (
            len(spoken) <= 2 and not named and spoken[0] not in _ASKING and spoken[0] not in _VERBS
        )
        return (
            before.role is _Role.FRAGMENT
            and is_bare
            and not any(norm in _TOPICS for norm in spoken)
        )

    def _listed_topics(self, first: int, last: int) -> list[tuple[int, int]]:
        """The items of a bare list of subjects ("price, pain and recovery?"), if it is one."""
        while last > first and self._words[last - 1].is_sign:
            last -= 1
        items: list[tuple[int, int]] = []
        begin = first
        for place in range(first, last + 1):
            joint = (
                place < last
                and self._norms[place] in _LIST_CONNECTORS
                and place not in self._inside
            )
            if place == last or joint:
                if begin < place:
                    items.append((begin, place))
                begin = place + 1
        subjects = [
            self._subject_of(*item, is_first=number == 0) for number, item in enumerate(items)
        ]
        if len(items) < 2 or None in subjects or len(set(subjects)) < 2:
            return []
        return items

    def _subject_of(self, begin: int, end: int, is_first: bool) -> str | None:
        """The one subject that an item of a list names, or None when it says anything else."""
        found: str | None = None
        for place in range(begin, end):
            norm = self._norms[place]
            if norm in _TOPICS and found is None:
                found = _TOPICS[norm]
            elif not (
                place in self._named
                or norm in _AROUND_TOPIC
                or (norm in _TOPICS and _TOPICS[norm] == found)
                or (is_first and found is None and norm in _LIST_LEADS)
            ):
                return None
        return found


def _written_out(norms: Sequence[str]) -> list[str]:
    """The words with the small ones of chat in full: "wen r u open"."""
    written = [_TEXT_SPEAK.get(norm, norm) for norm in norms]
    for place, following in enumerate(written[1:]):
        if written[place] == "y" and following in _VERBS:
            written[place] = "why"
    return written


def _at_most(most: int, parts: Sequence[_Part]) -> list[_Part]:
    """The parts, with questions that are too many, and split background, joined together."""
    kept: list[_Part] = []
    asked = 0
    for part in parts:
        asked += part.asks
        is_surplus = asked > most or (asked == most and not part.asks)
        before = kept[-1] if kept else None
        if before and ((is_surplus and before.asks) or not (part.asks or before.asks)):
            kept[-1] = _Part(before.first, part.last, before.role)
        else:
            kept.append(part)
    return kept
