"""A search that knows names as they are written in code: ``EmbeddingDot``, ``np.add.at``.

Sphinx takes a text apart into words, and a dot ends a word. Here a name with dots or underscores
is a word too, and so are its parts. A reader's query is taken apart in the same way.
"""

import re

from sphinx.search.en import SearchEnglish

NAME = re.compile(r"\w+(?:\.\w+)*")
# «CBOW», «Negative», «sampling», «2»
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|\d+")
MADE_OF_PARTS = re.compile(r"[._]")

SPLIT_QUERY = r"""
function splitQuery(query) {
  return query.match(/[\p{Letter}\p{Number}_]+(?:\.[\p{Letter}\p{Number}_]+)*/gu) ?? [];
}
"""
# what has parts is no English word: it has no other forms
STEM_WORDS_ONLY = """
Stemmer = ((Porter) => function () {
  const porter = new Porter();
  this.stemWord = (word) => (/[._]/.test(word) ? word : porter.stemWord(word));
})(Stemmer);
"""


class SearchNames(SearchEnglish):
    """English, with the names of code."""

    lang = "en"
    js_splitter_code = SPLIT_QUERY
    js_stemmer_code = SearchEnglish.js_stemmer_code + STEM_WORDS_ONLY

    def split(self, input):
        """Return the words of a text, and the parts of those that are made of parts.

        Examples
        --------
        >>> SearchNames({}).split("np.add.at of EmbeddingDot.")
        ['np.add.at', 'np', 'add', 'at', 'of', 'EmbeddingDot', 'Embedding', 'Dot']
        """
        words = []
        for name in NAME.findall(input):
            parts = PART.findall(name)
            words += [name] if len(parts) < 2 else [name, *parts]
        return words

    def stem(self, word):
        """Return what a word has in common with its other forms."""
        return word.lower() if MADE_OF_PARTS.search(word) else super().stem(word)


def setup(app):
    """Take the place of Sphinx's English."""
    app.add_search_language(SearchNames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
