"""Actions of looking back."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gan_desktop.ui.action_spec import ActionSpec

TIMELINE_ACTIONS = (
    ActionSpec(
        "snapshotBefore",
        QT_TRANSLATE_NOOP("Actions", "Snapshot before"),
        QT_TRANSLATE_NOOP("Actions", "Look at the stored snapshot before this one (Alt+Left)"),
        "",
        "view",
        ("Alt+Left",),
        separator_before=True,
    ),
    ActionSpec(
        "snapshotAfter",
        QT_TRANSLATE_NOOP("Actions", "Snapshot after"),
        QT_TRANSLATE_NOOP("Actions", "Look at the stored snapshot after this one (Alt+Right)"),
        "",
        "view",
        ("Alt+Right",),
    ),
    ActionSpec(
        "playStored",
        QT_TRANSLATE_NOOP("Actions", "Play stored snapshots"),
        QT_TRANSLATE_NOOP("Actions", "Let the stored snapshots go by, or stop (Ctrl+Space)"),
        "",
        "view",
        ("Ctrl+Space",),
    ),
    ActionSpec(
        "present",
        QT_TRANSLATE_NOOP("Actions", "Back to the training"),
        QT_TRANSLATE_NOOP("Actions", "Look at the training as it is now (End)"),
        "",
        "view",
        ("End",),
    ),
    ActionSpec(
        "branch",
        QT_TRANSLATE_NOOP("Actions", "Branch from here"),
        QT_TRANSLATE_NOOP(
            "Actions", "A new run that goes on from the stored moment that is shown (Ctrl+B)"
        ),
        "",
        "training",
        ("Ctrl+B",),
        separator_before=True,
    ),
)
