"""What the wording of one sentence adds to the margins of a linear classifier.

Made from a vectorizer that scikit-learn fitted. For a single sentence scikit-learn's `transform`
spends most of its time on checks and on sparse matrices; the few terms of a sentence are weighed
here without them. A test holds the two together.
"""

from collections import Counter

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer

Margins = npt.NDArray[np.float64]


class TermMargins:
    """The terms of one vectorizer with the weight of each for every intent; can be pickled."""

    def __init__(self, vectorizer: TfidfVectorizer, weights: Margins) -> None:
        """Takes what was learnt.

        Args:
            vectorizer: Fitted, with `sublinear_tf` and rows of length 1.
            weights: The classifier's, shape (terms, intents).
        """
        self._terms_of = vectorizer.build_analyzer()
        self._places: dict[str, int] = vectorizer.vocabulary_
        self._rarity = vectorizer.idf_
        self._weights = np.ascontiguousarray(weights)

    def of(self, sentence: str) -> Margins:
        """The margins, one for each intent; zeros where no term is known."""
        found = Counter(map(self._places.get, self._terms_of(sentence)))
        found.pop(None, None)
        places = np.fromiter(found.keys(), np.intp, len(found))
        counts = np.fromiter(found.values(), np.float64, len(found))
        values = (1.0 + np.log(counts)) * self._rarity[places]
        length = np.sqrt(values @ values)
        margins: Margins = (values / (length or 1.0)) @ self._weights[places]
        return margins
