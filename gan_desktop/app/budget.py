"""How much of the training's time measuring, or something else beside it, may take."""

# Less than the tenth that is promised: the last measurement may be ahead of what is earned.
SHARE = 0.08
# Time that is saved up at most: after a long stretch without measuring there is no burst of it.
MOST_SAVED_S = 0.05
# The share that is shown is of about the last so many seconds.
MEMORY_S = 10.0
# Before so much training a share would say nothing.
LEAST_S = 1.0


class MeasuringBudget:
    """Training earns time, measuring spends it; in debt, nothing is measured.

    Args:
        share: of the training's time.

    Attributes:
        balance: seconds that may be spent; below 0 for a measurement that took more than that.
    """

    def __init__(self, share: float = SHARE) -> None:
        self._part = share
        self.balance = 0.0
        self._trained = self._paid = 0.0

    @property
    def share(self) -> float:
        """Time spent on measuring over time spent on training, lately; 0 before it is known.

        A measurement that took longer than what was earned counts over the time that pays for it,
        in which nothing else is measured: in its own second it would look like many times of that.
        """
        return self._paid / self._trained if self._trained >= LEAST_S else 0.0

    def earn(self, seconds: float) -> None:
        """Training took so long."""
        earned = self._part * seconds
        paid = min(earned, max(0.0, -self.balance))
        self.balance = min(self.balance + earned, MOST_SAVED_S)
        fade = max(0.0, 1 - seconds / MEMORY_S)
        self._trained = self._trained * fade + seconds
        self._paid = self._paid * fade + paid

    def spend(self, seconds: float) -> None:
        """Measuring took so long."""
        self._paid += min(seconds, max(0.0, self.balance))
        self.balance -= seconds
