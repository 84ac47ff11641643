def add_rows(W, idx, rows):
    W[idx] += rows
