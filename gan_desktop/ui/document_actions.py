"""Actions on experiments as files and texts, and on checkpoints."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gan_desktop.ui.action_spec import ActionSpec

FILE_ACTIONS = (
    ActionSpec(
        "new",
        QT_TRANSLATE_NOOP("Actions", "New"),
        QT_TRANSLATE_NOOP("Actions", "Begin with the first preset, without a file (Ctrl+N)"),
        "",
        "file",
        ("Ctrl+N",),
    ),
    ActionSpec(
        "open",
        QT_TRANSLATE_NOOP("Actions", "Open…"),
        QT_TRANSLATE_NOOP("Actions", "Open an experiment's file; can be undone (Ctrl+O)"),
        "folder-open",
        "file",
        ("Ctrl+O",),
    ),
    ActionSpec(
        "save",
        QT_TRANSLATE_NOOP("Actions", "Save"),
        QT_TRANSLATE_NOOP(
            "Actions", "Save the experiment: everything that decides the run (Ctrl+S)"
        ),
        "save",
        "file",
        ("Ctrl+S",),
    ),
    ActionSpec(
        "saveAs",
        QT_TRANSLATE_NOOP("Actions", "Save as…"),
        QT_TRANSLATE_NOOP("Actions", "Save the experiment under another name (Ctrl+Shift+S)"),
        "",
        "file",
        ("Ctrl+Shift+S",),
    ),
    ActionSpec(
        "openRun",
        QT_TRANSLATE_NOOP("Actions", "Open run…"),
        QT_TRANSLATE_NOOP("Actions", "Look at a stored run (Ctrl+Shift+O)"),
        "",
        "file",
        ("Ctrl+Shift+O",),
        separator_before=True,
    ),
    ActionSpec(
        "saveRun",
        QT_TRANSLATE_NOOP("Actions", "Save run as…"),
        QT_TRANSLATE_NOOP(
            "Actions", "A copy of the run that is looked at: all its snapshots, to be kept"
        ),
        "",
        "file",
    ),
    ActionSpec(
        "openCheckpoint",
        QT_TRANSLATE_NOOP("Actions", "Open checkpoint…"),
        QT_TRANSLATE_NOOP("Actions", "A new run that goes on where a saved training stood"),
        "",
        "file",
        separator_before=True,
    ),
    ActionSpec(
        "saveCheckpoint",
        QT_TRANSLATE_NOOP("Actions", "Save checkpoint…"),
        QT_TRANSLATE_NOOP("Actions", "Save the training at the step shown, to go on from it later"),
        "",
        "file",
    ),
)

EDIT_ACTIONS = (
    ActionSpec(
        "copyText",
        QT_TRANSLATE_NOOP("Actions", "Copy as text"),
        QT_TRANSLATE_NOOP("Actions", "The experiment as it would be in its file"),
        "copy",
        "edit",
        separator_before=True,
    ),
    ActionSpec(
        "copyString",
        QT_TRANSLATE_NOOP("Actions", "Copy as short string"),
        QT_TRANSLATE_NOOP(
            "Actions", "A line to send: pasting it gives the same experiment (Ctrl+Shift+C)"
        ),
        "",
        "edit",
        ("Ctrl+Shift+C",),
    ),
    ActionSpec(
        "paste",
        QT_TRANSLATE_NOOP("Actions", "Paste experiment"),
        QT_TRANSLATE_NOOP(
            "Actions", "Open the experiment on the clipboard, text or short string (Ctrl+Shift+V)"
        ),
        "",
        "edit",
        ("Ctrl+Shift+V",),
    ),
)
