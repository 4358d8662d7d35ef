"""What layers draw, from snapshots of the test's own."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from gan_desktop import load_preset
from gan_desktop.core.layers import LAYERS, LayerChoice, LayerData
from gan_desktop.core.layers.density import places
from gan_desktop.core.layers.output import Output
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.targets import load_target
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.frames import FramePainter
from gan_desktop.ui.layers.colours import difference_table, output_table
from gan_desktop.ui.layers.sentences import reason, sentences
from gan_desktop.ui.layers.view import fitted
from gan_desktop.ui.palette import DARK, LIGHT

CONFIG = load_preset("ring8-blog")
REGION = (-8.0, 8.0, -8.0, 8.0)
SIDE = 32


def layer(function, output=Output.LOGIT, **more) -> LayerData:
    x, y = places(REGION, SIDE).T
    values = np.broadcast_to(function(x, y), x.shape).reshape(SIDE, SIDE)
    arrays = {"values": values, "output": np.array([output]), **more}
    return LayerData(arrays, REGION)


def snapshot(step=1, run="run", target=CONFIG.target, **layers) -> Snapshot:
    rng = np.random.default_rng(0)
    real = target.sample(1000, rng).astype(np.float32)
    return Snapshot(run, step, real, real[:500].copy(), {}, target, layers=layers)


def choice(*keys: str, points: bool = False) -> LayerChoice:
    on = tuple(layer.key for layer in LAYERS if layer.key in keys)
    return LayerChoice(on=(*("real", "fake") * points, *on))


@pytest.fixture
def canvas(qtbot):
    made = Canvas(LIGHT)
    qtbot.addWidget(made)
    made.resize(500, 500)
    made.set_display(CONFIG.display)
    made.grab()
    return made


def colour(canvas: Canvas, x: float, y: float) -> QColor:
    scene = canvas.figure.getViewBox().mapViewToScene(QPointF(x, y))
    return canvas.grab().toImage().pixelColor(canvas.mapFromScene(scene))


def redness(shade: QColor) -> int:
    return shade.red() - shade.blue()


def test_a_map_is_the_right_way_up_and_has_the_points_colours(canvas) -> None:
    canvas.figure.layers.set_choice(choice("discriminator"))
    canvas.show_snapshot(snapshot(discriminator=layer(lambda x, y: 3 * y + 0.3 * x)))
    assert redness(colour(canvas, 0.1, 3.3)) > 40
    assert redness(colour(canvas, 0.1, -3.3)) < -40
    bar = canvas.figure.layers.colour_bar
    assert bar.isVisible()
    assert (bar.title, dict(bar.labels)[0.5]) == ("D(x)", "0.5")
    canvas.show_snapshot(snapshot(2, discriminator=layer(lambda x, _y: 3 * x)))
    assert redness(colour(canvas, 2.6, 0.1)) > 40
    assert redness(colour(canvas, -2.6, 0.1)) < -40


def test_the_output_is_shown_instead_of_the_probability(canvas) -> None:
    bare = choice("discriminator").replaced(probability=False)
    canvas.figure.layers.set_choice(bare)
    canvas.show_snapshot(snapshot(discriminator=layer(lambda _x, y: 8 * y)))
    bar = canvas.figure.layers.colour_bar
    assert (bar.title, dict(bar.labels)[0.5]) == ("f(x)", "0")
    assert "probability real over probability generated" in sentences(canvas.figure.layers)[0]


def test_what_is_not_known_stays_empty(canvas) -> None:
    canvas.figure.layers.set_choice(choice("optimal"))
    half = layer(lambda x, _y: np.where(x > 0, 9.0, np.nan))
    canvas.show_snapshot(snapshot(optimal=half))
    assert colour(canvas, -2.2, 0.2) == QColor(LIGHT.surface)
    assert redness(colour(canvas, 2.6, 0.2)) > 40


def test_only_the_last_map_fills_the_others_are_lines(canvas) -> None:
    layers = canvas.figure.layers
    layers.set_choice(choice("discriminator", "optimal", "difference"))
    data = {
        "discriminator": layer(lambda x, _y: 9 + 0 * x),
        "optimal": layer(lambda x, _y: np.where(x > 0, -9, np.nan)),
    }
    canvas.show_snapshot(snapshot(**data))
    assert layers.drawn == {"discriminator", "optimal", "difference"}
    # Where D* is not known the others would shine through, had they colours.
    assert colour(canvas, -2.2, 0.2) == QColor(LIGHT.surface)
    # D - D* is 1 elsewhere: purple.
    expected = QColor.fromRgb(int(difference_table(LIGHT)[254]))
    shade = colour(canvas, 2.2, 0.2)
    assert shade.blue() > shade.green() + 20
    assert abs(shade.hue() - expected.hue()) < 10
    assert layers.colour_bar.title == "D − D*"
    said = sentences(layers)
    assert "(Solid lines only.)" in said[0]
    assert "(Dashed lines only.)" in said[1]
    layers.set_choice(choice("discriminator"))
    assert redness(colour(canvas, -2.2, 0.2)) > 40


def test_ends_of_the_colours_leave_points_visible() -> None:
    for palette in (LIGHT, DARK):
        table = output_table(palette)
        for index, points in ((0, palette.fake), (254, palette.real)):
            end, mark = QColor.fromRgb(int(table[index])), QColor(points)
            apart = sum(abs(a - b) for a, b in zip(end.getRgb(), mark.getRgb(), strict=True))
            assert apart > 90
        assert table[255] == 0


def test_an_older_layer_stays_and_says_its_step_until_a_new_run(canvas) -> None:
    layers = canvas.figure.layers
    layers.set_choice(choice("discriminator"))
    assert "not computed" not in sentences(layers)[0]
    canvas.show_snapshot(snapshot(1000))
    assert "not computed at this step" in sentences(layers)[0]
    assert not layers.drawn
    canvas.show_snapshot(snapshot(1050, discriminator=layer(lambda x, _y: x)))
    assert "Of step" not in sentences(layers)[0]
    canvas.show_snapshot(snapshot(1100))
    assert layers.drawn == {"discriminator"}
    assert "(Of step 1,050.)" in sentences(layers)[0]
    # Looking back: what came later belongs to no picture of before.
    canvas.show_snapshot(snapshot(900))
    assert not layers.drawn
    canvas.show_snapshot(snapshot(1150, discriminator=layer(lambda x, _y: x)))
    canvas.show_snapshot(snapshot(2000, run="another"))
    assert not layers.drawn
    canvas.show_snapshot(snapshot(2050, run="another", discriminator=layer(lambda x, _y: x)))
    canvas.clear_generated()
    assert not layers.drawn
    assert not layers.colour_bar.isVisible()
    canvas.show_snapshot(snapshot(2100, run="third"))
    assert not layers.drawn


def test_a_reason_is_said_and_takes_the_picture_away(canvas) -> None:
    layers = canvas.figure.layers
    layers.set_choice(choice("optimal", "difference"))
    d = layer(lambda x, _y: x)
    canvas.show_snapshot(snapshot(optimal=layer(lambda _x, y: y), discriminator=d))
    assert layers.drawn == {"optimal", "difference"}
    canvas.show_snapshot(snapshot(2, optimal=LayerData(reason="Not here."), discriminator=d))
    assert not layers.drawn
    layers.set_choice(choice("discriminator", "optimal"))
    # What is not defined fills nothing: the other map does.
    assert (layers.drawn, layers.scene.filling) == ({"discriminator"}, "discriminator")
    assert "lines only" not in sentences(layers)[0]
    layers.set_choice(choice("optimal", "difference"))
    assert sentences(layers) == [
        "Optimal discriminator D*: n/a. Not here.",
        "D − D*: n/a. Not here.",
    ]


def test_arrows_share_one_scale_that_is_said(canvas) -> None:
    layers = canvas.figure.layers
    layers.set_choice(choice("arrows", "field"))
    at = np.array([[0.0, 0.0]])
    data = {
        "arrows": LayerData({"at": at, "by": np.array([[3.0, 0.0]])}),
        "field": LayerData({"at": at, "by": np.array([[0.0, 1.0]])}),
    }
    canvas.show_snapshot(snapshot(**data))
    assert layers.drawn == {"arrows", "field"}
    slope = layers.scene.slope
    assert all(f"a slope of {slope:g}." in said for said in sentences(layers))
    (path,) = layers._drawings["arrows"].item.paths
    tip = path.elementAt(1)
    assert (tip.x, tip.y) == pytest.approx((3 / slope, 0), abs=1e-5)


def test_the_latent_grid_is_drawn_both_ways_and_its_slice_said(canvas) -> None:
    layers = canvas.figure.layers
    layers.set_choice(choice("manifold"))
    nodes = np.stack(np.meshgrid(np.arange(4.0), np.arange(3.0)), axis=-1)
    extra = {"axes": np.array([0, 4]), "reach": np.array([2.5])}
    canvas.show_snapshot(snapshot(manifold=LayerData({"nodes": nodes, **extra})))
    rows, columns = layers._drawings["manifold"].item.paths
    for lines in (rows, columns):
        assert (lines.boundingRect().width(), lines.boundingRect().height()) == (3, 2)
    # The second node of the first line is to the right, and above.
    assert (rows.elementAt(1).x, columns.elementAt(1).y) == (1, 1)
    assert "Dimensions 1 and 5 to ±2.5, any others 0." in sentences(layers)[0]


def test_density_contours_lie_around_the_clouds_and_follow_the_generated_one(canvas) -> None:
    layers = canvas.figure.layers
    layers.set_choice(choice("density"))
    near = snapshot()
    canvas.show_snapshot(near)
    before = [path.boundingRect() for path in layers._drawings["density"].item.paths]
    assert len(before) == 4
    # The blog's ring: radius 2, sigma 0.14.
    assert before[0].right() == pytest.approx(2.3, abs=0.2)
    moved = Snapshot("run", 2, near.real, near.fake * 0.5, {}, near.target)
    canvas.show_snapshot(moved)
    after = [path.boundingRect() for path in layers._drawings["density"].item.paths]
    assert after[:2] == before[:2]
    assert "Blurred by" in sentences(layers)[0]
    assert after[2].right() < 0.7 * before[2].right()


def test_each_mode_has_its_coverage_in_percent(canvas) -> None:
    layers = canvas.figure.layers
    layers.set_choice(choice("coverage"))
    given = snapshot()
    # All in the first mode: eight times its share.
    only = np.tile(np.float32(CONFIG.target.means[0]), (500, 1))
    canvas.show_snapshot(Snapshot("run", 1, given.real, only, {}, given.target))
    parts = [mark.coverage for mark in layers._drawings["coverage"].item.marks]
    assert parts == pytest.approx([8, 0, 0, 0, 0, 0, 0, 0])
    long = layers._drawings["coverage"].item.marks[0].long
    assert np.hypot(long.x(), long.y()) == pytest.approx(3 * 0.02**0.5)
    canvas.show_snapshot(snapshot(2, target=load_target("two-moons")))
    assert "no modes to count" in reason(layers, "coverage")
    assert not layers.drawn


def test_points_can_be_hidden_and_the_sentence_follows(canvas) -> None:
    layers = canvas.figure.layers
    canvas.show_snapshot(snapshot())
    layers.set_choice(LayerChoice(on=("fake",)))
    assert not canvas.figure._real.isVisible()
    assert canvas.figure._fake.isVisible()
    assert sentences(layers) == ["Points: what the generator makes."]
    layers.set_choice(LayerChoice(on=()).with_opacity("fake", 0.3))
    assert sentences(layers) == []
    assert canvas.figure._fake.opacity() == 0.3
    # Slow motion dims what it is not about, and gives it back.
    layers.emphasise(frozenset({"real"}))
    assert canvas.figure._fake.opacity() == pytest.approx(0.06)
    layers.emphasise(None)
    assert canvas.figure._fake.opacity() == pytest.approx(0.3)


def test_a_frame_shows_the_layers_that_it_is_told(qtbot) -> None:
    painter = FramePainter((300, 300), LIGHT, CONFIG.display, choice("discriminator"))
    bare = FramePainter((300, 300), LIGHT, CONFIG.display)
    view = (-3.0, 3.0, -3.0, 3.0)
    shown = snapshot(discriminator=layer(lambda _x, y: 5 * y))
    frame = painter.frame(shown, view)
    plain = bare.frame(shown, view)
    for each in (painter, bare):
        each.close()
    red = frame[..., 0].astype(int) - frame[..., 2]
    assert np.median(red[60:100, 100:200]) > 40
    assert np.median(red[-110:-70, 100:200]) < -40
    assert np.median(plain[60:100, 100:200, 0]) == 255


def test_what_a_picture_of_another_shape_shows() -> None:
    assert fitted((-3, 3, -4, 4), 1.0) == (-4, 4, -4, 4)
    assert fitted((-3, 3, -4, 4), 0.5) == (-3, 3, -6, 6)
