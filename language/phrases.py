"""Many phrases looked for at once, by spaCy's matcher."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

_OTHER = "_"
"""Stands for every word of a message that is in no phrase, so that spaCy's memory does not grow."""


class Phrases:
    """Sequences of words, each under one name or several; safe to share by threads."""

    def __init__(self, phrases: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
        """Prepares the phrases that are looked for, by name."""
        from spacy.matcher import PhraseMatcher  # takes a second, so not before it is needed
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        self._doc, self._vocab = Doc, Vocab()
        self._doc(self._vocab, words=[_OTHER])
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        known: set[str] = set()
        for name, listed in phrases.items():
            docs = [self._doc(self._vocab, words=list(words)) for words in listed]
            known.update(token.text for doc in docs for token in doc)
            self._matcher.add(name, docs)
        self.words = frozenset(known)
        """Every word of a phrase."""
        self._names = {self._vocab.strings[name]: name for name in phrases}

    def find(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """The name of each phrase that stands there, its first word and the one after its last."""
        known = [word if word in self.words else _OTHER for word in words]
        if all(word is _OTHER for word in known):
            return
        for name, first, last in self._matcher(self._doc(self._vocab, words=known)):
            yield self._names[name], first, last
