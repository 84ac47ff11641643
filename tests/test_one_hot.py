import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from w2vlib.one_hot import convert_one_hot

VOCAB_SIZE = 7


@given(
    hnp.arrays(
        st.sampled_from([np.int32, np.int64, np.uint8]),
        hnp.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=6),
        elements=st.integers(0, VOCAB_SIZE - 1),
    )
)
def test_each_row_holds_one_1_at_its_id(corpus):
    one_hot = convert_one_hot(corpus, VOCAB_SIZE)
    assert one_hot.shape == (*corpus.shape, VOCAB_SIZE)
    assert one_hot.dtype == np.int32
    np.testing.assert_array_equal(one_hot.sum(axis=-1), np.ones(corpus.shape))
    np.testing.assert_array_equal(one_hot.argmax(axis=-1), corpus)


def test_lists_are_welcome():
    np.testing.assert_array_equal(convert_one_hot([1, 0], 2), [[0, 1], [1, 0]])


@pytest.mark.parametrize("shape", [(), (2, 2, 2)])
def test_other_numbers_of_axes_are_refused(shape):
    with pytest.raises(ValueError, match=r"corpus must have shape \(N,\) or \(N, C\)"):
        convert_one_hot(np.zeros(shape, dtype=int), VOCAB_SIZE)


@pytest.mark.parametrize("bad", [-1, VOCAB_SIZE])
def test_ids_out_of_range_are_refused(bad):
    with pytest.raises(IndexError, match=f"ids from 0 to 6, but it holds {bad}"):
        convert_one_hot(np.array([0, bad]), VOCAB_SIZE)


def test_floats_are_refused():
    with pytest.raises(TypeError, match="its dtype is float64"):
        convert_one_hot(np.array([0.0, 1.0]), VOCAB_SIZE)


@pytest.mark.parametrize(("vocab_size", "error"), [(0, ValueError), (2.0, TypeError)])
def test_vocab_size_must_be_a_count(vocab_size, error):
    with pytest.raises(error, match="vocab_size must be"):
        convert_one_hot(np.array([0]), vocab_size)
