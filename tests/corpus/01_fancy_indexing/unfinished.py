# verdict: rejected


def take_rows(W, idx):
    W[idx].copy()


def count_ids(ids, vocab_size):
    raise NotImplementedError()
