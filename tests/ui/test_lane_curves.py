"""The two plots of a comparison without its window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from gan_desktop.core.history import History
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.targets import load_target
from gan_desktop.ui.comparison.curves import LaneCurves


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
