"""The embedding explorer: which words it shows, where on its map, and what it asks of them."""

from pathlib import Path

import numpy as np

from w2vlib._validation import check_positive_int, check_shape
from w2vlib.toy_treebank import GROUPS, PAIRS
from w2vlib.vector_formats import explorer
from w2vlib.vector_formats.content import check_content, listed
from w2vlib.vector_formats.replacing import replacing
from w2vlib.word_vectors import analogy

# Not words: the first two and </s> are marks, and N stands for every number of the Penn Treebank.
MARKS = {"<unk>", "<eos>", "</s>", "N"}
FEWEST = 5
FIRST = "year"
MAX_GROUPS = 6  # as many as there are colours
MAX_EXAMPLES = 3


def save_for_explorer(path, word_vecs, id_to_word, *, counts=None, limit=2000, about="first words"):
    """Save word vectors for the embedding explorer, which shows them in a browser.

    The explorer has a map of words, their nearest neighbours, and analogies. Words such as
    ``<unk>`` that stand for many are left out.

    Parameters
    ----------
    path : str or os.PathLike
        Where to write. ``.html`` gives a page that needs no other file and no network; ``.js``
        gives only the data, as the book's own pages load it.
    word_vecs : ndarray of float, shape (V, H)
        One vector per word; H must be at least 2.
    id_to_word : dict or list of str
        The word of each id from 0 to V - 1.
    counts : dict of str to int, optional
        How often words occur: then the most frequent are shown, and words that are not in it
        are not. Without it, the first words are shown; most tools save the most frequent first.
    limit : int
        How many words to show at most.
    about : str
        What is shown, in words that can follow "the 2,000", say "most frequent words of my text".

    Returns
    -------
    shown : int
        How many words are shown.

    Raises
    ------
    ValueError
        If the suffix is another one, fewer than 5 words are left, or `word_vecs` and
        `id_to_word` are not what `save_vectors` expects.
    ModuleNotFoundError
        If scikit-learn is missing, which draws the map.

    Examples
    --------
    >>> import tempfile
    >>> words = ["car", "cars", "<unk>", "truck", "trucks", "we"]
    >>> vecs = np.array([[2.0, 1], [3, 2], [0, 0], [2, 0.9], [3, 2.1], [-1, 1]])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_for_explorer(Path(folder, "words.html"), vecs, words)
    5
    """
    path = Path(path)
    formats = {".html": explorer.page, ".js": explorer.script}
    if path.suffix not in formats:
        raise ValueError(f"the path must end in .html or .js, but {str(path)!r} came")
    content = explorer_content(word_vecs, id_to_word, counts=counts, limit=limit, about=about)
    text = formats[path.suffix](content)
    with replacing(path) as [file]:
        file.write(text.encode())
    return len(content["words"])


def explorer_content(word_vecs, id_to_word, *, counts=None, limit=2000, about="first words"):
    """Return what `w2vlib.vector_formats.explorer` writes, for these vectors.

    Parameters and errors are those of `save_for_explorer`. All that is computed here is computed
    from the rounded vectors, so that it is what a reader will see.
    """
    word_vecs = np.asarray(word_vecs)
    check_shape(word_vecs, ("V", "H"), "word_vecs")
    if word_vecs.shape[1] < 2:
        raise ValueError("a map needs vectors of at least 2 numbers, but each has 1")
    words = listed(id_to_word, len(word_vecs))
    check_content(word_vecs, words, "word_vecs and id_to_word")
    ids = _shown(words, counts, check_positive_int(limit, "limit"))
    if len(ids) < FEWEST:
        raise ValueError(f"the explorer needs at least {FEWEST} words, but {len(ids)} are left")

    shown = [words[i] for i in ids]
    vectors = explorer.quantized(word_vecs[ids])
    return {
        "about": f"the {len(shown):,} {about}",
        "words": shown,
        "vectors": vectors,
        "places": word_map(vectors),
        "groups": _groups(shown),
        "analogies": _analogies(vectors, shown),
        "first": shown.index(FIRST) if FIRST in shown else 0,
    }


def word_map(word_vecs, seed=0):
    """Return a place on a map for each word, near those of the words it is most like.

    The map is made by t-SNE, which begins at the two principal components and keeps near
    neighbours near. It says nothing of words that are far apart.

    Parameters
    ----------
    word_vecs : ndarray, shape (V, H)
        One vector per word.
    seed : int
        For what is left to chance.

    Returns
    -------
    places : ndarray of float, shape (V, 2)

    References
    ----------
    van der Maaten and Hinton (2008), Visualizing Data using t-SNE; Kobak and Berens (2019), The
    art of using t-SNE for single-cell transcriptomics, on where to begin.
    """
    try:
        from sklearn.manifold import TSNE
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"the map is drawn by scikit-learn, but it is not installed ({error})"
        ) from None

    unit = word_vecs / (np.linalg.norm(word_vecs, axis=1, keepdims=True) + 1e-8)
    tsne = TSNE(
        perplexity=min(30, (len(unit) - 1) / 3),
        max_iter=500,
        init="pca",
        random_state=seed,
    )
    return tsne.fit_transform(unit)


def _shown(words, counts, limit):
    ids = [i for i, word in enumerate(words) if word not in MARKS]
    if counts is not None:
        ids = [i for i in ids if counts.get(words[i], 0) > 0]
        ids.sort(key=lambda i: -counts[words[i]])
    return ids[:limit]


def _groups(shown):
    """Return the groups of the toy treebank of which most words are shown, in its order."""
    word_to_id = {word: i for i, word in enumerate(shown)}
    groups = {
        name: [word_to_id[word] for word in group if word in word_to_id]
        for name, group in GROUPS.items()
    }
    largest = sorted(groups, key=lambda name: -len(groups[name]))[:MAX_GROUPS]
    return [[name, groups[name]] for name in groups if name in largest and len(groups[name]) > 2]


def _analogies(vectors, shown):
    """Ask all questions of the toy treebank; one right one of each kind is an example."""
    id_to_word = dict(enumerate(shown))
    word_to_id = {word: i for i, word in id_to_word.items()}
    asked = right = 0
    examples = []
    for pairs in PAIRS.values():
        known = [pair for pair in pairs if pair[0] in word_to_id and pair[1] in word_to_id]
        of_this_kind = []
        for a, b in known:
            for c, d in known:
                if a == c:
                    continue
                [(answer, _)] = analogy(
                    a, b, c, word_to_id, id_to_word, vectors, top=1, verbose=False
                )
                asked += 1
                if answer == d:
                    right += 1
                    of_this_kind.append([word_to_id[word] for word in (a, b, c)])
        examples += of_this_kind[:1]
    return {"asked": asked, "right": right, "examples": examples[:MAX_EXAMPLES]}
