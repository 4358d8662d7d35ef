import pytest

from gan_desktop.app.budget import MOST_SAVED_S, SHARE, MeasuringBudget


def test_spends_a_tenth_of_what_training_takes() -> None:
    """Whatever a measurement costs: it is taken when the balance allows, and no oftener."""
    for cost in (0.001, 0.004, 0.02):
        budget, trained, spent = MeasuringBudget(), 0.0, 0.0
        for _ in range(20_000):
            budget.earn(0.005)
            trained += 0.005
            if budget.balance >= 0:
                budget.spend(cost)
                spent += cost
        assert spent <= SHARE * trained + MOST_SAVED_S + cost
        assert spent >= min(0.9 * SHARE * trained, 20_000 * cost)
        assert budget.share <= SHARE * 1.05


def test_saves_up_no_more_than_a_burst() -> None:
    budget = MeasuringBudget()
    budget.earn(1000)
    assert budget.balance == MOST_SAVED_S


def test_the_share_is_that_of_lately() -> None:
    budget = MeasuringBudget()
    assert budget.share == 0
    for _ in range(40):
        budget.earn(0.05)
        budget.spend(0.002)
    assert budget.share == pytest.approx(0.04)
    fresh = MeasuringBudget()
    fresh.earn(0.1)
    fresh.spend(0.5)
    assert fresh.share == 0
    for _ in range(10_000):
        budget.earn(0.01)
    assert budget.share < 0.001


@pytest.mark.parametrize("cost", [0.001, 0.03, 0.16, 1.0])
def test_the_share_that_is_shown_keeps_the_promise_at_every_moment(cost) -> None:
    """Also in the first seconds, and in the very one of a long measurement."""
    budget, trained, spent, shown = MeasuringBudget(), 0.0, 0.0, []
    for _ in range(4000):
        budget.earn(0.02)
        trained += 0.02
        if budget.balance >= 0:
            budget.spend(cost)
            spent += cost
        shown.append(budget.share)
    assert max(shown) < 0.1
    # And it is no other figure than the true one, seen over a long time.
    assert sum(shown) / len(shown) == pytest.approx(spent / trained, rel=0.15)
