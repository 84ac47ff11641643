"""Numba kernels: CBOW and skip-gram, block by block, without a pass through memory too many.

One function makes all kernels for one width of rows. A width that the compiler knows turns
each loop over a row into a handful of vector instructions; that alone makes the kernels
twice as fast. Compiled code is kept on disk, once for each width.
"""

from functools import cache

import numpy as np
from numba import njit

from w2vlib.fast.row_sums import LANES, rows_at_once, sums_of_rows, sums_of_rows_transposed
from w2vlib.fast.transpose import transpose_block

#: Rounding may differ in the last digit, but NaN and infinity must stay what they are.
_FAST = {"reassoc", "contract", "arcp", "nsz"}
_OPTIONS = {"nogil": True, "fastmath": _FAST, "error_model": "numpy", "cache": True}
#: A call costs more than what these functions do.
_INLINE = {**_OPTIONS, "forceinline": True}

#: The loss is worked out for one block (skip-gram: one target) of so many; logarithms are slow.
_LOSS_EVERY = 8
_TINY = 1e-300
_LINE = 4 * LANES

_ONE, _HALF = np.float32(1), np.float32(0.5)
_TO_FRACTION = np.float32(2.0**-24)


@njit(**_INLINE)
def random_bits(state):
    """Return the next number of a xorshift generator (Marsaglia, 2003); `state` holds one."""
    x = state[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state[0] = x
    return x


@njit(**_INLINE)
def below(state, n):
    """Return a whole number from 0 to n - 1, by the high half of the random bits."""
    return np.int64(((random_bits(state) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))


@njit(**_INLINE)
def draw_word(state, share, words, others):
    """Draw a word from an alias table, as `BatchSampler` does."""
    column = below(state, len(share))
    height = np.float32(random_bits(state) >> np.uint64(40)) * _TO_FRACTION
    return np.int64(words[column]) if height < share[column] else np.int64(others[column])


@njit(**_OPTIONS)
def zeros(rows, width):
    """Return zeros, float32, of which each row begins with a line of cache."""
    room = np.zeros(rows * width + LANES, np.float32)
    start = -room.ctypes.data % _LINE // 4
    return room[start : start + rows * width].reshape(rows, width)


@njit(**_OPTIONS)
def sigmoid_in_place(x):
    """Replace each number of a float32 array by its sigmoid.

    ``σ(x) = (1 + tanh(x / 2)) / 2``, and tanh as a ratio of polynomials: no exponential, so
    the loop becomes vector instructions. The ratio is Lambert's continued fraction, ended
    after its seventh term. Scores are cut at ±8, where σ is within 0.0004 of 0 or 1; up to
    there the error is below 1e-5. A NaN stays one.
    """
    for i in range(len(x)):
        y = _HALF * x[i]
        if y > np.float32(4):
            y = np.float32(4)
        if y < np.float32(-4):
            y = np.float32(-4)
        q = y * y
        above = y * (np.float32(135135) + q * (np.float32(17325) + q * (np.float32(378) + q)))
        under = np.float32(135135) + q * (
            np.float32(62370) + q * (np.float32(3150) + q * np.float32(28))
        )
        x[i] = _HALF + _HALF * (above / under)


# In these, `width` is a constant wherever they are used.


@njit(**_INLINE)
def dot(a, b, width):
    """Return the inner product of two rows."""
    total = np.float32(0)
    for j in range(width):
        total += a[j] * b[j]
    return total


@njit(**_INLINE)
def dot4(a, b0, b1, b2, b3, width):
    """Return the inner products of one row with four, for which it is read once."""
    t0 = t1 = t2 = t3 = np.float32(0)
    for j in range(width):
        t0 += a[j] * b0[j]
        t1 += a[j] * b1[j]
        t2 += a[j] * b2[j]
        t3 += a[j] * b3[j]
    return t0, t1, t2, t3


@njit(**_INLINE)
def add(to, g, row, width):
    """Add g times a row to another."""
    for j in range(width):
        to[j] += g * row[j]


@cache
def cbow_kernel(width, shared_width):
    """Return a kernel that trains CBOW on one piece of a corpus.

    A block of B targets that stand side by side is learnt from at once, with these savings:

    - Windows of neighbours overlap. Sums of rows from the start of the block are formed
      once; the sum over any window is a difference of two of them. On the way back, each
      gradient is noted where its window begins and ends, and one running sum gives every
      word its part. So a target reads and writes about one row of ``W_in``, not 2w of each,
      and a wide window costs no more than a narrow one.
    - All targets of a block are held against the same negatives. K new ones for each target
      would be K rows of ``W_out`` from far away; these stay in the nearest cache, and scores
      and gradients are products of small matrices. There are more than K negatives, and each
      counts for so much less that a target still has K in all.

    Parameters
    ----------
    width : int
        Numbers in a row of the weights, a multiple of `LANES`.
    shared_width : int
        The number of shared negatives, rounded up to a multiple of `LANES`.
    """
    rows, score_rows = rows_at_once(width), rows_at_once(shared_width)

    @njit(**_OPTIONS)
    def train(
        words, first, last, W_in, W_out, share, table, others, lr, w, dynamic, K, shared, B, state
    ):
        # products work out a few rows at once, and may ask for rows past the last: hence the 8
        sums = zeros(B + 2 * w + 1, width)
        # each target's h, later its dh; zeros before and after stand for no target
        around = zeros(B + 4 * w + 2 + 8, width)
        h = around[2 * w + 1 :]
        tile = zeros(8, width)
        running = np.zeros(width, np.float32)
        negatives = np.zeros(shared, np.int64)
        is_negative = np.zeros(len(W_out), np.bool_)
        N = zeros(shared_width, width)  # the negatives' rows, and transposed
        N_T = zeros(width, shared_width)
        # scores, later lr times minus their gradients; of the targets, and of the negatives
        yes = np.zeros(B, np.float32)
        no = zeros(B + 8, shared_width)
        all_no = no.reshape(-1)
        each = np.float32(K) / np.float32(shared)  # what a negative counts for
        reach = np.full(B, w, np.int64)  # words in the window, on each side
        part = np.full(B, _ONE / np.float32(2 * w), np.float32)
        loss, in_loss = 0.0, 0

        for block, start in enumerate(range(first, last, B)):
            n = min(B, last - start)
            near = words[start - w : start + n + w]
            for k in range(shared):
                negatives[k] = draw_word(state, share, table, others)
                row = W_out[negatives[k]]
                for j in range(width):
                    N[k, j] = row[j]
            for k in range(0, shared_width, LANES):
                for j in range(0, width, LANES):
                    transpose_block(N_T, N, k, j)
            if dynamic:
                for b in range(n):
                    reach[b] = 1 + below(state, w)
                    part[b] = _ONE / np.float32(2 * reach[b])

            # h: the mean of each window, its target left out; and the target's score
            for p in range(n + 2 * w):
                before, row, after = sums[p], W_in[near[p]], sums[p + 1]
                for j in range(width):
                    after[j] = before[j] + row[j]
            for b in range(n):
                low, high = sums[b + w - reach[b]], sums[b + w + reach[b] + 1]
                own, s, mean, row = W_in[near[b + w]], part[b], h[b], W_out[near[b + w]]
                score = np.float32(0)
                for j in range(width):
                    m = s * (high[j] - low[j] - own[j])
                    mean[j] = m
                    score += m * row[j]
                yes[b] = score
            for b in range(0, n, score_rows):
                sums_of_rows(no[b:], b, h, N_T, width, shared_width)

            sigmoid_in_place(yes)
            sigmoid_in_place(all_no)
            if block % _LOSS_EVERY == 0:
                for b in range(n):
                    right, others_left = 1.0, 0  # the probability of all right answers but one
                    for k in range(shared):
                        if negatives[k] != near[b + w]:
                            right *= _ONE - no[b, k]
                            others_left += 1
                    weight = np.float64(K) / max(others_left, 1)
                    loss -= np.log(np.float64(yes[b])) + weight * np.log(max(right, _TINY))
                in_loss += n
            for k in range(shared):
                is_negative[negatives[k]] = True
            for b in range(n):
                yes[b] = lr * (_ONE - yes[b])
                target = near[b + w]
                if is_negative[target]:
                    # not one of its own: the others then count for a little more
                    others_left = 0
                    for k in range(shared):
                        others_left += negatives[k] != target
                    more = np.float32(shared) / np.float32(max(others_left, 1))
                    for k in range(shared):
                        no[b, k] *= more if negatives[k] != target else np.float32(0)
            for k in range(shared):
                is_negative[negatives[k]] = False
            for i in range(n * shared_width):
                all_no[i] *= -lr * each

            # steps down: of the negatives' rows, then of the targets' rows, where h becomes dh
            for k in range(0, shared, rows):
                sums_of_rows_transposed(tile, k, no, h, n, width)
                for t in range(min(rows, shared - k)):
                    add(W_out[negatives[k + t]], _ONE, tile[t], width)
            for b in range(0, n, rows):
                sums_of_rows(tile, b, no, N, shared, width)
                for t in range(min(rows, n - b)):
                    dh, both, row, g = tile[t], h[b + t], W_out[near[b + t + w]], yes[b + t]
                    for j in range(width):
                        # each uses what the other was before
                        mean, old = both[j], row[j]
                        both[j] = dh[j] + g * old
                        row[j] = old + g * mean
            h[n:B] = np.float32(0)

            # each word gets the dh of all windows it stands in, but not of its own
            running[:] = np.float32(0)
            if dynamic:
                # what begins, or is over, at each word
                sums[: n + 2 * w + 1] = np.float32(0)
                for b in range(n):
                    add(sums[b + w - reach[b]], _ONE, h[b], width)
                    add(sums[b + w + reach[b] + 1], -_ONE, h[b], width)
                for p in range(n + 2 * w):
                    row, change, own = W_in[near[p]], sums[p], around[p + w + 1]
                    for j in range(width):
                        now = running[j] + change[j]
                        running[j] = now
                        row[j] += now - own[j]
                sums[0] = np.float32(0)
            else:
                for p in range(n + 2 * w):
                    # the window of target p begins here, that of target p - 2w - 1 is over
                    row, own = W_in[near[p]], around[p + w + 1]
                    begins, over = around[p + 2 * w + 1], around[p]
                    for j in range(width):
                        now = running[j] + (begins[j] - over[j])
                        running[j] = now
                        row[j] += now - own[j]
        return loss / max(in_loss, 1)

    return train


@cache
def skip_gram_kernel(width):
    """Return a kernel that trains skip-gram on one piece of a corpus.

    Each target is held against the words around it (yes) and against negatives (no), which
    all its pairs share: there are more than K, and each counts for so much that every pair
    has K in all. A target's row is read once and written once.
    """

    @njit(**_OPTIONS)
    def train(
        words, first, last, W_in, W_out, share, table, others, lr, w, dynamic, K, shared, B, state
    ):
        ids = np.zeros(2 * w + shared, np.int64)  # the words around, then the negatives
        g = np.zeros(2 * w + shared, np.float32)
        dh = np.zeros(width, np.float32)
        loss, in_loss = 0.0, 0

        for t in range(first, last):
            reach = 1 + below(state, w) if dynamic else w
            pairs = 2 * reach
            for c in range(reach):
                ids[c] = words[t - reach + c]
                ids[reach + c] = words[t + 1 + c]
            for k in range(shared):
                ids[pairs + k] = draw_word(state, share, table, others)
            asked = pairs + shared
            h = W_in[words[t]]

            for i in range(0, asked - 3, 4):
                g[i], g[i + 1], g[i + 2], g[i + 3] = dot4(
                    h, W_out[ids[i]], W_out[ids[i + 1]], W_out[ids[i + 2]], W_out[ids[i + 3]], width
                )
            for i in range(asked - asked % 4, asked):
                g[i] = dot(h, W_out[ids[i]], width)

            # a negative that stands in the window is none
            count = 0
            for k in range(pairs, asked):
                for c in range(pairs):
                    if ids[k] == ids[c]:
                        ids[k] = -1
                        break
                count += ids[k] >= 0
            weight = np.float32(K * pairs) / np.float32(max(count, 1))

            if t % _LOSS_EVERY == 0:
                for i in range(asked):
                    if i < pairs:
                        loss += np.logaddexp(0.0, -np.float64(g[i]))
                    elif ids[i] >= 0:
                        loss += weight * np.logaddexp(0.0, np.float64(g[i]))
                in_loss += pairs

            sigmoid_in_place(g[:asked])
            dh[:] = np.float32(0)
            for i in range(asked):
                if ids[i] >= 0:
                    step = lr * (_ONE - g[i]) if i < pairs else -lr * weight * g[i]
                    row = W_out[ids[i]]
                    for j in range(width):
                        # both use what the other was before
                        old = row[j]
                        row[j] += step * h[j]
                        dh[j] += step * old
            add(h, _ONE, dh, width)
        return loss / max(in_loss, 1)

    return train
