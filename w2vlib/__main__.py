"""Train word vectors and look at them from the terminal: ``python -m w2vlib --help``."""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

from w2vlib import CBOW, Adam, Trainer, create_contexts_target
from w2vlib.corpora import load_corpus
from w2vlib.vector_files import load_vectors, save_vectors
from w2vlib.word_vectors import most_similar

EXAMPLES = """\
examples:
  python -m w2vlib train --corpus toy --epochs 5 --out vectors.npz
  python -m w2vlib train --corpus my_text.txt --dim 50 --window 3 --out vectors.txt
  python -m w2vlib neighbors you year car --vectors vectors.npz
"""


def main(argv=None):
    """Run one command.

    Returns
    -------
    code : int
        0 if it worked, 2 if it was asked for something that cannot be.
    """
    args = _parser().parse_args(argv)
    try:
        args.run(args)
    except (OSError, ValueError, KeyError, FloatingPointError) as error:
        print(f"python -m w2vlib {args.command}: {error}", file=sys.stderr)
        return 2
    return 0


def train(args):
    """Train CBOW on a corpus and save its word vectors."""
    _check_writable(args.out)
    corpus, word_to_id, id_to_word, title = load_corpus(args.corpus)
    print(f"Training on {title}: {len(corpus):,} words, {len(word_to_id):,} different ones.")
    contexts, target = create_contexts_target(corpus, args.window)

    rng = np.random.default_rng(args.seed)
    model = CBOW(len(word_to_id), args.dim, args.window, corpus, sample_size=args.negative, rng=rng)
    trainer = Trainer(model, Adam(args.lr), rng=rng)
    trainer.fit(contexts, target, args.epochs, args.batch_size)
    save_vectors(args.out, model.word_vecs, id_to_word)
    print(f"Saved {len(word_to_id):,} vectors of length {args.dim} to {args.out}.")


def neighbors(args):
    """Print the nearest words of each query."""
    word_vecs, word_to_id, id_to_word = load_vectors(args.vectors)
    for word in args.words:
        most_similar(word, word_to_id, id_to_word, word_vecs, args.top)


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m w2vlib",
        description="Train word vectors, and look at the neighbours of words.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)

    command = commands.add_parser(
        "train",
        help="train word vectors on a corpus",
        description="Train CBOW with negative sampling, and save the word vectors. "
        "Ctrl-C stops early and saves what was learnt.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    command.add_argument(
        "--corpus",
        default="auto",
        metavar="toy|ptb|FILE",
        help="the toy treebank, the Penn Treebank, or a text file; "
        "auto is the Penn Treebank where it is on this computer, else the toy treebank",
    )
    command.add_argument("--epochs", type=int, default=10, help="times to go over the corpus")
    command.add_argument("--dim", type=int, default=100, help="length of a word vector")
    command.add_argument("--window", type=int, default=5, help="words seen on each side")
    command.add_argument("--negative", type=int, default=5, help="negative samples per word")
    command.add_argument("--batch-size", type=int, default=100, help="words per update")
    command.add_argument("--lr", type=float, default=0.001, help="learning rate of Adam")
    command.add_argument("--seed", type=int, default=None, help="makes the same vectors again")
    command.add_argument(
        "--out", type=Path, default=Path("vectors.npz"), help="where to save: .npz, .txt or .vec"
    )
    command.set_defaults(run=train)

    command = commands.add_parser(
        "neighbors",
        help="print the nearest words",
        description="Print the words whose vectors point most nearly the same way.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    command.add_argument("words", nargs="+", metavar="WORD")
    command.add_argument("--vectors", type=Path, default=Path("vectors.npz"), help="saved vectors")
    command.add_argument("--top", type=int, default=5, help="neighbours per word")
    command.set_defaults(run=neighbors)
    return parser


def _check_writable(path):
    # before the hours of training, not after them
    if path.suffix.lower() not in (".npz", ".txt", ".vec"):
        raise ValueError(f"--out must end in .npz, .txt or .vec, but {path} came")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"--out: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(f"--out: the folder {path.parent} cannot be written to")


if __name__ == "__main__":
    sys.exit(main())
