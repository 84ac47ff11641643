"""HierarchicalSoftmaxLoss: a word as a chain of yes/no questions, down a Huffman tree."""

import heapq

import numpy as np

from w2vlib._validation import check_corpus, check_ids, check_shape
from w2vlib.embedding_dot import EmbeddingDot
from w2vlib.sigmoid_with_loss import sigmoid


def huffman_paths(counts):
    """Build a Huffman tree and return the path from its root to each word.

    The two lightest nodes are joined, again and again, until one is left: the root. So
    frequent words get short paths. Of nodes of one weight, words go before inner nodes,
    and each in the order of their numbers: the same counts always give the same tree.

    Parameters
    ----------
    counts : array_like of int, shape (V,)
        How often each word occurs.

    Returns
    -------
    node : ndarray of int32, shape (V, D)
        Row v: the inner nodes on the way to word v, and -1 after its end. D is the length
        of the longest path. Inner nodes are numbered as they were made; the root is V - 2.
    answer : ndarray of int8, shape (V, D)
        Which way to go at each of them: 0 to the lighter child, 1 to the other; 0 after
        the path's end.

    Raises
    ------
    TypeError, ValueError
        If `counts` does not hold whole numbers of at least 0, is empty or does not have one
        axis.

    References
    ----------
    Huffman (1952), A Method for the Construction of Minimum-Redundancy Codes.

    Examples
    --------
    >>> node, answer = huffman_paths([1, 1, 2])
    >>> node  # node 0 joins words 0 and 1; node 1, the root, joins word 2 and node 0
    array([[ 1,  0],
           [ 1,  0],
           [ 1, -1]], dtype=int32)
    >>> answer
    array([[1, 0],
           [1, 1],
           [0, 0]], dtype=int8)
    """
    counts = np.asarray(counts)
    check_shape(counts, ("V",), "counts")
    if counts.size == 0:
        raise ValueError("counts must hold at least one word, but it is empty")
    if not np.issubdtype(counts.dtype, np.integer):
        raise TypeError(f"counts must hold whole numbers, but its dtype is {counts.dtype}")
    if counts.min() < 0:
        raise ValueError(f"counts must be at least 0, but {counts.min()} came")

    V = len(counts)
    # words are 0 … V - 1 and inner nodes V …; the number decides between equal weights
    heap = [(count, number) for number, count in enumerate(counts.tolist())]
    heapq.heapify(heap)
    children = []
    while len(heap) > 1:
        lighter, heavier = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (lighter[0] + heavier[0], V + len(children)))
        children.append((lighter[1], heavier[1]))

    # a node was made after its children: backwards, each path is known before it is used
    path = [()] * (2 * V - 1)
    for inner in reversed(range(V - 1)):
        for way, child in enumerate(children[inner]):
            path[child] = (*path[V + inner], (inner, way))

    D = max(map(len, path[:V]))
    node = np.full((V, D), -1, dtype=np.int32)
    answer = np.zeros((V, D), dtype=np.int8)
    for word, steps in enumerate(path[:V]):
        for column, (inner, way) in enumerate(steps):
            node[word, column], answer[word, column] = inner, way
    return node, answer


class HierarchicalSoftmaxLoss:
    """A distribution over V words, at about log2 V questions for each.

    The words are the leaves of a Huffman tree. At each inner node n, ``σ(h · W[n])`` is the
    probability of going one way and ``1 - σ(h · W[n])`` that of going the other. The
    probability of a word is the product of those on its path, and so the V probabilities
    sum to 1. ``L = -1/B Σ_b log p(target_b)``.

    Parameters
    ----------
    W : ndarray of float, shape (V - 1, H)
        A row for each inner node. Used as it is, not copied.
    corpus : ndarray of int, shape (tokens,)
        Word ids, whose counts make the tree; V is the largest id plus one.

    Attributes
    ----------
    params, grads : list of ndarray
        ``[W]`` and ``[dW]``. `dW` is overwritten by each `backward`.
    vocab_size : int
        V.
    path_length : ndarray of int, shape (V,)
        How many questions each word takes. With a single word there are none: its
        probability is 1 and the loss 0, whatever `h` is.

    Raises
    ------
    ValueError
        If `W` does not have V - 1 rows, or the corpus is empty.
    TypeError, IndexError
        If the corpus does not hold word ids.

    References
    ----------
    Morin and Bengio (2005), Hierarchical Probabilistic Neural Network Language Model;
    Mikolov et al. (2013), Distributed Representations of Words and Phrases and their
    Compositionality, section 2.1, for the Huffman tree.

    Examples
    --------
    >>> W = np.zeros((6, 3))
    >>> loss = HierarchicalSoftmaxLoss(W, np.array([0, 1, 2, 3, 4, 1, 5, 6]))
    >>> loss.path_length
    array([3, 2, 3, 3, 3, 3, 3])
    >>> round(loss.forward(np.ones((2, 3)), np.array([1, 3])), 4)  # (2 + 3) / 2 · log 2
    1.7329
    """

    def __init__(self, W, corpus):
        counts = np.bincount(check_corpus(corpus))
        self.vocab_size = len(counts)
        check_shape(W, ("V - 1", "H"), "W")
        if len(W) != self.vocab_size - 1:
            raise ValueError(
                f"W must have a row for each of the {self.vocab_size - 1} inner nodes of a tree "
                f"with {self.vocab_size} words, but it has {len(W)} rows"
            )
        self.node, self.answer = huffman_paths(counts)
        self.path_length = np.count_nonzero(self.node >= 0, axis=1)

        self.embed_dot = EmbeddingDot(W)
        self.params = self.embed_dot.params
        self.grads = self.embed_dot.grads
        self.cache = None

    def forward(self, h, target):
        """Return the loss.

        Parameters
        ----------
        h : ndarray of float, shape (B, H)
            Hidden vectors.
        target : ndarray of int, shape (B,)
            The word that belongs to each.

        Returns
        -------
        loss : float
            Summed over the questions of a path, averaged over the batch.

        Raises
        ------
        ValueError, TypeError, IndexError
            If the batch is empty, or `h` and `target` do not fit each other, `W` or the corpus.
        """
        check_shape(target, ("B",), "target")
        target = check_ids(target, self.vocab_size, "target")
        check_shape(h, (len(target), self.params[0].shape[1]), "h")
        if len(target) == 0:
            raise ValueError("target must hold at least one word id, but it is empty")

        # all questions of all examples in one line: example[q] is who asks the q-th
        node = self.node[target]
        example, step = np.nonzero(node >= 0)
        answer = self.answer[target][example, step]
        score = self.embed_dot.forward(np.asarray(h)[example], node[example, step])
        self.cache = (example, score, answer, np.shape(h))
        # -log y = log(1 + exp(-s)) for a 1, and log(1 + exp(s)) for a 0
        return float(np.sum(np.logaddexp(0, score) - answer * score) / len(target))

    def backward(self, dout=1):
        """Fill `grads` and return the gradient with respect to `h`.

        Parameters
        ----------
        dout : float
            Gradient of what follows with respect to the loss.

        Returns
        -------
        dh : ndarray of float, shape (B, H)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        """
        if self.cache is None:
            raise RuntimeError("call forward before backward: there is nothing to send back yet")
        example, score, answer, shape = self.cache
        dscore = (sigmoid(score) - answer) * (dout / shape[0])
        dh_of_question = self.embed_dot.backward(dscore)
        dh = np.zeros(shape, dtype=dh_of_question.dtype)
        np.add.at(dh, example, dh_of_question)
        return dh
