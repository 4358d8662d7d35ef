"""The two plots and a header of a comparison without its window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from gan_desktop.core.history import History
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.targets import load_target
from gan_desktop.core.verdict import Judgement, Verdict
from gan_desktop.ui.comparison.curves import LaneCurves
from gan_desktop.ui.comparison.header import LaneHeader


def test_the_first_metrics_follow_the_targets_until_a_person_chooses(qtbot):
    curves = LaneCurves()
    qtbot.addWidget(curves)
    ring, roll = load_target("ring8-blog"), load_target("swiss-roll")
    histories = [History(METRICS.keys()) for _ in range(2)]

    def keys(*targets):
        curves.show_histories(histories, targets)
        return [plot.key for plot in curves.plots]

    assert keys(ring, ring) == ["modes", "prdc_coverage"]
    assert keys(ring, roll) == ["js", "prdc_coverage"]
    assert keys(ring, ring) == ["modes", "prdc_coverage"]
    QTest.keyClick(curves.findChild(QComboBox, "laneMetric0"), Qt.Key.Key_Down)
    chosen = curves.plots[0].key
    assert chosen != "modes"
    assert keys(roll, roll) == [chosen, "prdc_coverage"]


def test_the_header_tells_a_collapsed_shape_beside_the_verdict(qtbot):
    header, target = LaneHeader(0), load_target("two-modes")
    qtbot.addWidget(header)
    converged = Judgement(Verdict.CONVERGED, ())
    header.show_verdict(converged, target, None)
    assert header.verdict == "✔ Converged"
    for coverage, text in ((0.197, "19.7%"), (0.96, "96.0%")):
        header.show_verdict(converged, target, coverage)
        assert header.verdict == f"✔ Converged, coverage {text}"
    # Its last value is of a state that is gone.
    header.show_verdict(Judgement(Verdict.DIVERGED, ()), target, 0.96)
    assert header.verdict == "✘ Diverged"
