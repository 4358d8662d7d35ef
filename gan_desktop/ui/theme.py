"""Applies a palette to the application: Fusion, a Qt palette and a small style sheet.

`setColorScheme` does nothing without a desktop theme, so both looks are shipped.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gan_desktop.ui.palette import DARK, LIGHT, SPACE, Palette
from gan_desktop.ui.sizes import LARGE, SMALL, css_size


def chosen_palette(theme: str) -> Palette:
    """The palette of a theme setting: light, dark, or what the system prefers."""
    if theme == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def apply_palette(application: QApplication, palette: Palette) -> None:
    """Style all widgets of the application."""
    sheet = _style_sheet(palette, application.font())
    if application.styleSheet() == sheet:
        # Qt would style every widget anew: half of what a window costs to build.
        return
    application.setPalette(_qt_palette(palette))
    application.setStyleSheet(sheet)


def _qt_palette(palette: Palette) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    result = QPalette()
    for name, colour in (
        (role.Window, palette.window),
        (role.WindowText, palette.text),
        (role.Base, palette.surface),
        (role.AlternateBase, palette.window),
        (role.Text, palette.text),
        (role.PlaceholderText, palette.muted),
        (role.Button, palette.raised),
        (role.ButtonText, palette.text),
        (role.ToolTipBase, palette.raised),
        (role.ToolTipText, palette.text),
        (role.Highlight, palette.accent),
        (role.HighlightedText, palette.on_accent),
        (role.Link, palette.accent),
        (role.Mid, palette.line),
    ):
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(group.Disabled, name, QColor(palette.muted))
    return result


def _style_sheet(p: Palette, font: QFont) -> str:
    small, large = css_size(font, SMALL), css_size(font, LARGE)
    return f"""
    QToolTip {{ color: {p.text}; background: {p.raised}; border: 1px solid {p.line};
                padding: 4px; }}
    QToolBar {{ background: {p.surface}; border: none; border-bottom: 1px solid {p.line};
                spacing: {SPACE // 2}px; padding: {SPACE // 2}px {SPACE}px; }}
    QToolBar QToolButton {{ padding: 5px 10px; border: none; border-radius: 6px; }}
    QToolBar QToolButton:hover {{ background: {p.window}; }}
    QToolBar QToolButton:pressed {{ background: {p.line}; }}
    QToolBar QToolButton:focus {{ border: 1px solid {p.accent}; padding: 4px 9px; }}
    QToolBar QToolButton#playButton {{ background: {p.accent}; color: {p.on_accent};
                font-weight: 600; }}
    QToolBar QToolButton#playButton:disabled {{ background: {p.line}; color: {p.muted}; }}
    QToolBar QToolButton#stepButton {{ padding-right: 26px; }}
    QToolBar QToolButton#stepButton::menu-button {{ border: none; width: 20px;
                background: transparent; }}
    QToolBar QToolButton#qt_toolbar_ext_button {{ padding: 0; }}
    QToolBar QToolButton:checked {{ background: {p.line}; }}
    QLabel#speedCaption, QLabel#speedText {{ color: {p.muted}; }}
    QFrame#slowMotionStrip {{ background: {p.surface}; border: none;
                border-top: 1px solid {p.line}; }}
    QLabel#phaseChip {{ color: {p.muted}; border: 1px solid transparent; border-radius: 5px;
                padding: 2px 4px; }}
    QLabel#phaseChip[active="true"] {{ color: {p.text}; border-color: {p.accent};
                font-weight: 600; }}
    QLabel#slowMotionSentence {{ color: {p.text}; }}
    QPushButton#holdButton:checked {{ background: {p.accent}; color: {p.on_accent}; }}
    QMenuBar, QStatusBar {{ background: {p.surface}; color: {p.text}; }}
    QMenuBar::item:selected {{ background: {p.window}; }}
    QMenu {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; }}
    QMenu::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
    QMenu::item:disabled {{ color: {p.muted}; }}
    QMenu::separator {{ height: 1px; background: {p.line}; margin: 4px 8px; }}
    QStatusBar {{ border-top: 1px solid {p.line}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {p.muted}; padding: 0 {SPACE}px; }}
    QStatusBar QLabel#stateLabel {{ color: {p.text}; font-weight: 600; }}
    QStatusBar QLabel#stateLabel:disabled {{ color: {p.muted}; }}
    QStatusBar QLabel#nowLabel, QLabel#verdictNow, QLabel#settingsNow {{ color: {p.muted};
                font-style: italic; }}
    QLineEdit:disabled, QTableView:disabled, QToolButton#groupHeader:disabled,
    QToolButton#explainedButton:disabled, QToolButton#moreButton:disabled,
    QToolButton#resetField:disabled {{ color: {p.muted}; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {p.line}; border-radius: 4px; min-width: 28px;
                margin: 1px; }}
    QScrollBar::handle:horizontal:hover {{ background: {p.muted}; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {p.line}; border-radius: 4px; min-height: 28px;
                margin: 1px; }}
    QScrollBar::handle:vertical:hover {{ background: {p.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QToolButton#leftEdge {{ border: none; border-right: 1px solid {p.line}; }}
    QToolButton#rightEdge {{ border: none; border-left: 1px solid {p.line}; }}
    QToolButton#leftEdge:hover, QToolButton#rightEdge:hover, QToolButton#leftEdge:focus,
    QToolButton#rightEdge:focus {{ background: {p.line}; }}
    QSplitter::handle {{ background: {p.line}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: {p.window}; border: none; }}
    QLineEdit {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.line};
                border-radius: 5px; padding: 3px 7px; }}
    QLineEdit:focus {{ border-color: {p.accent}; }}
    QLineEdit:disabled {{ background: {p.window}; color: {p.muted}; }}
    QLineEdit[invalid="true"] {{ border-color: {p.error}; background: {p.error_surface}; }}
    QTableView {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: 5px;
                gridline-color: {p.line}; }}
    QTableView QLineEdit {{ padding: 0; border-radius: 0; }}
    QTableView#mixtureTable, QTableView#mixtureTable QHeaderView {{ font-size: {small}; }}
    QHeaderView::section {{ background: {p.window}; color: {p.muted}; border: none;
                border-bottom: 1px solid {p.line}; padding: 3px 2px; }}
    QTableView#seedTable::item {{ padding: 0 6px; }}
    QTableView#seedTable QHeaderView::section {{ padding: 3px 9px; }}
    QTableView#judgedMetrics QHeaderView::section {{ padding: 3px; }}
    QPushButton {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line};
                border-radius: 5px; padding: 4px 10px; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {p.accent}; }}
    QPushButton:disabled {{ color: {p.muted}; }}
    QToolButton#groupHeader {{ border: none; font-weight: 600; padding: 6px 0; text-align: left;
                color: {p.text}; }}
    QToolButton#explainedButton {{ border: none; padding: 1px 0; text-align: left;
                color: {p.text}; }}
    QLabel#explainedText {{ color: {p.muted}; }}
    QToolButton#groupHeader:focus, QToolButton#moreButton:focus,
    QToolButton#explainedButton:hover, QToolButton#explainedButton:focus {{ color: {p.accent}; }}
    QToolButton#moreButton, QToolButton#resetField {{ border: none; color: {p.accent};
                padding: 2px 0; }}
    QLabel#hint, QLabel#eventLine, QLabel#stepOfValues, QLabel#description, QLabel#measuringCost,
    QLabel#metricName, QLabel#layerReason {{ color: {p.muted}; }}
    QToolButton#layersButton {{ background: {p.raised}; border: 1px solid {p.line};
                border-radius: 5px; padding: 1px 16px 1px 6px; }}
    QToolButton#layersButton:hover, QToolButton#layersButton:focus {{ border-color: {p.accent}; }}
    QWidget#layersPanel {{ background: {p.raised}; }}
    QToolButton#metricButton {{ border: none; padding: 1px 0; text-align: left;
                color: {p.text}; }}
    QToolButton#metricButton:hover, QToolButton#metricButton:focus {{ color: {p.accent}; }}
    QLabel#curveValue {{ color: {p.text}; }}
    QToolButton#logButton {{ border: 1px solid {p.line}; border-radius: 3px; padding: 0;
                color: {p.muted}; font-size: {small}; }}
    QToolButton#logButton:hover, QToolButton#logButton:focus {{ border-color: {p.accent}; }}
    QToolButton#logButton:checked {{ background: {p.accent}; color: {p.on_accent}; }}
    QLabel#plotNote {{ color: {p.muted}; background: {p.surface}; font-size: {small}; }}
    QToolButton#metricsButton, QToolButton#exportCurvesButton {{ background: {p.raised};
                border: 1px solid {p.line}; border-radius: 5px; padding: 3px 8px; }}
    QToolButton#metricsButton {{ padding-right: 16px; }}
    QToolButton#exportCurvesButton {{ padding: 3px 5px; }}
    QToolButton#metricsButton:hover, QToolButton#metricsButton:focus,
    QToolButton#exportCurvesButton:hover, QToolButton#exportCurvesButton:focus {{
                border-color: {p.accent}; }}
    QFrame#aboutPopup {{ background: {p.raised}; border: 1px solid {p.line}; }}
    QLabel#hint, QLabel#eventLine, QLabel#judgingNote, QLabel#description,
    QLabel#metricName {{ color: {p.muted}; }}
    QLabel#fieldError {{ color: {p.error}; }}
    QLabel#metricValue {{ font-weight: 600; }}
    QLabel#verdictTitle {{ font-size: {large}; }}
    QLabel#recordingLabel, QLabel#recordingMark {{ color: {p.recording};
                font-weight: 600; padding: 0 {SPACE}px; }}
    QFrame#card {{ background: {p.raised}; border: none; border-top: 1px solid {p.line};
                border-left: 3px solid {p.accent}; }}
    QFrame#card[kind="error"] {{ background: {p.error_surface}; border-left-color: {p.error}; }}
    QFrame#card QLabel {{ color: {p.text}; }}
    QToolButton#moreNotices {{ border: none; color: {p.accent}; padding: 1px {SPACE}px; }}
    QFrame#noticeList, QWidget#noticeRow {{ background: {p.raised}; }}
    QFrame#noticeList {{ border: 1px solid {p.line}; }}
    QLabel#noticeTime {{ color: {p.muted}; }}
    QFrame#restartBar {{ background: {p.raised}; border-top: 1px solid {p.line}; }}
    QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QProgressBar {{ background: {p.window}; border: none; border-radius: 3px; max-height: 6px;
                min-height: 6px; }}
    QProgressBar::chunk {{ background: {p.accent}; border-radius: 3px; }}
    QProgressBar::chunk:disabled {{ background: {p.muted}; }}
    """
