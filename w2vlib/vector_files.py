"""Word vectors on disk: .npz for NumPy; .txt, .vec and .bin for every other word2vec tool."""

from pathlib import Path

import numpy as np

from w2vlib._validation import check_shape
from w2vlib.vector_formats import binary, npz, projector, text
from w2vlib.vector_formats.content import check_content, listed
from w2vlib.vector_formats.replacing import replacing

FORMATS = {".npz": npz, ".txt": text, ".vec": text, ".bin": binary}


def save_vectors(path, word_vecs, id_to_word):
    """Save word vectors with their words.

    The suffix of `path` chooses the format. ``.npz`` keeps the numbers bit for bit in their
    dtype. The others are those of word2vec, which gensim's
    ``KeyedVectors.load_word2vec_format`` and most other tools read:

    - ``.txt`` and ``.vec``: text. A first line ``V H``, then for each word a line
      ``word v_1 … v_H``, in UTF-8.
    - ``.bin``: binary, for gensim with ``binary=True``. The same first line, then each word,
      a space, and its H numbers as bytes. (fastText's ``.bin`` is another format.)

    These two give float16 and float32 back exactly; wider floats are rounded to float32.

    The file appears all at once: if saving fails halfway, an older file stays as it was.

    Parameters
    ----------
    path : str or os.PathLike
        Where to write; must end in ``.npz``, ``.txt``, ``.vec`` or ``.bin``.
    word_vecs : ndarray of float, shape (V, H)
        One vector per word.
    id_to_word : dict or list of str
        The word of each id from 0 to V - 1.

    Raises
    ------
    TypeError
        If `word_vecs` does not hold floats, or a word is not a string.
    ValueError
        If the suffix is another one, `word_vecs` does not have two axes, is empty or holds NaN
        or infinity, the words are not V different ones, or a word does not fit the format: in
        word2vec's formats, a word can be neither empty nor hold white space.

    References
    ----------
    The text and the binary format are those of Mikolov's word2vec tool,
    https://code.google.com/archive/p/word2vec/.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "vectors.vec")
    ...     save_vectors(path, np.array([[0.5, -1.0], [2.0, 0.25]]), {0: "you", 1: "say"})
    ...     print(path.read_text())
    2 2
    you 0.5 -1.0
    say 2.0 0.25
    <BLANKLINE>
    """
    path = Path(path)
    file_format = _format_of(path)
    word_vecs, words = _checked(word_vecs, id_to_word)
    with replacing(path) as [file]:
        file_format.write(file, word_vecs, words)


def load_vectors(path):
    """Load word vectors that `save_vectors` or another word2vec tool has saved.

    Parameters
    ----------
    path : str or os.PathLike
        A file of vectors; must end in ``.npz``, ``.txt``, ``.vec`` or ``.bin``.

    Returns
    -------
    word_vecs : ndarray of float, shape (V, H)
        In the dtype they were saved in; from word2vec's formats, float32.
    word_to_id, id_to_word : dict
        From word to id and back. Row i of `word_vecs` belongs to the word with id i.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the suffix is another one, or the file is damaged or of another format. The
        message says where: in text, on which line; in ``.bin``, at which word.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "vectors.npz")
    ...     save_vectors(path, np.array([[0.5, -1.0], [2.0, 0.25]]), {0: "you", 1: "say"})
    ...     word_vecs, word_to_id, id_to_word = load_vectors(path)
    >>> word_vecs[word_to_id["say"]]
    array([2.  , 0.25])
    """
    path = Path(path)
    file_format = _format_of(path)
    with open(path, "rb") as file:
        word_vecs, words = file_format.read(file, path)
    id_to_word = dict(enumerate(words))
    word_to_id = {word: i for i, word in id_to_word.items()}
    return word_vecs, word_to_id, id_to_word


def save_for_projector(folder, word_vecs, id_to_word):
    r"""Save word vectors for the TensorFlow embedding projector, which draws them in a browser.

    Two files appear in `folder`: ``vectors.tsv`` holds one vector per line, with tabs between
    its numbers, and ``metadata.tsv`` the word of each line. Load both at
    https://projector.tensorflow.org with «Load». Each appears all at once, and neither before
    both are written.

    Parameters
    ----------
    folder : str or os.PathLike
        Where to write; made if it is not there.
    word_vecs : ndarray of float, shape (V, H)
        One vector per word; H must be at least 2. Wider floats are rounded to float32.
    id_to_word : dict or list of str
        The word of each id from 0 to V - 1.

    Returns
    -------
    vectors_path, metadata_path : pathlib.Path
        The two files.

    Raises
    ------
    TypeError, ValueError
        As `save_vectors` does. Here a word can be neither blank nor hold a tab or a line
        break; spaces are allowed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = save_for_projector(folder, np.array([[0.5, -1], [2, 0.25]]), ["you", "say"])
    ...     [path.name for path in paths]
    ...     [path.read_text() for path in paths]
    ['vectors.tsv', 'metadata.tsv']
    ['0.5\t-1.0\n2.0\t0.25\n', 'you\nsay\n']
    """
    folder = Path(folder)
    word_vecs, words = _checked(word_vecs, id_to_word)
    vectors, metadata = projector.lines(word_vecs, words)
    folder.mkdir(parents=True, exist_ok=True)
    vectors_path, metadata_path = folder / "vectors.tsv", folder / "metadata.tsv"
    with replacing(vectors_path, metadata_path) as [vectors_file, metadata_file]:
        vectors_file.writelines(vectors)
        metadata_file.writelines(metadata)
    return vectors_path, metadata_path


def _format_of(path):
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"the path must end in .npz, .txt, .vec or .bin, but {str(path)!r} came")
    return FORMATS[path.suffix.lower()]


def _checked(word_vecs, id_to_word):
    word_vecs = np.asarray(word_vecs)
    check_shape(word_vecs, ("V", "H"), "word_vecs")
    if not np.issubdtype(word_vecs.dtype, np.floating):
        raise TypeError(f"word_vecs must hold floats, but its dtype is {word_vecs.dtype}")
    if word_vecs.size == 0:
        raise ValueError(f"word_vecs must not be empty, but its shape is {word_vecs.shape}")
    words = listed(id_to_word, len(word_vecs))
    check_content(word_vecs, words, "word_vecs and id_to_word")
    return word_vecs, words
