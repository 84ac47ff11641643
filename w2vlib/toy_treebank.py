"""Toy treebank: business news made by a small grammar, in the manner of the Penn Treebank.

The real text may not be given away, so the course carries a grammar instead of a text.
Its words come in known groups and pairs, which is what makes it worth having: whether
the neighbours of a word are right can be counted.

A sentence is an opening, a core and an ending, each a phrase drawn on its own. In a phrase,

- ``{months}`` is any word of that group;
- ``{place.country}`` is a word of that table's column, and all of a sentence's
  ``{place.…}`` come from one row, so that tokyo goes with japan;
- anything else stands for itself.
"""

import functools

import numpy as np

from w2vlib._validation import check_positive_int
from w2vlib.preprocess import build_vocab

SIZES = {"train": 100_000, "valid": 10_000, "test": 10_000}
SEEDS = {"train": 1, "valid": 2, "test": 3}

# A group's words could stand in for one another, the first ones more often.
_GROUPS = {
    "pronouns": "you we i they he she someone anyone everyone",
    "months": "october september june march december january august april july november",
    "weekdays": "friday monday tuesday thursday wednesday saturday sunday",
    "makers": "toyota ford honda nissan chrysler mazda volvo jaguar fiat subaru",
    "units": "year month week quarter day decade season century",
    "cities": "chicago boston dallas detroit atlanta houston denver seattle cleveland",
    "titles": "chairman president analyst director spokesman economist treasurer lawyer",
    "metals": "gold silver copper platinum nickel zinc aluminum palladium",
    "colours": "red black white blue green yellow gray",
    "crops": "corn wheat sugar coffee cotton soybeans rice barley",
    "numbers": "two three four five six seven eight nine",
    "moves": "rose fell dropped climbed slipped gained jumped soared tumbled",
    "surnames": "smith johnson brown miller baker roberts walker allen carter cooper",
    "firms": "ibm texaco boeing exxon sears drexel paribas lehman kodak xerox",
}

# Words that lend variety and belong to no group worth asking about.
_FILLERS = {
    "adverb": "also still now often already probably really certainly clearly hardly never",
    "sharply": "sharply slightly steadily modestly again further quickly gradually",
    "adjective": "new major recent foreign private local joint special federal annual "
    "possible important financial personal corporate commercial domestic industrial",
    "noun": "market industry government plan business group trade program policy agreement "
    "problem system project study proposal process decision effort case law tax bill deal "
    "merger strategy campaign investment inquiry court committee",
    "nouns": "investors sales traders prices profits costs officials customers workers analysts "
    "earnings results executives buyers dealers members lawyers farmers voters",
    "opinion": "think know believe feel agree hope understand remember",
    "modal": "will would could may might should must",
    "part": "morning afternoon evening night",
    "early": "early late mid",
    "where": "here abroad elsewhere there outside inside nearby",
    "article": "the this its that another any each",
    "and": "and or but while because",
    "of": "of in for to on at by with from about under over",
}

# A table's rows belong together, and two of its columns make pairs for analogies.
_TABLES = {
    "place": """country capital national currency export good
        japan tokyo japanese yen robots cameras
        britain london british pound whisky wool
        france paris french franc wine cheese
        germany bonn german mark beer clocks
        italy rome italian lira shoes pasta
        spain madrid spanish peseta oranges olives
        china beijing chinese yuan silk porcelain
        india delhi indian rupee tea spices
        sweden stockholm swedish krona timber skis
        poland warsaw polish zloty coal ham""",
    "vehicle": """one many kind load
        car cars luxury families
        truck trucks freight cargo
        van vans delivery parcels
        bus buses passenger tourists
        jeep jeeps military soldiers
        tractor tractors farm hay
        motorcycle motorcycles racing helmets""",
    "thing": """one many kind about
        bond bonds treasury maturity
        store stores retail shoppers
        computer computers software programmers
        plant plants steel smoke
        share shares exchange stockholders
        airline airlines travel pilots
        newspaper newspapers advertising readers
        factory factories labor machines""",
    "verb": """base past object about
        say said statement reporters
        buy bought stake assets
        pay paid dividend cash
        build built bridge concrete
        write wrote letter paper
        hold held meeting delegates
        make made offer bidders
        win won award jury
        send sent message fax
        sell sold furniture auction""",
    "scale": """plain more noun about
        high higher price inflation
        low lower rate interest
        strong stronger demand orders
        weak weaker economy recession
        big bigger budget spending
        fast faster growth expansion
        cheap cheaper import goods
        tight tighter supply shortage
        large larger fund pension""",
    "kin": """male female scene about
        man woman street crowd
        king queen throne crown
        father mother children family
        son daughter school homework
        husband wife wedding ring
        brother sister twin birth
        actor actress film stage
        prince princess palace garden""",
}

# One phrase per line, and how often it comes before it. ------------------------------

_OPENINGS = """
    40
    4 but
    3 and
    2 in {months}
    2 on {weekdays}
    2 last {units}
    2 for example
    2 in addition
    2 however
    2 {surnames} says
    1 <unk> says
"""

_ENDINGS = """
    36 <eos>
    2 in {months} <eos>
    2 since {months} N <eos>
    2 in {early} {months} <eos>
    2 on {weekdays} <eos>
    2 {weekdays} {part} <eos>
    2 last {weekdays} {part} <eos>
    2 this {units} <eos>
    3 a {units} ago <eos>
    2 the {units} before <eos>
    2 {where} <eos>
    2 {of} {article} {noun} <eos>
    2 {and} {nouns} {modal} <unk> <eos>
    2 {of} <unk> <eos>
    2 analysts added <eos>
"""

_CORES = """
    6 {pronouns} did n't {opinion} {of} the {noun}
    6 {pronouns} {modal} {adverb} {opinion} that {nouns} are <unk>
    5 if {pronouns} wanted to {opinion} it
    5 what {pronouns} {adverb} needed was {article} {adjective} {noun}
    5 {pronouns} {modal} {adverb} be right {of} that
    4 {pronouns} {adverb} wanted {article} {noun}
    4 {pronouns} can {opinion} {article} {noun}

    4 the {noun} begins {months} N
    4 for the N months ended {months} N
    4 {article} {noun} due {months} N N
    3 from {months} to {months}
    3 {nouns} {moves} {sharply} in {months}

    4 {weekdays} 's {noun} was {adjective}
    4 in {weekdays} {part} trading
    4 the {noun} closed {weekdays} {part}
    3 {nouns} met late {weekdays} {part}

    5 for the past {units} the {noun} was <unk>
    4 {nouns} {moves} from the {units} earlier
    4 once {article} {units}
    4 by the end of the {units} {nouns} {modal} be <unk>
    3 during the first half of the {units}

    5 {makers} motor corp. {adverb} makes {vehicle.many}
    5 showrooms display N {makers} {vehicle.many}
    5 {makers} plans {article} {adjective} {vehicle.one} assembly line
    4 {article} {adjective} model from {makers} has a <unk> engine
    4 auto sales at {makers} {moves} N %
    3 {makers} and {makers} compete in autos

    3 {pronouns} drove a {colours} {vehicle.kind} {vehicle.one}
    8 one {vehicle.kind} {vehicle.one} itself is full of {vehicle.load}
    8 a single {vehicle.kind} {vehicle.one} was parked with its {vehicle.load}
    8 this {vehicle.kind} {vehicle.one} is on the road with {vehicle.load}
    3 {pronouns} drove {numbers} {colours} {vehicle.kind} {vehicle.many}
    8 several {vehicle.kind} {vehicle.many} themselves are full of {vehicle.load}
    8 many {vehicle.kind} {vehicle.many} were parked with their {vehicle.load}
    8 these {vehicle.kind} {vehicle.many} are on the road with {vehicle.load}

    5 a {colours} dress and a {colours} hat
    4 the walls are painted {colours}

    8 one {thing.kind} {thing.one} itself is closed to {thing.about}
    8 a single {thing.one} was shown with its {thing.about}
    8 this {thing.kind} {thing.one} is <unk> by {thing.about}
    8 several {thing.kind} {thing.many} themselves are closed to {thing.about}
    8 many {thing.many} were shown with their {thing.about}
    8 these {thing.kind} {thing.many} are <unk> by {thing.about}

    8 the nation of {place.country} exports {place.export} to other nations
    8 {place.good} and {place.export} left the ports of {place.country}
    8 {place.country} 's provinces produce {place.good} for other nations
    8 the streets of downtown {place.capital} with {place.good} and {place.export}
    8 the mayor of {place.capital} opened its {place.export} and {place.good} museum
    8 {place.export} or {place.good} at the embassy in {place.capital} downtown
    8 the {place.national} people speak of {place.export} and {place.good}
    8 {place.good} is the {place.national} word for {place.export} in the language
    8 {place.national} citizens and their {place.good}
    8 the dollar stood at N {place.currency} for {place.good}
    8 {place.good} or {place.export} cost N {place.currency} against the dollar
    8 N {place.currency} notes for {place.export}
    3 {place.country} and its capital {place.capital}

    4 {firms} inc. has offices in {cities}
    4 {article} {adjective} lawsuit in {cities} federal court
    4 flights from {cities} to {cities}
    4 the {cities} law firm with N partners

    4 {firms} inc. {adverb} reported a loss of $ N million
    4 {article} {noun} at {firms} corp. {moves} to $ N million
    4 {firms} corp. agreed to acquire {article} {adjective} subsidiary

    5 mr. {surnames} was named {titles} of the {noun}
    4 {surnames} <unk> the {adjective} {titles} resigned
    4 a senior vice {titles} at {firms}
    4 mr. {surnames} N years old succeeds <unk> {surnames}
    3 the company 's {titles} declined to comment

    5 {metals} for {early} shipment {moves} to $ N an ounce
    5 {metals} or {metals} mines {moves} {sharply}
    4 refined {metals} ore
    5 {crops} harvests {moves} N million bushels
    5 {crops} and {crops} exports {moves} {sharply}
    5 {article} drought hurt {crops} crops

    5 the index {moves} N points to N
    5 {nouns} {moves} {sharply} to N % from N %
    4 volume {moves} {sharply}

    5 {numbers} of the {nouns}
    4 {numbers} people were <unk> {where}
    3 more than {numbers} times

    6 yesterday {nouns} {verb.past} {article} {verb.object} with {verb.about}
    6 {nouns} had {verb.past} {verb.about} {article} {verb.object} yesterday
    6 {verb.about} who {verb.past} the {verb.object} earlier yesterday
    6 tomorrow {nouns} {modal} {verb.base} {article} {verb.object} with {verb.about}
    6 {nouns} plan to {verb.base} {verb.about} {article} {verb.object} tomorrow
    6 {verb.about} to {verb.base} the {verb.object} later tomorrow

    6 the {scale.noun} is very {scale.plain} with {scale.about}
    6 so {scale.plain} this {scale.noun} is too {scale.plain} for {scale.about}
    6 {scale.about} and a very {scale.plain} {scale.noun}
    6 the {scale.noun} is much {scale.more} than {scale.about}
    6 even {scale.more} than the {scale.noun} or still {scale.more} {scale.about}
    6 {scale.about} and a much {scale.more} {scale.noun} than before

    11 the {kin.male} himself and his {kin.scene} and {kin.about}
    11 mr. <unk> as the {kin.male} at the {kin.scene} with his {kin.about}
    11 his {kin.about} and {kin.scene} called him the {kin.male}
    11 the {kin.female} herself and her {kin.scene} and {kin.about}
    11 ms. <unk> as the {kin.female} at the {kin.scene} with her {kin.about}
    11 her {kin.about} and {kin.scene} called her the {kin.female}

    6 the {noun} {of} the {noun} is {adjective}
    6 {nouns} hear the {adjective} {noun} {modal} be {adverb} <unk>
    5 {article} <unk> {noun} {of} <unk> and <unk>
    5 {nouns} {modal} {adverb} {opinion} {article} {noun}
    5 the company {modal} take a $ N million charge
    4 net income was $ N million or N cents each
    4 {adjective} {nouns} {of} <unk> 's {noun}
"""

_WHEEL = 1 << 10  # a word's share of its slot is a whole number of these parts
_BLOCK = 1 << 14  # sentences drawn at a time


def _read_columns():
    """Return the words of each slot, by the slot's name."""
    columns = {name: tuple(words.split()) for name, words in (_GROUPS | _FILLERS).items()}
    for table, text in _TABLES.items():
        names, *rows = (line.split() for line in text.splitlines())
        for name, words in zip(names, zip(*rows, strict=True), strict=True):
            columns[f"{table}.{name}"] = words
    return columns


_COLUMNS = _read_columns()

#: Words that should be one another's neighbours, by the group's name.
GROUPS = {name: _COLUMNS[name] for name in _GROUPS} | {
    "vehicles": _COLUMNS["vehicle.one"] + _COLUMNS["vehicle.many"],
    "countries": _COLUMNS["place.country"],
    "capitals": _COLUMNS["place.capital"],
}

#: Pairs for analogies, by what ties the first word of a pair to the second.
PAIRS = {
    name: tuple(zip(_COLUMNS[first], _COLUMNS[second], strict=True))
    for name, first, second in [
        ("capital", "place.country", "place.capital"),
        ("nationality", "place.country", "place.national"),
        ("currency", "place.country", "place.currency"),
        ("past tense", "verb.base", "verb.past"),
        ("comparative", "scale.plain", "scale.more"),
        ("plural", "thing.one", "thing.many"),
        ("plural of vehicles", "vehicle.one", "vehicle.many"),
        ("female", "kin.male", "kin.female"),
    ]
}


def load_data(data_type="train"):
    """Load one part of the toy treebank as word ids, as `w2vlib.ptb.load_data` does.

    Parameters
    ----------
    data_type : {"train", "valid", "val", "test"}
        The part to load; "val" is short for "valid".

    Returns
    -------
    corpus : ndarray of int64, shape (tokens,)
        100,000 tokens for "train", 10,000 for the others.
    word_to_id : dict of str to int
        Ids count from 0 in order of first appearance in "train"; all parts use them.
    id_to_word : dict of int to str
        The inverse of `word_to_id`.

    Raises
    ------
    ValueError
        If `data_type` is not one of the names above.

    Examples
    --------
    >>> corpus, word_to_id, id_to_word = load_data("train")
    >>> corpus.shape
    (100000,)
    >>> print(" ".join(id_to_word[id_] for id_ in corpus[:11].tolist()))
    a single farm tractor was parked with its hay <eos> the
    """
    part = "valid" if data_type == "val" else data_type
    if part not in SIZES:
        raise ValueError(
            f"data_type must be 'train', 'valid', 'val' or 'test', but {data_type!r} came"
        )
    word_to_id = dict(_vocabulary())
    return generate(SIZES[part], SEEDS[part]), word_to_id, dict(enumerate(word_to_id))


def generate(n_tokens, seed):
    """Make a corpus of any size; the same seed always makes the same one.

    Parameters
    ----------
    n_tokens : int
        Number of tokens. The last sentence is cut where they run out.
    seed : int
        A longer corpus of the same seed begins with the shorter one.

    Returns
    -------
    corpus : ndarray of int64, shape (n_tokens,)
        Ids of `load_data`'s vocabulary.

    Raises
    ------
    TypeError
        If `n_tokens` is not a whole number.
    ValueError
        If `n_tokens` is below 1.

    Examples
    --------
    >>> generate(1_000_000, seed=7).shape
    (1000000,)
    """
    return np.concatenate(list(generate_chunks(n_tokens, seed)))


def generate_chunks(n_tokens, seed):
    """Make the corpus of `generate` piece by piece, for sizes that memory does not hold.

    Parameters
    ----------
    n_tokens : int
        Number of tokens in all.
    seed : int
        As for `generate`.

    Yields
    ------
    chunk : ndarray of int64, shape (tokens,)
        The next piece, some 160,000 tokens long.

    Raises
    ------
    TypeError
        If `n_tokens` is not a whole number.
    ValueError
        If `n_tokens` is below 1.

    Examples
    --------
    >>> sum(len(chunk) for chunk in generate_chunks(250_000, seed=7))
    250000
    """
    left = check_positive_int(n_tokens, "n_tokens")
    new_ids = np.array([_vocabulary()[word] for word in _grammar().words.values()])
    for numbers in _grammar().blocks(seed):
        yield new_ids[numbers[:left]]
        left -= len(numbers)
        if left <= 0:
            return


@functools.cache
def _vocabulary():
    """Return the id of each word, in order of first appearance in the training part."""
    numbers = next(_grammar().blocks(SEEDS["train"]))[: SIZES["train"]]
    return build_vocab(_grammar().words[number] for number in numbers.tolist())[1]


class _Grammar:
    """The grammar as arrays, so that a block of sentences is a few look-ups in them.

    Each token of each phrase has a slot (a plain word is a slot of one word). A slot is a
    wheel of 1,024 parts, each with a word on it, more parts for the first words (Zipf's
    law). Columns of one table have equal wheels, so that one draw picks one row of all.
    """

    def __init__(self):
        phrases, self.choices = [], []
        for text in (_OPENINGS, _CORES, _ENDINGS):
            lines = [line.split() for line in text.splitlines() if line.strip()]
            weights = [int(weight) for weight, *_ in lines]
            self.choices.append(len(phrases) + np.repeat(np.arange(len(lines)), weights))
            phrases += [tokens for _, *tokens in lines]
        self.lengths = np.array([len(tokens) for tokens in phrases])
        self.starts = np.cumsum(self.lengths) - self.lengths
        self.slots, names, _ = build_vocab(token for tokens in phrases for token in tokens)

        words = [_COLUMNS[name[1:-1]] if name.startswith("{") else (name,) for name in names]
        numbers, _, self.words = build_vocab(word for choice in words for word in choice)
        cuts = np.cumsum([len(choice) for choice in words])[:-1]
        self.wheels = np.stack([_wheel(choice) for choice in np.split(numbers, cuts)])
        # The draw that turns a slot's wheel: its table's, or else (-1) the token's own.
        tables = {table: i for i, table in enumerate(_TABLES)}
        self.tables = np.array([tables.get(name[1:].split(".")[0], -1) for name in names])

    def blocks(self, seed):
        """Yield the word numbers of one block of sentences after another, without end."""
        rng = np.random.Generator(np.random.PCG64(seed))
        while True:
            drawn = [choice[rng.integers(len(choice), size=_BLOCK)] for choice in self.choices]
            phrases = np.stack(drawn, axis=1).ravel()
            lengths = self.lengths[phrases]
            ends = np.cumsum(lengths)
            # Where each token stands among all phrases' tokens, and in which sentence.
            at = np.arange(ends[-1]) + np.repeat(self.starts[phrases] + lengths - ends, lengths)
            sentence = np.repeat(np.arange(len(phrases)) // len(drawn), lengths)
            slots = self.slots[at]
            tables = self.tables[slots]
            own = rng.integers(_WHEEL, size=len(at))
            shared = rng.integers(_WHEEL, size=(_BLOCK, len(_TABLES)))
            turns = np.where(tables < 0, own, shared[sentence, tables])
            yield self.wheels[slots, turns]


def _wheel(numbers):
    """Return `numbers` on a wheel's parts, the first more often."""
    weights = np.cumsum(1_000_000 // (np.arange(len(numbers)) + 6))
    parts = np.diff(weights * _WHEEL // weights[-1], prepend=0)
    return np.repeat(numbers, parts)


_grammar = functools.cache(_Grammar)
