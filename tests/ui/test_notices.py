"""The bar of notices, the bell, and what Esc does."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.app.recorder import Saved
from gan_desktop.ui.notices import Answer, Card, NoticeArea, Stays
from gan_desktop.ui.notices.bell import NoticeBell, NoticeList
from gan_desktop.ui.notices.notice import MOST_NOTICES

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def board(qtbot) -> QWidget:
    """A window with a canvas (an input), the bar and the bell."""
    made = QWidget()
    made.area, made.edit = NoticeArea(), QLineEdit()
    made.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    made.bell = NoticeBell(made.area.log)
    column = QVBoxLayout(made)
    column.addWidget(made.edit, 1)
    column.addWidget(made.area)
    column.addWidget(made.bell)
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    qtbot.waitActive(made)
    made.edit.setFocus()
    return made


def seen(area: NoticeArea) -> list[str]:
    return [card.text for card in area.cards if card.isVisible()]


def timer(card: Card) -> QTimer:
    return card.findChild(QTimer)


def press(card: Card, text: str) -> None:
    (button,) = [each for each in card.findChildren(QPushButton) if each.text() == text]
    QTest.mouseClick(button, LEFT)


def rows(board: QWidget) -> list[Card]:
    (popup,) = [each for each in board.bell.findChildren(NoticeList) if each.isVisible()]
    return popup.findChildren(Card)


def test_what_asks_stays_and_news_make_room_for_news(board):
    board.area.show_card("answer me", [Answer("Yes", lambda: None)])
    assert board.isActiveWindow()
    assert board.edit.hasFocus()
    for number in range(6):
        board.area.show_card(f"news {number}")
    assert seen(board.area) == ["news 4", "news 5"]
    assert [card.text for card in board.area.cards] == ["answer me", "news 4", "news 5"]
    assert timer(board.area.cards[0]) is None
    more = board.area.findChild(QWidget, "moreNotices")
    assert more.text() == "+1"
    QTest.mouseClick(more, LEFT)
    assert seen(board.area) == ["news 5", "answer me"]


def test_one_is_seen_in_a_low_window(board):
    board.area.show_card("one")
    board.area.show_card("two")
    board.resize(700, 300)
    assert seen(board.area) == ["two"]
    board.resize(700, 700)
    assert seen(board.area) == ["one", "two"]


def test_without_notices_the_bar_takes_no_room(board):
    height = board.edit.height()
    board.area.show_card("one")
    QApplication.processEvents()
    assert board.edit.height() < height
    QTest.keyClick(board.edit, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert board.edit.height() == height


def test_news_go_by_themselves_but_not_under_the_mouse_nor_unseen(board):
    card = board.area.show_card("news")
    running = timer(card)
    assert running.isActive()
    assert running.isSingleShot()
    assert 5_000 <= running.interval() < 10_000
    QTest.mouseMove(board.edit, QPoint(5, 5))
    QTest.mouseMove(card, QPoint(20, 5))
    QApplication.processEvents()
    assert not running.isActive()
    QTest.mouseMove(board.edit, QPoint(5, 5))
    QApplication.processEvents()
    assert running.isActive()
    # Another application is in front.
    board.hide()
    assert not running.isActive()
    board.show()
    assert running.isActive()
    running.timeout.emit()
    assert not board.area.cards
    assert board.area.log.unread


def test_more_to_read_stays_longer_and_so_do_errors_and_offers(board):
    def seconds(*words, **more) -> float:
        return timer(board.area.show_card(*words, **more)).interval() / 1000

    offer = [Answer("Show", lambda: None)]
    assert seconds("short") < seconds("a long sentence " * 10)
    assert seconds("short", kind="error") >= 20
    assert seconds("short", offer, stays=Stays.A_WHILE) >= 20


def test_esc_closes_the_newest_one_and_is_no_answer(board):
    said = []
    board.area.show_card("which?", [Answer("This", lambda: said.append("this"))])
    board.area.show_card("news")
    for left in (["which?"], []):
        QTest.keyClick(board.edit, Qt.Key.Key_Escape)
        assert [card.text for card in board.area.cards] == left
    assert not said
    # The list has it, and it can still be answered there, once.
    QTest.mouseClick(board.bell, LEFT)
    assert [row.text for row in rows(board)] == ["news", "which?"]
    press(rows(board)[1], "This")
    assert said == ["this"]
    QTest.mouseClick(board.bell, LEFT)
    assert not rows(board)[1].findChildren(QPushButton)
    QTest.keyClick(rows(board)[0].window(), Qt.Key.Key_Escape)
    assert not board.bell.findChild(NoticeList).isVisible()


def test_the_bell_is_coloured_until_the_list_is_read(board):
    board.area.show_card("read me")
    QTest.mouseClick(board.area.cards[0].findChild(QWidget, "closeCard"), LEFT)
    assert not board.area.log.unread
    timer(board.area.show_card("nobody was there")).timeout.emit()
    assert board.area.log.unread
    QTest.mouseClick(board.bell, LEFT)
    assert not board.area.log.unread


def test_an_answer_in_the_bar_or_the_list_is_given_once(board):
    said = []
    answers = [Answer("A", lambda: said.append("A")), Answer("B", lambda: said.append("B"), False)]
    card = board.area.show_card("which?", answers)
    press(card, "B")
    assert board.area.cards == [card]
    QTest.mouseClick(board.bell, LEFT)
    press(rows(board)[0], "A")
    assert said == ["B", "A"]
    assert not board.area.cards


def test_the_focus_of_a_button_does_not_go_to_the_next_input(board):
    card = board.area.show_card("which?", [Answer("A", lambda: None)])
    card.findChild(QPushButton).setFocus()
    QTest.keyClick(card.findChild(QPushButton), Qt.Key.Key_Space)
    assert not board.area.cards
    assert board.hasFocus()


def test_what_is_over_can_be_read_but_not_answered(board):
    board.area.show_card("offer", [Answer("Take", lambda: None)], name="same")
    board.area.show_card("another offer", [Answer("Take", lambda: None)], name="same")
    working = board.area.show_card(
        "Working…", [Answer("Cancel", lambda: None)], name="work", stays=Stays.WHILE_IT_LASTS
    )
    assert timer(working) is None
    # Closing it does not take the Cancel away.
    QTest.keyClick(board.edit, Qt.Key.Key_Escape)
    QTest.mouseClick(board.bell, LEFT)
    buttons = [len(row.findChildren(QPushButton)) for row in rows(board)]
    assert buttons == [1, 1, 0]
    board.area.dismiss("work")
    board.area.dismiss("same")
    QTest.mouseClick(board.bell, LEFT)
    assert [row.text for row in rows(board)] == ["another offer", "offer"]
    assert not any(row.findChildren(QPushButton) for row in rows(board))


def test_the_list_of_a_long_session_is_bounded(board):
    for number in range(MOST_NOTICES + 20):
        board.area.show_card(f"news {number}")
    assert len(board.area.log.notices) == MOST_NOTICES


def test_the_text_wraps_and_never_widens_the_window(board, qtbot):
    long = "/home/me/" + "x" * 250 + ".toml: No space left on device"
    three = [Answer(text, lambda: None) for text in ("Save as…", "Show in folder", "Discard")]
    card = board.area.show_card(long, three)
    label = card.findChild(QWidget, "cardText")
    parts = [label, *card.findChildren(QPushButton)]

    def fits() -> bool:
        places = [part.rect().translated(part.mapTo(card, QPoint(0, 0))) for part in parts]
        apart = not any(a.intersects(b) for a, b in combinations(places, 2))
        inside = all(card.rect().contains(place) for place in places)
        return apart and inside and label.height() >= label.heightForWidth(label.width())

    for width in (700, 240):
        board.resize(width, 700)
        # In a few rounds: where the buttons are follows the width, and the height follows both.
        qtbot.waitUntil(fits)
        assert board.width() == width


def places(window: QWidget, *names: str) -> list:
    parts = [window.findChild(QWidget, name) for name in names]
    return [part.rect().translated(part.mapTo(window, QPoint(0, 0))) for part in parts]


@pytest.mark.parametrize("size", [(1024, 600), (1280, 800)])
def test_notices_lie_over_nothing(window, size):
    window.resize(*size)
    window._notices.show_card("Saved /somewhere/a.toml")
    window._notices.show_card("Which one do you mean? " * 8, [Answer("This", lambda: None)])
    QApplication.processEvents()
    bar, *others = places(window, "noticeArea", "canvas", "layerStrip", "timelineBar")
    assert bar.height() > 0
    assert window.rect().contains(bar)
    assert not any(bar.intersects(other) for other in others)


def test_esc_belongs_to_drags_inputs_and_menus_first(window, person):
    window._notices.show_card("news")
    before = window.experiment.config
    edit = window.findChild(QLineEdit, "training.seed")
    edit.setFocus()
    QTest.keyClicks(edit, "9")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert len(window._notices.cards) == 1
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert not window._notices.cards
    window._notices.show_card("news")
    start = person.pixel(*window.experiment.mixture.means[0])
    person.drag(start, start + QPoint(0, 30), start + QPoint(0, 60), release=False)
    assert window.experiment.config != before
    QTest.keyClick(window._canvas, Qt.Key.Key_Escape)
    assert window.experiment.config == before
    assert len(window._notices.cards) == 1
    person.release(start)
    QTest.keyClick(window._canvas, Qt.Key.Key_Escape)
    assert not window._notices.cards


def test_a_recording_that_was_saved_names_its_folder_and_goes_by_itself(window, tmp_path):
    path = tmp_path / "GAN 1.gif"
    window.recorder.saved.emit(Saved("spool", str(path), 12, 3000))
    (card,) = window._notices.cards
    assert str(path) in card.text
    timer(card).timeout.emit()
    window.findChild(QAction, "noticesAction").trigger()
    (row,) = window._bell.findChild(NoticeList).findChildren(Card)
    assert {b.text() for b in row.findChildren(QPushButton)} == {"Save as…", "Show", "Discard"}


def test_notices_of_the_comparison_are_in_its_layout_and_in_the_same_list(window, qtbot):
    window._comparison_view.open()
    view = window._comparison_view
    view._say("Saved as /somewhere/a.png", "info")
    other = view._window
    QApplication.processEvents()
    (bar,) = places(other, "noticeArea")
    stage = other.stage
    assert not bar.intersects(stage.rect().translated(stage.mapTo(other, QPoint(0, 0))))
    assert [notice.text for notice in window._notices.log.notices] == ["Saved as /somewhere/a.png"]
    QTest.keyClick(other, Qt.Key.Key_Escape)
    assert not other.notices.cards
