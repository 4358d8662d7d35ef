"""Shares and means, by hand and against SciPy."""

import numpy as np
import pytest
from scipy.stats import binomtest

from gan_desktop.core.verdict.statistics import average, wilson


@pytest.mark.parametrize(
    ("successes", "trials"), [(0, 1), (1, 1), (0, 5), (3, 5), (5, 5), (7, 9), (500, 1000)]
)
def test_the_interval_is_scipys(successes, trials):
    expected = binomtest(successes, trials).proportion_ci(method="wilson")
    assert wilson(successes, trials) == pytest.approx(tuple(expected), abs=1e-12)


def test_the_interval_of_4_out_of_5_by_hand():
    # z² = 3.8415: (0.8 + 0.38415 ± 1.95996 sqrt(0.032 + 0.038415)) / 1.76829
    assert wilson(4, 5) == pytest.approx((0.3755, 0.9638), abs=1e-4)


def test_the_ends_are_exact():
    assert all(wilson(0, n)[0] == 0 and wilson(n, n)[1] == 1 for n in range(1, 200))


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (6, 5), (0, 0)])
def test_what_is_no_share_is_refused(successes, trials):
    with pytest.raises(ValueError, match="is not a share"):
        wilson(successes, trials)


def test_the_error_of_a_mean_by_hand():
    # Of 1, 2, 6: mean 3, variance (4 + 1 + 9) / 2 = 7, error sqrt(7 / 3).
    mean = average([1.0, 2.0, 6.0])
    assert (mean.mean, mean.count) == (3, 3)
    assert mean.standard_error == pytest.approx((7 / 3) ** 0.5)
    values = np.random.default_rng(0).normal(size=11)
    expected = np.std(values, ddof=1) / 11**0.5
    assert average(list(values)).standard_error == pytest.approx(expected)


def test_one_value_has_no_error_and_none_has_no_mean():
    assert average([2.5]).standard_error is None
    assert average([2.5]).mean == 2.5
    assert average([]) is None
