"""What reading needs of one version of the knowledge, prepared once and kept."""

import threading
from collections import OrderedDict

from knowledge.model import Knowledge
from knowledge.problems import KnowledgeError
from language.text import TextReader
from understanding.other_languages import OtherLanguages
from understanding.sign_lexicon_file import sign_lexicon
from understanding.sign_patterns import PatternSign, shipped_signs
from understanding.sign_sentences import unmet

OF_FAMILY = "in the family"
"""Stands in the names of questions on what a relative has: these alone are asked of it."""
_KEPT = 2
"""Versions, those used last: the one in force, and the one that an edit is about to put in its
place."""


class Prepared:
    """The words and the warning signs of one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Prepare them; takes a second or two."""
        self._safety = knowledge.safety
        self._made_of = _what_matters(knowledge)
        self.texts = TextReader(knowledge)
        self.of_family = _of_family(knowledge)
        self.signs = shipped_signs()
        self.other_languages = OtherLanguages(knowledge.safety)

    def fits(self, knowledge: Knowledge) -> bool:
        """Whether another version has the same words: whoever signs a fact changes none."""
        return self._made_of == _what_matters(knowledge)

    def sign_by_words(self, text: str) -> PatternSign | None:
        """The most serious warning sign by the patterns alone, for who has no trained model."""
        return self.signs.read(self.texts.read(text)).sign

    def check_sign_sentences(self) -> None:
        """See that the sentences of `safety.yml` hold.

        Raises:
            KnowledgeError: With those that do not.
        """
        problems = list(unmet(self._safety, sign_lexicon(), self.signs, self.texts))
        if problems:
            raise KnowledgeError(problems)


def _what_matters(knowledge: Knowledge) -> tuple[object, ...]:
    """All of a version that is prepared."""
    facts = {id_: (fact.text, fact.about) for id_, fact in knowledge.facts.items()}
    questions = dict(knowledge.questions)
    safety = knowledge.safety
    return knowledge.terms, knowledge.treatments, facts, questions, safety


def _of_family(knowledge: Knowledge) -> frozenset[str]:
    """The reasons for care of which it is asked whether a relative's matter."""
    of_it = (each for each in knowledge.questions.values() if OF_FAMILY in each.name)
    facts = (knowledge.facts[id_] for each in of_it for id_ in (*each.facts, *each.near))
    return frozenset(term for fact in facts for term in fact.about.circumstance)


class _Versions:
    """The versions that are prepared; threads may share it."""

    def __init__(self) -> None:
        self._preparing = threading.Lock()
        # Apart from it: while one version is prepared, visitors are read by another.
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Prepared] = OrderedDict()

    def of(self, knowledge: Knowledge) -> Prepared:
        found = self._used(knowledge.version)
        if found is None:
            with self._preparing:
                found = self._used(knowledge.version) or self._fitting(knowledge)
                found = found or Prepared(knowledge)
                with self._lock:
                    self._kept[knowledge.version] = found
                    while len(self._kept) > _KEPT:
                        self._kept.popitem(last=False)
        return found

    def _fitting(self, knowledge: Knowledge) -> Prepared | None:
        with self._lock:
            kept = list(self._kept.values())
        return next((each for each in reversed(kept) if each.fits(knowledge)), None)

    def _used(self, version: str) -> Prepared | None:
        with self._lock:
            found = self._kept.get(version)
            if found is not None:
                self._kept.move_to_end(version)
            return found


_VERSIONS = _Versions()


def prepared(knowledge: Knowledge) -> Prepared:
    """What reading needs of this knowledge; call it beside the service to have an edit ready."""
    return _VERSIONS.of(knowledge)
