def take_rows(W, idx):
    return W[idx]
