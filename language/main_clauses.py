"""The main clauses of a message, by how its words hang together, and which of them ask.

"I take warfarin would this be a problem and do you open late" has three: one tells, two ask. A
clause that only fills in another one ("how long it lasts" in "do you know how long it lasts") is
none of its own, nor is the other way round that is asked for ("or is it just called that").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.grammar import Token
from language.words import words_of

_VERBAL = frozenset({"VERB", "AUX"})
_SAYING = frozenset({"VERB", "AUX", "NOUN", "PROPN", "NUM"})
"""What is said before a word that then only goes on with it: "pores which never were"."""
_SIGNS = frozenset({"PUNCT", "SPACE", "SYM"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_COORDINATED = frozenset({"conj", "parataxis", "ccomp"})
"""What a main clause may be to the one that it stands beside."""
_QUESTION_WORDS = words_of("what how why who whom when where which whose whats hows")
_PRONOUNS = words_of("i you he she it we they this that these those there")
_PARTICIPLES = words_of("been being")
_PEOPLE = words_of("i you he she we they")
_CONDITIONAL = words_of("should have")
"""Verbs that stand before their subject for "if", too: "should it bleed"."""
_NAMING = frozenset({"NOUN", "PROPN", "DET"})
_JOINTS = words_of("and & + n also plus")
_OTHERWISE = words_of("or either like")
"""What begins more of the same question: "or is it just called that", "like is summer bad"."""
_JOINING_SIGNS = frozenset({",", ";", "-", "&", "+", "/", "(", ")"})
_ENDS = frozenset(".?!…")
_WITHIN_JOINT = frozenset({"ADV", "ADP", "SCONJ"})
"""What may stand between a joint and the question that it joins on: "and after how many"."""
_FEWEST = 2
"""Words of a clause."""


@dataclass(frozen=True)
class MainClause:
    """A main clause with all that hangs on it: places in the text, `end` exclusive.

    Attributes:
        start: Where its first word begins, without what joins it to the clause before.
        end: Where its last word ends.
        asks: Whether it has the form of a question.
        tells: Whether it says something of somebody, with a subject and a verb, and does not ask.
    """

    start: int
    end: int
    asks: bool
    tells: bool


def main_clauses(tokens: Sequence[Token]) -> tuple[MainClause, ...]:
    """The main clauses of a message, in their order.

    Args:
        tokens: As `language.grammar` has them.
    """
    tree = _Tree(tokens)
    return tuple(filter(None, (tree.clause(*run) for run in tree.runs())))


_Run = tuple[int, int]  # first word and the word after the last


class _Tree:
    """The words of a message with what hangs on each."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._subjects: dict[int, int] = {}
        for place, token in enumerate(tokens):
            if token.dep in _SUBJECTS:
                self._subjects.setdefault(token.head, place)
        self._turned = frozenset(self._find_turned())
        self._heads = frozenset(filter(self._is_head, range(len(tokens))))

    def runs(self) -> list[_Run]:
        """Neighboring words that belong to one main clause."""
        found: list[_Run] = []
        for begin, end in self._pieces():
            is_more = bool(found) and (
                not self._stands_alone(begin, end) or self._spoken(*found[-1]) < _FEWEST
            )
            if is_more:
                found[-1] = found[-1][0], end
            else:
                found.append((begin, end))
        return found

    def clause(self, begin: int, end: int) -> MainClause | None:
        """The clause of a run; None for one of signs alone."""
        asks = self._asks(begin, end)
        while begin < end and self._joins(begin):
            begin += 1
        while end > begin and self._joins(end - 1):
            end -= 1
        if all(self._is_sign(place) for place in range(begin, end)):
            return None
        says = any(each in self._heads and each in self._subjects for each in range(begin, end))
        start, last = self._tokens[begin].start, self._tokens[end - 1].end
        return MainClause(start, last, asks, tells=says and not asks)

    def _find_turned(self) -> Iterator[int]:
        """The verbs that stand before their subject: "is it", "do you"."""
        for place, token in enumerate(self._tokens):
            verb = token.head if token.dep.startswith("aux") else place
            subject = self._subjects.get(verb)
            if token.pos != "AUX" or subject is None or subject < place:
                continue
            if token.lemma != "have" or self._tokens[subject].word in _PEOPLE:
                yield place

    def _is_head(self, place: int) -> bool:
        token = self._tokens[place]
        if token.head == place:
            return True
        is_clause = token.pos in _VERBAL and place in self._subjects
        if is_clause and token.dep == "advcl":
            return self._is_asked_beside(place)
        if not is_clause or token.dep not in _COORDINATED:
            return False
        # "I take warfarin, is that a problem" is told before it is asked of, and "you know that it
        # hurts" is one clause.
        return token.dep != "ccomp" or token.head > place or any(self._turned_of(place))

    def _turned_of(self, place: int) -> Iterator[int]:
        """The verbs that stand before the subject of this one, it or what helps it."""
        return (p for p in self._turned if p == place or self._tokens[p].head == place)

    def _is_asked_beside(self, place: int) -> bool:
        """Whether what seems to say when or why is asked: "does it hurt, how much is it".

        "Should it bleed, whom do I call" and "had I known" only say when.
        """
        if any(each.head == place and each.dep == "mark" for each in self._tokens):
            return False
        return any(self._tokens[p].lemma not in _CONDITIONAL for p in self._turned_of(place))

    def _owner(self, place: int) -> int:
        while place not in self._heads:
            place = self._tokens[place].head
        return place

    def _pieces(self) -> Iterator[_Run]:
        """Neighboring words of one head, cut where another question is joined on."""
        begin = 0
        for place in range(1, len(self._tokens)):
            is_other = self._owner(place) != self._owner(place - 1)
            is_other |= "\n" in self._tokens[place - 1].word
            if is_other or self._is_joined_on(begin, place):
                yield begin, place
                begin = place
        if self._tokens:
            yield begin, len(self._tokens)

    def _is_joined_on(self, begin: int, place: int) -> bool:
        """Whether a question begins with the joint here: "and how far apart", "n do you"."""
        token = self._tokens[place]
        is_joint = token.word in _JOINTS
        if not is_joint and token.word != ",":
            return False
        at = place + 1
        while at < len(self._tokens) - 1 and self._tokens[at].pos in _WITHIN_JOINT | {"CCONJ"}:
            if self._tokens[at].word in _QUESTION_WORDS:
                break
            at += 1
        if at >= len(self._tokens) - 1:
            return False
        if at in self._turned or self._looks_turned(at):
            return True
        if self._tokens[at].pos == "AUX" and self._tokens[at + 1].pos in _NAMING:
            # "How soon can I come, and is fake tan fine": what is told may go on like that, too.
            return self._asks(begin, place)
        return self._tokens[at].word in _QUESTION_WORDS and self._opens_question(
            begin, at, len(self._tokens), is_joint
        )

    def _looks_turned(self, place: int) -> bool:
        """Whether a verb and a pronoun stand there as in a question, whatever they hang on."""
        token = self._tokens[place]
        if token.pos != "AUX" and token.lemma != "be":
            return False
        before, after = self._tokens[max(place - 1, 0)], self._tokens[place + 1]
        is_told = before.pos == "PRON" and before.dep in ("nsubj", "nsubjpass")
        if is_told or after.dep == "mark" or after.word not in _PRONOUNS:
            return False
        # "Had it this morning" is told, "have you had it" is asked.
        return token.lemma != "have" or after.word in _PEOPLE

    def _is_sign(self, place: int) -> bool:
        return self._tokens[place].pos in _SIGNS

    def _spoken(self, begin: int, end: int) -> int:
        """How many words there are, without those that join."""
        return sum(not self._is_sign(p) and not self._joins(p) for p in range(begin, end))

    def _joins(self, place: int) -> bool:
        token = self._tokens[place]
        return token.pos in ("CCONJ", "SPACE") or token.word in _JOINING_SIGNS | _JOINTS

    def _stands_alone(self, begin: int, end: int) -> bool:
        """Whether a piece is a clause, rather than more of the one before it."""
        words = [each for each in range(begin, end) if not self._is_sign(each)]
        if self._spoken(begin, end) < _FEWEST or self._tokens[words[0]].word in _OTHERWISE:
            return False
        before = self._tokens[begin - 1]
        if before.word == "or":
            return False
        if self._asks(begin, end) or before.word[-1:] in _ENDS or "\n" in before.word:
            return True
        first = next((each for each in words if not self._joins(each)), words[0])
        if self._tokens[first].word in _QUESTION_WORDS:
            # "The difference between mine and what you do".
            return False
        return any(self._tokens[each].pos in _VERBAL for each in words)

    def _asks(self, begin: int, end: int) -> bool:
        """Whether it has the form of a question: "can I", "how long is", "it hurts?"."""
        is_marked = any("?" in self._tokens[each].word for each in range(max(begin, end - 2), end))
        if is_marked and not self._is_aside(begin, end):
            return True
        if not self._turned.isdisjoint(range(begin, end)) or self._opens_with_verb(begin, end):
            return True
        if any(map(self._looks_turned, range(begin, end - 1))):
            return True
        asking = (each for each in range(begin, end) if self._tokens[each].word in _QUESTION_WORDS)
        first = next(asking, None)
        if first is None:
            return False
        before = (self._tokens[each] for each in range(begin, first))
        opens = all(each.pos not in _SAYING and each.dep not in _SUBJECTS for each in before)
        return opens and self._opens_question(first, first, end, is_joined=True)

    def _is_aside(self, begin: int, end: int) -> bool:
        """Whether it only says how sure it is: "I think?"."""
        words = [each for each in range(begin, end) if not self._is_sign(each)]
        return len(words) <= _FEWEST and any(self._tokens[p].dep in _SUBJECTS for p in words)

    def _opens_with_verb(self, begin: int, end: int) -> bool:
        """Whether it begins as a question does, whatever was taken for its subject."""
        openers = ("CCONJ", "INTJ", "SPACE", "PUNCT")
        first = next((p for p in range(begin, end) if self._tokens[p].pos not in openers), end)
        if first >= end - 1 or self._tokens[first].pos != "AUX":
            return False
        is_told = self._tokens[first].lemma == "have" or self._tokens[first].word in _PARTICIPLES
        return not is_told and not self._is_sign(first + 1) and self._tokens[first + 1].dep != "neg"

    def _opens_question(self, begin: int, place: int, end: int, is_joined: bool) -> bool:
        """Whether what a question word opens is a question, and not "when I had it".

        Args:
            begin: Where what stands before it begins.
            place: That of the question word.
            end: Where the clause ends at most.
            is_joined: Whether it is joined on by a word, or stands first.
        """
        token, following = self._tokens[place], self._tokens[place + 1 : end]
        is_how_much = bool(following) and following[0].pos in ("ADJ", "ADV")
        if token.word == "how" and is_joined and is_how_much:
            return True
        if token.pos == "DET" and token.word in ("which", "what"):
            # "What factor and which kind should it be" is one.
            before = self._tokens[begin:place]
            return begin == place or any(each.pos in _VERBAL for each in before)
        if not is_joined:
            return False
        verb = next((at for at, each in enumerate(following) if each.pos in _VERBAL), None)
        subject = next((at for at, each in enumerate(following) if each.dep in _SUBJECTS), None)
        return verb is None or subject is None or verb < subject
