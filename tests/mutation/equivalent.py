"""Mutants that are no mistakes: they pass every check, and why they should.

Each line is one or more targets, a pattern that the mutant's id must match as a whole, and a
reason that can be verified by reading the model solution in ``solutions/``.
"""

import re

LAYERS = ("Embedding", "EmbeddingDot", "SigmoidWithLoss")
FLOATS = ("take_rows", "power_distribution", "word_distribution", *LAYERS, "NegativeSamplingLoss")

EQUIVALENT = [
    # numbers of the right kind stay of that kind
    ((*FLOATS, "CBOW"), r"dtype at \d+: .*\.astype\(float\)", "Floats stay floats."),
    (
        ("count_ids", "UnigramSampler", "BatchSampler"),
        r"dtype at \d+: .*\.astype\(int\)",
        "Ids stay integers.",
    ),
    (
        ("CBOW",),
        r"call at [34]: (.*)\.astype\(np\.float32\) -> \1",
        "The task leaves the width of the floats open.",
    ),
    (
        ("NegativeSamplingLoss",),
        r"(argument|dtype) at 1[56]: .*(np\.(ones|zeros)\(len\(target\)\)|dtype=np\.float32)",
        "Labels 0.0 and 1.0 are labels too.",
    ),
    # set before it is read
    (
        LAYERS,
        r"(statement-deletion|stored-name|constant) at [2356]: .*(self\.(idx|cache)|None).*",
        "forward sets it before backward reads it.",
    ),
    (("Adam",), r"stored-name at 5: self\.v -> self\.v_", "The first update sets it."),
    (("Adam",), r"other-name at 8: self\.m -> self\.v", "m and v are None together."),
    (
        ("Adam",),
        r"argument at 13: zip\(.*\) -> zip\(params, grads, self\.v, self\.m\)",
        "Two lists of zeros of the same shapes: each serves as well as the other.",
    ),
    (
        ("Adam",),
        r"other-name at (9|10): params -> grads",
        "A gradient has the shape of its weight, and zeros are made from the shape.",
    ),
    (
        ("UnigramSampler",),
        r"call at 14: np\.zeros\(.*",
        "Every row of the array is filled before it is returned.",
    ),
    (
        ("UnigramSampler",),
        r"in-place at 19: negative_sample\[b\] = .* -> negative_sample\[b\] \+= .*",
        "What is added to is zero.",
    ),
    # two ways to write one thing
    (
        ("UnigramSampler", "NegativeSamplingLoss", "CBOW", "Adam"),
        r"in-place at \d+: ([\w.]+) ([-+*/])= (.*) -> \1 = \1 \2 \3",
        "The name is bound to the same values, and nobody else holds the old array or list.",
    ),
    (
        ("NegativeSamplingLoss", "CBOW"),
        r"in-place at \d+: ([\w.]+) = \1 ([-+*/]) (.*) -> \1 \2= \3",
        "The array belongs to this call, and nobody else holds it.",
    ),
    (
        ("remove_duplicate",),
        r"in-place at 6: .* -> totals\[i\] \+= grad",
        "The task allows the gradients to be changed.",
    ),
    (
        ("NegativeSamplingLoss", "CBOW", "remove_duplicate"),
        r"unpacking at \d+: .* = \(\[\], \[\]\) -> .*",
        "Two empty lists change places.",
    ),
    (
        ("SigmoidWithLoss",),
        r"argument at [67]: np\.logaddexp\((.+), (.+)\) -> np\.logaddexp\(\2, \1\)",
        "The function is symmetrical.",
    ),
    (
        ("SigmoidWithLoss", "NegativeSamplingLoss", "train_word_vectors"),
        r"other-name at (5|6|11|15|16): target -> (h|contexts|order|negative_sample|yes)"
        r"|other-name at 11: t -> y",
        "Only the length is asked for, and it is the same.",
    ),
    (
        ("EmbeddingDot",),
        r"constant at 15: 1 -> 2",
        "To NumPy's reshape any negative length is the one to work out.",
    ),
    # made to sum to 1 later anyway
    (
        ("word_distribution",),
        r"\w+ at 3: counts.*",
        "power_distribution divides by the sum, whatever factor is left in.",
    ),
    (
        ("UnigramSampler",),
        r"(arithmetic|statement-deletion|call) at 7: .*",
        "Each row's probabilities are divided by their sum once more.",
    ),
    (
        ("UnigramSampler",),
        r"call at 6: counts\.astype\(float\) -> counts",
        "An integer to a fractional power is a float.",
    ),
    (
        ("BatchSampler",),
        r"call at 12: np\.zeros\(.*|in-place at 13: rows\[:, 0\] = target -> .*",
        "Each place of the rows is filled before it is read; what is added to is zero.",
    ),
    (("SparseCBOW",), r"in-place at 12: .*", "What is added to is zero."),
    (
        ("SparseCBOW",),
        r"argument at 11: np\.zeros\(words\.shape, .*",
        "Labels are 0.0 and 1.0, in whatever precision.",
    ),
    (
        ("SparseCBOW",),
        r"call at [45]: (.*)\.astype\(np\.float32\) -> \1",
        "The task leaves the width of the floats open, of each of the two arrays.",
    ),
    (
        ("SparseCBOW",),
        r"argument at 17: np\.logaddexp\(0, score\) -> np\.logaddexp\(score, 0\)",
        "The function is symmetrical.",
    ),
    (
        ("SparseCBOW",),
        r"dtype at 24: .*\.astype\(float\)",
        "A float stays a float; an array without axes is one number, too.",
    ),
    (
        ("BatchSampler",),
        r"argument at 18: np\.searchsorted\(self\.edges, u, side='right'\) -> .*edges, u\)",
        "The side is asked for only where a random number is an edge exactly, one of 2^53.",
    ),
    (("BatchSampler",), r"other-name at 15: target -> rows", "Only the length is asked for."),
    # another line does the same
    (
        ("UnigramSampler",),
        r"\S+ at (8|9|10): .*",
        "np.random.choice raises a ValueError of its own where there are too few words; "
        "the rest of these lines is the wording of the message.",
    ),
    (
        ("NegativeSamplingLoss",),
        r"(range|constant) at [56]: .*",
        "One layer more than is used: its gradient stays zero, and zip ends before it.",
    ),
    (
        ("train_word_vectors",),
        r"\S+ at 13: .*",
        "What is printed after Ctrl-C is not asked for.",
    ),
    (
        ("BatchSampler",),
        r"(argument|call|other-name) at [56]: .*",
        "A ValueError is asked for; these lines are the wording of its message.",
    ),
    # not asked for
    (
        ("create_contexts_target",),
        r"constant at 1: 1 -> [02]",
        "The task asks for no default of window_size.",
    ),
    (
        ("CBOW",),
        r"argument at 7: NegativeSamplingLoss\(.*",
        "What is left out is the default of NegativeSamplingLoss.",
    ),
    (
        ("most_similar",),
        r"(arithmetic|constant) at 4: (lengths \+ )?1e-08 -> .*",
        "Any number far below the lengths keeps a row of zeros from being divided by zero.",
    ),
]


def reason_for(target, mutant_id):
    """Return why a mutant is no mistake, or None if no reason is known."""
    for targets, pattern, reason in EQUIVALENT:
        if target in targets and re.fullmatch(pattern, mutant_id, re.DOTALL):
            return reason
    return None
