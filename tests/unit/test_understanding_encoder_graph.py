import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from understanding.encoder_graph import BLOCK, in_eight_bits


@given(seed=st.integers(0, 1000), size=st.sampled_from([1e-6, 1.0, 1e4]))
def test_a_weight_in_eight_bits_is_off_by_half_a_step_at_most(seed: int, size: float) -> None:
    weight = np.random.default_rng(seed).normal(0, size, (3, 2 * BLOCK)).astype(np.float32)
    steps, scales = in_eight_bits(weight)
    assert steps.shape == (3, 2, BLOCK)
    assert scales.shape == (3, 2)
    again = (steps.astype(np.float64) - 128) * scales[..., np.newaxis]
    assert np.all(
        np.abs(again.reshape(weight.shape) - weight).reshape(steps.shape)
        <= 0.5001 * scales[..., np.newaxis]
    )


def test_a_block_of_zeros_stays_zero() -> None:
    steps, scales = in_eight_bits(np.zeros((1, BLOCK), np.float32))
    assert np.all((steps.astype(int) - 128) * scales[..., np.newaxis] == 0)
