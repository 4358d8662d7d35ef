"""Errors that cross threads and processes keep what they say."""

import pickle

from gan_desktop.core.errors import DivergedError, GanDesktopError, InvalidValueError


def test_diverged_says_where_and_what() -> None:
    error = DivergedError(12_345, "generator", "loss nan")
    assert str(error) == "Training diverged at step 12,345: loss nan of the generator."
    assert (error.step, error.network) == (12_345, "generator")
    assert isinstance(error, GanDesktopError)


def test_diverged_survives_pickle() -> None:
    error = pickle.loads(pickle.dumps(DivergedError(7, "generator", "loss inf")))  # noqa: S301
    assert (error.step, error.network, error.what) == (7, "generator", "loss inf")
    assert str(error) == str(DivergedError(7, "generator", "loss inf"))


def test_invalid_value_carries_its_path_and_is_a_value_error() -> None:
    error = InvalidValueError("no", "training.seed")
    assert (str(error), error.path) == ("no", "training.seed")
    assert isinstance(error, ValueError)
    assert InvalidValueError("no").path == ""
