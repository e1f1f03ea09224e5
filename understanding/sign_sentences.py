"""Whether the sentences of `safety.yml` hold: by the words alone, as the lexicon has them."""

from collections.abc import Iterator

from knowledge.problems import Problem
from knowledge.safety import SafetyFile
from language.text import TextReader
from understanding.sign_lexicon_file import LexiconFile
from understanding.sign_patterns import PatternSign, SignPatterns

_FILE = "knowledge/safety.yml"
_MEND = "correct the sentence, or have `understanding/sign_lexicon.yml` changed."


def unmet(
    safety: SafetyFile, lexicon: LexiconFile, signs: SignPatterns, texts: TextReader
) -> Iterator[Problem]:
    """What the file promises of its signs and the lexicon does not keep.

    Args:
        safety: The signs, with sentences that must raise them and that must not.
        lexicon: By which words they are heard.
        signs: The lexicon, ready to be looked for.
        texts: Reads a sentence.
    """
    for name, level in safety.levels.items():
        for id_ in lexicon.levels[name].signs.keys() - level.signs.keys():
            what = f"`levels > {name} > signs` has no `{id_}`, which is heard all the same."
            yield Problem(_FILE, 1, what, "put it back, so that it can be reviewed.")
        for id_, sign in level.signs.items():
            place = f"`levels > {name} > signs > {id_}`"
            for sentence in sign.fires:
                if signs.read(texts.read(sentence)).sign != PatternSign(name, id_):
                    what = f"{place} is not raised by the words of “{sentence}”."
                    yield Problem(_FILE, 1, what, _MEND)
            for sentence in sign.does_not_fire:
                raised = signs.read(texts.read(sentence)).sign
                if raised is not None:
                    what = f"{place}: `{raised.sign}` is raised by the words of “{sentence}”."
                    yield Problem(_FILE, 1, what, _MEND)
