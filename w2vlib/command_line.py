"""Train word vectors and look at them from the terminal: ``python -m w2vlib --help``."""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

from w2vlib._validation import check_positive_int
from w2vlib.corpora import load_corpus
from w2vlib.explorer import save_for_explorer
from w2vlib.fast import train_cbow, train_skip_gram
from w2vlib.fast.corpus_files import cached_corpus
from w2vlib.fast.engines import ENGINES
from w2vlib.vector_files import load_vectors, save_vectors
from w2vlib.word_vectors import most_similar

EXAMPLES = """\
examples:
  python -m w2vlib train --corpus toy --epochs 5 --out vectors.npz
  python -m w2vlib train --corpus my_text.txt --dim 50 --window 3 --out vectors.txt
  python -m w2vlib neighbors you year car --vectors vectors.npz
  python -m w2vlib explorer --vectors vectors.npz --out explorer.html
"""

TRAIN_EXAMPLES = """\
examples:
  a first try, some seconds:
    python -m w2vlib train --corpus toy --epochs 5
  a large text, as word2vec would be set for it, in four threads:
    python -m w2vlib train --corpus big.txt --min-count 5 --subsample 0.001 \\
      --dynamic-window --threads 4 --checkpoint big_run.npz --out big.bin
  the same command with --resume goes on after Ctrl-C or a power cut
"""

TRAINERS = {"cbow": train_cbow, "skip-gram": train_skip_gram}
LARGE = 100_000_000  # bytes: a text above this is not read into memory


def main(argv=None):
    """Run one command.

    Returns
    -------
    code : int
        0 if it worked, 2 if it was asked for something that cannot be, 130 if it was stopped
        before anything could be saved.
    """
    args = _parser().parse_args(argv)
    try:
        args.run(args)
    except (ImportError, OSError, ValueError, KeyError, FloatingPointError, MemoryError) as error:
        print(f"python -m w2vlib {args.command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"python -m w2vlib {args.command}: stopped at once", file=sys.stderr)
        return 130
    return 0


def train(args):
    """Train word vectors on a corpus and save them."""
    _check_writable(args.out)
    if args.resume and args.checkpoint is None:
        raise ValueError("--resume needs --checkpoint FILE, the file to go on from")
    if args.checkpoint is not None and args.checkpoint.resolve() == args.out.resolve():
        raise ValueError(f"--checkpoint and --out must be two files, but both are {args.out}")
    corpus, word_to_id, id_to_word, title = _load(args.corpus, args.min_count)
    print(f"Training on {title}: {len(corpus):,} words, {len(word_to_id):,} different ones.")
    trained = TRAINERS[args.model](
        corpus,
        len(word_to_id),
        args.dim,
        args.window,
        args.negative,
        epochs=args.epochs,
        engine=args.engine,
        threads=args.threads,
        dynamic_window=args.dynamic_window,
        subsample=args.subsample,
        lr=args.lr,
        batch_size=args.batch_size,
        seed=args.seed,
        checkpoint=args.checkpoint,
        resume=args.resume,
    )
    save_vectors(args.out, trained.word_vecs, id_to_word)
    print(
        f"Went over {trained.words:,} words in {trained.seconds:.1f} s: "
        f"{trained.words_per_second:,.0f} words/s with the engine {trained.engine}."
    )
    print(f"Saved {len(word_to_id):,} vectors of length {args.dim} to {args.out}.")
    if trained.interrupted and args.checkpoint is not None:
        print("Nothing is lost: the same command with --resume goes on.")
    elif trained.interrupted:
        print("What was learnt is saved. With --checkpoint FILE, training could also go on.")


def _load(name, min_count):
    """Load a corpus, from a large text file by way of the cache, where its ids stay on disk."""
    check_positive_int(min_count, "--min-count")
    if name in ("auto", "toy", "ptb") or not Path(name).is_file():
        if min_count > 1:
            raise ValueError(f"--min-count is for text files, but --corpus {name} came")
        return load_corpus(name)
    if min_count > 1 or Path(name).stat().st_size > LARGE:
        return *cached_corpus(name, min_count), name
    return load_corpus(name)


def neighbors(args):
    """Print the nearest words of each query."""
    word_vecs, word_to_id, id_to_word = load_vectors(args.vectors)
    for word in args.words:
        most_similar(word, word_to_id, id_to_word, word_vecs, args.top)


def explorer(args):
    """Save a map of words, their neighbours and analogies, to be looked at in a browser."""
    word_vecs, _, id_to_word = load_vectors(args.vectors)
    counts, about = None, f"first words of {args.vectors.name}"
    if args.corpus is not None:
        corpus, _, corpus_words, title = load_corpus(args.corpus)
        counts = {corpus_words[i]: int(times) for i, times in enumerate(np.bincount(corpus))}
        about = f"most frequent words of {title}"
    shown = save_for_explorer(
        args.out, word_vecs, id_to_word, counts=counts, limit=args.words, about=about
    )
    print(f"Saved the {shown:,} {about} to {args.out}.")


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m w2vlib",
        description="Train word vectors, and look at the neighbours of words.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)

    _add_train(commands)
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

    command = commands.add_parser(
        "explorer",
        help="make a page with a map of the words",
        description="Make a page with a map of the words, their neighbours and analogies.\n"
        "It needs no other file and no network; any browser shows it.",
        formatter_class=_Help,
    )
    command.add_argument("--vectors", type=Path, default=Path("vectors.npz"), help="saved vectors")
    command.add_argument(
        "--corpus",
        metavar="toy|ptb|FILE",
        help="show the words that are most frequent in this text; without it, the first words "
        "of the vectors' file",
    )
    command.add_argument("--words", type=int, default=2000, metavar="N", help="words to show")
    command.add_argument(
        "--out",
        type=Path,
        default=Path("explorer.html"),
        help="where to save: .html for a page, .js for its data alone, as this course's book "
        "loads it",
    )
    command.set_defaults(run=explorer)

    # __main__ runs it, before anything is imported that may be missing; here it is for the help
    commands.add_parser("doctor", help="say what this computer lacks for the course")
    return parser


def _add_train(commands):
    command = commands.add_parser(
        "train",
        help="train word vectors on a corpus",
        description="Train word vectors with negative sampling, and save them.\n"
        "Ctrl-C stops early and saves what was learnt.",
        epilog=TRAIN_EXAMPLES,
        formatter_class=_Help,
    )
    command.set_defaults(run=train)

    files = command.add_argument_group("from what, to where")
    files.add_argument(
        "--corpus",
        default="auto",
        metavar="toy|ptb|FILE",
        help="the toy treebank, the Penn Treebank, or a text file of any size; "
        "auto is the Penn Treebank where it is on this computer, else the toy treebank",
    )
    files.add_argument(
        "--min-count",
        type=int,
        default=1,
        metavar="N",
        help="words of a text file that occur less often become <unk>",
    )
    files.add_argument(
        "--out",
        type=Path,
        default=Path("vectors.npz"),
        help="where to save: .npz for NumPy; .txt, .vec or .bin for other word2vec tools",
    )

    model = command.add_argument_group("what is learnt")
    model.add_argument(
        "--model",
        choices=TRAINERS,
        default="cbow",
        help="cbow guesses a word from those around it, skip-gram those around from the word",
    )
    model.add_argument("--dim", type=int, default=100, metavar="H", help="length of a word vector")
    model.add_argument("--window", type=int, default=5, metavar="W", help="words seen on each side")
    model.add_argument(
        "--dynamic-window",
        action="store_true",
        help="draw each window from 1 to W words: near words then count more",
    )
    model.add_argument(
        "--negative", type=int, default=5, metavar="K", help="negative samples per word"
    )
    model.add_argument(
        "--subsample",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="leave out part of the words that make up more than this share of the text; "
        "0.001 is usual for a large text, 0 keeps all",
    )

    how = command.add_argument_group("how it is trained")
    how.add_argument("--epochs", type=int, default=10, metavar="N", help="times over the corpus")
    how.add_argument(
        "--engine",
        choices=ENGINES,
        default="compiled",
        help="compiled is the fastest, and takes some seconds more the first time; vectorized "
        "is NumPy alone, and takes its place where Numba does not work; layers is the book's "
        "own code",
    )
    how.add_argument(
        "--threads",
        type=int,
        default=1,
        metavar="N",
        help="parts of the text in work at once, one for each core at most",
    )
    how.add_argument(
        "--batch-size", type=int, metavar="B", help="words per update (default: the engine's)"
    )
    how.add_argument("--lr", type=float, help="learning rate at the start (default: the engine's)")
    how.add_argument("--seed", type=int, metavar="N", help="makes the same vectors again")

    long = command.add_argument_group("a long run")
    long.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        help="keep the state of the run in this .npz file, each minute and on Ctrl-C",
    )
    long.add_argument(
        "--resume", action="store_true", help="go on from the checkpoint, with the same options"
    )


class _Help(argparse.ArgumentDefaultsHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Shows defaults where there are any, and examples as they are written."""

    def _get_help_string(self, action):
        if action.default in (None, False):
            return action.help
        return super()._get_help_string(action)


def _check_writable(path):
    # before the hours of training, not after them
    if path.suffix.lower() not in (".npz", ".txt", ".vec", ".bin"):
        raise ValueError(f"--out must end in .npz, .txt, .vec or .bin, but {path} came")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"--out: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(f"--out: the folder {path.parent} cannot be written to")
