"""What ``python -m w2vlib train`` does, written with gensim: the peer in the end-to-end race."""

import argparse
from pathlib import Path

from benchmarks.contenders import SENTENCE
from w2vlib import load_corpus, save_vectors


def main():
    """Read the corpus, train with the settings of our command, and save the vectors."""
    from gensim.models import Word2Vec

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", default="auto")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()

    corpus, _, id_to_word, _ = load_corpus(args.corpus)
    words = [id_to_word[id_] for id_ in corpus.tolist()]
    model = Word2Vec(
        [words[start : start + SENTENCE] for start in range(0, len(words), SENTENCE)],
        vector_size=100,
        window=5,
        negative=5,
        cbow_mean=1,
        sample=0,
        min_count=1,
        shrink_windows=False,
        workers=args.threads,
        epochs=args.epochs,
    )
    save_vectors(args.out, model.wv.vectors, model.wv.index_to_key)


if __name__ == "__main__":
    main()
