"""What the person can do: one table; menus and toolbar are built from it."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow

from gan_desktop.app.column_choice import LEFT, RIGHT
from gan_desktop.ui.action_spec import ActionSpec
from gan_desktop.ui.document_actions import EDIT_ACTIONS, FILE_ACTIONS
from gan_desktop.ui.keys import CLOSE
from gan_desktop.ui.layers.actions import LAYER_ACTIONS
from gan_desktop.ui.publishing.actions import COPY_PICTURE, EXPORT_RUN
from gan_desktop.ui.timeline_actions import TIMELINE_ACTIONS

MENUS = (
    ("file", QT_TRANSLATE_NOOP("Actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("Actions", "&Edit")),
    ("view", QT_TRANSLATE_NOOP("Actions", "&View")),
    ("training", QT_TRANSLATE_NOOP("Actions", "&Training")),
    ("help", QT_TRANSLATE_NOOP("Actions", "&Help")),
)

ACTIONS = (
    *FILE_ACTIONS,
    ActionSpec(
        "play",
        QT_TRANSLATE_NOOP("Actions", "Play"),
        QT_TRANSLATE_NOOP("Actions", "Train to the planned steps; again, until paused (Space)"),
        "play",
        "training",
        ("Space",),
        checkable=True,
    ),
    ActionSpec(
        "step",
        QT_TRANSLATE_NOOP("Actions", "Step"),
        QT_TRANSLATE_NOOP("Actions", "Train exactly one step, both networks (.)"),
        "step-forward",
        "training",
        (".",),
    ),
    ActionSpec(
        "stepD",
        QT_TRANSLATE_NOOP("Actions", "Move D only"),
        QT_TRANSLATE_NOOP("Actions", "One move of the discriminator; G and the step stay ([)"),
        "",
        "training",
        ("[",),
    ),
    ActionSpec(
        "stepG",
        QT_TRANSLATE_NOOP("Actions", "Move G only"),
        QT_TRANSLATE_NOOP("Actions", "One move of the generator; D and the step stay (])"),
        "",
        "training",
        ("]",),
    ),
    ActionSpec(
        "slowMotion",
        QT_TRANSLATE_NOOP("Actions", "Slow motion"),
        QT_TRANSLATE_NOOP(
            "Actions", "Show one step after the other in named sub-steps (Shift+Space)"
        ),
        "snail",
        "training",
        ("Shift+Space",),
        checkable=True,
    ),
    ActionSpec(
        "nextPart",
        QT_TRANSLATE_NOOP("Actions", "Next sub-step"),
        QT_TRANSLATE_NOOP("Actions", "Of slow motion: the next sub-step, and hold there (,)"),
        "",
        "training",
        (",",),
    ),
    ActionSpec(
        "reset",
        QT_TRANSLATE_NOOP("Actions", "Reset"),
        QT_TRANSLATE_NOOP(
            "Actions", "Begin again at step 0 with the settings as they are now (Ctrl+R)"
        ),
        "rotate-ccw",
        "training",
        ("Ctrl+R",),
    ),
    ActionSpec(
        "seed",
        QT_TRANSLATE_NOOP("Actions", "New seed"),
        QT_TRANSLATE_NOOP("Actions", "Begin again with another seed (Ctrl+D)"),
        "dices",
        "training",
        ("Ctrl+D",),
    ),
    ActionSpec(
        "trainTo",
        QT_TRANSLATE_NOOP("Actions", "Train to step…"),
        QT_TRANSLATE_NOOP("Actions", "Train and pause at a step"),
        "flag",
        "training",
        ("Ctrl+T",),
        separator_before=True,
    ),
    ActionSpec(
        "exact",
        QT_TRANSLATE_NOOP("Actions", "Measure exact distances"),
        QT_TRANSLATE_NOOP(
            "Actions", "Exact Wasserstein distances of the points that are shown; takes a second"
        ),
        "ruler",
        "training",
    ),
    ActionSpec(
        "judge",
        QT_TRANSLATE_NOOP("Actions", "Judge this design…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Train the same design with several seeds and judge it (Ctrl+J)"
        ),
        "gavel",
        "training",
        ("Ctrl+J",),
    ),
    ActionSpec(
        "compare",
        QT_TRANSLATE_NOOP("Actions", "Compare designs…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Train two to four designs side by side, in lock-step (Ctrl+Shift+D)"
        ),
        "columns",
        "training",
        ("Ctrl+Shift+D",),
    ),
    ActionSpec(
        "record",
        QT_TRANSLATE_NOOP("Actions", "Record"),
        QT_TRANSLATE_NOOP("Actions", "Record every snapshot; stopping saves an animated GIF (F9)"),
        "circle-dot",
        "file",
        ("F9",),
        checkable=True,
        separator_before=True,
    ),
    ActionSpec(
        "openRecordings",
        QT_TRANSLATE_NOOP("Actions", "Open recordings folder"),
        QT_TRANSLATE_NOOP("Actions", "Show the saved recordings in the file manager"),
        "folder-open",
        "file",
    ),
    ActionSpec(
        "exportCurves",
        QT_TRANSLATE_NOOP("Actions", "Export curves…"),
        QT_TRANSLATE_NOOP("Actions", "Save all curves of this run as a CSV file (Ctrl+E)"),
        "save",
        "file",
        ("Ctrl+E",),
    ),
    EXPORT_RUN,
    ActionSpec(
        "settings",
        QT_TRANSLATE_NOOP("Actions", "Recording settings…"),
        QT_TRANSLATE_NOOP("Actions", "Folder, size and speed of recordings"),
        "settings-2",
        "file",
        ("Ctrl+,",),
    ),
    ActionSpec(
        "closeWindow",
        QT_TRANSLATE_NOOP("Actions", "Close window"),
        QT_TRANSLATE_NOOP("Actions", "Close this window; asks about unsaved edits (Ctrl+W)"),
        "",
        "file",
        (CLOSE,),
        separator_before=True,
    ),
    ActionSpec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "Quit"),
        QT_TRANSLATE_NOOP("Actions", "Close all windows; asks about unsaved edits (Ctrl+Q)"),
        "",
        "file",
        ("Ctrl+Q",),
    ),
    ActionSpec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "Undo"),
        QT_TRANSLATE_NOOP("Actions", "Take back the last edit; during a drag, the drag (Ctrl+Z)"),
        "undo-2",
        "edit",
        ("Ctrl+Z",),
    ),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "Redo"),
        QT_TRANSLATE_NOOP("Actions", "Make the edit again that was taken back (Ctrl+Shift+Z)"),
        "redo-2",
        "edit",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
    ),
    *EDIT_ACTIONS,
    COPY_PICTURE,
    ActionSpec(
        "home",
        QT_TRANSLATE_NOOP("Actions", "Home view"),
        QT_TRANSLATE_NOOP("Actions", "Back to the first view of the canvas (Home)"),
        "house",
        "view",
        ("Home",),
    ),
    ActionSpec(
        "leftColumn",
        QT_TRANSLATE_NOOP("Actions", "Settings"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the column of settings (F7)"),
        "",
        "view",
        ("F7",),
        checkable=True,
        separator_before=True,
    ),
    ActionSpec(
        "rightColumn",
        QT_TRANSLATE_NOOP("Actions", "Verdict and curves"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the column of verdict and curves (F8)"),
        "",
        "view",
        ("F8",),
        checkable=True,
    ),
    *TIMELINE_ACTIONS,
    *LAYER_ACTIONS,
    ActionSpec(
        "notices",
        QT_TRANSLATE_NOOP("Actions", "Notices of this session…"),
        QT_TRANSLATE_NOOP("Actions", "Read again what was said (Ctrl+Shift+N)"),
        "bell",
        "view",
        ("Ctrl+Shift+N",),
        separator_before=True,
    ),
    ActionSpec(
        "themeSystem",
        QT_TRANSLATE_NOOP("Actions", "Theme: as the system"),
        QT_TRANSLATE_NOOP("Actions", "Light or dark, as the desktop is"),
        menu="view",
        checkable=True,
        separator_before=True,
        group="theme",
    ),
    ActionSpec(
        "themeLight",
        QT_TRANSLATE_NOOP("Actions", "Theme: light"),
        QT_TRANSLATE_NOOP("Actions", "Dark text on light ground"),
        menu="view",
        checkable=True,
        group="theme",
    ),
    ActionSpec(
        "themeDark",
        QT_TRANSLATE_NOOP("Actions", "Theme: dark"),
        QT_TRANSLATE_NOOP("Actions", "Light text on dark ground"),
        menu="view",
        checkable=True,
        group="theme",
    ),
    ActionSpec(
        "about",
        QT_TRANSLATE_NOOP("Actions", "About GAN Desktop"),
        QT_TRANSLATE_NOOP("Actions", "Version, licence and where it comes from"),
        "info",
        "help",
    ),
)

COLUMNS = {"leftColumn": LEFT, "rightColumn": RIGHT}
TOOLBAR = ("play", "step", "slowMotion", "reset", "seed", "", "record")


def make_actions(window: QMainWindow) -> dict[str, QAction]:
    """Make all actions, put them in the window's menus, return them by name."""
    menus = {key: window.menuBar().addMenu(_text(text)) for key, text in MENUS}
    groups = {spec.group: QActionGroup(window) for spec in ACTIONS if spec.group}
    for menu in menus.values():
        menu.setToolTipsVisible(True)
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(_text(spec.text), window)
        action.setObjectName(f"{spec.name}Action")
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setToolTip(_text(spec.tip))
        if spec.checkable:
            # A menu has one place for icon and tick; the tool bar keeps the icon.
            action.setIconVisibleInMenu(False)
        if spec.group:
            groups[spec.group].addAction(action)
        if spec.menu:
            if spec.separator_before:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(action)
        made[spec.name] = action
    return made


def icon_names() -> dict[str, str]:
    """Icon of each action that has one."""
    return {spec.name: spec.icon for spec in ACTIONS if spec.icon}


def _text(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
